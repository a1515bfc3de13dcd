"""Notebooks as web pages that need no network: one for each, and one that leads to them."""

import base64
import hashlib
import html
import re
from collections.abc import Sequence
from pathlib import Path

from zreport.charts.chart import MIME
from zreport.charts.stored import from_json
from zreport.export.notebook import Story, as_dict, question, read_notebook, title
from zreport.language import Text
from zreport.render.html import fragment, web_page

_CODE = Text("代码", "Code")
_CONTENTS = Text("笔记本", "Notebooks")
_UP = Text("目录", "Contents")
_HERE = Path(__file__).parent
# What is left of a notebook's HTML.
_ATTRIBUTES = "alt class colspan href id lang open rowspan scope src start style title".split()  # noqa: SIM905
_TAGS = (  # noqa: SIM905
    "a abbr b blockquote br caption code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 "
    "hr i img ins li mark ol p pre q s small span strong sub summary sup table tbody td tfoot th thead "
    "tr u ul"
).split()
# pandas puts a style sheet before each frame, which a page has no use for.
_SHEET = re.compile(r"<style scoped>.*?</style>", re.DOTALL)


def notebook_page(path: Path, lang: str, up: bool = False) -> str:
    """Return a stored notebook as a page, with its charts in the given language.

    Code is folded. Links to notebooks lead to their pages, and if it is to lead `up`, one to index.html.
    """
    from jinja2 import FileSystemLoader
    from nbconvert import HTMLExporter
    from pygments.formatters import HtmlFormatter

    book = read_notebook(path)
    charts: list[str] = []
    mark = f"chart-{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}-"
    for output in (output for cell in book.cells for output in cell.get("outputs", [])):
        if MIME in output.get("data", {}):
            charts.append(fragment(from_json(as_dict(output.data[MIME])), lang))
            output.data = {"text/html": f"<p>{mark}{len(charts) - 1}.</p>"}
            output.metadata = {}
        elif "text/html" in output.get("data", {}):
            output.data["text/html"] = _SHEET.sub("", output.data["text/html"])
    exporter = HTMLExporter(
        template_name="basic",
        template_file="folded.html.j2",
        extra_loaders=[FileSystemLoader(_HERE)],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    body, _ = exporter.from_notebook_node(book, {"fold": _CODE[lang]})
    body = re.sub(r'(href="\w+)\.ipynb"', r'\1.html"', harmless(body))
    body = re.sub(rf"<p>{mark}(\d+)\.</p>", lambda found: charts[int(found[1])], body)
    colours = HtmlFormatter(style="default").get_style_defs(".highlight")
    head = f'<p class="zreport-up"><a href="index.html">← {_UP[lang]}</a></p>' if up else ""
    return web_page(title(book, path)[lang], head + body, lang, colours + _style(), live=True)


def harmless(body: str) -> str:
    """Leave of a notebook's HTML what shows words, tables and pictures, and nothing that runs.

    Examples
    --------
    >>> harmless("<p onclick=run()>好</p><script>run()</script>")
    '<p>好</p>&lt;script&gt;run()&lt;/script&gt;'
    """
    from bleach import clean
    from bleach.css_sanitizer import CSSSanitizer

    schemes = ("http", "https", "mailto", "data")
    return clean(body, tags=_TAGS, attributes=_allowed, protocols=schemes, css_sanitizer=CSSSanitizer())


def _allowed(tag: str, name: str, value: str) -> bool:
    """Whether an attribute may stay: only pictures may hold their data."""
    plain = value.strip().lower()
    if name in ("href", "src") and plain.startswith("data:"):
        return tag == "img" and re.match(r"data:image/(png|jpeg|gif);base64,", plain) is not None
    return name in _ATTRIBUTES or name.startswith("aria-")


def index_page(stories: Sequence[Story], paths: Sequence[Path], lang: str) -> str:
    """Return a page that leads to those of notebooks, each with a picture of its first chart."""
    cards = []
    for story, path in zip(stories, paths, strict=True):
        shown = ""
        if story.charts:
            from zreport.render.matplotlib import picture

            chart = story.charts[0][1]
            data = base64.b64encode(picture(chart, lang, "png", dpi=48)).decode("ascii")
            alt = html.escape(chart.alt[lang], quote=True)
            shown = f'<img alt="{alt}" src="data:image/png;base64,{data}">'
        link, head, asked = map(html.escape, (story.name, story.title[lang], question(read_notebook(path))))
        cards.append(f'<li><a href="{link}.html">{shown}<h2>{head}</h2><p>{asked}</p></a></li>')
    sources = dict.fromkeys(chart.origins[0].source for one in stories for _, chart in one.charts)
    heading = _CONTENTS[lang] + "".join(f" | {source[lang]}" for source in sources)
    body = f"<h1>{html.escape(heading)}</h1><ul class=zreport-cards>{''.join(cards)}</ul>"
    return web_page(heading, body, lang, _style())


def _style() -> str:
    return "\n" + (_HERE / "pages.css").read_text("utf-8")

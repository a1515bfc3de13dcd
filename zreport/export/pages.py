"""Notebooks as web pages that need no network: one for each, and one that leads to them."""

from __future__ import annotations

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
from zreport.render.html import fragment, plotly_js, web_page
from zreport.render.matplotlib import picture

_CODE = Text("代码", "Code")
_CONTENTS = Text("笔记本", "Notebooks")
_UP = Text("目录", "Contents")
_FOLDED = """
{%- extends 'basic/index.html.j2' -%}
{%- block input -%}
<details class="zreport-code"><summary>{{ resources.fold }}</summary>{{ super() }}</details>
{%- endblock input -%}
"""
_TAGS = (  # noqa: SIM905
    "a abbr b blockquote br caption code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 "
    "hr i img ins li mark ol p pre q s small span strong sub summary sup table tbody td tfoot th thead "
    "tr u ul"
).split()
# pandas puts a style sheet before each frame, which a page has no use for.
_SHEET = re.compile(r"<style scoped>.*?</style>", re.DOTALL)
_STYLE = """
.zreport-code{margin:10px 0}.zreport-code summary{font-size:13px}
.highlight{background:#f5f7f9;border:1px solid #e3e7eb;border-radius:4px;padding:2px 12px;overflow-x:auto;
font-size:13px;line-height:1.5}
.highlight pre{margin:8px 0;font-family:Consolas,Menlo,"DejaVu Sans Mono",monospace}
pre{white-space:pre-wrap}img{max-width:100%}.anchor-link{display:none}
.zreport-up{font-size:14px}table{display:block;overflow-x:auto}
.zreport-cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(290px,1fr));gap:18px;padding:0;list-style:none}
.zreport-cards a{display:block;height:100%;color:inherit;text-decoration:none;border:1px solid #e3e7eb;border-radius:8px;overflow:hidden}
.zreport-cards a:focus-visible,.zreport-cards a:hover{outline:3px solid #1f5a8c}
.zreport-cards img{display:block;width:100%;border-bottom:1px solid #e3e7eb;background:#fff}
.zreport-cards h2{font-size:17px;margin:10px 14px 4px}.zreport-cards p{margin:0 14px 12px;color:#5b6673;font-size:14px}
@media (prefers-color-scheme:dark){
body{background:#14191f;color:#e3e7eb}a,details summary,.zreport-slide{color:#8fc1ee}
.highlight{background:#f5f7f9;color:#1d2733}th,td{border-color:#3a444f}
figure.zreport-chart .zreport-plot{background:#fff;border-radius:6px}.zreport-cards p{color:#aab4bf}
mark{color:#1d2733}.zreport-cards a{border-color:#3a444f}}
@media print{.zreport-code,.zreport-up{display:none}body{max-width:none;background:#fff;color:#1d2733}
figure.zreport-chart{break-inside:avoid}}
"""


def notebook_page(path: Path, lang: str, up: bool = False) -> str:
    """Return a stored notebook as a page, with its charts in the given language.

    Code is folded. Links to notebooks lead to their pages.

    Parameters
    ----------
    up : bool
        Whether there is an index.html beside it to lead back to.
    """
    from jinja2 import DictLoader
    from nbconvert import HTMLExporter
    from pygments.formatters import HtmlFormatter

    book = read_notebook(path)
    charts: list[str] = []
    mark = f"chart-{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}-"
    for cell in book.cells:
        for output in cell.get("outputs", []):
            if MIME in output.get("data", {}):
                charts.append(fragment(from_json(as_dict(output.data[MIME])), lang))
                output.data = {"text/html": f"<p>{mark}{len(charts) - 1}.</p>"}
                output.metadata = {}
            elif "text/html" in output.get("data", {}):
                output.data["text/html"] = _SHEET.sub("", output.data["text/html"])
    exporter = HTMLExporter(
        template_name="basic",
        template_file="folded.html.j2",
        extra_loaders=[DictLoader({"folded.html.j2": _FOLDED})],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    body, _ = exporter.from_notebook_node(book, {"fold": _CODE[lang]})
    body = re.sub(r'(href="\w+)\.ipynb"', r'\1.html"', harmless(body))
    body = re.sub(rf"<p>{mark}(\d+)\.</p>", lambda found: charts[int(found[1])], body)
    colours = HtmlFormatter(style="default").get_style_defs(".highlight")
    head = f'<p class="zreport-up"><a href="index.html">← {_UP[lang]}</a></p>' if up else ""
    return web_page(title(book, path)[lang], head + body, lang, colours + _STYLE, plotly_js())


def harmless(body: str) -> str:
    """Leave of a notebook's HTML what shows words, tables and pictures, and nothing that runs.

    Examples
    --------
    >>> harmless("<p onclick=run()>好</p><script>run()</script>")
    '<p>好</p>&lt;script&gt;run()&lt;/script&gt;'
    """
    from bleach import clean
    from bleach.css_sanitizer import CSSSanitizer

    return clean(
        body,
        tags=_TAGS,
        attributes=_allowed,
        protocols=("http", "https", "mailto", "data"),
        css_sanitizer=CSSSanitizer(),
    )


def _allowed(tag: str, name: str, value: str) -> bool:
    """Whether an attribute may stay: only pictures may hold their data."""
    plain = value.strip().lower()
    if name in ("href", "src") and plain.startswith("data:"):
        return tag == "img" and re.match(r"data:image/(png|jpeg|gif);base64,", plain) is not None
    return name in (
        "alt",
        "class",
        "colspan",
        "href",
        "id",
        "lang",
        "open",
        "rowspan",
        "scope",
        "src",
        "start",
        "style",
        "title",
    ) or name.startswith("aria-")


def index_page(stories: Sequence[Story], paths: Sequence[Path], lang: str) -> str:
    """Return a page that leads to those of notebooks, each with a picture of its first chart."""
    cards = []
    for story, path in zip(stories, paths, strict=True):
        shown = ""
        if story.charts:
            chart = story.charts[0][1]
            data = base64.b64encode(picture(chart, lang, "png", dpi=48)).decode("ascii")
            alt = html.escape(chart.alt[lang], quote=True)
            shown = f'<img alt="{alt}" src="data:image/png;base64,{data}">'
        asked = html.escape(question(read_notebook(path)))
        cards.append(
            f'<li><a href="{html.escape(story.name)}.html">{shown}<h2>{html.escape(story.title[lang])}</h2>'
            f"<p>{asked}</p></a></li>"
        )
    sources = dict.fromkeys(chart.origins[0].source for one in stories for _, chart in one.charts)
    heading = _CONTENTS[lang] + "".join(f" | {source[lang]}" for source in sources)
    body = f"<h1>{html.escape(heading)}</h1><ul class=zreport-cards>{''.join(cards)}</ul>"
    return web_page(heading, body, lang, _STYLE)

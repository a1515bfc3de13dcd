"""Notebooks as web pages that need no network: one for each, and one that leads to them."""

import base64
import hashlib
import html
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from zreport.charts.chart import MIME
from zreport.charts.stored import from_json
from zreport.export.harmless import harmless
from zreport.export.notebook import NotebookError, Story, bytes_of, question, read_notebook, title
from zreport.language import Text
from zreport.render.html import fragment, web_page

_CODE = Text("代码", "Code")
_CONTENTS = Text("笔记本", "Notebooks")
_UP = Text("目录", "Contents")
_HERE = Path(__file__).parent


def notebook_page(path: Path, lang: str, up: bool = False) -> str:
    """Return a stored notebook as a page, with its charts in the given language.

    Code is folded. Links to notebooks lead to their pages, and if it is to lead `up`, one to index.html.
    """
    content = bytes_of(path)
    book = read_notebook(path, content)
    from jinja2 import FileSystemLoader
    from nbconvert import HTMLExporter
    from pygments.formatters import HtmlFormatter

    charts: list[str] = []
    mark = f"chart-{hashlib.sha256(content).hexdigest()[:16]}-"
    for output in (output for cell in book.cells for output in cell.get("outputs", [])):
        if MIME in output.get("data", {}):
            charts.append(fragment(from_json(output.data[MIME]), lang))
            output.data = {"text/html": f"<p>{mark}{len(charts) - 1}.</p>"}
            output.metadata = {}
    exporter = HTMLExporter(
        template_name="basic",
        template_file="folded.html.j2",
        extra_loaders=[FileSystemLoader(_HERE)],
        filters={"harmless": harmless},
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    try:
        body, _ = exporter.from_notebook_node(book, {"fold": _CODE[lang]})
    except Exception as error:
        # The library has no class of its own for what it cannot show.
        said = f"{type(error).__name__}: {error}".split("\n")[0]
        raise NotebookError.about(path, f"不能做成网页（{said}）", f"cannot be shown as a page ({said})") from error
    body = re.sub(r'(href="[^"/:?#]+)\.ipynb(?=["#])', r"\1.html", body)
    placed = re.compile(rf"<p>{mark}(\d+)\.</p>")
    if [int(found[1]) for found in placed.finditer(body)] != list(range(len(charts))):
        zh = "不是每张图都能放到网页上；请报告这个错误"
        raise NotebookError.about(path, zh, "not each chart has its place on the page; report this as a bug")
    body = placed.sub(lambda found: charts[int(found[1])], body)
    colours = HtmlFormatter(style="default").get_style_defs(".highlight")
    head = f'<p class="zreport-up"><a href="index.html">← {_UP[lang]}</a></p>' if up else ""
    return web_page(title(book, path)[lang], head + body, lang, colours + _style(), live=True)


def index_page(stories: Sequence[Story], lang: str) -> str:
    """Return a page that leads to those of notebooks, each with a picture of its first chart."""
    cards = []
    for story in stories:
        shown = ""
        if story.charts:
            from zreport.render.matplotlib import picture

            chart = story.charts[0][1]
            data = base64.b64encode(picture(chart, lang, "png", dpi=48)).decode("ascii")
            alt = html.escape(chart.alt[lang], quote=True)
            shown = f'<img alt="{alt}" src="data:image/png;base64,{data}">'
        link = quote(story.name, errors="surrogateescape")
        head, asked = map(html.escape, (story.title[lang], question(read_notebook(story.path))))
        cards.append(f'<li><a href="{link}.html">{shown}<h2>{head}</h2><p>{asked}</p></a></li>')
    sources = dict.fromkeys(item.source for one in stories for _, chart in one.charts for item in chart.origins)
    heading = _CONTENTS[lang] + "".join(f" | {source[lang]}" for source in sources)
    body = f"<h1>{html.escape(heading)}</h1><ul class=zreport-cards>{''.join(cards)}</ul>"
    return web_page(heading, body, lang, _style())


def _style() -> str:
    return "\n" + (_HERE / "pages.css").read_text("utf-8")

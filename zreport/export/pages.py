"""Notebooks as web pages that need no network: one for each, and one that leads to them."""

import base64
import hashlib
import html
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from zreport.charts.chart import MIME
from zreport.charts.stored import from_json
from zreport.export.harmless import harmless
from zreport.export.notebook import NotebookError, Story, bytes_of, question, read_notebook, title
from zreport.figures.shown import BOTH
from zreport.language import Text
from zreport.office.slides.kit import Kit
from zreport.render.html import fragment, kit_script, web_page

_CODE = Text("代码", "Code")
_CONTENTS = Text("笔记本", "Notebooks")
_UP = Text("目录", "Contents")
_READ = Text("读报告全文，每个数字都能点开", "Read the whole report: every figure opens")
_TEXT = Text("报告全文", "The report's text")
_HERE = Path(__file__).parent


def notebook_page(path: Path, lang: str, up: bool = False, readers: Mapping[str, str] | None = None) -> str:
    """Return a stored notebook as a page, with its charts in the given language.

    Code is folded. Links to notebooks lead to their pages, and if it is to lead `up`, one to index.html;
    the marks of its charts, and their sentences, to the reader of their report, if `readers` say where it is.
    """
    content = bytes_of(path)
    book = read_notebook(path, content)
    from jinja2 import FileSystemLoader
    from nbconvert import HTMLExporter
    from pygments.formatters import HtmlFormatter

    charts: list[str] = []
    led: dict[str, None] = {}
    kit = Kit()
    mark = f"chart-{hashlib.sha256(content).hexdigest()[:16]}-"
    number = 0
    for cell, output in ((one, output) for one in book.cells for output in one.get("outputs", [])):
        # Tables of a notebook are stored in its language, and beside that in the other.
        if isinstance(others := output.get("data", {}).get(BOTH), dict) and isinstance(others.get(lang), str):
            output.data = {"text/html": others[lang]}
        if MIME in output.get("data", {}):
            chart = from_json(output.data[MIME])
            own = {origin.report for origin in chart.origins}
            reader = (readers or {}).get(own.pop(), "") if len(own) == 1 else ""
            led |= {reader: None} if reader else {}
            # A cell without words may hold a chart still; no story tells of it.
            number += (told := bool(cell.source.strip()))
            name = f' id="chart-{number}"' if told else ""
            charts.append(f"<div{name}>{fragment(chart, lang, reader=reader, kit=kit)}</div>")
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
    # The corner of a frame is the head of nothing; what is wide is scrolled by keyboard, too.
    body = body.replace("<th></th>", "<td></td>").replace("<table", '<table tabindex="0"')
    placed = re.compile(rf"<p>{mark}(\d+)\.</p>")
    if [int(found[1]) for found in placed.finditer(body)] != list(range(len(charts))):
        zh = "不是每张图都能放到网页上；请报告这个错误"
        raise NotebookError.about(path, zh, "not each chart has its place on the page; report this as a bug")
    body = f"<main>{placed.sub(lambda found: charts[int(found[1])], body)}</main>"
    body += kit_script(kit) if charts else ""
    colours = HtmlFormatter(style="default").get_style_defs(".highlight")
    ways = [("index.html", f"← {_UP[lang]}")] * up + [(reader, _TEXT[lang]) for reader in led]
    links = "".join(f'<a href="{html.escape(quote(to), quote=True)}">{words}</a>' for to, words in ways)
    head = f'<nav class="zreport-up">{links}</nav>' if ways else ""
    return web_page(title(book, path)[lang], head + body, lang, colours + _style(), live=bool(charts))


def index_page(stories: Sequence[Story], lang: str, readers: Mapping[str, str] | None = None) -> str:
    """Return a page that leads to readers, and to the pages of notebooks, each with a picture of its first chart."""
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
        head, asked = map(html.escape, (story.title[lang], question(read_notebook(story.path), lang)))
        cards.append(f'<li><a href="{link}.html">{shown}<h2>{head}</h2><p>{asked}</p></a></li>')
    sources = dict.fromkeys(item.source for one in stories for _, chart in one.charts for item in chart.origins)
    heading = _CONTENTS[lang] + "".join(f" | {source[lang]}" for source in sources)
    readers = readers or {}
    whole = "".join(
        f'<p><a class="zreport-read" href="{html.escape(quote(path), quote=True)}">{_READ[lang]}'
        f"{f' ({html.escape(name)})' if len(readers) > 1 else ''} →</a></p>"
        for name, path in readers.items()
    )
    body = f"<main><h1>{html.escape(heading)}</h1>{whole}<ul class=zreport-cards>{''.join(cards)}</ul></main>"
    return web_page(heading, body, lang, _style())


def _style() -> str:
    return "\n" + (_HERE / "pages.css").read_text("utf-8")

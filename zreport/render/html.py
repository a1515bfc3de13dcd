"""HTML by plotly.js: a chart as a part of a page, and a page of one chart, both offline."""

import base64
import html
import json
from pathlib import Path

from plotly.offline import get_plotlyjs

from zreport.charts.chart import Chart
from zreport.charts.table import Table
from zreport.language import Text
from zreport.office.slides.deck import deck
from zreport.page import font
from zreport.page.size import Size
from zreport.reading.quote import with_marks
from zreport.render.plotly import spec

_TAG = Text("zh-CN", "en")
_TABLE = Text("数据与原文", "Data and the report's words")
_SLIDE = Text("下载可编辑幻灯片", "Download an editable slide")
_COLUMNS = ("name", "value", "measure", "period", "status", "quote")
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def draw(chart: Chart, lang: str, form: str, size: str | Size | None = None) -> bytes:
    """Write a page of one chart that needs no network."""
    return web_page(chart.title[lang], fragment(chart, lang, size), lang, live=True).encode()


def fragment(chart: Chart, lang: str, size: str | Size | None = None) -> str:
    """Return a chart as a part of a page that has loaded plotly.js, which draws it in the place before its script.

    Unless a size is given, a narrow screen gets the chart as it is laid out for a phone. Arrow keys
    step from figure to figure; a link hands over the chart as a slide, with no server.
    """
    specs = [spec(chart, lang, one) for one in ([size] if size else ["slide", "phone"])]
    # In a script even <!-- and <script would be read as markup, and take the rest of the page with them.
    content = json.dumps(specs, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    alt = html.escape(chart.alt[lang], quote=True)
    return (
        f'<figure class="zreport-chart" lang="{_TAG[lang]}">'
        f'<div role="img" tabindex="0" aria-label="{alt}" class="zreport-plot"></div>'
        f"<script>zreport({content})</script>"
        f"<div class=zreport-more>{_data(chart, lang)}{_slide(chart, lang)}</div></figure>"
    )


def _slide(chart: Chart, lang: str) -> str:
    data = base64.b64encode(deck([chart], lang)).decode("ascii")
    name = html.escape(f"{chart.name or chart.kind}.pptx")
    return f'<a class=zreport-slide download="{name}" href="data:{_PPTX};base64,{data}">{_SLIDE[lang]}</a>'


def _data(chart: Chart, lang: str) -> str:
    """Return what a chart shows as words that unfold, for reading without the picture."""
    if chart.figures:
        content = _table(chart, lang)
    else:
        content = f"<ul>{''.join(f'<li>{html.escape(line)}</li>' for line in chart.lines(lang))}</ul>"
    return f"<details><summary>{_TABLE[lang]}</summary>{content}</details>"


def _table(chart: Chart, lang: str) -> str:
    table = Table(chart.figures, title=chart.title, columns=_COLUMNS)
    heads = "".join(f"<th scope=col>{html.escape(head)}</th>" for head in table.heads(lang))
    rows = []
    for at, figure in enumerate(table.data):
        name, *cells, _ = map(html.escape, table.cells(at, lang))
        words = with_marks(html.escape(figure.quote), "<mark>", "</mark>")
        between = "".join(f"<td>{cell}</td>" for cell in cells)
        rows.append(f'<tr><th scope=row>{name}</th>{between}<td lang="zh-CN">{words}</td></tr>')
    caption, body = html.escape(chart.title[lang]), "".join(rows)
    return f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def web_page(title: str, body: str, lang: str, style: str = "", live: bool = False) -> str:
    """Return a whole page with only those glyphs of the font that it uses; a `live` one holds plotly.js for charts."""
    words = "".join(sorted(set(html.unescape(title + body)) - set(font.missing(title + body))))
    style = font.css(words, words) + _beside("page.css") + style
    script = get_plotlyjs() + _beside("page.js") if live else ""
    return (
        f'<!DOCTYPE html><html lang="{_TAG[lang]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{style}</style>"
        f"<script>{script}</script></head><body>{body}</body></html>\n"
    )


def _beside(name: str) -> str:
    return "\n" + Path(__file__).with_name(name).read_text("utf-8")

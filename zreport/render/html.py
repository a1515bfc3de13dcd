"""HTML by plotly.js: a chart as a part of a page, and a page of one chart, both offline."""

import html
from pathlib import Path
from typing import Any

from plotly.offline import get_plotlyjs

from zreport.charts.chart import Chart
from zreport.faults import ReportError
from zreport.language import LANGUAGES, Text, tag
from zreport.office.slides.kit import Kit
from zreport.page import font
from zreport.page.size import Size
from zreport.render.bar import BAR, BAR_STYLE, BASKET, said
from zreport.render.front import SIGNS, glyphs_of, in_script, scripts, whole_page
from zreport.render.plotly import spec

_HERE = Path(__file__).parent
_CHART, _WORDS = Text("图表", "chart"), Text("数据与原文", "Data and the report's words")
_SCRIPTS = (_HERE / "page.js", _HERE / "kit.js", BASKET, BAR)


def draw(chart: Chart, lang: str, form: str, size: str | Size | None = None) -> bytes:
    """Write a page of one chart that needs no network."""
    # The title that is seen is a part of the drawing.
    heading = f'<h1 class="zreport-heard">{html.escape(chart.title[lang])}</h1>'
    body = f"<main>{heading}{fragment(chart, lang, size)}</main>"
    return web_page(chart.title[lang], body, lang, live=True).encode()


def fragment(chart: Chart, lang: str, size: str | Size | None = None, reader: str = "", kit: Kit | None = None) -> str:
    """Return a chart as a part of a page that has loaded plotly.js, which draws it in the place before its script.

    Unless a size is given, a narrow screen gets the chart as it is laid out for a phone. Arrow keys
    step from figure to figure; Enter, or a click, leads to the sentence of one: in the `reader`, if the
    page is told where that is. A bar below hands the chart over, with no server, from the parts in a
    `kit` that the page holds for all its charts; without one the chart brings its own. Without scripts the
    sentences stand there, to be unfolded.
    """
    own = kit or Kit()
    pages = [spec(chart, lang, one, numbered=True) for one in ([size] if size else ["slide", "phone"])]
    other = next(one for one in LANGUAGES if one != lang)
    content = said(chart, lang)
    words = f"<details><summary>{_WORDS[lang]}</summary>{content.pop('words')}</details>"
    content |= {"pages": pages, "lang": lang, "reader": reader}
    content["spec"] = {other: _drawn(chart, other, size)}
    content["slide"] = {one: own.slide(chart, one) for one in LANGUAGES}
    content["book"] = {one: own.workbook(chart, one) for one in LANGUAGES}
    alt = html.escape(chart.alt[lang], quote=True)
    role = f'role="application" aria-roledescription="{_CHART[lang]}" tabindex="0" aria-label="{alt}"'
    return (
        f'<figure class="zreport-chart" lang="{tag(lang)}"><div {role} class="zreport-plot"></div>{words}'
        f"<script>zreport({in_script(content)})</script></figure>{'' if kit else kit_script(own)}"
    )


def _drawn(chart: Chart, lang: str, size: str | Size | None) -> dict[str, Any]:
    """Describe a chart for plotly.js in the page's other language, or say why it cannot be drawn."""
    try:
        return {key: value for key, value in spec(chart, lang, size).items() if key != "config"}
    except ReportError as error:
        return {"error": error.words.both}


def kit_script(kit: Kit) -> str:
    """Return the parts of decks and workbooks as a page holds them for all its bars."""
    return f'<script type="application/json" class="zreport-kit">{in_script(kit.content())}</script>'


def web_page(title: str, body: str, lang: str, style: str = "", live: bool = False) -> str:
    """Return a whole page with only those glyphs of the font that it uses; a `live` one has what draws charts."""
    bar = scripts(*_SCRIPTS) if live else ""
    words = glyphs_of(title + body + bar)
    style = (
        font.page_css(words, words) + "\n" + scripts(_HERE / "page.css", *([BAR_STYLE] if live else []), SIGNS) + style
    )
    script = f"<script>{get_plotlyjs()}\n{bar}</script>" if live else ""
    return whole_page(title, lang, f"<style>{style}</style>{script}", f"<body>{body}</body>")

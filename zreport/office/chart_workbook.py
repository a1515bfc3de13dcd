"""A workbook of one chart: native charts and shapes on one worksheet, their cells on the next.

XlsxWriter's charts name Latin faces only and cannot have what ours have, so it writes the cells and
keeps the places, and the drawing is written here, with the charts that slides have.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from zreport.charts.chart import Chart
from zreport.language import Text, tag
from zreport.layout.scene import lay_out
from zreport.office.cells import Ledger
from zreport.office.chart_xml import FACES
from zreport.office.native_chart import LABEL, NAME, VALUE, Native, apart, native, told
from zreport.office.shapes import EMU, Dialect, Shapes, clean
from zreport.office.worksheet import EPOCH, WIDTHS, fill, opened
from zreport.office.zip_parts import rezipped
from zreport.page.boxes import Grid
from zreport.page.scene import Scene
from zreport.page.size import Size
from zreport.page.text import Box

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

CHART, DATA = Text("图表", "Chart"), Text("数据", "Data")
FIGURES = Text("本图所用的数字", "Figures on this chart")
WHOLE = '<a:latin typeface="Arial"/><a:ea typeface="Microsoft YaHei"/>'
_SPACES = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def book(chart: Chart, lang: str, size: str | Size | None = None) -> bytes:
    """Return a workbook of a chart; the same bytes each time.

    Words, boxes, cards and tables are shapes on the first worksheet, and what they state stands in
    the cells of the second.
    """
    sheet = lay_out(chart, lang, size)
    ledger = Ledger(DATA[lang])
    panels = sheet.panels
    charts = [native(chart, sheet, panel, ledger) for panel in panels]
    maker = Shapes(Dialect("xdr", WHOLE, tag(lang)), 1)
    shapes = anchors(chart, sheet, charts, maker)
    if not panels:
        listed(chart, ledger, lang)
    file = io.BytesIO()
    with opened(file) as target:
        target.set_properties(
            {"title": chart.title[lang], "created": EPOCH, "author": "zreport", "comments": chart.alt[lang]}
        )
        front, back = target.add_worksheet(CHART[lang]), target.add_worksheet(DATA[lang])
        front.hide_gridlines(2)
        front.set_paper(9)  # A4
        (front.set_portrait if sheet.height > sheet.size.width else front.set_landscape)()
        front.center_horizontally()
        front.fit_to_pages(1, 1)
        keep(target, front, back.name, len(charts))
        fill(target, back, ledger.rows, WIDTHS, ledger.heads)
        back.freeze_panes(0, 1)
    return redrawn(file, [drawing(shapes)], [made.xml for made in charts])


def keep(target: Workbook, front: Worksheet, cells: str, count: int) -> None:
    """Let XlsxWriter make the parts whose content is written here: a drawing, and the charts."""
    for _ in range(count):
        placeholder = target.add_chart({"type": "bar"})
        placeholder.add_series({"values": [cells, 1, 1, 1, 1]})
        front.insert_chart(0, 0, placeholder)
    if not count:
        front.insert_textbox(0, 0, "")


def listed(chart: Chart, ledger: Ledger, lang: str) -> None:
    """Write the figures of a chart that has no axes."""
    ledger.begin()
    if not chart.figures:
        ledger.column(FIGURES[lang], chart.lines(lang))
        return
    ledger.column(NAME[lang], [figure.name[lang] for figure in chart.figures])
    ledger.column(VALUE[lang], [ledger.cell(figure, figure.value) for figure in chart.figures])
    ledger.column(LABEL[lang], [figure.label(lang) for figure in chart.figures])
    told(ledger, chart.figures, lang)


def anchors(chart: Chart, sheet: Scene, charts: list[Native], maker: Shapes, down: float = 0.0, first: int = 1) -> str:
    """Write every shape and chart in its place on the worksheet.

    Parameters
    ----------
    down : float
        How far below the top of the worksheet the page begins.
    first : int
        The number of the first of these charts on the worksheet.
    """
    parts = [maker.block(sheet.title), maker.block(sheet.subtitle)]
    parts += maker.of(sheet, *apart(chart, sheet))
    for grid in sheet.of(Grid):
        parts += _table(maker, grid)
    for index, made in enumerate(charts, start=first):
        parts.append((made.box, _frame(maker.next(), index, made.name, chart.alt[sheet.lang])))
    parts.append(maker.block(sheet.foot, bottom=True))
    return "".join(
        f'<xdr:absoluteAnchor><xdr:pos x="{round(box.left * EMU)}" y="{round((box.top + down) * EMU)}"/>'
        f'<xdr:ext cx="{round(box.width * EMU)}" cy="{round(box.height * EMU)}"/>{xml}'
        "<xdr:clientData/></xdr:absoluteAnchor>"
        for box, xml in parts
    )


def drawing(anchored: str) -> str:
    """Write the drawing of a worksheet."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<xdr:wsDr {_SPACES}>{anchored}</xdr:wsDr>'


def _table(maker: Shapes, grid: Grid) -> list[tuple[Box, str]]:
    """Write a table as text boxes and rules: worksheets have no tables in their drawings."""
    found = [maker.line(rule) for rule in grid.rules]
    for words in grid.each:
        if words.words:
            found.append(maker.words([words]))
    return found


def _frame(number: int, index: int, name: str, alt: str) -> str:
    about = f"name={quoteattr(clean(name))} descr={quoteattr(clean(alt))}"
    return (
        f'<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="{number}" {about}/>'
        '<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
        f'<a:graphic><a:graphicData uri="{_C}"><c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id="rId{index}"/>'
        "</a:graphicData></a:graphic></xdr:graphicFrame>"
    )


def redrawn(file: io.BytesIO, drawings: list[str], charts: list[bytes]) -> bytes:
    """Put our drawings and charts in the place of XlsxWriter's."""

    def change(name: str, content: bytes) -> bytes:
        if found := re.fullmatch(r"xl/drawings/drawing(\d+)\.xml", name):
            return drawings[int(found[1]) - 1].encode()
        if found := re.fullmatch(r"xl/charts/chart(\d+)\.xml", name):
            return charts[int(found[1]) - 1].replace(FACES.encode(), WHOLE.encode())
        return content

    return rezipped(file, change)


def draw(chart: Chart, lang: str, form: str, size: str | Size | None = None) -> bytes:
    """Write a workbook of one chart."""
    return book(chart, lang, size)

"""A workbook of one chart: native charts and shapes on one worksheet, their cells on the next.

XlsxWriter's charts name Latin faces only and cannot have what ours have, so it writes the cells and
keeps the places, and the drawing is written here, with the charts that slides have.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from zreport.charts.chart import Chart
from zreport.language import Text
from zreport.layout.scene import lay_out
from zreport.office.drawingml import emu_box, name_fonts
from zreport.office.native_chart import NativeChart, native_chart
from zreport.office.native_rows import words_off_axes
from zreport.office.shapes import ShapeWriter
from zreport.office.worksheet import COLUMN_WIDTHS, CellWriter, new_workbook, write_figures, write_rows
from zreport.office.xml import element, rezipped, serialize
from zreport.page.boxes import Grid
from zreport.page.scene import Scene
from zreport.page.size import Size
from zreport.page.text import Box

_CHART, _DATA = Text("图表", "Chart"), Text("数据", "Data")


def draw(chart: Chart, lang: str, form: str, size: str | Size | None = None) -> bytes:
    """Write a workbook of a chart; what words, boxes, cards and tables state stands in its cells too."""
    scene = lay_out(chart, lang, size)
    cells = CellWriter(lang, _DATA[lang])
    charts = [native_chart(chart, scene, panel, cells) for panel in scene.panels]
    if not charts:
        write_figures(cells, chart)
    drawing = anchored(chart, scene, charts, ShapeWriter("xdr", lang, 1))
    file = io.BytesIO()
    with new_workbook(file, title=chart.title[lang], comments=chart.alt[lang]) as book:
        front, back = book.add_worksheet(_CHART[lang]), book.add_worksheet(_DATA[lang])
        front.hide_gridlines(2)
        front.set_paper(9)  # A4
        (front.set_portrait if scene.height > scene.size.width else front.set_landscape)()
        front.center_horizontally()
        front.fit_to_pages(1, 1)
        reserve_drawing(book, front, back.name, len(charts))
        write_rows(book, back, cells.rows, COLUMN_WIDTHS, cells.heads)
        back.freeze_panes(0, 1)
    return with_drawings(file, [drawing], charts)


def reserve_drawing(book: Workbook, sheet: Worksheet, cells: str, count: int) -> None:
    """Let XlsxWriter make the parts whose content is written here: a drawing, and the charts."""
    for _ in range(count):
        placeholder = book.add_chart({"type": "bar"})
        placeholder.add_series({"values": [cells, 1, 1, 1, 1]})
        sheet.insert_chart(0, 0, placeholder)
    if not count:
        sheet.insert_textbox(0, 0, "")


def anchored(
    chart: Chart, scene: Scene, charts: Sequence[NativeChart], shapes: ShapeWriter, down: float = 0.0, first: int = 1
) -> list[Any]:
    """Write every shape and chart, these numbered from `first` on; the page begins `down` points down the worksheet."""
    parts = [shapes.block(scene.title), shapes.block(scene.subtitle)]
    parts += shapes.scene(scene, *words_off_axes(chart, scene))
    for grid in scene.of(Grid):
        # Worksheets have no tables in their drawings.
        parts += [shapes.line(rule) for rule in grid.rules]
        parts += [shapes.words([words]) for words in grid.each if words.words]
    for number, made in enumerate(charts, start=first):
        parts.append((made.box, shapes.chart(made.name, chart.alt[scene.lang], (0, 0, 0, 0), f"rId{number}")))
    parts.append(shapes.block(scene.foot, bottom=True))
    return [_anchor(shape, replace(box, top=box.top + down)) for box, shape in parts]


def _anchor(shape: Any, box: Box) -> Any:
    left, top, width, height = emu_box(box)
    place = element("xdr:pos", x=left, y=top), element("xdr:ext", cx=width, cy=height)
    return element("xdr:absoluteAnchor", *place, shape, element("xdr:clientData"))


def with_drawings(file: io.BytesIO, drawings: Sequence[Iterable[Any]], charts: Sequence[NativeChart]) -> bytes:
    """Put our drawings, each the anchored shapes of a worksheet, and charts in the place of XlsxWriter's."""
    roots = [chart.root for chart in charts]
    ours = {"drawings/drawing": [element("xdr:wsDr", *shapes) for shapes in drawings], "charts/chart": roots}

    def change(name: str, content: bytes) -> bytes:
        found = re.fullmatch(r"xl/(drawings/drawing|charts/chart)(\d+)\.xml", name)
        if not found:
            return content
        root = ours[found[1]][int(found[2]) - 1]
        name_fonts(root)
        return serialize(root)

    return rezipped(file, change)

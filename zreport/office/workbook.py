"""A workbook of notebooks: a sheet for each with its charts, and the observations that they rest on.

Cells of charts take their values from the sheet of observations by formulas, and so do derived
figures, so that a change there shows everywhere.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from zreport.charts.chart import Chart
from zreport.charts.plan import Plan
from zreport.faults import ChartError
from zreport.figures.datum import Datum
from zreport.language import Text
from zreport.layout.scene import lay_out
from zreport.office.cells import CellWriter
from zreport.office.chart_workbook import anchored, reserve_drawing, with_drawings
from zreport.office.native_chart import NativeChart, native_chart
from zreport.office.observation_sheets import (
    CODEBOOK,
    OBSERVATIONS,
    figure_cells,
    print_on_a4,
    write_codebook,
    write_derived,
    write_observations,
)
from zreport.office.shapes import ShapeWriter
from zreport.office.worksheet import DERIVED_HEAD, new_workbook, write_figures, write_rows
from zreport.office.xml import clean
from zreport.page import theme
from zreport.page.scene import Scene
from zreport.page.size import RATIOS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

# As wide as leaves room on a laptop's screen; what does not fit takes a whole slide.
PAGES = (RATIOS["4:3"], RATIOS["16:9"])
CONTENTS = Text("目录", "Contents")
_LISTS = {
    OBSERVATIONS: Text(
        "全部数字及报告原文，可筛选；改这里的数值，图表随之改变",
        "every figure with the report's words, to be filtered; charts follow a value changed here",
    ),
    DERIVED_HEAD: Text("由观察值推算的数字，公式可见", "figures derived from observations, as live formulas"),
    CODEBOOK: Text("各列与用语的含义", "what the columns and terms mean"),
}
_ROW = 15.0
_WIDTHS = (34, 16, 24, 16, 16, 14, 12, 12, 12)


def plan_workbook(plan: Plan, lang: str) -> bytes:
    """Return a workbook of a plan; the same bytes each time."""
    figures: dict[str, Datum] = {}
    for finding in plan.findings:
        for figure in finding.chart.figures:
            figures.setdefault(figure.id, figure)
    observed = [one for one in figures.values() if not one.inputs]
    derived = [one for one in figures.values() if one.inputs]
    cells = figure_cells(observed, derived, lang)
    names = _sheet_names([section.title[lang] for section in plan.sections], lang)
    drawings: list[list[Any]] = []
    charts: list[NativeChart] = []
    file = io.BytesIO()
    with new_workbook(file, title=clean(plan.title[lang])[:250]) as book:
        _write_contents(book, plan, names, [one for one in _LISTS if one is not DERIVED_HEAD or derived], lang)
        for section, name in zip(plan.sections, names, strict=True):
            writer = CellWriter(lang, name, lambda figure: cells.get(figure.id))
            sheet = book.add_worksheet(name)
            shapes, own = _write_charts(book, sheet, [finding.chart for finding in section.findings], writer)
            drawings.append(shapes)
            charts += own
        write_observations(book, observed, lang)
        if derived:
            write_derived(book, derived, cells, lang)
        write_codebook(book, list(figures.values()), lang)
    return with_drawings(file, drawings, charts)


def _sheet_names(titles: Iterable[str], lang: str) -> list[str]:
    """Return names for worksheets: short, without what Excel forbids, each once."""
    taken = {one[lang].lower() for one in (CONTENTS, *_LISTS)} | {"history"}
    names = []
    for title in titles:
        plain = re.sub(r"[\[\]:*?/\\']", " ", clean(title)).strip()[:31].strip() or "Sheet"
        name, again = plain, 2
        while name.lower() in taken:
            name, again = f"{plain[:27]} {again}", again + 1
        taken.add(name.lower())
        names.append(name)
    return names


def _write_contents(book: Workbook, plan: Plan, names: Sequence[str], lists: Sequence[Text], lang: str) -> None:
    sheet = book.add_worksheet(CONTENTS[lang])
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    large = book.add_format({"bold": True, "font_size": 16})
    grey = book.add_format({"font_color": theme.MUTED})
    sheet.write_string(0, 0, clean(plan.title[lang]), large)
    sheet.write_string(1, 0, clean(plan.subtitle[lang]), grey)
    row = 3
    for section, name in zip(plan.sections, names, strict=True):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
        for finding in section.findings:
            sheet.write_string(row, 1, clean(finding.chart.title[lang]))
            row += 1
    for name in lists:
        row += 1
        sheet.write_url(row, 0, f"internal:'{name[lang]}'!A1", string=name[lang])
        sheet.write_string(row, 1, _LISTS[name][lang], grey)
    print_on_a4(sheet)


def _write_charts(
    book: Workbook, sheet: Worksheet, charts: Sequence[Chart], cells: CellWriter
) -> tuple[list[Any], list[NativeChart]]:
    """Fill a worksheet: each chart, and the cells that it is drawn from below it."""
    shapes = ShapeWriter("xdr", cells.lang, 1)
    drawing: list[Any] = []
    made: list[NativeChart] = []
    breaks: list[int] = []
    for chart in charts:
        scene = _laid_out(chart, cells.lang)
        breaks.append(len(cells.rows))
        down = len(cells.rows) * _ROW / theme.SLIDE
        cells.skip(math.ceil(scene.height * theme.SLIDE / _ROW) + 1)
        own = [native_chart(chart, scene, panel, cells) for panel in scene.panels]
        if not own:
            write_figures(cells, chart)
        cells.skip(2)
        drawing += anchored(chart, scene, own, shapes, down, len(made) + 1)
        made += own
    sheet.set_default_row(_ROW)
    sheet.hide_gridlines(2)
    write_rows(book, sheet, cells.rows, _WIDTHS, cells.heads)
    sheet.set_h_pagebreaks([at for at in breaks if at])
    print_on_a4(sheet)
    reserve_drawing(book, sheet, cells.sheet, len(made))
    return drawing, made


def _laid_out(chart: Chart, lang: str) -> Scene:
    try:
        return lay_out(chart, lang, PAGES[0])
    except ChartError:
        return lay_out(chart, lang, PAGES[1])

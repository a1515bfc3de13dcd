"""The worksheet behind native charts: names, values, labels that follow them, and the report's words."""

from __future__ import annotations

import datetime
import io
from collections.abc import Container, Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO

from zreport.charts.chart import Chart
from zreport.figures.datum import Datum
from zreport.figures.writing import THIN, counted
from zreport.language import Text
from zreport.office.cells import EMBEDDED_SHEET, CellWriter
from zreport.office.figure_columns import COLUMNS, PROVENANCE

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

NAME_HEAD, VALUE_HEAD = COLUMNS["name"].heading, COLUMNS["value"].heading
LABEL_HEAD, SERIES_HEAD, DERIVED_HEAD = (Text("标签", "Label"), Text("系列", "Series"), Text("推算", "Derived"))
COLUMN_WIDTHS = (28, 12, 16, 8, 16)
EPOCH = datetime.datetime(2000, 1, 1)
_FIGURES = Text("本图所用的数字", "Figures on this chart")


def write_provenance(cells: CellWriter, figures: Sequence[Datum]) -> None:
    """Write what there is to say of figures besides their values: period, bound, the sentences."""
    for column in PROVENANCE:
        cells.column(column.heading, [column.cell(figure, cells.lang) for figure in figures])


def write_figures(cells: CellWriter, chart: Chart) -> None:
    """Write the figures of a chart that has no axes, or what it says if it has no figures."""
    lang, figures = cells.lang, chart.figures
    cells.begin()
    if not figures:
        cells.column(_FIGURES, chart.lines(lang))
        return
    cells.column(NAME_HEAD, [figure.name[lang] for figure in figures])
    cells.column(VALUE_HEAD, [cells.figure(figure, figure.value) for figure in figures])
    cells.column(LABEL_HEAD, [figure.label(lang) for figure in figures])
    write_provenance(cells, figures)


def label_formula(chart: Chart, figure: Datum, cell: str, lang: str) -> str:
    """Return the formula that writes the label of a figure from its cell, so that edits show."""
    symbol = figure.symbol
    if figure.unit in ("%", "‰"):
        return f'="{symbol}"&{cell}&"{figure.unit}"'
    if figure.measure == "rank":
        return f'="第"&{cell}&"{figure.unit}"' if lang == "zh" else f'="No. "&{cell}'
    axis = Decimal(chart.figures[0].unit_factor)
    if lang == "zh":
        # The cell is in the unit of the axis; the label in the unit as printed.
        return f'="{symbol}"&{_times(cell, axis / figure.unit_factor)}&"{THIN}{figure.unit}"'
    for scale, word in ((10**9, "billion "), (10**6, "million ")):
        if abs(figure.value_base) >= scale:
            return f'="{symbol}"&{_times(cell, axis / scale)}&" {word}{figure.base_unit.en}"'
    code = "#,##0" if figure.value_base == int(figure.value_base) else "#,##0.0#####"
    unit = counted(figure.value_base, figure.base_unit.en)
    return f'="{symbol}"&TEXT({_times(cell, axis)},"{code}")&" {unit}"'


def _times(cell: str, factor: Decimal) -> str:
    return cell if factor == 1 else f"ROUND({cell}*{factor.normalize():f},6)"


def embedded_workbook(rows: Iterable[Iterable]) -> bytes:
    """Write rows into the workbook that lies behind a chart on a slide; the same rows give the same bytes."""
    file = io.BytesIO()
    with new_workbook(file) as book:
        sheet = book.add_worksheet(EMBEDDED_SHEET)
        write_rows(book, sheet, rows, COLUMN_WIDTHS)
        sheet.freeze_panes(1, 1)
    return file.getvalue()


def new_workbook(file: BinaryIO, **properties: str) -> Workbook:
    """Begin a workbook whose text is never taken for formulas, links or numbers."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"created": EPOCH, "author": "zreport"} | properties)
    return book


def write_rows(
    book: Workbook, sheet: Worksheet, rows: Iterable[Iterable], widths: Sequence[float], heads: Container[int] = (0,)
) -> None:
    """Write rows from A1 on, those of `heads` in bold; a pair (formula, result) becomes a live formula."""
    bold = book.add_format({"bold": True})
    for index, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, tuple):
                sheet.write_formula(index, column, cell[0], None, cell[1])
            elif isinstance(cell, str):
                sheet.write_string(index, column, cell, bold if index in heads else None)
            elif cell is not None:
                sheet.write_number(index, column, cell)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)

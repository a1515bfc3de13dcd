"""The worksheet behind a native chart: names, values, labels that follow them, and the sentences."""

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
from zreport.office.chart_xml import SHEET

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

ABOUT = (
    Text("度量", "Measure"),
    Text("时期", "Period"),
    Text("性质", "Status"),
    Text("单位", "Unit"),
    Text("限定", "Bound"),
    Text("报告原文", "The report's words"),
)
WIDTHS = (28, 12, 16, 8, 16)
EPOCH = datetime.datetime(2000, 1, 1)


def about(figure: Datum, lang: str) -> list[str]:
    """Return what the worksheet says of a figure besides its value."""
    return [
        figure.measure_name[lang],
        figure.when(lang),
        figure.status_name[lang],
        figure.unit_name[lang],
        figure.symbol,
        figure.words,
    ]


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


def workbook(rows: Iterable[Iterable], widths: Sequence[float] = WIDTHS) -> bytes:
    """Write rows from A1 on; a pair (formula, result) becomes a live formula.

    Text is never taken for a formula; the same rows give the same bytes.
    """
    file = io.BytesIO()
    with opened(file) as book:
        sheet = book.add_worksheet(SHEET)
        fill(book, sheet, rows, widths)
        sheet.freeze_panes(1, 1)
    return file.getvalue()


def opened(file: BinaryIO) -> Workbook:
    """Open a workbook whose text is never taken for formulas, links or numbers."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"created": EPOCH, "author": "zreport"})
    return book


def fill(
    book: Workbook, sheet: Worksheet, rows: Iterable[Iterable], widths: Sequence[float], heads: Container[int] = (0,)
) -> None:
    """Write rows into a worksheet; those of `heads` in bold."""
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

"""Worksheets behind native charts: cells that charts refer to, labels that follow them, and what is said of figures."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import BinaryIO, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from zreport.charts.chart import Chart
from zreport.charts.gaps import Gaps
from zreport.charts.register import Register
from zreport.figures.datum import Datum
from zreport.figures.writing import THIN, counted, exact
from zreport.language import NOTHING, Text

# A place in an order in English: 1st, 22nd, 13th.
_ORDINAL = '={0}&MID("thstndrdth",MIN(9,2*RIGHT({0})*(MOD({0}-11,100)>2)+1),2)'
# The worksheet inside a slide's chart; its name is not shown.
EMBEDDED_SHEET = "Data"


class Column(NamedTuple):
    """A column of a list of figures: what of `Datum` stands in it, its heading, and what it means."""

    attribute: str
    # In characters, on a worksheet of its own.
    width: float
    heading: Text
    about: Text = NOTHING
    # What stands between several things.
    joint: str = "\n"

    def holds(self, zh: str, en: str) -> Column:
        """Say what stands in it."""
        return self._replace(about=Text(zh, en))

    def cell(self, figure: Datum, lang: str) -> str | float:
        """Return what stands in the row of a figure."""
        value = getattr(figure, self.attribute)
        if callable(value):
            value = value(lang)
        if isinstance(value, tuple):
            return self.joint.join(Text.of(one)[lang] for one in value)
        return value[lang] if isinstance(value, Text) else value


_ALL = (
    Column("name", 30, Text("指标", "Indicator")).holds(
        "指标名称；括注或冒号后为范围", "name of the indicator, with its scope where that tells rows apart"
    ),
    Column("measure_name", 14, Text("度量", "Measure")).holds(
        "比率、年均增速、合计等；不同度量不可同轴", "rate, average growth, total …; measures do not share an axis"
    ),
    Column("when", 13, Text("时期", "Period")).holds("年份，或起止年", "a year, or the first and the last of several"),
    Column("status_name", 10, Text("性质", "Status")).holds(
        "已实现、目标、预计、起点", "achieved, target, expected, baseline"
    ),
    Column("symbol", 7, Text("限定", "Bound")).holds(
        "≥ 至少，≤ 至多，> 超过，≈ 约；空白为确数", "≥ at least, ≤ at most, > more than, ≈ about; blank where exact"
    ),
    Column("value", 11, Text("数值", "Value")).holds("报告所印的数值", "the number as the report prints it"),
    Column("unit_name", 10, Text("单位", "Unit")).holds("报告所用单位", "the unit as the report prints it"),
    Column("value_base", 16, Text("折合数值", "In base units")).holds(
        "数值 × 单位倍数（公式）；图表与推算取自此列",
        "value × factor of the unit (a formula); charts and derived figures take this",
    ),
    Column("base_unit", 11, Text("基本单位", "Base unit")).holds(
        "去掉万、亿之后的单位", "the unit without 万 (ten thousand) and 亿 (hundred million)"
    ),
    Column("sector_name", 14, Text("领域", "Sector")).holds(
        "本项目所定的领域", "the sector, as this project sorts them"
    ),
    Column("section", 26, Text("出处", "Section")).holds("报告的小节", "the section of the report"),
    Column("quote", 60, Text("报告原文", "The report's words")).holds(
        "【】内为该数字", "the figure stands between 【 and 】"
    ),
    Column("cautions", 40, Text("须说明", "Cautions")).holds(
        "使用该数字时必须说明的事", "what must be said with the figure"
    ),
    Column("id", 40, Text("标识", "Id")).holds(
        "报告:指标/度量/时期/性质[/范围]", "report:indicator/measure/period/status[/scope]"
    ),
)
COLUMNS = {column.attribute: column for column in _ALL}
_BESIDE = ("measure_name", "when", "status_name", "unit_name", "symbol")
# What stands beside the values of a chart.
PROVENANCE = (*map(COLUMNS.get, _BESIDE), COLUMNS["quote"]._replace(attribute="words"))
NAME_HEAD, VALUE_HEAD = COLUMNS["name"].heading, COLUMNS["value"].heading
LABEL_HEAD, SERIES_HEAD, DERIVED_HEAD = Text("标签", "Label"), Text("系列", "Series"), Text("推算", "Derived")
COLUMN_WIDTHS = (28, 12, 16, 8, 16)
_FIGURES = Text("本图所用的数字", "Figures on this chart")


@dataclass(frozen=True)
class CellRange:
    """Cells of a column of a worksheet from row `first` on, what stands in them, and above them."""

    column: str
    first: int
    values: tuple
    sheet: str = EMBEDDED_SHEET
    head: str = ""
    # A cell and no range.
    single: bool = False

    @property
    def range(self) -> str:
        """Where the cells are on their worksheet."""
        start = f"${self.column}${self.first}"
        return start if self.single else f"{start}:${self.column}${self.first + len(self.values) - 1}"

    @property
    def reference(self) -> str:
        """The same with the worksheet, as a chart writes it."""
        sheet = self.sheet if self.sheet.isascii() and self.sheet.isalnum() else f"'{self.sheet}'"
        return f"{sheet}!{self.range}"

    @property
    def heading(self) -> CellRange:
        """The cell above."""
        return CellRange(self.column, self.first - 1, (self.head,), self.sheet, single=True)

    def address(self, index: int) -> str:
        """Return the address of one of the cells."""
        return f"{self.column}{self.first + index}"

    def part(self, start: int, count: int) -> CellRange:
        """Return some of the cells."""
        return replace(self, first=self.first + start, values=self.values[start : start + count])

    def padded(self, count: int, blank: str | None) -> CellRange:
        """Return the cells with empty ones below them, `count` in all."""
        return replace(self, values=self.values + (blank,) * (count - len(self.values)))


@dataclass
class CellWriter:
    """Writes the cells of a worksheet, column by column; tables stand one below the other."""

    lang: str
    sheet: str = EMBEDDED_SHEET
    # Returns the cell that holds a figure in its base unit, or nothing: then its value is written.
    refer: Callable[[Datum], str | None] | None = None
    rows: list[list] = field(default_factory=list)
    # Which rows are heads, counted from 0.
    heads: list[int] = field(default_factory=list)

    def begin(self) -> None:
        """Begin a table below those that are there."""
        if self.rows:
            self.skip(1)
        self.heads.append(len(self.rows))
        self.skip(1)

    def skip(self, count: int) -> None:
        """Leave rows empty."""
        self.rows.extend([] for _ in range(count))

    def figure(self, figure: Datum, value: float) -> float | tuple[str, float]:
        """Return what stands for a figure, whose value is in the unit of the chart; or its formula with it."""
        if self.refer is None or not (place := self.refer(figure)):
            return value
        factor = exact(figure.value_base) / exact(value) if value else Decimal(1)
        if factor == 1:
            return f"={place}", value
        by = f"/{factor.normalize():f}" if factor > 1 else f"*{(1 / factor).normalize():f}"
        return f"=ROUND({place}{by},9)", value

    def column(self, head: Text | str, values: Sequence) -> CellRange:
        """Write a column of the table, and return its cells; a pair is (formula, result)."""
        top, head = self.heads[-1], Text.of(head)[self.lang]
        at = len(self.rows[top])
        self.skip(top + 1 + len(values) - len(self.rows))
        for cells, value in zip(self.rows[top:], [head, *values], strict=False):
            cells.extend([None] * (at - len(cells)))
            cells.append(value)
        plain = tuple(value[1] if isinstance(value, tuple) else value for value in values)
        return CellRange(xl_col_to_name(at), top + 2, plain, self.sheet, head)

    def labels(
        self, chart: Chart, values: CellRange, pairs: Sequence[tuple[Datum, str]], number: str = ""
    ) -> CellRange:
        """Write the labels of figures as formulas of the cells of their values, so that edits show."""
        said = []
        for at, (figure, label) in enumerate(pairs):
            formula = _label_formula(chart, figure, values.address(at), self.lang)
            said.append(label if figure.qualifier == "range" else (formula, label))
        return self.column(LABEL_HEAD[self.lang] + number, said)

    def provenance(self, figures: Sequence[Datum]) -> None:
        """Write what there is to say of figures besides their values: period, bound, the sentences."""
        for column in PROVENANCE:
            self.column(column.heading, [column.cell(figure, self.lang) for figure in figures])

    def figures(self, chart: Chart) -> None:
        """Write the figures of a chart that has no axes, or what it says if it has no figures."""
        self.begin()
        if not chart.figures:
            for head, said in _said(chart, self.lang):
                self.column(head, said)
            return
        self.column(NAME_HEAD, [figure.name[self.lang] for figure in chart.figures])
        self.column(VALUE_HEAD, [self.figure(figure, figure.value) for figure in chart.figures])
        self.column(LABEL_HEAD, [figure.label(self.lang) for figure in chart.figures])
        self.provenance(chart.figures)


def _said(chart: Chart, lang: str) -> list[tuple[Text | str, list[str]]]:
    """Return the columns of a chart without figures: those of a register, or one of what it says."""
    if not isinstance(chart, Register):
        return [(_FIGURES, chart.lines(lang))]
    rows = (chart.cells(row, lang) for row in range(len(chart.data)))
    return [(head, list(cells)) for head, cells in zip(chart.heads(lang), zip(*rows, strict=True), strict=True)]


def _label_formula(chart: Chart, figure: Datum, cell: str, lang: str) -> str:
    if isinstance(chart, Gaps):
        unit = "个百分点" if lang == "zh" else " pp"
        return f'=TEXT({cell},"+0.0###;−0.0###;0")&"{unit}"'
    symbol = figure.symbol
    # A quotation mark would end the words and begin a formula of somebody's own.
    own, base_en = (unit.replace('"', '""') for unit in (figure.unit, figure.base_unit.en))
    if own in ("%", "‰"):
        return f'="{symbol}"&{cell}&"{own}"'
    if figure.measure == "rank":
        return f'="第"&{cell}&"{own}"' if lang == "zh" else _ORDINAL.format(cell)
    axis = Decimal(chart.figures[0].unit_factor)
    if lang == "zh":
        # The cell is in the unit of the axis; the label in the unit as printed.
        return f'="{symbol}"&{_times(cell, axis / figure.unit_factor)}&"{THIN}{own}"'
    for scale, word in ((10**9, "billion "), (10**6, "million ")):
        if abs(figure.value_base) >= scale:
            return f'="{symbol}"&{_times(cell, axis / scale)}&" {word}{base_en}"'
    code = "#,##0" if figure.value_base == int(figure.value_base) else "#,##0.0#####"
    unit = counted(figure.value_base, base_en)
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
    text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(file, {"in_memory": True, **text})
    book.set_properties({"created": datetime.datetime(2000, 1, 1), "author": "zreport"} | properties)
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

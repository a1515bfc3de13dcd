"""Worksheets of a plan's workbook that list its figures: observations, what is derived, the codebook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from zreport.figures.datum import Datum
from zreport.figures.writing import exact
from zreport.language import NOTHING, Text
from zreport.office.worksheet import DERIVED_HEAD, write_rows
from zreport.office.xml import clean

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

OBSERVATIONS, CODEBOOK = Text("观察值", "Observations"), Text("说明", "Codebook")
Written = str | float | tuple[str, float]


class Column(NamedTuple):
    """A column of a list of figures: its heading, its width, what stands in it, and what it means."""

    heading: Text
    width: float
    cell: Callable[[Datum, str], Written]
    about: Text = NOTHING


# Of formulas ``{row}`` is the number of their own row.
COLUMNS = (
    Column(
        Text("指标", "Indicator"),
        30,
        lambda figure, lang: figure.name[lang],
        Text("指标名称；括注或冒号后为范围", "name of the indicator, with its scope where that tells rows apart"),
    ),
    Column(
        Text("度量", "Measure"),
        14,
        lambda figure, lang: figure.measure_name[lang],
        Text(
            "比率、年均增速、合计等；不同度量不可同轴", "rate, average growth, total …; measures do not share an axis"
        ),
    ),
    Column(
        Text("时期", "Period"),
        13,
        lambda figure, lang: figure.when(lang),
        Text("年份，或起止年", "a year, or the first and the last of several"),
    ),
    Column(
        Text("性质", "Status"),
        10,
        lambda figure, lang: figure.status_name[lang],
        Text("已实现、目标、预计、起点", "achieved, target, expected, baseline"),
    ),
    Column(
        Text("限定", "Bound"),
        7,
        lambda figure, lang: figure.symbol,
        Text(
            "≥ 至少，≤ 至多，> 超过，≈ 约；空白为确数", "≥ at least, ≤ at most, > more than, ≈ about; blank where exact"
        ),
    ),
    Column(
        Text("数值", "Value"),
        11,
        lambda figure, lang: figure.value,
        Text("报告所印的数值", "the number as the report prints it"),
    ),
    Column(
        Text("单位", "Unit"),
        10,
        lambda figure, lang: figure.unit_name[lang],
        Text("报告所用单位", "the unit as the report prints it"),
    ),
    Column(
        Text("折合数值", "In base units"),
        16,
        lambda figure, lang: (f"=F{{row}}*{figure.unit_factor}", figure.value_base),
        Text(
            "数值 × 单位倍数（公式）；图表与推算取自此列",
            "value × factor of the unit (a formula); charts and derived figures take this",
        ),
    ),
    Column(
        Text("基本单位", "Base unit"),
        11,
        lambda figure, lang: figure.base_unit[lang],
        Text("去掉万、亿之后的单位", "the unit without 万 (ten thousand) and 亿 (hundred million)"),
    ),
    Column(
        Text("领域", "Sector"),
        14,
        lambda figure, lang: figure.sector_name[lang],
        Text("本项目所定的领域", "the sector, as this project sorts them"),
    ),
    Column(
        Text("出处", "Section"),
        26,
        lambda figure, lang: figure.section[lang],
        Text("报告的小节", "the section of the report"),
    ),
    Column(
        Text("报告原文", "The report's words"),
        60,
        lambda figure, lang: figure.quote,
        Text("【】内为该数字", "the figure stands between 【 and 】"),
    ),
    Column(
        Text("须说明", "Cautions"),
        40,
        lambda figure, lang: "\n".join(caution[lang] for caution in figure.cautions),
        Text("使用该数字时必须说明的事", "what must be said with the figure"),
    ),
    Column(
        Text("标识", "Id"),
        40,
        lambda figure, lang: figure.id,
        Text("报告:指标/度量/时期/性质[/范围]", "report:indicator/measure/period/status[/scope]"),
    ),
)


def figure_cells(observed: Sequence[Datum], derived: Sequence[Datum], lang: str) -> dict[str, str]:
    """Return the cell that holds each figure in its base unit, by its identifier."""
    held = {one.id: f"'{OBSERVATIONS[lang]}'!$H${row}" for row, one in enumerate(observed, start=2)}
    return held | {one.id: f"'{DERIVED_HEAD[lang]}'!$B${row}" for row, one in enumerate(derived, start=2)}


def write_observations(book: Workbook, figures: Sequence[Datum], lang: str) -> None:
    """Write the observations, a row for each."""
    sheet = book.add_worksheet(OBSERVATIONS[lang])
    _write_list(book, sheet, COLUMNS, figures, lang, {"text_wrap": True, "valign": "top"})
    sheet.autofilter(0, 0, len(figures), len(COLUMNS) - 1)
    sheet.repeat_rows(0)


def write_derived(book: Workbook, figures: Sequence[Datum], cells: dict[str, str], lang: str) -> None:
    """Write the derived figures, each with its formula, which takes its inputs from `cells`."""

    def result(figure: Datum, lang: str) -> Written:
        inputs = [cells.get(key) for key in figure.inputs]
        reckoned = figure.recipe and all(inputs)
        return (f"={figure.recipe.format(*inputs)}", figure.value_base) if reckoned else figure.value_base

    columns = (
        Column(DERIVED_HEAD, 40, lambda figure, lang: figure.name[lang]),
        Column(Text("结果", "Result"), 14, result),
        Column(Text("单位", "Unit"), 14, lambda figure, lang: figure.base_unit[lang]),
        Column(Text("限定", "Bound"), 7, lambda figure, lang: figure.symbol),
        Column(Text("公式", "Formula"), 30, lambda figure, lang: figure.formula[lang]),
        Column(Text("代入", "With the numbers"), 40, lambda figure, lang: figure.calculation[lang]),
        Column(Text("须说明", "Cautions"), 60, lambda figure, lang: "; ".join(one[lang] for one in figure.cautions)),
        Column(Text("所用观察值", "Observations used"), 60, lambda figure, lang: ", ".join(figure.inputs)),
    )
    _write_list(book, book.add_worksheet(DERIVED_HEAD[lang]), columns, figures, lang, {})


def _write_list(
    book: Workbook,
    sheet: Worksheet,
    columns: Sequence[Column],
    figures: Sequence[Datum],
    lang: str,
    look: dict[str, object],
) -> None:
    head = book.add_format({"bold": True, "bottom": 1, **look})
    words = book.add_format(look) if look else None
    upright = {key: value for key, value in look.items() if key == "valign"}
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.heading[lang], head)
    for row, figure in enumerate(figures, start=1):
        for at, column in enumerate(columns):
            cell = column.cell(figure, lang)
            if isinstance(cell, str):
                sheet.write_string(row, at, clean(cell), words)
                continue
            formula, number = cell if isinstance(cell, tuple) else ("", cell)
            form = book.add_format({"num_format": number_format(number), **upright})
            if formula:
                sheet.write_formula(row, at, formula.replace("{row}", str(row + 1)), form, number)
            else:
                sheet.write_number(row, at, number, form)
    sheet.freeze_panes(1, 1)
    print_on_a4(sheet)


def print_on_a4(sheet: Worksheet) -> None:
    """Print as wide as the paper, which lies."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def number_format(value: float) -> str:
    """Return the format that shows all places of a number, and thousands apart from 10,000 on.

    Examples
    --------
    >>> number_format(3.7), number_format(149.8e8), number_format(2020)
    ('0.0', '#,##0', '0')
    """
    places = max(0, -exact(value).normalize().as_tuple().exponent)
    whole = "#,##0" if abs(value) >= 10000 else "0"
    return whole + ("." + "0" * places if places else "")


def write_codebook(book: Workbook, figures: Sequence[Datum], lang: str) -> None:
    """Write what the columns and the terms mean, and which reports the figures come from."""
    rows: list[list[str]] = []
    heads = []
    units = [(f.unit, Text(*(f"= {f.unit_factor:,} {f.base_unit[one]}" for one in ("zh", "en")))) for f in figures]
    for title, about, pairs in (
        (
            Text("列", "Column"),
            Text("含义", "What it holds")[lang],
            [(one.heading[lang], one.about) for one in COLUMNS],
        ),
        (Text("度量", "Measures"), "", [(figure.measure, figure.measure_name) for figure in figures]),
        (Text("性质", "Statuses"), "", [(figure.status, figure.status_name) for figure in figures]),
        (Text("领域", "Sectors"), "", [(figure.sector, figure.sector_name) for figure in figures]),
        (Text("单位", "Units"), "", units),
    ):
        if rows:
            rows.append([])
        heads.append(len(rows))
        rows.append([title[lang], about])
        rows += [[key, words[lang]] for key, words in dict(pairs).items()]
    sources = dict.fromkeys(figure.source for figure in figures)
    rows += [[], [Text("来源", "Source")[lang], "; ".join(one[lang] for one in sources)]]
    sheet = book.add_worksheet(CODEBOOK[lang])
    write_rows(book, sheet, [[clean(cell) for cell in row] for row in rows], (24, 90), heads)
    print_on_a4(sheet)

"""Worksheets of a plan's workbook that list its figures: observations, what is derived, the codebook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from zreport.figures.datum import Datum
from zreport.figures.writing import exact
from zreport.language import LANGUAGES, NOTHING, Text
from zreport.office.figure_columns import COLUMNS, Column
from zreport.office.worksheet import DERIVED_HEAD, write_rows
from zreport.office.xml import clean

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

OBSERVATIONS, CODEBOOK = Text("观察值", "Observations"), Text("说明", "Codebook")


def figure_cells(observed: Sequence[Datum], derived: Sequence[Datum], lang: str) -> dict[str, str]:
    """Return the cell that holds each figure in its base unit, by its identifier."""
    held = {one.id: f"'{OBSERVATIONS[lang]}'!$H${row}" for row, one in enumerate(observed, start=2)}
    return held | {one.id: f"'{DERIVED_HEAD[lang]}'!$B${row}" for row, one in enumerate(derived, start=2)}


def write_observations(book: Workbook, figures: Sequence[Datum], lang: str) -> None:
    """Write the observations, a row for each."""
    sheet = book.add_worksheet(OBSERVATIONS[lang])
    formulas = [f"=F{row}*{figure.unit_factor}" for row, figure in enumerate(figures, start=2)]
    look = {"text_wrap": True, "valign": "top"}
    _write_list(book, sheet, list(COLUMNS.values()), figures, formulas, lang, look)
    sheet.autofilter(0, 0, len(figures), len(COLUMNS) - 1)
    sheet.repeat_rows(0)


def write_derived(book: Workbook, figures: Sequence[Datum], cells: dict[str, str], lang: str) -> None:
    """Write the derived figures, each with its formula, which takes its inputs from `cells`."""
    columns = (
        Column("name", 40, DERIVED_HEAD),
        Column("value_base", 14, Text("结果", "Result")),
        Column("base_unit", 14, Text("单位", "Unit")),
        COLUMNS["symbol"],
        Column("formula", 30, Text("公式", "Formula")),
        Column("calculation", 40, Text("代入", "With the numbers")),
        COLUMNS["cautions"]._replace(width=60, joint="; "),
        Column("inputs", 60, Text("所用观察值", "Observations used"), joint=", "),
    )
    formulas = []
    for figure in figures:
        inputs = [cells.get(key) for key in figure.inputs]
        formulas.append("=" + figure.recipe.format(*inputs) if figure.recipe and all(inputs) else "")
    _write_list(book, book.add_worksheet(DERIVED_HEAD[lang]), columns, figures, formulas, lang, {})


def _write_list(
    book: Workbook,
    sheet: Worksheet,
    columns: Sequence[Column],
    figures: Sequence[Datum],
    formulas: Sequence[str],
    lang: str,
    look: dict[str, object],
) -> None:
    """Write a row for each figure; its formula gives its value in the base unit, unless it is empty."""
    head = book.add_format({"bold": True, "bottom": 1, **look})
    words = book.add_format(look) if look else None
    upright = {key: value for key, value in look.items() if key == "valign"}
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.heading[lang], head)
    for row, (figure, formula) in enumerate(zip(figures, formulas, strict=True), start=1):
        for at, column in enumerate(columns):
            cell = column.cell(figure, lang)
            if isinstance(cell, str):
                sheet.write_string(row, at, clean(cell), words)
                continue
            form = book.add_format({"num_format": number_format(cell), **upright})
            if formula and column.attribute == "value_base":
                sheet.write_formula(row, at, formula, form, cell)
            else:
                sheet.write_number(row, at, cell, form)
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
    columns = [(one.heading[lang], one.about) for one in COLUMNS.values()]
    units = [(f.unit, Text(*(f"= {f.unit_factor:,} {f.base_unit[one]}" for one in LANGUAGES))) for f in figures]
    rows: list[list[str]] = []
    heads = []
    for title, about, pairs in (
        (Text("列", "Column"), Text("含义", "What it holds"), columns),
        (Text("度量", "Measures"), NOTHING, [(figure.measure, figure.measure_name) for figure in figures]),
        (Text("性质", "Statuses"), NOTHING, [(figure.status, figure.status_name) for figure in figures]),
        (Text("领域", "Sectors"), NOTHING, [(figure.sector, figure.sector_name) for figure in figures]),
        (Text("单位", "Units"), NOTHING, units),
    ):
        if rows:
            rows.append([])
        heads.append(len(rows))
        rows.append([title[lang], about[lang]])
        rows += [[key, words[lang]] for key, words in dict(pairs).items()]
    sources = dict.fromkeys(figure.source for figure in figures)
    rows += [[], [Text("来源", "Source")[lang], "; ".join(one[lang] for one in sources)]]
    sheet = book.add_worksheet(CODEBOOK[lang])
    write_rows(book, sheet, [[clean(cell) for cell in row] for row in rows], (24, 90), heads)
    print_on_a4(sheet)

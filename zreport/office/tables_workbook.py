"""The tables of a data folder as a workbook: what Excel, which misreads plain CSV in Chinese, opens rightly."""

import io
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from zreport.office.worksheet import new_workbook, write_rows
from zreport.office.xml import clean, rezipped
from zreport.tables.package import REPORT_TABLES, Package

_TITLE, _CODEBOOK = "数据表 Tables", "说明 Codebook"
_HEADS = ("表 table", "列 column", "类型 type", "含义", "meaning")
_TYPES = {"string": "文字 text", "number": "数字 number", "integer": "整数 integer"}
_REPORT = {"name": "report", "type": "string", "description_zh": "报告的名称", "description": "Name of the report"}
# In characters; wider cells break into lines.
_NARROW, _WIDE = 8, 60


def tables_workbook(package: Package) -> bytes:
    """Return a workbook with a worksheet for each table, words as text and numbers as numbers, and what columns mean.

    Tables of reports begin with the report's name, and hold the rows of all reports; so do those of what a report
    adds to the vocabulary, whose names end in +.

    Raises
    ------
    DataError
        If a table cannot be read.
    """
    tables: list[tuple[str, str, Sequence[str | None]]] = [(name, name, package.reports) for name in REPORT_TABLES]
    for name in package.vocabulary:
        own = [report for report in package.reports if name in package.own_tables(report)]
        tables += [(name, name, [None]), *([(f"{name} +", name, own)] if own else [])]
    file = io.BytesIO()
    with new_workbook(file, title=_TITLE) as book:
        _write_codebook(book, package)
        for title, name, reports in tables:
            first = [] if None in reports else [_REPORT["name"]]
            held = [package.table(name, one) for one in reports]
            # Those of a draft have a column more.
            fields = dict.fromkeys(column for table in held for column in table.columns)
            columns = first + (list(fields) or [field["name"] for field in package.schema(name)["fields"]])
            typed = zip(reports, (table.typed(lenient=True) for table in held), strict=True)
            rows = [{"report": one, **row} for one, table in typed for row in table]
            _write_table(_sheet(book, title), book, columns, rows)
    return rezipped(file, seal=True)


def _write_table(sheet: Worksheet, book: Workbook, columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    head, figures = book.add_format({"bold": True, "bottom": 1}), book.add_format({"valign": "top"})
    words = book.add_format({"valign": "top", "text_wrap": True})
    for at, column in enumerate(columns):
        cells = [row.get(column) for row in rows]
        width = max(map(_width, [column, *cells]))
        sheet.set_column(at, at, min(max(width + 2, _NARROW), _WIDE))
        sheet.write_string(0, at, column, head)
        for line, cell in enumerate(cells, start=1):
            if isinstance(cell, str):
                sheet.write_string(line, at, clean(cell), words)
            elif cell is not None:
                sheet.write_number(line, at, cell, figures)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)


def _write_codebook(book: Workbook, package: Package) -> None:
    rows: list[Sequence[str]] = [_HEADS]
    names: dict[int, str] = {}
    for name in (*REPORT_TABLES, *package.vocabulary):
        schema = package.schema(name)
        names[len(rows)] = name
        rows.append([name, "", "", schema.get("title_zh", ""), schema.get("title", "")])
        for one in ([_REPORT] if name in REPORT_TABLES else []) + schema["fields"]:
            told = (one.get(key, "") for key in ("description_zh", "description"))
            rows.append([name, one["name"], _TYPES[one["type"]], *told])
    sheet = _sheet(book, _CODEBOOK)
    write_rows(book, sheet, [[clean(cell) for cell in row] for row in rows], (18, 18, 14, 70, 90), (0, *names))
    for line, name in names.items():
        sheet.write_url(line, 0, f"internal:'{name}'!A1", string=name)


def _sheet(book: Workbook, name: str) -> Worksheet:
    """Add a worksheet whose head stays in sight, printed as wide as the paper, an A4 that lies."""
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return sheet


def _width(cell: str | Decimal | int | None) -> int:
    """Return how many characters wide a cell is; Chinese ones are two."""
    lines = str("" if cell is None else cell)[: 2 * _WIDE].split("\n")
    return max(sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in line) for line in lines)

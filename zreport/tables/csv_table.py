"""A CSV file as it stands: its cells as strings, its rows by their lines, and what is wrong with its form."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from zreport.faults import DataError, Fault, fault

_TYPES = {"string": str, "number": Decimal, "integer": int}
# Decimal and int also take blanks, underscores, NaN and the digits of other scripts.
_NUMBERS = {"number": re.compile(r"-?[0-9]+(?:\.[0-9]+)?"), "integer": re.compile("-?[0-9]+")}
# As many as a float keeps, and more than any report prints.
_DIGITS = 15
ROWS, CELL = 20_000, 10_000
# What a table of a report in draft has besides, as its last column; a cell is cleared once a person has looked at the row.
DOUBT = {"name": "doubt", "type": "string"}
DRAFTED = ("observations", "other_numbers", "sections")
# A row that nobody has looked at, though the rule is sure of it.
SURE = "?"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# What shows as nothing or as a blank, though it counts as a letter or a symbol.
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"


@dataclass(frozen=True, eq=False)
class CsvTable:
    """A CSV file as it stands: its path below the data folder, its cells as strings, and the line of each row.

    Nobody changes one: the same content is read once.
    """

    file: str
    schema: dict
    header: list[str]
    rows: list[dict[str, str]]
    lines: list[int]

    @classmethod
    def read(cls, file: str, content: str, schema: dict) -> CsvTable:
        """Read the content of a file; `DataError` names every row with too many or too few cells."""
        reader = csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""), strict=True)
        start, header, rows, lines, faults = 1, [], [], [], []
        try:
            header = next(reader, [])
            start = reader.line_num + 1
            for cells in reader:
                if not any(cells):
                    faults.append(fault("row-blank", file, start))
                elif len(cells) != len(header):
                    shown = ",".join(cells)[:60]
                    faults.append(fault("csv-ragged", file, start, None, shown, cells=len(cells), columns=len(header)))
                else:
                    rows.append(dict(zip(header, cells, strict=True)))
                    lines.append(start)
                if len(rows) + len(faults) > ROWS:
                    faults = [fault("table-long", file, start, limit=f"{ROWS:,}")]
                    break
                start = reader.line_num + 1
        except csv.Error as error:
            faults.append(fault("csv-broken", file, start, why=error))
        if not header and not faults:
            faults.append(fault("csv-empty", file))
        if faults:
            raise DataError(faults)
        return cls(file, schema, header, rows, lines)

    @property
    def name(self) -> str:
        """The name of the table: that of its file."""
        return self.file.rsplit("/")[-1].removesuffix(".csv")

    @cached_property
    def columns(self) -> dict[str, dict]:
        """The fields of the schema by name, and that of doubts in a draft."""
        drafted = self.name in DRAFTED and DOUBT["name"] in self.header
        return {field["name"]: field for field in [*self.schema["fields"], *([DOUBT] if drafted else [])]}

    @cached_property
    def open(self) -> dict[int, str]:
        """The lines of the rows that nobody has looked at yet, each with what the rule is unsure of.

        An indicator of a report's own is open as long as it has no English name, which a draft leaves to a person.
        """
        if not self.file.startswith("reports/"):
            return {}
        if self.name == "indicators":
            return {line: SURE for row, line in self if row.get("name_en") == ""}
        doubts = ((line, row.get(DOUBT["name"], "").strip()) for row, line in self if self.name in DRAFTED)
        return {line: doubt for line, doubt in doubts if doubt}

    def without(self, lines: Collection[int]) -> CsvTable:
        """Return the table as if some lines were not there; the others keep their numbers."""
        kept = [(row, line) for row, line in self if line not in lines]
        return replace(self, rows=[row for row, _ in kept], lines=[line for _, line in kept])

    def __iter__(self):
        """Go through the rows, each with its line."""
        return zip(self.rows, self.lines, strict=True)

    def fault(self, line: int, column: str | None, code: str, value: str | None = None, /, **words: object) -> Fault:
        """Say what is wrong with a cell; `value` is what stands there unless given."""
        if value is None:
            value = self._by_line.get(line, {}).get(column or "", "")
        return fault(code, self.file, line, column, value, **words)

    @cached_property
    def form_faults(self) -> tuple[Fault, ...]:
        """What `typed` finds wrong."""
        try:
            self.typed()
        except DataError as error:
            return error.faults
        return ()

    @cached_property
    def _by_line(self) -> dict[int, dict[str, str]]:
        return dict(zip(self.lines, self.rows, strict=True))

    def by_key(self) -> dict[str, dict[str, str]]:
        """Return the rows by their first cells, which are the keys of a table of the vocabulary."""
        return {next(iter(row.values())): row for row in self.rows}

    def header_faults(self) -> list[Fault]:
        """Say which columns are missing, or else that the header is not that of the schema."""
        should, stands = ",".join(self.columns), ",".join(self.header)[:500]
        if missing := [name for name in self.columns if name not in self.header]:
            return [fault("column-missing", self.file, 1, name, header=should) for name in missing]
        return [] if stands == should else [fault("header-differs", self.file, 1, None, stands, header=should)]

    def typed(self, lenient: bool = False) -> list[dict[str, Any]]:
        """Return the rows with typed cells: empty is None, number is Decimal, integer is int.

        `DataError` names each missing column, or each cell that cannot be read; a `lenient` one leaves such a cell as
        it is where nobody has looked at its row yet.
        """
        if faults := self.header_faults():
            raise DataError(faults)
        rows: list[dict[str, Any]] = []
        for row, line in self:
            rows.append({})
            for name, field in self.columns.items():
                cell, kind = row[name], field["type"]
                code = _wrong(cell, kind)
                if code and lenient and line in self.open:
                    rows[-1][name] = cell
                elif code:
                    faults.append(self.fault(line, name, code, cell[:200], digits=_DIGITS, limit=f"{CELL:,}"))
                else:
                    rows[-1][name] = _TYPES[kind](cell) if cell else None
        if faults:
            raise DataError(faults)
        return rows


def csv_of(rows: Iterable[Mapping[str, str]], columns: Iterable[str]) -> str:
    """Return rows as the content of a CSV file of some columns."""
    file = io.StringIO()
    table = csv.DictWriter(file, list(columns), restval="", extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return file.getvalue()


def _wrong(cell: str, kind: str) -> str | None:
    """Return the code of what is wrong with a cell whatever its column asks."""
    if not cell:
        return None
    if kind in _NUMBERS:
        if not _NUMBERS[kind].fullmatch(cell):
            return "not-a-number"
        return "number-long" if sum(map(str.isdigit, cell)) > _DIGITS else None
    if len(cell) > CELL:
        return "cell-long"
    if _CONTROL.search(cell):
        return "cell-control"
    # Most cells open with a letter, which is seen at once.
    plain = cell[0].isalnum() and cell[0] not in _BLANK
    return "cell-formula" if not plain and _is_formula(cell) else None


def _is_formula(cell: str) -> bool:
    """Whether a spreadsheet may run a cell: it opens with = + - @ of any width, after nothing or what is not seen."""
    seen = next((sign for sign in cell if unicodedata.category(sign)[0] not in "ZCM" and sign not in _BLANK), "")
    return cell[0] in "\t\r" or unicodedata.normalize("NFKC", seen)[:1] in tuple("=+-@")

"""Whether the cells of tables are as their schemas ask: required, of the choices, unique, in another table."""

import re
from collections.abc import Iterator, Mapping

from zreport.faults import Fault
from zreport.tables.csv_table import CsvTable


def broken_constraints(table: CsvTable, tables: Mapping[str, CsvTable]) -> Iterator[Fault]:
    """Return where a table breaks a rule of its schema; a reference to a table that is not there is passed over."""
    for name, field in table.columns.items():
        yield from _cells(table, name, field.get("constraints", {}))
    yield from _repeated(table, tuple(table.schema["primaryKey"]), "row-repeats")
    for link in table.schema.get("foreignKeys", []):
        column, reference = link["fields"], link["reference"]
        other = tables.get(reference["resource"]) if reference["resource"] else table
        if other is None:
            continue
        known = {row.get(reference["fields"]) for row in other.rows} | {""}
        for row, line in table:
            if row[column] not in known:
                yield table.fault(line, column, "not-in-table", table=other.name)


def _cells(table: CsvTable, column: str, rules: dict) -> Iterator[Fault]:
    if rules.get("unique"):
        yield from _repeated(table, (column,), "cell-repeats")
    pattern, choices, least = rules.get("pattern"), rules.get("enum"), rules.get("minimum")
    for row, line in table:
        cell = row[column]
        if not cell:
            if rules.get("required"):
                yield table.fault(line, column, "cell-required")
        elif choices and cell not in choices:
            yield table.fault(line, column, "cell-choice", choices=", ".join(choices))
        elif pattern and not re.fullmatch(pattern, cell):
            yield table.fault(line, column, "cell-pattern", pattern=pattern)
        elif least is not None and re.fullmatch("-?[0-9]+", cell) and int(cell) < least:
            yield table.fault(line, column, "cell-minimum", least=least)


def _repeated(table: CsvTable, columns: tuple[str, ...], code: str) -> Iterator[Fault]:
    seen: dict[tuple[str, ...], int] = {}
    for row, line in table:
        key = tuple(row[column] for column in columns)
        if key in seen and any(key):
            yield table.fault(line, columns[0] if len(columns) == 1 else None, code, row=seen[key])
        seen.setdefault(key, line)

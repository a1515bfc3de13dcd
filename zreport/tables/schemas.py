"""Table Schemas: which are well formed, what they ask that ours do not, and whether cells are as they ask."""

import functools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import fastjsonschema

from zreport.faults import Fault
from zreport.tables.csv_table import CsvTable

_TOLD = ("title", "title_zh", "description", "description_zh")


def well_formed(schema: dict) -> bool:
    """Whether a schema has columns with names, types and limits that are known, a key, and references."""
    try:
        _form()(schema)
    except fastjsonschema.JsonSchemaValueException:
        return False
    names = [field["name"] for field in schema["fields"]]
    asked = {*schema["primaryKey"], *(link["fields"] for link in schema.get("foreignKeys", []))}
    return len(set(names)) == len(names) and asked <= set(names)


@functools.cache
def _form() -> Callable[[dict], dict]:
    return fastjsonschema.compile(json.loads(Path(__file__).with_name("schema.json").read_text("utf-8")))


def difference(schema: dict, ours: dict) -> str | None:
    """Return the first entry in which a schema asks something else than ours, whatever its titles say."""
    differ = (key for key in dict.fromkeys([*ours, *schema]) if schema.get(key) != ours.get(key) and key not in _TOLD)
    return next((key for key in differ if _asked(schema, key) != _asked(ours, key)), None)


def _asked(schema: dict, key: str) -> Any:
    part = schema.get(key)
    if not isinstance(part, list):
        return part
    return [{k: v for k, v in one.items() if k not in _TOLD} if isinstance(one, dict) else one for one in part]


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
        elif least is not None and re.fullmatch("-?[0-9]{1,15}", cell) and int(cell) < least:
            yield table.fault(line, column, "cell-minimum", least=least)


def _repeated(table: CsvTable, columns: tuple[str, ...], code: str) -> Iterator[Fault]:
    seen: dict[tuple[str, ...], int] = {}
    for row, line in table:
        key = tuple(row[column] for column in columns)
        if key in seen and any(key):
            yield table.fault(line, columns[0] if len(columns) == 1 else None, code, row=seen[key])
        seen.setdefault(key, line)

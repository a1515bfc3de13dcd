"""Prove what is said between figures: relations, and the cautions that go with them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zreport.faults import Fault
from zreport.language import Text
from zreport.proof.ground import Ground, decimal
from zreport.tables.identifiers import observation_id

_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# What the sides of a relation must be.
_SIDES = {"target_for": ({"target", "expected"}, {"achieved"}), "baseline_of": ({"baseline"}, {"achieved"})}
# Relations that say the same whichever side stands first.
_MUTUAL = {"never_add", "conflicts_with", "not_comparable", "same_object"}


def faults(ground: Ground) -> Iterator[Fault]:
    """Return the relations and cautions that cannot be so."""
    if not ground.has("observations"):
        return
    rows = {observation_id(row): row for row in ground.tables["observations"].rows}
    for name, columns in (("relations", ("a", "b")), ("cautions", ("observation",))):
        if ground.has(name):
            yield from _unknown(ground, name, columns, rows)
    if ground.has("relations"):
        yield from _sides(ground, rows)
        yield from _twice(ground)
        yield from _parts(ground, rows)
    if ground.has("cautions"):
        yield from _cautions(ground)


def _unknown(ground: Ground, name: str, columns: tuple, rows: dict) -> Iterator[Fault]:
    table = ground.tables[name]
    for row, line in zip(table.rows, table.lines, strict=True):
        for column in columns:
            if row[column] not in rows:
                yield Fault(
                    table.file,
                    line,
                    column,
                    row[column],
                    Text("observations.csv 中没有这一观测值", "there is no such observation"),
                    Text(
                        "照 observations.csv 的 indicator/measure/period/status 填写",
                        "write indicator/measure/period/status as in observations.csv",
                    ),
                )


def _sides(ground: Ground, rows: dict[str, dict]) -> Iterator[Fault]:
    """A target aims at something achieved, and not the other way round."""
    table = ground.tables["relations"]
    for row, line in zip(table.rows, table.lines, strict=True):
        if row["a"] == row["b"]:
            yield Fault(
                table.file,
                line,
                "b",
                row["b"],
                Text("与 a 列相同", "is the same as a"),
                Text("写另一个观测值", "name another observation"),
            )
        sides = _SIDES.get(row["relation"], ())
        for column, allowed in zip("ab", sides, strict=False):
            if row[column] in rows and rows[row[column]]["status"] not in allowed:
                listed = "/".join(sorted(allowed))
                yield Fault(
                    table.file,
                    line,
                    column,
                    row[column],
                    Text(
                        f"{row['relation']} 的这一侧应为 {listed}", f"this side of {row['relation']} must be {listed}"
                    ),
                    Text("两侧对调，或改关系", "exchange the sides, or name another relation"),
                )


def _twice(ground: Ground) -> Iterator[Fault]:
    """A mutual relation is stated once, whichever side comes first."""
    table = ground.tables["relations"]
    seen: dict[tuple, int] = {}
    for row, line in zip(table.rows, table.lines, strict=True):
        key = (row["relation"], *sorted((row["a"], row["b"])))
        if row["relation"] in _MUTUAL and key in seen and row["a"] != row["b"]:
            yield Fault(
                table.file,
                line,
                "relation",
                row["relation"],
                Text(f"第{seen[key]}行已写过", f"row {seen[key]} states it already"),
                Text("删去其中一行", "delete one of the rows"),
            )
        seen.setdefault(key, line)


def _parts(ground: Ground, rows: dict[str, dict]) -> Iterator[Fault]:
    """A part has the unit of its whole and is no larger."""
    table = ground.tables["relations"]
    for row, line in zip(table.rows, table.lines, strict=True):
        if row["relation"] != "part_of" or not {row["a"], row["b"]} <= rows.keys():
            continue
        sizes = []
        for side in ("a", "b"):
            stated = rows[row[side]]
            unit = ground.units.get(stated["unit"], {})
            size, factor = decimal(stated["value"]), decimal(unit.get("factor", ""))
            sizes.append((unit.get("base_unit"), size * factor if size and factor else None))
        (unit, part), (other, whole) = sizes
        if unit != other or (part is not None and whole is not None and part > whole):
            yield Fault(
                table.file,
                line,
                "a",
                row["a"],
                Text("单位与整体不同，或大于整体", "has another unit than its whole, or is larger"),
                Text("两侧对调，或改关系", "exchange the sides, or name another relation"),
            )


def _cautions(ground: Ground) -> Iterator[Fault]:
    """A caution may state no figure that the report does not."""
    table = ground.tables["cautions"]
    known = set(_DIGITS.findall(ground.text))
    for row, line in zip(table.rows, table.lines, strict=True):
        for column in ("caution_zh", "caution_en"):
            for figure in _DIGITS.findall(row[column]):
                if figure not in known:
                    yield Fault(
                        table.file,
                        line,
                        column,
                        figure,
                        Text("报告中没有这个数字", "the report has no such figure"),
                        Text("只写报告中的数字", "state only figures of the report"),
                    )

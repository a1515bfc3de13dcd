"""Prove what is said between figures: relations, and the cautions that go with them."""

from collections.abc import Iterator

from zreport.faults import Fault
from zreport.proof.evidence import Evidence
from zreport.reading.folding import signs
from zreport.reading.numbers import DIGITS
from zreport.reading.quantity import decimal
from zreport.tables.csv_table import CsvTable
from zreport.tables.identifiers import observation_id

# What the sides of a relation must be.
_SIDES = {"target_for": ({"target", "expected"}, {"achieved", "expected"}), "baseline_of": ({"baseline"}, {"achieved"})}
# Relations that say the same whichever side stands first.
_MUTUAL = {"never_add", "conflicts_with", "not_comparable", "same_object"}
# Measures of a change: what left is taken off, so it is no part of what stands at the end.
_NET = {"net_increase", "change", "point_change"}


def faults(evidence: Evidence) -> Iterator[Fault]:
    """Return the relations and cautions that cannot be so."""
    if not evidence.has("observations"):
        return
    rows = {observation_id(row): row for row in evidence.tables["observations"].rows}
    for name, columns in (("relations", ("a", "b")), ("cautions", ("observation",))):
        for row, line in evidence.tables[name] if evidence.has(name) else ():
            for column in columns:
                if row[column] not in rows:
                    yield evidence.tables[name].fault(line, column, "observation-unknown")
    if evidence.has("relations"):
        table = evidence.tables["relations"]
        yield from _sides(table, rows)
        yield from _twice(table)
        yield from _parts(evidence, table, rows)
    if evidence.has("cautions"):
        yield from _cautions(evidence)
    if evidence.has("projects", "stages", "other_numbers"):
        yield from _sizes(evidence)


def _sides(table: CsvTable, rows: dict[str, dict]) -> Iterator[Fault]:
    """A target aims at something achieved, and not the other way round."""
    for row, line in table:
        if row["a"] == row["b"]:
            yield table.fault(line, "b", "relation-self")
        for column, allowed in zip("ab", _SIDES.get(row["relation"], ()), strict=False):
            if row[column] in rows and rows[row[column]]["status"] not in allowed:
                known = "/".join(sorted(allowed))
                yield table.fault(line, column, "relation-side", relation=row["relation"], allowed=known)


def _twice(table: CsvTable) -> Iterator[Fault]:
    """A mutual relation is stated once, whichever side comes first."""
    seen: dict[tuple, int] = {}
    for row, line in table:
        key = (row["relation"], *sorted((row["a"], row["b"])))
        if row["relation"] in _MUTUAL and key in seen and row["a"] != row["b"]:
            yield table.fault(line, "relation", "relation-twice", row=seen[key])
        seen.setdefault(key, line)


def _parts(evidence: Evidence, table: CsvTable, rows: dict[str, dict]) -> Iterator[Fault]:
    """A part has the unit of its whole and is no larger; a net change is no part of a level."""
    units = evidence.document.rows("units")
    for row, line in table:
        if row["relation"] != "part_of" or not {row["a"], row["b"]} <= rows.keys():
            continue
        if len({rows[row[side]]["measure"] in _NET for side in ("a", "b")}) > 1:
            yield table.fault(line, "relation", "part-change")
        sizes = []
        for side in ("a", "b"):
            stated = rows[row[side]]
            unit = units.get(stated["unit"], {})
            size, factor = decimal(stated["value"]), decimal(unit.get("factor", ""))
            sizes.append((unit.get("base_unit"), size * factor if size and factor else None))
        (unit, part), (other, whole) = sizes
        if unit != other or (part is not None and whole is not None and part > whole):
            yield table.fault(line, "a", "part-larger")


def _cautions(evidence: Evidence) -> Iterator[Fault]:
    """A caution may state no figure that the report does not."""
    table = evidence.tables["cautions"]
    known = set(DIGITS.findall(evidence.document.text))
    for row, line in table:
        for column in ("caution_zh", "caution_en"):
            for figure in DIGITS.findall(signs(row[column])):
                if figure not in known:
                    yield table.fault(line, column, "caution-figure", figure)


def _sizes(evidence: Evidence) -> Iterator[Fault]:
    """The size in a project's name is promised, and an observation, where the project is to be finished; else not."""
    rows = evidence.document.rows("stages").items()
    # What is no number there is a fault of its own.
    orders = {stage: int(row["order"]) if row["order"].isdecimal() else 0 for stage, row in rows}
    finished = orders.get("completed", 0)
    for project in evidence.quoted("projects"):
        ends = finished <= orders.get(project.row["stage"], 0)
        for name, column, kind in (
            ("observations", "measure", "design_capacity"),
            ("other_numbers", "reason", "design_size"),
        ):
            for row in evidence.quoted(name):
                inside = project.start <= row.start and row.end <= project.end
                if inside and row.row[column] == kind and ends != (name == "observations"):
                    yield evidence.tables[name].fault(row.line, column, "size-promised" if ends else "size-open")

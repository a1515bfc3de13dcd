"""Prove the tables of a report from its text, rule by rule."""

from __future__ import annotations

from zreport.faults import DataError, Fault
from zreport.proof import completeness as coverage
from zreport.proof import naming, outline, statements
from zreport.proof import relations as links
from zreport.proof.ground import Ground
from zreport.tables.package import Package, Table

RULES = (outline, statements, naming, coverage, links)


def prove(package: Package, report: str, tables: dict[str, Table]) -> list[Fault]:
    """Return the faults of one report's tables, empty when the text proves them all."""
    try:
        ground = Ground(package, report, tables)
        return [fault for rule in RULES for fault in rule.faults(ground)]
    except DataError as error:
        return list(error.faults)

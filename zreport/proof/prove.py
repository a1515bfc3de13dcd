"""Prove the tables of a report from its text, rule by rule."""

from collections.abc import Mapping

from zreport.faults import DataError, Fault
from zreport.proof import completeness, indicators, observations, relations, structure
from zreport.proof.evidence import Evidence
from zreport.tables.csv_table import CsvTable
from zreport.tables.package import Package

RULES = (structure, observations, indicators, completeness, relations)


def prove(package: Package, report: str, tables: Mapping[str, CsvTable]) -> list[Fault]:
    """Return the faults of one report's tables, empty when the text proves them all."""
    try:
        evidence = Evidence(package, report, tables)
        return [fault for rule in RULES for fault in rule.faults(evidence)]
    except DataError as error:
        return list(error.faults)

"""Check a data folder: the form of its tables, and their truth by the reports' own words."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from zreport.faults import DataError, Fault, fault
from zreport.proof import completeness, indicators, observations, relations, structure
from zreport.proof.evidence import Evidence
from zreport.tables.csv_table import CsvTable
from zreport.tables.describe import DESCRIPTION, describe
from zreport.tables.own import bare_words, with_own
from zreport.tables.package import REPORT_TABLES, Package, data_folder
from zreport.tables.schemas import broken_constraints

_RULES = (structure, observations, indicators, completeness, relations)


def check(folder: str | Path | None = None, full: bool = False) -> list[Fault]:
    """Return every fault of a data folder, an empty list when it is sound.

    Parameters
    ----------
    folder : path, optional
        The folder that holds ``schemas/``, ``vocabulary/`` and ``reports/``; by default the
        project's own data.
    full : bool
        Whether Frictionless is to check all tables by their schemas as well, by itself.

    Returns
    -------
    list of Fault
        In the order of the files; each names file, row, column, what stands there and the mend.

    Examples
    --------
    >>> check()
    []
    """
    faults: list[Fault] = []
    try:
        package = Package(folder or data_folder())
        vocabulary = _tables(package, package.vocabulary, None, faults)
        for table in vocabulary.values():
            faults += [*broken_constraints(table, vocabulary), *bare_words(table)]
        for report in package.reports:
            tables = with_own(package, report, vocabulary, faults) | _tables(package, REPORT_TABLES, report, faults)
            for name in REPORT_TABLES:
                if name in tables:
                    faults += broken_constraints(tables[name], tables)
            faults += prove(package, report, tables)
        if not package.reports:
            faults.append(fault("report-none", "reports", folder=package.folder))
        # Its description is that of a sound folder: not compared while anything else is at fault.
        described = not faults and os.path.lexists(package.folder / DESCRIPTION)
        if described and package.content(DESCRIPTION) != describe(package.folder):
            faults.append(fault("package-stale", DESCRIPTION))
    except DataError as error:
        return list(dict.fromkeys([*faults, *error.faults]))
    if full:
        from zreport.proof.frictionless_check import frictionless_faults

        faults += frictionless_faults(package)
    return list(dict.fromkeys(faults))


def prove(package: Package, report: str, tables: Mapping[str, CsvTable]) -> list[Fault]:
    """Return the faults of one report's tables, rule by rule; none when the text proves them all."""
    try:
        evidence = Evidence(package, report, tables)
        return [fault for rule in _RULES for fault in rule.faults(evidence)]
    except DataError as error:
        return list(error.faults)


def _tables(package: Package, names: Sequence[str], report: str | None, faults: list[Fault]) -> dict:
    """Read tables whose header is that of their schema, by name; what is wrong with others goes to `faults`."""
    found: dict[str, CsvTable] = {}
    for name in names:
        try:
            table = package.table(name, report)
            if not table.header_faults():
                found[name] = table
            table.typed()
        except DataError as error:
            faults += error.faults
    return found

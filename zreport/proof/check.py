"""Check a data folder: the form of its tables, and their truth by the reports' own words."""

import functools
import itertools
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from zreport.faults import DataError, Fault, fault
from zreport.language import Text
from zreport.proof import completeness, indicators, observations, relations, statements, structure
from zreport.proof.evidence import Evidence
from zreport.tables.csv_table import SURE, CsvTable
from zreport.tables.describe import DESCRIPTION, describe
from zreport.tables.own import bare_words, with_own
from zreport.tables.package import REPORT_TABLES, OpenRow, Package, data_folder
from zreport.tables.schemas import broken_constraints

_RULES = (structure, observations, indicators, completeness, relations, statements)
# What says that a row is missing, and the tables of which a row may be it once it is looked at and mended.
_FIGURES = ("observations", "other_numbers")
ABSENT = dict.fromkeys(("figure-unclaimed", "figure-unread", "figures-many", "figure-shared"), _FIGURES)
ABSENT |= {"section-missing": ("sections",), "observation-unknown": ("observations",), "statement-missing": ()}


class DraftState(NamedTuple):
    """What is open in a report in draft: rows that nobody has looked at, and what cannot be proven because of them."""

    report: str
    rows: list[OpenRow]
    faults: list[Fault]

    @property
    def places(self) -> set[tuple[str, int | None]]:
        """The files and lines of the open rows."""
        return {(row.file, row.line) for row in self.rows}

    def said(self) -> list[tuple[OpenRow, list[Fault]]]:
        """Return the open rows, each with what the check says of it; that a row is missing is said of none."""
        found = {place: [] for place in self.places}
        for one in self.faults:
            if one.code not in ABSENT:
                found.get((one.file, one.row), []).append(one)
        return [(row, found[row.file, row.line]) for row in self.rows]

    def summary(self) -> Fault:
        """Say how much is open; no fault, but told as one."""
        count, doubts = len(self.rows), sum(row.doubt != SURE for row in self.rows)
        unproven = sum(not all(map(lacks_english, faults)) for _, faults in self.said())
        rows = Text(f"{count} 行", f"{count} row{'s' * (count != 1)}")
        told = {"rows": rows, "doubts": doubts, "unproven": unproven}
        return fault("report-draft", f"reports/{self.report}", None, None, "", **told)

    def details(self) -> list[Fault]:
        """Say of each open row what is doubtful and what the check says of it, and then what else rests on them."""
        told: list[Fault] = []
        for row, faults in self.said():
            told += [fault("row-open", row.file, row.line, None, row.key[:200], doubt=row.doubt), *faults]
        return list(dict.fromkeys([*told, *self.faults]))


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
        In the order of the files; each names file, row, column, what stands there and the mend. Of a report in draft
        only what is wrong with rows that were looked at.

    Examples
    --------
    >>> check()
    []
    """
    return examine(folder, full)[0]


def examine(folder: str | Path | None = None, full: bool = False) -> tuple[list[Fault], list[DraftState]]:
    """Return what `check` does, and what is open in each report in draft."""
    faults: list[Fault] = []
    drafts: list[DraftState] = []
    try:
        package = Package(folder or data_folder())
        for report in package.reports:
            _, found, draft = examine_report(package, report)
            faults += found
            drafts += [draft] if draft else []
        if not package.reports:
            faults.append(fault("report-none", "reports", folder=package.folder))
        # Its description is that of a sound folder: not compared while anything else is at fault.
        described = not faults and os.path.lexists(package.folder / DESCRIPTION)
        if described and package.content(DESCRIPTION) != describe(package.folder):
            faults.append(fault("package-stale", DESCRIPTION))
    except DataError as error:
        return list(dict.fromkeys([*faults, *error.faults])), drafts
    if full:
        from zreport.proof.frictionless_check import frictionless_faults

        known = {place for one in drafts for place in one.places | {(each.file, each.row) for each in one.faults}}
        faults += [one for one in frictionless_faults(package) if (one.file, one.row) not in known]
    return list(dict.fromkeys(faults)), drafts


def examine_report(package: Package, report: str) -> tuple[dict[str, CsvTable], list[Fault], DraftState | None]:
    """Return a report's tables with the vocabulary, what is wrong, and what is open if it is in draft.

    What is wrong in a draft is what would be wrong as well if the open rows were not there, and if the open sections
    did not say of which time and how sure they speak.
    """
    tables, faults = read_report(package, report)
    rows = package.open_rows(report)
    if not rows:
        return tables, faults, None
    named, draft = {row.table for row in rows}, DraftState(report, rows, [])
    alone = set(read_report(Package(package.folder, draft.places, package.instead), report)[1])
    if "sections" in named:
        alone.intersection_update(read_report(_Unsaid(package.folder, draft.places, package.instead), report)[1])
    wrong = []
    for one in faults:
        absent = not named.isdisjoint(ABSENT.get(one.code, ()))
        follows = (one.file, one.row) in draft.places or one not in alone
        (draft.faults if follows or absent or lacks_english(one) else wrong).append(one)
    return tables, wrong, draft


class _Unsaid(Package):
    """A folder as if open sections stood where they do, and said nothing that is known."""

    def table(self, name: str, report: str | None = None) -> CsvTable:
        """Read a table."""
        if name != "sections":
            return super().table(name, report)
        table = Package(self.folder, instead=self.instead).table(name, report)
        unsaid = dict.fromkeys(("period", "status"), SURE)
        return replace(table, rows=[row | unsaid if line in table.open else row for row, line in table])


def read_report(package: Package, report: str) -> tuple[dict[str, CsvTable], list[Fault]]:
    """Return those of a report's tables and of the vocabulary that can be read, and all that is wrong with them."""
    tables, faults = read_tables(package, report)
    return tables, faults + prove(package, report, tables)


def read_tables(package: Package, report: str) -> tuple[dict[str, CsvTable], list[Fault]]:
    """Return those of a report's tables and of the vocabulary that can be read, and what is wrong with their form."""
    tables: dict[str, CsvTable] = {}
    faults: list[Fault] = []
    for name, table in package.tables(report):
        try:
            if isinstance(table, DataError):
                raise table
            if not table.header_faults():
                tables[name] = table
            faults += table.form_faults
        except DataError as error:
            faults += error.faults
    shared = {name: table for name, table in tables.items() if name not in REPORT_TABLES}
    faults += _broken_words(tuple(shared.items()))
    tables |= with_own(package, report, shared, faults)
    for name in filter(tables.get, REPORT_TABLES):
        faults += broken_constraints(tables[name], tables)
    return tables, faults


@functools.lru_cache(8)
def _broken_words(tables: tuple[tuple[str, CsvTable], ...]) -> tuple[Fault, ...]:
    """Return where the vocabulary breaks a rule of its schemas, or has words that are none."""
    shared = dict(tables)
    every = ((*broken_constraints(table, shared), *bare_words(table)) for table in shared.values())
    return tuple(itertools.chain.from_iterable(every))


def lacks_english(one: Fault) -> bool:
    """Whether a fault is that English words of a report are missing, which a draft leaves to a person."""
    ours = one.file.startswith("reports/") and one.code in ("cell-required", "scope-alone", "report-entry")
    return ours and str(one.column).endswith("_en") and one.value in ("", "''")


def prove(package: Package, report: str, tables: Mapping[str, CsvTable]) -> list[Fault]:
    """Return the faults of one report's tables, rule by rule; none when the text proves them all."""
    try:
        return list(proven_by(Evidence(package, report, tables)))
    except DataError as error:
        return list(error.faults)


def proven_by(evidence: Evidence) -> Iterator[Fault]:
    """Return the faults that evidence shows, rule by rule."""
    return (fault for rule in _RULES for fault in rule.faults(evidence))

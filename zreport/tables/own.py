"""The vocabulary of one report's own: words, reasons and names that hold for it and for no other."""

import functools
import re
from collections.abc import Iterator
from dataclasses import replace

from zreport.faults import DataError, Fault, fault
from zreport.tables.csv_table import CsvTable
from zreport.tables.package import Package
from zreport.tables.schemas import broken_constraints

# The tables that a report may add to; units, sectors and the like are the same for all.
OWN_TABLES = ("reasons", "wordings", "indicators", "measures", "qualifiers", "statuses", "commitments", "stages")
OWN_TABLES += ("acts",)
# The columns that list words, to which a row adds; its other cells are those of the shared row.
_LISTS = ("words", "before", "after", "aliases", "measures", "units")

_LETTER = re.compile(r"[^\W_]")


def with_own(package: Package, report: str, tables: dict[str, CsvTable], faults: list[Fault]) -> dict[str, CsvTable]:
    """Add to tables of the vocabulary what ``reports/NAME/vocabulary/`` has; what is wrong there goes to `faults`."""
    made, owns = dict(tables), []
    for name in package.own_tables(report):
        if name not in OWN_TABLES:
            faults.append(
                fault("own-unknown", f"reports/{report}/vocabulary/{name}.csv", choices=", ".join(OWN_TABLES))
            )
            continue
        try:
            own = package.table(name, report)
            if own.form_faults:
                raise DataError(own.form_faults)
        except DataError as error:
            faults += error.faults
            continue
        owns.append(own)
        if name in tables and not tables[name].header_faults():
            faults += _differences(own, tables[name])
            made[name] = _extended(tables[name], own)
    # An own row may name a key of another own table.
    for own in owns:
        faults += [*broken_constraints(own, made), *bare_words(own)]
    return made


def bare_words(table: CsvTable) -> Iterator[Fault]:
    """Return the words of a table that are no words: a full stop stands beside every figure, and proves nothing."""
    columns = set(_LISTS) & set(table.header)
    for row, line in table:
        for column in columns:
            for word in row[column].split("|"):
                if word and not _LETTER.search(word):
                    yield table.fault(line, column, "word-bare", word)


def _differences(own: CsvTable, shared: CsvTable) -> Iterator[Fault]:
    """A row that adds words to a shared one says nothing else of it."""
    known = shared.by_key()
    for row, line in own:
        there = known.get(row[own.header[0]], row)
        for column in own.header:
            if column not in _LISTS and row[column] != there[column]:
                yield own.fault(line, column, "own-differs", said=there[column])


@functools.lru_cache(32)
def _extended(shared: CsvTable, own: CsvTable) -> CsvTable:
    key, *others = own.header
    rows = [dict(row) for row in shared.rows]
    known = {row[key]: row for row in rows}
    for row in own.rows:
        if (there := known.get(row[key])) is None:
            rows.append(row)
            continue
        # The key of wordings is itself words.
        for column in set(_LISTS).intersection(others):
            words = dict.fromkeys(f"{there[column]}|{row[column]}".split("|"))
            there[column] = "|".join(filter(None, words))
    return replace(shared, rows=rows, lines=shared.lines + [0] * (len(rows) - len(shared.rows)))

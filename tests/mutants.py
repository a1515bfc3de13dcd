"""Change one thing of the data at a time, and count how often the proof names its file and row.

``python tests/mutants.py`` makes every change (some minutes); the tests make a part of them.
"""

from __future__ import annotations

import copy
import csv
import io
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zreport.faults import DataError, Fault
from zreport.proof import evidence, observations
from zreport.proof.check import check, prove
from zreport.proof.evidence import document_of
from zreport.reading.document import Document
from zreport.reading.quote import Quote
from zreport.tables.csv_table import CsvTable
from zreport.tables.package import REPORT_TABLES, Package, data_folder
from zreport.tables.schemas import broken_constraints

REPORT = "zhaoyuan-2020"
TEXT = f"reports/{REPORT}/report.txt"
# The columns of which every change must be caught.
PROVEN = ("value", "unit", "qualifier", "commitment", "status", "period", "indicator", "quote")
_DIGIT = re.compile("[0-9]")
_NUMERAL = {"一": "三", "两": "三", "四": "五", "零": "一"}

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Mutant:
    """One change of one table, or of the text.

    Attributes
    ----------
    kind : str
        What is changed: a column, or what is done to a row.
    table : str
    line : int
        The row that a fault must name, the header being row 1; for the text any row that quotes it.
    change : tuple
        (column, words), or the name of what is done to the row.
    """

    kind: str
    table: str
    line: int
    change: tuple[str, ...]


class Overlay(Package):
    """A data package with one file replaced in memory."""

    replaced: dict[str, bytes]

    def content(self, file: str) -> bytes:
        """Return the bytes of a file, or what replaces them."""
        return self.replaced.get(file) or super().content(file)


@cache
def ground() -> tuple[Overlay, dict[str, CsvTable]]:
    """The package and its tables as they stand."""
    package = Overlay.__new__(Overlay)
    package.replaced = {}
    package.__init__(data_folder())
    tables = dict(package.tables(REPORT))
    assert prove(package, REPORT, tables) == []
    return package, tables


def rows_of(table: str) -> Rows:
    """The rows of a table, as strings."""
    return ground()[1][table].rows


def report() -> str:
    """The text as it stands."""
    return ground()[0].text(REPORT)


def overlay(mutant: Mutant) -> Overlay:
    """The package with a change in it."""
    package, tables = ground()
    package = copy.copy(package)
    if mutant.table == "report.txt":
        at, sign = int(mutant.change[0]), mutant.change[1]
        text = report()
        package.replaced = {TEXT: (text[:at] + sign + text[at + 1 :]).encode()}
        return package
    rows = [dict(row) for row in rows_of(mutant.table)]
    index = mutant.line - 2
    match mutant.change:
        case ("drop",):
            del rows[index]
        case ("repeat",):
            rows.insert(index, dict(rows[index - 1]))
        case ("swap", column):
            one, other = rows[index], rows[index - 1]
            one[column], other[column] = other[column], one[column]
        case (column, words):
            rows[index][column] = words
    old = tables[mutant.table]
    made = io.StringIO()
    writer = csv.DictWriter(made, old.header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    package.replaced = {old.file: made.getvalue().encode("utf-8-sig")}
    return package


@cache
def as_it_stands() -> Document:
    """The document of the report as it stands."""
    return document_of(report(), ground()[1], "2020-12-29")


def read_once(text: str, tables: dict[str, CsvTable], day: str = "") -> Document:
    """The document as it stands where a change leaves what it is made of as it stands: read once, not for each change."""
    made_of = [name for name in ground()[1] if name in ("sections", "glossary") or name not in REPORT_TABLES]
    if text == report() and all(tables.get(name) is ground()[1][name] for name in made_of):
        return as_it_stands()
    return document_of(text, tables, day)


def remembered(read: Callable) -> Callable:
    """What a function reads at a place of the document as it stands, which is the same each time."""
    known: dict[tuple, object] = {}

    def again(document: Document, *place: object) -> object:
        if document is not as_it_stands():
            return read(document, *place)
        if place not in known:
            known[place] = read(document, *place)
        return known[place]

    return again


def quicken() -> None:
    """Let what no change touches be read once by this process."""
    if evidence.document_of is not read_once:
        evidence.document_of = read_once
        evidence.indicators = remembered(evidence.indicators)
        observations._READ.update({column: remembered(read) for column, read in observations._READ.items()})


def proof(mutant: Mutant) -> list[Fault]:
    """Return the faults that the schemas and the text give to a change."""
    quicken()
    package, tables = overlay(mutant), ground()[1]
    if mutant.table == "report.txt":
        return prove(package, REPORT, tables)
    of = REPORT if tables[mutant.table].file.startswith("reports/") else None
    try:
        new = package.table(mutant.table, of)
        new.typed()
    except DataError as error:
        return list(error.faults)
    tables = tables | {mutant.table: new}
    return [*broken_constraints(new, tables), *prove(package, REPORT, tables)]


def checked(mutant: Mutant) -> list[Fault]:
    """Return the faults of the whole check."""
    with tempfile.TemporaryDirectory() as folder:
        copied = shutil.copytree(data_folder(), Path(folder) / "data")
        for file, content in overlay(mutant).replaced.items():
            (copied / file).write_bytes(content)
        return check(copied)


def caught(mutant: Mutant) -> bool:
    """Whether a fault names the file and row of a change; for the text, a row that quotes it."""
    return any(_named(mutant, find(mutant)) for find in (proof, checked))


def _named(mutant: Mutant, found: list[Fault]) -> bool:
    if mutant.table == "report.txt":
        rows = {(fault.file, fault.row) for fault in found}
        return (TEXT, None) in rows and rows & quoting(int(mutant.change[0])) != set()
    file = ground()[1][mutant.table].file
    return (file, mutant.line) in [(fault.file, fault.row) for fault in found]


def quoting(at: int) -> set[tuple[str, int]]:
    """File and row of each quote whose mark holds a place of the text."""
    held = set()
    for name in ("observations", "other_numbers"):
        table = ground()[1][name]
        for row, line in zip(table.rows, table.lines, strict=True):
            before, marked, _ = re.fullmatch("(.*)【(.*)】(.*)", row["quote"]).groups()
            start = report().index(row["quote"].replace("【", "").replace("】", "")) + len(before)
            if start <= at < start + len(marked):
                held.add((table.file, line))
    return held


def cells(table: str, column: str, others: Callable[[dict], Iterator[str]]) -> Iterator[Mutant]:
    """Change each cell of a column to each of some other words."""
    for line, row in enumerate(rows_of(table), start=2):
        for words in dict.fromkeys(others(row)):
            if words != row[column]:
                yield Mutant(f"{table}: {column}", table, line, (column, words))


def known(table: str, column: str) -> list[str]:
    """The different cells of a column."""
    return list(dict.fromkeys(row[column] for row in rows_of(table)))


def numbers(row: dict, column: str = "value") -> Iterator[str]:
    """Return neighbours of a number: each digit changed, another magnitude, the point moved."""
    words = row[column]
    for match in _DIGIT.finditer(words):
        digit = str((int(match[0]) + 1) % 10)
        yield words[: match.start()] + digit + words[match.end() :]
    if float(words):
        yield words + "0" if "." not in words else words.replace(".", "")
    yield f"{words}.5" if "." not in words else words.split(".")[0]


def quotes(row: dict) -> Iterator[str]:
    """Spoil a quote: a digit changed, a sign lost, the mark narrowed, moved or taken away."""
    words = row["quote"]
    for match in _DIGIT.finditer(words):
        yield words[: match.start()] + str((int(match[0]) + 1) % 10) + words[match.end() :]
    for old, new in _NUMERAL.items():
        if f"【{old}" in words:
            yield words.replace(f"【{old}", f"【{new}")
    before, marked, after = re.fullmatch("(.*)【(.*)】(.*)", words).groups()
    if before:
        lost = f"{before[0]}{before[2:]}" if len(set(before[:2])) == 2 else f"不{before}"
        yield f"{lost}【{marked}】{after}"
        yield f"{before[:-1]}【{before[-1]}{marked}】{after}"
    if len(marked) > 1:
        yield f"{before}{marked[0]}【{marked[1:]}】{after}"
        # A figure that states no indicator may be marked with its unit or without.
        if row.get("indicator") or not marked[:-1].isdecimal() or marked[-1].isdecimal():
            yield f"{before}【{marked[:-1]}】{marked[-1]}{after}"
    if after:
        yield f"{before}【{marked}{after[0]}】{after[1:]}"
    yield f"{before}{marked}{after}"
    yield marked


def section_status(quote: str) -> str:
    """The status of the section that a quote stands in."""
    return as_it_stands().section_at(Quote.parse(quote).find(as_it_stands().text)[0]).status


def mutants() -> Iterator[Mutant]:
    """Every change."""
    table = "observations"
    rows = rows_of(table)
    yield from cells(table, "value", numbers)
    yield from cells(table, "value_high", lambda row: ["1", row["value"]])
    for column in ("unit", "qualifier", "commitment", "status", "period", "indicator", "measure"):
        of = {
            "unit": "units",
            "qualifier": "qualifiers",
            "commitment": "commitments",
            "status": "statuses",
            "indicator": "indicators",
            "measure": "measures",
        }
        every = known(of[column], column) if column in of else [*known(table, column), "2021/2025"]
        if column == "commitment":
            every.append("")
        yield from cells(table, column, lambda row, every=every: every)
    scopes = [*known(table, "scope"), "全县"]
    yield from cells(table, "scope", lambda row: scopes)
    yield from cells(table, "quote", quotes)
    for name in (table, "other_numbers", "glossary"):
        for line in range(2, len(rows_of(name)) + 2):
            yield Mutant(f"{name}: row dropped", name, line, ("drop",))
    for name in (table, "other_numbers"):
        for line in range(2, len(rows_of(name)) + 2):
            yield Mutant(f"{name}: row repeated", name, line + 1, ("repeat",))
    for line in range(3, len(rows) + 2):
        if rows[line - 2]["value"] != rows[line - 3]["value"]:
            yield Mutant(f"{table}: values swapped", table, line, ("swap", "value"))
    yield from cells("other_numbers", "reason", lambda row: known("reasons", "reason"))
    yield from cells("other_numbers", "quote", quotes)
    for at, sign in enumerate(report()):
        if sign.isdecimal():
            other = str((int(sign) + 1) % 10)
            yield Mutant("text: a digit", "report.txt", 0, (str(at), other))
    for column, every in (("period", ["2016/2020", "2021"]), ("status", ["achieved", "target"])):
        yield from cells("projects", column, lambda row, every=every: every)
    yield from cells("projects", "stage", lambda row: known("stages", "stage"))
    table = "statements"
    keys = known(table, "statement")
    yield from cells(table, "act", lambda row: ["", *known("acts", "act")])
    yield from cells(table, "quote", quotes)
    yield from cells(table, "follows", lambda row: [row["statement"], keys[-1], "nothing"])
    seen = {row["act"] for row in rows_of("acts") if row["checked"] == "seen"}
    for line, row in enumerate(rows_of(table), start=2):
        yield Mutant(f"{table}: row repeated", table, line + 1, ("repeat",))
        if row["act"] in seen and section_status(row["quote"]) == "target":
            yield Mutant(f"{table}: row dropped", table, line, ("drop",))
    for column in ("term", "definition"):
        yield from cells("glossary", column, lambda row, c=column: [row[c][1:], f"{row[c]}等"])


def count(chosen: list[Mutant], workers: int = 2) -> tuple[Counter, Counter, list[Mutant]]:
    """Make changes, and count by kind how many there are and how many are caught.

    Returns
    -------
    made, found : Counter
    missed : list of Mutant
    """
    with ProcessPoolExecutor(workers) as pool:
        results = list(pool.map(caught, chosen, chunksize=200))
    made = Counter(mutant.kind for mutant in chosen)
    found = Counter(m.kind for m, result in zip(chosen, results, strict=True) if result)
    return made, found, [m for m, result in zip(chosen, results, strict=True) if not result]


def main() -> None:
    """Make every change and print the table."""
    chosen = list(mutants())
    made, found, missed = count(chosen)
    for kind, total in made.items():
        print(f"{kind:32} {found[kind]:6} / {total:6}  {100 * found[kind] / total:6.2f} %")
    print(f"{'all':32} {sum(found.values()):6} / {len(chosen):6}")
    for mutant in missed[:40]:
        print("missed:", mutant)
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()

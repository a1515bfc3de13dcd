"""What a proof stands on: the tables of one report beside its document, and where its quotes are."""

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from zreport.faults import DataError, Fault
from zreport.reading.document import Document, explained_in, sections_of
from zreport.reading.indicator import indicators
from zreport.reading.quote import Quote, QuoteError
from zreport.tables.csv_table import CsvTable
from zreport.tables.package import Package


class QuotedRow(NamedTuple):
    """A row whose quote was found: its line, its cells, its quote, and where the mark stands."""

    line: int
    row: dict[str, str]
    quote: Quote
    start: int
    end: int

    @property
    def near(self) -> tuple[int, int]:
        """Where the quote begins and ends in the text."""
        return self.start - len(self.quote.before), self.end + len(self.quote.after)


class Evidence:
    """Those tables of one report and of the vocabulary that could be read, by name, beside its text."""

    def __init__(self, package: Package, report: str, tables: Mapping[str, CsvTable]):
        self.package, self.report, self.tables = package, report, tables
        self.document = document_of(package.text(report), tables)
        self._named: dict[int, list[str]] = {}
        self._quoted: dict[str, tuple[list[QuotedRow], list[Fault]]] = {}

    def has(self, *names: str) -> bool:
        """Whether all these tables could be read."""
        return set(names) <= self.tables.keys()

    def named(self, quoted: QuotedRow) -> list[str]:
        """Return the indicators that the figure of a row may belong to by the words around it."""
        if quoted.line not in self._named:
            place = quoted.start, quoted.end, quoted.row["unit"], quoted.near
            self._named[quoted.line] = indicators(self.document, *place)
        return self._named[quoted.line]

    @cached_property
    def text_faults(self) -> list[Fault]:
        """What is wrong with what is known of the report."""
        try:
            self.package.about(self.report)
        except DataError as error:
            return list(error.faults)
        return []

    def quoted(self, name: str) -> list[QuotedRow]:
        """Return the rows of a table whose quotes stand in the text, with their places."""
        return self._found(name)[0]

    def lost(self, name: str) -> list[Fault]:
        """Say why the quotes of the other rows do not."""
        return self._found(name)[1]

    def _found(self, name: str) -> tuple[list[QuotedRow], list[Fault]]:
        if name not in self._quoted:
            table, found, faults = self.tables[name], [], []
            for row, line in table:
                try:
                    quote = Quote.parse(row["quote"])
                    found.append(QuotedRow(line, row, quote, *quote.find(self.document.text)))
                except QuoteError as error:
                    faults.append(self._not_found(table, line, row["quote"], error.count))
            self._quoted[name] = found, faults
        return self._quoted[name]

    def _not_found(self, table: CsvTable, line: int, words: str, count: int) -> Fault:
        if count == 0 and (instead := Quote.parse(words).instead(self.document.text)):
            return table.fault(line, "quote", "quote-differs", said=instead)
        return not_once(table, line, "quote", count)


def document_of(text: str, tables: Mapping[str, CsvTable]) -> Document:
    """Make the document that rules read: a text with what the tables say of its parts, and the vocabulary."""
    rows = {name: table.rows if (table := tables.get(name)) else [] for name in ("sections", "glossary")}
    vocabulary = {
        name: {next(iter(row.values())): row for row in table.rows}
        for name, table in tables.items()
        if table.file.startswith("vocabulary/")
    }
    return Document(text, sections_of(text, rows["sections"]), explained_in(text, rows["glossary"]), vocabulary)


def disagreement(table: CsvTable, line: int, column: str, said: str) -> Fault:
    """Say that a cell is not what the text says."""
    return table.fault(line, column, "cell-differs" if said else "cell-unsaid", said=said)


def not_once(table: CsvTable, line: int, column: str, count: int) -> Fault:
    """Say that words do not stand in the text exactly once; a count below zero is that of no mark."""
    code = "quote-unmarked" if count < 0 else "words-repeat" if count else "words-absent"
    return table.fault(line, column, code, count=count)

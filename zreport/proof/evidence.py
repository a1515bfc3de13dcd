"""What a proof stands on: the tables of one report beside its document, and where its quotes are."""

from collections.abc import Mapping
from typing import NamedTuple

from zreport.faults import Fault
from zreport.reading.document import Document, explained_in, sections_of
from zreport.reading.folding import find, fold
from zreport.reading.indicator import indicators
from zreport.reading.quote import Quote, QuoteError
from zreport.tables.csv_table import CsvTable
from zreport.tables.package import Package


class QuotedRow(NamedTuple):
    """A row whose quote was found: its line, its cells, its quote, where the mark stands, and where the quote."""

    line: int
    row: dict[str, str]
    quote: Quote
    start: int
    end: int
    near: tuple[int, int]


class Evidence:
    """Those tables of one report and of the vocabulary that could be read, by name, beside its text."""

    def __init__(self, package: Package, report: str, tables: Mapping[str, CsvTable]):
        self.package, self.report, self.tables = package, report, tables
        self.document = document_of(package.text(report), tables)
        self._found = {name: self._find(table) for name, table in tables.items() if "quote" in table.header}

    def has(self, *names: str) -> bool:
        """Whether all these tables could be read."""
        return set(names) <= self.tables.keys()

    def named(self, quoted: QuotedRow) -> list[str]:
        """Return the indicators that the figure of a row may belong to by the words around it."""
        return indicators(self.document, quoted.start, quoted.end, quoted.row["unit"], quoted.near)

    def quoted(self, name: str) -> list[QuotedRow]:
        """Return the rows of a table whose quotes stand in the text, with their places."""
        return self._found[name][0]

    def lost(self, name: str) -> list[Fault]:
        """Say why the quotes of the other rows do not."""
        return self._found[name][1]

    def _find(self, table: CsvTable) -> tuple[list[QuotedRow], list[Fault]]:
        found, faults, text = [], [], self.document.text
        for row, line in table:
            try:
                quote = Quote.parse(row["quote"])
                start, end = quote.find(text)
                found.append(QuotedRow(line, row, quote, start, end, find(text, quote.plain)[0]))
            except QuoteError as error:
                if error.count == 0 and (instead := quote.instead(text)):
                    faults.append(table.fault(line, "quote", "quote-differs", said=instead))
                else:
                    faults.append(not_once(table, line, "quote", error.count))
        return found, faults


def document_of(text: str, tables: Mapping[str, CsvTable]) -> Document:
    """Make the document that rules read: a text with what the tables say of its parts, and the vocabulary."""
    rows = {name: table.rows if (table := tables.get(name)) else [] for name in ("sections", "glossary")}
    vocabulary = {name: table.by_key() for name, table in tables.items() if table.file.startswith("vocabulary/")}
    folded = fold(text)
    parts = sections_of(folded.text, rows["sections"]), explained_in(folded.text, rows["glossary"])
    return Document(folded.text, *parts, vocabulary, folded)


def disagreement(table: CsvTable, line: int, column: str, said: str) -> Fault:
    """Say that a cell is not what the text says."""
    return table.fault(line, column, "cell-differs" if said else "cell-unsaid", said=said)


def not_once(table: CsvTable, line: int, column: str, count: int) -> Fault:
    """Say that words do not stand in the text exactly once; a count below zero is that of no mark."""
    code = "quote-unmarked" if count < 0 else "words-repeat" if count else "words-absent"
    return table.fault(line, column, code, count=count)

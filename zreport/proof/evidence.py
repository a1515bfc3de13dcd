"""What a proof stands on: the tables of one report beside its document, and where its quotes are."""

import datetime
import functools
import itertools
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from zreport.faults import Fault
from zreport.reading.document import Document, explained_in, sections_of, words_of
from zreport.reading.folding import as_read, find, fold
from zreport.reading.indicator import indicators
from zreport.reading.naming import Named
from zreport.reading.outline import Part, read_outline
from zreport.reading.quote import Quote, QuoteError
from zreport.reading.speaking import MADE
from zreport.reading.times import whole_years
from zreport.reading.whole import Whole, read_whole, vocabulary_measure, with_years
from zreport.tables.csv_table import CsvTable
from zreport.tables.package import REPORT_SOURCE, Package

# What a document has of a report besides its text.
_PARTS = ("sections", "glossary")


class QuotedRow(NamedTuple):
    """A row whose quote was found: its line, its cells, its quote, where the mark stands, and where the quote."""

    line: int
    row: dict[str, str]
    quote: Quote
    start: int
    end: int
    near: tuple[int, int]


class Evidence:
    """Those tables of one report and of the vocabulary that could be read, by name, beside its text.

    What was read of the same text in the same words for other evidence, `like` this, is not read again.
    """

    def __init__(self, package: Package, report: str, tables: Mapping[str, CsvTable], like: "Evidence | None" = None):
        self.package, self.report, self.tables = package, report, tables
        delivered = package.about(report, english=False)["delivered"]
        self.document = document_of(package.text(report), tables, delivered)
        if like and _read_alike(like.document, self.document):
            # Names in English may differ: nothing is read by them.
            vars(self.document).update(vars(like.document) | vars(self.document))
            for name in {"whole", "outline"}.intersection(vars(like)):
                vars(self)[name] = vars(like)[name]
        # What was proposed by rule is proven by the same rule as well.
        self.drafted = (package.folder / f"reports/{report}/{REPORT_SOURCE}").is_file()
        self._found = {name: self._find(table) for name, table in tables.items() if "quote" in table.header}

    def has(self, *names: str) -> bool:
        """Whether all these tables could be read."""
        return set(names) <= self.tables.keys()

    def named(self, quoted: QuotedRow) -> list[str]:
        """Return the indicators that the figure of a row may belong to by the words around it."""
        return indicators(self.document, quoted.start, quoted.end, quoted.row["unit"], quoted.near)

    def read_names(self, quoted: QuotedRow) -> list[str]:
        """Return the indicators that the names stand for by which the figure of a row is read."""
        return [key for one in self.read(quoted) if (key := self._names.get(as_read(one.name)))]

    def read(self, quoted: QuotedRow) -> list[Named]:
        """Return what is read of the figure of a row, once for each thing that it counts for."""
        if not self.drafted:
            return []
        at = bisect_left(self._ends, quoted.start + 1)
        figures = self.whole.figures[at:]
        return list(itertools.takewhile(lambda one: one.spoken.number.start < quoted.end, figures))

    def spoken(self, quoted: QuotedRow, column: str) -> list[str]:
        """Return what the figure of a row is read to speak of: its period, in years, its status, promise or measure."""
        found = [one.spoken for one in self.read(quoted)]
        if column == "measure":
            said = [vocabulary_measure(one, self.document.text) for one in found]
        else:
            said = [getattr(one, column) for one in found]
        said = list(map(whole_years, said)) if column == "period" else said
        # Whether what a plan counts is there already no rule can tell; a row may say the one or the other, as a whole.
        either = itertools.chain.from_iterable(self._either(one) for one in self.read(quoted))
        return said + [one[column] for one in either if column in one and one.items() <= quoted.row.items()]

    def _either(self, named: Named) -> Iterator[dict[str, str]]:
        """What a row may say of things that a plan counts and does not say to be made: there already, or to come."""
        spoken, year = named.spoken, named.spoken.part.period
        own = self.document.text[spoken.before : spoken.number.start]
        if spoken.part.status == "target" and named.how == "tail" and not MADE.search(own) and year.isdecimal():
            yield {"status": "achieved", "measure": "level", "period": str(int(year) - 1)}
            yield {"status": "target", "measure": "total", "period": year}

    @functools.cached_property
    def whole(self) -> Whole:
        """All that the text states."""
        return read_whole(self.document, datetime.date.fromisoformat(self.document.day))

    @functools.cached_property
    def outline(self) -> list[Part]:
        """The parts that the headings of the text show."""
        day = datetime.date.fromisoformat(self.document.day)
        return read_outline(with_years(self.document.text), day.year, day.month)

    @functools.cached_property
    def _ends(self) -> list[int]:
        return [one.spoken.number.end for one in self.whole.figures]

    @functools.cached_property
    def _names(self) -> dict[str, str]:
        rows = self.document.rows("indicators").items()
        return {name: key for key, row in rows for name in (row["name_zh"], *words_of(row, "aliases"))}

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
                found.append(QuotedRow(line, row, *_placed(text, row["quote"])))
            except QuoteError as error:
                if error.count == 0 and (instead := Quote.parse(row["quote"]).instead(text)):
                    faults.append(table.fault(line, "quote", "quote-differs", said=instead))
                else:
                    faults.append(not_once(table, line, "quote", error.count))
        return found, faults


def document_of(text: str, tables: Mapping[str, CsvTable], day: str = "") -> Document:
    """Make the document that rules read: a text with what the tables say of its parts, and the vocabulary."""
    made_of = ((name, table) for name, table in tables.items() if name in _PARTS or _is_vocabulary(table))
    return _document_of(text, tuple(made_of), day)


@functools.lru_cache(4)  # after most changes of a folder it is the same
def _document_of(text: str, made_of: tuple[tuple[str, CsvTable], ...], day: str) -> Document:
    tables = dict(made_of)
    rows = {name: table.rows if (table := tables.get(name)) else [] for name in _PARTS}
    vocabulary = {name: table.by_key() for name, table in tables.items() if _is_vocabulary(table)}
    folded = fold(text)
    parts = sections_of(folded.text, rows["sections"]), explained_in(folded.text, rows["glossary"])
    return Document(folded.text, *parts, vocabulary, folded, day)


def _is_vocabulary(table: CsvTable) -> bool:
    return table.file.startswith("vocabulary/")


@functools.lru_cache(4096)  # of a report's rows a step of a review changes one
def _placed(text: str, words: str) -> tuple[Quote, int, int, tuple[int, int]]:
    """Return a quote with the places of its mark and of all of it; `QuoteError` unless the text has it once."""
    quote = Quote.parse(words)
    return quote, *quote.find(text), find(text, quote.plain)[0]


def _read_alike(one: Document, other: Document) -> bool:
    """Whether two documents have the same words and the same Chinese vocabulary."""
    if (one.text, one.sections, one.explained, one.day) != (other.text, other.sections, other.explained, other.day):
        return False
    return all(
        one.rows(name).keys() == rows.keys()
        and all(
            cells == (had := one.rows(name)[key]) or _chinese(cells) == _chinese(had) for key, cells in rows.items()
        )
        for name, rows in other.vocabulary.items()
    )


def _chinese(cells: Mapping[str, str]) -> dict[str, str]:
    return {column: cell for column, cell in cells.items() if not column.endswith("_en")}


def disagreement(table: CsvTable, line: int, column: str, said: str) -> Fault:
    """Say that a cell is not what the text says."""
    return table.fault(line, column, "cell-differs" if said else "cell-unsaid", said=said)


def not_once(table: CsvTable, line: int, column: str, count: int) -> Fault:
    """Say that words do not stand in the text exactly once; a count below zero is that of no mark."""
    code = "quote-unmarked" if count < 0 else "words-repeat" if count else "words-absent"
    return table.fault(line, column, code, count=count)

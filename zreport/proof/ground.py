"""The ground that proofs stand on: a report's text, its sections, the names in it, and faults."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import NamedTuple

from zreport.faults import Fault
from zreport.language import Text
from zreport.reading.quantity import Quantity, Reader
from zreport.reading.quote import Quote, QuoteError, find_all, sentence
from zreport.tables.package import Package, Table


def section_at(sections: list[tuple[int, dict]], position: int) -> dict | None:
    """Return the section that `position` lies in; `sections` are (start, row), in order."""
    found = None
    for start, row in sections:
        if start > position:
            break
        found = row
    return found


def sections_in(table: Table, text: str) -> list[tuple[int, dict]]:
    """Return (start, row) of each section that the text holds exactly once, in order."""
    found = [
        (text.index(row["starts_with"]), row)
        for row in table.rows
        if row["starts_with"] and text.count(row["starts_with"]) == 1
    ]
    return sorted(found, key=lambda item: item[0])


class Name(NamedTuple):
    """A name of an indicator where it stands in the text."""

    start: int
    end: int
    indicator: str


class Mark(NamedTuple):
    """A row whose quote was found: its line, its cells, its quote, and where the mark stands."""

    line: int
    row: dict
    quote: Quote
    start: int
    end: int

    @property
    def first(self) -> int:
        """Where the quote begins in the text."""
        return self.start - len(self.quote.before)

    @property
    def last(self) -> int:
        """Where the quote ends."""
        return self.end + len(self.quote.after)


class Ground:
    """The tables of one report beside its text.

    Parameters
    ----------
    package : Package
    report : str
        Name of the report.
    tables : mapping of str to Table
        Those tables of the report and of the vocabulary that could be read, by name; a rule whose
        tables are missing is not applied.
    """

    def __init__(self, package: Package, report: str, tables: dict[str, Table]):
        self.package, self.report, self.tables = package, report, tables
        self.text = package.text(report)
        self.sections = sections_in(tables["sections"], self.text) if "sections" in tables else []
        self.indicators = self.vocabulary("indicators")
        self.measures = self.vocabulary("measures")
        self.units = self.vocabulary("units")
        self._marks: dict[str, tuple[list[Mark], list[Fault]]] = {}

    def has(self, *names: str) -> bool:
        """Whether all these tables could be read."""
        return set(names) <= self.tables.keys()

    def vocabulary(self, name: str) -> dict[str, dict]:
        """Return the rows of a table by their first cell; none where it could not be read."""
        table = self.tables.get(name)
        return {next(iter(row.values())): row for row in table.rows} if table else {}

    @cached_property
    def reader(self) -> Reader:
        """A reader of quantities in the units, bounds and wordings of the vocabulary."""
        qualifiers = self.vocabulary("qualifiers")
        wordings = {
            words: Quantity(value, None, row["unit"], row["qualifier"])
            for words, row in self.vocabulary("wordings").items()
            if (value := decimal(row["value"])) is not None
        }
        return Reader(
            self.units,
            {word: key for key, row in qualifiers.items() for word in words_of(row, "before")},
            {word: key for key, row in qualifiers.items() for word in words_of(row, "after")},
            wordings,
        )

    @cached_property
    def names(self) -> list[Name]:
        """Each name of an indicator in the text, in order; of those that end together all."""
        return sorted(
            Name(at, at + len(alias), key)
            for key, row in self.indicators.items()
            for alias in words_of(row, "aliases")
            for at in find_all(self.text, alias)
        )

    def marks(self, name: str) -> tuple[list[Mark], list[Fault]]:
        """Find the marked part of each quote of a table: those found, and why the others are not."""
        if name not in self._marks:
            table, found, faults = self.tables[name], [], []
            for row, line in zip(table.rows, table.lines, strict=True):
                try:
                    quote = Quote.parse(row["quote"])
                    found.append(Mark(line, row, quote, *quote.find(self.text)))
                except QuoteError as error:
                    faults.append(self._not_found(table, line, row["quote"], error.count))
            self._marks[name] = found, faults
        return self._marks[name]

    def _not_found(self, table: Table, line: int, words: str, count: int) -> Fault:
        if count == 0 and (instead := Quote.parse(words).instead(self.text)):
            return Fault(
                table.file,
                line,
                "quote",
                words,
                Text(f"原文此处为“{instead}”", f"the text says “{instead}” here"),
                Text("照原文改正", "quote the text as it is"),
            )
        return not_once(table, line, "quote", words, count)

    def sentence(self, mark: Mark) -> tuple[int, int]:
        """Where the sentence around a mark begins and ends."""
        return sentence(self.text, mark.start, mark.end)

    def clause(self, mark: Mark) -> tuple[int, int]:
        """Where the part of the sentence between commas begins and ends, in which a mark stands."""
        first, last = self.sentence(mark)
        left = max(first, *(self.text.rfind(sign, first, mark.start) + 1 for sign in ",;，；"))
        stops = [at for sign in ",;，；" if (at := self.text.find(sign, mark.start, last)) >= 0]
        return left, min(stops, default=last)


def words_of(row: dict, column: str) -> list[str]:
    """Split a cell that lists words."""
    return [word for word in row[column].split("|") if word]


def decimal(cell: str) -> Decimal | None:
    """Return the number in a cell; None if it is empty or no number."""
    try:
        value = Decimal(cell) if cell else None
    except InvalidOperation:
        return None
    return value if value is None or value.is_finite() else None


_THE_TEXT = Text("原文", "the text")


def disagreement(table: Table, line: int, column: str, row: dict, said: str, who: Text = _THE_TEXT) -> Fault:
    """Say that a cell is not what the text, or `who`, says."""
    return Fault(
        table.file,
        line,
        column,
        row[column],
        Text(
            f"{who.zh}为“{said}”" if said else f"{who.zh}无此内容",
            f"{who.en} says “{said}”" if said else f"{who.en} says nothing of the kind",
        ),
        Text(f"改为“{said}”" if said else "留空", f"write “{said}”" if said else "leave it empty"),
    )


def not_once(table: Table, line: int, column: str, words: str, count: int) -> Fault:
    """Say that words do not stand in the text exactly once."""
    if count < 0:
        problem = Text("应恰好标出一处【…】", "must mark exactly one part with 【…】")
        mend = Text("用一对【】标出数字", "put one pair of 【】 around the figure")
    elif count == 0:
        problem = Text("原文中没有这些字", "the text has no such words")
        mend = Text("照原文抄录", "copy the words from the text")
    else:
        problem = Text(f"在原文中出现{count}次", f"stands in the text {count} times")
        mend = Text("多引几个字", "quote a few more words")
    return Fault(table.file, line, column, words, problem, mend)

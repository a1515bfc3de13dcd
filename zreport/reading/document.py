"""A text as every rule reads it: plain data, which can be pickled and needs no folder of data."""

import bisect
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from zreport.reading.quantity import Quantity, Reader, decimal
from zreport.reading.sentence import find_all

Rows = Mapping[str, Mapping[str, str]]


class OutlineSection(NamedTuple):
    """A part of a text: its key, where it begins, and the period and status of its figures."""

    key: str
    start: int
    period: str
    status: str


class IndicatorName(NamedTuple):
    """A name of an indicator where it stands in the text."""

    start: int
    end: int
    indicator: str


@dataclass(frozen=True)
class Document:
    """A text with its sections, in order, and the vocabulary that it is read with: table, key, column, cell.

    `explained` are start and end of each definition of the glossary, and where its term is first used.
    """

    text: str
    sections: tuple[OutlineSection, ...] = ()
    explained: tuple[tuple[int, int, int], ...] = ()
    vocabulary: Mapping[str, Rows] = field(default_factory=dict)

    def rows(self, table: str) -> Rows:
        """Return the rows of a table of the vocabulary by their keys; none where there is no such table."""
        return self.vocabulary.get(table, {})

    def key_in(self, table: str, words: str) -> str:
        """Return the first key of a table of the vocabulary of which a word stands in `words`; empty if none does."""
        rows = self.rows(table).items()
        return next((key for key, row in rows if any(word in words for word in words_of(row, "words"))), "")

    def section_at(self, position: int) -> OutlineSection:
        """Return the section that a position lies in, before the first one of no period and status."""
        begun = (section for section in reversed(self.sections) if section.start <= position)
        return next(begun, OutlineSection("", 0, "", ""))

    def speaks_at(self, position: int) -> OutlineSection:
        """Return the section whose period and status hold for a figure.

        The glossary stands at the end of a report; its figures speak where the term is used.
        """
        return self.section_at(next((used for a, b, used in self.explained if a <= position < b), position))

    @functools.cached_property
    def reader(self) -> Reader:
        """A reader of quantities in the units, bounds and wordings of the vocabulary."""
        qualifiers = self.rows("qualifiers")
        wordings = {
            words: Quantity(value, None, row["unit"], row["qualifier"])
            for words, row in self.rows("wordings").items()
            if (value := decimal(row["value"])) is not None
        }
        before, after = (
            {word: key for key, row in qualifiers.items() for word in words_of(row, side)}
            for side in ("before", "after")
        )
        return Reader(self.rows("units"), before, after, wordings)

    @functools.cached_property
    def names(self) -> list[IndicatorName]:
        """Each name of an indicator in the text, in order; of those that end together all."""
        return sorted(
            IndicatorName(at, at + len(alias), key)
            for key, row in self.rows("indicators").items()
            for alias in words_of(row, "aliases")
            for at in find_all(self.text, alias)
        )

    def names_in(self, start: int, end: int) -> list[IndicatorName]:
        """Return the names of indicators in a part of the text."""
        first, last = (bisect.bisect_left(self.names, (place,)) for place in (start, end))
        return [name for name in self.names[first:last] if name.end <= end]

    def quantity(self, start: int, end: int) -> Quantity:
        """Read the quantity that ``text[start:end]`` states, with the bound that stands next to it; or `Unreadable`."""
        around = self.text[max(0, start - 24) : start], self.text[end : end + 8]
        return self.reader.read(self.text[start:end], *around)


def sections_of(text: str, rows: Iterable[Mapping[str, str]]) -> tuple[OutlineSection, ...]:
    """Find the sections of a text: those whose opening words it holds exactly once, in order."""
    found = [
        OutlineSection(row["section"], text.index(row["starts_with"]), row["period"], row["status"])
        for row in rows
        if row["starts_with"] and text.count(row["starts_with"]) == 1
    ]
    return tuple(sorted(found, key=lambda section: section.start))


def explained_in(text: str, glossary: Iterable[Mapping[str, str]]) -> tuple[tuple[int, int, int], ...]:
    """Find the definitions of a glossary in a text, and where each term is first used."""
    return tuple(
        (at, at + len(row["definition"]), text.find(row["term"]))
        for row in glossary
        if row["definition"] and (at := text.find(row["definition"])) >= 0
    )


def words_of(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    """Split a cell that lists words."""
    return _words(row[column])


@functools.lru_cache(4096)
def _words(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split("|") if word)

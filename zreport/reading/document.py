"""A text as every rule reads it: plain data, which can be pickled and needs no folder of data."""

import bisect
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from zreport.reading.folding import Folded, as_read, find
from zreport.reading.quantity import Quantity, Reader, Unreadable, decimal
from zreport.reading.scan import Number, Scanner
from zreport.reading.seen import Finder
from zreport.reading.sentence import find_all

Rows = Mapping[str, Mapping[str, str]]


# Units that Chinese numerals stand with in phrases and names only: 一期, 九年一贯制.
_IN_PHRASES = frozenset("年期批分度层口线门点步种类道周方班节段队组部对块片孔张场列")


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

    The text is as `fold` reads it, and so are all places; `folded` tells of those in the text as delivered.
    `explained` are start and end of each definition of the glossary, and where its term is first used;
    `day` is that on which the text was read.
    """

    text: str
    sections: tuple[OutlineSection, ...] = ()
    explained: tuple[tuple[int, int, int], ...] = ()
    vocabulary: Mapping[str, Rows] = field(default_factory=dict)
    folded: Folded | None = None
    day: str = ""

    def rows(self, table: str) -> Rows:
        """Return the rows of a table of the vocabulary by their keys; none where there is no such table."""
        return self.vocabulary.get(table, {})

    def key_in(self, table: str, words: str) -> str:
        """Return the first key of a table of the vocabulary of which a word stands in `words`; empty if none does."""
        rows = self.rows(table).items()
        return next((key for key, row in rows if any(word in words for word in words_of(row, "words"))), "")

    def section_at(self, position: int) -> OutlineSection:
        """Return the section that a position lies in, before the first one of no period and status."""
        at = bisect.bisect_right(self.sections, position, key=lambda section: section.start)
        return self.sections[at - 1] if at else OutlineSection("", 0, "", "")

    def speaks_at(self, position: int) -> OutlineSection:
        """Return the section whose period and status hold for a figure.

        The glossary stands at the end of a report; its figures speak where the term is used.
        """
        return self.section_at(next((used for a, b, used in self.explained if a <= position < b), position))

    @functools.cached_property
    def reader(self) -> Reader:
        """A reader of quantities in the units, bounds and wordings of the vocabulary."""
        said = tuple(
            (words, row["value"], row["unit"], row["qualifier"]) for words, row in self.rows("wordings").items()
        )
        return _reader(tuple(self.rows("units")), *(tuple(words.items()) for words in self._bounds), said)

    @functools.cached_property
    def scanner(self) -> Scanner:
        """A reader of all the numbers of a text, in the units and bounds of the vocabulary."""
        return _scanner(tuple(self.rows("units")), *(tuple(words.items()) for words in self._bounds))

    @functools.cached_property
    def scanned(self) -> list[Number]:
        """All numbers of the text, in order: figures, and those with a reason why they are none."""
        return self.scanner.scan(self.text)

    @functools.cached_property
    def ends(self) -> dict[tuple[int, int], list[int]]:
        """Where numbers may end, by where they begin and their signs end, as far as that was asked."""
        return {}

    def scanned_at(self, start: int, end: int) -> Number | None:
        """Return the number that ``text[start:end]`` holds."""
        at = bisect.bisect_left(self.scanned, end, key=lambda number: number.start) - 1
        return self.scanned[at] if at >= 0 and self.scanned[at].end > start else None

    @functools.cached_property
    def _bounds(self) -> tuple[dict[str, str], dict[str, str]]:
        """The words that bound a figure on either side, with the qualifiers that they mean."""
        rows = self.rows("qualifiers").items()
        before, after = (
            {word: key for key, row in rows for word in words_of(row, side)} for side in ("before", "after")
        )
        return before, after

    @functools.cached_property
    def nameless(self) -> tuple[str, ...]:
        """The words of the vocabulary that say how much, how sure or how it went, and not of what."""
        lists = (("qualifiers", "before"), ("qualifiers", "after"), ("measures", "words"))
        lists += (("statuses", "words"), ("commitments", "words"))
        return tuple(
            word for table, column in lists for row in self.rows(table).values() for word in words_of(row, column)
        )

    @functools.cached_property
    def stated(self) -> list[tuple[int, int]]:
        """Start and end of what states a quantity without plain digits, in order."""
        return self._finder.unnumbered(self.text)

    @functools.cached_property
    def garbled(self) -> list[tuple[int, int]]:
        """Start and end of the numbers that hold what is no part of a number, in order."""
        return self._finder.garbled(self.text)

    @functools.cached_property
    def _finder(self) -> Finder:
        after = [word for row in self.rows("qualifiers").values() for word in words_of(row, "after")]
        units = [unit for unit in self.rows("units") if unit not in _IN_PHRASES]
        return Finder(units, after, map(as_read, self.rows("wordings")))

    def garbled_at(self, start: int, end: int) -> str:
        """Return the garbled number of which ``text[start:end]`` holds a part; empty if there is none."""
        at = bisect.bisect_left(self.garbled, (end,)) - 1
        return self.text[slice(*self.garbled[at])] if at >= 0 and self.garbled[at][1] > start else ""

    def delivered(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``text[start:end]`` stands in the text as delivered."""
        return self.folded.delivered(start, end) if self.folded else (start, end)

    @functools.cached_property
    def names(self) -> list[IndicatorName]:
        """Each name of an indicator in the text, in order; of those that end together all."""
        found = (
            IndicatorName(at, at + len(alias), key)
            for key, row in self.rows("indicators").items()
            for alias in words_of(row, "aliases")
            for at in find_all(self.text, alias)
        )
        # Of one place in the order of the vocabulary.
        return sorted(found, key=lambda name: name[:2])

    def names_in(self, start: int, end: int) -> list[IndicatorName]:
        """Return the names of indicators in a part of the text."""
        first, last = (bisect.bisect_left(self.names, (place,)) for place in (start, end))
        return [name for name in self.names[first:last] if name.end <= end]

    def quantity(self, start: int, end: int) -> Quantity:
        """Read the quantity that ``text[start:end]`` states, with the bound that stands next to it; or `Unreadable`."""
        if garbled := self.garbled_at(start, end):
            raise Unreadable(garbled)
        around = self.text[max(0, start - 24) : start], self.text[end : end + 24]
        return self.reader.read_folded(self.text[start:end], *around)


@functools.lru_cache(8)  # each quotation of a stored chart is a document
def _reader(units: tuple[str, ...], before: tuple, after: tuple, said: tuple[tuple[str, ...], ...]) -> Reader:
    values = ((words, decimal(value), unit, bound) for words, value, unit, bound in said)
    wordings = {words: Quantity(value, None, unit, bound) for words, value, unit, bound in values if value is not None}
    # What stands before 年 is more often a year than years.
    return Reader([unit for unit in units if unit != "年"], dict(before), dict(after), wordings)


@functools.lru_cache(8)
def _scanner(units: tuple[str, ...], before: tuple, after: tuple) -> Scanner:
    return Scanner(units, dict(before), dict(after))


def sections_of(text: str, rows: Iterable[Mapping[str, str]]) -> tuple[OutlineSection, ...]:
    """Find the sections of a text: those whose opening words it holds exactly once, in order."""
    found = [
        OutlineSection(row["section"], places[0][0], row["period"], row["status"])
        for row in rows
        if len(places := find(text, row["starts_with"])) == 1
    ]
    return tuple(sorted(found, key=lambda section: section.start))


def explained_in(text: str, glossary: Iterable[Mapping[str, str]]) -> tuple[tuple[int, int, int], ...]:
    """Find the definitions of a glossary in a text, and where each term is first used."""
    return tuple(
        (*places[0], used[0][0] if (used := find(text, row["term"])) else -1)
        for row in glossary
        if (places := find(text, row["definition"]))
    )


def words_of(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    """Split a cell that lists words, which are read as texts are."""
    return _words(row[column])


@functools.lru_cache(4096)
def _words(cell: str) -> tuple[str, ...]:
    return tuple(as_read(word) for word in cell.split("|") if word)

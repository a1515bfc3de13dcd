"""Every number of a text: the quantity that it states with value, unit and bound, or why it states none."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from zreport.reading.no_figure import why_none
from zreport.reading.quantity import EACH, JOINTS, SURPLUS, falls, one_of
from zreport.reading.worded import COUNTED_PEOPLE, IN_LIST, WORTH, Counts, Number, factor, multiples, numeral, ranks

__all__ = ["Number", "Scanner", "numeral"]

# Patterns begin with a sign, not with a choice: so they are looked for many times as fast.
_ARABIC = r"[0-9](?:[0-9]{0,2}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]*(?:\.[0-9]+)?)"
_SCALED = "(?:[十万亿]|百(?!分)|千(?![瓦伏克米卡]))"
# What stands before a number of people or visits that has no unit: 贫困人口减少6800多万.
_COUNTED = re.compile("(?P<visits>人次)[^，,。;、0-9]{0,5}$|(?:人口|人数|人员|游客|劳动力|人才)[^，,。;、0-9]{0,5}$")
_INDEX = re.compile("(?:指数|系数|收入比)[^，,。;、0-9]{0,4}$")
_QUOTED = re.compile(r"[“\"‘《「『][^“”\"‘’《》\n]{1,40}[”\"’》」』]")
_SAID, _MEASURED = re.compile("增长|达到|完成|实现"), re.compile("[元%亩吨]")
# 由8300万增加到1亿3千多万: one unit for both sides.
_GREW = re.compile("[^，,。;、0-9]{1,5}[到至]")
# 12.5:40.1:47.4: shares of a whole.
_RATIO = re.compile(r"[0-9](?<![0-9]{2})[0-9]*(?:\.[0-9]+)?(?::[0-9]+(?:\.[0-9]+)?){2}(?![:0-9])")
# 至少建成2个, and what follows in its list: 至少建成2个片区、20个村.
_AT_LEAST = re.compile("(?:至少|不少于)[^，,。;、0-9]{1,4}$")
_LISTED = re.compile("[^，,。;、0-9]{0,14}[、和与及]")

# Units of two names, and the one that values are told in.
_SAME = {
    "平米": "平方米",
    "度": "千瓦时",
    "方": "立方米",
    "立方": "立方米",
    "千克": "公斤",
    "个小时": "小时",
    "工作日": "个工作日",
}
_SAME |= {"成": "%", "MW": "兆瓦", "GW": "吉瓦", "EFLOPS": "Eflops", "位次": "个位次"}


class Scanner:
    """Finds and reads the numbers of texts in known units, bounded by known words.

    `before` and `after` are the words that bound a figure on either side, with the qualifier that they mean.
    """

    def __init__(self, units: Iterable[str], before: Mapping[str, str], after: Mapping[str, str]):
        self._base = {unit: _SAME.get(unit, unit) for unit in units if unit[0] not in "万亿"}
        self._before, self._after = dict(before), dict(after)
        unit = one_of(self._base)
        unit = f"(?:{unit})(?:/(?:{unit}|年|月|日)(?:·(?:{unit}))?)?"
        self._digits = re.compile(rf"{_part(1, unit)}(?:(?:-{{1,2}}|~|—{{1,2}}|至|到){_part(2, unit)})?")
        self._counts = Counts(unit, self._base_of, self._bound)
        self._behind = re.compile(one_of(word for word in after if word not in SURPLUS))
        self._ahead = re.compile(rf"(?<![节制条公签合预集附最邻立])({one_of(before)})(?:了|有|为|达到?|至|到)?$")

    def scan(self, text: str) -> list[Number]:
        """Return the numbers of a text in order: each run of digits, and each quantity in words."""
        quotes = [match.span() for match in _QUOTED.finditer(text)]
        ratios = [match.span() for match in _RATIO.finditer(text)]
        worded = dict(ranks(text))
        for place, number in multiples(text):
            self._bound(text, number, number.qualifier)
            worded[number.start if place < 0 else place] = number
        found: list[Number] = []
        match = self._digits.search(text)
        while match:
            number = worded.pop(match.start(), None) or self._number(text, match, quotes, ratios)
            found.append(number)
            match = self._digits.search(text, number.end)
        self._complete(text, found)
        self._carry(text, found)
        taken = bytearray(len(text))
        kept: list[Number] = []
        for number in (
            *found,
            *worded.values(),
            *self._counts.numbers(text, lambda at: _inside(quotes, at) is not None),
        ):
            own = slice(number.start, number.end)
            if not any(taken[own]):
                taken[own] = b"\1" * (number.end - number.start)
                kept.append(number)
        return sorted(kept, key=lambda number: number.start)

    def _number(self, text: str, match: re.Match, quotes: Sequence, ratios: Sequence) -> Number:
        start, end = match.start(), match.end("n1")
        if _inside(ratios, start):
            return Number(start, end, _decimal(match["n1"]), None, "%", "", doubt="ratio")
        if reason := why_none(text, match) or self._quoted(text, quotes, match):
            return Number(start, end, reason=reason)
        return self._quantity(text, match)

    def _quoted(self, text: str, quotes: Sequence, match: re.Match) -> str:
        """Say that a number is part of a name or slogan in quotes, if it does not state a figure there."""
        if not (quote := _inside(quotes, match.start())):
            return ""
        return "" if _MEASURED.search(match["u1"] or "") and _SAID.search(text, *quote) else "set_phrase"

    def _quantity(self, text: str, match: re.Match) -> Number:
        parts = match.groupdict()
        low, top = self._value(parts, "1"), None
        unit, end = parts["u1"] or "", _end(match, "1")
        alike = not (unit and parts["u2"]) or self._base_of(unit) == self._base_of(parts["u2"])
        if parts["n2"] and (unit or parts["u2"]) and alike:
            top = self._value(parts, "2")
            if not unit and not parts["s1"]:
                low *= factor(parts["s2"] + parts["t2"])
            if top < low:
                low, top = self._value(parts, "1"), None
            else:
                unit, end = parts["u2"] or unit, _end(match, "2")
        number = Number(match.start(), end, low, top, self._base_of(unit), unit)
        if falls(text, number.start):
            number.start, number.value = number.start - 1, -low
        if not unit:
            self._unitless(text, number, parts)
        over = parts["m1"] or parts["o1"] or (top is not None and (parts["m2"] or parts["o2"]))
        self._bound(text, number, "range" if top is not None else "more_than" if over else "exact")
        return number

    @staticmethod
    def _value(parts: Mapping[str, str], side: str) -> Decimal:
        first, scale, last = (parts[group + side] for group in "nst")
        if second := parts[f"c{side}"]:
            return _decimal(first) * factor(scale) + _decimal(second) * factor(parts[f"d{side}"] + last)
        return _decimal(first) * factor(scale + parts[f"d{side}"] + last)

    def _unitless(self, text: str, number: Number, parts: Mapping[str, str]) -> None:
        before = text[max(0, number.start - 14) : number.start]
        scaled = any(sign in "万亿" for sign in parts["s1"] + parts["d1"] + parts["t1"])
        if (scaled or parts["m1"]) and COUNTED_PEOPLE.match(text, number.end):
            number.unit = "人"
        elif scaled and text.startswith(("农户", "家庭", "困难家庭"), number.end):
            number.unit = "户"
        elif scaled and (counted := _COUNTED.search(before)):
            number.unit = counted["visits"] or "人"
        elif scaled and (
            text.startswith("大关", number.end) or WORTH.search(before + text[number.start : number.end + 4])
        ):
            number.unit = "元"
        elif text.startswith("岁", number.end):
            number.unit = number.printed = "岁"
            number.end += 1
        elif text.startswith("大", number.end) and number.value < 100:
            number.unit, number.printed = "个", "大"
            number.end += 1
        elif scaled:
            number.doubt = "unit"
        elif not _INDEX.search(before):
            number.reason = "no_unit"

    def _base_of(self, unit: str) -> str:
        if unit in self._base:
            return self._base[unit]
        unit, slash, per = unit.partition("/")
        return self._base.get(unit, unit) + slash + per

    def _bound(self, text: str, number: Number, own: str) -> None:
        """Read the bound that stands beside a quantity."""
        number.qualifier = own
        before = text[max(0, number.start - 8) : number.start]
        if after := self._behind.match(text, number.end):
            if own != "range":
                number.qualifier, number.closed = self._after[after[0]], True
        elif own == "exact" and (ahead := self._ahead.search(before)):
            number.qualifier, number.bounded = self._before[ahead[1]], True
            if ahead[1] in ("近", "约", "超", "超过", "逾"):
                number.start -= len(ahead[0])
        elif own == "exact" and _AT_LEAST.search(before):
            number.qualifier, number.bounded = "at_least", True

    def _carry(self, text: str, found: list[Number]) -> None:
        """Let a bound before the first number of a list hold for all: 分别突破30亿元、40亿元."""
        for number, following in pairwise(found):
            if number.reason or following.reason or following.qualifier != "exact" or not number.bounded:
                continue
            between = text[number.end : following.start]
            if between in JOINTS or (number.qualifier == "at_least" and _LISTED.fullmatch(between)):
                following.qualifier, following.bounded = number.qualifier, True
        # And one behind the last for those before it, of which it is told one by one: 分别控制在6%、4%以内.
        for number, following in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
            if not following.closed or number.reason or (number.qualifier, number.unit) != ("exact", following.unit):
                continue
            listed = text[number.end : following.start] in JOINTS
            if listed and EACH.search(text[max(0, number.start - 24) : number.start]):
                number.qualifier, number.closed = following.qualifier, True

    def _complete(self, text: str, found: list[Number]) -> None:
        """Give a number whose unit was cut short in a list that of the next: 3.4个、2个百分点; 20、30亿元."""
        for number, following in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
            if following.reason or not following.unit or not IN_LIST.fullmatch(text, number.end, following.start):
                continue
            if number.reason == "no_unit":
                number.reason = ""
                number.value *= factor(text[following.start : following.end].removesuffix(following.printed))
                number.unit, number.printed = following.unit, following.printed
            elif number.unit == "个" and following.unit == "个百分点":
                number.unit = number.printed = "个百分点"
        for number, following in pairwise(found):
            if following.doubt == "unit" and number.unit and _GREW.fullmatch(text, number.end, following.start):
                following.unit, following.doubt = number.unit, ""


def _part(side: int, unit: str) -> str:
    """A pattern: number, scale, a second number for which the scale leaves room (1万6千多户), 多, scale, unit, 多."""
    return (
        rf"(?P<n{side}>{_ARABIC})(?P<s{side}>{_SCALED}*)(?:(?<=[万亿])(?P<c{side}>[0-9]{{1,4}}(?![0-9.])))?"
        rf"(?P<d{side}>{_SCALED}*)(?P<m{side}>[余多来]?)(?P<t{side}>{_SCALED}*)(?P<u{side}>{unit})?"
        rf"(?P<o{side}>[余多](?![样元种渠式功彩层次方边]))?"
    )


def _inside(spans: Sequence[tuple[int, int]], place: int) -> tuple[int, int] | None:
    """The one of some spans, which are in order, that a place lies in."""
    at = bisect_left(spans, (place + 1,)) - 1
    return spans[at] if at >= 0 and spans[at][1] > place else None


def _end(match: re.Match, side: str) -> int:
    """Where a quantity ends: after 多 or its unit, else after its scale."""
    return max(match.end(group + side) for group in "tuo")


def _decimal(words: str) -> Decimal:
    return Decimal(words.replace(",", ""))

"""The times that the words of a sentence name: years, 去年, 上半年, 十三五末, and where each begins to hold."""

import re
from typing import NamedTuple

from zreport.reading.outline import PLAN, Part, plan_years
from zreport.reading.worded import value_of

# All begin with one of a few signs: looking for these first makes it five times as fast.
_TIME = re.compile(
    "(?=[12今明去全年五5这过截目现当“一二三四六七八九十上下前第用])(?:"
    r"(?P<span>(?P<first>(?:19|20)[0-9]{2})年?[-—~至到]{1,2}(?P<last>(?:19|20)[0-9]{2})年)"
    r"|(?P<year>(?<![0-9])(?:19|20)[0-9]{2})(?P<tail>年?[年底末]*(?:前|以来|以后|起|开始|至今)?)(?P<of>年?度?的?)(?P<since>[^，,。;、]{0,16}以来)?"
    r"|(?P<word>今年以来|今年|明年|去年|上年|全年|五年来|5年来|五年间|这五年|过去五年|年内|年底|五年(?=累计|共|净|新|实)|截[至止]目前|目前|现已|当前)"
    rf"|“?(?P<plan>{PLAN})”?(?P<at>末|期末|时期|期间|以来)"
    r"|(?P<part>上半年|下半年|第?[一二三]季度|前三季度|前(?P<first_months>[0-9]{1,2}|[一二三四五六七八九十]{1,2})个月|1[-~—至到]{1,2}(?P<to>[0-9]{1,2})月)"
    r"|用(?P<within>[一二两三四五1-5])年左?右?的?时间)"
)
# 是2011年的1.52倍, 比去年, 较“十二五”末: a time that others are measured by.
_COMPARED = re.compile(r"(?:[比较是为占]|相当于|等于|[高低]于|同比|达到)(?:了|到)?“?$")
_FROM = re.compile(r"[从由自](?:“|原来的?|五年前的?|最初的?|过去的?)?$")
_ONLY_ONE = re.compile("[到至为]$")
_SINCE = ("以来", "以后", "起", "开始", "至今")
_MONTHS = {"上": "-01/-06", "下": "-07/-12", "前": "-01/-09", "一": "-01/-03", "二": "-04/-06", "三": "-07/-09"}
# A report speaks of years not long before it, and of goals not far ahead.
_BACK, _AHEAD = 25, 35


def whole_years(period: str) -> str:
    """Return the years of a period that may be months of them.

    Examples
    --------
    >>> whole_years("2023-01/2023-09"), whole_years("2016/2020")
    ('2023', '2016/2020')
    """
    return "/".join(dict.fromkeys(one[:4] for one in period.split("/")))


class Moved(NamedTuple):
    """A place from which another time is spoken of; whether that holds beyond the sentence; a part of the year."""

    place: int
    period: str
    holds: bool = False
    months: str = ""
    once: bool = False  # for the next figure only: 提高到2025年的52%


class Times:
    """Tells the times named in a text, delivered in a year, that looks back to the end of another."""

    def __init__(self, text: str, year: int, last: int):
        self._text, self._year, self._last = text, year, last

    def moved(self, start: int, end: int, part: Part, held: str) -> list[Moved]:
        """Return where the time changes between two places of a part, at the first of which one is held already."""
        found: list[Moved] = []
        for match in _TIME.finditer(self._text, start, end):
            before = self._text[max(start, match.start() - 6) : match.start()]
            compared = _COMPARED.search(before) and (
                match["year"] or match["plan"] or match["word"] in ("去年", "上年")
            )
            if compared or (_FROM.search(before) and not match["span"]):
                continue
            held = found[-1].period if found else held
            if match["word"] in ("年内", "年底"):
                if found and found[-1].months:
                    found.append(Moved(match.start(), held))
                continue
            if moved := self._one(match, before, part, held):
                found.append(moved)
        return found

    def _one(self, match: re.Match, before: str, part: Part, held: str) -> Moved | None:
        place, five = match.start(), "/" in part.period
        if match["span"]:
            return Moved(place, f"{match['first']}/{match['last']}")
        if year := match["year"]:
            if not (match["tail"] or match["of"]) or not self._year - _BACK <= int(year) <= self._year + _AHEAD:
                return None
            if match["since"] or match["tail"].endswith(_SINCE):
                last = part.period[-4:]
                return Moved(place, f"{year}/{last}") if part.status == "achieved" and year < last else None
            once = match["of"] == "的" and bool(_ONLY_ONE.search(before))
            return Moved(place, year, five and not once, once=once)
        if word := match["word"]:
            period = self._of_word(word, part, held)
            return Moved(place, period, five) if period else None
        if plan := match["plan"]:
            return self._of_plan(plan, match["at"], place, part)
        if within := match["within"]:
            return Moved(place, str(self._last + int(value_of(within)))) if part.status == "target" else None
        to = match["to"] or match["first_months"]
        months = f"-01/-{int(value_of(to)):02d}" if to else _MONTHS[match["part"].lstrip("第")[0]]
        return Moved(place, held or part.period[-4:], False, months)

    def _of_word(self, word: str, part: Part, held: str) -> str:
        ahead = part.status == "target"
        if word == "今年以来":
            return str(self._last + 1 if ahead else self._last)
        if word in ("今年", "明年"):
            return str(self._last + 1 if ahead or word == "明年" else self._year)
        if word in ("去年", "上年"):
            return str(self._last) if ahead else part.period[-4:] or str(self._last)
        if word == "全年":
            return held or part.period
        if "/" not in part.period:
            return ""
        if word.startswith(("目前", "截", "现已", "当前")):
            return "" if ahead else part.period[-4:]
        return part.period

    def _of_plan(self, plan: str, at: str, place: int, part: Part) -> Moved | None:
        first, end = plan_years(plan)
        if at in ("末", "期末"):
            return Moved(place, str(end))
        if "/" in part.period:
            return Moved(place, part.period) if part.period[:4] <= str(end) and str(first) <= part.period[-4:] else None
        stop = end if part.status == "target" or first > self._last else min(end, self._last)
        return Moved(place, f"{first}/{stop}" if first < stop else str(stop))

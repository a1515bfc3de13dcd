"""The indicators that a figure speaks of, by the names that stand around it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from zreport.reading.document import Document, IndicatorName, words_of
from zreport.reading.numbers import DIGITS
from zreport.reading.quantity import one_of
from zreport.reading.sentence import clause, sentence

# Words by which one figure counts for several things: 均超过30万人.
_EACH = re.compile(r"(?<!年)均|各|每|分别")
# What joins the names of several things: 建议255件、政协委员提案.
_JOINED = re.compile(r"(?:[0-9.]+[^,;。、和]{0,4})?(?:[、和与及]|以及)")
PERCENT = ("%", "‰", "成")
# Words that name nothing: of time and place, of how much, how it went and how it is said.
_NAMELESS = (
    "[0-9一二三四五六七八九十两几多近前后上下]+年(?:来|间|内)?|[去上今明当本每全][年]|[上下]半年|前?[一二三四]季度|年[均底末初内]|期末|同期|期间"
    "|以来|[全本我各][省市县区州国乡镇村]|其中|同比|环比|累计|共计|总计|合计|总共|分别|平均|完成|实现|达到|增长|增加|增至|提高|提升|上升|升至|上涨"
    "|下降|降低|降至|降为|减少|减至|回落|发展|扩大|缩小|保持|稳定|控制|持续|继续|不断|连续|已经|超额|大幅|显著|明显|稳步|进一步|首次|再次|位居|位列|排名|居"
    "|其余|以及|并且|同时|年度|任务|目标|计划|数量|总量|总数|总额|规模|净|新增|年|月|日"
)
_NAMED = re.compile("[A-Za-z\u3400-\u9fff]{2,}")


def indicators(document: Document, start: int, end: int, unit: str, near: tuple[int, int]) -> list[str]:
    """Return the indicators that the figure at a place of the text may belong to.

    Where 分别 gives several figures to several indicators, the figure's place among them tells.
    Else it is the indicator named last before the figure, or else first after it, within `near` if
    that names any, else within the sentence; where 均, 各, 每 or 分别 lets one figure count for
    several, these and those joined to them. An indicator that has no such unit is passed over. `near`
    are start and end of the words quoted with the figure.
    """
    if unknown_name(document, start, end, unit):
        return []
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


def unknown_name(document: Document, start: int, end: int, unit: str) -> str:
    """Return the words by which a figure's own clause names something that is no known indicator; empty if none does.

    Its own words are those between the number before it, or else the head of its clause, and itself.
    A name that stands earlier is not what such a figure speaks of.
    """
    text = document.text
    first, last = clause(text, start, end)
    if text.rfind("分别", first, start) >= 0:
        return ""
    own = max((match.end() for match in DIGITS.finditer(text, first, start)), default=first)
    nameless, unit_of_another = _nameless(document.nameless, tuple(document.rows("units")))
    names = [name for name in document.names_in(own, last) if fits(document, name.indicator, unit)]
    for name in names:
        # One that follows the figure is its name unless it opens the next item of a list.
        next_item = re.search("[、和与及]", text[end : name.start]) and DIGITS.search(text, name.end, last)
        if name.end <= start or (name.start >= end and not next_item):
            return ""
    words = text[own:start] if own == first else unit_of_another.sub("", text[own:start])
    named = _NAMED.search(nameless.sub(" ", words))
    return named[0] if named else ""


@lru_cache(8)
def _nameless(words: tuple[str, ...], units: tuple[str, ...]) -> tuple[re.Pattern, re.Pattern]:
    said = one_of([word for word in words if len(word) > 1])
    return re.compile(f"{said}|{_NAMELESS}"), re.compile(f"^(?:{one_of(units)})")


def counts_for_each(document: Document, start: int, end: int) -> bool:
    """Whether a word before a figure, in its clause, lets it count for several things."""
    return bool(_EACH.search(document.text[clause(document.text, start, end)[0] : start]))


def fits(document: Document, indicator: str, unit: str) -> bool:
    """Whether an indicator can have a value in a unit."""
    described, measures = document.rows("indicators")[indicator], document.rows("measures")
    if "amount" not in kinds_in(unit):
        had = {measures[key]["kind"] for key in words_of(described, "measures") if key in measures}
        return bool(had & kinds_in(unit))
    known = document.rows("units").get(unit)
    return known is None or known["base_unit"] in words_of(described, "units")


def kinds_in(unit: str) -> set[str]:
    """Return the kinds of measures of which values are in a unit: 增长1.2倍 is a growth, 是…的1.2倍 a ratio."""
    if unit in PERCENT or unit.endswith("分之一"):
        return {"percent"}
    return {"倍": {"ratio", "percent"}, "个百分点": {"points"}}.get(unit, {"amount", "rank"})


def _by_place(text: str, start: int, names: Sequence[IndicatorName], first: int) -> list[str]:
    """Indicators listed before 分别: the figure's place among the figures after it tells which."""
    spread = text.rfind("分别", first, start)
    if spread < 0 or re.search(r"[,;，；]", text[spread:start]):
        return []
    begin = max(text.rfind(sign, first, spread) for sign in ",;，；") + 1
    listed = [name for name in names if begin <= name.start < spread]
    named = [name.indicator for name in listed if not _within(text, name, listed)]
    place = len(DIGITS.findall(text[spread:start]))
    return named[place : place + 1]


def _within(text: str, name: IndicatorName, names: Sequence[IndicatorName]) -> bool:
    """Whether a name is the end of a longer one: 财政收入 of 地方财政收入, but not what follows 和 in 城镇和农村居民收入."""
    longer = (one.start for one in names if one.end == name.end and one.start < name.start)
    return any(not re.search("[、和与及]", text[start : name.start]) for start in longer)


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

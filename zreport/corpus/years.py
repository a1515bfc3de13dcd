"""For which year a report sets its targets, by what its text says: headings, sessions, and the years that it names."""

import re
from collections import Counter
from typing import NamedTuple

from zreport.draft.stated import number

_WORDED = re.compile("[一二][〇零○Ｏ一二三四五六七八九]{3}(?=年)")
_YEAR = re.compile(r"(?<![0-9—~至\-])(?:19|20)[0-9]{2}(?=年(?!代))")
_GAP = r"((?:19|20)[0-9]{2})年[^。，,；;0-9\n]{0,24}?"
_REVIEWED = re.compile(
    f"{_GAP}(?:回顾|总结|完成情况|执行情况|工作情况|工作的?基本情况|主要工作(?!安排|任务)|工作成[就绩]|决算)"
)
_PLANNED = re.compile(
    f"{_GAP}(?:安排|任务|目标|打算|部署|建议|意见|总体要求|工作重点|重点工作|思路|计划|预算|展望|怎么干)"
)
_TITLED = re.compile("((?:19|20)[0-9]{2})年[\u4e00-\u9fff]{0,20}政府工作报告")
_HEAD = re.compile("[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+部分|关于")
_NPC = re.compile("第([一二三四五六七八九十]+)届全国人民代表大会第([一二三四五六七八九十]+)次会议(?!以来|的|召开|闭幕)")
# Sessions before those that came once a year; that of 1964 met in December.
_NPC_YEARS = dict(
    zip(
        [(1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (2, 1), (2, 2), (2, 3), (2, 4), (3, 1), (4, 1)],
        [1954, 1955, 1956, 1957, 1958, 1959, 1960, 1962, 1963, 1965, 1975],
        strict=True,
    )
)
_HEADING, _SESSION = 8, 40  # weights, where a year that is named in a sentence has 1
_LINE = 60  # signs of a heading
# Where a numbered part begins: after the last one's end, or after words of address.
_PART = re.compile("(?<=[。！!；：: ])(?=[一二三四五六七八九]、)")
_PARAGRAPH = 2000  # signs; paragraphs of reports are shorter
_SURE = 1.4
_LATE = 3  # times that a text speaks of the next year


class Years(NamedTuple):
    """What a text says of its year.

    Attributes
    ----------
    year : int
        That whose targets it most likely sets; 0 where it names no year.
    sure : bool
        Whether it is much likelier than any other.
    headed : bool
        Whether headings say so, and none says another.
    late : bool
        Whether the text speaks of this year as the next: it was delivered before the year began.
    weights : dict
        For each year what speaks for it.
    """

    year: int
    sure: bool
    headed: bool
    late: bool
    weights: dict[int, float]


def with_line_ends(text: str) -> str:
    """A text of which a table kept no line ends, its numbered parts on lines of their own."""
    return text if text.count("\n") > len(text) // _PARAGRAPH else _PART.sub("\n", text)


def years_of(text: str) -> Years:
    r"""Read for which year a report sets its targets.

    Examples
    --------
    >>> years_of("一、2021年工作回顾\n2021年增长6%。\n二、2022年工作安排\n2022年增长7%。").year
    2022
    """
    if "一九" in text or "二〇" in text or "二○" in text or "二零" in text:
        text = _WORDED.sub(lambda found: str(number(found[0])), text)
    text = with_line_ends(text)
    notes = text.find("名词解释", len(text) // 2)
    text = text[:notes] if notes > 0 else text
    half = len(text) // 2
    done, planned = Counter[int](), Counter[int]()
    for found in _YEAR.finditer(text):
        (done if found.start() < half else planned)[int(found[0])] += 1
    headings = Counter[int]()
    for line in text.split("\n"):
        words = line.strip()
        if "年" in words[:_LINE] and (len(words) <= _LINE or _HEAD.match(words)):
            words = words[:_LINE]
            headings.update(int(year) + 1 for year in _REVIEWED.findall(words))
            headings.update(map(int, _PLANNED.findall(words)))
    headings.update(map(int, _TITLED.findall(text[:300])))
    weights: dict[int, float] = {}
    for year in {*headings, *planned, *(one + 1 for one in done)}:
        both = min(done[year - 1], planned[year])
        weights[year] = done[year - 1] + planned[year] + 2 * both + _HEADING * headings[year]
    if session := _NPC.search(text[:400]):
        term, count = (number(part) for part in session.groups())
        year = 1978 + 5 * (term - 5) + count - 1 if term > 4 else _NPC_YEARS.get((term, count), 0)
        weights[year] = weights.get(year, 0) + _SESSION
    weights.pop(0, None)
    best = sorted(weights, key=lambda year: (-weights[year], year))
    if not best:
        return Years(0, False, False, False, {})
    sure = weights[best[0]] >= 4 and (len(best) < 2 or weights[best[0]] >= _SURE * weights[best[1]])
    return Years(best[0], sure, set(headings) == {best[0]}, text.count("明年") >= _LATE, weights)

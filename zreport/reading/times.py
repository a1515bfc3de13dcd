"""The times that the words of a sentence name: years, 去年, 上半年, 十三五末, and where each begins to hold."""

import re
from typing import NamedTuple

from zreport.reading.outline import PLAN, Part, plan_years
from zreport.reading.worded import value_of

_UP_TO_TEN = "[二两三四五六七八九十235]"
# All begin with one of a few signs: looking for these first makes it five times as fast.
_TIME = re.compile(
    "(?=[1235今明去全年五这过截目现当刚新“一二两三四六七八九十上下前第用未近草世])(?:"
    r"(?P<span>(?P<first>(?:19|20)[0-9]{2})年?[-—~至到]{1,2}(?P<last>(?:19|20)[0-9]{2})年)"
    r"|(?P<year>(?<![0-9])(?:19|20)[0-9]{2})(?P<tail>年?[年底末]*(?:前|以来|以后|起|开始|至今)?)(?P<of>年?度?的?)(?P<since>[^，,。;、]{0,16}以来)?"
    r"|(?P<word>今年以来|(?:刚刚)?过去的?一年|新的一年|今年|明年|去年|上年|全年|年内|年底|截[至止]目前|目前|现已|当前)"
    rf"|“?(?P<plan>{PLAN})”?(?P<at>末|期末|时期|期间|以来|(?=年均|累计|计划|规划))"
    r"|(?P<part>上半年|下半年|第?[一二三]季度|前三季度|(?<!提)前(?P<first_months>[0-9]{1,2}|[一二三四五六七八九十]{1,2})个月|1[-~—至到]{1,2}(?P<to>[0-9]{1,2})月)"
    rf"|(?:今后|未来)的?(?P<ahead>{_UP_TO_TEN})年"
    r"|(?<=[，,。;:)\n、在取争划保])(?P<inside>[二两三四五2-5])年内(?!容)"
    rf"|(?P<lead>这|过去的?|近)?(?P<years>{_UP_TO_TEN})年(?<![0-9一二三四五六七八九十百第续每前用务划满].年)(?P<ever>来|间|中(?![央小国])|里)?"
    r"|(?P<draft>(?<=计划|预算|规划|纲要|[划算要]\()草案\)?》?(?:规定|拟定|提出|确定|安排))"
    r"|用(?:[一二两三四1-4][到至])?(?P<within>[一二两三四五1-5])年左?右?的?时间|(?P<century>(?<=本)世纪末))"
)
# 是2011年的1.52倍, 比去年, 较“十二五”末: a time that others are measured by.
_COMPARED = re.compile(r"(?:[比较是为占]|相当于|等于|[高低]于|同比|达到)(?:了|到)?“?$")
_FROM = re.compile(r"[从由自](?:“|原来的?|五年前的?|最初的?|过去的?)?$")
# 同1987年相比: the year that all of a sentence is measured by.
_BESIDE = ("同", "与", "和", "跟")
_MEASURED = re.compile("[^，,。;、0-9]{0,10}(?:相比|比较|对比)")
# 五年累计, 十年增加近9万元: what grew or was summed up in some years together.
_TOGETHER = re.compile("累计|合计|共(?![建同享])|净(?![土水化])|年均|平均|增[加长]")
_IN_ALL = re.compile("累计|合计|共(?![建同享])|净(?![土水化])|年均|平均|增|新|实|完成|总|为|投")
# 五年新增城镇就业, 三年投入, 五年提高: as much, where it opens a clause.
_ADDED = re.compile(
    "(?:城镇|城乡|全[县市区省])?(?:累计|新[增建]|投入|改造|完成投资|提[高升]|上升|下降|降低|减少)"
    "(?![^，,。;、0-9]{0,6}(?:任务|行动|计划|规划|工程))"
)
# 五年规划, 五年的目标: no years that anything was done in.
_OF_YEARS = re.compile("规划|计划|行动|目标|任务|奋斗|工作|回顾|时间|左右|[期内前后以的制级一]")
_CLAUSE_ENDS = "，,。;:、\n—"
# 按“十二五”规划: by what stands in a plan, which else is only named.
_BY = re.compile("(?:按照?|根据)[^，,。;]{0,4}$")
# 在去年的基础上再建2所, 在去年新建2所的基础上再建3所: the year is left behind, at once or after what it says.
_GROUND, _GROUND_AFTER = re.compile("[^，,。;0-9]{0,8}基础上"), re.compile("[^，,。;]{0,40}?基础上")
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

    def moved(self, start: int, end: int, part: Part, held: str) -> tuple[list[Moved], str]:
        """Return where the time changes between two places of a part, at the first of which one is held already.

        And the year, if one is named, that all between them is measured by: 同2016年相比.
        """
        found: list[Moved] = []
        beside = ""
        for match in _TIME.finditer(self._text, start, end):
            before = self._text[max(start, match.start() - 6) : match.start()]
            if before[-1:] in _BESIDE and match["year"] and _MEASURED.match(self._text, match.end()):
                beside = match["year"]
                continue
            if _COMPARED.search(before) and (match["year"] or match["plan"] or match["word"] in ("去年", "上年")):
                continue
            # 由2019年的3家; 自2019年以来 says of which years.
            if _FROM.search(before) and not (match["span"] or (match["tail"] or "").endswith(_SINCE)):
                continue
            if part.status == "target" and _GROUND.match(self._text, match.end()):
                continue
            held = found[-1].period if found else held
            if match["word"] in ("年内", "年底"):
                if found and found[-1].months:
                    found.append(Moved(match.start(), held))
                continue
            if moved := self._one(match, before, part, held):
                found.append(moved)
                if part.status == "target" and (ground := _GROUND_AFTER.match(self._text, match.end())):
                    found.append(Moved(ground.end(), held or part.period))
        return sorted(found, key=lambda one: one.place), beside

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
            # 提出到2020年的目标: what a review says next is of its own years.
            to_come = part.status == "achieved" and int(year) > self._last + 1
            return Moved(place, year, five and not once and not to_come, once=once)
        if word := match["word"]:
            period = self._of_word(word, part, held)
            # 企业78家，去年同期61家: of the year before the one that a review speaks of.
            same_months = self._text.startswith("同期", match.end()) and part.status != "target" and period.isdigit()
            if same_months and (word == "上年" or (word == "去年" and self._year > self._last)):
                period = str(int(period) - 1)
            # 过去一年，…: a plan that looks back does so until it says otherwise.
            return Moved(place, period, five or word.endswith("一年")) if period else None
        if plan := match["plan"]:
            paper = self._text.startswith(("计划", "规划"), match.end()) and not _BY.search(before)
            return None if paper else self._of_plan(plan, match["at"], place, part)
        if match["ahead"] or match["years"]:
            return self._of_years(match, part, held)
        if match["draft"]:
            # What a review says of the plan that is laid before the congress.
            return None if part.status == "target" else Moved(place, str(self._last + 1), five)
        if match["century"]:
            return Moved(place, str(self._year // 100 * 100 + 100))
        if inside := match["inside"]:
            soon = part.status == "target" and not five
            return Moved(place, str(self._last + int(value_of(inside)))) if soon else None
        if within := match["within"]:
            return Moved(place, str(self._last + int(value_of(within)))) if part.status == "target" else None
        to = match["to"] or match["first_months"]
        months = f"-01/-{int(value_of(to)):02d}" if to else _MONTHS[match["part"].lstrip("第")[0]]
        return Moved(place, held or part.period[-4:], False, months)

    def _of_word(self, word: str, part: Part, held: str) -> str:
        ahead = part.status == "target"
        if word == "今年以来":
            return str(self._last + 1 if ahead else self._last)
        if word.endswith("一年"):
            return str(self._last + word.startswith("新")) if ahead or "/" not in part.period else ""
        if word == "明年":
            return str(self._year + 1)
        # The year of a speech, whatever its part: of a late one that is over, of another the one planned.
        if word == "今年":
            return str(self._year)
        if word == "去年" and self._year == self._last:
            return str(self._year - 1)
        if word in ("去年", "上年"):
            return str(self._last) if ahead else part.period[-4:] or str(self._last)
        if word == "全年":
            return held or part.period
        return "" if ahead or "/" not in part.period else part.period[-4:]

    def _of_years(self, match: re.Match, part: Part, held: str) -> Moved | None:
        """The years that are counted: 今后五年, 这两年中, 十年增加."""
        place, five, ahead = match.start(), "/" in part.period, part.status == "target"
        opens = not place or self._text[place - 1] in _CLAUSE_ENDS
        if match["ahead"]:
            many = int(value_of(match["ahead"]))
            if ahead and five and many == 5:
                return Moved(place, part.period, True)
            # 全会谋划了未来五年的发展: a review does not speak of these years.
            return Moved(place, f"{self._last + 1}/{self._last + many}", ahead) if ahead or opens else None
        many, past = int(value_of(match["years"])), match["ever"] == "来" or (match["lead"] or "这") != "这"
        bounded = bool(match["lead"] or match["ever"])
        if five and many == 5 and not (ahead and past):
            said = bounded or _IN_ALL.match(self._text, match.end())
            said = said or (opens and not _OF_YEARS.match(self._text, match.end()))
            return Moved(place, part.period, True) if said else None
        added = opens and not bounded and _ADDED.match(self._text, match.end())
        if ahead and not past:
            # 五年新增城镇就业15万人, in the plan of one year: of those to come.
            return Moved(place, f"{self._last + 1}/{self._last + many}") if added else None
        if not (bounded or added or _TOGETHER.match(self._text, match.end())):
            return None
        end = int((held if len(held) == 4 else "") or whole_years(part.period)[-4:] or self._last)
        end = min(end, self._last) if ahead else end
        return Moved(place, f"{end - many + 1}/{end}")

    def _of_plan(self, plan: str, at: str, place: int, part: Part) -> Moved | None:
        first, end = plan_years(plan)
        if at in ("末", "期末"):
            return Moved(place, str(end))
        if "/" in part.period:
            return Moved(place, part.period) if part.period[:4] <= str(end) and str(first) <= part.period[-4:] else None
        stop = end if part.status == "target" or first > self._last else min(end, self._last)
        return Moved(place, f"{first}/{stop}" if first < stop else str(stop))

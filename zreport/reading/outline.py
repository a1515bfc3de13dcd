"""The outline of a report from its headings: parts with the period and the status of their figures."""

import re
from dataclasses import dataclass

from zreport.reading.quantity import one_of

# A line that opens a part: 一、… (二)… 1.… ——… 一是…
_LEVELS = (
    re.compile(r"第?[一二三四五六七八九十]{1,3}[、，部][^0-9]?"),
    re.compile(r"\([一二三四五六七八九十]{1,3}\)"),
    re.compile(r"[0-9]{1,2}[.、](?![0-9])|\([0-9]{1,2}\)|——|[一二三四五六七八九十]{1,2}(?:是|要)"),
)
_PLAN_WORDS = r"[“\"]?十[一二三四五六]?五[”\"]?"
# A heading without a numeral: 2020年工作回顾, 今后五年的奋斗目标, “十五五”时期主要目标和2026年重点工作.
_TITLE = re.compile(
    rf"(?:关于)?(?:[0-9]{{4}}年|{_PLAN_WORDS}(?:时期|期间)|过去|上届|本届|今年|今后|未来|下一?步)"
    "[^，,。;:]{0,18}(?:回顾|总结|安排|任务|工作|目标|打算|建议|部署)"
)
_LONGEST_TITLE, _LONGEST_HEAD = 24, 50
_GLOSSARY = re.compile(
    r"[※【(]?\s*(?:有关|附[:]?)?(?:名\s*词|术\s*语|用语|注\s*释).{0,6}(?:解释|说明|注释|释)|注释[:]?$|附[:]?名词"
)
_ANNEX = re.compile(r"附件?[一二三四五六0-9]*[:]?")
_ANNEX_LIST = re.compile("工程|项目|情况|实事|清单")
_NEXT_HEAD = re.compile(rf"\n(?:{_LEVELS[0].pattern}|{_TITLE.pattern}\n)")
_YEAR_OF_WORK = re.compile("[0-9]{4}年(?:政府)?工作|今年工作")
_DATED, _YEAR = re.compile("([0-9]{4})年"), re.compile("([0-9]{4})年?")

PLANS = {
    **{"一五": 1953, "二五": 1958, "三五": 1966, "四五": 1971, "五五": 1976, "六五": 1981, "七五": 1986, "八五": 1991},
    **{"九五": 1996, "十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026},
    **{"十六五": 2031},
}
PLAN = one_of(PLANS)
_PLAN = re.compile(f'[“"]?({PLAN})[”"]?(?!届)')

_TO_DO = re.compile("任务|安排|目标|打算|计划|建议|部署")
_BACK = re.compile("回顾|总结|成就|成绩|完成情况|取得|过去|以来的工作")
_AHEAD = re.compile("今后|未来|今年|下一步|新的一年|任务|安排|目标|打算|建议|部署|规划|自身建设")
_YEARS_OPEN = frozenset('各—(“"今未过一二三四五六七八九十5')
_COMING = re.compile("今后|未来")
_AHEAD_BODY = re.compile("今年|今后|未来|新的一年|我们[将要]|力争|预期目标")
_FIVE_YEARS = re.compile("五年|(?<![0-9])5年|[本上]?届政府|任期")
# 过去一年和五年的工作: besides a year that is named.
_ONE_YEAR = re.compile("(?<!第)(?<!新的)一年")
_ADDRESS = "(?:各位代表[!，,。]?)?"
# The words that open what is said of five years: ——过去五年, 五年来, “十三五”时期.
_FIVE_SPEAK = re.compile(
    rf"{_ADDRESS}(?:——)?(?:[(][一二三四五六七八九十]+\))?"
    rf"(?:(?:过去的?|这|回顾|回首|总结|走过|刚刚过去的|本届|{_PLAN_WORDS}(?:时期|期间|以来)?的?)(?:过去的?|这|本届政府|时期的?)?[五5]年"
    rf"|(?:回顾|回首|总结|走过){_PLAN_WORDS}(?![^，,。;]{{0,3}}[0-9])|[五5]年[来间]|经过(?:这|过去的?)?[五5]年|{_PLAN_WORDS}(?:时期|期间|以来|规划[^，,。;]{{0,24}}(?:完成|实现|收官)))"
)
# The words that open what is said of a plan's years, or of five: (二)“十三五”时期…, 今后五年…, 五年来….
_YEARS_SPEAK = re.compile(
    rf"{_ADDRESS}(?:——)?(?:[(][一二三四五六七八九十]+\))?(?:[“\"]?(?P<plan>{PLAN})[”\"]?(?:时期|期间|以来|这五年)"
    r"|(?P<coming>今后|未来)的?[五5]年|过去的?[五5]年|[五5]年来)"
)
_FIVE_HEAD = re.compile("五年来|过去五年|这五年")
_YEAR_ONLY = re.compile(
    r"\([一二三四五六七八九十]+\)(?:关于)?[0-9]{4}年[^，,。;:0-9]{0,14}(?:工作|回顾|总结|情况|成绩)"
)
_FIVE_BODY = re.compile("(?:标志着|胜利|圆满|顺利)[^，,。]{0,10}收官|五年来|收官之年[。!]?$")
_ONE_SPEAK = re.compile(
    rf"{_ADDRESS}(?:——)?(?:一年来|(?:刚刚)?过去的?一年|这一年|(?:刚刚过去的)?[0-9]{{4}}年(?!以来|以后))"
)
_YEAR_JUST_PAST = re.compile(rf"{_ADDRESS}(?:刚刚)?过去的?(?:[0-9]{{4}}年|一年)")
_PROBLEMS = re.compile(
    "清醒.{0,6}(?:看到|认识)"
    "|^(?:各位代表|在|但|同时|当前|我们|看到|成绩).{0,30}(?:存在.{0,12}(?:问题|困难|不足)|问题和(?:困难|不足)|(?:困难|矛盾)和(?:问题|挑战)|差距)"
)


@dataclass(slots=True)
class Part:
    """A part of a report: where it begins, its heading, how deep it stands, and what its figures speak of."""

    start: int
    end: int
    level: int
    title: str
    kind: str  # head, review, plan, problems, glossary, annex
    period: str
    status: str


def plan_years(words: str) -> tuple[int, int] | None:
    """Return the first and last year of the five-year plan named in some words: 十四五 is 2021 to 2025."""
    found = _PLAN.search(words)
    return (PLANS[found[1]], PLANS[found[1]] + 4) if found else None


def read_outline(text: str, year: int, month: int = 1) -> list[Part]:
    """Return the parts of a text delivered in a year, in order; each holds until the next.

    A report read early in a year looks back on the year before and ahead on its own; one read late, in
    November or December, looks back on its own.
    """
    reader = _Reader(text, year if month >= 11 else year - 1)
    at = 0
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        if words := line.strip():
            reader.read(start, at, words)
    return reader.parts or [Part(0, len(text), 0, "", "head", "", "")]


class _Reader:
    """Reads a report line by line, and keeps what part it is in."""

    def __init__(self, text: str, last: int):
        self.text, self.last, self.parts = text, last, []
        self.kind, self.period, self.status, self.titled = "head", "", "", False
        # One year and five, of a part that speaks of both in turn.
        self.both: tuple[str, str] | None = None
        # What a plan speaks of where it does not look back, and whether it does for one line only.
        self.ahead, self.aside = "", False

    def read(self, start: int, end: int, words: str) -> None:
        """Read a line that stands between two places."""
        level = next((depth for depth, shape in enumerate(_LEVELS, 1) if shape.match(words)), 0)
        if len(words) < _LONGEST_TITLE and _TITLE.fullmatch(words):
            level = 1
        head = re.split("[。!;]", words, maxsplit=1)[0][:60]
        if self.kind != "glossary" and len(words) < _LONGEST_TITLE and _GLOSSARY.match(words):
            level = self._turn("glossary")
        elif self.kind == "glossary":
            if level != 1 or not _BACK.search(head):
                return
            self._open(head, start)
        elif self.kind == "annex" and (level != 1 or not _YEAR_OF_WORK.search(head)):
            level = self._annex(words, head)
        elif level == 1 and len(head) < _LONGEST_HEAD:
            self._open(head, start)
        elif len(words) < _LONGEST_TITLE and _ANNEX.match(words) and end > len(self.text) / 2:
            self.kind, level = "annex", 1
        elif not self.titled and self.kind == "head" and _FIVE_SPEAK.match(words):
            self._turn("review", f"{self.last - 4}/{self.last}", "achieved")
        elif not self._turns(words, head, level) and self.kind in ("review", "problems"):
            self._look_back(words, head, level)
        self.parts.append(Part(start, end, level, head if level else "", self.kind, self.period, self.status))

    def _turn(self, kind: str, period: str = "", status: str = "", both: tuple[str, str] | None = None) -> int:
        self.kind, self.period, self.status, self.both, self.ahead = kind, period, status, both, ""
        return 1

    def _turns(self, words: str, head: str, level: int) -> bool:
        """Read a line that may turn a part to years that it did not speak of: from ahead to what is over, and back."""
        if not self.titled or self.kind not in ("review", "problems", "plan"):
            return False
        first, end = self._years_spoken_of(words) if words[0] in _YEARS_OPEN else (0, 0)
        last = self.last
        years = [int(found) for found in _DATED.findall(head)] if level == 2 else []
        if self.kind != "plan" and (first > last or (years and min(years) > last and _TO_DO.search(head))):
            self._turn("plan", f"{first}/{end}" if first else str(min(years)), "target")
            return True
        back = 0 < end <= last or (years and max(years) <= last and _BACK.search(head))
        if self.ahead and not back and (self.aside or level == 2 or _AHEAD_BODY.match(words)):
            self._turn("plan", self.ahead, "target")
            return True
        if back and (self.kind == "plan" or self.ahead):
            ahead = self.ahead or self.period
            self._turn("review", f"{first}/{end}" if first else str(max(years)), "achieved")
            self.ahead, self.aside = ahead, level != 2
            return True
        return False

    def _years_spoken_of(self, words: str) -> tuple[int, int]:
        """The years that a line opens with, of a plan or five that come or are over; zeros if with none."""
        if not (named := _YEARS_SPEAK.match(words)):
            return 0, 0
        if named["plan"]:
            return plan_years(named["plan"])
        return (self.last + 1, self.last + 5) if named["coming"] else (self.last - 4, self.last)

    def _annex(self, words: str, head: str) -> int:
        """Read a line of an annex, which says for a list of works whether they are done or to be done."""
        level = int(bool(_ANNEX.match(words)))
        if (dated := _DATED.search(head)) and (level or _ANNEX_LIST.search(head)):
            self.period = dated[1] if int(dated[1]) in (self.last, self.last + 1) else self.period
            self.status = "achieved" if self.period == str(self.last) else "target"
        return level

    def _look_back(self, words: str, head: str, level: int) -> None:
        """Read a line of a review: it may turn to problems, or from one year to five and back."""
        if self.kind == "review" and _PROBLEMS.search(words[:60]):
            self.kind = "problems"
        # (一)2025年工作: in a part of five years, what follows this title is of the last.
        if (
            level == 2
            and "/" in self.period
            and _YEAR_ONLY.fullmatch(words)
            and _DATED.findall(words) == [str(self.last)]
        ):
            self.both = (str(self.last), self.period)
            self.period = self.both[0]
            return
        if not self.both and "/" in self.period and _YEAR_JUST_PAST.match(words):
            self.both = (str(self.last), self.period)
        five = _FIVE_SPEAK.match(words) or _FIVE_HEAD.search(head) or (level == 0 and _FIVE_BODY.search(words[:120]))
        if self.both:
            # 2025年是…的一年。一年来，…“十四五”圆满收官: what ended is no time that is spoken of.
            one = _ONE_SPEAK.match(words)
            if five and not (one and "一年来" in words[:120] and "五年来" not in words[:120]):
                self.period = self.both[1]
            elif one:
                self.period = self.both[0]
        elif five and "/" not in self.period:
            self.period = self._five(plan_years(words[:30]))
            self.both = (str(self.last), self.period)

    def _until(self, start: int) -> int:
        """Where the first words of a part end: at the next heading, or after some sentences."""
        following = _NEXT_HEAD.search(self.text, start + 1, start + 400)
        return following.start() if following else start + 400

    def _five(self, plan: tuple[int, int] | None) -> str:
        """The years of a plan that have passed, or the last five."""
        return (
            f"{plan[0]}/{min(plan[1], self.last)}" if plan and plan[0] <= self.last else f"{self.last - 4}/{self.last}"
        )

    def _open(self, head: str, start: int) -> None:
        """Open a part by a heading of the first level, which says what it speaks of."""
        self.titled = True
        years, plan, last = [int(found) for found in _YEAR.findall(head)], plan_years(head), self.last
        ahead = bool(_AHEAD.search(head))
        # 五年的成就和今后五年的任务: the part begins with what it names first.
        told, coming = _BACK.search(head), _COMING.search(head)
        back = bool(told and (not coming or told.start() < coming.start()))
        # 1956年工作情况: a year that is over.
        back = back or (bool(years) and max(years) <= last and not plan and not _TO_DO.search(head))
        if not back and not ahead and not years and not plan:
            # A heading of its subject only: the part before goes on, unless its words look ahead.
            if self.kind in ("review", "plan") and not (
                self.kind == "review" and _AHEAD_BODY.search(self.text, start, self._until(start))
            ):
                return
            back = self.kind == "head"
        if back and not (years and min(years) > last) and not (plan and plan[0] > last):
            single = next((str(one) for one in years if one <= last), "")
            single = single or (str(last) if _ONE_YEAR.search(head) else "")
            five = self._five(plan) if plan or _FIVE_YEARS.search(head) else ""
            both = (single, five) if single and five and "期间" not in head else None
            # “十三五”时期及2020年: of these it speaks in this order.
            first = five if both and not re.match(rf".*?(?:{single}|一年).*?(?:[五5]|[本上]?届)", head) else single
            self._turn("review", first if both else five or single or str(last), "achieved", both)
            return
        single = next((str(one) for one in years if one > last), "")
        if plan and plan[1] > last and not single:
            self._turn("plan", f"{max(plan[0], last + 1)}/{plan[1]}", "target")
        elif _FIVE_YEARS.search(head) and not single and "今年" not in head:
            self._turn("plan", f"{last + 1}/{last + 5}", "target")
        else:
            self._turn("plan", single or str(last + 1), "target")

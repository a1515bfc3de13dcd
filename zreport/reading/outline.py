"""The outline of a report from its headings: sections with the period and the status of their figures."""

import re
from dataclasses import dataclass

# A line that opens a part: 一、… (二)… 1.… ——… 一是…
_LEVELS = (
    re.compile(r"第?[一二三四五六七八九十]{1,3}[、，部][^0-9]?"),
    re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"[0-9]{1,2}[.．、](?![0-9])|[(（][0-9]{1,2}[)）]|——|[一二三四五六七八九十]{1,2}(?:是|要)"),
)
_GLOSSARY = re.compile(r"[※【（(]?\s*(?:有关)?(?:名\s*词|术\s*语|用语|注\s*释|名词术语).{0,6}(?:解释|说明|注释|释)|[※【]?名词解释|注释[:：]?$|附[:：]?名词")
_ANNEX = re.compile(r"附件?[一二三四五六0-9]*[:：]?")
_FIVES = {"一五": 1953, "二五": 1958, "三五": 1966, "四五": 1971, "五五": 1976, "六五": 1981, "七五": 1986, "八五": 1991, "九五": 1996}
_TENS = {"十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}
PLANS = _FIVES | _TENS
_PLAN = re.compile(r"[“\"]?(" + "|".join(sorted(PLANS, key=len, reverse=True)) + r")[”\"]?(?!届)")
_BACK = re.compile("回顾|总结|成就|成绩|完成情况|取得|过去|以来的工作|发展历程")
_AHEAD = re.compile("任务|安排|目标|打算|建议|重点|部署|要求|思路|今后|未来|展望|规划|工作|政策取向")
_FIVE_YEARS = re.compile("五年|5年|本届政府|上届政府|届政府|任期")
_FIVE_SPEAK = re.compile(
    "^(?:各位代表[！!，,。]?)?(?:——)?(?:[（(][一二三四五六七八九十]+[)）])?(?:过去的?|这|回顾|回首|总结|走过|刚刚过去的|本届|[“\"]?十[一二三四五六]?五[”\"]?(?:时期|期间|以来)?的?)(?:过去的?|这|本届政府|时期的?)?(?:五年|5年)|^(?:各位代表[！!，,。]?)?(?:五年来|5年来|五年间|[“\"]?十[一二三四五]?五[”\"]?(?:时期|期间|以来))"
)
_ONE_SPEAK = re.compile("^(?:各位代表[！!，,。]?)?(?:——)?(?:一年来|过去的?一年|过去一年|这一年|刚刚过去的一年|(?:刚刚过去的)?[0-9]{4}年(?!以来|以后))")
_PROBLEMS = re.compile("清醒.{0,6}(?:看到|认识)|^(?:各位代表|在|但|同时|当前|我们|看到|成绩).{0,30}(?:存在.{0,12}(?:问题|困难|不足)|问题和(?:困难|不足)|(?:困难|矛盾)和(?:问题|挑战)|差距)")


@dataclass(slots=True)
class Part:
    """A part of a report: where it begins, its heading, how deep it stands, and what its figures speak of."""

    start: int
    end: int
    level: int
    title: str
    kind: str  # head, review, plan, problems, glossary, annex, closing
    period: str
    status: str


def plan_years(words: str) -> tuple[int, int] | None:
    """Return the first and last year of the five-year plan named in some words: 十四五 is 2021 to 2025."""
    found = _PLAN.search(words)
    return (PLANS[found[1]], PLANS[found[1]] + 4) if found else None


def outline(text: str, year: int, month: int = 1) -> list[Part]:
    """Return the parts of a text delivered in a year, in order; each holds until the next.

    A report read early in a year looks back on the year before and ahead on its own; one read late, in
    November or December, looks back on its own.
    """
    last = year if month >= 11 else year - 1
    parts: list[Part] = []
    kind, period, status, top = "head", "", "", ""
    both: tuple[str, str] | None = None
    titled = False
    at = 0
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        words = line.strip()
        if not words:
            continue
        level = next((depth for depth, shape in enumerate(_LEVELS, 1) if shape.match(words)), 0)
        head = re.split("[。！!；;]", words)[0][:60]
        if kind != "glossary" and len(words) < 24 and _GLOSSARY.match(words):
            kind, level, period, status, both = "glossary", 1, "", "", None
        elif kind == "glossary" and not (level == 1 and _BACK.search(head)):
            continue
        elif kind == "annex" and not (level == 1 and re.search("[0-9]{4}年(?:政府)?工作|今年工作", head)):
            level = 0
            if _ANNEX.match(words) or re.search("进展情况", head):
                kind, level = "annex", 1
            if dated := re.search("([0-9]{4})年", head):
                if level or re.search("工程|项目|情况|实事|清单", head):
                    period = dated[1] if int(dated[1]) in (last, last + 1) else period
                    status = "achieved" if period == str(last) else "target"
        elif level == 1 and len(head) < 50:
            kind, period, status, both = _top(head, year, last, kind, words)
            top = head
            titled = True
        elif len(words) < 24 and _ANNEX.match(words) and at > len(text) / 2:
            kind, level = "annex", 1
        elif not titled and kind == "head" and _FIVE_SPEAK.match(words):
            kind, period, status = "review", f"{last - 4}/{last}", "achieved"
        elif kind in ("review", "problems"):
            if kind == "review" and _PROBLEMS.search(words[:60]) and not re.search("[0-9]%", words[:60]):
                kind = "problems"
            speaks_five = _FIVE_SPEAK.match(words) or re.search("五年来|过去五年|这五年", head)
            if level == 0:
                speaks_five = speaks_five or re.search("(?:标志着|胜利|圆满|顺利)[^，。]{0,10}收官|回望过去五年|五年来", words[:120])
            if both:
                if speaks_five:
                    period = both[1]
                elif _ONE_SPEAK.match(words) and not re.search("标志着", head):
                    period = both[0]
            elif speaks_five and "/" not in period:
                plan = plan_years(words[:30])
                period = f"{plan[0]}/{min(plan[1], last)}" if plan and plan[0] <= last else f"{last - 4}/{last}"
                both = (str(last), period)
        parts.append(Part(start, at, level, head if level else "", kind, period, status))
    del top
    return parts


def _top(head: str, year: int, last: int, before: str, words: str) -> tuple[str, str, str, tuple[str, str] | None]:
    """What a heading of the first level says its part speaks of."""
    years = [int(found) for found in re.findall("([0-9]{4})年?", head)]
    plan = plan_years(head)
    back = bool(_BACK.search(head)) and not re.search("今后|未来", head)
    if not back and before == "head" and not years and not plan and not re.search("今年|今后|未来", head):
        back = True
    if back and not (years and min(years) > last) and not (plan and plan[0] > last):
        single = next((str(one) for one in years if one <= last), "")
        five = f"{plan[0]}/{min(plan[1], last)}" if plan else f"{last - 4}/{last}" if _FIVE_YEARS.search(head) else ""
        if single and five and "期间" not in head:
            return "review", single, "achieved", (single, five)
        return "review", five or single or str(last), "achieved", None
    single = next((str(one) for one in years if one > last), "")
    if plan and plan[1] > last and not single:
        return "plan", f"{max(plan[0], last + 1)}/{plan[1]}", "target", None
    if _FIVE_YEARS.search(head) and not single and "今年" not in head:
        return "plan", f"{last + 1}/{last + 5}", "target", None
    return "plan", single or str(last + 1), "target", None

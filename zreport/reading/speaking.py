"""What a figure speaks of: its period, status, promise and measure, from its sentence and its part of the report."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zreport.reading.measuring import measure_of
from zreport.reading.no_figure import NOTE
from zreport.reading.outline import PLAN, PLANS, Part, plan_years
from zreport.reading.promising import Commitments
from zreport.reading.times import Times
from zreport.reading.worded import Number

_SENTENCE = re.compile(r"[^。!?\n]+[。!?\n]?")
_COMMA = re.compile(r"[，;:]|,(?![0-9]{3}(?![0-9]))")
# From one side to the other: 由2016年的60名上升到35名.
_FROM = re.compile(r"(?<![同条件文])[由从](?P<in>[^，,。;、由从]{0,22})$")
_TO = re.compile(
    r"(?:[、和:][0-9.,]+[^，,。;0-9、:]{0,6}){0,12}[^，,。;0-9]{0,6}?[，,]?"
    r"(?:提[高升]|增[加长]?|上[升涨]|下?降低?|减少?|升|发展|扩[大展]?|缩[短减小]|压[缩减]|跃升?|前移|跨越|拓展|调整|整合|攀升?|精简|优化|回[升落]|达|延长)"
    r"[^，,。;0-9]{0,4}[到至为成]"
)
_FROM_YEAR = re.compile("(?:19|20)[0-9]{2}")
_ATTRIBUTE = re.compile("的|结转|以前|之前")
_FROM_PLAN = re.compile(PLAN)
_EXPECTED = re.compile("(?=[预有经据可])(?:预计|有望|[经据](?:初步)?预测|可(?:望|达|完成|实现))")
_NO_NAME = re.compile("(?:[0-9]{4}年|今年|全年|全[县市区省]|其中|到?年底|初步|综合|据|，|,)*")
_SAME_NAME = re.compile("分别|[比较是]|同比|环比|增|下降|年均|达|为")
_AIM = re.compile("目标|计划|任务")
_IN_QUOTES = re.compile("“[^”]*$")
_AIMED = re.compile("(?:以上|以下|以内)?的?[^，,。0-9]{0,6}(?:目标|任务)")
_DONE = re.compile("完成了?$")
_WAS = re.compile(
    "已(?!列入|纳入)|现有|(?<![项科题节栏])目前(?!.{0,12}(?:提高|增加))|(?<![比较])(?:去年|(?<!础)上年(?!均))(?!.{0,8}基础上)|当前|截至"
)
_FOLK = re.compile("民|[^，,。0-9]{0,8}(?:人民|群众|儿女|父老|百姓|乡亲|市民)")
_OUR = re.compile("全[县市区省]|我[县市区省]|[与和]$|各族|^")
_MANY = 20000
_SUMMED = re.compile("一直|持续|始终|累计|合计|每年|连年|[五5]年(?:共|为|达)|^[五5]年(?![来间内中]).*完成")
# 累计接待游客50万人次，实现收入12亿元: all that was summed up.
_SUMMED_BEFORE = re.compile("累计[^，,。;]+[，,](?:实现|完成|创造)[^，,。;]*$")
_OF_ALL_YEARS = re.compile("累计|每年|逐年")
_KEPT = re.compile("控制在")
# 经济总量超过6万亿元: what there is in the end.
_TOTALITY = re.compile("总量|总规模|保有量|存量|余额")
_AVERAGED = re.compile("年均")
_INVESTED = re.compile("完成投资|投入|总投资")
_COMPARED = re.compile("[比较](?:[0-9]{4}年|上年)|同比")
# 是“十五”时期的4.8倍: years on end measured by years on end.
_AGAINST_YEARS = re.compile(f"[是为比较]“?(?:{PLAN})”?(?:时期|期间)")
# 是2012年的2.4倍，年均增长19%: the years that an average is over.
_SINCE = re.compile("[是为比较](?P<year>(?:19|20)[0-9]{2})年")
# 高于全省2个百分点: of the time of the figure that is compared.
_OTHERS = re.compile("(?:[高低快慢多少]于|[高低快]出|[比较](?:全[县市区省国]|[^，,。;]{0,8}平均))[^，,。;0-9]{0,14}$")
_YEARS_ON_END = re.compile("连续$")
_ON_END_TOO = re.compile("[^，,。;0-9]{0,6}(?:每年|年年|年均|累计|合计|共(?![建同享]))")
# What is to be made, and is not there yet.
MADE = re.compile("新|建|完成|实施|打造|创建|争|引|培育")


@dataclass(slots=True)
class Spoken:
    """A figure with its sentence and clause and what it speaks of."""

    number: Number
    sentence: tuple[int, int]
    clause: tuple[int, int]
    before: int  # where the words begin that stand between it and the figure before, in its clause
    part: Part
    order: int  # its place among the figures of its sentence
    period: str = ""
    status: str = ""
    commitment: str = ""
    measure: str = ""


class Speaker:
    """Reads what the figures of a text speak of, delivered in a year and a month."""

    def __init__(self, text: str, parts: Sequence[Part], year: int, month: int):
        self.text, self.parts = text, parts
        self.last = year if month >= 11 else year - 1
        self._times = Times(text, year, self.last)
        self._starts = [part.start for part in parts]

    def part_at(self, place: int) -> Part:
        """Return the part that a place lies in."""
        return self.parts[max(0, bisect_right(self._starts, place) - 1)]

    def speak(self, numbers: Sequence[Number]) -> Iterator[Spoken]:
        """Return for each figure what it speaks of, in order."""
        figures, at = [number for number in numbers if not number.reason], 0
        held, fresh, beside, line = "", False, "", None
        for match in _SENTENCE.finditer(self.text):
            start, end = match.span()
            here = self.part_at(start)
            held, fresh, beside = (held, fresh, beside) if here is line else ("", False, "")
            line, part, first = here, self._used(here, start), at
            while at < len(figures) and figures[at].start < end:
                at += 1
            moved, measured_by = self._times.moved(start, end, part, held)
            if first < at:
                passed = moved and moved[0].place < figures[first].start
                beside = measured_by or ("" if passed else beside)
                yield from self._sentence((start, end), figures[first:at], part, (held, fresh, beside), moved)
            # A total further on than the next sentence is hardly of the year that was spoken of.
            fresh = bool(moved)
            held = (moved[-1].period if moved[-1].holds else "") if moved else held

    def _used(self, part: Part, start: int) -> Part:
        """The part in which the term of a glossary is used."""
        if part.kind != "glossary":
            return part
        mark = NOTE.match(self.text, self.text.rfind("\n", 0, start) + 1)
        used = self.text.find(mark[0]) if mark else -1
        if 0 <= used < part.start:
            return self.part_at(used)
        return next((one for one in self.parts if one.kind == "review"), self.parts[0])

    def _sentence(
        self, span: tuple[int, int], figures: Sequence[Number], part: Part, held: tuple[str, bool, str], moved: Sequence
    ) -> Iterator[Spoken]:
        text, (start, end) = self.text, span
        bounds = [start, *(match.end() for match in _COMMA.finditer(text, start, end)), end]
        promises = Commitments(text, bounds, [number.start for number in figures])
        expected = _expected(text, bounds)
        previous, passed, months = None, 0, ""
        (current, fresh, beside), lasting = held, held[0]
        base_year, on_end, stated, before_aside = beside, ("", 0), fresh, None
        for order, number in enumerate(figures):
            at = bisect_right(bounds, number.start) - 1
            clause = bounds[at], bounds[min(at + 1, len(bounds) - 1)]
            # 出口增长6%，2030年达到9亿元；能耗下降3%: a time named late in one of several items is of that one.
            if before_aside and ";" in text[previous.number.end : number.start]:
                (current, lasting, stated), before_aside, months = before_aside, None, ""
            while passed < len(moved) and moved[passed].place <= number.start:
                late = previous and ";" not in text[previous.number.end : moved[passed].place]
                if late and not before_aside and part.status == "target" and moved[passed].period > str(self.last):
                    before_aside = lasting, lasting, stated
                current, months, stated = moved[passed].period, moved[passed].months, True
                lasting = lasting if moved[passed].once else current
                passed, on_end = passed + 1, ("", 0)
            # 连续4年保持8%的增长: in these words, and in others if they speak of each year, or of all.
            if on_end[0] and (number.start < on_end[1] or _ON_END_TOO.match(text, clause[0])):
                current = on_end[0]
            before = max(clause[0], previous.number.end) if previous else clause[0]
            spoken = Spoken(number, span, clause, before, part, order)
            last = (previous.number, previous.measure) if previous else None
            spoken.measure = measure_of(text, number, clause[0], before, last)
            spoken.status = self._status(
                spoken, previous, current, any(first < number.start < last for first, last in expected)
            )
            spoken.measure = self._of_both_sides(spoken, previous)
            if spoken.status == "baseline":
                spoken.period = base_year = self._began(spoken, previous, current, beside)
            else:
                spoken.period = self._period(spoken, stated, current, months)
                base = _SINCE.search(text, clause[0], number.start)
                base_year = base["year"] if base else base_year
                if base_year and "/" not in current and "-" not in spoken.period:
                    spoken.period = self._grown_since(spoken, base_year, beside)
                if spoken.measure == "change" and _OTHERS.search(text, before, number.start):
                    spoken.period = self._compared(spoken, previous)
            if spoken.status == "target":
                spoken.commitment = promises.of(number.start, number.end)
            yield spoken
            on_end = (spoken.period, clause[1]) if self._years_on_end(spoken) else on_end
            previous, current = spoken, lasting

    def _grown_since(self, spoken: Spoken, base_year: str, beside: str) -> str:
        """The period of a figure in whose sentence a year is named that it, or all, is measured by."""
        period, first = spoken.period, int(base_year) + 1
        if spoken.measure == "average_growth" and first < int(period[-4:]):
            return f"{first}/{period[-4:]}"
        # 2021年同2016年相比: over just the years that the part speaks of.
        own = spoken.part.period
        over = beside and spoken.measure in ("growth", "change") and f"{int(beside) + 1}/{period}" == own
        return own if over else period

    def _from(self, spoken: Spoken, previous: Spoken | None) -> re.Match | None:
        """The words from 由 or 从 to a figure; none if they lead to the one before, and that on to another.

        从2万亿元增加到5万亿元，跃升到第二位: 5 is where it came to.
        """
        number = spoken.number
        found = _FROM.search(self.text[max(spoken.sentence[0], number.start - 26) : number.start])
        if found and previous and previous.status == "baseline":
            to = _TO.match(self.text, previous.number.end)
            return None if to and to.end() <= number.start else found
        return found

    def _status(self, spoken: Spoken, previous: Spoken | None, current: str, expected: bool) -> str:
        text, number, part = self.text, spoken.number, spoken.part
        first = spoken.sentence[0]
        if number.unit != "%" and _DONE.search(text[spoken.before : number.start]) and _AIMED.match(text, number.end):
            return "target"
        if _TO.match(text, number.end):
            listed = text[previous.number.end : number.start] in ("、", "和", ":") if previous else False
            if self._from(spoken, previous) or (listed and previous.status == "baseline"):
                return "baseline"
        if self._doubles(number) and _IN_QUOTES.search(text[first : number.start]):
            return "target"
        opened = text.rfind("(", first, number.start)
        if opened > text.rfind(")", first, number.start) and _AIM.search(text, opened, number.start):
            return "target"
        if part.status != "target":
            if current[:4] > str(self.last):
                return "target"
            return "expected" if expected else part.status or "achieved"
        # 2012年以来…: what a plan says of years that are over.
        over = current and current[-4:] <= str(self.last) and current[-4:] < part.period[:4]
        if over and not self._attributed(current, first, number.start):
            return "achieved"
        if _WAS.search(text, *spoken.clause):
            return "achieved"
        ours = number.unit == "人" and number.value > _MANY and _FOLK.match(text, number.end)
        return "achieved" if ours and _OUR.search(text[max(first, number.start - 8) : number.start]) else "target"

    def _attributed(self, year: str, first: int, place: int) -> bool:
        """Whether a year before a figure only says which things are meant: 完成2023年结转的工程20个."""
        at = self.text.rfind(f"{year}年", first, place)
        heads = at == first or self.text[at - 1] in "，,。;:、\n"
        return at >= 0 and (not heads or bool(_ATTRIBUTE.search(self.text, at, place)))

    def _of_both_sides(self, spoken: Spoken, previous: Spoken | None) -> str:
        """The measure of a figure, if it is one of two sides: a level that begins, and what was for each ends so."""
        if spoken.status == "baseline" and spoken.measure == "total":
            return "level"
        ends = previous and previous.status == "baseline" and previous.number.unit == spoken.number.unit
        return "per" if ends and previous.measure == "per" and spoken.measure in ("level", "total") else spoken.measure

    def _began(self, spoken: Spoken, previous: Spoken | None, current: str, beside: str) -> str:
        """The year of the former side: the one named, else the one before the period."""
        if not (found := self._from(spoken, previous)):
            return previous.period
        if year := _FROM_YEAR.search(found["in"]):
            return year[0]
        if plan := _FROM_PLAN.search(found["in"]):
            return str(plan_years(plan[0])[1])
        if beside:
            return beside
        base = spoken.part.period or str(self.last)
        return str(int((base if "/" in base else current or base)[:4]) - 1)

    def _period(self, spoken: Spoken, stated: bool, current: str, months: str) -> str:
        base = spoken.part.period or str(self.last)
        period = current or base
        if spoken.status == "achieved" and spoken.part.status == "target" and not current:
            period = base = str(self.last)
        number = spoken.number
        if self._years_on_end(spoken):
            years, end = int(number.value) - 1, int(period[-4:])
            return f"{end}/{end + years}" if spoken.status == "target" else f"{end - years}/{end}"
        if spoken.status == "target" and not stated and "/" not in base and self._doubles(number):
            return str(next((end for _, end in map(plan_years, PLANS) if end >= int(base)), base))
        # 今年新建3所, among the aims of five years.
        this_year = stated and spoken.status == "target" and period == str(self.last + 1) != base[-4:]
        if "/" in base and len(period) == 4 and period <= base[-4:] and not this_year and self._sums(spoken, stated):
            period = base
        if len(period) == 9 and "/" in period:
            period = self._in_years(spoken, period)
        if spoken.measure == "average_growth" and len(period) == 4:
            period = self._averaged(int(period), spoken.status)
        if months and len(period) == 4:
            return "/".join(period + month for month in months.split("/"))
        return period

    def _compared(self, spoken: Spoken, previous: Spoken | None) -> str:
        """The time of what is compared with others: that of the figure before, else the end of the years."""
        if previous:
            return spoken.period if previous.status == "baseline" else previous.period
        return spoken.period if _AVERAGED.search(self.text, *spoken.clause) else spoken.period[-4:]

    def _averaged(self, end: int, status: str) -> str:
        """The years of an average, which are never one: 到2030年，…年均增长6% is from now on, else of a plan that ends."""
        coming, ended = self.last + 1, self.last % 5 == 0
        if status == "target" and end >= coming:
            end = coming + 4 if end == coming and ended else end
            return f"{coming}/{end}" if coming < end else str(end)
        return f"{end - 4}/{end}" if ended and end == self.last else str(end)

    def _years_on_end(self, spoken: Spoken) -> bool:
        number = spoken.number
        return (
            number.unit == "年"
            and number.value < 100
            and _YEARS_ON_END.search(self.text, spoken.before, number.start) is not None
        )

    def _doubles(self, number: Number) -> bool:
        return self.text.startswith("番", number.end - 1)

    def _sums(self, spoken: Spoken, stated: bool) -> bool:
        """Whether a figure with a year of its own, in a part of several years, holds for all of them."""
        words = self.text[spoken.clause[0] : spoken.number.start]
        if spoken.measure == "average_growth" or _OF_ALL_YEARS.search(words) or _AGAINST_YEARS.search(words):
            return True
        # 达到3500元，年均增加300元: as much in each of them.
        if spoken.measure == "change" and _AVERAGED.search(self.text, spoken.before, spoken.number.start):
            return True
        total = spoken.measure == "total" or (spoken.measure == "level" and _INVESTED.search(words))
        # 企业净增5家, after a sentence that named a year.
        total = total or (spoken.measure == "change" and spoken.number.unit != "个百分点" and "净增" in words)
        return bool(total) and (spoken.status == "target" or (spoken.status == "achieved" and not stated))

    def _in_years(self, spoken: Spoken, period: str) -> str:
        """Of a part that speaks of several years: sums and averages hold for all, levels for the last."""
        words = self.text[spoken.clause[0] : spoken.number.start]
        if spoken.measure == "total" and spoken.number.qualifier == "more_than" and _TOTALITY.search(words):
            return period[-4:]
        if spoken.measure in ("growth", "change", "average_growth", "total", "duration"):
            return period[-4:] if spoken.measure in ("growth", "change") and _COMPARED.search(words) else period
        if (
            _SUMMED.search(words)
            or _SUMMED_BEFORE.search(self.text, max(spoken.sentence[0], spoken.number.start - 60), spoken.number.start)
            or _AVERAGED.search(self.text, spoken.before, spoken.number.start)
            or _AGAINST_YEARS.search(words)
        ):
            return period
        # 失业率控制在5%以内 is aimed at in each of the years.
        if spoken.status == "target" and spoken.measure == "share" and _KEPT.search(words):
            return period
        return period if spoken.measure == "level" and _INVESTED.search(words) else period[-4:]


def _expected(text: str, bounds: Sequence[int]) -> list[tuple[int, int]]:
    """Where a sentence, whose clauses begin at some places, speaks of what is expected.

    At the head of a clause 预计 speaks of all that follows; after a name (总产值预计完成…) of that alone.
    """
    spans = []
    for match in _EXPECTED.finditer(text, bounds[0], bounds[-1]):
        at = bisect_right(bounds, match.start())
        stop = bounds[-1]
        if not _NO_NAME.fullmatch(text, bounds[at - 1], match.start()):
            stop = next((one for one in bounds[at:-1] if text[one - 1] == ";" or not _SAME_NAME.match(text, one)), stop)
        spans.append((match.start(), stop))
    return spans

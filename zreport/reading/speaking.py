"""What a figure speaks of: its period, status, promise and measure, from its sentence and its part of the report."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zreport.reading.outline import PLANS, Part
from zreport.reading.scan import Number

_SENTENCE = re.compile(r"[^。！!？?\n]+[。！!？?\n]?")
_COMMA = re.compile(r"[，,；;:：](?![0-9]{3}(?![0-9]))")
# Words that move the time spoken of, in the order that they stand.
_TIME = re.compile(
    r"(?P<span>(?:19|20)[0-9]{2}年?[-—~至到]{1,2}(?:19|20)[0-9]{2}年)|(?P<year>(?<![0-9])(?:19|20)[0-9]{2})(?P<tail>年?(?:底|末|年末|年底)?(?:前|以来|以后|起|开始|至今)?)(?P<of>年?度?的?)(?P<since>[^，。；、]{0,16}以来)?"
    r"|(?P<word>今年|本年|去年|上年|明年|当年|全年|年内|年底前?|五年来|5年来|五年间|这五年|过去五年|五年|目前|截至目前|截止目前|现已|当前|一年来)"
    rf"|(?:[到至]?[“\"]?(?P<plan>{'|'.join(sorted(PLANS, key=len, reverse=True))})[”\"]?(?P<plan_end>末|期末|时期|期间|以来|规划)?)"
    r"|(?P<part>上半年|下半年|一季度|第一季度|二季度|三季度|前三季度|前[一二三四五六七八九十]+个月|1[-~—至到]{1,2}(?P<to>[0-9]{1,2})月份?)"
)
_BASED = re.compile(r"(?:[比较是为占]|相当于|等于|高于|低于|同比|达到)(?:了|到)?[“\"]?$")
_FROM = re.compile(r"[从由自](?:[“\"]|原来的?|五年前的?|最初的?|过去的?)?$")
_BASE_OF = re.compile(r"(?<![同条件文])[由从](?P<in>[^，。；、;由从]{0,22})$")
_TO = re.compile(
    r"(?:[、和][0-9.,]+[^，。；;0-9、]{0,6})*(?:[^，。；;0-9]{0,6}?)(?:，)?(?:提高|增加|增长|上升|提升|下降|降低|降|减少|升|发展|扩大|缩短|压缩|压减|跃升|增|上涨|前移|缩减|跨越|拓展|调整|整合|攀升|扩展|精简|减|优化|回升|缩小|跃|扩|攀|达|延长)[^，。；;0-9]{0,4}(?:到|至|为|成)"
)
_EXPECTED = re.compile("预计|有望")
_GOAL = re.compile("(?:年度|全年|计划|任务|预期)?(?:目标|计划)(?:为|是|值)?[^，。()（）]{0,6}$")
_WAS = re.compile("已(?!列入|纳入)|已经|现有|(?<![项科题节栏])目前|去年|上年|现已|当前|截至")
_FOLK = re.compile("(?:全[县市区省旗州]|我[县市区省]|[县市区]|广大)?[^，。0-9]{0,4}(?:人民|群众|儿女|父老|百姓|乡亲|市民|干部群众|老区人民)")
_COMMITMENTS = {"ensure": "确保|保证|务必|必须", "strive": "力争|争取|争创|争列|力求|争获|冲刺|力促|争", "plan": "计划|谋划|拟|规划(?!建设用地)|预计投资"}
_PROMISE = re.compile("(?P<ensure>确保|保证)|(?P<strive>力争|争取|争创|力促|全力争)|(?P<plan>计划(?![，。；、;,”》]|生育|指标|行动|的)|谋划|拟(?:建|投))")
_ACTS = re.compile(
    "(?:年内|全年|今年|同时|并|继续|[0-9]+年)?(?:推进|加快|着力|打造|创建|新增|申请|建设|完成(?!投资)|实施|开展|抓好|启动|新建|改造|支持|引进|培育|深入|全力|大力|积极|扎实|提升|建成|拓展|推动|优化|强化|落实|举办|促进|做好|统筹|严格|鼓励|组织)"
)
_AVERAGE = re.compile("年均|年平均|平均每年")
_GROWTH = re.compile(
    "增长|增速|下降|降低|减少|增幅|上升|提高|递增|递减|降幅|增加|下跌|回落|压减|压缩|缩短|改善|上涨|提升|减|翻|增(?!强|设|添|值|量|效)|降(?!水|至)"
)
_FALL = re.compile("下降|降低|减少|降幅|递减|下跌|回落|压减|压缩|缩短|缩减|精简|减税|减排|减(?!免|灾)|改善(?=[^，]{0,2}$)|负增长|降(?!水|低?碳|费|至|到)")
_TO_LEVEL = re.compile("(?:增加|增长|提高|提升|上升|发展|扩大|增|升|达|降|下降|降低|减少|压缩|压减|缩短|缩减|精简|跃升|控制|保持|稳定)[^，。0-9]{0,2}(?:到|至|为|在)(?:了)?[^，0-9]{0,3}$")
_SHARE = re.compile("占|比重|比例|份额")
_STOCK = re.compile("达到?|为|余额|存栏|拥有|总量|总数|保有|保持|稳定|现有|累计达|突破|超过|里程|覆盖|面积|率|位居|位列|居|增至|升至|发展到|共有|占|总规模|指数|人均|户均|水平|规模")
_DONE = re.compile("新增|新建|改造|完成|建成|实施|累计|改建|开工|竣工|新改|发放|投入|解决|建设|打造|落实|争取|引进|签约|拆除|整治|推广|培训|治理")
_ECONOMY = re.compile("生产总值|GDP|增加值|财政收入|预算收入|固定资产投资|零售总额|可支配收入|纯收入|进出口|总产值|工业投资|税收|总产量|产量|销售收入|营业收入|存款|贷款|接待|游客|旅游")
_PER = re.compile("人均|户均|每[人户亩个]|均(?:补|增)|亩均|村均")
_DURATIONS = frozenset(("天", "日", "小时", "分钟", "个月", "周", "个工作日", "年", "秒"))


@dataclass(slots=True)
class Spoken:
    """A figure with its sentence and clause and what it speaks of."""

    number: Number
    sentence: tuple[int, int]
    clause: tuple[int, int]
    before: int  # where the words begin that stand between it and the figure before, in its clause
    period: str = ""
    status: str = ""
    commitment: str = ""
    measure: str = ""
    doubts: tuple[str, ...] = ()
    part: Part | None = None
    order: int = 0  # its place among the figures of its sentence
    comparator: str = ""


def clauses(text: str, start: int, end: int) -> list[int]:
    """Return where the clauses of a sentence begin, and its end."""
    return [start, *(match.end() for match in _COMMA.finditer(text, start, end)), end]


class Speaker:
    """Reads what the figures of a text speak of, delivered in a year and a month."""

    def __init__(self, text: str, parts: Sequence[Part], year: int, month: int):
        self.text, self.parts, self.year = text, parts, year
        self.last = year if month >= 11 else year - 1
        self._starts = [part.start for part in parts]

    def part_at(self, place: int) -> Part:
        """Return the part that a place lies in."""
        return self.parts[max(0, bisect_right(self._starts, place) - 1)]

    def speak(self, numbers: Sequence[Number]) -> Iterator[Spoken]:
        """Return for each figure what it speaks of, in order."""
        text, at = self.text, 0
        figures = [number for number in numbers if not number.reason]
        kept: tuple[Part | None, str | None] = (None, None)
        for match in _SENTENCE.finditer(text):
            start, end = match.span()
            part = self._used(self.part_at(start), start)
            held = kept[1] if kept[0] is self.part_at(start) else None
            inside = []
            while at < len(figures) and figures[at].start < end:
                inside.append(figures[at])
                at += 1
            if inside:
                year = yield from self._sentence(start, end, inside, part, held)
            else:
                moved = self._years(start, end, part, held)
                year = moved[-1][1] if moved and moved[-1][2] else held
            kept = (self.part_at(start), year)

    def _used(self, part: Part, start: int) -> Part:
        """The part in which the term of a glossary is used."""
        if part.kind != "glossary":
            return part
        line = self.text.rfind("\n", 0, start) + 1
        mark = re.match(r"[\[【(〔][0-9]+[\]】)〕]", self.text[line : line + 8])
        used = self.text.find(mark[0]) if mark else -1
        return self.part_at(used) if 0 <= used < part.start else self._fallback

    @property
    def _fallback(self) -> Part:
        return next((one for one in self.parts if one.kind == "review"), self.parts[0])

    def _years(self, start: int, end: int, part: Part, held: str | None) -> list[tuple[int, str, bool, str]]:
        """Where in a sentence the time changes: place, period, whether it holds on, and a part of the year."""
        text, found = self.text, []
        current = held
        five = "/" in part.period
        for match in _TIME.finditer(text, start, end):
            before = text[max(start, match.start() - 5) : match.start()]
            if _BASED.search(before) and (match["year"] or match["word"] in ("去年", "上年") or match["plan"]):
                continue
            place = match.start()
            if match["span"]:
                years = re.findall("[0-9]{4}", match["span"])
                found.append((place, f"{years[0]}/{years[1]}", False, ""))
                continue
            if _FROM.search(before):
                continue
            if match["year"]:
                if match["since"] or re.search("以来|起|开始|至今|以后", match["tail"]) or not (match["tail"] or match["of"]):
                    continue
                current = match["year"]
                if int(current) > self.year + 35 or int(current) < self.year - 25:
                    continue
                if part.status == "target" and int(current) == self.year and "前" in match["tail"]:
                    current = match["year"]
                one = match["of"] == "年的" and re.search("[到至为]$", before)
                found.append((place, current, five and not one, ""))
            elif word := match["word"]:
                if word in ("五年来", "5年来", "五年间", "这五年", "过去五年") and five:
                    current = part.period
                elif word == "今年" or word == "明年":
                    current = str(self.last + 1) if part.status == "target" or word == "明年" else str(self.year)
                elif word in ("去年", "上年"):
                    current = str(self.last if part.status == "target" else int(part.period[-4:] or self.last))
                elif word in ("目前", "截至目前", "截止目前", "现已", "当前") and part.status == "achieved" and five:
                    current = part.period[-4:]
                elif word != "全年":
                    continue
                found.append((place, current or part.period, five, ""))
            elif match["plan"]:
                first = PLANS[match["plan"]]
                if match["plan_end"] in ("末", "期末"):
                    current = str(first + 4)
                elif match["plan_end"] in ("时期", "期间", "以来") and not five and first > 1900:
                    current = f"{first}/{min(first + 4, self.last) if first <= self.last else first + 4}"
                else:
                    continue
                found.append((place, current, False, ""))
            elif match["part"]:
                found.append((place, current or part.period[-4:], False, self._months(match)))
        return found

    @staticmethod
    def _months(match: re.Match) -> str:
        words = match["part"]
        if match["to"]:
            return f"-01/-{int(match['to']):02d}"
        return {"上半年": "-01/-06", "下半年": "-07/-12", "前三季度": "-01/-09"}.get(
            words, {"一": "-01/-03", "二": "-04/-06", "三": "-07/-09"}.get(words.lstrip("第")[:1], "")
        )

    def _sentence(self, start: int, end: int, figures: list[Number], part: Part, held: str | None):
        text = self.text
        bounds = clauses(text, start, end)
        times = self._years(start, end, part, held)
        expected = _EXPECTED.search(text, start, end)
        promises = [(match.start(), match.lastgroup) for match in _PROMISE.finditer(text, start, end)]
        previous: Spoken | None = None
        at_time, current, months = 0, held, ""
        for order, number in enumerate(figures):
            at = bisect_right(bounds, number.start) - 1
            clause = bounds[at], bounds[min(at + 1, len(bounds) - 1)]
            before = max(clause[0], previous.number.end) if previous else clause[0]
            while at_time < len(times) and times[at_time][0] <= number.start:
                _, current, _, sub = times[at_time]
                months = sub
                at_time += 1
            spoken = Spoken(number, (start, end), clause, before, part=part, order=order)
            spoken.measure = self._measure(spoken, previous)
            self._status(spoken, previous, expected, part)
            self._period(spoken, at_time > 0, part, current, months)
            if spoken.status == "target":
                spoken.commitment = self._commitment(spoken, promises, bounds)
            yield spoken
            previous = spoken
        while at_time < len(times):
            _, current, _, _ = times[at_time]
            at_time += 1
        return current if times and times[-1][2] else (current if held else None)

    def _measure(self, spoken: Spoken, previous: Spoken | None) -> str:
        text, number = self.text, spoken.number
        if number.rank:
            return "rank"
        words = text[spoken.clause[0] : number.start]
        own = text[spoken.before : number.start]
        listed = previous and previous.number.end >= spoken.clause[0] and re.fullmatch("(?:以上|以内|左右)?[、和与及]", text[previous.number.end : number.start])
        if number.unit == "个百分点":
            return "change"
        if number.unit in ("%", "‰"):
            if listed and previous.measure in ("growth", "average_growth", "share", "cumulative_growth"):
                self._sign(number, words)
                return previous.measure
            if _TO_LEVEL.search(own):
                return "share"
            if _SHARE.search(own[-14:]) and not re.search("增长|提高|下降", own[-4:]):
                return "share"
            if _AVERAGE.search(words) and _GROWTH.search(words):
                self._sign(number, own)
                return "average_growth"
            if _GROWTH.search(own) and not re.search("率[^率，]{0,4}(?:达|为|保持|稳定|以)", own[-8:]):
                self._sign(number, own)
                return "growth"
            if not own.strip() and _GROWTH.search(words[-12:]):
                return "growth"
            if re.match("(?:以上|左右|以内)?的?(?:增长|增速|增幅|速度)", text[number.end : number.end + 6]):
                return "growth"
            return "share"
        if number.unit == "倍":
            if re.search("增长|增加|提高|提升|上升|扩大|增(?=[^，]{0,3}$)", own) and not re.search("[到至为]$", own):
                return "growth"
            return previous.measure if listed and previous and previous.measure == "growth" else "ratio"
        if listed and previous.measure in ("change", "per") and previous.number.unit == number.unit:
            return previous.measure
        if re.search("(?:[比较][^，。]{1,12}|同比|净|年均)(?:净?增加?|净增|减少|提高|增长|上升|下降|新增|多|少)[^，。0-9]{0,4}$", words) and not _TO_LEVEL.search(own):
            return "change"
        if re.search("(?:增加|提高|增长|减少|降低|下降|上升|净增|提升)(?:了)?(?:近|约)?$", own) and not re.match("[了]?(?:到|至)", own[-2:]) and (previous or "净" in own):
            return "change"
        if _PER.search(own):
            return "per"
        if number.unit in _DURATIONS and not re.search("天数|优良|达标天", words):
            return "duration"
        if listed and previous.number.unit == number.unit:
            return previous.measure
        if re.search("[到至在]$|总装机", own):
            return "level"
        if number.unit == "元" and re.match("的", text[number.end : number.end + 1]) and re.search("投资$", own):
            return "level"
        if re.search("总投资(?:额)?[^，。0-9]{0,3}$", own):
            return "level"
        if _DONE.search(own) and not re.search("达到?$|为$", own):
            return "level" if _ECONOMY.search(own) else "total"
        return "level" if _STOCK.search(own[-8:]) or _ECONOMY.search(words) else "total"

    @staticmethod
    def _sign(number: Number, words: str) -> None:
        if _FALL.search(words[-10:]) and number.value and number.value > 0:
            number.value = -number.value

    def _status(self, spoken: Spoken, previous: Spoken | None, expected: re.Match | None, part: Part) -> None:
        text, number = self.text, spoken.number
        own = text[max(spoken.sentence[0], number.start - 26) : number.start]
        after = text[number.end : number.end + 12]
        if re.search("完成(?:了)?$", own) and re.match("(?:以上|以下|以内)?的?[^，。0-9]{0,6}(?:目标|任务)", after) and number.unit != "%":
            spoken.status = "target"
            return
        if re.search("五年(?:实现)?$", own) and number.unit == "倍" or number.printed == "倍" and "番" in text[number.start : number.end] and not re.search("[比较]", own):
            spoken.status = "target"
            return
        base = _BASE_OF.search(own)
        if base and _TO.match(text, number.end) and not number.rank | (number.end == 0):
            spoken.status = "baseline"
            return
        if base and number.rank and _TO.match(text, number.end):
            spoken.status = "baseline"
            return
        opened = text.rfind("(", spoken.sentence[0], number.start)
        if opened > text.rfind(")", spoken.sentence[0], number.start) and re.search("目标|计划|任务", text[opened : number.start]):
            spoken.status = "target"
            return
        status = part.status or "achieved"
        clause = text[spoken.clause[0] : spoken.clause[1]]
        if status == "target":
            said = text[spoken.sentence[0] : number.start]
            if _WAS.search(clause) and not re.search("目前.{0,12}(?:提高|增加)", clause):
                status = "achieved"
            elif number.unit == "人" and _FOLK.match(text, number.end) and re.search("全[县市区省]|我[县市区省]|[与和]$|各族|^", said[-8:]) and number.value and number.value > 20000:
                status = "achieved"
        elif expected and expected.start() < number.start:
            status = "expected"
        spoken.status = status

    def _period(self, spoken: Spoken, stated: bool, part: Part, current: str | None, months: str) -> None:
        text, number = self.text, spoken.number
        period = current or part.period or str(self.last)
        base = part.period or str(self.last)
        if spoken.status == "baseline":
            own = text[max(spoken.sentence[0], number.start - 26) : number.start]
            inside = _BASE_OF.search(own)
            words = inside["in"] if inside else ""
            if year := re.search("((?:19|20)[0-9]{2})", words):
                spoken.period = year[1]
            elif plan := re.search("|".join(sorted(PLANS, key=len, reverse=True)), words):
                spoken.period = str(PLANS[plan[0]] + 4)
            else:
                spoken.period = str(int((base if "/" in base else period)[:4]) - 1)
            return
        if spoken.status == "target" and number.unit == "倍" and "番" in text[number.start : number.end]:
            first = max((year for year in PLANS.values() if year <= self.last), default=self.last)
            spoken.period = base[-4:] if "/" in base else str(first + 4)
            return
        if "/" in base and len(period) == 4 and self._sums(spoken, stated):
            period = base
        if "/" in period and len(period) == 9:
            spoken.period = self._in_years(spoken, period)
        else:
            spoken.period = period
        if spoken.status == "achieved" and part.status == "target" and not current:
            spoken.period = str(self.last)
        if months and len(spoken.period) == 4:
            first, last = months.split("/")
            spoken.period = f"{spoken.period}{first}/{spoken.period}{last}"

    def _sums(self, spoken: Spoken, stated: bool) -> bool:
        """Whether a figure with a year of its own, in a part of several years, holds for all of them."""
        words = self.text[spoken.clause[0] : spoken.number.start]
        if spoken.measure == "average_growth" or "累计" in words or re.search("[较比]“?十?[一二三四五]?五”?", words):
            return True
        if spoken.status == "achieved" and not stated and spoken.measure == "total":
            return True
        return spoken.status == "target" and spoken.measure == "total"

    def _in_years(self, spoken: Spoken, period: str) -> str:
        """Of a part that speaks of several years: sums and averages hold for all, levels for the last."""
        if spoken.measure in ("level", "share", "rank", "per", "ratio"):
            words = self.text[spoken.clause[0] : spoken.number.start]
            if re.search("累计|年均|每年", words) or (spoken.measure == "level" and re.search("累计|完成投资|投入", words)):
                return period
            return period[-4:]
        return period

    def _commitment(self, spoken: Spoken, promises: list[tuple[int, str]], bounds: list[int]) -> str:
        """How strongly a figure is promised: by a word in its clause, at the head of its list, or next after it."""
        text, (first, last) = self.text, spoken.clause
        before = [one for one in promises if one[0] < spoken.number.start]
        if before and before[-1][0] >= first:
            return before[-1][1]
        if after := [kind for place, kind in promises if spoken.number.end <= place < last]:
            return after[0]
        following = [kind for place, kind in promises if last <= place <= last + 1]
        if following and text[last - 1] in "，,":
            return following[0]
        if not before:
            return ""
        place, kind = before[-1]
        heads = [bound for bound in bounds if place < bound <= first]
        if re.search("[；;]", text[place:first]) or any(_ACTS.match(text, head) for head in heads):
            return ""
        return "" if text.startswith("争取", place) and not re.match("争取(?:达|实|完|突|增|到|在|全)", text[place : place + 4]) else kind

"""The name of what each figure measures, from the words around it."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from zreport.reading.counted import COUNTS, Counted, owner_in
from zreport.reading.links import without_lead, without_trail
from zreport.reading.listing import of_a_kind, parts_of, shared, split
from zreport.reading.phrases import (
    attribute_of,
    core_of,
    doer_of,
    finished,
    last_kind,
    only_told,
    parted,
    stem_of,
    verb_of,
    without_verb,
)
from zreport.reading.speaking import Spoken

__all__ = ["Named", "name_all", "without_lead"]

_GROWTH = frozenset(("growth", "average_growth", "ratio", "change"))
_PEOPLE = re.compile("口(?!罩)|民(?![营兵])|[^，。、]{0,8}(?:人民|父老|儿女|乡亲)")
_ASIDE = re.compile("[，,(（]?(?:年度|全年|计划)?(?:目标|计划|任务|预期)(?:为|是)?")
_OF_PLAN = re.compile(
    "(?:只?完成了?|[占是为]|相当于)((?:全年|年度|当年|年初|年|“?十[一二三四]?五”?(?:期间|时期|规划)?|总|原定|既定|调整后?|省定|市定|下达|的)*(?:投资|收入|支出)?(?:计划|目标|任务|预算)+数?)的?$"
)
# 农业总产值增长4%(包括村办工业为6%): the same, counted otherwise.
_COUNTED_WITH = re.compile("[(（](?:不?包?[括含]|剔除|扣除)")
_SHARE_OF = re.compile("(?:占(?:到|了)?|相当于)([^，。占]{2,20})$")
_SHARE_OF_PLACE = re.compile("占(?:到|了)?(全[国省市县区]|世界|全球)的?(?:[约近超逾达])?$")
_PART = re.compile("(?:的)?(?:比重|比例|比|份额)(?:[由从].*)?$|[由从]$")
_PLACES = "西部|同类县?|全[市省国县区旗]|[省市]?平原县|世界|全球|国内|同类"
_RANKING = re.compile(
    f"(?:持续|稳定|始终)?(?:(?:[稳位跃跻]?居|位列|排名?|名列|列|在|进入|前移至|[上提跃]?升[至到])(?:{_PLACES}|[省市])?"
    f"|(?:{_PLACES}))[^，]{{0,6}}$"
)
_COMPARED = re.compile(
    "(?:[较比同]|[是为](?=[0-9“])|达到(?=[0-9“])|相当于)"
    "(?:[0-9]{4}年|[上去前]年|[0-9一二三四五六七八九十]+年前|年初|[0-9]{1,2}月|同期|全[国省市]|“[^”]{2,3}”[末期时]*).*$"
)
# 生产总值总量和增速均居第三位: the pace is a link already.
_AND_PACE = re.compile("(?:总量)?[和与、及]$")
_HOPED = re.compile("[，,、]?(?:并|且)?(?:力争|争取|努力)")
_TWICE = re.compile("翻.{0,2}番|倍增")
_SIZE = re.compile("(?:收入|值|投资|总量|数量|规模|指标|税收|人次|额|量|率|企业)$")
_ITEMS = re.compile("(?:主要)?(?:经济)?(?:指标|工作|任务|项目)")
_PUBLIC = re.compile("(?:财政|预算)总?收入$")
_TOWN_OR_VILLAGE, _RESIDENTS = (
    re.compile("城镇|农村"),
    re.compile("(?:全体|全[省市县区])?(?:城乡)?(?:常住)?居民(?=人均|可支配|收入)"),
)
_ABOVE = re.compile("[高快低]于全[国省市州区县][、和及]")
_GAINED = frozenset(("增收", "减收", "超收", "短收"))
_TOWN, _VILLAGE = re.compile("城镇|城市"), re.compile("农村|农民|农村居民")
# Names that a verb before them does not go on to: 完成老旧小区改造18个、道路绿化3处.
_NOMINAL = re.compile("(?:改造|治理|建设|绿化|抚育|育林|造林|修复|培训|就业|提升|种植|存栏|出栏|整理|整治|转移|人口)$")
_EACH_OF, _PUT_IN = re.compile("各.{0,8}$"), re.compile("^(?:投入|投向)")
_SHORT, _SHORTEST, _DIGIT = 6, 3, re.compile("[0-9]")


class Named(NamedTuple):
    """A figure with the name of what it measures, and how that was found.

    That is own (the words before it), again (those of the figure before it in a list), list, each (several
    things at once), tail (the words after it), of and topic (an attribute of what follows, or was said before),
    subject (what the figure before measures) or clause (what the clause before speaks of).
    """

    spoken: Spoken
    name: str
    how: str


def name_all(text: str, spoken: Sequence[Spoken]) -> list[Named]:
    """Return each figure with the name of what it measures; one that counts for several things once for each."""
    found: list[Named] = []
    for _, group in groupby(spoken, key=lambda one: one.sentence):
        found += _Sentence(text, list(group)).named()
    return found


class _Sentence(Counted):
    """Names the figures of a sentence, in order: names found help to name those that follow."""

    def named(self) -> Iterator[Named]:
        at = 0
        while at < len(self.figures):
            stop = self.list_from(at)
            self._name_list(at, stop)
            at = stop
        for figure, names, how in zip(self.figures, self.names, self.how, strict=True):
            for name in names or [""]:
                yield Named(figure, name, how)

    def _name_list(self, first: int, stop: int) -> None:
        count = stop - first
        if count > 1 and (listed := self._listed(first, count, self.own(first))):
            for at, name in zip(range(first, stop), listed, strict=True):
                self.names[at], self.how[at] = [finished(name)], "list"
            return
        for at in range(first, stop):
            self.how[at] = "own"
            names = self._single(at, self.names[at - 1] if at > first else [])
            self.names[at] = [finished(name) for name in names]
            if len(names) > 1:
                self.how[at] = "each"
                if count > 1 and "分别" in self.own(first):
                    # They are not as many as the figures: whose is whose nobody knows.
                    self.names[at], self.how[at] = ["、".join(self.names[at])], "own"

    def _listed(self, first: int, count: int, own: str) -> list[str]:
        """The names for a list of figures: those listed before it, in its clause or in the one before."""
        if self.figures[first + count - 1].number.unit == "个百分点" and _ABOVE.search(own):
            # 增速高于全国、全省平均水平2个、3个百分点: of one thing.
            return [core_of(own) or self.subject(first)] * count
        head, apart, after = own.partition("分别")
        head = _COMPARED.sub("", head) if apart else head
        head = without_trail(without_lead(head if apart else _EACH_OF.sub("", own)))
        attribute = attribute_of(without_lead(without_trail(after)))
        if apart and not head and not attribute and not _DIGIT.search(clause := self.clause_before(first)):
            # 甲收入和乙收入，分别增长8%和9%
            told = core_of(clause) if "于" in clause else without_trail(without_lead(clause))
            head = self.went(first) or told
        if names := split(head + attribute, count):
            return names
        if not apart:
            return self.earlier(first, count) if own and not core_of(own) else []
        earlier = self.earlier(first, count)
        if attribute := attribute or attribute_of(without_lead(head)):
            clause = without_lead(self.clause_before(first))
            items = of_a_kind(clause[len(verb_of(clause)) :], count) or [without_verb(name) for name in earlier]
            return [item + attribute for item in items]
        return earlier if only_told(core_of(head)) else []

    def _single(self, at: int, listed: list[str]) -> list[str]:
        figure, own = self.figures[at], self.own(at)
        before = self.figures[at - 1] if at else None
        beside = before and not own and before.number.end == figure.number.start and self.how[at - 1] in ("own", "list")
        if beside or (listed and not own.strip("、，,和与及")):
            self.how[at] = "again"
            return self.names[at - 1]
        again = _COUNTED_WITH.match(own) and figure.number.unit == "%"
        if before and (again or _ASIDE.fullmatch(own.strip())):
            return [self.subject(at)]
        core = core_of(own)
        if (core == "增量" and figure.measure != "share") or (core in _GAINED and _PUBLIC.search(self.known(at))):
            return [self.subject(at)]
        if _TWICE.match(self.text, figure.number.start) and not self._sized(at, own):
            # 五年翻一番, of which nothing else is said, is of the economy.
            return ["经济总量"]
        if before and before.status == "baseline" and before.number.unit == figure.number.unit and len(core) < _SHORT:
            return [self._contrast(at, core) or (before.number.rank and self.names[at - 1][0]) or self.subject(at)]
        if figure.number.rank:
            return self._ranked(at, own)
        if plan := _OF_PLAN.search(own):
            self.how[at] = "topic"
            core, clause = core_of(own[: plan.start()]), self.spoken_of(at)
            named = "" if only_told(core) else core
            done = named or self.known(at) or (clause if _SIZE.search(clause) else "")
            return [f"{without_verb(done) or plan[1]}完成率"]
        if figure.measure == "share" and (names := self._share(at, own)):
            return names
        return self._grown(at, own) if figure.measure in _GROWTH else self._amount(at, own)

    def _sized(self, at: int, own: str) -> bool:
        """Whether something is named that can be doubled."""
        core = core_of(_COMPARED.sub("", own))
        return bool(_SIZE.search(core) or (only_told(core) and self.known(at)))

    def _ranked(self, at: int, own: str) -> list[str]:
        core = _AND_PACE.sub("", core_of(_RANKING.sub("", own)))
        # 县域综合排名 loses its noun with what tells the place.
        core += "排名" if core.endswith("综合") else ""
        if at and _ITEMS.fullmatch(core) and self.figures[at - 1].number.end == self.figures[at].before:
            # 甲、乙、丙三项指标居全市第一: each of them does.
            items = parts_of(core_of(self.own(at - 1)))
            if len(items) > 1 and len(items) == self.figures[at - 1].number.value:
                return items
        core = "" if only_told(core) else core
        return shared(core, own, "rank") or self.each(at, own) or [self.topic(at, core) or self.subject(at)]

    def _share(self, at: int, own: str) -> list[str]:
        """The name of a share by what is the part and what the whole; none where it is that of any rate."""
        if self.figures[at].status == "baseline" and "占" not in own:
            return []
        of = _SHARE_OF.search(without_trail(own)) or _SHARE_OF_PLACE.search(own)
        if of and "占比" not in own:
            part = core_of(own[: of.start()])
            subject = part if part not in ("", "增量") else self.subject(at) + part
            return [f"{subject}占{_PART.sub('', of[1])}比重"]
        core, tail = core_of(own), self.tail(at)
        if core and tail and own.rstrip("约近超").endswith("的"):
            noun = without_lead(parted(_PUT_IN.sub("", without_lead(tail)))[0])
            return [f"{noun}占{core}比重"] if noun else []
        if only_told(core) and len(tail) > 2 and tail[0] not in "，、。；,)）":
            noun, told = parted(tail.removeprefix("的"))
            if noun and told:
                self.how[at] = "tail"
                return [f"{told[:12]}的{without_lead(noun)}占比"]
        return []

    def _grown(self, at: int, own: str) -> list[str]:
        core, measure = core_of(_COMPARED.sub("", own)), self.figures[at].measure
        if only_told(core):
            if at and self.how[at - 1] == "each" and _HOPED.match(own):
                # 甲、乙均增长5%，力争6%: it is hoped of both.
                self.how[at] = "again"
                return self.names[at - 1]
            several = self.each(at, own)
            measured = at and measure != "change" and self.figures[at - 1].number.unit != "%"
            if measured and not several and (listed := self.listed(at)) and not self.went(at):
                # 甲、乙分别达到8亿元、6亿元，增长9%以上
                several = listed
            return several or [self._contrast(at, core) or self.subject(at) or parted(self.tail(at))[0]]
        if other := self._contrast(at, core):
            return [other]
        if at and len(core) < _SHORTEST and attribute_of(core) == core:
            # 民营经济增加值增长9%，税收增长7%, but not of a list of what grew: 生产总值增长5%，税收增长7%.
            return [(doer_of(self.known(at)) or self._counted(at)) + core]
        return shared(core, own, measure) or [self.topic(at, last_kind(core))]

    def _counted(self, at: int) -> str:
        """What the figure before counts."""
        before = self.figures[at - 1].number
        counts = self.names[at - 1] and before.unit in COUNTS and not before.rank
        return without_verb(self.names[at - 1][0]) if counts else ""

    def _amount(self, at: int, own: str) -> list[str]:
        figure, tail = self.figures[at], self.tail(at)
        core, unit = last_kind(core_of(own)), figure.number.unit
        if unit == "人" and _PEOPLE.match(tail):
            self.how[at] = "tail"
            return ["人口"]
        if name := self.task(at, core) or self._contrast(at, core):
            return [name]
        # 乡镇建成总面积5万亩的粮田: the attribute is of what follows.
        ended = core.removeprefix(stem_of(core)) if tail.startswith("的") and stem_of(core) not in ("", "经济") else ""
        if unit not in COUNTS and (attribute := attribute_of(core) or ended):
            return self.of(at, attribute, own)
        if unit == "元" and only_told(core) and tail.startswith("的") and (owner := owner_in(self.rest(at))):
            self.how[at] = "of"
            return [f"{owner}金额"]
        if only_told(core) or (figure.status != "baseline" and self.is_counted(at, core)):
            return [self.after(at, core)]
        if attribute_of(core) == core:
            return self.of(at, core, own)
        several = [self.topic(at, name) for name in shared(core, own, figure.measure)]
        return several or [self._carried(at, own, core)]

    def _carried(self, at: int, own: str, core: str) -> str:
        """A name with the verb that an earlier one of its list says for it: 新增甲3家、乙5家."""
        stands_alone = verb_of(core) or _NOMINAL.search(core) or attribute_of(core) or not own.endswith(core)
        if not at or own[:1] not in "、和及" or stands_alone or self.how[at - 1] not in ("own", "tail"):
            return core
        if verb_of(core_of(self.own(at - 1))) == "改造":
            return f"{core}改造"
        return self.verb_before(at) + core

    def _contrast(self, at: int, core: str) -> str:
        """The name before with the village for the town: 城市低保标准提高到…，农村提高到…; or what was spent."""
        core = core.removesuffix("由").removesuffix("人均").removesuffix("居民").removesuffix("常住")
        if (mine := _TOWN_OR_VILLAGE.fullmatch(core)) and (every := _RESIDENTS.match(before := self.known(at))):
            # 居民收入增长8%，其中城镇居民增长7%
            return f"{mine[0]}居民{before[every.end() :]}"
        for mine, other in ((_VILLAGE, _TOWN), (_TOWN, _VILLAGE)):
            if mine.fullmatch(core) and other.search(before := self.known(at)):
                return other.sub(core, before, count=1).replace("农民居民", "农民")
        if core == "支出" and _PUBLIC.search(before := self.known(at)):
            return f"{before[:-2]}支出"
        return ""

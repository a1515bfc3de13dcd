"""The name of what each figure measures, from the words around it."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from zreport.reading import listing
from zreport.reading.phrases import (
    ATTRIBUTE,
    attribute_of,
    bare,
    core_of,
    finished,
    last_kind,
    only_told,
    parted,
    verb_of,
    without_lead,
    without_trail,
)
from zreport.reading.speaking import Spoken

__all__ = ["Named", "name_all", "without_lead"]

_GROWTH = frozenset(("growth", "average_growth", "cumulative_growth", "ratio", "change"))
_COUNTS = frozenset(
    "个 家 项 条 件 座 处 所 户 人 名 位 人次 万人次 台 辆 栋 幢 部 支 场 次 例 起 张 对 款 种 间 块 笔 宗 段 艘 架 口 眼 批 批次 片 枚 门 株 棵 盏 组 班 列 篇 册 队 期 场次 羽 头 只 套 台(套) 道 份 床".split()
)
# What a number of people or households is called of which only is told what they do.
_WHO = {"人": "人数", "户": "户数", "人次": "人次", "名": "人数"}
# What a size says of what it is the size of: 260兆瓦光伏发电, 4750平米的玉米研究所.
_SIZES = {"千瓦": "装机容量", "兆瓦": "装机容量", "瓦": "装机容量", "平方米": "面积", "亩": "面积", "公里": "里程", "元": "资金"}
_SIZED = re.compile("(?:装机|容量|面积|里程|规模|产能|资金|资本|贷款|补贴|债券|投资|公路|道路|管网)$")
_MONEY = re.compile("(?:资金|资本|贷款|补贴|补助|债券|奖补|基金|收入|投资|经费|预算|授信|订单)$")
_PLAIN = re.compile("(?:企业|项目|村|人|群众|家庭|学校|[县区乡镇市]|小区|单位|部门|行政村|自然村|农户|产品|学科|工程|医院|乡镇|街道|社区|村庄|家|户|车间|产业链|机组|煤矿|事项|地方|省份|职工|断面)?")
_BOUND = re.compile("(?:以上|及以上|以下|以内|左右|上下|余|多|大关)")
_BETWEEN = re.compile("(?:以上|以下|以内|左右|大关)?[、和与及，,]")
_PEOPLE = re.compile("口(?!罩)|民(?![营兵])|[^，。、]{0,8}(?:人民|父老|儿女|乡亲)")
_ASIDE = re.compile("[，,(（]?(?:年度|全年|计划)?(?:目标|计划|任务|预期)(?:为|是)?")
_SHARE_OF = re.compile("占(?:到|了)?([^，。占]{2,20})$")
_PART = re.compile("(?:的)?(?:比重|比例|比|份额)(?:[由从].*)?$|[由从]$")
_RANKING = re.compile(
    "(?:持续|稳定|始终)?(?:(?:[稳位跃跻]?居|位列|排名?|名列|列|在|进入|前移至|上升[至到]|升至|跃升[至到])(?:中国西部|西部|同类县?|全[市省国县区旗]|[省市]?平原县|世界|全球|国内|同类|[省市])?|(?:中国西部|西部|同类县?|全[市省国县区旗]|[省市]?平原县|世界|全球|国内|同类))[^，]{0,6}$"
)
_COMPARED = re.compile("(?:[较比同]|[是为](?=[0-9“])|达到(?=[0-9“])|相当于)(?:[0-9]{4}年|[上去]年|同期|全[国省市]|“[^”]{2,3}”[末期时]*).*$")
_GROWS = re.compile("(?:的)?(?:高|较快|平均)?(?:增速|增长|速度|增幅)")
_TWICE = re.compile("翻.{0,2}番|倍增")
_TARGET = re.compile("的?[^，。0-9(（]{0,6}(?:目标|任务)")
_TOWN, _VILLAGE = re.compile("城镇|城市"), re.compile("农村|农民|农村居民")
# Names that say a verb for those that follow in their list: 新增甲3家、乙5家.
_NOMINAL = re.compile("(?:改造|治理|建设|绿化|抚育|育林|造林|修复|培训|就业|提升|种植|存栏|出栏|整理|整治|转移|人口)$")


_OF_PLAN = re.compile("完成(?:了)?(?:全年|年度|当年)?(?:投资)?(?:计划|目标|任务)的?$")
_GROWING = re.compile("(?:收入|总?值|投资|总额|总量|数量|规模|产值|指标|税收|人次|GDP|业务量|额|量|值|率|增加值|企业)$")
_PLAIN_ITEMS = re.compile("(?:主要)?(?:经济)?(?:指标|工作|任务|项目)")
_TASK = re.compile("(?:年度|全年)?([^的]{2,6}?)(?:任务|目标)|([减脱]贫)")
_CONCERNED = re.compile("贫|惠及|受益|增收|覆盖|搬迁")
_WORK = re.compile("(?:工程|改造|项目|搬迁|治理|保险)$")
_PAUSE = re.compile("[，、。；;,\n）)和]|$")
_PERSON = re.compile("[^的]{0,10}?(?:人口|群众|游客|学生|老年人|老人|职工|居民|村民|志愿者|干部|医护人员|教师|农民|党员)(?=[^的之家中培和、]{2})")
_VILLAGES = re.compile("(?:行政|自然)?村(?=[^庄委集级民镇、和两容域城屯村的，。]{2})")


class Named(NamedTuple):
    """A figure with the name of what it measures, and how that was found: own, list, each, tail, of, topic, subject."""

    spoken: Spoken
    name: str
    how: str


def name_all(text: str, spoken: Sequence[Spoken]) -> list[Named]:
    """Return each figure with the name of what it measures; one that counts for several things once for each."""
    found: list[Named] = []
    for _, group in groupby(spoken, key=lambda one: one.sentence):
        found += _Sentence(text, list(group)).named()
    return found


class _Sentence:
    """The figures of a sentence, and the names found so far."""

    def __init__(self, text: str, figures: list[Spoken]):
        self.text, self.figures = text, figures
        self.names: list[list[str]] = [[] for _ in figures]
        self.how = [""] * len(figures)

    def named(self) -> Iterator[Named]:
        at = 0
        while at < len(self.figures):
            stop = self._list_from(at)
            self._name_list(at, stop)
            at = stop
        for figure, names, how in zip(self.figures, self.names, self.how, strict=True):
            for name in names or [""]:
                yield Named(figure, name, how)

    # What stands around a figure

    def _own(self, at: int) -> str:
        """The words of its clause before a figure, without those that belong to the figure before."""
        figure = self.figures[at]
        words = self.text[figure.before : figure.number.start]
        if figure.before == figure.clause[0]:
            return words
        bound = _BOUND.match(words)
        words = words[bound.end() :] if bound else words
        # 12亿元的甲、总投资 3亿元: what stands before the last mark is of the figure before.
        whole = figure.number.rank or figure.number.unit in ("%", "‰") or "分别" in words
        if (mark := words.rfind("、")) > 0 and not verb_of(words) and not whole:
            words = words[mark:]
        if words and _PLAIN.fullmatch(words):
            return ""
        return words

    def _tail(self, at: int) -> str:
        """The words after a figure to the next one or the end of its clause."""
        figure = self.figures[at]
        end = figure.clause[1]
        words = self.text[figure.number.end : end]
        if at + 1 < len(self.figures) and (following := self.figures[at + 1].number.start) < end:
            words = self.text[figure.number.end : following]
            words = words[: words.rfind("、")] if "、" in words else words
        bound = _BOUND.match(words)
        return (words[bound.end() :] if bound else words).rstrip("\n")

    def _rest(self, at: int) -> str:
        """The words after a figure to the end of its clause, other figures taken out."""
        figure, parts = self.figures[at], []
        place = figure.number.end
        for other in self.figures[at + 1 :]:
            if other.number.start >= figure.clause[1]:
                break
            parts.append(self.text[place : other.number.start])
            place = other.number.end
        words = "".join([*parts, self.text[place : figure.clause[1]]])
        bound = _BOUND.match(words)
        return words[bound.end() :] if bound else words

    def _earlier(self, at: int, count: int) -> list[str]:
        """The last names before a figure, as many as are asked for, each once; none if they are fewer."""
        names = [name for one in range(max(0, at - 8), at) for name in self.names[one] if name]
        distinct = list(dict.fromkeys(names))
        return distinct[-count:] if len(distinct) >= count else []

    # Lists of figures

    def _list_from(self, at: int) -> int:
        """Where a list of bare figures that begins at one ends: 39.41%、23.38%."""
        stop = at + 1
        while stop < len(self.figures):
            between = self.text[self.figures[stop - 1].number.end : self.figures[stop].number.start]
            if not _BETWEEN.fullmatch(between):
                break
            same = self.figures[stop].number.unit == self.figures[at].number.unit
            if between[-1] in "，," and (self._tail(stop) or not same):
                break
            stop += 1
        return stop

    def _name_list(self, first: int, stop: int) -> None:
        count = stop - first
        own = self._own(first)
        if count > 1 and (listed := self._listed(first, count, own)):
            for at, name in zip(range(first, stop), listed, strict=True):
                self.names[at], self.how[at] = [finished(name)], "list"
            return
        for at in range(first, stop):
            self.how[at] = "own"
            names = self._single(at, self.names[at - 1] if at > first else [])
            self.names[at] = [finished(name) for name in names]
            if len(names) > 1:
                self.how[at] = "each"

    def _listed(self, first: int, count: int, own: str) -> list[str]:
        """The names for a list of figures: those listed before it, in its clause or in the one before."""
        head, apart, after = own.partition("分别")
        if not apart:
            head = re.sub("各.{0,8}$", "", own)
        head = without_trail(without_lead(head))
        attribute = attribute_of(without_lead(without_trail(after)))
        if names := listing.split(head + attribute, count):
            return names
        if not apart:
            return self._earlier(first, count) if own and not core_of(own) else []
        attribute = attribute or attribute_of(without_lead(head))
        if attribute:
            clause = self.text[self.figures[first].sentence[0] : self.figures[first].clause[0]].rstrip("，,、")
            clause = without_lead(clause[max(clause.rfind(mark) for mark in "，；:") + 1 :])
            if items := listing.of_a_kind(clause[len(verb_of(clause)) :], count):
                return [item + attribute for item in items]
        earlier = self._earlier(first, count)
        if earlier and attribute:
            return [bare(name) + attribute for name in earlier]
        return earlier if only_told(core_of(head)) else []

    # One figure

    def _single(self, at: int, listed: list[str]) -> list[str]:
        figure, own = self.figures[at], self._own(at)
        measure = figure.measure
        if listed and not own.strip("、，,和与及"):
            self.how[at] = "again"
            return listed
        if at and not own and self.figures[at - 1].number.end == figure.number.start and self.how[at - 1] in ("own", "list"):
            self.how[at] = "again"
            return self.names[at - 1]
        if at and _ASIDE.fullmatch(own.strip()):
            return [self._subject(at)]
        if goal := self._goal(at, own):
            return [goal]
        if _TWICE.match(self.text, figure.number.start) and not _GROWING.search(what := core_of(_COMPARED.sub("", own))):
            if not only_told(what) or not self._known(at):
                return ["经济总量"]
        before = self.figures[at - 1] if at else None
        if before and before.status == "baseline" and before.number.unit == figure.number.unit and len(core_of(own)) < 6:
            return [self._contrast(at, core_of(own)) or self._subject(at)]
        if figure.number.rank:
            return self._ranked(at, own)
        if at and _OF_PLAN.search(own):
            self.how[at] = "topic"
            return [f"{bare(self._subject(at))}完成率"]
        if measure == "share" and (names := self._share(at, own)):
            return names
        if measure in _GROWTH:
            return self._grown(at, own)
        return self._amount(at, own)

    def _goal(self, at: int, own: str) -> str:
        """What a goal is of that one before has reached: 压采916万立方米，超额完成794万立方米的任务."""
        number = self.figures[at].number
        if not at or not _TARGET.match(self.text, number.end) or not only_told(core_of(own)):
            return ""
        alike = (one for one in range(at - 1, -1, -1) if self.figures[one].number.unit == number.unit)
        one = next(alike, None)
        return self.names[one][0] if one is not None and self.names[one] else ""

    def _ranked(self, at: int, own: str) -> list[str]:
        core = core_of(_RANKING.sub("", own))
        if at and _PLAIN_ITEMS.fullmatch(core) and self.figures[at - 1].number.end == self.figures[at].before:
            # 甲、乙、丙三项指标居全市第一: each of them does.
            number = self.figures[at - 1].number
            items = listing.parts_of(core_of(self._own(at - 1)))
            if len(items) > 1 and len(items) == number.value:
                return items
        return listing.shared(core, own, "rank") or self._each(at, own) or [self._topic(at, core) or self._subject(at)]

    def _share(self, at: int, own: str) -> list[str]:
        tail = self._tail(at)
        if "占比" not in own and (of := _SHARE_OF.search(without_trail(own))):
            subject = core_of(own[: of.start()]) or self._subject(at)
            return [f"{subject}占{without_trail(_PART.sub('', of[1]))}比重"]
        core = core_of(own)
        if _GROWS.match(tail):
            return [core if not only_told(core) else self._subject(at)]
        if core and tail and own.rstrip("约近超").endswith("的"):
            noun = without_lead(parted(re.sub("^(?:用于|投入|投向)", "", tail))[0])
            return [f"{noun}占{core}比重"] if noun else []
        if only_told(core) and len(tail) > 2 and not _PAUSE.match(tail):
            noun, told = parted(tail.removeprefix("的"))
            if noun and told:
                self.how[at] = "tail"
                return [f"{told[:12]}的{without_lead(noun)}占比"]
        return []

    def _grown(self, at: int, own: str) -> list[str]:
        core = core_of(_COMPARED.sub("", own))
        core = re.sub("(?:是|为|相当于)?[0-9]{4}$", "", core)
        if only_told(core) or at and self._elliptic(core, own):
            several = self._each(at, own)
            return several or [self._contrast(at, core) or self._subject(at) or parted(self._tail(at))[0]]
        measure = self.figures[at].measure
        return listing.shared(core, own, measure) or [self._topic(at, last_kind(core))]

    @staticmethod
    def _elliptic(core: str, own: str) -> bool:
        """Whether words of growth name nothing new: 五年净增, 较上年."""
        return len(core) < 3 and "率" not in core and own[:1] not in "、和"

    def _amount(self, at: int, own: str) -> list[str]:
        figure = self.figures[at]
        number, core = figure.number, last_kind(core_of(own))
        tail = self._tail(at)
        if number.unit == "人" and _PEOPLE.match(tail):
            self.how[at] = "tail"
            return ["人口"]
        if number.unit in _WHO and (done := _TASK.fullmatch(core)):
            return [core + self._who(number.unit, core)] if done[2] else [done[1] + self._who(number.unit, done[1])]
        if contrast := self._contrast(at, core):
            return [contrast]
        if number.unit not in _COUNTS and (attribute := attribute_of(core) or self._size_of(core, tail)):
            return self._of(at, attribute, own)
        if number.unit == "元" and only_told(core) and tail.startswith("的") and (owner := self._owner(self._rest(at))):
            self.how[at] = "of"
            return [f"{owner}金额"]
        if figure.status != "baseline" and self._counted(at, core):
            return [self._after(at, core)]
        if only_told(core):
            return [self._after(at, core)]
        if attribute_of(core) == core:
            return self._of(at, core, own)
        return listing.shared(core, own, figure.measure) or [self._carried(at, own, core)]

    @staticmethod
    def _size_of(core: str, tail: str) -> str:
        """The attribute that words end with, if it is of what follows: 乡镇建成总面积5万亩的粮田."""
        if not tail.startswith("的"):
            return ""
        return core.removeprefix(_stem(core)) if _stem(core) else ""

    def _counted(self, at: int, core: str) -> bool:
        """Whether a number counts or measures what stands after it, though something stands before it too."""
        tail, unit = self._tail(at), self.figures[at].number.unit
        if not re.match("[^，。；;、：:！!？?)）”的]{2}", tail):
            return False
        noun, _ = parted(tail)
        if re.match("(?:全部|均|进行|完成|实现|参加|受益|开展|纳入|通过|投入|投产|用于|支持|扶持|推进|建成|超额)", noun) or not noun:
            return False
        if unit in _COUNTS:
            return True
        if unit == "元":
            return bool(_MONEY.search(noun)) and not _MONEY.search(core)
        return unit not in ("%", "‰", "倍", "天") and len(noun) > 1 and not _SIZED.search(core)

    def _carried(self, at: int, own: str, core: str) -> str:
        """A name with the verb that an earlier one of its list says for it: 新增甲3家、乙5家."""
        if not at or own[:1] not in "、和及" or verb_of(core) or _NOMINAL.search(core) or attribute_of(core):
            return core
        if not own.endswith(core) or self.how[at - 1] not in ("own", "tail"):
            return core
        if not self.names[at - 1]:
            return core
        verb = verb_of(self.names[at - 1][0])
        if self.names[at - 1][0].endswith("改造") and verb_of(core_of(self._own(at - 1))) == "改造":
            return f"{core}改造"
        return f"{verb}{core}" if verb and len(self.names[at - 1][0]) > len(verb) + 1 else core

    def _after(self, at: int, core: str) -> str:
        """The name of a thing counted by a number before it: 86个重点项目, 三个项目全部投产."""
        self.how[at] = "tail"
        unit = self.figures[at].number.unit
        verb = verb_of(core)
        tail, rest = self._tail(at).removeprefix("的"), self._rest(at)
        following = self.text[self.figures[at].number.end : self.figures[at + 1].number.start] if at + 1 < len(self.figures) else ""
        rest = rest.lstrip("的、和") if not rest.startswith("、") or _BETWEEN.fullmatch(following) else ""
        if unit in _WHO and (done := _TASK.fullmatch(_PAUSE.split(rest)[0])):
            return (done[1] or done[2]) + self._who(unit, done[1] or done[2])
        noun, told = parted(tail)
        if unit in _WHO and (person := _PERSON.match(noun)):
            return f"{verb}{person[0]}"
        if village := _VILLAGES.match(tail):
            noun, told = village[0], _PAUSE.split(tail[village.end() :])[0].removesuffix("工作")
        if not noun or _PLAIN.fullmatch(noun):
            longer, told = parted(rest)
            noun = longer if not noun or _PLAIN.fullmatch(longer) else noun
        if unit in _WHO and (people := re.match("([^的]{2,})的", noun)):
            noun = people[1]
        elif kind := len(noun) > 9 and re.search("的([^的]{2,})$", noun):
            noun = kind[1]
        noun = "" if only_told(noun) else noun
        if not noun and told:
            return told[:12] + (self._who(unit, told) if unit in _WHO else bare(self._known(at)))
        if not noun:
            return self._subject(at) if only_told(core) else self._topic(at, core)
        if (attribute := attribute_of(re.sub("(?:计划|任务)$", "", noun))) and noun.startswith(attribute) and only_told(core):
            return self._topic(at, attribute)
        if _PLAIN.fullmatch(noun):
            return f"{verb}{told[:14]}{noun}"
        if unit in ("户", "人") and _WORK.search(noun):
            return noun + self._who(unit, noun)
        if (size := _SIZES.get(unit)) and unit not in ("亩", "公里", "元") and not _SIZED.search(noun):
            noun += size
        return f"{verb}{noun}" if len(verb) < 5 else noun

    @staticmethod
    def _who(unit: str, told: str) -> str:
        return "人口" if unit == "人" and _CONCERNED.search(told) else _WHO[unit]

    def _of(self, at: int, attribute: str, own: str) -> list[str]:
        """An attribute with what it is of: after 的, or the thing counted before."""
        tail = self._tail(at)
        rest = tail if len(tail) > 2 else self._rest(at)
        if attribute.endswith("资") and "投" not in attribute:
            attribute = "资金"
        follows = "投" in attribute or attribute == "资金" or not (only_told(parted(rest)[0]) or verb_of(rest))
        if rest[:1] == "的" or follows and not _PAUSE.match(rest):
            noun = self._counted_owner(at) or self._owner(rest)
            if not noun or only_told(noun) or attribute_of(noun):
                noun = self._owner(self._rest(at))
            if noun and not only_told(noun):
                self.how[at] = "of"
                return [f"{noun}{attribute}"]
        several = self._each(at, own)
        if not several and "率" in attribute:
            several = self._proposals(at)
        return [f"{bare(name)}{attribute}" for name in several] or [self._topic(at, attribute)]

    def _counted_owner(self, at: int) -> str:
        """What things named in a list are, from the number that counts them: 总长10公里的甲路、乙路等8条道路."""
        if at + 1 == len(self.figures):
            return ""
        figure, following = self.figures[at], self.figures[at + 1]
        between = self.text[figure.number.end : following.number.start]
        if at and self.figures[at - 1].clause == figure.clause and self.figures[at - 1].number.unit == figure.number.unit:
            return ""
        if following.clause != figure.clause or following.number.unit not in _COUNTS or not re.search("[、等]", between):
            return ""
        noun, _ = parted(self._tail(at + 1))
        return "" if verb_of(between.rpartition("、")[2]) else noun

    @staticmethod
    def _owner(rest: str) -> str:
        """What an attribute is of, from the words after its figure: of a list the kind, else the first."""
        words = re.split("[，。；;：:！]", rest.lstrip("的"))[0]
        kind = without_lead(last_kind(words))
        words = kind if parted(kind)[0] else words
        words = re.sub(f"^(?:{ATTRIBUTE.pattern})的", "", without_lead(words))
        verb = verb_of(words)
        words = words[len(verb) :] if len(words) > len(verb) + 1 else words
        noun, _ = parted(without_lead(words))
        return without_trail(noun)[:24]

    def _proposals(self, at: int) -> list[str]:
        """Motions of deputies and proposals of committee members, whose rates are said at once."""
        names = self._earlier(at, 2)
        return names if len(names) == 2 and re.search("建议|议案", names[0]) and "提案" in names[1] else []

    def _each(self, at: int, own: str) -> list[str]:
        """The names of the two figures before one that 均 or 都 gives to both."""
        return self._earlier(at, 2) if re.search("(?<![人户年村])[均都]|各(?!类)", own) else []

    def _contrast(self, at: int, core: str) -> str:
        """The name before with the village for the town: 城市低保标准提高到…，农村提高到…."""
        before = self._known(at)
        if not (core and before):
            return ""
        for mine, other in ((_VILLAGE, _TOWN), (_TOWN, _VILLAGE)):
            if mine.fullmatch(core.removesuffix("由").removesuffix("人均")) and other.search(before):
                return other.sub(core.removesuffix("人均"), before, count=1)
        return ""

    def _known(self, at: int) -> str:
        """What the nearest figure before measures that has a name."""
        for one in range(at - 1, -1, -1):
            if self.names[one] and self.names[one][0] and not self.figures[one].number.rank:
                return self.names[one][-1]
        return ""

    def _subject(self, at: int) -> str:
        """What the figure before measures; else what the clause before speaks of."""
        self.how[at] = "subject"
        if known := self._known(at):
            return known
        self.how[at] = "clause"
        return self._clause_before(at)

    def _clause_before(self, at: int) -> str:
        figure = self.figures[at]
        words = self.text[figure.sentence[0] : figure.clause[0]].rstrip("，,；;：:、")
        words = core_of(re.split("[，,；;：:]", words)[-1])
        return without_trail(parted(words)[0])[-16:]

    def _topic(self, at: int, core: str) -> str:
        """A name with what it is of, where it is only an attribute."""
        if attribute_of(core) != core or not core:
            return core
        self.how[at] = "topic"
        for one in range(at - 1, -1, -1):
            name = self.names[one][0] if self.names[one] else ""
            if name and self.figures[one].number.unit in _COUNTS and not core.startswith(name):
                return f"{bare(_stem(name) or name)}{core}"
        for one in range(at - 1, -1, -1):
            if stem := _stem(self.names[one][0] if self.names[one] else ""):
                return f"{stem}{core}"
        subject = bare(self._clause_before(at))
        if 1 < len(subject) < 16 and not only_told(subject):
            return f"{subject}{core}"
        return self._topic_after(at, core)

    def _topic_after(self, at: int, core: str) -> str:
        """An attribute of what the next clause does: 投资1亿元，新建小学3所."""
        if at + 1 < len(self.figures) and "投" in core:
            following = core_of(self._own(at + 1))
            if verb_of(following) and not only_told(following):
                return f"{bare(following)}{core}"
        return core


def _stem(name: str) -> str:
    """What a name's attribute is of: 生猪 of 生猪存栏; nothing if it has none."""
    for length in range(min(8, len(name) - 2), 1, -1):
        if attribute_of(name[-length:]) == name[-length:]:
            return name[:-length]
    return ""

"""The names of what stands after a number, and of attributes by what they are of."""

import re

from zreport.reading.links import without_lead, without_trail
from zreport.reading.phrases import (
    ATTRIBUTE,
    PLAIN,
    attribute_of,
    core_of,
    doer_of,
    last_kind,
    only_told,
    parted,
    stem_of,
    verb_of,
    without_verb,
)
from zreport.reading.surroundings import BETWEEN, Surroundings

# Units in which things are counted, not measured.
COUNTS = frozenset(
    "个家项条件座处所户人名位台辆栋幢部支场次例起张对款种间块笔宗段艘架口眼批片枚门株棵盏组班列篇册队期羽头只套道份床"
) | {"人次", "万人次", "批次", "场次", "台(套)"}
# What a number of people or households is called of which only is told what they do.
PEOPLE = {"人": "人数", "户": "户数", "人次": "人次", "名": "人数"}
_INHABIT = re.compile("贫|惠及|受益|增收|覆盖|搬迁")
_TASK = re.compile("(?:年度|全年)?([^的]{2,6}?)(?:任务|目标)|([减脱]贫)")
_PERSON = re.compile(
    "[^的]{0,10}?(?:人口|群众|游客|学生|老年人|老人|职工|居民|村民|干部|医护人员|教师|农民|党员)(?=[^的之家中培和、]{2})"
)
_VILLAGE = re.compile("(?:行政|自然)?村(?=[^庄委集级民镇、和两容域城屯村的，。]{2})")
_WORK = re.compile("(?:工程|改造|项目|搬迁|治理|保险)$")
# What a size is of the thing that it is said of: 260兆瓦光伏发电, 4750平米的玉米研究所.
_SIZES = {"千瓦": "装机容量", "兆瓦": "装机容量", "瓦": "装机容量", "平方米": "面积"}
_SIZED = re.compile("(?:装机|容量|面积|里程|规模|产能|资金|资本|贷款|补贴|债券|投资|公路|道路|管网)$")
_MONEY = re.compile("(?:资金|资本|贷款|补贴|补助|债券|奖补|基金|收入|投资|经费|预算|订单)$")
_NOUN = re.compile("[^，。；;、：:！!？?)）”的]{2}")
_DONE = re.compile("全部|均|参加|受益|纳入|投入|投产|扶持|建成|超额|保持|位居|稳居|名列|[高低快]于")
_PAUSE = re.compile("[，、。；;,\n）)和]|$")
# A second attribute of the same thing: 投资3亿元、总长66公里的供水管网.
_BESIDE = re.compile(f"、(?:{ATTRIBUTE})(?=的)")
_OWNED = re.compile(f"(?:{ATTRIBUTE})的")
# What is measured itself is not what an attribute is of: 生产总值300亿元，税收20亿元.
_MEASURED = re.compile("(?:[^产]值|额|[率量速]|收入|价格)$")
_AMOUNTS = frozenset(("总量", "总数", "数量", "规模", "总规模"))
# 新登记商户90户，总量达到700户: of all, not of the new ones.
_NEW = re.compile("^(?:净增|新(?:增|登记|发展|认定|培育|入库|入统|设立?))(?=..)")
_PROPOSED = re.compile("建议|议案")


class Counted(Surroundings):
    """Names things by the words after their number, and attributes by the things that they are of."""

    def is_counted(self, at: int, core: str) -> bool:
        """Whether a number counts or measures what stands after it, though something stands before it too."""
        tail, unit = self.tail(at), self.figures[at].number.unit
        if not _NOUN.match(tail):
            return False
        noun, _ = parted(tail)
        if not noun or without_lead(noun) != noun or _DONE.match(noun):
            return False
        if unit in COUNTS:
            return True
        if unit == "元":
            return bool(_MONEY.search(noun)) and not _MONEY.search(core)
        return unit not in ("%", "‰", "倍", "天") and len(noun) > 1 and not _SIZED.search(core)

    def task(self, at: int, words: str) -> str:
        """Return the name of people or households that a task is counted in: 221户年度脱贫任务."""
        unit = self.figures[at].number.unit
        found = _TASK.fullmatch(words) if unit in PEOPLE else None
        return self._people(unit, found[1] or found[2]) if found else ""

    @staticmethod
    def _people(unit: str, told: str) -> str:
        return told + ("人口" if unit == "人" and _INHABIT.search(told) else PEOPLE[unit])

    def after(self, at: int, core: str) -> str:
        """Return the name of a thing counted by a number before it: 86个重点项目, 三个项目全部投产."""
        self.how[at] = "tail"
        unit, verb = self.figures[at].number.unit, verb_of(core)
        rest = self.rest(at)
        # What follows another item of a list is of that one.
        rest = rest.lstrip("的、和") if rest[:1] != "、" or BETWEEN.fullmatch(self.gap(at)) else ""
        if task := self.task(at, _PAUSE.split(rest)[0]):
            return task
        noun, told = self._thing(at, rest)
        if not noun:
            return self._deed(at, core, told)
        attribute = attribute_of(re.sub("(?:计划|任务)$", "", noun))
        if attribute and noun.startswith(attribute) and only_told(core):
            return self.topic(at, attribute)
        if PLAIN.fullmatch(noun.removesuffix("建设")):
            return f"{verb}{told[:14]}{'' if verb or told else self._first_named(at)}{noun}"
        if unit in ("户", "人") and _WORK.search(noun):
            return self._people(unit, noun)
        size = _SIZES.get(unit, "") if not _SIZED.search(noun) else ""
        return f"{verb if len(verb) < 5 else ''}{noun}{size}"

    def _thing(self, at: int, rest: str) -> tuple[str, str]:
        """The noun after a figure, and what is told of it."""
        tail, people = self.tail(at).removeprefix("的"), self.figures[at].number.unit in PEOPLE
        noun, told = parted(tail)
        if people and (person := _PERSON.match(noun)):
            return person[0], ""
        if village := _VILLAGE.match(tail):
            return village[0], _PAUSE.split(tail[village.end() :])[0].removesuffix("工作")
        if not noun or PLAIN.fullmatch(noun):
            longer, told = parted(rest)
            noun = longer if not noun or PLAIN.fullmatch(longer) else noun
        if people and (whose := re.match("([^的]{2,})的", noun)):
            noun = whose[1]
        elif kind := len(noun) > 9 and re.search("的([^的]{2,})$", noun):
            noun = kind[1]
        return ("" if only_told(noun) else noun), told

    def _deed(self, at: int, core: str, told: str) -> str:
        """The name of a number of which is only told what was done: 8900人脱贫, 签约2090户."""
        unit, verb = self.figures[at].number.unit, verb_of(core)
        if told:
            return self._people(unit, told[:12]) if unit in PEOPLE else told[:12] + without_verb(self.known(at))
        if verb and unit in PEOPLE:
            return self._people(unit, verb)
        if not only_told(core):
            return self.topic(at, core)
        subject = self.subject(at)
        # 企业达到80家，新增5家
        return f"新增{subject}" if verb == "新增" and unit in COUNTS and subject == without_verb(subject) else subject

    def _first_named(self, at: int) -> str:
        """The first of the names of which 等 tells that they are not all: 甲、乙等3个项目 are 甲等项目."""
        named = re.search("([^，。；：、]{2,14})[^，。；：]*等$", self.own(at))
        name = without_verb(core_of(named[1])) if named else ""
        return f"{name}等" if len(name) > 1 else ""

    def of(self, at: int, attribute: str, own: str) -> list[str]:
        """Return the names of an attribute with what it is of: what stands after 的, or the thing counted before."""
        tail = self.tail(at)
        rest = tail if len(tail) > 2 else _BESIDE.sub("", self.rest(at), count=1)
        if attribute in ("斥资", "出资", "耗资"):
            attribute = "资金"
        spent = "投" in attribute or attribute == "资金"
        if rest[:1] == "的" or (
            not _PAUSE.match(rest) and (spent or not (only_told(parted(rest)[0]) or verb_of(rest)))
        ):
            owner = self._counted_owner(at) or owner_in(rest)
            if not owner or only_told(owner) or attribute_of(owner):
                owner = owner_in(self.rest(at))
            if owner and not only_told(owner):
                self.how[at] = "of"
                return [f"{owner}{attribute}"]
        several = self.each(at, own) or (self._proposals(at) if "率" in attribute else [])
        return [f"{stem_of(without_verb(name)) or without_verb(name)}{attribute}" for name in several] or [
            self.topic(at, attribute)
        ]

    def _counted_owner(self, at: int) -> str:
        """What things named in a list are, from the number that counts them: 总长10公里的甲路、乙路等8条道路."""
        if at + 1 == len(self.figures):
            return ""
        figure, following, gap = self.figures[at], self.figures[at + 1], self.gap(at)
        if following.clause != figure.clause or following.number.unit not in COUNTS or not re.search("[、等]", gap):
            return ""
        before = self.figures[at - 1] if at else None
        # 投资3亿元的甲、投资2亿元的乙等5个项目: each of them has its own.
        if before and before.clause == figure.clause and before.number.unit == figure.number.unit:
            return ""
        return "" if verb_of(gap.rpartition("、")[2]) else parted(self.tail(at + 1))[0]

    def _proposals(self, at: int) -> list[str]:
        """Motions of deputies and proposals of committee members, whose rates are said at once."""
        names = self.earlier(at, 2)
        return names if len(names) == 2 and _PROPOSED.search(names[0]) and "提案" in names[1] else []

    def topic(self, at: int, core: str) -> str:
        """Return a name with what it is of, where it is only an attribute."""
        if not core or attribute_of(core) != core:
            return core
        self.how[at] = "topic"
        # 服务业加快发展，增加值达到30亿元: whatever was measured before it did.
        if (went := self.went(at)) and attribute_of(went[-3:]) != core and went.endswith(("业", "经济")):
            return f"{went}{core}"
        if core in ("占比", "比重") and (known := self.known(at)):
            return f"{known}{core}"
        # 高考本科上线1200人，上线率56%: what is said of the same deed.
        deed = core.removesuffix("率").removeprefix("综合") if core.endswith("率") else ""
        for one in self.named_before(at) if deed else ():
            done, same, rest = self.names[one][0].partition(deed)
            if same and (done or rest):
                return f"{done or rest}{core}"
        for one in self.named_before(at):
            name = self.names[one][0]
            if self.figures[one].number.unit in COUNTS and not core.startswith(name):
                counted = without_verb(stem_of(name) or name)
                return f"{_NEW.sub('', counted) if core in _AMOUNTS else counted}{core}"
        owned = next((name for one in self.named_before(at) if stem_of(name := self.names[one][0])), "")
        # 财政收入增加9亿元，总收入达到90亿元
        if doer := stem_of(owned) if owned.endswith(core[-2:]) else doer_of(owned):
            return f"{doer.removesuffix(core[:2])}{core}"
        subject = without_verb(self.spoken_of(at))
        if 1 < len(subject) < 16 and not only_told(subject) and (core in _AMOUNTS or not _MEASURED.search(subject)):
            return f"{subject}{core}"
        if core in _AMOUNTS and (known := self.known(at)) and not known.endswith(core):
            return f"{known}{core}"
        # 投资1亿元，新建小学3所: it is of what the next clause does.
        following = core_of(self.own(at + 1)) if at + 1 < len(self.figures) and "投" in core else ""
        return f"{without_verb(following)}{core}" if verb_of(following) and not only_told(following) else core


def owner_in(rest: str) -> str:
    """Return what an attribute is of, from the words after its figure: of a list the kind, else the first."""
    words = re.split("[，,。；;：:！]", rest.lstrip("的"))[0]
    kind = without_lead(last_kind(words))
    words = _OWNED.sub("", without_lead(kind if parted(kind)[0] else words), count=1)
    noun, _ = parted(without_lead(words))
    return without_trail(without_lead(without_verb(noun)))[:24]

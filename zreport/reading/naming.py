"""The name of what each figure measures, from the words around it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from zreport.reading.speaking import Spoken

# What stands before a name and is no part of it: of time, place, manner, hope, and how it went.
_LEAD = re.compile(
    r"(?:[，、,;；:：和与及并且也又还使把将以按对为从由让则而在到至了的有是—“”（）()\s]|(?:19|20)[0-9]{2}年(?:年?底|末|度|初)?|“?十?[一二三四五]?五”?(?:期间|时期|末|以来)"
    r"|\[[0-9]+\]|[0-9]+月份?|全年|今年|本年|年内|去年|明年|目前|当前|一年来|五年来|年底前?|上半年|前三季度|近?[一二两三四五六七八九十]年(?:来|间)|五年(?=净|累计)|期间|时期|累计|总计|合计|共计|共|已经|已|先后|其中|预计|同时|另外|此外|力争|确保|保证|计划|争取(?=达|完|实|到)|力促"
    r"|全[县市省区国旗州域](?!旅游|域)|我[县市区省国]|进一步|率先|首次|首家|成功|顺利|圆满|全面|基本|分别|均|都|约|近|超过|超|高质量|高标准|高水平|积极|大力|深入|持续|扎实|全力|加快|深化|有序|强力|强化|着力|努力|精心|科学|严格|稳步|稳妥|主动|不断|推进|推动|实现|完成(?!率)|达到|达成|做好"
    r"|较好|超额|坚持|继续|统筹|支持|鼓励|围绕|实行|落实(?=[0-9])|切实|有效|要|及时|妥善|成为|随着|通过|以及|就是|确定|我们|一批|相继|成功|接续|坚决|启动|加大|加强|提前|新(?=完成|实现)|组织(?=[^部]{4})|争列|争创|力度|同期|平均)+"
)
# What stands between a name and its figure.
_TRAIL = re.compile(
    r"(?:[，、,;；:：（(\s“”]|其中|累计|合计|共计|分别|均|都|总计|同比|环比|年均|年平均|将|可|已|预计|有望|力争|确保|达到?|完成|实现|突破|超过|超|为|是|有|约|近|将近|接近|增至|升至|降至|减至|提[高升]|增[加长]|发展|扩大|扩展|稳定|保持|控制|上升|下降|降低|减少|缩短|压缩|压减|缩减|缩小|跃升|攀升|上涨|回落|递增|递减"
    r"|由|从|仅|多达|占(?!比)|到|至|在|了|的|位居|位列|居|排名|名列|跨过|迈上|跃过|首破|首次|净[增减]|[比较](?:[上去]年(?:同期)?|同期|[0-9]{4}年|“十?[一二三四五]五”末?)?|高于|低于|不低于|不少于|不超过|不高于|至少|以上|以下|左右|以内|完善|改善|进入|稳居|冲刺|全市|全省|全国|全县|大幅|高达|再|一举|连续|又|就|等|共|每年|还|累计达|年)+$"
)
_RANKING = re.compile(
    "(?:(?:稳|位)?居|位列|排名?|名列|列|在|进入)?(?:中国西部|西部|同类县?|全[市省国县区旗]|[省市]?平原县|世界|全球|国内|同类)[^，]{0,6}$|(?:稳|位)?居[^，]{0,4}$"
)
_GENERIC = re.compile(
    r"^(?:开展|实施|组织|举办|进行|做好|抓好|落实|谋划|促进|围绕|强势开启|开启|计划|组建了|了)+(?=..)"
)
_PLAIN = re.compile(
    r"(?:企业|项目|村|人|群众|家庭|学校|[县区乡镇市]|小区|单位|部门|行政村|自然村|农户|产品|学科|工程|医院|乡镇|街道|社区|村庄|家)?"
)
_BOUND = re.compile(r"^(?:以上|及以上|以下|以内|左右|上下|余|多)")
_JOIN = re.compile(r"[、和与及]|以及")
# A measure of something that must be said: 总投资 of what.
_ATTRIBUTE = re.compile(
    r"(?:年)?(?:总投资(?:额)?|计划总投资|计划投资|概算投资|估算总投资|累计投资|投资(?:总?额)?|完成投资|年度计划?投资|投入|年?产值|总产值|年?营业?收入?|年?营收|利税|利润|税收|纳税|面积|占地(?:面积)?|总建筑面积|建筑面积|总面积|总长度?|全长|长度|里程|产能|年产能|年产量?|产量|装机(?:容量)?|规模|总规模|资金|贷款|就业|收益|综合效益|综合收入|收入|交易额|销售额|年?销售收入|出栏|存栏|到位资金|授信|容积|库容|床位|企业|开工率|竣工率|投产率|满意率|办结率|办复率|满意度|合格率|覆盖率|达标率|参保率|完成率|入库率)"
)
# Verbs that say what was done with what is counted.
_VERB = r"(?:新增|新建|改建|扩建|改造|建成|打造|创建|培育|引进|引育|实施|开展|开工|竣工|启动|组织|举办|承办|出台|制定|整治|排查|查处|破获|拆除|清理|新改建|改扩建|发放|投入|解决|救助|帮扶|带动|吸引|接待|签约|落地|招引|引入|谋划|储备|争取|获批|获评|获得|荣获|入选|列入|纳入|评选|认定|推广|培训|选派|安置|搬迁|关停|取缔|淘汰|压减|减少|增加|提升|完善|建设|推进|修建|铺设|硬化|绿化|栽植|种植|治理|修复|办理|受理|处置|化解|整合|盘活|划转|下放|取消|精简|承接|受益|惠及|覆盖|服务|设立|成立|布局|规划|规划布局|搭建|投放|购置|配备|更新|安装|新认定|新培育|新纳入|新引进|新签约|新入驻|入驻|落户|集聚|拥有|辐射|保障|筹集|拨付|兑现|减免|落实|申报|申请|评为|达成|促成|撬动|争引|引导|实现|完成|通过|推出|命名|建立|改善|提供|资助|转移|召开|巩固|高标准|逐步|升级|提档升级|收集|解答|征集|优化|抓好|集中|分批|新|再|开发|上架|开通|延伸|开放|投产|续建|复工|推动|安排|打通|核准|新上|延长)"
_VERBS = re.compile(f"{_VERB}+(?:了|工作)?")
# Where the words after a counted thing stop to name it.
_STOP = re.compile(
    r"[，。；;:：！!？?\n（()）]|(?<=..)(?:全部|全面|均|都已?|已|实现|完成|建成|投入|投产|开工|竣工|通过|获得|获批|获评|荣获|被|稳步|顺利|成功|达到|落户|列入|纳入|入选|正在|加快|启动|正式|进入|得到|按期|如期|基本|有序|落地|通车|达标|投用|开业|上市|前期|用于|开诊|增长|受益|提升|划转|脱贫|入驻|为|与|从|可|将|在|同步|率先|陆续|相继|免费|参加|享受|成为|签约|取得|推进|建设进度|的建设)"
)
_HOLDS = re.compile(r"(?:等|等地|以及|和|与|的|对|为|向|给|在|至|到|过|把|将|被|由|从)$")
_COUNTS = frozenset(
    "个 家 项 条 件 座 处 所 户 人 名 位 人次 万人次 台 辆 栋 幢 部 支 场 次 例 起 张 对 款 种 间 块 笔 宗 段 艘 架 口 眼 批 批次 片 枚 门 株 棵 盏 组 班 列 篇 册 队 期 场次 羽 头 只 套 台(套) 道 份 床".split()
)
_TOWN, _VILLAGE = "城镇", "农村"


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

    def named(self) -> Iterator["Named"]:
        at = 0
        while at < len(self.figures):
            stop = self._list_from(at)
            self._name_list(at, stop)
            at = stop
        for figure, names, how in zip(self.figures, self.names, self.how, strict=True):
            for name in names or [""]:
                yield Named(figure, name, how)

    def _own(self, at: int) -> str:
        """The words between the figure before, in its clause, and a figure."""
        figure = self.figures[at]
        return _BOUND.sub("", self.text[figure.before : figure.number.start])

    def _tail(self, at: int) -> str:
        """The words after a figure to the next one or the end of its clause."""
        figure = self.figures[at]
        following = self.figures[at + 1].number.start if at + 1 < len(self.figures) else figure.clause[1]
        return _BOUND.sub("", self.text[figure.number.end : min(following, figure.clause[1])])

    def _rest(self, at: int) -> str:
        """The words after a figure to the end of its clause, other figures taken out."""
        figure, parts = self.figures[at], []
        place = figure.number.end
        for other in self.figures[at + 1 :]:
            if other.number.start >= figure.clause[1]:
                break
            parts.append(self.text[place : other.number.start])
            place = other.number.end
        return _BOUND.sub("", "".join([*parts, self.text[place : figure.clause[1]]]))

    def _list_from(self, at: int) -> int:
        """Where a list of bare figures that begins at one ends: 39.41%、23.38%."""
        stop = at + 1
        while stop < len(self.figures):
            between = self.text[self.figures[stop - 1].number.end : self.figures[stop].number.start]
            if not re.fullmatch(r"(?:以上|以下|以内|左右|大关)?[、和与及，,]", between):
                break
            if between[-1] in "，," and (
                self._tail(stop) or self.figures[stop].number.unit != self.figures[at].number.unit
            ):
                break
            stop += 1
        return stop

    def _name_list(self, first: int, stop: int) -> None:
        count = stop - first
        own = self._own(first)
        head = _trail(own)
        listed = self._split(head, count) if count > 1 else []
        if not listed and count > 1 and "分别" in own:
            earlier = self._before(first, count)
            subject = without_lead(re.sub("分别.*$", "", head))
            if earlier and (not subject or _only(subject)):
                listed = earlier
        if listed:
            for at, name in zip(range(first, stop), listed, strict=True):
                self.names[at], self.how[at] = [name], "list"
            return
        for at in range(first, stop):
            self.how[at] = "own"
            self.names[at] = self._single(at, self.names[at - 1] if at > first else None)
            if len(self.names[at]) > 1:
                self.how[at] = "each"

    def _before(self, at: int, count: int) -> list[str]:
        """The names of as many figures before one."""
        names = [name for one in range(max(0, at - 8), at) for name in self.names[one] if name]
        distinct = list(dict.fromkeys(names))
        return distinct[-count:] if len(distinct) >= count else []

    def _split(self, head: str, count: int) -> list[str]:
        """The names of a list by 、 and 和; of 城乡 the town and the village."""
        head = re.sub("(?:分别|各).{0,8}$", "", head)
        head = without_lead(head)
        both = re.search("城乡(?=居民|低保|最低|常住|人均)|城镇(?:居民)?[和、及](?:农村|农民)(?=居民|常住|人均|低保)", head)
        if both and count == 2:
            return [head[: both.start()] + kind + head[both.end() :] for kind in (_TOWN, _VILLAGE)]
        parts = [part for part in _JOIN.split(head) if part]
        if len(parts) > count:
            # The last names of a longer list, where the first words are of another thing.
            return []
        if len(parts) != count or not all(len(part) > 1 for part in parts):
            return []
        return _completed(parts)

    def _single(self, at: int, listed: list[str] | None) -> list[str]:
        figure, own = self.figures[at], self._own(at)
        number, measure = figure.number, figure.measure
        if not own.strip("、，,和与及") and listed:
            self.how[at] = "again"
            return listed
        head = _trail(own)
        core = without_lead(head)
        if (
            measure == "share"
            and (of := re.search("占(?:到|了)?([^，。]{2,20}?)(?:的|比重|比例)?(?:达到?|为|约|近|超过)?$", own))
            and "占比" not in own
        ):
            subject = without_lead(_trail(own[: of.start()])) or self._subject(at)
            return [f"{subject}占{of[1]}比重"]
        if measure == "share" and own.rstrip("约近超").endswith("的") and core and self._tail(at):
            return [f"{_noun(re.sub('^(用于|投入|投向|为|被|是)', '', self._tail(at)))}占{core}比重"]
        if number.rank:
            core = _trail(without_lead(_RANKING.sub("", own)))
            several = self._each(at, own)
            return several or [core or self._subject(at)]
        if measure in ("growth", "average_growth", "cumulative_growth", "ratio", "change"):
            core = without_lead(re.sub(r"(?:[比较同](?:[0-9]{4}年|[上去]年|同期|“[^”]{2,3}”[末期时]*)).*$", "", head))
            core = re.sub(r"(?:是|为|相当于)?[0-9]{4}$|^[，、和]+$", "", core)
            core = "" if _only(core) and len(core) < 5 else core
            if not core:
                return self._each(at, own) or [self._subject(at) or _noun(self._tail(at))]
            return self._several(core, own, measure) or [self._topic(at, core)]
        if "等" in core and (ends := re.search("等(?:地)?(.+)$", core)):
            verb = _VERBS.match(core)
            core = (verb[0] if verb else "") + re.sub("^.*的(?=..)", "", ends[1])
        if at and self.figures[at - 1].status == "baseline" and (_only(core) or not core):
            return [self._subject(at)]
        if (attribute := re.fullmatch(f"{_VERB}*?({_ATTRIBUTE.pattern})", core)) and number.unit not in _COUNTS:
            return self._of(at, attribute[1], own)
        core = _GENERIC.sub("", core)
        if core and not _only(core) and not (number.unit in _COUNTS and self._counted(at, head)):
            if _ATTRIBUTE.fullmatch(core):
                return self._of(at, core, own)
            return self._several(core, own, measure) or [core]
        return [self._after(at, core)]

    def _counted(self, at: int, head: str) -> bool:
        """Whether a number counts what stands after it, though something stands before it too."""
        tail = self._tail(at)
        if not re.match("[^，。；;、：:！!？?)）”的]{2}", tail):
            return False
        if re.match("(?:，|以上|全部|均|，|进行|完成|实现|参加|受益|开展|纳入|通过|投入)", tail):
            return False
        return True

    def _after(self, at: int, core: str) -> str:
        self.how[at] = "tail"
        tail = self._tail(at)
        if tail.startswith("的"):
            tail = tail[1:]
        noun = _noun(tail)
        if not noun:
            noun = _noun(self._rest(at).lstrip("的、和"))
        if not noun and not core:
            return self._subject(at)
        verb = core if _VERBS.fullmatch(core) else ""
        if noun and _PLAIN.fullmatch(noun):
            noun = re.split("[，。；;（(]", self._rest(at))[0].lstrip("的")[:18]
        if len(noun) > 9 and (kind := re.search("的([^的]{2,})$", noun)):
            noun = kind[1]
        if not noun:
            return self._topic(at, core)
        return f"{verb}{noun}" if len(verb) < 5 else noun

    def _of(self, at: int, core: str, own: str) -> list[str]:
        """An attribute with what it is of: after 的, or the thing counted before."""
        rest = self._rest(at)
        if re.search("的", rest[:1]) or (self._tail(at) and not rest.startswith(("，", "、", "。", "；"))):
            noun = _noun(rest.lstrip("的"))
            noun = without_lead(noun)
            noun = re.sub(f"^{_VERB}+", "", noun) or noun
            if noun:
                self.how[at] = "of"
                return [f"{noun}{core}"]
        several = self._each(at, own)
        if several and not re.search("[均都各]", own):
            several = []
        if several:
            return [f"{_bare(name)}{core}" for name in several]
        if "率" in core and (pair := self._proposals(at)):
            return [f"{_bare(name)}{core}" for name in pair]
        return [self._topic(at, core)]

    def _proposals(self, at: int) -> list[str]:
        """Motions of deputies and proposals of committee members, whose rates are said at once."""
        names = self._before(at, 2)
        return names if len(names) == 2 and re.search("建议|议案", names[0]) and "提案" in names[1] else []

    def _each(self, at: int, own: str) -> list[str]:
        """The names of the two figures before one that 均 or 都 gives to both."""
        if not re.search("[均都]", own) or re.search("[人户年]均", own):
            return []
        return self._before(at, 2)

    def _several(self, core: str, own: str, measure: str) -> list[str]:
        """The names that one figure counts for: 普及率、达标率均为99%."""
        parts = [part for part in _JOIN.split(core) if part]
        if len(parts) < 2 or len(parts) > 4:
            return []
        each = re.search("[均都](?!匀|衡)", own.replace("人均", "").replace("年均", "").replace("户均", "")) is not None
        if each and all(len(part) > 1 for part in parts):
            return _completed(parts)
        if (
            measure in ("growth", "average_growth")
            and len(parts) == 2
            and all(
                re.search("(?:收入|投资|总额|增加值|产值|总值|税收|存款|贷款|人次|花费)$", part) and len(part) > 3
                for part in parts
            )
        ):
            return parts
        return []

    def _subject(self, at: int) -> str:
        """What the figure before measures; else what the clause before speaks of."""
        self.how[at] = "subject"
        for one in range(at - 1, -1, -1):
            if self.names[one] and self.names[one][0] and self.figures[one].measure not in ("rank",):
                return self.names[one][-1] if len(self.names[one]) > 1 else self.names[one][0]
        figure = self.figures[at]
        self.how[at] = "clause"
        words = self.text[figure.sentence[0] : figure.clause[0]].rstrip("，,；;")
        return _noun(without_lead(_trail(words[max(words.rfind("，"), words.rfind("；"), -1) + 1 :])))[-16:]

    def _topic(self, at: int, core: str) -> str:
        """A name with what it is of, where it is only an attribute."""
        if not _ATTRIBUTE.fullmatch(core):
            return core
        self.how[at] = "topic"
        for one in range(at - 1, -1, -1):
            if self.names[one] and self.figures[one].number.unit in _COUNTS:
                return f"{_bare(self.names[one][0])}{core}"
        words = self.text[self.figures[at].sentence[0] : self.figures[at].clause[0]].rstrip("，,；;、")
        subject = without_lead(_trail(re.split("[，；;：:]", words)[-1])) if words else ""
        subject = re.sub(f"^{_VERB}+", "", subject)
        return f"{subject[-14:]}{core}" if 1 < len(subject) < 20 else core


def without_lead(words: str) -> str:
    """Return words without those before a name that are no part of it: of time, place, manner, and how it went."""
    match = _LEAD.match(words)
    return words[match.end() :] if match else words


def _trail(words: str) -> str:
    match = _TRAIL.search(words)
    return words[: match.start()] if match else words


def _only(words: str) -> bool:
    """Whether words only say what was done."""
    return not words or bool(_VERBS.fullmatch(words)) or bool(_HOLDS.search(words))


def _noun(words: str) -> str:
    match = _STOP.search(words)
    words = words[: match.start()] if match else words
    return _trail(words.split("、")[0] if len(words) > 18 else words).strip("的“”")[:24]


def _bare(name: str) -> str:
    """A name without the verb that says what was done with it."""
    return re.sub(f"^{_VERB}{{1,3}}(?=..)", "", name)


def _completed(parts: Iterable[str]) -> list[str]:
    """Names of a list with what only the last says for all: 战略性新兴产业和高技术制造业增加值."""
    parts = list(parts)
    last = re.search(
        "(?:增加值|产值|存栏|出栏|余额|产量|收入|覆盖率|达标率|合格率|参保率|办结率|人数|数量|面积)$", parts[-1]
    )
    if (
        last
        and not any(re.search(f"{last[0]}$", part) for part in parts[:-1])
        and not any(re.search("[率值额量数]$", part) for part in parts[:-1])
    ):
        parts[:-1] = [part + last[0] for part in parts[:-1]]
    return parts

"""The indicator that a name stands for: one of the vocabulary, or a new one with all that its row needs."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any, ClassVar

from zreport.reading.document import Rows, words_of
from zreport.reading.folding import as_read
from zreport.reading.phrases import SHORT

# One thing under several names; and what stands for it where the longer one is part of a name already.
_SAME = (
    *SHORT.items(),
    ("社零", "社会消费品零售"),
    ("GDP", "地区生产总值"),
    ("国内生产总值", "地区生产总值"),
    ("万元地区生产总值", "单位地区生产总值"),
    ("经营主体", "市场主体"),
    ("平均每人的", "人均"),
    ("平均每人", "人均"),
    ("每人平均", "人均"),
    ("农民人均", "农村居民人均"),
    ("农村人均", "农村居民人均"),
    ("城镇人均", "城镇居民人均"),
    ("常住居民人均", "居民人均"),
    ("新农合", "新型农村合作医疗"),
    ("医保", "医疗保险"),
    ("技改", "技术改造"),
    ("公共厕所", "公厕"),
    ("农业产业化龙头", "农业龙头"),
    ("国家级高新技术", "高新技术"),
    ("国家高新技术", "高新技术"),
)
_NOISE = re.compile(
    r"[“”‘’\"'《》（）()\s、，,·]|\[[0-9]+\]|全[县市区省](?!旅游|域)|我[县市区省国]|年末|的(?=纯收入|可支配|人均|固定资产)"
)
_PRODUCT = re.compile(
    "(?:^(?:地方|本地|[本市县区省州旗]内?|[本全][市县区省州旗]|[一-龥]{2,5}[省市县州旗])?|(?<=占))生产总值"
)
_GRAIN = re.compile("粮食(?:播种|生产)?(?:最高)?(?:年度?)?(?:总产量?|产量|(?<=年)产)$")
# 农民年人均纯收入, 职工人均全年可用于生活费的收入
_A_YEAR, _LIVING = re.compile("年(?=人均)|(?<=人均)(?:全年|年)|(?<=每人)全年"), re.compile("可用[于作]生活费的收入")
# 税收增长8%: what they bring in.
_TAXES, _PRICES = re.compile("^(?:各项|各类|全部)?税收$"), re.compile("^(?:居民|市场)?(?:消费)?物价(?:总?水平|指数)?$")
# 经济增长8%左右: what grows is the product.
_ECONOMY = re.compile("^(?:国民)?经济(?:增长)?(?:速度|率)?(?:预期)?(?:目标)?$")
# 占生产总值比例, 占生产总值的份额
_PART_OF = re.compile("(占[^占]{2,16}?)的?(?:比例|比重|份额)$")
_RATE, _INDUSTRY = re.compile("(?:比率|比例|率(?:年?均|平均)值)$"), re.compile("^(?:一|二|三)产(?=增加值|$)")
# Verbs that say only that a figure was reached, not that it is of what is new.
_DONE = re.compile(
    "^(?:全面完成|累计完成|谋划实施|组织实施|完成|实现|达到|累计|全年|预计|力争|确保|实施|安排|开展)(?=..)"
)
# Words before and after a name that make it no other thing.
_BEFORE = re.compile("^(?:全社会|全部|各类|年度|当年|年)(?=..)")
_AFTER = re.compile(
    "(?<=..)(?:完成额|总额度|总额|总值|总量|数量|总数|总规模|规模|个数|人数|户数|件数|工程|额|量|值|数)$"
)
# Verbs that stand before or after what they are done to: 改造老旧小区, 老旧小区改造.
_WORK = "改造|建设|治理|整治|修复|绿化|办理|培训|打通|压采|整修"
_VERB_FIRST, _VERB_LAST = re.compile(f"^({_WORK})(..+)$"), re.compile(f"^(..+)({_WORK})$")
_ADDED = re.compile("^(..+?)新增(..+)$")
# What amounts are of. A name of one kind is no other's: 脱贫的户数, 人数; percentages and ranks are of any.
_KINDS = (
    ("元", "美元", "港元", "欧元"),
    ("人", "名", "人次", "位", "口"),
    ("亩", "公顷", "平方米", "平米", "平方公里"),
    ("公里", "米"),
    ("吨", "公斤", "千克", "斤", "克"),
    ("立方米", "方", "立方"),
    ("千瓦时", "度", "吉瓦时", "GWh", "MWh"),
    ("千瓦", "兆瓦", "吉瓦", "MW", "GW"),
    ("天", "日", "小时", "分钟", "个工作日", "工作日", "个月", "年", "年一遇"),
    ("户", "家", "个", "项", "件", "起", "处", "座", "所", "条", "台", "栋", "幢", "批", "批次", "宗", "例"),
)
_KIND_OF = {unit: kind[0] for kind in _KINDS for unit in kind}
_RELATIVE = ("%", "‰", "成", "个百分点", "倍", "位", "位次", "个位次", "")
_LIKELY = frozenset(("元", "%"))
_CELLS = itemgetter("name_zh", "sector", "better", "units", "aliases")
# The end of a name that does not say of what.
_BARE = re.compile(".{3}|.{0,2}(?:项目|资金|面积|企业|案件|金额|工资|投资|产值|学校)|综合利用率")
# How long a key is, with room for what tells two of one spelling apart.
_LONGEST, _APART = 40, len("_99")
# Where less is better, unless the name says that it was brought down or dealt with.
_FALLS = re.compile(
    "失业|贫困发生|贫困人口|能耗|煤耗|电耗|水耗|用水量|浓度|排放|PM2|PM10|二氧化硫|化学需氧量|氨氮|氮氧化物|降尘|重污染|综合指数|事故|死亡"
    "|案件|发案|受案|信访|上访|时限|成本|缺口|赤字|债务|不良|水土流失|沙化|收入比|倍差|电价|资费"
)
_MENDED = re.compile(
    "减|降(?!尘)|压|治|破|查|化解|办结|淘汰|处置|处理|受理|修复|防治|收集|下降|节约|解决|打掉|率先|满意"
)
_NEITHER = re.compile("价格|(?<!惠及)(?<!脱贫)(?<!转移)人口(?:规模|总量|数)?$|受理案件|撤并|搬迁")


@dataclass
class Indicator:
    """A row of indicators.csv: its key, Chinese name and sector, and the names met with it that it has not."""

    key: str
    name_zh: str
    sector: str
    known: bool
    better: str = "up"
    units: tuple[str, ...] = ()
    aliases: dict[str, None] = field(default_factory=dict)


class Names:
    """The indicators of a vocabulary by all their names, and those that a text adds."""

    # Of the vocabulary that was asked for last, which is that of many texts: its rows, and what is made of them.
    _latest: ClassVar[tuple[Any, ...]] = (None, None)

    def __init__(self, indicators: Rows, sectors: Rows):
        if Names._latest[0] is not indicators or Names._latest[1] is not sectors:
            cells = tuple((key, *_CELLS(row)) for key, row in indicators.items())
            sector_of = functools.lru_cache(16384)(functools.partial(_sector_in, _by_first_signs(sectors)))
            Names._latest = (indicators, sectors, *_forms(cells), sector_of)
        self._known, self._said, self._sector = Names._latest[2:]
        self._keys = set(indicators)
        self._added: dict[str, list[Indicator]] = {}
        self._met: dict[str, Indicator] = {}

    def indicator(self, name: str, unit: str) -> Indicator:
        """Return the indicator that a name stands for, in a unit; a new one if the vocabulary has none."""
        # What has the nearest form of the name decides: that of another kind stands for none further off.
        known, added = self._known, self._added
        area = _KIND_OF.get(unit) == "亩"
        form = next((form for form in _variants(name, area) if form in known or form in added), "")
        if form not in known and unit in _LIKELY:
            form = next((likely for likely in _likely(name, unit) if likely in known), form)
        named = [*known.get(form, ()), *added.get(form, ())]
        found = next((one for one in named if _fits(one, unit, len(named) > 1)), None)
        if found is None:
            found = self.new(name)
            self._added.setdefault(_plain(name), []).append(found)
        if (met := self._met.get(found.key)) is None:
            # Of the vocabulary's own a text has a copy, to which it adds names.
            met = self._met[found.key] = replace(found, aliases=found.aliases.copy()) if found.known else found
        found = met
        if (found.key, as_read(name)) not in self._said:
            found.aliases.setdefault(name)
        return found

    def new(self, name: str) -> Indicator:
        """Return an indicator that the vocabulary has not, with a key that is nobody's."""
        return Indicator(self._key(name), name, self._sector(name), False, _better(name))

    def _key(self, name: str) -> str:
        spelt = map(_spelt, name)
        syllables = [part for part in spelt if part] or ["indicator"]
        if not syllables[0][0].isalpha():
            syllables.insert(0, "n")
        longest = _LONGEST - _APART
        syllables[0] = syllables[0][:longest]
        key = syllables[0]
        for syllable in syllables[1:]:
            if len(key) + 1 + len(syllable) > longest:
                break
            key = f"{key}_{syllable}"
        made, at = key, 2
        while made in self._keys:
            made, at = f"{key}_{at}", at + 1
        self._keys.add(made)
        return made


def _by_first_signs(sectors: Rows) -> dict[str, list[tuple[str, str]]]:
    """The words of sectors by their first signs, so that each sign of a name asks for few of them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for key, row in sectors.items():
        for word in words_of(row, "words"):
            found.setdefault(word[0], []).append((word, key))
    return found


def _sector_in(sectors: dict[str, list[tuple[str, str]]], name: str) -> str:
    """The sector of which the longest word stands in a name, and of these the last."""
    found = [
        (len(word), at, key)
        for at, sign in enumerate(name)
        for word, key in sectors.get(sign, ())
        if name.startswith(word, at)
    ]
    return max(found, key=lambda one: one[:2])[2] if found else "governance"


@functools.lru_cache(4)  # a vocabulary is that of many texts
def _forms(rows: tuple[tuple[str, ...], ...]) -> tuple[dict[str, list[Indicator]], set[tuple[str, str]]]:
    """The indicators of a vocabulary by the forms of their names; and each key with the names that it has."""
    every, said, forms = [], set(), {}
    for key, name, sector, better, units, listed in rows:
        one = Indicator(key, name, sector, True, better, tuple(filter(None, units.split("|"))))
        aliases = [as_read(alias) for alias in listed.split("|") if alias]
        said |= {(key, word) for word in (as_read(name), *aliases)}
        every.append((name, one))
        every += [(alias, one) for alias in aliases if not _says_less(alias, name)]
    # The name of one indicator goes before a word that another one is named by.
    for name, one in sorted(every, key=lambda pair: pair[0] != pair[1].name_zh):
        forms.setdefault(_plain(name), []).append(one)
    return forms, said


@functools.cache
def _spelt(sign: str) -> str:
    """A sign in letters, without tones: a key has to tell names apart, not how they are read."""
    from pypinyin import lazy_pinyin

    return re.sub("[^a-z0-9]", "", lazy_pinyin(sign)[0].lower().replace("ü", "v"))


@functools.lru_cache(16384)  # those of the vocabulary are asked for at each text
def _plain(name: str) -> str:
    """Return a name as it is compared: without quotes and blanks, its short forms written out."""
    name = _A_YEAR.sub("", _NOISE.sub("", as_read(name)))
    for short, full in _SAME:
        if short in name and full not in name:
            name = name.replace(short, full)
    name = _ECONOMY.sub("地区生产总值", _PRODUCT.sub("地区生产总值", _DONE.sub("", name)))
    name = _PART_OF.sub(r"\1比重", name)
    name = _RATE.sub("率", _GRAIN.sub("粮食总产量", name))
    name = _PRICES.sub("居民消费价格", name)
    name = _TAXES.sub("税收收入", _LIVING.sub("生活费收入", name))
    return _INDUSTRY.sub(lambda found: f"第{found[0]}业", name)


@functools.lru_cache(16384)  # counties name the same things
def _variants(name: str, area: bool) -> tuple[str, ...]:
    """Return the forms in which the vocabulary may have a name, the nearest first; none of them is of another thing."""
    return tuple(dict.fromkeys(_forms_of(name, area)))


def _likely(name: str, unit: str) -> Iterator[str]:
    """Return the forms of what a name most likely stands for in a unit, though it says less or more than that."""
    # 经济总量达到90亿元 is the product; what is to double may be more.
    yield from ("地区生产总值",) if name == "经济总量" else ()
    if unit == "%":
        # 带动固定资产投资增长5%: it grew, whatever made it. 贷款增长9%: those that are out.
        bare = name.removeprefix("带动")
        yield from (*_variants(bare, area=False), f"{bare}余额")


def _forms_of(name: str, area: bool) -> Iterator[str]:
    whole = _plain(name)
    # 粮食36万亩 is sown, 粮食增长5% is brought in.
    ends = ("总额", "总值", "总量", "面积" if area else "总产量" if whole == "粮食" else "量", "额")
    for head in dict.fromkeys((whole, _BEFORE.sub("", whole))):
        forms = {head: None, _AFTER.sub("", head): None}
        for form in tuple(forms):
            if turned := _VERB_FIRST.match(form) or _VERB_LAST.match(form):
                forms.setdefault(f"{turned[2]}{turned[1]}")
        for form in tuple(forms):
            if added := _ADDED.match(form):
                forms.setdefault(f"新增{added[1]}{added[2]}")
            elif form.startswith("新增城镇"):
                forms.setdefault(f"城镇新增{form[4:]}")
        yield from forms
        yield from (f"{form}{end}" for form in forms for end in ends)


@functools.lru_cache(16384)
def _better(name: str) -> str:
    """Propose whether more of something is better: up, down, or none where neither is."""
    if _FALLS.search(name) and not _MENDED.search(name):
        return "down"
    return "none" if _NEITHER.search(name) else "up"


@functools.lru_cache(4096)
def _says_less(alias: str, name: str) -> bool:
    """Whether a word by which a figure is proven is no name: 增加值 and 到位资金 are of many things."""
    alias, name = _plain(alias), _plain(name)
    return len(alias) < 3 or (name != alias and name.endswith(alias) and bool(_BARE.fullmatch(alias)))


def _fits(one: Indicator, unit: str, shared: bool) -> bool:
    """Whether an indicator may have a figure in a unit: of its own kind, or said of any amount.

    A name that several indicators share is that of one which has the very unit.
    """
    if unit in _RELATIVE or not one.known:
        return True
    return unit in one.units or (
        not shared and _KIND_OF.get(unit, unit) in {_KIND_OF.get(had, had) for had in one.units}
    )

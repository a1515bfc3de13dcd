"""The indicator that a name stands for: one of the vocabulary, or a new one with all that its row needs."""

import re
from dataclasses import dataclass, field

from zreport.reading.document import Rows, words_of
from zreport.reading.folding import as_read

# One thing under several names.
_SAME = (
    ("规上", "规模以上"),
    ("限上", "限额以上"),
    ("固投", "固定资产投资"),
    ("社零", "社会消费品零售"),
    ("GDP", "地区生产总值"),
    ("万元GDP", "单位地区生产总值"),
    ("农民人均", "农村居民人均"),
)
_NOISE = re.compile(r"[“”‘’\"'《》（）()\s、，,·]|\[[0-9]+\]|全[县市区省](?!旅游|域)|我[县市区省]|数量$|总数$|个数$")
_DONE = re.compile("^(?:完成|实现|全面完成|建成并?|累计)(?=..)")
_LONGEST = 60


@dataclass
class Indicator:
    """A row of indicators.csv: its key, Chinese name and sector, and the measures, units and names met with it."""

    key: str
    name_zh: str
    sector: str
    known: bool
    better: str = "up"
    name_en: str = ""
    measures: dict[str, None] = field(default_factory=dict)
    units: dict[str, None] = field(default_factory=dict)
    aliases: dict[str, None] = field(default_factory=dict)


class Names:
    """The indicators of a vocabulary by all their names, and those that a text adds."""

    def __init__(self, indicators: Rows, sectors: Rows):
        self._sectors = {key: words_of(row, "words") for key, row in sectors.items()}
        self._known: dict[str, Indicator] = {}
        self._keys = set(indicators)
        for key, row in indicators.items():
            one = Indicator(key, row["name_zh"], row["sector"], True)
            for name in (row["name_zh"], *words_of(row, "aliases")):
                self._known.setdefault(_plain(name), one)

    def indicator(self, name: str, unit: str) -> Indicator:
        """Return the indicator that a name stands for; a new one if the vocabulary has none."""
        plain = _plain(name)
        # One name may be that of a rate and of an amount; both are one indicator.
        if (found := self._known.get(plain)) is None:
            found = Indicator(self._key(plain), name, self._sector(name), False, _better(name))
            self._known[plain] = found
        if not found.known:
            found.aliases.setdefault(name)
        return found

    def _sector(self, name: str) -> str:
        counts = {
            key: max((len(word) for word in words if word in name), default=0) for key, words in self._sectors.items()
        }
        return max(counts, key=lambda key: counts[key]) if any(counts.values()) else "governance"

    def _key(self, name: str) -> str:
        from pypinyin import lazy_pinyin

        spelt = "_".join(re.sub("[^a-z0-9]", "", part.lower().replace("ü", "v")) for part in lazy_pinyin(name))
        key = re.sub("_+", "_", spelt).strip("_")[:_LONGEST].strip("_")
        key = key if key[:1].isalpha() else f"n_{key}".strip("_")
        made, at = key, 2
        while made in self._keys:
            made, at = f"{key}_{at}", at + 1
        self._keys.add(made)
        return made


def _plain(name: str) -> str:
    name = _NOISE.sub("", as_read(name))
    for short, full in _SAME:
        if short in name and full not in name:
            name = name.replace(short, full)
    name = re.sub("^(?:地方|国内|本地)?生产总值", "地区生产总值", _DONE.sub("", name))
    name = re.sub("^(?:全社会|全部)?固定资产投资(?:总?额|完成额)?$", "固定资产投资", name)
    return re.sub("(?:粮食)(?:总产|产量|总产量)$", "粮食总产量", name) or name


def _better(name: str) -> str:
    """Whether more of something is better, as a proposal."""
    return "down" if re.search("失业|贫困发生|能耗|浓度|排放|事故|死亡|案件|发案|时限|成本|降尘|缺口", name) else "up"

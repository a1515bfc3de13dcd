"""The places that words name: the words of a label, of a file's name, of a whole text."""

import functools
import re
from collections import Counter
from itertools import pairwise

from zreport.corpus.gazetteer import NATIONAL, Place, known_places
from zreport.corpus.romanised import romanised
from zreport.draft.stated import NATIONS

_TOWNSHIP = re.compile("[\u4e00-\u9fff]{2,8}?(?:镇|乡|街道|苏木)$")
_GOVERNMENT = re.compile("(?:人民)?政府(?:工作(?:的)?报告)?.*$|工作报告.*$|国民经济.*$")
# Names of places, and words of any report.
_WORDS = frozenset(
    re.findall(
        "..",
        "资源合作振兴公园新兴新建动力和平平安友好新城解放复兴通道惠民富民古城老城城中市中同心共和富裕兴隆温泉开发建设和政新和"
        "新民大兴乐业兴业和安前进向阳红旗胜利民主文明团结永红长安太平安定民族",
    )
)
_OFTEN, _SURELY = 5, 9  # times that a text names its own place, and that no word is met by chance


@functools.lru_cache(4096)
def places_called(words: str) -> tuple[Place, ...]:
    """Return all places, of all years, that a name may mean: in full, in short, or romanised.

    Examples
    --------
    >>> sorted({place.full for place in places_called("徐水区")})
    ['河北省保定市徐水区']
    >>> sorted({place.own for place in places_called("county_yixian")})
    ['义县', '易县', '黟县']
    """
    words = words.strip("/ ")
    if words in NATIONS:
        return (NATIONAL,)
    if words.isascii():
        return romanised(words)
    words = _GOVERNMENT.sub("", words).removeprefix("中国") or words
    for table in (known_places().full, known_places().short):
        for start in range(len(words) - 1):
            if fitting := [place for place in table.get(words[start:], ()) if _lies_in(words[:start], place)]:
                return tuple(fitting)
    found = _TOWNSHIP.search(words)
    for start in range(2, len(words) - 2) if found else ():
        if (
            (above := places_called(words[:start]))
            and start >= len(above[0].own)
            and not _TOWNSHIP.search(words[:start])
        ):
            return tuple(
                Place(
                    (*one.names, words[start:]),
                    (*one.shorts, words[start:]),
                    "township",
                    "",
                    one.lineage,
                    one.first,
                    one.last,
                )
                for one in above
            )
    return ()


def _lies_in(words: str, place: Place) -> bool:
    """Whether words name what a place lies in, all or part of it, and nothing else."""
    for name, short in zip(place.names[:-1], place.shorts[:-1], strict=True):
        words = words.removeprefix(name) if words.startswith(name) else words.removeprefix(short)
    return not words


def in_name(words: str) -> str:
    """Return the name of a place that a part of a file's name holds, with what it lies in; empty if none is sure.

    Examples
    --------
    >>> in_name("河北省保定市安国市2022年政府工作报告"), in_name("county_boye_2021"), in_name("附件3")
    ('河北省保定市安国市', 'county_boye', '')
    """
    found = []
    for run in re.findall("[\u4e00-\u9fff]+", words):
        bare = _GOVERNMENT.sub("", run).removeprefix("年").removesuffix("年")
        if bare in NATIONS or (len(bare) > 1 and places_called(bare)):
            found.append(bare)
        else:
            found += _chains(bare)
    if found:
        # 河北省 of one part and 安国市 of another.
        joined = "".join(found)
        return joined if places_called(joined) else found[0] if len(set(found)) == 1 else ""
    latin = "_".join(re.findall("[A-Za-z]+", re.sub(r"\.[A-Za-z0-9]{2,4}$", "", words)))
    return latin if latin and places_called(latin) else ""


def _chains(words: str) -> list[str]:
    """The full names in words, those that follow on each other as one."""
    chains, start, last = [], 0, -1
    while start < len(words):
        for end in range(min(len(words), start + 14), start + 1, -1):
            if words[start:end] in known_places().full:
                if last == start:
                    chains[-1] += words[start:end]
                else:
                    chains.append(words[start:end])
                start = last = end
                break
        else:
            start += 1
    return chains


@functools.lru_cache(4)
def places_named(text: str) -> list[tuple[str, int]]:
    """Return the places that a text names again and again, in short, and how often; most first."""
    pairs = Counter(map("".join, pairwise(text)))
    found = []
    for short, places in known_places().short.items():
        if pairs.get(short[:2], 0) < _OFTEN or short in _WORDS or short[-1] == "区":
            continue
        often = pairs[short] if len(short) == 2 else text.count(short)
        # 和平 is a word of any report, and a name where 和平区 is named too.
        if often >= _OFTEN and (often >= _SURELY or any(one.own in text for one in places)):
            found.append((short, often))
    return sorted(found, key=lambda item: (-item[1], item[0]))

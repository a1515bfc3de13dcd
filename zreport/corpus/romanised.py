"""The romanised names of places: those that files bear, and those that an English reader is given."""

import functools
import re
from collections import defaultdict
from collections.abc import Mapping
from itertools import islice, product

from zreport.corpus.gazetteer import NATIONAL, Place, holds, known_places

_PEOPLES = re.compile(
    "(?:(?:壮|回|维吾尔|哈萨克|蒙古|藏|苗|彝|布依|朝鲜|满|侗|瑶|白|土家|哈尼|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|"
    "达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|鄂伦春|独龙|各)族|维吾尔|(?<!内)蒙古)+(?=自治)"
)


def _pairs(words: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in words.split(","))


_KINDS = _pairs(
    "特别行政区:,自治区:,自治州:Autonomous Prefecture,自治县:Autonomous County,自治旗:Autonomous Banner,新区:New Area,"
    "林区:Forestry District,特区:Special District,地区:Prefecture,省:Province,市:City,州:Prefecture,盟:League,县:County,"
    "区:District,旗:Banner,镇:Town,乡:Township,街道:Subdistrict,苏木:Sumu"
)
# Names that are romanised otherwise than their signs are read, or known by another in English.
_ENGLISH = _pairs(
    "陕西:Shaanxi,西藏:Tibet,内蒙古:Inner Mongolia,哈尔滨:Harbin,呼和浩特:Hohhot,乌鲁木齐:Urumqi,拉萨:Lhasa,"
    "鄂尔多斯:Ordos,呼伦贝尔:Hulunbuir,喀什:Kashgar,齐齐哈尔:Qiqihar,香港:Hong Kong,澳门:Macao,锡林郭勒:Xilingol,"
    "巴彦淖尔:Bayannur,乌兰察布:Ulanqab,克拉玛依:Karamay,吐鲁番:Turpan,日喀则:Shigatse,望都:Wangdu,乐亭:Laoting"
)
_LATIN_RANKS = {
    word: rank
    for rank, words in {
        "nation": "central china prc state council national nation guowuyuan quanguo zhongyang",
        "province": "prov province provincial",
        "city": "city cities prefecture municipality",
        "county": "county counties cnty district banner",
        "township": "town township",
    }.items()
    for word in words.split()
}
_SHORTEST = 4  # letters of a romanised name
_READINGS = 16  # of one name


@functools.cache
def _latin(all_readings: bool) -> dict[str, list[Place]]:
    """Places by their romanised names, in full and in short; 望都 is read otherwise in other words."""
    from pypinyin import Style, pinyin

    table: dict[str, dict[Place, None]] = defaultdict(dict)
    for names in (known_places().full, known_places().short):
        for name, places in names.items():
            plain = _PEOPLES.sub("", name)
            # The readings of all signs, or those that the signs have in this name.
            words = list(plain) if all_readings else [plain]
            syllables = [
                one for word in words for one in pinyin(word, Style.NORMAL, heteronym=all_readings, v_to_u=True)
            ]
            keys = {"".join(parts) for parts in islice(product(*syllables), _READINGS)}
            keys = {key.replace("ü", sign) for key in keys for sign in ("u", "v", "yu")}
            keys.add(_ENGLISH.get(places[0].shorts[-1], "").lower().replace(" ", ""))
            for key in keys - {""}:
                table[key].update(dict.fromkeys(places))
    for place in table.pop("shanxi"):
        table["shaanxi" if place.shorts[-1] == "陕西" else "shanxi"][place] = None
    return {key: list(places) for key, places in table.items()}


def romanised(words: str) -> tuple[Place, ...]:
    """Return all places that a romanised name may mean; one with ``county`` or ``prov`` only those of the level."""
    tokens = re.findall("[a-z]+", words.lower().replace("'", ""))
    ranks = {_LATIN_RANKS[token] for token in tokens if token in _LATIN_RANKS}
    parts = _segments(tokens, _latin(False)) or (_segments(tokens, _latin(True)) if ranks - {"nation"} else [])
    if not parts and "nation" in ranks:
        return (NATIONAL,)
    ranks -= {"nation"}
    for index, part in reversed(list(enumerate(parts))):
        others = parts[:index] + parts[index + 1 :]
        fitting = [one for one in part if all(any(holds(other, one) for other in more) for more in others)]
        ranked = [one for one in fitting if one.level in ranks or (one.own[-1] == "市" and "city" in ranks)]
        if ranked or (fitting and not ranks):
            return tuple(ranked or fitting)
    return ()


def _segments(tokens: list[str], known: Mapping[str, list[Place]]) -> list[list[Place]]:
    """What each name in some words means, the longest names first: yi xian is 易县, though xian alone is 西安."""
    parts, start = [], 0
    while start < len(tokens):
        for end in range(min(len(tokens), start + 4), start, -1):
            key = "".join(tokens[start:end])
            if len(key) >= _SHORTEST and key in known and not (end - start == 1 and key in _LATIN_RANKS):
                parts.append(known[key])
                start = end
                break
        else:
            start += 1
    return parts


def english(place: Place) -> str:
    """Romanise a name, with its level in English.

    Examples
    --------
    >>> [english(known_places().full[name][0]) for name in ("安国市", "内蒙古自治区", "西安市")]
    ['Anguo City', 'Inner Mongolia', "Xi'an City"]
    """
    from pypinyin import lazy_pinyin

    if place.level == "nation":
        return "China"
    name = _PEOPLES.sub("", place.own)
    kind = next((kind for kind in _KINDS if name.endswith(kind) and len(name) > len(kind)), "")
    stem = name.removesuffix(kind)
    plain = _ENGLISH.get(stem) or _spelt(lazy_pinyin(stem, v_to_u=True))
    level = "" if place.level == "province" and kind == "市" else _KINDS.get(kind, "")
    return f"{plain} {level}".strip()


def _spelt(syllables: list[str]) -> str:
    words = syllables[0]
    for one in syllables[1:]:
        words += f"'{one}" if one[0] in "aeo" else one
    return words.capitalize()

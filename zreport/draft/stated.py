"""What a report's text says of itself: place, day, session and speaker; and whether it is the report it is said to be."""

import datetime
import functools
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise

from zreport.language import Text
from zreport.reading.folding import fold
from zreport.reading.worded import CHINESE_DIGITS, value_of

NATION = "全国"
NATIONS = {NATION, "中国", "国务院", "中华人民共和国", "中央"}
_HAN, _COUNT = "[\u4e00-\u9fff]", "[一二三四五六七八九十百〇零0-9]"
_SESSION = re.compile(
    rf"(?:在|[日号]|^)(?P<place>(?:(?!在|日){_HAN}){{0,24}}?)"
    rf"(?P<session>(?:第?{_COUNT}+届)(?:全国)?(?:第?{_COUNT}+次)?(?:人民代表大会|人大)(?:常务委员会|常委会)?(?:第?{_COUNT}+次(?:全体)?)?(?:会议|全会)?)"
)
_ROLE = "(?:代理?|副)?(?:省长|市长|区长|县长|旗长|州长|盟长|镇长|乡长|主席|主任|专员|总理)"
_SPEAKER = re.compile(rf"{_ROLE}[\n:：]?({_HAN}{{2,4}}|{_HAN}{{1,8}}·[{_HAN[1:-1]}·]{{1,12}})(?=$|[\n)）])")
_GOVERNMENT = re.compile(
    rf"(?:^|代表|在|上|[\n,，])((?:(?!代表){_HAN}){{2,24}}?)(?:人民政府|政府|人民委员会|革命委员会|管理委员会|管委会)"
)
_GREETING = re.compile("各位代表|各位委员|同志们|现在[,，]?我|^[一二三四五六七八九十]+、", re.M)
_TITLE = re.compile(rf"(?:^|\n)((?:{_HAN}|[0-9]){{0,24}}?政府工作(?:的)?报告)")
_TITLE_PLACE = re.compile(
    rf"((?!年){_HAN}{{1,20}}?[省市区县旗州盟])(?:[0-9〇一二三四五六七八九十]{{4}}年)?(?:人民)?政府工作"
)
_DATE = re.compile(
    "([0-9]{4}|[〇零○一二三四五六七八九]{4})(?:年|[-./])([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:月|[-./])"
    "([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:日|号|(?![0-9]))"
)
_LEVELS = "省市州盟县区旗"
# 州 of 荆州市, 市 of 沙市区 and 旗 of 红旗区 are parts of names.
_PART = re.compile(
    rf"{_HAN}+?(?:特别行政区|自治[区州县旗]|地区|林区|特区|[省盟县区]|州(?![市区县])|旗(?![区县])|市(?![区市]$))"
)
_PEOPLES = re.compile("(?<=..)(?:(?:[\u4e00-\u9fff]{1,3}族)+|维吾尔|各族)?自治[区州县旗]$")
_LEVEL = re.compile(f"(?<=.)(?:特别行政区|地区|[{_LEVELS}])$")
_WORDS = {"合作", "振兴", "资源", "新建"}  # names of places, and words of any report
_OFTEN = 5  # times as often as the place that a text is said to be of, another must be named to be its place
_FIRST, _LAST = 1980, 2024  # years of which the codes are known


@dataclass(frozen=True)
class Stated:
    """What a text states of itself; empty where it does not.

    Attributes
    ----------
    title_zh, place_zh, session_zh, speaker_zh : str
    delivered : str
        A day, as ISO writes it.
    text : str
        Where no place is stated: the text, in which the places that it names can be counted.
    """

    title_zh: str = ""
    place_zh: str = ""
    delivered: str = ""
    session_zh: str = ""
    speaker_zh: str = ""
    text: str = field(default="", repr=False)


def read_stated(text: str) -> Stated:
    r"""Read what a text states of itself, above its first words and in its first sentence.

    Examples
    --------
    >>> words = "——2022年1月27日在安国市第八届人民代表大会第二次会议上\n安国市人民政府市长  梁忠林\n各位代表："
    >>> found = read_stated(words)
    >>> found.place_zh, found.delivered, found.speaker_zh
    ('安国市', '2022-01-27', '梁忠林')
    """
    plain = fold(text).text
    found = _GREETING.search(plain[:1000])
    head, opening = (plain[: found.start()], plain[found.start() : found.start() + 200]) if found else ("", "")
    close = re.sub(r"\s+", "", head)
    session, speaker, title = _SESSION.search(close), _SPEAKER.search(head), _TITLE.search("\n" + head)
    place = _place(close, head, opening, session)
    words = ""
    if session:
        bare = _is_bare(session["place"])
        words = ("" if place == NATION else place if bare else session["place"]) + session["session"]
    name = title[1] if title else ""
    if place and name in ("", "政府工作报告"):
        name = ("国务院" if place == NATION else place) + "政府工作报告"
    day = _day(close[: session.start("session")]) or _day(close) if session else _day(close)
    return Stated(name, place, day, words, speaker[1] if speaker else "", "" if place else plain)


def _place(close: str, head: str, opening: str, session: re.Match | None) -> str:
    candidates = [session["place"]] if session else []
    candidates += [match[1] for words in (head, opening) for match in _GOVERNMENT.finditer(words)]
    candidates += [match[1] for match in _TITLE_PLACE.finditer(close)]
    if re.search("代表国务院|国务院总理", head + opening) or (session and "全国人民代表大会" in session[0]):
        return NATION
    full = [one for one in candidates if not _is_bare(one) and one[-1] in _LEVELS + "镇乡"]
    # 满城区 of one line is 保定市满城区 of another.
    return next((max((other for other in full if other.endswith(one)), key=len) for one in full), "")


def _is_bare(words: str) -> bool:
    return not words or bool(re.fullmatch(f"[我本全各]?[{_LEVELS}]|自治[区州县旗]|各级|本届|上届|一届|上级", words))


def _day(words: str) -> str:
    """The first day that words name, as ISO writes it."""
    for year, month, day in _DATE.findall(words):
        with suppress(ValueError):
            return datetime.date(*map(number, (year, month, day))).isoformat()
    return ""


def number(words: str) -> int:
    """Return the number of a year, month or day in digits or in Chinese: 二〇二二, 十一."""
    if words.isascii() or "十" in words:
        return int(value_of(words))
    return int("".join(str(CHINESE_DIGITS[sign]) for sign in words))


@functools.lru_cache(8)
def named_places(text: str) -> list[tuple[str, int]]:
    """Return the counties that a text names again and again, in full or in short, and how often, most first."""
    years = Counter(re.findall("(?:19|20)[0-9]{2}(?=年)", text))
    pairs = Counter(a + b for a, b in pairwise(text) if a >= "\u4e00" and b >= "\u4e00")
    often = [pair for pair, count in pairs.items() if count >= 2 * _OFTEN and pair not in _WORDS]
    found = _located(often, int(max(years, key=lambda one: years[one], default=_LAST)), short=True)
    named = [(one[2], pairs[pair]) for pair, one in zip(often, found, strict=True) if one and one[2][:-1] == pair]
    return sorted([(name, count) for name, count in named if name[-1] in "县区旗市"], key=lambda item: -item[1])


def mismatch(found: Stated, place: str, date: str = "") -> Text | None:
    """Say why a text is not the report of a place, or of the year of a day; nothing where it may be.

    Names are compared with and without what they lie in, and by their stem: 徐水县 is 徐水区 of later years.

    Examples
    --------
    >>> mismatch(Stated(place_zh="安国市"), "河北省保定市安国市")
    >>> mismatch(Stated(place_zh="保定市"), "河北省保定市安国市").en
    'the text says that it is of 保定市, not of 河北省保定市安国市'
    """
    when = found.delivered or date
    if found.place_zh and place and not _same(found.place_zh, place, when):
        zh = f"文本自称是{found.place_zh}的，不是{place}的"
        return Text(zh, f"the text says that it is of {found.place_zh}, not of {place}")
    if found.text and place:
        own = found.text.count(_core(_parts(place)[-1]))
        name, often = next(iter(named_places(found.text)), ("", 0))
        if own * _OFTEN < often:
            zh = f"文本没有写明是哪里的，但提到{name}（或其简称）{often}次，提到{place}只有{own}次"
            return Text(zh, f"the text states no place, but names {name} {often} times and {place} only {own} times")
        county, level = (sum(map(found.text.count, words)) for words in (("全县", "全旗"), ("全" + place[-1],)))
        if county > 2 * max(_OFTEN, level) and _is_high(place, when):
            zh = f"文本没有写明是哪里的，但说“全县”{county}次，不像是{place}的"
            return Text(zh, f"the text states no place, but says “全县” (the county) {county} times: hardly of {place}")
    if found.delivered and date and found.delivered[:4] != date[:4]:
        zh = f"文本写的日期是{found.delivered}，不是{date[:4]}年"
        return Text(zh, f"the text is dated {found.delivered}, not {date[:4]}")
    return None


def _same(one: str, other: str, date: str) -> bool:
    if one in NATIONS or other in NATIONS:
        return one in NATIONS and other in NATIONS
    ours, theirs = _parts(one), _parts(other)
    if _core(ours[-1]) != _core(theirs[-1]):
        return False
    cities = [
        [part for part in parts[:-1] if part[-1] in "市州盟" or part.endswith("地区")] for parts in (ours, theirs)
    ]
    if all(cities) and _core(cities[0][-1]) != _core(cities[1][-1]):
        return False  # 鼓楼区 of two cities
    kinds = {ours[-1][-1], theirs[-1][-1]} & set(_LEVELS)
    if len(kinds) == 2 and kinds & set("市州省"):
        # 安国县 became 安国市; but 承德县 lies in 承德市.
        codes = [area(name, date) for name in (one, other)]
        return not all(codes) or _rank(codes[0][0]) == _rank(codes[1][0])
    return True


def _is_high(place: str, date: str) -> bool:
    """Whether a place is larger than a county."""
    found = None if place in NATIONS else area(place, date)
    return place in NATIONS or bool(found and _rank(found[0]) < 2)


def _parts(place: str) -> list[str]:
    """The names that a full name is made of: 河北省, 保定市, 安国市."""
    return _PART.findall(place) if _PART.sub("", place) == "" and place else [place]


def _core(name: str) -> str:
    """A name without its level, unless one sign is left: 安国 of 安国市, but 易县."""
    stem = _PEOPLES.sub("", name)
    stem = stem if stem != name else _LEVEL.sub("", name)
    return stem if len(stem) > 1 else name


def _rank(code: str) -> int:
    return (not code.endswith("00")) + (not code.endswith("0000"))


@functools.lru_cache(256)
def area(place: str, date: str = "") -> tuple[str, str] | None:
    """Return the code of GB/T 2260 that a place had in the year of a day, and its full name; nothing if in doubt.

    Examples
    --------
    >>> area("河北省保定市安国市")
    ('130683', '河北省保定市安国市')
    """
    if place in NATIONS:
        return None
    year = int(date[:4]) if date[:4].isdecimal() else _LAST
    name = _core(_parts(place)[-1])
    # Where no year is given, or the name is of another time: the latest year that has it.
    for when in dict.fromkeys([year, _LAST, 2012, 1996, 1984]):
        one = _located([place], when)[0]
        if one and _core(one[2]) == name:
            return one[0], one[1]
    return None


def _located(names: list[str], year: int, short: bool = False) -> list[tuple[str, str, str] | None]:
    """Code, full name, and last part of it, of places whose names are known in a year."""
    from cnloc import getlocation

    if not names:
        return []
    located = getlocation(names, year=min(max(year, _FIRST), _LAST), county_short=short, max_workers=1)
    rows = located.fillna("").to_dict("records")
    found = []
    for row in rows:
        parts = [row[f"{level}_name"] for level in ("province", "city", "county")]
        shown = [part for index, part in enumerate(parts) if part and not re.fullmatch("市辖区|县|.*直辖.*", part)]
        code = row["county_adcode"] or row["city_adcode"] or row["province_adcode"]
        found.append((code, "".join(shown), shown[-1]) if code and shown else None)
    return found

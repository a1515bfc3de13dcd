"""What is said of a text beside it: its place and its date, in the forms that public sets write them in."""

import datetime
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from zreport.draft.stated import NATION, number
from zreport.language import Text

# The headings of columns, as they are written in public sets, in small letters and without blanks.
_PLACES = {
    "place": "place region location name_of_place placename place_zh 地区 地方 地名 地点 区域 行政区 行政区划 政府",
    "province": "province prov 省 省份 省级 所属省份 所在省份 省市区 省（区、市）",
    "city": "city prefecture 市 城市 地级市 地市 市州 所属城市 所在城市",
    "county": "county district 县 区县 县区 县市区 区 县级 所属区县 所在区县 县（市、区） 区（县） 县级市",
}
_DATES = {
    "date": "date day delivered delivery_date 日期 时间 报告日期 报告时间 作报告日期 会议日期",
    "year": "year 年 年份 年度 报告年份",
}
_FILES = {"file": "file filename file_name path filepath 文件 文件名 文件名称 文件路径 路径"}
_TEXTS = {"text": "text content fulltext full_text body report 正文 全文 内容 报告全文 文本 报告内容 报告正文 文本内容"}
COLUMN_ROLES = {
    name: role for table in (_PLACES, _DATES, _FILES, _TEXTS) for role, names in table.items() for name in names.split()
}
PLACE_ROLES = tuple(_PLACES)
MANIFEST_HEADS = [name for name, role in COLUMN_ROLES.items() if role != "text"]
_DAY = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})(?:[-/._年 ]{1,2}([0-9]{1,2})[-/._月 ]{1,2}([0-9]{1,2})日?|([01][0-9])([0-3][0-9]))"
    r"(?:[ T][0-9:.]+)?(?![0-9])"
)
_YEAR = re.compile(r"(?<![0-9])((?:19[4-9]|20[0-9])[0-9])(?![0-9])")
_WORDED_YEAR = re.compile("[一二][〇零○一二三四五六七八九]{3}(?=年|$)")


class Label(NamedTuple):
    """What is said of a text beside it.

    Attributes
    ----------
    place : str
        A name as it is written there, with what it lies in; romanised ones too. One that ends in ``/`` is that of
        a folder, in which the text's own place may lie.
    date : str
        An ISO day, or a year.
    by : str
        ``manifest``, ``table`` or ``name``; empty where nothing is said.
    """

    place: str = ""
    date: str = ""
    by: str = ""


def role_of(heading: object) -> str:
    """What a column holds by its heading: file, place, province, city, county, date, year or text; empty if unknown.

    >>> role_of("年份"), role_of(" Place "), role_of("备注")
    ('year', 'place', '')
    """
    return COLUMN_ROLES.get(re.sub(r"[\s\ufeff]+", "", str(heading or "")).lower(), "")


def date_of(words: object) -> str | None:
    """The day or the year that a cell holds; empty where it is empty, nothing where it holds neither.

    >>> date_of("2022年1月27日"), date_of("2022.0"), date_of("20220127"), date_of("2022-13-01")
    ('2022-01-27', '2022', '2022-01-27', None)
    """
    if isinstance(words, datetime.date):  # as workbooks hold them
        return words.strftime("%Y-%m-%d")
    said = str(words if words is not None else "").strip()
    if not said:
        return ""
    if found := _DAY.fullmatch(said):
        return _day(found)
    if found := re.fullmatch(r"((?:19|20)[0-9]{2})(?:\.0|年度?|[-/.年][0-9]{1,2}月?)?", said):
        return found[1]
    if _WORDED_YEAR.fullmatch(said.rstrip("年")):
        return str(number(said.rstrip("年")))
    return None


def dates_in(words: str) -> str | None:
    """The one day, else the one year, that a name holds; nothing where it holds several, empty where none."""
    days = {day for found in _DAY.finditer(words) if (day := _day(found))}
    years = set(_YEAR.findall(words)) | {str(number(year)) for year in _WORDED_YEAR.findall(words)}
    if len(days) == 1 and years <= {next(iter(days))[:4]}:
        return days.pop()
    years |= {day[:4] for day in days}
    return (years or {""}).pop() if len(years) < 2 else None


def _day(found: re.Match) -> str | None:
    with suppress(ValueError):
        return datetime.date(*(int(part) for part in found.groups() if part)).isoformat()
    return None


def place_of(cells: Mapping[str, str]) -> str:
    """The full name that columns of a row give: of the place, or of province, city and county.

    >>> place_of({"province": "河北省", "city": "保定市", "county": "保定市安国市"})
    '河北省保定市安国市'
    """
    full = ""
    for role in (*PLACE_ROLES[1:], PLACE_ROLES[0]):
        part = re.sub(r"[\s,，/>·-]+", "", cells.get(role, "")) if _is_han(cells.get(role, "")) else cells.get(role, "")
        part = part.strip()
        if part in ("", "无", "本级", "省本级", "市本级", "nan", "None") or full.endswith(part):
            continue
        shared = next((size for size in range(min(len(full), len(part)), 1, -1) if full.endswith(part[:size])), 0)
        full = NATION if part == NATION else full + part[shared:] if _is_han(part) or not full else f"{full} {part}"
    return full


def _is_han(words: str) -> bool:
    return bool(re.search("[\u4e00-\u9fff]", words))


def roles_in(header: Sequence[object]) -> dict[str, int]:
    """The places of the columns whose headings are known, by what they hold; the first of each."""
    found: dict[str, int] = {}
    for index, heading in enumerate(header):
        if role := role_of(heading):
            found.setdefault(role, index)
    return found


class Refusal(NamedTuple):
    """Why a text is set apart, in both languages, and of which place and date it says that it is."""

    reason: str
    words: Text
    text_place: str = ""
    text_date: str = ""

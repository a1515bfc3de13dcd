"""Of which place and day a text is, by all that is said of it; or why that is in doubt."""

import datetime
import functools
from typing import NamedTuple

from zreport.corpus.labels import Label, Refusal
from zreport.corpus.placing import BY, placed
from zreport.corpus.romanised import english
from zreport.corpus.years import Years, years_of
from zreport.draft.stated import read_stated
from zreport.language import Text
from zreport.reading.folding import fold

__all__ = ["Label", "Origin", "Refusal", "plan_year", "settled"]
_FIRST_YEAR, _LAST_YEAR = 1949, 2100
_NEAR = 0.65  # part of the weight of the likeliest year
_FEW, _MANY = 4, 12  # weights by which a text tells nothing, and something, of its year
_TOP = 4  # lines in which a title stands
_AUTUMN = 10  # reports of October to December set the targets of the next year


class Origin(NamedTuple):
    """Of which place and day a report is.

    Attributes
    ----------
    place_zh, within_zh, place_en : str
        安国市, 河北省保定市, Anguo City.
    area : str
        The code of GB/T 2260 in that year; empty where there is none.
    level : str
        nation, province, city, county, township; empty if unknown.
    delivered : str
        The day; 31 January where only the year is known.
    year : int
        That whose targets the report sets.
    title_zh : str
    known_by : str
        manifest, table, name, text, joined by ``+``.
    """

    place_zh: str
    within_zh: str
    place_en: str
    area: str
    level: str
    delivered: str
    year: int
    title_zh: str
    known_by: str


def plan_year(day: str) -> int:
    """The year whose targets a report sets: that of delivery, or the next from October on.

    >>> plan_year("2022-01-27"), plan_year("2021-12-29")
    (2022, 2022)
    """
    found = datetime.date.fromisoformat(day)
    return found.year + (found.month >= _AUTUMN)


def settled(text: str, label: Label) -> Origin | Refusal:
    r"""Agree on the place and day of a text.

    Examples
    --------
    >>> words = "政府工作报告\n——2022年1月27日在安国市第八届人民代表大会第二次会议上\n各位代表：\n"
    >>> found = settled(words, Label("河北省", "2022", "name"))
    >>> found.reason
    'place_differs'
    >>> settled(words, Label("安国", "2022", "name"))[:6]
    ('安国市', '河北省保定市', 'Anguo City', '130683', 'county', '2022-01-27')
    """
    plain, found = fold(text).text, read_stated(text)
    day = _dated(found.delivered, label, years_of(plain))
    if isinstance(day, Refusal):
        year = plan_year(found.delivered) if found.delivered else int(label.date[:4] or 2000)
        place = placed(plain, found.place_zh, label, year)
        # A text of another place is of another year as well: the place is what is said.
        if isinstance(place, Refusal) and place.reason == "place_differs":
            return place._replace(text_date=day.text_date)
        return day._replace(text_place=found.place_zh)
    delivered, dated_by = day
    place = placed(plain, found.place_zh, label, int(delivered[:4]))
    if isinstance(place, Refusal):
        return place._replace(text_date=delivered if dated_by != label.by else "")
    one, placed_by = place
    known = dict.fromkeys([*placed_by.split("+"), *dated_by.split("+")])
    within = "".join(one.names[:-1])
    title = _title(plain) or ("国务院" if one.level == "nation" else one.own) + "政府工作报告"
    return Origin(
        one.own, within, _english(one), one.code, one.level, delivered, plan_year(delivered), title, "+".join(known)
    )


def _title(text: str) -> str:
    """The line above the report that is its title, unless it is the common one."""
    lines = ["".join(line.split()) for line in text[:600].strip().split("\n")[:_TOP]]
    titles = (line for line in lines if line.endswith("报告") and 6 < len(line) < 50 and line[0] not in "在现——-(")
    return next(titles, "")


_english = functools.lru_cache(4096)(english)


def _dated(stated: str, label: Label, said: Years) -> tuple[str, str] | Refusal:
    """The day of a text, and what it is known by: label, text or both."""
    if stated and not _FIRST_YEAR <= int(stated[:4]) < _LAST_YEAR:
        stated = ""
    if stated and said.headed and said.year not in (int(stated[:4]), plan_year(stated)):
        # A page shows when it was put up: the headings of the report tell its year.
        stated = ""
    if stated:
        if not label.date:
            return stated, "text"
        theirs = {int(label.date[:4])} | ({plan_year(label.date)} if len(label.date) > 4 else set())
        if theirs & {int(stated[:4]), plan_year(stated)}:
            return stated, f"{label.by}+text"
        zh = f"文本写的日期是{stated}，旁边（{BY[label.by].zh}）写的是{label.date}；请核对，改正后重新扫描"
        en = f"the text is dated {stated}, {BY[label.by].en} says {label.date}; mend the one that is wrong"
        return Refusal("date_differs", Text(zh, en), text_date=stated)
    if label.date:
        return _undated(label, said)
    if said.sure:
        return _end_of_january(said), "text"
    zh = "文本没有写明报告的日期，旁边也没有说明；请把年份写进文件名，或用 --manifest 说明"
    en = "nothing says when this report was delivered; put the year into the name of the file, or say it by --manifest"
    return Refusal("no_date", Text(zh, en))


def _undated(label: Label, said: Years) -> tuple[str, str] | Refusal:
    """A date beside a text that states none: the years that it speaks of must bear it out."""
    year, day = int(label.date[:4]), label.date if len(label.date) > 4 else ""
    near = max(said.weights.values(), default=0)
    # Old reports have no headings, and name few years.
    least = _NEAR * near if said.headed or near > _MANY else 0
    for one in dict.fromkeys([plan_year(day), year] if day else [year]):
        if said.weights.get(one, 0) > least:
            return day or f"{year}-01-31", f"{label.by}+text"
    if said.late and said.year == year + 1:
        return day or f"{year}-12-31", f"{label.by}+text"
    if near < _FEW:
        return day or f"{year}-01-31", label.by
    zh = f"文本没有写日期，但说的是{said.year}年的任务，旁边（{BY[label.by].zh}）写的是{label.date}（应是作报告的年份）；请核对"
    en = f"the text states no day but sets the targets of {said.year}; {BY[label.by].en} says {label.date} (it should be the year of delivery): check it"
    return Refusal("date_differs", Text(zh, en), text_date=str(said.year))


def _end_of_january(said: Years) -> str:
    return f"{said.year - 1}-12-31" if said.late else f"{said.year}-01-31"

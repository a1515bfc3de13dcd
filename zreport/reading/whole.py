"""All that a text states: its parts, its numbers, and its figures with what they speak of and measure."""

import datetime
import functools
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from zreport.reading.document import Document
from zreport.reading.naming import Named, name_all
from zreport.reading.outline import Part, read_outline
from zreport.reading.scan import Number
from zreport.reading.speaking import Speaker, Spoken
from zreport.reading.worded import CHINESE_DIGITS

_YEAR = re.compile("(?:一[九八]|二[〇零○])[〇零○一二三四五六七八九]{2}(?=年)")
_PERIOD = re.compile(r"[0-9]{4}(?:-[0-9]{2})?(?:/[0-9]{4}(?:-[0-9]{2})?)?")
# 比2011年: a year that a growth is counted from.
_COUNTED_FROM = re.compile("[比较]((?:19|20)[0-9]{2})年")
_EACH_YEAR = re.compile("年均|平均每年|每年平均")
_OF_WHOLE = re.compile("占|比重|份额")
# 比重由38%提高到45%: both are shares.
_RAISED = re.compile("(?:以上|左右|以下)?[，,]?(?:提高|提升|上升|增加|扩大|下降|降低|回落|降|升)[到至为]")
_DIGITS = str.maketrans({sign: str(value) for sign, value in CHINESE_DIGITS.items()})


@dataclass(frozen=True)
class Whole:
    """The parts of a text, all its numbers, and those that are figures, in order."""

    parts: Sequence[Part]
    numbers: Sequence[Number]
    figures: Sequence[Named]

    @functools.cached_property
    def glossary(self) -> int:
        """Where the glossary begins; beyond any text if there is none."""
        return next((part.start for part in self.parts if part.kind == "glossary"), sys.maxsize)


def read_whole(document: Document, delivered: datetime.date) -> Whole:
    """Read a text that was delivered on a day, with the outline that its headings give or that its sections are."""
    text = with_years(document.text)
    parts = known_parts(document, text, delivered)
    speaker = Speaker(text, parts, delivered.year, delivered.month)
    return Whole(parts, document.scanned, name_all(text, list(speaker.speak(document.scanned))))


def with_years(text: str) -> str:
    """Return a text with its years in digits, sign for sign: 一九五六年 is 1956年.

    Examples
    --------
    >>> with_years("一九五六年增长二成")
    '1956年增长二成'
    """
    return _YEAR.sub(lambda match: match[0].translate(_DIGITS), text)


def known_parts(document: Document, text: str, delivered: datetime.date) -> list[Part]:
    """Return the parts of a text: its sections, where these are known, else those that its headings show."""
    if not document.sections:
        return read_outline(text, delivered.year, delivered.month)
    parts, stops = [], [*(section.start for section in document.sections[1:]), len(document.text)]
    for section, stop in zip(document.sections, stops, strict=True):
        if section.period and not _PERIOD.fullmatch(section.period):
            # What nobody has looked at yet says nothing: it speaks of what its heading does.
            read = [part for part in read_outline(text, delivered.year, delivered.month) if part.start <= section.start]
            section = section._replace(period=read[-1].period, status=read[-1].status) if read else section
        kind = {"target": "plan", "achieved": "review"}.get(section.status, "glossary" if parts else "head")
        parts.append(Part(section.start, stop, 1, "", kind, section.period, section.status))
    return parts


def vocabulary_measure(spoken: Spoken, text: str) -> str:
    """Return the key of measures.csv for what is said of a figure, whose value there is as printed."""
    number, measure = spoken.number, spoken.measure
    before = text[spoken.before : number.start]
    falls = number.value is not None and number.value < 0
    if measure in ("growth", "average_growth"):
        year = _COUNTED_FROM.search(text, spoken.clause[0], number.start)
        over_years = "/" in spoken.period and "-" not in spoken.period
        over_years = measure == "growth" and (over_years or (year and int(year[1]) < int(spoken.period[:4]) - 1))
        key = "cumulative_growth" if over_years else measure
        return key.replace("growth", "decline") if falls else key
    if measure == "change":
        return "point_change" if number.unit == "个百分点" else "net_increase" if "净" in before else "change"
    # 年均新增就业12万人: of one of the years, and no sum of them.
    if measure in ("level", "total") and _EACH_YEAR.search(before) and "/" in spoken.period:
        return "annual"
    if measure == "share":
        if _RAISED.fullmatch(before.strip()):
            before = text[spoken.clause[0] : number.start]
        return "share" if _OF_WHOLE.search(before) else "rate"
    return "per_unit" if measure == "per" else measure

"""The period that a figure speaks of: the year that stands before it, else that of its section."""

import re

from zreport.reading.document import Document

_YEAR_BEFORE = re.compile(r"([0-9]{4})年的?$")
# 是2011年的1.89倍, 相当于2015年的80%: a year that others are measured by.
_BASE_BEFORE = re.compile(r"(?:是|为|达到?|相当于|等于|占|[较比])(?:了|到)?[0-9]{4}年的?$")
_SHARE_BEFORE = re.compile(r"(?:是|相当于|等于|占)(?:了|到)?[0-9]{4}年的?$")


def period(document: Document, start: int, end: int) -> str:
    """Read the period of the figure at a place of the text: ``2021``, ``2016/2020``; empty if unknown.

    A year that the figure is only compared with is not its period.
    """
    before = document.text[max(0, start - 24) : start]
    words = document.text[start:end]
    based = re.search("倍|番", words) and _BASE_BEFORE.search(before)
    based = based or (re.search("[%成]|分之", words) and _SHARE_BEFORE.search(before))
    year = None if based else _YEAR_BEFORE.search(before)
    return year[1] if year else document.speaks_at(start).period

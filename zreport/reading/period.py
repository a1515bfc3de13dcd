"""The period that a figure speaks of: the year that stands before it, else that of its section."""

import re

from zreport.reading.document import Document

_YEAR_BEFORE = re.compile(r"([0-9]{4})年的?$")


def period(document: Document, start: int, end: int) -> str:
    """Read the period of the figure at a place of the text: ``2021``, ``2016/2020``; empty if unknown."""
    year = _YEAR_BEFORE.search(document.text[max(0, start - 12) : start])
    return year[1] if year else document.speaks_at(start).period

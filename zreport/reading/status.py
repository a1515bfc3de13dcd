"""Whether a figure was achieved, is promised, foreseen, or where something began."""

import re

from zreport.reading.document import Document
from zreport.reading.numbers import DIGITS
from zreport.reading.sentence import clause, sentence

_YEAR = re.compile("[0-9]+[年月日]")
# 从2016年的60名: the side that something came from.
_FROM_BEFORE = re.compile(r"[从由](?:[0-9]{4}年的?)?$")


def status(document: Document, start: int, end: int) -> str:
    """Read the status of the figure at a place of the text.

    从 before it makes it a start; a word of statuses.csv in its clause (预计) gives the status that
    it stands for, as does one at the head of a list that the figure is part of; else it has that of
    its section.
    """
    if _FROM_BEFORE.search(document.text[max(0, start - 12) : start]):
        return "baseline"
    first, last = clause(document.text, start, end)
    own = document.key_in("statuses", document.text[first:last])
    return own or _listed(document, first) or document.speaks_at(start).status


def _listed(document: Document, first: int) -> str:
    """The status of the word that governs a list: 预计全年…增长6.8%,…16.9%; one clause after another states a figure.

    It stands before the figure of its clause and before any name there. What was done already (已) is no part of
    such a list.
    """
    text = document.text
    begin = sentence(text, first, first)[0]
    while begin < first and "已" not in text[first : first + 4]:
        before, _ = clause(text, max(begin, first - 2), first - 1)
        words = text[before : first - 1]
        figure = DIGITS.search(_YEAR.sub("", words))
        if not figure:
            return ""
        names = document.names_in(before, first)
        head = text[before : names[0].start] if names else words
        if found := document.key_in("statuses", head):
            return found
        first = before
    return ""

"""Whether a figure was achieved, is promised, foreseen, or where something began."""

import re

from zreport.reading.document import Document
from zreport.reading.sentence import clause

# 从2016年的60名: the side that something came from.
_FROM_BEFORE = re.compile(r"[从由](?:[0-9]{4}年的?)?$")


def status(document: Document, start: int, end: int) -> str:
    """Read the status of the figure at a place of the text.

    从 before it makes it a start; a word of statuses.csv in its clause (预计) gives the status that
    it stands for; else it has that of its section.
    """
    if _FROM_BEFORE.search(document.text[max(0, start - 12) : start]):
        return "baseline"
    first, last = clause(document.text, start, end)
    return document.key_in("statuses", document.text[first:last]) or document.speaks_at(start).status

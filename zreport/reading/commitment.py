"""The strength of a promise: 确保, 力争, 计划, as commitments.csv lists them."""

import math
import re

from zreport.reading.document import Document, words_of
from zreport.reading.sentence import SEMICOLONS, clause
from zreport.reading.status import status

# How far a word at the head of a clause may stand from its beginning: 全年计划…
_HEAD = 2


def commitment(document: Document, start: int, end: int) -> str:
    """Read how strongly the figure at a place of the text is promised; empty if it is not, or not said.

    In its own clause the first word counts (计划争取资金: a plan). Else the clause that follows may
    begin with one (…7个产业项目建设,确保年内建成投产). Else one at the head of a clause before governs
    all that is listed after it, up to the semicolon (全年计划…,…10个,…8亿元).
    """
    if status(document, start, end) != "target":
        return ""
    text = document.text
    first, last = clause(text, start, end, SEMICOLONS)
    own_first, own_last = clause(text, start, end)
    following = re.split("[,，]", text[own_last + 1 : last])[0]
    before = reversed(re.split("[,，]", text[first : max(first, own_first - 1)]))
    for words, furthest in ((text[own_first:own_last], len(text)), (following, 0), *((one, _HEAD) for one in before)):
        at, word = _first_word(document, words)
        if at <= furthest:
            return word
    return ""


def _first_word(document: Document, words: str) -> tuple[float, str]:
    """Where the first word of a promise stands in `words`, and how strong it is."""
    rows = document.rows("commitments").items()
    found = ((words.index(word), key) for key, row in rows for word in words_of(row, "words") if word in words)
    return min(found, default=(math.inf, ""))

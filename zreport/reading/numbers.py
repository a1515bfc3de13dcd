"""Every number of a text, the quantity that it may be, and the reasons why it may state no indicator."""

import re
from contextlib import suppress

from zreport.reading.document import Document, words_of
from zreport.reading.quantity import Unreadable

DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def numbers(document: Document) -> list[tuple[int, int]]:
    """Return start and end of each number of the text.

    These are the runs of digits, the quantities in Chinese numerals with a known unit (两个, 四条)
    and the words that state a quantity without a numeral (全部, 未发生).
    """
    digits = {match.span() for match in DIGITS.finditer(document.text)}
    return sorted(digits | set(document.reader.unnumbered(document.text)))


def indicates(document: Document, start: int, end: int) -> bool:
    """Whether a number with its unit reads as a quantity, and nothing beside it says otherwise."""
    if "+" in document.text[max(start - 1, 0) : start] + document.text[end : end + 1]:
        return True
    stops = ends(document, start, end)
    return bool(stops) and not any(reasons(document, start, stop) for stop in stops)


def ends(document: Document, start: int, end: int) -> list[int]:
    """Return where a number may end so that, with its unit and bound, it reads as a quantity."""
    text = document.text
    before, stops = text[max(0, start - 8) : start], []
    for stop in range(end, end + 7):
        with suppress(Unreadable):
            document.reader.read(text[start:stop], before, "")
            stops.append(stop)
    return stops


def reasons(document: Document, start: int, end: int) -> list[str]:
    """Return the reasons of reasons.csv of which a word stands next to a number."""
    return [
        key
        for key, row in document.rows("reasons").items()
        if document.text.startswith(words_of(row, "after"), end)
        or document.text.endswith(words_of(row, "before"), 0, start)
    ]

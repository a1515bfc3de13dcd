"""Every number of a text, the quantity that it may be, and the reasons why it may state no indicator."""

import re
from contextlib import suppress

from zreport.reading.document import Document, words_of
from zreport.reading.quantity import Unreadable, falls

DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# The reasons that show in a number itself, and not in words beside it.
MISPRINT, UNREAD, LIST_NUMBER = "misprint", "unread", "list_number"
# Reasons that show in a number itself; which of the others holds, a person may say.
_STRICT, _LOOSE = ("footnote", "list_number", "date"), ["set_phrase", "name", "ordinal", "threshold", "general_word"]
# 1.总部经济, (1)…, 【1】“五化”: at the head of a line, or in brackets.
_ITEM_BEFORE, _ITEM_AFTER = re.compile(r"(?:^|\n)$|[\n(【\[〔]$"), re.compile(r"[.．、:)】\]〕](?![0-9])")


def numbers(document: Document) -> list[tuple[int, int]]:
    """Return start and end of each number of the text.

    These are the runs of digits, with the sign of a growth below zero, the quantities in Chinese numerals with
    a known unit (两个, 四条), the words that state a quantity without a numeral (全部, 翻一番), and quantities
    that are seen but not read (数十家). What is in a longer one (百分之95) or in a garbled number (1O5.2) is none of its own.
    """
    text = document.text
    digits = ((match.start() - falls(text, match.start()), match.end()) for match in DIGITS.finditer(text))
    found: list[tuple[int, int]] = []
    for start, end in sorted({*digits, *document.stated, *document.garbled}, key=lambda span: (span[0], -span[1])):
        if found and start < found[-1][1]:
            # Two that overlap are one.
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def indicates(document: Document, start: int, end: int) -> bool:
    """Whether a number with its unit reads as a quantity, and nothing beside it says otherwise."""
    if "+" in document.text[max(start - 1, 0) : start] + document.text[end : end + 1]:
        return True
    stops = ends(document, start, end)
    return bool(stops) and not any(_shown(document, start, stop) for stop in stops)


def ends(document: Document, start: int, end: int) -> list[int]:
    """Return where a number may end so that, with its unit and bound, it reads as a quantity."""
    if document.garbled_at(start, end):
        return []
    if (start, end) not in document.ends:
        text = document.text
        before, stops = text[max(0, start - 24) : start], document.ends.setdefault((start, end), [])
        for stop in range(end, min(end + 7, len(text)) + 1):
            with suppress(Unreadable):
                document.reader.read(text[start:stop], before, "")
                stops.append(stop)
    return document.ends[start, end]


def odd_signs(words: str) -> str:
    """Return what stands in a garbled number that is no part of a number, each sign once, blanks by name."""
    signs = dict.fromkeys(re.sub(r"[0-9.]+", "", words) or ".")
    return " ".join({" ": "␠", "\n": "⏎"}.get(sign, sign) for sign in signs)


def unread(document: Document, start: int, end: int) -> bool:
    """Whether a number is seen to state a quantity that cannot be read: 数十家, 五百余栋, 气温-2.3%."""
    signed = re.search(r"[^\n0-9%‰万亿元-]-$|负$", document.text[max(0, start - 2) : start])
    return bool(signed or not DIGITS.fullmatch(document.text, start, end)) and not ends(document, start, end)


def reasons(document: Document, start: int, end: int, drafted: bool = False) -> list[str]:
    """Return the reasons why a number is no figure: those that show beside it, else the one that it is read with.

    Of what was proposed by rule, a person may say that words that can be read as a figure are but a phrase.
    """
    shown = _shown(document, start, end)
    return shown or ([UNREAD] if unread(document, start, end) else _scanned(document, start, end, drafted))


def _shown(document: Document, start: int, end: int) -> list[str]:
    """Return the reasons of reasons.csv that show: in a word next to a number, or in the number itself."""
    text = document.text
    if document.garbled_at(start, end):
        return [MISPRINT]
    found = [
        key
        for key, row in document.rows("reasons").items()
        if text.startswith(words_of(row, "after"), end) or text.endswith(words_of(row, "before"), 0, start)
    ]
    listed = end - start < 4 and _ITEM_BEFORE.search(text[max(0, start - 2) : start]) and _ITEM_AFTER.match(text, end)
    if listed:
        found.append(LIST_NUMBER)
    return found


def _scanned(document: Document, start: int, end: int, drafted: bool) -> list[str]:
    """The reason why a number is read as no figure: what is in words and not read as one is a phrase or said in general.

    A figure of no known unit, as of an index, is seen and not read.
    """
    number = document.scanned_at(start, end)
    if number and number.reason:
        return [number.reason] if number.reason in _STRICT else _LOOSE
    if number and number.unit not in document.rows("units"):
        return [UNREAD]
    return [] if (number and not drafted) or DIGITS.search(document.text, start, end) else _LOOSE

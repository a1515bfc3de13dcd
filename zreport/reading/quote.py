"""Quotes: the report's words with the figure marked, and where they stand in the text.

In the terms of the W3C Web Annotation model a quote is a text-quote selector; the position that is
found for it is a text-position selector.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from zreport.reading.folding import bare, find

OPEN, CLOSE = "【", "】"
# Such brackets of the report's own are doubled: 【【1】】.
_OWN = f"(?:[^{OPEN}{CLOSE}]|{OPEN}{OPEN}|{CLOSE}{CLOSE})"
_FURTHEST = 200  # what stands twice with so many signs on either side is a text that repeats itself
_SPAN, _AFTER = 24, 6  # signs of a quote before and after its mark, where fewer do not stand once
_SHAPE = re.compile(f"({_OWN}*){OPEN}({_OWN}+?){CLOSE}({_OWN}*)", re.S)


class QuoteError(ValueError):
    """The quote is not marked once (`count` is -1), or stands in the text other than once (`count` times)."""

    def __init__(self, count: int):
        self.count = count
        super().__init__(count)


@dataclass(frozen=True)
class Quote:
    """Words of the report with one part marked.

    Examples
    --------
    >>> quote = Quote.parse("年均增长【3.7%】,社会消费品")
    >>> quote.marked
    '3.7%'
    >>> quote.find("全县地区生产总值年均增长3.7%,社会消费品零售总额")
    (12, 16)
    >>> Quote.parse("【【【1】】】“五化”").plain
    '【1】“五化”'
    """

    before: str
    marked: str
    after: str

    @classmethod
    @functools.lru_cache(2048)  # of each row several rules ask
    def parse(cls, words: str) -> Quote:
        """Split a quote at its marks; `QuoteError` unless there is exactly one marked part."""
        if not (match := _SHAPE.fullmatch(words)):
            raise QuoteError(-1)
        return cls(*(part.replace(OPEN * 2, OPEN).replace(CLOSE * 2, CLOSE) for part in match.groups()))

    @property
    def plain(self) -> str:
        """The words without the marks."""
        return self.before + self.marked + self.after

    def find(self, text: str) -> tuple[int, int]:
        """Return start and end of the marked part in `text`; `QuoteError` unless it stands there exactly once.

        How either is dressed is not compared: full-width forms, blanks, line ends, what is not seen.
        """
        found = find(text, self.marked, self.before, self.after)
        if len(found) != 1:
            raise QuoteError(len(found))
        return found[0]

    def instead(self, text: str) -> str | None:
        """Return what stands in the text in the place of the marked part, if that can be told."""
        before, after = bare(self.before), bare(self.after)
        pattern = re.escape(before) + r"([^,。;；、]{1,16}?)" + re.escape(after)
        found = re.findall(pattern + ("" if after else r"(?=[,。;；、和])"), bare(text))
        return found[0] if len(found) == 1 and len(before) > 3 else None


def escaped(words: str) -> str:
    """Return words of a text as a quote has them: with brackets of the report's own doubled."""
    return words.replace(OPEN, OPEN * 2).replace(CLOSE, CLOSE * 2)


def quote_of(text: str, start: int, end: int, first: int | None = None, after: int = 0) -> str:
    """Quote a place of a text so that it stands there once: from `first` on, or as little as will do."""
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    line, stop = max(line, start - _FURTHEST), min(stop, end + _FURTHEST)
    least = max(line, first if first is not None else start, start - _SPAN)
    for left, right in _widening(start - least, start - line, stop - end, min(after, stop - end)):
        before, after = text[start - left : start], text[end : end + right]
        if len(find(text, text[start:end], before, after)) == 1:
            break
    return f"{escaped(before)}{OPEN}{escaped(text[start:end])}{CLOSE}{escaped(after)}"


def _widening(least: int, left: int, right: int, after: int) -> Iterable[tuple[int, int]]:
    """How many signs before and after a mark to quote, the fewest first."""
    yield least, after
    for more in range(2, max(left - least, right) + 2, 2):
        yield min(left, least + max(0, more - _AFTER)), max(after, min(right, more))


def sole_quote_of(text: str, start: int, end: int) -> str:
    """Quote a place of a text that can be told from all others; empty where the text repeats itself."""
    around = text[max(0, start - _FURTHEST) : end + _FURTHEST]
    # Of what is repeated again and again the longest quote is tried first.
    if text.find(around, text.find(around) + 1) >= 0:
        return ""
    quote = quote_of(text, start, end)
    parts = Quote.parse(quote)
    return quote if len(find(text, parts.marked, parts.before, parts.after)) == 1 else ""


def with_marks(quote: str, opening: str, closing: str) -> str:
    """Return a quote with other signs around its marked part, and the report's own brackets as they are."""
    try:
        parts = Quote.parse(quote)
    except QuoteError:
        return quote.replace(OPEN, opening).replace(CLOSE, closing)
    return f"{parts.before}{opening}{parts.marked}{closing}{parts.after}"

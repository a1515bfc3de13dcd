"""Quotes: the report's words with the figure marked, and where they stand in the text.

In the terms of the W3C Web Annotation model a quote is a text-quote selector; the position that is
found for it is a text-position selector.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zreport.reading.sentence import find_all

OPEN, CLOSE = "【", "】"
_SHAPE = re.compile(rf"([^{OPEN}{CLOSE}]*){OPEN}([^{OPEN}{CLOSE}]+){CLOSE}([^{OPEN}{CLOSE}]*)")


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
    """

    before: str
    marked: str
    after: str

    @classmethod
    def parse(cls, words: str) -> Quote:
        """Split a quote at its marks; `QuoteError` unless there is exactly one marked part."""
        if not (match := _SHAPE.fullmatch(words)):
            raise QuoteError(-1)
        return cls(*match.groups())

    @property
    def plain(self) -> str:
        """The words without the marks."""
        return self.before + self.marked + self.after

    def find(self, text: str) -> tuple[int, int]:
        """Return start and end of the marked part in `text`; `QuoteError` unless it stands there exactly once."""
        found = find_all(text, self.plain)
        if len(found) != 1:
            raise QuoteError(len(found))
        start = found[0] + len(self.before)
        return start, start + len(self.marked)

    def instead(self, text: str) -> str | None:
        """Return what stands in the text in the place of the marked part, if that can be told."""
        pattern = re.escape(self.before) + r"([^,，。;；、\n]{1,16}?)" + re.escape(self.after)
        found = re.findall(pattern + ("" if self.after else r"(?=[,，。;；、和])"), text)
        return found[0] if len(found) == 1 and len(self.before) > 3 else None

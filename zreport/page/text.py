"""Boxes on a page, and text broken into lines by the rules of Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from zreport.page import font, theme

_NOT_FIRST = ",，。、;；:：!！?？)）》〉」』】〕”’.%‰…·−÷×"
_NOT_LAST = tuple("(（《〈「『【〔“‘")
# A number keeps its unit: 28.7亿元, 24小时; a span of years stays whole: 2016—2020年.
_UNIT = "(?:小时|平方米|公里|公顷|个百分点|[万亿]?人次|[万亿]?[一-鿿])"
_TOKEN = re.compile(
    rf"[0-9][0-9.,]*{_UNIT}|[0-9]+—[0-9]+年?|"
    r"[A-Za-zÀ-ÿ’']{2,}-(?=[A-Za-zÀ-ÿ]{3})|[A-Za-z0-9À-ÿ.,%‰+−\-–'’/&≥≤>≈\u2009]+|\s+|.",
    re.DOTALL,
)


@dataclass(frozen=True)
class Box:
    """A rectangle: left, top, width, height."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    def inset(self, by: float) -> Box:
        """The rectangle inside, at a distance."""
        return Box(self.left + by, self.top + by, self.width - 2 * by, self.height - 2 * by)


@dataclass(frozen=True)
class Words:
    """One line of text around a middle height."""

    x: float
    y: float
    words: str
    size: float
    colour: str = theme.INK
    bold: bool = False
    anchor: str = "start"  # which part of the line stands at x; or ``middle``, ``end``
    group: str = ""  # the legend entry with which it is hidden
    role: str = ""  # ``name`` of a row, or ``tick`` of an axis: what a native chart writes by itself

    @property
    def box(self) -> Box:
        """The room that the ink takes, nearly."""
        width = font.advance(self.words, self.size, self.bold)
        left = self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * width
        return Box(left, self.y - self.size * 0.5, width, self.size)


def stacked(lines: Iterable[str], x: float, top: float, step: float, size: float, **look: Any) -> list[Words]:
    """Return lines one below the other, the first in the middle of its step."""
    return [Words(x, top + (at + 0.5) * step, line, size, **look) for at, line in enumerate(lines)]


@dataclass(frozen=True)
class Lines:
    """Words of one size in a box, and the lines that they are broken into."""

    words: str
    lines: tuple[str, ...]
    box: Box
    size: float
    colour: str
    bold: bool = False

    @classmethod
    def of(
        cls, words: str, left: float, top: float, width: float, size: float, colour: str, bold: bool = False
    ) -> Lines:
        """Break words into the lines of a box; those in bold, a heading, into lines nearly as long."""
        broken = tuple(wrap(words, width, size, bold))
        if bold and len(broken) > 1:
            broken = _even(words, width, size, broken)
        box = Box(left, top, width, len(broken) * size * theme.LEADING)
        return cls(words, broken, box, size, colour, bold)

    def at(self, top: float) -> Lines:
        """Return the same lines at a height."""
        return replace(self, box=replace(self.box, top=top))

    @property
    def each(self) -> list[Words]:
        """The lines in their places."""
        box, step, look = self.box, self.size * theme.LEADING, {"colour": self.colour, "bold": self.bold}
        return stacked(self.lines, box.left, box.top, step, self.size, **look)


def _even(words: str, width: float, size: float, broken: tuple[str, ...]) -> tuple[str, ...]:
    """Break a heading at a mark or, without one in the right place, into lines nearly as long."""
    if len(broken) == 2:
        ends = [mark.end() for mark in re.finditer(r"[，；：。]|[,;:] ", words)]
        halves = [(words[:end].rstrip(), words[end:].lstrip()) for end in ends]
        wide = {max(font.advance(half, size, True) for half in two): two for two in halves if two[1]}
        if wide and min(wide) <= width:
            return wide[min(wide)]
    # As narrow as takes no more lines, so that none holds a lone word.
    for share in range(52, 100, 3):
        even = wrap(words, width * share / 100, size, bold=True)
        if len(even) <= len(broken):
            return tuple(even)
    return broken


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break `text` into lines no wider than `width`, both in the unit of `size`.

    A line does not begin with a closing mark nor end with an opening one; words and numbers stay
    whole unless one alone is wider than a line.

    >>> wrap("电商与规上工业增速领先，地区生产总值居后", 110, 10)
    ['电商与规上工业增速领', '先，地区生产总值居后']
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        rows: list[list[str]] = [[]]
        whole = _joined(_TOKEN.findall(paragraph))
        # A word that alone is wider than a line is broken, still by the rules for marks.
        broken = ([one] if font.advance(one.rstrip(), size, bold) <= width else _joined(one) for one in whole)
        for piece in chain.from_iterable(broken):
            if rows[-1] and font.advance("".join([*rows[-1], piece]).rstrip(), size, bold) > width:
                rows.append([piece.lstrip()])
            else:
                rows[-1].append(piece)
        if len(rows) > 1 and len("".join(rows[-1]).rstrip()) == 1 and len(rows[-2]) > 2:
            # A last line of one character takes another from the line before.
            joined = rows[-2][-1] + rows[-1][0]
            if font.advance(joined, size, bold) <= width:
                rows[-2:] = [rows[-2][:-1], [joined]]
        lines += ["".join(row).rstrip() for row in rows]
    return lines


def _joined(tokens: Iterable[str]) -> Iterator[str]:
    """Join tokens between which no line may end."""
    piece = ""
    for token in tokens:
        ends = token[0] in _NOT_FIRST or token.isspace()
        # A straight quote opens where it begins a word, and closes where it ends one.
        opens = piece == '"' or piece.endswith(_NOT_LAST)
        if piece and not (ends or opens or (token == '"' and not piece[-1].isspace())):
            yield piece
            piece = ""
        piece += token
    if piece:
        yield piece

"""Boxes on a page, and the lines of text in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from zreport.page import font, theme
from zreport.page.line_breaking import wrap


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
    """One line of text around a middle height.

    Attributes
    ----------
    anchor : str
        ``start``, ``middle`` or ``end``: which part of the line stands at `x`.
    group : str
        The legend entry with which it is hidden.
    role : str
        ``name`` of a row, or ``tick`` of an axis: what a native chart writes by itself.
    """

    x: float
    y: float
    words: str
    size: float
    colour: str = theme.INK
    bold: bool = False
    anchor: str = "start"
    group: str = ""
    role: str = ""

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
    def leading(self) -> float:
        """Distance from one line to the next."""
        return self.size * theme.LEADING

    @property
    def each(self) -> list[Words]:
        """The lines in their places."""
        look = {"colour": self.colour, "bold": self.bold}
        return stacked(self.lines, self.box.left, self.box.top, self.leading, self.size, **look)


def _even(words: str, width: float, size: float, broken: tuple[str, ...]) -> tuple[str, ...]:
    """Break a heading at a mark or, without one in the right place, into lines nearly as long."""
    if len(broken) == 2:
        halves = [
            (words[: mark.end()].rstrip(), words[mark.end() :].lstrip())
            for mark in re.finditer(r"[，；：。]|[,;:] ", words)
        ]
        wide = {max(font.advance(half, size, True) for half in two): two for two in halves if two[1]}
        if wide and min(wide) <= width:
            return wide[min(wide)]
    # As narrow as takes no more lines, so that none holds a lone word.
    for share in range(52, 100, 3):
        even = wrap(words, width * share / 100, size, bold=True)
        if len(even) <= len(broken):
            return tuple(even)
    return broken

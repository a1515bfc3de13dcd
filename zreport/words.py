"""Boxes on a page, and the lines of text in them."""

from __future__ import annotations

from dataclasses import dataclass

from zreport import font, theme
from zreport.typeset import wrap


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


@dataclass(frozen=True)
class Lines:
    """Words of one size in a box, and the lines that they are broken into."""

    words: str
    lines: tuple[str, ...]
    box: Box
    size: float
    colour: str
    bold: bool = False

    @property
    def leading(self) -> float:
        """Distance from one line to the next."""
        return self.size * theme.LEADING

    @property
    def each(self) -> list[Words]:
        """The lines in their places."""
        return [
            Words(self.box.left, self.box.top + (index + 0.5) * self.leading, line, self.size,
                  self.colour, self.bold)
            for index, line in enumerate(self.lines)
        ]  # fmt: skip


def lines(words: str, left: float, top: float, width: float, size: float, colour: str,
          bold: bool = False) -> Lines:  # fmt: skip
    """Break words into the lines of a box."""
    broken = tuple(wrap(words, width, size, bold))
    box = Box(left, top, width, len(broken) * size * theme.LEADING)
    return Lines(words, broken, box, size, colour, bold)

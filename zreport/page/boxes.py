"""Words in boxes: tiles, areas that hold others, and the grid of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from zreport.figures.datum import Datum
from zreport.page import font, theme
from zreport.page.marks import Line
from zreport.page.text import Box, Words


@dataclass(frozen=True)
class Paragraph:
    """Words of one look inside a tile, and the lines that they are broken into.

    `strong` is the part of each line, if any, that is set in bold and in a colour of its own, from and to a character.
    """

    words: str
    lines: tuple[str, ...]
    size: float
    colour: str
    bold: bool = False
    lead: float = 1.3
    strong: tuple[tuple[int, int], ...] = ()
    accent: str = theme.INK

    def runs(self, at: int) -> list[tuple[str, bool]]:
        """Return a line in parts, each with whether it is strong; empty parts are left out."""
        line, (start, end) = self.lines[at], self.strong[at] if self.strong else (0, 0)
        parts = ((line[:start], False), (line[start:end], True), (line[end:], False))
        return [part for part in parts if part[0]] or [(line, False)]

    @property
    def height(self) -> float:
        """The room that the lines take."""
        return len(self.lines) * self.size * self.lead


@dataclass(frozen=True)
class Tile:
    """A box with words in it, from the ``start`` of a line or in its ``middle``.

    The pointer finds `hover` there: a figure, or lines; `stack` outlines stand behind what there are many of.
    What is `hatched` has a strip of strokes at its right, or all over if it is small.
    """

    box: Box
    paragraphs: tuple[Paragraph, ...]
    fill: str
    edge: str | None = None
    hover: Datum | tuple[str, ...] = ()
    align: str = "start"
    pad: float = 16
    radius: float = 8
    stack: int = 0
    alt: str = ""
    top: bool = False
    above: float = 0.0  # what is free above its words if these stand at the top
    hatched: bool = False

    @property
    def strip(self) -> Box | None:
        """What is hatched of it."""
        box = self.box
        if not self.hatched:
            return None
        wide = max(6.0, self.pad * 0.55)
        return Box(box.right - wide - 3, box.top + 4, wide, box.height - 8) if box.width > 30 else box

    @property
    def behind(self) -> list[Box]:
        """The outlines behind it, the farthest first."""
        box, steps = self.box, range(5 * self.stack, 0, -5)
        return [Box(box.left + step, box.top + step, box.width, box.height) for step in steps]

    @property
    def each(self) -> list[Words]:
        """Its lines, in their places: in the middle of the height, unless at the top."""
        tall = sum(paragraph.height for paragraph in self.paragraphs)
        y = self.box.top + (self.above or self.pad * 0.6 if self.top else (self.box.height - tall) / 2)
        x = self.box.left + (self.pad if self.align == "start" else self.box.width / 2)
        found = []
        for paragraph in self.paragraphs:
            step = paragraph.size * paragraph.lead
            for at in range(len(paragraph.lines)):
                left = x
                for words, strong in paragraph.runs(at):
                    look = (paragraph.accent, True) if strong else (paragraph.colour, paragraph.bold)
                    found.append(Words(left, y + step / 2, words, paragraph.size, *look, self.align))
                    left += font.advance(words, paragraph.size, look[1])
                y += step
        return found


@dataclass(frozen=True)
class Area:
    """A part of a whole and the parts that it holds, for renderers in which it can be opened.

    Its `key` tells it from all others, `about` is its size in words; no `lines` where these have no room.
    """

    key: str
    name: str
    size: int
    about: str
    colour: str
    lines: tuple[str, ...]
    parts: tuple[Area, ...] = ()

    @property
    def words(self) -> str:
        """Its name with its size."""
        return f"{self.name} {self.size}"


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its words and how they look; numbers end `right` points before the end of their column."""

    words: str
    lines: tuple[str, ...]
    bold: bool = False
    colour: str = theme.INK
    right: float | None = None


@dataclass(frozen=True)
class Grid:
    """A table, its columns and rows in their places; the pointer finds `hovers` in the rows.

    The first row is the head, where it finds nothing.
    """

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    tops: tuple[float, ...]
    heights: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    hovers: tuple[Datum | tuple[str, ...] | None, ...]
    size: float

    @property
    def each(self) -> list[Words]:
        """All lines of all cells, in their places."""
        found, step = [], self.size * 1.3
        for top, height, row in zip(self.tops, self.heights, self.rows, strict=True):
            for left, width, cell in zip(self.lefts, self.widths, row, strict=True):
                y = top + (height - len(cell.lines) * step) / 2
                x, anchor = (left + 2, "start") if cell.right is None else (left + width - cell.right, "end")
                for line in cell.lines:
                    found.append(Words(x, y + step / 2, line, self.size, cell.colour, cell.bold, anchor))
                    y += step
        return found

    @property
    def rules(self) -> list[Line]:
        """A rule below each row, that of the head darker."""
        ends = (self.box.left, self.box.right)
        below = [top + height for top, height in zip(self.tops, self.heights, strict=True)]
        looks = [(theme.MUTED, 1.4)] + [(theme.GRID, 1.0)] * (len(below) - 1)
        return [Line(ends, (y, y), *look) for y, look in zip(below, looks, strict=True)]

    @property
    def box(self) -> Box:
        """The room that it takes."""
        left, top = self.lefts[0], self.tops[0]
        right = self.lefts[-1] + self.widths[-1]
        return Box(left, top, right - left, self.tops[-1] + self.heights[-1] - top)


def edges(first: float, lengths: Sequence[float]) -> tuple[float, ...]:
    """Return where each of some lengths begins, one after the other."""
    return tuple(first + before for before in accumulate(lengths[:-1], initial=0))

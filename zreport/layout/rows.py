"""Rows on a horizontal axis: how high they are, where their names stand, and the axis below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from zreport.charts.chart import Chart
from zreport.language import Text
from zreport.page import font, theme
from zreport.page.marks import ARROW, Line, Panel, ticks
from zreport.page.scene import Scene
from zreport.page.text import Box, Words, wrap

AXIS = 22
_LEAD = 1.25
# Between a name and the mark below it, and between one and the axis at its right.
_CLEAR, _APART = 5, 12


@dataclass(frozen=True)
class RowPlan:
    """How all rows of a chart stand: their names at the left or, on a narrow page, above the marks."""

    scene: Scene
    plot: Box
    tick: Callable[[float, str], str]  # writes a place on the axis in a language
    names: tuple[tuple[str, ...], ...]  # the lines of each
    column: float  # width of the names at the left; 0 where they stand above
    pitch: float
    middle: float  # where the mark stands in its row, as a share of the pitch
    reach: float  # how far it goes up from there, as another

    @classmethod
    def fit(
        cls,
        chart: Chart,
        scene: Scene,
        plot: Box,
        names: Sequence[str],
        overhead: float,
        tall: float = 46.0,
        mark: float = 24.0,
        beside: float = 0.0,
    ) -> RowPlan:
        """Fit the rows of a chart, with marks of some height, into a box that has some `overhead` besides.

        They are as tall as said where there is room; few rows stand further apart, up to half as much
        again. `beside` is the width to keep free at the right end of a name that stands above its row.
        """
        size = scene.size
        widest = max(font.advance(name, size.label) for name in names)
        column = 0.0 if size.narrow else min(widest * 1.03, plot.width * 0.34)
        lines = tuple(tuple(wrap(name, column or plot.width - beside, size.label)) for name in names)
        counts = [len(one) for one in lines]
        if column:
            # A name of two lines may stand between two of one.
            high = max([max(counts) / 2 + 0.5, *((a + b) / 2 for a, b in pairwise(counts))])
            above, least = 0.0, max(high * size.label * _LEAD + 1, mark + 2)
            wanted = max(tall, least)
        else:
            above = max(counts) * size.label * _LEAD + _CLEAR
            least = above + mark
            wanted = least + 10
        pitch = wanted
        if size.height:
            wanted = max(wanted, min(wanted * 1.5, (plot.height - overhead) / (len(names) + 1)))
            pitch = min(wanted, (plot.height - overhead) / len(names))
            if pitch < least - 0.01:
                crowded = Text(f"放不下{len(names)}行", f"{len(names)} rows do not fit")
                raise size.overfull(crowded, Text("减少行数、缩短标题", "take fewer, shorten the title"))
        middle = (above + mark / 2) / pitch if above else 0.5
        return cls(scene, plot, chart.tick, lines, column, pitch, middle, mark / 2 / pitch)

    def panel(
        self, top: float, ends: tuple[float, float], right: float, left: float = 0.0, which: range | None = None
    ) -> Panel:
        """Put the axis of some rows, or all, on the page, with their names, and return it.

        It ends at round places around the lowest and the highest value, with room for labels beyond them.
        """
        names = self.names if which is None else self.names[which.start : which.stop]
        start = self.plot.left + left + (self.column + _APART if self.column else 0)
        box = Box(start, top, self.plot.right - right - start, self.pitch * len(names))
        places = self._places(box.width, ends)
        x, y = (places[0], places[-1]), (-self.middle, len(names) - self.middle)
        written = tuple((place, self.tick(place, self.scene.lang)) for place in places)
        look = {"beside": bool(self.column), "broken": any(len(lines) > 1 for lines in names)}
        on = Panel(box, x, y, written, tuple(map(_joined, names)), size=self.scene.size.label, **look)
        self._grid(on)
        self._names(on, names, start - left - _APART)
        return on

    def _places(self, width: float, ends: tuple[float, float]) -> list[float]:
        """Round places on the axis, as many as their words leave room for."""
        for count in (5, 4, 3, 2, 1):
            places = ticks(ends[1], count, ends[0])
            words = [self.tick(place, self.scene.lang) for place in places]
            widest = max(font.advance(one, self.scene.size.tick) for one in words)
            if (widest + 10) * (len(places) - 1) <= width:
                break
        return places

    def _grid(self, on: Panel) -> None:
        size = self.scene.size.tick
        # Names above the rows must not be crossed, so there the grid is drawn row by row.
        spans = [on.y] if self.column else [self.span(row) for row in range(len(on.names))]
        for place, _ in on.ticks:
            width = 1.6 if place == 0 else 0.9
            self.scene.add(*(Line((place, place), span, theme.GRID, width, on, "grid") for span in spans))
        below = on.box.bottom + size * 0.95
        for place, words in on.ticks:
            self.scene.add(Words(on.px(place), below, words, size, theme.MUTED, anchor="middle", role="tick"))

    def span(self, row: int) -> tuple[float, float]:
        """Return where a row begins below its name, and where it ends."""
        return row - self.reach, row + (1 - self.middle) * 0.96

    def _names(self, on: Panel, names: Sequence[Sequence[str]], right: float) -> None:
        size = self.scene.size.label
        lead = size * _LEAD
        for row, lines in enumerate(names):
            if self.column:
                y, x, anchor = on.py(row) - (len(lines) - 1) / 2 * lead, right, "end"
            else:
                # The last line stands next to the mark, so that no name seems to belong to the one above.
                y, x, anchor = self.above(on, row, lead * (len(lines) - 0.5)), self.plot.left, "start"
            for at, line in enumerate(lines):
                self.scene.add(Words(x, y + at * lead, line, size, anchor=anchor, role="name"))

    def above(self, on: Panel, row: int, by: float) -> float:
        """Return a height above the mark of a row."""
        return on.py(row) - self.reach * self.pitch - _CLEAR + 2 - by

    def beside(self, on: Panel, row: int, words: str, size: float, colour: str = theme.INK) -> None:
        """Write at the right end of a row or of the name above it."""
        if words:
            y = on.py(row) if self.column else self.above(on, row, self.scene.size.label * _LEAD / 2)
            self.scene.add(Words(self.plot.right, y, words, size, colour, colour == theme.INK, "end"))


def arrow(on: Panel, x: float, whole: float | None) -> float:
    """Return how far the arrow of a floor goes: for shares hardly beyond their whole."""
    return min(ARROW, max(7.0, on.px(whole) - on.px(x))) if whole else ARROW


def _joined(lines: Sequence[str]) -> str:
    """Join the lines of a name; those that were broken at a blank get it back."""
    joined = lines[0]
    for line in lines[1:]:
        joined += (" " if joined[-1:].isascii() and line[:1].isascii() else "") + line
    return joined

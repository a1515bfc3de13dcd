"""Rows on a horizontal axis: how high they are, where their names stand, and the axis below."""

from collections.abc import Sequence
from itertools import pairwise

from zreport.charts.chart import Chart
from zreport.figures.datum import Datum
from zreport.figures.pair import Pair
from zreport.language import Text
from zreport.page import font, theme
from zreport.page.marks import ARROW, Line, Panel, ticks
from zreport.page.scene import Scene
from zreport.page.text import Box, Words, wrap

AXIS = 22
_LEAD = 1.25
# The share of the width that names at the left may take.
_WIDEST = 0.4
# How many times as far apart few rows stand.
_FURTHER, _FURTHER_BELOW = 2.8, 2.4
# Between a name and the mark below it, and between one and the axis at its right.
_CLEAR, _APART = 5, 12


class RowPlan:
    """All rows of a chart, with marks of some height, fitted into a box that has some `overhead` besides.

    Their names stand at the left or, on a narrow page, above the marks. They are as tall as said where there
    is room; few rows stand further apart, and their marks are thicker. `beside` is the width to keep free at the
    right end of a name that stands above its row.
    """

    def __init__(
        self,
        chart: Chart,
        scene: Scene,
        plot: Box,
        rows: Sequence[Datum | Pair],
        overhead: float,
        tall: float = 46.0,
        mark: float = 24.0,
        beside: float = 0.0,
        thinnest: float = 0.0,
    ):
        self.scene, self.plot, self.tick, size = scene, plot, chart.tick, scene.size
        tall, mark = tall * size.grown, mark * size.grown
        self.names = tuple(row.name[scene.lang] for row in rows)
        widest = max(font.advance(name, size.label) for name in self.names)
        # The width of the names at the left; 0 where they stand above.
        self.column = 0.0 if size.narrow else min(widest * 1.03, plot.width * _WIDEST)
        self.lines = [wrap(name, self.column or plot.width - beside, size.label) for name in self.names]
        counts = list(map(len, self.lines))
        if self.column:
            # A name of two lines may stand between two of one.
            high = max([max(counts) / 2 + 0.5, *((a + b) / 2 for a, b in pairwise(counts))])
            above, least = 0.0, max(high * size.label * _LEAD + 1, mark + 2)
            wanted = max(tall, least)
        else:
            above = max(counts) * size.label * _LEAD + _CLEAR
            least = above + mark
            wanted = least + 10
        self.pitch = wanted
        if size.height:
            wanted = max(
                wanted,
                min(
                    wanted * (_FURTHER if self.column else _FURTHER_BELOW), (plot.height - overhead) / (len(rows) + 0.1)
                ),
            )
            self.pitch = min(wanted, (plot.height - overhead) / len(rows))
            if above and least > self.pitch:
                # Where rows are many, marks with room to spare are thinner.
                mark = max(min(mark, thinnest or mark), self.pitch - above)
                least = above + mark
            if self.pitch < least - 0.01:
                crowded = Text(f"放不下{len(rows)}行", f"{len(rows)} rows do not fit")
                raise size.overfull(crowded, Text("减少行数、缩短标题", "take fewer, shorten the title"))
        # How thick marks may be: where rows stand far apart, thicker.
        self.mark = mark = min(mark * 1.8, max(mark, mark + (self.pitch - least) * 0.4))
        # Where the mark stands in its row, and how far it goes up from there, as shares of the pitch.
        self.middle = (above + mark / 2) / self.pitch if above else 0.5
        self.reach = mark / 2 / self.pitch

    def panel(
        self, top: float, ends: tuple[float, float], right: float, left: float = 0.0, which: slice = slice(None)
    ) -> Panel:
        """Put the axis of some rows, or all, with their names, on the page; it ends at round places beyond `ends`."""
        names, lines = self.names[which], self.lines[which]
        start = self.plot.left + left + (self.column + _APART if self.column else 0)
        box = Box(start, top, self.plot.right - right - start, self.pitch * len(names))
        written = self._ticks(box.width, ends)
        x, y = (written[0][0], written[-1][0]), (-self.middle, len(names) - self.middle)
        look = {"beside": bool(self.column), "broken": any(len(one) > 1 for one in lines)}
        on = Panel(box, x, y, written, names, size=self.scene.size.label, **look)
        self._grid(on)
        self._names(on, lines, start - left - _APART)
        return on

    def _ticks(self, width: float, ends: tuple[float, float]) -> tuple[tuple[float, str], ...]:
        """Round places on the axis with their words, as many as these leave room for."""
        for count in (5, 4, 3, 2, 1):
            places = ticks(ends[1], count, ends[0])
            words = [self.tick(place, self.scene.lang) for place in places]
            widest = max(font.advance(one, self.scene.size.tick) for one in words)
            if (widest + 10) * (len(places) - 1) <= width:
                break
        return tuple(zip(places, words, strict=True))

    def _grid(self, on: Panel) -> None:
        size, spans = self.scene.size.tick, [on.y]
        if not self.column:
            # Names above the rows must not be crossed, so there the grid is drawn row by row.
            spans = [(row - self.reach, row + (1 - self.middle) * 0.96) for row in range(len(on.names))]
        for place, _ in on.ticks:
            width = 1.6 if place == 0 else 0.9
            self.scene.add(*(Line((place, place), span, theme.GRID, width, on, "grid") for span in spans))
        below = on.box.bottom + size * 0.95
        for place, words in on.ticks:
            # Where names stand above, the first word begins where they do, inside the margin.
            x = max(on.px(place), self.plot.left + font.advance(words, size) / 2)
            self.scene.add(Words(x, below, words, size, theme.MUTED, anchor="middle", role="tick"))

    def _names(self, on: Panel, names: Sequence[Sequence[str]], right: float) -> None:
        size = self.scene.size.label
        lead = size * _LEAD
        for row, lines in enumerate(names):
            if self.column:
                y, x, anchor = on.py(row) - (len(lines) - 1) / 2 * lead, right, "end"
            else:
                # The last line stands next to the mark, so that no name seems to belong to the one above.
                y, x, anchor = self._above(on, row, lead * (len(lines) - 0.5)), self.plot.left, "start"
            for at, line in enumerate(lines):
                self.scene.add(Words(x, y + at * lead, line, size, anchor=anchor, role="name"))

    def _above(self, on: Panel, row: int, by: float) -> float:
        return on.py(row) - self.reach * self.pitch - _CLEAR + 2 - by

    def beside(self, on: Panel, row: int, words: str, size: float, colour: str = theme.INK) -> None:
        """Write at the right end of a row or of the name above it."""
        if words:
            y = on.py(row) if self.column else self._above(on, row, self.scene.size.label * _LEAD / 2)
            self.scene.add(Words(self.plot.right, y, words, size, colour, colour == theme.INK, "end"))


def arrow(on: Panel, x: float, whole: float | None) -> float:
    """Return how far the arrow of a floor goes: for shares hardly beyond their whole."""
    return min(ARROW, max(7.0, on.px(whole) - on.px(x))) if whole else ARROW

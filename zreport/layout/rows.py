"""Rows on a horizontal axis: how high they are, where their names stand, and the axis below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from zreport.faults import ChartError
from zreport.page import font, theme
from zreport.page.line_breaking import wrap
from zreport.page.marks import ARROW, Line, Panel
from zreport.page.scene import Scene
from zreport.page.text import Box, Words
from zreport.page.ticks import ticks

AXIS = 22
# Between a name and the mark below it.
_CLEAR = 5


@dataclass(frozen=True)
class Plan:
    """How all rows of a chart stand: their names at the left or, on a narrow page, above the marks.

    Attributes
    ----------
    pitch : float
        Height of a row.
    column : float
        Width of the names at the left; 0 where they stand above.
    names : tuple of tuple of str
        Lines of each name.
    middle, reach : float
        Where the mark stands in its row, and how far it goes up from there, as shares of the pitch.
    """

    pitch: float
    column: float
    names: tuple[tuple[str, ...], ...]
    middle: float
    reach: float


def plan(
    sheet: Scene,
    names: Sequence[str],
    plot: Box,
    overhead: float,
    tall: float = 46.0,
    mark: float = 24.0,
    beside: float = 0.0,
) -> Plan:
    """Plan the rows of a chart.

    Parameters
    ----------
    overhead : float
        Height that is not for rows.
    tall : float
        Height of a row where there is room; few rows stand further apart, up to half as much again.
    mark : float
        Height that a mark takes.
    beside : float
        Width to keep free at the right end of a name that stands above its row.

    Raises
    ------
    ChartError
        If the rows do not fit.
    """
    size = sheet.size
    lead = size.label * 1.25
    if size.narrow:
        column = 0.0
        lines = [tuple(wrap(name, plot.width - beside, size.label)) for name in names]
        words = max(map(len, lines)) * lead
        least, wanted = words + mark + _CLEAR, words + mark + _CLEAR + 10
    else:
        column = min(max(font.advance(name, size.label) for name in names) * 1.03, plot.width * 0.34)
        lines = [tuple(wrap(name, column, size.label)) for name in names]
        words = 0.0
        # A name of two lines may stand between two of one.
        counts = [len(one) for one in lines]
        high = max([max(counts) / 2 + 0.5, *((a + b) / 2 for a, b in pairwise(counts))])
        least = max(high * lead + 1, mark + 2)
        wanted = max(tall, least)
    pitch = wanted
    if size.height:
        wanted = max(wanted, min(wanted * 1.5, (plot.height - overhead) / (len(names) + 1)))
        pitch = min(wanted, (plot.height - overhead) / len(names))
        if pitch < least - 0.01:
            raise ChartError(
                f"{len(names)} rows do not fit on a page of size {size.name!r}; take fewer, shorten "
                "the title, or choose another size / 行数太多，请减少行、缩短标题或换尺寸"
            )
    middle = (words + mark / 2 + _CLEAR) / pitch if words else 0.5
    return Plan(pitch, column, tuple(lines), middle, mark / 2 / pitch)


def panel(
    sheet: Scene,
    plan: Plan,
    rows: range,
    plot: Box,
    top: float,
    ends: tuple[float, float],
    tick: Callable[[float, str], str],
    right: float,
    left: float = 0.0,
) -> Panel:
    """Add the axes of some rows, and return them.

    Parameters
    ----------
    rows : range
        Which of the plan's rows stand on it.
    ends : tuple of float
        The lowest and the highest value; the axis ends at round places.
    right, left : float
        Room for labels beyond the axis.
    """
    size, count = sheet.size, len(rows)
    start = plot.left + left + (plan.column + 12 if plan.column else 0)
    box = Box(start, top, plot.right - right - start, plan.pitch * count)
    places = _places(sheet, box, ends, tick)
    names = tuple(plan.names[row] for row in rows)
    made = Panel(
        box,
        (places[0], places[-1]),
        (-plan.middle, count - plan.middle),
        tuple((place, tick(place, sheet.lang)) for place in places),
        tuple("".join(_spaced(lines)) for lines in names),
        beside=bool(plan.column),
        broken=any(len(lines) > 1 for lines in names),
        size=size.label,
    )
    # Names above the rows must not be crossed, so there the grid is drawn row by row.
    below = (1 - plan.middle) * 0.96
    spans = [made.y] if plan.column else [(row - plan.reach, row + below) for row in range(count)]
    for place in places:
        width = 1.6 if place == 0 else 0.9
        for span in spans:
            sheet.add(Line((place, place), span, theme.GRID, width, made, "grid"))
    for place, words in made.ticks:
        sheet.add(
            Words(
                made.px(place),
                box.bottom + size.tick * 0.95,
                words,
                size.tick,
                theme.MUTED,
                anchor="middle",
                role="tick",
            )
        )
    for row, lines in enumerate(names):
        lead = size.label * 1.25
        if plan.column:
            y, x, anchor = made.py(row) - (len(lines) - 1) / 2 * lead, start - left - 12, "end"
        else:
            # The last line stands next to the mark, so that no name seems to belong to the one above.
            y, x, anchor = above(made, plan, row, lead * (len(lines) - 0.5)), plot.left, "start"
        for at, line in enumerate(lines):
            sheet.add(Words(x, y + at * lead, line, size.label, anchor=anchor, role="name"))
    return made


def above(on: Panel, plan: Plan, row: int, by: float) -> float:
    """Return a height above the mark of a row."""
    return on.py(row) - plan.reach * plan.pitch - _CLEAR + 2 - by


def arrow(on: Panel, x: float, whole: float | None) -> float:
    """Return how far the arrow of a floor goes: for shares hardly beyond their whole."""
    return min(ARROW, max(7.0, on.px(whole) - on.px(x))) if whole else ARROW


def _places(sheet: Scene, box: Box, ends: tuple[float, float], tick: Callable[[float, str], str]) -> list[float]:
    """Round places on the axis, as many as their words leave room for."""
    for count in (5, 4, 3, 2, 1):
        places = ticks(ends[1], count, ends[0])
        widest = max(font.advance(tick(place, sheet.lang), sheet.size.tick) for place in places)
        if (widest + 10) * (len(places) - 1) <= box.width:
            return places
    return places


def _spaced(lines: Sequence[str]) -> Sequence[str]:
    """Lines that were broken at a blank get it back."""
    return [
        line + (" " if line[-1:].isascii() and after[:1].isascii() else "")
        for line, after in zip(lines, [*lines[1:], "汉"], strict=True)
    ]

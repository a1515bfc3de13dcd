"""Tables: columns over the width of the page, as wide as they need, rows as high as their words."""

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from zreport.charts.table import Table
from zreport.figures.datum import Datum
from zreport.figures.writing import THIN
from zreport.language import Text
from zreport.layout.entries import AIR, entries, is_phone
from zreport.page import font, theme
from zreport.page.boxes import Cell, Grid, Tile, edges
from zreport.page.scene import Scene
from zreport.page.text import Box, pieces, wrap

# What is free at the right of each column, in its type.
_PAD = 0.8
_LINE, _SPARE = 1.3, 0.7  # of the type size: a line of a cell, and what a row is taller than its lines
# The decimals of a number with all behind them, and what in a cell may not be broken though it is not all Latin.
_TAIL = re.compile(r"(?:\.[0-9]+)?[^0-9]*$")
_FIRM = re.compile(r"[0-9A-Za-z]")

# Whether a cell of a row is bold, and its colour, by the name of its column.
CellLook = Callable[[Any, str], tuple[bool, str]]
_FEWER = Text("减少行或列", "take fewer rows or columns")


def arrange(chart: Table, scene: Scene, plot: Box) -> float:
    """Arrange a table, and return where it ends."""
    # Before each row stands a sample of its kind: filled, hollow or hatched.
    size, gap = (scene.size.label * 0.6, 5) if scene.size.narrow else (scene.size.label * 0.8, 9)
    inside = Box(plot.left + size + gap, plot.top, plot.width - size - gap, plot.height)

    def look(figure: Datum, column: str) -> tuple[bool, str]:
        return _look(chart, figure, column)

    bottom = filled(chart, scene, inside, look, chart.data, _FEWER)
    grid = scene.of(Grid)[-1]
    places = list(zip(grid.tops[1:], grid.heights[1:], strict=True))
    if is_phone(scene):
        items, end = entries(
            chart, scene, replace(inside, left=inside.left + 3, width=inside.width - 3), look, chart.data
        )
        # A table is read faster as one where its words are short.
        tight = grid.size < scene.size.label or any(len(cell.lines) > 2 for row in grid.rows for cell in row)
        if tight or end < bottom:
            scene.items.remove(grid)
            scene.add(*items)
            # A sample stands beside the first line of its entry.
            tall, bottom = scene.size.label * 1.3 + 2 * AIR, end
            places = [(item.box.top, tall) for item in items if isinstance(item, Tile)]
    for figure, (top, height) in zip(chart.data, places, strict=True):
        box = Box(plot.left + 1, top + (height - size) / 2, size, size)
        scene.add(Tile(box, (), **sample(figure), pad=0, radius=2, top=True, alt=figure.status_name[scene.lang]))
    return bottom


def sample(figure: Datum) -> dict[str, Any]:
    """Return the look of a small box that says what kind of figure one is."""
    status = theme.kind(figure)
    colour, hollow, hatched = theme.colour(status), theme.hollow(status), theme.hatched(status)
    return {"fill": theme.PAPER if hollow or hatched else colour, "edge": colour, "hatched": hatched}


def _look(chart: Table, figure: Datum, column: str) -> tuple[bool, str]:
    """A value is bold, in the colour of its status, unless its figure is quiet."""
    if chart.quiet(figure):
        return False, theme.MUTED
    return (True, theme.colour(figure.status)) if column == "value" else (False, theme.INK)


def filled(
    chart: Table,
    scene: Scene,
    plot: Box,
    look: CellLook,
    hovers: Sequence[Datum | tuple[str, ...]],
    mend: Text,
    lead: float = 0.0,
) -> float:
    """Add the grid of a table's cells with what the pointer finds in each row, and return where it ends.

    The column that leads gets a share of the width at least.
    """
    lang, size = scene.lang, scene.size
    rows = [chart.heads(lang), *(chart.cells(at, lang) for at in range(len(chart.data)))]
    floors = {chart.columns.index(chart.lead): lead} if lead and chart.lead in chart.columns else {}
    # Periods and, in Chinese, values stay on one line, unless nothing else fits.
    fixed = {at for at, column in enumerate(chart.columns) if column == "period" or (column, lang) == ("value", "zh")}
    shares = (1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.72)
    larger = [one for one in (1.3, 1.2, 1.1) if size.height and size.label * one <= size.title * 0.8]
    # In larger type than usual no cell takes many lines, and in a little less none more than three if that helps.
    tried = [*((fixed, one, 2) for one in larger), *((fixed, one, 3) for one in shares[:5] if size.height)]
    tried += [(whole, one, math.inf) for whole in (fixed, set()) for one in shares]
    for whole, share, most in tried:
        type_size = size.label * share
        if size.height and len(rows) * type_size * (_LINE + _SPARE) > plot.height:
            continue  # not even with one line in each row
        widths = _widths(rows, type_size, plot.width, chart.open, floors, whole)
        if widths is None:
            continue
        rooms = [width - type_size * _PAD for width in widths]
        broken = [
            [tuple(wrap(words, room, type_size, bold=at == 0)) for words, room in zip(row, rooms, strict=True)]
            for at, row in enumerate(rows)
        ]
        heights = [max(map(len, row)) * (type_size * _LINE) + type_size * _SPARE for row in broken]
        if not size.height or (sum(heights) <= plot.height and max(len(one) for row in broken for one in row) <= most):
            break
    else:
        crowded = Text(f"放不下{len(chart.data)}行", f"{len(chart.data)} rows do not fit")
        raise size.overfull(crowded, mend)
    if size.height:
        # By how much a row may be taller than its words need: the fewer there are, the more; the head only a little.
        first, *rest = heights
        spare = max(0.0, min((plot.height - sum(heights)) / len(heights), type_size * max(1.5, 14 / len(heights))))
        heights = [first + min(spare, type_size * 1.2), *(height + spare for height in rest)]
    ends = _ends(chart, rows, broken, widths, type_size)
    head = tuple(
        Cell(words, lines, True, theme.MUTED, ends[0] if column == "value" else None)
        for column, words, lines in zip_longest(chart.columns, rows[0], broken[0])
    )
    body = [
        tuple(
            Cell(*cell, *look(row, column), end if column == "value" else None)
            for column, *cell in zip_longest(chart.columns, *both)
        )
        for row, end, *both in zip(chart.data, ends[1:], rows[1:], broken[1:], strict=True)
    ]
    places = (edges(plot.left, widths), tuple(widths), edges(plot.top, heights), tuple(heights))
    grid = Grid(*places, (head, *body), (None, *hovers), type_size)
    scene.add(grid)
    return grid.box.bottom


def _ends(
    chart: Table, rows: list[list[str]], broken: list[list[tuple[str, ...]]], widths: list[float], size: float
) -> list[float | None]:
    """Return how far before the end of its column each value ends: of one unit, so that decimal signs line up."""
    if "value" not in chart.columns:
        return [None] * len(rows)
    at = chart.columns.index("value")
    label = [max(font.advance(line, size, True) for line in row[at]) for row in broken]
    after = [0.0] * len(rows)
    if len({(figure.unit, figure.base_unit) for figure in chart.data}) == 1 and all(
        len(row[at]) == 1 for row in broken
    ):
        tails = [_TAIL.search(row[at])[0] for row in rows[1:]]
        wide = [font.advance(tail, size, True) for tail in tails]
        after[1:] = [max(wide) - one for one in wide]
    widest = max(one + more for one, more in zip(label, after, strict=True))
    widest = widest * 1.02 + _wider([row[at] for row in rows], size)
    return [max(size * 0.6, widths[at] - 2 - widest) + more for more in after]


def _wider(column: Sequence[str], size: float) -> float:
    """Return by how much programs set a column wider: the thin space between a number and its Chinese unit."""
    return size * 0.7 * any(THIN in words for words in column)


def _widths(
    rows: list[list[str]], size: float, width: float, blank: bool, floors: Mapping[int, float], whole: Collection[int]
) -> list[float] | None:
    """Columns as wide as their words; too wide together, the wide ones give way; None if a word had to be broken.

    Columns that are `whole` keep the words of each cell on one line.
    """
    wanted, least, pad = [], [], size * _PAD
    for at, column in enumerate(zip(*rows, strict=True)):
        wanted.append(max(font.advance(words, size, True) for words in column) * 1.04 + _wider(column, size) + pad)
        # A word of Chinese is a few characters; that of English must stay whole.
        parts = {part: font.advance(part, size, True) for words in column for part in pieces(words)}
        short = max((wide if _FIRM.search(part) else min(wide, 4.2 * size) for part, wide in parts.items()), default=0)
        # Of Chinese a line holds a few characters at least.
        short = max(
            [short, *(min(4.2 * size, font.advance(words, size, True)) for words in column if not words.isascii())]
        )
        least.append(wanted[-1] if at in whole else min(short * 1.02 + pad, wanted[-1]))
    for at, share in floors.items():
        least[at] = max(least[at], min(wanted[at], width * share))
    if blank:
        # What is written by hand needs room in any case.
        wanted[-1], least[-1] = max(wanted[-1], width * 0.2), max(least[-1], width * 0.16)
    spare = width - sum(wanted)
    if spare >= 0:
        # As much air after each column; with an empty one only a little, and that gets the rest.
        extra = min(spare / len(wanted), size * 2.2) if blank else spare / len(wanted)
        wanted = [wide + extra for wide in wanted]
        return [*wanted[:-1], wanted[-1] + spare - extra * len(wanted)]
    if sum(least) > width:
        return None
    limits = (width * 0.95**step for step in range(60))
    cut = ([max(low, min(one, limit)) for low, one in zip(least, wanted, strict=True)] for limit in limits)
    got = next((widths for widths in cut if sum(widths) <= width), least)
    return [wide + (width - sum(got)) / len(got) for wide in got]

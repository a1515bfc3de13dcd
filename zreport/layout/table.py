"""Tables: columns as wide as they need, rows as high as their words."""

from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from zreport.charts.table import Table
from zreport.figures.datum import Datum
from zreport.language import Text
from zreport.page import font, theme
from zreport.page.boxes import Cell, Grid, edges
from zreport.page.scene import Scene
from zreport.page.text import Box, wrap

_PAD = 10


# Whether a cell of a row is bold, and its colour, by the name of its column.
Look = Callable[[Any, str], tuple[bool, str]]
_FEWER = Text("减少行或列", "take fewer rows or columns")


def arrange(chart: Table, scene: Scene, plot: Box) -> float:
    """Arrange a table, and return where it ends."""
    return filled(chart, scene, plot, lambda figure, column: _look(chart, figure, column), chart.data, _FEWER)


def _look(chart: Table, figure: Datum, column: str) -> tuple[bool, str]:
    """A value is bold, in the colour of its status, unless its figure is quiet."""
    if chart.quiet(figure):
        return False, theme.MUTED
    return (True, theme.colour(figure.status)) if column == "value" else (False, theme.INK)


def filled(
    chart: Table,
    scene: Scene,
    plot: Box,
    look: Look,
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
    for share in (1, 0.95, 0.9, 0.85, 0.8, 0.75):
        type_size = size.label * share
        widths = _widths(rows, type_size, plot.width, chart.open, floors)
        if widths is None:
            continue
        rooms = [width - _PAD for width in widths]
        broken = [
            [tuple(wrap(words, room, type_size, bold=at == 0)) for words, room in zip(row, rooms, strict=True)]
            for at, row in enumerate(rows)
        ]
        heights = [max(map(len, row)) * (type_size * 1.3) + type_size * 0.7 for row in broken]
        if not size.height or sum(heights) <= plot.height:
            break
    else:
        crowded = Text(f"放不下{len(chart.data)}行", f"{len(chart.data)} rows do not fit")
        raise size.overfull(crowded, mend)
    if size.height:
        spare = min((plot.height - sum(heights)) / len(heights), type_size * 0.7)
        heights = [height + max(spare, 0) for height in heights]
    head = tuple(Cell(words, lines, True, theme.MUTED) for words, lines in zip(rows[0], broken[0], strict=True))
    body = [
        tuple(Cell(*cell, *look(row, column)) for column, *cell in zip_longest(chart.columns, *both))
        for row, *both in zip(chart.data, rows[1:], broken[1:], strict=True)
    ]
    places = (edges(plot.left, widths), tuple(widths), edges(plot.top, heights), tuple(heights))
    grid = Grid(*places, (head, *body), (None, *hovers), type_size)
    scene.add(grid)
    return grid.box.bottom


def _widths(
    rows: list[list[str]], size: float, width: float, blank: bool, floors: Mapping[int, float]
) -> list[float] | None:
    """Columns as wide as their words; too wide together, the wide ones give way; None if a word had to be broken."""
    wanted, least = [], []
    for column in zip(*rows, strict=True):
        wanted.append(max(font.advance(words, size, True) for words in column) * 1.04 + _PAD)
        # A word of Chinese is a few characters; that of English must stay whole.
        parts = {part: font.advance(part, size, True) for words in column for part in words.replace("-", "- ").split()}
        short = max((wide if part.isascii() else min(wide, 4.2 * size) for part, wide in parts.items()), default=0)
        least.append(min(short * 1.02 + _PAD, wanted[-1]))
    for at, share in floors.items():
        least[at] = max(least[at], min(wanted[at], width * share))
    if blank:
        # What is written by hand needs room in any case.
        wanted[-1], least[-1] = max(wanted[-1], width * 0.2), max(least[-1], width * 0.16)
    spare = width - sum(wanted)
    if spare >= 0:
        # A little air between the columns; the rest goes to the empty one, or stays free at the right.
        extra = min(spare / len(wanted), size * 2.2)
        wanted = [wide + extra for wide in wanted]
        return [*wanted[:-1], wanted[-1] + (spare - extra * len(wanted) if blank else 0)]
    if sum(least) > width:
        return None
    limits = (width * 0.95**step for step in range(60))
    cut = ([max(low, min(one, limit)) for low, one in zip(least, wanted, strict=True)] for limit in limits)
    got = next((widths for widths in cut if sum(widths) <= width), least)
    return [wide + (width - sum(got)) / len(got) for wide in got]

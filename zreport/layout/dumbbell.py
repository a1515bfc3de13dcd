"""Joined dots, and what all layouts of two figures to a row share: the key, and the marks."""

from collections.abc import Sequence
from typing import Any

from zreport.charts.dumbbell import Dumbbell
from zreport.layout.rows import AXIS, RowPlan
from zreport.page import font, theme
from zreport.page.marks import ARROW, Key, Line, Mark, Panel
from zreport.page.scene import Scene
from zreport.page.text import Box, Words

SIDES = ("before", "after")


def arrange(chart: Dumbbell, scene: Scene, plot: Box) -> float:
    """Arrange joined dots, and return where they end."""
    size, gaps = scene.size.label, chart.gaps(scene.lang)
    head, gap = key(chart, scene, plot, ("dot", "dot"), gaps)
    rows = RowPlan(chart, scene, plot, chart.data, head + AXIS, 64, beside=gap)
    wide = widest_label(chart, scene) + ARROW
    right = wide + (gap if rows.column else 0)
    values = list(map(chart.on_axis, chart.figures))
    lowest, highest = min(values), max(values)
    # The lower label of a row stands at the left of its mark, where the axis has to begin after it.
    room = plot.width - right - rows.column
    left = max(0.0, wide + 8 - lowest / highest * (room - wide)) if lowest < highest else wide
    on = rows.panel(plot.top + head, (0, highest), right, min(left, wide))
    for row, pair in enumerate(chart.data):
        before, after = chart.on_axis(pair.before), chart.on_axis(pair.after)
        scene.add(Line((before, after), (row, row), theme.CONNECTOR, 5, on, "link"))
        for side, at in zip(SIDES, "lr" if before <= after else "rl", strict=True):
            form = "tick" if getattr(pair, side).bound else "dot"
            scene.add(mark_of(chart, scene, on, row, side, form, place=at))
        rows.beside(on, row, gaps[row], size)
    return on.box.bottom + AXIS


def widest_label(chart: Dumbbell, scene: Scene) -> float:
    """Return the width of the widest label."""
    return max(font.advance(figure.label(scene.lang), scene.size.label, bold=True) for figure in chart.figures)


def mark_of(chart: Dumbbell, scene: Scene, on: Panel, row: int, side: str, form: str, **more: Any) -> Mark:
    """Return the mark of one side of a row."""
    pair = chart.data[row]
    figure = getattr(pair, side)
    look = theme.look(figure.status, chart.quiet(pair.before) and chart.quiet(pair.after))
    more |= {"bound": figure.bound, "series": chart.side(side, scene.lang), "group": side, "size": scene.size.label}
    return Mark(on, figure, chart.on_axis(figure), row, form, figure.label(scene.lang), **look, **more)


def key(
    chart: Dumbbell, scene: Scene, plot: Box, forms: tuple[str, str], gaps: Sequence[str] = ()
) -> tuple[float, float]:
    """Place the key and the heading of the column of gaps; return the height, and the width of that column."""
    size = scene.size.tick + (0 if scene.size.narrow else 1)
    heading = chart.gap_heading[scene.lang] if any(gaps) else ""
    gap = font.advance(heading, size, bold=True) + 10 if heading else 0.0
    x, y = plot.left, plot.top + size * 0.7
    sides = [chart.side(side, scene.lang) for side in SIDES]
    widths = [18 + font.advance(words, size, bold=True) + 26 for words in sides]
    inline = sum(widths) + gap <= plot.width
    for side, words, wide, form in zip(SIDES, sides, widths, forms, strict=True):
        status = getattr(chart.data[0], side).status
        scene.add(Key(x, y, words, theme.colour(status), theme.hollow(status), form, size, side))
        if inline:
            x += wide
        else:
            y += size * 1.6
    if heading:
        scene.add(Words(plot.right, y, heading, size, theme.MUTED, bold=True, anchor="end"))
        if not inline:
            y += size * 1.2
    tall = y - plot.top + size * (1.5 if inline else 0.4)
    return tall, 70.0 if heading and scene.size.narrow else gap

"""Joined dots."""

from __future__ import annotations

from zreport.charts.dumbbell import Dumbbell
from zreport.layout.pairs import beside, heading, labels_of, mark_of, names_of
from zreport.layout.rows import AXIS, panel, plan
from zreport.page import theme
from zreport.page.marks import ARROW, Line, Mark
from zreport.page.scene import Scene
from zreport.page.text import Box


def dumbbell(chart: Dumbbell, sheet: Scene, plot: Box) -> float:
    """Lay out joined dots."""
    lang, size = sheet.lang, sheet.size
    head, gap = heading(chart, sheet, plot, "dot")
    labels = labels_of(chart, sheet)
    wide = max(labels) + ARROW
    rows = plan(sheet, names_of(chart, lang), plot, head + AXIS, 64, beside=gap)
    highest = max(chart.on_axis(figure) for figure in chart.figures)
    # The lower label of a row stands at the left of its mark, where the axis has to begin after it.
    lowest = min(chart.on_axis(figure) for figure in chart.figures)
    room = plot.width - wide - (gap if rows.column else 0) - rows.column
    left = max(0.0, wide + 8 - lowest / highest * (room - wide)) if lowest < highest else wide
    on = panel(
        sheet,
        rows,
        range(len(chart.data)),
        plot,
        plot.top + head,
        (0, highest),
        chart.tick,
        wide + (gap if rows.column else 0),
        min(left, wide),
    )
    gaps = chart.gaps(lang)
    for row, pair in enumerate(chart.data):
        both = (pair.before, pair.after)
        values = [chart.on_axis(figure) for figure in both]
        sheet.add(Line(tuple(values), (row, row), theme.CONNECTOR, 5, on, "link"))
        for figure, value, other in zip(both, values, values[::-1], strict=True):
            left_side = value < other or (value == other and figure is pair.before)
            mark = mark_of(chart, on, figure, row, pair, lang, "tick" if figure.bound else "dot")
            sheet.add(Mark(**mark | {"place": "l" if left_side else "r", "size": size.label}))
        beside(sheet, plot, on, row, gaps[row], rows, size.label)
    return on.box.bottom + AXIS

"""Bars of what was achieved, and ticks of what is promised."""

from __future__ import annotations

from zreport.charts.bullet import Bullet
from zreport.layout.pairs import heading, labels_of, mark_of, names_of
from zreport.layout.rows import AXIS, arrow, panel, plan
from zreport.page import font, theme
from zreport.page.marks import Line, Mark
from zreport.page.scene import Scene
from zreport.page.text import Box


def bullet(chart: Bullet, sheet: Scene, plot: Box) -> float:
    """Lay out bars of what was achieved, and ticks of what is promised."""
    lang, size = sheet.lang, sheet.size
    head, _ = heading(chart, sheet, plot, "bar")
    thick = 20.0
    labels = labels_of(chart, sheet)
    mark_tall = thick + 2.6 * size.label
    rows = plan(sheet, names_of(chart, lang), plot, head + AXIS, 92, mark_tall)
    highest = chart.whole or max(chart.on_axis(figure) for figure in chart.figures)
    on = panel(sheet, rows, range(len(chart.data)), plot, plot.top + head, (0, highest), chart.tick, max(labels) + 8)
    for row, pair in enumerate(chart.data):
        if chart.whole:
            sheet.add(Line((0, chart.whole), (row, row), theme.GRID, thick, on, "band"))
        values = [on.px(chart.on_axis(figure)) for figure in (pair.before, pair.after)]
        ahead = values[1] >= values[0]
        for figure, form in ((pair.before, "bar"), (pair.after, "tick")):
            mark = mark_of(chart, on, figure, row, pair, lang, form)
            first = figure is pair.before
            wide = font.advance(figure.label(lang), size.label, bold=True)
            reach = min(14.0, arrow(on, chart.on_axis(figure), chart.whole))
            if first and figure.bound and values[0] != values[1]:
                # Its arrow must not seem to end at the promise.
                reach = min(reach, max(7.0, abs(values[1] - values[0]) * 0.7))
            sheet.add(
                Mark(
                    **mark
                    | {
                        "thick": thick,
                        "place": "b" if first else "t",
                        "size": size.label,
                        "reach": reach,
                        "lean": -wide / 2 if first == ahead else wide / 2,
                    }
                )
            )
    return on.box.bottom + AXIS

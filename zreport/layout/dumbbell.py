"""Joined dots."""

from zreport.charts.dumbbell import Dumbbell
from zreport.layout.pairs import SIDES, key, mark_of, names_of, widest_label
from zreport.layout.rows import AXIS, RowPlan
from zreport.page import theme
from zreport.page.marks import ARROW, Line
from zreport.page.scene import Scene
from zreport.page.text import Box


def arrange(chart: Dumbbell, scene: Scene, plot: Box) -> float:
    """Arrange joined dots, and return where they end."""
    lang, size = scene.lang, scene.size.label
    gaps = chart.gaps(lang)
    head, gap = key(chart, scene, plot, ("dot", "dot"), chart.gap_heading[lang] if any(gaps) else "")
    rows = RowPlan.fit(chart, scene, plot, names_of(chart, lang), head + AXIS, 64, beside=gap)
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

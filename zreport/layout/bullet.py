"""Bars of what was achieved, and ticks of what is promised."""

from zreport.charts.bullet import Bullet
from zreport.layout.dumbbell import key, mark_of, widest_label
from zreport.layout.rows import AXIS, RowPlan, arrow
from zreport.page import font, theme
from zreport.page.marks import Line
from zreport.page.scene import Scene
from zreport.page.text import Box

_THICK = 20.0


def arrange(chart: Bullet, scene: Scene, plot: Box) -> float:
    """Arrange bars of what was achieved and ticks of what is promised, and return where they end."""
    head, _ = key(chart, scene, plot, ("bar", "tick"))
    thick = _THICK * scene.size.grown
    tall = thick / scene.size.grown + 2.6 * scene.size.label / scene.size.grown
    rows = RowPlan(chart, scene, plot, chart.data, head + AXIS, 92, tall)
    # Where rows stand far apart, bars are thicker; above and below each are its labels.
    thick = max(thick, min(thick * 2.2, rows.mark - 2.6 * scene.size.label))
    highest = chart.whole or max(map(chart.on_axis, chart.figures))
    on = rows.panel(plot.top + head, (0, highest), widest_label(chart, scene) + 8)
    for row, pair in enumerate(chart.data):
        if chart.whole:
            scene.add(Line((0, chart.whole), (row, row), theme.GRID, thick, on, "band"))
        apart = on.px(chart.on_axis(pair.after)) - on.px(chart.on_axis(pair.before))
        for side, form, at in (("before", "bar", "b"), ("after", "tick", "t")):
            figure = getattr(pair, side)
            reach = min(14.0, arrow(on, chart.on_axis(figure), chart.whole))
            if side == "before" and figure.bound and apart:
                # Its arrow must not seem to end at the promise.
                reach = min(reach, max(7.0, abs(apart) * 0.7))
            lean = font.advance(figure.label(scene.lang), scene.size.label, bold=True) / 2
            if (side == "before") == (apart >= 0):
                lean = -lean
            scene.add(mark_of(chart, scene, on, row, side, form, thick=thick, place=at, reach=reach, lean=lean))
    return on.box.bottom + AXIS

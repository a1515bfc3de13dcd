"""Two bars to a row."""

from zreport.charts.groups import Groups
from zreport.layout.dumbbell import SIDES, key, mark_of, widest_label
from zreport.layout.rows import AXIS, RowPlan
from zreport.page.marks import ARROW
from zreport.page.scene import Scene
from zreport.page.text import Box


def arrange(chart: Groups, scene: Scene, plot: Box) -> float:
    """Arrange two bars to a row, and return where they end."""
    size, gaps = scene.size.label, chart.gaps(scene.lang)
    head, gap = key(chart, scene, plot, ("bar", "bar"), gaps)
    # Labels of both bars must clear one another.
    thick = size + 1
    rows = RowPlan(chart, scene, plot, chart.data, head + AXIS, 64, (2 * thick + 4) / scene.size.grown, gap)
    thick = (rows.mark - 4) / 2
    right = widest_label(chart, scene) + ARROW + (gap if rows.column else 0)
    on = rows.panel(plot.top + head, (0, max(map(chart.on_axis, chart.figures))), right)
    for row in range(len(chart.data)):
        for side, shift in zip(SIDES, (-thick / 2 - 1, thick / 2 + 1), strict=True):
            scene.add(mark_of(chart, scene, on, row, side, "bar", thick=thick, shift=shift))
        rows.beside(on, row, gaps[row], size)
    return on.box.bottom + AXIS

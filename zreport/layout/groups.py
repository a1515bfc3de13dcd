"""Two bars to a row."""

from __future__ import annotations

from zreport.charts.groups import Groups
from zreport.layout.pairs import beside, heading, labels_of, mark_of, names_of
from zreport.layout.rows import AXIS, panel, plan
from zreport.page.marks import ARROW, Mark
from zreport.page.scene import Scene
from zreport.page.text import Box


def groups(chart: Groups, sheet: Scene, plot: Box) -> float:
    """Lay out two bars to a row."""
    lang, size = sheet.lang, sheet.size
    head, gap = heading(chart, sheet, plot, "bar")
    # Labels of both bars must clear one another.
    thick = size.label + 1
    rows = plan(sheet, names_of(chart, lang), plot, head + AXIS, 64, 2 * thick + 4, gap)
    highest = max(chart.on_axis(figure) for figure in chart.figures)
    on = panel(
        sheet,
        rows,
        range(len(chart.data)),
        plot,
        plot.top + head,
        (0, highest),
        chart.tick,
        max(labels_of(chart, sheet)) + ARROW + (gap if rows.column else 0),
    )
    gaps = chart.gaps(lang)
    for row, pair in enumerate(chart.data):
        for figure, shift in ((pair.before, -thick / 2 - 1), (pair.after, thick / 2 + 1)):
            mark = mark_of(chart, on, figure, row, pair, lang, "bar")
            sheet.add(Mark(**mark | {"thick": thick, "shift": shift, "size": size.label}))
        beside(sheet, plot, on, row, gaps[row], rows, size.label)
    return on.box.bottom + AXIS

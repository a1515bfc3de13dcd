"""Signed bars on both sides of zero."""

from zreport.charts.gaps import Gaps
from zreport.figures.writing import written_points
from zreport.layout.rows import AXIS, RowPlan
from zreport.page import font, theme
from zreport.page.marks import Line, Mark
from zreport.page.scene import Scene
from zreport.page.text import Box


def arrange(chart: Gaps, scene: Scene, plot: Box) -> float:
    """Arrange signed bars on both sides of zero, and return where they end."""
    lang, size = scene.lang, scene.size
    said = [written_points(pair.difference, lang) for pair in chart.data]
    formulas = [chart.formula(pair) for pair in chart.data]
    label = max(font.advance(words, size.label, bold=True) for words in said) + 12
    formula = max(font.advance(words, size.tick) for words in formulas) + 12
    rows = RowPlan(chart, scene, plot, chart.data, AXIS + 4, 56, beside=formula)
    differences = [pair.difference for pair in chart.data]
    low, high = min(0, *differences), max(0, *differences)
    right = label + (formula if rows.column else 0)
    on = rows.panel(plot.top + 4, (low, high), right, label if low < 0 else 0)
    for row, pair in enumerate(chart.data):
        span = on.y if rows.column else (row - rows.reach, row + rows.reach)
        scene.add(Line((0, 0), span, theme.MUTED, 1.2, on, "grid"))
        look = theme.look("derived", chart.quiet(pair.after)) | {
            "hollow": True,
            "thick": min(rows.mark, 20 * 1.8 * size.grown),
            "size": size.label,
        }
        about = {"series": chart.gap_heading[lang], "formula": formulas[row], "other": pair.before}
        place = "r" if pair.difference >= 0 else "l"
        scene.add(Mark(on, pair.after, pair.difference, row, "bar", said[row], place, **about, **look))
        rows.beside(on, row, formulas[row], size.tick, theme.MUTED)
    return on.box.bottom + AXIS

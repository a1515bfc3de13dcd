"""Signed bars on both sides of zero."""

from __future__ import annotations

from zreport.charts.gaps import Gaps
from zreport.figures.datum import points
from zreport.layout.pairs import beside, names_of
from zreport.layout.rows import AXIS, panel, plan
from zreport.page import font, theme
from zreport.page.marks import Line, Mark
from zreport.page.scene import Scene
from zreport.page.text import Box


def gaps(chart: Gaps, sheet: Scene, plot: Box) -> float:
    """Lay out signed bars on both sides of zero."""
    lang, size = sheet.lang, sheet.size
    said = [points(pair.difference, lang) for pair in chart.data]
    formulas = [chart.formula(pair) for pair in chart.data]
    wide = max(font.advance(words, size.label, bold=True) for words in said) + 12
    formula = max(font.advance(words, size.tick) for words in formulas) + 12
    rows = plan(sheet, names_of(chart, lang), plot, AXIS + 4, 56, beside=formula)
    ends = (min(0, *(p.difference for p in chart.data)), max(0, *(p.difference for p in chart.data)))
    right = wide + (formula if rows.column else 0)
    on = panel(
        sheet,
        rows,
        range(len(chart.data)),
        plot,
        plot.top + 4,
        (ends[0], ends[1]),
        chart.tick,
        right,
        wide if ends[0] < 0 else 0,
    )
    for row, pair in enumerate(chart.data):
        up = pair.difference >= 0
        span = on.y if rows.column else (row - rows.reach, row + rows.reach)
        sheet.add(Line((0, 0), span, theme.MUTED, 1.2, on, "grid"))
        colour = ink = theme.ACHIEVED
        if chart.quiet(pair.after):
            colour, ink = theme.QUIET, theme.MUTED
        sheet.add(
            Mark(
                on,
                pair.after,
                pair.difference,
                row,
                "bar",
                said[row],
                "r" if up else "l",
                colour,
                ink,
                hatched=True,
                hollow=True,
                thick=20,
                size=size.label,
                series=chart.gap_heading[lang],
                formula=formulas[row],
                other=pair.before,
            )
        )
        beside(sheet, plot, on, row, formulas[row], rows, size.tick, theme.MUTED)
    return on.box.bottom + AXIS

"""Ranked dots, and bars in their place."""

from __future__ import annotations

from zreport.charts.dots import Dots
from zreport.language import Text
from zreport.layout.rows import AXIS, arrow, panel, plan
from zreport.page import font, theme
from zreport.page.marks import ARROW, Key, Line, Mark
from zreport.page.scene import Scene
from zreport.page.text import Box, Words

_APART = 30
APART = Text("单列：坐标尺度不同", "Apart: another scale")


def dots(chart: Dots, sheet: Scene, plot: Box) -> float:
    """Lay out panels of ranked rows, one above the other."""
    lang, size = sheet.lang, sheet.size
    top = plot.top + (_key(chart, sheet, plot) if chart.by == "sector" else 0)
    figures = [figure for rows in chart.panels for figure in rows]
    names = [figure.name[lang] for figure in figures]
    labels = [font.advance(f.label(lang), size.label, bold=True) for f in figures]
    count = len(chart.panels)
    overhead = count * AXIS + (count - 1) * _APART + top - plot.top
    bar = chart.mark == "bar"
    rows = plan(sheet, names, plot, overhead, mark=20)
    first = 0
    for index, group in enumerate(chart.panels):
        if index:
            top += _APART
            sheet.add(
                Line((plot.left, plot.right), (top - 8, top - 8), theme.GRID, 1.2),
                Words(plot.right, top - 18, APART[lang], size.tick, theme.MUTED, anchor="end"),
            )
        highest = chart.whole or max(chart.on_axis(figure) for figure in group)
        on = panel(
            sheet, rows, range(first, first + len(group)), plot, top, (0, highest), chart.tick, max(labels) + ARROW + 2
        )
        for row, figure in enumerate(group):
            colour = theme.sector(figure.sector) if chart.by == "sector" else theme.colour(figure.status)
            ink = colour
            if chart.quiet(figure):
                colour, ink = theme.QUIET, theme.MUTED
            x = chart.on_axis(figure)
            look = {
                "label": figure.label(lang),
                "colour": colour,
                "ink": ink,
                "size": size.label,
                "hollow": theme.hollow(figure.status),
                "hatched": theme.hatched(figure.status),
                "bound": figure.bound,
                "group": figure.sector if chart.by == "sector" else "",
                "series": figure.measure_name[lang],
                "reach": arrow(on, x, chart.whole),
            }
            if not bar and figure.bound != "down":
                sheet.add(Line((0, x), (row, row), theme.CONNECTOR, 1.4, on, "stem"))
            form = "bar" if bar else "tick" if figure.bound else "dot"
            thick = min(30.0, rows.pitch * 0.56) if not size.narrow else 18.0
            sheet.add(Mark(on, figure, x, row, form, thick=thick if bar else 0.0, **look))
        first += len(group)
        top = on.box.bottom + AXIS
    return top


def _key(chart: Dots, sheet: Scene, plot: Box) -> float:
    """Lay out a key of sectors, in lines, and return its height."""
    size = sheet.size
    x, y = plot.left, plot.top + size.tick * 0.6
    for sector in dict.fromkeys(figure.sector for figure in chart.data):
        name = next(f.sector_name[sheet.lang] for f in chart.data if f.sector == sector)
        wide = 18 + font.advance(name, size.tick, bold=True)
        if x > plot.left and x + wide > plot.right:
            x, y = plot.left, y + size.tick * 2.05
        sheet.add(Key(x, y, name, theme.sector(sector), False, chart.mark, size.tick, sector))
        x += wide + 32
    return y - plot.top + size.tick * 1.6

"""What layouts of two figures to a row share: key, names, marks, and what stands beside the rows."""

from __future__ import annotations

from zreport.charts.bullet import Bullet
from zreport.charts.dumbbell import Dumbbell
from zreport.figures.datum import Datum
from zreport.figures.pair import Pair
from zreport.layout.rows import Plan, above
from zreport.page import font, theme
from zreport.page.marks import Key, Panel
from zreport.page.scene import Scene
from zreport.page.text import Box, Words


def names_of(chart: Dumbbell, lang: str) -> list[str]:
    return [pair.after.name[lang] for pair in chart.data]


def labels_of(chart: Dumbbell, sheet: Scene) -> list[float]:
    return [font.advance(f.label(sheet.lang), sheet.size.label, bold=True) for f in chart.figures]


def mark_of(chart: Dumbbell, on: Panel, figure: Datum, row: int, pair: Pair, lang: str, form: str) -> dict:
    colour = ink = theme.colour(figure.status)
    if chart.quiet(pair.after) and chart.quiet(pair.before):
        colour, ink = theme.QUIET, theme.MUTED
    which = "before" if figure is pair.before else "after"
    return {
        "on": on,
        "figure": figure,
        "x": chart.on_axis(figure),
        "y": row,
        "form": form,
        "label": figure.label(lang),
        "colour": colour,
        "ink": ink,
        "bound": figure.bound,
        "hollow": theme.hollow(figure.status),
        "hatched": theme.hatched(figure.status),
        "series": chart.side(which, lang),
        "group": which,
    }


def heading(chart: Dumbbell, sheet: Scene, plot: Box, form: str) -> tuple[float, float]:
    """Lay out the key, and return its height and the width of the column of gaps."""
    lang, size = sheet.lang, sheet.size
    type_size = size.tick + (0 if size.narrow else 1)
    told = any(chart.gaps(lang)) and not isinstance(chart, Bullet)
    heading = chart.gap_heading[lang] if told else ""
    gap = font.advance(heading, type_size, bold=True) + 10 if heading else 0.0
    x, y = plot.left, plot.top + type_size * 0.7
    entries = []
    for which in ("before", "after"):
        words = chart.side(which, lang)
        entries.append((which, words, 18 + font.advance(words, type_size, bold=True)))
    inline = sum(wide + 26 for *_, wide in entries) + gap <= plot.width
    for which, words, wide in entries:
        figure = getattr(chart.data[0], which)
        sample = "tick" if isinstance(chart, Bullet) and which == "after" else form
        sheet.add(Key(x, y, words, theme.colour(figure.status), theme.hollow(figure.status), sample, type_size, which))
        if inline:
            x += wide + 26
        else:
            y += type_size * 1.6
    if heading:
        sheet.add(Words(plot.right, y, heading, type_size, theme.MUTED, bold=True, anchor="end"))
        if not inline:
            y += type_size * 1.2
    tall = y - plot.top + (type_size * 1.5 if inline else type_size * 0.4)
    return tall, (gap if not size.narrow else 70.0 if heading else 0.0)


def beside(
    sheet: Scene, plot: Box, on: Panel, row: int, words: str, rows: Plan, size: float, colour: str = theme.INK
) -> None:
    """Write a difference, or how it came about, at the right end of its row or of the name above it."""
    if words:
        y = on.py(row)
        if not on.beside:
            y = above(on, rows, row, sheet.size.label * 0.625)
        bold = colour == theme.INK
        sheet.add(Words(plot.right, y, words, size, colour, bold, "end"))

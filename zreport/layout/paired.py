"""Two figures of each row: joined dots, bars side by side, signed bars, and bullets."""

from __future__ import annotations

from zreport import font, theme
from zreport.datum import Datum, points
from zreport.kinds import Bullet, Dumbbell, Gaps, Groups
from zreport.kinds.pairs import Pair
from zreport.layout.rows import AXIS, Plan, above, arrow, panel, plan
from zreport.marks import ARROW, Key, Line, Mark, Panel
from zreport.scene import Scene
from zreport.words import Box, Words


def dumbbell(chart: Dumbbell, sheet: Scene, plot: Box) -> float:
    """Lay out joined dots."""
    lang, size = sheet.lang, sheet.size
    head, gap = _head(chart, sheet, plot, "dot")
    labels = _labels(chart, sheet)
    wide = max(labels) + ARROW
    rows = plan(sheet, _names(chart, lang), plot, head + AXIS, 64, beside=gap)
    highest = max(chart.on_axis(figure) for figure in chart.figures)
    # The lower label of a row stands at the left of its mark, where the axis has to begin after it.
    lowest = min(chart.on_axis(figure) for figure in chart.figures)
    room = plot.width - wide - (gap if rows.column else 0) - rows.column
    left = max(0.0, wide + 8 - lowest / highest * (room - wide)) if lowest < highest else wide
    on = panel(
        sheet, rows, range(len(chart.data)), plot, plot.top + head, (0, highest), chart.tick,
        wide + (gap if rows.column else 0), min(left, wide),
    )  # fmt: skip
    gaps = chart.gaps(lang)
    for row, pair in enumerate(chart.data):
        both = (pair.before, pair.after)
        values = [chart.on_axis(figure) for figure in both]
        sheet.add(Line(tuple(values), (row, row), theme.CONNECTOR, 5, on, "link"))
        for figure, value, other in zip(both, values, values[::-1], strict=True):
            left_side = value < other or (value == other and figure is pair.before)
            mark = _mark(chart, on, figure, row, pair, lang, "tick" if figure.bound else "dot")
            sheet.add(Mark(**mark | {"place": "l" if left_side else "r", "size": size.label}))
        _beside(sheet, plot, on, row, gaps[row], rows, size.label)
    return on.box.bottom + AXIS


def groups(chart: Groups, sheet: Scene, plot: Box) -> float:
    """Lay out two bars to a row."""
    lang, size = sheet.lang, sheet.size
    head, gap = _head(chart, sheet, plot, "bar")
    # Labels of both bars must clear one another.
    thick = size.label + 1
    rows = plan(sheet, _names(chart, lang), plot, head + AXIS, 64, 2 * thick + 4, gap)
    highest = max(chart.on_axis(figure) for figure in chart.figures)
    on = panel(
        sheet, rows, range(len(chart.data)), plot, plot.top + head, (0, highest), chart.tick,
        max(_labels(chart, sheet)) + ARROW + (gap if rows.column else 0),
    )  # fmt: skip
    gaps = chart.gaps(lang)
    for row, pair in enumerate(chart.data):
        for figure, shift in ((pair.before, -thick / 2 - 1), (pair.after, thick / 2 + 1)):
            mark = _mark(chart, on, figure, row, pair, lang, "bar")
            sheet.add(Mark(**mark | {"thick": thick, "shift": shift, "size": size.label}))
        _beside(sheet, plot, on, row, gaps[row], rows, size.label)
    return on.box.bottom + AXIS


def gaps(chart: Gaps, sheet: Scene, plot: Box) -> float:
    """Lay out signed bars on both sides of zero."""
    lang, size = sheet.lang, sheet.size
    said = [points(pair.difference, lang) for pair in chart.data]
    formulas = [chart.formula(pair) for pair in chart.data]
    wide = max(font.advance(words, size.label, bold=True) for words in said) + 12
    formula = max(font.advance(words, size.tick) for words in formulas) + 12
    rows = plan(sheet, _names(chart, lang), plot, AXIS + 4, 56, beside=formula)
    ends = (
        min(0, *(p.difference for p in chart.data)),
        max(0, *(p.difference for p in chart.data)),
    )
    right = wide + (formula if rows.column else 0)
    on = panel(
        sheet, rows, range(len(chart.data)), plot, plot.top + 4, (ends[0], ends[1]), chart.tick,
        right, wide if ends[0] < 0 else 0,
    )  # fmt: skip
    for row, pair in enumerate(chart.data):
        up = pair.difference >= 0
        span = on.y if rows.column else (row - rows.reach, row + rows.reach)
        sheet.add(Line((0, 0), span, theme.MUTED, 1.2, on, "grid"))
        colour = ink = theme.ACHIEVED
        if chart.quiet(pair.after):
            colour, ink = theme.QUIET, theme.MUTED
        sheet.add(
            Mark(on, pair.after, pair.difference, row, "bar", said[row], "r" if up else "l", colour,
                 ink, hatched=True, hollow=True, thick=20, size=size.label,
                 series=chart.gap_heading[lang], formula=formulas[row], other=pair.before)
        )  # fmt: skip
        _beside(sheet, plot, on, row, formulas[row], rows, size.tick, theme.MUTED)
    return on.box.bottom + AXIS


def bullet(chart: Bullet, sheet: Scene, plot: Box) -> float:
    """Lay out bars of what was achieved, and ticks of what is promised."""
    lang, size = sheet.lang, sheet.size
    head, _ = _head(chart, sheet, plot, "bar")
    thick = 20.0
    labels = _labels(chart, sheet)
    mark_tall = thick + 2.6 * size.label
    rows = plan(sheet, _names(chart, lang), plot, head + AXIS, 92, mark_tall)
    highest = chart.whole or max(chart.on_axis(figure) for figure in chart.figures)
    on = panel(
        sheet, rows, range(len(chart.data)), plot, plot.top + head, (0, highest), chart.tick,
        max(labels) + 8,
    )  # fmt: skip
    for row, pair in enumerate(chart.data):
        if chart.whole:
            sheet.add(Line((0, chart.whole), (row, row), theme.GRID, thick, on, "band"))
        values = [on.px(chart.on_axis(figure)) for figure in (pair.before, pair.after)]
        ahead = values[1] >= values[0]
        for figure, form in ((pair.before, "bar"), (pair.after, "tick")):
            mark = _mark(chart, on, figure, row, pair, lang, form)
            first = figure is pair.before
            wide = font.advance(figure.label(lang), size.label, bold=True)
            reach = min(14.0, arrow(on, chart.on_axis(figure), chart.whole))
            if first and figure.bound and values[0] != values[1]:
                # Its arrow must not seem to end at the promise.
                reach = min(reach, max(7.0, abs(values[1] - values[0]) * 0.7))
            sheet.add(
                Mark(**mark | {
                    "thick": thick, "place": "b" if first else "t", "size": size.label, "reach": reach,
                    "lean": -wide / 2 if first == ahead else wide / 2,
                })
            )  # fmt: skip
    return on.box.bottom + AXIS


def _names(chart: Dumbbell, lang: str) -> list[str]:
    return [pair.after.name[lang] for pair in chart.data]


def _labels(chart: Dumbbell, sheet: Scene) -> list[float]:
    return [font.advance(f.label(sheet.lang), sheet.size.label, bold=True) for f in chart.figures]


def _mark(
    chart: Dumbbell, on: Panel, figure: Datum, row: int, pair: Pair, lang: str, form: str
) -> dict:
    colour = ink = theme.colour(figure.status)
    if chart.quiet(pair.after) and chart.quiet(pair.before):
        colour, ink = theme.QUIET, theme.MUTED
    which = "before" if figure is pair.before else "after"
    return {
        "on": on, "figure": figure, "x": chart.on_axis(figure), "y": row, "form": form,
        "label": figure.label(lang), "colour": colour, "ink": ink, "bound": figure.bound,
        "hollow": theme.hollow(figure.status), "hatched": theme.hatched(figure.status),
        "series": chart.side(which, lang), "group": which,
    }  # fmt: skip


def _head(chart: Dumbbell, sheet: Scene, plot: Box, form: str) -> tuple[float, float]:
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
        sheet.add(
            Key(x, y, words, theme.colour(figure.status), theme.hollow(figure.status), sample,
                type_size, which)
        )  # fmt: skip
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


def _beside(
    sheet: Scene, plot: Box, on: Panel, row: int, words: str, rows: Plan, size: float,
    colour: str = theme.INK,
) -> None:  # fmt: skip
    """Write a difference, or how it came about, at the right end of its row or of the name above it."""
    if words:
        y = on.py(row)
        if not on.beside:
            y = above(on, rows, row, sheet.size.label * 0.625)
        bold = colour == theme.INK
        sheet.add(Words(plot.right, y, words, size, colour, bold, "end"))


LAYOUTS = {"dumbbell": dumbbell, "groups": groups, "gaps": gaps, "bullet": bullet}

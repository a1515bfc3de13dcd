"""从…到…: panels of two points."""

from __future__ import annotations

from zreport.charts.slope import Slope
from zreport.faults import ChartError
from zreport.figures.pair import Pair
from zreport.language import Text
from zreport.page import font, theme
from zreport.page.line_breaking import wrap
from zreport.page.marks import Line, Mark, Panel
from zreport.page.scene import Scene
from zreport.page.text import Box, Words
from zreport.page.ticks import ticks

FIRST = Text("第1名", "No. 1")


def slope(chart: Slope, sheet: Scene, plot: Box) -> float:
    """Lay out the panels side by side, two to a row on a narrow page."""
    size, count = sheet.size, len(chart.data)
    columns = min(count, 2) if size.narrow else count
    if not size.height and columns > 1 and _largest(chart, sheet, plot.width / columns - 18) < 0.8:
        columns = 1
    lines = -(-count // columns)
    gap, between = 28.0 if not size.narrow else 18.0, 14.0
    width = min(560.0, (plot.width - gap * (columns - 1)) / columns)
    height = (
        (plot.height - between * (lines - 1)) / lines if size.height else width * (0.8 if columns > 1 else 0.42) + 110
    )
    left = plot.left + (plot.width - columns * width - gap * (columns - 1)) / 2
    bottom = plot.top
    heads = [wrap(pair.after.name[sheet.lang], width, size.label, bold=True) for pair in chart.data]
    for at, pair in enumerate(chart.data):
        line, column = divmod(at, columns)
        box = Box(left + column * (width + gap), plot.top + line * (height + between), width, height)
        together = heads[line * columns : (line + 1) * columns]
        _panel(chart, pair, sheet, box, heads[at], max(map(len, together)))
        bottom = max(bottom, box.bottom)
    return bottom


def _largest(chart: Slope, sheet: Scene, width: float) -> float:
    """Return the share of its size at which every label fits a panel: both clear each other."""
    widest = max(font.advance(figure.label(sheet.lang), sheet.size.label, bold=True) for figure in chart.figures)
    return min(1.0, (width * 0.5 - 6) / widest)


def _panel(chart: Slope, pair: Pair, sheet: Scene, box: Box, name: list[str], lines: int) -> None:
    lang, size = sheet.lang, sheet.size
    lead = size.label * 1.3
    both = (pair.before, pair.after)
    for at, words in enumerate(name):
        sheet.add(Words(box.left, box.top + (at + 0.5) * lead, words, size.label, bold=True))
    labels = [figure.label(lang) for figure in both]
    type_size = size.label * _largest(chart, sheet, box.width)
    head, foot = box.top + lines * lead + type_size + 16, box.bottom - size.tick * 2
    if foot - head < 48 or type_size < size.label * 0.65:
        raise ChartError(
            f"slope: {len(chart.data)} pairs do not fit on a page of size {size.name!r}; take fewer, or "
            "another size / 组数太多，请减少或换尺寸"
        )
    highest = ticks(max(figure.value_base for figure in both), 4)[-1]
    inverted = chart.inverted(pair)
    low, high = (1.0, highest * 1.25) if inverted else (highest, 0.0)
    on = Panel(
        Box(box.left, head, box.width, foot - head),
        (-0.5, 1.5),
        (low, high),
        tuple((float(at), words) for at, words in enumerate(chart.ends(pair, lang))),
        chart.ends(pair, lang),
        "slope",
        size=size.tick,
    )
    # Zero is at the foot, which the subtitle says; of a ranking the first place is at the head.
    edge = low if inverted else high
    sheet.add(Line((-0.5, 1.5), (edge, edge), theme.GRID, 1.2, on, "grid"))
    if inverted:
        sheet.add(Words(box.left, head - size.tick * 0.8, FIRST[lang], size.tick, theme.MUTED))
    for at, words in on.ticks:
        sheet.add(Words(on.px(at), foot + size.tick, words, size.tick, theme.MUTED, anchor="middle", role="tick"))
    values = [figure.value_base for figure in both]
    sheet.add(Line((0, 1), tuple(values), theme.CONNECTOR, 4, on, "link"))
    rising = on.py(values[1]) <= on.py(values[0])
    floor = foot - type_size * 2
    for at, figure in enumerate(both):
        # The lower end's label stands below its point or, without room there, outside.
        lower = rising if at == 0 else not rising
        wide = font.advance(labels[at], type_size, bold=True) + 14 <= on.px(0) - box.left
        place = "t"
        if lower:
            place = "b" if on.py(values[at]) < floor else "lr"[at] if wide else "t"
        # From the foot to the point, or to the label below it, so that no line crosses a label.
        end = values[at]
        if place == "b":
            under = on.py(values[at]) + type_size * 1.35 + 10
            end = low + (under - head) / (foot - head) * (high - low)
        sheet.add(Line((at, at), (high, end), theme.GRID, 1.2, on, "grid"))
        colour = ink = theme.colour(figure.status)
        if chart.quiet(figure):
            colour, ink = theme.QUIET, theme.MUTED
        sheet.add(
            Mark(
                on,
                figure,
                float(at),
                values[at],
                "dot",
                labels[at],
                place,
                colour,
                ink,
                theme.hollow(figure.status),
                series=figure.name[lang],
                size=type_size,
            )
        )

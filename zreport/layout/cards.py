"""Figure cards, side by side."""

from dataclasses import replace

from zreport.charts.cards import Cards
from zreport.figures.datum import Datum
from zreport.page import font, theme
from zreport.page.boxes import Paragraph, Tile
from zreport.page.marks import Line
from zreport.page.scene import Scene
from zreport.page.text import Box, wrap

_GAP = 14
_TALLEST = 170.0


def arrange(chart: Cards, scene: Scene, plot: Box) -> float:
    """Arrange cards in rows that are all full, of two to four, on a phone of one or two, and return where they end."""
    size, count = scene.size, len(chart.data)
    most = 2 if size.narrow else {4: 2, 7: 4, 8: 4}.get(count, 3)
    rows = -(-count // most)
    # No row has more than one card less than another, the longer ones first.
    counts = [count // rows + (at < count % rows) for at in range(rows)]
    widths, pad = [(plot.width - _GAP * (one - 1)) / one for one in counts], 12.0 if size.narrow else 16.0
    width = min(widths)
    height = 118.0 if size.label > 12 else 92.0
    if size.height:
        height = min(_TALLEST, (plot.height - _GAP * (rows - 1)) / rows)
    # All cards are set in the size at which the fullest fits: equal figures must look equal.
    for scale in (1.0, 0.94, 0.88, 0.82, 0.76, 0.7):
        texts = [_text(figure, width - 2 * pad, scene, scale) for figure in chart.data]
        if all(sum(one.height for one in text) <= height - 10 for text in texts):
            break
    large = min(text[0].size for text in texts)
    places = [(row, column) for row, one in enumerate(counts) for column in range(one)]
    for (row, column), figure, (number, *rest) in zip(places, chart.data, texts, strict=True):
        wide = widths[row]
        box = Box(plot.left + column * (wide + _GAP), plot.top + row * (height + _GAP), wide, height)
        colour = theme.colour(figure.status)
        # What the title speaks of has a rule at its side; fill says what kind of figure it is, and nothing else.
        said = replace(number, size=large, colour=theme.MUTED if chart.quiet(figure) else colour)
        alt = f"{figure.name[scene.lang]} {number.words}: {figure.words}"
        scene.add(Tile(box, (said, *rest), *theme.ground(figure.status), figure, pad=pad, alt=alt))
        if chart.highlight and not chart.quiet(figure):
            scene.add(Line((box.left + 3, box.left + 3), (box.top + 8, box.bottom - 8), colour, 5))
    return plot.top + rows * height + (rows - 1) * _GAP


def _text(figure: Datum, width: float, scene: Scene, scale: float) -> tuple[Paragraph, Paragraph, Paragraph]:
    """Set the words of a card: the figure, its name, and what kind of figure it is."""
    lang, size, room = scene.lang, scene.size, width / 1.04
    number, name = figure.label(lang), figure.name[lang]
    # Of a derived figure measure and status are the same word.
    about = " | ".join(dict.fromkeys((figure.when(lang), figure.measure_name[lang], figure.status_name[lang])))
    full = max(size.title * 1.25, size.label * 2.3)
    large = min(full * scale, full * room / font.advance(number, full, True))
    small, tiny = size.label * scale, size.tick * scale
    return (
        Paragraph(number, (number,), large, theme.INK, True, 1.25),
        Paragraph(name, tuple(wrap(name, room, small)), small, theme.INK),
        Paragraph(about, tuple(wrap(about, room, tiny)), tiny, theme.MUTED),
    )

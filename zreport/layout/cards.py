"""Figure cards, side by side."""

from dataclasses import replace

from zreport.charts.cards import Cards
from zreport.figures.datum import Datum
from zreport.page import font, theme
from zreport.page.boxes import Paragraph, Tile
from zreport.page.scene import Scene
from zreport.page.text import Box, wrap

_GAP = 14


def arrange(chart: Cards, scene: Scene, plot: Box) -> float:
    """Arrange cards of one size, in two or three columns, on a phone in one or two, and return where they end."""
    size, count = scene.size, len(chart.data)
    columns = min({1: 1, 2: 2, 4: 2}.get(count, 3), 2 if size.narrow else 3)
    rows = -(-count // columns)
    width, pad = (plot.width - _GAP * (columns - 1)) / columns, 12.0 if size.narrow else 16.0
    height = 118.0 if size.label > 12 else 92.0
    if size.height:
        height = min(150.0, (plot.height - _GAP * (rows - 1)) / rows)
    # All cards are set in the size at which the fullest fits: equal figures must look equal.
    for scale in (1.0, 0.94, 0.88, 0.82, 0.76, 0.7):
        texts = [_text(figure, width - 2 * pad, scene, scale) for figure in chart.data]
        if all(sum(one.height for one in text) <= height - 10 for text in texts):
            break
    large = min(text[0].size for text in texts)
    for at, (figure, (number, *rest)) in enumerate(zip(chart.data, texts, strict=True)):
        row, column = divmod(at, columns)
        box = Box(plot.left + column * (width + _GAP), plot.top + row * (height + _GAP), width, height)
        colour, ground = theme.colour(figure.status), theme.ground(figure.status)
        if chart.quiet(figure):
            colour, ground = theme.MUTED, (theme.PAPER, theme.QUIET)
        text = (replace(number, size=large, colour=colour), *rest)
        alt = f"{figure.name[scene.lang]} {number.words}: {figure.words}"
        scene.add(Tile(box, text, *ground, figure, pad=pad, alt=alt))
    return plot.top + rows * height + (rows - 1) * _GAP


def _text(figure: Datum, width: float, scene: Scene, scale: float) -> tuple[Paragraph, Paragraph, Paragraph]:
    """Set the words of a card: the figure, its name, and what kind of figure it is."""
    lang, size, room = scene.lang, scene.size, width / 1.04
    number, name = figure.label(lang), figure.name[lang]
    # Of a derived figure measure and status are the same word.
    about = " | ".join(dict.fromkeys((figure.when(lang), figure.measure_name[lang], figure.status_name[lang])))
    full = size.title * 1.25
    large = min(full * scale, full * room / font.advance(number, full, True))
    small, tiny = size.label * scale, size.tick * scale
    return (
        Paragraph(number, (number,), large, theme.INK, True, 1.25),
        Paragraph(name, tuple(wrap(name, room, small)), small, theme.INK),
        Paragraph(about, tuple(wrap(about, room, tiny)), tiny, theme.MUTED),
    )

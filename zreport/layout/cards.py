"""Figure cards, side by side."""

from __future__ import annotations

from dataclasses import replace

from zreport.charts.cards import Cards
from zreport.figures.datum import Datum
from zreport.page import font, theme
from zreport.page.boxes import Paragraph, Tile
from zreport.page.line_breaking import wrap
from zreport.page.scene import Scene
from zreport.page.text import Box

_GAP = 14


def cards(chart: Cards, sheet: Scene, plot: Box) -> float:
    """Lay out cards of one size, in two or three columns, on a phone in one or two."""
    count = len(chart.data)
    columns = {1: 1, 2: 2, 4: 2}.get(count, 3)
    if sheet.size.narrow:
        columns = min(columns, 2)
    rows = -(-count // columns)
    width = (plot.width - _GAP * (columns - 1)) / columns
    height = 118.0 if sheet.size.label > 12 else 92.0
    if sheet.size.height:
        height = min(150.0, (plot.height - _GAP * (rows - 1)) / rows)
    boxes = [
        Box(plot.left + at % columns * (width + _GAP), plot.top + at // columns * (height + _GAP), width, height)
        for at in range(count)
    ]
    # All cards are set in the size at which the fullest fits: equal figures must look equal.
    for scale in (1.0, 0.94, 0.88, 0.82, 0.76, 0.7):
        texts = [_text(figure, width, sheet, scale) for figure in chart.data]
        if all(sum(one.height for one in text) <= height - 10 for text in texts):
            break
    large = min(text[0].size for text in texts)
    for figure, box, text in zip(chart.data, boxes, texts, strict=True):
        sheet.add(_card(chart, figure, box, sheet, (replace(text[0], size=large), *text[1:])))
    return plot.top + rows * height + (rows - 1) * _GAP


def _pad(sheet: Scene) -> float:
    return 12.0 if sheet.size.narrow else 16.0


def _text(figure: Datum, width: float, sheet: Scene, scale: float) -> tuple[Paragraph, Paragraph, Paragraph]:
    """Set the words of a card: the figure, its name, and what kind of figure it is."""
    lang, size = sheet.lang, sheet.size
    room = (width - 2 * _pad(sheet)) / 1.04
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


def _card(chart: Cards, figure: Datum, box: Box, sheet: Scene, text: tuple[Paragraph, ...]) -> Tile:
    hollow, colour = theme.hollow(figure.status), theme.colour(figure.status)
    fill, edge = (theme.PAPER, colour) if hollow else (theme.ACHIEVED_FILL, None)
    if chart.quiet(figure):
        colour, fill, edge = theme.MUTED, theme.PAPER, theme.QUIET
    number, *rest = text
    alt = f"{figure.name[sheet.lang]} {number.words}: {figure.words}"
    paragraphs = (replace(number, colour=colour), *rest)
    return Tile(box, paragraphs, fill, edge, figure, pad=_pad(sheet), alt=alt)

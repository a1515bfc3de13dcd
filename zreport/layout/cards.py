"""Figure cards, side by side."""

from __future__ import annotations

from zreport import font, theme
from zreport.datum import Datum
from zreport.kinds import Cards
from zreport.scene import Scene
from zreport.tiles import Paragraph, Tile
from zreport.typeset import wrap
from zreport.words import Box

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
    for at, figure in enumerate(chart.data):
        line, column = divmod(at, columns)
        box = Box(
            plot.left + column * (width + _GAP), plot.top + line * (height + _GAP), width, height
        )
        sheet.add(_card(chart, figure, box, sheet))
    return plot.top + rows * height + (rows - 1) * _GAP


def _card(chart: Cards, figure: Datum, box: Box, sheet: Scene) -> Tile:
    lang, size = sheet.lang, sheet.size
    pad = 16.0 if not size.narrow else 12.0
    room = (box.width - 2 * pad) / 1.04
    hollow, colour = theme.hollow(figure.status), theme.colour(figure.status)
    fill, edge = (theme.PAPER, colour) if hollow else (theme.ACHIEVED_FILL, None)
    if chart.quiet(figure):
        colour, fill, edge = theme.MUTED, theme.PAPER, theme.QUIET
    # Of a derived figure measure and status are the same word.
    about = (figure.when(lang), figure.measure_name[lang], figure.status_name[lang])
    about = " | ".join(dict.fromkeys(about))
    number = figure.label(lang)
    for scale in (1.0, 0.94, 0.88, 0.82, 0.76, 0.7):
        large = min(
            size.title * 1.25 * scale,
            size.title * 1.25 * room / font.advance(number, size.title * 1.25, True),
        )
        small = size.label * scale
        paragraphs = (
            Paragraph(number, (number,), large, colour, True, 1.25),
            Paragraph(
                figure.name[lang], tuple(wrap(figure.name[lang], room, small)), small, theme.INK
            ),
            Paragraph(
                about, tuple(wrap(about, room, size.tick * scale)), size.tick * scale, theme.MUTED
            ),
        )
        if sum(paragraph.height for paragraph in paragraphs) <= box.height - 10:
            break
    return Tile(
        box,
        paragraphs,
        fill,
        edge,
        figure,
        pad=pad,
        alt=f"{figure.name[lang]} {number}: {figure.words}",
    )


LAYOUTS = {"cards": cards}

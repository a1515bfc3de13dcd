"""Figure cards, side by side."""

from dataclasses import replace
from itertools import product

from zreport.charts.cards import Cards
from zreport.figures.datum import Datum
from zreport.language import Text
from zreport.page import font, theme
from zreport.page.boxes import Paragraph, Tile
from zreport.page.marks import Line
from zreport.page.scene import Scene
from zreport.page.text import Box, wrap

_GAP = 14
_TALLEST, _FEW_TALLEST = 170.0, 240.0


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
        height = min(
            _TALLEST if rows > 1 else max(_FEW_TALLEST, plot.height * 0.81), (plot.height - _GAP * (rows - 1)) / rows
        )
    # All cards are set in the size at which the fullest fits: equal figures must look equal.
    periods = {figure.when(scene.lang) for figure in chart.data}
    # Where room is short, what all have in common is left to the line below the title.
    said = (True, False) if len(periods) == 1 and periods <= {chart.subtitle[scene.lang]} else (True,)
    for dated, scale in product(said, (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)):
        texts = [_text(figure, width - 2 * pad, scene, scale, dated) for figure in chart.data]
        if all(sum(one.height for one in text) <= height - 6 for text in texts):
            break
    else:
        return _listed(chart, scene, plot)
    large = min(text[0].size for text in texts)
    places = [(row, column) for row, one in enumerate(counts) for column in range(one)]
    tall = [
        max(sum(one.height for one in text) for text, (at, _) in zip(texts, places, strict=True) if at == row)
        for row in range(rows)
    ]
    for (row, column), figure, (number, *rest) in zip(places, chart.data, texts, strict=True):
        wide = widths[row]
        box = Box(plot.left + column * (wide + _GAP), plot.top + row * (height + _GAP), wide, height)
        kind = theme.kind(figure)
        colour, ground = theme.colour(kind), theme.ground(kind)
        # What the title speaks of has a rule at its side; fill says what kind of figure it is, and nothing else.
        said = replace(number, size=large, colour=theme.MUTED if chart.quiet(figure) else colour)
        alt = f"{figure.name[scene.lang]} {number.words}: {figure.words}"
        # Numbers of a row stand at one height.
        look = {"pad": pad, "alt": alt, "hatched": theme.hatched(kind), "top": True, "above": (height - tall[row]) / 2}
        scene.add(Tile(box, (said, *rest), *ground, figure, **look))
        if chart.highlight and not chart.quiet(figure):
            scene.add(Line((box.left + 3, box.left + 3), (box.top + 8, box.bottom - 8), colour, 5))
    return plot.top + rows * height + (rows - 1) * _GAP


def _listed(chart: Cards, scene: Scene, plot: Box) -> float:
    """Set cards that are too many for a grid as a list: in each row its figure, and what it is at the right of that."""
    size, count, lang = scene.size, len(chart.data), scene.lang
    gap, pad = 4.0, 8.0
    height = (plot.height - gap * (count - 1)) / count
    for scale in (1.0, 0.94, 0.88, 0.82, 0.76, 0.7):
        large = size.label * 1.25 * scale
        column = max(font.advance(figure.label(lang), large, True) for figure in chart.data) * 1.06
        texts = [_text(figure, plot.width - column - 3 * pad, scene, scale, True) for figure in chart.data]
        if column < plot.width * 0.5 and all(sum(one.height for one in rest) <= height - 1 for _, *rest in texts):
            break
    else:
        crowded = Text(f"放不下{count}张卡片", f"{count} cards do not fit")
        raise size.overfull(crowded, Text("减少张数、缩短标题和注释", "take fewer, shorten title and notes"))
    for at, (figure, (number, *rest)) in enumerate(zip(chart.data, texts, strict=True)):
        kind = theme.kind(figure)
        colour, (fill, edge) = theme.colour(kind), theme.ground(kind)
        box = Box(plot.left, plot.top + at * (height + gap), plot.width, height)
        said = replace(number, size=large, colour=theme.MUTED if chart.quiet(figure) else colour)
        alt = f"{figure.name[lang]} {number.words}: {figure.words}"
        look = {"pad": pad, "radius": 4, "alt": alt, "hatched": theme.hatched(kind)}
        scene.add(Tile(box, (said,), fill, edge, figure, **look))
        beside = Box(box.left + column + pad, box.top + 2, box.width - column - 2 * pad - 4, box.height - 4)
        scene.add(Tile(beside, tuple(rest), fill, pad=pad / 2, radius=0, alt=alt))
        if chart.highlight and not chart.quiet(figure):
            scene.add(Line((box.left + 2, box.left + 2), (box.top + 3, box.bottom - 3), colour, 4))
    return plot.bottom


def _text(
    figure: Datum, width: float, scene: Scene, scale: float, dated: bool
) -> tuple[Paragraph, Paragraph, Paragraph]:
    """Set the words of a card: the figure, its name, and what kind of figure it is."""
    lang, size, room = scene.lang, scene.size, width / 1.04
    number, name = figure.label(lang), figure.name[lang]
    # Of a derived figure measure and status are the same word.
    when = [figure.when(lang)] if dated else []
    about = " | ".join(dict.fromkeys((*when, figure.measure_name[lang], figure.status_name[lang])))
    full = max(size.title * 1.25, size.label * 2.3)
    large = min(full * scale, full * room / font.advance(number, full, True))
    small, tiny = size.label * scale, size.tick * scale
    return (
        Paragraph(number, (number,), large, theme.INK, True, 1.25),
        Paragraph(name, tuple(wrap(name, room, small)), small, theme.INK),
        Paragraph(about, tuple(wrap(about, room, tiny)), tiny, theme.MUTED),
    )

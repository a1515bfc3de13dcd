"""Figure cards, side by side."""

from dataclasses import replace
from itertools import product

from zreport.charts.cards import Cards
from zreport.figures.datum import Datum
from zreport.language import Text
from zreport.page import font, theme
from zreport.page.boxes import Paragraph, Tile, edges
from zreport.page.marks import Line
from zreport.page.scene import Scene
from zreport.page.text import Box, barred, wrap

_GAP = 14
_TALLEST, _FEW_TALLEST = 170.0, 240.0
# How many times as large as its name a number is at least, and in a list.
_MET, _LISTED = 1.5, 1.25
_SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)


def arrange(chart: Cards, scene: Scene, plot: Box) -> float:
    """Arrange cards in rows that are all full, of two to four, on a phone of one or two, and return where they end."""
    size, lang, pad = scene.size, scene.lang, 12.0 if scene.size.narrow else 16.0
    periods = {figure.when(lang) for figure in chart.data}
    # Where room is short, what all have in common is left to the line below the title.
    said = (True, False) if len(periods) == 1 and periods <= {chart.subtitle[lang]} else (True,)
    if not size.height:
        # On a page as tall as it needs, what all have in common is said once.
        said = said[-1:]
    rows = _rows(len(chart.data), size.narrow)
    if size.narrow and not size.height:
        # Names beside long numbers would stand in a column of one or two words: they stand below.
        if len(chart.data) > 4 and _widest(chart, scene, 1.0) < plot.width * 0.36:
            return _listed(chart, scene, plot, said)
        rows = [*(rows if len(chart.data) <= 4 else []), [1] * len(chart.data)]
    # All cards are set in the size at which the fullest fits: equal figures must look equal. Numbers are met first,
    # if there is a way: a long one in a narrow card would make all as small as their names.
    ways = product((_MET, 0.0), _ways(said), rows)
    for least, (dated, scale), counts in ways:
        wide = [(plot.width - _GAP * (one - 1)) / one for one in counts for _ in range(one)]
        texts = [
            _text(figure, width - 2 * pad, scene, scale, dated) for figure, width in zip(chart.data, wide, strict=True)
        ]
        heights = [sum(one.height for one in text) for text in texts]
        height = _tall(len(counts), plot.height)
        met = min(text[0].size for text in texts) >= least * texts[0][1].size
        if met and (max(heights) <= height - 6 or not size.height):
            break
    else:
        return _listed(chart, scene, plot, said)
    large = min(text[0].size for text in texts)
    places = [(row, column) for row, one in enumerate(counts) for column in range(one)]
    tall = [max(own for own, (at, _) in zip(heights, places, strict=True) if at == row) for row in range(len(counts))]
    deep = [height if size.height else words + (28.0 if size.label > 12 else 22.0) for words in tall]
    tops = edges(plot.top, [one + _GAP for one in deep])
    for (row, column), width, figure, (number, *rest) in zip(places, wide, chart.data, texts, strict=True):
        box = Box(plot.left + column * (width + _GAP), tops[row], width, deep[row])
        kind = theme.kind(figure)
        colour, ground = theme.colour(kind), theme.ground(kind)
        # What the title speaks of has a rule at its side; fill says what kind of figure it is, and nothing else.
        number = replace(number, size=large, colour=theme.MUTED if chart.quiet(figure) else colour)
        alt = f"{figure.name[lang]} {number.words}: {figure.words}"
        # Numbers of a row stand at one height.
        look = {
            "pad": pad,
            "alt": alt,
            "hatched": theme.hatched(kind),
            "top": True,
            "above": (deep[row] - tall[row]) / 2,
        }
        scene.add(Tile(box, (number, *rest), *ground, figure, **look))
        if chart.highlight and not chart.quiet(figure):
            scene.add(Line((box.left + 3, box.left + 3), (box.top + 8, box.bottom - 8), colour, 5))
    return tops[-1] + deep[-1]


def _rows(count: int, narrow: bool) -> list[list[int]]:
    """Return how many cards each row may have, the best way first: none has more than one less than another."""
    most = ((1,) if count == 3 else (2,)) if narrow else {4: (2, 4), 7: (4, 3), 8: (4, 3)}.get(count, (3,))
    return [[count // rows + (at < count % rows) for at in range(rows)] for rows in (-(-count // one) for one in most)]


def _ways(said: tuple[bool, ...]) -> list[tuple[bool, float]]:
    """Return in which order to try whether a card has its period, and its scale: less is said before all is small."""
    return sorted(product(said, _SCALES), key=lambda way: (way[1] < 0.85, way[0] == (way[1] < 0.85), -way[1]))


def _tall(rows: int, room: float) -> float:
    """Return how tall the cards of a page of a fixed height are."""
    return min(_TALLEST if rows > 1 else max(_FEW_TALLEST, room * 0.81), (room - _GAP * (rows - 1)) / rows)


def _listed(chart: Cards, scene: Scene, plot: Box, said: tuple[bool, ...]) -> float:
    """Set cards that are too many for a grid as a list: in each row its figure, and what it is at the right of that."""
    size, count, lang = scene.size, len(chart.data), scene.lang
    gap, pad = 4.0, 8.0
    for dated, scale in _ways(said):
        large, column = size.label * _LISTED * scale, _widest(chart, scene, scale)
        texts = [_text(figure, plot.width - column - 3 * pad, scene, scale, dated) for figure in chart.data]
        tall = max(sum(one.height for one in rest) for _, *rest in texts)
        height = (plot.height - gap * (count - 1)) / count if size.height else tall + 10
        if column < plot.width * 0.5 and tall <= height - 1:
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
    return plot.top + count * (height + gap) - gap


def _widest(chart: Cards, scene: Scene, scale: float) -> float:
    """Return how wide the numbers of a list are."""
    large = scene.size.label * _LISTED * scale
    return max(font.advance(figure.label(scene.lang), large, True) for figure in chart.data) * 1.06


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
        Paragraph(about, tuple(barred(about, room, tiny)), tiny, theme.MUTED),
    )

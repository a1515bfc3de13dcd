"""Levels of a network, joined by lines."""

from itertools import pairwise

from zreport.charts.tree import Tree
from zreport.figures.datum import Datum
from zreport.language import Text
from zreport.page import font, theme
from zreport.page.boxes import Paragraph, Tile
from zreport.page.marks import Line
from zreport.page.scene import Scene
from zreport.page.text import Box, wrap

# Room for the outlines behind the last tile.
_BEHIND = 12


def arrange(chart: Tree, scene: Scene, plot: Box) -> float:
    """Arrange a tile for each level, side by side or one below the other on a narrow page, and return where they end."""
    boxes = _below(scene, plot, len(chart.data)) if scene.size.narrow else _across(scene, plot, len(chart.data))
    for first, second in pairwise(boxes):
        x, y = first.left + first.width / 2, first.top + first.height / 2
        ends = ((x, x), (first.bottom, second.top)) if scene.size.narrow else ((first.right, second.left), (y, y))
        scene.add(Line(*ends, theme.CONNECTOR, 3, role="link"))
    room, large = (boxes[0].width - 28) / 1.04, scene.size.title * 1.2
    widest = max(font.advance(figure.label(scene.lang), large, bold=True) for figure in chart.data)
    large = min(large, large * room / widest)
    scene.add(*(_tile(figure, box, scene, room, large) for figure, box in zip(chart.data, boxes, strict=True)))
    return boxes[-1].bottom + _BEHIND


def _below(scene: Scene, plot: Box, count: int) -> list[Box]:
    gap, height = 26.0, 78.0
    if scene.size.height:
        height = min(84.0, (plot.height - gap * (count - 1) - _BEHIND) / count)
    return [Box(plot.left, plot.top + at * (height + gap), plot.width - _BEHIND, height) for at in range(count)]


def _across(scene: Scene, plot: Box, count: int) -> list[Box]:
    gap = 70.0
    width = min(260.0, (plot.width - gap * (count - 1)) / count - _BEHIND)
    height = min(max(200.0, plot.height * 0.68), plot.height - 20)
    left = plot.left + (plot.width - count * width - (count - 1) * gap) / 2
    top = plot.top + (max(0, (plot.height - height) / 2 - 10) if scene.size.height else 0)
    return [Box(left + at * (width + gap), top, width, height) for at in range(count)]


def _tile(figure: Datum, box: Box, scene: Scene, room: float, large: float) -> Tile:
    words, number = figure.name[scene.lang], figure.label(scene.lang)
    small = scene.size.label
    while len(lines := wrap(words, room, small)) * small * 1.3 > box.height - large * 1.3 - 8:
        small *= 0.95
        if small < scene.size.label * 0.6:
            raise scene.size.overfull(Text(f"框里放不下“{words}”", f"{words!r} does not fit its tile"))
    colour = theme.colour(figure.status)
    said = Paragraph(number, (number,), large, colour, True, 1.25), Paragraph(words, tuple(lines), small, theme.INK)
    look = {"align": "middle", "pad": 14, "stack": 2 if figure.value > 1 else 0}
    alt = f"{words} {number}: {figure.words}"
    return Tile(box, said, theme.ground(figure.status)[0], colour, figure, alt=alt, **look)

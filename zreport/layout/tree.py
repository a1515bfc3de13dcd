"""Levels of a network, joined by lines."""

from __future__ import annotations

from itertools import pairwise

from zreport.charts.tree import Tree
from zreport.faults import ChartError
from zreport.page import font, theme
from zreport.page.boxes import Paragraph, Tile
from zreport.page.line_breaking import wrap
from zreport.page.marks import Line
from zreport.page.scene import Scene
from zreport.page.text import Box


def tree(chart: Tree, sheet: Scene, plot: Box) -> float:
    """Lay out a tile for each level: side by side, or one below the other on a narrow page.

    A level that there is more than one of shows further outlines behind its tile, and how many
    stand on each place of the level above is not said.
    """
    lang, size, count = sheet.lang, sheet.size, len(chart.data)
    down = size.narrow
    gap = 26.0 if down else 70.0
    if down:
        width = plot.width - 12
        height = min(84.0, (plot.height - gap * (count - 1) - 12) / count) if size.height else 78.0
    else:
        width = min(260.0, (plot.width - gap * (count - 1)) / count - 12)
        height = min(150.0, plot.height - 20)
    whole = count * width + (count - 1) * gap
    left = plot.left + (0 if down else (plot.width - whole) / 2)
    top = plot.top + (0 if down or not size.height else max(0, (plot.height - height) / 2 - 10))
    boxes = [
        Box(left, top + at * (height + gap), width, height)
        if down
        else Box(left + at * (width + gap), top, width, height)
        for at in range(count)
    ]
    for first, second in pairwise(boxes):
        if down:
            x = first.left + first.width / 2
            sheet.add(Line((x, x), (first.bottom, second.top), theme.CONNECTOR, 3, role="link"))
        else:
            y = first.top + first.height / 2
            sheet.add(Line((first.right, second.left), (y, y), theme.CONNECTOR, 3, role="link"))
    room, large = (width - 28) / 1.04, size.title * 1.2
    widest = max(font.advance(figure.label(lang), large, bold=True) for figure in chart.data)
    large = min(large, large * room / widest)
    for figure, box in zip(chart.data, boxes, strict=True):
        hollow, colour = theme.hollow(figure.status), theme.colour(figure.status)
        words, number = figure.name[lang], figure.label(lang)
        small = size.label
        while len(lines := wrap(words, room, small)) * small * 1.3 > box.height - large * 1.3 - 8:
            small *= 0.95
            if small < size.label * 0.6:
                raise ChartError(
                    f"tree: {words!r} does not fit a tile on a page of size {size.name!r}; choose "
                    "another size / 名称太长，请换尺寸"
                )
        sheet.add(
            Tile(
                box,
                (
                    Paragraph(number, (number,), large, colour, True, 1.25),
                    Paragraph(words, tuple(lines), small, theme.INK),
                ),
                theme.PAPER if hollow else theme.ACHIEVED_FILL,
                colour,
                figure,
                "middle",
                14,
                stack=2 if figure.value > 1 else 0,
                alt=f"{words} {number}: {figure.words}",
            )
        )
    return boxes[-1].bottom + 12

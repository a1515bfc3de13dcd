"""Projects in a column for each stage."""

from dataclasses import replace
from functools import partial
from itertools import product

from zreport.charts.chart import capital
from zreport.charts.stages import Project, Stages
from zreport.language import Text
from zreport.page import font, theme
from zreport.page.boxes import Paragraph, Tile
from zreport.page.scene import Scene
from zreport.page.text import Box, Words, stacked, wrap

_GAP = 10
# What a box is taller than its words.
_AIR = 8.0
# The smallest type of a page of a fixed height.
_LEAST = 8.5


def arrange(chart: Stages, scene: Scene, plot: Box) -> float:
    """Arrange columns, left to right or one below the other on a narrow page, and return where they end."""
    size = scene.size
    stacked = size.narrow or len(chart.columns) == 1
    # One below the other, projects stand two to a row, and stages at their left, where the page is full.
    ways = [_below, partial(_below, abreast=2), partial(_below, abreast=2, beside=True)] if stacked else [_across]
    for scale, arranged in product((1.0, 0.92, 0.85, 0.78, 0.72), ways):
        if size.height and scale < 1 and size.label * scale < _LEAST:
            continue
        items, bottom = arranged(chart, scene, plot, size.label * scale, _AIR)
        if not size.height or bottom <= plot.bottom + 0.5:
            break
    else:
        crowded = Text(f"放不下{len(chart.data)}个项目", f"{len(chart.data)} projects do not fit")
        raise size.overfull(crowded, Text("筛选项目", "select fewer"))
    # Where there is room, boxes are taller.
    for air in (2.4, 2.0, 1.7, 1.4, 1.1, 0.8) if size.height else ():
        taller, end = arranged(chart, scene, plot, size.label * scale, _AIR + size.label * scale * air)
        if end <= plot.bottom:
            items, bottom = taller, end
            break
    scene.add(*items)
    return bottom


def _below(
    chart: Stages, scene: Scene, plot: Box, label: float, air: float, abreast: int = 1, beside: bool = False
) -> tuple[list, float]:
    """Set stages one below the other, projects `abreast` in rows, the name of each stage above or `beside` them."""
    head, top, gap = min(scene.size.label, label * 1.1), plot.top, _GAP * 0.6
    heads = [capital([f"{name[scene.lang]} {len(held)}"]) for name, held in chart.columns]
    left = min(max(font.advance(one, head, True) for one in heads) + gap + 2, plot.width * 0.24) if beside else 0.0
    wide = (plot.width - left - gap * (abreast - 1)) / abreast
    items: list = []
    for name, (_, held) in zip(heads, chart.columns, strict=True):
        lines = wrap(name, left - gap if beside else plot.width, head, True)
        items += stacked(lines, plot.left, top, head * 1.3, head, bold=True)
        below = top + len(lines) * head * 1.3
        top += 0.0 if beside else len(lines) * head * 1.3 + head * 0.3
        for row in (held[at : at + abreast] for at in range(0, len(held), abreast)):
            places = (plot.left + left + at * (wide + gap) for at in range(abreast))
            tiles = [
                _tile(one, place, top, wide, label, scene.lang, air) for one, place in zip(row, places, strict=False)
            ]
            # The tiles of a row are as tall as one another.
            tall = max(tile.box.height for tile in tiles)
            items += [replace(tile, box=replace(tile.box, height=tall)) for tile in tiles]
            top += tall + _GAP * 0.5
        top = max(top, below) + _GAP * 0.8
    return items, top - _GAP


def _across(chart: Stages, scene: Scene, plot: Box, label: float, air: float) -> tuple[list, float]:
    head = scene.size.label
    # Columns in proportion to what they hold, between one and three projects wide.
    weights = [min(3, max(1, -(-len(held) // 5))) for _, held in chart.columns]
    unit = (plot.width - _GAP * (sum(weights) - 1)) / sum(weights)
    items: list = []
    left, bottom = plot.left, plot.top
    widths = [unit * weight + _GAP * (weight - 1) for weight in weights]
    heads = [
        wrap(capital([f"{name[scene.lang]} {len(held)}"]), wide, head, True)
        for (name, held), wide in zip(chart.columns, widths, strict=True)
    ]
    below = plot.top + max(map(len, heads)) * head * 1.3 + 6
    for (_, held), weight, wide, lines in zip(chart.columns, weights, widths, heads, strict=True):
        for at, line in enumerate(lines):
            items.append(Words(left, plot.top + (at + 0.6) * head * 1.25, line, head, bold=True))
        tops = [below] * weight
        for project in held:
            at = tops.index(min(tops))
            items.append(_tile(project, left + at * (unit + _GAP), tops[at], unit, label, scene.lang, air))
            tops[at] = items[-1].box.bottom + _GAP * 0.6
        bottom = max(bottom, *tops)
        left += wide + _GAP
    return items, bottom - _GAP * 0.6


def _tile(project: Project, left: float, top: float, width: float, size: float, lang: str, air: float) -> Tile:
    pad, name = 8.0, project.project[lang]
    broken = tuple(wrap(name, (width - 2 * pad) / 1.03, size))
    paragraph = Paragraph(name, broken, size, theme.INK, False, 1.2)
    about = f"{project.stage_name[lang]} | {project.period} | {project.status_name[lang]}"
    box, hover = Box(left, top, width, paragraph.height + air), (name, about, f"“{project.quote}”")
    look = {"pad": pad, "radius": 4, "alt": f"{name}: {project.words}", "hatched": theme.hatched(project.status)}
    return Tile(box, (paragraph,), *theme.ground(project.status), hover, **look)

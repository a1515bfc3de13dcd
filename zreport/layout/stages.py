"""Projects in a column for each stage."""

from zreport.charts.chart import capital
from zreport.charts.stages import Project, Stages
from zreport.language import Text
from zreport.page import theme
from zreport.page.boxes import Paragraph, Tile
from zreport.page.scene import Scene
from zreport.page.text import Box, Words, wrap

_GAP = 10
# What a box is taller than its words.
_AIR = 8.0


def arrange(chart: Stages, scene: Scene, plot: Box) -> float:
    """Arrange columns, left to right or one below the other on a narrow page, and return where they end."""
    size = scene.size
    stacked = size.narrow or len(chart.columns) == 1
    arranged = _below if stacked else _across
    for scale in (1.0, 0.92, 0.85, 0.78, 0.72):
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


def _below(chart: Stages, scene: Scene, plot: Box, label: float, air: float) -> tuple[list, float]:
    head, top = scene.size.label, plot.top
    items: list = []
    for name, held in chart.columns:
        items.append(Words(plot.left, top + head * 0.7, capital([f"{name[scene.lang]} {len(held)}"]), head, bold=True))
        top += head * 1.6
        for project in held:
            items.append(_tile(project, plot.left, top, plot.width, label, scene.lang, air))
            top = items[-1].box.bottom + _GAP * 0.5
        top += _GAP * 0.8
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

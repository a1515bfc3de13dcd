"""Projects in a column for each stage."""

from __future__ import annotations

from zreport.charts.stages import Project, Stages
from zreport.faults import ChartError
from zreport.page import theme
from zreport.page.boxes import Paragraph, Tile
from zreport.page.line_breaking import wrap
from zreport.page.scene import Scene
from zreport.page.text import Box, Words

_GAP = 10


def stages(chart: Stages, sheet: Scene, plot: Box) -> float:
    """Lay out columns, left to right, or one below the other on a narrow page."""
    size = sheet.size
    across = 1 if size.narrow else len(chart.columns)
    for scale in (1.0, 0.92, 0.85, 0.78, 0.72):
        placed, bottom = _place(chart, sheet, plot, across, scale)
        if not size.height or bottom <= plot.bottom + 0.5:
            break
    else:
        raise ChartError(
            f"stages: {len(chart.data)} projects do not fit on a page of size {size.name!r}; select "
            "fewer, or another size / 项目太多，请筛选或换尺寸"
        )
    sheet.add(*placed)
    return bottom


def _place(chart: Stages, sheet: Scene, plot: Box, across: int, scale: float) -> tuple[list, float]:
    lang, size = sheet.lang, sheet.size
    label, head = size.label * scale, size.label
    items: list = []
    if across == 1:
        width, top = plot.width, plot.top
        for name, held in chart.columns:
            words = _head(name[lang], len(held), lang)
            items.append(Words(plot.left, top + head * 0.7, words, head, theme.INK, True))
            top += head * 1.6
            for project in held:
                tile = _tile(project, plot.left, top, width, label, sheet)
                items.append(tile)
                top = tile.box.bottom + _GAP * 0.5
            top += _GAP * 0.8
        return items, top - _GAP
    # Columns in proportion to what they hold, between one and three projects wide.
    weights = [min(3, max(1, -(-len(held) // 5))) for _, held in chart.columns]
    unit = (plot.width - _GAP * (sum(weights) - 1)) / sum(weights)
    unit = min(unit, 260.0)
    left, bottom = plot.left, plot.top
    for (name, held), weight in zip(chart.columns, weights, strict=True):
        wide = unit * weight + _GAP * (weight - 1)
        words = wrap(_head(name[lang], len(held), lang), wide, head, True)
        for at, line in enumerate(words):
            items.append(Words(left, plot.top + (at + 0.6) * head * 1.25, line, head, theme.INK, True))
        tops = [plot.top + 2 * head * 1.3 + 4] * weight
        for project in held:
            at = tops.index(min(tops))
            tile = _tile(project, left + at * (unit + _GAP), tops[at], unit, label, sheet)
            items.append(tile)
            tops[at] = tile.box.bottom + _GAP * 0.6
        bottom = max(bottom, *tops)
        left += wide + _GAP
    return items, bottom - _GAP * 0.6


def _head(name: str, count: int, lang: str) -> str:
    return f"{name} {count}" if lang == "zh" else f"{name[:1].upper()}{name[1:]} {count}"


def _tile(project: Project, left: float, top: float, width: float, size: float, sheet: Scene) -> Tile:
    lang = sheet.lang
    pad = 8.0
    broken = tuple(wrap(project.project[lang], (width - 2 * pad) / 1.03, size))
    paragraph = Paragraph(project.project[lang], broken, size, theme.INK, False, 1.2)
    hollow, colour = theme.hollow(project.status), theme.colour(project.status)
    hover = (
        project.project[lang],
        f"{project.stage_name[lang]} | {project.period} | {project.status_name[lang]}",
        f"“{project.quote}”",
    )
    return Tile(
        Box(left, top, width, paragraph.height + 8),
        (paragraph,),
        theme.PAPER if hollow else theme.ACHIEVED_FILL,
        colour if hollow else None,
        hover,
        pad=pad,
        radius=4,
        alt=f"{project.project[lang]}: {project.words}",
    )

"""The report's own words in what room a chart leaves: its sentences, each with the figure marked and where it stands."""

from collections.abc import Iterator

from zreport.charts.chart import Chart
from zreport.figures.datum import Datum
from zreport.page import theme
from zreport.page.boxes import Paragraph, Tile
from zreport.page.marks import Line
from zreport.page.scene import Scene
from zreport.page.text import Box, wrap
from zreport.reading.quote import Quote

# Above and between quotations; what the rule at their left takes.
_GAP, _INDENT = 18.0, 18.0


def quotations(chart: Chart, scene: Scene, room: Box, most: int = 3) -> list[Line | Tile]:
    """Set what the report says of a chart's figures into a room, those first that the title speaks of: as many as fit."""
    if "quote" in getattr(chart, "columns", ()):
        return []
    figures = list(_stated(chart))[:most]
    for scale in (1.5, 1.25, 1.1, 1.0):
        tiles = [_tile(figure, scene, room, scale) for figure in figures]
        if sum(tile.box.height + _GAP for tile in tiles) <= room.height:
            break
    while tiles and sum(tile.box.height + _GAP for tile in tiles) > room.height:
        tiles.pop()
    spare = room.height - sum(tile.box.height + _GAP for tile in tiles)
    top, items = room.top + _GAP + min(spare / 2, 36.0) * bool(scene.size.height), []
    for tile in tiles:
        box = Box(tile.box.left, top, tile.box.width, tile.box.height)
        rule = (room.left + 1.5, room.left + 1.5), (box.top, box.bottom)
        items.append(Line(*rule, tile.paragraphs[0].accent, 3))
        items.append(Tile(box, tile.paragraphs, tile.fill, pad=0, alt=tile.alt))
        top = box.bottom + _GAP
    return items


def _stated(chart: Chart) -> Iterator[Datum]:
    """Return figures that the report states, each sentence once; of derived ones what they are derived from."""
    loud = sorted(chart.figures, key=chart.quiet)
    known: set[str] = set()
    for figure in loud:
        for one in figure.recipe.figures if figure.recipe else (figure,):
            if one.quote and not one.recipe and one.words not in known:
                known.add(one.words)
                yield one


def _tile(figure: Datum, scene: Scene, room: Box, scale: float) -> Tile:
    lang, size = scene.lang, scene.size.label * scale
    before, marked, after = (getattr(Quote.parse(figure.quote), part) for part in ("before", "marked", "after"))
    words, width = f"“{before}{marked}{after}”", room.width - _INDENT
    lines = tuple(wrap(words, width / 1.06, size))
    look = {"strong": _strong(lines, words, len(before) + 1, len(marked)), "accent": theme.colour(figure.status)}
    said = Paragraph(words, lines, size, theme.INK, lead=1.4, **look)
    where = figure.called(figure.section)[lang]
    place = Paragraph(where, tuple(wrap(where, width / 1.06, scene.size.tick)), scene.size.tick, theme.MUTED, lead=1.5)
    tall = said.height + place.height
    return Tile(Box(room.left + _INDENT, 0, width, tall), (said, place), theme.PAPER, pad=0, alt=words)


def _strong(lines: tuple[str, ...], words: str, start: int, length: int) -> tuple[tuple[int, int], ...]:
    """Return which part of each line is of the marked words."""
    found, at = [], 0
    for line in lines:
        at = words.index(line, at)
        first, last = max(start - at, 0), min(start + length - at, len(line))
        found.append((first, last) if first < last else (0, 0))
        at += len(line)
    return tuple(found)


def room_below(scene: Scene, plot: Box, bottom: float) -> Box | None:
    """Return the room that is left below a chart on a page of a fixed height; None where it is no loss."""
    spare = plot.bottom - bottom
    if not scene.size.height or spare < max(4 * scene.size.label, plot.height * 0.15):
        return None
    return Box(plot.left, bottom, plot.width, spare)

"""The report's own words in what room a chart leaves: its sentences, each with the figure marked and where it stands."""

from collections.abc import Iterator

from zreport.charts.chart import Chart
from zreport.figures.datum import Datum
from zreport.figures.row import Row
from zreport.page import theme
from zreport.page.boxes import Paragraph, Tile
from zreport.page.font import missing
from zreport.page.marks import Line
from zreport.page.scene import Scene
from zreport.page.text import Box, wrap
from zreport.reading.quote import Quote, QuoteError

# Above and between quotations; what the rule at their left takes.
_GAP, _INDENT = 18.0, 18.0
_HEAD = "In the report's words (in Chinese)"


def quotations(chart: Chart, scene: Scene, room: Box, most: int = 3) -> list[Line | Tile]:
    """Set what the report says of a chart's figures into a room, those first that the title speaks of: as many as fit."""
    if "quote" in getattr(chart, "columns", ()):
        return []
    stated, size = [one for one in _stated(chart) if _can_be_set(one, scene.lang)][:most], scene.size
    # On an English page it must be said what these lines of Chinese are.
    small = _small(scene)
    head = small * 2.0 if scene.lang == "en" else 0.0
    choices = [
        tiles
        for count in range(len(stated), 0, -1)
        for scale in (1.6, 1.4, 1.25, 1.1, 1.0, 0.9, 0.8, 0.7)
        if size.foot * 1.15 <= size.label * scale <= size.title
        and (tiles := [_tile(one, scene, room, scale) for one in stated[:count]])
        if sum(tile.box.height + _GAP for tile in tiles) + head <= room.height
    ]
    if not choices:
        return []
    tiles = choices[0]
    spare = room.height - head - sum(tile.box.height + _GAP for tile in tiles)
    top, items = room.top + _GAP + min(spare / 2, 36.0) * bool(size.height), []
    if head:
        place = Paragraph(_HEAD, (_HEAD,), small, theme.MUTED, True)
        items.append(Tile(Box(room.left, top, room.width, place.height), (place,), theme.PAPER, pad=0, alt=_HEAD))
        top += head
    for tile in tiles:
        box = Box(tile.box.left, top, tile.box.width, tile.box.height)
        rule = (room.left + 1.5, room.left + 1.5), (box.top, box.bottom)
        items.append(Line(*rule, tile.paragraphs[0].accent, 3))
        items.append(Tile(box, tile.paragraphs, tile.fill, pad=0, alt=tile.alt))
        top = box.bottom + _GAP
    return items


def _stated(chart: Chart) -> Iterator[Datum | Row]:
    """Return what the report states, each sentence once: figures, of derived ones what they are derived from, or rows.

    A statement that is all of its sentence is there already.
    """
    loud = sorted(chart.figures, key=chart.quiet)
    known: set[str] = set()
    for row in () if loud else chart.data:
        said = getattr(row, "quote", "")
        if said and not (said.startswith("【") and said.endswith("】")):
            yield row
    for figure in loud:
        for one in figure.recipe.figures if figure.recipe else (figure,):
            if one.quote and not one.recipe and one.words not in known:
                known.add(one.words)
                yield one


def _can_be_set(figure: Datum | Row, lang: str) -> bool:
    """Whether a quote is sound and the font has its characters: a chart is drawn without words that need not be there."""
    try:
        return not missing(Quote.parse(figure.quote).plain + figure.called(figure.section)[lang])
    except QuoteError:
        return False


def _tile(figure: Datum | Row, scene: Scene, room: Box, scale: float) -> Tile:
    lang, size = scene.lang, scene.size.label * scale
    before, marked, after = (getattr(Quote.parse(figure.quote), part) for part in ("before", "marked", "after"))
    words, width = f"“{before}{marked}{after}”", room.width - _INDENT
    lines = tuple(wrap(words, width / 1.06, size))
    look = {
        "strong": _strong(lines, words, len(before) + 1, len(marked)),
        "accent": theme.colour(getattr(figure, "status", "achieved")),
    }
    said = Paragraph(words, lines, size, theme.INK, lead=1.4, **look)
    where = figure.called(figure.section)[lang]
    small = _small(scene)
    place = Paragraph(where, tuple(wrap(where, width / 1.06, small)), small, theme.MUTED, lead=1.5)
    tall = said.height + place.height
    return Tile(Box(room.left + _INDENT, 0, width, tall), (said, place), theme.PAPER, pad=0, alt=words)


def _small(scene: Scene) -> float:
    return min(scene.size.tick, scene.size.foot * 1.15)


def _strong(lines: tuple[str, ...], words: str, start: int, length: int) -> tuple[tuple[int, int], ...]:
    """Return which part of each line is of the marked words."""
    found, at = [], 0
    for line in lines:
        at = words.index(line, at)
        first, last = max(start - at, 0), min(start + length - at, len(line))
        found.append((first, last) if first < last else (0, 0))
        at += len(line)
    return tuple(found)


def room_below(scene: Scene, plot: Box, bottom: float, share: float = 0.15) -> Box | None:
    """Return the room that is left below a chart on a page of a fixed height; None where it is no loss."""
    spare = plot.bottom - bottom
    if not scene.size.height or spare < plot.height * share:
        return None
    return Box(plot.left, bottom, plot.width, spare)

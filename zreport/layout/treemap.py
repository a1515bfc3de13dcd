"""Sectors and their sections as areas."""

from collections.abc import Sequence
from dataclasses import replace

from zreport.charts.treemap import Treemap, figure_count
from zreport.language import Text
from zreport.page import font, theme
from zreport.page.boxes import Area, Paragraph, Tile
from zreport.page.scene import Scene
from zreport.page.size import Size
from zreport.page.text import Box, stacked, wrap

_TOO_SMALL = Text("面积太小未写名称：", "Too small for their names: ")


def arrange(chart: Treemap, scene: Scene, plot: Box) -> float:
    """Arrange a block for each sector, a tile for each section inside, the names of small ones below; return the end."""
    size, areas = scene.size, _areas(chart, scene.lang)
    height = plot.height if size.height else plot.width * (1.5 if size.width < 450 else 0.95)
    for below in (0.0, size.tick * 1.6):
        # One line takes hardly any of the height, so all that had room before have it still.
        tall = height - (below if size.height else 0.0)
        blocks = _blocks(areas, scene, Box(plot.left, plot.top, plot.width, tall))
        unnamed = [area.words for area, (own, *_) in blocks if not own.paragraphs]
        if not unnamed:
            break
    if unnamed:
        small = _TOO_SMALL[scene.lang] + ("、" if scene.lang == "zh" else "; ").join(unnamed)
        step, top = size.tick * 1.3, plot.top + tall + size.tick * 0.325
        lines = wrap(small, plot.width, size.tick)
        scene.add(*stacked(lines, plot.left, top, step, size.tick, colour=theme.MUTED))
    scene.areas = tuple(area for area, _ in blocks)
    scene.add(*(tile for _, tiles in blocks for tile in tiles))
    return plot.top + tall + below


def _areas(chart: Treemap, lang: str) -> list[Area]:
    """Return the sectors with their sections, and these with their indicators."""
    colours = {leaf.sector: leaf.sector_color or theme.MUTED for leaf in chart.data}

    def area(key: str, name: Text, count: int, share: float, parts: Sequence[Area] = ()) -> Area:
        colour = theme.tint(colours[key.partition("/")[0]], share)
        words = f"{name[lang]} {count}"
        return Area(key, name[lang], count, figure_count(count, lang), colour, (words,), tuple(parts))

    found = []
    for key, name, count, sections in chart.sectors:
        parts = []
        for at, (title, held) in enumerate(sections):
            leaves = [area(f"{key}/{at}/{place}", *one, 0.12) for place, one in enumerate(held)]
            parts.append(area(f"{key}/{at}", title, sum(leaf.size for leaf in leaves), 0.16, leaves))
        found.append(area(key, name, count, 0.34, parts))
    return found


def _blocks(areas: Sequence[Area], scene: Scene, plot: Box) -> list[tuple[Area, list[Tile]]]:
    """Divide a box among the sectors; return each with its tiles, its own first."""
    boxes = squarify([area.size for area in areas], plot)
    return [_block(area, scene.size, box.inset(1.5)) for area, box in zip(areas, boxes, strict=True)]


def _block(area: Area, size: Size, box: Box) -> tuple[Area, list[Tile]]:
    """Fill the box of a sector with its name and the tiles of its sections, which say what lines their names take."""
    head = _largest(area.words, box.width - 12, box.height - 8, size)
    about = [f"{part.name}  {part.size}" for part in area.parts]
    tiles = [_tile(area, box, head, about, pad=6, radius=3)]
    tall = head.height + 6 if head else 4.0
    inside = Box(box.left + 3, box.top + tall, box.width - 6, box.height - tall - 3)
    if len(area.parts) < 2 or inside.height < 16 or inside.width < 24:
        return replace(area, parts=tuple(replace(part, lines=()) for part in area.parts)), tiles
    parts = []
    boxes = squarify([part.size for part in area.parts], inside)
    for part, outer in zip(area.parts, boxes, strict=True):
        place = outer.inset(1)
        words = _fitting(part.words, place.width - 8, size.tick * 0.95, 4, False)
        if words and words.height + 4 > place.height:
            words = None
        about = [leaf.name + (f" ×{leaf.size}" if leaf.size > 1 else "") for leaf in part.parts]
        tiles.append(_tile(part, place, words, about, pad=4, radius=2))
        parts.append(replace(part, lines=words.lines if words else ()))
    return replace(area, parts=tuple(parts)), tiles


def _tile(area: Area, box: Box, words: Paragraph | None, about: Sequence[str], **look: float) -> Tile:
    hover = (f"{area.name}  {area.about}", *about)
    return Tile(box, (words,) if words else (), area.colour, hover=hover, top=True, alt=area.words, **look)


def _largest(words: str, width: float, height: float, size: Size) -> Paragraph | None:
    """Write the name of a sector as large as it fits."""
    steps = ((1.0, 2), (0.9, 2), (0.8, 3), (0.7, 4), (0.6, 5))
    tried = (_fitting(words, width, size.label * share, most) for share, most in steps)
    return next((found for found in tried if found and found.height <= height), None)


def _fitting(words: str, width: float, size: float, most: int, bold: bool = True) -> Paragraph | None:
    """Break words into few lines, or return None where there is no room for them."""
    whole = [part for part in words.split() if part.isascii()]
    if width < size * 1.2 or any(font.advance(part, size, True) > width for part in whole):
        return None
    lines = wrap(words, width, size, bold)
    return Paragraph(words, tuple(lines), size, theme.INK, bold, 1.2) if len(lines) <= most else None


def squarify(sizes: Sequence[float], area: Box) -> list[Box]:
    """Divide an area into near squares by sizes, largest first (Bruls, Huizing, van Wijk 2000: Squarified Treemaps)."""
    scale = area.width * area.height / sum(sizes)
    left = [size * scale for size in sizes]
    found: list[Box] = []
    while left:
        wide = area.width >= area.height
        side = min(area.width, area.height)
        taken = 1
        while taken < len(left) and _worst(left[: taken + 1], side) <= _worst(left[:taken], side):
            taken += 1
        row, left = left[:taken], left[taken:]
        thick, at = sum(row) / side, 0.0
        for part in row:
            long = part / thick
            box = (area.left, area.top + at, thick, long) if wide else (area.left + at, area.top, long, thick)
            found.append(Box(*box))
            at += long
        across, down = (thick, 0) if wide else (0, thick)
        area = Box(area.left + across, area.top + down, area.width - across, area.height - down)
    return found


def _worst(row: Sequence[float], side: float) -> float:
    """The largest ratio of the sides of the boxes of a row."""
    total = sum(row)
    return max(max(side**2 * part / total**2, total**2 / (side**2 * part)) for part in row)

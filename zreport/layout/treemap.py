"""Sectors and their sections as areas."""

from __future__ import annotations

from collections.abc import Sequence

from zreport.charts.treemap import Treemap, counted
from zreport.language import Text
from zreport.page import font, theme
from zreport.page.boxes import Paragraph, Tile
from zreport.page.line_breaking import wrap
from zreport.page.scene import Scene
from zreport.page.size import Size
from zreport.page.text import Box, Words

TOO_SMALL = Text("面积太小未写名称：", "Too small for their names: ")


def treemap(chart: Treemap, sheet: Scene, plot: Box) -> float:
    """Lay out a block for each sector and, inside it, a tile for each section.

    Sectors whose blocks are too small for their names are named below.
    """
    size = sheet.size
    height = plot.height if size.height else plot.width * (1.5 if size.width < 450 else 0.95)
    area = Box(plot.left, plot.top, plot.width, height)
    tiles, unnamed = _tiles(chart, sheet, area)
    if unnamed:
        # One line takes hardly any of the height, so all that had room before have it still.
        line = size.tick * 1.6
        if size.height:
            area = Box(area.left, area.top, area.width, height - line)
            tiles, unnamed = _tiles(chart, sheet, area)
        small = TOO_SMALL[sheet.lang] + ("、" if sheet.lang == "zh" else "; ").join(unnamed)
        for at, words in enumerate(wrap(small, plot.width, size.tick)):
            y = area.bottom + (at + 0.75) * size.tick * 1.3
            sheet.add(Words(plot.left, y, words, size.tick, theme.MUTED))
        height = area.height + line
    sheet.add(*tiles)
    return plot.top + height


def _tiles(chart: Treemap, sheet: Scene, area: Box) -> tuple[list[Tile], list[str]]:
    """Lay out the tiles on an area, and return them with the names that found no room."""
    size, lang = sheet.size, sheet.lang
    tiles: list[Tile] = []
    unnamed: list[str] = []
    blocks = squarify([count for _, _, count, _ in chart.sectors], area)
    for (key, name, count, sections), outer in zip(chart.sectors, blocks, strict=True):
        block = outer.inset(1.5)
        colour = theme.sector(key)
        said = f"{name[lang]} {count}"
        head = _largest(said, block.width - 12, block.height - 8, size)
        if not head:
            unnamed.append(said)
        tall = head.height + 6 if head else 4.0
        hover = (
            f"{name[lang]}  {counted(count, lang)}",
            *(f"{title[lang]}  {sum(n for _, n in held)}" for title, held in sections),
        )
        tiles.append(Tile(block, (head,) if head else (), colour, hover=hover, pad=6, radius=3, top=True, alt=said))
        inside = Box(block.left + 3, block.top + tall, block.width - 6, block.height - tall - 3)
        if len(sections) < 2 or inside.height < 16 or inside.width < 24:
            continue
        counts = [sum(n for _, n in held) for _, held in sections]
        for (title, held), number, place in zip(sections, counts, squarify(counts, inside), strict=True):
            tile = place.inset(1)
            words = _fitting(f"{title[lang]} {number}", tile.width - 8, size.tick * 0.95, 4)
            if words and words.height + 4 > tile.height:
                words = None
            about = (
                f"{title[lang]}  {counted(number, lang)}",
                *(f"{one[lang]}" + (f" ×{n}" if n > 1 else "") for one, n in held),
            )
            tiles.append(
                Tile(
                    tile,
                    (words,) if words else (),
                    theme.shade(colour),
                    hover=about,
                    pad=4,
                    radius=2,
                    top=True,
                    alt=f"{title[lang]} {number}",
                )
            )
    return tiles, unnamed


def _largest(words: str, width: float, height: float, size: Size) -> Paragraph | None:
    """Write the name of a sector as large as it fits."""
    for share, most in ((1.0, 2), (0.9, 2), (0.8, 3), (0.7, 4), (0.6, 5)):
        found = _fitting(words, width, size.label * share, most)
        if found and found.height <= height:
            return found
    return None


def _fitting(words: str, width: float, size: float, most: int) -> Paragraph | None:
    """Break words into few lines, or return None where there is no room for them."""
    whole = [part for part in words.split() if part.isascii()]
    if width < size * 1.2 or any(font.advance(part, size, True) > width for part in whole):
        return None
    lines = wrap(words, width, size, True)
    if len(lines) > most:
        return None
    return Paragraph(words, tuple(lines), size, theme.PAPER, True, 1.2)


def squarify(sizes: Sequence[float], area: Box) -> list[Box]:
    """Divide an area by sizes, largest first, into boxes that are nearly squares.

    The algorithm of Bruls, Huizing and van Wijk (2000), "Squarified Treemaps".

    Examples
    --------
    >>> [round(box.width * box.height) for box in squarify([3, 1], Box(0, 0, 20, 20))]
    [300, 100]
    """
    scale = area.width * area.height / sum(sizes)
    left = [size * scale for size in sizes]
    found: list[Box] = []
    while left:
        side = min(area.width, area.height)
        row = [left[0]]
        while len(row) < len(left) and _worst([*row, left[len(row)]], side) <= _worst(row, side):
            row.append(left[len(row)])
        thick = sum(row) / side
        at = 0.0
        for part in row:
            long = part / thick
            found.append(
                Box(area.left, area.top + at, thick, long)
                if area.width >= area.height
                else Box(area.left + at, area.top, long, thick)
            )
            at += long
        if area.width >= area.height:
            area = Box(area.left + thick, area.top, area.width - thick, area.height)
        else:
            area = Box(area.left, area.top + thick, area.width, area.height - thick)
        left = left[len(row) :]
    return found


def _worst(row: Sequence[float], side: float) -> float:
    """The largest ratio of the sides of the boxes of a row."""
    total = sum(row)
    return max(max(side**2 * part / total**2, total**2 / (side**2 * part)) for part in row)

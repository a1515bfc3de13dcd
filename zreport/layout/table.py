"""Tables: columns as wide as they need, rows as high as their words."""

from __future__ import annotations

from zreport.charts.table import Table
from zreport.faults import ChartError
from zreport.page import font, theme
from zreport.page.boxes import Cell, Grid
from zreport.page.line_breaking import wrap
from zreport.page.scene import Scene
from zreport.page.text import Box

_PAD = 10


def table(chart: Table, sheet: Scene, plot: Box) -> float:
    """Lay out a table."""
    lang, size = sheet.lang, sheet.size
    heads = chart.heads(lang)
    rows = [chart.cells(at, lang) for at in range(len(chart.data))]
    for type_size in (size.label, *(size.label * f for f in (0.95, 0.9, 0.85, 0.8, 0.75))):
        widths = _widths(heads, rows, type_size, plot.width, chart.open)
        if widths is None:
            continue
        cells = [
            [
                tuple(wrap(words, width - _PAD, type_size)) if words else ("",)
                for words, width in zip(row, widths, strict=True)
            ]
            for row in rows
        ]
        top_lines = [
            tuple(wrap(words, width - _PAD, type_size, True)) for words, width in zip(heads, widths, strict=True)
        ]
        step = type_size * 1.3
        pad = type_size * 0.7
        heights = [max(map(len, row)) * step + pad for row in (top_lines, *cells)]
        if not size.height or sum(heights) <= plot.height:
            break
    else:
        raise ChartError(
            f"table: {len(rows)} rows do not fit on a page of size {size.name!r}; take fewer rows or "
            "columns, or another size / 行数太多，请减少行列或换尺寸"
        )
    if size.height:
        spare = min((plot.height - sum(heights)) / len(heights), type_size * 0.7)
        heights = [height + max(spare, 0) for height in heights]
    tops = [plot.top + sum(heights[:at]) for at in range(len(heights))]
    lefts = [plot.left + sum(widths[:at]) for at in range(len(widths))]
    value = chart.columns.index("value") if "value" in chart.columns else -1
    body = [tuple(Cell(words, lines, True, theme.MUTED) for words, lines in zip(heads, top_lines, strict=True))]
    for figure, row, lines in zip(chart.data, rows, cells, strict=True):
        quiet = chart.quiet(figure)
        ink = theme.MUTED if quiet else theme.INK
        body.append(
            tuple(
                Cell(
                    words,
                    broken,
                    at == value and not quiet,
                    theme.colour(figure.status) if at == value and not quiet else ink,
                )
                for at, (words, broken) in enumerate(zip(row, lines, strict=True))
            )
        )
    sheet.add(
        Grid(tuple(lefts), tuple(widths), tuple(tops), tuple(heights), tuple(body), (None, *chart.data), type_size)
    )
    return tops[-1] + heights[-1]


def _widths(heads: list[str], rows: list[list[str]], size: float, width: float, blank: bool) -> list[float] | None:
    """Columns as wide as their words; where these are too wide together, the wide ones give way.

    None where a word would have to be broken.
    """
    wanted, least = [], []
    for at, head in enumerate(heads):
        cells = [(head, True), *((row[at], True) for row in rows)]
        wanted.append(max(font.advance(words, size, bold) for words, bold in cells) * 1.04 + _PAD)
        # A word of Chinese is a few characters; that of English must stay whole.
        parts = [part for words, _ in cells for part in words.replace("-", "- ").split()]
        short = max((min(font.advance(part, size, True), _word(part, size)) for part in parts), default=0)
        least.append(min(short * 1.02 + _PAD, wanted[-1]))
    if blank:
        wanted[-1] = max(wanted[-1], width * 0.2)
    spare = width - sum(wanted)
    if spare >= 0:
        # A little air between the columns; the rest goes to the empty one, or stays free at the right.
        extra = min(spare / len(wanted), size * 2.2)
        wanted = [wide + extra for wide in wanted]
        return [*wanted[:-1], wanted[-1] + (spare - extra * len(wanted) if blank else 0)]
    if sum(least) > width:
        return None
    limit = width
    for _ in range(60):
        got = [max(low, min(one, limit)) for low, one in zip(least, wanted, strict=True)]
        if sum(got) <= width:
            break
        limit *= 0.95
    else:
        got = least
    return [wide + (width - sum(got)) / len(got) for wide in got]


def _word(part: str, size: float) -> float:
    """The width that a word needs: all of it in English, four characters in Chinese."""
    return font.advance(part, size, True) if part.isascii() else 4.2 * size

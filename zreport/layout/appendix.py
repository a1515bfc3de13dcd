"""The appendix: each figure of a deck with the report's words, and the slides that show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from zreport.charts.chart import Chart
from zreport.figures.datum import Datum
from zreport.language import Text
from zreport.page import font, theme
from zreport.page.boxes import Cell, Grid
from zreport.page.line_breaking import wrap
from zreport.page.size import Size

TITLE = Text("附录：图中数字与报告原文", "Appendix: the figures and the report's words")
HEADS = (Text("页", "Slide"), Text("数字", "Figures"), Text("报告原文", "The report's words"))
_TYPE = 10.5


@dataclass
class Entry:
    """Words of the report, the figures that rest on them, and the slides that show these."""

    words: str
    figures: dict[str, str] = field(default_factory=dict)
    slides: list[int] = field(default_factory=list)


def entries(charts: Iterable[tuple[int, Chart]], lang: str) -> list[Entry]:
    """Gather the figures of charts, each with the number of its slide, by the words they rest on."""
    found: dict[str, Entry] = {}
    for number, chart in charts:
        for figure in chart.figures:
            entry = found.setdefault(figure.words, Entry(figure.words))
            entry.figures.setdefault(figure.id, _said(figure, lang))
            if number not in entry.slides:
                entry.slides.append(number)
    return list(found.values())


def _said(figure: Datum, lang: str) -> str:
    derived = f" = {figure.symbols[lang]}" if figure.symbols[lang] else ""
    return f"{figure.name[lang]} {figure.label(lang)}{derived}"


def pages(
    found: Sequence[Entry], lang: str, size: Size, top: float, heads: Mapping[int, Text] | None = None
) -> list[Grid]:
    """Lay the entries out as tables, as many to a page as there is room for.

    Parameters
    ----------
    top : float
        Where the first rows stand.
    heads : mapping, optional
        Other words for the head of a column.
    """
    width = size.content
    first = 72.0
    widths = (first, (width - first) * 0.4, (width - first) * 0.6)
    floor = size.height - 30
    lefts = (size.margin, size.margin + widths[0], size.margin + widths[0] + widths[1])
    step = _TYPE * 1.3
    named = [(heads or {}).get(at, one) for at, one in enumerate(HEADS)]
    head = tuple(Cell(one[lang], (one[lang],), True, theme.MUTED) for one in named)
    joint = "；" if lang == "zh" else "; "
    grids: list[Grid] = []
    rows: list[tuple[Cell, ...]] = []
    heights: list[float] = []

    def close() -> None:
        tall = (step + 8, *heights)
        tops = tuple(top + sum(tall[:at]) for at in range(len(tall)))
        grids.append(Grid(lefts, widths, tops, tall, (head, *rows), (None,) * len(tall), _TYPE))
        rows.clear()
        heights.clear()

    for entry in found:
        words = (", ".join(map(str, entry.slides)), joint.join(entry.figures.values()), entry.words)
        cells = tuple(
            # Programs set Latin words in a wider face than ours.
            Cell(one, tuple(wrap(one, (wide - 10) / 1.05, _TYPE)))
            for one, wide in zip(words, widths, strict=True)
        )
        tall = max(len(cell.lines) for cell in cells) * step + 7
        if rows and top + step + 8 + sum(heights) + tall > floor:
            close()
        rows.append(cells)
        heights.append(tall)
    if rows:
        close()
    font.require(*(words.words for grid in grids for words in grid.each))
    return grids

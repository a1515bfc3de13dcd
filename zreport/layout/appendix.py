"""The appendix: each figure of a deck with the report's words, and the slides that show it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from zreport.charts.chart import Chart
from zreport.language import Text
from zreport.page import font, theme
from zreport.page.boxes import Cell, Grid, edges
from zreport.page.size import Size
from zreport.page.text import wrap

TITLE = Text("附录：图中数字与报告原文", "Appendix: the figures and the report's words")
_HEADS = (Text("页", "Slide"), Text("数字", "Figures"), Text("报告原文", "The report's words (in Chinese)"))
_TYPE = 10.5
_STEP = _TYPE * 1.3
# The height of the head, and the width of the column of numbers.
_HEAD, _FIRST = _STEP + 8, 72.0


def _entries(charts: Iterable[tuple[int, Chart]], lang: str) -> Iterator[tuple[str, str, str]]:
    """Gather the words that figures rest on: the numbers of the slides that show these, the figures, the words."""
    slides: dict[str, dict[int, None]] = defaultdict(dict)
    figures: dict[str, dict[str, str]] = defaultdict(dict)
    colon = "：" if lang == "zh" else ": "
    for number, chart in charts:
        for figure in chart.figures:
            derived = f" = {figure.calculation[lang]}" if figure.calculation[lang] else ""
            figures[figure.words].setdefault(figure.id, f"{figure.name[lang]}{colon}{figure.label(lang)}{derived}")
            slides[figure.words][number] = None
    for words, own in figures.items():
        yield ", ".join(map(str, slides[words])), ("；" if lang == "zh" else "; ").join(own.values()), words


def pages(
    charts: Iterable[tuple[int, Chart]], lang: str, size: Size, top: float, number: Text = _HEADS[0]
) -> list[Grid]:
    """Lay the figures of charts, each with the number of its slide, out as tables from `top` down, one to a page.

    `number` is the head of the column of numbers.
    """
    widths = (_FIRST, (size.content - _FIRST) * 0.5, (size.content - _FIRST) * 0.5)
    head = tuple(Cell(one[lang], (one[lang],), True, theme.MUTED) for one in (number, *_HEADS[1:]))
    tables: list[list[tuple[Cell, ...]]] = []
    room = 0.0
    for words in _entries(charts, lang):
        # Programs set Latin words in a wider face than ours.
        broken = [wrap(one, (wide - 10) / 1.05, _TYPE) for one, wide in zip(words, widths, strict=True)]
        row = tuple(Cell(one, tuple(lines)) for one, lines in zip(words, broken, strict=True))
        if not tables or _tall(row) > room:
            tables.append([])
            room = size.height - 30 - top - _HEAD
        tables[-1].append(row)
        room -= _tall(row)
    grids = []
    for rows in tables:
        heights = (_HEAD, *map(_tall, rows))
        places = (edges(size.margin, widths), widths, edges(top, heights), heights)
        grids.append(Grid(*places, (head, *rows), (None,) * len(heights), _TYPE))
    font.require(*(words.words for grid in grids for words in grid.each))
    return grids


def _tall(row: Sequence[Cell]) -> float:
    return max(len(cell.lines) for cell in row) * _STEP + 7

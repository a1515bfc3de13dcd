"""A brief for print: pages of A4 by matplotlib, which draws the same scenes as pictures and embeds the font."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from zreport.charts.plan import Plan
from zreport.language import Text
from zreport.layout import appendix
from zreport.layout.scene import lay_out
from zreport.page import theme
from zreport.page.scene import Scene
from zreport.page.size import SIZES, Size
from zreport.page.text import Box, Lines, Words, lines
from zreport.render.matplotlib import SETTINGS, Pen, paint

A4 = Size("A4", 595, 842, 56.5, 20, 11, 10.5, 9, 8.5, 300)
CONTENTS = Text("目录", "Contents")
_TOP, _FLOOR = 60.0, 842 - 56.0


@dataclass
class Page:
    """What stands on a page: lines, scenes with the height at which they begin, a table."""

    words: list[Words] = field(default_factory=list)
    scenes: list[tuple[Scene, float]] = field(default_factory=list)
    grid: object = None

    def write(self, block: Lines) -> float:
        """Write a block, and return where it ends."""
        self.words += block.each
        return block.box.bottom


def printed(plan: Plan, lang: str) -> bytes:
    """Return a PDF of a plan: a title page with the contents, the charts, the figures' sentences."""
    import matplotlib as mpl
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    pages = _pages(plan, lang)
    file = io.BytesIO()
    papers = {"Title": plan.title[lang], "Creator": "zreport", "Producer": "zreport", "CreationDate": None}
    with mpl.rc_context(SETTINGS), PdfPages(file, metadata=papers) as book:
        for number, page in enumerate(pages, start=1):
            figure = Figure(figsize=(A4.width / 72, A4.height / 72), facecolor=theme.PAPER)
            pen = Pen(figure, A4.height)
            for words in page.words:
                pen.text(words)
            if number > 1:
                middle = A4.height - 30
                pen.text(Words(A4.width - A4.margin, middle, str(number), 8.5, theme.MUTED, anchor="end"))
                pen.text(Words(A4.margin, middle, plan.title[lang], 8.5, theme.MUTED))
            if page.grid:
                pen.grid(page.grid)
            for sheet, top in page.scenes:
                paint(sheet, Pen(figure, A4.height, A4.margin - sheet.size.margin, top))
            book.savefig(figure)
    return file.getvalue()


def _pages(plan: Plan, lang: str) -> list[Page]:
    front = Page()
    pages = [front]
    begins: list[tuple[str, int]] = []
    numbered = []
    top = _FLOOR
    column = SIZES["column"]
    for section in plan.sections:
        heading = lines(section.title[lang], A4.margin, 0, A4.content, A4.title * 0.9, theme.INK, True)
        waiting: Lines | None = heading
        for finding in section.findings:
            sheet = lay_out(finding.chart, lang, column)
            tall = sheet.height + (heading.box.height + 14 if waiting else 0)
            if top + tall > _FLOOR or (waiting and top > A4.height * 0.6):
                pages.append(Page())
                top = _TOP
            if waiting:
                begins.append((section.title[lang], len(pages)))
                top = pages[-1].write(_moved(heading, top)) + 14
                waiting = None
            pages[-1].scenes.append((sheet, top))
            numbered.append((len(pages), finding.chart))
            top += sheet.height + 8
    entries = appendix.entries(numbered, lang)
    begins.append((appendix.TITLE[lang], len(pages) + 1))
    heads = {0: Text("页", "Page")}
    for at, grid in enumerate(appendix.pages(entries, lang, A4, _TOP + 36, heads)):
        page = Page(grid=grid)
        if not at:
            page.write(lines(appendix.TITLE[lang], A4.margin, _TOP, A4.content, 15, theme.INK, True))
        pages.append(page)
    _front(front, plan, begins, lang)
    return pages


def _front(page: Page, plan: Plan, begins: Sequence[tuple[str, int]], lang: str) -> None:
    """Write the title page."""
    width = A4.content
    below = page.write(lines(plan.title[lang], A4.margin, 130, width, 26, theme.INK, True))
    below = page.write(lines(plan.subtitle[lang], A4.margin, below + 12, width, 12, theme.MUTED))
    below = page.write(lines(CONTENTS[lang], A4.margin, below + 50, width, 13, theme.INK, True)) + 8
    for words, number in begins:
        middle = below + 10
        page.words.append(Words(A4.margin, middle, words, 11))
        page.words.append(Words(A4.margin + width, middle, str(number), 11, theme.MUTED, anchor="end"))
        below += 21


def _moved(block: Lines, top: float) -> Lines:
    box = Box(block.box.left, top, block.box.width, block.box.height)
    return Lines(block.words, block.lines, box, block.size, block.colour, block.bold)

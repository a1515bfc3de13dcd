"""A brief for print: pages of A4 by matplotlib, which draws the same scenes as pictures and embeds the font."""

import io
from dataclasses import dataclass, field

import matplotlib as mpl
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from zreport.charts.plan import Plan
from zreport.language import Text
from zreport.layout import appendix
from zreport.layout.scene import lay_out
from zreport.page import theme
from zreport.page.scene import Item, Scene
from zreport.page.size import SIZES, Size
from zreport.page.text import TextBlock, Words
from zreport.render.matplotlib import SETTINGS, Pen

A4 = Size("A4", 595, 842, 56.5, 20, 11, 10.5, 9, 8.5, 300)
_CONTENTS, _NUMBER = Text("目录", "Contents"), Text("页", "Page")
_TOP, _FLOOR = 60.0, 842 - 56.0


@dataclass
class _Page:
    """What stands on a page: lines and tables, and scenes with the heights at which they begin."""

    items: list[Item | TextBlock] = field(default_factory=list)
    scenes: list[tuple[Scene, float]] = field(default_factory=list)

    def write(self, words: str, top: float, size: float, colour: str = theme.INK, bold: bool = True) -> float:
        """Write a block over the width of the page, and return where it ends."""
        block = TextBlock.of(words, A4.margin, top, A4.content, size, colour, bold)
        self.items.append(block)
        return block.box.bottom

    def entry(self, middle: float, words: str, number: int, size: float, colour: str) -> None:
        """Write words and, at the right edge, the number of a page."""
        page = Words(A4.width - A4.margin, middle, str(number), size, theme.MUTED, anchor="end")
        self.items += [page, Words(A4.margin, middle, words, size, colour)]


def printed(plan: Plan, lang: str) -> bytes:
    """Return a PDF of a plan: a title page with the contents, the charts, the figures' sentences."""
    file = io.BytesIO()
    papers = {"Title": plan.title[lang], "Creator": "zreport", "Producer": "zreport", "CreationDate": None}
    with mpl.rc_context(SETTINGS), PdfPages(file, metadata=papers) as book:
        for number, page in enumerate(_pages(plan, lang), start=1):
            figure = Figure(figsize=(A4.width / 72, A4.height / 72), facecolor=theme.PAPER)
            if number > 1:
                page.entry(A4.height - 30, plan.title[lang], number, 8.5, theme.MUTED)
            Pen(figure, A4.height).draw(page.items)
            for scene, top in page.scenes:
                Pen(figure, A4.height, A4.margin - scene.size.margin, top).draw(scene.each)
            book.savefig(figure)
    return file.getvalue()


def _pages(plan: Plan, lang: str) -> list[_Page]:
    pages = [_Page()]
    begins: list[tuple[str, int]] = []
    numbered = []
    top = _FLOOR
    for section in plan.sections:
        heading = TextBlock.of(section.title[lang], A4.margin, 0, A4.content, A4.title * 0.9, theme.INK, True)
        for at, finding in enumerate(section.findings):
            scene = lay_out(finding.chart, lang, SIZES["column"])
            tall = scene.height + (0 if at else heading.box.height + 14)
            if top + tall > _FLOOR or (not at and top > A4.height * 0.6):
                pages.append(_Page())
                top = _TOP
            if not at:
                begins.append((section.title[lang], len(pages)))
                pages[-1].items.append(heading.at(top))
                top += heading.box.height + 14
            pages[-1].scenes.append((scene, top))
            numbered.append((len(pages), finding.chart))
            top += scene.height + 8
        for words in section.asked(lang):
            block = TextBlock.of(words, A4.margin, top, A4.content, 11, theme.INK)
            if block.box.bottom > _FLOOR:
                pages.append(_Page())
                top = _TOP
            pages[-1].items.append(block.at(top))
            top += block.box.height + 6
    begins.append((appendix.TITLE[lang], len(pages) + 1))
    last = [_Page([grid]) for grid in appendix.pages(numbered, lang, A4, _TOP + 36, _NUMBER)]
    if last:
        last[0].write(appendix.TITLE[lang], _TOP, 15)
    front = pages[0]
    below = front.write(plan.title[lang], 130, 26)
    below = front.write(plan.subtitle[lang], below + 12, 12, theme.MUTED, bold=False)
    below = front.write(_CONTENTS[lang], below + 50, 13)
    for at, (words, number) in enumerate(begins):
        front.entry(below + 18 + 21 * at, words, number, 11, theme.INK)
    return pages + last

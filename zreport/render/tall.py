"""一图读懂: a plan as one tall picture for a phone, by matplotlib: a cover, a band of colour for each section, its charts."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image, PngImagePlugin
from pypdf import PdfWriter

from zreport.charts.plan import Plan, Section
from zreport.faults import ChartError
from zreport.language import Text
from zreport.layout.quotation import quotations
from zreport.layout.scene import lay_out
from zreport.page import theme
from zreport.page.boxes import Tile
from zreport.page.scene import Item, Scene
from zreport.page.size import SIZES
from zreport.page.text import Box, TextBlock
from zreport.render.matplotlib import SETTINGS, Pen

PIXELS = 1080
_PHONE = SIZES["phone"]
_WIDE, _MARGIN, _PAD = _PHONE.width, 26.0, 12.0
_NAME = Text("一图读懂", "The report in one picture")
# What programs read: a PNG of more pixels in a column, or a PDF of a taller page.
_TALLEST, _TALLEST_PAGE = 65_000, 14_400.0
# In bytes: what phones pass on as it is.
_LARGEST = 5_000_000
_COLOURS, _QUALITIES = (128, 64, 32), (88, 80, 70, 60)


_MOST = Text(
    "图太多，一张长图放不下；请用提纲或 --only 选少一些",
    "too many charts for one tall picture; choose fewer, with an outline or --only",
)


@dataclass
class _Band:
    """A part of the picture: what is drawn on it from its top down, and how tall it is."""

    colour: str
    tall: float = 0.0
    items: list[Item | TextBlock] = field(default_factory=list)
    scenes: list[tuple[Scene, float]] = field(default_factory=list)

    def write(self, words: str, size: float, colour: str, bold: bool = False, below: float = 0.0) -> None:
        """Write a block over the width, below what is there."""
        block = TextBlock.of(words, _MARGIN, self.tall, _WIDE - 2 * _MARGIN, size, colour, bold)
        self.items.append(block)
        self.tall = block.box.bottom + below

    def draw(self, figure: Figure, height: float, top: float) -> None:
        """Draw it on a figure of some height."""
        pen = Pen(figure, height, 0, top)
        pen.box(Box(0, 0, _WIDE, self.tall), self.colour)
        pen.draw(self.items)
        for scene, at in self.scenes:
            Pen(figure, height, 0, top + at).draw(scene.each)


def tall(plan: Plan, lang: str, form: str) -> bytes:
    """Return a plan as one tall picture: ``png`` or ``jpg``, 1,080 pixels wide, or ``pdf`` of one page."""
    bands = [_cover(plan, lang), *_sections(plan, lang), _end(plan, lang)]
    with mpl.rc_context(SETTINGS):
        return _page(bands, plan, lang) if form == "pdf" else _pixels(bands, plan, lang, form)


def _cover(plan: Plan, lang: str) -> _Band:
    band = _Band(theme.ACHIEVED, 56)
    band.write(_NAME[lang], 17, theme.FAINT, True, 14)
    band.write(plan.title[lang], 30, theme.PAPER, True, 16)
    band.write(plan.subtitle[lang], 13, theme.FAINT, below=26)
    for figure in plan.eyecatchers[:1]:
        band.write(figure.label[lang], 58, theme.PAPER, True, 2)
        band.write(f"{figure.name[lang]} | {figure.about[lang]}", 14, theme.FAINT, below=24)
    band.tall += 24
    return band


def _sections(plan: Plan, lang: str) -> Iterator[_Band]:
    for number, section in enumerate(plan.sections):
        head = _Band(theme.BANDS[(number + 1) % len(theme.BANDS)], 22)
        head.write(f"{number + 1}  {section.title[lang]}", 25, theme.PAPER, True, 20)
        yield head
        yield _charts(section, lang)


def _charts(section: Section, lang: str) -> _Band:
    """Put the charts of a section on sheets of paper, each with the report's words below it where it is small."""
    band = _Band(theme.SHEET, _PAD)
    for finding in section.findings:
        scene = lay_out(finding.chart, lang, _PHONE)
        room = Box(_MARGIN, 0, _WIDE - 2 * _MARGIN, 150.0)
        # The report is in Chinese, and so are its words.
        small = lang == "zh" and len(finding.chart.data) <= 3
        said = quotations(finding.chart, scene, room, 1) if small else []
        below = max((item.box.bottom + 16 for item in said if isinstance(item, Tile)), default=0.0)
        tall = scene.height + below
        band.items.append(Tile(Box(8, band.tall, _WIDE - 16, tall), (), theme.PAPER, radius=10))
        none = TextBlock("", (), room, 1, theme.INK)
        words = Scene(scene.size, lang, none, none, none, tall, said)
        band.scenes += [(scene, band.tall), (words, band.tall + scene.height)]
        band.tall += tall + _PAD
    if section.questions:
        sheet, top = _Band(theme.PAPER, band.tall + 14), band.tall
        for words in section.asked(lang):
            sheet.write(words, 15, theme.INK, below=10)
        band.items += [Tile(Box(8, top, _WIDE - 16, sheet.tall + 6 - top), (), theme.PAPER, radius=10), *sheet.items]
        band.tall = sheet.tall + 6 + _PAD
    return band


def _end(plan: Plan, lang: str) -> _Band:
    band = _Band(theme.ACHIEVED, 24)
    band.write(plan.subtitle[lang], 13, theme.PAPER, True, 6)
    kinds = Text(
        "实心：已实现；空心：目标；斜线：推算或预计。数字均出自报告，推算另注算式。",
        "Solid: achieved; hollow: target; hatched: derived or expected. All figures are the report's; what is derived says how.",
    )
    band.write(kinds[lang], 12, theme.FAINT, below=24)
    return band


def _pixels(bands: list[_Band], plan: Plan, lang: str, form: str) -> bytes:
    dpi = PIXELS / _WIDE * 72
    rows = [round(band.tall * dpi / 72) for band in bands]
    if sum(rows) > _TALLEST:
        raise ChartError(_MOST)
    whole = Image.new("RGB", (PIXELS, sum(rows)))
    top = 0
    for band, count in zip(bands, rows, strict=True):
        # Each band by itself: all at once would take a gigabyte.
        figure = Figure(figsize=(PIXELS / dpi, count / dpi), dpi=dpi, facecolor=band.colour)
        band.draw(figure, count / dpi * 72, 0)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        size = canvas.get_width_height(physical=True)
        part = Image.frombuffer("RGBA", size, canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")
        whole.paste(part, (0, top))
        top += count
    for write in _jpgs(whole, plan, lang) if form == "jpg" else _pngs(whole, plan, lang):
        file = io.BytesIO()
        write(file)
        if file.tell() < _LARGEST:
            return file.getvalue()
    raise ChartError(_MOST)


def _jpgs(whole: Image.Image, plan: Plan, lang: str) -> Iterator[Callable[[io.BytesIO], None]]:
    """Yield what writes a picture, each time in a smaller file."""
    told = f"zreport: {plan.title[lang]}".encode()
    for quality in _QUALITIES:
        yield partial(whole.save, format="JPEG", quality=quality, optimize=True, comment=told)


def _pngs(whole: Image.Image, plan: Plan, lang: str) -> Iterator[Callable[[io.BytesIO], None]]:
    """Yield what writes a picture, each time in fewer colours."""
    told = PngImagePlugin.PngInfo()
    for key, words in (("Title", plan.title[lang]), ("Source", plan.subtitle[lang]), ("Software", "zreport")):
        told.add_itxt(key, words)
    # The colours of every fourth pixel in every fourth row are those of all, and are found in a tenth of the time.
    sample = whole.resize((whole.width // 4, whole.height // 4), Image.Resampling.NEAREST)
    for count in _COLOURS:
        palette = sample.quantize(count, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few = whole.quantize(palette=palette, dither=Image.Dither.NONE)
        yield partial(few.save, format="PNG", compress_level=6, pnginfo=told)


def _page(bands: list[_Band], plan: Plan, lang: str) -> bytes:
    height = sum(band.tall for band in bands)
    figure = Figure(figsize=(_WIDE / 72, height / 72), facecolor=theme.PAPER)
    top = 0.0
    for band in bands:
        band.draw(figure, height, top)
        top += band.tall
    drawn = io.BytesIO()
    figure.savefig(drawn, format="pdf", metadata={"CreationDate": None})
    book = PdfWriter(drawn)
    # A page that is taller than programs read is made smaller as a whole.
    book.pages[0].scale_by(min(1.0, _TALLEST_PAGE / height))
    book.metadata = {"/Title": plan.title[lang], "/Creator": "zreport", "/Producer": "zreport"}
    file = io.BytesIO()
    book.write(file)
    return file.getvalue()

"""The presentation around the charts: theme, layouts, text, notes; the one user of python-pptx."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.parts.chart import ChartPart
from pptx.util import Length, Pt

from zreport import frame, theme
from zreport.chart import Chart
from zreport.datum import Datum

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"
_MOMENT = datetime.datetime(2000, 1, 1)
# The layouts of python-pptx's template that stay, in this order.
_TITLE_SLIDE, _TITLE_ONLY = 0, 5


class Show:
    """A presentation in the making; `content` holds its bytes when it is finished."""

    def __init__(self, title: str, lang: str):
        self.lang = lang
        self.content = b""
        self.deck = Presentation()
        self.deck.slide_width, self.deck.slide_height = _points(theme.WIDTH), _points(theme.HEIGHT)
        properties = self.deck.core_properties
        properties.title, properties.author, properties.last_modified_by = (
            title,
            "zreport",
            "zreport",
        )
        properties.language = "zh-CN" if lang == "zh" else "en-US"
        properties.created = properties.modified = _MOMENT
        _dress(self.deck)

    def cover(self, title: str, subtitle: str) -> None:
        """Add the title slide."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[0])
        slide.shapes.title.text = title
        slide.placeholders[1].text = subtitle
        _speak(slide, self.lang)

    def slide(self, chart: Chart) -> Slide:
        """Add a slide with a chart's title, subtitle and foot."""
        layout = self.deck.slide_layouts[1]
        return Slide(self.deck.slides.add_slide(layout), chart, self.lang)

    def finish(self) -> None:
        """Write the presentation with fixed times, so that the same charts give the same bytes."""
        file = io.BytesIO()
        self.deck.save(file)
        out = io.BytesIO()
        with (
            zipfile.ZipFile(file) as source,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for item in source.infolist():
                info = zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o600 << 16
                target.writestr(info, source.read(item.filename))
        self.content = out.getvalue()


@contextmanager
def presentation(title: str, lang: str) -> Iterator[Show]:
    """Make a 16:9 presentation."""
    show = Show(title, lang)
    yield show
    show.finish()


class Slide:
    """A slide of one chart."""

    def __init__(self, slide: Any, chart: Chart, lang: str):
        self._slide, self._chart, self._lang = slide, chart, lang
        self.frame = frame.frame(chart, lang)
        slide.shapes.title.text = chart.title[lang]
        _place(slide.shapes.title, self.frame.title.box, 8)
        subtitle = self.frame.subtitle
        self.text(subtitle.words, subtitle.box, subtitle.size, theme.MUTED, wrap=True)

    def text(
        self, words: str, box: frame.Box, size: float, colour: str, align: str = "l",
        bold: bool = False, wrap: bool = False, bottom: bool = False,
    ) -> None:  # fmt: skip
        """Add a text box without margins."""
        shape = self._slide.shapes.add_textbox(*_emu(box))
        body = shape.text_frame
        body.word_wrap = wrap
        body.auto_size = MSO_AUTO_SIZE.NONE
        body.margin_left = body.margin_right = body.margin_top = body.margin_bottom = 0
        body.vertical_anchor = MSO_ANCHOR.BOTTOM if bottom else MSO_ANCHOR.TOP
        for index, line in enumerate(words.split("\n")):
            paragraph = body.paragraphs[0] if index == 0 else body.add_paragraph()
            paragraph.alignment = PP_ALIGN.RIGHT if align == "r" else PP_ALIGN.LEFT
            paragraph.line_spacing = _points(size * theme.LEADING)
            self._run(paragraph, line, size, colour, bold)

    def card(self, card: frame.Card, box: frame.Box, figure: Datum, lang: str) -> None:
        """Add a figure card: one shape with its lines, which can be moved and edited as a whole."""
        shape = self._slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *_emu(box))
        shape.adjustments[0] = 0.07
        shape.shadow.inherit = False
        hollow, colour = theme.hollow(figure.status), theme.colour(figure.status)
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(theme.PAPER if hollow else theme.ACHIEVED_FILL)
        if hollow:
            shape.line.color.rgb = _rgb(colour)
            shape.line.width = _points(1.6)
        else:
            shape.line.fill.background()
        _describe(shape._element, f"{figure.name[lang]} {figure.label(lang)}", figure.words)
        body = shape.text_frame
        body.word_wrap = True
        body.vertical_anchor = MSO_ANCHOR.MIDDLE
        body.margin_left = body.margin_right = _points(16)
        body.margin_top = body.margin_bottom = _points(4)
        lines = (
            (card.number, card.size, colour, True),
            (figure.name[lang], card.name_size * 0.94, theme.INK, False),
            (card.about, card.about_size * 0.9, theme.MUTED, False),
        )
        for index, (words, size, ink, bold) in enumerate(lines):
            paragraph = body.paragraphs[0] if index == 0 else body.add_paragraph()
            paragraph.alignment = PP_ALIGN.LEFT
            paragraph.line_spacing = _points(size * 1.15)
            self._run(paragraph, words, size, ink, bold)

    def chart(self, xml: bytes, workbook: bytes, box: frame.Box, alt: str) -> None:
        """Place a native chart with its worksheet."""
        package = self._slide.part.package
        name = package.next_partname(ChartPart.partname_template)
        part = ChartPart.load(name, CT.DML_CHART, package, xml)
        part.chart_workbook.update_from_xlsx_blob(workbook)
        link = self._slide.part.relate_to(part, RT.CHART)
        element = self._slide.shapes._add_chart_graphicFrame(link, *_emu(box))
        _describe(element, self._chart.name or self._chart.kind, alt)

    def finish(self) -> None:
        """Add the foot, and the report's words for each figure as speaker notes."""
        foot = self.frame.foot
        self.text(foot.words, foot.box, foot.size, theme.MUTED, wrap=True, bottom=True)
        chart, lang = self._chart, self._lang
        colon = "：" if lang == "zh" else ": "
        lines = [f"{f.name[lang]} {f.label(lang)}{colon}“{f.quote}”" for f in chart.figures]
        remarks = [remark[lang] for remark in chart.remarks]
        notes = self._slide.notes_slide
        notes.notes_text_frame.text = "\n".join([*lines, *remarks, chart.source[lang]])
        _speak(self._slide, lang)
        _speak(notes, lang)

    def _run(self, paragraph: Any, words: str, size: float, colour: str, bold: bool) -> None:
        run = paragraph.add_run()
        run.text = words
        run.font.size = _points(size)
        run.font.bold = bold
        run.font.color.rgb = _rgb(colour)


def _dress(deck: Any) -> None:
    """Give the master our fonts, colours and places, and keep the two layouts that we use."""
    master = deck.slide_master
    for index in reversed(range(len(deck.slide_layouts))):
        if index not in (_TITLE_SLIDE, _TITLE_ONLY):
            deck.slide_layouts.remove(deck.slide_layouts[index])
    cover, chart = deck.slide_layouts
    width = theme.WIDTH - 2 * theme.MARGIN
    title = frame.Box(theme.MARGIN, 28, width, theme.TITLE * theme.LEADING)
    for owner in (master, chart):
        for shape in owner.placeholders:
            if shape.placeholder_format.type in (1, 3):
                _place(shape, title, 8)
    for shape in cover.placeholders:
        if shape.placeholder_format.idx == 0:
            _place(shape, frame.Box(theme.MARGIN + 20, 170, width - 40, 110))
        elif shape.placeholder_format.idx == 1:
            _place(shape, frame.Box(theme.MARGIN + 20, 292, width - 40, 90))
    for shape in cover.placeholders:
        heading = shape.placeholder_format.idx == 0
        _flush(shape, "b" if heading else "t")
        _first_level(shape, 40 if heading else 18, theme.INK if heading else theme.MUTED)
    for owner in (master, cover, chart):
        for shape in list(owner.placeholders):
            if shape.placeholder_format.idx >= 10 or shape.placeholder_format.type in (13, 15, 16):
                shape._element.getparent().remove(shape._element)
            elif owner is master and shape.placeholder_format.type == 2:
                _place(shape, frame.Box(theme.MARGIN, 110, width, 360))
    _title_style(master)
    _theme(master)


def _title_style(master: Any) -> None:
    for level in master._element.iter(
        "{http://schemas.openxmlformats.org/presentationml/2006/main}titleStyle"
    ):
        for properties in level.iter(f"{_A}lvl1pPr"):
            properties.set("algn", "l")
            for run in properties.iter(f"{_A}defRPr"):
                run.set("sz", str(round(theme.TITLE * theme.SLIDE * 100)))
                run.set("b", "1")
    for shape in master.placeholders:
        if shape.placeholder_format.type in (1, 3):
            _flush(shape, "t")


def _first_level(shape: Any, size: float, colour: str) -> None:
    """Set the type of a placeholder of a layout."""
    style = shape._element.txBody.find(f"{_A}lstStyle")
    for child in list(style):
        style.remove(child)
    level = etree.SubElement(style, f"{_A}lvl1pPr", marL="0", indent="0", algn="l")
    etree.SubElement(level, f"{_A}buNone")
    properties = etree.SubElement(level, f"{_A}defRPr", sz=str(size * 100))
    fill = etree.SubElement(properties, f"{_A}solidFill")
    etree.SubElement(fill, f"{_A}srgbClr", val=colour[1:].upper())


def _flush(shape: Any, anchor: str) -> None:
    """Take the margins off a placeholder, so that its text lines up with everything else."""
    body = shape._element.txBody.find(f"{_A}bodyPr")
    for side in ("lIns", "rIns", "tIns", "bIns"):
        body.set(side, "0")
    body.set("anchor", anchor)


def _theme(master: Any) -> None:
    part = master.part.part_related_by(RT.THEME)
    root = etree.fromstring(part.blob)
    colours = {"dk1": theme.INK, "lt1": theme.PAPER, "dk2": theme.MUTED, "lt2": theme.ACHIEVED_FILL,
               "accent1": theme.ACHIEVED, "accent2": theme.TARGET, "accent3": theme.BASELINE,
               "accent4": theme.QUIET, "accent5": theme.CONNECTOR, "accent6": theme.TARGET_FILL}  # fmt: skip
    for slot, colour in colours.items():
        for element in root.iter(f"{_A}{slot}"):
            for child in list(element):
                element.remove(child)
            etree.SubElement(element, f"{_A}srgbClr", val=colour[1:].upper())
    for face in ("majorFont", "minorFont"):
        for element in root.iter(f"{_A}{face}"):
            element.find(f"{_A}latin").set("typeface", LATIN)
            element.find(f"{_A}ea").set("typeface", EAST_ASIAN)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _speak(slide: Any, lang: str) -> None:
    """Mark the language of every run, for spelling and for the choice of faces."""
    code = "zh-CN" if lang == "zh" else "en-US"
    for run in slide._element.iter(f"{_A}rPr", f"{_A}endParaRPr"):
        run.set("lang", code)
    for run in slide._element.iter(f"{_A}r"):
        if run.find(f"{_A}rPr") is None:
            properties = etree.Element(f"{_A}rPr", lang=code)
            run.insert(0, properties)


def _describe(element: Any, name: str, alt: str) -> None:
    properties = element.xpath(".//p:cNvPr")[0]
    properties.set("name", name)
    properties.set("descr", alt)


def _place(shape: Any, box: frame.Box, extra: float = 0) -> None:
    left, top, width, height = _emu(box)
    shape.left, shape.top, shape.width, shape.height = left, top, width, height + _points(extra)


def _emu(box: frame.Box) -> tuple[int, int, int, int]:
    return tuple(_points(edge) for edge in (box.left, box.top, box.width, box.height))


def _points(length: float) -> Length:
    """Turn a length on the page into one on the slide, to a tenth of a point."""
    return Pt(round(length * theme.SLIDE, 1))


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour[1:].upper())

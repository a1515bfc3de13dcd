"""The presentation around the charts: theme, layouts, text, notes; the one user of python-pptx."""

from __future__ import annotations

import datetime
import functools
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.parts.chart import ChartPart
from pptx.util import Length, Pt

from zreport import theme
from zreport.chart import Chart
from zreport.render.drawingml import FACES
from zreport.render.shapes import Dialect, Shapes
from zreport.render.zipped import rezipped
from zreport.scene import Scene
from zreport.size import SIZES
from zreport.tiles import Grid
from zreport.words import Box

_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TITLE, _MARGIN = SIZES["slide"].title, SIZES["slide"].margin
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"
_MOMENT = datetime.datetime(2000, 1, 1)
# The layouts of python-pptx's template that stay, in this order.
_TITLE_SLIDE, _TITLE_ONLY = 0, 5


class Show:
    """A presentation in the making; `content` holds its bytes when it is finished."""

    def __init__(self, title: str, lang: str, page: tuple[float, float]):
        self.lang = lang
        self.content = b""
        self.deck = Presentation(io.BytesIO(_template(*page)))
        properties = self.deck.core_properties
        properties.title, properties.author, properties.last_modified_by = (
            title,
            "zreport",
            "zreport",
        )
        properties.language = _code(lang)
        properties.created = properties.modified = _MOMENT

    def cover(self, title: str, subtitle: str) -> None:
        """Add the title slide."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[0])
        slide.shapes.title.text = title
        slide.placeholders[1].text = subtitle
        _speak(slide, self.lang)

    def slide(self, chart: Chart, sheet: Scene) -> Slide:
        """Add a slide with a chart's title and subtitle."""
        layout = self.deck.slide_layouts[1]
        return Slide(self.deck.slides.add_slide(layout), chart, sheet)

    def finish(self) -> None:
        """Write the presentation with fixed times, so that the same charts give the same bytes."""
        file = io.BytesIO()
        self.deck.save(file)
        self.content = rezipped(file)


@contextmanager
def presentation(title: str, lang: str, page: tuple[float, float]) -> Iterator[Show]:
    """Make a presentation of slides of a width and a height."""
    show = Show(title, lang, page)
    yield show
    show.finish()


class Slide:
    """A slide of one chart."""

    def __init__(self, slide: Any, chart: Chart, sheet: Scene):
        self._slide, self._chart, self._sheet = slide, chart, sheet
        lang = sheet.lang
        self._shapes = Shapes(Dialect("p", FACES, _code(lang)))
        title = slide.shapes.title
        title.text = chart.title[lang]
        _place(title, sheet.title.box, 4)
        # Where the face of the theme is missing, a wider one must not run into the subtitle.
        etree.SubElement(title._element.txBody.find(f"{_A}bodyPr"), f"{_A}normAutofit")
        if sheet.size.title != _TITLE:
            for run in title.text_frame.paragraphs[0].runs:
                run.font.size = _points(sheet.title.size)
        self._put(self._shapes.block(sheet.subtitle)[1])

    def _put(self, xml: str) -> None:
        space = f'xmlns:p="{_P}" xmlns:a="{_A[1:-1]}" xmlns:r="{_R}"'
        end = re.search(r"[ />]", xml).start()
        element = parse_xml(f"{xml[:end]} {space}{xml[end:]}")
        self._slide.shapes._spTree.insert_element_before(element, "p:extLst")

    def shapes(self, ticks: bool, names: bool) -> None:
        """Add words, cards, lines and keys as shapes."""
        for _, xml in self._shapes.of(self._sheet, ticks, names):
            self._put(xml)

    def table(self, grid: Grid) -> None:
        """Add a native table."""
        self._put(self._shapes.table(grid, self._chart.alt[self._sheet.lang])[1])

    def chart(self, xml: bytes, workbook: bytes, box: Box, name: str) -> None:
        """Place a native chart with its worksheet."""
        package = self._slide.part.package
        part = ChartPart.load(
            package.next_partname(ChartPart.partname_template), CT.DML_CHART, package, xml
        )
        part.chart_workbook.update_from_xlsx_blob(workbook)
        link = self._slide.part.relate_to(part, RT.CHART)
        element = self._slide.shapes._add_chart_graphicFrame(link, *_emu(box))
        properties = element.xpath(".//p:cNvPr")[0]
        properties.set("id", str(self._shapes.next()))
        properties.set("name", name)
        properties.set("descr", self._chart.alt[self._sheet.lang])

    def finish(self) -> None:
        """Add the foot, and the report's words for each figure as speaker notes."""
        chart, lang = self._chart, self._sheet.lang
        self._put(self._shapes.block(self._sheet.foot, bottom=True)[1])
        colon = "：" if lang == "zh" else ": "
        lines = [f"{f.name[lang]} {f.label(lang)}{colon}“{f.quote}”" for f in chart.figures]
        lines = lines or chart.lines(lang)
        remarks = [remark[lang] for remark in chart.remarks]
        notes = self._slide.notes_slide
        notes.notes_text_frame.text = "\n".join([*lines, *remarks, chart.source[lang]])
        _speak(self._slide, lang)
        _speak(notes, lang)


@functools.cache
def _template(wide: float, tall: float) -> bytes:
    """Return an empty presentation with our master; dressing it takes as long as a slide of charts."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = _points(wide), _points(tall)
    _dress(deck, wide, tall)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _dress(deck: Any, wide: float, tall: float) -> None:
    """Give the master our fonts, colours and places, and keep the two layouts that we use."""
    master = deck.slide_master
    for index in reversed(range(len(deck.slide_layouts))):
        if index not in (_TITLE_SLIDE, _TITLE_ONLY):
            deck.slide_layouts.remove(deck.slide_layouts[index])
    cover, chart = deck.slide_layouts
    width = wide - 2 * _MARGIN
    title = Box(_MARGIN, 28, width, _TITLE * theme.LEADING)
    for owner in (master, chart):
        for shape in owner.placeholders:
            if shape.placeholder_format.type in (1, 3):
                _place(shape, title, 8)
    for shape in cover.placeholders:
        if shape.placeholder_format.idx == 0:
            _place(shape, Box(_MARGIN + 20, tall * 0.34, width - 40, tall * 0.22))
        elif shape.placeholder_format.idx == 1:
            _place(shape, Box(_MARGIN + 20, tall * 0.59, width - 40, tall * 0.18))
    for shape in cover.placeholders:
        heading = shape.placeholder_format.idx == 0
        _flush(shape, "b" if heading else "t")
        _first_level(shape, 40 if heading else 18, theme.INK if heading else theme.MUTED)
    for owner in (master, cover, chart):
        for shape in list(owner.placeholders):
            if shape.placeholder_format.idx >= 10 or shape.placeholder_format.type in (13, 15, 16):
                shape._element.getparent().remove(shape._element)
            elif owner is master and shape.placeholder_format.type == 2:
                _place(shape, Box(_MARGIN, tall * 0.22, width, tall * 0.72))
    _title_style(master)
    _theme(master)


def _title_style(master: Any) -> None:
    for level in master._element.iter(
        "{http://schemas.openxmlformats.org/presentationml/2006/main}titleStyle"
    ):
        for properties in level.iter(f"{_A}lvl1pPr"):
            properties.set("algn", "l")
            for run in properties.iter(f"{_A}defRPr"):
                run.set("sz", str(round(_TITLE * theme.SLIDE * 100)))
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
    code = _code(lang)
    for run in slide._element.iter(f"{_A}rPr", f"{_A}endParaRPr"):
        run.set("lang", code)
    for run in slide._element.iter(f"{_A}r"):
        if run.find(f"{_A}rPr") is None:
            properties = etree.Element(f"{_A}rPr", lang=code)
            run.insert(0, properties)


def _place(shape: Any, box: Box, extra: float = 0) -> None:
    left, top, width, height = _emu(box)
    shape.left, shape.top, shape.width, shape.height = left, top, width, height + _points(extra)


def _emu(box: Box) -> tuple[int, int, int, int]:
    return tuple(_points(edge) for edge in (box.left, box.top, box.width, box.height))


def _points(length: float) -> Length:
    """Turn a length on the page into one on the slide, to a tenth of a point."""
    return Pt(round(length * theme.SLIDE, 1))


def _code(lang: str) -> str:
    """Name a language as office programs do."""
    return "zh-CN" if lang == "zh" else "en-US"

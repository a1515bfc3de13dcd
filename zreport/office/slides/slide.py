"""Slides: their words in placeholders, their charts in groups, each named so as to be found again."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.parts.chart import ChartPart

from zreport.charts.chart import Chart
from zreport.charts.plan import Eyecatcher
from zreport.language import tag
from zreport.office import drawingml as dml
from zreport.office.native_chart import NativeChart, native_chart, words_off_axes
from zreport.office.shapes import NARROWER, ShapeWriter
from zreport.office.slides.placement import (
    ChartMark,
    Frame,
    ShapeName,
    fit,
    keep_place,
    name_of,
    properties_of,
    word_places,
)
from zreport.office.slides.template import LAYOUT_NAMES, PlaceholderIndex, SlideLayouts
from zreport.office.slides.wording import figure_words, title_scale, words_around
from zreport.office.worksheet import CellWriter, embedded_workbook
from zreport.office.xml import NAMESPACES, clark, clean, element, guid, pptx_element, serialize
from zreport.page import font, theme
from zreport.page.boxes import Grid
from zreport.page.scene import Scene
from zreport.page.text import Box


@dataclass(frozen=True)
class Look:
    """How a line looks: points of type on the slide, a colour of the theme, the room above it; 0 is as the layout."""

    size: float = 0.0
    colour: str = ""
    bold: bool | None = None
    before: float = 0.0

    def written(self, words: str, lang: str) -> Any:
        """Write a line as a paragraph; a vertical tab is a break."""
        fill = element("a:solidFill", element("a:schemeClr", val=self.colour)) if self.colour else None
        look = element("a:rPr", fill, lang=lang, sz=round(self.size * 100) or None, b=self.bold)
        above = element("a:spcBef", element("a:spcPts", val=round(self.before * 100)))
        made = element("a:p", element("a:pPr", above) if self.before else None)
        for at, part in enumerate(words.split("\v")):
            if at:
                made.append(element("a:br", copy(look)))
            made.append(element("a:r", copy(look), element("a:t", text=part)))
        return made


class Slide:
    """A slide, to which charts and words are added; or one of a deck that was made before."""

    def __init__(self, slide: Any, lang: str):
        self.slide, self.lang, self.tree = slide, lang, slide.shapes._spTree
        self.shapes = ShapeWriter("p", lang, max(self.tree.max_shape_id, 100))
        # Links to charts whose places in the file new ones take.
        self.free: list[Any] = []

    def put(self, shape: Any, instead: Any = None) -> None:
        """Add a shape on top of the others, or put it in the place of an older one."""
        shape = pptx_element(shape)
        if instead is None:
            self.tree.insert_element_before(shape, "p:extLst")
        else:
            # Of a copy in the same file the numbers may be those of what it was copied from.
            number = properties_of(instead).get("id")
            once = len(self.tree.xpath(f"//p:cNvPr[@id='{number}']")) == 1
            keep_place(shape, instead, once)
            instead.getparent().replace(instead, shape)

    def put_words(
        self,
        name: ShapeName,
        words: str,
        holder: dict,
        place: dml.EmuBox | None = None,
        size: int = 0,
        scale: int = 0,
        looks: Sequence[Look] = (),
    ) -> None:
        """Fill a placeholder; type has `size` hundredths of a point, or shrinks to `scale` thousandths of a per cent.

        Or its lines have `looks`, in turn.
        """
        layout = self.slide.slide_layout
        if holder.get("type") in ("title", "ctrTitle") and layout.name not in LAYOUT_NAMES and not size:
            # Titles are broken for this size, which programs reckon only once someone writes in them.
            scale = scale or title_scale(layout, words.replace("\v", ""))
        shrink = element("a:normAutofit", fontScale=scale or None)
        lines = self._lines(words, looks or [Look(size / 100)])
        text = [element("a:bodyPr", shrink), element("a:lstStyle"), *lines]
        look = [dml.transform(place)] if place else []
        self.put(self.shapes.shape(str(name.signed(words, place)), None, look, text, placeholder=holder))

    def put_box(self, name: ShapeName, words: str, place: dml.EmuBox, size: float, colour: str, anchor: str) -> None:
        """Write words in a box of their own."""
        look = element("a:defRPr", dml.solid_fill(colour), *dml.theme_fonts(), sz=round(size * 100), b=0)
        level = element("a:lvl1pPr", element("a:buNone"), look, marL=0, indent=0, algn="l")
        self._box(name, words, place, [Look()], anchor, level)

    def put_figures(self, role: str, figures: Sequence[Eyecatcher], room: Box, looks: Sequence[Look]) -> None:
        """Write figures large, side by side in a room of the slide, each above its name."""
        wide = room.width / max(len(figures), 2)
        full = max((font.advance(figure.label[self.lang], looks[0].size, True) for figure in figures), default=0.0)
        looks = [replace(looks[0], size=looks[0].size * min(1.0, (wide - 16) / (full or 1) / 1.05)), *looks[1:]]
        for at, figure in enumerate(figures):
            box = Box(room.left + at * wide, room.top, wide - 12, room.height)
            name, words = ShapeName(role, f"number{at + 1}"), figure_words(figure, self.lang)
            self._box(name, words, dml.emu_box(box, dml.SLIDE_POINT), looks)

    def _box(
        self,
        name: ShapeName,
        words: str,
        place: dml.EmuBox,
        looks: Sequence[Look],
        anchor: str = "t",
        level: Any = None,
    ) -> None:
        margins = dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), 0)
        body = element("a:bodyPr", element("a:normAutofit"), wrap="square", **margins, anchor=anchor)
        text = [body, element("a:lstStyle", level), *self._lines(words, looks)]
        look = [dml.transform(place), dml.geometry("rect"), element("a:noFill")]
        self.put(self.shapes.shape(str(name.signed(words, place)), None, look, text, txBox=1))

    def _lines(self, words: str, looks: Sequence[Look]) -> list[Any]:
        return [looks[at % len(looks)].written(line, self.shapes.lang) for at, line in enumerate(words.split("\n"))]

    def ground(self, colour: str) -> None:
        """Give the slide a ground of a colour of the theme."""
        fill = element("a:solidFill", element("a:schemeClr", val=colour))
        self.slide._element.cSld.insert(
            0, pptx_element(element("p:bg", element("p:bgPr", fill, element("a:effectLst"))))
        )

    def panel(self, frame: Frame, chart: str) -> None:
        """Put a sheet of paper below what follows."""
        # As far aside as nothing else of the layout can stand.
        aside = frame.page().margin * frame.scale - 4
        box = Box(frame.x + aside, frame.y - 2, frame.width - 2 * aside, frame.height + 4)
        place, paper = dml.emu_box(box, dml.SLIDE_POINT), dml.solid_fill(theme.PAPER)
        look = [dml.transform(place), dml.geometry("rect"), paper, dml.no_outline()]
        self.put(self.shapes.shape(str(ShapeName(chart, "panel")), None, look, self.shapes.text(())))

    def number(self, layout: Any) -> None:
        """Write the number of the slide where the layout has a place for it."""
        place = layout._element.find(".//p:ph[@type='sldNum']", NAMESPACES)
        if place is None:
            return
        words = element("a:rPr", lang=self.shapes.lang), element("a:t", text="‹#›")
        field = element("a:fld", *words, id=guid("number"), type="slidenum")
        text = [element("a:bodyPr"), element("a:lstStyle"), element("a:p", field)]
        holder = {"type": "sldNum", "sz": "quarter", "idx": place.get("idx")}
        self.put(self.shapes.shape("Slide Number", None, [], text, placeholder=holder))

    def chart(
        self, name: str, chart: Chart, frame: Frame, turn: int, layouts: SlideLayouts, notes: str | None = None
    ) -> None:
        """Add a chart, the first or the second of the slide, with its title, subtitle, source and cautions.

        The first also remembers what the `notes` of the slide are to say.
        """
        scene, shrunk = fit(chart, self.lang, frame)
        places, by = word_places(scene, frame, shrunk), frame.scale * shrunk
        # The layouts have the type of these pages; that of two findings has the type of halves.
        bases = ("half",) if self.slide.slide_layout == layouts.second else ("slide", "4:3")
        usual = shrunk == 1 and frame.base in bases
        said = words_around(chart, scene, frame.titled, self.slide.slide_layout)
        if frame.titled:
            size = 0 if usual and scene.title.size == frame.page().title else round(scene.title.size * by * 100)
            holder = {"type": "body", "idx": PlaceholderIndex.SECOND} if turn else {"type": "title"}
            self.put_words(ShapeName(name, "title"), said["title"], holder, places["title"], size)
        elif not turn:
            scale = title_scale(self.slide.slide_layout, chart.title[self.lang])
            self.put_words(ShapeName(name, "title"), said["title"], {"type": "title"}, scale=scale)
        for role, lines, index, anchor in (
            ("subtitle", scene.subtitle, PlaceholderIndex.SUBTITLE, "t"),
            ("source", scene.foot, PlaceholderIndex.SOURCE, "b"),
        ):
            own, size = ShapeName(name, role), lines.size * NARROWER * by
            if layouts.ours:
                holder = {"type": "body", "idx": index + turn}
                self.put_words(own, lines.words, holder, places[role], 0 if usual else round(size * 100))
            else:
                self.put_box(own, lines.words, places[role], size, lines.colour, anchor)
        said |= {} if notes is None else {"notes": notes}
        self.draw(name, chart, scene, ChartMark.of(frame, self.lang, said), shrunk)

    def draw(
        self, name: str, chart: Chart, scene: Scene, mark: ChartMark, shrunk: float, instead: Sequence[Any] = ()
    ) -> None:
        """Add the shapes, charts and tables of a scene, or put them in the place of older ones."""
        frame, alt, lang = mark.frame, chart.alt[self.lang], self.lang
        by = frame.scale * shrunk / theme.SLIDE
        parts = list(self.shapes.scene(scene, *words_off_axes(chart, scene)))
        for panel in scene.panels:
            cells = CellWriter(lang)
            made = native_chart(chart, scene, panel, cells)
            if by != 1:
                dml.rescale(made.root, by)
            link = self._add_chart(made, embedded_workbook(cells.rows))
            parts.append((made.box, self.shapes.chart(made.name, alt, dml.emu_box(made.box), link)))
        for _, part in parts:
            # By these names a chart is known that someone has ungrouped.
            properties_of(part).set("name", str(ShapeName(name, "piece", properties_of(part).get("name"))))
        old = {name_of(one).role: one for one in instead}
        if parts:
            group = self._group(str(ShapeName(name, "chart", str(mark))), chart.title[lang], alt, parts, frame, by)
            self.put(group, old.get("chart"))
        for grid in scene.of(Grid):
            self.grid(name, grid, mark, alt, shrunk, old.get("table"))

    def grid(self, chart: str, grid: Grid, mark: ChartMark, alt: str, shrunk: float = 1.0, instead: Any = None) -> None:
        """Add a native table, or put it in the place of an older one."""
        frame = mark.frame
        name, place = str(ShapeName(chart, "table", str(mark))), frame.place(grid.box, shrunk)
        self.put(self.shapes.table(grid, name, alt, place, frame.scale * shrunk / theme.SLIDE), instead)

    def _add_chart(self, made: NativeChart, book: bytes) -> str:
        """Add a native chart and its worksheet to the file, and return the number of the link to it."""
        if self.free:
            link = self.free.pop(0)
            part, root = link.target_part, pptx_element(made.root)
            # A workbook outside of the file is left where it is.
            books = part._element.findall("c:externalData", NAMESPACES)
            part._element[:] = [*root, *(one for one in books if not part.rels[one.rId].is_external)]
            number = link.rId
        else:
            package = self.slide.part.package
            name = package.next_partname(ChartPart.partname_template)
            part = ChartPart.load(name, CT.DML_CHART, package, serialize(made.root))
            number = self.slide.part.relate_to(part, RT.CHART)
        part.chart_workbook.update_from_xlsx_blob(book)
        return number

    def _group(self, name: str, title: str, alt: str, parts: Sequence[tuple[Box, Any]], frame: Frame, by: float) -> Any:
        """Write shapes as one group, in the places of the page, which the group puts on the slide."""
        places = [dml.emu_box(box) for box, _ in parts]
        left, top = (min(place[at] for place in places) for at in (0, 1))
        right, bottom = (max(place[at] + place[at + 2] for place in places) for at in (0, 1))
        inner = (left, top, right - left, bottom - top)
        corner = round(frame.x * dml.SLIDE_POINT) + round(left * by), round(frame.y * dml.SLIDE_POINT) + round(top * by)
        outer = (*corner, round(inner[2] * by), round(inner[3] * by))
        place = element("p:grpSpPr", dml.transform(outer, inner=inner))
        group = element("p:grpSp", self.shapes.identity("GrpSp", name, alt, title), place, *(one for _, one in parts))
        if by != 1:
            dml.rescale(group, by)
        return group

    def notes(self, name: ShapeName, words: str) -> None:
        """Write the speaker notes."""
        if not words:
            return
        notes = self.slide.notes_slide
        place = notes.notes_placeholder
        place.text_frame.text = clean(words)
        place.name = str(name.signed(words))
        for run in notes._element.iter(clark("a:r")):
            run.get_or_add_rPr()
        for ends in notes._element.iter(clark("a:rPr"), clark("a:endParaRPr")):
            ends.set("lang", tag(self.lang))

    def link(self, at: int, to: Slide) -> None:
        """Let a line of the agenda lead to a slide."""
        rel = self.slide.part.relate_to(to.slide.part, RT.SLIDE)
        paragraphs = list(self.tree.iter(clark("a:p")))
        for run in paragraphs[1 + at].iter(clark("a:rPr")):
            run.append(pptx_element(element("a:hlinkClick", action="ppaction://hlinksldjump", **{"r:id": rel})))

"""A presentation in the making: its slides one after the other, its contents, its sections."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.opc.packuri import PackURI

from zreport.charts.chart import Chart
from zreport.language import tag
from zreport.office.drawingml import SLIDE_POINT, emu_box, type_size
from zreport.office.slides.placement import Frame
from zreport.office.slides.shape_names import ShapeName
from zreport.office.slides.slide import Slide, speech
from zreport.office.slides.slide_layouts import SlideLayouts, content_room, is_light, title_of
from zreport.office.xml import clean, element, guid, pptx_element
from zreport.office.zip_parts import rezipped
from zreport.page import theme
from zreport.page.size import RATIOS

_MOMENT = datetime.datetime(2000, 1, 1)
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
# Placeholders for text, and what a slide calls them.
_BODIES = {KIND.SUBTITLE: "subTitle", KIND.BODY: "body", KIND.OBJECT: None}


class DeckBuilder:
    """A presentation in the making."""

    def __init__(self, deck: Any, layouts: SlideLayouts, lang: str, title: str = ""):
        self.deck, self.layouts, self.lang = deck, layouts, lang
        _count_parts(deck.part.package)
        self.sections: list[tuple[str, list[int]]] = []
        self.frame = None if layouts.ours else _frame(deck, layouts.finding)
        # Our words are dark: on another ground they get a sheet of paper below them.
        self.light = layouts.ours or is_light(layouts.finding)
        if title:
            properties = deck.core_properties
            properties.title = clean(title)[:250]
            properties.author = properties.last_modified_by = "zreport"
            properties.language = tag(lang)
            properties.created = properties.modified = _MOMENT

    def add(self, layout: Any) -> Slide:
        """Add a slide without placeholders of its own."""
        link, made = self.deck.part.add_slide(layout)
        self.deck.part._element.get_or_add_sldIdLst().add_sldId(link)
        if self.sections:
            self.sections[-1][1].append(made.slide_id)
        return Slide(made, self.lang)

    def section_begins(self, title: str) -> None:
        """Let the slides that follow stand under a heading in the sorter."""
        self.sections.append((title, []))

    def cover(self, title: str, subtitle: str) -> None:
        """Add the title slide."""
        slide = self.add(self.layouts.cover)
        centred = title_of(self.layouts.cover).placeholder_format.type == KIND.CENTER_TITLE
        slide.put_words("title", title, "ctrTitle" if centred else "title", 0, "cover")
        self._body(slide, self.layouts.cover, subtitle, "cover")

    def agenda(self, title: str, entries: Sequence[str]) -> Slide:
        """Add the contents; `link` leads from its lines to slides."""
        return self._listing(self.layouts.agenda, "agenda", title, entries, min(17.0, 340 / max(len(entries), 1)))

    def section(self, title: str, findings: Sequence[str]) -> Slide:
        """Add the slide that begins a section: its title, and what was found."""
        return self._listing(self.layouts.section, "section", title, findings, min(15.0, 300 / max(len(findings), 1)))

    def _listing(self, layout: Any, what: str, title: str, entries: Sequence[str], size: float) -> Slide:
        slide = self.add(layout)
        slide.put_words("title", title, "title", 0, what)
        self._body(slide, layout, "\n".join(entries), what, size)
        slide.number(layout)
        return slide

    def _body(self, slide: Slide, layout: Any, words: str, what: str, size: float = 0.0) -> None:
        """Write below a title: in the layout's place for text or, without one, in a box."""
        place = next((one for one in layout.placeholders if one.placeholder_format.type in _BODIES), None)
        if place is None:
            room = emu_box(content_room(self.deck, layout), SLIDE_POINT)
            slide.put_box("subtitle", words, room, size or 18.0, theme.INK, what)
            return
        kind, index = _BODIES[place.placeholder_format.type], place.placeholder_format.idx
        slide.put_words("subtitle", words, kind, index, what, size=type_size(size) if self.layouts.ours else 0)

    def finding(self, named: Sequence[tuple[str, Chart]], frames: Sequence[Frame]) -> Slide:
        """Add a slide of a chart, or of two side by side."""
        layout = self.layouts.second if len(named) > 1 else self.layouts.finding
        slide = self.add(layout)
        if not self.light:
            slide.panel(frames[0], named[0][0])
        for turn, ((name, chart), frame) in enumerate(zip(named, frames, strict=True)):
            slide.chart(name, chart, frame, turn, self.layouts)
        slide.number(layout)
        notes = [line for _, chart in named for line in speech(chart, self.lang)]
        slide.notes(ShapeName(named[0][0], "notes"), notes)
        return slide

    def finish(self) -> bytes:
        """Return the presentation with fixed times, so that the same charts give the same bytes."""
        if any(ids for _, ids in self.sections):
            self._list_sections()
        file = io.BytesIO()
        self.deck.save(file)
        return rezipped(file)

    def _list_sections(self) -> None:
        sections = (
            element(
                "p14:section",
                element("p14:sldIdLst", *(element("p14:sldId", id=number) for number in ids)),
                name=title,
                id=guid(f"{at} {title}"),
            )
            for at, (title, ids) in enumerate(self.sections)
        )
        extension = element("p:ext", element("p14:sectionLst", *sections), uri=_SECTIONS)
        self.deck.part._element.append(pptx_element(element("p:extLst", extension)))


def _frame(deck: Any, layout: Any) -> Frame:
    """Return the frame that a template of others leaves to charts."""
    wide, tall = deck.slide_width.pt, deck.slide_height.pt
    base = RATIOS["16:9" if wide / tall > 1.45 else "4:3"]
    scale = min(wide / base.width, tall / base.height)
    box = content_room(deck, layout)
    margin = base.margin * scale
    return Frame(base.name, box.left - margin, box.top, box.width + 2 * margin, box.height, scale, False)


def _count_parts(package: Any) -> None:
    """Let a package number new parts by counting: python-pptx looks through the whole of it for each."""
    counted: dict[str, Iterator[int]] = {}

    def next_partname(template: str) -> PackURI:
        if template not in counted:
            start = template.partition("%d")[0]
            taken = [part.partname.idx or 0 for part in package.iter_parts() if part.partname.startswith(start)]
            counted[template] = count(max(taken, default=0) + 1)
        return PackURI(template % next(counted[template]))

    package.next_partname = next_partname

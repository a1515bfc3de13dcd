"""A presentation in the making: its slides one after the other, its contents, its sections."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.oxml import parse_xml

from zreport.charts.chart import Chart
from zreport.language import tag
from zreport.office.shapes import clean
from zreport.office.slides.names import Name
from zreport.office.slides.placement import Frame
from zreport.office.slides.slide import Slide, guid, speech
from zreport.office.slides.template import SPACES, Layouts, light, room, title_of
from zreport.office.zip_parts import rezipped
from zreport.page import theme
from zreport.page.size import RATIOS

_MOMENT = datetime.datetime(2000, 1, 1)
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
# Placeholders for text by their types, and what a slide calls them.
_BODIES = {4: "subTitle", 2: "body", 7: None}


class Show:
    """A presentation in the making."""

    def __init__(self, deck: Any, layouts: Layouts, lang: str, title: str = ""):
        self.deck, self.layouts, self.lang = deck, layouts, lang
        self.sections: list[tuple[str, list[int]]] = []
        self.frame: Frame | None = None
        if not layouts.ours:
            self.frame = _frame(deck, layouts.finding)
        # Our words are dark: on another ground they get a sheet of paper below them.
        self.light = layouts.ours or light(layouts.finding)
        if title:
            properties = deck.core_properties
            properties.title = clean(title)[:250]
            properties.author = properties.last_modified_by = "zreport"
            properties.language = tag(lang)
            properties.created = properties.modified = _MOMENT

    def add(self, layout: Any) -> Slide:
        """Add a slide without placeholders of its own."""
        made = self.deck.slides.add_slide(layout)
        tree = made.shapes._spTree
        for element in list(tree)[2:]:
            tree.remove(element)
        if self.sections:
            self.sections[-1][1].append(made.slide_id)
        return Slide(made, self.lang)

    def section_begins(self, title: str) -> None:
        """Let the slides that follow stand under a heading in the sorter."""
        self.sections.append((title, []))

    def cover(self, title: str, subtitle: str) -> None:
        """Add the title slide."""
        slide = self.add(self.layouts.cover)
        kind = "ctrTitle" if title_of(self.layouts.cover).placeholder_format.type == 3 else "title"
        slide.put_words("title", title, kind, 0, "cover")
        self._body(slide, self.layouts.cover, subtitle, "cover")

    def agenda(self, title: str, entries: Sequence[str]) -> Slide:
        """Add the contents; `link` leads from its lines to slides."""
        slide = self.add(self.layouts.agenda)
        slide.put_words("title", title, "title", 0, "agenda")
        most = min(17.0, 340 / max(len(entries), 1))
        self._body(slide, self.layouts.agenda, "\n".join(entries), "agenda", most)
        slide.number(self.layouts.agenda)
        return slide

    def section(self, title: str, findings: Sequence[str]) -> Slide:
        """Add the slide that begins a section: its title, and what was found."""
        slide = self.add(self.layouts.section)
        slide.put_words("title", title, "title", 0, "section")
        most = min(15.0, 300 / max(len(findings), 1))
        self._body(slide, self.layouts.section, "\n".join(findings), "section", most)
        slide.number(self.layouts.section)
        return slide

    def _body(self, slide: Slide, layout: Any, words: str, what: str, size: float = 0.0) -> None:
        """Write below a title: in the layout's place for text or, without one, in a box."""
        place = next((one for one in layout.placeholders if one.placeholder_format.type in _BODIES), None)
        if place is None:
            box = room(self.deck, layout)
            edges = tuple(round(edge * 12700) for edge in (box.left, box.top, box.width, box.height))
            slide.put_box("subtitle", words, edges, size or 18.0, theme.INK, what)
            return
        kind, index = _BODIES[place.placeholder_format.type], place.placeholder_format.idx
        points = round(size * theme.SLIDE * 100) if self.layouts.ours else 0
        slide.put_words("subtitle", words, kind, index, what, size=points)

    def finding(self, named: Sequence[tuple[str, Chart]], frames: Sequence[Frame]) -> Slide:
        """Add a slide of a chart, or of two side by side."""
        layout = self.layouts.second if len(named) > 1 else self.layouts.finding
        slide = self.add(layout)
        if not self.light:
            slide.panel(frames[0], named[0][0])
        for turn, ((name, chart), frame) in enumerate(zip(named, frames, strict=True)):
            slide.chart(name, chart, frame, turn, self.layouts.ours)
        slide.number(layout)
        notes = [line for _, chart in named for line in speech(chart, self.lang)]
        slide.notes(Name(named[0][0], "notes"), notes)
        return slide

    def finish(self) -> bytes:
        """Return the presentation with fixed times, so that the same charts give the same bytes."""
        if any(ids for _, ids in self.sections):
            self._list_sections()
        file = io.BytesIO()
        self.deck.save(file)
        return rezipped(file)

    def _list_sections(self) -> None:
        listed = "".join(
            f'<p14:section name={quoteattr(clean(title))} id="{{{guid(f"{at} {title}")}}}"><p14:sldIdLst>'
            + "".join(f'<p14:sldId id="{number}"/>' for number in ids)
            + "</p14:sldIdLst></p14:section>"
            for at, (title, ids) in enumerate(self.sections)
        )
        self.deck.part._element.append(
            parse_xml(
                f'<p:extLst {SPACES}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">'
                f'<p14:sectionLst xmlns:p14="{_P14}">{listed}</p14:sectionLst></p:ext></p:extLst>'
            )
        )


def _frame(deck: Any, layout: Any) -> Frame:
    """Return the frame that a template of others leaves to charts."""
    wide, tall = deck.slide_width.pt, deck.slide_height.pt
    base = RATIOS["16:9" if wide / tall > 1.45 else "4:3"]
    scale = min(wide / base.width, tall / base.height)
    box = room(deck, layout)
    margin = base.margin * scale
    return Frame(base.name, box.left - margin, box.top, box.width + 2 * margin, box.height, scale, False)

"""Native slides: a presentation in the making, of charts alone or as a briefing with contents and sections."""

import datetime
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.opc.packuri import PackURI

from zreport.charts.chart import Chart
from zreport.charts.plan import Plan, each
from zreport.language import Text, tag
from zreport.layout import appendix
from zreport.layout.scene import lay_out
from zreport.office.drawingml import SLIDE_POINT, emu_box, type_size
from zreport.office.package import reading
from zreport.office.slides.placement import ChartMark, Frame, ShapeName
from zreport.office.slides.slide import Slide, speech
from zreport.office.slides.template import SlideLayouts, blank_deck, content_room, is_light, open_template, title_of
from zreport.office.xml import clean, element, guid, pptx_element, rezipped
from zreport.page import theme
from zreport.page.boxes import Grid
from zreport.page.size import RATIOS, Size, sized

AGENDA = Text("目录", "Contents")
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
# Placeholders for text, and what a slide calls them.
_BODIES = {KIND.SUBTITLE: "subTitle", KIND.BODY: "body", KIND.OBJECT: None}


class DeckBuilder:
    """A presentation in the making."""

    def __init__(self, deck: Any, layouts: SlideLayouts, lang: str, title: str = ""):
        self.deck, self.layouts, self.lang = deck, layouts, lang
        _count_parts(deck.part.package)
        # Headings in the sorter, each with the slides that stand under it.
        self.sections: list[tuple[str, list[int]]] = []
        self.frame = None if layouts.ours else _frame(deck, layouts.finding)
        # Our words are dark: on another ground they get a sheet of paper below them.
        self.light = layouts.ours or is_light(deck, layouts.finding)
        if title:
            properties = deck.core_properties
            properties.title = clean(title)[:250]
            properties.author = properties.last_modified_by = "zreport"
            properties.language = tag(lang)
            properties.created = properties.modified = datetime.datetime(2000, 1, 1)

    def add(self, layout: Any) -> Slide:
        """Add a slide without placeholders of its own."""
        link, made = self.deck.part.add_slide(layout)
        self.deck.part._element.get_or_add_sldIdLst().add_sldId(link)
        if self.sections:
            self.sections[-1][1].append(made.slide_id)
        return Slide(made, self.lang)

    def cover(self, title: str, subtitle: str) -> None:
        """Add the title slide."""
        slide = self.add(self.layouts.cover)
        centred = title_of(self.layouts.cover).placeholder_format.type == KIND.CENTER_TITLE
        slide.put_words(ShapeName("cover", "title"), title, {"type": "ctrTitle" if centred else "title"})
        self._body(slide, self.layouts.cover, subtitle, "cover")

    def listing(self, use: str, title: str, entries: Sequence[str]) -> Slide:
        """Add the contents (``agenda``), whose lines `Slide.link` leads to slides, or what begins a ``section``."""
        layout, (largest, room) = getattr(self.layouts, use), {"agenda": (17.0, 340), "section": (15.0, 300)}[use]
        slide = self.add(layout)
        slide.put_words(ShapeName(use, "title"), title, {"type": "title"})
        self._body(slide, layout, "\n".join(entries), use, min(largest, room / max(len(entries), 1)))
        slide.number(layout)
        return slide

    def _body(self, slide: Slide, layout: Any, words: str, what: str, size: float = 0.0) -> None:
        """Write below a title: in the layout's place for text or, without one, in a box."""
        name = ShapeName(what, "subtitle")
        places = (one.placeholder_format for one in layout.placeholders)
        place = next((one for one in places if one.type in _BODIES), None)
        if place is None:
            room = emu_box(content_room(self.deck, layout), SLIDE_POINT)
            slide.put_box(name, words, room, size or 18.0, theme.INK, "t")
            return
        holder = {"type": _BODIES[place.type], "idx": place.idx or None}
        slide.put_words(name, words, holder, size=type_size(size) if self.layouts.ours else 0)

    def finding(self, named: Sequence[tuple[str, Chart]], frames: Sequence[Frame]) -> None:
        """Add a slide of a chart, or of two side by side."""
        layout = self.layouts.second if len(named) > 1 else self.layouts.finding
        slide = self.add(layout)
        if not self.light:
            slide.panel(frames[0], named[0][0])
        notes = speech([chart for _, chart in named], self.lang)
        for turn, ((name, chart), frame) in enumerate(zip(named, frames, strict=True)):
            slide.chart(name, chart, frame, turn, self.layouts, None if turn else notes)
        slide.number(layout)
        slide.notes(ShapeName(named[0][0], "notes"), notes)

    def finish(self) -> bytes:
        """Return the presentation, sealed, with fixed times, so that the same charts give the same bytes."""
        if any(ids for _, ids in self.sections):
            self._list_sections()
        file = io.BytesIO()
        self.deck.save(file)
        return rezipped(file, seal=True)

    def _list_sections(self) -> None:
        sections = []
        for at, (title, ids) in enumerate(self.sections):
            slides = element("p14:sldIdLst", *(element("p14:sldId", id=number) for number in ids))
            sections.append(element("p14:section", slides, name=title, id=guid(f"{at} {title}")))
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


def deck(charts: Sequence[Chart], lang: str, size: str | Size | None = None) -> bytes:
    """Return a presentation with a slide for each chart; a ``half`` stands on the left of a whole slide."""
    page = sized(size)
    height = page.height or max(lay_out(chart, lang, page).height for chart in charts)
    whole = sized("slide") if page.name == "half" else page
    builder = DeckBuilder(*blank_deck(whole, height), lang, charts[0].title[lang])
    for chart in charts:
        builder.finding([(chart.name or chart.kind, chart)], [Frame.of(page)])
    return builder.finish()


def briefing(plan: Plan, lang: str, ratio: str = "16:9", template: tuple[bytes, str] | None = None) -> bytes:
    """Return a presentation: title, contents, sections, findings, and an appendix of the figures.

    A template is a presentation of others with its name; its master, layouts and ratio are used. Two
    findings share a slide only on our own, and only on one of 16:9.
    """
    if template:
        with reading(template[1]):
            return _briefing(plan, lang, ratio, template)
    return _briefing(plan, lang, ratio)


def _briefing(plan: Plan, lang: str, ratio: str, template: tuple[bytes, str] | None = None) -> bytes:
    opened = open_template(*template) if template else blank_deck(RATIOS[ratio])
    builder = DeckBuilder(*opened, lang, plan.title[lang])
    if template or ratio != "16:9":
        plan = each(plan)
    builder.sections.append((plan.title[lang], []))
    builder.cover(plan.title[lang], plan.subtitle[lang])
    several = len(plan.sections) > 1
    if several:
        contents = builder.listing("agenda", AGENDA[lang], [section.title[lang] for section in plan.sections])
    numbered: list[tuple[int, Chart]] = []
    frame, left = builder.frame or Frame.of(RATIOS[ratio]), Frame.of(sized("half"))
    for at, section in enumerate(plan.sections):
        builder.sections.append((section.title[lang], []))
        if several:
            titles = [finding.chart.title[lang] for finding in section.findings]
            contents.link(at, builder.listing("section", section.title[lang], titles))
        for slide in section.slides:
            named = [(finding.name, finding.chart) for finding in slide]
            builder.finding(named, [frame] if len(named) == 1 else [left, replace(left, x=left.width)])
            numbered += [(len(builder.deck.slides), chart) for _, chart in named]
    builder.sections.append((appendix.TITLE[lang], []))
    for title, grid in appendix_tables(numbered, lang, frame):
        appendix_page(builder, frame, title, grid)
    return builder.finish()


def appendix_tables(numbered: Sequence[tuple[int, Chart]], lang: str, frame: Frame) -> list[tuple[str, Grid]]:
    """Lay out the tables of the appendix, one for each of its slides, with the titles of these."""
    found = appendix.pages(numbered, lang, frame.page(), 78 if frame.titled else 0)
    return [(f"{appendix.TITLE[lang]} ({at}/{len(found)})", grid) for at, grid in enumerate(found, start=1)]


def appendix_page(builder: DeckBuilder, frame: Frame, title: str, grid: Grid) -> None:
    """Add one slide of the appendix."""
    slide = builder.add(builder.layouts.finding)
    if not builder.light:
        slide.panel(frame, "appendix")
    slide.put_words(ShapeName("appendix", "title"), title, {"type": "title"})
    mark = ChartMark.of(frame, builder.lang, {"title": title})
    slide.grid("appendix", grid, mark, appendix.TITLE[builder.lang])
    slide.number(builder.layouts.finding)


def draw(chart: Chart, lang: str, form: str, size: str | Size | None = None) -> bytes:
    """Write a deck of one slide."""
    return deck([chart], lang, size)

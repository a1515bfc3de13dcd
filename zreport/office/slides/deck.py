"""Native slides: a presentation in the making, of charts alone or as a briefing with contents and sections."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count, cycle
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.opc.packuri import PackURI

from zreport.charts.chart import Chart
from zreport.charts.plan import Plan, Section, each
from zreport.language import Text, tag
from zreport.layout import appendix
from zreport.layout.scene import lay_out
from zreport.office.drawingml import SLIDE_POINT, EmuBox, emu_box
from zreport.office.package import reading
from zreport.office.slides.grounds import is_light
from zreport.office.slides.layouts import naming_room, open_template, words_place
from zreport.office.slides.placement import ChartMark, Frame, ShapeName
from zreport.office.slides.presentation import saved_parts
from zreport.office.slides.rooms import BODIES, bodies_of, content_room, title_of
from zreport.office.slides.slide import Look, Slide
from zreport.office.slides.template import SlideLayouts, blank_deck
from zreport.office.slides.wording import MOST_BELOW, section_words, set_title, speech
from zreport.office.xml import clean, element, guid, pptx_element, zipped
from zreport.page import font
from zreport.page.boxes import Grid
from zreport.page.size import RATIOS, Size, sized
from zreport.page.text import Box

AGENDA = Text("主要发现", "Findings")
# On our own slides, in points of these: the largest type of a list, and how much smaller what names a section is.
_LIST, _ABOVE = 20.0, 0.66
# What a list is not made smaller than to spare a line.
_SMALLEST = 12.0
# Sections of which the contents say a finding; of more, the names alone find room.
_MOST_SECTIONS = 10
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


class DeckBuilder:
    """A presentation in the making."""

    def __init__(self, deck: Any, layouts: SlideLayouts, lang: str, title: str = ""):
        self.deck, self.layouts, self.lang = deck, layouts, lang
        _count_parts(deck.part.package)
        # Headings in the sorter, each with the slides that stand under it.
        self.sections: list[tuple[str, list[int]]] = []
        self.frame = None if layouts.ours else _frame(deck, layouts.finding)
        # Our words are dark: on another ground they get a sheet of paper below them.
        self.light = layouts.ours or is_light(deck, layouts.finding, content_room(deck, layouts.finding))
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

    def cover(self, plan: Plan) -> None:
        """Add the title slide: on ours on a ground of colour, with the figure that sums up."""
        layout, ours, title = self.layouts.cover, self.layouts.ours, plan.title[self.lang]
        slide = self.add(layout)
        centred = title_of(layout).placeholder_format.type == KIND.CENTER_TITLE
        holder, looks = {"type": "ctrTitle" if centred else "title"}, [Look(colour="bg1")] if ours else []
        slide.put_words(ShapeName("cover", "title"), set_title(layout, title, _charts(plan)), holder, looks=looks)
        wide, tall = self._page
        left, said, place = title_of(layout).left.pt if ours else 0.0, [plan.subtitle[self.lang]], None
        if ours:
            # Above the figure, however much it says.
            place = emu_box(Box(left, tall * 0.57, wide - 2 * left, tall * 0.11), SLIDE_POINT)
            looks = [Look(min(18.5, self._size(layout, said, (1.0,), 0, place)), "bg1")]
        self._body(slide, layout, said, "cover", looks, place)
        if ours:
            slide.ground("accent1")
            room = Box(left, tall * 0.69, 2 * (wide - 2 * left), tall * 0.24)
            slide.put_figures("cover", plan.eyecatchers[:1], room, [Look(60, "bg1", True), Look(15, "bg1")])

    def listing(self, use: str, title: str, entries: Sequence[str], paired: bool = False) -> Slide:
        """Add a list below a title: the contents (``agenda``), of which `Slide.link` leads lines to slides, or `questions`.

        Where lines are `paired` the first of two names what the second says.
        """
        layout = self.layouts.agenda
        slide = self.add(layout)
        slide.put_words(ShapeName(use, "title"), set_title(layout, title), {"type": "title"})
        gap, shares = (5.0, (_ABOVE, 1.0)) if paired else (12.0 if len(entries) <= _MOST_SECTIONS else 5.0, (1.0,))
        size = self._size(layout, entries, shares, gap / len(shares))
        if paired:
            # Programs break a link inside its words: each has a line of its own, unless that would be small.
            wide = bodies_of(layout)[0][0].width / SLIDE_POINT
            single = wide // (max(font.advance(entry, 1.0, False) for entry in entries) / 2) / 2
            if _SMALLEST <= single < size:
                size, gap = single, gap + (size - single) * 1.2 * sum(shares)
        looks = [Look(max(10.0, size * _ABOVE), "tx2", True, gap), Look(size)] if paired else [Look(size, before=gap)]
        self._body(slide, layout, entries, use, looks)
        slide.number(layout)
        return slide

    def section(self, section: Section) -> Slide:
        """Add the page that begins a section: two or three of its figures in large type, its findings' sentences."""
        layout, ours, title = self.layouts.section, self.layouts.ours, section.title[self.lang]
        slide = self.add(layout)
        figures, lines = section_words(section, self.lang, ours)
        above, place, (wide, tall) = None, None, self._page
        left = title_of(layout).left.pt if ours else 0.0
        if ours and len(lines) > MOST_BELOW:
            # A long list needs more of the page than is left below the middle.
            above = emu_box(Box(left, tall * 0.06, wide - 2 * left, tall * 0.16), SLIDE_POINT)
            place = emu_box(Box(left, tall * 0.26, wide - 2 * left, tall * 0.66), SLIDE_POINT)
        title = set_title(layout, title, _charts(section))
        slide.put_words(ShapeName("section", "title"), title, {"type": "title"}, above)
        if ours and figures:
            room = Box(left, tall * 0.46, wide - 2 * left, tall * 0.2)
            slide.put_figures("section", figures, room, [Look(44, "accent1", True), Look(14, "tx2")])
            place = emu_box(replace(room, top=tall * 0.68, height=tall * 0.26), SLIDE_POINT)
        size = min(17.0, self._size(layout, lines, (1.0,), 5, place))
        self._body(slide, layout, lines, "section", [Look(size, "tx1", before=5)], place)
        slide.number(layout)
        return slide

    @property
    def _page(self) -> tuple[float, float]:
        return self.deck.slide_width.pt, self.deck.slide_height.pt

    def _size(
        self, layout: Any, lines: Sequence[str], shares: Sequence[float], gap: float, place: EmuBox | None = None
    ) -> float:
        """Return the largest type at which lines fit their place; they have `shares` of it, in turn."""
        shape = bodies_of(layout)[0][0] if self.layouts.ours else None
        if shape is None:
            return _LIST
        wide, tall = place[2:] if place else (shape.width, shape.height)
        for size in (_LIST - 0.5 * step for step in range(21)):
            high = sum(
                gap + -(-font.advance(line, size * share, False) * 1.06 // (wide / SLIDE_POINT)) * size * share * 1.2
                for line, share in zip(lines, cycle(shares))
            )
            if high <= tall / SLIDE_POINT:
                break
        return size

    def _body(
        self,
        slide: Slide,
        layout: Any,
        lines: Sequence[str],
        what: str,
        looks: Sequence[Look] = (),
        room: EmuBox | None = None,
    ) -> None:
        """Write below a title: in the layout's place for text or, without one, in a box; `looks` are for ours."""
        name, words = ShapeName(what, "subtitle"), "\n".join(lines)
        size = _LIST if looks else 0.0
        if not self.layouts.ours:
            found = words_place(self.deck, layout, lines, size)
            if found.holder:
                slide.put_words(name, words, found.holder, found.place, round(found.size * 100))
            else:
                slide.put_box(name, words, found.place, found.size, found.colour, "t")
            return
        place = bodies_of(layout)[0][0].placeholder_format
        slide.put_words(name, words, {"type": BODIES[place.type], "idx": place.idx or None}, room, looks=looks)

    def finding(self, named: Sequence[tuple[str, Chart]], frames: Sequence[Frame]) -> Slide:
        """Add a slide of a chart, or of two side by side."""
        layout = self.layouts.second if len(named) > 1 else self.layouts.finding
        slide = self.add(layout)
        if not self.light:
            slide.panel(frames[0], named[0][0])
        notes = speech([chart for _, chart in named], self.lang)
        for turn, ((name, chart), frame) in enumerate(zip(named, frames, strict=True)):
            with naming_room(self.deck, self.layouts):
                slide.chart(name, chart, frame, turn, self.layouts, None if turn else notes)
        slide.number(layout)
        slide.notes(ShapeName(named[0][0], "notes"), notes)
        return slide

    def finish(self) -> bytes:
        """Return the presentation, sealed, with fixed times, so that the same charts give the same bytes."""
        if any(ids for _, ids in self.sections):
            self._list_sections()
        return zipped(saved_parts(self.deck), seal=True)

    def _list_sections(self) -> None:
        sections = []
        for at, (title, ids) in enumerate(self.sections):
            slides = element("p14:sldIdLst", *(element("p14:sldId", id=number) for number in ids))
            sections.append(element("p14:section", slides, name=title, id=guid(f"{at} {title}")))
        extension = element("p:ext", element("p14:sectionLst", *sections), uri=_SECTIONS)
        self.deck.part._element.append(pptx_element(element("p:extLst", extension)))


def _charts(held: Plan | Section) -> list[Chart]:
    return [finding.chart for finding in held.findings]


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


def briefing(
    plan: Plan,
    lang: str,
    ratio: str = "16:9",
    template: tuple[bytes, str] | None = None,
    *,
    layouts: Mapping[str, str] | None = None,
    tell: Callable[[Text], None] | None = None,
) -> bytes:
    """Return a presentation: title, contents, sections, findings, questions, and an appendix of the figures.

    A template is a presentation of others with its name; its master, layouts and ratio are used: those `layouts`
    that are named or numbered by their use, such as ``finding``, and others as `open_template` chooses, which it
    may `tell`. Two findings share a slide only on our own, and only on one of 16:9.
    """
    if not template:
        return _briefing(plan, lang, ratio, blank_deck(RATIOS[ratio]))
    with reading(template[1]):
        deck, chosen, said = open_template(*template, layouts)
        for words in said if tell else ():
            tell(words)
        return _briefing(plan, lang, ratio, (deck, chosen))


def _briefing(plan: Plan, lang: str, ratio: str, opened: tuple[Any, SlideLayouts]) -> bytes:
    builder = DeckBuilder(*opened, lang, plan.title[lang])
    if builder.frame or ratio != "16:9":
        plan = each(plan)
    builder.sections.append((plan.title[lang], []))
    builder.cover(plan)
    several, told = len(plan.sections) > 1, len(plan.sections) <= _MOST_SECTIONS
    # In templates of others there is less room.
    paired = told and builder.layouts.ours
    if several:
        named = slice(int(told and not paired), 1 + told)
        said = [[one.title[lang], one.findings[0].chart.title[lang]][named] for one in plan.sections]
        contents = builder.listing("agenda", AGENDA[lang], list(chain(*said)), paired)
    numbered: list[tuple[int, Chart]] = []
    frame, left = builder.frame or Frame.of(RATIOS[ratio]), Frame.of(sized("half"))
    for at, section in enumerate(plan.sections):
        builder.sections.append((section.title[lang], []))
        if several:
            begins = builder.section(section)
        for number, slide in enumerate(section.slides):
            named = [(finding.name, finding.chart) for finding in slide]
            made = builder.finding(named, [frame] if len(named) == 1 else [left, replace(left, x=left.width)])
            numbered += [(len(builder.deck.slides), chart) for _, chart in named]
            if several and not number:
                contents.link((1 + paired) * at + paired, made if told else begins)
    for section in plan.sections:
        if section.questions:
            if section is not plan.sections[-1]:
                builder.sections.append((section.title[lang], []))
            builder.listing("questions", section.title[lang], section.asked(lang))
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

"""Bring the figures of a deck that was made before, and perhaps worked on since, up to date."""

import io
import re
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from lxml import etree

from zreport.charts.chart import Chart
from zreport.charts.plan import Plan
from zreport.faults import ReportError
from zreport.language import Text
from zreport.layout import appendix
from zreport.office.package import reading, refusal
from zreport.office.slides.deck import DeckBuilder, appendix_page, appendix_tables
from zreport.office.slides.figures import PARTS, ChartShape, charts_on, figures_of, lost
from zreport.office.slides.headings import follow_titles, renew_figures, renew_headings, write_words
from zreport.office.slides.placement import (
    NO_CHARTS,
    ChartMark,
    ShapeName,
    digest,
    fit,
    name_of,
    names_on,
    plain_words,
    properties_of,
    word_places,
)
from zreport.office.slides.presentation import (
    open_presentation,
    saved_parts,
    slides_of,
    text_of,
    texts_on,
    without_slides,
)
from zreport.office.slides.renewal import Renewal, old_figures
from zreport.office.slides.slide import Slide
from zreport.office.slides.template import SlideLayouts
from zreport.office.slides.wording import speech, words_around
from zreport.office.xml import clark, element, is_sealed, pptx_element, zipped

_WORDS = ("title", "subtitle", "source")
_OURS = Text(
    "请用 zreport export 导出的幻灯片，或把其中各页复制进来",
    "take a deck that zreport export made, or copy slides of one into this",
)


def update_deck(
    content: bytes, name: str, charts: Mapping[str, Chart], plan: Plan | None = None, own: bool = False
) -> tuple[bytes, Renewal]:
    """Replace the charts that an earlier export put into a deck, where they now stand.

    A chart is found by the name of its group, wherever that is. Its place, its size and the words that
    someone changed stay; whatever else the file holds stays as it is. The headings of a `plan`, which may be
    the reader's `own` outline, take the place of those that nobody changed. ReportError if the deck holds
    none of `charts`.
    """
    deck = open_presentation(content, name)
    with reading(name):
        work = _Update(deck, charts)
        done, before = work.done, work.labels()
        for number, slide in enumerate(slides_of(deck), start=1):
            work.slide(number, slide)
        if not done.renewed:
            zh, en = "没有找到这些笔记本先前导出的图表", "no chart of an earlier export of these notebooks was found"
            raise refusal(name, zh, en, _OURS)
        titles = {old: next(iter(new)) for old, new in work.titles.items() if len(new) == 1}
        follow_titles(deck, titles)
        renew_figures(deck, charts, work.langs[0])
        if plan is not None:
            renew_headings(deck, plan, work.langs[0], own)
        work.appendix()
        current = [*work.notes, *(one.element for _, one in work.drawn([*charts, "appendix"]))]
        done.old = list(old_figures(deck, lost(before, work.labels()), current))
        return _otherwise_as_before(saved_parts(deck), content), done


class _Update:
    """A deck in renewal: what was done, and what is remembered of it for the rest of the deck."""

    def __init__(self, deck: Any, charts: Mapping[str, Chart]):
        self.deck, self.charts, self.done = deck, charts, Renewal()
        self.numbered: list[tuple[int, Chart]] = []
        self.langs: list[str] = []
        # New titles by the digests of old ones.
        self.titles: dict[str, set[str]] = {}
        # The shapes of notes that are as the notebooks have them.
        self.notes: list[Any] = []

    def drawn(self, names: Collection[str]) -> list[tuple[Any, ChartShape]]:
        """Return the charts of these names in the deck, each with its slide."""
        slides = slides_of(self.deck)
        return [(slide, one) for slide in slides for one in charts_on(slide) if one.name.chart in names]

    def labels(self) -> list[str]:
        """Return what the charts of the notebooks label in the deck."""
        drawn = self.drawn(self.charts)
        return [label for slide, one in drawn for _, label in figures_of(slide.part, one.element)]

    def slide(self, number: int, slide: Any) -> None:
        """Renew the charts of a slide, their words and its notes."""
        found: dict[str, list[ChartShape]] = {}
        for one in charts_on(slide):
            if one.name.chart != "appendix":
                found.setdefault(one.name.chart, []).append(one)
        loose, gone = _without_charts(slide, found)
        self.done.loose += [(number, name) for name in loose]
        self.done.gone += [(number, name) for name in gone]
        self.done.unknown += [name for name in found if name not in self.charts]
        known = {name: copies for name, copies in found.items() if name in self.charts}
        marks: dict[str, ChartMark] = {}
        for name, copies in known.items():
            read = [mark for one in copies if (mark := ChartMark.read(one.name.rest))]
            if not read:
                zh = f"第{number}页：{name} 的图形名称被改动，请在选择窗格中改回，或重新复制该图"
                en = f"slide {number}: the name of the shapes of {name} was changed; change it back in the selection pane"
                raise ReportError(Text(zh, f"{en}, or copy the chart anew"))
            marks[name] = read[0]
        if not known:
            return
        # The notes are of the chart that remembers them first.
        names = sorted(known, key=lambda name: "notes" not in marks[name].words)
        langs = {name: marks[name].lang or _language(slide, known[name], name) for name in names}
        whole = not (gone or loose) and len(known) == len(found)
        notes = speech([self.charts[name] for name in names], langs[names[0]]) if whole else None
        for name in names:
            self._chart(number, Slide(slide, langs[name]), name, known[name], marks[name], notes)
            self.numbered.append((number, self.charts[name]))
        self._notes(number, slide, names[0], marks[names[0]], notes)

    def _chart(
        self, number: int, slide: Slide, name: str, copies: list[ChartShape], mark: ChartMark, notes: str | None
    ) -> None:
        chart = self.charts[name]
        self.langs.append(slide.lang)
        groups, tables = ([one for one in copies if one.name.role == role] for role in PARTS)
        scene, shrunk = fit(chart, slide.lang, mark.frame)
        words = words_around(chart, scene, mark.frame.titled, slide.slide.slide_layout)
        remembered = dict(ChartMark.of(mark.frame, slide.lang, words).words)
        if "notes" in mark.words:
            remembered["notes"] = mark.words["notes"] if notes is None else digest(notes)
        for pair in zip_longest(groups, tables):
            parts = [one for one in pair if one]
            frame = next(filter(None, (ChartMark.read(one.name.rest) for one in parts)), mark).frame
            old = [one.element for one in parts]
            laid = (scene, shrunk) if frame == mark.frame else fit(chart, slide.lang, frame)
            _redraw(slide, name, chart, laid, ChartMark(frame, slide.lang, remembered), old)
            self.done.renewed.append(name)
        places = word_places(scene, mark.frame, shrunk)
        for role in _WORDS:
            known = mark.words.get(role)
            shapes = _shapes_for(slide.slide, name, role, known)
            if role == "title":
                for old in filter(None, {known, *(own.digests[0] for one in shapes if (own := name_of(one)))}):
                    self.titles.setdefault(old, set()).add(plain_words(words[role]))
            if not shapes and (known or (not mark.words and role == "title")):
                self.done.missing.append((number, name, role))
            for shape in shapes:
                if not write_words(shape, ShapeName(name, role), words[role], places.get(role)):
                    self.done.kept.append((number, role))

    def _notes(self, number: int, slide: Any, name: str, mark: ChartMark, text: str | None) -> None:
        """Write the notes of a slide anew, if they are ours and its charts are."""
        shape = slide.notes_slide.notes_placeholder if slide.has_notes_slide else None
        said = "" if shape is None else text_of(shape._element)
        ours, known = ShapeName.read(shape.name) if shape is not None else None, mark.words.get("notes")
        if not said:
            if text is not None and known and ours is None:
                self.done.missing.append((number, name, "notes"))
        elif text is None:
            self.done.waiting.append(number)
        elif (ours or known == digest(said)) and write_words(shape._element, ours or ShapeName(name, "notes"), text):
            self.notes.append(shape._element)
        else:
            self.done.kept.append((number, "notes"))

    def appendix(self) -> None:
        """Write the appendix again, on its slides; add slides, or take some out, where it must be."""
        known = self.drawn(["appendix"])
        mark = ChartMark.read(known[0][1].name.rest) if known else None
        if not self.done.whole or mark is None:
            self.done.appendix_left = bool(known)
            return
        lang = mark.lang or self.langs[0]
        tables = appendix_tables(self.numbered, lang, mark.frame)
        for (slide, one), (title, grid) in zip(known, tables, strict=False):
            own = ChartMark.read(one.name.rest)
            for shape in _shapes_for(slide, "appendix", "title", own and own.words.get("title")):
                write_words(shape, ShapeName("appendix", "title"), title)
            new = ChartMark.of(mark.frame, lang, {"title": title})
            Slide(slide, lang).grid("appendix", grid, new, appendix.TITLE[lang], instead=one.element)
        kept, spare = known[: len(tables)], known[len(tables) :]
        for _, one in spare:
            one.element.getparent().remove(one.element)
        # A slide to which someone added something, or with a table still in use, stays.
        still = [slide.part for slide, _ in kept]
        empty = {slide.part: slide for slide, _ in spare if slide.part not in still and not _others(slide)}
        without_slides(self.deck, list(empty.values()))
        if len(tables) > len(known):
            self._longer_appendix(known[-1][0], tables[len(known) :], mark, lang)

    def _longer_appendix(self, last: Any, tables: Sequence[tuple[str, Any]], mark: ChartMark, lang: str) -> None:
        root = self.deck.part._element
        after = next(one for one in root.sldIdLst if self.deck.part.related_part(one.rId) is last.part)
        builder = DeckBuilder(self.deck, SlideLayouts(*[last.slide_layout] * 5), lang)
        for title, grid in tables:
            appendix_page(builder, mark.frame, title, grid)
            added = root.sldIdLst[-1]
            # In the sorter it stands in the section of the slide before it.
            for one in root.xpath(f"//*[local-name()='section']//*[@id='{after.id}']"):
                one.addnext(pptx_element(element("p14:sldId", id=added.id)))
            after.addnext(added)
            after = added


def _others(slide: Any) -> bool:
    """Whether a slide of the appendix holds anything besides its title and its number."""
    names = [(ShapeName.read(shape.name), shape.name) for shape in slide.shapes]
    return slide.has_notes_slide or any(
        not (own and own.chart == "appendix") for own, name in names if name != "Slide Number"
    )


def _redraw(
    slide: Slide, name: str, chart: Chart, laid: tuple[Any, float], mark: ChartMark, parts: Sequence[Any]
) -> None:
    """Draw a chart in the place of an older one, and take away what that leaves behind."""
    rels = slide.slide.part.rels
    inside = [link for part in parts for link in part.iter(clark("c:chart"))]
    others = {link.get(clark("r:id")) for link in slide.tree.iter(clark("c:chart")) if link not in inside}
    own = dict.fromkeys(link.get(clark("r:id")) for link in inside)
    slide.free = [rels[number] for number in own if number not in others]
    slide.draw(name, chart, laid[0], mark, laid[1], parts)
    for link in slide.free:
        rels.pop(link.rId)
    for part in parts:
        # A chart that is a table now leaves no group behind, and the other way round.
        if part.getparent() is not None:
            part.getparent().remove(part)


def _without_charts(slide: Any, found: Mapping[str, list[ChartShape]]) -> tuple[list[str], list[str]]:
    """Return the charts of which pieces stand in no group of theirs, and those of which only words are left."""
    names, whole = names_on(slide), [one.element for copies in found.values() for one in copies]
    pieces = ((name.chart, one) for name, one in names if name.role == "piece")
    loose = [chart for chart, one in pieces if not any(up in whole for up in one.iterancestors())]
    words = (name.chart for name, _ in names if name.role in _WORDS and name.chart not in NO_CHARTS)
    return list(dict.fromkeys(loose)), [name for name in dict.fromkeys(words) if name not in (*found, *loose)]


def _shapes_for(slide: Any, chart: str, role: str, known: str | None) -> list[Any]:
    """Return the shapes that hold words of a chart: by their name or, if none has it, by what they say."""
    named = [(name_of(shape), shape) for shape in texts_on(slide)]
    found = [shape for name, shape in named if name and (name.chart, name.role) == (chart, role)]
    return found or [shape for name, shape in named if not name and known and digest(text_of(shape)) == known]


def _language(slide: Any, copies: Iterable[ChartShape], chart: str) -> str:
    """Return the language of a chart that does not say it: that of its words, and of those around it."""
    said = [
        "".join(one.element.itertext(clark("a:t"))) + (properties_of(one.element).get("descr") or "") for one in copies
    ]
    words = "".join(said + [text_of(one) for one in texts_on(slide) if (name := name_of(one)) and name.chart == chart])
    return "zh" if 2 * len(re.findall("[一-鿿]", words)) >= len(re.findall("[A-Za-z]", words)) else "en"


def _otherwise_as_before(parts: Sequence[tuple[str, bytes]], content: bytes) -> bytes:
    """Zip parts of a deck, and give back the very bytes of the parts that say what they said before."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        before = {item.filename: old.read(item.filename) for item in old.infolist()}

    def change(name: str, now: bytes) -> bytes:
        was = before.get(name)
        if was is None or was == now or not name.endswith((".xml", ".rels")):
            return now
        return was if _canonical(was) == _canonical(now) else now

    return zipped(parts, change, is_sealed(content))


def _canonical(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    if root.tag.endswith("}Relationships"):
        root[:] = sorted(root, key=lambda one: one.get("Id"))
    return etree.tostring(root, method="c14n")

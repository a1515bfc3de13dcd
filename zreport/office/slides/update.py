"""Bring the figures of a deck that was made before, and perhaps worked on since, up to date."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from zreport.charts.chart import Chart
from zreport.faults import ReportError
from zreport.language import Text
from zreport.layout import appendix
from zreport.office.drawingml import EmuBox
from zreport.office.slides.deck import DeckBuilder, appendix_page, appendix_tables
from zreport.office.slides.placement import Frame, ShapeName, about, digest, fit, name_of, word_places
from zreport.office.slides.slide import Slide, speech
from zreport.office.slides.template import SlideLayouts, open_presentation, slides_of
from zreport.office.xml import clark, clean, rezipped

_PARTS = ("chart", "table")
_ROLES = {"title": Text("标题", "the title"), "subtitle": Text("副标题", "the subtitle")}
_ROLES |= {"source": Text("来源与注", "source and notes"), "notes": Text("备注", "the speaker notes")}


@dataclass
class Renewal:
    """What was done: charts renewed, those that these notebooks lack, words left as someone wrote them."""

    renewed: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    kept: list[tuple[int, str]] = field(default_factory=list)

    def summary(self, lang: str) -> list[str]:
        """Say it, a line for each thing."""
        count, names = len(self.renewed), ", ".join(self.unknown)
        said = [Text(f"已更新 {count} 张图", f"{count} charts brought up to date")]
        if names:
            zh, en = "这些笔记本里没有，未动（附录也未动）", "not in these notebooks, left, and the appendix with them"
            said.append(Text(f"{zh}：{names}", f"{en}: {names}"))
        for number, role in self.kept:
            zh = f"第{number}页：{_ROLES[role].zh}已被改写，保留原样，请核对其中的数字"
            en = f"slide {number}: {_ROLES[role].en} was rewritten by hand and is left; check its figures"
            said.append(Text(zh, en))
        return [words[lang] for words in said]


def update_deck(content: bytes, name: str, charts: Mapping[str, Chart]) -> tuple[bytes, Renewal]:
    """Replace the charts that an earlier export put into a deck, where they now stand.

    A chart is found by the name of its group. Its place, its size and the words that someone changed
    stay; whatever else the file holds stays as it is. ReportError if it holds none of `charts`.
    """
    deck = open_presentation(content, name)
    done = Renewal()
    numbered: list[tuple[int, Chart]] = []
    langs: list[str] = []
    for number, slide in enumerate(slides_of(deck), start=1):
        found = _found(slide)
        for chart_name, shapes in found.items():
            if chart_name == "appendix" or not any(role in shapes for role in _PARTS):
                continue
            if chart_name not in charts:
                done.unknown.append(chart_name)
                continue
            chart = charts[chart_name]
            # Of its own words or, if it has none, of those around it.
            owners = (shape for role in (*_PARTS, "subtitle", "source", "title") for shape in shapes.get(role, ()))
            langs.append(_language(owners))
            _renew(Slide(slide, langs[-1]), number, chart_name, chart, shapes, done)
            numbered.append((number, chart))
            done.renewed.append(chart_name)
        _notes(slide, number, [charts[one] for one in found if one in charts], done)
    if not done.renewed:
        zh = f"{name}：没有找到这些笔记本先前导出的图表，请先用 -o 导出到另一个文件"
        en = f"{name}: no chart of an earlier export of these notebooks was found"
        raise ReportError(Text(zh, f"{en}; export them into another file first, with -o"))
    if not done.unknown:
        _appendix(deck, numbered, langs[0])
    file = io.BytesIO()
    deck.save(file)
    return _otherwise_as_before(file, content), done


def _found(slide: Any) -> dict[str, dict[str, list[Any]]]:
    """Return the shapes of each chart on a slide, by what they are for."""
    charts: dict[str, dict[str, list[Any]]] = {}
    for element in slide.shapes._spTree:
        if name := name_of(element):
            charts.setdefault(name.chart, {}).setdefault(name.role, []).append(element)
    return charts


def _renew(slide: Slide, number: int, name: str, chart: Chart, shapes: dict[str, list[Any]], done: Renewal) -> None:
    parts = [shapes[role][0] for role in _PARTS if role in shapes]
    frame = next((made for part in parts if (made := Frame.read(name_of(part).rest))), None)
    if frame is None:
        zh = f"第{number}页：{name} 的图形名称被改动，请在选择窗格中改回，或重新导出到另一个文件"
        en = f"slide {number}: the name of the shapes of {name} was changed; change it back in the selection pane"
        raise ReportError(Text(zh, f"{en}, or export anew into another file"))
    scene, shrunk = fit(chart, slide.lang, frame)
    words = {"title": chart.title[slide.lang], "subtitle": scene.subtitle.words, "source": scene.foot.words}
    places = word_places(scene, frame, shrunk)
    for role, text in words.items():
        for shape in shapes.get(role, ()):
            if not _written(shape, name, role, text, places.get(role)):
                done.kept.append((number, role))
    rels = slide.slide.part.rels
    slide.free += [rels[link.get(clark("r:id"))] for part in parts for link in part.iter(clark("c:chart"))]
    slide.draw(name, chart, scene, frame, shrunk, parts)
    for link in slide.free:
        rels.pop(link.rId)
    for part in parts:
        # A chart that is a table now leaves no group behind, and the other way round.
        if part.getparent() is not None:
            part.getparent().remove(part)


def _written(shape: Any, name: str, role: str, text: str, wanted_place: EmuBox | None = None) -> bool:
    """Write words where others stand, unless someone changed these; say whether they are as wanted.

    Words that nobody has moved go where they belong now: below a title of two lines, say.
    """
    body = shape.txBody
    now = "\n".join(paragraph.text for paragraph in body.p_lst)
    words, _, place = name_of(shape).rest.partition(".")
    wanted = digest(text)
    ours = digest(now) == words
    if ours and wanted != words:
        pattern = body.p_lst[0]
        for old in (*pattern.r_lst[1:], *body.p_lst):
            old.getparent().remove(old)
        for line in text.split("\n"):
            body.append(deepcopy(pattern))
            body[-1].r_lst[0].text = clean(line)
    if wanted_place and place == digest(str((shape.x, shape.y, shape.cx, shape.cy))):
        shape.x, shape.y, shape.cx, shape.cy = wanted_place
        place = digest(str(wanted_place))
    rest = (wanted if ours else words) + (f".{place}" if place else "")
    about(shape).set("name", str(ShapeName(name, role, rest)))
    return ours or digest(now) == wanted


def _notes(slide: Any, number: int, charts: list[Chart], done: Renewal) -> None:
    shape = slide.notes_slide.notes_placeholder if charts and slide.has_notes_slide else None
    name = ShapeName.read(shape.name) if shape is not None else None
    if name is None:
        return
    text = "\n".join(line for chart in charts for line in speech(chart, _language([shape._element])))
    if not _written(shape._element, name.chart, name.role, text):
        done.kept.append((number, "notes"))


def _appendix(deck: Any, numbered: list[tuple[int, Chart]], lang: str) -> None:
    """Write the appendix again, on its slides; add slides, or take some out, where it must be."""
    old = ((slide, _found(slide).get("appendix", {})) for slide in slides_of(deck))
    known = [(slide, shapes) for slide, shapes in old if "table" in shapes]
    frame = Frame.read(name_of(known[0][1]["table"][0]).rest) if known else None
    if frame is None:
        return
    tables = appendix_tables(numbered, lang, frame)
    for (slide, shapes), (title, grid) in zip(known, tables, strict=False):
        for shape in shapes.get("title", ()):
            _written(shape, "appendix", "title", title)
        Slide(slide, lang).grid("appendix", grid, frame, appendix.TITLE[lang], instead=shapes["table"][0])
    listed = deck.part._element.sldIdLst
    links = {deck.part.related_part(one.rId).slide.slide_id: one for one in listed}
    for slide, _ in known[len(tables) :]:
        link = links[slide.slide_id]
        deck.part.drop_rel(link.rId)
        listed.remove(link)
    if len(tables) > len(known):
        last = known[-1][0]
        builder = DeckBuilder(deck, SlideLayouts(*[last.slide_layout] * 5), lang)
        after = links[last.slide_id]
        for title, grid in tables[len(known) :]:
            appendix_page(builder, frame, title, grid)
            after.addnext(listed[-1])
            after = after.getnext()


def _otherwise_as_before(file: io.BytesIO, content: bytes) -> bytes:
    """Give back the very bytes of the parts that say what they said before."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        before = {item.filename: old.read(item.filename) for item in old.infolist()}

    def change(name: str, now: bytes) -> bytes:
        was = before.get(name)
        if was is None or was == now or not name.endswith((".xml", ".rels")):
            return now
        return was if _canonical(was) == _canonical(now) else now

    return rezipped(file, change)


def _canonical(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    if root.tag.endswith("}Relationships"):
        root[:] = sorted(root, key=lambda one: one.get("Id"))
    return etree.tostring(root, method="c14n")


def _language(owners: Iterable[Any]) -> str:
    codes = (run.get("lang") for owner in owners for run in owner.iter(clark("a:rPr")))
    return "zh" if next(filter(None, codes), "zh").startswith("zh") else "en"

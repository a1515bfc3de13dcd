"""What two decks say differently: figures of charts, cards and tables, by name, and those in words and notes."""

import difflib
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from typing import Any

from zreport.language import Text
from zreport.office.package import reading
from zreport.office.slides.figures import (
    charts_on,
    figures_of,
    is_year,
    lines_on,
    narrow,
    stated,
    table_cells,
    unbroken,
)
from zreport.office.slides.placement import NO_CHARTS, name_of, properties_of
from zreport.office.slides.presentation import open_presentation, slides_of
from zreport.office.slides.renewal import ROLES
from zreport.office.xml import NAMESPACES, clark

# What a slide holds that is looked at, or that says nothing of itself.
_LOOKED_AT = ("chart", "slideLayout", "notesSlide", "slide", "hyperlink", "diagramData", "tags")
_WHAT = ROLES | {"image": Text("图片", "a picture"), "oleObject": Text("嵌入的对象", "an embedded object")}
_LONGEST = 60


@dataclass(frozen=True)
class Change:
    """A figure that differs; what is not there is empty."""

    # In the second deck, or in the first if it is gone.
    slide: int
    # The chart, if there is one, and what of it.
    chart: str
    what: str
    before: str
    after: str
    # Whether it could not be read, and so not be compared.
    unread: bool = False

    def sentence(self, lang: str) -> str:
        """Say it in a line."""
        page, none = Text(f"第{self.slide}页", f"slide {self.slide}")[lang], Text("（无）", "(none)")[lang]
        what = Text.of(_WHAT.get(self.what, self.what))[lang]
        where = " ".join(filter(None, (page, self.chart, what)))
        if self.unread:
            zh = f"{where}：无法读取其中的数字，未比较；请自行核对"
            return Text(zh, f"{where}: its figures cannot be read and were not compared; look at it")[lang]
        return f"{where}{Text('：', ':')[lang]} {self.before or none} → {self.after or none}"


@dataclass
class _Said:
    """What a slide says: lines, each with the chart and the role of its words; and what cannot be read."""

    number: int
    key: tuple
    lines: list[tuple[str, str, str]]
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    # The kinds of pictures and the like, each with a digest.
    sealed: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class _Deck:
    # Of each chart, and each copy of it: its slide, its figures and its title.
    charts: dict[tuple[str, int], tuple[int, list[tuple[str, str]], str]] = field(default_factory=dict)
    slides: list[_Said] = field(default_factory=list)
    appendix: list[tuple[str, str, str]] = field(default_factory=list)


def changes(first: tuple[bytes, str], second: tuple[bytes, str]) -> list[Change]:
    """Return the figures that differ between two decks, each with its name, and what could not be compared.

    Charts are found by their names; words slide by slide, those of the notes too. A figure in the notes or
    the appendix that only repeats what a chart says is not told again.
    """
    decks = []
    for content, name in (first, second):
        deck = open_presentation(content, name)
        with reading(name):
            decks.append(_read(deck))
    with reading(second[1]):
        return sorted(_different(*decks), key=lambda change: change.slide)


def _different(old: _Deck, new: _Deck) -> list[Change]:
    every = [(key[0], *chart) for deck in (old, new) for key, chart in deck.charts.items()]
    found = list(dict.fromkeys(_unread(number, name) for name, number, figures, _ in every if not figures))
    for key in new.charts | old.charts:
        found += _chart(key[0], old.charts.get(key), new.charts.get(key))
    told = {figure for one in found for figure in (*stated(one.before), *stated(one.after))}
    # Notes say bounds in words.
    told |= {figure.lstrip("≥≤<>≈") for figure in told}
    titles = {title for *_, title in every}
    for was, now in _aligned(old.slides, new.slides):
        number, kind = (now or was).number, (now or was).key[0]
        if (was and now) or kind != "charts":
            found += _lines(number, was.lines if was else [], now.lines if now else [], titles)
        if was and now:
            found += [one for one in _lines(number, was.notes, now.notes, titles) if not _repeats(one, told)]
            kinds = dict.fromkeys(kind for kind, _ in chain(*_apart(was.sealed, now.sealed)))
            found += [_unread(number, "", kind) for kind in kinds]
    paired = _lines(len(new.slides) + 1, old.appendix, new.appendix, titles)
    return found + [one for one in paired if one.before and one.after and not _repeats(one, told)]


def _unread(number: int, chart: str, what: str = "") -> Change:
    return Change(number, chart, what, "", "", unread=True)


def _apart(old: Iterable[Any], new: Iterable[Any]) -> tuple[list[Any], list[Any]]:
    """Return what only the one of two holds, and what only the other."""
    was, now = Counter(old), Counter(new)
    return list((was - now).elements()), list((now - was).elements())


def _repeats(change: Change, told: set[str]) -> bool:
    """Whether all that differs between two lines was told of a chart."""
    return set(chain(*_apart(stated(change.before), stated(change.after)))) <= told


def _chart(name: str, old: tuple | None, new: tuple | None) -> Iterator[Change]:
    """Return what differs between the figures of a chart; of one that came or went, its title."""
    number = (new or old)[0]
    if old is None or new is None:
        yield Change(number, name, "", old[2] if old else "", new[2] if new else "")
        return
    gone, come = _apart(old[1], new[1])
    for what in dict.fromkeys(what for what, _ in (*come, *gone)):
        befores, afters = ([said for own, said in each if own == what] for each in (gone, come))
        for before, after in zip_longest(befores, afters, fillvalue=""):
            yield Change(number, name, what, before, after)


def _read(deck: Any) -> _Deck:
    said = _Deck()
    for number, slide in enumerate(slides_of(deck), start=1):
        parts = charts_on(slide)
        own = _slide(number, slide, parts)
        for one in parts:
            name = one.name.chart
            if name == "appendix":
                said.appendix += [("", "", cell) for row in table_cells(one.element)[1:] for cell in row[1:]]
                continue
            figures = figures_of(slide.part, one.element)
            if not figures and any((other.name.chart, other.name.role) == (name, "table") for other in parts):
                # It marks rows of the table.
                continue
            titles = (line for *owner, line in own.lines if owner == [name, "title"])
            title = next(titles, properties_of(one.element).get("title") or name)
            copy = sum(known == name for known, _ in said.charts)
            said.charts[name, copy] = (number, figures, title)
        if not any(one.name.chart == "appendix" for one in parts):
            said.slides.append(own)
    return said


def _slide(number: int, slide: Any, parts: Sequence[Any]) -> _Said:
    elements = [one.element for one in parts]
    lines = [(*_owner(shape), unbroken(line)) for shape, line in lines_on(slide, elements)]
    ours = [link for one in elements for link in one.iter()]
    for frame in slide.shapes._spTree.iter(clark("p:graphicFrame")):
        if frame not in ours and frame.find(".//c:chart", NAMESPACES) is not None:
            lines += [
                (properties_of(frame).get("name"), what, figure) for what, figure in figures_of(slide.part, frame)
            ]
    charts = sorted(one.name.chart for one in parts)
    first = next((line for _, role, line in lines if role == "title"), lines[0][2] if lines else "")
    said = _Said(number, ("charts", *charts) if charts else ("words", _plain(first)), lines)
    if slide.has_notes_slide:
        owner = (charts[0] if charts else "", "notes")
        said.notes = [(*owner, unbroken(line)) for _, line in lines_on(slide.notes_slide, ())]
    # Figures in large type repeat those of charts.
    said.notes += [one for one in lines if one[1].startswith("number")]
    said.lines = [one for one in lines if not one[1].startswith("number")]
    for rel in slide.part.rels.values():
        kind = rel.reltype.rpartition("/")[2]
        if not rel.is_external and kind not in _LOOKED_AT:
            said.sealed.append((kind, hashlib.sha256(rel.target_part.blob).hexdigest()))
    return said


def _owner(shape: Any) -> tuple[str, str]:
    """Return the chart and the role of words by the name of their shape, if it has one."""
    name = None if shape is None else name_of(shape)
    return ("" if name is None or name.chart in NO_CHARTS else name.chart), name.role if name else ""


def _aligned(old: Sequence[_Said], new: Sequence[_Said]) -> Iterator[tuple[_Said | None, _Said | None]]:
    """Set slides side by side: those of the same charts or the same words, and what stands between such, in order."""
    match = difflib.SequenceMatcher(None, [one.key for one in old], [one.key for one in new], autojunk=False)
    for _, start, end, from_, to in match.get_opcodes():
        yield from zip_longest(old[start:end], new[from_:to])


def _lines(number: int, was: Sequence[tuple], now: Sequence[tuple], titles: set[str]) -> Iterator[Change]:
    """Return the figures that differ between lines: of those that are alike but for their figures, and of the rest."""
    gone, come = _apart((line for *_, line in was), (line for *_, line in now))
    owners = {line: (chart, role) for chart, role, line in (*was, *now)}
    pairs: list[tuple[str, str]] = []
    for after in come:
        near = max(gone, key=lambda before: _likeness(before, after), default="")
        if near and _likeness(near, after) > 0.6:
            gone.remove(near)
            pairs.append((near, after))
        else:
            pairs.append(("", after))
    for before, after in (*pairs, *((line, "") for line in gone)):
        differ = [*chain(*_apart(stated(before), stated(after)))]
        # Titles of charts that came or went are told of these; a line that came or went may name a year.
        alone = not (before and after)
        if differ and not (alone and ({before, after} & titles or all(map(is_year, differ)))):
            chart, role = owners[after or before]
            yield Change(number, chart, role if role in ROLES else "", *_short(before, after))


def _likeness(before: str, after: str) -> float:
    one, other = _plain(before), _plain(after)
    return 1.0 if one == other else difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _plain(line: str) -> str:
    """Return a line without its figures."""
    return re.sub(r"\d[\d,.]*", "#", narrow(line))


def _short(before: str, after: str) -> tuple[str, str]:
    """Cut two lines to where they differ, and some words around it."""
    if max(len(before), len(after)) <= _LONGEST:
        return before, after
    start = next((at for at, pair in enumerate(zip(before, after, strict=False)) if len(set(pair)) > 1), 0)
    start = max(0, start - _LONGEST // 3)
    cut = (line[start : start + _LONGEST] for line in (before, after))
    return tuple(f"{'…' if start and words else ''}{words}{'…' if len(words) == _LONGEST else ''}" for words in cut)

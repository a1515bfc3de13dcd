"""Words on slides that follow the notebooks: those around charts, cover, contents, sections, and repeated titles."""

from collections.abc import Mapping, Sequence
from typing import Any

from zreport.charts.plan import Plan, Section
from zreport.office.drawingml import EmuBox
from zreport.office.slides.placement import ShapeName, digest, name_of, names_on, properties_of
from zreport.office.slides.presentation import (
    line_of,
    paragraphs_of,
    rewrite,
    rewrite_line,
    slides_of,
    text_of,
    texts_on,
)
from zreport.office.xml import clark, clean


def write_words(shape: Any, name: ShapeName, text: str, wanted_place: EmuBox | None = None) -> bool:
    """Write words where others stand, unless someone changed these; say whether they are as wanted.

    Words that nobody has moved go where they belong now: below a title of two lines, say.
    """
    now, wanted = digest(text_of(shape)), digest(text)
    words, place = old.digests if (old := name_of(shape)) else (now, "")
    ours = now == words
    if ours and wanted != words:
        rewrite(shape, text)
    if wanted_place and place == digest(str((shape.x, shape.y, shape.cx, shape.cy))):
        shape.x, shape.y, shape.cx, shape.cy = wanted_place
        place = digest(str(wanted_place))
    _sign(shape, name, wanted if ours else words, place)
    return ours or now == wanted


def _sign(shape: Any, name: ShapeName, words: str, place: str) -> None:
    rest = ".".join(filter(None, (words, place)))
    properties_of(shape).set("name", str(ShapeName(name.chart, name.role, rest)))


def follow_titles(deck: Any, titles: Mapping[str, str]) -> None:
    """Let every line that is the old title of a chart be its new one: in lists of findings, on slides of others.

    `titles` are the new ones by the digests of the old.
    """
    if title := titles.get(digest(deck.core_properties.title)):
        _rename(deck, deck.core_properties.title, title)
    for shape in (shape for slide in slides_of(deck) for shape in texts_on(slide)):
        before = digest(text_of(shape))
        for paragraph in paragraphs_of(shape):
            title = titles.get(digest(line)) if (line := line_of(paragraph)).strip() else None
            if title not in (None, line):
                rewrite_line(paragraph, title)
        if (name := name_of(shape)) and name.digests[0] == before:
            _sign(shape, name, digest(text_of(shape)), name.digests[1])


def renew_headings(deck: Any, plan: Plan, lang: str, own: bool) -> None:
    """Write cover, contents and the titles of sections anew where nobody rewrote them.

    A section of the deck is the one of the plan that has its charts. A plan that is no outline (`own`) is
    followed only if it is that of the deck: the same charts in the same sections.
    """
    held = _sections(deck)
    if not own and [charts for _, charts in held] != [[f.name for f in one.findings] for one in plan.sections]:
        return
    sections = [(first, _same(charts, plan)) for first, charts in held]
    titles = [section and section.title[lang] for _, section in sections]
    for slide in slides_of(deck):
        words = {
            ("cover", "title"): plan.title[lang],
            ("cover", "subtitle"): plan.subtitle[lang],
            ("agenda", "subtitle"): "\n".join(titles) if all(titles) else None,
            ("section", "title"): next((one.title[lang] for first, one in sections if one and first is slide), None),
        }
        for shape in texts_on(slide):
            name = name_of(shape)
            said, before = words.get((name.chart, name.role)) if name else None, text_of(shape)
            if said is None or digest(said) == digest(before):
                continue
            if write_words(shape, name, said) and name.role == "title":
                _rename(deck, before, said)


def _rename(deck: Any, old: str, new: str) -> None:
    """Let the title of the file, and the names of sections in the sorter, follow a heading."""
    if deck.core_properties.title == old:
        deck.core_properties.title = clean(new)[:250]
    for section in deck.part._element.iter(clark("p14:section")):
        if section.get("name") == old:
            section.set("name", clean(new))


def _sections(deck: Any) -> list[tuple[Any, list[str]]]:
    """Return the slides that begin sections, each with the names of the charts up to the next."""
    found: list[tuple[Any, list[str]]] = []
    for slide in slides_of(deck):
        names = [name for name, _ in names_on(slide)]
        if any(name.chart == "section" for name in names):
            found.append((slide, []))
        elif found:
            charts = (name.chart for name in names if name.role in ("chart", "table") and name.chart != "appendix")
            found[-1][1].extend(charts)
    return found


def _same(charts: Sequence[str], plan: Plan) -> Section | None:
    """Return the section of a plan that has most of these charts; None if it has fewer than half."""
    shared = [(len({f.name for f in section.findings} & set(charts)), section) for section in plan.sections]
    most, section = max(shared, key=lambda pair: pair[0], default=(0, None))
    return section if most and most * 2 >= len(charts) else None

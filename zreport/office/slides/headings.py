"""Words on slides that follow the notebooks: those around charts, cover, contents, sections, and repeated titles."""

from collections.abc import Mapping, Sequence, Set
from typing import Any

from zreport.charts.chart import Chart
from zreport.charts.plan import Finding, Plan, Section
from zreport.language import NOTHING
from zreport.office.drawingml import EmuBox
from zreport.office.slides.placement import ShapeName, digest, name_of, names_on, plain_words, properties_of
from zreport.office.slides.presentation import (
    line_of,
    paragraphs_of,
    rewrite,
    rewrite_line,
    slides_of,
    text_of,
    texts_on,
)
from zreport.office.slides.wording import figure_words, section_words, set_title
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
            if title is not None and digest(title) != digest(line):
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
    findings = {finding.chart.title[lang] for finding in plan.findings}
    under, asking = plan.sections[0] if len(plan.sections) == 1 else None, _asking(deck, plan)
    for slide in slides_of(deck):
        under = next((section for first, section in sections if first is slide), under)
        heading, asked = under and under.title[lang], asking.get(slide.part)
        words = {
            ("cover", "title"): plan.title[lang],
            ("cover", "subtitle"): plan.subtitle[lang],
            ("section", "title"): heading,
            ("questions", "title"): asked and asked.title[lang],
            ("questions", "subtitle"): asked and "\n".join(asked.asked(lang)),
        }
        charts = [finding.chart for finding in (plan if under is None else under).findings]
        for shape in texts_on(slide):
            name, before = name_of(shape), text_of(shape)
            role = (name.chart, name.role) if name else ("", "")
            said = _contents(before, titles, findings) if role == ("agenda", "subtitle") else words.get(role)
            if not said or digest(said) == digest(before):
                continue
            said = set_title(slide.slide_layout, said, charts) if name.role == "title" else said
            if write_words(shape, name, said) and name.role == "title":
                _rename(deck, plain_words(before), plain_words(said))


def _asking(deck: Any, plan: Plan) -> dict[Any, Section]:
    """Return the sections that ask by the slides of their questions; none if these are more or fewer."""
    pages = [slide.part for slide in slides_of(deck) if any(name.chart == "questions" for name, _ in names_on(slide))]
    sections = [section for section in plan.sections if section.questions]
    return dict(zip(pages, sections, strict=True)) if len(pages) == len(sections) else {}


def _contents(before: str, titles: Sequence[str | None], findings: Set[str]) -> str | None:
    """Return the contents with other names of sections; the finding below a name follows as a title does."""
    lines, (step, over) = before.split("\n"), divmod(before.count("\n") + 1, max(len(titles), 1))
    if over or not step or not all(titles) or (step == 1 and not findings.isdisjoint(lines)):
        return None
    lines[::step] = titles
    return "\n".join(lines)


def renew_figures(deck: Any, charts: Mapping[str, Chart], lang: str) -> None:
    """Write the figures on the cover and on the pages that begin sections anew: those of the charts that follow."""
    held = _sections(deck)
    every = [name for slide in slides_of(deck) for name in _charts_on(slide)]
    for slide in slides_of(deck):
        names = next((charts for first, charts in held if first is slide), every)
        if not set(names) <= charts.keys():
            continue
        section = Section(NOTHING, tuple((Finding(name, charts[name]),) for name in dict.fromkeys(names)))
        for shape in texts_on(slide):
            name = name_of(shape)
            if name is None or name.chart not in ("cover", "section"):
                continue
            if name.role.startswith("number"):
                figures = section.eyecatchers[int(name.role[6:] or 1) - 1 :]
                if figures:
                    write_words(shape, name, figure_words(figures[0], lang))
                elif digest(text_of(shape)) == name.digests[0]:
                    shape.getparent().remove(shape)
            elif (name.chart, name.role) == ("section", "subtitle"):
                lines = section_words(section, lang, boxed=False)[1]
                if len(lines) == len(paragraphs_of(shape)):
                    write_words(shape, name, "\n".join(lines))


def _charts_on(slide: Any) -> list[str]:
    names = (name for name, _ in names_on(slide) if name.role in ("chart", "table"))
    return [name.chart for name in names if name.chart != "appendix"]


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
            found[-1][1].extend(_charts_on(slide))
    return found


def _same(charts: Sequence[str], plan: Plan) -> Section | None:
    """Return the section of a plan that has most of these charts; None if it has fewer than half."""
    shared = [(len({f.name for f in section.findings} & set(charts)), section) for section in plan.sections]
    most, section = max(shared, key=lambda pair: pair[0], default=(0, None))
    return section if most and most * 2 >= len(charts) else None

"""Native slides: charts that PowerPoint can edit, cards as shapes, tables as tables."""

from __future__ import annotations

from collections.abc import Sequence

from zreport.charts.chart import Chart
from zreport.charts.plan import Plan, each
from zreport.language import Text
from zreport.layout import appendix
from zreport.layout.scene import lay_out
from zreport.office.slides.names import Name
from zreport.office.slides.placement import Frame
from zreport.office.slides.presentation import Show
from zreport.office.slides.slide import Slide
from zreport.office.slides.template import blank, opened
from zreport.page import theme
from zreport.page.size import RATIOS, Size, sized

AGENDA = Text("目录", "Contents")


def deck(charts: Sequence[Chart], lang: str, size: str | Size | None = None) -> bytes:
    """Return a presentation with a slide for each chart and nothing else.

    Parameters
    ----------
    size : str or Size, optional
        The page of each chart. A ``half`` stands on the left of a whole slide; other pages make
        slides of their own size, as high as the highest chart needs.
    """
    page = sized(size)
    height = page.height or max(lay_out(chart, lang, page).height for chart in charts)
    whole = sized("slide") if page.name == "half" else page
    show = Show(*blank(whole, height), lang, charts[0].title[lang])
    for chart in charts:
        show.finding([(chart.name or chart.kind, chart)], [Frame.of(page)])
    return show.finish()


def briefing(plan: Plan, lang: str, ratio: str = "16:9", template: tuple[bytes, str] | None = None) -> bytes:
    """Return a presentation: title, contents, sections, findings, and an appendix of the figures.

    Parameters
    ----------
    ratio : str
        One of `zreport.page.size.RATIOS`; a template has its own.
    template : (bytes, str), optional
        A presentation of others with its name, whose master and layouts are used. Two findings share
        a slide only on our own, and only on one of 16:9.
    """
    if template:
        show = Show(*opened(*template), lang, plan.title[lang])
    else:
        show = Show(*blank(RATIOS[ratio]), lang, plan.title[lang])
    if template or ratio != "16:9":
        plan = each(plan)
    show.section_begins(plan.title[lang])
    show.cover(plan.title[lang], plan.subtitle[lang])
    several = len(plan.sections) > 1
    contents = None
    if several:
        contents = show.agenda(AGENDA[lang], [section.title[lang] for section in plan.sections])
    numbered: list[tuple[int, Chart]] = []
    frame = show.frame or Frame.of(RATIOS[ratio])
    for at, section in enumerate(plan.sections):
        show.section_begins(section.title[lang])
        if several:
            titles = [finding.chart.title[lang] for finding in section.findings]
            contents.link(at, show.section(section.title[lang], titles))
        for slide in section.slides:
            named = [(finding.name, finding.chart) for finding in slide]
            show.finding(named, [frame] if len(named) == 1 else halves())
            numbered += [(len(show.deck.slides), chart) for _, chart in named]
    show.section_begins(appendix.TITLE[lang])
    add_appendix(show, numbered, frame)
    return show.finish()


def halves() -> list[Frame]:
    """Return the frames of two charts that share a slide."""
    size = sized("half")
    left = Frame.of(size)
    return [left, Frame("half", left.width, 0, left.width, left.height)]


def add_appendix(show: Show, numbered: Sequence[tuple[int, Chart]], frame: Frame) -> list[Slide]:
    """Add the slides of the appendix."""
    lang = show.lang
    page, by = frame.page(), frame.scale / theme.SLIDE
    grids = appendix.pages(appendix.entries(numbered, lang), lang, page, 78 if frame.titled else 0)
    return [appendix_page(show, frame, grid, by, f"({at}/{len(grids)})") for at, grid in enumerate(grids, start=1)]


def appendix_page(show: Show, frame: Frame, grid: object, by: float, count: str) -> Slide:
    """Add one slide of the appendix."""
    slide = show.add(show.layouts.finding)
    if not show.light:
        slide.panel(frame, "appendix")
    slide.put_words("title", f"{appendix.TITLE[show.lang]} {count}", "title", 0, "appendix")
    slide.grid(Name("appendix", "table", str(frame)), grid, frame, by, appendix.TITLE[show.lang])
    slide.number(show.layouts.finding)
    return slide


def draw(chart: Chart, lang: str, form: str, size: str | Size | None = None) -> bytes:
    """Write a deck of one slide."""
    return deck([chart], lang, size)

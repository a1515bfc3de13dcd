"""Native slides: charts that PowerPoint can edit, cards as shapes, tables as tables."""

from __future__ import annotations

from collections.abc import Sequence

from zreport.charts.chart import Chart
from zreport.charts.plan import Plan, each
from zreport.language import Text
from zreport.layout import appendix
from zreport.layout.scene import lay_out
from zreport.office.slides.placement import Frame
from zreport.office.slides.presentation import DeckBuilder
from zreport.office.slides.shape_names import ShapeName
from zreport.office.slides.slide import Slide
from zreport.office.slides.slide_layouts import open_template
from zreport.office.slides.template import blank_deck
from zreport.page import theme
from zreport.page.boxes import Grid
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
    builder = DeckBuilder(*blank_deck(whole, height), lang, charts[0].title[lang])
    for chart in charts:
        builder.finding([(chart.name or chart.kind, chart)], [Frame.of(page)])
    return builder.finish()


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
    opened = open_template(*template) if template else blank_deck(RATIOS[ratio])
    builder = DeckBuilder(*opened, lang, plan.title[lang])
    if template or ratio != "16:9":
        plan = each(plan)
    builder.section_begins(plan.title[lang])
    builder.cover(plan.title[lang], plan.subtitle[lang])
    several = len(plan.sections) > 1
    contents = None
    if several:
        contents = builder.agenda(AGENDA[lang], [section.title[lang] for section in plan.sections])
    numbered: list[tuple[int, Chart]] = []
    frame = builder.frame or Frame.of(RATIOS[ratio])
    for at, section in enumerate(plan.sections):
        builder.section_begins(section.title[lang])
        if several:
            titles = [finding.chart.title[lang] for finding in section.findings]
            contents.link(at, builder.section(section.title[lang], titles))
        for slide in section.slides:
            named = [(finding.name, finding.chart) for finding in slide]
            builder.finding(named, [frame] if len(named) == 1 else _halves())
            numbered += [(len(builder.deck.slides), chart) for _, chart in named]
    builder.section_begins(appendix.TITLE[lang])
    _add_appendix(builder, numbered, frame)
    return builder.finish()


def _halves() -> list[Frame]:
    """Return the frames of two charts that share a slide."""
    size = sized("half")
    left = Frame.of(size)
    return [left, Frame("half", left.width, 0, left.width, left.height)]


def _add_appendix(builder: DeckBuilder, numbered: Sequence[tuple[int, Chart]], frame: Frame) -> None:
    """Add the slides of the appendix."""
    grids = appendix_grids(numbered, builder.lang, frame)
    for at, grid in enumerate(grids, start=1):
        appendix_page(builder, frame, grid, f"({at}/{len(grids)})")


def appendix_grids(numbered: Sequence[tuple[int, Chart]], lang: str, frame: Frame) -> list[Grid]:
    """Lay out the tables of the appendix, one for each of its slides."""
    return appendix.pages(appendix.entries(numbered, lang), lang, frame.page(), 78 if frame.titled else 0)


def appendix_page(builder: DeckBuilder, frame: Frame, grid: Grid, count: str) -> Slide:
    """Add one slide of the appendix."""
    by = frame.scale / theme.SLIDE
    slide = builder.add(builder.layouts.finding)
    if not builder.light:
        slide.panel(frame, "appendix")
    slide.put_words("title", f"{appendix.TITLE[builder.lang]} {count}", "title", 0, "appendix")
    slide.grid(ShapeName("appendix", "table", str(frame)), grid, frame, by, appendix.TITLE[builder.lang])
    slide.number(builder.layouts.finding)
    return slide


def draw(chart: Chart, lang: str, form: str, size: str | Size | None = None) -> bytes:
    """Write a deck of one slide."""
    return deck([chart], lang, size)

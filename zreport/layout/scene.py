"""A chart laid out on a page: title and subtitle, its kind's own layout, and what stands at the foot."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from zreport.charts.chart import Chart
from zreport.faults import ChartError
from zreport.page import font, theme
from zreport.page.scene import Scene
from zreport.page.size import Size, sized
from zreport.page.text import Box, Lines, lines


def lay_out(chart: Chart, lang: str, size: str | Size | None = None, titled: bool = True) -> Scene:
    """Lay a chart out on a page.

    Parameters
    ----------
    titled : bool
        Whether the title is on the page; without it the page begins with the subtitle.

    Raises
    ------
    ChartError
        If the page has no room for it.
    MissingGlyph
        If the font lacks a character: nothing is drawn then.
    """
    page = sized(size)
    left, width = page.margin, page.content
    top = 28 if page.height else page.margin * 0.6 + 4
    title = lines(chart.title[lang], left, top, width, page.title, theme.INK, bold=True)
    if not titled:
        title = Lines("", (), Box(left, 0, width, 0), page.title, theme.INK, True)
    subtitle = lines(chart.subtitle[lang], left, title.box.bottom + 4, width, page.subtitle, theme.MUTED)
    foot = lines(_foot(chart, lang), left, 0, width, page.foot, theme.MUTED)
    plot_top = subtitle.box.bottom + page.subtitle
    below = 20 if page.height else page.margin * 0.6 + 4
    room = page.height - below - foot.box.height - 12 - plot_top if page.height else 0.0
    sheet = Scene(page, lang, title, subtitle, foot)
    if page.height and room < 60:
        raise ChartError(
            f"{chart.kind}: title, cautions and source leave no room on this page; split the chart, "
            "or choose another size / 标题、注释太长，请拆分或换尺寸"
        )
    try:
        bottom = _layout(chart.kind)(chart, sheet, Box(left, plot_top, width, room))
    except ChartError as error:
        # Among many charts the reader must know which.
        raise ChartError(f"{chart.name}: {error}" if chart.name else str(error)) from None
    if page.height and bottom > plot_top + room + 0.5:
        raise ChartError(
            f"{chart.kind}: {len(chart.data)} rows do not fit on this page; take fewer, or another "
            "size / 行数太多，请减少或换尺寸"
        )
    sheet.moved(page.height - below - foot.box.height if page.height else bottom + 12)
    font.require(*(words.words for words in sheet.words))
    sheet.height = page.height or sheet.foot.box.bottom + below
    return sheet


def _foot(chart: Chart, lang: str) -> str:
    stop, note = ("。", "注：") if lang == "zh" else (". ", "Note: ")
    remarks = [remark[lang].rstrip("。.") for remark in chart.remarks]
    return "\n".join(([note + stop.join(remarks) + stop.strip()] if remarks else []) + [chart.source[lang]])


def _layout(kind: str) -> Callable[[Chart, Scene, Box], float]:
    """Return the layout of a kind: the function of its name, in the module of its name."""
    return getattr(import_module(f"zreport.layout.{kind}"), kind)

"""A chart laid out on a page: title and subtitle, its kind's own layout, and what stands at the foot."""

from contextlib import suppress
from dataclasses import replace
from importlib import import_module

from zreport.charts.chart import Chart
from zreport.faults import ChartError
from zreport.language import NOTHING, Text
from zreport.layout.foot import foot as foot_of
from zreport.layout.quotation import quotations, room_below
from zreport.page import font, theme
from zreport.page.scene import Scene
from zreport.page.size import Size, sized
from zreport.page.text import Box, TextBlock

# By how much type may grow where a chart leaves room, and which share of the title's size it keeps below.
_GROWN = (1.45, 1.35, 1.25, 1.15, 1.08)
_BELOW_TITLE = 0.9
# By how much smaller it may be on a small page, and a title there; notes and source never are.
_SMALLER, _SMALLEST_TITLE = (1.0, 0.92, 0.86, 0.8), 0.86
# Above a chart of figures that nobody has looked at yet.
_DRAFT = Text("草稿", "Draft")


def lay_out(chart: Chart, lang: str, size: str | Size | None = None, titled: bool = True) -> Scene:
    """Lay a chart out on a page; `ChartError` where there is no room, `MissingGlyph` where the font lacks a character."""
    *larger, smallest = _smaller(sized(size))
    for page in larger:
        with suppress(ChartError):
            return _laid_out(chart, lang, page, titled)
    return _laid_out(chart, lang, smallest, titled)


def _smaller(page: Size) -> list[Size]:
    """Return a page with its own type and, if it is a small one of a fixed height, with smaller type for many rows."""
    scales = _SMALLER if page.height and page.width < 700 else _SMALLER[:1]
    return [
        replace(page, label=page.label * one, tick=page.tick * one, title=page.title * max(one, _SMALLEST_TITLE))
        for one in scales
    ]


def _laid_out(chart: Chart, lang: str, page: Size, titled: bool) -> Scene:
    left, width = page.margin, page.content
    margin = page.margin * 0.6 + 4
    head = (left, 28 if page.height else margin, width, page.title, theme.INK)
    title = TextBlock.of(chart.title[lang], *head, bold=True, keep=kept(chart, lang))
    if not titled:
        title = TextBlock("", (), Box(left, 0, width, 0), page.title, theme.INK, True)
    said = [part for part in (_DRAFT[lang] if chart.open_figures else "", chart.subtitle[lang]) if part]
    subtitle = TextBlock.of(" | ".join(said), left, title.box.bottom + 4, width, page.subtitle, theme.MUTED)
    foot = TextBlock.of(foot_of(chart, lang), left, 0, width, page.foot, theme.MUTED)
    below = 20 if page.height else margin
    top = subtitle.box.bottom + page.subtitle
    plot = Box(left, top, width, page.height - below - foot.box.height - 12 - top if page.height else 0.0)
    scene, bottom = _arranged(chart, Scene(page, lang, title, subtitle, foot), plot)
    if room := room_below(scene, plot, bottom):
        scene.add(*quotations(chart, scene, room))
    scene.foot = foot.at(page.height - below - foot.box.height if page.height else bottom + 12)
    scene.height = page.height or scene.foot.box.bottom + below
    font.require(*(words.words for words in scene.words))
    return scene


def kept(chart: Chart, lang: str) -> list[str]:
    """Return the names that a title breaks only where it must: those on the chart, and in Chinese the report's words."""
    named = [figure.name[lang] for figure in chart.figures]
    if lang == "zh":
        named += [f"{one.measure_name.zh} {one.status_name.zh} {one.section.zh}" for one in chart.figures]
        named += [getattr(row, "quote", "") for row in chart.figures or chart.data]
    return named


def _arranged(chart: Chart, scene: Scene, plot: Box) -> tuple[Scene, float]:
    """Arrange a chart in type as large as its page has room for, and return the scene and where it ends."""
    bottom = _filled(chart, scene, plot)
    size = scene.size
    if room_below(scene, plot, bottom, 0.06):
        for scale in (one for one in _GROWN if size.label * one <= size.title * _BELOW_TITLE):
            larger = replace(size, label=size.label * scale, tick=size.tick * scale)
            grown = replace(scene, size=larger, items=[], areas=())
            with suppress(ChartError):
                return grown, _filled(chart, grown, plot)
    return scene, bottom


def _filled(chart: Chart, scene: Scene, plot: Box) -> float:
    """Arrange the parts of a chart, by the module of its kind, and return where they end."""
    module = import_module(f"zreport.layout.{chart.kind}")
    limited, mend = scene.size.height, Text("拆分图表", "split the chart")
    try:
        if limited and plot.height < 60:
            crowded = Text("标题、注释和来源没有留出位置", "title, cautions and source leave no room")
            raise scene.size.overfull(crowded, mend)
        bottom = module.arrange(chart, scene, plot)
        if limited and bottom > plot.bottom + 0.5:
            count = len(chart.data)
            raise scene.size.overfull(Text(f"放不下{count}行", f"{count} rows do not fit"), mend)
    except ChartError as error:
        # Among many charts the reader must know which.
        said, name, taken = error.words, chart.name or chart.kind, NOTHING
        if limited and plot.height < limited * 0.5:
            title, foot = len(scene.title.lines), len(scene.foot.lines)
            taken = Text(
                f"（标题{title}行、注释{foot}行已占去一半）", f" (title, {title}, and notes, {foot} lines, take half)"
            )
        raise ChartError(Text(f"{name}：{said.zh}{taken.zh}", f"{name}: {said.en}{taken.en}")) from None
    return bottom

"""Ranked dots, and bars in their place."""

from zreport.charts.dots import Dots
from zreport.figures.datum import Datum
from zreport.language import Text
from zreport.layout.rows import AXIS, RowPlan, arrow
from zreport.page import font, theme
from zreport.page.marks import ARROW, Key, Line, Mark, Panel
from zreport.page.scene import Scene
from zreport.page.size import Size
from zreport.page.text import Box, Words

_BETWEEN = 30
_APART = Text("单列：坐标尺度不同", "Apart: another scale")


def arrange(chart: Dots, scene: Scene, plot: Box) -> float:
    """Arrange panels of ranked rows, one above the other, and return where they end."""
    lang, size = scene.lang, scene.size
    top = plot.top + (_key(chart, scene, plot) if chart.color == "sector" else 0)
    figures = [figure for panel in chart.panels for figure in panel]
    overhead = len(chart.panels) * (AXIS + _BETWEEN) - _BETWEEN + top - plot.top
    rows = RowPlan(chart, scene, plot, figures, overhead, mark=20, thinnest=12.5)
    right = max(font.advance(one.label(lang), _type(chart, one, size), bold=True) for one in figures) + ARROW + 2
    first = 0
    for panel in chart.panels:
        if first:
            top += _BETWEEN
            scene.add(Line((plot.left, plot.right), (top - 8, top - 8), theme.GRID, 1.2))
            scene.add(Words(plot.right, top - 18, _APART[lang], size.tick, theme.MUTED, anchor="end"))
        highest = chart.whole or max(map(chart.on_axis, panel))
        on = rows.panel(top, (0, highest), right, which=slice(first, first + len(panel)))
        for row, figure in enumerate(panel):
            _row(chart, scene, on, row, figure, rows.mark - 2)
        first += len(panel)
        top = on.box.bottom + AXIS
    return top


def _row(chart: Dots, scene: Scene, on: Panel, row: int, figure: Datum, thick: float) -> None:
    x, size = chart.on_axis(figure), scene.size
    bar, by_sector = chart.mark == "bar", chart.color == "sector"
    if not bar and figure.bound != "down":
        scene.add(Line((0, x), (row, row), theme.CONNECTOR, 1.4, on, "stem"))
    own, group = (figure.sector_color or theme.MUTED, figure.sector) if by_sector else ("", "")
    form, wide = "tick" if figure.bound else "dot", 0.0
    if bar:
        form, wide = "bar", thick if size.narrow else min(52.0 * size.grown, on.pitch * 0.5)
    look = theme.look(figure.status, chart.quiet(figure), own) | {
        "size": _type(chart, figure, size),
        "bound": figure.bound,
    }
    about = {"series": figure.measure_name[scene.lang], "group": group, "reach": arrow(on, x, chart.whole)}
    scene.add(Mark(on, figure, x, row, form, figure.label(scene.lang), thick=wide, **about, **look))


def _type(chart: Dots, figure: Datum, size: Size) -> float:
    """Return the size of a label: that of what the title speaks of is what the eye meets first."""
    return size.label * (1.3 if chart.highlight and not chart.quiet(figure) else 1.0)


def _key(chart: Dots, scene: Scene, plot: Box) -> float:
    """Place a key of sectors, in lines, and return its height."""
    size = scene.size.tick
    x, y = plot.left, plot.top + size * 0.6
    for figure in {figure.sector: figure for figure in chart.data}.values():
        name = figure.sector_name[scene.lang]
        wide = 18 + font.advance(name, size, bold=True)
        if x > plot.left and x + wide > plot.right:
            x, y = plot.left, y + size * 2.05
        ink = figure.sector_color or theme.MUTED
        scene.add(Key(x, y, name, theme.calm(ink), False, chart.mark, size, figure.sector, ink))
        x += wide + 32
    return y - plot.top + size * 1.6

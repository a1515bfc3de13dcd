"""Axes of native charts: their ends, how they write numbers, which words they leave to shapes, their frame."""

from __future__ import annotations

from zreport.charts.chart import Chart
from zreport.charts.gaps import Gaps
from zreport.office.chart_xml import ValueAxis
from zreport.page.marks import Panel
from zreport.page.scene import Scene
from zreport.page.text import Box


def axis_number_format(chart: Chart, panel: Panel, lang: str) -> str | None:
    """How the chart itself writes the numbers of its axis.

    None where it cannot: in English, which scales units, and where names stand above the rows, below
    which a bar chart's axis would be too low.
    """
    if not panel.beside:
        return None
    if isinstance(chart, Gaps):
        return "+General;−General;0"
    first = chart.figures[0]
    if first.unit in ("%", "‰"):
        return f'General"{first.unit}"'
    grouped = "#,##0" if panel.ticks and max(place for place, _ in panel.ticks) >= 1000 else "General"
    return grouped if lang == "zh" or first.unit_factor == 1 else None


def names_on_axes(scene: Scene) -> bool:
    """Whether native charts write the names of their rows.

    Not where they stand above the rows or are broken into lines, and not beside bars to the left of
    zero, whose labels they would meet; and all of a scene or none, so that none is written twice.
    """
    return all(panel.beside and panel.x[0] >= 0 and not panel.broken for panel in scene.panels)


def words_off_axes(chart: Chart, scene: Scene) -> tuple[bool, bool]:
    """Whether the numbers of axes, and the names of rows, must stand beside the charts as shapes."""
    rows = (panel for panel in scene.panels if panel.form == "rows")
    return any(axis_number_format(chart, panel, scene.lang) is None for panel in rows), not names_on_axes(scene)


def value_axis(chart: Chart, scene: Scene, panel: Panel) -> ValueAxis:
    """Return the axis of a panel with a row for each name."""
    places = [place for place, _ in panel.ticks]
    step = places[1] - places[0] if len(places) > 1 else panel.x[1] - panel.x[0]
    code = axis_number_format(chart, panel, scene.lang)
    return ValueAxis(*panel.x, round(step, 9), code, size=scene.size.tick, grid=panel.beside)


def chart_frame(panel: Panel, scene: Scene) -> Box:
    """Return the frame of a chart: the panel with its names and numbers."""
    # LibreOffice moves a plot whose first number would stand out of the frame.
    left = max(2.0, min(scene.size.margin, panel.box.left - 24))
    right = scene.size.width - scene.size.margin
    return Box(left, panel.box.top - 4, right - left, panel.box.height + 4 + scene.size.tick * 2.2)


def share_of(frame: Box, box: Box) -> tuple[float, float, float, float]:
    """Return where a box stands in a frame: left, top, width and height, as shares of it."""
    return (
        (box.left - frame.left) / frame.width,
        (box.top - frame.top) / frame.height,
        box.width / frame.width,
        box.height / frame.height,
    )

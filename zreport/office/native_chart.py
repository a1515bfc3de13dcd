"""Charts that an office program draws and lets a user edit, each with the cells behind it.

A panel of a `zreport.page.scene.Scene` becomes a bar chart, an XY chart or a line chart; its cells hold
names, values, labels as formulas, and the report's words. PowerPoint and Excel take the same charts.
"""

from dataclasses import dataclass, replace
from typing import Any

from zreport.charts.chart import Chart
from zreport.language import Text
from zreport.office.chart_xml import Series, ValueAxis, bar_chart, line_chart
from zreport.office.native_rows import native_bars, native_rows
from zreport.office.worksheet import DERIVED_HEAD, LABEL_HEAD, NAME_HEAD, CellWriter, label_formula, write_provenance
from zreport.page import theme
from zreport.page.marks import Mark, Panel
from zreport.page.scene import Scene
from zreport.page.text import Box

_TIME = Text("时点", "Time")


@dataclass(frozen=True)
class NativeChart:
    """A native chart: where it stands, its XML, and what it is called."""

    box: Box
    root: Any
    name: str


def native_chart(chart: Chart, scene: Scene, panel: Panel, cells: CellWriter) -> NativeChart:
    """Make the native chart of a panel, and write its cells as a table of their own."""
    marks = [mark for mark in scene.of(Mark) if mark.on is panel]
    cells.begin()
    bars = all(mark.form == "bar" and not mark.bound for mark in marks)
    make = {"slope": _slope, "parts": _parts}.get(panel.form, native_bars if bars else native_rows)
    name, panels = chart.name or chart.kind, scene.panels
    box, root = make(chart, scene, panel, marks, cells)
    return NativeChart(box, root, name if len(panels) == 1 else f"{name} {panels.index(panel) + 1}")


def _parts(chart: Chart, scene: Scene, panel: Panel, marks: list[Mark], cells: CellWriter) -> tuple[Box, Any]:
    """Make the chart of one whole; what is left of it is reckoned from the two figures."""
    rest, part = marks
    names = cells.column(NAME_HEAD, [panel.names[0]])
    total = cells.column(rest.figure.name, [cells.figure(rest.figure, rest.x)])
    share = cells.column(part.series, [cells.figure(part.figure, part.x)])
    formula = f"=ROUND({total.address(0)}-{share.address(0)},6)"
    left = cells.column(rest.series, [(formula, round(rest.x - part.x, 6))])
    cells.column(DERIVED_HEAD, [rest.formula])
    write_provenance(cells, [part.figure])
    series = [Series(held.heading, names, held, [mark]) for held, mark in ((share, part), (left, rest))]
    axis = ValueAxis(0.0, 1.0, 1.0, None)
    return panel.box, bar_chart(series, axis, panel.box, panel.box, 0, 100, grouping="percentStacked")


def _slope(chart: Chart, scene: Scene, panel: Panel, marks: list[Mark], cells: CellWriter) -> tuple[Box, Any]:
    """Make a line chart of two categories, in which the line is one series and each point another."""
    lang, figures = scene.lang, [mark.figure for mark in marks]
    # The unit of the axis is that of this pair, not of the chart's first.
    own = type(chart)([pair for pair in chart.data if pair.before is figures[0]], title=chart.title)
    values = [own.on_axis(figure) for figure in figures]
    names = cells.column(_TIME, panel.names)
    value = cells.column(figures[1].name, [cells.figure(one, held) for one, held in zip(figures, values, strict=True)])
    formulas = [label_formula(own, figure, value.address(at), lang) for at, figure in enumerate(figures)]
    labels = [figure.label(lang) for figure in figures]
    label = cells.column(LABEL_HEAD, list(zip(formulas, labels, strict=True)))
    series = [Series(value.heading, names, value, line=(theme.CONNECTOR, 4))]
    for index, mark in enumerate(marks):
        held = [(f"={value.address(at)}", values[at]) if at == index else None for at in (0, 1)]
        point = cells.column(mark.figure.status_name, held)
        only = tuple(mark.label if at == index else "" for at in (0, 1))
        label_of = replace(label, values=only)
        series += Series(point.heading, names, point, [mark] * 2, label_of, size=mark.size).ringed
    write_provenance(cells, figures)
    low, high = sorted(edge * (1 / figures[0].unit_factor) for edge in panel.y)
    axis = ValueAxis(low, high, high - low, None, reverse=panel.y[0] < panel.y[1], grid=False)
    box = panel.box
    frame = Box(box.left, box.top - 26, box.width, box.height + 26 + scene.size.tick * 2.4)
    return frame, line_chart(series, axis, frame, box, panel.size)

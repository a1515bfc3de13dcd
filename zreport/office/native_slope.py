"""A change between two points of time as a native chart: a line, and a point at each end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from zreport.charts.chart import Chart
from zreport.language import Text
from zreport.office.cells import CellWriter
from zreport.office.chart_series import Series
from zreport.office.chart_xml import ValueAxis, line_chart
from zreport.office.native_axes import share_of
from zreport.office.worksheet import LABEL_HEAD, label_formula, write_provenance
from zreport.page import theme
from zreport.page.marks import Mark, Panel
from zreport.page.scene import Scene
from zreport.page.text import Box

_TIME = Text("时点", "Time")


def native_slope(chart: Chart, scene: Scene, panel: Panel, marks: list[Mark], cells: CellWriter) -> tuple[Box, Any]:
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
    return frame, line_chart(series, axis, share_of(frame, box), panel.size)

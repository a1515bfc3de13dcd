"""Bars as native charts: side by side, or a whole and its part, stacked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from zreport.charts.chart import Chart
from zreport.charts.gaps import Gaps
from zreport.office.cells import CellRange, CellWriter
from zreport.office.chart_series import Series
from zreport.office.chart_xml import ValueAxis, bar_chart
from zreport.office.native_axes import chart_frame, names_on_axes, share_of, value_axis
from zreport.office.worksheet import DERIVED_HEAD, LABEL_HEAD, NAME_HEAD, label_formula, write_provenance
from zreport.page.marks import Mark, Panel
from zreport.page.scene import Scene
from zreport.page.text import Box


def native_bars(chart: Chart, scene: Scene, panel: Panel, marks: list[Mark], cells: CellWriter) -> tuple[Box, Any]:
    """Make the chart of bars that are no bounds: a series for each bar of a row."""
    names = cells.column(NAME_HEAD, panel.names)
    sides = list(dict.fromkeys(mark.shift for mark in marks))
    groups = [[mark for mark in marks if mark.shift == side] for side in sides]
    if isinstance(chart, Gaps):
        values = [_differences(chart, marks, cells)]
    else:
        values = [
            cells.column(group[0].series, [cells.figure(mark.figure, mark.x) for mark in group]) for group in groups
        ]
    labels = [
        cells.column(
            f"{LABEL_HEAD[cells.lang]} {turn}" if len(groups) > 1 else LABEL_HEAD,
            [(_label(chart, mark, value.address(row), cells.lang), mark.label) for row, mark in enumerate(group)],
        )
        for turn, (group, value) in enumerate(zip(groups, values, strict=True), start=1)
    ]
    for group in groups:
        write_provenance(cells, [mark.figure for mark in group])
    if isinstance(chart, Gaps):
        cells.column(DERIVED_HEAD, [mark.formula for mark in marks])
    series = [
        Series(value.heading, names, value, group, label, "outEnd", scene.size.label)
        for group, value, label in zip(groups, values, labels, strict=True)
    ]
    thick, others = marks[0].thick, len(groups) - 1
    spread = abs(sides[-1] - sides[0]) / others if others else thick
    overlap = round((thick - spread) / thick * 100)
    gap = max(0, round((panel.pitch - (spread * others + thick)) / thick * 100))
    # Categories stand in the middle of their rows; marks may stand lower, below their names.
    plot = replace(panel.box, top=panel.py(0) - panel.pitch / 2)
    frame = chart_frame(panel, scene)
    frame = replace(frame, height=max(frame.height, plot.bottom + 2 - frame.top))
    named = panel.size if names_on_axes(scene) else 0
    return frame, bar_chart(series, value_axis(chart, scene, panel), share_of(frame, plot), gap, overlap, named)


def native_parts(chart: Chart, scene: Scene, panel: Panel, marks: list[Mark], cells: CellWriter) -> tuple[Box, Any]:
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
    return panel.box, bar_chart(series, axis, (0, 0, 1, 1), 0, 100, grouping="percentStacked")


def _differences(chart: Gaps, marks: list[Mark], cells: CellWriter) -> CellRange:
    """Write both figures of each pair, and their difference as a formula."""
    low, high = (
        cells.column(
            chart.side(side, cells.lang),
            [cells.figure(getattr(pair, side), getattr(pair, side).value) for pair in chart.data],
        )
        for side in ("before", "after")
    )
    formulas = [f"=ROUND({high.address(row)}-{low.address(row)},6)" for row in range(len(marks))]
    return cells.column(chart.gap_heading, [(one, mark.x) for one, mark in zip(formulas, marks, strict=True)])


def _label(chart: Chart, mark: Mark, cell: str, lang: str) -> str:
    if isinstance(chart, Gaps):
        unit = "个百分点" if lang == "zh" else " pp"
        return f'=TEXT({cell},"+0.0###;−0.0###;0")&"{unit}"'
    return label_formula(chart, mark.figure, cell, lang)

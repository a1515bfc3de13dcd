"""Dots, bounds and what joins them as a native chart: an XY chart, its rows counted from 1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from zreport.charts.chart import Chart
from zreport.language import Text
from zreport.office.bounds import LineWriter, axis_per_point, row_position
from zreport.office.cells import CellRange, CellWriter
from zreport.office.chart_series import Series
from zreport.office.chart_xml import scatter_chart
from zreport.office.native_axes import chart_frame, names_on_axes, share_of, value_axis
from zreport.office.worksheet import LABEL_HEAD, NAME_HEAD, SERIES_HEAD, VALUE_HEAD, label_formula, write_provenance
from zreport.page import theme
from zreport.page.marks import Line, Mark, Panel
from zreport.page.scene import Scene
from zreport.page.text import Box

_ROW, _ZERO = Text("行", "Row"), Text("零", "Zero")


@dataclass(frozen=True)
class _Table:
    """The marks of a panel, series by series, and their cells."""

    marks: list[Mark]
    series: CellRange
    value: CellRange
    label: CellRange
    row: CellRange

    def cell(self, mark: Mark) -> str:
        """Return the address of the value of a mark."""
        return self.value.address(next(at for at, one in enumerate(self.marks) if one is mark))


def native_rows(chart: Chart, scene: Scene, panel: Panel, marks: list[Mark], cells: CellWriter) -> tuple[Box, Any]:
    """Make the XY chart of a panel, and write its cells."""
    lines = [item for item in scene.of(Line) if item.on is panel]
    table = _write_marks(chart, marks, cells)
    writer = LineWriter(cells)
    series = [
        writer.line(item.xs, [row + 1 for row in item.ys], item.colour, item.width)
        for item in lines
        if item.role == "band"
    ]
    series += [line for mark in marks if mark.form == "bar" for line in _bar(mark, table, writer)]
    formulas = {(mark.x, row_position(mark)): f"={table.cell(mark)}" for mark in table.marks}
    for role in ("stem", "link"):
        if links := [item for item in lines if item.role == role]:
            series.append(writer.joined(links, formulas))
    series += _points(table, scene.size.label)
    for mark in marks:
        if _stands_apart(mark):
            series += writer.bound(mark, table.cell(mark), scene.size.label)
    if names_on_axes(scene):
        series.append(_names(panel, cells))
    axis, plot = value_axis(chart, scene, panel), panel.box
    # Points beyond the axis are not drawn, so it goes on, unlabelled, to the last arrow or label.
    tips = [mark.x + points * axis_per_point(panel) for mark in marks if _stands_apart(mark) for points in _ends(mark)]
    if tips and max(tips) > axis.high:
        high = round(max(tips), 6)
        plot = replace(plot, width=plot.width * (high - axis.low) / (axis.high - axis.low))
        axis = replace(axis, high=high)
    frame = chart_frame(panel, scene)
    top, bottom = (round(edge + 1, 6) for edge in panel.y)
    return frame, scatter_chart(series, axis, (top, bottom), share_of(frame, plot))


def _stands_apart(mark: Mark) -> bool:
    """Whether a mark is a bar across its row, with a label at a point of its own."""
    return bool(mark.bound) or mark.form == "tick"


def _ends(mark: Mark) -> tuple[float, float]:
    """Return how far beyond a bound its label and its arrow reach, in points."""
    return mark.away, mark.reach * (mark.bound == "up")


def _write_marks(chart: Chart, marks: list[Mark], cells: CellWriter) -> _Table:
    """Write a row for each mark, those of a series one below the other."""
    lang = cells.lang
    order = list(dict.fromkeys(mark.series for mark in marks))
    marks = sorted(marks, key=lambda mark: order.index(mark.series))
    figures = [mark.figure for mark in marks]
    cells.column(NAME_HEAD, [figure.name[lang] for figure in figures])
    series = cells.column(SERIES_HEAD, [mark.series for mark in marks])
    value = cells.column(VALUE_HEAD, [cells.figure(mark.figure, mark.x) for mark in marks])
    formulas = [label_formula(chart, figure, value.address(row), lang) for row, figure in enumerate(figures)]
    label = cells.column(LABEL_HEAD, [(one, mark.label) for one, mark in zip(formulas, marks, strict=True)])
    label = replace(label, values=tuple("" if _stands_apart(mark) else mark.label for mark in marks))
    row = cells.column(_ROW, [row_position(mark) for mark in marks])
    write_provenance(cells, figures)
    return _Table(marks, series, value, label, row)


def _bar(mark: Mark, table: _Table, writer: LineWriter) -> Iterator[Series]:
    """Write a bar as a thick line and, for a hollow one, a thinner line of paper on it."""
    cell, rows, pale = f"={table.cell(mark)}", [row_position(mark)] * 2, theme.fill(mark.colour)
    colour = pale if mark.bound == "down" else mark.colour
    yield writer.line([mark.start, (cell, mark.x)], rows, colour, mark.thick)
    if mark.hollow and mark.bound != "down":
        edge = round(1.6 * axis_per_point(mark.on), 6)
        ends = [round(mark.start + edge, 6), (f"{cell}-{edge}", round(mark.x - edge, 6))]
        yield writer.line(ends, rows, pale, mark.thick - 3.2)


def _points(table: _Table, size: float) -> Iterator[Series]:
    """Write the points of each series, and what makes them hollow."""
    start = 0
    for name in dict.fromkeys(mark.series for mark in table.marks):
        group = [mark for mark in table.marks if mark.series == name]
        head = table.series.part(start, 1)
        x, y, labels = (cells.part(start, len(group)) for cells in (table.value, table.row, table.label))
        start += len(group)
        yield from Series(head, x, y, group, labels, size=size).ringed


def _names(panel: Panel, cells: CellWriter) -> Series:
    """Write the names of the rows, as labels of points at the left end of the axis."""
    count, lang = len(panel.names), cells.lang
    names = cells.column(f"{NAME_HEAD[lang]} 2", panel.names)
    zero = cells.column(_ZERO, [panel.x[0]] * count)
    row = cells.column(f"{_ROW[lang]} 2", range(1, count + 1))
    return Series(names.heading, zero, row, (), names, "l", panel.size, bold=False)

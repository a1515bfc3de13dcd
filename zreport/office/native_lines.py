"""Lines over years as an XY chart that an office program draws: marks, what joins them, bounds and their arrows.

The year of a mark is a cell and so is its value, from which lines, bars and arrows take theirs: who changes a
value moves them all. An empty cell ends a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from zreport.charts.chart import Chart
from zreport.language import Text
from zreport.office.chart_xml import Series, ValueAxis, scatter_chart
from zreport.office.worksheet import NAME_HEAD, SERIES_HEAD, VALUE_HEAD, CellWriter
from zreport.page.marks import Line, Mark, Panel
from zreport.page.scene import Scene
from zreport.page.text import Box

_YEAR = Text("年份", "Year")


def years_chart(chart: Chart, scene: Scene, panel: Panel, marks: list[Mark], cells: CellWriter) -> tuple[Box, Any]:
    """Make the XY chart of a panel of years, and write its cells; numbers and grid of its axes are shapes."""
    points, held = _points(chart, marks, cells)
    lines = [item for item in scene.of(Line) if item.on is panel]
    writer = _Writer(cells, {(mark.x, mark.y): f"={held[id(mark)]}" for mark in marks})
    series = [*writer.joined(lines, "band"), *writer.joined(lines, "link"), *points]
    series += [one for mark in marks if mark.form == "tick" for one in writer.bound(mark)]
    series += writer.joined(lines, "stroke")
    (left, right), (top, bottom) = ([round(edge, 6) for edge in ends] for ends in (panel.x, panel.y))
    box = panel.box
    x, y = (
        ValueAxis(left, right, right - left, None, grid=False),
        ValueAxis(bottom, top, top - bottom, None, grid=False),
    )
    return box, scatter_chart(series, x, y, box, box)


def _points(chart: Chart, marks: list[Mark], cells: CellWriter) -> tuple[list[Series], dict[int, str]]:
    """Write a row for each mark, those of a line one below the other; return the series, and the cells of values."""
    marks = sorted(marks, key=lambda mark: list(dict.fromkeys(one.series for one in marks)).index(mark.series))
    figures = [mark.figure for mark in marks]
    cells.column(NAME_HEAD, [figure.name[cells.lang] for figure in figures])
    head = cells.column(SERIES_HEAD, [mark.series for mark in marks])
    year = cells.column(_YEAR, [mark.x for mark in marks])
    # What a sheet of observations holds of a range is its lower end.
    value = cells.column(
        VALUE_HEAD,
        [mark.y if mark.y != chart.on_axis(mark.figure) else cells.figure(mark.figure, mark.y) for mark in marks],
    )
    label = cells.labels(chart, value, [(figure, figure.label(cells.lang)) for figure in figures])
    # A bound that is labelled bears its label at the head of its arrow.
    said = [figure.label(cells.lang) for figure in figures]
    beside = [mark.form == "tick" and bool(mark.label) for mark in marks]
    label = replace(label, values=tuple("" if there else words for there, words in zip(beside, said, strict=True)))
    cells.provenance(figures)
    series: list[Series] = []
    start = 0
    for _, group in groupby(marks, key=lambda mark: mark.series):
        own = list(group)
        x, y, labels = (column.part(start, len(own)) for column in (year, value, label))
        unwritten = frozenset(at for at, mark in enumerate(own) if not mark.label)
        series += Series(head.part(start, 1), x, y, own, labels, size=own[0].size, unwritten=unwritten).ringed
        start += len(own)
    return series, {id(mark): value.address(at) for at, mark in enumerate(marks)}


@dataclass
class _Writer:
    """Writes lines as columns x and y, and t for a label, each with a number; `formulas` are those of marks."""

    cells: CellWriter
    formulas: dict[tuple[float, float], str]
    count: int = 0

    def line(self, xs: Sequence, ys: Sequence, colour: str, width: float, mark: Mark | None = None) -> Series:
        """Write a line, and return it as a series; that of one point may bear the label of a mark."""
        self.count += 1
        x, y = self.cells.column(f"x{self.count}", xs), self.cells.column(f"y{self.count}", ys)
        labels = self.cells.column(f"t{self.count}", [mark.label]) if mark else None
        return Series(
            x.heading, x, y, (mark,) if mark else (), labels, size=mark.size if mark else 0, line=(colour, width)
        )

    def joined(self, lines: Sequence[Line], role: str) -> Iterator[Series]:
        """Write the lines of a role, those of one look as one series."""
        looks: dict[tuple[str, float], list[Line]] = {}
        for line in lines:
            if line.role == role:
                looks.setdefault((line.colour, line.width), []).append(line)
        for look, own in looks.items():
            points: list[tuple] = []
            for line in own:
                for x, y in zip(line.xs, line.ys, strict=True):
                    formula = self.formulas.get((x, y))
                    points.append((round(x, 6), (formula, y) if formula else round(y, 6)))
                points.append((None, None))
            yield self.line(*zip(*points[:-1], strict=True), *look)

    def bound(self, mark: Mark) -> Iterator[Series]:
        """Write the bar across and, for a bound, the arrow, and the label at its point."""
        on, formula = mark.on, self.formulas[mark.x, mark.y]
        year, unit = (on.x[1] - on.x[0]) / on.box.width, (on.y[0] - on.y[1]) / on.box.height
        half, up = mark.tall / 2 * year, -mark.way[1] * unit

        def at(points: float) -> tuple[str, float]:
            step = points * up
            return (f"{formula}{step:+.6f}" if step else formula, round(mark.y + step, 6))

        ends = [round(mark.x - half, 6), round(mark.x + half, 6)]
        yield self.line(ends, [at(0.0)] * 2, mark.colour, 3)
        if mark.bound:
            # An arrow head of two strokes: LibreOffice and WPS draw no heads on lines of charts.
            wing, back = 4.5 * year, at(mark.reach - min(7.0, mark.reach))
            xs = [mark.x, mark.x, round(mark.x - wing, 6), mark.x, round(mark.x + wing, 6)]
            yield self.line(xs, [at(0.0), at(mark.reach), back, at(mark.reach), back], mark.colour, 1.8)
        if mark.label:
            yield self.line([mark.x], [at(mark.reach * mark.ahead)], mark.colour, 0.1, mark)

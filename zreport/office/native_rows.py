"""Rows of names on a value axis as native charts: bars, or dots, bounds and what joins them as an XY chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zreport.charts.chart import Chart
from zreport.charts.gaps import Gaps
from zreport.language import Text
from zreport.office.chart_xml import Series, ValueAxis, bar_chart, scatter_chart
from zreport.office.worksheet import (
    DERIVED_HEAD,
    LABEL_HEAD,
    NAME_HEAD,
    SERIES_HEAD,
    VALUE_HEAD,
    CellRange,
    CellWriter,
    label_formula,
    write_provenance,
)
from zreport.page import theme
from zreport.page.marks import Line, Mark, Panel
from zreport.page.scene import Scene
from zreport.page.text import Box

_ROW, _ZERO = Text("行", "Row"), Text("零", "Zero")


def _axis_number_format(chart: Chart, panel: Panel, lang: str) -> str | None:
    """How the chart itself writes the numbers of its axis; None where shapes must write them."""
    if not panel.beside:
        # Below names above the rows, a bar chart's axis would be too low.
        return None
    if isinstance(chart, Gaps):
        return "+General;−General;0"
    first = chart.figures[0]
    if first.unit in ("%", "‰"):
        return f'General"{first.unit}"'
    grouped = "#,##0" if panel.ticks and max(place for place, _ in panel.ticks) >= 1000 else "General"
    # English scales units.
    return grouped if lang == "zh" or first.unit_factor == 1 else None


def _names_on_axes(scene: Scene) -> bool:
    """Whether native charts write the names of their rows: all of a scene or none, so that none stands twice.

    They do not where names stand above the rows or are broken into lines, nor beside bars to the left
    of zero, whose labels they would meet.
    """
    return all(panel.beside and panel.x[0] >= 0 and not panel.broken for panel in scene.panels)


def words_off_axes(chart: Chart, scene: Scene) -> tuple[bool, bool]:
    """Whether the numbers of axes, and the names of rows, must stand beside the charts as shapes."""
    rows = (panel for panel in scene.panels if panel.form == "rows")
    return any(_axis_number_format(chart, panel, scene.lang) is None for panel in rows), not _names_on_axes(scene)


def _value_axis(chart: Chart, scene: Scene, panel: Panel) -> ValueAxis:
    places = [place for place, _ in panel.ticks]
    step = places[1] - places[0] if len(places) > 1 else panel.x[1] - panel.x[0]
    code = _axis_number_format(chart, panel, scene.lang)
    return ValueAxis(*panel.x, round(step, 9), code, size=scene.size.tick, grid=panel.beside)


def _chart_frame(panel: Panel, scene: Scene) -> Box:
    """Return the frame of a chart: the panel with its names and numbers."""
    # LibreOffice moves a plot whose first number would stand out of the frame.
    left = max(2.0, min(scene.size.margin, panel.box.left - 24))
    right = scene.size.width - scene.size.margin
    return Box(left, panel.box.top - 4, right - left, panel.box.height + 4 + scene.size.tick * 2.2)


def native_bars(chart: Chart, scene: Scene, panel: Panel, marks: list[Mark], cells: CellWriter) -> tuple[Box, Any]:
    """Make the chart of bars that are no bounds: a series for each bar of a row."""
    names = cells.column(NAME_HEAD, panel.names)
    sides = list(dict.fromkeys(mark.shift for mark in marks))
    groups = [[mark for mark in marks if mark.shift == side] for side in sides]
    if isinstance(chart, Gaps):
        values = [_differences(chart, marks, cells)]
    else:
        values = [cells.column(each[0].series, [cells.figure(one.figure, one.x) for one in each]) for each in groups]
    series = []
    for turn, (group, value) in enumerate(zip(groups, values, strict=True), start=1):
        formulas = [_label(chart, mark, value.address(row), cells.lang) for row, mark in enumerate(group)]
        head = f"{LABEL_HEAD[cells.lang]} {turn}" if len(groups) > 1 else LABEL_HEAD
        label = cells.column(head, [(one, mark.label) for one, mark in zip(formulas, group, strict=True)])
        series.append(Series(value.heading, names, value, group, label, "outEnd", scene.size.label))
    for group in groups:
        write_provenance(cells, [mark.figure for mark in group])
    if isinstance(chart, Gaps):
        cells.column(DERIVED_HEAD, [mark.formula for mark in marks])
    thick, others = marks[0].thick, len(groups) - 1
    spread = abs(sides[-1] - sides[0]) / others if others else thick
    overlap = round((thick - spread) / thick * 100)
    gap = max(0, round((panel.pitch - (spread * others + thick)) / thick * 100))
    # Categories stand in the middle of their rows; marks may stand lower, below their names.
    plot = replace(panel.box, top=panel.py(0) - panel.pitch / 2)
    frame = _chart_frame(panel, scene)
    frame = replace(frame, height=max(frame.height, plot.bottom + 2 - frame.top))
    named = panel.size if _names_on_axes(scene) else 0
    return frame, bar_chart(series, _value_axis(chart, scene, panel), frame, plot, gap, overlap, named)


def _differences(chart: Gaps, marks: list[Mark], cells: CellWriter) -> CellRange:
    """Write both figures of each pair, and their difference as a formula."""
    sides = []
    for side in ("before", "after"):
        figures = [getattr(pair, side) for pair in chart.data]
        values = [cells.figure(figure, figure.value) for figure in figures]
        sides.append(cells.column(chart.side(side, cells.lang), values))
    low, high = sides
    formulas = [f"=ROUND({high.address(row)}-{low.address(row)},6)" for row in range(len(marks))]
    return cells.column(chart.gap_heading, [(one, mark.x) for one, mark in zip(formulas, marks, strict=True)])


def _label(chart: Chart, mark: Mark, cell: str, lang: str) -> str:
    if isinstance(chart, Gaps):
        unit = "个百分点" if lang == "zh" else " pp"
        return f'=TEXT({cell},"+0.0###;−0.0###;0")&"{unit}"'
    return label_formula(chart, mark.figure, cell, lang)


@dataclass(frozen=True)
class _Table:
    """The marks of a panel, series by series, and their cells."""

    marks: list[Mark]
    series: CellRange
    value: CellRange
    label: CellRange
    row: CellRange

    def cell(self, mark: Mark) -> str:
        return self.value.address(next(at for at, one in enumerate(self.marks) if one is mark))


def native_rows(chart: Chart, scene: Scene, panel: Panel, marks: list[Mark], cells: CellWriter) -> tuple[Box, Any]:
    """Make the XY chart of a panel, and write its cells."""
    lines = [item for item in scene.of(Line) if item.on is panel]
    table = _write_marks(chart, marks, cells)
    writer = _LineWriter(cells)
    bands = [item for item in lines if item.role == "band"]
    series = [writer.line(item.xs, [row + 1 for row in item.ys], item.colour, item.width) for item in bands]
    series += [line for mark in marks if mark.form == "bar" for line in _bar(mark, table, writer)]
    formulas = {(mark.x, _row_position(mark)): f"={table.cell(mark)}" for mark in table.marks}
    for role in ("stem", "link"):
        if links := [item for item in lines if item.role == role]:
            series.append(writer.joined(links, formulas))
    series += _points(table, scene.size.label)
    apart = [mark for mark in marks if _stands_apart(mark)]
    series += [line for mark in apart for line in writer.bound(mark, table.cell(mark), scene.size.label)]
    if _names_on_axes(scene):
        series.append(_names(panel, cells))
    axis, plot = _value_axis(chart, scene, panel), panel.box
    # Points beyond the axis are not drawn, so it goes on, unlabelled, to the last arrow or label.
    unit, ends = _axis_per_point(panel), ((mark, (mark.away, mark.reach * (mark.bound == "up"))) for mark in apart)
    tips = [mark.x + points * unit for mark, both in ends for points in both]
    if tips and max(tips) > axis.high:
        high = round(max(tips), 6)
        plot = replace(plot, width=plot.width * (high - axis.low) / (axis.high - axis.low))
        axis = replace(axis, high=high)
    frame = _chart_frame(panel, scene)
    top, bottom = (round(edge + 1, 6) for edge in panel.y)
    return frame, scatter_chart(series, axis, (top, bottom), frame, plot)


def _stands_apart(mark: Mark) -> bool:
    """Whether a mark is a bar across its row, with a label at a point of its own."""
    return bool(mark.bound) or mark.form == "tick"


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
    row = cells.column(_ROW, [_row_position(mark) for mark in marks])
    write_provenance(cells, figures)
    return _Table(marks, series, value, label, row)


def _bar(mark: Mark, table: _Table, writer: _LineWriter) -> Iterator[Series]:
    """Write a bar as a thick line and, for a hollow one, a thinner line of paper on it."""
    cell, rows, pale = f"={table.cell(mark)}", [_row_position(mark)] * 2, theme.fill(mark.colour)
    colour = pale if mark.bound == "down" else mark.colour
    yield writer.line([mark.start, (cell, mark.x)], rows, colour, mark.thick)
    if mark.hollow and mark.bound != "down":
        edge = round(1.6 * _axis_per_point(mark.on), 6)
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


def _axis_per_point(panel: Panel) -> float:
    """How much of the axis a point of the page is."""
    return (panel.x[1] - panel.x[0]) / panel.box.width


def _row_position(mark: Mark) -> float:
    """Return the place of a mark down an XY chart, whose rows count from 1."""
    return round(mark.y + mark.shift / mark.on.pitch + 1, 6)


@dataclass
class _LineWriter:
    """Writes bands, bars, links and arrows: columns x and y, and t for a label, each with a number."""

    cells: CellWriter
    count: int = 0

    def line(
        self, xs: Sequence, ys: Sequence, colour: str, width: float, mark: Mark | None = None, size: float = theme.LABEL
    ) -> Series:
        """Write a line, and return it as a series; that of one point may bear the label of a mark."""
        self.count += 1
        x, y = self.cells.column(f"x{self.count}", xs), self.cells.column(f"y{self.count}", ys)
        labels = self.cells.column(f"t{self.count}", [mark.label]) if mark else None
        marks = [mark] if mark else ()
        return Series(x.heading, x, y, marks, labels, size=size, line=(colour, width))

    def joined(self, links: Sequence[Line], formulas: dict[tuple[float, float], str]) -> Series:
        """Write the lines between marks as one series; `formulas` give the value of a mark by its place."""
        xs: list = []
        ys: list = []
        for link in links:
            for x, y in zip(link.xs, link.ys, strict=True):
                formula = formulas.get((x, round(y + 1, 6)))
                xs.append((formula, x) if formula else x)
                ys.append(y + 1)
            # An empty cell ends a line.
            xs.append(None)
            ys.append(None)
        return self.line(xs[:-1], ys[:-1], links[0].colour, links[0].width)

    def bound(self, mark: Mark, cell: str, size: float) -> list[Series]:
        """Write the bar across a row and, for a bound, the arrow with the label."""
        row, unit, pitch = _row_position(mark), _axis_per_point(mark.on), mark.on.pitch
        low, high = (round(row + way * mark.tall / 2 / pitch, 6) for way in (-1, 1))
        found = [self.line([(f"={cell}", mark.x)] * 2, [low, high], mark.colour, 3)]
        if mark.bound:
            # An arrow head of two strokes: LibreOffice and WPS draw no heads on lines of charts.
            sign, wing = {"up": 1, "down": -1}[mark.bound], 4.5 / pitch
            tip, back = sign * mark.reach * unit, sign * (mark.reach - min(7.0, mark.reach)) * unit
            steps = (0.0, tip, back, tip, back)
            xs = [(f"={cell}{step:+.6f}" if step else f"={cell}", round(mark.x + step, 6)) for step in steps]
            rows = [round(y, 6) for y in (row, row, row - wing, row, row + wing)]
            found.append(self.line(xs, rows, mark.colour, 1.8))
        # The label stands at the head of the arrow, or on the other side, or above or below.
        away = mark.away * unit
        x = (f"={cell}{away:+.6f}", round(mark.x + away, 6))
        y = {"t": low, "b": high}.get(mark.place, row)
        return [*found, self.line([x], [y], mark.colour, 0.1, mark, size)]

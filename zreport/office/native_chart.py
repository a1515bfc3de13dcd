"""Charts that an office program draws and lets a user edit, each with the cells behind it.

A panel of a `zreport.page.scene.Scene` becomes a bar chart, a line chart, or an XY chart of dots, bounds and
what joins them; its cells hold names, values, labels as formulas, and the report's words. PowerPoint and
Excel take the same charts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zreport.charts.chart import Chart
from zreport.charts.gaps import Gaps
from zreport.language import Text
from zreport.office.chart_xml import Series, ValueAxis, bar_chart, line_chart, scatter_chart
from zreport.office.native_lines import years_chart
from zreport.office.worksheet import DERIVED_HEAD, NAME_HEAD, SERIES_HEAD, VALUE_HEAD, CellRange, CellWriter
from zreport.page import theme
from zreport.page.marks import Line, Mark, Panel
from zreport.page.scene import Scene
from zreport.page.text import Box

_ROW, _ZERO, _TIME = Text("行", "Row"), Text("零", "Zero"), Text("时点", "Time")


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
    make = {"slope": _slope, "parts": _parts, "years": years_chart}.get(panel.form, _bars if bars else _rows)
    name, panels = chart.name or chart.kind, scene.panels
    box, root = make(chart, scene, panel, marks, cells)
    return NativeChart(box, root, name if len(panels) == 1 else f"{name} {panels.index(panel) + 1}")


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


def _bars(chart: Chart, scene: Scene, panel: Panel, marks: list[Mark], cells: CellWriter) -> tuple[Box, Any]:
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
        number = f" {turn}" if len(groups) > 1 else ""
        label = cells.labels(chart, value, [(mark.figure, mark.label) for mark in group], number)
        series.append(Series(value.heading, names, value, group, label, "outEnd", scene.size.label))
    for group in groups:
        cells.provenance([mark.figure for mark in group])
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


def _rows(chart: Chart, scene: Scene, panel: Panel, marks: list[Mark], cells: CellWriter) -> tuple[Box, Any]:
    """Make the XY chart of a panel, and write its cells."""
    lines = [item for item in scene.of(Line) if item.on is panel]
    held, points = _points(chart, marks, cells, scene.size.label)
    writer = _LineWriter(cells)
    bands = [item for item in lines if item.role == "band"]
    series = [writer.line(item.xs, [row + 1 for row in item.ys], item.colour, item.width) for item in bands]
    series += [line for mark in marks if mark.form == "bar" for line in writer.bar(mark, held[id(mark)])]
    formulas = {(mark.x, _row_position(mark)): f"={held[id(mark)]}" for mark in marks}
    for role in ("stem", "link"):
        if links := [item for item in lines if item.role == role]:
            series.append(writer.joined(links, formulas))
    series += points
    apart = [mark for mark in marks if _stands_apart(mark)]
    series += [line for mark in apart for line in writer.bound(mark, held[id(mark)], scene.size.label)]
    if _names_on_axes(scene):
        series.append(_names(panel, cells))
    axis, plot = _value_axis(chart, scene, panel), panel.box
    # Points beyond the axis are not drawn, so it goes on, unlabelled, to the last arrow or label.
    unit = _axis_per_point(panel)
    tips = [mark.x + points * unit for mark in apart for points in (mark.away, mark.reach * (mark.bound == "up"))]
    high = max([axis.high, *tips])
    if high > axis.high:
        high = round(high, 6)
        plot = replace(plot, width=plot.width * (high - axis.low) / (axis.high - axis.low))
        axis = replace(axis, high=high)
    top, bottom = (round(edge + 1, 6) for edge in panel.y)
    frame = _chart_frame(panel, scene)
    return frame, scatter_chart(series, axis, ValueAxis(top, bottom, 1, None, reverse=True, grid=False), frame, plot)


def _stands_apart(mark: Mark) -> bool:
    """Whether a mark is a bar across its row, with a label at a point of its own."""
    return bool(mark.bound) or mark.form == "tick"


def _points(chart: Chart, marks: list[Mark], cells: CellWriter, size: float) -> tuple[dict[int, str], list[Series]]:
    """Write a row for each mark, those of a series one below the other; return their cells, and the series."""
    groups = {mark.series: [one for one in marks if one.series == mark.series] for mark in marks}
    marks = [mark for group in groups.values() for mark in group]
    figures = [mark.figure for mark in marks]
    cells.column(NAME_HEAD, [figure.name[cells.lang] for figure in figures])
    head = cells.column(SERIES_HEAD, [mark.series for mark in marks])
    value = cells.column(VALUE_HEAD, [cells.figure(mark.figure, mark.x) for mark in marks])
    label = cells.labels(chart, value, [(mark.figure, mark.label) for mark in marks])
    label = replace(label, values=tuple("" if _stands_apart(mark) else mark.label for mark in marks))
    row = cells.column(_ROW, [_row_position(mark) for mark in marks])
    cells.provenance(figures)
    series: list[Series] = []
    start = 0
    for group in groups.values():
        x, y, labels = (column.part(start, len(group)) for column in (value, row, label))
        series += Series(head.part(start, 1), x, y, group, labels, size=size).ringed
        start += len(group)
    return {id(mark): value.address(at) for at, mark in enumerate(marks)}, series


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

    def bar(self, mark: Mark, cell: str) -> Iterator[Series]:
        """Write a bar as a thick line and, for a hollow one, a thinner line of paper on it."""
        rows, pale = [_row_position(mark)] * 2, theme.fill(mark.colour)
        colour = pale if mark.bound == "down" else mark.colour
        yield self.line([mark.start, (f"={cell}", mark.x)], rows, colour, mark.thick)
        if mark.hollow and mark.bound != "down":
            edge = round(1.6 * _axis_per_point(mark.on), 6)
            ends = [round(mark.start + edge, 6), (f"={cell}-{edge}", round(mark.x - edge, 6))]
            yield self.line(ends, rows, pale, mark.thick - 3.2)

    def joined(self, links: Sequence[Line], formulas: dict[tuple[float, float], str]) -> Series:
        """Write the lines between marks as one series; `formulas` give the value of a mark by its place."""
        points: list[tuple] = []
        for link in links:
            for x, y in zip(link.xs, link.ys, strict=True):
                formula = formulas.get((x, round(y + 1, 6)))
                points.append(((formula, x) if formula else x, y + 1))
            # An empty cell ends a line.
            points.append((None, None))
        return self.line(*zip(*points[:-1], strict=True), links[0].colour, links[0].width)

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


def _parts(chart: Chart, scene: Scene, panel: Panel, marks: list[Mark], cells: CellWriter) -> tuple[Box, Any]:
    """Make the chart of one whole; what is left of it is reckoned from the two figures."""
    rest, part = marks
    names = cells.column(NAME_HEAD, [panel.names[0]])
    total = cells.column(rest.figure.name, [cells.figure(rest.figure, rest.x)])
    share = cells.column(part.series, [cells.figure(part.figure, part.x)])
    formula = f"=ROUND({total.address(0)}-{share.address(0)},6)"
    left = cells.column(rest.series, [(formula, round(rest.x - part.x, 6))])
    cells.column(DERIVED_HEAD, [rest.formula])
    cells.provenance([part.figure])
    series = [Series(held.heading, names, held, [mark]) for held, mark in ((share, part), (left, rest))]
    return panel.box, bar_chart(series, ValueAxis(0.0, 1.0, 1.0, None, grid=False), panel.box, panel.box, 0, 100)


def _slope(chart: Chart, scene: Scene, panel: Panel, marks: list[Mark], cells: CellWriter) -> tuple[Box, Any]:
    """Make a line chart of two categories, in which the line is one series and each point another."""
    figures = [mark.figure for mark in marks]
    # The unit of the axis is that of this pair, not of the chart's first.
    own = type(chart)([pair for pair in chart.data if pair.before is figures[0]], title=chart.title)
    values = [own.on_axis(figure) for figure in figures]
    names = cells.column(_TIME, panel.names)
    value = cells.column(figures[1].name, [cells.figure(one, held) for one, held in zip(figures, values, strict=True)])
    label = cells.labels(own, value, [(figure, figure.label(cells.lang)) for figure in figures])
    series = [Series(value.heading, names, value, line=(theme.CONNECTOR, 4))]
    for index, mark in enumerate(marks):
        held = [(f"={value.address(at)}", values[at]) if at == index else None for at in (0, 1)]
        point = cells.column(mark.figure.status_name, held)
        only = replace(label, values=tuple(mark.label if at == index else "" for at in (0, 1)))
        series += Series(point.heading, names, point, [mark] * 2, only, size=mark.size).ringed
    cells.provenance(figures)
    low, high = sorted(edge * (1 / figures[0].unit_factor) for edge in panel.y)
    axis = ValueAxis(low, high, high - low, None, reverse=panel.y[0] < panel.y[1], grid=False)
    box = panel.box
    frame = Box(box.left, box.top - 26, box.width, box.height + 26 + scene.size.tick * 2.4)
    return frame, line_chart(series, axis, frame, box, panel.size)

"""Charts that an office program draws and lets a user edit, each with the cells behind it.

A panel of a `zreport.page.scene.Scene` becomes a bar chart, an XY chart or a line chart; its cells hold
names, values, labels as formulas, and the report's words. PowerPoint and Excel take the same charts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from zreport.charts.chart import Chart
from zreport.charts.gaps import Gaps
from zreport.figures.datum import Datum
from zreport.language import Text
from zreport.office.bounds import Strokes, row_of, unit_of
from zreport.office.cells import Ledger, part
from zreport.office.chart_xml import Axis, Cells, Series, Style, bars, line, scatter
from zreport.office.worksheet import ABOUT, about, label_formula
from zreport.page import theme
from zreport.page.marks import Line, Mark, Panel
from zreport.page.scene import Scene
from zreport.page.text import Box

NAME, VALUE = Text("指标", "Indicator"), Text("数值", "Value")
LABEL, ROW, ZERO = Text("标签", "Label"), Text("行", "Row"), Text("零", "Zero")
FORMULA, SERIES = Text("推算", "Derived"), Text("系列", "Series")


@dataclass(frozen=True)
class Native:
    """A native chart, where it stands, and what it says to those who do not see it."""

    box: Box
    xml: bytes
    name: str


def native(chart: Chart, sheet: Scene, panel: Panel, ledger: Ledger) -> Native:
    """Make the native chart of a panel, and write its cells."""
    marks = [mark for mark in sheet.of(Mark) if mark.on is panel]
    ledger.begin()
    if panel.form == "slope":
        made = _slope(chart, sheet, panel, marks, ledger)
    elif panel.form == "parts":
        made = _parts(chart, sheet, panel, marks, ledger)
    elif all(mark.form == "bar" and not mark.bound for mark in marks):
        made = _bars(chart, sheet, panel, marks, ledger)
    else:
        made = _rows(chart, sheet, panel, marks, ledger)
    name = chart.name or chart.kind
    return Native(*made, name if len(sheet.panels) == 1 else f"{name} {sheet.panels.index(panel) + 1}")


def code(chart: Chart, panel: Panel, lang: str) -> str | None:
    """How the chart itself writes the numbers of its axis.

    None where it cannot: in English, which scales units, and where names stand above the rows, below
    which a bar chart's axis would be too low.
    """
    if not panel.beside:
        return None
    if isinstance(chart, Gaps):
        return "+General;−General;0"
    unit = chart.figures[0].unit
    if unit in ("%", "‰"):
        return f'General"{unit}"'
    grouped = "#,##0" if panel.ticks and max(place for place, _ in panel.ticks) >= 1000 else "General"
    return grouped if lang == "zh" or chart.figures[0].unit_factor == 1 else None


def told(ledger: Ledger, figures: Sequence[Datum], lang: str) -> None:
    """Write what there is to say of figures besides their values: period, bound, the sentences."""
    rows = [about(figure, lang) for figure in figures]
    for index, words in enumerate(ABOUT):
        ledger.column(words[lang], [row[index] for row in rows])


def _styles(marks: Iterable[Mark]) -> tuple[Style, ...]:
    return tuple(
        Style(
            mark.colour, hollow=mark.hollow, hatched=mark.hatched, pale=mark.bound == "down", marker=mark.form == "dot"
        )
        for mark in marks
    )


def _axis(chart: Chart, sheet: Scene, panel: Panel) -> Axis:
    places = [place for place, _ in panel.ticks]
    step = places[1] - places[0] if len(places) > 1 else panel.x[1] - panel.x[0]
    return Axis(*panel.x, round(step, 9), code(chart, panel, sheet.lang), size=sheet.size.tick, grid=panel.beside)


def _around(panel: Panel, sheet: Scene) -> Box:
    """The frame of a chart: the panel with its names and ticks."""
    # LibreOffice moves a plot whose first number would stand out of the frame.
    left = max(2.0, min(sheet.size.margin, panel.box.left - 24))
    right = sheet.size.width - sheet.size.margin
    return Box(left, panel.box.top - 4, right - left, panel.box.height + 4 + sheet.size.tick * 2.2)


def _inner(box: Box, place: Box) -> tuple[float, float, float, float]:
    return (
        (box.left - place.left) / place.width,
        (box.top - place.top) / place.height,
        box.width / place.width,
        box.height / place.height,
    )


def _bars(chart: Chart, sheet: Scene, panel: Panel, marks: list[Mark], ledger: Ledger) -> tuple[Box, bytes]:
    """Bars that are no bounds: a bar chart, a series for each bar of a row."""
    lang = sheet.lang
    names = ledger.column(NAME[lang], list(panel.names))
    sides = list(dict.fromkeys(mark.shift for mark in marks))
    groups = [[mark for mark in marks if mark.shift == side] for side in sides]
    values, labels = [], []
    if isinstance(chart, Gaps):
        both = [
            ledger.column(
                chart.side(side, lang),
                [ledger.cell(getattr(pair, side), getattr(pair, side).value) for pair in chart.data],
            )
            for side in ("before", "after")
        ]
        low, high = (cells.range.split("$")[1] for cells in both)
        cells = [
            (f"=ROUND({high}{ledger.line(row)}-{low}{ledger.line(row)},6)", mark.x) for row, mark in enumerate(marks)
        ]
        values.append(ledger.column(chart.gap_heading[lang], cells))
    else:
        for group in groups:
            values.append(ledger.column(group[0].series, [ledger.cell(mark.figure, mark.x) for mark in group]))
    for index, group in enumerate(groups):
        letter = values[index].range.split("$")[1]
        labels.append(
            ledger.column(
                f"{LABEL[lang]} {index + 1}" if len(groups) > 1 else LABEL[lang],
                [
                    (_label(chart, mark, f"{letter}{ledger.line(row)}", lang), mark.label)
                    for row, mark in enumerate(group)
                ],
            )
        )
    for group in groups:
        told(ledger, [mark.figure for mark in group], lang)
    if isinstance(chart, Gaps):
        ledger.column(FORMULA[lang], [mark.formula for mark in marks])
    series = [
        Series(
            ledger.head(value),
            names,
            value,
            _styles(group),
            label,
            ("outEnd",) * len(group),
            tuple(mark.ink for mark in group),
            sheet.size.label,
        )
        for group, value, label in zip(groups, values, labels, strict=True)
    ]
    thick, count = marks[0].thick, len(groups)
    spread = abs(sides[-1] - sides[0]) / max(count - 1, 1) if count > 1 else thick
    between = round((thick - spread) / thick * 100)
    cluster = spread * (count - 1) + thick
    gap = max(0, round((panel.pitch - cluster) / thick * 100))
    place = _around(panel, sheet)
    # Categories stand in the middle of their rows; marks may stand lower, below their names.
    top = panel.py(0) - panel.pitch / 2
    middle = Box(panel.box.left, top, panel.box.width, panel.box.height)
    place = Box(place.left, place.top, place.width, max(place.height, middle.bottom + 2 - place.top))
    xml = bars(
        series, _axis(chart, sheet, panel), _inner(middle, place), gap, between, panel.size if named(panel) else 0
    )
    return place, xml


def apart(chart: Chart, sheet: Scene) -> tuple[bool, bool]:
    """Whether the numbers of axes, and the names of rows, must stand beside the charts as shapes."""
    panels = sheet.panels
    ticks = any(p.form == "rows" and code(chart, p, sheet.lang) is None for p in panels)
    return ticks, not all(map(named, panels))


def named(panel: Panel) -> bool:
    """Whether the native chart writes the names of its rows.

    Not where they stand above the rows or are broken into lines, and not beside bars to the left of
    zero, whose labels they would meet.
    """
    return panel.beside and panel.x[0] >= 0 and not panel.broken


def _label(chart: Chart, mark: Mark, cell: str, lang: str) -> str:
    if isinstance(chart, Gaps):
        unit = "个百分点" if lang == "zh" else " pp"
        return f'=TEXT({cell},"+0.0###;−0.0###;0")&"{unit}"'
    return label_formula(chart, mark.figure, cell, lang)


def _parts(chart: Chart, sheet: Scene, panel: Panel, marks: list[Mark], ledger: Ledger) -> tuple[Box, bytes]:
    """A whole and its part: stacked bars that fill the axis."""
    lang = sheet.lang
    rest, share = marks
    names = ledger.column(NAME[lang], [panel.names[0]])
    total = ledger.column(rest.figure.name[lang], [ledger.cell(rest.figure, rest.x)])
    held = ledger.column(share.series, [ledger.cell(share.figure, share.x)])
    whole, piece = (cells.range.split("$")[1] for cells in (total, held))
    row = ledger.line(0)
    left = ledger.column(rest.series, [(f"=ROUND({whole}{row}-{piece}{row},6)", round(rest.x - share.x, 6))])
    ledger.column(FORMULA[lang], [rest.formula])
    told(ledger, [share.figure], lang)
    series = [
        Series(ledger.head(cells), names, cells, _styles([mark])) for cells, mark in ((held, share), (left, rest))
    ]
    place = panel.box
    axis = Axis(0.0, 1.0, 1.0, None)
    return place, bars(series, axis, (0, 0, 1, 1), 0, 100, form="percentStacked")


def _slope(chart: Chart, sheet: Scene, panel: Panel, marks: list[Mark], ledger: Ledger) -> tuple[Box, bytes]:
    """Two points: a line chart of two categories, the line one series and each point another."""
    lang = sheet.lang
    figures = [mark.figure for mark in marks]
    own = type(chart)([pair for pair in chart.data if pair.before is figures[0]], title=chart.title)
    values = [own.on_axis(figure) for figure in figures]
    names = ledger.column(Text("时点", "Time")[lang], list(panel.names))
    taken = [ledger.cell(figure, value) for figure, value in zip(figures, values, strict=True)]
    value = ledger.column(figures[1].name[lang], taken)
    letter = value.range.split("$")[1]
    lines = [ledger.line(row) for row in (0, 1)]
    label = ledger.column(
        LABEL[lang],
        [
            (label_formula(own, figure, f"{letter}{row}", lang), figure.label(lang))
            for figure, row in zip(figures, lines, strict=True)
        ],
    )
    series = [Series(ledger.head(value), names, value, line=(theme.CONNECTOR, 4))]
    for index, mark in enumerate(marks):
        cells = [(f"={letter}{lines[at]}", values[at]) if at == index else None for at in (0, 1)]
        column = ledger.column(mark.figure.status_name[lang], cells)
        only = ["", ""]
        only[index] = mark.label
        style = _styles([mark])
        series.append(
            Series(
                ledger.head(column),
                names,
                column,
                style * 2,
                Cells(label.range, tuple(only), label.sheet),
                (mark.place,) * 2,
                (mark.ink,) * 2,
                mark.size,
            )
        )
        if mark.hollow:
            series.append(Series(ledger.head(column), names, column, style * 2, inside=True))
    told(ledger, figures, lang)
    factor = 1 / figures[0].unit_factor
    low, high = sorted(edge * factor for edge in panel.y)
    axis = Axis(low, high, high - low, None, reverse=panel.y[0] < panel.y[1])
    place = Box(panel.box.left, panel.box.top - 26, panel.box.width, panel.box.height + 26 + sheet.size.tick * 2.4)
    return place, line(series, axis, _inner(panel.box, place), panel.size)


def _rows(chart: Chart, sheet: Scene, panel: Panel, marks: list[Mark], ledger: Ledger) -> tuple[Box, bytes]:
    """Dots, bounds and what joins them: an XY chart."""
    lang = sheet.lang
    lines = [item for item in sheet.of(Line) if item.on is panel]
    groups: dict[str, list[Mark]] = {}
    for mark in marks:
        groups.setdefault(mark.series, []).append(mark)
    ordered = [mark for group in groups.values() for mark in group]
    figures = [mark.figure for mark in ordered]
    ledger.column(NAME[lang], [figure.name[lang] for figure in figures])
    kinds = ledger.column(SERIES[lang], [mark.series for mark in ordered])
    value = ledger.column(VALUE[lang], [ledger.cell(mark.figure, mark.x) for mark in ordered])
    x = value.range.split("$")[1]
    cells = {id(mark): f"{x}{ledger.line(row)}" for row, mark in enumerate(ordered)}
    label = ledger.column(
        LABEL[lang], [(label_formula(chart, mark.figure, cells[id(mark)], lang), mark.label) for mark in ordered]
    )
    # A label of a bound stands at its arrow, where a point of its own carries it.
    said = Cells(
        label.range, tuple("" if mark.bound or mark.form == "tick" else mark.label for mark in ordered), label.sheet
    )
    rows = ledger.column(ROW[lang], [row_of(mark) for mark in ordered])
    told(ledger, figures, lang)
    strokes = Strokes(ledger)
    series: list[Series] = []
    for item in lines:
        if item.role == "band":
            series.append(strokes.path(item.xs, [row + 1 for row in item.ys], (item.colour, item.width)))
    for mark in marks:
        if mark.form == "bar":
            ends = [mark.start, (f"={cells[id(mark)]}", mark.x)]
            at = [row_of(mark)] * 2
            colour = theme.fill(mark.colour) if mark.bound == "down" else mark.colour
            series.append(strokes.path(ends, at, (colour, mark.thick)))
            if mark.hollow and mark.bound != "down":
                edge = round(1.6 * unit_of(panel), 6)
                ends = [round(mark.start + edge, 6), (f"={cells[id(mark)]}-{edge}", round(mark.x - edge, 6))]
                series.append(strokes.path(ends, at, (theme.fill(mark.colour), mark.thick - 3.2)))
    held = {(mark.x, row_of(mark)): f"={cells[id(mark)]}" for mark in ordered}
    for role in ("stem", "link"):
        if joints := [item for item in lines if item.role == role]:
            series.append(strokes.joined(joints, held))
    start = 0
    for group in groups.values():
        styles = _styles(group)
        own = [part(one, start, len(group)) for one in (value, rows, said)]
        start += len(group)
        name = part(kinds, start - len(group), 1)
        series.append(
            Series(
                name,
                own[0],
                own[1],
                styles,
                own[2],
                tuple(mark.place for mark in group),
                tuple(mark.ink for mark in group),
                sheet.size.label,
            )
        )
        if any(style.hollow and style.marker for style in styles):
            series.append(Series(name, own[0], own[1], styles, inside=True))
    for mark in marks:
        if mark.form == "tick" or mark.bound:
            series += strokes.bound(mark, f"={cells[id(mark)]}", sheet.size.label)
    count = len(panel.names)
    if named(panel):
        names = ledger.column(f"{NAME[lang]} 2", list(panel.names))
        zero = ledger.column(ZERO[lang], [panel.x[0]] * count)
        at = ledger.column(f"{ROW[lang]} 2", list(range(1, count + 1)))
        series.append(Series(ledger.head(names), zero, at, (), names, ("l",) * count, size=panel.size, bold=False))
    place = _around(panel, sheet)
    y = (round(panel.y[0] + 1, 6), round(panel.y[1] + 1, 6))
    axis, box = _axis(chart, sheet, panel), panel.box
    # Points beyond the axis are not drawn, so it goes on, unlabelled, to the last arrow or label.
    unit = unit_of(panel)
    tips = [axis.high]
    for mark in marks:
        if mark.bound or mark.form == "tick":
            tips += [mark.x + mark.away * unit, mark.x + mark.reach * unit * (mark.bound == "up")]
    if max(tips) > axis.high:
        high = round(max(tips), 6)
        box = replace(box, width=box.width * (high - axis.low) / (axis.high - axis.low))
        axis = replace(axis, high=high)
    return place, scatter(series, axis, y, _inner(box, place))

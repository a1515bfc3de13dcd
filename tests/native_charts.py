"""Reads a native chart from its XML alone: where its bars, points, lines and labels stand.

It knows what PowerPoint and Excel do with the numbers of a chart, and nothing of the code that writes
them. Lengths are points of the page that the chart stands on, sizes of type as well.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from native_parts import AUTOMATIC, EMU, Edges, Look, Unit, colour_of, edge_of, fill_of, find, find_all


@dataclass(frozen=True)
class Label:
    """Words at a point of a chart, and on which side of it they stand.

    `sizes` are those that a program takes which does not look at the words themselves.
    """

    words: str
    x: float
    y: float
    place: str
    size: float
    sizes: set[float]
    bold: bool
    colour: str


@dataclass(frozen=True)
class Bar:
    edges: Edges
    look: Look
    label: Label | None


@dataclass(frozen=True)
class Dot:
    """A marker; those of a higher order are drawn on top."""

    order: int
    x: float
    y: float
    size: float
    fill: str


@dataclass(frozen=True)
class Stroke:
    """A straight part of a line."""

    order: int
    ends: tuple[tuple[float, float], tuple[float, float]]
    colour: str
    width: float


@dataclass
class Chart:
    """What a native chart draws."""

    kind: str
    plot: Edges
    bars: list[Bar] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    grid: list[float] = field(default_factory=list)
    rule: str = ""  # the colour of the grid
    # Where the axis of the names stands: up a chart with points over them.
    foot: float | None = None
    ticks: list[tuple[str, float, float]] = field(default_factory=list)
    names: list[tuple[str, float, float]] = field(default_factory=list)
    out_of_sight: int = 0


@dataclass(frozen=True)
class Scale:
    """An axis with values: those at its ends, and the place of each."""

    low: float
    high: float
    first: float
    last: float
    step: float
    shown: bool
    grid: bool
    code: str
    size: float

    def at(self, value: float) -> float:
        return self.first + (value - self.low) / (self.high - self.low) * (self.last - self.first)

    def holds(self, value: float) -> bool:
        slack = (self.high - self.low) * 1e-6
        return self.low - slack <= value <= self.high + slack

    @property
    def places(self) -> list[float]:
        count = int((self.high - self.low) / self.step + 1e-6)
        return [self.low + at * self.step for at in range(count + 1)]


def read_chart(root: etree._Element, frame: Edges, unit: Unit) -> Chart:
    area = find(root, "c:chart/c:plotArea")
    assert find(area, "c:layout/c:manualLayout/c:layoutTarget").get("val") == "inner"
    left, top, wide, tall = (
        float(find(area, f"c:layout/c:manualLayout/c:{key}").get("val")) for key in ("x", "y", "w", "h")
    )
    width, height = frame[2] - frame[0], frame[3] - frame[1]
    plot = (frame[0] + left * width, frame[1] + top * height)
    plot = (*plot, plot[0] + wide * width, plot[1] + tall * height)
    (body,) = (one for one in area if etree.QName(one).localname.endswith("Chart"))
    kind = etree.QName(body).localname
    chart = Chart(kind, plot)
    reader = {"barChart": _bars, "scatterChart": _points, "lineChart": _points}[kind]
    axes = [find(area, f"*[c:axId/@val='{one.get('val')}'][c:scaling]") for one in find_all(body, "c:axId")]
    reader(chart, body, axes, unit)
    return chart


def _scale(axis: etree._Element, plot: Edges, unit: Unit) -> Scale:
    low, high = (float(find(axis, f"c:scaling/c:{end}").get("val")) for end in ("min", "max"))
    across = find(axis, "c:axPos").get("val") in "bt"
    first, last = (plot[0], plot[2]) if across else (plot[3], plot[1])
    if find(axis, "c:scaling/c:orientation").get("val") == "maxMin":
        first, last = last, first
    shown = find(axis, "c:delete").get("val") == "0" and find(axis, "c:tickLblPos").get("val") != "none"
    size = unit.type(find(axis, "c:txPr//a:defRPr").get("sz"))
    code, step = find(axis, "c:numFmt").get("formatCode"), float(find(axis, "c:majorUnit").get("val"))
    return Scale(low, high, first, last, step, shown, find(axis, "c:majorGridlines") is not None, code, size)


def _numbered(chart: Chart, scale: Scale, axis: etree._Element, across: bool) -> None:
    """Add the grid and the numbers of a value axis."""
    if scale.grid:
        chart.grid += [scale.at(place) for place in scale.places]
        chart.rule = edge_of(find(axis, "c:majorGridlines/c:spPr"), Unit())[0]
    if scale.shown:
        for place in scale.places:
            chart.ticks.append((written(scale.code, place), scale.at(place), scale.size))


def written(code: str, value: float) -> str:
    """A number as a format writes it: of those formats that charts here have.

    Examples
    --------
    >>> written('General"%"', 5), written("#,##0", 12500), written("+General;−General;0", -0.5)
    ('5%', '12,500', '−0.5')
    """
    parts = code.split(";")
    part = parts[0] if value > 0 or len(parts) == 1 else parts[2] if value == 0 else parts[1]
    number = abs(value) if len(parts) > 1 else value
    plain = f"{round(number):,}" if "#,##0" in part else f"{round(number, 9):g}"
    return re.sub(r"General|#,##0", plain, part).replace('"', "") if value or len(parts) == 1 else "0"


def _bars(chart: Chart, body: etree._Element, axes: list, unit: Unit) -> None:
    assert find(body, "c:barDir").get("val") == "bar"
    names, values = axes if etree.QName(axes[0]).localname == "catAx" else axes[::-1]
    stacked = find(body, "c:grouping").get("val") == "percentStacked"
    scale = _scale(values, chart.plot, unit)
    _numbered(chart, scale, values, True)
    series = sorted(find_all(body, "c:ser"), key=_order)
    taken = [_cache(one, "c:val") for one in series]
    count = max(int(one.get("val")) for one in find_all(body, "c:ser/c:cat//c:ptCount"))
    gap, overlap = (float(find(body, f"c:{key}").get("val")) / 100 for key in ("gapWidth", "overlap"))
    across = 1 + (len(series) - 1) * (1 - overlap)
    room = (chart.plot[3] - chart.plot[1]) / count
    thick = room / (across + gap)
    from_top = find(names, "c:scaling/c:orientation").get("val") == "maxMin"
    assert find(names, "c:crosses").get("val") == "autoZero"
    base = min(max(0.0, scale.low), scale.high)
    for row in range(count):
        total, done = sum(held.get(row, 0.0) for held in taken), 0.0
        for at, (one, held) in enumerate(zip(series, taken, strict=True)):
            if row not in held:
                continue
            start, end = base, held[row]
            if stacked:
                start, end = done / total, (done + held[row]) / total
                done += held[row]
            down = room * row + thick * (gap / 2 + at * (1 - overlap))
            top = chart.plot[1] + down if from_top else chart.plot[3] - down - thick
            left, right = sorted((scale.at(start), scale.at(end)))
            label = _label(one, row, scale.at(end), top + thick / 2, unit)
            chart.bars.append(Bar((left, top, right, top + thick), _bar_look(one, row, held[row], unit), label))
            chart.labels += [label] if label else []
    if find(names, "c:delete").get("val") == "0":
        size = unit.type(find(names, "c:txPr//a:defRPr").get("sz"))
        for row, words in _cache(series[0], "c:cat").items():
            down = room * (row + 0.5)
            chart.names.append((words, chart.plot[1] + down if from_top else chart.plot[3] - down, size))


def _bar_look(series: etree._Element, row: int, value: float, unit: Unit) -> Look:
    own = next((one for one in find_all(series, "c:dPt") if find(one, "c:idx").get("val") == str(row)), series)
    turned = find(own, "c:invertIfNegative")
    if value < 0 and (turned is None or turned.get("val", "1") != "0"):
        return Look("FFFFFF")
    space = find(own, "c:spPr")
    return Look(*fill_of(space), *edge_of(space, unit))


def _points(chart: Chart, body: etree._Element, axes: list, unit: Unit) -> None:
    """Read an XY chart, or a line chart, whose points stand in the middle of their categories."""
    line = chart.kind == "lineChart"
    scales = [None if etree.QName(axis).localname == "catAx" else _scale(axis, chart.plot, unit) for axis in axes]
    for scale, axis in zip(scales, axes, strict=True):
        if scale:
            _numbered(chart, scale, axis, axis is axes[0])
    for series in sorted(find_all(body, "c:ser"), key=_order):
        order = _order(series)
        ys = _cache(series, "c:val" if line else "c:yVal")
        xs = _cache(series, "c:cat" if line else "c:xVal")
        count = max(int(one.get("val")) for one in find_all(series, "c:cat//c:ptCount|c:yVal//c:ptCount"))
        wide = (chart.plot[2] - chart.plot[0]) / count
        places: list[tuple[float, float] | None] = []
        for at in range(count):
            if at not in ys or at not in xs:
                places.append(None)
            elif not scales[1].holds(ys[at]) or not (line or scales[0].holds(xs[at])):
                places.append(None)
                chart.out_of_sight += 1
            else:
                x = chart.plot[0] + (at + 0.5) * wide if line else scales[0].at(xs[at])
                places.append((x, scales[1].at(ys[at])))
        chart.strokes += _strokes(series, order, places, unit)
        for at, place in enumerate(places):
            if place is None:
                continue
            dot = _dot(series, at, order, place, unit)
            chart.dots += [dot] if dot else []
            label = _label(series, at, *place, unit)
            if label and not label.bold:
                chart.names.append((label.words, label.y, label.size))
            elif label:
                chart.labels.append(label)
        if line:
            end = find(axes[0], "c:crosses").get("val")
            chart.foot = scales[1].at({"min": scales[1].low, "max": scales[1].high}[end])
        if line and not chart.names and find(axes[0], "c:delete").get("val") == "0":
            size = unit.type(find(axes[0], "c:txPr//a:defRPr").get("sz"))
            chart.names += [(words, chart.plot[0] + (at + 0.5) * wide, size) for at, words in xs.items()]


def _strokes(series: etree._Element, order: int, places: list, unit: Unit) -> Iterator[Stroke]:
    edge, width = edge_of(find(series, "c:spPr"), unit)
    if not edge:
        return
    for one, other in itertools.pairwise(places):
        if one and other:
            if find(series, "c:spPr/a:ln").get("cap", "sq") != "flat":
                # Round and square caps make a line as much longer at each end as it is thick by half.
                way = 1 if other[0] >= one[0] else -1
                one, other = (one[0] - way * width / 2, one[1]), (other[0] + way * width / 2, other[1])
            yield Stroke(order, (one, other), edge, width)


def _dot(series: etree._Element, at: int, order: int, place: tuple, unit: Unit) -> Dot | None:
    own = next((one for one in find_all(series, "c:dPt") if find(one, "c:idx").get("val") == str(at)), series)
    marker = find(own, "c:marker")
    if marker is None:
        marker = find(series, "c:marker")
    symbol = AUTOMATIC if marker is None else find(marker, "c:symbol").get("val")
    if symbol == "none":
        return None
    assert symbol == "circle", symbol
    size = unit.length(int(find(marker, "c:size").get("val")) * EMU)
    return Dot(order, *place, size, fill_of(find(marker, "c:spPr"))[0])


def _label(series: etree._Element, at: int, x: float, y: float, unit: Unit) -> Label | None:
    labels = find(series, "c:dLbls")
    if labels is None:
        return None
    own = next((one for one in find_all(labels, "c:dLbl") if find(one, "c:idx").get("val") == str(at)), None)
    if own is None or find(own, "c:delete") is not None:
        return None
    field_ = find(own, ".//a:fld[@type='CELLRANGE']")
    look, words = find(field_, "a:rPr"), find(field_, "a:t").text
    held = find(series, f".//c15:dlblRangeCache/c:pt[@idx='{at}']/c:v").text
    assert held == words
    size = unit.type(look.get("sz"))
    others = {unit.type(one.get("sz")) for one in find_all(own, ".//a:defRPr")}
    return Label(words, x, y, find(own, "c:dLblPos").get("val"), size, others, look.get("b") == "1", colour_of(look))


def _cache(series: etree._Element, key: str) -> dict[int, float] | dict[int, str]:
    """The values that a chart holds, by their place; those of empty cells are missing."""
    numbers = find(series, f"{key}/c:numRef/c:numCache")
    source = find(series, f"{key}/c:strRef/c:strCache") if numbers is None else numbers
    if source is None:
        return {}
    found = {int(point.get("idx")): find(point, "c:v").text for point in find_all(source, "c:pt")}
    return found if numbers is None else {at: float(value) for at, value in found.items()}


def _order(series: etree._Element) -> int:
    return int(find(series, "c:order").get("val"))

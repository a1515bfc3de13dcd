"""Reads slides and worksheets from their XML alone: where each bar, point, line and label stands.

It knows what PowerPoint and Excel do with the numbers of charts and shapes, and nothing of the code
that writes them. All lengths that it returns are points of a chart's page, sizes of type as well.
"""

from __future__ import annotations

import io
import itertools
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

SPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "c15": "http://schemas.microsoft.com/office/drawing/2012/chart",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
}
EMU = 12700
# A page is 880 points wide, a slide 960.
SCALE = 960 / 880
AUTOMATIC = "automatic"
Edges = tuple[float, float, float, float]


@dataclass(frozen=True)
class Unit:
    """Where the page lies on a slide or a worksheet, and how many points of these a point of it is."""

    scale: float = SCALE
    x: float = 0.0
    y: float = 0.0

    def length(self, emu: float) -> float:
        return emu / EMU / self.scale

    def edges(self, left: float, top: float, wide: float, tall: float) -> Edges:
        """Left, top, right and bottom of what stands at these EMU."""
        x, y = self.length(left - self.x * EMU), self.length(top - self.y * EMU)
        return x, y, x + self.length(wide), y + self.length(tall)

    def type(self, hundredths: str) -> float:
        return int(hundredths) / 100 / self.scale


@dataclass(frozen=True)
class Look:
    """How an area is filled and edged; a colour may be ``automatic``, which is the program's choice."""

    fill: str = ""
    paper: str = ""
    edge: str = ""
    width: float = 0.0

    @property
    def form(self) -> str:
        if self.paper:
            return "hatched"
        return "hollow" if self.edge and self.edge != self.fill else "solid"


@dataclass(frozen=True)
class Label:
    """Words at a point of a chart, and on which side of it they stand."""

    words: str
    x: float
    y: float
    place: str
    size: float
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
    ticks: list[tuple[str, float, float]] = field(default_factory=list)
    names: list[tuple[str, float, float]] = field(default_factory=list)
    out_of_sight: int = 0


@dataclass(frozen=True)
class Line:
    """A line of text: `x` and `y` are those of its beginning, middle or end, halfway up."""

    words: str
    x: float
    y: float
    anchor: str
    size: float
    lead: float
    bold: bool
    colour: str


@dataclass(frozen=True)
class Shape:
    edges: Edges
    form: str
    look: Look
    lines: tuple[Line, ...]
    name: str
    role: str = ""
    paragraphs: tuple[str, ...] = ()
    anchor: str = "t"


@dataclass(frozen=True)
class Table:
    name: str
    lefts: tuple[float, ...]
    tops: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    sizes: frozenset[float]


@dataclass(frozen=True)
class Group:
    """Shapes that belong together: where they stand, and where they did before the group was scaled."""

    name: str
    edges: Edges
    inner: Edges


@dataclass
class Page:
    """What stands on a slide, or on a worksheet."""

    charts: list[Chart] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    def within(self, left: float, top: float, bottom: float) -> Page:
        """What begins right of a place, and between two heights."""

        def held(edges: Edges) -> bool:
            return edges[0] > left and top < edges[1] < bottom

        return Page(
            [chart for chart in self.charts if held(chart.plot)],
            [shape for shape in self.shapes if held(shape.edges)],
            [table for table in self.tables if held((table.lefts[0], table.tops[0]))],
            [group for group in self.groups if held(group.edges)],
        )


class Package:
    """An Office file: its parts and what they refer to."""

    def __init__(self, content: bytes):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            self.parts = {name: book.read(name) for name in book.namelist()}
        self.read_before: dict[str, etree._Element] = {}

    def xml(self, name: str) -> etree._Element:
        if name not in self.read_before:
            self.read_before[name] = etree.fromstring(self.parts[name])
        return self.read_before[name]

    def names(self, name: str) -> list[str]:
        """What the shapes of a slide are called."""
        return [one.get("name") for one in _all(self.xml(name), ".//p:cNvPr")]

    def target(self, name: str, number: str = "", kind: str = "") -> str:
        """The part that another refers to, by the number of the reference or by its kind."""
        folder, file = posixpath.split(name)
        for rel in self.xml(f"{folder}/_rels/{file}.rels"):
            if rel.get("Id") == number or (kind and rel.get("Type").endswith(f"/{kind}")):
                target = rel.get("Target")
                return target[1:] if target[0] == "/" else posixpath.normpath(f"{folder}/{target}")
        raise KeyError((name, number, kind))

    def named(self, pattern: str) -> list[str]:
        found = [(int(match[1]), name) for name in self.parts if (match := re.fullmatch(pattern, name))]
        return [name for _, name in sorted(found)]

    @property
    def slides(self) -> list[str]:
        return self.named(r"ppt/slides/slide(\d+)\.xml")

    @property
    def worksheets(self) -> list[str]:
        """The drawings of worksheets."""
        return self.named(r"xl/drawings/drawing(\d+)\.xml")

    def read(self, name: str, unit: Unit = Unit()) -> Page:
        """What stands on a slide or in a drawing, in points of the page that lies there."""
        page, root = Page(), self.xml(name)
        if (tree := _one(root, ".//p:spTree")) is not None:
            for element in tree:
                _read(self, name, element, lambda edges: edges, unit, page)
            return page
        for anchor in _all(root, "xdr:absoluteAnchor"):
            place = (*_ints(_one(anchor, "xdr:pos"), "x", "y"), *_ints(_one(anchor, "xdr:ext"), "cx", "cy"))
            for element in anchor:
                _read(self, name, element, lambda _, place=place: place, unit, page)
        return page


def _read(book: Package, name: str, element: etree._Element, to: Callable, unit: Unit, page: Page) -> None:
    """Add what an element draws; `to` takes its place to that on the slide."""
    kind = etree.QName(element).localname
    if kind == "grpSp":
        form = _one(element, "p:grpSpPr/a:xfrm")
        own = (*_ints(_one(form, "a:off"), "x", "y"), *_ints(_one(form, "a:ext"), "cx", "cy"))
        inner = (*_ints(_one(form, "a:chOff"), "x", "y"), *_ints(_one(form, "a:chExt"), "cx", "cy"))
        outer = to(own)
        across, down = outer[2] / inner[2], outer[3] / inner[3]

        def within(edges: tuple) -> tuple:
            left, top, wide, tall = edges
            return (
                outer[0] + (left - inner[0]) * across,
                outer[1] + (top - inner[1]) * down,
                wide * across,
                tall * down,
            )

        page.groups.append(Group(_one(element, ".//p:cNvPr").get("name"), unit.edges(*outer), Unit().edges(*inner)))
        for child in element:
            _read(book, name, child, within, unit, page)
    elif kind in ("sp", "cxnSp"):
        page.shapes.append(_shape(book, name, element, to, unit))
    elif kind == "graphicFrame":
        if (table := _one(element, ".//a:tbl")) is not None:
            name = _one(element, ".//p:cNvPr").get("name")
            page.tables.append(_table(name, table, to(_xfrm(element)), unit))
        else:
            part = book.target(name, _one(element, ".//c:chart").get(f"{{{SPACES['r']}}}id"))
            page.charts.append(_chart(book.xml(part), unit.edges(*to(_xfrm(element))), unit))


def _shape(book: Package, name: str, element: etree._Element, to: Callable, unit: Unit) -> Shape:
    about = _one(element, ".//p:cNvPr|.//xdr:cNvPr")
    space = _one(element, "p:spPr|xdr:spPr")
    holder = _one(element, ".//p:ph")
    patterns = _patterns(book, name, holder)
    placed = next(one for one in (element, *patterns) if _one(one, "p:spPr/a:xfrm|xdr:spPr/a:xfrm") is not None)
    edges = unit.edges(*to(_xfrm(placed)))
    form = _one(space, "a:prstGeom")
    fill = _fill(space) if holder is None else ("", "")
    edge, width = _edge(space, unit) if holder is None else ("", 0.0)
    body = _one(element, "p:txBody|xdr:txBody")
    lines, said = ((), ()) if body is None else _lines(book, name, body, patterns, edges, unit)
    found = re.match(r"zreport:[^:]+:(\w+)", about.get("name"))
    return Shape(
        edges,
        "" if form is None else form.get("prst"),
        Look(*fill, edge, width),
        lines,
        about.get("name"),
        found[1] if found else "",
        said,
        "" if body is None else _one(body, "a:bodyPr").get("anchor", "t"),
    )


def _patterns(book: Package, name: str, holder: etree._Element | None) -> list[etree._Element]:
    """The placeholders of the layout and of the master that one of a slide takes place and type from."""
    if holder is None:
        return []
    layout = book.target(name, kind="slideLayout")
    found = []
    for part, alike in ((layout, lambda one: one.get("idx", "0")), (book.target(layout, kind="slideMaster"), _kind)):
        held = (one for one in _all(book.xml(part), ".//p:sp[.//p:ph]") if alike(_one(one, ".//p:ph")) == alike(holder))
        found += itertools.islice(held, 1)
    return found


def _kind(holder: etree._Element) -> str:
    kind = holder.get("type", "body")
    return {"ctrTitle": "title", "subTitle": "body", "obj": "body"}.get(kind, kind)


def _styles(book: Package, name: str, body: etree._Element, patterns: list[etree._Element]) -> list[etree._Element]:
    """The looks of words that have none of their own: of the shape, of its layout's, of the master's."""
    found = [_one(body, "a:lstStyle/a:lvl1pPr/a:defRPr")]
    found += [_one(pattern, ".//a:lstStyle/a:lvl1pPr/a:defRPr") for pattern in patterns]
    if patterns:
        master = book.xml(book.target(book.target(name, kind="slideLayout"), kind="slideMaster"))
        kind = "titleStyle" if _kind(_one(patterns[0], ".//p:ph")) == "title" else "bodyStyle"
        found.append(_one(master, f".//p:{kind}/a:lvl1pPr/a:defRPr"))
    return [one for one in found if one is not None]


def _lines(book: Package, name: str, body: etree._Element, patterns: list, edges: Edges, unit: Unit) -> tuple:
    """Lines of text in their places, as far as the file says them; and the words of each paragraph."""
    styles = _styles(book, name, body, patterns)
    frame = _one(body, "a:bodyPr")
    found, said = [], []
    left, top = edges[0] + unit.length(int(frame.get("lIns", 0))), edges[1] + unit.length(int(frame.get("tIns", 0)))
    right, y = edges[2] - unit.length(int(frame.get("rIns", 0))), top
    for paragraph in _all(body, "a:p"):
        about = _one(paragraph, "a:pPr")
        anchor = {"ctr": "middle", "r": "end"}.get("" if about is None else about.get("algn"), "start")
        x = {"start": left, "middle": (left + right) / 2, "end": right}[anchor]
        spacing = _one(paragraph, "a:pPr/a:lnSpc/a:spcPts")
        parts = [""]
        for run in paragraph:
            tag = etree.QName(run).localname
            if tag == "br":
                parts.append("")
            elif tag == "r":
                parts[-1] += _one(run, "a:t").text or ""
                look = _one(run, "a:rPr")
        said.append("\n".join(parts))
        if said[-1]:
            looks = [look, *styles]
            size = unit.type(next(one.get("sz") for one in looks if one.get("sz")))
            bold = next((one.get("b") for one in looks if one.get("b")), "0") == "1"
            lead = size * 1.2 if spacing is None else unit.type(spacing.get("val"))
            for words in parts:
                found.append(Line(words, x, y + lead / 2, anchor, size, lead, bold, _colour(look)))
                y += lead
    return tuple(found), tuple(said)


def _table(name: str, table: etree._Element, place: tuple, unit: Unit) -> Table:
    left, top, *_ = unit.edges(*place)
    lefts, tops = [left], [top]
    for column in _all(table, "a:tblGrid/a:gridCol"):
        lefts.append(lefts[-1] + unit.length(int(column.get("w"))))
    for row in _all(table, "a:tr"):
        tops.append(tops[-1] + unit.length(int(row.get("h"))))
    rows = [["".join(cell.itertext()) for cell in _all(row, "a:tc")] for row in _all(table, "a:tr")]
    sizes = {unit.type(run.get("sz")) for run in _all(table, ".//a:rPr")}
    return Table(name, tuple(lefts), tuple(tops), tuple(map(tuple, rows)), frozenset(sizes))


# Charts


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


def _chart(root: etree._Element, frame: Edges, unit: Unit) -> Chart:
    area = _one(root, "c:chart/c:plotArea")
    assert _one(area, "c:layout/c:manualLayout/c:layoutTarget").get("val") == "inner"
    left, top, wide, tall = (
        float(_one(area, f"c:layout/c:manualLayout/c:{key}").get("val")) for key in ("x", "y", "w", "h")
    )
    width, height = frame[2] - frame[0], frame[3] - frame[1]
    plot = (frame[0] + left * width, frame[1] + top * height)
    plot = (*plot, plot[0] + wide * width, plot[1] + tall * height)
    (body,) = (one for one in area if etree.QName(one).localname.endswith("Chart"))
    kind = etree.QName(body).localname
    chart = Chart(kind, plot)
    reader = {"barChart": _bars, "scatterChart": _points, "lineChart": _points}[kind]
    axes = [_one(area, f"*[c:axId/@val='{one.get('val')}'][c:scaling]") for one in _all(body, "c:axId")]
    reader(chart, body, axes, unit)
    return chart


def _scale(axis: etree._Element, plot: Edges, unit: Unit) -> Scale:
    low, high = (float(_one(axis, f"c:scaling/c:{end}").get("val")) for end in ("min", "max"))
    across = _one(axis, "c:axPos").get("val") in "bt"
    first, last = (plot[0], plot[2]) if across else (plot[3], plot[1])
    if _one(axis, "c:scaling/c:orientation").get("val") == "maxMin":
        first, last = last, first
    shown = _one(axis, "c:delete").get("val") == "0" and _one(axis, "c:tickLblPos").get("val") != "none"
    size = unit.type(_one(axis, "c:txPr//a:defRPr").get("sz"))
    code, step = _one(axis, "c:numFmt").get("formatCode"), float(_one(axis, "c:majorUnit").get("val"))
    return Scale(low, high, first, last, step, shown, _one(axis, "c:majorGridlines") is not None, code, size)


def _numbered(chart: Chart, scale: Scale, axis: etree._Element, across: bool) -> None:
    """Add the grid and the numbers of a value axis."""
    if scale.grid:
        chart.grid += [scale.at(place) for place in scale.places]
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
    assert _one(body, "c:barDir").get("val") == "bar"
    names, values = axes if etree.QName(axes[0]).localname == "catAx" else axes[::-1]
    stacked = _one(body, "c:grouping").get("val") == "percentStacked"
    scale = _scale(values, chart.plot, unit)
    _numbered(chart, scale, values, True)
    series = sorted(_all(body, "c:ser"), key=_order)
    taken = [_cache(one, "c:val") for one in series]
    count = max(int(one.get("val")) for one in _all(body, "c:ser/c:cat//c:ptCount"))
    gap, overlap = (float(_one(body, f"c:{key}").get("val")) / 100 for key in ("gapWidth", "overlap"))
    across = 1 + (len(series) - 1) * (1 - overlap)
    room = (chart.plot[3] - chart.plot[1]) / count
    thick = room / (across + gap)
    from_top = _one(names, "c:scaling/c:orientation").get("val") == "maxMin"
    assert _one(names, "c:crosses").get("val") == "autoZero"
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
    if _one(names, "c:delete").get("val") == "0":
        size = unit.type(_one(names, "c:txPr//a:defRPr").get("sz"))
        for row, words in _cache(series[0], "c:cat").items():
            down = room * (row + 0.5)
            chart.names.append((words, chart.plot[1] + down if from_top else chart.plot[3] - down, size))


def _bar_look(series: etree._Element, row: int, value: float, unit: Unit) -> Look:
    own = next((one for one in _all(series, "c:dPt") if _one(one, "c:idx").get("val") == str(row)), series)
    turned = _one(own, "c:invertIfNegative")
    if value < 0 and (turned is None or turned.get("val", "1") != "0"):
        return Look("FFFFFF")
    space = _one(own, "c:spPr")
    return Look(*_fill(space), *_edge(space, unit))


def _points(chart: Chart, body: etree._Element, axes: list, unit: Unit) -> None:
    """Read an XY chart, or a line chart, whose points stand in the middle of their categories."""
    line = chart.kind == "lineChart"
    scales = [None if etree.QName(axis).localname == "catAx" else _scale(axis, chart.plot, unit) for axis in axes]
    for scale, axis in zip(scales, axes, strict=True):
        if scale:
            _numbered(chart, scale, axis, axis is axes[0])
    for series in sorted(_all(body, "c:ser"), key=_order):
        order = _order(series)
        ys = _cache(series, "c:val" if line else "c:yVal")
        xs = _cache(series, "c:cat" if line else "c:xVal")
        count = max(int(one.get("val")) for one in _all(series, "c:cat//c:ptCount|c:yVal//c:ptCount"))
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
        if line and not chart.names and _one(axes[0], "c:delete").get("val") == "0":
            size = unit.type(_one(axes[0], "c:txPr//a:defRPr").get("sz"))
            chart.names += [(words, chart.plot[0] + (at + 0.5) * wide, size) for at, words in xs.items()]


def _strokes(series: etree._Element, order: int, places: list, unit: Unit) -> Iterator[Stroke]:
    edge, width = _edge(_one(series, "c:spPr"), unit)
    if not edge:
        return
    for one, other in itertools.pairwise(places):
        if one and other:
            if _one(series, "c:spPr/a:ln").get("cap", "sq") != "flat":
                # Round and square caps make a line as much longer at each end as it is thick by half.
                way = 1 if other[0] >= one[0] else -1
                one, other = (one[0] - way * width / 2, one[1]), (other[0] + way * width / 2, other[1])
            yield Stroke(order, (one, other), edge, width)


def _dot(series: etree._Element, at: int, order: int, place: tuple, unit: Unit) -> Dot | None:
    own = next((one for one in _all(series, "c:dPt") if _one(one, "c:idx").get("val") == str(at)), series)
    marker = _one(own, "c:marker")
    if marker is None:
        marker = _one(series, "c:marker")
    symbol = AUTOMATIC if marker is None else _one(marker, "c:symbol").get("val")
    if symbol == "none":
        return None
    assert symbol == "circle", symbol
    size = unit.length(int(_one(marker, "c:size").get("val")) * EMU)
    return Dot(order, *place, size, _fill(_one(marker, "c:spPr"))[0])


def _label(series: etree._Element, at: int, x: float, y: float, unit: Unit) -> Label | None:
    labels = _one(series, "c:dLbls")
    if labels is None:
        return None
    own = next((one for one in _all(labels, "c:dLbl") if _one(one, "c:idx").get("val") == str(at)), None)
    if own is None or _one(own, "c:delete") is not None:
        return None
    field_ = _one(own, ".//a:fld[@type='CELLRANGE']")
    look, words = _one(field_, "a:rPr"), _one(field_, "a:t").text
    held = _one(series, f".//c15:dlblRangeCache/c:pt[@idx='{at}']/c:v").text
    assert held == words
    size = unit.type(look.get("sz"))
    return Label(words, x, y, _one(own, "c:dLblPos").get("val"), size, look.get("b") == "1", _colour(look))


def _cache(series: etree._Element, key: str) -> dict[int, float] | dict[int, str]:
    """The values that a chart holds, by their place; those of empty cells are missing."""
    numbers = _one(series, f"{key}/c:numRef/c:numCache")
    source = _one(series, f"{key}/c:strRef/c:strCache") if numbers is None else numbers
    if source is None:
        return {}
    found = {int(point.get("idx")): _one(point, "c:v").text for point in _all(source, "c:pt")}
    return found if numbers is None else {at: float(value) for at, value in found.items()}


def _order(series: etree._Element) -> int:
    return int(_one(series, "c:order").get("val"))


# Looks


def _fill(space: etree._Element | None) -> tuple[str, str]:
    """The colour of an area and, of one that is hatched, that of the ground."""
    if space is None:
        return AUTOMATIC, ""
    for child in space:
        kind = etree.QName(child).localname
        if kind == "noFill":
            return "", ""
        if kind == "solidFill":
            return _srgb(child), ""
        if kind == "pattFill":
            return _srgb(_one(child, "a:fgClr")), _srgb(_one(child, "a:bgClr"))
    return AUTOMATIC, ""


def _edge(space: etree._Element | None, unit: Unit) -> tuple[str, float]:
    """The colour of a line and its width."""
    line = None if space is None else _one(space, "a:ln")
    if line is None:
        return AUTOMATIC, 0.0
    if _one(line, "a:noFill") is not None:
        return "", 0.0
    return _srgb(_one(line, "a:solidFill")), unit.length(int(line.get("w")))


def _colour(look: etree._Element) -> str:
    fill = _one(look, "a:solidFill")
    return "" if fill is None else _srgb(fill)


def _srgb(fill: etree._Element) -> str:
    return "#" + _one(fill, "a:srgbClr").get("val").lower()


def _xfrm(element: etree._Element) -> tuple[int, int, int, int]:
    form = _one(element, "p:spPr/a:xfrm|xdr:spPr/a:xfrm|p:xfrm|xdr:xfrm")
    return (*_ints(_one(form, "a:off"), "x", "y"), *_ints(_one(form, "a:ext"), "cx", "cy"))


def _ints(element: etree._Element, *keys: str) -> tuple[int, ...]:
    return tuple(int(element.get(key)) for key in keys)


def _one(element: etree._Element, path: str) -> etree._Element | None:
    return next(iter(_all(element, path)), None)


def _all(element: etree._Element, path: str) -> list[etree._Element]:
    return element.xpath(path, namespaces=SPACES)

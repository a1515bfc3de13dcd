"""Native charts as DrawingML: what PowerPoint, WPS and LibreOffice draw and let a user edit.

python-pptx writes charts with negative axis ids, names Latin faces only and cannot label points from
cells, so the chart parts are written here and python-pptx places them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from zreport.office.drawingml import hatch, no_outline, outline, run_look, solid_fill, theme_fonts, type_size
from zreport.office.worksheet import CellRange
from zreport.office.xml import copied, element, guid
from zreport.page import theme
from zreport.page.marks import Mark
from zreport.page.text import Box

_X, _Y = 111111111, 222222222
_LABELS_FROM_CELLS = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"
_LABEL_CELLS = "{02D57815-91ED-43cb-92C2-25804820EDAC}"


@dataclass(frozen=True)
class ValueAxis:
    """The value axis: its ends, its step, how its numbers are written, and whether it has a grid."""

    low: float
    high: float
    step: float
    code: str | None
    reverse: bool = False
    size: float = 12
    grid: bool = True


@dataclass(frozen=True)
class Series:
    """A series: its cells, and how its points and their labels look; of bars and lines `x` are the categories."""

    name: CellRange
    x: CellRange
    y: CellRange
    # How the points look; or, of a line, how its label does.
    marks: Sequence[Mark] = ()
    labels: CellRange | None = None
    # Where all labels stand, unless each stands where its mark says: ``l``, ``outEnd`` and so on.
    place: str = ""
    size: float = theme.LABEL
    bold: bool = True
    line: tuple[str, float] | None = None
    # Whether it only makes the marks of the one before it hollow: LibreOffice draws no outline around a
    # marker, so a ring is a small white mark on a large one.
    inside: bool = False
    # Points whose labels are cells only, as another shape writes them, or they have no room.
    unwritten: frozenset[int] = frozenset()

    @property
    def ringed(self) -> list[Series]:
        """The series, and what makes its marks hollow that are."""
        hollow = any(mark.hollow and mark.form == "dot" for mark in self.marks)
        return [self, replace(self, labels=None, inside=True)] if hollow else [self]


def scatter_chart(series: list[Series], x: ValueAxis, y: ValueAxis, frame: Box, inner: Box) -> Any:
    """Points, lines and bars on two axes, from the lowest series up."""
    # PowerPoint draws by c:order, the last on top. LibreOffice draws the first in the file on top,
    # and loses points of any series that is longer than that one; hence the order and the padding.
    longest = max(len(one.y.values) for one in series)
    *others, top = series
    labels = top.labels and top.labels.padded(longest, "")
    top = replace(top, x=top.x.padded(longest, None), y=top.y.padded(longest, None), labels=labels)
    numbered = list(enumerate([*others, top]))
    plot = _plot("c:scatterChart", "xy", reversed(numbered), (_X, _Y), {"scatterStyle": "lineMarker"}, {})
    below = _value_axis(_X, x, "b", "max" if y.reverse else "min", "midCat")
    return _chart_space(frame, inner, plot, below, _value_axis(_Y, y, "l", "min", "midCat"))


def bar_chart(
    series: list[Series], x: ValueAxis, frame: Box, inner: Box, gap: int, overlap: int, named: float = 0.0
) -> Any:
    """Horizontal bars from zero, the first at the top.

    `gap` and `overlap` stand between rows and between the bars of a row, in per cent of a bar, and bars that
    overlap as a whole make up one; `named` is the size of type of the names at the left, 0 if they stand elsewhere.
    """
    before = {"barDir": "bar", "grouping": "percentStacked" if overlap == 100 else "clustered"}
    after = {"gapWidth": gap, "overlap": overlap}
    plot = _plot("c:barChart", "bar", enumerate(series), (_Y, _X), before, after)
    labels, text = "low" if x.low < 0 else "nextTo", _text_look(named or theme.LABEL, theme.INK)
    look = _axis_look(outline(theme.GRID, 1), text, labels)
    names = _category_axis(_Y, "l", "autoZero", look, reverse=True, hidden=not named)
    return _chart_space(frame, inner, plot, names, _value_axis(_X, x, "b", "max", "between"))


def line_chart(series: list[Series], y: ValueAxis, frame: Box, inner: Box, size: float) -> Any:
    """Points over categories, on a vertical axis; `size` is that of the names of the categories."""
    plot = _plot("c:lineChart", "line", enumerate(series), (_X, _Y), {"grouping": "standard"}, {"marker": 1})
    look = _axis_look(no_outline(), _text_look(size, theme.MUTED))
    names = _category_axis(_X, "b", "max" if y.reverse else "min", look)
    return _chart_space(frame, inner, plot, names, _value_axis(_Y, y, "l", "min", "between"))


def _plot(kind: str, form: str, series: Iterable[tuple[int, Series]], axes: tuple, before: dict, after: dict) -> Any:
    drawn = (_series(one, at, form) for at, one in series)
    ids = (element("c:axId", val=number) for number in axes)
    return element(kind, *_settings(**before, varyColors=0), *drawn, *_settings(**after), *ids)


def _chart_space(frame: Box, inner: Box, *plot: Any) -> Any:
    """Put a plot into its frame, its axes around `inner`, whose places are shares of the frame."""
    x, w = (f"{share / frame.width:.5f}" for share in (inner.left - frame.left, inner.width))
    y, h = (f"{share / frame.height:.5f}" for share in (inner.top - frame.top, inner.height))
    edges = _settings(layoutTarget="inner", xMode="edge", yMode="edge", x=x, y=y, w=w, h=h)
    layout = element("c:layout", element("c:manualLayout", *edges))
    area = element("c:plotArea", layout, *plot, element("c:spPr", element("a:noFill")))
    chart = element("c:chart", *_settings(autoTitleDeleted=1), area, *_settings(plotVisOnly=1, dispBlanksAs="gap"))
    look = _no_frame(), _text_look(theme.LABEL, theme.INK)
    return element("c:chartSpace", *_settings(date1904=0, roundedCorners=0), chart, *look)


def _value_axis(own: int, axis: ValueAxis, side: str, crosses: str, between: str) -> Any:
    ends = {"max": axis.high, "min": axis.low}
    grid = element("c:majorGridlines", element("c:spPr", outline(theme.GRID, 1))) if axis.grid else None
    look = _axis_look(no_outline(), _text_look(axis.size, theme.MUTED), code=axis.code or "General")
    rest = {"crosses": crosses, "crossBetween": between, "majorUnit": axis.step}
    return _axis("c:valAx", own, axis.reverse, ends, axis.code is None, side, [grid, *look], rest)


def _category_axis(own: int, side: str, crosses: str, look: list, reverse: bool = False, hidden: bool = False) -> Any:
    rest = {"crosses": crosses, "auto": 0, "lblAlgn": "ctr", "lblOffset": 100, "noMultiLvlLbl": 0}
    return _axis("c:catAx", own, reverse, {}, hidden, side, look, rest)


def _axis(kind: str, own: int, reverse: bool, ends: dict, hidden: bool, side: str, look: list, rest: dict) -> Any:
    scaling = element("c:scaling", *_settings(orientation="maxMin" if reverse else "minMax", **ends))
    crossing = _settings(crossAx=_X if own == _Y else _Y, **rest)
    return element(kind, *_settings(axId=own), scaling, *_settings(delete=hidden, axPos=side), *look, *crossing)


def _axis_look(line: Any, text: Any, labels: str = "nextTo", code: str = "General") -> list[Any]:
    number = element("c:numFmt", formatCode=code, sourceLinked=0)
    marks = _settings(majorTickMark="none", minorTickMark="none", tickLblPos=labels)
    return [number, *marks, element("c:spPr", line), text]


def _settings(**values: object) -> list[Any]:
    """Write settings of a chart, each an element with a value, in this order."""
    return [element(f"c:{name}", val=value) for name, value in values.items()]


def _series(series: Series, index: int, form: str) -> Any:
    """Write a series of a chart that is ``xy``, ``bar`` or ``line``."""
    bars = form == "bar"
    first, second = ("c:xVal", "c:yVal") if form == "xy" else ("c:cat", "c:val")
    return element(
        "c:ser",
        *_settings(idx=index, order=index),
        element("c:tx", _held(series.name)),
        _bar(series.marks[0]) if bars else element("c:spPr", _line(series)),
        *(_settings(invertIfNegative=0) if bars else [_no_marker()]),
        *(_point(at, mark, bars, series.inside) for at, mark in enumerate(() if series.line else series.marks)),
        _labels(series) if series.labels else None,
        element(first, _held(series.x, "num" if form == "xy" else "str")),
        element(second, _held(series.y, "num")),
        *([] if bars else _settings(smooth=0)),
        _label_cells(series.labels) if series.labels else None,
    )


def _line(series: Series) -> Any:
    if series.line is None:
        return no_outline()
    made = outline(*series.line)
    made.set("cap", "flat")
    made.append(element("a:round"))
    return made


def _point(index: int, mark: Mark, bar: bool, inside: bool) -> Any:
    if bar:
        return element("c:dPt", *_settings(idx=index, invertIfNegative=0, bubble3D=0), _bar(mark))
    marker = _no_marker()
    if mark.form == "dot" and (mark.hollow or not inside):
        share, colour = (0.62, theme.fill(mark.colour)) if inside else (1, mark.colour)
        size = round(mark.wide * theme.SLIDE * share)
        look = element("c:spPr", solid_fill(colour), no_outline())
        marker = element("c:marker", *_settings(symbol="circle", size=size), look)
    return element("c:dPt", *_settings(idx=index), marker, *_settings(bubble3D=0))


@copied
def _no_marker() -> Any:
    return element("c:marker", *_settings(symbol="none"))


@copied
def _no_frame() -> Any:
    return element("c:spPr", element("a:noFill"), no_outline())


def _bar(mark: Mark) -> Any:
    pale = theme.fill(mark.colour)
    if mark.hatched:
        return element("c:spPr", hatch(mark.colour, pale), outline(mark.colour, 1.6))
    if mark.hollow:
        return element("c:spPr", solid_fill(pale), outline(mark.colour, 1.6))
    return element("c:spPr", solid_fill(mark.colour), no_outline())


def _labels(series: Series) -> Any:
    each = (_label(series, at, words) for at, words in enumerate(series.labels.values))
    return element("c:dLbls", *each, _no_frame(), _text_look(series.size, theme.INK), *_labelled_from_cells())


def _label(series: Series, index: int, words: str) -> Any:
    if not words or index in series.unwritten:
        return element("c:dLbl", *_settings(idx=index, delete=1))
    mark = series.marks[index] if series.marks else None
    size, ink, place = (mark.size, mark.ink, mark.place) if mark else (series.size, theme.INK, "")
    look = element("a:pPr", element("a:defRPr", sz=type_size(size), b=series.bold))
    field = {"id": guid(f"{series.labels.range}{index}"), "type": "CELLRANGE"}
    run = run_look("zh-CN", size, series.bold, ink)
    paragraph = element("a:p", look, element("a:fld", run, copy(look), element("a:t", text=words), **field))
    rich = element("c:rich", element("a:bodyPr", wrap="none"), element("a:lstStyle"), paragraph)
    at, position = _settings(idx=index, dLblPos=series.place or place)
    return element("c:dLbl", at, element("c:tx", rich), position, *_labelled_from_cells())


def _labelled_from_cells() -> list[Any]:
    nothing = _settings(showLegendKey=0, showVal=0, showCatName=0, showSerName=0, showPercent=0, showBubbleSize=0)
    return [*nothing, _extension(_LABELS_FROM_CELLS, element("c15:showDataLabelsRange", val=1))]


def _label_cells(cells: CellRange) -> Any:
    cache = element("c15:dlblRangeCache", *_cached(cells.values))
    return _extension(_LABEL_CELLS, element("c15:datalabelsRange", element("c15:f", text=cells.reference), cache))


def _extension(uri: str, content: Any) -> Any:
    return element("c:extLst", element("c:ext", content, uri=uri))


def _held(cells: CellRange, kind: str = "str") -> Any:
    """Write a reference to cells, which hold strings or, of the kind ``num``, numbers."""
    code = element("c:formatCode", text="General") if kind == "num" else None
    cache = element(f"c:{kind}Cache", code, *_cached(cells.values))
    return element(f"c:{kind}Ref", element("c:f", text=cells.reference), cache)


def _cached(values: tuple) -> Iterable[Any]:
    """Write what cells hold; an empty one is left out."""
    yield from _settings(ptCount=len(values))
    for index, value in enumerate(values):
        if value is not None:
            yield element("c:pt", element("c:v", text=value), idx=index)


@copied
def _text_look(size: float, ink: str) -> Any:
    look = element("a:defRPr", solid_fill(ink), *theme_fonts(), sz=type_size(size))
    paragraph = element("a:p", element("a:pPr", look), element("a:endParaRPr", lang="zh-CN"))
    return element("c:txPr", element("a:bodyPr"), element("a:lstStyle"), paragraph)

"""Series of native charts: their cells, the looks of their points, and labels that follow cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zreport.office.cells import CellRange
from zreport.office.drawingml import no_outline, outline, rgb, run_look, solid_fill, theme_fonts, type_size
from zreport.office.xml import copied, element, guid
from zreport.page import theme
from zreport.page.marks import Mark

_LABELS_FROM_CELLS = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"
_LABEL_CELLS = "{02D57815-91ED-43cb-92C2-25804820EDAC}"


@dataclass(frozen=True)
class Series:
    """A series: its cells, and how its points and their labels look.

    Attributes
    ----------
    name, x, y : CellRange
        For bars and lines `x` holds the categories.
    marks : sequence of Mark
        How the points look; or, of a line, how its label does.
    labels : CellRange or None
        The cells that the points are labelled with.
    place : str
        Where all labels stand, unless each stands where its mark says: ``l``, ``outEnd`` and so on.
    line : tuple, optional
        Colour and width of the line between the points.
    inside : bool
        Whether this series only makes the marks of the one before it hollow: LibreOffice draws no
        outline around a marker, so a ring is a small white mark on a large one.
    """

    name: CellRange
    x: CellRange
    y: CellRange
    marks: Sequence[Mark] = ()
    labels: CellRange | None = None
    place: str = ""
    size: float = theme.LABEL
    bold: bool = True
    line: tuple[str, float] | None = None
    inside: bool = False

    @property
    def ringed(self) -> list[Series]:
        """The series, and what makes its marks hollow that are."""
        hollow = any(mark.hollow and mark.form == "dot" for mark in self.marks)
        return [self, replace(self, labels=None, inside=True)] if hollow else [self]


def settings(**values: object) -> list[Any]:
    """Write settings of a chart, each an element with a value, in this order."""
    return [element(f"c:{name}", val=value) for name, value in values.items()]


def series_element(series: Series, index: int, form: str) -> Any:
    """Write a series of a chart that is ``xy``, ``bar`` or ``line``."""
    bars = form == "bar"
    first, second = ("c:xVal", "c:yVal") if form == "xy" else ("c:cat", "c:val")
    return element(
        "c:ser",
        *settings(idx=index, order=index),
        element("c:tx", _strings(series.name)),
        _bar(series.marks[0]) if bars else element("c:spPr", _line(series)),
        *(settings(invertIfNegative=0) if bars else [_no_marker()]),
        *(_point(at, mark, bars, series.inside) for at, mark in enumerate(() if series.line else series.marks)),
        _labels(series) if series.labels else None,
        element(first, _numbers(series.x) if form == "xy" else _strings(series.x)),
        element(second, _numbers(series.y)),
        *([] if bars else settings(smooth=0)),
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
        return element("c:dPt", *settings(idx=index, invertIfNegative=0, bubble3D=0), _bar(mark))
    marker = _no_marker()
    if mark.form == "dot" and (mark.hollow or not inside):
        share, colour = (0.62, theme.fill(mark.colour)) if inside else (1, mark.colour)
        size = round(theme.MARKER * theme.SLIDE * share)
        look = element("c:spPr", solid_fill(colour), no_outline())
        marker = element("c:marker", *settings(symbol="circle", size=size), look)
    return element("c:dPt", *settings(idx=index), marker, *settings(bubble3D=0))


@copied
def _no_marker() -> Any:
    return element("c:marker", *settings(symbol="none"))


@copied
def no_frame() -> Any:
    """Leave out fill and frame."""
    return element("c:spPr", element("a:noFill"), no_outline())


def _bar(mark: Mark) -> Any:
    pale = theme.fill(mark.colour)
    if mark.hatched:
        ink, paper = element("a:fgClr", rgb(mark.colour)), element("a:bgClr", rgb(pale))
        pattern = element("a:pattFill", ink, paper, prst="wdUpDiag")
        return element("c:spPr", pattern, outline(mark.colour, 1.6))
    if mark.hollow:
        return element("c:spPr", solid_fill(pale), outline(mark.colour, 1.6))
    return element("c:spPr", solid_fill(mark.colour), no_outline())


def _labels(series: Series) -> Any:
    return element(
        "c:dLbls",
        *(_label(series, at, words) for at, words in enumerate(series.labels.values)),
        no_frame(),
        text_look(series.size, theme.INK),
        *_labelled_from_cells(),
    )


def _label(series: Series, index: int, words: str) -> Any:
    if not words:
        return element("c:dLbl", *settings(idx=index, delete=1))
    look = {"sz": type_size(series.size), "b": series.bold}
    ink, place = (series.marks[index].ink, series.marks[index].place) if series.marks else (theme.INK, "")
    said = element(
        "a:fld",
        run_look("zh-CN", series.size, series.bold, ink),
        element("a:pPr", element("a:defRPr", **look)),
        element("a:t", text=words),
        id=guid(f"{series.labels.range}{index}"),
        type="CELLRANGE",
    )
    paragraph = element("a:p", element("a:pPr", element("a:defRPr", **look)), said)
    rich = element("c:rich", element("a:bodyPr", wrap="none"), element("a:lstStyle"), paragraph)
    at, position = settings(idx=index, dLblPos=series.place or place)
    return element("c:dLbl", at, element("c:tx", rich), position, *_labelled_from_cells())


def _labelled_from_cells() -> list[Any]:
    """What a label shows: nothing but its cell."""
    nothing = settings(showLegendKey=0, showVal=0, showCatName=0, showSerName=0, showPercent=0, showBubbleSize=0)
    return [*nothing, _extension(_LABELS_FROM_CELLS, element("c15:showDataLabelsRange", val=1))]


def _label_cells(cells: CellRange) -> Any:
    cache = element("c15:dlblRangeCache", *_cached(cells.values))
    return _extension(_LABEL_CELLS, element("c15:datalabelsRange", element("c15:f", text=cells.reference), cache))


def _extension(uri: str, content: Any) -> Any:
    return element("c:extLst", element("c:ext", content, uri=uri))


def _strings(cells: CellRange) -> Any:
    return element("c:strRef", element("c:f", text=cells.reference), element("c:strCache", *_cached(cells.values)))


def _numbers(cells: CellRange) -> Any:
    cache = element("c:numCache", element("c:formatCode", text="General"), *_cached(cells.values))
    return element("c:numRef", element("c:f", text=cells.reference), cache)


def _cached(values: tuple) -> Iterable[Any]:
    """Write what cells hold; an empty one is left out."""
    yield from settings(ptCount=len(values))
    for index, value in enumerate(values):
        if value is not None:
            yield element("c:pt", element("c:v", text=value), idx=index)


@copied
def text_look(size: float, ink: str) -> Any:
    """Set the type of labels or of an axis."""
    look = element("a:defRPr", solid_fill(ink), *theme_fonts(), sz=type_size(size))
    paragraph = element("a:p", element("a:pPr", look), element("a:endParaRPr", lang="zh-CN"))
    return element("c:txPr", element("a:bodyPr"), element("a:lstStyle"), paragraph)

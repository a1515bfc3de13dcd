"""Native charts as DrawingML: what PowerPoint, WPS and LibreOffice draw and let a user edit.

python-pptx writes charts with negative axis ids, names Latin faces only and cannot label points from
cells, so the chart parts are written here and python-pptx places them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from zreport.office.chart_series import Series, no_frame, series_element, settings, text_look
from zreport.office.drawingml import no_outline, outline
from zreport.office.xml import element
from zreport.page import theme

X_AXIS, Y_AXIS = 111111111, 222222222


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


def scatter_chart(series: list[Series], x: ValueAxis, y: tuple[float, float], inner: tuple) -> Any:
    """Rows on a horizontal value axis: an XY chart, the first row at the top.

    Parameters
    ----------
    series : list of Series
        From the lowest to the topmost.
    y : tuple of float
        The values at the upper and the lower edge; rows count from 1.
    inner : tuple of float
        Where the axes stand in the frame: left, top, width and height, as shares of it.
    """
    # PowerPoint draws by c:order, the last on top. LibreOffice draws the first in the file on top,
    # and loses points of any series that is longer than that one; hence the order and the padding.
    longest = max(len(one.y.values) for one in series)
    *others, top = series
    labels = top.labels and top.labels.padded(longest, "")
    top = replace(top, x=top.x.padded(longest, None), y=top.y.padded(longest, None), labels=labels)
    numbered = list(enumerate([*others, top]))
    plot = element(
        "c:scatterChart",
        *settings(scatterStyle="lineMarker", varyColors=0),
        *(series_element(one, at, "xy") for at, one in reversed(numbered)),
        *_axis_ids(X_AXIS, Y_AXIS),
    )
    rows = ValueAxis(*y, 1, None, reverse=True, grid=False)
    axes = _value_axis(X_AXIS, Y_AXIS, x, "b", "max"), _value_axis(Y_AXIS, X_AXIS, rows, "l", "min")
    return _chart_space(inner, plot, *axes)


def bar_chart(
    series: list[Series],
    x: ValueAxis,
    inner: tuple,
    gap: int,
    overlap: int = 0,
    named: float = 0.0,
    grouping: str = "clustered",
) -> Any:
    """Horizontal bars from zero, the first at the top.

    Parameters
    ----------
    gap, overlap : int
        Between rows and between the bars of a row, in per cent of a bar.
    named : float
        Size of type of the names at the left; 0 if they stand elsewhere.
    grouping : str
        ``clustered`` or ``percentStacked``.
    """
    plot = element(
        "c:barChart",
        *settings(barDir="bar", grouping=grouping, varyColors=0),
        *(series_element(one, at, "bar") for at, one in enumerate(series)),
        *settings(gapWidth=gap, overlap=overlap),
        *_axis_ids(Y_AXIS, X_AXIS),
    )
    labels, text = "low" if x.low < 0 else "nextTo", text_look(named or theme.LABEL, theme.INK)
    look = _axis_look(outline(theme.GRID, 1), text, labels)
    names = _category_axis(Y_AXIS, X_AXIS, "l", "autoZero", look, reverse=True, hidden=not named)
    x = replace(x, grid=x.grid and grouping == "clustered")
    return _chart_space(inner, plot, names, _value_axis(X_AXIS, Y_AXIS, x, "b", "max", "between"))


def line_chart(series: list[Series], y: ValueAxis, inner: tuple, size: float) -> Any:
    """Points over categories, on a vertical axis; `size` is that of the names of the categories."""
    plot = element(
        "c:lineChart",
        *settings(grouping="standard", varyColors=0),
        *(series_element(one, at, "line") for at, one in enumerate(series)),
        *settings(marker=1),
        *_axis_ids(X_AXIS, Y_AXIS),
    )
    look = _axis_look(no_outline(), text_look(size, theme.MUTED))
    names = _category_axis(X_AXIS, Y_AXIS, "b", "max" if y.reverse else "min", look)
    return _chart_space(inner, plot, names, _value_axis(Y_AXIS, X_AXIS, y, "l", "min", "between"))


def _chart_space(inner: tuple, *plot: Any) -> Any:
    left, top, width, height = (f"{share:.5f}" for share in inner)
    edges = settings(layoutTarget="inner", xMode="edge", yMode="edge", x=left, y=top, w=width, h=height)
    layout = element("c:layout", element("c:manualLayout", *edges))
    return element(
        "c:chartSpace",
        *settings(date1904=0, roundedCorners=0),
        element(
            "c:chart",
            *settings(autoTitleDeleted=1),
            element("c:plotArea", layout, *plot, element("c:spPr", element("a:noFill"))),
            *settings(plotVisOnly=1, dispBlanksAs="gap"),
        ),
        no_frame(),
        text_look(theme.LABEL, theme.INK),
    )


def _axis_ids(*numbers: int) -> list[Any]:
    return [element("c:axId", val=number) for number in numbers]


def _value_axis(own: int, other: int, axis: ValueAxis, side: str, crosses: str, between: str = "midCat") -> Any:
    ends = settings(orientation=_way(axis.reverse), max=axis.high, min=axis.low)
    return element(
        "c:valAx",
        *settings(axId=own),
        element("c:scaling", *ends),
        *settings(delete=axis.code is None, axPos=side),
        element("c:majorGridlines", element("c:spPr", outline(theme.GRID, 1))) if axis.grid else None,
        *_axis_look(no_outline(), text_look(axis.size, theme.MUTED), code=axis.code or "General"),
        *settings(crossAx=other, crosses=crosses, crossBetween=between, majorUnit=axis.step),
    )


def _category_axis(
    own: int, other: int, side: str, crosses: str, look: list[Any], reverse: bool = False, hidden: bool = False
) -> Any:
    return element(
        "c:catAx",
        *settings(axId=own),
        element("c:scaling", *settings(orientation=_way(reverse))),
        *settings(delete=hidden, axPos=side),
        *look,
        *settings(crossAx=other, crosses=crosses, auto=0, lblAlgn="ctr", lblOffset=100, noMultiLvlLbl=0),
    )


def _axis_look(line: Any, text: Any, labels: str = "nextTo", code: str = "General") -> list[Any]:
    return [
        element("c:numFmt", formatCode=code, sourceLinked=0),
        *settings(majorTickMark="none", minorTickMark="none", tickLblPos=labels),
        element("c:spPr", line),
        text,
    ]


def _way(reverse: bool) -> str:
    return "maxMin" if reverse else "minMax"

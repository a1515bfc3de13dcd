"""Native charts as DrawingML: what PowerPoint, WPS and LibreOffice draw and let a user edit.

python-pptx writes charts with negative axis ids, names Latin faces only and cannot label points from
cells, so the chart parts are written here and python-pptx places them.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from zreport.page import theme

_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_C15 = 'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"'
_EMU = 12700 * theme.SLIDE
SHEET = "Data"
FACES = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>'
X_AXIS, Y_AXIS = 111111111, 222222222


@dataclass(frozen=True)
class Cells:
    """A range of the embedded worksheet and what stands in it."""

    range: str
    values: tuple
    sheet: str = SHEET

    @property
    def formula(self) -> str:
        """The reference as a chart writes it."""
        plain = self.sheet.isascii() and self.sheet.isalnum()
        return escape(f"{self.sheet if plain else repr(self.sheet)}!{self.range}")

    def padded(self, count: int, blank: str | None) -> Cells:
        """Return the column with empty cells below it, `count` cells in all."""
        letter, first = self.range.split(":")[0].rsplit("$", 1)
        last = int(first) + count - 1
        more = (blank,) * (count - len(self.values))
        return Cells(f"{letter}${first}:{letter}${last}", self.values + more, self.sheet)


@dataclass(frozen=True)
class Style:
    """How a point looks: colour, and whether it is hollow, hatched or a bound."""

    colour: str
    hollow: bool = False
    hatched: bool = False
    pale: bool = False
    marker: bool = True


@dataclass(frozen=True)
class Series:
    """A series: name, cells, looks and labels of its points.

    Attributes
    ----------
    name : Cells
    x, y : Cells
        For bars and lines `x` holds the categories.
    styles : tuple of Style
    labels : Cells or None
        The cells that the points are labelled with.
    places : tuple of str
        Where each label stands: ``l``, ``r``, ``t``, ``b``, ``outEnd``.
    ink : tuple of str
        The colour of each label.
    line : tuple, optional
        Colour and width of the line between the points.
    inside : bool
        Whether this series only makes the marks of the one before it hollow: LibreOffice draws no
        outline around a marker, so a ring is a small white mark on a large one.
    """

    name: Cells
    x: Cells
    y: Cells
    styles: tuple[Style, ...] = ()
    labels: Cells | None = None
    places: tuple[str, ...] = ()
    ink: tuple[str, ...] = ()
    size: float = theme.LABEL
    bold: bool = True
    line: tuple[str, float] | None = None
    inside: bool = False


@dataclass(frozen=True)
class Axis:
    """The value axis: its ends, its step, how its numbers are written, and whether it has a grid."""

    low: float
    high: float
    step: float
    code: str | None
    reverse: bool = False
    size: float = 12
    grid: bool = True


def scatter(series: list[Series], x: Axis, y: tuple[float, float], inner: tuple) -> bytes:
    """Rows on a horizontal value axis: an XY chart, the first row at the top.

    Parameters
    ----------
    series : list of Series
        From the lowest to the topmost.
    y : tuple of float
        The values at the upper and the lower edge; rows count from 1.
    """
    # PowerPoint draws by c:order, the last on top. LibreOffice draws the first in the file on top,
    # and loses points of any series that is longer than that one; hence the order and the padding.
    longest = max(len(one.y.values) for one in series)
    top = series[-1]
    labels = top.labels.padded(longest, "") if top.labels else None
    series = [
        *series[:-1],
        replace(
            top,
            x=top.x.padded(longest, None),
            y=top.y.padded(longest, None),
            labels=labels,
            places=top.places + ("r",) * longest,
        ),
    ]
    sheets = "".join(_series(one, i, "xy") for i, one in reversed(list(enumerate(series))))
    plot = (
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{sheets}'
        f'<c:axId val="{X_AXIS}"/><c:axId val="{Y_AXIS}"/></c:scatterChart>'
        + _value_axis(X_AXIS, Y_AXIS, x, "b", "max", grid=x.grid)
        + _value_axis(Y_AXIS, X_AXIS, Axis(*y, 1, None, reverse=True), "l", "min", grid=False)
    )
    return _space(plot, inner)


def bars(
    series: list[Series], x: Axis, inner: tuple, gap: int, overlap: int = 0, named: float = 0.0, form: str = "clustered"
) -> bytes:
    """Horizontal bars from zero, the first at the top.

    Parameters
    ----------
    gap, overlap : int
        Between rows and between the bars of a row, in per cent of a bar.
    named : float
        Size of type of the names at the left; 0 if they stand elsewhere.
    form : str
        ``clustered`` or ``percentStacked``.
    """
    sheets = "".join(_series(one, i, "bar") for i, one in enumerate(series))
    plot = (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="{form}"/><c:varyColors val="0"/>'
        f'{sheets}<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/>'
        f'<c:axId val="{Y_AXIS}"/><c:axId val="{X_AXIS}"/></c:barChart>'
        + _category_axis(
            Y_AXIS, X_AXIS, "l", reverse=True, size=named or theme.LABEL, ink=theme.INK, hidden=not named, low=x.low < 0
        )
        + _value_axis(X_AXIS, Y_AXIS, x, "b", "max", grid=x.grid and form == "clustered", between="between")
    )
    return _space(plot, inner)


def line(series: list[Series], y: Axis, inner: tuple, size: float) -> bytes:
    """Points over categories, on a vertical axis; `size` is that of the names of the categories."""
    sheets = "".join(_series(s, i, "line") for i, s in enumerate(series))
    plot = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{sheets}'
        f'<c:marker val="1"/><c:axId val="{X_AXIS}"/><c:axId val="{Y_AXIS}"/></c:lineChart>'
        + _category_axis(X_AXIS, Y_AXIS, "b", crosses="max" if y.reverse else "min", size=size, lined=False)
        + _value_axis(Y_AXIS, X_AXIS, y, "l", "min", grid=False, between="between")
    )
    return _space(plot, inner)


def _space(plot: str, inner: tuple) -> bytes:
    left, top, width, height = (f"{part:.5f}" for part in inner)
    layout = (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/><c:x val="{left}"/><c:y val="{top}"/><c:w val="{width}"/>'
        f'<c:h val="{height}"/></c:manualLayout></c:layout>'
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace {_SPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>'
        f'<c:autoTitleDeleted val="1"/><c:plotArea>{layout}{plot}<c:spPr><a:noFill/></c:spPr>'
        '</c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text(theme.LABEL, theme.INK)}"
        "</c:chartSpace>"
    ).encode()


def _series(series: Series, index: int, form: str) -> str:
    ties = {"bar": ("c:cat", "c:val"), "line": ("c:cat", "c:val"), "xy": ("c:xVal", "c:yVal")}[form]
    points = "".join(_point(i, style, form, series.inside) for i, style in enumerate(series.styles))
    marker = "" if form == "bar" else _NO_MARKER
    body = [
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx>{_strings(series.name)}</c:tx>',
        _outline(series, form),
        '<c:invertIfNegative val="0"/>' if form == "bar" else "",
        marker,
        points,
        _labels(series) if series.labels else "",
        f"<{ties[0]}>{_strings(series.x) if form != 'xy' else _numbers(series.x)}</{ties[0]}>",
        f"<{ties[1]}>{_numbers(series.y)}</{ties[1]}>",
        '<c:smooth val="0"/>' if form != "bar" else "",
        _label_range(series.labels) if series.labels else "",
        "</c:ser>",
    ]
    return "".join(body)


def _outline(series: Series, form: str) -> str:
    if form == "bar":
        return _fill(series.styles[0])
    if series.line is None:
        return "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
    colour, width = series.line
    return f'<c:spPr><a:ln w="{round(width * _EMU)}" cap="flat">{_solid(colour)}<a:round/></a:ln></c:spPr>'


def _point(index: int, style: Style, form: str, inside: bool) -> str:
    if form == "bar":
        return f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{_fill(style)}</c:dPt>'
    size, colour = round(theme.MARKER * theme.SLIDE), style.colour
    if inside:
        size, colour = round(theme.MARKER * theme.SLIDE * 0.62), theme.fill(style.colour)
    if not style.marker or (inside and not style.hollow):
        return f'<c:dPt><c:idx val="{index}"/>{_NO_MARKER}<c:bubble3D val="0"/></c:dPt>'
    return (
        f'<c:dPt><c:idx val="{index}"/><c:marker><c:symbol val="circle"/><c:size val="{size}"/>'
        f"<c:spPr>{_solid(colour)}<a:ln><a:noFill/></a:ln></c:spPr></c:marker>"
        '<c:bubble3D val="0"/></c:dPt>'
    )


_NO_LINE = "<a:ln><a:noFill/></a:ln>"
_NO_MARKER = '<c:marker><c:symbol val="none"/></c:marker>'


def _fill(style: Style) -> str:
    line = f'<a:ln w="{round(1.6 * _EMU)}">{_solid(style.colour)}</a:ln>'
    if style.hatched:
        ink, paper = style.colour[1:].upper(), theme.fill(style.colour)[1:].upper()
        return (
            f'<c:spPr><a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="{ink}"/></a:fgClr><a:bgClr>'
            f'<a:srgbClr val="{paper}"/></a:bgClr></a:pattFill>{line}</c:spPr>'
        )
    if style.pale:
        return f"<c:spPr>{_solid(theme.fill(style.colour))}<a:ln><a:noFill/></a:ln></c:spPr>"
    if style.hollow:
        return f"<c:spPr>{_solid(theme.fill(style.colour))}{line}</c:spPr>"
    return f"<c:spPr>{_solid(style.colour)}<a:ln><a:noFill/></a:ln></c:spPr>"


def _labels(series: Series) -> str:
    rows = []
    for index, words in enumerate(series.labels.values):
        if not words:
            rows.append(f'<c:dLbl><c:idx val="{index}"/><c:delete val="1"/></c:dLbl>')
            continue
        ink = series.ink[index] if series.ink else theme.INK
        guid = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{series.labels.range}{index}")).upper()
        look = f'sz="{round(series.size * theme.SLIDE * 100)}" b="{round(series.bold)}"'
        rows.append(
            f'<c:dLbl><c:idx val="{index}"/><c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr>'
            f'<a:defRPr {look}/></a:pPr><a:fld id="{{{guid}}}" type="CELLRANGE"><a:rPr lang="zh-CN" {look}>'
            f"{_solid(ink)}{FACES}</a:rPr><a:pPr><a:defRPr {look}/></a:pPr><a:t>{escape(words)}</a:t></a:fld>"
            f'</a:p></c:rich></c:tx><c:dLblPos val="{series.places[index]}"/>{_SHOW_NOTHING}<c:extLst>'
            f'<c:ext uri="{{CE6537A1-D6FC-4f65-9D91-7224C49458BB}}" {_C15}>'
            '<c15:showDataLabelsRange val="1"/></c:ext></c:extLst></c:dLbl>'
        )
    return (
        f"<c:dLbls>{''.join(rows)}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{_text(series.size, theme.INK)}{_SHOW_NOTHING}<c:extLst>"
        f'<c:ext uri="{{CE6537A1-D6FC-4f65-9D91-7224C49458BB}}" {_C15}>'
        '<c15:showDataLabelsRange val="1"/></c:ext></c:extLst></c:dLbls>'
    )


_SHOW_NOTHING = "".join(
    f'<c:show{what} val="0"/>' for what in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
)


def _label_range(cells: Cells) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{escape(value)}</c:v></c:pt>' for i, value in enumerate(cells.values))
    return (
        f'<c:extLst><c:ext uri="{{02D57815-91ED-43cb-92C2-25804820EDAC}}" {_C15}><c15:datalabelsRange>'
        f"<c15:f>{cells.formula}</c15:f><c15:dlblRangeCache>"
        f'<c:ptCount val="{len(cells.values)}"/>{points}</c15:dlblRangeCache></c15:datalabelsRange>'
        "</c:ext></c:extLst>"
    )


def _strings(cells: Cells) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{escape(value)}</c:v></c:pt>' for i, value in enumerate(cells.values))
    return (
        f'<c:strRef><c:f>{cells.formula}</c:f><c:strCache><c:ptCount val="{len(cells.values)}"/>'
        f"{points}</c:strCache></c:strRef>"
    )


def _numbers(cells: Cells) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{value!r}</c:v></c:pt>' for i, value in enumerate(cells.values) if value is not None
    )
    return (
        f"<c:numRef><c:f>{cells.formula}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(cells.values)}"/>{points}</c:numCache></c:numRef>'
    )


def _value_axis(
    own: int, other: int, axis: Axis, side: str, crosses: str, grid: bool = True, between: str = "midCat"
) -> str:
    lines = (
        f'<c:majorGridlines><c:spPr><a:ln w="{round(_EMU)}">{_solid(theme.GRID)}</a:ln></c:spPr></c:majorGridlines>'
        if grid
        else ""
    )
    code = escape(axis.code or "General", {'"': "&quot;"})
    return (
        f'<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="{_way(axis.reverse)}"/>'
        f'<c:max val="{axis.high!r}"/><c:min val="{axis.low!r}"/></c:scaling>'
        f'<c:delete val="{round(axis.code is None)}"/><c:axPos val="{side}"/>{lines}'
        f'<c:numFmt formatCode="{code}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{_text(axis.size, theme.MUTED)}<c:crossAx val="{other}"/><c:crosses val="{crosses}"/>'
        f'<c:crossBetween val="{between}"/><c:majorUnit val="{axis.step!r}"/></c:valAx>'
    )


def _category_axis(
    own: int,
    other: int,
    side: str,
    reverse: bool = False,
    crosses: str = "autoZero",
    size: float = theme.LABEL,
    ink: str = theme.MUTED,
    hidden: bool = False,
    low: bool = False,
    lined: bool = True,
) -> str:
    stroke = f'<a:ln w="{round(_EMU)}">{_solid(theme.GRID)}</a:ln>' if lined else _NO_LINE
    return (
        f'<c:catAx><c:axId val="{own}"/><c:scaling><c:orientation val="{_way(reverse)}"/></c:scaling>'
        f'<c:delete val="{round(hidden)}"/><c:axPos val="{side}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="{"low" if low else "nextTo"}"/>'
        f"<c:spPr>{stroke}</c:spPr>{_text(size, ink)}"
        f'<c:crossAx val="{other}"/><c:crosses val="{crosses}"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
    )


def _way(reverse: bool) -> str:
    return "maxMin" if reverse else "minMax"


def _text(size: float, ink: str) -> str:
    return (
        "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{round(size * theme.SLIDE * 100)}">{_solid(ink)}{FACES}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}"/></a:solidFill>'

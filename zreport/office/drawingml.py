"""What shapes, charts and layouts share of DrawingML: lengths, places, fills, lines and type."""

from typing import Any

from zreport.office.xml import clark, copied, element
from zreport.page import theme
from zreport.page.text import Box

# English metric units to a point of a slide, and to one of a page, which is a little larger there.
SLIDE_POINT = 12700
PAGE_POINT = SLIDE_POINT * theme.SLIDE
LATIN_FACE, EAST_ASIAN = "Arial", "Microsoft YaHei"
# What does not grow with the group that it stands in: the attribute of each element.
_TYPE_AND_LINES = {"a:rPr": ("sz",), "a:defRPr": ("sz",), "a:spcPts": ("val",), "a:ln": ("w",), "c:size": ("val",)}
_TYPE_AND_LINES |= {"a:bodyPr": ("lIns", "rIns", "tIns", "bIns")}

EmuBox = tuple[int, int, int, int]


def emu_box(box: Box, point: float = PAGE_POINT) -> EmuBox:
    """Return left, top, width and height in EMU; `point` says how much a point of the box is."""
    return tuple(round(edge * point) for edge in (box.left, box.top, box.width, box.height))


def transform(place: EmuBox, name: str = "a:xfrm", inner: EmuBox | None = None) -> Any:
    """Put something in its place; `inner` is the same place as the members of a group reckon."""
    return element(name, *corner(place, "a:off", "a:ext"), *(corner(inner, "a:chOff", "a:chExt") if inner else ()))


def corner(place: EmuBox, at: str, size: str) -> tuple[Any, Any]:
    """Write where something begins, and how large it is, as elements of these names."""
    left, top, width, height = place
    return element(at, x=left, y=top), element(size, cx=width, cy=height)


def rgb(colour: str) -> Any:
    """Write a colour."""
    return element("a:srgbClr", val=colour[1:].upper())


@copied
def solid_fill(colour: str) -> Any:
    """Fill with a plain colour."""
    return element("a:solidFill", rgb(colour))


@copied
def hatch(colour: str, paper: str) -> Any:
    """Fill with strokes of a colour on a paper."""
    ink, ground = element("a:fgClr", rgb(colour)), element("a:bgClr", rgb(paper))
    return element("a:pattFill", ink, ground, prst="wdUpDiag")


@copied
def outline(colour: str, width: float, name: str = "a:ln") -> Any:
    """Draw a line of a width in points of the page."""
    return element(name, solid_fill(colour), w=round(width * PAGE_POINT))


@copied
def no_outline(name: str = "a:ln", width: int | None = None) -> Any:
    """Draw no line."""
    return element(name, element("a:noFill"), w=width)


@copied
def geometry(form: str, adjustment: int | None = None) -> Any:
    """Give a shape one of the forms that programs know, with what can be adjusted of it."""
    guide = None if adjustment is None else element("a:gd", name="adj", fmla=f"val {adjustment}")
    return element("a:prstGeom", element("a:avLst", guide), prst=form)


def type_size(points: float) -> int:
    """Return a size of type, or a distance of lines, as it is on a slide, in hundredths of a point."""
    return round(points * theme.SLIDE * 100)


def theme_fonts() -> list[Any]:
    """Name the fonts of the theme, whatever they are."""
    return [element("a:latin", typeface="+mn-lt"), element("a:ea", typeface="+mn-ea")]


@copied
def run_look(lang: str, size: float, bold: bool, colour: str) -> Any:
    """Set the type of a run of words, in points of the page."""
    return element("a:rPr", solid_fill(colour), *theme_fonts(), lang=lang, sz=type_size(size), b=bold)


@copied
def leading(points: float, align: str) -> Any:
    """Set the distance between the lines of a paragraph, and its side: ``start``, ``middle`` or ``end``."""
    side = {"start": "l", "middle": "ctr", "end": "r"}[align]
    return element("a:pPr", element("a:lnSpc", element("a:spcPts", val=type_size(points))), algn=side)


@copied
def text_frame(anchor: str = "t", pad: float = 0, pad_top: float = 0, wrap: str = "square") -> Any:
    """Set how words stand in their shape, with the room around them in points of the page."""
    side, top = round(pad * PAGE_POINT), round(pad_top * PAGE_POINT)
    margins = {"lIns": side, "rIns": side, "tIns": top, "bIns": top}
    return element("a:bodyPr", element("a:noAutofit"), wrap=wrap, **margins, anchor=anchor, rtlCol=0)


def name_fonts(root: Any) -> None:
    """Name our fonts outright, in a file whose theme has others."""
    for tag, face in (("a:latin", LATIN_FACE), ("a:ea", EAST_ASIAN)):
        for one in root.iter(clark(tag)):
            one.set("typeface", face)


def rescale(root: Any, by: float) -> None:
    """Scale the type, the lines and the marks of shapes or of a chart; their places scale by the group."""
    for tag, keys in _TYPE_AND_LINES.items():
        for one in root.iter(clark(tag)):
            for key in keys:
                if one.get(key):
                    one.set(key, str(max(1, round(int(one.get(key)) * by))))

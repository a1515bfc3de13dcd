"""Layouts of others made fit for use: titles where there are none, words clear of logos and readable on their ground."""

from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from zreport.office.drawingml import SLIDE_POINT, emu_box, rgb, type_size
from zreport.office.shapes import ShapeWriter
from zreport.office.slides.grounds import is_light, shade_of
from zreport.office.slides.paints import Palette, contrast
from zreport.office.slides.rooms import (
    TITLES,
    bodies_of,
    box_of,
    clear,
    content_room,
    free_page,
    heading_room,
    page_of,
    raised,
    title_of,
)
from zreport.office.xml import NAMESPACES, clark, element, pptx_element, select, serialize
from zreport.page import theme
from zreport.page.text import Box

# Contrast below which words, and links, cannot be read, and the type of titles of our own.
_POOR, _LINKS, _TITLE, _COVER = 3.0, 4.5, 26, 34
_LEVELS = [f"a:lvl{number}pPr" for number in range(1, 6)]


def mend(deck: Any, layout: Any, use: str) -> None:
    """Give a layout a title if it has none, or one that stands nowhere, and let its words be read."""
    title = title_of(layout)
    if title is None:
        title = _titled(deck, layout, use)
    elif box_of(title) is None:
        _put(title, _heading(deck, layout, use))
    elif use in ("finding", "agenda") and (places := raised(deck, layout, content_room(deck, layout))):
        _put(title, places[0])
    for shape, box in [(title, box_of(title)), *bodies_of(layout)]:
        free = clear(deck, layout, box)
        if free != box:
            _put(shape, free)
        _show(deck, layout, shape, free)
    if use == "agenda":
        _show_links(deck, layout)


def _heading(deck: Any, layout: Any, use: str) -> Box:
    """Return where a title of our own goes: at the top, or on covers and before sections above the rest."""
    if use in ("finding", "agenda"):
        return heading_room(deck, layout)[0]
    page, room = page_of(deck), free_page(deck, layout)
    tall = page.height * 0.2
    above = min((body.top for _, body in bodies_of(layout)), default=0) - tall - 4
    return Box(room.left, above if above > 0 else page.height * 0.3, room.width, tall)


def _titled(deck: Any, layout: Any, use: str) -> Any:
    """Add a title to a layout, and return it."""
    box = _heading(deck, layout, use)
    ink = theme.INK if is_light(deck, layout, box) else theme.PAPER
    size = type_size(_TITLE if use in ("finding", "agenda") else _COVER)
    look = element("a:defRPr", element("a:solidFill", rgb(ink)), sz=size, b=True)
    words = element("a:p", element("a:r", element("a:rPr"), element("a:t", text="Title")))
    body = element("a:bodyPr", element("a:normAutofit"), anchor="ctr")
    text = [body, element("a:lstStyle", element("a:lvl1pPr", look)), words]
    tree = layout._element.cSld.spTree
    shapes = ShapeWriter("p", "", tree.max_shape_id)
    tree.append(pptx_element(shapes.shape("Title", None, [], text, placeholder={"type": "title"})))
    title = title_of(layout)
    _put(title, box)
    return title


def _put(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = emu_box(box, SLIDE_POINT)


def _show(deck: Any, layout: Any, shape: Any, box: Box) -> None:
    """Let the words of a placeholder be dark or pale where theirs cannot be read on what lies below."""
    palette, ground = Palette(layout), shade_of(deck, layout, box)
    for fill in select(shape._element, "p:spPr/*[self::a:solidFill or self::a:gradFill or self::a:blipFill]"):
        # Its words stand on a fill of its own.
        sheet = palette.filled(fill, layout.part)
        if not isinstance(sheet, tuple):
            return
        ground = tuple(new * sheet[3] + old * (1 - sheet[3]) for new, old in zip(sheet[:3], ground, strict=True))
    own = next((one for level in _styles(shape, layout) for one in select(level, "a:defRPr/a:solidFill/*")), None)
    ink = palette.colour(own) if own is not None else palette.colour(element("a:schemeClr", val="tx1"))
    if contrast(ink[:3], ground) >= _POOR:
        return
    best = max((theme.INK, theme.PAPER), key=lambda one: contrast(palette.colour(rgb(one))[:3], ground))
    styles = shape._element.txBody.find("a:lstStyle", NAMESPACES)
    if styles is None:
        styles = pptx_element(element("a:lstStyle"))
        shape._element.txBody.insert(1, styles)
    for name in _LEVELS:
        level = styles.find(name, NAMESPACES)
        if level is None:
            level = pptx_element(element(name))
            at = sum(styles.find(before, NAMESPACES) is not None for before in _LEVELS[: _LEVELS.index(name)])
            styles.insert(at + (styles.find("a:defPPr", NAMESPACES) is not None), level)
        look = level.find("a:defRPr", NAMESPACES)
        if look is None:
            look = pptx_element(element("a:defRPr"))
            later = level.find("a:extLst", NAMESPACES)
            level.append(look) if later is None else later.addprevious(look)
        for old in select(look, "a:noFill | a:solidFill | a:gradFill | a:blipFill | a:pattFill"):
            look.remove(old)
        look.insert(int(look.find("a:ln", NAMESPACES) is not None), pptx_element(element("a:solidFill", rgb(best))))


def _show_links(deck: Any, layout: Any) -> None:
    """Let links be read on the ground of a layout."""
    palette, page = Palette(layout), page_of(deck)
    box = next((body for _, body in bodies_of(layout)), page)
    ground = shade_of(deck, layout, box)
    if contrast(palette.colour(element("a:schemeClr", val="hlink"))[:3], ground) >= _LINKS:
        return
    best = max((theme.ACHIEVED, theme.FAINT), key=lambda one: contrast(palette.colour(rgb(one))[:3], ground))
    part = layout.slide_master.part.part_related_by(RT.THEME)
    root = etree.fromstring(part.blob)
    for one in root.iter(clark("a:hlink"), clark("a:folHlink")):
        one[:] = [rgb(best)]
    part._blob = serialize(root)


def _styles(shape: Any, layout: Any) -> list[Any]:
    """Return what says how the first level of a placeholder looks, the nearest first."""
    master, heading = layout.slide_master._element, shape.placeholder_format.type in TITLES
    kinds = "@type='title' or @type='ctrTitle'" if heading else "@type='body'"
    levels = select(shape._element, ".//a:lstStyle/a:lvl1pPr")
    levels += select(master, f".//p:sp[p:nvSpPr/p:nvPr/p:ph[{kinds}]]//a:lstStyle/a:lvl1pPr")
    return levels + select(master, f"p:txStyles/p:{'title' if heading else 'body'}Style/a:lvl1pPr")


def type_of(shape: Any, layout: Any) -> tuple[float, float, float]:
    """Return the points of type of a place for text, how far its lines stand apart, in sizes of it, and their indent."""
    levels = _styles(shape, layout)

    def first(path: str, plain: str) -> str:
        return next((str(found[0]) for one in levels if (found := select(one, path))), plain)

    size = int(first("a:defRPr/@sz", "1800")) / 100
    leading = 1.2 * _percent(first("a:lnSpc/a:spcPct/@val", "100000"))
    before, points = first("a:spcBef/a:spcPct/@val", ""), first("a:spcBef/a:spcPts/@val", "0")
    indent = int(first("@marL", "0")) / 12_700
    return size, leading + (_percent(before) if before else int(points) / 100 / size), indent


def _percent(words: str) -> float:
    return float(words[:-1]) / 100 if words.endswith("%") else float(words) / 100_000

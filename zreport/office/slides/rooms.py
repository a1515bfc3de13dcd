"""Rooms on layouts: what stands on one, and where it leaves room for charts and for words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import cos, radians, sin
from typing import Any
from weakref import WeakKeyDictionary

from pptx.enum.shapes import PP_PLACEHOLDER as KIND

from zreport.office.drawingml import SLIDE_POINT
from zreport.office.slides.outlines import GAP, Outline, common_part, extent, largest, outline_of
from zreport.office.slides.paints import Palette, contrast, paints_of
from zreport.office.xml import NAMESPACES, clark, select
from zreport.page.text import Box

TITLES = (KIND.TITLE, KIND.CENTER_TITLE)
# Placeholders at the foot, which people fill for a whole deck.
FEET = (KIND.SLIDE_NUMBER, KIND.FOOTER, KIND.DATE)
# Placeholders for text, and what a slide calls them.
BODIES = {KIND.SUBTITLE: "subTitle", KIND.BODY: "body", KIND.OBJECT: None}
# Shares of the slide: the margin where theirs runs to the edge, the least room for a chart, and a body worth its name.
_MARGIN, _EDGE = 0.045, 0.02
_LEAST, _BODY = (0.45, 0.38), (0.4, 0.3)
# What covers as much of a body is its ground; what costs more than this of the room is no footer.
_GROUND, _DEAR, _CLEAR = 0.6, 0.6, 0.45
# Shares of the slide that are room for any chart, and of a body what is no ornament beside it.
_ROOMY, _LARGE = (0.6, 0.5), 0.25
_PICTURES = (clark("p:pic"), clark("p:graphicFrame"))
# How much of a sheet hides what lies below, and the contrast below which a shape is hardly seen.
_OPAQUE, _FAINT = 0.95, 1.45
# The height of a title that we place, and what is no longer the top, in shares of the slide.
_HEADING, _HIGH = 0.12, 0.3
# The most things that are looked at.
_MOST = 40


# What layouts draw, which is asked for often: nothing here changes it.
_DRAWN: WeakKeyDictionary[Any, list[Piece]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Piece:
    """A shape that is drawn on each slide of a layout: where, in points, and whether layout or master has it."""

    box: Box
    shape: Any
    owner: Any
    outline: Outline | None = None

    @property
    def walls(self) -> list[Box]:
        """Boxes that hold what it takes up: several where it is no rectangle."""
        return self.outline.boxes if self.outline else [self.box]


def box_of(shape: Any) -> Box | None:
    """Return where a placeholder stands, in points, by itself or as what it inherits from; None if nowhere."""
    place = shape._element.find("p:spPr/a:xfrm", NAMESPACES)
    if place is None and (above := getattr(shape, "_base_placeholder", None)) is not None:
        return box_of(above)  # found once: each edge by itself would look for it again
    if place is not None and len(place) >= 2:
        box = Box(*_edges(place, "a:off", "a:ext"))
    else:
        edges = (shape.left, shape.top, shape.width, shape.height)
        if None in edges:
            return None
        box = Box(*(edge / SLIDE_POINT for edge in edges))
    return box if box.width > 0 and box.height > 0 else None


def holders_of(owner: Any) -> Iterator[tuple[Any, Any]]:
    """Return the placeholders of a layout or a master, each with its kind.

    python-pptx says the same, and looks three times at each shape for it.
    """
    held = owner.placeholders
    for shape in owner._element.cSld.spTree.iter_shape_elms():
        for holder in select(shape, "*[1]/p:nvPr/p:ph")[:1]:
            yield held._shape_factory(shape), holder.type


def title_of(layout: Any) -> Any:
    """Return the title placeholder of a layout, or None."""
    return next((one for one, kind in holders_of(layout) if kind in TITLES), None)


def bodies_of(layout: Any) -> list[tuple[Any, Box]]:
    """Return the places for text of a layout, the largest first; without those that stand nowhere or upright."""
    pairs = [(one, box_of(one)) for one, kind in holders_of(layout) if kind in BODIES]
    upright = "p:txBody/a:bodyPr[@vert and @vert!='horz']"
    found = [(one, box) for one, box in pairs if box and not select(one._element, upright)]
    return sorted(found, key=lambda pair: -extent(pair[1]))


def page_of(deck: Any) -> Box:
    """Return the slide, in points."""
    return Box(0, 0, deck.slide_width.pt, deck.slide_height.pt)


def enough(deck: Any, room: Box, least: tuple[float, float] = _LEAST) -> bool:
    """Whether a chart can stand in a room, which has at `least` these shares of the slide's width and height."""
    page = page_of(deck)
    return room.width >= least[0] * page.width and room.height >= least[1] * page.height


def drawn(layout: Any) -> list[Piece]:
    """Return what a layout and its master draw on each slide, the lowest first."""
    if layout.part not in _DRAWN:
        _DRAWN[layout.part] = list(_pieces(layout))
    return _DRAWN[layout.part]


def _pieces(layout: Any) -> Iterator[Piece]:
    owners = [layout] if layout._element.get("showMasterSp") in ("0", "false") else [layout.slide_master, layout]
    for owner in owners:
        for shape, box, outline in _shapes(owner._element.cSld.spTree, (1.0, 0.0, 1.0, 0.0)):
            yield Piece(box, shape, owner, outline)


def _shapes(tree: Any, onto: tuple[float, float, float, float]) -> Iterator[tuple[Any, Box, Outline | None]]:
    """Return the visible shapes of a tree, those in its groups too, with where they stand on the slide."""
    by_x, from_x, by_y, from_y = onto
    for shape in tree.iterchildren(*map(clark, ("p:sp", "p:pic", "p:cxnSp", "p:graphicFrame", "p:grpSp"))):
        named = shape.find(".//p:cNvPr", NAMESPACES)
        if shape.find("*/p:nvPr/p:ph", NAMESPACES) is not None or named.get("hidden") in ("1", "true"):
            continue
        place = shape.find("p:xfrm" if shape.tag == clark("p:graphicFrame") else "*/a:xfrm", NAMESPACES)
        if shape.tag == clark("p:grpSp"):
            yield from _shapes(shape, _within(place, onto))
        elif place is not None and len(place) >= 2 and _is_visible(shape):
            left, top, width, height = _edges(place, "a:off", "a:ext")
            left, top = left * by_x + from_x, top * by_y + from_y
            box = Box(left, top, width * by_x, height * by_y)
            yield shape, _turned(box, int(place.get("rot") or 0) / 60_000), outline_of(shape, box, place)


def _within(place: Any, onto: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Return how far and how large what a group holds stands on the slide."""
    if place is None or place.find("a:chExt", NAMESPACES) is None:
        return onto
    left, top, width, height = _edges(place, "a:off", "a:ext")
    from_left, from_top, inner_width, inner_height = _edges(place, "a:chOff", "a:chExt")
    by_x, by_y = width / (inner_width or width or 1), height / (inner_height or height or 1)
    return (
        onto[0] * by_x,
        onto[0] * (left - from_left * by_x) + onto[1],
        onto[2] * by_y,
        onto[2] * (top - from_top * by_y) + onto[3],
    )


def _edges(place: Any, at: str, size: str) -> tuple[float, ...]:
    corner, ends = place.find(at, NAMESPACES), place.find(size, NAMESPACES)
    return tuple(
        int(one.get(key)) / SLIDE_POINT for one, keys in ((corner, "x y"), (ends, "cx cy")) for key in keys.split()
    )


def _turned(box: Box, degrees: float) -> Box:
    """Return what a box takes up that is turned around its middle."""
    if not degrees % 180:
        return box
    wide, tall = abs(cos(radians(degrees))), abs(sin(radians(degrees)))
    width, height = box.width * wide + box.height * tall, box.width * tall + box.height * wide
    return Box(box.left + (box.width - width) / 2, box.top + (box.height - height) / 2, width, height)


def _is_visible(shape: Any) -> bool:
    """Whether a shape has a fill, an edge or words."""
    if shape.tag not in (clark("p:sp"), clark("p:cxnSp")):
        return True
    if any((text.text or "").strip() for text in shape.iter(clark("a:t"))):
        return True
    look = shape.find("p:spPr", NAMESPACES)
    for own, named in (
        ("a:solidFill a:gradFill a:blipFill a:pattFill a:grpFill a:noFill", "fillRef"),
        ("a:ln", "lnRef"),
    ):
        given = next((one for one in map(lambda tag: look.find(tag, NAMESPACES), own.split()) if one is not None), None)
        if own == "a:ln" and given is not None and not len(select(given, "*[not(self::a:miter or self::a:round)]")):
            given = None
        if given is not None:
            if given.tag != clark("a:noFill") and given.find("a:noFill", NAMESPACES) is None:
                return True
        elif select(shape, f"p:style/a:{named}[@idx!='0']"):
            return True
    return False


def content_room(deck: Any, layout: Any) -> Box:
    """Return where a layout leaves room for content, in points.

    It is the body of a content layout, or the page below the title where there is no body of any size, less
    everything that layout and master draw there, titles and footers; and never nearer to the edge than a margin.
    """
    whole, body = free_page(deck, layout), _body(deck, layout)
    if body is None:
        return whole
    own = _free(deck, layout, _kept_off(body, page_of(deck)))
    fine = is_roomy(deck, own) or (enough(deck, own) and not is_roomy(deck, whole))
    return own if fine and extent(own) >= 0.6 * extent(whole) else whole


def is_roomy(deck: Any, room: Box) -> bool:
    """Whether any chart can stand in a room."""
    return enough(deck, room, _ROOMY)


def free_page(deck: Any, layout: Any, heading: bool = True) -> Box:
    """Return the largest rectangle of the slide, less its margins, in which nothing stands; with or without a title."""
    page = page_of(deck)
    inner = Box(page.width * _MARGIN, page.height * 0.03, page.width * (1 - 2 * _MARGIN), page.height * 0.93)
    return _free(deck, layout, inner, heading)


def heading_room(deck: Any, layout: Any) -> tuple[Box, Box]:
    """Return where a title would stand at the top of what a layout leaves free, and what is then left for content."""
    room, tall = free_page(deck, layout, heading=False), page_of(deck).height * _HEADING
    below = tall + GAP
    return replace(room, height=tall), Box(room.left, room.top + below, room.width, max(room.height - below, 0))


def raised(deck: Any, layout: Any, room: Box) -> tuple[Box, Box] | None:
    """Return the same where a title in the middle, as covers have it, leaves a small room; None if it may stay."""
    title = title_of(layout)
    place = box_of(title) if title is not None else None
    if is_roomy(deck, room) or place is None or place.top + place.height / 2 < _HIGH * page_of(deck).height:
        return None
    heading, below = heading_room(deck, layout)
    return (heading, below) if extent(below) > 1.2 * extent(room) else None


def clear(deck: Any, layout: Any, box: Box) -> Box:
    """Return the part of a box in which nothing is drawn, if that is most of it; else the box."""
    # A line has no height, yet is in the way.
    every = (wall.inset(-1) for piece in _in_the_way(layout, box)[1] for wall in piece.walls)
    walls = [wall for wall in every if common_part(wall, box)]
    if not walls:
        return box
    free = largest(box, sorted(walls, key=extent, reverse=True)[:_MOST])
    return free if extent(free) >= _CLEAR * extent(box) else box


def _body(deck: Any, layout: Any) -> Box | None:
    """Return the place for content: of the layout, of others of its master that are for content, of the master."""
    page = page_of(deck)
    content = [one for one in layout.slide_master.slide_layouts if one._element.get("type") in ("obj", "tx")]
    master = [one for one, kind in holders_of(layout.slide_master) if kind == KIND.BODY]
    found = [box for owner in (layout, *content[:1]) for _, box in bodies_of(owner)[:1]]
    found += [box for box in map(box_of, master) if box]
    large = (box for box in found if box.width >= _BODY[0] * page.width and box.height >= _BODY[1] * page.height)
    return next(large, None)


def _kept_off(box: Box, page: Box) -> Box:
    """Return a box with a margin where it runs to the edge of the slide."""
    aside, near = page.width * _MARGIN, page.width * _EDGE
    left = aside if box.left < near else box.left
    right = page.width - aside if box.right > page.width - near else box.right
    top, bottom = max(box.top, page.height * 0.03), min(box.bottom, page.height * 0.96)
    return Box(left, top, max(right - left, 1), max(bottom - top, 1))


def _free(deck: Any, layout: Any, body: Box, heading: bool = True) -> Box:
    """Return the largest rectangle of a body in which nothing stands, with or without the title."""
    body, pieces = _in_the_way(layout, body)
    title = title_of(layout)
    box = box_of(title) if heading and title is not None else None
    fixed = [box] if box else []
    # Those of the layout that have no place of their own stand where those of the master do.
    own = [one for one, kind in holders_of(layout) if kind in FEET and select(one._element, "p:spPr/a:xfrm")]
    every = [*own, *(one for one, kind in holders_of(layout.slide_master) if kind in FEET)]
    feet = [box for box in map(box_of, every) if box]

    def room(least: float) -> Box:
        kept = (one for one in pieces if one.shape.tag not in _PICTURES or extent(one.box) < least * extent(body))
        own = [wall for piece in kept for wall in piece.walls]
        walls = [*fixed, *sorted(own, key=extent, reverse=True)[:_MOST]]
        without, within = largest(body, walls), largest(body, [*walls, *feet])
        return within if extent(within) >= _DEAR * extent(without) else without

    clear_of_all = room(float("inf"))
    if is_roomy(deck, clear_of_all) or not is_roomy(deck, body):
        return clear_of_all
    # A picture as large as a quarter of the body is meant to lie below what people write there.
    return max(clear_of_all, room(_LARGE), key=extent)


def _in_the_way(layout: Any, body: Box) -> tuple[Box, list[Piece]]:
    """Return what stands in a body and can be seen there, and the body within the sheets on which its content stands."""
    palette, found = Palette(layout), []
    ground = _plain(palette.ground())
    for piece in drawn(layout):
        shares = [part for wall in piece.walls if (part := common_part(wall.inset(-1), body))]
        paint = _plain(palette.fill_of(piece))
        if sum(map(extent, shares)) >= _GROUND * extent(body):
            sheet = common_part(piece.box.inset(GAP), body) or body
            gaps = [gap for gap in piece.outline.gaps(sheet) if extent(gap)] if piece.outline else []
            within = largest(sheet, gaps) if gaps else sheet
            body = within if extent(within) >= _GROUND * extent(sheet) else sheet
            if paint and paint[3] > _OPAQUE:
                # Nothing of what lies below is to be seen.
                found, ground = [], paint
        elif shares and not _is_faint(palette, piece, ground):
            found.append(piece)
    return body, found


def _plain(fill: Any) -> tuple[float, ...] | None:
    """Return the colour of a fill on the whole, and how much of it is there; None if there is no fill."""
    if fill is None or isinstance(fill, tuple):
        return fill
    return tuple(part / 255 for part in fill.resize((1, 1), 5).getpixel((0, 0)))


def _is_faint(palette: Palette, piece: Piece, ground: tuple[float, ...] | None) -> bool:
    """Whether a shape hardly stands out against what lies below, as a watermark does."""
    fill = palette.fill_of(piece)
    words = any((text.text or "").strip() for text in piece.shape.iter(clark("a:t")))
    if words or not fill or not ground or piece.shape.tag == clark("p:graphicFrame"):
        return False
    paints = [fill] if isinstance(fill, tuple) else paints_of(fill)
    below = ground[:3]
    return all(
        contrast(tuple(new * paint[3] + old * (1 - paint[3]) for new, old in zip(paint, below, strict=False)), below)
        < _FAINT
        for paint in paints
    )

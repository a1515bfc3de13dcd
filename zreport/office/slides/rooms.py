"""Rooms on layouts: what stands on one, and where it leaves room for charts and for words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sin
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER as KIND

from zreport.office.drawingml import SLIDE_POINT
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
# Points between a chart and what stands beside it, and the most things that are looked at.
_GAP, _MOST = 5, 40


@dataclass(frozen=True)
class Piece:
    """A shape that is drawn on each slide of a layout: where, in points, and whether layout or master has it."""

    box: Box
    shape: Any
    owner: Any


def box_of(shape: Any) -> Box | None:
    """Return where a placeholder stands, in points, by itself or as what it inherits from; None if nowhere."""
    place = shape._element.find("p:spPr/a:xfrm", NAMESPACES)
    if place is not None and len(place) >= 2:
        box = Box(*_edges(place, "a:off", "a:ext"))
    else:
        edges = (shape.left, shape.top, shape.width, shape.height)
        if None in edges:
            return None
        box = Box(*(edge / SLIDE_POINT for edge in edges))
    return box if box.width > 0 and box.height > 0 else None


def title_of(layout: Any) -> Any:
    """Return the title placeholder of a layout, or None."""
    return next((one for one in layout.placeholders if one.placeholder_format.type in TITLES), None)


def bodies_of(layout: Any) -> list[tuple[Any, Box]]:
    """Return the places for text of a layout, the largest first; without those that stand nowhere or upright."""
    pairs = [(one, box_of(one)) for one in layout.placeholders if one.placeholder_format.type in BODIES]
    upright = "p:txBody/a:bodyPr[@vert and @vert!='horz']"
    found = [(one, box) for one, box in pairs if box and not one._element.xpath(upright)]
    return sorted(found, key=lambda pair: -extent(pair[1]))


def page_of(deck: Any) -> Box:
    """Return the slide, in points."""
    return Box(0, 0, deck.slide_width.pt, deck.slide_height.pt)


def enough(deck: Any, room: Box, least: tuple[float, float] = _LEAST) -> bool:
    """Whether a chart can stand in a room, which has at `least` these shares of the slide's width and height."""
    page = page_of(deck)
    return room.width >= least[0] * page.width and room.height >= least[1] * page.height


def drawn(deck: Any, layout: Any) -> Iterator[Piece]:
    """Return what a layout and its master draw on each slide, the lowest first."""
    owners = [layout] if layout._element.get("showMasterSp") in ("0", "false") else [layout.slide_master, layout]
    for owner in owners:
        for shape, box in _shapes(owner._element.cSld.spTree, (1.0, 0.0, 1.0, 0.0)):
            yield Piece(box, shape, owner)


def _shapes(tree: Any, onto: tuple[float, float, float, float]) -> Iterator[tuple[Any, Box]]:
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
            yield shape, _turned(Box(left, top, width * by_x, height * by_y), int(place.get("rot") or 0) / 60_000)


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
    return own if extent(own) >= 0.6 * extent(whole) and enough(deck, own) else whole


def free_page(deck: Any, layout: Any) -> Box:
    """Return the largest rectangle of the slide, less its margins, in which nothing stands."""
    page = page_of(deck)
    inner = Box(page.width * _MARGIN, page.height * 0.03, page.width * (1 - 2 * _MARGIN), page.height * 0.93)
    return _free(deck, layout, inner)


def clear(deck: Any, layout: Any, box: Box) -> Box:
    """Return the part of a box in which nothing is drawn, if that is most of it; else the box."""
    walls = []
    for piece in drawn(deck, layout):
        shared = _shared(piece.box, box)
        if shared and extent(shared) < _GROUND * extent(box):
            walls.append(piece.box)
    if not walls:
        return box
    free = largest(box, sorted(walls, key=extent, reverse=True)[:_MOST])
    return free if extent(free) >= _CLEAR * extent(box) else box


def _body(deck: Any, layout: Any) -> Box | None:
    """Return the place for content: of the layout, of others of its master that are for content, of the master."""
    page = page_of(deck)
    content = [one for one in layout.slide_master.slide_layouts if one._element.get("type") in ("obj", "tx")]
    master = [one for one in layout.slide_master.placeholders if one.placeholder_format.type == KIND.BODY]
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


def _free(deck: Any, layout: Any, body: Box) -> Box:
    """Return the largest rectangle of a body in which nothing stands."""
    walls = []
    for piece in drawn(deck, layout):
        shared = _shared(piece.box, body)
        if shared and extent(shared) >= _GROUND * extent(body):
            # A sheet below the content: this stands on it.
            inside = _shared(piece.box.inset(_GAP), body)
            body = inside or body
        elif shared or _shared(piece.box.inset(-1), body):
            walls.append(piece.box)
    title = title_of(layout)
    heading = box_of(title) if title is not None else None
    walls += [heading] if heading else []
    feet = [
        box
        for owner in (layout, layout.slide_master)
        for one in owner.placeholders
        if one.placeholder_format.type in FEET and (box := box_of(one))
    ]
    walls = sorted(walls, key=extent, reverse=True)[:_MOST]
    without, room = largest(body, walls), largest(body, [*walls, *feet])
    return room if extent(room) >= _DEAR * extent(without) else without


def largest(body: Box, walls: Sequence[Box]) -> Box:
    """Return the largest rectangle of a box that keeps a little off the boxes in it.

    Examples
    --------
    >>> largest(Box(0, 0, 100, 100), [Box(90, 0, 10, 100)])
    Box(left=0, top=0, width=85, height=100)
    """
    kept = [_shared(wall.inset(-_GAP), body) for wall in walls]
    walls = [wall for wall in kept if wall]
    tops = sorted({body.top, *(wall.bottom for wall in walls)})
    feet = sorted({body.bottom, *(wall.top for wall in walls)})
    best = Box(body.left, body.top, 0, 0)
    for top in tops:
        for foot in feet:
            if foot <= top:
                continue
            between = [wall for wall in walls if wall.top < foot and wall.bottom > top]
            for left, right in _gaps(body, between):
                if (right - left) * (foot - top) > extent(best):
                    best = Box(left, top, right - left, foot - top)
    return best


def _gaps(body: Box, walls: Iterable[Box]) -> Iterator[tuple[float, float]]:
    """Return where nothing stands between the sides of a box."""
    ends = [(body.left, body.left)]
    for wall in sorted(walls, key=lambda one: one.left):
        ends.append((wall.left, max(wall.right, ends[-1][1])))
    ends.append((body.right, body.right))
    return ((before[1], after[0]) for before, after in pairwise(ends) if after[0] > before[1])


def _shared(one: Box, other: Box) -> Box | None:
    """Return what two boxes share, if it is anything."""
    left, top = max(one.left, other.left), max(one.top, other.top)
    width, height = min(one.right, other.right) - left, min(one.bottom, other.bottom) - top
    return Box(left, top, width, height) if width > 0 and height > 0 else None


def extent(box: Box) -> float:
    """Return how large a box is."""
    return box.width * box.height

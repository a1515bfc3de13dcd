"""Outlines of shapes that are no rectangles, or are turned, as polygons and boxes; and the room between boxes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import cos, pi, radians, sin
from typing import Any

from zreport.office.xml import NAMESPACES, clark, select
from zreport.page.text import Box

Point = tuple[float, float]
# Corners of plain shapes, in shares of their boxes.
_PLAIN = {
    "ellipse": [(0.5 + cos(turn * pi / 16) / 2, 0.5 + sin(turn * pi / 16) / 2) for turn in range(32)],
    "triangle": [(0.5, 0.0), (1.0, 1.0), (0.0, 1.0)],
    "rtTriangle": [(0.0, 0.0), (1.0, 1.0), (0.0, 1.0)],
    "diamond": [(0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)],
    "parallelogram": [(0.25, 0.0), (1.0, 0.0), (0.75, 1.0), (0.0, 1.0)],
    "line": [(0.0, 0.0), (1.0, 1.0)],
}
_PLAIN |= {"straightConnector1": _PLAIN["line"], "flowChartConnector": _PLAIN["ellipse"]}
# Square points below which nobody minds the corners of a box.
_SMALL = 2_500
# Points between a chart and what stands beside it.
GAP = 5
# Strips into which an outline is cut, and lines that are looked at in each.
_STRIPS, _LINES, _CORNERS = 10, 3, 120


@dataclass(frozen=True)
class Outline:
    """The polygons around a shape, on the slide, in points; a point is inside if it is in an odd number of them."""

    polygons: Sequence[Sequence[Point]]

    def spans(self, y: float) -> list[tuple[float, float]]:
        """Return where a line across the slide is inside."""
        crossed = []
        for corners in self.polygons:
            for (left, top), (right, bottom) in zip(corners, [*corners[1:], corners[0]], strict=True):
                if (top <= y) != (bottom <= y):
                    crossed.append(left + (y - top) / (bottom - top) * (right - left))
        crossed.sort()
        return list(zip(crossed[::2], crossed[1::2], strict=False))

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is inside, or close to it."""
        return any(box.left <= x < box.right and box.top <= y < box.bottom for box in self.boxes)

    @cached_property
    def boxes(self) -> list[Box]:
        """Boxes that hold all that is inside, and little else."""
        return list(self._boxes())

    def gaps(self, box: Box) -> Iterator[Box]:
        """Return boxes of the strips of a box that hold all that is outside, and little else."""
        for start, step, rows in self._strips():
            if not box.top - step < start < box.bottom:
                continue
            # What is inside on each line, in one piece.
            ends = [max(spans, key=lambda span: span[1] - span[0], default=(box.right, box.left)) for spans in rows]
            left, right = max(end[0] for end in ends), min(end[1] for end in ends)
            if left >= right:
                left = right = box.right
            yield Box(box.left, start, max(left - box.left, 0), step)
            yield Box(right, start, max(box.right - right, 0), step)

    def _strips(self) -> Iterator[tuple[float, float, list[list[tuple[float, float]]]]]:
        """Return the tops of strips, their height, and where lines across each are inside."""
        heights = [y for corners in self.polygons for _, y in corners]
        top, step = min(heights), (max(heights) - min(heights)) / _STRIPS
        for strip in range(_STRIPS if step else 0):
            start = top + strip * step
            lines = (start + step * (0.02 + 0.96 * line / (_LINES - 1)) for line in range(_LINES))
            yield start, step, [self.spans(y) for y in lines]

    def _boxes(self) -> Iterator[Box]:
        for start, step, rows in self._strips():
            spans = sorted(span for row in rows for span in row)
            while spans:
                left, right = spans.pop(0)
                while spans and spans[0][0] <= right + 1:
                    right = max(right, spans.pop(0)[1])
                yield Box(left, start, max(right - left, 0.1), step)


def outline_of(shape: Any, box: Box, place: Any) -> Outline | None:
    """Return the outline of a shape that stands in a box before it is turned; None if it is a rectangle."""
    drawn = shape.tag in (clark("p:sp"), clark("p:cxnSp")) and box.width * box.height > _SMALL
    corners = _drawn(shape) if drawn else None
    turn = int(place.get("rot") or 0) / 60_000
    if (corners is None and not turn % 90) or min(box.width, box.height) < 2:
        return None
    across, down = (place.get(key) in ("1", "true") for key in ("flipH", "flipV"))
    middle, polygons = (box.left + box.width / 2, box.top + box.height / 2), []
    for polygon in corners or [[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]]:
        if len(polygon) == 2:
            # A line is thin, yet takes up something.
            (left, top), (right, bottom) = polygon
            polygon = [(left, top), (left + 0.004, top), (right, bottom), (right - 0.004, bottom)]
        shares = (((0.5 - x if across else x - 0.5), (0.5 - y if down else y - 0.5)) for x, y in polygon)
        polygons.append([_turned(x * box.width, y * box.height, turn, middle) for x, y in shares])
    return Outline(polygons)


def _turned(x: float, y: float, degrees: float, middle: Point) -> Point:
    along, aside = cos(radians(degrees)), sin(radians(degrees))
    return middle[0] + x * along - y * aside, middle[1] + x * aside + y * along


def _drawn(shape: Any) -> list[list[Point]] | None:
    """Return the corners of a shape, in shares of its box; None if it is a rectangle or cannot be told."""
    named = select(shape, "p:spPr/a:prstGeom/@prst")
    if named:
        return [_PLAIN[named[0]]] if named[0] in _PLAIN else None
    polygons: list[list[Point]] = []
    size = shape.find("p:spPr/a:xfrm/a:ext", NAMESPACES)
    for path in shape.iterfind("p:spPr/a:custGeom/a:pathLst/a:path", NAMESPACES):
        wide, tall = (
            float(path.get(key) or 0) or float(size.get(own)) or 1.0 for key, own in (("w", "cx"), ("h", "cy"))
        )
        for step in path:
            points = [(one.get("x"), one.get("y")) for one in step.iterfind("a:pt", NAMESPACES)]
            if step.tag == clark("a:close"):
                continue
            try:
                corners = [(float(x) / wide, float(y) / tall) for x, y in points]
            except (TypeError, ValueError):
                # Points may be names of formulas.
                return None
            if not corners:
                return None
            if step.tag == clark("a:moveTo"):
                polygons.append(corners)
            elif polygons:
                polygons[-1] += _curved(polygons[-1][-1], corners)
    # Of a drawing of many corners some tell where it stands.
    every = sum(map(len, polygons)) // _CORNERS + 1
    return [one[::every] for one in polygons if len(one) > 2 * every] or None


def _curved(start: Point, points: Sequence[Point]) -> list[Point]:
    """Return points of a curve of Bézier, or the end of a line."""
    if len(points) == 1:
        return list(points)
    found = []
    for part in (0.5, 1.0):
        level = [start, *points]
        while len(level) > 1:
            level = [(x + (x_to - x) * part, y + (y_to - y) * part) for (x, y), (x_to, y_to) in pairwise(level)]
        found.append(level[0])
    return found


def largest(body: Box, walls: Sequence[Box]) -> Box:
    """Return the largest rectangle of a box that keeps a little off the boxes in it.

    Examples
    --------
    >>> largest(Box(0, 0, 100, 100), [Box(90, 0, 10, 100)])
    Box(left=0, top=0, width=85, height=100)
    """
    kept = [common_part(wall.inset(-GAP), body) for wall in walls]
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


def common_part(one: Box, other: Box) -> Box | None:
    """Return what two boxes share, if it is anything."""
    left, top = max(one.left, other.left), max(one.top, other.top)
    width, height = min(one.right, other.right) - left, min(one.bottom, other.bottom) - top
    return Box(left, top, width, height) if width > 0 and height > 0 else None


def extent(box: Box) -> float:
    """Return how large a box is."""
    return box.width * box.height

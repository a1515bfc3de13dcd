"""What a label must not cover: other words, marks, and lines."""

from collections.abc import Sequence
from itertools import pairwise

from zreport.page.marks import Line, Mark
from zreport.page.text import Box, Words

_STEP = 2.0


class Obstacles:
    """All that stands on a panel, within a box that labels may not leave."""

    def __init__(self, room: Box, marks: Sequence[Mark], lines: Sequence[Line], words: Sequence[Words]):
        self.room = room
        self.boxes = [one.box for one in words]
        self.marks = [box for mark in marks for box in _boxes(mark)]
        self.points = [point for line in lines for point in _points(line)]

    def add(self, box: Box) -> None:
        """Keep a box free."""
        self.boxes.append(box)

    def clear(self, mark: Mark) -> bool:
        """Whether the label of a mark covers nothing, be it a part of the mark itself."""
        box = mark.written.box
        inside = self.room.left - 8 <= box.left and box.right <= self.room.right + 12
        inside = inside and self.room.top - 2 <= box.top and box.bottom <= self.room.bottom
        free = not any(_meet(box, other, 2.0) for other in self.boxes)
        free = free and not any(_meet(box, other, 0.0) for other in self.marks)
        return inside and free and not any(_holds(box, point) for point in self.points)


def _boxes(mark: Mark) -> list[Box]:
    """Return the room of a mark: of its dot or bar, and of its arrow."""
    (x, y), half = mark.at, mark.wide / 2
    if mark.form == "dot":
        return [Box(x - half, y - half, 2 * half, 2 * half)]
    (x0, x1), (y0, y1) = mark.across
    found = [Box(x0, y0 - 1.5, x1 - x0, y1 - y0 + 3)]
    if mark.bound:
        down = mark.way[1] * mark.reach
        found.append(Box(x - 4.5, min(y, y + down), 9, abs(down)))
    return found


def _points(line: Line) -> list[tuple[float, float]]:
    found = []
    for (x0, y0), (x1, y1) in pairwise(zip(*line.points, strict=True)):
        steps = max(1, round(max(abs(x1 - x0), abs(y1 - y0)) / _STEP))
        found += [(x0 + (x1 - x0) * at / steps, y0 + (y1 - y0) * at / steps) for at in range(steps + 1)]
    return found


def _meet(one: Box, other: Box, by: float) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    return across > -by and min(one.bottom, other.bottom) - max(one.top, other.top) > -by / 2


def _holds(box: Box, point: tuple[float, float]) -> bool:
    x, y = point
    return box.left - 1 < x < box.right + 1 and box.top + 1 < y < box.bottom - 1

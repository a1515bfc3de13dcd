"""What stands on axes: figures as marks, the lines between them, the key to them, and round ticks.

Places of marks and lines on a `Panel` are values on its axes; all others are points of the page.
"""

import math
from dataclasses import dataclass

from zreport.figures.datum import Datum
from zreport.page import theme
from zreport.page.text import Box, Words

ARROW = 22


@dataclass(frozen=True)
class Panel:
    """A pair of axes over a box: the values at its left and right edge, and at its upper and lower one.

    Its form is ``rows``, marks on a horizontal axis, row by row from 0; ``slope``, two points at 0 and 1;
    ``years``, values upwards over years; or ``parts``, bars that make up a whole. Names, of rows from the top or of the ends of a slope, stand
    `beside` the box or else above each row, in type of `size`; `broken` if one takes more than a line.
    """

    box: Box
    x: tuple[float, float]
    y: tuple[float, float]
    ticks: tuple[tuple[float, str], ...] = ()
    names: tuple[str, ...] = ()
    form: str = "rows"
    beside: bool = True
    broken: bool = False
    size: float = theme.LABEL

    def px(self, value: float) -> float:
        """Return the place of a value across the page."""
        low, high = self.x
        return self.box.left + (value - low) / (high - low) * self.box.width

    def py(self, value: float) -> float:
        """Return the place of a value down the page."""
        top, bottom = self.y
        return self.box.top + (value - top) / (bottom - top) * self.box.height

    @property
    def upright(self) -> bool:
        """Whether values go upwards, and so the arrows of bounds."""
        return self.form == "years"

    @property
    def pitch(self) -> float:
        """Distance between rows."""
        return self.box.height / abs(self.y[1] - self.y[0])


@dataclass(frozen=True)
class Mark:
    """A figure on a panel: at its value and row, of a slope at 0 or 1 and its value, or at its year and value.

    Lengths are in points.
    """

    on: Panel
    figure: Datum
    x: float
    y: float
    form: str  # ``dot``, ``bar``, or ``tick``: a short bar across
    label: str
    place: str = "r"  # of the label: ``l``, ``r``, ``t`` or ``b``
    colour: str = theme.ACHIEVED
    ink: str = theme.ACHIEVED  # of the label
    hollow: bool = False
    hatched: bool = False
    bound: str = ""  # ``up`` or ``down``: the true value may lie that way
    start: float = 0.0  # the value at which a bar begins
    thick: float = 0.0
    shift: float = 0.0  # how far a bar stands below its row
    series: str = ""  # what it belongs to, in words
    group: str = ""  # by which a legend entry hides it
    size: float = theme.LABEL
    formula: str = ""  # how a derived figure was reached
    other: Datum | None = None  # the second figure that it is made of
    reach: float = ARROW  # of the arrow of a bound
    lean: float = 0.0  # of a label above or below, from the middle of its mark

    @property
    def at(self) -> tuple[float, float]:
        """Its place on the page."""
        return self.on.px(self.x), self.on.py(self.y) + self.shift

    @property
    def wide(self) -> float:
        """How wide a dot is."""
        return self.thick or theme.MARKER

    @property
    def rim(self) -> float:
        """How wide the edge of a hollow dot is."""
        return min(2.2, self.wide * 0.17)

    @property
    def tall(self) -> float:
        """Length of the bar across, down the row or level over a year, that a bound or a tick is."""
        return self.thick + 4 if self.form == "bar" else max(16.0, self.thick * 1.5)

    @property
    def across(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The places across and down the page of the ends of that bar."""
        (x, y), half = self.at, self.tall / 2
        return ((x - half, x + half), (y, y)) if self.on.upright else ((x, x), (y - half, y + half))

    @property
    def way(self) -> tuple[int, int]:
        """Which way across and down the page the arrow of a bound points."""
        sign = {"up": 1, "down": -1}.get(self.bound, 0)
        return (0, -sign) if self.on.upright else (sign, 0)

    @property
    def ahead(self) -> bool:
        """Whether the label stands where the arrow points."""
        return self.place == {(1, 0): "r", (-1, 0): "l", (0, -1): "t", (0, 1): "b"}.get(self.way)

    @property
    def away(self) -> float:
        """Points by which the label of a bound or a tick stands beside it, before or after."""
        if self.place not in ("l", "r"):
            return self.lean
        return ((self.reach if self.ahead else 0.0) + 4.0) * (1 if self.place == "r" else -1)

    @property
    def written(self) -> Words:
        """Its label, in its place."""
        (x, y), anchor = self.at, {"l": "end", "r": "start"}.get(self.place, "middle")
        way = -1 if self.place in "lt" else 1
        if anchor == "middle":
            half = self.wide / 2 + 2 if self.form == "dot" else self.tall / 2
            if self.on.upright and self.form != "dot":
                half = (self.reach if self.ahead else 0.0) + 3
            x, y = x + self.lean, y + way * (half + self.size * 0.75)
        else:
            x += way * (self.reach + 7 if self.ahead else 6 if self.form == "bar" else 12)
        return Words(x, y, self.label, self.size, self.ink, True, anchor, self.group)


@dataclass(frozen=True)
class Line:
    """A line through two or more points."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    colour: str
    width: float
    on: Panel | None = None
    # Or ``grid``; ``band``, behind a bar; ``stem``, from zero to a mark; ``link``, between marks; ``stroke``, over one.
    role: str = "rule"

    @property
    def points(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Its places across and down the page."""
        on = self.on
        return (tuple(map(on.px, self.xs)), tuple(map(on.py, self.ys))) if on else (self.xs, self.ys)


@dataclass(frozen=True)
class Key:
    """An entry of the key: a sample mark and what it means; a click on it hides its group."""

    x: float
    y: float
    words: str
    colour: str
    hollow: bool
    form: str
    size: float
    group: str
    ink: str = ""  # of its words, if not its colour

    @property
    def written(self) -> Words:
        """Its words, in their place."""
        return Words(self.x + 18, self.y, self.words, self.size, self.ink or self.colour, True)


def strokes(box: Box, colour: str, step: float = 4.0) -> list[Line]:
    """Return strokes that rise over a box, cut off at its edges."""
    found, at = [], box.top + step
    while at < box.bottom + box.width:
        # From its left edge, or its lower one, to its right edge, or its upper one.
        low, high = min(at, box.bottom), max(at - box.width, box.top)
        found.append(Line((box.left + at - low, box.left + at - high), (low, high), colour, 1.2))
        at += step
    return found


def ticks(highest: float, count: int = 5, lowest: float = 0.0) -> list[float]:
    """Return round ticks, about `count` steps, from zero or from below `lowest` to at least `highest`.

    >>> ticks(1.3, 4, lowest=-0.9)
    [-1.0, 0.0, 1.0, 2.0]
    """
    highest, lowest = max(highest, 0.0), min(lowest, 0.0)
    if highest == lowest:
        return [0.0, 1.0]
    rough = (highest - lowest) / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * (1 - 1e-9))
    first, last = math.floor(lowest / step + 1e-9), math.ceil(highest / step - 1e-9)
    return [round(step * place, 10) + 0.0 for place in range(first, last + 1)]

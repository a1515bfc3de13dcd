"""What stands on axes: figures as marks, the lines between them, and the key to them.

Places of marks and lines on a `Panel` are values on its axes; all others are points of the page.
"""

from __future__ import annotations

from dataclasses import dataclass

from zreport.figures.datum import Datum
from zreport.page import theme
from zreport.page.text import Box, Words

ARROW = 22


@dataclass(frozen=True)
class Panel:
    """A pair of axes over a box.

    Attributes
    ----------
    box : Box
    x, y : tuple of float
        The values at the left and the right edge, and at the upper and the lower one.
    ticks : tuple of (float, str)
        Places on the x axis, and how they are written.
    names : tuple of str
        What each row is, from the top; or what each end of a slope is.
    form : str
        ``rows``: marks on a horizontal axis, row by row from 0; ``slope``: two points, which stand
        at 0 and 1; ``parts``: bars that make up a whole.
    beside : bool
        Whether names stand at the left of the box; if not, above each row.
    broken : bool
        Whether a name takes more than one line.
    size : float
        Size of type of the names.
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

    def value(self, y: float) -> float:
        """Return the value at a place down the page."""
        top, bottom = self.y
        return top + (y - self.box.top) / self.box.height * (bottom - top)

    @property
    def pitch(self) -> float:
        """Distance between rows."""
        return self.box.height / abs(self.y[1] - self.y[0])


@dataclass(frozen=True)
class Mark:
    """A figure on a panel: a dot, a bar, or a bound.

    Attributes
    ----------
    on : Panel
    figure : Datum
    x, y : float
        The value, and the row; for a slope 0 or 1, and the value.
    form : str
        ``dot``, ``bar`` or ``tick``: a short bar across.
    label : str
    place : str
        Where the label stands: ``l``, ``r``, ``t`` or ``b``.
    colour, ink : str
        Of the mark, and of its label.
    hollow, hatched : bool
        Promised; expected or derived.
    bound : str
        ``up`` or ``down``: the true value may lie that way.
    start, thick : float
        Where a bar begins, and how thick it is, in points.
    shift : float
        Points by which a bar stands below its row.
    series : str
        What it belongs to, in words; a legend entry hides a series by its `group`.
    size : float
        Size of type of the label.
    formula : str
        How a derived figure was reached; `other` is the second figure that it is made of.
    reach : float
        Points that the arrow of a bound goes.
    lean : float
        Points by which a label above or below stands beside the middle of its mark.
    """

    on: Panel
    figure: Datum
    x: float
    y: float
    form: str
    label: str
    place: str = "r"
    colour: str = theme.ACHIEVED
    ink: str = theme.ACHIEVED
    hollow: bool = False
    hatched: bool = False
    bound: str = ""
    start: float = 0.0
    thick: float = 0.0
    shift: float = 0.0
    series: str = ""
    group: str = ""
    size: float = theme.LABEL
    formula: str = ""
    other: Datum | None = None
    reach: float = ARROW
    lean: float = 0.0

    @property
    def at(self) -> tuple[float, float]:
        """Its place on the page."""
        return self.on.px(self.x), self.on.py(self.y) + self.shift

    @property
    def tall(self) -> float:
        """Height of the bar across the row that a bound or a tick is."""
        return self.thick + 4 if self.form == "bar" else max(16.0, self.thick * 1.5)

    @property
    def _ahead(self) -> bool:
        """Whether the label stands where the arrow points."""
        return self.place == {"up": "r", "down": "l"}.get(self.bound)

    @property
    def away(self) -> float:
        """Points by which the label of a bound or a tick stands beside it, before or after."""
        if self.place not in ("l", "r"):
            return self.lean
        return ((self.reach if self._ahead else 0.0) + 4.0) * (1 if self.place == "r" else -1)

    @property
    def written(self) -> Words:
        """Its label, in its place."""
        (x, y), anchor = self.at, {"l": "end", "r": "start"}.get(self.place, "middle")
        way = -1 if self.place in "lt" else 1
        if anchor == "middle":
            half = theme.MARKER / 2 + 2 if self.form == "dot" else self.tall / 2
            x, y = x + self.lean, y + way * (half + self.size * 0.75)
        else:
            x += way * (self.reach + 7 if self._ahead else 6 if self.form == "bar" else 12)
        return Words(x, y, self.label, self.size, self.ink, True, anchor, self.group)


@dataclass(frozen=True)
class Line:
    """A line through two or more points.

    Attributes
    ----------
    role : str
        ``grid``, ``band`` (the room behind a bar), ``rule``, ``stem`` (from zero to a mark) or
        ``link`` (between two marks).
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    colour: str
    width: float
    on: Panel | None = None
    role: str = "rule"


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

    @property
    def written(self) -> Words:
        """Its words, in their place."""
        return Words(self.x + 18, self.y, self.words, self.size, self.colour, True)

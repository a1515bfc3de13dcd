"""A chart laid out on a page: marks, words and boxes in their places, for every renderer alike.

Places are points from the top left corner of the page, save those of marks and lines that stand on
a `Panel`, which are values on its axes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from zreport import font, theme
from zreport.datum import Datum
from zreport.size import Size
from zreport.typeset import wrap

ARROW = 22


@dataclass(frozen=True)
class Box:
    """A rectangle: left, top, width, height."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    def inset(self, by: float) -> Box:
        """The rectangle inside, at a distance."""
        return Box(self.left + by, self.top + by, self.width - 2 * by, self.height - 2 * by)


@dataclass(frozen=True)
class Words:
    """One line of text around a middle height.

    Attributes
    ----------
    anchor : str
        ``start``, ``middle`` or ``end``: which part of the line stands at `x`.
    group : str
        The legend entry with which it is hidden.
    role : str
        ``name`` of a row, or ``tick`` of an axis: what a native chart writes by itself.
    """

    x: float
    y: float
    words: str
    size: float
    colour: str = theme.INK
    bold: bool = False
    anchor: str = "start"
    group: str = ""
    role: str = ""

    @property
    def box(self) -> Box:
        """The room that the ink takes, nearly."""
        width = font.advance(self.words, self.size, self.bold)
        left = self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * width
        return Box(left, self.y - self.size * 0.5, width, self.size)


@dataclass(frozen=True)
class Lines:
    """Words of one size in a box, and the lines that they are broken into."""

    words: str
    lines: tuple[str, ...]
    box: Box
    size: float
    colour: str
    bold: bool = False

    @property
    def leading(self) -> float:
        """Distance from one line to the next."""
        return self.size * theme.LEADING

    @property
    def each(self) -> list[Words]:
        """The lines in their places."""
        return [
            Words(self.box.left, self.box.top + (index + 0.5) * self.leading, line, self.size,
                  self.colour, self.bold)
            for index, line in enumerate(self.lines)
        ]  # fmt: skip


def lines(words: str, left: float, top: float, width: float, size: float, colour: str,
          bold: bool = False) -> Lines:  # fmt: skip
    """Break words into the lines of a box."""
    broken = tuple(wrap(words, width, size, bold))
    box = Box(left, top, width, len(broken) * size * theme.LEADING)
    return Lines(words, broken, box, size, colour, bold)


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
        Where the label stands: ``l``, ``r``, ``t``, ``b``, or ``c`` for in the middle of a bar.
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

    @property
    def at(self) -> tuple[float, float]:
        """Its place on the page."""
        return self.on.px(self.x), self.on.py(self.y) + self.shift

    @property
    def tall(self) -> float:
        """Height of the bar across the row that a bound or a tick is."""
        return self.thick + 4 if self.form == "bar" else max(18.0, self.thick * 1.5)

    @property
    def written(self) -> Words:
        """Its label, in its place."""
        x, y = self.at
        clear = 6 if self.form == "bar" else 12
        out = ARROW + 7
        if self.place == "c":
            x = (self.on.px(self.start) + x) / 2
            return self._words(x, y, "middle")
        if self.place in "tb":
            away = self.size * 0.75 + 10
            return self._words(x, y + (away if self.place == "b" else -away), "middle")
        if self.place == "l":
            return self._words(x - (out if self.bound == "down" else clear), y, "end")
        return self._words(x + (out if self.bound == "up" else clear), y, "start")

    def _words(self, x: float, y: float, anchor: str) -> Words:
        return Words(x, y, self.label, self.size, self.ink, True, anchor, self.group)


@dataclass(frozen=True)
class Line:
    """A line through two or more points.

    Attributes
    ----------
    role : str
        ``grid``, ``rule``, ``stem`` (from zero to a mark) or ``link`` (between two marks).
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    colour: str
    width: float
    on: Panel | None = None
    role: str = "rule"


@dataclass(frozen=True)
class Paragraph:
    """Words of one look inside a tile, and the lines that they are broken into."""

    words: str
    lines: tuple[str, ...]
    size: float
    colour: str
    bold: bool = False
    lead: float = 1.3

    @property
    def height(self) -> float:
        """The room that the lines take."""
        return len(self.lines) * self.size * self.lead


@dataclass(frozen=True)
class Tile:
    """A box with words in it.

    Attributes
    ----------
    hover : Datum or tuple of str
        What the pointer finds there: a figure, or lines.
    align : str
        ``start`` or ``middle``.
    stack : int
        How many outlines stand behind it, for a thing that there are many of.
    alt : str
        What it says to those who do not see it.
    """

    box: Box
    paragraphs: tuple[Paragraph, ...]
    fill: str
    edge: str | None = None
    hover: Datum | tuple[str, ...] = ()
    align: str = "start"
    pad: float = 16
    radius: float = 8
    stack: int = 0
    alt: str = ""
    top: bool = False

    @property
    def behind(self) -> list[Box]:
        """The outlines behind it, the farthest first."""
        box = self.box
        return [
            Box(box.left + 5 * step, box.top + 5 * step, box.width, box.height)
            for step in range(self.stack, 0, -1)
        ]

    @property
    def each(self) -> list[Words]:
        """Its lines, in their places: in the middle of the height, unless at the top."""
        tall = sum(paragraph.height for paragraph in self.paragraphs)
        y = self.box.top + (self.pad * 0.6 if self.top else (self.box.height - tall) / 2)
        x = self.box.left + (self.pad if self.align == "start" else self.box.width / 2)
        found = []
        for paragraph in self.paragraphs:
            step = paragraph.size * paragraph.lead
            for line in paragraph.lines:
                found.append(
                    Words(x, y + step / 2, line, paragraph.size, paragraph.colour, paragraph.bold,
                          self.align)
                )  # fmt: skip
                y += step
        return found


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


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its words and where they stand."""

    words: str
    lines: tuple[str, ...]
    bold: bool = False
    colour: str = theme.INK


@dataclass(frozen=True)
class Grid:
    """A table: its columns and rows in their places.

    Attributes
    ----------
    lefts, widths : tuple of float
    tops, heights : tuple of float
        Of each row; the first is the head.
    rows : tuple of tuple of Cell
    figures : tuple
        The figure of each row below the head, or None.
    """

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    tops: tuple[float, ...]
    heights: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    figures: tuple[Datum | None, ...]
    size: float

    @property
    def each(self) -> list[Words]:
        """All lines of all cells, in their places."""
        found = []
        step = self.size * 1.3
        for top, height, row in zip(self.tops, self.heights, self.rows, strict=True):
            for left, cell in zip(self.lefts, row, strict=True):
                y = top + (height - len(cell.lines) * step) / 2
                for line in cell.lines:
                    found.append(
                        Words(left + 2, y + step / 2, line, self.size, cell.colour, cell.bold)
                    )
                    y += step
        return found

    @property
    def rules(self) -> list[Line]:
        """A rule below each row, that of the head darker."""
        box = self.box
        looks = [(theme.MUTED, 1.4)] + [(theme.GRID, 1.0)] * (len(self.tops) - 1)
        return [
            Line((box.left, box.right), (top + height, top + height), *look)
            for top, height, look in zip(self.tops, self.heights, looks, strict=True)
        ]

    @property
    def box(self) -> Box:
        """The room that it takes."""
        left, top = self.lefts[0], self.tops[0]
        right = self.lefts[-1] + self.widths[-1]
        return Box(left, top, right - left, self.tops[-1] + self.heights[-1] - top)


Item = Words | Mark | Line | Tile | Key | Grid


@dataclass
class Scene:
    """A page with everything in its place.

    Attributes
    ----------
    size : Size
    lang : str
    height : float
    title, subtitle, foot : Lines
    items : list
        `Words`, `Line`, `Mark`, `Tile`, `Key` and `Grid`, those at the back first.
    """

    size: Size
    lang: str
    title: Lines
    subtitle: Lines
    foot: Lines
    height: float = 0.0
    items: list[Item] = field(default_factory=list)

    def add(self, *items: Item) -> None:
        """Put items on top of those that are there."""
        self.items.extend(items)

    def of(self, kind: type) -> list:
        """Return the items of a kind."""
        return [item for item in self.items if isinstance(item, kind)]

    @property
    def panels(self) -> list[Panel]:
        """The panels, in order."""
        return list(dict.fromkeys(item.on for item in self.items if getattr(item, "on", None)))

    @property
    def words(self) -> list[Words]:
        """Every line of text, in its place."""
        found = [*self.title.each, *self.subtitle.each, *self.foot.each]
        for item in self.items:
            match item:
                case Words():
                    found.append(item)
                case Mark():
                    found += [item.written] if item.label else []
                case Tile() | Grid():
                    found += item.each
                case Key():
                    found.append(item.written)
        return found

    def moved(self, foot_top: float) -> None:
        """Put the foot at a height."""
        self.foot = replace(self.foot, box=replace(self.foot.box, top=foot_top))

"""Where the parts of a chart stand on the page, for every renderer alike.

Coordinates are points from the top left corner of a page of `theme.WIDTH` × `theme.HEIGHT`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from zreport import font, theme
from zreport.chart import Chart
from zreport.datum import Datum
from zreport.kinds import Dots, Dumbbell, Slope
from zreport.kinds.pairs import Pair
from zreport.scale import Scale, ticks
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


@dataclass(frozen=True)
class Lines:
    """Words of one size in a box, and the lines that they are broken into."""

    words: str
    lines: tuple[str, ...]
    box: Box
    size: float

    @property
    def leading(self) -> float:
        """Distance from one line to the next."""
        return self.size * theme.LEADING


@dataclass(frozen=True)
class Frame:
    """The parts around a plot, and the room that they leave."""

    title: Lines
    subtitle: Lines
    foot: Lines
    plot: Box


def frame(chart: Chart, lang: str) -> Frame:
    """Set title, subtitle and foot, and return where the plot may stand."""
    width = theme.WIDTH - 2 * theme.MARGIN
    title = _lines(chart.title[lang], width, 28, theme.TITLE, bold=True)
    subtitle = _lines(chart.subtitle[lang], width, title.box.bottom + 4, theme.SUBTITLE)
    stop, note = ("。", "注：") if lang == "zh" else (". ", "Note: ")
    remarks = [remark[lang].rstrip("。.") for remark in chart.remarks]
    foot = ([note + stop.join(remarks) + stop.strip()] if remarks else []) + [chart.source[lang]]
    lines = _lines("\n".join(foot), width, 0, theme.FOOT)
    top = theme.HEIGHT - 22 - lines.box.height
    foot_lines = replace(lines, box=replace(lines.box, top=top))
    plot_top = subtitle.box.bottom + 14
    plot = Box(theme.MARGIN, plot_top, width, top - 12 - plot_top)
    return Frame(title, subtitle, foot_lines, plot)


def _lines(words: str, width: float, top: float, size: float, bold: bool = False) -> Lines:
    broken = tuple(wrap(words, width, size, bold))
    return Lines(
        words, broken, Box(theme.MARGIN, top, width, len(broken) * size * theme.LEADING), size
    )


@dataclass(frozen=True)
class Panel:
    """Rows on one horizontal axis: where each stands, and the labels at the left.

    Attributes
    ----------
    box : Box
        The area of the rows, without the tick labels below it.
    labels : tuple of tuple of str
        Lines of each row's label.
    ticks : list of float
    x : Scale
    heading : str
        Written above a panel that stands apart.
    """

    box: Box
    labels: tuple[tuple[str, ...], ...]
    ticks: list[float]
    x: Scale
    heading: str = ""

    @property
    def pitch(self) -> float:
        """Height of a row."""
        return self.box.height / len(self.labels)

    def y(self, row: int) -> float:
        """The middle of a row."""
        return self.box.top + (row + 0.5) * self.pitch


_AXIS, _APART = 22, 30


def ranked(chart: Dots, lang: str, plot: Box) -> list[Panel]:
    """Lay out the panels of ranked dots or bars, one above the other."""
    names = [[figure.name[lang] for figure in rows] for rows in chart.panels]
    column = _column([name for column in names for name in column])
    room = max(font.advance(f.label(lang), theme.LABEL, bold=True) for f in chart.data) + ARROW
    count = len(chart.data)
    overhead = len(names) * _AXIS + (len(names) - 1) * _APART
    pitch = min(46.0, (plot.height - overhead) / count)
    panels, top = [], plot.top
    for index, rows in enumerate(chart.panels):
        if index:
            top += _APART
        marks = ticks(max(chart.on_axis(f) for f in rows), 5)
        box = Box(plot.left + column + 12, top, plot.width - column - 12 - room, pitch * len(rows))
        panels.append(
            Panel(
                box,
                tuple(tuple(wrap(name, column, theme.LABEL)) for name in names[index]),
                marks,
                Scale(0, marks[-1], box.left, box.right),
                ""
                if not index
                else ("单列：坐标尺度不同" if lang == "zh" else "Apart: another scale"),
            )
        )
        top = box.bottom + _AXIS
    return panels


def paired(chart: Dumbbell, lang: str, plot: Box) -> Panel:
    """Lay out the rows of a dumbbell chart; the gap column stands at the right of its box."""
    names = [pair.after.name[lang] for pair in chart.data]
    column = _column(names)
    room = GAP if any(chart.gaps(lang)) else 2 * ARROW
    head = 34
    pitch = min(64.0, (plot.height - head - _AXIS) / len(names))
    marks = ticks(max(chart.on_axis(f) for f in chart.figures) * 1.04, 6)
    box = Box(
        plot.left + column + 12,
        plot.top + head,
        plot.width - column - 12 - room,
        pitch * len(names),
    )
    return Panel(
        box,
        tuple(tuple(wrap(name, column, theme.LABEL)) for name in names),
        marks,
        Scale(0, marks[-1], box.left, box.right),
    )


GAP = 140


def key(chart: Dumbbell, panel: Panel, lang: str) -> list[tuple[str, float, str, bool]]:
    """Lay out the key above a dumbbell chart: words, left edge, colour, hollow or not."""
    entries, x = [], float(theme.MARGIN)
    for which in ("before", "after"):
        status = getattr(chart.data[0], which).status
        words = chart.side(which, lang)
        entries.append((words, x, theme.colour(status), theme.hollow(status)))
        x += 18 + font.advance(words, theme.TICK + 1, bold=True) + 26
    return entries


def slopes(count: int, plot: Box) -> list[Box]:
    """Lay out the panels of a slope chart side by side."""
    gap = 28
    width = min(560.0, (plot.width - gap * (count - 1)) / count)
    left = plot.left + (plot.width - count * width - gap * (count - 1)) / 2
    return [Box(left + i * (width + gap), plot.top, width, plot.height) for i in range(count)]


@dataclass(frozen=True)
class Track:
    """One panel of a slope chart: its two points, and where its words stand.

    Attributes
    ----------
    name : tuple of str
    head, foot : float
        Upper and lower end of the axis.
    x, y : tuple of float
        Both points.
    below : tuple of bool
        Whether the label of a point stands below it, clear of the line.
    edge : str
        The place that the axis begins or, for a ranking, ends at: 0, or first place.
    edge_y : float
    size : float
        Type size at which both labels fit.
    low, high : float
        Values at the foot and at the head.
    """

    name: tuple[str, ...]
    head: float
    foot: float
    x: tuple[float, float]
    y: tuple[float, float]
    below: tuple[bool, bool]
    edge: str
    edge_y: float
    size: float
    low: float
    high: float


def track(chart: Slope, pair: Pair, box: Box, lang: str) -> Track:
    """Lay out one panel of a slope chart."""
    heads = [wrap(one.after.name[lang], box.width, theme.LABEL, bold=True) for one in chart.data]
    name = tuple(heads[chart.data.index(pair)])
    head, foot = box.top + 10 + max(map(len, heads)) * 20 + 22, box.bottom - 30
    highest = ticks(max(pair.before.value_base, pair.after.value_base), 4)[-1]
    inverted = chart.inverted(pair)
    scale = Scale(1, highest * 1.25, head, foot) if inverted else Scale(0, highest, foot, head)
    y = (scale(pair.before.value_base), scale(pair.after.value_base))
    rising = y[1] <= y[0]
    room = foot - 24
    widest = max(
        font.advance(f.label(lang), theme.LABEL, bold=True) for f in (pair.before, pair.after)
    )
    return Track(
        name,
        head,
        foot,
        (box.left + box.width * 0.28, box.right - box.width * 0.28),
        y,
        (rising and y[0] < room, not rising and y[1] < room),
        ("第1名" if lang == "zh" else "No. 1") if inverted else "0",
        head if inverted else foot + 16,
        min(theme.LABEL, theme.LABEL * (box.width * 0.56 + 24) / widest),
        highest * 1.25 if inverted else 0,
        1 if inverted else highest,
    )


def grid(count: int, plot: Box) -> list[Box]:
    """Lay out cards of equal size, two or three to a row."""
    columns = {1: 1, 2: 2, 4: 2}.get(count, 3)
    rows = -(-count // columns)
    gap = 14
    width = (plot.width - gap * (columns - 1)) / columns
    height = min(150.0, (plot.height - gap * (rows - 1)) / rows)
    return [
        Box(
            plot.left + (i % columns) * (width + gap),
            plot.top + (i // columns) * (height + gap),
            width,
            height,
        )
        for i in range(count)
    ]


def _column(names: list[str]) -> float:
    """Width of the label column: as wide as the longest name, up to a third of the page."""
    return min(max(font.advance(name, theme.LABEL) for name in names) * 1.03, 258.0)


@dataclass(frozen=True)
class Card:
    """The lines of a figure card: the figure, what it is, and its period, measure and status."""

    number: str
    size: float
    number_y: float
    name: tuple[str, ...]
    name_size: float
    name_y: float
    about: str
    about_size: float
    about_y: float


def card(figure: Datum, box: Box, lang: str) -> Card:
    """Set a card: sizes that fit, and baselines."""
    room = box.width - 32
    small = min(1.0, box.height / 92)
    number = figure.label(lang)
    size = min(30.0 * small, 30.0 * room / font.advance(number, 30, bold=True))
    words = figure.name[lang]
    largest = theme.LABEL * small
    fitting = largest * room / font.advance(words, largest) / 1.03
    name_size = min(largest, max(fitting, theme.FOOT * small))
    name = tuple(wrap(words, room, name_size)) if fitting < theme.FOOT * small else (words,)
    about = " | ".join((figure.when(lang), figure.measure_name[lang], figure.status_name[lang]))
    fitting = theme.TICK * room / font.advance(about, theme.TICK) / 1.03
    about_size = min(theme.TICK * small, fitting)
    number_y = box.top + max(38.0 * small, 38 + (box.height - 92) / 2)
    name_y = number_y + 23 * small
    about_y = name_y + (len(name) - 1) * name_size * 1.2 + 20 * small
    # A name of two lines moves all lines up, so that the last stays inside the card.
    lift = max(0.0, about_y + 0.6 * about_size - box.bottom)
    return Card(
        number,
        size,
        number_y - lift,
        name,
        name_size,
        name_y - lift,
        about,
        about_size,
        about_y - lift,
    )

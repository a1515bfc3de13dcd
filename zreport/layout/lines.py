"""Lines over years, on one axis with their names at their ends, or in small panels on the same axes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from zreport.charts.lines import ABSENT_SIGNS, Course, Lines, course_key
from zreport.figures.datum import Datum
from zreport.language import Text
from zreport.layout.clear import Obstacles
from zreport.page import font, theme
from zreport.page.marks import Line, Mark, Panel, ticks
from zreport.page.scene import Scene
from zreport.page.text import Box, Words, stacked, wrap

_LEAD = 1.2
# Between the axis and the names at the ends of lines, and to the numbers at its left.
_APART, _BEFORE = 14.0, 8.0
_REACH = 17.0
# The share of a page's width that names take at most, and how high a panel without a fixed page is to its width.
_NAMED, _TALL, _TALL_NARROW = 0.3, 0.62, 0.85
_BETWEEN = 20.0
# From how wide on a panel has room for every year and number.
_ROOMY = 260.0
# The lines of others behind those of a panel.
_BEHIND = theme.tint(theme.CONNECTOR, 0.65)


class _Look(NamedTuple):
    """How the lines of a panel look: the width of dots and of lines, and the type of their numbers."""

    dot: float
    line: float
    type: float


@dataclass(frozen=True)
class _End:
    """A name at the end of a line: the mark, its lines of words, and where their middle is."""

    mark: Mark
    lines: tuple[str, ...]
    ink: str
    tall: float
    middle: float

    @property
    def span(self) -> float:
        """The height that it takes, with the air below it."""
        return self.tall + 3


def arrange(chart: Lines, scene: Scene, plot: Box) -> float:
    """Arrange all lines on one axis, or each in a panel, and return where they end."""
    return _panels(chart, scene, plot) if chart.panels else _together(chart, scene, plot)


def _together(chart: Lines, scene: Scene, plot: Box) -> float:
    size, lang = scene.size, scene.lang
    names = [f"{course.name[lang]} {course.figures[-1].label(lang)}" for course in chart.courses]
    room = min(max(font.advance(name, size.label, True) for name in names) * 1.02, plot.width * _NAMED)
    broken = [tuple(wrap(name, room, size.label, True)) for name in names]
    step = size.label * _LEAD
    needed = sum(map(len, broken)) * step + len(broken) * 4
    below = size.tick * 1.8
    height = (
        plot.height - below
        if size.height
        else max((plot.width - room) * (_TALL_NARROW if plot.width < 420 else _TALL), needed)
    )
    if height < max(90.0, needed):
        count = len(chart.courses)
        raise size.overfull(Text(f"放不下{count}条线", f"{count} lines do not fit"), Text("少选几条", "take fewer"))
    box = Box(plot.left, plot.top, plot.width - room - _APART, height)
    on = _axes(chart, scene, box, 5, numbered=True)
    _years(chart, scene, on)
    look = _look(chart, on, size.tick)
    marks = {course: _course(chart, scene, on, course, look) for course in _quiet_first(chart)}
    ends = [
        _End(marks[course][-1], lines, marks[course][0].ink, len(lines) * step, marks[course][-1].at[1])
        for course, lines in zip(chart.courses, broken, strict=True)
    ]
    taken = _name(scene, on, _spread(ends, on.box), step)
    signs = _signs(chart, scene, on, chart.courses)
    few = len(chart.courses) <= 3
    wanted = [
        mark
        for course in chart.courses
        for at, mark in enumerate(_labelled(marks[course])[:-1])
        if not chart.quiet(mark.figure) and (few or at == 0 or mark.figure.bound or mark.form == "tick")
    ]
    _write(scene, wanted, [mark for held in marks.values() for mark in held], [*taken, *signs])
    return on.box.bottom + below


def _panels(chart: Lines, scene: Scene, plot: Box) -> float:
    size, lang = scene.size, scene.lang
    keys = list(dict.fromkeys(course.key for course in chart.courses))
    held = {key: [course for course in chart.courses if course.key == key] for key in keys}
    places = [chart.tick(place, lang) for count in (3, 5) for place in _places(chart, count)]
    left = max(font.advance(words, size.tick) for words in places) + _BEFORE
    below, lead = size.tick * 1.9, size.label * _LEAD
    columns = _columns(len(keys), plot.width - left, plot.height, size.narrow)
    rows = -(-len(keys) // columns)
    wide = (plot.width - left - _BETWEEN * (columns - 1)) / columns
    heads = {key: wrap(own[0].head[lang], wide, size.label, True) for key, own in held.items()}
    head = max(map(len, heads.values())) * lead + 2
    high = (plot.height - 10 * (rows - 1)) / rows if size.height else wide * 0.75 + head + below
    if high - head - below < 70 or wide < 70:
        count = len(keys)
        raise size.overfull(Text(f"放不下{count}个小图", f"{count} panels do not fit"), Text("少选几个", "take fewer"))
    roomy = wide > _ROOMY
    for at, (key, own) in enumerate(held.items()):
        row, column = divmod(at, columns)
        box = Box(plot.left + left + column * (wide + _BETWEEN), plot.top + row * (high + 10), wide, high)
        scene.add(*stacked(heads[key], box.left, box.top, lead, size.label, bold=True))
        box = Box(box.left, box.top + head, wide, high - head - below)
        on = _axes(chart, scene, box, 5 if roomy else 3, numbered=column == 0, beside=False)
        others = [course for course in chart.courses if course.key != key]
        scene.add(*(line for course in others for line in _joined(chart, on, course, _BEHIND, 1.0)))
        _years(chart, scene, on, ends=not roomy)
        look = _look(chart, on, size.tick)
        marks = [_course(chart, scene, on, course, look) for course in own]
        signs = _signs(chart, scene, on, own)
        said = [mark for one in marks for mark in (_labelled(one) if roomy else one[-1:])]
        _write(scene, said, [mark for one in marks for mark in one], signs)
    return plot.top + rows * (high + 10) - 10


def _columns(count: int, wide: float, high: float, narrow: bool) -> int:
    """Return in how many columns panels are about half as wide again as high."""
    if not high:
        return min(count, 2 if wide < 420 else 3)
    costs = {}
    for columns in range(1, min(count, 3 if narrow else 6) + 1):
        rows = -(-count // columns)
        shape = (wide / columns) / max(high / rows - 60, 1.0)
        # A full grid is worth a panel that is a little too wide or too high.
        costs[columns] = abs(math.log(shape / 1.5)) + 0.5 * (columns * rows - count)
    return min(costs, key=costs.__getitem__)


def _places(chart: Lines, count: int) -> list[float]:
    """Return round places on the axis of values; from zero, or of one that is cut from below the least."""
    low, high = chart.span
    if not chart.cut:
        return ticks(high, count, low)
    first, second, *_ = ticks(high - low, count)
    step = second - first
    start = math.floor(low / step + 1e-9)
    return [round(step * at, 10) for at in range(start, max(math.ceil(high / step - 1e-9), start + 1) + 1)]


def _axes(chart: Lines, scene: Scene, box: Box, count: int, numbered: bool, beside: bool = True) -> Panel:
    """Draw the axes in a box, `beside` whose left edge numbers take room, and return their panel."""
    size, places = scene.size, _places(chart, count)
    words = [chart.tick(place, scene.lang) for place in places]
    if beside:
        left = max(font.advance(one, size.tick) for one in words) + _BEFORE
        box = Box(box.left + left, box.top, box.width - left, box.height)
    bounds = any(figure.bound == "up" for figure in chart.figures)
    head = size.tick * (1.5 if beside else 0.9) + _REACH * 0.6 * bounds
    # Below zero there are numbers below their marks.
    foot = size.tick * 2.1 if places[0] < 0 else size.tick * 1.5 if chart.gaps else 7.0
    if any(figure.bound == "down" for figure in chart.figures):
        foot += 6
    unit = (places[-1] - places[0]) / (box.height - head - foot)
    (first, last), pad = chart.years, size.tick * 1.3
    year = max(last - first, 1) / (box.width - 2 * pad)
    x = (first - pad * year, last + pad * year) if last > first else (first - 0.5, first + 0.5)
    y = (places[-1] + head * unit, places[0] - foot * unit)
    written = tuple(zip(places, words, strict=True)) if numbered else ()
    on = Panel(box, x, y, written, (), "years", beside=False, size=size.label)
    for place in places:
        scene.add(Line(on.x, (place, place), theme.GRID, 1.8 if place == 0 else 0.9, on, "grid"))
    for place, said in written:
        scene.add(Words(box.left - _BEFORE, on.py(place), said, size.tick, theme.MUTED, anchor="end"))
    return on


def _years(chart: Lines, scene: Scene, on: Panel, ends: bool = False) -> None:
    """Write the years below an axis: as many as there is room for, counted from the last, or only both `ends`."""
    (first, last), size = chart.years, scene.size.tick
    wide = font.advance(f"{last}", size)
    pitch = on.px(first + 1) - on.px(first)
    step = next(step for step in (1, 2, 3, 4, 5, 10, 20, 50, 100, 1000) if pitch * step >= wide * 1.35)
    shown = {first, last} if ends else {year for year in range(first, last + 1) if not (last - year) % step}
    if len(shown) == 2 and on.px(last) - on.px(first) < wide + 4:
        shown = {last}
    for year in sorted(shown):
        x = max(min(on.px(year), on.box.right - wide / 2), on.box.left + wide / 2) if ends else on.px(year)
        scene.add(Words(x, on.box.bottom + size, f"{year}", size, theme.MUTED, anchor="middle"))


def _look(chart: Lines, on: Panel, type_: float) -> _Look:
    """Return how lines look on a panel: the nearer years stand, the smaller their dots are."""
    pitch = on.px(1) - on.px(0)
    dot = min(theme.MARKER - 2.0, max(6.0, pitch * 0.45))
    return _Look(round(dot, 1), 2.4 if dot > 8 else 1.8, type_)


def _quiet_first(chart: Lines) -> list[Course]:
    return sorted(chart.courses, key=lambda course: not chart.quiet(course.figures[0]))


def _own(chart: Lines, course: Course) -> str:
    """Return the colour of a line where several stand together that are no statuses."""
    keys = list(dict.fromkeys(one.key for one in chart.courses))
    if chart.panels or chart.by == "status" or len(keys) < 2:
        return ""
    return theme.BANDS[keys.index(course.key) % len(theme.BANDS)]


def _joined(chart: Lines, on: Panel, course: Course, colour: str, width: float) -> list[Line]:
    """Return the lines through years that follow one another; from and to a range two, along both of its ends."""
    runs: list[list[Datum]] = [[]]
    for figure in course.figures:
        if runs[-1] and int(figure.period) != int(runs[-1][-1].period) + 1:
            runs.append([])
        runs[-1].append(figure)
    found = []
    for run in (run for run in runs if len(run) > 1):
        years = tuple(float(figure.period) for figure in run)
        sides = dict.fromkeys(zip(*map(chart.ends_of, run), strict=True))
        found += [Line(years, side, colour, width, on, "link") for side in sides]
    return found


def _course(chart: Lines, scene: Scene, on: Panel, course: Course, look: _Look) -> list[Mark]:
    """Draw a line with the marks on it, and return these; the labels come later."""
    first, own = course.figures[0], _own(chart, course)
    colour = theme.look(first.status, chart.quiet(first), own)["colour"]
    scene.add(*_joined(chart, on, course, colour, look.line * (0.7 if chart.quiet(first) else 1.0)))
    marks: list[Mark] = []
    for figure in course.figures:
        about = theme.look(figure.status, chart.quiet(figure), own)
        about |= {"series": course.name[scene.lang], "bound": figure.bound, "size": look.type, "reach": _REACH}
        form = "tick" if figure.bound or figure.qualifier == "range" else "dot"
        about["thick"] = look.dot if form == "dot" else min(10.0, look.dot)
        year, (low, high) = float(figure.period), chart.ends_of(figure)
        if high != low:
            shade = theme.tint(about["colour"], 0.25) if about["hollow"] else about["colour"]
            scene.add(Line((year, year), (low, high), shade, look.dot, on, "band"))
        marks += [Mark(on, figure, year, value, form, "", "t", **about) for value in dict.fromkeys((low, high))]
    scene.add(*marks, *(line for mark in marks for line in _hatched(mark)))
    return marks


def _hatched(mark: Mark) -> Iterable[Line]:
    """Cross the dot of what nobody has counted yet with a stroke."""
    if mark.hatched and mark.form == "dot":
        on, half = mark.on, mark.wide * 0.3
        x, y = half / on.box.width * (on.x[1] - on.x[0]), half / on.box.height * (on.y[0] - on.y[1])
        colour = mark.colour if mark.hollow else theme.PAPER
        yield Line((mark.x - x, mark.x + x), (mark.y - y, mark.y + y), colour, 1.6, on, "stroke")


def _labelled(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks that may bear a label: of a range the upper end."""
    return [mark for mark, after in pairwise([*marks, None]) if after is None or after.figure is not mark.figure]


def _spread(ends: Sequence[_End], box: Box) -> list[_End]:
    """Move the names at the ends of lines as little apart as they must be, so that none covers another or leaves the box."""
    groups: list[list[_End]] = []
    for end in sorted(ends, key=lambda end: end.middle):
        groups.append([end])
        while len(groups) > 1 and _top(groups[-2], box) + sum(one.span for one in groups[-2]) > _top(groups[-1], box):
            groups[-2:] = [groups[-2] + groups[-1]]
    spread = []
    for group in groups:
        top = _top(group, box)
        for end in group:
            spread.append(replace(end, middle=top + end.tall / 2))
            top += end.span
    return spread


def _top(group: Sequence[_End], box: Box) -> float:
    """Return where names that stand close together begin: nearest to where each would stand, within the box."""
    before = accumulate((end.span for end in group), initial=0.0)
    wanted = [end.middle - end.tall / 2 - above for end, above in zip(group, before, strict=False)]
    return max(box.top, min(sum(wanted) / len(group), box.bottom - sum(end.span for end in group)))


def _name(scene: Scene, on: Panel, ends: Sequence[_End], step: float) -> list[Words]:
    """Write the names at the ends of lines, a thin line to those that stand elsewhere, and return them."""
    left, written = on.box.right + _APART, []
    for end in ends:
        x, y = end.mark.at
        if abs(end.middle - y) > 3 or left - x > 40:
            start = x + end.mark.wide / 2 + 2
            scene.add(Line((start, left - 3), (y, end.middle), theme.CONNECTOR, 0.9))
        top, look = end.middle - end.tall / 2, {"bold": True, "colour": end.ink}
        written += stacked(end.lines, left, top, step, scene.size.label, **look)
    scene.add(*written)
    return written


def _signs(chart: Lines, scene: Scene, on: Panel, courses: Sequence[Course]) -> list[Words]:
    """Put signs at the foot of the axis where there is no figure, and return them.

    Where years stand too near to one another for all, there is one, and what a note says besides is left to it.
    """
    keys = {course.key: course for course in reversed(courses)}
    held: dict[int, dict[str, dict[str, None]]] = {}
    for gap in sorted((gap for gap in chart.gaps if gap.year), key=lambda gap: gap.period):
        key = course_key(chart.by, gap)
        if key in keys or not chart.panels:
            held.setdefault(gap.year, {}).setdefault(ABSENT_SIGNS.get(gap.state, "?"), {})[key] = None
    size, pitch = scene.size.tick, on.px(1) - on.px(0)
    near = any(font.advance(" ".join(signs), size, True) + 3 > pitch for signs in held.values())
    found: list[Words] = []
    for year, signs in held.items():
        own = [key for keys_ in signs.values() for key in keys_]
        course, colour = keys.get(own[0]) if len(own) == 1 else None, theme.MUTED
        # In a panel they are of its own place.
        if course and not chart.panels and not chart.quiet(course.figures[0]):
            colour = theme.look(course.figures[0].status, own=_own(chart, course))["colour"]
        words = next(iter(signs)) if near else " ".join(signs)
        sign = Words(on.px(year), on.box.bottom - size * 0.75, words, size, colour, True, "middle")
        if not found or found[-1].box.right + 1 <= sign.box.left:
            found.append(sign)
    scene.add(*found)
    return found


def _write(scene: Scene, wanted: Sequence[Mark], marks: Sequence[Mark], words: Sequence[Words]) -> None:
    """Give those marks that are wanted a label, above or below or at a side, where it covers nothing."""
    on = marks[0].on
    links = [item for item in scene.of(Line) if item.on is on and item.role in ("link", "band")]
    mine = [line for line in links if line.colour != _BEHIND]
    obstacles = Obstacles(on.box, marks, mine, words)
    given: dict[int, Mark] = {}
    for mark in sorted(wanted, key=lambda mark: not (mark.figure.bound or mark.form == "tick")):
        for place in "tblr" if mark.form == "dot" else "bt" if mark.bound == "down" else "tb":
            trial = replace(mark, label=mark.figure.label(scene.lang), place=place)
            if obstacles.clear(trial):
                given[id(mark)] = trial
                obstacles.add(trial.written.box)
                break
    scene.items[:] = [given.get(id(item), item) for item in scene.items]

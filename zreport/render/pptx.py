"""Native slides: each chart a chart that PowerPoint can edit, each card a shape."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from zreport import frame, theme
from zreport.chart import Chart
from zreport.datum import Datum
from zreport.kinds import Bars, Cards, Dots, Dumbbell, Slope
from zreport.kinds.pairs import Pair
from zreport.render.drawingml import Axis, Cells, Series, Style, bars, line, scatter
from zreport.render.slides import Slide, presentation
from zreport.render.workbook import ABOUT, about, label_formula, workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAME, _VALUE, _LABEL, _ROW = "指标 / Indicator", "数值 / Value", "标签 / Label", "行 / Row"


def deck(charts: Sequence[Chart], lang: str, cover: tuple[str, str] | None = None) -> bytes:
    """Return a presentation with a slide for each chart, after a title slide if there is a cover.

    Parameters
    ----------
    cover : tuple of str, optional
        Title and subtitle.
    """
    with presentation(charts[0].title[lang] if cover is None else cover[0], lang) as show:
        if cover is not None:
            show.cover(*cover)
        for chart in charts:
            slide = show.slide(chart)
            draw(chart, slide, slide.frame.plot, lang)
            slide.finish()
    return show.content


@functools.singledispatch
def draw(chart: Chart, slide: Slide, plot: frame.Box, lang: str) -> None:
    """Put one kind of chart on a slide."""
    raise NotImplementedError(f"PowerPoint cannot draw {chart.kind}")


@draw.register
def _(chart: Dots, slide: Slide, plot: frame.Box, lang: str) -> None:
    for panel, rows in zip(frame.ranked(chart, lang, plot), chart.panels, strict=True):
        if panel.heading:
            right, y = theme.WIDTH - theme.MARGIN, panel.box.top - 26
            slide.text(
                panel.heading, frame.Box(right - 300, y, 300, 18), theme.TICK, theme.MUTED, "r"
            )
        count = len(rows)
        head = [_NAME, _VALUE, _LABEL, _ROW, "0", *(words[lang] for words in ABOUT)]
        table = [head] + [
            [
                figure.name[lang],
                chart.on_axis(figure),
                (label_formula(chart, figure, f"B{line}", lang), figure.label(lang)),
                line - 1,
                0,
                *about(figure, lang),
            ]
            for line, figure in enumerate(rows, start=2)
        ]
        styles = tuple(_style(chart, figure) for figure in rows)
        names = _column("A", [figure.name[lang] for figure in rows])
        values = _column("B", [chart.on_axis(figure) for figure in rows])
        bar = isinstance(chart, Bars)
        labels = _column(
            "C", [figure.label(lang) if bar else _outside(figure, lang) for figure in rows]
        )
        ink = tuple(theme.MUTED if s.colour == theme.QUIET else s.colour for s in styles)
        value = Series(
            _cell("B", 1, _VALUE), names, values, styles, labels, ("outEnd",) * count, ink
        )
        axis = Axis(0, panel.ticks[-1], panel.ticks[1], _code(chart, lang))
        place = _around(panel, plot)
        if bar:
            xml = bars(
                value,
                axis,
                _inner(panel.box, place),
                gap=max(30, round(panel.pitch / 24 * 100 - 100)),
            )
        else:
            numbers = _column("D", list(range(1, count + 1)))
            series = [
                *_bounds(chart, rows, table, panel, ("r",) * count, lang),
                Series(_cell("B", 1, _VALUE), values, numbers, styles, labels,
                       ("r",) * count, ink, stems=True),
                *_rings(_cell("B", 1, _VALUE), values, numbers, styles),
                Series(_cell("A", 1, _NAME), _column("E", [0] * count), numbers, (), names,
                       ("l",) * count, bold=False),
            ]  # fmt: skip
            xml = scatter(series, axis, count, _inner(panel.box, place))
        slide.chart(xml, workbook(table, _WIDTHS), place, chart.alt[lang])


def _rings(name: Cells, x: Cells, y: Cells, styles: tuple[Style, ...]) -> list[Series]:
    """Make the marks hollow that are to be."""
    if not any(style.hollow for style in styles):
        return []
    return [Series(name, x, y, styles, inside=True)]


def _connectors(chart: Chart, table: list[list], after: int) -> Series:
    """Join both points of each row: one series, its rows apart by an empty cell."""
    x, y = chr(ord("A") + after), chr(ord("B") + after)
    cells: list[tuple | None] = []
    for row, pair in enumerate(chart.data, start=2):
        for letter, figure in zip("BC", (pair.before, pair.after), strict=True):
            cells.append((f"={letter}{row}", chart.on_axis(figure), row - 1))
        cells.append(None)
    cells.pop()
    table[0] += ["—", "—"]
    table += [[""] * after for _ in range(len(cells) + 1 - len(table))]
    for at, cell in enumerate(cells, start=1):
        table[at] += [(cell[0], cell[1]), cell[2]] if cell else [None, None]
    last = len(cells) + 1
    return Series(
        Cells(f"${x}$1", ("—",)),
        Cells(f"${x}$2:${x}${last}", tuple(cell and cell[1] for cell in cells)),
        Cells(f"${y}$2:${y}${last}", tuple(cell and cell[2] for cell in cells)),
        line=(theme.CONNECTOR, 5),
    )


def _bounds(
    chart: Chart, rows: Sequence[Datum], table: list[list], panel: frame.Panel,
    places: Sequence[str], lang: str,
) -> list[Series]:  # fmt: skip
    """Add a short labelled line with an arrow head from each bound towards the true value."""
    series = []
    after = len(table[0])
    for index, figure in enumerate(rows):
        if not figure.bound:
            continue
        start, line = chart.on_axis(figure), index + 2
        reach = frame.ARROW / (panel.x(1) - panel.x(0))
        end = round(start + (reach if figure.bound == "up" else -reach), 6)
        outward = (figure.bound == "up") == (places[index] == "r")
        labels = ("", figure.label(lang)) if outward else (figure.label(lang), "")
        row = table[line - 1]
        row += [None] * (after - len(row)) + [start, end, index + 1, index + 1, *labels]
        a, b, c, d, e, f = (_letter(after + i) for i in range(6))
        colour = _style(chart, figure).colour
        series.append(
            Series(
                _cell("A", line, row[0]),
                Cells(f"${a}${line}:${b}${line}", (start, end)),
                Cells(f"${c}${line}:${d}${line}", (index + 1, index + 1)),
                labels=Cells(f"${e}${line}:${f}${line}", labels),
                places=(places[index],) * 2,
                ink=(colour, colour),
                line=(colour, 2.5),
                arrow=True,
            )
        )
    return series


def _letter(index: int) -> str:
    """Name a column, counted from 0."""
    first, last = divmod(index, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


@draw.register
def _(chart: Dumbbell, slide: Slide, plot: frame.Box, lang: str) -> None:
    panel = frame.paired(chart, lang, plot)
    count = len(chart.data)
    gaps = chart.gaps(lang)
    for words, x, colour, hollow in frame.key(chart, panel, lang):
        box = frame.Box(x, panel.box.top - 30, 420, 20)
        slide.text(("○ " if hollow else "● ") + words, box, theme.TICK + 1, colour, bold=True)
    if any(gaps):
        box = frame.Box(panel.box.right + 6, panel.box.top - 30, frame.GAP - 6, 20)
        slide.text(chart.gap_heading[lang], box, theme.TICK + 1, theme.MUTED, bold=True)
    sides = [chart.side(which, lang) for which in ("before", "after")]
    head = [
        _NAME,
        *sides,
        *(f"{_LABEL} {i}" for i in (1, 2)),
        chart.gap_heading[lang],
        _ROW,
        "0",
        "max",
    ]
    head += [f"{words[lang]} {i}" for i in (1, 2) for words in ABOUT]
    table = [head]
    for row, pair in enumerate(chart.data, start=2):
        both = (pair.before, pair.after)
        gap = gaps[row - 2]
        table.append([
            pair.after.name[lang],
            *(chart.on_axis(figure) for figure in both),
            *((label_formula(chart, figure, f"{cell}{row}", lang), figure.label(lang))
              for figure, cell in zip(both, "BC", strict=True)),
            (f'=TEXT(ROUND(C{row}-B{row},6),"+0.0###;−0.0###;0")', gap) if gap else "",
            row - 1, 0, panel.ticks[-1],
            *(cell for figure in both for cell in about(figure, lang)),
        ])  # fmt: skip
    numbers = _column("G", list(range(1, count + 1)))
    series = [_connectors(chart, table, len(head))]
    for which, cell, label, words in zip(("before", "after"), "BC", "DE", sides, strict=True):
        figures = [getattr(pair, which) for pair in chart.data]
        others = [getattr(pair, "after" if which == "before" else "before") for pair in chart.data]
        lower = [f.value_base < o.value_base or (f.value_base == o.value_base and which == "before")
                 for f, o in zip(figures, others, strict=True)]  # fmt: skip
        styles = tuple(_style(chart, figure) for figure in figures)
        places = tuple("l" if low else "r" for low in lower)
        series.append(
            Series(
                _cell(cell, 1, words),
                _column(cell, [chart.on_axis(f) for f in figures]),
                numbers,
                styles,
                _column(label, [_outside(f, lang) for f in figures]),
                places,
                tuple(s.colour for s in styles),
            )
        )
        series += _rings(series[-1].name, series[-1].x, numbers, styles)
        series += _bounds(chart, figures, table, panel, places, lang)
    if any(gaps):
        series.append(
            Series(_cell("F", 1, chart.gap_heading[lang]), _column("I", [panel.ticks[-1]] * count), numbers,
                   (), _column("F", gaps), ("r",) * count)
        )  # fmt: skip
    names = _column("A", [pair.after.name[lang] for pair in chart.data])
    series.append(
        Series(
            _cell("A", 1, _NAME),
            _column("H", [0] * count),
            numbers,
            (),
            names,
            ("l",) * count,
            bold=False,
        )
    )
    place = _around(panel, plot)
    axis = Axis(0, panel.ticks[-1], panel.ticks[1], _code(chart, lang))
    xml = scatter(series, axis, count, _inner(panel.box, place))
    slide.chart(xml, workbook(table, _WIDTHS), place, chart.alt[lang])


@draw.register
def _(chart: Slope, slide: Slide, plot: frame.Box, lang: str) -> None:
    for pair, box in zip(chart.data, frame.slopes(len(chart.data), plot), strict=True):
        _slope(chart, pair, slide, box, lang)


def _slope(chart: Slope, pair: Pair, slide: Slide, box: frame.Box, lang: str) -> None:
    track = frame.track(chart, pair, box, lang)
    head = frame.Box(box.left, box.top, box.width, len(track.name) * 20 + 4)
    slide.text("\n".join(track.name), head, theme.LABEL, theme.INK, bold=True)
    edge = frame.Box(box.left, track.edge_y - 10, 60, 18)
    slide.text(track.edge, edge, theme.TICK, theme.MUTED)
    both, ends = (pair.before, pair.after), chart.ends(pair, lang)
    own = type(chart)((pair,), title=chart.title)
    table = [[_NAME, _VALUE, _LABEL, *(words[lang] for words in ABOUT)]]
    for row, (figure, end) in enumerate(zip(both, ends, strict=True), start=2):
        label = (label_formula(own, figure, f"B{row}", lang), figure.label(lang))
        table.append([end, own.on_axis(figure), label, *about(figure, lang)])
    values = [own.on_axis(figure) for figure in both]
    names = _column("A", list(ends))
    table[0][1] = pair.after.name[lang]
    series = [
        Series(_cell("B", 1, table[0][1]), names, _column("B", values), line=(theme.CONNECTOR, 4))
    ]
    for index, figure in enumerate(both):
        style, column = _style(chart, figure), "DE"[index]
        table[0].insert(3 + index, figure.status_name[lang])
        for at, row in enumerate(table[1:]):
            row.insert(3 + index, (f"=B{at + 2}", values[index]) if at == index else None)
        only = [value if at == index else None for at, value in enumerate(values)]
        labels = [figure.label(lang) if at == index else "" for at in range(2)]
        series.append(
            Series(
                _cell(column, 1, figure.status_name[lang]),
                names,
                _column(column, only),
                (style, style),
                _column("C", labels),
                ("b" if track.below[index] else "t",) * 2,
                (style.colour,) * 2,
                track.size,
            )
        )
        series += _rings(series[-1].name, names, series[-1].y, (style, style))
    factor = 1 / own.figures[0].unit_factor
    low, high = sorted((track.low * factor, track.high * factor))
    axis = Axis(low, high, high - low, None, reverse=chart.inverted(pair))
    # Two categories stand at a quarter and three quarters of the axis.
    left = track.x[0] - (track.x[1] - track.x[0]) / 2
    right = track.x[1] + (track.x[1] - track.x[0]) / 2
    inner = frame.Box(left, track.head, right - left, track.foot - track.head)
    place = frame.Box(
        min(left, box.left),
        track.head - 26,
        max(right, box.right) - min(left, box.left),
        track.foot - track.head + 54,
    )
    name = f"{pair.after.name[lang]}: {chart.alt[lang]}"
    slide.chart(line(series, axis, _inner(inner, place)), workbook(table, _WIDTHS), place, name)


@draw.register
def _(chart: Cards, slide: Slide, plot: frame.Box, lang: str) -> None:
    for figure, box in zip(chart.data, frame.grid(len(chart.data), plot), strict=True):
        slide.card(frame.card(figure, box, lang), box, figure, lang)


_WIDTHS = (28, 12, 16, 8, 8)


def _style(chart: Chart, figure: Datum) -> Style:
    colour = theme.colour(figure.status)
    if isinstance(chart, Dots) and chart.quiet(figure):
        colour = theme.QUIET
    return Style(
        colour,
        hollow=theme.hollow(figure.status),
        hatched=figure.status == "expected",
        pale=figure.bound == "down",
        marker=not figure.bound,
    )


def _outside(figure: Datum, lang: str) -> str:
    """The label of a point; that of a bound stands at its arrow instead."""
    return "" if figure.bound else figure.label(lang)


def _code(chart: Chart, lang: str) -> str | None:
    """How the numbers of the axis are written; none where English scales the unit."""
    unit = chart.figures[0].unit
    if unit in ("%", "‰"):
        return f'General"{unit}"'
    return "General" if lang == "zh" else None


def _column(letter: str, values: list) -> Cells:
    return Cells(f"${letter}$2:${letter}${len(values) + 1}", tuple(values))


def _cell(letter: str, row: int, value: str) -> Cells:
    return Cells(f"${letter}${row}", (value,))


def _around(panel: frame.Panel, plot: frame.Box) -> frame.Box:
    """The frame of a chart: the panel with its labels and ticks."""
    return frame.Box(plot.left, panel.box.top - 4, plot.width, panel.box.height + 30)


def _inner(box: frame.Box, place: frame.Box) -> tuple[float, float, float, float]:
    return (
        (box.left - place.left) / place.width,
        (box.top - place.top) / place.height,
        box.width / place.width,
        box.height / place.height,
    )

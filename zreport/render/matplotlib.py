"""Static pictures by matplotlib: PNG, SVG and PDF, with no browser and no network.

Everything is drawn in points on the page of `zreport.frame`, with the font of this package by its
path, so that nothing global is changed and no font of the machine is needed.
"""

from __future__ import annotations

import functools
import io
from typing import TYPE_CHECKING

from zreport import font, frame, theme
from zreport.chart import Chart
from zreport.kinds import Cards, Dots, Dumbbell, Slope
from zreport.kinds.pairs import Pair

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FORMATS = ("png", "svg", "pdf")
_DPI = 144


def picture(chart: Chart, lang: str, form: str, dpi: int = _DPI) -> bytes:
    """Draw a chart as PNG, SVG or PDF; the same bytes each time.

    Parameters
    ----------
    form : str
        ``png``, ``svg`` or ``pdf``.
    dpi : int
        Pixels to 72 points of the page, for PNG.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    settings = {
        "svg.fonttype": "none",
        "svg.hashsalt": "zreport",
        "pdf.fonttype": 42,
        "path.simplify": False,
    }
    with mpl.rc_context(settings):
        page = Figure(figsize=(theme.WIDTH / 72, theme.HEIGHT / 72), facecolor=theme.PAPER)
        axes = page.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, theme.WIDTH), ylim=(theme.HEIGHT, 0))
        axes.set_axis_off()
        pen = Pen(axes)
        parts = frame.frame(chart, lang)
        pen.lines(parts.title, theme.INK, bold=True)
        pen.lines(parts.subtitle, theme.MUTED)
        pen.lines(parts.foot, theme.MUTED)
        draw(chart, pen, parts.plot, lang)
        file = io.BytesIO()
        page.savefig(file, format=form, dpi=dpi, metadata=_papers(chart, lang, form))
    if form == "svg":
        return _finish_svg(file.getvalue().decode(), chart, lang, pen)
    return file.getvalue()


class Pen:
    """Draws in points from the top left corner, and remembers the characters that it wrote."""

    def __init__(self, axes: Axes):
        self.axes = axes
        self.written: dict[bool, set[str]] = {False: set(), True: set()}

    def text(
        self, x: float, y: float, words: str, size: float = theme.LABEL, colour: str = theme.INK,
        bold: bool = False, ha: str = "left", va: str = "center_baseline",
    ) -> None:  # fmt: skip
        """Write one line."""
        font.require(words)
        self.written[bold] |= set(words)
        self.axes.text(
            x, y, words, size=size, color=colour, ha=ha, va=va, fontproperties=_face(bold, size),
            parse_math=False,
        )  # fmt: skip

    def lines(self, block: frame.Lines, colour: str, bold: bool = False) -> None:
        """Write the lines of a block, each on its baseline."""
        for index, words in enumerate(block.lines):
            baseline = block.box.top + index * block.leading + block.size
            self.text(block.box.left, baseline, words, block.size, colour, bold, va="baseline")

    def block(self, x: float, y: float, words: tuple[str, ...], **style: object) -> None:
        """Write lines around a middle."""
        leading = style.get("size", theme.LABEL) * 1.2
        for index, line in enumerate(words):
            self.text(x, y + (index - (len(words) - 1) / 2) * leading, line, **style)

    def line(self, x: tuple, y: tuple, colour: str, width: float = 1, **style: object) -> None:
        """Draw a line."""
        self.axes.plot(x, y, color=colour, linewidth=width, solid_capstyle="butt", **style)

    def dot(self, x: float, y: float, colour: str, hollow: bool = False) -> None:
        """Draw a round mark."""
        self.axes.plot(
            [x], [y], "o", markersize=theme.MARKER, color=theme.TARGET_FILL if hollow else colour,
            markeredgecolor=colour, markeredgewidth=2.2 if hollow else 0, zorder=3,
        )  # fmt: skip

    def box(
        self, box: frame.Box, fill: str, edge: str | None = None, hatch: str | None = None,
        rounded: float = 0,
    ) -> None:  # fmt: skip
        """Draw a rectangle."""
        from matplotlib.patches import FancyBboxPatch

        style = f"round,pad=0,rounding_size={rounded}" if rounded else "square,pad=0"
        self.axes.add_patch(
            FancyBboxPatch(
                (box.left, box.top),
                box.width,
                box.height,
                boxstyle=style,
                facecolor=fill,
                edgecolor=edge or "none",
                linewidth=1.6 if edge else 0,
                hatch=hatch,
            )
        )

    def bound(self, x: float, y: float, colour: str, way: str) -> None:
        """Draw a bar across a row and an arrow: the true value lies that way of the bar."""
        end = x + (frame.ARROW if way == "up" else -frame.ARROW)
        self.line((x, x), (y - 9, y + 9), colour, 3)
        self.axes.annotate(
            "", (end, y), (x, y),
            arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 1.8, "shrinkA": 0, "shrinkB": 0},
        )  # fmt: skip


@functools.singledispatch
def draw(chart: Chart, pen: Pen, plot: frame.Box, lang: str) -> None:
    """Draw one kind of chart."""
    raise NotImplementedError(f"matplotlib cannot draw {chart.kind}")


@draw.register
def _(chart: Dots, pen: Pen, plot: frame.Box, lang: str) -> None:
    for panel, rows in zip(frame.ranked(chart, lang, plot), chart.panels, strict=True):
        _axis(pen, panel, chart, lang)
        for index, figure in enumerate(rows):
            y, x = panel.y(index), panel.x(chart.on_axis(figure))
            colour = theme.colour(figure.status)
            if chart.quiet(figure):
                colour = theme.QUIET
            hollow = theme.hollow(figure.status)
            pen.block(panel.box.left - 12, y, panel.labels[index], ha="right")
            if chart.mark == "bar":
                height = min(24.0, panel.pitch * 0.62)
                bar = frame.Box(panel.box.left, y - height / 2, x - panel.box.left, height)
                if figure.bound == "down":
                    pen.box(bar, theme.fill(figure.status))
                else:
                    hatch = "////" if figure.status == "expected" else None
                    edge = colour if hollow else None
                    pen.box(bar, theme.TARGET_FILL if hollow else colour, edge, hatch)
            elif figure.bound != "down":
                pen.line((panel.box.left, x), (y, y), theme.CONNECTOR, 1.4)
            if figure.bound:
                pen.bound(x, y, colour, figure.bound)
            elif chart.mark == "dot":
                pen.dot(x, y, colour, hollow)
            pen.text(
                x + (frame.ARROW + 8 if figure.bound == "up" else 12), y, figure.label(lang),
                bold=True, colour=theme.MUTED if colour == theme.QUIET else colour,
            )  # fmt: skip


@draw.register
def _(chart: Dumbbell, pen: Pen, plot: frame.Box, lang: str) -> None:
    panel = frame.paired(chart, lang, plot)
    _axis(pen, panel, chart, lang)
    _key(pen, chart, panel, lang)
    gaps = chart.gaps(lang)
    for index, pair in enumerate(chart.data):
        y = panel.y(index)
        places = [panel.x(chart.on_axis(figure)) for figure in (pair.before, pair.after)]
        pen.block(panel.box.left - 12, y, panel.labels[index], ha="right")
        pen.line(tuple(places), (y, y), theme.CONNECTOR, 5)
        for figure, x, other in zip((pair.before, pair.after), places, places[::-1], strict=True):
            colour = theme.colour(figure.status)
            if figure.bound:
                pen.bound(x, y, colour, figure.bound)
            else:
                pen.dot(x, y, colour, theme.hollow(figure.status))
            left = x < other or (x == other and figure is pair.before)
            away = frame.ARROW if (figure.bound == "down") == left and figure.bound else 0
            pen.text(
                x + (-12 - away if left else 12 + away), y, figure.label(lang), bold=True,
                colour=colour, ha="right" if left else "left",
            )  # fmt: skip
        if gaps[index]:
            pen.text(panel.box.right + frame.GAP - 8, y, gaps[index], bold=True, ha="right")


@draw.register
def _(chart: Slope, pen: Pen, plot: frame.Box, lang: str) -> None:
    for pair, box in zip(chart.data, frame.slopes(len(chart.data), plot), strict=True):
        _slope(chart, pair, pen, box, lang)


def _slope(chart: Slope, pair: Pair, pen: Pen, box: frame.Box, lang: str) -> None:
    track = frame.track(chart, pair, box, lang)
    for index, name in enumerate(track.name):
        pen.text(box.left, box.top + 10 + index * 20, name, bold=True)
    pen.line((box.left, box.right), (track.foot, track.foot), theme.GRID, 1.2)
    pen.text(box.left, track.edge_y, track.edge, theme.TICK, theme.MUTED)
    for x, when in zip(track.x, chart.ends(pair, lang), strict=True):
        pen.line((x, x), (track.head, track.foot), theme.GRID, 1.2)
        pen.text(x, track.foot + 16, when, theme.TICK, theme.MUTED, ha="center")
    pen.line(track.x, track.y, theme.CONNECTOR, 4)
    for figure, x, y, below in zip(
        (pair.before, pair.after), track.x, track.y, track.below, strict=True
    ):
        colour = theme.colour(figure.status)
        pen.dot(x, y, colour, theme.hollow(figure.status))
        pen.text(
            x,
            y + (21 if below else -21),
            figure.label(lang),
            track.size,
            colour,
            bold=True,
            ha="center",
        )


@draw.register
def _(chart: Cards, pen: Pen, plot: frame.Box, lang: str) -> None:
    for figure, box in zip(chart.data, frame.grid(len(chart.data), plot), strict=True):
        hollow = theme.hollow(figure.status)
        colour = theme.colour(figure.status)
        pen.box(
            box,
            theme.PAPER if hollow else theme.ACHIEVED_FILL,
            colour if hollow else None,
            rounded=8,
        )
        card = frame.card(figure, box, lang)
        pen.text(
            box.left + 16, card.number_y, card.number, card.size, colour, bold=True, va="baseline"
        )
        for index, line in enumerate(card.name):
            y = card.name_y + index * card.name_size * 1.2
            pen.text(box.left + 16, y, line, card.name_size, va="baseline")
        pen.text(
            box.left + 16, card.about_y, card.about, card.about_size, theme.MUTED, va="baseline"
        )


def _axis(pen: Pen, panel: frame.Panel, chart: Chart, lang: str) -> None:
    box = panel.box
    if panel.heading:
        pen.line(
            (theme.MARGIN, theme.WIDTH - theme.MARGIN), (box.top - 8, box.top - 8), theme.GRID, 1.2
        )
        pen.text(
            theme.WIDTH - theme.MARGIN,
            box.top - 17,
            panel.heading,
            theme.TICK,
            theme.MUTED,
            ha="right",
        )
    for tick in panel.ticks:
        x = panel.x(tick)
        pen.line((x, x), (box.top, box.bottom), theme.GRID, 1.6 if tick == 0 else 0.9, zorder=0)
        pen.text(x, box.bottom + 11, chart.tick(tick, lang), theme.TICK, theme.MUTED, ha="center")


def _key(pen: Pen, chart: Dumbbell, panel: frame.Panel, lang: str) -> None:
    y = panel.box.top - 18
    for words, x, colour, hollow in frame.key(chart, panel, lang):
        pen.dot(x + 6, y, colour, hollow)
        pen.text(x + 18, y, words, theme.TICK + 1, colour, bold=True)
    if any(chart.gaps(lang)):
        right = panel.box.right + frame.GAP - 8
        pen.text(
            right, y, chart.gap_heading[lang], theme.TICK + 1, theme.MUTED, bold=True, ha="right"
        )


@functools.cache
def _face(bold: bool, size: float):
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(font.path(bold)), size=size)


def _papers(chart: Chart, lang: str, form: str) -> dict:
    """What a picture says of itself."""
    title, about = chart.title[lang], chart.alt[lang]
    if form == "png":
        return {
            "Title": title,
            "Description": about,
            "Source": chart.source[lang],
            "Software": "zreport",
        }
    if form == "svg":
        return {
            "Title": title,
            "Description": about,
            "Source": chart.source[lang],
            "Date": None,
            "Creator": "zreport",
        }
    return {
        "Title": title,
        "Subject": about,
        "Creator": "zreport",
        "CreationDate": None,
        "Producer": "zreport",
    }


def _finish_svg(svg: str, chart: Chart, lang: str, pen: Pen) -> bytes:
    """Put the used glyphs, a title and a description for screen readers into an SVG."""
    from xml.sax.saxutils import escape

    faces = font.css("".join(sorted(pen.written[False])), "".join(sorted(pen.written[True])))
    head = (
        f'<title id="title">{escape(chart.title[lang])}</title>'
        f'<desc id="desc">{escape(chart.alt[lang])}</desc><style>{faces}</style>'
    )
    start = svg.index(">", svg.index("<svg ")) + 1
    opening = svg[:start].replace("<svg ", '<svg role="img" aria-labelledby="title desc" ', 1)
    return (opening + head + svg[start:]).encode()

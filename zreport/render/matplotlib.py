"""Static pictures by matplotlib: PNG, SVG and PDF, with no browser and no network.

A `zreport.page.scene.Scene` is drawn in points, with the font of this package by its path, so that nothing
global is changed and no font of the machine is needed.
"""

from __future__ import annotations

import functools
import io
import math
from typing import TYPE_CHECKING

from zreport.charts.chart import Chart
from zreport.layout.scene import lay_out
from zreport.page import font, theme
from zreport.page.boxes import Grid, Tile
from zreport.page.marks import Key, Line, Mark
from zreport.page.scene import Scene
from zreport.page.size import Size
from zreport.page.text import Box, Words

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure
    from PIL import Image

# What matplotlib sets below the middle of a line of text: half the height of its capitals.
_BASELINE = 0.36
SETTINGS = {
    "svg.fonttype": "none",
    "svg.hashsalt": "zreport",
    "pdf.fonttype": 42,
    "path.simplify": False,
    # The font has no hints, and making them up takes a fifth of the time of a picture.
    "text.hinting": "none",
}


def draw(chart: Chart, lang: str, form: str, size: str | Size | None = None) -> bytes:
    """Draw a chart as PNG, SVG or PDF."""
    return picture(chart, lang, form, size)


def picture(
    chart: Chart,
    lang: str,
    form: str,
    size: str | Size | None = None,
    dpi: int | None = None,
    colours: int | None = None,
) -> bytes:
    """Draw a chart as PNG, SVG or PDF; the same bytes each time.

    Parameters
    ----------
    form : str
        ``png``, ``svg`` or ``pdf``.
    size : str or Size, optional
    dpi : int, optional
        Pixels to 72 points of the page, for PNG; that of the size unless given.
    colours : int, optional
        How many colours a PNG may have, up to 256, which halves it: white stays white, and no other
        colour changes so that it can be seen. All of them unless given.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    sheet = lay_out(chart, lang, size)
    papers = _papers(chart, lang, form)
    with mpl.rc_context(SETTINGS):
        figure = Figure(figsize=(sheet.size.width / 72, sheet.height / 72), facecolor=theme.PAPER)
        paint(sheet, Pen(figure, sheet.height))
        if form == "png":
            return _png(_pixels(figure, dpi or sheet.size.dpi), dpi or sheet.size.dpi, colours, papers)
        file = io.BytesIO()
        figure.savefig(file, format=form, metadata=papers)
    if form == "svg":
        return _finish_svg(file.getvalue().decode(), chart, sheet)
    return file.getvalue()


def _pixels(figure: Figure, dpi: int) -> Image.Image:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    figure.dpi = dpi
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    size = canvas.get_width_height(physical=True)
    pixels = Image.frombuffer("RGBA", size, canvas.buffer_rgba(), "raw", "RGBA", 0, 1)
    return pixels.convert("RGB")


def _png(pixels: Image.Image, dpi: int, colours: int | None, papers: dict[str, str]) -> bytes:
    from PIL import Image, PngImagePlugin

    told = PngImagePlugin.PngInfo()
    for key, words in papers.items():
        told.add_itxt(key, words)
    file = io.BytesIO()
    if colours:
        few = pixels.quantize(colours, method=Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE)
        few.save(file, "PNG", optimize=True, pnginfo=told)
    else:
        pixels.save(file, "PNG", dpi=(dpi, dpi), pnginfo=told)
    return file.getvalue()


def paint(sheet: Scene, pen: Pen) -> None:
    """Draw a scene with a pen."""
    for block in (sheet.title, sheet.subtitle, sheet.foot):
        for words in block.each:
            pen.text(words)
    for item in sheet.items:
        match item:
            case Words():
                pen.text(item)
            case Line():
                pen.stroke(item)
            case Mark():
                pen.mark(item)
            case Tile():
                pen.tile(item)
            case Key():
                pen.key(item)
            case Grid():
                pen.grid(item)


class Pen:
    """Draws on a figure in points from its top left corner; it needs no axes, which would cost time.

    Parameters
    ----------
    height : float
        Of the page.
    left, top : float
        Where on the page the corner is.
    """

    def __init__(self, figure: Figure, height: float, left: float = 0.0, top: float = 0.0):
        from matplotlib.transforms import Affine2D

        self.figure = figure
        self.points = (
            Affine2D.from_values(1 / 72, 0, 0, -1 / 72, left / 72, (height - top) / 72) + figure.dpi_scale_trans
        )

    def add(self, artist: Artist) -> None:
        """Put an artist, measured in points, on the figure."""
        artist.set_transform(self.points)
        self.figure.add_artist(artist)

    def text(self, words: Words) -> None:
        """Write one line."""
        if words.words:
            from matplotlib.text import Text

            style = {"start": "left", "middle": "center", "end": "right"}[words.anchor]
            self.add(
                Text(
                    words.x,
                    words.y + words.size * _BASELINE,
                    words.words,
                    color=words.colour,
                    ha=style,
                    va="baseline",
                    fontproperties=_face(words.bold, words.size),
                    parse_math=False,
                )
            )

    def line(self, xs: tuple, ys: tuple, colour: str, width: float, over: float = 2) -> None:
        """Draw a line."""
        from matplotlib.lines import Line2D

        self.add(Line2D(xs, ys, color=colour, linewidth=width, solid_capstyle="butt", zorder=over))

    def stroke(self, item: Line) -> None:
        """Draw a line of the scene."""
        xs, ys = item.xs, item.ys
        if item.on:
            xs, ys = tuple(map(item.on.px, xs)), tuple(map(item.on.py, ys))
        self.line(xs, ys, item.colour, item.width, 1 if item.role in ("grid", "band") else 2)

    def dot(self, x: float, y: float, colour: str, hollow: bool) -> None:
        """Draw a round mark."""
        from matplotlib.lines import Line2D

        self.add(
            Line2D(
                [x],
                [y],
                marker="o",
                markersize=theme.MARKER - (2.2 if hollow else 0),
                color=theme.fill(colour) if hollow else colour,
                markeredgecolor=colour,
                markeredgewidth=2.2 if hollow else 0,
                zorder=4,
            )
        )

    def box(self, box: Box, fill: str, edge: str | None = None, hatch: str | None = None, radius: float = 0) -> None:
        """Draw a rectangle."""
        from matplotlib.patches import FancyBboxPatch, Rectangle

        style = {
            "facecolor": fill,
            "edgecolor": edge or "none",
            "linewidth": 1.6 if edge else 0,
            "hatch": hatch,
            "zorder": 2,
        }
        if radius:
            shape = f"round,pad=0,rounding_size={radius}"
            patch = FancyBboxPatch((box.left, box.top), box.width, box.height, boxstyle=shape, **style)
        else:
            patch = Rectangle((box.left, box.top), box.width, box.height, **style)
        self.add(patch)

    def arrow(self, x: float, y: float, colour: str, reach: float) -> None:
        """Draw an arrow from a bound: the true value lies that way of it."""
        from matplotlib.patches import Polygon

        end, head = x + reach, math.copysign(min(9.0, abs(reach)), reach)
        self.line((x, end - head * 0.6), (y, y), colour, 1.8, 4)
        self.add(
            Polygon([(end, y), (end - head, y - 4.5), (end - head, y + 4.5)], facecolor=colour, linewidth=0, zorder=4)
        )

    def mark(self, mark: Mark) -> None:
        """Draw a figure with its label."""
        x, y = mark.at
        if mark.form == "bar":
            start = mark.on.px(mark.start)
            box = Box(min(start, x), y - mark.thick / 2, abs(x - start), mark.thick)
            if mark.bound == "down":
                self.box(box, theme.fill(mark.colour))
            elif mark.hollow or mark.hatched:
                self.box(box.inset(0.8), theme.fill(mark.colour), mark.colour, "////" if mark.hatched else None)
            else:
                self.box(box, mark.colour)
        if mark.form == "dot":
            self.dot(x, y, mark.colour, mark.hollow)
        if mark.form == "tick" or mark.bound:
            self.line((x, x), (y - mark.tall / 2, y + mark.tall / 2), mark.colour, 3, 4)
        if mark.bound:
            self.arrow(x, y, mark.colour, mark.reach if mark.bound == "up" else -mark.reach)
        if mark.label:
            self.text(mark.written)

    def tile(self, tile: Tile) -> None:
        """Draw a box with its words."""
        for box in tile.behind:
            self.box(box, theme.PAPER, tile.edge, radius=tile.radius)
        self.box(tile.box, tile.fill, tile.edge, radius=tile.radius)
        for words in tile.each:
            self.text(words)

    def key(self, key: Key) -> None:
        """Draw an entry of the key."""
        if key.form == "dot":
            self.dot(key.x + 7, key.y, key.colour, key.hollow)
        elif key.form == "tick":
            self.line((key.x + 7, key.x + 7), (key.y - 8, key.y + 8), key.colour, 3)
        else:
            box = Box(key.x, key.y - 6, 13, 12)
            self.box(
                box.inset(0.8) if key.hollow else box,
                theme.fill(key.colour) if key.hollow else key.colour,
                key.colour if key.hollow else None,
            )
        self.text(key.written)

    def grid(self, grid: Grid) -> None:
        """Draw a table: its rules and its words."""
        for rule in grid.rules:
            self.stroke(rule)
        for words in grid.each:
            self.text(words)


@functools.cache
def _face(bold: bool, size: float):
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(font.path(bold)), size=size)


def _papers(chart: Chart, lang: str, form: str) -> dict:
    """What a picture says of itself."""
    title, about = chart.title[lang], chart.alt[lang]
    if form == "png":
        return {"Title": title, "Description": about, "Source": chart.source[lang], "Software": "zreport"}
    if form == "svg":
        return {"Title": title, "Description": about, "Source": chart.source[lang], "Date": None, "Creator": "zreport"}
    return {"Title": title, "Subject": about, "Creator": "zreport", "CreationDate": None, "Producer": "zreport"}


def _finish_svg(svg: str, chart: Chart, sheet: Scene) -> bytes:
    """Put the used glyphs, a title and a description for screen readers into an SVG."""
    from xml.sax.saxutils import escape

    used: dict[bool, set[str]] = {False: set(), True: set()}
    for words in sheet.words:
        used[words.bold] |= set(words.words)
    faces = font.css("".join(sorted(used[False])), "".join(sorted(used[True])))
    lang = sheet.lang
    head = (
        f'<title id="title">{escape(chart.title[lang])}</title>'
        f'<desc id="desc">{escape(chart.alt[lang])}</desc><style>{faces}</style>'
    )
    start = svg.index(">", svg.index("<svg ")) + 1
    opening = svg[:start].replace("<svg ", '<svg role="img" aria-labelledby="title desc" ', 1)
    return (opening + head + svg[start:]).encode()

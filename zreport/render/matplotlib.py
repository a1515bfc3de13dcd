"""Static pictures by matplotlib: PNG, SVG and PDF, with no browser and no network.

A `zreport.page.scene.Scene` is drawn in points, with the font of this package by its path, so that
nothing global is changed and no font of the machine is needed.
"""

import functools
import html
import io
from collections import defaultdict
from collections.abc import Iterable

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from PIL import Image, PngImagePlugin

from zreport.charts.chart import Chart
from zreport.layout.scene import lay_out
from zreport.page import font, theme
from zreport.page.boxes import Grid, Tile
from zreport.page.marks import Key, Line, Mark, strokes
from zreport.page.scene import Item, Scene, lines_of
from zreport.page.size import Size
from zreport.page.text import Box, TextBlock, Words

# What matplotlib sets below the middle of a line of text: half the height of its capitals.
_BASELINE = 0.36
# What lies below marks, or over them.
_OVER = {"grid": 1, "band": 1, "stroke": 5}
_OTHERWISE = "'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
_ALIGNED = {"start": "left", "middle": "center", "end": "right"}
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
    chart: Chart, lang: str, form: str, size: str | Size | None = None, dpi: int = 0, colours: int = 0
) -> bytes:
    """Draw a chart as PNG, SVG or PDF; the same bytes each time.

    A PNG of up to 256 colours is half as large: white stays white, and no other colour changes so that it
    can be seen. It has as many pixels to 72 points as its size says, unless `dpi` does.
    """
    scene = lay_out(chart, lang, size)
    papers = _papers(chart, lang, form)
    with mpl.rc_context(SETTINGS):
        figure = Figure(figsize=(scene.size.width / 72, scene.height / 72), facecolor=theme.PAPER)
        Pen(figure, scene.height).draw(scene.each)
        if form == "png":
            return _png(figure, dpi or scene.size.dpi, colours, papers)
        file = io.BytesIO()
        figure.savefig(file, format=form, metadata=papers)
    if form == "svg":
        return _finish_svg(file.getvalue().decode(), chart, scene)
    return file.getvalue()


def _png(figure: Figure, dpi: int, colours: int, papers: dict[str, str]) -> bytes:
    figure.dpi = dpi
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    size = canvas.get_width_height(physical=True)
    pixels = Image.frombuffer("RGBA", size, canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")
    told = PngImagePlugin.PngInfo()
    for key, words in papers.items():
        told.add_itxt(key, words)
    file = io.BytesIO()
    if colours:
        few = of_few_colours(pixels, colours)
        # What zlib finds at its usual level is a thirtieth more, in a tenth of the time.
        few.save(file, "PNG", pnginfo=told)
    else:
        # Flat colour comes in runs: looking for nothing else, zlib finds as much in a third of the time.
        pixels.save(file, "PNG", dpi=(dpi, dpi), pnginfo=told, compress_type=Image.RLE)
    return file.getvalue()


def of_few_colours(pixels: Image.Image, most: int = 256) -> Image.Image:
    """Return a picture of a palette: each channel in as many equal steps as leave few enough colours; white stays.

    On drawings it is as good as Pillow's median cut, in a third of the time.
    """
    whole = np.asarray(pixels)
    for step in (4, 6, 8, 12, 16, 24, 32, 51, 85, 255):
        near = np.round(np.arange(256) / step).astype(np.int32)
        near[255] = near[254] + (255 % step > 0 and near[254] * step <= 254)
        shades = np.minimum(np.arange(near[255] + 1) * step, 255)
        shades[-1], count = 255, len(shades)
        at = (near[whole[..., 0]] * count + near[whole[..., 1]]) * count + near[whole[..., 2]]
        used = np.flatnonzero(np.bincount(at.ravel(), minlength=count**3))
        if len(used) <= most:
            break
    entry = np.zeros(count**3, np.uint8)
    entry[used] = np.arange(len(used))
    few = Image.fromarray(entry[at])
    channels = used // count**2, used // count % count, used % count
    few.putpalette(np.stack([shades[one] for one in channels], axis=1).astype(np.uint8).tobytes())
    return few


class Pen:
    """Draws on a figure in points from a corner on a page of some height; axes, not needed, would cost time."""

    def __init__(self, figure: Figure, height: float, left: float = 0.0, top: float = 0.0):
        self.figure = figure
        inches = Affine2D.from_values(1 / 72, 0, 0, -1 / 72, left / 72, (height - top) / 72)
        self.points = inches + figure.dpi_scale_trans

    def draw(self, items: Iterable[Item | TextBlock]) -> None:
        """Draw items of a scene, each with its words on top."""
        for item in items:
            match item:
                case Line():
                    self.rule(item)
                case Mark():
                    self.mark(item)
                case Tile():
                    for box in item.behind:
                        self.box(box, theme.PAPER, item.edge, radius=item.radius)
                    self.box(item.box, item.fill, item.edge, radius=item.radius)
                    if item.strip:
                        self.strokes(item.strip, item.edge or theme.ACHIEVED)
                case Key():
                    self.key(item)
                case Grid():
                    for rule in item.rules:
                        self.rule(rule)
            self.write(lines_of(item))

    def add(self, artist: Artist) -> None:
        """Put an artist, measured in points, on the figure."""
        artist.set_transform(self.points)
        self.figure.add_artist(artist)

    def write(self, lines: Iterable[Words]) -> None:
        """Write lines."""
        for words in lines:
            if words.words:
                y = words.y + words.size * _BASELINE
                look = {
                    "color": words.colour,
                    "fontproperties": _face(words.bold, words.size, font.is_latin(words.words)),
                    "parse_math": False,
                }
                self.add(Text(words.x, y, words.words, ha=_ALIGNED[words.anchor], va="baseline", **look))

    def line(self, xs: tuple, ys: tuple, colour: str, width: float, over: float = 2) -> None:
        """Draw a line."""
        self.add(Line2D(xs, ys, color=colour, linewidth=width, solid_capstyle="butt", zorder=over))

    def rule(self, item: Line) -> None:
        """Draw a line of the scene."""
        self.line(*item.points, item.colour, item.width, _OVER.get(item.role, 2))

    def dot(self, x: float, y: float, colour: str, hollow: bool, wide: float = theme.MARKER, rim: float = 2.2) -> None:
        """Draw a round mark."""
        edge, fill = (rim, theme.fill(colour)) if hollow else (0, colour)
        look = {"color": fill, "markeredgecolor": colour, "markeredgewidth": edge}
        self.add(Line2D([x], [y], marker="o", markersize=wide - edge, zorder=4, **look))

    def box(self, box: Box, fill: str, edge: str | None = None, hatch: str | None = None, radius: float = 0) -> None:
        """Draw a rectangle."""
        place = ((box.left, box.top), box.width, box.height)
        line = {"edgecolor": edge or "none", "linewidth": 1.6 if edge else 0}
        look = {"facecolor": fill, **line, "hatch": hatch, "zorder": 2}
        if radius:
            self.add(FancyBboxPatch(*place, boxstyle=f"round,pad=0,rounding_size={radius}", **look))
        else:
            self.add(Rectangle(*place, **look))

    def strokes(self, box: Box, colour: str) -> None:
        """Hatch a narrow box with strokes that rise."""
        for line in strokes(box, colour):
            self.rule(line)

    def arrow(self, x: float, y: float, colour: str, reach: float, way: tuple[int, int]) -> None:
        """Draw an arrow from a bound: the true value lies that way of it."""
        (across, down), back = way, reach - min(9.0, reach)
        shaft, half = back + (reach - back) * 0.4, (abs(down) * 4.5, abs(across) * 4.5)
        self.line((x, x + across * shaft), (y, y + down * shaft), colour, 1.8, 4)
        corners = [(x + across * reach, y + down * reach)]
        corners += [(x + across * back + side * half[0], y + down * back + side * half[1]) for side in (-1, 1)]
        self.add(Polygon(corners, facecolor=colour, linewidth=0, zorder=4))

    def mark(self, mark: Mark) -> None:
        """Draw a figure, without its label."""
        x, y = mark.at
        if mark.form == "bar":
            start = mark.on.px(mark.start)
            box = Box(min(start, x), y - mark.thick / 2, abs(x - start), mark.thick)
            self.bar(box, mark.colour, mark.hollow, mark.hatched, mark.bound == "down")
        elif mark.form == "dot":
            self.dot(x, y, mark.colour, mark.hollow, mark.wide, mark.rim)
        if mark.form == "tick" or mark.bound:
            self.line(*mark.across, mark.colour, 3, 4)
        if mark.bound:
            self.arrow(x, y, mark.colour, mark.reach, mark.way)

    def bar(self, box: Box, colour: str, hollow: bool, hatched: bool = False, pale: bool = False) -> None:
        """Draw a bar, or a sample of one: hollow and hatched have an edge, pale has none."""
        if pale:
            self.box(box, theme.fill(colour))
        elif hollow or hatched:
            self.box(box.inset(0.8), theme.fill(colour), colour, "////" if hatched else None)
        else:
            self.box(box, colour)

    def key(self, key: Key) -> None:
        """Draw the sample of an entry of the key."""
        if key.form == "dot":
            self.dot(key.x + 7, key.y, key.colour, key.hollow)
        elif key.form == "tick":
            self.line((key.x + 7, key.x + 7), (key.y - 8, key.y + 8), key.colour, 3)
        else:
            self.bar(Box(key.x, key.y - 6, 13, 12), key.colour, key.hollow)


@functools.cache
def _face(bold: bool, size: float, latin: bool) -> FontProperties:
    # The file is what is drawn with; an SVG has the names, by which programs find what is embedded.
    look = {"family": font.LATIN if latin else font.FAMILY, "weight": "bold" if bold else "normal"}
    return FontProperties(fname=str(font.path(bold, latin)), size=size, **look)


def _papers(chart: Chart, lang: str, form: str) -> dict:
    """What a picture says of itself."""
    title, about = chart.title[lang], chart.alt[lang]
    if form == "pdf":
        return {"Title": title, "Subject": about, "Creator": "zreport", "CreationDate": None, "Producer": "zreport"}
    maker = {"Software": "zreport"} if form == "png" else {"Date": None, "Creator": "zreport"}
    return {"Title": title, "Description": about, "Source": chart.source[lang], **maker}


def _finish_svg(svg: str, chart: Chart, scene: Scene) -> bytes:
    """Put the used glyphs, a title and a description for screen readers into an SVG."""
    used: dict[tuple[bool, bool], str] = defaultdict(str)
    for words in scene.words:
        used[font.is_latin(words.words), words.bold] += words.words
    faces = [font.css(used[latin, False], used[latin, True], latin) for latin in dict.fromkeys(key[0] for key in used)]
    title, about = (html.escape(words[scene.lang], quote=False) for words in (chart.title, chart.alt))
    head = f'<title id="title">{title}</title><desc id="desc">{about}</desc><style>{"".join(faces)}</style>'
    # Programs that take no font from a file take one of theirs that has Chinese.
    for family in (font.FAMILY, font.LATIN):
        svg = svg.replace(f"font-family: '{family}'", f"font-family: '{family}', {_OTHERWISE}")
    start = svg.index(">", svg.index("<svg ")) + 1
    opening = svg[:start].replace("<svg ", '<svg role="img" aria-labelledby="title desc" ', 1)
    return (opening + head + svg[start:]).encode()

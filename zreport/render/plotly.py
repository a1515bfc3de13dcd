"""Interactive charts for JupyterLab and HTML, as plotly.js takes them.

A `zreport.page.scene.Scene` is written as plain JSON: so it is small, the same each time, and needs no
import of plotly, whose JupyterLab extension and ``plotly.js`` draw it. Marks stand on axes of their
values; words and boxes on the axes of the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape as _escape
from typing import TYPE_CHECKING, Any

from zreport.charts.chart import Chart
from zreport.charts.treemap import Treemap, counted
from zreport.figures.datum import Datum
from zreport.language import Text
from zreport.layout.scene import lay_out
from zreport.page import font, theme
from zreport.page.boxes import Grid, Tile
from zreport.page.line_breaking import wrap
from zreport.page.marks import ARROW, Key, Line, Mark, Panel
from zreport.page.scene import Scene
from zreport.page.size import Size
from zreport.page.text import Box, Words

if TYPE_CHECKING:
    import plotly.graph_objects

MIME = "application/vnd.plotly.v1+json"
FONTS = f"{font.FAMILY}, Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"
DERIVED = Text("推算", "Derived")
_ANCHORS = {"start": "middle right", "middle": "middle center", "end": "middle left"}


def escape(words: str) -> str:
    """Keep plotly from reading words as markup; it leaves quotes as they are."""
    return _escape(words, quote=False)


def figure(chart: Chart, lang: str | None = None, size: str | Size | None = None) -> plotly.graph_objects.Figure:
    """Return a plotly figure of a chart, for those who want to change it further."""
    import plotly.graph_objects as go

    from zreport.language import language

    content = spec(chart, language(lang), size)
    return go.Figure(data=content["data"], layout=content["layout"])


def spec(chart: Chart, lang: str, size: str | Size | None = None) -> dict[str, Any]:
    """Describe a chart for plotly.js: ``data``, ``layout`` and ``config``."""
    sheet = lay_out(chart, lang, size)
    page = Sheet(sheet)
    for block in (sheet.title, sheet.subtitle, sheet.foot):
        page.write(block.each)
    if isinstance(chart, Treemap):
        page.treemap(chart)
    else:
        for item in sheet.items:
            page.draw(item)
    keys = sheet.of(Key)
    layout = {
        "width": sheet.size.width,
        "height": round(sheet.height, 1),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "paper_bgcolor": theme.PAPER,
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONTS, "size": sheet.size.label, "color": theme.INK},
        "showlegend": bool(keys),
        "barmode": "overlay",
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": theme.PAPER,
            "bordercolor": theme.ACHIEVED,
            "align": "left",
            "font": {"family": FONTS, "size": 13, "color": theme.INK},
        },
        "shapes": page.shapes,
        **page.axes,
    }
    if keys:
        layout["legend"] = {
            "x": round((keys[0].x - 10) / sheet.size.width, 5),
            "xanchor": "left",
            "yanchor": "top",
            "y": round(1 - (keys[0].y - keys[0].size) / sheet.height, 5),
            "orientation": "h" if keys[0].y == keys[-1].y or len(keys) > 2 else "v",
            "font": {"size": keys[0].size},
            "itemsizing": "trace",
            "bgcolor": "rgba(0,0,0,0)",
        }
    config = {
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "svg", "filename": chart.name or chart.kind},
    }
    return {"data": page.finished(), "layout": layout, "config": config}


class Sheet:
    """Collects traces, axes and shapes."""

    def __init__(self, sheet: Scene):
        self.sheet = sheet
        self.traces: list[dict] = []
        self.shapes: list[dict] = []
        self.words: dict[str, dict] = {}
        self.panels: dict[Panel, dict[str, str]] = {}
        hidden = {"visible": False, "fixedrange": True}
        self.axes: dict[str, dict] = {
            "xaxis": {**hidden, "range": [0, sheet.size.width], "domain": [0, 1]},
            "yaxis": {**hidden, "range": [round(sheet.height, 1), 0], "domain": [0, 1]},
        }

    def finished(self) -> list[dict]:
        """Return all traces, words on top; where there is no legend, none says that it is not in it."""
        traces = [*self.traces, *self.words.values()]
        if not self.sheet.of(Key):
            for trace in traces:
                trace.pop("showlegend", None)
        return traces

    def draw(self, item: Any) -> None:
        """Draw one item of the scene."""
        match item:
            case Words():
                self.write([item])
            case Line():
                self.line(item)
            case Mark():
                self.mark(item)
            case Tile():
                self.tile(item)
            case Key():
                self.key(item)
            case Grid():
                self.grid(item)

    def write(self, lines: Iterable[Words]) -> None:
        """Write lines: all of one group are one trace of text."""
        for words in lines:
            if not words.words:
                continue
            trace = self.words.setdefault(
                words.group,
                {
                    "type": "scatter",
                    "mode": "text",
                    "x": [],
                    "y": [],
                    "text": [],
                    "textposition": [],
                    "textfont": {"size": [], "color": []},
                    "hoverinfo": "skip",
                    "showlegend": False,
                }
                | ({"legendgroup": words.group} if words.group else {}),
            )
            said = escape(words.words)
            trace["x"].append(round(words.x, 1))
            trace["y"].append(round(words.y, 1))
            trace["text"].append(f"<b>{said}</b>" if words.bold else said)
            trace["textposition"].append(_ANCHORS[words.anchor])
            trace["textfont"]["size"].append(round(words.size, 2))
            trace["textfont"]["color"].append(words.colour)

    def on(self, panel: Panel) -> dict[str, str]:
        """Add the axes of a panel once, and return how a trace names them."""
        if panel not in self.panels:
            number = str(len(self.panels) + 2)
            box, tall, wide = panel.box, self.sheet.height, self.sheet.size.width
            # Lines are cut off at the edge of the axes, so these go on to the end of any arrow.
            room = min(ARROW, wide - box.right)
            beyond = room / box.width * (panel.x[1] - panel.x[0])
            across = [box.left / wide, (box.right + room) / wide]
            upward = [1 - box.bottom / tall, 1 - box.top / tall]
            for letter, other, ends, domain in (
                ("x", "y", (panel.x[0], panel.x[1] + beyond), across),
                ("y", "x", (panel.y[1], panel.y[0]), upward),
            ):
                self.axes[f"{letter}axis{number}"] = {
                    "visible": False,
                    "fixedrange": True,
                    "range": [round(end, 6) for end in ends],
                    "domain": [round(end, 5) for end in domain],
                    "anchor": other + number,
                }
            self.panels[panel] = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
        return self.panels[panel]

    def line(self, item: Line) -> None:
        """Draw a line, deaf to the pointer.

        Those that join no marks are shapes of the page: behind bars, boxes and words.
        """
        axes = self.on(item.on) if item.on else {}
        if item.role in ("grid", "band") or not item.on:
            xs, ys = item.xs, item.ys
            if item.on:
                xs, ys = map(item.on.px, xs), map(item.on.py, ys)
            (x0, x1), (y0, y1) = ([round(end, 1) for end in ends] for ends in (xs, ys))
            self.shapes.append(
                {
                    "type": "line",
                    "layer": "below",
                    "xref": "x",
                    "yref": "y",
                    "x0": x0,
                    "x1": x1,
                    "y0": y0,
                    "y1": y1,
                    "line": {"color": item.colour, "width": item.width},
                }
            )
            return
        self.traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": list(item.xs),
                "y": list(item.ys),
                **axes,
                "hoverinfo": "skip",
                "cliponaxis": False,
                "showlegend": False,
                "line": {"color": item.colour, "width": item.width},
            }
        )

    def mark(self, mark: Mark) -> None:
        """Draw a figure with its hover and its label."""
        axes, lang = self.on(mark.on), self.sheet.lang
        shared = {
            **axes,
            "name": escape(mark.series),
            "showlegend": False,
            "hoverinfo": "text",
            "hovertext": [hover(mark.figure, lang, mark)],
        }
        if mark.group:
            shared["legendgroup"] = mark.group
        pale = theme.fill(mark.colour)
        if mark.form == "bar":
            look: dict[str, Any] = {"color": mark.colour, "line": {"width": 0}}
            if mark.bound == "down":
                look["color"] = pale
            elif mark.hollow or mark.hatched:
                look = {"color": pale, "line": {"color": mark.colour, "width": 1.6}}
            if mark.hatched:
                look["pattern"] = {"shape": "/", "fgcolor": mark.colour, "bgcolor": pale, "size": 7}
            pitch = mark.on.pitch
            self.traces.append(
                {
                    "type": "bar",
                    "orientation": "h",
                    "x": [_neat(mark.x - mark.start)],
                    "y": [mark.y],
                    "base": [mark.start],
                    "width": [round(mark.thick / pitch, 4)],
                    "offset": [round((mark.shift - mark.thick / 2) / pitch, 4)],
                    "marker": look,
                    **shared,
                }
            )
        elif mark.form == "dot":
            self.traces.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": [mark.x],
                    "y": [mark.y],
                    **shared,
                    "cliponaxis": False,
                    "marker": {
                        "symbol": "circle",
                        "size": theme.MARKER,
                        "opacity": 1,
                        "color": pale if mark.hollow else mark.colour,
                        "line": {"color": mark.colour, "width": 2.2 if mark.hollow else 0},
                    },
                }
            )
        if mark.form == "tick" or mark.bound:
            self.tick(mark, shared)
        if mark.label:
            self.write([mark.written])

    def tick(self, mark: Mark, shared: dict) -> None:
        """Draw the bar across a row that marks a bound, with an arrow towards the true value."""
        row = mark.y + mark.shift / mark.on.pitch
        trace = {
            "type": "scatter",
            "mode": "markers",
            "x": [mark.x],
            "y": [_neat(row)],
            **shared,
            "cliponaxis": False,
            "marker": {
                "symbol": "line-ns",
                "size": [_upright(mark.tall)],
                "opacity": 1,
                "line": {"color": mark.colour, "width": 3},
            },
        }
        if mark.bound:
            sign = 1 if mark.bound == "up" else -1
            # A marker stands with its middle at the end.
            reach = sign * max(mark.reach - 4, 4) / mark.on.box.width
            reach *= mark.on.x[1] - mark.on.x[0]
            end = round(mark.x + reach, 6)
            trace["mode"] = "lines+markers"
            trace["x"], trace["y"] = [mark.x, end], [_neat(row)] * 2
            trace["hovertext"] = shared["hovertext"] * 2
            trace["line"] = {"color": mark.colour, "width": 1.8}
            trace["marker"] |= {
                "symbol": ["line-ns", f"triangle-{'right' if sign > 0 else 'left'}"],
                "size": [_upright(mark.tall), 9],
                "color": mark.colour,
                "line": {"color": mark.colour, "width": [3, 0]},
            }
        self.traces.append(trace)

    def rectangle(self, box: Box, fill: str, edge: str | None) -> None:
        """Draw a box behind the words."""
        self.shapes.append(
            {
                "type": "rect",
                "xref": "x",
                "yref": "y",
                "layer": "below",
                "fillcolor": fill,
                "x0": round(box.left, 1),
                "x1": round(box.right, 1),
                "y0": round(box.top, 1),
                "y1": round(box.bottom, 1),
                "line": {"color": edge or fill, "width": 1.6 if edge else 0},
            }
        )

    def tile(self, tile: Tile) -> None:
        """Draw a box with its words, which answers to the pointer."""
        for box in tile.behind:
            self.rectangle(box, theme.PAPER, tile.edge)
        self.rectangle(tile.box, tile.fill, tile.edge)
        self.spot(tile.box, tile.hover)
        self.write(tile.each)

    def spot(self, box: Box, about: Datum | tuple[str, ...]) -> None:
        """Let a box answer to the pointer."""
        if isinstance(about, Datum):
            said = hover(about, self.sheet.lang)
        else:
            first, *more = ("<br>".join(map(escape, wrap(line, 340, 13))) for line in about)
            said = "<br>".join([f"<b>{first}</b>", *more]).replace("【", "<b>").replace("】", "</b>")
        left, right, top, bottom = (round(at, 1) for at in (box.left, box.right, box.top, box.bottom))
        self.traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "fill": "toself",
                "fillcolor": "rgba(0,0,0,0)",
                "x": [left, right, right, left, left],
                "y": [top, top, bottom, bottom, top],
                "line": {"width": 0},
                "hoveron": "fills",
                "text": said,
                "hoverinfo": "text",
                "showlegend": False,
            }
        )

    def key(self, key: Key) -> None:
        """Add an entry of the legend; a click on it hides its group, a double click the others."""
        fill = theme.fill(key.colour) if key.hollow else key.colour
        symbol = {"dot": "circle", "bar": "square", "tick": "line-ns"}[key.form]
        line = {"color": key.colour, "width": 3 if key.form == "tick" else 2 if key.hollow else 0}
        self.traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [None],
                "y": [None],
                "legendgroup": key.group,
                "name": f'<b><span style="color:{key.colour}">{escape(key.words)}</span></b>',
                "showlegend": True,
                "hoverinfo": "skip",
                "marker": {"symbol": symbol, "size": 12, "color": fill, "line": line, "opacity": 1},
            }
        )

    def grid(self, grid: Grid) -> None:
        """Draw a table; each row answers to the pointer."""
        box = grid.box
        for rule in grid.rules:
            self.line(rule)
        for top, height, figure in zip(grid.tops, grid.heights, grid.figures, strict=True):
            if figure:
                self.spot(Box(box.left, top, box.width, height), figure)
        self.write(grid.each)

    def treemap(self, chart: Treemap) -> None:
        """Use plotly's own treemap: a click on a sector opens it, down to its indicators."""
        lang, sheet = self.sheet.lang, self.sheet
        ids, labels, parents, values, colours, texts, counts = [], [], [], [], [], [], []
        # The lines that names have in pictures, whose tiles are as large.
        heads = {f"{name[lang]} {total}": sector for sector, name, total, _ in chart.sectors}
        broken: dict[tuple[str, str], str] = {}
        within = ""
        for tile in sheet.of(Tile):
            within = heads.get(tile.alt, within)
            if tile.paragraphs:
                lines = tile.paragraphs[0].lines
                broken[within, escape(tile.alt)] = "<br>".join(map(escape, lines))

        def leaf(key: str, name: str, parent: str, count: int, colour: str) -> None:
            ids.append(key)
            labels.append(escape(f"{name} {count}"))
            parents.append(parent)
            values.append(count)
            colours.append(colour)
            # A section without room for its name is left to the pointer: plotly would shrink it
            # until nobody can read it.
            inner = parent and "/" not in parent
            texts.append(broken.get((parent, labels[-1]), "") if inner else labels[-1])
            counts.append(counted(count, lang))

        for sector, name, total, sections in chart.sectors:
            colour = theme.sector(sector)
            leaf(sector, name[lang], "", total, colour)
            for index, (title, held) in enumerate(sections):
                inside = f"{sector}/{index}"
                leaf(inside, title[lang], sector, sum(n for _, n in held), theme.shade(colour))
                for at, (one, count) in enumerate(held):
                    leaf(f"{inside}/{at}", one[lang], inside, count, theme.shade(colour, 0.68))
        foot = sheet.foot.box.top - 10
        self.traces.append(
            {
                "type": "treemap",
                "ids": ids,
                "labels": labels,
                "parents": parents,
                "values": values,
                "branchvalues": "total",
                "maxdepth": 2,
                "text": texts,
                "textinfo": "text",
                "customdata": counts,
                "hovertemplate": "<b>%{label}</b><br>%{customdata}<extra></extra>",
                "sort": True,
                "domain": {
                    "x": [
                        round(sheet.size.margin / sheet.size.width, 5),
                        round(1 - sheet.size.margin / sheet.size.width, 5),
                    ],
                    "y": [
                        round(1 - foot / sheet.height, 5),
                        round(1 - (sheet.subtitle.box.bottom + 8) / sheet.height, 5),
                    ],
                },
                "marker": {
                    "colors": colours,
                    "line": {"color": theme.PAPER, "width": 1.5},
                    "pad": {"t": sheet.size.label * 1.7, "l": 3, "r": 3, "b": 3},
                },
                "textfont": {
                    "color": theme.PAPER,
                    "size": [sheet.size.label if parent == "" else sheet.size.tick for parent in parents],
                },
                "pathbar": {"visible": False},
                "root": {"color": theme.PAPER},
                "tiling": {"pad": 2},
            }
        )


def _upright(length: float) -> float:
    """Return the size of a ``line-ns`` marker of a length: plotly.js draws it 1.4 times as long."""
    return round(length / 1.4, 1)


def _neat(value: float) -> float:
    return round(value, 9)


def hover(data: Datum, lang: str, mark: Mark | None = None) -> str:
    """What the pointer shows: name, figure with bound, period, and the report's words."""
    lines = [f"<b>{escape(data.name[lang])}  {escape(data.label(lang))}</b>"]
    if mark and mark.formula:
        result = f" = {escape(mark.label)}" if mark.label else ""
        lines.append(f"{DERIVED[lang]}: {escape(mark.formula)}{result}")
    for figure in (data, mark.other if mark else None):
        if figure:
            about = f"{figure.measure_name[lang]} | {figure.when(lang)} | {figure.status_name[lang]}"
            quote = "<br>".join(escape(line) for line in wrap(f"“{figure.quote}”", 340, 13))
            lines += [escape(about), quote.replace("【", "<b>").replace("】", "</b>")]
    return "<br>".join(lines)

"""Interactive charts for JupyterLab and HTML, as plotly.js takes them.

The description is written as plain JSON: so it is small, the same each time, and needs no import of
plotly, whose JupyterLab extension and ``plotly.js`` draw it.
"""

from __future__ import annotations

import functools
from html import escape as _escape
from typing import TYPE_CHECKING, Any

from zreport import font, frame, theme
from zreport.chart import Chart
from zreport.datum import Datum
from zreport.kinds import Cards, Dots, Dumbbell, Slope
from zreport.typeset import wrap

if TYPE_CHECKING:
    import plotly.graph_objects

MIME = "application/vnd.plotly.v1+json"
FONTS = f"{font.FAMILY}, Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"


def escape(words: str) -> str:
    """Keep plotly from reading words as markup; it leaves quotes as they are."""
    return _escape(words, quote=False)


def figure(chart: Chart, lang: str | None = None) -> plotly.graph_objects.Figure:
    """Return a plotly figure of a chart, for those who want to change it further."""
    import plotly.graph_objects as go

    from zreport.language import language

    content = spec(chart, language(lang))
    return go.Figure(data=content["data"], layout=content["layout"])


def spec(chart: Chart, lang: str) -> dict[str, Any]:
    """Describe a chart for plotly.js: ``data``, ``layout`` and ``config``."""
    sheet = Sheet(lang)
    parts = frame.frame(chart, lang)
    sheet.lines(parts.title, theme.INK, bold=True)
    sheet.lines(parts.subtitle, theme.MUTED)
    sheet.lines(parts.foot, theme.MUTED)
    draw(chart, sheet, parts.plot, lang)
    layout = {
        "width": theme.WIDTH,
        "height": theme.HEIGHT,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "paper_bgcolor": theme.PAPER,
        "plot_bgcolor": theme.PAPER,
        "font": {"family": FONTS, "size": theme.LABEL, "color": theme.INK},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": theme.PAPER, "bordercolor": theme.ACHIEVED, "align": "left",
                       "font": {"family": FONTS, "size": 13, "color": theme.INK}},
        "annotations": sheet.annotations,
        "shapes": sheet.shapes,
        **sheet.axes,
    }  # fmt: skip
    config = {
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "svg", "filename": chart.name or chart.kind},
    }
    return {"data": sheet.traces, "layout": layout, "config": config}


class Sheet:
    """Collects traces, axes and annotations, in points from the top left corner."""

    def __init__(self, lang: str):
        self.lang = lang
        self.traces: list[dict] = []
        self.annotations: list[dict] = []
        self.shapes: list[dict] = []
        self.axes: dict[str, dict] = {}

    def text(
        self, x: float, y: float, words: str, size: float = theme.LABEL, colour: str = theme.INK,
        bold: bool = False, anchor: str = "left", rise: str = "middle",
    ) -> None:  # fmt: skip
        """Write words; ``<br>`` breaks lines."""
        self.annotations.append({
            "x": round(x / theme.WIDTH, 5), "y": round(1 - y / theme.HEIGHT, 5), "xref": "paper",
            "yref": "paper", "text": f"<b>{words}</b>" if bold else words, "showarrow": False,
            "xanchor": anchor, "yanchor": rise, "align": anchor,
            "font": {"size": size, "color": colour},
        })  # fmt: skip

    def lines(self, block: frame.Lines, colour: str, bold: bool = False) -> None:
        """Write the lines of a block, one by one so that they keep their places."""
        for index, line in enumerate(block.lines):
            y = block.box.top + (index + 0.5) * block.leading
            self.text(block.box.left, y, escape(line), block.size, colour, bold)

    def pair_of_axes(self, box: frame.Box, x: dict, y: dict) -> dict[str, str]:
        """Add an x and a y axis over `box`, and return how a trace names them."""
        number = str(len(self.axes) // 2 + 1) if self.axes else ""
        shared = {"showgrid": False, "zeroline": False, "fixedrange": True, "ticks": ""}
        across = [box.left / theme.WIDTH, box.right / theme.WIDTH]
        upward = [1 - box.bottom / theme.HEIGHT, 1 - box.top / theme.HEIGHT]
        for letter, other, domain, axis in (("x", "y", across, x), ("y", "x", upward, y)):
            self.axes[f"{letter}axis{number}"] = {
                **shared, **axis, "domain": [round(end, 5) for end in domain],
                "anchor": other + number, "tickfont": {"size": theme.TICK, "color": theme.MUTED},
            } | axis  # fmt: skip
        return {"xaxis": f"x{number}", "yaxis": f"y{number}"}

    def mark(
        self, axes: dict, data: Datum, x: float, y: float, colour: str, symbol: str = "circle",
        size: float = theme.MARKER, hollow: bool = False,
    ) -> None:  # fmt: skip
        """Add one mark with its hover."""
        self.traces.append({
            "type": "scatter", "mode": "markers", "x": [x], "y": [y], **axes,
            "name": data.name[self.lang], "hovertext": [hover(data, self.lang)], "hoverinfo": "text",
            "cliponaxis": False,
            "marker": {"symbol": symbol, "size": size, "opacity": 1,
                       "color": theme.TARGET_FILL if hollow else colour,
                       "line": {"color": colour, "width": 2.2 if hollow else 0}},
        })  # fmt: skip

    def bound(self, axes: dict, data: Datum, x: float, y: float, colour: str) -> None:
        """Add the mark of a bound: a bar across and an arrow towards the true value."""
        way = frame.ARROW if data.bound == "up" else -frame.ARROW
        self.annotations.append({
            "x": x, "y": y, "xref": axes["xaxis"], "yref": axes["yaxis"], "xshift": way,
            "ax": -way, "ay": 0, "text": "", "showarrow": True, "arrowhead": 2, "arrowwidth": 1.8,
            "arrowcolor": colour,
        })  # fmt: skip
        self.traces.append({
            "type": "scatter", "mode": "markers", "x": [x], "y": [y], **axes,
            "name": data.name[self.lang], "hovertext": [hover(data, self.lang)], "hoverinfo": "text",
            "cliponaxis": False,
            "marker": {"symbol": "line-ns", "size": 18, "line": {"color": colour, "width": 3}},
        })  # fmt: skip

    def line(self, axes: dict, x: list, y: list, width: float) -> None:
        """Add a line that does not answer to the pointer."""
        self.traces.append({
            "type": "scatter", "mode": "lines", "x": x, "y": y, **axes, "hoverinfo": "skip",
            "cliponaxis": False, "line": {"color": theme.CONNECTOR, "width": width},
        })  # fmt: skip


def hover(data: Datum, lang: str) -> str:
    """What the pointer shows: name, figure with bound, period, and the report's words."""
    about = f"{data.measure_name[lang]} | {data.when(lang)} | {data.status_name[lang]}"
    quote = "<br>".join(escape(line) for line in wrap(f"“{data.quote}”", 340, 13))
    quote = quote.replace("【", "<b>").replace("】", "</b>")
    return (
        f"<b>{escape(data.name[lang])}  {escape(data.label(lang))}</b>"
        f"<br>{escape(about)}<br>{quote}"
    )


@functools.singledispatch
def draw(chart: Chart, sheet: Sheet, plot: frame.Box, lang: str) -> None:
    """Draw one kind of chart."""
    raise NotImplementedError(f"plotly cannot draw {chart.kind}")


@draw.register
def _(chart: Dots, sheet: Sheet, plot: frame.Box, lang: str) -> None:
    for panel, rows in zip(frame.ranked(chart, lang, plot), chart.panels, strict=True):
        axes = _rows(sheet, panel, chart, lang)
        for index, data in enumerate(rows):
            value, x = chart.on_axis(data), panel.x(chart.on_axis(data))
            colour = theme.colour(data.status)
            if chart.quiet(data):
                colour = theme.QUIET
            hollow = theme.hollow(data.status)
            if chart.mark == "bar":
                _bar(sheet, axes, data, value, index, colour, lang)
            elif data.bound != "down":
                sheet.line(axes, [0, value], [index, index], 1.4)
            if data.bound:
                sheet.bound(axes, data, value, index, colour)
            elif chart.mark == "dot":
                sheet.mark(axes, data, value, index, colour, hollow=hollow)
            away = frame.ARROW + 8 if data.bound == "up" else 12
            said = theme.MUTED if colour == theme.QUIET else colour
            sheet.text(x + away, panel.y(index), escape(data.label(lang)), colour=said, bold=True)


def _bar(
    sheet: Sheet, axes: dict, data: Datum, value: float, row: int, colour: str, lang: str
) -> None:
    marker: dict[str, Any] = {"color": colour, "line": {"width": 0}}
    if data.bound == "down":
        marker["color"] = theme.fill(data.status)
    elif theme.hollow(data.status):
        marker = {"color": theme.TARGET_FILL, "line": {"color": colour, "width": 1.6}}
    if data.status == "expected":
        marker["pattern"] = {"shape": "/", "fgcolor": colour}
    sheet.traces.append({
        "type": "bar", "orientation": "h", "x": [value], "y": [row], **axes, "width": 0.58,
        "name": data.name[lang], "hovertext": [hover(data, lang)], "hoverinfo": "text",
        "marker": marker,
    })  # fmt: skip


@draw.register
def _(chart: Dumbbell, sheet: Sheet, plot: frame.Box, lang: str) -> None:
    panel = frame.paired(chart, lang, plot)
    axes = _rows(sheet, panel, chart, lang)
    for words, x, colour, hollow in frame.key(chart, panel, lang):
        sheet.text(
            x, panel.box.top - 18, ("○ " if hollow else "● ") + words, theme.TICK + 1, colour, True
        )
    gaps = chart.gaps(lang)
    right = panel.box.right + frame.GAP - 8
    if any(gaps):
        heading = chart.gap_heading[lang]
        sheet.text(right, panel.box.top - 18, heading, theme.TICK + 1, theme.MUTED, True, "right")
    for row, pair in enumerate(chart.data):
        values = [chart.on_axis(data) for data in (pair.before, pair.after)]
        sheet.line(axes, values, [row, row], 5)
        for data, value, other in zip((pair.before, pair.after), values, values[::-1], strict=True):
            colour = theme.colour(data.status)
            if data.bound:
                sheet.bound(axes, data, value, row, colour)
            else:
                sheet.mark(axes, data, value, row, colour, hollow=theme.hollow(data.status))
            left = value < other or (value == other and data is pair.before)
            away = frame.ARROW if data.bound and (data.bound == "down") == left else 0
            x = panel.x(value) + (-12 - away if left else 12 + away)
            label = escape(data.label(lang))
            sheet.text(
                x, panel.y(row), label, colour=colour, bold=True, anchor="right" if left else "left"
            )
        if gaps[row]:
            sheet.text(right, panel.y(row), gaps[row], bold=True, anchor="right")


@draw.register
def _(chart: Slope, sheet: Sheet, plot: frame.Box, lang: str) -> None:
    for pair, box in zip(chart.data, frame.slopes(len(chart.data), plot), strict=True):
        track = frame.track(chart, pair, box, lang)
        for index, name in enumerate(track.name):
            sheet.text(box.left, box.top + 10 + index * 20, escape(name), bold=True)
        sheet.text(box.left, track.edge_y, track.edge, theme.TICK, theme.MUTED)
        area = frame.Box(box.left, track.head, box.width, track.foot - track.head)
        places = [(x - box.left) / box.width for x in track.x]
        axes = sheet.pair_of_axes(
            area,
            {"range": [0, 1], "tickvals": places, "ticktext": list(chart.ends(pair, lang)),
             "showgrid": True, "gridcolor": theme.GRID, "showline": True, "linecolor": theme.GRID},
            {"range": [track.low, track.high], "visible": False},
        )  # fmt: skip
        values = [pair.before.value_base, pair.after.value_base]
        sheet.line(axes, places, values, 4)
        for data, value, place, x, y, below in zip(
            (pair.before, pair.after), values, places, track.x, track.y, track.below, strict=True
        ):
            colour = theme.colour(data.status)
            sheet.mark(axes, data, place, value, colour, hollow=theme.hollow(data.status))
            label = escape(data.label(lang))
            sheet.text(x, y + (21 if below else -21), label, track.size, colour, True, "center")


@draw.register
def _(chart: Cards, sheet: Sheet, plot: frame.Box, lang: str) -> None:
    page = frame.Box(0, 0, theme.WIDTH, theme.HEIGHT)
    axes = sheet.pair_of_axes(
        page,
        {"range": [0, theme.WIDTH], "visible": False},
        {"range": [theme.HEIGHT, 0], "visible": False},
    )
    for data, box in zip(chart.data, frame.grid(len(chart.data), plot), strict=True):
        hollow, colour = theme.hollow(data.status), theme.colour(data.status)
        sheet.shapes.append({
            "type": "rect", "xref": "x", "yref": "y", "layer": "below",
            "x0": box.left, "x1": box.right, "y0": box.top, "y1": box.bottom,
            "fillcolor": theme.PAPER if hollow else theme.ACHIEVED_FILL,
            "line": {"color": colour, "width": 1.6 if hollow else 0},
        })  # fmt: skip
        card = frame.card(data, box, lang)
        left = box.left + 16
        sheet.text(
            left, card.number_y - card.size * 0.36, escape(card.number), card.size, colour, True
        )
        for index, line in enumerate(card.name):
            y = card.name_y - 5 + index * card.name_size * 1.2
            sheet.text(left, y, escape(line), card.name_size)
        sheet.text(left, card.about_y - 4, escape(card.about), card.about_size, theme.MUTED)
        sheet.traces.append({
            "type": "scatter", "mode": "lines", "fill": "toself", "fillcolor": "rgba(0,0,0,0)",
            "x": [box.left, box.right, box.right, box.left, box.left],
            "y": [box.top, box.top, box.bottom, box.bottom, box.top], **axes,
            "line": {"width": 0}, "hoveron": "fills", "name": data.name[lang],
            "text": hover(data, lang), "hoverinfo": "text",
        })  # fmt: skip


def _rows(sheet: Sheet, panel: frame.Panel, chart: Chart, lang: str) -> dict[str, str]:
    """Add the axes of a panel of rows, with its labels and heading."""
    box = panel.box
    if panel.heading:
        sheet.shapes.append({
            "type": "line", "xref": "paper", "yref": "paper", "x0": theme.MARGIN / theme.WIDTH,
            "x1": 1 - theme.MARGIN / theme.WIDTH, "y0": 1 - (box.top - 8) / theme.HEIGHT,
            "y1": 1 - (box.top - 8) / theme.HEIGHT, "line": {"color": theme.GRID, "width": 1.2},
        })  # fmt: skip
        right = theme.WIDTH - theme.MARGIN
        sheet.text(right, box.top - 17, panel.heading, theme.TICK, theme.MUTED, anchor="right")
    labels = ["<br>".join(escape(line) for line in lines) for lines in panel.labels]
    return sheet.pair_of_axes(
        box,
        {"range": [0, panel.ticks[-1]], "tickvals": panel.ticks, "showgrid": True,
         "ticktext": [chart.tick(tick, lang) for tick in panel.ticks], "gridcolor": theme.GRID},
        {"range": [len(labels) - 0.5, -0.5], "tickvals": list(range(len(labels))), "ticktext": labels,
         "tickfont": {"size": theme.LABEL, "color": theme.INK}, "ticklabelstandoff": 8},
    )  # fmt: skip

"""The items of a scene as plotly's traces, axes and shapes, and what the pointer shows over them."""

from collections.abc import Iterable, Mapping
from html import escape as _escape
from typing import Any

from zreport.figures.datum import Datum
from zreport.language import Text
from zreport.page import theme
from zreport.page.boxes import Grid, Tile
from zreport.page.marks import ARROW, Key, Line, Mark, Panel, strokes
from zreport.page.scene import Item, Scene, lines_of
from zreport.page.text import Box, TextBlock, Words, wrap

_ANCHORS = {"start": "middle right", "middle": "middle center", "end": "middle left"}
# Shapes stand on the axes of the page.
_PAGE = {"xref": "x", "yref": "y"}
_SYMBOLS = {"dot": "circle", "bar": "square", "tick": "line-ns"}
_WAYS = {(1, 0): "right", (-1, 0): "left", (0, -1): "up", (0, 1): "down"}
_DERIVED = Text("推算", "Derived")


class Traces:
    """Collects traces, shapes, and axes by their names; the first two are those of the page, in points.

    `numbers` are those of the figures, by their identifiers, that traces are to have.
    """

    def __init__(self, scene: Scene, numbers: Mapping[str, int]):
        self.scene, self.numbers = scene, numbers
        self.shapes: list[dict] = []
        self.axes: dict[str, dict] = {
            "xaxis": _axis([0, scene.size.width], [0, 1]),
            "yaxis": _axis([round(scene.height, 1), 0], [0, 1]),
        }
        self.drawn: list[dict] = []  # traces, below the words
        self._words: dict[str, dict] = {}
        self._panels: dict[Panel, dict[str, str]] = {}

    def finished(self) -> list[dict]:
        """Return all traces, words on top; where there is no legend, none says that it is not in it."""
        traces = [*self.drawn, *self._words.values()]
        if not self.scene.of(Key):
            for trace in traces:
                trace.pop("showlegend", None)
        return traces

    def draw(self, item: Item | TextBlock) -> None:
        """Draw one item of the scene."""
        match item:
            case Key():
                self._key(item)
                return  # the legend writes its words
            case Line():
                self._line(item)
            case Mark():
                self._mark(item)
            case Tile():
                for box in item.behind:
                    self._rectangle(box, theme.PAPER, item.edge)
                self._rectangle(item.box, item.fill, item.edge)
                for stroke in strokes(item.strip, item.edge or theme.ACHIEVED) if item.strip else ():
                    self._line(stroke)
                if item.hover:
                    self._spot(item.box, item.hover)
            case Grid():
                for rule in item.rules:
                    self._line(rule)
                for top, height, hover in zip(item.tops, item.heights, item.hovers, strict=True):
                    if hover:
                        self._spot(Box(item.box.left, top, item.box.width, height), hover)
        self._write(lines_of(item))

    def _write(self, lines: Iterable[Words]) -> None:
        """Write lines: all of one group are one trace of text."""
        for words in filter(lambda words: words.words, lines):
            if words.group not in self._words:
                trace = _scatter("text", [], []) | {"text": [], "textposition": []}
                trace |= {"textfont": {"size": [], "color": []}, "hoverinfo": "skip", "showlegend": False}
                self._words[words.group] = trace | ({"legendgroup": words.group} if words.group else {})
            trace = self._words[words.group]
            said = escape(words.words)
            trace["x"].append(round(words.x, 1))
            trace["y"].append(round(words.y, 1))
            trace["text"].append(f"<b>{said}</b>" if words.bold else said)
            trace["textposition"].append(_ANCHORS[words.anchor])
            trace["textfont"]["size"].append(round(words.size, 2))
            trace["textfont"]["color"].append(words.colour)

    def _on(self, panel: Panel) -> dict[str, str]:
        """Add the axes of a panel once, and return how a trace names them."""
        if panel not in self._panels:
            number = str(len(self._panels) + 2)
            box, tall, wide = panel.box, self.scene.height, self.scene.size.width
            # Lines are cut off at the edge of the axes, so these go on to the end of any arrow.
            room = min(ARROW, wide - box.right)
            beyond = panel.x[1] + room / box.width * (panel.x[1] - panel.x[0])
            across = [box.left / wide, (box.right + room) / wide]
            upward = [1 - box.bottom / tall, 1 - box.top / tall]
            self.axes[f"xaxis{number}"] = _axis([panel.x[0], beyond], across, f"y{number}")
            self.axes[f"yaxis{number}"] = _axis([panel.y[1], panel.y[0]], upward, f"x{number}")
            self._panels[panel] = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
        return self._panels[panel]

    def _line(self, item: Line) -> None:
        """Draw a line, deaf to the pointer; those that join no marks are shapes, behind bars, boxes and words."""
        look = {"color": item.colour, "width": item.width}
        if item.on and item.role not in ("grid", "band"):
            trace = _scatter("lines", list(item.xs), list(item.ys)) | self._on(item.on)
            self.drawn.append(trace | {"hoverinfo": "skip", "cliponaxis": False, "showlegend": False, "line": look})
            return
        if item.on:
            self._on(item.on)
        self._shape({"type": "line", "layer": "below", **_PAGE}, *item.points, {"line": look})

    def _shape(self, begin: dict, xs: Iterable[float], ys: Iterable[float], more: dict) -> None:
        (x0, x1), (y0, y1) = ([round(end, 1) for end in ends] for ends in (xs, ys))
        self.shapes.append(begin | {"x0": x0, "x1": x1, "y0": y0, "y1": y1} | more)

    def _mark(self, mark: Mark) -> None:
        said = figure_hover(mark.figure, self.scene.lang, mark)
        shared = self._on(mark.on) | {"name": escape(mark.series), "showlegend": False}
        shared |= {"hoverinfo": "text", "hovertext": [said]} | self._numbered(mark.figure)
        if mark.group:
            shared["legendgroup"] = mark.group
        if mark.form == "bar":
            self.drawn.append(_bar(mark, shared))
        elif mark.form == "dot":
            pale = theme.fill(mark.colour)
            color, edge = (pale, mark.rim) if mark.hollow else (mark.colour, 0)
            marker = {"symbol": "circle", "size": mark.wide, "opacity": 1, "color": color}
            marker["line"] = {"color": mark.colour, "width": edge}
            self.drawn.append(
                _scatter("markers", [mark.x], [mark.y]) | shared | {"cliponaxis": False, "marker": marker}
            )
        if mark.form == "tick" or mark.bound:
            self.drawn.append(_tick(mark, shared))

    def _rectangle(self, box: Box, fill: str, edge: str | None) -> None:
        look = {"line": {"color": edge or fill, "width": 1.6 if edge else 0}}
        begin = {"type": "rect", **_PAGE, "layer": "below", "fillcolor": fill}
        self._shape(begin, (box.left, box.right), (box.top, box.bottom), look)

    def _spot(self, box: Box, about: Datum | tuple[str, ...]) -> None:
        said = figure_hover(about, self.scene.lang) if isinstance(about, Datum) else box_hover(about)
        left, right, top, bottom = (round(at, 1) for at in (box.left, box.right, box.top, box.bottom))
        trace = {"type": "scatter", "mode": "lines", "fill": "toself", "fillcolor": "rgba(0,0,0,0)"}
        trace |= {"x": [left, right, right, left, left], "y": [top, top, bottom, bottom, top]}
        trace |= {"line": {"width": 0}, "hoveron": "fills", "text": said, "hoverinfo": "text", "showlegend": False}
        self.drawn.append(trace | self._numbered(about))

    def _numbered(self, about: Datum | tuple[str, ...]) -> dict[str, int]:
        return {"meta": self.numbers[about.id]} if getattr(about, "id", None) in self.numbers else {}

    def _key(self, key: Key) -> None:
        """Add an entry of the legend; a click on it hides its group, a double click the others."""
        line = {"color": key.colour, "width": 3 if key.form == "tick" else 2 if key.hollow else 0}
        fill = theme.fill(key.colour) if key.hollow else key.colour
        name = f'<b><span style="color:{key.written.colour}">{escape(key.words)}</span></b>'
        trace = _scatter("markers", [None], [None]) | {"legendgroup": key.group, "name": name}
        marker = {"symbol": _SYMBOLS[key.form], "size": 12, "color": fill, "line": line, "opacity": 1}
        self.drawn.append(trace | {"showlegend": True, "hoverinfo": "skip", "marker": marker})


def _axis(ends: Iterable[float], domain: Iterable[float], anchor: str = "") -> dict[str, Any]:
    axis = {"visible": False, "fixedrange": True}
    axis |= {"range": [round(end, 6) for end in ends], "domain": [round(end, 5) for end in domain]}
    return axis | ({"anchor": anchor} if anchor else {})


def _scatter(mode: str, xs: list, ys: list) -> dict[str, Any]:
    return {"type": "scatter", "mode": mode, "x": xs, "y": ys}


def _bar(mark: Mark, shared: dict) -> dict:
    pale, pitch = theme.fill(mark.colour), mark.on.pitch
    look: dict[str, Any] = {"color": mark.colour, "line": {"width": 0}}
    if mark.bound == "down":
        look["color"] = pale
    elif mark.hollow or mark.hatched:
        look = {"color": pale, "line": {"color": mark.colour, "width": 1.6}}
    if mark.hatched:
        look["pattern"] = {"shape": "/", "fgcolor": mark.colour, "bgcolor": pale, "size": 7}
    wide, offset = round(mark.thick / pitch, 4), round((mark.shift - mark.thick / 2) / pitch, 4)
    bar = {"type": "bar", "orientation": "h", "x": [round(mark.x - mark.start, 9)], "y": [mark.y], "base": [mark.start]}
    return {**bar, "width": [wide], "offset": [offset], "marker": look, **shared}


def _tick(mark: Mark, shared: dict) -> dict:
    """Return the bar across that marks a bound, with an arrow towards the true value."""
    (across, down), on, line = mark.way, mark.on, {"color": mark.colour, "width": 3}
    x, y = mark.x, mark.y if on.upright else round(mark.y + mark.shift / on.pitch, 9)
    # plotly.js draws these lines 1.4 times as long as their size.
    symbol, long = "line-ew" if on.upright else "line-ns", round(mark.tall / 1.4, 1)
    marker = {"symbol": symbol, "size": [long], "opacity": 1, "line": line}
    trace = _scatter("markers", [x], [y]) | shared | {"cliponaxis": False, "marker": marker}
    if mark.bound:
        # A marker stands with its middle at the end.
        reach, way = max(mark.reach - 4, 4), _WAYS[mark.way]
        tip = round(x + across * reach / on.box.width * (on.x[1] - on.x[0]), 6)
        end = round(y + down * reach / on.box.height * (on.y[1] - on.y[0]), 6) if down else y
        trace |= {"mode": "lines+markers", "x": [x, tip], "y": [y, end]}
        trace |= {"hovertext": shared["hovertext"] * 2, "line": {"color": mark.colour, "width": 1.8}}
        marker |= {"symbol": [symbol, f"triangle-{way}"], "size": [long, 9], "color": mark.colour}
        line["width"] = [3, 0]
    return trace


def escape(words: str) -> str:
    """Keep plotly from reading words as markup; it leaves quotes as they are."""
    return _escape(words, quote=False)


def figure_hover(figure: Datum, lang: str, mark: Mark | None = None) -> str:
    """Say name, figure with bound, period, and the report's words; of a derived figure how it was derived."""
    lines = [f"<b>{escape(figure.name[lang])}  {escape(figure.label(lang))}</b>"]
    if mark and mark.formula:
        result = f" = {escape(mark.label)}" if mark.label else ""
        lines.append(f"{_DERIVED[lang]}: {escape(mark.formula)}{result}")
    for one in (figure, mark.other if mark else None):
        if one:
            about = f"{one.measure_name[lang]} | {one.when(lang)} | {one.status_name[lang]}"
            lines += [escape(about), _broken(f"“{one.quote}”")]
    return _marked("<br>".join(lines))


def box_hover(lines: tuple[str, ...]) -> str:
    """Say lines, the first in bold."""
    first, *more = map(_broken, lines)
    return _marked("<br>".join([f"<b>{first}</b>", *more]))


def _broken(words: str) -> str:
    return "<br>".join(map(escape, wrap(words, 340, 13)))


def _marked(words: str) -> str:
    return words.replace("【", "<b>").replace("】", "</b>")

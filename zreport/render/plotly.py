"""Interactive charts for JupyterLab and HTML, as plotly.js takes them.

A `zreport.page.scene.Scene` is written as plain JSON: so it is small, the same each time, and needs no
import of plotly, whose JupyterLab extension and ``plotly.js`` draw it. Marks stand on axes of their
values; words and boxes on the axes of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from zreport.charts.chart import Chart
from zreport.language import language
from zreport.layout.scene import lay_out
from zreport.page import font, theme
from zreport.page.boxes import Area
from zreport.page.marks import Key
from zreport.page.scene import Scene
from zreport.page.size import Size
from zreport.render.plotly_traces import Traces, escape

if TYPE_CHECKING:
    import plotly.graph_objects

PLOTLY_MIME = "application/vnd.plotly.v1+json"
_FAMILIES = f"{font.FAMILY}, Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"
_CLEAR = "rgba(0,0,0,0)"


def figure(chart: Chart, lang: str | None = None, size: str | Size | None = None) -> plotly.graph_objects.Figure:
    """Return a plotly figure of a chart, for those who want to change it further."""
    import plotly.graph_objects as go

    content = spec(chart, language(lang), size)
    return go.Figure(data=content["data"], layout=content["layout"])


def spec(chart: Chart, lang: str, size: str | Size | None = None, *, numbered: bool = False) -> dict[str, Any]:
    """Describe a chart for plotly.js: ``data``, ``layout`` and ``config``.

    If `numbered`, the ``meta`` of what shows a figure says which of the chart's figures that is.
    """
    scene = lay_out(chart, lang, size)
    traces = Traces(scene, {figure.id: at for at, figure in enumerate(chart.figures)} if numbered else {})
    # A treemap of plotly's own stands for its tiles, and for the line of those that have no room for names.
    for item in (scene.title, scene.subtitle, scene.foot) if scene.areas else scene.each:
        traces.draw(item)
    if scene.areas:
        traces.drawn.append(_treemap(scene))
    saved = {"format": "svg", "filename": chart.name or chart.kind}
    config = {"displaylogo": False, "modeBarButtons": [["toImage"]], "toImageButtonOptions": saved}
    return {"data": traces.finished(), "layout": _layout(scene, traces), "config": config}


def _layout(scene: Scene, traces: Traces) -> dict[str, Any]:
    size, keys = scene.size, scene.of(Key)
    # English signs are as wide as Latin letters want them.
    family = f"{font.LATIN}, {_FAMILIES}" if scene.lang == "en" else _FAMILIES
    hovered = {"family": family, "size": 13, "color": theme.INK}
    layout = {
        "width": size.width,
        "height": round(scene.height, 1),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "paper_bgcolor": theme.PAPER,
        "plot_bgcolor": _CLEAR,
        "font": {"family": family, "size": size.label, "color": theme.INK},
        "showlegend": bool(keys),
        "barmode": "overlay",
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": theme.PAPER, "bordercolor": theme.ACHIEVED, "align": "left", "font": hovered},
        "shapes": traces.shapes,
        **traces.axes,
    }
    if keys:
        first, last = keys[0], keys[-1]
        layout["legend"] = {
            "x": round((first.x - 10) / size.width, 5),
            "xanchor": "left",
            "yanchor": "top",
            "y": round(1 - (first.y - first.size) / scene.height, 5),
            "orientation": "h" if first.y == last.y or len(keys) > 2 else "v",
            "font": {"size": first.size},
            "itemsizing": "trace",
            "bgcolor": _CLEAR,
        }
    return layout


def _treemap(scene: Scene) -> dict[str, Any]:
    """Return areas as plotly's own treemap, between subtitle and foot: a click on one opens it."""
    size = scene.size
    areas, parents = zip(*_nested(scene.areas), strict=True)
    across = (size.margin / size.width, 1 - size.margin / size.width)
    foot, head = scene.foot.box.top - 10, scene.subtitle.box.bottom + 8
    pad = {"t": size.label * 1.7, "l": 3, "r": 3, "b": 3}
    return {
        "type": "treemap",
        "ids": [area.key for area in areas],
        "labels": [escape(area.words) for area in areas],
        "parents": list(parents),
        "values": [area.size for area in areas],
        "branchvalues": "total",
        "maxdepth": 2,
        # An area without room for its name is left to the pointer: plotly would shrink it past reading.
        "text": ["<br>".join(map(escape, area.lines)) for area in areas],
        "textinfo": "text",
        "customdata": [area.about for area in areas],
        "hovertemplate": "<b>%{label}</b><br>%{customdata}<extra></extra>",
        "sort": True,
        "domain": {"x": [round(at, 5) for at in across], "y": [round(1 - at / scene.height, 5) for at in (foot, head)]},
        "marker": {"colors": [area.colour for area in areas], "line": {"color": theme.PAPER, "width": 1.5}, "pad": pad},
        "textfont": {"color": theme.INK, "size": [size.tick if parent else size.label for parent in parents]},
        "pathbar": {"visible": False},
        "root": {"color": theme.PAPER},
        "tiling": {"pad": 2},
    }


def _nested(areas: Sequence[Area], parent: str = "") -> Iterator[tuple[Area, str]]:
    """Return each area with the key of that which holds it, those that hold others first."""
    for area in areas:
        yield area, parent
        yield from _nested(area.parts, area.key)

"""Interactive charts for JupyterLab and HTML, as plotly.js takes them.

A `zreport.page.scene.Scene` is written as plain JSON: so it is small, the same each time, and needs no
import of plotly, whose JupyterLab extension and ``plotly.js`` draw it. Marks stand on axes of their
values; words and boxes on the axes of the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zreport.charts.chart import Chart
from zreport.language import language
from zreport.layout.scene import lay_out
from zreport.page import font, theme
from zreport.page.marks import Key
from zreport.page.scene import Scene
from zreport.page.size import Size
from zreport.render.plotly_traces import Traces
from zreport.render.plotly_treemap import treemap

if TYPE_CHECKING:
    import plotly.graph_objects

PLOTLY_MIME = "application/vnd.plotly.v1+json"
_FAMILY = f"{font.FAMILY}, Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"
_CLEAR = "rgba(0,0,0,0)"


def figure(chart: Chart, lang: str | None = None, size: str | Size | None = None) -> plotly.graph_objects.Figure:
    """Return a plotly figure of a chart, for those who want to change it further."""
    import plotly.graph_objects as go

    content = spec(chart, language(lang), size)
    return go.Figure(data=content["data"], layout=content["layout"])


def spec(chart: Chart, lang: str, size: str | Size | None = None) -> dict[str, Any]:
    """Describe a chart for plotly.js: ``data``, ``layout`` and ``config``."""
    scene = lay_out(chart, lang, size)
    traces = Traces(scene)
    for block in (scene.title, scene.subtitle, scene.foot):
        traces.write(block.each)
    if scene.areas:
        traces.add(treemap(scene))
    else:
        for item in scene.items:
            traces.draw(item)
    config = {
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "svg", "filename": chart.name or chart.kind},
    }
    return {"data": traces.finished(), "layout": _layout(scene, traces), "config": config}


def _layout(scene: Scene, traces: Traces) -> dict[str, Any]:
    size, keys = scene.size, scene.of(Key)
    layout = {
        "width": size.width,
        "height": round(scene.height, 1),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "paper_bgcolor": theme.PAPER,
        "plot_bgcolor": _CLEAR,
        "font": {"family": _FAMILY, "size": size.label, "color": theme.INK},
        "showlegend": bool(keys),
        "barmode": "overlay",
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": theme.PAPER,
            "bordercolor": theme.ACHIEVED,
            "align": "left",
            "font": {"family": _FAMILY, "size": 13, "color": theme.INK},
        },
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

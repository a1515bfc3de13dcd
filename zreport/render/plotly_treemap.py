"""Areas that hold others, as plotly's own treemap: a click on one opens it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from zreport.page import theme
from zreport.page.boxes import Area
from zreport.page.scene import Scene
from zreport.render.plotly_hover import escape


def treemap(scene: Scene) -> dict[str, Any]:
    """Return the areas of a scene as a trace, between its subtitle and its foot."""
    size = scene.size
    nested = list(_nested(scene.areas))
    areas = [area for area, _ in nested]
    parents = [parent for _, parent in nested]
    left, right = size.margin / size.width, 1 - size.margin / size.width
    foot, head = scene.foot.box.top - 10, scene.subtitle.box.bottom + 8
    return {
        "type": "treemap",
        "ids": [area.key for area in areas],
        "labels": [escape(area.words) for area in areas],
        "parents": parents,
        "values": [area.size for area in areas],
        "branchvalues": "total",
        "maxdepth": 2,
        # An area without room for its name is left to the pointer: plotly would shrink it until
        # nobody can read it.
        "text": ["<br>".join(map(escape, area.lines)) for area in areas],
        "textinfo": "text",
        "customdata": [area.about for area in areas],
        "hovertemplate": "<b>%{label}</b><br>%{customdata}<extra></extra>",
        "sort": True,
        "domain": {
            "x": [round(left, 5), round(right, 5)],
            "y": [round(1 - foot / scene.height, 5), round(1 - head / scene.height, 5)],
        },
        "marker": {
            "colors": [area.colour for area in areas],
            "line": {"color": theme.PAPER, "width": 1.5},
            "pad": {"t": size.label * 1.7, "l": 3, "r": 3, "b": 3},
        },
        "textfont": {"color": theme.PAPER, "size": [size.tick if parent else size.label for parent in parents]},
        "pathbar": {"visible": False},
        "root": {"color": theme.PAPER},
        "tiling": {"pad": 2},
    }


def _nested(areas: Sequence[Area], parent: str = "") -> Iterator[tuple[Area, str]]:
    """Return each area with the key of that which holds it, those that hold others first."""
    for area in areas:
        yield area, parent
        yield from _nested(area.parts, area.key)

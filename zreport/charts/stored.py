"""Charts from the JSON in which notebooks store them."""

from __future__ import annotations

import json
from dataclasses import fields
from importlib import import_module

from zreport.charts.chart import Chart
from zreport.faults import ChartError
from zreport.language import Text

# Each kind stands in the module of its name.
KINDS = (
    "dots",
    "bars",
    "dumbbell",
    "groups",
    "gaps",
    "bullet",
    "slope",
    "parts",
    "treemap",
    "tree",
    "cards",
    "table",
    "stages",
)


def from_json(content: dict) -> Chart:
    """Make a chart from what `Chart.to_json` returned.

    Raises
    ------
    ChartError
        If the kind is unknown or a field is missing.
    """
    if not isinstance(content, dict):
        raise ChartError("a stored chart is not what Chart.to_json gives / 存储的图表格式不对")
    content = {key: value for key, value in content.items() if key != "version"}
    kind, shared = content.pop("kind", None), content.pop("shared", {})
    if kind not in KINDS:
        raise ChartError(f"no such kind of chart: {kind!r}; known / 已知: {', '.join(KINDS)}")
    cls = getattr(import_module(f"zreport.charts.{kind}"), kind.capitalize())
    known = {item.name for item in fields(cls)}
    try:
        arguments = {key: value for key, value in content.items() if key in known}
        arguments["notes"] = tuple(Text.of(note) for note in arguments.get("notes", ()))
        return cls([_whole(row, shared) for row in arguments.pop("data")], **arguments)
    except (KeyError, TypeError) as error:
        raise ChartError(f"a stored chart is incomplete ({error}); run its notebook again / 请重新运行笔记本") from None


def _whole(item: dict, shared: dict) -> dict:
    """Give a stored figure, or both of a pair, what all of them share."""
    if "before" in item:
        return item | {side: shared | item[side] for side in ("before", "after")}
    return shared | item


def draw(chart: Chart, lang: str, form: str, size: object = None) -> bytes:
    """Write a chart as JSON; it holds both languages, and no page."""
    return (json.dumps(chart.to_json(), ensure_ascii=False, indent=1) + "\n").encode()

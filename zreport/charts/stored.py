"""Charts to and from the JSON in which notebooks store them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from zreport.faults import ChartError
from zreport.language import Text

if TYPE_CHECKING:
    from zreport.charts.chart import Chart

# Each kind stands in the module of its name.
KINDS = ("dots", "bars", "dumbbell", "groups", "gaps", "bullet", "slope")
KINDS += ("parts", "treemap", "tree", "cards", "table", "stages")


def from_json(content: dict) -> Chart:
    """Make a chart from what `Chart.to_json` returned.

    Raises
    ------
    ChartError
        If the kind is unknown or a field is missing.
    """
    if not isinstance(content, dict):
        raise ChartError(Text("存储的图表格式不对", "a stored chart is not what Chart.to_json gives"))
    content = {key: value for key, value in content.items() if key != "version"}
    kind, shared = content.pop("kind", None), content.pop("shared", {})
    if kind not in KINDS:
        known = ", ".join(KINDS)
        zh, en = f"没有这种图表：{kind!r}；已知：{known}", f"no such kind of chart: {kind!r}; known: {known}"
        raise ChartError(Text(zh, en))
    cls = getattr(import_module(f"zreport.charts.{kind}"), kind.capitalize())
    try:
        notes = tuple(map(Text.of, content.pop("notes", ())))
        return cls([_whole(row, shared) for row in content.pop("data")], notes=notes, **content)
    except (KeyError, TypeError) as error:
        zh = f"存储的图表与本版本不符（{error}）；请重新运行笔记本"
        en = f"a stored chart is not as this version makes them ({error}); run its notebook again"
        raise ChartError(Text(zh, en)) from None


def _whole(item: dict, shared: dict) -> dict:
    """Give a stored figure, or both of a pair, what all of them share."""
    if "before" in item:
        return item | {side: shared | item[side] for side in ("before", "after")}
    return shared | item


def shared_once(content: dict) -> dict:
    """Take out of stored data what all figures share, such as report, period and unit."""
    rows = list(_rows(content["data"]))
    shared = {key: value for key, value in rows[0].items() if all(row[key] == value for row in rows)}
    for row in rows:
        for key in shared:
            del row[key]
    return {"shared": shared, **content}


def _rows(items: Iterable[dict]) -> Iterator[dict]:
    """Return the figures of stored data, both of a pair."""
    for item in items:
        yield from (item["before"], item["after"]) if "before" in item else (item,)


def draw(chart: Chart, lang: str, form: str, size: object = None) -> bytes:
    """Write a chart as JSON; it holds both languages, and no page."""
    return (json.dumps(chart.to_json(), ensure_ascii=False, indent=1) + "\n").encode()

"""Charts that an office program draws and lets a user edit, each with the cells behind it.

A panel of a `zreport.page.scene.Scene` becomes a bar chart, an XY chart or a line chart; its cells hold
names, values, labels as formulas, and the report's words. PowerPoint and Excel take the same charts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from zreport.charts.chart import Chart
from zreport.office.cells import CellWriter
from zreport.office.native_bars import native_bars, native_parts
from zreport.office.native_rows import native_rows
from zreport.office.native_slope import native_slope
from zreport.page.marks import Mark, Panel
from zreport.page.scene import Scene
from zreport.page.text import Box


@dataclass(frozen=True)
class NativeChart:
    """A native chart: where it stands, its XML, and what it is called."""

    box: Box
    root: Any
    name: str


def native_chart(chart: Chart, scene: Scene, panel: Panel, cells: CellWriter) -> NativeChart:
    """Make the native chart of a panel, and write its cells as a table of their own."""
    marks = [mark for mark in scene.of(Mark) if mark.on is panel]
    cells.begin()
    if panel.form == "slope":
        make = native_slope
    elif panel.form == "parts":
        make = native_parts
    elif all(mark.form == "bar" and not mark.bound for mark in marks):
        make = native_bars
    else:
        make = native_rows
    name, panels = chart.name or chart.kind, scene.panels
    box, root = make(chart, scene, panel, marks, cells)
    return NativeChart(box, root, name if len(panels) == 1 else f"{name} {panels.index(panel) + 1}")

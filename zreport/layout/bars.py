"""Ranked bars, which stand where dots would."""

from __future__ import annotations

from zreport.charts.bars import Bars
from zreport.layout.dots import dots
from zreport.page.scene import Scene
from zreport.page.text import Box


def bars(chart: Bars, sheet: Scene, plot: Box) -> float:
    """Lay out panels of ranked bars, one above the other."""
    return dots(chart, sheet, plot)

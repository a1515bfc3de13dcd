"""Two bars of each indicator, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from zreport.charts.dumbbell import Dumbbell
from zreport.language import Text


@dataclass(frozen=True, repr=False)
class Groups(Dumbbell):
    """Two bars of each indicator on one axis from zero, the later one second.

    See Also
    --------
    Dumbbell : the same as dots, which show the direction of each difference better.

    Examples
    --------
    >>> import zreport as zr
    >>> chart = Groups(zr.load().pairs("target_for", grade="high"), title="目标")
    >>> len(chart.figures)
    8
    """

    kind: ClassVar[str] = "groups"
    kind_name: ClassVar[Text] = Text("分组条形图", "Grouped bar chart")

"""Ranked bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from zreport.charts.dots import Dots
from zreport.language import Text


@dataclass(frozen=True, repr=False)
class Bars(Dots):
    """Ranked bars from zero: one measure of several indicators, largest first.

    See Also
    --------
    Dots : the same with dots.

    Examples
    --------
    >>> import zreport as zr
    >>> Bars(zr.load().select(measure="growth"), title="目标").panels[0][0].label("zh")
    '10%'
    """

    kind: ClassVar[str] = "bars"
    kind_name: ClassVar[Text] = Text("条形图", "Bar chart")
    mark: ClassVar[str] = "bar"

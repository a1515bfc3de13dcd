"""Ranked bars."""

from zreport.charts.dots import Dots
from zreport.language import Text


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

    kind = "bars"
    kind_name = Text("条形图", "Bar chart")
    mark = "bar"

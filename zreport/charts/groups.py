"""Two bars of each indicator, side by side."""

from zreport.charts.dumbbell import Dumbbell
from zreport.language import Text


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

    kind = "groups"
    kind_name = Text("分组条形图", "Grouped bar chart")

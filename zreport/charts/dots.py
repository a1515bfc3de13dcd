"""Ranked dots."""

import functools
from dataclasses import dataclass

from zreport.charts.chart import Chart
from zreport.charts.refusals import COUNTED, LENGTH, MEASURE, STATUS, refuse_mixed, refuse_undrawn
from zreport.figures.datum import Datum
from zreport.language import Text


@dataclass(frozen=True, repr=False)
class Dots(Chart):
    """Ranked dots: one measure of several indicators on one axis, largest first.

    The axis begins at zero; that of shares (measure ``rate``) of more than half runs to 100 %.

    Attributes
    ----------
    inset : str or tuple of str
        Indicators, or identifiers of figures, that get a panel and an axis of their own, because they
        would flatten the rest.
    color : str
        What colours stand for: ``status``, or ``sector``, with a key.
    sort : bool
        Whether the largest stands first; if not, the rows keep their order.

    See Also
    --------
    Bars : the same with bars from zero.

    Examples
    --------
    >>> import zreport as zr
    >>> growth = zr.load().select(measure="average_growth")
    >>> chart = Dots(growth, inset="industrial_value_added", title="增速")
    >>> [figure.label("zh") for figure in chart.panels[0]][:2]
    ['14%', '9.7%']
    """

    inset: tuple[str, ...] = ()
    color: str = "status"
    sort: bool = True

    kind = "dots"
    kind_name = Text("点图", "Dot plot")
    mark = "dot"

    def __post_init__(self):
        super().__post_init__()
        self._choose("inset")
        if all(figure.meant_by(self.inset) for figure in self.data):
            raise self._error("主图没有剩下的行", "no row is left for the main panel", "inset")
        if self.color not in ("status", "sector"):
            own = repr(self.color)
            raise self._error(f"{own}，只能是 status 或 sector", f"{own}; choose status or sector", "color")

    def _refuse(self) -> None:
        refuse_undrawn(self.kind, self.data)
        refuse_mixed(self.kind, self.data, COUNTED, MEASURE, LENGTH, STATUS)
        if ranks := ", ".join(figure.id for figure in self.data if figure.measure == "rank"):
            en = f"a longer mark would read as a better rank ({ranks}); use Slope or Cards"
            raise self._error(f"较长的图形会被看成更好的名次（{ranks}）；请用 Slope 或 Cards", en)
        names = [figure.name for figure in self.data]
        if twice := ", ".join(figure.id for figure in self.data if names.count(figure.name) > 1):
            en = f"two rows of one indicator would bear one name ({twice}); use Slope or Dumbbell"
            raise self._error(f"同一指标有两行，名称会相同（{twice}）；请用 Slope 或 Dumbbell", en)
        if (count := len(self.data)) > 12:
            en = f"{count} rows do not fit, 12 at most; use Table"
            raise self._error(f"{count}行放不下，最多12行；请改用 Table", en)

    @functools.cached_property
    def panels(self) -> tuple[tuple[Datum, ...], ...]:
        """Rows of the main panel and, if any are inset, of the second; largest first."""
        rows = sorted(self.data, key=lambda f: -f.value_base) if self.sort else self.data
        sides = (tuple(f for f in rows if f.meant_by(self.inset) == inset) for inset in (False, True))
        return tuple(filter(None, sides))

"""Ranked dots."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import ClassVar

from zreport.charts.chart import Chart, unit_counted
from zreport.charts.refusals import refuse_mixed, refuse_undrawn, whole
from zreport.faults import ChartError
from zreport.figures.datum import Datum
from zreport.language import Text


@dataclass(frozen=True, repr=False)
class Dots(Chart):
    """Ranked dots: one measure of several indicators on one axis, largest first.

    The axis begins at zero; that of shares (measure ``rate``) of more than half runs to 100 %.

    Attributes
    ----------
    apart : str or tuple of str
        Indicators that get a panel and an axis of their own, because they would flatten the rest.
    by : str
        What colours stand for: ``status``, or ``sector``, with a key.
    ranked : bool
        Whether the largest stands first; if not, the rows keep their order.

    See Also
    --------
    Bars : the same with bars from zero.

    Examples
    --------
    >>> import zreport as zr
    >>> growth = zr.load().select(measure="average_growth")
    >>> chart = Dots(growth, apart="industrial_value_added", title="增速")
    >>> [figure.label("zh") for figure in chart.panels[0]][:2]
    ['14%', '9.7%']
    """

    apart: tuple[str, ...] = ()
    by: str = "status"
    ranked: bool = True

    kind: ClassVar[str] = "dots"
    kind_name: ClassVar[Text] = Text("点图", "Dot plot")
    mark: ClassVar[str] = "dot"

    def __post_init__(self):
        super().__post_init__()
        if set(self._named("apart")) == set(self.apart):
            raise ChartError("apart: no row is left for the main panel / 主图没有剩下的行")
        if self.by not in ("status", "sector"):
            raise ChartError(f"by: {self.by!r}; choose status or sector / 只能是 status 或 sector")

    def _refuse(self) -> None:
        refuse_undrawn(self.kind, self.data)
        refuse_mixed("unit", self.kind, self.data, unit_counted)
        refuse_mixed("measure", self.kind, self.data, lambda f: f.measure_name.zh)
        refuse_mixed("length of period", self.kind, self.data, lambda f: f"{f.years}年")
        refuse_mixed("status", self.kind, self.data, lambda f: f.status_name.zh)
        if ranks := [figure.id for figure in self.data if figure.measure == "rank"]:
            raise ChartError(
                f"{self.kind}: a longer mark would read as a better rank ({', '.join(ranks)}); use Slope or Cards / 名次请用 Slope 或 Cards"
            )
        names = [figure.name for figure in self.data]
        if twice := [figure.id for figure in self.data if names.count(figure.name) > 1]:
            raise ChartError(
                f"{self.kind}: two rows of one indicator would bear one name ({', '.join(twice)}); use Slope or Dumbbell / 同一指标有两行，请用 Slope 或 Dumbbell"
            )
        if len(self.data) > 12:
            raise ChartError(
                f"{self.kind}: {len(self.data)} rows do not fit, 12 at most; use Table / 最多12行，请改用 Table"
            )

    @functools.cached_property
    def panels(self) -> tuple[tuple[Datum, ...], ...]:
        """Rows of the main panel and, if any stand apart, of the second; largest first."""
        rows = sorted(self.data, key=lambda f: -f.value_base) if self.ranked else self.data
        sides = (
            tuple(f for f in rows if f.indicator not in self.apart),
            tuple(f for f in rows if f.indicator in self.apart),
        )
        return tuple(side for side in sides if side)

    @property
    def whole(self) -> float | None:
        """Where the axis ends: at 100 for shares most of which are near their whole."""
        return whole(self.data)

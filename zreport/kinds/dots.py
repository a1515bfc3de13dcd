"""Ranked dots and bars."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import ClassVar

from zreport.chart import Chart, refuse_mixed, refuse_undrawn, unit_counted
from zreport.datum import ChartError, Datum
from zreport.language import Text


@dataclass(frozen=True, repr=False)
class Dots(Chart):
    """Ranked dots: one measure of several indicators on one axis, largest first.

    Attributes
    ----------
    apart : str or tuple of str
        Indicators that get a panel and an axis of their own, because they would flatten the rest.
    highlight : str or tuple of str
        Indicators that the title speaks of; the rest stay quiet.

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
    highlight: tuple[str, ...] = ()

    kind: ClassVar[str] = "dots"
    kind_name: ClassVar[Text] = Text("点图", "Dot plot")
    mark: ClassVar[str] = "dot"

    def __post_init__(self):
        super().__post_init__()
        known = list(dict.fromkeys(figure.indicator for figure in self.data))
        for attribute in ("apart", "highlight"):
            value = getattr(self, attribute)
            names = (value,) if isinstance(value, str) else tuple(value)
            if strange := [name for name in names if name not in known]:
                raise ChartError(
                    f"{attribute}: {', '.join(strange)} not among the rows / 不在行中: {', '.join(known)}"
                )
            self._set(attribute, names)
        if set(self.apart) == set(known):
            raise ChartError("apart: no row is left for the main panel / 主图没有剩下的行")

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
        ids = [figure.indicator + figure.scope for figure in self.data]
        if twice := [
            figure.id for figure, key in zip(self.data, ids, strict=True) if ids.count(key) > 1
        ]:
            raise ChartError(
                f"{self.kind}: two rows of one indicator would bear one name ({', '.join(twice)}); use Slope or Dumbbell / 同一指标有两行，请用 Slope 或 Dumbbell"
            )
        if len(self.data) > 12:
            raise ChartError(
                f"{self.kind}: {len(self.data)} rows do not fit, 12 at most / 最多12行"
            )

    @functools.cached_property
    def panels(self) -> tuple[tuple[Datum, ...], ...]:
        """Rows of the main panel and, if any stand apart, of the second; largest first."""
        ranked = sorted(self.data, key=lambda figure: -figure.value_base)
        sides = (
            tuple(f for f in ranked if f.indicator not in self.apart),
            tuple(f for f in ranked if f.indicator in self.apart),
        )
        return tuple(side for side in sides if side)

    def quiet(self, figure: Datum) -> bool:
        """Whether a row steps back, because the title speaks of others."""
        return bool(self.highlight) and figure.indicator not in self.highlight


@dataclass(frozen=True, repr=False)
class Bars(Dots):
    """Ranked bars from zero: one measure of several indicators, largest first.

    See Also
    --------
    Dots : the same with dots.
    """

    kind: ClassVar[str] = "bars"
    kind_name: ClassVar[Text] = Text("条形图", "Bar chart")
    mark: ClassVar[str] = "bar"

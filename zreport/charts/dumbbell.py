"""Two figures of each indicator on one axis, joined by a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from zreport.charts.chart import unit_counted
from zreport.charts.pairs import Pairs, pair_words
from zreport.charts.refusals import refuse_mixed, refuse_undrawn
from zreport.faults import ChartError
from zreport.figures.datum import Datum, number, points
from zreport.figures.pair import Pair
from zreport.language import Text, language


@dataclass(frozen=True, repr=False)
class Dumbbell(Pairs):
    """Two figures of each indicator on one axis, joined by a line; the later one second.

    A figure that is promised is hollow. The difference of two percentages is written beside each
    row as derived, in percentage points, unless one of them is a bound.

    See Also
    --------
    Groups : the same as bars. Gaps : the differences alone.

    Examples
    --------
    >>> import zreport as zr
    >>> chart = Dumbbell(zr.load().pairs("target_for", grade="high"), title="目标")
    >>> chart.gaps("zh")[0]
    '+1.3'
    """

    kind: ClassVar[str] = "dumbbell"
    kind_name: ClassVar[Text] = Text("哑铃图", "Dumbbell chart")
    gap_heading: ClassVar[Text] = Text("差（百分点，推算）", "Gap (pp, derived)")

    def _refuse(self) -> None:
        refuse_undrawn(self.kind, self.figures)
        refuse_mixed("unit", self.kind, self.figures, unit_counted)
        for side in ("before", "after"):
            own = [getattr(pair, side) for pair in self.data]
            refuse_mixed("measure", self.kind, own, lambda f: f.measure_name.zh)
            refuse_mixed("period", self.kind, own, lambda f: f.period)
            refuse_mixed("status", self.kind, own, lambda f: f.status_name.zh)
        self._refuse_totals()

    def _refuse_totals(self) -> None:
        """Raise `ChartError` where a sum over years would stand beside that of other years."""
        summed = ("total", "net_increase")
        for pair in self.data:
            both = (pair.before, pair.after)
            if pair.before.years != pair.after.years and any(f.measure in summed for f in both):
                raise ChartError(
                    f"{self.kind}: one axis cannot hold a total of several years beside a single "
                    f"year ({', '.join(f.id for f in both)}); use Table "
                    "/ 多年合计与单年值不能同轴，请改用 Table"
                )

    def side(self, which: str, lang: str) -> str:
        """Name one side of the pairs: measure, period and status."""
        figure = getattr(self.data[0], which)
        parts = (figure.when(lang), figure.measure_name[lang], figure.status_name[lang])
        if lang == "zh":
            return "".join(parts[:2]) + f"（{parts[2]}）"
        return f"{parts[1]}, {parts[0]} ({parts[2]})"

    def gaps(self, lang: str) -> list[str]:
        """Write the difference of each pair; empty where a bound or a range makes it unknown."""
        return [_signed(pair) if certain(pair) else "" for pair in self.data]

    @property
    def remarks(self) -> tuple[Text, ...]:
        """Notes and cautions, and how the gap was derived."""
        if not any(self.gaps("zh")):
            return super().remarks
        formula = Text("差（百分点）为推算：后者 − 前者", "Gap (percentage points) is derived: second − first")
        return (*super().remarks, formula)

    def lines(self, lang: str | None = None) -> list[str]:
        """Return each pair in words."""
        lang = language(lang)
        derived = "（差{}，推算）" if lang == "zh" else " (gap {}, derived)"
        return [
            pair_words(pair, lang) + (derived.format(points(pair.difference, lang)) if gap else "")
            for pair, gap in zip(self.data, self.gaps(lang), strict=True)
        ]


def certain(pair: Pair) -> bool:
    """Whether both sides are percentages, and neither is a bound or a range."""
    sides: tuple[Datum, Datum] = (pair.before, pair.after)
    return all(figure.qualifier == "exact" and figure.unit == "%" for figure in sides)


def _signed(pair: Pair) -> str:
    return ("+" if pair.difference > 0 else "") + number(pair.difference)

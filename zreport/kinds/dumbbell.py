"""Two figures of each indicator on one axis: joined dots, bars side by side, or their difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from zreport.chart import refuse_mixed, refuse_undrawn, unit_counted, whole
from zreport.datum import ChartError, Datum, number, points
from zreport.kinds.pairs import Pair, Pairs, pair_words
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
        formula = Text(
            "差（百分点）为推算：后者 − 前者", "Gap (percentage points) is derived: second − first"
        )
        return (*super().remarks, formula)

    def lines(self, lang: str | None = None) -> list[str]:
        """Return each pair in words."""
        lang = language(lang)
        derived = "（差{}，推算）" if lang == "zh" else " (gap {}, derived)"
        return [
            pair_words(pair, lang) + (derived.format(points(pair.difference, lang)) if gap else "")
            for pair, gap in zip(self.data, self.gaps(lang), strict=True)
        ]


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


@dataclass(frozen=True, repr=False)
class Gaps(Dumbbell):
    """Signed bars: by how many percentage points the second figure of each pair exceeds the first.

    Every bar is derived, so it is hatched, and its formula stands beside it.

    Examples
    --------
    >>> import zreport as zr
    >>> chart = Gaps(zr.load().pairs("target_for", grade="high"), title="差距")
    >>> chart.formula(chart.data[0])
    '5% − 3.7%'
    """

    kind: ClassVar[str] = "gaps"
    kind_name: ClassVar[Text] = Text("正负条形图", "Signed bar chart")

    def _refuse(self) -> None:
        super()._refuse()
        if unknown := [pair.after.id for pair in self.data if not certain(pair)]:
            raise ChartError(
                f"{self.kind}: only two percentages that are no bounds have a difference "
                f"({', '.join(unknown)}); use Bullet or Table / 只有两个确定的百分比才能相减，请改用 Bullet 或 Table"
            )

    def formula(self, pair: Pair) -> str:
        """Write how the difference of a pair was derived."""
        return f"{pair.after.label('zh')} − {pair.before.label('zh')}"

    def tick(self, value: float, lang: str) -> str:
        """Write a place on the axis, with its sign."""
        return ("+" if value > 0 else "") + number(value)

    def _describe(self, lang: str) -> str:
        unit = Text("差（百分点，推算）", "Difference (percentage points, derived)")[lang]
        minus = self.side("after", lang), self.side("before", lang)
        return f"{unit} | {' − '.join(minus)}"


@dataclass(frozen=True, repr=False)
class Bullet(Dumbbell):
    """What was achieved as a bar, and what is promised as a tick across it, on one axis from zero.

    The axis of shares of more than half runs to 100 %. A bound is drawn as one: an arrow shows where the
    true value may lie, and that of a ceiling is a pale band below it.

    Examples
    --------
    >>> import zreport as zr
    >>> pairs = zr.load().pairs("target_for").query("indicator == 'straw_utilisation_rate'")
    >>> Bullet(pairs, title="秸秆").lines("en")[0]
    'Rate of comprehensive straw use: ≥91% (2016–2020, achieved) → ≥95% (2021, target)'
    """

    kind: ClassVar[str] = "bullet"
    kind_name: ClassVar[Text] = Text("子弹图", "Bullet chart")

    @property
    def whole(self) -> float | None:
        """Where the axis ends: at 100 for shares most of which are near their whole."""
        return whole(self.figures)


def certain(pair: Pair) -> bool:
    """Whether both sides are percentages, and neither is a bound or a range."""
    sides: tuple[Datum, Datum] = (pair.before, pair.after)
    return all(figure.qualifier == "exact" and figure.unit == "%" for figure in sides)


def _signed(pair: Pair) -> str:
    return ("+" if pair.difference > 0 else "") + number(pair.difference)

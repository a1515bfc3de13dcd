"""Two figures of each indicator on one axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from zreport.chart import refuse_mixed, refuse_undrawn, unit_counted
from zreport.datum import number, points
from zreport.kinds.pairs import Pairs, pair_words
from zreport.language import Text, language


@dataclass(frozen=True, repr=False)
class Dumbbell(Pairs):
    """Two figures of each indicator on one axis, joined by a line; the later one second.

    A figure that is promised is hollow. The difference of two percentages is written beside each
    row as derived, in percentage points, unless one of them is a bound.

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

    def side(self, which: str, lang: str) -> str:
        """Name one side of the pairs: measure, period and status."""
        figure = getattr(self.data[0], which)
        parts = (figure.when(lang), figure.measure_name[lang], figure.status_name[lang])
        if lang == "zh":
            return "".join(parts[:2]) + f"（{parts[2]}）"
        return f"{parts[1]}, {parts[0]} ({parts[2]})"

    def gaps(self, lang: str) -> list[str]:
        """Write the difference of each pair; empty where a bound or a range makes it unknown."""
        return [
            ("+" if pair.difference > 0 else "") + number(pair.difference)
            if {pair.before.qualifier, pair.after.qualifier} == {"exact"} and pair.after.unit == "%"
            else ""
            for pair in self.data
        ]

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

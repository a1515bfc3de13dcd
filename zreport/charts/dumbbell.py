"""Two figures of each indicator on one axis, joined by a line.

`Groups`, `Gaps` and `Bullet` are kinds of their own on the same data, rather than a fourth argument
here: each answers another question, refuses other rows, and is found by the name that charts of its
kind have everywhere.
"""

from zreport.charts.pairs import Pairs, pair_words
from zreport.charts.refusals import COUNTED, MEASURE, PERIOD, STATUS, refuse_mixed, refuse_undrawn
from zreport.figures.pair import Pair
from zreport.figures.writing import written_change, written_points
from zreport.language import Text, language


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

    kind = "dumbbell"
    kind_name = Text("哑铃图", "Dumbbell chart")
    gap_heading = Text("差（百分点，推算）", "Gap (pp, derived)")

    def _refuse(self) -> None:
        refuse_undrawn(self.kind, self.figures)
        refuse_mixed(self.kind, self.figures, COUNTED)
        for side in ("before", "after"):
            refuse_mixed(self.kind, [getattr(pair, side) for pair in self.data], MEASURE, PERIOD, STATUS)
        for pair in self.data:
            before, after = pair.before, pair.after
            if before.years != after.years and {before.measure, after.measure} & {"total", "net_increase"}:
                named = f"{before.id}, {after.id}"
                en = f"one axis cannot hold a total of several years beside a single year ({named}); use Table"
                raise self._error(f"多年合计与单年值不能同轴（{named}）；请改用 Table", en)

    def side(self, which: str, lang: str) -> str:
        """Name one side of the pairs: measure, period and status; the place, where each side has its own."""
        figure = getattr(self.data[0], which)
        parts = (figure.when(lang), figure.measure_name[lang], figure.status_name[lang])
        words = f"{''.join(parts[:2])}（{parts[2]}）" if lang == "zh" else f"{parts[1]}, {parts[0]} ({parts[2]})"
        own, other = ({getattr(pair, side).report for pair in self.data} for side in ("before", "after"))
        apart = len(own) == len(other) == 1 and own != other
        return figure.called(Text.of(words))[lang] if apart else words

    def gaps(self, lang: str) -> list[str]:
        """Write the difference of each pair; empty where a bound or a range makes it unknown."""
        return [written_change(pair.difference) if certain(pair) else "" for pair in self.data]

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
            pair_words(pair, lang) + (derived.format(written_points(pair.difference, lang)) if gap else "")
            for pair, gap in zip(self.data, self.gaps(lang), strict=True)
        ]


def certain(pair: Pair) -> bool:
    """Whether both sides are percentages, and neither is a bound or a range."""
    return all(figure.qualifier == "exact" and figure.unit == "%" for figure in (pair.before, pair.after))

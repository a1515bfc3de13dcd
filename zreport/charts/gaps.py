"""The differences of two percentages of each indicator."""

from zreport.charts.dumbbell import Dumbbell, certain
from zreport.figures.pair import Pair
from zreport.figures.writing import written_change
from zreport.language import Text


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

    kind = "gaps"
    kind_name = Text("正负条形图", "Signed bar chart")

    def _refuse(self) -> None:
        super()._refuse()
        if unknown := ", ".join(pair.after.id for pair in self.data if not certain(pair)):
            en = f"only two percentages that are no bounds have a difference ({unknown}); use Bullet or Table"
            raise self._error(f"只有两个确定的百分比才能相减（{unknown}）；请改用 Bullet 或 Table", en)

    def formula(self, pair: Pair) -> str:
        """Write how the difference of a pair was derived."""
        return f"{pair.after.label('zh')} − {pair.before.label('zh')}"

    def tick(self, value: float, lang: str) -> str:
        """Write a place on the axis, with its sign."""
        return written_change(value)

    def _describe(self, lang: str) -> str:
        unit = Text("差（百分点，推算）", "Difference (percentage points, derived)")[lang]
        return f"{unit} | {self.side('after', lang)} − {self.side('before', lang)}"

"""从…到…: figures that the report gives with where they came from."""

from zreport.charts.chart import capital, each_once
from zreport.charts.pairs import Pairs, pair_words
from zreport.charts.refusals import COUNTED, INDICATOR, MEASURE, refuse_mixed, refuse_undrawn
from zreport.figures.pair import Pair
from zreport.figures.writing import written_period
from zreport.language import Text, language


class Slope(Pairs):
    """从…到…: a panel and an axis for each pair, from start to end.

    Axes begin at zero; a ranking is inverted, so that up is better.

    Examples
    --------
    >>> import zreport as zr
    >>> pairs = zr.load().pairs("baseline_of")
    >>> chart = Slope(pairs[pairs["indicator"] == "county_ranking"], title="排名")
    >>> chart.ends(chart.data[0], "zh")
    ('2016年', '2019年')
    """

    kind = "slope"
    kind_name = Text("斜率图", "Slope chart")

    def _refuse(self) -> None:
        refuse_undrawn(self.kind, self.figures, bounds=True)
        for pair in self.data:
            refuse_mixed(self.kind, (pair.before, pair.after), INDICATOR, COUNTED, MEASURE)
        if len(self.data) > 4:
            raise self._error("最多四组，请拆分", "more than four pairs do not fit; split them")

    def ends(self, pair: Pair, lang: str) -> tuple[str, str]:
        """Name both ends: their years, or start and end where the report states none."""
        if pair.before.years == pair.after.years == 1:
            return pair.before.when(lang), pair.after.when(lang)
        return ("起点", "终点") if lang == "zh" else ("start", "end")

    def inverted(self, pair: Pair) -> bool:
        """Whether a smaller value stands higher."""
        return pair.after.measure == "rank"

    def lines(self, lang: str | None = None) -> list[str]:
        """Return each pair in words."""
        return [pair_words(pair, language(lang)) for pair in self.data]

    def _describe(self, lang: str) -> str:
        measures = each_once(pair.after.measure_name[lang] for pair in self.data)
        spans = (f"{pair.before.period[:4]}/{pair.after.period[-4:]}" for pair in self.data)
        periods = each_once(written_period(span, lang) for span in spans)
        several = Text("各图单位与坐标不同", "each panel has its own unit and axis")[lang] if len(self.data) > 1 else ""
        ranks = all(map(self.inverted, self.data))
        amounts = "" if ranks else Text("数量的坐标从零开始", "axes of amounts begin at zero")[lang]
        return capital((measures, periods, several, amounts))

"""Figures side by side that share no axis."""

from zreport.charts.chart import Chart, each_once
from zreport.language import Text


class Cards(Chart):
    r"""Figures side by side that share no axis: a card for each, with unit, measure and period.

    Examples
    --------
    >>> import zreport as zr
    >>> Cards(zr.load().select(sector="finance"), title="财政").data[0].label("zh")
    '4.08\u2009亿元'
    """

    kind = "cards"
    kind_name = Text("数字卡片", "Figure cards")

    def _refuse(self) -> None:
        if (count := len(self.data)) > 9:
            raise self._error(f"{count}张卡片放不下，最多9张", f"{count} figures do not fit, 9 at most")

    def _describe(self, lang: str) -> str:
        return each_once(figure.when(lang) for figure in self.figures)

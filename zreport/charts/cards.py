"""Figures side by side that share no axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from zreport.charts.chart import Chart
from zreport.charts.wording import each_once
from zreport.language import Text


@dataclass(frozen=True, repr=False)
class Cards(Chart):
    r"""Figures side by side that share no axis: a card for each, with unit, measure and period.

    Examples
    --------
    >>> import zreport as zr
    >>> Cards(zr.load().select(sector="finance"), title="财政").data[0].label("zh")
    '4.08\u2009亿元'
    """

    kind: ClassVar[str] = "cards"
    kind_name: ClassVar[Text] = Text("数字卡片", "Figure cards")

    def _refuse(self) -> None:
        if len(self.data) > 9:
            raise self._error(
                f"{len(self.data)}张卡片放不下，最多9张", f"{len(self.data)} figures do not fit, 9 at most"
            )

    def _describe(self, lang: str) -> str:
        return each_once(figure.when(lang) for figure in self.figures)

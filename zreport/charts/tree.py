"""Levels of a network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from zreport.charts.chart import Chart, listed
from zreport.charts.refusals import refuse_mixed
from zreport.faults import ChartError
from zreport.language import Text


@dataclass(frozen=True, repr=False)
class Tree(Chart):
    """Levels of a network, from the one that stands above to those below, each with its number.

    The rows keep their order, or are turned round by `levels`. The levels are never added up.

    Attributes
    ----------
    levels : tuple of str
        Identifiers of the observations, from the top; by default as they come.

    Examples
    --------
    >>> import zreport as zr
    >>> network = zr.load().select(indicator="agricultural_service_network")
    >>> [figure.label("en") for figure in Tree(network, title="1+16+142").data]
    ['1 service point', '16 service points', '142 service points']
    """

    levels: tuple[str, ...] = ()

    kind: ClassVar[str] = "tree"
    kind_name: ClassVar[Text] = Text("层级图", "Tree of levels")

    def __post_init__(self):
        super().__post_init__()
        levels = tuple(self.levels) or tuple(figure.id for figure in self.data)
        if sorted(levels) != sorted(figure.id for figure in self.data):
            raise ChartError(
                f"{self.kind}: levels must name each row once / levels 须逐一列出各行: "
                + ", ".join(figure.id for figure in self.data)
            )
        order = {name: at for at, name in enumerate(levels)}
        self._set("levels", levels)
        self._set("data", tuple(sorted(self.data, key=lambda figure: order[figure.id])))

    def _refuse(self) -> None:
        refuse_mixed("unit", self.kind, self.data, lambda f: f.base_unit.zh)
        refuse_mixed("period", self.kind, self.data, lambda f: f.period)
        refuse_mixed("status", self.kind, self.data, lambda f: f.status_name.zh)
        if not 2 <= len(self.data) <= 5:
            raise ChartError(f"{self.kind}: {len(self.data)} levels; two to five can be drawn / 只能画2至5级")

    def _describe(self, lang: str) -> str:
        return listed(figure.when(lang) for figure in self.figures)

"""Levels of a network."""

from dataclasses import dataclass

from zreport.charts.chart import Chart, each_once
from zreport.charts.refusals import PERIOD, STATUS, UNIT, refuse_mixed
from zreport.language import Text


@dataclass(frozen=True, repr=False)
class Tree(Chart):
    """Levels of a network, from the one that stands above to those below, each with its number.

    The rows keep their order, or are turned round by `levels`. The levels are never added up.

    Attributes
    ----------
    levels : tuple of str
        Indicators, or identifiers of the observations, from the top; by default as they come.

    Examples
    --------
    >>> import zreport as zr
    >>> network = zr.load().select(indicator="agricultural_service_network")
    >>> [figure.label("en") for figure in Tree(network, title="1+16+142").data]
    ['1 node', '16 nodes', '142 nodes']
    """

    levels: tuple[str, ...] = ()

    kind = "tree"
    kind_name = Text("层级图", "Tree of levels")

    def __post_init__(self):
        super().__post_init__()
        levels = self._names("levels") or tuple(figure.id for figure in self.data)
        found = [[figure for figure in self.data if figure.meant_by([level])] for level in levels]
        if any(len(own) != 1 for own in found) or {own[0] for own in found} != set(self.data):
            known = ", ".join(figure.id for figure in self.data)
            raise self._error(f"levels 须逐一列出各行：{known}", f"levels must name each row once: {known}")
        self._set("data", tuple(own[0] for own in found))
        self._set("levels", tuple(figure.id for figure in self.data))

    def _refuse(self) -> None:
        refuse_mixed(self.kind, self.data, UNIT, PERIOD, STATUS)
        if not 2 <= (count := len(self.data)) <= 5:
            raise self._error(f"有{count}级，只能画2至5级", f"{count} levels; two to five can be drawn")

    def _describe(self, lang: str) -> str:
        return each_once(figure.when(lang) for figure in self.figures)

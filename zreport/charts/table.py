"""Figures in rows and columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from zreport.charts.chart import Chart
from zreport.charts.wording import capital, each_once
from zreport.faults import ChartError
from zreport.figures.datum import Datum
from zreport.language import NOTHING, Text

HEADS = {
    "name": Text("指标", "Indicator"),
    "value": Text("数值", "Value"),
    "measure": Text("度量", "Measure"),
    "period": Text("时期", "Period"),
    "status": Text("性质", "Status"),
    "sector": Text("领域", "Sector"),
    "section": Text("出处", "Section"),
    "quote": Text("原文", "The report's words"),
}


@dataclass(frozen=True, repr=False)
class Table(Chart):
    """Figures of any units in rows, with what tells them apart in columns.

    Attributes
    ----------
    columns : tuple of str
        Of ``name``, ``value``, ``measure``, ``period``, ``status``, ``sector``, ``section``,
        ``quote``.
    blank : Text
        The head of an empty column, to be filled in by hand; none if empty.

    Examples
    --------
    >>> import zreport as zr
    >>> targets = zr.load().select(section="work-targets")
    >>> Table(targets, title="2021", columns=("name", "value")).cells(0, "en")
    ['Gross regional product', '5%']
    """

    columns: tuple[str, ...] = ("name", "value", "measure", "period", "status")
    blank: Text = NOTHING

    kind: ClassVar[str] = "table"
    kind_name: ClassVar[Text] = Text("表格", "Table")

    def __post_init__(self):
        super().__post_init__()
        self._set("columns", tuple(self.columns))
        self._set("blank", Text.of(self.blank))
        if strange := ", ".join(column for column in self.columns if column not in HEADS):
            known = ", ".join(HEADS)
            raise ChartError(Text(f"columns：没有{strange}；可选：{known}", f"columns: {strange}; choose from {known}"))
        if len(set(self.columns)) < len(self.columns) or not self.columns:
            raise ChartError(Text("columns：每列写一次，至少一列", "columns: name each once, and one at least"))
        if "name" not in self.columns and any(figure.prefix.zh for figure in self.data):
            raise ChartError(
                Text(
                    "columns：各行来自几份报告，须有 name 列注明地方",
                    "columns: the rows are of several reports, so name must be among them to say which",
                )
            )

    def heads(self, lang: str) -> list[str]:
        """Return the heads of the columns."""
        return [HEADS[column][lang] for column in self.columns] + [self.blank[lang]] * self.open

    @property
    def open(self) -> bool:
        """Whether there is an empty column."""
        return bool(self.blank.zh)

    def cells(self, row: int, lang: str) -> list[str]:
        """Return the words of a row."""
        return [_cell(column, self.data[row], lang) for column in self.columns] + [""] * self.open

    def _describe(self, lang: str) -> str:
        hidden = [column for column in ("measure", "period", "status") if column not in self.columns]
        return capital(each_once(_cell(column, figure, lang) for figure in self.data) for column in hidden)


def _cell(column: str, figure: Datum, lang: str) -> str:
    match column:
        case "name":
            return figure.name[lang]
        case "value":
            return figure.label(lang)
        case "measure":
            return figure.measure_name[lang]
        case "period":
            return figure.when(lang)
        case "status":
            return figure.status_name[lang]
        case "sector":
            return figure.sector_name[lang]
        case "section":
            return figure.section[lang]
    return figure.words

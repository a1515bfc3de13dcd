"""Figures in rows and columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from zreport.charts.chart import Chart, capital, each_once
from zreport.figures.datum import Datum
from zreport.language import NOTHING, Text
from zreport.tables.vocabulary import vocabulary


def _wording(figure: Datum, lang: str) -> str:
    """Return the word of a promise; a dash where the report only states the figure."""
    return vocabulary("commitments").get(figure.commitment, {}).get(f"name_{lang}", "—")


# Columns by their names: the head of each, and what it says of a row.
Columns = dict[str, tuple[Text, Callable[[Any, str], str]]]

_COLUMNS: Columns = {
    "name": (Text("指标", "Indicator"), lambda figure, lang: figure.name[lang]),
    "value": (Text("数值", "Value"), lambda figure, lang: figure.label(lang)),
    "measure": (Text("度量", "Measure"), lambda figure, lang: figure.measure_name[lang]),
    "period": (Text("时期", "Period"), lambda figure, lang: figure.when(lang)),
    "status": (Text("性质", "Status"), lambda figure, lang: figure.status_name[lang]),
    "wording": (Text("承诺用语", "Wording"), _wording),
    "sector": (Text("领域", "Sector"), lambda figure, lang: figure.sector_name[lang]),
    "section": (Text("出处", "Section"), lambda figure, lang: figure.section[lang]),
    "quote": (Text("原文", "The report's words"), lambda figure, lang: figure.words),
}


@dataclass(frozen=True, repr=False)
class Table(Chart):
    """Figures of any units in rows, with what tells them apart in columns.

    Attributes
    ----------
    columns : tuple of str
        Of ``name``, ``value``, ``measure``, ``period``, ``status``, ``wording`` (确保, 力争 …), ``sector``,
        ``section``, ``quote``.
    blank : Text
        The head of an empty column, to be filled in by hand; none if empty.

    Examples
    --------
    >>> import zreport as zr
    >>> targets = zr.load().select(section="work-targets")
    >>> Table(targets, title="2021", columns=("name", "value")).cells(0, "en")
    ['GDP', '5%']
    """

    columns: tuple[str, ...] = ("name", "value", "measure", "period", "status")
    blank: Text = NOTHING

    kind = "table"
    kind_name = Text("表格", "Table")
    known: ClassVar[Columns] = _COLUMNS
    # The column that says which row is which.
    lead: ClassVar[str] = "name"
    # What says little without its head.
    headed: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self):
        super().__post_init__()
        self._set("columns", self._names("columns"))
        self._set("blank", self._said("空列的表头", "the head of the blank column", self.blank))
        if strange := ", ".join(column for column in self.columns if column not in self.known):
            known = ", ".join(self.known)
            raise self._error(f"没有{strange}；可选：{known}", f"{strange}; choose from {known}", "columns")
        if len(set(self.columns)) < len(self.columns) or not self.columns:
            raise self._error("每列写一次，至少一列", "name each once, and one at least", "columns")
        if self.lead not in self.columns and any(row.prefix.zh for row in self.data):
            en = f"the rows are of several reports, so {self.lead} must be among them to say which"
            raise self._error(f"各行来自几份报告，须有 {self.lead} 列注明地方", en, "columns")

    def heads(self, lang: str) -> list[str]:
        """Return the heads of the columns."""
        return [self.known[column][0][lang] for column in self.columns] + [self.blank[lang]] * self.open

    @property
    def open(self) -> bool:
        """Whether there is an empty column."""
        return bool(self.blank.zh)

    def cells(self, row: int, lang: str) -> list[str]:
        """Return the words of a row."""
        return [self.known[column][1](self.data[row], lang) for column in self.columns] + [""] * self.open

    def _describe(self, lang: str) -> str:
        hidden = [column for column in ("measure", "period", "status") if column not in self.columns]
        return capital(each_once(self.known[column][1](figure, lang) for figure in self.data) for column in hidden)

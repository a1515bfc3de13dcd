"""The ground that proofs stand on: a report's text, its sections and the vocabulary, and faults."""

from __future__ import annotations

from zreport.faults import Fault
from zreport.language import Text
from zreport.package import Package, Table
from zreport.quantity import Reader
from zreport.quote import Quote, QuoteError


def observation_id(row: dict) -> str:
    """Return the identifier of an observation: indicator/measure/period/status[/scope].

    Examples
    --------
    >>> observation_id({"indicator": "gdp", "measure": "growth", "period": "2021",
    ...                 "status": "target", "scope": ""})
    'gdp/growth/2021/target'
    """
    keys = ("indicator", "measure", "period", "status", "scope")
    return "/".join(row[key] for key in keys if row[key])


def section_at(sections: list[tuple[int, dict]], position: int) -> dict | None:
    """Return the section that `position` lies in; `sections` are (start, row), in order."""
    found = None
    for start, row in sections:
        if start > position:
            break
        found = row
    return found


def sections_in(table: Table, text: str) -> list[tuple[int, dict]]:
    """Return (start, row) of each section that the text holds exactly once, in order."""
    found = [
        (text.index(row["starts_with"]), row)
        for row in table.rows
        if row["starts_with"] and text.count(row["starts_with"]) == 1
    ]
    return sorted(found, key=lambda item: item[0])


class Ground:
    """The tables of one report beside its text.

    Parameters
    ----------
    package : Package
    report : str
        Name of the report.
    tables : mapping of str to Table
        Those tables of the report and of the vocabulary that could be read, by name; a rule whose
        tables are missing is not applied.
    """

    def __init__(self, package: Package, report: str, tables: dict[str, Table]):
        self.package, self.report, self.tables = package, report, tables
        self.text = package.text(report)
        self.sections = sections_in(tables["sections"], self.text) if "sections" in tables else []
        self.indicators = self._vocabulary("indicators")
        self.measures = self._vocabulary("measures")
        self.commitments = self._vocabulary("commitments")
        qualifiers = self._vocabulary("qualifiers")
        self.reader = Reader(
            self._vocabulary("units"),
            {word: key for key, row in qualifiers.items() for word in words_of(row, "before")},
            {word: key for key, row in qualifiers.items() for word in words_of(row, "after")},
        )

    def _vocabulary(self, name: str) -> dict[str, dict]:
        table = self.tables.get(name)
        return {next(iter(row.values())): row for row in table.rows} if table else {}

    def locate(self, table: Table, line: int, row: dict) -> tuple[Quote, int, int] | Fault:
        """Find the marked part of a row's quote, or say why it cannot be found."""
        try:
            quote = Quote.parse(row["quote"])
            return quote, *quote.find(self.text)
        except QuoteError as error:
            if error.count == 0 and (instead := quote.instead(self.text)):
                return Fault(
                    table.file,
                    line,
                    "quote",
                    row["quote"],
                    Text(f"原文此处为“{instead}”", f"the text says “{instead}” here"),
                    Text("照原文改正", "quote the text as it is"),
                )
            return not_once(table, line, "quote", row["quote"], error.count)


def words_of(row: dict, column: str) -> list[str]:
    """Split a cell that lists words."""
    return [word for word in row[column].split("|") if word]


_THE_TEXT = Text("原文", "the text")


def disagreement(
    table: Table, line: int, column: str, row: dict, said: str, who: Text = _THE_TEXT
) -> Fault:
    """Say that a cell is not what the text, or `who`, says."""
    return Fault(
        table.file,
        line,
        column,
        row[column],
        Text(
            f"{who.zh}为“{said}”" if said else f"{who.zh}无此内容",
            f"{who.en} says “{said}”" if said else f"{who.en} says nothing of the kind",
        ),
        Text(f"改为“{said}”" if said else "留空", f"write “{said}”" if said else "leave it empty"),
    )


def not_once(table: Table, line: int, column: str, words: str, count: int) -> Fault:
    """Say that words do not stand in the text exactly once."""
    if count < 0:
        problem = Text("应恰好标出一处【…】", "must mark exactly one part with 【…】")
        mend = Text("用一对【】标出数字", "put one pair of 【】 around the figure")
    elif count == 0:
        problem = Text("原文中没有这些字", "the text has no such words")
        mend = Text("照原文抄录", "copy the words from the text")
    else:
        problem = Text(f"在原文中出现{count}次", f"stands in the text {count} times")
        mend = Text("多引几个字", "quote a few more words")
    return Fault(table.file, line, column, words, problem, mend)

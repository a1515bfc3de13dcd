"""What a report learns from the last one of its place: names, English words, and what was promised then."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from zreport.figures.datum import Datum, data
from zreport.language import Text
from zreport.reading.document import Rows
from zreport.report.report import Report
from zreport.tables.csv_table import CsvTable
from zreport.tables.package import REPORT_JSON, Package

_MOST = 8  # pairs, and names, that the command line tells
_YEAR = re.compile("(?:19|20)[0-9]{2}")
# What two figures that are compared share.
SHARED = ("indicator", "measure", "scope", "unit_base", "unit_base_en")


@dataclass(frozen=True)
class Earlier:
    """The tables of the last report of a place, as rows of words; empty where there is none."""

    own: Mapping[str, CsvTable] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    scopes: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def indicators(self) -> Rows:
        """The rows that the report added to indicators.csv, by their keys."""
        return self.own["indicators"].by_key() if "indicators" in self.own else {}

    def section(self, title: str) -> str:
        """Return what a section of this title was called in English, with the years of this title."""
        years = _YEAR.findall(title)
        for known, english in self.sections.items():
            theirs = _YEAR.findall(known)
            if _YEAR.sub("", known) == _YEAR.sub("", title) and len(set(theirs)) == len(theirs) == len(years):
                now = dict(zip(theirs, years, strict=True))
                return _YEAR.sub(lambda year, now=now: now.get(year[0], year[0]), english)
        return ""


def learned(package: Package, report: str) -> Earlier:
    """Read what a report of the same place may hand on; nothing if there is none."""
    if not report:
        return Earlier()
    sections = package.table("sections", report).rows
    figures = package.table("observations", report).rows
    return Earlier(
        {name: package.table(name, report) for name in package.own_tables(report)},
        {row["title_zh"]: row["title_en"] for row in sections if row["title_en"]},
        {row["scope"]: row["scope_en"] for row in figures if row["scope_en"]},
        package.json(f"reports/{report}/{REPORT_JSON}"),
    )


@dataclass(frozen=True)
class Promises:
    """What an earlier report promised for the time that a report reviews.

    Attributes
    ----------
    earlier : Report
    kept : list of (Datum, Datum)
        What was promised, and what is reported of the same indicator and measure.
    vanished : list of Datum
        What was promised and is mentioned no more.
    """

    earlier: Report
    kept: list[tuple[Datum, Datum]]
    vanished: list[Datum]

    def told(self) -> list[Text]:
        """Say in a short list what became of the promises."""
        year = self.earlier.delivered.year
        lines = [
            Text(
                f"{made.name.zh}：承诺 {made.label('zh')}，实现 {done.label('zh')}",
                f"{made.name.en}: promised {made.label('en')}, reached {done.label('en')}",
            )
            for made, done in self.kept[:_MOST]
        ]
        if (rest := len(self.kept) - _MOST) > 0:
            lines.append(Text(f"……另有 {rest} 项", f"… and {rest} more"))
        if self.vanished:
            count, names = len(self.vanished), list(dict.fromkeys(one.name for one in self.vanished))[:_MOST]
            named = Text("、", ", ").join(names)
            lines.append(
                Text(
                    f"{year}年承诺、这次没有再提的 {count} 项：{named.zh}",
                    f"promised in {year} and mentioned no more, {count}: {named.en}",
                )
            )
        head = Text(f"{year}年报告的承诺：", f"What was promised in {year}:")
        return [head, *lines] if lines else []


def promises(earlier: Report, report: Report) -> Promises | None:
    """Pair what an earlier report promised with what a report says was reached; nothing if no time is common."""
    done = report.observations[report.observations["status"].isin(["achieved", "expected"])]
    made = earlier.observations[earlier.observations["status"] == "target"]
    made = made[made["period"].isin(done["period"])]
    if made.empty:
        return None
    both = side_by_side(made, done, [*SHARED, "period"])
    pairs = zip(data(made.loc[both["id"]]), data(done.loc[both["id_2"]]), strict=True)
    vanished = made[~made["indicator"].isin(report.observations["indicator"])]
    return Promises(earlier, list(pairs), list(data(vanished)) if len(vanished) else [])


def side_by_side(first: pd.DataFrame, second: pd.DataFrame, shared: Sequence[str] = SHARED) -> pd.DataFrame:
    """Join rows that have columns in common; the other columns of the second end in ``_2``."""
    rows = [frame.rename_axis("id").reset_index().drop_duplicates(shared) for frame in (first, second)]
    return rows[0].merge(rows[1], on=list(shared), suffixes=("", "_2"))

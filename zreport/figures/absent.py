"""Rows without a figure: what a report does not state, or where there is no report, and how a chart says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from zreport.figures.writing import written_period
from zreport.language import LANGUAGES, Text

_STATE, _STATED = "state", "stated"
# What is said of a row that has no figure, by its state; of a year without a row nothing else is known.
STATES = {
    "not_stated": Text("报告未提供", "Not stated in the report"),
    "no_report": Text("无报告", "No report"),
    "no_row": Text("没有这一年的行", "No row for the year"),
}
# So many are named, more are counted.
_MOST_NAMED = 6
_PLAIN = ("status", "period", "state")


@dataclass(frozen=True)
class Absent:
    """A figure that is not there: of which place, indicator and year, and why."""

    place: Text
    indicator: Text
    status: str
    period: str
    state: str

    @property
    def year(self) -> int | None:
        """The year, if it is a single one."""
        return int(self.period) if len(self.period) == 4 else None

    @classmethod
    def stored(cls, content: Mapping[str, Any]) -> Absent:
        """Make one from its JSON form."""
        return cls(Text.of(content["place"]), Text.of(content["indicator"]), *map(content.get, _PLAIN))


class Present(NamedTuple):
    """The rows of a frame that have a figure, and what the others say."""

    rows: Any
    absent: tuple[Absent, ...] = ()


def present(rows: Any) -> Present:
    """Part a frame that has a column ``state``; what has none is whole."""
    if not isinstance(rows, pd.DataFrame) or _STATE not in rows.columns:
        return Present(rows)
    stated = rows[_STATE].isna() | rows[_STATE].isin([_STATED, ""])
    gone = rows[~stated].to_dict("records")
    return Present(rows[stated], tuple(dict.fromkeys(map(_absent, gone))))


def _absent(cells: Mapping[str, Any]) -> Absent:
    def words(column: str) -> str:
        return "" if pd.isna(cell := cells.get(column)) else str(cell)

    place, indicator = (Text(words(f"{stem}_zh"), words(f"{stem}_en")) for stem in ("place", "name"))
    # Where one is missing, pandas holds years as 2020.0.
    period = words("period") or words("year").removesuffix(".0")
    return Absent(place, indicator, words("status"), period, words(_STATE))


def said_absent(absent: Iterable[Absent], signs: Mapping[str, str] | None = None) -> tuple[Text, ...]:
    """Say what is absent, a sentence for each state: by name, or where they are many how many there are.

    Examples
    --------
    >>> county = Text("甲县", "County A")
    >>> gone = [Absent(county, Text("", ""), "target", year, "not_stated") for year in ("2019", "2020")]
    >>> said_absent(gone)[0].zh, said_absent(gone)[0].en
    ('报告未提供：甲县2019年、2020年', 'Not stated in the report: County A 2019, 2020')
    """
    absent = tuple(absent)
    several = len({one.indicator for one in absent if one.indicator.zh}) > 1
    said = []
    for state in dict.fromkeys(one.state for one in absent):
        groups: dict[Text, dict[str, None]] = {}
        for one in absent:
            if one.state == state:
                name = Text("", " ").join([one.place, one.indicator]) if several else one.place
                groups.setdefault(name, {})[one.period] = None
        sign = (signs or {}).get(state, "")
        told, where = STATES.get(state, Text.of(state)), _counted(groups) or _named(groups)
        head = f"{sign} " if sign else ""
        said.append(Text(f"{head}{told.zh}：{where.zh}", f"{head}{told.en}: {where.en}"))
    return tuple(said)


def _named(groups: Mapping[Text, Mapping[str, None]]) -> Text:
    spans = {
        name: [[written_period(year, lang) if year else "" for year in years] for lang in LANGUAGES]
        for name, years in groups.items()
    }
    zh = "、".join(f"{name.zh}{'、'.join(own)}" for name, (own, _) in spans.items())
    return Text(zh, "; ".join(f"{name.en} {', '.join(own)}".strip() for name, (_, own) in spans.items()))


def _counted(groups: Mapping[Text, Mapping[str, None]]) -> Text | None:
    """Say how many years of how many places are absent, if they are more than are named."""
    years = sorted(filter(None, (year for group in groups.values() for year in group)))
    if (count := sum(map(len, groups.values()))) <= _MOST_NAMED:
        return None
    first, last = (years[0][:4], years[-1][-4:]) if years else ("", "")
    span_zh, span_en = (f"，{first}—{last}年", f", {first}–{last}") if first else ("", "")
    if len(groups) == 1:
        (name,) = groups
        return Text(f"{name.zh}共{count}年{span_zh}", f"{name.en}, {count} years{span_en}")
    names = list(groups)[:2]
    zh = "、".join(name.zh for name in names) + ("等" if len(groups) > 2 else "")
    en = ", ".join(name.en for name in names) + (" and others" if len(groups) > 2 else "")
    return Text(f"{zh}{len(groups)}处共{count}项{span_zh}", f"{count} in all, of {len(groups)} ({en}){span_en}")

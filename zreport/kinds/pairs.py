"""What charts of pairs share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from zreport.chart import Chart, datum, said_of
from zreport.datum import ChartError, Datum, data, number
from zreport.language import NOTHING, Text


@dataclass(frozen=True)
class Pair:
    """Two figures that belong together, the earlier first.

    Attributes
    ----------
    before, after : Datum
    note : Text
        What must be said of the comparison.
    """

    before: Datum
    after: Datum
    note: Text = NOTHING

    @property
    def difference(self) -> float:
        """``after − before``, in the unit as printed, without binary dust."""
        digits = max(len(number(d.value).partition(".")[2]) for d in (self.before, self.after))
        return round(self.after.value - self.before.value, digits)


@dataclass(frozen=True, repr=False)
class Pairs(Chart):
    """A chart of pairs; takes what `Report.pairs` returns."""

    def _items(self, rows: Any) -> tuple[Pair, ...]:
        if isinstance(rows, pd.DataFrame):
            return pairs(rows)
        return tuple(
            item
            if isinstance(item, Pair)
            else Pair(datum(item["before"]), datum(item["after"]), Text.of(item["note"]))
            for item in rows
        )

    @property
    def figures(self) -> tuple[Datum, ...]:
        """Both figures of each pair."""
        return tuple(figure for pair in self.data for figure in (pair.before, pair.after))

    @property
    def cautions(self) -> tuple[Text, ...]:
        """What must be said of the comparisons, then of the figures."""
        return said_of((pair.after.name, pair.note) for pair in self.data) + super().cautions


def pairs(rows: pd.DataFrame) -> tuple[Pair, ...]:
    """Turn what `Report.pairs` returns into pairs.

    Raises
    ------
    ChartError
        If a column is missing or a pair has one side only.
    """
    for column in ("pair", "side"):
        if column not in rows.columns:
            raise ChartError(
                f"the rows have no column {column!r}; pass what report.pairs(…) returns "
                "/ 请传入 report.pairs(…) 的结果"
            )
    found = []
    for _, both in rows.groupby("pair", sort=False):
        sides = dict(zip(both["side"], data(both), strict=True))
        if set(sides) != {"before", "after"}:
            raise ChartError(
                f"{next(iter(sides.values())).id}: its pair has one side only; keep both rows "
                "/ 配对缺一行，请保留两行"
            )
        note = Text(both["pair_zh"].iloc[0], both["pair_en"].iloc[0])
        found.append(Pair(sides["before"], sides["after"], note))
    return tuple(found)


def pair_words(pair: Pair, lang: str) -> str:
    """Say a pair in words: name, first figure, second figure."""
    bracket = "{}（{}，{}）" if lang == "zh" else "{} ({}, {})"
    before, after = (
        bracket.format(side.label(lang), side.when(lang), side.status_name[lang])
        for side in (pair.before, pair.after)
    )
    colon = "：" if lang == "zh" else ": "
    other = "" if pair.before.name == pair.after.name else pair.after.name[lang] + colon
    return f"{pair.before.name[lang]}{colon}{before} → {other}{after}"

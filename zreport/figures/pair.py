"""Two figures that belong together."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from zreport.faults import ChartError
from zreport.figures.datum import Datum, data, number
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
                f"the rows have no column {column!r}; pass what report.pairs(…) returns / 请传入 report.pairs(…) 的结果"
            )
    found = []
    for _, both in rows.groupby("pair", sort=False):
        sides = dict(zip(both["side"], data(both), strict=True))
        if set(sides) != {"before", "after"}:
            raise ChartError(
                f"{next(iter(sides.values())).id}: its pair has one side only; keep both rows / 配对缺一行，请保留两行"
            )
        note = Text(both["pair_zh"].iloc[0], both["pair_en"].iloc[0])
        found.append(Pair(sides["before"], sides["after"], note))
    return tuple(found)

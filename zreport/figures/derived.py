"""The figures that others are derived from, and these as a frame."""

from __future__ import annotations

from typing import Any

import pandas as pd

from zreport.faults import ChartError
from zreport.figures.datum import Datum, data, frame
from zreport.figures.frames import Figures
from zreport.figures.operations import operate
from zreport.figures.pair import Pair
from zreport.figures.spans import DeriveError
from zreport.language import NOTHING, Text


def of_pairs(operation: str, rows: Any, turned: bool = False) -> Figures:
    """Derive a figure from each pair, from the later and the earlier if `turned`."""
    try:
        found = Pair.taken(rows)
    except ChartError as error:
        raise DeriveError(error.words) from None
    sides = [(pair.after, pair.before) if turned else (pair.before, pair.after) for pair in found]
    return Figures(frame(operate(operation, *both, note=pair.note) for both, pair in zip(sides, found, strict=True)))


def of_two(operation: str, one: Any, other: Any, assumption: Text | None = None) -> Figures:
    """Derive a figure from two rows."""
    return Figures(frame([operate(operation, _one(one), _one(other), note=assumption or NOTHING)]))


def taken(rows: Any) -> tuple[Datum, ...]:
    """Take figures: a frame of observations, one of its rows, or data."""
    if isinstance(rows, pd.Series):
        rows = rows.to_frame().T.rename_axis(index="id")
    return data((rows,) if isinstance(rows, Datum) else rows)


def _one(row: Any) -> Datum:
    """Take one figure; `DeriveError` if there are none or several."""
    found = taken(row)
    if len(found) != 1:
        count, named = len(found), ", ".join(figure.id for figure in found)
        raise DeriveError(Text(f"只要一行，这里有{count}行：{named}", f"one row is wanted, not {count}: {named}"))
    return found[0]

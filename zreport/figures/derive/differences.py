"""What is left when one figure is taken from another."""

from __future__ import annotations

from typing import Any

from zreport.figures.datum import Datum
from zreport.figures.derive.derived import (
    Derived,
    DeriveError,
    derived,
    in_unit_of,
    made,
    refuse_unlike,
    taken_one,
    taken_pairs,
)
from zreport.figures.derive.span import Span
from zreport.figures.pair import Pair
from zreport.figures.row import told_apart
from zreport.figures.writing import MINUS
from zreport.language import Text


def gap(rows: Any) -> Derived:
    """Subtract the first of each pair of percentages from the second, in percentage points.

    Parameters
    ----------
    rows : DataFrame
        What `Report.pairs` returns.

    Returns
    -------
    DataFrame
        Unit: percentage points. Where one side is a bound the result is one; where both are bounds
        the same way it is refused.

    Raises
    ------
    DeriveError
        If a figure is no percentage, or the bounds leave the result open.

    Examples
    --------
    >>> import zreport as zr
    >>> gap(zr.load().pairs("target_for", grade="high"))["value"].tolist()
    [1.3, -0.9, -0.16, 0.44]
    """
    return derived(*map(_gap, taken_pairs(rows)))


def _gap(pair: Pair) -> Datum:
    for figure in (pair.before, pair.after):
        if figure.unit != "%":
            raise DeriveError(
                Text(
                    f"{figure.id}：单位是{figure.unit_name.zh}，不是百分比",
                    f"{figure.id}: in {figure.unit_name.en}, which is no percentage",
                )
            )
    return _difference(pair, Text("个百分点", "pp"), "gap")


def compare(rows: Any) -> Derived:
    """Subtract the first of each pair from the second, in their own unit; a bound stays a bound.

    Parameters
    ----------
    rows : DataFrame
        What `Report.pairs` returns, both sides of one unit.

    Returns
    -------
    DataFrame
        Unit: that of the second.

    Raises
    ------
    DeriveError
        If the units differ, or the bounds leave the result open: between two floors anything may lie.

    Examples
    --------
    >>> import zreport as zr
    >>> changes = zr.load().pairs("baseline_of").query("indicator == 'clinic_visits'")
    >>> compare(changes)[["value", "unit", "calculation_zh"]].to_numpy().tolist()
    [[13.2, '万人次', '27.5\u2009万人次 − 14.3\u2009万人次']]
    """
    return derived(*map(_change, taken_pairs(rows)))


def _change(pair: Pair) -> Datum:
    refuse_unlike((pair.before, pair.after))
    return in_unit_of(pair.after, _difference(pair, pair.after.base_unit, "change"))


def _difference(pair: Pair, unit: Text, measure: str) -> Datum:
    before, after = told_apart(pair.before, pair.after)
    one_report = before.report == after.report
    return made(
        after,
        after.name if one_report else Text(f" {MINUS} ", f" {MINUS} ").join([after.name, before.name]),
        Span.of(after, True).minus(Span.of(before, True)),
        unit,
        Text("后者 − 前者", f"second {MINUS} first"),
        lambda lang: f"{after.label(lang)} {MINUS} {before.label(lang)}",
        (before, after),
        (pair.note,) if pair.note.zh else (),
        measure=measure,
        recipe="{1}-{0}",
    )


def implied_base(change: Any, level: Any) -> Derived:
    """Subtract a net increase from the level at the end: the level at the start.

    Parameters
    ----------
    change, level : DataFrame or Series
        One row each, of one unit and period.

    Returns
    -------
    DataFrame
        Unit: that of the level.

    Examples
    --------
    >>> import zreport as zr
    >>> firms = zr.load().select(indicator="above_scale_firms")
    >>> start = implied_base(firms.query("measure == 'net_increase'"), firms.query("measure == 'level'"))
    >>> start[["value", "calculation_en"]].to_numpy().tolist()
    [[56.0, '83 firms − 27 firms']]
    """
    more, end = told_apart(taken_one(change), taken_one(level))
    refuse_unlike((more, end))
    result = made(
        end,
        Text(f"{end.name.zh}（期初）", f"{end.name.en} (start)"),
        Span.of(end, True).minus(Span.of(more, True)),
        end.base_unit,
        Text("期末 − 净增", f"level {MINUS} net increase"),
        lambda lang: f"{end.label(lang)} {MINUS} {more.label(lang)}",
        (more, end),
        end.cautions,
        measure="implied_base",
        recipe="{1}-{0}",
    )
    return derived(in_unit_of(end, result))

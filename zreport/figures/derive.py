"""Figures that follow from the report's own, each with its formula, its inputs and its assumptions.

Every function returns a DataFrame of the columns of `Report.observations` that charts need, with
``formula_zh``, ``formula_en``, ``calculation_zh``, ``calculation_en`` (the formula with the numbers),
``inputs`` and ``recipe``; a row for each figure, marked as derived (推算). Charts take it as it is, or
put together with observations by `pandas.concat`. What enters as a bound stays one: 60 of at least 80
is at most 75 %. Bounds are rounded outwards, so that they hold: at most 30.103 % is at most 30.2 %.
`DeriveError` names the rows from which nothing follows: those of different units, or of bounds that
leave the result open, as between two floors anything may lie.
"""

from __future__ import annotations

from typing import Any

from zreport.figures.amounts import EVEN
from zreport.figures.compounding import FIVE, RELATIVE
from zreport.figures.derive_rates import (
    annual_rate,
    break_even,
    cumulative,
    left_over,
    ratio_multiple,
    relative_growth,
    share_at_start,
)
from zreport.figures.frames import Figures
from zreport.figures.operations import of_each, of_pairs, of_two
from zreport.figures.spans import DeriveError
from zreport.language import Text

SAME_TIME = Text("假定句中“累计”同时限定两个数字", "assumes that 累计 (in total) governs both figures of the sentence")

__all__ = ["EVEN", "FIVE", "RELATIVE", "SAME_TIME", "DeriveError", "annual_rate", "break_even", "compare", "cumulative"]
__all__ += ["gap", "implied_base", "implied_growth", "left_over", "multiple", "per_year", "ratio", "ratio_multiple"]
__all__ += ["relative_change", "relative_growth", "share", "share_at_start", "share_with_rest"]


def __dir__() -> list[str]:
    return __all__


def gap(rows: Any) -> Figures:
    """Subtract the first of each pair of percentages from the second, in percentage points.

    Parameters
    ----------
    rows : DataFrame
        What `Report.pairs` returns; a figure that is no percentage raises `DeriveError`.

    Examples
    --------
    >>> import zreport as zr
    >>> gap(zr.load().pairs("target_for", grade="high"))["value"].tolist()
    [1.3, -0.9, -0.16, 0.44]
    """
    return of_pairs("gap", rows)


def compare(rows: Any) -> Figures:
    r"""Subtract the first of each pair from the second, in the unit of the second.

    Parameters
    ----------
    rows : DataFrame
        What `Report.pairs` returns, both sides of one unit.

    Examples
    --------
    >>> import zreport as zr
    >>> changes = zr.load().pairs("baseline_of").query("indicator == 'clinic_visits'")
    >>> compare(changes)[["value", "unit", "calculation_zh"]].to_numpy().tolist()
    [[13.2, '万人次', '27.5\u2009万人次 − 14.3\u2009万人次']]
    """
    return of_pairs("change", rows)


def implied_base(change: Any, level: Any) -> Figures:
    """Subtract a net increase from the level at the end: the level at the start, in the unit of the level.

    Parameters
    ----------
    change, level : DataFrame or Series
        One row each, of one unit: the increase, and the level at the end of its years.

    Examples
    --------
    >>> import zreport as zr
    >>> firms = zr.load().select(indicator="above_scale_firms")
    >>> start = implied_base(firms.query("measure == 'net_increase'"), firms.query("measure == 'level'"))
    >>> start[["value", "calculation_en"]].to_numpy().tolist()
    [[56.0, '83 firms − 27 firms']]
    """
    return of_two("implied_base", change, level)


def implied_growth(change: Any, level: Any) -> Figures:
    """Divide an increase by what there was before it, ``change ÷ (level − change)``, in per cent to one place.

    Parameters
    ----------
    change, level : DataFrame or Series
        One row each, of one unit: the increase, and what there is with it. An increase that is not above zero, or
        not less than the level, raises `DeriveError`.

    Examples
    --------
    >>> import zreport as zr
    >>> firms = zr.load().select(indicator="above_scale_firms")
    >>> grown = implied_growth(firms.query("measure == 'net_increase'"), firms.query("measure == 'level'"))
    >>> grown[["value", "calculation_en"]].to_numpy().tolist()
    [[48.2, '27 firms ÷ (83 firms − 27 firms)']]
    """
    return of_two("implied_growth", change, level)


def relative_change(after: Any, before: Any = None, assumption: Text | None = None) -> Figures:
    """Say by how many per cent one figure is more than another, ``after ÷ before − 1``, to one place.

    Parameters
    ----------
    after, before : DataFrame or Series
        One row each, of one unit, the second above zero; or `after` alone, what `Report.pairs` returns.
    assumption : Text, optional
        What must hold for the comparison to mean anything.

    Examples
    --------
    >>> import zreport as zr
    >>> money = zr.load().select(indicator="key_project_investment").sort_values("period")
    >>> relative_change(money.query("status == 'target'"), per_year(money.query("status == 'achieved'")))["value"].item()
    -9.2
    """
    return _of_either("relative_change", after, before, assumption)


def multiple(one: Any, other: Any = None, assumption: Text | None = None) -> Figures:
    """Divide two figures of one unit: how many times the second the first is, to two places.

    Parameters
    ----------
    one, other : DataFrame or Series
        One row each, of one unit, the second above zero; or `one` alone, what `Report.pairs` returns, of which the
        later is divided by the earlier.
    assumption : Text, optional
        What must hold for the multiple to mean anything.

    Examples
    --------
    >>> import zreport as zr
    >>> report = zr.load()
    >>> sought = multiple(report.select(indicator="funds_sought"), report.select(indicator="local_fiscal_revenue"))
    >>> sought[["qualifier", "value", "calculation_en"]].to_numpy().tolist()
    [['at_least', 2.45, '≥1 billion yuan ÷ 408 million yuan']]
    """
    return _of_either("multiple", one, other, assumption)


def share_with_rest(part: Any, rest: Any, assumption: Text | None = None) -> Figures:
    """Divide a part by the sum of itself and the rest, ``part ÷ (part + rest)``, in per cent to one place.

    Parameters
    ----------
    part, rest : DataFrame or Series
        One row each, of one unit; the part is above zero, the rest not below it.
    assumption : Text, optional
        What must hold for the share to mean anything: that both are of one basis, and make up the whole.

    Examples
    --------
    >>> import zreport as zr
    >>> heat = zr.load().select(indicator=["central_heating_area", "central_heating_added"])
    >>> share_with_rest(heat.iloc[[0]], heat.iloc[[1]])["value"].item()
    88.7
    """
    return of_two("share_with_rest", part, rest, assumption)


def per_year(rows: Any) -> Figures:
    """Divide totals by the number of their years; the unit stays.

    Parameters
    ----------
    rows : DataFrame
        Rows of measure ``total`` or ``net_increase``; others raise `DeriveError`.

    Examples
    --------
    >>> import zreport as zr
    >>> land = per_year(zr.load().select(indicator="high_standard_farmland", status="achieved"))
    >>> land[["value", "unit", "calculation_en"]].to_numpy().tolist()
    [[9.82, '万亩', '491,000 mu ÷ 5']]
    """
    return of_each("per_year", rows)


def share(part: Any, whole: Any, assumption: Text | None = None) -> Figures:
    """Divide a part by its whole, in per cent to one place.

    Parameters
    ----------
    part, whole : DataFrame or Series
        One row each, of one unit; the whole is above zero. Others raise `DeriveError`.
    assumption : Text, optional
        What must hold for the share to mean anything.

    Examples
    --------
    >>> import zreport as zr
    >>> report = zr.load()
    >>> share(report.select(indicator="municipal_leading_enterprises"),
    ...       report.select(indicator="leading_enterprises"))["value"].item()
    50.0
    """
    return of_two("share", part, whole, assumption)


def ratio(numerator: Any, denominator: Any, assumption: Text | None = None) -> Figures:
    """Divide two figures of different units: yuan per visit, yuan per tonne.

    The unit is that of the first, as printed where the result is a tenth of it or more, per base unit of the second;
    to the nearest whole base unit from 100 on, to three digits from 100,000 on, else to two places.

    Parameters
    ----------
    numerator, denominator : DataFrame or Series
        One row each; a denominator that is not above zero raises `DeriveError`.
    assumption : Text, optional
        What must hold for the ratio to mean anything, such as `SAME_TIME`.

    Examples
    --------
    >>> import zreport as zr
    >>> report = zr.load()
    >>> tourism = report.select(indicator=["tourism_revenue", "tourist_visits"])
    >>> money, visits = (tourism.query(f"indicator == '{i}'") for i in ("tourism_revenue", "tourist_visits"))
    >>> ratio(money, visits, SAME_TIME)[["value", "unit_en"]].to_numpy().tolist()
    [[240.0, 'yuan per visit']]
    """
    return of_two("ratio", numerator, denominator, assumption)


def _of_either(operation: str, one: Any, other: Any, assumption: Text | None) -> Figures:
    return of_pairs(operation, one, turned=True) if other is None else of_two(operation, one, other, assumption)

"""What follows from rates of growth; `zreport.figures.derive` is where analysts call it."""

from __future__ import annotations

from typing import Any

from zreport.figures.frames import Figures
from zreport.figures.operations import FROM_FIRST, of_each, of_two
from zreport.figures.spans import DeriveError
from zreport.language import Text


def cumulative(rows: Any, base: str = "before") -> Figures:
    """Compound an average annual rate over its years: by how much the whole grew, in per cent to one place.

    The rule is ((1 + r) to the power of n − 1), n the years of the period.

    Parameters
    ----------
    rows : DataFrame
        Rows of measure ``average_growth``. Others, and falls by more than 100 %, raise `DeriveError`.
    base : {"before", "first"}
        Which year is the base: that before the period, or its first, which makes one year fewer.

    Examples
    --------
    >>> import zreport as zr
    >>> gdp = cumulative(zr.load().select(indicator="gdp", measure="average_growth"))
    >>> gdp[["qualifier", "value", "calculation_en"]].to_numpy().tolist()
    [['about', 19.9, '(1 + 3.7%)^5 − 1']]
    """
    return of_each(_named("cumulative", base), rows)


def annual_rate(rows: Any, base: str = "before") -> Figures:
    """Read average annual rates as the growth of their whole period, and return that for a year, to two places.

    The rule is (1 + r) to the power of 1/n, less 1, n the years: the reverse of `cumulative`. It tests whether a
    rate that looks too high may be one of the whole period, printed as an average.

    Parameters
    ----------
    rows : DataFrame
        Rows of measure ``average_growth``; others raise `DeriveError`.
    base : {"before", "first"}
        Which year is the base: that before the period, or its first, which makes one year fewer.

    Examples
    --------
    >>> import zreport as zr
    >>> rate = zr.load().select(indicator="industrial_value_added")
    >>> [annual_rate(rate, base)["value"].item() for base in ("before", "first")]
    [8.17, 10.32]
    """
    return of_each(_named("annual_rate", base), rows)


def left_over(rows: Any, base: str = "before") -> Figures:
    """Compound an average annual cut, read as one from each year to the next: what is left, in per cent to two places.

    The rule is (1 − r) to the power of n, n the years. A cut of at least so much leaves at most so much.

    Parameters
    ----------
    rows : DataFrame
        Rows of measure ``average_reduction``; others raise `DeriveError`.
    base : {"before", "first"}
        Which year is the base: that before the period, or its first, which makes one year fewer.

    Examples
    --------
    >>> import zreport as zr
    >>> cut = zr.load().select(indicator="documents_and_meetings")
    >>> left_over(cut)[["qualifier", "value", "calculation_en"]].to_numpy().tolist()
    [['at_most', 5.04, '(1 − ≥45%)^5']]
    """
    return of_each(_named("left_over", base), rows)


def relative_growth(faster: Any, slower: Any, base: str = "before") -> Figures:
    """Say by how much one grew against another, from their average annual rates, in per cent to one place.

    The rule is ((1 + a) ÷ (1 + b)) to the power of the years, less 1.

    Parameters
    ----------
    faster, slower : DataFrame or Series
        One row each, of measure ``average_growth`` and of the same years. Other years, and a second that fell
        to nothing, raise `DeriveError`.
    base : {"before", "first"}
        Which year is the base: that before the period, or its first, which makes one year fewer.

    Examples
    --------
    >>> import zreport as zr
    >>> incomes = zr.load().select(sector="income", measure="average_growth")
    >>> rural, urban = (incomes.query(f"indicator == '{i}_income'") for i in ("rural", "urban"))
    >>> relative_growth(rural, urban)["value"].item()
    9.3
    """
    return of_two(_named("relative_growth", base), faster, slower)


def ratio_multiple(one: Any, other: Any, base: str = "before") -> Figures:
    """Say by how much the ratio of one amount to another was multiplied, from their average rates, to two places.

    The rule is ((1 + a) ÷ (1 + b)) to the power of the years: value added over gross output is the rate of value
    added, so this is by how much that rate rose.

    Parameters
    ----------
    one, other : DataFrame or Series
        One row each, of measure ``average_growth`` and of the same years; others raise `DeriveError`.
    base : {"before", "first"}
        Which year is the base: that before the period, or its first, which makes one year fewer.

    Examples
    --------
    >>> import zreport as zr
    >>> rates = zr.load().select(indicator=["industrial_value_added", "industrial_output"])
    >>> added, output = (rates.query(f"indicator == 'industrial_{one}'") for one in ("value_added", "output"))
    >>> ratio_multiple(added, output)["value"].item()
    4.48
    """
    return of_two(_named("ratio_multiple", base), one, other)


def share_at_start(part: Any, whole: Any, base: str = "before") -> Figures:
    """Say at most what share of a whole a part had at the start, from their average rates, in per cent to one place.

    At the end a part is at most its whole, and so at the start it was at most 100% ÷ `ratio_multiple`.

    Parameters
    ----------
    part, whole : DataFrame or Series
        One row each, of measure ``average_growth`` and of the same years; the part grew faster. Others raise
        `DeriveError`.
    base : {"before", "first"}
        Which year is the base: that before the period, or its first, which makes one year fewer.

    Examples
    --------
    >>> import zreport as zr
    >>> rates = zr.load().select(indicator=["industrial_value_added", "industrial_output"])
    >>> added, output = (rates.query(f"indicator == 'industrial_{one}'") for one in ("value_added", "output"))
    >>> start = share_at_start(added, output)
    >>> start[["qualifier", "value"]].to_numpy().tolist(), share_at_start(added, output, base="first")["value"].item()
    ([['at_most', 22.3]], 30.2)
    """
    return of_two(_named("share_at_start", base), part, whole)


def break_even(lower: Any, higher: Any, base: str = "before") -> Figures:
    """Say below which ratio of a higher amount to a lower one the gap between them narrowed, to two places.

    The gap H − L narrows if H·h < L·l, with h and l the growth of the whole period, and so if H ÷ L, at the start,
    is below l ÷ h. Rates give no amounts: whether it was so the report does not say.

    Parameters
    ----------
    lower, higher : DataFrame or Series
        One row each, of measure ``average_growth`` or ``growth``, of the same years: the rate of the lower amount
        and that of the higher, which is above zero. Others raise `DeriveError`.
    base : {"before", "first"}
        Which year is the base: that before the period, or its first, which makes one year fewer.

    Examples
    --------
    >>> import zreport as zr
    >>> incomes = zr.load().select(indicator=["rural_income", "urban_income"])
    >>> def of(name, measure):
    ...     return incomes.query(f"indicator == '{name}_income' and measure == '{measure}'")
    >>> [break_even(of("rural", one), of("urban", one))["value"].item() for one in ("average_growth", "growth")]
    [1.36, 1.42]
    """
    return of_two(_named("break_even", base), lower, higher)


def _named(operation: str, base: str) -> str:
    """Name the operation that takes the given year as its base."""
    if base not in ("before", "first"):
        raise DeriveError(Text(f"base 只能是 before 或 first，不是{base}", f"base is before or first, not {base}"))
    return operation + FROM_FIRST if base == "first" else operation

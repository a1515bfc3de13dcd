"""Figures that follow from the report's own, each with its formula, its inputs and its assumptions.

Every function returns a DataFrame of the columns of `Report.observations` that charts need, with
``formula_zh``, ``formula_en``, ``calculation_zh``, ``calculation_en`` (the formula with the numbers),
``inputs`` and ``recipe``; a row for each figure, marked as derived (推算). Charts take it as it is, or
put together with observations by `pandas.concat`. What enters as a bound stays one: 60 of at least 80
is at most 75 %.
"""

from zreport.figures.derive.derived import DeriveError
from zreport.figures.derive.differences import compare, gap, implied_base
from zreport.figures.derive.growth import FIVE, RELATIVE, cumulative, relative_growth
from zreport.figures.derive.quotients import EVEN, SAME_TIME, per_year, ratio, share

__all__ = [
    "EVEN",
    "FIVE",
    "RELATIVE",
    "SAME_TIME",
    "DeriveError",
    "compare",
    "cumulative",
    "gap",
    "implied_base",
    "per_year",
    "ratio",
    "relative_growth",
    "share",
]


def __dir__() -> list[str]:
    return __all__

"""Figures that follow from the report's own, each with its formula, its inputs and its assumptions.

Every function returns a DataFrame of the columns of `Report.observations` that charts need, with
``formula_zh``, ``formula_en``, ``calculation_zh``, ``calculation_en`` (the formula with the numbers),
``inputs`` and ``recipe``; a row for each figure, marked as derived (推算). Charts take it as it is, or
put together with observations by `pandas.concat`. What enters as a bound stays one: 60 of at least 80
is at most 75 %. `DeriveError` names the rows from which nothing follows: those of different units,
or of bounds that leave the result open, as between two floors anything may lie.
"""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from zreport.faults import ChartError
from zreport.figures.datum import Datum, data, frame
from zreport.figures.operations import EVEN, FIVE, RELATIVE, SAME_TIME, DeriveError, operate
from zreport.figures.pair import Pair
from zreport.language import NOTHING, Text, language

__all__ = ["EVEN", "FIVE", "RELATIVE", "SAME_TIME", "DeriveError", "compare", "cumulative", "gap", "implied_base"]
__all__ += ["per_year", "ratio", "relative_growth", "share"]

_HEADS = {
    "zh": ("指标", "推算结果", "公式", "代入", "须说明"),
    "en": ("Indicator", "Derived", "Formula", "With the numbers", "To be said"),
}


def __dir__() -> list[str]:
    return __all__


class Derived(pd.DataFrame):
    """Derived figures: the rows of `zreport.figures.datum.frame`, shown as a table of what they say.

    What is made of it, by choosing rows or by `pandas.concat`, is a plain DataFrame.
    """

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def __repr__(self) -> str:
        lang = language()
        return "\n".join(
            f"{figure.name[lang]}: {figure.label(lang)} = {figure.calculation[lang]}"
            + "".join(f"; {caution[lang]}" for caution in figure.cautions)
            for figure in data(self)
        )

    def _repr_html_(self) -> str:
        lang = language()
        rows = [("th", _HEADS[lang])]
        for figure in data(self):
            cautions = "; ".join(caution[lang] for caution in figure.cautions)
            words = (figure.name[lang], figure.label(lang), figure.formula[lang], figure.calculation[lang], cautions)
            rows.append(("td", words))
        head, *body = (
            "".join(f"<{cell} style='text-align:left'>{escape(word)}</{cell}>" for word in words)
            for cell, words in rows
        )
        body = "".join(f"<tr>{row}</tr>" for row in body)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def gap(rows: Any) -> Derived:
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
    return _of_pairs("gap", rows)


def compare(rows: Any) -> Derived:
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
    return _of_pairs("change", rows)


def implied_base(change: Any, level: Any) -> Derived:
    """Subtract a net increase from the level at the end: the level at the start, in the unit of the level.

    Parameters
    ----------
    change, level : DataFrame or Series
        One row each, of one unit and period.

    Examples
    --------
    >>> import zreport as zr
    >>> firms = zr.load().select(indicator="above_scale_firms")
    >>> start = implied_base(firms.query("measure == 'net_increase'"), firms.query("measure == 'level'"))
    >>> start[["value", "calculation_en"]].to_numpy().tolist()
    [[56.0, '83 firms − 27 firms']]
    """
    return Derived(frame([operate("implied_base", _one(change), _one(level))]))


def per_year(rows: Any) -> Derived:
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
    return Derived(frame(operate("per_year", figure) for figure in _figures(rows)))


def cumulative(rows: Any) -> Derived:
    """Compound an average annual rate over its years: by how much the whole grew, in per cent to one place.

    The rule is ((1 + r) to the power of n − 1), n the years of the period.

    Parameters
    ----------
    rows : DataFrame
        Rows of measure ``average_growth``. Others, and falls by more than 100 %, raise `DeriveError`.

    Examples
    --------
    >>> import zreport as zr
    >>> gdp = cumulative(zr.load().select(indicator="gdp", measure="average_growth"))
    >>> gdp[["qualifier", "value", "calculation_en"]].to_numpy().tolist()
    [['about', 19.9, '(1 + 3.7%)^5 − 1']]
    """
    return Derived(frame(operate("cumulative", figure) for figure in _figures(rows)))


def relative_growth(faster: Any, slower: Any) -> Derived:
    """Say by how much one grew against another, from their average annual rates, in per cent to one place.

    The rule is ((1 + a) ÷ (1 + b)) to the power of the years, less 1.

    Parameters
    ----------
    faster, slower : DataFrame or Series
        One row each, of measure ``average_growth`` and of the same years. Bounds, other years, and a second that
        fell to nothing raise `DeriveError`.

    Examples
    --------
    >>> import zreport as zr
    >>> incomes = zr.load().select(sector="income", measure="average_growth")
    >>> rural, urban = (incomes.query(f"indicator == '{i}_income'") for i in ("rural", "urban"))
    >>> relative_growth(rural, urban)["value"].item()
    9.3
    """
    return Derived(frame([operate("relative_growth", _one(faster), _one(slower))]))


def share(part: Any, whole: Any) -> Derived:
    """Divide a part by its whole, in per cent to one place.

    Parameters
    ----------
    part, whole : DataFrame or Series
        One row each, of one unit; the whole is above zero. Others raise `DeriveError`.

    Examples
    --------
    >>> import zreport as zr
    >>> report = zr.load()
    >>> share(report.select(indicator="municipal_leading_enterprises"),
    ...       report.select(indicator="leading_enterprises"))["value"].item()
    50.0
    """
    return Derived(frame([operate("share", _one(part), _one(whole))]))


def ratio(numerator: Any, denominator: Any, assumption: Text | None = None) -> Derived:
    """Divide two figures of different units: yuan per visit, yuan per tonne.

    The unit is base unit per base unit, to the nearest whole from 100 on, else to two places.

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
    return Derived(frame([operate("ratio", _one(numerator), _one(denominator), note=assumption or NOTHING)]))


def _of_pairs(operation: str, rows: Any) -> Derived:
    try:
        found = Pair.taken(rows)
    except ChartError as error:
        raise DeriveError(error.words) from None
    return Derived(frame(operate(operation, pair.before, pair.after, note=pair.note) for pair in found))


def _figures(rows: Any) -> tuple[Datum, ...]:
    """Take figures: a frame of observations, one of its rows, or data."""
    if isinstance(rows, pd.Series):
        rows = rows.to_frame().T.rename_axis(index="id")
    return data((rows,) if isinstance(rows, Datum) else rows)


def _one(row: Any) -> Datum:
    found = _figures(row)
    if len(found) != 1:
        count, named = len(found), ", ".join(figure.id for figure in found)
        raise DeriveError(Text(f"只要一行，这里有{count}行：{named}", f"one row is wanted, not {count}: {named}"))
    return found[0]

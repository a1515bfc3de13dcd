"""What one figure comes to by another: shares, ratios, and totals by the year."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from zreport.figures.datum import Datum
from zreport.figures.derive.derived import (
    Derived,
    DeriveError,
    derived,
    in_unit_of,
    made,
    refuse_unlike,
    taken_figures,
    taken_one,
)
from zreport.figures.derive.span import Span
from zreport.figures.row import told_apart
from zreport.figures.writing import counted
from zreport.language import LANGUAGES, Text

EVEN = Text("假定各年平均分摊", "assumes an even split over the years")
SAME_TIME = Text("假定句中“累计”同时限定两个数字", "assumes that 累计 (in total) governs both figures of the sentence")


def per_year(rows: Any) -> Derived:
    r"""Divide totals by the number of their years.

    Parameters
    ----------
    rows : DataFrame
        Rows of measure ``total`` or ``net_increase``.

    Returns
    -------
    DataFrame
        Unit: that of the total.

    Examples
    --------
    >>> import zreport as zr
    >>> land = per_year(zr.load().select(indicator="high_standard_farmland", status="achieved"))
    >>> land[["value", "unit", "calculation_en"]].to_numpy().tolist()
    [[9.82, '万亩', '491,000 mu ÷ 5']]
    """
    return derived(*map(_yearly, taken_figures(rows)))


def _yearly(figure: Datum) -> Datum:
    (figure,) = told_apart(figure)
    if figure.measure not in ("total", "net_increase"):
        measure = figure.measure_name
        raise DeriveError(
            Text(f"{figure.id}：{measure.zh}不是多年合计", f"{figure.id}: {measure.en} is no total over years")
        )
    years = figure.years
    result = made(
        figure,
        Text(f"{figure.name.zh}（年均）", f"{figure.name.en} (a year)"),
        Span.of(figure, True).mapped(lambda value: value / years),
        figure.base_unit,
        Text("合计 ÷ 年数", "total ÷ years"),
        lambda lang: f"{figure.label(lang)} ÷ {years}",
        (figure,),
        (EVEN, *figure.cautions),
        measure="per_year",
        recipe=f"{{0}}/{years}",
    )
    return in_unit_of(figure, result)


def share(part: Any, whole: Any) -> Derived:
    """Divide a part by its whole, in per cent to one place.

    Parameters
    ----------
    part, whole : DataFrame or Series
        One row each, of one unit; the whole is above zero.

    Returns
    -------
    DataFrame
        Unit: per cent.

    Examples
    --------
    >>> import zreport as zr
    >>> report = zr.load()
    >>> share(report.select(indicator="municipal_leading_enterprises"),
    ...       report.select(indicator="leading_enterprises"))["value"].item()
    50.0
    """
    piece, all_ = told_apart(taken_one(part), taken_one(whole))
    refuse_unlike((piece, all_))
    span = _quotient(Span.of(piece, True), Span.of(all_, True), all_).mapped(lambda value: value * 100)
    return derived(
        made(
            piece,
            Text(f"{piece.name.zh}占{all_.name.zh}", f"{piece.name.en} as a share of {all_.name.en}"),
            span,
            Text("%", "%"),
            Text("部分 ÷ 整体", "part ÷ whole"),
            lambda lang: f"{piece.label(lang)} ÷ {all_.label(lang)}",
            (piece, all_),
            (*piece.cautions, *all_.cautions),
            places=1,
            measure="share",
            recipe="{0}/{1}*100",
        )
    )


def ratio(numerator: Any, denominator: Any, assumption: Text | None = None) -> Derived:
    """Divide two figures of different units: yuan per visit, yuan per tonne.

    Parameters
    ----------
    numerator, denominator : DataFrame or Series
        One row each; the denominator is above zero.
    assumption : Text, optional
        What must hold for the ratio to mean anything, such as `SAME_TIME`.

    Returns
    -------
    DataFrame
        Unit: base unit per base unit, to the nearest whole from 100 on, else to two places.

    Examples
    --------
    >>> import zreport as zr
    >>> report = zr.load()
    >>> tourism = report.select(indicator=["tourism_revenue", "tourist_visits"])
    >>> money, visits = (tourism.query(f"indicator == '{i}'") for i in ("tourism_revenue", "tourist_visits"))
    >>> ratio(money, visits, SAME_TIME)[["value", "unit_en"]].to_numpy().tolist()
    [[240.0, 'yuan per visit']]
    """
    top, below = told_apart(taken_one(numerator), taken_one(denominator))
    span = _quotient(Span.of(top, True), Span.of(below, True), below)
    size = max(abs(end) for end in (span.low, span.high, Decimal(0)) if end is not None)
    warnings = ([assumption] if assumption else []) + [*top.cautions, *below.cautions]
    return derived(
        made(
            top,
            Text(f"{top.name.zh} ÷ {below.name.zh}", f"{top.name.en} ÷ {below.name.en}"),
            span,
            Text(
                f"{top.base_unit.zh}/{below.base_unit.zh}", f"{top.base_unit.en} per {counted(1, below.base_unit.en)}"
            ),
            Text("前者 ÷ 后者", "first ÷ second"),
            lambda lang: f"{top.label(lang)} ÷ {below.label(lang)}",
            (top, below),
            warnings,
            places=0 if size >= 100 else 2,
            measure="ratio",
            recipe="{0}/{1}",
        )
    )


def _quotient(one: Span, other: Span, divisor: Datum) -> Span:
    """Divide, or raise `DeriveError` where the divisor is not positive."""
    if not other.positive:
        label = Text(*map(divisor.label, LANGUAGES))
        raise DeriveError(
            Text(
                f"{divisor.id}：除数须大于零，而它是{label.zh}",
                f"{divisor.id}: what is divided by must be above zero, and it is {label.en}",
            )
        )
    return one.over(other)

"""Figures that follow from the report's own, each with its formula, its inputs and its assumptions.

Every function returns `Derived`: figures that charts and tables take like those of the report, marked
as derived (推算). What enters as a bound stays one: 60 of at least 80 is at most 75 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from typing import Any

import pandas as pd

from zreport.figures.datum import MINUS, Datum, counted, data
from zreport.figures.derived import Derived, DeriveError, Span, exact, made
from zreport.figures.pair import Pair, pairs
from zreport.language import Text

EVEN = Text("假定各年平均分摊", "assumes an even split over the years")
FIVE = Text(
    "假定五年每年都按年均增速增长；报告未说明基期",
    "assumes the average rate in each of the years; the report does not state the base year",
)
SAME_TIME = Text("假定句中“累计”同时限定两个数字", "assumes that 累计 (in total) governs both figures of the sentence")
RELATIVE = Text(
    "只说明相对快慢；收入金额报告未提供，绝对差距无从得知",
    "says only which grew faster; the report gives no incomes, so the gap in yuan is unknown",
)


def _pairs(rows: Any) -> tuple[Pair, ...]:
    if isinstance(rows, pd.DataFrame):
        return pairs(rows)
    found = tuple(rows)
    if all(isinstance(row, Pair) for row in found):
        return found
    raise DeriveError("pass what report.pairs(…) returns / 请传入 report.pairs(…) 的结果")


def _one(row: Any) -> Datum:
    """Take one figure: a DataFrame of one row, a row, or a `Datum`."""
    if isinstance(row, Datum):
        return row
    if isinstance(row, pd.Series):
        row = row.to_frame().T
    found = data(row)
    if len(found) != 1:
        raise DeriveError(f"one row is wanted, and these are {len(found)}: {', '.join(f.id for f in found)} / 只要一行")
    return found[0]


def _alike(figures: Sequence[Datum], what: str = "unit") -> None:
    if len({figure.base_unit.zh for figure in figures}) > 1:
        raise DeriveError(
            f"{', '.join(f'{figure.id} ({figure.unit})' for figure in figures)}: not of one {what} "
            "/ 单位不同，不能相减或相除"
        )


def gap(rows: Any) -> Derived:
    """Subtract the first of each pair of percentages from the second, in percentage points.

    Parameters
    ----------
    rows : DataFrame
        What `Report.pairs` returns.

    Returns
    -------
    Derived
        Unit: percentage points. Where one side is a bound the result is one; where both are bounds
        the same way it is refused.

    Raises
    ------
    DeriveError
        If a figure is no percentage, or the bounds leave the result open.

    Examples
    --------
    >>> import zreport as zr
    >>> [f.value for f in gap(zr.load().pairs("target_for", grade="high"))]
    [1.3, -0.9, -0.16, 0.44]
    """
    return Derived(map(_gap, _pairs(rows)))


def _gap(pair: Pair) -> Datum:
    before, after = pair.before, pair.after
    for figure in (before, after):
        if figure.unit != "%":
            raise DeriveError(f"{figure.id}: {figure.unit} is no percentage / 不是百分比")
    warnings = (pair.note,) if pair.note.zh else ()
    return made(
        after,
        after.name,
        _minus(Span.of(after), Span.of(before)),
        Text("个百分点", "pp"),
        Text("后者 − 前者", f"second {MINUS} first"),
        lambda lang: f"{after.label(lang)} {MINUS} {before.label(lang)}",
        (before, after),
        warnings,
        measure="gap",
        recipe="{1}-{0}",
    )


def _minus(one: Span, other: Span) -> Span:
    low = None if one.low is None or other.high is None else one.low - other.high
    high = None if one.high is None or other.low is None else one.high - other.low
    return Span(low, high)


def compare(rows: Any) -> Derived:
    """Subtract the first of each pair from the second, in their own unit; a bound stays a bound.

    Parameters
    ----------
    rows : DataFrame
        What `Report.pairs` returns, both sides of one unit.

    Raises
    ------
    DeriveError
        If the units differ, or the bounds leave the result open: between two floors anything may lie.

    Examples
    --------
    >>> import zreport as zr
    >>> changes = zr.load().pairs("baseline_of").query("indicator == 'clinic_visits'")
    >>> compare(changes)[0].label("en")
    '+132,000 visits'
    """
    return Derived(map(_change, _pairs(rows)))


def _change(pair: Pair) -> Datum:
    before, after = pair.before, pair.after
    _alike((before, after))
    result = made(
        after,
        after.name,
        _minus(Span.of(after, True), Span.of(before, True)),
        after.base_unit,
        Text("后者 − 前者", f"second {MINUS} first"),
        lambda lang: f"{after.label(lang)} {MINUS} {before.label(lang)}",
        (before, after),
        (pair.note,) if pair.note.zh else (),
        measure="change",
        recipe="{1}-{0}",
    )
    return _in_unit(result, after)


def _in_unit(figure: Datum, like: Datum) -> Datum:
    """Write a derived figure in the unit of another."""
    factor = like.unit_factor
    high = figure.value_high_base
    return replace(
        figure,
        value=float(exact(figure.value_base) / factor),
        value_high=None if high is None else float(exact(high) / factor),
        unit=like.unit,
        unit_name=like.unit_name,
        unit_factor=factor,
    )


def cumulative(rows: Any) -> Derived:
    """Compound an average annual rate over its years: by how much the whole grew.

    Parameters
    ----------
    rows : DataFrame
        Rows of measure ``average_growth``.

    Returns
    -------
    Derived
        Unit: per cent, to one place. The rule is ((1 + r) to the power of n − 1), n the years of the
        period.

    Examples
    --------
    >>> import zreport as zr
    >>> gdp = zr.load().select(indicator="gdp", measure="average_growth")
    >>> cumulative(gdp)[0].label("en"), cumulative(gdp)[0].symbols.en
    ('≈19.9%', '(1 + 3.7%)^5 − 1')
    """
    return Derived(map(_compounded, _figures(rows)))


def _compounded(figure: Datum) -> Datum:
    if figure.measure != "average_growth" or figure.unit != "%":
        raise DeriveError(f"{figure.id}: no average annual growth in per cent / 不是年均增速")
    years = figure.years
    with localcontext() as context:
        context.prec = 50
        span = Span.of(figure).mapped(lambda rate: ((1 + rate / 100) ** years - 1) * 100)
    return made(
        figure,
        figure.name,
        span,
        Text("%", "%"),
        Text("(1 + 年均增速)^年数 − 1", f"(1 + average rate)^years {MINUS} 1"),
        lambda lang: f"(1 + {figure.label(lang)})^{years} {MINUS} 1",
        (figure,),
        (FIVE, *figure.cautions),
        places=1,
        measure="cumulative",
        recipe=f"((1+{{0}}/100)^{years}-1)*100",
    )


def implied_base(change: Any, level: Any) -> Derived:
    """Subtract a net increase from the level at the end: the level at the start.

    Parameters
    ----------
    change, level : DataFrame or Series
        One row each, of one unit and period.

    Examples
    --------
    >>> import zreport as zr
    >>> firms = zr.load().select(indicator="above_scale_firms")
    >>> start = implied_base(firms.query("measure == 'net_increase'"), firms.query("measure == 'level'"))
    >>> start[0].label("en"), start[0].symbols.en
    ('56 firms', '83 firms − 27 firms')
    """
    more, end = _one(change), _one(level)
    _alike((more, end))
    span = _minus(Span.of(end, True), Span.of(more, True))
    name = Text(f"{end.name.zh}（期初）", f"{end.name.en} (start)")
    result = made(
        end,
        name,
        span,
        end.base_unit,
        Text("期末 − 净增", f"level {MINUS} net increase"),
        lambda lang: f"{end.label(lang)} {MINUS} {more.label(lang)}",
        (more, end),
        end.cautions,
        measure="implied_base",
        recipe="{1}-{0}",
    )
    return Derived([_in_unit(result, end)])


def per_year(rows: Any) -> Derived:
    r"""Divide totals by the number of their years.

    Examples
    --------
    >>> import zreport as zr
    >>> land = zr.load().select(indicator="high_standard_farmland", status="achieved")
    >>> per_year(land)[0].label("zh")
    '9.82\u2009万亩'
    """
    return Derived(map(_yearly, _figures(rows)))


def _yearly(figure: Datum) -> Datum:
    if figure.measure not in ("total", "net_increase"):
        raise DeriveError(f"{figure.id}: {figure.measure_name['en']} is no total over years / 不是多年合计")
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
    return _in_unit(result, figure)


def share(part: Any, whole: Any) -> Derived:
    """Divide a part by its whole, in per cent to one place.

    Examples
    --------
    >>> import zreport as zr
    >>> report = zr.load()
    >>> share(report.select(indicator="municipal_leading_enterprises"),
    ...       report.select(indicator="leading_enterprises"))[0].value
    50.0
    """
    piece, all_ = _one(part), _one(whole)
    _alike((piece, all_))
    span = _over(Span.of(piece, True), Span.of(all_, True)).mapped(lambda value: value * 100)
    name = Text(f"{piece.name.zh}占{all_.name.zh}", f"{piece.name.en} as a share of {all_.name.en}")
    return Derived(
        [
            made(
                piece,
                name,
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
        ]
    )


def _over(one: Span, other: Span) -> Span:
    """Divide what is not negative by what is positive."""
    low = None if one.low is None or not other.high else one.low / other.high
    high = None if one.high is None or not other.low else one.high / other.low
    return Span(low, high)


def ratio(numerator: Any, denominator: Any, assumption: Text | None = None) -> Derived:
    """Divide two figures of different units: yuan per visit, yuan per tonne.

    Parameters
    ----------
    numerator, denominator : DataFrame or Series
        One row each.
    assumption : Text, optional
        What must hold for the ratio to mean anything, such as `SAME_TIME`.

    Returns
    -------
    Derived
        Unit: base unit per base unit, to the nearest whole from 100 on, else to two places.

    Examples
    --------
    >>> import zreport as zr
    >>> report = zr.load()
    >>> tourism = report.select(indicator=["tourism_revenue", "tourist_visits"])
    >>> money, visits = (tourism.query(f"indicator == '{i}'") for i in ("tourism_revenue", "tourist_visits"))
    >>> ratio(money, visits, SAME_TIME)[0].label("en")
    '240 yuan per visit'
    """
    top, below = _one(numerator), _one(denominator)
    span = _over(Span.of(top, True), Span.of(below, True))
    size = max(abs(end) for end in (span.low, span.high, Decimal(0)) if end is not None)
    unit = Text(f"{top.base_unit.zh}/{below.base_unit.zh}", f"{top.base_unit.en} per {counted(1, below.base_unit.en)}")
    name = Text(f"{top.name.zh} ÷ {below.name.zh}", f"{top.name.en} ÷ {below.name.en}")
    warnings = ([assumption] if assumption else []) + [*top.cautions, *below.cautions]
    return Derived(
        [
            made(
                top,
                name,
                span,
                unit,
                Text("前者 ÷ 后者", "first ÷ second"),
                lambda lang: f"{top.label(lang)} ÷ {below.label(lang)}",
                (top, below),
                warnings,
                places=0 if size >= 100 else 2,
                measure="ratio",
                recipe="{0}/{1}",
            )
        ]
    )


def relative_growth(faster: Any, slower: Any) -> Derived:
    """Say by how much one grew against another, from their average annual rates.

    Parameters
    ----------
    faster, slower : DataFrame or Series
        One row each, of measure ``average_growth``.

    Returns
    -------
    Derived
        Unit: per cent, to one place: ((1 + a) ÷ (1 + b)) to the power of the years, less 1.

    Examples
    --------
    >>> import zreport as zr
    >>> incomes = zr.load().select(sector="income", measure="average_growth")
    >>> rural, urban = (incomes.query(f"indicator == '{i}_income'") for i in ("rural", "urban"))
    >>> relative_growth(rural, urban)[0].label("en")
    '≈9.3%'
    """
    one, other = _one(faster), _one(slower)
    for figure in (one, other):
        if figure.measure != "average_growth" or figure.qualifier != "exact":
            raise DeriveError(f"{figure.id}: no plain average annual growth / 不是确定的年均增速")
    if one.period != other.period:
        raise DeriveError(f"{one.id}, {other.id}: of different years / 年份不同")
    with localcontext() as context:
        context.prec = 50
        base = (100 + exact(one.value)) / (100 + exact(other.value))
        value = (base**one.years - 1) * 100
    name = Text(f"{one.name.zh}相对{other.name.zh}", f"{one.name.en} against {other.name.en}")
    return Derived(
        [
            made(
                one,
                name,
                Span(value, value),
                Text("%", "%"),
                Text("((1 + 前者) ÷ (1 + 后者))^年数 − 1", f"((1 + first) ÷ (1 + second))^years {MINUS} 1"),
                lambda lang: f"((1 + {one.label(lang)}) ÷ (1 + {other.label(lang)}))^{one.years} {MINUS} 1",
                (one, other),
                (FIVE, RELATIVE),
                places=1,
                measure="relative_growth",
                recipe=f"(((1+{{0}}/100)/(1+{{1}}/100))^{one.years}-1)*100",
            )
        ]
    )


def _figures(rows: Any) -> Iterator[Datum]:
    if isinstance(rows, pd.Series):
        rows = rows.to_frame().T
    yield from data(rows) if isinstance(rows, pd.DataFrame | Iterable) else (_one(rows),)

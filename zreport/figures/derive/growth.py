"""What average rates of growth come to over their years."""

from __future__ import annotations

from decimal import localcontext
from typing import Any

from zreport.figures.datum import Datum
from zreport.figures.derive.derived import Derived, DeriveError, derived, made, taken_figures, taken_one
from zreport.figures.derive.span import Span
from zreport.figures.row import told_apart
from zreport.figures.writing import MINUS, exact
from zreport.language import Text

FIVE = Text(
    "假定五年每年都按年均增速增长；报告未说明基期",
    "assumes the average rate in each of the years; the report does not state the base year",
)
RELATIVE = Text(
    "只说明相对快慢；收入金额报告未提供，绝对差距无从得知",
    "says only which grew faster; the report gives no incomes, so the gap in yuan is unknown",
)
_PERCENT = Text("%", "%")


def cumulative(rows: Any) -> Derived:
    """Compound an average annual rate over its years: by how much the whole grew.

    Parameters
    ----------
    rows : DataFrame
        Rows of measure ``average_growth``.

    Returns
    -------
    DataFrame
        Unit: per cent, to one place. The rule is ((1 + r) to the power of n − 1), n the years of the
        period.

    Examples
    --------
    >>> import zreport as zr
    >>> gdp = cumulative(zr.load().select(indicator="gdp", measure="average_growth"))
    >>> gdp[["qualifier", "value", "calculation_en"]].to_numpy().tolist()
    [['about', 19.9, '(1 + 3.7%)^5 − 1']]
    """
    return derived(*map(_compounded, taken_figures(rows)))


def _compounded(figure: Datum) -> Datum:
    (figure,) = told_apart(figure)
    if figure.measure != "average_growth" or figure.unit != "%":
        raise DeriveError(Text(f"{figure.id}：不是年均增速", f"{figure.id}: no average annual growth in per cent"))
    _refuse_less_than_nothing(figure)
    years = figure.years
    with localcontext() as context:
        context.prec = 50
        span = Span.of(figure).mapped(lambda rate: ((1 + rate / 100) ** years - 1) * 100)
    return made(
        figure,
        figure.name,
        span,
        _PERCENT,
        Text("(1 + 年均增速)^年数 − 1", f"(1 + average rate)^years {MINUS} 1"),
        lambda lang: f"(1 + {figure.label(lang)})^{years} {MINUS} 1",
        (figure,),
        (FIVE, *figure.cautions),
        places=1,
        measure="cumulative",
        recipe=f"((1+{{0}}/100)^{years}-1)*100",
    )


def _refuse_less_than_nothing(figure: Datum) -> None:
    """Raise `DeriveError` for a fall by more than all there is, which compounds to nonsense."""
    if figure.value < -100:
        label = figure.label("en")
        raise DeriveError(
            Text(f"{figure.id}：{label}，降幅不可能超过100%", f"{figure.id}: {label}; nothing falls by more than 100%")
        )


def relative_growth(faster: Any, slower: Any) -> Derived:
    """Say by how much one grew against another, from their average annual rates.

    Parameters
    ----------
    faster, slower : DataFrame or Series
        One row each, of measure ``average_growth``.

    Returns
    -------
    DataFrame
        Unit: per cent, to one place: ((1 + a) ÷ (1 + b)) to the power of the years, less 1.

    Examples
    --------
    >>> import zreport as zr
    >>> incomes = zr.load().select(sector="income", measure="average_growth")
    >>> rural, urban = (incomes.query(f"indicator == '{i}_income'") for i in ("rural", "urban"))
    >>> relative_growth(rural, urban)["value"].item()
    9.3
    """
    one, other = told_apart(taken_one(faster), taken_one(slower))
    for figure in (one, other):
        if figure.measure != "average_growth" or figure.qualifier != "exact":
            raise DeriveError(Text(f"{figure.id}：不是确定的年均增速", f"{figure.id}: no plain average annual growth"))
        _refuse_less_than_nothing(figure)
    if one.period != other.period:
        raise DeriveError(Text(f"{one.id}、{other.id}：年份不同", f"{one.id}, {other.id}: of different years"))
    if other.value == -100:
        raise DeriveError(
            Text(f"{other.id}：降到零，无从比较", f"{other.id}: fell to nothing, against which nothing can be said")
        )
    with localcontext() as context:
        context.prec = 50
        base = (100 + exact(one.value)) / (100 + exact(other.value))
        value = (base**one.years - 1) * 100
    return derived(
        made(
            one,
            Text(f"{one.name.zh}相对{other.name.zh}", f"{one.name.en} against {other.name.en}"),
            Span(value, value),
            _PERCENT,
            Text("((1 + 前者) ÷ (1 + 后者))^年数 − 1", f"((1 + first) ÷ (1 + second))^years {MINUS} 1"),
            lambda lang: f"((1 + {one.label(lang)}) ÷ (1 + {other.label(lang)}))^{one.years} {MINUS} 1",
            (one, other),
            (FIVE, RELATIVE),
            places=1,
            measure="relative_growth",
            recipe=f"(((1+{{0}}/100)/(1+{{1}}/100))^{one.years}-1)*100",
        )
    )

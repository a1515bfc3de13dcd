"""What average rates of growth come to over their years."""

from decimal import Decimal, localcontext
from typing import Any

from zreport.figures.datum import Datum
from zreport.figures.derived import Derived, DeriveError, Span, derived, made, taken_figures, taken_one
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
_PERCENT = Text.of("%")


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
    return derived(*map(_compounded, taken_figures(rows)))


def _compounded(figure: Datum) -> Datum:
    if figure.measure != "average_growth" or figure.unit != "%":
        raise DeriveError.on((figure,), "不是年均增速", "no average annual growth in per cent")
    _refuse_less_than_nothing(figure)
    years = figure.years
    return made(
        figure,
        (figure,),
        Span.of(figure).mapped(lambda rate: _grown(1 + rate / 100, years)),
        measure="cumulative",
        name=Text.of("{0}"),
        formula=Text("(1 + 年均增速)^年数 − 1", f"(1 + average rate)^years {MINUS} 1"),
        calculation=f"(1 + {{0}})^{years} {MINUS} 1",
        recipe=f"((1+{{0}}/100)^{years}-1)*100",
        warnings=(FIVE, *figure.cautions),
        unit=_PERCENT,
        places=1,
    )


def _grown(factor: Decimal, years: int) -> Decimal:
    """Return by how many per cent grows what is multiplied each year."""
    with localcontext(prec=50):
        return (factor**years - 1) * 100


def _refuse_less_than_nothing(figure: Datum) -> None:
    """Raise `DeriveError` for a fall by more than all there is, which compounds to nonsense."""
    if figure.value < -100:
        label = figure.label("en")
        raise DeriveError.on((figure,), f"{label}，降幅不可能超过100%", f"{label}; nothing falls by more than 100%")


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
    both = one, other = taken_one(faster), taken_one(slower)
    for figure in both:
        if figure.measure != "average_growth" or figure.qualifier != "exact":
            raise DeriveError.on((figure,), "不是确定的年均增速", "no plain average annual growth")
        _refuse_less_than_nothing(figure)
    if one.period != other.period:
        raise DeriveError.on(both, "年份不同", "of different years")
    if other.value == -100:
        raise DeriveError.on((other,), "降到零，无从比较", "fell to nothing, against which nothing can be said")
    with localcontext(prec=50):
        value = _grown((100 + exact(one.value)) / (100 + exact(other.value)), one.years)
    result = made(
        one,
        both,
        Span(value, value),
        measure="relative_growth",
        name=Text("{0}相对{1}", "{0} against {1}"),
        formula=Text("((1 + 前者) ÷ (1 + 后者))^年数 − 1", f"((1 + first) ÷ (1 + second))^years {MINUS} 1"),
        calculation=f"((1 + {{0}}) ÷ (1 + {{1}}))^{one.years} {MINUS} 1",
        recipe=f"(((1+{{0}}/100)/(1+{{1}}/100))^{one.years}-1)*100",
        warnings=(FIVE, RELATIVE),
        unit=_PERCENT,
        places=1,
    )
    return derived(result)

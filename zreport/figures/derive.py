"""Figures that follow from the report's own, each with its formula, its inputs and its assumptions.

Every function returns a DataFrame of the columns of `Report.observations` that charts need, with
``formula_zh``, ``formula_en``, ``calculation_zh``, ``calculation_en`` (the formula with the numbers),
``inputs`` and ``recipe``; a row for each figure, marked as derived (推算). Charts take it as it is, or
put together with observations by `pandas.concat`. What enters as a bound stays one: 60 of at least 80
is at most 75 %. `DeriveError` names the rows from which nothing follows: those of different units,
or of bounds that leave the result open, as between two floors anything may lie.
"""

from decimal import Decimal, localcontext
from typing import Any

from zreport.figures.datum import Datum
from zreport.figures.derived import (
    Derived,
    DeriveError,
    Span,
    derived,
    made,
    refuse_unlike,
    taken_figures,
    taken_one,
    taken_pairs,
)
from zreport.figures.pair import Pair
from zreport.figures.writing import MINUS, counted, exact
from zreport.language import LANGUAGES, NOTHING, Text

__all__ = ["EVEN", "FIVE", "RELATIVE", "SAME_TIME", "DeriveError", "compare", "cumulative", "gap", "implied_base"]
__all__ += ["per_year", "ratio", "relative_growth", "share"]

EVEN = Text("假定各年平均分摊", "assumes an even split over the years")
SAME_TIME = Text("假定句中“累计”同时限定两个数字", "assumes that 累计 (in total) governs both figures of the sentence")
FIVE = Text(
    "假定五年每年都按年均增速增长；报告未说明基期",
    "assumes the average rate in each of the years; the report does not state the base year",
)
RELATIVE = Text(
    "只说明相对快慢；收入金额报告未提供，绝对差距无从得知",
    "says only which grew faster; the report gives no incomes, so the gap in yuan is unknown",
)
_PERCENT = Text.of("%")


def __dir__() -> list[str]:
    return __all__


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
    return derived(*map(_gap, taken_pairs(rows)))


def _gap(pair: Pair) -> Datum:
    for figure in (pair.before, pair.after):
        if figure.unit != "%":
            zh, en = f"单位是{figure.unit_name.zh}，不是百分比", f"in {figure.unit_name.en}, which is no percentage"
            raise DeriveError.on((figure,), zh, en)
    return _between(pair, "gap", Text("个百分点", "pp"))


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
    return derived(*map(_change, taken_pairs(rows)))


def _change(pair: Pair) -> Datum:
    refuse_unlike(pair.before, pair.after)
    return _between(pair, "change")


def _between(pair: Pair, measure: str, unit: Text | None = None) -> Datum:
    name = Text.of("{1}" if pair.before.report == pair.after.report else f"{{1}} {MINUS} {{0}}")
    formula = Text("后者 − 前者", f"second {MINUS} first")
    words = {"name": name, "formula": formula, "warnings": (pair.note,), "unit": unit}
    return _difference(pair.before, pair.after, measure=measure, **words)


def _difference(before: Datum, after: Datum, **words: Any) -> Datum:
    span, calculation = Span.of(after).minus(Span.of(before)), f"{{1}} {MINUS} {{0}}"
    return made(after, (before, after), span, calculation=calculation, recipe="{1}-{0}", **words)


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
    more, end = taken_one(change), taken_one(level)
    refuse_unlike(more, end)
    name, formula = Text("{1}（期初）", "{1} (start)"), Text("期末 − 净增", f"level {MINUS} net increase")
    words = {"name": name, "formula": formula, "warnings": end.cautions}
    return derived(_difference(more, end, measure="implied_base", **words))


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
    return derived(*map(_yearly, taken_figures(rows)))


def _yearly(figure: Datum) -> Datum:
    if figure.measure not in ("total", "net_increase"):
        measure = figure.measure_name
        raise DeriveError.on((figure,), f"{measure.zh}不是多年合计", f"{measure.en} is no total over years")
    return made(
        figure,
        (figure,),
        Span.of(figure).mapped(lambda value: value / figure.years),
        measure="per_year",
        name=Text("{0}（年均）", "{0} (a year)"),
        formula=Text("合计 ÷ 年数", "total ÷ years"),
        calculation=f"{{0}} ÷ {figure.years}",
        recipe=f"{{0}}/{figure.years}",
        warnings=(EVEN, *figure.cautions),
    )


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
    both = piece, all_ = taken_one(part), taken_one(whole)
    refuse_unlike(*both)
    result = made(
        piece,
        both,
        _quotient(*both).mapped(lambda value: value * 100),
        measure="share",
        name=Text("{0}占{1}", "{0} as a share of {1}"),
        formula=Text("部分 ÷ 整体", "part ÷ whole"),
        calculation="{0} ÷ {1}",
        recipe="{0}/{1}*100",
        warnings=(*piece.cautions, *all_.cautions),
        unit=_PERCENT,
        places=1,
    )
    return derived(result)


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
    both = top, below = taken_one(numerator), taken_one(denominator)
    span = _quotient(*both)
    units = top.base_unit, below.base_unit
    result = made(
        top,
        both,
        span,
        measure="ratio",
        name=Text.of("{0} ÷ {1}"),
        formula=Text("前者 ÷ 后者", "first ÷ second"),
        calculation="{0} ÷ {1}",
        recipe="{0}/{1}",
        warnings=(assumption or NOTHING, *top.cautions, *below.cautions),
        unit=Text("/".join(unit.zh for unit in units), f"{units[0].en} per {counted(1, units[1].en)}"),
        places=0 if any(end is not None and abs(end) >= 100 for end in (span.low, span.high)) else 2,
    )
    return derived(result)


def _quotient(top: Datum, below: Datum) -> Span:
    if not Span.of(below).positive:
        label = Text(*map(below.label, LANGUAGES))
        en = f"what is divided by must be above zero, and it is {label.en}"
        raise DeriveError.on((below,), f"除数须大于零，而它是{label.zh}", en)
    return Span.of(top).over(Span.of(below))

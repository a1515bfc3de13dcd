"""What follows from rates of growth, compounded over their years.

An average rate over 2016 to 2020 makes five steps if its base is the year before, and four if it is the first
year: each takes `fewer`, how many steps fewer than years.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext

from zreport.figures.datum import Datum
from zreport.figures.spans import PER_CENT, TIMES, DeriveError, Result, Span
from zreport.figures.writing import MINUS
from zreport.language import LANGUAGES, Text

FIVE = Text(
    "假定五年每年都按年均增速增长；报告未说明基期",
    "assumes the average rate in each of the years; the report does not state the base year",
)
FIRST = Text(
    "假定基期是这一时期的第一年，少算一年；报告未说明基期",
    "assumes that the base is the first year of the period, so one year fewer; the report does not state it",
)
RELATIVE = Text(
    "只说明相对快慢；两者的数额报告未提供，绝对差距无从得知",
    "says only which grew faster; the report gives neither amount, so the absolute gap is unknown",
)
WHOLE = Text(
    "假定所写“年均”实为整个时期的增幅", "assumes that what is printed as an average is the growth of the whole period"
)
ONE_SCOPE = Text("假定两者范围相同、价格口径相同", "assumes that both are of one scope and at the same kind of prices")
NO_MORE = Text("假定期末部分不大于整体", "assumes that at the end the part was no more than the whole")
EACH_YEAR = Text(
    "假定每年都比上一年减少这么多；报告未说明基数",
    "assumes such a cut from the year before in each year; the report does not state the base",
)
NARROWS = Text(
    "期初之比低于此数，绝对差距才缩小；两者的数额报告未提供",
    "the gap narrowed only if the ratio began below this; the report gives neither amount",
)


def grown(figure: Datum, fewer: int = 0) -> Result:
    """Compound an average annual rate."""
    steps = _steps(fewer, figure)
    formula = Text(f"(1 + 年均增速)^年数 {MINUS} 1", f"(1 + average rate)^years {MINUS} 1")
    calculation = f"(1 + {{0}})^{steps} {MINUS} 1"
    cautions = (_base(fewer), *figure.cautions)
    return Result(_growth(figure, steps), Text.of("{0}"), formula, calculation, cautions, PER_CENT, places=1)


def rate_of_whole(figure: Datum, fewer: int = 0) -> Result:
    """Read a rate as the growth of the whole period, and return it for one year."""
    steps = _steps(fewer, figure)
    name = Text("{0}（若为整个时期的增幅）", "{0} (if over the whole period)")
    formula = Text(f"(1 + 增幅)^(1/年数) {MINUS} 1", f"(1 + growth)^(1/years) {MINUS} 1")
    cautions = (WHOLE, *[FIRST] * fewer, *figure.cautions)
    calculation = f"(1 + {{0}})^(1/{steps}) {MINUS} 1"
    return Result(_growth(figure, Decimal(1) / steps), name, formula, calculation, cautions, PER_CENT, places=2)


def against(one: Datum, other: Datum, fewer: int = 0) -> Result:
    """Say by how many per cent one grew against another."""
    made = ratio_grown(one, other, fewer)
    return made._replace(
        span=made.span.mapped(lambda factor: (factor - 1) * 100),
        name=Text("{0}相对{1}", "{0} against {1}"),
        formula=Text(*(f"{words} {MINUS} 1" for words in made.formula.both)),
        calculation=f"{made.calculation} {MINUS} 1",
        warnings=(_base(fewer), RELATIVE),
        unit=PER_CENT,
        places=1,
    )


def ratio_grown(one: Datum, other: Datum, fewer: int = 0) -> Result:
    """Say by how much the ratio of one to another was multiplied."""
    steps = _steps(fewer, one, other)
    factors = [Span.of(figure).mapped(lambda rate: 100 + rate) for figure in (one, other)]
    if other.value == -100:
        raise DeriveError.on((other,), "降到零，无从比较", "fell to nothing, against which nothing can be said")
    with localcontext(prec=50):
        span = factors[0].over(factors[1])
    name = Text("{0}与{1}之比（期末为期初的倍数）", "Ratio of {0} to {1} (end over start)")
    formula = Text("((1 + 前者) ÷ (1 + 后者))^年数", "((1 + first) ÷ (1 + second))^years")
    said = f"((1 + {{0}}) ÷ (1 + {{1}}))^{steps}"
    cautions = (ONE_SCOPE, _base(fewer), *one.cautions, *other.cautions)
    return Result(_raised(span, steps), name, formula, said, cautions, TIMES, places=2)


def most_at_start(part: Datum, whole: Datum, fewer: int = 0) -> Result:
    """Say at most what share a part had in its whole at the start, since at the end it is no more than that."""
    made = ratio_grown(part, whole, fewer)
    low = made.span.low
    if low is None or low <= 1:
        en = "the part did not grow faster for certain, so nothing follows for its share at the start"
        raise DeriveError.on((part, whole), "部分的增速不一定更快，期初占比无从推算", en)
    return made._replace(
        span=Span(None, 100 / low),
        name=Text("{0}占{1}（期初，至多）", "{0} as a share of {1} (at the start, at most)"),
        formula=Text("100% ÷ ((1 + 部分) ÷ (1 + 整体))^年数", "100% ÷ ((1 + part) ÷ (1 + whole))^years"),
        calculation=f"100% ÷ {made.calculation}",
        warnings=(NO_MORE, *made.warnings),
        unit=PER_CENT,
        places=1,
    )


def narrowing(lower: Datum, higher: Datum, fewer: int = 0) -> Result:
    """Return the ratio of the higher to the lower below which the gap between them narrowed."""
    steps = _steps(fewer, lower, higher, measures=("average_growth", "growth"))
    growths = [_growth(figure, steps) for figure in (lower, higher)]
    if not growths[1].positive:
        raise DeriveError.on((higher,), "没有增长，不能作除数", "did not grow, so it cannot be divided by")
    name = Text("{1}与{0}之比的临界值", "Ratio of {1} to {0} at which the gap stays")
    rates, said = [("低者增速", "高者增速"), ("rate of the lower", "rate of the higher")], "{} ÷ {}"
    formula = Text(*(said.format(*each) for each in rates))
    if steps > 1:
        said = f"((1 + {{}})^{{power}} {MINUS} 1) ÷ ((1 + {{}})^{{power}} {MINUS} 1)"
        formula = Text(*(said.format(*each, power=power) for each, power in zip(rates, ("年数", "years"), strict=True)))
    calculation = said.format("{0}", "{1}", power=steps)
    base = [_base(fewer)] if lower.years > 1 else []
    cautions = (NARROWS, *base, *lower.cautions, *higher.cautions)
    return Result(growths[0].over(growths[1]), name, formula, calculation, cautions, TIMES, places=2)


def left(figure: Datum, fewer: int = 0) -> Result:
    """Compound an average annual cut: what is left of the base."""
    if figure.measure != "average_reduction" or figure.unit != "%":
        raise DeriveError.on((figure,), "不是年均降幅", "no average annual reduction in per cent")
    steps, cut = _counted(figure, fewer), Span.of(figure)
    if any(end is not None and end > 100 for end in (cut.low, cut.high)):
        raise DeriveError.on((figure,), "降幅不可能超过100%", "nothing falls by more than 100%")
    kept = _raised(Span(cut.high, cut.low).mapped(lambda rate: 1 - rate / 100), steps)
    name = Text("{0}（逐年连减后所剩）", "{0} (left after such cuts)")
    formula = Text(f"(1 {MINUS} 年均降幅)^年数", f"(1 {MINUS} average cut)^years")
    cautions = (EACH_YEAR, *[FIRST] * fewer, *figure.cautions)
    span = kept.mapped(lambda share: share * 100)
    return Result(span, name, formula, f"(1 {MINUS} {{0}})^{steps}", cautions, PER_CENT, places=2)


def _base(fewer: int) -> Text:
    return FIRST if fewer else FIVE


def _growth(figure: Datum, power: int | Decimal) -> Span:
    factors = Span.of(figure).mapped(lambda rate: 1 + rate / 100)
    return _raised(factors, power).mapped(lambda factor: (factor - 1) * 100)


def _raised(span: Span, power: int | Decimal) -> Span:
    """Raise what is not below zero to a power."""
    with localcontext(prec=50):
        return span.mapped(lambda factor: factor**power)


def _steps(fewer: int, *rates: Datum, measures: Sequence[str] = ("average_growth",)) -> int:
    """Return how many steps rates of growth make, all the same; `DeriveError` if they are none, or nonsense."""
    for figure in rates:
        if figure.measure not in measures or figure.unit != "%":
            raise DeriveError.on((figure,), "不是年均增速", "no average annual growth in per cent")
        if figure.value < -100:
            zh, en = (figure.label(lang) for lang in LANGUAGES)
            raise DeriveError.on((figure,), f"{zh}，降幅不可能超过100%", f"{en}; nothing falls by more than 100%")
    if len({(figure.period, figure.measure) for figure in rates}) > 1:
        raise DeriveError.on(rates, "年份不同", "of different years")
    return _counted(rates[0], fewer)


def _counted(figure: Datum, fewer: int) -> int:
    if not figure.years:
        raise DeriveError.on((figure,), "没有年份，不知是几年", "has no period, so its years are unknown")
    if figure.years == fewer:
        raise DeriveError.on((figure,), "只有一年，没有更早的基期", "of one year, which has no first year as its base")
    return figure.years - fewer

"""What can be derived from figures: operations, each of which makes one figure and says how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import NamedTuple, Self

from zreport.faults import ChartError
from zreport.figures.datum import Datum, Recipe
from zreport.figures.row import SEVERAL, prefixes_of
from zreport.figures.writing import MINUS, counted, exact
from zreport.language import LANGUAGES, NOTHING, Text
from zreport.tables.identifiers import whole_id

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
# Of what a report can state in base units: what is larger is no figure.
_MOST = 10**18
_STATUS = Text("推算", "derived")
_PERCENT = Text.of("%")
_LESS, _OVER = f"{{1}} {MINUS} {{0}}", "{0} ÷ {1}"


class DeriveError(ChartError):
    """Nothing can be derived from these figures; says which, and why."""

    @classmethod
    def on(cls, figures: Sequence[Datum], zh: str, en: str) -> Self:
        """Make one that begins with the identifiers of the figures."""
        named = ", ".join(figure.id for figure in figures)
        return cls(Text(f"{named}：{zh}", f"{named}: {en}"))


@dataclass(frozen=True)
class Span:
    """Where a value may lie: both ends, None where it is open."""

    low: Decimal | None
    high: Decimal | None

    @classmethod
    def of(cls, figure: Datum) -> Span:
        """Return where a figure may lie, in its base unit."""
        value = exact(figure.value_base)
        if figure.qualifier == "range":
            return cls(value, exact(figure.value_high_base))
        return cls(None if figure.bound == "down" else value, None if figure.bound == "up" else value)

    def mapped(self, function: Callable[[Decimal], Decimal]) -> Span:
        """Apply a function that rises."""
        return Span(*(None if end is None else function(end) for end in (self.low, self.high)))

    def minus(self, other: Span) -> Span:
        """Subtract another."""
        low = None if self.low is None or other.high is None else self.low - other.high
        high = None if self.high is None or other.low is None else self.high - other.low
        return Span(low, high)

    def over(self, other: Span) -> Span:
        """Divide by what is known to be positive.

        A denominator that may be anything up to a limit is positive all the same: it counts something.
        """

        def quotient(end: Decimal | None, divisor: Decimal | None, if_negative: Decimal | None) -> Decimal | None:
            """Divide an end by that end of the other which takes it furthest; None where that is open."""
            if not end:
                return end
            by = divisor if end > 0 else if_negative
            return end / by if by else None

        return Span(quotient(self.low, other.high, other.low), quotient(self.high, other.low, other.high))

    @property
    def positive(self) -> bool:
        """Whether it may be divided by: neither zero nor below it."""
        return (self.low is None or self.low >= 0) and (self.high is None or self.high > 0)


class Result(NamedTuple):
    """What follows from figures: where it lies, and how it is said.

    ``{0}`` and ``{1}`` stand for the figures: in `name` for their names, in `calculation` for their labels.
    """

    span: Span
    name: Text
    formula: Text
    calculation: str
    warnings: tuple[Text, ...] = ()
    unit: Text | None = None  # without one, that of the figure `like`, which gives all that is not said here
    places: int = 4
    like: int = 0


def _gap(before: Datum, after: Datum) -> Result:
    for figure in (before, after):
        if figure.unit != "%":
            zh, en = f"单位是{figure.unit_name.zh}，不是百分比", f"in {figure.unit_name.en}, which is no percentage"
            raise DeriveError.on((figure,), zh, en)
    return _change(before, after)._replace(unit=Text("个百分点", "pp"))


def _change(before: Datum, after: Datum) -> Result:
    name = Text.of("{1}" if before.report == after.report else _LESS)
    return _difference(before, after, name, Text("后者 − 前者", f"second {MINUS} first"))


def _start(more: Datum, end: Datum) -> Result:
    name, formula = Text("{1}（期初）", "{1} (start)"), Text("期末 − 净增", f"level {MINUS} net increase")
    return _difference(more, end, name, formula)._replace(warnings=end.cautions)


def _difference(before: Datum, after: Datum, name: Text, formula: Text) -> Result:
    _refuse_unlike(before, after)
    return Result(Span.of(after).minus(Span.of(before)), name, formula, _LESS, like=1)


def _refuse_unlike(*figures: Datum) -> None:
    """Raise `DeriveError` unless all figures are of one unit."""
    if len({figure.base_unit.zh for figure in figures}) > 1:
        zh, en = (", ".join(f"{figure.id} ({figure.unit_name[lang]})" for figure in figures) for lang in LANGUAGES)
        raise DeriveError(Text(f"单位不同，不能相减或相除：{zh}", f"{en}: not of one unit, so they cannot be compared"))


def _yearly(figure: Datum) -> Result:
    if figure.measure not in ("total", "net_increase"):
        measure = figure.measure_name
        raise DeriveError.on((figure,), f"{measure.zh}不是多年合计", f"{measure.en} is no total over years")
    span = Span.of(figure).mapped(lambda value: value / figure.years)
    name, formula = Text("{0}（年均）", "{0} (a year)"), Text("合计 ÷ 年数", "total ÷ years")
    return Result(span, name, formula, f"{{0}} ÷ {figure.years}", (EVEN, *figure.cautions))


def _compounded(figure: Datum) -> Result:
    if figure.measure != "average_growth" or figure.unit != "%":
        raise DeriveError.on((figure,), "不是年均增速", "no average annual growth in per cent")
    _refuse_less_than_nothing(figure)
    span = Span.of(figure).mapped(lambda rate: _grown(1 + rate / 100, figure.years))
    formula = Text("(1 + 年均增速)^年数 − 1", f"(1 + average rate)^years {MINUS} 1")
    calculation = f"(1 + {{0}})^{figure.years} {MINUS} 1"
    return Result(span, Text.of("{0}"), formula, calculation, (FIVE, *figure.cautions), _PERCENT, places=1)


def _grown(factor: Decimal, years: int) -> Decimal:
    """Return by how many per cent grows what is multiplied each year."""
    with localcontext(prec=50):
        return (factor**years - 1) * 100


def _refuse_less_than_nothing(figure: Datum) -> None:
    """Raise `DeriveError` for a fall by more than all there is, which compounds to nonsense."""
    if figure.value < -100:
        label = figure.label("en")
        raise DeriveError.on((figure,), f"{label}，降幅不可能超过100%", f"{label}; nothing falls by more than 100%")


def _against(one: Datum, other: Datum) -> Result:
    for figure in (one, other):
        if figure.measure != "average_growth" or figure.qualifier != "exact":
            raise DeriveError.on((figure,), "不是确定的年均增速", "no plain average annual growth")
        _refuse_less_than_nothing(figure)
    if one.period != other.period:
        raise DeriveError.on((one, other), "年份不同", "of different years")
    if other.value == -100:
        raise DeriveError.on((other,), "降到零，无从比较", "fell to nothing, against which nothing can be said")
    with localcontext(prec=50):
        value = _grown((100 + exact(one.value)) / (100 + exact(other.value)), one.years)
    name = Text("{0}相对{1}", "{0} against {1}")
    formula = Text("((1 + 前者) ÷ (1 + 后者))^年数 − 1", f"((1 + first) ÷ (1 + second))^years {MINUS} 1")
    calculation = f"((1 + {{0}}) ÷ (1 + {{1}}))^{one.years} {MINUS} 1"
    return Result(Span(value, value), name, formula, calculation, (FIVE, RELATIVE), _PERCENT, places=1)


def _part(piece: Datum, whole: Datum) -> Result:
    _refuse_unlike(piece, whole)
    quotient = _each(piece, whole)
    return quotient._replace(
        span=quotient.span.mapped(lambda value: value * 100),
        name=Text("{0}占{1}", "{0} as a share of {1}"),
        formula=Text("部分 ÷ 整体", "part ÷ whole"),
        unit=_PERCENT,
        places=1,
    )


def _each(top: Datum, below: Datum) -> Result:
    if not Span.of(below).positive:
        label = Text(*map(below.label, LANGUAGES))
        en = f"what is divided by must be above zero, and it is {label.en}"
        raise DeriveError.on((below,), f"除数须大于零，而它是{label.zh}", en)
    span = Span.of(top).over(Span.of(below))
    units = top.base_unit, below.base_unit
    unit = Text("/".join(unit.zh for unit in units), f"{units[0].en} per {counted(1, units[1].en)}")
    places = 0 if any(end is not None and abs(end) >= 100 for end in (span.low, span.high)) else 2
    formula = Text("前者 ÷ 后者", "first ÷ second")
    return Result(span, Text.of(_OVER), formula, _OVER, (*top.cautions, *below.cautions), unit, places)


# What makes the figures of each measure, and of how many others.
OPERATIONS: dict[str, tuple[Callable[..., Result], int]] = {
    "gap": (_gap, 2),
    "change": (_change, 2),
    "implied_base": (_start, 2),
    "per_year": (_yearly, 1),
    "cumulative": (_compounded, 1),
    "relative_growth": (_against, 2),
    "share": (_part, 2),
    "ratio": (_each, 2),
}


def operate(operation: str, *figures: Datum, note: Text = NOTHING) -> Datum:
    """Derive a figure by one of `OPERATIONS`; `DeriveError` if nothing follows, or if it takes another number.

    `note` is what must be said with it besides: of a comparison, or what is assumed.
    """
    make, count = OPERATIONS[operation]
    if len(figures) != count:
        en = f"{operation} takes {count} figure(s), not {len(figures)}"
        raise DeriveError.on(figures, f"{operation} 需要{count}个数字，这里有{len(figures)}个", en)
    result = make(*figures)
    qualifier, *ends = _bounded(result.span, figures)
    if any(end is not None and abs(end) > _MOST for end in ends):
        zh, en = "结果大得不合情理，请核对数值与年份", "the result is beyond all sense; check values and years"
        raise DeriveError.on(figures, zh, en)
    # Where a division does not come out, the label says so; the formula is exact all the same.
    if qualifier == "exact" and round(ends[0], result.places) != ends[0]:
        qualifier = "about"
    # A zero without a sign.
    low_base, high_base = (None if end is None else float(round(end, result.places)) + 0.0 for end in ends)
    like, unit = figures[result.like], result.unit
    if unit:
        like = replace(like, unit=unit.zh, unit_name=unit, base_unit=unit, unit_factor=1)
    low, high = (None if end is None else float(exact(end) / like.unit_factor) for end in (low_base, high_base))
    prefixes = prefixes_of(figures)
    told = [figure.headed(prefixes) for figure in figures]
    made = replace(
        like,
        id=f"{like.id}/{operation}",
        indicator_name=_filled(result.name, [one.name for one in told]),
        scope=NOTHING,
        prefix=NOTHING,
        measure=operation,
        measure_name=_STATUS,
        status="derived",
        status_name=_STATUS,
        value=low,
        value_high=high,
        value_base=low_base,
        value_high_base=high_base,
        qualifier=qualifier,
        commitment="",
        doubt="; ".join(dict.fromkeys(figure.doubt for figure in figures if figure.doubt)),
        cautions=tuple(dict.fromkeys(said for said in (note, *result.warnings) if said != NOTHING)),
        formula=result.formula,
        calculation=_filled(Text.of(result.calculation), [Text(*map(one.label, LANGUAGES)) for one in told]),
        inputs=tuple(figure.id for figure in figures),
        recipe=Recipe(operation, tuple(figure.headed({}) for figure in figures), note, result.places),
        quote=" / ".join(dict.fromkeys(figure.quote for figure in figures)),
    )
    return _of_several(made, figures) if len({figure.report for figure in figures}) > 1 else made


def _filled(words: Text, parts: Sequence[Text]) -> Text:
    return Text(*(words[lang].format(*(part[lang] for part in parts)) for lang in LANGUAGES))


def _bounded(span: Span, inputs: Sequence[Datum]) -> tuple[str, Decimal, Decimal | None]:
    """Return qualifier, value and the upper end of a range, for what may lie in a span."""
    low, high = span.low, span.high
    qualifiers = {figure.qualifier for figure in inputs}
    if low is None and high is None:
        en = "these bounds leave the result open on both sides, so nothing can be said"
        raise DeriveError.on(inputs, "上下限使结果两头都不确定，无法推算", en)
    # A bound that is not reached itself gives one that is not.
    strict = bool(qualifiers & {"more_than", "less_than"})
    if low is None:
        return "less_than" if strict else "at_most", high, None
    if high is None:
        return "more_than" if strict else "at_least", low, None
    if low != high:
        return "range", low, high
    return "about" if "about" in qualifiers else "exact", low, None


def _of_several(figure: Datum, inputs: Sequence[Datum]) -> Datum:
    """Say of which reports a figure was derived."""

    def own(field: str) -> list:
        return list(dict.fromkeys(getattr(one, field) for one in inputs))

    return replace(
        figure,
        id=whole_id(figure.id.partition(":")[2], SEVERAL.join(own("report"))),
        **{field: SEVERAL.join(own(field)) for field in ("report", "delivered")},
        **{field: Text("、", "; ").join(own(field)) for field in ("place", "source", "section", "chapter")},
    )

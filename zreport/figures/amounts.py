"""What follows from amounts: differences, quotients and shares."""

from __future__ import annotations

from decimal import Decimal

from zreport.figures.datum import Datum
from zreport.figures.spans import PER_CENT, TIMES, DeriveError, Result, Span, refuse_unless_positive, refuse_unlike
from zreport.figures.writing import MINUS, counted
from zreport.language import Text

EVEN = Text("假定各年平均分摊", "assumes an even split over the years")
_LESS, _OVER = f"{{1}} {MINUS} {{0}}", "{0} ÷ {1}"
_HUNDRED = Decimal(100)


def points_between(before: Datum, after: Datum) -> Result:
    """Subtract percentages."""
    for figure in (before, after):
        if figure.unit != "%":
            zh, en = f"单位是{figure.unit_name.zh}，不是百分比", f"in {figure.unit_name.en}, which is no percentage"
            raise DeriveError.on((figure,), zh, en)
    return change(before, after)._replace(unit=Text("个百分点", "pp"))


def change(before: Datum, after: Datum) -> Result:
    """Subtract figures of one unit."""
    name = Text.of("{1}" if before.report == after.report else _LESS)
    return _difference(before, after, name, Text("后者 − 前者", f"second {MINUS} first"))


def start(more: Datum, end: Datum) -> Result:
    """Take a net increase from the level at the end."""
    name, formula = Text("{1}（期初）", "{1} (start)"), Text("期末 − 净增", f"level {MINUS} net increase")
    return _difference(more, end, name, formula)._replace(warnings=end.cautions)


def _difference(before: Datum, after: Datum, name: Text, formula: Text) -> Result:
    refuse_unlike(before, after)
    return Result(Span.of(after).minus(Span.of(before)), name, formula, _LESS, like=1)


def yearly(figure: Datum) -> Result:
    """Divide a total by its years."""
    if figure.measure not in ("total", "net_increase"):
        measure = figure.measure_name
        raise DeriveError.on((figure,), f"{measure.zh}不是多年合计", f"{measure.en} is no total over years")
    if not figure.years:
        raise DeriveError.on((figure,), "没有年份，不知是几年", "has no period, so its years are unknown")
    span = Span.of(figure).mapped(lambda value: value / figure.years)
    name, formula = Text("{0}（年均）", "{0} (a year)"), Text("合计 ÷ 年数", "total ÷ years")
    return Result(span, name, formula, f"{{0}} ÷ {figure.years}", (EVEN, *figure.cautions))


def quotient(top: Datum, below: Datum) -> Result:
    """Divide figures of different units."""
    refuse_unless_positive(below)
    span = Span.of(top).over(Span.of(below))
    most = max((abs(end) for end in (span.low, span.high) if end is not None), default=Decimal(0))
    # To the nearest whole from a hundred on; from a hundred thousand on, three digits say enough.
    places = 2 if most < 100 else 0 if most < 10**5 else 2 - most.adjusted()
    one = counted(1, below.base_unit.en)
    unit = Text(f"{top.base_unit.zh}/{below.base_unit.zh}", f"{top.base_unit.en} per {one}")
    # 0.79亿元/个, but 240元/人次.
    printed = Text(f"{top.unit}/{below.base_unit.zh}", f"{top.unit_name.en} per {one}")
    formula = Text("前者 ÷ 后者", "first ÷ second")
    cautions = (*top.cautions, *below.cautions)
    kept = printed if most * 10 >= top.unit_factor > 1 else None
    return Result(span, Text.of(_OVER), formula, _OVER, cautions, unit, places, printed=kept)


def times(top: Datum, below: Datum) -> Result:
    """Divide figures of one unit."""
    refuse_unlike(top, below)
    return quotient(top, below)._replace(unit=TIMES, places=2, printed=None)


def part(piece: Datum, whole: Datum) -> Result:
    """Divide a part by its whole."""
    return _percent(times(piece, whole), Decimal(0))._replace(
        name=Text("{0}占{1}", "{0} as a share of {1}"), formula=Text("部分 ÷ 整体", "part ÷ whole")
    )


def more_by(after: Datum, before: Datum) -> Result:
    """Say by how many per cent one is more than another."""
    return _percent(times(after, before), Decimal(1))._replace(
        name=Text("{0}比{1}", "{0} against {1}"),
        formula=Text(f"前者 ÷ 后者 {MINUS} 1", f"first ÷ second {MINUS} 1"),
        calculation=f"{_OVER} {MINUS} 1",
    )


def _percent(made: Result, less: Decimal) -> Result:
    return made._replace(span=made.span.mapped(lambda value: (value - less) * 100), unit=PER_CENT, places=1)


def part_with_rest(piece: Datum, rest: Datum) -> Result:
    """Divide a part by the sum of itself and the rest."""
    refuse_unlike(piece, rest)
    refuse_unless_positive(piece)
    if rest.value < 0:
        raise DeriveError.on((rest,), "其余部分小于零", "the rest is below zero")
    more = Span.of(rest).over(Span.of(piece)).mapped(lambda value: 1 + value)
    name = Text("{0}占两者之和（另一为{1}）", "{0} as a share of both (the other: {1})")
    formula, said = Text("部分 ÷ (部分 + 其余)", "part ÷ (part + rest)"), "{0} ÷ ({0} + {1})"
    cautions = (*piece.cautions, *rest.cautions)
    return Result(Span(_HUNDRED, _HUNDRED).over(more), name, formula, said, cautions, PER_CENT, places=1)


def growth_of_level(more: Datum, level: Datum) -> Result:
    """Divide an increase by what there was before it."""
    refuse_unlike(more, level)
    refuse_unless_positive(more)
    before = Span.of(level).minus(Span.of(more))
    if not before.positive:
        raise DeriveError.on((more, level), "增量不小于总量", "the increase is no less than the whole")
    span = Span.of(more).over(before).mapped(lambda value: value * 100)
    name = Text("{0}，与增加前相比", "{0}, on what there was before")
    formula = Text(f"增量 ÷ (总量 {MINUS} 增量)", f"increase ÷ (whole {MINUS} increase)")
    cautions = (*more.cautions, *level.cautions)
    return Result(span, name, formula, f"{{0}} ÷ ({{1}} {MINUS} {{0}})", cautions, PER_CENT, places=1)

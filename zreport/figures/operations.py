"""What can be derived from figures: operations, each of which makes one figure and says how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, localcontext
from functools import partial
from typing import Any, NamedTuple

import pandas as pd

from zreport.faults import ChartError
from zreport.figures import amounts, compounding
from zreport.figures.datum import Datum, Recipe, data, frame
from zreport.figures.frames import Figures
from zreport.figures.pair import Pair
from zreport.figures.row import SEVERAL, prefixes_of
from zreport.figures.spans import DeriveError, Result, Span
from zreport.figures.writing import exact, within
from zreport.language import LANGUAGES, NOTHING, Text
from zreport.tables.identifiers import whole_id

# Of what a report can state in base units: what is larger is no figure.
_MOST = 10**18
# Places beyond those of a result, where a division that comes out may leave a digit all the same.
_DUST = 12
# How the only end of a bound, or the lower one of a range, is rounded.
_OUTWARDS = dict.fromkeys(("at_least", "more_than", "range"), ROUND_FLOOR)
_OUTWARDS |= dict.fromkeys(("at_most", "less_than"), ROUND_CEILING)
_STATUS = Text("推算", "derived")
# What an operation is called that takes the first year of a period as the base.
FROM_FIRST = "_from_first"


class Operation(NamedTuple):
    """What makes figures of a measure, of how many others, and as a spreadsheet reckons it in base units."""

    make: Callable[..., Result]
    count: int
    cells: str
    fewer: int = 0


_COMPOUNDED = {
    "cumulative": Operation(compounding.grown, 1, "((1+{0}/100)^{years}-1)*100"),
    "left_over": Operation(compounding.left, 1, "(1-{0}/100)^{years}*100"),
    "annual_rate": Operation(compounding.rate_of_whole, 1, "((1+{0}/100)^(1/{years})-1)*100"),
    "relative_growth": Operation(compounding.against, 2, "(((1+{0}/100)/(1+{1}/100))^{years}-1)*100"),
    "ratio_multiple": Operation(compounding.ratio_grown, 2, "((1+{0}/100)/(1+{1}/100))^{years}"),
    "share_at_start": Operation(compounding.most_at_start, 2, "100/((1+{0}/100)/(1+{1}/100))^{years}"),
    "break_even": Operation(compounding.narrowing, 2, "((1+{0}/100)^{years}-1)/((1+{1}/100)^{years}-1)"),
}
OPERATIONS: dict[str, Operation] = {
    "gap": Operation(amounts.points_between, 2, "{1}-{0}"),
    "change": Operation(amounts.change, 2, "{1}-{0}"),
    "implied_base": Operation(amounts.start, 2, "{1}-{0}"),
    "implied_growth": Operation(amounts.growth_of_level, 2, "100/({1}/{0}-1)"),
    "relative_change": Operation(amounts.more_by, 2, "({0}/{1}-1)*100"),
    "per_year": Operation(amounts.yearly, 1, "{0}/{years}"),
    "share": Operation(amounts.part, 2, "{0}/{1}*100"),
    "share_with_rest": Operation(amounts.part_with_rest, 2, "100/(1+{1}/{0})"),
    "multiple": Operation(amounts.times, 2, "{0}/{1}"),
    "ratio": Operation(amounts.quotient, 2, "{0}/{1}"),
    **_COMPOUNDED,
    **{
        name + FROM_FIRST: each._replace(make=partial(each.make, fewer=1), fewer=1)
        for name, each in _COMPOUNDED.items()
    },
}


def of_pairs(operation: str, rows: Any, turned: bool = False) -> Figures:
    """Derive a figure from each pair, from the later and the earlier if `turned`."""
    found = _taken(Pair.taken, rows)
    sides = [(pair.after, pair.before) if turned else (pair.before, pair.after) for pair in found]
    return Figures(frame(operate(operation, *both, note=pair.note) for both, pair in zip(sides, found, strict=True)))


def of_each(operation: str, rows: Any) -> Figures:
    """Derive a figure from each row: of a frame of observations, one of its rows, or data."""
    return Figures(frame(operate(operation, figure) for figure in _figures(rows)))


def of_two(operation: str, one: Any, other: Any, assumption: Text | str | None = None) -> Figures:
    """Derive a figure from two rows; `DeriveError` if either is none, or several."""
    both = [_figures(rows) for rows in (one, other)]
    for found in both:
        if len(found) != 1:
            count = len(found)
            zh, en = f"只要一行，这里有{count}行", f"one row is wanted, not {count}"
            raise DeriveError.on(found, zh, en) if found else DeriveError(Text(zh, en))
    return Figures(frame([operate(operation, *(found[0] for found in both), note=Text.of(assumption or NOTHING))]))


def _figures(rows: Any) -> tuple[Datum, ...]:
    if isinstance(rows, pd.Series):
        rows = rows.to_frame().T.rename_axis(index="id")
    return _taken(data, (rows,) if isinstance(rows, Datum) else rows)


def _taken(take: Callable[[Any], tuple], rows: Any) -> tuple:
    try:
        return take(rows)
    except ChartError as error:
        raise DeriveError(error.words) from None


def operate(operation: str, *figures: Datum, note: Text = NOTHING) -> Datum:
    """Derive a figure by one of `OPERATIONS`; `DeriveError` if nothing follows, or if it takes another number.

    `note` is what must be said with it besides: of a comparison, or what is assumed. Bounds are rounded outwards, so
    that they hold: at most 30.103 % is at most 30.2 %, at least 4.98 % at least 4.9 %.
    """
    make, count, _, fewer = OPERATIONS[operation]
    if len(figures) != count:
        en = f"{operation} takes {count} figure(s), not {len(figures)}"
        raise DeriveError.on(figures, f"{operation} 需要{count}个数字，这里有{len(figures)}个", en)
    result = make(*figures)
    qualifier, *ends = _bounded(result.span, figures)
    if any(end is not None and abs(end) > _MOST for end in ends):
        zh, en = "结果大得不合情理，请核对数值与年份", "the result is beyond all sense; check values and years"
        raise DeriveError.on(figures, zh, en)
    ends = [None if end is None else _rounded(end, result.places + _DUST) for end in ends]
    # Where a division does not come out, the label says so; the formula is exact all the same.
    if qualifier == "exact" and _rounded(ends[0], result.places) != ends[0]:
        qualifier = "about"
    modes = _OUTWARDS.get(qualifier, ROUND_HALF_EVEN), ROUND_CEILING
    # A zero without a sign.
    low_base, high_base = (
        None if end is None else float(_rounded(end, result.places, mode)) + 0.0
        for end, mode in zip(ends, modes, strict=True)
    )
    like, unit = figures[result.like], result.unit
    if unit:
        said, factor = (result.printed, like.unit_factor) if result.printed else (unit, 1)
        like = replace(like, unit=said.zh, unit_name=said, base_unit=unit, unit_factor=factor)
    low, high = (None if end is None else float(exact(end) / like.unit_factor) for end in (low_base, high_base))
    prefixes = prefixes_of(figures)
    told = [figure.headed(prefixes) for figure in figures]
    made = replace(
        like,
        id=f"{like.id}/{operation}",
        indicator_name=_filled(_based(result.name, figures[0]) if fewer else result.name, [one.name for one in told]),
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


def _rounded(value: Decimal, places: int, mode: str = ROUND_HALF_EVEN) -> Decimal:
    with localcontext(prec=60):
        return value.quantize(Decimal(1).scaleb(-places), mode)


def _based(name: Text, figure: Datum) -> Text:
    """Say in a name, in its brackets if it ends with such, that the first year of a figure's period is the base."""
    year = figure.period[:4]
    said = Text(f"以{year}年为基期", f"base year {year}")
    if name.zh.endswith("）"):
        return Text(f"{name.zh[:-1]}；{said.zh}）", f"{name.en[:-1]}; {said.en})")
    return Text(f"{name.zh}（{said.zh}）", f"{name.en} ({said.en})")


def _filled(words: Text, parts: Sequence[Text]) -> Text:
    """Fill the gaps of words; a name that does not begin them stands inside a sentence."""
    first, *rest = [part.en for part in parts]
    if not words.en.startswith("{0}"):
        first = within(first)
    return Text(words.zh.format(*(part.zh for part in parts)), words.en.format(first, *map(within, rest)))


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

"""What a derived figure is: its value or its bounds, its formula, what it was derived from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from html import escape
from typing import Any

import pandas as pd

from zreport.faults import ChartError
from zreport.figures.datum import Datum, data, frame
from zreport.figures.derive.span import Span
from zreport.figures.pair import Pair, pairs
from zreport.figures.row import SEVERAL
from zreport.figures.writing import exact
from zreport.language import LANGUAGES, NOTHING, Text, language
from zreport.tables.identifiers import whole_id

_STATUS = Text("推算", "derived")
_HEADS = tuple(
    Text(*words)
    for words in (
        ("指标", "Indicator"),
        ("推算结果", "Derived"),
        ("公式", "Formula"),
        ("代入", "With the numbers"),
        ("须说明", "To be said"),
    )
)


class DeriveError(ChartError):
    """Nothing can be derived from these figures; says which, and why."""


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
        heads = "".join(f"<th style='text-align:left'>{escape(head[lang])}</th>" for head in _HEADS)
        rows = (
            (
                figure.name[lang],
                figure.label(lang),
                figure.formula[lang],
                figure.calculation[lang],
                "; ".join(caution[lang] for caution in figure.cautions),
            )
            for figure in data(self)
        )
        cells = ("".join(f"<td style='text-align:left'>{escape(cell)}</td>" for cell in row) for row in rows)
        body = "".join(f"<tr>{row}</tr>" for row in cells)
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def derived(*figures: Datum) -> Derived:
    """Return derived figures as a frame."""
    return Derived(frame(figures))


def taken_pairs(rows: Any) -> tuple[Pair, ...]:
    """Take what `Report.pairs` returns, or pairs."""
    if isinstance(rows, pd.DataFrame):
        return pairs(rows)
    found = tuple(rows)
    if all(isinstance(row, Pair) for row in found):
        return found
    raise DeriveError(Text("请传入 report.pairs(…) 的结果", "pass what report.pairs(…) returns"))


def taken_figures(rows: Any) -> tuple[Datum, ...]:
    """Take figures: a frame of observations, one of its rows, or data."""
    if isinstance(rows, pd.Series):
        rows = rows.to_frame().T.rename_axis(index="id")
    return data((rows,) if isinstance(rows, Datum) else rows)


def taken_one(row: Any) -> Datum:
    """Take one figure."""
    found = taken_figures(row)
    if len(found) != 1:
        named = ", ".join(figure.id for figure in found)
        raise DeriveError(
            Text(f"只要一行，这里有{len(found)}行：{named}", f"one row is wanted, not {len(found)}: {named}")
        )
    return found[0]


def refuse_unlike(figures: Sequence[Datum]) -> None:
    """Raise `DeriveError` unless all figures are of one unit."""
    if len({figure.base_unit.zh for figure in figures}) > 1:
        zh, en = (", ".join(f"{figure.id} ({figure.unit_name[lang]})" for figure in figures) for lang in LANGUAGES)
        raise DeriveError(Text(f"单位不同，不能相减或相除：{zh}", f"{en}: not of one unit, so they cannot be compared"))


def made(
    like: Datum,
    name: Text,
    span: Span,
    unit: Text,
    formula: Text,
    calculation: Callable[[str], str],
    inputs: Sequence[Datum],
    warnings: Sequence[Text] = (),
    places: int = 4,
    measure: str = "derived",
    recipe: str = "",
) -> Datum:
    """Make a derived figure of a unit, from others.

    `recipe` is the formula as a spreadsheet reckons it, with ``{0}`` for the first of `inputs`.
    """
    qualifier, value, high = _bounded(span, inputs)
    # Where a division does not come out, the label says so; the formula is exact all the same.
    if qualifier == "exact" and round(value, places) != value:
        qualifier = "about"
    # A zero without a sign.
    rounded, upper = (None if end is None else float(round(end, places)) + 0.0 for end in (value, high))
    result = replace(
        like,
        id=f"{like.id}/{measure}",
        indicator_name=name,
        scope=NOTHING,
        prefix=NOTHING,
        measure=measure,
        measure_name=_STATUS,
        status="derived",
        status_name=_STATUS,
        value=rounded,
        value_high=upper,
        unit=unit.zh,
        unit_name=unit,
        unit_factor=1,
        value_base=rounded,
        value_high_base=upper,
        base_unit=unit,
        qualifier=qualifier,
        commitment="",
        cautions=tuple(dict.fromkeys(warnings)),
        formula=formula,
        calculation=Text(calculation("zh"), calculation("en")),
        inputs=tuple(figure.id for figure in inputs),
        recipe=f"ROUND({recipe},{places})" if recipe else "",
        quote=" / ".join(dict.fromkeys(figure.quote for figure in inputs)),
    )
    return _of_several(result, inputs) if len({figure.report for figure in inputs}) > 1 else result


def _bounded(span: Span, inputs: Sequence[Datum]) -> tuple[str, Decimal, Decimal | None]:
    """Return qualifier, value and the upper end of a range, for what may lie in a span."""
    low, high = span.low, span.high
    if low is None and high is None:
        named = ", ".join(figure.id for figure in inputs)
        raise DeriveError(
            Text(
                f"{named}：上下限使结果两头都不确定，无法推算",
                f"{named}: these bounds leave the result open on both sides, so nothing can be said",
            )
        )
    if low is not None and high is not None:
        about = any(figure.qualifier == "about" for figure in inputs)
        return ("about" if about else "exact", low, None) if low == high else ("range", low, high)
    if low is None:
        return "at_most", high, None
    strict = any(figure.qualifier == "more_than" for figure in inputs)
    return ("more_than" if strict else "at_least"), low, None


def _of_several(figure: Datum, inputs: Sequence[Datum]) -> Datum:
    """Say of which reports a figure was derived."""
    reports = SEVERAL.join(dict.fromkeys(one.report for one in inputs))

    def joined(field: str) -> Text:
        return Text("、", "; ").join(list(dict.fromkeys(getattr(one, field) for one in inputs)))

    return replace(
        figure,
        id=whole_id(figure.id.partition(":")[2], reports),
        report=reports,
        delivered=SEVERAL.join(dict.fromkeys(one.delivered for one in inputs)),
        **{field: joined(field) for field in ("place", "source", "section", "chapter")},
    )


def in_unit_of(like: Datum, figure: Datum) -> Datum:
    """Write a derived figure in the unit of another."""
    factor, high = like.unit_factor, figure.value_high_base
    return replace(
        figure,
        value=float(exact(figure.value_base) / factor),
        value_high=None if high is None else float(exact(high) / factor),
        unit=like.unit,
        unit_name=like.unit_name,
        unit_factor=factor,
    )

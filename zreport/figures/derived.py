"""What a derived figure is: its value or its bounds, its formula, what it was derived from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from html import escape
from typing import Any, Self

import pandas as pd

from zreport.faults import ChartError
from zreport.figures.datum import Datum, data, frame
from zreport.figures.pair import PASS_PAIRS, Pair, pairs
from zreport.figures.row import SEVERAL, prefixes_of
from zreport.figures.writing import exact
from zreport.language import LANGUAGES, NOTHING, Text, language
from zreport.tables.identifiers import whole_id

_STATUS = Text("推算", "derived")
_HEADS = (
    Text("指标", "Indicator"),
    Text("推算结果", "Derived"),
    Text("公式", "Formula"),
    Text("代入", "With the numbers"),
    Text("须说明", "To be said"),
)


class DeriveError(ChartError):
    """Nothing can be derived from these figures; says which, and why."""

    @classmethod
    def on(cls, figures: Sequence[Datum], zh: str, en: str) -> Self:
        """Make one that begins with the identifiers of the figures."""
        named = ", ".join(figure.id for figure in figures)
        return cls(Text(f"{named}：{zh}", f"{named}: {en}"))


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
        rows = [("th", [head[lang] for head in _HEADS])]
        for figure in data(self):
            cautions = "; ".join(caution[lang] for caution in figure.cautions)
            words = [figure.name[lang], figure.label(lang), figure.formula[lang], figure.calculation[lang], cautions]
            rows.append(("td", words))
        head, *body = (
            "".join(f"<{cell} style='text-align:left'>{escape(word)}</{cell}>" for word in words)
            for cell, words in rows
        )
        body = "".join(f"<tr>{row}</tr>" for row in body)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def derived(*figures: Datum) -> Derived:
    """Return derived figures as a frame."""
    return Derived(frame(figures))


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
        return Span(_quotient(self.low, other.high, other.low), _quotient(self.high, other.low, other.high))

    @property
    def positive(self) -> bool:
        """Whether it may be divided by: neither zero nor below it."""
        return (self.low is None or self.low >= 0) and (self.high is None or self.high > 0)


def _quotient(end: Decimal | None, divisor: Decimal | None, if_negative: Decimal | None) -> Decimal | None:
    """Divide an end of a span by that end of another which takes it furthest; None where that is open."""
    if not end:
        return end
    by = divisor if end > 0 else if_negative
    return end / by if by else None


def taken_pairs(rows: Any) -> tuple[Pair, ...]:
    """Take what `Report.pairs` returns, or pairs."""
    found = pairs(rows) if isinstance(rows, pd.DataFrame) else tuple(rows)
    if not all(isinstance(row, Pair) for row in found):
        raise DeriveError(PASS_PAIRS)
    return found


def taken_figures(rows: Any) -> tuple[Datum, ...]:
    """Take figures: a frame of observations, one of its rows, or data."""
    if isinstance(rows, pd.Series):
        rows = rows.to_frame().T.rename_axis(index="id")
    return data((rows,) if isinstance(rows, Datum) else rows)


def taken_one(row: Any) -> Datum:
    """Take one figure."""
    found = taken_figures(row)
    if len(found) != 1:
        count, named = len(found), ", ".join(figure.id for figure in found)
        raise DeriveError(Text(f"只要一行，这里有{count}行：{named}", f"one row is wanted, not {count}: {named}"))
    return found[0]


def refuse_unlike(*figures: Datum) -> None:
    """Raise `DeriveError` unless all figures are of one unit."""
    if len({figure.base_unit.zh for figure in figures}) > 1:
        zh, en = (", ".join(f"{figure.id} ({figure.unit_name[lang]})" for figure in figures) for lang in LANGUAGES)
        raise DeriveError(Text(f"单位不同，不能相减或相除：{zh}", f"{en}: not of one unit, so they cannot be compared"))


def made(
    like: Datum,
    inputs: Sequence[Datum],
    span: Span,
    *,
    measure: str,
    name: Text,
    formula: Text,
    calculation: str,
    recipe: str,
    warnings: Sequence[Text] = (),
    unit: Text | None = None,
    places: int = 4,
) -> Datum:
    """Make a derived figure of a unit, or of that of `like`, which gives all that is not said here.

    ``{0}`` and ``{1}`` stand for the inputs: in `name` for their names, in `calculation` for their labels,
    and in `recipe`, the formula as a spreadsheet reckons it, for their cells.
    """
    qualifier, value, high = _bounded(span, inputs)
    # Where a division does not come out, the label says so; the formula is exact all the same.
    if qualifier == "exact" and round(value, places) != value:
        qualifier = "about"
    # A zero without a sign.
    low_base, high_base = (None if end is None else float(round(end, places)) + 0.0 for end in (value, high))
    if unit:
        like = replace(like, unit=unit.zh, unit_name=unit, base_unit=unit, unit_factor=1)
    low, high = (None if end is None else float(exact(end) / like.unit_factor) for end in (low_base, high_base))
    prefixes = prefixes_of(inputs)
    told = [one.headed(prefixes) for one in inputs]
    result = replace(
        like,
        id=f"{like.id}/{measure}",
        indicator_name=_filled(name, [one.name for one in told]),
        scope=NOTHING,
        prefix=NOTHING,
        measure=measure,
        measure_name=_STATUS,
        status="derived",
        status_name=_STATUS,
        value=low,
        value_high=high,
        value_base=low_base,
        value_high_base=high_base,
        qualifier=qualifier,
        commitment="",
        cautions=tuple(dict.fromkeys(warning for warning in warnings if warning != NOTHING)),
        formula=formula,
        calculation=_filled(Text.of(calculation), [Text(*map(one.label, LANGUAGES)) for one in told]),
        inputs=tuple(one.id for one in inputs),
        recipe=f"ROUND({recipe},{places})",
        quote=" / ".join(dict.fromkeys(one.quote for one in inputs)),
    )
    return _of_several(result, inputs) if len({one.report for one in inputs}) > 1 else result


def _filled(words: Text, parts: Sequence[Text]) -> Text:
    return Text(*(words[lang].format(*(part[lang] for part in parts)) for lang in LANGUAGES))


def _bounded(span: Span, inputs: Sequence[Datum]) -> tuple[str, Decimal, Decimal | None]:
    """Return qualifier, value and the upper end of a range, for what may lie in a span."""
    low, high = span.low, span.high
    qualifiers = {figure.qualifier for figure in inputs}
    if low is None and high is None:
        en = "these bounds leave the result open on both sides, so nothing can be said"
        raise DeriveError.on(inputs, "上下限使结果两头都不确定，无法推算", en)
    if low is None:
        return "at_most", high, None
    if high is None:
        return "more_than" if "more_than" in qualifiers else "at_least", low, None
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

"""What a derived figure is: its value or its bounds, its formula, what it was derived from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from html import escape

import pandas as pd

from zreport.faults import ChartError
from zreport.figures.datum import Datum
from zreport.language import Text, language

STATUS = "derived"
STATUS_NAME = Text("推算", "derived")


class DeriveError(ChartError):
    """Nothing can be derived from these figures; says which, and why."""


class Derived(tuple):
    """Derived figures, shown as a table; a tuple of `Datum`."""

    def frame(self, lang: str | None = None) -> pd.DataFrame:
        """Return the figures as a DataFrame: name, value as written, formula, numbers, warnings.

        Examples
        --------
        >>> import zreport as zr
        >>> pairs = zr.load().pairs("target_for", grade="high")
        >>> zr.derive.gap(pairs).frame("en").iloc[0].tolist()[1:4]
        ['+1.3 pp', 'second − first', '5% − 3.7%']
        """
        lang = language(lang)
        heads = (
            ("指标", "推算结果", "公式", "代入", "须说明")
            if lang == "zh"
            else ("Indicator", "Derived", "Formula", "With the numbers", "To be said")
        )
        rows = [
            (
                figure.name[lang],
                figure.label(lang),
                figure.formula[lang],
                figure.symbols[lang],
                "; ".join(caution[lang] for caution in figure.cautions),
            )
            for figure in self
        ]
        return pd.DataFrame(rows, columns=heads)

    def __repr__(self) -> str:
        lang = language()
        lines = []
        for figure in self:
            said = f"{figure.name[lang]}: {figure.label(lang)} = {figure.symbols[lang]}"
            lines.append(said + "".join(f"; {caution[lang]}" for caution in figure.cautions))
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        frame = self.frame()
        heads = "".join(f"<th style='text-align:left'>{escape(head)}</th>" for head in frame.columns)
        rows = "".join(
            "<tr>" + "".join(f"<td style='text-align:left'>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in frame.itertuples(index=False)
        )
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


@dataclass(frozen=True)
class Span:
    """Where a value may lie: both ends, None where it is open."""

    low: Decimal | None
    high: Decimal | None

    @classmethod
    def of(cls, figure: Datum, base: bool = False) -> Span:
        """Return where a figure may lie, in its unit or in its base unit."""
        value = exact(figure.value_base if base else figure.value)
        if figure.qualifier in ("exact", "about"):
            return cls(value, value)
        if figure.qualifier == "range":
            return cls(value, exact(figure.value_high_base if base else figure.value_high))
        return cls(value, None) if figure.bound == "up" else cls(None, value)

    def mapped(self, function: Callable[[Decimal], Decimal]) -> Span:
        """Apply a function that rises."""
        return Span(*(None if end is None else function(end) for end in (self.low, self.high)))


def exact(value: float) -> Decimal:
    """Return the decimal that a number is written as."""
    return Decimal(repr(float(value)))


def made(
    like: Datum,
    name: Text,
    span: Span,
    unit: Text,
    formula: Text,
    symbols: Callable[[str], str],
    inputs: Sequence[Datum],
    warnings: Sequence[Text] = (),
    places: int = 4,
    factor: int = 1,
    measure: str = "derived",
    recipe: str = "",
) -> Datum:
    """Make a derived figure; `unit` is its base unit, of which its own is `factor`.

    `recipe` is the formula as a spreadsheet reckons it, with ``{0}`` for the first of `inputs`.
    """
    low, high = span.low, span.high
    if low is None and high is None:
        raise DeriveError(
            f"{', '.join(figure.id for figure in inputs)}: these bounds leave the result open on both "
            "sides, so nothing can be said / 上下限使结果两头都不确定，无法推算"
        )
    if low is not None and low == high:
        qualifier, value, other = "exact", low, None
        if any(figure.qualifier == "about" for figure in inputs):
            qualifier = "about"
    elif low is not None and high is not None:
        qualifier, value, other = "range", low, high
    else:
        strict = any(figure.qualifier == "more_than" for figure in inputs)
        qualifier = ("more_than" if strict else "at_least") if low is not None else "at_most"
        value, other = (low if low is not None else high), None
    rounded = [None if end is None else round(end, places) for end in (value, other)]
    ends = [None if end is None else float(end) for end in rounded]
    # Where a division does not come out, the label says so; the formula is exact all the same.
    if qualifier == "exact" and rounded[0] != value:
        qualifier = "about"
    return replace(
        like,
        id=f"{like.id}/{measure}",
        indicator=like.indicator,
        name=name,
        measure=measure,
        measure_name=STATUS_NAME,
        status=STATUS,
        status_name=STATUS_NAME,
        value=ends[0] / factor if factor != 1 else ends[0],
        value_high=None if ends[1] is None else ends[1] / factor,
        unit=unit.zh,
        unit_name=unit,
        unit_factor=factor,
        value_base=ends[0],
        value_high_base=ends[1],
        base_unit=unit,
        qualifier=qualifier,
        commitment="",
        cautions=tuple(dict.fromkeys(warnings)),
        formula=formula,
        symbols=Text(symbols("zh"), symbols("en")),
        inputs=tuple(figure.id for figure in inputs),
        recipe=f"ROUND({recipe},{places})" if recipe else "",
        quote=" / ".join(dict.fromkeys(figure.quote for figure in inputs)),
    )

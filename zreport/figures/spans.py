"""Where a value may lie, and what follows from figures: a span, and how it is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, Self

from zreport.faults import ChartError
from zreport.figures.datum import Datum
from zreport.figures.writing import exact
from zreport.language import LANGUAGES, Text

PER_CENT, TIMES = Text.of("%"), Text("倍", "times")


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
    unit: Text | None = (
        None  # in base units; without one, that of the figure `like`, which gives all that is not said here
    )
    places: int = 4
    like: int = 0
    printed: Text | None = None  # the unit with the 万 or 亿 of that figure, where the value is written in it


def refuse_unlike(*figures: Datum) -> None:
    """Raise `DeriveError` unless all figures are of one unit."""
    if len({figure.base_unit.zh for figure in figures}) > 1:
        zh, en = (", ".join(f"{figure.id} ({figure.unit_name[lang]})" for figure in figures) for lang in LANGUAGES)
        raise DeriveError(Text(f"单位不同，不能相减或相除：{zh}", f"{en}: not of one unit, so they cannot be compared"))


def refuse_unless_positive(figure: Datum) -> None:
    """Raise `DeriveError` for a figure by which nothing can be divided."""
    if not Span.of(figure).positive:
        label = Text(*map(figure.label, LANGUAGES))
        en = f"what is divided by must be above zero, and it is {label.en}"
        raise DeriveError.on((figure,), f"除数须大于零，而它是{label.zh}", en)

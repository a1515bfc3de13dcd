"""Where a value may lie, and what follows for a difference and a quotient."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from zreport.figures.datum import Datum
from zreport.figures.writing import exact


@dataclass(frozen=True)
class Span:
    """Where a value may lie: both ends, None where it is open."""

    low: Decimal | None
    high: Decimal | None

    @classmethod
    def of(cls, figure: Datum, base: bool = False) -> Span:
        """Return where a figure may lie, in its unit or in its base unit."""
        value = exact(figure.value_base if base else figure.value)
        if figure.qualifier == "range":
            return cls(value, exact(figure.value_high_base if base else figure.value_high))
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
    if end is None:
        return None
    if not end:
        return end
    by = divisor if end > 0 else if_negative
    return end / by if by else None

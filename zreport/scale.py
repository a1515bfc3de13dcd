"""Axes: round ticks from zero, and places on a page."""

from __future__ import annotations

import math
from dataclasses import dataclass

_STEPS = (1, 2, 2.5, 5, 10)


def ticks(highest: float, count: int = 5) -> list[float]:
    """Return round ticks from zero to at least `highest`, about `count` steps of them.

    Examples
    --------
    >>> ticks(14)
    [0.0, 5.0, 10.0, 15.0]
    """
    if highest <= 0:
        return [0.0, 1.0]
    rough = highest / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in _STEPS if factor * power >= rough * (1 - 1e-9))
    steps = math.ceil(highest / step - 1e-9)
    return [round(step * i, 10) for i in range(steps + 1)]


@dataclass(frozen=True)
class Scale:
    """Map values to places.

    Examples
    --------
    >>> Scale(0, 10, 100, 200)(5)
    150.0
    """

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of a value."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

"""Axes: round ticks, zero among them."""

from __future__ import annotations

import math

_STEPS = (1, 2, 2.5, 5, 10)


def ticks(highest: float, count: int = 5, lowest: float = 0.0) -> list[float]:
    """Return round ticks from zero, or from below `lowest` if that is less, to at least `highest`.

    Parameters
    ----------
    count : int
        About how many steps there are.

    Examples
    --------
    >>> ticks(14)
    [0.0, 5.0, 10.0, 15.0]
    >>> ticks(1.3, 4, lowest=-0.9)
    [-1.0, 0.0, 1.0, 2.0]
    """
    highest, lowest = max(highest, 0.0), min(lowest, 0.0)
    if highest == lowest:
        return [0.0, 1.0]
    rough = (highest - lowest) / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in _STEPS if factor * power >= rough * (1 - 1e-9))
    first, last = math.floor(lowest / step + 1e-9), math.ceil(highest / step - 1e-9)
    return [round(step * place, 10) + 0.0 for place in range(first, last + 1)]

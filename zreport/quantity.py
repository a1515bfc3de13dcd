"""Read a quantity from the words that state it.

The reader knows nothing of the row that it will be compared with: it turns ``5500余万元`` into a
value, a unit and a qualifier by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％，", "0123456789.%,")
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"

_CUT = re.compile(r"[0-9][.,]?$")


class Unreadable(ValueError):
    """The words are not a quantity in any known unit."""


@dataclass(frozen=True)
class Quantity:
    """A value with its unit and bound.

    Attributes
    ----------
    value : Decimal
        As printed, in `unit`; the lower end of a range.
    value_high : Decimal or None
        The upper end of a range.
    unit : str
    qualifier : str
        ``exact``, ``at_least``, ``at_most``, ``more_than``, ``about`` or ``range``.
    """

    value: Decimal
    value_high: Decimal | None
    unit: str
    qualifier: str


class Reader:
    """Reads quantities in known units.

    Parameters
    ----------
    units : iterable of str
    before, after : mapping of str to str
        Words that bound a figure, standing before or after it, and the qualifier that they mean.

    Examples
    --------
    >>> reader = Reader(["%", "万元"], {"超过": "more_than"}, {"以上": "at_least", "余": "more_than"})
    >>> reader.read("45%以上")
    Quantity(value=Decimal('45'), value_high=None, unit='%', qualifier='at_least')
    >>> reader.read("5500余万元").qualifier
    'more_than'
    """

    def __init__(self, units: Iterable[str], before: Mapping[str, str], after: Mapping[str, str]):
        self._units = tuple(units)
        self._before, self._after = dict(before), dict(after)
        unit, ahead, behind = _any(self._units), _any(before), _any(after)
        self._shape = re.compile(
            rf"(?P<ahead>{ahead})?第?(?P<low>{_NUMBER})(?P<low_unit>{unit})?"
            rf"(?:(?:至|到|-|—|~|～)(?P<high>{_NUMBER}))?"
            rf"(?P<middle>{behind})?(?P<unit>{unit})?(?P<behind>{behind})?"
        )
        # 约 is no bound in 节约 or 签约, nor 近 in 附近.
        self._ends_with_bound = re.compile(rf"(?<![节制条公签合预集附最邻])(?:{ahead})$")
        self._starts_with_bound = re.compile(rf"(?:{behind})")
        self._inside_unit = re.compile(rf"([万亿]+)({behind})(?=.)")

    def read(self, words: str, before: str = "", after: str = "") -> Quantity:
        """Read the quantity that `words` state.

        Parameters
        ----------
        words : str
            The marked figure.
        before, after : str
            The words next to it, in which a bound may stand.

        Raises
        ------
        Unreadable
            If the whole of `words` is not one quantity in a known unit, or only a part of one that
            goes on in the words next to it.
        """
        plain = self._inside_unit.sub(r"\2\1", words.translate(_FULL_WIDTH))
        match = self._shape.fullmatch(plain)
        if not match or _CUT.search(before.translate(_FULL_WIDTH)):
            raise Unreadable(words)
        unit, low_unit, high = match["unit"], match["low_unit"], match["high"]
        named = {unit, low_unit} - {None}
        if len(named) != 1 or (low_unit and not high and unit) or self._goes_on(*named, after):
            raise Unreadable(words)
        bounds = {self._before.get(match["ahead"])} | {
            self._after.get(match[group]) for group in ("middle", "behind")
        }
        if outside := self._ends_with_bound.search(before):
            bounds.add(self._before[outside[0]])
        if outside := self._starts_with_bound.match(after):
            bounds.add(self._after[outside[0]])
        bounds.discard(None)
        low, top = _decimal(match["low"]), _decimal(high) if high else None
        if high:
            bounds.add("range")
        if len(bounds) > 1 or (top is not None and top < low):
            raise Unreadable(words)
        return Quantity(low, top, *named, bounds.pop() if bounds else "exact")

    def _goes_on(self, unit: str, after: str) -> bool:
        """Whether a longer known unit stands in the text: 人次 where 人 is marked."""
        return any(
            longer.startswith(unit) and longer != unit and after.startswith(longer[len(unit) :])
            for longer in self._units
        )


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _any(words: Iterable[str]) -> str:
    ordered = sorted((word for word in words if word), key=len, reverse=True)
    return "|".join(re.escape(word) for word in ordered) or r"(?!)"

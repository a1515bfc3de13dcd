"""Read a quantity from the words that state it.

The reader knows nothing of the row that it will be compared with: it turns ``5500余万元`` into a
value, a unit and a qualifier by itself.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％，（）", "0123456789.%,()")
_ARABIC = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
CHINESE = "零〇一二两三四五六七八九十百千万亿"
# 1万6千 and 三千二百 as well. As short as may be, so that a unit takes the 万 before it: 三千二百 万元.
_NUMBER = rf"(?:{_ARABIC})(?:[{CHINESE}][0-9{CHINESE}]*?)??|[{CHINESE}]+?(?:点[{CHINESE}]+?)?"
_ROUGH = re.compile(r"[一二两三四五六七八九]{2}")  # 三五个: some three to five

# A mark that begins in the middle of a numeral: the last sign before it, and its first.
_CUT = re.compile(rf"(?:[0-9][.,]?\|[0-9]|[{CHINESE}]\|[{CHINESE}])")
_PARTS = {"百": "%", "千": "‰"}
_FRACTION = re.compile(rf"([{CHINESE}]+?)分之((?:{_ARABIC})|[{CHINESE}]+(?:点[{CHINESE}]+)?)")
# 1.11万失业人员: what the people are stands between the number and their unit.
_PERSONS = re.compile(rf"(?<=[0-9{CHINESE}])[^0-9{CHINESE}%,、]{{1,4}}人员$")
# What may stand between a bound and its figure: 至少有一个, 超过了30万人.
_VERBS = "(?:了|有|为|达到?|至|到|配备|实现|完成|建成)?"


def decimal(cell: str) -> Decimal | None:
    """Return the number in a cell; None if it is empty or no number."""
    try:
        value = Decimal(cell)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


class Unreadable(ValueError):
    """The words are not a quantity in any known unit."""


@dataclass(frozen=True)
class Quantity:
    """A value as printed, in its unit; of a range the lower end, with the upper one; and its qualifier."""

    value: Decimal
    value_high: Decimal | None
    unit: str
    qualifier: str


class Reader:
    """Reads quantities in known units.

    `before` and `after` are the words that bound a figure on either side, with the qualifier that they
    mean; `wordings` those that state a quantity without a numeral.

    Examples
    --------
    >>> reader = Reader(["%", "万元"], {"超过": "more_than"}, {"以上": "at_least", "余": "more_than"})
    >>> reader.read("5500余万元")
    Quantity(value=Decimal('5500'), value_high=None, unit='万元', qualifier='more_than')
    """

    def __init__(
        self,
        units: Iterable[str],
        before: Mapping[str, str],
        after: Mapping[str, str],
        wordings: Mapping[str, Quantity] | None = None,
    ):
        self._units = tuple(units)
        # What makes a longer unit of each: the 次 of 人次, where 人 is marked.
        self._longer = {
            unit: tuple(one[len(unit) :] for one in self._units if one.startswith(unit) and one != unit)
            for unit in self._units
        }
        self._before, self._after = dict(before), dict(after)
        self._wordings = dict(wordings or {})
        unit, ahead, behind = _any(self._units), _any(before), _any(after)
        self._shape = re.compile(
            rf"(?:(?P<ahead>{ahead}){_VERBS})?第?(?P<low>{_NUMBER})(?P<low_unit>{unit})?"
            rf"(?:(?:至|到|-|—|~|～)(?P<high>{_NUMBER}))?"
            rf"(?P<middle>{behind})?(?P<unit>{unit})?(?P<behind>{behind})?"
        )
        # A bound governs what 和 joins to its figure: 至少配备一所学校和一所幼儿园.
        joined = rf"(?:(?:{_NUMBER})(?:{unit})[^,，;；。、]{{0,12}}[和及与])?"
        # 约 is no bound in 节约 or 签约, nor 近 in 附近.
        self._ends_with_bound = re.compile(rf"(?<![节制条公签合预集附最邻])(?P<bound>{ahead}){_VERBS}{joined}$")
        self._starts_with_bound = re.compile(behind)
        self._inside_unit = re.compile(rf"([万亿]+)({behind})(?=.)")
        self._counted = re.compile(rf"(?<![0-9{CHINESE}])[{CHINESE}]+(?:点[{CHINESE}]+)?(?:{unit})")
        self._worded = re.compile(_any(self._wordings))

    def read(self, words: str, before: str = "", after: str = "") -> Quantity:
        """Read the quantity that `words` state, with a bound in the words before or after them.

        `Unreadable` if they are not one quantity in a known unit, or a part of one that goes on outside.
        """
        if words in self._wordings:
            return self._wordings[words]
        plain, before = words.translate(_FULL_WIDTH), before.translate(_FULL_WIDTH)
        # “1+16+142”: a sum of items, printed without a unit.
        if "+" in before[-1:] + after[:1] and re.fullmatch(_ARABIC, plain):
            return Quantity(_value(plain), None, "个", "exact")
        plain = _PERSONS.sub("人", _FRACTION.sub(_fraction, plain))
        match = self._shape.fullmatch(self._inside_unit.sub(r"\2\1", plain))
        if not match or _CUT.search(f"{before[-2:]}|{plain[:1]}"):
            raise Unreadable(words)
        unit, low_unit, high = match["unit"], match["low_unit"], match["high"]
        named = {unit, low_unit} - {None}
        if len(named) != 1 or (low_unit and not high and unit) or after.startswith(self._longer[min(named)]):
            raise Unreadable(words)
        bounds = {self._after.get(match[group]) for group in ("middle", "behind")} | {self._before.get(match["ahead"])}
        if outside := self._ends_with_bound.search(before):
            bounds.add(self._before[outside["bound"]])
        if outside := self._starts_with_bound.match(after):
            bounds.add(self._after[outside[0]])
        bounds.discard(None)
        low, unit = self._scaled(match["low"], named.pop())
        top = self._scaled(high, unit)[0] if high else None
        if high:
            bounds.add("range")
        if len(bounds) > 1 or (top is not None and top < low):
            raise Unreadable(words)
        return Quantity(low, top, unit, bounds.pop() if bounds else "exact")

    def unnumbered(self, text: str) -> list[tuple[int, int]]:
        """Find the quantities that a text states without Arabic digits: numerals before a unit (四条), and wordings."""
        return sorted(found.span() for shape in (self._counted, self._worded) for found in shape.finditer(text))

    def _scaled(self, numeral: str, unit: str) -> tuple[Decimal, str]:
        """Value and unit; in 1亿3千多万元 the 万 belongs to the numeral, which has a scale already."""
        if unit[0] in "万亿" and unit[1:] in self._units and re.search("[万亿]", numeral):
            numeral, unit = numeral + unit[0], unit[1:]
        return _value(numeral), unit


def _fraction(match: re.Match) -> str:
    whole, part = match.groups()
    return part + _PARTS.get(whole, f"{whole}分之一")


def _value(numeral: str) -> Decimal:
    if re.fullmatch(_ARABIC, numeral):
        return Decimal(numeral.replace(",", ""))
    if _ROUGH.search(numeral):
        raise Unreadable(numeral)
    # Imported here, as few figures are in Chinese numerals.
    from cn2an import cn2an

    try:
        return Decimal(str(cn2an(numeral.replace(",", ""), "smart")))
    except ValueError:
        raise Unreadable(numeral) from None


def _any(words: Iterable[str]) -> str:
    ordered = sorted((word for word in words if word), key=len, reverse=True)
    return "|".join(re.escape(word) for word in ordered) or r"(?!)"

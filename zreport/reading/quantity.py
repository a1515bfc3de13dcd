"""Read a quantity from the words that state it.

The reader knows nothing of the row that it will be compared with: it turns ``5500余万元`` into a
value, a unit and a qualifier by itself.
"""

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from zreport.reading.folding import signs

_ARABIC = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
CHINESE = "零〇一二两三四五六七八九十廿百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
# 1万6千 and 三千二百 as well. As short as may be, so that a unit takes the 万 before it: 三千二百 万元.
_NUMBER = rf"(?:{_ARABIC})(?:[{CHINESE}][0-9{CHINESE}]*?)??|[{CHINESE}]+?(?:点[{CHINESE}]+?)?|半"
_DIGITS, _DIGIT, _MYRIADS = re.compile(_ARABIC), re.compile("[0-9]"), re.compile("[万亿]")
_ROUGH = re.compile(r"[一二两三四五六七八九]{2}")  # 三五个: some three to five

# 数 and 几 stand for digits that are not said; in 人数 and 总数 they do not.
SOME = "(?:(?<![人户个件次总参指系分岁多少基倍函计])数|几)"
# A mark that begins inside a numeral or a range, or after a sign: what stands before it, and how it begins.
_CUT = re.compile(
    rf"(?:[0-9][.,]?|[^\n-]-|[^\n]~|负|[0-9%‰万亿]—{{1,2}}|[0-9]至|分之)\|[0-9{CHINESE}]|[{CHINESE}半]\|[{CHINESE}]|{SOME}\|[十百千万亿]"
    r"|(?<![以规线网路向身])上\|[百千万亿]"
)
_CUTS = frozenset(f"0123456789.,-~负%‰—至之半数几上+{CHINESE}")
# What stands after one that ends inside a range or a numeral: 5%|-6%, 两个|半小时.
_GOES_ON = re.compile(rf"[-~—][0-9{CHINESE}]|半")
_PARTS = {"百": "%", "千": "‰"}
_FRACTION = re.compile(rf"([{CHINESE}]+?)分之((?:{_ARABIC})|[{CHINESE}]+(?:点[{CHINESE}]+)?)")
# 翻一番 is twice as much, 翻两番 four times.
_DOUBLED = re.compile(rf"翻了?(?P<ahead>.{{0,2}}?)(?P<times>[{CHINESE}]|[0-9])?番")
# 1.11万失业人员: what the people are stands between the number and their unit.
_PERSONS = re.compile(rf"(?<=[0-9{CHINESE}])[^0-9{CHINESE}%,、]{{1,4}}人员$")
# 多 is said of its own figure alone.
SURPLUS = frozenset("余多")
# What joins two figures, and what says that they are told of one thing after another.
JOINTS, EACH = frozenset("、和及与"), re.compile("分别[^,，;；。\n]*$")
_AND_A_HALF = re.compile("([一二两三四五六七八九十]+)倍半$")
# 增长-2.3%, 分别增长5%、-2.3%, 增速为负2.3%: a fall, of which the measure says the direction. After other words the
# sign may be a dash, and a population's rate of growth has one without being the fall of anything.
FALLING = (
    r"(?P<grows>(?:(?<!自然)增长(?!率)|(?<!自然)(?<!人口)增长率|增[速幅]|涨幅|上涨|[同环]比)[^0-9，,。;、:%\n-]{0,6})"
    r"(?P<listed>(?:-?[0-9]+(?:\.[0-9]+)?%[、和与及])*)(?<![降减跌少低落缩担肩抱自欠不])[负-]"
)
_FALLING, _SIGNS, _SHARE = re.compile(f"{FALLING}$"), ("-", "负"), re.compile(r"[0-9]+(?:\.[0-9]+)?%(?![至到~—-])")
# What may stand between a bound and its figure: 至少有一个, 超过了30万人.
_VERBS = "(?:了|有|为|达到?|至|到|配备|实现|完成|建成|引[入进]|新[增建]|培育|打造|创建)?"


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
        self._wordings = {signs(words): quantity for words, quantity in (wordings or {}).items()}
        unit, ahead, behind = one_of(self._units), one_of(before), one_of(after)
        self._shape = re.compile(
            rf"(?:(?P<ahead>{ahead}){_VERBS})?(?P<reach>上(?=[百千万亿]))?第?"
            rf"(?P<low>{_NUMBER})(?P<low_unit>{unit})?(?:(?:至|到|—{{1,2}}|[-~])(?P<high>{_NUMBER}))?"
            rf"(?P<middle>{behind})?(?P<unit>{unit})?(?P<behind>{behind})?"
        )
        self._worded = re.compile(
            rf"(?:(?P<ahead>{ahead}){_VERBS})?(?P<words>{one_of(self._wordings)})(?P<behind>{behind})?"
        )
        # A bound governs what 和 joins to its figure: 至少配备一所学校和一所幼儿园.
        # So it does for all of a list: 接连突破7万亿元、8万亿元、9万亿元.
        one = rf"(?:{_NUMBER})(?:{unit})"
        joined = rf"(?:{one}、){{0,3}}(?:{one}(?:[^,，;；。、]{{0,12}}[和及与]|、))?"
        # 约 is no bound in 节约 or 签约, nor 近 in 附近.
        self._ends_with_bound = re.compile(rf"(?<![节制条公签合预集附最邻])(?P<bound>{ahead}){_VERBS}{joined}$")
        # What all of these begin with is found at once, and mostly missing.
        self._may_be_bound = re.compile(one_of({word[0] for word in before if word}))
        self._opens_with_bound, self._starts_with_bound = re.compile(f"(?:{ahead})?"), re.compile(behind)
        # 分别控制在6%、4%以内: what bounds the last of a list bounds them all.
        self._list_bound = re.compile(
            rf"(?:[、和及与](?:{_NUMBER})(?:{unit})){{0,4}}?[、和及与](?:{_NUMBER})(?P<unit>{unit})"
            rf"(?P<bound>{one_of(word for word in after if word not in SURPLUS)})"
        )
        self._inside_unit = re.compile(rf"([万亿]+)({behind})(?=.)")
        # What may stand next to a quantity and belong to it; most that does stands nowhere near.
        longer = {word[0] for words in self._longer.values() for word in words if word}
        self._goes_on = frozenset("+-~—半") | longer | {word[0] for word in after if word}

    def read(self, words: str, before: str = "", after: str = "") -> Quantity:
        """Read the quantity that `words` state, with a bound in the words before or after them.

        `Unreadable` if they are not one quantity in a known unit, or a part of one that goes on outside.
        """
        return self.read_folded(signs(words), signs(before), signs(after))

    def read_folded(self, plain: str, before: str, after: str) -> Quantity:
        """Read the quantity that words of a folded text state."""
        sign = self._opens_with_bound.match(plain).end()
        if plain.startswith(_SIGNS, sign) and falls(before + plain, len(before) + sign + 1):
            plain = plain[:sign] + plain[sign + 1 :]
        if after[:1] in JOINTS and EACH.search(before):
            return self.read_alone(plain, before, after)
        # Of what stands around only what can matter, so that 8% is read once for all places that are alike.
        if not self._may_be_bound.search(before):
            before = before[-3:] if before[-1:] in _CUTS else ""
        return _read_once(self, plain, before, after if after[:1] in self._goes_on else "")

    def read_alone(self, words: str, before: str, after: str) -> Quantity:
        """Read a quantity of plain signs, with no more around it than can matter."""
        if match := self._worded.fullmatch(words):
            said = self._wordings[match["words"]]
            bound = self._bound(words, match, before, after, said.qualifier)
            return Quantity(said.value, said.value_high, said.unit, bound)
        if match := _DOUBLED.fullmatch(words):
            return self._doubled(words, match, before, after)
        # “1+16+142”: a sum of items, printed without a unit.
        if "+" in before[-1:] + after[:1] and _DIGITS.fullmatch(words):
            return Quantity(_value(words), None, "个", "exact")
        plain = _FRACTION.sub(_fraction, words) if "分之" in words else words
        plain = _PERSONS.sub("人", plain) if plain.endswith("人员") else plain
        plain = _AND_A_HALF.sub(r"\1点五倍", plain) if plain.endswith("倍半") else plain
        match = self._shape.fullmatch(self._inside_unit.sub(r"\2\1", plain) if _MYRIADS.search(plain) else plain)
        if not match or _CUT.search(f"{before[-3:]}|{plain[:1]}") or _GOES_ON.match(after):
            raise Unreadable(words)
        unit, low_unit, high = match["unit"], match["low_unit"], match["high"]
        named = {unit, low_unit} - {None}
        if len(named) != 1 or (low_unit and not high and unit) or after.startswith(self._longer[min(named)]):
            raise Unreadable(words)
        printed = named.pop()
        # 30万至40万亩: each end has its scale, which the unit says again.
        whole = match["low"].removesuffix(printed[0]) if high and not match["low_unit"] else match["low"]
        low, unit = self._scaled(whole, printed)
        top, same = self._scaled(high, printed) if high else (None, unit)
        if unit != same or (top is not None and top < low):
            raise Unreadable(words)
        bound = self._bound(words, match, before, after, "range" if high else "at_least" if match["reach"] else "exact")
        return Quantity(low, top, unit, bound)

    def _bound(self, words: str, match: re.Match, before: str, after: str, own: str) -> str:
        """The one bound that stands in a quantity or beside it; `Unreadable` if there are two."""
        parts = match.groupdict()
        bounds = {self._after.get(parts.get(group)) for group in ("middle", "behind")}
        bounds |= {own if own != "exact" else None, self._before.get(parts["ahead"])}
        if self._may_be_bound.search(before) and (outside := self._ends_with_bound.search(before)):
            bounds.add(self._before[outside["bound"]])
        if outside := self._starts_with_bound.match(after):
            bounds.add(self._after[outside[0]])
        elif EACH.search(before) and (last := self._list_bound.match(after)) and last["unit"] in parts.values():
            bounds.add(self._after[last["bound"]])
        bounds.discard(None)
        if len(bounds) > 1:
            raise Unreadable(words)
        return bounds.pop() if bounds else "exact"

    def _doubled(self, words: str, match: re.Match, before: str, after: str) -> Quantity:
        if "倍" not in self._units or (match["ahead"] and match["ahead"] not in self._before):
            raise Unreadable(words)
        times = 2 ** _value(match["times"] or "一")
        return Quantity(Decimal(times), None, "倍", self._bound(words, match, before, after, "exact"))

    def _scaled(self, numeral: str, unit: str) -> tuple[Decimal, str]:
        """Value and unit; in 1亿3千多万元 the 万 belongs to the numeral, which has a scale already.

        In words alone the last scale stays with the unit: 三亿零二百万吨 is 30200 万吨.
        """
        if not (unit[0] in "万亿" and unit[1:] in self._units and _MYRIADS.search(numeral)):
            return _value(numeral), unit
        value = _value(numeral + unit[0])
        return (value, unit[1:]) if _DIGIT.search(numeral) else (value / (10**4 if unit[0] == "万" else 10**8), unit)


@functools.lru_cache(65536)
def _read_once(reader: Reader, words: str, before: str, after: str) -> Quantity:
    return reader.read_alone(words, before, after)


def _fraction(match: re.Match) -> str:
    whole, part = match.groups()
    return part + _PARTS.get(whole, f"{whole}分之一")


def _value(numeral: str) -> Decimal:
    if _DIGITS.fullmatch(numeral):
        return Decimal(numeral.replace(",", ""))
    if numeral == "半":
        return Decimal("0.5")
    if numeral[0] in "百千万亿":
        numeral = f"一{numeral}"
    # 一点二六 is no guess, as 二六 alone would be.
    if _ROUGH.search(numeral.partition("点")[0]):
        raise Unreadable(numeral)
    # Imported here, as few figures are in Chinese numerals.
    from cn2an import cn2an

    try:
        return Decimal(str(cn2an(numeral.replace(",", ""), "smart")))
    except (ValueError, LookupError):
        raise Unreadable(numeral) from None


def falls(text: str, place: int) -> bool:
    """Whether the number at a place is a growth below zero, with its sign before it."""
    if not text.startswith(_SIGNS, place - 1) or not _SHARE.match(text, place):
        return False
    return _FALLING.search(text[max(0, place - 24) : place]) is not None


def one_of(words: Iterable[str]) -> str:
    """Return a pattern of which each of some words is a match, the longest first; of none, nothing is."""
    ordered = sorted((word for word in words if word), key=len, reverse=True)
    return "|".join(re.escape(word) for word in ordered) or r"(?!)"

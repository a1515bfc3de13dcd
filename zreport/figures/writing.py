"""How figures are written: numbers, units, differences and periods, in both languages."""

from collections.abc import Sequence
from decimal import Decimal

from zreport.language import Text, language

THIN = "\N{THIN SPACE}"
MINUS = "\N{MINUS SIGN}"


def exact(value: float) -> Decimal:
    """Return the decimal that a number is written as, without binary dust."""
    return Decimal(repr(float(value)))


def written_number(value: float) -> str:
    """Write a number as printed: no binary dust, thousands apart, a real minus sign.

    >>> written_number(-1234.5)
    '−1,234.5'
    """
    return f"{exact(value).normalize() + 0:,f}".replace("-", MINUS)


def written_quantity(value: float, unit: str, value_base: float, base_unit: Text, measure: str, lang: str) -> str:
    """Write a value with its unit: as printed in Chinese, in millions and billions in English.

    >>> written_quantity(149.8, "亿元", 1.498e10, Text("元", "yuan"), "total", "en")
    '14.98 billion yuan'
    >>> written_quantity(60, "名", 60, Text("名", "place"), "rank", "zh")
    '第60名'
    >>> written_quantity(60, "名", 60, Text("名", "place"), "rank", "en")
    '60th'
    >>> written_quantity(1, "所", 1, Text("所", "schools"), "total", "en")
    '1 school'
    """
    if unit in ("%", "‰"):
        return written_number(value) + unit
    if measure == "rank":
        return f"第{written_number(value)}{unit}" if lang == "zh" else ordinal(value)
    if lang == "zh":
        return f"{written_number(value)}{THIN}{unit}"
    for scale, word in ((10**9, "billion"), (10**6, "million")):
        if abs(value_base) >= scale:
            return f"{written_number(float(exact(value_base) / scale))} {word} {base_unit.en}"
    return f"{written_number(value_base)} {counted(value_base, base_unit.en)}"


def ordinal(value: float) -> str:
    """Write a place in an order in English.

    >>> [ordinal(place) for place in (1, 22, 13, 60)]
    ['1st', '22nd', '13th', '60th']
    """
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return written_number(value) + ending


def within(words: str) -> str:
    """Return an English name as it stands inside a sentence: small, unless it is an acronym, or a place begins it.

    >>> within("Local fiscal revenue"), within("GDP"), within("Daqing: Local fiscal revenue")
    ('local fiscal revenue', 'GDP', 'Daqing: Local fiscal revenue')
    """
    return words[:1].lower() + words[1:] if words[1:2].islower() and ": " not in words else words


def except_for(names: Sequence[str], remark: str) -> str:
    """Say in English what holds for all but some.

    >>> except_for(["Fixed-asset investment", "GDP"], "The report does not say why")
    'Except for fixed-asset investment and GDP, the report does not say why'
    """
    *most, last = map(within, names)
    but = f"Except for {', '.join(most)} and {last}" if most else f"Except for {last}"
    begins = remark.startswith(("The ", "A ", "An "))
    return f"{but}, {remark[0].lower()}{remark[1:]}" if begins else f"{but}: {remark}"


def counted(value: float, words: str) -> str:
    """Return an English unit, which is a plural, in the singular where there is one of it.

    >>> counted(1, "leading industries"), counted(2, "days")
    ('leading industry', 'days')
    """
    if value != 1:
        return words
    if words == "people":
        return "person"
    return words.removesuffix("ies") + "y" if words.endswith("ies") else words.removesuffix("s")


def written_points(difference: float, lang: str | None = None) -> str:
    """Write a difference of percentages, which is in percentage points, with its sign.

    >>> written_points(-0.9, "zh")
    '−0.9个百分点'
    """
    return written_change(difference) + ("个百分点" if language(lang) == "zh" else " pp")


def written_change(difference: float) -> str:
    """Write a difference with its sign.

    >>> written_change(1.3), written_change(0)
    ('+1.3', '0')
    """
    return ("+" if difference > 0 else "") + written_number(difference)


def written_period(iso: str, lang: str | None = None) -> str:
    """Write an ISO 8601 year or interval of years.

    >>> written_period("2016/2020", "en")
    '2016–2020'
    """
    return iso.replace("/", "—") + "年" if language(lang) == "zh" else iso.replace("/", "–")

"""One figure as a chart carries it: value, bound, names, provenance; and how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from zreport.faults import ChartError
from zreport.language import NOTHING, Text, language
from zreport.tables.identifiers import observation_id

SYMBOLS = {"at_least": "≥", "at_most": "≤", "more_than": ">", "about": "≈"}
SIGNED = ("gap", "change")
THIN = "\N{THIN SPACE}"
MINUS = "\N{MINUS SIGN}"
_NEEDED = """
indicator name_zh name_en measure measure_zh measure_en period status status_zh status_en
value value_high unit unit_en unit_factor value_base value_high_base unit_base unit_base_en
qualifier commitment scope scope_en sector sector_zh sector_en quote caution_zh caution_en section_zh section_en chapter_zh
chapter_en report source_zh source_en
""".split()  # noqa: SIM905


@dataclass(frozen=True)
class Datum:
    """A figure of a report with all that a chart needs to say about it.

    Attributes
    ----------
    id : str
        The identifier of the observation.
    name, measure_name, status_name : Text
    value, value_high : float
        As printed, in `unit`; `value_high` is None unless the report gives a range.
    unit_name : Text
        The unit as printed, with 万 or 亿 in words.
    unit_factor : int
        How many base units a unit is.
    value_base, value_high_base : float
        In `base_unit`.
    qualifier : str
        ``exact``, ``at_least``, ``at_most``, ``more_than``, ``about`` or ``range``.
    quote : str
        The report's words with the figure between 【 and 】.
    cautions : tuple of Text
    sector_name, section, chapter, source : Text
    formula : Text
        How a derived figure was reached, in words; empty for one that the report states.
    symbols : Text
        The same with the numbers.
    inputs : tuple of str
        The observations that it was derived from.
    recipe : str
        The formula as a spreadsheet reckons it, in base units, with ``{0}``, ``{1}`` for the inputs.
    """

    id: str
    indicator: str
    name: Text
    measure: str
    measure_name: Text
    period: str
    status: str
    status_name: Text
    value: float
    value_high: float | None
    unit: str
    unit_name: Text
    unit_factor: int
    value_base: float
    value_high_base: float | None
    base_unit: Text
    qualifier: str
    commitment: str
    scope: str
    sector: str
    sector_name: Text
    quote: str
    cautions: tuple[Text, ...]
    section: Text
    chapter: Text
    report: str
    source: Text
    formula: Text = NOTHING
    symbols: Text = NOTHING
    inputs: tuple[str, ...] = ()
    recipe: str = ""

    def label(self, lang: str | None = None) -> str:
        """Write the figure with its bound and unit.

        Examples
        --------
        >>> import zreport
        >>> row = zreport.load().select(indicator="documents_and_meetings")
        >>> data(row)[0].label("zh")
        '≥45%'
        """
        lang = language(lang)
        number = quantity(self.value, self.unit, self.value_base, self.base_unit, self.measure, lang)
        if self.measure in SIGNED and self.value > 0:
            number = f"+{number}"
        if self.qualifier == "range":
            high = quantity(self.value_high, self.unit, self.value_high_base, self.base_unit, self.measure, lang)
            return f"{number}–{high}"
        return SYMBOLS.get(self.qualifier, "") + number

    def when(self, lang: str | None = None) -> str:
        """Write the period, or what is known of it for one side of 从…到….

        Examples
        --------
        >>> import zreport
        >>> data(zreport.load().select(indicator="gdp"))[0].when("zh")
        '2016—2020年'
        """
        return period(self.period, lang)

    @property
    def bound(self) -> str:
        """``up`` if the true value may be higher, ``down`` if lower, else an empty string."""
        return {"at_least": "up", "more_than": "up", "at_most": "down"}.get(self.qualifier, "")

    @property
    def years(self) -> int:
        """How many years the period covers."""
        return int(self.period[-4:]) - int(self.period[:4]) + 1

    @property
    def words(self) -> str:
        """The quote without the marks."""
        return self.quote.replace("【", "").replace("】", "")


def data(rows: pd.DataFrame | Iterable[Datum]) -> tuple[Datum, ...]:
    """Turn rows of `Report.observations` into data for a chart.

    Raises
    ------
    ChartError
        If there are no rows, or a column that a chart needs is missing.
    """
    if not isinstance(rows, pd.DataFrame):
        found = tuple(rows) if isinstance(rows, Iterable) else (rows,)
        if not all(isinstance(item, Datum) for item in found):
            raise ChartError("a chart takes rows of report.observations / 图表只接受 report.observations 的行")
        return found
    if missing := [column for column in _NEEDED if column not in rows.columns]:
        raise ChartError(
            f"the rows lack the columns {', '.join(missing)}; pass whole rows of report.observations "
            f"/ 缺少这些列，请传入 report.observations 的完整行"
        )
    return tuple(
        Datum(
            id=observation_id(row),
            indicator=row["indicator"],
            name=_name(row),
            measure=row["measure"],
            measure_name=Text(row["measure_zh"], row["measure_en"]),
            period=row["period"],
            status=row["status"],
            status_name=Text(row["status_zh"], row["status_en"]),
            value=float(row["value"]),
            value_high=_optional(row["value_high"]),
            unit=row["unit"],
            unit_name=Text(row["unit"], row["unit_en"]),
            unit_factor=int(row["unit_factor"]),
            value_base=float(row["value_base"]),
            value_high_base=_optional(row["value_high_base"]),
            base_unit=Text(row["unit_base"], row["unit_base_en"]),
            qualifier=row["qualifier"],
            commitment=row["commitment"],
            scope=row["scope"],
            sector=row["sector"],
            sector_name=Text(row["sector_zh"], row["sector_en"]),
            quote=row["quote"],
            cautions=tuple(
                Text(zh, en)
                for zh, en in zip(row["caution_zh"].split("\n"), row["caution_en"].split("\n"), strict=True)
                if zh
            ),
            section=Text(row["section_zh"], row["section_en"]),
            chapter=Text(row["chapter_zh"], row["chapter_en"]),
            report=row["report"],
            source=Text(row["source_zh"], row["source_en"]),
        )
        for _, row in rows.iterrows()
    )


def _name(row: pd.Series) -> Text:
    """Name the indicator, and the scope where that tells rows apart."""
    scope = row["scope"]
    if not scope:
        return Text(row["name_zh"], row["name_en"])
    return Text(f"{row['name_zh']}：{scope}", f"{row['name_en']}: {row['scope_en']}")


def _optional(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def number(value: float) -> str:
    """Write a number as printed: no binary dust, thousands apart, a real minus sign.

    Examples
    --------
    >>> number(-1234.5)
    '−1,234.5'
    """
    return _written(Decimal(repr(float(value))))


def _written(value: Decimal) -> str:
    return f"{value.normalize() + 0:,f}".replace("-", MINUS)


def quantity(value: float, unit: str, value_base: float, base_unit: Text, measure: str, lang: str) -> str:
    """Write a value with its unit: as printed in Chinese, in millions and billions in English.

    Examples
    --------
    >>> quantity(149.8, "亿元", 1.498e10, Text("元", "yuan"), "total", "en")
    '14.98 billion yuan'
    >>> quantity(60, "名", 60, Text("名", "place"), "rank", "zh")
    '第60名'
    >>> quantity(1, "所", 1, Text("所", "schools"), "total", "en")
    '1 school'
    """
    if unit in ("%", "‰"):
        return number(value) + unit
    if measure == "rank":
        return f"第{number(value)}{unit}" if lang == "zh" else f"No. {number(value)}"
    if lang == "zh":
        return f"{number(value)}{THIN}{unit}"
    for scale, word in ((10**9, "billion"), (10**6, "million")):
        if abs(value_base) >= scale:
            exact = Decimal(repr(float(value_base))) / scale
            return f"{_written(exact)} {word} {base_unit.en}"
    return f"{number(value_base)} {counted(value_base, base_unit.en)}"


def counted(value: float, words: str) -> str:
    """Return an English unit, which is a plural, in the singular where there is one of it.

    Examples
    --------
    >>> counted(1, "leading industries"), counted(2, "days")
    ('leading industry', 'days')
    """
    if value != 1:
        return words
    if words == "people":
        return "person"
    return re.sub(r"ies$", "y", words) if words.endswith("ies") else words.removesuffix("s")


def points(difference: float, lang: str | None = None) -> str:
    """Write a difference of percentages, which is in percentage points, with its sign.

    Examples
    --------
    >>> points(-0.9, "zh")
    '−0.9个百分点'
    """
    sign = "+" if difference > 0 else ""
    unit = "个百分点" if language(lang) == "zh" else " pp"
    return f"{sign}{number(difference)}{unit}"


def period(iso: str, lang: str | None = None) -> str:
    """Write an ISO 8601 year or interval of years.

    Examples
    --------
    >>> period("2016/2020", "en")
    '2016–2020'
    """
    if language(lang) == "zh":
        return iso.replace("/", "—") + "年"
    return iso.replace("/", "–")


def datum(content: Datum | dict) -> Datum:
    """Make a figure from its JSON form."""
    if isinstance(content, Datum):
        return content
    texts = {
        "name",
        "measure_name",
        "status_name",
        "base_unit",
        "sector_name",
        "section",
        "chapter",
        "source",
        "unit_name",
        "formula",
        "symbols",
    }
    decoded = {key: Text(**value) if key in texts else value for key, value in content.items()}
    decoded["inputs"] = tuple(content["inputs"])
    decoded["cautions"] = tuple(Text(**caution) for caution in content["cautions"])
    return Datum(**decoded)

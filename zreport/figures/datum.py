"""One figure as a chart carries it: value, bound, names, provenance."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar

import pandas as pd

from zreport.faults import ChartError
from zreport.figures.row import Form, Row, Sectored, made_of, to_frame, words_in
from zreport.figures.writing import THIN, written_period, written_quantity
from zreport.language import LANGUAGES, NOTHING, Text, language
from zreport.reading.quote import with_marks
from zreport.tables.identifiers import observation_id
from zreport.tables.vocabulary import vocabulary


@dataclass(frozen=True)
class Recipe:
    """How a figure was derived, as data: one of `zreport.figures.operations.OPERATIONS` and all that it takes.

    Attributes
    ----------
    operation : str
    figures : tuple of Datum
        What it was derived from.
    note : Text
        What must be said with it: of the comparison, or what is assumed.
    places : int
        Decimal places of the result.
    """

    operation: str
    figures: tuple[Datum, ...]
    note: Text
    places: int

    @classmethod
    def stored(cls, content: Mapping[str, Any] | None) -> Recipe | None:
        """Make one from its JSON form."""
        if content is None:
            return None
        figures = tuple(map(Datum.stored, content["figures"]))
        return cls(content["operation"], figures, Text.of(content["note"]), content["places"])

    @classmethod
    def read(cls, cell: Any) -> Recipe | None:
        """Make one from the cell of a frame, which holds the JSON form."""
        words = words_in(cell)
        try:
            return cls.stored(json.loads(words) if words else None)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            en = "the column recipe is not what zr.derive wrote; derive the figures anew"
            raise ChartError(Text("recipe 列不是 zr.derive 所写；请重新推算", en)) from None


_UNQUALIFIED = Text("：qualifier 没有 {}；可选：{}", ": there is no qualifier {}; choose from {}")
_RECIPE = Form(
    Recipe.read, lambda recipe: (json.dumps(asdict(recipe), ensure_ascii=False) if recipe else "",), Recipe.stored
)


@dataclass(frozen=True, kw_only=True)
class Datum(Row, Sectored):
    """A figure of a report with all that a chart needs to say about it.

    Attributes
    ----------
    value, value_high : float
        As printed, in `unit`; `value_high` is None unless the report gives a range.
    unit_name : Text
        The unit as printed, with 万 or 亿 in words.
    unit_factor : int
        How many base units a unit is.
    value_base, value_high_base : float
        In `base_unit`.
    qualifier : str
        ``exact``, ``range``, or another of the vocabulary's.
    quote : str
        The report's words with the figure between 【 and 】.
    formula, calculation : Text
        How a derived figure was reached, in words and with the numbers; empty for one that the report states.
    inputs : tuple of str
        The identifiers of what it was derived from.
    recipe : Recipe, optional
        How it was derived, so that it can be derived again.
    """

    table: ClassVar[str] = "observations"

    id: str = field(metadata=made_of())
    indicator: str
    indicator_name: Text = field(metadata=made_of("name_zh", "name_en"))
    measure: str
    measure_name: Text
    period: str
    status: str
    status_name: Text
    value: float
    value_high: float | None
    unit: str
    unit_name: Text = field(metadata=made_of("unit", "unit_en"))
    unit_factor: int
    value_base: float
    value_high_base: float | None
    base_unit: Text = field(metadata=made_of("unit_base", "unit_base_en"))
    qualifier: str
    commitment: str
    scope: Text = field(metadata=made_of("scope", "scope_en"))
    quote: str
    cautions: tuple[Text, ...] = field(metadata=made_of("caution_zh", "caution_en"))
    formula: Text = NOTHING
    calculation: Text = NOTHING
    inputs: tuple[str, ...] = ()
    recipe: Recipe | None = field(default=None, metadata=made_of("recipe", form=_RECIPE))

    @classmethod
    def of(cls, cells: Mapping[str, Any], **more: Any) -> Datum:
        """Make one from the cells of a row; only a derived figure has its identifier from there."""
        given, report = words_in(cells.get("id")), cells["report"]
        derived = words_in(cells.get("inputs")) and given.startswith(f"{report}:")
        return super().of(cells, id=given if derived else observation_id(cells, report), **more)

    @functools.cached_property
    def name(self) -> Text:
        """The indicator, and the scope where that tells rows apart; the place, where a chart has several."""
        return self.called(self.name_alone)

    @property
    def name_alone(self) -> Text:
        """The indicator, and the scope where there is one."""
        return Text("：", ": ").join([self.indicator_name, self.scope]) if self.scope.zh else self.indicator_name

    def label(self, lang: str | None = None) -> str:
        """Write the figure with its bound and unit.

        >>> import zreport
        >>> row = zreport.load().select(indicator="documents_and_meetings")
        >>> data(row)[0].label("zh")
        '≥45%'
        """
        lang = language(lang)

        def written(value: float, base: float) -> str:
            return written_quantity(value, self.unit, base, self.base_unit, self.measure, lang)

        number = written(self.value, self.value_base)
        if self.measure in ("gap", "change") and self.value > 0:
            number = f"+{number}"
        if self.qualifier == "range":
            return f"{number}–{written(self.value_high, self.value_high_base)}"
        return self.symbol + number

    def when(self, lang: str | None = None) -> str:
        """Write the period, or what is known of it for one side of 从…到…."""
        return written_period(self.period, lang)

    @property
    def told(self) -> Text:
        """What it says, in one line, without the thin blanks of charts, which other programs break lines at.

        >>> import zreport
        >>> data(zreport.load().select(indicator="gdp", status="target"))[0].told.en
        'GDP (growth, 2021, target): 5%'
        """
        names = (self.name, self.measure_name, self.status_name)
        zh, en = (
            (*(one[lang] for one in names), self.when(lang), self.label(lang).replace(THIN, blank))
            for lang, blank in zip(LANGUAGES, ("", " "), strict=True)
        )
        return Text("{0}（{1}，{3}，{2}）：{4}".format(*zh), "{0} ({1}, {3}, {2}): {4}".format(*en))

    def meant_by(self, names: Iterable[str]) -> bool:
        """Whether one of the names is the indicator's, or the figure's own with or without its report."""
        return not {self.indicator, self.id, self.id.partition(":")[2]}.isdisjoint(names)

    @property
    def symbol(self) -> str:
        """The sign of the qualifier, such as ``≥``; empty if there is none."""
        return self._qualified["symbol"]

    @property
    def bound(self) -> str:
        """``up`` if the true value may be higher, ``down`` if lower, else an empty string."""
        return self._qualified["bound"]

    @property
    def _qualified(self) -> Mapping[str, str]:
        known = vocabulary("qualifiers")
        if self.qualifier not in known:
            zh, en = (f"{self.id}{said}".format(self.qualifier, ", ".join(known)) for said in _UNQUALIFIED.both)
            raise ChartError(Text(zh, en))
        return known[self.qualifier]

    @property
    def years(self) -> int:
        """How many years the period covers; none, if it is not known."""
        return int(self.period[-4:]) - int(self.period[:4]) + 1 if self.period else 0

    @property
    def words(self) -> str:
        """The quote without the marks."""
        return with_marks(self.quote, "", "")


def data(rows: pd.DataFrame | Iterable[Datum]) -> tuple[Datum, ...]:
    """Turn rows of `Report.observations` into data for a chart; `ChartError` if these are none, or lack a column."""
    return Datum.taken(rows)


def frame(figures: Iterable[Datum]) -> pd.DataFrame:
    """Turn data into rows as of `Report.observations`, with what derived figures have besides.

    The columns are those that charts need, and ``formula_zh``, ``formula_en``, ``calculation_zh``,
    ``calculation_en``, ``inputs`` (identifiers, with ``; `` between them) and ``recipe`` (JSON); the index is the
    identifier.

    >>> import zreport
    >>> targets = data(zreport.load().select(measure="growth"))
    >>> data(frame(targets)) == targets
    True
    """
    figures = tuple(figures)
    names = pd.Index([figure.id for figure in figures], name="id", dtype="str")
    return to_frame(Datum, figures).set_index(names)

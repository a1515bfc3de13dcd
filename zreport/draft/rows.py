"""Propose a row for each figure of a text, and say of each other number why it is none."""

import datetime
import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher

from zreport.draft.doubts import doubts_of
from zreport.draft.names import Indicator, Names
from zreport.language import Text
from zreport.reading.document import Document, Rows
from zreport.reading.folding import bare, fold
from zreport.reading.naming import Named, without_lead
from zreport.reading.scan import Number
from zreport.reading.whole import Whole, read_whole
from zreport.tables.csv_table import csv_of

ROW_COLUMNS = ("start", "end", "surface", "is_indicator", "reason", "indicator_zh", "value", "value_high", "unit")
ROW_COLUMNS += ("qualifier", "measure", "period", "status", "commitment", "scope", "unsure", "indicator", "doubt")
_LONGEST_SCOPE = 120  # signs
_PAIRS = ("“”", "()", "《》", "[]")
_CLAUSES = re.compile("[，、；：,;:]")
# What a figure is called that no words name.
_UNNAMED = "未命名指标"


@dataclass(frozen=True)
class DraftRow:
    """A proposed row: where its figure stands in the text as delivered and as read, and what it says.

    Values are in base units; a row that is no indicator has a reason and nothing else.
    """

    start: int
    end: int
    surface: str
    reason: str = ""
    indicator: str = ""
    indicator_zh: str = ""
    value: Decimal | None = None
    value_high: Decimal | None = None
    unit: str = ""
    qualifier: str = ""
    measure: str = ""
    period: str = ""
    status: str = ""
    commitment: str = ""
    scope: str = ""
    doubt: Text | None = None
    named: Named | None = None
    place: tuple[int, int] = (0, 0)

    def cells(self, lang: str) -> dict[str, str]:
        """Return the row as it is written."""
        cells = {
            key: str(getattr(self, key)) for key in ROW_COLUMNS if isinstance(getattr(self, key, None), (str, int))
        }
        cells |= {"value": plain_decimal(self.value), "value_high": plain_decimal(self.value_high)}
        doubt = self.doubt[lang] if self.doubt else ""
        return cells | {"is_indicator": str(int(not self.reason)), "unsure": str(int(bool(doubt))), "doubt": doubt}


def plain_decimal(value: Decimal | None) -> str:
    """Return a number without an exponent and without zeros that say nothing."""
    if value is None:
        return ""
    words = f"{value:f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


@dataclass(frozen=True)
class Proposal:
    """The rows proposed for a text, the indicators that they need by key, and what was read."""

    document: Document
    whole: Whole
    rows: list[DraftRow]
    indicators: dict[str, Indicator]

    def without(self, lines: Collection[str]) -> "Proposal":
        """Return the proposal with no figure in some lines, which are no part of the report."""
        text, off = self.document.text, set(map(bare, lines))

        def line(row: DraftRow) -> str:
            stop = text.find("\n", row.place[0])
            return bare(text[text.rfind("\n", 0, row.place[0]) + 1 : stop if stop >= 0 else len(text)])

        rows = [
            DraftRow(row.start, row.end, row.surface, "furniture", place=row.place) if line(row) in off else row
            for row in self.rows
        ]
        return replace(self, rows=rows) if lines else self

    def csv(self, lang: str) -> str:
        """Return the rows as CSV, in the columns of `ROW_COLUMNS`."""
        return csv_of((row.cells(lang) for row in self.rows), ROW_COLUMNS)


def propose(text: str, delivered: datetime.date, vocabulary: Mapping[str, Rows]) -> Proposal:
    r"""Propose rows for a text delivered on a day, in the units and with the names of a vocabulary.

    Parameters
    ----------
    text : str
        The words of the report, as delivered.
    delivered : datetime.date
        The day on which it was read: what 去年 and 今年 mean follows from it.
    vocabulary : dict
        The rows of each table of the vocabulary by their keys: units, qualifiers, indicators, sectors.

    Examples
    --------
    >>> from zreport.tables.package import shared_vocabulary
    >>> words = "一、2021年工作回顾\n全年地区生产总值增长8.1%。"
    >>> proposal = propose(words, datetime.date(2022, 1, 26), shared_vocabulary())
    >>> [(row.surface, row.indicator, row.period, row.status) for row in proposal.rows if not row.reason]
    [('8.1%', 'gdp', '2021', 'achieved')]
    """
    folded = fold(text)
    document = Document(folded.text, vocabulary=vocabulary, folded=folded)
    whole = read_whole(document, delivered)
    names = Names(document.rows("indicators"), document.rows("sectors"))
    rows = [_none(text, document, number) for number in whole.numbers if number.reason]
    said = [(named, named.name or _UNNAMED) for named in whole.figures]
    found = [(names.indicator(name, named.spoken.number.unit), name) for named, name in said]
    indicators = {indicator.key: indicator for indicator, _ in found}
    called = _called(found)
    figures = [(named, indicator.known) for named, (indicator, _) in zip(whole.figures, found, strict=True)]
    doubts = doubts_of(figures, document.text, whole.glossary)
    for named, (indicator, _), doubt in zip(whole.figures, found, doubts, strict=True):
        rows.append(_figure(text, document, named, indicator, called[indicator.key], doubt))
    rows.sort(key=lambda row: (row.start, row.end))
    return Proposal(document, whole, _told_apart(document, rows), indicators)


def _called(found: Iterable[tuple[Indicator, str]]) -> dict[str, str]:
    """One name for each indicator: of those read, what is nearest to the vocabulary's, else what is read most often."""
    read: dict[str, Counter] = {}
    of = {}
    for indicator, name in found:
        read.setdefault(indicator.key, Counter())[name] += 1
        of[indicator.key] = indicator

    def likeness(indicator: Indicator, name: str) -> float:
        return SequenceMatcher(None, indicator.name_zh, name).ratio() if indicator.known else 0.0

    return {
        key: max(names, key=lambda name, key=key, names=names: (likeness(of[key], name), names[name]))
        if len(names) > 1
        else next(iter(names))
        for key, names in read.items()
    }


def _none(text: str, document: Document, number: Number) -> DraftRow:
    start, end = document.delivered(number.start, number.end)
    return DraftRow(start, end, text[start:end], number.reason, place=(number.start, number.end))


def _figure(
    text: str, document: Document, named: Named, indicator: Indicator, name: str, doubt: Text | None
) -> DraftRow:
    spoken, number = named.spoken, named.spoken.number
    start, end = document.delivered(number.start, number.end)
    tenths = 10 if number.printed == "成" else 1
    value, high = (None if one is None else one * tenths for one in (number.value, number.high))
    return DraftRow(
        start,
        end,
        text[start:end],
        "",
        indicator.key,
        name,
        value,
        high,
        "%" if tenths > 1 else number.unit,
        number.qualifier,
        spoken.measure,
        spoken.period,
        spoken.status,
        spoken.commitment,
        doubt=doubt,
        named=named,
        place=(number.start, number.end),
    )


def _told_apart(document: Document, rows: Iterable[DraftRow]) -> list[DraftRow]:
    """Give rows that are alike in all else a scope each: words that stand before the figure in its sentence."""
    rows, made, taken = list(rows), [], set()
    alike = Counter((row.indicator, row.measure, row.period, row.status) for row in rows if not row.reason)
    for row in rows:
        key = (row.indicator, row.measure, row.period, row.status)
        if row.named and alike[key] > 1:
            spoken, start = row.named.spoken, row.place[0]
            told = scopes(document.text, spoken.sentence[0], spoken.before, start)
            told = itertools.chain(told, (f"{row.surface}{at}" for at in itertools.count(len(made))))
            row = replace(row, scope=next(one for one in told if (key, one) not in taken))
            taken.add((key, row.scope))
        made.append(row)
    return made


def scopes(text: str, first: int, own: int, start: int) -> Iterator[str]:
    """Words that may tell a figure at a place apart: the first of its own, more, all, and what stands before them.

    Its sentence begins at `first`, its own words at `own`. Words that are cut off within quotes come last.
    """
    words, before = without_lead(text[own:start]), text[max(first, start - _LONGEST_SCOPE) : start].strip()
    ahead = [words[:length] for length in (6, 10, 16, len(words)) if 2 <= length <= len(words)]
    parts = [one for one in reversed(_CLAUSES.split(before)) if len(one) > 3]
    told = [*ahead, *parts, *(before[-length:] for length in range(4, len(before) + 1, 2)), before]
    trimmed = [one.strip("、，,:：;；的在将") for one in told]
    yield from (one for one in trimmed if len(one) > 1 and all(one.count(a) == one.count(b) for a, b in _PAIRS))
    yield from (one for one in told if one)

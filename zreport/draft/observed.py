"""The figures and the headings of a proposal as tables have them: a draft of one report, and a scan of thousands."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from zreport.draft.rows import DraftRow, Proposal
from zreport.language import Text
from zreport.reading.document import Document
from zreport.reading.folding import find
from zreport.reading.headings import openings
from zreport.reading.quantity import Unreadable
from zreport.reading.times import whole_years
from zreport.reading.whole import vocabulary_measure
from zreport.tables.csv_table import SURE

# Money of a year, and no stock.
_FLOW = re.compile(
    "(?:收入|产值|增加值|投资|支出|税收|税|销售额|交易额|营收|消费|利润|投入|零售额|零售总额|出口总?[值额]|进口总?[值额]|外资|产量)$"
)
_INSTEAD = {"level": ("total", "per_unit"), "total": ("level", "per_unit"), "per_unit": ("total", "level")}
_STANDS = re.compile("[为到在]了?$")
_MOST_GROWTH = 50  # %
_NO_GROWTH = re.compile("完成|占|进度|的$")
MONTHS = "只说了其中几个月（{}），不是全年", "of some months only ({}), not of the year"
AVERAGE = "年均数要有起止年份，这里只有{}", "an average over years, but only {} is given"
AFTER_MARK = 12  # signs of a quote after its mark, where a list says what a figure is
_HEAD_ENDS, _LONGEST_TITLE = re.compile("[。！!；;：:\n]"), 40


class Observed(NamedTuple):
    """A figure as observations.csv has it: value, upper end, unit and bound as printed, measure and years.

    `alone` says whether it can be read without the list that it stands in; else its value is in the base unit.
    """

    row: DraftRow
    value: Decimal
    high: Decimal | None
    unit: str
    qualifier: str
    measure: str
    period: str
    doubts: tuple[Text, ...]
    alone: bool

    def doubt(self, lang: str) -> str:
        """Return what the rule is unsure of; never empty, as nobody has looked at the row."""
        return Text("；", "; ")[lang].join(one[lang] for one in self.doubts) if self.doubts else SURE


def observed(proposal: Proposal) -> Iterator[Observed]:
    """Return the figures of a proposal that have a unit, in order."""
    document = proposal.document
    for row in proposal.rows:
        if row.reason or not row.unit:
            continue
        doubts, years = (row.doubt,) if row.doubt else (), whole_years(row.period)
        if years != row.period:
            doubts += (Text(*(words.format(row.period) for words in MONTHS)),)
        try:
            read = document.quantity(*row.place)
            printed, alone = (read.value, read.value_high, read.unit, read.qualifier), True
        except Unreadable:
            # Only the list says what it is.
            number = row.named.spoken.number
            # Of a fall the value is as printed: the measure says the direction.
            printed, alone = (abs(number.value), number.high, number.unit, number.qualifier), False
        measure = _measure(document, row)
        if measure.startswith("average_") and "/" not in years:
            doubts += (Text(*(words.format(years) for words in AVERAGE)),)
        yield Observed(row, *printed, measure, years, doubts, alone)


class Heading(NamedTuple):
    """A row of sections.csv, and where its section begins."""

    start: int
    section: str
    parent: str
    title_zh: str
    starts_with: str
    period: str
    status: str


def headings(proposal: Proposal) -> Iterator[Heading]:
    """Return each heading, and each paragraph with which the time spoken of changes, in order."""
    text = proposal.document.text
    opened, first = dict(openings(text)), True
    above: dict[int, str] = {}
    counts: dict[str, int] = {}
    before = ("", "", False)
    for part in proposal.whole.parts:
        start = part.start + len(text[part.start : part.end]) - len(text[part.start : part.end].lstrip())
        speaks = (part.period, part.status, part.kind == "problems")
        if start not in opened and part.level not in (1, 2) and speaks == before and not first:
            continue
        if (words := _opening(text, start)) is None:
            continue
        before, first = speaks, False
        level = part.level or (3 if above else 1)
        above = {depth: key for depth, key in above.items() if depth < level}
        kind = "opening" if part.kind == "head" else part.kind
        counts[kind] = counts.get(kind, 0) + 1
        key = kind if counts[kind] == 1 else f"{kind}-{counts[kind]}"
        title = _HEAD_ENDS.split(text[start : part.end], maxsplit=1)[0][:_LONGEST_TITLE]
        yield Heading(start, key, above[max(above)] if above else "", title, words, part.period, part.status)
        above[level] = key


def _opening(text: str, start: int) -> str | None:
    """The first words of a line that stand in the text once; None if its whole first line stands twice."""
    line = text[start : start + 60].split("\n")[0]
    words = (line[:length] for length in (*range(6, len(line), 2), len(line)))
    return next((one for one in words if len(find(text, one)) == 1), None)


def _measure(document: Document, row: DraftRow) -> str:
    """What is said of a figure; where its indicator cannot have that, what it can have of the same kind."""
    said = vocabulary_measure(row.named.spoken, document.text)
    known = document.rows("indicators").get(row.indicator)
    had = known["measures"].split("|") if known else []
    if known and said not in had:
        return next((one for one in _instead(document, row, said) if one in had), said)
    flows = said == "level" and _FLOW.search(known["name_zh"] if known else row.indicator_zh)
    return "total" if flows else said


def _instead(document: Document, row: DraftRow, said: str) -> tuple[str, ...]:
    """What a figure may be where its indicator has not what is said of it."""
    own = document.text[row.named.spoken.before : row.place[0]].strip()
    if said == "growth":
        # 失业率和物价涨幅分别为3%和2%: only prices grow.
        return ("rate",) if _STANDS.search(own) else ()
    if said == "rate" and row.value and not _NO_GROWTH.search(own):
        # 增长8%，确保7%; but an index of prices of 103 is no growth.
        return ("decline",) if row.value < 0 else ("growth",) if row.value <= _MOST_GROWTH else ()
    return _INSTEAD.get(said, ())

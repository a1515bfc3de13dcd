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
_FLOW = re.compile("(?:收入|产值|增加值|投资|支出|税收|税|销售额|交易额|营收|消费|利润|投入|零售额)$")
MONTHS = "只说了其中几个月（{}），不是全年", "of some months only ({}), not of the year"
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
        return Text("；", "; ")[lang].join(one[lang] for one in self.doubts) or SURE


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
            printed, alone = (number.value, number.high, number.unit, number.qualifier), False
        yield Observed(row, *printed, _measure(document, row), years, doubts, alone)


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
    """What is said of a figure; of an amount the one of level and total that its indicator can have."""
    said = vocabulary_measure(row.named.spoken, document.text)
    if said not in ("level", "total"):
        return said
    known = document.rows("indicators").get(row.indicator)
    had = known["measures"].split("|") if known else []
    others = (one for one in ("total", "level", "per_unit") if one in had)
    if known and said not in had:
        return next(others, said)
    flows = not known and said == "level" and row.unit == "元" and _FLOW.search(row.indicator_zh)
    return "total" if flows else said

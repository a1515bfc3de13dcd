"""What a proof says of a report under review, row by row, before anything of it is written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from zreport.draft.review_sheet import Record, Sheet
from zreport.faults import Fault
from zreport.language import Text
from zreport.proof.check import ABSENT, examine_report, lacks_english, proven_by, read_tables
from zreport.proof.evidence import Evidence, QuotedRow
from zreport.reading.folding import find
from zreport.reading.numbers import numbers
from zreport.tables.csv_table import DOUBT, DRAFTED
from zreport.tables.package import Package

# What makes a cell no cell of its column, whatever the text says: not written at all.
FORM = {
    *("not-a-number", "number-long", "cell-long", "cell-control", "cell-formula", "cell-choice", "cell-pattern"),
    *(
        "cell-minimum",
        "cell-required",
        "cell-repeats",
        "not-in-table",
        "quote-unmarked",
        "words-absent",
        "words-repeat",
    ),
}
# Numbers of the text that no row would have any more.
LEFT = {"figure-unclaimed", "figure-unread", "figure-garbled"}
# A mend that a catalogue for tables names, and that a reviewer is better not told first: more words prove more.
_MENDS = {
    "reason": Text(
        "选旁边的字句能证明的原因；它若是指标数字，就改为指标数字",
        "choose the reason that the words beside it show; if it states an indicator, make it a figure",
    ),
    "indicator": Text(
        "写明这句话里叫它什么，或选原文这里所说的指标，或新建一个；不是指标数字的，标为非指标",
        "say what the sentence calls it, or choose the indicator of which the text speaks, or make a new one; if it states "
        "none, mark it as no figure",
    ),
    "measure": Text(
        "选原文这里所说的度量；引文没有带上的字，先把引文放宽到那里",
        "choose the measure of which the text speaks here; widen the quote if the words stand outside it",
    ),
    "scope": Text(
        "用原文里数字前面的字把几行区分开，中英文都要写",
        "tell the rows apart by words that stand before the figure, in both languages",
    ),
    "not": Text(
        "从可选的里面选；单位若都不对，标为非指标，原因选能看到而读不出",
        "choose one that there is; where no unit fits, mark it as no figure, as a quantity that cannot be read",
    ),
    "quote": Text(
        "核对标记的数字；原文没有的不能写", "look at what is marked; nothing can be quoted that the text does not have"
    ),
}
_UNDATED = Text(
    "这一部分没有说到时期；先在它上面的标题那一行写明时期和状态",
    "this part speaks of no time; say in the row of the heading above of which time and how sure it speaks",
)
_MENDS |= {"name": _MENDS["indicator"], "words": _MENDS["quote"]}


class Proof:
    """A report's sheets as they are or are to be, beside its text, and what is wrong with each row.

    Attributes
    ----------
    faults : list of Fault
        All; English words that are still missing among them.
    """

    def __init__(self, package: Package, report: str, sheets: Mapping[str, Sheet], like: Proof | None = None):
        self.package, self.report, self.sheets = package, report, dict(sheets)
        self.tables, faults = read_tables(package, report)
        self.evidence = Evidence(package, report, self.tables, like and like.evidence)
        self.faults = list(dict.fromkeys([*faults, *proven_by(self.evidence)]))

    @cached_property
    def of_rows(self) -> dict[str, list[Fault]]:
        """What is wrong with the rows, by their keys, but for missing English."""
        found: dict[str, list[Fault]] = {}
        for one in self.faults:
            if (key := self.key_of(one)) and not lacks_english(one):
                found.setdefault(key, []).append(one)
        return found

    @cached_property
    def elsewhere(self) -> list[Fault]:
        """What is wrong and concerns no row: a figure that none marks, a relation, the text."""
        drafted = (self.sheets[name] for name in DRAFTED)
        rows = {key for sheet in drafted for key in sheet.by_key}
        return [one for one in self.faults if not lacks_english(one) and self.key_of(one) not in rows]

    @cached_property
    def lacking(self) -> list[Fault]:
        """The English words that a finished report must have."""
        return [one for one in self.faults if lacks_english(one)]

    def key_of(self, one: Fault) -> str:
        """The key of the row that a fault is of; empty if it is of none."""
        sheet = next((sheet for sheet in self.sheets.values() if sheet.file == one.file), None)
        return sheet.by_line.get(one.row, "") if sheet and one.row and one.code not in ABSENT else ""

    @cached_property
    def quoted(self) -> dict[str, QuotedRow]:
        """The rows whose quotes were found, by their keys."""
        found = {}
        for name in ("observations", "other_numbers"):
            if name in self.tables:
                lines = self.sheets[name].by_line
                found |= {lines[row.line]: row for row in self.evidence.quoted(name)}
        return found

    @cached_property
    def numbers(self) -> list[tuple[int, int]]:
        """Start and end of each number of the text."""
        return numbers(self.evidence.document)

    @cached_property
    def delivered(self) -> str:
        """The text as delivered."""
        return self.package.text(self.report)

    @cached_property
    def places(self) -> dict[str, tuple[int, int]]:
        """Where the rows stand in the text as it is read: their marks, or the words that open a section."""
        found = {key: (row.start, row.end) for key, row in self.quoted.items()}
        for record in self.sheets["sections"].records:
            if len(places := find(self.evidence.document.text, record["starts_with"])) == 1:
                found[record.key] = places[0]
        return found

    @cached_property
    def open_rows(self) -> list[Record]:
        """The rows that nobody has looked at yet; a new indicator without an English name is one."""
        found = [one for name in DRAFTED for one in self.sheets[name].records if is_open(one)]
        new = self.sheets["indicators"].records if "indicators" in self.sheets else ()
        return found + [one for one in new if not one["name_en"]]

    def settled(self) -> set[tuple]:
        """What may be wrong with what was looked at: each fault by what it is of, not by its line."""
        still = {one.key for one in self.open_rows}
        return {self._of(one) for one in self.faults if self.key_of(one) not in still and not lacks_english(one)}

    @cached_property
    def wrong(self) -> dict[tuple, Fault]:
        """What is wrong with the report though it may be in draft; English words may come in any order, and last."""
        return {self._of(one): one for one in examine_report(self.package, self.report)[1] if not lacks_english(one)}

    def _of(self, one: Fault) -> tuple:
        key = self.key_of(one)
        return one.code, one.file, key, one.column, "" if key else one.value


def is_open(record: Record) -> bool:
    """Whether nobody has looked at a row yet."""
    return bool(record[DOUBT["name"]].strip())


def problem(one: Fault) -> Text:
    """Say a fault of a row and what a reviewer may do about it."""
    kind = one.code if one.code in ("quote-differs", "not-a-number") else one.code.partition("-")[0]
    undated = one.code == "cell-unsaid" and one.column in ("period", "status")
    mend = _UNDATED if undated else _MENDS.get(kind, one.mend)
    column = Text(f"{one.column}：", f"{one.column}: ") if one.column and one.column != "quote" else Text("", "")
    return Text(f"{column.zh}{one.problem.zh}；{mend.zh}", f"{column.en}{one.problem.en}; {mend.en}")

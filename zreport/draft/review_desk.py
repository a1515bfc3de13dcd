"""A step of a review before it is written: the rows that it changes, and whether what comes of it can stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zreport.draft.review_proof import FORM, LEFT, Proof, is_open, problem
from zreport.draft.review_sheet import Record, Sheet
from zreport.draft.statements import carried_statements, numbered
from zreport.faults import Fault, ReportError
from zreport.language import Text
from zreport.tables.csv_table import DOUBT, DRAFTED, SURE
from zreport.tables.identifiers import observation_id
from zreport.tables.package import Package, is_plain

Step = Mapping[str, Any]
OPEN_CELL, CLOSED_CELL = {DOUBT["name"]: SURE}, {DOUBT["name"]: ""}
_RELATED = (("relations", ("a", "b")), ("cautions", ("observation",)))


class Refused(ReportError):
    """A step that is not taken; says why, and what to do: give it the cells of some columns, `asks`."""

    def __init__(self, zh: str, en: str, asks: tuple[str, ...] = ()):
        self.asks = asks
        super().__init__(Text(zh, en))


def asked_cells(step: Step, allowed: tuple[str, ...]) -> dict[str, str]:
    """Return the cells that a step gives, of columns that it may give."""
    given = step.get("cells") or {}
    if not isinstance(given, Mapping) or not all(map(is_plain, given.values())):
        raise Refused("各格应是一行文字，不超过 500 字", "each cell must be a line of words, of no more than 500 signs")
    if strange := [column for column in given if column not in allowed]:
        names = ", ".join(map(str, strange))[:60]
        raise Refused(f"不能这样改的列：{names}", f"columns that cannot be set so: {names}")
    return {column: cell.strip() for column, cell in given.items()}


class Desk:
    """The sheets of a report on which one step is tried.

    Attributes
    ----------
    own : list of str
        The keys of the rows that the step is about.
    said : list of Text
        What the step did besides.
    """

    def __init__(self, before: Proof, taken: set[str]):
        self.before, self.taken = before, taken
        self.sheets: dict[str, Sheet] = dict(before.sheets)
        self.others: dict[str, bytes] = {}
        self.own: list[str] = []
        self.said: list[Text] = []
        # Rows that were taken into others, by their keys.
        self.heirs: dict[str, str] = {}
        self._proofs = [before]
        self._starts = {key: place[0] for key, place in before.places.items()}

    def table_of(self, key: str) -> str:
        """The name of the table that a row is in."""
        return next(name for name, sheet in self.sheets.items() if key in sheet.by_key)

    def asked(self, step: Step, *tables: str) -> str:
        """The key of the row that a step is about, which must be in one of some tables."""
        if self.table_of(step["key"]) not in tables:
            raise Refused("这一步不适用于这样的行", "such a row cannot have this done")
        return step["key"]

    def place(self, key: str) -> tuple[int, int]:
        """Where the mark of a row stands in the text."""
        if key not in self.before.places:
            raise Refused(
                "原文里找不到这一行的引文；先改引文", "the text does not have what this row quotes; mend that first"
            )
        return self.before.places[key]

    def row(self, key: str) -> Record:
        """A row as it is to be."""
        return self.sheets[self.table_of(key)].by_key[key]

    def put(self, key: str, cells: Mapping[str, str], own: bool = True) -> None:
        """Change cells of a row."""
        name = self.table_of(key)
        self.sheets[name] = self.sheets[name].changed(key, cells)
        if own and key not in self.own:
            self.own.append(key)

    def insert(self, name: str, at: int, cells: Mapping[str, str]) -> str:
        """Add a row to a table; return its key."""
        self.sheets[name], key = self.sheets[name].inserted(at, cells, self.taken)
        self.own.append(key)
        return key

    def insert_in_text(self, name: str, start: int, cells: Mapping[str, str]) -> str:
        """Add a row whose mark begins at a place of the text: after the last of those that stand before it."""
        places = [self._starts.get(one.key, -1) for one in self.sheets[name].records]
        before = [(place, at) for at, place in enumerate(places) if 0 <= place <= start]
        first = next((at for at, place in enumerate(places) if place > start), len(places))
        key = self.insert(name, max(before)[1] + 1 if before else first, cells)
        self._starts[key] = start
        return key

    def remove(self, key: str) -> None:
        """Take a row away."""
        name = self.table_of(key)
        self.sheets[name] = self.sheets[name].without(key)
        self.own = [one for one in self.own if one != key]

    def changed(self) -> dict[str, Sheet]:
        """The sheets that are not as they were."""
        return {name: sheet for name, sheet in self.sheets.items() if sheet is not self.before.sheets.get(name)}

    def proof(self) -> Proof:
        """What the proof says of the sheets as they are now."""
        known = (one for one in self._proofs if one.sheets == self.sheets)
        # Other files are changed once, before anything is asked.
        if (found := next(known, None)) is None or (self.others and found is self.before):
            instead = {sheet.file: sheet.content for sheet in self.changed().values()} | self.others
            package = Package(self.before.package.folder, instead=instead)
            found = Proof(package, self.before.report, self.sheets, self.before)
            self._proofs.insert(0, found)
        return found

    def faults(self, key: str) -> list[Fault]:
        """What is wrong with a row now."""
        return self.proof().of_rows.get(key, [])

    def settle(self) -> None:
        """See that what comes of the step can stand; `Refused` if not."""
        if dropped := self._carry() + self._drop_relations():
            zh = f"去掉了 {dropped} 条不再成立的关系或提示"
            self.said.append(Text(zh, f"relations or cautions that no longer hold were taken out: {dropped}"))
        self._carry_statements()
        self._refuse_form()
        for key in self.own:
            if DOUBT["name"] in self.row(key).cells and not is_open(self.row(key)) and self.faults(key):
                self.put(key, {DOUBT["name"]: SURE})
        if more := self._wrong():
            if not self.proof().open_rows:
                zh = "这是最后一行；核完以前还缺"
                raise self._refused(zh, "this is the last row; before it is done, see to what is left", more)
            # What was looked at is at fault because of these rows: they are open again.
            for key in self.own:
                self.put(key, {DOUBT["name"]: self.row(key)[DOUBT["name"]] or SURE})
            if more := self._wrong():
                raise self._refused("这样改，已核的行会出错", "rows that were looked at would be wrong", more)
        self._open_again()

    def _open_again(self) -> None:
        """Let rows that were looked at be looked at again, which are proven no longer: an open one is to blame so far."""
        drafted = [one for name in DRAFTED for one in self.sheets[name].records]
        fresh = [one for one in drafted if one.key in self.proof().of_rows and one.key not in self.before.of_rows]
        again = [one.key for one in fresh if not is_open(one) and DOUBT["name"] in one.cells]
        for key in again:
            self.put(key, OPEN_CELL, own=False)
        if again:
            told = f"rows that were looked at are proven no longer and are open again: {len(again)}"
            self.said.append(Text(f"另有 {len(again)} 行已核的行因此不能证实，要再看", told))

    def _carry(self) -> int:
        """Let relations and cautions name observations as they are now; count those dropped with their observation."""
        was, now = (
            {one.key: observation_id(one.cells) for one in sheets["observations"].records}
            for sheets in (self.before.sheets, self.sheets)
        )
        names: dict[str, str] = {}
        for key, old in was.items():
            new = now.get(key) or now.get(self.heirs.get(key, ""), "")
            # Of rows of one name, one that keeps it is meant.
            names[old] = old if old in (new, names.get(old)) else names.get(old) or new
        names = {old: new for old, new in names.items() if old != new}
        dropped = 0
        for name, columns in _RELATED:
            for one in self.sheets[name].records if names else ():
                cells = {column: names[one[column]] for column in columns if one[column] in names}
                if all(cells.values()):
                    self.put(one.key, cells, own=False)
                else:
                    self.remove(one.key)
                    dropped += 1
        return dropped

    def _drop_relations(self) -> int:
        """Take out relations and cautions that this step put at fault, and count them."""
        faulty = [
            one.key
            for name, _ in _RELATED
            for one in self.sheets[name].records
            if self.sheets is not self.before.sheets and self.faults(one.key) and one.key not in self.before.of_rows
        ]
        for key in faulty:
            self.remove(key)
        return len(faulty)

    def _carry_statements(self) -> None:
        """Propose anew what is said in parts of which the time changed: a task of one year may be an aim of five."""
        if "sections" not in self.changed():
            return
        old, sheet = self.before.evidence, self.sheets["statements"]
        rows = {sheet.by_line[one.line]: one.start for one in old.quoted("statements")}
        gone, new = carried_statements(rows, old.document, self.proof().evidence.document)
        names = {sheet.by_key[key]["statement"] for key in gone}
        for one in sheet.records:
            kept = [name for name in one["follows"].split("|") if name not in names]
            sheet = sheet.without(one.key) if one.key in gone else sheet.changed(one.key, {"follows": "|".join(kept)})
        taken = [one["statement"] for one in sheet.records]
        for start, row in numbered(new, taken):
            at = sum(rows.get(one.key, 0) < start for one in sheet.records)
            sheet, key = sheet.inserted(at, row, self.taken)
            rows[key] = start
        if gone or new:
            self.sheets["statements"] = sheet
            zh = f"这些部分的任务、目标和问题按新的时期重列：去掉 {len(gone)} 条，加入 {len(new)} 条"
            en = f"tasks, aims and problems of these parts are listed anew: {len(gone)} taken out, {len(new)} put in"
            self.said.append(Text(zh, en))

    def _refuse_form(self) -> None:
        """Write no cell that is none of its column."""
        proof = self.proof()
        named = {sheet.file for sheet in self.changed().values()} | set(self.others)
        known = {(self.before.key_of(one), one.code, one.column, one.value) for one in self.before.faults}
        faulty = [
            one
            for one in proof.faults
            if (one.code in FORM or one.code in LEFT or one.file.endswith(("indicators.csv", ".json")))
            and (one.file in named or one.code in LEFT)
            and one not in proof.lacking
            and (proof.key_of(one), one.code, one.column, one.value) not in known
        ]
        if faulty:
            raise self._refused("没有写入", "not written", faulty)

    def _wrong(self) -> list[Fault]:
        """What is wrong with the report as a whole and was not before the step."""
        proof = self.proof()
        if proof.open_rows and proof.settled() <= self.before.settled():
            return []
        return [one for sign, one in proof.wrong.items() if sign not in self.before.wrong]

    def _refused(self, zh: str, en: str, faults: list[Fault]) -> Refused:
        """Why something is not done, by the first faults; where, unless in a row that the step is about."""
        parts = []
        for one in faults[:3]:
            said, mine = problem(one), self.proof().key_of(one) in self.own
            parts.append(said if mine else Text(f"{one.place('zh')}：{said.zh}", f"{one.place('en')}: {said.en}"))
        if len(faults) > 3:
            parts.append(Text(f"另有 {len(faults) - 3} 处", f"and {len(faults) - 3} more"))
        told = Text("；", "; ").join(parts)
        return Refused(f"{zh}：{told.zh}", f"{en}: {told.en}")

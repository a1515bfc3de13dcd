"""Review a draft: its rows beside their sentences, and steps that are proven, written and undone one by one."""

from __future__ import annotations

import contextlib
import statistics
import threading
import time
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from zreport.draft.review_desk import Desk, Refused
from zreport.draft.review_items import items_json, lacking_json, pair, report_json, vocabulary_json
from zreport.draft.review_proof import Proof, is_open
from zreport.draft.review_save import ChangedMeanwhile, write_together
from zreport.draft.review_sheet import Sheet
from zreport.draft.review_steps import STEPS, WITHOUT_ROW
from zreport.faults import DataError, ReportError, SelectionError
from zreport.language import Text, language
from zreport.report.report import unknown
from zreport.tables.csv_table import DRAFTED
from zreport.tables.describe import DESCRIPTION, describe
from zreport.tables.package import Package, data_folder

_SHEETS = (*DRAFTED, "relations", "cautions")
# So many steps show a pace, and so many of the last tell it.
_PACE, _RECENT = 5, 20


class Review:
    """The review of a report in draft, on its files: these are read before each step and written by it.

    Parameters
    ----------
    name : str
        A report in draft.
    folder : path, optional
        The data folder; by default the project's own.

    Raises
    ------
    SelectionError
        If there is no such report.
    ReportError
        If nothing in it is left to look at.
    DataError
        If its files are broken.
    """

    def __init__(self, name: str, folder: str | Path | None = None):
        self.name, self.folder = name, Path(folder or data_folder())
        reports = Package(self.folder).reports
        if name not in reports:
            raise SelectionError(unknown("report", name, reports))
        self._lock = threading.RLock()
        self._taken: set[str] = set()
        self._undo: list[tuple[dict[str, tuple[bytes | None, bytes | None]], dict[str, Sheet | None]]] = []
        self._seconds: list[float] = []
        self._last = time.monotonic()
        self._stamp = self._stamped()
        self._proof = self._read({})
        self._shown: tuple[Proof | None, dict[str, Any]] = (None, {})
        if not self._proof.open_rows:
            zh = f"{name} 没有待核的行，已经不是草稿；zreport check 会说它还有没有错误"
            en = f"{name} is no draft: nothing in it is left to look at; zreport check says whether anything is wrong"
            raise ReportError(Text(zh, en))

    def state(self, order: str = "text") -> dict[str, Any]:
        """Return all rows with what is to be known of each; `order` is ``text``, or ``doubt``: doubtful ones first."""
        with self._lock:
            self._synchronise()
            self._shown = (self._proof, items_json(self._proof))
            items = list(self._shown[1].values())
            if order == "doubt":
                items.sort(key=_urgency)
            return {
                "report": report_json(self._proof),
                "lang": language(),
                **self._progress(),
                "total": len(items),
                "undo": len(self._undo),
                "problems": self._elsewhere(),
                "vocabulary": vocabulary_json(self._proof),
                "items": items,
            }

    def do(self, step: Mapping[str, Any]) -> dict[str, Any]:
        """Take a step: prove it, write it, and return what is changed by it; or say why it was not taken.

        Raises
        ------
        WriteError
            If a file cannot be written; all are as they were.
        DataError
            If somebody else has broken the files.
        """
        with self._lock:
            before = self._proof
            told = self._synchronise()
            try:
                checked = self._checked(step, told)
                said = self._undone() if checked["do"] == "undo" else self._done(checked)
            except Refused as why:
                return self._answer(before, why.words, False, self._named(step))
            return self._answer(before, said, True, ())

    def _done(self, step: Mapping[str, Any]) -> Text:
        desk = Desk(self._proof, self._taken)
        said = STEPS[step["do"]](desk, step)
        desk.settle()
        changed = desk.changed()
        bytes_of = {name: sheet.content for name, sheet in desk.before.sheets.items()}
        # A file that gains goes first: were all to end between two of them, a row would stand twice, and not be lost.
        gaining = sorted(changed.items(), key=lambda one: len(bytes_of.get(one[0], b"")) - len(one[1].content))
        files = {sheet.file: (bytes_of.get(name), sheet.content) for name, sheet in gaining}
        package = self._proof.package
        files |= {file: (package.content(file), content) for file, content in desk.others.items()}
        if desk.others or set(desk.sheets) != set(desk.before.sheets):
            files |= self._described({file: after for file, (_, after) in files.items()})
        if not files:
            return said
        self._write(files, desk.proof())
        self._undo.append((files, {name: desk.before.sheets.get(name) for name in changed}))
        return Text("；", "; ").join([part for part in (said, *desk.said) if part.zh])

    def _undone(self) -> Text:
        if not self._undo:
            raise Refused(Text("没有可以撤销的步骤", "there is no step to undo"))
        files, sheets = self._undo[-1]
        for file, (_, after) in files.items():
            path = self.folder / file
            if (path.read_bytes() if path.is_file() else None) != after:
                raise Refused(
                    Text(
                        f"{file} 在那一步以后被别的程序改动，不能撤销；请直接改这些行",
                        f"{file} was changed by somebody else after that step, which cannot be undone; mend the rows",
                    )
                )
        self._put({file: (after, before) for file, (before, after) in files.items()})
        self._undo.pop()
        known = {name: sheet for name, sheet in {**self._proof.sheets, **sheets}.items() if sheet}
        self._proof = Proof(Package(self.folder), self.name, known, self._proof)
        return Text("已撤销", "undone")

    def _write(self, files: Mapping[str, tuple[bytes | None, bytes | None]], proof: Proof) -> None:
        still = self._open()
        self._put(files)
        proof.package = Package(self.folder)
        self._proof = proof
        if closed := still - self._open():
            now = time.monotonic()
            self._seconds += [(now - self._last) / closed] * closed if closed > 0 else []
            self._last = now

    def _put(self, files: Mapping[str, tuple[bytes | None, bytes | None]]) -> None:
        """Write files, and know them again."""
        try:
            write_together(self.folder, files)
        except ChangedMeanwhile:
            self._stamp = {}
            raise
        # Of other files nothing is known but what was read.
        stamp = self._stamped()
        for path in (str(self.folder / file) for file in files):
            self._stamp.pop(path, None)
            self._stamp |= {path: stamp[path]} if path in stamp else {}

    def _described(self, instead: Mapping[str, bytes]) -> dict[str, tuple[bytes, bytes]]:
        """The description of the folder, where it was right and is so no longer."""
        path = self.folder / DESCRIPTION
        try:
            if not path.is_file() or (before := path.read_bytes()) != describe(self.folder):
                return {}
            return {DESCRIPTION: (before, describe(Package(self.folder, instead=instead)))}
        except DataError:
            return {}

    # What others change meanwhile

    def _stamped(self) -> dict[str, tuple[int, ...]]:
        """What tells whether anybody has changed a file on which the proof rests."""
        home, found = self.folder / "reports" / self.name, {}
        folders = (home, home / "vocabulary", self.folder / "vocabulary", self.folder / "schemas")
        for path in (path for folder in folders for path in folder.glob("[!.]*")):
            with contextlib.suppress(OSError):
                known = path.stat()
                found[str(path)] = (known.st_mtime_ns, known.st_ctime_ns, known.st_size, known.st_ino)
        found.pop(str(home / "vocabulary"), None)
        return found

    def _read(self, known: Mapping[str, Sheet]) -> Proof:
        """Read the files; rows that are known keep their keys."""
        package = Package(self.folder)
        sheets = {}
        for name in (*_SHEETS, *{"indicators"}.intersection(package.own_tables(self.name))):
            table = package.table(name, self.name)
            if faults := table.header_faults():
                raise DataError(faults)
            sheet = Sheet.read(table.file, package.content(table.file))
            sheets[name] = sheet.recognised(known.get(name) or Sheet.empty(sheet.file, ()), self._taken)
        self._told = {key: what for _, told in sheets.values() for key, what in told.items()}
        return Proof(package, self.name, {name: sheet for name, (sheet, _) in sheets.items()})

    def _synchronise(self) -> dict[str, str]:
        """Read the files again if somebody else changed them; return which rows are ``changed`` or ``gone``."""
        if (stamp := self._stamped()) == self._stamp:
            return {}
        self._proof = self._read(self._proof.sheets)
        self._stamp = stamp
        return self._told

    def _checked(self, step: Mapping[str, Any], told: Mapping[str, str]) -> dict[str, Any]:
        """Return a step that names what there is; `Refused` if it does not, or if somebody else changed what it names."""
        do = step.get("do") if isinstance(step, Mapping) else None
        if not isinstance(do, str) or do not in (*STEPS, "undo"):
            raise Refused(Text("没有这样的步骤", "there is no such step"))
        keys = self._named(step)
        if not keys and do not in ("undo", *WITHOUT_ROW):
            raise Refused(Text("这一步要说明是哪一行", "the step must say of which row it is"))
        known = {one.key for name in DRAFTED for one in self._proof.sheets[name].records}
        for key in keys if do != "undo" else ():
            if told.get(key) == "changed":
                raise Refused(
                    Text(
                        "这一行刚被别的程序改动；请看过再做一次",
                        "this row was changed by somebody else; look at it and do so again",
                    )
                )
            if key not in known:
                raise Refused(
                    Text(
                        "这一行已经不在了（被别的程序改动，或已撤销）",
                        "this row is not there any more: somebody else changed it, or it was undone",
                    )
                )
        return {**step, "key": keys[0] if keys else "", "keys": keys}

    @staticmethod
    def _named(step: Mapping[str, Any]) -> list[str]:
        """The keys of the rows that a step names."""
        if not isinstance(step, Mapping):
            return []
        keys = step.get("keys")
        keys = list(keys) if isinstance(keys, (list, tuple)) else []
        return list(dict.fromkeys(map(str, [*keys, *([step["key"]] if step.get("key") else [])])))

    # What is told

    def _open(self) -> int:
        return sum(is_open(one) for name in DRAFTED for one in self._proof.sheets[name].records)

    def _elsewhere(self) -> list[list[str]]:
        return [[one.sentence("zh"), one.sentence("en")] for one in self._proof.elsewhere]

    def _progress(self) -> dict[str, Any]:
        still, recent = self._open(), self._seconds[-_RECENT:]
        left = round(still * statistics.median(recent) / 60, 1) if len(recent) >= _PACE else None
        return {
            "open": still,
            "left_minutes": left,
            "lacking": [lacking_json(self._proof, one) for one in self._proof.lacking],
            "finished": not self._proof.open_rows and not self._proof.faults,
        }

    def _answer(self, before: Proof, said: Text, done: bool, more: Collection[str]) -> dict[str, Any]:
        """Say what a step changed; `more` are the keys of rows to be told in any case."""
        (known, old), new = self._shown, items_json(self._proof)
        old = old if known is before else items_json(before)
        self._shown = (self._proof, new)
        return {
            "done": done,
            "items": [one for key, one in new.items() if one != old.get(key) or key in more],
            "gone": [key for key in old if key not in new],
            **self._progress(),
            "total": len(new),
            "undo": len(self._undo),
            "problems": self._elsewhere(),
            "said": pair(said),
        }


def _urgency(one: Mapping[str, Any]) -> int:
    """Rows of which something is doubtful first, then others that are open, then those that were looked at."""
    if not one["open"]:
        return 2
    return 0 if one["doubt"] != "?" or one["problems"] else 1

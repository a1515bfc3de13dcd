"""Review a draft: its rows beside their sentences, and steps that are proven, written and undone one by one."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from zreport.draft.review_desk import Desk, Refused
from zreport.draft.review_items import items_json, lacking_json, report_json, vocabulary_json
from zreport.draft.review_proof import Proof, is_open
from zreport.draft.review_save import ChangedMeanwhile, finish_step, write_together
from zreport.draft.review_sheet import Sheet
from zreport.draft.review_steps import STEPS, WITHOUT_ROW
from zreport.faults import DataError, ReportError, SelectionError
from zreport.language import Text, language
from zreport.report.report import unknown
from zreport.tables.csv_table import DOUBT, DRAFTED
from zreport.tables.describe import DESCRIPTION, describe
from zreport.tables.package import Package, data_folder

_SHEETS = (*DRAFTED, "relations", "cautions", "statements")


class Review:
    """The review of a report in draft, on its files: these are read before each step and written by it.

    Parameters
    ----------
    name : str
        A report that is or was in draft.
    folder : path, optional
        The data folder; by default the project's own.

    Raises
    ------
    SelectionError
        If there is no such report.
    ReportError
        If it was never a draft.
    DataError
        If its files are broken.
    """

    def __init__(self, name: str, folder: str | Path | None = None):
        self.name, self.folder = name, Path(folder or data_folder())
        finish_step(self.folder)
        reports = Package(self.folder).reports
        if name not in reports:
            raise SelectionError(unknown("report", name, reports))
        self.lock = threading.RLock()
        self._taken: set[str] = set()
        self._undo: list[tuple[dict[str, tuple[bytes | None, bytes | None]], dict[str, Sheet | None]]] = []
        self._stamp = self._stamped()
        self._proof = self._read({})
        self._shown: tuple[Proof | None, dict[str, Any]] = (None, {})
        if not any(DOUBT["name"] in self._proof.sheets[table].columns for table in DRAFTED):
            zh = f"{name} 不是由草稿来的，没有 doubt 列；请直接改它的表，zreport check 会说有没有错误"
            en = f"{name} was no draft and has no column doubt; mend its tables, and zreport check says what is wrong"
            raise ReportError(Text(zh, en))

    def state(self) -> dict[str, Any]:
        """Return all rows, in the order of the text, with what is to be known of each."""
        with self.lock:
            self._synchronise()
            self._shown = (self._proof, items_json(self._proof))
            about = {"report": report_json(self._proof), "lang": language(), "vocabulary": vocabulary_json(self._proof)}
            return about | self._progress() | {"items": list(self._shown[1].values())}

    def do(self, step: Mapping[str, Any]) -> dict[str, Any]:
        """Take a step: prove it, write it, and return what is changed by it; or say why it was not taken.

        Raises
        ------
        WriteError
            If a file cannot be written; all are as they were.
        DataError
            If somebody else has broken the files.
        """
        with self.lock:
            before = self._proof
            told = self._synchronise()
            try:
                checked = self._checked(step, told)
                said = self._undone() if checked["do"] == "undo" else self._done(checked)
            except Refused as why:
                return self._answer(before, why.words, self._named(step)) | {"done": False, "asks": list(why.asks)}
            return self._answer(before, said, ()) | {"done": True}

    def _done(self, step: Mapping[str, Any]) -> Text:
        desk = Desk(self._proof, self._taken)
        STEPS[step["do"]](desk, step)
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
        if files:
            self._put(files)
            self._proof = desk.proof()
            self._proof.package = Package(self.folder)
            self._undo.append((files, {name: desk.before.sheets.get(name) for name in changed}))
        return Text("；", "; ").join(desk.said)

    def _undone(self) -> Text:
        if not self._undo:
            raise Refused("没有可以撤销的步骤", "there is no step to undo")
        files, sheets = self._undo[-1]
        for file, (_, after) in files.items():
            path = self.folder / file
            if (path.read_bytes() if path.is_file() else None) != after:
                raise Refused(
                    f"{file} 在那一步以后被别的程序改动，不能撤销；请直接改这些行",
                    f"{file} was changed by somebody else after that step, which cannot be undone; mend the rows",
                )
        self._put({file: (after, before) for file, (before, after) in files.items()})
        self._undo.pop()
        known = {name: sheet for name, sheet in {**self._proof.sheets, **sheets}.items() if sheet}
        self._proof = Proof(Package(self.folder), self.name, known, self._proof)
        return Text("已撤销", "undone")

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
            raise Refused("没有这样的步骤", "there is no such step")
        keys = self._named(step)
        if not keys and do not in ("undo", *WITHOUT_ROW):
            raise Refused("这一步要说明是哪一行", "the step must say of which row it is")
        known = {one.key for name in DRAFTED for one in self._proof.sheets[name].records}
        for key in keys if do != "undo" else ():
            if told.get(key) == "changed":
                raise Refused(
                    "这一行刚被别的程序改动；请看过再做一次",
                    "somebody else changed this row; look at it and do so again",
                )
            if key not in known:
                raise Refused(
                    "这一行已经不在了（被别的程序改动，或已撤销）",
                    "this row is not there any more: somebody else changed it, or it was undone",
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

    def _progress(self) -> dict[str, Any]:
        proof = self._proof
        rows = [one for name in DRAFTED for one in proof.sheets[name].records]
        return {
            "open": sum(map(is_open, rows)),
            "total": len(rows),
            "undo": len(self._undo),
            "lacking": [lacking_json(proof, one) for one in proof.lacking],
            "finished": not proof.open_rows and not proof.faults,
            "problems": [[one.sentence("zh"), one.sentence("en")] for one in proof.elsewhere],
        }

    def _answer(self, before: Proof, said: Text, more: Collection[str]) -> dict[str, Any]:
        """Say what a step changed; `more` are the keys of rows to be told in any case."""
        (known, old), new = self._shown, items_json(self._proof)
        old = old if known is before else items_json(before)
        self._shown = (self._proof, new)
        return {
            "items": [one for key, one in new.items() if one != old.get(key) or key in more],
            "gone": [key for key in old if key not in new],
            **self._progress(),
            "said": said.both,
        }

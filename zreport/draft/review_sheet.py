"""A CSV file of which single rows are changed: each other line keeps its bytes, its place and its line end."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property

# A cell as it is written: in quotes, or as it stands.
_CELL = re.compile(r'("(?:[^"]|"")*"|[^",\r\n][^,\r\n]*|)(,|(?=[\r\n]*\Z))')
_END = re.compile(r"[\r\n]*\Z")
_QUOTED = re.compile(r'[",\r\n]')


@dataclass(frozen=True)
class Record:
    """A row: its key, which stays while its cells change; the words in which it is written; and its cells."""

    key: str
    raw: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Sheet:
    """A CSV file: its path below the data folder, a byte-order mark or none, the words of its header, its rows."""

    file: str
    mark: bytes
    head: str
    columns: tuple[str, ...]
    records: tuple[Record, ...] = ()

    @classmethod
    def read(cls, file: str, content: bytes) -> Sheet:
        """Read a file that is known to be sound."""
        mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
        lines = list(io.StringIO(content[len(mark) :].decode(), newline=""))
        reader, at, rows = csv.reader(lines, strict=True), 0, []
        for cells in reader:
            rows.append(("".join(lines[at : reader.line_num]), cells))
            at = reader.line_num
        (head, columns), *others = rows
        records: list[Record] = []
        taken: set[str] = set()
        for raw, cells in others:
            records.append(_keyed(file, raw, dict(zip(columns, cells, strict=True)), taken))
        return cls(file, mark, head, tuple(columns), tuple(records))

    @classmethod
    def empty(cls, file: str, columns: Iterable[str]) -> Sheet:
        """A file that is still to be made."""
        columns = tuple(columns)
        return cls(file, b"", ",".join(columns) + "\n", columns)

    @property
    def name(self) -> str:
        """The name of the table."""
        return self.file.rsplit("/")[-1].removesuffix(".csv")

    @cached_property
    def content(self) -> bytes:
        """The bytes of the file."""
        return self.mark + "".join([self.head, *(record.raw for record in self.records)]).encode()

    @cached_property
    def by_key(self) -> dict[str, Record]:
        """The rows by their keys."""
        return {record.key: record for record in self.records}

    @cached_property
    def by_line(self) -> dict[int, str]:
        """The keys of the rows by their lines, as a spreadsheet counts them."""
        lines, at = {}, 1 + _lines(self.head)
        for record in self.records:
            lines[at] = record.key
            at += _lines(record.raw)
        return lines

    def at(self, key: str) -> int:
        """Where a row stands among the rows."""
        return next(at for at, record in enumerate(self.records) if record.key == key)

    def changed(self, key: str, cells: Mapping[str, str]) -> Sheet:
        """Return the file with cells of a row changed, the others written as they were."""
        at, old = self.at(key), self.by_key[key]
        cells = {column: cell for column, cell in cells.items() if column in self.columns and cell != old[column]}
        if not cells:
            return self
        written, end = _written(old.raw)
        for column, cell in cells.items():
            place = self.columns.index(column)
            written[place] = _cell(cell, written[place].startswith('"'))
        record = Record(key, ",".join(written) + end, {**old.cells, **cells})
        return replace(self, records=(*self.records[:at], record, *self.records[at + 1 :]))

    def without(self, key: str) -> Sheet:
        """Return the file without a row."""
        return replace(self, records=tuple(record for record in self.records if record.key != key))

    def inserted(self, at: int, cells: Mapping[str, str], taken: set[str]) -> tuple[Sheet, str]:
        """Return the file with one row more, written as its neighbours are, and the key of that row."""
        cells = {column: cells.get(column, "") for column in self.columns}
        near = self.records[at - 1 : at] or self.records[at : at + 1]
        written, _ = _written(near[0].raw if near else self.head)
        quoted = all(one.startswith('"') for one in written)
        end = _END.search(self.head)[0] or "\n"
        raw = ",".join(_cell(cell, quoted) for cell in cells.values()) + end
        record = _keyed(self.file, raw, cells, taken)
        before = self.records[:at]
        # The last line of a file may have no end.
        if before and not _END.search(before[-1].raw)[0]:
            before = (*before[:-1], replace(before[-1], raw=before[-1].raw + end))
        head = self.head if before or _END.search(self.head)[0] else self.head + end
        return replace(self, head=head, records=(*before, record, *self.records[at:])), record.key

    def recognised(self, old: Sheet, taken: set[str]) -> tuple[Sheet, dict[str, str]]:
        """Return the file with the keys that its rows have in an older state of it, and what became of the others.

        Of each row of the older state that is not there as it was it is told whether it is ``changed`` or ``gone``.
        """
        first, second = ([tuple(one.cells.items()) for one in sheet.records] for sheet in (old, self))
        records: list[Record | None] = [None] * len(second)
        rest = dict(enumerate(old.records))
        for a, c, count in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
            for step in range(count):
                records[c + step] = replace(self.records[c + step], key=rest.pop(a + step).key)
        told = {record.key: "gone" for record in rest.values()}
        # Rows of the same cells in another place, then those of the same quote.
        for known in (lambda one: tuple(one.cells.items()), _identity):
            left = {known(record): at for at, record in reversed(rest.items())}
            for place, one in enumerate(self.records):
                if records[place] is None and (at := left.pop(known(one), None)) is not None:
                    same = rest.pop(at)
                    records[place] = replace(one, key=same.key)
                    told[same.key] = "changed" if same.cells != one.cells else ""
        found = [
            kept or _keyed(self.file, one.raw, one.cells, taken)
            for kept, one in zip(records, self.records, strict=True)
        ]
        return replace(self, records=tuple(found)), {key: what for key, what in told.items() if what}


def _identity(record: Record) -> str:
    """What a row is known by though other cells of it change: its quote, or its first words or key."""
    return record["quote"] or record["starts_with"] or next(iter(record.cells.values()), "")


def _keyed(file: str, raw: str, cells: Mapping[str, str], taken: set[str]) -> Record:
    """Give a row a key that follows from what stands in it: a page that was left open can name no other row."""
    stem = f"{file.rsplit('/')[-1].removesuffix('.csv')}-{hashlib.sha256(raw.strip().encode()).hexdigest()[:10]}"
    key, at = stem, 2
    while key in taken:
        key, at = f"{stem}-{at}", at + 1
    taken.add(key)
    return Record(key, raw, cells)


def _lines(raw: str) -> int:
    return len(list(io.StringIO(raw, newline="")))


def _written(raw: str) -> tuple[list[str], str]:
    """The cells of a row as they are written, and its line end."""
    end = _END.search(raw)[0]
    body, cells, at = raw[: len(raw) - len(end)], [], 0
    while match := _CELL.match(body, at):
        cells.append(match[1])
        at = match.end()
        if not match[2]:
            break
    return cells, end


def _cell(cell: str, quoted: bool) -> str:
    return '"{}"'.format(cell.replace('"', '""')) if quoted or _QUOTED.search(cell) else cell

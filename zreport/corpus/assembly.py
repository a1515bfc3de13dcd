"""Put the pieces of a scan together: duplicates apart, reports by name, rows by year; a few pieces at a time."""

import contextlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from zreport.corpus.duplicates import Duplicate, Entry, duplicates, sentences_of
from zreport.corpus.schema import TABLES, TEXT_COLUMNS, arrow_schema

_SMALL = [one.name for one in TEXT_COLUMNS if one.name != "text"]
_ROOM = 32_000_000  # bytes of rows that wait to be written
_GROUP = 32_768  # rows of a row group, at most
_PARQUET = {"compression": "zstd", "compression_level": 3, "version": "2.6"}


def assemble(paths: Sequence[Path], folder: Path) -> dict[str, Any]:
    """Write the tables of all pieces, which are in the order of their files; return what was counted."""
    import pyarrow as pa

    index = _Index(paths)
    with contextlib.ExitStack() as held:
        # What is let go of is given back to the system, which Arrow's own pools do not do at once.
        held.callback(pa.set_memory_pool, pa.default_memory_pool())
        pa.set_memory_pool(pa.system_memory_pool())
        tables = held.enter_context(_Tables(folder))
        first = 0
        for path in paths:
            piece = _read(path)
            _add(piece, first, index, tables)
            first += piece.num_rows
    return {
        "texts": first,
        "reports": tables.counts["reports"],
        "observations": tables.counts["observations"],
        "rejected": dict(sorted(index.reasons.items())),
        "years": sorted({year for _, year in tables.parts if year}),
    }


def _read(path: Path, columns: Sequence[str] | None = None) -> Any:
    import pyarrow as pa

    with pa.memory_map(str(path)) as source:
        fields = None
        if columns:
            names = pa.ipc.open_file(source).schema.names
            fields = [names.index(name) for name in columns]
        return pa.ipc.open_file(source, options=pa.ipc.IpcReadOptions(included_fields=fields)).read_all()


class _Index:
    """All texts by number, in the order of their files: which are reports, of what name; which are duplicates."""

    def __init__(self, paths: Sequence[Path]):
        self._paths, self._firsts = paths, []
        self.reasons: Counter[str] = Counter()
        entries: list[Entry | None] = []
        for path in paths:
            self._firsts.append(len(entries))
            for row in _read(
                path, [*Entry._fields[:2], "within_zh", "place_zh", *Entry._fields[3:], "reason"]
            ).to_pylist():
                place, reason = row.pop("within_zh") + row.pop("place_zh"), row.pop("reason")
                entries.append(None if reason else Entry(place=place, **row))
                self.reasons.update([reason] if reason else [])
        self.duplicates: dict[int, Duplicate] = duplicates(entries, self._sentences)
        self.reasons.update(["duplicate"] * len(self.duplicates))
        self.names = _names(entries, self.duplicates)

    def _sentences(self, numbers: Sequence[int]) -> Mapping[int, Iterable[int]]:
        found, wanted = {}, set(numbers)
        for path, first, stop in zip(self._paths, self._firsts, [*self._firsts[1:], None], strict=True):
            own = [number for number in wanted if number >= first and (stop is None or number < stop)]
            if own:
                column = _read(path, ["text"])["text"]
                found |= {number: sentences_of(column[number - first].as_py()) for number in own}
        return found


def _names(entries: Sequence[Entry | None], left_out: Mapping[int, Any]) -> list[str]:
    """The name of each report: its place and year, and a number where several share these; empty for all else."""
    taken: Counter[str] = Counter()
    names = []
    for number, entry in enumerate(entries):
        name = f"{entry.place}-{entry.year}" if entry and number not in left_out else ""
        if name:
            taken[name] += 1
        names.append(f"{name}-{taken[name]}" if taken[name] > 1 else name)
    return names


def _add(piece: Any, first: int, index: _Index, tables: "_Tables") -> None:
    """Add the texts of a piece, the first of which has a number, to the tables that they belong in."""
    import pyarrow as pa
    import pyarrow.compute as pc

    numbers = range(first, first + piece.num_rows)
    names = pa.array([index.names[number] for number in numbers], pa.string())
    again = [index.duplicates.get(number) for number in numbers]
    accepted = pc.not_equal(names, "")
    reports = piece.append_column("report", names).filter(accepted).combine_chunks()
    _add_rejected(piece, again, pc.invert(accepted), tables)
    held = reports["figures"].combine_chunks() if reports.num_rows else reports["figures"]
    if not reports.num_rows:
        return
    counted = pc.fill_null(pc.list_value_length(held), 0)
    about = reports.drop_columns(["figures"])
    tables.add("reports", about.append_column("figures", counted))
    parents = pc.list_parent_indices(held)
    rows = about.drop_columns(["text"]).take(parents)
    figures = pa.Table.from_struct_array(pc.list_flatten(held))
    for name in figures.column_names:
        rows = rows.append_column(name, figures[name])
    for year in sorted(set(about["year"].to_pylist())):
        tables.add("texts", about.filter(pc.equal(about["year"], year)), year)
        tables.add("observations", rows.filter(pc.equal(rows["year"], year)), year)


def _add_rejected(piece: Any, again: Sequence[Duplicate | None], apart: Any, tables: "_Tables") -> None:
    import pyarrow as pa

    rows = (
        piece.select(_SMALL).append_column("kept", pa.array([one.kept if one else "" for one in again])).filter(apart)
    )
    cells = rows.to_pylist()
    for row, one in zip(cells, (one for one, left in zip(again, apart, strict=True) if left.as_py()), strict=True):
        if one:
            row |= {"reason": "duplicate", "words_zh": one.words.zh, "words_en": one.words.en}
            row |= {"text_place": row["within_zh"] + row["place_zh"], "text_date": row["delivered"]}
    tables.add("rejected", pa.Table.from_pylist(cells, arrow_schema(TABLES["rejected"])))


class _Tables:
    """Parquet files being written, by table and year; rows wait until they are many, or all of them are too large."""

    def __init__(self, folder: Path):
        self._folder = folder
        self.parts: dict[tuple[str, int], _Part] = {}
        self.counts: Counter[str] = Counter()
        self._waiting = 0

    def __enter__(self) -> "_Tables":
        for name in ("reports", "rejected"):
            self._part(name, 0)
        return self

    def __exit__(self, *_: object) -> None:
        for part in self.parts.values():
            part.close()

    def _part(self, table: str, year: int) -> "_Part":
        if (table, year) not in self.parts:
            file = f"{table}/year={year}/part-0.parquet" if year else f"{table}.parquet"
            self.parts[table, year] = _Part(self._folder / file, arrow_schema(TABLES[table]))
        return self.parts[table, year]

    def add(self, table: str, rows: Any, year: int = 0) -> None:
        """Add rows to a table; columns that it has not are left out."""
        part = self._part(table, year)
        self._waiting += part.add(rows)
        self.counts[table] += rows.num_rows
        if part.rows >= _GROUP:
            self._waiting -= part.write()
        while self._waiting > _ROOM:
            self._waiting -= max(self.parts.values(), key=lambda one: one.size).write()


class _Part:
    """A Parquet file, and the rows that wait to be written to it."""

    def __init__(self, path: Path, schema: Any):
        from pyarrow import parquet

        path.parent.mkdir(parents=True, exist_ok=True)
        self._schema, self._file = schema, parquet.ParquetWriter(path, schema, **_PARQUET)
        self._waiting: list[Any] = []
        self.rows = self.size = 0

    def add(self, rows: Any) -> int:
        """Let rows wait; return their bytes."""
        rows = rows.select(self._schema.names).cast(self._schema)
        self._waiting.append(rows)
        self.rows, self.size = self.rows + rows.num_rows, self.size + rows.nbytes
        return rows.nbytes

    def write(self) -> int:
        """Write the rows that wait as a row group; return their bytes."""
        import pyarrow as pa

        size = self.size
        if self._waiting:
            self._file.write_table(pa.concat_tables(self._waiting).combine_chunks(), row_group_size=_GROUP)
        self._waiting, self.rows, self.size = [], 0, 0
        pa.default_memory_pool().release_unused()
        return size

    def close(self) -> None:
        """Write what waits, and end the file."""
        self.write()
        self._file.close()

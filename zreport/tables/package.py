"""A data folder: the vocabulary that all reports share, and for each report a folder of its text and its tables."""

import datetime
import functools
import json
import re
import stat
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from zreport.faults import DataError, Fault, fault
from zreport.language import Text
from zreport.tables.csv_table import DRAFTED, CsvTable
from zreport.tables.encoding import seems
from zreport.tables.schemas import difference, well_formed

REPORT_JSON, REPORT_TEXT, REPORT_SOURCE = "report.json", "report.txt", "source.json"
# What each report has a table of; every other schema is one of the vocabulary.
REPORT_TABLES = ("observations", "other_numbers", "sections", "projects")
REPORT_TABLES += ("statements", "relations", "cautions", "glossary")
# In bytes; the longest reports have a tenth of it.
LARGEST = {".txt": 1_000_000, ".json": 1_000_000, ".csv": 10_000_000}
_WORDS = ("title_zh", "title_en", "place_zh", "place_en", "delivered", "sha256")
# A report's name is a part of paths, of identifiers and of the names of sheets and files.
_NAME = re.compile(r"\w[\w.-]{0,99}")
_ENTRY = re.compile(r"[a-z][a-z0-9_]{0,99}")
_DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
# Controls, marks that turn the direction of writing, and halves of pairs: not words of a title.
_UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class OpenRow(NamedTuple):
    """A row that nobody has looked at yet: its table, file and line, its quote or its key, and what the rule is unsure of."""

    table: str
    file: str
    line: int
    key: str
    doubt: str


class Package:
    """A data folder; `DataError` wherever a file that is asked for is missing or broken.

    `without` names rows by file and line; tables are read as if these were not there. `instead` are contents by file,
    read as if they stood in the folder: what is to be written is proven first.
    """

    def __init__(
        self, folder: str | Path, without: Collection[tuple[str, int]] = (), instead: Mapping[str, bytes] | None = None
    ):
        self.folder, self.without, self.instead = Path(folder), without, instead or {}
        self._root = self.folder.resolve()
        self._schemas: dict[str, dict] = {}
        self._inside: dict[Path, bool] = {}
        if not (self.folder / "schemas").is_dir():
            raise DataError([self._unreadable("schemas", "No such file or directory")])

    @functools.cached_property
    def reports(self) -> list[str]:
        """The names of the reports: those of their folders."""
        names = sorted(path.name for path in self.folder.glob("reports/[!.]*") if path.is_dir())
        if odd := [name for name in names if not _NAME.fullmatch(name)]:
            shown = [re.sub(r"[^\w .:-]", "?", name)[:100] for name in odd]
            raise DataError(fault("report-name", "reports", None, None, name) for name in shown)
        return names

    @functools.cached_property
    def vocabulary(self) -> list[str]:
        """The names of the tables that all reports share: those of their schemas, and of the library's."""
        names = {path.stem for one in (self, _library()) for path in one.folder.glob("schemas/[!.]*.json")}
        return sorted(names.difference(REPORT_TABLES))

    def about(self, report: str, english: bool = True) -> dict[str, str]:
        """Return what is known of a report: titles, place, date, the sha256 of its text.

        `DataError` names each entry that is missing or broken; one without `english`, as in a draft, is in Chinese.
        """
        file = f"reports/{report}/{REPORT_JSON}"
        content = self.json(file)
        if not english:
            for key in ("title", "place"):
                content[f"{key}_en"] = content.get(f"{key}_en") or content.get(f"{key}_zh", "")
        entries = dict.fromkeys(_WORDS, "") | content
        if wrong := [key for key, value in entries.items() if not _is_entry(key, value)]:
            shown = {ascii(key)[1:-1][:60]: ascii(entries[key])[:60] for key in wrong}
            raise DataError(fault("report-entry", file, None, key, value) for key, value in shown.items())
        return content

    def file(self, table: str, report: str | None = None) -> str:
        """Return the path of a table below the folder."""
        place = "" if table in REPORT_TABLES else "vocabulary/"
        return f"reports/{report}/{place}{table}.csv" if report else f"vocabulary/{table}.csv"

    def own_tables(self, report: str) -> list[str]:
        """Return the names of the tables of a report's own vocabulary, which adds to the shared one for it alone."""
        place = f"reports/{report}/vocabulary"
        names = {path.stem for path in self.folder.glob(f"{place}/[!.]*.csv")}
        return sorted(names | {Path(file).stem for file in self.instead if file.startswith(f"{place}/")})

    def table(self, name: str, report: str | None = None) -> CsvTable:
        """Read a CSV file of a report, or of the vocabulary."""
        file = self.file(name, report)
        table = _read_once(file, self._text(file), self.schema(name))
        left_out = {line for other, line in self.without if other == file}
        return table.without(left_out) if left_out else table

    def tables(self, report: str) -> Iterator[tuple[str, CsvTable | DataError]]:
        """Read the vocabulary and all tables of a report, by name; an error stands for one that is broken."""
        for name in (*self.vocabulary, *REPORT_TABLES):
            try:
                yield name, self.table(name, report if name in REPORT_TABLES else None)
            except DataError as error:
                yield name, error

    def open_rows(self, report: str) -> list[OpenRow]:
        """Return the rows of a report that nobody has looked at yet; while there are any, it is in draft."""
        found = []
        for name in (*DRAFTED, *{"indicators"}.intersection(self.own_tables(report))):
            # What is wrong with the form of a table is said by the check.
            with suppress(DataError):
                table = self.table(name, report)
                for row, line in table:
                    if line in table.open:
                        key = row.get("quote") or "/".join(row.get(part, "") for part in table.schema["primaryKey"])
                        found.append(OpenRow(name, table.file, line, key, table.open[line]))
        return found

    def schema(self, name: str) -> dict:
        """Return the Table Schema of a table, which asks what the library's asks: rules and charts rely on that."""
        if name not in self._schemas:
            file = f"schemas/{name}.json"
            schema, library = self.json(file), _library()
            if self._root == library._root:
                if not well_formed(schema):
                    raise DataError([fault("schema-broken", file)])
            elif not (library.folder / file).is_file():
                raise DataError([fault("schema-unknown", file)])
            elif (where := difference(schema, library.schema(name))) is not None:
                shown = ascii(where)[1:-1][:60]
                raise DataError([fault("schema-differs", file, None, shown, ours=library.folder / file)])
            self._schemas[name] = schema
        return self._schemas[name]

    def text(self, report: str) -> str:
        """Return the report's text as delivered."""
        return self._text(f"reports/{report}/{REPORT_TEXT}")

    def content(self, file: str) -> bytes:
        """Return the bytes of a file of the folder; of no pipe or device, none that lies elsewhere, none too large."""
        path, limit = self.folder / file, LARGEST[Path(file).suffix]
        if file in self.instead:
            return self.instead[file]
        try:
            # What is no link lies where its folder does.
            plain = stat.S_ISREG(path.lstat().st_mode)
            inside = self._is_inside(path.parent) if plain else path.resolve(strict=True).is_relative_to(self._root)
            if not inside:
                raise DataError([fault("file-outside", file, folder=self.folder)])
            if not plain and not path.is_file():
                raise DataError([self._unreadable(file, Text("不是普通文件", "it is no regular file"))])
            with path.open("rb") as stream:
                content = stream.read(limit + 1)
        except (OSError, RuntimeError, ValueError) as error:
            why = getattr(error, "strerror", None) or Text("链接或路径有误", "its link or path is broken")
            raise DataError([self._unreadable(file, why)]) from None
        if len(content) > limit:
            raise DataError([fault("file-large", file, limit=f"{limit:,}")])
        return content

    def _is_inside(self, folder: Path) -> bool:
        if folder not in self._inside:
            self._inside[folder] = folder.resolve(strict=True).is_relative_to(self._root)
        return self._inside[folder]

    def _unreadable(self, file: str, why: str | Text) -> Fault:
        return fault("file-unreadable", file, why=why, folder=self.folder)

    def _text(self, file: str) -> str:
        """Read words; of a report's text a byte-order mark is a part."""
        content, code, encoding = self.content(file), "file-encoding", "utf-8-sig"
        if file.endswith(REPORT_TEXT):
            code, encoding = "text-encoding", "utf-8"
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            named = seems(content) or Text("别的编码", "another encoding")
            raise DataError([fault(code, file, byte=error.start, seems=named)]) from None

    def json(self, file: str) -> dict:
        """Read a JSON file of the folder; an empty dict if it holds anything but an object."""
        try:
            content = json.loads(self._text(file))
        except (ValueError, RecursionError) as error:
            why = getattr(error, "msg", Text("嵌套过深，或数字过长", "nested too deeply, or a number is too long"))
            raise DataError([fault("json-broken", file, getattr(error, "lineno", None), why=why)]) from None
        return content if isinstance(content, dict) else {}


# Tables that were read before, by file and content: a copy of a folder has most of them as they were.
_READ: dict[tuple[str, str], CsvTable] = {}
_KEPT, _LARGE = 100, 1_000_000


def _read_once(file: str, content: str, schema: dict) -> CsvTable:
    known = _READ.get((file, content))
    if known and known.schema == schema:
        return known
    table = CsvTable.read(file, content, schema)
    if len(content) < _LARGE:
        for oldest in list(_READ)[:-_KEPT]:
            _READ.pop(oldest, None)
        _READ[file, content] = table
    return table


def is_plain(words: Any) -> bool:
    """Whether something is a line of words, no longer than titles are and with nothing in it that is not seen."""
    return isinstance(words, str) and len(words) <= 500 and not _UNPRINTED.search(words)


def _is_entry(key: str, value: Any) -> bool:
    if not _ENTRY.fullmatch(key) or not is_plain(value) or (key in _WORDS and not value):
        return False
    try:
        return key != "delivered" or bool(_DAY.fullmatch(value) and datetime.date.fromisoformat(value))
    except ValueError:
        return False


@functools.cache
def _library() -> Package:
    """Return the folder of the library, whose schemas are the measure of all."""
    return Package(data_folder())


def data_folder() -> Path:
    """Return the folder of the data that come with the library."""
    library = Path(__file__).parent.parent
    beside = library.parent / "data"
    return beside if (beside / "schemas").is_dir() else library / "data"


@functools.cache
def shared_vocabulary() -> dict[str, dict[str, dict[str, str]]]:
    """Return the rows of each table of the vocabulary that comes with the library, by their keys."""
    package = _library()
    return {name: package.table(name).by_key() for name in package.vocabulary}

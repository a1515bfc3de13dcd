"""A data folder: the vocabulary that all reports share, and a folder for each report.

What belongs to a report follows from its folder: ``report.json`` says whose it is, ``report.txt`` is
its text, and its seven tables are named as their schemas. Nothing lists them by hand; what other
tools read, ``datapackage.json``, is made from the folder by `zreport.tables.describe`.
"""

import datetime
import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from zreport.faults import DataError, Fault, fault
from zreport.tables.csv_table import CsvTable

REPORT_JSON, REPORT_TEXT = "report.json", "report.txt"
# What each report has a table of; every other schema is one of the vocabulary.
REPORT_TABLES = ("observations", "other_numbers", "sections", "projects", "relations", "cautions", "glossary")
_TYPES = {"string", "number", "integer"}
_WORDS = ("title_zh", "title_en", "place_zh", "place_en", "delivered", "sha256")


class Package:
    """A data folder; `DataError` wherever a file that is asked for is missing or broken."""

    def __init__(self, folder: str | Path):
        self.folder = Path(folder)
        self._schemas: dict[str, dict] = {}
        if not (self.folder / "schemas").is_dir():
            raise DataError([self._unreadable("schemas", "No such file or directory")])

    @cached_property
    def reports(self) -> list[str]:
        """The names of the reports: those of their folders."""
        return sorted(path.name for path in self.folder.glob("reports/*") if path.is_dir())

    @cached_property
    def vocabulary(self) -> list[str]:
        """The names of the tables that all reports share: those of their schemas."""
        names = (path.stem for path in self.folder.glob("schemas/*.json"))
        return sorted(name for name in names if name not in REPORT_TABLES)

    def about(self, report: str) -> dict[str, Any]:
        """Return what is known of a report: titles, place, date, the sha256 of its text.

        `DataError` names each entry that is missing or broken.
        """
        file = f"reports/{report}/{REPORT_JSON}"
        content = self.json(file)
        wrong = [key for key in _WORDS if not isinstance(content.get(key), str) or not content[key]]
        try:
            datetime.date.fromisoformat(str(content.get("delivered", "")))
        except ValueError:
            wrong.append("delivered")
        if wrong:
            shown = {key: str(content.get(key, ""))[:60] for key in wrong}
            raise DataError(fault("report-entry", file, None, key, value) for key, value in shown.items())
        return content

    def file(self, table: str, report: str | None = None) -> str:
        """Return the path of a table below the folder."""
        return f"reports/{report}/{table}.csv" if report else f"vocabulary/{table}.csv"

    def table(self, name: str, report: str | None = None) -> CsvTable:
        """Read a CSV file of a report, or of the vocabulary."""
        file = self.file(name, report)
        return CsvTable.read(file, self._text(file, "utf-8-sig"), self.schema(name))

    def tables(self, report: str) -> Iterator[tuple[str, CsvTable | DataError]]:
        """Read the vocabulary and all tables of a report, by name; an error stands for one that is broken."""
        for name in (*self.vocabulary, *REPORT_TABLES):
            try:
                yield name, self.table(name, report if name in REPORT_TABLES else None)
            except DataError as error:
                yield name, error

    def schema(self, name: str) -> dict:
        """Return the Table Schema of a table."""
        if name not in self._schemas:
            file = f"schemas/{name}.json"
            schema = self.json(file)
            fields = schema.get("fields")
            types = {field.get("type") for field in fields} if isinstance(fields, list) else {None}
            if not types <= _TYPES or not isinstance(schema.get("primaryKey"), list):
                raise DataError([fault("schema-broken", file)])
            self._schemas[name] = schema
        return self._schemas[name]

    def text(self, report: str) -> str:
        """Return the report's text as delivered."""
        return self._text(f"reports/{report}/{REPORT_TEXT}", "utf-8")

    def content(self, file: str) -> bytes:
        """Return the bytes of a file of the folder."""
        try:
            return (self.folder / file).read_bytes()
        except OSError as error:
            raise DataError([self._unreadable(file, error.strerror or "")]) from None

    def _unreadable(self, file: str, why: str) -> Fault:
        return fault("file-unreadable", file, why=why, folder=self.folder)

    def _text(self, file: str, encoding: str) -> str:
        try:
            return self.content(file).decode(encoding)
        except UnicodeDecodeError as error:
            raise DataError([fault("file-encoding", file, byte=error.start)]) from None

    def json(self, file: str) -> dict:
        """Read a JSON file of the folder; an empty dict if it holds anything but an object."""
        try:
            content = json.loads(self._text(file, "utf-8-sig"))
        except json.JSONDecodeError as error:
            raise DataError([fault("json-broken", file, error.lineno, why=error.msg)]) from None
        return content if isinstance(content, dict) else {}


def data_folder() -> Path:
    """Return the folder of the data that come with the library."""
    library = Path(__file__).parent.parent
    beside = library.parent / "data"
    return beside if (beside / "schemas").is_dir() else library / "data"

"""The data package on disk: its description, its CSV files, and their types.

The types come from the Table Schemas that ``datapackage.json`` names, so that this library and
any other data-package tool read the same thing.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from zreport.faults import DataError, Fault
from zreport.language import Text

DESCRIPTION = "datapackage.json"
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_TYPES = {"string", "number", "integer"}
# A spreadsheet runs a cell that begins so as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FILES = (
    "report.txt",
    "observations.csv",
    "other_numbers.csv",
    "sections.csv",
    "projects.csv",
    "relations.csv",
    "cautions.csv",
    "glossary.csv",
)
_REPORT = ("name", "title_zh", "title_en", "delivered")


@dataclass(frozen=True)
class Table:
    """A CSV file as it stands.

    Attributes
    ----------
    file : str
        Path below the data folder.
    schema : dict
        Its Table Schema.
    header : list of str
    rows : list of dict
        Cells as strings, by column name.
    lines : list of int
        Line of the file on which each row starts; the header is line 1.
    """

    file: str
    schema: dict
    header: list[str]
    rows: list[dict[str, str]]
    lines: list[int]

    @property
    def columns(self) -> dict[str, dict]:
        """The fields of the schema by name."""
        return {field["name"]: field for field in self.schema["fields"]}

    def header_faults(self) -> list[Fault]:
        """Say which columns are missing, or else that the header is not that of the schema."""
        wanted = list(self.columns)
        if self.header == wanted:
            return []
        should = Text(f"表头应为 {','.join(wanted)}", f"the header must be {','.join(wanted)}")
        missing = [name for name in wanted if name not in self.header]
        if missing:
            said = Text("缺少这一列", "this column is missing")
            return [Fault(self.file, 1, name, "", said, should) for name in missing]
        said = Text("有多余、重复或次序不同的列", "columns are too many, double or in another order")
        return [Fault(self.file, 1, None, ",".join(self.header), said, should)]

    def typed(self) -> list[dict[str, Any]]:
        """Return the rows with typed cells: empty is None, number is Decimal, integer is int.

        Raises
        ------
        DataError
            If a column is missing or a cell cannot be read; every such cell is named.
        """
        faults = self.header_faults()
        if faults:
            raise DataError(faults)
        rows = []
        for row, line in zip(self.rows, self.lines, strict=True):
            typed = {}
            for name, field in self.columns.items():
                if field["type"] == "string" and row[name].startswith(_FORMULA):
                    faults.append(_formula(self.file, line, name, row[name]))
                try:
                    typed[name] = _cell(row[name], field["type"])
                except ValueError:
                    faults.append(
                        Fault(
                            self.file,
                            line,
                            name,
                            row[name],
                            Text("不是数字", "is not a number"),
                            Text("只写数字，单位写在 unit 列", "write digits only; the unit has its own column"),
                        )
                    )
            rows.append(typed)
        if faults:
            raise DataError(faults)
        return rows


def _cell(words: str, kind: str) -> Any:
    if words == "":
        return None
    if kind in ("number", "integer"):
        # Decimal and int also take blanks, underscores, NaN and the digits of other scripts.
        if not _NUMBER.fullmatch(words):
            raise ValueError(words)
        return Decimal(words) if kind == "number" else int(words)
    return words


class Package:
    """A data folder: its ``datapackage.json`` and what that names.

    Parameters
    ----------
    folder : path
        The folder that holds ``datapackage.json``.

    Raises
    ------
    DataError
        If the description is missing or broken, or names a file that cannot be read.
    """

    def __init__(self, folder: str | Path):
        self.folder = Path(folder)
        self.description = self._json(DESCRIPTION)
        faults = list(self._shape())
        if faults:
            raise DataError(faults)

    def _shape(self) -> Iterator[Fault]:
        """Find what the description lacks that everything else relies on."""
        needed = {"reports": _REPORT, "resources": ("name", "path")}
        for key, names in needed.items():
            entries = self.description.get(key)
            if not isinstance(entries, list):
                yield _lacks(key, key)
                continue
            for entry in entries:
                for name in names:
                    if not isinstance(entry, dict) or not isinstance(entry.get(name), str):
                        yield _lacks(f"{key}/{name}", str(entry)[:60])
                if key == "reports" and isinstance(entry, dict):
                    yield from self._report_shape(entry)
                if key == "resources" and isinstance(entry, dict):
                    tabular = str(entry.get("path", "")).endswith(".csv")
                    if tabular and not isinstance(entry.get("schema"), str | dict):
                        yield _lacks("resources/schema", str(entry.get("path")))

        for key in needed:
            names = [str(entry) for entry in self._names(key)]
            for name in sorted({name for name in names if names.count(name) > 1}):
                yield _lacks(f"{key}/name", name)

    def _names(self, key: str) -> list[str]:
        """Return names and paths, each of which must be listed once."""
        entries = self.description.get(key)
        entries = [e for e in entries if isinstance(e, dict)] if isinstance(entries, list) else []
        return [str(e[part]) for e in entries for part in ("name", "path") if part in e]

    def _report_shape(self, entry: dict) -> Iterator[Fault]:
        paths = {
            str(resource.get("path"))
            for resource in self.description.get("resources") or []
            if isinstance(resource, dict)
        }
        for file in _FILES:
            path = f"reports/{entry.get('name')}/{file}"
            if path not in paths:
                yield _lacks("resources", path)
        try:
            datetime.date.fromisoformat(str(entry.get("delivered")))
        except ValueError:
            yield _lacks("reports/delivered", str(entry.get("delivered")))

    @cached_property
    def reports(self) -> dict[str, dict]:
        """What is known of each report (titles, place, date), by its name."""
        return {report["name"]: report for report in self.description["reports"]}

    @cached_property
    def resources(self) -> dict[tuple[str | None, str], dict]:
        """Resources by report (None for the vocabulary) and table, both read from the path."""
        found = {}
        for resource in self.description["resources"]:
            path = PurePosixPath(resource["path"])
            report = path.parent.name if path.parts[0] == "reports" else None
            found[report, path.stem if path.suffix == ".csv" else path.name] = resource
        return found

    def table(self, name: str, report: str | None = None) -> Table:
        """Read a CSV file of a report, or of the vocabulary.

        Raises
        ------
        DataError
            If the file is missing, is not UTF-8, or a row has too many or too few cells.
        """
        resource = self._resource(name, report)
        file = resource["path"]
        schema = resource["schema"]
        schema = self._json(schema) if isinstance(schema, str) else schema
        fields = schema.get("fields")
        types = [field.get("type") for field in fields] if isinstance(fields, list) else [None]
        if not set(types) <= _TYPES or not isinstance(schema.get("primaryKey"), list):
            raise DataError([_lacks("fields / primaryKey", str(resource["schema"])[:60])])
        reader = csv.reader(io.StringIO(self._text(file, "utf-8-sig"), newline=""), strict=True)
        header: list[str] = []
        rows, lines, faults = [], [], []
        start = 1
        try:
            header = next(reader, [])
            start = reader.line_num + 1
            for cells in reader:
                if len(cells) != len(header):
                    faults.append(_ragged(file, start, cells, header))
                else:
                    rows.append(dict(zip(header, cells, strict=True)))
                    lines.append(start)
                start = reader.line_num + 1
        except csv.Error as error:
            faults.append(
                Fault(
                    file,
                    start,
                    None,
                    "",
                    Text(f"CSV 格式有误（{error}）", f"broken CSV ({error})"),
                    Text("检查引号是否成对", "check that quotes come in pairs"),
                )
            )
        if not header and not faults:
            faults.append(
                Fault(
                    file,
                    None,
                    None,
                    "",
                    Text("文件是空的", "the file is empty"),
                    Text("恢复表头与各行", "restore the header and the rows"),
                )
            )
        if faults:
            raise DataError(faults)
        return Table(file, schema, header, rows, lines)

    def text(self, report: str) -> str:
        """Return the report's text as delivered."""
        return self._text(self._resource("report.txt", report)["path"], "utf-8")

    def _resource(self, name: str, report: str | None) -> dict:
        try:
            return self.resources[report, name]
        except KeyError:
            where = f"{report}/{name}" if report else name
            raise DataError(
                [
                    Fault(
                        DESCRIPTION,
                        None,
                        "resources",
                        where,
                        Text("未登记此表", "this table is not listed"),
                        Text("在 resources 中加入它的路径与 schema", "add its path and schema to resources"),
                    )
                ]
            ) from None

    def content(self, file: str) -> bytes:
        """Return the bytes of a file of the package."""
        return (self.folder / file).read_bytes()

    def _text(self, file: str, encoding: str) -> str:
        try:
            return self.content(file).decode(encoding)
        except UnicodeDecodeError as error:
            problem = Text(f"不是 UTF-8（第{error.start}字节）", f"is not UTF-8 (byte {error.start})")
            mend = Text("以 UTF-8 编码另存", "save it as UTF-8 (in a spreadsheet: “CSV UTF-8”)")
        except OSError as error:
            problem = Text(f"无法读取（{error.strerror}）", f"cannot be read ({error.strerror})")
            mend = Text(
                f"放回该文件，或换一个数据文件夹（现为 {self.folder}）",
                f"restore the file, or name another data folder (this one is {self.folder})",
            )
        raise DataError([Fault(file, None, None, "", problem, mend)])

    def _json(self, file: str) -> dict:
        try:
            content = json.loads(self._text(file, "utf-8-sig"))
        except json.JSONDecodeError as error:
            raise DataError(
                [
                    Fault(
                        file,
                        error.lineno,
                        None,
                        "",
                        Text(f"JSON 格式有误（{error.msg}）", f"broken JSON ({error.msg})"),
                        Text("改正该行", "mend that line"),
                    )
                ]
            ) from None
        return content if isinstance(content, dict) else {}


def _lacks(what: str, shown: str) -> Fault:
    return Fault(
        DESCRIPTION,
        None,
        what,
        shown,
        Text("缺少此项，或写法不对", "this entry is missing or not as it should be"),
        Text(
            "照已有的报告填写；见 CONTRIBUTING.md 的“新增一份报告”",
            "write it as for the reports that are there; see “Add a report” in CONTRIBUTING.md",
        ),
    )


def _formula(file: str, line: int, column: str, words: str) -> Fault:
    return Fault(
        file,
        line,
        column,
        words,
        Text("电子表格会把它当公式运行", "a spreadsheet would run this as a formula"),
        Text("在前面加字，或改写", "put a word before it, or word it otherwise"),
    )


def _ragged(file: str, line: int, cells: list[str], header: list[str]) -> Fault:
    return Fault(
        file,
        line,
        None,
        ",".join(cells)[:60],
        Text(f"有{len(cells)}格，表头有{len(header)}格", f"has {len(cells)} cells, the header has {len(header)}"),
        Text("含逗号的内容要加双引号", "put cells that hold a comma in double quotes"),
    )


def data_folder() -> Path:
    """Return the folder of the data that come with the library."""
    package = Path(__file__).parent.parent
    beside = package.parent / "data"
    return beside if (beside / DESCRIPTION).is_file() else package / "data"

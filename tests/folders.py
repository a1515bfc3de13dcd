"""Data folders of one short text, to be proven."""

import csv
import hashlib
import io
import json
import shutil
from pathlib import Path

from zreport.tables.package import REPORT_JSON, REPORT_TABLES, REPORT_TEXT, Package, data_folder

NAME = "short"
HOME = Package(data_folder())


def folder_of(to: Path, text: str | bytes, own: dict[str, list[str]] | None = None, **tables: list[str]) -> Path:
    """Make a data folder whose one report is a text.

    Rows are lines of CSV, which may leave off their last cells; `own` is the report's own vocabulary.
    """
    content = text.encode() if isinstance(text, str) else text
    for part in ("schemas", "vocabulary"):
        shutil.copytree(HOME.folder / part, to / part)
    home = to / "reports" / NAME
    home.mkdir(parents=True)
    about = HOME.about("zhaoyuan-2020") | {"sha256": hashlib.sha256(content).hexdigest()}
    (home / REPORT_JSON).write_text(json.dumps(about, ensure_ascii=False), "utf-8")
    (home / REPORT_TEXT).write_bytes(content)
    for name in REPORT_TABLES:
        _write(home / f"{name}.csv", name, tables.get(name, []))
    for name, rows in (own or {}).items():
        _write(home / "vocabulary" / f"{name}.csv", name, rows)
    return to


def _write(path: Path, schema: str, rows: list[str]) -> None:
    header = [field["name"] for field in HOME.schema(schema)["fields"]]
    cells = list(csv.reader(rows))
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerows([header, *([*row, *[""] * (len(header) - len(row))] for row in cells)])
    path.parent.mkdir(exist_ok=True)
    path.write_text(made.getvalue(), "utf-8")

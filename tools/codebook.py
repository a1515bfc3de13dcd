"""Write the codebook into data/README.md, in both languages, from the schemas, with a row of each table.

python tools/codebook.py
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from zreport.tables.csv_table import CsvTable
from zreport.tables.package import REPORT_TABLES, Package

DATA = Path(__file__).parent.parent / "data"
READMES = {"en": DATA / "README.md", "zh": DATA / "README.zh-CN.md"}
START, END = "<!-- codebook -->", "<!-- /codebook -->"
_LINE = 240
_WORDS = {
    "en": {
        "head": "| column | type | meaning |",
        "required": ", required",
        "types": {"string": "text", "number": "number", "integer": "integer"},
        "key": "Key",
        "signs": (": ", ". ", ", "),
        "headings": ("### For each report: `reports/<name>/`", "### Shared by all reports: `vocabulary/`"),
        "columns": ("title", "description"),
    },
    "zh": {
        "head": "| 列 | 类型 | 含义 |",
        "required": "，必填",
        "types": {"string": "文字", "number": "数字", "integer": "整数"},
        "key": "主键",
        "signs": ("：", "。", "、"),
        "headings": ("### 每份报告一套：`reports/<名称>/`", "### 各份报告共用：`vocabulary/`"),
        "columns": ("title_zh", "description_zh"),
    },
}


def codebook(lang: str) -> str:
    """Return the codebook in Markdown: each table, each column, and a row as an example."""
    package = Package(DATA)
    own, shared = _WORDS[lang]["headings"]
    parts = [own, *(_table(package.table(name, package.reports[0]), lang) for name in REPORT_TABLES)]
    return "\n\n".join([*parts, shared, *(_table(package.table(name), lang) for name in package.vocabulary)])


def _table(table: CsvTable, lang: str) -> str:
    words = _WORDS[lang]
    (colon, stop, comma), (title, description) = words["signs"], words["columns"]
    rows = [words["head"], "| --- | --- | --- |"]
    for column, field in table.columns.items():
        limits = field.get("constraints", {})
        kind = words["types"][field["type"]] + (words["required"] if limits.get("required") else "")
        meaning = field[description]
        # Where the choices are told with their meaning, they are not told again.
        choices = limits.get("enum", ())
        if not all(value in meaning for value in choices):
            meaning += colon + comma.join(f"`{value}`" for value in choices)
        rows.append(f"| `{column}` | {kind} | {meaning.replace('|', chr(92) + '|')} |")
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    writer.writerows([table.header, *_example(table)])
    key = comma.join(f"`{column}`" for column in table.schema["primaryKey"])
    head = f"**`{Path(table.file).name}`**{colon}{table.schema[title]}{stop}{words['key']}{colon}{key}{stop.strip()}"
    return f"{head}\n\n" + "\n".join(rows) + f"\n\n```csv\n{line.getvalue()}```"


def _example(table: CsvTable) -> list[list[str]]:
    """Return the first row that fits on a line, or else the shortest; none of a table without rows."""
    rows = sorted((list(row.values()) for row in table.rows), key=lambda row: max(_LINE, sum(map(len, row))))
    return rows[:1]


def written(text: str, lang: str) -> str:
    """Return a README with its codebook up to date."""
    before, rest = text.split(START)
    return f"{before}{START}\n\n{codebook(lang)}\n\n{END}{rest.split(END)[1]}"


def main() -> None:
    """Write both READMEs."""
    for lang, file in READMES.items():
        file.write_text(written(file.read_text("utf-8"), lang), "utf-8", newline="\n")


if __name__ == "__main__":
    main()

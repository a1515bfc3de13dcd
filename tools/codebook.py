"""Write the codebook into both READMEs from the schemas, with a row of each table.

python tools/codebook.py
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from zreport.tables.package import Package, Table

ROOT = Path(__file__).parent.parent
READMES = {"en": "README.md", "zh": "README.zh-CN.md"}
START, END = "<!-- codebook -->", "<!-- /codebook -->"
_LINE = 240
_WORDS = {
    "en": {
        "head": "| column | type | meaning |",
        "required": ", required",
        "types": {"string": "text", "number": "number", "integer": "integer"},
        "key": "Key",
        "reports": "### For each report: `data/reports/<name>/`\n\n"
        "`report.txt` is the text as delivered, never edited.",
        "vocabulary": "### Shared by all reports: `data/vocabulary/`",
    },
    "zh": {
        "head": "| 列 | 类型 | 含义 |",
        "required": "，必填",
        "types": {"string": "文字", "number": "数字", "integer": "整数"},
        "key": "主键",
        "reports": "### 每份报告一套：`data/reports/<名称>/`\n\n`report.txt` 是报告原文，不作任何改动。",
        "vocabulary": "### 各份报告共用：`data/vocabulary/`",
    },
}


def codebook(lang: str) -> str:
    """Return the codebook in Markdown: each table, each column, and a row as an example."""
    package = Package(ROOT / "data")
    first = next(iter(package.reports))
    parts = []
    for of, heading in ((first, "reports"), (None, "vocabulary")):
        parts.append(_WORDS[lang][heading])
        for report, name in package.resources:
            if report == of and name != "report.txt":
                title = package.resources[of, name]["title" if lang == "en" else "title_zh"]
                parts.append(_table(package.table(name, of), name, title, lang))
    return "\n\n".join(parts)


def _table(table: Table, name: str, title: str, lang: str) -> str:
    words = _WORDS[lang]
    colon, stop, comma = (": ", ". ", ", ") if lang == "en" else ("：", "。", "、")
    key = comma.join(f"`{column}`" for column in table.schema["primaryKey"])
    rows = [words["head"], "| --- | --- | --- |"]
    for column, field in table.columns.items():
        limits = field.get("constraints", {})
        kind = words["types"][field["type"]] + (words["required"] if limits.get("required") else "")
        meaning = field["description" if lang == "en" else "description_zh"]
        if "enum" in limits:
            meaning += colon + comma.join(f"`{value}`" for value in limits["enum"])
        rows.append(f"| `{column}` | {kind} | {meaning.replace('|', chr(92) + '|')} |")
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    writer.writerows([table.header, _example(table)])
    return (
        f"**`{name}.csv`**{colon}{title}{stop}{words['key']}{colon}{key}{stop.strip()}\n\n"
        + "\n".join(rows)
        + f"\n\n```csv\n{line.getvalue()}```"
    )


def _example(table: Table) -> list[str]:
    """Return the first row that fits on a line, or else the shortest."""
    rows = [list(row.values()) for row in table.rows]
    fitting = [row for row in rows if sum(map(len, row)) <= _LINE]
    return fitting[0] if fitting else min(rows, key=lambda row: sum(map(len, row)))


def written(text: str, lang: str) -> str:
    """Return a README with its codebook up to date."""
    before, rest = text.split(START)
    return f"{before}{START}\n\n{codebook(lang)}\n\n{END}{rest.split(END)[1]}"


def main() -> None:
    """Write both READMEs."""
    for lang, name in READMES.items():
        file = ROOT / name
        file.write_text(written(file.read_text("utf-8"), lang), "utf-8", newline="\n")


if __name__ == "__main__":
    main()

"""Prove what stands around the figures: text, sections, units, projects and glossary."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from zreport.faults import Fault
from zreport.language import Text
from zreport.proof.ground import Ground, Mark, disagreement, not_once, section_at, words_of
from zreport.reading.quote import find_all
from zreport.tables.package import Table

_SCALES = {"万": 10**4, "亿": 10**8}
# A line that opens a part of the report: 一、… (二)… ——过去五年…
_OPENS = re.compile(r"^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|——)", re.M)
_TERM = re.compile(r"^[0-9]+[.．、]([^:：\n]+)[:：]([^\n]+)$", re.M)


def faults(ground: Ground) -> Iterator[Fault]:
    """Return where the text, its outline, its projects and its glossary are not as they stand."""
    yield from _text(ground)
    for name, rule in (("units", _units), ("sections", _sections), ("projects", _projects), ("glossary", _glossary)):
        if ground.has(name):
            yield from rule(ground, ground.tables[name])


def _text(ground: Ground) -> Iterator[Fault]:
    resource = ground.package.resources[ground.report, "report.txt"]
    content = ground.package.content(resource["path"])
    found = "sha256:" + hashlib.sha256(content).hexdigest()
    if found != resource.get("hash"):
        yield Fault(
            resource["path"],
            None,
            None,
            "",
            Text("文本与 datapackage.json 中的 hash 不符", "the text does not match its hash in datapackage.json"),
            Text(
                "恢复原文；若确为新的原文，更新 hash", f"restore the text; if it is the true text, set hash to {found}"
            ),
        )


def _units(ground: Ground, table: Table) -> Iterator[Fault]:
    for row, line in zip(table.rows, table.lines, strict=True):
        scale, base = 1, row["unit"]
        while len(base) > 1 and base[0] in _SCALES:
            scale, base = scale * _SCALES[base[0]], base[1:]
        if row["base_unit"] != base:
            yield disagreement(table, line, "base_unit", row, base)
        if row["factor"] != str(scale):
            yield disagreement(table, line, "factor", row, str(scale))


def _sections(ground: Ground, table: Table) -> Iterator[Fault]:
    last, above, starts = -1, set(), set()
    for row, line in zip(table.rows, table.lines, strict=True):
        words = row["starts_with"]
        found = find_all(ground.text, words)
        if len(found) != 1:
            yield not_once(table, line, "starts_with", words, len(found))
            continue
        start = found[0]
        starts.add(start)
        if start < last:
            yield Fault(
                table.file,
                line,
                "starts_with",
                words,
                Text("在原文中位于上一行之前", "stands before the row above in the text"),
                Text("按原文顺序排列各行", "put the rows in the order of the text"),
            )
        last = max(last, start)
        if row["parent"] and row["parent"] not in above:
            yield Fault(
                table.file,
                line,
                "parent",
                row["parent"],
                Text("上级不在它之前", "the parent does not stand above it"),
                Text("写上面某一行的 section", "name the section of a row above"),
            )
        above.add(row["section"])
        yield from _year_of_section(table, row, line)
    for opening in _OPENS.finditer(ground.text):
        if opening.start() not in starts:
            words = ground.text[opening.start() : opening.start() + 16].split("\n")[0]
            yield Fault(
                table.file,
                len(table.rows) + 2,
                "starts_with",
                words,
                Text("原文的这一部分不在表中", "this part of the text is not in the table"),
                Text("按原文顺序加入一行", "add a row, in the order of the text"),
            )


def _year_of_section(table: Table, row: dict, line: int) -> Iterator[Fault]:
    """A section inherits its period and status from its parent unless it names a year."""
    parents = {other["section"]: other for other in table.rows}
    parent = parents.get(row["parent"])
    named = re.search(r"([0-9]{4})年工作", row["starts_with"])
    if named and row["period"] != named[1]:
        yield disagreement(table, line, "period", row, named[1])
    elif parent and not named:
        for column in ("period", "status"):
            if row[column] != parent[column]:
                yield disagreement(table, line, column, row, parent[column], Text("上级", "the parent section"))


def _projects(ground: Ground, table: Table) -> Iterator[Fault]:
    marks, lost = ground.marks("projects")
    yield from lost
    stages = ground.vocabulary("stages")
    for mark in marks:
        row = mark.row
        rest = row["project_zh"].replace(mark.quote.marked, "", 1)
        if mark.quote.marked not in row["project_zh"] or rest not in ground.text:
            yield Fault(
                table.file,
                mark.line,
                "project_zh",
                row["project_zh"],
                Text("与所标的名称不符", "is not the name that is marked"),
                Text("用原文的字写名称，并用【】标出", "name it in the report's words and mark it"),
            )
        said = _stage(mark, stages)
        if stages and row["stage"] != said:
            yield disagreement(table, mark.line, "stage", row, said)
        section = section_at(ground.sections, mark.start) or {"period": "", "status": ""}
        for column in ("period", "status"):
            if ground.sections and row[column] != section[column]:
                yield disagreement(table, mark.line, column, row, section[column])


def _stage(mark: Mark, stages: dict[str, dict]) -> str:
    """The first stage of stages.csv of which a word stands in the quote, outside the name."""
    words = f"{mark.quote.before}\n{mark.quote.after}"
    return next((key for key, row in stages.items() if any(w in words for w in words_of(row, "words"))), "")


def _glossary(ground: Ground, table: Table) -> Iterator[Fault]:
    printed = dict(_TERM.findall(ground.text))
    for row, line in zip(table.rows, table.lines, strict=True):
        if row["term"] not in printed:
            yield not_once(table, line, "term", row["term"], 0)
        elif row["definition"] != printed[row["term"]]:
            yield disagreement(table, line, "definition", row, printed[row["term"]])
    for number, missing in enumerate(printed, start=2):
        if missing not in {row["term"] for row in table.rows}:
            yield Fault(
                table.file,
                number,
                "term",
                missing,
                Text("名词解释中的这一条不在表中", "this term of the glossary is not in the table"),
                Text(f"在第{number}行加入它", f"add it as row {number}"),
            )

"""Prove the tables from the text: each row's fields must be what its quoted words say."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from zreport.faults import DataError, Fault
from zreport.ground import disagreement, not_once, observation_id
from zreport.language import Text
from zreport.package import Package, Table
from zreport.quote import occurrences
from zreport.statements import Statements

_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SHARED_MARK = re.compile(r"(?<!年)均|各|每")
_NEEDS = {
    "observations": ("indicators", "measures", "units", "qualifiers", "commitments", "sections")
}
# What the sides of a relation must be.
_SIDES = {
    "target_for": ({"target", "expected"}, {"achieved"}),
    "baseline_of": ({"baseline"}, {"achieved"}),
}
_SCALES = {"万": 10**4, "亿": 10**8}


class Truth(Statements):
    """Every rule for the tables of one report."""

    def faults(self) -> list[Fault]:
        """Return every disagreement between the tables and the text."""
        found = list(self._text_changed())
        for name in ("units", "sections", "observations", "other_numbers", "projects", "glossary"):
            if {name, *_NEEDS.get(name, ())} <= self.tables.keys():
                found += getattr(self, f"_{name}")(self.tables[name])
        if {"observations", "other_numbers"} <= self.tables.keys():
            found += self._marked_twice()
        if "observations" in self.tables:
            found += self._references()
        if "cautions" in self.tables:
            found += self._cautions(self.tables["cautions"])
        return found

    def _text_changed(self) -> Iterator[Fault]:
        resource = self.package.resources[self.report, "report.txt"]
        content = (self.package.folder / resource["path"]).read_bytes()
        found = "sha256:" + hashlib.sha256(content).hexdigest()
        if found != resource.get("hash"):
            yield Fault(
                resource["path"],
                None,
                None,
                "",
                Text(
                    "文本与 datapackage.json 中的 hash 不符",
                    "the text does not match its hash in datapackage.json",
                ),
                Text(
                    "恢复原文；若确为新的原文，更新 hash",
                    f"restore the text; if it is the true text, set hash to {found}",
                ),
            )

    def _units(self, table: Table) -> Iterator[Fault]:
        for row, line in zip(table.rows, table.lines, strict=True):
            scale, base = 1, row["unit"]
            while len(base) > 1 and base[0] in _SCALES:
                scale, base = scale * _SCALES[base[0]], base[1:]
            if row["base_unit"] != base:
                yield disagreement(table, line, "base_unit", row, base)
            if row["factor"] != str(scale):
                yield disagreement(table, line, "factor", row, str(scale))

    def _sections(self, table: Table) -> Iterator[Fault]:
        last, above = -1, set()
        for row, line in zip(table.rows, table.lines, strict=True):
            words = row["starts_with"]
            count = occurrences(self.text, words) if words else 0
            if count != 1:
                yield not_once(table, line, "starts_with", words, count)
                continue
            start = self.text.index(words)
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
            yield from self._year_of_section(table, row, line)

    def _year_of_section(self, table: Table, row: dict, line: int) -> Iterator[Fault]:
        """A section inherits its period and status from its parent unless it names a year."""
        parents = {other["section"]: other for other in table.rows}
        parent = parents.get(row["parent"])
        named = re.search(r"([0-9]{4})年工作", row["starts_with"])
        if named and row["period"] != named[1]:
            yield disagreement(table, line, "period", row, named[1])
        elif parent and not named:
            for column in ("period", "status"):
                if row[column] != parent[column]:
                    yield disagreement(
                        table, line, column, row, parent[column], Text("上级", "the parent section")
                    )

    def _other_numbers(self, table: Table) -> Iterator[Fault]:
        for row, line in zip(table.rows, table.lines, strict=True):
            located = self.locate(table, line, row)
            if isinstance(located, Fault):
                yield located

    _projects = _other_numbers

    def _glossary(self, table: Table) -> Iterator[Fault]:
        for row, line in zip(table.rows, table.lines, strict=True):
            for column in ("term", "definition"):
                if row[column] not in self.text:
                    yield not_once(table, line, column, row[column], 0)

    def _marked_twice(self) -> Iterator[Fault]:
        """Two rows may mark one figure only where the text says that it counts for several."""
        taken: list[tuple[int, int, str, int]] = []
        for name in ("observations", "other_numbers"):
            table = self.tables[name]
            for row, line in zip(table.rows, table.lines, strict=True):
                located = self.locate(table, line, row)
                if isinstance(located, Fault):
                    continue
                _, start, end = located
                clash = next((item for item in taken if item[0] < end and start < item[1]), None)
                if clash and not _SHARED_MARK.search(self.text[max(0, start - 12) : start]):
                    yield Fault(
                        table.file,
                        line,
                        "quote",
                        row["quote"],
                        Text(
                            f"该数字已由 {clash[2]} 第{clash[3]}行标出",
                            f"{clash[2]}, row {clash[3]}, marks this figure already",
                        ),
                        Text(
                            "删去其中一行，或标另一个数字",
                            "delete one of the rows, or mark another figure",
                        ),
                    )
                taken.append((start, end, table.file, line))

    def _references(self) -> Iterator[Fault]:
        known = {observation_id(row) for row in self.tables["observations"].rows}
        for name, columns in (("relations", ("a", "b")), ("cautions", ("observation",))):
            if not (table := self.tables.get(name)):
                continue
            for row, line in zip(table.rows, table.lines, strict=True):
                for column in columns:
                    if row[column] not in known:
                        yield Fault(
                            table.file,
                            line,
                            column,
                            row[column],
                            Text(
                                "observations.csv 中没有这一观测值", "there is no such observation"
                            ),
                            Text(
                                "照 observations.csv 的 indicator/measure/period/status 填写",
                                "write indicator/measure/period/status as in observations.csv",
                            ),
                        )

            if name == "relations":
                yield from self._sides(table)

    def _sides(self, table: Table) -> Iterator[Fault]:
        """A target aims at something achieved, and not the other way round."""
        status = {observation_id(row): row["status"] for row in self.tables["observations"].rows}
        for row, line in zip(table.rows, table.lines, strict=True):
            if row["a"] == row["b"]:
                yield Fault(
                    table.file,
                    line,
                    "b",
                    row["b"],
                    Text("与 a 列相同", "is the same as a"),
                    Text("写另一个观测值", "name another observation"),
                )
            sides = _SIDES.get(row["relation"], ())
            for column, allowed in zip("ab", sides, strict=False):
                if row[column] in status and status[row[column]] not in allowed:
                    listed = "/".join(sorted(allowed))
                    yield Fault(
                        table.file,
                        line,
                        column,
                        row[column],
                        Text(
                            f"{row['relation']} 的这一侧应为 {listed}",
                            f"this side of {row['relation']} must be {listed}",
                        ),
                        Text("两侧对调，或改关系", "exchange the sides, or name another relation"),
                    )

    def _cautions(self, table: Table) -> Iterator[Fault]:
        """A caution may state no figure that the report does not."""
        known = set(_DIGITS.findall(self.text))
        for row, line in zip(table.rows, table.lines, strict=True):
            for column in ("caution_zh", "caution_en"):
                for figure in _DIGITS.findall(row[column]):
                    if figure not in known:
                        yield Fault(
                            table.file,
                            line,
                            column,
                            figure,
                            Text("报告中没有这个数字", "the report has no such figure"),
                            Text("只写报告中的数字", "state only figures of the report"),
                        )


def prove(package: Package, report: str, tables: dict[str, Table]) -> list[Fault]:
    """Return the faults of one report's tables, empty when the text proves them all."""
    try:
        return Truth(package, report, tables).faults()
    except DataError as error:
        return list(error.faults)

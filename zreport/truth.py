"""Prove the tables from the text: each row's fields must be what its quoted words say."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from zreport.faults import DataError, Fault
from zreport.language import Text
from zreport.package import Package, Table
from zreport.quantity import Reader, Unreadable
from zreport.quote import Quote, QuoteError, occurrences, sentence

_YEAR_BEFORE = re.compile(r"([0-9]{4})年的?$")
_FROM_BEFORE = re.compile(r"[从由](?:[0-9]{4}年的?)?$")
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


def observation_id(row: dict) -> str:
    """Return the identifier of an observation: indicator/measure/period/status[/scope].

    Examples
    --------
    >>> observation_id({"indicator": "gdp", "measure": "growth", "period": "2021",
    ...                 "status": "target", "scope": ""})
    'gdp/growth/2021/target'
    """
    keys = ("indicator", "measure", "period", "status", "scope")
    return "/".join(row[key] for key in keys if row[key])


def section_at(sections: list[tuple[int, dict]], position: int) -> dict | None:
    """Return the section that `position` lies in; `sections` are (start, row), in order."""
    found = None
    for start, row in sections:
        if start > position:
            break
        found = row
    return found


def sections_in(table: Table, text: str) -> list[tuple[int, dict]]:
    """Return (start, row) of each section that the text holds exactly once, in order."""
    found = [
        (text.index(row["starts_with"]), row)
        for row in table.rows
        if row["starts_with"] and text.count(row["starts_with"]) == 1
    ]
    return sorted(found, key=lambda item: item[0])


class Truth:
    """The tables of one report beside its text.

    Parameters
    ----------
    package : Package
    report : str
        Name of the report.
    tables : mapping of str to Table
        Those tables of the report and of the vocabulary that could be read, by name; a rule whose
        tables are missing is not applied.
    """

    def __init__(self, package: Package, report: str, tables: dict[str, Table]):
        self.package, self.report, self.tables = package, report, tables
        self.text = package.text(report)
        self.sections = sections_in(tables["sections"], self.text) if "sections" in tables else []
        self.indicators = self._vocabulary("indicators")
        self.measures = self._vocabulary("measures")
        self.commitments = self._vocabulary("commitments")
        qualifiers = self._vocabulary("qualifiers")
        self.reader = Reader(
            self._vocabulary("units"),
            {word: key for key, row in qualifiers.items() for word in _words(row, "before")},
            {word: key for key, row in qualifiers.items() for word in _words(row, "after")},
        )

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

    def _vocabulary(self, name: str) -> dict[str, dict]:
        table = self.tables.get(name)
        return {next(iter(row.values())): row for row in table.rows} if table else {}

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
                yield _fault(table, line, "base_unit", row, base)
            if row["factor"] != str(scale):
                yield _fault(table, line, "factor", row, str(scale))

    def _sections(self, table: Table) -> Iterator[Fault]:
        last, above = -1, set()
        for row, line in zip(table.rows, table.lines, strict=True):
            words = row["starts_with"]
            count = occurrences(self.text, words) if words else 0
            if count != 1:
                yield _not_once(table, line, "starts_with", words, count)
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
            yield _fault(table, line, "period", row, named[1])
        elif parent and not named:
            for column in ("period", "status"):
                if row[column] != parent[column]:
                    yield _fault(
                        table, line, column, row, parent[column], Text("上级", "the parent section")
                    )

    def _observations(self, table: Table) -> Iterator[Fault]:
        for row, line in zip(table.rows, table.lines, strict=True):
            located = self._locate(table, line, row)
            if isinstance(located, Fault):
                yield located
                continue
            quote, start, end = located
            around = self.text[max(0, start - 8) : start], self.text[end : end + 8]
            yield from self._quantity(table, line, row, quote, around)
            yield from self._meaning(table, line, row, quote, start, end)

    def _locate(self, table: Table, line: int, row: dict) -> tuple[Quote, int, int] | Fault:
        try:
            quote = Quote.parse(row["quote"])
            return quote, *quote.find(self.text)
        except QuoteError as error:
            if error.count == 0 and (instead := quote.instead(self.text)):
                return Fault(
                    table.file,
                    line,
                    "quote",
                    row["quote"],
                    Text(f"原文此处为“{instead}”", f"the text says “{instead}” here"),
                    Text("照原文改正", "quote the text as it is"),
                )
            return _not_once(table, line, "quote", row["quote"], error.count)

    def _quantity(
        self, table: Table, line: int, row: dict, quote: Quote, around: tuple[str, str]
    ) -> Iterator[Fault]:
        try:
            read = self.reader.read(quote.marked, *around)
        except Unreadable:
            yield Fault(
                table.file,
                line,
                "quote",
                row["quote"],
                Text(
                    f"“{quote.marked}”不是已知单位的一个数量",
                    f"“{quote.marked}” is not one quantity in a known unit",
                ),
                Text(
                    "标出完整的数字与单位，或在 units.csv 中加入单位",
                    "mark the whole figure with its unit, or add the unit to units.csv",
                ),
            )
            return
        for column in ("value", "value_high"):
            said = getattr(read, column)
            if _number(row[column]) != said:
                yield _fault(table, line, column, row, "" if said is None else f"{said:f}")
        for column in ("unit", "qualifier"):
            if row[column] != getattr(read, column):
                yield _fault(table, line, column, row, getattr(read, column))

    def _meaning(
        self, table: Table, line: int, row: dict, quote: Quote, start: int, end: int
    ) -> Iterator[Fault]:
        first, last = sentence(self.text, start, end)
        clause = _clause(self.text, first, start, last)
        section = section_at(self.sections, start) or {"period": "", "status": ""}
        year = _YEAR_BEFORE.search(quote.before)
        expected = {
            "period": year[1] if year else section["period"],
            "status": section["status"],
            "commitment": next(
                (
                    key
                    for key, entry in self.commitments.items()
                    if any(w in clause for w in _words(entry, "words"))
                ),
                "",
            ),
        }
        if _FROM_BEFORE.search(quote.before):
            expected["status"] = "baseline"
        elif "预计" in clause:
            expected["status"] = "expected"
        for column, said in expected.items():
            if row[column] != said:
                yield _fault(table, line, column, row, said)
        named = self._named(first, start, end, last)
        if row["indicator"] in self.indicators and row["indicator"] not in named:
            aliases = self.indicators[row["indicator"]]["aliases"]
            said = "、".join(named) or aliases
            yield Fault(
                table.file,
                line,
                "indicator",
                row["indicator"],
                Text(
                    f"原文所指为 {said}" if named else f"句中没有它的叫法（{aliases}）",
                    f"the text names {said}"
                    if named
                    else f"its sentence has none of its names ({aliases})",
                ),
                Text(
                    "改指标，或在 indicators.csv 的 aliases 中加入叫法",
                    "name that indicator, or add the name to its aliases in indicators.csv",
                ),
            )
        fitting = self._measures(row["unit"], quote.plain)
        if row["measure"] in self.measures and row["measure"] not in fitting:
            said = "、".join(fitting)
            yield Fault(
                table.file,
                line,
                "measure",
                row["measure"],
                Text(f"引文与单位所指为 {said}", f"the quote and its unit speak of {said}"),
                Text("改度量，或引用更长的原文", "name that measure, or quote more of the text"),
            )

    def _measures(self, unit: str, quote: str) -> list[str]:
        """Return the measures that a quote may speak of: those with the longest of their words."""
        kinds = {"percent"} if unit in ("%", "‰") else {"amount", "rank"}
        found = [
            (max((len(word) for word in _words(row, "words") if word in quote), default=0), key)
            for key, row in self.measures.items()
            if row["kind"] in kinds
            and (not row["words"] or any(word in quote for word in _words(row, "words")))
        ]
        longest = max((length for length, _ in found), default=0)
        return [key for length, key in found if length == longest]

    def _named(self, first: int, start: int, end: int, last: int) -> list[str]:
        """Return the indicators that a figure may belong to by the words of its sentence.

        That is the one named last before it, else the one named first after it. Where 分别 gives
        several figures to several indicators, the figure's place among them tells.
        """
        names = sorted(
            (match.start(), -match.end(), key)
            for key, row in self.indicators.items()
            for alias in _words(row, "aliases")
            for match in re.finditer(re.escape(alias), self.text[first:last])
        )
        spread = self.text.rfind("分别", first, start)
        if spread >= 0 and not re.search(r"[,;，；]", self.text[spread:start]):
            clause = max(self.text.rfind(mark, first, spread) for mark in ",;，；") + 1 - first
            listed = [key for at, _, key in names if clause <= at < spread - first]
            place = len(_DIGITS.findall(self.text[spread:start]))
            return [listed[place]] if place < len(listed) else []
        before = [(-stop, at, key) for at, stop, key in names if -stop <= start - first]
        if before:
            nearest = max(stop for stop, _, _ in before)
            # Of names that end together the longest counts: 城镇登记失业率, not 失业率.
            longest = min(at for stop, at, _ in before if stop == nearest)
            return [key for stop, at, key in before if (stop, at) == (nearest, longest)]
        after = [(at, key) for at, _, key in names if at >= end - first]
        return [key for at, key in after if at == after[0][0]]

    def _other_numbers(self, table: Table) -> Iterator[Fault]:
        for row, line in zip(table.rows, table.lines, strict=True):
            located = self._locate(table, line, row)
            if isinstance(located, Fault):
                yield located

    _projects = _other_numbers

    def _glossary(self, table: Table) -> Iterator[Fault]:
        for row, line in zip(table.rows, table.lines, strict=True):
            for column in ("term", "definition"):
                if row[column] not in self.text:
                    yield _not_once(table, line, column, row[column], 0)

    def _marked_twice(self) -> Iterator[Fault]:
        """Two rows may mark one figure only where the text says that it counts for several."""
        taken: list[tuple[int, int, str, int]] = []
        for name in ("observations", "other_numbers"):
            table = self.tables[name]
            for row, line in zip(table.rows, table.lines, strict=True):
                located = self._locate(table, line, row)
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


def _words(row: dict, column: str) -> list[str]:
    return [word for word in row[column].split("|") if word]


def _clause(text: str, first: int, start: int, last: int) -> str:
    """The part of the sentence, between commas or semicolons, in which a figure stands."""
    left = max(first, *(text.rfind(mark, first, start) + 1 for mark in ",;，；"))
    stops = [at for mark in ",;，；" if (at := text.find(mark, start, last)) >= 0]
    return text[left : min(stops, default=last)]


def _number(cell: str) -> Decimal | None:
    try:
        value = Decimal(cell) if cell else None
    except InvalidOperation:
        return None
    return value if value is None or value.is_finite() else None


_THE_TEXT = Text("原文", "the text")


def _fault(
    table: Table, line: int, column: str, row: dict, said: str, who: Text = _THE_TEXT
) -> Fault:
    return Fault(
        table.file,
        line,
        column,
        row[column],
        Text(
            f"{who.zh}为“{said}”" if said else f"{who.zh}无此内容",
            f"{who.en} says “{said}”" if said else f"{who.en} says nothing of the kind",
        ),
        Text(f"改为“{said}”" if said else "留空", f"write “{said}”" if said else "leave it empty"),
    )


def _not_once(table: Table, line: int, column: str, words: str, count: int) -> Fault:
    if count < 0:
        problem = Text("应恰好标出一处【…】", "must mark exactly one part with 【…】")
        mend = Text("用一对【】标出数字", "put one pair of 【】 around the figure")
    elif count == 0:
        problem = Text("原文中没有这些字", "the text has no such words")
        mend = Text("照原文抄录", "copy the words from the text")
    else:
        problem = Text(f"在原文中出现{count}次", f"stands in the text {count} times")
        mend = Text("多引几个字", "quote a few more words")
    return Fault(table.file, line, column, words, problem, mend)

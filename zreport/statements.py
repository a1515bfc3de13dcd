"""Prove observations: read what the words around a figure say, and compare each field with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from zreport.faults import Fault
from zreport.ground import Ground, disagreement, section_at, words_of
from zreport.language import Text
from zreport.package import Table
from zreport.quantity import Unreadable
from zreport.quote import Quote, sentence

_YEAR_BEFORE = re.compile(r"([0-9]{4})年的?$")
_FROM_BEFORE = re.compile(r"[从由](?:[0-9]{4}年的?)?$")
_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")


class Statements(Ground):
    """Observations beside the sentences that state them."""

    def _observations(self, table: Table) -> Iterator[Fault]:
        """Return where rows disagree with their own quotes."""
        for row, line in zip(table.rows, table.lines, strict=True):
            located = self.locate(table, line, row)
            if isinstance(located, Fault):
                yield located
                continue
            quote, start, end = located
            around = self.text[max(0, start - 8) : start], self.text[end : end + 8]
            yield from self._quantity(table, line, row, quote, around)
            yield from self._meaning(table, line, row, quote, start, end)

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
                yield disagreement(table, line, column, row, "" if said is None else f"{said:f}")
        for column in ("unit", "qualifier"):
            if row[column] != getattr(read, column):
                yield disagreement(table, line, column, row, getattr(read, column))

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
                    if any(w in clause for w in words_of(entry, "words"))
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
                yield disagreement(table, line, column, row, said)
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
            (max((len(word) for word in words_of(row, "words") if word in quote), default=0), key)
            for key, row in self.measures.items()
            if row["kind"] in kinds
            and (not row["words"] or any(word in quote for word in words_of(row, "words")))
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
            for alias in words_of(row, "aliases")
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

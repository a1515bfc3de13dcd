"""The eight tables of a new report and its own vocabulary, filled with what is proposed."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from zreport.draft.learn import Earlier
from zreport.draft.rows import DraftRow, Proposal, plain_decimal
from zreport.draft.statements import numbered, proposed_statements
from zreport.language import Text
from zreport.reading.document import sections_of
from zreport.reading.folding import find
from zreport.reading.headings import openings, terms
from zreport.reading.numbers import numbers, reasons
from zreport.reading.quantity import Unreadable
from zreport.reading.quote import quote_of
from zreport.reading.times import whole_years
from zreport.reading.whole import vocabulary_measure
from zreport.tables.csv_table import SURE
from zreport.tables.identifiers import observation_id

TableRows = list[dict[str, str]]
# Money of a year, and no stock.
_FLOW = re.compile("(?:收入|产值|增加值|投资|支出|税收|税|销售额|交易额|营收|消费|利润|投入|零售额)$")
_MONTHS = "只说了其中几个月（{}），不是全年", "of some months only ({}), not of the year"
_LISTED = 12  # signs of a quote after its mark, where a list says what a figure is


class Tables:
    """Rows of each table of a new report, by name; cells are words."""

    def __init__(self, proposal: Proposal, lang: str, earlier: Earlier):
        self._proposal, self._lang, self._earlier = proposal, lang, earlier
        self._document = proposal.document
        self.rows: dict[str, TableRows] = {"projects": [], "cautions": []}
        self.rows["sections"] = self._sections()
        self.rows["observations"] = self._observations()
        self.rows["other_numbers"] = self._others()
        parts = sections_of(self._document.text, self.rows["sections"])
        said = proposed_statements(replace(self._document, sections=parts))
        self.rows["statements"] = [row for _, row in numbered(said)]
        self.rows["relations"] = _relations(self.rows["observations"])
        self.rows["glossary"] = [
            {"term": term, "definition": definition} for term, definition in terms(self._document.text).items()
        ]
        self.rows["indicators"] = self._indicators()

    def _sections(self) -> TableRows:
        """A row for each heading, and for each paragraph with which the time spoken of changes."""
        text, opened = self._document.text, dict(openings(self._document.text))
        rows: TableRows = []
        above: dict[int, str] = {}
        counts: dict[str, int] = {}
        before = ("", "", False)
        for part in self._proposal.whole.parts:
            start = part.start + len(text[part.start : part.end]) - len(text[part.start : part.end].lstrip())
            speaks = (part.period, part.status, part.kind == "problems")
            if start not in opened and part.level not in (1, 2) and speaks == before and rows:
                continue
            if (words := self._opening(start)) is None:
                continue
            before = speaks
            level = part.level or (3 if above else 1)
            above = {depth: key for depth, key in above.items() if depth < level}
            kind = "opening" if part.kind == "head" else part.kind
            counts[kind] = counts.get(kind, 0) + 1
            key = kind if counts[kind] == 1 else f"{kind}-{counts[kind]}"
            title = re.split("[。！!；;：:\n]", text[start : part.end], maxsplit=1)[0][:40]
            parent = above[max(above)] if above else ""
            cells = {"section": key, "parent": parent, "title_zh": title, "starts_with": words, "doubt": SURE}
            cells["title_en"] = self._earlier.section(title)
            rows.append(cells | {"period": part.period, "status": part.status})
            above[level] = key
        return rows

    def _opening(self, start: int) -> str | None:
        """The first words of a line that stand in the text once; None if its whole first line stands twice."""
        text = self._document.text
        line = text[start : start + 60].split("\n")[0]
        words = (line[:length] for length in (*range(6, len(line), 2), len(line)))
        return next((one for one in words if len(find(text, one)) == 1), None)

    def _observations(self) -> TableRows:
        rows = []
        for row in self._proposal.rows:
            if row.reason or not row.unit:
                continue
            value, high, unit, qualifier, alone = self._printed(row)
            cells = {name: getattr(row, name) for name in ("indicator", "period", "status", "commitment", "scope")}
            cells |= {"value": plain_decimal(value), "value_high": plain_decimal(high), "unit": unit}
            doubts = [row.doubt] if row.doubt else []
            if cells["period"] != (years := whole_years(cells["period"])):
                doubts.append(Text(*(words.format(cells["period"]) for words in _MONTHS)))
                cells["period"] = years
            doubt = Text("；", "; ")[self._lang].join(one[self._lang] for one in doubts)
            cells |= {"qualifier": qualifier, "doubt": doubt or SURE}
            cells["measure"] = self._measure(row)
            cells["quote"] = self.quote(*row.place, row.named.spoken.clause[0], 0 if alone else _LISTED)
            rows.append(cells | {"scope_en": self._earlier.scopes.get(row.scope, "")})
        return rows

    def _measure(self, row: DraftRow) -> str:
        """What is said of a figure; of an amount the one of level and total that its indicator can have."""
        said = vocabulary_measure(row.named.spoken, self._document.text)
        if said not in ("level", "total"):
            return said
        known = self._document.rows("indicators").get(row.indicator)
        had = known["measures"].split("|") if known else []
        others = (one for one in ("total", "level", "per_unit") if one in had)
        if known and said not in had:
            return next(others, said)
        flows = not known and said == "level" and row.unit == "元" and _FLOW.search(row.indicator_zh)
        return "total" if flows else said

    def _printed(self, row: DraftRow) -> tuple[Decimal, Decimal | None, str, str, bool]:
        """Value, upper end, unit and bound as printed, and whether they can be read alone.

        They are in the base unit where only the list says what they are.
        """
        try:
            read = self._document.quantity(*row.place)
        except Unreadable:
            number = row.named.spoken.number
            return number.value, number.high, number.unit, number.qualifier, False
        return read.value, read.value_high, read.unit, read.qualifier, True

    def _others(self) -> TableRows:
        """A row for each number of the text that no observation marks."""
        taken = bytearray(len(self._document.text))
        for row in self._proposal.rows:
            if not row.reason and row.unit:
                start, end = row.place
                taken[start:end] = b"\1" * (end - start)
        rows = []
        for start, end in numbers(self._document):
            if not all(taken[start:end]):
                shown = reasons(self._document, start, end)
                rows.append({"quote": self.quote(start, end), "reason": shown[0] if shown else "unread", "doubt": SURE})
        return rows

    def quote(self, start: int, end: int, first: int | None = None, after: int = 0) -> str:
        """Quote a place so that it stands in the text once: from the head of its clause, or as little as will do."""
        return quote_of(self._document.text, start, end, first, after)

    def _indicators(self) -> TableRows:
        """The rows that the report adds to indicators.csv: new indicators, and what is new of known ones."""
        used: dict[str, dict[str, dict[str, None]]] = {}
        units = self._document.rows("units")
        for row in self.rows["observations"]:
            had = used.setdefault(row["indicator"], {"measures": {}, "units": {}})
            had["measures"].setdefault(row["measure"])
            base = units.get(row["unit"], {}).get("base_unit", row["unit"])
            if base not in ("%", "‰", "个百分点", "倍", "成", "位") and row["measure"] != "rank":
                had["units"].setdefault(base)
        shared, learned, rows = self._document.rows("indicators"), self._earlier.indicators, []
        for key, had in used.items():
            one = self._proposal.indicators[key]
            cells = {"indicator": key, "name_zh": one.name_zh, "sector": one.sector, "better": one.better}
            known = shared.get(key)
            if known:
                cells = {
                    name: known[name] for name in ("indicator", "name_zh", "name_en", "sector", "better", "counted_en")
                }
                had = {name: [one for one in words if one not in known[name].split("|")] for name, words in had.items()}
                if key not in learned and not any(had.values()) and not one.aliases:
                    continue
            had |= {"aliases": one.aliases}
            mine = {name: filter(None, learned.get(key, {}).get(name, "").split("|")) for name in had}
            lists = {name: "|".join(dict.fromkeys([*mine[name], *words])) for name, words in had.items()}
            if known:
                # A row that adds to a known one may leave no list empty.
                lists = {name: words or known[name].split("|")[0] for name, words in lists.items()}
            rows.append(cells | lists)
        return rows


def _relations(observations: TableRows) -> TableRows:
    """Targets with what was achieved or is expected of the same indicator and measure, and the sides of 从…到…."""
    rows: TableRows = []
    by_indicator: dict[str, TableRows] = {}
    for row in observations:
        by_indicator.setdefault(row["indicator"], []).append(row)
    for group in by_indicator.values():
        targets = [row for row in group if row["status"] == "target"]
        done = [row for row in group if row["status"] in ("achieved", "expected")]
        for target in targets:
            for grade, alike in (("high", _same), ("medium", _near)):
                if found := [row for row in done if alike(target, row)]:
                    rows.append(_relation(target, "target_for", found[-1], grade))
                    break
        for base in (row for row in group if row["status"] == "baseline"):
            if found := [row for row in done if row["unit"] == base["unit"] and row["measure"] == base["measure"]]:
                rows.append(_relation(base, "baseline_of", found[0], "high"))
    return rows


def _same(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return one["measure"] == other["measure"] and one["unit"] == other["unit"]


def _near(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    kinds = {"growth", "average_growth"}
    return one["unit"] == other["unit"] and {one["measure"], other["measure"]} <= kinds


def _relation(one: dict[str, str], relation: str, other: dict[str, str], grade: str) -> dict[str, str]:
    return {"a": observation_id(one), "relation": relation, "b": observation_id(other), "grade": grade}

"""The eight tables of a new report and its own vocabulary, filled with what is proposed."""

from collections.abc import Mapping
from dataclasses import replace

from zreport.draft.learn import Earlier
from zreport.draft.observed import AFTER_MARK, headings, observed
from zreport.draft.rows import Proposal, plain_decimal
from zreport.draft.statements import numbered, proposed_statements
from zreport.reading.document import sections_of
from zreport.reading.headings import terms
from zreport.reading.numbers import numbers, reasons
from zreport.reading.quote import quote_of
from zreport.tables.csv_table import SURE
from zreport.tables.identifiers import observation_id

TableRows = list[dict[str, str]]


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
        return [
            {name: cell for name, cell in heading._asdict().items() if name != "start"}
            | {"title_en": self._earlier.section(heading.title_zh), "doubt": SURE}
            for heading in headings(self._proposal)
        ]

    def _observations(self) -> TableRows:
        rows = []
        for one in observed(self._proposal):
            cells = {name: getattr(one.row, name) for name in ("indicator", "status", "commitment", "scope")}
            cells |= {name: getattr(one, name) for name in ("unit", "qualifier", "measure", "period")}
            cells |= {"value": plain_decimal(one.value), "value_high": plain_decimal(one.high)}
            place, clause = one.row.place, one.row.named.spoken.clause
            cells["quote"] = quote_of(self._document.text, *place, clause[0], 0 if one.alone else AFTER_MARK)
            scope = self._earlier.scopes.get(one.row.scope, "")
            rows.append(cells | {"doubt": one.doubt(self._lang), "scope_en": scope})
        return rows

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
                quote = quote_of(self._document.text, start, end)
                rows.append({"quote": quote, "reason": shown[0] if shown else "unread", "doubt": SURE})
        return rows

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

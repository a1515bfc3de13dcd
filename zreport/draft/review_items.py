"""What a reviewer is shown: a row beside its sentence, and what can be chosen for its cells."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Mapping
from typing import Any

from zreport.draft.review_proof import Proof, is_open, problem
from zreport.faults import Fault
from zreport.reading.document import words_of
from zreport.reading.numbers import reasons
from zreport.reading.quote import Quote, QuoteError
from zreport.reading.sentence import sentence
from zreport.tables.csv_table import DOUBT, DRAFTED

# Signs of a sentence that are shown before and after a mark.
_BEFORE, _AFTER = 300, 200


def items_json(proof: Proof) -> dict[str, dict[str, Any]]:
    """Return the rows that are reviewed, by their keys, in the order of the text."""
    rows = (item(proof, record.key) for name in DRAFTED for record in proof.sheets[name].records)
    return {one["key"]: one for one in sorted(rows, key=lambda one: one["at"])}


def item(proof: Proof, key: str) -> dict[str, Any]:
    """Return a row with its sentence and what is wrong with it."""
    name = next(name for name, sheet in proof.sheets.items() if key in sheet.by_key)
    record = proof.sheets[name].by_key[key]
    faults = proof.of_rows.get(key, [])
    document = proof.evidence.document
    place = proof.places.get(key)
    words = dict(zip(("before", "mark", "after"), _around(proof, place) or _quoted(record.cells), strict=True))
    indicator = document.rows("indicators").get(record["indicator"], {})
    names = [indicator.get("name_zh", record["indicator"]), indicator.get("name_en") or indicator.get("name_zh", "")]
    return {
        "key": key,
        "table": name,
        "row": {column: cell for column, cell in record.cells.items() if column != DOUBT["name"]},
        **words,
        "section": _section(proof, place),
        "doubt": record[DOUBT["name"]].strip(),
        "open": is_open(record),
        "problems": [problem(one).both for one in faults],
        "columns": [one.column for one in faults if one.column],
        "at": document.delivered(*place)[0] if place else _beside(proof, name, key),
        "indicator": names if record["indicator"] else ["", ""],
        "reasons": _fitting(proof, place) if place and name != "sections" else [],
    }


def _around(proof: Proof, place: tuple[int, int] | None) -> tuple[str, str, str] | None:
    """The sentence of a place, as delivered."""
    if not place:
        return None
    document, (start, end) = proof.evidence.document, place
    first, last = sentence(document.text, start, end)
    text, (begin, stop) = proof.delivered, document.delivered(start, end)
    first, last = document.delivered(first, first)[0], document.delivered(last, last)[0]
    before, after = text[first:begin].lstrip(), text[stop:last].rstrip()
    return (
        before if len(before) <= _BEFORE else f"…{before[-_BEFORE:]}",
        text[begin:stop],
        after if len(after) <= _AFTER else f"{after[:_AFTER]}…",
    )


def _quoted(cells: Mapping[str, str]) -> tuple[str, str, str]:
    """What a row quotes, where the text does not have it."""
    try:
        quote = Quote.parse(cells.get("quote", ""))
        return quote.before, quote.marked, quote.after
    except QuoteError:
        return "", cells.get("quote") or cells.get("starts_with", ""), ""


def _beside(proof: Proof, name: str, key: str) -> int:
    """A place for a row whose words the text does not have: that of the row above it."""
    above = 0
    for record in proof.sheets[name].records:
        if record.key == key:
            break
        if record.key in proof.places:
            above = proof.evidence.document.delivered(*proof.places[record.key])[0]
    return above


def _section(proof: Proof, place: tuple[int, int] | None) -> list[str]:
    if not place:
        return ["", ""]
    key = proof.evidence.document.section_at(place[0]).key
    row = next((one for one in proof.sheets["sections"].records if one["section"] == key), None)
    return [row["title_zh"], row["title_en"] or row["title_zh"]] if row else ["", ""]


def _fitting(proof: Proof, place: tuple[int, int]) -> list[str]:
    """The reasons that the words beside a number show."""
    document = proof.evidence.document
    at = bisect.bisect_left(proof.numbers, place[0], key=lambda span: span[0])
    inside = proof.numbers[at : at + 1]
    return reasons(document, *inside[0], drafted=True) if inside and inside[0][0] < place[1] else []


def report_json(proof: Proof) -> dict[str, Any]:
    """Return what is known of a report."""
    about = proof.package.about(proof.report, english=False)
    named = {key: [about[f"{key}_zh"], about[f"{key}_en"]] for key in ("title", "place")}
    return {"name": proof.report, **named, "delivered": about["delivered"]}


def lacking_json(proof: Proof, one: Fault) -> dict[str, Any]:
    """Say which English words are still missing, and of what."""
    key, column = proof.key_of(one), str(one.column)
    name = next((name for name, sheet in proof.sheets.items() if sheet.file == one.file), "report")
    cells = proof.sheets[name].by_key[key].cells if key else proof.package.about(proof.report, english=False)
    stem = column.removesuffix("_en")
    chinese = cells.get(f"{stem}_zh") or cells.get(stem, "")
    return {"table": name, "key": key, "column": column, "zh": chinese, "indicator": cells.get("indicator", "")}


def vocabulary_json(proof: Proof) -> dict[str, Any]:
    """Return what can be chosen for the cells of a row."""
    document = proof.evidence.document
    lists = ("statuses", "qualifiers", "commitments", "measures", "reasons", "sectors")
    chosen: dict[str, Any] = {
        name: [[key, [row["name_zh"], row["name_en"]]] for key, row in document.rows(name).items()] for name in lists
    }
    chosen["units"] = [[key, [key, row["name_en"]]] for key, row in document.rows("units").items()]
    chosen["indicators"] = [
        {
            "key": key,
            "name": [row["name_zh"], row["name_en"] or row["name_zh"]],
            "find": find_string(row),
            "sector": row["sector"],
            "measures": list(words_of(row, "measures")),
            "units": list(words_of(row, "units")),
        }
        for key, row in document.rows("indicators").items()
    ]
    return chosen


def find_string(row: Mapping[str, str]) -> str:
    """Return all by which an indicator may be sought: its names, its key, and the initials of its names.

    Examples
    --------
    >>> row = {"indicator": "gdp", "name_zh": "地区生产总值", "name_en": "Regional product", "aliases": "生产总值"}
    >>> find_string(row)
    '地区生产总值 生产总值 regional product gdp dqsczz sczz'
    """
    chinese = list(dict.fromkeys([row["name_zh"], *filter(None, row["aliases"].split("|"))]))
    words = [*chinese, row["name_en"], row["indicator"], *map(initials, chinese)]
    return " ".join(dict.fromkeys(filter(None, words))).lower()


@functools.lru_cache(8192)
def initials(text: str) -> str:
    """Return the first letter of how each sign of a text is spelt; what is no Chinese sign stays as it is.

    Examples
    --------
    >>> initials("新建3座")
    'xj3z'
    """
    from pypinyin import Style, lazy_pinyin

    return "".join(one[0] for one in lazy_pinyin(text, Style.FIRST_LETTER, errors=list) if one).lower()

"""Prove what an observation says of its figure: value, unit, bound, period, status, commitment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zreport.faults import Fault
from zreport.language import Text
from zreport.proof.ground import Ground, Mark, decimal, disagreement, section_at, words_of
from zreport.reading.quantity import Unreadable
from zreport.tables.package import Table

_NEEDS = ("observations", "units", "qualifiers", "wordings", "commitments", "sections", "glossary")
_YEAR_BEFORE = re.compile(r"([0-9]{4})年的?$")
_FROM_BEFORE = re.compile(r"[从由](?:[0-9]{4}年的?)?$")
# How far a word at the head of a clause may stand from its beginning: 全年计划…
_HEAD = 2


def faults(ground: Ground) -> Iterator[Fault]:
    """Return where observations disagree with the words around their figures."""
    if not ground.has(*_NEEDS):
        return
    table = ground.tables["observations"]
    marks, lost = ground.marks("observations")
    yield from lost
    explained = _explained(ground)
    for mark in marks:
        yield from _quantity(ground, table, mark)
        said = _circumstances(ground, mark, explained)
        for column in ("period", "status", "commitment"):
            if mark.row[column] != said[column]:
                yield disagreement(table, mark.line, column, mark.row, said[column])


def _quantity(ground: Ground, table: Table, mark: Mark) -> Iterator[Fault]:
    around = ground.text[max(0, mark.start - 24) : mark.start], ground.text[mark.end : mark.end + 8]
    try:
        read = ground.reader.read(mark.quote.marked, *around)
    except Unreadable:
        yield Fault(
            table.file,
            mark.line,
            "quote",
            mark.row["quote"],
            Text(
                f"“{mark.quote.marked}”不是已知单位的一个数量",
                f"“{mark.quote.marked}” is not one quantity in a known unit",
            ),
            Text(
                "标出完整的数字与单位，或在 units.csv 中加入单位",
                "mark the whole figure with its unit, or add the unit to units.csv",
            ),
        )
        return
    for column in ("value", "value_high"):
        said = getattr(read, column)
        if decimal(mark.row[column]) != said:
            written = "" if said is None else f"{said:f}"
            yield disagreement(table, mark.line, column, mark.row, written)
    for column in ("unit", "qualifier"):
        if mark.row[column] != getattr(read, column):
            yield disagreement(table, mark.line, column, mark.row, getattr(read, column))


def _explained(ground: Ground) -> list[tuple[int, int, int]]:
    """Return start and end of each definition of the glossary, and where its term is first used."""
    return [
        (at, at + len(row["definition"]), ground.text.find(row["term"]))
        for row in ground.tables["glossary"].rows
        if row["definition"] and (at := ground.text.find(row["definition"])) >= 0
    ]


def _circumstances(ground: Ground, mark: Mark, explained: list[tuple[int, int, int]]) -> dict[str, str]:
    """Read period, status and commitment from the section, and from words nearer to the figure."""
    text, (first, last) = ground.text, ground.clause(mark)
    ahead = text[max(0, mark.start - 12) : mark.start]
    # The glossary stands at the end of the report; its figures speak where the term is used.
    place = next((used for a, b, used in explained if a <= mark.start < b), mark.start)
    section = section_at(ground.sections, place) or {"period": "", "status": ""}
    year = _YEAR_BEFORE.search(ahead)
    said = {"period": year[1] if year else section["period"], "status": section["status"]}
    if _FROM_BEFORE.search(ahead):
        said["status"] = "baseline"
    elif "预计" in text[first:last]:
        said["status"] = "expected"
    promised = said["status"] == "target"
    return said | {"commitment": _commitment(ground, mark) if promised else ""}


def _commitment(ground: Ground, mark: Mark) -> str:
    """Read the strength of a promise: its word may stand in the clause or govern it from beside.

    In its own clause the first word counts (计划争取资金: a plan). Else the clause that follows may
    begin with one (…7个产业项目建设,确保年内建成投产). Else one at the head of a clause before governs
    all that is listed after it, up to the semicolon (全年计划…,…10个,…8亿元).
    """
    text, (first, last) = ground.text, ground.sentence(mark)
    first = max(first, *(text.rfind(sign, first, mark.start) + 1 for sign in ";；"))
    ends = [at for sign in ";；" if (at := text.find(sign, mark.end, last)) >= 0]
    own_first, own_last = ground.clause(mark)
    if word := _first_word(ground, text[own_first:own_last]):
        return word[1]
    following = re.split("[,，]", text[own_last + 1 : min(ends, default=last)])[0]
    if (word := _first_word(ground, following)) and word[0] == 0:
        return word[1]
    for clause in reversed(re.split("[,，]", text[first : max(first, own_first - 1)])):
        if (word := _first_word(ground, clause)) and word[0] <= _HEAD:
            return word[1]
    return ""


def _first_word(ground: Ground, clause: str) -> tuple[int, str] | None:
    found = [
        (clause.index(word), key)
        for key, row in ground.vocabulary("commitments").items()
        for word in words_of(row, "words")
        if word in clause
    ]
    return min(found, default=None)

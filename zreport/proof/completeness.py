"""Prove that nothing was passed over: each number of the text belongs to a row, and to one."""

import bisect
from collections.abc import Iterator
from itertools import accumulate

from zreport.faults import Fault
from zreport.proof.evidence import Evidence, QuotedRow
from zreport.reading.numbers import ends, indicates, numbers, reasons

_TABLES = ("observations", "other_numbers")
_NEEDS = (*_TABLES, "indicators", "measures", "units", "qualifiers", "wordings", "reasons")


def faults(evidence: Evidence) -> Iterator[Fault]:
    """Return the numbers that belong to no row or to too many, and reasons that are not so."""
    if not evidence.has(*_NEEDS):
        return
    every = numbers(evidence.document)
    yield from evidence.lost("other_numbers")
    yield from _doubles(evidence)
    yield from _reasons(evidence, every)
    taken = sorted((row.start, row.end) for name in _TABLES for row in evidence.quoted(name))
    # How far the marks go that begin at or before each.
    reach = list(accumulate((end for _, end in taken), max))
    lost = {(fault.file, fault.row) for name in _TABLES for fault in evidence.lost(name)}
    for start, end in every:
        before = bisect.bisect_right(taken, (start, len(evidence.document.text)))
        if not before or reach[before - 1] < end:
            fault = _missing(evidence, start, end)
            # A row whose quote was not found is at fault already.
            if (fault.file, fault.row) not in lost:
                yield fault


def _doubles(evidence: Evidence) -> Iterator[Fault]:
    """Two rows mark one figure only if the text lets it count for the indicators of both."""
    seen: list[tuple[str, QuotedRow]] = []
    marking: dict[int, list[int]] = {}
    for name in _TABLES:
        table = evidence.tables[name]
        for row in evidence.quoted(name):
            places = [marking.setdefault(place, []) for place in range(row.start, row.end)]
            clash = [seen[at] for at in sorted(set().union(*places))]
            for rows in places:
                rows.append(len(seen))
            if clash and not _shares(evidence, name, row, [other for _, other in clash]):
                of, other = clash[0]
                yield table.fault(row.line, "quote", "figure-doubled", file=f"{of}.csv", row=other.line)
            seen.append((name, row))


def _shares(evidence: Evidence, name: str, row: QuotedRow, others: list[QuotedRow]) -> bool:
    """Whether a figure counts for the indicator of a row as well as for those of the others."""
    if name != "observations" or any("indicator" not in other.row for other in others):
        return False
    found = [other.row["indicator"] for other in (row, *others)]
    return len(set(found)) == len(found) and set(found) <= set(evidence.named(row))


def _reasons(evidence: Evidence, every: list[tuple[int, int]]) -> Iterator[Fault]:
    """A reason must show in the words next to the figure, and a mark must hold one figure."""
    document, table = evidence.document, evidence.tables["other_numbers"]
    for row in evidence.quoted("other_numbers"):
        fitting = reasons(document, row.start, row.end)
        if row.row["reason"] in document.rows("reasons") and row.row["reason"] not in fitting:
            code = "reason-differs" if fitting else "reason-unshown"
            yield table.fault(row.line, "reason", code, said="、".join(fitting))
        if not _is_one(evidence, row, every):
            yield table.fault(row.line, "quote", "mark-not-one")


def _is_one(evidence: Evidence, row: QuotedRow, every: list[tuple[int, int]]) -> bool:
    """Whether a mark holds one number of the text, alone or with its unit."""
    inside = [(start, end) for start, end in every if row.start <= start and end <= row.end]
    if len(inside) != 1 or inside[0][0] != row.start:
        return False
    return inside[0][1] == row.end or row.end in ends(evidence.document, *inside[0])


def _missing(evidence: Evidence, start: int, end: int) -> Fault:
    """Say where a row is missing: in which table, after which row of it."""
    text = evidence.document.text
    lines = {name: _line_for(evidence.quoted(name), start) for name in _TABLES}
    name, other = _TABLES if indicates(evidence.document, start, end) else reversed(_TABLES)
    words = f"{text[max(0, start - 12) : start]}【{text[start:end]}】{text[end : end + 8]}".replace("\n", " ").strip()
    told = {"table": name, "row": lines[name], "other": other, "other_row": lines[other]}
    return evidence.tables[name].fault(lines[name], "quote", "figure-unclaimed", words, **told)


def _line_for(rows: list[QuotedRow], start: int) -> int:
    """The line on which a row belongs if rows follow the text: after the last figure before it."""
    return max(((row.start, row.line) for row in rows if row.start < start), default=(0, 1))[1] + 1

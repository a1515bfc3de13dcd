"""Prove that nothing was passed over: each number of the text belongs to a row, and to one."""

import bisect
from collections.abc import Iterator
from itertools import accumulate

from zreport.faults import Fault
from zreport.proof.evidence import Evidence, QuotedRow
from zreport.reading.numbers import MISPRINT, UNREAD, ends, indicates, numbers, odd_signs, reasons, unread
from zreport.reading.quote import escaped

_TABLES = ("observations", "other_numbers")
# So many figures without a row are named; a text of which more are left has barely been begun.
_MOST = 5000
# No figure counts for more rows than these; comparing all rows of one mark would take for ever.
_SHARING = 50
_NEEDS = (*_TABLES, "indicators", "measures", "units", "qualifiers", "wordings", "reasons")


class _Lines:
    """The lines on which rows belong if rows follow the text: each after the last figure before it."""

    def __init__(self, rows: list[QuotedRow]):
        places = sorted((row.start, row.line) for row in rows)
        self._starts, self._lines = ([place[side] for place in places] for side in (0, 1))

    def at(self, start: int) -> int:
        before = bisect.bisect_left(self._starts, start)
        return (self._lines[before - 1] if before else 1) + 1


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
    lines = {name: _Lines(evidence.quoted(name)) for name in _TABLES}
    added: dict[str, int] = dict.fromkeys(_TABLES, 0)
    for start, end in every:
        before = bisect.bisect_right(taken, (start, len(evidence.document.text)))
        if before and reach[before - 1] >= end:
            continue
        rows = {name: lines[name].at(start) for name in _TABLES}
        name, other = _TABLES if indicates(evidence.document, start, end) else reversed(_TABLES)
        # A row whose quote was not found is at fault already.
        if (evidence.tables[name].file, rows[name]) in lost:
            continue
        if sum(added.values()) == _MOST:
            yield evidence.tables[name].fault(rows[name], None, "figures-many", most=_MOST)
            return
        # Rows that are added one by one move those that follow.
        told = {"table": name, "row": rows[name] + added[name], "other": other, "other_row": rows[other] + added[other]}
        added[name] += 1
        yield _missing(evidence, start, end, told)


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
                if len(rows) < _SHARING:
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
    if len(set(found)) < len(found):
        return False
    return set(found) <= set(evidence.named(row)) or set(found) <= {*evidence.named(row), *evidence.read_names(row)}


def _reasons(evidence: Evidence, every: list[tuple[int, int]]) -> Iterator[Fault]:
    """A reason must show in the words next to the figure, and a mark must hold one figure."""
    document, table = evidence.document, evidence.tables["other_numbers"]
    for row in evidence.quoted("other_numbers"):
        fitting = reasons(document, row.start, row.end, evidence.drafted)
        if row.row["reason"] in document.rows("reasons") and row.row["reason"] not in fitting:
            code = "reason-differs" if fitting else "reason-unshown"
            yield table.fault(row.line, "reason", code, said="、".join(fitting))
        if not _is_one(evidence, row, every):
            yield table.fault(row.line, "quote", "mark-not-one")


def _is_one(evidence: Evidence, row: QuotedRow, every: list[tuple[int, int]]) -> bool:
    """Whether a mark holds one number of the text, alone or with its unit."""
    document = evidence.document
    first, last = (bisect.bisect_left(every, (place,)) for place in (row.start, row.end))
    inside = [(start, end) for start, end in every[first:last] if end <= row.end]
    if len(inside) != 1:
        return False
    start, end = inside[0]
    if unread(document, start, end) and document.text[row.start : start] in ("", "-", "负"):
        # What cannot be read where it stands, as -2.3%, may be marked with its sign and its unit.
        return end == row.end or document.text[end : row.end] in document.rows("units")
    return start == row.start and (end == row.end or row.end in ends(document, start, end))


def _missing(evidence: Evidence, start: int, end: int, told: dict[str, object]) -> Fault:
    """Say where a row is missing: in which table, after which row of it; or that only one table can have it."""
    document, text = evidence.document, evidence.document.text
    before, marked, after = (
        escaped(words).replace("\n", " ")
        for words in (text[max(0, start - 12) : start], text[start:end], text[end : end + 8])
    )
    code, reason = "figure-unclaimed", ""
    if document.garbled_at(start, end):
        code, reason, told["other"] = "figure-garbled", MISPRINT, told["table"]
    elif told["table"] == "other_numbers" and UNREAD in reasons(document, start, end):
        code, reason = "figure-unread", UNREAD
    told |= {"reason": reason, "words": marked, "odd": odd_signs(text[start:end])}
    table = evidence.tables[str(told["table"])]
    return table.fault(told["row"], "quote", code, f"{before}【{marked}】{after}".strip(), **told)

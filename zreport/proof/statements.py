"""Prove what the report can be held to in words: each act by its words, what follows what, and that no task is missing."""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from zreport.faults import Fault
from zreport.language import Text
from zreport.proof.evidence import Evidence, QuotedRow, disagreement
from zreport.reading.acts import (
    STATEMENT_KINDS,
    act_of,
    clause_groups,
    has_seen_act,
    kind_of,
    sections_with_ends,
    whole_clauses,
)
from zreport.reading.quote import sole_quote_of

# What statements of a kind may follow from.
_FOLLOWS = {"task": ("problem", "aim", "done"), "aim": ("problem",)}
_ACTING = ("task", "done")
_LISTING = "、 "


def faults(evidence: Evidence) -> Iterator[Fault]:
    """Return the statements that the text does not bear out, and the tasks that none states."""
    if not evidence.has("statements", "sections", "acts"):
        return
    yield from evidence.lost("statements")
    found = sorted(evidence.quoted("statements"), key=lambda one: (one.start, one.end))
    kinds = {one.line: kind_of(evidence.document.section_at(one.start)) for one in found}
    yield from _acts(evidence, found, kinds)
    yield from _follows(evidence, found, kinds)
    if found:
        yield from _missing(evidence, found)


def _acts(evidence: Evidence, found: list[QuotedRow], kinds: dict[int, str]) -> Iterator[Fault]:
    """What is to be done or was done has the act that its words say; no mark stands outside the parts that say such."""
    table, last = evidence.tables["statements"], None
    for one in found:
        acting = kinds[one.line] in _ACTING
        said = act_of(evidence.document, one.start, one.end) if acting else ""
        if not kinds[one.line]:
            yield table.fault(one.line, "quote", "statement-place")
        elif acting and not said:
            yield table.fault(one.line, "act", "act-unsaid")
        elif one.row["act"] != said:
            yield disagreement(table, one.line, "act", said) if said else table.fault(one.line, "act", "act-none")
        if (whole := whole_clauses(evidence.document, one.start, one.end)) != (one.start, one.end):
            said = evidence.document.text[slice(*whole)]
            yield table.fault(
                one.line, "quote", "mark-clause", said=said if len(said) < 60 else f"{said[:30]}…{said[-20:]}"
            )
        if last and one.start < last.end:
            yield table.fault(one.line, "quote", "statement-doubled", row=last.line)
        last = one if not last or one.end > last.end else last


def _follows(evidence: Evidence, found: list[QuotedRow], kinds: dict[int, str]) -> Iterator[Fault]:
    """A statement follows from earlier ones of kinds that lead to its own."""
    table = evidence.tables["statements"]
    known = {row["statement"] for row in table.rows}
    places = {one.row["statement"]: one for one in found}
    for one in found:
        named = one.row["follows"].split("|") if one.row["follows"] else []
        allowed = _FOLLOWS.get(kinds[one.line], ())
        for key in named:
            if key not in known or named.count(key) > 1:
                yield table.fault(one.line, "follows", "statement-unknown", key)
            elif (other := places.get(key)) and other.start >= one.start:
                yield table.fault(one.line, "follows", "statement-order", key)
            elif other and kinds[other.line] not in allowed:
                kind, other = (STATEMENT_KINDS.get(kinds[line], Text.of("—")) for line in (one.line, other.line))
                yield table.fault(one.line, "follows", "statement-follows", key, kind=kind, other=other)


def _missing(evidence: Evidence, found: list[QuotedRow]) -> Iterator[Fault]:
    """Each clause of the tasks of a year that says what will be seen to be done or not lies in a statement."""
    document, table = evidence.document, evidence.tables["statements"]
    text, starts = document.text, [one.start for one in found]
    tasks = (one for one in sections_with_ends(document) if kind_of(one[0]) == "task")
    for groups in (clause_groups(document, *one) for one in tasks):
        for first, last in itertools.chain.from_iterable(groups):
            if not has_seen_act(document, first, last):
                continue
            marks = found[max(0, bisect_right(starts, first) - 1) : bisect_left(starts, last)]
            at = _unmarked(text, first, last, marks)
            if at is not None and sole_quote_of(text, first, last):
                before = bisect_right(starts, at)
                line = found[before - 1].line + 1 if before else 2
                yield table.fault(line, "quote", "statement-missing", text[first:last][:200], row=line)


def _unmarked(text: str, first: int, last: int, marks: list[QuotedRow]) -> int | None:
    """Where a part of the text begins that no mark holds; the items of a list may have one each."""
    at = first
    for one in marks:
        if text[at : one.start].strip(_LISTING):
            break
        at = max(at, one.end)
    return at if text[at:last].strip(_LISTING) else None

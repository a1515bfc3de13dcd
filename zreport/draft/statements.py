"""What a report can be held to in words, as a rule proposes it: clauses that begin with an act, and the problems named."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from zreport.reading.acts import act_of, begins_with_act, clause_groups, has_seen_act, kind_of, sections_with_ends
from zreport.reading.document import Document, OutlineSection
from zreport.reading.quote import sole_quote_of

_Span = tuple[int, int]
_MAINLY = re.compile("主要(?:是|有|表现[在为]|体现在)[:，,]?|(?<=[:，,])(?=一是)")
_ITEM = re.compile("[一二三四五六七八九十]+是[:，,]?")
_SENTENCE = re.compile("[^。!?\n]+")
_PART = re.compile("[^;；]+")
# A sentence that is one clause, and so short, names what is said after it: 提升政务效能。
_HEADING = 16
# Of a list without a full stop no more signs are one statement.
_LONGEST = 300


def proposed_statements(document: Document) -> list[tuple[int, dict[str, str]]]:
    """Return rows of statements.csv for a text with its sections, each with where it stands; their keys are kinds."""
    rows: list[tuple[int, dict[str, str]]] = []
    for section, end in sections_with_ends(document):
        kind = kind_of(section)
        spans = {"problem": _problems, "aim": _tasks, "task": _tasks}.get(kind)
        for start, stop in spans(document, section, end) if spans else ():
            if quote := sole_quote_of(document.text, start, stop):
                act = act_of(document, start, stop) if kind == "task" else ""
                rows.append((start, {"statement": kind, "act": act, "quote": quote}))
    return rows


def numbered(
    rows: Iterable[tuple[int, dict[str, str]]], taken: Collection[str] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """Number the keys of rows, kind by kind, past those that are taken."""
    used = set(taken)
    counts: Counter[str] = Counter()
    for start, row in rows:
        kind = row["statement"]
        counts[kind] += 1
        while (key := f"{kind}-{counts[kind]}") in used:
            counts[kind] += 1
        yield start, row | {"statement": key}


def carried_statements(
    places: Mapping[str, int], before: Document, after: Document
) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Return which rows that stand at some places are of another kind in a text with other sections, and rows instead."""

    def differs(place: int) -> bool:
        return kind_of(before.section_at(place)) != kind_of(after.section_at(place))

    new = [one for one in proposed_statements(after) if differs(one[0])]
    return [key for key, place in places.items() if differs(place)], new


def _tasks(document: Document, section: OutlineSection, end: int) -> Iterator[_Span]:
    """Clauses that begin with an act, each with those after it that do not."""
    for group in clause_groups(document, section, end):
        if len(group) == 1 and _is_heading(document, *group[0]):
            continue
        span: _Span | None = None
        for first, last in group:
            joins = span and last - span[0] <= _LONGEST
            if begins_with_act(document, first, last) or (not joins and has_seen_act(document, first, last)):
                if span:
                    yield span
                span = (first, last)
            elif joins:
                span = (span[0], last)
            elif span:
                yield span
                span = None
        if span:
            yield span


def _is_heading(document: Document, start: int, end: int) -> bool:
    words = document.text[start:end]
    return len(words) <= _HEADING and not re.search("[0-9]", words) and not has_seen_act(document, start, end)


def _problems(document: Document, section: OutlineSection, end: int) -> Iterator[_Span]:
    """The parts of the sentence that says what the problems mainly are, and the items of their list that follow it."""
    text = document.text
    if not (mainly := _MAINLY.search(text, section.start, end)):
        return
    for sentence in _SENTENCE.finditer(text, mainly.end(), end):
        if sentence.start() > mainly.end() and not _ITEM.match(text, sentence.start()):
            return
        for part in _PART.finditer(text, *sentence.span()):
            item = _ITEM.match(text, part.start(), part.end())
            words = text[item.end() if item else part.start() : part.end()]
            if words.strip():
                yield part.end() - len(words.lstrip()), part.end() - len(words) + len(words.rstrip())

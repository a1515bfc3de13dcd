"""Prove that nothing was passed over: each figure of the text belongs to a row, and to one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zreport.faults import Fault
from zreport.language import Text
from zreport.proof.ground import Ground, Mark, words_of
from zreport.proof.naming import named
from zreport.reading.quantity import Unreadable

_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_TABLES = ("observations", "other_numbers")
_NEEDS = (*_TABLES, "indicators", "measures", "units", "qualifiers", "wordings", "reasons")


def figures(ground: Ground) -> list[tuple[int, int]]:
    """Return start and end of each figure of the text.

    These are the runs of digits, the quantities in Chinese numerals with a known unit (两个, 四条)
    and the words that state a quantity without a numeral (全部, 未发生).
    """
    digits = {match.span() for match in _DIGITS.finditer(ground.text)}
    return sorted(digits | set(ground.reader.unnumbered(ground.text)))


def faults(ground: Ground) -> Iterator[Fault]:
    """Return the figures that belong to no row or to too many, and reasons that are not so."""
    if not ground.has(*_NEEDS):
        return
    marks = {name: ground.marks(name)[0] for name in _TABLES}
    yield from ground.marks("other_numbers")[1]
    yield from _doubles(ground, marks)
    yield from _reasons(ground, marks["other_numbers"])
    taken = sorted((mark.start, mark.end) for rows in marks.values() for mark in rows)
    lost = {(fault.file, fault.row) for name in _TABLES for fault in ground.marks(name)[1]}
    for start, end in figures(ground):
        if not any(first <= start and end <= last for first, last in taken):
            fault = _missing(ground, start, end, marks)
            # A row whose quote was not found is at fault already.
            if (fault.file, fault.row) not in lost:
                yield fault


def _doubles(ground: Ground, marks: dict[str, list[Mark]]) -> Iterator[Fault]:
    """Two rows mark one figure only if the text lets it count for the indicators of both."""
    seen: list[tuple[str, Mark]] = []
    for name in _TABLES:
        for mark in marks[name]:
            clash = [(table, other) for table, other in seen if other.start < mark.end and mark.start < other.end]
            if clash and not _shares(ground, name, mark, [other for _, other in clash]):
                table, other = clash[0]
                file = ground.tables[table].file.rsplit("/")[-1]
                yield Fault(
                    ground.tables[name].file,
                    mark.line,
                    "quote",
                    mark.row["quote"],
                    Text(
                        f"该数字已由 {file} 第{other.line}行标出",
                        f"{file}, row {other.line}, marks this figure already",
                    ),
                    Text("删去其中一行，或标另一个数字", "delete one of the rows, or mark another figure"),
                )
            seen.append((name, mark))


def _shares(ground: Ground, name: str, mark: Mark, others: list[Mark]) -> bool:
    """Whether a figure counts for the indicator of a row as well as for those of the others."""
    if name != "observations" or any("indicator" not in other.row for other in others):
        return False
    indicators = [other.row["indicator"] for other in (mark, *others)]
    return len(set(indicators)) == len(indicators) and set(indicators) <= set(named(ground, mark))


def _reasons(ground: Ground, marks: list[Mark]) -> Iterator[Fault]:
    """A reason must show in the words next to the figure, and a mark must hold one figure."""
    table = ground.tables["other_numbers"]
    known = ground.vocabulary("reasons")
    every = figures(ground)
    for mark in marks:
        fitting = _reasons_beside(ground, mark.start, mark.end)
        if mark.row["reason"] in known and mark.row["reason"] not in fitting:
            said = "、".join(fitting)
            yield Fault(
                table.file,
                mark.line,
                "reason",
                mark.row["reason"],
                Text(
                    f"数字旁边的字表明是 {said}" if said else "数字旁边没有表明这一原因的字",
                    f"the words next to the figure show {said}"
                    if said
                    else "no word next to the figure shows this reason",
                ),
                Text(
                    "改原因，或在 reasons.csv 的 before、after 中加入这些字",
                    "name that reason, or add the words to before or after in reasons.csv",
                ),
            )
        if not _whole(ground, mark, every):
            yield Fault(
                table.file,
                mark.line,
                "quote",
                mark.row["quote"],
                Text("所标不是恰好一个数字", "what is marked is not exactly one figure"),
                Text("用【】标出一个完整的数字", "put 【】 around one whole figure"),
            )


def _whole(ground: Ground, mark: Mark, every: list[tuple[int, int]]) -> bool:
    """Whether a mark holds one figure of the text, alone or with its unit."""
    inside = [(start, end) for start, end in every if mark.start <= start and end <= mark.end]
    if len(inside) != 1 or inside[0][0] != mark.start:
        return False
    return inside[0][1] == mark.end or mark.end in _readable(ground, *inside[0])


def _missing(ground: Ground, start: int, end: int, marks: dict[str, list[Mark]]) -> Fault:
    """Say where a row is missing: in which table, after which row of it."""
    text = ground.text
    lines = {name: _line_for(marks[name], start) for name in _TABLES}
    name, other = _TABLES if _indicates(ground, start, end) else reversed(_TABLES)
    words = f"{text[max(0, start - 12) : start]}【{text[start:end]}】{text[end : end + 8]}"
    return Fault(
        ground.tables[name].file,
        lines[name],
        "quote",
        words.replace("\n", " ").strip(),
        Text(
            f"原文中的这个数字不属于 {name}.csv 或 {other}.csv 的任何一行",
            f"this figure of the text is in no row of {name}.csv or {other}.csv",
        ),
        Text(
            f"在 {name}.csv 第{lines[name]}行或 {other}.csv 第{lines[other]}行加入它",
            f"add it as row {lines[name]} of {name}.csv or row {lines[other]} of {other}.csv",
        ),
    )


def _line_for(marks: list[Mark], start: int) -> int:
    """The line on which a row belongs if rows follow the text: after the last figure before it."""
    before = [mark for mark in marks if mark.start < start]
    return max(before, key=lambda mark: (mark.start, mark.line)).line + 1 if before else 2


def _indicates(ground: Ground, start: int, end: int) -> bool:
    """Whether a figure with its unit reads as a quantity, and nothing beside it says otherwise."""
    if "+" in ground.text[start - 1] + ground.text[end]:
        return True
    stops = _readable(ground, start, end)
    return bool(stops) and not any(_reasons_beside(ground, start, stop) for stop in stops)


def _readable(ground: Ground, start: int, end: int) -> list[int]:
    """Return where a figure may end so that, with its unit and bound, it reads as a quantity."""
    before, stops = ground.text[max(0, start - 8) : start], []
    for stop in range(end, end + 7):
        try:
            ground.reader.read(ground.text[start:stop], before, "")
        except Unreadable:
            continue
        stops.append(stop)
    return stops


def _reasons_beside(ground: Ground, start: int, end: int) -> list[str]:
    """Return the reasons of which a word stands next to a figure."""
    return [
        key
        for key, row in ground.vocabulary("reasons").items()
        if ground.text.startswith(tuple(words_of(row, "after")), end)
        or ground.text.endswith(tuple(words_of(row, "before")), 0, start)
    ]

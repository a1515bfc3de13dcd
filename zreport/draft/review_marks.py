"""Steps that change which rows mark a number: no figure, a figure, two of one row, one of two, none, all."""

from __future__ import annotations

import re
from collections.abc import Iterable

from zreport.draft.review_asked import (
    CLOSED_CELL,
    OPEN_CELL,
    SET_CELLS,
    Step,
    asked_cells,
    asked_reason,
    asked_row,
    place_of,
)
from zreport.draft.review_desk import Desk, Refused
from zreport.draft.review_indicators import INDICATOR_CELLS, adapt, new_indicator, retire
from zreport.draft.review_reading import figure_cells, quantity_cells, quantity_mark, quoted_at, tell_apart
from zreport.language import NOTHING, Text
from zreport.reading.numbers import reasons

# So many signs may stand between figures that are merged.
_GAP = 12


def _overlapping(desk: Desk, name: str, start: int, end: int, but: Iterable[str] = ()) -> list[str]:
    """The keys of rows of a table that mark a part of a place."""
    places = desk.before.places
    found = (one.key for one in desk.sheets[name].records if one.key in places and one.key not in but)
    return [key for key in found if places[key][0] < end and places[key][1] > start]


def number_step(desk: Desk, step: Step) -> Text:
    """Say that a row's number is no figure."""
    key = asked_row(desk, step, "observations", "other_numbers")
    if desk.table_of(key) == "other_numbers":
        desk.put(key, {"reason": asked_reason(step)} | CLOSED_CELL)
        return NOTHING
    start, end = place_of(desk, key)
    # A figure that counts for several indicators has a row for each.
    same = [key, *_overlapping(desk, "observations", start, end, [key])]
    if any(desk.before.places[other] != (start, end) for other in same):
        raise Refused(
            Text(
                "另一行的标记与它重叠；先改那一行的标记",
                "the mark of another row overlaps it; mend the mark of that row first",
            )
        )
    old = [desk.row(other)["indicator"] for other in same]
    for other in same:
        desk.remove(other)
    for first, last in [one for one in desk.before.numbers if start < one[1] and one[0] < end]:
        if not _overlapping(desk, "other_numbers", first, last):
            cells = {"quote": quoted_at(desk.before, first, last, first), "reason": asked_reason(step)}
            desk.insert_in_text("other_numbers", first, cells)
    tell_apart(desk, False)
    for indicator in old:
        retire(desk, indicator)
    return NOTHING


def figure_step(desk: Desk, step: Step) -> Text:
    """Say that a number is a figure."""
    key = asked_row(desk, step, "other_numbers")
    given = asked_cells(step, (*SET_CELLS["observations"], *INDICATOR_CELLS))
    place = place_of(desk, key)
    number = next((one for one in desk.before.numbers if place[0] < one[1] and one[0] < place[1]), place)
    start, end = quantity_mark(desk.before, *number, number[1] + 8)
    if _overlapping(desk, "observations", start, end):
        raise Refused(Text("已有一行标的是这个数字", "there is a row that marks this figure"))
    own = {column: cell for column, cell in given.items() if column in SET_CELLS["observations"]}
    cells = figure_cells(desk.before, start, end, own) | OPEN_CELL
    if not cells["indicator"] and "name_zh" not in given:
        raise Refused(
            Text(
                "原文这里没有已知的指标名称；请选一个指标，或新建一个",
                "no known indicator is named here; choose or make one",
            )
        )
    for other in _overlapping(desk, "other_numbers", start, end):
        desk.remove(other)
    made = desk.insert_in_text("observations", start, cells)
    if "name_zh" in given:
        new_indicator(desk, made, {column: given[column] for column in INDICATOR_CELLS if column in given})
    tell_apart(desk, "scope" in given)
    adapt(desk, made)
    return NOTHING


def split_step(desk: Desk, step: Step) -> Text:
    """Make two rows of one whose mark holds two figures, or whose figure is that of another indicator as well."""
    key = asked_row(desk, step, "observations", "other_numbers")
    start, end = place_of(desk, key)
    if "at" not in step and desk.table_of(key) == "observations":
        cells = {**desk.row(key).cells, "scope": "", "scope_en": "", **asked_cells(step, ("indicator",)), **OPEN_CELL}
        desk.insert("observations", desk.sheets["observations"].at(key) + 1, cells)
        tell_apart(desk, False)
        return NOTHING
    document, name = desk.before.evidence.document, desk.table_of(key)
    delivered = document.delivered(start, end)[0]
    at = step.get("at")
    middle = delivered + at if isinstance(at, int) else -1
    middle = document.folded.folded(middle) if document.folded else middle
    sides = [
        [one for one in desk.before.numbers if a <= one[0] and one[1] <= b] for a, b in ((start, middle), (middle, end))
    ]
    if not start < middle < end or not all(sides):
        raise Refused(
            Text("从这里分不成两个数字；分在两个数字之间", "this does not part two figures; part them between the two")
        )
    (first, *_), (second, *_) = sides
    if name == "other_numbers":
        cells = [{"quote": quoted_at(desk.before, *one, one[0])} | OPEN_CELL for one in (first, second)]
    else:
        marks = quantity_mark(desk.before, *first, middle), quantity_mark(desk.before, *second, end)
        cells = [quantity_cells(desk.before, *mark) | OPEN_CELL for mark in marks]
    old = desk.row(key).cells
    desk.put(key, cells[0])
    desk.insert(name, desk.sheets[name].at(key) + 1, {**old, "scope": "", "scope_en": "", **cells[1]})
    if name == "observations":
        tell_apart(desk, False)
    return NOTHING


def merge_step(desk: Desk, step: Step) -> Text:
    """Make one row of two neighbours: a range, or one figure."""
    if len(step["keys"]) != 2:
        raise Refused(Text("要合并的是两行", "two rows can be merged"))
    keys = sorted(step["keys"], key=lambda key: place_of(desk, key))
    kept = next((key for key in keys if desk.table_of(key) == "observations"), "")
    (start, last), (first, end) = (place_of(desk, key) for key in keys)
    text = desk.before.evidence.document.text
    if not kept or any(desk.table_of(key) == "sections" for key in keys):
        raise Refused(Text("至少一行要是指标数字", "at least one of them must be a figure"))
    if first < last or first - last > _GAP or re.search("[。；;\n]", text[last:first]):
        raise Refused(Text("这两行不相邻", "these rows are no neighbours"))
    other = next(key for key in keys if key != kept)
    start, end = quantity_mark(desk.before, start, end, end + _GAP)
    cells, old = quantity_cells(desk.before, start, end), desk.row(other).cells
    desk.put(kept, cells | OPEN_CELL)
    desk.remove(other)
    desk.heirs[other] = kept
    for inside in _overlapping(desk, "other_numbers", start, end):
        desk.remove(inside)
    tell_apart(desk, False)
    if "indicator" in old:
        retire(desk, old["indicator"])
    return NOTHING


def drop_step(desk: Desk, step: Step) -> Text:
    """Take out a section that is none, or a row of a figure that another row marks as well."""
    key = asked_row(desk, step, "sections", "observations")
    old = desk.row(key).cells
    if desk.table_of(key) == "sections":
        if any(one["parent"] == old["section"] for one in desk.sheets["sections"].records):
            raise Refused(
                Text("它下面还有部分；先改它们的 parent", "there are parts below it; mend their parent first")
            )
        desk.remove(key)
        return NOTHING
    if key in desk.before.places and not _overlapping(desk, "observations", *place_of(desk, key), [key]):
        raise Refused(
            Text(
                "原文的每个数字都要有一行；不是指标数字的，请标为非指标",
                "each number needs a row; mark it as no figure instead",
            )
        )
    desk.remove(key)
    tell_apart(desk, False)
    retire(desk, old["indicator"])
    return NOTHING


def add_step(desk: Desk, step: Step) -> Text:
    """Give each number that no row marks a row among those that are no figures, to be looked at."""
    document, count = desk.before.evidence.document, 0
    for start, end in desk.before.numbers:
        if not any(_overlapping(desk, name, start, end) for name in ("observations", "other_numbers")):
            shown = reasons(document, start, end)
            cells = {"quote": quoted_at(desk.before, start, end, start), "reason": shown[0] if shown else "unread"}
            desk.insert_in_text("other_numbers", start, cells | OPEN_CELL)
            count += 1
    return Text(f"补上了 {count} 个数字", f"numbers that had no row: {count}")

"""Steps that change which rows mark a number: no figure, a figure, two of one row, one of two, none, all."""

from __future__ import annotations

import re

from zreport.draft.review_desk import CLOSED_CELL, OPEN_CELL, Desk, Refused, Step, asked_cells
from zreport.draft.review_indicators import INDICATOR_CELLS, adapt, new_indicator, retire
from zreport.draft.review_reading import figure_cells, quantity_cells, quantity_mark, quoted_at, tell_apart
from zreport.language import Text
from zreport.reading.numbers import reasons
from zreport.tables.package import is_plain

# The cells that a step may set, by table; what is marked has words of its own.
SET_CELLS = {
    "observations": (
        *("indicator", "measure", "period", "status", "value", "value_high", "unit", "qualifier", "commitment"),
        *("scope", "scope_en", "note"),
    ),
    "other_numbers": ("reason", "note"),
    "sections": ("parent", "title_zh", "title_en", "starts_with", "period", "status"),
}
# So many signs may stand between figures that are merged.
_GAP = 12
# A row beside another that is of the same figure, or of a part of it, is told apart anew.
_ALONE = {"scope": "", "scope_en": ""}


def _overlapping(desk: Desk, name: str, start: int, end: int, but: str = "") -> list[str]:
    """The keys of rows of a table that mark a part of a place."""
    places = desk.before.places
    found = (one.key for one in desk.sheets[name].records if one.key in places and one.key != but)
    return [key for key in found if places[key][0] < end and places[key][1] > start]


def number_step(desk: Desk, step: Step) -> None:
    """Say that the numbers of rows are no figures."""
    reason = step["reason"] if is_plain(step.get("reason")) else ""
    desk.asked(step, "observations", "other_numbers")
    for key in step["keys"]:
        if any(key in sheet.by_key for sheet in desk.sheets.values()):
            _no_figure(desk, key, reason)
    tell_apart(desk, False)


def _no_figure(desk: Desk, key: str, reason: str) -> None:
    if desk.table_of(key) == "other_numbers":
        desk.put(key, {"reason": reason} | CLOSED_CELL)
        return
    start, end = desk.place(key)
    # A figure that counts for several indicators has a row for each.
    same = [key, *_overlapping(desk, "observations", start, end, key)]
    if any(desk.before.places[other] != (start, end) for other in same):
        raise Refused(
            "另一行的标记与它重叠；先改那一行的标记",
            "the mark of another row overlaps it; mend the mark of that row first",
        )
    old = [desk.row(other)["indicator"] for other in same]
    for other in same:
        desk.remove(other)
    inside = [one for one in desk.before.numbers if start < one[1] and one[0] < end]
    if not inside:
        told = desk.before.evidence.document.text[start:end]
        zh, en = f"“{told}”没有单位，不必另有一行", f"“{told}” has no unit, and needs no row"
        desk.said.append(Text(zh, en))
    for first, last in inside:
        if not _overlapping(desk, "other_numbers", first, last):
            cells = {"quote": quoted_at(desk.before, first, last, first), "reason": reason}
            desk.insert_in_text("other_numbers", first, cells)
    for indicator in old:
        retire(desk, indicator)


def figure_step(desk: Desk, step: Step) -> None:
    """Say that a number is a figure."""
    key = desk.asked(step, "other_numbers")
    given = asked_cells(step, (*SET_CELLS["observations"], *INDICATOR_CELLS))
    place = desk.place(key)
    number = next((one for one in desk.before.numbers if place[0] < one[1] and one[0] < place[1]), place)
    start, end = quantity_mark(desk.before, *number, number[1] + 8)
    if _overlapping(desk, "observations", start, end):
        raise Refused("已有一行标的是这个数字", "there is a row that marks this figure")
    own = {column: cell for column, cell in given.items() if column in SET_CELLS["observations"]}
    cells = figure_cells(desk.before, start, end, own) | OPEN_CELL
    if not cells["indicator"] and "name_zh" not in given:
        zh, en = (
            "原文这里没有已知的指标名称；请选一个指标，或新建一个",
            "no known indicator is named here; choose or make one",
        )
        raise Refused(zh, en, ("indicator",))
    if missing := tuple(column for column in ("period", "status") if not cells[column]):
        zh, en = (
            "这一部分没有写明时期和状态；请写明",
            "this part does not say of which time and how sure it speaks; say so",
        )
        raise Refused(zh, en, missing)
    for other in _overlapping(desk, "other_numbers", start, end):
        desk.remove(other)
    made = desk.insert_in_text("observations", start, cells)
    if "name_zh" in given:
        new_indicator(desk, made, {column: given[column] for column in INDICATOR_CELLS if column in given})
    tell_apart(desk, "scope" in given)
    adapt(desk, made)


def split_step(desk: Desk, step: Step) -> None:
    """Make two rows of one whose mark holds two figures, or whose figure is that of another indicator as well."""
    key = desk.asked(step, "observations", "other_numbers")
    (start, end), name, before = desk.place(key), desk.table_of(key), desk.before
    if "at" not in step and name == "observations":
        cells = desk.row(key).cells | _ALONE | asked_cells(step, ("indicator",)) | OPEN_CELL
        desk.insert(name, desk.sheets[name].at(key) + 1, cells)
        tell_apart(desk, False)
        return
    document, at = before.evidence.document, step.get("at")
    middle = document.delivered(start, end)[0] + at if isinstance(at, int) else -1
    middle = document.folded.folded(middle) if document.folded else middle
    if desk.row(key)["value_high"]:
        zh = "一个区间是一行，不能拆开；数值不对请改数值，不是指标请标为非指标"
        raise Refused(zh, "a range is one row; mend its value if that is wrong, or mark it as no figure")
    sides = [
        [one for one in before.numbers if a <= one[0] and one[1] <= b] for a, b in ((start, middle), (middle, end))
    ]
    if not start < middle < end or not all(sides):
        zh, en = "从这里分不成两个数字；分在两个数字之间", "this does not part two figures; part them between the two"
        raise Refused(zh, en)
    (first, *_), (second, *_) = sides
    if name == "other_numbers":
        cells = [{"quote": quoted_at(before, *one, one[0])} for one in (first, second)]
    else:
        cells = [
            quantity_cells(before, *quantity_mark(before, *one, to)) for one, to in ((first, middle), (second, end))
        ]
    old = desk.row(key).cells
    desk.put(key, cells[0] | OPEN_CELL)
    desk.insert(name, desk.sheets[name].at(key) + 1, {**old, **_ALONE, **cells[1], **OPEN_CELL})
    if name == "observations":
        tell_apart(desk, False)


def merge_step(desk: Desk, step: Step) -> None:
    """Make one row of two neighbours: a range, or one figure."""
    if len(step["keys"]) != 2:
        raise Refused("要合并的是两行", "two rows can be merged")
    keys = sorted(step["keys"], key=desk.place)
    kept = next((key for key in keys if desk.table_of(key) == "observations"), "")
    (start, last), (first, end) = map(desk.place, keys)
    text = desk.before.evidence.document.text
    if not kept or any(desk.table_of(key) == "sections" for key in keys):
        raise Refused("至少一行要是指标数字", "at least one of them must be a figure")
    if first < last or first - last > _GAP or re.search("[。；;\n]", text[last:first]):
        raise Refused("这两行不相邻", "these rows are no neighbours")
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


def drop_step(desk: Desk, step: Step) -> None:
    """Take out a section that is none, or a row of a figure that another row marks as well."""
    key = desk.asked(step, "sections", "observations")
    old, section = desk.row(key).cells, desk.table_of(key) == "sections"
    if section and any(one["parent"] == old["section"] for one in desk.sheets["sections"].records):
        raise Refused("它下面还有部分；先改它们的 parent", "there are parts below it; mend their parent first")
    if not section and key in desk.before.places and not _overlapping(desk, "observations", *desk.place(key), key):
        zh = "原文的每个数字都要有一行；不是指标数字的，请标为非指标"
        raise Refused(zh, "each number needs a row; mark it as no figure instead")
    desk.remove(key)
    if section:
        title = old["title_zh"]
        desk.said.append(Text(f"已去掉标题“{title}”", f"this is no heading any more: “{title}”"))
    else:
        tell_apart(desk, False)
        retire(desk, old["indicator"])


def add_step(desk: Desk, step: Step) -> None:
    """Give each number that no row marks a row among those that are no figures, to be looked at."""
    document, count = desk.before.evidence.document, 0
    for start, end in desk.before.numbers:
        if not any(_overlapping(desk, name, start, end) for name in ("observations", "other_numbers")):
            shown = reasons(document, start, end, drafted=True)
            cells = {"quote": quoted_at(desk.before, start, end, start), "reason": shown[0] if shown else "unread"}
            desk.insert_in_text("other_numbers", start, cells | OPEN_CELL)
            count += 1
    desk.said.append(Text(f"补上了 {count} 个数字", f"numbers that had no row: {count}"))

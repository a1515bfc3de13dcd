"""What a step of a review asks: of which row, with which cells; refused where it cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zreport.draft.review_desk import Desk, Refused
from zreport.language import Text
from zreport.tables.csv_table import DOUBT, SURE
from zreport.tables.package import is_plain

Step = Mapping[str, Any]
# The cells that a step may set, by table; what is marked has words of its own.
SET_CELLS = {
    "observations": (
        *("indicator", "measure", "period", "status", "value", "value_high", "unit", "qualifier", "commitment"),
        *("scope", "scope_en", "note"),
    ),
    "other_numbers": ("reason", "note"),
    "sections": ("parent", "title_zh", "title_en", "starts_with", "period", "status"),
}
OPEN_CELL, CLOSED_CELL = {DOUBT["name"]: SURE}, {DOUBT["name"]: ""}


def asked_cells(step: Step, allowed: tuple[str, ...]) -> dict[str, str]:
    """Return the cells that a step gives, of columns that it may give."""
    given = step.get("cells") or {}
    if not isinstance(given, Mapping) or not all(map(is_plain, given.values())):
        raise Refused(
            Text("各格应是一行文字，不超过 500 字", "each cell must be a line of words, of no more than 500 signs")
        )
    if strange := [column for column in given if column not in allowed]:
        names = ", ".join(map(str, strange))[:60]
        raise Refused(Text(f"不能这样改的列：{names}", f"columns that cannot be set so: {names}"))
    return {column: cell.strip() for column, cell in given.items()}


def asked_row(desk: Desk, step: Step, *tables: str) -> str:
    """The key of the row that a step is about, which must be in one of some tables."""
    if desk.table_of(step["key"]) not in tables:
        raise Refused(Text("这一步不适用于这样的行", "such a row cannot have this done"))
    return step["key"]


def place_of(desk: Desk, key: str) -> tuple[int, int]:
    """Return where the mark of a row stands in the text."""
    if key not in desk.before.places:
        raise Refused(
            Text("原文里找不到这一行的引文；先改引文", "the text does not have what this row quotes; mend that first")
        )
    return desk.before.places[key]


def asked_reason(step: Step) -> str:
    """Return the reason why a number is no figure; empty if none is given."""
    return reason if is_plain(reason := step.get("reason")) else ""

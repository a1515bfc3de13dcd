"""The steps of a review: what each does to the rows that it names."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from zreport.draft.review_desk import CLOSED_CELL, Desk, Refused, Step, asked_cells
from zreport.draft.review_indicators import INDICATOR_CELLS, NAME_CELLS, adapt, name_indicator, new_indicator, retire
from zreport.draft.review_marks import SET_CELLS, add_step, drop_step, figure_step, merge_step, number_step, split_step
from zreport.draft.review_proof import problem
from zreport.draft.review_reading import quantity_cells, quoted_at, tell_apart
from zreport.language import Text
from zreport.reading.quote import Quote, QuoteError
from zreport.tables.package import REPORT_JSON, is_plain

_ABOUT = ("title_en", "place_en", "within_en", "session_en")
_QUANTITY = ("value", "value_high", "unit", "qualifier")


def _accept(desk: Desk, step: Step) -> None:
    """Clear the doubt of rows with which nothing is wrong."""
    keys = step["keys"]
    faulty = [key for key in keys if desk.faults(key)]
    for key in keys:
        if key not in faulty:
            desk.put(key, CLOSED_CELL)
    if not faulty:
        return
    why = problem(desk.faults(faulty[0])[0])
    zh, en = "还不能算已核", "not yet to be accepted"
    if len(keys) > 1:
        zh, en = f"{len(faulty)} 行{zh}", f"rows {en}: {len(faulty)}"
    told = Text(f"{zh}：{why.zh}", f"{en}: {why.en}")
    if len(faulty) == len(keys):
        raise Refused(told.zh, told.en)
    desk.said.append(told)


def _set(desk: Desk, step: Step) -> None:
    """Set cells of a row, and what it quotes."""
    key = step["key"]
    name, old = desk.table_of(key), desk.row(key).cells
    cells = asked_cells(step, SET_CELLS[name])
    if quote := _quote(desk, key, step):
        desk.put(key, {"quote": quote})
        if name == "observations":
            read = quantity_cells(desk.proof(), *desk.proof().places[key])
            cells = {column: read[column] for column in _QUANTITY} | cells
    desk.put(key, cells)
    if name == "observations":
        tell_apart(desk, "scope" in cells)
        adapt(desk, key)
        if desk.row(key)["indicator"] != old["indicator"]:
            retire(desk, old["indicator"])


def _quote(desk: Desk, key: str, step: Step) -> str:
    """The quote that a step gives a row: in words, or by moving the edges of the mark; empty if it gives none."""
    document = desk.before.evidence.document
    if "quote" in step or "widen" in step:
        desk.asked(step, "observations", "other_numbers")
    if quote := step.get("quote"):
        try:
            # What is no line of words stands in no text.
            Quote.parse(quote if is_plain(quote) else "").find(document.text)
        except QuoteError as error:
            how = (
                ("标记不对", "has not one mark 【…】")
                if error.count < 0
                else ("不止一次", "stands there more than once")
            )
            zh, en = how if error.count else ("没有", "does not stand there")
            raise Refused(f"引文在原文中{zh}", f"as to the text, the quote {en}") from None
        return str(quote)
    if not (widen := step.get("widen")):
        return ""
    try:
        left, right = map(int, widen)
    except (TypeError, ValueError):
        raise Refused("widen 应为两个整数", "widen must be two whole numbers") from None
    start, end = desk.place(key)
    first, last = max(0, start - left), min(len(document.text), end + right)
    if first >= last or "\n" in document.text[first:last] or last - first > 200:
        raise Refused("标记不能这样移动", "the mark cannot be moved so")
    near = desk.before.quoted[key].near
    return quoted_at(desk.before, first, last, min(near[0], first), max(0, near[1] - last))


def _indicator(desk: Desk, step: Step) -> None:
    """Make an indicator for a row."""
    key = desk.asked(step, "observations")
    old = desk.row(key)["indicator"]
    new_indicator(desk, key, asked_cells(step, INDICATOR_CELLS))
    tell_apart(desk, False)
    retire(desk, old)


def _name(desk: Desk, step: Step) -> None:
    """Give an indicator of the report's own its names."""
    name_indicator(desk, str(step.get("indicator", "")), asked_cells(step, NAME_CELLS))


def _about(desk: Desk, step: Step) -> None:
    """Give the report its English words."""
    file = f"reports/{desk.before.report}/{REPORT_JSON}"
    words = desk.before.package.content(file).decode()
    for key, cell in asked_cells(step, _ABOUT).items():
        # Written in place, so that the file stays as it is otherwise.
        entry = re.compile(rf'("{key}"\s*:\s*)"(?:[^"\\]|\\.)*"')
        if not entry.search(words):
            raise Refused(f"report.json 没有 {key}", f"report.json has no {key}")
        told = json.dumps(cell, ensure_ascii=False)
        words = entry.sub(lambda found, told=told: found[1] + told, words, count=1)
    desk.others[file] = words.encode()


# Steps that name no row.
WITHOUT_ROW = ("name", "about", "add")
STEPS: dict[str, Callable[[Desk, Step], None]] = {
    "accept": _accept,
    "set": _set,
    "number": number_step,
    "figure": figure_step,
    "split": split_step,
    "merge": merge_step,
    "indicator": _indicator,
    "name": _name,
    "about": _about,
    "drop": drop_step,
    "add": add_step,
}

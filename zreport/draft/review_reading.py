"""What the text says of a place that a reviewer marks: cells of a row for it, its quote, words that tell it apart."""

from __future__ import annotations

from collections.abc import Mapping

from zreport.draft.review_desk import Desk, Refused
from zreport.draft.review_proof import Proof
from zreport.draft.rows import plain_decimal, scopes
from zreport.language import Text
from zreport.proof.evidence import QuotedRow
from zreport.reading.commitment import commitment
from zreport.reading.document import words_of
from zreport.reading.folding import find, signs
from zreport.reading.measure import measures
from zreport.reading.numbers import ends
from zreport.reading.period import period
from zreport.reading.quantity import Unreadable
from zreport.reading.quote import Quote, quote_of
from zreport.reading.sentence import clause, sentence
from zreport.reading.status import status

_READ = {"period": period, "status": status, "commitment": commitment}
_TOLD = ("indicator", "measure", "period", "status")
_LONGEST = 200  # signs of a quote before its mark
_UNREAD = (
    "这里读不出数值和单位：标出整个数字和它的单位；原文没有写单位的，在本报告的 vocabulary/wordings.csv 写明这几个字是多少，"
    "否则标为能看到而读不出；不是指标数字的，标为非指标",
    "no value and unit can be read here: mark the whole figure with its unit; where the text has no unit, say in the "
    "report's vocabulary/wordings.csv how much the words are, or mark it as a quantity that cannot be read; if it states "
    "none, mark it as no figure",
)


def quantity_mark(proof: Proof, start: int, end: int, limit: int) -> tuple[int, int]:
    """Return the quantity that a number is, with its unit and its bound, up to a place."""
    document = proof.evidence.document
    stops = [stop for stop in ends(document, start, end) if stop <= limit]
    if stops:
        return start, stops[-1]
    number = document.scanned_at(start, end)
    if number and number.unit and number.end <= limit:
        return number.start, number.end
    raise Refused(*_UNREAD)


def quantity_cells(proof: Proof, start: int, end: int) -> dict[str, str]:
    """Return value, unit and bound of what is marked; in the base unit where only a list says what they are."""
    document = proof.evidence.document
    try:
        read = document.quantity(start, end)
        value, high, unit, qualifier = read.value, read.value_high, read.unit, read.qualifier
    except Unreadable:
        number = document.scanned_at(start, end)
        if not number or not number.unit or (number.start, number.end) != (start, end):
            raise Refused(*_UNREAD) from None
        value, high, unit, qualifier = abs(number.value), number.high, number.unit, number.qualifier
    cells = {"value": plain_decimal(value), "value_high": plain_decimal(high)}
    return cells | {"unit": unit, "qualifier": qualifier, "quote": quoted_at(proof, start, end)}


def quoted_at(proof: Proof, start: int, end: int, first: int | None = None, after: int = 0) -> str:
    """Quote a figure from the head of its clause, or from a place on."""
    text = proof.evidence.document.text
    return quote_of(text, start, end, clause(text, start, end)[0] if first is None else first, after)


def figure_cells(proof: Proof, start: int, end: int, given: Mapping[str, str]) -> dict[str, str]:
    """Return all cells of an observation for what is marked, as the text is read; those that are given stand."""
    evidence, document = proof.evidence, proof.evidence.document
    cells = quantity_cells(proof, start, end)
    quote = Quote.parse(cells["quote"])
    quoted = QuotedRow(0, cells, quote, start, end, find(document.text, quote.plain)[0])
    for column, read in _READ.items():
        cells[column] = next(iter(evidence.spoken(quoted, column)), read(document, start, end))
    named = [*evidence.named(quoted), *evidence.read_names(quoted)]
    cells["indicator"] = given.get("indicator") or next(iter(named), "")
    said = evidence.spoken(quoted, "measure")
    if row := document.rows("indicators").get(cells["indicator"]):
        said += measures(document, cells["indicator"], cells["unit"], signs(quote.plain))
        said += words_of(row, "measures")
    cells["measure"] = next(iter(said), "rate" if cells["unit"] in ("%", "‰") else "total")
    return cells | {column: cell for column, cell in given.items() if cell or column not in cells}


def wider_quote(proof: Proof, key: str, row: Mapping[str, str]) -> str:
    """Return a quote of a row from an earlier clause on that has the words of its measure; empty if none has."""
    document, (start, end) = proof.evidence.document, proof.places[key]
    first, _ = sentence(document.text, start, end)
    begin, _ = clause(document.text, start, end)
    while begin >= first and start - begin <= _LONGEST:
        plain = document.text[begin:end]
        if row["measure"] in measures(document, row["indicator"], row["unit"], signs(plain)):
            return quoted_at(proof, start, end, begin)
        if begin == first:
            break
        begin, _ = clause(document.text, begin - 1, begin - 1)
    return ""


def tell_apart(desk: Desk, given: bool) -> None:
    """Give rows that a step made alike a scope each, and take it from rows that no other is like any more.

    `given` says whether the scope of the rows that the step is about is a person's.
    """
    sheet = desk.sheets["observations"]
    was, now = (
        {one.key: tuple(one[column] for column in _TOLD) for one in sheets["observations"].records}
        for sheets in (desk.before.sheets, desk.sheets)
    )
    changed = {key for key in was | now if was.get(key) != now.get(key)}
    touched = {told[key] for told in (was, now) for key in changed if key in told}
    groups: dict[tuple, list[str]] = {one: [] for one in touched}
    for record in sheet.records:
        groups.get(tuple(record[column] for column in _TOLD), []).append(record.key)
    others = 0
    for keys in groups.values():
        for key in keys:
            row = desk.row(key)
            if given and key in desk.own:
                continue
            scope = _scope(desk, key, [desk.row(other)["scope"] for other in keys if other != key])
            if scope != row["scope"]:
                desk.put(key, {"scope": scope, "scope_en": ""}, own=False)
                others += key not in desk.own
    if others:
        zh = f"另有 {others} 行的范围随之改变"
        desk.said.append(Text(zh, f"the scope of other rows was changed with it: {others}"))


def _scope(desk: Desk, key: str, others: list[str]) -> str:
    """The words that tell a row apart from others: those that it has, or the first that do; none if it is alone."""
    row = desk.row(key)
    if not others:
        return ""
    if row["scope"] and row["scope"] not in others:
        return row["scope"]
    proof = desk.proof()
    if key not in proof.places:
        return row["scope"]
    text, (start, end) = proof.evidence.document.text, proof.places[key]
    told = scopes(text, sentence(text, start, end)[0], clause(text, start, end)[0], start)
    return next((one for one in told if one not in others), row["scope"])

"""Whether a figure says what its own quotation says, or what follows from the figures that it was derived from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any

from zreport.faults import ChartError
from zreport.figures.datum import Datum
from zreport.figures.falls import says_opposite, turned_quantity
from zreport.figures.operations import operate
from zreport.figures.writing import exact
from zreport.language import NOTHING, Text
from zreport.reading.document import Document
from zreport.reading.quantity import JOINTS, Quantity, Unreadable
from zreport.reading.quote import Quote, QuoteError
from zreport.tables.identifiers import observation_id
from zreport.tables.vocabulary import vocabulary

# How a figure is called, which a chart or its author may change.
CALLED = ("prefix", "indicator_name")
_HELD = [item.name for item in fields(Datum) if item.name not in (*CALLED, "cautions")]
# What a field is held to.
_QUOTED = Text("而引文【】写的是", "but its quotation says")
_OTHERS = Text("而按其他各栏应为", "but by its other fields it is")
_NAMED = Text("而词表中为", "but the vocabulary calls it")
_LISTED = Text("而单位表中为", "but in the list of units it is")
_STATED = Text("而不是推算的数字应为", "but of a figure that is not derived it is")
_AGAIN = Text("而由所用数字重新推算为", "but derived again from its inputs it is")


def refuse_unproven(figure: Datum) -> None:
    """Raise `ChartError` unless a figure is what its quotation says; a derived one, what follows from its inputs."""
    if figure.recipe:
        for one in figure.recipe.figures:
            refuse_unproven(one)
        again = operate(figure.recipe.operation, *figure.recipe.figures, note=figure.recipe.note)
        refuse_different(figure, again, _AGAIN)
    else:
        for field, said, by in _wanted(figure):
            _agree(figure, field, said, by)


def refuse_different(figure: Datum, other: Datum, by: Text) -> None:
    """Raise `ChartError` if a figure is not as `other` has it, `by` what that is, or does not say its cautions."""
    for field in _HELD:
        _agree(figure, field, getattr(other, field), by)
    for caution in other.cautions:
        if caution not in figure.cautions:
            zh, en = f"{figure.id}：cautions 缺少“{caution.zh}”", f"{figure.id}: its cautions lack “{caution.en}”"
            raise ChartError(Text(zh, en))


def _agree(figure: Datum, field: str, said: Any, by: Text) -> None:
    if (stands := attrgetter(field)(figure)) != said:
        zh = f"{figure.id}：{field} 为{_shown(stands, 'zh')}，{by.zh}{_shown(said, 'zh')}"
        raise ChartError(Text(zh, f"{figure.id}: {field} is {_shown(stands, 'en')}, {by.en} {_shown(said, 'en')}"))


def _shown(value: Any, lang: str) -> str:
    if value is None or value in ("", (), NOTHING):
        return "空" if lang == "zh" else "nothing"
    words = value[lang] if isinstance(value, Text) else f"{value:g}" if isinstance(value, float) else str(value)
    return words if len(words) < 60 else f"{words[:60]}…"


def _wanted(figure: Datum) -> Iterator[tuple[str, Any, Text]]:
    """Say of the fields of a stated figure what they must be, and by what."""
    keys = {key: getattr(figure, key) for key in ("indicator", "measure", "period", "status")}
    yield "id", observation_id(keys | {"scope": figure.scope.zh}, figure.report), _OTHERS
    for field in ("formula", "calculation", "inputs"):
        yield field, getattr(Datum, field), _STATED
    quantity = _quoted(figure)
    if exact(figure.value) == -quantity.value or quantity.value_high == -exact(figure.value):
        # A fall may be written as growth below zero.
        before = Quote.parse(figure.quote).before
        quantity = turned_quantity(quantity) if says_opposite(figure.measure, before) else quantity
    yield "unit", quantity.unit, _QUOTED
    for field in ("value", "value_high"):
        value = getattr(quantity, field)
        yield field, None if value is None else float(value), _QUOTED
    yield "qualifier", quantity.qualifier, _QUOTED
    yield "unit_name.zh", figure.unit, _OTHERS
    for field, table in (("measure", "measures"), ("status", "statuses")):
        if row := vocabulary(table).get(getattr(figure, field)):
            yield f"{field}_name", Text(row["name_zh"], row["name_en"]), _NAMED
    if known := vocabulary("units").get(figure.unit):
        yield "unit_factor", int(known["factor"]), _LISTED
        yield "base_unit.zh", known["base_unit"], _LISTED
    for field in ("value", "value_high"):
        value = getattr(figure, field)
        yield f"{field}_base", None if value is None else float(exact(value) * figure.unit_factor), _OTHERS


def _quoted(figure: Datum) -> Quantity:
    """Read the quantity in the mark of a figure's quotation."""
    try:
        quote = Quote.parse(figure.quote)
        tables = {name: vocabulary(name) for name in ("qualifiers", "wordings")}
        # A report may bring a unit of its own.
        units = vocabulary("units") | {figure.unit: {}}
        document = Document(quote.plain, vocabulary=tables | {"units": units})
        place = len(quote.before), len(quote.before) + len(quote.marked)
        try:
            found = document.quantity(*place)
        except Unreadable:
            # 第3位, or a unit that stands with the next figure of a list.
            number = document.scanned_at(*place)
            if not number or not number.unit or (number.start, number.end) != place:
                raise
            found = Quantity(number.value, number.high, number.unit, number.qualifier)
    except (QuoteError, Unreadable):
        zh = f"{figure.id}：quote 中没有【】标出的数量"
        raise ChartError(Text(zh, f"{figure.id}: its quote marks no quantity between 【 and 】")) from None
    # What bounds a figure may stand just outside the quotation: 至少有一所学校|和【一所】幼儿园.
    # and so may what bounds a whole list.
    cut = len(quote.before) < 3 or not quote.after or quote.before[-1] in JOINTS or quote.after[0] in JOINTS
    outside = cut and found.qualifier == "exact" and figure.qualifier != "range"
    return replace(found, qualifier=figure.qualifier) if outside else found

"""What a stored chart must be: plain JSON within sane bounds, with the fields of its kind and nothing else."""

from __future__ import annotations

import copy
import functools
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import fastjsonschema

from zreport.faults import ChartError
from zreport.figures.datum import Datum, Recipe
from zreport.figures.operations import OPERATIONS
from zreport.figures.row import DRAFT_FIELD, SEVERAL
from zreport.language import Text
from zreport.tables.vocabulary import vocabulary

VERSION = 2
_DEEPEST, _MOST_PARTS, _MOST_CHARACTERS = 24, 500_000, 20_000_000
# No report states what is nearer to zero, or further from it.
_SMALLEST, _LARGEST = 1e-9, 1e18
# Control characters, and halves of characters.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_FIELD = re.compile(r"[A-Za-z_]\w{0,39}", re.ASCII)
_PERIOD = re.compile("((?:1[89]|2[01])[0-9]{2})(?:/((?:1[89]|2[01])[0-9]{2}))?")


def spoiled(where: str, zh: str, en: str) -> ChartError:
    """Say what is wrong in a place of a stored chart."""
    at_zh, at_en = (f"，{where}", f", {where}") if where else ("", "")
    zh = f"存储的图表{at_zh}：{zh}；请重新运行笔记本（zreport run），仍如此则改正该单元"
    en = f"a stored chart{at_en}: {en}; run its notebook again (zreport run), and mend the cell if that does not help"
    return ChartError(Text(zh, en))


def plain(content: Any) -> Any:
    """Return a copy of content, or what a string of JSON holds.

    Raise `ChartError` for what is no plain JSON, is nested too deeply, or holds what no page can show.
    """
    if isinstance(content, str):
        content = _parsed(content)
    waiting: list[tuple[tuple, Any]] = [((), content)]
    parts = 0
    while waiting:
        path, value = waiting.pop()
        parts += 1
        if parts > _MOST_PARTS or len(path) > _DEEPEST:
            raise spoiled("", "嵌套过深或过大", "nested too deeply, or too large")
        if isinstance(value, dict | list | tuple):
            for step, one in value.items() if isinstance(value, dict) else enumerate(value):
                waiting += [((*path, step), one), (path, step)]
        elif isinstance(value, str):
            if odd := unfit(value):
                raise spoiled(_written(path), f"含有不能显示的字符 {odd}", f"holds {odd}, which cannot be shown")
        elif isinstance(value, int | float):
            # Not-a-number is no larger and no smaller than anything.
            if value != 0 and not _SMALLEST <= abs(value) <= _LARGEST:
                raise spoiled(_written(path), "不是合理的数", "no sane number")
        elif value is not None:
            raise spoiled(_written(path), "不是 JSON", "no JSON")
    return copy.deepcopy(content)


def _parsed(words: str) -> Any:
    if len(words) > _MOST_CHARACTERS:
        raise spoiled("", f"超过{_MOST_CHARACTERS:,}字", f"longer than {_MOST_CHARACTERS:,} characters")
    try:
        return json.loads(words, object_pairs_hook=_with_each_key_once)
    except (ValueError, RecursionError):
        raise spoiled("", "不是完整的 JSON，或有的键出现两次", "no sound JSON, or a key stands in it twice") from None


def _with_each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(made := dict(pairs)) < len(pairs):
        raise ValueError
    return made


def _written(path: tuple) -> str:
    """Write where something stands: ``data[3].before.value``."""
    steps = (f"[{one}]" if isinstance(one, int) else f".{one}" if _FIELD.fullmatch(str(one)) else ".…" for one in path)
    return "".join(steps).removeprefix(".")


def unfit(words: str) -> str:
    """Return the first sign of words that no file can hold or no screen should get, as U+0007; empty if all are fit."""
    odd = _UNFIT.search(words)
    return f"U+{ord(odd[0]):04X}" if odd else ""


def in_brief(value: Any) -> str:
    """Write what stands somewhere, in few signs."""
    if isinstance(value, dict | list | tuple):
        return "{…}" if isinstance(value, dict) else "[…]"
    return repr(value if len(str(value)) <= 40 else f"{str(value)[:3]}…")


def every_row(rows: Any) -> list[dict]:
    """Return all rows of stored data: both of a pair, and what figures were derived from."""
    found = []
    for row in rows if isinstance(rows, list | tuple) else ():
        if isinstance(row, dict) and "before" in row:
            found += every_row([row["before"], row.get("after")])
        elif isinstance(row, dict):
            recipe = row.get("recipe")
            found += [row, *every_row(recipe.get("figures") if isinstance(recipe, dict) else ())]
    return found


def refuse_misshapen(content: Mapping[str, Any], kind: type) -> None:
    """Raise `ChartError` for a field that a kind of chart has not, lacks, or that holds what it may not."""
    try:
        _validator(kind)(content)
    except fastjsonschema.JsonSchemaValueException as error:
        path = tuple(int(step) if step.isdecimal() else step for step in map(str, error.path[1:]))
        raise spoiled(_written(path), *_problem(error)) from None


def _problem(error: Any) -> tuple[str, str]:
    rule, wanted, value = error.rule, error.definition, error.value
    if rule == "required":
        lacking = ", ".join(key for key in wanted["required"] if key not in value)
        return f"缺少 {lacking}", f"lacks {lacking}"
    if rule == "additionalProperties":
        strange = ", ".join([in_brief(key) for key in value if key not in wanted["properties"]][:3])
        return f"本版本不认识 {strange}", f"this version knows no {strange}"
    if rule == "enum":
        known = ", ".join(wanted["enum"])
        if len(known) > 300:
            known = known[:300].rpartition(", ")[0] + " …"
        return f"{in_brief(value)} 不在词表中；可选：{known}", f"{in_brief(value)} is not known; there are {known}"
    zh, _, en = wanted["description"].partition(" / ")
    return f"{in_brief(value)} 不是{zh}", f"{in_brief(value)} is not {en}"


@functools.cache
def _validator(kind: type) -> Callable[[Mapping[str, Any]], Any]:
    formats = {"period": _is_period, "period or none": lambda words: not words or _is_period(words), "days": _are_days}
    return fastjsonschema.compile(schema_of(kind), formats=formats, use_default=False)


def _is_period(words: str) -> bool:
    """Whether words are a year, or the first and the last of several."""
    years = _PERIOD.fullmatch(words)
    return years is not None and (years[2] is None or years[1] < years[2])


def _are_days(words: str) -> bool:
    """Whether words are the date of a report, or of each of several."""
    try:
        return all(date.fromisoformat(day).isoformat() == day for day in words.split(SEVERAL))
    except ValueError:
        return False


def schema_of(kind: type) -> dict[str, Any]:
    """Return the JSON Schema of a kind of chart, what its rows share given to each of these, and without the kind."""
    schema = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    known = schema["definitions"]
    for field, keys in (
        ("qualifier", vocabulary("qualifiers")),
        ("status", [*vocabulary("statuses"), "derived"]),
        ("measure", [*vocabulary("measures"), *OPERATIONS]),
        ("operation", OPERATIONS),
    ):
        known[field]["enum"] = [*dict.fromkeys(keys)]
    known |= {part.__name__: _object(part, known) for part in (Recipe, Datum, kind.item)}
    known["Recipe"]["type"] = ["object", "null"]
    known["data"]["items"] = {"$ref": f"#/definitions/{kind.item.__name__}"}
    return schema | _object(kind, known, "version")


def _object(cls: type, known: Mapping[str, Any], *more: str) -> dict[str, Any]:
    """Return the schema of a dataclass: each field as its name says, or else as one text or several."""
    forms = {field.name: "Texts" if "tuple" in str(field.type) else "Text" for field in fields(cls)}
    forms |= {name: name for name in (*forms, *more) if name in known}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name in forms if name != DRAFT_FIELD],
        "properties": {name: {"$ref": f"#/definitions/{form}"} for name, form in forms.items()},
        "description": f"{cls.__name__} 的各栏 / an object with the fields of {cls.__name__}",
    }

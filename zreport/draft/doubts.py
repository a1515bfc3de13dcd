"""What a rule is unsure of in a proposed row: signs that readings with them are wrong more often than others."""

import math
import re

from zreport.language import Text
from zreport.reading.naming import Named

_LIST = re.compile("[、，]|等")
_SIZE = re.compile("投资|占地|总长|面积|全长|规模|长度")


def signs_of(named: Named, text: str) -> list[str]:
    """Return the signs of doubt that a figure with its name shows."""
    spoken, name, how = named
    number, part = spoken.number, spoken.part
    own = text[spoken.before : number.start]
    after = text[number.end : spoken.clause[1]]
    found = [f"how-{how}", f"measure-{spoken.measure}"]
    if number.words:
        found.append("words")
    if number.doubt in ("unit", "ratio"):
        found.append("unit")
    if not name:
        found.append("nameless")
    elif len(name) < 3:
        found.append("short")
    elif len(name) > 12:
        found.append("long")
    if _LIST.search(name):
        found.append("list")
    if number.unit in ("元", "亩", "平方米", "公里", "兆瓦", "千瓦", "吨") and (
        after.startswith("的") or _SIZE.search(own[-4:])
    ):
        found.append("size")
    if number.unit in ("元", "亩", "平方米", "公里", "兆瓦", "千瓦", "吨", "只", "头", "套") and re.match(
        r"[^，。；、的以左\d]{2}", after
    ):
        found.append("modifies")
    if spoken.status in ("baseline", "expected"):
        found.append(spoken.status)
    if part and part.status == "target" and spoken.status == "achieved":
        found.append("past")
    if part and part.kind in ("glossary", "annex", "problems", "head"):
        found.append("aside")
    if part and spoken.period != part.period:
        found.append("shifted")
    if part and "/" in part.period:
        found.append("years")
    if spoken.commitment:
        found.append("promise")
    if number.unit in ("人", "户") and how in ("tail", "subject", "clause"):
        found.append("people")
    if len(own) > 20:
        found.append("far")
    if after[:1] not in "，。；、,;（(以左和" and how == "own":
        found.append("goes-on")
    if spoken.order > 2 and how in ("again", "subject"):
        found.append("deep")
    return found


# What each sign adds to the logarithm of the odds that a row is wrong, as the curated reports have it.
_WEIGHTS: dict[str, float] = {}
_BIAS, _LEAST = -3.0, 0.2
_SAID: dict[str, Text] = {}


def doubt_of(named: Named, text: str) -> Text | None:
    """Say what is doubtful in a row; None where the rule is sure."""
    found = signs_of(named, text)
    odds = _BIAS + sum(_WEIGHTS.get(sign, 0.0) for sign in found)
    if 1 / (1 + math.exp(-odds)) < _LEAST:
        return None
    heavy = sorted((sign for sign in found if sign in _SAID), key=lambda sign: -_WEIGHTS.get(sign, 0.0))
    return Text("；", "; ").join([_SAID[sign] for sign in heavy[:2]]) if heavy else Text("请核对", "please look")

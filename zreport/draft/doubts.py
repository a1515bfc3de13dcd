"""What a rule is unsure of in a proposed row: signs that rows with them are wrong more often than others.

How much each sign weighs is learnt from rows that were read by hand (`tools/doubts.py`) and stands in `doubts.csv`.
"""

import csv
import functools
import math
import re
from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from zreport.language import Text
from zreport.reading.counted import COUNTS
from zreport.reading.naming import Named
from zreport.reading.speaking import MADE, Spoken
from zreport.reading.worded import Number

_BIAS, _LEAST = "bias", "least"
_SIZES = frozenset(["元", "亩", "平方米", "公里", "兆瓦", "千瓦", "吨"])
# What names of indicators end with.
_KIND = re.compile(
    "(?:率|额|值|量|数|面积|收入|投资|资金|人口|里程|支出|存款|贷款|余额|增加值|企业|项目|就业|农田|改造|学校|公路|工程|主体|床位|产值)$"
)
_BOUND = re.compile("(?:以上|以下|以内|左右|余|多)")
_STEADY = re.compile("持续|一直|保持|稳定|控制|每年")
_PROMISED = re.compile("确保|力争|争取|计划|谋划|争创")
_SUM, _JOINED = re.compile("其余|其中|共|总数|合计"), re.compile("[、和与及]")
_LENGTHS = (2, 4, 7, 10, 14)


class Seen(NamedTuple):
    """A figure with its name as doubts see it: the words between it and what stands before and after."""

    name: str
    how: str
    spoken: Spoken
    known: bool
    in_glossary: bool
    own: str
    after: str
    clause: str
    before: str
    number: Number
    counts: bool  # things
    goes_on: bool  # words follow at once that it may count
    years: bool  # its part speaks of several
    years_total: bool
    ahead: bool  # it is promised


# Each sign, and whether a figure shows it.
_SIGNS: dict[str, Callable[[Seen], bool]] = {
    "glossary": lambda one: one.in_glossary,
    "new": lambda one: not one.known,
    "words": lambda one: one.number.words,
    "words-target": lambda one: one.number.words and one.ahead,
    "rank": lambda one: one.number.rank,
    "nameless": lambda one: not one.name,
    "noun": lambda one: bool(_KIND.search(one.name)),
    "odd-end": lambda one: not one.known and not _KIND.search(one.name),
    "of": lambda one: "的" in one.name,
    "joined": lambda one: bool(_JOINED.search(one.name)),
    "in-own": lambda one: bool(one.name) and one.name in one.own,
    "counts-tail": lambda one: one.counts and one.goes_on,
    "own-tail": lambda one: one.counts and one.goes_on and one.how == "own",
    "amount-tail": lambda one: not one.counts and one.goes_on and not one.after.startswith("的"),
    "size": lambda one: one.number.unit in _SIZES and one.after.startswith("的"),
    "baseline": lambda one: one.spoken.status == "baseline",
    "expected": lambda one: one.spoken.status == "expected",
    "expected-far": lambda one: one.spoken.status == "expected" and (one.number.rank or one.spoken.order > 2),
    "past": lambda one: one.spoken.part.status == "target" and not one.ahead,
    "aside": lambda one: one.spoken.part.kind in ("annex", "problems", "head"),
    "steady": lambda one: (
        one.years and one.spoken.measure in ("level", "share", "per") and bool(_STEADY.search(one.clause))
    ),
    "year-total": lambda one: one.years_total and one.spoken.period != one.spoken.part.period,
    "years-event": lambda one: one.years_total and one.counts and one.how == "tail",
    "shift": lambda one: not one.years and one.spoken.period != one.spoken.part.period,
    "promise-far": lambda one: bool(one.spoken.commitment) and not _PROMISED.search(one.clause),
    "existing": lambda one: one.ahead and one.counts and one.how == "tail" and not MADE.search(one.own),
    "people": lambda one: (
        one.number.unit in ("人", "户") and (one.how in ("tail", "subject", "clause", "again") or not one.own)
    ),
    "far": lambda one: len(one.own) > 18,
    "unitless": lambda one: not one.number.unit,
    "bare": lambda one: not one.known and len(one.name) < 4,
    "quoted": lambda one: "“" in one.own or "”" in one.own,
    "sum": lambda one: len(one.name) < 5 and bool(_SUM.search(one.own[-6:])),
    "in-quote": lambda one: "“" in one.before.rpartition("”")[2],
}


# Signs that only a figure of some kind can show, which is asked first; most figures are of few.
_KINDS: dict[str, tuple[Callable[[Seen], bool], tuple[str, ...]]] = {
    "new": (lambda one: not one.known, ("new", "odd-end", "bare")),
    "words": (lambda one: one.number.words, ("words", "words-target")),
    "counted": (lambda one: one.counts, ("counts-tail", "own-tail", "existing")),
    "years": (lambda one: one.years, ("steady", "year-total", "years-event")),
    "expected": (lambda one: one.spoken.status == "expected", ("expected", "expected-far")),
    "promised": (lambda one: bool(one.spoken.commitment), ("promise-far",)),
}
_OF_KINDS = [(shows, [(sign, _SIGNS[sign]) for sign in own]) for shows, own in _KINDS.values()]
_OF_ALL = [(sign, shows) for sign, shows in _SIGNS.items() if not any(sign in own for _, own in _KINDS.values())]


def signs_of(named: Named, text: str, known: bool, glossary: int) -> list[str]:
    """Return the signs of doubt that a figure shows; the glossary of its text begins at a place."""
    spoken, number = named.spoken, named.spoken.number
    after, years = text[number.end : spoken.clause[1]], "/" in spoken.part.period
    tail = _BOUND.sub("", after, count=1)
    seen = Seen(
        named.name,
        named.how,
        spoken,
        known,
        number.start >= glossary,
        text[spoken.before : number.start],
        after,
        text[slice(*spoken.clause)],
        text[max(0, number.start - 20) : number.start],
        number,
        number.unit in COUNTS,
        bool(tail) and tail[0] not in "，。；、,;和及与(:",
        years,
        years and spoken.measure == "total",
        spoken.status == "target",
    )
    found = [f"how-{named.how}"] if known else [f"how-{named.how}", f"new-how-{named.how}"]
    found += f"measure-{spoken.measure}", f"length-{bisect_left(_LENGTHS, len(named.name))}"
    found += [sign for sign, shows in _OF_ALL if shows(seen)]
    return found + [sign for is_one, own in _OF_KINDS if is_one(seen) for sign, shows in own if shows(seen)]


@functools.cache
def _learnt() -> tuple[dict[str, float], dict[str, Text]]:
    """What each sign weighs, and what is said of those that a person can look at."""
    with Path(__file__).with_name("doubts.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    weights = {row["sign"]: float(row["weight"]) for row in rows}
    return weights, {row["sign"]: Text(row["words_zh"], row["words_en"]) for row in rows if row["words_zh"]}


def doubt_of(named: Named, text: str, known: bool, glossary: int) -> Text | None:
    """Say what is doubtful in a row; None where the rule is sure."""
    weights, said = _learnt()
    found = signs_of(named, text, known, glossary)
    odds = weights[_BIAS] + sum([weights.get(sign, 0.0) for sign in found])
    if 1 / (1 + math.exp(-odds)) < weights[_LEAST]:
        return None
    heavy = sorted((sign for sign in found if sign in said), key=lambda sign: -weights.get(sign, 0.0))
    return Text("；", "; ").join([said[sign] for sign in heavy[:2]] or [_LOOK])


_LOOK = Text("请核对名称与各项", "compare the name and all else with the text")

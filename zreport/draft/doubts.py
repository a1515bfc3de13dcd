"""What a rule is unsure of in a proposed row: signs that rows with them are wrong more often than others.

How much each sign weighs is learnt from rows that were read by hand (`tools/doubts.py`) and stands in `doubts.csv`.
"""

import csv
import functools
import math
import re
from collections.abc import Callable, Iterator
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
_SUM = re.compile("其余|其中|共|总数|合计")
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

    @property
    def number(self) -> Number:
        """The figure itself."""
        return self.spoken.number

    @property
    def counts(self) -> bool:
        """Whether it counts things."""
        return self.number.unit in COUNTS

    @property
    def goes_on(self) -> bool:
        """Whether words follow at once that it may count."""
        tail = _BOUND.sub("", self.after, count=1)
        return bool(tail) and tail[0] not in "，。；、,;和及与(:"

    @property
    def years(self) -> bool:
        """Whether its part speaks of several years."""
        return "/" in self.spoken.part.period

    @property
    def ahead(self) -> bool:
        """Whether it is promised."""
        return self.spoken.status == "target"

    @property
    def years_total(self) -> bool:
        """Whether it is a total, where several years are spoken of."""
        return self.years and self.spoken.measure == "total"


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
    "joined": lambda one: bool(re.search("[、和与及]", one.name)),
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


def signs_of(named: Named, text: str, known: bool, glossary: int) -> Iterator[str]:
    """Return the signs of doubt that a figure shows; the glossary of its text begins at a place."""
    spoken, number = named.spoken, named.spoken.number
    seen = Seen(
        named.name,
        named.how,
        spoken,
        known,
        number.start >= glossary,
        text[spoken.before : number.start],
        text[number.end : spoken.clause[1]],
        text[slice(*spoken.clause)],
        text[max(0, number.start - 20) : number.start],
    )
    yield f"how-{named.how}"
    if not known:
        yield f"new-how-{named.how}"
    yield f"measure-{spoken.measure}"
    yield f"length-{sum(len(named.name) > length for length in _LENGTHS)}"
    yield from (sign for sign, shows in _SIGNS.items() if shows(seen))


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
    found = list(signs_of(named, text, known, glossary))
    odds = weights[_BIAS] + sum(weights.get(sign, 0.0) for sign in found)
    if 1 / (1 + math.exp(-odds)) < weights[_LEAST]:
        return None
    heavy = sorted((sign for sign in found if sign in said), key=lambda sign: -weights.get(sign, 0.0))
    return Text("；", "; ").join([said[sign] for sign in heavy[:2]] or [_LOOK])


_LOOK = Text("请核对名称与各项", "compare the name and all else with the text")

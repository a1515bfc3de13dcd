"""What a rule is unsure of in a proposed row: signs that rows with them are wrong more often than others.

How much each sign weighs is learnt from rows that were read by hand (`tools/doubts.py`) and stands in `doubts.csv`.
"""

import csv
import functools
import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path

from zreport.language import Text
from zreport.reading.counted import COUNTS
from zreport.reading.naming import Named
from zreport.reading.speaking import MADE

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
_STOPS = frozenset(["", *"，。；、,;和及与(:"])


def signs_of(named: Named, text: str, known: bool, glossary: int) -> list[str]:
    """Return the signs of doubt that a figure shows; the glossary of its text begins at a place."""
    name, how, spoken, number = named.name, named.how, named.spoken, named.spoken.number
    found = [f"how-{how}"] if known else [f"how-{how}", f"new-how-{how}"]
    found += f"measure-{spoken.measure}", f"length-{bisect_left(_LENGTHS, len(name))}"
    shown = _of_name(name, known) | _of_speech(named, text) | _of_count(named, text)
    shown |= {
        "glossary": number.start >= glossary,
        "words": number.words,
        "rank": number.rank,
        "unitless": not number.unit,
    }
    return found + [sign for sign, shows in shown.items() if shows]


def _of_name(name: str, known: bool) -> dict[str, object]:
    """What a name shows."""
    noun = _KIND.search(name)
    return {
        "new": not known,
        "nameless": not name,
        "noun": noun,
        "odd-end": not known and not noun,
        "of": "的" in name,
        "joined": _JOINED.search(name),
        "bare": not known and len(name) < 4,
    }


def _of_speech(named: Named, text: str) -> dict[str, object]:
    """What is said of time, status and promise."""
    spoken, number, part = named.spoken, named.spoken.number, named.spoken.part
    clause = text[slice(*spoken.clause)]
    years, target, expected = "/" in part.period, spoken.status == "target", spoken.status == "expected"
    moved = spoken.period != part.period
    total = years and spoken.measure == "total"
    return {
        "words-target": number.words and target,
        "baseline": spoken.status == "baseline",
        "expected": expected,
        "expected-far": expected and (number.rank or spoken.order > 2),
        "past": part.status == "target" and not target,
        "aside": part.kind in ("annex", "problems", "head"),
        "steady": years and spoken.measure in ("level", "share", "per") and _STEADY.search(clause),
        "year-total": total and moved,
        "years-event": total and named.how == "tail" and number.unit in COUNTS,
        "shift": moved and not years,
        "promise-far": spoken.commitment and not _PROMISED.search(clause),
    }


def _of_count(named: Named, text: str) -> dict[str, object]:
    """What is counted, and what stands between a figure and its name, before and after it."""
    name, how, spoken, number = named.name, named.how, named.spoken, named.spoken.number
    own, after = text[spoken.before : number.start], text[number.end : spoken.clause[1]]
    counts, tail = number.unit in COUNTS, how == "tail"
    bound = _BOUND.match(after)
    # Words follow at once that it may count.
    goes_on = after[bound.end() if bound else 0 :][:1] not in _STOPS
    of = after.startswith("的")
    return {
        "in-own": name and name in own,
        "counts-tail": counts and goes_on,
        "own-tail": counts and goes_on and how == "own",
        "amount-tail": goes_on and not counts and not of,
        "size": of and number.unit in _SIZES,
        "existing": counts and tail and spoken.status == "target" and not MADE.search(own),
        "people": number.unit in ("人", "户") and (how in ("tail", "subject", "clause", "again") or not own),
        "far": len(own) > 18,
        "quoted": "“" in own or "”" in own,
        "sum": len(name) < 5 and _SUM.search(own[-6:]),
        "in-quote": "“" in text[max(0, number.start - 20) : number.start].rpartition("”")[2],
    }


@functools.cache
def _learnt() -> tuple[dict[str, float], dict[str, Text]]:
    """What each sign weighs, and what is said of those that a person can look at."""
    with Path(__file__).with_name("doubts.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    weights = {row["sign"]: float(row["weight"]) for row in rows}
    return weights, {row["sign"]: Text(row["words_zh"], row["words_en"]) for row in rows if row["words_zh"]}


def doubts_of(figures: Sequence[tuple[Named, bool]], text: str, glossary: int) -> list[Text | None]:
    """Say of each figure of a text, of a known indicator or not, what is doubtful in its row; None where little is.

    Of all the rows a fifth at most are doubtful: those that are wrong most likely, if that is likely at all.
    """
    weights, said = _learnt()
    signs = [signs_of(named, text, known, glossary) for named, known in figures]
    odds = [weights[_BIAS] + sum([weights.get(sign, 0.0) for sign in found]) for found in signs]
    likely = sorted(range(len(odds)), key=odds.__getitem__, reverse=True)[: most_doubtful(len(odds))]
    doubts: list[Text | None] = [None] * len(odds)
    for at in likely:
        if 1 / (1 + math.exp(-odds[at])) >= weights[_LEAST]:
            heavy = sorted((sign for sign in signs[at] if sign in said), key=lambda sign: -weights.get(sign, 0.0))
            doubts[at] = Text("；", "; ").join([said[sign] for sign in heavy[:2]] or [_LOOK])
    return doubts


def most_doubtful(rows: int) -> int:
    """Return how many of the rows of a text may be doubtful: a fifth, and one of a few."""
    return max(1, rows // 5)


_LOOK = Text("请核对名称与各项", "compare the name and all else with the text")

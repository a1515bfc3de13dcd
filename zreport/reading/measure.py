"""What is said of an indicator: a level, a total, a rate, by the unit and by the words."""

import re

from zreport.reading.document import Document, words_of
from zreport.reading.indicator import kinds_in
from zreport.reading.quantity import FALLING

# Growth over several years, and not over the one before.
_OVER_YEARS = re.compile("[比较][^，。]{0,6}[0-9]{4}年|累计|[二两三四五六七八九十0-9]年")

# 增长-2.3% is as much as 下降2.3%.
_FALLING = re.compile(FALLING + r"(?=[0-9.]+%)")


def measures(document: Document, indicator: str, unit: str, words: str) -> list[str]:
    """Return the measures that an indicator can have, of the unit's kind and worded as `words` are.

    The longest word decides; one that leads to a level (增加到, 提高至) says nothing of a change.
    """
    rows, found = document.rows("measures"), {}
    words = _FALLING.sub(lambda match: (match["listed"] and match["grows"] + match["listed"]) + "下降", words)
    for key in words_of(document.rows("indicators")[indicator], "measures"):
        if key.startswith("cumulative_") and not _OVER_YEARS.search(words):
            continue
        if key in rows and rows[key]["kind"] in kinds_in(unit):
            named = words_of(rows[key], "words")
            length = max((len(word) for word in named if re.search(f"{re.escape(word)}(?!到|至|值)", words)), default=0)
            if length or not named:
                found[key] = length
    return [key for key, length in found.items() if length == max(found.values())]

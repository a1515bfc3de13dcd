"""What is said of an indicator: a level, a total, a rate, by the unit and by the words."""

from zreport.reading.document import Document, words_of
from zreport.reading.indicator import PERCENT


def measures(document: Document, indicator: str, unit: str, words: str) -> list[str]:
    """Return the measures that an indicator can have, of the unit's kind and worded as `words` are."""
    kinds = {"percent"} if unit in PERCENT else {"amount", "rank"}
    found = []
    for key in words_of(document.rows("indicators")[indicator], "measures"):
        measure = document.rows("measures").get(key)
        if measure is None or measure["kind"] not in kinds:
            continue
        named = words_of(measure, "words")
        length = max((len(word) for word in named if word in words), default=0)
        if length or not named:
            found.append((length, key))
    longest = max((length for length, _ in found), default=0)
    return [key for length, key in found if length == longest]

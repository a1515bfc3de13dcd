"""What is said of an indicator: a level, a total, a rate, by the unit and by the words."""

from zreport.reading.document import Document, words_of
from zreport.reading.indicator import PERCENT


def measures(document: Document, indicator: str, unit: str, words: str) -> list[str]:
    """Return the measures that an indicator can have, of the unit's kind and worded as `words` are."""
    kinds = {"percent"} if unit in PERCENT else {"amount", "rank"}
    rows, found = document.rows("measures"), {}
    for key in words_of(document.rows("indicators")[indicator], "measures"):
        if key in rows and rows[key]["kind"] in kinds:
            named = words_of(rows[key], "words")
            length = max((len(word) for word in named if word in words), default=0)
            if length or not named:
                found[key] = length
    return [key for key, length in found.items() if length == max(found.values())]

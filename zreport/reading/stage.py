"""How far a project is, by the words around its name."""

from zreport.reading.document import Document, words_of


def stage(document: Document, words: str) -> str:
    """Return the first stage of stages.csv of which a word stands in `words`; empty if there is none."""
    rows = document.rows("stages").items()
    return next((key for key, row in rows if any(word in words for word in words_of(row, "words"))), "")

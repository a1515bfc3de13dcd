"""How far a project is, by the words around its name."""

from zreport.reading.document import Document


def stage(document: Document, words: str) -> str:
    """Return the first stage of stages.csv of which a word stands in `words`; empty if there is none."""
    return document.key_in("stages", words)

"""Where words stand in a text: sentences, the clauses in them, and all places of a word."""

import functools

_ENDS = "。\n"
_COMMAS = ",;，；"
SEMICOLONS = ";；"
# No sentence is longer: what has no full stop for so long, in signs, is a list or no text at all.
_LONGEST = 5000


def find_all(text: str, words: str) -> list[int]:
    """Return where `words` stand in `text`, overlapping ones included."""
    found, at = [], text.find(words) if words else -1
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around ``text[start:end]`` begins and ends."""
    first, last = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
    return _before(text, _ENDS, first, start), _after(text, _ENDS, end, last, after=1)


@functools.lru_cache(4096)  # several rules ask for that of each figure
def clause(text: str, start: int, end: int, signs: str = _COMMAS) -> tuple[int, int]:
    """Return where the part of the sentence between commas begins and ends, in which ``text[start:end]`` stands."""
    first, last = sentence(text, start, end)
    return _before(text, signs, first, start), _after(text, signs, start, last)


def _before(text: str, signs: str, first: int, at: int) -> int:
    return max(first, *(text.rfind(sign, first, at) + 1 for sign in signs))


def _after(text: str, signs: str, at: int, last: int, after: int = 0) -> int:
    found = [place for sign in signs if (place := text.find(sign, at, last)) >= 0]
    return min(found) + after if found else last

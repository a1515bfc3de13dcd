"""What a report says that it can be held to: its parts that say it, its clauses, and the words of acts in them."""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping

from zreport.language import Text
from zreport.reading.document import Document, OutlineSection, words_of

STATEMENT_KINDS = {
    "problem": Text("问题", "problem"),
    "aim": Text("目标", "aim"),
    "task": Text("任务", "task"),
    "done": Text("已做", "done"),
}
_GROUP = re.compile("[^。!?;；\n]+")
_COMMA = re.compile("，|,(?![0-9]{3}(?![0-9]))")
_QUOTED = re.compile("“[^”\n]*”|《[^》\n]*》")
# What may stand before the act of a clause: an adverb, a time, a numeral of a list.
_LEAD = (
    "(?:加快|积极|全力|大力|持续|重点|深入|全面|着力|扎实|稳步|统筹|进一步|不断|继续|努力|切实|严格|有序|有效|逐步|坚决"
    "|强力|尽快|科学|主动|高质量|高标准|全年|年内|今年|[0-9]{4}年|[一二三四五六七八九十]+是|要|将|同时|并|还)*"
)
_BORDER = re.compile(r"[，,、;；。!?:\n—]|[一二三四五六七八九十]是|\([一二三四五六七八九十0-9]+\)")
_BEFORE = re.compile(rf"(?:{_BORDER.pattern}) *\Z")
_STOPS = "，,、;；。!?\n"
_END = re.compile(f"[{_STOPS}]|\\Z")
_FURTHEST = 500
# A longer sentence says more than a heading does.
_TITLE = 50


def kind_of(section: OutlineSection) -> str:
    """Return what is said in a section: a problem, an aim of several years, a task of one, what was done; else nothing."""
    if section.key.startswith("problems"):
        return "problem"
    if section.status == "target":
        return "aim" if "/" in section.period else "task"
    return "done" if section.status == "achieved" else ""


def act_of(document: Document, start: int, end: int) -> str:
    """Return the first act of acts.csv of which a word stands in a part of the text; empty if there is none."""
    text = _unquoted(document.text)
    acts = document.rows("acts").items()
    return next((key for key, row in acts if _shape(words_of(row, "words")).search(text, start, end)), "")


def has_seen_act(document: Document, start: int, end: int) -> bool:
    """Whether a part of the text says what will be seen, at the end of its year, to be done or not."""
    seen = (row for row in document.rows("acts").values() if row["checked"] == "seen")
    return bool(_shape(_listed(seen)).search(_unquoted(document.text), start, end))


def begins_with_act(document: Document, start: int, end: int) -> bool:
    """Whether a part of the text begins with a word of an act, or with what may stand before one."""
    words = _listed(document.rows("acts").values())
    return bool(_shape(words, _LEAD).match(_unquoted(document.text), start, end))


def clause_groups(document: Document, section: OutlineSection, end: int) -> Iterator[list[tuple[int, int]]]:
    """Return where the clauses of a section stand that ends at a place, together those that no full stop parts.

    Its heading is none of them: it names what is said below.
    """
    text = document.text
    for group in _GROUP.finditer(text, section.start, end):
        start, stop = group.span()
        opens = not text[section.start : start].strip()
        if opens and stop - start <= _TITLE and text[stop : stop + 1] not in (";", "；"):
            continue
        bounds = [start, *(place for comma in _COMMA.finditer(text, start, stop) for place in comma.span()), stop]
        spans = (_trimmed(text, *pair) for pair in zip(bounds[::2], bounds[1::2], strict=True))
        yield [(first, last) for first, last in spans if first < last]


def whole_clauses(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return a part of the text with its clauses, or items of a list, whole; 一是, (1) and a colon stand before them."""
    text = document.text
    start += len(text[start:end]) - len(text[start:end].lstrip(_STOPS))
    end = max(start, end - len(text[start:end]) + len(text[start:end].rstrip(_STOPS)))
    stop, least = _END.search(text, end).start(), max(0, start - _FURTHEST)
    if start and not _BEFORE.search(text[max(0, start - 8) : start]):
        start = max((found.end() for found in _BORDER.finditer(text, least, start)), default=least)
    return start, end if not text[end:stop].strip(" ") else stop


def sections_with_ends(document: Document) -> Iterator[tuple[OutlineSection, int]]:
    """Return the sections of a text, each with the place where the next one begins."""
    ends = [*(section.start for section in document.sections), len(document.text)][1:]
    return zip(document.sections, ends, strict=True)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return end - len(words.lstrip()), start + len(words.rstrip())


@functools.lru_cache(8)
def _unquoted(text: str) -> str:
    """A text without what stands in quotation marks, sign for sign: “拿地即开工” names a rule and starts nothing."""
    return _QUOTED.sub(lambda match: " " * len(match[0]), text)


def _listed(rows: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    return tuple(word for row in rows for word in words_of(row, "words"))


@functools.lru_cache(256)
def _shape(words: tuple[str, ...], lead: str = "") -> re.Pattern:
    """What finds any of some words; … in one stands for any others of a clause. Of no words, nothing."""
    listed = "|".join(re.escape(word).replace("…", "[^，,。;；\n]*?") for word in words) or "(?!)"
    return re.compile(f"{lead}(?:{listed})")

"""How a report is parted: lines that open a section, the year of a plan, the terms that it explains."""

import re

# A line that opens a part of the report: 一、… (二)… ——过去五年…
_OPENS = re.compile(r"^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|——)", re.M)
_YEAR = re.compile("([0-9]{4})年工作")
# [1]“新三板”: as notes at the end have it.
_NOTE = re.compile(r"^[\[【(〔][0-9]+[\]】)〕]([^:\n]+):([^\n]+)$", re.M)
_TERM = re.compile(r"^[0-9]+[.．、]([^:：\n]+)[:：]([^\n]+)$", re.M)


def openings(text: str) -> list[tuple[int, str]]:
    """Return where each section opens, and its first words."""
    return [(match.start(), text[match.start() : match.start() + 16].split("\n")[0]) for match in _OPENS.finditer(text)]


def year_of_work(words: str) -> str:
    """Return the year whose work a section is said to speak of: 2021年工作安排; empty if none is named."""
    found = _YEAR.search(words)
    return found[1] if found else ""


def terms(text: str) -> dict[str, str]:
    """Return the terms that a text explains, with their definitions, in order."""
    return dict(_TERM.findall(text))


def noted_terms(text: str) -> dict[str, str]:
    """Return the terms that numbered notes explain, with their definitions, in order."""
    return {term.strip("“”"): definition for term, definition in _NOTE.findall(text)}

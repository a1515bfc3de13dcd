"""The report sentence by sentence, with the figures that each states."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from zreport.report.report import Report

_SENTENCE = re.compile(r"[^。\n]*[。\n]?")


def sentences(report: Report) -> pd.DataFrame:
    """Split the text at 。 and at the end of lines, and say what each sentence belongs to.

    Returns
    -------
    DataFrame
        A row for each sentence that is no bare heading, in order. Columns: ``text``; ``start`` and
        ``end`` in the text, in characters; ``section``, ``section_zh``, ``section_en``; ``theme``,
        ``theme_zh`` and ``theme_en`` (the section next below the chapter that it stands in);
        ``chapter``, ``chapter_zh`` and ``chapter_en``; ``figures``: how many observations it states.
    """
    outline = report.sections
    starts = outline["start"].to_dict()
    ordered = sorted(starts, key=starts.__getitem__)
    parents = outline["parent"].to_dict()
    figures = report.observations["start"]
    rows = []
    for match in _SENTENCE.finditer(report.text):
        words = match.group().strip()
        if not words.endswith("。"):
            continue
        start, end = match.span()
        start += len(match.group()) - len(match.group().lstrip())
        # A sentence that begins with a section's first words belongs to that section.
        section = next((one for one in reversed(ordered) if starts[one] < end - 1), "")
        line = [section]
        while parents.get(line[-1]):
            line.append(parents[line[-1]])
        chapter, theme = line[-1], line[-2] if len(line) > 1 else line[-1]
        rows.append(
            {
                "text": words,
                "start": start,
                "end": end,
                "section": section,
                "theme": theme,
                "chapter": chapter,
                "figures": int(((figures >= start) & (figures < end)).sum()),
            }
        )
    table = pd.DataFrame(rows)
    for column in ("section", "theme", "chapter"):
        for lang in ("zh", "en"):
            table[f"{column}_{lang}"] = table[column].map(outline[f"title_{lang}"]).fillna("")
    return table[
        [
            "text",
            "start",
            "end",
            "section",
            "section_zh",
            "section_en",
            "theme",
            "theme_zh",
            "theme_en",
            "chapter",
            "chapter_zh",
            "chapter_en",
            "figures",
        ]
    ]

"""The report sentence by sentence, with the figures that each states."""

import re
from collections.abc import Mapping

import pandas as pd

from zreport.figures.frames import Readable
from zreport.language import LANGUAGES
from zreport.reading.folding import fold

_SENTENCE = re.compile(r"[^。\n]*[。\n]?")


def sentences(report) -> pd.DataFrame:
    """Return the text of a `Report` sentence by sentence, split at 。 and at the end of lines, with what each belongs to.

    Returns
    -------
    DataFrame
        A row for each sentence that is no bare heading, in order. Columns: ``text``; ``start`` and
        ``end`` in the text, in characters; ``section``, ``section_zh``, ``section_en``; ``theme``,
        ``theme_zh`` and ``theme_en`` (the section next below the chapter that it stands in);
        ``chapter``, ``chapter_zh`` and ``chapter_en``; ``figures``: how many observations it states.

    Examples
    --------
    >>> import zreport
    >>> work = zreport.load().sentences().query("chapter == 'work'")
    >>> len(work), int((work["figures"] > 0).sum())
    (134, 24)
    """
    outline = report.sections
    starts, parents = outline["start"].to_dict(), outline["parent"].to_dict()
    ordered = sorted(starts, key=starts.__getitem__)
    figures = report.observations["start"]
    rows = []
    folded = fold(report.text)
    for match in _SENTENCE.finditer(folded.text):
        if not match.group().strip().endswith("。"):
            continue
        start, end = folded.delivered(match.start() + len(match.group()) - len(match.group().lstrip()), match.end())
        words = report.text[start:end].strip()
        # A sentence that begins with a section's first words belongs to that section.
        line = lineage(next((one for one in reversed(ordered) if starts[one] < end - 1), ""), parents)
        stated = int(((figures >= start) & (figures < end)).sum())
        rows.append((words, start, end, line[0], line[-2:][0], line[-1], stated))
    table = Readable(rows, columns=["text", "start", "end", "section", "theme", "chapter", "figures"])
    for column in ("section", "theme", "chapter"):
        for lang in reversed(LANGUAGES):
            titles = table[column].map(outline[f"title_{lang}"]).fillna("")
            table.insert(table.columns.get_loc(column) + 1, f"{column}_{lang}", titles)
    return table


def lineage(section: str, parents: Mapping[str, str]) -> list[str]:
    """Return a section, the one that holds it, and so on to its chapter."""
    line = [section]
    while parents.get(line[-1]):
        line.append(parents[line[-1]])
    return line

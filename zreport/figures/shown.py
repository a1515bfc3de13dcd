"""Tables made to be read: columns of words in both languages, as HTML and as plain text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from zreport.language import LANGUAGES, Text, language

# Beside the HTML in the session's language: that in the other, which pages in that one take.
BOTH = "application/vnd.zreport.html+json"


class TableColumn(NamedTuple):
    """A column of a table: its head, its cells, and how they stand."""

    head: Text
    cells: Sequence[Text]
    number: bool = False
    # The report's own words, which are Chinese in both languages.
    quoted: bool = False
    # An identifier, which is set small.
    small: bool = False
    # What each cell is called where a pointer rests.
    hints: Sequence[str] = ()
    # A name, which has its English below it in Chinese tables: whoever reads both writes both.
    named: bool = False
    # Periods, which are not broken in two.
    whole: bool = False

    def cell(self, at: int, lang: str) -> str:
        """Write a cell in HTML."""
        words, said = self.cells[at], escape(self.cells[at][lang]).replace("\n", "<br>")
        if self.small and said:
            said = f"<small><code>{said}</code></small>"
        if self.named and lang == "zh" and words.en != words.zh:
            said += f"<br><small>{escape(words.en)}</small>"
        quoted = ' lang="zh-CN"' if self.quoted else ""
        hint = f' title="{escape(self.hints[at])}"' if self.hints else ""
        return f"<td{quoted}{hint}{_stand(self.number, self.whole)}>{said}</td>"


@dataclass(frozen=True)
class Shown:
    """A table to be read: its columns, what each row is called where a pointer rests, and what is said below it."""

    columns: Sequence[TableColumn]
    hints: Sequence[str]
    below: Sequence[Text] = ()
    # Rows that sum up others.
    sums: frozenset[int] = frozenset()

    @property
    def _used(self) -> list[TableColumn]:
        return [column for column in self.columns if any(cell.zh for cell in column.cells)] or list(self.columns)

    def html(self, lang: str) -> str:
        """Write it in HTML of which nothing is lost where styles are not kept."""
        head = "".join(f'<th scope="col"{_stand(one.number)}>{escape(one.head[lang])}</th>' for one in self._used)
        body = []
        for at, hint in enumerate(self.hints):
            cells = "".join(column.cell(at, lang) for column in self._used)
            if at in self.sums:
                cells = cells.replace(">", "><b>", 1).replace("</td>", "</b></td>", 1)
            titled = f' title="{escape(hint)}"' if hint else ""
            body.append(f"<tr{titled}>{cells}</tr>")
        below = "<br>".join(escape(line[lang]) for line in self.below)
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
        return table + (f"<p>{below}</p>" if below else "")

    def text(self, lang: str) -> str:
        """Write it in lines, a row in each, without heads."""
        rows = (
            "  ".join(filter(None, (column.cells[at][lang].replace("\n", "; ") for column in self._used)))
            for at in range(len(self.hints))
        )
        return "\n".join([*rows, *(line[lang] for line in self.below)])


def in_both_languages(html: Callable[[str], str], plain: str) -> dict[str, object]:
    """Return what a notebook keeps of something: its HTML in the session's language, and beside it in the other."""
    lang = language()
    others = {other: html(other) for other in LANGUAGES if other != lang}
    return {"text/plain": plain, "text/html": html(lang), BOTH: others}


def _stand(number: bool, whole: bool = False) -> str:
    # Code hosts keep align and no style; Jupyter sets all cells to the right unless a style says otherwise.
    side, aligned = ("right", ' align="right"') if number else ("left", "")
    return f'{aligned} style="text-align:{side}{";white-space:nowrap" if number or whole else ""}"'

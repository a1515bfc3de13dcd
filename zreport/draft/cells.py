"""A section of a notebook that is written from data, and how its code and its words are written."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from zreport.figures.datum import Datum
from zreport.figures.writing import THIN
from zreport.language import LANGUAGES, NOTHING, Text

RATES = ("growth", "average_growth")
MOST_ROWS = 10  # of a chart
_LONG, _LINE, _PREFIXES = 16, 18, 23  # signs of a name in a title, and in a line beside a chart; of the places of two
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_NONE = Text("报告未提供。", "The report gives none.")


@dataclass(frozen=True)
class NotebookSection:
    """A heading, the finding below it, what is to be known of the chart, and the code that draws it."""

    heading: Text
    title: Text = NOTHING
    remark: Text = _NONE
    code: str = ""

    @property
    def words(self) -> str:
        """What stands above the chart."""
        return f"## {self.heading.zh} · {self.heading.en}\n\n{self.remark.zh}\n*{self.remark.en}*"


def as_notebook(cells: Iterable[str], prefix: str) -> bytes:
    """Write a notebook that has not run yet: cells that begin with a heading are words, all others code."""
    made = [
        {"cell_type": "markdown" if cell.startswith("#") else "code", "metadata": {}, "source": cell.splitlines(True)}
        | ({} if cell.startswith("#") else {"execution_count": None, "outputs": []})
        | {"id": f"{prefix}-{at:02}"}
        for at, cell in enumerate(cells, start=1)
    ]
    metadata = {"kernelspec": _KERNEL, "language_info": {"name": "python"}}
    book = {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def rows_with_room(rows: pd.DataFrame, names: int = 1) -> int:
    """How many rows a chart has room for, whose names may take several lines; one of two reports names both."""
    shown = rows.head(MOST_ROWS)
    widths = [
        _width(f"{name}{scope}")
        for lang in LANGUAGES
        for name, scope in zip(shown[f"name_{lang}"], shown["scope"], strict=True)
    ]
    lines = int(max(widths, default=0) if names == 1 else 2 * max(widths, default=0) + _PREFIXES) // _LINE + 1
    return MOST_ROWS if lines < 3 else max(1, 12 // lines)


def _width(words: str) -> float:
    """How wide words are, in Chinese signs."""
    return sum(0.55 if sign < "\u2000" else 1 for sign in words)


def drawable(rows: pd.DataFrame, end: str = "") -> pd.Series:
    """Which rows an axis can show: no range, and nothing below zero."""
    return (rows[f"qualifier{end}"] != "range") & (rows[f"value{end}"] >= 0)


def select_code(report: str, names: str = "", **where: Iterable[str]) -> str:
    """Write a selection, an argument a line."""
    lines = [f"    indicator={names},\n"] if names else []
    for column, values in where.items():
        given = [f'"{value}"' for value in dict.fromkeys(values)]
        lines.append(f"    {column}={given[0] if len(given) == 1 else '[' + ', '.join(given) + ']'},\n")
    return f"{report}.select(\n{''.join(lines)})"


def chart_code(kind: str, rows: str, title: Text, name: str, more: str = "") -> str:
    """Write a chart of rows under its title."""
    told = f"    title=zr.text(\n        {quoted_code(title.zh)},\n        {quoted_code(title.en)},\n    ),\n"
    return f'zr.{kind}(\n    {rows},\n{more}{told}    name="{name}",\n)'


def column_code(names: Iterable[str]) -> str:
    """Write a list, a name a line."""
    return "[\n" + "".join(f'    "{name}",\n' for name in names) + "]"


def quoted_code(words: str) -> str:
    """Write words as Python does, and as ruff has it."""
    return json.dumps(words, ensure_ascii=False) if "\\" in words or "'" in words or '"' not in words else f"'{words}'"


def short_name(name: str) -> str:
    """Return a name as a title has room for."""
    return name if len(name) <= _LONG or name.isascii() else f"{name[: _LONG - 1]}…"


def told_figure(figure: Datum) -> Text:
    """Say a figure in a few words: its name, how it is measured if that is not plain, and the figure."""
    zh, en = short_name(figure.name.zh), short_name(figure.name.en)
    grew, label = figure.measure in RATES, [figure.label(lang).replace(THIN, "") for lang in LANGUAGES]
    return Text(f"{zh}{'增长' if grew else ''}{label[0]}", f"{en} {'up ' if grew else ''}{label[1]}")


def turned_out(first: Iterable[Datum], second: Iterable[Datum], lang: str) -> str:
    """Say of the first pair how it turned out."""
    old, new = next(zip(first, second, strict=True))
    return f"{short_name(new.name[lang])}{' ' * (lang == 'en')}{old.label(lang)} → {new.label(lang)}".replace(THIN, "")

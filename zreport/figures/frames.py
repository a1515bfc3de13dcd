"""Frames that show themselves as tables to be read, in the language in force; DataFrames in every other way."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from zreport.faults import ChartError
from zreport.figures.datum import Datum, data
from zreport.figures.row import words_in
from zreport.figures.shown import Shown, TableColumn, in_both_languages
from zreport.figures.writing import written_number, written_period
from zreport.language import LANGUAGES, NOTHING, Text, language
from zreport.tables.vocabulary import vocabulary

_MORE = Text("…… 共 {} 行", "… {} rows in all")
_LIST, _IN_EACH = Text("；", ". "), Text("各行{}：{}", "{}, in each row: {}")
_MOST, _FIRST = 60, 20
_QUOTED = {"quote", "text", "QUOTE", "starts_with", "aliases"}
_SMALL = {"a", "b", "follows", "key", "INDICATOR", "TRANSFORMATION", "STATUS"}
_NAMED = {"name", "project", "title", "term"}
# Of columns that hold keys, the vocabulary that names them.
_TABLES = {"commitment": "commitments", "qualifier": "qualifiers", "reason": "reasons", "measure": "measures"}
_TABLES |= {"sector": "sectors", "stage": "stages", "status": "statuses"}
_STATED = ("name", "label", "measure", "when", "status", "section", "calculation", "doubt", "pair")
_DERIVED = ("name", "label", "formula", "calculation", "caution")
# Of these what is said of all rows alike; and which are not broken in two.
_SAID, _WHOLE = {"formula", "caution", "pair"}, {"when", "period"}


@functools.cache
def _words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "heads.toml").read_text("utf-8"))


def head_of(column: str) -> Text:
    """Return what a column is called: its own name where it has no other."""
    return Text(*_words()["heads"].get(column, (column, column)))


def named(column: str, key: str) -> Text:
    """Return what a key of a column is called."""
    if column == "period" and key:
        return Text(*(written_period(key, lang) for lang in LANGUAGES))
    if known := _words()["cells"].get(column, {}).get(key):
        return Text(*known)
    row = vocabulary(_TABLES[column]).get(key, {}) if column in _TABLES else {}
    zh, en = row.get("name_zh", ""), row.get("name_en", "")
    return Text(zh, en) if zh and en else Text.of(key)


class Readable(pd.DataFrame):
    """Rows of any table of a report, or of what was made of them."""

    # What its columns are called, where the names of columns do not say it.
    _metadata = ["heads"]  # noqa: RUF012 -- so pandas takes it
    heads: Mapping[str, Text] = {}

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return Readable

    def __repr__(self) -> str:
        shown = self._shown()
        return super().__repr__() if shown is None else shown.text(language())

    def _repr_html_(self) -> str | None:
        shown = self._shown()
        return super()._repr_html_() if shown is None else shown.html(language())

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        shown = self._shown()
        return {} if shown is None else in_both_languages(shown.html, repr(self))

    @property
    def _cut(self) -> pd.DataFrame:
        return self.head(_FIRST) if len(self) > _MOST else self

    @property
    def _rest(self) -> list[Text]:
        return [Text(*(words.format(len(self)) for words in _MORE.both))] * (len(self) > _MOST)

    def _shown(self) -> Shown | None:
        """Return what it shows; None where pandas shows it best, as columns on several levels or of one name."""
        if self.index.nlevels > 1 or not len(self.columns) or not self.columns.is_unique or self.columns.nlevels > 1:
            return None
        rows, index = self._cut, self._cut.index
        columns = [_column(rows, name, self.heads) for name in _chosen(rows)]
        hidden = index.name in (None, "id") or f"{index.name}_zh" in rows or index.name in rows
        labels = [str(label) for label in index]
        if not hidden:
            cells = [named(index.name, label) for label in labels]
            columns.insert(0, TableColumn(self.heads.get(index.name) or head_of(index.name), cells))
        hints = [""] * len(rows) if isinstance(index, pd.RangeIndex) or index.name is None else labels
        sums = frozenset(at for at, label in enumerate(labels) if label == "total")
        return Shown(columns, hints, self._rest, sums)


class Figures(Readable):
    """Rows of `Report.observations`, or derived figures; with other columns a frame like any."""

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return Figures

    def _shown(self) -> Shown | None:
        rows = self._cut
        try:
            figures = data(rows)
        except ChartError:
            return super()._shown()
        notes: list[Text] = [NOTHING] * len(rows)
        if {"pair_zh", "pair_en"} <= set(rows.columns):
            notes = [Text(*map(words_in, each)) for each in zip(rows["pair_zh"], rows["pair_en"], strict=True)]
        said = [_said(figure, note) for figure, note in zip(figures, notes, strict=True)]
        keys = _DERIVED if figures and all(figure.recipe for figure in figures) else _STATED
        # What all rows share stands once, below them.
        below = []
        for key in (key for key in keys if key in _SAID and 1 < len(said) == len(self)):
            shared = [one for one in said[0][key] if all(one in each[key] for each in said)]
            for each in said:
                each[key] = [one for one in each[key] if one not in shared]
            if shared:
                filled = zip(_IN_EACH.both, head_of(key).both, _listed(shared).both, strict=True)
                below.append(Text(*(form.format(head, words) for form, head, words in filled)))
        columns = [
            TableColumn(
                head_of(key),
                [_listed(each[key]) for each in said],
                number=key == "label",
                named=key == "name",
                whole=key in _WHOLE,
            )
            for key in keys
        ]
        return Shown(columns, [figure.id for figure in figures], [*below, *self._rest])


def shown(frame: pd.DataFrame, heads: Mapping[str, Text] | None = None) -> Readable:
    """Show a frame of your own as a table to be read.

    A pair of columns ``x_zh`` and ``x_en`` is one column of the table, in the language in force; known columns have
    heads in both languages; numbers stand to the right; a long frame shows its first rows and says how many it has.

    Parameters
    ----------
    frame : DataFrame
    heads : dict of str to Text, optional
        What its own columns are called, by their names (``x`` for ``x_zh`` and ``x_en``).

    Returns
    -------
    DataFrame
        The same rows and columns.

    Examples
    --------
    >>> import pandas as pd
    >>> shown(pd.DataFrame({"city": ["肇源"], "sum": [1234]}), {"sum": Text("合计", "Sum")})
    肇源  1,234
    """
    made = Readable(frame)
    made.heads = {**getattr(frame, "heads", {}), **{name: Text.of(head) for name, head in (heads or {}).items()}}
    return made


def _listed(said: Sequence[Text]) -> Text:
    return _LIST.join([*said])


def _said(figure: Datum, note: Text) -> dict[str, list[Text]]:
    """Return what is said of a figure, by the names of heads.toml."""
    label, when = (Text(*map(of, LANGUAGES)) for of in (figure.label, figure.when))
    alone = {
        "name": figure.name,
        "label": label,
        "measure": figure.measure_name,
        "when": when,
        "status": figure.status_name,
        "section": figure.section,
        "formula": figure.formula,
        "calculation": figure.calculation,
        "doubt": Text.of(figure.doubt),
        "pair": note,
    }
    # One follows the other.
    cautions = [Text(one.zh, one.en[:1].upper() + one.en[1:]) for one in figure.cautions]
    return {key: [words] if words.zh else [] for key, words in alone.items()} | {"caution": cautions}


def _chosen(rows: pd.DataFrame) -> Iterator[str]:
    """Return which columns are shown, those in both languages by their common name."""
    bases = dict.fromkeys(_base(str(name), rows) for name in rows.columns)
    for wanted in _words()["shown"].values():
        if set(wanted) <= set(bases):
            return iter(wanted)
    return (base for base in bases if base)


def _base(name: str, rows: pd.DataFrame) -> str:
    """Return the name that a column shares with that in the other language; none for the key beside such a pair."""
    stem, _, lang = name.rpartition("_")
    if lang in LANGUAGES and stem and {f"{stem}_zh", f"{stem}_en"} <= set(rows.columns):
        return stem
    return stem if lang == "en" and stem in rows.columns else name


def _column(rows: pd.DataFrame, name: str, heads: Mapping[str, Text]) -> TableColumn:
    head = heads.get(name) or head_of(name)
    both = (f"{name}_zh", f"{name}_en") if f"{name}_zh" in rows else (name, f"{name}_en")
    if both[1] in rows:
        cells = [Text(*map(words_in, each)) for each in zip(*(rows[one] for one in both), strict=True)]
        hints = list(map(words_in, rows[name])) if name in _SMALL and name in rows else []
        return TableColumn(head, cells, hints=hints, named=name in _NAMED)
    own = rows[next(column for column in rows.columns if str(column) == name)]
    if pd.api.types.is_numeric_dtype(own) and not pd.api.types.is_bool_dtype(own):
        end = "%" if name == "share" else ""
        write = str if name.endswith("year") else written_number
        numbers = ["" if pd.isna(each) else f"{write(each)}{end}" for each in own]
        return TableColumn(head, list(map(Text.of, numbers)), number=True)
    cells = [named(name, words_in(each)) for each in own]
    return TableColumn(head, cells, quoted=name in _QUOTED, small=name in _SMALL, whole=name in _WHOLE)

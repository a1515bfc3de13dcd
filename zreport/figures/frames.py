"""Figures as a frame that shows itself as a table to be read: name, value with bound and unit, and what it measures."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import pandas as pd

from zreport.faults import ChartError
from zreport.figures.datum import Datum, data
from zreport.language import Text, language

_HEADS = {
    "name": Text("指标", "Indicator"),
    "label": Text("数值", "Value"),
    "measure": Text("度量", "Measure"),
    "when": Text("时期", "Period"),
    "status": Text("性质", "Status"),
    "section": Text("章节", "Section"),
    "calculation": Text("推算", "Derived as"),
    "doubt": Text("草稿，未核", "Draft, not looked at"),
    "pair": Text("对比时须说明", "To be said of the pair"),
}
_MORE = Text("…… 共 {} 行", "… {} rows in all")
_MOST, _FIRST = 60, 20


class Figures(pd.DataFrame):
    """Rows of `Report.observations`: a DataFrame in every other way; with other columns it shows itself as one."""

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return Figures

    def __repr__(self) -> str:
        lang = language()
        try:
            lines = ["  ".join(filter(None, (cell[lang] for _, cell in row))) for _, row in self._rows()]
        except ChartError:
            return super().__repr__()
        return "\n".join([*lines, *self._rest(lang)])

    def _repr_html_(self) -> str | None:
        lang = language()
        try:
            rows = list(self._rows())
        except ChartError:
            return super()._repr_html_()
        used = [key for key in _HEADS if any(cell.zh for _, row in rows for name, cell in row if name == key)]
        head = "".join(f'<th scope="col" style="text-align:{_side(key)}">{_HEADS[key][lang]}</th>' for key in used)
        body = "".join(
            f'<tr title="{escape(figure.id)}">{"".join(_cell(key, dict(row)[key], lang) for key in used)}</tr>'
            for figure, row in rows
        )
        rest = "".join(f"<p>{words}</p>" for words in self._rest(lang))
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"

    def _rest(self, lang: str) -> list[str]:
        return [_MORE[lang].format(len(self))] if self._cut else []

    @property
    def _cut(self) -> bool:
        return len(self) > _MOST

    def _rows(self) -> Iterator[tuple[Datum, list[tuple[str, Text]]]]:
        """Return figures with what is said of each, by the keys of `_HEADS`; `ChartError` if a column is lacking."""
        shown = self.head(_FIRST) if self._cut else self
        notes = [Text("", "")] * len(shown)
        if {"pair_zh", "pair_en"} <= set(shown.columns):
            notes = [Text(zh, en) for zh, en in zip(shown["pair_zh"], shown["pair_en"], strict=True)]
        for figure, note in zip(data(shown), notes, strict=True):
            label, when = (Text(of("zh"), of("en")) for of in (figure.label, figure.when))
            doubt = Text.of(figure.doubt)
            said = (figure.name, label, figure.measure_name, when, figure.status_name, figure.section)
            yield figure, list(zip(_HEADS, (*said, figure.calculation, doubt, note), strict=True))


def _side(key: str) -> str:
    return "right" if key == "label" else "left"


def _cell(key: str, words: Text, lang: str) -> str:
    said = escape(words[lang])
    # The notebooks are in both languages, and so is what a figure is called.
    if key == "name" and lang == "zh" and words.en != words.zh:
        said += f"<br><small>{escape(words.en)}</small>"
    look = "text-align:right;white-space:nowrap" if key == "label" else "text-align:left"
    return f'<td style="{look}">{said}</td>'

"""What is known of a figure, an indicator or a chart, on a card in a notebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from zreport.charts.chart import Chart
from zreport.explore.card import LABELS, Card, cards
from zreport.explore.cite import Citation, chart_lines, citation, meant
from zreport.figures.shown import in_both_languages
from zreport.language import LANGUAGES, Text, language
from zreport.reading.quote import with_marks
from zreport.report.passage import MARK
from zreport.report.report import Report

_WORDS = {
    "sentence": Text("原文", "The report's words"),
    "caution": Text("注意", "Caution"),
    "figures": Text("数字", "Figures"),
    "cite": Text("引用", "To cite"),
    "title": Text("标题", "Title"),
}

# The report's own words are Chinese in both languages.
_OWN = ' lang="zh-CN"'


@dataclass(frozen=True, repr=False)
class About:
    """What is known of something, heading by heading; shown as a card.

    Attributes
    ----------
    name : Text
    lines : tuple
        What is said, in order: pairs of a heading and of words, either `Text`.
    cards : tuple of Card
        The figures that it is of, or the one that it is.
    cite : Citation
    """

    name: Text
    lines: tuple[tuple[Text, Text], ...]
    cards: tuple[Card, ...]
    cite: Citation

    def __repr__(self) -> str:
        lang = language()
        joint = "：" if lang == "zh" else ": "
        return "\n".join([self.name[lang], *(f"  {head[lang]}{joint}{words[lang]}" for head, words in self.lines)])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return in_both_languages(self._repr_html_, repr(self))

    def _repr_html_(self, lang: str | None = None) -> str:
        lang = language(lang)

        def said(head: Text, words: str) -> str:
            return with_marks(words, MARK, "</mark>") if head == _WORDS["sentence"] else words

        cell = "text-align:left;vertical-align:top;padding:2px 14px 2px 0"
        rows = (
            f'<tr><th scope="row" style="{cell};font-weight:400;opacity:.75;white-space:nowrap">{escape(head[lang])}</th>'
            f'<td{_OWN if head == _WORDS["sentence"] else ""} style="{cell}">{said(head, escape(words[lang]))}</td></tr>'
            for head, words in self.lines
        )
        title = f'<caption style="text-align:left;font-weight:700;padding:4px 0">{escape(self.name[lang])}</caption>'
        return f'<table style="border-collapse:collapse;line-height:1.6">{title}{"".join(rows)}</table>'


def about(what: object, report: Report | None = None) -> About:
    """Return the card of a figure, of an indicator, or of a chart.

    Parameters
    ----------
    what : str, Series or Chart
        The identifier of a figure, a row of `Report.observations`, the key of an indicator, or a chart.
    report : Report, optional
        The report that is spoken of; by default the one of the project's data that an identifier names,
        else that which `zreport.load` returns.

    Returns
    -------
    About
        Value with bound and unit, value in base units, measure, period, status, promise, section, the
        sentence, cautions, relations to other figures, and the citation; ``cards`` holds all as data.

    Raises
    ------
    SelectionError
        If there is no such figure and no such indicator.

    Examples
    --------
    >>> about("straw_utilisation_rate/rate/2021/target").cards[0].figure.label("en")
    '≥95%'
    """
    if isinstance(what, Chart):
        return _of_chart(what)
    report, rows = meant(what, report)
    found = tuple(cards(report, (), rows))
    if isinstance(what, str) and "/" not in what:
        return _of_indicator(found, citation(what, report))
    return About(found[0].figure.name, tuple(_of_figure(found[0])), found, found[0].cite)


def _of_figure(card: Card) -> Iterator[tuple[Text, Text]]:
    figure = card.figure
    yield LABELS["value"], Text(*map(figure.label, LANGUAGES))
    for key, words in card.rows.items():
        yield LABELS[key], words
    yield _WORDS["sentence"], Text.of("{}【{}】{}".format(*card.sentence).strip())
    for words in figure.cautions:
        yield _WORDS["caution"], words
    for link in card.links:
        yield link.label, Text("；", "; ").join([link.figure.told, *([link.note] if link.note.zh else [])])
    yield _WORDS["cite"], card.cite.short


def _of_indicator(found: tuple[Card, ...], cite: Citation) -> About:
    first = found[0]
    lines = [(LABELS["sector"], first.rows["sector"])]
    for card in found:
        lines.append((_WORDS["figures"], card.figure.told))
        lines += [(_WORDS["caution"], words) for words in card.figure.cautions]
    return About(first.figure.indicator_name, (*dict.fromkeys(lines), (_WORDS["cite"], cite.short)), found, cite)


def _of_chart(chart: Chart) -> About:
    lines = [(_WORDS["title"], chart.title), (LABELS["measure"], chart.subtitle)]
    lines += [(_WORDS["figures"], words) for words in chart_lines(chart)]
    lines += [(_WORDS["caution"], words) for words in chart.remarks]
    cite = citation(chart)
    return About(chart.kind_name, (*lines, (_WORDS["cite"], cite.short)), (), cite)

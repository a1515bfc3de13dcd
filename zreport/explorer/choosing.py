"""Choosing among a report's figures: what can be chosen, and what is shown of it, without a widget."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd

from zreport.charts.bars import Bars
from zreport.charts.cards import Cards
from zreport.charts.chart import Chart
from zreport.charts.dots import Dots
from zreport.charts.table import Table
from zreport.charts.treemap import counted
from zreport.faults import ChartError
from zreport.figures.datum import Datum
from zreport.language import LANGUAGES, Text, language
from zreport.layout.scene import lay_out
from zreport.reading.quote import CLOSE, OPEN
from zreport.report.report import Report

AUTO = "auto"
KINDS: tuple[type[Chart], ...] = (Dots, Bars, Cards, Table)
FACETS = {"sector": Text("领域", "Sector"), "measure": Text("度量", "Measure"), "status": Text("性质", "Status")}
MOST_ROWS = 14
_ALL = Text("全部", "All")
_EVERY_SECTOR = Text("全部领域", "All sectors")
_ROWS = Text("所选的数字", "The figures chosen")
_WORDS = Text("报告原文", "The report's own words")


@dataclass(frozen=True)
class Choice:
    """One thing that can be chosen, and how many figures it leaves.

    Attributes
    ----------
    key : str
        The value in the column; empty for all.
    name : Text
    count : int
    """

    key: str
    name: Text
    count: int

    def label(self, lang: str) -> str:
        """Write the choice with its number of figures.

        Examples
        --------
        >>> Choice("agriculture", Text("农业", "Agriculture"), 19).label("zh")
        '农业 (19)'
        """
        return f"{self.name[lang]} ({self.count})"


@dataclass(frozen=True)
class View:
    """What is chosen; an empty string stands for all.

    Attributes
    ----------
    sector, measure, status : str
        Values of the columns of `Report.observations`.
    kind : str
        ``dots``, ``bars``, ``cards``, ``table``, or ``auto``: the first that shows most.
    lang : str
    """

    sector: str = ""
    measure: str = ""
    status: str = ""
    kind: str = AUTO
    lang: str = LANGUAGES[0]

    @property
    def facets(self) -> dict[str, str]:
        """Sector, measure and status, as `rows_of`, `choices` and `title_of` take them."""
        return {facet: getattr(self, facet) for facet in FACETS}

    @property
    def name(self) -> str:
        """What a file with the chart is called.

        Examples
        --------
        >>> View(sector="agriculture", measure="per_unit").name
        'explore-agriculture-per-unit'
        """
        parts = [value for value in self.facets.values() if value] or ["all"]
        return "-".join(["explore", *parts]).replace("_", "-")


def rows_of(report: Report, sector: str = "", measure: str = "", status: str = "") -> pd.DataFrame:
    """Return the observations that meet all conditions; there may be none.

    Raises
    ------
    SelectionError
        If the report has no such sector, measure or status at all.

    Examples
    --------
    >>> import zreport as zr
    >>> len(rows_of(zr.load(), sector="agriculture")), len(rows_of(zr.load(), "finance", "rank"))
    (19, 0)
    """
    chosen = {"sector": sector, "measure": measure, "status": status}
    return report.select(**{facet: value for facet, value in chosen.items() if value})


def choices(report: Report, sector: str = "", measure: str = "", status: str = "") -> dict[str, list[Choice]]:
    """Return for sector, measure and status what the other two leave possible, in report order.

    All come first. What is chosen is always among them, with no figures if the others exclude it.

    Examples
    --------
    >>> import zreport as zr
    >>> [choice.label("en") for choice in choices(zr.load(), sector="finance")["status"]]
    ['All (2)', 'target (2)']
    """
    chosen = {"sector": sector, "measure": measure, "status": status}
    found = {}
    for facet, own in chosen.items():
        rows = rows_of(report, **(chosen | {facet: ""}))
        counts = rows[facet].value_counts()
        keys = [key for key in report.observations[facet].unique() if key in counts or key == own]
        found[facet] = [
            Choice("", _ALL, len(rows)),
            *(Choice(key, _named(report, facet, key), int(counts.get(key, 0))) for key in keys),
        ]
    return found


def title_of(report: Report, sector: str = "", measure: str = "", status: str = "") -> Text:
    """Say what is chosen and how many figures that are, and nothing more.

    Examples
    --------
    >>> import zreport as zr
    >>> title_of(zr.load(), "agriculture", status="achieved")["en"]
    'Agriculture: achieved (12 figures)'
    >>> title_of(zr.load())["zh"]
    '全部领域（169个数字）'
    """
    count = len(rows_of(report, sector, measure, status))
    place = _named(report, "sector", sector) if sector else _EVERY_SECTOR
    more = [_named(report, facet, key) for facet, key in (("measure", measure), ("status", status)) if key]
    zh, en = Text("，", ", ").join(more).zh, Text("，", ", ").join(more).en
    return Text(
        f"{place.zh}{'：' if more else ''}{zh}（{counted(count, 'zh')}）",
        f"{place.en}{': ' if more else ''}{en} ({counted(count, 'en')})",
    )


def _named(report: Report, facet: str, key: str) -> Text:
    row = report.observations[report.observations[facet] == key].iloc[0]
    return Text(row[f"{facet}_zh"], row[f"{facet}_en"])


def possible(rows: pd.DataFrame, lang: str | None = None, title: Text | str = "", name: str = "") -> dict[str, Chart]:
    """Return the charts that show the rows honestly and have room on a slide, by their kind.

    A table takes the first rows if there are too many, and its subtitle says how many.

    Examples
    --------
    >>> import zreport as zr
    >>> list(possible(zr.load().select(measure="growth")))
    ['dots', 'bars', 'cards', 'table']
    """
    lang = language(lang)
    found: dict[str, Chart] = {}
    for kind in KINDS:
        most = min(len(rows), MOST_ROWS)
        # Only a table stays true with fewer rows: it says so, and its rows are not ranked.
        for count in range(most, 0, -1) if kind is Table else (len(rows),):
            subtitle = _first(count, len(rows)) if count < len(rows) else None
            try:
                chart = kind(rows.head(count), title=title, subtitle=subtitle, name=name)
                lay_out(chart, lang)
            except ChartError:
                continue
            found[kind.kind] = chart
            break
    return found


def _first(count: int, of: int) -> Text:
    return Text(
        f"共{of}个数字，此处列出报告中最先出现的{count}个",
        f"The first {count} of {of} figures, in the order of the report",
    )


def chart_for(
    rows: pd.DataFrame, kind: str = AUTO, lang: str | None = None, title: Text | str = "", name: str = ""
) -> Chart:
    """Return a chart of the rows.

    Parameters
    ----------
    rows : DataFrame
        Rows of `Report.observations`.
    kind : str
        ``dots``, ``bars``, ``cards`` or ``table``. With ``auto`` several figures stand on one axis
        if they can share it; else each has a card, or a row of a table.
    lang, title, name : optional
        As for every chart; the language decides what has room.

    Raises
    ------
    ChartError
        If there are no rows, or they cannot be drawn in this kind.

    Examples
    --------
    >>> import zreport as zr
    >>> [chart_for(zr.load().select(measure=name), title="x").kind for name in ("growth", "rank")]
    ['dots', 'cards']
    """
    return pick(possible(rows, lang, title, name), kind, rows)


def pick(found: dict[str, Chart], kind: str, rows: pd.DataFrame) -> Chart:
    """Return the chart of the kind asked for, or the best of those that can be drawn."""
    known = [one.kind for one in KINDS]
    if kind not in (AUTO, *known):
        raise ChartError(f"no such kind: {kind!r}; choose from / 没有该图形，可选：{', '.join((AUTO, *known))}")
    # A single mark on an axis compares nothing; a card says the same more plainly.
    order = known if len(rows) > 1 else known[::-1][1:] + known[-1:]
    wanted = order if kind == AUTO else [kind]
    for one in wanted:
        if one in found:
            return found[one]
    raise ChartError(
        f"{kind}: these {len(rows)} rows cannot be drawn so; choose from / 这些行画不成这种图，可选："
        f"{', '.join(found) or '(none / 无)'}"
    )


def rows_html(figures: tuple[Datum, ...], lang: str) -> str:
    """Write figures as an HTML table: name, value with its bound, measure, period, status."""
    table = Table(figures, title="")
    heads = _line("th scope='col'", table.columns, table.heads(lang))
    rows = "".join(_line("td", table.columns, table.cells(at, lang)) for at in range(len(figures)))
    return _scrolled(
        _ROWS,
        len(figures),
        lang,
        f'<table style="border-collapse:collapse;line-height:1.5"><thead>{heads}</thead><tbody>{rows}</tbody></table>',
    )


def _line(cell: str, columns: tuple[str, ...], words: list[str]) -> str:
    """Write a row; only the names may be broken, and values stand at the right."""
    cells = "".join(
        f'<{cell} style="text-align:{"right" if column == "value" else "left"};vertical-align:top;'
        f'{"min-width:11em" if column == "name" else "white-space:nowrap"};padding:2px 14px 2px 0">'
        f"{escape(word)}</{cell.split()[0]}>"
        for column, word in zip(columns, words, strict=True)
    )
    return f"<tr>{cells}</tr>"


def words_html(figures: tuple[Datum, ...], lang: str) -> str:
    """Write the report's words for each figure, with the figure marked, and their section."""
    items = "".join(
        f'<li style="margin:4px 0"><q lang="zh-CN" style="quotes:none">{_marked(figure.quote)}</q>'
        f'<span style="opacity:.75"> —— {escape(figure.section[lang])}</span></li>'
        for figure in figures
    )
    return _scrolled(
        _WORDS, len(figures), lang, f'<ol style="margin:0;padding-left:2.6em;line-height:1.6">{items}</ol>'
    )


def _marked(quote: str) -> str:
    mark = '<mark style="background:#ffe08a;color:#1d2733;font-weight:700;padding:0 2px">'
    return escape(quote).replace(OPEN, mark).replace(CLOSE, "</mark>")


def _scrolled(heading: Text, count: int, lang: str, content: str) -> str:
    """Set content under a heading, in a part of the page that scrolls and that keys can reach."""
    words = escape(f"{heading[lang]} ({count})")
    return (
        f'<div lang="{"zh-CN" if lang == "zh" else "en"}">'
        f'<div style="font-weight:700;margin:10px 0 4px">{words}</div>'
        f'<div role="region" aria-label="{words}" tabindex="0" '
        f'style="max-height:320px;overflow:auto">{content}</div></div>'
    )

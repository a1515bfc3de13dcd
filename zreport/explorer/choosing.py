"""Choosing among a report's figures: what can be chosen, and what is shown of it, without a widget."""

from contextlib import suppress
from dataclasses import dataclass
from html import escape

import pandas as pd

from zreport.charts.bars import Bars
from zreport.charts.cards import Cards
from zreport.charts.chart import Chart
from zreport.charts.dots import Dots
from zreport.charts.table import Table
from zreport.charts.treemap import figure_count
from zreport.faults import ChartError
from zreport.figures.datum import Datum
from zreport.language import LANGUAGES, Text, tag
from zreport.layout.scene import lay_out
from zreport.reading.quote import CLOSE, OPEN
from zreport.report.report import Report

AUTO = "auto"
OFFERED: dict[str, type[Chart]] = {kind.kind: kind for kind in (Dots, Bars, Cards, Table)}
FACETS = {"sector": Text("领域", "Sector"), "measure": Text("度量", "Measure"), "status": Text("性质", "Status")}
_MOST_ROWS = 14
_ALL = Text("全部", "All")
_EVERY_SECTOR = Text("全部领域", "All sectors")
_ROWS = Text("所选的数字", "The figures chosen")
_WORDS = Text("报告原文", "The report's own words")


@dataclass(frozen=True)
class Option:
    """One value that can be chosen, all if it is empty, and how many figures it leaves."""

    key: str
    name: Text
    count: int

    def label(self, lang: str) -> str:
        """Write the option with its number of figures."""
        return f"{self.name[lang]} ({self.count})"


@dataclass(frozen=True)
class View:
    """What is chosen: sector, measure and status, all if empty; a kind of chart, or the best; the language."""

    sector: str = ""
    measure: str = ""
    status: str = ""
    kind: str = AUTO
    lang: str = LANGUAGES[0]

    @property
    def facets(self) -> dict[str, str]:
        """Sector, measure and status, as `rows_of`, `options_of` and `title_for` take them."""
        return {facet: getattr(self, facet) for facet in FACETS}

    @property
    def name(self) -> str:
        """What a file with the chart is called."""
        return "-".join(["explore", *(list(filter(None, self.facets.values())) or ["all"])]).replace("_", "-")


def rows_of(report: Report, **chosen: str) -> pd.DataFrame:
    """Return the observations that meet all conditions; there may be none."""
    return report.select(**{facet: value for facet, value in chosen.items() if value})


def options_of(report: Report, **chosen: str) -> dict[str, list[Option]]:
    """Return for sector, measure and status what the other two leave possible, in report order.

    All come first. What is chosen is always among them, with no figures if the others exclude it.
    """
    found = {}
    for facet in FACETS:
        left = rows_of(report, **(chosen | {facet: ""}))[facet]
        counts = left.value_counts().to_dict()
        keys = [key for key in report.observations[facet].unique() if key in counts or key == chosen.get(facet)]
        named = (Option(key, _named(report, facet, key), counts.get(key, 0)) for key in keys)
        found[facet] = [Option("", _ALL, len(left)), *named]
    return found


def title_for(report: Report, **chosen: str) -> Text:
    """Say what is chosen and how many figures that are, and nothing more."""
    count = len(rows_of(report, **chosen))
    first, *others = (_named(report, facet, chosen.get(facet, "")) for facet in FACETS)
    more = [Text("，", ", ").join(told)] if (told := [name for name in others if name != _ALL]) else []
    said = Text("：", ": ").join([_EVERY_SECTOR if first == _ALL else first, *more])
    return Text(f"{said.zh}（{figure_count(count, 'zh')}）", f"{said.en} ({figure_count(count, 'en')})")


def _named(report: Report, facet: str, key: str) -> Text:
    if not key:
        return _ALL
    row = report.observations[report.observations[facet] == key].iloc[0]
    return Text(row[f"{facet}_zh"], row[f"{facet}_en"])


def possible(rows: pd.DataFrame, lang: str, title: Text | str = "", name: str = "") -> dict[str, Chart]:
    """Return the charts that show the rows honestly and have room on a slide, by their kind.

    A table takes the first rows if there are too many, and its subtitle says how many.
    """
    found: dict[str, Chart] = {}
    for key, kind in OFFERED.items():
        # Only a table stays true with fewer rows: it says so, and its rows are not ranked.
        for count in range(min(len(rows), _MOST_ROWS), 0, -1) if kind is Table else (len(rows),):
            subtitle = Text(
                f"共{len(rows)}个数字，此处列出报告中最先出现的{count}个",
                f"The first {count} of {len(rows)} figures, in the order of the report",
            )
            with suppress(ChartError):
                chart = kind(rows.head(count), title=title, subtitle=subtitle if count < len(rows) else None, name=name)
                lay_out(chart, lang)
                found[key] = chart
                break
    return found


def pick(found: dict[str, Chart], kind: str, rows: pd.DataFrame) -> Chart:
    """Return the chart of the kind asked for or, with ``auto``, the best of those that can be drawn.

    Several figures stand on one axis if they can share it; else each has a card, or a row of a table.
    """
    refuse_unknown(kind)
    # A single mark on an axis compares nothing; a card says the same more plainly.
    order = list(OFFERED) if len(rows) > 1 else ["cards", "bars", "dots", "table"]
    for one in order if kind == AUTO else [kind]:
        if one in found:
            return found[one]
    listed = ", ".join(found)
    raise ChartError(
        Text(
            f"{kind}：这{len(rows)}行画不成这种图；可选：{listed or '无'}",
            f"{kind}: these {len(rows)} rows cannot be drawn so; choose from {listed or '(none)'}",
        )
    )


def refuse_unknown(kind: str) -> None:
    """Raise `ChartError` for a kind that is not offered."""
    if kind not in (AUTO, *OFFERED):
        listed = ", ".join([AUTO, *OFFERED])
        raise ChartError(Text(f"没有图形{kind!r}；可选：{listed}", f"no such kind: {kind!r}; choose from {listed}"))


def rows_html(figures: tuple[Datum, ...], lang: str) -> str:
    """Write figures as an HTML table: name, value with its bound, measure, period, status."""
    table = Table(figures, title="")
    # Only the names may be broken, and values stand at the right.
    looks = [
        f"text-align:{'right' if column == 'value' else 'left'};"
        + ("min-width:11em" if column == "name" else "white-space:nowrap")
        for column in table.columns
    ]

    def line(cell: str, words: list[str], scope: str = "") -> str:
        cells = (
            f'<{cell}{scope} style="{look};vertical-align:top;padding:2px 14px 2px 0">{escape(word)}</{cell}>'
            for look, word in zip(looks, words, strict=True)
        )
        return f"<tr>{''.join(cells)}</tr>"

    rows = "".join(line("td", table.cells(at, lang)) for at in range(len(figures)))
    head = line("th", table.heads(lang), " scope='col'")
    content = f'<table style="border-collapse:collapse;line-height:1.5">{head}{rows}</table>'
    return _scrolled(_ROWS, len(figures), lang, content)


def words_html(figures: tuple[Datum, ...], lang: str) -> str:
    """Write the report's words for each figure, with the figure marked, and their section."""
    mark = '<mark style="background:#ffe08a;color:#1d2733;font-weight:700;padding:0 2px">'
    items = "".join(
        '<li style="margin:4px 0"><q lang="zh-CN" style="quotes:none">'
        f"{escape(figure.quote).replace(OPEN, mark).replace(CLOSE, '</mark>')}</q>"
        f'<span style="opacity:.75"> —— {escape(figure.section[lang])}</span></li>'
        for figure in figures
    )
    content = f'<ol style="margin:0;padding-left:2.6em;line-height:1.6">{items}</ol>'
    return _scrolled(_WORDS, len(figures), lang, content)


def _scrolled(heading: Text, count: int, lang: str, content: str) -> str:
    """Set content under a heading, in a part of the page that scrolls and that keys can reach."""
    words = escape(f"{heading[lang]} ({count})")
    return (
        f'<div lang="{tag(lang)}"><div style="font-weight:700;margin:10px 0 4px">{words}</div>'
        f'<div role="region" aria-label="{words}" tabindex="0" '
        f'style="max-height:320px;overflow:auto">{content}</div></div>'
    )

"""Look around in a report's figures in JupyterLab: choose, see chart, rows and words, save a slide."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from zreport.charts.bars import Bars
from zreport.charts.cards import Cards
from zreport.charts.chart import Chart
from zreport.charts.dots import Dots
from zreport.charts.table import Table
from zreport.charts.treemap import figure_count
from zreport.faults import ChartError, ReportError
from zreport.figures.datum import Datum, data
from zreport.language import LANGUAGES, Text, language, tag
from zreport.layout.scene import lay_out
from zreport.reading.quote import with_marks
from zreport.render import plotly
from zreport.report.passage import MARK
from zreport.report.report import Report

AUTO = "auto"
OFFERED: dict[str, type[Chart]] = {kind.kind: kind for kind in (Dots, Bars, Cards, Table)}
FACETS = {"sector": Text("领域", "Sector"), "measure": Text("度量", "Measure"), "status": Text("性质", "Status")}
_MOST_ROWS = 14
_AUTO = Text("自动", "Automatic")
_NOTHING = Text(
    "没有同时符合这些条件的数字；请把其中一项改为“全部”。",
    "No figure meets all of these conditions; set one of them to “All”.",
)
_UNDRAWN = Text("这些数字画不成{}，图形已改回“{}”。", "These figures cannot be drawn as {}; the chart is “{}” again.")
_STATIC = Text("explore：{}；在 JupyterLab 中打开后可交互", "explore: {}; interactive when opened in JupyterLab")


@dataclass(frozen=True)
class Option:
    """One value that can be chosen, all if it is empty, and how many figures it leaves."""

    key: str
    name: Text
    count: int


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


def rows_of(report: Report, **chosen: str) -> pd.DataFrame:
    """Return the observations that meet all conditions; there may be none."""
    return report.select(**{facet: value for facet, value in chosen.items() if value})


def options_of(report: Report, **chosen: str) -> dict[str, list[Option]]:
    """Return for sector, measure and status what the other two leave possible, in report order.

    All come first. What is chosen is always among them, with no figures if the others exclude it.
    """
    found = {}
    for facet in FACETS:
        counts = rows_of(report, **(chosen | {facet: ""}))[facet].value_counts().to_dict()
        keys = [key for key in report.observations[facet].unique() if key in counts or key == chosen.get(facet)]
        named = (Option(key, _named(report, facet, key), counts.get(key, 0)) for key in keys)
        found[facet] = [Option("", Text("全部", "All"), sum(counts.values())), *named]
    return found


def title_for(report: Report, **chosen: str) -> Text:
    """Say what is chosen and how many figures that are, and nothing more."""
    named = {facet: _named(report, facet, chosen[facet]) for facet in FACETS if chosen.get(facet)}
    said = [named.pop("sector", Text("全部领域", "All sectors"))]
    if named:
        said.append(Text("，", ", ").join(list(named.values())))
    words, count = Text("：", ": ").join(said), len(rows_of(report, **chosen))
    return Text(f"{words.zh}（{figure_count(count, 'zh')}）", f"{words.en} ({figure_count(count, 'en')})")


def _named(report: Report, facet: str, key: str) -> Text:
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
    _refuse_unknown(kind)
    if rows.empty:
        raise ChartError(_NOTHING)
    # A single mark on an axis compares nothing; a card says the same more plainly.
    order = list(OFFERED) if len(rows) > 1 else ["cards", "bars", "dots", "table"]
    for one in order if kind == AUTO else [kind]:
        if one in found:
            return found[one]
    listed = ", ".join(found)
    zh = f"{kind}：这{len(rows)}行画不成这种图；可选：{listed or '无'}"
    raise ChartError(Text(zh, f"{kind}: these {len(rows)} rows cannot be drawn so; choose from {listed or '(none)'}"))


def _refuse_unknown(kind: str) -> None:
    if kind not in (AUTO, *OFFERED):
        listed = ", ".join([AUTO, *OFFERED])
        raise ChartError(Text(f"没有图形{kind!r}；可选：{listed}", f"no such kind: {kind!r}; choose from {listed}"))


def _lists(figures: tuple[Datum, ...], lang: str) -> Iterator[str]:
    """Write figures as an HTML table, and the report's words for each, with the figure marked, and their section."""
    table = Table(figures, title="")
    # Only the names may be broken, and values stand at the right.
    looks = {"name": "text-align:left;min-width:11em", "value": "text-align:right;white-space:nowrap"}
    styles = [looks.get(column, "text-align:left;white-space:nowrap") for column in table.columns]
    lines = [("th scope='col'", table.heads(lang)), *(("td", table.cells(at, lang)) for at in range(len(figures)))]
    rows = (
        "".join(
            f'<{cell} style="{style};vertical-align:top;padding:2px 14px 2px 0">{escape(word)}</{cell[:2]}>'
            for style, word in zip(styles, words, strict=True)
        )
        for cell, words in lines
    )
    quotes = (
        '<li style="margin:4px 0"><q lang="zh-CN" style="quotes:none">'
        f"{with_marks(escape(figure.quote), MARK, '</mark>')}</q>"
        f'<span style="opacity:.75"> —— {escape(figure.section[lang])}</span></li>'
        for figure in figures
    )
    heads = Text("所选的数字", "The figures chosen"), Text("报告原文", "The report's own words")
    lists = (
        f'<table style="border-collapse:collapse;line-height:1.5"><tr>{"</tr><tr>".join(rows)}</tr></table>',
        f'<ol style="margin:0;padding-left:2.6em;line-height:1.6">{"".join(quotes)}</ol>',
    )
    for head, content in zip((f"{head[lang]} ({len(figures)})" for head in heads), lists, strict=True):
        # Each scrolls on its own, and keys can reach it.
        yield (
            f'<div lang="{tag(lang)}"><div style="font-weight:700;margin:10px 0 4px">{head}</div>'
            f'<div role="region" aria-label="{head}" tabindex="0" style="max-height:320px;overflow:auto">'
            f"{content}</div></div>"
        )


class Explorer:
    """Controls over a report's figures, which draw themselves in JupyterLab.

    Where nothing can be clicked, as in a stored notebook, it is one line of text: widgets would
    leave random identifiers there, so they are made only when they are looked at.
    """

    def __init__(self, report: Report, lang: str | None = None, folder: str | Path = "."):
        self.report, self.view, self.folder = report, View(lang=language(lang)), Path(folder)

    @functools.cached_property
    def controls(self) -> Controls:
        """The widgets; made when first asked for."""
        return Controls(self)

    @property
    def rows(self) -> pd.DataFrame:
        """The observations that are chosen."""
        return rows_of(self.report, **self.view.facets)

    def charts(self) -> dict[str, Chart]:
        """The charts of what is chosen that are possible, by their kind."""
        facets = self.view.facets
        name = "-".join(["explore", *(list(filter(None, facets.values())) or ["all"])]).replace("_", "-")
        return possible(self.rows, self.view.lang, title_for(self.report, **facets), name)

    def select(self, **changes: str) -> Explorer:
        """Choose by code what the controls choose by hand, and return the explorer.

        Parameters
        ----------
        **changes
            ``sector``, ``measure``, ``status`` (an empty string for all), ``kind``, ``lang``. A name that the
            report or zreport does not know raises `ReportError`; an impossible combination is no error.

        Examples
        --------
        >>> import zreport as zr
        >>> zr.explore(zr.load(), "en").select(sector="agriculture", measure="level")
        explore: 9 figures; interactive when opened in JupyterLab
        """
        if set(changes) - set(vars(self.view)):
            known, asked = ", ".join(vars(self.view)), ", ".join(changes)
            zh = f"explore 可选的条件：{known}；没有：{asked}"
            raise ReportError(Text(zh, f"explore selects by {known}; not by {asked}"))
        view = replace(self.view, **changes)
        rows_of(self.report, **view.facets)
        language(view.lang)
        _refuse_unknown(view.kind)
        self.view = view
        if "controls" in self.__dict__:
            self.controls.refresh()
        return self

    def save(self) -> Path:
        """Save the chart of what is chosen as a slide, and return its path; `ReportError` if there is none."""
        chart, lang = pick(self.charts(), self.view.kind, self.rows), self.view.lang
        return chart.save(self.folder / f"{chart.name}-{chart.kind}-{lang}.pptx", lang).resolve()

    def __repr__(self) -> str:
        return _STATIC[self.view.lang].format(figure_count(len(self.rows), self.view.lang))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        # A Jupyter server marks a live session so; see zreport.render.display.mimebundle.
        bundle = self.controls.box._repr_mimebundle_() if "JPY_SESSION_NAME" in os.environ else {}
        return {**bundle, "text/plain": repr(self)}


class Controls:
    """The widgets of an `Explorer`: what is chosen, what there is to say of it, chart, rows and words."""

    def __init__(self, explorer: Explorer):
        import ipywidgets as widgets

        self.explorer = explorer
        # Without `flex` the label of the languages stands above their buttons, out of line with its neighbours.
        look = {"display": "flex", "width": "auto", "margin": "2px 14px 2px 0"}
        style = {"description_width": "initial"}
        self.sector, self.measure, self.status, self.kind = (
            widgets.Dropdown(style=style, layout=look) for _ in range(4)
        )
        languages, wide = [("中文", "zh"), ("English", "en")], {**style, "button_width": "5.5em"}
        self.lang = widgets.ToggleButtons(options=languages, value=explorer.view.lang, style=wide, layout=look)
        self.save = widgets.Button(icon="save", layout={"width": "auto"})
        self.said, self.rows, self.words = (widgets.HTML() for _ in range(3))
        self.output = widgets.Output(layout={"overflow": "auto"})
        for name in (*FACETS, "kind", "lang"):
            getattr(self, name).observe(functools.partial(self._changed, name), "value")
        self.save.on_click(lambda _: self._save())
        lines = [self.sector, self.measure, self.status], [self.kind, self.lang, self.save]
        flow = {"flex_flow": "row wrap", "align_items": "center"}
        choices = (widgets.HBox(line, layout=flow) for line in lines)
        self.box = widgets.VBox([*choices, self.said, self.output, self.rows, self.words])
        self.refresh()

    def _changed(self, name: str, change: dict[str, Any]) -> None:
        # Options that are set anew change the value too; that is not a choice of the user's.
        if not self._refreshing:
            self.explorer.select(**{name: change["new"]})

    def refresh(self) -> None:
        """Show the explorer's view: options, chart, rows and words."""
        explorer, lang, said = self.explorer, self.explorer.view.lang, ""
        rows, charts = explorer.rows, explorer.charts()
        if not rows.empty and explorer.view.kind not in (AUTO, *charts):
            said = _UNDRAWN[lang].format(OFFERED[explorer.view.kind].kind_name[lang].lower(), _AUTO[lang])
            explorer.view = replace(explorer.view, kind=AUTO)
        view = explorer.view
        lists = {
            facet: (FACETS[facet], [(f"{option.name[lang]} ({option.count})", option.key) for option in found])
            for facet, found in options_of(explorer.report, **view.facets).items()
        }
        auto = Text("：", ": ").join([_AUTO, *([pick(charts, AUTO, rows).kind_name] if charts else [])])
        kinds = [(kind.kind_name[lang], key) for key, kind in OFFERED.items() if key in (charts or (view.kind,))]
        lists["kind"] = (Text("图形", "Chart"), [(auto[lang], AUTO), *kinds])
        self._refreshing = True
        try:
            for name, (description, options) in lists.items():
                control, value = getattr(self, name), getattr(view, name)
                # In one message, so that the browser never sees a half of it.
                with control.hold_sync():
                    control.description, control.options, control.value = description[lang], options, value
            self.lang.description, self.lang.value = Text("语言", "Language")[lang], lang
        finally:
            self._refreshing = False
        self.save.description = self.save.tooltip = Text("保存为幻灯片", "Save as slide")[lang]
        self.save.disabled = not charts
        self.rows.value, self.words.value = _lists(data(rows), lang) if len(rows) else ("", "")
        try:
            chart = pick(charts, view.kind, rows)
            content = {plotly.PLOTLY_MIME: plotly.spec(chart, lang), "text/plain": chart.alt[lang]}
            # Set at once: nothing is appended, nothing flickers.
            self.output.outputs = ({"output_type": "display_data", "data": content, "metadata": {}},)
        except ReportError as error:
            self.output.outputs, said = (), error.words[lang]
        self._say(said)

    def _save(self) -> None:
        lang = self.explorer.view.lang
        try:
            self._say(f"{Text('已保存：', 'Saved: ')[lang]}{self.explorer.save()}")
        except ReportError as error:
            self._say(error.words[lang])

    def _say(self, words: str) -> None:
        self.said.value = f'<div role="status">{escape(words)}</div>' if words else ""


def explore(report: Report, lang: str | None = None, folder: str | Path = ".") -> Explorer:
    """Look around in a report's figures with controls, in JupyterLab.

    Choose sector, measure, status, kind of chart and language; see the chart, the rows and the
    report's own words; save the chart as an editable slide.

    Parameters
    ----------
    report : Report
    lang : str, optional
        The language to begin with: ``zh`` or ``en``.
    folder : path
        Where slides are saved.

    Examples
    --------
    >>> import zreport as zr
    >>> explore(zr.load(), "en")
    explore: 169 figures; interactive when opened in JupyterLab
    """
    return Explorer(report, lang, folder)

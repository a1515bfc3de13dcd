"""Look around in a report's figures in JupyterLab: choose, see chart, rows and words, save a slide."""

from __future__ import annotations

import functools
import os
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from zreport.charts.chart import Chart
from zreport.charts.treemap import figure_count
from zreport.explorer.choosing import (
    AUTO,
    FACETS,
    OFFERED,
    View,
    options_of,
    pick,
    possible,
    refuse_unknown,
    rows_html,
    rows_of,
    title_for,
    words_html,
)
from zreport.faults import ReportError
from zreport.figures.datum import data
from zreport.language import LANGUAGES, Text, language
from zreport.report.report import Report

if TYPE_CHECKING:
    import ipywidgets

_NOTHING = Text(
    "没有同时符合这些条件的数字；请把其中一项改为“全部”。",
    "No figure meets all of these conditions; set one of them to “All”.",
)
_UNDRAWN = Text("这些数字画不成{}，图形已改回“{}”。", "These figures cannot be drawn as {}; the chart is “{}” again.")
_KIND = Text("图形", "Chart")
_AUTO = Text("自动", "Automatic")
_LANGUAGE = Text("语言", "Language")
_NAMES = {"zh": "中文", "en": "English"}
_SAVE = Text("保存为幻灯片", "Save as slide")
_SAVED = Text("已保存：", "Saved: ")
_STATIC = Text("explore：{}；在 JupyterLab 中打开后可交互", "explore: {}; interactive when opened in JupyterLab")


class Explorer:
    """Controls over a report's figures, which draw themselves in JupyterLab.

    Where nothing can be clicked, as in a stored notebook, it is one line of text: widgets would
    leave random identifiers there, so they are made only when they are looked at.
    """

    def __init__(self, report: Report, lang: str | None = None, folder: str | Path = "."):
        self.report = report
        self.view = View(lang=language(lang))
        self.folder = Path(folder)

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
        return possible(self.rows, self.view.lang, title_for(self.report, **self.view.facets), self.view.name)

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
            raise ReportError(
                Text(f"explore 可选的条件：{known}；没有：{asked}", f"explore selects by {known}; not by {asked}")
            )
        view = replace(self.view, **changes)
        rows_of(self.report, **view.facets)
        language(view.lang)
        refuse_unknown(view.kind)
        self.view = view
        if "controls" in self.__dict__:
            self.controls.refresh()
        return self

    def save(self) -> Path:
        """Save the chart of what is chosen as a slide, and return its path; `ReportError` if there is none."""
        if self.rows.empty:
            raise ReportError(_NOTHING)
        chart, lang = pick(self.charts(), self.view.kind, self.rows), self.view.lang
        return chart.save(self.folder / f"{chart.name}-{chart.kind}-{lang}.pptx", lang).resolve()

    def __repr__(self) -> str:
        lang = self.view.lang
        return _STATIC[lang].format(figure_count(len(self.rows), lang))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        # A Jupyter server marks a live session so; see zreport.render.display.mimebundle.
        live = "JPY_SESSION_NAME" in os.environ
        bundle = self.controls.box._repr_mimebundle_() if live else {}
        return {**bundle, "text/plain": repr(self)}


class Controls:
    """The widgets of an `Explorer`: what is chosen, what there is to say of it, chart, rows and words."""

    def __init__(self, explorer: Explorer):
        import ipywidgets as widgets

        self.explorer = explorer
        self._refreshing = False
        style = {"description_width": "initial"}
        look = {"width": "auto", "margin": "2px 14px 2px 0"}
        self.sector, self.measure, self.status, self.kind = (
            widgets.Dropdown(style=style, layout=widgets.Layout(**look)) for _ in range(4)
        )
        self.lang = widgets.ToggleButtons(
            options=[(_NAMES[lang], lang) for lang in LANGUAGES],
            value=explorer.view.lang,
            style={**style, "button_width": "5.5em"},
            # Without `flex` the label stands above the buttons, out of line with its neighbours.
            layout=widgets.Layout(display="flex", **look),
        )
        self.save = widgets.Button(icon="save", layout=widgets.Layout(width="auto"))
        self.said, self.rows, self.words = (widgets.HTML() for _ in range(3))
        self.output = widgets.Output(layout=widgets.Layout(overflow="auto"))
        for name in (*FACETS, "kind", "lang"):
            getattr(self, name).observe(functools.partial(self._changed, name), "value")
        self.save.on_click(lambda _: self._save())
        flow = widgets.Layout(flex_flow="row wrap", align_items="center")
        lines = [self.sector, self.measure, self.status], [self.kind, self.lang, self.save]
        shown = [self.said, self.output, self.rows, self.words]
        self.box = widgets.VBox([*(widgets.HBox(line, layout=flow) for line in lines), *shown])
        self.refresh()

    def _changed(self, name: str, change: dict[str, Any]) -> None:
        # Options that are set anew change the value too; that is not a choice of the user's.
        if not self._refreshing:
            self.explorer.select(**{name: change["new"]})

    def refresh(self) -> None:
        """Show the explorer's view: options, chart, rows and words."""
        self._refreshing = True
        try:
            self._show(self.explorer.rows, self.explorer.charts())
        finally:
            self._refreshing = False

    def _show(self, rows: pd.DataFrame, charts: dict[str, Chart]) -> None:
        explorer, lang, said = self.explorer, self.explorer.view.lang, ""
        if rows.empty:
            said = _NOTHING[lang]
        elif explorer.view.kind not in (AUTO, *charts):
            name = OFFERED[explorer.view.kind].kind_name[lang]
            said = _UNDRAWN[lang].format(name.lower(), _AUTO[lang])
            explorer.view = replace(explorer.view, kind=AUTO)
        self._offer(rows, charts)
        self.lang.description, self.lang.value = _LANGUAGE[lang], lang
        self.save.description = self.save.tooltip = _SAVE[lang]
        self.save.disabled = not charts
        figures = data(rows)
        self.rows.value = rows_html(figures, lang) if figures else ""
        self.words.value = words_html(figures, lang) if figures else ""
        try:
            self.output.outputs = () if rows.empty else _drawn(pick(charts, explorer.view.kind, rows), lang)
        except ReportError as error:
            self.output.outputs, said = (), error.words[lang]
        self._say(said)

    def _offer(self, rows: pd.DataFrame, charts: dict[str, Chart]) -> None:
        """Set the options of the lists anew."""
        view, lang = self.explorer.view, self.explorer.view.lang
        for facet, found in options_of(self.explorer.report, **view.facets).items():
            options = [(option.label(lang), option.key) for option in found]
            _set(getattr(self, facet), FACETS[facet][lang], options, getattr(view, facet))
        best = [pick(charts, AUTO, rows).kind_name] if charts else []
        auto = Text("：", ": ").join([_AUTO, *best])
        named = [(kind.kind_name[lang], key) for key, kind in OFFERED.items() if key in (charts or (view.kind,))]
        _set(self.kind, _KIND[lang], [(auto[lang], AUTO), *named], view.kind)

    def _save(self) -> None:
        lang = self.explorer.view.lang
        try:
            self._say(f"{_SAVED[lang]}{self.explorer.save()}")
        except ReportError as error:
            self._say(error.words[lang])

    def _say(self, words: str) -> None:
        self.said.value = f'<div role="status">{escape(words)}</div>' if words else ""


def _set(control: ipywidgets.Dropdown, description: str, options: list[tuple[str, str]], value: str) -> None:
    """Set a control anew in one message, so that the browser never sees a half of it."""
    with control.hold_sync():
        control.description, control.options, control.value = description, options, value


def _drawn(chart: Chart, lang: str) -> tuple[dict[str, Any], ...]:
    """A chart as the output of a cell, to be set at once: nothing is appended, nothing flickers."""
    from zreport.render import plotly

    content = {plotly.PLOTLY_MIME: plotly.spec(chart, lang), "text/plain": chart.alt[lang]}
    return ({"output_type": "display_data", "data": content, "metadata": {}},)


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

"""Look around in a report's figures in JupyterLab: choose, see chart, rows and words, save a slide."""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from zreport.chart import Chart
from zreport.datum import ChartError, Datum
from zreport.faults import ReportError
from zreport.kinds import Bars, Cards, Dots, Table
from zreport.kinds.treemap import counted
from zreport.language import LANGUAGES, VARIABLE, Text, language
from zreport.layout import scene
from zreport.quote import CLOSE, OPEN
from zreport.report import Report

if TYPE_CHECKING:
    import ipywidgets

AUTO = "auto"
KINDS: tuple[type[Chart], ...] = (Dots, Bars, Cards, Table)
FACETS = {
    "sector": Text("领域", "Sector"),
    "measure": Text("度量", "Measure"),
    "status": Text("性质", "Status"),
}
MOST_ROWS = 14

_ALL = Text("全部", "All")
_EVERY_SECTOR = Text("全部领域", "All sectors")
_KIND = Text("图形", "Chart")
_AUTO = Text("自动", "Automatic")
_LANGUAGE = Text("语言", "Language")
_NAMES = {"zh": "中文", "en": "English"}
_SAVE = Text("保存为幻灯片", "Save as slide")
_SAVED = Text("已保存：", "Saved: ")
_ROWS = Text("所选的数字", "The figures chosen")
_WORDS = Text("报告原文", "The report's own words")
_NOTHING = Text(
    "没有同时符合这些条件的数字；请把其中一项改为“全部”。",
    "No figure meets all of these conditions; set one of them to “All”.",
)
_STATIC = Text(
    "explore：{}；在 JupyterLab 中打开后可交互",
    "explore: {}; interactive when opened in JupyterLab",
)


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


def choices(
    report: Report, sector: str = "", measure: str = "", status: str = ""
) -> dict[str, list[Choice]]:
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
    more = [
        _named(report, facet, key)
        for facet, key in (("measure", measure), ("status", status))
        if key
    ]
    zh, en = Text("，", ", ").join(more).zh, Text("，", ", ").join(more).en
    return Text(
        f"{place.zh}{'：' if more else ''}{zh}（{counted(count, 'zh')}）",
        f"{place.en}{': ' if more else ''}{en} ({counted(count, 'en')})",
    )


def _named(report: Report, facet: str, key: str) -> Text:
    row = report.observations[report.observations[facet] == key].iloc[0]
    return Text(row[f"{facet}_zh"], row[f"{facet}_en"])


def possible(
    rows: pd.DataFrame, lang: str | None = None, title: Text | str = "", name: str = ""
) -> dict[str, Chart]:
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
                scene(chart, lang)
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
    rows: pd.DataFrame,
    kind: str = AUTO,
    lang: str | None = None,
    title: Text | str = "",
    name: str = "",
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
    return _pick(possible(rows, lang, title, name), kind, rows)


def _pick(found: dict[str, Chart], kind: str, rows: pd.DataFrame) -> Chart:
    known = [one.kind for one in KINDS]
    if kind not in (AUTO, *known):
        raise ChartError(
            f"no such kind: {kind!r}; choose from / 没有该图形，可选：{', '.join((AUTO, *known))}"
        )
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
        f'<table style="border-collapse:collapse;line-height:1.5"><thead>{heads}</thead>'
        f"<tbody>{rows}</tbody></table>",
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
        _WORDS,
        len(figures),
        lang,
        f'<ol style="margin:0;padding-left:2.6em;line-height:1.6">{items}</ol>',
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


class Explorer:
    """Controls over a report's figures, which draw themselves in JupyterLab.

    Where nothing can be clicked, as in a stored notebook, it is one line of text: widgets would
    leave random identifiers there, so they are made only when they are looked at.

    Attributes
    ----------
    report : Report
    view : View
        What is chosen.
    folder : Path
        Where slides are saved.

    Examples
    --------
    >>> import zreport as zr
    >>> Explorer(zr.load(), "en").select(sector="agriculture", measure="level")
    explore: 9 figures; interactive when opened in JupyterLab
    """

    def __init__(self, report: Report, lang: str | None = None, folder: str | Path = "."):
        self.report = report
        self.view = View(lang=language(lang))
        self.folder = Path(folder)

    @functools.cached_property
    def panel(self) -> Panel:
        """The widgets; made when first asked for."""
        return Panel(self)

    @property
    def rows(self) -> pd.DataFrame:
        """The observations that are chosen."""
        return rows_of(self.report, **self.view.facets)

    def charts(self) -> dict[str, Chart]:
        """The charts of what is chosen that are possible, by their kind."""
        title = title_of(self.report, **self.view.facets)
        return possible(self.rows, self.view.lang, title, self.view.name)

    def select(self, **changes: str) -> Explorer:
        """Choose by code what the controls choose by hand, and return the explorer.

        Parameters
        ----------
        **changes
            ``sector``, ``measure``, ``status`` (an empty string for all), ``kind``, ``lang``.

        Raises
        ------
        ReportError
            If the report, or zreport, knows no such name; an impossible combination is no error.
        """
        try:
            view = replace(self.view, **changes)
        except TypeError:
            known = ", ".join(vars(self.view))
            raise ReportError(
                f"explore selects by / 可选的条件: {known}; not by / 没有: {', '.join(changes)}"
            ) from None
        rows = rows_of(self.report, **view.facets)
        language(view.lang)
        if view.kind not in (AUTO, *(kind.kind for kind in KINDS)):
            _pick({}, view.kind, rows)
        self.view = view
        if "panel" in self.__dict__:
            self.panel.refresh()
        return self

    def save(self) -> Path:
        """Save the chart of what is chosen as a slide, and return its path.

        Raises
        ------
        ReportError
            If there is no figure to draw, or the file cannot be written.
        """
        lang = self.view.lang
        if self.rows.empty:
            raise ReportError(_NOTHING[lang])
        chart = _pick(self.charts(), self.view.kind, self.rows)
        path = self.folder / f"{chart.name}-{chart.kind}-{lang}.pptx"
        with _speaking(lang):
            return chart.save(path, lang).resolve()

    def __repr__(self) -> str:
        lang = self.view.lang
        return _STATIC[lang].format(counted(len(self.rows), lang))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        # A Jupyter server marks a live session so; see zreport.render.mimebundle.
        live = "JPY_SESSION_NAME" in os.environ
        bundle = self.panel.box._repr_mimebundle_() if live else {}
        return {**bundle, "text/plain": repr(self)}


class Panel:
    """The widgets of an `Explorer`: they show its view, and change it.

    Attributes
    ----------
    sector, measure, status, kind : ipywidgets.Dropdown
    lang : ipywidgets.ToggleButtons
    save : ipywidgets.Button
    said, rows, words : ipywidgets.HTML
        What there is to say, the rows, the report's words.
    output : ipywidgets.Output
        The chart.
    box : ipywidgets.VBox
        All of them.
    """

    def __init__(self, explorer: Explorer):
        import ipywidgets as widgets

        self.explorer = explorer
        self._refreshing = False
        style = {"description_width": "initial"}

        def dropdown() -> ipywidgets.Dropdown:
            return widgets.Dropdown(
                style=style, layout=widgets.Layout(width="auto", margin="2px 14px 2px 0")
            )

        self.sector, self.measure, self.status, self.kind = (dropdown() for _ in range(4))
        self.lang = widgets.ToggleButtons(
            options=[(_NAMES[lang], lang) for lang in LANGUAGES],
            value=explorer.view.lang,
            style={**style, "button_width": "5.5em"},
            # Without `flex` the label stands above the buttons, out of line with its neighbours.
            layout=widgets.Layout(display="flex", width="auto", margin="2px 14px 2px 0"),
        )
        self.save = widgets.Button(icon="save", layout=widgets.Layout(width="auto"))
        self.said = widgets.HTML()
        self.output = widgets.Output(layout=widgets.Layout(overflow="auto"))
        self.rows = widgets.HTML()
        self.words = widgets.HTML()
        for name in (*FACETS, "kind", "lang"):
            getattr(self, name).observe(functools.partial(self._changed, name), "value")
        self.save.on_click(lambda _: self._save())
        flow = widgets.Layout(flex_flow="row wrap", align_items="center")
        self.box = widgets.VBox([
            widgets.HBox([self.sector, self.measure, self.status], layout=flow),
            widgets.HBox([self.kind, self.lang, self.save], layout=flow),
            self.said, self.output, self.rows, self.words,
        ])  # fmt: skip
        self.refresh()

    def _changed(self, name: str, change: dict[str, Any]) -> None:
        # Options that are set anew change the value too; that is not a choice of the user's.
        if not self._refreshing:
            self.explorer.select(**{name: change["new"]})

    def refresh(self) -> None:
        """Show the explorer's view: options, chart, rows and words."""
        self._refreshing = True
        try:
            self._show()
        finally:
            self._refreshing = False

    def _show(self) -> None:
        explorer = self.explorer
        lang = explorer.view.lang
        rows, charts = explorer.rows, explorer.charts()
        said = ""
        if rows.empty:
            said = _NOTHING[lang]
        elif explorer.view.kind not in (AUTO, *charts):
            said = _undrawn(explorer.view.kind)[lang]
            explorer.view = replace(explorer.view, kind=AUTO)
        view = explorer.view
        for facet, found in choices(explorer.report, **view.facets).items():
            options = [(choice.label(lang), choice.key) for choice in found]
            _offer(getattr(self, facet), FACETS[facet][lang], options, getattr(view, facet))
        auto = _AUTO[lang]
        if charts:
            joint = "：" if lang == "zh" else ": "
            auto += joint + _pick(charts, AUTO, rows).kind_name[lang]
        kinds = [(chart.kind_name[lang], kind) for kind, chart in charts.items()]
        if not charts and view.kind != AUTO:
            kinds = [(kind.kind_name[lang], kind.kind) for kind in KINDS if kind.kind == view.kind]
        _offer(self.kind, _KIND[lang], [(auto, AUTO), *kinds], view.kind)
        self.lang.description = _LANGUAGE[lang]
        self.lang.value = lang
        self.save.description = self.save.tooltip = _SAVE[lang]
        self.save.disabled = not charts
        figures = Table(rows, title="").figures if len(rows) else ()
        self.rows.value = rows_html(figures, lang) if figures else ""
        self.words.value = words_html(figures, lang) if figures else ""
        try:
            self.output.outputs = () if rows.empty else _drawn(_pick(charts, view.kind, rows), lang)
        except ReportError as error:
            self.output.outputs, said = (), str(error)
        self._say(said)

    def _save(self) -> None:
        try:
            said = f"{_SAVED[self.explorer.view.lang]}{self.explorer.save()}"
        except ReportError as error:
            said = str(error)
        self._say(said)

    def _say(self, words: str) -> None:
        self.said.value = f'<div role="status">{escape(words)}</div>' if words else ""


def _offer(
    control: ipywidgets.Dropdown, description: str, options: list[tuple[str, str]], value: str
) -> None:
    """Set a control anew in one message, so that the browser never sees a half of it."""
    with control.hold_sync():
        control.description = description
        control.options = options
        control.value = value


def _drawn(chart: Chart, lang: str) -> tuple[dict[str, Any], ...]:
    """A chart as the output of a cell, to be set at once: nothing is appended, nothing flickers."""
    from zreport.render import plotly

    content = {plotly.MIME: plotly.spec(chart, lang), "text/plain": chart.alt[lang]}
    return ({"output_type": "display_data", "data": content, "metadata": {}},)


def _undrawn(kind: str) -> Text:
    (name,) = (one.kind_name for one in KINDS if one.kind == kind)
    return Text(
        f"这些数字画不成{name.zh}，图形已改回“{_AUTO.zh}”。",
        f"These figures cannot be drawn as {name.en.lower()}; the chart is “{_AUTO.en}” again.",
    )


@contextlib.contextmanager
def _speaking(lang: str) -> Iterator[None]:
    """Let errors speak the language of the controls, which may not be that of the session."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = lang
    try:
        yield
    finally:
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before


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

    Returns
    -------
    Explorer
        In a stored notebook, one line of text.

    Examples
    --------
    >>> import zreport as zr
    >>> explore(zr.load(), "en")
    explore: 169 figures; interactive when opened in JupyterLab
    """
    return Explorer(report, lang, folder)

"""How a report, one of its figures, an indicator or a chart is cited: short and full, in both languages."""

from __future__ import annotations

import functools
import hashlib
import sys
from dataclasses import dataclass

import pandas as pd

from zreport.charts.chart import Chart
from zreport.faults import SelectionError
from zreport.figures.datum import Datum, data
from zreport.figures.writing import THIN
from zreport.language import LANGUAGES, NOTHING, Text, language
from zreport.report.loading import DEFAULT, load
from zreport.report.passage import Passage
from zreport.report.report import Report, unknown
from zreport.tables.identifiers import whole_id

_LIST = Text("；", "; ")


@dataclass(frozen=True)
class Citation:
    """A citation for a line below a chart, and one for a list of references, from which the words are found again."""

    short: Text
    full: Text


def cite_report(report: Report) -> Citation:
    """Cite a report as a whole."""
    draft = Text("，草稿", ", draft") if len(report.draft) else NOTHING
    title, day = report.title, f"{report.delivered:%Y-%m-%d}"
    short = Text(f"《{title.zh}》（{day}{draft.zh}）", f"{title.en} ({day}{draft.en})")
    made = f" [{report.name}; {provenance(report)}]"
    return Citation(short, Text(short.zh + made, short.en + made))


def provenance(report: Report) -> str:
    """Say from what a figure was read, and by what: the hash of the text, and the version of the library."""
    return f"sha256 {_digest(report.text)}; zreport {_version()}"


# Each figure of a report says it.
@functools.lru_cache(8)
def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _version() -> str:
    """The version of the library, whose root no module of it imports."""
    return sys.modules[__name__.partition(".")[0]].__version__


def cite_figure(report: Report, figure: Datum, passage: Passage) -> Citation:
    """Cite a figure: what it is, and in full with the sentence that states it and its identifier."""
    told, whole, words = figure.told, cite_report(report).short, "".join(passage.sentence).strip()
    section = passage.section
    short = Text(f"{told.zh}。{whole.zh}，{section.zh}", f"{told.en}. {whole.en}, {section.en}")
    made = f" [{figure.id}; {provenance(report)}]"
    return Citation(short, Text(f"{short.zh}：“{words}”{made}", f"{short.en}: “{words}”{made}"))


def chart_lines(chart: Chart) -> list[Text]:
    """Return what a chart says, line by line."""
    return [Text(*both) for both in zip(*map(chart.lines, LANGUAGES), strict=True)]


def cite_rows(report: Report, rows: pd.DataFrame) -> Citation:
    """Cite an indicator: all its figures in a report."""
    whole, figures = cite_report(report).short, data(rows)
    told, name = _LIST.join([one.told for one in figures]), figures[0].indicator_name
    made = f" [{', '.join(one.id for one in figures)}; {provenance(report)}]"
    short = Text(f"{name.zh}。{whole.zh}", f"{name.en}. {whole.en}")
    return Citation(short, Text(f"{told.zh}。{whole.zh}{made}", f"{told.en}. {whole.en}{made}"))


def cite_chart(chart: Chart) -> Citation:
    """Cite a chart: its title and source, and in full each figure on it."""
    lines = _LIST.join(chart_lines(chart))
    # Without the thin blanks of charts, which other programs break lines at.
    told = Text(lines.zh.replace(THIN, ""), lines.en.replace(THIN, " "))
    short = Text(f"{chart.title.zh}。{chart.source.zh}", f"{chart.title.en}. {chart.source.en}")
    made = f" [{'; '.join([*(one.id for one in chart.figures), f'zreport {_version()}'])}]"
    return Citation(short, Text(f"{short.zh}：{told.zh}{made}", f"{short.en}: {told.en}{made}"))


def cite(what: object, full: bool = False, lang: str | None = None, report: Report | None = None) -> str:
    """Return the citation of a figure, an indicator, a chart or a report.

    Parameters
    ----------
    what : str, Series, Chart or Report
        The identifier of a figure, a row of `Report.observations`, the key of an indicator, a chart or a report.
    full : bool
        Whether with the sentence that states the figure, its identifier, and the hash of the text.
    lang : str, optional
        ``zh`` or ``en``.
    report : Report, optional
        The report that the figure or the indicator is of; by default the one of the project's data that an
        identifier names, else that which `zreport.load` returns.

    Raises
    ------
    SelectionError
        If there is no such figure and no such indicator.

    Examples
    --------
    >>> cite("gdp/growth/2021/target", lang="en")
    'GDP (growth, 2021, target): 5%. Zhaoyuan County Government Work Report (2020-12-29), Main expected targets'
    """
    found = citation(what, report)
    return (found.full if full else found.short)[language(lang)]


def citation(what: object, report: Report | None = None) -> Citation:
    """Return both citations of what `cite` takes."""
    if isinstance(what, Chart):
        return cite_chart(what)
    if isinstance(what, Report):
        return cite_report(what)
    report, rows = meant(what, report)
    if isinstance(what, str) and "/" not in what:
        return cite_rows(report, rows)
    return cite_figure(report, data(rows)[0], report.source(rows.iloc[0]))


def meant(what: object, report: Report | None = None) -> tuple[Report, pd.DataFrame]:
    """Return the report that is spoken of, and the rows of its observations: one, or those of an indicator."""
    if isinstance(what, pd.Series):
        if inputs := what.get("inputs"):
            zh = f"{what.name}是推算的，报告没有写；可引用它所依据的：{inputs}"
            raise SelectionError(
                Text(zh, f"{what.name} is derived and not in the report; cite what it is of: {inputs}")
            )
        what = str(what.name)
    if not isinstance(what, str):
        kind, en = type(what).__name__, "name a figure or an indicator, or give a row or a chart"
        raise SelectionError(Text(f"{kind}：要写数字或指标的名称，或给一行、一张图", f"{kind}: {en}"))
    if report is None:
        named = what.partition(":")[0] if ":" in what.partition("/")[0] else DEFAULT
        report = load(named, draft=True)
    found, name = report.observations, whole_id(what, report.name)
    if "/" not in what:
        rows = found[[whole_id(key, report.name) == name for key in found["indicator"]]]
        if rows.empty:
            raise SelectionError(unknown("indicator", what, found["indicator"].unique()))
        return report, rows
    if name not in found.index:
        raise SelectionError(unknown("observation", what, found.index))
    return report, found.loc[[name]]

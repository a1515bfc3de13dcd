"""The reader: a report's whole text with every figure alive, in JupyterLab."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from zreport.explore.choose import AUTO, OFFERED, common_title, pick, possible
from zreport.explore.content import content
from zreport.faults import SelectionError
from zreport.figures.shown import in_both_languages
from zreport.language import Text, language
from zreport.render.live import live
from zreport.report.loading import load
from zreport.report.report import Report, unknown
from zreport.tables.identifiers import whole_id

_STATIC = Text(
    "read：{}，{}个数字；在 JupyterLab 中打开后可阅读", "read: {}, {} figures; to be read when opened in JupyterLab"
)


class ReportReader:
    """A report to be read, which draws itself in JupyterLab.

    Where nothing can be clicked, as in a stored notebook, it is one line of text: widgets would
    leave random identifiers there, so they are made only when they are looked at.

    Attributes
    ----------
    rows : DataFrame
        The observations that meet the conditions chosen on the screen; all of them before anything is chosen.
    """

    def __init__(self, report: Report, lang: str | None = None):
        self.report, self.lang, self.rows = report, language(lang), report.observations

    @functools.cached_property
    def widget(self) -> Any:
        """What is shown in JupyterLab; made when first asked for."""
        from zreport.explore.widget import ReaderFront

        return ReaderFront(content(self.report, (), self.lang), self.answer)

    def answer(self, message: Mapping[str, Any]) -> tuple[dict[str, Any], bytes | None]:
        """Answer what the front end asks: a chart of some figures, the rows that are chosen, or what a bar hands over."""
        from zreport.render.widget import handed_over

        asked = {"chart": self._chart, "rows": self._rows}.get(message.get("do"))
        return asked(message) if asked else handed_over(message)

    def _chosen(self, message: Mapping[str, Any]) -> pd.DataFrame:
        names, known = [whole_id(str(one), self.report.name) for one in message["ids"]], self.report.observations
        if strange := [one for one in names if one not in known.index]:
            raise SelectionError(unknown("observation", strange[0], known.index))
        return known.loc[names]

    def _rows(self, message: Mapping[str, Any]) -> tuple[dict[str, Any], None]:
        self.rows = self._chosen(message)
        return {"count": len(self.rows)}, None

    def _chart(self, message: Mapping[str, Any]) -> tuple[dict[str, Any], None]:
        from zreport.render import matplotlib
        from zreport.render.bar import told_of

        rows, lang = self._chosen(message), language(message.get("lang"))
        found = possible(rows, lang, common_title(rows), "reader")
        chart = pick(found, message.get("kind", AUTO), len(rows))
        kinds = [[key, OFFERED[key].kind_name.both] for key in found]
        drawn = {"picture": matplotlib.picture(chart, lang, "svg").decode(), "kind": chart.kind, "kinds": kinds}
        return drawn | told_of(chart) | {"chart": chart.to_json()}, None

    def __repr__(self) -> str:
        return self._static(self.lang)

    def _static(self, lang: str) -> str:
        return _STATIC[lang].format(self.report.title[lang], len(self.report.observations))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        if not live():
            # On a page, which may have the reader beside it, this becomes the way there.
            named = f'class="zreport-read" title="{escape(self.report.name)}"'
            return in_both_languages(lambda lang: f"<p {named}>{escape(self._static(lang))}</p>", repr(self))
        bundle = self.widget._repr_mimebundle_()
        # A widget gives its metadata as well.
        bundle = bundle[0] if isinstance(bundle, tuple) else bundle
        return {**bundle, "text/plain": repr(self)}


def read(report: Report | str | None = None, lang: str | None = None) -> ReportReader:
    """Read a report in JupyterLab: its text with every figure alive, to be searched, filtered, charted and cited.

    Parameters
    ----------
    report : Report or str, optional
        A report or its name, a draft as well; by default the one that `zreport.load` returns.
    lang : str, optional
        The language to begin with: ``zh`` or ``en``.

    Returns
    -------
    ReportReader
        Its ``rows`` are the observations that are chosen on the screen.

    Examples
    --------
    >>> import zreport as zr
    >>> zr.read(zr.load(), "en")
    read: Zhaoyuan County Government Work Report, 169 figures; to be read when opened in JupyterLab
    """
    if not isinstance(report, Report):
        report = load(report, draft=True) if report else load()
    return ReportReader(report, lang)

"""Thousands of reports as one panel: what each place promised and reported, year by year."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from zreport.corpus.asked import asked_indicator, asked_places, asked_years, neighbours_of
from zreport.corpus.counting import indicator_table, wording_table
from zreport.corpus.kept import kept_table, paired
from zreport.corpus.phrases import phrase_table
from zreport.corpus.queries import Relations
from zreport.corpus.series import PROMISED, REPORTED, Question, asked_measure, series
from zreport.figures.frames import Figures, Readable
from zreport.figures.shown import in_both_languages
from zreport.figures.writing import counted
from zreport.language import Text, language

_Places = str | Iterable[str] | pd.DataFrame | None
_Years = int | Iterable[int] | None


def panel(folder: str | Path | None = None, curated: bool = True, data: str | Path | None = None) -> ReportPanel:
    """Open a folder of rows that ``zreport scan`` wrote, together with the curated reports, as one panel.

    Parameters
    ----------
    folder : path, optional
        The folder of rows; the curated reports alone if not given.
    curated : bool
        Whether the curated reports are part of it. Where a report is both, the curated one counts.
    data : path, optional
        The data folder of the curated reports; by default the project's own.

    Returns
    -------
    ReportPanel
        Nothing is read until it is asked.

    Raises
    ------
    ReportError
        If the folder is missing, empty, not wholly written or of another form, or the extra is not installed.

    Examples
    --------
    >>> panel().reports[["place_en", "year", "made"]].to_numpy().tolist()
    [['Zhaoyuan County', 2021, 'curated']]
    """
    return ReportPanel(Relations(Path(folder) if folder is not None else None, curated, Path(data) if data else None))


class ReportPanel:
    """Reports of many places and years, asked as one.

    Rows that a rule drafted and rows that people curated are told apart in every result, by the column ``made``
    (``drafted`` or ``curated``); drafted ones have a ``doubt``, by which charts say that they are a draft.
    Where nothing is stated, a row says so: its ``state`` is ``stated``, ``not_stated`` (there is a report, which does
    not state it) or ``no_report``.

    Places are named in full (河北省保定市安国市), in short (安国市, 安国), by their code of GB/T 2260, or as `neighbours`
    gives them; a name that several places bear is refused, with the choices. A ``level`` is ``nation``, ``province``,
    ``city``, ``county`` or ``township``.

    Attributes
    ----------
    reports : DataFrame
        A row for each report; the index is its name. Columns: ``place`` (in full), ``place_zh``, ``place_en``,
        ``within_zh``, ``area``, ``level``, ``year`` (whose targets it sets: that of its day, or the next from October
        on), ``delivered``, ``made``, ``figures``, ``characters``, ``title_zh``, ``file``, ``hash``, ``form``,
        ``known_by``.
    rejected : DataFrame
        A row for each text that was set apart, with the reason.
    """

    def __init__(self, relations: Relations):
        self._relations = relations

    @functools.cached_property
    def reports(self) -> Readable:
        """A row for each report."""
        found = self._relations.rows("SELECT * FROM reports ORDER BY place, year, delivered, report").set_index(
            "report"
        )
        first = ["place", "place_zh", "place_en", "within_zh", "area", "level", "year", "delivered", "made"]
        return Readable(found[[*first, *found.columns.difference(first, sort=False)]])

    @functools.cached_property
    def rejected(self) -> Readable:
        """A row for each text that was set apart."""
        return Readable(self._relations.rows("SELECT * FROM rejected ORDER BY file"))

    def __len__(self) -> int:
        return len(self.reports)

    def __repr__(self) -> str:
        return self.told[language()]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return in_both_languages(lambda lang: f"<p>{self.told[lang]}</p>", repr(self))

    @functools.cached_property
    def told(self) -> Text:
        """How many reports, places, years and rows there are, and how many texts were set apart."""
        made = self._relations.rows("SELECT made, count(*) AS n FROM observations GROUP BY made").set_index("made")["n"]
        apart = int(self._relations.rows("SELECT count(*) AS n FROM rejected")["n"].iloc[0])
        reports, years = self.reports, self.reports["year"]
        drafted, curated = (int(made.get(one, 0)) for one in ("drafted", "curated"))
        zh = f"面板：{len(reports):,}份报告，{reports['place'].nunique():,}个地方"
        en = f"Panel: {len(reports):,} reports of {reports['place'].nunique():,} places"
        if len(years):
            zh, en = f"{zh}，{years.min()}—{years.max()}年", f"{en}, {years.min()}–{years.max()}"
        zh = f"{zh}；规则起草{drafted:,}行，人工核定{curated:,}行；另置{apart:,}份文本"
        en = f"{en}; {drafted:,} rows drafted by rule, {curated:,} curated; {apart:,} {counted(apart, 'texts')} set apart"
        return Text(zh, en)

    def targets(
        self,
        indicator: str,
        measure: str | None = None,
        places: _Places = None,
        years: _Years = None,
        level: str | None = None,
        every: bool = False,
    ) -> Readable:
        """Return what was promised of an indicator, a row for each place and year.

        Parameters
        ----------
        indicator : str
            Its key (``gdp``) or one of its names; what the vocabulary has not goes by what texts call it.
        measure : str, optional
            ``growth``, ``total``, ``rate`` …; if not given, that in which most targets of one year are set (``growth``
            of ``gdp``). Targets of several years are those of ``average_growth`` alone.
        places : str, list of str or DataFrame, optional
        years : int or iterable of int, optional
            Of the figures, which for targets are those that reports set them for; from the first to the last if not
            given.
        level : str, optional
        every : bool
            Whether to return each figure that fits, instead of the one of a place and year that is of the whole place,
            and stands first.

        Returns
        -------
        DataFrame
            Rows that charts take: the columns of `Report.observations` that they need, and ``place`` (in full),
            ``within_zh``, ``area``, ``level``, ``year``, ``state``, ``made``, ``headline``, and ``others``: how many
            figures of the indicator, measure and year the reports state besides.

        Raises
        ------
        SelectionError
            If there is no such indicator, measure, place or level; says what there is.

        Examples
        --------
        >>> growth = panel().targets("gdp", years=[2021, 2022])
        >>> growth[["place_en", "year", "state", "made"]].to_numpy().tolist()
        [['Zhaoyuan County', 2021, 'stated', 'curated'], ['Zhaoyuan County', 2022, 'no_report', '']]
        >>> growth["value"].tolist()
        [5.0, nan]
        """
        return self._series(PROMISED, Question(indicator, measure, places, years, level), every)

    def achieved(
        self,
        indicator: str,
        measure: str | None = None,
        places: _Places = None,
        years: _Years = None,
        level: str | None = None,
        every: bool = False,
    ) -> Readable:
        """Return what the report of the following year says was achieved, a row for each place and year.

        Takes and returns what `targets` does; ``status`` is ``achieved``, or ``expected`` where the report says 预计.

        Examples
        --------
        >>> panel().achieved("gdp", measure="average_growth")[["period", "value"]].to_numpy().tolist()
        [['2016/2020', 3.7]]
        """
        return self._series(REPORTED, Question(indicator, measure, places, years, level), every)

    def _series(self, side: Any, question: Question, every: bool = False) -> Readable:
        return series(self._relations, self.reports.reset_index(), side, question, every)

    def _both(self, question: Question) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return targets, and what was achieved of the same measure, places and years."""
        measure = asked_measure(self._relations, asked_indicator(self._relations, question.indicator), question.measure)
        reports = self.reports
        chosen = reports[reports["place"].isin(asked_places(reports, question.places, question.level))]
        question = question._replace(measure=measure, years=asked_years(question.years, chosen["year"]))
        return self._series(PROMISED, question), self._series(REPORTED, question)

    def kept(
        self,
        indicator: str,
        measure: str | None = None,
        places: _Places = None,
        years: _Years = None,
        level: str | None = None,
    ) -> Readable:
        """Return the target of each place and year beside what the next report says was achieved.

        Returns
        -------
        DataFrame
            Both figures with the prefixes ``target_`` and ``achieved_`` (``_label_zh`` and ``_label_en`` in words,
            ``_state``, ``_made``, ``_report``, ``_quote``, ``_id`` …); ``gap``, ``gap_high`` and ``gap_qualifier``, the
            second less the first, in points where they are percentages, with ``formula`` and ``calculation``, none where
            bounds leave it open; ``verdict``: ``met``, ``missed`` or ``cannot_be_told``, and ``why_zh``, ``why_en``:
            a bound, 左右, accounts that may differ, or an absent figure; ``caution_zh``, ``caution_en``.

        Examples
        --------
        >>> panel().kept("gdp")[["target_label_en", "achieved_state", "verdict"]].to_numpy().tolist()
        [['5%', 'no_report', 'cannot_be_told']]
        """
        return kept_table(*self._both(Question(indicator, measure, places, years, level)))

    def pairs(
        self,
        indicator: str,
        measure: str | None = None,
        places: _Places = None,
        years: _Years = None,
        level: str | None = None,
    ) -> Figures:
        """Return targets and what was achieved of them two by two, as `Report.pairs` does, where both are stated.

        Examples
        --------
        >>> len(panel().pairs("gdp"))
        0
        """
        return Figures(paired(*self._both(Question(indicator, measure, places, years, level))))

    def phrases(self, *phrases: str, by: str = "year") -> Readable:
        """Count phrases in the texts of the reports, whatever the width of signs and the line ends in a phrase.

        Parameters
        ----------
        *phrases : str
        by : str
            ``year``, ``level`` or ``place``.

        Returns
        -------
        DataFrame
            ``phrase``, the year, level or place; ``reports``, ``with_phrase`` (how many of them use it), ``uses``,
            ``characters`` (of all those reports), ``per_10000``: uses per 10,000 characters (相对频率); ``first_year``
            and ``first_report`` that use it, of those in the panel.

        Examples
        --------
        >>> panel().phrases("高质量发展")[["uses", "first_year"]].to_numpy().tolist()
        [[5, 2021]]
        """
        return phrase_table(self._relations, phrases, by)

    def indicators(self, by: str = "year") -> Readable:
        """Say which indicators the reports of each year, level or place state.

        Returns
        -------
        DataFrame
            ``indicator`` (the key; empty for what the vocabulary has not), ``name_zh``, ``name_en``, ``known``, the
            year, level or place; ``reports``, ``stating`` (how many of them state it), ``share`` in per cent;
            ``first_year`` and ``last_year`` of the reports that state it.

        Examples
        --------
        >>> found = panel().indicators()
        >>> found[found["indicator"] == "gdp"][["year", "share"]].to_dict("records")
        [{'year': 2021, 'share': 100.0}]
        """
        return indicator_table(self._relations, self.reports, by)

    def wording(
        self,
        indicator: str,
        measure: str | None = None,
        places: _Places = None,
        years: _Years = None,
        level: str | None = None,
    ) -> Readable:
        """Count in which words targets are set, a row for each year and level.

        Returns
        -------
        DataFrame
            ``year``, ``level``, ``reports``, ``stated`` (how many of them set a target); of these, by bound, ``point``,
            ``about`` (左右), ``floor`` (以上), ``ceiling`` (以内) and ``range``; by promise ``hard`` (确保), ``soft``
            (力争), ``plan`` and ``plain``; ``drafted`` and ``curated``; ``lowest``, ``median`` and ``highest`` in base
            units, bounds as printed and ranges by their middle.

        Examples
        --------
        >>> panel().wording("gdp")[["stated", "point", "plain"]].to_numpy().tolist()
        [[1, 1, 1]]
        """
        return wording_table(self.targets(indicator, measure, places, years, level))

    def neighbours(self, place: str) -> Readable:
        """Return the places of the same level within the same, the one asked for first.

        Returns
        -------
        DataFrame
            The index ``place`` is the full name, by which other questions take it. Columns: ``place_zh``, ``place_en``,
            ``within_zh``, ``area``, ``level``, ``reports``, ``first_year``, ``last_year``.

        Examples
        --------
        >>> panel().neighbours("肇源").index.tolist()
        ['黑龙江省大庆市肇源县']
        """
        return Readable(neighbours_of(self.reports.reset_index(), place))

    def sql(self, query: str) -> Readable:
        """Ask the tables in the SQL of DuckDB: they are only read, and nothing else can be.

        Parameters
        ----------
        query : str
            A single SELECT of ``observations``, ``reports``, ``texts``, ``rejected`` and the tables of the vocabulary
            (``indicators``, ``measures``, ``units`` …).

        Raises
        ------
        ReportError
            If the query is at fault, writes, or reads another file.

        Examples
        --------
        >>> panel().sql("SELECT count(*) AS n FROM observations WHERE status = 'target'")["n"].item()
        48
        """
        return Readable(self._relations.asked(query))

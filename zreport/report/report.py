"""A report as tables: select from it, pair its figures, trace them to the text."""

import difflib
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from zreport.faults import SelectionError
from zreport.language import Text
from zreport.report.passage import Passage
from zreport.report.sdmx import to_sdmx
from zreport.report.sentences import sentences
from zreport.tables.identifiers import whole_id

DRAFT_COLUMNS = ["table", "row", "key", "doubt", "problem_zh", "problem_en", "left_out"]


@dataclass(frozen=True, repr=False)
class Report:
    """A government work report as typed DataFrames.

    Attributes
    ----------
    name : str
    title, place : Text
    delivered : pandas.Timestamp
    area : str
        Code of the place in GB/T 2260.
    text : str
        The report's words as delivered.
    observations : DataFrame
        A row for each figure; the index is its identifier, ``report:indicator/measure/period/status``. Shown, it is
        a table to be read; ``.columns`` lists what it holds, and some of them alone are shown as pandas does.
        Columns: ``indicator``, ``name_zh``,
        ``name_en``, ``sector``, ``sector_zh``, ``sector_en``, ``sector_color``, ``better``; ``measure``,
        ``measure_zh``, ``measure_en``; ``period``, ``period_start``, ``period_end``; ``status``;
        ``value`` and ``value_high`` in ``unit`` (``unit_en``), which is
        ``unit_factor`` base units; ``value_base`` and ``value_high_base`` in ``unit_base``
        (``unit_base_en`` says in English what is counted); ``qualifier``, ``commitment``,
        ``scope``, ``scope_en``; ``section``, ``section_zh``, ``section_en``, ``chapter_zh``, ``chapter_en``; ``start`` and ``end`` of
        the figure in the text, in characters; ``quote``, ``note``; ``caution_zh`` and
        ``caution_en``, one caution a line; ``report``, ``place_zh``, ``place_en``, ``delivered``,
        ``source_zh``, ``source_en``.
    indicators, sections, glossary, other_numbers, relations : DataFrame
        The CSV files with the columns of their schemas; `relations` name figures by their identifiers ``a`` and ``b``,
        and say what these state, in a line: ``a_zh``, ``a_en``, ``b_zh``, ``b_en``.
    projects : DataFrame
        A row for each project that the report names: the columns of its schema, with names of
        ``sector``, ``stage`` and ``status`` in both languages, ``stage_order``, ``sector_color``, ``start`` and ``end`` of the name in
        the text, ``section``, ``section_zh``, ``section_en``, ``chapter_zh``, ``chapter_en``,
        ``report``, ``place_zh``, ``place_en``, ``delivered``, ``source_zh`` and ``source_en``.
    statements : DataFrame
        A row for each thing that the report says in words and can be held to; the index is its identifier,
        ``report:statement``. Columns: ``statement``; ``kind`` (``problem``, ``aim`` of several years, ``task`` of one, ``done``),
        ``kind_zh``, ``kind_en``; ``words_zh`` and ``words_en``, Chinese where there is no English; ``act`` (what is done),
        ``act_zh``, ``act_en``, empty for problems and aims; ``checked`` (``figure``: by its figure; ``seen``: done or not is seen;
        ``judged``: a matter of judgement; ``open``: no end point), ``checked_zh``, ``checked_en``; ``figures``: how many
        observations it states; ``follows``: the identifiers of what it answers, serves or carries on, joined by ``|``,
        ``earlier_zh`` and ``earlier_en`` their words; ``period``, ``status``, ``status_zh``, ``status_en`` of its section;
        ``start`` and ``end`` in the text; ``section``, ``theme`` (the section next below the chapter) and ``chapter``
        with names in both languages; ``quote``, ``note``; and the last six columns of `observations`.
    draft : DataFrame
        Empty, unless the report is in draft: then a row for each row of its tables that nobody has looked at yet:
        ``table``, ``row`` (its line), ``key``, ``doubt`` (what the rule is unsure of; ``?`` if it is not),
        ``problem_zh`` and ``problem_en`` (what the check says of it), ``left_out`` (whether the tables above lack it,
        as its quote does not prove its value). `observations`, `other_numbers` and `sections` of a draft have a column
        ``doubt``, empty where a row was looked at; where there is no English yet, they are in Chinese.

    Examples
    --------
    >>> import zreport
    >>> report = zreport.load()
    >>> report.observations.loc["zhaoyuan-2020:gdp/average_growth/2016/2020/achieved", "value"]
    np.float64(3.7)
    """

    name: str
    title: Text
    place: Text
    delivered: pd.Timestamp
    area: str
    text: str
    observations: pd.DataFrame
    indicators: pd.DataFrame
    sections: pd.DataFrame
    projects: pd.DataFrame
    statements: pd.DataFrame
    glossary: pd.DataFrame
    other_numbers: pd.DataFrame
    relations: pd.DataFrame = field(default_factory=pd.DataFrame)
    draft: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=DRAFT_COLUMNS))

    def __repr__(self) -> str:
        counts = {table: len(getattr(self, table)) for table in ("observations", "indicators", "sections")}
        day, open_rows = f"{self.delivered:%Y-%m-%d}", len(self.draft)
        zh = "，".join(
            f"{count} {of}" for of, count in zip(("个数字", "个指标", "个章节"), counts.values(), strict=True)
        )
        en = ", ".join(f"{count} {table}" for table, count in counts.items())
        if open_rows:
            zh, en = f"{zh}；草稿，{open_rows} 行未核", f"{en}; draft, {open_rows} rows not yet looked at"
        return f"{self.title.zh}（{day}）：{zh} / {self.title.en} ({day}): {en}"

    def select(self, **columns: Any) -> pd.DataFrame:
        """Return the observations whose columns hold the given values.

        Parameters
        ----------
        **columns
            A column of `observations` and the value, or a list of values, that it must hold.

        Returns
        -------
        DataFrame
            Rows of `observations`, with all its columns.

        Raises
        ------
        SelectionError
            If there is no such column, or no observation has such a value in it.

        Examples
        --------
        >>> import zreport
        >>> len(zreport.load().select(measure="average_growth", period="2016/2020"))
        7
        """
        chosen = self.observations
        for column, wanted in columns.items():
            if column not in chosen.columns:
                raise SelectionError(unknown("column", column, chosen.columns))
            values = [wanted] if isinstance(wanted, str) or not hasattr(wanted, "__iter__") else wanted
            for value in values:
                if value not in self.observations[column].array:
                    raise SelectionError(unknown(column, value, self.observations[column].unique()))
            held = [chosen[column] == value for value in values]
            chosen = chosen[pd.concat(held, axis=1).any(axis=1)]
        return chosen

    def pairs(self, relation: str, grade: str | None = None) -> pd.DataFrame:
        """Return observations that belong together two by two, earlier first.

        Parameters
        ----------
        relation : str
            ``target_for`` (achieved, then target), ``baseline_of`` (from, then to), or another
            relation of relations.csv.
        grade : str, optional
            Only pairs of this comparability: ``high``, ``medium`` or ``low``.

        Returns
        -------
        DataFrame
            Two rows for each pair, with the columns of `observations` and with ``pair`` (a number),
            ``side`` (``before`` or ``after``), ``grade``, ``pair_zh`` and ``pair_en`` (what must be
            said of the comparison).

        Raises
        ------
        SelectionError
            If no pair has this relation and grade.

        Examples
        --------
        >>> import zreport
        >>> pairs = zreport.load().pairs("target_for", grade="high")
        >>> pairs[["indicator", "side", "value"]].head(2).to_numpy().tolist()
        [['gdp', 'before', 3.7], ['gdp', 'after', 5.0]]
        """
        table = self.relations[self.relations["relation"] == relation]
        if table.empty:
            raise SelectionError(unknown("relation", relation, self.relations["relation"].unique()))
        if grade is not None and grade not in table["grade"].array:
            raise SelectionError(unknown("grade", grade, table["grade"].dropna().unique()))
        if grade is not None:
            table = table[table["grade"] == grade]
        rows = []
        for number, row in enumerate(table.itertuples(), start=1):
            sides = (row.b, row.a) if relation == "target_for" else (row.a, row.b)
            for side, name in zip(("before", "after"), sides, strict=True):
                rows.append((name, number, side, row.grade, row.note_zh, row.note_en))
        links = pd.DataFrame(rows, columns=["id", "pair", "side", "grade", "pair_zh", "pair_en"])
        return self.observations.join(links.set_index("id"), how="inner").sort_values(
            ["pair", "side"], ascending=[True, False], kind="stable"
        )

    def source(self, row: str | pd.Series) -> Passage:
        """Return the sentence that states a figure, in its place, with the figure highlighted.

        Parameters
        ----------
        row : str or Series
            The identifier of an observation, with its report or without, or a row of `observations`.

        Raises
        ------
        SelectionError
            If there is no such observation.

        Examples
        --------
        >>> import zreport
        >>> print(zreport.load().source("gdp/growth/2021/target").plain(context=4))
        …目标是:地区生产总值增长【5%】,地方财…
        """
        name = whole_id(row, self.name) if isinstance(row, str) else row.name
        if name not in self.observations.index:
            raise SelectionError(unknown("observation", name, self.observations.index))
        found = self.observations.loc[name]
        told = (Text(found[f"{part}_zh"], found[f"{part}_en"]) for part in ("source", "section"))
        return Passage(self.text, int(found["start"]), int(found["end"]), *told)

    # Each fills a module of its own, which documents it.
    sentences = sentences
    to_sdmx = to_sdmx


def unknown(what: str, asked: Any, known: Any) -> Text:
    """Say that there is no such thing, and what there is: the nearest names first."""
    names = [str(name) for name in known if str(name)]
    near = difflib.get_close_matches(str(asked), names, n=5)
    names = list(dict.fromkeys(near + names))
    listed = ", ".join(names[:40]) + (" …" if len(names) > 40 else "")
    return Text(
        f"没有 {what}：{asked!r}；可选：{listed or '（无）'}",
        f"no such {what}: {asked!r}; choose from: {listed or '(none)'}",
    )

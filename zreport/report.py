"""A report as tables: load it, select from it, pair its figures, trace them to the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from zreport.check import check, data_folder
from zreport.faults import DataError, Fault, ReportError
from zreport.language import Text
from zreport.package import DESCRIPTION, Package, Table
from zreport.passage import Passage
from zreport.quote import Quote
from zreport.truth import observation_id, prove, section_at, sections_in

DEFAULT = "zhaoyuan-2020"


class SelectionError(ReportError, ValueError):
    """A name that is asked for does not exist; the message lists those that do."""


@dataclass(frozen=True, repr=False)
class Report:
    """A government work report as typed DataFrames.

    Attributes
    ----------
    name : str
    title : Text
    delivered : pandas.Timestamp
    text : str
        The report's words as delivered.
    observations : DataFrame
        A row for each figure; the index is its identifier. Columns: ``indicator``, ``name_zh``,
        ``name_en``, ``sector``, ``sector_zh``, ``sector_en``, ``better``; ``measure``,
        ``measure_zh``, ``measure_en``; ``period``, ``period_start``, ``period_end``; ``status``;
        ``value`` and ``value_high`` in ``unit``; ``value_base`` in ``unit_base``
        (``unit_base_en`` in English); ``qualifier``, ``commitment``, ``scope``; ``section``,
        ``section_zh``, ``section_en``, ``chapter_zh``, ``chapter_en``; ``start`` and ``end`` of
        the figure in the text, in characters; ``quote``, ``note``; ``caution_zh`` and
        ``caution_en``, one caution a line; ``report``, ``source_zh``, ``source_en``.
    indicators, sections, projects, glossary, other_numbers, relations : DataFrame
        The CSV files with the columns of their schemas.

    Examples
    --------
    >>> report = load()
    >>> report.observations.loc["gdp/average_growth/2016/2020/achieved", "value"]
    np.float64(3.7)
    """

    name: str
    title: Text
    delivered: pd.Timestamp
    text: str
    observations: pd.DataFrame
    indicators: pd.DataFrame
    sections: pd.DataFrame
    projects: pd.DataFrame
    glossary: pd.DataFrame
    other_numbers: pd.DataFrame
    relations: pd.DataFrame = field(default_factory=pd.DataFrame)

    def __repr__(self) -> str:
        return (
            f"{self.title.zh} / {self.title.en}, {self.delivered:%Y-%m-%d}: "
            f"{len(self.observations)} observations, {len(self.indicators)} indicators, "
            f"{len(self.sections)} sections"
        )

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
        >>> len(load().select(measure="average_growth", period="2016/2020"))
        7
        """
        chosen = self.observations
        for column, wanted in columns.items():
            if column not in chosen.columns:
                raise SelectionError(_unknown("column", column, chosen.columns))
            values = [wanted] if isinstance(wanted, str) or not hasattr(wanted, "__iter__") else wanted
            for value in values:
                if value not in self.observations[column].array:
                    raise SelectionError(_unknown(column, value, self.observations[column].unique()))
            chosen = chosen[chosen[column].isin(list(values))]
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
        >>> pairs = load().pairs("target_for", grade="high")
        >>> pairs[["indicator", "side", "value"]].head(2).to_numpy().tolist()
        [['gdp', 'before', 3.7], ['gdp', 'after', 5.0]]
        """
        table = self.relations[self.relations["relation"] == relation]
        if table.empty:
            raise SelectionError(_unknown("relation", relation, self.relations["relation"].unique()))
        if grade is not None:
            kept = table[table["grade"] == grade]
            if kept.empty:
                raise SelectionError(_unknown("grade", grade, table["grade"].dropna().unique()))
            table = kept
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
            The identifier of an observation, or a row of `observations`.

        Raises
        ------
        SelectionError
            If there is no such observation.

        Examples
        --------
        >>> print(load().source("gdp/growth/2021/target").plain(context=4))
        …目标是:地区生产总值增长【5%】,地方财…
        """
        name = row if isinstance(row, str) else row.name
        if name not in self.observations.index:
            raise SelectionError(_unknown("observation", name, self.observations.index))
        found = self.observations.loc[name]
        return Passage(
            self.text,
            int(found["start"]),
            int(found["end"]),
            *(
                Text(found[f"{part}_zh"], found[f"{part}_en"]) for part in ("source", "section")
            ),
        )


def load(report: str = DEFAULT, folder: str | Path | None = None) -> Report:
    """Load a report: read its tables, prove them from its text, and join names and units.

    Parameters
    ----------
    report : str
        A name in ``datapackage.json``.
    folder : path, optional
        The folder that holds ``datapackage.json``; by default the project's own data.

    Raises
    ------
    DataError
        If anything is wrong with the data: every fault with file, row, column and mend.
    SelectionError
        If there is no such report.

    Examples
    --------
    >>> load()
    肇源县政府工作报告 / Zhaoyuan County Government Work Report, 2020-12-29: 28 observations, 18 indicators, 65 sections
    """
    folder = Path(folder or data_folder())
    package = Package(folder)
    if report not in package.reports:
        raise SelectionError(_unknown("report", report, package.reports))
    try:
        tables = {
            name: package.table(name, of)
            for of, name in package.resources
            if of in (None, report) and name != "report.txt"
        }
        rows = {name: table.typed() for name, table in tables.items()}
        sound = all(_keyed(rows, tables, name, package) for name in tables)
    except DataError as error:
        raise DataError(check(folder) or error.faults) from None
    if not sound or prove(package, report, tables):
        raise DataError(check(folder) or [_unexplained()])
    return _report(package, report, tables, rows)


def _keyed(
    rows: dict[str, list[dict]], tables: dict[str, Table], name: str, package: Package
) -> bool:
    """Whether keys are unique, references known and required cells filled; no more than that.

    Which cell is at fault is for `check` to say, by Frictionless, which is too slow to import here.
    """
    schema = tables[name].schema
    key = schema["primaryKey"]
    keys = [tuple(row[column] for column in key) for row in rows[name]]
    required = [
        column
        for column, described in tables[name].columns.items()
        if described.get("constraints", {}).get("required")
    ]
    if len(set(keys)) < len(keys) or any(row[c] is None for row in rows[name] for c in required):
        return False
    named = {package.resources[of, table]["name"]: table for of, table in package.resources}
    for link in schema.get("foreignKeys", []):
        other = named.get(link["reference"]["resource"], name)
        known = {row[link["reference"]["fields"]] for row in rows[other]} | {None}
        if any(row[link["fields"]] not in known for row in rows[name]):
            return False
    return True


def _report(
    package: Package, name: str, tables: dict[str, Table], rows: dict[str, list[dict]]
) -> Report:
    about = package.reports[name]
    text = package.text(name)
    frames = {table: _frame(rows[table], tables[table]) for table in rows}
    title = Text(about["title_zh"], about["title_en"])
    outline = frames["sections"].set_index("section", drop=False)
    starts = sections_in(tables["sections"], text)
    outline["start"] = [text.index(words) for words in outline["starts_with"]]
    found = frames["observations"]
    found.index = pd.Index([observation_id(row) for row in tables["observations"].rows], name="id")
    marks = [Quote.parse(quote).find(text) for quote in found["quote"]]
    found["start"], found["end"] = ([mark[i] for mark in marks] for i in (0, 1))
    found["section"] = [section_at(starts, start)["section"] for start in found["start"]]
    found["period_start"] = pd.to_datetime(found["period"].str[:4] + "-01-01")
    found["period_end"] = pd.to_datetime(found["period"].str[-4:] + "-12-31")
    found = _join(found, frames["indicators"], "indicator", ["name_zh", "name_en", "sector", "better"])
    for key, table in (("sector", "sectors"), ("measure", "measures"), ("status", "statuses")):
        names = frames[table].rename(columns={f"name_{x}": f"{key}_{x}" for x in ("zh", "en")})
        found = _join(found, names, key, [f"{key}_zh", f"{key}_en"])
    units = frames["units"].set_index("unit", drop=False)
    factors = found["unit"].map({row["unit"]: row["factor"] for row in rows["units"]})
    found["value_base"] = [
        float(row["value"] * factor)
        for row, factor in zip(rows["observations"], factors, strict=True)
    ]
    found["unit_base"] = found["unit"].map(units["base_unit"])
    found["unit_base_en"] = found["unit_base"].map(units["name_en"])
    for lang in ("zh", "en"):
        titles = outline[f"title_{lang}"]
        found[f"section_{lang}"] = found["section"].map(titles)
        found[f"chapter_{lang}"] = found["section"].map(_chapters(outline)).map(titles)
        said = frames["cautions"].groupby("observation", sort=False)[f"caution_{lang}"].agg("\n".join)
        found[f"caution_{lang}"] = found.index.map(said).fillna("").astype("str")
    day = about["delivered"]
    found["report"] = name
    found["source_zh"], found["source_en"] = f"《{title.zh}》（{day}）", f"{title.en} ({day})"
    return Report(
        name=name,
        title=title,
        delivered=pd.Timestamp(day),
        text=text,
        observations=found[_ORDER],
        sections=outline,
        **{
            table: frames[table]
            for table in ("indicators", "projects", "glossary", "other_numbers", "relations")
        },
    )


_ORDER = (
    "indicator name_zh name_en measure measure_zh measure_en period status status_zh status_en "
    "value value_high unit value_base unit_base unit_base_en qualifier commitment scope "
    "sector sector_zh sector_en better section section_zh section_en chapter_zh chapter_en "
    "period_start period_end start end quote note caution_zh caution_en report source_zh source_en"
).split()

_DTYPES = {"number": "float64", "integer": "int64", "string": "str"}


def _frame(rows: list[dict], table: Table) -> pd.DataFrame:
    types = {name: _DTYPES[described["type"]] for name, described in table.columns.items()}
    cells = {
        name: [row[name] if row[name] is not None or kind == "float64" else "" for row in rows]
        for name, kind in types.items()
    }
    return pd.DataFrame(
        {name: pd.Series(cells[name], dtype=kind) for name, kind in types.items()}
    )


def _join(left: pd.DataFrame, right: pd.DataFrame, key: str, columns: list[str]) -> pd.DataFrame:
    return left.join(right.set_index(key)[columns], on=key)


def _chapters(outline: pd.DataFrame) -> dict[str, str]:
    """Map each section to the top-level section that holds it."""
    parents = outline["parent"].to_dict()

    def top(section: str) -> str:
        return top(parents[section]) if parents[section] else section

    return {section: top(section) for section in parents}


def _unknown(what: str, asked: Any, known: Any) -> str:
    names = [str(name) for name in known]
    listed = ", ".join(names[:40]) + (" …" if len(names) > 40 else "")
    return f"no such {what}: {asked!r}; choose from / 没有该项，可选: {listed}"


def _unexplained() -> Fault:
    return Fault(
        DESCRIPTION,
        None,
        None,
        "",
        Text("数据有误，但检查未能指出", "the data are broken in a way that the check does not name"),
        Text("请报告此问题", "please report this"),
    )

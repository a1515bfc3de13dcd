"""Load a report: read its tables, prove them from its text, join names, units and places."""

from pathlib import Path

import pandas as pd

from zreport.faults import DataError, SelectionError
from zreport.language import LANGUAGES, Text
from zreport.proof.check import check, prove
from zreport.proof.evidence import document_of
from zreport.reading.document import Document
from zreport.reading.folding import find
from zreport.reading.quote import Quote
from zreport.report.report import Report, unknown
from zreport.report.sentences import lineage
from zreport.tables.csv_table import CsvTable
from zreport.tables.identifiers import observation_id, whole_id
from zreport.tables.own import bare_words, with_own
from zreport.tables.package import Package, data_folder
from zreport.tables.schemas import broken_constraints

DEFAULT = "zhaoyuan-2020"
_DTYPES = {"number": "float64", "integer": "int64", "string": "str"}


def load(report: str = DEFAULT, folder: str | Path | None = None) -> Report:
    """Load a report: read its tables, prove them from its text, and join names and units.

    Parameters
    ----------
    report : str
        A name that `reports` lists.
    folder : path, optional
        The folder that holds ``schemas/``, ``vocabulary/`` and ``reports/``; by default the
        project's own data.

    Raises
    ------
    DataError
        If anything is wrong with the data: every fault with file, row, column and mend.
    SelectionError
        If there is no such report.

    Examples
    --------
    >>> len(load().observations)
    169
    """
    package = Package(folder or data_folder())
    if report not in package.reports:
        raise SelectionError(unknown("report", report, package.reports))
    tables: dict[str, CsvTable] = {}
    faults = []
    for name, table in package.tables(report):
        if isinstance(table, DataError):
            faults += table.faults
        else:
            tables[name] = table
    faults += [one for name in package.vocabulary if name in tables for one in bare_words(tables[name])]
    tables = with_own(package, report, tables, faults)
    try:
        rows = {name: table.typed() for name, table in tables.items()}
        faults += [fault for table in tables.values() for fault in broken_constraints(table, tables)]
        faults += [] if faults else prove(package, report, tables)
    except DataError as error:
        faults += error.faults
    if faults:
        # All that is wrong is said at once, in the order of the check.
        raise DataError(check(package.folder) or faults)
    return _Joined(package, report, tables, rows).report()


def reports(folder: str | Path | None = None) -> pd.DataFrame:
    """Return the reports that `load` takes.

    Returns
    -------
    DataFrame
        A row for each; the index ``report`` is the name. Columns: ``title_zh``, ``title_en``,
        ``place_zh``, ``place_en``, ``area`` (code of GB/T 2260), ``delivered``.

    Examples
    --------
    >>> reports()[["place_en", "delivered"]].to_dict("index")
    {'zhaoyuan-2020': {'place_en': 'Zhaoyuan County', 'delivered': '2020-12-29'}}
    """
    package = Package(folder or data_folder())
    columns = ["title_zh", "title_en", "place_zh", "place_en", "area", "delivered"]
    about = [package.about(name) for name in package.reports]
    rows = [[entry.get(column, "") for column in columns] for entry in about]
    return pd.DataFrame(rows, index=pd.Index(package.reports, name="report"), columns=columns, dtype="str")


class _Joined:
    """The tables of a report as frames, each with the names, units and places that belong to its rows."""

    def __init__(self, package: Package, name: str, tables: dict[str, CsvTable], rows: dict[str, list[dict]]):
        self.name, self.about = name, package.about(name)
        self.document: Document = document_of(package.text(name), tables)
        self.rows = rows
        self.frames = {key: _frame(rows[key], tables[key]) for key in rows}
        self.outline = self.frames["sections"].set_index("section", drop=False)
        self.text = package.text(name)
        self.outline["start"] = [find(self.text, words)[0][0] for words in self.outline["starts_with"]]

    def report(self) -> Report:
        """Put the frames together."""
        about, frames = self.about, self.frames
        for side in ("a", "b"):
            frames["relations"][side] = [whole_id(one, self.name) for one in frames["relations"][side]]
        return Report(
            name=self.name,
            title=Text(about["title_zh"], about["title_en"]),
            place=Text(about["place_zh"], about["place_en"]),
            delivered=pd.Timestamp(about["delivered"]),
            area=about.get("area", ""),
            text=self.text,
            observations=self.observations(),
            sections=self.outline,
            projects=self.projects(),
            **{table: frames[table] for table in ("indicators", "glossary", "other_numbers", "relations")},
        )

    def observations(self) -> pd.DataFrame:
        """Return a row for each figure."""
        found, indicators = self.frames["observations"], self.frames["indicators"].set_index("indicator")
        found.index = pd.Index([observation_id(row, self.name) for _, row in found.iterrows()], name="id")
        found = found.join(indicators[["name_zh", "name_en", "sector", "better"]], on="indicator")
        found = self._named(found, measure="measures", status="statuses")
        found = self._units(found)
        found = self._placed(found)
        found["period_start"] = pd.to_datetime(found["period"].str[:4] + "-01-01")
        found["period_end"] = pd.to_datetime(found["period"].str[-4:] + "-12-31")
        cautions = self.frames["cautions"]
        cautions.index = [whole_id(one, self.name) for one in cautions["observation"]]
        for lang in LANGUAGES:
            said = cautions.groupby(level=0, sort=False)[f"caution_{lang}"].agg("\n".join)
            found[f"caution_{lang}"] = [said.get(name, "") for name in found.index]
            found[f"caution_{lang}"] = found[f"caution_{lang}"].astype("str")
        return found

    def projects(self) -> pd.DataFrame:
        """Return a row for each project that the report names."""
        found = self._named(self.frames["projects"], stage="stages", status="statuses")
        order = self.frames["stages"].set_index("stage")["order"]
        return self._placed(found.assign(stage_order=found["stage"].map(order)))

    def _named(self, found: pd.DataFrame, **tables: str) -> pd.DataFrame:
        """Add the names of keys in both languages."""
        for key, table in tables.items():
            names = self.frames[table].set_index(key)[["name_zh", "name_en"]]
            found = found.join(names.rename(columns=lambda name, key=key: name.replace("name", key)), on=key)
        return found

    def _units(self, found: pd.DataFrame) -> pd.DataFrame:
        """Add the values in base units, reckoned in decimals, and what the units are called."""
        units = self.frames["units"].set_index("unit", drop=False)
        factors = found["unit"].map({row["unit"]: row["factor"] for row in self.rows["units"]})
        for column in ("value", "value_high"):
            found[f"{column}_base"] = [
                float("nan") if row[column] is None else float(row[column] * factor)
                for row, factor in zip(self.rows["observations"], factors, strict=True)
            ]
        found["unit_factor"] = factors
        found["unit_base"] = found["unit"].map(units["base_unit"])
        # A Chinese counting word says little of what it counts: 户 are firms or households.
        counted = found["indicator"].map(self.frames["indicators"].set_index("indicator")["counted_en"])
        kinds = found["measure"].map(self.frames["measures"].set_index("measure")["kind"])
        named = counted.where(kinds == "amount", "").mask(kinds == "rank", "places")
        found["unit_base_en"] = named.where(named != "", found["unit_base"].map(units["name_en"]))
        found["unit_en"] = found["unit_base_en"].where(factors == 1, found["unit"].map(units["name_en"]))
        return found

    def _placed(self, found: pd.DataFrame) -> pd.DataFrame:
        """Add where the marks stand, their sections, their sectors, and the report that they are of."""
        marks = [Quote.parse(quote).find(self.document.text) for quote in found["quote"]]
        delivered = [self.document.delivered(*mark) for mark in marks]
        found["start"], found["end"] = ([mark[side] for mark in delivered] for side in (0, 1))
        found["section"] = [self.document.section_at(start).key for start, _ in marks]
        found = self._named(found, sector="sectors")
        found["sector_color"] = found["sector"].map(self.frames["sectors"].set_index("sector")["color"])
        parents = self.outline["parent"].to_dict()
        chapters = found["section"].map(lambda section: lineage(section, parents)[-1])
        for lang in LANGUAGES:
            titles = self.outline[f"title_{lang}"]
            found[f"section_{lang}"], found[f"chapter_{lang}"] = found["section"].map(titles), chapters.map(titles)
        about = self.about
        found["report"], found["delivered"] = self.name, about["delivered"]
        found["place_zh"], found["place_en"] = about["place_zh"], about["place_en"]
        found["source_zh"] = f"《{about['title_zh']}》（{about['delivered']}）"
        found["source_en"] = f"{about['title_en']} ({about['delivered']})"
        return found


def _frame(rows: list[dict], table: CsvTable) -> pd.DataFrame:
    types = {name: _DTYPES[described["type"]] for name, described in table.columns.items()}
    return pd.DataFrame(
        {
            name: pd.Series(["" if row[name] is None and kind != "float64" else row[name] for row in rows], dtype=kind)
            for name, kind in types.items()
        }
    )

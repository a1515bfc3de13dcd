"""Load a report: read its tables, prove them from its text, join names, units and places."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from zreport.faults import DataError, Fault, SelectionError
from zreport.language import Text
from zreport.proof.check import check
from zreport.proof.ground import section_at, sections_in
from zreport.proof.prove import prove
from zreport.reading.quote import Quote
from zreport.report.report import Report, unknown
from zreport.tables.identifiers import observation_id
from zreport.tables.package import DESCRIPTION, Package, Table, data_folder

DEFAULT = "zhaoyuan-2020"


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
    >>> len(load().observations)
    169
    """
    folder = Path(folder or data_folder())
    package = Package(folder)
    if report not in package.reports:
        raise SelectionError(unknown("report", report, package.reports))
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


def _keyed(rows: dict[str, list[dict]], tables: dict[str, Table], name: str, package: Package) -> bool:
    """Whether keys, references and cells are as the schema asks; no more than that.

    Which cell is at fault is for `check` to say, by Frictionless, which is too slow to import here.
    """
    schema = tables[name].schema
    key = schema["primaryKey"]
    keys = [tuple(row[column] for column in key) for row in rows[name]]
    if len(set(keys)) < len(keys):
        return False
    for column, described in tables[name].columns.items():
        limits = described.get("constraints", {})
        cells = [row[column] for row in rows[name]]
        if limits.get("required") and None in cells:
            return False
        known = limits.get("enum")
        if known and not set(cells) <= {*known, None}:
            return False
        pattern = limits.get("pattern")
        if pattern and not all(re.fullmatch(pattern, cell) for cell in cells if cell):
            return False
    named = {package.resources[of, table]["name"]: table for of, table in package.resources}
    for link in schema.get("foreignKeys", []):
        other = named.get(link["reference"]["resource"], name)
        known = {row[link["reference"]["fields"]] for row in rows[other]} | {None}
        if any(row[link["fields"]] not in known for row in rows[name]):
            return False
    return True


def _report(package: Package, name: str, tables: dict[str, Table], rows: dict[str, list[dict]]) -> Report:
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
    for column in ("value", "value_high"):
        found[f"{column}_base"] = [
            float("nan") if row[column] is None else float(row[column] * factor)
            for row, factor in zip(rows["observations"], factors, strict=True)
        ]
    found["unit_factor"] = factors
    found["unit_base"] = found["unit"].map(units["base_unit"])
    # A Chinese counting word says little of what it counts: 户 are firms or households.
    counted = found["indicator"].map(frames["indicators"].set_index("indicator")["counted_en"])
    kinds = found["measure"].map(frames["measures"].set_index("measure")["kind"])
    named = counted.where(kinds == "amount", "").mask(kinds == "rank", "places")
    found["unit_base_en"] = named.where(named != "", found["unit_base"].map(units["name_en"]))
    found["unit_en"] = found["unit_base_en"].where(factors == 1, found["unit"].map(units["name_en"]))
    projects = frames["projects"]
    marks = [Quote.parse(quote).find(text) for quote in projects["quote"]]
    projects["start"], projects["end"] = ([mark[i] for mark in marks] for i in (0, 1))
    projects["section"] = [section_at(starts, start)["section"] for start in projects["start"]]
    for key, table in (("sector", "sectors"), ("stage", "stages"), ("status", "statuses")):
        names = frames[table].rename(columns={f"name_{x}": f"{key}_{x}" for x in ("zh", "en")})
        projects = _join(projects, names, key, [f"{key}_zh", f"{key}_en"])
    for lang in ("zh", "en"):
        titles = outline[f"title_{lang}"]
        found[f"section_{lang}"] = found["section"].map(titles)
        projects[f"section_{lang}"] = projects["section"].map(titles)
        projects[f"chapter_{lang}"] = projects["section"].map(_chapters(outline)).map(titles)
        found[f"chapter_{lang}"] = found["section"].map(_chapters(outline)).map(titles)
        said = frames["cautions"].groupby("observation", sort=False)[f"caution_{lang}"].agg("\n".join)
        found[f"caution_{lang}"] = found.index.map(said).fillna("").astype("str")
    day = about["delivered"]
    for table in (found, projects):
        table["report"] = name
        table["source_zh"], table["source_en"] = f"《{title.zh}》（{day}）", f"{title.en} ({day})"
    return Report(
        name=name,
        title=title,
        delivered=pd.Timestamp(day),
        area=about.get("area", ""),
        text=text,
        observations=found[_ORDER],
        sections=outline,
        **{table: frames[table] for table in ("indicators", "glossary", "other_numbers", "relations")},
        projects=projects,
    )


_ORDER = """
indicator name_zh name_en measure measure_zh measure_en period status status_zh status_en
value value_high unit unit_en unit_factor value_base value_high_base unit_base unit_base_en
qualifier commitment scope scope_en sector sector_zh sector_en better section section_zh section_en
chapter_zh chapter_en period_start period_end start end quote note caution_zh caution_en
report source_zh source_en
""".split()  # noqa: SIM905

_DTYPES = {"number": "float64", "integer": "int64", "string": "str"}


def _frame(rows: list[dict], table: Table) -> pd.DataFrame:
    types = {name: _DTYPES[described["type"]] for name, described in table.columns.items()}
    cells = {
        name: [row[name] if row[name] is not None or kind == "float64" else "" for row in rows]
        for name, kind in types.items()
    }
    return pd.DataFrame({name: pd.Series(cells[name], dtype=kind) for name, kind in types.items()})


def _join(left: pd.DataFrame, right: pd.DataFrame, key: str, columns: list[str]) -> pd.DataFrame:
    return left.join(right.set_index(key)[columns], on=key)


def _chapters(outline: pd.DataFrame) -> dict[str, str]:
    """Map each section to the top-level section that holds it."""
    parents = outline["parent"].to_dict()

    def top(section: str) -> str:
        return top(parents[section]) if parents[section] else section

    return {section: top(section) for section in parents}


def _unexplained() -> Fault:
    return Fault(
        DESCRIPTION,
        None,
        None,
        "",
        Text("数据有误，但检查未能指出", "the data are broken in a way that the check does not name"),
        Text("请报告此问题", "please report this"),
    )

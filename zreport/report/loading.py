"""Load a report: read its tables, prove them from its text, join names, units and places."""

import copy
import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import pandas as pd

from zreport.faults import DataError, Fault, ReportError, SelectionError
from zreport.figures.datum import data
from zreport.figures.frames import Figures, Readable
from zreport.language import LANGUAGES, NOTHING, Text
from zreport.proof.check import DraftState, check, examine_report, lacks_english, read_report
from zreport.proof.evidence import document_of
from zreport.reading.document import Document
from zreport.reading.folding import find
from zreport.reading.quote import Quote
from zreport.report.joins import with_names, with_unit_names
from zreport.report.report import DRAFT_COLUMNS, Report, unknown
from zreport.report.sentences import lineage
from zreport.report.statements import joined_statements
from zreport.tables.csv_table import DOUBT, DRAFTED, CsvTable
from zreport.tables.identifiers import observation_id, whole_id
from zreport.tables.package import LARGEST, OpenRow, Package, data_folder

DEFAULT = "zhaoyuan-2020"
_DTYPES = {"number": "float64", "integer": "int64", "string": "str"}
# What the check may have to say of an open row that can be shown all the same: its quote proves its value.
_SHOWN = re.compile("(indicator|name|measure|scope|figure(?!-garbled)|reason|mark)-|section-(order|differs|missing)")
_READ = ("period", "status", "commitment", "scope")
# Reports that were loaded before, by folder, name and whether as a draft, with the sum of their files.
_PROVEN: dict[tuple[Path, str, bool], tuple[bytes, Report]] = {}


def load(report: str = DEFAULT, folder: str | Path | None = None, draft: bool = False) -> Report:
    """Load a report: read its tables, prove them from its text, and join names and units.

    Parameters
    ----------
    report : str
        A name that `reports` lists.
    folder : path, optional
        The folder that holds ``schemas/``, ``vocabulary/`` and ``reports/``; by default the
        project's own data.
    draft : bool
        Whether to load it even if it is in draft, which is if there are rows that nobody has looked at yet.

    Raises
    ------
    DataError
        If anything is wrong with the data: every fault with file, row, column and mend.
    ReportError
        If the report is in draft.
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
    key, before = (package.folder.resolve(), report, draft), _digest(package, report)
    if key not in _PROVEN or _PROVEN[key][0] != before:
        made = _proven(package, report, draft)
        if not before or before != _digest(package, report):
            return made
        # A notebook has a few reports at most.
        for oldest in list(_PROVEN)[:-3]:
            del _PROVEN[oldest]
        _PROVEN[key] = before, made
    return copy.deepcopy(_PROVEN[key][1])


def _digest(package: Package, report: str) -> bytes:
    """Return a sum of all that a report is read and proven from, since the same bytes need no second proof.

    Empty if a file cannot be read, of which the proof says what is wrong.
    """
    found = hashlib.sha256()
    for place in ("schemas", "vocabulary", f"reports/{report}", f"reports/{report}/vocabulary"):
        for path in sorted((package.folder / place).glob("*.*")):
            if path.suffix in LARGEST:
                try:
                    content = package.content(path.relative_to(package.folder).as_posix())
                except DataError:
                    return b""
                found.update(f"\n{path} {len(content)}\n".encode() + content)
    return found.digest()


def _proven(package: Package, report: str, draft: bool) -> Report:
    """Prove a report and put it together."""
    if not draft and (rows := package.open_rows(report)):
        raise ReportError(_in_draft(report, rows))
    tables, faults, state = examine_report(package, report)
    if faults:
        # All that is wrong is said at once, in the order of the check.
        raise DataError(check(package.folder) or faults)
    if not state:
        return _Joined(package, report, tables).report()
    # Without the open rows of which nothing can be shown; others may rest on these.
    left_out, found = set(), state.faults
    while more := _unshown(tables, found) & state.places - left_out:
        left_out |= more
        tables, found = read_report(Package(package.folder, left_out), report)
    return _Joined(package, report, tables, _draft_frame(state, left_out)).report()


def _in_draft(report: str, rows: Iterable[OpenRow]) -> Text:
    """Say that a report is in draft, what is open in it, and how it is loaded all the same."""
    counts = Counter(row.table for row in rows)
    zh = "、".join(f"{table}.csv {count} 行" for table, count in counts.items())
    en = ", ".join(f"{count} of {table}.csv" for table, count in counts.items())
    call = f'zr.load("{report}", draft=True)'
    en = f"{report} is a draft: rows that nobody has looked at yet, {en}; {call} loads it as a draft"
    return Text(f"{report} 还是草稿：未核的有 {zh}；按草稿读入：{call}", en)


def _unshown(tables: Mapping[str, CsvTable], faults: Iterable[Fault]) -> set[tuple[str, int | None]]:
    """Return the places of rows of which nothing can be shown, and of open ones that repeat what was looked at."""
    found = set()
    for one in faults:
        read = one.code in ("cell-differs", "cell-unsaid") and one.column in _READ
        alone = one.code in ("not-in-table", "section-parent") and one.column == "parent"
        if not (read or alone or _SHOWN.match(one.code) or lacks_english(one)):
            found.add((one.file, one.row))
    for table in (tables[name] for name in DRAFTED if name in tables):
        keys = [tuple(row.get(key) for key in table.schema["primaryKey"]) for row in table.rows]
        known = {key for key, line in zip(keys, table.lines, strict=True) if line not in table.open}
        found |= {(table.file, line) for key, line in zip(keys, table.lines, strict=True) if key in known}
    return found


def _draft_frame(state: DraftState, left_out: Collection[tuple[str, int | None]]) -> pd.DataFrame:
    """Return the open rows with what the check says of each, as `Report.draft` has them."""
    rows = []
    for row, faults in state.said():
        problems = ("\n".join(one.message(lang) for one in faults) for lang in LANGUAGES)
        rows.append((row.table, row.line, row.key, row.doubt, *problems, (row.file, row.line) in left_out))
    return pd.DataFrame(rows, columns=DRAFT_COLUMNS)


def reports(folder: str | Path | None = None) -> pd.DataFrame:
    """Return the reports that `load` takes.

    Returns
    -------
    DataFrame
        A row for each; the index ``report`` is the name. Columns: ``title_zh``, ``title_en``,
        ``place_zh``, ``place_en``, ``area`` (code of GB/T 2260), ``delivered``, and ``open_rows``: how many rows
        nobody has looked at yet; a report that has any is in draft.

    Examples
    --------
    >>> reports()[["place_en", "delivered"]].to_dict("index")
    {'zhaoyuan-2020': {'place_en': 'Zhaoyuan County', 'delivered': '2020-12-29'}}
    """
    package = Package(folder or data_folder())
    columns = ["title_zh", "title_en", "place_zh", "place_en", "area", "delivered"]
    about = [package.about(name, english=False) for name in package.reports]
    rows = [[entry.get(column, "") for column in columns] for entry in about]
    found = pd.DataFrame(rows, index=pd.Index(package.reports, name="report"), columns=columns, dtype="str")
    return Readable(found).assign(open_rows=[len(package.open_rows(name)) for name in package.reports])


class _Joined:
    """The tables of a report as frames, each with the names, units and places that belong to its rows."""

    def __init__(self, package: Package, name: str, tables: dict[str, CsvTable], draft: pd.DataFrame | None = None):
        self.name, self.about, self.draft = name, package.about(name, english=False), draft
        self.document: Document = document_of(package.text(name), tables, self.about["delivered"])
        self.rows = {key: table.typed() for key, table in tables.items()}
        self.frames = {key: _frame(rows, tables[key], draft is not None) for key, rows in self.rows.items()}
        outline = self.frames["sections"]
        # In a draft what holds a section may be left out, or stand below it.
        above = [parent in outline["section"].array[:at] for at, parent in enumerate(outline["parent"])]
        outline["parent"] = outline["parent"].where(above, "")
        self.outline = outline.set_index("section", drop=False)
        self.text = package.text(name)
        self.outline["start"] = [find(self.text, words)[0][0] for words in self.outline["starts_with"]]

    def report(self) -> Report:
        """Put the frames together."""
        about, frames = self.about, self.frames
        for side in ("a", "b"):
            frames["relations"][side] = [whole_id(one, self.name) for one in frames["relations"][side]]
        found = self.observations()
        if self.draft is not None:
            known = frames["relations"][["a", "b"]].isin(found.index).all(axis=1)
            frames["relations"] = frames["relations"][known].reset_index(drop=True)
        related = found.loc[found.index.isin(frames["relations"][["a", "b"]].to_numpy().ravel())]
        told = {figure.id: figure.told for figure in data(related)} if len(related) else {}
        for side, lang in itertools.product("ab", LANGUAGES):
            words = [told[one][lang] for one in frames["relations"][side]]
            frames["relations"][f"{side}_{lang}"] = pd.Series(words, dtype="str")
        # Of the vocabulary, which all reports share, what this one has figures of.
        spoken = frames["indicators"]["indicator"].isin(found["indicator"])
        frames["indicators"] = frames["indicators"][spoken].reset_index(drop=True)
        return Report(
            name=self.name,
            title=Text(about["title_zh"], about["title_en"]),
            place=Text(about["place_zh"], about["place_en"]),
            delivered=pd.Timestamp(about["delivered"]),
            area=about.get("area", ""),
            text=self.text,
            observations=Figures(found),
            sections=Readable(self.outline),
            projects=Readable(self.projects()),
            statements=Readable(self.statements(found)),
            **{table: Readable(frames[table]) for table in ("indicators", "glossary", "other_numbers", "relations")},
            **({} if self.draft is None else {"draft": self.draft}),
        )

    def observations(self) -> pd.DataFrame:
        """Return a row for each figure."""
        found, indicators = self.frames["observations"], self.frames["indicators"].set_index("indicator")
        found.index = pd.Index([observation_id(row, self.name) for _, row in found.iterrows()], name="id")
        found = found.join(indicators[["name_zh", "name_en", "sector", "better"]], on="indicator")
        found = with_names(found, self.frames, measure="measures", status="statuses")
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
        found = with_names(self.frames["projects"], self.frames, stage="stages", status="statuses")
        order = self.frames["stages"].set_index("stage")["order"]
        return self._placed(found.assign(stage_order=found["stage"].map(order)))

    def statements(self, observations: pd.DataFrame) -> pd.DataFrame:
        """Return a row for each statement of the report."""
        outline = self.outline[["period", "status"]].to_dict("index")
        acts, statuses = (
            {row[key]: row for row in self.rows[table]} for key, table in (("act", "acts"), ("status", "statuses"))
        )
        return joined_statements(self._placed(self.frames["statements"]), observations, outline, acts, statuses)

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
        return with_unit_names(found, self.frames)

    def _placed(self, found: pd.DataFrame) -> pd.DataFrame:
        """Add where the marks stand, their sections, their sectors, and the report that they are of."""
        marks = [Quote.parse(quote).find(self.document.text) for quote in found["quote"]]
        delivered = [self.document.delivered(*mark) for mark in marks]
        found["start"], found["end"] = ([mark[side] for mark in delivered] for side in (0, 1))
        found["section"] = [self.document.section_at(start).key for start, _ in marks]
        if "sector" in found:
            found = with_names(found, self.frames, sector="sectors")
            found["sector_color"] = found["sector"].map(self.frames["sectors"].set_index("sector")["color"])
        parents = self.outline["parent"].to_dict()
        lines = [lineage(section, parents) for section in found["section"]]
        parts = {"section": [line[0] for line in lines], "chapter": [line[-1] for line in lines]}
        if "statement" in found:
            found["theme"] = parts["theme"] = [line[-2:][0] for line in lines]
        for part, lang in itertools.product(parts, LANGUAGES):
            found[f"{part}_{lang}"] = pd.Series(parts[part], found.index).map(self.outline[f"title_{lang}"])
        about = self.about
        found["report"], found["delivered"] = self.name, about["delivered"]
        found["place_zh"], found["place_en"] = about["place_zh"], about["place_en"]
        draft = NOTHING if self.draft is None else Text("，草稿", ", draft")
        found["source_zh"] = f"《{about['title_zh']}》（{about['delivered']}{draft.zh}）"
        found["source_en"] = f"{about['title_en']} ({about['delivered']}{draft.en})"
        return found


def _frame(rows: list[dict], table: CsvTable, draft: bool) -> pd.DataFrame:
    """Return rows with the types of their columns; of a draft with doubts, and in Chinese where there is no English."""
    fields = {field["name"]: field for field in table.schema["fields"]}
    types = {name: _DTYPES[described["type"]] for name, described in fields.items()}
    made = pd.DataFrame(
        {
            name: pd.Series(["" if row[name] is None and kind != "float64" else row[name] for row in rows], dtype=kind)
            for name, kind in types.items()
        }
    )
    if draft and table.name in DRAFTED:
        made[DOUBT["name"]] = pd.Series([table.open.get(line, "") for line in table.lines], dtype="str")
    for column in [name for name in made if draft and name.endswith("_en")]:
        stem = column.removesuffix("_en")
        for chinese in {f"{stem}_zh", stem}.intersection(made):
            made[column] = made[column].where(made[column] != "", made[chinese])
    return made

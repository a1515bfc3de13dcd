"""The reports of a data folder in the columns of a scan, so that both can be asked as one."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from zreport.corpus.drafting import signs_hash
from zreport.corpus.schema import OBSERVATION_COLUMNS, REPORTS, TEXTS, SchemaColumn
from zreport.draft.stated import NATION
from zreport.report.loading import load
from zreport.report.report import Report
from zreport.tables.package import Package, data_folder, shared_vocabulary

_TYPES = {"string": "str", "int32": "int32", "float64": "float64", "bool": "bool"}


@dataclass(frozen=True)
class Curated:
    """The tables of the curated reports in the columns of a scan, with ``year`` and ``made``, and their own figures.

    Attributes
    ----------
    figures : DataFrame
        `Report.observations` of all, with names in English, cautions and the like.
    indicators : DataFrame
        What they call their indicators.
    """

    reports: pd.DataFrame
    observations: pd.DataFrame
    texts: pd.DataFrame
    figures: pd.DataFrame = field(default_factory=pd.DataFrame)
    indicators: pd.DataFrame = field(default_factory=pd.DataFrame)


def curated(folder: Path | None, wanted: bool = True) -> Curated:
    """Load all reports of a data folder; those that are in draft as such."""
    package = Package(folder or data_folder())
    found = [(package, load(name, package.folder, draft=True)) for name in (package.reports if wanted else ())]
    rows = [_observations(report) for _, report in found]
    return Curated(
        _typed(REPORTS, [_about(*one) for one in found]),
        _typed(OBSERVATION_COLUMNS, pd.concat(rows, ignore_index=True) if rows else []),
        _typed(
            TEXTS, [{"report": one.name, "text": one.text, "year": _year(one), "made": _made(one)} for _, one in found]
        ),
        pd.concat([report.observations for _, report in found]) if found else pd.DataFrame(),
        pd.concat([report.indicators for _, report in found]) if found else pd.DataFrame(),
    )


def _typed(columns: tuple[SchemaColumn, ...], rows: list[dict] | pd.DataFrame) -> pd.DataFrame:
    kinds = {one.name: _TYPES[one.kind] for one in columns} | {"year": "int32", "made": "str"}
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)


def _about(package: Package, report: Report) -> dict[str, object]:
    about = package.about(report.name, english=False)
    return {
        "report": report.name,
        **{f"place_{lang}": report.place[lang] for lang in ("zh", "en")},
        "within_zh": about.get("within_zh", ""),
        "area": report.area,
        "level": _level(report),
        "year": _year(report),
        "delivered": about["delivered"],
        "title_zh": report.title.zh,
        "file": "",
        "hash": signs_hash(report.text),
        "form": "",
        "characters": len(report.text),
        "figures": len(report.observations),
        "known_by": "curated",
        "made": _made(report),
    }


def _year(report: Report) -> int:
    return report.delivered.year + (report.delivered.month >= 10)


def _made(report: Report) -> str:
    return "drafted" if len(report.draft) else "curated"


def _level(report: Report) -> str:
    if report.place.zh == NATION:
        return "nation"
    ends = {"0000": "province", "00": "city", "": "county"}
    return next(level for end, level in ends.items() if report.area.endswith(end)) if report.area else ""


def _observations(report: Report) -> pd.DataFrame:
    found, known = report.observations, shared_vocabulary()["indicators"]
    doubt = found["doubt"] if "doubt" in found else pd.Series("", found.index)
    return found.assign(
        area=report.area,
        level=_level(report),
        known=found["indicator"].isin(known),
        doubt=doubt,
        file="",
        hash=signs_hash(report.text),
        year=_year(report),
        made=doubt.map(lambda said: "drafted" if said else "curated"),
    )

"""``datapackage.json``, which R, Excel and other data-package tools read: made from the folder."""

import json
import os
from pathlib import Path

from zreport.tables.package import REPORT_TABLES, REPORT_TEXT, Package, is_plain

DESCRIPTION = "datapackage.json"
_TEXT_LICENCE = {"name": "public-document", "title": "Official document of a Chinese county government, public"}


def describe(folder: str | Path | Package) -> bytes:
    """Write the description of a data folder: its reports, and every file with its schema.

    Name, title, version and licences are kept as the description has them, and nothing else.
    """
    package = folder if isinstance(folder, Package) else Package(folder)
    known = package.json(DESCRIPTION) if os.path.lexists(package.folder / DESCRIPTION) else {}
    reports, resources = [], []
    for report in package.reports:
        entries = {"name": report} | package.about(report, english=False)
        resources += [_text(package, report, entries.pop("sha256")), *tables(package, report).values()]
        reports.append(entries)
    resources += tables(package).values()
    content = {"name": "reports", **_kept(known), "reports": reports, "resources": resources}
    return f"{json.dumps(content, ensure_ascii=False, indent=2)}\n".encode()


def tables(package: Package, report: str | None = None) -> dict[str, dict]:
    """Describe the tables of a report, or those that all share, by name."""
    described = {}
    for table in [*REPORT_TABLES, *package.own_tables(report)] if report else package.vocabulary:
        schema = package.schema(table)
        described[table] = {
            "name": f"{report}-{table}".replace("_", "-") if report else table,
            "title": schema.get("title", table),
            "title_zh": schema.get("title_zh", table),
            "path": package.file(table, report),
            # Readers guess the delimiter from the first lines unless it is said.
            **{"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "dialect": {"delimiter": ","}},
            "schema": f"schemas/{table}.json",
        }
    return described


def _kept(known: dict) -> dict:
    """Return the entries of a description that are not made from the folder, if they are words and licences."""
    kept = {key: known[key] for key in ("name", "title", "version", "description") if is_plain(known.get(key))}
    licences = known.get("licenses")
    told = isinstance(licences, list) and all(isinstance(one, dict) for one in licences)
    if told and all(is_plain(word) for one in licences for pair in one.items() for word in pair):
        kept["licenses"] = licences
    return kept


def _text(package: Package, report: str, digest: str) -> dict:
    path = f"reports/{report}/{REPORT_TEXT}"
    return {
        "name": f"{report}-text",
        "title": "The report as delivered, never edited",
        "title_zh": "报告原文，不作改动",
        "path": path,
        **{"format": "txt", "mediatype": "text/plain", "encoding": "utf-8"},
        "bytes": len(package.content(path)),
        "hash": f"sha256:{digest}",
        "licenses": [_TEXT_LICENCE],
    }

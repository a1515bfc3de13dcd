"""``datapackage.json``, which R, Excel and other data-package tools read: made from the folder."""

import json
from pathlib import Path

from zreport.tables.package import REPORT_TABLES, REPORT_TEXT, Package

DESCRIPTION = "datapackage.json"
_TEXT_LICENCE = {"name": "public-document", "title": "Official document of a Chinese county government, public"}


def describe(folder: str | Path) -> bytes:
    """Write the description of a data folder: its reports, and every file with its schema.

    Name, title, version and licences are kept as the description has them.
    """
    package = Package(folder)
    known = package.json(DESCRIPTION) if (package.folder / DESCRIPTION).is_file() else {"name": "reports"}
    about = {report: package.about(report) for report in package.reports}
    resources = []
    for report in package.reports:
        path = f"reports/{report}/{REPORT_TEXT}"
        resources.append(
            {
                "name": f"{report}-text",
                "title": "The report as delivered, never edited",
                "title_zh": "报告原文，不作改动",
                "path": path,
                "format": "txt",
                "mediatype": "text/plain",
                "encoding": "utf-8",
                "bytes": len(package.content(path)),
                "hash": f"sha256:{about[report]['sha256']}",
                "licenses": [_TEXT_LICENCE],
            }
        )
        resources += [_resource(package, table, report) for table in REPORT_TABLES]
    resources += [_resource(package, table) for table in package.vocabulary]
    listed = [
        {"name": report} | {key: value for key, value in entries.items() if key != "sha256"}
        for report, entries in about.items()
    ]
    content = known | {"reports": listed, "resources": resources}
    return f"{json.dumps(content, ensure_ascii=False, indent=2)}\n".encode()


def _resource(package: Package, table: str, report: str | None = None) -> dict:
    schema = package.schema(table)
    return {
        "name": f"{report}-{table}".replace("_", "-") if report else table,
        "title": schema.get("title", table),
        "title_zh": schema.get("title_zh", table),
        "path": package.file(table, report),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "schema": f"schemas/{table}.json",
    }

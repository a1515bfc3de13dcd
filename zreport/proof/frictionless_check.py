"""What Frictionless finds: a reader of data packages by others, beside our own rules."""

from contextlib import suppress

import frictionless

from zreport.faults import DataError, Fault, fault
from zreport.tables.describe import DESCRIPTION, tables
from zreport.tables.package import Package


def frictionless_faults(package: Package) -> list[Fault]:
    """Validate the tables of a folder by Frictionless, which is told where they are and what they should hold.

    It gets no word of the folder's own description, so that it reads nothing else and fetches nothing.
    """
    try:
        resources = [told for report in (None, *package.reports) for told in _told(package, report)]
    except DataError:
        # Said by our own rules, and nothing that Frictionless should open.
        return []
    try:
        with frictionless.system.use_context(trusted=False):
            whole = frictionless.Package.from_descriptor({"resources": resources}, basepath=str(package.folder))
            tasks = whole.validate().tasks
    except frictionless.FrictionlessException as error:
        return [fault("schema-error", DESCRIPTION, note=error)]
    found = [(task.place, error.to_descriptor()) for task in tasks for error in task.errors]
    return [
        fault(
            "schema-error", file, one.get("rowNumber"), one.get("fieldName"), one.get("cell", ""), note=one["message"]
        )
        for file, one in found
    ]


def _told(package: Package, report: str | None) -> list[dict]:
    own, told = package.own_tables(report) if report else (), []
    for table, resource in tables(package, report).items():
        package.content(resource["path"])
        schema = package.schema(table)
        # What a report has rows of its own for is not in the shared table alone.
        links = [link for link in schema.get("foreignKeys", []) if link["reference"]["resource"] not in own]
        fields = schema["fields"]
        with suppress(DataError):
            # With the column of doubts, where there is one.
            fields = [dict(field) for field in package.table(table, report).columns.values()]
        # A byte-order mark is no part of the first column's name.
        changed = {"encoding": "utf-8-sig", "schema": schema | {"fields": fields, "foreignKeys": links}}
        told.append({key: resource[key] for key in ("name", "path", "dialect")} | changed)
    return told

"""Check a data folder: its schema by Frictionless, its truth by the reports' own words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zreport.faults import DataError, Fault
from zreport.language import Text
from zreport.proof.prove import prove
from zreport.tables.package import DESCRIPTION, Package, Table, data_folder

_SCHEMA_FAULTS = {
    "primary-key": (
        Text("与上面某行重复", "repeats a row above"),
        Text("删去其中一行，或用 scope 区分", "delete one of the rows, or tell them apart by scope"),
    ),
    "unique-error": (Text("与上面某行重复", "repeats a row above"), Text("删去其中一行", "delete one of the rows")),
    "extra-label": (Text("多出这一列", "this column is not in the schema"), Text("删去该列", "delete the column")),
    "duplicate-label": (Text("列名重复", "the column stands twice"), Text("删去其中一列", "delete one of the two")),
    "blank-label": (Text("列名为空", "the column has no name"), Text("删去该列", "delete the column")),
    "blank-row": (Text("空行", "is a blank row"), Text("删去该行", "delete the row")),
}


def check(folder: str | Path | None = None) -> list[Fault]:
    """Return every fault of a data folder, an empty list when it is sound.

    Parameters
    ----------
    folder : path, optional
        The folder that holds ``datapackage.json``; by default the project's own data.

    Returns
    -------
    list of Fault
        In the order of the files; each names file, row, column, what stands there and the mend.

    Examples
    --------
    >>> check()
    []
    """
    try:
        package = Package(folder or data_folder())
    except DataError as error:
        return list(error.faults)
    faults: list[Fault] = []
    tables: dict[tuple[str | None, str], Table] = {}
    for (report, name), resource in package.resources.items():
        if resource["path"].endswith(".csv"):
            try:
                tables[report, name] = package.table(name, report)
            except DataError as error:
                faults += error.faults
    for table in tables.values():
        try:
            table.typed()
        except DataError as error:
            faults += error.faults
    # Frictionless reads by position: with another header it would complain of every column.
    whole = {key: table for key, table in tables.items() if not table.header_faults()}
    faults += _schema_faults(package, whole)
    vocabulary = {name: table for (report, name), table in whole.items() if report is None}
    for report in package.reports:
        own = {name: table for (of, name), table in whole.items() if of == report}
        faults += prove(package, report, vocabulary | own)
    return list(dict.fromkeys(faults))


def _schema_faults(package: Package, tables: dict[tuple[str | None, str], Table]) -> list[Fault]:
    import frictionless

    names = {package.resources[key]["name"]: key for key in tables}
    resources = []
    for key in names.values():
        schema = dict(tables[key].schema)
        schema["foreignKeys"] = [
            link for link in schema.get("foreignKeys", []) if link["reference"]["resource"] in ("", *names)
        ]
        resources.append(package.resources[key] | {"schema": schema})
    described = {"name": "checked", "resources": resources}
    try:
        with frictionless.system.use_context(trusted=True):
            report = frictionless.Package.from_descriptor(described, basepath=str(package.folder)).validate()
    except frictionless.FrictionlessException as error:
        said = Text(f"无法按它核对（{error}）", f"cannot be checked by it ({error})")
        mend = Text("改正 schema 或 resources", "mend the schema or the resources")
        return [Fault(DESCRIPTION, None, "resources", "", said, mend)]
    return [
        _schema_fault(error, tables[names[task.name]])
        for task in report.tasks
        for error in task.errors
        if error.type != "type-error"  # `Table.typed` is stricter
    ]


def _schema_fault(error: Any, table: Table) -> Fault:
    column = getattr(error, "field_name", None) or getattr(error, "label", None) or None
    row = getattr(error, "row_number", None)
    value = str(getattr(error, "cell", "") or "")
    if error.type == "foreign-key":
        column = error.field_names[0]
        value = str(error.field_cells[0])
        where = error.reference_name or "本表 / this table"
        words = (
            Text(f"{where} 中没有它", f"is not in {where}"),
            Text("改正拼写，或先在那张表中加入一行", "mend the spelling, or add a row to that table first"),
        )
    elif error.type == "constraint-error":
        words = (
            Text(f"不符合要求（{error.note}）", f"breaks a rule ({error.note})"),
            Text("见该列的 constraints", "see the column's constraints in its schema"),
        )
    else:
        words = _SCHEMA_FAULTS.get(error.type, (Text(error.note, error.note), Text("改正该处", "mend this place")))
    return Fault(table.file, row, column, value, *words)

"""Check a data folder: the form of its tables, and their truth by the reports' own words."""

from pathlib import Path

from zreport.faults import DataError, Fault, fault
from zreport.proof.prove import prove
from zreport.tables.constraints import broken_constraints
from zreport.tables.csv_table import CsvTable
from zreport.tables.describe import DESCRIPTION, describe
from zreport.tables.package import REPORT_TABLES, Package, data_folder


def check(folder: str | Path | None = None, full: bool = False) -> list[Fault]:
    """Return every fault of a data folder, an empty list when it is sound.

    Parameters
    ----------
    folder : path, optional
        The folder that holds ``schemas/``, ``vocabulary/`` and ``reports/``; by default the
        project's own data.
    full : bool
        Whether Frictionless is to check ``datapackage.json`` and all tables as well, by itself.

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
        faults: list[Fault] = []
        vocabulary = _tables(package, package.vocabulary, None, faults)
        for table in vocabulary.values():
            faults += broken_constraints(table, vocabulary)
        for report in package.reports:
            tables = vocabulary | _tables(package, REPORT_TABLES, report, faults)
            for name in REPORT_TABLES:
                if name in tables:
                    faults += broken_constraints(tables[name], tables)
            faults += prove(package, report, tables)
        if not package.reports:
            faults.append(fault("report-none", "reports", folder=package.folder))
        faults += _description(package, faults)
    except DataError as error:
        return list(error.faults)
    if full:
        from zreport.proof.frictionless_check import frictionless_faults

        faults += frictionless_faults(package.folder)
    return list(dict.fromkeys(faults))


def _tables(package: Package, names: list[str] | tuple[str, ...], report: str | None, faults: list[Fault]) -> dict:
    """Read tables whose header is that of their schema, by name; what is wrong with others goes to `faults`."""
    found: dict[str, CsvTable] = {}
    for name in names:
        try:
            table = package.table(name, report)
        except DataError as error:
            faults += error.faults
            continue
        if not table.header_faults():
            found[name] = table
        try:
            table.typed()
        except DataError as error:
            faults += error.faults
    return found


def _description(package: Package, faults: list[Fault]) -> list[Fault]:
    """Say whether the description lists what the folder holds; not while anything else is at fault."""
    file = package.folder / DESCRIPTION
    if faults or not file.is_file() or file.read_bytes() == describe(package.folder):
        return []
    return [fault("package-stale", DESCRIPTION)]

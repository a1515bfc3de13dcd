"""What Frictionless finds: a reader of data packages by others, beside our own rules."""

from pathlib import Path

import frictionless

from zreport.faults import Fault, fault
from zreport.tables.describe import DESCRIPTION


def frictionless_faults(folder: Path) -> list[Fault]:
    """Validate the data package of a folder, as it stands, by Frictionless."""
    try:
        with frictionless.system.use_context(trusted=True):
            report = frictionless.Package(str(folder / DESCRIPTION)).validate()
    except frictionless.FrictionlessException as error:
        return [fault("schema-error", DESCRIPTION, note=error)]
    return [
        fault(
            "schema-error",
            task.place,
            getattr(error, "row_number", None),
            getattr(error, "field_name", None),
            str(getattr(error, "cell", "") or ""),
            note=error.message,
        )
        for task in report.tasks
        for error in task.errors
    ] + [fault("schema-error", DESCRIPTION, note=error.message) for error in report.errors]

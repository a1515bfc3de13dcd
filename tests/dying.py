"""What a Dask worker of a test loads at its start: a text named so kills the process that reads it."""

import os
from typing import Any

from zreport.corpus import drafting, engine


def _drafted(found: Any) -> Any:
    if "deadly" in found.file:
        os.abort()
    return drafting.drafted(found)


def dask_setup(worker: Any) -> None:
    """Called by the worker alone: whatever else imports this module reads texts as ever."""
    engine.drafted = _drafted

"""A progress bar for each file that is worked on."""

import functools
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from zreport.export.notebook import Progress
from zreport.faults import printable


@contextmanager
def bars() -> Iterator[Progress | None]:
    """Give what draws a bar, if there is somebody to see it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich import progress
    from rich.console import Console

    # A name of a file may have the signs of markup in it.
    names = progress.TextColumn("{task.description}", markup=False)
    columns = (names, progress.BarColumn(), progress.MofNCompleteColumn(), progress.TimeElapsedColumn())
    with progress.Progress(*columns, console=Console(stderr=True)) as drawn:
        bar = functools.cache(lambda path, total: drawn.add_task(printable(str(path)), total=total))
        yield lambda path, done, total: drawn.update(bar(path, total), completed=done)

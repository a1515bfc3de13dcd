"""What a Dask worker of a test loads at its start: a text named so kills the process that reads it."""

import os

from zreport.corpus import drafting, engine


def _drafted(found):
    if "deadly" in found.file:
        os.abort()
    return drafting.drafted(found)


engine.drafted = _drafted

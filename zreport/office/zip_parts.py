"""Office files with fixed times, so that the same charts give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import BinaryIO


def rezipped(file: BinaryIO, change: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """Zip the parts of an Office file anew, in their order, with times of 1980.

    Parameters
    ----------
    change : callable, optional
        Takes the name and the content of a part, and returns what is to stand there.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(out, "w") as target:
        for item in source.infolist():
            content = source.read(item.filename)
            info = zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, change(item.filename, content) if change else content)
    return out.getvalue()

"""Write files whole or not at all."""

import contextlib
import glob
import os
import tempfile
import time
from pathlib import Path

from zreport.faults import ReportError
from zreport.language import Text

# Seconds after which nobody can still be writing.
_STALE = 3600


class WriteError(ReportError, OSError):
    """A file could not be written; what stood there before is untouched."""


def write(path: str | Path, content: bytes) -> Path:
    """Write `content` beside `path` and move it there, so that no half file is ever seen.

    A file that holds this content already is left alone.

    Raises
    ------
    WriteError
        If the folder is read-only, the disk is full, or the file is open elsewhere.
    """
    path = Path(path)
    beside = None
    try:
        if path.is_file() and path.read_bytes() == content:
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path)
        handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(beside).chmod(mode)
        Path(beside).replace(path)
    except OSError as error:
        zh = f"{path}：无法写入（{error.strerror}）；关闭已打开的该文件，或换一个可写且有空间的文件夹"
        en = f"{path}: cannot be written ({error.strerror}); close the file if it is open, "
        raise WriteError(Text(zh, f"{en}or choose a folder that is writable and has room")) from None
    finally:
        if beside is not None:
            with contextlib.suppress(OSError):
                Path(beside).unlink(missing_ok=True)
    return path


def _sweep(path: Path) -> None:
    """Take away what a process that was killed left beside a file long ago."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE:
                left.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

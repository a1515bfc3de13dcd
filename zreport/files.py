"""Write files whole or not at all."""

import contextlib
import errno
import glob
import os
import secrets
import shutil
import stat
import time
from pathlib import Path

from zreport.faults import ReportError
from zreport.language import Text

# Seconds after which nobody can still be writing.
_STALE = 3600
# How what is written beside a file ends; an editor's swap file, or anybody else's, does not.
_ENDS = ".zreport"


class WriteError(ReportError, OSError):
    """A file could not be written; what stood there before is untouched."""


def write(path: str | Path, content: bytes) -> Path:
    """Write `content` beside `path` and move it there, so that no half file is ever seen.

    A file that holds this content already is left alone; where `path` is a link, the file that it leads to
    is written.

    Raises
    ------
    WriteError
        If the folder is read-only, the disk is full, the file is open elsewhere, or is a folder, pipe or device.
    """
    path, beside = Path(path), None
    try:
        # What a link leads to is replaced, not the link.
        place = Path(os.path.realpath(path))
        if os.path.lexists(place) and not place.is_file():
            raise OSError(errno.EEXIST, "not a file")
        if place.exists() and place.read_bytes() == content:
            return path
        place.parent.mkdir(parents=True, exist_ok=True)
        _sweep(place)
        beside = beside_of(place)
        put_beside(beside, content, place)
        beside.replace(place)
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        zh = f"{path}：无法写入（{said}）；关闭已打开的该文件，或换一个可写且有空间的文件夹"
        en = f"{path}: cannot be written ({said}); close the file if it is open, "
        raise WriteError(Text(zh, f"{en}or choose a folder that is writable and has room")) from None
    finally:
        if beside:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
    return path


def beside_of(path: Path) -> Path:
    """Return a name beside a file that nothing else has, and that is swept if it is left."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}{_ENDS}")


def put_beside(beside: Path, content: bytes, like: Path) -> None:
    """Write what is to take the place of a file, which may be there, so that the disk holds it, with its mode."""
    with beside.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if like.exists():
        shutil.copymode(like, beside)


def _sweep(path: Path) -> None:
    """Take away what a process that was killed left beside a file long ago: only what is named as `write` does."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.{'[0-9a-f]' * 8}{_ENDS}"):
        with contextlib.suppress(OSError):
            about = left.lstat()
            if stat.S_ISREG(about.st_mode) and time.time() - about.st_mtime > _STALE:
                left.unlink()

"""Write several files together: all of them, or none."""

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from zreport.faults import ReportError
from zreport.files import WriteError
from zreport.language import Text


class ChangedMeanwhile(ReportError):
    """A file is no longer what was read: somebody else wrote it."""


def write_together(folder: Path, files: Mapping[str, tuple[bytes | None, bytes | None]]) -> None:
    """Write files of a folder, each with what stands there and what is to stand there; None where there is no file.

    What is to stand, and what stands, is first written beside each file. Then all are moved to their places, in order;
    if one cannot be, those moved before are put back, which needs no room.

    Raises
    ------
    WriteError
        If a file cannot be written; then all are as they were.
    ChangedMeanwhile
        If a file does not hold what it is said to hold; nothing is written.
    """
    pairs = {Path(os.path.realpath(folder / file)): pair for file, pair in files.items() if pair[0] != pair[1]}
    new, old = ({path: _beside(path) for path in pairs} for _ in range(2))
    moved: list[Path] = []
    path = folder
    try:
        for path, (before, after) in pairs.items():
            if before is not None and not os.access(path, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            path.parent.mkdir(exist_ok=True)
            for beside, content in ((old[path], before), (new[path], after)):
                if content is not None:
                    _put(beside, content, path)
        for path, (before, _) in pairs.items():
            if _read(path) != before:
                raise ChangedMeanwhile(
                    Text(
                        f"{path}：刚刚被别的程序改动，这一步没有写入；请看过再做一次",
                        f"{path}: somebody else changed it just now, and nothing was written; look at it and do so again",
                    )
                )
        for path, (_, after) in pairs.items():
            moved.append(path)
            if after is None:
                path.unlink()
            else:
                new[path].replace(path)
    except BaseException as error:
        _put_back(moved, pairs, old)
        if isinstance(error, (OSError, ValueError)):
            raise WriteError(_unwritten(path, error)) from None
        raise
    finally:
        for beside in (*new.values(), *old.values()):
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)


def _put_back(
    moved: Iterable[Path], pairs: Mapping[Path, tuple[bytes | None, bytes | None]], old: Mapping[Path, Path]
) -> None:
    for path in moved:
        with contextlib.suppress(OSError):
            if pairs[path][0] is None:
                path.unlink(missing_ok=True)
            else:
                old[path].replace(path)


def _unwritten(path: Path, error: Exception) -> Text:
    said = getattr(error, "strerror", None) or str(error)
    return Text(
        f"{path}：无法写入（{said}），这一步没有做，文件都和原来一样；关闭已打开的该文件，或腾出空间、取消只读，再做一次",
        f"{path}: cannot be written ({said}); the step was not taken and all files are as they were; close the file if "
        "it is open, make room or make it writable, and do so again",
    )


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.zreport")


def _put(beside: Path, content: bytes, like: Path) -> None:
    with beside.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if like.exists():
        shutil.copymode(like, beside)


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None

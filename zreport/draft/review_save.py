"""Write several files together: all of them, or none, also where the process is killed meanwhile."""

import contextlib
import errno
import hashlib
import json
import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from zreport.faults import ReportError
from zreport.files import WriteError, beside_of, put_beside
from zreport.language import Text

# What is being moved, as long as it is: `finish_step` goes on from there.
_PLAN = ".step.zreport"
# In which moving a few files is over, whoever does it.
_SECONDS = 2


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
    finish_step(folder)
    pairs = {Path(os.path.realpath(folder / file)): pair for file, pair in files.items() if pair[0] != pair[1]}
    new, old = ({path: beside_of(path) for path in pairs} for _ in range(2))
    moved: list[Path] = []
    path, plan = folder, folder / _PLAN
    try:
        for path, (before, after) in pairs.items():
            if before is not None and not os.access(path, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            path.parent.mkdir(exist_ok=True)
            for beside, content in ((old[path], before), (new[path], after)):
                if content is not None:
                    put_beside(beside, content, path)
        for path, (before, _) in pairs.items():
            if _read(path) != before:
                raise ChangedMeanwhile(
                    Text(
                        f"{path}：刚刚被别的程序改动，这一步没有写入；请看过再做一次",
                        f"{path}: somebody else changed it just now, and nothing was written; look at it and do so again",
                    )
                )
        if len(pairs) > 1:
            told = [(str(one), _sum(pair[0]), str(new[one]), pair[1] is None) for one, pair in pairs.items()]
            put_beside(plan, json.dumps([told, [*map(str, old.values())]]).encode(), plan)
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
        for beside in (plan, *new.values(), *old.values()):
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)


def finish_step(folder: Path) -> None:
    """Finish moving what `write_together` wrote in a folder, if its process was killed while it moved.

    A file that somebody else wrote since stays as it is.
    """
    plan = folder / _PLAN
    try:
        while plan.is_file() and time.time() - plan.stat().st_mtime < _SECONDS:
            time.sleep(0.1)
        steps, left = json.loads(plan.read_bytes())
        for path, before, new, gone in steps:
            if _sum(_read(Path(path))) != before:
                continue
            if gone:
                Path(path).unlink(missing_ok=True)
            elif Path(new).is_file():
                Path(new).replace(path)
        for one in (*left, *(new for _, _, new, _ in steps), plan):
            Path(one).unlink(missing_ok=True)
    except FileNotFoundError:
        return
    except ValueError:
        # It was killed before it moved anything.
        plan.unlink(missing_ok=True)


def _sum(content: bytes | None) -> str:
    return "" if content is None else hashlib.sha256(content).hexdigest()


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


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None

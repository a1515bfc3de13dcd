"""The folder of a scan: the pieces that are done, and a result that takes the place of the last one whole."""

import contextlib
import errno
import json
import os
import re
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from zreport.corpus.schema import SCHEMA
from zreport.faults import ReportError
from zreport.files import WriteError, beside_of, put_beside
from zreport.language import Text

ABOUT = "scan.json"
_WORK, _MADE_BY = ".work", "zreport scan"
_PARTS = ("observations", "texts")
_OURS = re.compile(r"(?:reports|rejected|(?:observations|texts)/year=[0-9]+/part-0)\.parquet")
_TOLD = {"files": list, "pieces": str, "reports": int, "observations": int, "rejected": dict, "years": list}


class Store:
    """A folder that rows are scanned into; refused where it holds what is not a scan's.

    A result is made in ``.work/next``, which is renamed to ``.work/done`` once it is whole: from then on it is the
    result, whoever finds it moves its files to where they belong.
    """

    def __init__(self, folder: str | Path):
        self.folder = Path(folder)
        self._work = self.folder / _WORK
        self._pieces, self.next = self._work / "pieces", self._work / "next"

    @contextlib.contextmanager
    def open(self) -> Iterator[None]:
        """Hold the folder for one scan alone, with an earlier one's last step finished."""
        self._refuse()
        with self.writing():
            self._pieces.mkdir(parents=True, exist_ok=True)
            lock = (self._work / "lock").open("wb")
        with lock:
            _hold(lock, self.folder)
            with self.writing():
                finish_moves(self.folder)
            self._refuse_foreign()
            yield

    @property
    def about(self) -> dict[str, Any]:
        """What ``scan.json`` says of the result that is there; empty where there is none."""
        return scan_said(self.folder)

    def _refuse(self) -> None:
        if os.path.lexists(self.folder) and not self.folder.is_dir():
            zh, en = f"{self.folder}：是文件，不是文件夹", f"{self.folder}: is a file, no folder"
            raise ReportError(Text(f"{zh}；请换一个名字", f"{en}; choose another name"))
        held = sorted(path.name for path in self.folder.iterdir()) if self.folder.is_dir() else []
        if held and not self.about and _WORK not in held:
            zh, en = f"{self.folder}：里面有别的东西（{held[0]}）", f"{self.folder}: holds other things ({held[0]})"
            raise ReportError(Text(f"{zh}；请换一个空的文件夹", f"{en}; choose an empty folder"))
        if (schema := self.about.get("schema", 0)) > SCHEMA:
            zh = f"{self.folder}：由更新的 zreport 写成（格式 {schema}，此处 {SCHEMA}）；请更新 zreport，或换一个文件夹"
            en = f"{self.folder}: written by a newer zreport (schema {schema}, here {SCHEMA}); "
            raise ReportError(Text(zh, f"{en}update zreport, or choose another folder"))

    def _refuse_foreign(self) -> None:
        """Refuse a folder in which somebody put files where a reader of all partitions would take them for ours."""
        ours = {self.folder / file for file in self.about.get("files", [])}
        there = (path for part in _PARTS for path in self.folder.glob(f"{part}/**/*") if path.is_file())
        if other := next((path for path in there if path not in ours and not path.name.startswith(".")), None):
            if not self.about:
                zh = "没有完好的 scan.json，不知道哪些文件是扫描写的；请把 observations、texts 移走，再运行一次即可接着做"
                en = "no whole scan.json tells which files a scan wrote; move observations and texts away, "
                raise ReportError(
                    Text(f"{self.folder}：{zh}", f"{self.folder}: {en}and the same command goes on from there")
                )
            zh, en = f"{other}：不是 zreport scan 写的", f"{other}: not written by zreport scan"
            raise ReportError(Text(f"{zh}；请把它移走", f"{en}; move it away"))

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Say of what the disk refuses where that was, and that what was done is kept."""
        try:
            yield
        except OSError as error:
            if isinstance(error, ReportError):
                raise
            said = os.strerror(error.errno) if error.errno else str(error)
            zh = (
                f"{self.folder}：无法写入（{said}）；请换一个可写且有空间的文件夹；已读好的都还在，再运行一次即可接着做"
            )
            en = f"{self.folder}: cannot be written ({said}); choose a folder that is writable and has room, or make some"
            raise WriteError(
                Text(zh, f"{en}; what was read is kept, and the same command goes on from there")
            ) from None

    def piece(self, key: str) -> Path:
        """Return where the piece of a batch stands, or is to stand."""
        return self._pieces / f"{key}.arrow"

    def has(self, key: str) -> bool:
        """Whether the piece of a batch is there and whole."""
        import pyarrow as pa

        with contextlib.suppress(OSError, ValueError), pa.memory_map(str(self.piece(key))) as source:
            return pa.ipc.open_file(source).num_record_batches > 0
        return False

    def is_whole(self) -> bool:
        """Whether all files of the result are there and can be opened."""
        from pyarrow import parquet

        with contextlib.suppress(OSError, ValueError):
            return all(parquet.read_metadata(self.folder / file) for file in self.about["files"])
        return False

    def keep(self, key: str, content: bytes) -> None:
        """Write a piece beside its place, and move it there."""
        path = self.piece(key)
        with self.writing():
            beside = beside_of(path)
            try:
                put_beside(beside, content, path)
                beside.replace(path)
            finally:
                beside.unlink(missing_ok=True)

    def prune(self, keys: Collection[str]) -> None:
        """Remove the pieces that are no part of the result, and what a process that was killed left beside one."""
        wanted = {self.piece(key) for key in keys}
        for path in set(self._pieces.iterdir()) - wanted:
            path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def result(self) -> Iterator[Path]:
        """Give an empty folder for a new result, which takes the place of the last one at the end."""
        with self.writing():
            shutil.rmtree(self.next, ignore_errors=True)
            self.next.mkdir()
            yield self.next
            for path in self.next.rglob("*"):
                _flush(path)
            self.next.rename(self._work / "done")
            finish_moves(self.folder)


def scan_said(folder: Path) -> dict[str, Any]:
    """Return what ``scan.json`` of a folder says; empty where it is not a scan's."""
    try:
        said = json.loads((folder / ABOUT).read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(said, dict) or said.get("made_by") != _MADE_BY or not isinstance(said.get("schema"), int):
        return {}
    if said["schema"] > SCHEMA:
        return said
    # What it lists is written over and removed.
    whole = all(isinstance(said.get(name), kind) for name, kind in _TOLD.items())
    return said if whole and all(_OURS.fullmatch(str(file)) for file in said["files"]) else {}


def scan_json(**said: Any) -> bytes:
    """Return what ``scan.json`` says, as bytes."""
    return (json.dumps({"made_by": _MADE_BY, "schema": SCHEMA} | said, ensure_ascii=False, indent=2) + "\n").encode()


def finish_moves(folder: Path) -> None:
    """Move a result that is whole to where it belongs, if a scan was killed while it did so; remove years that are gone.

    ``scan.json`` is moved last: while the new one lies in ``.work/done``, all is done again that may be undone.
    """
    done = folder / _WORK / "done"
    if not (done / ABOUT).is_file():
        shutil.rmtree(done, ignore_errors=True)
        return
    new = scan_said(done)["files"]
    for file in new:
        if (done / file).is_file():
            _move(done / file, folder / file)
    for file in scan_said(folder).get("files", []):
        if file not in new:
            (folder / file).unlink(missing_ok=True)
            # A folder in which somebody put something stays.
            with contextlib.suppress(OSError):
                (folder / file).parent.rmdir()
    _move(done / ABOUT, folder / ABOUT)
    shutil.rmtree(done)


def _move(file: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    file.replace(place)


def _flush(path: Path) -> None:
    if path.is_file():
        with path.open("rb+") as file:
            os.fsync(file.fileno())


def _hold(lock: Any, folder: Path) -> None:
    """Hold a file as long as it is open; refused where another process holds it."""
    try:
        import fcntl
    except ImportError:  # Windows lets nobody replace what another one has open
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
            return  # a disk of a network that knows no locks
        zh, en = f"{folder}：另一个 zreport scan 正在写", f"{folder}: another zreport scan is writing to it"
        raise ReportError(
            Text(f"{zh}；等它结束，或换一个文件夹", f"{en}; wait for it, or choose another folder")
        ) from None

"""Scan a folder of texts: batches are drafted side by side, and their pieces put together to one result."""

import contextlib
import hashlib
import os
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from zreport.corpus.assembly import assemble
from zreport.corpus.engine import Batch, drafted_pieces, edition, processors, vocabulary_sum
from zreport.corpus.manifest import read_manifest, unused_rows
from zreport.corpus.schema import SCHEMA
from zreport.corpus.store import ABOUT, Store, scan_json
from zreport.corpus.texts import FoundText, Label, count_texts, found_texts
from zreport.faults import ReportError
from zreport.language import Text

_OFTEN, _MOST = 24, 96  # texts of a batch: as a rule, and at most
_FEW = 48  # texts that are read in this process
_LARGEST = 4_000_000  # bytes of a batch, unless one text is longer


@dataclass
class Scanned:
    """What a scan found.

    Attributes
    ----------
    folder : Path
        Where the result is.
    texts, accepted, rows, size : int
        How many texts were found, accepted, and drafted to how many rows; bytes of the texts.
    rejected : dict
        How many texts were set apart, by reason.
    years : tuple of int
        The years that there are reports of.
    drafted : int
        How many texts were drafted in this scan; the others were known from an earlier one.
    seconds : float
    told : list of Text
        What a person is to be told besides.
    """

    folder: Path
    texts: int = 0
    accepted: int = 0
    rows: int = 0
    size: int = 0
    rejected: dict[str, int] = field(default_factory=dict)
    years: tuple[int, ...] = ()
    drafted: int = 0
    seconds: float = 0.0
    told: list[Text] = field(default_factory=list)


@dataclass
class Pace:
    """How far a scan is: texts and bytes that are done of how many texts; those drafted, and in how many seconds."""

    total: int
    done: int = 0
    drafted: int = 0
    size: int = 0
    started: float = field(default_factory=time.monotonic)
    assembling: bool = False

    @property
    def rate(self) -> tuple[float, float]:
        """Texts and megabytes a second, of those that were drafted."""
        seconds = max(time.monotonic() - self.started, 1e-9)
        return self.drafted / seconds, self.size / seconds / 1e6

    @property
    def left(self) -> float | None:
        """Seconds that the rest will take; nothing as long as that cannot be told."""
        return max(0, self.total - self.done) / self.rate[0] if self.drafted else None


def scan(
    folder: str | Path,
    output: str | Path,
    manifest: str | Path | None = None,
    scheduler: str = "",
    workers: int | None = None,
    progress: Callable[[Pace], None] = lambda _: None,
) -> Scanned:
    """Draft every text of a folder into Parquet, partitioned by year; the same input gives the same bytes.

    A scan that was interrupted goes on where it was; one of a folder that changed reads only the batches that did.

    Parameters
    ----------
    folder : path
        Texts as .txt, .docx, .html or .pdf, in folders, archives and tables with a column of texts.
    output : path
        The folder of the result; made if there is none.
    manifest : path, optional
        A table with columns file, place, and date or year.
    scheduler : str
        Address of a Dask scheduler, as ``tcp://10.0.0.1:8786``; processes of this machine if empty.
    workers : int, optional
        How many processes; one for each processor if not given. None besides this one with 0, and, if not given, on a
        single processor and for a few texts.
    progress : callable, optional
        Called as batches are done.

    Raises
    ------
    ReportError
        If a folder, the manifest or the scheduler is not what it should be, or nothing can be written.
    """
    folder, store = Path(folder), Store(output)
    _refuse(folder, store.folder)
    labels = read_manifest(Path(manifest)) if manifest else {}
    with store.open():
        before = store.about
        known = Pace(count_texts(folder))
        made = Scanned(store.folder)
        # Processes take longer to start than so few texts to read, and on one processor only take turns with this one.
        if workers is None and not scheduler and (known.total <= _FEW or processors() == 1):
            workers = 0
        keys = _drafted(folder, labels, store, known, made, (scheduler, workers), progress)
        if not keys:
            zh, en = f"{folder}：没有文本", f"{folder}: holds no texts"
            raise ReportError(
                Text(f"{zh}（.txt、.docx、.html、.pdf、.zip、.csv、.xlsx）", f"{en} (.txt, .docx, .html …)")
            )
        known.assembling = True
        progress(known)
        if 0 < before.get("schema", SCHEMA) < SCHEMA:
            zh, en = "原有结果是旧格式，已全部重写", "the result that was there had an older schema: it is written anew"
            made.told.append(Text(zh, en))
        _finish(store, keys, made)
    made.drafted, made.seconds = known.drafted, time.monotonic() - known.started
    return made


def _refuse(folder: Path, output: Path) -> None:
    """Refuse a folder that is none, and one that the result would be a part of."""
    try:
        os.scandir(folder).close()
    except OSError as error:
        zh, en = f"读不了（{error.strerror}）", f"cannot be read ({error.strerror})"
        if isinstance(error, FileNotFoundError):
            zh, en = "没有这个文件夹", "no such folder"
        elif isinstance(error, NotADirectoryError):
            zh, en = "是文件，不是文件夹", "is a file, no folder"
        zh, en = f"{folder}：{zh}；请指明放文本的文件夹", f"{folder}: {en}; name the folder of the texts"
        raise ReportError(Text(zh, en)) from None
    inner, outer = output.resolve(), folder.resolve()
    if inner.is_relative_to(outer) or outer.is_relative_to(inner):
        zh = f"-o {output}：与 {folder} 互相包含，结果会被当作文本；请写到另一个文件夹"
        en = f"-o {output}: lies in {folder}, or holds it, and would be read as texts; write to another folder"
        raise ReportError(Text(zh, en))


def _drafted(
    folder: Path,
    labels: Mapping[str, Label],
    store: Store,
    known: Pace,
    made: Scanned,
    engine: tuple[str, int | None],
    progress: Callable[[Pace], None],
) -> list[str]:
    """Draft what no earlier scan did; return the keys of all batches, in the order of their files."""
    keys: list[str] = []
    unused = set(labels)

    def unknown() -> Iterator[Batch]:
        for texts in batches(found_texts(folder, labels)):
            batch = Batch(key_of(texts), texts)
            keys.append(batch.key)
            unused.difference_update(text.file for text in texts)
            made.texts += len(texts)
            made.size += sum(map(size_of, texts))
            if not store.has(batch.key):
                yield batch
            else:
                known.done += len(texts)
                progress(known)

    with contextlib.closing(drafted_pieces(unknown(), *engine)) as done:
        for batch, piece in done:
            store.keep(batch.key, piece)
            known.done += len(batch.texts)
            known.drafted += len(batch.texts)
            known.size += sum(map(size_of, batch.texts))
            progress(known)
    if unused:
        made.told.append(unused_rows(sorted(unused)))
    return keys


def _finish(store: Store, keys: list[str], made: Scanned) -> None:
    """Put the pieces together, and say what they hold; nothing is written where all is as it was."""
    same = hashlib.sha256("\n".join(keys).encode()).hexdigest()
    said = store.about
    if said.get("pieces") != same or not store.is_whole():
        with store.result() as folder:
            counted = assemble([store.piece(key) for key in keys], folder)
            files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet"))
            version, _, rules = edition().partition(" ")
            said = {"version": version, "rules": rules, "vocabulary": vocabulary_sum(), "pieces": same}
            (folder / ABOUT).write_bytes(scan_json(**said, **counted, files=files))
        said = store.about
    with store.writing():
        store.prune(keys)
    made.accepted, made.rows, made.rejected = said["reports"], said["observations"], said["rejected"]
    made.years = tuple(said["years"])


def batches(texts: Iterable[FoundText]) -> Iterator[list[FoundText]]:
    """Part texts into batches; where one ends depends on names, so that an added file moves no batch but its own."""
    batch: list[FoundText] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += size_of(text)
        if zlib.crc32(text.file.encode()) % _OFTEN == 0 or len(batch) >= _MOST or size >= _LARGEST:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def size_of(text: FoundText) -> int:
    """Return the bytes of a text, as it came."""
    return len(text.content) or len(text.words.encode())


def key_of(texts: Iterable[FoundText]) -> str:
    """Return a sum of all that the piece of a batch depends on."""
    found = hashlib.sha256(f"{edition()} {SCHEMA}".encode())
    for text in texts:
        content = text.content or text.words.encode()
        about = (text.file, *text.label, text.fault and text.fault.both, len(content))
        found.update(f"\n{about!r}\n".encode())
        found.update(content)
    return found.hexdigest()

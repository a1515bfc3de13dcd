"""Run notebooks side by side and store them in normal form."""

import asyncio
import contextlib
import os
import subprocess
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from zreport.export.notebook import NotebookError, Progress, normal, notebook_bytes, read_notebook
from zreport.files import write
from zreport.language import VARIABLE, Text


def run(paths: Sequence[Path], lang: str, progress: Progress | None = None) -> list[Path]:
    """Run notebooks, as many at a time as there are processors, and return those whose files changed.

    None is written unless all have run: the `NotebookError` names each notebook that failed, its cell
    and the error. `progress` counts cells.
    """
    books = {path: read_notebook(path) for path in paths}
    if failures := _aside(_all(books, lang, progress)):
        raise NotebookError(Text("\n", "\n").join(failures))
    stored = {path: notebook_bytes(normal(book)) for path, book in books.items()}
    changed = [path for path in paths if path.read_bytes() != stored[path]]
    for path in changed:
        write(path, stored[path])
    return changed


def _aside(work: Coroutine[Any, Any, list[Text]]) -> list[Text]:
    """Run `work` in a thread with an event loop of its own.

    In the main thread nbclient takes Ctrl-C for itself and reports a kernel that died.
    """
    # The kernels' sockets need a selector, which is not what Windows takes by itself.
    runner = asyncio.Runner(loop_factory=asyncio.SelectorEventLoop)
    loop = runner.get_loop()

    def turn() -> list[Text]:
        with runner:
            return runner.run(work)

    def stop() -> None:
        for task in asyncio.all_tasks(loop):
            task.cancel()

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(turn)
        try:
            while not future.done():
                wait([future], timeout=0.2)
        except KeyboardInterrupt:
            # A task that is told but once may miss it, if what it waits for ends at that moment.
            while not future.done():
                with contextlib.suppress(RuntimeError):
                    loop.call_soon_threadsafe(stop)
                wait([future], timeout=10)
            raise
        return future.result()


async def _all(books: dict, lang: str, progress: Progress | None) -> list[Text]:
    gate = asyncio.Semaphore(os.cpu_count() or 1)
    found = await asyncio.gather(*(_one(path, book, lang, gate, progress) for path, book in books.items()))
    return [failure for failure in found if failure]


async def _one(path: Path, book, lang: str, gate: asyncio.Semaphore, progress: Progress | None) -> Text | None:
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    code = [cell for cell in book.cells if cell.cell_type == "code" and cell.source.strip()]
    for cell in code:
        cell.outputs = []
    at = {"cell": 0, "done": 0}

    def done(cell: object, cell_index: int, execute_reply: object) -> None:
        at["done"] += 1
        if progress:
            progress(path, at["done"], len(code))

    client = NotebookClient(
        book,
        timeout=600,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.resolve().parent)}},
        on_cell_execute=lambda cell, cell_index: at.update(cell=cell_index + 1),
        on_cell_executed=done,
    )
    environment = os.environ | {VARIABLE: lang, "PYTHONWARNINGS": "default"}
    async with gate:
        try:
            # What cells write to stderr comes by another way; this is the kernel's own grumbling.
            await client.async_execute(env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except CellExecutionError as error:
            said = f"{error.ename}: {error.evalue}"
        except (CellTimeoutError, DeadKernelError) as error:
            said = str(error).splitlines()[0]
        else:
            return None
    return Text(f"{path}，第{at['cell']}个单元：{said}", f"{path}, cell {at['cell']}: {said}")

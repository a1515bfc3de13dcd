"""Run notebooks side by side and store them in normal form."""

import asyncio
import contextlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from zreport.export.limits import LARGEST_NOTEBOOK
from zreport.export.notebook import NotebookError, Progress, bytes_of, read_notebook, stored_bytes
from zreport.faults import printable
from zreport.files import write
from zreport.language import Text


def run(paths: Sequence[Path], lang: str, progress: Progress | None = None) -> list[Path]:
    """Run notebooks, as many at a time as there are processors, and return those whose files changed.

    None is written unless all have run, and none over one that someone saved meanwhile: the
    `NotebookError` names each notebook that failed, its cell and the error. `progress` counts cells.
    """
    # One that is named twice, if by a link, is run once.
    paths = list({os.path.realpath(path): path for path in paths}.values())
    before = {path: bytes_of(path, LARGEST_NOTEBOOK) for path in paths}
    books = {path: read_notebook(path, content) for path, content in before.items()}
    # The kernels' sockets need a selector, which is not what Windows takes by itself.
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        failures = runner.run(_all(books, lang, progress))
    if failures:
        raise NotebookError(Text("\n", "\n").join(failures))
    stored = {path: stored_bytes(path, book) for path, book in books.items()}
    for path in paths:
        _unchanged(path, before[path])
    changed = [path for path in paths if before[path] != stored[path]]
    for path in changed:
        # Others may have taken a while to write.
        _unchanged(path, before[path])
        write(path, stored[path])
    return changed


def _unchanged(path: Path, before: bytes) -> None:
    """Refuse to write over what someone, or a cell, has put in a notebook's place while it ran."""
    with contextlib.suppress(OSError):
        if path.read_bytes() == before:
            return
    zh = "运行期间被修改、移走或删除，没有写入它；请再运行一次"
    raise NotebookError.about(path, zh, "was changed, moved or removed while it ran and is not written; run it again")


async def _all(books: dict[Path, Any], lang: str, progress: Progress | None) -> list[Text]:
    """Run notebooks in place, and return what is wrong with each that failed."""
    # It loads nbformat, which reading has by now done in less time.
    from zreport.export.forked import Nest
    from zreport.export.kernel import environment, kernel

    # One more than there are processors, since kernels wait for what is sent and read here.
    gate = asyncio.Semaphore((os.cpu_count() or 1) + 1)
    with tempfile.TemporaryDirectory(prefix="zreport-", ignore_cleanup_errors=True) as made, Nest() as nest:
        folder = Path(made)
        settings = environment(lang, folder)

        async def one(path: Path, book: Any) -> Text | None:
            code = [(index, cell) for index, cell in enumerate(book.cells) if cell.cell_type == "code"]
            for _, cell in code:
                cell.outputs = []
            code = [(index, cell) for index, cell in code if cell.source.strip()]
            try:
                async with gate, kernel(path, book, settings, folder, nest) as client:
                    for done, (index, cell) in enumerate(code, start=1):
                        if failure := await client.failure(cell, index):
                            named = printable(str(path))
                            zh, en = f"{named}，第{index + 1}个单元", f"{named}, cell {index + 1}"
                            return Text(f"{zh}：{failure.zh}", f"{en}: {failure.en}")
                        if progress:
                            progress(path, done, len(code))
            except NotebookError as error:
                return error.words
            return None

        found = await asyncio.gather(*(one(path, book) for path, book in books.items()))
    return [failure for failure in found if failure]

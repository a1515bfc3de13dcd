"""One notebook, run in a kernel that takes no settings from the machine and puts out no more than may be stored."""

import asyncio
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete, CellExecutionError, CellTimeoutError, DeadKernelError

from zreport.export.forked import IMPORTED, Nest
from zreport.export.limits import LARGEST_CELL, LONGEST_CELL, LONGEST_RUN, TooMuch
from zreport.export.notebook import NotebookError
from zreport.faults import printable
from zreport.language import VARIABLE, Text

# What a message takes beside its content.
_MESSAGE = 1000
_TOO_MUCH = Text(
    f"输出超过 {LARGEST_CELL:,} 字节；请少输出些", f"puts out more than {LARGEST_CELL:,} bytes; put out less"
)
# As much of somebody else's words as is told.
_TOLD = 300
# Settings that change what is put out, or that name a user's own files; of Python's, all but where it finds itself.
_SETTINGS = re.compile(
    r"(IPY|JPY|JUPYTER|MPL|MATPLOTLIB|PLOTLY|PYTEST|CLICOLOR).*|FORCE_COLOR|NO_COLOR|COLUMNS|LINES|SOURCE_DATE_EPOCH"
    r"|PYTHON(?!(PATH|HOME|UTF8|USERBASE|NOUSERSITE|SAFEPATH|PLATLIBDIR|DONTWRITEBYTECODE|PYCACHEPREFIX)$).*"
)


def environment(lang: str, folder: Path) -> dict[str, str]:
    """Return the environment of kernels: that of this process without settings, with homes in `folder` for these."""
    kept = {name: value for name, value in os.environ.items() if not _SETTINGS.fullmatch(name)}
    homes = {"IPYTHONDIR": folder / "ipython", "MPLCONFIGDIR": folder / "matplotlib"}
    homes["MPLCONFIGDIR"].mkdir()
    # Matplotlib takes seconds to look through the fonts of a machine where nobody has.
    known = (
        os.environ.get("MPLCONFIGDIR", "~/.matplotlib"),
        os.environ.get("XDG_CACHE_HOME", "~/.cache") + "/matplotlib",
    )
    with contextlib.suppress(OSError, RuntimeError):
        for fonts in (file for cache in known for file in Path(cache).expanduser().glob("fontlist-*.json")):
            shutil.copy(fonts, homes["MPLCONFIGDIR"])
    if not os.path.isdir(os.path.expanduser("~")):
        homes |= {"HOME": folder, "USERPROFILE": folder}
    return kept | {name: str(home) for name, home in homes.items()} | {VARIABLE: lang, "PYTHONHASHSEED": "0"}


class _Client(NotebookClient):
    """Runs cells, and ends a kernel once a cell has put out more than may be stored."""

    def __init__(self, book: Any, grumbling: BinaryIO, manager: AsyncKernelManager | None = None):
        super().__init__(
            book,
            manager,
            timeout_func=lambda cell: max(1, min(LONGEST_CELL, round(self.end - monotonic()))),
            # Else what a cell put out could be lost in silence.
            iopub_timeout=60,
            raise_on_iopub_timeout=True,
            # Tags are not stored, so that they would hold once and no more.
            force_raise_errors=True,
            skip_cells_with_tag="",
            extra_arguments=[f"--InteractiveShellApp.extra_extensions={TooMuch.__module__}"],
        )
        self.grumbling, self.end = grumbling, monotonic() + LONGEST_RUN
        self.put_out, self.ended = 0, None

    def process_message(self, msg: dict[str, Any], cell: Any, cell_index: int) -> Any:
        """Count what comes before it is kept, also past the streams of Python."""
        self.put_out += _MESSAGE + len(json.dumps(msg["content"], default=str)) + sum(map(len, msg.get("buffers", ())))
        if self.put_out > LARGEST_CELL:
            # That it is dead is found out within a second, and ends the cell.
            self.ended = self.ended or asyncio.ensure_future(self.km.shutdown_kernel(now=True))
            raise CellExecutionComplete
        return super().process_message(msg, cell, cell_index)

    async def failure(self, cell: Any, index: int) -> Text | None:
        """Run a cell, and say what went wrong."""
        self.put_out, wrong = 0, None
        try:
            await self.async_execute_cell(cell, index)
        except CellExecutionError as error:
            said = _told(f"{error.ename}: {error.evalue}")
            wrong = _TOO_MUCH if error.ename == TooMuch.__name__ else Text(said, said)
        except CellTimeoutError:
            zh, en = f"超过 {LONGEST_CELL} 秒仍未结束", f"is not done after {LONGEST_CELL} seconds"
            if monotonic() >= self.end:
                zh, en = f"整个笔记本超过 {LONGEST_RUN} 秒", f"the notebook is not done after {LONGEST_RUN} seconds"
            wrong = Text(f"{zh}；请少算些", f"{en}; let it do less")
        except DeadKernelError as error:
            said = self.last_words(error)
            wrong = Text(f"内核终止了（{said}）", f"the kernel died ({said})")
        except Exception as error:
            said = _told(f"{type(error).__name__}: {error}".split("\n")[0])
            wrong = Text(f"输出无法保存（{said}）", f"puts out what cannot be stored ({said})")
        else:
            for output in cell.outputs:
                if output.get("name") == "stderr":
                    said = _told(_line_of(output.text))
                    zh, en = f"写了标准错误，不能保存：{said}", f"writes to standard error, which is not stored: {said}"
                    wrong = Text(f"{zh}；请消除其原因", f"{en}; mend what it says")
        return _TOO_MUCH if self.ended else wrong

    def last_words(self, error: Exception) -> str:
        """Return the line of what the kernel wrote that says what is wrong; if it wrote nothing, the error."""
        self.grumbling.seek(max(0, self.grumbling.seek(0, os.SEEK_END) - 10_000))
        return _told(_line_of(self.grumbling.read().decode(errors="replace")) or str(error))


@asynccontextmanager
async def kernel(
    path: Path, book: Any, settings: dict[str, str], folder: Path, nest: Nest | None = None
) -> AsyncIterator[_Client]:
    """Start a kernel for a notebook, where it lies, and end it; it writes to `folder` what it has to say."""
    manager = AsyncKernelManager(
        kernel_name="python3",
        # Not one that somebody has put under this name.
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
        connection_file=str(folder / f"kernel-{id(book)}.json"),
    )
    if nest:
        nest.hatch(manager, IMPORTED if any("zreport" in cell.source for cell in book.cells) else ())
    with (folder / f"kernel-{id(book)}.txt").open("w+b") as grumbling:
        client = _Client(book, grumbling, manager)
        try:
            try:
                # What cells write to stderr comes by another way; this is the kernel's own grumbling.
                streams = {"stdout": subprocess.DEVNULL, "stderr": grumbling}
                await client.async_start_new_kernel(
                    cwd=os.path.dirname(os.path.realpath(path)), env=settings, **streams
                )
                await client.async_start_new_kernel_client()
            except Exception as error:
                said, mend = client.last_words(error), f"{sys.executable} -m ipykernel --version"
                zh, en = f"内核无法启动（{said}）；请检查：{mend}", f"its kernel cannot start ({said}); try: {mend}"
                raise NotebookError.about(path, zh, en) from None
            yield client
        finally:
            await (client.ended or manager.shutdown_kernel(now=True))
            if client.kc:
                client.kc.stop_channels()


def _line_of(words: str) -> str:
    """Return the line that says what is wrong, which of a traceback is its last."""
    lines = [line for line in reversed(words.splitlines()) if line.strip() and not line.startswith("[IPKernelApp]")]
    return next((line for line in lines if re.search(r"\w(Error|Exception|Warning)\b", line)), "".join(lines[:1]))


def _told(words: str) -> str:
    """Return words as a part of a sentence: on one line, and not too many."""
    line = printable(" ".join(words[: 2 * _TOLD].split()))
    return line if len(line) <= _TOLD else f"{line[:_TOLD]}…"

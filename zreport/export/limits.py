"""How much of a notebook is read, run and stored; and, in its kernel, what stops a cell that puts out more."""

import sys
import threading
from typing import Any

# In bytes: what is named, a notebook, and a cell with its outputs. Ours have 300,000, 300,000 and 90,000.
LARGEST_FILE, LARGEST_NOTEBOOK, LARGEST_CELL = 200_000_000, 50_000_000, 10_000_000
# Seconds that a cell, and a whole notebook, may take.
LONGEST_CELL, LONGEST_RUN = 600, 1800


class TooMuch(Exception):
    """A cell puts out more than may be stored."""


def load_ipython_extension(shell: Any) -> None:
    """Count what each cell puts out, and refuse it before it is kept anywhere."""
    left = LARGEST_CELL
    stream, session = type(sys.stdout), type(shell.kernel.session)
    write, send = stream.write, session.send

    def begin() -> None:
        nonlocal left
        left = LARGEST_CELL

    def spend(size: int) -> None:
        nonlocal left
        left -= size
        if left < 0 and threading.current_thread() is threading.main_thread():
            raise TooMuch

    def limited_write(self: Any, words: str) -> Any:
        spend(len(words))
        return write(self, words)

    def limited_send(self: Any, to: Any, message: Any, *more: Any, **named: Any) -> Any:
        # What is shown comes whole; the kernel's own replies are let through.
        if isinstance(message, dict) and (shown := message["content"].get("data")):
            spend(sum(len(str(one)) for one in shown.values()))
        return send(self, to, message, *more, **named)

    stream.write, session.send = limited_write, limited_send
    shell.events.register("pre_execute", begin)

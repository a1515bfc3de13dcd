"""Kernels forked off a process that has imported what notebooks import; as any other where there is no such fork.

Each is a process of its own, with its own streams and threads, in which nothing has run yet. They come from one
process only where they would have begun alike: with the same program, environment and folder.
"""

import builtins
import contextlib
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module
from types import SimpleNamespace
from typing import Any, Self

# Elsewhere there is no handle on a process that is not one's child, or a fork breaks what a system's libraries hold.
FORKS = sys.platform == "linux" and hasattr(os, "pidfd_open")
# What notebooks about reports import, or load to draw.
IMPORTED = ("pandas", "zreport.export.warm")
# Python may take as long to import them on a machine that is busy.
_SECONDS = 120


class _Process:
    """A process that is no child of this one, as `subprocess.Popen` has it."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int):
        self.pid, self.returncode = pid, None
        self._handle = os.pidfd_open(pid)

    def poll(self) -> int | None:
        if self.returncode is None and select.select([self._handle], [], [], 0)[0]:
            os.close(self._handle)
            self.returncode = 1
        return self.returncode

    def wait(self) -> int | None:
        if self.returncode is None:
            select.select([self._handle], [], [])
        return self.poll()

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            signal.pidfd_send_signal(self._handle, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    terminate = kill


class Nest:
    """The processes that kernels come from, which end with it, or with this process, and their kernels with them."""

    def __init__(self) -> None:
        self._parents: dict[tuple, tuple[socket.socket, subprocess.Popen]] = {}

    def hatch(self, manager: Any, imported: Sequence[str] = IMPORTED) -> None:
        """Let a manager start its kernel from here, once its parent has `imported` modules."""
        if not FORKS:
            return
        from jupyter_client.provisioning import LocalProvisioner

        nest = self

        class Provisioner(LocalProvisioner):
            async def launch_kernel(self, cmd: list[str], **how: Any) -> dict:
                self.process = nest._forked(cmd, imported, **self._scrub_kwargs(how))
                # Such a process leads a group of its own.
                self.pid = self.pgid = self.process.pid
                self.cwd = how.get("cwd")
                return self.connection_info

        manager.provisioner = Provisioner(kernel_id="", kernel_spec=manager.kernel_spec, parent=manager)

    def _forked(
        self,
        cmd: list[str],
        imported: Sequence[str],
        env: dict[str, str],
        cwd: str | None = None,
        stdout: Any = None,
        stderr: Any = None,
    ) -> _Process:
        begin = cmd.index("-m")
        key = (*cmd[:begin], cwd, *sorted(env.items()))
        with open(os.devnull, "r+b", buffering=0) as null:
            out, grumbling = (null if given == subprocess.DEVNULL else given for given in (stdout or 1, stderr or 2))
            if key not in self._parents:
                here, there = socket.socketpair()
                how = {"env": env, "cwd": cwd, "stdin": null, "stdout": out, "stderr": grumbling}
                with there:
                    command = [*cmd[:begin], "-m", __name__, str(there.fileno())]
                    parent = subprocess.Popen(command, pass_fds=[there.fileno()], start_new_session=True, **how)
                here.settimeout(_SECONDS)
                self._parents[key] = here, parent
            talk, request = self._parents[key][0], json.dumps([cmd[begin + 2 :], imported]).encode()
            numbers = [stream if isinstance(stream, int) else stream.fileno() for stream in (out, grumbling)]
            try:
                socket.send_fds(talk, [request], numbers)
                return _Process(int(talk.recv(20)))
            except (OSError, ValueError):
                # It has ended. The next kernel gets another.
                self._parents.pop(key)[0].close()
                raise ChildProcessError("no process to fork a kernel from") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for talk, process in self._parents.values():
            talk.close()
            process.wait()
        self._parents.clear()


def _kernel(parent: socket.socket) -> list[str] | None:
    """Fork kernels as they are asked for; return, in each, its arguments, and None once nobody asks any more."""
    while True:
        request, streams, _, _ = socket.recv_fds(parent, 1 << 16, 2)
        if not request:
            return None
        arguments, imported = json.loads(request)
        _imports(imported)
        gc.freeze()
        if not os.fork():
            break
        for stream in streams:
            os.close(stream)
        # Those that have ended.
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
    os.setsid()
    for place, stream in enumerate(streams, start=1):
        os.dup2(stream, place)
        os.close(stream)
    if random := sys.modules.get("numpy.random"):
        random.seed()
    parent.send(str(os.getpid()).encode())
    parent.close()
    return arguments


def _imports(names: Sequence[str]) -> None:
    """Import modules as a cell would: from its folder first, and in a kernel, of which pandas asks as it is loaded."""
    sys.path.insert(0, "")
    builtins.get_ipython = lambda: SimpleNamespace(kernel=True)
    for name in names:
        # A cell that needs it says what is wrong.
        with contextlib.suppress(Exception):
            import_module(name)
    del builtins.get_ipython
    sys.path.remove("")


def _main() -> None:
    """Fork kernels for whoever is at the other end of a socket; each goes on from here as one that was started."""
    del sys.path[0]
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    from ipykernel import kernelapp

    arguments = _kernel(socket.socket(fileno=int(sys.argv[1])))
    if arguments is not None:
        sys.argv[1:] = arguments
        kernelapp.launch_new_instance()


if __name__ == "__main__":
    _main()

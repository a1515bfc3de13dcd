"""Run a command; an error that a user can mend is one line, without a traceback."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence

from zreport.cli import commands, corpus, drafts
from zreport.cli.parser import CommandParser, known, show, tell

_ABOUT = """\
用法 usage: zreport [--debug] COMMAND …

政府工作报告的数据、图表与幻灯片。 Government work reports as data, charts and slides.

命令 commands:
{commands}

选项与例子 options and examples: zreport COMMAND --help；完整错误 full tracebacks: --debug
"""
_NAMES = (
    "check",
    "describe",
    "tables",
    "new",
    "draft",
    "scan",
    "review",
    "read",
    "notebook",
    "run",
    "export",
    "diff",
    "build",
    "lab",
)
_MADE = vars(commands) | vars(drafts) | vars(corpus)
COMMANDS = {name: _MADE[f"_{name}"] for name in _NAMES}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; errors that a user can mend are one line each, without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    # No command opens a window, or dates what it writes: what these say would be an error at most.
    for name in ("MPLBACKEND", "SOURCE_DATE_EPOCH"):
        os.environ.pop(name, None)
    words = list(sys.argv[1:] if arguments is None else arguments)
    # Errors are told in the language asked for, be the rest of the call understood or not.
    asked = re.findall(r"--lang[ =](\S+)", " ".join(words)) or [os.environ.get("ZREPORT_LANG")]
    lang = "en" if asked[-1] == "en" else "zh"
    try:
        status = _called(words[words[:1] == ["--debug"] :])
        sys.stdout.flush()
        sys.exit(status or 0)
    except KeyboardInterrupt:
        tell(lang, "已中断；没有写到一半的文件", "Interrupted; no file is half-written", sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        # Who reads has had enough, as `head` has. Else Python would try again, and complain, at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except Exception as error:
        from zreport.faults import ReportError

        if "--debug" in words:
            raise
        if isinstance(error, ReportError):
            show(error.words[lang], file=sys.stderr)
            sys.exit(getattr(error, "status", 1))
        said = " ".join(f"{type(error).__name__}: {error}".split())[:500]
        zh, en = f"意外的错误（{said}）；请加 --debug 查看", f"an unforeseen error ({said}); see it with --debug"
        tell(lang, zh, en, sys.stderr)
        sys.exit(70)


def _called(words: Sequence[str]) -> int | None:
    if not words or words[0] in ("-h", "--help"):
        lines = (f"  {name:<10}{made.__doc__.splitlines()[0]}" for name, made in COMMANDS.items())
        print(_ABOUT.format(commands="\n".join(lines)), end="")
        return 0 if words else 2
    command = COMMANDS[known("zreport", COMMANDS, words[0])]
    return command(CommandParser(words[0], command.__doc__, words[1:]))

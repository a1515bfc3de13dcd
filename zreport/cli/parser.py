"""What reads the words of a command, and how it answers: in the language asked for, in one line."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TextIO

# What argparse says of wrong words.
_ZH = (
    ("unrecognized arguments", "不认识"),
    ("the following arguments are required", "缺少"),
    ("argument ", ""),
    ("expected one argument", "要有一个值"),
)
# Arguments of several commands.
FOLDER: dict[str, Any] = {"nargs": "?", "type": Path, "metavar": "FOLDER", "help": "数据文件夹 data folder"}
FORCE: dict[str, Any] = {"action": "store_true", "help": "覆盖别人改过的文件 overwrite what others changed"}


class CommandParser(argparse.ArgumentParser):
    """What reads the words of a command; an error is one line, and says what is accepted."""

    def __init__(self, name: str, about: str, words: Sequence[str]):
        first, *examples = [line.strip() for line in about.splitlines() if line.strip()]
        epilog = "\n  ".join(["例 examples:", *examples])
        plain = argparse.RawDescriptionHelpFormatter
        super().__init__(f"zreport {name}", None, first, epilog, formatter_class=plain, allow_abbrev=False)
        self.words = words

    __call__ = argparse.ArgumentParser.add_argument

    def read(self, others: bool = False) -> argparse.Namespace:
        """Return the options, with the language settled; with all `others` too, if they may be there."""
        from zreport.language import LANGUAGES, VARIABLE

        those = "|".join(LANGUAGES)
        self("--lang", type=partial(known, "--lang", LANGUAGES), metavar=those, help=f"语言 language ({VARIABLE}, zh)")
        if others:
            options, options.others = self.parse_known_args(self.words)
        else:
            self("--debug", action="store_true", help="显示完整错误 show full tracebacks")
            options = self.parse_intermixed_args(self.words)
        options.lang = options.lang or known(VARIABLE, LANGUAGES, os.environ.get(VARIABLE) or LANGUAGES[0], 1)
        return options

    def error(self, message: str) -> Any:
        """Say in both languages what is wrong with the words of a command."""
        usage = " ".join(self.format_usage().split()[1:])
        zh = message
        for theirs, ours in _ZH:
            zh = zh.replace(theirs, ours)
        raise usage_error(f"{zh}；用法：{usage}", f"{message}; usage: {usage}", status=2)


def show(*lines: object, file: TextIO | None = None) -> None:
    """Print lines without what a terminal would obey; of a path not even the line ends."""
    from zreport.faults import printable

    told = (printable(str(one), "" if isinstance(one, os.PathLike) else "\n\t") for one in lines)
    print(*told, sep="\n", file=file)


def tell(lang: str, zh: str, en: str, file: TextIO | None = None) -> None:
    """Print a sentence in a language."""
    show(zh if lang == "zh" else en, file=file)


def usage_error(zh: str, en: str, status: int = 1) -> Exception:
    """Return an error that a user can mend, and the status that it exits with."""
    from zreport.faults import ReportError
    from zreport.language import Text

    error = ReportError(Text(zh, en))
    error.status = status
    return error


def known(what: str, known: Iterable[str], word: str, status: int = 2) -> str:
    """Return a word if it is known; else the error says those that are."""
    if word not in known:
        those = " | ".join(known)
        raise usage_error(f"{what} {word}：可选 {those}", f"{what} {word}: choose from {those}", status)
    return word


def joined(words: Sequence[str], formats: Iterable[str]) -> list[str]:
    """Let ``--format svg png`` name several formats, as ``--format svg,png`` does."""
    joined: list[str] = []
    for word in words:
        if joined[-2:-1] == ["--format"] and word in formats:
            joined[-1] += f",{word}"
        else:
            joined.append(word)
    return joined

"""The command line: ``zreport check | describe | tables | run | export | diff | build | lab``.

A command is a function: it says what it accepts, reads its options and does what it does. Its
docstring is its help. What it needs is imported when it is called, so that help is there at once.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TextIO

_ABOUT = """\
用法 usage: zreport [--debug] COMMAND …

政府工作报告的数据、图表与幻灯片。 Government work reports as data, charts and slides.

命令 commands:
{commands}

选项与例子 options and examples: zreport COMMAND --help；完整错误 full tracebacks: --debug
"""
# What argparse says of wrong words.
_ZH = (
    ("unrecognized arguments", "不认识"),
    ("the following arguments are required", "缺少"),
    ("argument ", ""),
    ("expected one argument", "要有一个值"),
)
# Arguments of several commands.
_FOLDER: dict[str, Any] = {"nargs": "?", "type": Path, "metavar": "FOLDER", "help": "数据文件夹 data folder"}
_FORCE: dict[str, Any] = {"action": "store_true", "help": "覆盖别人改过的文件 overwrite what others changed"}


def _check(accept: _Parser) -> int:
    """核对数据与原文；有错误则退出码为1。 Prove the data from the report's own words; exits 1 if there is a fault.

    zreport check my-data --lang en
    zreport check --open
    zreport check --format github
    zreport check --explain cell-differs
    """
    from zreport.proof.reporters import REPORTERS, listing

    accept("folder", **_FOLDER)
    form = {"type": partial(_known, "--format", REPORTERS), "default": REPORTERS[0], "metavar": "FORMAT"}
    accept("--format", help=f"{' | '.join(REPORTERS)} (github: 在行上标注 annotates lines)", **form)
    accept("--full", action="store_true", help="另用 Frictionless 核对 by Frictionless as well")
    accept("--open", action="store_true", help="列出草稿中未核的行 list the rows of drafts that nobody has looked at")
    accept("--explain", metavar="CODE", help="解释一种错误 explain a kind of fault")
    options = accept.read()
    from zreport.faults import explain
    from zreport.page import font
    from zreport.proof.check import examine
    from zreport.proof.notes import notes
    from zreport.tables.package import data_folder

    if options.explain:
        _print(explain(options.explain, options.lang))
        return 0
    folder = options.folder or data_folder()
    faults, drafts = examine(folder, full=options.full)
    width = os.get_terminal_size(sys.stderr.fileno()).columns if sys.stderr.isatty() else None
    more = (notes(folder, font.missing), drafts, options.open)
    told = listing(faults, options.format, folder, width, options.lang, *more)
    _print(told, file=sys.stderr if faults and options.format not in ("json", "github") else sys.stdout)
    return int(bool(faults))


def _describe(accept: _Parser) -> None:
    """按文件夹的内容重写 datapackage.json。 Write datapackage.json anew from what the folder holds.

    zreport describe
    zreport describe my-data
    """
    accept("folder", **_FOLDER)
    options = accept.read()
    from zreport.files import write
    from zreport.tables.describe import DESCRIPTION, describe
    from zreport.tables.package import data_folder

    folder = options.folder or data_folder()
    _print(write(folder / DESCRIPTION, describe(folder)))


def _tables(accept: _Parser) -> None:
    """把各表写成一个 Excel 工作簿。 Write all tables as a workbook for Excel.

    zreport tables
    zreport tables my-data -o my-tables.xlsx
    """
    accept("folder", **_FOLDER)
    accept("-o", "--output", type=Path, default=Path("out/tables.xlsx"), metavar="FILE", help="out/tables.xlsx")
    accept("--force", **_FORCE)
    options = accept.read()
    from zreport.export.export import export_tables
    from zreport.tables.package import data_folder

    _print(export_tables(options.folder or data_folder(), options.output, force=options.force))


def _run(accept: _Parser) -> None:
    """并行运行笔记本，并以规范形式保存。 Run notebooks side by side and store them in normal form.

    zreport run
    zreport run notebooks/02_growth.ipynb --lang en
    """
    accept("notebooks", nargs="*", metavar="NOTEBOOK", help="笔记本 notebooks (notebooks/*.ipynb)")
    options = accept.read()
    from zreport.export.notebook import named_notebooks
    from zreport.export.progress import bars
    from zreport.export.run import run

    paths = named_notebooks(options.notebooks)
    with bars() as progress:
        changed = run(paths, options.lang, progress)
    for path in changed:
        _tell(options.lang, f"已更新 {path}", f"updated {path}")
    if not changed:
        count = len(paths)
        _tell(options.lang, f"{count} 个笔记本已运行，输出无变化", f"{count} notebooks ran; no output changed")


def _export(accept: _Parser) -> None:
    """由已保存的输出生成幻灯片、工作簿、PDF、图片、网页。 Make decks, workbooks, prints, pictures, pages; nothing is run.

    zreport export notebooks/*.ipynb -o out/brief.pptx --lang zh
    zreport export notebooks/briefing.md -o brief.pptx --template company.potx
    zreport export --only average-growth -o growth.svg --size half
    zreport export notebooks/*.ipynb -o out/charts/ --format svg png
    zreport export notebooks/*.ipynb --into theirs.pptx
    """
    from zreport.charts.backends import BACKENDS
    from zreport.page.size import RATIOS, SIZES

    accept("notebooks", nargs="*", metavar="NOTEBOOK", help="笔记本或提纲 or an outline.md (notebooks/*.ipynb)")
    whither = "brief.pptx .xlsx .pdf；单张图 one chart: growth.svg .png .html .json；文件夹 a folder"
    accept("-o", "--output", type=Path, metavar="FILE", help=whither)
    one = partial(_known, "--format", BACKENDS)
    form = {"type": lambda names: [one(name) for name in names.split(",")], "action": "extend", "default": []}
    accept("--format", metavar="FORMAT …", help=" | ".join(BACKENDS), **form)
    accept("--only", default="", metavar="NAME,…", help="只取这些（名称的一部分） these alone: parts of names")
    accept("--template", type=Path, metavar="FILE", help="公司模板 a template: company.pptx | .potx")
    sizes = f"幻灯片 of a deck: {' | '.join(RATIOS)}; 单张图 of one chart: {' | '.join(SIZES)}"
    accept("--size", metavar="SIZE", help=sizes)
    accept("--into", type=Path, metavar="FILE", help="更新这份幻灯片里的图 renew the charts in this deck (-o: a copy)")
    accept("--force", **_FORCE)
    accept.words = _joined(accept.words, BACKENDS)
    options = accept.read()
    from zreport.export.export import export, renew
    from zreport.export.notebook import named_notebooks
    from zreport.export.progress import bars

    paths = named_notebooks(options.notebooks)
    if options.into:
        if options.only or options.template or options.format or options.size:
            raise _error(
                "--into 只更新图表，不与 --only、--template、--format、--size 同用",
                "--into renews charts where they are: without --only, --template, --format, --size",
            )
        done = renew(paths, options.into, options.output, force=options.force)
        _print(options.output or options.into, *done.summary(options.lang))
        return
    only = [part.strip() for part in options.only.split(",") if part.strip()]
    what = {"only": only, "template": options.template, "size": options.size, "force": options.force}
    to = options.output or Path("out/brief.pptx")
    with bars() as progress:
        made = export(paths, to, options.lang, options.format, progress, **what)
    _print(*made)


def _diff(accept: _Parser) -> int:
    """两份幻灯片里哪些数字变了；有变化退出码为1，有读不出的为2。 Say which figures differ; exits 1, or 2 if some are unread.

    zreport diff last-year.pptx this-year.pptx
    """
    accept("older", type=Path, metavar="OLD.pptx", help="旧 the older deck")
    accept("newer", type=Path, metavar="NEW.pptx", help="新 the newer deck")
    options = accept.read()
    from zreport.export.notebook import bytes_of
    from zreport.office.slides.diff import changes

    found = changes(*((bytes_of(path), str(path)) for path in (options.older, options.newer)))
    for change in found:
        _print(change.sentence(options.lang))
    if not found:
        _tell(options.lang, "数字相同", "the figures are the same")
    return 2 if any(change.unread for change in found) else int(bool(found))


def _build(accept: _Parser) -> None:
    """核对、运行、导出。 Check, run and export everything.

    zreport build
    zreport build -o out --lang en
    """
    accept("-o", "--output", type=Path, default=Path("out"), metavar="FOLDER", help="输出文件夹 output folder (out)")
    options = accept.read()
    from zreport.export.build import build, summary
    from zreport.export.notebook import named_notebooks
    from zreport.export.progress import bars

    with bars() as progress:
        made = build(named_notebooks([]), options.output, options.lang, progress)
    _print(*summary(options.output, made, options.lang))


def _lab(accept: _Parser) -> None:
    """打开 JupyterLab（自带中文字体）；其他选项交给它。 Open JupyterLab, with a Chinese font; it gets all other options.

    zreport lab
    zreport lab --no-browser --port 8899
    """
    options = accept.read(others=True)
    from zreport.export.lab import launch
    from zreport.export.notebook import named_notebooks

    if not any(word.endswith(".ipynb") for word in options.others):
        options.others += map(str, named_notebooks([])[:1])
    launch(options.others, options.lang)


COMMANDS = {made.__name__[1:]: made for made in (_check, _describe, _tables, _run, _export, _diff, _build, _lab)}


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
        _tell(lang, "已中断；没有写到一半的文件", "Interrupted; no file is half-written", sys.stderr)
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
            _print(error.words[lang], file=sys.stderr)
            sys.exit(getattr(error, "status", 1))
        said = " ".join(f"{type(error).__name__}: {error}".split())[:500]
        zh, en = f"意外的错误（{said}）；请加 --debug 查看", f"an unforeseen error ({said}); see it with --debug"
        _tell(lang, zh, en, sys.stderr)
        sys.exit(70)


def _called(words: Sequence[str]) -> int | None:
    if not words or words[0] in ("-h", "--help"):
        lines = (f"  {name:<10}{made.__doc__.splitlines()[0]}" for name, made in COMMANDS.items())
        print(_ABOUT.format(commands="\n".join(lines)), end="")
        return 0 if words else 2
    command = COMMANDS[_known("zreport", COMMANDS, words[0])]
    return command(_Parser(words[0], command.__doc__, words[1:]))


class _Parser(argparse.ArgumentParser):
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
        self("--lang", type=partial(_known, "--lang", LANGUAGES), metavar=those, help=f"语言 language ({VARIABLE}, zh)")
        if others:
            options, options.others = self.parse_known_args(self.words)
        else:
            self("--debug", action="store_true", help="显示完整错误 show full tracebacks")
            options = self.parse_intermixed_args(self.words)
        options.lang = options.lang or _known(VARIABLE, LANGUAGES, os.environ.get(VARIABLE) or LANGUAGES[0], 1)
        return options

    def error(self, message: str) -> Any:
        usage = " ".join(self.format_usage().split()[1:])
        zh = message
        for theirs, ours in _ZH:
            zh = zh.replace(theirs, ours)
        raise _error(f"{zh}；用法：{usage}", f"{message}; usage: {usage}", status=2)


def _print(*lines: object, file: TextIO | None = None) -> None:
    """Print lines without what a terminal would obey; of a path not even the line ends."""
    from zreport.faults import printable

    told = (printable(str(one), "" if isinstance(one, os.PathLike) else "\n\t") for one in lines)
    print(*told, sep="\n", file=file)


def _tell(lang: str, zh: str, en: str, file: TextIO | None = None) -> None:
    _print(zh if lang == "zh" else en, file=file)


def _error(zh: str, en: str, status: int = 1) -> Exception:
    from zreport.faults import ReportError
    from zreport.language import Text

    error = ReportError(Text(zh, en))
    error.status = status
    return error


def _known(what: str, known: Iterable[str], word: str, status: int = 2) -> str:
    """Return a word if it is known; else the error says those that are."""
    if word not in known:
        those = " | ".join(known)
        raise _error(f"{what} {word}：可选 {those}", f"{what} {word}: choose from {those}", status)
    return word


def _joined(words: Sequence[str], formats: Iterable[str]) -> list[str]:
    """Let ``--format svg png`` name several formats, as ``--format svg,png`` does."""
    joined: list[str] = []
    for word in words:
        if joined[-2:-1] == ["--format"] and word in formats:
            joined[-1] += f",{word}"
        else:
            joined.append(word)
    return joined

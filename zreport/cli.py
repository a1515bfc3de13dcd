"""The command line: ``zreport check | run | export | copy | diff | build | lab``."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from zreport.charts.backends import BACKENDS
from zreport.faults import ReportError
from zreport.language import LANGUAGES, VARIABLE, language
from zreport.proof.listing import FORMATS as LISTINGS
from zreport.proof.listing import listing

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="政府工作报告的数据、图表与幻灯片。 Government work reports as data, charts and slides.",
)
_DEBUG = {"on": False}

Lang = Annotated[
    str | None, typer.Option("--lang", help="语言 language: zh | en [dim](ZREPORT_LANG, zh)[/dim]", metavar="zh|en")
]
Notebooks = Annotated[
    list[str] | None, typer.Argument(help="笔记本 notebooks [dim](notebooks/*.ipynb)[/dim]", show_default=False)
]


@app.callback()
def _options(debug: Annotated[bool, typer.Option("--debug", help="显示完整错误 show full tracebacks")] = False) -> None:
    _DEBUG["on"] = debug


@app.command(epilog="例 Examples:  zreport check  |  zreport check my-data --lang en  |  zreport check --format github")
def check(
    folder: Annotated[Path | None, typer.Argument(help="数据文件夹 data folder", show_default=False)] = None,
    lang: Lang = None,
    form: Annotated[str, typer.Option("--format", help=" | ".join(LISTINGS), metavar="FORMAT")] = LISTINGS[0],
) -> None:
    """核对数据与原文。 Prove the data from the report's own words."""
    _speak(lang)
    if form not in LISTINGS:
        raise ReportError(f"--format {form}: {' | '.join(LISTINGS)}")
    from zreport.proof.check import check as find
    from zreport.tables.package import data_folder

    place = folder or data_folder()
    with _busy(_say("核对数据", "Checking the data")):
        faults = find(place)
    width = _err().width if sys.stderr.isatty() else None
    told = listing(faults, form, place, width)
    if form in ("json", "github"):
        print(told)
    elif faults:
        _err().print(told, style="red", markup=False, highlight=False, soft_wrap=True)
    else:
        sound = _say(f"数据无误：{place}", f"The data are sound: {place}")
        _out().print(sound, highlight=False, soft_wrap=True)
    if faults:
        raise typer.Exit(1)


@app.command(epilog="例 Examples:  zreport run  |  zreport run notebooks/02_growth.ipynb --lang en")
def run(notebooks: Notebooks = None, lang: Lang = None) -> None:
    """并行运行笔记本，并以规范形式保存。 Run notebooks side by side and store them in normal form."""
    paths = _notebooks(notebooks)
    changed = _run(paths, _speak(lang))
    for path in changed:
        _out().print(_say(f"已更新 {path}", f"updated {path}"), highlight=False, soft_wrap=True)
    if not changed:
        _out().print(_say(f"{len(paths)} 个笔记本已运行，输出无变化", f"{len(paths)} notebooks ran; no output changed"))


@app.command(
    epilog="例 Examples:  zreport export notebooks/*.ipynb -o out/brief.pptx --lang zh  |  "
    "zreport export notebooks/briefing.md -o brief.pptx --template company.potx  |  "
    "zreport export notebooks/*.ipynb --into theirs.pptx  |  "
    "zreport export notebooks/*.ipynb -o out/charts/ --format svg png"
)
def export(
    notebooks: Notebooks = None,
    to: Annotated[
        Path, typer.Option("-o", "--output", help="brief.pptx、brief.xlsx、brief.pdf 或文件夹 or a folder")
    ] = Path("out/brief.pptx"),
    lang: Lang = None,
    form: Annotated[
        list[str] | None, typer.Option("--format", help=" | ".join(BACKENDS), metavar="FORMAT …", show_default=False)
    ] = None,
    only: Annotated[
        str | None, typer.Option("--only", help="只取这些 these alone: growth,targets", metavar="NAME,…")
    ] = None,
    template: Annotated[
        Path | None, typer.Option("--template", help="公司模板 a template: company.pptx | .potx")
    ] = None,
    size: Annotated[str, typer.Option("--size", help="16:9 | 4:3")] = "16:9",
    into: Annotated[
        Path | None, typer.Option("--into", help="更新这份幻灯片里的图 renew the charts in this deck")
    ] = None,
) -> None:
    """由已保存的输出生成幻灯片、工作簿、PDF、图片、网页，不重新运行。 Make decks, workbooks, prints, pictures or pages from stored outputs."""
    from zreport.export.export import Choice, renew

    spoken = _speak(lang)
    paths = _notebooks(notebooks)
    if into:
        if only or template or form:
            raise ReportError(
                _say(
                    "--into 只更新图表，不与 --only、--template、--format 同用",
                    "--into renews charts where they are: without --only, --template, --format",
                )
            )
        with _busy(_say("更新图表", "Renewing the charts")):
            done = renew(paths, into)
        for line in (str(into), *done.told(spoken)):
            _out().print(line, highlight=False, soft_wrap=True, markup=False)
        return
    parts = tuple(part.strip() for part in (only or "").split(",") if part.strip())
    choice = Choice(parts, template, size)
    for path in _export(paths, to, spoken, tuple(form or ()), choice):
        _out().print(str(path), highlight=False, soft_wrap=True)


@app.command(epilog="例 Examples:  zreport copy average-growth  |  zreport copy average-growth -o growth.svg --lang en")
def copy(
    name: Annotated[str, typer.Argument(help="图表名称的一部分 a part of a chart's name")],
    notebooks: Notebooks = None,
    to: Annotated[
        Path | None, typer.Option("-o", "--output", help="文件 a file: .png .svg .pdf .pptx .xlsx .html")
    ] = None,
    lang: Lang = None,
    size: Annotated[str, typer.Option("--size", help="slide | half | column | phone")] = "slide",
) -> None:
    """把一张图放到剪贴板或文件。 Put one chart on the clipboard, or into a file."""
    from zreport.export.export import one

    spoken = _speak(lang)
    found = one(_notebooks(notebooks), name)
    if to:
        found.chart.save(to, spoken, size)
        return _out().print(str(to), highlight=False, soft_wrap=True)
    from zreport.charts.backends import draw
    from zreport.export import clipboard

    clipboard.copy(draw(found.chart, "png", spoken, size))
    _out().print(_say(f"已复制 {found.name}", f"copied {found.name}"), highlight=False)


@app.command(epilog="例 Examples:  zreport diff last-year.pptx this-year.pptx")
def diff(
    first: Annotated[Path, typer.Argument(help="旧 older.pptx")],
    second: Annotated[Path, typer.Argument(help="新 newer.pptx")],
    lang: Lang = None,
) -> None:
    """两份幻灯片里哪些数字变了；有变化则退出码为1。 Say which figures differ between two decks; exits 1 if any do."""
    spoken = _speak(lang)
    from zreport.export.export import content
    from zreport.office.slides.diff import changes

    found = changes(*((content(path), str(path)) for path in (first, second)))
    for change in found:
        _out().print(change.told(spoken), highlight=False, soft_wrap=True, markup=False)
    if found:
        raise typer.Exit(1)
    _out().print(_say("数字相同", "the figures are the same"), highlight=False)


@app.command(epilog="例 Examples:  zreport build  |  zreport build -o out --lang en")
def build(
    to: Annotated[Path, typer.Option("-o", "--output", help="输出文件夹 output folder")] = Path("out"),
    lang: Lang = None,
    force: Annotated[bool, typer.Option("--force", help="无变化也重做 even if nothing changed")] = False,
) -> None:
    """核对、运行、导出；无变化则不做。 Check, run and export; nothing when nothing changed."""
    from zreport.export import build as plan
    from zreport.faults import DataError
    from zreport.tables.package import data_folder

    spoken = _speak(lang)
    paths = _notebooks(None)
    inputs = [data_folder(), paths[0].parent, Path(__file__).parent]
    made = [] if force else plan.finished(to, plan.state(inputs, spoken))
    if made:
        return _tell(to, made, _say("没有变化，已是最新：", "Nothing changed; up to date:"))
    from zreport.proof.check import check as find

    with _busy(_say("核对数据", "Checking the data")):
        faults = find()
    if faults:
        raise DataError(faults)
    # Notebooks are stored in one language; what is exported from them can be in either.
    _run(paths, LANGUAGES[0])
    outline = paths[0].parent / "briefing.md"
    brief = [outline] if outline.is_file() else paths
    for sources, target, formats in (
        (brief, to / "brief.pptx", ()),
        (brief, to / "brief.pdf", ()),
        (paths, to / "all.pptx", ()),
        (paths, to / "all.xlsx", ()),
        (paths, to / "charts", ()),
        (paths, to / "notebooks", ("html",)),
    ):
        made += _export(sources, target, spoken, formats)
    plan.finish(to, plan.state(inputs, spoken), made)
    _tell(to, made, _say("已生成：", "Made:"))


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    epilog="例 Examples:  zreport lab  |  zreport lab --no-browser --port 8899",
)
def lab(context: typer.Context, lang: Lang = None) -> None:
    """打开 JupyterLab（自带中文字体）。 Open JupyterLab, with a Chinese font of its own."""
    _speak(lang)
    arguments = list(context.args)
    if not any(argument.endswith(".ipynb") for argument in arguments):
        arguments += sorted(glob.glob("notebooks/*.ipynb"))[:1]
    from zreport.export.lab import launch

    launch(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; errors that a user can mend are one line each, without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    words = _spread_formats(sys.argv[1:] if arguments is None else arguments)
    try:
        sys.exit(app(args=words, standalone_mode=False) or 0)
    except ReportError as error:
        if _DEBUG["on"]:
            raise
        _err().print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
    except typer.Exit as stop:
        sys.exit(stop.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        _interrupted()
    except SystemExit as stop:
        # Newer typer turns Ctrl-C into this by itself.
        if stop.code == 130:
            _interrupted()
        raise
    except Exception as error:
        # A wrong option: typer's own errors know how to say what is accepted.
        if not (hasattr(error, "show") and hasattr(error, "exit_code")):
            raise
        error.show()
        sys.exit(error.exit_code)


def _interrupted() -> None:
    _err().print(_say("已中断；没有写到一半的文件", "Interrupted; no file is half-written"), style="red")
    sys.exit(130)


def _spread_formats(arguments: Sequence[str]) -> list[str]:
    """Let ``--format svg png`` name several formats, as ``--format svg --format png`` does."""
    spread: list[str] = []
    naming = False
    for argument in arguments:
        if argument == "--format":
            naming = True
        elif naming and set(argument.replace(",", " ").split()) <= set(BACKENDS):
            for name in argument.replace(",", " ").split():
                spread += ["--format", name]
        elif naming and spread[-2:-1] != ["--format"]:
            spread += ["--format", argument]
            naming = False
        else:
            naming = False
            spread.append(argument)
    return spread + (["--format"] if naming and spread[-2:-1] != ["--format"] else [])


def _speak(lang: str | None) -> str:
    """Settle the language of this call, for messages and for what is made."""
    if lang is not None and lang not in LANGUAGES:
        raise ReportError(f"--lang {lang}: zh | en")
    try:
        os.environ[VARIABLE] = language(lang)
    except ValueError as error:
        raise ReportError(f"{VARIABLE}: {error}") from None
    return os.environ[VARIABLE]


def _say(zh: str, en: str) -> str:
    return zh if os.environ.get(VARIABLE) != "en" else en


def _out() -> Console:
    return Console()


def _err() -> Console:
    return Console(stderr=True)


def _busy(words: str) -> Any:
    return _err().status(words)


def _bars(unit: str) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(unit),
        TimeElapsedColumn(),
        console=_err(),
        transient=not sys.stderr.isatty(),
    )


def _notebooks(names: Sequence[str] | None) -> list[Path]:
    """Return the notebooks that are named; patterns are expanded, as Windows does not."""
    if not names:
        names = ["notebooks/*.ipynb"]
    found: list[Path] = []
    for name in names:
        matches = sorted(glob.glob(name)) if glob.has_magic(name) else [name]
        if not matches:
            raise ReportError(
                _say(
                    f"{name}：没有这样的笔记本；请在项目文件夹中运行，或写明路径",
                    f"{name}: no such notebook; run this in the project's folder, or name a path",
                )
            )
        found += [Path(match) for match in matches]
    return list(dict.fromkeys(found))


def _run(paths: Sequence[Path], lang: str) -> list[Path]:
    from zreport.export.run import run as execute

    with _bars(_say("单元", "cells")) as bars:
        tasks = {path: bars.add_task(path.name, total=None) for path in paths}
        return execute(paths, lang, lambda path, done, total: bars.update(tasks[path], completed=done, total=total))


def _export(paths: Sequence[Path], to: Path, lang: str, formats: Sequence[str], choice: Any = None) -> list[Path]:
    from zreport.export.export import Choice
    from zreport.export.export import export as hand_over

    with _bars(_say("文件", "files")) as bars:
        task = bars.add_task(str(to), total=None)
        return hand_over(
            paths,
            to,
            lang,
            formats,
            lambda done, total: bars.update(task, completed=done, total=total),
            choice or Choice(),
        )


def _tell(to: Path, made: Sequence[Path], heading: str) -> None:
    """Say what was made and where, a line for each kind of file."""
    out = _out()
    out.print(heading, style="bold")
    groups: dict[str, list[Path]] = {}
    for path in made:
        name = str(path) if path.parent == to else f"{path.parent.as_posix()}/*{path.suffix}"
        groups.setdefault(name, []).append(path)
    for name, files in groups.items():
        count = _say(f"{len(files)} 个", f"{len(files)}") if len(files) > 1 else ""
        size = sum(path.stat().st_size for path in files) / 1000
        out.print(f"  {name}  {count}  {size:,.0f} kB", highlight=False, soft_wrap=True)

"""The command that drafts a folder of texts, and how it shows how far it is."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from zreport.cli.parser import CommandParser, show, tell, usage_error

if TYPE_CHECKING:
    from zreport.corpus.scan import Pace, Scanned

_EVERY = 10  # seconds between lines, where nobody sees a bar
_REASONS = {
    "unreadable": ("读不出", "unreadable"),
    "fragment": ("残篇", "fragment"),
    "joined": ("几份连在一起", "several in one"),
    "no_report": ("不是政府工作报告", "no work report"),
    "no_place": ("地点不明", "place unknown"),
    "no_date": ("日期不明", "day unknown"),
    "place_differs": ("地点不符", "place differs"),
    "date_differs": ("日期不符", "year differs"),
    "duplicate": ("重复", "duplicate"),
    "crashed": ("读时出错", "reading failed"),
}


def _scan(accept: CommandParser) -> int:
    """把一个文件夹的报告读成 Parquet 数据表（草稿）。 Draft every report of a folder into Parquet, partitioned by year.

    zreport scan texts -o rows
    zreport scan texts -o rows --manifest places.csv --workers 4
    zreport scan texts -o rows --scheduler tcp://10.0.0.1:8786
    """
    texts = "文件夹，内有 .txt .docx .html .pdf，可在 .zip 里，或 .csv .xlsx 的一列 texts, also in archives and tables"
    accept("folder", type=Path, metavar="FOLDER", help=texts)
    accept("-o", "--output", type=Path, required=True, metavar="ROWS", help="写到哪个文件夹 folder to write to")
    accept("--manifest", type=Path, metavar="FILE", help="表：file、place、date 或 year a table of these columns")
    accept("--scheduler", default="", metavar="ADDRESS", help="Dask 集群 a cluster: tcp://10.0.0.1:8786")
    accept(
        "--workers",
        type=int,
        metavar="N",
        help="几个进程（每个处理器一个；0：不另开） processes (one for each processor; 0: none besides this one)",
    )
    options = accept.read()
    if options.workers is not None and options.workers < 0:
        raise usage_error(f"--workers {options.workers}：不能是负数", f"--workers {options.workers}: less than none", 2)
    _require_extra()
    from zreport.corpus.scan import scan

    try:
        with _progress(options.lang) as progress:
            made = scan(options.folder, options.output, options.manifest, options.scheduler, options.workers, progress)
    except KeyboardInterrupt:
        zh = "已中断；已读好的都还在，再运行一次即可接着做"
        tell(
            options.lang, zh, "Interrupted; what was read is kept, and the same command goes on from there", sys.stderr
        )
        return 130
    show(*_summary(made, options.lang))
    return 0


def _require_extra() -> None:
    """Say how to install what a scan needs besides, if it is missing."""
    try:
        import dask.config  # noqa: F401
        import distributed  # noqa: F401
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        zh = f'zreport scan 还要安装（缺 {error.name}）：pip install "zreport[corpus]"'
        en = f'zreport scan needs more packages ({error.name} is missing): pip install "zreport[corpus]"'
        raise usage_error(zh, en) from None


@contextlib.contextmanager
def _progress(lang: str) -> Iterator[Callable[[Pace], None]]:
    """Give what draws a bar, or prints a line now and then if nobody would see one."""
    if sys.stderr.isatty():
        from rich import progress as rich
        from rich.console import Console

        columns = (rich.TextColumn("{task.description}"), rich.BarColumn(), rich.MofNCompleteColumn())
        with rich.Progress(*columns, rich.TextColumn("{task.fields[rate]}"), console=Console(stderr=True)) as drawn:
            bar = drawn.add_task("", total=None, rate="")
            yield lambda known: drawn.update(
                bar, completed=known.done, total=known.total, rate=_rate(known, lang), description=_stage(known, lang)
            )
        return
    told = [time.monotonic()]

    def line(known: Pace) -> None:
        if known.assembling or time.monotonic() - told[0] >= _EVERY:
            told[0] = time.monotonic()
            show(f"{_stage(known, lang)} {known.done}/{known.total} {_rate(known, lang)}", file=sys.stderr)

    yield line


def _stage(known: Pace, lang: str) -> str:
    words = ("合并", "putting together") if known.assembling else ("读", "reading")
    return words[lang == "en"]


def _rate(known: Pace, lang: str) -> str:
    if known.left is None or known.assembling:
        return ""
    texts, size = known.rate
    hours, seconds = divmod(round(known.left), 3600)
    left = f"{hours}:{seconds // 60:02d}:{seconds % 60:02d}"
    return (
        f"{texts:.1f} 份/秒 {size:.2f} MB/秒 还需 {left}"
        if lang == "zh"
        else f"{texts:.1f}/s {size:.2f} MB/s {left} left"
    )


def _summary(made: Scanned, lang: str) -> list[str]:
    """What was found, in a few lines."""
    english = lang == "en"
    apart = sum(made.rejected.values())
    years = "–".join(map(str, sorted({*made.years[:1], *made.years[-1:]})))
    known = made.texts - made.drafted
    rate = made.drafted / max(made.seconds, 1e-9)
    lines = [one[lang] for one in made.told]
    if english:
        said = f"{made.folder}: {made.accepted} of {made.texts} texts accepted, {made.rows} rows"
        pace, again = f"{made.seconds:.1f} s", f"; {known} were known already"
        pace += f", {rate:.1f} texts/s" * bool(made.drafted)
    else:
        said = f"{made.folder}：{made.texts} 份文本，收 {made.accepted} 份，{made.rows} 行"
        pace, again = f"{made.seconds:.1f} 秒", f"；{known} 份上次已读"
        pace += f"，{rate:.1f} 份/秒" * bool(made.drafted)
    lines += [said + (", " if english else "，") * bool(years) + years, pace + again * bool(known)]
    if apart:
        counts = [f"{_REASONS[reason][english]} {count}" for reason, count in made.rejected.items()]
        file = made.folder / "rejected.parquet"
        zh = f"另放 {apart} 份（{'、'.join(counts)}），见 {file}"
        lines.append(f"{apart} set apart ({', '.join(counts)}): {file}" if english else zh)
    return lines

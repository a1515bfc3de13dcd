"""Everything that is made of a project's notebooks, and what lies beside it from earlier."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path

from zreport.export.export import export, export_tables, keep_others, names_folder
from zreport.export.notebook import NotebookError, Progress, story
from zreport.export.readers import reader_files, write_readers
from zreport.export.run import run
from zreport.faults import ChartError, DataError
from zreport.language import LANGUAGES
from zreport.proof.check import check
from zreport.tables.package import data_folder

_CHARTS, _PAGES = "charts", "notebooks"
_TALL = "brief.png"
_WHOLE = ("brief.pptx", "brief.pdf", _TALL, "all.pptx", "all.xlsx", "tables.xlsx")


def build(notebooks: Sequence[Path], out: Path, lang: str, progress: Progress | None = None) -> list[Path]:
    """Check the data, run the notebooks, export all that is handed over, and return what was made.

    The briefing follows the outline beside the notebooks, if there is one, which is a tall picture too unless its charts
    are too many for that, or one is too large.
    """
    if not names_folder(out):
        raise NotebookError.about(out, "这里写一个文件夹，如 -o out", "name a folder here: -o out")
    if faults := check():
        raise DataError(faults)
    files = reader_files()
    for name in (*_WHOLE, *files.values()):
        keep_others(out / name)
    # Notebooks are stored in one language; what is exported from them can be in either.
    run(notebooks, LANGUAGES[0], progress)
    outline = notebooks[0].parent / "briefing.md"
    brief = [outline] if outline.is_file() else notebooks
    targets = [(brief, "brief.pptx"), (brief, "brief.pdf")]
    targets += [(notebooks, name) for name in ("all.pptx", "all.xlsx", _CHARTS, _PAGES)]
    made = []
    readers = {name: f"../{file}" for name, file in files.items()}
    for sources, name in targets:
        formats = ("html",) if name == _PAGES else ()
        made += export(sources, out / name, lang, formats, progress, readers=readers)
    if outline.is_file():
        # A chart may be too large for a phone, or the charts too many.
        with suppress(ChartError):
            made += export(brief, out / _TALL, lang, progress=progress)
    made += write_readers([story(path) for path in notebooks], out, _PAGES, lang)
    return [*made, export_tables(data_folder(), out / "tables.xlsx")]


def summary(out: Path, made: Collection[Path], lang: str) -> list[str]:
    """Say what was made, a line for each file in `out` and for each kind of files in its folders, and what was not."""
    groups: dict[Path, list[Path]] = {}
    for path in made:
        groups.setdefault(path if path.parent == out else path.parent / f"*{path.suffix}", []).append(path)
    lines = ["已生成：" if lang == "zh" else "Made:"]
    for name, files in groups.items():
        count = f"  × {len(files)}" if len(files) > 1 else ""
        lines.append(f"  {name}{count}  {sum(file.stat().st_size for file in files) / 1000:,.0f} kB")
    if out / _TALL not in made:
        zh, en = (
            "没有提纲 briefing.md，或其中的图太多、太大",
            "there is no outline briefing.md, or its charts are too many or too large",
        )
        lines.append(f"未生成 {_TALL}：{zh}" if lang == "zh" else f"Not made: {_TALL}, as {en}")
    # Files from earlier builds, of charts or reports that are gone, say.
    places = (f"{_CHARTS}/[!.]*", f"{_PAGES}/[!.]*", "reader*.html")
    found = (path for place in places for path in sorted(out.glob(place)))
    if left := ", ".join(str(path) for path in found if path.is_file() and path not in made):
        lines.append(f"不是这次生成的：{left}" if lang == "zh" else f"Not of this build: {left}")
    return lines

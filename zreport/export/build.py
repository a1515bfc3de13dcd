"""Everything that is made of a project's notebooks, and what lies beside it from earlier."""

from collections.abc import Collection, Sequence
from pathlib import Path

from zreport.export.export import export
from zreport.export.notebook import Progress
from zreport.export.run import run
from zreport.faults import DataError
from zreport.language import LANGUAGES
from zreport.proof.check import check

_CHARTS, _PAGES = "charts", "notebooks"


def build(notebooks: Sequence[Path], out: Path, lang: str, progress: Progress | None = None) -> list[Path]:
    """Check the data, run the notebooks, export all that is handed over, and return what was made.

    The briefing follows the outline beside the notebooks, if there is one.
    """
    if faults := check():
        raise DataError(faults)
    # Notebooks are stored in one language; what is exported from them can be in either.
    run(notebooks, LANGUAGES[0], progress)
    outline = notebooks[0].parent / "briefing.md"
    brief = [outline] if outline.is_file() else notebooks
    targets = [(brief, "brief.pptx"), (brief, "brief.pdf")]
    targets += [(notebooks, name) for name in ("all.pptx", "all.xlsx", _CHARTS, _PAGES)]
    made = []
    for sources, name in targets:
        made += export(sources, out / name, lang, ("html",) if name == _PAGES else (), progress)
    return made


def summary(out: Path, made: Sequence[Path]) -> list[str]:
    """Write what was made, a line for each file in `out` and for each kind of files in its folders."""
    groups: dict[Path, list[Path]] = {}
    for path in made:
        groups.setdefault(path if path.parent == out else path.parent / f"*{path.suffix}", []).append(path)
    return [
        f"{name}{f'  × {len(files)}' if len(files) > 1 else ''}  {sum(f.stat().st_size for f in files) / 1000:,.0f} kB"
        for name, files in groups.items()
    ]


def left_over(out: Path, made: Collection[Path]) -> list[Path]:
    """Return the files in the folders of a build that it did not make: of charts that are gone, say."""
    found = (path for name in (_CHARTS, _PAGES) for path in sorted((out / name).glob("[!.]*")))
    return [path for path in found if path.is_file() and path not in made]

"""Hand over: decks, workbooks, prints, pictures and pages from stored notebooks, with nothing run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zreport.charts.backends import BACKENDS, draw
from zreport.charts.plan import Finding, Plan
from zreport.export.notebook import NotebookError, Story, story
from zreport.export.outline import of_outline, of_stories
from zreport.files import write
from zreport.page.size import RATIOS

if TYPE_CHECKING:
    from zreport.charts.chart import Chart
    from zreport.office.slides.update import Renewal

PICTURES = ("svg", "png")
PRINT_DPI = 300
WHOLE = (".pptx", ".xlsx", ".pdf")
OUTLINE = ".md"
_OTHER = {f".{form}" for form in BACKENDS} | {".ppt", ".potx", ".doc", ".docx", ".xls"}
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Choice:
    """How a deck is to be made.

    Attributes
    ----------
    only : tuple of str
        Parts of names of notebooks or charts; all if empty.
    template : Path or None
        A presentation or template of others.
    ratio : str
        ``16:9`` or ``4:3``; a template has its own.
    """

    only: tuple[str, ...] = ()
    template: Path | None = None
    ratio: str = "16:9"


def export(
    sources: Sequence[Path],
    to: Path,
    lang: str,
    formats: Sequence[str] = (),
    progress: Progress | None = None,
    choice: Choice = Choice(),
) -> list[Path]:
    """Write one file, or a folder of files, from the charts that notebooks hold.

    Parameters
    ----------
    sources : sequence of Path
        Notebooks; or an outline in Markdown (see `zreport.charts.plan.of_outline`), with the notebooks that
        it names beside it.
    to : Path
        A file that ends in ``.pptx``, ``.xlsx`` or ``.pdf``: one deck, workbook or brief for print.
        Otherwise a folder: a file for each chart and format, or for ``html`` a page for each
        notebook, and an index if there are several.
    lang : str
    formats : sequence of str
        For a folder: any of `zreport.render.BACKENDS`; by default SVG and PNG.
    progress : callable, optional
        Called with the number of files done, and the number of all.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    ReportError
        If a notebook has no outputs, a format is unknown or a file cannot be written.
    """
    ending = to.suffix.lower()
    if ending not in WHOLE and ending in _OTHER:
        raise NotebookError(
            f"{to}: write a .pptx, .xlsx or .pdf, or into a folder with --format "
            "/ 请写 .pptx、.xlsx、.pdf，或文件夹加 --format"
        )
    if ending in WHOLE and set(formats) - {ending[1:]}:
        raise NotebookError(
            f"{to}: one file has no other format; name a folder: -o out/charts/ / 单个文件没有其他格式，请写文件夹"
        )
    if strange := [form for form in formats if form not in BACKENDS]:
        raise NotebookError(
            f"no such format: {', '.join(strange)}; choose from / 没有该格式，可选：{', '.join(BACKENDS)}"
        )
    if ending != ".pptx" and (choice.template or choice.ratio != "16:9"):
        raise NotebookError(f"{to}: --template and --size are for a deck: -o brief.pptx / 模板和尺寸只用于幻灯片")
    if choice.ratio not in RATIOS:
        raise NotebookError(f"--size {choice.ratio}: {' | '.join(RATIOS)}")
    notebooks, stories, plan = read(sources, choice.only)
    if ending in WHOLE:
        files = iter([(to, lambda: _whole(plan, lang, ending, choice))])
        count = 1
    else:
        jobs = list(_files(plan, stories, notebooks, to, lang, formats or PICTURES))
        files, count = iter(jobs), len(jobs)
    written = []
    for done, (path, make) in enumerate(files, start=1):
        written.append(write(path, make()))
        if progress:
            progress(done, count)
    return written


def read(sources: Sequence[Path], only: Sequence[str] = ()) -> tuple[list[Path], list[Story], Plan]:
    """Read notebooks or an outline: which notebooks these are, what is in them, and the plan.

    Raises
    ------
    NotebookError
        If one cannot be read, or nothing is left to draw.
    """
    outlines = [path for path in sources if path.suffix.lower() == OUTLINE]
    if len(outlines) > 1 or (outlines and only):
        raise NotebookError(f"{outlines[0]}: one outline, without --only / 只能用一个提纲，且不加 --only")
    notebooks = [path for path in sources if path not in outlines]
    if outlines and not notebooks:
        notebooks = sorted(outlines[0].parent.glob("*.ipynb"))
    stories = [story(path) for path in notebooks]
    plan = of_outline(outlines[0], stories) if outlines else of_stories(stories, only)
    return notebooks, stories, plan


def renew(sources: Sequence[Path], deck: Path) -> Renewal:
    """Bring the charts that an earlier export put into a deck up to date, where they now stand.

    Raises
    ------
    ReportError
        If the deck cannot be read or written, or holds no chart of these notebooks.
    """
    from zreport.office.slides.update import renewed

    charts = {name: chart for one in read(sources)[1] for name, chart in one.charts}
    made, done = renewed(content(deck), str(deck), charts)
    write(deck, made)
    return done


def one(sources: Sequence[Path], name: str) -> Finding:
    """Find a chart by a part of its name.

    Raises
    ------
    NotebookError
        If there is none, or more than one; says which there are.
    """
    known = [Finding(*pair) for found in read(sources)[1] for pair in found.charts]
    fitting = [each for each in known if name in each.name]
    same = [each for each in known if name in (each.name, each.chart.name)]
    if len(same) == 1 or len(fitting) == 1:
        return (same or fitting)[0]
    names = ", ".join(each.name for each in fitting or known)
    if fitting:
        raise NotebookError(f"{name}: more than one chart / 不止一张图: {names}")
    raise NotebookError(f"{name}: no such chart; there are / 没有该图表，可选: {names}")


def _files(
    plan: Plan, stories: Sequence[Story], notebooks: Sequence[Path], to: Path, lang: str, formats: Sequence[str]
) -> Iterator[tuple[Path, Callable[[], bytes]]]:
    several = len(stories) > 1
    if "html" in formats:
        from zreport.export.pages import index_page, notebook_page

        if several:
            yield to / "index.html", lambda: index_page(stories, notebooks, lang).encode()
        for one, path in zip(stories, notebooks, strict=True):
            yield (to / f"{one.name}.html", lambda path=path: notebook_page(path, lang, several).encode())
    for finding in plan.findings:
        for form in formats:
            if form != "html":
                yield (to / f"{finding.name}.{form}", lambda c=finding.chart, f=form: _drawn(c, f, lang))


def _drawn(chart: Chart, form: str, lang: str) -> bytes:
    """Draw a chart to be handed over: pictures are sharp enough for print."""
    if form == "png":
        from zreport.render.matplotlib import picture

        return picture(chart, lang, form, dpi=PRINT_DPI)
    return draw(chart, form, lang)


def _whole(plan: Plan, lang: str, ending: str, choice: Choice) -> bytes:
    if ending == ".xlsx":
        from zreport.office.workbook import brief

        return brief(plan, lang)
    if ending == ".pdf":
        from zreport.render.pdf import printed

        return printed(plan, lang)
    from zreport.office.slides.deck import briefing

    template = None
    if choice.template:
        template = content(choice.template), str(choice.template)
    return briefing(plan, lang, choice.ratio, template)


def content(path: Path) -> bytes:
    """Read a file that someone named.

    Raises
    ------
    NotebookError
        If it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotebookError(f"{path}: cannot be read ({error.strerror}); check the path / 无法读取，检查路径") from None

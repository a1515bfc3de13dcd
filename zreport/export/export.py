"""Hand over: decks, workbooks, prints, pictures and pages from stored notebooks, with nothing run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zreport.charts.backends import BACKENDS, draw
from zreport.charts.plan import Finding, Plan
from zreport.export.notebook import NotebookError, Progress, Story, bytes_of, story
from zreport.export.outline import of_outline, of_stories
from zreport.files import write
from zreport.language import Text
from zreport.page.size import RATIOS, SIZES

if TYPE_CHECKING:
    from zreport.charts.chart import Chart
    from zreport.office.slides.update import Renewal

_PRINT_DPI = 300
# What a folder gets, unless other formats are named.
_PICTURES = ("svg", "png")
# Files that hold all charts; of what else can be drawn, a file holds one.
_WHOLE = (".pptx", ".xlsx", ".pdf")
_SINGLE = tuple(f".{form}" for form in BACKENDS if f".{form}" not in _WHOLE)
_OTHER = (".ppt", ".potx", ".doc", ".docx", ".xls", ".jpg", ".jpeg")
_Job = tuple[Path, Callable[[], bytes]]


def export(
    sources: Sequence[Path],
    to: Path,
    lang: str,
    formats: Sequence[str] = (),
    progress: Progress | None = None,
    *,
    only: Sequence[str] = (),
    template: Path | None = None,
    size: str | None = None,
) -> list[Path]:
    """Write one file, or a folder of files, from the charts that notebooks hold, and return what was written.

    Parameters
    ----------
    sources : sequence of Path
        Notebooks; or an outline in Markdown (see `zreport.export.outline.of_outline`), with the
        notebooks that it names beside it.
    to : Path
        A file that ends in ``.pptx``, ``.xlsx`` or ``.pdf``: one deck, workbook or brief for print.
        One that ends as another of `BACKENDS`: one chart. Otherwise a folder: a file for each chart
        and format, or for ``html`` a page for each notebook, and an index if there are several.
    formats : sequence of str
        For a folder: any of `BACKENDS`; by default SVG and PNG.
    only : sequence of str
        Parts of names of notebooks or charts; by default all are taken.
    template : Path, optional
        A presentation of others, for a deck.
    size : str, optional
        One of `RATIOS` for a deck, one of `SIZES` for a file of one chart.
    """
    _refuse(to, formats, template, size)
    notebooks, stories, plan = read_sources(sources, only)
    ending = to.suffix.lower()
    if ending in _WHOLE:
        jobs = [(to, lambda: _whole(plan, lang, ending, template, size))]
    elif ending in _SINGLE:
        finding = _single(plan, to, only)
        jobs = [(to, lambda: _drawn(finding.chart, ending[1:], lang, size))]
    else:
        jobs = list(_files(plan, stories, notebooks, to, lang, formats or _PICTURES))
    written = []
    for done, (path, make) in enumerate(jobs, start=1):
        written.append(write(path, make()))
        if progress:
            progress(to, done, len(jobs))
    return written


def _refuse(to: Path, formats: Sequence[str], template: Path | None, size: str | None) -> None:
    """Raise `NotebookError` for what does not go together."""
    ending = to.suffix.lower()
    if ending in _OTHER:
        known = " ".join((*_WHOLE, *_SINGLE))
        raise NotebookError.about(to, f"请写 {known}，或写文件夹", f"write one of {known}, or name a folder")
    if ending in (*_WHOLE, *_SINGLE) and set(formats) - {ending[1:]}:
        zh = "一个文件没有其他格式；请写文件夹，如 -o out/charts/"
        raise NotebookError.about(to, zh, "one file has no other format; name a folder: -o out/charts/")
    if strange := ", ".join(form for form in formats if form not in BACKENDS):
        known = ", ".join(BACKENDS)
        zh, en = f"没有格式 {strange}；可选：{known}", f"no such format: {strange}; choose from {known}"
        raise NotebookError(Text(zh, en))
    if template and ending != ".pptx":
        zh, en = "--template 只用于幻灯片，如 -o brief.pptx", "--template is for a deck: -o brief.pptx"
        raise NotebookError.about(to, zh, en)
    sizes: dict = RATIOS if ending == ".pptx" else SIZES if ending in _SINGLE else {}
    if size and size not in sizes:
        ratios, pages = " | ".join(RATIOS), " | ".join(SIZES)
        zh = f"{ratios} 只用于幻灯片（-o brief.pptx），{pages} 只用于单张图（-o chart.svg）"
        en = f"{ratios} are for a deck (-o brief.pptx), {pages} for one chart (-o chart.svg)"
        raise NotebookError.about(f"--size {size}", zh, en)


def read_sources(sources: Sequence[Path], only: Sequence[str] = ()) -> tuple[list[Path], list[Story], Plan]:
    """Read notebooks or an outline: which notebooks these are, what is in them, and the plan."""
    outlines = [path for path in sources if path.suffix.lower() == ".md"]
    if len(outlines) > 1 or (outlines and only):
        raise NotebookError.about(outlines[0], "只能用一个提纲，且不加 --only", "one outline, without --only")
    notebooks = [path for path in sources if path not in outlines]
    if outlines and not notebooks:
        notebooks = sorted(outlines[0].parent.glob("*.ipynb"))
    stories = [story(path) for path in notebooks]
    plan = of_outline(outlines[0], stories) if outlines else of_stories(stories, only)
    return notebooks, stories, plan


def renew(sources: Sequence[Path], deck: Path) -> Renewal:
    """Bring the charts that an earlier export put into a deck up to date, where they now stand."""
    from zreport.office.slides.update import update_deck

    charts = {name: chart for one in read_sources(sources)[1] for name, chart in one.charts}
    made, done = update_deck(bytes_of(deck), str(deck), charts)
    write(deck, made)
    return done


def _single(plan: Plan, to: Path, only: Sequence[str]) -> Finding:
    """Return the one chart that is chosen: by its whole name, or as the only one left."""
    named = [finding for finding in plan.findings if {finding.name, finding.chart.name} & set(only)]
    for chosen in (named, plan.findings):
        if len(chosen) == 1:
            return chosen[0]
    known = ", ".join(finding.name for finding in plan.findings)
    zh = f"一个文件只放一张图；用 --only 选一张：{known}"
    raise NotebookError.about(to, zh, f"one file holds one chart; choose it with --only: {known}")


def _files(
    plan: Plan, stories: Sequence[Story], notebooks: Sequence[Path], to: Path, lang: str, formats: Sequence[str]
) -> Iterator[_Job]:
    several = len(stories) > 1
    if "html" in formats:
        from zreport.export.pages import index_page, notebook_page

        if several:
            yield to / "index.html", lambda: index_page(stories, notebooks, lang).encode()
        for one, path in zip(stories, notebooks, strict=True):
            yield to / f"{one.name}.html", lambda path=path: notebook_page(path, lang, several).encode()
    for finding in plan.findings:
        for form in formats:
            if form != "html":
                yield to / f"{finding.name}.{form}", lambda c=finding.chart, f=form: _drawn(c, f, lang)


def _drawn(chart: Chart, form: str, lang: str, size: str | None = None) -> bytes:
    """Draw a chart to be handed over: pictures are sharp enough for print, unless for a page of their own."""
    if form == "png" and size is None:
        from zreport.render.matplotlib import picture

        return picture(chart, lang, form, dpi=_PRINT_DPI)
    return draw(chart, form, lang, size)


def _whole(plan: Plan, lang: str, ending: str, template: Path | None, size: str | None) -> bytes:
    if ending == ".xlsx":
        from zreport.office.workbook import plan_workbook

        return plan_workbook(plan, lang)
    if ending == ".pdf":
        from zreport.render.pdf import printed

        return printed(plan, lang)
    from zreport.office.slides.deck import briefing

    theirs = (bytes_of(template), str(template)) if template else None
    return briefing(plan, lang, size or next(iter(RATIOS)), theirs)

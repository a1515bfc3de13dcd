"""Hand over: decks, workbooks, prints, pictures and pages from stored notebooks, with nothing run."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zreport.charts.backends import BACKENDS, draw
from zreport.charts.plan import Finding, Plan
from zreport.export.notebook import NotebookError, Progress, Story, bytes_of, story
from zreport.export.outline import of_outline, of_stories
from zreport.faults import DataError
from zreport.files import write
from zreport.language import Text
from zreport.page.size import RATIOS, SIZES

if TYPE_CHECKING:
    from zreport.charts.chart import Chart
    from zreport.office.slides.update import Renewal

_PRINT_DPI = 300
# What a folder gets, unless other formats are named.
_PICTURES = ("svg", "png")
# Files that hold all charts; of what else can be drawn, a file holds one. A tall picture holds several.
_WHOLE = (".pptx", ".xlsx", ".pdf")
_SINGLE = tuple(f".{form}" for form in BACKENDS if f".{form}" not in _WHOLE)
_TALL = (".png", ".jpg")
_PHONE = "phone"
# Charts in one export; more is an accident, and would take hours.
_MOST = 1000
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
    force: bool = False,
    readers: Mapping[str, str] | None = None,
    layouts: Mapping[str, str] | None = None,
    tell: Callable[[Text], None] | None = None,
) -> list[Path]:
    """Write one file, or a folder of files, from the charts that notebooks hold, and return what was written.

    `sources` are notebooks, or an outline (see `zreport.export.outline.of_outline`), with the notebooks beside it
    or named as well. `to` ends in ``.pptx``, ``.xlsx`` or ``.pdf``: one deck, workbook or brief for print; in ``.png``
    or ``.jpg``: of an outline or several charts one tall picture for a phone; or as another of `BACKENDS`: one chart;
    otherwise it is a folder: for a file of each chart in each of `formats`, or for ``html`` a page for each notebook,
    and an index if there are several. `only` are parts of names of charts, `template` is a presentation of others,
    `size` one of `RATIOS` for a deck, of `SIZES` for one chart, or ``phone`` for a ``.pdf`` that is one tall page; what
    was not written here, or was changed since, is overwritten by `force`. `readers` are the addresses, from pages of
    notebooks, of those of reports. Of the template `layouts` are names or numbers by what they are to be for, such as
    ``finding``; which were chosen `tell` is told.
    """
    _refuse(to, formats, template, size)
    # Pages of notebooks need no charts.
    _, stories, plan = read_sources(sources, only, bare=set(formats) == {"html"} and names_folder(to))
    if (count := len(plan.findings)) > _MOST:
        zh = f"有 {count:,} 张图，一次最多 {_MOST:,} 张；用 --only 选"
        raise NotebookError(Text(zh, f"{count:,} charts, and {_MOST:,} at most at once; choose with --only"))
    ending = to.suffix.lower()
    if ending in _TALL and _is_tall(sources, plan, ending, only):
        if size not in (None, _PHONE):
            zh = f"长图是给手机看的；不写 --size，或用 --only 选一张图：{_names(plan)}"
            en = f"a tall picture is for a phone; leave --size out, or choose one chart with --only: {_names(plan)}"
            raise NotebookError.about(f"--size {size}", zh, en)
        jobs = [(to, lambda: _whole(plan, lang, ending, None, None))]
    elif ending in _WHOLE:
        jobs = [(to, lambda: _whole(plan, lang, ending, template, size, layouts=layouts, tell=tell))]
    elif ending in _SINGLE:
        finding = _single(plan, to, only)
        jobs = [(to, lambda: _drawn(finding.chart, ending[1:], lang, size))]
    else:
        jobs = list(_files(plan, stories, to, lang, formats or _PICTURES, readers))
    if not force:
        for path, _ in jobs:
            keep_others(path)
    written = []
    for done, (path, make) in enumerate(jobs, start=1):
        written.append(write(path, make()))
        if progress:
            progress(to, done, len(jobs))
    return written


def _refuse(to: Path, formats: Sequence[str], template: Path | None, size: str | None) -> None:
    """Raise `NotebookError` for what does not go together."""
    ending, files = to.suffix.lower(), tuple(dict.fromkeys((*_WHOLE, *_SINGLE, *_TALL)))
    one, known = ending in files, " ".join(files)
    if not one and not names_folder(to):
        raise NotebookError.about(to, f"请写 {known}，或写文件夹", f"write one of {known}, or name a folder")
    if one and set(formats) - {ending[1:]}:
        zh = "一个文件没有其他格式；请写文件夹，如 -o out/charts/"
        raise NotebookError.about(to, zh, "one file has no other format; name a folder: -o out/charts/")
    if template and ending != ".pptx":
        zh = "--template 只用于幻灯片，如 -o brief.pptx"
        raise NotebookError.about(to, zh, "--template is for a deck: -o brief.pptx")
    sizes: dict = {".pptx": RATIOS, ".xlsx": {}, ".pdf": (_PHONE,)}.get(ending, SIZES if one else {})
    if size and size not in sizes:
        ratios, pages = " | ".join(RATIOS), " | ".join(SIZES)
        zh = f"{ratios} 只用于幻灯片（-o brief.pptx），{pages} 只用于单张图（-o chart.svg），{_PHONE} 也用于一页长图（-o brief.pdf）"
        en = f"{ratios} are for a deck (-o brief.pptx), {pages} for one chart (-o chart.svg), {_PHONE} also for a .pdf"
        en += " of one tall page (-o brief.pdf)"
        raise NotebookError.about(f"--size {size}", zh, en)


def names_folder(to: Path) -> bool:
    """Whether a path is that of a folder: one that is there, or a name that ends as no file does.

    Examples
    --------
    >>> [names_folder(Path(name)) for name in ("out/charts", "out/2020.12", "out/charts.zip")]
    [True, True, False]
    """
    return to.suffix[1:].isdigit() or not to.suffix or to.is_dir()


def read_sources(
    sources: Sequence[Path], only: Sequence[str] = (), bare: bool = False
) -> tuple[list[Path], list[Story], Plan]:
    """Read notebooks or an outline: which notebooks these are, what is in them, and the plan, which may be `bare`."""
    outlines = [path for path in sources if path.suffix.lower() == ".md"]
    if len(outlines) > 1 or (outlines and only):
        raise NotebookError.about(outlines[0], "只能用一个提纲，且不加 --only", "one outline, without --only")
    notebooks = [path for path in sources if path not in outlines]
    if outlines and not notebooks:
        notebooks = sorted(outlines[0].parent.glob("*.ipynb"))
    stories = [story(path) for path in notebooks]
    plan = of_outline(outlines[0], stories) if outlines else of_stories(stories, only, bare)
    return notebooks, stories, plan


def renew(sources: Sequence[Path], deck: Path, to: Path | None = None, *, force: bool = False) -> Renewal:
    """Bring the charts that an earlier export put into a deck up to date, where they now stand.

    The deck itself is written, or another file `to`, and then it is left as it is.
    """
    from zreport.office.slides.update import update_deck

    if to and to.suffix.lower() != ".pptx":
        raise NotebookError.about(to, "更新后的幻灯片请写 .pptx", "a renewed deck is a .pptx")
    if to and not force and not (to.exists() and to.samefile(deck)):
        keep_others(to)
    _, stories, plan = read_sources(sources)
    named = [pair for one in stories for pair in one.charts]
    alone = Counter(chart.name for _, chart in named)
    # A chart that its bar handed over, or `Chart.save`, knows no notebook.
    charts = {chart.name: chart for _, chart in named if chart.name and alone[chart.name] == 1} | dict(named)
    made, done = update_deck(bytes_of(deck), str(deck), charts, plan, _outlined(sources))
    write(to or deck, made)
    return done


def export_tables(folder: Path, to: Path, *, force: bool = False) -> Path:
    """Write all tables of a data folder into a workbook; `DataError` says each fault if the data are not sound."""
    from zreport.office.tables_workbook import tables_workbook
    from zreport.proof.check import check
    from zreport.tables.package import Package

    if to.suffix.lower() != ".xlsx":
        raise NotebookError.about(to, "各表写进一个 .xlsx", "tables are written to an .xlsx")
    if not force:
        keep_others(to)
    if faults := check(folder):
        raise DataError(faults)
    return write(to, tables_workbook(Package(folder)))


def keep_others(path: Path) -> None:
    """Raise `NotebookError` if a file is there that was not written here, or that someone has changed since."""
    try:
        content = path.read_bytes() if path.is_file() else b""
    except OSError:
        # Writing will say why.
        return
    if content and not _is_ours(content, path.suffix.lower()):
        zh = "已有此文件，其中有不是由此导出的内容；请移走它或换一个文件名，或用 --force 覆盖（build 没有这个选项）"
        en = "is there and holds what was not exported here; move it away, name another file, or overwrite it"
        en += " with --force (build has no such option)"
        raise NotebookError.about(path, zh, en)


def _is_ours(content: bytes, ending: str) -> bool:
    """Whether a file was written here; a deck, workbook or print also whether nobody has saved it since."""
    if ending in (".pptx", ".xlsx"):
        from zreport.office.xml import is_sealed

        return is_sealed(content)
    if ending == ".pdf":
        # What edits a PDF signs as its producer, dates it, or adds a second end.
        once = content.count(b"%%EOF") == 1 and content.rstrip().endswith(b"%%EOF")
        return once and b"/Producer (zreport)" in content and b"/ModDate" not in content
    return b"zreport" in content or (ending == ".json" and b'"kind"' in content)


def _chosen(plan: Plan, only: Sequence[str]) -> Finding | None:
    """Return the one chart that is chosen: by its whole name, or as the only one left; None if there are several."""
    named = [finding for finding in plan.findings if {finding.name, finding.chart.name} & set(only)]
    return next((charts[0] for charts in (named, plan.findings) if len(charts) == 1), None)


def _single(plan: Plan, to: Path, only: Sequence[str]) -> Finding:
    if chosen := _chosen(plan, only):
        return chosen
    zh = f"一个文件只放一张图；用 --only 选一张：{_names(plan)}"
    raise NotebookError.about(to, zh, f"one file holds one chart; choose it with --only: {_names(plan)}")


def _is_tall(sources: Sequence[Path], plan: Plan, ending: str, only: Sequence[str]) -> bool:
    """Whether a picture is to be tall: that of an outline or of several charts, and each of the kind .jpg."""
    return ending == ".jpg" or _outlined(sources) or _chosen(plan, only) is None


def _outlined(sources: Sequence[Path]) -> bool:
    return any(path.suffix.lower() == ".md" for path in sources)


def _names(plan: Plan) -> str:
    return ", ".join(finding.name for finding in plan.findings)


def _files(
    plan: Plan, stories: Sequence[Story], to: Path, lang: str, formats: Sequence[str], readers: Mapping[str, str] | None
) -> Iterator[_Job]:
    several = len(stories) > 1
    if "html" in formats:
        from zreport.export.pages import index_page, notebook_page, sources_of

        sources = sources_of(stories)
        if several:
            yield to / "index.html", lambda: index_page(stories, lang, readers).encode()
        for one in stories:
            if several and one.name.casefold() == "index":
                zh, en = "会覆盖目录页 index.html；请改名", "its page would overwrite the index; rename it"
                raise NotebookError.about(one.path, zh, en)
            page = functools.partial(notebook_page, one.path, lang, several, readers, sources)
            yield to / f"{one.name}.html", lambda page=page: page().encode()
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


def _whole(plan: Plan, lang: str, ending: str, template: Path | None, size: str | None, **of_layouts: Any) -> bytes:
    if ending == ".xlsx":
        from zreport.office.workbook import plan_workbook

        return plan_workbook(plan, lang)
    if ending == ".pdf" and size is None:
        from zreport.render.pdf import printed

        return printed(plan, lang)
    if ending in (".pdf", *_TALL):
        from zreport.render.tall import tall

        return tall(plan, lang, ending[1:])
    from zreport.office.slides.deck import briefing

    theirs = (bytes_of(template), str(template)) if template else None
    return briefing(plan, lang, size or next(iter(RATIOS)), theirs, **of_layouts)

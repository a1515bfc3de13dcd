"""Hand over: a deck, pictures and pages from stored notebooks, with nothing run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from zreport.files import write
from zreport.language import Text
from zreport.notebook import NotebookError, Story, story
from zreport.render import FORMATS, draw

PICTURES = ("svg", "png")
_ENDINGS = {f".{form}" for form in FORMATS if form != "pptx"} | {".ppt", ".doc", ".docx", ".xlsx"}
Progress = Callable[[int, int], None]


def export(
    notebooks: Sequence[Path],
    to: Path,
    lang: str,
    formats: Sequence[str] = (),
    progress: Progress | None = None,
) -> list[Path]:
    """Write a deck, or a folder of files, from the charts that notebooks hold.

    Parameters
    ----------
    notebooks : sequence of Path
    to : Path
        A file that ends in ``.pptx``: one deck. Otherwise a folder: a file for each chart and
        format, or for ``html`` a page for each notebook, and an index if there are several.
    lang : str
    formats : sequence of str
        For a folder: any of `zreport.render.FORMATS`; by default SVG and PNG.
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
    if ending in _ENDINGS:
        raise NotebookError(
            f"{to}: write a deck (.pptx) or into a folder with --format / 请写 .pptx 或文件夹加 --format"
        )
    if ending == ".pptx" and set(formats) - {"pptx"}:
        raise NotebookError(
            f"{to}: a deck has no other format; name a folder: -o out/charts/ "
            "/ 幻灯片没有其他格式，请写文件夹"
        )
    if strange := [form for form in formats if form not in FORMATS]:
        raise NotebookError(
            f"no such format: {', '.join(strange)}; choose from / 没有该格式，可选：{', '.join(FORMATS)}"
        )
    stories = [story(path) for path in notebooks]
    if not any(one.charts for one in stories):
        raise NotebookError("no charts in these notebooks / 这些笔记本里没有图表")
    if ending == ".pptx":
        files = iter([(to, lambda: _deck(stories, lang))])
        count = 1
    else:
        jobs = list(_files(stories, notebooks, to, lang, formats or PICTURES))
        files, count = iter(jobs), len(jobs)
    written = []
    for done, (path, make) in enumerate(files, start=1):
        written.append(write(path, make()))
        if progress:
            progress(done, count)
    return written


def _files(
    stories: Sequence[Story], notebooks: Sequence[Path], to: Path, lang: str, formats: Sequence[str]
) -> Iterator[tuple[Path, Callable[[], bytes]]]:
    several = len(stories) > 1
    if "html" in formats and several:
        from zreport.webpage import index_page

        yield to / "index.html", lambda: index_page(stories, notebooks, lang).encode()
    for one, path in zip(stories, notebooks, strict=True):
        if "html" in formats:
            from zreport.webpage import notebook_page

            yield (
                to / f"{one.name}.html",
                lambda path=path: notebook_page(path, lang, several).encode(),
            )
        for name, chart in one.charts:
            for form in formats:
                if form != "html":
                    yield to / f"{name}.{form}", lambda c=chart, f=form: draw(c, f, lang)


def _deck(stories: Sequence[Story], lang: str) -> bytes:
    from zreport.render.pptx import deck

    charts = [chart for one in stories for _, chart in one.charts]
    source = charts[0].figures[0].source
    titles = Text("、", "; ").join([one.title for one in stories if one.charts])
    return deck(charts, lang, (source[lang], titles[lang]))

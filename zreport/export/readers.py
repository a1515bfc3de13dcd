"""The reader of each report, as a page beside those of the notebooks that chart it."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from zreport.explore.card import Use
from zreport.explore.page import reader_page
from zreport.export.export import keep_others
from zreport.export.notebook import NotebookError, Story
from zreport.files import write
from zreport.report.loading import DEFAULT, load, reports


def reader_files() -> dict[str, str]:
    """Return the names of the pages of all finished reports; the one that `load` takes by itself has the plain one."""
    listed = reports()
    finished = [str(name) for name in listed.index[listed["open_rows"] == 0]]
    plain = DEFAULT if DEFAULT in finished else next(iter(finished), "")
    return {name: "reader.html" if name == plain else f"reader-{name}.html" for name in finished}


def write_readers(stories: Sequence[Story], out: Path, pages: str, lang: str) -> list[Path]:
    """Write a reader of each finished report, with the charts of notebooks, whose pages are in the folder `pages`."""
    home = f"{pages}/index.html" if len(stories) > 1 else ""
    uses = [
        Use(chart, f"{pages}/{quote(story.name, errors='surrogateescape')}.html#chart-{at}")
        for story in stories
        for at, (_, chart) in enumerate(story.charts, start=1)
    ]
    made = []
    for name, file in reader_files().items():
        own = [use for use in uses if name in {figure.report for figure in use.chart.figures}]
        made.append(write(out / file, reader_page(load(name), own, lang, home).encode()))
    return made


def export_reader(name: str, to: Path, lang: str, folder: Path | None = None, *, force: bool = False) -> Path:
    """Write the reader of one report, which may be a draft, as a page."""
    if to.suffix.lower() != ".html":
        raise NotebookError.about(to, "可读的网页请写 .html", "a page to be read is an .html")
    if not force:
        keep_others(to)
    return write(to, reader_page(load(name, folder, draft=True), (), lang).encode())

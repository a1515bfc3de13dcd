"""Stored notebooks: the charts in them, and the normal form in which they are kept."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zreport.charts.chart import LONGEST, MIME, Chart
from zreport.charts.stored import from_json
from zreport.faults import ChartError, ReportError
from zreport.language import Text

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# Called with the file that is worked on, how much of it is done, and of how much.
Progress = Callable[[Path, int, int], None]
_MACHINE_PATH = re.compile(r"/(?:home|Users|root|tmp)/\w|[A-Z]:\\\\?Users|site-packages")


class NotebookError(ReportError):
    """A notebook cannot be read, run or exported; says which, where and what to do."""


@dataclass(frozen=True)
class Story:
    """A notebook as a sequence of charts.

    Attributes
    ----------
    name : str
        The file's name without its ending.
    title : Text
        Its first heading; the part after `` / `` is the English.
    charts : tuple of (str, Chart)
        What files of each chart are called after, and the chart.
    """

    name: str
    title: Text
    charts: tuple[tuple[str, Chart], ...]


def read_notebook(path: str | Path) -> Any:
    """Read a notebook.

    Raises
    ------
    NotebookError
        If the file is missing or is not a notebook.
    """
    import nbformat.validator

    path = Path(path)
    try:
        with warnings.catch_warnings(action="ignore"):
            book = nbformat.reads(path.read_bytes().decode("utf-8"), as_version=4)
        if not nbformat.validator.isvalid(book):
            raise ValueError(path)
        return book
    except OSError as error:
        raise unreadable(path, error) from None
    except (ValueError, LookupError, AttributeError, TypeError):
        raise _error(
            path, "不是有效的笔记本；请在 JupyterLab 中重新保存", "is not a valid notebook; save it again in JupyterLab"
        ) from None


def unreadable(path: Path, error: OSError) -> NotebookError:
    """Say of a file that someone named why it cannot be read."""
    return NotebookError(
        Text(
            f"{path}：无法读取（{error.strerror}）；请检查路径",
            f"{path}: cannot be read ({error.strerror}); check the path",
        )
    )


def story(path: str | Path) -> Story:
    """Read the charts from a notebook's stored outputs; nothing is run.

    Raises
    ------
    NotebookError
        If the notebook has not been run, or a stored chart is broken.
    """
    path = Path(path)
    book = read_notebook(path)
    charts: list[tuple[str, Chart]] = []
    code = [cell for cell in book.cells if cell.cell_type == "code" and cell.source.strip()]
    for number, cell in enumerate(code, start=1):
        for output in cell.outputs:
            if MIME in output.get("data", {}):
                try:
                    chart = from_json(as_dict(output.data[MIME]))
                except ChartError as error:
                    said = error.words
                    raise _error(path, f"第{number}个代码单元：{said.zh}", f"code cell {number}: {said.en}") from None
                charts.append((f"{path.stem}-{chart.name or len(charts) + 1}", chart))
    if code and not any(cell.outputs for cell in code):
        raise _error(path, "没有输出；先运行 zreport run", "has no outputs; run it first: zreport run")
    return Story(path.stem, title(book, path), tuple(charts))


def as_dict(content: Any) -> dict:
    """Take JSON that a tool stored as a string for what it says."""
    return content if isinstance(content, dict) else json.loads(content)


def title(book: Any, path: Path) -> Text:
    """Return the first heading of a notebook; the part after `` / `` is the English."""
    for cell in book.cells:
        if cell.cell_type == "markdown":
            for line in cell.source.splitlines():
                if line.startswith("# "):
                    if len(line) > LONGEST:
                        raise _error(
                            path,
                            f"标题有 {len(line):,} 个字符，请缩短",
                            f"its title has {len(line):,} characters; shorten it",
                        )
                    return both(line[2:])
    return Text(path.stem, path.stem)


def both(heading: str) -> Text:
    """Read a heading in two languages: the part after `` / `` is the English.

    Examples
    --------
    >>> both("农业 / Agriculture").en, both("农业").en
    ('Agriculture', '农业')
    """
    zh, _, en = heading.partition(" / ")
    return Text(zh.strip(), (en or zh).strip())


def question(book: Any) -> str:
    """Return the question that a notebook opens with: its first line in bold, if there is one."""
    for cell in book.cells:
        if cell.cell_type == "markdown" and (found := re.search(r"\*\*(.+?)\*\*", cell.source)):
            return found[1]
    return ""


def normal(book: Any) -> Any:
    """Put an executed notebook into normal form, in place, and return it.

    Nothing of the machine or the moment is left: kernel details, timings, widget state.
    """
    book.metadata.clear()
    book.metadata.update(METADATA)
    book.nbformat, book.nbformat_minor = 4, 5
    number = 0
    for cell in book.cells:
        cell.metadata = {}
        if cell.cell_type == "code":
            number += 1
            cell.execution_count = number
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = number
    return book


def notebook_bytes(book: Any) -> bytes:
    """Write a notebook as it is stored: sorted keys, one space of indentation, a line end at last."""
    import nbformat

    return (nbformat.writes(book).rstrip("\n") + "\n").encode()


def departures(path: str | Path) -> list[str]:
    """Return how a stored notebook departs from normal form, one line each; empty when it does not."""
    path = Path(path)
    book = read_notebook(path)
    found = []
    if book.metadata != METADATA:
        found.append("metadata hold more, or less, than the kernel's name")
    # From the file itself, since nbformat gives new ids where some are missing or double.
    ids = [cell.get("id") for cell in json.loads(path.read_bytes())["cells"]]
    if (book.nbformat, book.nbformat_minor) != (4, 5) or None in ids or len(set(ids)) < len(ids):
        found.append("not every cell has an id of its own (nbformat 4.5)")
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    if [cell.execution_count for cell in code] != list(range(1, len(code) + 1)):
        found.append("cells were not run once each, in order")
    if code and not any(cell.outputs for cell in code):
        found.append("there are no outputs")
    for number, cell in enumerate(book.cells, start=1):
        where = f"cell {number} ({cell.get('id')})"
        if cell.metadata:
            found.append(f"{where}: metadata: {', '.join(cell.metadata)}")
        for output in cell.get("outputs", []):
            if output.output_type == "error" or output.get("name") == "stderr":
                found.append(f"{where}: an error or something on stderr")
            elif _MACHINE_PATH.search(json.dumps(output.get("data", output.get("text", "")))):
                found.append(f"{where}: a path of the machine in its output")
    if path.read_bytes() != notebook_bytes(book):
        found.append("the file is not written as zreport run writes it")
    mend = f"run: zreport run {path.as_posix()}"
    return [f"{path}: {fault}; {mend}" for fault in found]


def _error(path: Path, zh: str, en: str) -> NotebookError:
    return NotebookError(Text(f"{path}：{zh}", f"{path}: {en}"))

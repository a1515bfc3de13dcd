"""Stored notebooks: the charts in them, and the normal form in which they are kept."""

from __future__ import annotations

import json
import re
import sys
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


class NotebookError(ReportError):
    """A notebook cannot be read, run or exported; says which, where and what to do."""

    @classmethod
    def about(cls, what: object, zh: str, en: str) -> NotebookError:
        """Say of a file, or of an option, what is wrong with it."""
        return cls(Text(f"{what}：{zh}", f"{what}: {en}"))


@dataclass(frozen=True)
class Story:
    """A notebook as a sequence of charts, each after the name that its files get."""

    name: str
    title: Text
    charts: tuple[tuple[str, Chart], ...]


def bytes_of(path: Path) -> bytes:
    """Read a file that someone named."""
    try:
        return path.read_bytes()
    except OSError as error:
        zh, en = f"无法读取（{error.strerror}）；请检查路径", f"cannot be read ({error.strerror}); check the path"
        raise NotebookError.about(path, zh, en) from None


def read_notebook(path: Path) -> Any:
    """Read a notebook, as nbformat has it."""
    # jsonschema takes a second to load what checks web addresses, of which notebooks have none, if it is to be had.
    unless_known = sys.modules.setdefault("rfc3987_syntax", None)
    import nbformat.validator

    if unless_known is None:
        del sys.modules["rfc3987_syntax"]
    content = bytes_of(path)
    try:
        with warnings.catch_warnings(action="ignore"):
            book = nbformat.reads(content.decode("utf-8"), as_version=4)
        if not nbformat.validator.isvalid(book):
            raise ValueError(path)
        return book
    except (ValueError, LookupError, AttributeError, TypeError, nbformat.ValidationError):
        zh, en = "不是有效的笔记本；请在 JupyterLab 中重新保存", "is not a valid notebook; save it again in JupyterLab"
        raise NotebookError.about(path, zh, en) from None


def story(path: Path) -> Story:
    """Read the charts from a notebook's stored outputs; nothing is run."""
    book = read_notebook(path)
    charts: list[tuple[str, Chart]] = []
    code = [cell for cell in book.cells if cell.cell_type == "code" and cell.source.strip()]
    for number, cell in enumerate(code, start=1):
        for output in cell.outputs:
            if MIME in output.get("data", {}):
                try:
                    chart = from_json(as_dict(output.data[MIME]))
                except ChartError as error:
                    zh, en = f"第{number}个代码单元：{error.words.zh}", f"code cell {number}: {error.words.en}"
                    raise NotebookError.about(path, zh, en) from None
                charts.append((f"{path.stem}-{chart.name or len(charts) + 1}", chart))
    if code and not any(cell.outputs for cell in code):
        raise NotebookError.about(path, "没有输出；先运行 zreport run", "has no outputs; run it first: zreport run")
    return Story(path.stem, title(book, path), tuple(charts))


def as_dict(content: Any) -> dict:
    """Take JSON that a tool stored as a string for what it says."""
    return content if isinstance(content, dict) else json.loads(content)


def title(book: Any, path: Path) -> Text:
    """Return the first heading of a notebook; the part after `` / `` is the English."""
    lines = (line for cell in book.cells if cell.cell_type == "markdown" for line in cell.source.splitlines())
    line = next((line for line in lines if line.startswith("# ")), f"# {path.stem}")
    if (long := len(line)) > LONGEST:
        zh, en = f"标题有 {long:,} 个字符，请缩短", f"its title has {long:,} characters; shorten it"
        raise NotebookError.about(path, zh, en)
    return both(line[2:])


def both(heading: str) -> Text:
    """Read a heading in two languages: the part after `` / `` is the English; without one it serves for both."""
    zh, _, en = heading.partition(" / ")
    return Text(zh.strip(), (en or zh).strip())


def question(book: Any) -> str:
    """Return the question that a notebook opens with: its first line in bold, if there is one."""
    cells = (cell.source for cell in book.cells if cell.cell_type == "markdown")
    return next((found[1] for cell in cells if (found := re.search(r"\*\*(.+?)\*\*", cell))), "")


def normal(book: Any) -> Any:
    """Put an executed notebook into normal form, in place, and return it: no kernel details, timings or widgets."""
    book.metadata.clear()
    book.metadata.update(METADATA)
    book.nbformat, book.nbformat_minor = 4, 5
    for cell in book.cells:
        cell.metadata = {}
    for number, cell in enumerate((cell for cell in book.cells if cell.cell_type == "code"), start=1):
        cell.execution_count = number
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = number
    return book


def notebook_bytes(book: Any) -> bytes:
    """Write a notebook as it is stored: sorted keys, one space of indentation, a line end at last."""
    import nbformat

    return (nbformat.writes(book).rstrip("\n") + "\n").encode()

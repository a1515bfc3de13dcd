"""Stored notebooks: the charts in them, and the normal form in which they are kept."""

from __future__ import annotations

import errno
import glob
import json
import os
import re
import stat
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zreport.charts.chart import LONGEST, MIME, Chart
from zreport.charts.stored import from_json, refuse_outdated
from zreport.export.limits import LARGEST_CELL, LARGEST_FILE, LARGEST_NOTEBOOK
from zreport.faults import ChartError, ReportError, printable
from zreport.language import Text

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# What no file can hold, or a terminal would obey.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# What libraries raise of files that are broken in ways of their own.
_BROKEN = (ValueError, LookupError, AttributeError, TypeError, RecursionError)
_INVALID = ("不是有效的笔记本；请在 JupyterLab 中重新保存", "is not a valid notebook; save it again in JupyterLab")
# Called with the file that is worked on, how much of it is done, and of how much.
Progress = Callable[[Path, int, int], None]


class NotebookError(ReportError):
    """A notebook cannot be read, run or exported; says which, where and what to do."""

    @classmethod
    def about(cls, what: object, zh: str, en: str) -> NotebookError:
        """Say of a file, or of an option, what is wrong with it."""
        named = printable(str(what))
        return cls(Text(f"{named}：{zh}", f"{named}: {en}"))


@dataclass(frozen=True)
class Story:
    """A notebook as a sequence of charts, each after the name that its files get, and where each stands."""

    name: str
    title: Text
    charts: tuple[tuple[str, Chart], ...]
    path: Path = field(compare=False)
    places: tuple[Text, ...] = field(compare=False)


def named_notebooks(names: Sequence[str]) -> list[Path]:
    """Return the notebooks that are named: a file that is there, or all that a pattern finds, as Windows does not."""
    found: list[Path] = []
    for name in names or ["notebooks/*.ipynb"]:
        matches = [name] if os.path.lexists(name) or not glob.has_magic(name) else sorted(glob.glob(name))
        if not matches:
            zh, en = "没有这样的笔记本；请在项目文件夹中运行", "no such notebook; run this in the project's folder"
            raise NotebookError.about(name, f"{zh}，或写明路径", f"{en}, or name a path")
        found += map(Path, matches)
    return list(dict.fromkeys(found))


def bytes_of(path: Path, most: int = LARGEST_FILE) -> bytes:
    """Read a file that someone named, of `most` bytes at most."""
    try:
        # Opening a pipe would wait for somebody to write to it.
        if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
            raise OSError(errno.EINVAL, "not a file")
        with path.open("rb") as file:
            content = file.read(most + 1)
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or error
        zh, en = f"无法读取（{said}）；请检查路径", f"cannot be read ({said}); check the path"
        raise NotebookError.about(path, zh, en) from None
    if len(content) > most:
        zh, en = f"大于 {most:,} 字节，不读取", f"is larger than {most:,} bytes, and is not read"
        raise NotebookError.about(path, zh, en)
    return content


def read_notebook(path: Path, content: bytes | None = None) -> Any:
    """Read a notebook, as nbformat has it, from its file or from `content`, which that was found to hold."""
    content = bytes_of(path, LARGEST_NOTEBOOK) if content is None else content
    try:
        # Of NaN and Infinity, which are no JSON, int makes an error.
        parsed = json.loads(content.decode("utf-8-sig"), parse_constant=int)
        if (form := parsed["nbformat"]) != 4:
            zh = f"是旧的或新的笔记本格式（nbformat {form!r:.20}），不是 4；请在 JupyterLab 中另存"
            en = f"is a notebook of nbformat {form!r:.20}, not 4; save it again in JupyterLab"
            raise NotebookError.about(path, zh, en)
        _identify(parsed)
        book = _nbformat().reader.reads(json.dumps(parsed))
    except _BROKEN:
        raise NotebookError.about(path, *_INVALID) from None
    refuse_unsound(path, book)
    return book


def _nbformat() -> Any:
    # jsonschema takes a second to load what checks web addresses, of which notebooks have none, if it is to be had.
    unless_known = sys.modules.setdefault("rfc3987_syntax", None)
    import nbformat.validator

    if unless_known is None:
        del sys.modules["rfc3987_syntax"]
    return nbformat


def _identify(parsed: dict) -> None:
    """Give cells that have no identifier of their own one after their places, and so the form that has them."""
    taken: set[str] = set()
    for number, cell in enumerate(parsed["cells"], start=1):
        name = cell.get("id")
        while name is None or name in taken:
            name = f"{name or 'cell'}-{number}"
        cell["id"] = name
        taken.add(name)
    parsed["nbformat_minor"] = max(parsed["nbformat_minor"], 5)


def refuse_unsound(path: Path, book: Any) -> None:
    """Raise `NotebookError` for the first cell that no file can hold, or that is larger than any may be."""
    nbformat = _nbformat()
    for number, cell in enumerate(book.cells, start=1):
        zh = en = ""
        try:
            content = json.dumps(cell, ensure_ascii=False, allow_nan=False).encode()
            refuse_larger(path, len(content), LARGEST_CELL, number)
        except UnicodeEncodeError:
            zh = "有不成对的代理字符（U+D800 至 U+DFFF）；请删去"
            en = "has half a character in it (U+D800 to U+DFFF); take that out"
        except (ValueError, TypeError, RecursionError):
            zh = "的输出有 NaN、无穷大，或嵌套过深；请改其代码"
            en = "puts out NaN or Infinity, or is nested too deeply; change its code"
        if en:
            raise NotebookError.about(path, f"第{number}个单元{zh}", f"cell {number} {en}")
    try:
        nbformat.validate(book)
    except (nbformat.ValidationError, *_BROKEN) as error:
        match list(getattr(error, "relative_path", ())):
            case ["cells", int(at), *_]:
                zh = f"第{at + 1}个单元不合笔记本格式；请检查它的输出"
                en = f"cell {at + 1} is not as notebooks have it; see to what it puts out"
                raise NotebookError.about(path, zh, en) from None
        raise NotebookError.about(path, *_INVALID) from None


def refuse_larger(path: Path, size: int, most: int, cell: int | None = None) -> None:
    """Raise `NotebookError` for a notebook, or a cell of it, that has more bytes than may be stored."""
    if size > most:
        zh, en = (f"第{cell}个单元", f"cell {cell} ") if cell else ("", "")
        zh += f"连同输出有 {size:,} 字节，最多 {most:,}；请少输出些"
        en += f"has {size:,} bytes with its outputs, and {most:,} at most may be stored; put out less"
        raise NotebookError.about(path, zh, en)


def story(path: Path) -> Story:
    """Read the charts from a notebook's stored outputs; nothing is run."""
    book = read_notebook(path)
    charts: list[tuple[str, Chart]] = []
    places: list[Text] = []
    code = [cell for cell in book.cells if cell.cell_type == "code" and cell.source.strip()]
    for number, cell in enumerate(code, start=1):
        for output in cell.outputs:
            if MIME in output.get("data", {}):
                place = Text(f"{path}，第{number}个代码单元", f"{path}, code cell {number}")
                try:
                    chart = from_json(output.data[MIME])
                    refuse_outdated(chart)
                except ChartError as error:
                    raise NotebookError(Text("：", ": ").join([place, error.words])) from None
                places.append(place)
                charts.append((f"{path.stem}-{chart.name or len(charts) + 1}", chart))
    if code and not any(cell.outputs for cell in code):
        raise NotebookError.about(path, "没有输出；先运行 zreport run", "has no outputs; run it first: zreport run")
    return Story(path.stem, title(book, path), tuple(charts), path, tuple(places))


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
    heading = _CONTROL.sub("", heading)
    zh, _, en = heading.partition(" / ")
    return Text(zh.strip(), (en or zh).strip())


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


def stored_bytes(path: Path, book: Any) -> bytes:
    """Return a notebook that has run as it is stored, in normal form; `NotebookError` if it must not be."""
    refuse_unsound(path, normal(book))
    content = notebook_bytes(book)
    refuse_larger(path, len(content), LARGEST_NOTEBOOK)
    return content

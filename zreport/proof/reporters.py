"""How faults are listed: a table to read, lines to search, JSON, and annotations for CI."""

import io
import json
import os
from collections.abc import Sequence
from pathlib import Path

from zreport.faults import Fault
from zreport.language import language

REPORTERS = ("table", "lines", "json", "github")
# Where there is no terminal to be as wide as.
_WIDTH = 160


def listing(faults: Sequence[Fault], form: str, folder: Path, width: int | None = None, lang: str | None = None) -> str:
    """Write faults in one of `REPORTERS`; annotations name files from `folder`, a table is `width` columns wide.

    Examples
    --------
    >>> from zreport.faults import fault
    >>> wrong = fault("cell-differs", "observations.csv", 2, "value", "3.8", said="3.7")
    >>> print(listing([wrong], "github", Path("data"), lang="en"))
    ::error file=data/observations.csv,line=2,title=cell-differs::'3.8': the text says “3.7”; write “3.7”
    """
    lang = language(lang)
    if form == "json":
        return json.dumps([_fields(fault, lang) for fault in faults], ensure_ascii=False, indent=1)
    if form == "github":
        return "\n".join(_annotation(fault, lang, folder) for fault in faults)
    if not faults:
        return ""
    count = f"共{len(faults)}处错误" if lang == "zh" else f"{len(faults)} fault(s)"
    if form == "lines":
        return "\n".join([*(f"{fault.sentence(lang)} [{fault.code}]" for fault in faults), count])
    return f"{_table(faults, lang, width or _WIDTH)}\n\n{count}"


def _fields(fault: Fault, lang: str) -> dict:
    return {
        "code": fault.code,
        "file": fault.file,
        "row": fault.row,
        "column": fault.column,
        "value": fault.value,
        "problem": fault.problem[lang],
        "mend": fault.mend[lang],
    }


def _annotation(fault: Fault, lang: str, folder: Path) -> str:
    """Write a fault as a workflow command of GitHub Actions, which shows it at its line."""
    path = Path(os.path.relpath(folder / fault.file)).as_posix()
    places = {"file": path, "line": fault.row, "title": fault.code}
    told = ",".join(
        f"{key}={_escaped(str(value)).replace(',', '%2C').replace(':', '%3A')}"
        for key, value in places.items()
        if value is not None
    )
    return f"::error {told}::{_escaped(fault.message(lang))}"


def _escaped(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _table(faults: Sequence[Fault], lang: str, width: int) -> str:
    # Imported here, as a sound folder needs no table.
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    heads = {
        "zh": ("文件", "行", "列", "现为", "问题", "改法", "代码"),
        "en": ("file", "row", "column", "stands there", "fault", "mend", "code"),
    }[lang]
    table = Table(*heads, box=SIMPLE_HEAD, pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    for fault in faults:
        place = (fault.file.rsplit("/")[-1], str(fault.row or ""), fault.column or "")
        told = (fault.value, fault.problem[lang], fault.mend[lang], fault.code)
        table.add_row(*(cell.replace("[", "\\[") for cell in (*place, *told)))
    made = io.StringIO()
    Console(file=made, width=width, color_system=None, legacy_windows=False).print(table)
    return "\n".join(line.rstrip() for line in made.getvalue().split("\n")).strip("\n")

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
# What GitHub Actions takes for its own in the words of an annotation, and in what stands before them.
_IN_WORDS = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PLACES = _IN_WORDS | str.maketrans({",": "%2C", ":": "%3A"})


def listing(faults: Sequence[Fault], form: str, folder: Path, width: int | None = None, lang: str | None = None) -> str:
    """Write faults in one of `REPORTERS`; annotations name files from `folder`, a table is `width` columns wide."""
    lang = language(lang)
    if form == "json":
        listed = [vars(one) | {"problem": one.problem[lang], "mend": one.mend[lang]} for one in faults]
        return json.dumps(listed, ensure_ascii=False, indent=1)
    if form == "github":
        return "\n".join(_annotation(fault, lang, folder) for fault in faults)
    if not faults:
        return ""
    count = f"共{len(faults)}处错误" if lang == "zh" else f"{len(faults)} fault(s)"
    if form == "lines":
        return "\n".join([*(f"{fault.sentence(lang)} [{fault.code}]" for fault in faults), count])
    return f"{_table(faults, lang, width or _WIDTH)}\n\n{count}"


def _annotation(fault: Fault, lang: str, folder: Path) -> str:
    """Write a fault as a workflow command of GitHub Actions, which shows it at its line."""
    places = {"file": Path(os.path.relpath(folder / fault.file)).as_posix(), "line": fault.row, "title": fault.code}
    told = (f"{key}={str(value).translate(_IN_PLACES)}" for key, value in places.items() if value is not None)
    return f"::error {','.join(told)}::{fault.message(lang).translate(_IN_WORDS)}"


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

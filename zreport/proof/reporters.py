"""How faults are listed: a table to read, lines to search, JSON, and annotations for CI."""

import io
import json
import os
from collections.abc import Sequence
from pathlib import Path

from zreport.faults import Fault, printable
from zreport.language import language
from zreport.proof.check import DraftState

REPORTERS = ("table", "lines", "json", "github")
# Where there is no terminal to be as wide as.
_WIDTH = 160
# A table of more would take minutes, and nobody reads it.
_ROWS = 1000
# What GitHub Actions takes for its own in the words of an annotation, and in what stands before them.
_IN_WORDS = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PLACES = _IN_WORDS | str.maketrans({",": "%2C", ":": "%3A"})


def listing(
    faults: Sequence[Fault],
    form: str,
    folder: Path,
    width: int | None = None,
    lang: str | None = None,
    notes: Sequence[Fault] = (),
    drafts: Sequence[DraftState] = (),
    opened: bool = False,
) -> str:
    """Write faults in one of `REPORTERS`; annotations name files from `folder`, a table is `width` columns wide.

    Where there is no fault, that is said. Notes and drafts, which are no faults, are told after them and as such; of
    drafts how much is open or, if they are to be `opened`, what.
    """
    lang = language(lang)
    sums = {one.report: one.summary() for one in drafts}
    details = [each for one in drafts if opened for each in one.details()]
    more = [("note", one) for one in notes] + [("draft", one) for one in (*details, *sums.values())]
    if form == "json":
        told = [vars(one) | {"problem": one.problem[lang], "mend": one.mend[lang]} for one in faults]
        told += [vars(one) | {"problem": one.problem[lang], "mend": one.mend[lang], "level": at} for at, one in more]
        return json.dumps(told, ensure_ascii=False, indent=1)
    if form == "github":
        levels = [*((one, "error") for one in faults), *((one, "notice") for _, one in more)]
        return "\n".join(_annotation(one, level, lang, folder) for one, level in levels)
    if not faults:
        told = [f"数据无误：{folder}" if lang == "zh" else f"The data are sound: {folder}"]
    elif form == "lines":
        told = [f"{fault.sentence(lang)} [{fault.code}]" for fault in faults]
    else:
        told = [f"{_table(faults[:_ROWS], lang, width or _WIDTH)}\n"]
    if faults:
        told.append(f"共{len(faults)}处错误" if lang == "zh" else f"{len(faults)} fault(s)")
    if form == "table" and len(faults) > _ROWS:
        zh, en = f"以上是前{_ROWS}处；全部见 --format lines", f"These are the first {_ROWS}; --format lines has all"
        told.append(zh if lang == "zh" else en)
    note, draft, colon = ("留意", "草稿", "：") if lang == "zh" else ("Note", "draft", ": ")
    told += [f"{note}{colon}{one.sentence(lang)} [{one.code}]" for one in notes]
    told += [f"{draft}{colon}{one.sentence(lang)} [{one.code}]" for one in details]
    return "\n".join([*told, *(f"{draft} {name}{colon}{one.problem[lang]}" for name, one in sums.items())])


def _annotation(fault: Fault, command: str, lang: str, folder: Path) -> str:
    """Write a fault as a workflow command of GitHub Actions, which shows it at its line."""
    places = {"file": Path(os.path.relpath(folder / fault.file)).as_posix(), "line": fault.row, "title": fault.code}
    told = (f"{key}={str(value).translate(_IN_PLACES)}" for key, value in places.items() if value is not None)
    return f"::{command} {','.join(told)}::{fault.message(lang).translate(_IN_WORDS)}"


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
        table.add_row(*(printable(cell).replace("[", "\\[") for cell in (*place, *told)))
    made = io.StringIO()
    Console(file=made, width=width, color_system=None, legacy_windows=False).print(table)
    return "\n".join(line.rstrip() for line in made.getvalue().split("\n")).strip("\n")

"""What is wrong, said so that it can be mended: errors in two languages, and faults of the data.

One module, because the reader, the checker and the command line all speak of faults, and each must
name the same things: file, row, column, what stands there, and the mend. An error carries its words
in both languages; who prints it chooses one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zreport.language import Text, language


class ReportError(Exception):
    """An error that a user can mend; the command line prints it without a traceback.

    Attributes
    ----------
    words : Text
        What is wrong and what to do about it, in both languages.

    Examples
    --------
    >>> ReportError(Text("没有行", "no rows")).words.en
    'no rows'
    """

    def __init__(self, words: Text | str):
        self.words = Text.of(words)
        super().__init__(self.words)

    def __str__(self) -> str:
        return self.words[language()]


class ChartError(ReportError, ValueError):
    """The rows cannot be drawn honestly in this kind of chart; says which, and what to use."""


class SelectionError(ReportError, ValueError):
    """A name that is asked for does not exist; the message lists those that do."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in one place.

    Attributes
    ----------
    file : str
        Path below the data folder.
    row : int or None
        Line of the file as a spreadsheet counts it: the header is row 1.
    column : str or None
    value : str
        What stands there.
    problem, mend : Text
        What is wrong, and what to do about it.
    """

    file: str
    row: int | None
    column: str | None
    value: str
    problem: Text
    mend: Text

    def place(self, lang: str | None = None) -> str:
        """Say where: file, row, column."""
        lang = language(lang)
        parts = [self.file]
        if self.row is not None:
            parts.append(f"第{self.row}行" if lang == "zh" else f"row {self.row}")
        if self.column:
            parts.append(f"{self.column}列" if lang == "zh" else f"column {self.column}")
        return (", " if lang == "en" else "，").join(parts)

    def sentence(self, lang: str | None = None) -> str:
        """Say the fault in one line.

        Examples
        --------
        >>> Fault("observations.csv", 2, "value", "3.8", Text("原文为3.7", "the text says 3.7"),
        ...       Text("改为3.7", "write 3.7")).sentence("en")
        "observations.csv, row 2, column value: '3.8': the text says 3.7; write 3.7"
        """
        lang = language(lang)
        return f"{self.place(lang)}{'：' if lang == 'zh' else ': '}{self.message(lang)}"

    def message(self, lang: str | None = None) -> str:
        """Say what stands there, what is wrong with it and how to mend it, without the place."""
        if language(lang) == "zh":
            shown = f"“{self.value}”，" if self.value else ""
            return f"{shown}{self.problem.zh}；{self.mend.zh}"
        shown = f"{self.value!r}: " if self.value else ""
        return f"{shown}{self.problem.en}; {self.mend.en}"


class DataError(ReportError):
    """The data are broken; carries every fault found.

    Attributes
    ----------
    faults : tuple of Fault
    """

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        count = len(self.faults)
        heads = Text(f"数据有{count}处错误", f"{count} fault(s) in the data")
        listed = ("\n".join(["", *(f"  {fault.sentence(lang)}" for fault in self.faults)]) for lang in ("zh", "en"))
        super().__init__(Text(*(head + lines for head, lines in zip((heads.zh, heads.en), listed, strict=True))))

    def __reduce__(self) -> tuple:
        return type(self), (self.faults,)

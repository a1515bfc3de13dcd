"""What is wrong, said so that it can be mended: errors in two languages, and faults of the data.

One module, because the reader, the checker and the command line all speak of faults, and each must
name the same things: file, row, column, what stands there, and the mend. An error carries its words
in both languages; who prints it chooses one.
"""

import difflib
import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from zreport.language import LANGUAGES, Text, language

# Control and escape characters, those that turn the direction of writing, line ends, and halves of characters.
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


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
    code : str
        Its kind, as the catalogue ``faults.toml`` has it.
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

    code: str
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
        >>> fault("cell-differs", "observations.csv", 2, "value", "3.8", said="3.7").sentence("en")
        "observations.csv, row 2, column value: '3.8': the text says “3.7”; write “3.7”"
        """
        lang = language(lang)
        return printable(f"{self.place(lang)}{'：' if lang == 'zh' else ': '}{self.message(lang)}")

    def message(self, lang: str | None = None) -> str:
        """Say what stands there, what is wrong with it and how to mend it, without the place."""
        if language(lang) == "zh":
            shown = f"“{self.value}”，" if self.value else ""
            return printable(f"{shown}{self.problem.zh}；{self.mend.zh}")
        shown = f"{self.value!r}: " if self.value else ""
        return printable(f"{shown}{self.problem.en}; {self.mend.en}")


def fault(
    code: str, file: str, row: int | None = None, column: str | None = None, value: str = "", /, **words: object
) -> Fault:
    """Make a fault of a kind of the catalogue; `words` fill its sentences, a `Text` in its own language.

    Raises
    ------
    KeyError
        If the catalogue has no such code, or its sentences want other words.
    """
    kind = catalogue()[code]
    filled = {lang: {k: w[lang] if isinstance(w, Text) else w for k, w in words.items()} for lang in LANGUAGES}
    problem, mend = (
        Text(*(kind[part][lang].format_map(filled[lang]) for lang in LANGUAGES)) for part in ("problem", "mend")
    )
    return Fault(code, file, row, column, value, problem, mend)


@functools.cache
def catalogue() -> dict[str, dict[str, dict[str, str]]]:
    """Return the kinds of faults by their codes: ``problem``, ``mend`` and ``why``, each in both languages."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def explain(code: str, lang: str | None = None) -> str:
    """Tell what a code means: what is said, how it is mended, why it matters.

    Raises
    ------
    ReportError
        If there is no such code; lists those that there are.

    Examples
    --------
    >>> print(explain("part-larger", "en"))
    part-larger: has another unit than its whole, or is larger
    Mend: exchange the sides, or name another relation
    Why: A part has the unit of its whole and is no larger.
    """
    lang = language(lang)
    known = catalogue()
    if code not in known:
        near = ", ".join(dict.fromkeys([*difflib.get_close_matches(code, known, n=3), *known]))
        raise ReportError(Text(f"没有代码 {code}；可选：{near}", f"no such code: {code}; choose from: {near}"))
    colon, *heads = ("：", "改法", "缘由") if lang == "zh" else (": ", "Mend", "Why")
    parts = zip((code, *heads), ("problem", "mend", "why"), strict=True)
    # What is filled in where a fault is found is left open here.
    return "\n".join(f"{head}{colon}{re.sub('{[a-z_]+}', '…', known[code][part][lang])}" for head, part in parts)


class DataError(ReportError):
    """The data are broken; carries every fault found.

    Attributes
    ----------
    faults : tuple of Fault
    """

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        count = len(self.faults)
        head = Text(f"数据有{count}处错误", f"{count} fault(s) in the data")
        sentences = (Text(*map(one.sentence, LANGUAGES)) for one in self.faults)
        super().__init__(Text.of("\n  ").join([head, *sentences]))

    def __reduce__(self) -> tuple:
        return type(self), (self.faults,)


def printable(words: str, kept: str = "") -> str:
    r"""Write what a terminal would obey, or not show, so that it can be read; `kept` stays as it is.

    >>> printable("a\x1b[2Jb\n", kept="\n")
    'a\\u001b[2Jb\n'
    """
    return _OBEYED.sub(lambda found: found[0] if found[0] in kept else f"\\u{ord(found[0]):04x}", words)

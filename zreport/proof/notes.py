"""What is odd about the texts of a data folder and was read through: said once, and no fault."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from zreport.faults import DataError, Fault, fault
from zreport.language import Text
from zreport.reading.folding import fold
from zreport.tables.package import REPORT_TEXT, Package

_ODD = {
    "mark": Text("开头有字节顺序标记（BOM）", "a byte-order mark at its head"),
    "digits": Text("全角或别种文字的数字", "digits in full width or of another script"),
    "thousands": Text("数字中的全角逗号（33，212万吨）", "full-width commas in numbers (33，212万吨)"),
    "points": Text("写成圆点的小数点（14·1%）", "decimal points that are set high (14·1%)"),
    "unseen": Text("看不见的字符（零宽、软连字符等）", "characters that are not seen (of no width, soft hyphens)"),
    "blanks": Text("数字与单位之间的空格", "blanks between a number and its unit"),
    "lines": Text("句子当中的换行", "line ends inside a sentence"),
    "number": Text("数字当中的换行，已连读", "line ends inside a number, which is read as one"),
    "pages": Text("行间的页码", "page numbers between lines"),
    "brackets": Text("原文自带的【】，引文中写成两个", "brackets 【】 of its own, which are doubled in quotes"),
}


def notes(folder: str | Path, missing: Callable[[str], str]) -> list[Fault]:
    """Return a note for each kind of oddity of each report's text: how often, and on which line first.

    `missing` returns the characters of a text that the fonts of charts lack, which are noted too.
    """
    found = []
    with suppress(DataError):
        package = Package(folder)
        for report in package.reports:
            file = f"reports/{report}/{REPORT_TEXT}"
            with suppress(DataError):
                text = package.text(report)
                folded = fold(text)
                for kind, (count, place) in folded.oddities.items():
                    line = text.count("\n", 0, place) + 1
                    found.append(fault("text-odd", file, line, None, "", what=_ODD[kind], count=count))
                if lacking := missing(folded.text):
                    found.append(fault("font-lacks", file, None, None, lacking))
    return found

"""Where a text states quantities without plain digits, readable or not, and where a number is damaged."""

import re
from collections.abc import Iterable

from zreport.reading.quantity import CHINESE, SOME, one_of

_NUMERAL = f"[{CHINESE}]+(?:点[{CHINESE}]+)?"
_ALONE = f"(?<![0-9A-Za-z|{CHINESE}])"
# 上百亿 reaches ten thousand millions; 以上 and 线上 reach nothing.
_REACH = "(?:(?<![以规线网路向身])上(?=[百千万亿]))?"
# A number and what a scan or a hand put in it: letters, blanks, other signs than a point.
_TOKEN = re.compile(r"[0-9OolI|][0-9A-Za-z|]*(?:(?:[ \n]*[.,]+[ \n]*|[ \n]+|[，。·•・/'’`])[0-9A-Za-z|]+)*")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
# 2.54。30个: two numbers, as none has two points.
_TWO = re.compile(r"[0-9]+\.[0-9]+[，。·•・][0-9.]+")
_IN_LIST = re.compile(r"[0-9]+[.,][ ]+")
# Letters that are taken for digits at the ends of a number; inside it any letter is none.
_MISREAD = re.compile(r"(?:[OolI|]*[0-9.,])(?:[A-Za-z|]*[0-9.,])*[OolI|]*|[OolI]+")


class Finder:
    """Finds quantities in known units, with bounds that may stand before the unit, and wordings."""

    def __init__(self, units: Iterable[str], after: Iterable[str], wordings: Iterable[str]):
        unit, behind = one_of(units), one_of(after)
        # Numbers of which a part would read as another: 数十家 is not ten, nor 两个半小时 two.
        vague = (
            rf"{SOME}[十百千万亿]+[余多来]?(?:{unit})?(?![年载代])|成[百千万]上[千万亿]",
            rf"{_ALONE}[{CHINESE}]*[十百千万亿]几[万亿]?(?:{unit})?(?![年载岁])",
            rf"(?:{_ALONE}{_NUMERAL}|(?<![0-9.])[0-9.]+)(?:个|年|天|日|小时)半(?!数)(?:{unit})?",
        )
        readable = (
            rf"{_ALONE}{_REACH}{_NUMERAL}(?:{behind})?(?:{unit})",
            rf"(?<![个年天大多过一二两三])半(?:{unit})",
            rf"{_ALONE}{_NUMERAL}分之(?:[0-9]+(?:\.[0-9]+)?|[{CHINESE}几]+(?:点[{CHINESE}]+)?)",
            rf"翻了?.{{0,2}}?(?:[{CHINESE}]|[0-9])?番",
            one_of(wordings),
        )
        only_seen = (
            rf"{_ALONE}[{CHINESE}]*[十百千万亿][余多](?=[\u4e00-\u9fff])(?![年载岁])",
            rf"(?<![0-9{CHINESE}“‘第初])[一二两三四五六七八九][十百千万亿][{CHINESE}]*(?=[\u4e00-\u9fff])"
            # A numeral ends where its signs do: 二十六年 is a span, and no twenty.
            f"(?![{CHINESE}大届年月日号周世中次路国分局])",
            r"[¼-¾⅐-⅞]|成倍|倍增(?!计划|行动|工程|工作)|[“‘]零[”’]|为零(?!售|碳|基|星)",
        )
        self._stated = [re.compile(one) for one in (*vague, *readable, *only_seen)]
        follows = rf"[万亿%‰]|(?:{behind})?(?:{unit})|{behind}"
        self._follows, self._follows_letters = re.compile(follows), re.compile(f"{follows}|[年月日]")

    def unnumbered(self, text: str) -> list[tuple[int, int]]:
        """Find the quantities that a text states without digits, or with more than digits, the readable ones first.

        Of those that overlap only the first is taken: 三分之二 and no 三分.
        """
        found: list[tuple[int, int]] = []
        taken = bytearray(len(text))
        for shape in self._stated:
            for match in shape.finditer(text):
                start, end = match.span()
                if not any(taken[start:end]):
                    taken[start:end] = b"\1" * (end - start)
                    found.append((start, end))
        return sorted(found)

    def garbled(self, text: str) -> list[tuple[int, int]]:
        """Find the numbers before a unit that hold a letter, a blank, a line end or another sign: 1O5.2亿元, 8，3%."""
        found = []
        for match in _TOKEN.finditer(text):
            words, start = match[0], match.start()
            if (start == 0 or text[start - 1] == "\n") and (item := _IN_LIST.match(words)):
                words, start = words[item.end() :], start + item.end()
            letters = re.search("[A-Za-z|]", words)
            if _PLAIN.fullmatch(words) or _TWO.fullmatch(words) or text[start - 1 : start] in ("第", "+"):
                continue
            if letters and not _MISREAD.fullmatch(words):
                continue
            if (self._follows_letters if letters else self._follows).match(text, match.end()):
                found.append((start, match.end()))
        return found

"""Break text into lines by the rules of Chinese and English."""

from __future__ import annotations

import re

from zreport import font

_NOT_FIRST = ",，。、;；:：!！?？)）》〉」』】〕”’.%‰…·"
_NOT_LAST = "(（《〈「『【〔“‘"
# A number keeps its unit: 28.7亿元, 24小时.
_UNIT = "(?:小时|平方米|公里|公顷|个百分点|[万亿]?人次|[万亿]?[一-鿿])"
_TOKEN = re.compile(
    rf"[0-9][0-9.,]*{_UNIT}|"
    r"[A-Za-zÀ-ÿ’']{2,}-(?=[A-Za-zÀ-ÿ]{3})|[A-Za-z0-9À-ÿ.,%‰+−\-–'’/&≥≤>≈\u2009]+|\s+|.",
    re.DOTALL,
)


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break `text` into lines no wider than `width`, both in the unit of `size`.

    A line does not begin with a closing mark nor end with an opening one; words and numbers stay
    whole unless one alone is wider than a line.

    Examples
    --------
    >>> wrap("电商与规上工业增速领先，地区生产总值居后", 110, 10)
    ['电商与规上工业增速领', '先，地区生产总值居后']
    """
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph, width, size, bold):
            if line and font.advance((line + piece).rstrip(), size, bold) > width:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        lines.append(line.rstrip())
    return lines


def _pieces(paragraph: str, width: float, size: float, bold: bool) -> list[str]:
    """Split where a line may end."""
    pieces: list[str] = []
    for token in _TOKEN.findall(paragraph):
        glue = pieces and (token[0] in _NOT_FIRST or pieces[-1][-1] in _NOT_LAST or token.isspace())
        if glue:
            pieces[-1] += token
        else:
            pieces.append(token)
    return [part for piece in pieces for part in _fitting(piece, width, size, bold)]


def _fitting(piece: str, width: float, size: float, bold: bool) -> list[str]:
    """Break a word that alone is wider than a line, still by the rules for marks."""
    if font.advance(piece.rstrip(), size, bold) <= width:
        return [piece]
    parts: list[str] = []
    for character in piece:
        if parts and (character in _NOT_FIRST or character.isspace() or parts[-1][-1] in _NOT_LAST):
            parts[-1] += character
        else:
            parts.append(character)
    return parts

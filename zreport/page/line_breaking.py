"""Break text into lines by the rules of Chinese and English."""

from __future__ import annotations

import re

from zreport.page import font

_NOT_FIRST = ",，。、;；:：!！?？)）》〉」』】〕”’.%‰…·−÷×"
_NOT_LAST = "(（《〈「『【〔“‘"
# A number keeps its unit: 28.7亿元, 24小时; a span of years stays whole: 2016—2020年.
_UNIT = "(?:小时|平方米|公里|公顷|个百分点|[万亿]?人次|[万亿]?[一-鿿])"
_TOKEN = re.compile(
    rf"[0-9][0-9.,]*{_UNIT}|[0-9]+—[0-9]+年?|"
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
    lines: list[str] = []
    for paragraph in text.split("\n"):
        rows: list[list[str]] = [[]]
        for piece in _pieces(paragraph, width, size, bold):
            if rows[-1] and font.advance("".join([*rows[-1], piece]).rstrip(), size, bold) > width:
                rows.append([piece.lstrip()])
            else:
                rows[-1].append(piece)
        if len(rows) > 1 and len("".join(rows[-1]).rstrip()) == 1 and len(rows[-2]) > 2:
            # A last line of one character takes another from the line before.
            joined = rows[-2][-1] + rows[-1][0]
            if font.advance(joined, size, bold) <= width:
                rows[-2:] = [rows[-2][:-1], [joined]]
        lines += ["".join(row).rstrip() for row in rows]
    return lines


def _pieces(paragraph: str, width: float, size: float, bold: bool) -> list[str]:
    """Split where a line may end."""
    pieces: list[str] = []
    for token in _TOKEN.findall(paragraph):
        glue = token[0] in _NOT_FIRST or token.isspace()
        if pieces and not glue:
            before = pieces[-1]
            # A straight quote opens where it begins a word, and closes where it ends one.
            opening = before[-1] in _NOT_LAST or before == '"'
            glue = opening or (token == '"' and not before[-1].isspace())
        if pieces and glue:
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

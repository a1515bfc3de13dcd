"""Boxes on a page, and text broken into lines by the rules of Chinese and English."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise
from typing import Any

from zreport.page import font, theme

_NOT_FIRST = ",，。、;；:：!！?？)）》〉」』】〕”’.%‰…·−÷×"
_NOT_LAST = tuple("(（《〈「『【〔“‘")
# A number keeps its unit: 28.7亿元, 24小时; a span of years stays whole: 2016—2020年.
_UNIT = "(?:[万亿]?(?:小时|平方米|立方米|公里|公顷|公斤|千瓦|兆瓦|个百分点|人次)|[万亿]?[一-鿿])"
_TOKEN = re.compile(
    rf"第[0-9]+[一-鿿]?|[0-9][0-9.,]*{_UNIT}|[0-9]+—[0-9]+年?|(?:RMB )?[0-9][0-9.,]* (?:thousand|million|billion|trillion|hectares|kilometres|%)(?![a-z])|"
    r"[A-Za-zÀ-ÿ’']{2,}-(?=[A-Za-zÀ-ÿ]{3})|[A-Za-z0-9À-ÿ.,%‰+−\-–'’/&≥≤>≈\u2009]+|\s+|.",
    re.DOTALL,
)


@dataclass(frozen=True)
class Box:
    """A rectangle: left, top, width, height."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    def inset(self, by: float) -> Box:
        """The rectangle inside, at a distance."""
        return Box(self.left + by, self.top + by, self.width - 2 * by, self.height - 2 * by)


@dataclass(frozen=True)
class Words:
    """One line of text around a middle height."""

    x: float
    y: float
    words: str
    size: float
    colour: str = theme.INK
    bold: bool = False
    anchor: str = "start"  # which part of the line stands at x; or ``middle``, ``end``
    group: str = ""  # the legend entry with which it is hidden
    role: str = ""  # ``name`` of a row, or ``tick`` of an axis: what a native chart writes by itself

    @property
    def box(self) -> Box:
        """The room that the ink takes, nearly."""
        width = font.advance(self.words, self.size, self.bold)
        left = self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * width
        return Box(left, self.y - self.size * 0.5, width, self.size)


def stacked(lines: Iterable[str], x: float, top: float, step: float, size: float, **look: Any) -> list[Words]:
    """Return lines one below the other, the first in the middle of its step."""
    return [Words(x, top + (at + 0.5) * step, line, size, **look) for at, line in enumerate(lines)]


@dataclass(frozen=True)
class TextBlock:
    """Words of one size in a box, and the lines that they are broken into."""

    words: str
    lines: tuple[str, ...]
    box: Box
    size: float
    colour: str
    bold: bool = False

    @classmethod
    def of(
        cls,
        words: str,
        left: float,
        top: float,
        width: float,
        size: float,
        colour: str,
        bold: bool = False,
        keep: Sequence[str] = (),
    ) -> TextBlock:
        """Break words into the lines of a box; those in bold, a heading, as `headed` does, with the names to `keep`."""
        broken = headed(words, width, size, keep) if bold else tuple(barred(words, width, size))
        box = Box(left, top, width, len(broken) * size * theme.LEADING)
        return cls(words, broken, box, size, colour, bold)

    def at(self, top: float) -> TextBlock:
        """Return the same lines at a height."""
        return replace(self, box=replace(self.box, top=top))

    @property
    def each(self) -> list[Words]:
        """The lines in their places."""
        box, step, look = self.box, self.size * theme.LEADING, {"colour": self.colour, "bold": self.bold}
        return stacked(self.lines, box.left, box.top, step, self.size, **look)


# Where a heading may end a line, the best place first; behind each what a break there costs.
_STOPS = ((re.compile(r"[，；：。！？]|——|—|[,;:.!?](?=\s)"), 0.0), (re.compile("、"), 0.6))
# Before words that join clauses, and after those that end a phrase, Chinese is broken with less harm.
_LINKS = re.compile("(?=[和与而但还又也都只没不仍才])|(?<=[的了着])")
# What a heading keeps on one line if it can: words in quotation marks, and numbers with what they count.
_WHOLE = re.compile(
    r"[“‘《][^”’》]{1,16}[”’》]|[0-9][0-9.,]*%?[一-鿿]{1,4}(?=[，；：。、])|[一二三四五六七八九十百两]+分之[一二三四五六七八九十百两]+|"
    r"[一二三四五六七八九十百两]+[个项年条所户次成倍家名处种件]|第[一二三四五六七八九十]+[次个年]?|20[0-9]{2} ?年|"
    r"[0-9][0-9.,]* (?:[a-z]+ )?[A-Za-z]+"
)
_LINE, _LONE, _INSIDE, _SMALL = 1000.0, 300.0, 8.0, {"a", "an", "the", "of", "to", "in", "by", "and", "or", "for", "at"}


def headed(words: str, width: float, size: float, keep: Sequence[str] = ()) -> tuple[str, ...]:
    """Break a heading into as few lines as hold it, nearly as long as one another, and where its words allow.

    A line ends after a mark rather than in a clause, and inside a quoted word, a number with what it
    counts, or a name to `keep` only where nothing else is left; none of one or two characters, or of
    one word, ends the heading.
    """
    poured = wrap(words, width, size, bold=True)
    if len(poured) < 2 or "\n" in words:
        return tuple(poured)
    ends = list(accumulate(map(len, _unbroken(words))))
    wide = [0.0, *accumulate(font.advances(words, size, True))]
    costs, even = _costs(words, keep), wide[-1] / len(poured)
    # The least cost of what stands before each place at which a line may end, and where that line begins.
    best: dict[int, tuple[float, int]] = {0: (0.0, 0)}
    for end in ends:
        last, found = len(words[:end].rstrip()), []
        for start in reversed([one for one in best if one < end]):
            if (long := wide[last] - wide[start]) > width:
                break
            cost = best[start][0] + _LINE + 40 * ((long - even) / width) ** 2
            cost += _LONE * _lone(words[start:last]) if end == len(words) else costs[end]
            found.append((cost, start))
        if found:
            best[end] = min(found)
    if len(words) not in best:
        return tuple(poured)
    cuts = [len(words)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    return tuple(words[start:end].rstrip() for end, start in reversed(list(pairwise(cuts))))


def _costs(words: str, keep: Sequence[str]) -> list[float]:
    """Return what it costs to end a line at each place."""
    costs = [3.0] * (len(words) + 1)
    for link in _LINKS.finditer(words):
        costs[link.start()] = 1.6
    for blank in re.finditer(r"(\S+)\s+", words):
        costs[blank.end()] = 2.6 if blank[1].lower() in _SMALL else 1.6
    for stops, cost in _STOPS:
        for stop in stops.finditer(words):
            costs[len(words) - len(words[stop.end() :].lstrip())] = cost
    spans = [one.span() for one in _WHOLE.finditer(words)]
    spans += [one.span() for name in keep if 1 < len(name) <= 16 for one in re.finditer(re.escape(name), words)]
    for start, end in spans:
        for at in range(start + 1, end):
            costs[at] += _INSIDE
    # A line that begins with one character and a mark looks like a slip.
    for stop in re.finditer(r"(?<=.)[一-鿿](?=[，；：。、！？])", words):
        costs[stop.start()] += 2.5
    # Two characters of Chinese that stand side by side in a name may well be a word.
    known = "\n".join(keep)
    for at in range(1, len(words)):
        if "一" <= words[at] <= "鿿" and words[at - 1 : at + 1] in known:
            costs[at] += 2.5
    return costs


def _lone(line: str) -> bool:
    """Whether a line is too short to end a heading: two characters of Chinese, or one word."""
    bare = re.sub(r"[^\w%‰]", "", line)
    return len(bare) < 3 or (line.isascii() and len(line.split()) < 2)


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break `text` into lines no wider than `width`, both in the unit of `size`.

    A line does not begin with a closing mark nor end with an opening one; words and numbers stay
    whole unless one alone is wider than a line.

    >>> wrap("电商与规上工业增速领先，地区生产总值居后", 110, 10)
    ['电商与规上工业增速领', '先，地区生产总值居后']
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        rows: list[list[str]] = [[]]
        broken = (_broken(one, width, size, bold) for one in _unbroken(paragraph))
        for piece in chain.from_iterable(broken):
            if rows[-1] and font.advance("".join([*rows[-1], piece]).rstrip(), size, bold) > width:
                rows.append([piece.lstrip()])
            else:
                rows[-1].append(piece)
        if len(rows) > 1 and len("".join(rows[-1]).rstrip().rstrip(_NOT_FIRST)) <= 1 and len(rows[-2]) > 2:
            # A last line of one character takes another from the line before.
            joined = rows[-2][-1] + rows[-1][0]
            if font.advance(joined, size, bold) <= width:
                rows[-2:] = [rows[-2][:-1], [joined]]
        lines += ["".join(row).rstrip() for row in rows]
    return lines


def _broken(piece: str, width: float, size: float, bold: bool) -> Iterable[str]:
    """Break what is wider than a line: a number and its unit at their blank, a word anywhere by the rules for marks."""
    if font.advance(piece.rstrip(), size, bold) <= width:
        return [piece]
    words = re.findall(r"\S+\s*", piece)
    return chain.from_iterable(_broken(one, width, size, bold) for one in words) if len(words) > 1 else _joined(piece)


def barred(text: str, width: float, size: float) -> list[str]:
    """Break `text` between the parts that bars part, where one is no wider than a line; the bar there is left out.

    >>> barred("2016–2020 | total | achieved", 90, 10)
    ['2016–2020 | total', 'achieved']
    """
    lines: list[str] = []
    if "\n" in text:
        return wrap(text, width, size)
    for part in text.split(" | "):
        longer = f"{lines[-1]} | {part}" if lines else part
        if lines and font.advance(longer, size) <= width:
            lines[-1] = longer
        else:
            lines += wrap(part, width, size)
    return lines


def pieces(text: str) -> list[str]:
    """Return the parts of a text inside which no line needs to end, without the blanks after them."""
    return [word for piece in _unbroken(text) for word in piece.split()]


@functools.lru_cache(maxsize=1 << 12)
def _unbroken(text: str) -> tuple[str, ...]:
    """Return the parts of a text inside which no line ends: the same at each width and size of type that is tried."""
    return tuple(_joined(_TOKEN.findall(text)))


def _joined(tokens: Iterable[str]) -> Iterator[str]:
    """Join tokens between which no line may end."""
    piece = ""
    for token in tokens:
        ends = token[0] in _NOT_FIRST or token.isspace()
        # A straight quote opens where it begins a word, and closes where it ends one.
        opens = piece.lstrip("(（") == '"' or piece.endswith(_NOT_LAST)
        if piece and not (ends or opens or (token == '"' and not piece[-1].isspace())):
            yield piece
            piece = ""
        piece += token
    if piece:
        yield piece

"""The text that rules read: a report's words without the dress that they were saved in, and where each sign stood.

Full-width forms, digits of other scripts and typographic blanks and dashes are read as the plain signs
that they stand for; what is not seen, what a page adds, and line ends inside a sentence are read through.
The text as delivered stays as it is, and every place can be told in it.
"""

import functools
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import NamedTuple

from zreport.reading.sentence import find_all

_Span = tuple[int, int]
_Change = tuple[int, int, str]

# Signs of which nothing is seen, and the half of a line end that others do without.
_NO_SIGN = (
    "\x00-\x08\x0e-\x1f\x7f\xad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_UNSEEN, _MAY_HIDE = re.compile(f"[{_NO_SIGN}]+|\r(?=\n)"), re.compile(f"[{_NO_SIGN}\r]")
# What a reader takes for one sign though Unicode's compatibility forms do not.
_ALIKE = {
    **dict.fromkeys("‐‑‒–−", "-"),
    **dict.fromkeys("〜∼∽", "~"),
    **dict.fromkeys("∶︰", ":"),
    **dict.fromkeys("\r\v\x85\u2028\u2029", "\n"),
    **{"―": "—", "｡": "。", "٫": ".", "٬": ",", "٪": "%"},
}
_KEPT = {"No", "Nl", "Lm"}  # ①, Ⅲ and ª are not 1, I and a
# A sign that may not be plain: all but a few of most texts are.
_ODD = re.compile("[^\n -~\u4e00-\u9fff，。、“”]")
# Patterns begin with a sign, and look behind it after that: so they are looked for many times as fast.
_WIDE_THOUSANDS = re.compile("，(?<=[^\x00-\x7f\\D]，)(?=[^\x00-\x7f\\D]{3})")
# 33，212万吨: so does one with what a number of thousands has around it, and a unit behind.
_BEFORE = "[^0-9.,，、第·:：∶/至比]"
_THOUSANDS = re.compile(
    f"，(?:(?<={_BEFORE}[0-9]，)|(?<={_BEFORE}[0-9]{{2}}，)|(?<={_BEFORE}[0-9]{{3}}，)|(?<=，[0-9]{{3}}，))"
    r"(?=[0-9]{3}(?:，[0-9]{3}){0,3}(?:\.[0-9]+)?(?:多|余)?[万亿]?(?:[元吨斤人户亩台辆头只件斗担]|公[里顷斤]|平方|立方|千瓦|美元)(?!及?以[上下]))"
)
# 14·1％: a point that is set high. A share is no day (“5·12”), nor part of a name.
_HIGH = "·•・‧∙⋅"
_HIGH_POINT = re.compile(f"[{_HIGH}](?<=\\d.)(?=\\d{{1,3}}[ \t]*(?:[%％‰]|个百分点))")
_OTHER_DIGITS = re.compile("[^\x00-\x7f\\D][^\x00-\x7f\\D]*")
# — 3 —, -3-, 第3页: a line that a page adds; and a bare number where a page ends.
_NUMBER_OF_PAGE = (
    r"[ \t]*(?:[-—~·]{1,3}[ \t]*[0-9]{1,4}[ \t]*[-—~·]{1,3}"
    r"|第[ \t]*[0-9]{1,4}[ \t]*页(?:[ \t/]*共[ \t]*[0-9]{1,4}[ \t]*页)?"
    r"|[0-9]{1,4}(?=[ \t]*\n?\f))[ \t]*(?=[\n\f]|\Z)"
)
_PAGE = re.compile(rf"(?:^|(?<=\f)){_NUMBER_OF_PAGE}", re.M)
_FIRST_PAGE, _FURTHER_PAGE = re.compile(_NUMBER_OF_PAGE), re.compile(rf"[\n\f]{_NUMBER_OF_PAGE}")
_LINE = re.compile(r"[^\n\f]*[^\n\f \t][^\n\f]*")
_STOPS = re.compile(r"""[。！？!?；;：:…]["”’'」』)）]*$""")
_WORDS = re.compile("(?:[\u3400-\u9fff][ \t]*){4}")
_PUNCTUATED = re.compile("[。,，；;]")
_HEADS = re.compile(
    "[一二三四五六七八九十百]+、|[(（][一二三四五六七八九十百0-9]+[)）]|第[一二三四五六七八九十百]+[章节条部]|——"
)
# What opens a section, an item of a list or a note, and so no line that goes on.
_OPENS = re.compile(
    f"(?:{_HEADS.pattern}"
    r"|[0-9]{1,3}(?:[、)）:：]|[.．](?![0-9]))|[一二三四五六七八九十]+是|[【\[〔][0-9]|[①-⓿㈠-㈩●■◆▲★•·○◎□◇※]"
    r"|附[件:：]|名词解释|注[:：])"
)
# A line that is much shorter than most of a text is stood in ends a paragraph; a heading may be nearly as long.
_FULL, _FULL_HEAD = 0.6, 0.9
# Words of tables, which are compared again and again, are shorter than any text.
_SHORT = 1000
_IN_LATIN = re.compile("[A-Za-z0-9.,]")
_ENDS_IN_NUMBER, _OPENS_NUMBER = re.compile("[0-9][.,]?$"), re.compile("[.,]?[0-9]")
_BLANKS, _SPACE = re.compile("[ \t][ \t]*"), re.compile(r"\s\s*")
_INDENT = re.compile(r"[\n\f](?: {2,}|\t)$")


class _Gap(NamedTuple):
    """A gap between lines, what is to stand there, and what was met in it: kinds and places."""

    start: int
    end: int
    words: str
    met: list[tuple[str, int]]


class _Signs(dict):
    """One plain sign for each sign: a decimal digit for digits, a blank for blanks, else the compatibility form."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        plain, kind = unicodedata.normalize("NFKC", sign), unicodedata.category(sign)
        if kind == "Nd":
            plain = str(unicodedata.decimal(sign))
        elif kind == "Zs":
            plain = " "
        elif sign in _ALIKE:
            plain = _ALIKE[sign]
        # Commas part clauses: only between full-width digits does a full-width one belong to a number.
        elif len(plain) != 1 or kind in _KEPT or sign == "，":
            plain = sign
        self[code] = plain
        return plain


_SIGNS, _COUNTED = _Signs(), array("Q")


@dataclass(frozen=True)
class Folded:
    """A text to be read: its signs, where each stands in the text as delivered, and what was read through.

    `oddities` holds for each kind how often it was met, and where first in the text as delivered.
    """

    text: str
    origins: Sequence[int]
    oddities: dict[str, tuple[int, int]] = field(default_factory=dict)

    def delivered(self, start: int, end: int) -> _Span:
        """Return where ``text[start:end]`` stands in the text as delivered."""
        return (self.origins[start], self.origins[end - 1] + 1) if end > start else (self._at(start),) * 2

    def folded(self, place: int) -> int:
        """Return the place in this text of a place in the text as delivered."""
        return bisect_left(self.origins, place)

    def _at(self, place: int) -> int:
        return self.origins[place] if place < len(self.origins) else (self.origins[-1] + 1 if self.origins else 0)


def signs(words: str) -> str:
    """Return words with a plain sign for each of their signs: ``６．１％`` is ``6.1%``."""
    words = _THOUSANDS.sub(",", words) if "，" in words else words
    if not _ODD.search(words):
        return words
    words = _WIDE_THOUSANDS.sub(",", words)
    for match in _high_points(words):
        words = f"{words[: match.start()]}.{words[match.end() :]}"
    changed = {sign: plain for sign in set(_ODD.findall(words)) if (plain := _SIGNS[ord(sign)]) != sign}
    # The few are changed one after another, unless one becomes another of them.
    if changed.keys() & set(changed.values()):
        return words.translate(_SIGNS)
    for sign, plain in changed.items():
        words = words.replace(sign, plain)
    return words


def _high_points(words: str) -> Iterable[re.Match]:
    # Few texts have such a sign at all, and one is looked for faster than any of some.
    return _HIGH_POINT.finditer(words) if any(sign in words for sign in _HIGH) else ()


@functools.lru_cache(8)
def fold(text: str) -> Folded:
    """Return a text as it is to be read.

    Examples
    --------
    >>> fold("增长６．１\N{NO-BREAK SPACE}％。").text
    '增长6.1%。'
    """
    odd: dict[str, list[int]] = defaultdict(list)

    def met(kind: str, places: Iterable[int]) -> None:
        odd[kind].extend(places)

    hidden = _hidden(text)
    met("mark", [0] if text[:1] == "\ufeff" else [])
    met("unseen", (start for start, end, _ in hidden if text[start:end].strip("\r") and (start or end > 1)))
    seen, origins = _with(text, range(len(text)), hidden)
    met("digits", (origins[match.start()] for match in _OTHER_DIGITS.finditer(seen)))
    met("thousands", (origins[match.start()] for match in _THOUSANDS.finditer(seen)))
    met("points", (origins[match.start()] for match in _high_points(seen)))
    met("brackets", (origins[match.start()] for match in re.finditer("[【】]", seen)))
    plain = signs(seen)
    gaps = list(_gaps(plain))
    for gap in gaps:
        for kind, place in gap.met:
            met(kind, [origins[place]])
    plain, origins = _with(plain, origins, [gap[:3] for gap in gaps])
    blanks = list(_blanks(plain))
    met("blanks", (origins[start] for start, _, kept in blanks if not kept and plain[start - 1 : start].isdecimal()))
    plain, origins = _with(plain, origins, blanks)
    return Folded(plain, origins, {kind: (len(at), at[0]) for kind, at in odd.items() if at})


@functools.lru_cache(4096)
def as_read(words: str) -> str:
    """Return words of a table as they are to be read in a text."""
    return words if words.isascii() else fold.__wrapped__(words).text


@functools.lru_cache(1024)  # several rules look for the words of each row
def find(text: str, words: str, before: str = "", after: str = "") -> tuple[_Span, ...]:
    """Return where words stand in a text between others, overlapping places included.

    How either is dressed is not compared, nor are blanks and line ends.
    """
    wanted, (content, origins) = bare(before + words + after), _bare(text)
    first, length = len(bare(before)), len(bare(words))
    places = [at + first for at in find_all(content, wanted)] if length else []
    return tuple((origins[at], origins[at + length - 1] + 1) for at in places)


def bare(words: str) -> str:
    """Return the signs of words by which they are found: without blanks, line ends and what is not seen."""
    return _bare_words(words) if len(words) < _SHORT else _bare(words)[0]


@functools.lru_cache(4096)
def _bare_words(words: str) -> str:
    return _stripped(words)[0]


@functools.lru_cache(4)
def _bare(text: str) -> tuple[str, Sequence[int]]:
    return _stripped(text)


def _stripped(words: str) -> tuple[str, Sequence[int]]:
    plain, origins = _with(words, range(len(words)), _hidden(words))
    plain = signs(plain).replace("，", ",")
    plain, origins = _with(plain, origins, [(*match.span(), "") for match in _pages(plain)])
    return _with(plain, origins, [(*match.span(), "") for match in _SPACE.finditer(plain)])


def _hidden(text: str) -> list[_Change]:
    """Take out all signs of which nothing is seen."""
    return [(*match.span(), "") for match in _UNSEEN.finditer(text)] if _MAY_HIDE.search(text) else []


def _pages(text: str) -> Iterator[re.Match]:
    """Return the lines that a page adds."""
    return _PAGE.finditer(text) if _FIRST_PAGE.match(text) or _FURTHER_PAGE.search(text) else iter(())


def _with(text: str, origins: Sequence[int], changes: Sequence[_Change]) -> tuple[str, Sequence[int]]:
    """Put other signs, no more than there were, in parts of a text, and tell of each where it stood."""
    if not changes:
        return text, origins
    if isinstance(origins, range):
        origins = _counted(len(origins))
    parts, places, at = [], array("Q"), 0
    for start, end, words in [*changes, (len(text), len(text), "")]:
        parts += text[at:start], words
        places.extend(origins[at : start + len(words)])
        at = end
    return "".join(parts), places


def _counted(count: int) -> Sequence[int]:
    """The first whole numbers, at least as many as are asked for, of which parts are copied at once."""
    _COUNTED.extend(range(len(_COUNTED), count))
    return _COUNTED


def _blanks(text: str) -> Iterator[_Change]:
    """Return blanks with what is left of them: one between Latin letters or digits, else none."""
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        latin = _IN_LATIN.match(text[start - 1 : start]) and _IN_LATIN.match(text[end : end + 1])
        yield start, end, match[0][0] if latin else ""


def _gaps(text: str) -> Iterator[_Gap]:
    """Return what stands between the lines of a text, and what is to stand there.

    That is nothing inside a sentence, else a line end; two where a blank line or an indent shows that a
    paragraph ends.
    """
    pages = list(map(_trimmed, _pages(text)))
    on_page = {start for start, _ in pages}
    lines = [span for span in map(_trimmed, _LINE.finditer(text)) if span[0] not in on_page]
    lengths = sorted((_length(text[start:end]) for start, end in lines), reverse=True)
    half = sum(lengths) / 2
    # Half of the text stands in lines of this length or longer.
    width = next((long for long, reached in zip(lengths, accumulate(lengths), strict=True) if reached >= half), 0)
    page, prose, wrapped = iter([*pages, (len(text) + 1, 0)]), False, False
    number = next(page)
    for (begin, last), (start, end) in pairwise([(0, 0), *lines, (len(text), len(text))]):
        found = []
        between = text[last:start]
        while number[0] < start or (number[0] <= start == len(text)):
            found.append(("pages", number[0]))
            between = between.replace(text[slice(*number)], "", 1)
            number = next(page)
        paged = bool(found) or "\f" in between
        before, after = text[begin:last], text[start:end]
        prose = prose or bool(_PUNCTUATED.search(before))
        apart = not paged and (between.count("\n") > 1 or bool(_INDENT.search(between)))
        if not before:
            yield _Gap(last, start, "", found)
        elif not after:
            yield _Gap(last, start, "\n" if between.strip(" \t") else "", found)
        elif not apart and _goes_on(before, after, prose, wrapped, paged, width):
            yield _Gap(last, start, "", [*found, ("number" if _in_number(before, after) else "lines", last)])
            wrapped = True
        else:
            yield _Gap(last, start, "\n\n" if apart else "\n", found)
            prose = wrapped = False


def _trimmed(match: re.Match) -> _Span:
    words = match[0]
    return match.end() - len(words.lstrip(" \t")), match.start() + len(words.rstrip(" \t"))


def _goes_on(before: str, after: str, prose: bool, wrapped: bool, paged: bool, width: float) -> bool:
    """Whether a sentence goes on from one line to the next, which it can be seen not to break off."""
    if _STOPS.search(before[-8:]) or _OPENS.match(after):
        return False
    if wrapped or before[-1] in ",，、":
        return True
    if _HEADS.match(before) and "。" not in before:
        return prose and _length(before) >= _FULL_HEAD * width
    if not prose:
        words = _WORDS.search(before) and not _in_number(before, after)
        return bool(words) and _length(before) >= _FULL_HEAD * width
    return paged or _in_number(before, after) or _length(before) >= _FULL * width


def _length(line: str) -> int:
    return len(line) - line.count(" ") - line.count("\t")


def _in_number(before: str, after: str) -> bool:
    return bool(_ENDS_IN_NUMBER.search(before[-2:]) and _OPENS_NUMBER.match(after))

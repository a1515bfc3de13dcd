"""The font that comes with the package, so that no machine shows boxes for Chinese.

ZReport Sans SC, regular and bold, holds GB 2312, the 8,105 characters of 通用规范汉字表, and
the Latin letters and signs of charts. It is a subset of an open font under the SIL Open
Font License (fonts/OFL.txt), made by tools/make_font.py. In it “”, ‘’ and … are as wide as a
Chinese character; ZReport Sans has the Latin letters with these signs as wide as they are in Latin type.
"""

import base64
import copy
import functools
import io
import pathlib
import re
import struct
import unicodedata

from zreport.faults import ReportError
from zreport.language import Text

FAMILY, LATIN = "ZReport Sans SC", "ZReport Sans"
# What the two draw differently; and what tells a line of words, or a figure, from a sign that stands alone.
_SIGNS, _LETTER = re.compile("[‘’“”…]"), re.compile("[0-9A-Za-z]")
# Line ends and tabs need no glyph.
_INVISIBLE = "\n\r\t"
_AROUND = 8


class MissingGlyph(ReportError, ValueError):
    """The font cannot draw some characters, each named once, of texts."""

    def __init__(self, characters: str, *texts: str):
        self.characters = characters
        zh, en = [], []
        for char in characters:
            text = next(text for text in texts if char in text)
            at = text.index(char)
            around = text[max(at - _AROUND, 0) : at + _AROUND + 1]
            name = f"“{char}” ({f'U+{ord(char):04X} {unicodedata.name(char, str())}'.rstrip()})"
            zh.append(f"{name}，见于{around!r}")
            en.append(f"{name} in {around!r}")
        super().__init__(
            Text(
                f"字体 {FAMILY} 没有{'；'.join(zh)}。请换用别的字符；"
                "Noto Sans CJK SC 有的字符，可加进 tools/make_font.py 的 SIGNS，再运行该脚本",
                f"{FAMILY} cannot draw {', '.join(en)}: write another character, "
                "or, if Noto Sans CJK SC has it, add it to SIGNS in tools/make_font.py and run that",
            )
        )


def path(bold: bool = False, latin: bool = False) -> pathlib.Path:
    """Return the file of a weight."""
    name = f"ZReportSans{'' if latin else 'SC'}-{'Bold' if bold else 'Regular'}.ttf"
    return pathlib.Path(__file__).parent / "fonts" / name


def is_latin(line: str) -> bool:
    """Whether a line is set in Latin type: it has signs that Chinese and Latin type draw differently, and no Chinese."""
    return bool(_SIGNS.search(line) and _LETTER.search(line)) and _metrics(False, True)[1].keys() >= set(line)


def missing(text: str) -> str:
    """Return the characters of `text` that the font lacks, each once, in order; both weights lack the same."""
    held = _characters()
    return "".join(char for char in dict.fromkeys(text) if ord(char) not in held and char not in _INVISIBLE)


@functools.cache
def _characters() -> frozenset[int]:
    """The characters of the font, from the groups of its table `cmap` (format 12): fontTools takes long to load."""
    data = path().read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    heads = (struct.unpack_from(">4s4xII", data, 12 + 16 * number) for number in range(tables))
    cmap = next(offset for tag, offset, _ in heads if tag == b"cmap")
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    places = (cmap + struct.unpack_from(">4xI", data, cmap + 4 + 8 * number)[0] for number in range(count))
    at = next(place for place in places if struct.unpack_from(">H", data, place) == (12,))
    (groups,) = struct.unpack_from(">I", data, at + 12)
    ranges = (struct.unpack_from(">II4x", data, at + 16 + 12 * number) for number in range(groups))
    return frozenset(code for first, last in ranges for code in range(first, last + 1))


def require(*texts: str) -> None:
    """Raise `MissingGlyph`, with where each first stands, if the font lacks characters of `texts`."""
    if lacking := missing("".join(texts)):
        raise MissingGlyph(lacking, *texts)


# The same words are measured again and again: by each page, size of type and language that a chart is tried in.
@functools.lru_cache(maxsize=1 << 15)
def advance(text: str, size: float, bold: bool = False) -> float:
    """Return the width of one line of text, in the unit of its size, or raise `MissingGlyph`.

    Renderers differ in what they do with pairs: kerning, which draws AV together, and the
    long dash that browsers make of —— are not counted.
    """
    return sum(advances(text, size, bold))


def advances(text: str, size: float, bold: bool = False) -> list[float]:
    """Return the width of each character of a line, as `advance` does of all."""
    units_per_em, widths = _metrics(bold, is_latin(text))
    try:
        return [widths[char] * size / units_per_em for char in text]
    except KeyError:
        raise MissingGlyph("".join(char for char in dict.fromkeys(text) if char not in widths), text) from None


def subset(text: str, bold: bool = False, latin: bool = False) -> bytes:
    """Return a WOFF font of just the characters of `text`, in any order the same bytes, or raise `MissingGlyph`."""
    require(text)
    return _subset("".join(sorted(set(text) - set(_INVISIBLE))), bold, latin)


def css(text: str, bold_text: str = "", latin: bool = False) -> str:
    """Return the ``@font-face`` rules that carry the characters used in each weight; without bold text one."""
    rules, family = [], LATIN if latin else FAMILY
    for weight, words in ((400, text), (700, bold_text)):
        if words or weight == 400:
            data = base64.b64encode(subset(words, weight == 700, latin)).decode("ascii")
            source = f'src:url(data:font/woff;base64,{data}) format("woff")'
            rules.append(f'@font-face{{font-family:"{family}";font-weight:{weight};{source}}}')
    return "\n".join(rules)


def page_css(text: str, bold_text: str) -> str:
    """Return the rules of `css`, and those of the signs that are drawn in Latin type where a page asks for that."""
    signs = ["".join(_SIGNS.findall(words)) for words in (text, bold_text)]
    return "\n".join([css(text, bold_text), *([css(*signs, latin=True)] if any(signs) else [])])


def _opened(bold: bool, latin: bool = False):
    from fontTools.ttLib import TTFont

    # From memory: what is kept of it would keep a file open.
    font = TTFont(io.BytesIO(path(bold, latin).read_bytes()), lazy=True, recalcTimestamp=False)
    # The file has no glyph names. Left alone, fontTools makes them up from the characters,
    # which takes longer than all the rest.
    font.setGlyphOrder([".notdef", *(f"g{index}" for index in range(1, font["maxp"].numGlyphs))])
    return font


class _Glyphs(dict):
    """The glyphs of a font, each given as a copy, since who cuts a font changes what it takes."""

    def __getitem__(self, name: str):
        return copy.copy(super().__getitem__(name))


@functools.cache
def _read(bold: bool, latin: bool = False) -> dict:
    """The tables that take longest to read, half of the time of a cut."""
    font = _opened(bold, latin)
    return {tag: font[tag] for tag in ("hmtx", "cmap", "glyf")}


def _to_cut(bold: bool, latin: bool):
    font = _opened(bold, latin)
    font.tables.update((tag, copy.copy(table)) for tag, table in _read(bold, latin).items())
    font["cmap"].tables = [copy.copy(table) for table in font["cmap"].tables]
    font["glyf"].glyphs = _Glyphs(font["glyf"].glyphs)
    return font


@functools.lru_cache
def _metrics(bold: bool, latin: bool = False) -> tuple[int, dict[str, int]]:
    with _opened(bold, latin) as font:
        advances = font["hmtx"].metrics
        widths = {chr(code): advances[name][0] for code, name in font.getBestCmap().items()}
        return font["head"].unitsPerEm, widths


@functools.lru_cache(maxsize=64)
def _subset(characters: str, bold: bool, latin: bool) -> bytes:
    from fontTools import subset as cutter

    options = cutter.Options()
    options.layout_features = ["*"]
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 6, 13, 14]  # copyright and licence go with each copy
    options.recalc_timestamp = False
    with _to_cut(bold, latin) as font:
        worker = cutter.Subsetter(options)
        worker.populate(text=characters)
        worker.subset(font)
        font.flavor = "woff"
        file = io.BytesIO()
        font.save(file)
    return file.getvalue()

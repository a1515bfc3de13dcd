"""The font that comes with the package, so that no machine shows boxes for Chinese.

ZReport Sans SC, regular and bold, holds GB 2312, the 8,105 characters of 通用规范汉字表, and
the Latin letters and signs of charts. It is a subset of an open font under the SIL Open
Font License (fonts/OFL.txt), made by tools/make_font.py.
"""

import base64
import copy
import functools
import io
import pathlib
import struct
import unicodedata

from zreport.faults import ReportError
from zreport.language import Text

FAMILY = "ZReport Sans SC"
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


def path(bold: bool = False) -> pathlib.Path:
    """Return the file of a weight."""
    return pathlib.Path(__file__).parent / "fonts" / f"ZReportSansSC-{'Bold' if bold else 'Regular'}.ttf"


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


def advance(text: str, size: float, bold: bool = False) -> float:
    """Return the width of one line of text, in the unit of its size, or raise `MissingGlyph`.

    Renderers differ in what they do with pairs: kerning, which draws AV together, and the
    long dash that browsers make of —— are not counted.
    """
    units_per_em, widths = _metrics(bold)
    try:
        return sum(widths[char] for char in text) * size / units_per_em
    except KeyError:
        raise MissingGlyph("".join(char for char in dict.fromkeys(text) if char not in widths), text) from None


def subset(text: str, bold: bool = False) -> bytes:
    """Return a WOFF font of just the characters of `text`, in any order the same bytes, or raise `MissingGlyph`."""
    require(text)
    return _subset("".join(sorted(set(text) - set(_INVISIBLE))), bold)


def css(text: str, bold_text: str = "") -> str:
    """Return the ``@font-face`` rules that carry the characters used in each weight; without bold text one."""
    rules = []
    for weight, words in ((400, text), (700, bold_text)):
        if words or weight == 400:
            data = base64.b64encode(subset(words, bold=weight == 700)).decode("ascii")
            source = f'src:url(data:font/woff;base64,{data}) format("woff")'
            rules.append(f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};{source}}}')
    return "\n".join(rules)


def _opened(bold: bool):
    from fontTools.ttLib import TTFont

    # From memory: what is kept of it would keep a file open.
    font = TTFont(io.BytesIO(path(bold).read_bytes()), lazy=True, recalcTimestamp=False)
    # The file has no glyph names. Left alone, fontTools makes them up from the characters,
    # which takes longer than all the rest.
    font.setGlyphOrder([".notdef", *(f"g{index}" for index in range(1, font["maxp"].numGlyphs))])
    return font


class _Glyphs(dict):
    """The glyphs of a font, each given as a copy, since who cuts a font changes what it takes."""

    def __getitem__(self, name: str):
        return copy.copy(super().__getitem__(name))


@functools.cache
def _read(bold: bool) -> dict:
    """The tables that take longest to read, half of the time of a cut."""
    font = _opened(bold)
    return {tag: font[tag] for tag in ("hmtx", "cmap", "glyf")}


def _to_cut(bold: bool):
    font = _opened(bold)
    font.tables.update((tag, copy.copy(table)) for tag, table in _read(bold).items())
    font["cmap"].tables = [copy.copy(table) for table in font["cmap"].tables]
    font["glyf"].glyphs = _Glyphs(font["glyf"].glyphs)
    return font


@functools.lru_cache
def _metrics(bold: bool) -> tuple[int, dict[str, int]]:
    with _opened(bold) as font:
        advances = font["hmtx"].metrics
        widths = {chr(code): advances[name][0] for code, name in font.getBestCmap().items()}
        return font["head"].unitsPerEm, widths


@functools.lru_cache(maxsize=64)
def _subset(characters: str, bold: bool) -> bytes:
    from fontTools import subset as cutter

    options = cutter.Options()
    options.layout_features = ["*"]
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 6, 13, 14]  # copyright and licence go with each copy
    options.recalc_timestamp = False
    with _to_cut(bold) as font:
        worker = cutter.Subsetter(options)
        worker.populate(text=characters)
        worker.subset(font)
        font.flavor = "woff"
        file = io.BytesIO()
        font.save(file)
    return file.getvalue()

"""The font that comes with the package, so that no machine shows boxes for Chinese.

ZReport Sans SC, regular and bold, holds GB 2312, the 8,105 characters of 通用规范汉字表, and
the Latin letters and signs of charts. It is a subset of an open font under the SIL Open
Font License (fonts/OFL.txt), made by tools/make_font.py. In it “”, ‘’ and … are as wide as a
Chinese character; ZReport Sans has the Latin letters with these signs as wide as they are in Latin type.
"""

import base64
import contextlib
import copy
import functools
import io
import pathlib
import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import product

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
    held = _glyphs(False, False)
    return "".join(char for char in dict.fromkeys(text) if ord(char) not in held and char not in _INVISIBLE)


@functools.cache
def _file(bold: bool, latin: bool) -> tuple[bytes, dict[bytes, int]]:
    """What is in the file of a weight, and where each table begins: fontTools takes long to load and to read it."""
    data = path(bold, latin).read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    heads = (struct.unpack_from(">4s4xI", data, 12 + 16 * number) for number in range(tables))
    return data, dict(heads)


def _maps(bold: bool, latin: bool) -> list[tuple[int, int, int, int]]:
    """The parts of the table `cmap`: platform and encoding that each is for, its format, and where it begins."""
    data, starts = _file(bold, latin)
    cmap = starts[b"cmap"]
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    heads = (struct.unpack_from(">HHI", data, cmap + 4 + 8 * number) for number in range(count))
    return [(*of, *struct.unpack_from(">H", data, cmap + place), cmap + place) for *of, place in heads]


@functools.cache
def _glyphs(bold: bool, latin: bool) -> dict[int, int]:
    """The characters of the font and the numbers of their glyphs."""
    data, _ = _file(bold, latin)
    *_, form, at = max(_maps(bold, latin), key=lambda part: part[2])
    if form == 12:
        (groups,) = struct.unpack_from(">I", data, at + 12)
        ranges = struct.iter_unpack(">III", data[at + 16 : at + 16 + 12 * groups])
        return {code: glyph + code - first for first, last, glyph in ranges for code in range(first, last + 1)}
    (size,) = struct.unpack_from(">H", data, at + 6)
    lasts, firsts, moves, tables = (
        struct.unpack_from(f">{size // 2}H", data, at + place)
        for place in (14, 16 + size, 16 + 2 * size, 16 + 3 * size)
    )
    glyphs = {}
    for number, (first, last, move, table) in enumerate(zip(firsts, lasts, moves, tables, strict=True)):
        start = at + 16 + 3 * size + 2 * number + table
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = struct.unpack_from(">H", data, start + 2 * (code - first))[0] if table else code
            glyphs[code] = (glyph + move) % 0x10000
    return glyphs


@functools.lru_cache
def _metrics(bold: bool, latin: bool = False) -> tuple[int, dict[str, int]]:
    data, starts = _file(bold, latin)
    (units_per_em,) = struct.unpack_from(">H", data, starts[b"head"] + 18)
    (stated,) = struct.unpack_from(">H", data, starts[b"hhea"] + 34)  # further glyphs are as wide as the last
    widths = struct.unpack_from(f">{stated * 'H2x'}", data, starts[b"hmtx"])
    return units_per_em, {chr(code): widths[min(glyph, stated - 1)] for code, glyph in _glyphs(bold, latin).items()}


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


class _Outline:
    """A glyph as it stands in the file, for fontTools: none has hints or is made of others, each has its true box.

    So a cut need neither take its points apart nor put them together again.
    """

    numberOfContours = 0  # of one that is emptied

    def __init__(self, data: bytes):
        self.data = data
        box = struct.unpack_from(">5h", data) if data else (0,) * 5
        self.numberOfContours, self.xMin, self.yMin, self.xMax, self.yMax = box

    def compile(self, *_, **__) -> bytes:
        return self.data

    def expand(self, _) -> None:
        """Nothing is folded."""

    def trim(self, **_) -> None:
        """Nothing is to spare."""

    def getComponentNames(self, _) -> list[str]:
        return []

    def remapComponentsFast(self, _, **__) -> None:
        """Nothing is made of others."""

    def getMaxpValues(self) -> tuple[int, int]:
        (last,) = struct.unpack_from(">H", self.data, 8 + 2 * self.numberOfContours)
        return last + 1, self.numberOfContours


class _Outlines(dict):
    """The glyphs of a font by name, each read when it is first asked for."""

    def __init__(self, data: bytes, places):
        self._data, self._places = data, places

    def __missing__(self, name: str) -> _Outline:
        number = int(name.removeprefix("g").replace(".notdef", "0"))
        return self.setdefault(name, _Outline(self._data[self._places[number] : self._places[number + 1]]))


def _opened(bold: bool, latin: bool):
    from fontTools.ttLib import TTFont

    # From memory: what is kept of it would keep a file open.
    return TTFont(io.BytesIO(_file(bold, latin)[0]), lazy=True, recalcTimestamp=False)


@functools.cache
def _read(bold: bool, latin: bool) -> tuple:
    """The names of the glyphs, and of them the outlines, where each begins, and the measures.

    The file has no names; those that fontTools makes up from the characters take longer than all the rest.
    """
    font = _opened(bold, latin)
    names = [".notdef", *(f"g{index}" for index in range(1, font["maxp"].numGlyphs))]
    font.setGlyphOrder(names)
    return names, font.reader["glyf"], font["loca"].locations, font["hmtx"]


def _to_cut(codes: Iterable[int], bold: bool, latin: bool):
    """The font, open, with its characters of these codes alone."""
    from fontTools.ttLib import newTable
    from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

    font = _opened(bold, latin)
    names, outlines, places, measures = _read(bold, latin)
    font.setGlyphOrder(names)
    font["hmtx"], font["glyf"], font["cmap"] = copy.copy(measures), newTable("glyf"), newTable("cmap")
    font["glyf"].glyphOrder, font["glyf"].glyphs = names, _Outlines(outlines, places)
    font["cmap"].tableVersion, font["cmap"].tables = 0, []
    held = _glyphs(bold, latin)
    glyphs = {code: names[held[code]] for code in codes if code in held}
    for platform, encoding, form, _ in _maps(bold, latin):
        part = CmapSubtable.newSubtable(form)
        part.platformID, part.platEncID, part.language = platform, encoding, 0
        part.cmap = {code: name for code, name in glyphs.items() if form == 12 or code <= 0xFFFF}
        font["cmap"].tables.append(part)
    return font


@functools.lru_cache(maxsize=64)
def _subset(characters: str, bold: bool, latin: bool) -> bytes:
    from fontTools import subset as cutter
    from fontTools.unicodedata import mirrored

    codes = set(map(ord, characters))
    options = cutter.Options()
    options.layout_features = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    with _to_cut({*codes, *map(mirrored, codes)}, bold, latin) as font:
        worker = cutter.Subsetter(options)
        worker.populate(text=characters)
        # Copyright and licence go with each copy. Other tables, in which names are looked for at length, say none.
        named = font["name"]
        named.names = [record for record in named.names if record.nameID in (0, 1, 2, 3, 4, 6, 13, 14)]
        del font["name"]
        worker.subset(font)
        font["name"] = named
        font.flavor = "woff"
        file = io.BytesIO()
        font.save(file)
    return file.getvalue()


@contextlib.contextmanager
def quickly_cut() -> Iterator[None]:
    """While it lasts, whoever lets fontTools cut these fonts, as matplotlib does for a PDF, waits a quarter as long."""
    from fontTools import subset as cutter

    ours, load = {path(*face): face for face in product((False, True), repeat=2)}, cutter.load_font

    def loaded(file, options, *arguments, **named):
        if (face := ours.get(pathlib.Path(file))) is None:
            return load(file, options, *arguments, **named)
        font = _to_cut(_glyphs(*face), *face)
        font.recalcBBoxes, font.recalcTimestamp = options.recalc_bounds, options.recalc_timestamp
        return font

    cutter.load_font = loaded
    try:
        yield
    finally:
        cutter.load_font = load

"""Make the fonts in zreport/page/fonts, Chinese and Latin in two weights, from Debian's Noto Sans CJK.

    python tools/make_font.py

needs fontTools and the package fonts-noto-cjk; with the package unicode-data
it makes characters.txt too. The same sources and the same fontTools give the
same bytes. The result is TrueType and not the source's CFF, because a PDF made
by matplotlib with CFF outlines draws a warning from its readers. It has a name
of its own, because "Noto" is a trademark.
"""

import argparse
import bz2
import pathlib
import sys
import unicodedata

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, newTable
from fontTools.ttLib.tables._g_a_s_p import GASP_DOGRAY, GASP_SYMMETRIC_SMOOTHING
from fontTools.ttLib.tables._g_l_y_f import Glyph

FONTS = pathlib.Path(__file__).resolve().parent.parent / "zreport" / "page" / "fonts"
SOURCE_FAMILY = "Noto Sans CJK SC"
FAMILY = "ZReport Sans SC"
POSTSCRIPT = "ZReportSansSC"
# The same letters alone, with quotation marks and dots as wide as those of Latin type.
LATIN, LATIN_POSTSCRIPT = "ZReport Sans", "ZReportSans"
WEIGHT_CLASS = {"Regular": 400, "Bold": 700}

SIGNS = (
    "–—‘’“”…‰′″•€\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}"
    "\N{MINUS SIGN}×÷±≈≠≤≥∞√∑∝←↑→↓↗↘⇒●○■□▲△▼▽◆◇★☆✓✗㎡㎞℃№™©®¹²³"
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳【】《》〈〉「」『』〔〕"
    # Of years in Chinese numerals, of units and of long lists in reports.
    "〇㎥㎏㎜㎝㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚"
)
LINE = 100


def gb2312():
    """The 7,445 characters of GB 2312; 6,763 of them are Chinese."""
    return {
        char
        for row in range(0xA1, 0xF8)
        for cell in range(0xA1, 0xFF)
        for char in bytes([row, cell]).decode("gb2312", "ignore")  # some cells are empty
    }


def table_of_2013(unihan):
    """The 8,105 characters of 通用规范汉字表, Unihan's property kTGH."""
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        rows = (line.split("\t") for line in lines if not line.startswith("#"))
        return {chr(int(row[0][2:], 16)) for row in rows if row[1:2] == ["kTGH"]}


def beyond_gb2312(unihan, committed):
    """The characters of the table of 2013 that GB 2312 lacks, in code order.

    Where Unihan is at hand, the committed list is written from it; elsewhere
    the list is read.
    """
    if unihan.exists():
        characters = sorted(table_of_2013(unihan) - gb2312())
        lines = ("".join(characters[start : start + LINE]) for start in range(0, len(characters), LINE))
        text = "".join(f"{line}\n" for line in lines)
        committed.write_text(text, encoding="utf-8", newline="\n")
    else:
        print(f"{unihan} is missing: taking {committed}")
    return set(committed.read_text(encoding="utf-8")) - {"\n"}


def wanted(beyond):
    ranges = (
        range(0x20, 0x7F),  # ASCII
        range(0xA0, 0x100),  # Latin-1
        range(0x391, 0x3AA),  # Greek without accents
        range(0x3B1, 0x3CA),
        range(0xFF01, 0xFF5F),  # full-width forms
        range(0xFFE0, 0xFFE7),
    )
    characters = gb2312() | beyond | set(SIGNS)
    characters.update(chr(code) for codes in ranges for code in codes)
    return {char for char in characters if unicodedata.category(char) != "Cn"}


def latin():
    """The letters, figures and signs of English text."""
    codes = (*range(0x20, 0x7F), *range(0xA0, 0x100))
    return {*map(chr, codes), *"–—‘’“”…‰′″•€−≈≠≤≥→™\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}"}


def proportional(font):
    """Let the signs that are as wide as a Chinese character take their forms of Latin width."""
    gsub = font["GSUB"].table
    record = next(one for one in gsub.FeatureList.FeatureRecord if one.FeatureTag == "pwid")
    tables = [table for index in record.Feature.LookupListIndex for table in gsub.LookupList.Lookup[index].SubTable]
    forms = {}
    for table in tables:
        forms |= getattr(table, "ExtSubTable", table).mapping
    for table in font["cmap"].tables:
        signs = [code for code in map(ord, "‘’“”…") if table.format != 14 and table.cmap.get(code) in forms]
        table.cmap.update({code: forms[table.cmap[code]] for code in signs})


def open_face(folder, weight):
    collection = TTCollection(folder / f"NotoSansCJK-{weight}.ttc", lazy=True)
    for face in collection.fonts:
        if face["name"].getDebugName(1) == SOURCE_FAMILY:
            face.recalcTimestamp = False
            return face
    raise SystemExit(f"{folder}/NotoSansCJK-{weight}.ttc has no {SOURCE_FAMILY}")


def cut(font, characters):
    options = subset.Options()
    options.layout_features = ["kern", "ccmp", "tnum"]
    options.hinting = False
    options.desubroutinize = True
    options.notdef_outline = True  # a visible box if a check was passed over
    options.name_IDs = ["*"]
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    options.recalc_timestamp = False
    options.recalc_max_context = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(char) for char in characters])
    subsetter.subset(font)
    # Variation sequences choose among forms that the subset does not have.
    font["cmap"].tables = [t for t in font["cmap"].tables if t.format != 14]


def to_truetype(font):
    """Replace the cubic outlines of CFF by quadratic ones, within one unit."""
    order = font.getGlyphOrder()
    outlines = font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        # The filled side of a contour lies on the right in TrueType, in CFF on the left.
        outlines[name].draw(Cu2QuPen(pen, max_err=1, reverse_direction=True))
        glyphs[name] = pen.glyph()
    del font["CFF "]
    font.sfntVersion = "\0\1\0\0"

    font["loca"] = newTable("loca")
    font["glyf"] = newTable("glyf")
    font["glyf"].glyphOrder = order
    font["glyf"].glyphs = glyphs
    font["head"].glyphDataFormat = 0

    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for field in (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
    ):
        setattr(maxp, field, 0)

    # Without hints Windows would smooth small text in one direction only.
    font["gasp"] = newTable("gasp")
    font["gasp"].version = 1
    font["gasp"].gaspRange = {0xFFFF: GASP_DOGRAY | GASP_SYMMETRIC_SMOOTHING}

    post = font["post"]
    post.formatType = 3.0  # no glyph names
    post.extraNames = []
    post.mapping = {}

    # Bit 1 of head.flags, which the source sets, promises that a glyph's left
    # side bearing is its xMin; the new curves moved some by a unit.
    for name, glyph in glyphs.items():
        glyph.recalcBounds(font["glyf"])
        advance, _ = font["hmtx"][name]
        font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))


def add_spaces(font):
    """Add the spaces that the source lacks, as glyphs with no outline."""
    known = font.getBestCmap()
    figure, _ = font["hmtx"][known[ord("0")]]
    thin = round(font["head"].unitsPerEm / 6)
    spaces = {
        "thinspace": (thin, "\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}"),
        "figurespace": (figure, "\N{FIGURE SPACE}"),
    }
    order = list(font.getGlyphOrder())
    for name, (advance, characters) in spaces.items():
        absent = [ord(char) for char in characters if ord(char) not in known]
        if not absent:
            continue
        order.append(name)
        font["glyf"].glyphs[name] = Glyph()
        font["hmtx"][name] = (advance, 0)
        for table in font["cmap"].tables:
            table.cmap.update(dict.fromkeys(absent, name))
    font.setGlyphOrder(order)
    font["glyf"].glyphOrder = order


def rename(font, weight, family, postscript_family):
    names = font["name"]
    version = names.getDebugName(5).split(";")[0]
    # The copyright, the credits and the licence stay; the source's trademark,
    # its web page and its Chinese duplicates go.
    names.names = [
        record for record in names.names if record.nameID in (0, 8, 9, 10, 12, 13, 14) and record.langID == 0x409
    ]
    postscript = f"{postscript_family}-{weight}"
    full = family if weight == "Regular" else f"{family} {weight}"
    own = {
        1: family,
        2: weight,
        3: f"{version.removeprefix('Version ')};{postscript}",
        4: full,
        5: f"{version}; subset in TrueType for zreport",
        6: postscript,
    }
    for number, text in own.items():
        names.setName(text, number, 3, 1, 0x409)

    bold = weight == "Bold"
    os2 = font["OS/2"]
    os2.usWeightClass = WEIGHT_CLASS[weight]
    os2.fsSelection = 1 << 5 if bold else 1 << 6
    os2.achVendID = "    "  # this is no longer Google's font
    os2.ulCodePageRange1 &= ~(1 << 17)  # fontTools takes the kana for all of JIS
    os2.recalcAvgCharWidth(font)
    font["head"].macStyle = 1 if bold else 0


def make(folder, weight, characters, target, family=FAMILY):
    font = open_face(folder, weight)
    if family == LATIN:
        proportional(font)
    held = font.getBestCmap()
    cut(font, characters)
    to_truetype(font)
    add_spaces(font)
    rename(font, weight, family, target.name.partition("-")[0])
    font.save(target, reorderTables=True)

    made = font.getBestCmap()
    for char in sorted(characters):
        if ord(char) not in held:
            fate = "added" if ord(char) in made else "left out"
            print(f"  not in the source: U+{ord(char):04X} {unicodedata.name(char)}, {fate}")
    glyphs, size = len(font.getGlyphOrder()), target.stat().st_size
    print(f"{target.name}: {len(made)} characters, {glyphs} glyphs, {size} bytes")


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--source",
        type=pathlib.Path,
        default=pathlib.Path("/usr/share/fonts/opentype/noto"),
        help="folder of NotoSansCJK-Regular.ttc and -Bold.ttc (default: %(default)s)",
    )
    parser.add_argument(
        "--unihan",
        type=pathlib.Path,
        default=pathlib.Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2"),
        help="Unihan's file with kTGH (default: %(default)s)",
    )
    parser.add_argument(
        "--out",
        type=pathlib.Path,
        default=FONTS,
        help="folder of the fonts and of characters.txt (default: %(default)s)",
    )
    options = parser.parse_args(arguments)

    absent = [
        str(path) for weight in WEIGHT_CLASS if not (path := options.source / f"NotoSansCJK-{weight}.ttc").exists()
    ]
    if absent:
        parser.error(f"no {' and no '.join(absent)}: install fonts-noto-cjk or give --source")
    listed = options.out / "characters.txt"
    if not options.unihan.exists() and not listed.exists():
        parser.error(f"no {options.unihan} and no {listed}: install unicode-data or give --unihan")

    characters = wanted(beyond_gb2312(options.unihan, listed))
    for weight in WEIGHT_CLASS:
        make(options.source, weight, characters, options.out / f"{POSTSCRIPT}-{weight}.ttf")
        make(options.source, weight, latin(), options.out / f"{LATIN_POSTSCRIPT}-{weight}.ttf", LATIN)


if __name__ == "__main__":
    sys.exit(main())

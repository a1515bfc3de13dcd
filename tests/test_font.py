import base64
import io
import re

import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.ttLib import TTFont

from zreport.page import font

SIGNS = (
    "–—‘’“”…‰′″•€\u2009\u202f\u00a0\u2007\u2212×÷±≈≠≤≥∞√∑∝←↑→↓↗↘⇒"
    "●○■□▲△▼▽◆◇★☆✓㎡㎞℃№™©®¹²³①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
    "〇㎥㎏㎜㎝㉑㉚"
    "【】《》〈〉「」『』〔〕，。；：！？（）％＋－０１２ＡＢＣ"
)
ASCII = "".join(map(chr, range(0x20, 0x7F)))
LATIN_1 = "".join(map(chr, range(0xA0, 0x100)))
GREEK = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψω"
BEYOND_GB2312 = font.path().with_name("characters.txt").read_text(encoding="utf-8").split("\n")


@pytest.fixture(scope="module", params=[False, True], ids=["regular", "bold"])
def weight(request):
    with TTFont(font.path(bold=request.param)) as opened:
        yield opened


def gb2312():
    rows, cells = range(0xA1, 0xF8), range(0xA1, 0xFF)
    codes = (bytes([row, cell]) for row in rows for cell in cells)
    return "".join(code.decode("gb2312", "ignore") for code in codes)


def characters(data):
    with TTFont(io.BytesIO(data)) as opened:
        return "".join(map(chr, sorted(opened.getBestCmap())))


def test_all_of_gb2312_can_be_drawn():
    assert len(gb2312()) == 7445
    assert font.missing(gb2312()) == ""


def test_the_legal_characters_that_gb2312_lacks_can_be_drawn():
    characters = "".join(BEYOND_GB2312)
    assert len(set(characters)) == len(characters) == 1467
    assert not set(characters) & set(gb2312())
    assert font.missing(characters) == ""


def test_the_list_of_characters_has_lines_of_a_hundred_and_ends_with_a_line_end():
    *lines, last, end = BEYOND_GB2312
    assert {len(line) for line in lines} == {100}
    assert 0 < len(last) <= 100
    assert end == ""


@pytest.mark.parametrize("text", [SIGNS, ASCII, LATIN_1, GREEK], ids=ascii)
def test_signs_and_letters_of_charts_can_be_drawn(text):
    assert font.missing(text) == ""


def test_both_weights_have_the_same_characters():
    with TTFont(font.path()) as regular, TTFont(font.path(bold=True)) as bold:
        assert set(regular.getBestCmap()) == set(bold.getBestCmap())


def test_outlines_are_truetype_and_unhinted(weight):
    assert weight.sfntVersion == "\0\1\0\0"
    assert "glyf" in weight
    assert not {"CFF ", "fpgm", "prep", "cvt ", "vhea", "VORG"} & set(weight.keys())


@pytest.mark.parametrize("char", "国口0O8𣗋")
def test_outer_contours_run_clockwise_as_truetype_wants(weight, char):
    glyphs = weight.getGlyphSet()
    pen = AreaPen(glyphs)
    glyphs[weight.getBestCmap()[ord(char)]].draw(pen)
    assert pen.value < 0


def test_names_are_the_projects_own_and_keep_copyright_and_licence(weight):
    names = {record.nameID: str(record) for record in weight["name"].names}
    assert names[1] == font.FAMILY
    assert names[6] == font.path(bold=names[2] == "Bold").stem
    assert not [name for name in names.values() if "noto" in name.lower()]
    assert "Adobe" in names[0]
    assert "SIL Open Font License" in names[13]


def test_style_bits_agree_with_the_name_of_the_weight(weight):
    bold = weight["name"].getDebugName(2) == "Bold"
    assert weight["OS/2"].usWeightClass == (700 if bold else 400)
    assert weight["OS/2"].fsSelection == (1 << 5 if bold else 1 << 6)
    assert weight["head"].macStyle == (1 if bold else 0)


def test_spaces_have_no_ink_and_a_figure_space_is_as_wide_as_a_digit():
    assert font.advance("\u2007", 1000) == font.advance("8", 1000)
    assert 0 < font.advance("\u2009", 1000) == font.advance("\u202f", 1000)
    assert font.advance("\u2009", 1000) < font.advance(" ", 1000)
    with TTFont(font.path()) as opened:
        spaces = [opened.getBestCmap()[ord(char)] for char in " \u2007\u2009\u202f"]
        assert [opened["glyf"][name].numberOfContours for name in spaces] == [0, 0, 0, 0]


@pytest.mark.parametrize("bold", [False, True])
def test_digits_and_the_minus_are_of_one_width_so_that_columns_align(bold):
    assert len({font.advance(char, 1000, bold) for char in "0123456789\u2212"}) == 1


def test_missing_characters_come_once_each_in_order_without_line_ends_and_tabs():
    assert font.missing("🚀增长\n\t✗48.1%\r\n🚀") == "🚀✗"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_error_names_every_missing_character_its_number_and_the_mend(monkeypatch, lang):
    monkeypatch.setenv("ZREPORT_LANG", lang)
    with pytest.raises(font.MissingGlyph) as raised:
        font.require("肇源县", "增长🚀", "完成✗")
    assert raised.value.characters == "🚀✗"
    for words in ("“🚀” (U+1F680 ROCKET)", "'增长🚀'", "“✗” (U+2717 BALLOT X)", "SIGNS"):
        assert words in str(raised.value)
    assert "肇源县" not in str(raised.value)


def test_a_chinese_character_is_as_wide_as_the_font_size():
    assert font.advance("国" * 10, 10) == 100
    assert font.advance("国" * 10, 10, bold=True) == 100


def test_latin_text_is_wider_in_bold():
    assert 0 < font.advance("Zhaoyuan", 10) < font.advance("Zhaoyuan", 10, bold=True)


@pytest.mark.parametrize("bold", [False, True])
def test_quotation_marks_are_as_wide_as_the_type_around_them(bold):
    english, chinese = "none said “carried out”", "没有一项写“确保”"
    assert font.is_latin(english) and not font.is_latin(chinese)
    letters = font.advance("none said carried out", 1000, bold)
    assert font.advance(english, 1000, bold) - letters < 1200
    assert font.advance(chinese, 1000, bold) == 9000
    # What both draw alike stays in one face, and a sign that stands alone is of neither.
    assert not any(map(font.is_latin, ("GDP", "2016–2020", "”", "“48.1%”为")))


@pytest.mark.parametrize("bold", [False, True])
def test_latin_type_has_the_letters_of_the_other_face(bold):
    with TTFont(font.path(bold)) as whole, TTFont(font.path(bold, latin=True)) as latin:
        held, widths = latin.getBestCmap(), whole["hmtx"]
        assert set(map(ord, ASCII + LATIN_1)) & set(whole.getBestCmap()) <= set(held)
        other = {chr(code) for code in held if latin["hmtx"][held[code]][0] != widths[whole.getBestCmap()[code]][0]}
    assert other == set("‘’“”…")


def test_a_page_carries_the_signs_of_latin_type_where_it_has_any():
    assert 'family:"ZReport Sans"' not in font.page_css("肇源", "肇源")
    rules = [rule for rule in font.page_css("“肇源”", "…").splitlines() if 'family:"ZReport Sans"' in rule]
    data = [base64.b64decode(re.search(r"base64,([^)]+)\)", rule)[1]) for rule in rules]
    assert [characters(part) for part in data] == ["“”", "…"]


@pytest.mark.parametrize("text", ["两行\n字", "🚀"])
def test_what_has_no_width_is_refused(text):
    with pytest.raises(font.MissingGlyph):
        font.advance(text, 10)


@pytest.mark.parametrize("bold", [False, True])
def test_a_subset_is_the_same_bytes_whenever_it_is_made(bold):
    first = font.subset("肇源县 48.1%", bold)
    font._subset.cache_clear()
    assert font.subset("%1.84 县源肇县", bold) == first


@pytest.mark.parametrize("bold", [False, True])
def test_a_subset_has_just_the_characters_of_the_text(bold):
    data = font.subset("肇源县\n48.1%𣗋——", bold=bold)
    assert data[:4] == b"wOFF"
    assert characters(data) == "".join(sorted(set("肇源县48.1%𣗋—")))


def test_a_subset_draws_the_same_outline_as_the_whole_font():
    with TTFont(font.path()) as whole, TTFont(io.BytesIO(font.subset("肇源县"))) as part:
        for char in "肇源县":
            there, here = (opened.getBestCmap()[ord(char)] for opened in (whole, part))
            assert part["glyf"][here] == whole["glyf"][there]
            assert part["hmtx"][here] == whole["hmtx"][there]


@pytest.mark.parametrize("bold", [False, True])
def test_what_was_cut_before_leaves_no_trace_in_the_next_subset(bold):
    """Tables that are read once serve all cuts; letters with accents are made of other glyphs, which move."""
    texts = ("Ångström é 肇源县", "e", "éàü 源", "Ångström é 肇源县1")
    apart = []
    for text in texts:
        font._read.cache_clear()
        apart.append(font.subset(text, bold))
    font._subset.cache_clear()
    assert [font.subset(text, bold) for text in texts] == apart
    font._subset.cache_clear()
    assert [font.subset(text, bold) for text in reversed(texts)] == apart[::-1]


def test_a_subset_carries_copyright_and_licence():
    with TTFont(io.BytesIO(font.subset("县"))) as part:
        assert "Adobe" in part["name"].getDebugName(0)
        assert "SIL Open Font License" in part["name"].getDebugName(13)


def test_a_subset_with_a_missing_character_is_refused():
    with pytest.raises(font.MissingGlyph):
        font.subset("县🚀")


def test_css_embeds_each_weight_with_its_own_characters():
    rules = font.css("肇源", "县").splitlines()
    weights = [re.search(r"font-weight:(\d+)", rule)[1] for rule in rules]
    data = [base64.b64decode(re.search(r"base64,([^)]+)\)", rule)[1]) for rule in rules]
    assert weights == ["400", "700"]
    assert [characters(part) for part in data] == ["源肇", "县"]


def test_css_has_no_bold_rule_where_nothing_is_bold():
    assert font.css("肇源").count("@font-face") == 1


def test_the_characters_that_are_said_to_be_there_are_those_of_the_font():
    with TTFont(font.path()) as opened:
        known = set(opened.getBestCmap())
    assert all(not font.missing(chr(code)) for code in known)
    assert len(font.missing("".join(map(chr, range(0x4E00, 0x9FFF))))) == 0x9FFF - 0x4E00 - sum(
        0x4E00 <= code < 0x9FFF for code in known
    )

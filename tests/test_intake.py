"""A report in any form that a county publishes is read to the same words, and to nothing else."""

import functools
import io
import zipfile
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zreport.draft.intake import Source, decoded, read_source
from zreport.draft.intake_furniture import REMOVED_KINDS, SourceLine, is_furniture, without_furniture
from zreport.draft.stated import NATION, Stated, area, mismatch, read_stated
from zreport.faults import ReportError
from zreport.reading.folding import fold
from zreport.tables.package import REPORT_TEXT, data_folder

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
needs_reports = pytest.mark.skipif(not (SHARED / "reports").is_dir(), reason="the shared reports are not here")
needs_cases = pytest.mark.skipif(not (SHARED / "cases").is_dir(), reason="the shared texts are not here")
ZHAOYUAN = (data_folder() / "reports/zhaoyuan-2020" / REPORT_TEXT).read_text("utf-8")

# What each of the shared texts states: title, place, day, session, speaker.
BODIES = {
    "central_2018": ("国务院政府工作报告", NATION, "", "", ""),
    "city_baoding_2022": ("", "保定市", "2022-01-23", "第十六届人民代表大会第二次会议", "闫继红"),
    "county_anguo_2022": ("", "安国市", "2022-01-27", "第八届人民代表大会第二次会议", "梁忠林"),
    "county_boye_2021": ("", "博野县", "2021-02-05", "第十七届人民代表大会第五次会议", "刘永泽"),
    "county_boye_2024": ("", "博野县", "2024-01-23", "十八届人民代表大会第四次会议", "许喆"),
    "county_dingxing_2022": ("", "定兴县", "2022-01-26", "第十六届人民代表大会第二次会议", "吴鹏"),
    "county_laiyuan_2025": ("", "涞源县", "2025-01-14", "十七届人民代表大会第五次会议", "薛春雷"),
    "county_mancheng_2020": ("", "保定市满城区", "2020-01-21", "第二届人民代表大会第四次会议", "程杰"),
    "county_qingyuan_2008": ("政府工作报告", "", "2008-03-27", "", ""),
    "county_rongcheng_2017": ("", "", "", "", ""),
    "county_xushui_2011": ("", "徐水县", "2011-01-20", "第十四届人民代表大会第五次会议", "李保森"),
    "county_xushui_2012": ("", "徐水县", "2012-02-16", "第十五届人民代表大会第一次会议", "李保森"),
    "county_yixian_2019": ("", "易县", "", "", ""),
    "prov_guizhou_2026": ("", "贵州省", "2026-01-27", "第十四届人民代表大会第四次会议", "李炳军"),
    "prov_shaanxi_2026": ("陕西省2026年政府工作报告", "陕西省", "2026-01-27", "第十四届人民代表大会第四次会议", "赵刚"),
}
# Lines that are on pages and not of reports, by the text that has them: how many.
FURNITURE = {"central_2018": 2, "county_boye_2024": 7, "county_laiyuan_2025": 7, "prov_guizhou_2026": 1}
PLACES = {name: place for name, (_, place, *_) in BODIES.items()}
PLACES |= {"county_qingyuan_2008": "保定市清苑区", "county_rongcheng_2017": "容城县", "county_xushui_2011": "徐水区"}


@functools.cache
def shared(name: str) -> Source:
    return read_source(SHARED / "reports" / f"{name}.txt")


def read(tmp_path: Path, name: str, content: bytes | str) -> Source:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_source(path)


def words_of(text: str) -> str:
    """The characters of a report as they are read, however its lines are broken."""
    return fold(text).text.replace("\n", "")


def refused(tmp_path: Path, name: str, content: bytes | str) -> str:
    with pytest.raises(ReportError) as error:
        read(tmp_path, name, content)
    said = error.value.words
    assert said.zh.startswith(name) and "\n" not in said.zh and said.zh != said.en
    return said.en


@pytest.mark.parametrize(
    ("codec", "shown"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 (BOM)"),
        ("utf-16", "UTF-16 LE (BOM)"),
        ("utf-16-le", "UTF-16 LE"),
        ("utf-16-be", "UTF-16 BE"),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
    ],
)
@pytest.mark.parametrize("length", [60, 600, None])
def test_a_text_in_any_encoding_is_read_to_the_same_words(tmp_path, codec, shown, length):
    text = ZHAOYUAN[:length]
    source = read(tmp_path, "a.txt", text.replace("\n", "\r\n").encode(codec))
    assert (source.text, source.form, source.encoding) == (text.rstrip("\n") + "\n", "txt", shown)


def test_big5_is_told_from_gbk():
    words = "各位代表，現在我代表縣人民政府向大會報告工作，請予審議。全年地區生產總值增長百分之六。"
    assert decoded(words.encode("big5")) == (words, "Big5")


@needs_cases
@pytest.mark.parametrize(
    ("name", "shown"), [("gbk", "GB18030"), ("utf16", "UTF-16 LE"), ("gb18030_bom", "UTF-8 (BOM)")]
)
def test_the_shared_cases_are_read(name, shown):
    source = read_source(SHARED / "cases" / "texts" / f"{name}.txt")
    assert source.encoding.startswith(shown) and words_of(source.text).count("。") >= 1 and not source.removed


@given(st.text("县市增长亿元。，%0123456789", min_size=12), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
@settings(max_examples=40, deadline=None)
def test_words_that_have_a_mark_or_are_utf_8_are_decoded_as_they_were_written(words, codec):
    assert decoded(words.encode(codec))[0] == words


def test_two_encodings_in_one_file_are_refused_with_the_line(tmp_path):
    lines = ZHAOYUAN.split("\n")
    content = "\n".join(lines[:30]).encode() + b"\n" + lines[30].encode("gbk") + b"\n" + "\n".join(lines[31:]).encode()
    said = refused(tmp_path, "a.txt", content)
    assert "line 31" in said and "UTF-8" in said
    assert "line 1 has bytes that are not UTF-8" in refused(tmp_path, "a.txt", b"\xff" + ZHAOYUAN.encode())


@needs_reports
@pytest.mark.parametrize("name", BODIES)
def test_what_pages_add_is_taken_off_and_no_line_of_the_report(name):
    delivered = (SHARED / "reports" / f"{name}.txt").read_text("utf-8")
    source = shared(name)
    furniture = [one for one in source.removed if one.kind == "furniture"]
    assert len(furniture) == FURNITURE.get(name, 0)
    taken = {one.place for one in furniture}
    left = [line for place, line in enumerate(delivered.split("\n"), 1) if place not in taken and line != "&nbsp;"]
    assert [line for line in source.text.split("\n") if line] == [line for line in left if line]
    assert {one.kind for one in source.removed} <= set(REMOVED_KINDS)


def test_no_line_of_a_report_is_taken_for_furniture():
    assert [line for line in ZHAOYUAN.split("\n") if is_furniture(line)] == []
    ends = [
        "各位代表：",
        "今年增长6%。",
        "[1]标签：指给产品加的标签。",
        "23.来源：指财政资金的来源。",
        "各位代表，让我们努力奋斗！",
    ]
    assert without_furniture(map(SourceLine, ends)) == ([SourceLine(line) for line in ends], [])


PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>政府工作报告-肇源县人民政府</title>
<style>p{{margin:0}}</style><script>var a = "统计代码。统计代码。统计代码。统计代码。";</script></head><body>
<div class="top"><a href="/">首页</a><a href="/zwgk">政务公开</a><a href="/hd">互动交流</a></div>
<div>您当前的位置：<a>首页</a> &gt; <a>政务公开</a> &gt; <a>政府工作报告</a></div><form><div class="box">
<h1>2020年肇源县政府工作报告</h1><div>发布时间：2021-01-05 10:22 来源：县政府办 字体：[大 中 小]</div>
<div id="zoom" class="TRS_Editor">{body}<p>责任编辑：张三</p><p>扫一扫在手机打开当前页</p></div>
<div>【打印】【关闭】</div><div><h3>相关新闻</h3><ul><li><a>肇源县召开会议。传达学习会议精神，部署有关工作。</a></li></ul></div></div></form>
<div class="footer"><p>主办单位：肇源县人民政府办公室 版权所有 黑ICP备05000000号</p><p>网站标识码：2306220001</p></div></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
@pytest.mark.parametrize(
    "line",
    ["<p>　　{}</p>\n", "&emsp;&emsp;{}<br/>", "<p><span style='font:12pt'><b>{}</b></span></p>", "<div>{}</div>"],
)
def test_a_web_page_is_read_to_its_report_and_no_more(tmp_path, charset, line):
    body = "".join(line.format(escape(words)) for words in ZHAOYUAN.split("\n"))
    page = PAGE.format(charset=charset, body=body)
    source = read(tmp_path, "a.html", page.encode("gb18030" if charset == "gb2312" else charset))
    assert words_of(source.text) == "2020年肇源县政府工作报告" + words_of(ZHAOYUAN)
    assert (source.form, source.encoding) == ("html", "GB18030" if charset == "gb2312" else "UTF-8")
    taken = " ".join(one.words for one in source.removed)
    assert all(
        words in taken for words in ("首页", "发布时间", "责任编辑", "扫一扫", "【打印】", "传达学习", "网站标识码")
    )


def test_a_page_with_a_sentence_outside_the_main_block_keeps_it(tmp_path):
    body = "".join(f"<p>{escape(words)}</p>" for words in ZHAOYUAN.split("\n"))
    page = f"<html><body><div><div>{body}</div><div>最后，让我们团结一心，为建设美丽肇源而努力奋斗！</div></div></body></html>"
    assert read(tmp_path, "a.htm", page).text.endswith("而努力奋斗！\n")


def docx_of(*edits) -> bytes:
    from docx import Document

    document = Document()
    for edit in edits:
        edit(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_a_word_file_is_read_without_its_headers(tmp_path):
    def fill(document):
        document.sections[0].header.paragraphs[0].text = "肇源县第十七届人民代表大会文件"
        for words in ZHAOYUAN.split("\n"):
            document.add_paragraph(words)

    source = read(tmp_path, "a.docx", docx_of(fill))
    assert source.text == ZHAOYUAN.rstrip("\n") + "\n" and (source.form, source.encoding) == ("docx", "")
    assert [(one.kind, one.words) for one in source.removed] == [("header", "肇源县第十七届人民代表大会文件")]


def test_numbers_that_word_counts_tables_and_tracked_changes_are_read_as_they_are_shown(tmp_path):
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    levels = [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
    lists = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{words}"/></w:lvl>'
        for at, (form, words) in enumerate(levels)
    )

    def fill(document):
        numbering = document.part.numbering_part.element
        numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{lists}</w:abstractNum>'))
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="88"><w:abstractNumId w:val="77"/></w:num>'))
        for level, words in [
            (0, "工作回顾"),
            (1, "工业"),
            (2, "项目"),
            (2, "园区"),
            (1, "农业"),
            (0, "工作安排"),
            (1, "目标"),
        ]:
            paragraph = document.add_paragraph(words)
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="88"/></w:numPr>')
            )
        table = document.add_table(2, 2)
        for cell, words in zip(
            [cell for row in table.rows for cell in row.cells], ["指标", "数", "总产值", "105.2亿元"], strict=True
        ):
            cell.text = words
        changed = document.add_paragraph("全年增长")
        changed._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>5%</w:delText></w:r></w:del>"))
        changed._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>6.1%。</w:t></w:r></w:ins>"))

    lines = read(tmp_path, "a.docx", docx_of(fill)).text.split("\n")
    assert lines[:7] == ["一、工作回顾", "（一）工业", "1.项目", "2.园区", "（二）农业", "二、工作安排", "（一）目标"]
    assert lines[7:10] == ["指标\t数", "总产值\t105.2亿元", "全年增长6.1%。"]


def pdf_of(lines: list[str], per_page: int = 12, wide: int = 30) -> bytes:
    """A PDF file with a header and a number on each page, its lines broken where the page ends."""
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject

    def named(**entries):
        return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})

    name, made, writer = NameObject, io.BytesIO(), PdfWriter()
    inner = named(Type=name("/Font"), Subtype=name("/CIDFontType0"), BaseFont=name("/STSong-Light"))
    outer = named(
        Subtype=name("/Type0"), Encoding=name("/UniGB-UCS2-H"), BaseFont=name("/STSong-Light"), Type=name("/Font")
    )
    outer[name("/DescendantFonts")] = ArrayObject([inner])
    broken = [line[at : at + wide] for line in lines for at in range(0, len(line), wide)]
    for number, at in enumerate(range(0, len(broken), per_page), 1):
        shown = ["肇源县人大会议文件", *broken[at : at + per_page], f"— {number} —"]
        page, drawn = writer.add_blank_page(600, 800), DecodedStreamObject()
        moves = (f"<{words.encode('utf-16-be').hex()}> Tj 0 -20 Td" for words in shown)
        drawn.set_data(f"BT /F1 12 Tf 50 750 Td {' '.join(moves)} ET".encode())
        page[name("/Resources")] = named(Font=named(F1=outer))
        page[name("/Contents")] = writer._add_object(drawn)
    writer.write(made)
    return made.getvalue()


def test_a_pdf_file_is_read_without_what_its_pages_repeat(tmp_path):
    lines = ["政府工作报告", *ZHAOYUAN.split("\n")[:9]]
    source = read(tmp_path, "a.pdf", pdf_of(lines))
    assert words_of(source.text) == words_of("\n".join(lines)) and source.form == "pdf"
    pages = max(one.place for one in source.removed)
    assert pages >= 3
    expected = [
        pair for page in range(1, pages + 1) for pair in (("header", "肇源县人大会议文件"), ("page", f"— {page} —"))
    ]
    assert sorted((one.place, one.kind) for one in source.removed if one.kind != "glyph") == sorted(
        (index // 2 + 1, kind) for index, (kind, _) in enumerate(expected)
    )


def test_a_number_of_the_report_at_the_foot_of_a_page_is_no_page_number():
    from zreport.draft.intake_pdf import _edges

    pages = [
        [f"第{page}项工作完成", f"{page}是总投资", number]
        for page, number in zip("一二三四", ["1", "2", "2021", "4"], strict=True)
    ]
    assert _edges(pages) == [(0, 1), (0, 1), (0, 0), (0, 1)]
    assert _edges([["各位代表！", "一"], ["各位代表！", "二"], ["各位代表！", "三"]]) == [(0, 0)] * 3


def test_codes_that_fonts_give_for_characters_are_read_as_those(tmp_path):
    source = read(
        tmp_path,
        "a.txt",
        "⼈⺠政府⼯作报告：全县脱贫906⼾，增⻓6.1%，⻘年就业⸺今年。&ldquo;三农&rdquo;&nbsp;工作。\n&nbsp;\n",
    )
    assert source.text == "人民政府工作报告：全县脱贫906户，增长6.1%，青年就业——今年。“三农”\xa0工作。\n"
    assert {one.kind for one in source.removed} == {"glyph", "entity"}


def packed(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b" \r\n", "empty"),
        ("english.txt", b"The gross product grew by 6.1 per cent. " * 9, "no Chinese"),
        ("english.html", b"<html><body><p>Please enable JavaScript.</p></body></html>", "no Chinese"),
        ("deep.html", "<html><body>" + "<b>" * 3000 + ZHAOYUAN, "never closed"),
        ("comment.html", "<!-- 没有正文 -->", "no Chinese"),
        ("junk.txt", bytes(range(128, 256)) * 40, "no text"),
        ("nul.txt", b"\x00\x01\x02" * 400, "no text"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "save it as .docx"),
        ("old.wps", "各位代表".encode(), "save it as .docx"),
        ("renamed.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "save it as .docx"),
        ("rich.txt", b"{\\rtf1\\ansi}", "save it as .docx"),
        ("scan.png", b"\x89PNG\r\n\x1a\n" + bytes(99), "OCR"),
        ("all.rar", b"Rar!\x1a\x07\x00" + bytes(99), "unpack"),
        ("a.ofd", packed(OFD_xml=b"<ofd/>"), "OFD"),
        ("a.xlsx", packed(xl__workbook_xml=b"<workbook/>"), "no .docx"),
        ("half.docx", packed(word__document_xml=b"<w/>")[:60], "damaged"),
        ("broken.docx", packed(word__document_xml=b"<w/>"), "damaged"),
        ("bomb.docx", lambda: packed(word__document_xml=bytes(201_000_000)), "unpacks to over"),
        ("half.pdf", b"%PDF-1.7\n1 0 obj\n<<", "damaged"),
        ("large.txt", "全年增长6.1%。\n".encode() * 60_000, "longer than any report"),
        ("huge.txt", bytes(50_000_001), "over 50 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_what_cannot_be_read_is_refused_in_a_sentence_with_the_mend(tmp_path, name, content, said):
    assert said in refused(tmp_path, name, content() if callable(content) else content)


def test_a_scan_is_refused_with_the_mend(tmp_path):
    from pypdf import PdfWriter

    scan, made = PdfWriter(), io.BytesIO()
    scan.add_blank_page(600, 800)
    scan.write(made)
    assert "run OCR" in refused(tmp_path, "scan.pdf", made.getvalue())


@given(st.sampled_from([b"PK\x03\x04", b"%PDF-1.4\n", b"<html>", b"\xff\xfe", b""]), st.binary(max_size=200))
@settings(max_examples=60, deadline=None)
def test_whatever_bytes_come_they_are_read_or_refused(tmp_path_factory, start, content):
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(start + content)
    try:
        assert read_source(path).text
    except ReportError as error:
        assert error.words.zh.startswith("any.txt")


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path, said in ((tmp_path / "none.txt", "no such file"), (tmp_path, "is a folder")):
        with pytest.raises(ReportError) as error:
            read_source(path)
        assert said in error.value.words.en


@needs_reports
@pytest.mark.parametrize("name", BODIES)
def test_a_text_states_its_title_place_day_session_and_speaker(name):
    title, place, day, session, speaker = BODIES[name]
    found = read_stated(shared(name).text)
    session = session and place + session
    title = title or (place and place + "政府工作报告")
    assert found == Stated(title, place, day, session, speaker, found.text) and bool(found.text) == (not place)


def test_a_text_states_itself_in_other_ways_of_writing():
    found = read_stated(
        "肇源县政府工作报告\n（二〇二一年二月五日在县十七届人大五次会议上）\n县委副书记、代县长 司马相如\n\n各位代表：\n"
    )
    assert found == Stated("肇源县政府工作报告", "肇源县", "2021-02-05", "肇源县十七届人大五次会议", "司马相如")
    assert read_stated(ZHAOYUAN).place_zh == "肇源县" and read_stated(ZHAOYUAN).delivered == "2020-12-29"
    assert read_stated("一、过去五年工作回顾\n全县生产总值增长6.1%。") == Stated(
        text="一、过去五年工作回顾\n全县生产总值增长6.1%。"
    )


@needs_reports
@pytest.mark.parametrize("name", PLACES)
def test_a_text_is_that_of_its_place_and_of_no_other(name):
    found = read_stated(shared(name).text)
    same = {other for other in PLACES if name.rpartition("_")[0] == other.rpartition("_")[0]}
    assert {other for other, place in PLACES.items() if mismatch(found, place) is None} == same


@pytest.mark.parametrize(
    ("place", "said", "same"),
    [
        ("安国市", "河北省保定市安国市", True),
        ("保定市", "河北省保定市安国市", False),
        ("徐水县", "徐水区", True),
        ("承德市", "承德县", False),
        ("石家庄市桥西区", "张家口市桥西区", False),
        ("大厂回族自治县", "大厂县", True),
        ("贵州省", "贵州", True),
        ("济南市市中区", "市中区", True),
        ("荆州市沙市区", "沙市区", True),
        (NATION, "中国", True),
        (NATION, "河北省", False),
    ],
)
def test_names_are_compared_by_what_they_mean(place, said, same):
    assert (mismatch(Stated(place_zh=place), said) is None) == same
    if not same:
        assert said in mismatch(Stated(place_zh=place), said).zh


def test_a_text_may_be_of_an_older_name_but_not_of_another_year():
    assert mismatch(Stated(place_zh="安国县"), "安国市", "2022-01-27") is None
    found = Stated(place_zh="安国市", delivered="2022-01-27")
    assert mismatch(found, "安国市", "2022-02-01") is None and "2024" in mismatch(found, "安国市", "2024-01-20").en


@pytest.mark.parametrize(
    ("place", "within", "date", "code"),
    [
        ("安国市", "河北省保定市", "", "130683"),
        ("河北省保定市安国市", "", "2022-01-27", "130683"),
        ("徐水县", "", "2011-01-20", "130625"),
        ("徐水区", "河北省保定市", "2024-01-01", "130609"),
        ("肇源县", "黑龙江省大庆市", "2020-12-29", "230622"),
        ("贵州省", "", "", "520000"),
        ("鼓楼区", "江苏省南京市", "", "320106"),
        ("鼓楼区", "", "", ""),
        ("安国市", "山西省", "", ""),
        ("无此县", "", "", ""),
        (NATION, "", "", ""),
    ],
)
def test_the_code_of_a_place_is_that_of_its_year_and_none_where_it_is_in_doubt(place, within, date, code):
    found = area(within + place, date)
    assert (found[0] if found else "") == code and (not found or found[1].endswith(place))

"""Texts as they come, in every dress: the right rows are sound, wrong ones are faults, and oddities are said once."""

import dataclasses
import time
import unicodedata
from pathlib import Path

import pytest
from each import each
from folders import HOME, NAME, folder_of
from hypothesis import given
from hypothesis import strategies as st

import zreport as zr
from zreport.cli import main
from zreport.language import LANGUAGES
from zreport.page import font
from zreport.proof import completeness
from zreport.proof.check import check
from zreport.proof.evidence import document_of
from zreport.proof.notes import notes
from zreport.reading.document import OutlineSection
from zreport.reading.folding import bare, find, fold
from zreport.reading.measure import measures
from zreport.reading.numbers import indicates, numbers, reasons
from zreport.reading.period import period
from zreport.reading.quantity import Unreadable
from zreport.reading.quote import Quote, QuoteError, escaped, with_marks
from zreport.reading.status import status
from zreport.tables.describe import describe
from zreport.tables.encoding import seems
from zreport.tables.package import Package

CASES = Path(__file__).resolve().parent.parent.parent / "shared" / "cases" / "texts"
needs_cases = pytest.mark.skipif(not CASES.is_dir(), reason="the shared texts are not here")

REVIEW = "review,,回顾,Review,一、2023年工作回顾,2023,achieved"
PLAN = "plan,,安排,Plan,二、2024年工作安排,2024,target"
YEARS = ["一、【2023】年工作回顾,date", "工作回顾2023年是好年", "【2023】年,全县,date"]
KINDERGARTENS = "kindergartens_built,新建幼儿园,Kindergartens built,education,up,total,所,kindergartens,新建幼儿园"
# The whole of one text in many dresses: the figures are the same, and so are the rows.
WHOLE = {
    "own": {"indicators": [KINDERGARTENS]},
    "sections": [REVIEW, PLAN],
    "observations": [
        "gdp,total,2023,achieved,105.2,,亿元,exact,,,,全县地区生产总值完成【105.2亿元】",
        'gdp,growth,2023,achieved,6.1,,%,exact,,,,"亿元,增长【6.1%】。一般"',
        "general_public_budget_revenue,total,2023,achieved,8.3,,亿元,exact,,,,一般公共预算收入完成【8.3亿元】",
        'general_public_budget_revenue,growth,2023,achieved,5.5,,%,exact,,,,"8.3亿元,增长【5.5%】"',
        "high_standard_farmland,total,2023,achieved,3.2,,万亩,exact,,,,新增高标准农田【3.2万亩】",
        "gdp,growth,2024,target,6,,%,about,,,,今年地区生产总值增长【6%】左右",
        "kindergartens_built,total,2024,target,2,,所,exact,,,,新建幼儿园【2所】",
    ],
    "other_numbers": ["一、【2023】年工作回顾,date", '"【2023】年,全县地区",date', "二、【2024】年工作安排,date"],
}


def case(name: str) -> bytes:
    return (CASES / f"{name}.txt").read_bytes()


def codes(folder: Path) -> list[str]:
    return [fault.code for fault in check(folder)]


# TESTS
@needs_cases
@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("plain", []),
        ("crlf", []),
        ("fullwidth", ["digits"]),
        ("gb18030_bom", ["mark"]),
        ("hardwrap", ["number", "lines"]),
        ("nbsp", ["blanks"]),
        ("pagebreak", ["pages", "lines"]),
        ("space", ["blanks"]),
        ("zerowidth", ["unseen"]),
    ],
)
def test_a_text_is_proven_in_whatever_dress_it_comes_and_its_oddities_are_said_once(tmp_path, name, odd):
    folder = folder_of(tmp_path / "data", case(name), **WHOLE)
    assert check(folder) == []
    assert list(fold(Package(folder).text(NAME)).oddities) == odd
    told = notes(folder, lambda text: "")
    assert [note.code for note in told] == ["text-odd"] * len(odd)
    report = zr.load(NAME, folder)
    assert report.text.encode() == case(name)
    assert report.observations["value"].tolist() == [105.2, 6.1, 8.3, 5.5, 3.2, 6, 2]
    for row in report.observations.itertuples():
        assert bare(report.text[row.start : row.end]) == bare(Quote.parse(row.quote).marked)
    passage = report.source(report.observations.index[4])
    assert "新增高标准农田【3.2万亩】" in bare(passage.plain())
    assert len(report.sentences()) == 4


SHORT = {
    "fw1": (
        ["review,,回顾,Review,一、回顾,2023,achieved"],
        [
            "gdp,growth,2023,achieved,6.1,,%,exact,,,,地区生产总值增长【6.1%】",
            "general_public_budget_revenue,growth,2023,achieved,5.5,,%,exact,,,,一般公共预算收入增长【５．５％】",
            "nine_year_schools_formed,total,2023,achieved,2,,所,exact,,,,新建学校【2所】",
        ],
        [],
        {
            "indicators": [
                "nine_year_schools_formed,整合九年一贯制学校,Nine-year schools formed by merger,education,none,total,所,schools,新建学校"
            ]
        },
    ),
    "hw1": (
        [REVIEW],
        ["high_standard_farmland,total,2023,achieved,105.2,,万亩,exact,,,,新增高标准农田【105.2万亩】"],
        2,
        {},
    ),
    "hw2": (
        [REVIEW],
        ["high_standard_farmland,total,2023,achieved,5.2,,万亩,exact,,,,新增高标准农田【5.2万亩】"],
        2,
        {},
    ),
    "space1": (
        [REVIEW],
        ["high_standard_farmland,total,2023,achieved,77.667,,亩,exact,,,,新增高标准农田【77.667 亩】"],
        2,
        {},
    ),
    "zw1": (
        [REVIEW],
        ["high_standard_farmland,total,2023,achieved,105.2,,万亩,exact,,,,新增高标准农田【105.2万亩】"],
        2,
        {},
    ),
    "small": (
        [REVIEW],
        [
            "gdp,growth,2023,achieved,6.8,,%,exact,,,,地区生产总值增长【6.8%】",
            "fixed_asset_investment,growth,2023,achieved,16.9,,%,exact,,,,固定资产投资增长【16.9%】",
        ],
        2,
        {},
    ),
    "expected": (
        [REVIEW],
        [
            "gdp,growth,2023,expected,6.8,,%,exact,,,,地区生产总值增长【6.8%】",
            "fixed_asset_investment,growth,2023,expected,16.9,,%,exact,,,,固定资产投资增长【16.9%】",
        ],
        1,
        {},
    ),
    "brackets": (
        [REVIEW],
        ["high_standard_farmland,total,2023,achieved,3.2,,万亩,exact,,,,新增高标准农田【3.2万亩】"],
        ["一、【2023】年工作回顾,date", '"【2023】年,新增",date', "名词解释:【【【1】】】“五化”,list_number"],
        {},
    ),
    "ranges": (
        [REVIEW],
        [
            "gdp,growth,2023,achieved,6,6.5,%,range,,,,地区生产总值增长【6%-6.5%】",
            "fixed_asset_investment,total,2023,achieved,1.2,,万亿元,exact,,,,固定资产投资【1.2万亿元】",
            "general_public_budget_revenue,growth,2023,achieved,5,6,%,range,,,,一般公共预算收入增长【5%–6%】",
        ],
        2,
        {},
    ),
    "times": (
        [REVIEW],
        [
            "gdp,ratio,2023,achieved,1.89,,倍,exact,,,,地区生产总值是2011年的【1.89倍】",
            "gdp,growth,2023,achieved,21,,%,exact,,,,比2020年增长【21%】",
            "fixed_asset_investment,decline,2023,achieved,2.3,,%,exact,,,,固定资产投资下降【2.3%】",
            "general_public_budget_revenue,ratio,2023,achieved,2,,倍,exact,,,,一般公共预算收入【翻一番】",
        ],
        ["一、【2023】年工作回顾,date", '"【2023】年,地区",date', "是【2011】年的,date", "比【2020】年增长,date"],
        {},
    ),
}


def short(to: Path, name: str) -> Path:
    sections, rows, others, own = SHORT[name]
    if isinstance(others, int):
        first = case(name).decode().split("\n")[1][6:8]
        others = ["一、【2023】年工作回顾,date", f'"【2023】年,{first}",date'][:others]
    return folder_of(to, case(name), own, sections=sections, observations=rows, other_numbers=others)


@needs_cases
@pytest.mark.parametrize("name", SHORT)
def test_the_right_rows_of_a_short_text_are_sound(tmp_path, name):
    folder = short(tmp_path / "data", name)
    assert [fault.sentence("en") for fault in check(folder)] == []
    assert len(zr.load(NAME, folder).observations) == len(SHORT[name][1])


@needs_cases
def test_a_number_with_a_letter_or_another_sign_in_it_is_a_fault_that_says_so_and_proves_nothing(tmp_path):
    rows = [
        "high_standard_farmland,total,2023,achieved,5.2,,万亩,exact,,,,【5.2万亩】",
        "high_standard_farmland,total,2023,achieved,105.2,,万亩,exact,,,,新增高标准农田【1O5.2万亩】",
        "high_standard_farmland,total,2023,achieved,5.2,,万亩,exact,,,,新增高标准农田1O【5.2万亩】",
    ]
    years = ["一、【2023】年工作回顾,date", '"【2023】年,新增",date']
    for at, row in enumerate(rows):
        folder = folder_of(tmp_path / str(at), case("ocr1"), sections=[REVIEW], observations=[row], other_numbers=years)
        found = [fault for fault in check(folder) if fault.code == "figure-garbled"]
        assert found and all("1O5.2" in fault.sentence(lang) for fault in found for lang in LANGUAGES)
        assert "misprint" in found[0].mend.en
    whole = folder_of(
        tmp_path / "whole",
        case("ocr1"),
        sections=[REVIEW],
        other_numbers=[*years, "新增高标准农田【1O5.2】万亩,misprint"],
    )
    assert check(whole) == []


@needs_cases
def test_words_that_state_a_quantity_are_all_asked_for(tmp_path):
    folder = folder_of(tmp_path / "data", case("words"), sections=["review,,回顾,Review,一、回顾,2023,achieved"])
    shown = [Quote.parse(fault.value).marked for fault in check(folder)]
    assert shown == ["百分之九十五", "三分之二", "五百余所", "三十多件", "翻一番", "过半", "零发生", "上百亿元"]


@needs_cases
def test_a_figure_whose_clause_names_something_unknown_is_proven_by_no_name_before_it(tmp_path):
    tables = {"sections": [REVIEW], "other_numbers": ["一、【2023】年工作回顾,date", '"【2023】年,固定",date']}
    first = "fixed_asset_investment,growth,2023,achieved,16.9,,%,exact,,,,固定资产投资增长【16.9%】"
    second = "{},growth,2023,achieved,9,,%,exact,,,,社会消费品零售额增长【9%】"
    for at, indicator in enumerate(("retail_sales", "fixed_asset_investment")):
        row = second.format(indicator)
        folder = folder_of(tmp_path / str(at), case("mislead"), observations=[first, row], **tables)
        found = [fault for fault in check(folder) if fault.row == 3 and fault.code != "row-repeats"]
        assert "name-unknown" in [fault.code for fault in found]
        assert all("fixed_asset_investment" not in fault.problem.en for fault in found)
        assert "社会消费品零售额" in found[0].sentence("en") and "aliases" in found[0].mend.en
        assert "reads like retail_sales" in found[0].mend.en and "像是 retail_sales" in found[0].mend.zh
    retail = "retail_sales,社会消费品零售总额,Retail sales of consumer goods,economy,up,growth,元,,社会消费品零售额"
    named = folder_of(
        tmp_path / "named",
        case("mislead"),
        {"indicators": [retail]},
        observations=[first, second.format("retail_sales")],
        **tables,
    )
    assert check(named) == []


@needs_cases
@pytest.mark.parametrize(("name", "said"), [("gbk", "GB18030 (GBK)"), ("utf16", "UTF-16")])
def test_a_text_in_another_encoding_is_told_which_it_seems_to_be_and_how_to_save_it(tmp_path, name, said):
    folder = folder_of(tmp_path / "data", case(name))
    (told,) = check(folder)
    assert told.code == "text-encoding" and said in told.problem.zh and said in told.problem.en
    assert "UTF-8" in told.mend.en and "CSV" not in told.sentence("en")


@each(
    [
        ("gb18030", "GB18030 (GBK)"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16 (LE)"),
        ("utf-16-be", "UTF-16 (BE)"),
        ("utf-32", "UTF-32"),
        ("big5", "Big5"),
    ]
)
def test_an_encoding_is_told_by_what_the_bytes_say(codec, said):
    assert seems(("一、2023年工作回顾\n全年的收入完成8.3亿元,增长5.5%。" * 3).encode(codec, "ignore")) == said


def test_bytes_that_are_no_text_are_said_to_be_in_no_encoding_that_is_known():
    assert seems(bytes(range(128, 256)) * 10) == seems(b"\xff") == ""


# Texts of our own


def document(text: str, year: str = "2023", now: str = "achieved"):
    """A text of one section, read with the vocabulary of the library."""
    tables = {name: HOME.table(name) for name in HOME.vocabulary}
    read = document_of(text, tables)
    return dataclasses.replace(read, sections=(OutlineSection("one", 0, year, now),))


def places(read) -> list[str]:
    return [read.text[start:end] for start, end in numbers(read)]


GARBLED = [
    "1O5.2",
    "6.l",
    "8，3",
    "3 .2",
    "105。2",
    "1,05.2",
    "1.2.3",
    "lO",
    "105..2",
    "105·2",
    "O.5",
    "10\n5",
    "3/4",
    "1 000",
]


@each(GARBLED)
def test_no_part_of_a_damaged_number_is_a_quantity(words):
    read = document(f"投资{words}亿元。")
    assert places(read) == [words]
    start, end = numbers(read)[0]
    assert reasons(read, start, end) == ["misprint"] and not indicates(read, start, end)
    for first in range(start, end):
        with pytest.raises(Unreadable):
            read.quantity(first, end + 2)


@each(
    [
        "PM2.5平均浓度下降",
        "5G基站2个",
        "O2O平台",
        "4S店3家",
        "排名全国第4，21个学科",
        "第2，5项指标",
        "指数2.54。30个县",
        "2023。2024年",
        "1,303个",
        "1. 2个乡镇",
        "增长6.1%。2023年",
    ]
)
def test_letters_and_signs_that_belong_beside_a_number_are_no_damage(text):
    assert document(text).garbled == []


@each(
    [
        ("近一半的户，一半以上的村，翻了两番，半小时内", ["一半", "一半", "翻了两番", "半小时"]),
        ("百分之95，数十家，十几个，两个半小时", ["百分之95", "数十家", "十几个", "两个半小时"]),
        ("五百余垧，二十垧，成倍增长，½，误差为零", ["五百余", "二十", "成倍", "½", "为零"]),
        ("三农，四个意识，一批，二十大，十四五，六十周年，统一，一带一路", ["四个"]),
        ("人数十万，以上百家，规上千家", ["百家", "千家"]),
    ]
)
def test_what_is_said_in_words_is_seen_and_set_phrases_are_not(text, found):
    read = document(text)
    seen = [words for words in places(read) if words in found]
    assert seen == found and not {"三农", "一批", "二十大", "十四五", "统一"} & set(places(read))


@each(
    [
        ("百分之九十五", 95, "%", "exact"),
        ("五百余所", 500, "所", "more_than"),
        ("三十多件", 30, "件", "more_than"),
        ("翻一番", 2, "倍", "exact"),
        ("翻两番", 4, "倍", "exact"),
        ("翻了近一番", 2, "倍", "about"),
        ("过半", 50, "%", "more_than"),
        ("一半以上", 50, "%", "at_least"),
        ("零发生", 0, "起", "exact"),
        ("上百亿元", 100, "亿元", "at_least"),
        ("半小时", 0.5, "小时", "exact"),
        ("近百户", 100, "户", "about"),
        ("壹佰万元", 100, "万元", "exact"),
        ("百分之百", 100, "%", "exact"),
        ("6%～6.5%", 6, "%", "range"),
        ("5%——6%", 5, "%", "range"),
    ]
)
def test_what_is_said_in_words_or_with_other_dashes_is_read(words, value, unit, qualifier):
    read = document(f"，{words}，")
    quantity = read.quantity(1, len(read.text) - 1)
    assert (float(quantity.value), quantity.unit, quantity.qualifier) == (value, unit, qualifier)


@each(
    [
        ("增长-2.3%", "2.3%"),
        ("增长5%-6%", "6%"),
        ("增长5%-6%", "5%"),
        ("增长5%～6%", "6%"),
        ("增长5至6%", "6%"),
        ("投资上百亿元", "百亿元"),
        ("新建数十家", "十家"),
        ("办结两个半小时", "两个"),
    ]
)
def test_a_part_of_a_range_of_a_signed_or_of_a_vague_number_is_not_read(text, part):
    read = document(f"{text}。")
    start = read.text.index(part)
    with pytest.raises(Unreadable):
        read.quantity(start, start + len(part))


@each(
    [
        ("预计全年地区生产总值增长6.8%，固定资产投资增长16.9%。", "16.9%", "expected"),
        ("预计全年地区生产总值增长6.8%；固定资产投资增长16.9%。", "16.9%", "expected"),
        ("预计地区生产总值增长6.8%，其中，固定资产投资增长16.9%。", "16.9%", "achieved"),
        ("预计地区生产总值增长6.8%，已完成固定资产投资16.9亿元。", "16.9亿元", "achieved"),
        ("固定资产投资预计增长6.8%，地区生产总值增长16.9%。", "16.9%", "achieved"),
        ("预计形势很好，地区生产总值增长16.9%。", "16.9%", "achieved"),
        ("预计地区生产总值增长6.8%。固定资产投资增长16.9%。", "16.9%", "achieved"),
    ]
)
def test_a_forecast_at_the_head_of_a_list_governs_the_list(text, figure, said):
    read = document(text)
    start = read.text.rindex(figure)
    assert status(read, start, start + len(figure)) == said


@each(
    [
        ("是2011年的1.89倍", "1.89倍", "2023"),
        ("达到2011年的1.89倍", "1.89倍", "2023"),
        ("相当于2011年的80%", "80%", "2023"),
        ("比2020年增长21%", "21%", "2023"),
        ("较2020年翻一番", "翻一番", "2023"),
        ("由2016年的60名", "60名", "2016"),
        ("比2020年的5%提高", "5%", "2020"),
    ]
)
def test_a_year_that_a_figure_is_measured_by_is_not_its_period(text, figure, said):
    read = document(text)
    start = read.text.index(figure)
    assert period(read, start, start + len(figure)) == said


MEASURES = [
    ("gdp", "%", "地区生产总值下降2.3%", ["decline"]),
    ("gdp", "%", "地区生产总值年均下降2.3%", ["average_decline"]),
    ("gdp", "%", "地区生产总值增长-2.3%", ["decline"]),
    ("gdp", "%", "地区生产总值增速为负2.3%", ["decline"]),
    ("gdp", "%", "地区生产总值同比-2.3%", ["decline"]),
    ("gdp", "%", "地区生产总值年均增长-2.3%", ["average_decline"]),
    ("gdp", "%", "地区生产总值、财政收入分别增长5%、-2.3%", ["decline", "growth"]),
    ("gdp", "倍", "是2011年的1.89倍", ["ratio"]),
    ("gdp", "倍", "地区生产总值翻一番", ["ratio"]),
    ("gdp", "倍", "地区生产总值增长1.2倍", ["growth"]),
    ("urban_income", "元", "城镇居民人均可支配收入增加8129元", ["change", "per_unit"]),
    ("urban_income", "元", "收入增加到28129元", []),
    ("forest_coverage", "个百分点", "森林覆盖率提高2.1个百分点", ["point_change"]),
    ("forest_coverage", "%", "森林覆盖率提高到21%", ["rate"]),
]


@each(MEASURES)
def test_falls_multiples_changes_and_points_have_measures(indicator, unit, words, said):
    assert sorted(measures(document(words), indicator, unit, words)) == said


def test_every_measure_is_named_and_told_in_both_languages():
    for row in HOME.table("measures").rows:
        assert all(row[f"{part}_{lang}"] for part in ("name", "definition") for lang in LANGUAGES)


@pytest.mark.parametrize("mark", ["新建【数十家】,unread", "新建【数十】家,unread"])
@pytest.mark.parametrize("sign", ["-【2.3】%,unread", "-【2.3%】,unread", "【-2.3%】,unread"])
def test_what_is_seen_and_not_read_is_accounted_for_by_a_row_that_says_so(tmp_path, mark, sign):
    rows = {
        "sections": ["review,,回顾,Review,一、回顾,2023,achieved"],
        "other_numbers": [f"温度{sign}", mark, "【五百余】垧,unread"],
    }
    found = codes(folder_of(tmp_path / "data", "一、回顾\n温度-2.3%，新建数十家，五百余垧。", **rows))
    assert found == ([] if "数十家" in mark else ["mark-not-one", "figure-unread"])


@pytest.mark.parametrize(
    "said", ["增长【-2.3%】", "增速为【－2.3％】", "同比【-2.3%】", "增长【负2.3%】", "负增长【2.3%】"]
)
@pytest.mark.parametrize(("measure", "expected"), [("decline", []), ("growth", ["measure-differs"])])
def test_a_growth_below_zero_is_proven_as_a_fall_and_as_nothing_else(tmp_path, said, measure, expected):
    rows = {
        "sections": ["review,,回顾,Review,一、回顾,2023,achieved"],
        "observations": [f"gdp,{measure},2023,achieved,2.3,,%,exact,,,,地区生产总值{said}"],
    }
    words = said.replace("【", "").replace("】", "")
    assert codes(folder_of(tmp_path / "data", f"一、回顾\n地区生产总值{words}。", **rows)) == expected


def test_the_sign_of_a_growth_below_zero_is_in_its_mark(tmp_path):
    rows = {
        "sections": ["review,,回顾,Review,一、回顾,2023,achieved"],
        "observations": ["gdp,decline,2023,achieved,2.3,,%,exact,,,,地区生产总值增长-【2.3%】"],
    }
    assert "quantity-cut" in codes(folder_of(tmp_path / "data", "一、回顾\n地区生产总值增长-2.3%。", **rows))


def test_what_can_be_read_is_not_put_aside_as_unread(tmp_path):
    rows = {
        "sections": ["review,,回顾,Review,一、回顾,2023,achieved"],
        "other_numbers": ["新建【五百余所】,unread", "增长【5%】,misprint"],
    }
    found = codes(folder_of(tmp_path / "data", "一、回顾\n新建五百余所，增长5%。", **rows))
    assert found == ["reason-unshown", "reason-unshown"]


# Brackets of a report's own


@given(st.text("【】一5%", max_size=8), st.text("5%", min_size=1), st.text("【】一5%", max_size=8))
def test_brackets_of_the_report_are_quoted_doubled_and_found_where_they_are(before, marked, after):
    text = f"{before}{marked}{after}"
    quote = Quote.parse(f"{escaped(before)}【{marked}】{escaped(after)}")
    assert (quote.before, quote.marked, quote.after) == (before, marked, after)
    assert with_marks(f"{escaped(before)}【{marked}】{escaped(after)}", "", "") == text
    if len(find(text, text)) == 1:
        assert quote.find(f"。{text}。") == (len(before) + 1, len(before) + 1 + len(marked))


def test_a_quote_that_only_has_brackets_of_the_report_has_no_mark():
    for words in ("【【1】】“五化”", "【1】“五化”【2】", "【1", "1】"):
        with pytest.raises(QuoteError):
            Quote.parse(words)


# A report's own vocabulary


SET_PHRASE = "set_phrase,固定提法,set phrase,,{}"
PHRASE = "一、2023年工作回顾\n推进五个样板，清华“零”的突破。"
PHRASE_ROWS = {
    "sections": [REVIEW],
    "other_numbers": ["一、【2023】年工作回顾,date", "推进【五个】样板,set_phrase"],
    "observations": ["tsinghua_admissions,total,2023,achieved,0,,人,more_than,,,,清华【“零”的突破】"],
}


def test_words_that_one_report_needs_hold_for_it_alone_and_its_tables_are_described(tmp_path):
    folder = folder_of(tmp_path / "data", PHRASE, {"reasons": [SET_PHRASE.format("样板")]}, **PHRASE_ROWS)
    assert check(folder) == []
    assert len(zr.load(NAME, folder).other_numbers) == 2
    shared = Package(folder).table("reasons").by_key()["set_phrase"]
    assert "样板" not in shared["after"]
    assert f"reports/{NAME}/vocabulary/reasons.csv" in describe(folder).decode()
    assert codes(folder_of(tmp_path / "without", PHRASE, **PHRASE_ROWS)) == ["reason-unshown"]


def test_punctuation_is_no_word_that_could_prove_anything(tmp_path):
    passing = PHRASE_ROWS | {
        "observations": [],
        "other_numbers": [*PHRASE_ROWS["other_numbers"], "清华【“零”的突破】。,set_phrase"],
    }
    own = {"reasons": [SET_PHRASE.format("一批|。")]}
    assert "word-bare" in codes(folder_of(tmp_path / "own", PHRASE, own, **passing))
    shared = folder_of(tmp_path / "shared", PHRASE, {"reasons": [SET_PHRASE.format("样板")]}, **passing)
    table = shared / "vocabulary" / "reasons.csv"
    table.write_text(table.read_text("utf-8").replace("|产业链", "|产业链|。"), "utf-8")
    assert "word-bare" in codes(shared)
    with pytest.raises(zr.DataError, match=r"reasons\.csv"):
        zr.load(NAME, shared)


@pytest.mark.parametrize(
    ("own", "code"),
    [
        ({"units": ["栋,栋,1,buildings"]}, "own-unknown"),
        ({"reasons": ["set_phrase,别的,set phrase,,一批"]}, "own-differs"),
        ({"reasons": ["set_phrase,固定提法,set phrase,,一批"] * 2}, "row-repeats"),
        ({"wordings": ["半数以上,50,仙,at_least,过半,more than half"]}, "not-in-table"),
    ],
)
def test_what_is_wrong_with_a_report_s_own_vocabulary_is_said_with_its_file(tmp_path, own, code):
    folder = folder_of(tmp_path / "data", PHRASE, own, **PHRASE_ROWS)
    found = [fault for fault in check(folder) if fault.code == code]
    assert found and found[0].file == f"reports/{NAME}/vocabulary/{next(iter(own))}.csv"
    with pytest.raises(zr.DataError, match="vocabulary"):
        zr.load(NAME, folder)


# Messages


def test_each_missing_section_is_told_the_row_that_it_will_have(tmp_path):
    text = "一、回顾\n好。\n二、安排\n好。\n三、结语\n好。"
    folder = folder_of(tmp_path / "data", text, sections=["plan,,安排,Plan,二、安排,2024,target"])
    assert [(fault.row, fault.value) for fault in check(folder)] == [(2, "一、回顾"), (4, "三、结语")]


def test_figures_without_a_row_are_told_the_rows_that_they_will_have(tmp_path):
    text = "一、回顾\n地区生产总值增长5%，固定资产投资增长6%。"
    rows = {"sections": ["review,,回顾,Review,一、回顾,2023,achieved"]}
    found = check(folder_of(tmp_path / "data", text, **rows))
    assert [fault.row for fault in found] == [2, 3]


@pytest.mark.parametrize(
    ("text", "row", "code", "words"),
    [
        (
            "地区生产总值达到5亿垧。",
            "gdp,total,2023,achieved,5,,亿元,exact,,,,地区生产总值达到【5亿垧】",
            "unit-unknown",
            "亿垧",
        ),
        (
            "地区生产总值增长5%-6%。",
            "gdp,growth,2023,achieved,6,,%,exact,,,,地区生产总值增长5%-【6%】",
            "quantity-cut",
            "5%-6%",
        ),
        (
            "地区生产总值占比5%。",
            "gdp,growth,2023,achieved,5,,%,exact,,,,地区生产总值占比【5%】",
            "measure-unknown",
            "indicators.csv",
        ),
    ],
)
def test_a_message_names_the_mend_that_helps(tmp_path, text, row, code, words):
    rows = {"sections": ["review,,回顾,Review,一、回顾,2023,achieved"], "observations": [row]}
    found = {fault.code: fault for fault in check(folder_of(tmp_path / "data", f"一、回顾\n{text}", **rows))}
    assert code in found and all(words in found[code].sentence(lang) for lang in LANGUAGES)
    if code == "measure-unknown":
        assert "quote more does not help" in found[code].mend.en


def test_the_check_tells_what_is_odd_and_what_no_font_can_draw_and_does_not_fail(tmp_path, capsys):
    text = "一、回顾\n地区生产总值增长５％，很好\N{ZERO WIDTH SPACE}🚀。"
    rows = {
        "sections": ["review,,回顾,Review,一、回顾,2023,achieved"],
        "observations": ["gdp,growth,2023,achieved,5,,%,exact,,,,增长【5%】"],
    }
    folder = folder_of(tmp_path / "data", text, **rows)
    for form, signs in (("table", "Note:"), ("lines", "Note:"), ("json", '"level": "note"'), ("github", "::notice")):
        with pytest.raises(SystemExit) as ended:
            main(["check", str(folder), "--lang", "en", "--format", form])
        told = capsys.readouterr()
        assert ended.value.code == 0 and told.err == ""
        assert told.out.count(signs) == 3 and "🚀" in told.out and "digits in full width" in told.out


REAL = sorted((CASES.parent.parent / "reports").glob("*.txt"))


@pytest.mark.skipif(not REAL, reason="the real reports are not beside the project")
@each(REAL)
def test_the_fonts_have_every_character_of_the_reports_that_are_here(path):
    assert font.missing(fold(path.read_text("utf-8")).text) == ""


@pytest.mark.skipif(not REAL, reason="the real reports are not beside the project")
@each(REAL)
def test_real_reports_are_read_whole_with_nothing_joined_that_is_apart(path):
    text = path.read_text("utf-8")
    folded = fold(text)
    assert not {"lines", "number", "pages"} & folded.oddities.keys()
    held = {at for start, end in numbers(document(text)) for at in range(start, end)}
    assert {at for at, sign in enumerate(folded.text) if sign.isdecimal()} <= held


# Folding


DRESS = "0123456789０５９٣𝟗.．%％,，。、；\n\r\f \u3000\u00a0\u2009\t\u200b\ufeff\u00ad—–-~～第页一二三（）()县增长亿元ABl⼀"
TEXTS = st.text(DRESS, max_size=60)


@given(TEXTS)
def test_folding_twice_changes_nothing(text):
    once = fold(text)
    assert fold(once.text).text == once.text
    assert bare(once.text) == bare(text)


@given(TEXTS)
def test_each_sign_that_is_read_tells_where_it_was_delivered(text):
    folded = fold(text)
    assert len(folded.origins) == len(folded.text)
    assert list(folded.origins) == sorted(set(folded.origins))
    for at, place in enumerate(folded.origins):
        assert folded.folded(place) == at and folded.delivered(at, at + 1) == (place, place + 1)
        there, here = text[place], folded.text[at]
        digit = str(unicodedata.decimal(there, ""))
        same = here in (there, digit, unicodedata.normalize("NFKC", there)) or here in "-~—.,。\n" or there.isspace()
        assert same, (there, here)


@given(TEXTS)
def test_no_digit_is_lost_but_those_of_page_numbers(text):
    digits = [str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal()]
    folded = fold(text)
    kept = [sign for sign in folded.text if sign.isdecimal()]
    assert all(sign.isascii() for sign in kept)
    if "pages" not in folded.oddities:
        assert kept == digits
    else:
        assert len(kept) >= len(digits) - 8 * folded.oddities["pages"][0]


@given(st.text("一二三增长，。", min_size=1, max_size=12), TEXTS)
def test_words_are_found_in_whatever_dress_they_stand(words, noise):
    dressed = "\N{ZERO WIDTH SPACE}".join(words).replace("增", "增\N{IDEOGRAPHIC SPACE}")
    found = find(f"县{noise}县{dressed}县", words)
    assert found and bare(f"县{noise}县{dressed}县"[slice(*found[-1])]) == bare(words)


def test_time_grows_with_the_text_and_no_faster(tmp_path):
    line = "固定资产投资增长16.9%，新建学校五百余所，数十家企业，1O5.2亿元。\n"

    def seconds(times: int) -> float:
        text = line * times
        begun = time.perf_counter()
        numbers(document(text))
        return time.perf_counter() - begun

    seconds(100)
    assert seconds(4000) < 12 * seconds(1000) + 0.5


def test_of_very_many_figures_without_a_row_the_first_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(completeness, "_MOST", 50)
    text = "一、回顾\n" + "增长5%。\n" * 51
    rows = {"sections": ["review,,回顾,Review,一、回顾,2023,achieved"]}
    found = codes(folder_of(tmp_path / "data", text, **rows))
    assert found.count("figure-unclaimed") == 50 and found[-1] == "figures-many"

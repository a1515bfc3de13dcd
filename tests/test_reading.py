"""Reading knows no row: what words say comes from a plain document, with no folder of data and no environment."""

import pickle
import subprocess
import sys

import pytest

from zreport.proof.evidence import document_of
from zreport.reading.commitment import commitment
from zreport.reading.document import Document, OutlineSection
from zreport.reading.folding import fold
from zreport.reading.headings import openings, terms, year_of_work
from zreport.reading.indicator import indicators
from zreport.reading.measure import measures
from zreport.reading.numbers import numbers, reasons
from zreport.reading.period import period
from zreport.reading.sentence import clause, find_all, sentence
from zreport.reading.status import status
from zreport.tables.package import Package, data_folder

PACKAGE = Package(data_folder())
TABLES = dict(PACKAGE.tables("zhaoyuan-2020"))
REPORT = document_of(PACKAGE.text("zhaoyuan-2020"), TABLES)
VOCABULARY = REPORT.vocabulary


def read(text: str, figure: str, status_: str = "target") -> tuple[Document, int, int]:
    """A document of one section that speaks of 2021, and where a figure stands in it."""
    start = text.index(figure)
    return Document(text, (OutlineSection("plan", 0, "2021", status_),), (), VOCABULARY), start, start + len(figure)


@pytest.mark.parametrize(
    ("text", "figure", "said"),
    [
        ("力争实现工业增加值增长6%。", "6%", "strive"),
        ("确保粮食总产稳定在40亿斤以上。", "40亿斤", "ensure"),
        ("计划争取资金10亿元。", "10亿元", "plan"),
        ("推进7个产业项目建设,确保年内建成投产。", "7个", "ensure"),
        ("全年计划实施重点项目10个,完成投资8亿元。", "8亿元", "plan"),
        ("全年计划实施重点项目10个;完成投资8亿元。", "8亿元", ""),
        ("工业增加值增长6%。", "6%", ""),
    ],
)
def test_the_strength_of_a_promise_is_that_of_the_word_that_governs_its_figure(text, figure, said):
    assert commitment(*read(text, figure)) == said


def test_what_was_achieved_is_no_promise_however_it_is_worded():
    assert commitment(*read("确保粮食总产稳定在40亿斤以上。", "40亿斤", "achieved")) == ""


@pytest.mark.parametrize(
    ("text", "figure", "said"),
    [
        ("预计完成投资8亿元。", "8亿元", "expected"),
        ("预计很好,完成投资8亿元。", "8亿元", "target"),
        ("从60名上升到35名。", "60名", "baseline"),
        ("由2016年的60名上升到35名。", "60名", "baseline"),
        ("由2016年的60名上升到35名。", "35名", "target"),
    ],
)
def test_a_status_is_that_of_the_section_unless_words_beside_the_figure_say_otherwise(text, figure, said):
    assert status(*read(text, figure)) == said


def test_a_year_before_a_figure_is_its_period():
    assert period(*read("2019年的35名。", "35名")) == "2019"
    assert period(*read("上升到35名。", "35名")) == "2021"


def test_the_glossary_speaks_where_its_term_is_used():
    text = "一、回顾\n推行一校一园。\n二、安排\n名词解释\n1.一校一园:至少一所学校。"
    parts = (
        OutlineSection("review", 0, "2016/2020", "achieved"),
        OutlineSection("plan", text.index("二、"), "2021", "target"),
    )
    at = text.index("一所")
    explained = ((text.index("至少"), len(text), text.index("一校一园")),)
    assert Document(text, parts, explained, VOCABULARY).speaks_at(at).key == "review"
    assert Document(text, parts, (), VOCABULARY).speaks_at(at).key == "plan"


@pytest.mark.parametrize(
    ("text", "figure", "unit", "said"),
    [
        ("城镇登记失业率控制在4%以内。", "4%", "%", ["registered_unemployment_rate", "unemployment_rate"]),
        ("城镇居民和农村居民可支配收入分别增长6%和8.5%。", "8.5%", "%", ["rural_income"]),
        ("天气很好。", "天气", "%", []),
    ],
)
def test_a_figure_speaks_of_the_indicator_that_is_named_around_it(text, figure, unit, said):
    document, start, end = read(text, figure)
    found = indicators(document, start, end, unit, (start, end))
    assert found and found[0] in said if said else found == []


def test_a_measure_follows_from_the_unit_and_the_words():
    assert measures(REPORT, "gdp", "%", "地区生产总值年均增长3.7%") == ["average_growth"]
    assert measures(REPORT, "gdp", "%", "地区生产总值增长5%") == ["growth"]


def test_numbers_are_digits_counted_things_and_words_and_the_words_beside_them_say_why_they_state_nothing():
    document, *_ = read("2021年修建四条道路,全部通车。", "四条")
    found = [document.text[start:end] for start, end in numbers(document)]
    assert found == ["2021", "四条", "全部"]
    assert reasons(document, 0, 4) == ["date"]


def test_a_span_of_years_in_words_is_no_number_that_somebody_must_explain():
    document, *_ = read("此前二十六年平均每年增产八十六万吨。", "八十六万吨")
    assert [document.text[start:end] for start, end in numbers(document)] == ["八十六万吨"]


def test_a_point_that_is_set_high_is_one_in_a_share_only_and_it_is_said_that_a_text_has_such():
    folded = fold("增长１２·７％，提高2·6个百分点；“5·12”活动，完成3·8亿元。")
    assert folded.text == "增长12.7%，提高2.6个百分点;“5·12”活动，完成3·8亿元。"
    assert folded.oddities["points"] == (2, 4)
    assert "points" not in fold("“5·12”活动。").oddities


def test_headings_years_and_terms_are_read_from_the_text_alone():
    text = "一、过去五年\n(一)经济\n——农业好。\n1.总部经济:一种经济。"
    assert [words for _, words in openings(text)] == ["一、过去五年", "(一)经济", "——农业好。"]
    assert (year_of_work("二、2021年工作安排"), year_of_work("二、今后五年")) == ("2021", "")
    assert terms(text) == {"总部经济": "一种经济。"}


def test_sentences_clauses_and_words_that_overlap_are_found_by_their_places():
    text = "一。增长3.7%,二。三。"
    assert (sentence(text, 4, 8), clause(text, 4, 8)) == ((2, 11), (2, 8))
    assert find_all("三三三", "三三") == [0, 1]


def test_a_clause_lies_in_its_sentence():
    text = REPORT.text
    for start, end in numbers(REPORT)[:80]:
        (a, b), (c, d) = sentence(text, start, end), clause(text, start, end)
        assert a <= c <= start < d <= b
        assert not set(text[a : b - 1]) & {"。", "\n"}


def test_a_document_can_be_pickled_and_reads_the_same_afterwards():
    again = pickle.loads(pickle.dumps(REPORT))
    assert (again.text, again.sections) == (REPORT.text, REPORT.sections)
    assert numbers(again) == numbers(REPORT)
    places = numbers(REPORT)
    assert [(period(again, *at), status(again, *at), commitment(again, *at)) for at in places] == [
        (period(REPORT, *at), status(REPORT, *at), commitment(REPORT, *at)) for at in places
    ]


def test_a_document_is_read_with_no_data_folder_and_no_environment(tmp_path):
    file = tmp_path / "document.pickle"
    file.write_bytes(pickle.dumps(REPORT))
    code = (
        "import builtins, pickle, sys\n"
        f"document = pickle.load(open({str(file)!r}, 'rb'))\n"
        "from zreport.reading.numbers import numbers\n"
        "from zreport.reading.commitment import commitment\n"
        "def refuse(*args, **more): raise OSError(args)\n"
        "builtins.open = refuse\n"
        "print(len([commitment(document, *at) for at in numbers(document)]))\n"
        "assert not {name for name in sys.modules if name.startswith('zreport.') and name.split('.')[1] in "
        "('tables', 'proof', 'report')}, sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], env={}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == len(numbers(REPORT))

"""Quotes: words of the report with one part marked, and where they stand."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from zreport.reading.folding import bare
from zreport.reading.quote import CLOSE, OPEN, Quote, QuoteError
from zreport.reading.sentence import find_all, sentence
from zreport.tables.package import Package, data_folder

PACKAGE = Package(data_folder())
REPORT = "zhaoyuan-2020"
TEXT = PACKAGE.text(REPORT)
QUOTES = [row["quote"] for row in PACKAGE.table("observations", REPORT).rows]
DIGITS = [match.span() for match in re.finditer(r"[0-9]+(?:\.[0-9]+)?", TEXT)]


def places(words):
    """Where the words stand, counting those that overlap, and no blanks."""
    return find_all(bare(TEXT), bare(words))


@pytest.mark.parametrize(
    "words",
    [
        "",
        "年均增长3.7%",
        "年均增长【】",
        "【3.7%】和【7%】",
        "年均增长【3.7%",
        "年均增长3.7%】",
        "】3.7%【",
        "【【3.7%】】",
        "【年均【3.7%】】",
    ],
)
def test_a_quote_that_does_not_mark_exactly_one_part_is_refused(words):
    with pytest.raises(QuoteError) as error:
        Quote.parse(words)
    assert error.value.count == -1


def test_a_quote_is_split_at_its_marks():
    assert Quote.parse("从【45个】发展到117个") == Quote("从", "45个", "发展到117个")
    assert Quote.parse("【3.7%】") == Quote("", "3.7%", "")


def test_a_quote_without_its_marks_is_what_the_report_says():
    assert all(Quote.parse(quote).plain in TEXT for quote in QUOTES)


def test_words_that_the_text_has_not_are_not_found():
    with pytest.raises(QuoteError) as error:
        Quote.parse("全县地区生产总值年均增长【3.8%】").find(TEXT)
    assert error.value.count == 0


@pytest.mark.parametrize("words", ["年均【增长】", "【2021】年", "【肇源】"])
def test_words_that_stand_more_than_once_are_counted_and_not_guessed(words):
    quote = Quote.parse(words)
    with pytest.raises(QuoteError) as error:
        quote.find(TEXT)
    assert error.value.count == len(places(quote.plain)) > 1


def test_occurrences_that_overlap_are_counted_too():
    with pytest.raises(QuoteError):
        Quote.parse("【步步】").find("步步步高")


@settings(deadline=None, max_examples=300)
@given(
    start=st.integers(0, len(TEXT) - 1), length=st.integers(1, 12), before=st.integers(0, 10), after=st.integers(0, 10)
)
def test_any_part_of_the_report_that_stands_once_is_found_where_it_is(start, length, before, after):
    end = min(start + length, len(TEXT))
    first, last = max(start - before, 0), min(end + after, len(TEXT))
    words = TEXT[first:last]
    quote = Quote.parse(f"{TEXT[first:start]}{OPEN}{TEXT[start:end]}{CLOSE}{TEXT[end:last]}")
    assume(TEXT[start:end].strip())
    if len(places(words)) == 1:
        # Blanks and line ends are not compared: none at either end of a mark belongs to it.
        begun, ended = quote.find(TEXT)
        assert TEXT[start:begun].strip() == TEXT[ended:end].strip() == "" and start <= begun < ended <= end
        assert TEXT[begun:ended] == TEXT[start:end].strip()
    else:
        with pytest.raises(QuoteError) as error:
            quote.find(TEXT)
        assert error.value.count == len(places(words))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("全县地区生产总值年均增长【3.8%】", "3.7%"),
        ("年均精文减会【54%以上】", "45%以上"),
        ("绿色和有机产品认证从【54个】发展到117个", "45个"),
        ("地方财政收入和一般公共预算收入分别实现【4.8亿元】", "4.08亿元"),
        ("全县地区生产总值年均减少【3.7%】", None),
        ("增长【3.8%】", None),
        ("年均增长【99%】", None),
    ],
)
def test_what_the_text_says_instead_is_told_only_if_it_can_be_told(words, said):
    assert Quote.parse(words).instead(TEXT) == said


def test_what_a_text_with_full_width_marks_says_instead_is_told_too():
    text = "全县地区生产总值年均增长3.7%\N{FULLWIDTH COMMA}社会消费品零售总额年均增长7%。"
    assert Quote.parse("全县地区生产总值年均增长【3.8%】").instead(text) == "3.7%"


@settings(deadline=None)
@given(data=st.data(), quote=st.sampled_from([q for q in QUOTES if re.search("【[^】]*[0-9]", q)]))
def test_what_the_text_says_instead_of_a_mistyped_figure_is_never_another_figure(data, quote):
    right = Quote.parse(quote)
    digits = [at for at, sign in enumerate(right.marked) if sign.isdigit()]
    at = data.draw(st.sampled_from(digits))
    digit = data.draw(st.sampled_from("0123456789"))
    assume(digit != right.marked[at])
    typed = Quote(right.before, right.marked[:at] + digit + right.marked[at + 1 :], right.after)
    assume(not places(typed.plain))
    assert typed.instead(TEXT) in (right.marked, None)


def assert_one_sentence_around(start, end):
    first, last = sentence(TEXT, start, end)
    words = TEXT[first:last]
    assert first <= start < end <= last
    assert "\n" not in words[:-1]
    assert "。" not in TEXT[first:start]
    assert "。" not in TEXT[end : last - 1]
    assert first == 0 or TEXT[first - 1] in "。\n"
    assert last == len(TEXT) or words[-1] in "。\n"


def test_the_sentence_of_each_figure_holds_it_and_stays_in_its_paragraph():
    for start, end in DIGITS:
        assert_one_sentence_around(start, end)


@settings(deadline=None, max_examples=300)
@given(start=st.integers(0, len(TEXT) - 1), length=st.integers(1, 20))
def test_the_sentence_of_any_words_holds_them_and_stays_in_their_paragraph(start, length):
    end = min(start + length, len(TEXT))
    assume(not set("。\n") & set(TEXT[start:end]))
    assert_one_sentence_around(start, end)


def test_a_text_that_ends_without_a_stop_ends_its_last_sentence():
    assert sentence("一。增长3.7%", 4, 8) == (2, 8)
    assert sentence("3.7%", 0, 4) == (0, 4)

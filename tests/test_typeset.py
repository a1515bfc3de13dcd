"""Breaking lines by the rules of Chinese and English, and round ticks."""

import itertools
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from samples import REPORT

from zreport.page import font
from zreport.page.marks import ticks
from zreport.page.text import barred, wrap

SIZE = 10
# Without ’, which is an apostrophe too and stands inside words that may have to be broken.
CLOSING = "、。》」』】〕”…\N{FULLWIDTH COMMA}\N{FULLWIDTH SEMICOLON}\N{FULLWIDTH COLON}" + (
    "\N{FULLWIDTH EXCLAMATION MARK}\N{FULLWIDTH QUESTION MARK}\N{FULLWIDTH RIGHT PARENTHESIS}"
)
OPENING = "《「『【〔“‘\N{FULLWIDTH LEFT PARENTHESIS}"
NAMES = sorted({name for lang in ("zh", "en") for name in REPORT.observations[f"name_{lang}"]})
PIECES = [*NAMES, *CLOSING, *OPENING, " ", "3.7%", "149.8\u2009亿元", "≥45%", "−0.9 pp", "(", ")"]

slices = st.builds(
    lambda start, length: REPORT.text[start : start + length], st.integers(0, len(REPORT.text) - 1), st.integers(1, 80)
)
# No blank follows an opening mark: nobody writes one there, and a line may end at a blank.
mixtures = (
    st.lists(st.sampled_from(PIECES), max_size=12)
    .map("".join)
    .map(lambda text: re.sub(rf"([{OPENING}(]) +", r"\1", text))
)
texts = slices | mixtures
widths = st.integers(40, 400)


def wide(line):
    return font.advance(line, SIZE)


def unbreakable(line):
    """Whether a line is no more than one character with the marks that may not leave it."""
    return len(line.strip(CLOSING + OPENING + "(),.;:!?%·‰’ ")) <= 1


@settings(deadline=None, max_examples=300)
@given(text=texts, width=widths)
def test_no_line_is_wider_than_it_may_be(text, width):
    for line in wrap(text, width, SIZE):
        assert wide(line) <= width or unbreakable(line), line


@settings(deadline=None, max_examples=300)
@given(text=texts, width=widths)
def test_nothing_is_lost_but_blanks_at_the_ends_of_lines(text, width):
    lines = wrap(text, width, SIZE)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    rest = text
    for line in lines:
        rest = rest if rest.startswith(line) else rest.lstrip()
        assert rest.startswith(line)
        rest = rest.removeprefix(line)
    assert rest.strip() == ""


@settings(deadline=None, max_examples=300)
@given(text=texts, width=widths)
@example(text="Fixed-asset investment、", width=40)
@example(text="《「『《「『一", width=40)
def test_no_line_but_the_first_begins_with_a_closing_mark_nor_ends_with_an_opening_one(text, width):
    for paragraph in text.split("\n"):
        lines = wrap(paragraph, width, SIZE)
        assert not any(line[:1] in CLOSING for line in lines[1:] if line)
        assert not any(line[-1:] in OPENING for line in lines[:-1] if line)


@settings(deadline=None)
@given(text=texts, width=widths)
def test_a_line_takes_what_fits(text, width):
    """No line could have taken the first piece of the next one: a piece ends where a break may.

    But for the last one, which takes a character so that none is left alone.
    """
    lines = wrap(text.replace("\n", ""), width, SIZE)
    for index, (line, following) in enumerate(itertools.pairwise(lines), start=2):
        if index == len(lines) and len(following.rstrip(CLOSING + "),.;:!?%·‰’")) == 2:
            continue
        if re.match(r"[\u4e00-\u9fff]{2}", following) and "\u4e00" <= line[-1] <= "\u9fff":
            assert wide(line + following[0]) > width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 100, [""]),
        ("一", 1, ["一"]),
        ("电商增速", 20, ["电商", "增速"]),
        ("增长\N{FULLWIDTH COMMA}再增长", 20, ["增", "长\N{FULLWIDTH COMMA}", "再增", "长"]),
        ('omits "per head" of', 70, ['omits "per', 'head" of']),
        ("居民人均可支配收入", 80, ["居民人均可支配", "收入"]),
        ("一《二三》四", 20, ["一", "《二", "三》", "四"]),
        ("增长3.7%左右", 30, ["增长", "3.7%", "左右"]),
        ("Retail sales of goods", 60, ["Retail sales", "of goods"]),
        ("一\n二", 100, ["一", "二"]),
        ("about RMB 14.98 billion in", 90, ["about", "RMB 14.98 billion", "in"]),
        ("some RMB 14.98 billion", 60, ["some RMB", "14.98 billion"]),
        ("by 48.1 % a year", 40, ["by", "48.1 % a", "year"]),
        ("在2016—2020年间", 66, ["在", "2016—2020年", "间"]),
        ("由第60名升到第35名", 42, ["由第60名", "升到", "第35名"]),
        ('business ("six", then "sixty")', 70, ["business", '("six", then', '"sixty")']),
        ("Antidisestablishmentarianism", 60, ["Antidisestab", "lishmentaria", "nism"]),
    ],
)
def test_lines_break_where_a_typesetter_would(text, width, lines):
    assert wrap(text, width, SIZE) == lines


@given(text=texts)
def test_a_line_that_is_long_enough_takes_the_whole_paragraph(text):
    for paragraph in text.split("\n"):
        assert wrap(paragraph, 10**6, SIZE) == [paragraph.rstrip()]


def test_what_bars_part_is_broken_at_the_bars():
    assert barred("2016—2020年 | 年均增速 | 已实现", 120, SIZE) == ["2016—2020年 | 年均增速", "已实现"]
    assert barred("2016—2020年 | 年均增速 | 已实现", 300, SIZE) == ["2016—2020年 | 年均增速 | 已实现"]
    assert barred("年均精减幅度 | 已实现", 40, SIZE) == ["年均精减", "幅度", "已实现"]


def test_bold_text_is_measured_in_bold():
    text = "Gross regional product grew"
    width = font.advance(text, SIZE)
    assert font.advance(text, SIZE, bold=True) > width
    assert len(wrap(text, width, SIZE)) == 1
    assert len(wrap(text, width, SIZE, bold=True)) == 2


@pytest.mark.parametrize("mark", ["(", "“"])
def test_a_word_wider_than_a_line_is_broken_after_an_opening_mark_too(mark):
    lines = wrap(f"{mark}Antidisestablishmentarianism", 60, SIZE)
    assert all(wide(line) <= 60 for line in lines)


@settings(deadline=None, max_examples=500)
@given(highest=st.floats(1e-4, 1e12), count=st.integers(1, 8))
@example(highest=48.1, count=5)
@example(highest=149.8, count=5)
def test_ticks_are_few_even_round_and_reach_from_zero_over_the_highest(highest, count):
    marks = ticks(highest, count)
    assert marks[0] == 0
    assert marks[-1] >= highest * (1 - 1e-8)
    assert len(marks) <= 12
    step = marks[-1] / (len(marks) - 1)
    # Ticks are rounded to ten places, so that no binary dust is written.
    assert marks == pytest.approx([step * i for i in range(len(marks))], abs=1e-10)
    assert len(marks) == 2 or marks[-2] < highest
    assert re.fullmatch(r"[125]|25", f"{marks[1]:.9e}".split("e")[0].replace(".", "").rstrip("0"))


@given(value=st.builds(lambda n, k: n / 10**k, st.integers(1, 10**8), st.integers(0, 4)))
def test_no_figure_of_up_to_four_decimals_stands_beyond_the_last_tick(value):
    assert ticks(value)[-1] >= value or value > 1e5


@pytest.mark.parametrize("highest", [0, 0.0, -3.7])
def test_an_axis_without_a_positive_figure_still_has_two_ticks(highest):
    assert ticks(highest) == [0.0, 1.0]


def test_ticks_of_the_figures_of_the_report_are_the_ones_one_would_choose():
    assert ticks(14) == [0, 5, 10, 15]
    assert ticks(48.1) == [0, 10, 20, 30, 40, 50]
    assert ticks(4.08) == [0, 1, 2, 3, 4, 5]
    assert ticks(0.3) == [0, 0.1, 0.2, 0.3]


@given(low=st.floats(-1e6, -1e-3), high=st.floats(0, 1e6), count=st.integers(1, 8))
def test_ticks_below_zero_hold_zero_and_both_ends(low, high, count):
    marks = ticks(high, count, low)
    assert 0 in marks
    dust = 1e-8 * (high - low)
    assert marks[0] <= low + dust and marks[-1] >= high - dust
    assert len(marks) <= 14
    steps = {round(b - a, 6) for a, b in itertools.pairwise(marks)}
    assert max(steps) == pytest.approx(min(steps), rel=1e-3)

"""How a figure is written: number, unit, bound, difference and period, in both languages."""

import dataclasses
import re
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from refused import refused
from samples import REPORT

import zreport as zr
from zreport.figures.datum import Datum, data, frame
from zreport.figures.writing import MINUS, THIN, written_number, written_period, written_points, written_quantity
from zreport.language import LANGUAGES, Text
from zreport.tables.vocabulary import vocabulary

OBSERVATIONS = REPORT.observations
FIGURES = data(OBSERVATIONS)
BY_ID = {figure.id.removeprefix("zhaoyuan-2020:"): figure for figure in FIGURES}
SCALES = {"million": 10**6, "billion": 10**9}
FACTORS = {"元": 1, "万元": 10**4, "亿元": 10**8}

decimals = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-(10**12), 10**12), st.integers(0, 4)
)
positive = decimals.map(abs).filter(bool)


def read_back(words):
    """Return the value of English words such as "14.98 billion yuan"."""
    match = re.fullmatch(r"(−?[0-9,]+(?:\.[0-9]+)?)(?: (million|billion))? [a-z-]+", words)
    assert match, words
    digits = match[1].replace(",", "").replace(MINUS, "-")
    return Decimal(digits) * SCALES.get(match[2], 1)


@settings(deadline=None, max_examples=300)
@given(decimals)
def test_any_number_is_written_so_that_it_reads_back_as_itself(value):
    words = written_number(float(value))
    assert re.fullmatch(r"−?[0-9]{1,3}(,[0-9]{3})*(\.[0-9]{1,4})?", words)
    assert Decimal(words.replace(",", "").replace(MINUS, "-")) == value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (3.7, "3.7"),
        (7.0, "7"),
        (100, "100"),
        (48.1, "48.1"),
        (1e16, "10,000,000,000,000,000"),
        (14980000000.0, "14,980,000,000"),
        (0.0001, "0.0001"),
        (-0.9, "−0.9"),
        (-1234.5, "−1,234.5"),
        (0, "0"),
    ],
)
def test_a_number_has_no_exponent_and_a_real_minus(value, words):
    assert written_number(value) == words


def test_zero_has_no_sign():
    assert written_number(-0.0) == "0"


@settings(deadline=None)
@given(value=positive, unit=st.sampled_from(sorted(FACTORS)))
def test_english_turns_wan_and_yi_into_the_same_amount(value, unit):
    base = value * FACTORS[unit]
    words = written_quantity(float(value), unit, float(base), Text("元", "yuan"), "total", "en")
    assert words.endswith(" yuan")
    assert "e" not in re.sub("[a-z]{2,}", "", words)
    # A float keeps 15 digits of a decimal for certain.
    if len(base.normalize().as_tuple().digits) <= 15:
        assert read_back(words) == base
    else:
        assert abs(read_back(words) - base) <= base * Decimal("1e-15")


@settings(deadline=None)
@given(value=decimals, unit=st.sampled_from(sorted(FACTORS)))
def test_chinese_writes_the_figure_as_printed(value, unit):
    base = float(value * FACTORS[unit])
    words = written_quantity(float(value), unit, base, Text("元", "yuan"), "total", "zh")
    assert words == f"{written_number(float(value))}{THIN}{unit}"


def test_a_negative_amount_in_english_has_a_real_minus():
    assert written_quantity(-1.5, "亿元", -1.5e8, Text("元", "yuan"), "total", "en") == "−150 million yuan"


LABELS = {
    "fixed_asset_investment/total/2016/2020/achieved": (f"149.8{THIN}亿元", "14.98 billion yuan"),
    "local_fiscal_revenue/total/2021/target": (f"4.08{THIN}亿元", "408 million yuan"),
    "green_organic_base_area/level/2016/2020/achieved": (f"107.6{THIN}万亩", "1.076 million mu"),
    "green_organic_base_area/level/2016/2020/baseline": (f"26.8{THIN}万亩", "268,000 mu"),
    "new_employment/total/2021/target": (f"2{THIN}万人", "20,000 people"),
    "county_ranking/rank/2016/baseline": ("第60名", "60th"),
    "gdp/average_growth/2016/2020/achieved": ("3.7%", "3.7%"),
    "documents_and_meetings/average_reduction/2016/2020/achieved": ("≥45%", "≥45%"),
    "unemployment_rate/rate/2016/2020/achieved": ("≤4%", "≤4%"),
}


@pytest.mark.parametrize(("name", "labels"), LABELS.items(), ids=LABELS)
def test_a_figure_of_the_report_is_labelled_with_unit_and_bound(name, labels):
    assert tuple(BY_ID[name].label(lang) for lang in ("zh", "en")) == labels


def test_every_label_of_the_report_gives_back_its_value():
    for figure in FIGURES:
        bound = vocabulary("qualifiers")[figure.qualifier]["symbol"]
        for lang, value in (("zh", figure.value), ("en", figure.value_base)):
            label = figure.label(lang)
            assert label.startswith(bound)
            match = re.search(r"([0-9,]+(?:\.[0-9]+)?)(?: (million|billion))?", label)
            scale = SCALES.get(match[2], 1)
            assert float(Decimal(match[1].replace(",", "")) * scale) == value, figure.id


@pytest.mark.parametrize(
    ("qualifier", "symbol", "bound"),
    [
        ("exact", "", ""),
        ("at_least", "≥", "up"),
        ("at_most", "≤", "down"),
        ("more_than", ">", "up"),
        ("about", "≈", ""),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_bound_is_always_written_as_a_bound(qualifier, symbol, bound, lang):
    plain = BY_ID["new_employment/total/2021/target"]
    figure = dataclasses.replace(plain, qualifier=qualifier)
    assert figure.label(lang) == symbol + plain.label(lang)
    assert figure.bound == bound


def ranged(low, high, factor=10**4):
    """Return a figure of the report with another value: a range in 万亩."""
    return dataclasses.replace(
        BY_ID["green_organic_base_area/level/2016/2020/achieved"],
        value=float(low),
        value_high=float(high),
        value_base=float(low * factor),
        value_high_base=float(high * factor),
        qualifier="range",
    )


def test_a_range_is_written_with_both_ends():
    growth = dataclasses.replace(
        BY_ID["gdp/growth/2021/target"],
        value=6.0,
        value_base=6.0,
        value_high=6.5,
        value_high_base=6.5,
        qualifier="range",
    )
    assert {growth.label("zh"), growth.label("en")} == {"6%–6.5%"}
    assert ranged(Decimal(20), Decimal(30)).label("en") == "200,000 mu–300,000 mu"


@settings(deadline=None)
@given(low=positive, more=positive)
@example(low=Decimal("0.01"), more=Decimal("0.33"))
def test_the_upper_end_of_a_range_has_no_binary_dust_in_english(low, more):
    low, more = min(low, Decimal(10**6)), min(more, Decimal(10**6))
    words = ranged(low, low + more).label("en").split("–")
    assert [read_back(end) for end in words] == [low * 10**4, (low + more) * 10**4]


def test_a_range_from_zero_keeps_its_unit_in_english():
    assert ranged(Decimal(0), Decimal(5)).label("en") == "0 mu–50,000 mu"


@settings(deadline=None)
@given(decimals)
def test_a_difference_has_its_sign_and_is_in_percentage_points(difference):
    zh, en = written_points(float(difference), "zh"), written_points(float(difference), "en")
    assert zh.removesuffix("个百分点") == en.removesuffix(" pp")
    assert zh.endswith("个百分点") and en.endswith(" pp")
    sign = {1: "+", 0: "", -1: MINUS}[(difference > 0) - (difference < 0)]
    assert zh == f"{sign}{written_number(abs(float(difference)))}个百分点"


@given(start=st.integers(1949, 2099), length=st.integers(1, 20))
def test_a_period_is_written_with_its_years(start, length):
    end = start + length
    assert written_period(f"{start}", "zh") == f"{start}年"
    assert written_period(f"{start}", "en") == f"{start}"
    assert written_period(f"{start}/{end}", "zh") == f"{start}—{end}年"
    assert written_period(f"{start}/{end}", "en") == f"{start}–{end}"
    figure = dataclasses.replace(FIGURES[0], period=f"{start}/{end}")
    assert figure.years == length + 1
    assert dataclasses.replace(figure, period=f"{start}").years == 1


def test_language_follows_the_variable_and_a_wrong_one_is_refused(monkeypatch):
    figure = BY_ID["fixed_asset_investment/total/2016/2020/achieved"]
    monkeypatch.setenv("ZREPORT_LANG", "en")
    assert (figure.label(), figure.when()) == ("14.98 billion yuan", "2016–2020")
    monkeypatch.delenv("ZREPORT_LANG")
    assert (figure.label(), figure.when()) == (f"149.8{THIN}亿元", "2016—2020年")
    with pytest.raises(ValueError, match="zh"):
        figure.label("fr")


def test_every_row_becomes_a_figure_that_carries_its_words():
    assert [figure.id for figure in FIGURES] == list(OBSERVATIONS.index)
    for figure, (_, row) in zip(FIGURES, OBSERVATIONS.iterrows(), strict=True):
        assert figure.words == row["quote"].replace("【", "").replace("】", "")
        assert "\n".join(caution.zh for caution in figure.cautions) == row["caution_zh"]
        assert "\n".join(caution.en for caution in figure.cautions) == row["caution_en"]
        assert (figure.value_high is None) == (figure.qualifier != "range")
        assert figure.source == Text(row["source_zh"], row["source_en"])


def test_figures_are_taken_as_they_are_and_nothing_else_is():
    assert data(FIGURES[:2]) == FIGURES[:2]
    assert all(isinstance(figure, Datum) for figure in data(iter(FIGURES)))
    for rows in (["gdp"], [FIGURES[0], 3.7], OBSERVATIONS.iloc[0]):
        with refused(r"report\.observations", zr.ChartError):
            data(rows)


def test_every_missing_column_is_named():
    with refused("lack the columns", zr.ChartError) as error:
        data(OBSERVATIONS.drop(columns=["unit", "quote"]))
    assert "unit" in str(error.value) and "quote" in str(error.value)
    assert "value_base" not in str(error.value)


def test_what_is_read_from_rows_is_written_to_the_same_rows():
    rows = frame(FIGURES)
    assert data(rows) == FIGURES
    assert list(rows.index) == list(OBSERVATIONS.index) and rows.index.name == "id"
    derived = {f"{name}_{lang}" for name in ("formula", "calculation") for lang in LANGUAGES} | {"inputs", "recipe"}
    assert set(rows.columns) - set(OBSERVATIONS.columns) == derived
    shared = [column for column in rows.columns if column not in derived]
    pd.testing.assert_frame_equal(rows[shared], pd.DataFrame(OBSERVATIONS)[shared])
    assert list(frame([]).columns) == list(rows.columns)


def test_an_identifier_follows_the_columns_of_its_row():
    rows = OBSERVATIONS.iloc[[0]].assign(report="another-2021", period="2021")
    assert data(rows)[0].id == "another-2021:gdp/average_growth/2021/achieved"

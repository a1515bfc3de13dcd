"""Derived figures: what they are worth, what they were made of, and what must be said of them."""

import dataclasses
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import zreport as zr
from zreport import derive
from zreport.charts.stored import from_json
from zreport.figures.datum import Datum, data
from zreport.figures.derived import Derived, DeriveError, Span
from zreport.figures.pair import Pair
from zreport.language import LANGUAGES

REPORT = zr.load()
TITLE = zr.text("标题", "Title")
rates = st.decimals(min_value="0.01", max_value="60", places=2)
amounts = st.decimals(min_value="0.1", max_value="9999", places=1)
bounds = st.sampled_from(["exact", "at_least", "at_most", "more_than"])


def figure(indicator: str, **changes: object) -> Datum:
    """A figure of the report with another value or bound."""
    row = REPORT.select(indicator=indicator).iloc[[0]].copy()
    made = data(row)[0]
    if "value" in changes:
        changes["value_base"] = float(changes["value"]) * made.unit_factor
        changes["value"] = float(changes["value"])
    return dataclasses.replace(made, **changes)


def exactly(value: float) -> Fraction:
    return Fraction(repr(float(value)))


GDP, RETAIL = (figure(name) for name in ("gdp", "retail_sales"))
EVERY = [
    derive.gap(REPORT.pairs("target_for", grade="high")),
    derive.cumulative(REPORT.select(measure="average_growth")),
    derive.per_year(REPORT.select(indicator="high_standard_farmland", status="achieved")),
    derive.implied_base(
        REPORT.select(indicator="above_scale_firms", measure="net_increase"),
        REPORT.select(indicator="above_scale_firms", measure="level"),
    ),
    derive.share(REPORT.select(indicator="farmland_quota_traded"), REPORT.select(indicator="farmland_quota_accepted")),
    derive.ratio(
        REPORT.select(indicator="tourism_revenue"), REPORT.select(indicator="tourist_visits"), derive.SAME_TIME
    ),
    derive.relative_growth(
        REPORT.select(indicator="rural_income", measure="average_growth"),
        REPORT.select(indicator="urban_income", measure="average_growth"),
    ),
    derive.compare(REPORT.pairs("baseline_of").query("indicator != 'county_ranking'")),
]
ALL = [made for some in EVERY for made in some]


# What every derived figure has


@pytest.mark.parametrize("made", ALL, ids=lambda made: made.id)
def test_a_derived_figure_states_its_formula_its_inputs_and_that_it_is_derived(made):
    assert made.status == "derived" and made.status_name.zh == "推算"
    for lang in LANGUAGES:
        assert made.formula[lang] and made.symbols[lang] and made.name[lang]
    assert made.inputs and all(name in REPORT.observations.index for name in made.inputs)
    for name in made.inputs:
        row = REPORT.observations.loc[[name]]
        assert data(row)[0].label("zh") in made.symbols.zh
        assert data(row)[0].label("en") in made.symbols.en
        assert row["quote"].iloc[0] in made.quote


@pytest.mark.parametrize("some", EVERY, ids=lambda some: some[0].measure)
def test_the_table_and_the_text_say_value_formula_and_warnings(some, monkeypatch):
    monkeypatch.setenv("ZREPORT_LANG", "zh")
    assert isinstance(some, Derived)
    html, text, frame = some._repr_html_(), repr(some), some.frame("zh")
    assert html == some._repr_html_() and "id=" not in html
    for made, row in zip(some, frame.itertuples(index=False), strict=True):
        for words in (made.name.zh, made.label("zh"), made.symbols.zh):
            assert words in text and words in row
        for caution in made.cautions:
            assert caution.zh in text and caution.zh in html


def test_derived_figures_are_drawn_hatched_with_their_formula_at_the_foot():
    from zreport.layout.scene import lay_out
    from zreport.page.marks import Mark

    compounded = derive.cumulative(REPORT.select(indicator=["gdp", "retail_sales"], measure="average_growth"))
    chart = zr.Bars(compounded, title=TITLE)
    marks = lay_out(chart, "zh").of(Mark)
    assert all(mark.hatched for mark in marks)
    said = " ".join(remark.en for remark in chart.remarks)
    assert "is derived: (1 + 3.7%)^5 − 1" in said
    assert from_json(chart.to_json()) == chart


def test_derived_and_stated_figures_share_no_axis():
    with pytest.raises(zr.ReportError, match="one axis cannot hold"):
        zr.Bars([*derive.cumulative([GDP]), RETAIL], title=TITLE)


# What they are worth


@given(first=rates, second=rates)
def test_a_gap_is_the_exact_difference(first, second):
    before, after = figure("gdp", value=first), figure("gdp", value=second)
    (made,) = derive.gap([Pair(before, after)])
    assert exactly(made.value) == Fraction(second) - Fraction(first)
    assert made.qualifier == "exact"
    assert made.label("en").endswith(" pp")
    assert made.label("en").startswith("+") == (second > first)


@settings(deadline=None)
@given(rate=rates)
def test_compounding_agrees_with_five_multiplications(rate):
    (made,) = derive.cumulative([figure("gdp", value=rate)])
    grown = Fraction(1)
    for _ in range(5):
        grown *= 1 + Fraction(rate) / 100
    assert abs(exactly(made.value) - (grown - 1) * 100) <= Fraction(1, 20)
    assert derive.FIVE in made.cautions


@given(level=amounts, change=amounts)
def test_the_start_and_the_change_make_up_the_end(level, change):
    end = figure("above_scale_firms", value=level)
    (made,) = derive.implied_base(figure("above_scale_firms", value=change), end)
    assert exactly(made.value) + Fraction(change) == Fraction(level)


@given(total=amounts)
def test_five_times_the_yearly_share_is_the_total(total):
    whole = figure("high_standard_farmland", value=total)
    (made,) = derive.per_year([whole])
    assert abs(exactly(made.value_base) * 5 - exactly(whole.value_base)) < Fraction(1, 1000)
    assert made.unit == whole.unit and derive.EVEN in made.cautions


@given(part=amounts, whole=amounts)
def test_a_share_of_a_whole_is_right_to_a_tenth(part, whole):
    (made,) = derive.share(figure("farmland_quota_traded", value=part), figure("farmland_quota_accepted", value=whole))
    assert abs(exactly(made.value) - 100 * Fraction(part) / Fraction(whole)) <= Fraction(1, 20)
    assert made.qualifier in ("exact", "about")


@given(first=rates, second=rates)
def test_who_grew_more_is_ahead(first, second):
    assume(abs(first - second) > 1)
    (made,) = derive.relative_growth(figure("rural_income", value=first), figure("urban_income", value=second))
    assert (made.value > 0) == (first > second)


def test_the_figures_of_the_report_come_out_as_reckoned_by_hand():
    values = {made.id: made.value for made in ALL}
    compounded = {key.split("/")[0]: v for key, v in values.items() if key.endswith("cumulative")}
    assert compounded["industrial_value_added"] == 612.5
    assert compounded["industrial_output"] == 58.9
    assert compounded["gdp"] == 19.9
    assert EVERY[2][0].value == 9.82
    assert EVERY[3][0].value == 56
    assert EVERY[4][0].label("zh") == "≈65%"
    assert EVERY[5][0].label("zh") == "240\u2009元/人次"
    assert EVERY[6][0].value == 9.3
    changes = [made.label("zh") for made in EVERY[7]]
    assert changes == ["+72\u2009个", "+80.8\u2009万亩", "+13.2\u2009万人次"]


# Bounds


@given(first=bounds, second=bounds, a=rates, b=rates)
def test_a_gap_of_bounds_is_a_bound_that_every_possible_pair_keeps(first, second, a, b):
    before, after = (figure("gdp", value=a, qualifier=first), figure("gdp", value=b, qualifier=second))
    spans = {
        "exact": lambda value: (value, value),
        "at_least": lambda value: (value, None),
        "more_than": lambda value: (value, None),
        "at_most": lambda value: (None, value),
    }
    (low1, high1), (low2, high2) = spans[first](Fraction(a)), spans[second](Fraction(b))
    low = None if low2 is None or high1 is None else low2 - high1
    high = None if high2 is None or low1 is None else high2 - low1
    if low is None and high is None:
        with pytest.raises(DeriveError, match="open on both"):
            derive.gap([Pair(before, after)])
        return
    (made,) = derive.gap([Pair(before, after)])
    if low == high:
        assert made.qualifier == "exact" and exactly(made.value) == low
    elif high is None:
        assert made.bound == "up" and exactly(made.value) == low
        assert (made.qualifier == "more_than") == ("more_than" in (first, second))
    else:
        assert made.bound == "down" and exactly(made.value) == high


def test_a_part_of_more_than_so_much_is_less_than_so_much_of_it():
    (made,) = derive.share(
        REPORT.select(indicator="public_housing_premium"), REPORT.select(indicator="public_housing_proceeds")
    )
    assert made.label("zh") == "≤20%"


def test_nothing_can_be_said_between_two_floors():
    straw = REPORT.pairs("target_for").query("indicator == 'straw_utilisation_rate'")
    with pytest.raises(DeriveError, match="straw_utilisation_rate/rate/2021/target"):
        derive.gap(straw)


@given(st.sampled_from(["range", "about", "exact"]))
def test_a_span_is_as_wide_as_what_is_said(qualifier):
    made = figure("gdp", qualifier=qualifier, value_high=6.5, value_high_base=6.5)
    span = Span.of(made)
    assert (span.low == span.high) == (qualifier != "range")


# What is refused


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda: derive.gap(REPORT.pairs("baseline_of")), "no percentage"),
        (lambda: derive.cumulative(REPORT.select(measure="growth")), "no average annual growth"),
        (lambda: derive.per_year(REPORT.select(measure="level")), "no total over years"),
        (lambda: derive.share(GDP, figure("fixed_asset_investment")), "not of one unit"),
        (lambda: derive.compare(REPORT.pairs("same_object")), "not of one unit"),
        (lambda: derive.ratio(REPORT.select(sector="finance"), GDP), "one row is wanted"),
        (lambda: derive.relative_growth(GDP, figure("new_employment")), "no plain average"),
        (lambda: derive.gap([1, 2]), "report.pairs"),
    ],
)
def test_what_cannot_be_derived_is_refused_with_the_rows(attempt, said):
    with pytest.raises(DeriveError, match=said):
        attempt()


def test_rows_may_come_as_a_frame_a_row_or_a_figure():
    frame = REPORT.select(indicator="gdp", measure="average_growth")
    assert isinstance(frame.iloc[0], pd.Series)
    results = [derive.cumulative(rows)[0].value for rows in (frame, frame.iloc[0], data(frame))]
    assert results == [19.9] * 3

"""Derived figures: what they are worth, what they were made of, and what must be said of them."""

import dataclasses
import functools
import io
import itertools
import re
from fractions import Fraction
from html import escape

import pandas as pd
import pytest
from each import each
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from refused import refused
from samples import REPORT
from second import INVENTED, with_second

import zreport as zr
from zreport import derive
from zreport.charts.stored import from_json
from zreport.figures.datum import Datum, data
from zreport.figures.frames import Figures
from zreport.figures.pair import Pair
from zreport.figures.spans import DeriveError, Span
from zreport.language import LANGUAGES

TITLE = zr.text("标题", "Title")
rates = st.decimals(min_value="0.01", max_value="60", places=2)
amounts = st.decimals(min_value="0.1", max_value="9999", places=1)
bounds = st.sampled_from(["exact", "at_least", "at_most", "more_than"])
# Each example makes a table; there are sixteen pairs of bounds.
FEW, SOME = settings(max_examples=25), settings(max_examples=60)


@functools.cache
def stated(indicator: str) -> Datum:
    """The first figure of an indicator."""
    return data(REPORT.select(indicator=indicator).iloc[[0]])[0]


def figure(indicator: str, **changes: object) -> Datum:
    """A figure of the report with another value or bound."""
    made = stated(indicator)
    if "value" in changes:
        changes["value_base"] = float(changes["value"]) * made.unit_factor
        changes["value"] = float(changes["value"])
    return dataclasses.replace(made, **changes)


def exactly(value: float) -> Fraction:
    return Fraction(repr(float(value)))


GDP, RETAIL = (figure(name) for name in ("gdp", "retail_sales"))


@functools.cache
def every() -> list[Figures]:
    """Rows of each way to derive."""
    return [
        derive.gap(REPORT.pairs("target_for", grade="high")),
        derive.cumulative(REPORT.select(measure="average_growth")),
        derive.per_year(REPORT.select(indicator="high_standard_farmland", status="achieved")),
        derive.implied_base(
            REPORT.select(indicator="above_scale_firms", measure="net_increase"),
            REPORT.select(indicator="above_scale_firms", measure="level"),
        ),
        derive.share(
            REPORT.select(indicator="farmland_quota_traded"), REPORT.select(indicator="farmland_quota_accepted")
        ),
        derive.ratio(
            REPORT.select(indicator="tourism_revenue"), REPORT.select(indicator="tourist_visits"), derive.SAME_TIME
        ),
        derive.relative_growth(
            REPORT.select(indicator="rural_income", measure="average_growth"),
            REPORT.select(indicator="urban_income", measure="average_growth"),
        ),
        derive.compare(REPORT.pairs("baseline_of").query("indicator != 'county_ranking'")),
    ]


def all_made() -> list[Datum]:
    """The figures of all these."""
    return [made for some in every() for made in data(some)]


# What every derived figure has


@each(all_made)
def test_a_derived_figure_states_its_formula_its_inputs_and_that_it_is_derived(made):
    assert made.status == "derived" and made.status_name.zh == "推算"
    for lang in LANGUAGES:
        assert made.formula[lang] and made.calculation[lang] and made.name[lang]
    assert made.inputs and all(name in REPORT.observations.index for name in made.inputs)
    for name in made.inputs:
        row = REPORT.observations.loc[[name]]
        assert data(row)[0].label("zh") in made.calculation.zh
        assert data(row)[0].label("en") in made.calculation.en
        assert row["quote"].iloc[0] in made.quote


@each(every)
def test_the_table_and_the_text_say_value_formula_and_warnings(some, *, monkeypatch):
    monkeypatch.setenv("ZREPORT_LANG", "zh")
    html, text = some._repr_html_(), repr(some)
    assert html == some._repr_html_() and "<code>" not in html
    rows = [re.findall("<td[^>]*>(.*?)</td>", row) for row in html.split("<tr")[2:]]
    for made, row in zip(data(some), rows, strict=True):
        for words in (made.name.zh, made.label("zh"), made.calculation.zh):
            assert words in text and any(escape(words) in cell for cell in row)
        for caution in made.cautions:
            assert caution.zh in text and escape(caution.zh) in html


def test_derived_figures_are_rows_like_those_of_the_report():
    for some in every():
        assert some.index.name == "id" and some.index.is_unique
        assert not set(some.columns) & {"pair", "side"}
        assert all(column.isascii() for column in some.columns)
        assert some.attrs == {}
        assert type(some[some["value"] > 0]) is type(pd.concat([some, REPORT.observations])) is Figures


@each(every)
def test_derived_figures_are_the_same_after_a_csv_or_beside_the_reports_own(some):
    kept = pd.read_csv(
        io.StringIO(some.to_csv()),
        dtype={"period": "str"},
        keep_default_na=False,
        na_values={"value_high": "", "value_high_base": ""},
        index_col="id",
    )
    assert data(kept) == data(some)
    both = pd.concat([REPORT.observations, some])
    assert data(both) == (*data(REPORT.observations), *data(some))
    assert data(both.reset_index())[-1] == data(some)[-1]


def test_a_chart_takes_stated_and_derived_figures_together_and_marks_what_is_derived():
    land = REPORT.select(indicator="high_standard_farmland")
    rows = pd.concat([derive.per_year(land[land["status"] == "achieved"]), land[land["status"] == "target"]])
    chart = zr.Cards(rows, title=TITLE)
    assert [figure.status for figure in chart.figures] == ["derived", "target"]
    assert chart.remarks[-1].en == "High-standard farmland built (a year) is derived: 491,000 mu ÷ 5"
    assert from_json(chart.to_json()) == chart


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
    with refused("one axis cannot hold", zr.ChartError):
        zr.Bars([*data(derive.cumulative([GDP])), RETAIL], title=TITLE)


# What they are worth


@FEW
@given(first=rates, second=rates)
def test_a_gap_is_the_exact_difference(first, second):
    before, after = figure("gdp", value=first), figure("gdp", value=second)
    (made,) = data(derive.gap([Pair(before, after)]))
    assert exactly(made.value) == Fraction(second) - Fraction(first)
    assert made.qualifier == "exact"
    assert made.label("en").endswith(" pp")
    assert made.label("en").startswith("+") == (second > first)


@FEW
@given(rate=rates)
def test_compounding_agrees_with_five_multiplications(rate):
    (made,) = data(derive.cumulative([figure("gdp", value=rate)]))
    grown = Fraction(1)
    for _ in range(5):
        grown *= 1 + Fraction(rate) / 100
    assert abs(exactly(made.value) - (grown - 1) * 100) <= Fraction(1, 20)
    assert derive.FIVE in made.cautions


@FEW
@given(level=amounts, change=amounts)
def test_the_start_and_the_change_make_up_the_end(level, change):
    end = figure("above_scale_firms", value=level)
    (made,) = data(derive.implied_base(figure("above_scale_firms", value=change), end))
    assert exactly(made.value) + Fraction(change) == Fraction(level)


@FEW
@given(total=amounts)
def test_five_times_the_yearly_share_is_the_total(total):
    whole = figure("high_standard_farmland", value=total)
    (made,) = data(derive.per_year([whole]))
    assert abs(exactly(made.value_base) * 5 - exactly(whole.value_base)) < Fraction(1, 1000)
    assert made.unit == whole.unit and derive.EVEN in made.cautions


@FEW
@given(part=amounts, whole=amounts)
def test_a_share_of_a_whole_is_right_to_a_tenth(part, whole):
    (made,) = data(
        derive.share(figure("farmland_quota_traded", value=part), figure("farmland_quota_accepted", value=whole))
    )
    assert abs(exactly(made.value) - 100 * Fraction(part) / Fraction(whole)) <= Fraction(1, 20)
    assert made.qualifier in ("exact", "about")


@FEW
@given(first=rates, second=rates)
def test_who_grew_more_is_ahead(first, second):
    assume(abs(first - second) > 1)
    (made,) = data(derive.relative_growth(figure("rural_income", value=first), figure("urban_income", value=second)))
    assert (made.value > 0) == (first > second)


def test_the_figures_of_the_report_come_out_as_reckoned_by_hand():
    values = {made.id: made.value for made in all_made()}
    compounded = {key.partition(":")[2].split("/")[0]: v for key, v in values.items() if key.endswith("cumulative")}
    assert compounded["industrial_value_added"] == 612.5
    assert compounded["industrial_output"] == 58.9
    assert compounded["gdp"] == 19.9
    assert data(every()[2])[0].value == 9.82
    assert data(every()[3])[0].value == 56
    assert data(every()[4])[0].label("zh") == "≈65%"
    assert data(every()[5])[0].label("zh") == "240\u2009元/人次"
    assert data(every()[6])[0].value == 9.3
    changes = [made.label("zh") for made in data(every()[7])]
    assert changes == ["+72\u2009个", "+80.8\u2009万亩", "+13.2\u2009万人次"]


# Bounds


@SOME
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
        with refused("open on both", DeriveError):
            derive.gap([Pair(before, after)])
        return
    (made,) = data(derive.gap([Pair(before, after)]))
    if low == high:
        assert made.qualifier == "exact" and exactly(made.value) == low
    elif high is None:
        assert made.bound == "up" and exactly(made.value) == low
        assert (made.qualifier == "more_than") == ("more_than" in (first, second))
    else:
        assert made.bound == "down" and exactly(made.value) == high
        assert (made.qualifier == "less_than") == ("more_than" in (first, second))


@SOME
@given(
    part=amounts,
    whole=amounts,
    rate=rates,
    steps=st.sampled_from([("at_most", "at_least"), ("at_least", "at_most"), ("less_than", "more_than")]),
)
def test_a_bound_is_rounded_outwards_and_by_less_than_one_in_its_last_place(part, whole, rate, steps):
    kinds = dict(zip(("qualifier", "other"), steps, strict=True))
    piece = figure("farmland_quota_traded", value=part, qualifier=kinds["qualifier"])
    of_all = figure("farmland_quota_accepted", value=whole)
    grown = figure("gdp", value=rate, qualifier=kinds["qualifier"])
    exact = (
        (derive.share(piece, of_all), 100 * Fraction(part) / Fraction(whole), 1),
        (derive.multiple(of_all, figure("farmland_quota_traded", value=part, qualifier=kinds["other"])), None, 2),
        (derive.cumulative([grown]), ((1 + Fraction(rate) / 100) ** 5 - 1) * 100, 1),
        (derive.cumulative([grown], "first"), ((1 + Fraction(rate) / 100) ** 4 - 1) * 100, 1),
    )
    for rows, true, places in exact:
        true = Fraction(whole) / Fraction(part) if true is None else true
        (made,) = data(rows)
        beyond = exactly(made.value) - true if made.bound == "down" else true - exactly(made.value)
        assert made.bound == ("down" if kinds["qualifier"] in ("at_most", "less_than") else "up")
        assert -Fraction(1, 10**9) <= beyond < Fraction(1, 10**places)


def test_a_bound_that_comes_out_is_not_moved():
    (made,) = data(
        derive.share_with_rest(
            figure("farmland_quota_traded", value=60, qualifier="at_least"), figure("farmland_quota_accepted", value=20)
        )
    )
    assert made.label("en") == "≥75%"


def test_rows_that_differ_in_their_base_alone_are_named_apart():
    output = REPORT.select(indicator="industrial_output", measure="average_growth")
    names = [derive.cumulative(output, base)["name_en"].item() for base in ("before", "first")]
    assert names[1] == f"{names[0]} (base year 2016)"
    for reckon in (derive.share_at_start, derive.ratio_multiple, derive.relative_growth, derive.break_even):
        both = [data(reckon(*RATES, base=base))[0] for base in ("before", "first")]
        for lang in LANGUAGES:
            assert both[0].name[lang] != both[1].name[lang]
    assert both[1].name.zh == f"{both[0].name.zh}（以2016年为基期）"
    assert data(derive.share_at_start(*RATES, base="first"))[0].name.zh.endswith("（期初，至多；以2016年为基期）")


def test_a_part_of_more_than_so_much_is_less_than_so_much_of_it():
    (made,) = data(
        derive.share(
            REPORT.select(indicator="public_housing_premium"), REPORT.select(indicator="public_housing_proceeds")
        )
    )
    assert (made.label("zh"), made.qualifier) == ("<20%", "less_than")


def test_nothing_can_be_said_between_two_floors():
    straw = REPORT.pairs("target_for").query("indicator == 'straw_utilisation_rate'")
    with refused("straw_utilisation_rate/rate/2021/target", DeriveError):
        derive.gap(straw)


@FEW
@given(st.sampled_from(["range", "about", "exact"]))
def test_a_span_is_as_wide_as_what_is_said(qualifier):
    made = figure("gdp", qualifier=qualifier, value_high=6.5, value_high_base=6.5)
    span = Span.of(made)
    assert (span.low == span.high) == (qualifier != "range")


# What is refused


@each(
    [
        (lambda: derive.gap(REPORT.pairs("baseline_of")), "no percentage"),
        (lambda: derive.cumulative(REPORT.select(measure="growth")), "no average annual growth"),
        (lambda: derive.per_year(REPORT.select(measure="level")), "no total over years"),
        (lambda: derive.share(GDP, figure("fixed_asset_investment")), "not of one unit"),
        (lambda: derive.compare(REPORT.pairs("same_object")), "not of one unit"),
        (lambda: derive.ratio(REPORT.select(sector="finance"), GDP), "one row is wanted"),
        (lambda: derive.relative_growth(GDP, figure("new_employment")), "new_employment.*no average annual growth"),
        (lambda: derive.gap([1, 2]), "report.pairs"),
        (lambda: derive.share(REPORT.observations.head(0), GDP), "one row is wanted, not 0$"),
        (lambda: derive.share(REPORT.statements.head(1), GDP), "lack the columns.*…; pass whole rows of report.observ"),
        (lambda: derive.cumulative(None), "pass rows of report.observations"),
        (lambda: derive.cumulative(figure("gdp", period="")), "has no period"),
        (lambda: derive.per_year(figure("high_standard_farmland", period="")), "has no period"),
        (lambda: derive.share(REPORT.select(indicator="gdp").head(1).assign(value=None), GDP), "value cannot be None"),
    ]
)
def test_what_cannot_be_derived_is_refused_with_the_rows(attempt, said):
    with refused(said, DeriveError):
        attempt()


def test_a_bound_that_there_is_not_is_named_with_those_that_there_are():
    with refused("no qualifier some; choose from exact, at_least", zr.ChartError):
        derive.share(GDP, figure("gdp", qualifier="some"))


def test_rows_may_come_as_a_frame_a_row_or_a_figure():
    frame = REPORT.select(indicator="gdp", measure="average_growth")
    assert isinstance(frame.iloc[0], pd.Series)
    results = [derive.cumulative(rows)["value"].iloc[0] for rows in (frame, frame.iloc[0], data(frame))]
    assert results == [19.9] * 3


def test_a_row_of_derived_figures_keeps_its_identifier():
    yearly = derive.per_year(REPORT.select(indicator="high_standard_farmland", status="achieved"))
    again = derive.per_year(yearly.assign(measure="total").iloc[0])
    assert again["inputs"].tolist() == yearly.index.tolist()


# At zero


def test_a_gap_of_nothing_is_an_exact_zero_with_its_unit():
    (made,) = data(derive.gap([Pair(figure("gdp", value="3.7"), figure("gdp", value="3.7"))]))
    assert (made.qualifier, made.value, made.bound) == ("exact", 0.0, "")
    assert (made.label("zh"), made.label("en")) == ("0\u2009个百分点", "0 pp")
    land = figure("high_standard_farmland")
    (made,) = data(derive.compare([Pair(land, land)]))
    assert (made.qualifier, made.label("zh"), made.label("en")) == ("exact", "0\u2009万亩", "0 mu")


def test_a_bound_of_zero_is_a_bound():
    before, after = figure("gdp", value="3.7"), figure("gdp", value="3.7", qualifier="at_least")
    (made,) = data(derive.gap([Pair(before, after)]))
    assert (made.label("en"), made.bound) == ("≥0 pp", "up")
    (made,) = data(derive.gap([Pair(after, before)]))
    assert (made.label("en"), made.bound) == ("≤0 pp", "down")


def test_nothing_of_something_is_an_exact_nothing():
    accepted = figure("farmland_quota_accepted")
    for whole in (accepted, dataclasses.replace(accepted, qualifier="at_least")):
        (made,) = data(derive.share(figure("farmland_quota_traded", value=0), whole))
        assert (made.qualifier, made.label("en")) == ("exact", "0%")
    (made,) = data(derive.ratio(figure("tourism_revenue", value=0), figure("tourist_visits")))
    assert (made.qualifier, made.label("en")) == ("exact", "0 yuan per visit")
    (made,) = data(derive.per_year([figure("high_standard_farmland", value=0)]))
    assert (made.qualifier, made.label("zh")) == ("exact", "0\u2009万亩")
    firms = figure("above_scale_firms")
    (made,) = data(derive.implied_base(firms, firms))
    assert (made.qualifier, made.label("zh")) == ("exact", "0\u2009户")


@each(list(itertools.product([0, -5], ["exact", "at_most"])))
def test_what_is_divided_by_must_be_above_zero(value, qualifier):
    below = figure("farmland_quota_accepted", value=value, qualifier=qualifier)
    with refused("farmland_quota_accepted.*must be above zero", DeriveError):
        derive.share(figure("farmland_quota_traded"), below)
    with refused("must be above zero", DeriveError):
        derive.ratio(figure("tourism_revenue"), dataclasses.replace(below, indicator="tourist_visits"))


@SOME
@given(part=st.decimals(-50, 50, places=1), whole=amounts, first=bounds, second=bounds)
def test_a_share_of_bounds_is_one_that_every_possible_pair_keeps(part, whole, first, second):
    """Whatever lies within the bounds of both, its quotient lies within those of the result."""
    piece = figure("farmland_quota_traded", value=part, qualifier=first)
    other = figure("farmland_quota_accepted", value=whole, qualifier=second)
    try:
        (made,) = data(derive.share(piece, other))
    except DeriveError:
        return

    def inside(value: Fraction, qualifier: str) -> list[Fraction]:
        more = [value + Fraction(step) for step in (0, 1, 1000)]
        less = [value - Fraction(step) for step in (0, 1, 1000)]
        return {"exact": [value], "at_most": less}.get(qualifier, more)

    low, high = {"up": (True, False), "down": (False, True)}.get(made.bound, (True, True))
    for one in inside(Fraction(part), first):
        for two in inside(Fraction(whole), second):
            if two > 0:
                quotient, slack = 100 * one / two, Fraction(1, 20)
                assert not low or quotient >= exactly(made.value) - slack
                assert not high or quotient <= exactly(made.value_high or made.value) + slack


def test_rates_of_zero_and_of_a_hundred_per_cent_down_compound_to_what_is_left():
    values = [data(derive.cumulative([figure("gdp", value=rate)]))[0].label("en") for rate in (0, -100)]
    assert values == ["0%", "−100%"]
    with refused("nothing falls by more", DeriveError):
        derive.cumulative([figure("gdp", value="-100.1")])


def test_what_fell_to_nothing_is_no_measure_of_another():
    rural, urban = figure("rural_income", value=-100), figure("urban_income")
    assert data(derive.relative_growth(rural, urban))[0].label("en") == "−100%"
    with refused("rural_income.*fell to nothing", DeriveError):
        derive.relative_growth(urban, rural)
    with refused("nothing falls by more", DeriveError):
        derive.relative_growth(urban, figure("rural_income", value=-101))


# Of two reports


@pytest.fixture(scope="module")
def other(tmp_path_factory) -> zr.Report:
    """The invented report."""
    return zr.load(INVENTED, with_second(tmp_path_factory.mktemp("two") / "data"))


def test_what_is_derived_from_two_reports_names_both(other):
    both = [data(report.select(indicator="gdp", measure="growth"))[0] for report in (REPORT, other)]
    (made,) = data(derive.gap([Pair(*both)]))
    assert made.name.zh == "虚构县：地区生产总值 − 肇源县：地区生产总值"
    assert made.value == 0.5 and made.inputs == tuple(figure.id for figure in both)
    assert made.id.startswith("zhaoyuan-2020+invented-2021:gdp/growth")
    chart = zr.Cards([made, *both], title=TITLE)
    assert all(place in chart.source.zh for place in ("肇源县政府工作报告", "虚构县政府工作报告"))
    assert chart.figures[0].name == made.name and chart.figures[1].name.zh == "肇源县：地区生产总值"
    assert data(derive.gap([Pair(*chart.figures[1:])])) == (made,)


def test_figures_derived_within_each_of_two_reports_keep_them_apart(other):
    pairs = pd.concat([report.pairs("target_for", grade="high") for report in (REPORT, other)])
    gaps = derive.gap(pairs[pairs["indicator"] == "gdp"])
    assert gaps["value"].tolist() == [1.3, 1.3]
    assert gaps["report"].tolist() == ["zhaoyuan-2020", "invented-2021"] and gaps.index.is_unique
    assert gaps["calculation_zh"].tolist() == ["5% − 3.7%", "5.5% − 4.2%"]
    names = [figure.name.en for figure in zr.Cards(gaps, title=TITLE).figures]
    assert names == ["Zhaoyuan County: GDP", "Invented County: GDP"]


@pytest.mark.parametrize(("before", "after"), [(0, 3), (3, 0), (0, 0), (-3, 0), (0, -3)])
def test_a_difference_from_zero_or_to_it_is_exact(before, after):
    pair = Pair(figure("gdp", value=before), figure("gdp", value=after))
    assert derive.gap([pair])[["value", "unit", "qualifier"]].to_numpy().tolist() == [
        [after - before, "个百分点", "exact"]
    ]
    pair = Pair(figure("high_standard_farmland", value=before), figure("high_standard_farmland", value=after))
    changes = derive.compare([pair])
    assert changes[["value", "unit", "qualifier"]].to_numpy().tolist() == [[after - before, "万亩", "exact"]]


def test_what_is_rounded_to_zero_has_no_sign():
    made = derive.share(figure("farmland_quota_traded", value="-0.1"), figure("farmland_quota_accepted", value=9999))
    assert str(made["value"].item()) == "0.0"
    assert data(made)[0].label("en") == "≈0%"


def test_a_cut_of_at_least_so_much_a_year_leaves_at_most_so_much_and_other_measures_are_refused():
    cut = REPORT.select(indicator="documents_and_meetings")
    for base, left in (("before", 5.04), ("first", 9.16)):
        made = derive.left_over(cut, base=base)
        assert made[["qualifier", "value"]].to_numpy().tolist() == [["at_most", left]]
    with pytest.raises(DeriveError):
        derive.left_over(REPORT.select(indicator="gdp"))


# What the report's puzzles come to


def of(indicator: str, measure: str) -> pd.DataFrame:
    return REPORT.select(indicator=indicator, measure=measure)


RATES = [of(f"industrial_{name}", "average_growth") for name in ("value_added", "output")]


@each(
    [
        (lambda: derive.annual_rate(RATES[0]), "≈8.17%"),
        (lambda: derive.annual_rate(RATES[0], base="first"), "≈10.32%"),
        (lambda: derive.ratio_multiple(*RATES), "≈4.48 times"),
        (lambda: derive.share_at_start(*RATES), "≤22.3%"),
        (lambda: derive.share_at_start(*RATES, base="first"), "≤30.2%"),
        (
            lambda: derive.break_even(of("rural_income", "average_growth"), of("urban_income", "average_growth")),
            "≈1.36 times",
        ),
        (lambda: derive.break_even(of("rural_income", "growth"), of("urban_income", "growth")), "≈1.42 times"),
        (
            lambda: derive.multiple(of("farmland_quota_proceeds", "total"), of("local_fiscal_revenue", "total")),
            "≈2.18 times",
        ),
        (lambda: derive.multiple(of("funds_sought", "total"), of("local_fiscal_revenue", "total")), "≥2.45 times"),
        (lambda: derive.share(of("platform_economy_tax", "total"), of("local_fiscal_revenue", "total")), "≥4.9%"),
        (
            lambda: derive.share_with_rest(of("central_heating_area", "level"), of("central_heating_added", "total")),
            "≈88.7%",
        ),
        (
            lambda: derive.implied_growth(
                of("public_housing_premium", "total"), of("public_housing_proceeds", "total")
            ),
            "<25%",
        ),
        (lambda: derive.left_over(of("documents_and_meetings", "average_reduction")), "≤5.04%"),
    ]
)
def test_a_puzzle_comes_to_what_is_reckoned_by_hand(made, label):
    (figure,) = data(made())
    assert figure.label("en") == label


def test_amounts_of_each_keep_the_unit_as_printed_where_that_is_short():
    money = of("key_project_investment", "total").query("status == 'achieved'")
    (each,) = data(derive.ratio(money, REPORT.select(indicator="key_projects", status="achieved")))
    assert (each.label("zh"), each.label("en").split(" per ")[0]) == ("0.79\u2009亿元/个", "79 million yuan")


@FEW
@given(rate=rates, base=st.sampled_from(["before", "first"]))
def test_a_rate_of_the_whole_compounds_to_itself(rate, base):
    (yearly,) = data(derive.annual_rate([figure("gdp", value=rate)], base))
    (again,) = data(derive.cumulative([figure("gdp", value=yearly.value)], base))
    assert abs(exactly(again.value) - Fraction(rate)) <= Fraction(1, 4)


@FEW
@given(part=amounts, rest=amounts)
def test_a_share_with_its_rest_makes_a_whole(part, rest):
    one, other = figure("farmland_quota_traded", value=part), figure("farmland_quota_accepted", value=rest)
    shares = [derive.share_with_rest(*each)["value"].item() for each in ((one, other), (other, one))]
    assert sum(shares) == pytest.approx(100, abs=0.11)


@FEW
@given(rural=rates, urban=rates, ratio=st.floats(0.2, 5))
def test_below_the_ratio_that_breaks_even_a_gap_narrows_and_above_it_widens(rural, urban, ratio):
    assume(abs(rural - urban) > 1)
    lower, higher = figure("rural_income", value=rural), figure("urban_income", value=urban)
    edge = derive.break_even(lower, higher)["value"].item()
    assume(abs(ratio - edge) > 0.02 * edge + 0.02)
    grown = [(1 + float(rate) / 100) ** 5 for rate in (rural, urban)]
    narrows = ratio * grown[1] - grown[0] < ratio - 1
    assert narrows == (ratio < edge)


@FEW
@given(change=amounts, before=amounts)
def test_an_increase_on_what_was_before_is_how_much_more_there_is(change, before):
    more, level = figure("above_scale_firms", value=change), figure("above_scale_firms", value=float(change + before))
    grown = derive.implied_growth(more, level)["value"].item()
    assert grown == pytest.approx(float(change / before * 100), rel=1e-6, abs=0.051)
    assert derive.relative_change(level, figure("above_scale_firms", value=before))["value"].item() == grown


@each(
    [
        (lambda: derive.share_at_start(*reversed(RATES)), "did not grow faster"),
        (lambda: derive.annual_rate(REPORT.select(measure="growth")), "no average annual growth"),
        (lambda: derive.break_even(of("gdp", "growth"), of("gdp", "average_growth")), "different years"),
        (
            lambda: derive.break_even(of("rural_income", "growth"), of("urban_income", "growth"), base="first"),
            "first year",
        ),
        (lambda: derive.implied_growth(GDP, GDP), "no less than the whole"),
        (lambda: derive.break_even(GDP, figure("gdp", value=0)), "did not grow"),
        (lambda: derive.left_over(figure("documents_and_meetings", value=120)), "falls by more than 100%"),
        (lambda: derive.share_with_rest(GDP, figure("gdp", value=-1)), "the rest is below zero"),
        (lambda: derive.cumulative(figure("gdp", value=10**9)), "beyond all sense"),
        (lambda: derive.cumulative([GDP], base="last"), "before or first"),
        (lambda: derive.share_with_rest(GDP, figure("fixed_asset_investment")), "not of one unit"),
    ]
)
def test_what_does_not_follow_is_refused(attempt, said):
    with refused(said, DeriveError):
        attempt()

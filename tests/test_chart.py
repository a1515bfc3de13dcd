"""Charts as data: what each kind says, keeps and refuses, from rows of the real report."""

import dataclasses
import itertools
import json
import re

import pandas as pd
import pytest
from each import each
from refused import refused
from samples import REPORT, ROWS, SAMPLES
from second import INVENTED, with_second

import zreport as zr
from zreport.charts.backends import draw
from zreport.charts.chart import said_of
from zreport.charts.sources import MOST_SOURCES
from zreport.charts.stored import KINDS, from_json
from zreport.faults import ChartError
from zreport.figures.datum import data
from zreport.figures.writing import counted
from zreport.language import LANGUAGES, NOTHING, Text
from zreport.layout.scene import lay_out
from zreport.page.boxes import Grid, Tile
from zreport.page.marks import ticks
from zreport.page.text import Words
from zreport.render import plotly

GROWTH = REPORT.select(measure="average_growth")
HIGH = REPORT.pairs("target_for", grade="high")
STARTS = REPORT.pairs("baseline_of")
TITLE = zr.text("标题在此", "The title is here")

CHARTS = {
    "dots": zr.Dots(GROWTH, inset="industrial_value_added", highlight="gdp", title=TITLE),
    "dots-plain": zr.Dots(REPORT.select(measure="growth"), title=TITLE, name="growth-2021"),
    "bars": zr.Bars(REPORT.select(sector="finance"), title=TITLE, notes=zr.text("注", "Note")),
    "bars-bound": zr.Bars(REPORT.select(indicator="documents_and_meetings"), title=TITLE),
    "dumbbell": zr.Dumbbell(HIGH, title=TITLE),
    "slope": zr.Slope(STARTS, title=TITLE, subtitle=zr.text("副题", "A subtitle")),
    "slope-rank": zr.Slope(STARTS[STARTS["indicator"] == "county_ranking"], title=TITLE),
    "cards": zr.Cards(REPORT.select(section="work-targets"), title="2021"),
} | {f"sample-{name}": chart for name, chart in SAMPLES.items()}
BOUNDS = zr.Dumbbell(REPORT.pairs("target_for").query("indicator.str.contains('unemployment')"), title=TITLE)
each_chart = each(CHARTS.values())
each_chart_in_each_language = each(list(itertools.product(CHARTS.values(), LANGUAGES)))


def test_every_kind_is_tried_here():
    assert {chart.kind for chart in CHARTS.values()} == set(KINDS)


@each_chart
def test_a_chart_written_as_json_is_read_back_the_same(chart):
    stored = json.dumps(chart.to_json(), ensure_ascii=False, allow_nan=False)
    again = from_json(json.loads(stored))
    assert type(again) is type(chart)
    assert again == chart
    assert json.dumps(again.to_json(), ensure_ascii=False) == stored
    assert again.alt == chart.alt


@each_chart_in_each_language
def test_the_text_form_says_all_that_the_chart_shows(chart, lang, *, monkeypatch):
    monkeypatch.setenv("ZREPORT_LANG", lang)
    lines = repr(chart).split("\n")
    assert lines[0] == chart.title[lang]
    assert lines[1] == chart.subtitle[lang]
    assert lines[-1] == chart.source[lang]
    for figure in chart.figures:
        row = ROWS.loc[figure.id]
        # As printed and with its unit in Chinese; in English in the name of the base unit.
        unit = row["unit"] if lang == "zh" or row["unit"] == "%" else counted(row["value_base"], row["unit_base_en"])
        words = [figure.label(lang), row[f"name_{lang}"], row[f"status_{lang}"]]
        if row["measure"] != "rank":
            words.append(unit)
        assert any(all(word in line for word in words) for line in lines[2:]), words
        many = len({figure.report for figure in chart.figures}) > MOST_SOURCES
        assert row[f"{'place' if many else 'source'}_{lang}"] in lines[-1]


@each_chart_in_each_language
def test_the_alternative_text_states_every_figure(chart, lang):
    alt = chart.alt[lang]
    assert alt.startswith(chart.kind_name[lang])
    assert chart.title[lang] in alt
    assert chart.source[lang] in alt
    for figure in chart.figures:
        assert figure.label(lang) in alt and figure.name[lang] in alt and figure.when(lang) in alt
    assert "\n" not in alt and ".." not in alt and "。。" not in alt


@each_chart
def test_every_caution_of_a_figure_comes_by_itself_and_once(chart):
    assert len(set(chart.remarks)) == len(chart.remarks)
    expected = {caution for figure in chart.figures for caution in figure.cautions}
    for lang in LANGUAGES:
        said = [remark[lang] for remark in chart.remarks]
        for caution in expected:
            # Behind the names that it does not hold for, a sentence begins small.
            ends = caution[lang][0].lower() + caution[lang][1:], caution[lang]
            assert sum(words.endswith(ends) for words in said) == 1, caution
    assert set(chart.notes) <= set(chart.remarks)


def test_a_caution_names_the_figure_where_it_does_not_hold_for_all():
    cautions = CHARTS["dots"].cautions
    everyone, one = (next(c for c in cautions if word in c.zh) for word in ("名义", "待核"))
    assert everyone.en == "The report does not say whether growth is nominal or real"
    assert one.en.startswith("Value added, designated-size firms: 48.1% is as printed")
    assert one.zh.startswith("规上企业增加值")


def test_a_caution_names_those_it_does_not_hold_for_as_a_sentence_does():
    said = [remark.en for remark in CHARTS["cards"].remarks]
    except_for = [words for words in said if words.startswith("Except for ")]
    assert except_for and all(re.match(r"Except for [a-z].*(, the|, a|: [A-Z0-9])", words) for words in except_for), (
        said
    )
    named = said_of([(Text("甲", "GDP, total"), NOTHING), *((Text(one, one), Text("某", "Note")) for one in "abcd")])
    assert [words.en for words in named] == ["Except for GDP, total: Note"]


def test_what_must_be_said_of_a_comparison_comes_by_itself():
    said = [remark.en for remark in CHARTS["dumbbell"].remarks]
    assert "One side is a five-year average, the other a single year" in said
    bounds = [remark.en for remark in BOUNDS.remarks]
    assert any("The same ceiling" in words for words in bounds)


def test_a_note_that_repeats_a_caution_is_said_once():
    caution = CHARTS["bars"].cautions[0]
    chart = zr.Bars(REPORT.select(sector="finance"), title=TITLE, notes=[caution, "另注"])
    assert chart.remarks == (caution, Text("另注", "另注"))


def test_a_title_or_note_of_one_string_serves_for_both_languages():
    chart = zr.Cards(GROWTH, title="GDP +3.7%", notes="一条")
    assert chart.title == Text("GDP +3.7%", "GDP +3.7%")
    assert chart.notes == (Text("一条", "一条"),)


def test_the_subtitle_says_measure_unit_and_period_unless_one_is_given():
    assert CHARTS["dots"].subtitle == Text("年均增速 | % | 2016—2020年", "Average annual growth | % | 2016–2020")
    assert CHARTS["bars"].subtitle == Text("合计 | 亿元 | 2021年", "Total | yuan | 2021")
    assert CHARTS["slope"].subtitle == Text("副题", "A subtitle")


def test_figures_on_one_axis_are_put_in_the_unit_of_the_first():
    first, other = REPORT.select(indicator="green_organic_base_area").index
    rows = REPORT.observations.loc[[first, other]].copy()
    changed = ["indicator", "name_zh", "name_en", "value", "unit", "unit_factor"]
    rows.loc[other, changed] = ["x", "另一", "another", 1076000.0, "亩", 1]
    rows["status"], rows["status_zh"] = "achieved", "已实现"
    chart = zr.Bars(rows, title=TITLE)
    assert [chart.on_axis(figure) for figure in chart.figures] == pytest.approx([26.8, 107.6])


@each(LANGUAGES)
def test_places_on_the_axis_are_written_without_dust(lang):
    for chart in (CHARTS["dots"], CHARTS["bars"]):
        for place in ticks(chart.on_axis(chart.panels[0][0])):
            assert len(chart.tick(place, lang)) <= len("500 million")
    assert [CHARTS["bars"].tick(place, "en") for place in (0.0, 2.5, 5.0)] == ["0", "250 million", "500 million"]
    assert CHARTS["dots"].tick(2.5, lang) == "2.5%"


def test_places_on_the_axis_of_investment_are_written_without_dust():
    rows = REPORT.select(indicator="fixed_asset_investment", measure="total")
    assert zr.Bars(rows, title=TITLE).tick(150.0, "en") == "15 billion"


# Dots


def test_dots_are_ranked_and_what_stands_apart_has_a_panel_of_its_own():
    main, apart = CHARTS["dots"].panels
    assert [figure.value for figure in main] == sorted(
        (row.value for row in GROWTH.itertuples() if row.indicator != "industrial_value_added"), reverse=True
    )
    assert [figure.indicator for figure in apart] == ["industrial_value_added"]
    assert [figure.id for figure in CHARTS["dots"].figures] == list(GROWTH.index)
    assert len(CHARTS["dots-plain"].panels) == 1


def test_dots_step_back_only_if_one_is_highlighted():
    dots, plain = CHARTS["dots"], CHARTS["dots-plain"]
    assert [figure.indicator for figure in dots.data if not dots.quiet(figure)] == ["gdp"]
    assert not any(plain.quiet(figure) for figure in plain.data)


@each(["inset", "highlight"])
def test_an_indicator_that_is_not_drawn_cannot_stand_apart_or_out(attribute):
    with pytest.raises(ChartError) as error:
        zr.Dots(GROWTH, title=TITLE, **{attribute: ["gdp", "gpd"]})
    message = error.value.words.en
    assert message.startswith(f"{attribute}: gpd ")
    assert all(indicator in message for indicator in GROWTH["indicator"])


def test_not_every_indicator_can_stand_apart():
    with refused("inset", ChartError):
        zr.Dots(GROWTH, title=TITLE, inset=list(GROWTH["indicator"]))


MIXED = {
    "unit": REPORT.select(section="work-targets"),
    "measure": REPORT.select(measure=["growth", "average_growth"]),
    "length of period": REPORT.select(measure="total", unit="亿元"),
}


@pytest.mark.parametrize("kind", [zr.Dots, zr.Bars])
@pytest.mark.parametrize(("what", "rows"), MIXED.items(), ids=MIXED)
def test_rows_that_share_no_axis_are_refused_by_name_with_the_kind_that_takes_them(kind, what, rows):
    with pytest.raises(ChartError) as error:
        kind(rows, title=TITLE)
    message = error.value.words.en
    assert what in message and "Cards" in message
    assert all(name in message for name in rows.index)
    assert isinstance(error.value, zr.ReportError)
    assert zr.Cards(rows.iloc[:9], title=TITLE).figures == data(rows.iloc[:9])


def test_what_all_figures_share_is_stored_once():
    for name in ("bars", "dumbbell"):
        chart = SAMPLES[name]
        stored = chart.to_json()
        assert stored["shared"]["report"] == "zhaoyuan-2020"
        rows = [item.get("before", item) for item in stored["data"]]
        assert not set(rows[0]) & set(stored["shared"])
        assert json.dumps(stored, ensure_ascii=False).count("县政府工作报告") == 1


# Any kind

TABLES = {zr.Stages: "projects", zr.Register: "statements"}


@each([type(chart) for chart in CHARTS.values()])
def test_a_chart_of_no_rows_is_refused(kind):
    rows = getattr(REPORT, TABLES[kind]) if kind in TABLES else HIGH
    with refused(f"{kind.kind}: no rows", ChartError):
        kind(rows.iloc[:0], title=TITLE)


@each([type(chart) for chart in CHARTS.values()])
def test_missing_columns_are_named(kind):
    table = getattr(REPORT, TABLES[kind]) if kind in TABLES else HIGH
    first = "section_zh" if kind is zr.Register else "sector_zh"
    with pytest.raises(ChartError) as error:
        kind(table.drop(columns=[first, "source_en"]), title=TITLE)
    assert f"{first}, source_en" in str(error.value)
    assert f"report.{TABLES.get(kind, 'observations')}" in str(error.value)


def test_more_cards_than_fit_are_refused_with_their_number():
    zr.Cards(REPORT.observations.iloc[:9], title=TITLE)
    with refused(r"10 figures.*9", ChartError):
        zr.Cards(REPORT.observations.iloc[:10], title=TITLE)


def test_a_stored_chart_of_an_unknown_kind_lists_the_kinds():
    with pytest.raises(ChartError) as error:
        from_json(CHARTS["dots"].to_json() | {"kind": "pie"})
    assert all(kind in str(error.value) for kind in KINDS)


@each(["data", "title"])
def test_a_stored_chart_that_lacks_something_says_what(name):
    content = CHARTS["slope"].to_json()
    del content[name]
    with pytest.raises(ChartError, match=name):
        from_json(content)


def test_a_stored_figure_that_lacks_something_says_what():
    content = json.loads(json.dumps(CHARTS["dots"].to_json()))
    content["shared"].pop("qualifier", None)
    content["data"][0].pop("qualifier", None)
    with refused("qualifier", ChartError):
        from_json(content)


def test_a_stored_chart_with_what_no_version_here_knows_is_refused_rather_than_drawn_without():
    for content in (
        CHARTS["dots"].to_json() | {"apart": ["industrial_value_added"]},
        CHARTS["cards"].to_json() | {"shared": CHARTS["cards"].to_json()["shared"] | {"symbols": {}}},
    ):
        with refused("apart|symbols.*run its notebook again", ChartError):
            from_json(content)


# Pairs


@each([zr.Dumbbell, zr.Slope])
def test_a_pair_of_one_side_is_refused_by_name(kind):
    rows = HIGH.drop(index="zhaoyuan-2020:gdp/average_growth/2016/2020/achieved")
    with refused("gdp/growth/2021/target", ChartError):
        kind(rows, title=TITLE)


@each([zr.Dumbbell, zr.Slope])
def test_rows_that_are_no_pairs_are_refused_with_the_way_to_get_them(kind):
    with refused(r"pair.*report\.pairs", ChartError):
        kind(GROWTH, title=TITLE)


def test_gaps_are_percentage_points_with_a_sign_and_no_dust():
    chart = CHARTS["dumbbell"]
    assert chart.gaps("zh") == chart.gaps("en") == ["+1.3", "−0.9", "−0.16", "+0.44"]
    assert "+1.3个百分点" in chart.lines("zh")[0]
    assert "−0.9 pp" in chart.lines("en")[1]
    assert any("derived" in remark.en for remark in chart.remarks)


def test_gaps_are_not_told_where_a_bound_makes_them_unknown():
    chart = BOUNDS
    assert chart.gaps("zh") == [""]
    assert chart.lines("en")[0].count("≤4%") == 2
    assert not any("derived" in words for words in (*chart.lines("en"), *map(str, chart.remarks)))


def changed(**after: object) -> list:
    """A pair whose second figure is another."""
    pair = CHARTS["dumbbell"].data[0]
    return [dataclasses.replace(pair, after=dataclasses.replace(pair.after, **after))]


def test_gaps_are_not_told_where_a_figure_is_only_about_right():
    assert zr.Dumbbell(changed(qualifier="about"), title=TITLE).gaps("zh") == [""]


@each([{"qualifier": "range", "value_high": 6.5}, {"value": -3.0, "value_base": -3.0}])
def test_what_an_axis_cannot_show_honestly_is_refused_by_name(after):
    with refused(r"gdp/growth/2021/target.*Cards", ChartError):
        zr.Dumbbell(changed(**after), title=TITLE)
    zr.Cards([changed(**after)[0].after], title=TITLE)


def test_a_slope_refuses_bounds_and_bars_refuse_ranks_doubles_and_mixed_status():
    with refused("a bound", ChartError):
        pair = CHARTS["dumbbell"].data[0]
        after = dataclasses.replace(pair.before, qualifier="at_least")
        zr.Slope([dataclasses.replace(pair, after=after)], title=TITLE)
    with refused("one indicator", ChartError):
        zr.Bars(2 * list(CHARTS["bars"].data), title=TITLE)
    with refused("rank", ChartError):
        zr.Bars(REPORT.select(measure="rank", period="2019"), title=TITLE)
    first, *rest = CHARTS["bars"].data
    mixed = dataclasses.replace(first, status="expected", status_name=zr.text("预计", "expected"))
    with refused("status", ChartError):
        zr.Bars([mixed, *rest], title=TITLE)


def test_a_value_of_nought_is_drawn_in_every_format():
    pair = CHARTS["dumbbell"].data[0]
    nought = dataclasses.replace(pair.before, value=0.0, value_base=0.0)
    after = dataclasses.replace(pair.before, value=3.0, value_base=3.0)
    for form in ("png", "pptx", "html"):
        chart = zr.Slope([dataclasses.replace(pair, before=nought, after=after)], title=TITLE)
        assert draw(chart, form, "en")


def test_a_dumbbell_names_its_sides_by_measure_period_and_status():
    chart = CHARTS["dumbbell"]
    assert chart.side("before", "en") == "average annual growth, 2016–2020 (achieved)"
    assert chart.side("after", "en") == "growth, 2021 (target)"
    for word in ("2021年", "增速", "目标"):
        assert word in chart.side("after", "zh")


def test_a_dumbbell_refuses_pairs_of_different_units_measures_or_periods():
    by_grade = {grade: REPORT.pairs("target_for", grade=grade) for grade in ("medium", "low")}
    totals = REPORT.pairs("never_add").assign(pair=1)
    both = pd.concat([totals, STARTS[STARTS["pair"] == 1].assign(pair=2)])
    for rows in (*by_grade.values(), STARTS, both):
        with pytest.raises(ChartError) as error:
            zr.Dumbbell(rows, title=TITLE)
        assert any(name in str(error.value) for name in rows.index)


def test_a_dumbbell_refuses_targets_of_different_years():
    first, second, *_ = CHARTS["dumbbell"].data
    later = dataclasses.replace(second.after, id="retail_sales/growth/2022/target", period="2022")
    with refused(r"period.*retail_sales/growth/2022/target", ChartError):
        zr.Dumbbell([first, dataclasses.replace(second, after=later)], title=TITLE)


def test_a_slope_has_a_panel_for_each_pair_and_no_more_than_four():
    assert len(CHARTS["slope"].data) == 4
    fifth = STARTS[STARTS["pair"] == 1].assign(pair=5)
    with refused("four", ChartError):
        zr.Slope(pd.concat([STARTS, fifth]), title=TITLE)


def test_a_slope_refuses_two_measures_in_one_pair():
    with pytest.raises(ChartError) as error:
        zr.Slope(HIGH, title=TITLE)
    assert "gdp/growth/2021/target" in str(error.value)


def test_a_slope_is_named_by_years_where_the_report_states_them():
    slope = CHARTS["slope"]
    ends = [slope.ends(pair, "en") for pair in slope.data]
    assert ends == [("2016", "2019")] + [("start", "end")] * 3
    assert [slope.inverted(pair) for pair in slope.data] == [True, False, False, False]


@each(LANGUAGES)
def test_the_words_of_a_pair_give_each_figure_to_its_own_indicator(lang):
    rates = REPORT.pairs("conflicts_with").query("measure == 'average_growth'")
    conflict = zr.Dumbbell(rates, title=TITLE)
    for chart in (conflict, BOUNDS):
        before, after = chart.lines(lang)[0].split("→")
        assert chart.data[0].before.name[lang].lower() in before.lower()
        assert chart.data[0].after.name[lang].lower() in after.lower()


def test_a_slope_refuses_pairs_of_two_indicators():
    with pytest.raises(ChartError):
        zr.Slope(REPORT.pairs("never_add"), title=TITLE)


def test_pairs_come_as_figures_too():
    chart = CHARTS["dumbbell"]
    assert zr.Dumbbell(chart.data, title=TITLE) == chart
    assert zr.Dots(data(GROWTH), title=TITLE) == zr.Dots(GROWTH, title=TITLE)
    assert zr.Dots(GROWTH, title=TITLE) != zr.Bars(GROWTH, title=TITLE)


# New kinds: what they refuse, and what they derive


def test_a_highlight_must_be_among_the_rows():
    with refused("highlight: gdpp not among the rows", ChartError):
        zr.Cards(GROWTH, highlight="gdpp", title=TITLE)
    chart = zr.Dumbbell(HIGH, highlight="gdp", title=TITLE)
    assert [chart.quiet(figure) for figure in chart.figures] == [False, False] + [True] * 6


def test_colours_stand_for_status_or_sector_only():
    with refused("status or sector", ChartError):
        zr.Bars(GROWTH, color="measure", title=TITLE)


def test_bars_keep_their_order_if_they_are_not_to_be_ranked():
    rows = REPORT.select(measure="growth").sort_values("value")
    assert list(zr.Bars(rows, sort=False, title=TITLE).panels[0]) == list(data(rows))
    assert list(zr.Bars(rows, title=TITLE).panels[0]) == list(data(rows))[::-1]


@each([zr.Dumbbell, zr.Groups, zr.Bullet, zr.Gaps])
def test_a_total_of_five_years_shares_no_axis_with_that_of_one(kind):
    rows = REPORT.pairs("target_for").query("indicator == 'high_standard_farmland'")
    with pytest.raises(ChartError) as error:
        kind(rows, title=TITLE)
    assert "high_standard_farmland/total/2021/target" in str(error.value)
    assert "Table" in str(error.value)


def test_only_two_sure_percentages_have_a_gap():
    straw = REPORT.pairs("target_for").query("indicator == 'straw_utilisation_rate'")
    with refused("Bullet", ChartError):
        zr.Gaps(straw, title=TITLE)
    assert zr.Bullet(straw, title=TITLE).gaps("zh") == [""]


def test_a_gap_is_the_difference_that_its_formula_states():
    chart = SAMPLES["gaps"]
    for pair in chart.data:
        after, before = (float(side.rstrip("%")) for side in chart.formula(pair).split(" − "))
        assert pair.difference == pytest.approx(after - before)
    assert [pair.difference for pair in chart.data] == [1.3, -0.9, -0.16, 0.44]


def test_the_axis_of_shares_runs_to_a_hundred_only_where_that_is_their_whole():
    assert SAMPLES["dots-floors"].whole == 100
    assert SAMPLES["bars-ceiling"].whole is None
    assert SAMPLES["dots"].whole is None


def test_parts_state_share_and_rest_with_their_formula():
    leading, land = SAMPLES["parts"].data
    chart = SAMPLES["parts"]
    assert chart.share(leading) == 50 and chart.share(land) == 65
    assert chart.formula(leading) == "68 − 34"
    assert chart.rest(leading, "zh") == "34\u2009家"
    assert chart.rest(land, "en") == "341 hectares"


def test_a_part_that_is_larger_than_its_whole_or_of_other_years_is_refused():
    rows = REPORT.pairs("part_of").query("pair == 1")
    turned = rows.assign(side=["after", "before"])
    with refused("larger than the whole", ChartError):
        zr.Parts(turned, title=TITLE)
    with refused("bound", ChartError):
        zr.Parts(REPORT.pairs("part_of"), title=TITLE)
    with refused("unit", ChartError):
        zr.Parts(REPORT.pairs("same_object").query("pair == 1"), title=TITLE)


def test_levels_of_a_tree_keep_their_order_and_are_named_once_each():
    rows = REPORT.select(indicator="agricultural_service_network")
    assert [figure.value for figure in zr.Tree(rows, title=TITLE).data] == [1, 16, 142]
    turned = zr.Tree(rows, levels=tuple(rows.index[::-1]), title=TITLE)
    assert [figure.value for figure in turned.data] == [142, 16, 1]
    with refused("levels must name each row once", ChartError):
        zr.Tree(rows, levels=("x",), title=TITLE)
    with refused("two to five", ChartError):
        zr.Tree(rows.iloc[:1], title=TITLE)


def test_a_treemap_counts_each_row_once_and_its_parts_add_up():
    chart = SAMPLES["treemap"]
    assert sum(count for _, _, count, _ in chart.sectors) == len(REPORT.observations)
    for _, _, count, sections in chart.sectors:
        assert count == sum(number for _, held in sections for _, number in held)
    counts = REPORT.observations["sector"].value_counts()
    assert {key: count for key, _, count, _ in chart.sectors} == counts.to_dict()


def test_stages_hold_each_project_once_in_the_order_of_a_projects_life():
    chart = SAMPLES["stages"]
    held = [project for _, projects in chart.columns for project in projects]
    assert sorted(p.project.en for p in held) == sorted(p.project.en for p in chart.data)
    order = [projects[0].stage for _, projects in chart.columns]
    assert order == ["planned", "reserve", "signed", "started", "in_production", "grid_connected"]
    with refused("96 projects do not fit", ChartError):
        zr.Stages(REPORT.projects, title=TITLE)


def test_the_order_of_stages_is_that_of_the_data_alone():
    rows = REPORT.projects[REPORT.projects["stage"].isin(["planned", "signed"])]
    turned = rows.assign(stage_order=-rows["stage_order"])
    names = [[name.en for name, _ in zr.Stages(one, title=TITLE).columns] for one in (rows, turned)]
    assert names == [["planned", "signed"], ["signed", "planned"]]


def test_a_table_has_the_columns_asked_for_and_an_empty_one():
    chart = SAMPLES["table"]
    assert chart.heads("en") == ["Indicator", "Value", "Measure", "Period", "Achieved"]
    assert chart.cells(0, "zh") == ["地区生产总值", "5%", "增速", "2021年", ""]
    with refused("columns: size", ChartError):
        zr.Table(GROWTH, columns=("name", "size"), title=TITLE)
    with refused("once", ChartError):
        zr.Table(GROWTH, columns=("name", "name"), title=TITLE)


@each(LANGUAGES)
def test_what_a_table_does_not_show_in_columns_its_subtitle_says(lang):
    assert SAMPLES["table"].subtitle[lang] == {"zh": "目标", "en": "Target"}[lang]


def test_a_register_says_of_each_statement_how_it_can_be_checked_and_weights_what_needs_no_judge():
    chart = SAMPLES["register"]
    said = REPORT.statements.set_index("quote")
    for lang in LANGUAGES:
        grid = lay_out(chart, lang).of(Grid)[0]
        for at, one in enumerate(chart.data):
            row = said.loc[one.quote]
            cells = [row[f"{column}_{lang}"] for column in ("words", "act", "checked")]
            assert chart.cells(at, lang) == [*cells, ""]
            assert all(cell in chart.lines(lang)[at] for cell in cells)
            assert [cell.bold for cell in grid.rows[at + 1]] == [
                False,
                row["checked"] in ("figure", "seen"),
                False,
                False,
            ]
            assert f"“{one.quote}”" in grid.hovers[at + 1]
            assert chart.lines(lang)[at] in chart.alt[lang]
        # Room to write in, by hand.
        assert grid.widths[-1] >= lay_out(chart, lang).size.content * 0.16
    assert chart.subtitle.en == "8 statements | task | 2021"


def test_a_statement_that_nobody_put_into_english_is_shown_in_chinese():
    rows = REPORT.statements.head(1).assign(words_en="")
    chart = zr.Register(rows, title=TITLE, columns=["words"])
    assert chart.cells(0, "en") == [rows["words_zh"].iloc[0]]


def test_a_register_refuses_more_than_a_page_holds_and_says_that_a_workbook_holds_any_number():
    chart = zr.Register(REPORT.statements, title=TITLE)
    # Not all of them: in each size of type that is tried, every cell is broken anew.
    some = zr.Register(REPORT.statements.head(60), title=TITLE)
    for form in ("pptx", "png"):
        with refused(r"60 rows do not fit.*fewer rows.*\.xlsx", ChartError):
            draw(some, form, "zh")
    assert draw(chart, "xlsx", "zh").startswith(b"PK")
    with refused("columns: size", ChartError):
        zr.Register(REPORT.statements, columns=("words", "size"), title=TITLE)
    with refused("one part between", ChartError):
        zr.Register([dataclasses.replace(chart.data[0], quote="【一】【二】")], title=TITLE)


# Of two reports


@pytest.fixture(scope="module")
def other(tmp_path_factory) -> zr.Report:
    """The invented report."""
    return zr.load(INVENTED, with_second(tmp_path_factory.mktemp("two") / "data"))


def of_both(other: zr.Report, rows: pd.DataFrame, table: str = "observations") -> pd.DataFrame:
    """The same rows of both reports; pairs as the second report has them."""
    own = getattr(other, table)
    if table == "observations":
        own = own.loc[[INVENTED + name.removeprefix(REPORT.name) for name in rows.index]]
        own = own.assign(**{column: rows[column].to_numpy() for column in rows.columns.difference(own.columns)})
    return pd.concat([rows, own])


def two(other: zr.Report) -> dict[str, zr.Chart]:
    """A chart of every kind with the rows of both reports."""
    growth = of_both(other, REPORT.select(indicator=["gdp", "retail_sales"], measure="average_growth"))
    high = of_both(other, HIGH[HIGH["indicator"] == "gdp"])
    straw = of_both(other, REPORT.pairs("target_for").query("indicator == 'straw_utilisation_rate'"))
    ranks = of_both(other, STARTS[STARTS["indicator"] == "county_ranking"])
    parts = of_both(other, REPORT.pairs("part_of").query("pair == 1"))
    solar = pd.concat([report.projects.query("stage == 'grid_connected'") for report in (REPORT, other)])
    levels = of_both(other, REPORT.select(indicator="agricultural_service_network").iloc[:2])
    charts = [kind(growth, title=TITLE) for kind in (zr.Dots, zr.Bars, zr.Cards, zr.Table)]
    charts += [kind(high, title=TITLE) for kind in (zr.Dumbbell, zr.Groups, zr.Gaps)]
    charts += [zr.Bullet(straw, title=TITLE), zr.Slope(ranks, title=TITLE), zr.Parts(parts, title=TITLE)]
    said = pd.concat([report.statements.head(3) for report in (REPORT, other)])
    charts += [zr.Register(said, title=TITLE), zr.Stages(solar, title=TITLE), zr.Tree(levels, title=TITLE)]
    aims = of_both(other, REPORT.select(indicator="gdp", measure="growth"))
    charts += [zr.Lines(aims, title=TITLE), zr.Treemap(pd.concat([growth, levels]), title=TITLE)]
    return {chart.kind: chart for chart in charts}


def test_every_kind_names_the_place_of_each_row_where_there_are_two(other):
    charts = two(other)
    assert set(charts) == set(KINDS)
    places = {"zh": ("肇源县", "虚构县"), "en": ("Zhaoyuan County", "Invented County")}
    for kind, chart in charts.items():
        for lang in LANGUAGES:
            words = [figure.name[lang] for figure in chart.figures]
            if kind == "stages":
                words = [project.project[lang] for project in chart.data]
            if kind == "register":
                words = [one.words[lang] for one in chart.data]
            if kind == "treemap":
                words = [leaf.name[lang] for leaf in chart.data]
                words += [heading[lang] for *_, sections in chart.sectors for heading, _ in sections]
            colon = "：" if lang == "zh" else ": "
            counts = [sum(name.startswith(f"{place}{colon}") for name in words) for place in places[lang]]
            assert counts[0] == counts[1] and sum(counts) == len(words), (kind, words)
            assert all(place in chart.source[lang] for place in places[lang])
            drawn = json.dumps(plotly.spec(chart, lang), ensure_ascii=False)
            for said in (chart.alt[lang], re.sub(r"<[^>]*>", "", drawn)):
                assert all(f"{place}{colon}" in said for place in places[lang]), (kind, said)


def test_a_chart_of_two_reports_stays_the_same_through_json_and_sheds_its_places_with_the_other(other):
    for chart in two(other).values():
        again = from_json(json.loads(json.dumps(chart.to_json())))
        assert again == chart and again.alt == chart.alt
        assert type(chart)(chart.data, title=TITLE, **chosen(chart)) == chart
    growth = REPORT.select(measure="growth")
    both = zr.Cards(of_both(other, growth.iloc[:3]), title=TITLE)
    assert zr.Cards(both.data[:3], title=TITLE) == zr.Cards(growth.iloc[:3], title=TITLE)


def chosen(chart: zr.Chart) -> dict:
    """What a kind takes besides rows and title."""
    return {"levels": chart.levels} if isinstance(chart, zr.Tree) else {}


def test_what_is_meant_is_chosen_by_indicator_in_both_reports_or_by_identifier_in_one(other):
    rows = of_both(other, REPORT.select(indicator=["gdp", "retail_sales"], measure="average_growth"))
    name = "invented-2021:gdp/average_growth/2016/2020/achieved"
    chart = zr.Dots(rows, highlight="gdp", inset=name, title=TITLE)
    assert [figure.indicator for figure in chart.data if not chart.quiet(figure)] == ["gdp", "gdp"]
    assert [figure.id for figure in chart.panels[1]] == [name]
    chart = zr.Dots(rows, highlight=name, inset="gdp", title=TITLE)
    assert [figure.id for figure in chart.data if not chart.quiet(figure)] == [name]
    assert [figure.indicator for figure in chart.panels[1]] == ["gdp", "gdp"]
    levels = of_both(other, REPORT.select(indicator="agricultural_service_network").iloc[:1])
    turned = zr.Tree(levels, levels=list(levels.index[::-1]), title=TITLE)
    assert [figure.report for figure in turned.data] == [INVENTED, "zhaoyuan-2020"]
    with refused("levels must name each row once", ChartError):
        zr.Tree(levels, levels=["agricultural_service_network"] * 2, title=TITLE)


def test_two_reports_of_one_place_are_told_apart_by_year_and_of_one_year_by_day():
    rows = GROWTH.iloc[:1]
    place = {"place_zh": "肇源县", "place_en": "Zhaoyuan County"}
    later = rows.assign(report="zhaoyuan-2021", delivered="2021-12-28", **place)
    again = rows.assign(report="zhaoyuan-2021b", delivered="2021-12-30", **place)
    far = rows.assign(report="other-2021", place_zh="别县", place_en="Other County")
    for more, zh, en in (
        (
            [later],
            ["肇源县2020年报告", "肇源县2021年报告"],
            ["Zhaoyuan County 2020 report", "Zhaoyuan County 2021 report"],
        ),
        ([far], ["肇源县", "别县"], ["Zhaoyuan County", "Other County"]),
        (
            [later, again, far],
            ["肇源县2020年报告", "肇源县2021-12-28报告", "肇源县2021-12-30报告", "别县"],
            [
                "Zhaoyuan County 2020 report",
                "Zhaoyuan County report of 2021-12-28",
                "Zhaoyuan County report of 2021-12-30",
                "Other County",
            ],
        ),
    ):
        figures = zr.Cards(pd.concat([rows, *more]), title=TITLE).figures
        assert [figure.prefix.zh for figure in figures] == zh
        assert [figure.prefix.en for figure in figures] == en


def test_places_of_one_name_in_english_only_are_told_apart():
    rows = GROWTH.iloc[:1].assign(place_zh="富裕县", place_en="Fuyu")
    twin = rows.assign(report="fuyu-2021", delivered="2021-01-01", place_zh="扶余市")
    names = [figure.name.en.partition(":")[0] for figure in zr.Cards(pd.concat([rows, twin]), title=TITLE).figures]
    assert names == ["Fuyu 2020 report", "Fuyu 2021 report"]


def test_a_table_of_two_reports_must_have_the_column_that_says_which(other):
    rows = of_both(other, REPORT.select(indicator="gdp", measure="growth"))
    assert zr.Table(rows, title=TITLE).cells(1, "zh")[:2] == ["虚构县：地区生产总值", "5.5%"]
    with refused("name must be among them", ChartError):
        zr.Table(rows, columns=("value", "quote"), title=TITLE)


def test_pairs_of_two_reports_with_one_number_are_two_pairs(other):
    gdp = HIGH[HIGH["indicator"] == "gdp"]
    chart = zr.Dumbbell(of_both(other, gdp), title=TITLE)
    assert [(pair.before.report, pair.after.report) for pair in chart.data] == [("zhaoyuan-2020",) * 2, (INVENTED,) * 2]
    assert chart.lines("zh")[1].startswith("虚构县：地区生产总值：4.2%（2016—2020年，已实现） → 5.5%")
    with refused("several pairs bear one number", ChartError):
        zr.Dumbbell(HIGH.assign(pair=1), title=TITLE)


def test_a_pair_across_two_reports_names_the_place_of_each_side(other):
    targets = of_both(other, REPORT.select(indicator=["gdp", "retail_sales"], measure="growth"))
    rows = targets.assign(pair=[1, 2, 1, 2], side=["before", "before", "after", "after"], pair_zh="", pair_en="")
    chart = zr.Dumbbell(rows, title=TITLE)
    assert chart.data[0].name.zh == "肇源县：地区生产总值 → 虚构县：地区生产总值"
    assert chart.side("before", "zh") == "肇源县：2021年增速（目标）"
    assert chart.side("after", "en") == "Invented County: growth, 2021 (target)"
    assert chart.gaps("zh")[0] == "+0.5"
    words = [str(word.words) for word in lay_out(chart, "zh").of(Words)]
    assert any("肇源县" in word for word in words) and any("虚构县" in word for word in words)


@each(["no mark", "增长【3.7%】\U0001f600"])
def test_a_chart_is_drawn_without_quotations_that_cannot_be_set(quote):
    rows = REPORT.select(indicator="gdp", measure="average_growth")
    said, spoilt = (lay_out(zr.Cards(one, title="x"), "zh") for one in (rows, rows.assign(quote=quote)))
    words = [[item.alt for item in scene.of(Tile) if item.alt.startswith("“")] for scene in (said, spoilt)]
    assert len(words[0]) == len(words[1]) + 1

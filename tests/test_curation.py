"""Readings that are easily got wrong, and what the tables as a whole must hold."""

import re
import shutil

import frictionless
import pandas as pd
import pytest
from samples import REPORT
from test_data import OBSERVATIONS, named, set_cells

import zreport as zr
from zreport.proof.evidence import document_of
from zreport.reading.numbers import numbers
from zreport.reading.quote import Quote
from zreport.tables.package import Package, data_folder

ROWS = REPORT.observations
COLUMNS = ["value", "unit", "qualifier", "status"]


def test_every_run_of_digits_belongs_to_one_row():
    runs = [match.span() for match in re.finditer(r"[0-9]+(?:\.[0-9]+)?", REPORT.text)]
    marks = set(zip(ROWS["start"], ROWS["end"], strict=True)) | {
        Quote.parse(quote).find(REPORT.text) for quote in REPORT.other_numbers["quote"]
    }
    assert len(runs) == 205
    for start, end in runs:
        assert sum(first <= start and end <= last for first, last in marks) == 1


def test_figures_in_chinese_numerals_and_in_words_are_looked_for_too():
    package = Package(data_folder())
    document = document_of(package.text("zhaoyuan-2020"), dict(package.tables("zhaoyuan-2020")))
    found = [document.text[start:end] for start, end in numbers(document)]
    assert {"两个", "四条", "一个", "一所", "一日", "全部", "全覆盖", "未发生", "“零”的突破"} <= set(found)


READINGS = {
    # Firms, not households; the base unit says so, and no chart puts them on one axis.
    "above_scale_firms/level/2016/2020/achieved": (83, "户", "exact", "achieved"),
    # A ceiling.
    "unemployment_rate/rate/2016/2020/achieved": (4, "%", "at_most", "achieved"),
    # A reduction of 45% or more.
    "documents_and_meetings/average_reduction/2016/2020/achieved": (45, "%", "at_least", "achieved"),
    # Expected, though it stands among achievements.
    "farmland_quota_proceeds/total/2016/2020/expected": (8.9, "亿元", "exact", "expected"),
    # 以上 bounds the level of the enterprises, not their number.
    "municipal_leading_enterprises/level/2016/2020/achieved": (34, "家", "exact", "achieved"),
    # 均: more than 300,000 each.
    "pension_coverage/level/2016/2020/achieved": (30, "万人", "more_than", "achieved"),
    "medical_insurance_coverage/level/2016/2020/achieved": (30, "万人", "more_than", "achieved"),
    # 1+16+142 is three figures.
    "agricultural_service_network/level/2016/2020/achieved/村": (142, "个", "exact", "achieved"),
    # Without a numeral.
    "poverty_exit_rate/rate/2016/2020/achieved": (100, "%", "exact", "achieved"),
    "safety_accidents/total/2016/2020/achieved": (0, "起", "exact", "achieved"),
    "central_heating_coverage/rate/2021/target": (100, "%", "exact", "target"),
    "tsinghua_admissions/total/2016/2020/achieved": (0, "人", "more_than", "achieved"),
    # Explained in the glossary, promised where the term is used.
    "township_kindergartens/per_unit/2021/target": (1, "所", "at_least", "target"),
    "education_group_schools/total/2016/2020/achieved": (3, "所", "exact", "achieved"),
    "reemployment/total/2016/2020/achieved": (1.11, "万人", "exact", "achieved"),
}


@pytest.mark.parametrize(("name", "said"), READINGS.items(), ids=READINGS)
def test_a_figure_that_is_easily_misread_is_read_right(name, said):
    assert tuple(ROWS.loc[f"zhaoyuan-2020:{name}", COLUMNS]) == said


def test_the_same_thing_is_one_indicator_in_both_periods_and_other_things_are_not():
    both = ROWS.groupby("indicator")["status"].agg(set)
    for indicator in ("straw_utilisation_rate", "high_standard_farmland", "new_employment", "gdp"):
        assert both[indicator] == {"achieved", "target"}
    for indicator in ("unemployment_rate", "investment_funds_in_place"):
        assert both[indicator] == {"achieved"}
    for indicator in ("registered_unemployment_rate", "domestic_capital_used"):
        assert both[indicator] == {"target"}


def test_firms_and_households_share_no_axis():
    rows = REPORT.select(indicator=["above_scale_firms", "dangerous_houses_rebuilt"], measure=["level", "total"])
    assert set(rows["unit_base"]) == {"户"}
    with pytest.raises(zr.ReportError, match="firms"):
        zr.Bars(rows.assign(measure="total"), title="户")


def test_a_threshold_is_no_figure_of_an_indicator():
    other = REPORT.other_numbers.set_index("quote")["reason"]
    assert (other[other.index.str.contains("【500万元】")] == "threshold").sum() == 2


@pytest.mark.parametrize(
    ("relation", "one", "other"),
    [
        ("never_add", "local_fiscal_revenue", "general_public_budget_revenue"),
        ("same_object", "households_out_of_poverty", "people_out_of_poverty"),
        ("conflicts_with", "key_project_investment", "fixed_asset_investment"),
        ("conflicts_with", "industrial_output", "industrial_value_added"),
        ("part_of", "farmland_quota_traded", "farmland_quota_accepted"),
    ],
)
def test_what_may_not_be_added_or_does_not_agree_is_said(relation, one, other):
    rows = REPORT.relations[REPORT.relations["relation"] == relation]
    assert (rows["a"].str.contains(f":{one}/") & rows["b"].str.contains(f":{other}/")).any()


def test_every_relation_but_a_start_says_why_in_both_languages():
    rows = REPORT.relations[REPORT.relations["relation"] != "baseline_of"]
    assert (rows[["note_zh", "note_en"]] != "").all(axis=None)


def test_projects_carry_where_they_stand_and_names_in_both_languages():
    projects = REPORT.projects
    for row in projects.itertuples():
        assert REPORT.text[row.start : row.end] in row.project_zh
    assert set(projects["stage"]) == set(
        [
            "planned",
            "bid",
            "reserve",
            "signed",
            "grid_connected",
            "in_production",
            "completed",
            "implemented",
            "started",
            "under_construction",
            "unstated",
        ]
    )
    assert (projects[["project_en", "stage_zh", "stage_en", "section_zh"]] != "").all(axis=None)


def test_the_glossary_holds_the_23_terms_in_their_order():
    assert len(REPORT.glossary) == 23
    assert REPORT.glossary["term"].iloc[[0, -1]].tolist() == ["总部经济", "产业链链长制"]


# Other forms


def test_the_data_package_is_valid_to_frictionless_as_it_stands():
    description = str(data_folder() / "datapackage.json")
    with frictionless.system.use_context(trusted=True):
        assert frictionless.Package(description).validate().valid


def test_observations_go_to_parquet_and_back(tmp_path):
    file = tmp_path / "figures.parquet"
    ROWS.to_parquet(file)
    pd.testing.assert_frame_equal(pd.read_parquet(file), pd.DataFrame(ROWS))


def test_observations_go_to_sdmx_csv_and_back(tmp_path):
    file = tmp_path / "figures.csv"
    REPORT.to_sdmx().to_csv(file, index=False)
    back = pd.read_csv(file)
    kept = {
        "OBS_VALUE": "value",
        "UNIT_PRINTED": "unit",
        "QUALIFIER": "qualifier",
        "QUOTE": "quote",
        "STATUS": "status",
    }
    for concept, column in kept.items():
        assert back[concept].tolist() == ROWS[column].tolist()


def test_sdmx_has_one_row_for_each_key_and_values_in_powers_of_ten():
    rows = REPORT.to_sdmx()
    key = ["REF_AREA", "INDICATOR", "TRANSFORMATION", "TIME_PERIOD", "STATUS", "SCOPE"]
    assert not rows.duplicated(key).any()
    base = rows["OBS_VALUE"] * 10.0 ** rows["UNIT_MULT"]
    assert base.to_numpy() == pytest.approx(ROWS["value_base"].to_numpy())
    assert rows["UNIT_MEASURE"].str.fullmatch(r"[A-Z0-9_]+").all()
    assert set(rows["TIME_PERIOD"]) == {"2016", "2019", "2021", "2016-01-01/P5Y"}


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t"])
def test_a_cell_that_a_spreadsheet_would_run_is_a_fault(sign, tmp_path):
    folder = shutil.copytree(data_folder(), tmp_path / "data")
    set_cells(folder, OBSERVATIONS, (9, "note", f"{sign}cmd|' /C calc'!A0"))
    assert named(zr.check(folder), OBSERVATIONS, 9)

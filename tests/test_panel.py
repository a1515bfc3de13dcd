"""A panel of reports: figures by place and year, promises and what came of them, phrases, and a notebook of it all."""

from __future__ import annotations

import ast
import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from each import each

pytest.importorskip("duckdb", reason="the extra corpus is not installed")
pytest.importorskip("pyarrow", reason="the extra corpus is not installed")

from invented_reports import invented, scanned

import zreport as zr
from zreport.cli import main
from zreport.corpus.kept import verdict_of
from zreport.corpus.notebook import notebook_of_rows
from zreport.corpus.panel import ReportPanel, panel
from zreport.export.export import export
from zreport.export.notebook import story
from zreport.export.run import run
from zreport.faults import ReportError, SelectionError
from zreport.figures.datum import data
from zreport.language import LANGUAGES
from zreport.layout.scene import lay_out
from zreport.tables.package import data_folder

SHARED = Path(__file__).resolve().parent.parent.parent / "shared/reports"
ANGUO, BOYE, DINGXING = (f"河北省保定市{name}" for name in ("安国市", "博野县", "定兴县"))
GULOU = "江苏省南京市鼓楼区", "江苏省徐州市鼓楼区"
ZHAOYUAN = "黑龙江省大庆市肇源县"
# What each report says of last year and of this; the name of its file is to be quoted everywhere.
SAID = {
    (ANGUO, 2021): (
        "全市地区生产总值增长4.2%，一般公共预算收入增长3%。",
        "地区生产总值增长6%，一般公共预算收入增长5%，城镇登记失业率控制在4.5%以内。“十四五”时期，地区生产总值年均增长6.5%。",
        "",
    ),
    (ANGUO, 2022): (
        "全市地区生产总值增长7.1%，一般公共预算收入同口径增长6%，城镇登记失业率3.2%。",
        "地区生产总值增长6.5%左右。",
        "我们坚持高质量\n　　发展，建成５Ｇ网络，高质量发展迈出新步伐。",
    ),
    (ANGUO, 2023): ("全市地区生产总值增长6.2%。", "确保地区生产总值增长6%以上。", "推动高质量发展。"),
    (ANGUO, 2024): ("全市地区生产总值增长5.5%。", "力争地区生产总值增长7%。", ""),
    (BOYE, 2021): ("全县地区生产总值增长5%。", "地区生产总值增长6%—7%。", ""),
    (BOYE, 2022): ("全县粮食再获丰收。上半年，地区生产总值增长5.7%。", "粮食总产稳定在30万吨以上。", ""),
    (DINGXING, 2021): ("全县地区生产总值增长3%。", "地区生产总值增长8%。", ""),
    (DINGXING, 2022): ("受多种因素影响，全县地区生产总值下降1.2%。", "地区生产总值增长2%。", ""),
    (GULOU[0], 2022): ("全区地区生产总值增长6%。", "地区生产总值增长7%。", ""),
    (GULOU[1], 2022): ("全区地区生产总值增长4%。", "地区生产总值增长5%。", "徐州的老城焕发新的生机。"),
}
GROWTH = {"places": [ANGUO, BOYE, DINGXING], "years": range(2021, 2025)}


def texts() -> dict[str, tuple[str, str, str]]:
    made = {
        f"{place[:5]}'{place[-3:]}\" {year}.txt": (place, f"{year}-01-20", invented(place, year, *said))
        for (place, year), said in SAID.items()
    }
    real = (data_folder() / "reports/zhaoyuan-2020/report.txt").read_text("utf-8")
    return {name.replace('"', ""): each for name, each in made.items()} | {
        "zhaoyuan.txt": (ZHAOYUAN, "2020-12-29", real),
        "fragment.txt": ("", "", "各位代表，只有一句话。"),
    }


@pytest.fixture(scope="module")
def rows(tmp_path_factory) -> Path:
    """The rows of the invented reports, and of the curated one, in a folder whose name patterns and SQL would misread."""
    return scanned(tmp_path_factory.mktemp("it's [2021] *rows"), texts())


@pytest.fixture(scope="module")
def opened(rows) -> ReportPanel:
    return panel(rows)


def cells(frame: pd.DataFrame, *columns: str) -> list[tuple]:
    return [tuple(None if pd.isna(one) else one for one in row) for row in frame[list(columns)].to_numpy().tolist()]


# What is in it


def test_a_panel_says_what_it_holds_and_what_was_set_apart_in_both_languages(opened, monkeypatch):
    assert len(opened) == len(SAID) + 1 and len(opened.rejected) == 1
    assert "11份报告，6个地方，2021—2024年" in repr(opened) and "人工核定169行；另置1份文本" in repr(opened)
    monkeypatch.setenv("ZREPORT_LANG", "en")
    assert "11 reports of 6 places, 2021–2024" in repr(opened) and "1 text set apart" in repr(opened)
    assert set(opened._repr_mimebundle_()) == {"text/plain", "text/html", "application/vnd.zreport.html+json"}


def test_of_a_report_that_is_both_drafted_and_curated_the_curated_one_counts(opened, rows):
    mine = opened.reports[opened.reports["place"] == ZHAOYUAN]
    assert mine.index.tolist() == ["zhaoyuan-2020"] and mine["made"].tolist() == ["curated"]
    assert cells(opened.targets("gdp", places="肇源", years=2021), "value", "made", "doubt") == [(5.0, "curated", "")]
    assert opened.targets("gdp", places="肇源", years=2021)["name_en"].item() == "GDP"
    drafted = panel(rows, curated=False)
    mine = drafted.reports[drafted.reports["place"] == ZHAOYUAN]
    assert mine["made"].tolist() == ["drafted"] and mine["year"].tolist() == [2021]
    assert drafted.sql("SELECT DISTINCT made FROM observations")["made"].tolist() == ["drafted"]


def test_a_curated_row_keeps_what_its_own_report_says_of_it(opened):
    own = zr.load().observations.loc["zhaoyuan-2020:gdp/growth/2021/target"]
    row = opened.targets("gdp", places=ZHAOYUAN, years=2021).iloc[0]
    for column in ("caution_zh", "caution_en", "section_en", "chapter_en", "source_en", "quote", "start"):
        assert row[column] == own[column], column


def test_without_a_folder_the_panel_is_of_the_curated_reports_alone():
    assert zr.panel().reports.index.tolist() == ["zhaoyuan-2020"]
    assert zr.panel().rejected.empty


# Targets and achievements


def test_every_place_and_year_has_a_row_that_says_whether_it_is_stated(opened):
    found = opened.targets("gdp", **GROWTH)
    assert [*zip(found["place_zh"], found["year"], strict=True)] == [
        (place, year) for place in ("安国市", "博野县", "定兴县") for year in range(2021, 2025)
    ]
    assert found["state"].tolist() == [
        *["stated"] * 4,
        *["stated", "not_stated", "no_report", "no_report"],
        *["stated", "stated", "no_report", "no_report"],
    ]
    silent = found[found["state"] != "stated"]
    assert silent["value"].isna().all() and (silent["made"] == ["drafted", *[""] * 4]).all()
    assert silent["source_zh"].iloc[0] == "《博野县政府工作报告》（2022-01-20，草稿）" and (silent["doubt"] == "").all()
    assert found.index.is_unique


def test_targets_keep_their_bounds_and_ranges(opened):
    found = opened.targets("gdp", **GROWTH).query("state == 'stated'")
    assert cells(found, "value", "value_high", "qualifier", "commitment") == [
        (6.0, None, "exact", ""),
        (6.5, None, "about", ""),
        (6.0, None, "at_least", "ensure"),
        (7.0, None, "exact", "strive"),
        (6.0, 7.0, "range", ""),
        (8.0, None, "exact", ""),
        (2.0, None, "exact", ""),
    ]
    assert (found["doubt"] != "").all() and set(found["made"]) == {"drafted"}


def test_targets_of_several_years_come_only_with_their_measure(opened):
    assert opened.targets("gdp", places="安国", years=2021)["value"].tolist() == [6.0]
    found = opened.targets("gdp", measure="average_growth", places="安国", years=2021)
    assert cells(found, "value", "period") == [(6.5, "2021/2025")]


def test_what_was_achieved_is_of_the_year_before_its_report(opened):
    found = opened.achieved("gdp", places="安国")
    assert cells(found, "year", "value") == [(2020, 4.2), (2021, 7.1), (2022, 6.2), (2023, 5.5)]
    assert found["report"].tolist()[0] == f"{ANGUO}-2021"


def test_a_fall_is_growth_below_zero_and_says_so(opened):
    row = opened.achieved("gdp", places="定兴", years=2021).iloc[0]
    assert (row["value"], row["measure"]) == (-1.2, "growth")
    assert "降幅" in row["caution_zh"] and "decline" in row["caution_en"]
    turned = opened.achieved("gdp", measure="decline", places="定兴", years=[2020, 2021])
    assert turned["value"].tolist() == [-3.0, 1.2]


def test_of_several_figures_of_a_year_one_is_the_headline_and_the_rest_are_counted(opened):
    one = opened.targets("gdp", places=ANGUO, years=2021)
    every = opened.targets("gdp", places=ANGUO, years=2021, every=True)
    assert one["others"].item() == len(every) - 1
    assert every["headline"].sum() == 1
    counted = opened.targets("gdp", every=True).groupby(["place", "year"]).size()
    for row in opened.targets("gdp").query("state == 'stated'").itertuples():
        assert counted[row.place, row.year] == row.others + 1


def test_a_figure_of_some_months_is_none_of_the_year_and_is_counted(opened):
    found = opened.achieved("gdp", places=BOYE, years=2021)
    assert cells(found, "state", "value", "others") == [("not_stated", None, 1)]
    every = opened.achieved("gdp", places=BOYE, years=2021, every=True)
    assert sorted(cells(every, "state", "headline")) == [("not_stated", True), ("stated", False)]
    assert "其中几个月" in every.query("state == 'stated'")["doubt"].item()


def test_an_indicator_goes_by_key_by_name_and_by_what_texts_call_it(opened):
    for name in ("gdp", "GDP", "地区生产总值", "生产总值"):
        assert opened.targets(name, places=ANGUO, years=2021)["value"].tolist() == [6.0], name
    with pytest.raises(SelectionError, match="可选：gdp"):
        opened.targets("gpd")
    with pytest.raises(SelectionError, match="可选：pm25"):
        opened.targets("PM2.5")
    with pytest.raises(SelectionError):
        opened.targets("'; DROP VIEW observations; --")
    with pytest.raises(SelectionError, match="measure"):
        opened.targets("gdp", measure="speed")


# Places and years


@each(["安国", "安国市", "保定市安国市", ANGUO, "130683"])
def test_a_place_is_found_by_each_of_its_names(name, *, opened):
    assert opened.targets("gdp", places=name, years=2021)["place"].tolist() == [ANGUO]


def test_a_name_that_several_places_bear_is_refused_with_the_choices(opened):
    with pytest.raises(SelectionError) as error:
        opened.targets("gdp", places="鼓楼区")
    assert all(place in error.value.words[lang] for place in GULOU for lang in LANGUAGES)
    assert opened.targets("gdp", places="南京市鼓楼区", years=2022)["value"].tolist() == [7.0]


def test_places_that_share_a_name_are_named_in_full_and_drawn_apart(opened):
    both = opened.targets("gdp", places=list(GULOU), years=2022)
    assert both["place_zh"].tolist() == both["place"].tolist() == list(GULOU)
    assert (
        both["place_en"].is_unique and opened.targets("gdp", places=GULOU[0], years=2022)["place_zh"].item() == "鼓楼区"
    )
    assert all(place in zr.Dots(both, title="二区").alt.zh for place in GULOU)


@each(["火星", "", "安国'; --", "%", "区"])
def test_a_place_that_is_not_there_is_refused(name, *, opened):
    with pytest.raises(SelectionError, match=r"可选|几个地方"):
        opened.targets("gdp", places=name)


def test_levels_and_years_are_refused_unless_they_are_some(opened):
    with pytest.raises(SelectionError, match="level"):
        opened.targets("gdp", level="village")
    with pytest.raises(SelectionError, match="years"):
        opened.targets("gdp", years="二〇二一")
    for years in (True, 2021.5, float("nan"), 0, 2**70, range(10**9), [2021, None]):
        with pytest.raises(SelectionError, match="years"):
            opened.targets("gdp", years=years)
    for years in (["2021", 2022.0], range(2021, 2023), pd.Series([2021, 2022]), {2022, 2021}):
        assert opened.targets("gdp", places=BOYE, years=years)["year"].tolist() == [2021, 2022]
    with pytest.raises(SelectionError, match="measure"):
        opened.targets("gdp", measure=["growth"])
    assert opened.targets("gdp", level="province").empty


def test_neighbours_are_of_one_place_that_is_named(opened):
    for place in (None, ["博野", "安国"], 130637):
        with pytest.raises(SelectionError, match="写一个地方"):
            opened.neighbours(place)


def test_levels_measures_and_places_are_taken_as_tables_show_them(opened):
    own = opened.targets("gdp", level="county", measure="growth", years=2021)
    assert opened.targets("gdp", level="县", measure="增速", years=2021).equals(own)
    named = {BOYE, ANGUO, DINGXING}
    for places in (own, opened.reports[opened.reports["level"] == "county"], pd.DataFrame({"place": ["博野", "安国"]})):
        assert named & set(opened.targets("gdp", places=places, years=2021)["place"])


def test_neighbours_are_of_one_parent_and_level_the_place_itself_first(opened):
    near = opened.neighbours("博野")
    assert near.index.tolist() == [BOYE, ANGUO, DINGXING]
    assert opened.targets("gdp", places=near, years=2021)["place"].tolist() == [BOYE, ANGUO, DINGXING]


# Promises and what came of them


def test_targets_stand_beside_what_the_next_report_says(opened):
    found = opened.kept("gdp", **GROWTH)
    assert cells(found, "target_label_zh", "achieved_label_zh", "verdict", "target_state", "achieved_state") == [
        ("6%", "7.1%", "met", "stated", "stated"),
        ("≈6.5%", "6.2%", "cannot_be_told", "stated", "stated"),
        ("≥6%", "5.5%", "missed", "stated", "stated"),
        ("7%", "", "cannot_be_told", "stated", "no_report"),
        ("6%–7%", "", "cannot_be_told", "stated", "not_stated"),
        ("", "", "cannot_be_told", "not_stated", "no_report"),
        *[("", "", "cannot_be_told", "no_report", "no_report")] * 2,
        ("8%", "−1.2%", "missed", "stated", "stated"),
        ("2%", "", "cannot_be_told", "stated", "no_report"),
        *[("", "", "cannot_be_told", "no_report", "no_report")] * 2,
    ]
    assert (found.query("verdict == 'cannot_be_told'")[["why_zh", "why_en"]] != "").all(axis=None)
    first = found.iloc[0]
    assert (first["gap"], first["calculation_zh"], first["formula_zh"]) == (1.1, "7.1% − 6%", "后者 − 前者")


def test_accounts_that_may_differ_leave_a_promise_open(opened):
    row = opened.kept("general_public_budget_revenue", places=ANGUO, years=2021).iloc[0]
    assert row["verdict"] == "cannot_be_told" and "同口径" in row["why_zh"] and "accounts" in row["why_en"]
    assert opened.kept("registered_unemployment_rate", places=ANGUO, years=2021)["verdict"].tolist() == ["met"]


@each(
    [
        (("exact", 7), ("exact", 7), "up", "met"),
        (("exact", 7), ("exact", 6.9), "up", "missed"),
        (("at_least", 7), ("at_least", 6.5), "up", "cannot_be_told"),
        (("at_least", 7), ("more_than", 7), "none", "met"),
        (("more_than", 7), ("exact", 7), "up", "missed"),
        (("more_than", 7), ("more_than", 7), "up", "met"),
        (("exact", 7), ("less_than", 7), "up", "missed"),
        (("exact", 7), ("at_most", 7), "up", "cannot_be_told"),
        (("about", 7), ("exact", 7.1), "up", "met"),
        (("about", 7), ("exact", 3), "up", "cannot_be_told"),
        (("exact", 7), ("about", 8), "up", "cannot_be_told"),
        (("at_most", 4.5), ("exact", 4.6), "down", "missed"),
        (("exact", 4.5), ("exact", 4.4), "down", "met"),
        (("exact", 4.5), ("exact", 4.4), "none", "cannot_be_told"),
        (("range", 6, 7), ("exact", 6), "up", "met"),
        (("range", 6, 7), ("exact", 5.9), "up", "missed"),
        (("exact", 6.5), ("range", 6, 7), "up", "cannot_be_told"),
    ]
)
def test_a_verdict_follows_from_bounds_and_from_what_is_better(target, achieved, better, verdict):
    like = data(zr.load().select(indicator="gdp", status="target"))[0]

    def figure(qualifier: str, low: float, high: float | None = None):
        return replace(like, qualifier=qualifier, value=low, value_base=low, value_high=high, value_high_base=high)

    said = verdict_of(figure(*target), figure(*achieved), better)
    assert said.verdict == verdict
    assert bool(said.why.zh) == (verdict == "cannot_be_told")


def test_more_of_a_fall_is_worse_where_more_is_better():
    like = replace(data(zr.load().select(indicator="gdp", status="target"))[0], measure="decline")
    less, more = (replace(like, value=value, value_base=value) for value in (2.0, 3.0))
    assert verdict_of(less, more, "up").verdict == "missed"
    assert verdict_of(less, more, "down").verdict == "met"


def test_pairs_are_drawn_and_derived_each_under_its_place(opened):
    pairs = opened.pairs("gdp", places=[ANGUO], years=[2021, 2023])
    assert zr.derive.gap(pairs)["value"].tolist() == [1.1, -0.5]
    chart = zr.Dumbbell(opened.pairs("gdp", places=ANGUO, years=2021), title="兑现")
    assert chart.open_figures == 2
    both = pd.concat(
        [
            pairs[pairs["year"] == 2021],
            pairs[pairs["year"] == 2021].assign(pair=9, place_zh="别县", place_en="B", report="b"),
        ]
    )
    assert [pair.name.zh for pair in zr.Dumbbell(both, title="兑现").data] == [
        "安国市：地区生产总值",
        "别县：地区生产总值",
    ]


# Words


def test_phrases_are_counted_through_line_ends_and_width(opened):
    found = opened.phrases("高质量发展", "5g").query("year == 2022")
    assert cells(found, "phrase", "with_phrase", "uses") == [("高质量发展", 1, 2), ("5g", 1, 1)]
    per_place = opened.phrases("高质量发展", by="place").set_index("place")
    assert per_place.loc[ANGUO, ["uses", "first_year", "first_report"]].tolist() == [3, 2022, f"{ANGUO}-2022"]
    assert per_place.loc[BOYE, "uses"] == 0 and per_place.loc[BOYE, "first_report"] == ""
    every = zr.load().text.count("高质量发展") + 3
    assert opened.phrases("高质量发展")["uses"].sum() == every
    row = opened.phrases("高质量发展").query("year == 2023").iloc[0]
    assert row["per_10000"] == round(10_000 / row["characters"], 3)


@each(["", "  ", "发" * 61, None])
def test_what_is_no_phrase_is_refused(phrase, *, opened):
    with pytest.raises(SelectionError, match="不能数"):
        opened.phrases(phrase)


def test_signs_that_patterns_obey_are_counted_as_they_are(opened):
    assert opened.phrases("发展.*", "(", "[高]", "\\d", "'")["uses"].sum() == opened.phrases("(")["uses"].sum()
    with pytest.raises(SelectionError, match="by"):
        opened.phrases("发展", by="month")
    with pytest.raises(SelectionError, match="请写上"):
        opened.phrases()


def test_indicators_are_counted_by_the_reports_that_state_them(opened):
    found = opened.indicators().query("indicator == 'gdp'")
    assert cells(found, "year", "reports", "stating") == [(2021, 4, 4), (2022, 5, 5), (2023, 1, 1), (2024, 1, 1)]
    assert (found["first_year"] == 2021).all() and (found["last_year"] == 2024).all()
    assert found["share"].tolist() == [100.0] * 4
    places = opened.indicators(by="place").query("indicator == 'gdp'")
    assert set(places["place"]) == set(opened.reports["place"]) and opened.indicators(by="level")["known"].any()


def test_wording_counts_each_stated_target_once(opened):
    found = opened.wording("gdp")
    kinds, hard = ["point", "about", "floor", "ceiling", "range"], ["hard", "soft", "plan", "plain"]
    assert (found[kinds].sum(axis=1) == found["stated"]).all() and (found[hard].sum(axis=1) == found["stated"]).all()
    assert found["stated"].sum() == (opened.targets("gdp")["state"] == "stated").sum()
    # 6%, a range from 6% to 7%, 8% and a floor of 5% for the county that is curated.
    first = found[(found["year"] == 2021) & (found["level"] == "county")]
    assert cells(first, "lowest", "median", "highest") == [(5.0, 6.25, 8.0)]
    assert found[["range", "about", "floor", "hard", "soft", "curated"]].sum().tolist() == [1, 1, 1, 1, 1, 1]
    assert found.query("year == 2022")[["reports", "stated"]].to_numpy().tolist() == [[5, 4]]


# SQL


def test_queries_see_drafted_and_curated_rows_and_the_vocabulary(opened):
    found = opened.sql(
        "SELECT made, count(DISTINCT report) AS n FROM observations JOIN indicators USING (indicator) GROUP BY 1 ORDER BY 1"
    )
    assert cells(found, "made", "n") == [("curated", 1), ("drafted", 10)]
    assert set(opened.sql("SHOW TABLES")["name"]) >= {"observations", "reports", "texts", "rejected", "measures"}


@each(
    [
        "COPY observations TO '{folder}/stolen.csv'",
        "COPY (SELECT 1) TO '{rows}/observations/year=2021/part-9.parquet' (FORMAT parquet)",
        "ATTACH '{folder}/new.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "CREATE TABLE mine AS SELECT 1",
        "DROP VIEW observations",
        "DELETE FROM curated_observations",
        "WITH gone AS (DELETE FROM curated_observations RETURNING report) SELECT * FROM gone",
        "SET enable_external_access = true",
        "SELECT ?",
        "SELECT * FROM read_csv('{data}')",
        "SELECT * FROM '{data}'",
        "SELECT * FROM read_text('{rows}/../places.csv')",
        "SELECT * FROM glob('/*')",
        "SELECT 1; SELECT 2",
        "SELECT nothing FROM observations",
        "SELEC 1",
        "",
    ]
)
def test_a_query_that_writes_reads_elsewhere_or_is_none_is_refused_in_a_sentence(query, *, opened, rows):
    names = {name: str(path).replace("'", "''") for name, path in {"rows": rows, "folder": rows.parent}.items()}
    before = {path: path.stat().st_mtime_ns for path in rows.parent.rglob("*")}
    with pytest.raises(ReportError) as error:
        opened.sql(query.format(data=data_folder() / "vocabulary/units.csv", **names))
    assert all(words and "\n" not in words for words in error.value.words.both)
    assert {path: path.stat().st_mtime_ns for path in rows.parent.rglob("*")} == before
    assert len(opened.sql("SELECT * FROM curated_observations")) == 169


def test_variables_of_the_program_are_no_tables(opened):
    secret = pd.DataFrame({"a": [1]})
    with pytest.raises(ReportError, match="secret"):
        opened.sql("SELECT * FROM secret")
    assert len(secret) == 1


# Folders that are none


def altered(rows: Path, folder: Path, schema: object, **said: object) -> Path:
    shutil.copytree(rows, folder)
    told = json.loads((folder / "scan.json").read_text("utf-8"))
    (folder / "scan.json").write_text(json.dumps(told | {"schema": schema} | said), "utf-8")
    return folder


def test_a_folder_that_holds_no_whole_rows_is_refused_in_a_sentence(rows, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "half/.work").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    (tmp_path / "other/notes.txt").write_text("mine")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken/scan.json").write_text("{")
    altered(rows, tmp_path / "older", 0)
    altered(rows, tmp_path / "newer", 99)
    altered(rows, tmp_path / "listless", 1, files=5)
    altered(rows, tmp_path / "gone", 1)
    (tmp_path / "gone/reports.parquet").unlink()
    # A scan that was killed while it moved its result in.
    (altered(rows, tmp_path / "between", 1) / ".work/done").mkdir(parents=True)
    said = {
        "missing": "no such folder",
        "empty": "is empty",
        "half": "has not ended",
        "between": "has not ended",
        "other": "no scan.json",
        "broken": "cannot be read",
        "listless": "cannot be read",
        "older": "of form 0",
        "newer": "upgrade zreport",
        "gone": "reports.parquet is missing",
    }
    for name, words in said.items():
        with pytest.raises(ReportError) as error:
            panel(tmp_path / name)
        assert words in error.value.words.en and "\n" not in str(error.value), name
    with pytest.raises(ReportError, match="没有这个文件夹"):
        panel(tmp_path / "other/notes.txt")


def test_nothing_is_read_until_it_is_asked_and_what_is_broken_is_said_then(rows, tmp_path):
    folder = altered(rows, tmp_path / "rows", 1)
    # A copy that lies there is not counted once more.
    part = folder / "observations/year=2021/part-0.parquet"
    shutil.copy(part, part.with_name("part-0 (1).parquet"))
    counted = "SELECT count(*) AS n FROM observations"
    assert panel(folder).sql(counted).equals(panel(rows).sql(counted))
    (folder / "observations/year=2022/part-0.parquet").write_bytes(b"PAR1 no more")
    found = panel(folder)
    assert len(found.reports) == 11
    with pytest.raises(ReportError, match="zreport scan"):
        found.targets("gdp")


def test_without_the_extra_one_is_told_what_to_install(rows, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(ReportError) as error:
        len(panel(rows))
    assert 'pip install "zreport[corpus]"' in error.value.words.en


def test_a_scan_that_accepted_nothing_is_an_empty_panel(tmp_path):
    found = panel(scanned(tmp_path, {"a.txt": ("", "", "各位代表，只有一句话。")}), curated=False)
    assert len(found) == 0 and len(found.rejected) == 1 and "0份报告" in repr(found)
    for frame in (
        found.targets("gdp", every=True),
        found.kept("gdp"),
        found.phrases("发展"),
        found.indicators("place"),
    ):
        assert frame.empty and len(frame.columns) > 5
    assert found.kept("gdp").columns.tolist() == zr.panel().kept("gdp").columns.tolist()


# Shown and drawn


def test_frames_are_tables_to_be_read_in_both_languages(opened, monkeypatch):
    frames = {
        "没有报告": ("no report", opened.targets("gdp")),
        "不能断定": ("cannot be told", opened.kept("gdp")),
        "县": ("county", opened.reports),
        "读不出": ("unreadable", opened.rejected),
    }
    for zh, (en, frame) in frames.items():
        assert zh in repr(frame), zh
        assert "2,02" not in frame._repr_html_(), "years are no amounts"
        monkeypatch.setenv("ZREPORT_LANG", "en")
        assert en in frame._repr_html_(), en
        monkeypatch.delenv("ZREPORT_LANG")


def test_charts_draw_what_is_stated_and_say_what_is_not(opened):
    asked = {"places": opened.neighbours("安国"), "years": range(2021, 2025)}
    both = pd.concat([opened.targets("gdp", **asked), opened.achieved("gdp", **asked)])
    lines = zr.Lines(both, by="place", panels=True, title="目标与实现")
    dots = zr.Dots(opened.targets("gdp", years=2022, level="county"), title="目标")
    said = "".join(note.zh for note in (*lines.remarks, *dots.remarks))
    assert "报告未提供" in said and "无报告" in said
    assert dots.open_figures == 4 and "草稿" in dots.source.zh
    # One of two is curated, and the other is named.
    mixed = zr.Dots(opened.targets("gdp", years=2021, places=[ZHAOYUAN, DINGXING]), title="目标")
    assert "1 个数字未核（定兴县）" in mixed.source.zh and "not yet looked at (Dingxing County)" in mixed.source.en
    for chart in (lines, dots):
        for lang in LANGUAGES:
            lay_out(chart, lang, "slide")


# The notebook


def shown(notebook: Path, monkeypatch) -> list[object]:
    """Run the cells of a notebook here, and return what they show."""
    monkeypatch.chdir(notebook.parent)
    found, names = [], {}
    for cell in json.loads(notebook.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            *lines, last = ast.parse("".join(cell["source"])).body
            exec(compile(ast.Module(lines, []), notebook.name, "exec"), names)
            found.append(eval(compile(ast.Expression(last.value), notebook.name, "eval"), names))
            assert repr(found[-1])
    return found


def charts_of(found: list[object]) -> list:
    charts = [one for one in found if hasattr(one, "to_json") and hasattr(one, "kind")]
    for chart in charts:
        for lang in LANGUAGES:
            lay_out(chart, lang, "slide")
    return charts


def test_the_notebook_of_a_folder_says_what_its_rows_say(rows, monkeypatch, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["notebook", f"{rows}/"])
    assert not ended.value.code
    notebook = rows.parent / "panel.ipynb"
    assert notebook.name in capsys.readouterr().out
    charts = charts_of(shown(notebook, monkeypatch))
    assert [chart.name for chart in charts] == ["targets", "kept", "neighbours"]
    assert "达到1项，未达到2项，不能断定1项" in charts[1].title.zh and "1 met, 2 missed, 1 open" in charts[1].title.en
    words = notebook.read_text("utf-8")
    assert "11份政府工作报告" in words and "没有人逐行核过" in words and "首见于2021年（肇源县）" in words
    again = notebook_of_rows(rows)
    assert again.name == "panel-2.ipynb" and notebook.read_text("utf-8") == words
    again.unlink()


def test_the_notebook_runs_in_its_normal_form_and_exports_to_a_deck_and_a_page(rows, tmp_path):
    notebook = notebook_of_rows(rows, tmp_path)
    assert run([notebook], "zh") == [notebook]
    assert [chart.kind for _, chart in story(notebook).charts] == ["dots", "lines", "table"]
    (deck,) = export([notebook], tmp_path / "panel.pptx", "en")
    assert deck.stat().st_size > 20_000
    (page,) = export([notebook], tmp_path / "pages", "zh", ["html"])
    assert "没有报告" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ({(ANGUO, 2022): ("全市地区生产总值增长7.1%。", "地区生产总值增长6%。")}, ["dots"]),
        ({(ANGUO, 2022): ("各项工作稳步推进。", "努力做好各项工作。")}, ["dots"]),
        ({(ANGUO, 2022): ("粮食总产达到30万吨。", "粮食总产稳定在30万吨以上。")}, ["dots"]),
        ({(ANGUO, 2022): ("地区生产总值增长6%。", "地区生产总值增长6%—7%。")}, []),
        (
            {
                (ANGUO, 2022): ("新增就业3000人。", "新增就业4000人。"),
                (BOYE, 2022): ("新增就业2000人。", "新增就业2500人。"),
            },
            ["dots", "table"],
        ),
        (
            {
                (place, year): (f"地区生产总值增长{at + year - 2018}%。", f"地区生产总值增长{at + year - 2018}.5%。")
                for at, place in enumerate((ANGUO, BOYE))
                for year in (2020, 2021, 2022)
            },
            ["dots", "lines", "lines"],
        ),
        (
            {
                (ANGUO, 2021): ("地区生产总值增长5%。", "地区生产总值增长6%。"),
                (ANGUO, 2022): ("地区生产总值增长7%。", "地区生产总值增长8%。"),
            },
            ["dots", "dumbbell"],
        ),
    ],
    ids=[
        "one report",
        "no figures",
        "no gdp",
        "a range alone",
        "two places of one year",
        "places over years",
        "one pair",
    ],
)
def test_the_notebook_holds_on_any_folder(said, kinds, tmp_path, monkeypatch):
    made = {
        f"{at}.txt": (place, f"{year}-01-20", invented(place, year, *words))
        for at, ((place, year), words) in enumerate(said.items())
    }
    charts = charts_of(shown(notebook_of_rows(scanned(tmp_path, made)), monkeypatch))
    assert [chart.kind for chart in charts] == kinds


# The fifteen texts


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared reports are not here")
def test_real_texts_make_a_panel_of_which_nothing_is_silent(tmp_path, monkeypatch):
    found = {path.name: ("", "", path.read_text("utf-8")) for path in sorted(SHARED.glob("*_20*.txt"))}
    rows = scanned(tmp_path, found)
    opened = panel(rows)
    assert len(opened) + len(opened.rejected) == len(found) + 1
    targets = opened.targets("gdp")
    assert len(targets) == targets["place"].nunique() * targets["year"].nunique()
    assert set(targets["state"]) == {"stated", "no_report"}
    stated = targets.query("state == 'stated'").set_index("report")["value"]
    assert stated[f"{BOYE}-2021"] == 9 and stated[f"{BOYE}-2024"] == 6 and stated["zhaoyuan-2020"] == 5
    kept = opened.kept("gdp", places="徐水", years=2011).iloc[0]
    assert (kept["target_label_zh"], kept["achieved_label_zh"], kept["verdict"]) == ("≥12%", "13%", "met")
    phrases = opened.phrases("高质量发展").set_index("year")["uses"]
    assert phrases[2011] == 0 and phrases[2022] > 10
    charts = charts_of(shown(notebook_of_rows(rows), monkeypatch))
    assert [chart.name for chart in charts] == ["targets", "kept", "neighbours"]

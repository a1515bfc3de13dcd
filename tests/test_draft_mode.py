"""A report in draft: rows that nobody has looked at load, chart and check as such, and stop no finished report."""

import io
import json
import shutil
import zipfile
from functools import partial

import pandas as pd
import pytest
from folders import NAME, folder_of
from second import REAL

import zreport as zr
from zreport.charts import stored
from zreport.charts.plan import Finding, Plan, Section
from zreport.cli import main
from zreport.export.export import export_tables
from zreport.export.outline import of_stories
from zreport.language import LANGUAGES
from zreport.layout.scene import lay_out
from zreport.office.slides.deck import briefing
from zreport.proof.check import examine
from zreport.tables.describe import DESCRIPTION, describe
from zreport.tables.package import data_folder

TEXT = """一、2020年工作回顾
全县地区生产总值增长5.2%，农村公路总投资3.5亿元，新建广场4处。
二、2021年工作安排
全县地区生产总值增长6%，新建广场2处。"""
SECTIONS = ["review,,回顾,Review,一、2020年工作回顾,2020,achieved", "plan,,安排,Plan,二、2021年工作安排,2021,target"]
ROWS = [
    "gdp,growth,2020,achieved,5.2,,%,exact,,,,地区生产总值增长【5.2%】",
    "road_investment,total,2020,achieved,3.5,,亿元,exact,,,,农村公路总投资【3.5亿元】",
    "squares_built,total,2020,achieved,4,,处,exact,,,,新建广场【4处】",
    "gdp,growth,2021,target,6,,%,exact,,,,地区生产总值增长【6%】",
    "squares_built,total,2021,target,2,,处,exact,,,,新建广场【2处】",
]
OTHERS = ["一、【2020】年工作回顾,date", "二、【2021】年工作安排,date"]
OWN = [
    "road_investment,农村公路投资,,construction,up,total,元,,农村公路总投资",
    "squares_built,新建广场,Squares built,construction,up,total,处,squares,新建广场",
]
CELLS = [
    "indicator",
    "measure",
    "period",
    "status",
    "value",
    "value_high",
    "unit",
    "qualifier",
    "commitment",
    "scope",
    "scope_en",
    "quote",
]
GROWTH = {"indicator": "gdp", "measure": "growth"}


@pytest.fixture
def folder(tmp_path):
    """A folder with a small report, sound but for the English name of one indicator of its own."""
    made = folder_of(
        tmp_path / "data", TEXT, {"indicators": OWN}, sections=SECTIONS, observations=ROWS, other_numbers=OTHERS
    )
    about = made / "reports" / NAME / "report.json"
    words = {"title_zh": "虚构县政府工作报告", "title_en": "", "place_zh": "虚构县", "place_en": ""}
    about.write_text(json.dumps(json.loads(about.read_text("utf-8")) | words, ensure_ascii=False), "utf-8")
    return made


def edit(folder, table, **cells):
    """Write cells by column and row as pandas and Excel do: with a byte-order mark and CRLF."""
    file = folder / "reports" / NAME / f"{table}.csv"
    rows = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    for column, told in cells.items():
        rows[column] = rows.get(column, "")
        for at, cell in told.items():
            rows.loc[at, column] = cell
    rows.to_csv(file, index=False, encoding="utf-8-sig", lineterminator="\r\n")


def opened(folder):
    """Open three rows: one with a doubt, two without, in two tables."""
    edit(folder, "observations", doubt={0: "?", 3: "是否目标"})
    edit(folder, "sections", doubt={1: "?"})
    return folder


def with_real(folder):
    """Put the finished report beside it."""
    shutil.copytree(data_folder() / "reports" / REAL, folder / "reports" / REAL)
    return folder


def finish(folder):
    """Look at all that is open, and give what a draft lacks in English."""
    edit(folder, "vocabulary/indicators", name_en={0: "Investment in rural roads"})
    for table in ("observations", "sections"):
        edit(folder, table, doubt=dict.fromkeys(range(2), "") | ({3: ""} if table == "observations" else {}))
    about = folder / "reports" / NAME / "report.json"
    words = {"title_en": "Invented Report", "place_en": "Invented County"}
    about.write_text(json.dumps(json.loads(about.read_text("utf-8")) | words, ensure_ascii=False), "utf-8")


def told(capsys, *words):
    """Return the exit code of a command, and all that it printed."""
    with pytest.raises(SystemExit) as done:
        main(words)
    said = capsys.readouterr()
    return done.value.code, said.out + said.err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_check_counts_what_is_open_and_does_not_fail_for_it(folder, capsys, lang):
    code, said = told(capsys, "check", str(with_real(opened(folder))), "--lang", lang)
    counts = {
        "zh": f"草稿 {NAME}：还有 4 行未核（其中 1 行有疑问、0 行现在还证不了）",
        "en": f"draft {NAME}: 4 rows not yet looked at (1 with a doubt, 0 of which cannot be proven yet)",
    }
    assert code == 0 and said.splitlines()[-1] == counts[lang]


def test_frictionless_finds_no_more_in_a_draft(folder):
    edit(opened(folder), "observations", value={3: "much"})
    assert zr.check(folder, full=True) == []
    edit(folder, "observations", doubt={3: ""})
    assert {"not-a-number", "schema-error"} <= {fault.code for fault in zr.check(folder, full=True)}


def test_what_is_open_is_listed_with_line_doubt_and_what_the_check_says(folder, capsys):
    edit(opened(folder), "observations", value={3: "7"})
    code, said = told(capsys, "check", str(folder), "--open", "--lang", "en")
    lines = [line for line in said.splitlines() if "observations.csv, row 5" in line]
    assert code == 0 and len(lines) == 2
    assert "是否目标" in lines[0] and "增长【6%】" in lines[0] and "write “6”" in lines[1]
    assert "indicators.csv, row 2, column name_en" in said
    assert said.splitlines()[-1].endswith("(1 with a doubt, 1 of which cannot be proven yet)")
    code, said = told(capsys, "check", str(folder), "--open", "--format", "json")
    listed = json.loads(said)
    assert code == 0 and {one["level"] for one in listed} == {"draft"}
    assert [one["row"] for one in listed if one["code"] == "row-open"] == [2, 5, 3, 2]
    code, said = told(capsys, "check", str(folder), "--format", "github")
    assert code == 0 and said.startswith("::notice") and "report-draft" in said


def test_a_wrong_row_is_a_fault_once_it_was_looked_at(folder, capsys):
    edit(opened(folder), "observations", value={0: "7"}, doubt={0: "?"})
    assert zr.check(folder) == []
    edit(folder, "observations", doubt={0: ""})
    (fault,) = zr.check(folder)
    assert (fault.row, fault.column, fault.code) == (2, "value", "cell-differs")
    assert told(capsys, "check", str(folder))[0] == 1
    with pytest.raises(zr.DataError):
        zr.load(NAME, folder, draft=True)


@pytest.mark.parametrize(
    "cells",
    [
        {"value": {3: "much"}},
        {"unit": {3: "parsecs"}},
        {"quote": {3: "在原文里没有的【6%】"}},
        {"period": {3: "2020"}, "status": {3: "achieved"}},
        {"indicator": {3: "squares_built"}},
        {"quote": {3: "地区生产总值增长【5.2%】"}, "value": {3: "5.2"}},
        {name: {3: cell} for name, cell in zip(CELLS, ROWS[0].split(","), strict=True)},
    ],
    ids=[
        "no number",
        "no unit",
        "no quote",
        "a looked-at row repeated",
        "indicator",
        "figure doubled",
        "the whole row repeated",
    ],
)
def test_what_is_wrong_with_an_open_row_or_follows_from_it_is_open_and_the_rest_loads(folder, cells):
    edit(opened(folder), "observations", doubt={0: "", 3: "?"}, **cells)
    assert zr.check(folder) == []
    report = zr.load(NAME, folder, draft=True)
    assert report.observations.index.is_unique
    (row,) = report.draft.query("table == 'observations'").to_dict("records")
    assert row["row"] == 5 and row["problem_zh"] and row["problem_en"]
    assert len(report.observations) == 5 - row["left_out"]
    chart = zr.Table(report.observations, title="各项", name="all")
    assert zr.from_json(chart.to_json()) == chart


def test_a_looked_at_row_is_no_fault_where_an_open_section_misleads(folder):
    edit(opened(folder), "sections", period={1: "2019"}, status={1: "achieved"})
    edit(folder, "observations", doubt={3: ""})
    assert zr.check(folder) == []
    assert zr.load(NAME, folder, draft=True).draft["table"].tolist() == ["observations", "sections", "indicators"]


def test_broken_form_is_a_fault_in_a_draft_too(folder):
    opened(folder)
    file = folder / "reports" / NAME / "other_numbers.csv"
    file.write_text(file.read_text("utf-8").replace("reason", "cause"), "utf-8")
    assert {fault.code for fault in zr.check(folder)} == {"column-missing"}
    projects = folder / "reports" / NAME / "projects.csv"
    projects.write_text(projects.read_text("utf-8").replace("note", "note,doubt"), "utf-8")
    assert [fault.code for fault in zr.check(folder)].count("header-differs") == 1


def test_a_draft_is_loaded_only_as_one(folder):
    with pytest.raises(zr.ReportError) as error:
        zr.load(NAME, with_real(opened(folder)))
    for lang in LANGUAGES:
        said = error.value.words[lang]
        assert NAME in said and "draft=True" in said and "\n" not in said
        assert "observations.csv" in said and "sections.csv" in said and "indicators.csv" in said
    report = zr.load(NAME, folder, draft=True)
    assert report.draft[["table", "row", "doubt"]].to_numpy().tolist() == [
        ["observations", 2, "?"],
        ["observations", 5, "是否目标"],
        ["sections", 3, "?"],
        ["indicators", 2, "?"],
    ]
    assert report.observations.query("doubt == ''")["indicator"].tolist() == [
        "road_investment", "squares_built", "squares_built"
    ]  # fmt: off
    assert "draft" in repr(report)
    assert zr.reports(folder)["open_rows"].to_dict() == {NAME: 4, REAL: 0}


def test_a_finished_report_has_no_column_more_and_is_no_draft(folder):
    before = zr.load(REAL).observations.columns.tolist()
    report = zr.load(REAL, with_real(opened(folder)), draft=True)
    assert report.draft.empty and report.observations.columns.tolist() == before
    assert zr.load(REAL, folder).observations.equals(report.observations)


def test_clearing_the_last_cell_finishes_a_report(folder):
    finish(opened(folder))
    assert examine(folder) == ([], [])
    report = zr.load(NAME, folder)
    assert report.draft.empty and "doubt" not in report.observations and "doubt" not in report.sections
    assert "草稿" not in zr.Table(report.observations, title="各项").source.zh


def test_a_finished_report_must_have_its_english(folder):
    finish(folder)
    edit(folder, "sections", title_en={0: ""}, doubt={1: "?"})
    assert zr.check(folder) == []
    edit(folder, "sections", doubt={1: ""})
    assert [fault.column for fault in zr.check(folder)] == ["title_en"]


def test_charts_of_a_draft_say_so_and_stand_in_chinese_where_there_is_no_english(folder):
    report = zr.load(NAME, opened(folder), draft=True)
    chart = zr.Table(report.observations, title=zr.text("各项", "All"), name="all")
    known = zr.Table(report.select(indicator="squares_built"), title="广场", name="known")
    said = {"zh": "草稿：本图 2 个数字未核（地区生产总值）。", "en": "Draft: 2 figures here not yet looked at (GDP). "}
    for lang, draft in zip(LANGUAGES, ("，草稿", ", draft"), strict=True):
        foot = lay_out(chart, lang).foot.words
        assert said[lang] in foot and draft in foot
        foot = lay_out(known, lang).foot.words
        assert said[lang][:3] not in foot and draft in foot
        assert "虚构县政府工作报告" in chart.source[lang]
    assert {"农村公路投资", "Squares built"} <= {figure.name.en for figure in chart.figures}
    plan = Plan(report.title, report.title, (Section(report.title, ((Finding("all", chart),),)),))
    with zipfile.ZipFile(io.BytesIO(briefing(plan, "en"))) as deck:
        slides = [deck.read(name).decode() for name in deck.namelist() if name.startswith("ppt/slides/slide")]
    assert any(said["en"].strip() in slide for slide in slides)


def test_covers_say_draft_of_every_report_that_is_one(folder):
    draft = zr.load(NAME, with_real(opened(folder)), draft=True).select(**GROWTH)
    rows = pd.concat([zr.load(REAL, folder).select(**GROWTH), draft])
    chart = zr.Table(rows, title="增速", name="growth")
    assert chart.source.zh.startswith("草稿：本图 2 个数字未核（虚构县）。")
    kept = {"title": chart.title, "charts": [("growth", chart)], "places": [""]}
    one, other = (type("Story", (), kept | {"name": name, "path": name}) for name in ("one", "other"))
    for plan, told in ((of_stories([one]), "subtitle"), (of_stories([one, other]), "title")):
        assert "2020-12-29，草稿" in getattr(plan, told).zh and "Zhaoyuan" in getattr(plan, told).en


def test_a_derived_figure_is_as_open_as_what_it_is_derived_from(folder):
    report = zr.load(NAME, opened(folder), draft=True)
    ratio = zr.derive.ratio(report.select(**GROWTH, period="2021"), report.select(**GROWTH, period="2020"))
    assert ratio["doubt"].tolist() == ["是否目标; ?"]
    chart = zr.Cards(ratio, title="比较", name="ratio")
    assert "本图 1 个数字未核" in chart.source.zh and zr.from_json(chart.to_json()) == chart
    squares = report.select(indicator="squares_built")
    assert "doubt" not in zr.derive.ratio(squares.query("period == '2021'"), squares.query("period == '2020'"))


def test_a_stored_chart_keeps_what_is_open_and_is_outdated_once_it_was_looked_at(folder, monkeypatch):
    monkeypatch.setattr(stored, "data_folder", lambda: folder)
    monkeypatch.setattr(stored, "load", partial(zr.load, folder=folder))
    charts = [
        kind(zr.load(NAME, opened(folder), draft=True).observations, title="各项") for kind in (zr.Table, zr.Treemap)
    ]
    for chart in charts:
        content = json.loads(json.dumps(chart.to_json()))
        assert sum(row.get("doubt") == "是否目标" for row in content["data"]) == 1
        assert zr.from_json(content) == chart and "本图 2 个数字未核" in chart.source.zh
        stored.refuse_outdated(zr.from_json(content))
    edit(folder, "observations", doubt={3: ""})
    for chart in charts:
        with pytest.raises(zr.ChartError) as error:
            stored.refuse_outdated(chart)
        assert "zreport run" in error.value.words.en
    real = zr.Table(zr.load(REAL, with_real(folder)).observations[:3], title="各项")
    assert '"doubt"' not in json.dumps(real.to_json())
    stored.refuse_outdated(real)


def test_tables_of_a_draft_make_a_workbook_with_its_doubts(folder, tmp_path):
    edit(opened(folder), "observations", value={3: "much"})
    (folder / DESCRIPTION).write_bytes(describe(folder))
    book = export_tables(folder, tmp_path / "tables.xlsx")
    with zipfile.ZipFile(book) as file:
        words = file.read("xl/sharedStrings.xml").decode()
    assert "是否目标" in words and ">much<" in words and ">doubt<" in words

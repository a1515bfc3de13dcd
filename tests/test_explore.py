"""Looking around with controls: what can be chosen, what is shown, saved and stored."""

import html
import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from pptx import Presentation
from refused import refused
from samples import REPORT

import zreport as zr
from zreport.explorer.explorer import FACETS, View, options_of, pick, possible, rows_of, title_for
from zreport.export.notebook import notebook_bytes, read_notebook
from zreport.export.run import run
from zreport.faults import ReportError
from zreport.language import LANGUAGES
from zreport.render import plotly

EVERY = pytest.mark.parametrize("lang", ["zh", "en"])


@pytest.fixture
def explorer(tmp_path):
    """An explorer in Chinese that saves into an empty folder."""
    return zr.explore(REPORT, "zh", tmp_path)


def drawn(panel) -> dict:
    """What the chart's place shows."""
    (shown,) = panel.output.outputs
    assert shown["output_type"] == "display_data"
    return shown["data"]


def words_drawn(panel) -> str:
    """Every word that plotly writes."""
    return re.sub(r"<[^>]*>", "", json.dumps(drawn(panel)[plotly.PLOTLY_MIME], ensure_ascii=False))


def chart_for(rows, kind="auto", lang="zh", title="") -> zr.Chart:
    """The chart of a kind that rows are shown in."""
    return pick(possible(rows, lang, title), kind, rows)


def values(control) -> list[str]:
    """The keys that a control offers."""
    return [value for _, value in control.options]


def said(panel) -> str:
    """The sentence under the controls."""
    return html.unescape(re.sub(r"<[^>]*>", "", panel.said.value))


def test_each_choice_leaves_as_many_figures_as_it_says():
    for sector in ["", *REPORT.observations["sector"].unique()]:
        for facet, found in options_of(REPORT, sector=sector).items():
            for choice in found:
                chosen = {"sector": sector, facet: choice.key}
                assert len(rows_of(REPORT, **chosen)) == choice.count > 0
            assert sum(choice.count for choice in found[1:]) == found[0].count


def test_a_choice_that_the_others_exclude_stays_listed_without_figures():
    found = options_of(REPORT, sector="finance", measure="rank")
    counts = {choice.key: choice.count for choice in found["measure"]}
    assert counts["rank"] == 0
    assert all(count > 0 for key, count in counts.items() if key != "rank")


def test_every_combination_has_a_chart_with_room_or_no_figures():
    sectors = REPORT.observations["sector"].unique()
    chosen = [(one, choice.key) for one in sectors for choice in options_of(REPORT, sector=one)["measure"][1:]]
    for (sector, measure), lang in zip(chosen, itertools.cycle(LANGUAGES), strict=False):
        rows = rows_of(REPORT, sector=sector, measure=measure)
        chart = chart_for(rows, "auto", lang, title_for(REPORT, sector=sector, measure=measure))
        plotly.spec(chart, lang)
        assert chart.kind == "table" or len(chart.data) == len(rows)


def test_the_title_says_what_is_chosen_and_how_many():
    chosen = {"sector": "agriculture", "measure": "level", "status": "achieved"}
    count = len(REPORT.select(**chosen))
    assert title_for(REPORT, **chosen).zh == f"农业：存量，已实现（{count}个数字）"
    assert title_for(REPORT, **chosen).en == f"Agriculture: level, achieved ({count} figures)"
    assert title_for(REPORT, measure="standard")["en"] == "All sectors: standard (1 figure)"
    assert title_for(REPORT)["zh"] == "全部领域（169个数字）"


def test_figures_that_share_an_axis_stand_on_one_and_others_on_cards():
    assert chart_for(REPORT.select(measure="growth"), title="x").kind == "dots"
    assert chart_for(REPORT.select(measure="rank"), title="x").kind == "cards"
    assert chart_for(REPORT.select(indicator="gdp", measure="growth"), title="x").kind == "cards"


@EVERY
def test_a_table_of_too_many_rows_says_how_many_it_shows(lang):
    chart = chart_for(REPORT.observations, "auto", lang, "x")
    assert chart.kind == "table"
    assert 8 <= len(chart.data) <= 14
    assert {str(len(chart.data)), "169"} == set(re.findall(r"\d+", chart.subtitle[lang]))
    assert [f.id for f in chart.data] == list(REPORT.observations.index[: len(chart.data)])


def test_a_kind_that_would_mislead_is_refused_with_those_that_are_possible():
    rows = REPORT.select(measure="rank")
    assert list(possible(rows, "zh", "x")) == ["cards", "table"]
    with refused("cards, table"):
        chart_for(rows, "bars", "zh", "x")
    with refused(r"'pie'.*dots, bars, cards, table"):
        chart_for(rows, "pie", "zh", "x")


def test_choosing_a_sector_draws_its_chart_rows_and_words(explorer):
    panel = explorer.controls
    assert "全部领域（169个数字）" in words_drawn(panel)
    panel.sector.value = "finance"
    rows = REPORT.select(sector="finance")
    assert f"财政（{len(rows)}个数字）" in words_drawn(panel)
    assert panel.rows.value.count("<tr>") == len(rows) + 1
    assert panel.words.value.count("<mark") == panel.words.value.count("<li") == len(rows)
    plain = html.unescape(re.sub(r"<mark[^>]*>", "【", panel.words.value).replace("</mark>", "】"))
    assert all(quote in plain for quote in rows["quote"])


def test_the_rows_bear_their_bounds(explorer):
    explorer.controls.sector.value = REPORT.select(indicator="documents_and_meetings")["sector"].iloc[0]
    assert "≥45%" in explorer.controls.rows.value


def test_controls_offer_what_the_others_leave_with_counts(explorer):
    panel = explorer.controls
    assert ("农业 (19)", "agriculture") in panel.sector.options
    panel.sector.value = "finance"
    left = REPORT.select(sector="finance")["measure"].unique()
    assert values(panel.measure) == ["", *left]
    assert len(values(panel.sector)) == 15
    panel.measure.value = left[0]
    panel.sector.value = ""
    assert panel.measure.value == left[0]
    assert explorer.view.facets == {"sector": "", "measure": left[0], "status": ""}


def test_another_kind_of_chart_is_drawn_when_chosen(explorer):
    panel = explorer.controls
    panel.measure.value = "growth"
    assert panel.kind.options[0] == ("自动：点图", "auto")
    assert values(panel.kind) == ["auto", "dots", "bars", "cards", "table"]
    before = drawn(panel)
    panel.kind.value = "bars"
    assert drawn(panel) != before
    assert drawn(panel)["text/plain"].startswith("条形图")


def test_a_kind_that_the_next_rows_forbid_gives_way_with_a_sentence(explorer):
    panel = explorer.controls
    panel.measure.value = "growth"
    panel.kind.value = "bars"
    panel.measure.value = "rank"
    assert panel.kind.value == "auto"
    assert said(panel) == "这些数字画不成条形图，图形已改回“自动”。"
    panel.measure.value = "growth"
    assert said(panel) == ""


def test_the_language_switches_everything(explorer):
    panel = explorer.controls
    panel.sector.value = "finance"
    controls = [panel.sector, panel.measure, panel.status, panel.kind, panel.lang, panel.save]
    chinese = [control.description for control in controls]
    assert chinese == ["领域", "度量", "性质", "图形", "语言", "保存为幻灯片"]
    panel.lang.value = "en"
    english = [control.description for control in controls]
    assert english == ["Sector", "Measure", "Status", "Chart", "Language", "Save as slide"]
    assert panel.sector.value == "finance"
    assert ("Agriculture (19)", "agriculture") in panel.sector.options
    assert "Public finance (2 figures)" in words_drawn(panel)
    assert "Indicator" in panel.rows.value
    assert repr(explorer).startswith("explore: 2 figures;")
    panel.lang.value = "zh"
    assert [control.description for control in controls] == chinese


@EVERY
def test_an_impossible_combination_shows_one_sentence(explorer, lang):
    panel = explorer.controls
    explorer.select(sector="finance", measure="rank", lang=lang)
    assert panel.output.outputs == ()
    assert panel.rows.value == panel.words.value == ""
    assert len(re.findall(r"[。.]", said(panel))) == 1
    assert panel.save.disabled
    panel.save.click()
    assert len(re.findall(r"[。.]", said(panel))) == 1
    panel.measure.value = ""
    assert said(panel) == ""
    assert not panel.save.disabled
    assert drawn(panel)


def test_a_name_that_does_not_exist_is_refused_and_changes_nothing(explorer):
    for wrong in ({"sector": "farming"}, {"kind": "pie"}, {"place": "x"}, {"sector": "finance", "kind": "pie"}):
        with pytest.raises(ReportError):
            explorer.select(**wrong)
    with pytest.raises(ValueError, match="zh"):
        explorer.select(lang="fr")
    assert explorer.view == View(lang="zh")


@EVERY
def test_save_writes_a_slide_and_says_where(explorer, tmp_path, lang):
    panel = explorer.controls
    panel.lang.value = lang
    panel.measure.value = "growth"
    panel.save.click()
    (path,) = tmp_path.iterdir()
    assert path.name == f"explore-growth-dots-{lang}.pptx"
    assert said(panel).endswith(str(path.resolve()))
    (slide,) = Presentation(path).slides
    words = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert any(hasattr(shape, "shapes") for shape in slide.shapes)
    assert title_for(REPORT, measure="growth")[lang] in words


def test_what_is_saved_is_what_is_shown(explorer, tmp_path):
    explorer.select(measure="growth", kind="cards").controls.save.click()
    assert [path.name for path in tmp_path.iterdir()] == ["explore-growth-cards-zh.pptx"]


@pytest.mark.parametrize(("lang", "words"), [("zh", "无法写入"), ("en", "cannot be written")])
def test_a_folder_that_cannot_be_written_gives_one_sentence(explorer, tmp_path, lang, words):
    """A file where the folder should be refuses everyone; root may write to a read-only folder."""
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    explorer.folder = blocked / "slides"
    explorer.select(lang=lang).controls.save.click()
    assert words in said(explorer.controls)
    assert "Traceback" not in said(explorer.controls)
    assert "\n" not in said(explorer.controls)
    assert os.environ["ZREPORT_LANG"] == "zh"
    assert blocked.read_text() == ""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_a_read_only_folder_gives_one_sentence(explorer, tmp_path):
    tmp_path.chmod(0o500)
    explorer.controls.save.click()
    assert "无法写入" in said(explorer.controls)
    tmp_path.chmod(0o700)


def test_a_missing_folder_is_made(explorer, tmp_path):
    explorer.folder = tmp_path / "new" / "slides"
    explorer.controls.save.click()
    assert len(list(explorer.folder.iterdir())) == 1


def test_words_of_the_report_are_never_taken_for_markup(tmp_path):
    strange = '<img src=x onerror="alert(1)">'
    rows = REPORT.observations.copy()
    for column in ("name_zh", "name_en", "section_zh", "section_en"):
        rows[column] = strange
    rows["quote"] = f"{strange}【3.7%】&"
    panel = zr.explore(REPORT.__class__(**{**vars(REPORT), "observations": rows})).controls
    for shown in (panel.rows.value, panel.words.value):
        assert "<img" not in shown
        assert "&lt;img" in shown


def test_what_is_said_is_never_taken_for_markup(explorer, tmp_path):
    explorer.folder = tmp_path / "<b>"
    explorer.controls.save.click()
    assert "<b>" not in explorer.controls.said.value
    assert "<b>" in said(explorer.controls)


def test_a_stored_notebook_holds_one_line_and_no_identifiers(tmp_path, monkeypatch):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    cell = nbformat.v4.new_code_cell("import zreport as zr\nzr.explore(zr.load())")
    path = tmp_path / "explore.ipynb"
    path.write_bytes(notebook_bytes(nbformat.v4.new_notebook(cells=[cell])))
    run([path], "zh")
    first = path.read_bytes()
    (output,) = read_notebook(path).cells[0].outputs
    assert output["data"] == {"text/plain": "explore：169个数字；在 JupyterLab 中打开后可交互"}
    assert b"widget" not in first
    run([path], "zh")
    assert path.read_bytes() == first


def test_outside_a_live_session_no_widget_is_made(explorer, monkeypatch):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    bundle = explorer._repr_mimebundle_()
    assert bundle == {"text/plain": repr(explorer)}
    assert "controls" not in vars(explorer)


def test_in_a_live_session_the_widgets_are_shown(explorer, monkeypatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "session")
    bundle = explorer._repr_mimebundle_()
    shown = bundle["application/vnd.jupyter.widget-view+json"]
    assert shown["model_id"] == explorer.controls.box.model_id
    assert bundle["text/plain"] == repr(explorer)


def test_each_control_has_a_name_that_is_not_cut_off(explorer):
    panel = explorer.controls
    for name in (*FACETS, "kind", "lang"):
        assert getattr(panel, name).description
        assert getattr(panel, name).style.description_width == "initial"
    assert panel.save.tooltip


def test_importing_the_package_imports_no_widgets():
    code = (
        "import sys, zreport as zr; zr.explore(zr.load()); print([name for name in sys.modules "
        "if name.split('.')[0] in ('ipywidgets', 'IPython', 'plotly', 'matplotlib')])"
    )
    root = Path(__file__).parent.parent
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert ran.stdout.strip() == "[]", ran.stderr

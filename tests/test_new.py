"""A report made of a text: a sound folder in draft, a first notebook that runs, and what the last report hands on."""

import ast
import csv
import io
import json
import os
import re
import shutil
from pathlib import Path

import pytest

import zreport as zr
from zreport.cli import main
from zreport.draft import folder, new
from zreport.export.export import export
from zreport.export.notebook import story
from zreport.export.run import run
from zreport.faults import ReportError
from zreport.files import WriteError
from zreport.language import LANGUAGES
from zreport.layout.scene import lay_out
from zreport.proof.check import check, examine
from zreport.tables.describe import DESCRIPTION, describe
from zreport.tables.package import data_folder

SHARED = Path(__file__).resolve().parent.parent.parent / "shared/reports"
needs_reports = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared reports are not here")
PLACE, OTHER = "河北省保定市安国市", "河北省保定市定兴县"
FIRST = """政府工作报告
——2021年1月20日在安国市第八届人民代表大会第一次会议上
各位代表：
一、2020年工作回顾
全市地区生产总值增长4.2%，社会消费品零售总额增长3%，固定资产投资增长15%，药材仓储面积达到40万平方米。
二、2021年工作安排
地区生产总值增长6%，社会消费品零售总额增长8%，药材仓储面积达到45万平方米，新建蜂蜜车间3座。
"""
SECOND = """政府工作报告
——2022年1月27日在安国市第八届人民代表大会第二次会议上
各位代表：
一、2021年工作回顾
全市地区生产总值增长7.1%，社会消费品零售总额增长5%，药材仓储面积达到44万平方米。
二、2022年工作安排
地区生产总值增长6.5%，社会消费品零售总额增长7%，药材仓储面积达到50万平方米。
"""
SILENT = "政府工作报告\n各位代表：\n一、2021年工作回顾\n各项工作稳步推进，群众生活不断改善，社会大局和谐稳定。\n"


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> Path:
    """A project with one report, in draft."""
    home = tmp_path_factory.mktemp("first")
    for part in ("schemas", "vocabulary"):
        shutil.copytree(data_folder() / part, home / "data" / part)
    (home / "data/reports").mkdir()
    made(home / "data", "anguo-2021", FIRST)
    return home


@pytest.fixture(scope="module")
def second(first: Path, tmp_path_factory) -> tuple[Path, new.NewReport]:
    """A project with the reports of two years, and what was told of the second."""
    home = shutil.copytree(first, tmp_path_factory.mktemp("second") / "project")
    return home, made(home / "data", "anguo-2022", SECOND)


@pytest.fixture(scope="module")
def finished(first: Path, tmp_path_factory) -> Path:
    """A project whose one report a person has looked at."""
    home = shutil.copytree(first, tmp_path_factory.mktemp("finished") / "project")
    finish(home / "data")
    return home


@pytest.fixture
def data(first: Path, tmp_path: Path) -> Path:
    """The data folder of a project of one's own, with one report in draft."""
    return shutil.copytree(first, tmp_path / "project") / "data"


def made(data: Path, name: str, text: str | Path, date: str = "", place: str = PLACE, **more) -> new.NewReport:
    """Make a report of words, or of a file."""
    file = text
    if isinstance(text, str):
        file = data.parent / f"{name}.txt"
        file.write_text(text, "utf-8")
    return new.new_report(name, file, place, date, data, **more)


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def curate(path: Path, change) -> None:
    """Change the rows of a table as a person does in a spreadsheet."""
    table = rows(path)
    for row in table:
        change(row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def code_of(notebook: Path) -> str:
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def charts_of(notebook: Path, monkeypatch) -> list:
    """Run the code of a notebook here, and return the charts that its cells end with."""
    monkeypatch.chdir(notebook.parent)
    found, names = [], {}
    for cell in json.loads(notebook.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            *lines, last = ast.parse("".join(cell["source"])).body
            exec(compile(ast.Module(lines, []), notebook.name, "exec"), names)
            if isinstance(last, ast.Expr):
                found.append(eval(compile(ast.Expression(last.value), notebook.name, "eval"), names))
            else:
                exec(compile(ast.Module([last], []), notebook.name, "exec"), names)
    return [shown for shown in found if hasattr(shown, "to_json") and hasattr(shown, "kind")]


@needs_reports
def test_a_real_text_becomes_a_sound_draft_whose_charts_have_room_in_both_languages(data, monkeypatch):
    report = made(data, "guizhou-2026", SHARED / "prov_guizhou_2026.txt", "2026-01-27", "贵州省")
    faults, drafts = examine(data)
    assert faults == []
    draft = next(draft for draft in drafts if draft.report == "guizhou-2026")
    assert not [one for one in draft.faults if one.code in ("figure-unclaimed", "figures-many", "figure-shared")]
    with pytest.raises(ReportError, match="draft=True"):
        zr.load("guizhou-2026", data)
    assert report.notebook == data.resolve().parent / "notebooks/01_guizhou-2026.ipynb"
    assert (data / DESCRIPTION).read_bytes() == describe(data)
    assert '"guizhou-2026-observations"' in (data / DESCRIPTION).read_text("utf-8")
    charts = charts_of(report.notebook, monkeypatch)
    assert [chart.name for chart in charts] == ["headlines", "growth", "targets", "sectors"]
    assert len(charts[-1].data) > 150
    for chart in charts:
        for lang in LANGUAGES:
            lay_out(chart, lang, "slide")


def test_a_first_notebook_runs_in_its_normal_form_and_exports_to_a_deck(second, tmp_path):
    notebook = second[1].notebook
    assert notebook.name == "01_anguo-2022.ipynb"
    assert run([notebook], "zh") == [notebook]
    assert run_form(notebook) == []
    charts = [chart for _, chart in story(notebook).charts]
    assert [chart.name for chart in charts] == ["headlines", "growth", "targets", "promises", "sectors"]
    assert "7.1%" in charts[0].title.zh
    assert "7.1% → 6.5%" in charts[2].title.en
    assert "6% → 7.1%" in charts[3].title.en
    for lang in LANGUAGES:
        (deck,) = export([notebook], tmp_path / f"{lang}.pptx", lang)
        assert deck.stat().st_size > 20_000


def run_form(notebook: Path) -> list[str]:
    """What tools/check_notebooks.py says of a notebook."""
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("check_notebooks", Path(__file__).parent.parent / "tools/check_notebooks.py")
    spec.loader.exec_module(tool := module_from_spec(spec))
    return tool.departures(notebook)


def test_a_text_without_figures_has_a_notebook_that_says_so(data, monkeypatch):
    report = made(data, "silent", SILENT, "2022-01-27")
    words = report.notebook.read_text("utf-8")
    assert words.count("报告未提供。") == 4
    assert charts_of(report.notebook, monkeypatch) == []
    assert examine(data)[0] == []


def test_the_charts_of_a_report_without_targets_or_rates_are_left_out(data, monkeypatch):
    text = "各位代表：\n一、2021年工作回顾\n新建公路30公里，植树造林5000亩。\n"
    report = made(data, "bare", text, "2022-01-27")
    assert [chart.name for chart in charts_of(report.notebook, monkeypatch)] == ["headlines", "sectors"]


def test_a_notebook_has_the_next_number_in_the_folder_that_is_named_and_finds_the_data_from_there(data, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/07_other.ipynb").write_text("mine")
    report = made(data, "anguo-2022", SECOND, notebooks=tmp_path / "elsewhere")
    assert report.notebook == tmp_path / "elsewhere/08_anguo-2022.ipynb"
    assert 'zr.load("anguo-2022", "../project/data", draft=True)' in code_of(report.notebook)
    assert (tmp_path / "elsewhere/07_other.ipynb").read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "text", "place", "said"),
    [
        ("Anguo 2022", SECOND, PLACE, "small letters"),
        ("anguo-2021", SECOND, PLACE, "there is such a report"),
        ("other", SECOND, OTHER, "add --force"),
        ("undated", SECOND.replace("2022年1月27日", ""), PLACE, "--date 2022-01-27"),
        ("missing", Path("/no/such/file.txt"), PLACE, "no such file"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_written(first, tmp_path, name, text, place, said):
    if isinstance(text, str):
        (tmp_path / "text.txt").write_text(text, "utf-8")
    before = tree(first)
    with pytest.raises(ReportError) as error:
        new.new_report(name, tmp_path / "text.txt" if isinstance(text, str) else text, place, "", first / "data")
    assert said in error.value.words.en
    assert tree(first) == before


def test_a_text_of_another_place_is_taken_by_force(data):
    assert made(data, "other", SECOND, place=OTHER, force=True).folder.is_dir()


def test_where_a_notebook_cannot_be_written_nothing_is_left(data, tmp_path):
    (tmp_path / "a-file").write_text("no folder")
    (tmp_path / "text.txt").write_text(SECOND, "utf-8")
    before = tree(tmp_path)
    with pytest.raises(WriteError):
        made(data, "anguo-2022", tmp_path / "text.txt", notebooks=tmp_path / "a-file")
    assert tree(tmp_path) == before


@pytest.mark.parametrize("file", ["observations.csv", DESCRIPTION, "01_anguo-2022.ipynb"])
def test_an_interruption_between_files_leaves_nothing(first, tmp_path, monkeypatch, file):
    (tmp_path / "text.txt").write_text(SECOND, "utf-8")
    before, write = tree(first), new.write

    def interrupted(path, content):
        if path.name == file:
            monkeypatch.undo()
            raise KeyboardInterrupt
        return write(path, content)

    for module in (new, folder):
        monkeypatch.setattr(module, "write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        made(first / "data", "anguo-2022", tmp_path / "text.txt")
    assert tree(first) == before
    assert [path.name for path in (first / "data/reports").iterdir()] == ["anguo-2021"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or not os.geteuid(), reason="nothing is read-only to root")
def test_a_data_folder_that_is_read_only_is_said(data):
    (data / "reports").chmod(0o500)
    with pytest.raises(WriteError) as error:
        made(data, "anguo-2022", SECOND)
    (data / "reports").chmod(0o700)
    assert "anguo-2022" in error.value.words.en


def finish(data: Path) -> None:
    """Look at the first report as a person would: English for what is new, a better key, an alias, a scope."""
    home = data / "reports/anguo-2021"

    def name(row):
        if row["name_zh"] == "药材仓储面积":
            row |= {"indicator": "herb_storage", "name_en": "Storage for herbs", "sector": "services"}
            row["aliases"] = "药材仓储面积|药材仓库面积"
        else:
            row["name_en"] = "English of it"

    known = {row["indicator"]: row["name_zh"] for row in rows(home / "vocabulary/indicators.csv")}

    def rename(row):
        row["doubt"] = ""
        if known.get(row["indicator"]) == "药材仓储面积":
            row |= {"indicator": "herb_storage"}

    def link(row):
        for side in "ab":
            row[side] = re.sub(f"^({'|'.join(old)})/", "herb_storage/", row[side])

    old = [key for key, zh in known.items() if zh == "药材仓储面积"]
    curate(home / "vocabulary/indicators.csv", name)
    curate(home / "observations.csv", rename)
    curate(home / "other_numbers.csv", lambda row: row.update(doubt=""))
    curate(home / "relations.csv", link)
    english = {"一、2020年工作回顾": "Review of 2020", "二、2021年工作安排": "Plan for 2021"}
    curate(home / "sections.csv", lambda row: row.update(doubt="", title_en=english.get(row["title_zh"], "Opening")))
    wordings = rows(data / "vocabulary/wordings.csv")[:1]
    own = {key: cell if at else "尽数" for at, (key, cell) in enumerate(wordings[0].items())}
    with (home / "vocabulary/wordings.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(own), lineterminator="\n")
        writer.writeheader()
        writer.writerow(own)
    about = json.loads((home / "report.json").read_text("utf-8"))
    about |= {"title_en": "Anguo Government Work Report", "place_en": "Anguo", "within_en": "Baoding, Hebei"}
    (home / "report.json").write_text(json.dumps(about | {"session_en": "First session"}, ensure_ascii=False), "utf-8")
    (data / DESCRIPTION).write_bytes(describe(data))


def test_the_next_report_of_a_place_starts_from_what_was_curated(finished):
    data = finished / "data"
    assert examine(data) == ([], [])
    report = made(data, "anguo-2022", SECOND.replace("药材仓储面积达到44", "药材仓库面积达到44"))
    assert examine(data)[0] == []
    assert (report.folder / "vocabulary/wordings.csv").is_file()
    own = {row["indicator"]: row for row in rows(report.folder / "vocabulary/indicators.csv")}
    assert own["herb_storage"]["name_en"] == "Storage for herbs"
    assert own["herb_storage"]["sector"] == "services"
    assert "药材仓库面积" in own["herb_storage"]["aliases"].split("|")
    figures = [row for row in rows(report.folder / "observations.csv") if row["indicator"] == "herb_storage"]
    assert [row["value"] for row in figures] == ["44", "50"]
    titles = {row["title_zh"]: row["title_en"] for row in rows(report.folder / "sections.csv")}
    assert titles["一、2021年工作回顾"] == "Review of 2021"
    assert titles["二、2022年工作安排"] == "Plan for 2022"
    loaded = zr.load("anguo-2022", data, draft=True)
    assert loaded.place.en == "Anguo"
    assert "indicators" not in set(loaded.draft["table"])


def test_what_was_promised_last_year_is_told_with_what_was_reached_and_what_vanished(second):
    told = second[1].told
    assert "地区生产总值：承诺 6%，实现 7.1%" in [one.zh for one in told]
    assert "GDP: promised 6%, reached 7.1%" in [one.en for one in told]
    (gone,) = [one.zh for one in told if "没有再提" in one.zh]
    assert "蜂蜜车间" in gone
    assert "药材仓储" not in gone
    assert "蜂蜜车间" in second[1].notebook.read_text("utf-8")


def test_words_names_and_promises_of_another_county_do_not_leak(finished, tmp_path):
    data = shutil.copytree(finished, tmp_path / "project") / "data"
    other = made(data, "dingxing-2022", SECOND.replace("安国市", "定兴县"), place=OTHER)
    assert len(other.told) == 1
    assert "promises" not in code_of(other.notebook)
    assert not (other.folder / "vocabulary/wordings.csv").exists()
    words = "".join(path.read_text("utf-8") for path in other.folder.glob("**/*.csv"))
    assert "herb_storage" not in words
    assert "药材仓库面积" not in words
    assert "Review of" not in words


def test_a_district_of_the_same_name_in_another_city_is_no_earlier_report(data):
    about = data / "reports/anguo-2021/report.json"
    there = {"place_zh": "鼓楼区", "within_zh": "", "area": "320302"}
    about.write_text(json.dumps(json.loads(about.read_text("utf-8")) | there, ensure_ascii=False), "utf-8")
    text = SECOND.replace("安国市", "鼓楼区")
    assert len(made(data, "gulou-2022", text, place="江苏省南京市鼓楼区").told) == 1


def test_new_tells_where_it_wrote_in_the_language_asked_for_and_check_accepts_it(data, tmp_path, capsys):
    (tmp_path / "text.txt").write_text(SECOND, "utf-8")
    with pytest.raises(SystemExit) as end:
        main(["new", "anguo-2022", "--text", str(tmp_path / "text.txt"), "--data", str(data), "--lang", "en"])
    assert end.value.code == 0
    told = capsys.readouterr().out
    assert "01_anguo-2022.ipynb" in told
    assert "promised 6%, reached 7.1%" in told
    with pytest.raises(SystemExit) as end:
        main(["check", str(data)])
    assert end.value.code == 0


def test_a_growth_counted_from_an_earlier_year_is_no_growth_of_one_year_and_no_target_is_set_beside_it(tmp_path):
    text = (
        "一、过去五年工作回顾\n2016年，生产总值完成59.4亿元，比2011年增长21.9%，年均增长4%。\n"
        "二、2017年工作任务\n生产总值增长8.5%。\n"
    )
    (tmp_path / "text.txt").write_text(text, "utf-8")
    folder_ = shutil.copytree(data_folder(), tmp_path / "data")
    made_ = new.new_report("rong-2017", tmp_path / "text.txt", "河北省保定市容城县", "2017-01-31", folder_)
    rows = list(csv.DictReader((made_.folder / "observations.csv").open(encoding="utf-8")))
    assert [row["measure"] for row in rows] == ["total", "cumulative_growth", "average_growth", "growth"]
    pairs = list(csv.DictReader((made_.folder / "relations.csv").open(encoding="utf-8")))
    assert [(row["b"], row["grade"]) for row in pairs] == [("gdp/average_growth/2012/2016/achieved", "medium")]
    # A row that was looked at is proven while its section is open.
    table = made_.folder / "observations.csv"
    table.write_text(table.read_text("utf-8").replace(",?\n", ",\n", 1), "utf-8")
    assert check(folder_) == []


def test_a_figure_of_some_months_has_the_year_as_its_period_and_a_doubt_that_says_so(data):
    text = "一、2023年工作回顾\n前三季度，固定资产投资完成263.7亿元。全年社会消费品零售总额增长3%。\n"
    table = made(data, "anguo-2024", text, "2024-01-20").folder / "observations.csv"
    first, second = rows(table)
    assert [first["period"], second["period"]] == ["2023", "2023"]
    assert "2023-01/2023-09" in first["doubt"] and second["doubt"] == "?"
    # What was looked at is proven as the year.
    words = table.read_text("utf-8")
    table.write_text(words.replace(first["doubt"] + "\n", "\n"), "utf-8")
    assert check(data) == []


def test_a_file_that_is_there_is_written_over_only_by_force(tmp_path):
    (tmp_path / "text.txt").write_text("一、2021年工作回顾\n各位代表：现在报告工作。生产总值增长7%。\n", "utf-8")
    before = (tmp_path / "text.txt").read_bytes()
    with pytest.raises(ReportError, match="换一个名字"):
        new.draft_rows(tmp_path / "text.txt", "2022-01-27", tmp_path / "text.txt")
    assert (tmp_path / "text.txt").read_bytes() == before
    for force in (False, True):
        made_, told_ = new.draft_rows(tmp_path / "text.txt", "2022-01-27", tmp_path / "rows.csv", "en", force)
    assert made_.is_file() and told_.en.startswith("1 figures")


@pytest.mark.parametrize("name", ["con", "Anguo", "../x", ""])
def test_a_name_that_cannot_be_a_folder_is_refused(name, tmp_path):
    with pytest.raises(ReportError, match="不能作报告的名字"):
        new.new_report(name, tmp_path / "text.txt", folder=data_folder())

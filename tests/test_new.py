"""A report made of a text: a sound folder in draft, a first notebook that runs, and what the last report hands on."""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest

import zreport as zr
from zreport.charts.stored import from_json
from zreport.cli import main
from zreport.draft import new
from zreport.export.export import export
from zreport.export.notebook import story
from zreport.export.run import run
from zreport.faults import ReportError
from zreport.files import WriteError
from zreport.language import LANGUAGES
from zreport.layout.scene import lay_out
from zreport.proof.check import examine
from zreport.tables.describe import DESCRIPTION, describe
from zreport.tables.package import Package, data_folder

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


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with the vocabulary, and no report yet."""
    for part in ("schemas", "vocabulary"):
        shutil.copytree(data_folder() / part, tmp_path / "data" / part)
    (tmp_path / "data/reports").mkdir()
    return tmp_path / "data"


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


def charts_of(notebook: Path, monkeypatch) -> list[zr.Chart] | list:
    """Run the code of a notebook here, and return the charts that it ends its cells with."""
    monkeypatch.chdir(notebook.parent)
    found, names = [], {}
    for cell in json.loads(notebook.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            *lines, last = re.split(r"\n(?=\S)(?![)\]])", "".join(cell["source"]))
            exec("\n".join(lines), names)
            shown = eval(last, names)
            found += [shown] if hasattr(shown, "figures") else []
    return found


@needs_reports
def test_a_real_text_becomes_a_sound_draft_that_accounts_for_every_number(data, capsys):
    report = made(data, "dingxing-2022", SHARED / "county_dingxing_2022.txt", "2022-02-16", OTHER)
    faults, drafts = examine(data)
    assert faults == []
    assert [draft.report for draft in drafts] == ["dingxing-2022"]
    assert not [one for one in drafts[0].faults if one.code in ("figure-unclaimed", "figures-many", "figure-shared")]
    with pytest.raises(SystemExit) as end:
        main(["check", str(data)])
    assert end.value.code == 0
    with pytest.raises(ReportError, match="draft=True"):
        zr.load("dingxing-2022", data)
    loaded = zr.load("dingxing-2022", data, draft=True)
    assert len(loaded.observations) > 100
    assert loaded.text == (SHARED / "county_dingxing_2022.txt").read_text("utf-8").rstrip("\n") + "\n" or loaded.text
    assert report.notebook == data.resolve().parent / "notebooks/00_dingxing-2022.ipynb"
    assert (data / DESCRIPTION).read_bytes() == describe(data)
    assert '"dingxing-2022-observations"' in (data / DESCRIPTION).read_text("utf-8")


@needs_reports
@pytest.mark.parametrize(
    ("text", "date", "place"),
    [("county_rongcheng_2017", "2017-02-20", "河北省保定市容城县"), ("prov_guizhou_2026", "2026-01-27", "贵州省")],
)
def test_charts_of_a_first_notebook_have_room_in_both_languages(data, monkeypatch, text, date, place):
    report = made(data, "real", SHARED / f"{text}.txt", date, place)
    charts = charts_of(report.notebook, monkeypatch)
    assert [chart.name for chart in charts] == ["headlines", "growth", "targets", "sectors"]
    for chart in charts:
        for lang in LANGUAGES:
            lay_out(chart, lang, "slide")


def test_a_first_notebook_runs_in_its_normal_form_and_exports_to_a_deck(data, tmp_path):
    made(data, "anguo-2021", FIRST)
    report = made(data, "anguo-2022", SECOND)
    assert report.notebook.name == "01_anguo-2022.ipynb"
    assert run([report.notebook], "zh") == [report.notebook]
    assert run_form(report.notebook) == []
    charts = [chart for _, chart in story(report.notebook).charts]
    assert [chart.name for chart in charts] == ["headlines", "growth", "targets", "promises", "sectors"]
    assert "7.1%" in charts[0].title.zh
    assert charts[3].lines("en")[0].count("growth") == 0
    assert "≥" not in charts[3].title.zh
    assert charts[3].title.en.endswith("6% → 7.1%")
    for lang in LANGUAGES:
        (deck,) = export([report.notebook], tmp_path / f"{lang}.pptx", lang)
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
    assert 'zr.load("anguo-2022", "../data", draft=True)' in code_of(report.notebook)
    assert (tmp_path / "elsewhere/07_other.ipynb").read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "text", "place", "said"),
    [
        ("Anguo 2022", SECOND, PLACE, "small letters"),
        ("taken", SECOND, PLACE, "there is such a report"),
        ("other", SECOND, OTHER, "add --force"),
        ("undated", SECOND.replace("2022年1月27日", ""), PLACE, "--date 2022-01-27"),
        ("missing", Path("/no/such/file.txt"), PLACE, "no such file"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_written(data, name, text, place, said):
    made(data, "taken", FIRST)
    before = tree(data.parent)
    with pytest.raises(ReportError) as error:
        made(data, name, text, place=place) if isinstance(text, Path) else new.new_report(
            name, written(data.parent.parent / f"{data.parent.name}-{len(name)}.txt", text), place, "", data
        )
    assert said in error.value.words.en
    assert tree(data.parent) == before


def written(path: Path, words: str) -> Path:
    path.write_text(words, "utf-8")
    return path


def test_a_text_of_another_place_is_taken_by_force(data):
    assert made(data, "other", SECOND, place=OTHER, force=True).folder.is_dir()


def test_where_a_notebook_cannot_be_written_nothing_is_left(data, tmp_path):
    made(data, "anguo-2021", FIRST)
    (tmp_path / "a-file").write_text("no folder")
    (tmp_path / "anguo-2022.txt").write_text(SECOND, "utf-8")
    before = tree(tmp_path)
    with pytest.raises(WriteError):
        made(data, "anguo-2022", SECOND, notebooks=tmp_path / "a-file")
    assert tree(tmp_path) == before


@pytest.mark.parametrize("after", [0, 3, 11, 12])
def test_an_interruption_between_files_leaves_nothing(data, tmp_path, monkeypatch, after):
    made(data, "anguo-2021", FIRST)
    (tmp_path / "anguo-2022.txt").write_text(SECOND, "utf-8")
    before, calls, write = tree(tmp_path), [], new.write

    def interrupted(path, content):
        calls.append(path)
        if len(calls) == after + 1:
            raise KeyboardInterrupt
        return write(path, content)

    monkeypatch.setattr(new, "write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        made(data, "anguo-2022", SECOND)
    monkeypatch.undo()
    assert tree(tmp_path) == before
    assert not (data / "reports/anguo-2022").exists()


def test_a_folder_that_cannot_be_written_is_said(data, monkeypatch):
    def full(path, content):
        raise WriteError(zr.text("只读", "read-only"))

    monkeypatch.setattr(new, "write", full)
    with pytest.raises(WriteError, match="只读"):
        made(data, "anguo-2022", SECOND)
    assert list((data / "reports").iterdir()) == []


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
    about = json.loads((home / "report.json").read_text("utf-8"))
    about |= {"title_en": "Anguo Government Work Report", "place_en": "Anguo", "within_en": "Baoding, Hebei"}
    (home / "report.json").write_text(json.dumps(about | {"session_en": "First session"}, ensure_ascii=False), "utf-8")
    (data / DESCRIPTION).write_bytes(describe(data))


def test_the_next_report_of_a_place_starts_from_what_was_curated(data):
    made(data, "anguo-2021", FIRST)
    finish(data)
    assert examine(data) == ([], [])
    report = made(data, "anguo-2022", SECOND.replace("药材仓储面积达到44", "药材仓库面积达到44"))
    assert examine(data)[0] == []
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


def test_what_was_promised_last_year_is_told_with_what_was_reached_and_what_vanished(data):
    made(data, "anguo-2021", FIRST)
    told = made(data, "anguo-2022", SECOND).told
    assert "地区生产总值：承诺 6%，实现 7.1%" in [one.zh for one in told]
    assert "Gross regional product: promised 6%, reached 7.1%" in [one.en for one in told]
    (gone,) = [one.zh for one in told if "没有再提" in one.zh]
    assert "蜂蜜车间" in gone
    assert "药材仓储" not in gone


def test_of_a_place_without_an_earlier_report_nothing_is_said_of_promises(data):
    made(data, "anguo-2021", FIRST)
    other = made(data, "dingxing-2022", SECOND.replace("安国市", "定兴县"), place=OTHER)
    assert len(other.told) == 1
    assert "promises" not in code_of(other.notebook)


def test_words_and_names_of_another_county_do_not_leak(data):
    made(data, "anguo-2021", FIRST)
    finish(data)
    vocabulary = data / "reports/anguo-2021/vocabulary"
    columns = [field["name"] for field in Package(data).schema("wordings")["fields"]]
    shared = rows(data / "vocabulary/wordings.csv")[0]
    with (vocabulary / "wordings.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerow({key: shared.get(key, "") for key in columns} | {columns[0]: "尽数"})
    other = made(data, "dingxing-2022", SECOND.replace("安国市", "定兴县"), place=OTHER)
    own = made(data, "anguo-2022", SECOND)
    assert not (other.folder / "vocabulary/wordings.csv").exists()
    assert (own.folder / "vocabulary/wordings.csv").is_file()
    words = "".join(path.read_text("utf-8") for path in (other.folder / "vocabulary").iterdir())
    assert "herb_storage" not in words
    assert "药材仓库面积" not in words


def test_a_district_of_the_same_name_in_another_city_is_no_earlier_report(data):
    text = FIRST.replace("安国市", "鼓楼区")
    made(data, "gulou-xuzhou-2021", text, place="江苏省徐州市鼓楼区")
    other = made(data, "gulou-nanjing-2022", SECOND.replace("安国市", "鼓楼区"), place="江苏省南京市鼓楼区")
    assert len(other.told) == 1


def test_new_tells_where_it_wrote_in_the_language_asked_for(data, tmp_path, capsys):
    made(data, "anguo-2021", FIRST)
    (tmp_path / "text.txt").write_text(SECOND, "utf-8")
    with pytest.raises(SystemExit) as end:
        main(["new", "anguo-2022", "--text", str(tmp_path / "text.txt"), "--data", str(data), "--lang", "en"])
    assert end.value.code == 0
    told = capsys.readouterr().out
    assert "01_anguo-2022.ipynb" in told
    assert "promised 6%, reached 7.1%" in told

"""The command line, as a user meets it."""

import contextlib
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from each import each

from zreport.charts.stored import from_json
from zreport.cli import COMMANDS, main
from zreport.export.notebook import NotebookError, read_notebook, story
from zreport.faults import Fault, catalogue
from zreport.language import LANGUAGES, Text
from zreport.page.size import SIZES
from zreport.proof.reporters import listing

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.usefixtures("read_once")


def call(*words: str) -> int:
    """Run the command line here, and return its exit status."""
    with pytest.raises(SystemExit) as stop:
        main(words)
    return stop.value.code


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A copy of notebooks and data, and the folder to work in."""
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZREPORT_LANG", "en")
    return tmp_path


def test_check_says_that_sound_data_are_sound(capsys, project):
    assert call("check") == 0
    assert "sound" in capsys.readouterr().out


@pytest.fixture
def faulty(project):
    """A project with one figure mistyped."""
    table = project / "data/reports/zhaoyuan-2020/observations.csv"
    table.write_bytes(table.read_bytes().replace(b",149.8,", b",148.8,"))
    return project


FAULT = "row 4, column value: '148.8': the text says “149.8”; write “149.8”"


def test_check_lists_faults_in_a_table_with_a_count_and_fails(capsys, faulty):
    assert call("check", "data", "--lang", "en") == 1
    said = capsys.readouterr().err.splitlines()
    (row,) = [re.split(" {2,}", line.strip()) for line in said if "148.8" in line]
    assert row == ["observations.csv", "4", "value", "148.8", "the text says “149.8”", "write “149.8”", "cell-differs"]
    assert said[-1] == "1 fault(s)"
    assert call("check", "data", "--lang", "zh") == 1
    said = capsys.readouterr().err
    assert "改为“149.8”" in said and "共1处错误" in said


def test_check_lists_faults_in_lines(capsys, faulty):
    assert call("check", "data", "--format", "lines") == 1
    assert f"zhaoyuan-2020/observations.csv, {FAULT}" in capsys.readouterr().err


def test_check_annotates_lines_for_ci(capsys, faulty):
    assert call("check", "data", "--format", "github") == 1
    assert capsys.readouterr().out == (
        "::error file=data/reports/zhaoyuan-2020/observations.csv,line=4,title=cell-differs::"
        "'148.8': the text says “149.8”; write “149.8”\n"
    )


def test_check_says_nothing_to_ci_of_sound_data(capsys, project):
    assert call("check", "data", "--format", "github") == 0
    assert capsys.readouterr().out.strip() == ""


def test_a_fault_with_signs_of_markup_is_listed_as_it_is():
    words = "[bold]x[/bold] %0A,:\n::error::"
    fault = Fault("cell-differs", "a,b.csv", 2, "value", words, Text("误", "wrong"), Text("改", "mend"))
    assert "[bold]x[/bold]" in listing([fault], "table", Path("data"))
    (line,) = listing([fault], "github", Path("data")).splitlines()
    assert line.startswith("::error file=data/a%2Cb.csv,line=2,title=cell-differs::")


def test_check_speaks_json(capsys, project):
    (project / "data/vocabulary/units.csv").unlink()
    assert call("check", "data", "--format", "json") == 1
    faults = json.loads(capsys.readouterr().out)
    assert "vocabulary/units.csv" in {fault["file"] for fault in faults}
    assert {"code", "file", "row", "column", "value", "problem", "mend"} == set(faults[0])


def test_a_format_that_is_not_there_is_answered_with_those_that_are(capsys, project):
    assert call("check", "data", "--format", "yaml") == 2
    assert "table | lines | json | github" in capsys.readouterr().err


def test_export_writes_a_deck_from_stored_outputs(project, capsys):
    assert call("export", "notebooks/*.ipynb", "-o", "out/brief.pptx", "--lang", "zh") == 0
    from pptx import Presentation

    slides = Presentation(project / "out/brief.pptx").slides
    paths = sorted((project / "notebooks").glob("*.ipynb"))
    titles = [slide.shapes.title.text.replace("\v", "") for slide in slides]
    shown = [chart.title["zh"] for path in paths for _, chart in story(path).charts]
    assert len(shown) > 40
    assert set(shown) <= set(titles)
    assert titles[:2] == ["《肇源县政府工作报告》（2020-12-29）", "主要发现"]
    assert titles[-1].startswith("附录")


@pytest.mark.parametrize("words", [["--format", "svg", "png"], ["--format", "svg,png"], []])
def test_export_writes_pictures_in_the_formats_named(project, words):
    assert call("export", *words, "notebooks/03_changes.ipynb", "-o", "out/charts/") == 0
    made = {path.name for path in (project / "out/charts").iterdir()}
    assert made == {"03_changes-changes.png", "03_changes-changes.svg"}


def test_notebooks_may_stand_before_and_after_options(project):
    later = "notebooks/03_changes.ipynb"
    assert call("export", "notebooks/02_growth.ipynb", "-o", "charts", "--format", "json", later) == 0
    assert {path.name[:2] for path in Path("charts").iterdir()} == {"02", "03"}


# One chart in one file

GROWTH = "notebooks/02_growth.ipynb"


def test_one_chart_goes_into_one_file_found_by_a_part_of_its_name_or_its_whole(project, capsys):
    assert call("export", GROWTH, "--only", "average", "-o", "growth.json") == 0
    assert capsys.readouterr().out.splitlines() == ["growth.json"]
    (shown, other) = (chart for _, chart in story(Path(GROWTH)).charts)
    assert from_json(json.loads(Path("growth.json").read_text("utf-8"))) == shown
    # One name is a part of the other's too: what is written in full is meant.
    path = project / "sectors.ipynb"
    path.write_bytes(Path(GROWTH).read_bytes().replace(b'"name": "average-growth"', b'"name": "cumulative-growth-2"'))
    assert call("export", str(path), "--only", "cumulative-growth", "-o", "sectors.json") == 0
    assert from_json(json.loads(Path("sectors.json").read_text("utf-8"))) == other


@pytest.mark.parametrize(("ending", "starts"), [("svg", b"<?xml"), ("html", b"<!"), ("png", b"\x89PNG")])
def test_one_chart_is_drawn_on_the_page_asked_for(project, ending, starts):
    sizes = {}
    for size in ("slide", "phone"):
        assert call("export", GROWTH, "--only", "average-growth", "-o", f"{size}.{ending}", "--size", size) == 0
        content = Path(f"{size}.{ending}").read_bytes()
        assert content.startswith(starts)
        sizes[size] = content
    assert sizes["slide"] != sizes["phone"]
    if ending == "png":
        from PIL import Image

        page = SIZES["phone"]
        assert Image.open("phone.png").width == round(page.width * page.dpi / 72)


def test_without_a_page_a_picture_is_sharp_enough_for_print_as_in_a_folder(project):
    assert call("export", GROWTH, "--only", "average-growth", "-o", "growth.png") == 0
    assert call("export", GROWTH, "-o", "charts", "--format", "png") == 0
    assert Path("growth.png").read_bytes() == Path("charts/02_growth-average-growth.png").read_bytes()


@pytest.mark.parametrize("only", [["--only", "growth"], []])
def test_several_charts_do_not_go_into_one_picture_and_are_listed(project, capsys, only):
    assert call("export", GROWTH, *only, "-o", "growth.svg") == 1
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith("growth.svg: one file holds one chart")
    assert said.endswith("02_growth-average-growth, 02_growth-cumulative-growth")
    assert not Path("growth.svg").exists()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_outline_becomes_one_tall_picture_for_a_phone(project, capsys, lang):
    from PIL import Image
    from pypdf import PdfReader

    Path("notebooks/small.md").write_text(OUTLINE + "? 何时公布？ / When will it be known?\n", "utf-8")
    outline = ["export", "notebooks/small.md", GROWTH, "--lang", lang]
    heights = {}
    for name in ("brief.png", "brief.jpg"):
        assert call(*outline, "-o", name) == 0
        first = Path(name).read_bytes()
        # What was written here is ours, and the same again.
        assert call(*outline, "-o", name) == 0
        assert Path(name).read_bytes() == first and len(first) < 5_000_000
        picture = Image.open(name)
        assert picture.width == 1080
        heights[name] = picture.height
    assert len(set(heights.values())) == 1 and heights["brief.png"] > 3 * 1080
    assert call(*outline, "-o", "brief.pdf", "--size", "phone") == 0
    (page,) = PdfReader("brief.pdf").pages
    assert page.mediabox.height / page.mediabox.width == pytest.approx(heights["brief.png"] / 1080, rel=0.01)
    words = page.extract_text()
    assert {"zh": "1. 何时公布？", "en": "1. When will it be known?"}[lang] in words.replace("\n", " ")
    assert lang == "zh" or not re.search("[\u4e00-\u9fff]", words)
    # Several charts without an outline are one too; a stranger's picture stays.
    assert call("export", GROWTH, "-o", "growth.jpg", "--lang", lang) == 0
    Image.new("RGB", (9, 9)).save("theirs.jpg")
    assert call(*outline, "-o", "theirs.jpg") == 1
    assert Image.open("theirs.jpg").size == (9, 9)


# Mistakes


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["export", "nowhere/*.ipynb"], "nowhere/*.ipynb"),
        (["export", "nowhere.ipynb"], "nowhere.ipynb"),
        (["export", "-o", "x.doc"], ".pptx"),
        (["export", "-o", "charts", "--format", "bmp"], "svg"),
        (["export", "-o", "notebooks/00_start_here.ipynb/charts"], "cannot be written"),
        (["check", "--lang", "fr"], "zh | en"),
        (["check", "--format", "xml"], "json"),
        (["check", "--explain", "nothing"], "cell-differs"),
        (["check", "--bogus"], "[--full]"),
        (["run", "nowhere.ipynb"], "nowhere.ipynb"),
        (["exprt"], "export"),
        (["export", "--only", "gorwth"], "02_growth-average-growth"),
        (["export", "--format"], "--format: expected one argument; usage: zreport export"),
        (["export", "--formats", "svg"], "[--format FORMAT …]"),
        (["export", "--size", "3:2"], "16:9 | 4:3"),
        (["export", "--size", "4:3", "-o", "x.xlsx"], "for a deck"),
        (["export", "--size", "phone"], "for one chart"),
        (["export", "--size", "4:3", "--only", "average-growth", "-o", "x.svg"], "slide | half | column | phone"),
        (["export", "--template", "x.potx", "-o", "x.svg"], "for a deck"),
        (["export", "-o", "x.svg", "--format", "png"], "no other format"),
        (["export", "-o", "x.gif"], ".svg"),
        (["export", "notebooks/briefing.md", "-o", "x.png", "--size", "half"], "leave --size out"),
        (["export", "notebooks/briefing.md", "-o", "x.pdf", "--size", "half"], "phone also for a .pdf"),
        (["export", "notebooks/briefing.md", "-o", "x.png", "--template", "x.potx"], "for a deck"),
        (["export", "notebooks/briefing.md", "-o", "x.jpg", "--format", "png"], "no other format"),
        (["export", "--into", "x.pptx", "--only", "growth"], "--into"),
        (["export", "--template", "nowhere.potx"], "nowhere.potx"),
        (["export", "--template", "notebooks/02_growth.ipynb"], "not a PowerPoint presentation"),
        (["export", "--into", "nowhere.pptx"], "nowhere.pptx"),
        (["export", "--into", "notebooks/02_growth.ipynb"], "not a PowerPoint presentation"),
        (["export", "notebooks/nowhere.md"], "nowhere.md"),
        (["export", "--only", "nothing-of-this-name", "-o", "x.svg"], "02_growth-average-growth"),
        (["diff", "nowhere.pptx", "nowhere.pptx"], "nowhere.pptx"),
        (["diff", "nowhere.pptx"], "required: NEW.pptx"),
    ],
)
def test_a_mistake_is_answered_with_a_line_and_a_failure(project, capsys, words, said):
    assert call(*words) != 0
    answer = capsys.readouterr().err
    assert said in answer
    assert "Traceback" not in answer
    assert len(answer.splitlines()) == 1
    assert not [*project.rglob("out/*"), *project.glob("x.*")]


@pytest.mark.parametrize("command", ["check", "describe"])
def test_a_folder_without_data_is_named(project, capsys, command):
    assert call(command, "nowhere") == 1
    assert "nowhere" in capsys.readouterr().err
    assert not Path("nowhere").exists()


@pytest.mark.parametrize(
    ("words", "status"),
    [([], 2), (["exprt"], 2), (["check", "--bogus"], 2), (["check", "--lang", "fr"], 2), (["run", "nowhere.ipynb"], 1)],
)
def test_a_wrong_call_exits_with_2_and_what_cannot_be_done_with_1(project, capsys, words, status):
    assert call(*words) == status


@each([["run", "nowhere/*.ipynb"], ["diff", "a.pptx"], ["check", "--bogus"], ["exprt"]])
def test_a_mistake_is_told_in_the_language_asked_for_and_in_no_other(words, *, project, capsys, monkeypatch):
    for session, asked, chinese in [("en", [], False), ("zh", [], True), ("zh", ["--lang", "en"], False)]:
        monkeypatch.setenv("ZREPORT_LANG", session)
        call(*words, *asked)
        said = capsys.readouterr().err
        assert bool(re.search("[\u4e00-\u9fff]", said)) == chinese, said
        assert os.environ["ZREPORT_LANG"] == session


def test_debug_shows_the_traceback(project):
    for words in (["--debug", "run", "nowhere.ipynb"], ["run", "nowhere.ipynb", "--debug"]):
        with pytest.raises(NotebookError):
            main(words)


@each(list(catalogue()))
def test_each_kind_of_fault_is_explained(code, *, capsys):
    for lang in LANGUAGES:
        assert call("check", "--explain", code, "--lang", lang) == 0
        assert capsys.readouterr().out.startswith(code)


def test_describe_writes_the_description_of_the_folder_anew(project, capsys):
    path = project / "data/datapackage.json"
    before = path.read_bytes()
    path.write_bytes(before.replace(b'"name": "zhaoyuan-2020-observations"', b'"name": "other"'))
    assert path.read_bytes() != before
    assert call("describe", "data") == 0
    assert path.read_bytes() == before


def test_a_wrong_language_in_the_environment_is_said(project, capsys, monkeypatch):
    monkeypatch.setenv("ZREPORT_LANG", "fr")
    assert call("check") == 1
    assert "ZREPORT_LANG" in capsys.readouterr().err


def test_an_empty_folder_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert call("run") == 1
    assert "notebooks/*.ipynb" in capsys.readouterr().err


def test_a_notebook_without_outputs_is_said(project, capsys):
    path = project / "notebooks/02_growth.ipynb"
    book = json.loads(path.read_text("utf-8"))
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
    path.write_text(json.dumps(book), "utf-8")
    assert call("export", "-o", "out/brief.pptx") == 1
    assert "02_growth.ipynb" in capsys.readouterr().err
    assert not (project / "out").exists()


def test_a_full_disk_leaves_the_old_deck(project, capsys, monkeypatch):
    old = project / "out/brief.pptx"
    old.parent.mkdir()
    old.write_bytes(b"old")
    from zreport import files

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    assert call("export", "notebooks/02_growth.ipynb", "-o", "out/brief.pptx", "--force") == 1
    assert "No space left on device" in capsys.readouterr().err
    assert [path.read_bytes() for path in old.parent.iterdir()] == [b"old"]


OUTLINE = "# 简报 / Brief\n## 增速 / Growth\n- 02_growth-average-growth\n- 02_growth-cumulative-growth\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder in which all was built once of two notebooks, over what lay there, and what was said."""
    folder = tmp_path_factory.mktemp("built")
    for name in ("02_growth", "03_changes"):
        (folder / "notebooks").mkdir(exist_ok=True)
        shutil.copy(ROOT / f"notebooks/{name}.ipynb", folder / "notebooks")
    (folder / "notebooks/briefing.md").write_text(OUTLINE, "utf-8")
    for name in ("charts/01_gone-chart.svg", "notebooks/01_gone.html", "mine.txt"):
        (folder / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "out" / name).write_text("old", "utf-8")
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said):
        patch.chdir(folder)
        assert call("build", "--lang", "en") == 0
    return folder, said.getvalue()


def test_build_makes_everything(built):
    folder, _ = built
    made = {path.relative_to(folder / "out").as_posix() for path in folder.glob("out/**/*.*")}
    assert {"brief.pptx", "brief.pdf", "brief.png", "all.pptx", "all.xlsx"} <= made
    assert "charts/03_changes-changes.svg" in made
    assert {"notebooks/02_growth.html", "notebooks/index.html"} <= made
    charts = [name for path in folder.glob("notebooks/*.ipynb") for name, _ in story(path).charts]
    assert {f"charts/{name}.{form}" for name in charts for form in ("svg", "png")} <= made


def test_build_follows_the_outline_in_the_language_asked_for(built):
    from pptx import Presentation

    slides = Presentation(built[0] / "out/brief.pptx").slides
    # A title is broken where we choose.
    titles = [slide.shapes.title.text.replace("\v", "") for slide in slides]
    assert titles[0] == "Brief"
    assert "Growth" not in titles  # one section needs no page of its own
    shown = [chart.title.en for _, chart in story(ROOT / GROWTH).charts]
    assert [title for title in titles if title in shown] == shown


def test_build_leaves_notebooks_as_they_are_stored(built):
    for path in built[0].glob("notebooks/*.ipynb"):
        stored = ROOT / "notebooks" / path.name
        assert [cell.source for cell in read_notebook(path).cells] == [
            cell.source for cell in read_notebook(stored).cells
        ]
        assert story(path) == story(stored)


def test_build_says_what_it_made_and_what_lies_there_from_before(built):
    folder, said = built
    lines = said.splitlines()
    assert lines[0] == "Made:"
    assert any(line.split()[0] == "out/brief.pptx" for line in lines[1:-1])
    assert any(
        line.split()[:3] == ["out/charts/*.svg", "×", str(len(list(folder.glob("out/charts/0[23]*.svg"))))]
        for line in lines
    )
    assert lines[-1] == "Not of this build: out/charts/01_gone-chart.svg, out/notebooks/01_gone.html"
    for name in ("charts/01_gone-chart.svg", "notebooks/01_gone.html", "mine.txt"):
        assert (folder / "out" / name).read_text("utf-8") == "old"


@pytest.mark.skipif(os.name == "nt", reason="signals differ on Windows")
def test_an_interrupted_run_leaves_the_notebooks_as_they_were(project):
    path = project / "notebooks/02_growth.ipynb"
    book = json.loads(path.read_text("utf-8"))
    code = next(cell for cell in book["cells"] if cell["cell_type"] == "code")
    code["source"] = "import time\nopen('started', 'w').close()\ntime.sleep(600)"
    path.write_text(json.dumps(book), "utf-8")
    before = path.read_bytes()
    running = subprocess.Popen(
        [sys.executable, "-m", "zreport", "run", "notebooks/02_growth.ipynb"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        # Where the tests run in the background, Ctrl-C is ignored by all that they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    for _ in range(600):
        if (project / "notebooks/started").exists():
            break
        time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in said
    assert "Interrupted" in said
    assert path.read_bytes() == before


@each(COMMANDS)
def test_each_command_explains_itself_in_both_languages_with_an_example(command, *, capsys):
    assert call(command, "--help") == 0
    help_ = capsys.readouterr().out
    assert f"\n  zreport {command}" in help_
    assert re.search("[\u4e00-\u9fff].*。 [A-Z]", help_)
    assert call("--help") == 0
    assert f"\n  {command} " in capsys.readouterr().out


def test_help_and_check_load_no_more_than_they_need():
    heavy = "pandas numpy rich frictionless plotly matplotlib pptx IPython nbformat lxml fontTools typer"
    for words, also in ((["--help"], "dataclasses"), (["check"], "")):
        code = (
            f"import sys\nfrom zreport.cli import main\ntry: main({words})\nexcept SystemExit: pass\n"
            f"print(*(m for m in {f'{heavy} {also}'.split()} if m in sys.modules))"
        )
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
        assert ran.stdout.splitlines()[-1] == ""

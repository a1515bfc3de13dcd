"""The command line, as a user meets it."""

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

from zreport.cli import main
from zreport.export.notebook import story
from zreport.faults import Fault
from zreport.language import Text
from zreport.proof.listing import listing

ROOT = Path(__file__).parent.parent


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
    assert row == ["observations.csv", "4", "value", "148.8", "the text says “149.8”", "write “149.8”"]
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
        "::error file=data/reports/zhaoyuan-2020/observations.csv,line=4,title=value::"
        "'148.8': the text says “149.8”; write “149.8”\n"
    )


def test_check_says_nothing_to_ci_of_sound_data(capsys, project):
    assert call("check", "data", "--format", "github") == 0
    assert capsys.readouterr().out.strip() == ""


def test_a_fault_with_signs_of_markup_is_listed_as_it_is():
    words = "[bold]x[/bold] %0A,:\n::error::"
    fault = Fault("a,b.csv", 2, "value", words, Text("误", "wrong"), Text("改", "mend"))
    assert "[bold]x[/bold]" in listing([fault], "table", Path("data"))
    (line,) = listing([fault], "github", Path("data")).splitlines()
    assert line.startswith("::error file=data/a%2Cb.csv,line=2,title=value::")


def test_check_speaks_json(capsys, project):
    (project / "data/vocabulary/units.csv").unlink()
    assert call("check", "data", "--format", "json") == 1
    faults = json.loads(capsys.readouterr().out)
    assert "vocabulary/units.csv" in {fault["file"] for fault in faults}
    assert {"file", "row", "column", "value", "problem", "mend"} == set(faults[0])


def test_a_format_that_is_not_there_is_answered_with_those_that_are(capsys, project):
    assert call("check", "data", "--format", "yaml") == 1
    assert "table | lines | json | github" in capsys.readouterr().err


def test_export_writes_a_deck_from_stored_outputs(project, capsys):
    assert call("export", "notebooks/*.ipynb", "-o", "out/brief.pptx", "--lang", "zh") == 0
    from pptx import Presentation

    slides = Presentation(project / "out/brief.pptx").slides
    paths = sorted((project / "notebooks").glob("*.ipynb"))
    titles = [slide.shapes.title.text for slide in slides]
    shown = [chart.title["zh"] for path in paths for _, chart in story(path).charts]
    assert len(shown) > 40
    assert set(shown) <= set(titles)
    assert titles[:2] == ["《肇源县政府工作报告》（2020-12-29）", "目录"]
    assert titles[-1].startswith("附录")


@pytest.mark.parametrize("words", [["--format", "svg", "png"], ["--format", "svg,png"], []])
def test_export_writes_pictures_in_the_formats_named(project, words):
    assert call("export", "notebooks/02_growth.ipynb", "-o", "out/charts/", *words) == 0
    assert sorted(path.name for path in (project / "out/charts").iterdir()) == [
        "02_growth-average-growth.png",
        "02_growth-average-growth.svg",
        "02_growth-growth-by-sector.png",
        "02_growth-growth-by-sector.svg",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["export", "nowhere/*.ipynb"], "nowhere/*.ipynb"),
        (["export", "nowhere.ipynb"], "nowhere.ipynb"),
        (["export", "-o", "x.doc"], ".pptx"),
        (["export", "-o", "charts", "--format", "bmp"], "svg"),
        (["export", "-o", "notebooks/00_start_here.ipynb/charts"], "cannot be written"),
        (["check", "--lang", "fr"], "zh | en"),
        (["check", "nowhere"], "datapackage.json"),
        (["check", "--format", "xml"], "json"),
        (["run", "nowhere.ipynb"], "nowhere.ipynb"),
        (["exprt"], "export"),
        (["export", "--only", "gorwth"], "02_growth-average-growth"),
        (["export", "--size", "3:2"], "16:9 | 4:3"),
        (["export", "--size", "4:3", "-o", "x.xlsx"], "for a deck"),
        (["export", "--into", "x.pptx", "--only", "growth"], "--into"),
        (["export", "--template", "nowhere.potx"], "nowhere.potx"),
        (["export", "--template", "notebooks/02_growth.ipynb"], "not a PowerPoint presentation"),
        (["export", "--into", "nowhere.pptx"], "nowhere.pptx"),
        (["export", "--into", "notebooks/02_growth.ipynb"], "not a PowerPoint presentation"),
        (["export", "notebooks/nowhere.md"], "nowhere.md"),
        (["copy", "nothing-of-this-name"], "02_growth-average-growth"),
        (["copy", "growth"], "more than one chart"),
        (["diff", "nowhere.pptx", "nowhere.pptx"], "nowhere.pptx"),
    ],
)
def test_a_mistake_is_answered_with_a_line_and_a_failure(project, capsys, words, said):
    assert call(*words) != 0
    answer = capsys.readouterr().err
    assert said in answer
    assert "Traceback" not in answer
    assert not list(project.rglob("out/*"))


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

    monkeypatch.setattr(files.os, "fdopen", full)
    assert call("export", "notebooks/02_growth.ipynb", "-o", "out/brief.pptx") == 1
    assert "No space left on device" in capsys.readouterr().err
    assert [path.read_bytes() for path in old.parent.iterdir()] == [b"old"]


def test_build_makes_everything_and_then_nothing(project, capsys):
    assert call("build") == 0
    made = sorted(path.relative_to(project).as_posix() for path in project.glob("out/**/*.*"))
    assert "out/brief.pptx" in made
    assert {"out/brief.pdf", "out/all.pptx", "out/all.xlsx"} <= set(made)
    assert "out/charts/03_targets-growth-targets.svg" in made
    assert "out/notebooks/00_start_here.html" in made
    stamps = {path: (project / path).stat().st_mtime_ns for path in made}
    assert "brief.pptx" in capsys.readouterr().out
    assert call("build") == 0
    assert "up to date" in capsys.readouterr().out
    assert stamps == {path: (project / path).stat().st_mtime_ns for path in made}
    (project / "out/brief.pptx").unlink()
    assert call("build") == 0
    assert (project / "out/brief.pptx").exists()


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


def test_each_command_explains_itself_with_an_example(capsys):
    for command in ("check", "run", "export", "copy", "diff", "build", "lab"):
        assert call(command, "--help") == 0
        assert f"zreport {command}" in capsys.readouterr().out


def test_importing_the_library_draws_nothing_in():
    heavy = "plotly matplotlib pptx frictionless IPython nbformat lxml fontTools"
    code = f"import sys, zreport; print(*(m for m in {heavy.split()} if m in sys.modules))"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert ran.stdout.strip() == ""

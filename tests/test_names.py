"""What a user names, and what a terminal is told: odd names, unknown endings, signs that a terminal would obey."""

import io
import itertools
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from each import each
from lxml import etree

from zreport.cli import COMMANDS, main
from zreport.cli.parser import show
from zreport.export.notebook import named_notebooks
from zreport.export.progress import bars
from zreport.faults import ReportError
from zreport.language import LANGUAGES, Text

ROOT = Path(__file__).parent.parent
GROWTH = ROOT / "notebooks/02_growth.ipynb"
# Clears the screen, sets its title, turns the direction of writing, and is half a character.
EVIL = "a\x1b[2J\x9b31m\x1b]0;title\x07\u202eb\udc80\rc"


def call(*words: str) -> int:
    """Run the command line here, and return its exit status."""
    with pytest.raises(SystemExit) as stop:
        main(words)
    return stop.value.code


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZREPORT_LANG", "en")
    return tmp_path


def test_a_file_that_is_there_is_meant_before_a_pattern(folder):
    for name in ("a[1].ipynb", "a1.ipynb", "b*.ipynb"):
        (folder / name).write_bytes(b"")
    assert named_notebooks(["a[1].ipynb"]) == [Path("a[1].ipynb")]
    assert named_notebooks(["b*.ipynb"]) == [Path("b*.ipynb")]
    assert named_notebooks(["a[1-9].ipynb", "a1.ipynb"]) == [Path("a1.ipynb")]


def test_a_notebook_may_have_any_name(folder, capsys):
    name = "a[1] \"b\" 'c' <d>&e;100%"
    shutil.copy(GROWTH, f"{name}.ipynb")
    assert call("export", f"{name}.ipynb", "-o", "brief.pptx", "--only", "average") == 0
    assert call("export", f"{name}.ipynb", "-o", "charts", "--format", "pptx,json") == 0
    assert len(list(Path("charts").iterdir())) == 4
    for deck in ("brief.pptx", f"charts/{name}-average-growth.pptx"):
        with zipfile.ZipFile(deck) as file:
            for part in file.namelist():
                if part.endswith((".xml", ".rels")):
                    etree.fromstring(file.read(part))


@each(
    list(
        itertools.product(
            ["x.pptm", "x.odp", "x.ppsx", "x.zip", "x.potx", "x.7z", "x.PPSX", "x.图", "out/x.pptx ", "x.mp4"],
            LANGUAGES,
        )
    )
)
def test_an_ending_that_is_not_written_here_is_an_error_and_no_folder(to, lang, *, folder, capsys):
    assert call("export", str(GROWTH), "-o", to, "--lang", lang) == 1
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith(to) and ".pptx .xlsx .pdf" in said
    assert list(folder.iterdir()) == []


def test_a_folder_may_end_as_a_year_does_or_be_there(folder):
    Path("charts.d").mkdir()
    for to in ("2020.12", "charts.d"):
        assert call("export", str(GROWTH), "-o", to, "--format", "json") == 0
        assert len(list(Path(to).iterdir())) == 2


@pytest.mark.parametrize("to", ["x.zip", "x.pptx"])
def test_a_build_goes_into_a_folder(folder, capsys, to):
    Path("notebooks").mkdir()
    shutil.copy(GROWTH, "notebooks")
    assert call("build", "-o", to) == 1
    assert capsys.readouterr().err.startswith(f"{to}: name a folder")
    assert [path.name for path in folder.iterdir()] == ["notebooks"]


# What a terminal is told


def test_no_name_reaches_a_terminal_as_a_command(folder, capsys):
    assert call("run", f"{EVIL}.ipynb") == 1
    assert call("export", "--template", f"{EVIL}\n.potx", str(GROWTH)) == 1
    assert call("diff", f"{EVIL}.pptx", "b.pptx") == 1
    assert call(EVIL) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 4
    assert said.count(r"a\u001b[2J\u009b31m\u001b]0;title\u0007\u202eb\udc80\u000dc") == 4
    assert said.replace("\n", "").isprintable()


def test_what_is_said_of_titles_and_faults_is_clean_and_its_lines_stay(capsys):
    show(f"{EVIL}\nb", Path(f"{EVIL}\nb"))
    assert [line.isprintable() for line in capsys.readouterr().out.splitlines()] == [True] * 3


def test_no_command_prints_past_what_cleans():
    source = "".join(path.read_text("utf-8") for path in (ROOT / "zreport/cli").glob("*.py"))
    assert re.findall(r"(?<!_)print\((?!_ABOUT|\*told)", source) == []


def test_a_bar_shows_a_name_with_signs_of_markup(monkeypatch):
    shown = io.StringIO()
    shown.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", shown)
    with bars() as progress:
        progress(Path(f"x[/red][bold].ipynb{EVIL}"), 1, 2)
    assert "x[/red][bold].ipynb" in shown.getvalue()
    assert "[2J\x9b" not in shown.getvalue() and "\x1b]0;" not in shown.getvalue()


# What was not foreseen


@pytest.fixture
def failing(monkeypatch):
    """Lets the command `describe` raise an error."""

    def raises(error: BaseException) -> None:
        def command(accept: object) -> None:
            raise error

        command.__doc__ = "x"
        monkeypatch.setitem(COMMANDS, "describe", command)

    return raises


@each([KeyError("x\x1b[2J\ny"), RecursionError(), MemoryError(), OSError(28, "No room"), AssertionError()])
def test_an_error_that_was_not_foreseen_is_one_sentence_and_whole_with_debug(error, *, failing, capsys):
    failing(error)
    for lang in LANGUAGES:
        assert call("describe", "--lang", lang) == 70
        (said,) = capsys.readouterr().err.splitlines()
        assert type(error).__name__ in said and "--debug" in said and said.isprintable()
        assert bool(re.search("[\u4e00-\u9fff]", said)) == (lang == "zh")
    with pytest.raises(type(error)):
        main(["describe", "--debug"])


def test_an_error_that_is_foreseen_keeps_its_status(failing, capsys):
    failing(ReportError(Text("误", "wrong")))
    assert call("describe") == 1
    assert capsys.readouterr().err == "wrong\n"


@pytest.mark.skipif(os.name != "posix", reason="pipes are those of POSIX")
def test_who_reads_no_further_is_told_nothing():
    command = f"{sys.executable} -m zreport --help | true; exit ${{PIPESTATUS[0]}}"
    where = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    ran = subprocess.run(
        ["bash", "-c", f"sleep 0.1; {command}"], env=where, capture_output=True, text=True, check=False
    )
    assert ran.stderr == ""


def test_settings_of_other_programs_do_not_matter(folder):
    code = f"import sys; sys.argv[1:] = ['export', {str(GROWTH)!r}, '-o', 'x.pdf', '--only', 'average']; "
    nonsense = {"MPLBACKEND": "nonsense", "SOURCE_DATE_EPOCH": "nonsense", "HOME": "/nonexistent"}
    # Where matplotlib keeps its list of fonts, which it takes seconds to make anew.
    nonsense["XDG_CACHE_HOME"] = os.environ.get("XDG_CACHE_HOME", str(Path("~/.cache").expanduser()))
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}from zreport.cli import main; main()"],
        env=os.environ | {"PYTHONPATH": str(ROOT)} | nonsense,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, "x.pdf\n"), ran.stderr
    assert "Traceback" not in ran.stderr

"""Running notebooks: what is stored of them, what is not, and what stops them."""

import asyncio
import contextlib
import json
import os
import sys
from pathlib import Path

import pytest
from each import each

from zreport.export import run
from zreport.export.forked import FORKS
from zreport.export.limits import LONGEST_CELL, LONGEST_RUN
from zreport.export.notebook import NotebookError, read_notebook
from zreport.language import LANGUAGES


def notebook(path: Path, *sources: str) -> Path:
    """Write a notebook of code cells, each with an id after its place."""
    cell = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": []}
    cells = [cell | {"id": f"c{at}", "source": source} for at, source in enumerate(sources)]
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    return path


@pytest.fixture
def book(tmp_path) -> Path:
    """A notebook of one cell that has not been run."""
    return notebook(tmp_path / "book.ipynb", "1")


# What someone does meanwhile


def _saved(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


def _made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("change", [_saved, Path.unlink, _made_a_folder])
def test_what_someone_does_to_a_notebook_while_it_runs_is_left_and_none_is_written(book, monkeypatch, change):
    async def ran(*_: object) -> list:
        change(book)
        return []

    other = notebook(book.with_name("other.ipynb"), "1  # not in normal form")
    other.write_bytes(other.read_bytes() + b"\n")
    kept = other.read_bytes()
    monkeypatch.setattr(run, "_all", ran)
    before = book.read_bytes()
    with pytest.raises(NotebookError) as error:
        run.run([other, book], "zh")
    assert "book.ipynb: was changed, moved or removed while it ran" in error.value.words.en
    assert "运行期间被修改" in error.value.words.zh
    assert other.read_bytes() == kept
    assert not book.is_file() or book.read_bytes() == before + b" "


def test_a_notebook_saved_while_others_are_written_is_left(book, monkeypatch):
    first = notebook(book.with_name("a.ipynb"), "2")

    async def ran(*_: object) -> list:
        return []

    def written(path: Path, content: bytes) -> None:
        _saved(book)

    monkeypatch.setattr(run, "_all", ran)
    monkeypatch.setattr(run, "write", written)
    kept = book.read_bytes()
    with pytest.raises(NotebookError, match="book"):
        run.run([first, book], "zh")
    assert book.read_bytes() == kept + b" "


# Cells that fail

FAILING = {
    "print('x' * 20_000_000)": "puts out more than 10,000,000 bytes",
    "while True: print('x' * 1_000_000)": "puts out more than 10,000,000 bytes",
    "'x' * 20_000_000": "puts out more than 10,000,000 bytes",
    "import sys; print('a warning', file=sys.stderr)": "standard error, which is not stored: a warning",
    "import warnings; warnings.warn('beware')": "UserWarning: beware",
    r"raise ValueError('\x1b[2Jcleared\x1b]0;title\x07\n' + 'x' * 5000)": r"\u001b[2Jcleared\u001b]0;title\u0007 x",
    "display({'text/plain': 5}, raw=True)": "cannot be stored",
    "input()": "StdinNotImplementedError",
    # Last, as it ends the kernel: what is written past Python's streams.
    "import os, sys\nwhile True: sys.__stdout__.write('x' * 100_000)": "puts out more than 10,000,000 bytes",
}


@pytest.fixture(scope="module", params=["started", "forked"])
def failures(request, tmp_path_factory) -> dict:
    """What is said of each failing cell, and what a cell between them says of the kernel; one kernel runs all."""
    folder = tmp_path_factory.mktemp("failing")
    sources = [*FAILING]
    sources.insert(-1, "print('still', sorted(name for name in globals() if 'limit' in name.lower()))")
    path = notebook(folder / "failing.ipynb", *sources)
    book = read_notebook(path)
    from zreport.export import kernel
    from zreport.export.forked import Nest

    nests = [Nest()] if request.param == "forked" else []

    async def each() -> dict:
        async with kernel.kernel(path, book, kernel.environment("zh", folder), folder, *nests) as client:
            found = {}
            for index, cell in enumerate(book.cells):
                found[cell.source] = await client.failure(cell, index)
            return found | {"still": book.cells[-2].outputs[0].text}

    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner, contextlib.ExitStack() as stack:
        for nest in nests:
            stack.enter_context(nest)
        return runner.run(each())


@each(FAILING)
def test_a_cell_that_puts_out_too_much_or_what_cannot_be_stored_is_said_in_a_line(source, *, failures):
    words = failures[source]
    assert FAILING[source] in words.en
    for lang in LANGUAGES:
        assert len(words[lang]) < 500
        assert words[lang].isprintable()


def test_a_cell_that_is_stopped_leaves_the_kernel_and_its_names_alone(failures):
    assert failures["still"] == "still []\n"


def test_a_kernel_that_cannot_start_is_said_with_what_to_try(book, monkeypatch):
    monkeypatch.setenv("PYTHONHOME", "/nonexistent")
    before = book.read_bytes()
    with pytest.raises(NotebookError) as error:
        run.run([book], "zh")
    assert "book.ipynb: its kernel cannot start" in error.value.words.en
    assert "内核无法启动" in error.value.words.zh
    assert f"{sys.executable} -m ipykernel" in error.value.words.en
    assert len(error.value.words.en.splitlines()) == 1
    assert book.read_bytes() == before


def test_a_cell_and_a_notebook_have_their_time(book, tmp_path, monkeypatch):
    content = read_notebook(book)
    from zreport.export import kernel

    with (tmp_path / "said").open("w+b") as said:
        client = kernel._Client(content, said)
        assert client.timeout_func(None) == LONGEST_CELL
        client.end -= LONGEST_RUN - 20
        assert client.timeout_func(None) <= 20


# Kernels that come from one process


@pytest.mark.skipif(not FORKS, reason="kernels are forked on Linux alone")
def test_forked_kernels_know_what_is_imported_and_nothing_of_each_other_and_end_with_their_parent(tmp_path):
    first = "import os, numpy, pandas, zreport\npandas.planted = planted = os.environ['PLANTED'] = '1'\nos.chdir('/')"
    second = (
        "import json, os, sys\nknown = 'pandas' in sys.modules\nimport numpy, pandas, zreport\n"
        "print(json.dumps([known, hasattr(pandas, 'planted'), 'planted' in globals(), 'PLANTED' in os.environ,"
        " os.getcwd(), pandas.get_option('display.max_columns'), os.getppid(), os.getpid(), numpy.random.rand()]))"
    )
    paths = [
        notebook(tmp_path / f"{name}.ipynb", source) for name, source in (("a", first), ("b", second), ("c", second))
    ]
    from zreport.export import kernel
    from zreport.export.forked import Nest

    settings = kernel.environment("zh", tmp_path)

    async def said(path: Path, nest: Nest) -> list:
        book = read_notebook(path)
        async with kernel.kernel(path, book, settings, tmp_path, nest) as client:
            assert await client.failure(book.cells[0], 0) is None
            if path != paths[0]:
                return json.loads(book.cells[0].outputs[0].text)
            return [await said(other, nest) for other in paths[1:]]

    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner, Nest() as nest:
        one, other = runner.run(said(paths[0], nest))
        parent = one[6]
        assert os.path.isdir(f"/proc/{parent}")
    # 20 columns are what pandas shows in a kernel; in a terminal it shows as many as there is room for.
    assert one[:6] == other[:6] == [True, False, False, False, str(tmp_path), 20]
    assert other[6] == parent != os.getpid()
    assert len({parent, one[7], other[7]}) == 3 and one[8] != other[8]
    assert not os.path.isdir(f"/proc/{parent}")


# What of the machine comes into a notebook


@pytest.fixture(scope="module")
def stored(tmp_path_factory) -> tuple[Path, dict]:
    """A notebook that ran in an environment full of settings, named by a link, and what its kernel said of itself."""
    folder = tmp_path_factory.mktemp("machine")
    home = folder / "home"
    for name, content in {
        "ipython/profile_default/startup/00.py": "planted = 1",
        "ipython/profile_default/ipython_config.py": "c.InteractiveShell.ast_node_interactivity = 'all'",
        "mpl/matplotlibrc": "figure.dpi: 7\n",
        "startup.py": "planted = 2",
    }.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(content, "utf-8")
    path = notebook(
        folder / "real.ipynb",
        "1\nimport json, os, sys, matplotlib\n"
        "print(json.dumps([sorted(os.environ), 'planted' in globals(), matplotlib.rcParams['figure.dpi'],"
        " os.path.isdir(os.path.expanduser('~')), os.environ['ZREPORT_LANG']]))",
    )
    # As other programs save it: with a mark, in the form that has no ids.
    content = json.loads(path.read_bytes()) | {"nbformat_minor": 2}
    del content["cells"][0]["id"]
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(content).encode())
    link = folder / "link.ipynb"
    link.symlink_to("real.ipynb")
    settings = {
        "JPY_SESSION_NAME": "x",
        "IPYTHONDIR": str(home / "ipython"),
        "PYTHONSTARTUP": str(home / "startup.py"),
        "MPLCONFIGDIR": str(home / "mpl"),
        "MPLBACKEND": "nonsense",
        "SOURCE_DATE_EPOCH": "nonsense",
        "HOME": "/nonexistent",
        "COLUMNS": "7",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        # It is run once, though named twice.
        assert run.run([link, path], "en") == [path]
    assert link.is_symlink() and not path.is_symlink()
    (output,) = read_notebook(link).cells[0].outputs
    return path, json.loads(output.text)


def test_no_setting_of_the_machine_comes_into_a_kernel(stored):
    names, planted, dpi, at_home, lang = stored[1]
    assert {"JPY_SESSION_NAME", "PYTHONSTARTUP", "SOURCE_DATE_EPOCH", "COLUMNS"}.isdisjoint(names)
    assert (planted, dpi, at_home, lang) == (False, 100, True, "en")


def test_a_notebook_is_stored_without_a_mark_and_with_ids_from_the_places_of_its_cells(stored):
    content = stored[0].read_bytes()
    assert content.startswith(b"{")
    assert [cell["id"] for cell in json.loads(content)["cells"]] == ["cell-1"]


def test_the_programs_that_a_kernel_needs_are_kept(monkeypatch, tmp_path):
    for name in ("PYTHONPATH", "PYTHONUTF8", "PATH", "LD_LIBRARY_PATH"):
        monkeypatch.setenv(name, "kept")
    for name in ("PYTHONINSPECT", "PYTHONOPTIMIZE", "MATPLOTLIBRC"):
        monkeypatch.setenv(name, "gone")
    from zreport.export import kernel

    made = kernel.environment("zh", tmp_path)
    assert "gone" not in made.values()
    assert [made[name] for name in ("PYTHONPATH", "PYTHONUTF8", "PATH", "LD_LIBRARY_PATH")] == ["kept"] * 4
    assert Path(made["MPLCONFIGDIR"]).is_dir() and tmp_path in Path(made["MPLCONFIGDIR"]).parents

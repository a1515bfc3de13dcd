"""The stored notebooks, running them, and what is read from them."""

import base64
import functools
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import nbformat
import pytest
from PIL import Image, ImageChops, ImageStat

import zreport as zr
from zreport.charts.chart import MIME
from zreport.export.notebook import NotebookError, normal, notebook_bytes, read_notebook, story
from zreport.export.run import run
from zreport.render.matplotlib import picture
from zreport.render.plotly import spec

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from check_notebooks import departures  # noqa: E402

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
stories = functools.cache(story)
EACH = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@EACH
def test_a_stored_notebook_is_in_normal_form(path):
    assert departures(path) == []


@EACH
def test_a_stored_chart_has_three_forms_and_words(path):
    outputs = [
        output["data"]
        for cell in read_notebook(path).cells
        for output in cell.get("outputs", [])
        if MIME in output.get("data", {})
    ]
    assert outputs or path.stem == "17_data"
    for data in outputs:
        assert {"application/vnd.plotly.v1+json", "image/png", MIME, "text/plain"} == set(data)


@EACH
def test_a_notebook_opens_with_its_question_and_ends_with_what_is_not_known(path):
    texts = [cell.source for cell in read_notebook(path).cells if cell.cell_type == "markdown"]
    assert texts[0].startswith("# ")
    assert " / " in texts[0].splitlines()[0]
    assert "？" in texts[0]
    assert "报告没有说的" in texts[-1]


@EACH
def test_no_number_of_the_prose_is_foreign_to_the_report(path):
    """Figures in the text are printed in the report, derived with a formula, or not of it at all."""
    report = (ROOT / "data/reports/zhaoyuan-2020/report.txt").read_text("utf-8")
    book, charts = read_notebook(path), [chart for _, chart in stories(path).charts]
    # What the cells put out is reckoned from the data, or is checked elsewhere.
    shown = [
        output.get("data", {}).get("text/plain", output.get("text", ""))
        for cell in book.cells
        for output in cell.get("outputs", [])
    ]
    shown += [line for chart in charts for lang in ("zh", "en") for line in chart.lines(lang)]
    known = numbers(report) | numbers(" ".join(shown)) | {"0"}
    prose = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    titles = " ".join(chart.title[lang] for chart in charts for lang in ("zh", "en"))
    prose = re.sub(r"\]\([^)]*\)|`[^`]*`|```.*?```|^(## )?\d+\.|PM2\.5", "", f"{prose} {titles}", flags=re.S | re.M)
    strange = {
        number
        for number in numbers(prose)
        # English writes 26.8万 as 268,000, 4.5亿 as 450 million and 28.7亿 as 2.87 billion.
        if not any(
            float(number) == pytest.approx(float(one) * factor) for one in known for factor in (1, 1e4, 1e2, 1e-1, 1e-2)
        )
    }
    assert not strange


def with_inputs(figures):
    """Figures, and those that they were derived from."""
    for figure in figures:
        yield figure
        yield from with_inputs(figure.recipe.figures if figure.recipe else ())


def test_every_figure_and_every_project_of_the_report_is_in_a_chart_that_argues():
    """A treemap counts all figures and argues of none, so it does not count."""
    charts = [chart for path in NOTEBOOKS for _, chart in stories(path).charts if chart.kind != "treemap"]
    shown = {figure.id for chart in charts for figure in with_inputs(chart.figures)}
    named = {(one.project_name.zh, one.period) for chart in charts if chart.kind == "stages" for one in chart.data}
    report = zr.load()
    figures = report.observations
    lacking = [f"{row.section}: {at}" for at, row in figures[~figures.index.isin(shown)].iterrows()]
    projects = zip(report.projects["section"], report.projects["project_zh"], report.projects["period"], strict=True)
    lacking += [f"{section}: {name}, {period}" for section, name, period in projects if (name, period) not in named]
    assert not lacking, "in no chart:\n" + "\n".join(lacking)


def numbers(text: str) -> set[str]:
    """The numbers in a text."""
    return set(re.findall(r"\d+(?:\.\d+)?", text.replace(",", "")))


def test_charts_are_read_back_from_stored_outputs_with_names_for_their_files():
    found = story(ROOT / "notebooks/02_growth.ipynb")
    assert found.title.zh == "十三五增速"
    assert [name for name, _ in found.charts] == ["02_growth-average-growth", "02_growth-cumulative-growth"]
    assert isinstance(found.charts[0][1], zr.Dots)


def small(tmp_path: Path, *sources: str) -> Path:
    """A notebook of these code cells."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    path = tmp_path / "small.ipynb"
    path.write_bytes(notebook_bytes(book))
    return path


@pytest.fixture(scope="module")
def stored(tmp_path_factory) -> bytes:
    """A notebook of three cells, as it is stored once it has run."""
    path = small(tmp_path_factory.mktemp("stored"), "1", "2", "3")
    run([path], "zh")
    return path.read_bytes()


@pytest.fixture
def ran(tmp_path, stored) -> Path:
    """A notebook that has run, to be changed."""
    path = tmp_path / "small.ipynb"
    path.write_bytes(stored)
    return path


def test_running_stores_normal_form_and_running_again_changes_nothing(tmp_path):
    path = small(tmp_path, "1 + 1", "print('好')")
    assert run([path], "zh") == [path]
    assert departures(path) == []
    assert run([path], "zh") == []


def test_a_failing_cell_is_named_and_no_notebook_is_written(ran):
    book = read_notebook(ran)
    book.cells[1].source = "import zreport as zr\nzr.load('nowhere')"
    ran.write_bytes(notebook_bytes(book))
    before = ran.read_bytes()
    with pytest.raises(NotebookError) as caught:
        run([ran], "en")
    assert ran.read_bytes() == before
    words = caught.value.words
    for told, where in ((words.zh, "small.ipynb，第2个单元："), (words.en, "small.ipynb, cell 2: ")):
        assert re.search(f"{re.escape(where)}.*nowhere.*zhaoyuan-2020", told)
        assert len(told.splitlines()) == 1


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda b: b.metadata.update(kernelspec={"name": "mine", "display_name": "Mine"}), "metadata"),
        (lambda b: b.cells[0].update(execution_count=7), "in order"),
        (lambda b: b.cells[1].update(id=b.cells[0].id), "id of its own"),
        (lambda b: b.cells[0].metadata.update(collapsed=True), "collapsed"),
        (lambda b: [cell.update(outputs=[]) for cell in b.cells], "no outputs"),
        (
            lambda b: b.cells[0].outputs.append(nbformat.v4.new_output("stream", name="stderr", text="warning")),
            "stderr",
        ),
        (
            lambda b: b.cells[0].outputs.append(
                nbformat.v4.new_output("stream", name="stdout", text="/home/someone/x")
            ),
            "path of the machine",
        ),
    ],
)
def test_each_departure_from_normal_form_is_named(ran, spoil, said):
    assert departures(ran) == []
    book = nbformat.reads(ran.read_text("utf-8"), as_version=4)
    spoil(book)
    ran.write_text(json.dumps(book), "utf-8")
    assert any(said in departure for departure in departures(ran))


def test_a_departure_is_mended_by_normal(ran):
    good = ran.read_bytes()
    book = read_notebook(ran)
    book.metadata["widgets"] = {}
    book.cells[0].metadata["execution"] = {"iopub.execute_input": "now"}
    ran.write_bytes(notebook_bytes(normal(book)))
    assert ran.read_bytes() == good


def book_of(*sources: str, outputs: dict | None = None, **more: object) -> bytes:
    """A notebook of these code cells, with a bundle that the first puts out, and whatever else it is to say."""
    cell = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": []}
    cells = [cell | {"id": f"c{at}", "source": source} for at, source in enumerate(sources)]
    if outputs:
        cells[0]["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": outputs}]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | more).encode()


@pytest.mark.parametrize(
    ("stuff", "said"),
    [
        (None, "No such file"),
        (b"{", "not a valid notebook"),
        (b"\xff\xfe", "not a valid notebook"),
        (b'{"cells": 1, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "not a valid notebook"),
        (b"[]", "not a valid notebook"),
        (b"{}", "not a valid notebook"),
        (b"[" * 200_000, "not a valid notebook"),
        (book_of(metadata={"a": [[[[[]]]]]}).replace(b"[[[[[]]]]]", b"[" * 900 + b"]" * 900), "not a valid notebook"),
        (book_of(metadata={"a": 9}).replace(b"9", b"9" * 5000), "not a valid notebook"),
        (book_of(metadata={"a": 9}).replace(b"9", b"NaN"), "not a valid notebook"),
        (book_of(nbformat=3), "nbformat 3, not 4"),
        (book_of(nbformat=5), "nbformat 5, not 4"),
        (book_of(nbformat="x\x1b" * 99), "nbformat 'x"),
        (book_of(nbformat_minor="5"), "not a valid notebook"),
        (book_of("a", "\ud800"), "cell 2 has half a character"),
        (book_of("a", outputs={"text/plain": "\udfff"}), "cell 1 has half a character"),
        (book_of("a", outputs={"text/plain": 5}), "cell 1 is not as notebooks have it"),
        (book_of("a", "x" * 11_000_000), "cell 2 has 11,000,"),
        (b" " * 50_000_001, "larger than 50,000,000 bytes"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_a_notebook_is_said_in_one_sentence(tmp_path, stuff, said):
    path = tmp_path / "broken.ipynb"
    if stuff is not None:
        path.write_bytes(stuff)
    with pytest.raises(NotebookError) as caught:
        story(path)
    words = caught.value.words
    assert said in words.en
    for told in (words.zh, words.en):
        assert "broken.ipynb" in told
        assert len(told.splitlines()) == 1


def test_what_other_programs_save_is_read_with_ids_after_the_places_of_cells(tmp_path):
    path = tmp_path / "old.ipynb"
    content = json.loads(book_of("1", "2", "3", nbformat_minor=2))
    for cell in content["cells"]:
        del cell["id"]
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(content).encode())
    assert [cell.id for cell in read_notebook(path).cells] == ["cell-1", "cell-2", "cell-3"]
    content["nbformat_minor"] = 5
    for cell, name in zip(content["cells"], ("a", "a", "cell-3"), strict=True):
        cell["id"] = name
    path.write_bytes(json.dumps(content).encode())
    assert [cell.id for cell in read_notebook(path).cells] == ["a", "a-2", "cell-3"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are those of POSIX")
def test_a_pipe_or_a_device_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe.ipynb")
    for path in (tmp_path / "pipe.ipynb", Path("/dev/zero")):
        with pytest.raises(NotebookError, match=path.name) as error:
            read_notebook(path)
        assert "not a file" in error.value.words.en


def copy_project(to: Path, *names: str) -> Path:
    """Copy what some notebooks are run with, and what of it is compiled."""
    for name in ("data", "zreport"):
        shutil.copytree(ROOT / name, to / name)
    (to / "notebooks").mkdir()
    for name in names:
        shutil.copy(ROOT / f"notebooks/{name}.ipynb", to / "notebooks")
    return to


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory) -> str:
    """What pytest says of the notebooks of two projects: a digit is wrong in one, a figure differs in the other."""
    root = tmp_path_factory.mktemp("spoiled")
    for name in ("conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / name, root)
    digit = copy_project(root / "digit", "02_growth")
    table = digit / "data/reports/zhaoyuan-2020/observations.csv"
    table.write_bytes(table.read_bytes().replace(b",48.1,", b",48.2,"))
    # The data agree with the text again, so that only stored outputs can tell.
    figure = copy_project(root / "figure", "13_construction", "07_ecology")
    text = figure / "data/reports/zhaoyuan-2020/report.txt"
    before = text.read_bytes()
    for file in (text, *text.parent.glob("*.csv")):
        content = file.read_bytes().replace("亮灯率达到99%".encode(), "亮灯率达到97%".encode())
        content = content.replace("亮灯率达到【99%".encode(), "亮灯率达到【97%".encode())
        file.write_bytes(content.replace(b"achieved,99,,%,at_least", b"achieved,97,,%,at_least"))
    hashes = [hashlib.sha256(content).hexdigest() for content in (before, text.read_bytes())]
    named = [file for file in (figure / "data").rglob("*.json") if hashes[0] in file.read_text("utf-8")]
    assert named
    for file in named:
        file.write_text(file.read_text("utf-8").replace(*hashes), "utf-8")
    notebooks = sorted(root.glob("*/notebooks/*.ipynb"))
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", *notebooks],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        # Each kernel takes the package beside its notebook's folder.
        env=os.environ | {"PYTHONPATH": "..", "PYTHONUTF8": "1"},
    )
    assert ran.returncode == 1
    return ran.stdout


def test_a_changed_digit_fails_the_notebooks_and_names_the_place(spoiled):
    assert "observations.csv，第25行，value列：“48.2”" in spoiled


def test_another_figure_in_text_and_data_fails_the_notebooks_that_show_it_and_no_other(spoiled):
    failed = set(re.findall(r"FAILED (\w+)/notebooks/(\w+)\.ipynb", spoiled))
    assert failed == {("digit", "02_growth"), ("figure", "13_construction")}, spoiled[-3000:]


@EACH
def test_stored_charts_and_pictures_are_what_their_own_data_give(path):
    """nbval leaves these two forms out, since other versions of libraries may differ in them."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    charts = iter(stories(path).charts)
    for cell in read_notebook(path).cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if MIME not in data:
                continue
            _, chart = next(charts)
            assert data["application/vnd.plotly.v1+json"] == json.loads(json.dumps(spec(chart, "zh")))
            if f"matplotlib=={version('matplotlib')} " not in lock:
                continue  # another version sets text a little differently
            stored, fresh = (
                Image.open(io.BytesIO(png)).convert("RGB")
                for png in (base64.b64decode(data["image/png"]), picture(chart, "zh", "png", dpi=72, colours=256))
            )
            assert stored.size == fresh.size
            assert max(ImageStat.Stat(ImageChops.difference(stored, fresh)).mean) < 0.5

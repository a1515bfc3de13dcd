"""What a person sees of the notebooks in JupyterLab: one server, one browser, one notebook after another."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from pptx import Presentation

from zreport.charts.chart import MIME
from zreport.export.notebook import story
from zreport.office.slides.deck import deck

ROOT = Path(__file__).parent.parent


def kinds_of(cell: dict) -> set[str]:
    """The kinds of the charts that a cell of a notebook shows."""
    return {output["data"][MIME]["kind"] for output in cell.get("outputs", []) if MIME in output.get("data", {})}


def book_of(path: Path) -> dict:
    return json.loads(path.read_text("utf-8"))


NOTEBOOKS = {
    path: set().union(*map(kinds_of, book_of(path)["cells"])) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
}
GROWTH, PUZZLES = (ROOT / f"notebooks/{name}.ipynb" for name in ("02_growth", "16_puzzles"))


def gathered() -> dict:
    """A notebook of cells of others, as few as show every kind of chart that any has and that growth has not.

    What a cell is shown after is there as well, but for charts of kinds that were shown.
    """
    book = book_of(GROWTH)
    shown, every, cells = set(NOTEBOOKS[GROWTH]), set().union(*NOTEBOOKS.values()), []
    while missing := every - shown:
        own = book_of(max(NOTEBOOKS, key=lambda path: len(NOTEBOOKS[path] & missing)))["cells"]
        last = max(at for at, cell in enumerate(own) if kinds_of(cell) & missing)
        for cell in (cell for cell in own[: last + 1] if cell["cell_type"] == "code"):
            if not kinds_of(cell) <= shown or not kinds_of(cell):
                cells.append(cell | {"id": f"cell-{len(cells)}"})
                shown |= kinds_of(cell)
    return book | {"cells": cells}


# Notebooks share a kernel, whose memory is emptied between them: that each runs in one of its own is
# tested where their outputs are. All cells are drawn, also those that are not on the screen.
OPEN = """async path => {
  const app = window.jupyterapp;
  [...app.shell.widgets('main')].forEach(widget => widget.dispose());
  const kernel = window.kernel ? {id: window.kernel} : undefined;
  const panel = await app.commands.execute('docmanager:open', {path, factory: 'Notebook', kernel});
  await panel.context.ready;
  await panel.sessionContext.ready;
  panel.content.notebookConfig = {...panel.content.notebookConfig, windowingMode: 'none'};
  const held = panel.sessionContext.session.kernel;
  window.kernel = held.id;
  await held.requestExecute({code: '%reset -f'}).done;
  await app.commands.execute('notebook:clear-all-cell-outputs');
}"""
AGAIN = """async path => {
  const app = window.jupyterapp;
  await app.shell.currentWidget.sessionContext.shutdown();
  window.kernel = undefined;
  [...app.shell.widgets('main')].forEach(widget => widget.dispose());
  const panel = await app.commands.execute('docmanager:open', {path, factory: 'Notebook'});
  await panel.context.ready;
  await panel.sessionContext.ready;
  window.kernel = panel.sessionContext.session.kernel.id;
}"""
RUN = "async () => window.jupyterapp.commands.execute('notebook:run-all-cells')"
HELD = "window.jupyterapp.shell.currentWidget?.context?.path"


@pytest.fixture(scope="module")
def lab_folder(tmp_path_factory) -> Path:
    """A copy of the notebooks and of one gathered from them, with the data."""
    folder = tmp_path_factory.mktemp("lab")
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "notebooks/every_kind.ipynb").write_text(json.dumps(gathered()), "utf-8")
    return folder


@pytest.fixture(scope="module")
def lab(lab_folder):
    """JupyterLab as ``zreport lab`` starts it, over these."""
    folder = lab_folder
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["lab", "--no-browser", "--port", str(port), "--IdentityProvider.token=secret", "--expose-app-in-browser"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        words.append("--allow-root")
    log = (folder / "lab.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "zreport", *words],
        cwd=folder,
        stdout=log,
        stderr=log,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{address}/api?token=secret")
            break
        except OSError:
            time.sleep(0.25)
    yield address
    server.terminate()
    server.wait()
    log.close()


@pytest.fixture(scope="module")
def desk(browser, lab):
    """JupyterLab in the browser; what it asks of other places is gathered in `outside`."""
    page = browser.new_page(viewport={"width": 1366, "height": 800})
    page.set_default_timeout(90_000)
    page.outside = []

    def asked(request) -> None:
        if not request.url.startswith((lab, "data:", "blob:")):
            page.outside.append(request.url)

    page.on("request", asked)
    page.goto(f"{lab}/lab?token=secret&reset")
    page.wait_for_function("window.jupyterapp !== undefined")
    page.evaluate("window.jupyterapp.restored.then(() => true)")
    # Without a graphics card each frame of what turns while a kernel is busy takes its time.
    page.add_style_tag(content="* {animation: none !important; transition: none !important}")
    yield page
    page.close()


def test_every_kind_that_a_notebook_holds_is_seen_in_jupyterlab():
    seen = set().union(*map(kinds_of, gathered()["cells"])) | NOTEBOOKS[GROWTH]
    assert seen == set().union(*NOTEBOOKS.values())


# The one that the next test goes on with at the end.
@pytest.mark.parametrize("name", ["every_kind", "02_growth"])
def test_a_notebook_runs_in_jupyterlab_with_live_charts_and_a_chinese_font(desk, lab_folder, name):
    charts = (lab_folder / f"notebooks/{name}.ipynb").read_text("utf-8").count(f'"{MIME}"')
    desk.evaluate(OPEN, f"notebooks/{name}.ipynb")
    assert desk.evaluate(RUN), "a cell ended with an error"
    desk.wait_for_function(
        f"document.querySelectorAll('.js-plotly-plot .main-svg:first-child').length >= {charts} && "
        "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]"
        ".every(prompt => /\\d/.test(prompt.textContent))"
    )
    assert desk.locator("[data-mime-type$='jupyter.error']").count() == 0
    assert desk.locator("[data-mime-type$='jupyter.stderr']").count() == 0
    rights = desk.evaluate(
        "[...document.querySelectorAll('.js-plotly-plot')].map(plot => plot.getBoundingClientRect().right)"
    )
    assert max(rights) < 1366 - 40
    faces = desk.evaluate("[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)")
    assert any("ZReport Sans SC" in face for face in faces)
    asked = desk.evaluate(
        "[...document.querySelectorAll('.js-plotly-plot text')].map(text => getComputedStyle(text).fontFamily)"
    )
    assert asked and all("ZReport Sans SC" in face for face in asked)
    assert desk.outside == []


def compared(book: dict) -> list[dict]:
    """What nbval compares of the outputs of a notebook, whose strings may be lists of lines."""
    left_out = ("application/vnd.plotly.v1+json", "image/png")
    outputs = (output.get("data", {}) for cell in book["cells"] for output in cell.get("outputs", []))
    joined = ({key: "".join(one) if isinstance(one, list) else one for key, one in data.items()} for data in outputs)
    return [{key: one for key, one in data.items() if key not in left_out} for data in joined]


def test_charts_of_two_notebooks_are_handed_over_and_nothing_of_it_is_stored(desk, lab_folder):
    def opened(path: Path):
        if desk.evaluate(HELD) != f"notebooks/{path.name}":
            desk.evaluate(OPEN, f"notebooks/{path.name}")
            assert desk.evaluate(RUN)
        desk.wait_for_selector(".zreport-bar")
        bar = desk.locator(".zreport-bar:visible").first
        return bar, lambda words: bar.get_by_role("button", name=words, exact=True).click()

    growth, puzzles = (story(path).charts for path in (GROWTH, PUZZLES))
    bar, press = opened(GROWTH)
    assert desk.locator(".zreport-bar").count() == len(growth) == 2
    with desk.expect_download() as given:
        press("幻灯片")
    assert Path(given.value.path()).read_bytes() == deck([growth[0][1]], "zh")
    assert given.value.suggested_filename == "average-growth.pptx"
    for words, begins in (("工作簿", b"PK"), ("图片", b"\x89PNG")):
        with desk.expect_download() as given:
            press(words)
        assert Path(given.value.path()).read_bytes().startswith(begins)
    press("原文")
    desk.wait_for_selector(".zreport-bar tbody tr")
    assert bar.locator("tbody tr").count() == len(growth[0][1].figures)
    press("加入")
    # JupyterLab takes none of the keys that are pressed here: b would add a cell, Enter edit one.
    cells = "window.jupyterapp.shell.currentWidget.content.widgets.length"
    before = desk.evaluate(cells)
    for key in ("b", "Enter"):
        desk.keyboard.press(key)
    desk.wait_for_function("document.querySelector('.zreport-said').textContent === '这张图已在篮子里'")
    assert desk.evaluate(cells) == before
    bar, press = opened(PUZZLES)
    press("加入")
    press("English")
    press("篮子 2")
    with desk.expect_download() as given:
        press("做成一份幻灯片（2 页）")
    assert Path(given.value.path()).read_bytes() == deck([growth[0][1], puzzles[0][1]], "en")
    # Saved by hand, a notebook is for nbval what it is in the project, and holds no widget.
    desk.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    saved = json.loads((lab_folder / "notebooks/16_puzzles.ipynb").read_text("utf-8"))
    stored = json.loads(PUZZLES.read_text("utf-8"))
    assert "widget" not in json.dumps(saved)
    assert compared(saved) == compared(stored)
    # Opened again beside another kernel it shows its charts, and nothing where their bars were.
    desk.evaluate(AGAIN, "notebooks/16_puzzles.ipynb")
    desk.wait_for_selector(".jp-RenderedPlotly")
    desk.hover(".jp-RenderedPlotly >> nth=0")
    desk.wait_for_selector(".js-plotly-plot .main-svg")
    assert desk.locator(".zreport-bar").count() == 0
    assert desk.locator("text=/not found|Error displaying|Loading widget/").count() == 0


def test_the_reader_answers_in_jupyterlab_with_a_chart_that_is_handed_over(desk):
    desk.evaluate(OPEN, "notebooks/00_start_here.ipynb")
    # As a person runs it: from the menu, in a kernel that has just been started.
    desk.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached")
    desk.click("text=Run >> nth=0")
    desk.click("text=Restart Kernel and Run All Cells >> nth=0")
    desk.click(".jp-Dialog .jp-mod-accept")
    reader = desk.locator(".zreport-reader")
    reader.wait_for()
    reader.focus()
    desk.keyboard.press("l")
    reader.locator(".zreport-head [data-status=expected]").click()
    reader.locator(".zreport-draw").click()
    desk.wait_for_function("(document.querySelector('.zreport-drawn') || {}).naturalWidth > 0")
    with desk.expect_download() as download:
        reader.locator(".zreport-handover button >> nth=0").click()
    slide = Presentation(download.value.path()).slides[0]
    assert any("预计" in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert desk.outside == []

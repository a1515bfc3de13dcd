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

from zreport.charts.chart import MIME

ROOT = Path(__file__).parent.parent


def kinds_in(path: Path) -> set[str]:
    """The kinds of the charts that a notebook holds."""
    outputs = (output for cell in json.loads(path.read_text("utf-8"))["cells"] for output in cell.get("outputs", []))
    return {output["data"][MIME]["kind"] for output in outputs if MIME in output.get("data", {})}


NOTEBOOKS = {path: kinds_in(path) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}


def shown() -> list[Path]:
    """As few notebooks as show every kind of chart that any has, and one whose chart is in a widget."""
    chosen = [path for path, kinds in NOTEBOOKS.items() if not kinds]
    missing = set().union(*NOTEBOOKS.values())
    while missing:
        chosen.append(max(NOTEBOOKS, key=lambda path: len(NOTEBOOKS[path] & missing)))
        missing -= NOTEBOOKS[chosen[-1]]
    return chosen


# Notebooks share a kernel, whose memory is emptied between them: that each runs in one of its own is
# tested where their outputs are.
OPEN = """async path => {
  const app = window.jupyterapp;
  [...app.shell.widgets('main')].forEach(widget => widget.dispose());
  const kernel = window.kernel ? {id: window.kernel} : undefined;
  const panel = await app.commands.execute('docmanager:open', {path, factory: 'Notebook', kernel});
  await panel.context.ready;
  await panel.sessionContext.ready;
  const held = panel.sessionContext.session.kernel;
  window.kernel = held.id;
  await held.requestExecute({code: '%reset -f'}).done;
  await app.commands.execute('notebook:clear-all-cell-outputs');
}"""
RUN = "async () => window.jupyterapp.commands.execute('notebook:run-all-cells')"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab as ``zreport lab`` starts it, over a copy of the notebooks."""
    folder = tmp_path_factory.mktemp("lab")
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, folder / name)
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
    page = browser.new_page(viewport={"width": 1366, "height": 6000})
    page.set_default_timeout(90_000)
    page.outside = []

    def asked(request) -> None:
        if not request.url.startswith((lab, "data:", "blob:")):
            page.outside.append(request.url)

    page.on("request", asked)
    page.goto(f"{lab}/lab?token=secret&reset")
    page.wait_for_function("window.jupyterapp !== undefined")
    page.evaluate("window.jupyterapp.restored.then(() => true)")
    yield page
    page.close()


def test_every_kind_that_a_notebook_holds_is_seen_in_jupyterlab():
    seen = [NOTEBOOKS[path] for path in shown()]
    assert set().union(*seen) == set().union(*NOTEBOOKS.values()) and set() in seen


@pytest.mark.parametrize("path", shown(), ids=lambda path: path.stem)
def test_a_notebook_runs_in_jupyterlab_with_live_charts_and_a_chinese_font(desk, path):
    # What widgets show is not stored, and a chart is what they show.
    charts = path.read_text("utf-8").count(f'"{MIME}"') or 1
    desk.evaluate(OPEN, f"notebooks/{path.name}")
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


def test_explore_answers_in_jupyterlab(desk):
    desk.evaluate(OPEN, "notebooks/14_data.ipynb")
    # As a person runs it: from the menu, in a kernel that has just been started.
    desk.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached")
    desk.click("text=Run >> nth=0")
    desk.click("text=Restart Kernel and Run All Cells >> nth=0")
    desk.click(".jp-Dialog .jp-mod-accept")
    desk.wait_for_selector(".widget-dropdown select")
    words = "(document.querySelector('.js-plotly-plot') || {textContent: ''}).textContent"
    desk.wait_for_function(f"{words}.includes('169')")
    desk.locator(".widget-dropdown select").first.select_option(index=1)
    desk.wait_for_function(f"!{words}.includes('169')")

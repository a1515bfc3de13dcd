"""What a person sees: notebooks in JupyterLab, pages in a browser, the deck in LibreOffice."""

import io
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parent.parent
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
OFFICE = shutil.which("soffice")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="module")
def browser():
    """Chromium without a window."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as session:
        chromium = session.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab as ``zreport lab`` starts it, over a copy of the notebooks."""
    folder = tmp_path_factory.mktemp("lab")
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, folder / name)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["lab", "--no-browser", "--port", str(port), "--IdentityProvider.token=secret"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        words.append("--allow-root")
    log = (folder / "lab.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "zreport", *words],
        cwd=folder, stdout=log, stderr=log, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{address}/api?token=secret")
            break
        except OSError:
            time.sleep(0.5)
    yield address
    server.terminate()
    server.wait()
    log.close()


def run_all(page, charts: int) -> None:
    """Run all cells until the charts are drawn; a click lost while the kernel starts is made again."""
    from playwright.sync_api import TimeoutError

    page.wait_for_selector(
        ".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached", timeout=60_000
    )
    drawn = f"document.querySelectorAll('.js-plotly-plot .main-svg').length >= {charts}"
    for patience in (30_000, 60_000, 60_000):
        page.keyboard.press("Escape")
        page.click("text=Run >> nth=0")
        page.click("text=Run All Cells >> nth=0")
        try:
            return page.wait_for_function(drawn, timeout=patience)
        except TimeoutError as error:
            lost = error
    raise lost


def test_every_notebook_runs_in_jupyterlab_with_live_charts_and_a_chinese_font(browser, lab):
    page = browser.new_page(viewport={"width": 1366, "height": 5000})
    outside: list[str] = []
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((lab, "data:", "blob:")) else outside.append(request.url)
        ),
    )
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        page.goto(f"{lab}/lab/tree/notebooks/{path.name}?token=secret&reset")
        page.wait_for_selector(".jp-Notebook .jp-OutputArea-output", timeout=60_000)
        charts = path.read_text("utf-8").count('"application/vnd.zreport.chart+json"')
        run_all(page, charts)
        assert page.locator("[data-mime-type$='jupyter.error']").count() == 0
        assert page.locator("[data-mime-type$='jupyter.stderr']").count() == 0
        for box in (plot.bounding_box() for plot in page.locator(".js-plotly-plot").all()):
            assert box["x"] + box["width"] < 1366 - 40
    faces = page.evaluate(
        "[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)"
    )
    assert any("ZReport Sans SC" in face for face in faces)
    assert outside == []
    page.close()


def test_a_notebooks_page_draws_its_charts_from_a_file_alone(browser, tmp_path):
    from zreport.export import export

    (file,) = export([ROOT / "notebooks/01_growth.ipynb"], tmp_path, "en", ["html"])
    page = browser.new_page(viewport={"width": 1100, "height": 1000})
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("requestfailed", lambda request: problems.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_selector(".main-svg")
    assert page.locator(".js-plotly-plot").count() == 2
    assert "E-commerce" in page.locator(".js-plotly-plot").first.inner_text()
    point = page.locator(".js-plotly-plot .scatterlayer .point").first
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    page.mouse.move(box["x"] - 40, box["y"])
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector(".hoverlayer .hovertext")
    assert "年均增长" in page.locator(".hoverlayer").first.text_content()
    assert problems == []
    page.close()


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler-utils is not installed")
def test_libreoffice_opens_the_deck_and_every_slide_has_ink(tmp_path):
    from zreport.export import export

    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    (deck,) = export(notebooks, tmp_path / "brief.pptx", "zh")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, deck],
        check=True, capture_output=True,
    )  # fmt: skip
    pages = subprocess.run(
        ["pdftoppm", "-r", "40", "-png", tmp_path / "brief.pdf", tmp_path / "page"], check=True
    )
    assert pages.returncode == 0
    slides = sorted(tmp_path.glob("page*.png"))
    assert len(slides) == 8
    for slide in slides:
        picture = Image.open(io.BytesIO(slide.read_bytes())).convert("L")
        dark = sum(picture.histogram()[:160]) / (picture.width * picture.height)
        assert 0.002 < dark < 0.5

"""What a person sees: notebooks in JupyterLab, pages in a browser, the deck in LibreOffice."""

import contextlib
import io
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
from PIL import Image
from samples import SAMPLES, sample

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
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
        cwd=folder,
        stdout=log,
        stderr=log,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
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

    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached", timeout=60_000)
    done = (
        f"document.querySelectorAll('.js-plotly-plot').length >= {charts} && "
        "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]"
        ".every(prompt => /\\d/.test(prompt.textContent)) && "
        "document.querySelector('.jp-Notebook-ExecutionIndicator[data-status=idle]') !== null"
    )
    for patience in (20_000, 20_000, 40_000, 60_000):
        page.keyboard.press("Escape")
        page.click("text=Run >> nth=0")
        page.click("text=Restart Kernel and Run All Cells >> nth=0")
        page.click(".jp-Dialog .jp-mod-accept")
        with contextlib.suppress(TimeoutError):
            page.wait_for_function(f"() => !({done})", timeout=5_000)
        try:
            return page.wait_for_function(done, timeout=patience)
        except TimeoutError as error:
            lost = error
    raise lost


@pytest.fixture
def opened(browser, lab):
    """Opens notebooks in JupyterLab, and shuts their kernels down when they are closed."""
    page = browser.new_page(viewport={"width": 1366, "height": 6000})
    page.outside = []
    page.on(
        "request",
        lambda request: None if request.url.startswith((lab, "data:", "blob:")) else page.outside.append(request.url),
    )

    def show(name: str):
        page.goto(f"{lab}/lab/tree/notebooks/{name}?token=secret&reset")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        return page

    yield show
    page.close()
    sessions = json.loads(urllib.request.urlopen(f"{lab}/api/sessions?token=secret").read())
    for session in sessions:
        address = f"{lab}/api/sessions/{session['id']}?token=secret"
        urllib.request.urlopen(urllib.request.Request(address, method="DELETE"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_in_jupyterlab_with_live_charts_and_a_chinese_font(opened, path):
    page = opened(path.name)
    run_all(page, path.read_text("utf-8").count('"application/vnd.zreport.charts.chart+json"'))
    assert page.locator("[data-mime-type$='jupyter.error']").count() == 0
    assert page.locator("[data-mime-type$='jupyter.stderr']").count() == 0
    for box in (plot.bounding_box() for plot in page.locator(".js-plotly-plot").all()):
        assert box["x"] + box["width"] < 1366 - 40
    faces = page.evaluate("[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)")
    assert any("ZReport Sans SC" in face for face in faces)
    assert page.outside == []


def test_explore_answers_in_jupyterlab(opened):
    page = opened("14_data.ipynb")
    run_all(page, 1)
    page.wait_for_selector(".widget-dropdown select")
    words = "document.querySelector('.js-plotly-plot').textContent"
    page.wait_for_function(f"{words}.includes('169')")
    page.locator(".widget-dropdown select").first.select_option(index=1)
    page.wait_for_function(f"!{words}.includes('169')")


def test_a_notebooks_page_draws_its_charts_from_a_file_alone(browser, tmp_path):
    from zreport.export.export import export

    (file,) = export([ROOT / "notebooks/02_growth.ipynb"], tmp_path, "en", ["html"])
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


def test_pages_lead_to_one_another_with_code_folded_in_light_and_dark(browser, tmp_path):
    from zreport.export.export import export

    paths = [ROOT / "notebooks" / f"{name}.ipynb" for name in ("02_growth", "13_puzzles")]
    files = export(paths, tmp_path, "zh", ["html"])
    assert [file.name for file in files] == ["index.html", "02_growth.html", "13_puzzles.html"]
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error, to=problems: to.append(str(error)))
        page.on("requestfailed", lambda request, to=problems: to.append(request.url))
        page.goto(files[0].as_uri())
        assert page.locator("li img[alt*='48.1%']").count() == 2
        page.click("text=十三五增速")
        page.wait_for_selector(".js-plotly-plot .main-svg")
        assert page.url.endswith("02_growth.html")
        assert not page.locator(".highlight").first.is_visible()
        page.click("summary:has-text('代码') >> nth=0")
        assert "zr.load()" in page.locator(".highlight").first.inner_text()
        ink = page.evaluate("getComputedStyle(document.body).color")
        assert (ink == "rgb(29, 39, 51)") == (scheme == "light")
        page.click("a[href='13_puzzles.html']")
        page.wait_for_selector("text=可以问县里的问题")
        page.click("text=目录")
        assert page.url.endswith("index.html")
        assert problems == []
        context.close()


def test_nothing_hostile_in_a_notebook_runs_on_its_page_or_on_the_index(browser, tmp_path):
    import nbformat

    from zreport.charts.chart import MIME
    from zreport.export.export import export
    from zreport.export.notebook import content

    evil = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
    paths = []
    for name in ("02_growth", "13_puzzles"):
        book = nbformat.read(ROOT / f"notebooks/{name}.ipynb", as_version=4)
        book.cells[0].source = f"# {evil}\n\n**{evil}**\n\n[x](javascript:alert(1))\n\n{evil}"
        for cell in book.cells:
            for output in cell.get("outputs", []):
                data = output.get("data", {})
                if MIME in data:
                    data[MIME]["title"] = {"zh": evil, "en": evil}
                elif "text/html" in data:
                    data["text/html"] = f"<table onclick=alert(1)><tr><td>{evil}</td></tr></table>"
        paths.append(tmp_path / f"{name}.ipynb")
        paths[-1].write_bytes(content(book))
    for file in export(paths, tmp_path / "out", "zh", ["html"]):
        page = browser.new_page()
        dialogs: list[str] = []
        page.on("dialog", lambda box, to=dialogs: (to.append(box.message), box.dismiss()))
        page.goto(file.as_uri())
        page.wait_for_timeout(400)
        assert page.title() != "run"
        assert dialogs == []
        assert page.locator("[onerror], [onclick], a[href^='javascript']").count() == 0
        assert "document.title" in page.locator("body").inner_text()
        page.close()


@pytest.fixture
def tab(browser, tmp_path):
    """Opens a chart as a page from a file; what goes wrong is gathered in `problems`."""
    page = browser.new_page(viewport={"width": 1000, "height": 900}, accept_downloads=True)
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("requestfailed", lambda request: page.problems.append(request.url))

    def show(name: str, lang: str = "zh"):
        path = SAMPLES[name].save(tmp_path / f"{name}.html", lang)
        page.goto(path.as_uri())
        page.wait_for_selector(".js-plotly-plot .main-svg")
        return page

    yield show
    assert page.problems == []
    page.close()


@pytest.mark.parametrize("name", SAMPLES)
def test_every_kind_answers_to_the_keyboard_on_a_page_from_a_file(tab, name):
    chart, page = SAMPLES[name], tab(name)
    plot = page.locator(".zreport-plot")
    assert plot.get_attribute("aria-label") == chart.alt["zh"]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("zreport-plot")
    if chart.kind == "treemap":
        return  # plotly's treemap answers to the pointer alone; its list stands below
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".hoverlayer .hovertext")
    first = page.locator(".hoverlayer").first.text_content()
    assert first
    if len(chart.data) > 1:
        page.keyboard.press("ArrowRight")
        page.wait_for_function("said => document.querySelector('.hoverlayer').textContent !== said", arg=first)
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('.hoverlayer .hovertext')")


def test_a_page_hands_over_its_chart_as_a_slide_and_as_a_picture(tab):
    from pptx import Presentation

    page = tab("dumbbell")
    with page.expect_download() as given:
        page.click("a.zreport-slide")
    assert given.value.suggested_filename == "targets.pptx"
    (group,) = (one for one in Presentation(given.value.path()).slides[0].shapes if hasattr(one, "shapes"))
    assert any(shape.has_chart for shape in group.shapes)
    page.hover(".js-plotly-plot")
    with page.expect_download() as given:
        page.click(".modebar-btn")
    assert given.value.suggested_filename == "targets.svg"
    assert "四项目标" in Path(given.value.path()).read_text("utf-8")


def test_a_click_on_the_key_hides_one_side_with_its_labels(tab):
    page = tab("dumbbell")
    labels = "[...document.querySelectorAll('.textpoint')].map(node => node.textContent)"
    assert {"3.7%", "5%"} <= set(page.evaluate(labels))
    page.click(".legendtoggle >> nth=1")
    page.wait_for_function(f"!({labels}).includes('5%')")
    assert "3.7%" in page.evaluate(labels)


def test_a_click_on_a_sector_of_the_treemap_opens_it(tab):
    page = tab("treemap")
    assert "现代农业快速发展" in page.locator(".treemaplayer").first.text_content()
    page.locator("g.slice", has_text="财政").first.click(position={"x": 5, "y": 5})
    page.wait_for_function("document.querySelectorAll('.treemaplayer g.slice').length < 12", timeout=10_000)
    assert "现代农业快速发展" not in page.locator(".treemaplayer").first.text_content()


def test_a_narrow_screen_gets_the_chart_as_it_is_laid_out_for_a_phone(browser, tmp_path):
    path = SAMPLES["dots"].save(tmp_path / "x.html", "zh")
    for width, expected in ((390, 390), (1000, 880)):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(path.as_uri())
        page.wait_for_selector(".main-svg")
        assert page.locator(".main-svg").first.bounding_box()["width"] == expected
        page.close()


def test_the_table_below_a_chart_opens_by_keyboard_and_states_each_figure(tab):
    page = tab("cards", "en")
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    rows = page.locator("details[open] tbody tr")
    assert rows.count() == len(SAMPLES["cards"].figures)
    assert rows.first.locator("th[scope=row]").inner_text() == "Gross regional product"
    assert "【" not in rows.first.inner_text() and rows.first.locator("mark").inner_text() == "5%"


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler-utils is not installed")
@pytest.mark.parametrize(
    ("form", "lang", "size"),
    [("pptx", "en", "slide"), ("pptx", "zh", "phone"), ("xlsx", "zh", "half"), ("xlsx", "en", "column")],
)
def test_libreoffice_draws_every_kind_with_all_its_words(tmp_path, form, lang, size):
    from pypdf import PdfReader

    charts = {name: sample(name, size) for name in SAMPLES}
    paths = [chart.save(tmp_path / f"{n}.{form}", lang, size) for n, chart in charts.items()]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, *paths],
        check=True,
        capture_output=True,
    )
    for name, chart in charts.items():
        drawn = PdfReader(tmp_path / f"{name}.pdf").pages[0]
        words = "".join(drawn.extract_text().split())
        for figure in chart.figures:
            assert "".join(figure.label(lang).split()) in words, (name, figure.id)
        assert "".join(chart.title[lang].split()) in words


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
def test_libreoffice_reckons_the_workbooks_formulas_as_we_do(tmp_path):
    import csv

    paths = [SAMPLES[name].save(tmp_path / f"{name}.xlsx", "en") for name in ("gaps", "parts", "slope")]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    # The last figure of the filter asks for the second worksheet.
    code = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", code, "--outdir", tmp_path, *paths],
        check=True,
        capture_output=True,
    )
    said = {
        path.stem.split("-")[0]: [cell for row in csv.reader(path.open(encoding="utf-8")) for cell in row]
        for path in tmp_path.glob("*.csv")
    }
    assert {"+1.3 pp", "−0.9 pp", "−0.16 pp", "+0.44 pp"} <= set(said["gaps"])
    assert {"56", "34", "341"} <= set(said["parts"])
    assert {"No. 60", "No. 35", "275,000 visits"} <= set(said["slope"])


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler-utils is not installed")
def test_libreoffice_opens_the_deck_and_every_slide_has_ink(tmp_path):
    from pptx import Presentation

    from zreport.export.export import export

    (deck,) = export([ROOT / "notebooks/briefing.md"], tmp_path / "brief.pptx", "zh")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, deck],
        check=True,
        capture_output=True,
    )
    pages = subprocess.run(["pdftoppm", "-r", "40", "-png", tmp_path / "brief.pdf", tmp_path / "page"], check=True)
    assert pages.returncode == 0
    slides = sorted(tmp_path.glob("page*.png"))
    assert len(slides) == len(Presentation(deck).slides) > 26
    for slide in slides:
        picture = Image.open(io.BytesIO(slide.read_bytes())).convert("L")
        dark = sum(picture.histogram()[:160]) / (picture.width * picture.height)
        assert 0.002 < dark < 0.7  # a treemap covers most of its slide

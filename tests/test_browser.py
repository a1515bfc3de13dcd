"""What a person sees in a browser: the pages of charts and of notebooks, from files alone."""

from pathlib import Path

import pytest
from samples import SAMPLES

from zreport.render.html import fragment

ROOT = Path(__file__).parent.parent
# A chart takes the place of another on a page that has loaded plotly.js; its script runs as on a page
# of its own.
SHOW = "part => document.body.replaceChildren(document.createRange().createContextualFragment(part))"


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
    assert "e-commerce" in page.locator(".js-plotly-plot").first.inner_text()
    point = page.locator(".js-plotly-plot .scatterlayer .point").first
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    page.mouse.move(box["x"] - 40, box["y"])
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector(".hoverlayer .hovertext")
    assert "年均增长" in page.locator(".hoverlayer").first.text_content()
    assert problems == []
    said = page.locator("body").inner_text()
    assert "Retail sales" in said and "name_en" not in said and "dataframe" not in said
    assert "{" not in said and "zhaoyuan-2020:" not in said, "markup or identifiers in the text of the page"
    page.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> list[Path]:
    """The pages of two notebooks in Chinese, and the index to them."""
    from zreport.export.export import export

    paths = [ROOT / "notebooks" / f"{name}.ipynb" for name in ("02_growth", "16_puzzles")]
    return export(paths, tmp_path_factory.mktemp("pages"), "zh", ["html"])


def looked_through(page, drawn: str) -> None:
    """Axe finds nothing on a phone in light and dark, and what is drawn is dark with its page, but not on paper."""
    axe = pytest.importorskip("axe_playwright_python.base", reason="axe is not installed")
    look = "node => [getComputedStyle(node).filter, getComputedStyle(node).mixBlendMode].join()"
    usual = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 800})
    page.evaluate(axe.AXE_FILE_PATH.read_text("utf-8"))
    for scheme, media, seen in (
        ("light", "screen", "none,normal"),
        ("dark", "screen", "invert(1) hue-rotate(180deg),screen"),
        ("dark", "print", "none,normal"),
    ):
        page.emulate_media(color_scheme=scheme, media=media)
        assert page.locator(drawn).first.evaluate(look) == seen, (page.url, scheme, media)
        if media == "screen":
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(all => all.violations)")
            assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], (page.url, scheme)
            assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.emulate_media(color_scheme="dark", media="screen")
    page.set_viewport_size(usual)


def test_pages_lead_to_one_another_with_code_folded_in_light_and_dark_and_axe_finds_nothing(browser, files):
    assert [file.name for file in files] == ["index.html", "02_growth.html", "16_puzzles.html"]
    page = browser.new_page(color_scheme="dark")
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("requestfailed", lambda request: problems.append(request.url))
    inks = {"light": "rgb(29, 39, 51)", "dark": "rgb(227, 231, 235)"}

    def changes_with_the_light() -> bool:
        return all(
            page.emulate_media(color_scheme=scheme) or page.evaluate("getComputedStyle(document.body).color") == ink
            for scheme, ink in inks.items()
        )

    page.goto(files[0].as_uri())
    assert page.locator("li img[alt*='48.1%']").count() == 2
    assert changes_with_the_light()
    looked_through(page, "li img")
    page.click("text=十三五增速")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    assert page.url.endswith("02_growth.html")
    looked_through(page, ".zreport-plot")
    assert not page.locator(".highlight").first.is_visible()
    page.click("summary:has-text('代码') >> nth=0")
    assert "zr.load()" in page.locator(".highlight").first.inner_text()
    assert changes_with_the_light()
    page.click("a[href='16_puzzles.html']")
    page.wait_for_selector("text=可以问县里的问题")
    page.click("nav >> text=笔记本")
    assert page.url.endswith("index.html")
    assert problems == []
    page.close()


def test_nothing_hostile_in_a_notebook_runs_on_its_page_or_on_the_index(browser, tmp_path):
    import nbformat

    from zreport.charts.chart import MIME
    from zreport.export.export import export
    from zreport.export.notebook import notebook_bytes

    evil = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
    evil += "<img src=http://127.0.0.1:9/a.png><p style='cursor:url(http://127.0.0.1:9/b)'><plaintext><!-- <textarea>"
    paths = []
    for name in ("02_growth", "16_puzzles"):
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
        paths[-1].write_bytes(notebook_bytes(book))
    seen = []
    for file in export(paths, tmp_path / "out", "zh", ["html"]):
        page = browser.new_page()
        dialogs: list[str] = []
        page.on("dialog", lambda box, to=dialogs: (to.append(box.message), box.dismiss()))
        asked: list[str] = []
        page.on("request", lambda request, to=asked: to.append(request.url))
        page.goto(file.as_uri())
        seen.append((file, page, dialogs, asked))
    page.wait_for_timeout(400)
    for file, page, dialogs, asked in seen:
        assert page.title() != "run"
        assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
        if file.stem == "02_growth":
            assert page.locator(".js-plotly-plot .main-svg").first.is_visible()
            assert page.locator(".js-plotly-plot").count() == 2
        assert dialogs == []
        assert page.locator("[onerror], [onclick], a[href^='javascript']").count() == 0
        assert "document.title" in page.locator("body").inner_text()
        page.close()


@pytest.fixture(scope="module")
def page_of_a_chart(browser, tmp_path_factory):
    """The page of a chart, opened from its file; what goes wrong on it is gathered in `problems`."""
    page = browser.new_page(viewport={"width": 1000, "height": 900}, accept_downloads=True)
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("requestfailed", lambda request: page.problems.append(request.url))
    path = SAMPLES["dots"].save(tmp_path_factory.mktemp("page") / "dots.html", "zh")
    assert fragment(SAMPLES["dots"], "zh") in path.read_text("utf-8")
    page.goto(path.as_uri())
    page.wait_for_selector(".js-plotly-plot .main-svg")
    assert page.locator(".zreport-plot").get_attribute("aria-label") == SAMPLES["dots"].alt["zh"]
    yield page
    page.close()


@pytest.fixture
def tab(page_of_a_chart):
    """Shows a chart on that page, in the place of the one that was there."""
    page = page_of_a_chart

    def show(name: str, lang: str = "zh", width: int = 1000):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(SHOW, fragment(SAMPLES[name], lang))
        page.wait_for_selector(".js-plotly-plot .main-svg")
        return page

    yield show
    assert page.problems == []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_kind_answers_to_the_keyboard(tab, name):
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
        page.click("text=幻灯片")
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


@pytest.mark.parametrize(("width", "expected"), [(390, 390), (1000, 880)])
def test_a_narrow_screen_gets_the_chart_as_it_is_laid_out_for_a_phone(tab, width, expected):
    assert tab("dots", width=width).locator(".main-svg").first.bounding_box()["width"] == expected


def test_the_table_below_a_chart_opens_by_keyboard_and_states_each_figure(tab):
    page = tab("cards", "en")
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Sentences":
            break
    page.keyboard.press("Enter")
    rows = page.locator("[aria-expanded=true]").locator("xpath=../..").locator("tbody tr")
    assert rows.count() == len(SAMPLES["cards"].figures)
    assert rows.first.locator("th[scope=row]").inner_text() == "GDP"
    assert "【" not in rows.first.inner_text() and rows.first.locator("mark").inner_text() == "5%"

"""Handing over from where one is: the bar below each chart of a page makes the very files that Python makes."""

import contextlib
import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from programs import OFFICE, converted
from pypdf import PdfReader
from samples import SAMPLES

import zreport as zr
from zreport.charts.backends import draw
from zreport.export.export import renew
from zreport.export.notebook import story
from zreport.export.pages import notebook_page
from zreport.office.slides.deck import deck
from zreport.office.slides.diff import changes
from zreport.office.slides.kit import Kit
from zreport.office.slides.presentation import open_presentation
from zreport.office.xml import is_sealed
from zreport.render.html import fragment, kit_script, web_page

ROOT = Path(__file__).parent.parent
GROWTH, PUZZLES = (ROOT / f"notebooks/{name}.ipynb" for name in ("02_growth", "16_puzzles"))
# Of each way to draw, with and without figures, and one whose English title no font can draw.
KINDS = ("dumbbell", "cards", "treemap")
UNDRAWN = zr.Cards(zr.load().select(indicator="gdp"), title=zr.text("增长", "Growth 😀"), name="undrawn")


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> Path:
    """A folder of pages: of two notebooks, in two languages, and of charts of several kinds."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "growth.html").write_text(notebook_page(GROWTH, "zh", readers={"zhaoyuan-2020": "reader.html"}), "utf-8")
    (folder / "puzzles.html").write_text(notebook_page(PUZZLES, "en"), "utf-8")
    kit = Kit()
    charts = "".join(fragment(chart, "zh", kit=kit) for chart in (*(SAMPLES[name] for name in KINDS), UNDRAWN))
    (folder / "kinds.html").write_text(
        web_page("图", f"<h1>图</h1>{charts}{kit_script(kit)}", "zh", live=True), "utf-8"
    )
    (folder / "reader.html").write_text("<title>r</title>")
    return folder


@contextlib.contextmanager
def tabs(browser, pages):
    """Opens pages in a browser of its own, which may use the clipboard; nothing may go wrong on them."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 1000}, permissions=["clipboard-read", "clipboard-write"]
    )
    page, problems = context.new_page(), []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("requestfailed", lambda request: problems.append(request.url))

    def show(name: str, anew: bool = True):
        if anew or not page.url.endswith(f"/{name}"):
            page.goto((pages / name).as_uri())
            page.wait_for_selector(".js-plotly-plot .main-svg")
        return page, page.locator(".zreport-bar").first

    yield show
    assert problems == []
    context.close()


@pytest.fixture(scope="module")
def tab(browser, pages):
    """Opens a page of a notebook, or shows it as the last test left it, with an empty basket.

    plotly.js takes longer to load than most of what is done with it.
    """
    with tabs(browser, pages) as show:
        yield show


@pytest.fixture(scope="module")
def opened(browser, pages):
    """The page of charts of several kinds."""
    with tabs(browser, pages) as show:
        yield show("kinds.html")[0]


@pytest.fixture
def kinds(opened):
    """This page with each bar in the language that it has at first."""
    opened.bring_to_front()
    for bar in opened.locator(".zreport-bar").all():
        press(bar, "中文")
    return opened


def press(bar, name: str) -> None:
    bar.get_by_role("button", name=name, exact=True).click()


def given(page, bar, name: str) -> tuple[str, bytes]:
    """What is downloaded when a button is pressed."""
    with page.expect_download() as download:
        press(bar, name)
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        return {item.filename: file.read(item.filename) for item in file.infolist()}


def said(bar) -> str:
    return bar.get_by_role("status").inner_text()


def test_a_page_hands_over_the_very_slides_and_workbooks_that_python_makes(kinds):
    page = kinds
    for at, kind in enumerate(KINDS):
        bar, chart = page.locator(".zreport-bar").nth(at), SAMPLES[kind]
        for lang, button in (("zh", "中文"), ("en", "English")):
            press(bar, button)
            name, slide = given(page, bar, "幻灯片")
            assert name == f"{chart.name}.pptx"
            assert parts(slide) == parts(deck([chart], lang)) and is_sealed(slide)
            # Chromium lets a page save ten files in a second, and drops the eleventh.
            if lang == ("zh", "en")[at % 2]:
                name, book = given(page, bar, "工作簿")
                assert name == f"{chart.name}.xlsx" and parts(book) == parts(draw(chart, "xlsx", lang))


def test_sentences_open_below_a_chart_and_each_mark_leads_to_its_own(kinds):
    page, bar = kinds, kinds.locator(".zreport-bar").first
    chart = SAMPLES[KINDS[0]]
    press(bar, "原文")
    rows = bar.locator("tbody tr")
    assert rows.count() == len(chart.figures)
    for at, figure in enumerate(chart.figures):
        words = rows.nth(at).locator(".zreport-quote")
        assert words.inner_text() == figure.quote.replace("【", "").replace("】", "")
        assert f"【{words.locator('mark').inner_text()}】" in figure.quote
    press(bar, "English")
    rows.first.get_by_role("button").click()
    page.wait_for_function("document.querySelector('.zreport-said').textContent === '原文与出处已复制'")
    copied, figure = page.evaluate("navigator.clipboard.readText()"), chart.figures[0]
    words = figure.quote.replace("【", "").replace("】", "")
    assert copied == f"“{words}” ({figure.source.en}: {figure.section.en})"
    page.keyboard.press("Escape")
    assert not rows.first.is_visible() and page.evaluate("document.activeElement.textContent") == "原文"
    # A click on a mark, and Enter on one to which the arrow keys stepped.
    figures = [one.id for one in chart.figures]
    seen = page.evaluate("document.querySelector('.zreport-plot').data.map(one => one.meta ?? -1)")
    assert set(seen) - {-1} == set(range(len(figures)))
    point = page.locator(".zreport-plot").first.locator(".scatterlayer .point").nth(1).bounding_box()
    page.mouse.click(point["x"] + point["width"] / 2, point["y"] + point["height"] / 2)
    page.wait_for_selector(".zreport-bar tr:focus")
    clicked = page.locator("tr:focus").inner_text()
    hovered = page.locator(".hoverlayer").first.text_content()
    assert clicked.split("\t")[1] in hovered
    # Charts of boxes and tables, too; projects have lines.
    page.locator(".zreport-plot").nth(1).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector(".zreport-bar tr:focus")
    assert page.locator("tr:focus th").inner_text() == SAMPLES[KINDS[1]].figures[1].name.zh
    last = page.locator(".zreport-bar").nth(2)
    press(last, "原文")
    assert last.locator("li").all_inner_texts() == SAMPLES[KINDS[2]].lines("zh")


def test_a_chart_that_is_drawn_in_one_language_and_not_in_the_other_says_so(kinds):
    page = kinds
    bar = page.locator(".zreport-bar").nth(len(KINDS))
    given(page, bar, "幻灯片")
    press(bar, "English")
    for button in ("幻灯片", "工作簿", "图片"):
        press(bar, button)
        assert "U+1F600" in said(bar) and said(bar).startswith("字体")


def test_a_picture_has_the_pages_own_font_and_goes_to_a_file_or_to_the_clipboard(tab):
    page, bar = tab("growth.html")
    page.evaluate("""() => { const decode = Image.prototype.decode;
      Image.prototype.decode = function () { window.drawn = decodeURIComponent(this.src); return decode.call(this) } }""")
    name, content = given(page, bar, "图片")
    assert page.evaluate("drawn").count('font-family: "ZReport Sans SC"; font-weight') == 2
    made = Image.open(io.BytesIO(content)).convert("RGB")
    plot = page.locator(".zreport-plot").first
    page.mouse.move(0, 0)
    # On whole pixels, whatever stands above it.
    plot.evaluate(
        "node => Object.assign(node.style, {position: 'fixed', left: 0, top: 0, zIndex: 99, background: '#fff'})"
    )
    seen = Image.open(io.BytesIO(plot.screenshot())).convert("RGB").crop((0, 0, 830, 495))
    assert name == "average-growth.png" and made.size == (880 * 3, 495 * 3)
    apart = ImageChops.difference(seen, made.resize((880, 495), Image.Resampling.LANCZOS).crop((0, 0, 830, 495)))
    assert max(ImageStat.Stat(apart).mean) < 3
    press(bar, "English")
    _, other = given(page, bar, "图片")
    assert other != content
    press(bar, "复制")
    page.wait_for_function("document.querySelector('.zreport-said').textContent === '图片已复制'")
    size = """async () => { const [item] = await navigator.clipboard.read();
      return createImageBitmap(await item.getType('image/png')).then(one => [one.width, one.height]) }"""
    assert page.evaluate(size) == [880 * 3, 495 * 3]
    page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('no')) }")
    press(bar, "复制")
    page.wait_for_selector(".zreport-said button")
    assert "不允许复制图片" in said(bar)
    with page.expect_download():
        page.click(".zreport-said button")


def test_a_basket_goes_from_page_to_page_and_becomes_one_deck_that_can_be_renewed(tab, tmp_path):
    first, second = (chart for _, chart in story(GROWTH).charts)
    third = story(PUZZLES).charts[0][1]
    page, bar = tab("growth.html", anew=False)
    press(bar, "加入")
    assert said(bar) == "已加入篮子"
    press(bar, "加入")
    assert said(bar) == "这张图已在篮子里"
    press(page.locator(".zreport-bar").nth(1), "加入")
    assert bar.get_by_role("button", name="篮子 2").is_visible()
    page, bar = tab("puzzles.html")
    press(bar, "Add")
    press(bar, "Basket 3")
    assert bar.locator("ol li").all_inner_texts() == [f"{one.title.en} Remove" for one in (first, second, third)]
    # By the keyboard alone; the focus stays in the basket.
    page.keyboard.press("Tab")
    for _ in range(9):
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == f"Remove: {second.title.en}":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == f"Remove: {third.title.en}"
    press(bar, "中文")
    name, content = given(page, bar, "Make one deck (slides: 2)")
    assert name == "slides.pptx" and is_sealed(content)
    assert parts(content) == parts(deck([first, third], "zh"))
    path = tmp_path / name
    path.write_bytes(content)
    assert len(open_presentation(content, name).slides) == 2
    validation = pytest.importorskip("power_pptx.validation", reason="power-pptx is not installed")
    assert list(validation.iter_schema_violations(str(path))) == []
    assert changes((content, name), (deck([first], "zh"), "first.pptx"))
    done = renew([GROWTH, PUZZLES], path, tmp_path / "new.pptx")
    assert done.renewed == [first.name, third.name] and done.whole
    assert not changes((content, name), ((tmp_path / "new.pptx").read_bytes(), "new.pptx"))
    press(bar, "Clear")
    assert said(bar) == "The basket is cleared" and page.evaluate("document.activeElement.textContent") == "Basket"
    press(bar, "Basket")
    if OFFICE:
        printed = PdfReader(converted([path], tmp_path) / "slides.pdf").pages
        assert [
            one.title.zh.replace(" ", "") in words.extract_text().replace("\n", "").replace(" ", "")
            for one, words in zip((first, third), printed, strict=True)
        ] == [True, True]


def test_axe_finds_nothing_on_a_page_with_its_bars_open_at_any_width(tab):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page, bar = tab("puzzles.html", anew=False)
    press(bar, "English")
    press(bar, "Add")
    press(bar, "Basket 1")
    press(page.locator(".zreport-bar").nth(1), "Sentences")
    assert bar.locator("ol li").is_visible() and page.locator("tbody tr").first.is_visible()
    # In the dark only colours are others.
    colours = {"runOnly": ["color-contrast", "link-in-text-block"]}
    for scheme, rules in (("light", {}), ("dark", colours)):
        page.emulate_media(color_scheme=scheme)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            found = axe.run(page, options={"resultTypes": ["violations"], **rules}).response["violations"]
            assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.emulate_media(media="print")
    assert not bar.is_visible()
    page.emulate_media(media="screen", color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.evaluate("localStorage.clear()")


def test_what_cannot_be_made_or_kept_is_said_in_a_sentence(tab, pages):
    page, bar = tab("growth.html")
    press(bar, "加入")
    # Someone else's words in the store, and a basket of pages of another version.
    page.evaluate("localStorage.setItem('zreport-basket', '{\"items\": [1')")
    page, bar = tab("growth.html")
    assert bar.get_by_role("button", name="篮子", exact=True).is_visible()
    press(bar, "加入")
    page.evaluate(
        "localStorage.setItem('zreport-basket', localStorage.getItem('zreport-basket').replace(/\"version\":\"./, '\"version\":\"x'))"
    )
    page, bar = tab("growth.html")
    press(bar, "篮子 1")
    press(bar, "做成一份幻灯片（1 页）")
    page.wait_for_function("document.querySelector('.zreport-said').textContent.includes('另一版本')")
    press(bar, "清空")
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full') } }")
    press(bar, "加入")
    assert said(bar) == "浏览器不能保存篮子，它只在本页有效"
    _, content = given(page, bar, "做成一份幻灯片（1 页）")
    assert parts(content) == parts(deck([story(GROWTH).charts[0][1]], "zh"))


def test_where_the_page_knows_a_reader_marks_and_sentences_lead_into_it(tab):
    page, bar = tab("growth.html", anew=False)
    press(bar, "原文")
    links = bar.locator("tbody a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    charts = [chart for _, chart in story(GROWTH).charts]
    # By these numbers the reader leads back to them.
    for at, chart in enumerate(charts, start=1):
        assert page.locator(f"#chart-{at} > figure > .zreport-plot").get_attribute("aria-label") == chart.alt["zh"]
    figures = charts[0].figures
    assert links == [f"reader.html#{figure.id.partition(':')[2]}" for figure in figures]
    assert [one.get_attribute("href") for one in page.locator(".zreport-up a").all()] == ["reader.html"]
    page.locator(".zreport-plot").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith(tuple(links)))

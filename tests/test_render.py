"""Renderers: pictures, interactive charts and slides of every kind, in both languages."""

import io
import json
import re
import zipfile

import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Pt
from pypdf import PdfReader

import zreport as zr
from zreport import font, theme
from zreport.render import draw
from zreport.render.plotly import figure, spec

REPORT = zr.load()
TITLE = zr.text("标题说出发现", "A title that says the finding")
GROWTH = REPORT.select(measure="average_growth")
PAIRS = REPORT.pairs("baseline_of")
CHARTS = {
    "dots": zr.Dots(GROWTH, apart="industrial_value_added", highlight="gdp", title=TITLE),
    "bars": zr.Bars(REPORT.select(measure="growth"), title=TITLE),
    "floor": zr.Dots(REPORT.select(indicator="documents_and_meetings"), title=TITLE),
    "ceiling": zr.Bars(REPORT.select(indicator="unemployment_rate"), title=TITLE),
    "dumbbell": zr.Dumbbell(REPORT.pairs("target_for", grade="high"), title=TITLE),
    "slope": zr.Slope(PAIRS, title=TITLE),
    "cards": zr.Cards(REPORT.select(section="work-targets"), title=TITLE),
}
EVERY = pytest.mark.parametrize("lang", ["zh", "en"])
CHART = pytest.mark.parametrize("name", CHARTS)


def members(deck: bytes) -> dict[str, bytes]:
    """The parts of an Office file."""
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def plotly_words(chart: zr.Chart, lang: str) -> str:
    """Everything that plotly writes on the page."""
    content = spec(chart, lang)
    words = [note["text"] for note in content["layout"]["annotations"]]
    for key, axis in content["layout"].items():
        if key.startswith(("xaxis", "yaxis")):
            words += axis.get("ticktext", [])
    return re.sub(r"<br>", "", re.sub(r"</?b>", "", " ".join(words)))


def slide_words(chart: zr.Chart, lang: str) -> str:
    """Everything on a slide: shapes, and the labels and names in its charts."""
    parts = members(draw(chart, "pptx", lang))
    words = []
    for name, content in parts.items():
        if re.match(r"ppt/(slides|charts)/[^/]+\.xml", name):
            words += re.findall(r"<(?:a:t|c:v)>([^<]*)<", content.decode())
    return "\n".join(words).replace("&gt;", ">")


@EVERY
@CHART
def test_a_picture_is_the_page_and_carries_its_papers(name, lang):
    picture = Image.open(io.BytesIO(draw(CHARTS[name], "png", lang)))
    assert picture.size == (theme.WIDTH * 2, theme.HEIGHT * 2)
    assert picture.text["Title"] == TITLE[lang]
    assert picture.text["Source"] == CHARTS[name].source[lang]
    assert len(picture.convert("RGB").getcolors(1 << 24)) > 20


@pytest.mark.parametrize(
    ("name", "form"),
    [(name, form) for name in CHARTS for form in ("svg", "pptx")]
    + [("dots", "png"), ("cards", "pdf"), ("slope", "html")],
)
def test_the_same_chart_gives_the_same_bytes(name, form):
    assert draw(CHARTS[name], form, "zh") == draw(CHARTS[name], form, "zh")


@EVERY
@CHART
def test_an_svg_holds_its_text_as_text_with_the_glyphs_embedded(name, lang):
    svg = draw(CHARTS[name], "svg", lang).decode()
    chart = CHARTS[name]
    words = "".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg)).replace("&gt;", ">")
    for data in chart.figures:
        assert data.label(lang) in words
    assert "@font-face" in svg
    assert f'<title id="title">{TITLE[lang]}</title>' in svg
    assert "<desc" in svg


def test_a_pdf_can_be_searched_in_chinese():
    text = PdfReader(io.BytesIO(draw(CHARTS["dots"], "pdf", "zh"))).pages[0].extract_text()
    assert "标题说出发现" in text
    assert "电商上行交易额" in text


def test_drawing_changes_no_setting_of_matplotlib():
    import matplotlib as mpl
    from matplotlib import font_manager

    before = dict(mpl.rcParams)
    faces = len(font_manager.fontManager.ttflist)
    draw(CHARTS["dots"], "png", "zh")
    assert dict(mpl.rcParams) == before
    assert len(font_manager.fontManager.ttflist) == faces


def test_a_glyph_that_the_font_lacks_is_an_error_before_anything_is_saved(tmp_path):
    chart = zr.Cards(REPORT.select(indicator="gdp"), title="增长😀")
    with pytest.raises(font.MissingGlyph, match="1F600"):
        chart.save(tmp_path / "x.png")
    assert not list(tmp_path.iterdir())


@EVERY
@CHART
def test_every_renderer_writes_every_figure_with_its_bound_and_unit(name, lang):
    chart = CHARTS[name]
    for words in (plotly_words(chart, lang), slide_words(chart, lang)):
        for data in chart.figures:
            label = data.label(lang)
            assert label in words.replace("&gt;", ">")


@EVERY
@CHART
def test_every_renderer_says_source_and_cautions(name, lang):
    chart = CHARTS[name]
    slide = slide_words(chart, lang)
    plotly = plotly_words(chart, lang).replace(" ", "")
    for said in (chart.source[lang], *(caution[lang].rstrip("。.") for caution in chart.cautions)):
        assert said in slide
        assert said.replace(" ", "") in plotly


@EVERY
@CHART
def test_a_plotly_chart_is_valid_and_its_hover_gives_the_reports_words(name, lang):
    chart = CHARTS[name]
    figure(chart, lang)
    hovers = json.dumps(spec(chart, lang)["data"], ensure_ascii=False)
    hovers = re.sub(r"<[^>]+>", "", hovers)
    for data in chart.figures:
        assert data.words in hovers


@CHART
def test_a_chart_on_a_slide_is_native_with_a_worksheet_that_can_be_edited(name):
    parts = members(draw(CHARTS[name], "pptx", "zh"))
    charts = [part for part in parts if re.match(r"ppt/charts/chart\d+\.xml", part)]
    books = [part for part in parts if part.startswith("ppt/embeddings/")]
    pictures = [part for part in parts if part.startswith("ppt/media/")]
    expected = {"dots": 2, "slope": 4, "cards": 0}.get(name, 1)
    assert len(charts) == len(books) == expected
    assert not pictures


def sheet(book: bytes) -> dict[str, object]:
    """Cells of an embedded worksheet by their address, formulas by their last result."""
    parts = members(book)
    strings = re.findall(r"<si><t[^>]*>([^<]*)</t></si>", parts["xl/sharedStrings.xml"].decode())
    found = {}
    for ref, kind, formula, value in re.findall(
        r'<c r="([A-Z]+\d+)"(?: s="\d+")?(?: t="(\w+)")?>(?:<f>([^<]*)</f>)?<v>([^<]*)</v></c>',
        parts["xl/worksheets/sheet1.xml"].decode(),
    ):
        found[ref] = (
            strings[int(value)] if kind == "s" else (value if kind == "str" else float(value))
        )
        if formula:
            found[f"={ref}"] = formula
    return found


@EVERY
@CHART
def test_what_a_chart_shows_is_what_its_worksheet_holds(name, lang):
    parts = members(draw(CHARTS[name], "pptx", lang))
    for path, content in parts.items():
        if not re.match(r"ppt/charts/chart\d+\.xml", path):
            continue
        links = parts[path.replace("charts/", "charts/_rels/") + ".rels"].decode()
        cells = sheet(parts["ppt/" + re.search(r'Target="\.\./(embeddings/[^"]+)"', links)[1]])
        caches = re.findall(
            r"<(?:c|c15):f>Data!([^<]+)</(?:c|c15):f><[^>]*Cache>(.*?)</[^>]*Cache>",
            content.decode(),
        )
        assert caches
        for reference, cache in caches:
            addresses = addressed(reference)
            for index, value in re.findall(r'<c:pt idx="(\d+)"><c:v>([^<]*)</c:v>', cache):
                value = value.replace("&gt;", ">")
                held = cells.get(addresses[int(index)], "")
                held = held.replace("&gt;", ">") if isinstance(held, str) else held
                assert held == (float(value) if isinstance(held, float) else value)


def addressed(reference: str) -> list[str]:
    """Spell out a range of one row or one column."""
    first, _, last = reference.replace("$", "").partition(":")
    column, row = re.fullmatch(r"([A-Z]+)(\d+)", first).groups()
    if not last:
        return [first]
    end_column, end_row = re.fullmatch(r"([A-Z]+)(\d+)", last).groups()
    if row == end_row:
        span = range(number(column), number(end_column) + 1)
        return [letters(at) + row for at in span]
    return [f"{column}{at}" for at in range(int(row), int(end_row) + 1)]


def number(column: str) -> int:
    value = 0
    for letter in column:
        value = value * 26 + ord(letter) - 64
    return value


def letters(value: int) -> str:
    first, last = divmod(value - 1, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


@EVERY
def test_labels_in_the_worksheet_follow_the_values(lang):
    parts = members(draw(CHARTS["dots"], "pptx", lang))
    cells = sheet(next(content for name, content in parts.items() if "embeddings" in name))
    assert cells["C2"] == "14%"
    assert "B2" in cells["=C2"]


@EVERY
def test_slides_have_titles_alt_text_and_the_reports_words_in_the_notes(lang):
    for chart in CHARTS.values():
        slide = Presentation(io.BytesIO(draw(chart, "pptx", lang))).slides[0]
        assert slide.shapes.title.text == chart.title[lang]
        notes = slide.notes_slide.notes_text_frame.text
        assert all(data.quote in notes for data in chart.figures)
        for shape in slide.shapes:
            if shape.has_chart:
                assert chart.title[lang] in shape._element.xpath(".//p:cNvPr")[0].get("descr")


def test_a_slide_is_wide_and_names_a_chinese_face():
    deck = Presentation(io.BytesIO(draw(CHARTS["bars"], "pptx", "zh")))
    assert (deck.slide_width, deck.slide_height) == (Pt(960), Pt(540))
    parts = members(draw(CHARTS["bars"], "pptx", "zh"))
    theme_part = next(content for name, content in parts.items() if "theme/theme1" in name)
    assert '<a:ea typeface="Microsoft YaHei"/>' in theme_part.decode()
    chart_part = next(content for name, content in parts.items() if "charts/chart" in name)
    assert "+mn-ea" in chart_part.decode()


@EVERY
def test_decks_obey_the_office_open_xml_schemas(lang, tmp_path):
    validation = pytest.importorskip("power_pptx.validation", reason="power-pptx is not installed")
    from zreport.render.pptx import deck

    path = tmp_path / "deck.pptx"
    path.write_bytes(deck(list(CHARTS.values()), lang, ("封面", "副题")))
    assert list(validation.iter_schema_violations(str(path))) == []


def test_targets_are_hollow_and_bounds_are_not_points():
    rings = draw(CHARTS["dumbbell"], "pptx", "zh")
    chart = next(content for name, content in members(rings).items() if "charts/chart" in name)
    assert chart.decode().count(f'<a:srgbClr val="{theme.PAPER[1:].upper()}"/>') == 4
    floor = draw(CHARTS["floor"], "pptx", "zh")
    chart = next(content for name, content in members(floor).items() if "charts/chart" in name)
    assert '<c:symbol val="circle"/>' not in chart.decode()
    assert '<a:tailEnd type="triangle"' in chart.decode()
    symbols = [
        trace["marker"]["symbol"]
        for trace in spec(CHARTS["floor"], "zh")["data"]
        if "marker" in trace
    ]
    assert symbols == ["line-ns"]


def test_a_page_needs_no_network_and_runs_nothing_hostile(tmp_path):
    chart = zr.Cards(REPORT.select(indicator="gdp"), title="</script><script>alert(1)</script>")
    page = chart.save(tmp_path / "x.html").read_text("utf-8")
    body = page[page.index("</head>") :]
    assert "<script>alert" not in body
    assert not re.search(r'(?:src|href)="https?:', body)
    assert 'aria-label="' in page


def test_a_live_session_gets_no_picture_so_that_the_chart_stays_interactive(monkeypatch):
    stored, _ = CHARTS["bars"]._repr_mimebundle_()
    assert {"image/png", "application/vnd.plotly.v1+json", zr.chart.MIME, "text/plain"} == set(
        stored
    )
    monkeypatch.setenv("JPY_SESSION_NAME", "notebooks/00_start_here.ipynb")
    live, _ = CHARTS["bars"]._repr_mimebundle_()
    assert "image/png" not in live


def test_an_unknown_ending_is_answered_with_those_that_exist(tmp_path):
    with pytest.raises(zr.ReportError, match="png, svg, pdf, html, pptx, json"):
        CHARTS["bars"].save(tmp_path / "x.bmp")

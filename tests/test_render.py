"""Renderers: pictures, interactive charts and slides of every kind, in both languages."""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator

import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Pt
from pypdf import PdfReader
from samples import SAMPLES, sample

import zreport as zr
from zreport.charts.backends import BACKENDS, draw
from zreport.charts.stored import KINDS
from zreport.layout.scene import lay_out
from zreport.office.cells import letters, number
from zreport.page import font, theme
from zreport.page.marks import Mark
from zreport.page.size import SIZES
from zreport.render.plotly import figure, spec

REPORT = zr.load()
CHARTS = SAMPLES
EVERY = pytest.mark.parametrize("lang", ["zh", "en"])
CHART = pytest.mark.parametrize("name", CHARTS)


def members(deck: bytes) -> dict[str, bytes]:
    """The parts of an Office file."""
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def plotly_words(chart: zr.Chart, lang: str) -> str:
    """Everything that plotly writes on the page."""
    words = []
    for trace in spec(chart, lang)["data"]:
        if trace.get("mode") == "text":
            words += trace["text"]
        words += trace.get("labels", [])
    return html.unescape(re.sub(r"</?b>|<br>", "", " ".join(words)))


def slide_words(chart: zr.Chart, lang: str) -> str:
    """Everything on a slide: shapes, and the labels and names in its charts."""
    parts = members(draw(chart, "pptx", lang))
    words = []
    for name, content in parts.items():
        if re.match(r"ppt/(slides|charts)/[^/]+\.xml", name):
            words += re.findall(r"<(?:a:t|c:v)>([^<]*)<", content.decode())
    return "\n".join(words).replace("&gt;", ">")


@EVERY
@pytest.mark.parametrize("form", BACKENDS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_in_every_format_and_language(kind, form, lang):
    name = next(name for name, chart in CHARTS.items() if chart.kind == kind)
    begins = {
        "png": b"\x89PNG",
        "svg": b"<?xml",
        "pdf": b"%PDF",
        "html": b"<!DOCTYPE html>",
        "pptx": b"PK",
        "xlsx": b"PK",
        "json": b"{",
    }
    assert draw(CHARTS[name], form, lang).startswith(begins[form])


@EVERY
@CHART
@pytest.mark.parametrize("size", SIZES)
def test_a_picture_is_the_page_and_carries_its_papers(name, lang, size):
    chart = sample(name, size)
    picture = Image.open(io.BytesIO(draw(chart, "png", lang, size)))
    page = SIZES[size]
    scale = page.dpi / 72
    assert picture.width == pytest.approx(page.width * scale, abs=1)
    if page.height:
        assert picture.height == pytest.approx(page.height * scale, abs=1)
    assert picture.text["Title"] == chart.title[lang]
    assert picture.text["Source"] == chart.source[lang]
    assert len(picture.convert("RGB").getcolors(1 << 24)) > 20


@CHART
def test_a_picture_of_few_colours_looks_the_same_is_much_smaller_and_keeps_its_papers(name):
    from PIL import ImageChops

    from zreport.render.matplotlib import picture

    many, few = (picture(CHARTS[name], "zh", "png", dpi=72, colours=n) for n in (None, 256))
    before, after = (Image.open(io.BytesIO(content)) for content in (many, few))
    apart = ImageChops.difference(before, after.convert("RGB"))
    assert max(high for _, high in apart.getextrema()) <= 24
    assert after.convert("RGB").getpixel((1, 1)) == (255, 255, 255)
    assert after.text["Title"] == before.text["Title"]
    assert len(few) < 0.65 * len(many)


@pytest.mark.parametrize(
    ("name", "form"),
    [(name, form) for name in CHARTS for form in ("svg", "pptx", "xlsx")]
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
    assert f'<title id="title">{chart.title[lang]}</title>' in html.unescape(svg)
    assert "<desc" in svg


def test_a_pdf_can_be_searched_in_chinese():
    text = PdfReader(io.BytesIO(draw(CHARTS["dots"], "pdf", "zh"))).pages[0].extract_text()
    assert "48.1%待核不计" in text
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
    expected = {"dots": 2, "slope": 4, "parts": 3}
    shapes = {"cards": 0, "table": 0, "tree": 0, "treemap": 0, "stages": 0}
    assert len(charts) == len(books) == (expected | shapes).get(name, 1)
    assert not pictures


def sheet(book: bytes, which: int = 1) -> dict[str, object]:
    """Cells of an embedded worksheet by their address, formulas by their last result."""
    parts = members(book)
    strings = re.findall(r"<si><t[^>]*>([^<]*)</t></si>", parts["xl/sharedStrings.xml"].decode())
    found = {}
    for ref, kind, formula, value in re.findall(
        r'<c r="([A-Z]+\d+)"(?: s="\d+")?(?: t="(\w+)")?>(?:<f>([^<]*)</f>)?<v>([^<]*)</v></c>',
        parts[f"xl/worksheets/sheet{which}.xml"].decode(),
    ):
        found[ref] = strings[int(value)] if kind == "s" else (value if kind == "str" else float(value))
        if formula:
            found[f"={ref}"] = formula
    return found


@EVERY
@CHART
def test_what_a_chart_on_a_slide_shows_is_what_its_worksheet_holds(name, lang):
    parts = members(draw(CHARTS[name], "pptx", lang))
    for path, content in parts.items():
        if re.match(r"ppt/charts/chart\d+\.xml", path):
            links = parts[path.replace("charts/", "charts/_rels/") + ".rels"].decode()
            book = parts["ppt/" + re.search(r'Target="\.\./(embeddings/[^"]+)"', links)[1]]
            check_caches(content, sheet(book), "Data")


@EVERY
@CHART
def test_what_a_chart_in_a_workbook_shows_is_what_its_cells_hold(name, lang):
    book = draw(CHARTS[name], "xlsx", lang)
    cells = sheet(book, 2)
    label = {"zh": "'数据'", "en": "Data"}[lang]
    charts = [part for part in members(book).items() if part[0].startswith("xl/charts/chart")]
    assert len(charts) == len(lay_out(CHARTS[name], lang).panels)
    for _, content in charts:
        check_caches(content, cells, label)
        assert b"Microsoft YaHei" in content and b"+mn-ea" not in content
    drawing = members(book)["xl/drawings/drawing1.xml"].decode()
    said = {value for value in cells.values() if isinstance(value, str)}
    for datum in CHARTS[name].figures:
        label = datum.label(lang)
        assert label in said or label in html.unescape(drawing), label
    assert html.escape(CHARTS[name].title[lang], quote=False) in drawing


@EVERY
@CHART
@pytest.mark.parametrize("size", SIZES)
def test_nothing_on_a_slide_or_a_worksheet_begins_off_the_page(name, lang, size):
    chart = sample(name, size)
    drawing = members(draw(chart, "xlsx", lang, size))["xl/drawings/drawing1.xml"].decode()
    places = re.findall(r'<xdr:pos x="([^"]+)" y="([^"]+)"/><xdr:ext cx="([^"]+)" cy="([^"]+)"', drawing)
    assert len(places) > 3
    assert all(int(part) >= 0 for place in places for part in place)
    slide = Presentation(io.BytesIO(draw(chart, "pptx", lang, size))).slides[0]
    for shape in every(slide.shapes):
        assert min(shape.left, shape.top, shape.width, shape.height) >= 0, shape.name
    ids = [shape.shape_id for shape in every(slide.shapes)]
    assert len(set(ids)) == len(ids)


def every(shapes) -> Iterator:
    """Shapes, and those in groups."""
    for shape in shapes:
        yield shape
        yield from every(shape.shapes) if hasattr(shape, "shapes") else ()


def check_caches(content: bytes, cells: dict[str, object], label: str) -> None:
    """What a chart remembers is what stands in the cells that it refers to."""
    caches = re.findall(rf"<(?:c|c15):f>{label}!([^<]+)</(?:c|c15):f><[^>]*Cache>(.*?)</[^>]*Cache>", content.decode())
    assert caches
    for reference, cache in caches:
        addresses = addressed(reference)
        # Of a label that is not shown the cache says nothing.
        for index, value in re.findall(r'<c:pt idx="(\d+)"><c:v>([^<]+)</c:v>', cache):
            held = cells.get(addresses[int(index)], "")
            held = html.unescape(held) if isinstance(held, str) else held
            value = html.unescape(value)
            assert held == (float(value) if isinstance(held, float) else value)


def addressed(reference: str) -> list[str]:
    """Spell out a range of one row or one column."""
    first, _, last = reference.replace("$", "").partition(":")
    column, row = re.fullmatch(r"([A-Z]+)(\d+)", first).groups()
    if not last:
        return [first]
    end_column, end_row = re.fullmatch(r"([A-Z]+)(\d+)", last).groups()
    if row == end_row:
        return [letters(at) + row for at in range(number(column), number(end_column) + 1)]
    return [f"{column}{at}" for at in range(int(row), int(end_row) + 1)]


@EVERY
def test_labels_in_the_worksheet_follow_the_values(lang):
    parts = members(draw(CHARTS["dots"], "pptx", lang))
    cells = sheet(next(content for name, content in parts.items() if "embeddings" in name))
    assert cells["D2"] == "14%"
    assert "C2" in cells["=D2"]


def test_a_series_in_office_bears_the_name_of_its_side():
    for form in ("pptx", "xlsx"):
        chart = charts_of(draw(CHARTS["dumbbell"], form, "en"))[0]
        names = re.findall(r"<c:tx><c:strRef>.*?<c:v>([^<]*)</c:v>", chart)
        assert {CHARTS["dumbbell"].side(which, "en") for which in ("before", "after")} <= set(names)


@EVERY
def test_slides_have_titles_alt_text_and_the_reports_words_in_the_notes(lang):
    for chart in CHARTS.values():
        slide = Presentation(io.BytesIO(draw(chart, "pptx", lang))).slides[0]
        assert slide.shapes.title.text == chart.title[lang]
        notes = slide.notes_slide.notes_text_frame.text
        assert all(data.quote in notes for data in chart.figures)
        if not chart.figures:
            assert all(line in notes for line in chart.lines(lang))
        told = [
            shape._element.xpath(".//p:cNvPr")[0].get("descr", "")
            for shape in every(slide.shapes)
            if hasattr(shape, "shapes") or shape.has_chart or shape.has_table
        ]
        assert told
        assert all(chart.title[lang] in words for words in told)


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
    from zreport.office.slides.deck import deck

    path = tmp_path / "deck.pptx"
    path.write_bytes(deck(list(CHARTS.values()), lang))
    assert list(validation.iter_schema_violations(str(path))) == []


def charts_of(book: bytes) -> list[str]:
    """The chart parts of an Office file."""
    return [content.decode() for name, content in members(book).items() if "charts/chart" in name]


@pytest.mark.parametrize("form", ["pptx", "xlsx"])
def test_targets_are_hollow_and_bounds_are_not_points_in_office(form):
    rings = charts_of(draw(CHARTS["dumbbell"], form, "zh"))[0]
    assert rings.count(f'<a:srgbClr val="{theme.TARGET_FILL[1:].upper()}"/>') == 4
    floors = charts_of(draw(CHARTS["dots-floors"], form, "zh"))[0]
    chart = CHARTS["dots-floors"]
    bounds = [figure for figure in chart.figures if figure.bound]
    assert bounds
    assert floors.count('<c:symbol val="circle"/>') == len(chart.figures) - len(bounds)
    # An arrow is a line through five points, and each has a column of x and one of y.
    assert floors.count('<c:ptCount val="5"/>') == 2 * len(bounds)
    gaps = charts_of(draw(CHARTS["gaps"], form, "zh"))[0]
    assert gaps.count("a:pattFill prst=") >= 4


def test_targets_are_hollow_and_bounds_are_not_points_in_plotly():
    for name in ("dots-floors", "bars-floor", "bars-ceiling", "bullet"):
        arrows = [
            trace
            for trace in spec(CHARTS[name], "zh")["data"]
            if isinstance(trace.get("marker", {}).get("symbol"), list)
        ]
        bounds = [mark for mark in lay_out(CHARTS[name], "zh").of(Mark) if mark.bound]
        assert len(arrows) == len(bounds) > 0
        ways = {"triangle-right": "up", "triangle-left": "down"}
        assert [ways[t["marker"]["symbol"][1]] for t in arrows] == [m.bound for m in bounds]
    targets = [t for t in spec(CHARTS["bars"], "zh")["data"] if t["type"] == "bar"]
    assert all(trace["marker"]["line"]["width"] > 0 for trace in targets)


def test_bars_in_office_begin_at_zero_and_no_axis_is_broken():
    for name in ("bars", "groups", "gaps", "bars-floor", "dots"):
        for chart in charts_of(draw(CHARTS[name], "pptx", "zh")):
            low = min(map(float, re.findall(r'<c:min val="([^"]+)"', chart)))
            assert low <= 0 or 'val="maxMin"' in chart
            values = re.search(r'<c:min val="([^"]+)"/></c:scaling><c:delete val="0"', chart)
            assert values is None or float(values[1]) <= 0


def test_a_key_entry_hides_its_own_marks_and_labels_in_plotly():
    for name in ("dumbbell", "groups", "bullet", "bars-sectors"):
        traces = spec(CHARTS[name], "en")["data"]
        keys = {t["legendgroup"]: t["name"] for t in traces if t.get("showlegend")}
        assert len(keys) >= 2
        for group in keys:
            own = [t for t in traces if t.get("legendgroup") == group]
            assert {t.get("mode", t["type"]) for t in own} >= {"text"}
            assert any(t.get("hovertext") for t in own)


def test_a_page_needs_no_network_and_runs_nothing_hostile(tmp_path):
    chart = zr.Cards(REPORT.select(indicator="gdp"), title="</script><script>alert(1)</script>")
    page = chart.save(tmp_path / "x.html").read_text("utf-8")
    body = page[page.index("</head>") :]
    assert "<script>alert" not in body
    assert not re.search(r'(?:src|href)="https?:', body)
    assert 'aria-label="' in page


def test_a_live_session_gets_no_picture_so_that_the_chart_stays_interactive(monkeypatch):
    stored, _ = CHARTS["bars"]._repr_mimebundle_()
    assert {"image/png", "application/vnd.plotly.v1+json", zr.chart.MIME, "text/plain"} == set(stored)
    monkeypatch.setenv("JPY_SESSION_NAME", "notebooks/00_start_here.ipynb")
    live, _ = CHARTS["bars"]._repr_mimebundle_()
    assert "image/png" not in live


def test_an_unknown_ending_is_answered_with_those_that_exist(tmp_path):
    with pytest.raises(zr.ReportError, match="png, svg, pdf, html, pptx, xlsx, json"):
        CHARTS["bars"].save(tmp_path / "x.bmp")

"""Renderers: pictures, interactive charts and slides of every kind say the same, in both languages."""

import html
import io
import itertools
import json
import re

import pytest
from native_parts import Package, find_all
from PIL import Image, ImageChops
from pypdf import PdfReader
from samples import REPORT, SAMPLES, drawn, in_turn, writes_all

import zreport as zr
from zreport.charts.backends import BACKENDS, draw
from zreport.charts.chart import MIME
from zreport.charts.stored import KINDS
from zreport.layout.scene import lay_out
from zreport.page import font
from zreport.page.marks import Mark
from zreport.page.size import SIZES
from zreport.render.matplotlib import picture
from zreport.render.plotly import figure, spec

CHARTS = SAMPLES
EVERY = pytest.mark.parametrize("lang", ["zh", "en"])
CHART = pytest.mark.parametrize("name", CHARTS)
ONE_OF = {kind: next(name for name, chart in CHARTS.items() if chart.kind == kind) for kind in KINDS}


def plotly_words(chart: zr.Chart, lang: str) -> str:
    """Everything that plotly writes on the page."""
    words = []
    for trace in spec(chart, lang)["data"]:
        if trace.get("mode") == "text":
            words += trace["text"]
        words += trace.get("labels", [])
    return html.unescape(re.sub(r"</?b>|<br>", "", " ".join(words)))


def slide_words(name: str, lang: str) -> str:
    """Everything on a slide: shapes, and the labels and names in its charts."""
    book = Package(drawn(name, "pptx", lang))
    parts = [*book.slides, *book.charts]
    return "\n".join(one.text or "" for part in parts for one in find_all(book.xml(part), ".//a:t|.//c:v"))


@pytest.mark.parametrize(
    ("kind", "form", "lang"),
    [
        *itertools.product(KINDS, ("pptx", "xlsx", "json"), ("zh", "en")),
        *in_turn(KINDS, ("svg", "png")),
        *in_turn(KINDS[::5], ("pdf", "html")),
    ],
)
def test_every_kind_is_drawn_in_every_format_and_language(kind, form, lang):
    name = ONE_OF[kind]
    begins = {
        "png": b"\x89PNG",
        "svg": b"<?xml",
        "pdf": b"%PDF",
        "html": b"<!DOCTYPE html>",
        "pptx": b"PK",
        "xlsx": b"PK",
        "json": b"{",
    }
    assert begins.keys() == set(BACKENDS)
    assert drawn(name, form, lang).startswith(begins[form])


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_is_as_sharp_as_its_page_wants(size):
    made = Image.open(io.BytesIO(drawn("dumbbell", "png", "zh", size)))
    assert made.width == pytest.approx(SIZES[size].width * SIZES[size].dpi / 72, abs=1)
    assert round(made.info["dpi"][0]) == SIZES[size].dpi


@pytest.mark.parametrize("name", ONE_OF.values())
def test_a_picture_of_few_colours_looks_the_same_is_much_smaller_and_keeps_its_papers(name):
    many, few = (picture(CHARTS[name], "zh", "png", dpi=72, colours=n) for n in (None, 256))
    before, after = (Image.open(io.BytesIO(content)) for content in (many, few))
    apart = ImageChops.difference(before, after.convert("RGB"))
    assert max(high for _, high in apart.getextrema()) <= 24
    assert after.convert("RGB").getpixel((1, 1)) == (255, 255, 255)
    assert after.text["Title"] == before.text["Title"]
    assert len(few) < 0.65 * len(many)


@pytest.mark.parametrize(
    ("name", "form"),
    [*zip(CHARTS, itertools.cycle(["svg", "pptx", "xlsx", "png"]), strict=False), ("dots", "pdf"), ("dots", "html")],
)
def test_the_same_chart_gives_the_same_bytes(name, form):
    assert draw(CHARTS[name], form, "zh") == drawn(name, form, "zh")


# In the language in which its kind is drawn above.
@pytest.mark.parametrize(
    ("name", "lang"),
    [(name, lang) for kind, _, lang in in_turn(KINDS, ["svg"]) for name in CHARTS if CHARTS[name].kind == kind],
)
def test_an_svg_holds_its_text_as_text_with_the_glyphs_embedded(name, lang):
    svg = drawn(name, "svg", lang).decode()
    chart = CHARTS[name]
    words = "".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg)).replace("&gt;", ">")
    for data in chart.figures if writes_all(chart) else ():
        assert data.label(lang) in words
    assert "@font-face" in svg
    # Every line names the face that it was measured in, and which is embedded.
    named = {
        (bool(re.search("bold|700", style)), *re.findall("ZReport Sans(?: SC)?", style))
        for style in re.findall(r'<text style="([^"]*)"', svg)
    }
    held = re.findall('font-family:"([^"]*)";font-weight:([0-9]+)', svg)
    assert named == {(weight == "700", family) for family, weight in held}
    assert f'<title id="title">{chart.title[lang]}</title>' in html.unescape(svg)
    assert "<desc" in svg


def test_a_pdf_can_be_searched_in_chinese():
    text = PdfReader(io.BytesIO(drawn("dots", "pdf", "zh"))).pages[0].extract_text()
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
    for words in (plotly_words(chart, lang), slide_words(name, lang)):
        for data in chart.figures if writes_all(chart) else ():
            assert data.label(lang) in words


@EVERY
@CHART
def test_every_renderer_says_source_and_cautions(name, lang):
    chart = CHARTS[name]
    slide = slide_words(name, lang)
    plotly = plotly_words(chart, lang).replace(" ", "")
    # At the foot names stand once before all that must be said of them.
    colon = "：" if lang == "zh" else ": "
    cautions = [part for caution in chart.cautions for part in caution[lang].rstrip("。.").split(colon, 1)]
    for said in (chart.source[lang], *cautions):
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
    assert {"image/png", "application/vnd.plotly.v1+json", MIME, "text/plain"} == set(stored)
    monkeypatch.setenv("JPY_SESSION_NAME", "notebooks/00_start_here.ipynb")
    live, _ = CHARTS["bars"]._repr_mimebundle_()
    assert "image/png" not in live


def test_an_unknown_ending_is_answered_with_those_that_exist(tmp_path):
    with pytest.raises(zr.ReportError, match="png, svg, pdf, html, pptx, xlsx, json"):
        CHARTS["bars"].save(tmp_path / "x.bmp")

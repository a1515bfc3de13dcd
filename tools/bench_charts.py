"""How long pictures and slides take and how large they are, beside other ways in the same run.

Run by ``make bench``; imports, and plotly's figures, are made before. What kaleido draws needs Chrome
or Chromium, and is skipped without. The table of ratios at the end is of medians.
"""

import base64
import importlib.util
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import plotly.express as px
import plotly.graph_objects as go
import plotly.io as pio
import pptx
import pytest
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from PIL import Image

import zreport as zr
from zreport import font, theme
from zreport.layout import scene
from zreport.render import mimebundle
from zreport.render.matplotlib import picture
from zreport.render.plotly import figure
from zreport.render.pptx import deck
from zreport.scene import Line, Mark
from zreport.size import SIZES

PAGE = SIZES["slide"]
# Capitals are about this much of the size of type; the scene gives the middle of a line.
BASELINE = 0.36
SCALE = PAGE.dpi / 72

SAMPLE = ("bars", "dumbbell")
BARS, FEW = "bars", dict(rounds=2, iterations=1, warmup_rounds=0)
ALL, SLIDE, OUTPUT = "PNG of all kinds", "a slide of bars", "notebook output of bars"


def _charts() -> dict[str, zr.Chart]:
    report = zr.load()
    average, paired = report.select(measure="average_growth"), report.pairs("target_for")
    comparable = report.pairs("target_for", grade="high")
    targets, projects = report.select(section="work-targets"), report.projects

    def title(zh: str) -> zr.Text:
        return zr.text(zh, zh)

    pace = title("四项目标两高两低：经济和农村收入高于五年均值")
    return {
        "dots": zr.Dots(
            average,
            apart="industrial_value_added",
            highlight=["ecommerce_sales", "industrial_output"],
            title=title("48.1%待核不计，电商和规上总产值增长最快"),
        ),
        "bars": zr.Bars(
            report.select(measure="growth", status="target"),
            highlight="fixed_asset_investment",
            title=title("五项增速目标中，固定资产投资最高（10%）"),
        ),
        "groups": zr.Groups(comparable, title=pace),
        "gaps": zr.Gaps(
            comparable, title=title("地区生产总值目标比五年均值高1.3个百分点，社零低0.9个百分点")
        ),
        "dumbbell": zr.Dumbbell(comparable, title=pace),
        "bullet": zr.Bullet(
            paired.query("indicator == 'straw_utilisation_rate'"),
            title=title("秸秆综合利用率的下限从91%提到95%"),
        ),
        "slope": zr.Slope(
            report.pairs("baseline_of"), title=title("名次上升，绿色有机基地扩大到四倍")
        ),
        "parts": zr.Parts(
            report.pairs("part_of").query("pair < 4"),
            title=title("规上企业83户，其中27户为五年净增"),
        ),
        "treemap": zr.Treemap(
            report.observations,
            title=title("城乡建设、生态和农业占去四成数字，财政只有两个"),
        ),
        "tree": zr.Tree(
            report.select(indicator="agricultural_service_network"),
            title=title("农业服务网络伸到142个村级点"),
        ),
        "cards": zr.Cards(targets, title=title("2021年九项主要预期目标")),
        "table": zr.Table(
            targets,
            title=title("2021年主要预期目标，完成情况待填"),
            blank=title("完成情况"),
            columns=("name", "value", "measure", "period"),
        ),
        "stages": zr.Stages(
            projects[(projects["period"] == "2021") & (projects["sector"] == "industry")],
            title=title("工业项目多数仍在推进"),
        ),
    }


CHARTS = _charts()


def _group(kind: str) -> str:
    return f"PNG of {kind}" if kind in SAMPLE else "PNG of other kinds"


KINDS = [
    pytest.param(kind, marks=pytest.mark.benchmark(group=_group(kind), min_rounds=7, warmup=True))
    for kind in CHARTS
]


class Results:
    """Medians and sizes by name, and the table of them at the end of the run."""

    RATIOS = (
        ("picture (dumbbell) : plotly's write_image", "picture dumbbell", "write_image dumbbell"),
        ("picture (bars) : plotly's write_image", "picture bars", "write_image bars"),
        ("picture (all kinds) : plotly's write_images", "pictures", "write_images"),
        ("picture (all kinds) : a kaleido server", "pictures", "server"),
        ("picture (bars) : bare matplotlib", "bare", "picture bars"),
        ("native slide : slide with a plotly picture", "native slide", "plotly slide"),
        ("native slide : the same, a kaleido server", "native slide", "server slide"),
    )

    def __init__(self):
        self.medians: dict[str, float] = {}
        self.sizes: dict[str, int] = {}

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the table below those of pytest-benchmark."""
        write = terminalreporter.write_line
        if self.medians:
            terminalreporter.section("ratios of medians")
        for name, base, other in self.RATIOS:
            if base in self.medians and other in self.medians:
                times = self.medians[other] / self.medians[base]
                write(f"{name:<48}{times:>9.2f}x")
        if self.sizes:
            terminalreporter.section("bytes")
        for name, size in self.sizes.items():
            write(f"{name:<48}{size:>10,}")


@pytest.fixture(scope="module")
def results(request: pytest.FixtureRequest) -> Results:
    """Collect what is measured, and print it at the end."""
    found = Results()
    request.config.pluginmanager.register(found, "ratios")
    return found


@pytest.fixture
def measure(benchmark, results: Results) -> Callable:
    """Return a function that times another and keeps its median, and its size where it gives bytes."""

    def timed(name: str, function: Callable, few: bool = False, size: str = ""):
        made = benchmark.pedantic(function, **FEW) if few else benchmark(function)
        if benchmark.stats is not None:
            results.medians[name] = benchmark.stats.stats.median
        if size:
            benchmark.extra_info["bytes"] = results.sizes[size] = len(made)
        return made

    return timed


@pytest.fixture(scope="session")
def chrome() -> None:
    """Skip without kaleido, or without a browser for it."""
    if importlib.util.find_spec("kaleido") is None:
        pytest.skip("kaleido is not installed: pip install -e '.[bench]'")
    from choreographer.browsers import Chromium

    if Chromium.find_browser(skip_local=False) is None:
        pytest.skip("kaleido finds no Chrome or Chromium: plotly_get_chrome, or set BROWSER_PATH")


@pytest.fixture
def server(chrome):
    """Keep one browser open, and draw a first picture with it."""
    import kaleido

    kaleido.start_sync_server(silence_warnings=True)
    png(figure(CHARTS[BARS], "zh"))
    yield
    kaleido.stop_sync_server(silence_warnings=True)


def png(drawn: go.Figure) -> bytes:
    """Let kaleido draw a figure, as large as our pictures are."""
    return drawn.to_image(format="png", scale=SCALE)


@pytest.mark.parametrize("kind", KINDS)
def test_zreport_picture(measure, kind):
    chart = CHARTS[kind]
    measure(f"picture {kind}", lambda: picture(chart, "zh", "png"))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.values[0] in SAMPLE])
def test_plotly_write_image(measure, chrome, kind):
    drawn = figure(CHARTS[kind], "zh")
    measure(f"write_image {kind}", lambda: png(drawn), few=True)


@pytest.mark.benchmark(group=_group(BARS), min_rounds=7, warmup=True)
def test_bare_matplotlib(measure):
    marked, ruled, written = _places()
    faces = {bold: str(font.path(bold)) for bold in (False, True)}

    def bare() -> bytes:
        drawing = Figure(figsize=(PAGE.width / 72, PAGE.height / 72))
        axes = drawing.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, PAGE.width), ylim=(PAGE.height, 0))
        axes.set_axis_off()
        for xs, ys, colour, width in ruled:
            axes.add_line(Line2D(xs, ys, color=colour, linewidth=width))
        for corner, width, height, fill, edge in marked:
            axes.add_patch(
                Rectangle(corner, width, height, facecolor=fill, edgecolor=edge, linewidth=1.6)
            )
        for x, y, words, size, colour, bold, align in written:
            face = FontProperties(fname=faces[bold], size=size)
            axes.text(x, y, words, color=colour, ha=align, va="baseline", fontproperties=face)
        file = io.BytesIO()
        drawing.savefig(file, format="png", dpi=PAGE.dpi)
        return file.getvalue()

    made = measure("bare", bare)
    ours, theirs = (_pixels(each) for each in (picture(CHARTS[BARS], "zh", "png"), made))
    assert ours.shape == theirs.shape
    # The same drawing but for some edges of lines.
    assert np.abs(ours - theirs).mean() < 0.5


def _pixels(made: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(made)).convert("RGB")).astype(int)


def _places() -> tuple[list, list, list]:
    """Return the bars, lines and words of the bars, as a person would have measured them."""
    sheet = scene(CHARTS[BARS], "zh")
    ends = {"start": "left", "middle": "center", "end": "right"}
    words = [
        (each.x, each.y + each.size * BASELINE, each.words, each.size, each.colour, each.bold,
         ends[each.anchor])
        for each in sheet.words
    ]  # fmt: skip
    ruled = [
        (
            [line.on.px(x) for x in line.xs] if line.on else line.xs,
            [line.on.py(y) for y in line.ys] if line.on else line.ys,
            line.colour,
            line.width,
        )
        for line in sheet.of(Line)
    ]
    marked = []
    for mark in sheet.of(Mark):
        assert mark.form == "bar" and mark.hollow and not mark.bound and not mark.hatched
        (x, y), start = mark.at, mark.on.px(mark.start)
        corner = (start + 0.8, y - mark.thick / 2 + 0.8)
        marked.append(
            (corner, x - start - 1.6, mark.thick - 1.6, theme.fill(mark.colour), mark.colour)
        )
    return marked, ruled, words


@pytest.mark.benchmark(group=ALL, min_rounds=3, warmup=True, warmup_iterations=1)
def test_zreport_pictures_of_all_kinds(measure):
    measure("pictures", lambda: [picture(chart, "zh", "png") for chart in CHARTS.values()])


@pytest.mark.benchmark(group=ALL)
def test_plotly_write_images_of_all_kinds(measure, chrome, tmp_path: Path):
    drawn = [figure(chart, "zh") for chart in CHARTS.values()]
    files = [tmp_path / f"{kind}.png" for kind in CHARTS]
    measure("write_images", lambda: pio.write_images(drawn, files, scale=SCALE), few=True)
    assert all(file.stat().st_size for file in files)


@pytest.mark.benchmark(group=ALL)
def test_plotly_pictures_of_all_kinds_by_a_kaleido_server(measure, server):
    drawn = [figure(chart, "zh") for chart in CHARTS.values()]
    measure("server", lambda: [png(each) for each in drawn], few=True)


@pytest.mark.benchmark(group=SLIDE, min_rounds=7, warmup=True)
def test_zreport_native_slide(measure):
    chart = CHARTS[BARS]
    measure("native slide", lambda: deck([chart], "zh"), size="slide, native chart")


def _picture_slide(drawn: go.Figure, alt: str) -> bytes:
    show = pptx.Presentation()
    show.slide_width, show.slide_height = (pptx.util.Pt(side) for side in (960, 540))
    slide = show.slides.add_slide(show.slide_layouts[6])
    added = slide.shapes.add_picture(io.BytesIO(png(drawn)), 0, 0, show.slide_width)
    added._element._nvXxPr.cNvPr.set("descr", alt)
    file = io.BytesIO()
    show.save(file)
    return file.getvalue()


@pytest.mark.benchmark(group=SLIDE)
def test_slide_with_plotly_picture(measure, chrome):
    chart = CHARTS[BARS]
    drawn, alt = figure(chart, "zh"), chart.alt["zh"]
    size = "slide, plotly's picture"
    measure("plotly slide", lambda: _picture_slide(drawn, alt), few=True, size=size)


@pytest.mark.benchmark(group=SLIDE)
def test_slide_with_plotly_picture_by_a_kaleido_server(measure, server):
    chart = CHARTS[BARS]
    drawn, alt = figure(chart, "zh"), chart.alt["zh"]
    measure("server slide", lambda: _picture_slide(drawn, alt), few=True)


def _stored(bundle: dict) -> bytes:
    """Write an output as a notebook does."""
    text = {
        mime: base64.b64encode(content).decode() if isinstance(content, bytes) else content
        for mime, content in bundle.items()
    }
    return json.dumps(text, ensure_ascii=False).encode()


def _express() -> go.Figure:
    """Draw the same rows with plotly express as it comes."""
    rows = CHARTS[BARS].data
    return px.bar(rows, x="value", y="name_zh", orientation="h", text="value")


def _express_output(*renderers: str) -> bytes:
    content = _express().to_dict()
    bundle = {}
    for renderer in renderers:
        bundle |= pio.renderers[renderer].to_mimebundle(content)
    return _stored(bundle)


@pytest.mark.benchmark(group=OUTPUT, min_rounds=7, warmup=True)
@pytest.mark.parametrize("session", ["live", "stored"])
def test_zreport_output(measure, monkeypatch: pytest.MonkeyPatch, session):
    chart = CHARTS[BARS]
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    if session == "live":
        monkeypatch.setenv("JPY_SESSION_NAME", "bench.ipynb")
    measure(
        f"output {session}",
        lambda: _stored(mimebundle(chart)[0]),
        size=f"output, {'with PNG' if session == 'stored' else 'JSON only'}",
    )


@pytest.mark.benchmark(group=OUTPUT, min_rounds=7, warmup=True)
def test_plotly_express_output(measure):
    measure("express", lambda: _express_output("plotly_mimetype"), size="plotly express, JSON only")


@pytest.mark.benchmark(group=OUTPUT)
def test_plotly_express_output_with_png(measure, chrome):
    measure(
        "express png",
        lambda: _express_output("plotly_mimetype", "png"),
        few=True,
        size="plotly express, with PNG",
    )

"""How long pictures and slides take and how large they are, beside other ways in the same run.

Run by ``make bench``; imports, and plotly's figures, are made before. What kaleido draws needs Chrome
or Chromium, and is skipped without. The table of ratios at the end is of medians.
"""

import base64
import importlib.util
import io
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import plotly.express as px
import plotly.graph_objects as go
import plotly.io as pio
import pptx
import pytest
from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from PIL import Image

import zreport as zr
from zreport.layout.scene import lay_out
from zreport.office.slides.deck import deck
from zreport.page import font, theme
from zreport.page.marks import Line, Mark
from zreport.page.size import SIZES
from zreport.render.display import mimebundle
from zreport.render.matplotlib import picture
from zreport.render.plotly import figure

PAGE = SIZES["slide"]
SCALE = PAGE.dpi / 72
# matplotlib sets text on its base line; the scene gives the middle of a line.
BASELINE = 0.36
# The kinds for which a browser is started for each picture, 2 to 6 s.
SAMPLE = ("bars", "dumbbell")
FEW = {"rounds": 2, "iterations": 1}
ALL, SLIDE, OUTPUT = "PNG of all kinds", "a slide of bars", "notebook output of bars"
OFTEN = {"min_rounds": 7, "max_time": 0.5, "warmup": True, "warmup_iterations": 2}
SERVED = pytest.mark.filterwarnings("ignore:The kopts argument is ignored:UserWarning")

REPORT = zr.load()
TARGETS = REPORT.select(measure="growth", status="target")


def _charts() -> dict[str, zr.Chart]:
    pairs, comparable = REPORT.pairs("target_for"), REPORT.pairs("target_for", grade="high")
    main, projects = REPORT.select(section="work-targets"), REPORT.projects
    pace = _title("四项目标两高一低一平：经济和农村收入高于五年均值")
    return {
        "dots": zr.Dots(
            REPORT.select(measure="average_growth"),
            inset="industrial_value_added",
            highlight=["ecommerce_sales", "industrial_output"],
            title=_title("48.1%待核不计，电商和规上总产值增长最快"),
        ),
        "bars": zr.Bars(
            TARGETS, highlight="fixed_asset_investment", title=_title("五项增速目标中，固定资产投资最高（10%）")
        ),
        "groups": zr.Groups(comparable, title=pace),
        "gaps": zr.Gaps(comparable, title=pace),
        "dumbbell": zr.Dumbbell(comparable, title=pace),
        "bullet": zr.Bullet(
            pairs.query("indicator == 'straw_utilisation_rate'"), title=_title("秸秆综合利用率的下限从91%提到95%")
        ),
        "slope": zr.Slope(REPORT.pairs("baseline_of"), title=_title("名次上升，绿色有机基地扩大到四倍")),
        "parts": zr.Parts(REPORT.pairs("part_of").query("pair < 3"), title=_title("首批交易占验收面积的65%")),
        "treemap": zr.Treemap(REPORT.observations, title=_title("城乡建设、生态和农业占去四成数字，财政只有两个")),
        "tree": zr.Tree(
            REPORT.select(indicator="agricultural_service_network"), title=_title("农业服务网络伸到142个村级点")
        ),
        "cards": zr.Cards(main, title=_title("2021年九项主要预期目标")),
        "table": zr.Table(main, blank=_title("完成情况"), title=_title("2021年主要预期目标，完成情况待填")),
        "stages": zr.Stages(
            projects[(projects["period"] == "2021") & (projects["sector"] == "industry")],
            title=_title("工业项目多数仍在推进"),
        ),
    }


def _title(words: str) -> zr.Text:
    return zr.text(words, words)


CHARTS = _charts()
BARS = CHARTS["bars"]


def _group(kind: str) -> str:
    return f"PNG of {kind}" if kind in SAMPLE else "PNG of other kinds"


KINDS = [pytest.param(kind, marks=pytest.mark.benchmark(group=_group(kind), **OFTEN)) for kind in CHARTS]


class Results:
    """Times and sizes by name, and the table of them at the end of the run."""

    RATIOS = (
        ("picture, bars", "plotly's write_image", "write_image bars", "picture bars"),
        ("picture, dumbbell", "plotly's write_image", "write_image dumbbell", "picture dumbbell"),
        ("picture, all kinds", "plotly's write_images", "write_images", "pictures"),
        ("picture, all kinds", "a kaleido server", "server", "pictures"),
        ("native slide", "one with plotly's picture", "picture slide", "native slide"),
        ("native slide", "one with that of a kaleido server", "server slide", "native slide"),
    )

    def __init__(self):
        self.times: dict[str, tuple[float, float]] = {}
        self.sizes: dict[str, int] = {}
        self.bare = 0.0

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the table below those of pytest-benchmark."""
        times = self.times
        if times:
            terminalreporter.section("ratios of medians (of fastest rounds)")
        for ours, other, slow, fast in self.RATIOS:
            if slow in times and fast in times:
                median, fastest = (a / b for a, b in zip(times[slow], times[fast], strict=True))
                terminalreporter.write_line(f"{ours} vs {other}: {median:.1f}x as fast ({fastest:.1f}x)")
        if self.bare:
            terminalreporter.write_line(
                f"picture, bars vs bare matplotlib: {self.bare:.2f}x the time, in turn; 1.30x is allowed"
            )
        if self.sizes:
            terminalreporter.section("bytes")
        for name, size in self.sizes.items():
            terminalreporter.write_line(f"{size:>9,}  {name}")


@pytest.fixture(scope="module")
def results(request: pytest.FixtureRequest) -> Results:
    """Collect what is measured, and print it at the end."""
    found = Results()
    request.config.pluginmanager.register(found, "ratios")
    return found


@pytest.fixture
def measure(benchmark, results: Results) -> Callable:
    """Return a function that times another and keeps its times, and its size if that has a name."""

    def timed(name: str, function: Callable, few: bool = False, size: str = ""):
        made = benchmark.pedantic(function, **FEW) if few else benchmark(function)
        if benchmark.stats is not None:
            stats = benchmark.stats.stats
            results.times[name] = stats.median, stats.min
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
    png(figure(BARS, "zh"))
    yield
    kaleido.stop_sync_server(silence_warnings=True)


def png(drawn: go.Figure) -> bytes:
    """Let kaleido draw a figure, as large as our pictures are."""
    return drawn.to_image(format="png", scale=SCALE)


@pytest.mark.parametrize("kind", KINDS)
def test_zreport_picture(measure, kind):
    chart = CHARTS[kind]
    measure(f"picture {kind}", lambda: picture(chart, "zh", "png"))


@pytest.mark.benchmark(group=_group("bars"), **OFTEN)
def test_bare_matplotlib(measure, results: Results):
    marked, ruled, written = _places()
    faces = {bold: str(font.path(bold)) for bold in (False, True)}

    def bare() -> bytes:
        drawing = Figure(figsize=(PAGE.width / 72, PAGE.height / 72))
        axes = drawing.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, PAGE.width), ylim=(PAGE.height, 0))
        axes.set_axis_off()
        for xs, ys, colour, width in ruled:
            axes.add_line(Line2D(xs, ys, color=colour, linewidth=width, solid_capstyle="butt", zorder=1))
        for corner, width, height, fill, edge in marked:
            axes.add_patch(Rectangle(corner, width, height, facecolor=fill, edgecolor=edge, linewidth=1.6, zorder=2))
        for x, y, words, size, colour, bold, align in written:
            face = FontProperties(fname=faces[bold], size=size)
            axes.text(x, y, words, color=colour, ha=align, va="baseline", fontproperties=face)
        file = io.BytesIO()
        # Unhinted, as ours are: quicker, and the same to the eye.
        with rc_context({"text.hinting": "none"}):
            drawing.savefig(file, format="png", dpi=PAGE.dpi)
        return file.getvalue()

    made = measure("bare", bare)
    if results.times:
        results.bare = _in_turn(lambda: picture(BARS, "zh", "png"), bare)
    ours, theirs = (_pixels(each) for each in (picture(BARS, "zh", "png"), made))
    assert ours.shape == theirs.shape
    # The pixels are the same with matplotlib 3.11; the shortest text left out makes 0.017.
    assert np.abs(ours - theirs).mean() < 0.01


def _in_turn(one: Callable, other: Callable) -> float:
    """Return how many times as long one takes, run in turn: two so near drift apart with the machine."""
    spent = [[_spent(one), _spent(other)] for _ in range(15)]
    mine, theirs = (statistics.median(times) for times in zip(*spent, strict=True))
    return mine / theirs


def _spent(function: Callable) -> float:
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def _pixels(made: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(made)).convert("RGB")).astype(int)


def _places() -> tuple[list, list, list]:
    """Return the bars, lines and words of the bars, as a person would have measured them."""
    sheet = lay_out(BARS, "zh")
    ends = {"start": "left", "middle": "center", "end": "right"}
    words = [
        (each.x, each.y + each.size * BASELINE, each.words, each.size, each.colour, each.bold, ends[each.anchor])
        for each in sheet.words
    ]
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
        marked.append((corner, x - start - 1.6, mark.thick - 1.6, theme.fill(mark.colour), mark.colour))
    return marked, ruled, words


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.values[0] in SAMPLE])
def test_plotly_write_image(measure, chrome, kind):
    drawn = figure(CHARTS[kind], "zh")
    made = measure(f"write_image {kind}", lambda: png(drawn), few=True)
    assert _pixels(made).shape == _pixels(picture(CHARTS[kind], "zh", "png")).shape


@pytest.mark.benchmark(group=ALL, min_rounds=3)
def test_zreport_pictures_of_all_kinds(measure):
    measure("pictures", lambda: [picture(chart, "zh", "png") for chart in CHARTS.values()])


@pytest.mark.benchmark(group=ALL)
def test_plotly_write_images_of_all_kinds(measure, chrome, tmp_path: Path):
    drawn = [figure(chart, "zh") for chart in CHARTS.values()]
    files = [tmp_path / f"{kind}.png" for kind in CHARTS]
    measure("write_images", lambda: pio.write_images(drawn, files, scale=SCALE), few=True)
    assert all(file.stat().st_size for file in files)


@SERVED
@pytest.mark.benchmark(group=ALL)
def test_plotly_pictures_of_all_kinds_by_a_kaleido_server(measure, server):
    drawn = [figure(chart, "zh") for chart in CHARTS.values()]
    measure("server", lambda: [png(each) for each in drawn], few=True)


@pytest.mark.benchmark(group=SLIDE, **OFTEN)
def test_zreport_native_slide(measure):
    measure("native slide", lambda: deck([BARS], "zh"), size="slide, native chart")


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
    drawn, alt = figure(BARS, "zh"), BARS.alt["zh"]
    size = "slide, plotly's picture"
    measure("picture slide", lambda: _picture_slide(drawn, alt), few=True, size=size)


@SERVED
@pytest.mark.benchmark(group=SLIDE)
def test_slide_with_plotly_picture_by_a_kaleido_server(measure, server):
    drawn, alt = figure(BARS, "zh"), BARS.alt["zh"]
    measure("server slide", lambda: _picture_slide(drawn, alt), few=True)


def _stored(bundle: dict) -> bytes:
    """Write an output as a notebook does."""
    text = {
        mime: base64.b64encode(content).decode() if isinstance(content, bytes) else content
        for mime, content in bundle.items()
    }
    return json.dumps(text, ensure_ascii=False).encode()


def _express_output(*renderers: str) -> bytes:
    """Draw the same rows with plotly express as it comes: a picture of 700 × 500, with our 880 × 495."""
    content = px.bar(TARGETS, x="value", y="name_zh", orientation="h", text="value").to_dict()
    bundle = {}
    for renderer in renderers:
        bundle |= pio.renderers[renderer].to_mimebundle(content)
    return _stored(bundle)


@pytest.mark.benchmark(group=OUTPUT, **OFTEN)
@pytest.mark.parametrize("session", ["live", "stored"])
def test_zreport_output(measure, monkeypatch: pytest.MonkeyPatch, session):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    if session == "live":
        monkeypatch.setenv("JPY_SESSION_NAME", "bench.ipynb")
    measure(
        f"output {session}",
        lambda: _stored(mimebundle(BARS)[0]),
        size=f"output, {'with PNG' if session == 'stored' else 'JSON only'}",
    )


@pytest.mark.benchmark(group=OUTPUT, **OFTEN)
def test_plotly_express_output(measure):
    measure("express", lambda: _express_output("plotly_mimetype"), size="plotly express, JSON only")


@pytest.mark.benchmark(group=OUTPUT)
def test_plotly_express_output_with_png(measure, chrome):
    measure("express png", lambda: _express_output("plotly_mimetype", "png"), few=True, size="plotly express, with PNG")

"""How long a briefing of twenty findings takes and how large it is, beside pictures on slides and HTML slides.

All in one run, from notebooks that are read already, after imports. Needs the extra ``bench`` and a
browser for the pictures (``BROWSER_PATH``); without one these are left out.
"""

import io
import os
import shutil
from pathlib import Path

import plotly.graph_objects as go
import plotly.io as pio
import pptx
import pytest
from nbconvert import SlidesExporter
from pptx.util import Inches

from zreport.export.export import read_sources
from zreport.export.notebook import read_notebook
from zreport.office.slides.deck import briefing
from zreport.office.workbook import plan_workbook
from zreport.render.pdf import printed
from zreport.render.plotly import spec

ROOT = Path(__file__).parent.parent
OUTLINE = ROOT / "notebooks/briefing.md"
NOTEBOOKS, _, PLAN = read_sources([OUTLINE])
GROUP = pytest.mark.benchmark(group="a briefing of 20 slides")
FOUND: dict[str, tuple[float, int]] = {}


@pytest.fixture(scope="module", autouse=True)
def summary(request):
    yield
    printer = request.config.pluginmanager.get_plugin("terminalreporter")
    if "ours" not in FOUND:
        return
    seconds, size = FOUND["ours"]
    capture = request.config.pluginmanager.get_plugin("capturemanager")
    with capture.global_and_fixture_disabled():
        printer.write_sep("=", "a briefing: median, bytes, ratios to ours")
        for name, (took, large) in FOUND.items():
            printer.write_line(
                f"{name:<24}{took:7.2f} s {took / seconds:6.1f}x {large:>12,} bytes {large / size:5.1f}x"
            )


def measured(benchmark, name: str, function, rounds: int) -> bytes:
    made = benchmark.pedantic(function, rounds=rounds, iterations=1, warmup_rounds=int(rounds > 1))
    FOUND[name] = (benchmark.stats.stats.median, len(made))
    return made


@GROUP
def test_our_deck(benchmark):
    measured(benchmark, "ours", lambda: briefing(PLAN, "zh"), 5)


@GROUP
def test_our_deck_with_reading_the_notebooks(benchmark):
    measured(benchmark, "ours, with reading", lambda: briefing(read_sources([OUTLINE])[2], "zh"), 3)


@GROUP
def test_our_workbook(benchmark):
    measured(benchmark, "our workbook", lambda: plan_workbook(PLAN, "zh"), 3)


@GROUP
def test_our_print(benchmark):
    measured(benchmark, "our print", lambda: printed(PLAN, "zh"), 2)


@GROUP
@pytest.mark.skipif(not (os.environ.get("BROWSER_PATH") or shutil.which("google-chrome")), reason="no browser")
def test_pictures_by_plotly_put_on_slides(benchmark, tmp_path):
    def pictures() -> bytes:
        figures = [go.Figure(spec(f.chart, "zh")["data"], spec(f.chart, "zh")["layout"]) for f in PLAN.findings]
        files = [tmp_path / f"{at}.png" for at in range(len(figures))]
        pio.write_images(figures, files, scale=2)
        show = pptx.Presentation()
        show.slide_width, show.slide_height = Inches(13.333), Inches(7.5)
        for file in files:
            slide = show.slides.add_slide(show.slide_layouts[6])
            slide.shapes.add_picture(str(file), 0, 0, show.slide_width)
        out = io.BytesIO()
        show.save(out)
        return out.getvalue()

    measured(benchmark, "plotly pictures", pictures, 1)


@GROUP
def test_nbconvert_to_html_slides(benchmark):
    books = [read_notebook(path) for path in NOTEBOOKS]

    def slides() -> bytes:
        return b"".join(SlidesExporter().from_notebook_node(book)[0].encode() for book in books)

    measured(benchmark, "nbconvert, HTML slides", slides, 1)

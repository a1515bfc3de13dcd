"""Pictures are those that were looked at; a label that moves is seen."""

import functools
import io
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest
from pictures import CASES, DPI, coloured, difference, drawn, kept
from PIL import Image
from samples import SAMPLES, in_turn, sample

from zreport.layout.scene import lay_out
from zreport.page.size import SIZES

LOCK = (Path(__file__).parent.parent / "requirements.lock").read_text("utf-8")
SAME = f"matplotlib=={version('matplotlib')} " in LOCK
TOLERANCE = 24


# Each is drawn once for both tests below.
made = functools.cache(coloured)


def test_no_picture_is_kept_for_nothing():
    assert {path.name for path in kept("x", "zh", "slide").parent.glob("*.png")} == {kept(*case).name for case in CASES}


@pytest.mark.skipif(not SAME, reason="another matplotlib sets text a little differently")
@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_a_chart_looks_as_it_did(case):
    with Image.open(kept(*case)) as before:
        assert difference(before.convert("L"), made(*case).convert("L")) <= TOLERANCE


@pytest.mark.parametrize(("name", "size", "lang"), in_turn(SAMPLES, SIZES))
def test_a_picture_is_the_page_and_carries_its_papers(name, lang, size):
    chart, picture, page = sample(name, size), made(name, lang, size), SIZES[size]
    tall = page.height or lay_out(chart, lang, size).height
    assert picture.size == pytest.approx((page.width * DPI / 72, tall * DPI / 72), abs=1)
    assert picture.text["Title"] == chart.title[lang]
    assert picture.text["Source"] == chart.source[lang]
    assert len(picture.convert("RGB").getcolors(picture.width * picture.height)) > 20


def test_a_label_that_moves_by_half_its_height_is_seen(monkeypatch):
    from zreport.page.text import Words
    from zreport.render import matplotlib

    write = matplotlib.Pen.write

    def moved(pen, lines: list[Words]) -> None:
        write(pen, [replace(words, y=words.y + 7) if words.words == "8.5%" else words for words in lines])

    before = drawn("bars", "zh", "slide")
    monkeypatch.setattr(matplotlib.Pen, "write", moved)
    assert difference(before, drawn("bars", "zh", "slide")) > TOLERANCE


def test_a_bar_that_is_a_little_longer_is_seen():
    from zreport.figures.datum import Datum
    from zreport.render.matplotlib import picture

    chart = SAMPLES["bars"]

    def longer(figure: Datum) -> Datum:
        return replace(figure, value_base=figure.value_base + 0.2 * (figure.indicator == "gdp"))

    other = replace(chart, data=tuple(map(longer, chart.data)))
    after = Image.open(io.BytesIO(picture(other, "zh", "png", dpi=DPI))).convert("L")
    assert difference(drawn("bars", "zh", "slide"), after) > TOLERANCE

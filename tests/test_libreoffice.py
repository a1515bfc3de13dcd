"""What LibreOffice makes of decks and workbooks: the words that it draws, and the values that it finds."""

import csv
import io
import subprocess
from pathlib import Path

import decks
import pytest
from decks import plan_with
from PIL import Image
from pptx import Presentation
from programs import OFFICE, TO_PNG, converted
from pypdf import PdfReader
from samples import SAMPLES, sample

from zreport.charts.backends import draw
from zreport.export.export import export
from zreport.layout.scene import lay_out
from zreport.office.slides import deck as slides
from zreport.office.slides.deck import deck
from zreport.office.slides.diff import changes
from zreport.office.slides.update import update_deck
from zreport.page.marks import Mark

ROOT = Path(__file__).parent.parent
DECKS = [("en", "slide"), ("zh", "phone")]
BOOKS = [("zh", "half"), ("en", "column")]
# Each kind is on a worksheet once, in one language and size or the other in turn.
SHEETS = {name: BOOKS[at % 2] for at, name in enumerate(SAMPLES)}
pytestmark = [
    pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed"),
    pytest.mark.usefixtures("read_once"),
]


@pytest.fixture(scope="module")
def briefing(tmp_path_factory) -> Path:
    return export([ROOT / "notebooks/briefing.md"], tmp_path_factory.mktemp("briefing") / "brief.pptx", "zh")[0]


@pytest.fixture(scope="module")
def printed(tmp_path_factory, briefing) -> Path:
    """Every sample, on slides and on worksheets, and the briefing, printed by LibreOffice in one go."""
    folder = tmp_path_factory.mktemp("printed")
    paths = [briefing]
    for lang, size in DECKS:
        paths.append(folder / f"{lang}-{size}.pptx")
        paths[-1].write_bytes(deck([sample(name, size) for name in SAMPLES], lang, size))
    for name, (lang, size) in SHEETS.items():
        paths.append(folder / f"{name}.xlsx")
        paths[-1].write_bytes(draw(sample(name, size), "xlsx", lang, size))
    return converted(paths, folder)


@pytest.mark.parametrize(
    ("form", "lang", "size"), [("pptx", *case) for case in DECKS] + [("xlsx", *case) for case in BOOKS]
)
def test_libreoffice_draws_every_kind_with_all_its_words(printed, form, lang, size):
    if form == "pptx":
        pages = dict(zip(SAMPLES, PdfReader(printed / f"{lang}-{size}.pdf").pages, strict=True))
    else:
        names = [name for name, book in SHEETS.items() if book == (lang, size)]
        pages = {name: PdfReader(printed / f"{name}.pdf").pages[0] for name in names}
    assert pages
    for name, page in pages.items():
        chart, words = sample(name, size), "".join(page.extract_text().split())
        labels = [figure.label(lang) for figure in chart.figures]
        if chart.kind == "lines":
            # Over many years numbers stand where there is room.
            labels = [mark.label for mark in lay_out(chart, lang, size).of(Mark) if mark.label]
        assert all("".join(label.split()) in words for label in labels), (name, labels)
        assert "".join(chart.title[lang].split()) in words


@pytest.mark.skipif(not TO_PNG, reason="poppler-utils is not installed")
def test_libreoffice_opens_the_deck_and_every_slide_has_ink(printed, briefing, tmp_path):
    subprocess.run([TO_PNG, "-r", "40", "-png", printed / "brief.pdf", tmp_path / "page"], check=True)
    slides = sorted(tmp_path.glob("page*.png"))
    assert len(slides) == len(Presentation(briefing).slides) > 26
    for number, slide in enumerate(slides):
        picture = Image.open(io.BytesIO(slide.read_bytes())).convert("L")
        dark = sum(picture.histogram()[:160]) / (picture.width * picture.height)
        # The cover stands on colour.
        assert 0.002 < dark < (0.99 if number == 0 else 0.5)


def test_libreoffice_reckons_the_workbooks_formulas_as_we_do(tmp_path):
    paths = [SAMPLES[name].save(tmp_path / f"{name}.xlsx", "en") for name in ("gaps", "parts", "slope")]
    # The last figure of the filter asks for the second worksheet.
    converted(paths, tmp_path, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2")
    said = {
        path.stem.split("-")[0]: [cell for row in csv.reader(path.open(encoding="utf-8")) for cell in row]
        for path in tmp_path.glob("*.csv")
    }
    assert {"+1.3 pp", "−0.9 pp", "−0.16 pp", "+0.44 pp"} <= set(said["gaps"])
    assert {"34", "341"} <= set(said["parts"])
    assert {"60th", "35th", "275,000 visits"} <= set(said["slope"])


def test_a_deck_that_libreoffice_saved_is_renewed_and_compared_as_ours(tmp_path):
    path = tmp_path / "in" / "deck.pptx"
    path.parent.mkdir()
    path.write_bytes(slides.briefing(decks.small(), "zh"))
    theirs = (converted([path], tmp_path, "pptx") / "deck.pptx").read_bytes()
    assert changes((path.read_bytes(), "a"), (theirs, "b")) == []
    made, done = update_deck(theirs, "x.pptx", decks.new())
    assert sorted(done.renewed) == sorted(decks.new())
    assert not (done.missing or done.kept or done.old or done.gone)
    ours = slides.briefing(plan_with(decks.new()), "zh")
    assert changes((ours, "a"), (made, "b")) == []
    assert any(one.before == "3.7%" and one.after == "4.1%" for one in changes((theirs, "a"), (made, "b")))

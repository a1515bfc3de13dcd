"""Draw the pictures of both READMEs: the chart and the slide that their ten lines make.

python tools/readme_pictures.py

The slide is drawn by LibreOffice and pdftoppm, so it is what an office program shows. Look at the
pictures before you commit them.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo

from zreport.charts.chart import Chart
from zreport.language import VARIABLE
from zreport.page import theme
from zreport.render.matplotlib import picture

ROOT = Path(__file__).parent.parent
README = {"en": "README.md", "zh": "README.zh-CN.md"}
FOLDER = ROOT / "docs" / "images"
DPI = 100
# The deck that the example saves, and the variables that hold its charts.
DECK = "targets.pptx"
CHARTS = {"chart": "growth_chart", "slide": "chart"}


def kept(what: str, lang: str) -> Path:
    """Where a picture is kept."""
    return FOLDER / f"{what}-{lang}.png"


def example(lang: str) -> str:
    """The ten lines of a README."""
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / README[lang]).read_text("utf-8"), flags=re.S)
    return next(code for code in blocks if "zr.load()" in code)


def run(lang: str, folder: Path) -> dict:
    """Run the ten lines of a README in a folder, and return their variables."""
    space: dict = {}
    os.environ[VARIABLE] = lang
    with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()):
        exec(example(lang), space)
    return space


def drawn(chart: Chart, lang: str) -> Image.Image:
    """A chart as it is drawn now."""
    return _framed(Image.open(io.BytesIO(picture(chart, lang, "png", dpi=DPI))))


def slide(deck: Path) -> Image.Image:
    """The first slide of a deck, as LibreOffice draws it."""
    profile = f"-env:UserInstallation=file://{deck.parent}/profile"
    office = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", deck.parent, deck]
    subprocess.run(office, check=True, capture_output=True, timeout=300)
    paper = deck.with_suffix("")
    to_png = ["pdftoppm", "-png", "-r", str(DPI), "-l", "1", "-singlefile", paper.with_suffix(".pdf"), paper]
    subprocess.run(to_png, check=True, capture_output=True)
    return _framed(Image.open(paper.with_suffix(".png")))


def _framed(image: Image.Image) -> Image.Image:
    """A picture with a thin edge: it is white, and so is the page that it stands on."""
    return ImageOps.expand(image.convert("RGB"), 2, theme.GRID)


def main() -> None:
    """Write the four pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for lang in README:
        with tempfile.TemporaryDirectory() as folder:
            space = run(lang, Path(folder))
            made = {"chart": drawn(space[CHARTS["chart"]], lang), "slide": slide(Path(folder) / DECK)}
        for what, image in made.items():
            # By what a picture says of itself a test sees whether it is that of the example.
            said = PngInfo()
            said.add_itxt("Description", space[CHARTS[what]].alt[lang])
            image.quantize(64).save(kept(what, lang), optimize=True, pnginfo=said)
            print(kept(what, lang).relative_to(ROOT))


if __name__ == "__main__":
    main()

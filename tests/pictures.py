"""The pictures that tests compare with: ``python tests/pictures.py`` draws them anew.

Look at each before you commit it.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from PIL import Image, ImageChops
from samples import SAMPLES, sample

from zreport.language import LANGUAGES
from zreport.page.size import SIZES
from zreport.render.matplotlib import picture

FOLDER = Path(__file__).parent / "pictures"
DPI = 48
BLOCK = 12
# Every sample on a slide in both languages, and one kind of each layout on the other pages.
CASES = [(name, lang, "slide") for name in SAMPLES for lang in LANGUAGES] + [
    (name, "en", size)
    for name in ("dots", "dumbbell", "gaps", "lines", "slope", "table", "treemap", "stages")
    for size in SIZES
    if size != "slide"
]


def coloured(name: str, lang: str, size: str) -> Image.Image:
    """A sample as it is drawn now, small, with its papers."""
    return Image.open(io.BytesIO(picture(sample(name, size), lang, "png", size, dpi=DPI)))


def drawn(name: str, lang: str, size: str) -> Image.Image:
    """The same in grey."""
    return coloured(name, lang, size).convert("L")


def kept(name: str, lang: str, size: str) -> Path:
    """Where the picture to compare with is kept."""
    return FOLDER / f"{name}-{lang}-{size}.png"


def difference(one: Image.Image, other: Image.Image) -> float:
    """How much the most different spot differs: 0 for the same, 255 for black against white.

    A spot is a block as large as a character, so that one label that moved is not lost in the white
    of the rest.
    """
    if one.size != other.size:
        return 255.0
    blocks = tuple(-(-side // BLOCK) for side in one.size)
    return float(ImageChops.difference(one, other).resize(blocks, Image.BOX).getextrema()[1])


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.png"):
        path.unlink()
    for case in CASES:
        drawn(*case).quantize(16).save(kept(*case), optimize=True)
    print(f"{len(CASES)} pictures in {FOLDER}")

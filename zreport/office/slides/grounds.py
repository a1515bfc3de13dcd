"""Grounds of layouts: what is painted at a point of a slide, by colours of themes, gradients, shapes and pictures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from zreport.office.slides.outlines import Outline
from zreport.office.slides.paints import MINIATURE, Paint, Palette, contrast
from zreport.office.slides.rooms import drawn
from zreport.page.text import Box

Shade = tuple[float, ...]
# Our words are dark grey at their palest: how light what lies below them must be, and at how many points of it.
_LIGHT, _MOST = 0.8, 0.97


def is_light(deck: Any, layout: Any, box: Box) -> bool:
    """Whether our dark words can be read in a box of a layout, in points, wherever they stand in it."""
    shades = [0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in colours_below(deck, layout, box)]
    return sum(shade > _LIGHT for shade in shades) >= _MOST * len(shades)


def colours_below(deck: Any, layout: Any, box: Box) -> list[Shade]:
    """Return what is painted at points of a box of a layout."""
    return list(_samples(deck, layout, box))


def spoilt(ink: Shade, below: Sequence[Shade], least: float) -> float:
    """Return the share of these colours on which an ink has less than the `least` contrast."""
    return sum(contrast(ink[:3], one) < least for one in below) / len(below)


def _samples(deck: Any, layout: Any, box: Box, columns: int = 12, rows: int = 8) -> Iterator[Shade]:
    """Return what is painted at points of a box."""
    palette, page = Palette(layout), Box(0, 0, deck.slide_width.pt, deck.slide_height.pt)
    layers = [_Layer(page, palette.ground())]
    layers += [_Layer(piece.box, palette.fill_of(piece), piece.outline) for piece in drawn(layout)]
    layers = [layer for layer in layers if layer.fill]
    for at in range(columns * rows):
        x = box.left + box.width * (at % columns + 0.5) / columns
        y = box.top + box.height * (at // columns + 0.5) / rows
        colour = (1.0, 1.0, 1.0)
        for layer in layers:
            *paint, share = layer.at(x, y)
            colour = tuple(new * share + old * (1 - share) for new, old in zip(paint, colour, strict=True))
        yield colour


@dataclass(frozen=True)
class _Layer:
    """What is painted in a box: a colour, or the pixels of a picture."""

    box: Box
    fill: Any
    outline: Outline | None = None

    def at(self, x: float, y: float) -> Paint:
        across, down = (x - self.box.left) / (self.box.width or 1), (y - self.box.top) / (self.box.height or 1)
        if not (0 <= across < 1 and 0 <= down < 1) or (self.outline and not self.outline.holds(x, y)):
            return (0.0, 0.0, 0.0, 0.0)
        if isinstance(self.fill, tuple):
            return self.fill
        red, green, blue, share = self.fill.getpixel((int(across * MINIATURE), int(down * MINIATURE)))
        return red / 255, green / 255, blue / 255, share / 255

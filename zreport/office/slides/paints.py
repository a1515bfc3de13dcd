"""Paints of layouts: the colours and fills of themes, gradients, patterns and pictures, however they are written."""

import colorsys
import functools
import io
import re
from typing import Any
from weakref import WeakKeyDictionary

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from zreport.office.xml import NAMESPACES, clark, select

# Red, green, blue, and how much of it is there, each from 0 to 1.
Paint = tuple[float, float, float, float]
_WHITE, _UNKNOWN = (1.0, 1.0, 1.0, 1.0), (0.5, 0.5, 0.5, 1.0)
_FILLS = ("solidFill", "gradFill", "blipFill", "pattFill", "noFill")
MINIATURE = 32


# A layout has few colours, of which a hundred points each are asked for.
@functools.lru_cache(1 << 12)
def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return how far two colours stand apart, from 1 to 21, as the guidelines of the web reckon."""
    lights = (
        sum(
            share * ((part + 0.055) / 1.055) ** 2.4
            for share, part in zip((0.2126, 0.7152, 0.0722), colour, strict=True)
        )
        for colour in (one, other)
    )
    darker, lighter = sorted(lights)
    return (lighter + 0.05) / (darker + 0.05)


def paints_of(pixels: Any) -> list[Paint]:
    """Return the colours of a picture that was made small."""
    return [tuple(part / 255 for part in one) for _, one in pixels.getcolors(MINIATURE**2)]


# Pictures of layouts, which are asked for often.
_SMALL: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()


class Palette:
    """The colours and fills that the theme of a layout gives to names and numbers."""

    def __init__(self, layout: Any):
        self.layout, self.master = layout, layout.slide_master
        self.part = self.master.part.part_related_by(RT.THEME)
        self.theme = etree.fromstring(self.part.blob)
        own = layout._element.find("p:clrMapOvr/a:overrideClrMapping", NAMESPACES)
        self.map = own if own is not None else self.master._element.find("p:clrMap", NAMESPACES)

    def ground(self) -> Any:
        """Return the fill of the background."""
        for owner in (self.layout, self.master):
            ground = owner._element.cSld.bg
            if ground is None:
                continue
            if (named := ground.find("p:bgRef", NAMESPACES)) is not None:
                return self._styled(named, ("bgFillStyleLst", "fillStyleLst"))
            fills = select(ground, f"p:bgPr/*[{' or '.join(f'self::a:{kind}' for kind in _FILLS)}]")
            return self.filled(fills[0], owner.part) if fills else None
        return _WHITE

    def fill_of(self, piece: Any) -> Any:
        """Return the fill of a shape; None if it has none."""
        shape, part = piece.shape, piece.owner.part
        if shape.tag == clark("p:pic"):
            return self.filled(shape.find("p:blipFill", NAMESPACES), part)
        fills = select(shape, f"p:spPr/*[{' or '.join(f'self::a:{kind}' for kind in _FILLS)}]")
        if fills:
            return self.filled(fills[0], part)
        named = shape.find("p:style/a:fillRef", NAMESPACES)
        return None if named is None else self._styled(named, ("bgFillStyleLst", "fillStyleLst"))

    def _styled(self, named: Any, lists: tuple[str, str]) -> Any:
        """Return the fill that a reference names by its number: of backgrounds from 1001."""
        at = int(named.get("idx") or 0)
        kind, at = (lists[0], at - 1001) if at > 1000 else (lists[1], at - 1)
        fills = self.theme.findall(f".//a:{kind}/*", NAMESPACES)
        if not 0 <= at < len(fills):
            return None
        return self.filled(fills[at], self.part, named[0] if len(named) else None)

    def filled(self, fill: Any, part: Any, own: Any = None) -> Any:
        """Return what a fill paints: a colour, pixels, or nothing."""
        kind = etree.QName(fill).localname
        if kind == "noFill":
            return None
        if kind == "blipFill":
            return self._pixels(fill, part, own)
        colours = fill.findall("a:gsLst/a:gs/*", NAMESPACES) if kind == "gradFill" else fill.findall("*")
        if kind == "pattFill":
            colours = fill.findall("*/*")
        paints = [self.colour(one, own) for one in colours]
        return tuple(sum(parts) / len(paints) for parts in zip(*paints, strict=True)) if paints else _UNKNOWN

    def _pixels(self, fill: Any, part: Any, own: Any = None) -> Any:
        """Return a picture, made small; grey if it cannot be read, as those of Windows and of vectors cannot."""
        from PIL import Image

        blip = fill.find("a:blip", NAMESPACES)
        link = blip.get(clark("r:embed")) if blip is not None else None
        try:
            picture = part.related_part(link)
            if picture not in _SMALL:
                _SMALL[picture] = _small(picture.blob)
            small = _SMALL[picture].copy()
        except (KeyError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return _UNKNOWN
        two = blip.findall("a:duotone/*", NAMESPACES)
        if len(two) == 2:
            # Themes of Office have grey pictures, whose black and white stand for two colours.
            grey, ends = small.convert("L"), [self.colour(one, own)[:3] for one in two]
            bands = [
                grey.point([round(255 * a + (b - a) * at) for at in range(256)]) for a, b in zip(*ends, strict=True)
            ]
            small = Image.merge("RGBA", (*bands, small.getchannel("A")))
        thin = blip.find("a:alphaModFix", NAMESPACES)
        if thin is not None:
            by = _share(thin.get("amt"))
            small.putalpha(small.getchannel("A").point(lambda value: round(value * by)))
        return small

    def colour(self, colour: Any, own: Any = None) -> Paint:
        """Return a colour, however it is written; ``phClr`` is that of whoever refers to the fill."""
        kind, value = etree.QName(colour).localname, colour.get("val", "")
        if kind == "schemeClr" and value == "phClr":
            red, green, blue, share = _UNKNOWN if own is None else self.colour(own)
        elif kind == "schemeClr":
            found = self.theme.find(f".//a:clrScheme/a:{self.map.get(value, value)}/*", NAMESPACES)
            red, green, blue, share = _UNKNOWN if found is None else self.colour(found)
        else:
            red, green, blue, share = _plain(colour, kind, value)
        for change in colour.iterchildren(etree.Element):
            by = _share(change.get("val"))
            red, green, blue, share = _changed(etree.QName(change).localname, by, (red, green, blue, share))
        return red, green, blue, share


def _plain(colour: Any, kind: str, value: str) -> Paint:
    """Return a colour that is written by its parts or by its name."""
    if kind == "scrgbClr":
        return *(_share(colour.get(key)) ** (1 / 2.2) for key in "rgb"), 1.0
    if kind == "hslClr":
        turn, full, light = (colour.get(key, "0") for key in ("hue", "sat", "lum"))
        return *colorsys.hls_to_rgb(float(turn) / 21_600_000, _share(light), _share(full)), 1.0
    if kind == "sysClr":
        value = colour.get("lastClr") or {"window": "FFFFFF", "windowText": "000000"}.get(value, "")
    if kind == "prstClr":
        value = _named(value)
    if not re.fullmatch("[0-9A-Fa-f]{6}", value):
        return _UNKNOWN
    red, green, blue = (int(value[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue, 1.0


def _named(name: str) -> str:
    from PIL import ImageColor

    for short, long in (("dk", "dark"), ("lt", "light"), ("med", "medium")):
        name = re.sub(f"^{short}(?=[A-Z])", long, name)
    try:
        return "".join(f"{part:02x}" for part in ImageColor.getrgb(name.lower())[:3])
    except ValueError:
        return ""


def _share(words: str | None) -> float:
    """Read a share, in thousandths of a per cent or with a sign of per cent."""
    words = words or "0"
    return float(words[:-1]) / 100 if words.endswith("%") else float(words) / 100_000


def _changed(kind: str, by: float, paint: Paint) -> Paint:
    """Change a colour as a child of it says."""
    *parts, share = paint
    if kind == "alpha":
        return *parts, by
    if kind == "tint":
        return *(1 - (1 - part) * by for part in parts), share
    if kind == "shade":
        return *(part * by for part in parts), share
    if kind in ("lumMod", "lumOff", "lum"):
        hue, light, full = colorsys.rgb_to_hls(*parts)
        light = {"lumMod": light * by, "lumOff": light + by, "lum": by}[kind]
        return *colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), full), share
    return paint


def _small(picture: bytes) -> Any:
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as image:
        image.draft("RGB", (MINIATURE * 4, MINIATURE * 4))
        return image.resize((MINIATURE, MINIATURE)).convert("RGBA")

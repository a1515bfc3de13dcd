"""The parts of Office files, and what their XML says of lengths, colours and cells."""

from __future__ import annotations

import functools
import io
import posixpath
import re
import zipfile
from dataclasses import dataclass

from lxml import etree

SPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "c15": "http://schemas.microsoft.com/office/drawing/2012/chart",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
}
EMU = 12700
# A page is 880 points wide, a slide 960.
SCALE = 960 / 880
AUTOMATIC = "automatic"
Edges = tuple[float, float, float, float]


class Package:
    """An Office file: its parts and what they refer to."""

    def __init__(self, content: bytes):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            self.parts = {name: book.read(name) for name in book.namelist()}
        self.read_before: dict[str, etree._Element] = {}

    def xml(self, name: str) -> etree._Element:
        if name not in self.read_before:
            self.read_before[name] = etree.fromstring(self.parts[name])
        return self.read_before[name]

    def names(self, name: str) -> list[str]:
        """What the shapes of a slide are called."""
        return [one.get("name") for one in find_all(self.xml(name), ".//p:cNvPr")]

    def target(self, name: str, number: str = "", kind: str = "") -> str:
        """The part that another refers to, by the number of the reference or by its kind."""
        folder, file = posixpath.split(name)
        for rel in self.xml(f"{folder}/_rels/{file}.rels"):
            if rel.get("Id") == number or (kind and rel.get("Type").endswith(f"/{kind}")):
                target = rel.get("Target")
                return target[1:] if target[0] == "/" else posixpath.normpath(f"{folder}/{target}")
        raise KeyError((name, number, kind))

    def named(self, pattern: str) -> list[str]:
        found = [(int(match[1]), name) for name in self.parts if (match := re.fullmatch(pattern, name))]
        return [name for _, name in sorted(found)]

    @property
    def slides(self) -> list[str]:
        return self.named(r"ppt/slides/slide(\d+)\.xml")

    @property
    def charts(self) -> list[str]:
        return self.named(r"(?:ppt|xl)/charts/chart(\d+)\.xml")

    @property
    def worksheets(self) -> list[str]:
        """The drawings of worksheets."""
        return self.named(r"xl/drawings/drawing(\d+)\.xml")

    def cells(self, number: int) -> dict[str, tuple[str, str | float]]:
        """The cells of a worksheet, counted from 1, by their addresses: formula and value."""
        shared = ["".join(item.itertext()) for item in self.xml("xl/sharedStrings.xml")]
        found = {}
        for cell in find_all(self.xml(f"xl/worksheets/sheet{number}.xml"), ".//s:c"):
            formula, value = find(cell, "s:f"), find(cell, "s:v")
            words = "" if value is None else value.text or ""
            if cell.get("t") == "s":
                words = shared[int(words)]
            elif cell.get("t") not in ("str", "inlineStr") and words:
                words = float(words)
            found[cell.get("r")] = ("" if formula is None else formula.text, words)
        return found


@dataclass(frozen=True)
class Unit:
    """Where the page lies on a slide or a worksheet, and how many points of these a point of it is."""

    scale: float = SCALE
    x: float = 0.0
    y: float = 0.0

    def length(self, emu: float) -> float:
        return emu / EMU / self.scale

    def edges(self, left: float, top: float, wide: float, tall: float) -> Edges:
        """Left, top, right and bottom of what stands at these EMU."""
        x, y = self.length(left - self.x * EMU), self.length(top - self.y * EMU)
        return x, y, x + self.length(wide), y + self.length(tall)

    def type(self, hundredths: str) -> float:
        return int(hundredths) / 100 / self.scale


@dataclass(frozen=True)
class Look:
    """How an area is filled and edged; a colour may be ``automatic``, which is the program's choice."""

    fill: str = ""
    paper: str = ""
    edge: str = ""
    width: float = 0.0

    @property
    def form(self) -> str:
        if self.paper:
            return "hatched"
        return "hollow" if self.edge and self.edge != self.fill else "solid"


def fill_of(space: etree._Element | None) -> tuple[str, str]:
    """The colour of an area and, of one that is hatched, that of the ground."""
    if space is None:
        return AUTOMATIC, ""
    for child in space:
        kind = etree.QName(child).localname
        if kind == "noFill":
            return "", ""
        if kind == "solidFill":
            return srgb(child), ""
        if kind == "pattFill":
            assert child.get("prst") == "wdUpDiag", child.get("prst")
            return srgb(find(child, "a:fgClr")), srgb(find(child, "a:bgClr"))
    return AUTOMATIC, ""


def edge_of(space: etree._Element | None, unit: Unit) -> tuple[str, float]:
    """The colour of a line and its width."""
    line = None if space is None else find(space, "a:ln")
    if line is None:
        return AUTOMATIC, 0.0
    if find(line, "a:noFill") is not None:
        return "", 0.0
    return srgb(find(line, "a:solidFill")), unit.length(int(line.get("w")))


def colour_of(look: etree._Element) -> str:
    fill = find(look, "a:solidFill")
    return "" if fill is None else srgb(fill)


def srgb(fill: etree._Element) -> str:
    return "#" + find(fill, "a:srgbClr").get("val").lower()


def ints(element: etree._Element, *keys: str) -> tuple[int, ...]:
    return tuple(int(element.get(key)) for key in keys)


def find(element: etree._Element, path: str) -> etree._Element | None:
    return next(iter(find_all(element, path)), None)


def find_all(element: etree._Element, path: str) -> list[etree._Element]:
    return _compiled(path)(element)


@functools.cache
def _compiled(path: str) -> etree.XPath:
    return etree.XPath(path, namespaces=SPACES)

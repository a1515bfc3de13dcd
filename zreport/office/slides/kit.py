"""A kit of decks and workbooks: their parts, each once and deflated, of which a page's script makes files by itself."""

import base64
import hashlib
import io
import json
import re
import zipfile
import zlib
from typing import Any

from lxml import etree

from zreport.charts.backends import draw
from zreport.charts.chart import Chart
from zreport.faults import ReportError
from zreport.office.slides.deck import deck
from zreport.office.xml import NAMESPACES

_TYPES, _CORE = "[Content_Types].xml", "docProps/core.xml"
_DECK, _LINKS = "ppt/presentation.xml", "ppt/_rels/presentation.xml.rels"
# What a deck has for each of its slides; their links follow from their numbers.
_OWN = re.compile(r"ppt/(slides|notesSlides|charts|embeddings)/")
_LISTED = re.compile(r'<Override PartName="/ppt/(slides|notesSlides|charts)/[^>]*>|<Default Extension="xlsx"[^>]*>')
# What of a deck's properties differs from that of another.
_SAID = {"title": "title", "language": "lang", "identifier": "seal"}


class Kit:
    """The parts of decks and workbooks, of which scripts make the very files that `deck` and `draw` would.

    Attributes
    ----------
    pieces : dict
        By the beginning of its digest each part: digest, check sum, size, content, the first and the last in base64.
    frame : dict
        What every deck has: its fixed parts, the three parts that list others as they are with one slide, and its
        properties, as they are written and in canonical form; and the `version` of all that.
    """

    def __init__(self):
        self.pieces: dict[str, list] = {}
        self.frame: dict[str, Any] = {}

    def slide(self, chart: Chart, lang: str) -> list[str] | dict[str, Any]:
        """Add the slide of a chart, and return its parts: slide, notes, and each native chart with its worksheet.

        If it cannot be made, what is returned says why.
        """
        try:
            content = deck([chart], lang)
        except ReportError as error:
            return {"error": error.words.both}
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            if not self.frame:
                self.frame = self._framed(file)
            count = sum(name.startswith("ppt/charts/chart") for name in file.namelist())
            names = ["ppt/slides/slide1.xml", "ppt/notesSlides/notesSlide1.xml"]
            for at in range(1, count + 1):
                names += [f"ppt/charts/chart{at}.xml", f"ppt/embeddings/Microsoft_Excel_Sheet{at}.xlsx"]
            return [self._piece(file.read(name)) for name in names]

    def workbook(self, chart: Chart, lang: str) -> list[list[str]] | dict[str, Any]:
        """Add the workbook of a chart, and return its parts by their names; or why it cannot be made."""
        try:
            content = draw(chart, "xlsx", lang)
        except ReportError as error:
            return {"error": error.words.both}
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            return [[name, self._piece(file.read(name))] for name in file.namelist()]

    def content(self) -> dict[str, Any]:
        """Return the kit as JSON-ready data."""
        return {"frame": self.frame, "pieces": self.pieces}

    def _piece(self, content: bytes) -> str:
        digest = _text(hashlib.sha256(content).digest())
        if digest[:10] not in self.pieces:
            packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
            packed = _text(packer.compress(content) + packer.flush())
            self.pieces[digest[:10]] = [digest, zlib.crc32(content), len(content), packed]
        return digest[:10]

    def _framed(self, file: zipfile.ZipFile) -> dict[str, Any]:
        listed = {_TYPES: "types", _DECK: "deck", _LINKS: "links", _CORE: "core"}
        fixed = [name for name in file.namelist() if name not in listed and not _OWN.match(name)]
        texts = {key: file.read(name).decode() for name, key in listed.items()}
        texts["types"] = _LISTED.sub("", texts["types"])
        properties = etree.fromstring(texts["core"].encode())
        for tag, key in _SAID.items():
            texts["core"] = re.sub(rf"(<dc:{tag}>)[^<]*", rf"\1{{{key}}}", texts["core"])
            properties.find(f"dc:{tag}", NAMESPACES).text = f"{{{key}}}"
        # The seal is taken of properties that have none.
        properties.remove(properties.find("dc:identifier", NAMESPACES))
        texts["plain"] = etree.tostring(properties, method="c14n", exclusive=True).decode()
        frame = texts | {"parts": [[name, self._piece(file.read(name))] for name in fixed]}
        return frame | {"version": hashlib.sha256(json.dumps(frame).encode()).hexdigest()[:10]}


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii").rstrip("=")

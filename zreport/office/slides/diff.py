"""What two decks say differently: the figures of their charts, cards and tables, by name."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from xlsxwriter.utility import xl_cell_to_rowcol

from zreport.language import LANGUAGES, Text
from zreport.office.slides.placement import about, name_of
from zreport.office.slides.template import open_presentation, slides_of
from zreport.office.worksheet import LABEL_HEAD, PROVENANCE, SERIES_HEAD, VALUE_HEAD
from zreport.office.xml import NAMESPACES, clark

_LABELS = tuple(LABEL_HEAD[lang] for lang in LANGUAGES)
_PLAIN, _SERIES = (tuple(one[lang] for lang in LANGUAGES) for one in (VALUE_HEAD, SERIES_HEAD))
_PROVENANCE = {one.heading[lang] for one in PROVENANCE for lang in LANGUAGES}


@dataclass(frozen=True)
class Change:
    """A figure that differs; what is not there is empty."""

    # In the second deck, or in the first if the chart is gone.
    slide: int
    chart: str
    what: str
    before: str
    after: str

    def sentence(self, lang: str) -> str:
        """Say it in a line."""
        none = Text("（无）", "(none)")[lang]
        page = Text(f"第{self.slide}页", f"slide {self.slide}")[lang]
        what = f" {self.what}" if self.what else ""
        colon = "：" if lang == "zh" else ":"
        return f"{page} {self.chart}{what}{colon} {self.before or none} → {self.after or none}"


def changes(first: tuple[bytes, str], second: tuple[bytes, str]) -> list[Change]:
    """Return the figures that differ between two decks of this project, each with its name, slide by slide."""
    old, new = (_charts(open_presentation(*one)) for one in (first, second))
    found = []
    for key in new | old:
        number, _, title = new.get(key) or old[key]
        if key in old and key in new:
            was, now = old[key][1], new[key][1]
        else:
            was, now = ({"": title} if key in charts else {} for charts in (old, new))
        different = (what for what in now | was if was.get(what) != now.get(what))
        found += [Change(number, key, what, was.get(what, ""), now.get(what, "")) for what in different]
    return sorted(found, key=lambda change: change.slide)


def _charts(deck: Any) -> dict[str, tuple[int, dict[str, str], str]]:
    """Return each chart's slide, figures and title."""
    found: dict[str, tuple[int, dict[str, str], str]] = {}
    for number, slide in enumerate(slides_of(deck), start=1):
        for element in slide.shapes._spTree:
            name = name_of(element)
            if name is None or name.chart == "appendix" or name.role not in ("chart", "table"):
                continue
            _, figures, title = found.get(name.chart, (number, {}, name.chart))
            for link in element.iter(clark("c:chart")):
                cells = slide.part.related_part(link.get(clark("r:id"))).chart_workbook.xlsx_part
                if cells is not None:
                    figures |= _cells(cells.blob)
            figures |= (_table if name.role == "table" else _tiles)(element)
            found[name.chart] = (number, figures, about(element).get("title") or title)
    return found


def _cells(book: bytes) -> Iterator[tuple[str, str]]:
    """Return the labels of a worksheet of ours, each under the name of its row and column."""
    head: list[str] = []
    labels: list[int] = []
    for row in _rows(book):
        if found := [at for at, cell in enumerate(row) if re.sub(r" \d+$", "", cell) in _LABELS]:
            head, labels = row, found
            names = [cell for cell in head[1 : labels[0]] if cell not in (*_PROVENANCE, *_SERIES)]
        elif row and row[0]:
            for turn, at in enumerate(labels):
                series = names[turn] if turn < len(names) else ""
                if series in _PLAIN:
                    # The name of the series stands in a column of its own, or there is but one.
                    series = row[1] if head[1] in _SERIES else ""
                if at < len(row) and row[at]:
                    yield " / ".join(part for part in (row[0], series) if part), row[at]


def _rows(book: bytes) -> Iterator[list[str]]:
    """Return the first worksheet's cells as text."""
    with zipfile.ZipFile(io.BytesIO(book)) as file:
        names = sorted(file.namelist())
        strings = etree.fromstring(file.read("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in names else ()
        shared = [_said(item, "s:t") for item in strings]
        root = etree.fromstring(file.read(next(name for name in names if name.startswith("xl/worksheets/sheet"))))
    for row in root.iter(clark("s:row")):
        cells: list[str] = []
        for cell in row.iter(clark("s:c")):
            at = xl_cell_to_rowcol(cell.get("r"))[1]
            words = cell.findtext("s:v", "", NAMESPACES) or _said(cell, "s:t")
            cells += [""] * (at - len(cells)) + [shared[int(words)] if cell.get("t") == "s" else words]
        yield cells


def _said(owner: Any, tag: str) -> str:
    return "".join(text.text or "" for text in owner.iter(clark(tag)))


def _table(element: Any) -> Iterator[tuple[str, str]]:
    """Return the cells of a table, under the name of their row and the head of their column."""
    rows = [[_said(cell, "a:t") for cell in row.iter(clark("a:tc"))] for row in element.iter(clark("a:tr"))]
    for row in rows[1:]:
        for head, cell in zip(rows[0][1:], row[1:], strict=False):
            yield f"{row[0]} / {head}", cell


def _tiles(element: Any) -> Iterator[tuple[str, str]]:
    """Return what boxes of a figure and its name say, under the name."""
    for shape in element.iter(clark("p:sp")):
        lines = [line for paragraph in shape.iter(clark("a:p")) if (line := _line(paragraph))]
        if len(lines) > 1:
            yield " / ".join(lines[1:]), lines[0]


def _line(paragraph: Any) -> str:
    """Return a paragraph as one line; where one breaks between Chinese characters no space stands."""
    parts = [" " if one.tag == clark("a:br") else one.text or "" for one in paragraph.iter(clark("a:t"), clark("a:br"))]
    return re.sub(r"(?<=[^\x00-\xff]) (?=[^\x00-\xff])", "", "".join(parts))

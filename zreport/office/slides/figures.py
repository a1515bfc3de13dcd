"""The figures on slides: what charts, cards and tables label, and the numbers that words state."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from zreport.language import LANGUAGES
from zreport.office.slides.placement import ShapeName, names_on
from zreport.office.slides.presentation import line_of, paragraphs_of, texts_on
from zreport.office.worksheet import NAME_HEAD
from zreport.office.xml import NAMESPACES, clark

PARTS = ("chart", "table")
_NAMES = tuple(NAME_HEAD[lang] for lang in LANGUAGES)
_BLANK = "[ \u00a0\u2009\u202f]?"
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
# A number with its bound, its unit, and what stands behind that.
_FIGURE = re.compile(
    rf"(?P<bound>[≥≤<>≈+−-]|[Nn]o\.{_BLANK})?(?P<number>(?<![\d.]){_NUMBER}|[一二三四五六七八九十百千万亿两〇零]+)"
    rf"(?P<unit>{_BLANK}(?:%|‰|个?百分点|pp\b|per ?cent|(?:[a-z]+illion|[a-z]+)\b|[万亿]*[一-鿿]?))"
    r"(?P<more>以上|以下|以内|以外|左右|[多余])?"
)
_PLAIN = dict(zip("％．，＋－≧≦", "%.,+-≥≤", strict=True))
_FORMS = {"percent": "%", "per cent": "%", "百分点": "个百分点", "st": "th", "nd": "th", "rd": "th"}
_YEARS = range(1900, 2101)
# Labels of figures by their numbers and their units.
Labels = dict[str, dict[str, str]]


@dataclass(frozen=True)
class ChartShape:
    """A chart, or a table in its place, on a slide: what its name says, and its element."""

    name: ShapeName
    element: Any


def charts_on(slide: Any) -> list[ChartShape]:
    """Return the charts of ours on a slide, those in groups of others too."""
    tags = clark("p:grpSp"), clark("p:graphicFrame")
    return [ChartShape(name, one) for name, one in names_on(slide) if name.role in PARTS and one.tag in tags]


def figures_of(part: Any, element: Any) -> list[tuple[str, str]]:
    """Return what a chart, or shapes, of the slide that is `part` label: each name, and the figure as it is written."""
    roots = [part.related_part(link.get(clark("r:id")))._element for link in element.iter(clark("c:chart"))]
    found = [one for root in roots for one in _chart_figures(root)]
    # Beside charts that write their own labels, lines are ticks and keys.
    labelled = any(root.find(".//c15:dlblRangeCache", NAMESPACES) is not None for root in roots)
    return [*found, *_table(element), *_tiles(element, not labelled)]


def _chart_figures(root: Any) -> Iterator[tuple[str, str]]:
    """Return the labels of a native chart, each under the names of its row and its series; else its values."""
    series = [_Series(one) for one in root.iter(clark("c:ser"))]
    rows = {one.places.get(at): said for one in series if one.names for at, said in one.labels.items()}
    labelled = [one for one in series if one.labels and not one.names]
    slope = root.find(".//c:lineChart", NAMESPACES) is not None
    for one in labelled or series:
        for at, said in (one.labels or one.values).items():
            row = one.categories.get(at) or rows.get(one.places.get(at)) or str(at + 1)
            parts = [series[0].head if slope else "", row, one.head if len(labelled) != 1 else ""]
            yield " / ".join(filter(None, parts)), said


class _Series:
    """What a chart remembers of the cells of a series, by the numbers of its points."""

    def __init__(self, root: Any):
        self.head = root.findtext("c:tx//c:v", "", NAMESPACES)
        self.labels, self.categories = _points(root, ".//c15:dlblRangeCache"), _points(root, "c:cat")
        # Where points stand on the vertical axis of an XY chart; of others, their values.
        self.places = {at: f"{float(said):.10g}" for at, said in _points(root, "c:yVal").items()}
        self.values = {at: f"{float(said):.10g}" for at, said in _points(root, "c:val").items()} or self.places
        # Whether the labels are the names of rows.
        self.names = re.sub(r" \d+$", "", self.head) in _NAMES


def _points(root: Any, path: str) -> dict[int, str]:
    points = (one for owner in root.iterfind(path, NAMESPACES) for one in owner.iter(clark("c:pt")))
    found = {int(one.get("idx", "")): one.findtext("c:v", "", NAMESPACES) or "" for one in points}
    return {at: said for at, said in found.items() if said}


def _table(element: Any) -> Iterator[tuple[str, str]]:
    """Return the cells of a table, under the name of their row and the head of their column."""
    rows = table_cells(element)
    for row in rows[1:]:
        for head, cell in zip(rows[0][1:], row[1:], strict=False):
            yield f"{row[0]} / {head}", cell


def table_cells(element: Any) -> list[list[str]]:
    """Return the cells of a table, row by row."""
    rows = element.iter(clark("a:tr"))
    return [["".join(cell.itertext(clark("a:t"))) for cell in row.iter(clark("a:tc"))] for row in rows]


def _tiles(element: Any, single: bool) -> Iterator[tuple[str, str]]:
    """Return what boxes of a figure and its name say, under the name; `single` lines say both, or the figure alone."""
    for shape in element.iter(clark("p:sp")):
        lines = [line for one in shape.iter(clark("a:p")) if (line := unbroken(line_of(one)))]
        if len(lines) > 1:
            yield " / ".join(lines[1:]), lines[0]
        elif lines and single:
            yield re.sub(rf" ?{_NUMBER}", "", narrow(lines[0])), lines[0]


def unbroken(line: str) -> str:
    """Return a line without breaks; where one stood between Chinese characters no space stands."""
    return re.sub(r"(?<=[^\x00-\xff]) (?=[^\x00-\xff])", "", re.sub(" ?\v", " ", line))


def narrow(words: str) -> str:
    """Write digits, and what stands with them, in their plain form, character by character."""
    return "".join(_PLAIN.get(one) or str(unicodedata.decimal(one, one)) for one in words)


def stated(words: str) -> list[str]:
    """Return the figures in words, in one form whatever their commas, blanks and widths."""
    figures = []
    for one in _FIGURE.finditer(narrow(words)):
        number, unit = _own(one)
        # An English noun may change without the figure.
        parts = (one["bound"], number, "" if _is_noun(unit) else unit, one["more"])
        figures.append(re.sub(r"\s", "", "".join(filter(None, parts))).lower())
    return figures


def is_year(figure: str) -> bool:
    """Whether what `stated` found is a year or no more than a number of things in words."""
    found = re.match(r"\d+", figure)
    return found is None or (int(found.group()) in _YEARS and figure[found.end() :] in ("", "年"))


def lost(before: Iterable[str], after: Iterable[str]) -> Labels:
    """Return the figures in labels of before that are in none of after, whatever their bounds."""
    left = _labels(before)
    for number, units in _labels(after).items():
        for unit in units:
            left.get(number, {}).pop(unit, None)
    return left


def _labels(labels: Iterable[str]) -> Labels:
    found: Labels = {}
    for plain in map(narrow, labels):
        for one in _FIGURE.finditer(plain):
            number, unit = _own(one)
            if number[0].isdigit() and not is_year(number + unit) and (unit or len(number) > 2):
                found.setdefault(number, {}).setdefault(unit, one.group().strip())
    return found


def found_in(words: str, known: Labels) -> Iterator[tuple[str, str]]:
    """Return each known label that stands in words as a whole, 3.7% but not in 13.7%, and the words around it."""
    for one in _FIGURE.finditer(narrow(words)):
        number, unit = _own(one)
        if label := next((label for own, label in known.get(number, {}).items() if _same(number, own, unit)), None):
            yield label, _around(words, one.start(), one.end())


def _own(found: re.Match) -> tuple[str, str]:
    """Return a number without commas, and its unit in one form."""
    unit = found["unit"].strip().lower()
    unit = _FORMS.get(unit, unit)
    # Of nouns the number may have one or many.
    return found["number"].replace(",", "").strip(), unit.removesuffix("s") if unit.isascii() else unit


def _is_noun(unit: str) -> bool:
    return unit.isascii() and unit.isalpha() and unit != "pp" and not unit.endswith("illion")


def _same(number: str, own: str, unit: str) -> bool:
    """Whether units are the same: 亿 may be 亿元, and of a number of many digits the noun may stand further behind."""
    if own.isascii() or unit.isascii():
        return own == unit or (len(number) > 2 and _is_noun(own) and _is_noun(unit))
    scales = [re.match("[万亿]*", one).group() for one in (own, unit)]
    return own.startswith(unit) or unit.startswith(own) or (scales[0] == scales[1] != "")


def _around(words: str, start: int, end: int, room: int = 14) -> str:
    left, right = ("…" if cut else "" for cut in (start > room, len(words) > end + room))
    return left + words[max(0, start - room) : end + room].replace("\v", " ") + right


def lines_on(slide: Any, known: Collection[Any]) -> Iterator[tuple[Any, str]]:
    """Return the lines on a slide, each with its shape; in tables, charts and diagrams of others without.

    What stands in `known` elements is not meant.
    """
    tree = slide.shapes._spTree
    for shape in texts_on(slide):
        if not any(one in known for one in (shape, *shape.iterancestors())):
            yield from ((shape, line_of(one)) for one in paragraphs_of(shape))
    frames = [one for one in tree.iter(clark("p:graphicFrame")) if one not in known]
    yield from ((None, cell) for frame in frames for row in table_cells(frame) for cell in row if cell)
    own = (one for one in known if tree in one.iterancestors())
    mine = {link.get(clark("r:id")) for one in own for link in one.iter(clark("c:chart"))}
    for number, rel in slide.part.rels.items():
        if number not in mine and not rel.is_external and rel.reltype.endswith(("/chart", "/diagramData")):
            part = rel.target_part
            root = part._element if hasattr(part, "_element") else etree.fromstring(part.blob)
            yield from ((None, line_of(one)) for one in root.iter(clark("a:p")))
            caches = root.iter(clark("c:strCache"))
            yield from ((None, one.text or "") for cache in caches for one in cache.iter(clark("c:v")))

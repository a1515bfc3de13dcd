"""Reads slides and worksheets from their XML alone: where each shape, table and chart stands.

Lengths are points of the page of a chart, sizes of type as well.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree
from native_charts import Chart, read_chart
from native_parts import SPACES, Edges, Look, Package, Unit, colour_of, edge_of, fill_of, find, find_all, ints, srgb


@dataclass(frozen=True)
class Line:
    """A line of text: `x` and `y` are those of its beginning, middle or end, halfway up.

    `runs` are its parts, each with whether it is bold and its colour.
    """

    words: str
    x: float
    y: float
    anchor: str
    size: float
    lead: float
    bold: bool
    colour: str
    runs: tuple[tuple[str, bool, str], ...] = ()


@dataclass(frozen=True)
class Shape:
    edges: Edges
    form: str
    look: Look
    lines: tuple[Line, ...]
    name: str
    role: str = ""
    paragraphs: tuple[str, ...] = ()
    anchor: str = "t"


@dataclass(frozen=True)
class Table:
    name: str
    lefts: tuple[float, ...]
    tops: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    sizes: frozenset[float]
    # Of each cell with words: whether these are bold, their colour, their side, and the margin there.
    looks: dict[tuple[int, int], tuple[bool, str, str, float]]
    # The colour and the width of the rule below each row.
    rules: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Group:
    """Shapes that belong together: where they stand, and where they did before the group was scaled."""

    name: str
    edges: Edges
    inner: Edges


@dataclass
class Page:
    """What stands on a slide, or on a worksheet."""

    charts: list[Chart] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    def within(self, left: float, top: float, bottom: float) -> Page:
        """What begins right of a place, and between two heights."""

        def held(edges: Edges) -> bool:
            return edges[0] > left and top < edges[1] < bottom

        return Page(
            [chart for chart in self.charts if held(chart.plot)],
            [shape for shape in self.shapes if held(shape.edges)],
            [table for table in self.tables if held((table.lefts[0], table.tops[0]))],
            [group for group in self.groups if held(group.edges)],
        )


def read(book: Package, name: str, unit: Unit = Unit()) -> Page:  # noqa: B008 (it is frozen)
    """What stands on a slide or in a drawing, in points of the page that lies there."""
    page, root = Page(), book.xml(name)
    if (tree := find(root, ".//p:spTree")) is not None:
        for element in tree:
            _read(book, name, element, lambda edges: edges, unit, page)
        return page
    for anchor in find_all(root, "xdr:absoluteAnchor"):
        place = (*ints(find(anchor, "xdr:pos"), "x", "y"), *ints(find(anchor, "xdr:ext"), "cx", "cy"))
        for element in anchor:
            _read(book, name, element, lambda _, place=place: place, unit, page)
    return page


def _xfrm(element: etree._Element) -> tuple[int, int, int, int]:
    form = find(element, "p:spPr/a:xfrm|xdr:spPr/a:xfrm|p:xfrm|xdr:xfrm")
    return (*ints(find(form, "a:off"), "x", "y"), *ints(find(form, "a:ext"), "cx", "cy"))


def _read(book: Package, name: str, element: etree._Element, to: Callable, unit: Unit, page: Page) -> None:
    """Add what an element draws; `to` takes its place to that on the slide."""
    kind = etree.QName(element).localname
    if kind == "grpSp":
        form = find(element, "p:grpSpPr/a:xfrm")
        own = (*ints(find(form, "a:off"), "x", "y"), *ints(find(form, "a:ext"), "cx", "cy"))
        inner = (*ints(find(form, "a:chOff"), "x", "y"), *ints(find(form, "a:chExt"), "cx", "cy"))
        outer = to(own)
        across, down = outer[2] / inner[2], outer[3] / inner[3]

        def within(edges: tuple) -> tuple:
            left, top, wide, tall = edges
            return (
                outer[0] + (left - inner[0]) * across,
                outer[1] + (top - inner[1]) * down,
                wide * across,
                tall * down,
            )

        page.groups.append(Group(find(element, ".//p:cNvPr").get("name"), unit.edges(*outer), Unit().edges(*inner)))
        for child in element:
            _read(book, name, child, within, unit, page)
    elif kind in ("sp", "cxnSp"):
        page.shapes.append(_shape(book, name, element, to, unit))
    elif kind == "graphicFrame":
        if (table := find(element, ".//a:tbl")) is not None:
            name = find(element, ".//p:cNvPr").get("name")
            page.tables.append(_table(name, table, to(_xfrm(element)), unit))
        else:
            part = book.target(name, find(element, ".//c:chart").get(f"{{{SPACES['r']}}}id"))
            page.charts.append(read_chart(book.xml(part), unit.edges(*to(_xfrm(element))), unit))


def _shape(book: Package, name: str, element: etree._Element, to: Callable, unit: Unit) -> Shape:
    about = find(element, ".//p:cNvPr|.//xdr:cNvPr")
    space = find(element, "p:spPr|xdr:spPr")
    holder = find(element, ".//p:ph")
    patterns = _patterns(book, name, holder)
    placed = next(one for one in (element, *patterns) if find(one, "p:spPr/a:xfrm|xdr:spPr/a:xfrm") is not None)
    edges = unit.edges(*to(_xfrm(placed)))
    form = find(space, "a:prstGeom")
    fill = fill_of(space) if holder is None else ("", "")
    edge, width = edge_of(space, unit) if holder is None else ("", 0.0)
    body = find(element, "p:txBody|xdr:txBody")
    lines, said = ((), ()) if body is None else _lines(book, name, body, patterns, edges, unit)
    found = re.match(r"zreport:[^:]+:(?!piece)(\w+)", about.get("name"))
    return Shape(
        edges,
        "" if form is None else form.get("prst"),
        Look(*fill, edge, width),
        lines,
        about.get("name"),
        found[1] if found else "",
        said,
        "" if body is None else find(body, "a:bodyPr").get("anchor", "t"),
    )


def _patterns(book: Package, name: str, holder: etree._Element | None) -> list[etree._Element]:
    """The placeholders of the layout and of the master that one of a slide takes place and type from."""
    if holder is None:
        return []
    layout = book.target(name, kind="slideLayout")
    found = []
    for part, alike in ((layout, lambda one: one.get("idx", "0")), (book.target(layout, kind="slideMaster"), _kind)):
        held = (
            one for one in find_all(book.xml(part), ".//p:sp[.//p:ph]") if alike(find(one, ".//p:ph")) == alike(holder)
        )
        found += itertools.islice(held, 1)
    return found


def _kind(holder: etree._Element) -> str:
    kind = holder.get("type", "body")
    return {"ctrTitle": "title", "subTitle": "body", "obj": "body"}.get(kind, kind)


def _styles(book: Package, name: str, body: etree._Element, patterns: list[etree._Element]) -> list[etree._Element]:
    """The looks of words that have none of their own: of the shape, of its layout's, of the master's."""
    found = [find(body, "a:lstStyle/a:lvl1pPr/a:defRPr")]
    found += [find(pattern, ".//a:lstStyle/a:lvl1pPr/a:defRPr") for pattern in patterns]
    if patterns:
        master = book.xml(book.target(book.target(name, kind="slideLayout"), kind="slideMaster"))
        kind = "titleStyle" if _kind(find(patterns[0], ".//p:ph")) == "title" else "bodyStyle"
        found.append(find(master, f".//p:{kind}/a:lvl1pPr/a:defRPr"))
    return [one for one in found if one is not None]


def _lines(book: Package, name: str, body: etree._Element, patterns: list, edges: Edges, unit: Unit) -> tuple:
    """Lines of text in their places, as far as the file says them; and the words of each paragraph."""
    styles = _styles(book, name, body, patterns)
    frame = find(body, "a:bodyPr")
    found, said = [], []
    left, top = edges[0] + unit.length(int(frame.get("lIns", 0))), edges[1] + unit.length(int(frame.get("tIns", 0)))
    right, y = edges[2] - unit.length(int(frame.get("rIns", 0))), top
    for paragraph in find_all(body, "a:p"):
        about = find(paragraph, "a:pPr")
        anchor = {"ctr": "middle", "r": "end"}.get("" if about is None else about.get("algn"), "start")
        x = {"start": left, "middle": (left + right) / 2, "end": right}[anchor]
        spacing = find(paragraph, "a:pPr/a:lnSpc/a:spcPts")
        parts: list[list[tuple[str, bool, str]]] = [[]]
        for run in paragraph:
            tag = etree.QName(run).localname
            if tag == "br":
                parts.append([])
            elif tag == "r":
                look = find(run, "a:rPr")
                parts[-1].append((find(run, "a:t").text or "", look.get("b") == "1", colour_of(look)))
        said.append("\n".join("".join(words for words, *_ in part) for part in parts))
        if said[-1]:
            looks = [look, *styles]
            size = unit.type(next(one.get("sz") for one in looks if one.get("sz")))
            bold = next((one.get("b") for one in looks if one.get("b")), "0") == "1"
            lead = size * 1.2 if spacing is None else unit.type(spacing.get("val"))
            for runs in parts:
                words = "".join(words for words, *_ in runs)
                found.append(Line(words, x, y + lead / 2, anchor, size, lead, bold, colour_of(look), tuple(runs)))
                y += lead
    return tuple(found), tuple(said)


def _table(name: str, table: etree._Element, place: tuple, unit: Unit) -> Table:
    left, top, *_ = unit.edges(*place)
    lefts, tops = [left], [top]
    for column in find_all(table, "a:tblGrid/a:gridCol"):
        lefts.append(lefts[-1] + unit.length(int(column.get("w"))))
    for row in find_all(table, "a:tr"):
        tops.append(tops[-1] + unit.length(int(row.get("h"))))
    rows = [["".join(cell.itertext()) for cell in find_all(row, "a:tc")] for row in find_all(table, "a:tr")]
    sizes = {unit.type(run.get("sz")) for run in find_all(table, ".//a:rPr")}
    looks, rules = {}, []
    for down, row in enumerate(find_all(table, "a:tr")):
        for across, cell in enumerate(find_all(row, "a:tc")):
            if (run := find(cell, ".//a:rPr")) is not None:
                side = find(cell, ".//a:pPr").get("algn")
                margin = unit.length(int(find(cell, "a:tcPr").get({"l": "marL", "r": "marR"}[side])))
                looks[down, across] = (run.get("b") == "1", colour_of(run), side, margin)
        (rule,) = {(srgb(find(line, "a:solidFill")), int(line.get("w"))) for line in find_all(row, "a:tc/a:tcPr/a:lnB")}
        rules.append((rule[0], unit.length(rule[1])))
    cells = tuple(map(tuple, rows))
    return Table(name, tuple(lefts), tuple(tops), cells, frozenset(sizes), looks, tuple(rules))

"""Words, boxes, lines and tables as DrawingML shapes, which PowerPoint and Excel both take."""

import math
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from zreport.language import tag
from zreport.office import drawingml as dml
from zreport.office.xml import NAMESPACES, element
from zreport.page import theme
from zreport.page.boxes import Cell, Grid, Paragraph, Tile
from zreport.page.marks import Key, Line
from zreport.page.scene import Scene
from zreport.page.text import Box, TextBlock, Words

_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
# Programs set Latin words in a wider face than ours, with blanks beside Chinese.
NARROWER = 0.94


class ShapeWriter:
    """Writes shapes, numbered from `last` on; elements begin with ``p`` on slides, with ``xdr`` on worksheets."""

    def __init__(self, prefix: str, lang: str, last: int = 100):
        self.prefix, self.lang, self.last = prefix, tag(lang), last
        # What only worksheets ask of a shape.
        self.macro = {} if prefix == "p" else {"macro": ""}

    def scene(self, scene: Scene, ticks: bool, names: bool) -> Iterator[tuple[Box, Any]]:
        """Make the shapes of all that is no mark on a panel, and, if charts do not write them, `ticks` and `names`."""
        block: list[Words] = []
        for item in scene.items:
            if isinstance(item, Words) and not {"tick": ticks, "name": names}.get(item.role, True):
                continue
            if block and not (isinstance(item, Words) and _follows(block, item)):
                yield self.words(block, scene.size.width)
                block = []
            match item:
                case Words():
                    block.append(item)
                case Line() if item.on is None:
                    yield self.line(item)
                case Line() if item.role == "grid" and (
                    item.on.form == "slope" or item.colour != theme.GRID or not item.on.beside
                ):
                    # A chart's own grid would run through the names above the rows, and has no line
                    # to the first rank, none down from a point, and none of another colour at zero.
                    yield self.line(item)
                case Tile():
                    yield from self.tile(item)
                case Key():
                    yield from self.key(item)
        if block:
            yield self.words(block, scene.size.width)

    def words(self, block: Sequence[Words], right: float = math.inf) -> tuple[Box, Any]:
        """Write lines that follow one another as one text box, which ends before the `right` edge of the page."""
        first = block[0]
        wide = max(words.box.width for words in block) * 1.15 + 8
        # A worksheet takes nothing that begins off the page.
        wide = min(wide, {"start": right - first.x, "middle": 2 * first.x, "end": first.x}[first.anchor])
        step = block[1].y - first.y if len(block) > 1 else first.size * theme.LEADING
        left = first.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[first.anchor] * wide
        box = Box(left, first.y - step / 2, wide, step * len(block))
        lead = step / first.size
        paragraphs = [Paragraph(one.words, (one.words,), one.size, one.colour, one.bold, lead) for one in block]
        text = self.text(paragraphs, dml.text_frame(wrap="none"), first.anchor)
        return box, self.shape(first.words[:60], "", _look(box), text, txBox=1)

    def block(self, lines: TextBlock, bottom: bool = False) -> tuple[Box, Any]:
        """Write a block of running text, which the program breaks into lines itself."""
        look = (lines.size, lines.colour, lines.bold, theme.LEADING)
        paragraphs = [_narrower(Paragraph(words, (words,), *look)) for words in lines.words.split("\n")]
        text = self.text(paragraphs, dml.text_frame("b" if bottom else "t"))
        return lines.box, self.shape(lines.words[:40], "", _look(lines.box), text, txBox=1)

    def tile(self, tile: Tile) -> Iterator[tuple[Box, Any]]:
        """Write a box with its words as one shape, after the outlines behind it."""
        for box in tile.behind:
            yield self.bare(box, theme.PAPER, tile.edge, tile.radius)
        name = tile.paragraphs[0].words if tile.paragraphs else tile.alt
        anchor, pad_top = ("t", tile.above or tile.pad * 0.6) if tile.top else ("ctr", 2)
        frame = dml.text_frame(anchor, tile.pad, pad_top)
        if tile.align == "start":
            # Lines are broken already: what a program sets wider must not be broken again.
            frame.set("rIns", str(_emu(min(tile.pad, 10 if tile.hatched else 2))))
        text = self.text([_narrower(one) for one in tile.paragraphs], frame, tile.align)
        look = _look(tile.box, tile.fill, tile.edge, tile.radius)
        strip, edge = tile.strip, tile.edge or theme.ACHIEVED
        if strip == tile.box:
            look[2] = dml.hatch(edge, tile.fill)
        yield tile.box, self.shape(name[:60], tile.alt, look, text)
        if strip and strip != tile.box:
            look = [*_look(strip)[:2], dml.hatch(edge, tile.fill), dml.no_outline()]
            yield strip, self.shape("", "", look, self.text(()))

    def key(self, key: Key) -> Iterator[tuple[Box, Any]]:
        """Write an entry of the key: a sample, and its words."""
        if key.form == "tick":
            yield self.bare(Box(key.x + 5, key.y - 8, 3, 16), key.colour)
        else:
            fill, edge = (theme.fill(key.colour), key.colour) if key.hollow else (key.colour, None)
            yield self.bare(Box(key.x, key.y - 6, 12, 12), fill, edge, round=key.form == "dot")
        yield self.words([key.written])

    def line(self, line: Line) -> tuple[Box, Any]:
        """Write a straight line."""
        (x0, x1), (y0, y1) = line.points
        box = Box(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
        form, stroke = dml.geometry("line"), dml.outline(line.colour, line.width)
        place = dml.transform(dml.emu_box(box))
        if (x1 - x0) * (y1 - y0) < 0:
            # It rises.
            place.set("flipV", "1")
        look = element(self._own("spPr"), place, form, stroke)
        return box, element(self._own("cxnSp"), self.identity("CxnSp", "Line", ""), look, **self.macro)

    def bare(self, box: Box, *look: object, round: bool = False) -> tuple[Box, Any]:
        """Write a box, or an ellipse, without words."""
        return box, self.shape("", "", _look(box, *look, round=round), self.text(()))

    def chart(self, name: str, alt: str, place: dml.EmuBox, link: str) -> Any:
        """Write the frame of a native chart; `link` leads to its part."""
        return self._frame(name, alt, place, element("c:chart", **{"r:id": link}), NAMESPACES["c"])

    def table(self, grid: Grid, name: str, alt: str, place: dml.EmuBox, by: float) -> Any:
        """Write a native table, all of it `by` times as large; only slides have them."""
        columns = [element("a:gridCol", w=_emu(width * by)) for width in grid.widths]
        rows = []
        for at, (height, row) in enumerate(zip(grid.heights, grid.rows, strict=True)):
            rule = dml.outline(theme.GRID, 1, "a:lnB") if at else dml.outline(theme.MUTED, 1.4, "a:lnB")
            sides = (dml.no_outline(f"a:ln{side}", 0) for side in "LRT")
            look = element("a:tcPr", *sides, rule, element("a:noFill"), anchor="ctr")
            rows.append(
                element("a:tr", *(self._cell(cell, grid.size * by, look, by) for cell in row), h=_emu(height * by))
            )
        table = element("a:tbl", element("a:tblPr", firstRow=1), element("a:tblGrid", *columns), *rows)
        return self._frame(name, alt, place, table, _TABLE, "a:graphicFrameLocks")

    def _cell(self, cell: Cell, size: float, look: Any, by: float) -> Any:
        # A cell grows with its words, so the program breaks them.
        text = [Paragraph(cell.words, (cell.words,), size, cell.colour, cell.bold)] if cell.words else []
        number = cell.right is not None
        said = element("a:txBody", *self.text(text, element("a:bodyPr"), "end" if number else "start"))
        own = deepcopy(look)
        left, right = (0, cell.right * by) if number else (2 * by, 6 * by)
        for side, margin in (("marL", left), ("marR", right), ("marT", 0), ("marB", 0)):
            own.set(side, str(_emu(margin)))
        return element("a:tc", said, own)

    def _frame(self, name: str, alt: str, place: dml.EmuBox, content: Any, uri: str, lock: str = "") -> Any:
        graphic = element("a:graphic", element("a:graphicData", content, uri=uri))
        parts = self.identity("GraphicFrame", name, alt, lock=lock), dml.transform(place, self._own("xfrm")), graphic
        return element(self._own("graphicFrame"), *parts, **self.macro)

    def shape(self, name: str, alt: str | None, look: Sequence[Any], text: Sequence[Any], **identity: Any) -> Any:
        """Put a shape together: who it is (see `identity`), how it looks, what it says."""
        own = self.identity("Sp", name or "Shape", alt, **identity)
        parts = element(self._own("spPr"), *look), element(self._own("txBody"), *text)
        return element(self._own("sp"), own, *parts, **self.macro, textlink=None if self.prefix == "p" else "")

    def identity(
        self, kind: str, name: str, alt: str | None, title: str | None = None, lock: str = "", **more: Any
    ) -> Any:
        """Name and number a shape: `kind` is ``Sp``, ``CxnSp``, ``GraphicFrame`` or ``GrpSp``, as in its element.

        `lock` is the element that says that it cannot be grouped, if so; `more` is ``txBox``, or
        ``placeholder``: which place of a layout it fills, as ``p:ph`` has it.
        """
        self.last += 1
        placeholder = more.pop("placeholder", None)
        lock = "a:spLocks" if placeholder else lock
        who = element(self._own("cNvPr"), id=self.last, name=name, descr=alt, title=title)
        locks = element(self._own(f"cNv{kind}Pr"), element(lock, noGrp=1) if lock else None, **more)
        holder = element("p:nvPr", element("p:ph", **placeholder) if placeholder else None)
        return element(self._own(f"nv{kind}Pr"), who, locks, holder if self.prefix == "p" else None)

    def text(self, paragraphs: Sequence[Paragraph], frame: Any = None, align: str = "start") -> list[Any]:
        """Write what a shape says."""
        said = [self._paragraph(one, align) for one in paragraphs]
        empty = element("a:p", element("a:endParaRPr", lang=self.lang))
        return [frame if said else element("a:bodyPr"), element("a:lstStyle"), *(said or [empty])]

    def _paragraph(self, one: Paragraph, align: str) -> Any:
        made = element("a:p", dml.leading(one.size * one.lead, align))
        for at in range(len(one.lines)):
            if at:
                made.append(element("a:br"))
            for words, strong in one.runs(at):
                shown = (True, one.accent) if strong else (one.bold, one.colour)
                look = dml.run_look(self.lang, one.size, *shown)
                made.append(element("a:r", look, element("a:t", text=words)))
        return made

    def _own(self, name: str) -> str:
        return f"{self.prefix}:{name}"


def _look(box: Box, fill: str | None = None, edge: str | None = None, radius: float = 0, round: bool = False) -> list:
    form = dml.geometry("ellipse" if round else "rect")
    if radius:
        share = int(min(radius / min(box.width, box.height), 0.5) * 100000)
        form = dml.geometry("roundRect", share)
    inside = dml.solid_fill(fill) if fill else element("a:noFill")
    return [dml.transform(dml.emu_box(box)), form, inside, dml.outline(edge, 1.6) if edge else dml.no_outline()]


def _narrower(one: Paragraph) -> Paragraph:
    return replace(one, size=one.size * NARROWER, lead=one.lead / NARROWER)


def _follows(block: Sequence[Words], after: Words) -> bool:
    """Whether a line goes on below others, as far below the last as these stand apart."""
    before, step = block[-1], after.y - block[-1].y
    same = ("x", "size", "colour", "bold", "anchor", "role")
    alike = all(getattr(before, name) == getattr(after, name) for name in same) and before.role != "tick"
    return alike and 0 < step < before.size * 1.5 and (len(block) == 1 or abs(step - before.y + block[-2].y) < 0.1)


def _emu(length: float) -> int:
    return round(length * dml.PAGE_POINT)

"""Words, boxes, lines and tables as DrawingML shapes, which PowerPoint and Excel both take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from zreport.language import tag
from zreport.office.drawingml import (
    PAGE_POINT,
    EmuBox,
    emu_box,
    geometry,
    leading,
    no_outline,
    outline,
    run_look,
    solid_fill,
    text_frame,
    transform,
)
from zreport.office.xml import NAMESPACES, element
from zreport.page import theme
from zreport.page.boxes import Cell, Grid, Paragraph, Tile
from zreport.page.marks import Key, Line
from zreport.page.scene import Scene
from zreport.page.text import Box, Lines, Words

_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
# Programs set Latin words in a wider face than ours, with blanks beside Chinese.
NARROWER = 0.94


class ShapeWriter:
    """Writes shapes one after the other, with numbers of their own.

    Parameters
    ----------
    prefix : str
        Of elements: ``p`` on slides, ``xdr`` on worksheets.
    lang : str
    last : int
        The highest number that another shape has.
    """

    def __init__(self, prefix: str, lang: str, last: int = 100):
        self.prefix, self.lang, self.last = prefix, tag(lang), last

    def scene(self, scene: Scene, ticks: bool, names: bool) -> Iterator[tuple[Box, Any]]:
        """Make the shapes of all that is no mark on a panel: each with the place that it takes.

        Parameters
        ----------
        ticks, names : bool
            Whether to write the numbers of axes and the names of rows too.
        """
        block: list[Words] = []
        for item in scene.items:
            if isinstance(item, Words):
                if (item.role == "tick" and not ticks) or (item.role == "name" and not names):
                    continue
                if block and not _follows(block[-1], item):
                    yield self.words(block)
                    block = []
                block.append(item)
                continue
            if block:
                yield self.words(block)
                block = []
            match item:
                case Line() if item.on is None:
                    yield self.line(item)
                case Line() if item.role == "grid" and (
                    item.on.form == "slope" or item.colour != theme.GRID or not item.on.beside
                ):
                    # A chart's own grid would run through the names above the rows, and has no line
                    # to the first rank, none down from a point, and none of another colour at zero.
                    xs, ys = map(item.on.px, item.xs), map(item.on.py, item.ys)
                    yield self.line(replace(item, xs=tuple(xs), ys=tuple(ys), on=None))
                case Tile():
                    yield from self.tile(item)
                case Key():
                    yield from self.key(item)
        if block:
            yield self.words(block)

    def words(self, block: Sequence[Words]) -> tuple[Box, Any]:
        """Write lines that follow one another as one text box."""
        first = block[0]
        wide = max(words.box.width for words in block) * 1.15 + 8
        # A worksheet takes nothing that begins off the page.
        wide = min(wide, {"start": wide, "middle": 2 * first.x, "end": first.x}[first.anchor])
        step = block[1].y - first.y if len(block) > 1 else first.size * theme.LEADING
        left = first.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[first.anchor] * wide
        box = Box(left, first.y - step / 2, wide, step * len(block))
        paragraphs = [
            Paragraph(words.words, (words.words,), words.size, words.colour, words.bold, step / words.size)
            for words in block
        ]
        text = self.text(paragraphs, first.anchor, wrap=False)
        return box, self.shape(first.words[:60], "", _look(box), text, text_box=True)

    def block(self, lines: Lines, bottom: bool = False) -> tuple[Box, Any]:
        """Write a block of running text, which the program breaks into lines itself."""
        look = (lines.size, lines.colour, lines.bold, theme.LEADING)
        paragraphs = [_narrower(Paragraph(words, (words,), *look)) for words in lines.words.split("\n")]
        text = self.text(paragraphs, anchor="b" if bottom else "t")
        return lines.box, self.shape(lines.words[:40], "", _look(lines.box), text, text_box=True)

    def tile(self, tile: Tile) -> Iterator[tuple[Box, Any]]:
        """Write a box with its words as one shape, after the outlines behind it."""
        for box in tile.behind:
            yield self.bare(box, theme.PAPER, tile.edge, tile.radius)
        name = tile.paragraphs[0].words if tile.paragraphs else tile.alt
        anchor, pad_top = ("t", tile.pad * 0.6) if tile.top else ("ctr", 2)
        text = self.text([_narrower(one) for one in tile.paragraphs], tile.align, anchor, tile.pad, pad_top)
        yield (tile.box, self.shape(name[:60], tile.alt, _look(tile.box, tile.fill, tile.edge, tile.radius), text))

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
        (x0, x1), (y0, y1) = line.xs, line.ys
        box = Box(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
        look = element(self._own("spPr"), transform(emu_box(box)), geometry("line"), outline(line.colour, line.width))
        return box, element(self._own("cxnSp"), self.identity("CxnSp", "Line", ""), look, **self._macro)

    def bare(self, box: Box, *look: object, round: bool = False) -> tuple[Box, Any]:
        """Write a box, or an ellipse, without words."""
        return box, self.shape("", "", _look(box, *look, round=round), self.text(()))

    def chart(self, name: str, alt: str, place: EmuBox, link: str) -> Any:
        """Write the frame of a native chart; `link` leads to its part."""
        return self._frame(name, alt, place, element("c:chart", {"r:id": link}), NAMESPACES["c"])

    def table(self, grid: Grid, name: str, alt: str) -> Any:
        """Write a native table; only slides have them."""
        columns = [element("a:gridCol", w=_emu(width)) for width in grid.widths]
        rows = []
        for at, (height, row) in enumerate(zip(grid.heights, grid.rows, strict=True)):
            rule = outline(theme.GRID, 1, "a:lnB") if at else outline(theme.MUTED, 1.4, "a:lnB")
            sides = (no_outline(f"a:ln{side}", 0) for side in "LRT")
            margins = {"marL": _emu(2), "marR": _emu(6), "marT": 0, "marB": 0}
            look = element("a:tcPr", *sides, rule, element("a:noFill"), **margins, anchor="ctr")
            rows.append(element("a:tr", *(self._cell(cell, grid.size, look) for cell in row), h=_emu(height)))
        table = element("a:tbl", element("a:tblPr", firstRow=1), element("a:tblGrid", *columns), *rows)
        locks = element("a:graphicFrameLocks", noGrp=1)
        return self._frame(name, alt, emu_box(grid.box), table, _TABLE, locks)

    def _cell(self, cell: Cell, size: float, look: Any) -> Any:
        # A cell grows with its words, so the program breaks them.
        text = [Paragraph(cell.words, (cell.words,), size, cell.colour, cell.bold)] if cell.words else []
        body = element("a:txBody", element("a:bodyPr"), *self.text(text)[1:])
        return element("a:tc", body, deepcopy(look))

    def _frame(self, name: str, alt: str, place: EmuBox, content: Any, uri: str, locks: Any = None) -> Any:
        return element(
            self._own("graphicFrame"),
            self.identity("GraphicFrame", name, alt, content=locks),
            transform(place, self._own("xfrm")),
            element("a:graphic", element("a:graphicData", content, uri=uri)),
            **self._macro,
        )

    def shape(
        self,
        name: str,
        alt: str | None,
        look: Sequence[Any],
        text: Sequence[Any],
        text_box: bool | None = None,
        placeholder: dict[str, object] | None = None,
    ) -> Any:
        """Put a shape together: who it is, how it looks, what it says.

        Parameters
        ----------
        placeholder : dict, optional
            Which place of the layout it fills: what ``p:ph`` says of it.
        """
        link = {} if self.prefix == "p" else {"textlink": ""}
        return element(
            self._own("sp"),
            self.identity("Sp", name or "Shape", alt, placeholder=placeholder, txBox=text_box),
            element(self._own("spPr"), *look),
            element(self._own("txBody"), *text),
            **self._macro,
            **link,
        )

    def identity(
        self,
        kind: str,
        name: str,
        alt: str | None = None,
        title: str | None = None,
        content: Any = None,
        placeholder: dict[str, object] | None = None,
        **attributes: object,
    ) -> Any:
        """Name and number a shape; `kind` is that of its element: ``Sp``, ``CxnSp``, ``GraphicFrame``, ``GrpSp``."""
        self.last += 1
        if placeholder is not None:
            content, placeholder = element("a:spLocks", noGrp=1), element("p:ph", **placeholder)
        return element(
            self._own(f"nv{kind}Pr"),
            element(self._own("cNvPr"), id=self.last, name=name, descr=alt, title=title),
            element(self._own(f"cNv{kind}Pr"), content, **attributes),
            element("p:nvPr", placeholder) if self.prefix == "p" else None,
        )

    def text(
        self,
        paragraphs: Sequence[Paragraph],
        align: str = "start",
        anchor: str = "t",
        pad: float = 0,
        pad_top: float = 0,
        wrap: bool = True,
    ) -> list[Any]:
        """Write what a shape says."""
        if not paragraphs:
            empty = element("a:p", element("a:endParaRPr", lang=self.lang))
            return [element("a:bodyPr"), element("a:lstStyle"), empty]
        body = text_frame("square" if wrap else "none", anchor, _emu(pad), _emu(pad_top))
        return [body, element("a:lstStyle"), *(self._paragraph(one, align) for one in paragraphs)]

    def _paragraph(self, one: Paragraph, align: str) -> Any:
        made = element("a:p", leading(one.size * one.lead, align))
        for line in one.lines:
            if len(made) > 1:
                made.append(element("a:br"))
            made.append(self.run(line, run_look(self.lang, one.size, one.bold, one.colour)))
        return made

    def run(self, words: str, look: Any) -> Any:
        """Write words of one look."""
        return element("a:r", look, element("a:t", text=words))

    def _own(self, name: str) -> str:
        return f"{self.prefix}:{name}"

    @property
    def _macro(self) -> dict[str, str]:
        return {} if self.prefix == "p" else {"macro": ""}


def _look(
    box: Box, fill: str | None = None, edge: str | None = None, radius: float = 0, round: bool = False
) -> list[Any]:
    """Write where a shape is, its form, its fill and its outline."""
    form = geometry("ellipse" if round else "rect")
    if radius:
        share = int(min(radius / min(box.width, box.height), 0.5) * 100000)
        form = geometry("roundRect", share)
    inside = solid_fill(fill) if fill else element("a:noFill")
    return [transform(emu_box(box)), form, inside, outline(edge, 1.6) if edge else no_outline()]


def _narrower(one: Paragraph) -> Paragraph:
    return replace(one, size=one.size * NARROWER, lead=one.lead / NARROWER)


def _follows(before: Words, after: Words) -> bool:
    """Whether a line goes on below another."""
    same = ("x", "size", "colour", "bold", "anchor", "role")
    return (
        all(getattr(before, name) == getattr(after, name) for name in same)
        and before.role != "tick"
        and 0 < after.y - before.y < before.size * 1.5
    )


def _emu(length: float) -> int:
    return round(length * PAGE_POINT)

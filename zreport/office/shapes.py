"""Words, boxes, lines and tables as DrawingML shapes, which PowerPoint and Excel both take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from zreport.page import theme
from zreport.page.boxes import Grid, Paragraph, Tile
from zreport.page.marks import Key, Line
from zreport.page.scene import Scene
from zreport.page.text import Box, Lines, Words

EMU = 12700 * theme.SLIDE
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Dialect:
    """How a program names the same things.

    Attributes
    ----------
    prefix : str
        Of elements: ``p`` or ``xdr``.
    faces : str
        The fonts of a run.
    lang : str
        The language of the words, as a tag.
    """

    prefix: str
    faces: str
    lang: str


class Shapes:
    """Writes shapes one after the other, with numbers of their own."""

    def __init__(self, dialect: Dialect, first: int = 100):
        self.dialect = dialect
        self.number = first

    def next(self) -> int:
        """Return a number that no other shape has."""
        self.number += 1
        return self.number

    def of(self, sheet: Scene, ticks: bool, names: bool) -> Iterator[tuple[Box, str]]:
        """Make the shapes of all that is no mark on a panel: each with the place that it takes.

        Parameters
        ----------
        ticks, names : bool
            Whether to write the numbers of axes and the names of rows too.
        """
        block: list[Words] = []
        for item in sheet.items:
            if isinstance(item, Words):
                if (item.role == "tick" and not ticks) or (item.role == "name" and not names):
                    continue
                if block and _follows(block[-1], item):
                    block.append(item)
                    continue
                if block:
                    yield self.words(block)
                block = [item]
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

    def words(self, block: Sequence[Words]) -> tuple[Box, str]:
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
        return box, self.shape(box, paragraphs, first.words, align=first.anchor, wrap=False)

    def block(self, lines: Lines, bottom: bool = False) -> tuple[Box, str]:
        """Write a block of running text, which the program breaks into lines itself."""
        look = (lines.size, lines.colour, lines.bold, theme.LEADING)
        paragraphs = [_narrower(Paragraph(words, (words,), *look)) for words in lines.words.split("\n")]
        return lines.box, self.shape(lines.box, paragraphs, lines.words[:40], anchor="b" if bottom else "t", wrap=True)

    def tile(self, tile: Tile) -> Iterator[tuple[Box, str]]:
        """Write a box with its words as one shape, after the outlines behind it."""
        for box in tile.behind:
            yield box, self.shape(box, (), "", fill=theme.PAPER, edge=tile.edge, radius=tile.radius)
        paragraphs = [_narrower(one) for one in tile.paragraphs]
        yield (
            tile.box,
            self.shape(
                tile.box,
                paragraphs,
                tile.paragraphs[0].words if tile.paragraphs else tile.alt,
                tile.alt,
                tile.fill,
                tile.edge,
                tile.radius,
                tile.align,
                "t" if tile.top else "ctr",
                True,
                tile.pad,
                tile.pad * 0.6 if tile.top else 2,
            ),
        )

    def key(self, key: Key) -> Iterator[tuple[Box, str]]:
        """Write an entry of the key: a sample, and its words."""
        fill = theme.fill(key.colour) if key.hollow else key.colour
        edge = key.colour if key.hollow else None
        box = {"tick": Box(key.x + 5, key.y - 8, 3, 16)}.get(key.form, Box(key.x, key.y - 6, 12, 12))
        yield (
            box,
            self.shape(
                box,
                (),
                "",
                fill=key.colour if key.form == "tick" else fill,
                edge=None if key.form == "tick" else edge,
                round=key.form == "dot",
            ),
        )
        yield self.words([key.written])

    def line(self, line: Line) -> tuple[Box, str]:
        """Write a straight line."""
        (x0, x1), (y0, y1) = line.xs, line.ys
        box = Box(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
        p, number = self.dialect.prefix, self.next()
        macro = ' macro=""' if p == "xdr" else ""
        inner = "<p:nvPr/>" if p == "p" else ""
        return box, (
            f'<{p}:cxnSp{macro}><{p}:nvCxnSpPr><{p}:cNvPr id="{number}" name="Line" descr=""/>'
            f"<{p}:cNvCxnSpPr/>{inner}</{p}:nvCxnSpPr><{p}:spPr>{_place(box)}"
            f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{_line(line.colour, line.width)}</{p}:spPr></{p}:cxnSp>'
        )

    def shape(
        self,
        box: Box,
        paragraphs: Sequence[Paragraph],
        name: str,
        alt: str = "",
        fill: str | None = None,
        edge: str | None = None,
        radius: float = 0,
        align: str = "start",
        anchor: str = "t",
        wrap: bool = False,
        pad: float = 0,
        pad_top: float = 0,
        round: bool = False,
    ) -> str:
        """Write a box or a text box."""
        p, number = self.dialect.prefix, self.next()
        if round:
            form = '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>'
        elif radius:
            share = int(min(radius / min(box.width, box.height), 0.5) * 100000)
            form = f'<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val {share}"/></a:avLst></a:prstGeom>'
        else:
            form = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        inside = solid(fill) if fill else "<a:noFill/>"
        outline = _line(edge, 1.6) if edge else "<a:ln><a:noFill/></a:ln>"
        sides = f'lIns="{_emu(pad)}" rIns="{_emu(pad)}" tIns="{_emu(pad_top)}" bIns="{_emu(pad_top)}"'
        body = (
            f'<a:bodyPr wrap="{"square" if wrap else "none"}" {sides} anchor="{anchor}" rtlCol="0">'
            "<a:noAutofit/></a:bodyPr><a:lstStyle/>" + "".join(self.paragraph(one, align) for one in paragraphs)
        )
        if not paragraphs:
            body = f'<a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="{self.dialect.lang}"/></a:p>'
        box_mark = ' txBox="1"' if fill is None and not edge else ""
        links = ' macro="" textlink=""' if p == "xdr" else ""
        inner = "<p:nvPr/>" if p == "p" else ""
        about = f"name={quoteattr(clean(name)[:60] or 'Shape')} descr={quoteattr(clean(alt))}"
        return (
            f'<{p}:sp{links}><{p}:nvSpPr><{p}:cNvPr id="{number}" {about}/><{p}:cNvSpPr{box_mark}/>{inner}</{p}:nvSpPr>'
            f"<{p}:spPr>{_place(box)}{form}{inside}{outline}</{p}:spPr><{p}:txBody>{body}</{p}:txBody></{p}:sp>"
        )

    def paragraph(self, one: Paragraph, align: str = "start") -> str:
        """Write a paragraph with its leading."""
        points = round(one.size * one.lead * theme.SLIDE * 100)
        side = {"start": "l", "middle": "ctr", "end": "r"}[align]
        runs = "<a:br/>".join(self.run(line, one.size, one.colour, one.bold) for line in one.lines)
        return f'<a:p><a:pPr algn="{side}"><a:lnSpc><a:spcPts val="{points}"/></a:lnSpc></a:pPr>{runs}</a:p>'

    def run(self, words: str, size: float, colour: str, bold: bool) -> str:
        """Write words of one look."""
        return (
            f'<a:r><a:rPr lang="{self.dialect.lang}" sz="{round(size * theme.SLIDE * 100)}" b="{int(bold)}">'
            f"{solid(colour)}{self.dialect.faces}</a:rPr><a:t>{escape(clean(words))}</a:t></a:r>"
        )

    def table(self, grid: Grid, alt: str) -> tuple[Box, str]:
        """Write a native table; only slides have them."""
        number = self.next()
        columns = "".join(f'<a:gridCol w="{_emu(width)}"/>' for width in grid.widths)
        rows = []
        for at, (height, row) in enumerate(zip(grid.heights, grid.rows, strict=True)):
            cells = []
            rule = _line(theme.GRID if at else theme.MUTED, 1 if at else 1.4, "lnB")
            bare = "".join(f'<a:ln{side} w="0"><a:noFill/></a:ln{side}>' for side in "LRT")
            for cell in row:
                # A cell grows with its words, so the program breaks them.
                text = Paragraph(cell.words, (cell.words,), grid.size, cell.colour, cell.bold)
                inner = self.paragraph(text) if cell.words else f'<a:p><a:endParaRPr lang="{self.dialect.lang}"/></a:p>'
                cells.append(
                    f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{inner}</a:txBody>"
                    f'<a:tcPr marL="{_emu(2)}" marR="{_emu(6)}" marT="0" marB="0" anchor="ctr">{bare}{rule}<a:noFill/></a:tcPr></a:tc>'
                )
            rows.append(f'<a:tr h="{_emu(height)}">{"".join(cells)}</a:tr>')
        return grid.box, (
            f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name="Table" descr={quoteattr(clean(alt))}/>'
            f'<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
            f"{_place(grid.box).replace('a:xfrm', 'p:xfrm')}<a:graphic><a:graphicData "
            'uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr firstRow="1"/>'
            f"<a:tblGrid>{columns}</a:tblGrid>{''.join(rows)}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
        )


def _narrower(one: Paragraph) -> Paragraph:
    """Set words a little smaller: programs set Latin ones in a wider face, with blanks beside Chinese."""
    return replace(one, size=one.size * 0.94, lead=one.lead / 0.94)


def _follows(before: Words, after: Words) -> bool:
    """Whether a line goes on below another."""
    same = ("x", "size", "colour", "bold", "anchor", "role")
    return (
        all(getattr(before, name) == getattr(after, name) for name in same)
        and before.role != "tick"
        and 0 < after.y - before.y < before.size * 1.5
    )


def clean(words: str) -> str:
    """Leave out what XML cannot hold."""
    return _CONTROL.sub("", words)


def _emu(length: float) -> int:
    return round(length * EMU)


def _place(box: Box) -> str:
    return (
        f'<a:xfrm><a:off x="{_emu(box.left)}" y="{_emu(box.top)}"/>'
        f'<a:ext cx="{_emu(box.width)}" cy="{_emu(box.height)}"/></a:xfrm>'
    )


def solid(colour: str) -> str:
    """Write a plain colour."""
    return f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}"/></a:solidFill>'


def _line(colour: str, width: float, name: str = "ln") -> str:
    return f'<a:{name} w="{round(width * EMU)}">{solid(colour)}</a:{name}>'

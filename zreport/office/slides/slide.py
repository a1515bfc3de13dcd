"""Slides: their words in placeholders, their charts in groups, each named so as to be found again."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.parts.chart import ChartPart

from zreport.charts.chart import Chart
from zreport.language import tag
from zreport.office.cells import Ledger
from zreport.office.chart_xml import FACES
from zreport.office.native_chart import apart, native
from zreport.office.shapes import EMU, Dialect, Shapes, clean, solid
from zreport.office.slides.names import Name, digest, signed
from zreport.office.slides.placement import Frame, laid, places
from zreport.office.slides.template import SECOND, SOURCE, SPACES, SUBTITLE, A, P, title_of
from zreport.office.worksheet import workbook
from zreport.page import font, theme
from zreport.page.boxes import Grid
from zreport.page.scene import Scene
from zreport.page.text import Box


class Slide:
    """A slide, to which charts and words are added; or one of a deck that was made before."""

    def __init__(self, slide: Any, lang: str):
        self.slide, self.lang = slide, lang
        self.shapes = Shapes(Dialect("p", FACES, tag(lang)))
        numbers = (int(one.get("id")) for one in self.tree.iter(f"{P}cNvPr"))
        self.shapes.number = max([*numbers, 100])
        # Links to charts whose places in the file new ones take.
        self.free: list[Any] = []

    @property
    def tree(self) -> Any:
        """The shapes of the slide."""
        return self.slide.shapes._spTree

    def put(self, element: Any, before: Any = None) -> None:
        """Add a shape on top of the others, or below one."""
        if before is None:
            self.tree.insert_element_before(element, "p:extLst")
        else:
            before.addprevious(element)

    def put_words(
        self,
        role: str,
        words: str,
        kind: str | None,
        index: int,
        chart: str,
        box: tuple[int, int, int, int] | None = None,
        size: int = 0,
        scale: int = 100000,
    ) -> None:
        """Fill a placeholder of the layout."""
        place = f' type="{kind}"' if kind else ""
        place += f' idx="{index}"' if index else ""
        fit = f' fontScale="{scale}"' if scale < 100000 else ""
        self.put(
            parse_xml(
                f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="{self.shapes.next()}" name="{_named(chart, role, words, box)}"/>'
                f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph{place}/></p:nvPr></p:nvSpPr>'
                f"<p:spPr>{_xfrm(box) if box else ''}</p:spPr><p:txBody><a:bodyPr><a:normAutofit{fit}/></a:bodyPr>"
                f"<a:lstStyle/>{self._paragraphs(words, size)}</p:txBody></p:sp>"
            )
        )

    def panel(self, frame: Frame, chart: str) -> None:
        """Put a sheet of paper below what follows."""
        edges = tuple(
            round(e * 12700) for e in (max(frame.x, 0), frame.y - 2, frame.width + min(frame.x, 0), frame.height + 4)
        )
        self.put(
            parse_xml(
                f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="{self.shapes.next()}" name="{Name(chart, "panel")}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
                f'<p:spPr>{_xfrm(edges)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{solid(theme.PAPER)}<a:ln><a:noFill/></a:ln></p:spPr>'
                f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="{tag(self.lang)}"/></a:p></p:txBody></p:sp>'
            )
        )

    def put_box(
        self, role: str, words: str, edges: tuple[int, ...], size: float, colour: str, chart: str, anchor: str = "t"
    ) -> None:
        """Write words in a box of their own."""
        look = (
            f'<a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{round(size * 100)}" b="0">'
            f"{solid(colour)}{FACES}</a:defRPr></a:lvl1pPr>"
        )
        self.put(
            parse_xml(
                f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="{self.shapes.next()}" name="{_named(chart, role, words, edges)}"/>'
                f'<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>{_xfrm(edges)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
                f'<a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}">'
                f"<a:normAutofit/></a:bodyPr><a:lstStyle>{look}</a:lstStyle>{self._paragraphs(words)}</p:txBody></p:sp>"
            )
        )

    def _paragraphs(self, words: str, size: int = 0) -> str:
        look = f' sz="{size}"' if size else ""
        code = tag(self.lang)
        return "".join(
            f'<a:p><a:r><a:rPr lang="{code}"{look}/><a:t>{escape(clean(line))}</a:t></a:r></a:p>'
            for line in words.split("\n")
        )

    def number(self, layout: Any) -> None:
        """Write the number of the slide where the layout has a place for it."""
        for shape in layout.placeholders:
            if shape.placeholder_format.type == 13:
                index = shape.placeholder_format.idx
                self.put(
                    parse_xml(
                        f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="{self.shapes.next()}" name="Slide Number"/>'
                        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
                        f'<p:ph type="sldNum" sz="quarter" idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr/>'
                        f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:fld id="{{{guid("number")}}}" type="slidenum">'
                        f'<a:rPr lang="{tag(self.lang)}"/><a:t>‹#›</a:t></a:fld></a:p></p:txBody></p:sp>'
                    )
                )
                return

    def chart(self, name: str, chart: Chart, frame: Frame, turn: int = 0, ours: bool = True) -> None:
        """Add a chart with its title, subtitle, source and cautions."""
        sheet, shrunk = laid(chart, self.lang, frame)
        edges, by = places(sheet, frame, shrunk), frame.scale * shrunk
        # The layouts have the type of these pages.
        usual = shrunk == 1 and frame.base in ("slide", "half", "4:3")
        if frame.titled:
            size = 0 if usual else round(sheet.title.size * by * 100)
            kind, index = ("body", SECOND) if turn else ("title", 0)
            self.put_words("title", sheet.title.words, kind, index, name, edges["title"], size)
        elif not turn:
            self.put_words("title", chart.title[self.lang], "title", 0, name, scale=_fit(self, chart))
        for role, lines, index in (("subtitle", sheet.subtitle, SUBTITLE), ("source", sheet.foot, SOURCE)):
            # Programs set Latin words in a wider face, and blanks beside Chinese.
            size = lines.size * 0.94 * by
            if ours:
                own = 0 if usual else round(size * 100)
                self.put_words(role, lines.words, "body", index + turn, name, edges[role], own)
            else:
                anchor = "b" if role == "source" else "t"
                self.put_box(role, lines.words, edges[role], size, lines.colour, name, anchor)
        self.draw(name, chart, sheet, frame, shrunk)

    def draw(
        self, name: str, chart: Chart, sheet: Scene, frame: Frame, shrunk: float, instead: Sequence[Any] = ()
    ) -> None:
        """Add the shapes, charts and tables of a scene, or put them in the place of older ones."""
        by = frame.scale * shrunk / theme.SLIDE
        alt, lang = chart.alt[self.lang], self.lang
        parts = list(self.shapes.of(sheet, *apart(chart, sheet)))
        for panel in sheet.panels:
            ledger = Ledger()
            made = native(chart, sheet, panel, ledger)
            xml = made.xml if by == 1 else rescaled(made.xml.decode(), by).encode()
            parts.append((made.box, self._frame(xml, workbook(ledger.rows), made, alt)))
        old = {Name.read(_label(one)).role: one for one in instead}
        if parts:
            element = self._group(str(Name(name, "chart", str(frame))), chart.title[lang], alt, parts, frame, by)
            if "chart" in old:
                _as_before(element, old["chart"])
            self._placed(element, old.get("chart"))
        for grid in sheet.of(Grid):
            self.grid(Name(name, "table", str(frame)), grid, frame, by, alt, old.get("table"))

    def grid(self, name: Name, grid: Grid, frame: Frame, by: float, alt: str, instead: Any = None) -> None:
        """Add a native table, or put it in the place of an older one."""
        scaled = _scaled(grid, by, frame.x / theme.SLIDE, frame.y / theme.SLIDE)
        element = parse_xml(_spaced(self.shapes.table(scaled, alt)[1]))
        element.find(f".//{P}cNvPr").set("name", str(name))
        if instead is not None:
            _as_table_before(element, instead)
        self._placed(element, instead)

    def _placed(self, element: Any, instead: Any) -> None:
        self.put(element, instead)
        if instead is not None:
            # The numbers of shapes stay too, which animations name.
            known = (one.get("id") for one in instead.iter(f"{P}cNvPr"))
            for about, number in zip(element.iter(f"{P}cNvPr"), known, strict=False):
                about.set("id", number)
            instead.getparent().remove(instead)

    def _frame(self, xml: bytes, book: bytes, made: Any, alt: str) -> str:
        """Write the frame of a native chart, and add the chart and its worksheet to the file."""
        package = self.slide.part.package
        if self.free:
            link = self.free.pop(0)
            part, number = link.target_part, link.rId
            root = part._element
            cells = root.find(f"{{{_C}}}externalData")
            root[:] = [*parse_xml(xml), *([] if cells is None else [cells])]
            part.chart_workbook.update_from_xlsx_blob(book)
        else:
            name = package.next_partname(ChartPart.partname_template)
            part = ChartPart.load(name, CT.DML_CHART, package, xml)
            part.chart_workbook.update_from_xlsx_blob(book)
            number = self.slide.part.relate_to(part, RT.CHART)
        edges = _emu(made.box)
        return (
            f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{self.shapes.next()}" name={quoteattr(clean(made.name))} '
            f"descr={quoteattr(clean(alt))}/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>"
            f'{_xfrm(edges, "p")}<a:graphic><a:graphicData uri="{_C}">'
            f'<c:chart xmlns:c="{_C}" r:id="{number}"/></a:graphicData></a:graphic></p:graphicFrame>'
        )

    def _group(self, name: str, title: str, alt: str, parts: Sequence[tuple[Box, str]], frame: Frame, by: float) -> Any:
        """Write shapes as one group, in the places of the page, which the group puts on the slide."""
        edges = [_emu(box) for box, _ in parts]
        left, top = (min(edge[at] for edge in edges) for at in (0, 1))
        right, bottom = (max(edge[at] + edge[at + 2] for edge in edges) for at in (0, 1))
        inner = (left, top, right - left, bottom - top)
        shift = (round(frame.x * 12700), round(frame.y * 12700))
        outer = (shift[0] + round(left * by), shift[1] + round(top * by), round(inner[2] * by), round(inner[3] * by))
        body = "".join(xml for _, xml in parts)
        child = f'<a:chOff x="{left}" y="{top}"/><a:chExt cx="{inner[2]}" cy="{inner[3]}"/></a:xfrm>'
        return parse_xml(
            f'<p:grpSp {SPACES}><p:nvGrpSpPr><p:cNvPr id="{self.shapes.next()}" name={quoteattr(name)} '
            f"descr={quoteattr(clean(alt))} title={quoteattr(clean(title))}/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
            f"<p:grpSpPr>{_xfrm(outer).replace('</a:xfrm>', child)}</p:grpSpPr>"
            f"{body if by == 1 else rescaled(body, by)}</p:grpSp>"
        )

    def notes(self, name: Name, lines: Iterable[str]) -> None:
        """Write the speaker notes."""
        words = "\n".join(lines)
        if not words:
            return
        notes = self.slide.notes_slide
        notes.notes_text_frame.text = clean(words)
        notes.notes_placeholder.name = str(replace(name, rest=digest(words)))
        code = tag(self.lang)
        for run in notes._element.iter(f"{A}r"):
            if run.find(f"{A}rPr") is None:
                run.insert(0, etree.Element(f"{A}rPr", lang=code))
        for ends in notes._element.iter(f"{A}rPr", f"{A}endParaRPr"):
            ends.set("lang", code)

    def link(self, at: int, to: Slide) -> None:
        """Let a line of the agenda lead to a slide."""
        rel = self.slide.part.relate_to(to.slide.part, RT.SLIDE)
        body = [one for one in self.tree.iter(f"{A}p")][1 + at]
        for run in body.iter(f"{A}rPr"):
            run.append(parse_xml(f'<a:hlinkClick {SPACES} r:id="{rel}" action="ppaction://hlinksldjump"/>'))


_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def speech(chart: Chart, lang: str) -> list[str]:
    """Return what the speaker notes say: each figure with the report's words, formulas, the source."""
    colon = "：" if lang == "zh" else ": "
    lines = [f"{f.name[lang]} {f.label(lang)}{colon}“{f.quote}”" for f in chart.figures]
    remarks = [remark[lang] for remark in chart.remarks]
    return [*(lines or chart.lines(lang)), *remarks, chart.source[lang]]


def rescaled(xml: str, by: float) -> str:
    """Scale the type, the lines and the marks of shapes or charts; their places scale by the group."""

    def times(found: re.Match) -> str:
        return f"{found[1]}{max(1, round(int(found[2]) * by))}{found[3]}"

    for pattern in (
        r'(\bsz=")(\d+)(")',
        r'(<a:spcPts val=")(\d+)(")',
        r'(<a:ln\w? w=")(\d+)(")',
        r'(<c:size val=")(\d+)(")',
        r'(\b[lrtb]Ins=")(\d+)(")',
    ):
        xml = re.sub(pattern, times, xml)
    return xml


def _fit(slide: Slide, chart: Chart) -> int:
    """Return by how much a title must shrink to fit its placeholder, in thousandths of a per cent."""
    layout = slide.slide.slide_layout
    shape = title_of(layout)
    size = 0.0
    for style in (
        shape._element.find(f".//{A}lvl1pPr/{A}defRPr"),
        *layout.slide_master._element.iterfind(f".//{P}titleStyle/{A}lvl1pPr/{A}defRPr"),
    ):
        if style is not None and style.get("sz") and not size:
            size = int(style.get("sz")) / 100
    size = size or 44.0
    wide, tall = shape.width.pt - 16, shape.height.pt - 8
    for percent in range(100, 30, -5):
        own = size * percent / 100
        lines = -(-font.advance(chart.title[slide.lang], own, True) * 1.08 // wide)
        if lines * own * 1.2 <= tall and lines <= 2:
            return percent * 1000
    return 30000


def _scaled(grid: Grid, by: float, dx: float, dy: float) -> Grid:
    if by == 1 and not dx and not dy:
        return grid
    return replace(
        grid,
        lefts=tuple(dx + left * by for left in grid.lefts),
        widths=tuple(width * by for width in grid.widths),
        tops=tuple(dy + top * by for top in grid.tops),
        heights=tuple(height * by for height in grid.heights),
        size=grid.size * by,
    )


def _as_before(group: Any, old: Any) -> None:
    """Put a group where an older one was, as large as someone made it."""
    was, now = (one.find(f"{P}grpSpPr/{A}xfrm") for one in (old, group))
    if was is None:
        return
    off, ext, inner, whole = (was.find(f"{A}{tag}") for tag in ("off", "ext", "chOff", "chExt"))
    own = {tag: now.find(f"{A}{tag}") for tag in ("off", "ext", "chOff", "chExt")}
    for axis, long in (("x", "cx"), ("y", "cy")):
        full = int(whole.get(long))
        by = int(ext.get(long)) / full if full else 1.0
        start = int(off.get(axis)) + (int(own["chOff"].get(axis)) - int(inner.get(axis))) * by
        own["off"].set(axis, str(round(start)))
        own["ext"].set(long, str(round(int(own["chExt"].get(long)) * by)))


def _as_table_before(table: Any, old: Any) -> None:
    """Put a table where an older one was, as wide as someone made it."""
    was, now = (one.find(f"{P}xfrm") for one in (old, table))
    wide = int(was.find(f"{A}ext").get("cx")) / int(now.find(f"{A}ext").get("cx"))
    for axis in ("x", "y"):
        now.find(f"{A}off").set(axis, was.find(f"{A}off").get(axis))
    now.find(f"{A}ext").set("cx", was.find(f"{A}ext").get("cx"))
    for column in table.iter(f"{A}gridCol"):
        column.set("w", str(round(int(column.get("w")) * wide)))


def _label(element: Any) -> str:
    return element.find(f".//{P}cNvPr").get("name")


def _named(chart: str, role: str, words: str, edges: tuple[int, ...] | None) -> str:
    return escape(str(Name(chart, role, signed(words, edges))), {'"': "&quot;"})


def _spaced(xml: str) -> str:
    end = re.search(r"[ />]", xml).start()
    return f"{xml[:end]} {SPACES}{xml[end:]}"


def _xfrm(edges: tuple[int, ...], prefix: str = "a") -> str:
    left, top, width, height = edges
    return f'<{prefix}:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></{prefix}:xfrm>'


def _emu(box: Box) -> tuple[int, int, int, int]:
    return tuple(round(edge * EMU) for edge in (box.left, box.top, box.width, box.height))


def guid(words: str) -> str:
    """Return an identifier that is always the same for the same words."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, words)).upper()

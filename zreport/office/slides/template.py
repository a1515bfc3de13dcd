"""Our own template of presentations: its master, and the layouts for each kind of slide."""

import functools
import io
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.util import Length, Pt

from zreport.office.drawingml import EAST_ASIAN, LATIN_FACE, rgb, type_size
from zreport.office.shapes import NARROWER, ShapeWriter
from zreport.office.xml import NAMESPACES, clark, element, pptx_element, serialize
from zreport.page import theme
from zreport.page.size import SIZES, Size
from zreport.page.text import Box

_NAMES = {"cover": "封面 Title", "agenda": "目录 Agenda", "section": "分节 Section"}
_NAMES |= {"second": "两个发现 Two findings", "finding": "一个发现 Finding"}
LAYOUT_NAMES = tuple(_NAMES.values())
_COLOURS = {"dk1": theme.INK, "lt1": theme.PAPER, "dk2": theme.MUTED, "lt2": theme.ACHIEVED_FILL}
_ACCENTS = (theme.ACHIEVED, theme.TARGET, theme.BASELINE, theme.QUIET, theme.CONNECTOR, theme.TARGET_FILL)
_COLOURS |= {f"accent{number}": colour for number, colour in enumerate(_ACCENTS, start=1)}
_COLOURS |= {"hlink": theme.ACHIEVED, "folHlink": theme.ACHIEVED}


class PlaceholderIndex(IntEnum):
    """What a placeholder is for, by its number in our layouts; of the second finding, one more."""

    TITLE = 0
    BODY = 1
    SUBTITLE = 13
    SOURCE = 15
    SECOND = 17


@dataclass(frozen=True)
class SlideLayouts:
    """The layouts of a presentation by what they are for; `second` is None unless they are ours."""

    cover: Any
    agenda: Any
    section: Any
    finding: Any
    second: Any = None

    @property
    def ours(self) -> bool:
        """Whether subtitles and sources have placeholders."""
        return self.second is not None


@dataclass(frozen=True)
class Slot:
    """A place for words on a layout: where it is on the page, and their type; 0 is as the master has it."""

    box: Box
    size: float = 0.0
    # Of the theme: ink, or ``tx2`` for muted words.
    colour: str = "tx1"
    bold: bool = False
    anchor: str = "t"
    align: str = "l"
    lead: float = 0.0
    # Of a placeholder that the layout lacks.
    name: str = ""


def blank_deck(size: Size, height: float = 0.0) -> tuple[Any, SlideLayouts]:
    """Return a presentation of our own without slides, whose pages are like `size`."""
    deck = Presentation(io.BytesIO(_template(size, height or size.height)))
    return deck, SlideLayouts(*deck.slide_layouts)


@functools.cache
def _template(size: Size, height: float) -> bytes:
    """Return an empty presentation with our master; dressing it takes as long as a slide of charts."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = _on_slide(size.width), _on_slide(height)
    _dress(deck, min(SIZES["slide"], size, key=lambda one: one.width), size.width, height)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _dress(deck: Any, page: Size, wide: float, tall: float) -> None:
    """Give the master our fonts, colours and places, and keep the layouts that we use."""
    master = deck.slide_master
    for index in (10, 9, 8, 7, 6, 4):
        deck.slide_layouts.remove(deck.slide_layouts[index])
    layouts = dict(zip(_NAMES, deck.slide_layouts, strict=True))
    number = Slot(Box(wide - page.margin - 60, tall - 20, 60, 15), 9.5, "tx2", anchor="ctr", align="r")
    slots = _slots(page, wide, tall)
    for name, owner in {"master": master, **layouts}.items():
        for shape in list(owner.placeholders):
            kind, index = shape.placeholder_format.type, shape.placeholder_format.idx
            slot = number if kind == KIND.SLIDE_NUMBER else slots[name].pop(index, None)
            if slot:
                _fill(shape, slot)
            elif owner is master and kind == KIND.BODY:
                _place(shape, Box(page.margin, tall * 0.2, wide - 2 * page.margin, tall * 0.68))
            else:
                shape._element.getparent().remove(shape._element)
        for index, slot in slots[name].items():
            _fill(_add(owner, index, slot.name), slot)
        owner._element.cSld.name = _NAMES.get(name, "")
    ground = element("p:bgPr", element("a:solidFill", element("a:schemeClr", val="bg2")), element("a:effectLst"))
    layouts["section"]._element.cSld.insert(0, pptx_element(element("p:bg", ground)))
    for run in master._element.iterfind(".//p:titleStyle/a:lvl1pPr/a:defRPr", NAMESPACES):
        run.getparent().set("algn", "l")
        run.set("sz", str(type_size(page.title)))
        run.set("b", "1")
    _colour(master)
    # Layouts in the order of `SlideLayouts`: cover, agenda, section, finding, two findings.
    listed = master._element.sldLayoutIdLst
    listed.append(listed[3])


def _slots(page: Size, wide: float, tall: float) -> dict[str, dict[int, Slot]]:
    """Return the places of the master and of each layout, by the numbers of their placeholders."""
    margin, width = page.margin, wide - 2 * page.margin
    heading = {PlaceholderIndex.TITLE: Slot(Box(margin, 28, width, page.title * theme.LEADING + 8))}
    found = {"master": heading, "finding": heading | _around(page, margin, width, tall, 0)}
    found["agenda"] = heading | {PlaceholderIndex.BODY: Slot(Box(margin, 86, width, tall - 120), 17)}
    for name, top, title, body in (("cover", 0.56, 36, 17), ("section", 0.42, 30, 15)):
        above = Box(margin + 20, tall * (top - 0.3), width - 40, tall * 0.3 - 10)
        below = Box(margin + 20, tall * top + 6, width - 40, tall * (0.9 - top))
        found[name] = {PlaceholderIndex.TITLE: Slot(above, title, bold=True, anchor="b")}
        found[name][PlaceholderIndex.BODY] = Slot(below, body, "tx2")
    half, found["second"] = SIZES["half"], {}
    for turn, (index, name) in enumerate(((PlaceholderIndex.TITLE, ""), (PlaceholderIndex.SECOND, "Second finding"))):
        left, lead = half.margin + turn * wide / 2, half.title * theme.LEADING
        title = Slot(Box(left, 28, half.content, lead * 2 + 4), half.title, bold=True, lead=lead, name=name)
        found["second"] |= {index: title} | _around(half, left, half.content, tall, turn)
    return found


def _around(page: Size, left: float, width: float, tall: float, turn: int) -> dict[int, Slot]:
    """Return the places above and below a chart: its subtitle, its source."""

    def slot(index: PlaceholderIndex, top: float, height: float, size: float, anchor: str) -> Slot:
        look = {"anchor": anchor, "lead": size * theme.LEADING, "name": index.name.capitalize()}
        return Slot(Box(left, top, width, height), size * NARROWER, "tx2", **look)

    above = slot(PlaceholderIndex.SUBTITLE, 72, page.subtitle * theme.LEADING * 2, page.subtitle, "t")
    below = slot(PlaceholderIndex.SOURCE, tall - 80, 60, page.foot, "b")
    return {PlaceholderIndex.SUBTITLE + turn: above, PlaceholderIndex.SOURCE + turn: below}


def _add(layout: Any, index: int, name: str) -> Any:
    tree = layout._element.cSld.spTree
    shapes = ShapeWriter("p", "", tree.max_shape_id)
    words = element("a:p", element("a:r", element("a:rPr"), element("a:t", text=name)))
    text = [element("a:bodyPr", element("a:normAutofit")), element("a:lstStyle"), words]
    holder = {"type": "body", "sz": "quarter", "idx": index}
    tree.append(pptx_element(shapes.shape(f"{name} {index}", None, [], text, placeholder=holder)))
    return next(one for one in layout.placeholders if one.placeholder_format.idx == index)


def _fill(shape: Any, slot: Slot) -> None:
    """Put a placeholder in its place, and set its type: its first level, without a bullet."""
    _place(shape, slot.box)
    body = shape._element.txBody.find("a:bodyPr", NAMESPACES)
    # Without margins its text lines up with everything else.
    for side in ("lIns", "rIns", "tIns", "bIns"):
        body.set(side, "0")
    body.set("anchor", slot.anchor)
    if not slot.size:
        return
    leading = {"a:lnSpc": type_size(slot.lead), "a:spcBef": 0} if slot.lead else {}
    spacing = (element(name, element("a:spcPts", val=value)) for name, value in leading.items())
    colour = element("a:schemeClr", val=slot.colour)
    run = element("a:defRPr", element("a:solidFill", colour), sz=type_size(slot.size), b=slot.bold)
    level = element("a:lvl1pPr", *spacing, element("a:buNone"), run, marL=0, indent=0, algn=slot.align)
    shape._element.txBody.find("a:lstStyle", NAMESPACES)[:] = [pptx_element(level)]


def _colour(master: Any) -> None:
    part = master.part.part_related_by(RT.THEME)
    root = etree.fromstring(part.blob)
    for slot, colour in _COLOURS.items():
        for one in root.iter(clark(f"a:{slot}")):
            one[:] = [rgb(colour)]
    for face in root.iter(clark("a:majorFont"), clark("a:minorFont")):
        face.find("a:latin", NAMESPACES).set("typeface", LATIN_FACE)
        face.find("a:ea", NAMESPACES).set("typeface", EAST_ASIAN)
    part._blob = serialize(root)


def _place(shape: Any, box: Box) -> None:
    edges = (box.left, box.top, box.width, box.height)
    shape.left, shape.top, shape.width, shape.height = map(_on_slide, edges)


def _on_slide(length: float) -> Length:
    """Turn a length on the page into one on the slide, to a tenth of a point."""
    return Pt(round(length * theme.SLIDE, 1))

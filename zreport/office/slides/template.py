"""The template of our slides: theme, master, and a layout for each kind of slide; and those of others."""

from __future__ import annotations

import functools
import io
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.util import Length, Pt

from zreport.faults import ReportError
from zreport.office.zip_parts import rezipped
from zreport.page import theme
from zreport.page.size import RATIOS, SIZES, Size
from zreport.page.text import Box

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
SPACES = (
    f'xmlns:p="{P[1:-1]}" xmlns:a="{A[1:-1]}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"
# What a placeholder is for, by its number in our layouts; of the second finding, one more.
TITLE, SUBTITLE, SOURCE, SECOND = 0, 13, 15, 17
NUMBER = 12
_POTX = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_TYPES = {
    "cover": ("title",),
    "agenda": ("obj", "tx"),
    "section": ("secHead", "titleOnly"),
    "finding": ("titleOnly", "obj"),
}


@dataclass(frozen=True)
class Layouts:
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


def blank(size: Size, height: float = 0.0) -> tuple[Any, Layouts]:
    """Return a presentation of our own without slides, whose pages are like `size`."""
    deck = Presentation(io.BytesIO(_template(size, height or size.height)))
    return deck, Layouts(*deck.slide_layouts)


def opened(content: bytes, name: str) -> tuple[Any, Layouts]:
    """Open a presentation or a template of others, take its slides out, and find its layouts.

    Raises
    ------
    ReportError
        If it is no presentation, or has no layout with a title.
    """
    deck = load(content, name)
    slides = deck.part._element.sldIdLst
    for slide in list(slides if slides is not None else ()):
        deck.part.drop_rel(slide.rId)
        slides.remove(slide)
    for extra in deck.part._element.findall(f"{P}extLst"):
        # Sections name the slides that are gone.
        deck.part._element.remove(extra)
    kinds: dict[str, Any] = {}
    for layout in deck.slide_layouts:
        kinds.setdefault(layout._element.get("type", ""), layout)
    titled = [one for one in deck.slide_layouts if title_of(one) is not None]
    if not titled:
        raise ReportError(f"{name}: no layout has a title / 模板中没有带标题的版式")
    chosen = {use: next((kinds[kind] for kind in known if kind in kinds), titled[0]) for use, known in _TYPES.items()}
    return deck, Layouts(**chosen)


def load(content: bytes, name: str) -> Any:
    """Open a presentation, or a template (.potx) as one.

    Raises
    ------
    ReportError
        If it is none.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            types = file.read("[Content_Types].xml")
        if _POTX.encode() in types:
            content = rezipped(io.BytesIO(content), _as_presentation)
        return Presentation(io.BytesIO(content))
    except Exception as error:
        # Whatever a broken package makes zipfile, lxml or python-pptx raise.
        if isinstance(error, MemoryError):
            raise
        raise ReportError(
            f"{name}: not a PowerPoint presentation; save it as .pptx or .potx without a password "
            "/ 不是 PowerPoint 演示文稿，请另存为不加密的 .pptx 或 .potx"
        ) from None


def _as_presentation(name: str, content: bytes) -> bytes:
    return content.replace(_POTX.encode(), _PPTX.encode()) if name == "[Content_Types].xml" else content


def title_of(layout: Any) -> Any:
    """Return the title placeholder of a layout, or None."""
    for shape in layout.placeholders:
        if shape.placeholder_format.type in (1, 3):
            return shape
    return None


def room(deck: Any, layout: Any) -> Box:
    """Return where a layout leaves room for content, in points: below its title, above its footer."""
    title = title_of(layout)
    wide, tall = deck.slide_width.pt, deck.slide_height.pt
    left, top, width, height = ((length or 0) / 12700 for length in (title.left, title.top, title.width, title.height))
    floor = tall - 0.04 * tall
    for shape in (*layout.placeholders, *deck.slide_master.placeholders):
        low = shape.top is not None and shape.top.pt > tall * 0.75
        if low and shape.placeholder_format.type in (13, 15, 16):
            floor = min(floor, shape.top.pt)
    below = top + height if top + height < tall * 0.5 else tall * 0.25
    if width < wide * 0.5:
        left, width = wide * 0.05, wide * 0.9
    return Box(left, below + 4, width, floor - below - 8)


def light(layout: Any) -> bool:
    """Whether dark words can be read on the background of a layout; not on a picture or a gradient."""
    master = layout.slide_master
    for owner in (layout, master):
        back = owner._element.cSld.find(f"{P}bg")
        if back is None:
            continue
        colour = back.find(f"{P}bgRef/*")
        if colour is None:
            colour = back.find(f"{P}bgPr/{A}solidFill/*")
        return colour is not None and _luminance(colour, master) > 0.6
    return True


def _luminance(colour: Any, master: Any) -> float:
    """Return how light a colour is, from 0 to 1; one that is named is that of the theme."""
    value = colour.get("val", "")
    if colour.tag == f"{A}schemeClr":
        slot = master._element.find(f"{P}clrMap").get(value, value)
        root = etree.fromstring(master.part.part_related_by(RT.THEME).blob)
        named = next(root.iter(f"{A}{slot}"), None)
        found = named[0] if named is not None and len(named) else None
        value = "" if found is None else found.get("lastClr") or found.get("val", "")
    if len(value) != 6:
        return 0.0
    red, green, blue = (int(value[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@functools.cache
def _template(size: Size, height: float) -> bytes:
    """Return an empty presentation with our master; dressing it takes as long as a slide of charts."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = points(size.width), points(height)
    _dress(deck, size, height)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _dress(deck: Any, size: Size, tall: float) -> None:
    """Give the master our fonts, colours and places, and keep the layouts that we use."""
    master, page = deck.slide_master, SIZES["slide"]
    if size.name == RATIOS["4:3"].name:
        page = RATIOS["4:3"]
    elif size.width < page.width:
        page = size
    wide, margin = size.width, page.margin
    for index in (10, 9, 8, 7, 6, 4):
        deck.slide_layouts.remove(deck.slide_layouts[index])
    cover, agenda, section, second, finding = deck.slide_layouts
    width = wide - 2 * margin
    heading = Box(margin, 28, width, page.title * theme.LEADING + 8)
    for owner in (master, cover, agenda, section, second, finding):
        for shape in list(owner.placeholders):
            kind, index = shape.placeholder_format.type, shape.placeholder_format.idx
            if kind in (15, 16) or (owner is second and index in (1, 2)):
                shape._element.getparent().remove(shape._element)
            elif kind == 13:
                place(shape, Box(wide - margin - 60, tall - 20, 60, 15))
                _look(shape, 9.5, theme.MUTED, align="r")
                _flush(shape, "ctr")
            elif owner is master and kind == 2:
                place(shape, Box(margin, tall * 0.2, width, tall * 0.68))
            elif owner in (master, agenda, second, finding) and kind in (1, 3):
                place(shape, heading)
                _flush(shape, "t")
    for owner, top, size_, body in ((cover, 0.56, 36, 17), (section, 0.42, 30, 15)):
        for shape in owner.placeholders:
            if shape.placeholder_format.idx == 0:
                place(shape, Box(margin + 20, tall * (top - 0.3), width - 40, tall * 0.3 - 10))
                _look(shape, size_, theme.INK, bold=True)
                _flush(shape, "b")
            elif shape.placeholder_format.idx == 1:
                place(shape, Box(margin + 20, tall * top + 6, width - 40, tall * (0.9 - top)))
                _look(shape, body, theme.MUTED)
                _flush(shape, "t")
    for shape in agenda.placeholders:
        if shape.placeholder_format.idx == 1:
            place(shape, Box(margin, 86, width, tall - 120))
            _look(shape, 17, theme.INK)
            _flush(shape, "t")
    for owner in (finding, second):
        half = SIZES["half"] if owner is second else None
        for turn in range(2 if half else 1):
            left = margin if not half else half.margin + turn * size.width / 2
            span = width if not half else half.content
            look = half or page
            if half and not turn:
                for shape in owner.placeholders:
                    if shape.placeholder_format.type in (1, 3):
                        place(shape, Box(left, 28, span, half.title * theme.LEADING * 2 + 4))
                        lead = half.title * theme.LEADING
                        _look(shape, half.title, theme.INK, bold=True, lead=lead)
            if turn:
                box = Box(left, 28, span, half.title * theme.LEADING * 2 + 4)
                _add(owner, SECOND, "Second finding", box, half.title, theme.INK, True)
            box = Box(left, 72, span, look.subtitle * theme.LEADING * 2)
            _add(owner, SUBTITLE + turn, "Subtitle", box, look.subtitle, theme.MUTED)
            box = Box(left, tall - 80, span, 60)
            _add(owner, SOURCE + turn, "Source", box, look.foot, theme.MUTED, anchor="b")
    names = ("封面 Title", "目录 Agenda", "分节 Section", "两个发现 Two findings", "一个发现 Finding")
    for layout, name in zip((cover, agenda, section, second, finding), names, strict=True):
        layout._element.cSld.set("name", name)
    section._element.cSld.insert(
        0,
        parse_xml(
            f'<p:bg {SPACES}><p:bgPr><a:solidFill><a:schemeClr val="bg2"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
        ),
    )
    _title_style(master, page)
    _theme(master)
    # Layouts in the order of `Layouts`: cover, agenda, section, finding, two findings.
    listed = master._element.sldLayoutIdLst
    listed.append(listed[3])


def _add(
    layout: Any, index: int, name: str, box: Box, size: float, colour: str, bold: bool = False, anchor: str = "t"
) -> None:
    """Add a placeholder for words to a layout."""
    tree = layout._element.cSld.spTree
    number = max(int(one.get("id")) for one in tree.iter(f"{P}cNvPr")) + 1
    tree.append(
        parse_xml(
            f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{name} {index}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f'<p:nvPr><p:ph type="body" sz="quarter" idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr/>'
            f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr><a:lstStyle/>'
            f"<a:p><a:r><a:rPr/><a:t>{name}</a:t></a:r></a:p></p:txBody></p:sp>"
        )
    )
    shape = next(one for one in layout.placeholders if one.placeholder_format.idx == index)
    place(shape, box)
    narrow = size if bold else size * 0.94
    _look(shape, narrow, colour, bold, lead=size * theme.LEADING)


def _look(shape: Any, size: float, colour: str, bold: bool = False, align: str = "l", lead: float = 0.0) -> None:
    """Set the type of a placeholder: its first level, without a bullet."""
    style = shape._element.txBody.find(f"{A}lstStyle")
    for child in list(style):
        style.remove(child)
    level = etree.SubElement(style, f"{A}lvl1pPr", marL="0", indent="0", algn=align)
    if lead:
        spacing = etree.SubElement(level, f"{A}lnSpc")
        etree.SubElement(spacing, f"{A}spcPts", val=str(round(lead * theme.SLIDE * 100)))
        before = etree.SubElement(level, f"{A}spcBef")
        etree.SubElement(before, f"{A}spcPts", val="0")
    etree.SubElement(level, f"{A}buNone")
    properties = etree.SubElement(level, f"{A}defRPr", sz=str(round(size * theme.SLIDE * 100)), b=str(int(bold)))
    fill = etree.SubElement(properties, f"{A}solidFill")
    scheme = {theme.INK: "tx1", theme.MUTED: "tx2"}[colour]
    etree.SubElement(fill, f"{A}schemeClr", val=scheme)


def _title_style(master: Any, page: Size) -> None:
    for level in master._element.iter(f"{P}titleStyle"):
        for properties in level.iter(f"{A}lvl1pPr"):
            properties.set("algn", "l")
            for run in properties.iter(f"{A}defRPr"):
                run.set("sz", str(round(page.title * theme.SLIDE * 100)))
                run.set("b", "1")


def _flush(shape: Any, anchor: str) -> None:
    """Take the margins off a placeholder, so that its text lines up with everything else."""
    body = shape._element.txBody.find(f"{A}bodyPr")
    for side in ("lIns", "rIns", "tIns", "bIns"):
        body.set(side, "0")
    body.set("anchor", anchor)


def _theme(master: Any) -> None:
    part = master.part.part_related_by(RT.THEME)
    root = etree.fromstring(part.blob)
    colours = {
        "dk1": theme.INK,
        "lt1": theme.PAPER,
        "dk2": theme.MUTED,
        "lt2": theme.ACHIEVED_FILL,
        "accent1": theme.ACHIEVED,
        "accent2": theme.TARGET,
        "accent3": theme.BASELINE,
        "accent4": theme.QUIET,
        "accent5": theme.CONNECTOR,
        "accent6": theme.TARGET_FILL,
        "hlink": theme.ACHIEVED,
        "folHlink": theme.ACHIEVED,
    }
    for slot, colour in colours.items():
        for element in root.iter(f"{A}{slot}"):
            for child in list(element):
                element.remove(child)
            etree.SubElement(element, f"{A}srgbClr", val=colour[1:].upper())
    for face in ("majorFont", "minorFont"):
        for element in root.iter(f"{A}{face}"):
            element.find(f"{A}latin").set("typeface", LATIN)
            element.find(f"{A}ea").set("typeface", EAST_ASIAN)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def place(shape: Any, box: Box) -> None:
    """Put a shape where a box of the page is."""
    shape.left, shape.top, shape.width, shape.height = (
        points(edge) for edge in (box.left, box.top, box.width, box.height)
    )


def points(length: float) -> Length:
    """Turn a length on the page into one on the slide, to a tenth of a point."""
    return Pt(round(length * theme.SLIDE, 1))

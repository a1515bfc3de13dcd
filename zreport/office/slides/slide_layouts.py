"""The layouts of a presentation: what each is for, its title, the room that it leaves, its background."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from zreport.faults import ReportError
from zreport.language import Text
from zreport.office.drawingml import SLIDE_POINT
from zreport.office.xml import NAMESPACES, clark, serialize
from zreport.office.zip_parts import rezipped
from zreport.page.text import Box

_CONTENT_TYPES = "[Content_Types].xml"
_POTX = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
# The types of layouts that serve each use, the best first.
_TYPES = {
    "cover": ("title",),
    "agenda": ("obj", "tx"),
    "section": ("secHead", "titleOnly"),
    "finding": ("titleOnly", "obj"),
}


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


def open_template(content: bytes, name: str) -> tuple[Any, SlideLayouts]:
    """Open a presentation or a template of others, take its slides out, and find its layouts.

    Raises
    ------
    ReportError
        If it is no presentation, or has no layout with a title.
    """
    deck = open_presentation(content, name)
    slides = deck.part._element.sldIdLst
    for slide in list(slides if slides is not None else ()):
        deck.part.drop_rel(slide.rId)
        slides.remove(slide)
    for extra in deck.part._element.findall("p:extLst", NAMESPACES):
        # Sections name the slides that are gone.
        deck.part._element.remove(extra)
    kinds: dict[str, Any] = {}
    for layout in deck.slide_layouts:
        kinds.setdefault(layout._element.get("type", ""), layout)
    titled = [one for one in deck.slide_layouts if title_of(one) is not None]
    if not titled:
        raise ReportError(
            Text(
                f"{name}：模板中没有带标题的版式，请在母版视图中给一个版式加上标题",
                f"{name}: no layout has a title; give one a title in the view of the slide master",
            )
        )
    chosen = {use: next((kinds[kind] for kind in known if kind in kinds), titled[0]) for use, known in _TYPES.items()}
    return deck, SlideLayouts(**chosen)


def open_presentation(content: bytes, name: str) -> Any:
    """Open a presentation, or a template (.potx) as one.

    Raises
    ------
    ReportError
        If it is none.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            types = etree.fromstring(file.read(_CONTENT_TYPES))
        if templates := [one for one in types if one.get("ContentType") == _POTX]:
            for one in templates:
                one.set("ContentType", _PPTX)
            plain = serialize(types)
            content = rezipped(io.BytesIO(content), lambda part, was: plain if part == _CONTENT_TYPES else was)
        return Presentation(io.BytesIO(content))
    except Exception as error:
        # Whatever a broken package makes zipfile, lxml or python-pptx raise.
        if isinstance(error, MemoryError):
            raise
        raise ReportError(
            Text(
                f"{name}：不是 PowerPoint 演示文稿，请另存为不加密的 .pptx 或 .potx",
                f"{name}: not a PowerPoint presentation; save it as .pptx or .potx without a password",
            )
        ) from None


def slides_of(deck: Any) -> list[Any]:
    """Return the slides of a presentation; python-pptx's own list of them renames their parts."""
    listed = deck.part._element.sldIdLst
    return [deck.part.related_part(one.rId).slide for one in (() if listed is None else listed)]


def title_of(layout: Any) -> Any:
    """Return the title placeholder of a layout, or None."""
    return next(
        (shape for shape in layout.placeholders if shape.placeholder_format.type in (KIND.TITLE, KIND.CENTER_TITLE)),
        None,
    )


def content_room(deck: Any, layout: Any) -> Box:
    """Return where a layout leaves room for content, in points: below its title, above its footer."""
    title = title_of(layout)
    wide, tall = deck.slide_width.pt, deck.slide_height.pt
    left, top, width, height = (
        (length or 0) / SLIDE_POINT for length in (title.left, title.top, title.width, title.height)
    )
    floor = tall - 0.04 * tall
    for shape in (*layout.placeholders, *deck.slide_master.placeholders):
        low = shape.top is not None and shape.top.pt > tall * 0.75
        if low and shape.placeholder_format.type in (KIND.SLIDE_NUMBER, KIND.FOOTER, KIND.DATE):
            floor = min(floor, shape.top.pt)
    below = top + height if top + height < tall * 0.5 else tall * 0.25
    if width < wide * 0.5:
        left, width = wide * 0.05, wide * 0.9
    return Box(left, below + 4, width, floor - below - 8)


def is_light(layout: Any) -> bool:
    """Whether dark words can be read on the background of a layout; not on a picture or a gradient."""
    master = layout.slide_master
    for owner in (layout, master):
        back = owner._element.cSld.find("p:bg", NAMESPACES)
        if back is None:
            continue
        colour = back.find("p:bgRef/*", NAMESPACES)
        if colour is None:
            colour = back.find("p:bgPr/a:solidFill/*", NAMESPACES)
        return colour is not None and _luminance(colour, master) > 0.6
    return True


def _luminance(colour: Any, master: Any) -> float:
    """Return how light a colour is, from 0 to 1; one that is named is that of the theme."""
    value = colour.get("val", "")
    if colour.tag == clark("a:schemeClr"):
        slot = master._element.find("p:clrMap", NAMESPACES).get(value, value)
        theme = etree.fromstring(master.part.part_related_by(RT.THEME).blob)
        found = theme.find(f".//a:{slot}/*", NAMESPACES)
        value = "" if found is None else found.get("lastClr") or found.get("val", "")
    if len(value) != 6:
        return 0.0
    red, green, blue = (int(value[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

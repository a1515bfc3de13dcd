"""Layouts of others made fit for use: titles where there are none, words clear of logos and readable on their ground."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from zreport.office.drawingml import SLIDE_POINT, emu_box, rgb, solid_fill, type_size
from zreport.office.shapes import ShapeWriter
from zreport.office.slides.grounds import Shade, colours_below, spoilt
from zreport.office.slides.paints import Palette, contrast, paints_of
from zreport.office.slides.rooms import (
    TITLES,
    bodies_of,
    box_of,
    clear,
    content_room,
    free_page,
    heading_room,
    page_of,
    raised,
    title_of,
)
from zreport.office.xml import NAMESPACES, clark, element, pptx_element, select, serialize
from zreport.page import theme
from zreport.page.text import Box

# Contrast below which words cannot be read, small ones cannot, and a paler ink may be better, if by so many times.
_POOR, _SMALL, _FAIR, _BETTER = 3.0, 3.5, 4.5, 1.3
# The share of a place whose ground may be wrong for its words, and that from which these get a sheet.
_SPOILT, _MUCH = 0.12, 0.15
# Contrast to black above which an ink is pale.
_PALE = 14.0
# The type of titles and words of our own.
_TITLE, _COVER, _WORDS = 26, 34, 18
# The type below which a place is for footnotes.
_NOTE = 10
# Shares of the slide's height: a place for words that holds few lines, and a room that holds a title and many.
_LOW, _ROOM = 0.3, 0.55
# Links as the theme has them, and as ours are on light and on dark grounds.
_LINK, _LINKS = element("a:schemeClr", val="hlink"), (theme.ACHIEVED, theme.FAINT)
_LEVELS = [f"a:lvl{number}pPr" for number in range(1, 6)]
_FILLS = "*[self::a:solidFill or self::a:gradFill or self::a:pattFill or self::a:blipFill]"


def mend(deck: Any, layout: Any, use: str, alone: bool) -> None:
    """Give a layout a title if it has none, or one that stands nowhere, and let its words be read.

    It serves for this use `alone`, or for others too.
    """
    title = title_of(layout)
    if title is None:
        title = _titled(deck, layout, use)
    elif box_of(title) is None:
        _put(title, _heading(deck, layout, use))
    elif use in ("finding", "agenda") and (places := raised(deck, layout, content_room(deck, layout))):
        _put(title, places[0])
    if use != "cover":
        # Titles of slides follow one of this kind alone.
        title._element.find(".//p:ph", NAMESPACES).set("type", "title")
    if use == "section" and alone:
        _set_higher(deck, layout, title)
    if use in ("agenda", "section") and not bodies_of(layout):
        _add_body(deck, layout)
    for shape, box in [(title, box_of(title)), *bodies_of(layout)]:
        _keep_type(shape, layout, use)
        free = clear(deck, layout, box)
        if free != box:
            _put(shape, free)
        _show(deck, layout, shape, free, use == "agenda" and shape is not title)


def read_from_the_left(deck: Any) -> None:
    """Let words run from left to right, as ours do, in a presentation whose own run from right to left."""
    deck.part._element.attrib.pop("rtl", None)
    for master in deck.slide_masters:
        for owner in (master, *master.slide_layouts):
            for body in select(owner._element, "//a:bodyPr[@rtlCol]"):
                body.set("rtlCol", "0")
    owners = [deck.part, *(one.part for master in deck.slide_masters for one in (master, *master.slide_layouts))]
    for level in (level for owner in owners for level in select(owner._element, "//*[@rtl='1' or @rtl='true']")):
        level.set("rtl", "0")
        if level.get("algn") == "r":
            level.set("algn", "l")
        if "marR" in level.attrib and not int(level.get("marL", "0")):
            level.set("marL", level.attrib.pop("marR"))


def _heading(deck: Any, layout: Any, use: str) -> Box:
    """Return where a title of our own goes: at the top, or on covers and before sections above the rest."""
    if use in ("finding", "agenda"):
        return heading_room(deck, layout)[0]
    page, room = page_of(deck), free_page(deck, layout)
    tall = page.height * 0.2
    above = min((body.top for _, body in bodies_of(layout)), default=0) - tall - 4
    return Box(room.left, above if above > 0 else page.height * 0.3, room.width, tall)


def _titled(deck: Any, layout: Any, use: str) -> Any:
    """Add a title to a layout, and return it."""
    box = _heading(deck, layout, use)
    ink = best_ink(Palette(layout), colours_below(deck, layout, box))
    size = type_size(_TITLE if use in ("finding", "agenda") else _COVER)
    look = element("a:defRPr", element("a:solidFill", rgb(ink)), sz=size, b=True)
    words = element("a:p", element("a:r", element("a:rPr"), element("a:t", text="Title")))
    body = element("a:bodyPr", element("a:normAutofit"), anchor="ctr")
    text = [body, element("a:lstStyle", element("a:lvl1pPr", look)), words]
    tree = layout._element.cSld.spTree
    shapes = ShapeWriter("p", "", tree.max_shape_id)
    tree.append(pptx_element(shapes.shape("Title", None, [], text, placeholder={"type": "title"})))
    title = title_of(layout)
    _put(title, box)
    return title


def _put(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = emu_box(box, SLIDE_POINT)


def _add_body(deck: Any, layout: Any) -> None:
    """Add a place for words to a layout that has none, where one ink cannot be read on all that lies below."""
    room, palette = content_room(deck, layout), Palette(layout)
    below = colours_below(deck, layout, room)
    inks = element("a:schemeClr", val="tx1"), rgb(best_ink(palette, below))
    if min(spoilt(palette.colour(ink), below, _SMALL) for ink in inks) <= _MUCH:
        return
    taken = {one.placeholder_format.idx for one in layout.placeholders}
    look = element("a:defRPr", sz=_WORDS * 100, b=False)
    level = element("a:lvl1pPr", element("a:buNone"), look, marL=0, indent=0, algn="l")
    words = element("a:p", element("a:r", element("a:rPr"), element("a:t", text="Text")))
    text = [element("a:bodyPr", element("a:normAutofit"), anchor="t"), element("a:lstStyle", level), words]
    tree = layout._element.cSld.spTree
    holder = {"type": "body", "idx": next(at for at in range(1, 200) if at not in taken)}
    shapes = ShapeWriter("p", "", tree.max_shape_id)
    tree.append(pptx_element(shapes.shape("Text", None, [], text, placeholder=holder)))
    made = next(one for one in layout.placeholders if one.placeholder_format.idx == holder["idx"])
    _put(made, room)


def _set_higher(deck: Any, layout: Any, title: Any) -> None:
    """Put the title of a section higher where what it names finds no room of any height below or above it.

    Nothing is moved from one part of a page, such as a band or a panel, to another.
    """
    bodies, page, head = bodies_of(layout), page_of(deck), box_of(title)
    if not bodies or bodies[0][1].height >= _LOW * page.height or type_of(bodies[0][0], layout)[0] < _NOTE:
        return
    (body, place), free = bodies[0], free_page(deck, layout, heading=False)
    together = [free.left - 40 <= one.left and one.right <= free.right + 40 for one in (head, place)]
    inside = [free.top <= one.top + one.height / 2 <= free.bottom for one in (head, place)]
    if not all(together + inside) or free.height < _ROOM * page.height or place.width < 0.4 * page.width:
        return
    tall = min(head.height, free.height * 0.3)
    top = free.top + free.height * 0.08
    below = top + tall + 8
    _put(title, Box(head.left, top, head.width, tall))
    _put(body, Box(place.left, below, place.width, free.bottom - below))
    for shape, anchor in ((title, "b"), (body, "t")):
        shape._element.txBody.find("a:bodyPr", NAMESPACES).set("anchor", anchor)


def _keep_type(shape: Any, layout: Any, use: str) -> None:
    """Let words have the type of the layout's own where no style says it, as LibreOffice saves layouts."""
    if any(select(level, "a:defRPr/@sz") for level in _styles(shape, layout)):
        return
    runs = select(shape._element, ".//a:p/*[self::a:r or self::a:endParaRPr]")
    looks = [run.find("a:rPr", NAMESPACES) if run.tag == clark("a:r") else run for run in runs]
    own = next((look for look in looks if look is not None and look.get("sz")), None)
    if own is not None:
        size = own.get("sz")
    elif shape.placeholder_format.type in TITLES:
        size = type_size(_TITLE if use in ("finding", "agenda") else _COVER)
    else:
        size = _WORDS * 100
    look = _look_of(shape, _LEVELS[0])
    look.set("sz", str(size))
    if own is not None:
        if own.get("b"):
            look.set("b", own.get("b"))
        if (fill := own.find("a:solidFill", NAMESPACES)) is not None:
            _fill(look, fill[0])


def _show(deck: Any, layout: Any, shape: Any, box: Box, linked: bool = False) -> None:
    """Let words, and links, be dark or pale where theirs cannot be read on what lies below, or lay a sheet below them."""
    palette, below = Palette(layout), colours_below(deck, layout, box)
    fills = select(shape._element, f"p:spPr/{_FILLS}")
    for fill in fills:
        # Its words stand on a fill of its own.
        sheet = palette.filled(fill, layout.part)
        layers = [sheet] if isinstance(sheet, tuple) else paints_of(sheet)
        below = [_mixed(layer, one) for layer in layers for one in (below if layer[3] < 1 else below[:1])]
    own, ink = _own_fill(shape, layout), ink_of(shape, layout)
    best = palette.colour(rgb(name := best_ink(palette, below)))
    plain = own is None or own.tag == clark("a:solidFill")
    title = shape.placeholder_format.type in TITLES
    links = [palette.colour(one) for one in (_LINK, *map(rgb, _LINKS))] if linked else []
    ways = [[(one, _SMALL) for one in (ink, best)], [(one, _POOR) for one in links]]
    if not title and any(way and min(spoilt(one, below, least) for one, least in way) > _MUCH for way in ways):
        # On a picture, say, of light and of dark.
        for fill in fills:
            fill.getparent().remove(fill)
        paper = pptx_element(solid_fill(theme.PAPER))
        _before(shape._element.spPr, paper, ("a:ln", "a:effectLst", "a:effectDag", "a:scene3d", "a:sp3d", "a:extLst"))
        below, name = [palette.colour(rgb(theme.PAPER))[:3]], theme.INK
        _paint(shape, name)
    elif (
        not plain
        or spoilt(ink, below, _POOR) > max(_SPOILT, spoilt(best, below, _POOR))
        or _is_too_dark(best, ink, below)
    ):
        # Not every program writes in gradients.
        _paint(shape, None if not plain and not spoilt(ink, below, _FAIR) else name, ink)
    if linked:
        _show_links(layout, palette, below)


def _mixed(layer: Shade, ground: Shade) -> Shade:
    """Return what is seen of a ground below a layer."""
    return tuple(new * layer[3] + old * (1 - layer[3]) for new, old in zip(layer[:3], ground, strict=True))


def _own_fill(shape: Any, layout: Any) -> Any:
    return next((one for level in _styles(shape, layout) for one in select(level, f"a:defRPr/{_FILLS}")), None)


def ink_of(shape: Any, layout: Any) -> Shade:
    """Return the colour of the words in a placeholder: of a gradient that which it has on the whole."""
    palette, own = Palette(layout), _own_fill(shape, layout)
    ink = palette.filled(own, layout.part) if own is not None else palette.colour(element("a:schemeClr", val="tx1"))
    return ink if isinstance(ink, tuple) else palette.colour(rgb(theme.INK))


def _is_too_dark(best: Shade, ink: Shade, below: Sequence[Shade]) -> bool:
    """Whether an ink is far worse than a paler one on a dark ground: by numbers alone it could be read."""
    ground, black = _mean(below), (0.0, 0.0, 0.0)
    worse = contrast(ink[:3], ground)
    dark = contrast(ink[:3], black) < contrast(ground, black) < contrast(best[:3], black)
    return dark and worse < _FAIR and contrast(best[:3], ground) >= _BETTER * worse


def best_ink(palette: Palette, below: Sequence[Shade]) -> str:
    """Return which of our inks can be read best on these colours."""
    ground = _mean(below)

    def worth(name: str) -> tuple[float, float]:
        ink = palette.colour(rgb(name))
        return -round(spoilt(ink, below, _POOR), 2), contrast(ink[:3], ground)

    return max((theme.INK, theme.PAPER), key=worth)


def words_ink(deck: Any, layout: Any, box: Box) -> str:
    """Return which of our inks words in a box have: the pale one where titles are pale, if it can be read there."""
    palette, below, title = Palette(layout), colours_below(deck, layout, box), title_of(layout)
    pale = title is not None and contrast(ink_of(title, layout)[:3], (0.0, 0.0, 0.0)) > _PALE
    if pale and spoilt(palette.colour(rgb(theme.PAPER)), below, _POOR) <= _SPOILT:
        return theme.PAPER
    return best_ink(palette, below)


def _mean(colours: Sequence[Shade]) -> Shade:
    return tuple(sum(parts) / len(colours) for parts in zip(*colours, strict=True))


def _paint(shape: Any, name: str | None, ink: Shade = ()) -> None:
    """Give every level of a placeholder a colour: one of ours, or that of `ink`."""
    colour = rgb(name or "#" + "".join(f"{round(part * 255):02x}" for part in ink[:3]))
    for level in _LEVELS:
        _fill(_look_of(shape, level), colour)


def _look_of(shape: Any, name: str) -> Any:
    """Return how words of a level look by a placeholder's own styles, which need not have said it."""
    styles = shape._element.txBody.find("a:lstStyle", NAMESPACES)
    if styles is None:
        styles = pptx_element(element("a:lstStyle"))
        shape._element.txBody.insert(1, styles)
    level = styles.find(name, NAMESPACES)
    if level is None:
        level = pptx_element(element(name))
        at = sum(styles.find(before, NAMESPACES) is not None for before in _LEVELS[: _LEVELS.index(name)])
        styles.insert(at + (styles.find("a:defPPr", NAMESPACES) is not None), level)
    look = level.find("a:defRPr", NAMESPACES)
    if look is None:
        look = pptx_element(element("a:defRPr"))
        _before(level, look, ("a:extLst",))
    return look


def _fill(look: Any, colour: Any) -> None:
    for old in select(look, "a:noFill | a:solidFill | a:gradFill | a:blipFill | a:pattFill"):
        look.remove(old)
    fill = pptx_element(element("a:solidFill", deepcopy(colour)))
    look.insert(int(look.find("a:ln", NAMESPACES) is not None), fill)


def _before(owner: Any, made: Any, later: Sequence[str]) -> None:
    """Add an element to another before those that come later."""
    following = next((one for tag in later if (one := owner.find(tag, NAMESPACES)) is not None), None)
    owner.append(made) if following is None else following.addprevious(made)


def _show_links(layout: Any, palette: Palette, below: Sequence[Shade]) -> None:
    """Let links be read on these colours."""
    if spoilt(palette.colour(_LINK), below, _FAIR) <= _SPOILT:
        return
    ground = _mean(below)
    best = max(_LINKS, key=lambda one: contrast(palette.colour(rgb(one))[:3], ground))
    part = layout.slide_master.part.part_related_by(RT.THEME)
    root = etree.fromstring(part.blob)
    for one in root.iter(clark("a:hlink"), clark("a:folHlink")):
        one[:] = [rgb(best)]
    part._blob = serialize(root)


def _styles(shape: Any, layout: Any) -> list[Any]:
    """Return what says how the first level of a placeholder looks, the nearest first."""
    master, heading = layout.slide_master._element, shape.placeholder_format.type in TITLES
    kinds = "@type='title' or @type='ctrTitle'" if heading else "@type='body'"
    levels = select(shape._element, ".//a:lstStyle/a:lvl1pPr")
    levels += select(master, f".//p:sp[p:nvSpPr/p:nvPr/p:ph[{kinds}]]//a:lstStyle/a:lvl1pPr")
    return levels + select(master, f"p:txStyles/p:{'title' if heading else 'body'}Style/a:lvl1pPr")


def type_of(shape: Any, layout: Any) -> tuple[float, float, float]:
    """Return the points of type of a place for text, how far its lines stand apart, in sizes of it, and their indent."""
    levels = _styles(shape, layout)

    def first(path: str, plain: str) -> str:
        return next((str(found[0]) for one in levels if (found := select(one, path))), plain)

    size = int(first("a:defRPr/@sz", "1800")) / 100
    leading = 1.2 * _percent(first("a:lnSpc/a:spcPct/@val", "100000"))
    before, points = first("a:spcBef/a:spcPct/@val", ""), first("a:spcBef/a:spcPts/@val", "0")
    indent = int(first("@marL", "0")) / 12_700
    return size, leading + (_percent(before) if before else int(points) / 100 / size), indent


def _percent(words: str) -> float:
    return float(words[:-1]) / 100 if words.endswith("%") else float(words) / 100_000

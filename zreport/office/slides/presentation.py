"""Presentations of others, opened through `zreport.office.package` and found sound; and what stands on their slides."""

import io
import posixpath
import re
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.packuri import PackURI
from pptx.opc.serialized import PackageWriter
from pptx.oxml.slide import CT_NotesMaster

from zreport.language import Text
from zreport.office.package import OfficePackage, reading
from zreport.office.xml import NAMESPACES, TYPES, clark, clean, element, pptx_element, rezipped, select, serialize

_POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml"
_POTX, _PPTX, _SHOW = (f"{_POWERPOINT}.{kind}.main+xml" for kind in ("template", "presentation", "slideshow"))
_MACROS = [
    f"application/vnd.ms-powerpoint.{kind}.macroEnabled.main+xml" for kind in ("presentation", "template", "slideshow")
]
# What leads to macros, from the presentation, from the file's ribbon, and from buttons.
_TO_MACROS = ("/vbaProject", "/ui/extensibility", "/ui/userCustomization")
# What a slide may be wide and tall, in EMU: an inch, and 56.
_SMALLEST, _LARGEST = 914_400, 51_206_400
_NUMBER = re.compile("[0-9]{1,10}")
_TREE = "p:cSld/p:spTree"
_COLOURS = ["dk1", "lt1", "dk2", "lt2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink"]
_FACES = [f"a:themeElements/a:fontScheme/a:{face}Font/a:latin" for face in ("major", "minor")]
# Of each kind of part that links lead to: its root, what must stand in it, and what it must lead to.
_SOUND = {
    "slide": ("p:sld", [_TREE], ["slideLayout"]),
    "slideLayout": ("p:sldLayout", [_TREE], ["slideMaster"]),
    "slideMaster": ("p:sldMaster", [_TREE, "p:clrMap"], ["theme"]),
    "notesSlide": ("p:notes", [_TREE], ["notesMaster", "slide"]),
    "notesMaster": ("p:notesMaster", [_TREE], ["theme"]),
    "theme": ("a:theme", [f"a:themeElements/a:clrScheme/a:{slot}/*" for slot in _COLOURS] + _FACES, []),
    "chart": ("c:chartSpace", ["c:chart/c:plotArea"], []),
}
# What else a file may be, by what stands in the types of its parts or at the end of its name.
_OTHERS = {
    ("macroenabled", "vbaproject", ".pptm", ".potm", ".ppsm"): Text("含宏", "holds macros"),
    ("slideshow", ".ppsx"): Text("是放映文件（.ppsx）", "is a slide show (.ppsx)"),
    ("wordprocessingml",): Text("是 Word 文件", "is a Word document"),
    ("spreadsheetml",): Text("是 Excel 文件", "is an Excel workbook"),
    ("opendocument", ".odp", ".otp"): Text("是 OpenDocument 文件（.odp）", "is an OpenDocument file (.odp)"),
}


def open_presentation(content: bytes, name: str) -> Any:
    """Open a presentation, or a template (.potx) as one; ReportError if it is neither, or not sound."""
    package = OfficePackage(content, name)
    main = _main_part(package, template=False)
    _check(package, main, slides=True)
    with reading(name):
        return _opened(package, content, main)


def open_as_template(content: bytes, name: str) -> tuple[Any, bool]:
    """Open a presentation, template or show without slides and macros, and say whether there were macros.

    Some of its slides may be off the list of slides.
    """
    package = OfficePackage(content, name)
    main = _main_part(package, template=True)
    macros = any("vbaproject" in kind.lower() for kind in package.types.values()) or package.types[main] in _MACROS
    _check(package, main, slides=False)
    with reading(name):
        deck = _opened(package, content, main)
        without_slides(deck)
        if macros:
            _without_macros(deck)
        _own_show(deck)
        return deck, macros


def _check(package: OfficePackage, main: str, slides: bool) -> None:
    """Raise ReportError unless the parts that are reached, and the list of masters, and of `slides`, are sound."""
    for part, kinds in package.reached().items():
        root = None
        if package.types[part].endswith("xml"):
            root = package.xml(part)
            package.check(part, root)
        else:
            package.read(part)
        for kind in sorted(kinds & _SOUND.keys()):
            _check_part(package, part, kind, root)
    _check_slides(package, main, slides)


def _opened(package: OfficePackage, content: bytes, main: str) -> Any:
    kind = package.types[main]
    if kind != _PPTX:
        types = package.read(TYPES).replace(kind.encode(), _PPTX.encode())
        content = rezipped(io.BytesIO(content), lambda part, was: types if part == TYPES else was, made=False)
    deck = Presentation(io.BytesIO(content))
    file = deck.part.package
    for rel in list(file._rels.values()):
        # LibreOffice names this kind otherwise, and python-pptx would add properties of its own.
        if rel.reltype.endswith("/metadata/core-properties") and rel.reltype != RT.CORE_PROPERTIES:
            file.drop_rel(rel.rId)
            file.relate_to(rel.target_part, RT.CORE_PROPERTIES)
    return deck


def _without_macros(deck: Any) -> None:
    """Take macros out of a presentation, with the buttons and the ribbon that call them."""
    package = deck.part.package
    for owner in (package, deck.part):
        for rel in list(owner._rels.values()):
            if rel.reltype.endswith(_TO_MACROS):
                owner._rels.pop(rel.rId)
    for part in package.iter_parts():
        for one in (
            select(part._element, "//*[starts-with(@action, 'ppaction://macro')]") if hasattr(part, "_element") else ()
        ):
            one.getparent().remove(one)


def _own_show(deck: Any) -> None:
    """Let a presentation be shown whole and be changed by anybody, whatever that of others was set to."""
    file = deck.part.package
    for rel in [one for one in file._rels.values() if one.reltype == RT.THUMBNAIL]:
        file._rels.pop(rel.rId)
    for one in deck.part._element.findall("p:modifyVerifier", NAMESPACES):
        deck.part._element.remove(one)
    for rel in deck.part.rels.values():
        if rel.reltype == RT.PRES_PROPS:
            root = etree.fromstring(rel.target_part.blob)
            # Of a show these are choices of slides: those of one, from one to another.
            for one in select(root, "p:showPr/p:custShow | p:showPr/p:sldRg"):
                one.getparent().replace(one, element("p:sldAll"))
            rel.target_part._blob = serialize(root)
    if any(rel.reltype == RT.NOTES_MASTER for rel in deck.part.rels.values()):
        _place_for_notes(deck.notes_master)


def _place_for_notes(master: Any) -> None:
    """Give a master of notes a place for these if it has none."""
    if any(one.placeholder_format.type == KIND.BODY for one in master.placeholders):
        return
    bodies = CT_NotesMaster.new_default().xpath("p:cSld/p:spTree/p:sp[p:nvSpPr/p:nvPr/p:ph/@type='body']")
    tree = master._element.cSld.spTree
    properties = bodies[0].find(".//p:cNvPr", NAMESPACES)
    properties.set("id", str(tree.max_shape_id + 1))
    tree.append(bodies[0])


def _main_part(package: OfficePackage, template: bool) -> str:
    """Return the part that is the presentation; ReportError if the file is of another kind.

    Of a show, or of what holds macros, only a `template` is made.
    """
    main = next((link.target for link in package.links[""].values() if link.kind == "officeDocument"), "")
    kind = package.types.get(main, "")
    macros = (one for one in package.types.values() if "vbaproject" in one.lower())
    plain = package.read("mimetype")[:200].decode("latin-1") if "mimetype" in package.sizes else ""
    ours = template and kind in (_POTX, _PPTX, _SHOW, *_MACROS)
    signs = " ".join([kind, *macros, plain, posixpath.splitext(package.name)[1]]).lower()
    for marks, words in _OTHERS.items() if not ours else ():
        if any(mark in signs for mark in marks):
            raise package.foreign(words)
    if not ours and kind not in (_POTX, _PPTX):
        raise package.foreign()
    return main


def _check_part(package: OfficePackage, part: str, kind: str, root: Any) -> None:
    """Raise ReportError unless a part is what links to it say, and has what it needs."""
    tag, paths, needed = _SOUND[kind]
    if not package.types[part].endswith(f".{kind}+xml") or root.tag != clark(tag):
        raise package.damaged(part, f"不是 {tag}", f"it is no {tag}")
    led_to = [link.kind for link in package.links[part].values() if link.target]
    lacking = [path for path in paths if root.find(path, NAMESPACES) is None]
    for one in (*lacking, *(one for one in needed if one not in led_to)):
        raise package.damaged(part, f"缺少 {one}", f"{one} is missing")
    for number in (shape.get("id", "") for shape in root.iter(clark("p:cNvPr"))):
        if not _NUMBER.fullmatch(number):
            raise package.damaged(part, f"图形编号 {number}", f"a shape has the number {number}")


def _check_slides(package: OfficePackage, main: str, listed: bool) -> None:
    """Raise ReportError unless masters and slides are listed, each slide once, and have a size."""
    root, links = package.xml(main), package.links[main]
    lengths = select(root, "p:sldSz/@cx | p:sldSz/@cy")
    sound = [one for one in lengths if _NUMBER.fullmatch(one) and _SMALLEST <= int(one) <= _LARGEST]
    if len(sound) != 2:
        raise package.damaged(main, "没有幻灯片尺寸，或尺寸无效", "it has no slide size, or none that can be")
    for path, kind in (("p:sldMasterIdLst/p:sldMasterId", "slideMaster"), ("p:sldIdLst/p:sldId", "slide")):
        numbers = [one.get(clark("r:id")) for one in root.iterfind(path, NAMESPACES)]
        found = {links[number].target for number in numbers if number in links and links[number].kind == kind}
        if len(found) < len(numbers) or (kind == "slideMaster" and not found):
            raise package.damaged(main, f"{kind} 列表有误", f"its list of parts of the kind {kind} is wrong")
    off = len({link.target for link in links.values() if link.kind == "slide"} - found)
    if listed and off:
        zh, en = f"有 {off} 张已从列表中删去的幻灯片仍在文件中", f"{off} slides are off its list and still there"
        raise package.damaged(main, zh, en)


class _Parts(PackageWriter):
    """What python-pptx writes of a presentation, part by part and not zipped: that is done once, at the end."""

    def __init__(self, deck: Any):
        package = deck.part.package
        super().__init__("", package._rels, tuple(package.iter_parts()))
        self.named: list[tuple[str, bytes]] = []
        self._write_content_types_stream(self)
        self._write_pkg_rels(self)
        self._write_parts(self)

    def write(self, name: PackURI, content: bytes) -> None:
        """Take a part."""
        self.named.append((name.membername, content))


def saved_parts(deck: Any) -> list[tuple[str, bytes]]:
    """Return the parts of a presentation, in the order in which they are saved, with their names."""
    return _Parts(deck).named


def slides_of(deck: Any) -> list[Any]:
    """Return the slides of a presentation; python-pptx's own list of them renames their parts."""
    return [deck.part.related_part(one.rId).slide for one in deck.part._element.get_or_add_sldIdLst()]


def without_slides(deck: Any, dropped: Iterable[Any] | None = None) -> None:
    """Take slides, by default all, out of a presentation, with what leads to them: sections, shows, buttons."""
    root = deck.part._element
    listed = root.get_or_add_sldIdLst()
    slides = {one: deck.part.related_part(one.rId) for one in listed}
    gone = {slide.part for slide in dropped} if dropped is not None else None
    for entry, part in slides.items():
        if gone is None or part in gone:
            for one in select(root, f"//*[local-name()='sldId' and @id='{entry.id}']"):
                one.getparent().remove(one)
    if gone is None:
        for tag in ("p:custShowLst", "p:extLst"):
            for one in root.findall(tag, NAMESPACES):
                root.remove(one)
    for part in list(deck.part.package.iter_parts()):
        for rel in list(part.rels.values()):
            if not rel.is_external and rel.reltype.endswith("/slide") and (gone is None or rel.target_part in gone):
                part.rels.pop(rel.rId)
                # Of views, say, python-pptx keeps the words alone.
                root = part._element if hasattr(part, "_element") else etree.fromstring(part.blob)
                for one in select(root, f"//*[@r:id='{rel.rId}']"):
                    one.getparent().remove(one)
                if root is not getattr(part, "_element", None):
                    part._blob = serialize(root)


def texts_on(slide: Any) -> list[Any]:
    """Return the shapes on a slide that hold words, those in groups too."""
    return select(slide.shapes._spTree, ".//p:sp[p:txBody]")


def paragraphs_of(shape: Any) -> list[Any]:
    """Return the paragraphs of a shape."""
    return shape.txBody.findall("a:p", NAMESPACES)


def text_of(shape: Any) -> str:
    """Return what a shape says, a line for each paragraph."""
    return "\n".join(map(line_of, paragraphs_of(shape)))


def line_of(paragraph: Any) -> str:
    """Return what a paragraph says, without fields such as the slide's number; a break is a vertical tab."""
    runs = (one for one in paragraph.iter(clark("a:t"), clark("a:br")) if one.getparent().tag != clark("a:fld"))
    return "".join("\v" if one.tag == clark("a:br") else one.text or "" for one in runs)


def rewrite(shape: Any, words: str) -> None:
    """Let a shape say other words; where it has as many lines each keeps its look, else all look as the first."""
    (first, *others), lines = paragraphs_of(shape), words.split("\n")
    if len(others) + 1 != len(lines):
        for old in others:
            old.getparent().remove(old)
        others = [deepcopy(first) for _ in lines[1:]]
        for one in reversed(others):
            first.addnext(one)
    for paragraph, line in zip([first, *others], lines, strict=True):
        rewrite_line(paragraph, line)


def rewrite_line(paragraph: Any, words: str) -> None:
    """Let a paragraph say other words, as its first run looks; a vertical tab is a break."""
    runs = list(paragraph.iter(clark("a:r"), clark("a:fld"), clark("a:br")))
    run = next((one for one in runs if one.tag == clark("a:r")), None)
    if run is None:
        run = pptx_element(element("a:r", element("a:t", text="")))
        paragraph.insert(int(paragraph.find("a:pPr", NAMESPACES) is not None), run)
    for one in runs:
        if one is not run:
            one.getparent().remove(one)
    first, *others = words.split("\v")
    run.find("a:t", NAMESPACES).text = clean(first)
    for line in reversed(others):
        following, look = deepcopy(run), run.find("a:rPr", NAMESPACES)
        following.find("a:t", NAMESPACES).text = clean(line)
        run.addnext(following)
        run.addnext(pptx_element(element("a:br", *([] if look is None else [deepcopy(look)]))))

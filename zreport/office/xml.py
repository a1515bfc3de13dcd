"""What Office files are made of: elements, from one builder, and zipped parts with fixed times."""

import functools
import hashlib
import io
import posixpath
import re
import uuid
import zipfile
import zlib
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO
from urllib.parse import unquote

from lxml import etree

from zreport.faults import ReportError
from zreport.language import Text

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
NAMESPACES = {
    "a": f"{_DRAWING}/main",
    "c": f"{_DRAWING}/chart",
    "c15": "http://schemas.microsoft.com/office/drawing/2012/chart",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "dc": "http://purl.org/dc/elements/1.1/",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "r": f"{_OFFICE}/relationships",
    "s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "xdr": f"{_DRAWING}/spreadsheetDrawing",
}
_PROPERTIES, TYPES = "docProps/core.xml", "[Content_Types].xml"
# What the types of parts hold whose names end so.
_ENDINGS = {".xml": r"xml$", ".rels": r"relationships\+xml$", ".xlsx": "spreadsheetml"}
_ENDINGS |= dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".svg"), "^image/")
# Bytes unpacked that no file of ours comes near to.
_LARGEST = 200_000_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def copied(make: Callable[..., Any]) -> Callable[..., Any]:
    """Let a function make an element once for the same arguments, and then copy it, in a third of the time."""
    kept = functools.lru_cache(1024)(make)

    @functools.wraps(make)
    def copies(*arguments: Hashable, **named: Hashable) -> Any:
        # Of an element a copy is as deep as it is.
        return kept(*arguments, **named).__copy__()

    return copies


@functools.cache
def clark(name: str) -> str:
    """Return a name as lxml writes it: its namespace in braces."""
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def element(name: str, /, *children: etree._Element | None, text: object = None, **attributes: object) -> Any:
    """Make an element; characters that XML cannot hold are left out.

    None makes nothing; True and False are written as 1 and 0.

    >>> run = element("a:r", element("a:rPr", lang="en-US", b=True, sz=None), element("a:t", text="<"))
    >>> etree.tostring(run).partition(b">")[2]
    b'<a:rPr lang="en-US" b="1"/><a:t>&lt;</a:t></a:r>'
    """
    # Of an element a copy is as deep as it is.
    made = _blank(name).__copy__()
    for key, value in attributes.items():
        if value is not None:
            said = clean(value) if isinstance(value, str) else str(int(value) if isinstance(value, bool) else value)
            made.set(clark(key) if ":" in key else key, said)
    if text is not None:
        made.text = clean(str(text))
    if children:
        made.extend([child for child in children if child is not None])
    return made


@functools.cache
def _blank(name: str) -> Any:
    prefix = name.split(":")[0]
    return etree.Element(clark(name), None, {prefix: NAMESPACES[prefix]})


def clean(words: str) -> str:
    """Leave out what XML cannot hold."""
    return _CONTROL.sub("", words)


def serialize(root: Any) -> bytes:
    """Write an element as the whole of a part, with the namespaces that it uses declared at its top."""
    etree.cleanup_namespaces(root, top_nsmap=NAMESPACES)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def pptx_element(root: Any) -> Any:
    """Return a copy of an element in python-pptx's own classes, which its trees expect."""
    from pptx.oxml import parse_xml

    return parse_xml(serialize(root))


def select(root: Any, path: str) -> list[Any]:
    """Return what an XPath finds, with our prefixes, whoever made the element."""
    return _compiled(path)(root)


@functools.cache
def _compiled(path: str) -> etree.XPath:
    return etree.XPath(path, namespaces=NAMESPACES)


def guid(words: str) -> str:
    """Return an identifier that is always the same for the same words."""
    return f"{{{str(uuid.uuid5(uuid.NAMESPACE_OID, words)).upper()}}}"


def rezipped(
    file: BinaryIO, change: Callable[[str, bytes], bytes] | None = None, seal: bool = False, *, made: bool = True
) -> bytes:
    """Zip the parts of an Office file anew with times of 1980, each as `change` makes it of its name and content.

    What was `made` here is checked: ReportError if its parts do not hold together. A `seal` among the properties, a
    digest of all that is there, tells whether the file is later still as it is now.
    """
    with zipfile.ZipFile(file) as source:
        parts = [(name, source.read(name)) for name in source.namelist()]
    return zipped(parts, change, seal, made=made)


def zipped(
    named: Sequence[tuple[str, bytes]],
    change: Callable[[str, bytes], bytes] | None = None,
    seal: bool = False,
    *,
    made: bool = True,
) -> bytes:
    """Zip named parts as `rezipped` does those of a file."""
    parts = dict(named)
    if change:
        parts = {name: change(name, content) for name, content in parts.items()}
    if made:
        _refuse_unsound([name for name, _ in named], parts)
    if seal:
        properties = etree.fromstring(parts.pop(_PROPERTIES))
        parts[_PROPERTIES] = _signed(properties, _digest(parts, properties))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.external_attr = 0o600 << 16
            target.writestr(info, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _refuse_unsound(names: Sequence[str], parts: Mapping[str, bytes]) -> None:
    """Raise `ReportError` if a file that is about to be handed over would not be opened whole."""
    for part, zh, en in _unsound(names, parts):
        zh = f"所做的文件有误（{part}：{zh}），没有写出；请换一个模板，并把这句话告诉开发者"
        en = f"what was made is not sound ({part}: {en}) and was not written; try another template, and report this"
        raise ReportError(Text(zh, en))


def _unsound(names: Sequence[str], parts: Mapping[str, bytes]) -> Iterator[tuple[str, str, str]]:
    """Return what is wrong with the parts of a file: names, types, XML, links."""
    if len({name.casefold() for name in names}) < len(names):
        yield "zip", "有部件出现不止一次", "a part is there more than once"
    roots: dict[str, Any] = {}
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                roots[name] = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
            except (etree.XMLSyntaxError, ValueError) as error:
                yield name, f"XML {error}", f"XML {error}"
                return
    types = {(one.get("PartName") or f".{one.get('Extension', '')}").lower(): one for one in roots[TYPES]}
    for name in types.keys() - {f"/{name}".lower() for name in parts}:
        if name.startswith("/"):
            yield name, "列出了类型，却不在", "its type is listed, and it is not there"
    for name in parts.keys() - {TYPES}:
        found = types.get(f"/{name}".lower(), types.get(f".{name.rpartition('.')[2]}".lower()))
        kind = found.get("ContentType", "") if found is not None else ""
        wanted = next((start for end, start in _ENDINGS.items() if name.lower().endswith(end)), "")
        if not kind or not re.search(wanted, kind):
            yield name, f"类型“{kind}”不符", f"its type “{kind}” does not fit"
        yield from _unlinked(name, parts, roots)


def _unlinked(name: str, parts: Mapping[str, bytes], roots: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Return which links of a part lead nowhere, and which it names and has not."""
    folder, file = posixpath.split(name)
    links = roots.get(posixpath.join(folder, "_rels", f"{file}.rels"), ())
    numbers = [one.get("Id") for one in links]
    if len(set(numbers)) < len(numbers):
        yield name, "关系编号重复", "a number of a link is there twice"
    for one in links:
        target = one.get("Target", "").partition("#")[0]
        path = posixpath.normpath(posixpath.join("/", folder, target))[1:]
        if one.get("TargetMode") != "External" and target and path not in parts and unquote(path) not in parts:
            yield name, f"所指的 {path} 不在", f"{path}, which it leads to, is missing"
    if name in roots:
        for number in {*map(str, select(roots[name], "//@r:*"))} - {*numbers, ""}:
            yield name, f"所指的 {number} 不在", f"{number}, which it refers to, is missing"
        slides = select(roots[name], "/p:presentation/p:sldIdLst/p:sldId/@id")
        if len(set(slides)) < len(slides):
            yield name, "幻灯片编号重复", "two slides have one number"


def is_sealed(content: bytes) -> bool:
    """Whether an Office file is as `rezipped` sealed it: nobody has changed it since."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            items = file.infolist()
            if sum(item.file_size for item in items) > _LARGEST:
                return False
            parts = {item.filename: file.read(item.filename) for item in items}
        properties = etree.fromstring(parts.pop(_PROPERTIES), etree.XMLParser(resolve_entities=False))
        said = properties.findtext("dc:identifier", "", NAMESPACES)
        return said == _digest(parts, properties)
    except (zipfile.BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, OSError, EOFError, RuntimeError):
        return False


def _digest(parts: Mapping[str, bytes], properties: Any) -> str:
    for old in properties.findall("dc:identifier", NAMESPACES):
        properties.remove(old)
    made = hashlib.sha256(etree.tostring(properties, method="c14n", exclusive=True))
    for name in sorted(parts):
        made.update(f"{name}\0".encode("utf-8", "replace") + hashlib.sha256(parts[name]).digest())
    return f"zreport:{made.hexdigest()}"


def _signed(properties: Any, said: str) -> bytes:
    properties.append(element("dc:identifier", text=said))
    return serialize(properties)

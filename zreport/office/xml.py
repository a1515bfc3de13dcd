"""What Office files are made of: elements, from one builder, and zipped parts with fixed times."""

import functools
import io
import re
import uuid
import zipfile
from collections.abc import Callable, Hashable
from typing import Any, BinaryIO

from lxml import etree

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
NAMESPACES = {
    "a": f"{_DRAWING}/main",
    "c": f"{_DRAWING}/chart",
    "c15": "http://schemas.microsoft.com/office/drawing/2012/chart",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "r": f"{_OFFICE}/relationships",
    "s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "xdr": f"{_DRAWING}/spreadsheetDrawing",
}
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
    made = _blank(name)
    for key, value in attributes.items():
        if value is not None:
            value = int(value) if isinstance(value, bool) else value
            made.set(clark(key) if ":" in key else key, clean(str(value)))
    if text is not None:
        made.text = clean(str(text))
    made.extend(child for child in children if child is not None)
    return made


@copied
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


def guid(words: str) -> str:
    """Return an identifier that is always the same for the same words."""
    return f"{{{str(uuid.uuid5(uuid.NAMESPACE_OID, words)).upper()}}}"


def rezipped(file: BinaryIO, change: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """Zip the parts of an Office file anew with times of 1980, each as `change` makes it of its name and content."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(out, "w") as target:
        for item in source.infolist():
            content = source.read(item.filename)
            info = zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0))
            info.external_attr = 0o600 << 16
            target.writestr(info, change(item.filename, content) if change else content, zipfile.ZIP_DEFLATED)
    return out.getvalue()

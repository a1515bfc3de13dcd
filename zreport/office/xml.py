"""Elements of Office files: one builder, and the namespaces that prefixes stand for."""

from __future__ import annotations

import functools
import re
import uuid
from collections.abc import Callable, Hashable
from typing import Any

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
    """Return a name as lxml writes it.

    Examples
    --------
    >>> clark("ct:Override")
    '{http://schemas.openxmlformats.org/package/2006/content-types}Override'
    """
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def element(name: str, /, *content: etree._Element | dict | None, text: object = None, **attributes: object) -> Any:
    """Make an element; characters that XML cannot hold are left out.

    Parameters
    ----------
    name : str
        With a prefix of `NAMESPACES`.
    *content : element, dict or None
        Children, and attributes whose names have prefixes; nothing is made of None.
    text : object, optional
    **attributes
        One that is None is left out; True and False are written as 1 and 0.

    Examples
    --------
    >>> run = element("a:r", element("a:rPr", lang="en-US", b=True, sz=None), element("a:t", text="<"))
    >>> etree.tostring(run).partition(b">")[2]
    b'<a:rPr lang="en-US" b="1"/><a:t>&lt;</a:t></a:r>'
    """
    made = _blank(name)
    for key, value in attributes.items():
        if value is not None:
            _set(made, key, value)
    if text is not None:
        try:
            made.text = str(text)
        except ValueError:
            made.text = clean(str(text))
    for part in content:
        if isinstance(part, dict):
            for key, value in part.items():
                _set(made, clark(key), value)
        elif part is not None:
            made.append(part)
    return made


@copied
def _blank(name: str) -> Any:
    prefix = name.split(":")[0]
    return etree.Element(clark(name), None, {prefix: NAMESPACES[prefix]})


def _set(owner: etree._Element, key: str, value: object) -> None:
    words = str(int(value) if isinstance(value, bool) else value)
    try:
        owner.set(key, words)
    except ValueError:
        owner.set(key, clean(words))


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

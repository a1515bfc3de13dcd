"""The one door to presentations of others: of bounded size, whole, with sound XML; else a sentence says what is wrong."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.parse import unquote

from lxml import etree

from zreport.faults import ReportError
from zreport.language import Text
from zreport.office.xml import NAMESPACES, TYPES, clark

_MB = 1_000_000
# What no file of people's own comes near to, and what a laptop holds.
_MOST_PARTS, _LARGEST_SUM, _LARGEST_PART = 10_000, 500 * _MB, 200 * _MB
_MOST_XML, _LARGEST_XML = 50 * _MB, 20 * _MB
# By how much a large part may shrink when it is packed.
_TIGHTEST, _LARGE = 250, 5 * _MB
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_STRICT = "{http://purl.oclc.org/ooxml/"
# The attributes of lengths, and what the standard allows: some thousand kilometres.
_LENGTHS = {"a:off": "x y", "a:chOff": "x y", "a:ext": "cx cy", "a:chExt": "cx cy"}
_LENGTH = re.compile("-?[0-9]{1,13}")
_FOREIGN = Text("不是 PowerPoint 演示文稿", "is not a PowerPoint presentation")
_LOCKED = Text("是旧格式（.ppt、.xls）或设了密码", "is of the old format (.ppt, .xls) or has a password")
_AGAIN = Text("请用 PowerPoint 或 WPS 打开后另存", "open it in PowerPoint or WPS and save it again")
_AS_PPTX = Text("请另存为 .pptx 或 .potx，不设密码、不含宏", "save it as .pptx or .potx, without a password or macros")
_NOT_STRICT = Text(
    "请在“另存为”中选“PowerPoint 演示文稿 (.pptx)”，不选“严格”",
    "save it as “PowerPoint Presentation (.pptx)”, not as the Strict one",
)
_SMALLER = Text("请删去或压缩其中的媒体后另存", "take out or compress media and save it again")


def refusal(name: str, zh: str, en: str, mend: Text = _AGAIN) -> ReportError:
    """Say of a file what is wrong with it, and what to do."""
    return ReportError(Text(f"{name}：{zh}；{mend.zh}", f"{name}: {en}; {mend.en}"))


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Say of whatever else is odd in a file that it cannot be read; ``--debug`` shows what that was."""
    try:
        yield
    except (ReportError, MemoryError):
        raise
    except Exception as error:
        # A file can be wrong in more ways than lxml and python-pptx have exceptions.
        raise refusal(name, "内容有误，无法读取", "holds what cannot be read") from error


class Link(NamedTuple):
    """A relationship: its kind, such as ``slide``, and the part that it leads to, or nothing if that is outside."""

    kind: str
    target: str


class OfficePackage:
    """The parts of an Office file, each of bounded size, with links that all lead to parts of known type.

    ReportError says what is not so. XML is parsed when it is asked for.
    """

    def __init__(self, content: bytes, name: str):
        self.name, self.parsed = name, 0
        if content.startswith(_OLE):
            raise self.foreign(_LOCKED)
        try:
            self.file = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
            raise self.foreign() from None
        self.sizes = self._measured()
        self.types = self._types()
        self.links = {part: self._links(part) for part in ("", *self.sizes)}

    def foreign(self, what: Text = _FOREIGN) -> ReportError:
        """Say that the file is of another kind."""
        return refusal(self.name, what.zh, what.en, _AS_PPTX)

    def damaged(self, part: str, zh: str, en: str) -> ReportError:
        """Say what is wrong with a part."""
        return refusal(self.name, f"{part} 已损坏（{zh}）", f"{part} is damaged ({en})")

    def _too_large(self, part: str, size: int) -> ReportError:
        said = f"{part} 展开后有 {size / _MB:,.0f} MB，过大", f"{part} unpacks to {size / _MB:,.0f} MB, too much"
        return refusal(self.name, *said, _SMALLER)

    def read(self, part: str) -> bytes:
        """Return the content of a part."""
        try:
            return self.file.read(part)
        except Exception:
            # Of a damaged stream zipfile and zlib raise what they like.
            raise self.damaged(part, "无法解压", "it cannot be unpacked") from None

    def xml(self, part: str) -> Any:
        """Parse a part: no entities, no DTD, no network, and no deeper than 256 elements."""
        self.parsed += self.sizes[part]
        for what, size, most in ((part, self.sizes[part], _LARGEST_XML), ("XML", self.parsed, _MOST_XML)):
            if size > most:
                raise self._too_large(what, size)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(self.read(part), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged(part, f"XML：{error}", f"XML: {error}") from None
        if root.getroottree().docinfo.doctype:
            raise self.damaged(part, "XML 含 DOCTYPE", "its XML has a DOCTYPE")
        if root.tag.startswith(_STRICT):
            raise refusal(self.name, "是“严格 Open XML”格式", "is Strict Open XML", _NOT_STRICT)
        return root

    def check(self, part: str, root: Any) -> None:
        """Raise ReportError if a part names links that it has not, or lengths that are none."""
        prefix = f"{{{NAMESPACES['r']}}}"
        for one in root.iter(etree.Element):
            for key, value in one.attrib.items():
                if key.startswith(prefix) and value and value not in self.links[part]:
                    raise self.damaged(part, f"所指的 {value} 不在", f"{value}, which it refers to, is missing")
        for tag, keys in _LENGTHS.items():
            for one in root.iter(clark(tag)):
                lengths = [one.get(key, "") for key in keys.split()]
                # An extension has the name of a size.
                if one.get("uri") is None and not all(map(_LENGTH.fullmatch, lengths)):
                    raise self.damaged(part, f"{tag} {lengths}", f"{tag} {lengths}")

    def reached(self) -> dict[str, set[str]]:
        """Return the parts that links lead to, each with the kinds of these."""
        found: dict[str, set[str]] = {}
        left = [""]
        while left:
            for link in self.links[left.pop()].values():
                if link.target:
                    left += [] if link.target in found else [link.target]
                    found.setdefault(link.target, set()).add(link.kind)
        return found

    def _measured(self) -> dict[str, int]:
        """Return the sizes of the parts, which are few and small enough, and of which each is there once."""
        items = [item for item in self.file.infolist() if not item.is_dir()]
        if len(items) > _MOST_PARTS:
            raise refusal(self.name, f"部件超过 {_MOST_PARTS:,} 个", f"has {len(items):,} parts, over {_MOST_PARTS:,}")
        for item in items:
            inside, size = item.filename, item.file_size
            if posixpath.normpath(posixpath.join("/", inside)) != f"/{inside}" or "\\" in inside:
                raise self.damaged(repr(inside), "不是部件名", "that is no name of a part")
            if size > _LARGEST_PART or (size > _LARGE and size > _TIGHTEST * item.compress_size):
                raise self._too_large(inside, size)
        if len({item.filename.lower() for item in items}) < len(items):
            raise refusal(self.name, "有部件出现不止一次", "holds a part more than once")
        if (total := sum(item.file_size for item in items)) > _LARGEST_SUM:
            raise self._too_large(self.name, total)
        return {item.filename: item.file_size for item in items}

    def _types(self) -> dict[str, str]:
        """Return the type of each part by its name or its ending; none is known in a zip of another kind."""
        known = {}
        for one in self.xml(TYPES).iterchildren(etree.Element) if TYPES in self.sizes else ():
            known[(one.get("PartName") or one.get("Extension", "")).lower()] = one.get("ContentType", "")
        endings = {part: posixpath.splitext(part)[1][1:].lower() for part in self.sizes}
        return {part: known.get(f"/{part}".lower()) or known.get(end, "") for part, end in endings.items()}

    def _links(self, part: str) -> dict[str, Link]:
        folder, file = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        found: dict[str, Link] = {}
        for one in self.xml(listed).iterchildren(etree.Element) if listed in self.sizes else ():
            number, kind, target = (one.get(key) for key in ("Id", "Type", "Target"))
            if None in (number, kind, target) or number in found:
                raise self.damaged(listed, "关系不完整或重复", "a relationship lacks something, or is there twice")
            if one.get("TargetMode") == "External" or target.startswith("#"):
                target = ""
            else:
                target = posixpath.normpath(posixpath.join("/", folder, target.partition("#")[0]))[1:]
                target = target if target in self.sizes else unquote(target)
                if not self.types.get(target):
                    raise self.damaged(listed, f"{target} 不在或类型不明", f"{target} is missing or of no type")
            found[number] = Link(kind.rpartition("/")[2], target)
        return found

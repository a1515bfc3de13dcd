"""Every text of a folder, one after another, as public sets come: files, archives, and tables with a column of texts."""

import os
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from zreport.corpus.labels import Label, dates_in
from zreport.corpus.manifest import missing_files
from zreport.corpus.places import in_name
from zreport.corpus.sheets import count_rows, is_table, table_texts
from zreport.language import Text

__all__ = ["FoundText", "Label", "count_texts", "found_texts"]
_LARGEST = 50_000_000  # bytes of a file of an archive
_PACKED = 500_000_000  # bytes of an archive in an archive, and of a table in one
_DEEPEST = 3  # archives in archives
_DENSEST = 200  # times that texts are packed at most
_LEFT_OUT = re.compile(r"(?:\.|~\$|__MACOSX$|Thumbs\.db$|desktop\.ini$|Icon\r$)", re.I)
_OUTPUT = "scan.json", "reports.parquet"  # what only the result of a scan holds
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)
_FAULTS = {
    "zip": Text("压缩包打不开，多半是没有下载完整；请重新下载", "the archive cannot be opened: download it anew"),
    "member": Text(
        "压缩包里的这个文件已损坏；请重新下载压缩包", "this file of the archive is damaged: download the archive anew"
    ),
    "locked": Text("压缩包有密码；请先解压到文件夹", "the archive has a password: unpack it into the folder first"),
    "bomb": Text(
        "解开后过大，不像是文本；请核对，确是文本的请先解压",
        "unpacks to more than texts do; check it, and unpack it first if it is",
    ),
    "deep": Text("压缩包套了三层以上；请先解压", "archives within archives, more than three deep: unpack them first"),
}


class FoundText(NamedTuple):
    """One text of a folder.

    Attributes
    ----------
    file : str
        Its path in the folder: ``a/b.txt``, ``set.zip!a/b.txt``, ``set.csv#12``, ``set.xlsx#Sheet1#12``; a row as a
        spreadsheet counts it, where the heading is row 1.
    content : bytes
        Those of a file; empty for a row of a table.
    words : str
        The text of a row of a table.
    label : Label
        What is said of it beside it.
    fault : Text or None
        Why it could not be got out.
    """

    file: str
    content: bytes
    words: str
    label: Label
    fault: Text | None = None


class _Entry(NamedTuple):
    """A file of a folder or of an archive, and how it is opened."""

    name: str
    path: Path


def found_texts(folder: Path, manifest: Mapping[str, Label]) -> Iterator[FoundText]:
    """Return the texts of a folder in the order of their paths, one at a time.

    Raises
    ------
    ReportError
        Before anything is read, if the manifest names a file that the folder does not hold.
    """
    folder = Path(folder)
    if manifest and (error := missing_files(dict(manifest), set(_names(folder)))):
        raise error
    return _labelled(folder, manifest)


def _labelled(folder: Path, manifest: Mapping[str, Label]) -> Iterator[FoundText]:
    for entry in _files(folder):
        for found in _texts_of(entry, manifest):
            said = manifest.get(found.file) or found.label
            beside = _label_of(found.file)
            # What one does not say, the other may.
            place, date = said.place or beside.place, said.date or beside.date
            by = said.by if said.place or said.date else beside.by if place or date else ""
            yield found._replace(label=Label(place, date, by))


def count_texts(folder: Path) -> int:
    """Count the texts of a folder, without reading more than tables and the lists of archives."""
    return sum(_count(entry) for entry in _files(Path(folder)))


def _files(folder: Path) -> Iterator[_Entry]:
    """The files of a folder in the order of their paths; no folder is read twice, whatever links lead to it."""
    root, seen = folder.resolve(), set()

    def inside(directory: Path, prefix: str) -> Iterator[_Entry]:
        real = directory.resolve()
        if real in seen or (prefix and all(os.path.isfile(directory / file) for file in _OUTPUT)):
            return
        seen.add(real)
        try:
            entries = [one for one in os.scandir(directory) if not _LEFT_OUT.match(one.name)]
        except OSError:  # said of the folder, as of a file
            yield _Entry(prefix.rstrip("/"), directory)
            return
        named = []
        for one in entries:
            is_folder = False
            with suppress(OSError):
                is_folder = one.is_dir()
            # What a link leads to within the folder is met there.
            if one.is_symlink() and Path(one.path).resolve().is_relative_to(root):
                continue
            named.append((prefix + _shown(one.name) + "/" * is_folder, Path(one.path)))
        for name, path in sorted(named):
            if name.endswith("/"):
                yield from inside(path, name)
            else:
                yield _Entry(name, path)

    yield from inside(folder, "")


def _shown(name: str) -> str:
    """A name as Unicode: those of old archives were never decoded."""
    try:
        name.encode()
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("gb18030", "replace")
    return unicodedata.normalize("NFC", name)


def _texts_of(entry: _Entry, manifest: Mapping[str, Label]) -> Iterator[FoundText]:
    try:
        with entry.path.open("rb") as file:
            yield from _opened(entry.name, file, manifest, 0)
    except OSError as error:
        said = error.strerror or type(error).__name__
        yield _failed(entry.name, Text(f"读不了（{said}）", f"cannot be read ({said})"))


def _opened(name: str, file: BinaryIO, manifest: Mapping[str, Label], depth: int) -> Iterator[FoundText]:
    if name.lower().endswith(".zip"):
        yield from _archived(name, file, manifest, depth)
    elif is_table(name):
        for number, words, label, fault in table_texts(name, file, manifest):
            yield FoundText(f"{name}#{number}" if number else name, b"", words, label, fault)
    else:
        # One sign more than is read tells intake that it is too large.
        yield FoundText(name, file.read(_LARGEST + 1), "", Label())


def _archived(name: str, file: BinaryIO, manifest: Mapping[str, Label], depth: int) -> Iterator[FoundText]:
    if depth >= _DEEPEST:
        yield _failed(name, _FAULTS["deep"])
        return
    try:
        packed = zipfile.ZipFile(file)
    except _BROKEN:
        yield _failed(name, _FAULTS["zip"])
        return
    with packed:
        members = _members(packed)
        if any(one.flag_bits & 1 for _, one in members):
            yield _failed(name, _FAULTS["locked"])
            return
        if any(_dense(one) for _, one in members):
            yield _failed(name, _FAULTS["bomb"])
            return
        for path, member in members:
            inner = f"{name}!{path}"
            if _swollen(path, member):
                yield _failed(inner, _FAULTS["bomb"])
                continue
            try:
                content = packed.read(member)
            except _BROKEN:
                yield _failed(inner, _FAULTS["member"])
                continue
            yield from _opened(inner, BytesIO(content), manifest, depth + 1)


def _members(packed: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """The files of an archive, by the names that they had, in the order of those."""
    members = []
    for one in packed.infolist():
        name = one.filename
        if not one.flag_bits & 0x800:
            with suppress(UnicodeEncodeError):
                raw = name.encode("cp437")
                with suppress(UnicodeDecodeError):
                    name = raw.decode("gb18030")
                with suppress(UnicodeDecodeError):
                    name = raw.decode()
        parts = [
            part
            for part in unicodedata.normalize("NFC", name).replace("\\", "/").split("/")
            if part not in ("", ".", "..")
        ]
        if parts and not name.endswith(("/", "\\")) and not any(map(_LEFT_OUT.match, parts)):
            members.append(("/".join(parts), one))
    return sorted(members, key=lambda pair: (pair[0], pair[1].header_offset))


def _dense(member: zipfile.ZipInfo) -> bool:
    return member.file_size > _LARGEST // 10 and member.file_size > _DENSEST * max(member.compress_size, 1)


def _swollen(path: str, member: zipfile.ZipInfo) -> bool:
    most = _PACKED if path.lower().endswith(".zip") or is_table(path) else _LARGEST
    return member.file_size > most or _dense(member)


def _failed(name: str, fault: Text) -> FoundText:
    return FoundText(name, b"", "", Label(), fault)


def _count(entry: _Entry) -> int:
    with suppress(*_BROKEN), entry.path.open("rb") as file:
        return _counted(entry.name, file, 0)
    return 1


def _counted(name: str, file: BinaryIO, depth: int) -> int:
    if is_table(name):
        return count_rows(name, file)
    if not name.lower().endswith(".zip") or depth >= _DEEPEST:
        return 1
    total = 0
    with zipfile.ZipFile(file) as packed:
        for path, member in _members(packed):
            inner = (path.lower().endswith(".zip") or is_table(path)) and not _swollen(path, member)
            total += _counted(path, BytesIO(packed.read(member)), depth + 1) if inner else 1
    return total


def _names(folder: Path) -> Iterator[str]:
    """The names of all files, those in archives as well."""
    for entry in _files(folder):
        yield entry.name
        if entry.name.lower().endswith(".zip"):
            with suppress(*_BROKEN), entry.path.open("rb") as file:
                yield from _packed_names(entry.name, file, 0)


def _packed_names(name: str, file: BinaryIO, depth: int) -> Iterator[str]:
    with zipfile.ZipFile(file) as packed:
        for path, member in _members(packed):
            yield f"{name}!{path}"
            if path.lower().endswith(".zip") and depth < _DEEPEST and not _swollen(path, member):
                with suppress(*_BROKEN):
                    yield from _packed_names(f"{name}!{path}", BytesIO(packed.read(member)), depth + 1)


def _label_of(file: str) -> Label:
    """What the path of a text says of its place and date: its name first, then the folders that it lies in.

    >>> _label_of("河北省/保定市/安国市/2022.txt")
    Label(place='河北省保定市安国市/', date='2022', by='name')
    >>> _label_of("set.zip!county_boye_2021.txt")
    Label(place='county_boye', date='2021', by='name')
    """
    path, *row = file.split("#")
    *folders, last = re.split("[/!]", path)
    if row:  # a table is to its texts what a folder is, and a sheet may be named for its place
        folders, last = [*folders, last], row[0] if len(row) > 1 else ""
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", last)
    own = in_name(stem)
    above = [re.sub(r"\.[A-Za-z0-9]{1,5}$", "", one) for one in folders]
    outer = ""
    for name in map(in_name, above):
        outer = _joined(outer, name)
    place = _joined(outer, own) if own else f"{outer}/" if outer else ""
    date = dates_in(stem)
    for name in reversed(above):
        date = dates_in(name) if date == "" else date
    return Label(place, date or "", "name" if place or date else "")


def _joined(outer: str, inner: str) -> str:
    """A name with what it lies in, where that makes one place of both."""
    if not outer or not inner:
        return outer or inner
    both = f"{outer}_{inner}" if outer.isascii() and inner.isascii() else outer + inner
    return both if both.isascii() == inner.isascii() and in_name(both) else inner

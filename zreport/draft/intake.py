"""Read a report's source, as a county publishes it, to the text that is kept, and tell what was taken off."""

import html
import re
import unicodedata
import zipfile
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path

from zreport.draft.intake_furniture import Removed, SourceLine, without_furniture
from zreport.faults import ReportError
from zreport.language import Text
from zreport.tables.package import LARGEST

_LARGEST, _UNPACKED = 50_000_000, 200_000_000  # bytes of a source, and of what is packed in it
_SAMPLE = 100_000  # bytes by which an encoding is told
_FEWEST = 10  # Chinese signs
_NAMES = {"utf_8": "UTF-8", "gb18030": "GB18030", "big5": "Big5", "utf_16_le": "UTF-16 LE", "utf_16_be": "UTF-16 BE"}
_MARKS = {BOM_UTF8: "utf_8", BOM_UTF16_LE: "utf_16_le", BOM_UTF16_BE: "utf_16_be"}
_OLD = {b"\xd0\xcf\x11\xe0": ".doc/.wps/.xls", b"{\\rtf": ".rtf", b"MIME-Version": ".mht", b"From: <": ".mht"}
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_IS_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.S)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.I)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#[0-9]{2,6}|#x[0-9A-Fa-f]{2,5});")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_JUNK = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufffd]")
# Codes that fonts give for characters, and that Unicode folds to none or to another.
_GLYPHS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⼾⾭",
        "母民虎西见角贝车长长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟户青",
        strict=True,
    )
)
_GLYPHS |= {"⸺": "——", "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff"}
_GLYPH = re.compile("[\u2e80-\u2fd5⸺ﬀﬁﬂ]")


# Why a file is not read, and what to do.
_REFUSED = {
    "no_chinese": Text("里面没有中文的报告正文", "there is no Chinese text of a report in it"),
    "long": Text(
        "文字超过 1 MB，比任何报告都长；请只留报告正文", "longer than any report (over 1 MB); keep only the report"
    ),
    "large": Text("超过 50 MB；请只留报告正文，另存为 .txt", "over 50 MB; save the report alone as .txt"),
    "missing": Text("没有这个文件；请核对路径", "no such file; check the path"),
    "folder": Text("是文件夹；请指明其中的报告文件", "is a folder; name the file of the report in it"),
    "empty": Text("是空文件", "is empty"),
    "picture": Text("是图片；请先做文字识别（OCR），存为 .txt", "is a picture; run OCR and save the text as .txt"),
    "archive": Text("是压缩包；请先解压", "is an archive; unpack it first"),
    "damaged": Text("文件已损坏；请重新下载或另存", "the file is damaged; download or save it anew"),
    "ofd": Text(
        "OFD 格式读不了；请用阅读器转成 PDF 或 .txt", "OFD is not read; turn it into a PDF or .txt in its viewer"
    ),
    "no_docx": Text(
        "不是 .docx；请把报告另存为 .docx 或 .txt", "is no .docx document; save the report as .docx or .txt"
    ),
    "bomb": Text("解开后超过 200 MB；请只把正文另存为 .txt", "unpacks to over 200 MB; save its text alone as .txt"),
    "no_text": Text(
        "不是文本，或编码认不出来；请用记事本另存为 UTF-8", "no text, or in an unknown encoding; save it as UTF-8"
    ),
    "controls": Text("多半不是文本（满是控制符）；请核对文件", "no text, or mostly control characters; check the file"),
}


@dataclass(frozen=True)
class Source:
    """A report as it came.

    Attributes
    ----------
    text : str
        The words that the report is read from, each line ended by a line feed.
    form : str
        ``txt``, ``docx``, ``html`` or ``pdf``.
    encoding : str
        What the file turned out to be in; empty where it is no text.
    removed : tuple of Removed
        What was taken off, and where it stood.
    """

    text: str
    form: str
    encoding: str
    removed: tuple[Removed, ...] = ()


def read_source(path: str | Path) -> Source:
    """Read a report from a file: .txt in any encoding, .docx, .html, or .pdf with a text layer.

    What pages, newspapers and web sites add is taken off and listed; no word of the report is edited.

    Raises
    ------
    ReportError
        If the file is missing, empty, too large, damaged, of another form, or without Chinese words.
    """
    path = Path(path)
    try:
        content = _content(path)
    except ReportError as error:
        raise _named(error, path.name) from error
    return source_from(content, path.name)


def source_from(content: bytes, name: str) -> Source:
    """Read a report from the bytes of a file, as `read_source` does.

    Raises
    ------
    ReportError
        As `read_source` does; `name` is what the message calls the file, and its ending tells its form.
    """
    try:
        if len(content) > _LARGEST:
            raise ReportError(_REFUSED["large"])
        if not content.strip(b"\0 \t\r\n" + BOM_UTF8):
            raise ReportError(_REFUSED["empty"])
        form, encoding, lines, removed = _lines(content, Path(name).suffix.lower())
        kept, furniture = without_furniture(lines)
        text, read = _as_shown(kept)
        if len(list(islice(_HAN.finditer(text, 0, _SAMPLE), _FEWEST))) < _FEWEST:
            raise ReportError(_REFUSED["no_chinese"])
        if len(text.encode()) > LARGEST[".txt"]:
            raise ReportError(_REFUSED["long"])
    except ReportError as error:
        raise _named(error, name) from error
    return Source(text, form, encoding, tuple([*removed, *furniture, *read]))


def _named(error: ReportError, name: str) -> ReportError:
    return ReportError(Text("：", ": ").join([Text.of(name), error.words]))


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise ReportError(_REFUSED["folder"])
    try:
        size = path.stat().st_size
        if size > _LARGEST:
            raise ReportError(_REFUSED["large"])
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReportError(_REFUSED["missing"]) from error
    except OSError as error:
        raise ReportError(Text(f"读不了（{error.strerror}）", f"cannot be read ({error.strerror})")) from error


def _lines(content: bytes, suffix: str) -> tuple[str, str, list[SourceLine], list[Removed]]:
    """The form and encoding of a source, its lines, and what is none of its text."""
    if content.startswith(b"%PDF") or b"%PDF-" in content[:1024]:
        from zreport.draft.intake_pdf import pdf_lines

        return "pdf", "", *pdf_lines(content)
    if content.startswith(b"PK"):
        from zreport.draft.intake_docx import docx_lines

        _check_packed(content)
        return "docx", "", *docx_lines(content)
    _refuse(content, suffix)
    text, encoding = decoded(content)
    if _IS_HTML.match(text) or suffix in (".html", ".htm"):
        from zreport.draft.intake_html import html_lines

        return "html", encoding, *html_lines(text)
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "txt", encoding, [SourceLine(words, place) for place, words in enumerate(plain.split("\n"), 1)], []


def _refuse(content: bytes, suffix: str) -> None:
    old = next((form for start, form in _OLD.items() if content.startswith(start)), "")
    if old or suffix in (".doc", ".wps"):
        zh = f"{old or suffix} 格式读不了；请用 Word 或 WPS 打开，另存为 .docx 或 .txt"
        en = f"{old or suffix} is a form that is not read; open it in Word or WPS and save it as .docx or .txt"
        raise ReportError(Text(zh, en))
    if content.startswith(_PICTURES) and _JUNK.search(content[:400].decode("latin-1")):
        raise ReportError(_REFUSED["picture"])
    if content.startswith(_ARCHIVES):
        raise ReportError(_REFUSED["archive"])


def _check_packed(content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            files = packed.infolist()
            names = {one.filename for one in files}
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ReportError(_REFUSED["damaged"]) from error
    if "OFD.xml" in names:
        raise ReportError(_REFUSED["ofd"])
    if "word/document.xml" not in names:
        raise ReportError(_REFUSED["no_docx"])
    if sum(one.file_size for one in files) > _UNPACKED:
        raise ReportError(_REFUSED["bomb"])


def decoded(content: bytes) -> tuple[str, str]:
    """Return the words that bytes hold, and the encoding that they turn out to be in.

    Raises
    ------
    ReportError
        If no encoding fits all of them; says in which line the first that does not fit is.

    Examples
    --------
    >>> decoded("增长6.1%。各位代表，现在我向大会报告工作".encode("gbk"))[1]
    'GB18030'
    """
    for mark, codec in _MARKS.items():
        if content.startswith(mark):
            return _strictly(content[len(mark) :], [codec]), f"{_NAMES[codec]} (BOM)"
    with suppress(UnicodeDecodeError):
        return content.decode(), "UTF-8"
    codec = _declared(content) or _detected(content)
    return _strictly(content, [codec] if codec else ["utf_8", "gb18030"]), _NAMES[codec or "gb18030"]


def _declared(content: bytes) -> str:
    """The encoding that a web page declares, if it is one of the Chinese ones and fits."""
    found = _CHARSET.search(content[:4096]) if b"<" in content[:200] else None
    codec = "gb18030" if found and found[1].lower() in (b"gb2312", b"gbk", b"gb18030") else ""
    codec = "big5" if found and found[1].lower() == b"big5" else codec
    try:
        return codec if codec and content.decode(codec) else ""
    except UnicodeDecodeError:
        return ""


def _detected(content: bytes) -> str:
    from charset_normalizer import from_bytes

    found = (from_bytes(part, cp_isolation=[*_NAMES]).best() for part in (content[:_SAMPLE], content))
    return next((best.encoding for best in found if best), "")


def _strictly(content: bytes, codecs: list[str]) -> str:
    """The words of bytes in the encoding that fits; a fault tells of the bytes that do not fit the likeliest."""
    for codec in codecs:
        with suppress(UnicodeDecodeError):
            return content.decode(codec)
    tried = ((content.decode(codec, "replace"), codec) for codec in codecs)
    shown, codec = min(tried, key=lambda one: one[0].count("\ufffd"))
    if shown.count("\ufffd") > len(shown) // 50:
        raise ReportError(_REFUSED["no_text"])
    line, name = shown.count("\n", 0, shown.index("\ufffd")) + 1, _NAMES[codec]
    zh = f"第 {line} 行有不合 {name} 编码的字节，文件可能混了两种编码或已损坏；请改正这一行，另存为 UTF-8"
    en = f"line {line} has bytes that are not {name}: two encodings in one file, or damage; mend it and save as UTF-8"
    raise ReportError(Text(zh, en))


def _as_shown(lines: list[SourceLine]) -> tuple[str, list[Removed]]:
    """The text of lines, codes of the web and of fonts read as the signs that they show, and a list of those."""
    read, kept = [], []
    glyphs: dict[str, str] = {}
    for words, place, _ in lines:
        if "&" in words and (codes := [code for code in _ENTITY.findall(words) if html.unescape(code) != code]):
            read.append(Removed("entity", place, " ".join(codes)))
            words = "" if not _ENTITY.sub("", words).strip() else html.unescape(words)
        for sign in set(_GLYPH.findall(words)):
            plain = _GLYPHS.get(sign) or unicodedata.normalize("NFKC", sign)
            glyphs[sign], words = plain, words.replace(sign, plain)
        kept.append(words)
    text = "\n".join(kept)
    if len(_JUNK.findall(text)) > len(text) // 100:
        raise ReportError(_REFUSED["controls"])
    shown = " ".join(f"{sign}→{plain}" for sign, plain in sorted(glyphs.items()) if sign != plain)
    read += [Removed("glyph", 0, shown)] if shown else []
    return text.rstrip("\n") + "\n", read

"""The words of a Word file in their order: paragraphs, tables, numbers that Word counts by itself, and notes."""

import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from zreport.draft.intake_furniture import Removed, SourceLine
from zreport.faults import ReportError
from zreport.language import Text

# Words that Word does not show, or shows in another place.
_UNREAD = {"del", "moveFrom", "Fallback", "pPr", "rPr", "rt", "instrText", "fldData"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_CHINESE = {"chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "japaneseCounting"}
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def docx_lines(content: bytes) -> tuple[list[SourceLine], list[Removed]]:
    """Return the lines of a document, its notes last, and its headers, footers and contents.

    Raises
    ------
    ReportError
        If it is no whole Word file.
    """
    from docx import Document

    try:
        document = Document(BytesIO(content))
        return _Reading(document).lines()
    except Exception as error:  # a damaged file breaks the library in many ways
        zh = "文件打不开，可能已损坏或有密码；请用 Word 或 WPS 打开，另存为 .docx 或 .txt"
        en = "this .docx cannot be opened: damaged, or with a password; open it in Word or WPS and save it anew"
        raise ReportError(Text(zh, en)) from error


class _Reading:
    def __init__(self, document: Any):
        self.document, self.count = document, 0
        self.notes: dict[str, tuple[str, str]] = {}
        self.removed: list[Removed] = []
        self.lists = _Lists(self._part("numbering"))
        self.styles = {style.style_id: style for style in document.styles}

    def lines(self) -> tuple[list[SourceLine], list[Removed]]:
        found = list(self.blocks(self.document.element.body))
        for number, (kind, note) in enumerate(self.notes.values(), 1):
            part = self._part(kind)
            for element in [] if part is None else part:
                if _attribute(element, "id") == note:
                    words = " ".join(line.words.strip() for line in self.blocks(element))
                    found.append(SourceLine(f"[{number}] {words}", 0))
        seen = set()
        for section in self.document.sections:
            parts = []
            for name in ("header", "footer"):
                parts += [getattr(section, f"{page}{name}") for page in ("", "first_page_", "even_page_")]
            for part in parts:
                for line in [] if part.is_linked_to_previous else self.blocks(part._element):
                    if line.words.strip() and line.words not in seen:
                        seen.add(line.words)
                        self.removed.append(Removed("header", 0, line.words.strip()))
        return found, self.removed

    def _part(self, kind: str) -> Any:
        from lxml import etree

        for relation in self.document.part.rels.values():
            if relation.reltype == _RELATIONS + kind and not relation.is_external:
                return etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
        return None

    def blocks(self, parent: Any) -> Iterator[SourceLine]:
        """The lines of paragraphs and tables; a row is one line, its cells parted by tabs."""
        for element in parent:
            tag = _name(element)
            if tag == "p":
                yield from self.paragraph(element)
            elif tag == "tr":
                cells = [list(self.blocks(cell)) for cell in element if _name(cell) in ("tc", "sdt")]
                if len(cells) == 1:
                    yield from cells[0]
                else:
                    row = "\t".join(" ".join(line.words for line in cell if line.words) for cell in cells)
                    yield SourceLine(row, self.count)
            elif tag not in _UNREAD:
                yield from self.blocks(element)

    def paragraph(self, element: Any) -> Iterator[SourceLine]:
        self.count += 1
        style = self.styles.get(_value(element, "pPr", "pStyle"))
        words = "".join(self.words(element))
        if style is not None and style.name.lower().startswith("toc"):
            self.removed += [Removed("contents", self.count, words.strip())] if words.strip() else []
            return
        label = self.lists.label(self._numbering(element, style)) if words.strip() else ""
        for index, part in enumerate(words.split("\n")):
            yield SourceLine(part if index else label + part, self.count)

    def _numbering(self, element: Any, style: Any) -> tuple[str, int]:
        """The list that a paragraph is of, and its level: its own, or the one of its style or of those below it."""
        level = _value(element, "pPr", "numPr", "ilvl")
        number = _value(element, "pPr", "numPr", "numId")
        while number is None and style is not None:
            number, level = (
                _value(style.element, "pPr", "numPr", "numId"),
                level or _value(style.element, "pPr", "numPr", "ilvl"),
            )
            style = style.base_style
        return number or "0", int(level or 0)

    def words(self, element: Any) -> Iterator[str]:
        for child in element:
            tag = _name(child)
            if tag == "t":
                yield child.text or ""
            elif tag in ("br", "cr"):
                yield "\n"
            elif tag in ("tab", "noBreakHyphen"):
                yield "\t" if tag == "tab" else "-"
            elif tag in _NOTES and not _attribute(child, "customMarkFollows"):
                note = _NOTES[tag], _attribute(child, "id")
                self.notes.setdefault("".join(note), note)
                yield f"[{list(self.notes).index(''.join(note)) + 1}]"
            elif tag == "r" and _value(child, "rPr", "vanish") not in (None, "0", "false"):
                if hidden := "".join(self.words(child)).strip():
                    self.removed.append(Removed("hidden", self.count, hidden))
            elif tag == "txbxContent":
                yield "\n" + "\n".join("".join(self.words(paragraph)) for paragraph in child) + "\n"
            elif tag not in _UNREAD:
                yield from self.words(child)


class _Lists:
    """The numbers that Word counts by itself and that a reader sees: 一、 （二） 3."""

    def __init__(self, numbering: Any):
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.counters: dict[str, dict[int, int]] = defaultdict(dict)
        self.abstract: dict[str, str] = {}
        for element in [] if numbering is None else numbering:
            if _name(element) == "abstractNum":
                for level in element:
                    if _name(level) == "lvl":
                        form, words = _value(level, "numFmt") or "decimal", _value(level, "lvlText") or ""
                        key = _attribute(element, "abstractNumId"), int(_attribute(level, "ilvl"))
                        self.levels[key] = form, words, int(_value(level, "start") or 1)
            elif _name(element) == "num":
                self.abstract[_attribute(element, "numId")] = _value(element, "abstractNumId")

    def label(self, numbering: tuple[str, int]) -> str:
        number, level = numbering
        abstract = self.abstract.get(number, "")
        form, words, start = self.levels.get((abstract, level), ("none", "", 1))
        if form in ("none", "bullet"):
            return ""
        counters = self.counters[abstract]
        counters[level] = counters.get(level, start - 1) + 1
        for deeper in [key for key in counters if key > level]:
            del counters[deeper]

        def numeral(match: re.Match) -> str:
            at = int(match[1]) - 1
            shape, _, first = self.levels.get((abstract, at), ("decimal", "", 1))
            return _numeral(counters.get(at, first), shape)

        label = re.sub("%([1-9])", numeral, words)
        return label + " " if label[-1:].isalnum() and label.isascii() else label


def _numeral(number: int, form: str) -> str:
    if form in _CHINESE:
        import cn2an

        return re.sub("^一十", "十", cn2an.an2cn(number))
    if form == "ideographDigital":
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    if form == "ideographTraditional" and number <= 10:
        return "甲乙丙丁戊己庚辛壬癸"[number - 1]
    if form.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(ord("①") + number - 1)
    if form in ("upperLetter", "lowerLetter") and number <= 26:
        return chr(ord("A" if form == "upperLetter" else "a") + number - 1)
    if form in ("upperRoman", "lowerRoman") and number < 40:
        words = ""
        for value, sign in _ROMAN:
            words += sign * (number // value)
            number %= value
        return words if form == "upperRoman" else words.lower()
    return str(number)


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element: Any, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _value(element: Any, *path: str) -> str | None:
    """The value of an element below another; empty if it states none, nothing if it is not there."""
    for name in path:
        element = next((child for child in element if _name(child) == name), None)
        if element is None:
            return None
    return _attribute(element, "val")

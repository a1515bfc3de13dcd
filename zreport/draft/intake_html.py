"""The main text of a web page, line by line, and what else is on the page."""

import re
from collections.abc import Iterator
from typing import Any

from zreport.draft.intake_furniture import Removed, SourceLine, is_furniture
from zreport.faults import ReportError
from zreport.language import Text
from zreport.reading.folding import bare

_UNREAD = {"script", "style", "noscript", "template", "iframe", "object", "select", "button", "svg", "head", "textarea"}
_ASIDE = {"nav", "header", "footer", "aside"}
_INLINE = {"a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "label", "mark", "q", "s", "small"}
_INLINE |= {"span", "strong", "sub", "sup", "tt", "u", "img", "input", "br"}
# What holds a paragraph or a list, and so is never all of a report.
_PARTS = _INLINE | {"p", "pre", "ul", "ol", "li", "dl", "dd", "dt", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_PROSE = re.compile("[\u4e00-\u9fff].{14,}[。；！]|[\u4e00-\u9fff，、]{60}")
# What may stand above the main text and is the report's own: its title, its session, its speaker.
_OWN = re.compile(
    "^.{0,30}工作(?:的)?报告$|届.{0,12}(?:人民代表大会|人大).{0,20}会议|^.{0,25}(?:[省市区县旗州]长|主席)[\u4e00-\u9fff·]{2,6}$"
)
_BLANKS = re.compile("[ \t\r\n\f]+")


def html_lines(text: str) -> tuple[list[SourceLine], list[Removed]]:
    """Return the lines of the main text of a page, and the words outside of it.

    Raises
    ------
    ReportError
        If the page is so nested that words would be lost.
    """
    from lxml import etree, html

    # Pages whose tags are not closed nest deeply, and what lies too deep would be dropped in silence.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # nothing but comments
        return [], []
    if any("depth" in entry.message for entry in parser.error_log):
        zh = "网页的标签层层不闭合，后面的文字读不到；请在浏览器里打开，把正文复制到 .txt"
        en = "tags of the page are never closed, and its last words cannot be reached; copy the text to a .txt in a browser"
        raise ReportError(Text(zh, en))
    shown = list(_lines(root))
    sentences = (pair for pair in shown if not pair[0].link and _PROSE.search(pair[0].words))
    prose = [element for line, element in sentences if not is_furniture(line.words)]
    main = _common(prose) if prose else root
    held = set(main.iter())
    last = max((index for index, (_, element) in enumerate(shown) if element in held), default=0)
    seen = {bare(line.words) for line, element in shown if element in held}
    kept, removed = [], []
    for index, (line, element) in enumerate(shown):
        own = element in held and not _aside(element, prose)
        if not own and index < last and not line.link and bare(line.words) not in seen:
            own = bool(_OWN.search(bare(line.words))) and not is_furniture(line.words)
        if own:
            kept.append(line)
        else:
            removed.append(Removed("navigation", line.place, line.words.strip()))
    return kept, removed


def _common(elements: list[Any]) -> Any:
    """The innermost block that holds all of some elements."""
    path = [elements[0], *elements[0].iterancestors()][::-1]
    for element in elements[1:]:
        others = {element, *element.iterancestors()}
        while path[-1] not in others:
            path.pop()
    while len(path) > 1 and path[-1].tag in _PARTS:
        path.pop()
    return path[-1]


def _aside(element: Any, prose: list[Any]) -> bool:
    """Whether an element is hidden, or in a part of the page that is none of the text, and holds no sentence."""
    for one in (element, *element.iterancestors()):
        if one.tag in _ASIDE or _HIDDEN.search(one.get("style") or ""):
            inside = set(one.iter())
            return not any(other in inside for other in prose)
    return False


def _lines(root: Any) -> Iterator[tuple[SourceLine, Any]]:
    """Return the lines that a browser shows, each with the block that it stands in."""
    from lxml import etree

    words: list[tuple[str, bool]] = []
    blocks, links, kept, unread = [root], 0, 0, 0

    def line() -> Iterator[tuple[SourceLine, Any]]:
        shown = "".join(part for part, _ in words)
        if shown.strip(" \n\t"):
            link = bool(shown.strip()) and all(link for part, link in words if part.strip())
            yield SourceLine(shown.strip(" \n"), blocks[-1].sourceline or 0, link), blocks[-1]
        words.clear()

    def said(text: str | None) -> Iterator[tuple[SourceLine, Any]]:
        first, *more = (text or "").split("\n") if kept else [_BLANKS.sub(" ", text or "")]
        words.append((first, links > 0))
        for part in more:
            yield from line()
            words.append((part, links > 0))

    for event, node in etree.iterwalk(root, events=("start", "end")):
        start, tag = event == "start", node.tag
        block = tag not in _INLINE and tag not in ("td", "th") and not unread
        if block or (tag == "br" and not start):
            yield from line()
        if start and (block or tag in ("td", "th")):
            blocks.append(node)
        step = 1 if start else -1
        links += step * (tag == "a")
        kept += step * (tag == "pre")
        unread += step * (tag in _UNREAD)
        if start and not unread:
            yield from said(node.text)
        elif not start:
            if blocks[-1] is node:
                blocks.pop()
            if tag in ("td", "th") and node.getnext() is not None and not unread:
                words.append(("\t", links > 0))
            if not unread and node is not root:
                yield from said(node.tail)
    yield from line()

"""Notebooks that say everything twice: which of their words are Chinese and which English, and one of the two.

A heading is `中文 · English` (or `/`), a paragraph is followed by *the same in italics*, an item of a list
has its English at its end, in italics; the question that opens a notebook is bold in Chinese.
"""

import re
from collections.abc import Callable
from typing import Any

from zreport.language import Text

_HAN = re.compile("[\u4e00-\u9fff]")
_FENCE = re.compile(r"(^```.*?^```[^\n]*$)", re.M | re.S)
_HEADING = re.compile(r"(#+ (?:\d+\. )?)(.+)")
_ITEM = re.compile(r"(\s*(?:[-+]|\d+\.) )?(.+?)\s*(?<!\*)\*([^*]+)\*")
_ITALIC = re.compile(r"\*(?!\*)([^*]+)\*")
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.S)
_LINK = re.compile(r"\[([^\]\[]*)\]\(([^()\s]+\.ipynb)\)")
# A few words in both languages, at the head of a line of links.
_LEAD = re.compile("([^·：:；]*[\u4e00-\u9fff]) · ([A-Za-z][^·：:；]*)[：:] ?")
_SIGNS = str.maketrans({"，": ", ", "、": ", ", "；": "; ", "：": ": "})
# What a link in English says: the title of the notebook that it names, or nothing where that is not to be had.
Titled = Callable[[str], str]


def in_one(source: str, lang: str, titled: Titled = lambda name: "") -> str | None:
    r"""Return the words of a cell in one language, or None where it does not say all in both.

    Examples
    --------
    >>> in_one("## 总量 · Totals\n\n增长快。\n*It grew fast.*", "en")
    '## Totals\n\nIt grew fast.'
    """
    if not _HAN.search(source):
        return source
    said: list[str] = []
    # What is said in Chinese, and waits for its English; and whether that has come.
    waiting: list[str] = []
    answered = False
    for part in _FENCE.split(source):
        for block in [part] if part.startswith("```") else re.split(r"\n\s*\n", part.strip("\n")):
            if part.startswith("```") or not (_HAN.search(block) or _ITALIC.fullmatch(block.strip())):
                said.append(block)
                continue
            if (lines := _by_line(block, titled)) is not None:
                if waiting and not answered and block.startswith("#"):
                    return None
                said.append("\n".join(line[lang] for line in lines))
                continue
            zh, en = _halves(block)
            if zh:
                waiting = [*([] if answered else waiting), zh]
                answered = False
            if en:
                if not waiting:
                    return None
                en = en if answered else _as_bold(en, waiting[0])
                answered = True
            said.append(zh if lang == "zh" else _LINK.sub(lambda link: _english(link, titled), en))
    return None if waiting and not answered else "\n\n".join(filter(None, said))


def one_line(plain: str, lang: str) -> str:
    """Return one language of what a cell puts out as words, where that is one line in both, as headings are."""
    both = _either(plain) if "\n" not in plain else None
    return both[lang] if both else plain


def question(book: Any, lang: str) -> str:
    """Return the question that a notebook opens with: its first words in bold."""
    cells = (cell.source for cell in book.cells if cell.cell_type == "markdown")
    return next((found[1] for cell in cells if (found := _BOLD.search(in_one(cell, lang) or cell))), "")


def _by_line(block: str, titled: Titled) -> list[Text] | None:
    """Read a block of which each line is in both languages: headings, items, rows of tables, lines of links."""
    made = []
    for line in block.splitlines():
        if heading := _HEADING.fullmatch(line):
            both = _either(heading[2])
            made.append(both and Text(heading[1] + both.zh, heading[1] + both.en))
        elif line.startswith("|"):
            cells = [_cell(cell.strip(), titled) for cell in line.strip().strip("|").split("|")]
            whole = [cell for cell in cells if cell]
            rows = (" | ".join(cell[lang] for cell in whole) for lang in ("zh", "en"))
            made.append(Text(*(f"| {row} |" for row in rows)) if len(whole) == len(cells) else None)
        elif _LEAD.match(line) and _LINK.search(line):
            zh = _LEAD.sub(r"\1：", line)
            en = _LINK.sub(lambda link: _english(link, titled), _LEAD.sub(r"\2: ", line)).translate(_SIGNS)
            made.append(Text(zh, en))
        elif (item := _ITEM.fullmatch(line)) and _HAN.search(item[2]) and _foreign(item[3]):
            made.append(Text((item[1] or "") + item[2], (item[1] or "") + item[3]))
        else:
            return None
    return made if all(made) else None


def _either(words: str) -> Text | None:
    for sign in (" / ", " · "):
        zh, found, en = words.partition(sign)
        if found and _HAN.search(zh) and (not _HAN.search(en) or _foreign(en)):
            return Text(zh.strip(), en.strip())
    return None


def _cell(words: str, titled: Titled) -> Text | None:
    """Read a cell of a table: what has no Chinese is both, and so are links, by the titles of what they lead to."""
    if not _HAN.search(words) or not _HAN.search(_LINK.sub("", words)):
        return Text(words, _LINK.sub(lambda link: _english(link, titled), words).translate(_SIGNS))
    pair = re.fullmatch("([^A-Za-z]*[\u4e00-\u9fff]) ([A-Za-z][^\u4e00-\u9fff]*)", words)
    return _either(words) or (Text(pair[1], pair[2]) if pair else None)


def _halves(block: str) -> tuple[str, str]:
    """Return what of a paragraph is Chinese, and what follows in italics and is English."""
    lines = block.strip().splitlines()
    for at in range(len(lines)):
        if (found := _ITALIC.fullmatch("\n".join(lines[at:]))) and _foreign(found[1]):
            return "\n".join(lines[:at]), found[1]
    return block, ""


def _foreign(words: str) -> bool:
    return len(re.findall("[A-Za-z]", words)) > 3 * len(_HAN.findall(words))


def _as_bold(en: str, zh: str) -> str:
    """Set in bold what is bold in the Chinese: at most as many questions as that has, or else the first sentence."""
    if not (bold := _BOLD.match(zh)):
        return en
    asked = bold[1].count("？")
    ends = re.compile(rf"(?:.*?\?(?=\s|$)){{1,{asked}}}" if asked else r".*?[.](?=\s|$)", re.S)
    return ends.sub(lambda found: f"**{found[0].strip()}**", en, count=1)


def _english(link: re.Match[str], titled: Titled) -> str:
    number = re.match(r"\d+ ", link[1])
    words = titled(link[2]) if _HAN.search(link[1]) else ""
    return f"[{number[0] if number else ''}{words}]({link[2]})" if words else link[0]

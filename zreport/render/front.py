"""What a browser gets: pages, the scripts in them, and the data of these."""

import html
import json
from pathlib import Path
from typing import Any

from zreport.language import tag
from zreport.page import font

SIGNS = Path(__file__).parent / "signs.css"


def scripts(*paths: Path) -> str:
    """Return scripts, which declare functions and nothing else, or styles, as one."""
    return "\n".join(path.read_text("utf-8") for path in paths)


def in_script(content: Any) -> str:
    """Return data as JSON for a script of a page."""
    # There even <!-- and <script would be read as markup, and take the rest of the page with them.
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def glyphs_of(words: str) -> str:
    """Return the characters of words, which may be HTML, that the font can draw."""
    found = html.unescape(words)
    return "".join(sorted(set(found).difference(font.missing(found))))


def whole_page(title: str, lang: str, head: str, body: str) -> str:
    """Return a page: `head` is what its head has besides the title, `body` the element."""
    return (
        f'<!DOCTYPE html><html lang="{tag(lang)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{html.escape(title)}</title>{head}</head>{body}</html>\n"
    )

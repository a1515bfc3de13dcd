"""The reader as one page that needs no network."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from pathlib import Path

from zreport.explore.card import Use
from zreport.explore.content import content
from zreport.language import language, tag
from zreport.page import font
from zreport.report.report import Report

_FRONT = Path(__file__).parent / "front"
SCRIPTS = tuple(
    _FRONT / f"{name}.js" for name in ("content", "pen", "keys", "choice", "search", "list", "card", "text", "reader")
)
STYLES = tuple(_FRONT / f"{name}.css" for name in ("reader", "text", "card"))


def reader_page(report: Report, uses: Sequence[Use] = (), lang: str | None = None, home: str = "") -> str:
    """Return the reader of a report as one page, with only those glyphs of the font that it uses.

    `home` is the address of the page that leads to those of notebooks.
    """
    lang = language(lang)
    shown = content(report, uses, lang) | {"home": home}
    script = "\n".join(path.read_text("utf-8") for path in SCRIPTS)
    style = "\n".join(path.read_text("utf-8") for path in STYLES)
    # In a script even <!-- and <script would be read as markup, and take the rest of the page with them.
    told = json.dumps(shown, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    heads = [json.dumps([shown["outline"], shown["labels"], shown["report"]], ensure_ascii=False), script]
    heads += [word for card in shown["figures"] for word in card["name"] + card["value"]]
    glyphs = font.css(*(_drawable(words) for words in (told + script, "".join(heads))))
    title = html.escape(report.title[lang])
    return (
        f'<!DOCTYPE html><html lang="{tag(lang)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{glyphs}\n{style}</style></head>"
        f'<body class="zreport-page"><div id="zreport"></div><noscript>{shown["body"]}</noscript>'
        f'<script id="zreport-content" type="application/json">{told}</script>'
        f'<script type="module">{script}\n'
        'zreportOpened(document.getElementById("zreport"), '
        'JSON.parse(document.getElementById("zreport-content").textContent), null);</script></body></html>\n'
    )


def _drawable(words: str) -> str:
    lacking = set(font.missing(words))
    return "".join(sorted(set(words) - lacking))

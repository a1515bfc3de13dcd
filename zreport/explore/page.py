"""The reader as one page that needs no network."""

from collections.abc import Sequence
from pathlib import Path

from zreport.explore.card import Use
from zreport.explore.content import content
from zreport.language import language
from zreport.page import font
from zreport.render.front import SIGNS, glyphs_of, in_script, scripts, whole_page
from zreport.report.report import Report

_FRONT = Path(__file__).parent / "front"
SCRIPTS = tuple(
    _FRONT / f"{name}.js" for name in ("content", "pen", "keys", "choice", "search", "list", "card", "text", "reader")
)
STYLES = (*(_FRONT / f"{name}.css" for name in ("reader", "text", "card")), SIGNS)
# Whatever a report's words were taken for, they could load nothing and send nothing.
_ALONE = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; font-src data:; img-src data:"


def reader_page(report: Report, uses: Sequence[Use] = (), lang: str | None = None, home: str = "") -> str:
    """Return the reader of a report as one page, with only those glyphs of the font that it uses.

    `home` is the address of the page that leads to those of notebooks.
    """
    lang = language(lang)
    shown = content(report, uses, lang) | {"home": home}
    script, told = scripts(*SCRIPTS), in_script(shown)
    bold = [script, in_script([shown["outline"], shown["labels"], shown["report"]])]
    bold += [word for card in shown["figures"] for word in card["name"] + card["value"]]
    glyphs = font.page_css(glyphs_of(told + script), glyphs_of("".join(bold)))
    head = f'<meta http-equiv="Content-Security-Policy" content="{_ALONE}"><style>{glyphs}\n{scripts(*STYLES)}</style>'
    body = (
        f'<body class="zreport-page"><div id="zreport"></div><noscript>{shown["body"]}</noscript>'
        f'<script id="zreport-content" type="application/json">{told}</script>'
        f'<script type="module">{script}\n'
        'zreportOpened(document.getElementById("zreport"), '
        'JSON.parse(document.getElementById("zreport-content").textContent), null);</script></body>'
    )
    return whole_page(report.title[lang], lang, head, body)

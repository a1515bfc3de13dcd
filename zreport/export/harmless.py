"""What is left of a notebook's HTML on a page: words, tables and pictures; nothing that runs, fetches or hides."""

import html
import re
from collections import Counter

_TAGS = (
    "a|abbr|b|blockquote|br|caption|code|dd|del|details|div|dl|dt|em|figcaption|figure|h[1-6]|hr|i|img|ins|li|mark|"
    "ol|p|pre|q|s|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|u|ul"
)
_VOID = ("br", "hr", "img")
# The next of them ends the one before, as a browser takes it.
_NEXT = ("p", "li", "td", "th", "tr", "dt", "dd")
# A tag has no < in it, so that one which is not closed ends at the next: reading takes as long as the text is.
_TAG = re.compile(rf"""<(/?)({_TAGS})(?=[\s/>])((?:[^<>"']|"[^<"]*"|'[^<']*')*+)>""", re.I | re.A)
_ATTRIBUTE = re.compile(r"""([^\s=/"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"']+))?""")
# Attributes that stay: pictures hold their data, links lead to pages.
_KEPT = re.compile(
    r"\w+ (align|alt|aria-[a-z]+|class|colspan|id|lang|open|rowspan|scope|start|style|title)=.*|"
    r"img src=data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*|"
    r"a href=((?i:https?|mailto):.*|[^:/?#]*([/?#].*)?)",
    re.S,
)
# Of styles what colours and sets words; it says nothing about where a thing stands, and can name no address.
_STYLE = re.compile(
    r"\s*(background-color|color|direction|font-(family|size|style|variant|weight)|text-(align|decoration|indent)|"
    r"border(-(top|right|bottom|left))?(-(collapse|color|style|width))?|padding(-(top|right|bottom|left))?|"
    r"line-height|vertical-align|white-space|width)\s*:(?!.*url)[\w\s#%.,()'\"+-]*",
    re.I | re.S,
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def harmless(markup: str) -> str:
    """Return a piece of HTML as one that stands for itself: each tag known and closed, all else as text.

    Whatever is left open, it ends here, and hides nothing of what follows.

    Examples
    --------
    >>> harmless("<p onclick=run()>好<script>run()")
    '<p>好&lt;script&gt;run()</p>'
    """
    markup = _without(_without(markup, "<!--", "-->"), "<style", "</style>")
    made: list[str] = []
    within: list[str] = []
    # How often each tag is open.
    depth: Counter[str] = Counter()

    def close() -> None:
        tag = within.pop()
        depth[tag] -= 1
        made.append(f"</{tag}>")

    at = 0
    for found in _TAG.finditer(markup):
        made.append(html.escape(_read(markup[at : found.start()]), quote=False))
        at = found.end()
        closes, tag = found[1], found[2].lower()
        if not closes:
            if within[-1:] == [tag] and tag in _NEXT:
                close()
            made.append(f"<{tag}{_attributes(tag, found[3])}>")
            if tag not in _VOID:
                within.append(tag)
                depth[tag] += 1
        elif depth[tag]:
            while within[-1] != tag:
                close()
            close()
    made.append(html.escape(_read(markup[at:]), quote=False))
    while within:
        close()
    return "".join(made)


def _without(markup: str, begins: str, ends: str) -> str:
    """Leave out what stands between two marks, unless the second is missing."""
    *parts, rest = markup.split(ends)
    kept = (part.partition(begins) for part in parts)
    return "".join(before if mark else before + ends for before, mark, _ in kept) + rest


def _read(words: str) -> str:
    return _CONTROL.sub("", html.unescape(words))


def _attributes(tag: str, words: str) -> str:
    made: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(words):
        name, value = found[1].lower(), _read((found[2] or "").strip("\"'"))
        if name == "style":
            value = ";".join(part.strip() for part in value.split(";") if _STYLE.fullmatch(part))
        if _KEPT.fullmatch(f"{tag} {name}={value}"):
            made.setdefault(name, f' {name}="{html.escape(value)}"')
    return "".join(made.values())

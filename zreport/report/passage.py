"""A figure in its place: the sentence that states it, with the figure highlighted."""

import html
from dataclasses import dataclass
from typing import Any

from zreport.figures.shown import in_both_languages
from zreport.language import Text, language
from zreport.reading.folding import fold
from zreport.reading.quote import CLOSE, OPEN
from zreport.reading.sentence import sentence

MARK = '<mark style="background:#ffe08a;color:#1d2733;font-weight:700;padding:0 2px">'


@dataclass(frozen=True)
class Passage:
    """A part of a report's text with the figure from `start` to `end` marked, its report and its section."""

    text: str
    start: int
    end: int
    source: Text
    section: Text

    @property
    def sentence(self) -> tuple[str, str, str]:
        """The sentence, as the words before the figure, the figure, and the words after it."""
        text, folded = self.text, fold(self.text)
        bounds = sentence(folded.text, folded.folded(self.start), folded.folded(self.end))
        first, last = folded.delivered(*bounds)
        return text[first : self.start], text[self.start : self.end], text[self.end : last].rstrip()

    def plain(self, context: int | None = None) -> str:
        """Return the sentence with the figure between 【 and 】.

        Parameters
        ----------
        context : int, optional
            Keep this many characters after the figure, and thrice as many before it.
        """
        before, figure, after = self.sentence
        if context is not None:
            before = ("…" if len(before) > 3 * context else "") + before[max(0, len(before) - 3 * context) :]
            after = after[:context] + ("…" if len(after) > context else "")
        return f"{before}{OPEN}{figure}{CLOSE}{after}"

    def __repr__(self) -> str:
        return f"{self.plain()}\n—— {self.place()}"

    def place(self, lang: str | None = None) -> str:
        """Report, date and section."""
        lang = language(lang)
        return f"{self.source[lang]}{'：' if lang == 'zh' else ': '}{self.section[lang]}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return in_both_languages(self._repr_html_, repr(self))

    def _repr_html_(self, lang: str | None = None) -> str:
        before, figure, after = map(html.escape, self.sentence)
        return (
            '<figure lang="zh-CN" style="margin:8px 0;padding:8px 14px;border-left:4px solid #1f5a8c">'
            f'<blockquote style="margin:0;line-height:1.7">{before}{MARK}{figure}</mark>{after}'
            f'</blockquote><figcaption style="margin-top:4px;font-size:90%">—— '
            f"{html.escape(self.place(lang))}</figcaption></figure>"
        )

"""The review of a draft: its rows beside their sentences, on one screen, in JupyterLab and on a page."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zreport.draft.review import Review
from zreport.draft.review_items import initials
from zreport.language import Text, language
from zreport.render.front import in_script, scripts
from zreport.render.html import web_page
from zreport.render.widget import Front, answered, module_of
from zreport.tables.package import Package

_FRONT = Path(__file__).with_name("front")
_PARTS = ("words", "list", "card", "keys", "boxes", "find")
_SCRIPTS = [_FRONT / "pen.js", _FRONT / "review.js", *(_FRONT / f"review_{part}.js" for part in _PARTS)]
_STYLE = _FRONT / "review.css"
_PAGE = "body { max-width: none; padding: 0; color-scheme: light dark; }"  # the page is all the review's
_TITLE = Text("核对草稿", "Review of the draft")


class Reviewer:
    """A review that does one step at a time, whoever asks."""

    def __init__(self, name: str, folder: str | Path | None = None, lang: str | None = None):
        self.lang, self._review = language(lang), Review(name, folder)
        self.lock = self._review.lock
        text = Package(self._review.folder).text(name)
        # What stands around a sentence is read from it; its words are found by the initials of their spelling.
        self._text = {"text": text, "initials": initials(text)}

    def state(self) -> dict[str, Any]:
        """Return all rows as the files have them."""
        return self._review.state() | {"lang": self.lang} | self._text

    def answer(self, message: Mapping[str, Any]) -> tuple[dict[str, Any], None]:
        """Do a step, or read the rows again."""
        step = {name: value for name, value in message.items() if name != "asked"}
        if step.get("do") == "state":
            return self.state(), None
        return self._review.do(step), None

    def answered(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Do a step; an error is told, as ``error``, in both languages."""
        return answered(self.answer, message)[0]

    def page(self) -> tuple[str, str]:
        """Return the review as a page of a server, and its script."""
        script = scripts(*_SCRIPTS, _FRONT / "review_page.js") + "\nzreportReviewPage();\n"
        held = f'<script type="application/json" id="zreport-content">{in_script(self.state())}</script>'
        body = f'<main class="zreport-page"></main>{held}<script type="module">{script}</script>'
        return web_page(_TITLE[self.lang], body, self.lang, _STYLE.read_text("utf-8") + _PAGE), script


class ReviewFront(Front):
    """The review in JupyterLab."""

    _esm = module_of("zreportReview", *_SCRIPTS)
    _css = _STYLE.read_text("utf-8")

    def __init__(self, reviewer: Reviewer):
        super().__init__(reviewer.state(), reviewer.answer)


def review(name: str, folder: str | Path | None = None, lang: str | None = None) -> ReviewFront:
    """Look at the drafted rows of a report beside their sentences, and accept or mend each by a key.

    Each step is written to the report's tables and proven at once.

    Parameters
    ----------
    name : str
        The name of a report in draft, as `zreport new` made it.
    folder : path, optional
        The data folder; by default the project's own.
    lang : str, optional
        The language to begin with: zh or en.

    Returns
    -------
    ReviewFront
        Shows itself in JupyterLab; without it there is ``zreport review NAME``.

    Raises
    ------
    ReportError
        If there is no such report, or its tables cannot be read.

    Examples
    --------
    >>> review("anguo-2022")  # doctest: +SKIP
    """
    return ReviewFront(Reviewer(name, folder, lang))

"""What the pointer shows over a figure or a box of a plotly chart."""

from __future__ import annotations

from html import escape as _escape

from zreport.figures.datum import Datum
from zreport.language import Text
from zreport.page.line_breaking import wrap
from zreport.page.marks import Mark

_DERIVED = Text("推算", "Derived")


def escape(words: str) -> str:
    """Keep plotly from reading words as markup; it leaves quotes as they are."""
    return _escape(words, quote=False)


def figure_hover(figure: Datum, lang: str, mark: Mark | None = None) -> str:
    """Say name, figure with bound, period, and the report's words; of a derived figure how it was derived."""
    lines = [f"<b>{escape(figure.name[lang])}  {escape(figure.label(lang))}</b>"]
    if mark and mark.formula:
        result = f" = {escape(mark.label)}" if mark.label else ""
        lines.append(f"{_DERIVED[lang]}: {escape(mark.formula)}{result}")
    for one in (figure, mark.other if mark else None):
        if one:
            about = f"{one.measure_name[lang]} | {one.when(lang)} | {one.status_name[lang]}"
            lines += [escape(about), _broken(f"“{one.quote}”")]
    return _marked("<br>".join(lines))


def box_hover(lines: tuple[str, ...]) -> str:
    """Say lines, the first in bold."""
    first, *more = map(_broken, lines)
    return _marked("<br>".join([f"<b>{first}</b>", *more]))


def _broken(words: str) -> str:
    return "<br>".join(map(escape, wrap(words, 340, 13)))


def _marked(words: str) -> str:
    return words.replace("【", "<b>").replace("】", "</b>")

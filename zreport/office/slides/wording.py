"""What slides say around charts: titles broken for their places, figures in large type, lists, questions, notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zreport.charts.chart import Chart
from zreport.charts.plan import Section
from zreport.figures.datum import Datum
from zreport.language import Text
from zreport.office.slides.rooms import title_of
from zreport.office.slides.template import LAYOUT_NAMES
from zreport.page import theme
from zreport.page.scene import Scene
from zreport.page.text import Lines

# Above the findings of a section stand figures that are met first, unless it has too many findings.
_MOST_FIGURES, _MOST_BELOW = 3, 8
_WORDS, _LOOK = Text("报告原文：", "The report's own words:"), Text("请看", "Look at ")
_MIND = Text("请注意，", "A caution: ")


def words_around(chart: Chart, scene: Scene, titled: bool) -> dict[str, str]:
    """Return the words that stand around a chart, by their roles; a title of its page is broken as it is there."""
    title = broken(scene.title) if titled else chart.title[scene.lang]
    return {"title": title, "subtitle": scene.subtitle.words, "source": scene.foot.words}


def broken(lines: Lines) -> str:
    """Return words with a vertical tab at the end of each line: what Office would break before its last character.

    Nothing else differs, so without these it is the words again.
    """
    words, found, at = lines.words, "", 0
    for line in lines.lines[1:]:
        start = words.index(line, at + 1)
        found, at = f"{found}{words[at:start]}\v", start
    return found + words[at:]


def set_title(layout: Any, words: str) -> str:
    """Break a title for its place on a layout of ours, if it needs several lines."""
    shape = title_of(layout)
    sizes = shape._element.xpath(".//a:lvl1pPr/a:defRPr/@sz") if layout.name in LAYOUT_NAMES else []
    return broken(Lines.of(words, 0, 0, shape.width.pt, int(sizes[0]) / 100, theme.INK, True)) if sizes else words


def figure_words(figure: Datum, lang: str) -> str:
    """Return what stands in large type, and what it is, in a line below."""
    return f"{figure.label(lang)}\n{figure.name[lang]} | {figure.measure_name[lang]} | {figure.when(lang)}"


def section_words(section: Section, lang: str, boxed: bool) -> tuple[list[Datum], list[str]]:
    """Return the figures that a section's page shows large, and the lines below: its findings' sentences.

    Unless they stand in boxes of their own the figures are the first lines.
    """
    titles = [finding.chart.title[lang] for finding in section.findings]
    figures = section.eyecatchers[:_MOST_FIGURES] if len(titles) <= _MOST_BELOW else []
    if boxed:
        return figures, titles
    return [], [f"{figure.name[lang]} {figure.label(lang)}" for figure in figures] + titles


def speech(charts: Iterable[Chart], lang: str) -> str:
    """Return what the speaker notes say: first what one says, then each figure with the report's words, formulas, source.

    What is said is the finding, the figures that it speaks of, and the first caution.
    """
    colon, charts = "：" if lang == "zh" else ": ", list(charts)
    said = [_spoken(chart, lang) for chart in charts]
    said.append(_WORDS[lang])
    for chart in charts:
        lines = [f"{f.name[lang]} {f.label(lang)}{colon}“{f.quote}”" for f in chart.figures]
        said += [*(lines or chart.lines(lang)), *(remark[lang] for remark in chart.remarks), chart.source[lang]]
    return "\n".join(said)


def _spoken(chart: Chart, lang: str) -> str:
    stop, gap, then = ("。", "", "；") if lang == "zh" else (".", " ", "; ")
    spoken = [figure for figure in chart.figures if chart.highlight and not chart.quiet(figure)] or chart.figures
    bracket = Text("{}（{}，{}）{}", "{} ({}, {}): {}")[lang]
    named = [(f.name[lang], f.measure_name[lang], f.when(lang), f.label(lang)) for f in spoken[:2]]
    sentences = [chart.title[lang]]
    sentences += [_LOOK[lang] + then.join(bracket.format(*words) for words in named)] if named else []
    sentences += [_MIND[lang] + remark[lang] for remark in chart.remarks[:1]]
    return gap.join(one if one.endswith(("。", ".", "?", "？")) else one + stop for one in sentences)

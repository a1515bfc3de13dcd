"""What slides say around charts: titles broken for their places, figures in large type, lists, questions, notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from zreport.charts.chart import Chart
from zreport.charts.plan import Eyecatcher, Section
from zreport.figures.datum import Datum
from zreport.language import LANGUAGES, Text
from zreport.layout.scene import kept
from zreport.office.slides.rooms import box_of, title_of
from zreport.office.slides.template import LAYOUT_NAMES
from zreport.page import font, theme
from zreport.page.scene import Scene
from zreport.page.text import TextBlock
from zreport.tables.vocabulary import vocabulary

# Above the findings of a section stand figures that are met first, unless it has too many findings.
_MOST_FIGURES, MOST_BELOW = 3, 8
_WORDS = Text("报告原文：", "The report's own words (in Chinese):")
_TRANSLATED = Text("报告原文：", "What the report says (translated):")
_MIND = Text("请注意，", "A caution: ")
# How figures are said: of what is promised, and of what is not; and what signs are in words.
_FACT = Text("{name}{when}{measure}{label}", "{name}: {measure}{label} in {when}")
_PROMISE = Text("{name}{when}{measure}{status}{label}", "{name}: {measure}{label}, {status} for {when}")
_STATUS = {
    "target": Text("目标", "the target"),
    "expected": Text("预计", "expected"),
    "derived": Text("推算", "derived"),
    "baseline": Text("起点", "the start"),
}
# Programs set titles in other faces than ours: by how much these may be wider.
_WIDER = 1.08


def words_around(chart: Chart, scene: Scene, titled: bool, layout: Any) -> dict[str, str]:
    """Return the words that stand around a chart, by their roles.

    A title of its page is broken as it is there, another for its place on the layout.
    """
    title = broken(scene.title) if titled else set_title(layout, chart.title[scene.lang], [chart])
    return {"title": title, "subtitle": scene.subtitle.words, "source": scene.foot.words}


def broken(lines: TextBlock) -> str:
    """Return words with a vertical tab at the end of each line: what Office would break before its last character.

    Nothing else differs, so without these it is the words again.
    """
    words, begins, at = lines.words, [], 0
    for line in lines.lines:
        begins.append(words.index(line, at))
        at = begins[-1] + len(line)
    return "\v".join(words[begin:end] for begin, end in pairwise([0, *begins[1:], len(words)]))


def set_title(layout: Any, words: str, charts: Iterable[Chart] = ()) -> str:
    """Break a title for its place on a layout, if it needs several lines, by the rule for the titles of `charts`."""
    shape, keep = title_of(layout), [name for chart in charts for lang in LANGUAGES for name in kept(chart, lang)]
    if shape is None or shape._element.xpath("p:txBody/a:bodyPr[@vert and @vert!='horz']"):
        return words
    size, wide = _title_size(layout), box_of(shape).width
    if layout.name not in LAYOUT_NAMES:
        size, wide = size * (title_scale(layout, words) or 100000) / 100000, (wide - 16) / _WIDER
    return broken(TextBlock.of(words, 0, 0, wide, size, theme.INK, True, keep))


def title_scale(layout: Any, title: str) -> int:
    """Return to how much a title must shrink to fit its placeholder, in thousandths of a per cent; 0 if it fits."""
    size, box = _title_size(layout), box_of(title_of(layout))
    wide, tall = box.width - 16, box.height - 8
    for percent in range(100, 30, -5):
        own = size * percent / 100
        lines = -(-font.advance(title, own, True) * _WIDER // wide)
        if lines * own * 1.2 <= tall and lines <= 2:
            return percent * 1000 if percent < 100 else 0
    return 30000


def _title_size(layout: Any) -> float:
    path, shape = "a:lvl1pPr/a:defRPr/@sz", title_of(layout)
    sizes = shape._element.xpath(f".//{path}") or layout.slide_master._element.xpath(f".//p:titleStyle/{path}")
    return int(sizes[0]) / 100 if sizes else 44.0


def figure_words(figure: Eyecatcher, lang: str) -> str:
    """Return what stands in large type, what it is, in a line below, and in another of what kind and when."""
    return f"{figure.label[lang]}\n{figure.name[lang]}\v{figure.about[lang]}"


def section_words(section: Section, lang: str, boxed: bool) -> tuple[list[Eyecatcher], list[str]]:
    """Return the figures that a section's page shows large, and the lines below: its findings' sentences.

    Unless they stand in boxes of their own the figures are the first lines.
    """
    titles = [finding.chart.title[lang] for finding in section.findings]
    figures = section.eyecatchers[:_MOST_FIGURES] if len(titles) <= MOST_BELOW else []
    if boxed:
        return figures, titles
    return [], [f"{figure.name[lang]} {figure.label[lang]}" for figure in figures] + titles


def speech(charts: Iterable[Chart], lang: str) -> str:
    """Return what the speaker notes say: first what one says, then each figure with the report's words, formulas, source.

    What is said is the finding, the figures that it speaks of, and a caution.
    """
    colon, charts = "：" if lang == "zh" else ": ", list(charts)
    said = [_spoken(chart, lang) for chart in charts]
    said.append((_WORDS if any(chart.figures for chart in charts) else _TRANSLATED)[lang])
    for chart in charts:
        lines = [f"{f.name[lang]} {f.label(lang)}{colon}“{f.quote}”" for f in chart.figures]
        said += [*(lines or chart.lines(lang)), *(remark[lang] for remark in chart.remarks), chart.source[lang]]
    return "\n".join(said)


def _spoken(chart: Chart, lang: str) -> str:
    stop, gap, then = ("。", "", "；") if lang == "zh" else (".", " ", "; ")
    spoken = [figure for figure in chart.figures if chart.highlight and not chart.quiet(figure)] or chart.figures
    sentences = [
        chart.title[lang],
        then.join(_said(figure, lang) for figure in spoken[:2]),
        _caution(chart, spoken[:2], lang),
    ]
    return gap.join(one if one.endswith(("。", ".", "?", "？")) else one + stop for one in sentences if one)


def _said(figure: Datum, lang: str) -> str:
    """Say a figure as one would: what and when, its measure if that is a change, its bound in words."""
    kind = vocabulary("measures").get(figure.measure, {}).get("kind", "")
    changed = kind in ("percent", "points") and figure.measure not in ("rate", "share")
    label = figure.label(lang).removeprefix(figure.symbol)
    bound = vocabulary("qualifiers")[figure.qualifier][f"name_{lang}"] if figure.symbol else ""
    parts = {
        "name": figure.name[lang],
        "when": figure.when(lang),
        "label": f"{bound} {label}".strip() if lang == "en" else (bound or "为") + label,
        "measure": figure.measure_name[lang] + {"zh": "", "en": " of "}[lang] if changed else "",
        "status": _STATUS.get(figure.status, Text("", ""))[lang],
    }
    return (_PROMISE if figure.status in _STATUS else _FACT)[lang].format(**parts)


def _caution(chart: Chart, spoken: Sequence[Datum], lang: str) -> str:
    """Return what must be said with figures: what their author notes or, named if it is of one, a caution of theirs."""
    said = [note[lang] for note in chart.notes[:1]]
    for caution in dict.fromkeys(caution for figure in spoken for caution in figure.cautions):
        own = [figure.name[lang] for figure in spoken if caution in figure.cautions]
        named = Text("、", ", ")[lang].join(dict.fromkeys(own)) + Text("：", ": ")[lang]
        said.append(caution[lang] if len(own) == len(spoken) else named + caution[lang])
    said += [remark[lang] for remark in chart.remarks]
    return _MIND[lang] + said[0] if said else ""

"""What a deck, a workbook or a printed brief holds: sections, and the findings in them, in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from zreport.chart import Chart
from zreport.language import Text
from zreport.notebook import NotebookError, Story, both

SKIP, CHOSEN, HALF = "skip", "slide", "half"
_JOINT = Text("、", "; ")


@dataclass(frozen=True)
class Finding:
    """A chart, and what it is called in files and on slides."""

    name: str
    chart: Chart


@dataclass(frozen=True)
class Section:
    """Findings under a heading; those of one slide stand side by side."""

    title: Text
    slides: tuple[tuple[Finding, ...], ...]

    @property
    def findings(self) -> Iterator[Finding]:
        """The findings, one after the other."""
        for slide in self.slides:
            yield from slide


@dataclass(frozen=True)
class Plan:
    """A title, what stands below it, and the sections."""

    title: Text
    subtitle: Text
    sections: tuple[Section, ...]

    @property
    def findings(self) -> list[Finding]:
        """All findings, in order."""
        return [finding for section in self.sections for finding in section.findings]


def of_stories(stories: Sequence[Story], only: Sequence[str] = ()) -> Plan:
    """Plan a section for each notebook, and a slide for each of its charts.

    A cell tagged ``skip`` is left out; where cells of a notebook are tagged ``slide``, only these are
    taken; two neighbours tagged ``half`` share a slide.

    Parameters
    ----------
    only : sequence of str
        Parts of names of notebooks or charts: no other is taken.

    Raises
    ------
    NotebookError
        If there are no charts, or a name of `only` is that of none.
    """
    named = [name for story in stories for name, _ in story.charts]
    if not named:
        raise NotebookError("no charts in these notebooks / 这些笔记本里没有图表")
    for part in only:
        if not any(part in name for name in named):
            raise NotebookError(
                f"--only {part}: no such chart; there are / 没有这样的图表，可选：{', '.join(named)}"
            )
    sections = []
    for story in stories:
        tags = story.tags or (frozenset(),) * len(story.charts)
        chosen = any(CHOSEN in own for own in tags)
        slides: list[tuple[Finding, ...]] = []
        open_half = False
        for (name, chart), own in zip(story.charts, tags, strict=True):
            left_out = SKIP in own or (chosen and CHOSEN not in own)
            if (only and not any(part in name for part in only)) or (left_out and not only):
                continue
            half = HALF in own
            if half and open_half:
                slides[-1] += (Finding(name, chart),)
                open_half = False
                continue
            slides.append((Finding(name, chart),))
            open_half = half
        if slides:
            sections.append(Section(story.title, tuple(slides)))
    if not sections:
        raise NotebookError("every chart is tagged skip / 所有图表都标记为 skip")
    plan = Plan(Text("", ""), _headings(sections), tuple(sections))
    return Plan(_source(plan), plan.subtitle, plan.sections)


def of_outline(path: Path, stories: Sequence[Story]) -> Plan:
    """Read a plan from an outline in Markdown.

    ``# 标题 / Title``, ``## 分节 / Section``, and a line ``- name`` for each slide, or
    ``- name + name`` for two findings side by side; names are those of the charts.

    Raises
    ------
    NotebookError
        If the outline cannot be read or names no chart of these notebooks; says the line.
    """
    charts = {name: chart for story in stories for name, chart in story.charts}
    try:
        lines = path.read_bytes().decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "not UTF-8"
        raise NotebookError(f"{path}: cannot be read ({why}) / 无法读取") from None
    heading: Text | None = None
    sections: list[tuple[Text, list[tuple[Finding, ...]]]] = []
    for number, line in enumerate(lines, start=1):
        where = f"{path}, line {number} / 第{number}行"
        if found := re.match(r"(#{1,2})\s+(.+)", line):
            words = both(found[2])
            if len(found[1]) == 1:
                heading = heading or words
            else:
                sections.append((words, []))
        elif line.startswith("- "):
            names = [name.strip() for name in line[2:].split("+")]
            if strange := [name for name in names if name not in charts]:
                raise NotebookError(
                    f"{where}: no such chart: {', '.join(strange)}; there are / 没有该图表，可选："
                    f"{', '.join(charts)}"
                )
            if len(names) > 2:
                raise NotebookError(f"{where}: a slide holds two charts at most / 一页最多两张图")
            if not sections:
                raise NotebookError(f"{where}: a section comes first: ## … / 先写一行 ## 分节")
            sections[-1][1].append(tuple(Finding(name, charts[name]) for name in names))
    whole = tuple(Section(title, tuple(slides)) for title, slides in sections if slides)
    if not whole:
        raise NotebookError(f"{path}: no line names a chart: - name / 没有列出图表")
    plan = Plan(heading or Text("", ""), Text("", ""), whole)
    source = _source(plan)
    return plan if heading is None else Plan(heading, source, whole)


def each(plan: Plan) -> Plan:
    """Return the plan with every finding on a slide of its own."""
    return Plan(
        plan.title, plan.subtitle,
        tuple(
            Section(one.title, tuple((finding,) for finding in one.findings))
            for one in plan.sections
        ),
    )  # fmt: skip


def _source(plan: Plan) -> Text:
    sources = dict.fromkeys(f.chart.origins[0].source for f in plan.findings)
    return Text(*(_JOINT[lang].join(source[lang] for source in sources) for lang in ("zh", "en")))


def _headings(sections: Iterable[Section]) -> Text:
    titles = [one.title for one in sections]
    return Text(*(_JOINT[lang].join(title[lang] for title in titles) for lang in ("zh", "en")))

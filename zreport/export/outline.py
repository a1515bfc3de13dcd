"""What a briefing is to hold: all charts of notebooks, or those that an outline names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from zreport.charts.plan import Finding, Plan, Section
from zreport.export.notebook import NotebookError, Story, both
from zreport.language import Text

_JOINT = Text("、", "; ")


def of_stories(stories: Sequence[Story], only: Sequence[str] = ()) -> Plan:
    """Plan a section for each notebook, and a slide for each of its charts.

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
            raise NotebookError(f"--only {part}: no such chart; there are / 没有这样的图表，可选：{', '.join(named)}")
    sections = []
    for story in stories:
        chosen = [Finding(*pair) for pair in story.charts if not only or any(part in pair[0] for part in only)]
        if chosen:
            sections.append(Section(story.title, tuple((finding,) for finding in chosen)))
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
                    f"{where}: no such chart: {', '.join(strange)}; there are / 没有该图表，可选：{', '.join(charts)}"
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


def _source(plan: Plan) -> Text:
    sources = dict.fromkeys(f.chart.origins[0].source for f in plan.findings)
    return Text(*(_JOINT[lang].join(source[lang] for source in sources) for lang in ("zh", "en")))


def _headings(sections: Iterable[Section]) -> Text:
    titles = [one.title for one in sections]
    return Text(*(_JOINT[lang].join(title[lang] for title in titles) for lang in ("zh", "en")))

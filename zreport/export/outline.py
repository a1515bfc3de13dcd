"""What a briefing is to hold: all charts of notebooks, or those that an outline names."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path

from zreport.charts.plan import Finding, Plan, Section
from zreport.export.notebook import NotebookError, Story, both, unreadable
from zreport.language import NOTHING, Text

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
        raise NotebookError(Text("这些笔记本里没有图表", "no charts in these notebooks"))
    for part in only:
        if not any(part in name for name in named):
            known = ", ".join(named)
            raise NotebookError(
                Text(
                    f"--only {part}：没有这样的图表；可选：{known}", f"--only {part}: no such chart; there are {known}"
                )
            )
    sections = []
    for story in stories:
        chosen = [Finding(*pair) for pair in story.charts if not only or any(part in pair[0] for part in only)]
        if chosen:
            sections.append(Section(story.title, tuple((finding,) for finding in chosen)))
    plan = Plan(NOTHING, _JOINT.join([section.title for section in sections]), tuple(sections))
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
    heading: Text | None = None
    sections: list[tuple[Text, list[tuple[Finding, ...]]]] = []
    for number, line in enumerate(_lines(path), start=1):
        if found := re.match(r"(#{1,2})\s+(.+)", line):
            words = both(found[2])
            if len(found[1]) == 1:
                heading = heading or words
            else:
                sections.append((words, []))
        elif line.startswith("- "):
            names = [name.strip() for name in line[2:].split("+")]
            if wrong := _wrong(names, charts, bool(sections)):
                where = Text(f"{path}，第{number}行：", f"{path}, line {number}: ")
                raise NotebookError(NOTHING.join([where, wrong]))
            sections[-1][1].append(tuple(Finding(name, charts[name]) for name in names))
    whole = tuple(Section(title, tuple(slides)) for title, slides in sections if slides)
    if not whole:
        raise NotebookError(Text(f"{path}：没有列出图表；写一行 - 图名", f"{path}: no line names a chart: - name"))
    plan = Plan(heading or NOTHING, NOTHING, whole)
    source = _source(plan)
    return Plan(source, NOTHING, whole) if heading is None else Plan(heading, source, whole)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_bytes().decode("utf-8-sig").splitlines()
    except OSError as error:
        raise unreadable(path, error) from None
    except UnicodeDecodeError:
        raise NotebookError(
            Text(f"{path}：不是 UTF-8；请另存为 UTF-8", f"{path}: is not UTF-8; save it as UTF-8")
        ) from None


def _wrong(names: Sequence[str], charts: Collection[str], begun: bool) -> Text | None:
    """Say what is wrong with a line that names charts, if anything is."""
    if strange := ", ".join(name for name in names if name not in charts):
        known = ", ".join(charts)
        return Text(f"没有该图表：{strange}；可选：{known}", f"no such chart: {strange}; there are {known}")
    if len(names) > 2:
        return Text("一页最多两张图", "a slide holds two charts at most")
    if not begun:
        return Text("先写一行 ## 分节", "a section comes first: ## …")
    return None


def _source(plan: Plan) -> Text:
    return _JOINT.join(list(dict.fromkeys(finding.chart.origins[0].source for finding in plan.findings)))

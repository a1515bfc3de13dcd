"""What a briefing is to hold: all charts of notebooks, or those that an outline names."""

import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from zreport.charts.plan import Finding, Plan, Section
from zreport.charts.sources import reports_of
from zreport.export.notebook import NotebookError, Story, both, bytes_of
from zreport.language import NOTHING, Text

_JOINT = Text("、", "; ")
_MOST_QUESTIONS = 8


def _refuse_doubles(found: Iterable[tuple[str, Text]]) -> None:
    """Raise `NotebookError` for two things of one name, which would overwrite each other, by their places."""
    known: dict[str, Text] = {}
    for name, place in found:
        # Some systems hold Growth and growth to be one file.
        if other := known.get(same := name.casefold()):
            zh = f"{other.zh}；{place.zh}：同名 {same}，会互相覆盖；请改其中一个的名称"
            en = f"{other.en}; {place.en}: both are called {same} and would overwrite each other; rename one of them"
            raise NotebookError(Text(zh, en))
        known[same] = place


def _refuse_double_stories(stories: Sequence[Story]) -> None:
    _refuse_doubles((name, place) for one in stories for (name, _), place in zip(one.charts, one.places, strict=True))
    _refuse_doubles((one.name, Text.of(str(one.path))) for one in stories)


def of_stories(stories: Sequence[Story], only: Sequence[str] = (), bare: bool = False) -> Plan:
    """Plan a section for each notebook, and a slide for each of its charts whose name has a part in `only`.

    Without charts there is no plan, unless it may be `bare`.
    """
    _refuse_double_stories(stories)
    named = [name for story in stories for name, _ in story.charts]
    if not (named or bare):
        raise NotebookError(Text("这些笔记本里没有图表", "no charts in these notebooks"))
    for part in only:
        if not any(part in name for name in named):
            known = ", ".join(named)
            zh, en = f"没有这样的图表；可选：{known}", f"no such chart; there are {known}"
            raise NotebookError.about(f"--only {part}", zh, en)
    sections = []
    for story in stories:
        if chosen := [pair for pair in story.charts if not only or any(part in pair[0] for part in only)]:
            sections.append(Section(story.title, tuple((Finding(*pair),) for pair in chosen)))
    source, titles = _source(sections), _JOINT.join([section.title for section in sections])
    # What is of one notebook bears its title.
    return Plan(titles, source, tuple(sections)) if len(sections) == 1 else Plan(source, titles, tuple(sections))


def of_outline(path: Path, stories: Sequence[Story]) -> Plan:
    """Read a plan from an outline in Markdown; an error names the line.

    ``# 标题 / Title``, ``## 分节 / Section``, and a line ``- name`` for each slide, or
    ``- name + name`` for two findings side by side; names are those of the charts. ``? 问题 / Question``
    is a question; those of a section stand on a page after its findings, eight at most.
    """
    _refuse_double_stories(stories)
    charts = dict(pair for story in stories for pair in story.charts)
    try:
        lines = bytes_of(path).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise NotebookError.about(path, "不是 UTF-8；请另存为 UTF-8", "is not UTF-8; save it as UTF-8") from None
    used: list[tuple[str, Text]] = []
    heading: Text | None = None
    sections: list[tuple[Text, list[tuple[Finding, ...]], list[Text]]] = []
    for number, line in enumerate(lines, start=1):
        if found := re.match(r"(#{1,2})\s+(.+)", line):
            words = both(found[2])
            if found[1] == "##":
                sections.append((words, [], []))
            else:
                heading = heading or words
        elif line.startswith(("- ", "? ", "？")):
            where = Text(f"{path}，第{number}行", f"{path}, line {number}")
            if not line.startswith("- "):
                asked = sections[-1][2] if sections and sections[-1][1] else None
                if wrong := _wrong_question(asked):
                    raise NotebookError(Text("：", ": ").join([where, wrong]))
                asked.append(both(line[1:].strip()))
                continue
            names = [name.strip() for name in line[2:].split("+")]
            if wrong := _wrong(names, charts, bool(sections)):
                raise NotebookError(Text("：", ": ").join([where, wrong]))
            used += [(name, where) for name in names]
            sections[-1][1].append(tuple(Finding(name, charts[name]) for name in names))
    _refuse_doubles(used)
    whole = tuple(Section(title, tuple(slides), tuple(asked)) for title, slides, asked in sections if slides)
    if not whole:
        raise NotebookError.about(path, "没有列出图表；写一行 - 图名", "no line names a chart: - name")
    source = _source(whole)
    return Plan(heading, source, whole) if heading else Plan(source, NOTHING, whole)


def _wrong(names: Sequence[str], charts: Collection[str], begun: bool) -> Text | None:
    if strange := ", ".join(name for name in names if name not in charts):
        known = ", ".join(charts)
        return Text(f"没有该图表：{strange}；可选：{known}", f"no such chart: {strange}; there are {known}")
    if len(names) > 2:
        return Text("一页最多两张图", "a slide holds two charts at most")
    if not begun:
        return Text("先写一行 ## 分节", "a section comes first: ## …")
    return None


def _wrong_question(asked: Sequence[Text] | None) -> Text | None:
    """Say what is wrong with one more question of a section; None stands for one without a chart."""
    if asked is None:
        zh, en = (
            "问题写在分节和图之后：## …，- 图名，? 问题 / Question",
            "a question comes after a section and a chart of it",
        )
        return Text(zh, f"{en}: ## …, - name, ? 问题 / Question")
    if len(asked) == _MOST_QUESTIONS:
        return Text(f"一页最多{_MOST_QUESTIONS}个问题", f"a page holds {_MOST_QUESTIONS} questions at most")
    return None


def _source(sections: Sequence[Section]) -> Text:
    items = [item for section in sections for finding in section.findings for item in finding.chart.origins]
    return reports_of(items, _JOINT)

"""What the figures of a panel say: targets by place, promises and what came of them, a place beside its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from zreport.corpus.counting import POINTS
from zreport.corpus.kept import kept_table, paired
from zreport.corpus.panel import ReportPanel
from zreport.corpus.series import STATED
from zreport.draft.cells import MOST_ROWS, chart_code, column_code
from zreport.figures.datum import Datum, data
from zreport.figures.frames import named
from zreport.figures.writing import THIN
from zreport.language import LANGUAGES, NOTHING, Text

MOST_PANELS = 9
_NONE = Text("这些报告没有写明单年目标。", "These reports state no targets of single years.")
_NOMINAL, _REAL = "现价|名义|当年价", "可比价|不变价|扣除价格"


@dataclass(frozen=True)
class PanelSection:
    """A heading, the finding below it, what is to be known, and the cells of code; `charted` if a chart says the finding."""

    heading: Text
    title: Text = NOTHING
    remark: Text = NOTHING
    cells: tuple[str, ...] = ()
    charted: bool = False

    @property
    def words(self) -> str:
        """What stands above the cells."""
        parts = [f"## {self.heading.zh} · {self.heading.en}"]
        if self.title.zh and not self.charted:
            parts.append(f"**{self.title.zh}。**\n*{self.title.en}.*")
        if self.remark.zh:
            parts.append(f"{self.remark.zh}\n*{self.remark.en}*")
        return "\n\n".join(parts)


class Subject(NamedTuple):
    """The indicator that is asked about throughout: GDP, if its targets are stated."""

    key: str
    measure: str
    name: Text
    targets: pd.DataFrame

    @property
    def stated(self) -> pd.DataFrame:
        """The targets that are stated."""
        return self.targets[self.targets["state"] == STATED]


def subject_of(panel: ReportPanel) -> Subject | None:
    """Return what targets are set for most often."""
    found = panel.sql("""
        SELECT indicator, measure, count(DISTINCT report) AS n FROM observations
        WHERE known AND status = 'target' AND period = CAST(year AS VARCHAR) AND measure <> 'rank'
        GROUP BY ALL ORDER BY n DESC, indicator, measure""")
    if found.empty:
        return None
    # GDP if it is among what is set most often, else growth of another, else what is.
    usual = found[2 * found["n"] >= found["n"].max()]
    ranks = (usual["indicator"] == "gdp") * 2 + (usual["measure"] == "growth")
    key, measure = usual.loc[ranks.idxmax(), ["indicator", "measure"]]
    targets = panel.targets(key, measure=measure)
    first = targets.iloc[0]
    name = Text(f"{first['name_zh']}{first['measure_zh']}", f"{first['name_en']} ({first['measure_en']})")
    return Subject(key, measure, name, targets)


def _alike(frame: pd.DataFrame) -> dict[str, pd.Series]:
    """What rows one axis can hold, as Python that selects them, as far as there are others: by scope, unit, price basis."""
    silent, found = frame["state"] != STATED, {}
    if (frame["scope"] != "").any():
        found['["scope"] == ""'] = frame["scope"] == ""
    units = frame["unit_base"][~silent]
    if units.nunique() > 1:
        unit = units.value_counts().index[0]
        found[f'["unit_base"].isin(["", "{unit}"])'] = silent | (frame["unit_base"] == unit)
    if all(frame["quote"].str.contains(words).any() for words in (_NOMINAL, _REAL)):
        found[f'["quote"].str.contains("{_NOMINAL}") == False'] = ~frame["quote"].str.contains(_NOMINAL)
    return found


def _selected(name: str, frame: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """Write how rows are selected that one axis can hold, and select them."""
    code = ""
    for words, kept in _alike(frame).items():
        code += f"{name} = {name}[{name}{words}]\n"
        frame = frame[kept.reindex(frame.index)]
    return code, frame


# Years in a row that make a line worth drawing.
_SERIES = 3


def growth_section(panel: ReportPanel, subject: Subject | None) -> PanelSection:
    """Targets by year and level, and those of the year with most of them as a chart."""
    heading = Text("各年各级的目标", "Targets by year and level")
    if subject is None:
        return PanelSection(heading, remark=_NONE)
    table = f'panel.wording("{subject.key}", measure="{subject.measure}")'
    bounds = "下限、上限、“左右”和区间不是定数，分开数；图上照原样画。"
    remark = Text(
        bounds, "Floors, ceilings, “about” and ranges are no points: they are counted apart, and drawn as such."
    )
    stated = subject.stated
    counts = stated.groupby(["year", "level"]).size()
    year, level = max(counts.index, key=lambda key: (counts[key], key[0], key[1] == "county"))
    own = stated[(stated["year"] == year) & (stated["level"] == level)]
    code = f'targets = panel.targets("{subject.key}", measure="{subject.measure}", years={year}{_level(level)})\n'
    selecting, shown = _selected("targets", own)
    shown = shown[(shown["qualifier"] != "range") & (shown["value"] >= 0)].nlargest(MOST_ROWS, "value_base")
    title = _targets_title(subject, own, year, level, _count(panel, year, level))
    if shown.empty:
        return PanelSection(heading, title, remark, (table, f'{code}targets[targets["state"] == "stated"]'))
    code += f'{selecting}drawn = targets.query(\'state == "stated" and qualifier != "range" and value >= 0\')\n'
    code += f'drawn = drawn.nlargest({len(shown)}, "value_base")\n'
    chart = chart_code("Dots", 'pd.concat([drawn, targets[targets["state"] != "stated"]])', title, "targets")
    return PanelSection(heading, title, remark, (table, code + chart), charted=True)


def _count(panel: ReportPanel, year: int, level: str) -> int:
    reports = panel.reports
    return int(((reports["year"] == year) & (reports["level"] == level)).sum())


def _level(level: str) -> str:
    return f', level="{level}"' if level else ""


def _targets_title(subject: Subject, own: pd.DataFrame, year: int, level: str, reports: int) -> Text:
    figures = sorted(data(own), key=lambda one: one.value_base)
    low, high = (_label(figures[at]) for at in (0, -1))
    kind = named("level", level) if level else NOTHING
    kind = Text(f"{kind.zh}级" if level not in ("", "nation") else kind.zh, f"{kind.en} " if level else "")
    zh = f"{year}年{kind.zh}报告{reports:,}份，{len(own):,}份写明{subject.name.zh}目标"
    en = f"{len(own):,} of {reports:,} {kind.en}reports for {year} set a target of {subject.name.en}"
    if len(own) == 1:
        place = figures[0].place
        return Text(f"{zh}：{place.zh}{low.zh}", f"{en}: {place.en}, {low.en}")
    zh, en = f"{zh}：{low.zh}到{high.zh}", f"{en}: from {low.en} to {high.en}"
    if low == high:
        return Text(f"{zh.rpartition('：')[0]}：都是{low.zh}", f"{en.rpartition(': ')[0]}: {low.en} each")
    words = {
        "floor": ("下限", "floors"),
        "ceiling": ("上限", "ceilings"),
        "about": ("“左右”", "“about”"),
        "range": ("区间", "ranges"),
    }
    told = [(int(own["qualifier"].isin(POINTS[kind]).sum()), *said) for kind, said in words.items()]
    told = [one for one in told if one[0]]
    if told:
        zh += "，其中" + "、".join(f"{said}{count}个" for count, said, _ in told)
        en += ", of which " + ", ".join(f"{count} {said}" for count, _, said in told)
    return Text(zh, en)


def _label(figure: Datum) -> Text:
    return Text(*(figure.label(lang).replace(THIN, "" if lang == "zh" else " ") for lang in LANGUAGES))


def wording_section(panel: ReportPanel, subject: Subject | None) -> PanelSection:
    """How hard targets are promised, of all targets."""
    heading = Text("硬话与软话", "Hard and soft wording")
    found = panel.sql("SELECT commitment, count(*) AS n FROM observations WHERE status = 'target' GROUP BY commitment")
    counts = found.set_index("commitment")["n"]
    total = int(counts.sum())
    if not total:
        return PanelSection(heading, remark=Text("这些报告没有写明目标。", "These reports state no targets."))
    hard, soft = (int(counts.get(one, 0)) for one in ("ensure", "strive"))
    zh = f"{total:,}个目标数字中，{hard:,}个说“确保”，{soft:,}个说“力争”，其余{total - hard - soft:,}个没有这两个词"
    en = f"Of {total:,} target figures, {hard:,} are to be ensured, {soft:,} striven for, and {total - hard - soft:,} neither"
    remark = Text(
        "数的是数字所在分句的用语；没有这类词，不等于不作承诺。",
        "Counted is the wording of the clause of each figure; a figure without such a word is promised all the same.",
    )
    code = '''panel.sql("""
    SELECT year, level, count(*) AS targets,
        count(*) FILTER (commitment = 'ensure') AS hard,
        count(*) FILTER (commitment = 'strive') AS soft,
        count(*) FILTER (commitment = 'plan') AS plan,
        count(*) FILTER (commitment = '') AS plain
    FROM observations WHERE status = 'target' GROUP BY ALL ORDER BY ALL
""")'''
    return PanelSection(heading, Text(zh, en), remark, (code,))


def kept_section(panel: ReportPanel, subject: Subject | None) -> PanelSection:
    """Targets beside what the next report says came of them."""
    heading = Text("承诺与下一份报告", "Promised, and reported a year later")
    none = "没有哪个地方的相邻两份报告都写明同一年的目标和实现。"
    none = Text(none, "No place has a target and, in its next report, what came of it.")
    if subject is None:
        return PanelSection(heading, remark=none)
    targets, years = subject.targets, subject.targets["year"]
    years = range(years.min(), years.max() + 1)
    achieved = panel.achieved(subject.key, measure=subject.measure, years=years)
    kept = kept_table(targets, achieved)
    both = kept[(kept["target_state"] == STATED) & (kept["achieved_state"] == STATED)]
    if both.empty:
        return PanelSection(heading, remark=none)
    counts = both["verdict"].value_counts()
    met, missed, open_ = (int(counts.get(one, 0)) for one in ("met", "missed", "cannot_be_told"))
    zh = f"{subject.name.zh}：前后两份报告都写明的{len(both):,}项，达到{met:,}项，未达到{missed:,}项，不能断定{open_:,}项"
    en = f"{subject.name.en}, targets with a figure in the next report: {len(both):,}; {met:,} met, {missed:,} missed"
    title = Text(zh, f"{en}, {open_:,} open")
    remark = Text(
        "“左右”没有写明幅度，未及者不下断语；口径写得不同的，也不下断语。预计数照预计数画。",
        "How far “about” reaches is not said, so what falls short of it is left open, as are accounts that may differ. "
        "What is expected is drawn as such.",
    )
    table = f'kept = panel.kept("{subject.key}", measure="{subject.measure}")\n'
    table += 'kept.query(\'target_state == "stated" and achieved_state == "stated"\')'
    often = both.groupby("place", as_index=False).size().nlargest(MOST_PANELS, "size", keep="first")
    places = often["place"].tolist()
    own = both[both["place"].isin(places)]
    years = range(own["year"].min(), own["year"].max() + 1)
    sides = [rows[rows["place"].isin(places) & rows["year"].isin(years)] for rows in (targets, achieved)]
    if len(years) == 1:
        drawn = _selected("pairs", paired(*sides))
        code = (
            f'pairs = panel.pairs("{subject.key}", "{subject.measure}", {column_code(places)}, {years[0]})\n{drawn[0]}'
        )
        cells = (table, code + chart_code("Dumbbell", "pairs", title, "kept")) if len(drawn[1]) else (table,)
        return PanelSection(heading, title, remark, cells, charted=len(cells) > 1)
    code = f"places = {column_code(places)}\n"
    code += f'asked = {{"measure": "{subject.measure}", "places": places, "years": {years}}}\n'
    code += f'both = pd.concat([panel.targets("{subject.key}", **asked), panel.achieved("{subject.key}", **asked)])\n'
    selecting, rows = _selected("both", pd.concat(sides))
    if not (rows["state"] == STATED).any():
        return PanelSection(heading, title, remark, (table,))
    return PanelSection(heading, title, remark, (table, code + selecting + _lines_code("both", title, "kept")), True)


def _lines_code(rows: str, title: Text, name: str) -> str:
    return chart_code("Lines", rows, title, name, '    by="place",\n    panels=True,\n')


def neighbours_section(panel: ReportPanel, subject: Subject | None) -> PanelSection:
    """A place beside those of the same parent and level."""
    heading = Text("一地与邻地", "A place beside its neighbours")
    none = "没有同属一地、都写明目标的邻地。"
    none = Text(none, "There are no neighbours that state such a target as well.")
    rows = subject.stated.query('within_zh != ""') if subject else pd.DataFrame()
    rows = _selected("rows", rows)[1] if len(rows) else rows
    if rows.empty:
        return PanelSection(heading, remark=none)
    groups = rows.groupby(["within_zh", "level"])["place"].nunique()
    within, level = max(groups.index, key=lambda key: (groups[key], key[1] == "county"))
    if groups[within, level] < 2:
        return PanelSection(heading, remark=none)
    own = rows[(rows["within_zh"] == within) & (rows["level"] == level)]
    often = own["place"].value_counts(sort=False).nlargest(MOST_PANELS)
    focus = own[own["place"] == often.index[0]].sort_values("year")
    figures, rest = data(focus), int(groups[within, level]) - 1
    told = [f"{one.period}年{_label(one).zh}" for one in figures[-3:]]
    zh = f"{figures[0].place.zh}写明的{subject.name.zh}目标：{'，'.join(told)}；{within}还有{rest}个同级地方写明过"
    told = [f"{_label(one).en} for {one.period}" for one in figures[-3:]]
    en = f"{figures[0].place.en}: targets of {subject.name.en}, {', '.join(told)}; {rest} neighbours state theirs"
    shown = own[own["place"].isin(often.index)]
    years = range(shown["year"].min(), shown["year"].max() + 1)
    code = f'near = panel.neighbours("{often.index[0]}")\n'
    if len(often) < len(panel.neighbours(often.index[0])):
        code += f"near = near.loc[{column_code(often.index)}]\n"
    code += f'targets = panel.targets("{subject.key}", measure="{subject.measure}", places=near, years={years})\n'
    every = subject.targets[subject.targets["place"].isin(often.index) & subject.targets["year"].isin(years)]
    title = Text(zh, en)
    if (often >= _SERIES).sum() < 2:
        code += (
            'latest = targets[targets["state"] == "stated"].sort_values("year").drop_duplicates("place", keep="last")\n'
        )
        columns = '    columns=["name", "value", "period", "wording"],\n'
        remark = Text(
            "同属一地的同级地方，各取最近写明的一年；年份不同，不宜直接相比。",
            "Places of one level within one parent, of each the latest year stated; years differ, so compare with care.",
        )
        code += chart_code("Table", "latest", title, "neighbours", columns)
        return PanelSection(heading, title, remark, (code,), charted=True)
    lines = _selected("targets", every)[0] + _lines_code("targets", title, "neighbours")
    remark = Text(
        "同属一地的同级地方，每处一格；没有报告、报告没有写明的年份，图上注明。",
        "Places of one level within one parent, a panel each; years without a report, or of which it says nothing, are marked.",
    )
    return PanelSection(heading, title, remark, (code + lines,), charted=True)

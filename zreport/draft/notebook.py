"""The first notebook of a report: what any report can be asked, with titles that its figures make, to be bettered."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from zreport.draft.cells import (
    MOST_ROWS,
    RATES,
    NotebookSection,
    as_notebook,
    chart_code,
    column_code,
    drawable,
    quoted_code,
    rows_with_room,
    select_code,
    short_name,
    told_figure,
    turned_out,
)
from zreport.draft.learn import SHARED, Promises, side_by_side
from zreport.figures.datum import data
from zreport.figures.writing import written_period
from zreport.language import LANGUAGES, Text
from zreport.report.report import Report
from zreport.tables.package import data_folder

# What one asks of any report first, as far as it says it.
USUAL = [
    "gdp",
    "general_public_budget_revenue",
    "fixed_asset_investment",
    "retail_sales",
    "industrial_value_added",
    "urban_income",
    "rural_income",
    "new_employment",
    "registered_unemployment_rate",
]
_SECTORS = ("economy", "finance", "investment", "income", "industry")
# Measures of a figure that say all by themselves.
_PLAIN = ("growth", "average_growth", "total", "level", "per_unit", "rate", "rank", "annual", "amount")
_REVIEW = ("achieved", "expected")
_CARDS, _DWARFS = 8, 3  # cards; how many times the next an outlier is


def notebook_path(folder: Path, name: str) -> Path:
    """Return where the next notebook of a folder is to be written."""
    numbers = [int(found[1]) for path in folder.glob("*.ipynb") if (found := re.match("([0-9]+)_", path.name))]
    return folder / f"{max(numbers, default=-1) + 1:02}_{name}.ipynb"


def first_notebook(report: Report, path: Path, folder: Path, promises: Promises | None = None) -> bytes:
    """Write the first notebook of a report in a data folder, to be stored at a path; it has not run yet."""
    sections = [_headlines(report), _growth(report), _targets(report), _by_sector(report)]
    if promises:
        sections.insert(3, _kept(promises, report, _call(promises.earlier, path, folder)))
    load = f"import pandas as pd\nimport zreport as zr\n\nreport = {_call(report, path, folder)}"
    cells = [f"{_opening(report, sections)}\n\n{sections[0].words}", "\n".join(filter(None, [load, sections[0].code]))]
    for section in sections[1:]:
        cells += [section.words, section.code]
    open_cells = [_OPEN] if len(report.draft) else []
    cells += [_EVERYTHING if open_cells else _ALL, *([_FIGURES] if len(report.observations) else []), *open_cells]
    cells.append(_unanswered(report, promises))
    return as_notebook(filter(None, cells), path.stem[:2])


_ALL = """\
## 全部数字 · All figures

每个数字和它的原句。*Each figure with its sentence.*"""
_EVERYTHING = """\
## 全部数字和未核的行 · All figures, and what is in draft

先是每个数字和它的原句；再是还没有人核对的行有多少、规则为什么没有把握（“?”：没有疑问，只是还没有人看过）。
*Each figure with its sentence; then how many rows nobody has looked at yet, by what the rule is unsure of \
("?": of nothing).*"""
_FIGURES = """\
pd.set_option("display.max_rows", None, "display.max_colwidth", 120)
sentences = [report.source(name).plain(context=12) for name in report.observations.index]
columns = ["name_zh", "measure_zh", "value", "unit", "qualifier", "period", "status_zh", "sentence"]
report.observations.assign(sentence=sentences)[columns].reset_index(drop=True)"""
_OPEN = 'report.draft.groupby(["table", "doubt"], as_index=False).size()'


def _call(report: Report, path: Path, folder: Path) -> str:
    """Load a report: of the library's own data, or of a folder named from where the notebook stands."""
    there = ""
    if folder.resolve() != data_folder().resolve():
        try:
            there = os.path.relpath(folder.resolve(), path.parent.resolve())
        except ValueError:  # on another drive of Windows
            there = str(folder.resolve())
        there = f", {quoted_code(Path(there).as_posix())}"
    draft = ", draft=True" if len(report.draft) else ""
    return f'zr.load("{report.name}"{there}{draft})'


def _opening(report: Report, sections: Iterable[NotebookSection]) -> str:
    year, counts = report.delivered.year, report.observations["status"].value_counts()
    kinds = {"achieved": ("已实现", "achieved"), "expected": ("预计", "expected"), "target": ("目标", "promised")}
    told = [(counts[kind], *words) for kind, words in kinds.items() if kind in counts]
    of, sectors = ("、".join(f"{zh}{count}个" for count, zh, _ in told), report.observations["sector"].nunique())
    zh = f"读出{len(report.observations)}个指标数字（{of}），分属{sectors}个领域。"
    of = ", ".join(f"{count} {en}" for count, _, en in told)
    answer = Text(zh, f"{len(report.observations)} figures were read ({of}), of {sectors} sectors.")
    said = [answer if told else Text("没有读出指标数字。", "No figure was read.")]
    said += [Text(f"{one.title.zh}。", f"{one.title.en}.") for one in sections if one.code]
    words = Text("", " ").join(said)
    heading = f"# {report.place.zh}{year}年政府工作报告 / Government work report of {report.place.en}, {year}"
    question = "**报告了什么，承诺了什么？**"
    return f"{heading}\n\n{question}\n\n{words.zh}\n\n*What is reported, and what is promised? {words.en}*"


def _headlines(report: Report) -> NotebookSection:
    heading = Text("主要数字", "Headline figures")
    rows = report.observations[report.observations["measure"].isin(_PLAIN)]
    past = rows[rows["status"].isin(_REVIEW)]
    rows = rows if past.empty else past
    usual = rows[rows["indicator"].isin(USUAL)]
    if rows.empty:
        return NotebookSection(heading)
    period = (rows if usual.empty else usual)["period"].value_counts().index[0]
    rows = rows[rows["period"] == period]
    counts, chosen = rows["indicator"].value_counts(), []
    for name in dict.fromkeys([*USUAL, *rows[rows["sector"].isin(_SECTORS)]["indicator"], *rows["indicator"]]):
        wanted = name in USUAL or len(chosen) < 4
        if wanted and counts.get(name, 9) <= 2 and counts[[*chosen, name]].sum() <= _CARDS:
            chosen.append(name)
    chosen = chosen or [counts.index[-1]]
    shown = rows[rows["indicator"].isin(chosen)]
    if len(shown) > _CARDS:
        return NotebookSection(heading)
    where = {"period": [period], "status": shown["status"], "measure": shown["measure"]}
    code = f"headlines = {column_code(chosen)}\nrows = {select_code('report', 'headlines', **where)}\n"
    first = [next(one for one in data(shown) if one.indicator == name) for name in chosen[:3]]
    said = Text("，", "; ").join([told_figure(one) for one in first])
    title = Text(f"{written_period(period, 'zh')}：{said.zh}", f"{written_period(period, 'en')}: {said.en}")
    remark = Text("单位和度量不同，只能并排看。", "Units and measures differ, so the figures stand side by side.")
    return NotebookSection(heading, title, remark, code + chart_code("Cards", "rows", title, "headlines"))


def _growth(report: Report) -> NotebookSection:
    heading, rows = Text("增速排序", "Growth, ranked"), report.observations
    rows = rows[rows["measure"].isin(RATES) & drawable(rows) & (rows["unit"] == "%")]
    past = rows[rows["status"].isin(_REVIEW)]
    rows = rows if past.empty else past
    if rows.empty:
        return NotebookSection(heading)
    kind = dict(zip(keys := ["measure", "status", "period"], rows.value_counts(keys).index[0], strict=True))
    rows = rows[(rows[keys] == pd.Series(kind)).all(axis=1)]
    where = {key: [value] for key, value in kind.items()} | {"unit": ["%"], "qualifier": rows["qualifier"]}
    code = f"rates = {select_code('report', **where)}\n"
    shown = rows.drop_duplicates(["name_zh", "scope"]).nlargest(MOST_ROWS, "value")
    code += f'rates = rates.drop_duplicates(["name_zh", "scope"]).nlargest({rows_with_room(shown)}, "value")\n'
    ranked = data(shown.head(rows_with_room(shown)))
    apart = _dwarfing([one.value for one in ranked])
    inset = f'    inset=list(rates["indicator"][:{apart}]),\n' if apart else ""
    top, when = ranked[0], Text(*(written_period(kind["period"], lang) for lang in LANGUAGES))
    zh, en = f"{short_name(top.name.zh)}最高（{top.label('zh')}）", f"{short_name(top.name.en)} ({top.label('en')})"
    for one in [next((one for one in ranked[1:] if one.indicator == "gdp"), *ranked[1:2])] if ranked[1:] else []:
        zh += f"，{short_name(one.name.zh)}为{one.label('zh')}"
        en += f"; {short_name(one.name.en)}: {one.label('en')}"
    many = "rate" if len(rows) == 1 else "rates"
    title = Text(
        f"{when.zh}的{len(rows)}个{top.measure_name.zh}中，{zh}",
        f"Of {len(rows)} {many} of {top.measure_name.en} in {when.en}, the highest is {en}",
    )
    remark = Text(
        f"同一时期、同一性质的增速，至多{len(ranked)}个；远大于其余的另用一根轴。",
        f"Rates of one period and status, {len(ranked)} at most; what dwarfs the rest has an axis of its own.",
    )
    return NotebookSection(heading, title, remark, code + chart_code("Bars", "rates", title, "growth", inset))


def _is_rate(pairs: pd.DataFrame) -> bool:
    return len(pairs) > 0 and pairs["measure"].iloc[0] in RATES


def _dwarfing(values: list[float]) -> int:
    """How many of the largest would flatten the rest, at most two."""
    return next((at for at in (1, 2) if len(values) > at + 1 and values[at - 1] > _DWARFS * max(values[at], 0.1)), 0)


def _targets(report: Report) -> NotebookSection:
    heading, rows = Text("目标与已报的数", "Targets beside what was reached"), report.observations
    remark = Text(
        "实心是已经报告的，空心是目标；只比同一指标、同一度量。",
        "Filled: reported. Hollow: targets. Only one indicator and measure are compared.",
    )
    known, graded = report.relations, pd.DataFrame()
    if len(known) and ((known["relation"] == "target_for") & (known["grade"] == "high")).any():
        pairs = report.pairs("target_for", grade="high")
        sides = (pairs[pairs["side"] == side] for side in ("before", "after"))
        graded = _alike(side_by_side(*sides, ["pair", *SHARED]), pairs)
    review, plan = rows[rows["status"].isin(_REVIEW)], rows[rows["status"] == "target"]
    other = _alike(side_by_side(review, plan), pd.concat([review, plan]))
    # Rates before amounts, several pairs before one, what relations.csv pairs before what is alike.
    found = max(graded, other, key=lambda pairs: (_is_rate(pairs), min(len(pairs), 2), pairs is graded))
    if found.empty:
        return NotebookSection(heading)
    row = found.iloc[0]
    code = f"compared = {column_code(found['indicator'])}\n"
    if found is graded:
        code += 'pairs = report.pairs("target_for", grade="high")\n'
        code += f"pairs = pairs.query('indicator in @compared and measure == \"{row.measure}\"')\n"
        code += f'pairs = pairs[pairs["period"].isin(["{row.period}", "{row.period_2}"])]\n'
    else:
        code += _paired(row, "report", "report", "compared")
    first, second = data(rows.loc[found["id"]]), data(rows.loc[found["id_2"]])
    when = [Text(*(written_period(one, lang) for lang in LANGUAGES)) for one in (row.period, row.period_2)]
    above = sum(new.value_base > old.value_base for old, new in zip(first, second, strict=True))
    below = sum(new.value_base < old.value_base for old, new in zip(first, second, strict=True))
    zh = f"{when[1].zh}的{len(found)}项目标，{above}项高于、{below}项低于{when[0].zh}的数"
    en = f"Of {len(found)} targets for {when[1].en}, {above} above the figures of {when[0].en}, {below} below"
    if len(found) in (above, below):
        zh = f"{when[1].zh}的{len(found)}项目标都{'高于' if above else '低于'}{when[0].zh}的数"
        en = (
            f"All {len(found)} targets for {when[1].en} are {'above' if above else 'below'} the figures of {when[0].en}"
        )
    title = Text(f"{zh}；{turned_out(first, second, 'zh')}", f"{en}; {turned_out(first, second, 'en')}")
    if len(found) == 1:
        old, new = first[0], second[0]
        title = Text(
            f"{short_name(new.name.zh)}：{when[0].zh}{old.label('zh')}，{when[1].zh}目标{new.label('zh')}",
            f"{short_name(new.name.en)}: {old.label('en')} in {when[0].en}, a target of {new.label('en')} for {when[1].en}",
        )
    return NotebookSection(heading, title, remark, code + chart_code("Dumbbell", "pairs", title, "targets"))


def _kept(promises: Promises, report: Report, load: str) -> NotebookSection:
    """What the last report promised, and this one reports."""
    heading = Text("上次承诺的，这次报告的", "Promised then, reported now")
    earlier, year = promises.earlier.observations, promises.earlier.delivered.year
    made = earlier[earlier["status"] == "target"]
    done = report.observations[report.observations["status"].isin(_REVIEW)]
    both = side_by_side(made, done, [*SHARED, "period"])
    found = _alike(both.assign(period_2=both["period"]), pd.concat([made, done]))
    gone = (
        [short_name(one.name.zh) for one in promises.vanished],
        [short_name(one.name.en) for one in promises.vanished],
    )
    zh, en = ("、".join(dict.fromkeys(gone[0][:MOST_ROWS])), ", ".join(dict.fromkeys(gone[1][:MOST_ROWS])))
    remark = Text(
        f"{year}年报告承诺、这次没有再提的有{len(gone[0])}项" + (f"：{zh}等。" if zh else "。"),
        f"Promised in {year} and mentioned no more: {len(gone[0])}" + (f", such as {en}." if en else "."),
    )
    if found.empty:
        return NotebookSection(heading, remark=remark)
    row = found.iloc[0]
    code = f"earlier = {load}\nkept = {column_code(found['indicator'])}\n" + _paired(row, "earlier", "report", "kept")
    first, second = data(earlier.loc[found["id"]]), data(report.observations.loc[found["id_2"]])
    up = sum(new.value_base >= old.value_base for old, new in zip(first, second, strict=True))
    title = Text(
        f"{year}年承诺的{len(found)}项，{up}项报出的数不低于承诺：{turned_out(first, second, 'zh')}",
        f"Of {len(found)} promises of {year}, {up} came out no lower: {turned_out(first, second, 'en')}",
    )
    return NotebookSection(heading, title, remark, code + chart_code("Dumbbell", "pairs", title, "promises"))


def _alike(pairs: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return those pairs that one axis can hold, and that indicator, measure and times alone tell from other rows."""
    spans = [pairs[column].str.len() for column in ("period", "period_2")]
    whole = ~pairs["measure"].isin(["total", "net_increase"]) | (spans[0] == spans[1])
    pairs = pairs[drawable(pairs) & drawable(pairs, "_2") & whole]
    if pairs.empty:
        return pairs
    kinds = ["measure", "unit_base", "unit_base_en", "period", "status", "period_2", "status_2"]
    sizes = pairs.value_counts(kinds)
    best = pd.Series(max(sizes.index, key=lambda kind: (kind[0] in RATES, sizes[kind])), index=kinds)
    pairs = pairs[(pairs[kinds] == best).all(axis=1)]
    alike = (rows["measure"] == best["measure"]) & rows["period"].isin(best[["period", "period_2"]])
    pairs = pairs[pairs["indicator"].map(rows[alike]["indicator"].value_counts()) == 2]
    order = {name: at for at, name in enumerate(USUAL)}
    pairs = pairs.sort_values("indicator", key=lambda names: names.map(order), kind="stable")
    both = pairs["report"].iloc[:1].array != pairs["report_2"].iloc[:1].array
    return pairs.head(rows_with_room(pairs, 2 if both.any() else 1))


def _by_sector(report: Report) -> NotebookSection:
    heading, rows = Text("各领域", "Sectors"), report.observations
    if rows.empty:
        return NotebookSection(heading)
    named = [rows[f"sector_{lang}"].value_counts().head(2).items() for lang in LANGUAGES]
    zh, en = ([f"{name}（{count}个）" for name, count in named[0]], [f"{name} ({count})" for name, count in named[1]])
    title = Text(f"数字最多的领域是{'和'.join(zh)}", f"Most figures are of {' and '.join(en)}")
    remark = Text(
        "面积是数字的个数，不是大小，也不是重要程度。",
        "Areas count figures: not how large they are, nor how much a sector matters.",
    )
    return NotebookSection(heading, title, remark, chart_code("Treemap", "report.observations", title, "sectors"))


def _unanswered(report: Report, promises: Promises | None) -> str:
    """What the tables hold no answer to, as far as that can be counted."""
    rows, names = report.observations, report.indicators.drop_duplicates("indicator").set_index("indicator")
    missing = names.loc[[name for name in USUAL if name in names.index and name not in rows["indicator"].array]]
    target = rows[rows["status"] == "target"]
    alone = target[~target["indicator"].isin(rows[rows["status"].isin(_REVIEW)]["indicator"])]
    said = []
    if len(missing):
        zh, en = "、".join(missing["name_zh"]), ", ".join(missing["name_en"])
        said.append(Text(f"常用指标中，没有读到：{zh}。", f"Of the usual indicators, none was read of: {en}."))
    if len(alone):
        zh = f"{len(target)}个目标中，{len(alone)}个没有同一指标的已报数可比。"
        en = f"Of {len(target)} targets, {len(alone)} have no reported figure of their indicator beside them."
        said.append(Text(zh, en))
    if not promises:
        said.append(
            Text("上一份报告承诺了什么：没有它的数据。", "What the last report promised: there are no data of it.")
        )
    said.append(Text("没有写成数字的任务，不在表内。", "Tasks that are not in figures are not in the tables."))
    lines = "\n".join(f"- {one.zh}*{one.en}*" for one in said)
    return f"## 报告没有说的 · What the report cannot answer\n\n{lines}"


def _paired(row: pd.Series, first: str, second: str, names: str) -> str:
    """Write how the rows of two selections are put beside one another."""
    sides = {"before": (first, row.period, row.status), "after": (second, row.period_2, row.status_2)}
    code = "".join(
        f"{side} = {select_code(report, names, measure=[row.measure], period=[period], status=[status])}\n"
        for side, (report, period, status) in sides.items()
    )
    code += 'pairs = pd.concat([before.assign(side="before"), after.assign(side="after")])\n'
    return code + 'pairs = pairs.assign(pair=pairs["indicator"], pair_zh="", pair_en="")\n'

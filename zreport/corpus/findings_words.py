"""What the words of a panel say: phrases and since when, indicators that come and go, and what cannot be answered."""

from __future__ import annotations

from zreport.corpus.findings import PanelSection, Subject
from zreport.corpus.panel import ReportPanel
from zreport.draft.cells import column_code, quoted_code
from zreport.draft.notebook import USUAL
from zreport.language import Text

PHRASES = ("高质量发展", "乡村振兴", "数字经济")


def phrases_section(panel: ReportPanel, subject: Subject | None) -> PanelSection:
    """How often phrases are used, by year, and since when."""
    heading = Text("词语：从何时起，有多常用", "Phrases: since when, and how often")
    asked = ", ".join(map(quoted_code, PHRASES))
    code = f"uses = panel.phrases({asked})\n"
    table = 'zr.shown(uses.pivot(index="year", columns="phrase", values="per_10000"))'
    remark = Text(
        "每万字次数（相对频率），按年；“首见”只就这些报告而言。字里的空白和换行不计。",
        "Uses per 10,000 characters, by year; “first” is of these reports only. Blanks and line ends are read through.",
    )
    found = panel.phrases(*PHRASES)
    if not found["uses"].sum():
        return PanelSection(heading, Text("这三个词都没有用到", "None of the three is used"), remark, (code + "uses",))
    most = found.groupby("phrase", sort=False)["uses"].sum().idxmax()
    own = found[found["phrase"] == most].sort_values("year")
    last, report = own.iloc[-1], panel.reports.loc[own["first_report"].iloc[0]]
    year, place = own["first_year"].iloc[0], Text(report["place_zh"], report["place_en"])
    zh = f"“{most}”在这些报告中首见于{year}年（{place.zh}）；{last['year']}年{last['reports']:,}份报告中{last['with_phrase']:,}份用到"
    en = f"“{most}” is first met in {year} ({place.en}); in {last['year']}, {last['with_phrase']:,} of {last['reports']:,} use it"
    rate = f"{last['per_10000']:g}"
    title = Text(f"{zh}，每万字{rate}次", f"{en}, {rate} times in 10,000 characters")
    every = 'uses.drop_duplicates("phrase")[["phrase", "first_year", "first_report"]]'
    return PanelSection(heading, title, remark, (code + table, every))


def indicators_section(panel: ReportPanel, subject: Subject | None) -> PanelSection:
    """Which indicators appear and which vanish."""
    heading = Text("出现与消失的指标", "Indicators that appear and vanish")
    found = panel.indicators()
    known, years = found[found["known"]], sorted(panel.reports["year"].unique())
    if known.empty:
        return PanelSection(heading, remark=Text("没有读出词表中的指标。", "No indicator of the vocabulary was read."))
    spans = known.groupby("indicator")[["first_year", "last_year"]].first()
    zh = f"词表中的{len(spans):,}个指标在这些报告里写到过"
    en = f"{len(spans):,} indicators of the vocabulary are stated in these reports"
    if len(years) > 1:
        new, gone = int((spans["first_year"] > years[0]).sum()), int((spans["last_year"] < years[-1]).sum())
        zh += f"，其中{new:,}个{years[0]}年还没有，{gone:,}个{years[-1]}年已不见"
        en += f"; {new:,} are not yet in those of {years[0]}, {gone:,} no more in those of {years[-1]}"
    remark = Text(
        "表中是当年报告里写到它的占比（%）。一年只有几份报告时，出现与消失多半是地方不同。",
        "The table gives the share of a year's reports that state each, in per cent. Where a year has few reports, "
        "what appears or vanishes may only be of another place.",
    )
    usual = [name for name in USUAL if name in spans.index] or spans.index[:9].tolist()
    code = f'stated = panel.indicators()\nusual = stated[stated["indicator"].isin({column_code(usual)})]\n'
    code += 'share = usual.pivot(index=["name_zh", "name_en"], columns="year", values="share")\n'
    cells = [f"{code}zr.shown(share.fillna(0).reset_index())"]
    if len(years) > 1:
        spans = 'columns = ["name_zh", "name_en", "first_year", "last_year"]\n'
        spans += 'known = stated[stated["known"]].drop_duplicates("indicator")[columns]\n'
        cells.append(f'{spans}known.sort_values(["first_year", "last_year", "name_zh"])')
    return PanelSection(heading, Text(zh, en), remark, tuple(cells))


def opening(panel: ReportPanel, sections: list[PanelSection]) -> str:
    """The title of the notebook, its question and what is found."""
    count, places = len(panel), panel.reports["place"].nunique()
    said = [Text(f"{one.title.zh}。", f"{one.title.en}.") for one in sections if one.title.zh]
    words = Text("", " ").join([Text(f"{panel.told.zh}。", f"{panel.told.en}."), *said])
    heading = f"# {places:,}个地方的{count:,}份政府工作报告 / {count:,} government work reports of {places:,} places"
    question = "**各地承诺了什么，后来怎样，话怎么说？**"
    asked = "*What was promised, what came of it, and in which words?"
    return f"{heading}\n\n{question}\n\n{words.zh}\n\n{asked} {words.en}*"


def contents(panel: ReportPanel) -> str:
    """What the panel holds, and what was set apart."""
    drafted = int((panel.reports["made"] == "drafted").sum())
    zh = f"{drafted:,}份由规则起草，没有人逐行核过，图表都注明是草稿；{len(panel) - drafted:,}份由人核定。"
    en = f"Drafted by rule: {drafted:,}, whose rows nobody has looked at one by one; charts say that they are a draft. "
    en += f"Curated: {len(panel) - drafted:,}."
    if len(panel.rejected):
        zh, en = (
            f"{zh}后表是另置的文本和缘由。",
            f"{en} The last table counts the texts that were set apart, by reason.",
        )
    return f"## 有什么，另置了什么 · What is here, and what was set apart\n\n{zh}\n*{en}*"


def unanswered(panel: ReportPanel) -> str:
    """What the panel holds no answer to."""
    said = [
        Text(
            "没有报告的地方和年份：面板里没有，不等于没有承诺。",
            "Places and years without a report: what is not here may have been promised all the same.",
        ),
        Text(
            "规则起草的数字可能读错；要引用，请先看原句。",
            "Drafted figures may be misread: look at the sentence before you quote one.",
        ),
        Text("没有写成数字的任务，不在表内。", "Tasks that are not in figures are not in the tables."),
    ]
    lines = "\n".join(f"- {one.zh}*{one.en}*" for one in said)
    return f"## 不能回答的 · What this cannot answer\n\n{lines}"

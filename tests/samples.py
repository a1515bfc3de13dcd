"""A chart of every kind on the real report, with titles that it supports."""

import functools
from collections.abc import Iterable
from dataclasses import replace

import counties
import pandas as pd

import zreport as zr
from zreport.charts.backends import draw
from zreport.language import LANGUAGES

REPORT = zr.load()
_text = zr.text
GROWTH = REPORT.select(measure="average_growth")
HIGH = REPORT.pairs("target_for", grade="high")
TARGETS = REPORT.pairs("target_for")
CHANGES = REPORT.pairs("baseline_of")
PROJECTS = REPORT.projects

_services = REPORT.select(measure="rate", status="achieved", unit="%").query(
    "indicator not in ['unemployment_rate', 'forest_coverage', 'poverty_exit_rate', "
    "'deputies_suggestions_handled', 'cppcc_proposals_handled']"
)
_money = ["key_project_investment", "funds_sought", "domestic_capital_used"]
_two_up = _text(
    "四项目标两高一低一平：经济和农村收入高于五年均值",
    "GDP and rural-income targets exceed the five-year pace, retail sales fall short",
)

SAMPLES = {
    "dots": zr.Dots(
        GROWTH,
        inset="industrial_value_added",
        highlight=["ecommerce_sales", "industrial_output"],
        title=_text(
            "48.1%待核不计，电商和规上总产值增长最快",
            "Setting 48.1% aside as unverified, e-commerce and industrial output grew fastest",
        ),
        name="average-growth",
    ),
    "dots-floors": zr.Dots(
        _services,
        title=_text(
            "多数覆盖率在九成以上，24小时供水的村屯为八成以上",
            "Most coverage exceeds 90%; round-the-clock water at least 80%",
        ),
        name="coverage",
    ),
    "bars": zr.Bars(
        REPORT.select(measure="growth", status="target"),
        highlight="fixed_asset_investment",
        title=_text(
            "五项增速目标中，固定资产投资最高（10%）", "Of five growth targets, fixed-asset investment is highest (10%)"
        ),
        name="growth-targets",
    ),
    "bars-sectors": zr.Bars(
        GROWTH[GROWTH["indicator"] != "industrial_value_added"],
        color="sector",
        title=_text("六项年均增速中，电商最快", "Of six average rates, e-commerce is fastest"),
        name="growth-by-sector",
    ),
    "bars-floor": zr.Bars(
        REPORT.select(status="target", unit="亿元", indicator=_money),
        title=_text(
            "2021年计划投资28.7亿元，争取资金10亿元以上",
            "For 2021: 2.87 billion yuan of planned investment, at least 1 billion sought",
        ),
        name="money-2021",
    ),
    "bars-ceiling": zr.Bars(
        REPORT.select(indicator="unemployment_rate"),
        title=_text("失业率保持在4%以内", "Unemployment stayed within 4%"),
        name="unemployment",
    ),
    "groups": zr.Groups(HIGH, title=_two_up, name="targets-side-by-side"),
    "gaps": zr.Gaps(
        HIGH,
        title=_text(
            "经济增长目标比五年均值高1.3个百分点，社零低0.9个百分点",
            "The GDP target is 1.3 points above the five-year pace, that of retail sales 0.9 below",
        ),
        name="target-gaps",
    ),
    "dumbbell": zr.Dumbbell(HIGH, title=_two_up, name="targets"),
    "bullet": zr.Bullet(
        TARGETS[TARGETS["indicator"] == "straw_utilisation_rate"],
        title=_text(
            "秸秆综合利用率：已达91%以上，目标95%以上", "Straw use: at least 91% reached, at least 95% aimed at"
        ),
        name="straw",
    ),
    "slope": zr.Slope(
        CHANGES,
        title=_text("名次上升，绿色有机基地扩大到四倍", "The county rose in rank; green and organic bases quadrupled"),
        name="changes",
    ),
    "slope-rank": zr.Slope(
        CHANGES[CHANGES["indicator"] == "county_ranking"],
        title=_text("全省县域综合排名从第60名升到第35名", "The county rose from 60th to 35th in the province"),
        name="ranking",
    ),
    "lines": zr.Lines(
        counties.TARGETS,
        title=_text("乙县的增长目标一直高于甲县", "County B aimed higher than County A in every year"),
        name="targets-over-years",
    ),
    "lines-panels": zr.Lines(
        pd.concat([counties.TARGETS, counties.GROWTH, counties.EXPECTED]),
        panels=True,
        title=_text("甲县2017年起没有达到目标", "County A missed its target from 2017 on"),
        name="targets-by-county",
    ),
    "parts": zr.Parts(
        REPORT.pairs("part_of").query("pair < 3"),
        title=_text("首批交易占验收面积的65%", "The first batch traded is 65% of the area accepted"),
        name="parts",
    ),
    "treemap": zr.Treemap(
        REPORT.observations,
        title=_text(
            "城乡建设、生态和农业占近四成数字，财政只有两个",
            "Town and country, ecology and agriculture hold near four in ten figures; finance two",
        ),
        name="sectors",
    ),
    "tree": zr.Tree(
        REPORT.select(indicator="agricultural_service_network"),
        title=_text("农业服务网络伸到142个村级点", "The farm service network reaches 142 village points"),
        name="service-network",
    ),
    "cards": zr.Cards(
        REPORT.select(section="work-targets"),
        title=_text("2021年七项主要预期目标", "Seven main targets for 2021"),
        name="main-targets",
    ),
    "table": zr.Table(
        REPORT.select(section="work-targets"),
        columns=("name", "value", "measure", "period"),
        blank=_text("完成情况", "Achieved"),
        title=_text("2021年主要预期目标，完成情况待填", "Main targets for 2021, with room for what is achieved"),
        name="checklist",
    ),
    "stages": zr.Stages(
        PROJECTS[(PROJECTS["period"] == "2021") & (PROJECTS["sector"] == "industry")],
        title=_text(
            "2021年工业项目：3个要投产，3个要并网",
            "Industrial projects in 2021: three to start production, three to join the grid",
        ),
        name="industrial-projects",
    ),
}
# Two tasks of each way in which it can be told whether they were done.
_tasks = REPORT.statements[REPORT.statements["kind"] == "task"]
if len(_tasks):
    SAMPLES |= {
        "register": zr.Register(
            _tasks.groupby("checked").head(2),
            blank=_text("完成情况", "Done by"),
            title=_text("八项任务中，四项无须判断就能核对", "Of eight tasks, four can be checked without judging"),
            name="register",
        ),
        "register-wide": zr.Register(
            _tasks[_tasks["checked"] == "seen"].head(4),
            columns=("words", "figures", "section"),
            title=_text("四项任务，年底可见做没做到", "Four tasks: whether they were done is seen"),
            name="seen",
        ),
    }
# The rows of all figures here.
ROWS = pd.concat([REPORT.observations, counties.TARGETS, counties.GROWTH, counties.EXPECTED])
# What is drawn in their place on half a slide, where the whole does not fit.
_changes = CHANGES[CHANGES["indicator"].str.startswith("green")]
_solar = PROJECTS[PROJECTS["stage"] == "grid_connected"]
HALVES = {
    "dots": zr.Dots(
        GROWTH[GROWTH["indicator"] != "industrial_value_added"],
        highlight=["ecommerce_sales", "industrial_output"],
        title=SAMPLES["bars-sectors"].title,
        name="average-growth",
    ),
    "dots-floors": zr.Dots(_services.iloc[-4:], title=_text("三项为下限", "Floors and a rate"), name="coverage"),
    "groups": zr.Groups(
        HIGH[HIGH["sector"] == "income"],
        title=_text("农村收入增长快于城镇", "Rural incomes grew faster than urban"),
        name="groups",
    ),
    "slope": zr.Slope(
        _changes, title=_text("绿色有机基地扩大到四倍", "Green and organic bases quadrupled"), name="changes"
    ),
    "parts": zr.Parts(REPORT.pairs("part_of").query("pair == 1"), title=SAMPLES["parts"].title, name="parts"),
    "stages": zr.Stages(_solar, title=_text("三个光伏项目要并网", "Three solar plants are to join the grid")),
}
if len(_tasks):
    HALVES |= {
        name: replace(
            SAMPLES[name],
            data=SAMPLES[name].data[:2],
            columns=("words", "checked"),
            title=zr.text("两项任务", "Two tasks"),
        )
        for name in ("register", "register-wide")
    }


def writes_all(chart: zr.Chart) -> bool:
    """Whether a chart writes each figure beside its mark: small panels leave most to the table and the pointer."""
    return chart.kind != "lines" or not chart.panels


def sample(name: str, size: str = "slide") -> zr.Chart:
    """A chart by its name here, one that fits on the page."""
    return HALVES.get(name, SAMPLES[name]) if size == "half" else SAMPLES[name]


@functools.cache
def drawn(name: str, form: str, lang: str, size: str | None = None) -> bytes:
    """A chart as a file of a form; each is made once for all tests of a file."""
    return draw(sample(name, size or "slide"), form, lang, size)


def in_turn(first: Iterable[str], second: Iterable[str]) -> list[tuple[str, str, str]]:
    """Each of two, in one language or the other in turn: half the work where languages hardly differ."""
    return [(one, two, LANGUAGES[(at + to) % 2]) for at, one in enumerate(first) for to, two in enumerate(second)]

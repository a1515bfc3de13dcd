"""What worksheets say of a figure: a column for each thing, with its heading and its meaning."""

from __future__ import annotations

from typing import NamedTuple

from zreport.figures.datum import Datum
from zreport.language import NOTHING, Text


class Column(NamedTuple):
    """A column of a list of figures.

    Attributes
    ----------
    attribute : str
        What of `Datum` stands in it.
    width : float
        In characters, on a worksheet of its own.
    heading, about : Text
        What it is called, and what it means.
    joint : str
        What stands between several things.
    """

    attribute: str
    width: float
    heading: Text
    about: Text = NOTHING
    joint: str = "\n"

    def cell(self, figure: Datum, lang: str) -> str | float:
        """Return what stands in the row of a figure."""
        value = getattr(figure, self.attribute)
        if callable(value):
            value = value(lang)
        if isinstance(value, tuple):
            return self.joint.join(Text.of(one)[lang] for one in value)
        return value[lang] if isinstance(value, Text) else value


_ALL = (
    Column(
        "name",
        30,
        Text("指标", "Indicator"),
        Text("指标名称；括注或冒号后为范围", "name of the indicator, with its scope where that tells rows apart"),
    ),
    Column(
        "measure_name",
        14,
        Text("度量", "Measure"),
        Text(
            "比率、年均增速、合计等；不同度量不可同轴", "rate, average growth, total …; measures do not share an axis"
        ),
    ),
    Column("when", 13, Text("时期", "Period"), Text("年份，或起止年", "a year, or the first and the last of several")),
    Column(
        "status_name",
        10,
        Text("性质", "Status"),
        Text("已实现、目标、预计、起点", "achieved, target, expected, baseline"),
    ),
    Column(
        "symbol",
        7,
        Text("限定", "Bound"),
        Text(
            "≥ 至少，≤ 至多，> 超过，≈ 约；空白为确数", "≥ at least, ≤ at most, > more than, ≈ about; blank where exact"
        ),
    ),
    Column("value", 11, Text("数值", "Value"), Text("报告所印的数值", "the number as the report prints it")),
    Column("unit_name", 10, Text("单位", "Unit"), Text("报告所用单位", "the unit as the report prints it")),
    Column(
        "value_base",
        16,
        Text("折合数值", "In base units"),
        Text(
            "数值 × 单位倍数（公式）；图表与推算取自此列",
            "value × factor of the unit (a formula); charts and derived figures take this",
        ),
    ),
    Column(
        "base_unit",
        11,
        Text("基本单位", "Base unit"),
        Text("去掉万、亿之后的单位", "the unit without 万 (ten thousand) and 亿 (hundred million)"),
    ),
    Column(
        "sector_name", 14, Text("领域", "Sector"), Text("本项目所定的领域", "the sector, as this project sorts them")
    ),
    Column("section", 26, Text("出处", "Section"), Text("报告的小节", "the section of the report")),
    Column(
        "quote",
        60,
        Text("报告原文", "The report's words"),
        Text("【】内为该数字", "the figure stands between 【 and 】"),
    ),
    Column(
        "cautions",
        40,
        Text("须说明", "Cautions"),
        Text("使用该数字时必须说明的事", "what must be said with the figure"),
    ),
    Column(
        "id",
        40,
        Text("标识", "Id"),
        Text("报告:指标/度量/时期/性质[/范围]", "report:indicator/measure/period/status[/scope]"),
    ),
)
COLUMNS = {column.attribute: column for column in _ALL}
# What stands beside the values of a chart.
PROVENANCE = (
    *map(COLUMNS.get, ("measure_name", "when", "status_name", "unit_name", "symbol")),
    COLUMNS["quote"]._replace(attribute="words"),
)

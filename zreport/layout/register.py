"""Registers: a table whose acts are bold where nobody needs to judge whether they were done."""

from zreport.charts.chart import capital
from zreport.charts.register import Register, Statement
from zreport.language import Text
from zreport.layout.entries import entries, is_phone
from zreport.layout.table import filled
from zreport.page import theme
from zreport.page.scene import Scene
from zreport.page.text import Box

_FEWER = Text(
    "减少行或列，或存为 .xlsx（行数不限）", "take fewer rows or columns, or save as .xlsx, which holds any number"
)


def arrange(chart: Register, scene: Scene, plot: Box) -> float:
    """Arrange a register, and return where it ends."""
    hovers = [_hover(one, scene.lang) for one in chart.data]
    if is_phone(scene):
        items, bottom = entries(chart, scene, plot, _look, hovers)
        scene.add(*items)
        return bottom
    return filled(chart, scene, plot, _look, hovers, _FEWER, 0.4)


def _look(one: Statement, column: str) -> tuple[bool, str]:
    return one.checkable and column == "act", theme.INK


def _hover(one: Statement, lang: str) -> tuple[str, ...]:
    about = capital(part[lang] for part in (one.kind_name, one.checked_name, one.section))
    return one.words[lang], about, f"“{one.quote}”"

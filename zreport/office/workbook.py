"""A workbook of notebooks: a sheet for each with its charts, and the observations that they rest on.

Cells of charts take their values from the sheet of observations by formulas, and so do derived
figures, so that a change there shows everywhere.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from zreport.charts.chart import Chart
from zreport.charts.plan import Plan
from zreport.faults import ChartError
from zreport.figures.datum import Datum
from zreport.language import Text, tag
from zreport.layout.scene import lay_out
from zreport.office.cells import Ledger
from zreport.office.chart_workbook import WHOLE, anchors, drawing, keep, listed, redrawn
from zreport.office.native_chart import native
from zreport.office.shapes import Dialect, Shapes, clean
from zreport.office.worksheet import EPOCH, fill, opened
from zreport.page import theme
from zreport.page.scene import Scene
from zreport.page.size import RATIOS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

CONTENTS, OBSERVATIONS = Text("目录", "Contents"), Text("观察值", "Observations")
DERIVED, CODEBOOK = Text("推算", "Derived"), Text("说明", "Codebook")
# As wide as leaves room on a laptop's screen; what does not fit takes a whole slide.
PAGES = (RATIOS["4:3"], RATIOS["16:9"])
_ROW = 15.0
_WIDTHS = (34, 16, 24, 16, 16, 14, 12, 12, 12)

# The columns of the observations: heading, width, what they hold.
COLUMNS = (
    (
        Text("指标", "Indicator"),
        30,
        Text("指标名称；括注或冒号后为范围", "name of the indicator, with its scope where that tells rows apart"),
    ),
    (
        Text("度量", "Measure"),
        14,
        Text(
            "比率、年均增速、合计等；不同度量不可同轴", "rate, average growth, total …; measures do not share an axis"
        ),
    ),
    (Text("时期", "Period"), 13, Text("年份，或起止年", "a year, or the first and the last of several")),
    (Text("性质", "Status"), 10, Text("已实现、目标、预计、起点", "achieved, target, expected, baseline")),
    (
        Text("限定", "Bound"),
        7,
        Text(
            "≥ 至少，≤ 至多，> 超过，≈ 约；空白为确数", "≥ at least, ≤ at most, > more than, ≈ about; blank where exact"
        ),
    ),
    (Text("数值", "Value"), 11, Text("报告所印的数值", "the number as the report prints it")),
    (Text("单位", "Unit"), 10, Text("报告所用单位", "the unit as the report prints it")),
    (
        Text("折合数值", "In base units"),
        16,
        Text(
            "数值 × 单位倍数（公式）；图表与推算取自此列",
            "value × factor of the unit (a formula); charts and derived figures take this",
        ),
    ),
    (
        Text("基本单位", "Base unit"),
        11,
        Text("去掉万、亿之后的单位", "the unit without 万 (ten thousand) and 亿 (hundred million)"),
    ),
    (Text("领域", "Sector"), 14, Text("本项目所定的领域", "the sector, as this project sorts them")),
    (Text("出处", "Section"), 26, Text("报告的小节", "the section of the report")),
    (Text("报告原文", "The report's words"), 60, Text("【】内为该数字", "the figure stands between 【 and 】")),
    (Text("须说明", "Cautions"), 40, Text("使用该数字时必须说明的事", "what must be said with the figure")),
    (Text("标识", "Id"), 40, Text("指标/度量/时期/性质[/范围]", "indicator/measure/period/status[/scope]")),
)
_BASE = "H"


def brief(plan: Plan, lang: str) -> bytes:
    """Return a workbook of a plan; the same bytes each time."""
    figures = _figures(plan)
    plain = [one for one in figures if not one.inputs]
    derived = [one for one in figures if one.inputs]
    names = _names([section.title[lang] for section in plan.sections], lang)
    row = {one.id: index for index, one in enumerate(plain, start=2)}
    place = {key: f"'{OBSERVATIONS[lang]}'!${_BASE}${at}" for key, at in row.items()}
    place |= {one.id: f"'{DERIVED[lang]}'!$B${index}" for index, one in enumerate(derived, start=2)}
    drawings: list[str] = []
    charts: list[bytes] = []
    file = io.BytesIO()
    with opened(file) as book:
        book.set_properties({"title": clean(plan.title[lang])[:250], "created": EPOCH, "author": "zreport"})
        _contents(book, plan, names, lang)
        for section, name in zip(plan.sections, names, strict=True):
            sheet = book.add_worksheet(name)
            made = _section(book, sheet, [f.chart for f in section.findings], lang, place.get)
            drawings.append(made[0])
            charts += made[1]
        _observations(book, plain, lang)
        if derived:
            _derived(book, derived, place, lang)
        _codebook(book, figures, lang)
    return redrawn(file, drawings, charts)


def _figures(plan: Plan) -> list[Datum]:
    """Return each figure of the charts once, in the order of the charts."""
    found: dict[str, Datum] = {}
    for finding in plan.findings:
        for figure in finding.chart.figures:
            found.setdefault(figure.id, figure)
    return list(found.values())


def _names(titles: Iterable[str], lang: str) -> list[str]:
    """Return names for worksheets: short, without what Excel forbids, each once."""
    taken = {one[lang].lower() for one in (CONTENTS, OBSERVATIONS, DERIVED, CODEBOOK)} | {"history"}
    names = []
    for title in titles:
        plain = re.sub(r"[\[\]:*?/\\']", " ", clean(title)).strip()[:31].strip() or "Sheet"
        name, again = plain, 2
        while name.lower() in taken:
            name, again = f"{plain[:27]} {again}", again + 1
        taken.add(name.lower())
        names.append(name)
    return names


def _contents(book: Workbook, plan: Plan, names: list[str], lang: str) -> None:
    sheet = book.add_worksheet(CONTENTS[lang])
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    large = book.add_format({"bold": True, "font_size": 16})
    grey = book.add_format({"font_color": theme.MUTED})
    sheet.write_string(0, 0, clean(plan.title[lang]), large)
    sheet.write_string(1, 0, clean(plan.subtitle[lang]), grey)
    row = 3
    for section, name in zip(plan.sections, names, strict=True):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
        for finding in section.findings:
            sheet.write_string(row, 1, clean(finding.chart.title[lang]))
            row += 1
    said = {
        OBSERVATIONS: Text(
            "全部数字及报告原文，可筛选；改这里的数值，图表随之改变",
            "every figure with the report's words, to be filtered; charts follow a value changed here",
        ),
        DERIVED: Text("由观察值推算的数字，公式可见", "figures derived from observations, as live formulas"),
        CODEBOOK: Text("各列与用语的含义", "what the columns and terms mean"),
    }
    derived = any(figure.inputs for figure in _figures(plan))
    row += 1
    for name, about in said.items():
        if name is not DERIVED or derived:
            sheet.write_url(row, 0, f"internal:'{name[lang]}'!A1", string=name[lang])
            sheet.write_string(row, 1, about[lang], grey)
            row += 1
    _paper(sheet)


def _section(
    book: Workbook, sheet: Worksheet, charts: list[Chart], lang: str, refer: object
) -> tuple[str, list[bytes]]:
    """Write a worksheet: each chart, and the cells that it is drawn from below it."""
    ledger = Ledger(sheet.get_name(), refer=lambda figure: refer(figure.id))
    maker = Shapes(Dialect("xdr", WHOLE, tag(lang)), 1)
    anchored: list[str] = []
    made: list[bytes] = []
    breaks: list[int] = []
    for chart in charts:
        page = _laid(chart, lang)
        breaks.append(len(ledger.rows))
        down = len(ledger.rows) * _ROW / theme.SLIDE
        ledger.skip(math.ceil(page.height * theme.SLIDE / _ROW) + 1)
        panels = [native(chart, page, panel, ledger) for panel in page.panels]
        if not panels:
            listed(chart, ledger, lang)
        ledger.skip(2)
        anchored.append(anchors(chart, page, panels, maker, down, len(made) + 1))
        made += [one.xml for one in panels]
    sheet.set_default_row(_ROW)
    sheet.hide_gridlines(2)
    fill(book, sheet, ledger.rows, _WIDTHS, ledger.heads)
    sheet.set_h_pagebreaks([at for at in breaks if at])
    _paper(sheet)
    keep(book, sheet, sheet.get_name(), len(made))
    return drawing("".join(anchored)), made


def _laid(chart: Chart, lang: str) -> Scene:
    try:
        return lay_out(chart, lang, PAGES[0])
    except ChartError:
        return lay_out(chart, lang, PAGES[1])


def _observations(book: Workbook, figures: list[Datum], lang: str) -> None:
    sheet = book.add_worksheet(OBSERVATIONS[lang])
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    formats: dict[str, object] = {}
    for column, (name, width, _) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name[lang], head)
    for row, figure in enumerate(figures, start=1):
        cells = (
            figure.name[lang],
            figure.measure_name[lang],
            figure.when(lang),
            figure.status_name[lang],
            figure.symbol,
            figure.value,
            figure.unit_name[lang],
            (f"=F{row + 1}*{figure.unit_factor}", figure.value_base),
            figure.base_unit[lang],
            figure.sector_name[lang],
            figure.section[lang],
            figure.quote,
            "\n".join(caution[lang] for caution in figure.cautions),
            figure.id,
        )
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, column, clean(cell), wrapped)
                continue
            number = cell[1] if isinstance(cell, tuple) else cell
            look = number_format(number)
            form = formats.setdefault(look, book.add_format({"num_format": look, "valign": "top"}))
            if isinstance(cell, tuple):
                sheet.write_formula(row, column, cell[0], form, cell[1])
            else:
                sheet.write_number(row, column, cell, form)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(figures), len(COLUMNS) - 1)
    _paper(sheet)
    sheet.repeat_rows(0)


def _paper(sheet: Worksheet) -> None:
    """Print on A4, as wide as the paper."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def number_format(value: float) -> str:
    """Return the format that shows all places of a number, and thousands apart from 10,000 on.

    Examples
    --------
    >>> number_format(3.7), number_format(149.8e8), number_format(2020)
    ('0.0', '#,##0', '0')
    """
    places = max(0, -Decimal(repr(float(value))).normalize().as_tuple().exponent)
    whole = "#,##0" if abs(value) >= 10000 else "0"
    return whole + ("." + "0" * places if places else "")


def _derived(book: Workbook, figures: list[Datum], place: dict[str, str], lang: str) -> None:
    sheet = book.add_worksheet(DERIVED[lang])
    heads = (
        Text("推算", "Derived"),
        Text("结果", "Result"),
        Text("单位", "Unit"),
        Text("限定", "Bound"),
        Text("公式", "Formula"),
        Text("代入", "With the numbers"),
        Text("须说明", "Cautions"),
        Text("所用观察值", "Observations used"),
    )
    head = book.add_format({"bold": True, "bottom": 1})
    for column, (name, width) in enumerate(zip(heads, (40, 14, 14, 7, 30, 40, 60, 60), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name[lang], head)
    for row, figure in enumerate(figures, start=1):
        sheet.write_string(row, 0, figure.name[lang])
        form = book.add_format({"num_format": number_format(figure.value_base)})
        cells = [place.get(key) for key in figure.inputs]
        if figure.recipe and all(cells):
            formula = "=" + figure.recipe.format(*cells)
            sheet.write_formula(row, 1, formula, form, figure.value_base)
        else:
            sheet.write_number(row, 1, figure.value_base, form)
        said = (
            figure.base_unit[lang],
            figure.symbol,
            figure.formula[lang],
            figure.calculation[lang],
            "; ".join(one[lang] for one in figure.cautions),
            ", ".join(figure.inputs),
        )
        for column, words in enumerate(said, start=2):
            sheet.write_string(row, column, clean(words))
    sheet.freeze_panes(1, 1)
    _paper(sheet)


def _codebook(book: Workbook, figures: list[Datum], lang: str) -> None:
    rows: list[list[str]] = [[Text("列", "Column")[lang], Text("含义", "What it holds")[lang]]]
    heads = [0]
    rows += [[name[lang], about[lang]] for name, _, about in COLUMNS]
    for title, pairs in (
        (Text("度量", "Measures"), [(f.measure, f.measure_name) for f in figures]),
        (Text("性质", "Statuses"), [(f.status, f.status_name) for f in figures]),
        (Text("领域", "Sectors"), [(f.sector, f.sector_name) for f in figures]),
        (
            Text("单位", "Units"),
            [(f.unit, Text(*(f"= {f.unit_factor:,} {f.base_unit[one]}" for one in ("zh", "en")))) for f in figures],
        ),
    ):
        rows.append([])
        heads.append(len(rows))
        rows.append([title[lang], ""])
        rows += [[key, name[lang]] for key, name in dict(pairs).items()]
    sources = dict.fromkeys(figure.source for figure in figures)
    rows += [[], [Text("来源", "Source")[lang], "; ".join(one[lang] for one in sources)]]
    sheet = book.add_worksheet(CODEBOOK[lang])
    fill(book, sheet, [[clean(cell) for cell in row] for row in rows], (24, 90), heads)
    _paper(sheet)

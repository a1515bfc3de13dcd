"""Workbooks: of a chart and its cells, or of notebooks and the observations that their charts rest on.

In a workbook of notebooks, cells of charts take their values from the sheet of observations by formulas,
and so do derived figures, so that a change there shows everywhere. XlsxWriter's charts name Latin faces
only and cannot have what ours have, so it writes the cells and keeps the places, and the drawings are
written here, with the charts that slides have.
"""

import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, count
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from zreport.charts.chart import Chart
from zreport.charts.plan import Plan
from zreport.charts.register import Register
from zreport.faults import ChartError
from zreport.figures.datum import Datum, Recipe
from zreport.figures.operations import OPERATIONS
from zreport.figures.writing import exact
from zreport.language import LANGUAGES, NOTHING, Text
from zreport.layout.scene import lay_out
from zreport.office.drawingml import corner, emu_box, name_fonts
from zreport.office.native_chart import NativeChart, native_chart, words_off_axes
from zreport.office.register import gathered, write_register
from zreport.office.shapes import ShapeWriter
from zreport.office.worksheet import COLUMN_WIDTHS, COLUMNS, DERIVED_HEAD, CellWriter, Column, new_workbook, write_rows
from zreport.office.xml import clean, element, rezipped, serialize
from zreport.page import theme
from zreport.page.boxes import Grid
from zreport.page.scene import Scene
from zreport.page.size import RATIOS, Size
from zreport.page.text import Box

# As wide as leaves room on a laptop's screen; what does not fit takes a whole slide.
PAGES = (RATIOS["4:3"], RATIOS["16:9"])
_CHART, _DATA = Text("图表", "Chart"), Text("数据", "Data")
CONTENTS = Text("目录", "Contents")
OBSERVATIONS, CODEBOOK = Text("观察值", "Observations"), Text("说明", "Codebook")
REGISTER = Register.kind_name
_LISTS = {
    OBSERVATIONS: Text(
        "全部数字及报告原文，可筛选；改这里的数值，图表随之改变",
        "every figure with the report's words, to be filtered; charts follow a value changed here",
    ),
    DERIVED_HEAD: Text("由观察值推算的数字，公式可见", "figures derived from observations, as live formulas"),
    REGISTER: Text("报告的话，逐条列出，可筛选和填写", "what the report says, to be filtered and filled in"),
    CODEBOOK: Text("各列与用语的含义", "what the columns and terms mean"),
}
_ROW = 15.0
_WIDTHS = (34, 16, 24, 16, 16, 14, 12, 12, 12)


def draw(chart: Chart, lang: str, form: str, size: str | Size | None = None) -> bytes:
    """Write a workbook of a chart; what words, boxes, cards and tables state stands in its cells too."""
    if isinstance(chart, Register):
        return _register_workbook(chart, lang)
    scene = lay_out(chart, lang, size)
    cells = CellWriter(lang, _DATA[lang])
    charts = [native_chart(chart, scene, panel, cells) for panel in scene.panels]
    if not charts:
        cells.figures(chart)
    drawing = _anchored(chart, scene, charts, ShapeWriter("xdr", lang, 1))
    file = io.BytesIO()
    with new_workbook(file, title=chart.title[lang], comments=chart.alt[lang]) as book:
        front, back = book.add_worksheet(_CHART[lang]), book.add_worksheet(_DATA[lang])
        front.hide_gridlines(2)
        front.set_paper(9)  # A4
        (front.set_portrait if scene.height > scene.size.width else front.set_landscape)()
        front.center_horizontally()
        front.fit_to_pages(1, 1)
        _reserve_drawing(book, front, back.name, len(charts))
        write_rows(book, back, cells.rows, COLUMN_WIDTHS, cells.heads)
        back.freeze_panes(0, 1)
    return _with_drawings(file, [drawing], charts)


def _register_workbook(chart: Register, lang: str) -> bytes:
    """Write a workbook of a register: a list of any length, which no picture can be filled in beside."""
    file = io.BytesIO()
    with new_workbook(file, title=chart.title[lang], comments=chart.subtitle[lang]) as book:
        write_register(book, _sheet(book, REGISTER[lang]), chart, lang)
    return rezipped(file, seal=True)


def plan_workbook(plan: Plan, lang: str) -> bytes:
    """Return a workbook of a plan; the same bytes each time."""
    figures: dict[str, Datum] = {}
    for figure in (figure for finding in plan.findings for figure in finding.chart.figures):
        figures.setdefault(figure.id, figure)
    observed = [one for one in figures.values() if not one.inputs]
    derived = [one for one in figures.values() if one.inputs]
    # Where each figure stands in its base unit.
    cells = {one.id: f"'{OBSERVATIONS[lang]}'!$H${row}" for row, one in enumerate(observed, start=2)}
    cells |= {one.id: f"'{DERIVED_HEAD[lang]}'!$B${row}" for row, one in enumerate(derived, start=2)}
    registers = [finding.chart for finding in plan.findings if isinstance(finding.chart, Register)]
    absent = {DERIVED_HEAD: not derived, REGISTER: not registers}
    names = _sheet_names([section.title[lang] for section in plan.sections], lang)
    drawings: list[list[Any]] = []
    charts: list[NativeChart] = []
    file = io.BytesIO()
    with new_workbook(file, title=clean(plan.title[lang])[:250]) as book:
        _write_contents(book, plan, names, [one for one in _LISTS if not absent.get(one)], lang)
        for section, name in zip(plan.sections, names, strict=True):
            writer = CellWriter(lang, name, lambda figure: cells.get(figure.id))
            shapes, own = _write_charts(book, [finding.chart for finding in section.findings], writer)
            drawings.append(shapes)
            charts += own
        _write_observations(book, observed, lang)
        if derived:
            _write_derived(book, derived, cells, lang)
        if registers:
            write_register(book, _sheet(book, REGISTER[lang]), gathered(registers, _LISTS[REGISTER]), lang)
        _write_codebook(book, list(figures.values()), lang)
    return _with_drawings(file, drawings, charts)


def _sheet_names(titles: Iterable[str], lang: str) -> list[str]:
    """Return names for worksheets: short, without what Excel forbids, each once."""
    taken = {one[lang].lower() for one in (CONTENTS, *_LISTS)} | {"history"}
    names = []
    for title in titles:
        plain = re.sub(r"[\[\]:*?/\\']", " ", clean(title)).strip()[:31].strip() or "Sheet"
        choices = chain([plain], (f"{plain[:27]} {number}" for number in count(2)))
        names.append(next(name for name in choices if name.lower() not in taken))
        taken.add(names[-1].lower())
    return names


def _write_contents(book: Workbook, plan: Plan, names: Sequence[str], lists: Sequence[Text], lang: str) -> None:
    sheet = _sheet(book, CONTENTS[lang])
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
    for name in lists:
        row += 1
        sheet.write_url(row, 0, f"internal:'{name[lang]}'!A1", string=name[lang])
        sheet.write_string(row, 1, _LISTS[name][lang], grey)


def _write_charts(book: Workbook, charts: Iterable[Chart], cells: CellWriter) -> tuple[list[Any], list[NativeChart]]:
    """Add a worksheet: each chart, and the cells that it is drawn from below it."""
    sheet = _sheet(book, cells.sheet)
    shapes = ShapeWriter("xdr", cells.lang, 1)
    drawing: list[Any] = []
    made: list[NativeChart] = []
    breaks: list[int] = []
    for chart in charts:
        try:
            scene = lay_out(chart, cells.lang, PAGES[0])
        except ChartError:
            scene = lay_out(chart, cells.lang, PAGES[1])
        breaks.append(len(cells.rows))
        down = len(cells.rows) * _ROW / theme.SLIDE
        cells.skip(math.ceil(scene.height * theme.SLIDE / _ROW) + 1)
        own = [native_chart(chart, scene, panel, cells) for panel in scene.panels]
        if not own:
            cells.figures(chart)
        cells.skip(2)
        drawing += _anchored(chart, scene, own, shapes, down, len(made) + 1)
        made += own
    sheet.set_default_row(_ROW)
    sheet.hide_gridlines(2)
    write_rows(book, sheet, cells.rows, _WIDTHS, cells.heads)
    sheet.set_h_pagebreaks([at for at in breaks if at])
    _reserve_drawing(book, sheet, cells.sheet, len(made))
    return drawing, made


def _write_observations(book: Workbook, figures: Sequence[Datum], lang: str) -> None:
    rows = [(figure, f"=F{row}*{figure.unit_factor}") for row, figure in enumerate(figures, start=2)]
    sheet = _write_list(book, OBSERVATIONS[lang], list(COLUMNS.values()), rows, lang, wrap=True)
    sheet.autofilter(0, 0, len(figures), len(COLUMNS) - 1)
    sheet.repeat_rows(0)


def _write_derived(book: Workbook, figures: Sequence[Datum], cells: dict[str, str], lang: str) -> None:
    """Write the derived figures, each with its formula, which takes its inputs from `cells`."""
    columns = (
        Column("name", 40, DERIVED_HEAD),
        Column("value_base", 14, Text("结果", "Result")),
        Column("base_unit", 14, Text("单位", "Unit")),
        COLUMNS["symbol"],
        Column("formula", 30, Text("公式", "Formula")),
        Column("calculation", 40, Text("代入", "With the numbers")),
        COLUMNS["cautions"]._replace(width=60, joint="; "),
        Column("inputs", 60, Text("所用观察值", "Observations used"), joint=", "),
    )
    rows = []
    for figure in figures:
        inputs = [cells.get(key) for key in figure.inputs]
        rows.append((figure, _formula(figure, figure.recipe, inputs) if figure.recipe and all(inputs) else ""))
    _write_list(book, DERIVED_HEAD[lang], columns, rows, lang, wrap=False)


def _formula(figure: Datum, recipe: Recipe, cells: Sequence[str]) -> str:
    """Write how a figure is derived as a spreadsheet reckons it, from the cells of what it was derived from.

    A bound is rounded outwards, as `operate` does.
    """
    operation = OPERATIONS[recipe.operation]
    reckoned = operation.cells.format(*cells, years=recipe.figures[0].years - operation.fewer)
    if not figure.bound:
        return f"=ROUND({reckoned},{recipe.places})"
    sign = "" if figure.bound == "up" else "-"
    return f"={sign}INT(ROUND({sign}({reckoned})*10^{recipe.places},6))/10^{recipe.places}"


def _write_list(
    book: Workbook, name: str, columns: Sequence[Column], rows: Iterable[tuple[Datum, str]], lang: str, wrap: bool
) -> Worksheet:
    """Write a row for each figure with its formula, which gives its value in the base unit unless it is empty."""
    sheet, upright = _sheet(book, name), {"valign": "top"} if wrap else {}
    look = {"text_wrap": True, **upright} if wrap else {}
    head = book.add_format({"bold": True, "bottom": 1, **look})
    words = book.add_format(look) if wrap else None
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.heading[lang], head)
    for row, (figure, formula) in enumerate(rows, start=1):
        for at, column in enumerate(columns):
            cell = column.cell(figure, lang)
            if isinstance(cell, str):
                sheet.write_string(row, at, clean(cell), words)
                continue
            form = book.add_format({"num_format": _number_format(cell), **upright})
            if formula and column.attribute == "value_base":
                sheet.write_formula(row, at, formula, form, cell)
            else:
                sheet.write_number(row, at, cell, form)
    sheet.freeze_panes(1, 1)
    return sheet


def _sheet(book: Workbook, name: str) -> Worksheet:
    """Add a worksheet that is printed as wide as the paper, an A4 that lies."""
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return sheet


def _number_format(value: float) -> str:
    """Return the format that shows all places of a number, and thousands apart from 10,000 on.

    >>> _number_format(3.7), _number_format(149.8e8), _number_format(2020)
    ('0.0', '#,##0', '0')
    """
    places = max(0, -exact(value).normalize().as_tuple().exponent)
    whole = "#,##0" if abs(value) >= 10000 else "0"
    return whole + ("." + "0" * places if places else "")


def _write_codebook(book: Workbook, figures: Sequence[Datum], lang: str) -> None:
    """Write what the columns and the terms mean, and which reports the figures come from."""
    columns = [(one.heading[lang], one.about) for one in COLUMNS.values()]
    units = [(f.unit, Text(*(f"= {f.unit_factor:,} {f.base_unit[one]}" for one in LANGUAGES))) for f in figures]
    rows: list[list[str]] = []
    heads = []
    for title, about, pairs in (
        (Text("列", "Column"), Text("含义", "What it holds"), columns),
        (Text("度量", "Measures"), NOTHING, [(figure.measure, figure.measure_name) for figure in figures]),
        (Text("性质", "Statuses"), NOTHING, [(figure.status, figure.status_name) for figure in figures]),
        (Text("领域", "Sectors"), NOTHING, [(figure.sector, figure.sector_name) for figure in figures]),
        (Text("单位", "Units"), NOTHING, units),
    ):
        rows += [[]] if rows else []
        heads.append(len(rows))
        rows += [[title[lang], about[lang]], *([key, words[lang]] for key, words in dict(pairs).items())]
    sources = dict.fromkeys(figure.source for figure in figures)
    rows += [[], [Text("来源", "Source")[lang], "; ".join(one[lang] for one in sources)]]
    write_rows(book, _sheet(book, CODEBOOK[lang]), [[clean(cell) for cell in row] for row in rows], (24, 90), heads)


def _reserve_drawing(book: Workbook, sheet: Worksheet, cells: str, count: int) -> None:
    """Let XlsxWriter make the parts whose content is written here: a drawing, and the charts."""
    for _ in range(count):
        placeholder = book.add_chart({"type": "bar"})
        placeholder.add_series({"values": [cells, 1, 1, 1, 1]})
        sheet.insert_chart(0, 0, placeholder)
    if not count:
        sheet.insert_textbox(0, 0, "")


def _anchored(
    chart: Chart, scene: Scene, charts: Sequence[NativeChart], shapes: ShapeWriter, down: float = 0.0, first: int = 1
) -> list[Any]:
    """Write every shape and chart, these numbered from `first` on; the page begins `down` points down the worksheet."""
    parts = [shapes.block(scene.title), shapes.block(scene.subtitle)]
    parts += shapes.scene(scene, *words_off_axes(chart, scene))
    for grid in scene.of(Grid):
        # Worksheets have no tables in their drawings.
        parts += [shapes.line(rule) for rule in grid.rules]
        parts += [shapes.words([words]) for words in grid.each if words.words]
    for number, made in enumerate(charts, start=first):
        parts.append((made.box, shapes.chart(made.name, chart.alt[scene.lang], (0, 0, 0, 0), f"rId{number}")))
    parts.append(shapes.block(scene.foot, bottom=True))
    return [_anchor(shape, replace(box, top=box.top + down)) for box, shape in parts]


def _anchor(shape: Any, box: Box) -> Any:
    place = corner(emu_box(box), "xdr:pos", "xdr:ext")
    return element("xdr:absoluteAnchor", *place, shape, element("xdr:clientData"))


def _with_drawings(file: io.BytesIO, drawings: Sequence[Iterable[Any]], charts: Sequence[NativeChart]) -> bytes:
    """Put our drawings, each the anchored shapes of a worksheet, and charts in the place of XlsxWriter's."""
    roots = [chart.root for chart in charts]
    ours = {"drawings/drawing": [element("xdr:wsDr", *shapes) for shapes in drawings], "charts/chart": roots}

    def change(name: str, content: bytes) -> bytes:
        found = re.fullmatch(r"xl/(drawings/drawing|charts/chart)(\d+)\.xml", name)
        if not found:
            return content
        root = ours[found[1]][int(found[2]) - 1]
        name_fonts(root)
        return serialize(root)

    return rezipped(file, change, seal=True)

"""Worksheets of registers: any number of statements, to be filtered, and filled in."""

from collections.abc import Iterable

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from zreport.charts.register import Register
from zreport.language import NOTHING, Text
from zreport.office.xml import clean
from zreport.page import theme
from zreport.page.text import wrap

# In characters; any other column is as wide as a few words.
_WIDTHS = {"words": 52, "section": 26, "theme": 22, "figures": 10, "earlier": 44, "period": 11}
_BLANK, _OTHER = 30, 16
# Points: of a character of a column's width, of type, and of a line. Not every program makes rows as high as they need.
_CHARACTER, _TYPE, _LINE = 5.25, 11, 15.0


def gathered(charts: Iterable[Register], title: Text) -> Register:
    """Put the statements of several registers into one with every column, each once."""
    charts = tuple(charts)
    rows = dict.fromkeys(row.headed({}) for chart in charts for row in chart.data)
    blank = next((chart.blank for chart in charts if chart.open), NOTHING)
    return Register(tuple(rows), columns=tuple(Register.known), blank=blank, title=title)


def write_register(book: Workbook, sheet: Worksheet, chart: Register, lang: str) -> None:
    """Write the title, the statements below their heads, each in a row, and at the foot what a chart says there."""
    top = {"text_wrap": True, "valign": "top"}
    words, bold = book.add_format(top), book.add_format({"bold": True, **top})
    number = book.add_format({"align": "left", **top})
    head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    open_cell = book.add_format({"bottom": 4, "bottom_color": theme.MUTED, **top})
    grey = book.add_format({"font_color": theme.MUTED})
    sheet.write_string(0, 0, clean(chart.title[lang]), book.add_format({"bold": True, "font_size": 16}))
    sheet.write_string(1, 0, clean(chart.subtitle[lang]), grey)
    first, heads = 3, chart.heads(lang)
    columns = [*chart.columns, *[""] * chart.open]
    widths = [_WIDTHS.get(column, _OTHER) if column else _BLANK for column in columns]
    for at, said in enumerate(heads):
        sheet.set_column(at, at, widths[at])
        sheet.write_string(first, at, clean(said), head)
    # A little less: programs set words in wider faces than ours.
    rooms = [width * _CHARACTER * 0.92 for width in widths]
    for row, statement in enumerate(chart.data):
        said = zip(chart.cells(row, lang), rooms, strict=True)
        lines = max(len(wrap(clean(cell), room, _TYPE, bold=True)) for cell, room in said)
        sheet.set_row(first + 1 + row, max(lines, 1) * _LINE)
        for at, (column, said) in enumerate(zip(columns, chart.cells(row, lang), strict=True)):
            place = first + 1 + row, at
            if not column:
                sheet.write_blank(*place, None, open_cell)
            elif column == "figures":
                sheet.write_number(*place, statement.count, number)
            else:
                sheet.write_string(*place, clean(said), bold if column == "act" and statement.checkable else words)
    last = first + len(chart.data)
    sheet.autofilter(first, 0, last, len(columns) - 1)
    sheet.freeze_panes(first + 1, 1)
    sheet.repeat_rows(first)
    for row, said in enumerate([*chart.remarks, chart.source], start=last + 2):
        sheet.write_string(row, 0, clean(said[lang]), grey)

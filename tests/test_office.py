"""Office files hold what they show: cells behind charts, alt text, notes, faces; and obey their schemas."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest
from lxml import etree
from native_parts import Package, find, find_all
from pptx import Presentation
from pptx.util import Pt
from samples import REPORT, SAMPLES, drawn, in_turn, sample
from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name

from zreport.charts.backends import draw
from zreport.charts.plan import Finding, Plan, Section
from zreport.charts.register import Register
from zreport.language import LANGUAGES, Text
from zreport.layout.scene import lay_out
from zreport.office.slides.deck import deck
from zreport.office.slides.placement import plain_words
from zreport.office.workbook import plan_workbook
from zreport.page.size import SIZES

EVERY = pytest.mark.parametrize("lang", LANGUAGES)
CHART = pytest.mark.parametrize("name", SAMPLES)
# A workbook of a register is a list without a picture.
REGISTERS = {name for name, chart in SAMPLES.items() if chart.kind == "register"}
PLOTTED = pytest.mark.parametrize("name", [name for name in SAMPLES if lay_out(SAMPLES[name], "zh").panels])


@CHART
def test_a_chart_on_a_slide_is_native_with_a_worksheet_that_can_be_edited(name):
    book = Package(drawn(name, "pptx", "zh"))
    expected = {"dots": 2, "slope": 4, "parts": 2, "lines-panels": 2}
    shapes = {"cards": 0, "table": 0, "tree": 0, "treemap": 0, "stages": 0} | dict.fromkeys(REGISTERS, 0)
    assert len(book.charts) == (expected | shapes).get(name, 1)
    assert all(book.target(part, kind="package") in book.parts for part in book.charts)
    assert not any(part.startswith("ppt/media/") for part in book.parts)


@EVERY
@PLOTTED
def test_what_a_chart_on_a_slide_shows_is_what_its_worksheet_holds(name, lang):
    book = Package(drawn(name, "pptx", lang))
    for part in book.charts:
        cells = Package(book.parts[book.target(part, kind="package")]).cells(1)
        check_caches(book.xml(part), cells, "Data")


@EVERY
@pytest.mark.parametrize("name", [name for name in SAMPLES if name not in REGISTERS])
def test_what_a_chart_in_a_workbook_shows_is_what_its_cells_hold(name, lang):
    chart, book = SAMPLES[name], Package(drawn(name, "xlsx", lang))
    cells = book.cells(2)
    assert len(book.charts) == len(lay_out(chart, lang).panels)
    for part in book.charts:
        check_caches(book.xml(part), cells, {"zh": "'数据'", "en": "Data"}[lang])
        faces = {face.get("typeface") for face in find_all(book.xml(part), ".//a:ea")}
        assert faces == {"Microsoft YaHei"}
    shown = [words.text for words in find_all(book.xml(book.worksheets[0]), ".//a:t")]
    said = {value for _, value in cells.values()} | {*shown}
    for figure in chart.figures:
        assert any(figure.label(lang) in words for words in said if isinstance(words, str)), figure.id
    assert chart.title[lang] in shown


@pytest.mark.parametrize(("name", "size", "lang"), in_turn(SAMPLES, SIZES))
def test_nothing_on_a_slide_or_a_worksheet_begins_off_the_page(name, lang, size):
    if name not in REGISTERS:
        book = Package(drawn(name, "xlsx", lang, size))
        places = find_all(book.xml(book.worksheets[0]), ".//xdr:pos|.//xdr:ext")
        assert len(places) > 6
        assert all(int(length) >= 0 for place in places for length in place.attrib.values())
    slide = Presentation(io.BytesIO(drawn(name, "pptx", lang, size))).slides[0]
    shapes = list(every(slide.shapes))
    for shape in shapes:
        assert min(shape.left, shape.top, shape.width, shape.height) >= 0, shape.name
    ids = [shape.shape_id for shape in shapes]
    assert len(set(ids)) == len(ids)


def every(shapes) -> Iterator:
    """Shapes, and those in groups."""
    for shape in shapes:
        yield shape
        yield from every(shape.shapes) if hasattr(shape, "shapes") else ()


def check_caches(chart: etree._Element, cells: dict, label: str) -> None:
    """What a chart remembers is what stands in the cells that it refers to."""
    references = [one for one in find_all(chart, ".//c:f|.//c15:f") if one.text.startswith(f"{label}!")]
    assert len(references) == len(find_all(chart, ".//c:f|.//c15:f")) > 0
    for reference in references:
        addresses = addressed(reference.text.partition("!")[2])
        # Of a label that is not shown the cache says nothing.
        points = {int(point.get("idx")): find(point, "c:v").text for point in find_all(reference, "..//c:pt")}
        for index, value in points.items():
            _, held = cells.get(addresses[index], ("", ""))
            assert value is None or held == (float(value) if isinstance(held, float) else value)


def addressed(reference: str) -> list[str]:
    """Spell out a range of one row or one column."""
    first, _, last = reference.replace("$", "").partition(":")
    column, row = re.fullmatch(r"([A-Z]+)(\d+)", first).groups()
    if not last:
        return [first]
    end_row = re.fullmatch(r"[A-Z]+(\d+)", last)[1]
    if row == end_row:
        start, end = (xl_cell_to_rowcol(cell)[1] for cell in (first, last))
        return [xl_col_to_name(at) + row for at in range(start, end + 1)]
    return [f"{column}{at}" for at in range(int(row), int(end_row) + 1)]


@EVERY
def test_labels_in_the_worksheet_follow_the_values(lang):
    book = Package(drawn("dots", "pptx", lang))
    cells = Package(book.parts[book.target(book.charts[0], kind="package")]).cells(1)
    formula, value = cells["D2"]
    assert value == "14%"
    assert "C2" in formula


@pytest.mark.parametrize("form", ["pptx", "xlsx"])
def test_a_series_in_office_bears_the_name_of_its_side(form):
    book = Package(drawn("dumbbell", form, "en"))
    names = {one.text for one in find_all(book.xml(book.charts[0]), ".//c:ser/c:tx//c:v")}
    assert {SAMPLES["dumbbell"].side(which, "en") for which in ("before", "after")} <= names


@EVERY
def test_a_workbook_of_a_register_holds_all_its_statements_to_be_filtered_and_filled_in(lang):
    rows = pd.concat([REPORT.statements] * 9).head(200)
    columns = ("words", "act", "checked", "kind", "section", "theme", "figures", "earlier", "period")
    chart = Register(rows, columns=columns, blank=Text("完成情况", "Done by"), title="=1+1")
    book = Package(draw(chart, "xlsx", lang))
    cells, sheet = book.cells(1), book.xml("xl/worksheets/sheet1.xml")
    assert not any(formula for formula, _ in cells.values())
    assert cells["A1"][1] == "=1+1"
    assert [cells[f"{column}4"][1] for column in "ABCDEFGHIJ"] == chart.heads(lang)
    assert find(sheet, "s:autoFilter").get("ref") == "A4:J204"
    assert find(sheet, ".//s:pane").get("topLeftCell") == "B5"
    styles = book.xml("xl/styles.xml")
    fonts, looks = find_all(styles, "s:fonts/s:font"), find_all(styles, "s:cellXfs/s:xf")
    style = {cell.get("r"): looks[int(cell.get("s", 0))] for cell in find_all(sheet, ".//s:c")}
    for at, one in enumerate(chart.data):
        row = [cells[f"{column}{5 + at}"][1] for column in "ABCDEFGHIJ"]
        assert [row[:6], row[6]] == [chart.cells(at, lang)[:6], one.count]
        assert row[9] == ""
        assert all(find(style[f"{column}{5 + at}"], "s:alignment").get("wrapText") == "1" for column in "ABCDEFGHIJ")
        assert (find(fonts[int(style[f"B{5 + at}"].get("fontId"))], "s:b") is not None) == one.checkable
    wide = {column.get("min"): float(column.get("width")) for column in find_all(sheet, "s:cols/s:col")}
    assert wide["10"] > 25 and wide["1"] > 50
    assert cells["A206"][1] == chart.source[lang]


@EVERY
def test_a_workbook_of_notebooks_lists_each_statement_of_its_registers_once(lang):
    charts = [replace(SAMPLES["register"], name=name) for name in ("one", "two")]
    section = Section(Text("节", "Part"), tuple((Finding(chart.name, chart),) for chart in charts))
    made = plan_workbook(Plan(Text("题", "Title"), Text("副", "Sub"), (section,)), lang)
    book = Package(made)
    titles = [one.get("name") for one in find_all(book.xml("xl/workbook.xml"), ".//s:sheet")]
    cells = book.cells(titles.index(Register.kind_name[lang]) + 1)
    below = [cells.get(f"A{row}", ("", ""))[1] for row in range(5, 6 + len(charts[0].data))]
    assert below == [*(one.words[lang] for one in charts[0].data), ""]
    assert cells["J4"][1] == charts[0].blank[lang]


@EVERY
@CHART
def test_slides_have_titles_alt_text_and_the_reports_words_in_the_notes(name, lang):
    chart, slide = SAMPLES[name], Presentation(io.BytesIO(drawn(name, "pptx", lang))).slides[0]
    # The breaks in it are for the eye.
    assert plain_words(slide.shapes.title.text) == chart.title[lang]
    notes = slide.notes_slide.notes_text_frame.text
    assert all(words in notes for words in ([data.quote for data in chart.figures] or chart.lines(lang)))
    told = [
        shape._element.xpath(".//p:cNvPr")[0].get("descr", "")
        for shape in every(slide.shapes)
        if hasattr(shape, "shapes") or shape.has_chart or shape.has_table
    ]
    assert told
    assert all(chart.title[lang] in words for words in told)


def test_a_slide_is_wide_and_names_a_chinese_face():
    made = drawn("bars", "pptx", "zh")
    show, book = Presentation(io.BytesIO(made)), Package(made)
    assert (show.slide_width, show.slide_height) == (Pt(960), Pt(540))
    faces = find_all(book.xml("ppt/theme/theme1.xml"), ".//a:minorFont/a:ea|.//a:majorFont/a:ea")
    assert [face.get("typeface") for face in faces] == ["Microsoft YaHei"] * 2
    assert {face.get("typeface") for face in find_all(book.xml(book.charts[0]), ".//a:ea")} == {"+mn-ea"}


@EVERY
@pytest.mark.parametrize("size", ["slide", "half"])
def test_decks_obey_the_office_open_xml_schemas(lang, size, tmp_path):
    validation = pytest.importorskip("power_pptx.validation", reason="power-pptx is not installed")
    path = tmp_path / "deck.pptx"
    path.write_bytes(deck([sample(name, size) for name in SAMPLES], lang, size))
    assert list(validation.iter_schema_violations(str(path))) == []

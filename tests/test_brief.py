"""What is handed over: decks with agenda and appendix, workbooks, prints; renewed, compared, safe."""

import functools
import html
import io
import itertools
import os
import re
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from decks import OUTLINE, ROOT, opened, saved, shape_of, with_value
from lxml import etree
from native_parts import Package, find_all
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Inches, Pt
from programs import OFFICE, converted
from pypdf import PdfReader, PdfWriter

from zreport.charts.chart import MIME, Chart
from zreport.charts.plan import Finding, Plan, Section, each
from zreport.cli import main
from zreport.export.export import export, read_sources, renew
from zreport.export.notebook import NotebookError, notebook_bytes, story
from zreport.export.outline import of_outline, of_stories
from zreport.faults import ReportError
from zreport.language import LANGUAGES, Text
from zreport.office.slides.deck import briefing
from zreport.office.slides.diff import changes
from zreport.office.slides.placement import Frame, ShapeName, digest
from zreport.office.slides.rooms import title_of
from zreport.office.slides.update import update_deck
from zreport.office.slides.wording import set_title
from zreport.page import font

GROWTH = ROOT / "notebooks/02_growth.ipynb"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
EVERY = pytest.mark.parametrize("lang", LANGUAGES)
# Each language and each shape of slide once.
FORMS = [("zh", "16:9"), ("en", "4:3")]
pytestmark = pytest.mark.usefixtures("read_once")


@functools.cache
def outlined() -> Plan:
    return read_sources([OUTLINE])[2]


@functools.cache
def charted() -> dict[str, Chart]:
    return {finding.name: finding.chart for finding in outlined().findings}


@functools.cache
def brief(lang: str, ratio: str = "16:9") -> bytes:
    return briefing(outlined(), lang, ratio)


@pytest.fixture(scope="module")
def deck() -> bytes:
    return brief("zh")


def members(file: bytes) -> dict[str, bytes]:
    return Package(file).parts


def words_of(shape) -> str:
    """What a shape says, without the breaks that were chosen for its width."""
    return shape.text_frame.text.replace("\v", "")


def on_slide(deck, chart: str):
    for slide in deck.slides:
        if shape_of(slide, chart, "chart") is not None or shape_of(slide, chart, "table") is not None:
            return slide
    raise AssertionError(chart)


# The plan


def test_a_plan_of_notebooks_has_a_section_for_each_and_a_slide_for_each_chart():
    notebooks, stories, plan = read_sources([GROWTH, ROOT / "notebooks/03_changes.ipynb"])
    assert [section.title.en for section in plan.sections] == [one.title.en for one in stories]
    assert [f.name for f in plan.findings] == [name for one in stories for name, _ in one.charts]
    assert len(notebooks) == 2


def test_only_takes_the_charts_that_are_named():
    plan = of_stories([story(GROWTH)], ["average"])
    assert [finding.name for finding in plan.findings] == ["02_growth-average-growth"]
    with pytest.raises(NotebookError) as caught:
        of_stories([story(GROWTH)], ["averages"])
    for words in (caught.value.words.zh, caught.value.words.en):
        assert "averages" in words and "02_growth-average-growth" in words


def test_the_briefing_has_the_twenty_two_slides_of_its_outline():
    assert 1 + sum(len(section.slides) for section in outlined().sections) == 22
    assert outlined().title.en.startswith("Zhaoyuan County")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# T\n## S\n- nothing\n", "line 3: no such chart: nothing"),
        ("- 02_growth-average-growth\n", "line 1: a section comes first"),
        ("# T\n## S\n", "no line names a chart"),
        (
            "## S\n- 02_growth-average-growth + 02_growth-average-growth + 02_growth-average-growth\n",
            "line 2: .*two charts at most",
        ),
        ("## S\n? 何时 / When?\n- 02_growth-average-growth\n", "line 2: a question comes after a section and a chart"),
        ("? 何时 / When?\n", "line 1: a question comes after a section"),
        ("## S\n- 02_growth-average-growth\n" + "? 何时 / When?\n" * 9, "line 11: a page holds 8 questions at most"),
        (b"\xff\xfe\x00", "not UTF-8"),
    ],
)
def test_a_broken_outline_is_answered_with_its_line(tmp_path, text, said):
    path = tmp_path / "plan.md"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(NotebookError) as caught:
        of_outline(path, [story(GROWTH)])
    words = caught.value.words
    assert re.search(said, words.en)
    for told in (words.zh, words.en):
        assert "plan.md" in told
        assert len(told.splitlines()) == 1


# The deck


@EVERY
@pytest.mark.parametrize(("ratio", "least"), [("16:9", 16), ("4:3", 13)])
def test_the_contents_are_read_from_afar_and_name_each_finding_on_one_line(lang, ratio, least):
    lines = shape_of(opened(brief(lang, ratio)).slides[1], "agenda", "subtitle").text_frame
    sizes = [paragraph.runs[0].font.size.pt for paragraph in lines.paragraphs]
    assert min(sizes[1::2]) >= least and min(sizes[::2]) >= 10
    wide = opened(brief(lang, ratio)).slides[1].slide_layout.placeholders
    room = max(one.width.pt for one in wide if one.placeholder_format.type != PP_PLACEHOLDER.TITLE)
    assert all(font.advance(one.text, size, False) <= room for one, size in zip(lines.paragraphs, sizes, strict=True))


@EVERY
def test_a_section_counts_its_statements_as_what_they_are_and_each_kind_once(lang):
    said = {one.title.en: [figure.label[lang] for figure in one.eyecatchers] for one in outlined().sections}
    assert said["The plan and the problems"] == {"zh": ["3条问题", "3条目标"], "en": ["3 problems", "3 aims"]}[lang]
    assert said["Promises"] == {"zh": ["13条任务"], "en": ["13 tasks"]}[lang]


@EVERY
def test_a_deck_has_cover_contents_sections_findings_and_an_appendix(lang):
    slides = list(opened(brief(lang)).slides)
    titles = [words_of(slide.shapes.title) for slide in slides]
    assert titles[0] == outlined().title[lang]
    contents = words_of(shape_of(slides[1], "agenda", "subtitle")).split("\n")
    assert contents[::2] == [one.title[lang] for one in outlined().sections]
    assert contents[1::2] == [one.findings[0].chart.title[lang] for one in outlined().sections]
    summed = outlined().eyecatchers[0]
    assert words_of(shape_of(slides[0], "cover", "number1")).split("\n")[0] == summed.label[lang] == "3.7%"
    at = 2
    for section in outlined().sections:
        assert titles[at] == section.title[lang]
        said = words_of(shape_of(slides[at], "section", "subtitle")).split("\n")
        assert said == [finding.chart.title[lang] for finding in section.findings]
        numbers = [shape_of(slides[at], "section", f"number{number}") for number in (1, 2, 3)]
        labels = [words_of(shape).split("\n")[0] for shape in numbers if shape]
        assert labels == [figure.label[lang] for figure in section.eyecatchers[:3]]
        at += 1
        for slide in section.slides:
            assert titles[at] == slide[0].chart.title[lang]
            second = [words_of(shape_of(slides[at], f.name, "title")) for f in slide[1:]]
            assert second == [f.chart.title[lang] for f in slide[1:]]
            at += 1
    for section in outlined().sections:
        if section.questions:
            asked = words_of(shape_of(slides[at], "questions", "subtitle")).split("\n")
            assert asked == [f"{number}. {words[lang]}" for number, words in enumerate(section.questions, start=1)]
            at += 1
    assert sum(len(section.questions) for section in outlined().sections) == 8
    cells = [
        [cell.text for cell in row.cells]
        for slide in slides[at:]
        for row in shape_of(slide, "appendix", "table").table.rows
    ]
    words = " ".join(" ".join(row) for row in cells)
    for finding in outlined().findings:
        for figure in finding.chart.figures:
            assert figure.label(lang) in words
            assert figure.words in words
    number = titles.index(charted()["02_growth-average-growth"].title[lang]) + 1
    row = next(row for row in cells if "48.1%" in row[1])
    assert str(number) in row[0].split(", ")


def test_words_of_a_deck_stand_in_placeholders_of_real_layouts(deck):
    show = opened(deck)
    assert len(show.slide_layouts) == 5
    slide = on_slide(show, "02_growth-average-growth")
    assert slide.slide_layout.name == "一个发现 Finding"
    for role in ("title", "subtitle", "source"):
        assert shape_of(slide, "02_growth-average-growth", role).is_placeholder
    assert any(one.placeholder_format.type == 13 for one in slide.placeholders)
    pair = on_slide(show, "07_ecology-straw")
    assert pair.slide_layout.name == "两个发现 Two findings"
    assert shape_of(pair, "07_ecology-removed-and-built", "title").is_placeholder


def test_the_findings_at_the_beginning_lead_to_their_slides(deck):
    show = opened(deck)
    slides = list(show.slides)
    links = shape_of(slides[1], "agenda", "subtitle")._element.iter(f"{A}hlinkClick")
    rel = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    titles = [words_of(slides[1].part.related_part(link.get(rel)).slide.shapes.title) for link in links]
    assert titles == [section.findings[0].chart.title.zh for section in outlined().sections]


def template(tmp_path: Path, wide: float, potx: bool = False) -> Path:
    """A plain template of another face, with a slide in it and a background of another colour."""
    show = Presentation()
    for owner in (show.slide_master, *show.slide_layouts):
        for shape in owner.placeholders:
            if shape._element.find(f".//{A}off") is not None:
                shape.left, shape.width = (round(part * wide / 10) for part in (shape.left, shape.width))
    show.slide_width, show.slide_height = Inches(wide), Inches(7.5)
    show.slides.add_slide(show.slide_layouts[0]).shapes.title.text = "Old"
    path = tmp_path / ("company.potx" if potx else "company.pptx")
    made = saved(show)
    if potx:
        kinds = (b"presentation.main+xml", b"template.main+xml")
        parts = {
            name: part.replace(*kinds) if name == "[Content_Types].xml" else part
            for name, part in members(made).items()
        }
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as book:
            for name, part in parts.items():
                book.writestr(name, part)
        made = file.getvalue()
    path.write_bytes(made)
    return path


@pytest.mark.parametrize(
    ("form", "lang"), [("16:9", "zh"), ("4:3", "en"), ("wide", "en"), ("narrow", "zh"), ("potx", "zh")]
)
def test_decks_obey_the_schemas_and_number_their_shapes_once(tmp_path, form, lang):
    validation = pytest.importorskip("power_pptx.validation", reason="power-pptx is not installed")
    if form in ("16:9", "4:3"):
        made = brief(lang, form)
    else:
        path = template(tmp_path, 10 if form == "narrow" else 13.333, form == "potx")
        made = briefing(outlined(), lang, template=(path.read_bytes(), str(path)))
    path = tmp_path / "deck.pptx"
    path.write_bytes(made)
    assert list(validation.iter_schema_violations(str(path))) == []
    show = opened(made)
    assert all(slide.shapes.title.text.strip() for slide in show.slides)
    assert "Old" not in [slide.shapes.title.text for slide in show.slides]
    wide, tall = show.slide_width, show.slide_height
    for slide in show.slides:
        ids = [one.get("id") for one in slide._element.iter(f"{P}cNvPr")]
        assert len(set(ids)) == len(ids)
        for shape in slide.shapes:
            if ShapeName.read(shape.name):
                assert shape.left >= 0
                assert shape.left + shape.width <= wide * 1.001
                assert shape.top + shape.height <= tall * 1.001, (shape.name, slide.shapes.title.text)
    parts = members(made)
    for name, part in parts.items():
        if name.endswith(".rels"):
            folder = Path(name).parent.parent
            for rel in etree.fromstring(part):
                if rel.get("TargetMode") != "External":
                    target = rel.get("Target")
                    where = target[1:] if target[0] == "/" else os.path.normpath(folder / target)
                    assert Path(where).as_posix() in parts, (name, target)


def test_a_template_keeps_its_master_and_takes_two_findings_apart(tmp_path):
    path = template(tmp_path, 13.333)
    before = members(path.read_bytes())
    made = briefing(outlined(), "zh", template=(path.read_bytes(), str(path)))
    after = members(made)
    master = "ppt/slideMasters/slideMaster1.xml"
    assert etree.tostring(etree.fromstring(before[master]), method="c14n") == etree.tostring(
        etree.fromstring(after[master]), method="c14n"
    )
    assert before["ppt/theme/theme1.xml"] == after["ppt/theme/theme1.xml"]
    titles = [words_of(slide.shapes.title) for slide in opened(made).slides]
    assert {finding.chart.title.zh for finding in outlined().findings} <= set(titles)


def test_a_template_without_places_for_text_gets_boxes(tmp_path):
    show = Presentation(template(tmp_path, 13.333))
    for layout in show.slide_layouts:
        for shape in list(layout.placeholders):
            if shape.placeholder_format.type not in (1, 3):
                shape._element.getparent().remove(shape._element)
    made = opened(briefing(outlined(), "zh", template=(saved(show), "bare.pptx")))
    slides = list(made.slides)
    for slide, chart, words in (
        (slides[0], "cover", outlined().subtitle.zh),
        (slides[1], "agenda", outlined().sections[0].findings[0].chart.title.zh),
        (slides[2], "section", outlined().sections[0].slides[0][0].chart.title.zh),
    ):
        box = shape_of(slide, chart, "subtitle")
        assert not box.is_placeholder
        assert words in box.text_frame.text
        assert 0 <= box.left < box.left + box.width <= made.slide_width
        assert 0 < box.top < box.top + box.height <= made.slide_height


@pytest.mark.parametrize(
    ("ground", "sheets"),
    [
        ('<a:solidFill><a:srgbClr val="10243A"/></a:solidFill>', True),
        ('<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>', True),
        ('<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>', False),
        ('<a:solidFill><a:srgbClr val="F4F7FA"/></a:solidFill>', False),
    ],
)
def test_on_a_dark_ground_charts_stand_on_a_sheet_of_paper(tmp_path, ground, sheets):
    path = template(tmp_path, 13.333)
    show = Presentation(path)
    cell = show.slide_master._element.cSld
    for old in cell.findall(f"{P}bg"):
        cell.remove(old)
    space = f'xmlns:p="{P[1:-1]}" xmlns:a="{A[1:-1]}"'
    cell.insert(0, etree.fromstring(f"<p:bg {space}><p:bgPr>{ground}<a:effectLst/></p:bgPr></p:bg>"))
    plan = Plan(outlined().title, outlined().subtitle, outlined().sections[:1])
    made = opened(briefing(plan, "zh", template=(saved(show), "dark.pptx")))
    for slide in made.slides:
        names = [ShapeName.read(shape.name) for shape in slide.shapes]
        if any(name and name.role in ("chart", "table") for name in names):
            assert any(name and name.role == "panel" for name in names) == sheets


def test_the_same_notebooks_give_the_same_bytes(read_once):
    read_once.clear()
    again = read_sources([OUTLINE])[2]
    for lang, ratio in FORMS:
        assert brief(lang, ratio) == briefing(again, lang, ratio)


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> Path:
    return export([OUTLINE], tmp_path_factory.mktemp("print") / "brief.pdf", "zh")[0]


def test_the_same_notebooks_give_the_same_workbook_and_print(workbook, tmp_path):
    first, second = (export([GROWTH], tmp_path / f"{turn}.pdf", "zh")[0].read_bytes() for turn in "ab")
    assert first == second
    assert export(BOOKS, tmp_path / "again.xlsx", "zh")[0].read_bytes() == workbook.read_bytes()


@pytest.mark.parametrize("words", ["slide@0,0,960,540", "half@480,0,480,540", "4x3@1.5,2,3,4,0.9,bare"])
def test_a_frame_is_read_as_it_was_written(words):
    assert str(Frame.read(words)) == words
    assert Frame.read("column") is None


# Into a deck that is there


@pytest.mark.parametrize(("lang", "ratio"), FORMS)
def test_renewing_with_the_same_figures_changes_nothing(lang, ratio):
    deck = brief(lang, ratio)
    again, done = update_deck(deck, "brief.pptx", charted())
    assert again == deck
    assert sorted(done.renewed) == sorted(charted())
    assert done.kept == done.unknown == []


@EVERY
def test_a_renewed_deck_is_as_if_it_were_made_of_the_new_figures_in_its_language(lang):
    name = "02_growth-average-growth"
    chart = with_value(charted()[name], "48.1%", 12.5)
    made, done = update_deck(brief(lang), "brief.pptx", charted() | {name: chart})
    assert done.kept == []
    assert made != brief(lang)
    assert made == briefing(_with_chart(name, chart), lang)


def _with_chart(name: str, chart) -> Plan:
    """The plan with another chart under a name."""
    new = [
        tuple(tuple(replace(f, chart=chart) if f.name == name else f for f in slide) for slide in section.slides)
        for section in outlined().sections
    ]
    sections = [replace(section, slides=slides) for section, slides in zip(outlined().sections, new, strict=True)]
    return replace(outlined(), sections=tuple(sections))


def test_new_figures_flow_into_a_deck_that_someone_worked_on(deck):
    name = "02_growth-average-growth"
    show = opened(deck)
    slide = on_slide(show, name)
    group = shape_of(slide, name, "chart")
    group.left, group.top = Pt(100), Pt(150)
    group.width, group.height = group.width // 2, group.height // 2
    place = (group.left, group.top, group.width, group.height)
    shape_of(slide, name, "title").text_frame.text = "我们的标题"
    note = slide.shapes.add_textbox(0, 0, Pt(90), Pt(20))
    note.text_frame.text = "旁注"
    other = on_slide(show, "12_people-incomes")
    other.notes_slide.notes_text_frame.text = "自己的话"
    worked = saved(show)
    chart = with_value(charted()[name], "48.1%", 12.5)
    chart = replace(chart, title=Text("新的发现", "A new finding"))
    incomes = replace(charted()["12_people-incomes"], title=Text("收入的新发现", "New"))
    made, done = update_deck(worked, "theirs.pptx", charted() | {name: chart, "12_people-incomes": incomes})
    after = opened(made)
    slide = on_slide(after, name)
    group = shape_of(slide, name, "chart")
    found = (group.left, group.top, group.width, group.height)
    assert all(abs(a - b) <= abs(b) * 0.02 + 9 for a, b in zip(found, place, strict=True))
    assert slide.shapes.title.text == "我们的标题"
    assert "旁注" in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert shape_of(slide, name, "subtitle").text_frame.text == chart.subtitle.zh
    said = html.unescape(b"".join(part for key, part in members(made).items() if "charts/chart" in key).decode())
    assert "12.5%" in said
    assert "48.1%" not in said
    assert "12.5%" in slide.notes_slide.notes_text_frame.text
    other = on_slide(after, "12_people-incomes")
    assert other.shapes.title.text == "收入的新发现"
    assert other.notes_slide.notes_text_frame.text == "自己的话"
    roles = {role for _, role in done.kept}
    assert roles == {"title", "notes"}
    pages = [shape_of(one, "appendix", "table") for one in after.slides]
    table = " ".join(cell.text for page in pages if page for row in page.table.rows for cell in row.cells)
    assert "12.5%" in table
    assert "规上企业增加值 48.1%" not in table


def test_words_that_nobody_moved_make_room_for_a_longer_title(deck):
    name, other = "02_growth-average-growth", "12_people-incomes"
    show = opened(deck)
    before = shape_of(on_slide(show, name), name, "subtitle").top
    moved = shape_of(on_slide(show, other), other, "subtitle")
    moved.top = Pt(300)
    long = Text("很长的标题" * 12, "A long title")
    new = {key: replace(charted()[key], title=long) for key in (name, other)}
    made, _ = update_deck(saved(show), "x.pptx", charted() | new)
    after = opened(made)
    assert shape_of(on_slide(after, name), name, "subtitle").top > before + Pt(20)
    assert shape_of(on_slide(after, other), other, "subtitle").top == Pt(300)
    back, _ = update_deck(made, "x.pptx", charted())
    assert shape_of(on_slide(opened(back), name), name, "subtitle").top == before


def test_a_title_of_two_lines_has_our_break_which_is_no_change_to_its_words():
    for lang in LANGUAGES:
        show = opened(brief(lang))
        broken = [shape for slide in show.slides for shape in slide.shapes if "\v" in getattr(shape, "text", "")]
        assert broken
        for shape in broken:
            name = ShapeName.read(shape.name)
            # A line of one or two characters is none.
            assert min(map(len, shape.text.split("\v"))) > 2
            assert name.digests[0] == digest(words_of(shape))
    name = "02_growth-average-growth"
    long = replace(charted()[name], title=Text("电商与规上总产值" * 5, "Gross output and e-commerce " * 5 + "grew"))
    made, done = update_deck(brief("zh"), "x.pptx", charted() | {name: long})
    title = on_slide(opened(made), name).shapes.title
    assert "\v" in title.text_frame.text and words_of(title) == long.title.zh
    # In the list of its section the line is whole.
    listed = [shape_of(slide, "section", "subtitle") for slide in opened(made).slides]
    assert any(long.title.zh in shape.text_frame.text.split("\n") for shape in listed if shape)
    # Someone who takes the break out has changed nothing.
    show = opened(made)
    on_slide(show, name).shapes.title.text_frame.text = long.title.zh
    back, done = update_deck(saved(show), "x.pptx", charted())
    assert done.kept == [] and words_of(on_slide(opened(back), name).shapes.title) == charted()[name].title.zh


@pytest.mark.parametrize("own", [True, False])
def test_headings_are_broken_for_their_place_never_in_a_figure_nor_before_the_last_characters(own):
    show = opened(brief("zh")) if own else Presentation()
    layouts = [layout for layout in show.slide_layouts if title_of(layout) is not None]
    charts, several = list(charted().values()), 0
    for layout, chart, lang in itertools.product(layouts, charts, LANGUAGES):
        # A heading that needs two lines at least.
        words = " ".join([chart.title[lang]] * 2)
        lines = set_title(layout, words, [chart]).split("\v")
        several += len(lines) > 1
        assert "".join(lines) == words
        assert min(len(line.strip()) for line in lines) > 2
        for before, after in itertools.pairwise(lines):
            assert not (before[-1].isdigit() and re.match("[0-9.%‰年月万亿个户名项倍元亩公人]", after)), lines
            assert not (before.strip()[-1].isdigit() and re.match("(billion|million|thousand|yuan|%)", after)), lines
    assert several > len(charts)


def test_a_deck_without_the_breaks_of_its_titles_says_the_same(deck):
    show = opened(deck)
    for slide in show.slides:
        for mark in list(slide._element.iter(f"{A}br")):
            if (
                ShapeName.read(mark.getparent().getparent().getparent().find(f".//{P}cNvPr").get("name")).role
                == "title"
            ):
                mark.getparent().remove(mark)
    assert not any("\v" in slide.shapes.title.text for slide in show.slides)
    assert changes((deck, "a"), (saved(show), "b")) == []
    made, done = update_deck(saved(show), "x.pptx", charted(), outlined(), own=True)
    assert done.kept == [] and [words_of(one.shapes.title) for one in opened(made).slides] == [
        words_of(one.shapes.title) for one in opened(deck).slides
    ]


def test_questions_stand_before_the_appendix_wherever_their_section_does():
    first, *others = outlined().sections
    asking = replace(first, questions=(Text("为什么？", "Why?"),))
    plan = replace(outlined(), sections=(asking, *others))
    slides = list(opened(briefing(plan, "zh")).slides)
    asked = [at for at, slide in enumerate(slides) if shape_of(slide, "questions", "title")]
    tables = [at for at, slide in enumerate(slides) if shape_of(slide, "appendix", "table")]
    assert asked == [tables[0] - 2, tables[0] - 1]
    said = [words_of(shape_of(slides[at], "questions", "subtitle")).split("\n")[0] for at in asked]
    assert said == ["1. 为什么？", f"1. {others[-1].questions[0].zh}"]
    # Each follows its own section, whatever stands before it.
    new = replace(plan, sections=(replace(asking, questions=(Text("何时？", "When?"),)), *others))
    made, _ = update_deck(briefing(plan, "zh"), "x.pptx", charted(), new, own=True)
    renewed = [words_of(shape_of(opened(made).slides[at], "questions", "subtitle")).split("\n")[0] for at in asked]
    assert renewed == ["1. 何时？", said[1]]
    assert words_of(shape_of(opened(made).slides[asked[0]], "questions", "title")) == first.title.zh


def test_large_figures_and_questions_follow_in_a_renewed_deck():
    cards = with_value(charted()["01_five_years-headlines"], "3.7%", 4.1)
    first, *others = outlined().sections
    last = replace(others[-1], questions=(Text("还有吗？", "Anything else?"),))
    plan = replace(_with_chart("01_five_years-headlines", cards), sections=(first, *others[:-1], last))
    charts = charted() | {"01_five_years-headlines": cards}
    made, _ = update_deck(brief("en"), "x.pptx", charts, plan, own=True)
    slides = list(opened(made).slides)
    for number, chart in ((0, "cover"), (2, "section")):
        assert shape_of(slides[number], chart, "number1").text_frame.text.startswith("4.1%\nGDP")
    asked = next(shape for slide in slides if (shape := shape_of(slide, "questions", "subtitle")))
    assert asked.text_frame.text == "1. Anything else?"
    # A figure that someone rewrote stays.
    show = opened(brief("en"))
    shape_of(show.slides[0], "cover", "number1").text_frame.text = "Our own words"
    made, _ = update_deck(saved(show), "x.pptx", charts)
    assert shape_of(opened(made).slides[0], "cover", "number1").text_frame.text == "Our own words"


def test_notes_begin_with_what_one_says():
    for lang, colon in (("zh", "报告原文："), ("en", "The report's own words (in Chinese):")):
        chart = charted()["02_growth-average-growth"]
        notes = on_slide(opened(brief(lang)), "02_growth-average-growth").notes_slide.notes_text_frame.text
        spoken, _, record = notes.partition(f"\n{colon}\n")
        assert spoken.startswith(chart.title[lang]) and chart.remarks[0][lang] in spoken and "\n" not in spoken
        assert all(figure.quote in record for figure in chart.figures)
    # What is said has no signs that nobody could say.
    for lang, bound in (("zh", "不低于93%"), ("en", "at least 93%")):
        notes = on_slide(opened(brief(lang)), "14_government-services").notes_slide.notes_text_frame.text
        assert bound in notes.split("\n")[0] and not re.search("[≥≤<>≈|]", notes.split("\n")[0])


def test_what_is_not_ours_stays_to_the_byte(deck):
    show = opened(deck)
    blank = show.slides.add_slide(show.slide_layouts[3])
    blank.shapes.title.text = "Their own slide"
    worked = saved(show)
    name = "09_industry-stages"
    made, _ = update_deck(worked, "t.pptx", {name: with_value(charted()[name], "16\u2009个", 18)})
    before, after = members(worked), members(made)
    assert set(before) == set(after)
    changed = {key for key in before if before[key] != after[key]}
    slide = on_slide(opened(made), name)
    assert slide.part.partname.lstrip("/") in changed
    own = r"ppt/(slides/slide\d+|charts/chart\d+|notesSlides/notesSlide\d+)\.xml|ppt/embeddings/.*"
    assert all(re.fullmatch(own, key) for key in changed)
    assert len([key for key in changed if "slides/" in key]) == 1


def charts_of_many() -> dict[str, Finding]:
    names = ("14_government-services", "11_reform-assets", "07_ecology-tasks")
    return {finding.name: finding for finding in outlined().findings if finding.name in names}


def test_an_appendix_grows_and_shrinks_with_the_figures():
    section = Section(outlined().title, tuple((outlined().findings[at],) for at in range(3)))
    small = briefing(Plan(outlined().title, outlined().subtitle, (section,)), "zh")
    names = [finding.name for finding in outlined().findings[:3]]
    pages = _appendix_of(small)
    assert len(pages) == 1
    full = ("14_government-services", "11_reform-assets", "07_ecology-tasks")
    more = {name: charted()[other] for name, other in zip(names, full, strict=True)}
    grown, _ = update_deck(small, "x.pptx", more)
    heads = [words[0] for words in _appendix_of(grown)]
    assert heads == [f"附录：图中数字与报告原文 ({at}/2)" for at in (1, 2)]
    assert "≥45%" in " ".join(word for words in _appendix_of(grown) for word in words)
    shrunk, _ = update_deck(grown, "x.pptx", {name: charted()[name] for name in names})
    assert _appendix_of(shrunk) == pages
    assert len(opened(shrunk).slides) == len(opened(small).slides)


def test_a_shorter_appendix_leaves_a_slide_that_somebody_wrote_on():
    section = Section(outlined().title, tuple((finding,) for finding in charts_of_many().values()))
    grown = briefing(Plan(outlined().title, outlined().subtitle, (section,)), "zh")
    assert len(_appendix_of(grown)) == 2
    show = opened(grown)
    box = show.slides[-1].shapes.add_textbox(0, 0, Inches(2), Inches(1))
    box.text_frame.text = "theirs"
    few = {name: outlined().findings[at].chart for at, name in enumerate(charts_of_many())}
    made, _ = update_deck(saved(show), "x.pptx", few)
    assert len(_appendix_of(made)) == 1
    assert [shape.text_frame.text for shape in opened(made).slides[-1].shapes if shape.has_text_frame][-1] == "theirs"


def _appendix_of(deck: bytes) -> list[list[str]]:
    """The words of each slide of the appendix."""
    found = []
    for slide in opened(deck).slides:
        table = shape_of(slide, "appendix", "table")
        if table is not None:
            cells = [cell.text for row in table.table.rows for cell in row.cells]
            found.append([slide.shapes.title.text, *cells])
    return found


def test_a_deck_without_our_charts_is_answered_in_a_line(tmp_path, deck):
    path = template(tmp_path, 10)
    other = {"other-chart": charted()["09_industry-stages"]}
    for name, call in (("company", lambda: renew([GROWTH], path)), ("x", lambda: update_deck(deck, "x.pptx", other))):
        with pytest.raises(ReportError) as error:
            call()
        assert f"{name}.pptx: no chart of an earlier export" in error.value.words.en
        assert f"{name}.pptx：没有找到" in error.value.words.zh
    _, done = update_deck(deck, "x.pptx", {"09_industry-stages": charted()["09_industry-stages"]})
    assert len(done.unknown) == len(charted()) - 1


# Two decks


def test_a_diff_names_each_figure_that_changed_and_nothing_else(deck):
    assert changes((deck, "a"), (deck, "b")) == []
    new = dict(charted())
    new["02_growth-average-growth"] = with_value(charted()["02_growth-average-growth"], "14%", 15)
    new["14_government-services"] = with_value(charted()["14_government-services"], "≥93%", 94)
    new["12_people-schools"] = with_value(charted()["12_people-schools"], "171\u2009人", 180)
    new["01_five_years-ranking"] = with_value(charted()["01_five_years-ranking"], "第35名", 30)
    made, _ = update_deck(deck, "x", new)
    found = {(one.chart, one.before, one.after) for one in changes((deck, "a"), (made, "b"))}
    assert found == {
        ("02_growth-average-growth", "14%", "15%"),
        ("14_government-services", "≥93%", "≥94%"),
        ("12_people-schools", "171\u2009人", "180\u2009人"),
        ("01_five_years-ranking", "第35名", "第30名"),
    }
    told = [one.sentence("zh") for one in changes((deck, "a"), (made, "b"))]
    assert any("电商上行交易额" in line and "14% → 15%" in line for line in told)


def test_a_diff_says_which_charts_came_and_went(deck):
    less = Plan(outlined().title, outlined().subtitle, outlined().sections[:-1])
    gone = changes((deck, "a"), (briefing(less, "zh"), "b"))
    names = {finding.name for finding in outlined().sections[-1].findings}
    assert {one.chart for one in gone if one.chart} == names
    # The page of questions went as well.
    (asked,) = {one.slide for one in gone if not one.chart}
    assert shape_of(opened(deck).slides[asked - 1], "questions", "subtitle") is not None
    assert all(one.before and not one.after for one in gone)


# The workbook


BOOKS = [
    ROOT / f"notebooks/{name}.ipynb"
    for name in ("02_growth", "05_targets", "08_agriculture", "10_services", "11_reform")
]


@pytest.fixture(scope="module")
def workbook(tmp_path_factory) -> Path:
    return export(BOOKS, tmp_path_factory.mktemp("book") / "brief.xlsx", "zh")[0]


def cells_of(content: bytes) -> dict[str, dict[str, tuple[str, object]]]:
    """Each worksheet's cells by address: formula and value."""
    book = Package(content)
    names = [sheet.get("name") for sheet in find_all(book.xml("xl/workbook.xml"), ".//s:sheet")]
    return {name: book.cells(number) for number, name in enumerate(names, start=1)}


def test_a_workbook_has_a_sheet_for_each_notebook_and_one_of_observations(workbook):
    sheets = cells_of(workbook.read_bytes())
    assert list(sheets) == [
        "目录",
        "十三五增速",
        "2021年目标",
        "农业",
        "服务业与物流",
        "改革与公有资产",
        "观察值",
        "推算",
        "台账",
        "说明",
    ]
    words = {value for _, value in sheets["观察值"].values()}
    quotes = {figure.quote for figure in charted()["02_growth-average-growth"].figures}
    assert len(quotes) == 7
    assert quotes <= words
    row = next(at[1:] for at, (_, value) in sheets["观察值"].items() if at[0] == "F" and value == 12)
    assert sheets["观察值"][f"H{row}"] == (f"F{row}*100000000", 1.2e9)
    raw = members(workbook.read_bytes())
    sheet = raw["xl/worksheets/sheet7.xml"].decode()
    assert "<autoFilter" in sheet
    assert 'state="frozen"' in sheet


def test_charts_and_derived_figures_of_a_workbook_take_their_values_from_the_observations(workbook):
    sheets = cells_of(workbook.read_bytes())
    for name in ("十三五增速", "2021年目标"):
        formulas = [formula for formula, _ in sheets[name].values() if "观察值" in formula]
        assert len(formulas) >= 7
    derived = [formula for formula, _ in sheets["推算"].values() if formula]
    assert len(derived) >= 4
    assert all("'观察值'!$H$" in formula for formula in derived)
    assert any(formula.startswith("ROUND(") and formula.endswith("/5,4)") for formula in derived)


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
def test_libreoffice_reckons_a_workbook_to_our_values(workbook, tmp_path):
    before = cells_of(workbook.read_bytes())
    copy = tmp_path / "in" / "brief.xlsx"
    copy.parent.mkdir()
    # Without the values that we wrote, LibreOffice must find them.
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part)
            new.writestr(name, part)
    converted([copy], tmp_path, "xlsx:Calc MS Excel 2007 XML")
    after = cells_of((tmp_path / "brief.xlsx").read_bytes())
    checked = 0
    for name, cells in before.items():
        for address, (formula, value) in cells.items():
            if formula:
                found = after[name][address][1]
                same = abs(found - value) < 1e-6 if isinstance(value, float) else found == value
                assert same, (name, address, formula, value, found)
                checked += 1
    assert checked > 200


# The print


def test_a_print_can_be_searched_and_holds_every_figure(printed):
    book = PdfReader(printed)
    assert book.pages[0].mediabox[2:] == [595, 842]
    words = "".join("".join(page.extract_text().split()) for page in book.pages)
    for finding in outlined().findings:
        assert "".join(finding.chart.title.zh.split()) in words
        for figure in finding.chart.figures:
            assert "".join(figure.label("zh").split()) in words
    assert printed.stat().st_size < 500_000


def test_pictures_are_sharp_enough_for_print_and_named_by_notebook_and_chart(tmp_path):
    from PIL import Image

    made = export([GROWTH], tmp_path, "zh", ["png", "pdf", "svg"], only=["average"])
    assert [path.name for path in made] == [f"02_growth-average-growth.{e}" for e in ("png", "pdf", "svg")]
    picture = Image.open(made[0])
    assert picture.width == int(880 * 300 / 72)
    assert round(picture.info["dpi"][0]) == 300


# Safety


@pytest.mark.parametrize("ending", ["pptx", "xlsx", "pdf"])
def test_what_is_not_as_it_was_exported_is_overwritten_by_force_alone(tmp_path, ending):
    path = tmp_path / f"brief.{ending}"
    source = [GROWTH]
    export(source, path, "zh", only=["average"])
    # What nobody touched may be written again, in another language too.
    export(source, path, "en", only=["average"])
    ours = path.read_bytes()
    for theirs in (_edited(ours, ending), b"theirs"):
        path.write_bytes(theirs)
        with pytest.raises(NotebookError) as caught:
            export(source, path, "zh", only=["average"])
        assert "--force" in caught.value.words.en and path.name in caught.value.words.zh
        assert path.read_bytes() == theirs
    export(source, path, "en", only=["average"], force=True)
    assert path.read_bytes() == ours


def _edited(content: bytes, ending: str) -> bytes:
    if ending == "pdf":
        file, writer = io.BytesIO(), PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
        writer.add_metadata({"/Producer": "(zreport)", "/ModDate": "D:20200101"})
        writer.write(file)
        return file.getvalue()
    if ending == "pptx":
        show = opened(content)
        show.slides[0].shapes[0].text_frame.text = "own"
        return saved(show)
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b"</sst>", b"<si><t>own</t></si></sst>"))
    return file.getvalue()


HOSTILE = {
    "formula": "=cmd|' /C calc'!A0",
    "script": "<script>document.title='run'</script><img src=x onerror=document.title='run'>",
    "markup": "</a:t></a:r><p:sp>&amp;]]>\"'",
    "path": "../../etc/passwd",
    "plus": "+1+1",
    "at": "@SUM(1)",
}


def poisoned(tmp_path: Path, words: str, name: str = "poisoned") -> Path:
    """A notebook whose heading and one chart say these words."""
    book = nbformat.read(GROWTH, as_version=4)
    book.cells[0].source = f"# {words}\n\n**{words}**"
    of_charts = [cell for cell in book.cells if any(MIME in one.get("data", {}) for one in cell.get("outputs", []))]
    book.cells = [cell for cell in book.cells if cell not in of_charts[1:]]
    for output in of_charts[0].outputs:
        if chart := output.get("data", {}).get(MIME):
            chart["title"] = {"zh": words, "en": words}
            chart["subtitle"] = {"zh": words, "en": words}
            chart["notes"] = [{"zh": words, "en": words}]
    path = tmp_path / f"{name}.ipynb"
    path.write_bytes(notebook_bytes(book))
    return path


def test_hostile_words_stay_words(tmp_path):
    paths = [poisoned(tmp_path, words, name) for name, words in HOSTILE.items()]
    (deck,) = export(paths, tmp_path / "out/x.pptx", "en")
    titles = [words_of(slide.shapes.title) for slide in Presentation(deck).slides]
    assert set(HOSTILE.values()) <= set(titles)
    (book,) = export(paths, tmp_path / "out/x.xlsx", "en")
    shown = 0
    for cells in cells_of(book.read_bytes()).values():
        for formula, value in cells.values():
            assert not str(formula).startswith(("cmd", "SUM", "+", "@"))
            shown += value in HOSTILE.values()
            assert not (formula and value in HOSTILE.values())
    assert shown >= len(HOSTILE)
    for file in (deck, book):
        assert all(b"<script" not in part for part in members(file.read_bytes()).values())
    (print_,) = export(paths, tmp_path / "out/x.pdf", "en")
    assert print_.read_bytes().startswith(b"%PDF")
    made = export(paths, tmp_path / "out/files", "en", ["svg"], only=["average-growth"]) + export(
        paths[1:3], tmp_path / "out/files", "en", ["html"]
    )
    assert len(made) >= len(HOSTILE) + 2
    for file in made:
        assert file.parent == tmp_path / "out/files"
        words = file.read_text("utf-8")
        assert "<script>document" not in words and "<img src=x" not in words
    folders = {file.parent for file in tmp_path.rglob("*") if file.is_file()}
    assert folders == {tmp_path, tmp_path / "out", tmp_path / "out/files"}


@pytest.mark.parametrize(
    ("words", "said"),
    [("好\u202e坏", "202E"), ("好\x07坏", "7"), ("长" * 400_000, "characters"), ("𓀀", "13000")],
    ids=["right-to-left", "control", "megabytes", "hieroglyph"],
)
@pytest.mark.parametrize("ending", ["pptx", "xlsx", "pdf"])
def test_words_that_cannot_be_drawn_are_refused_in_a_line_and_nothing_is_written(
    tmp_path, monkeypatch, words, said, ending
):
    monkeypatch.setenv("ZREPORT_LANG", "en")
    path = poisoned(tmp_path, words)
    old = tmp_path / f"x.{ending}"
    old.write_bytes(b"old")
    start = time.monotonic()
    with pytest.raises(ReportError) as caught:
        export([path], old, "zh", force=True)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 1000
    assert old.read_bytes() == b"old"
    assert time.monotonic() - start < 60
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(["poisoned.ipynb", old.name])


def test_a_notebook_of_another_tool_is_answered_in_a_line(tmp_path, monkeypatch):
    monkeypatch.setenv("ZREPORT_LANG", "en")
    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("1", outputs=[nbformat.v4.new_output("stream", text="1")])]
    )
    book.metadata["colab"] = {"name": "x"}
    path = tmp_path / "other.ipynb"
    path.write_bytes(notebook_bytes(book))
    with pytest.raises(NotebookError, match="no charts in these notebooks"):
        export([path], tmp_path / "x.pptx", "zh")
    path.write_text("{", "utf-8")
    with pytest.raises(NotebookError, match=r"other\.ipynb.*not a valid notebook"):
        export([path], tmp_path / "x.pptx", "zh")
    assert not (tmp_path / "x.pptx").exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="killing differs on Windows")
def test_fifty_kills_leave_the_old_deck_or_the_new_one(tmp_path):
    """A process that writes one deck over another, again and again, is killed at any moment."""
    from zreport.files import write

    target, decks = tmp_path / "out" / "brief.pptx", [tmp_path / "0.pptx", tmp_path / "1.pptx"]
    for path, plan in zip(decks, _two_plans(), strict=True):
        path.write_bytes(briefing(each(plan), "zh"))
    killed = [sys.executable, ROOT / "tests/killed.py", target, *decks]
    found = subprocess.run(killed, check=True, capture_output=True, text=True).stdout.split()
    assert len(found) == 50
    assert set(found) == {"0", "1"}
    # What a kill left beside it goes with a later write, once nobody can still be writing it.
    for left in target.parent.glob(".brief.pptx.*"):
        os.utime(left, (0, 0))
    write(target, b"last")
    assert [path.name for path in target.parent.iterdir()] == ["brief.pptx"]


def _two_plans() -> list[Plan]:
    return [Plan(outlined().title, outlined().subtitle, (section,)) for section in outlined().sections[:2]]


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounts need root on Linux")
def test_a_full_disk_leaves_the_old_deck_and_says_so(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("ZREPORT_LANG", "en")
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=120k", "tmpfs", small], check=False).returncode:
        pytest.skip("tmpfs cannot be mounted here")
    try:
        old = small / "brief.pptx"
        old.write_bytes(b"old")
        with pytest.raises(SystemExit) as stop:
            main(["export", str(OUTLINE), "-o", str(old), "--force"])
        assert stop.value.code == 1
        said = capsys.readouterr().err
        assert "No space left on device" in said
        assert "brief.pptx" in said
        assert [(path.name, path.read_bytes()) for path in small.iterdir()] == [("brief.pptx", b"old")]
    finally:
        subprocess.run(["umount", small], check=True)

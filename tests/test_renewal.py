"""Renewal of decks that people and other programs edited: every figure follows, or is named with its slide."""

import copy
import io
import zipfile
from dataclasses import replace

import decks
import pytest
from decks import CARDS, GROWTH, NOTEBOOKS, opened, plan_with, saved, shape_of
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches
from samples import SAMPLES

from zreport.cli import main
from zreport.export.export import renew
from zreport.export.notebook import NotebookError
from zreport.faults import ReportError
from zreport.language import LANGUAGES, Text
from zreport.office.slides.deck import briefing
from zreport.office.slides.deck import deck as charts_alone
from zreport.office.slides.diff import changes
from zreport.office.slides.figures import charts_on, figures_of, found_in, lost
from zreport.office.slides.placement import ChartMark, Frame, ShapeName, properties_of
from zreport.office.slides.update import update_deck
from zreport.office.xml import is_sealed


@pytest.fixture(scope="module", params=LANGUAGES)
def lang(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def deck(lang) -> bytes:
    return briefing(decks.small(), lang)


# For what is alike in both.
CHINESE, ENGLISH = (pytest.mark.parametrize("lang", [one], indirect=True, scope="module") for one in LANGUAGES)


def slide_with(show, chart: str):
    """A slide with a chart, its number, and the shape."""
    for number, slide in enumerate(show.slides, start=1):
        for role in ("chart", "table"):
            if shape := shape_of(slide, chart, role):
                return number, slide, shape
    raise AssertionError(chart)


def words(content: bytes) -> str:
    """All words of all slides, notes and charts."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        kinds = ("ppt/slides/slide", "ppt/notesSlides/notesSlide", "ppt/charts/chart")
        return "".join(file.read(name).decode() for name in file.namelist() if name.startswith(kinds))


def test_an_untouched_deck_follows_in_every_place(deck, lang):
    made, done = update_deck(deck, "x.pptx", decks.new())
    assert made == briefing(plan_with(decks.new()), lang)
    assert done.whole and not (done.kept or done.missing or done.gone or done.appendix_left)
    titles = "".join(
        shape.text_frame.text for slide in opened(made).slides for shape in slide.shapes if shape.has_text_frame
    )
    assert "3.7%" not in titles and titles.count("4.1%") >= 4


def test_a_deck_of_charts_alone_follows_in_its_own_title_too(lang):
    old, new = charts_alone([decks.old()[GROWTH]], lang), charts_alone([decks.new()[GROWTH]], lang)
    assert update_deck(old, "x.pptx", {decks.new()[GROWTH].name: decks.new()[GROWTH]})[0] == new


@ENGLISH
def test_headings_of_an_outline_follow_and_those_of_another_plan_do_not(deck, lang):
    first = replace(decks.small().sections[0], title=Text("新一节 4.1%", "New section 4.1%"))
    plan = replace(decks.small(), title=Text("新题", "New title"), sections=(first, *decks.small().sections[1:]))
    made, _ = update_deck(deck, "x.pptx", decks.old(), plan, own=True)
    assert opened(made).core_properties.title == plan.title[lang]
    new = briefing(plan, lang)
    assert changes((made, "a"), (new, "b")) == []
    for one, other in zip(opened(made).slides, opened(new).slides, strict=True):
        assert [s.text_frame.text for s in one.shapes if s.has_text_frame] == [
            s.text_frame.text for s in other.shapes if s.has_text_frame
        ]
    # The same headings from notebooks that hold more than the deck are no headings of this deck.
    other = replace(plan, sections=(replace(first, slides=first.slides[:1]), *plan.sections[1:]))
    assert update_deck(deck, "x.pptx", decks.old(), other, own=False)[0] == deck


def _grouped(show, name):
    _, slide, shape = slide_with(show, name)
    group = slide.shapes.add_group_shape([slide.shapes.add_textbox(0, 0, Inches(2), Inches(0.5))])
    group._element.append(shape._element)


def _twice(show, name):
    _, _, shape = slide_with(show, name)
    shape._element.addnext(copy.deepcopy(shape._element))


def _both(show, name):
    _twice(show, name)
    _grouped(show, name)


@pytest.mark.parametrize("edit", [_grouped, _twice, _both])
@CHINESE
def test_charts_in_groups_and_copies_are_all_renewed(deck, edit):
    show = opened(deck)
    for name in (CARDS, GROWTH):
        edit(show, name)
    made, done = update_deck(saved(show), "x.pptx", decks.new())
    copies = 1 if edit is _grouped else 2
    assert done.renewed.count(CARDS) == done.renewed.count(GROWTH) == copies
    assert not (done.loose or done.gone or done.missing or done.old)
    assert ">3.7%<" not in words(made)
    links = [(slide.part, rid) for slide in opened(made).slides for rid in slide._element.xpath(".//c:chart/@r:id")]
    assert links and all(rid in part.rels for part, rid in links)
    back, _ = update_deck(made, "x.pptx", decks.old())
    assert ">4.1%<" not in words(back)


@pytest.mark.parametrize(("name", "lang"), [(CARDS, "zh"), (GROWTH, "en")], indirect=["lang"], scope="module")
def test_an_ungrouped_chart_is_named_and_its_notes_and_the_appendix_wait(deck, name):
    show = opened(deck)
    number, _, group = slide_with(show, name)
    parent = group._element.getparent()
    for shape in list(group.shapes):
        parent.insert(parent.index(group._element), shape._element)
    parent.remove(group._element)
    made, done = update_deck(saved(show), "x.pptx", decks.new())
    assert done.loose == [(number, name)] and name not in done.renewed
    assert done.waiting == [] or done.waiting == [number]
    assert done.appendix_left
    notes = [slide.notes_slide.notes_text_frame.text for slide in opened(made).slides if slide.has_notes_slide]
    assert any("3.7%" in one for one in notes)
    for one in LANGUAGES:
        told = "\n".join(done.summary(one))
        assert name in told and str(number) in told


@CHINESE
def test_a_chart_that_was_deleted_with_its_title_left_is_named(deck):
    show = opened(deck)
    number, _, group = slide_with(show, GROWTH)
    group._element.getparent().remove(group._element)
    _, done = update_deck(saved(show), "x.pptx", decks.new())
    assert done.gone == [(number, GROWTH)]
    assert all(any(GROWTH in line for line in done.summary(one)) for one in LANGUAGES)


@ENGLISH
def test_a_title_retyped_in_a_box_of_ones_own_follows_word_for_word_and_else_is_missed(deck, lang):
    show = opened(deck)
    number, slide, _ = slide_with(show, CARDS)
    title = shape_of(slide, CARDS, "title")
    said = title.text_frame.text
    title._element.getparent().remove(title._element)
    box = slide.shapes.add_textbox(0, 0, Inches(9), Inches(0.6))
    box.text_frame.text = said
    made, done = update_deck(saved(show), "x.pptx", decks.new())
    assert not done.missing and not done.old
    assert decks.new()[CARDS].title[lang] in [
        s.text_frame.text for s in opened(made).slides[number - 1].shapes if s.has_text_frame
    ]
    box.text_frame.text = "我们：3.7% (ours)"
    _, done = update_deck(saved(show), "x.pptx", decks.new())
    assert done.missing == [(number, CARDS, "title")]
    assert [(slide, label) for slide, label, _ in done.old] == [(number, "3.7%")]
    assert all(any("我们：3.7% (ours)" in line for line in done.summary(one)) for one in LANGUAGES)


@CHINESE
def test_old_figures_left_anywhere_are_named_with_their_slide_as_wholes(deck):
    show = opened(deck)
    slide = show.slides.add_slide(show.slide_layouts[3])
    slide.shapes.title.text = "3.7%"
    table = slide.shapes.add_table(1, 2, 0, 0, Inches(4), Inches(1)).table
    table.cell(0, 1).text = "13.7%，3.75%"
    group = slide.shapes.add_group_shape([slide.shapes.add_textbox(0, 0, Inches(2), Inches(1))])
    group.shapes[0].text_frame.text = "增长 ３．７％ 左右"
    data = CategoryChartData()
    data.categories = ["GDP 3.7%"]
    data.add_series("a", [1])
    slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, 0, 0, Inches(4), Inches(3), data)
    slide.notes_slide.notes_text_frame.text = "say 3.7%"
    number = len(show.slides)
    _, done = update_deck(saved(show), "x.pptx", decks.new())
    assert {(at, label) for at, label, _ in done.old} == {(number, "3.7%")}
    around = [one for *_, one in done.old]
    assert len(around) == 4
    assert all(any(part in one for one in around) for part in ("左右", "GDP", "say"))
    assert not any("13.7" in one for one in around)


@pytest.mark.parametrize(
    ("label", "text", "found"),
    [
        ("3.7%", "13.7%, 3.75%, 3.7", 0),
        ("3.7%", "3.7 percent", 1),
        ("1,330\u2009户", "1330户全部脱贫", 1),
        ("149.8\u2009亿元", "149.8亿的投资", 1),
        ("1,330 households", "1330 poor households", 1),
        ("第35名", "升到第35名", 1),
        ("≥45%", "45%以上", 1),
        ("2016—2020年", "2020年", 0),
    ],
)
def test_labels_are_found_in_words_in_other_dress_but_never_in_parts(label, text, found):
    assert len(list(found_in(text, lost([label], ())))) == found


def test_a_chart_that_the_notebooks_lack_keeps_its_notes_though_its_neighbour_is_renewed():
    section = replace(decks.plan().sections[1], slides=(decks.plan().sections[1].findings,))
    pair = [finding.name for finding in section.findings]
    assert len(pair) == 2
    deck = briefing(replace(decks.plan(), sections=(section,)), "zh")
    before = opened(deck)
    number, slide, _ = slide_with(before, pair[1])
    notes = slide.notes_slide.notes_text_frame.text
    made, done = update_deck(deck, "x.pptx", {pair[0]: decks.old()[pair[0]]})
    assert done.waiting == [number] and done.appendix_left and pair[1] in done.unknown
    assert slide_with(opened(made), pair[1])[1].notes_slide.notes_text_frame.text == notes


def test_each_chart_keeps_its_language_whatever_the_words_around_it(deck, lang):
    show = opened(deck)
    for slide in show.slides:
        for name in decks.old():
            for role in ("title", "subtitle", "source"):
                if shape := shape_of(slide, name, role):
                    shape._element.getparent().remove(shape._element)
    made, _ = update_deck(saved(show), "x.pptx", decks.new())
    for name in decks.old():
        alt = properties_of(slide_with(opened(made), name)[2]._element).get("descr")
        assert decks.new()[name].title[lang] in alt


@pytest.mark.parametrize(
    "words", ["slide@e,e,e,e", "slide@0,0,0,540", "slide@0,0,1e999,540", "slide@0,0,99999,540", "slide@0,0,inf,5"]
)
@CHINESE
def test_a_frame_that_cannot_be_is_none_and_a_deck_with_one_says_where(deck, words):
    assert Frame.read(words) is None and ChartMark.read(f"{words};zh") is None
    show = opened(deck)
    number, _, shape = slide_with(show, CARDS)
    shape.name = str(ShapeName(CARDS, "chart", words))
    with pytest.raises(ReportError) as caught:
        update_deck(saved(show), "x.pptx", decks.new())
    assert f"slide {number}" in caught.value.words.en and CARDS in caught.value.words.zh


# Into a copy; over what is there


def test_into_with_o_writes_the_new_file_and_leaves_theirs(tmp_path, capsys):
    theirs, new = tmp_path / "theirs.pptx", tmp_path / "new.pptx"
    theirs.write_bytes(old := briefing(decks.small(), "en"))
    with pytest.raises(SystemExit) as stop:
        main(["export", *map(str, NOTEBOOKS), "--into", str(theirs), "-o", str(new), "--lang", "en"])
    assert stop.value.code == 0
    assert theirs.read_bytes() == old
    assert "charts brought up to date" in capsys.readouterr().out
    assert len(opened(new.read_bytes()).slides) == len(opened(old).slides)
    with pytest.raises(NotebookError):
        renew(NOTEBOOKS, theirs, tmp_path / "new.pdf")


def test_a_deck_without_our_charts_is_never_advised_to_be_overwritten(tmp_path):
    path = tmp_path / "theirs.pptx"
    show = Presentation()
    show.slides.add_slide(show.slide_layouts[0])
    show.save(path)
    with pytest.raises(ReportError) as caught:
        renew([NOTEBOOKS[1]], path)
    assert not any(" -o" in words or "用 -o" in words for words in (caught.value.words.en, caught.value.words.zh))


@CHINESE
def test_a_renewed_deck_is_ours_only_if_it_was_before(deck):
    made, _ = update_deck(deck, "x.pptx", decks.new())
    assert is_sealed(made)
    show = opened(deck)
    show.slides[0].shapes.title.text = "own"
    made, _ = update_deck(saved(show), "x.pptx", decks.new())
    assert not is_sealed(made)


# Two decks


def test_a_diff_reads_titles_subtitles_notes_boxes_and_tables(deck, lang):
    show = opened(deck)
    _, slide, _ = slide_with(show, CARDS)
    number = next(at for at, one in enumerate(show.slides, start=1) if one.slide_id == slide.slide_id)
    box = slide.shapes.add_textbox(0, 0, Inches(2), Inches(1))
    box.text_frame.text = "增长 12% 以上"
    table = slide.shapes.add_table(1, 1, 0, 0, Inches(2), Inches(1)).table
    table.cell(0, 0).text = "45%"
    shape_of(slide, CARDS, "title").text_frame.text = "增长 3.7%"
    before = saved(show)
    box.text_frame.text = "增长 21% 以上"
    table.cell(0, 0).text = "54%"
    for role in ("title", "source"):
        frame = shape_of(slide, CARDS, role).text_frame
        frame.text = frame.text.replace("3.7", "7.3").replace("158", "185").replace("15.8", "18.5")
    notes = slide.notes_slide.notes_text_frame
    notes.text = notes.text.replace("6.16", "6.61")
    found = changes((before, "a"), (saved(show), "b"))
    assert all(one.slide == number and not one.unread for one in found)
    told = "\n".join(one.sentence(lang) for one in found)
    for pair in (("12%", "21%"), ("45%", "54%"), ("3.7%", "7.3%"), ("6.16%", "6.61%")):
        assert any(pair[0] in one.before and pair[1] in one.after for one in found), (pair, told)
    assert {one.what for one in found} >= {"title", "notes"}


def test_every_kind_of_chart_can_be_read_and_renewed_in_place(lang):
    named = {name: replace(chart, name=name) for name, chart in SAMPLES.items()}
    made = charts_alone(list(named.values()), lang)
    for slide, (name, chart) in zip(opened(made).slides, named.items(), strict=True):
        # What marks rows of a table stands in a group of its own.
        one = charts_on(slide)[-1]
        assert {part.name.chart for part in charts_on(slide)} == {name}
        said = [figure for _, figure in figures_of(slide.part, one.element)]
        # Areas and stages count things; gaps are differences.
        labels = [figure.label(lang) for figure in chart.figures if chart.kind not in ("treemap", "stages", "gaps")]
        assert said and all(any(label in words for words in said) for label in labels), name
    assert update_deck(made, "x.pptx", named)[0] == made


@ENGLISH
def test_words_that_change_no_figure_are_no_change(deck):
    show = opened(deck)
    show.slides[0].shapes.title.text = "另一个标题 another"
    assert changes((deck, "a"), (saved(show), "b")) == []


@CHINESE
def test_what_cannot_be_read_is_said_and_ends_otherwise(deck, tmp_path, capsys):
    from PIL import Image

    paths = []
    for turn, colour in enumerate(("red", "blue")):
        picture = io.BytesIO()
        Image.new("RGB", (9, 9), colour).save(picture, "PNG")
        show = opened(deck)
        show.slides[3].shapes.add_picture(picture, 0, 0)
        paths.append(tmp_path / f"{turn}.pptx")
        show.save(paths[-1])
    with pytest.raises(SystemExit) as stop:
        main(["diff", *map(str, paths)])
    assert stop.value.code == 2
    out = capsys.readouterr().out
    assert "数字相同" not in out and "第4页" in out

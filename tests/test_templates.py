"""Templates of others: which layouts serve for what, where these leave room, and whether what is made can be opened."""

import functools
import io
import zipfile
from dataclasses import replace

import decks
import odd_templates as odd
import pytest
from decks import opened, saved
from native_parts import Package
from pptx.enum.shapes import PP_PLACEHOLDER as KIND

from zreport.cli import main
from zreport.faults import ChartError, ReportError
from zreport.language import LANGUAGES
from zreport.office.slides.deck import briefing
from zreport.office.slides.grounds import is_light
from zreport.office.slides.layouts import USES, open_template, words_place
from zreport.office.slides.outlines import largest
from zreport.office.slides.placement import ShapeName, names_on
from zreport.office.slides.rooms import bodies_of, box_of, content_room, drawn, enough, page_of, title_of
from zreport.office.xml import NAMESPACES, rezipped
from zreport.page.text import Box

USUAL = {"cover": 0, "agenda": 1, "section": 2, "finding": 5}


@functools.cache
def taken(name: str):
    """A template, opened: its deck, its layouts, and what is said of it."""
    return open_template(odd.content(name), f"{name}.pptx")


def numbers(deck, layouts) -> dict[str, int]:
    """Which layout of the file serves for what."""
    listed = [one.part for master in deck.slide_masters for one in master.slide_layouts]
    return {use: listed.index(getattr(layouts, use).part) for use in USES}


def shared(one: Box, other: Box) -> float:
    wide = min(one.right, other.right) - max(one.left, other.left)
    tall = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(wide, 0) * max(tall, 0)


@pytest.mark.parametrize("lang", odd.NAMES)
def test_layouts_are_known_by_their_names_in_many_languages_or_by_their_shapes(lang):
    deck, layouts, (said, *_) = taken(f"names-{lang}")
    assert numbers(deck, layouts) == USUAL
    how = "by its shape" if lang == "mute" else "by its name"
    assert said.en.count(how) == 4 and layouts.finding.name in said.zh


@pytest.mark.parametrize(
    ("name", "finding"),
    [
        ("edge-to-edge", 5),
        ("no-title-on-title-only", 1),
        ("many-layouts", 6),
        ("no-title-at-all", 5),
        ("two-masters", 6),
    ],
)
def test_a_type_says_what_a_layout_is_for_unless_its_name_or_its_title_says_otherwise(name, finding):
    deck, layouts, _ = taken(name)
    assert numbers(deck, layouts)["finding"] == finding
    assert all(title_of(getattr(layouts, use)) is not None for use in USES)


def test_a_page_that_bears_the_name_of_contents_is_for_these():
    deck, layouts, _ = taken("agenda-of-their-own")
    assert numbers(deck, layouts) == USUAL | {"agenda": 3}


def test_layouts_are_overruled_by_name_part_of_a_name_or_number():
    content = odd.content("names-zh")
    for asked in ("标题和内容", "2"):
        deck, layouts, (said, *_) = open_template(content, "x.pptx", {"finding": asked})
        assert numbers(deck, layouts) == USUAL | {"finding": 1} and "按 --layout" in said.zh
    for wanted in ({"finding": "没有的"}, {"finding": "8"}, {"title": "仅标题"}):
        with pytest.raises(ReportError) as caught:
            open_template(content, "x.pptx", wanted)
        (use,) = wanted
        assert f"--layout {use}" in caught.value.words.en
        assert ("6 仅标题" if use == "finding" else "finding") in caught.value.words.en


# Of these nothing is odd where a chart stands.
PLAIN = {"guides", "sections", "show", "template", "macros", "locked-for-reading", "custom-show", "outline-view"}
PLAIN |= {"notes-without-a-body", "A4", "4x3", *(name for name in odd.ODD if name.startswith("names-"))}
PLAIN |= {"right-to-left", "centred-titles", "gradient-titles", "light-and-dark"}
GROUNDS = {"dark-rectangle", "dark-panel", "light-panel", "picture-over-all"}
# What may lie below a chart: a watermark, what a sheet hides, a picture as large as the body.
BELOW = {"bubbles-under-a-sheet", "watermark", "picture-beside-and-below"}
# A sheet that is no rectangle lies below the whole of it.
SHEETS = {"curved-sheet"}


@pytest.mark.parametrize("name", [name for name in odd.ODD if name not in PLAIN])
def test_the_room_keeps_off_whatever_layout_and_master_draw_and_off_the_edge(name):
    deck, layouts, _ = taken(name)
    room, page, layout = content_room(deck, layouts.finding), page_of(deck), layouts.finding
    assert enough(deck, room)
    assert room.left >= 0.02 * page.width and room.right <= 0.98 * page.width
    assert room.top >= 0.02 * page.height and room.bottom <= 0.97 * page.height
    assert shared(room, box_of(title_of(layout))) == 0
    for wall in (wall for piece in drawn(layout) for wall in piece.walls if name not in BELOW | SHEETS):
        assert shared(wall, room) == 0 or (name in GROUNDS and shared(wall, room) == room.width * room.height)
    if name == "hidden-master-shapes":
        assert room.height > 0.6 * page.height


@pytest.mark.parametrize("name", ["circle-in-the-corner", "slope-at-the-foot", "drawn-corner", *sorted(BELOW)])
def test_room_is_lost_to_what_a_shape_takes_up_and_not_to_its_box(name):
    deck, layouts, _ = taken(name)
    room, page = content_room(deck, layouts.finding), page_of(deck)
    assert any(shared(piece.box, room) > 0.005 * page.width * page.height for piece in drawn(layouts.finding))
    assert room.width * room.height > (0.55 if name in BELOW else 0.3) * page.width * page.height


def test_a_title_in_the_middle_goes_to_the_top_where_a_chart_stands():
    deck, layouts, (said, *_) = taken("title-in-the-middle")
    room, title = content_room(deck, layouts.finding), box_of(title_of(layouts.finding))
    assert numbers(deck, layouts)["finding"] == 5 and "“Title Only”" in said.en
    assert title.bottom < room.top < 0.25 * page_of(deck).height and room.height > 0.6 * page_of(deck).height


LIGHT = {
    "bubbles-under-a-sheet": True,
    "watermark": True,
    "curved-sheet": True,
    "light-and-dark": False,
    "two-tones": False,
    "middling-blue": False,
    "theme-tint": True,
    "gradient-light": True,
    "picture-ground-light": True,
    "light-panel": True,
    "edge-to-edge": True,
    "dark-rectangle": False,
    "dark-panel": False,
    "theme-colour": False,
    "system-colour": False,
    "swapped-map": False,
    "mapped-on-the-layout": False,
    "gradient-dark": False,
    "picture-ground-dark": False,
    "picture-over-all": False,
}


@pytest.mark.parametrize(("name", "light"), LIGHT.items())
def test_grounds_are_seen_whatever_they_are_made_of(name, light):
    deck, layouts, _ = taken(name)
    assert is_light(deck, layouts.finding, content_room(deck, layouts.finding)) == light


def test_a_title_goes_clear_of_a_logo_and_is_pale_on_a_dark_ground():
    _, layouts, _ = taken("linked-slide")
    (button,) = drawn(layouts.finding)
    assert shared(button.box, box_of(title_of(layouts.finding))) == 0
    for name, pale in (("dark-rectangle", True), ("edge-to-edge", False), ("middling-blue", True), ("two-tones", True)):
        _, layouts, _ = taken(name)
        assert (b"FFFFFF" in _style(layouts.finding)) == pale


def _style(layout) -> bytes:
    from lxml import etree

    return etree.tostring(title_of(layout)._element.txBody)


def looks_of(shape) -> list[tuple[str, str]]:
    """The fills that a placeholder gives its first level, and the type."""
    (look,) = shape._element.xpath("p:txBody/a:lstStyle/a:lvl1pPr/a:defRPr")
    return [*look.xpath("*/a:srgbClr/@val"), *look.xpath("@sz")]


def test_words_have_the_type_that_a_layout_shows_where_no_style_says_it():
    _, layouts, _ = taken("type-of-its-words")
    assert looks_of(title_of(layouts.finding)) == ["FFFFFF", "3300"]
    body = bodies_of(layouts.agenda)[0][0]
    assert looks_of(body) == ["333333", "2400"]


def test_titles_in_a_gradient_are_plain_and_keep_their_colour_where_it_is_read():
    _, layouts, _ = taken("gradient-titles")
    assert looks_of(title_of(layouts.finding)) == ["E8F4F8"]
    assert not title_of(layouts.finding)._element.xpath(".//a:gradFill")


def test_words_on_a_picture_of_light_and_dark_get_a_sheet_of_paper():
    _, layouts, _ = taken("light-and-dark")
    body = bodies_of(layouts.agenda)[0][0]
    assert body._element.xpath("p:spPr/a:solidFill/a:srgbClr/@val") == ["FFFFFF"]
    _, layouts, _ = open_template(odd.content("light-and-dark"), "x.pptx", {"section": "Title Only"})
    body = bodies_of(layouts.section)[0][0]
    assert body._element.xpath("p:spPr/a:solidFill/a:srgbClr/@val") == ["FFFFFF"]
    _, layouts, _ = taken("dark-rectangle")
    assert not bodies_of(layouts.agenda)[0][0]._element.xpath("p:spPr/a:solidFill")


def test_a_title_keeps_off_a_rule_that_has_no_height():
    _, layouts, _ = taken("line-through-the-title")
    (line,) = drawn(layouts.finding)
    title = box_of(title_of(layouts.finding))
    assert title.bottom <= line.box.top or title.top >= line.box.bottom


def test_a_section_stands_higher_where_its_findings_find_no_room_unless_the_layout_serves_for_charts_too():
    deck, layouts, _ = taken("names-zh")
    title, (_, body) = box_of(title_of(layouts.section)), bodies_of(layouts.section)[0]
    assert title.bottom < body.top and body.height > 0.4 * page_of(deck).height
    size = words_place(deck, layouts.section, ["农村收入增长快于城镇，建档立卡贫困户全部脱贫"] * 8, 17.0).size
    assert size == 0 or size >= 16
    _, layouts, _ = open_template(odd.content("names-zh"), "x.pptx", {"section": "节标题", "finding": "节标题"})
    assert title_of(layouts.section).top == title_of(layouts.finding).top


def test_lists_are_never_smaller_than_can_be_read():
    deck, layouts, _ = taken("tiny-subtitles")
    lines = ["五年成绩单：农村收入增长快于城镇，建档立卡贫困户全部脱贫"] * 8
    for layout in (layouts.agenda, layouts.section):
        assert words_place(deck, layout, lines, 17.0).size >= 14
    assert words_place(deck, layouts.agenda, lines, 17.0).place is not None
    roomy = words_place(deck, layouts.agenda, lines[:1], 17.0)
    assert roomy.holder and (roomy.size == 0 or roomy.size >= 10)


def test_words_stand_in_no_place_for_footnotes_and_are_read_on_a_fill_of_their_place():
    deck, layouts, _ = taken("footnote-on-the-section")
    place = words_place(deck, layouts.section, ["农村收入增长快于城镇"] * 6, 17.0)
    assert place.size >= 12 and place.holder is None and place.place is not None
    _, layouts, _ = taken("filled-subtitle")
    subtitle = next(one for one in layouts.cover.placeholders if one.placeholder_format.type == KIND.SUBTITLE)
    assert "FFFFFF" in subtitle._element.xml


def test_the_largest_room_is_found_beside_above_and_between():
    page = Box(0, 0, 100, 100)
    assert largest(page, []) == page
    assert largest(page, [Box(0, 40, 100, 5)]) == Box(0, 50, 100, 50)
    assert largest(page, [Box(80, 80, 20, 20), Box(0, 0, 10, 100)]) in (Box(15, 0, 85, 75), Box(15, 0, 60, 100))
    assert largest(page, [Box(-10, -10, 200, 200)]).width == 0


# Whole decks


def made(name: str, plan=None, **options) -> tuple[bytes, list]:
    said: list = []
    content = odd.content(name)
    one = plan or replace(decks.small(), sections=decks.small().sections[1:])
    return briefing(one, "zh", template=(content, f"{name}.pptx"), tell=said.append, **options), said


@pytest.mark.parametrize(
    "name", ["custom-show", "outline-view", "linked-slide", "macros", "show", "locked-for-reading"]
)
def test_what_leads_to_slides_and_macros_of_the_template_is_left_out(name):
    content, said = made(name)
    parts = Package(content).parts
    whole = b"".join(part for part in parts.values())
    for left in (
        b"custShow",
        b"modifyVerifier",
        b"vbaProject",
        b"macroEnabled",
        b"slideshow",
        b"outlineViewPr><p:sldLst><p:sld ",
    ):
        assert left not in whole
    assert any("宏" in one.zh for one in said) == (name == "macros")


def test_titles_notes_and_charts_stand_where_a_template_has_no_place_for_them():
    for name in ("blank-layouts", "one-blank-layout", "notes-without-a-body"):
        show = opened(made(name)[0])
        for slide in show.slides:
            assert slide.shapes.title.text.strip() and slide.shapes.title.width > 0
        assert any(slide.has_notes_slide and slide.notes_slide.notes_text_frame.text for slide in show.slides)


def test_words_run_from_the_left_on_templates_whose_own_run_from_the_right():
    content, _ = made("right-to-left")
    show = opened(content)
    owners = [show.part, show.slide_master.part, *(one.part for one in show.slides)]
    owners += [one.part for one in show.slide_layouts]
    assert not any(one._element.xpath("//@rtl[.='1']") for one in owners)
    assert "r" not in show.slide_master._element.xpath("p:txStyles//a:lvl1pPr/@algn")


def test_titles_of_slides_follow_those_of_layouts_and_shrink_as_they_were_broken():
    show = opened(made("centred-titles")[0])
    for slide in show.slides:
        held = title_of(slide.slide_layout)._element.find(".//p:ph", NAMESPACES).get("type")
        assert slide.shapes.title._element.find(".//p:ph", NAMESPACES).get("type") == held
    narrow = opened(odd.content("4x3"))
    odd.move(narrow, narrow.slide_layouts[odd.COVER], odd.TITLES, (0.6, 0.3, 0.3, 0.2))
    show = opened(briefing(decks.small(), "zh", template=(saved(narrow), "x.pptx")))
    (scale,) = show.slides[0].shapes.title._element.xpath(".//a:normAutofit/@fontScale")
    assert int(scale) < 90_000


def test_lists_have_the_type_at_which_they_fit_and_charts_stay_on_their_sheet():
    show = opened(made("dark-with-little-room", decks.plan())[0])
    for slide in show.slides:
        shapes = {name.role: one for one in slide.shapes if (name := ShapeName.read(one.name))}
        if "panel" not in shapes:
            continue
        panel = box_of(shapes["panel"])
        for role in ("chart", "table", "subtitle", "source"):
            if role in shapes:
                box = box_of(shapes[role])
                assert panel.left - 0.1 <= box.left and box.right <= panel.right + 0.1
    assert any("panel" in [name.role for name, _ in names_on(slide)] for slide in show.slides)
    content = odd.content("tiny-subtitles")
    deck, layouts, _ = open_template(content, "x.pptx")
    show = opened(made("tiny-subtitles", decks.plan())[0])
    agenda = next(slide for slide in show.slides if any(name.chart == "agenda" for name, _ in names_on(slide)))
    shape = decks.shape_of(agenda, "agenda", "subtitle")
    lines = [one.text for one in shape.text_frame.paragraphs]
    size = words_place(deck, layouts.agenda, lines, 20.0).size
    assert {run.font.size.pt for one in shape.text_frame.paragraphs for run in one.runs} == {size}


def test_names_of_layouts_are_said_in_one_line():
    source = opened(odd.content("names-de"))
    source.slide_layouts[odd.SECTION]._element.cSld.set("name", "Abschnitts-\nüberschrift")
    _, _, (said, *_) = open_template(saved(source), "x.pptx", {"section": "Abschnitts- überschrift"})
    assert "“Abschnitts- überschrift” (by --layout)" in said.en and "\n" not in said.zh + said.en


def test_charts_and_their_words_stand_clear_of_a_logo_on_paper_where_it_is_dark():
    show = opened(made("logo-over-body")[0])
    slide = next(one for one in show.slides if any(name.role == "chart" for name, _ in names_on(one)))
    (logo,) = drawn(slide.slide_layout)
    ours = [one for one in slide.shapes if one.name.startswith("zreport:")]
    assert len(ours) > 3
    assert all(shared(logo.box, box_of(one)) == 0 for one in ours if one.width)
    roles = [name.role for one in opened(made("dark-panel")[0]).slides for name, _ in names_on(one)]
    assert "panel" in roles


def test_a_chart_that_finds_no_room_is_refused_with_the_layout_and_its_room():
    source = opened(odd.content("edge-to-edge"))
    for left in (0, 0.5):
        odd.paint(source, source.slide_layouts[odd.CONTENT], (left, 0.4, 0.5, 0.6))
    with pytest.raises(ReportError) as caught:
        open_template(saved(source), "x.pptx", {"finding": "Title and Content"})
    assert "“Title and Content” leaves" in caught.value.words.en and "6 Title Only" in caught.value.words.en
    source = opened(odd.content("edge-to-edge"))
    odd.paint(source, source.slide_master, (0, 0.59, 1, 0.41))
    with pytest.raises(ChartError) as caught:
        briefing(decks.plan(), "zh", template=(saved(source), "x.pptx"))
    assert "版式“Title Only”" in caught.value.words.zh and "--layout finding=" in caught.value.words.en


def test_strict_files_are_refused_with_what_to_do():
    with pytest.raises(ReportError) as caught:
        open_template(odd.strict(), "x.pptx")
    assert "is Strict Open XML; save it as “PowerPoint Presentation (.pptx)”" in caught.value.words.en
    assert "password" not in caught.value.words.en


def _zip(parts: dict[str, bytes], twice: str = "") -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        for name, part in parts.items():
            book.writestr(name, part)
        if twice:
            book.writestr(twice.upper(), b"")
    return file


def test_a_file_that_does_not_hold_together_is_never_handed_over():
    whole = dict(Package(made("template")[0]).parts)
    slide, types, links = "ppt/slides/slide1.xml", "[Content_Types].xml", "ppt/slides/_rels/slide1.xml.rels"
    rezipped(_zip(whole))
    spoilt = {
        "more than once": _zip(whole, twice=slide),
        "is missing": _zip(
            whole
            | {links: whole[links].replace(b"</Rel", b'<Relationship Id="rId99" Type="x/slide" Target="z.xml"/></Rel')}
        ),
        "XML": _zip(whole | {slide: whole[slide][:-9]}),
        "does not fit": _zip(whole | {"ppt/media/x.png": b""}),
        "refers to": _zip(whole | {slide: whole[slide].replace(b"<p:cSld", b'<p:cSld r:id="rId99"', 1)}),
        "listed": _zip(whole | {types: whole[types].replace(b"</Types>", b'<Override PartName="/x.xml"/></Types>')}),
    }
    for said, file in spoilt.items():
        with pytest.raises(ReportError) as caught:
            rezipped(file)
        assert said in caught.value.words.en
        assert all(len(caught.value.words[lang].splitlines()) == 1 for lang in LANGUAGES)


def test_the_command_says_what_it_chose_and_takes_another_layout(tmp_path, capsys):
    template, to = tmp_path / "公司.potx", tmp_path / "x.pptx"
    template.write_bytes(odd.content("names-zh"))
    words = ["export", str(decks.NOTEBOOKS[1]), "-o", str(to), "--template", str(template)]
    with pytest.raises(SystemExit) as stop:
        main([*words, "--layout", "finding=标题和内容"])
    assert not stop.value.code
    said = capsys.readouterr()
    assert "图表“标题和内容”（按 --layout）" in said.err and str(to) in said.out
    for wrong in (["--layout", "finding"], ["--layout", "finding=无"]):
        with pytest.raises(SystemExit):
            main([*words, *wrong])
        assert "--layout" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([*words[:4], "--layout", "finding=1"])
    assert "--template" in capsys.readouterr().err

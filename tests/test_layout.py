"""Layout: nothing overlaps, nothing is cut off, on any page, in either language."""

import functools
import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from each import Decorator, each
from samples import HALVES, SAMPLES, sample

import zreport as zr
from zreport.charts.dots import Dots
from zreport.charts.plan import Plan
from zreport.charts.stored import KINDS
from zreport.export.export import read_sources
from zreport.export.notebook import story
from zreport.faults import ChartError
from zreport.language import LANGUAGES
from zreport.layout.scene import kept, lay_out
from zreport.layout.treemap import squarify
from zreport.page import font
from zreport.page.boxes import Grid, Tile
from zreport.page.marks import Line, Mark
from zreport.page.scene import Scene, lines_of
from zreport.page.size import RATIOS, SIZES, sized
from zreport.page.text import Box, TextBlock, Words, headed

ROOT = Path(__file__).parents[1]
SLACK = 1.0
pytestmark = pytest.mark.usefixtures("read_once")


@functools.cache
def laid(name: str, lang: str, size: str) -> Scene:
    return lay_out(sample(name, size), lang, size)


def having(feature: Callable[[Scene], object], of: Callable[[zr.Chart], object] = lambda chart: True) -> Decorator:
    """Every page of a sample that has a feature: of each size, in each language, there is one."""

    def cases() -> list[tuple[str, str, str]]:
        found = [
            (name, lang, size)
            for name, lang, size in itertools.product(SAMPLES, LANGUAGES, SIZES)
            if of(sample(name, size)) and feature(laid(name, lang, size))
        ]
        assert {case[1:] for case in found} == {*itertools.product(LANGUAGES, SIZES)}
        return found

    return each(cases)


def labelled(scene: Scene) -> list[Mark]:
    return [mark for mark in scene.of(Mark) if mark.label]


def dots_of(scene: Scene) -> list[Mark]:
    return [mark for mark in scene.of(Mark) if mark.form == "dot"]


def across(scene: Scene) -> list[Mark]:
    """Marks that are short bars across their rows."""
    return [mark for mark in scene.of(Mark) if mark.form == "tick" or mark.bound]


def sloping(scene: Scene) -> list[Line]:
    """The lines of slopes: between their points, and down from these."""
    return [line for line in scene.of(Line) if line.on and line.on.form == "slope" and line.role in ("link", "grid")]


def shares(scene: Scene) -> list[Mark]:
    """Floors on an axis that ends at a whole."""
    return [mark for mark in scene.of(Mark) if mark.bound == "up" and mark.on.x[1] == 100]


def rows(scene: Scene) -> list[Mark]:
    """Marks on a horizontal axis."""
    return [mark for mark in scene.of(Mark) if mark.on.form == "rows"]


def running(scene: Scene) -> list[TextBlock]:
    """Blocks of running text that take more than one line."""
    return [block for block in (scene.title, scene.subtitle, scene.foot) if len(block.lines) > 1]


EACH = having(lambda scene: True)


def test_every_kind_has_a_layout_and_a_sample():
    assert set(KINDS) == {chart.kind for chart in SAMPLES.values()}
    assert set(HALVES) <= set(SAMPLES)


@EACH
def test_all_words_stand_on_the_page(name, lang, size):
    sheet = laid(name, lang, size)
    for words in sheet.words:
        box = words.box
        assert box.left >= -SLACK and box.right <= sheet.size.width + SLACK, words.words
        assert box.top >= -SLACK and box.bottom <= sheet.height + SLACK, words.words


@EACH
def test_no_two_lines_of_text_overlap(name, lang, size):
    lines = [words for words in laid(name, lang, size).words if words.words]
    for one, other in itertools.combinations(lines, 2):
        across = min(one.box.right, other.box.right) - max(one.box.left, other.box.left)
        down = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
        assert across <= SLACK or down <= SLACK, (one.words, other.words)


@having(lambda scene: labelled(scene) and dots_of(scene))
def test_no_label_covers_another_mark(name, lang, size):
    scene = laid(name, lang, size)
    for mark, dot in itertools.product(labelled(scene), dots_of(scene)):
        x, y = dot.at
        box, half = mark.written.box, dot.wide / 2
        clear = box.right <= x - half + 2 or box.left >= x + half - 2
        assert clear or box.bottom <= y - half + 2 or box.top >= y + half - 2, mark.label


@having(sloping)
def test_no_label_lies_on_the_line_of_a_slope(name, lang, size):
    scene = laid(name, lang, size)
    for line in sloping(scene):
        (x0, x1), (y0, y1) = map(line.on.px, line.xs), map(line.on.py, line.ys)
        own = [mark for mark in scene.of(Mark) if mark.on is line.on]
        assert own
        for mark, step in itertools.product(own, range(21)):
            box = mark.written.box
            x, y = x0 + (x1 - x0) * step / 20, y0 + (y1 - y0) * step / 20
            assert not (box.left < x < box.right and box.top + 2 < y < box.bottom - 2), mark.label


@having(across)
def test_no_label_covers_its_own_mark_or_the_tick_of_another(name, lang, size):
    scene = laid(name, lang, size)
    for mark, other in itertools.product(labelled(scene), across(scene)):
        box, ((left, right), (top, bottom)) = mark.written.box, other.across
        beside = box.right <= left - 1 or box.left >= right + 1
        assert beside or box.bottom <= top + 1 or box.top >= bottom - 1, mark.label


@having(shares)
def test_the_arrow_of_a_share_hardly_goes_beyond_its_whole(name, lang, size):
    for mark in shares(laid(name, lang, size)):
        assert mark.at[0] + mark.reach <= mark.on.px(100) + 7


@having(across, lambda chart: chart.kind == "bullet")
def test_the_arrow_of_what_was_achieved_does_not_seem_to_end_at_the_promise(name, lang, size):
    marks = laid(name, lang, size).of(Mark)
    for done, promised in zip(marks[::2], marks[1::2], strict=True):
        assert (done.form, promised.form, done.bound) == ("bar", "tick", "up")
        apart = promised.at[0] - done.at[0]
        assert 7 <= done.reach <= min(14, max(7, 0.7 * apart))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("ratio", RATIOS)
def test_numbers_on_cards_are_met_before_their_names(lang, ratio):
    scene = lay_out(headlines(), lang, RATIOS[ratio])
    cards = [tile.paragraphs for tile in scene.of(Tile) if len(tile.paragraphs) == 3]
    assert len(cards) == 7 and all(number.size >= 1.5 * name.size for number, name, _ in cards)


def test_names_of_cards_on_a_phone_have_the_width_of_the_page_if_numbers_are_long():
    scene = lay_out(headlines(), "en", "phone")
    names = [tile.paragraphs[1] for tile in scene.of(Tile) if len(tile.paragraphs) == 3]
    assert len(names) == 7 and all(len(name.lines) <= 2 for name in names)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_a_part_keeps_its_number_and_what_it_counts_on_one_line(lang, size):
    scene = laid("parts", lang, size)
    lines = [item.words for item in scene.of(Words)]
    for figure in (figure for pair in sample("parts", size).data for figure in (pair.before, pair.after)):
        assert any(figure.label(lang) in line for line in lines), lines


@having(lambda scene: scene.of(Tile), lambda chart: chart.kind == "cards")
def test_equal_figures_on_cards_are_of_equal_size(name, lang, size):
    tiles = laid(name, lang, size).of(Tile)
    assert len(tiles) > 1
    # In a list a figure and what it is stand side by side, each in a tile of its own.
    held = {len(tile.paragraphs) for tile in tiles}
    assert held in ({3}, {1, 2})
    for count in held:
        for at in range(count):
            assert len({tile.paragraphs[at].size for tile in tiles if len(tile.paragraphs) == count}) == 1


@having(lambda scene: scene.of(Tile) or scene.of(Grid))
def test_words_stay_inside_their_boxes(name, lang, size):
    for tile in laid(name, lang, size).of(Tile):
        for words in tile.each:
            assert words.box.left >= tile.box.left - SLACK
            assert words.box.right <= tile.box.right + SLACK, words.words
            assert words.box.top >= tile.box.top - SLACK
            assert words.box.bottom <= tile.box.bottom + SLACK, words.words
    for grid in laid(name, lang, size).of(Grid):
        for words in grid.each:
            held = [
                left <= words.box.left + SLACK and words.box.right <= left + width + SLACK
                for left, width in zip(grid.lefts, grid.widths, strict=True)
            ]
            assert any(held), words.words


@EACH
def test_type_stays_readable(name, lang, size):
    page = sized(size)
    smallest = min(words.size for words in laid(name, lang, size).words if words.words)
    assert smallest >= page.foot * 0.65
    running = [words for words in laid(name, lang, size).foot.each]
    assert all(words.size == page.foot for words in running)


@having(running)
def test_no_line_begins_with_a_mark_that_may_not(name, lang, size):
    for block in running(laid(name, lang, size)):
        for line in block.lines[1:]:
            assert line[:1] not in set("，。、；：！？）》”%"), line


# Of lines over many years the last figure is, and others where there is room: see test_lines.py.
@having(lambda scene: True, lambda chart: chart.figures and chart.kind != "lines")
def test_every_figure_is_written_with_its_bound_and_unit(name, lang, size):
    chart = sample(name, size)
    words = " ".join(item.words for item in laid(name, lang, size).words)
    joined = words.replace(" ", "")
    for figure in chart.figures:
        assert figure.label(lang).replace(" ", "") in joined


@having(labelled, lambda chart: chart.kind != "gaps")
def test_a_bound_is_drawn_as_one_and_a_target_is_hollow(name, lang, size):
    for mark in labelled(laid(name, lang, size)):
        assert mark.hollow == (mark.figure.status in ("target", "expected"))
        assert mark.bound == mark.figure.bound
        if mark.bound:
            assert mark.form in ("bar", "tick")
            assert mark.label[0] in "≥≤>≈"


@having(rows, lambda chart: chart.kind == "gaps")
def test_what_is_derived_is_hatched_and_tells_its_formula(name, lang, size):
    for mark in laid(name, lang, size).of(Mark):
        assert mark.hatched and mark.formula


@having(rows)
def test_bars_begin_at_zero_and_axes_hold_it(name, lang, size):
    for mark in rows(laid(name, lang, size)):
        assert mark.start == 0
        assert mark.on.x[0] <= 0 <= mark.on.x[1]
        assert mark.on.x[0] <= mark.x <= mark.on.x[1]
        steps = [b[0] - a[0] for a, b in itertools.pairwise(mark.on.ticks)]
        assert max(steps) - min(steps) < 1e-9


@pytest.mark.parametrize("lang", LANGUAGES)
def test_lengths_are_in_proportion_to_values(lang):
    marks = [mark for mark in laid("bars", lang, "slide").of(Mark)]
    scale = [(mark.at[0] - mark.on.px(0)) / mark.figure.value for mark in marks]
    assert scale == pytest.approx([scale[0]] * len(scale))


def test_areas_are_in_proportion_to_numbers():
    area = Box(10, 20, 300, 200)
    sizes = [24, 22, 19, 14, 8, 2, 1]
    boxes = squarify(sizes, area)
    for size, box in zip(sizes, boxes, strict=True):
        assert box.width * box.height == pytest.approx(300 * 200 * size / sum(sizes))
        assert box.left >= 10 - 1e-6 and box.right <= 310 + 1e-6
        assert box.top >= 20 - 1e-6 and box.bottom <= 220 + 1e-6
    for one, other in itertools.combinations(boxes, 2):
        across = min(one.right, other.right) - max(one.left, other.left)
        down = min(one.bottom, other.bottom) - max(one.top, other.top)
        assert across <= 1e-6 or down <= 1e-6


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_every_sector_is_named_on_the_treemap_or_below_it(lang, size):
    sheet = laid("treemap", lang, size)
    below = "".join(item.words for item in sheet.of(Words)).replace(" ", "")
    for _, name, count, _ in SAMPLES["treemap"].sectors:
        own = next(tile for tile in sheet.of(Tile) if tile.alt == f"{name[lang]} {count}")
        written = "".join(words.words for words in own.each).replace(" ", "")
        named = f"{name[lang]}{count}".replace(" ", "")
        assert written == named or (not written and named in below), name[lang]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_above_their_rows_are_crossed_by_no_line(lang):
    sheet = laid("gaps", lang, "phone")
    names = [words for words in sheet.items if isinstance(words, Words) and words.role == "name"]
    grid = [line for line in sheet.of(Line) if line.on]
    assert names and grid
    for words, line in itertools.product(names, grid):
        top, bottom = sorted(map(line.on.py, line.ys))
        x = line.on.px(line.xs[0])
        crossed = words.box.left < x < words.box.right and top < words.box.bottom - 2 and bottom > words.box.top + 2
        assert not crossed, words.words


def test_what_does_not_fit_is_said_with_what_to_do():
    long = zr.Cards(SAMPLES["cards"].data, title="长" * 600)
    for chart, lang, size, zh, en in (
        (SAMPLES["dots-floors"], "en", "half", "注释9行已占去一半", "notes, 9 lines, take half"),
        (SAMPLES["dots"], "zh", "a4", "slide, half, column, phone", "slide, half, column, phone"),
        (long, "zh", "slide", "没有留出位置", "leave no room"),
    ):
        with pytest.raises(ChartError) as caught:
            lay_out(chart, lang, size)
        assert zh in caught.value.words.zh
        assert en in caught.value.words.en


def test_figures_are_as_wide_as_one_another_so_that_columns_line_up():
    for bold in (False, True):
        assert len({font.advance(digit, 10, bold) for digit in "0123456789"}) == 1


def test_a_title_of_many_words_moves_the_rest_down():
    short, long = (lay_out(Dots(SAMPLES["bars"].data, title=title), "zh") for title in ("短", "长标题" * 30))
    assert long.subtitle.box.top > short.subtitle.box.top
    assert long.height == short.height


def emptiness(chart: zr.Chart, lang: str, size: str) -> float:
    """The share of the body of a page, between the subtitle and the foot, that is empty below the last that is drawn."""
    scene = lay_out(chart, lang, size)
    top, bottom = scene.subtitle.box.bottom + scene.size.subtitle, scene.foot.box.top - 12
    ends = [words.box.bottom for item in scene.items for words in lines_of(item)]
    ends += [item.box.bottom for item in scene.items if isinstance(item, Tile | Grid)]
    ends += [max(line.points[1]) for line in scene.of(Line)]
    return (bottom - max(ends)) / (bottom - top)


@functools.cache
def briefing() -> Plan:
    return read_sources([ROOT / "notebooks" / "briefing.md"])[2]


def headlines() -> zr.Chart:
    """Seven cards, one with a long number in English."""
    return next(finding.chart for finding in briefing().findings if finding.name == "01_five_years-headlines")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_finding_of_the_briefing_leaves_more_than_a_fifth_of_its_page_empty(lang):
    spare = {finding.name: emptiness(finding.chart, lang, "slide") for finding in briefing().findings}
    assert len(spare) > 15
    assert {name: share for name, share in spare.items() if share > 0.2} == {}


@functools.cache
def stored() -> list[zr.Chart]:
    """The charts of the notebooks, as these hold them."""
    paths = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
    charts = [chart for path in paths for _, chart in story(path).charts]
    assert len(charts) > 90
    return charts


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_chart_of_a_notebook_leaves_more_than_a_fifth_of_its_slide_empty(lang):
    spare = {f"{chart.name} {chart.kind}": emptiness(chart, lang, "slide") for chart in stored()}
    assert {name: share for name, share in spare.items() if share > 0.2} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_hardly_a_chart_is_refused_on_any_page(lang, size):
    refused = {}
    for chart in stored():
        try:
            lay_out(chart, lang, size)
        except ChartError as error:
            refused[chart.name] = error.words.zh
    # Four panels under ten lines of notes, and thirteen projects of seven stages.
    assert set(refused) <= ({"changes", "projects"} if (lang, size) == ("en", "half") else set())
    assert all("放不下" in said for said in refused.values())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", [*SIZES.values(), RATIOS["4:3"]], ids=lambda page: page.name)
def test_titles_are_set_not_poured(lang, page):
    broken = 0
    for chart in stored():
        lines = headed(chart.title[lang], page.content, page.title, kept(chart, lang))
        assert "".join(lines).replace(" ", "") == chart.title[lang].replace(" ", "")
        assert all(font.advance(line, page.title, True) <= page.content for line in lines), lines
        if len(lines) > 1:
            broken += 1
            assert len(re.sub(r"\W", "", lines[-1])) > 2, lines
            assert lang == "zh" or len(lines[-1].split()) > 1, lines
            assert not any(re.search("[0-9]$", a) and re.match("[一-鿿%]", b) for a, b in itertools.pairwise(lines))
    assert broken

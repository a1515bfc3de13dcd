"""Native charts, read back from their XML, stand on slides and worksheets as the scene has them."""

import functools
import io
import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest
from decks import ROOT
from each import Decorator, each
from native_charts import Chart, Stroke
from native_parts import Look, Package, Unit
from native_reader import Page, read
from pptx import Presentation
from samples import SAMPLES, in_turn, sample

from zreport.charts.backends import draw
from zreport.charts.plan import Finding, Plan, Section
from zreport.export.notebook import story
from zreport.faults import ChartError
from zreport.layout.scene import lay_out
from zreport.office.slides.deck import briefing
from zreport.office.slides.placement import Frame, ShapeName
from zreport.office.slides.placement import fit as framed
from zreport.office.workbook import PAGES, plan_workbook
from zreport.page import theme
from zreport.page.boxes import Grid, Paragraph, Tile
from zreport.page.marks import Key, Line, Mark, Panel
from zreport.page.scene import Scene
from zreport.page.text import Words

NEAR = 1.0
# Latin words are set narrower than the page has them: programs have a wider face for them.
NARROWER = 0.94
# Where a chart stands: on a slide of its own, alone on half of one, at the right of another, on a slide
# of somebody's template; on a worksheet of its own, on one that it shares.
SLIDES = ("slide", "half", "right", "template")
SHEETS = ("sheet", "half sheet", "workbook")
HALVES = ("half", "right", "half sheet")
JOINTS = ("band", "stem", "link", "stroke")


def is_drawn(name: str, where: str) -> bool:
    """Whether a sample is drawn somewhere: a workbook of a register is a list."""
    return SAMPLES[name].kind != "register" or where not in ("sheet", "half sheet")


@functools.cache
def shown(name: str, lang: str, where: str) -> tuple[Scene, Page]:
    """A sample as it is laid out, and what its slide or its worksheet shows."""
    if where in ("right", "template", "workbook"):
        return {"right": halves, "template": dressed, "workbook": gathered}[where](lang)[name]
    size, form = "half" if where in HALVES else "slide", "xlsx" if where in SHEETS else "pptx"
    book = Package(draw(sample(name, size), form, lang, size))
    return laid(name, lang, size), read(book, (book.worksheets or book.slides)[0])


def planned(size: str, slides: list[tuple[str, ...]]) -> Plan:
    """A plan with a section for each slide, or each worksheet, of these samples."""
    sections = []
    for names in slides:
        findings = [Finding(f"{at}-{name}", sample(name, size)) for at, name in enumerate(names)]
        sections.append(Section(findings[0].chart.title, tuple((one,) for one in findings)))
        if size == "half":
            sections[-1] = Section(findings[0].chart.title, (tuple(findings),))
    return Plan(sections[0].title, sections[0].title, tuple(sections))


def slide_of(book: Package, chart: str) -> tuple[str, str]:
    """The part that holds a chart's slide, and what the name of its group says besides."""
    for part in book.slides:
        for name in filter(None, map(ShapeName.read, book.names(part))):
            if name.chart == chart and name.role in ("chart", "table"):
                return part, name.rest
    raise KeyError(chart)


@functools.cache
def halves(lang: str) -> dict[str, tuple[Scene, Page]]:
    """Each sample at the right of itself."""
    book, found = Package(briefing(planned("half", [(name, name) for name in SAMPLES]), lang)), {}
    for name in SAMPLES:
        part, _ = slide_of(book, f"1-{name}")
        page = read(book, part, Unit(x=480)).within(-NEAR, 0, 495)
        found[name] = laid(name, lang, "half"), page
    return found


@functools.cache
def dressed(lang: str) -> dict[str, tuple[Scene, Page]]:
    """Each sample on a slide of a template: python-pptx's own, which is narrower than ours."""
    file = io.BytesIO()
    Presentation().save(file)
    plan = planned("slide", [(name,) for name in SAMPLES])
    book, found = Package(briefing(plan, lang, template=(file.getvalue(), "plain.pptx"))), {}
    for name in SAMPLES:
        part, words = slide_of(book, f"0-{name}")
        frame = Frame.read(words)
        scene, shrunk = framed(SAMPLES[name], lang, frame)
        found[name] = scene, read(book, part, Unit(frame.scale * shrunk, frame.x, frame.y))
    return found


@functools.cache
def gathered(lang: str) -> dict[str, tuple[Scene, Page]]:
    """Each sample in a workbook, two to a worksheet, one below the other."""
    sheets = list(zip(*[iter(SAMPLES)] * 2, strict=True))
    book, found = Package(plan_workbook(planned("slide", sheets), lang)), {}
    for part, names in zip(book.worksheets, sheets, strict=True):
        for name in names:
            try:
                scene = lay_out(SAMPLES[name], lang, PAGES[0])
            except ChartError:
                scene = lay_out(SAMPLES[name], lang, PAGES[1])
            titles = [one for one in read(book, part).shapes if one.paragraphs == tuple(scene.title.words.split("\n"))]
            # The page begins as far above its title as on the page.
            down = (titles[0].edges[1] - scene.title.box.top) * Unit().scale
            page = read(book, part, Unit(y=down)).within(-NEAR, 0, scene.height)
            found[name] = scene, page
    return found


@functools.cache
def laid(name: str, lang: str, size: str) -> Scene:
    return lay_out(sample(name, size), lang, size)


def wherever(feature: Callable[[Scene], object]) -> Decorator:
    """Every place where a sample stands that has a feature."""
    return each(
        lambda: [
            (name, lang, where)
            for name, where, lang in in_turn(SAMPLES, SLIDES + SHEETS)
            if is_drawn(name, where) and feature(laid(name, lang, "half" if where in HALVES else "slide"))
        ]
    )


def has(marks: list[Mark], **wanted: object) -> bool:
    return any(all(getattr(mark, name) == value for name, value in wanted.items()) for mark in marks)


def bar_chart(marks: list[Mark]) -> bool:
    """Whether marks are drawn as a bar chart: an axis of bars has no arrows."""
    return all(mark.form == "bar" and not mark.bound for mark in marks)


def on_panels(scene: Scene) -> list[list[Mark]]:
    return [[mark for mark in scene.of(Mark) if mark.on is panel] for panel in scene.panels]


ALL = wherever(lambda scene: True)
PLOTTED = wherever(lambda scene: scene.panels)
BARS = wherever(lambda scene: any(map(bar_chart, on_panels(scene))))
STROKES = wherever(lambda scene: not all(map(bar_chart, on_panels(scene))))
THICK = wherever(lambda scene: any(not bar_chart(held) and has(held, form="bar") for held in on_panels(scene)))
DOTS = wherever(lambda scene: has(scene.of(Mark), form="dot"))
BOUNDS = wherever(lambda scene: any(mark.bound or mark.form == "tick" for mark in scene.of(Mark)))
JOINED = wherever(lambda scene: any(line.on and line.role in JOINTS for line in scene.of(Line)))
ROWS = wherever(lambda scene: any(panel.form == "rows" for panel in scene.panels))
TILES = wherever(lambda scene: scene.of(Tile))
RULES = wherever(lambda scene: scene.of(Key) or any(line.on is None for line in scene.of(Line)))
GRIDS = wherever(lambda scene: scene.of(Grid))


def near(one: float | tuple, other: float | tuple, by: float = NEAR) -> bool:
    """Whether lengths, or tuples of them, are the same within a point."""
    if isinstance(one, tuple):
        return len(one) == len(other) and all(near(a, b, by) for a, b in zip(one, other, strict=True))
    return abs(one - other) <= by


def charts(name: str, lang: str, where: str) -> list[tuple[Panel, list[Mark], Chart]]:
    """Each panel with its marks and the native chart drawn for it."""
    scene, page = shown(name, lang, where)
    return list(zip(scene.panels, on_panels(scene), page.charts, strict=True))


def ends(mark: Mark) -> tuple[float, float, float, float]:
    """Where a bar of the page lies: left, top, right, bottom."""
    (x, y), start = mark.at, mark.on.px(mark.start)
    return min(x, start), y - mark.thick / 2, max(x, start), y + mark.thick / 2


def flat(stroke: Stroke) -> tuple[float, float, float, float]:
    """The rectangle that a level stroke covers."""
    (x0, y0), (x1, _) = stroke.ends
    return min(x0, x1), y0 - stroke.width / 2, max(x0, x1), y0 + stroke.width / 2


@pytest.mark.parametrize("where", SLIDES + SHEETS)
def test_samples_show_every_form_of_mark_wherever_they_stand(where):
    marks = [mark for name in SAMPLES if is_drawn(name, where) for mark in shown(name, "zh", where)[0].of(Mark)]
    assert {(mark.form, mark.bound) for mark in marks} >= {
        *itertools.product(["bar"], ["", "up", "down"]),
        ("dot", ""),
        ("tick", "up"),
    }
    assert {(mark.form, mark.hollow) for mark in marks} >= {*itertools.product(["bar", "dot"], [True, False])}
    assert has(marks, hatched=True)


@BARS
def test_bars_of_a_bar_chart_begin_and_end_where_the_page_has_them(name, lang, where):
    for _, marks, chart in charts(name, lang, where):
        assert (chart.kind == "barChart") == bar_chart(marks)
        assert len(chart.bars) == (len(marks) if bar_chart(marks) else 0)
        for mark in marks if chart.bars else ():
            (bar,) = (one for one in chart.bars if near(one.edges, ends(mark)))
            form = "hatched" if mark.hatched else "hollow" if mark.hollow else "solid"
            pale = theme.fill(mark.colour)
            look = {
                "hatched": Look(mark.colour, pale, mark.colour),
                "hollow": Look(pale, "", mark.colour),
                "solid": Look(mark.colour),
            }[form]
            assert bar.look.form == form
            assert replace(bar.look, width=0) == look
            assert (bar.label is not None) == bool(mark.label)
            if mark.label:
                assert (bar.label.words, bar.label.place) == (mark.label, "outEnd")
                assert near((bar.label.x, bar.label.y), mark.at)


@THICK
def test_bars_beside_bounds_are_strokes_of_their_length_and_thickness(name, lang, where):
    for _, marks, chart in charts(name, lang, where):
        for mark in marks:
            if mark.form != "bar" or bar_chart(marks):
                continue
            colours = (mark.colour, theme.fill(mark.colour))
            covering = [one for one in chart.strokes if near(flat(one), ends(mark), 2.0) and one.colour in colours]
            below, above = covering[0], covering[-1]
            assert near(flat(below), ends(mark))
            # What is at most so much has no edge, since it may end anywhere below; what is promised has.
            assert below.colour == colours[mark.bound == "down"]
            assert above.colour == colours[mark.bound == "down" or mark.hollow]
            rim = 1.6 if mark.hollow and mark.bound != "down" else 0.0
            assert near(tuple(abs(a - b) for a, b in zip(flat(below), flat(above), strict=True)), (rim,) * 4, 0.1)


@DOTS
def test_dots_stand_where_the_page_has_them_and_are_hollow_where_it_says(name, lang, where):
    for _, marks, chart in charts(name, lang, where):
        for mark in marks:
            if mark.form != "dot":
                continue
            own = [dot for dot in chart.dots if near((dot.x, dot.y), mark.at)]
            rings = [dot for dot in own if dot.fill in (mark.colour, theme.fill(mark.colour))]
            assert [dot.fill for dot in rings] == [mark.colour, theme.fill(mark.colour)][: 1 + mark.hollow]
            assert near(rings[0].size, mark.wide, 0.7)  # markers are of whole points
            assert all(0.5 < dot.size / rings[0].size < 0.75 for dot in rings[1:])


@BOUNDS
def test_bounds_are_bars_across_with_arrows_the_way_that_the_true_value_lies(name, lang, where):
    for _, marks, chart in charts(name, lang, where):
        for mark in marks:
            if mark.form != "tick" and not mark.bound:
                continue
            (x, y), (left, right), (top, bottom) = mark.at, *mark.across
            own = [one for one in chart.strokes if one.colour == mark.colour]
            across = [one for one in own if near(one.ends, ((left, top), (right, bottom)))]
            assert any(near(one.width, 3, 0.1) for one in across)
            if not mark.bound:
                continue
            (way, down), reach = mark.way, mark.reach
            assert (way, -down)[mark.on.upright] == {"up": 1, "down": -1}[mark.bound]
            tip = (x + way * reach, y + down * reach)
            (shaft,) = (one for one in own if near(one.ends, ((x, y), tip)) and one.width < 3)
            wings = {one.ends for one in own if one.order == shaft.order} - {shaft.ends}
            assert all(near(tip, one, 0.1) or near(tip, other, 0.1) for one, other in wings)
            # The head opens towards the bar, as far to one side of the shaft as to the other.
            ends = {end for pair in wings for end in pair if not near(end, tip, 0.1)}
            backs = sorted(((a - x) * abs(down) + (b - y) * abs(way), (a - x) * way + (b - y) * down) for a, b in ends)
            assert near(tuple(aside for aside, _ in backs), (-4.5, 4.5), 0.5)
            assert all(-0.1 <= along < reach - 4 for _, along in backs)


@JOINED
def test_bands_stems_and_links_join_what_they_join_on_the_page(name, lang, where):
    scene, _ = shown(name, lang, where)
    for panel, _, chart in charts(name, lang, where):
        for line in scene.of(Line):
            if line.on is not panel or line.role not in JOINTS:
                continue
            alike = [one for one in chart.strokes if one.colour == line.colour and near(one.width, line.width, 0.1)]
            for wanted in itertools.pairwise(zip(map(panel.px, line.xs), map(panel.py, line.ys), strict=True)):
                assert any(near(one.ends, wanted) for one in alike), line


@STROKES
def test_a_chart_draws_no_more_than_the_page_has_and_nothing_beyond_its_axes(name, lang, where):
    scene, _ = shown(name, lang, where)
    for panel, marks, chart in charts(name, lang, where):
        assert chart.out_of_sight == 0
        if bar_chart(marks):
            assert not chart.dots and not chart.strokes
            continue
        lines = [line for line in scene.of(Line) if line.on is panel and line.role in JOINTS]
        bars = [mark for mark in marks if mark.form == "bar"]
        rims = [mark for mark in bars if mark.hollow and mark.bound != "down"]
        across = [mark for mark in marks if mark.form == "tick" or mark.bound]
        # An arrow is a shaft, a wing, the way back to the tip, and the other wing.
        arrows = 4 * sum(bool(mark.bound) for mark in marks)
        steps = sum(len(line.xs) - 1 for line in lines)
        assert len(chart.strokes) == steps + len(bars) + len(rims) + len(across) + arrows
        dots = [mark for mark in marks if mark.form == "dot"]
        assert len(chart.dots) == len(dots) + sum(mark.hollow for mark in dots)


@PLOTTED
def test_labels_stand_at_their_marks_in_the_type_of_the_page(name, lang, where):
    for _, marks, chart in charts(name, lang, where):
        said = [mark for mark in marks if mark.label]
        assert len(chart.labels) == len(said)
        for mark in said:
            x, y = mark.at
            if mark.bound or mark.form == "tick":
                x += mark.away
                half = mark.reach * mark.ahead if mark.on.upright else mark.tall / 2
                y += {"t": -1, "b": 1}.get(mark.place, 0) * half
            own = [one for one in chart.labels if one.words == mark.label and near((one.x, one.y), (x, y))]
            place = "outEnd" if bar_chart(marks) else mark.place
            assert any(one.colour == mark.ink and one.place == place for one in own), mark.label
            assert all(near(one.size, mark.size, 0.01) and one.sizes == {one.size} for one in own)


@ROWS
def test_grid_and_numbers_of_axes_stand_where_the_page_has_them(name, lang, where):
    scene, page = shown(name, lang, where)
    ruled = [shape.edges[0] for shape in page.shapes if shape.form == "line"]
    for panel, _, chart in charts(name, lang, where):
        wanted = [panel.px(line.xs[0]) for line in scene.of(Line) if line.on is panel and line.role == "grid"]
        assert all(any(near(x, one) for one in (*ruled, *chart.grid)) for x in wanted)
        assert all(any(near(x, one) for one in wanted) for x in chart.grid)
        assert bool(chart.grid) == panel.beside
        assert chart.rule == (theme.GRID if chart.grid else "")
        if chart.ticks:
            words, places, sizes = zip(*chart.ticks, strict=True)
            assert words == tuple(words for _, words in panel.ticks)
            assert near(places, tuple(panel.px(at) for at, _ in panel.ticks))
            assert near(sizes, (scene.size.tick,) * len(sizes), 0.01)


@PLOTTED
def test_names_in_a_chart_stand_beside_their_rows_or_below_their_points(name, lang, where):
    for panel, _, chart in charts(name, lang, where):
        if not chart.names:
            continue  # they are shapes, and the next test finds them
        words, places, sizes = zip(*chart.names, strict=True)
        assert words == panel.names
        assert chart.foot is None or near(chart.foot, panel.box.bottom)
        place = panel.px if panel.form == "slope" else panel.py
        assert near(places, tuple(map(place, range(len(words)))))
        assert near(sizes, (panel.size,) * len(sizes), 0.01)


@ALL
def test_words_stand_where_the_page_has_them_unless_the_chart_writes_them(name, lang, where):
    scene, page = shown(name, lang, where)
    lines = [line for shape in page.shapes if not shape.role for line in shape.lines]
    native = {"".join(words.split()) for chart in page.charts for words, *_ in (*chart.names, *chart.ticks)}
    for words in [*scene.of(Words), *(key.written for key in scene.of(Key))]:
        alike = [line for line in lines if (line.words, line.anchor) == (words.words, words.anchor)]
        alike = [line for line in alike if near((line.x, line.y), (words.x, words.y))]
        if words.role and "".join(words.words.split()) in native:
            assert not alike, f"{words.words} is written twice"
            continue
        assert alike, words
        assert near(alike[0].size, words.size, 0.01)
        assert (alike[0].bold, alike[0].colour) == (words.bold, words.colour)


def looks_of(one: Paragraph) -> list[tuple]:
    """The runs of each line of a paragraph, as a file has them."""
    looks = {True: (True, one.accent), False: (one.bold, one.colour)}
    return [tuple((words, *looks[strong]) for words, strong in one.runs(at)) for at in range(len(one.lines))]


@TILES
def test_boxes_stand_where_the_page_has_them_with_type_a_little_narrower(name, lang, where):
    scene, page = shown(name, lang, where)
    for tile in scene.of(Tile):
        for box in (*tile.behind, tile.box):
            edges = (box.left, box.top, box.right, box.bottom)
            own = [shape for shape in page.shapes if near(shape.edges, edges, 0.1)]
            assert own
        (own,) = (one for one in own if (one.look.fill, one.look.edge) == (tile.fill, tile.edge or ""))
        assert near(own.look.width, 1.6 if tile.edge else 0, 0.05)
        assert own.anchor == ("t" if tile.top else "ctr")
        wanted = [(line, one) for one in tile.paragraphs for line in one.lines]
        assert [line.words for line in own.lines] == [words for words, _ in wanted]
        for line, (_, one) in zip(own.lines, wanted, strict=True):
            assert near((line.size, line.lead), (one.size * NARROWER, one.size * one.lead), 0.02)
            assert any(part == line.runs for part in looks_of(one))
            middle = {"start": tile.box.left + tile.pad, "middle": tile.box.left + tile.box.width / 2}[tile.align]
            assert near(line.x, middle, 0.1)


@pytest.mark.parametrize("form", ["pptx", "xlsx"])
@pytest.mark.parametrize(
    ("book", "name"), [("05_targets", "fiscal-scale"), ("09_industry", "pace"), ("11_reform", "assets")]
)
def test_what_nobody_has_counted_is_hatched_at_its_right_or_all_over_if_it_is_small(book, name, form):
    chart = dict(story(ROOT / f"notebooks/{book}.ipynb").charts)[f"{book}-{name}"]
    scene, book = lay_out(chart, "zh"), Package(draw(chart, form, "zh"))
    page = read(book, (book.worksheets or book.slides)[0])
    hatched = [shape for shape in page.shapes if shape.look.form == "hatched"]
    wanted = [tile for tile in scene.of(Tile) if tile.hatched]
    assert wanted
    # A worksheet has the small boxes of a table too.
    assert len(hatched) == len(wanted)
    for tile, shape in zip(wanted, hatched, strict=True):
        box = tile.strip
        assert near(shape.edges, (box.left, box.top, box.right, box.bottom), 0.1)
        assert (shape.look.fill, shape.look.paper) == (tile.edge or theme.ACHIEVED, tile.fill)
        assert shape.look.edge == (tile.edge or "" if box == tile.box else "")


@RULES
def test_lines_and_samples_of_the_key_stand_where_the_page_has_them(name, lang, where):
    scene, page = shown(name, lang, where)
    for line in scene.of(Line):
        if line.on is None:
            edges = (min(line.xs), min(line.ys), max(line.xs), max(line.ys))
            own = [shape.look for shape in page.shapes if shape.form == "line" and near(shape.edges, edges, 0.1)]
            assert any(look.edge == line.colour and near(look.width, line.width, 0.01) for look in own)
    for key in scene.of(Key):
        beside = [one for one in page.shapes if near((one.edges[1] + one.edges[3]) / 2, key.y, 0.1)]
        (own,) = (one for one in beside if one.look.fill and -0.1 < one.edges[0] - key.x < 6)
        assert (own.form == "ellipse") == (key.form == "dot")
        assert own.look.form == ("hollow" if key.hollow and key.form != "tick" else "solid")
        assert (own.look.edge or own.look.fill) == key.colour


def unbroken(shape: object) -> tuple[str, ...]:
    """The paragraphs of a shape without the breaks within lines."""
    return tuple(words.replace("\n", "") for words in shape.paragraphs)


@ALL
def test_title_subtitle_and_source_have_their_place_and_their_type(name, lang, where):
    scene, page = shown(name, lang, where)
    for role, block in (("title", scene.title), ("subtitle", scene.subtitle), ("source", scene.foot)):
        if where == "template" and role == "title":
            continue  # it stands in the template's own place
        said = tuple(block.words.split("\n"))
        # The title of a slide has the breaks that the page chose.
        (own,) = (one for one in page.shapes if unbroken(one) == said and (one.role == role or where in SHEETS))
        box, more = block.box, 4 if role == "title" and where in SLIDES else 0
        assert near(own.edges, (box.left, box.top, box.right, box.bottom + more), 0.1)
        by = 1 if role == "title" and where in SLIDES else NARROWER
        assert all(near(line.size, block.size * by, 0.05) for line in own.lines), (role, own.lines[0].size)


@GRIDS
def test_a_table_has_the_columns_rows_and_type_of_the_page(name, lang, where):
    scene, page = shown(name, lang, where)
    assert len(page.tables) == (len(scene.of(Grid)) if where in SLIDES else 0)
    lines = [line for shape in page.shapes for line in shape.lines]
    for grid, table in itertools.zip_longest(scene.of(Grid), page.tables):
        if table:
            assert near(table.lefts, (*grid.lefts, grid.box.right), 0.1)
            assert near(table.tops, (*grid.tops, grid.box.bottom), 0.1)
            assert table.rows == tuple(tuple(cell.words for cell in row) for row in grid.rows)
            assert all(near(own, grid.size, 0.01) for own in table.sizes)
            for (down, across), (bold, colour, side, margin) in table.looks.items():
                cell = grid.rows[down][across]
                assert (bold, colour, side) == (cell.bold, cell.colour, "l" if cell.right is None else "r")
                assert near(margin, 2 if cell.right is None else cell.right, 0.1)
            assert table.rules[0][0] == theme.MUTED and table.rules[0][1] > 1.3
            assert {colour for colour, _ in table.rules[1:]} <= {theme.GRID}
            continue
        for words in filter(lambda words: words.words, grid.each):
            own = [line for line in lines if line.words == words.words and near((line.x, line.y), (words.x, words.y))]
            assert near(own[0].size, words.size, 0.01)


@ALL
def test_a_group_is_as_large_as_its_parts_are_on_the_page(name, lang, where):
    scene, page = shown(name, lang, where)
    assert len(page.groups) == (where in SLIDES and bool(scene.of(Tile) or not scene.of(Grid)))
    for group in page.groups:
        assert near(group.edges, group.inner, 0.1)

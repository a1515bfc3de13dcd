"""Lines over years: what is joined and what is not, what is absent, and what the axis holds."""

import itertools
import json

import counties
import pandas as pd
import pytest
from counties import EXPECTED, GROWTH, TARGETS, row, rows, years
from native_parts import Package
from refused import refused

import zreport as zr
from zreport.charts.backends import draw
from zreport.charts.lines import ABSENT_SIGNS
from zreport.charts.sources import MOST_SOURCES
from zreport.faults import ChartError
from zreport.language import LANGUAGES
from zreport.layout.scene import lay_out
from zreport.page import font, theme
from zreport.page.marks import Line, Mark
from zreport.page.scene import Scene
from zreport.page.size import SIZES
from zreport.page.text import Words

TITLE = zr.text("标题在此", "The title is here")
# Years of three counties more, so that there are many lines close together.
MANY = pd.concat(
    [
        rows(
            {
                place: years(2001, *(f"{8 + at * 0.3 + (year * 7 + at) % 5 * 0.4:.1f}%" for year in range(20)))
                for at, place in enumerate([*counties.PLACES][2:6])
            }
        ),
        rows({"甲县": years(2004, *["8%"] * 12, "7%以上", "6%—7%", "not_stated"), "乙县": years(2010, *["8.2%"] * 9)}),
    ]
)
ALL = [(lang, size) for lang in LANGUAGES for size in SIZES]
every_page = pytest.mark.parametrize(("lang", "size"), ALL)


def lines(rows_: pd.DataFrame = TARGETS, **more: object) -> zr.Lines:
    return zr.Lines(rows_, title=TITLE, **more)


def links(scene: Scene) -> list[Line]:
    return [line for line in scene.of(Line) if line.role == "link"]


def amounts(*printed: float) -> pd.DataFrame:
    """Sums of money of a county, year by year."""
    like = zr.load().select(indicator="general_public_budget_revenue").iloc[0]
    unit = {
        column: like[column] for column in like.index if column.startswith(("unit", "measure", "indicator", "name"))
    }
    made = [
        row("甲县", 2016 + at, f"{value}%", "achieved", **unit, value=value, value_base=value * like["unit_factor"])
        for at, value in enumerate(printed)
    ]
    return pd.DataFrame(made).rename_axis("id")


# What is joined


def test_a_line_is_of_what_there_are_several_of_places_first_then_indicators_else_statuses():
    assert [course.name.zh for course in lines().courses] == ["甲县", "乙县"]
    one = pd.concat([TARGETS[TARGETS["place_zh"] == "甲县"], GROWTH])
    assert [(course.name.zh, course.promise) for course in lines(one).courses] == [("目标", True), ("已实现", False)]
    other = GROWTH.assign(indicator="retail_sales", name_zh="社零", name_en="Retail sales")
    both = lines(pd.concat([GROWTH, other]))
    assert both.by == "indicator"
    assert [course.name.en for course in both.courses] == ["GDP", "Retail sales"]
    with refused("place, indicator, status", ChartError):
        lines(by="year")


def test_no_line_joins_a_target_to_what_was_achieved_but_one_joins_that_to_what_is_expected():
    chart = lines(pd.concat([TARGETS, GROWTH, EXPECTED]))
    held = {course.name.en: [figure.status for figure in course.figures] for course in chart.courses}
    assert set(held["County A target"]) == {"target"}
    assert held["County A achieved, expected"] == ["achieved"] * 5 + ["expected"]


@every_page
def test_a_line_joins_years_that_follow_one_another_and_no_others(lang, size):
    scene = lay_out(lines(), lang, size)
    steps = [step for line in links(scene) for step in itertools.pairwise(line.xs)]
    assert steps and all(after - before == 1 for before, after in steps)
    stated = {figure.period for figure in lines().figures if figure.place.zh == "甲县"}
    assert "2020" not in stated
    ends = [(line.xs[0], line.xs[-1]) for line in links(scene)]
    # County A to 2019; County B before 2018, and after it along both ends of its range.
    assert sorted(ends) == [(2016, 2017), (2016, 2019), (2019, 2021), (2019, 2021)]


def test_a_bound_has_an_arrow_up_or_down_and_a_range_is_a_bar_between_its_ends():
    scene = lay_out(lines(rows({"甲县": years(2016, "7%以上", "6%—6.5%", "4%以内", "5%左右")})), "zh")
    marks = {mark.figure.period: mark for mark in scene.of(Mark)}
    assert marks["2016"].way == (0, -1) and marks["2018"].way == (0, 1)
    assert {marks[year].form for year in ("2016", "2017", "2018")} == {"tick"}
    assert marks["2019"].form == "dot"
    ends = sorted(mark.y for mark in scene.of(Mark) if mark.figure.period == "2017")
    (bar,) = (line for line in scene.of(Line) if line.role == "band")
    assert ends == [6.0, 6.5] and sorted(bar.ys) == ends and set(bar.xs) == {2017}


def test_targets_are_hollow_what_was_achieved_is_filled_and_what_is_expected_is_crossed():
    scene = lay_out(lines(pd.concat([TARGETS, GROWTH, EXPECTED])), "zh")
    looks = {mark.figure.status: (mark.hollow, mark.hatched) for mark in scene.of(Mark) if mark.form == "dot"}
    assert looks == {"target": (True, False), "achieved": (False, False), "expected": (True, True)}
    (stroke,) = (line for line in scene.of(Line) if line.role == "stroke")
    assert sum(stroke.xs) / 2 == pytest.approx(2021) and sum(stroke.ys) / 2 == pytest.approx(5.8)


# What is absent


@every_page
def test_a_year_without_a_figure_has_a_sign_at_the_foot_of_the_axis_which_a_note_tells(lang, size):
    chart = lines(pd.concat([TARGETS, rows({"丙县": {2016: "5%", 2018: "6%"}})]))
    scene = lay_out(chart, lang, size)
    (panel,) = scene.panels
    signs = {words.words: words for words in scene.of(Words) if words.words in ABSENT_SIGNS.values()}
    for sign, year in (("×", 2020), ("–", 2018), ("?", 2017)):
        assert signs[sign].x == pytest.approx(panel.px(year))
        assert panel.py(panel.y[1]) - 30 < signs[sign].y < panel.py(panel.y[1])
    said = {
        "zh": ["× 报告未提供：甲县2020年", "– 无报告：乙县2018年"],
        "en": ["× Not stated in the report: County A 2020"],
    }
    foot = "".join(scene.foot.lines).replace(" ", "")
    for words in [
        *said[lang],
        {"zh": "? 没有这一年的行：丙县2017年", "en": "? No row for the year: County C 2017"}[lang],
    ]:
        assert words.replace(" ", "") in foot
    assert any(words in chart.alt[lang] for words in ("2020年 报告未提供", "2020 Not stated in the report"))


@pytest.mark.parametrize("kind", [zr.Dots, zr.Bars, zr.Cards, zr.Table])
def test_every_kind_leaves_rows_without_a_figure_out_and_names_them(kind):
    year = rows({"甲县": {2020: "not_stated"}, "乙县": {2020: "7.5%"}, "丙县": {2020: "no_report"}})
    chart = kind(year, title=TITLE)
    assert [figure.place.zh for figure in chart.figures] == ["乙县"]
    assert [note.zh for note in chart.notes] == ["报告未提供：甲县2020年", "无报告：丙县2020年"]
    assert chart.notes[0].en == "Not stated in the report: County A 2020"
    assert zr.from_json(json.dumps(chart.to_json())) == chart
    with refused("no rows to draw.*County A 2020", ChartError):
        kind(year[year["state"] == "not_stated"], title=TITLE)


def test_a_pair_of_which_a_side_is_absent_is_left_out_and_the_side_is_named():
    pairs = zr.load().pairs("target_for", grade="high")
    first = pairs["pair"].iloc[0]
    gone = (pairs["pair"] == first) & (pairs["side"] == "before")
    chart = zr.Dumbbell(pairs.assign(state=gone.map({True: "not_stated", False: "stated"})), title=TITLE)
    assert len(chart.data) == len(pairs) // 2 - 1
    assert [note.zh for note in chart.notes] == ["报告未提供：肇源县2016—2020年"]


def test_more_than_six_absent_rows_are_counted():
    gone = rows({place: years(2014, *["not_stated"] * 3, "6%") for place in ("甲县", "乙县", "丙县")})
    (note,) = (one for one in lines(gone).remarks if "报告未提供" in one.zh)
    assert note.zh == "× 报告未提供：甲县、乙县等3处共9项，2014—2016年"
    assert note.en == "× Not stated in the report: 9 in all, of 3 (County A, County B and others), 2014–2016"


def test_what_is_absent_is_kept_in_the_stored_chart_and_checked_there():
    chart = lines()
    stored = chart.to_json()
    assert zr.from_json(json.dumps(stored)) == chart
    assert [one["state"] for one in stored["absent"]] == ["not_stated", "no_report"]
    stored["absent"][0]["state"] = "lost"
    with refused("lost", ChartError):
        zr.from_json(stored)


def test_alt_text_gathers_years_of_which_the_same_is_absent_and_names_each_that_is_stated():
    said = lines(rows({"甲县": years(2016, "6%", "6%", "no_report", "no_report", "not_stated", "6%")})).lines("zh")
    assert said[0].endswith("2016年 6%；2017年 6%；2018—2019年 无报告；2020年 报告未提供；2021年 6%")


def test_what_is_absent_of_several_years_is_told_without_a_sign():
    five = rows({"甲县": {2020: "not_stated"}}).assign(period="2016/2020")
    chart = lines(pd.concat([TARGETS, five]))
    assert "× 报告未提供：甲县2020年、2016—2020年" in [one.zh for one in chart.remarks]
    assert chart.years == (2016, 2021) and lay_out(chart, "zh")


def test_places_that_count_otherwise_are_told():
    mixed = pd.concat([TARGETS, rows({"丙县": {2016: "6%"}}, scope="国内生产总值", scope_en="GDP")])
    assert "丙县：口径为国内生产总值" in [one.zh for one in lines(mixed).remarks]
    one = pd.concat([TARGETS, rows({"甲县": {2015: "6%"}}, scope="GDP", scope_en="GDP")])
    with refused("more than one scope.*county-a-2015", ChartError):
        lines(one)


# The axis


def test_the_axis_of_amounts_begins_at_zero_and_that_of_rates_says_if_it_does_not():
    (panel,) = lay_out(lines(amounts(5.0, 5.1, 5.2)), "zh").panels
    assert panel.ticks[0][0] == 0
    cut = lines()
    (panel,) = lay_out(cut, "zh").panels
    assert 0 < panel.ticks[0][0] <= 6
    assert "坐标不从零开始" in cut.subtitle.zh and "does not begin at zero" in cut.subtitle.en
    whole = lines(rows({"甲县": years(2016, "8%", "1%")}))
    (panel,) = lay_out(whole, "zh").panels
    assert panel.ticks[0][0] == 0 and "坐标" not in whole.subtitle.zh


def test_the_line_of_zero_is_drawn_where_values_fall_below_it():
    fallen = pd.DataFrame([row("甲县", 2016, "3%"), row("甲县", 2017, "2%", value=-2.0, value_base=-2.0)])
    scene = lay_out(lines(fallen.rename_axis("id")), "zh")
    (panel,) = scene.panels
    grid = {line.ys[0]: line.width for line in scene.of(Line) if line.role == "grid"}
    assert min(grid) <= -2 and grid[0.0] == max(grid.values())
    assert all(panel.y[1] <= mark.y <= panel.y[0] for mark in scene.of(Mark))


@every_page
def test_years_are_whole_and_stand_clear_of_one_another(lang, size):
    scene = lay_out(lines(MANY), lang, size)
    (panel,) = scene.panels
    shown = sorted((words for words in scene.of(Words) if words.y > panel.box.bottom), key=lambda words: words.x)
    assert shown[-1].words == "2020" and len(shown) > 3
    assert all(words.x == pytest.approx(panel.px(int(words.words))) for words in shown)
    assert all(after.box.left - before.box.right > 4 for before, after in itertools.pairwise(shown))


# Names and numbers


@every_page
@pytest.mark.parametrize("highlight", [(), "甲县", ["County A", "乙县"]])
def test_each_line_is_named_at_its_end_with_its_last_figure_and_no_name_covers_another(lang, size, highlight):
    chart = lines(MANY, highlight=highlight)
    scene = lay_out(chart, lang, size)
    (panel,) = scene.panels
    beside = [words for words in scene.of(Words) if words.x > panel.box.right]
    said = "".join(words.words for words in beside).replace(" ", "")
    for course in chart.courses:
        assert f"{course.name[lang]}{course.figures[-1].label(lang)}".replace(" ", "") in said
    boxes = [words.box for words in scene.words if words.words]
    for one, other in itertools.combinations(boxes, 2):
        apart = one.right <= other.left + 1 or other.right <= one.left + 1
        assert apart or one.bottom <= other.top + 1 or other.bottom <= one.top + 1
    # No number lies on a mark or on a line.
    for mark in (mark for mark in scene.of(Mark) if mark.label):
        box = mark.written.box
        for line in links(scene):
            places = zip(*line.points, strict=True)
            for (x0, y0), (x1, y1) in itertools.pairwise(places):
                for step in range(21):
                    x, y = x0 + (x1 - x0) * step / 20, y0 + (y1 - y0) * step / 20
                    assert not (box.left < x < box.right and box.top + 2 < y < box.bottom - 2)


def test_places_that_the_title_does_not_speak_of_step_back():
    chart = lines(highlight="乙县")
    looks = {mark.figure.place.zh: mark.colour for mark in lay_out(chart, "zh").of(Mark)}
    assert looks["甲县"] == theme.QUIET != looks["乙县"]
    assert lines(highlight="County B").quiet(chart.figures[0])
    with refused("丙县", ChartError):
        lines(highlight="丙县")


def test_drafted_places_are_told_from_curated_ones():
    drafted = rows({"丙县": years(2016, "5%", "6%")}, doubt="?")
    mixed = lines(pd.concat([TARGETS, drafted]))
    assert [course.name.zh for course in mixed.courses] == ["甲县", "乙县", "丙县（起草）"]
    assert "丙县：地区生产总值（增速，目标，起草）" in mixed.lines("zh")[2]
    assert mixed.courses[2].name.en == "County C (drafted)"
    partly = pd.concat([TARGETS, drafted, rows({"丙县": {2018: "6%"}})])
    assert lines(partly).courses[2].name.zh == "丙县（部分起草）"
    alone = lines(pd.concat([drafted, rows({"丁县": {2016: "5%"}}, doubt="?")]))
    assert [course.name.zh for course in alone.courses] == ["丙县", "丁县"]
    assert lay_out(alone, "zh").subtitle.words.startswith("草稿")


def test_many_reports_are_named_by_their_places_and_years():
    few = TARGETS.head(MOST_SOURCES)
    assert lines(few).source.zh.count("《") == MOST_SOURCES
    assert lines().source.zh == "来源：甲县、乙县政府工作报告10份（2016—2021年）"
    assert lines(MANY).source.en.startswith(
        "Source: 103 work reports of County C, County D, County E, County F and 2 more"
    )


# Panels


@every_page
def test_panels_have_the_same_axes_and_the_others_in_grey_behind(lang, size):
    chart = lines(MANY, panels=True)
    scene = lay_out(chart, lang, size)
    assert len(scene.panels) == 6
    assert len({(panel.x, panel.y) for panel in scene.panels}) == 1
    heads = [words.words for words in scene.of(Words) if words.bold and words.size == scene.size.label]
    assert "".join(heads).replace(" ", "") == "".join(course.head[lang] for course in chart.courses).replace(" ", "")
    for panel, course in zip(scene.panels, chart.courses, strict=True):
        own = [mark.figure for mark in scene.of(Mark) if mark.on is panel]
        assert {figure.place.zh for figure in own} == {course.key}
        widths = [line.width for line in links(scene) if line.on is panel]
        assert min(widths) < max(widths) and len(widths) >= 6


# What is refused

FIVE_YEARS = GROWTH.head(1).assign(period="2016/2020")
REFUSED = {
    "single years": (pd.concat([GROWTH.iloc[1:], FIVE_YEARS]), {}),
    "more than one indicator": (pd.concat([TARGETS, GROWTH.assign(indicator="retail_sales")]), {"by": "place"}),
    "more than one measure": (pd.concat([GROWTH, GROWTH.assign(measure="rate", measure_zh="比率")]), {}),
    "more than one place": (TARGETS, {"by": "status"}),
    "more than one price basis": (
        rows({"甲县": {2016: "6%"}, "乙县": {2016: "5%"}}).assign(
            scope=["可比价", "现价"], scope_en=["real", "nominal"]
        ),
        {"by": "indicator"},
    ),
    "one figure a year": (pd.concat([GROWTH, GROWTH.tail(1).assign(report="county-a-2022")]), {}),
    "a better rank": (GROWTH.assign(measure="rank"), {}),
}


@pytest.mark.parametrize(("words", "case"), REFUSED.items(), ids=REFUSED)
def test_rows_that_share_no_axis_or_no_line_are_refused_by_name(words, case):
    held, more = case
    if words == "more than one price basis":
        held = held.assign(place_zh="甲县", place_en="County A")
    with pytest.raises(ChartError) as error:
        lines(held, **more)
    assert words in error.value.words.en
    assert "county-a-20" in error.value.words.en and "county-a-20" in error.value.words.zh


def test_more_lines_than_can_be_told_apart_are_refused_with_the_way_out():
    seven = pd.concat([MANY, rows({"庚县": years(2010, "5%", "6%")})])
    with refused("7 lines.*panels=True", ChartError):
        lines(seven)
    assert len(lay_out(lines(seven, panels=True), "zh").panels) == 7
    thirteen = rows({place: years(2010, "5%", "6%") for place in counties.PLACES})
    with refused("13 panels.*12 at most", ChartError):
        lines(thirteen, panels=True)


# In an office program


@pytest.mark.parametrize("form", ["pptx", "xlsx"])
def test_lines_in_office_take_their_places_from_the_cells_of_the_values(form):
    book = Package(draw(lines(), form, "zh"))
    cells = (
        Package(book.parts[book.target(book.charts[0], kind="package")]).cells(1) if form == "pptx" else book.cells(2)
    )
    heads = {words: cell for cell, (_, words) in cells.items() if isinstance(words, str)}
    column = heads["数值"].rstrip("0123456789")
    moved = [formula for formula, _ in cells.values() if formula and formula.lstrip("=").startswith(column)]
    # Each mark is an end of a line, or has a bar of its own.
    assert len(moved) > len(lines().figures)
    assert {"年份", "系列"} <= set(heads)


def test_a_name_is_not_longer_than_its_share_of_a_phone():
    scene = lay_out(lines(MANY), "en", "phone")
    (panel,) = scene.panels
    widest = max(font.advance(words.words, words.size, True) for words in scene.of(Words) if words.x > panel.box.right)
    assert widest < SIZES["phone"].content * 0.35

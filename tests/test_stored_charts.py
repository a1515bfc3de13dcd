"""Stored charts: what the one door lets in, what it says of the rest, and what may not overwrite each other."""

import contextlib
import copy
import dataclasses
import functools
import html
import io
import itertools
import json
import math
import os
import re
import zipfile
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from each import each
from hypothesis import given, settings
from hypothesis import strategies as st
from refused import refused
from samples import REPORT, SAMPLES

import zreport as zr
from zreport.charts import stored
from zreport.charts.backends import draw
from zreport.charts.chart import LONGEST, MIME
from zreport.charts.plan import Finding, Plan, Section
from zreport.charts.schema import schema_of
from zreport.charts.stored import KINDS, from_json, kinds, refuse_outdated
from zreport.export.export import export, read_sources, renew
from zreport.export.notebook import NotebookError, notebook_bytes, story
from zreport.faults import ChartError
from zreport.figures.datum import Datum, data
from zreport.figures.operations import OPERATIONS
from zreport.figures.pair import Pair
from zreport.figures.proven import refuse_unproven
from zreport.figures.spans import DeriveError
from zreport.language import LANGUAGES
from zreport.layout.scene import lay_out
from zreport.office.workbook import plan_workbook
from zreport.page.font import MissingGlyph

ROOT = Path(__file__).parent.parent
GROWTH = ROOT / "notebooks/02_growth.ipynb"


@functools.cache
def derived() -> dict[str, pd.DataFrame]:
    """Figures derived by every operation."""
    select = REPORT.select
    money = (select(indicator="tourism_revenue"), select(indicator="tourist_visits"))
    rates = [select(indicator=f"industrial_{name}", measure="average_growth") for name in ("value_added", "output")]
    firms = [select(indicator="above_scale_firms", measure=name) for name in ("net_increase", "level")]
    incomes = [select(indicator=f"{name}_income", measure="average_growth") for name in ("rural", "urban")]
    quotas = [select(indicator=f"farmland_quota_{name}") for name in ("traded", "accepted")]
    heat = [select(indicator=f"central_heating_{name}") for name in ("area", "added")]
    budget = [select(indicator=name) for name in ("funds_sought", "local_fiscal_revenue")]
    cut = select(measure="average_reduction")
    derive = zr.derive
    return {
        "per_year": derive.per_year(select(indicator="high_standard_farmland", status="achieved")),
        "ratio": derive.ratio(*money, derive.SAME_TIME),
        "gap": derive.gap(REPORT.pairs("target_for", grade="high")),
        "cumulative": derive.cumulative(select(indicator="gdp", measure="average_growth")),
        "change": derive.compare(REPORT.pairs("baseline_of").query("indicator == 'clinic_visits'")),
        "implied_base": derive.implied_base(*firms),
        "share": derive.share(*quotas),
        "relative_growth": derive.relative_growth(*incomes),
        "left_over": derive.left_over(cut),
        "left_over_from_first": derive.left_over(cut, base="first"),
        "multiple": derive.multiple(*budget),
        "relative_change": derive.relative_change(*budget),
        "implied_growth": derive.implied_growth(*firms),
        "share_with_rest": derive.share_with_rest(*heat),
        "annual_rate": derive.annual_rate(rates[0]),
        "ratio_multiple": derive.ratio_multiple(*rates),
        "share_at_start": derive.share_at_start(*rates),
        "break_even": derive.break_even(*incomes),
        "cumulative_from_first": derive.cumulative(rates[0], base="first"),
        "annual_rate_from_first": derive.annual_rate(rates[0], base="first"),
        "relative_growth_from_first": derive.relative_growth(*incomes, base="first"),
        "ratio_multiple_from_first": derive.ratio_multiple(*rates, base="first"),
        "share_at_start_from_first": derive.share_at_start(*rates, base="first"),
        "break_even_from_first": derive.break_even(*incomes, base="first"),
    }


@functools.cache
def charts() -> dict[str, zr.Chart]:
    """The samples, and cards of every derived figure."""
    straw = REPORT.select(indicator="straw_utilisation_rate")
    cards = {name: zr.Cards(pd.concat([rows, straw]), title="推算") for name, rows in derived().items()}
    return SAMPLES | cards


def content_of(chart: zr.Chart) -> dict:
    """A chart as a notebook holds it."""
    return json.loads(json.dumps(chart.to_json()))


def set_at(content: object, path: tuple, value: object) -> dict:
    """Put a value in a place, which what the figures share gives up if it is there."""
    made = at = copy.deepcopy(content)
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return made


def put(chart: zr.Chart, field: str, value: object) -> dict:
    """A stored chart with something else in a field of its first figure, or of its own."""
    content = content_of(chart)
    if field in content:
        return content | {field: value}
    first = content["data"][0]
    first.get("before", first)[field] = value
    return content


# The form


def test_the_schema_has_a_place_for_every_field_of_every_kind():
    assert set(kinds()) == set(KINDS)
    for chart in charts().values():
        described = schema_of(type(chart))
        definitions = described["definitions"]
        assert definitions["words"]["maxLength"] == definitions["quote"]["maxLength"] == LONGEST
        assert set(described["required"]) == set(described["properties"]) == set(content_of(chart)) - {"shared", "kind"}
        assert not described["additionalProperties"]
        row = chart.data[0]
        held = definitions[type(row).__name__]
        assert set(held["properties"]) == {field.name for field in dataclasses.fields(row)}
        assert not held["additionalProperties"]


def test_every_part_of_the_schema_says_what_it_wants_in_both_languages():
    def wanted(schema: object) -> list:
        if not isinstance(schema, dict):
            return [part for one in schema for part in wanted(one)] if isinstance(schema, list) else []
        own = [schema] if {"type", "pattern", "const"} & set(schema) and isinstance(schema.get("type"), str) else []
        return own + [part for one in schema.values() for part in wanted(one)]

    for schema in wanted([schema_of(kind) for kind in kinds().values()]):
        zh, _, en = schema["description"].partition(" / ")
        assert zh and en and (en.isascii() or "亿" in en or "【" in en), schema


@each(lambda: charts().values())
def test_a_sound_chart_comes_through_as_an_object_or_as_a_string(chart):
    assert from_json(chart.to_json()) == from_json(json.dumps(chart.to_json())) == chart
    refuse_outdated(from_json(content_of(chart)))


DOTS, PAIRED, STAGES = SAMPLES["dots"], SAMPLES["dumbbell"], SAMPLES["stages"]
LONG = "长" * 3_000_000


@each(
    lambda: [
        ([], "not an object"),
        (3, "not an object"),
        (None, "not an object"),
        ({1, 2}, "no JSON"),
        ({"kind": ["dots"]}, "kind"),
        ({"kind": {}}, "kind"),
        ({"kind": "pie" * 10**6}, "kind.*dots"),
        ({}, "kind"),
        ({"kind": "dots"}, "lacks data"),
        ({1: 2}, "not plain|no sane|kind"),
        (content_of(DOTS) | {"shared": []}, "not an object"),
        (content_of(DOTS) | {"data": {}}, "data: {…} is not a list"),
        (content_of(DOTS) | {"data": []}, "data: .* 1 to 5,000 rows"),
        (content_of(DOTS) | {"data": [7]}, r"data\[0\]: 7 is not an object"),
        (content_of(DOTS) | {"data": [None]}, r"data\[0\]"),
        (content_of(PAIRED) | {"data": [{"before": 1, "after": 2, "note": 3}]}, r"data\[0\]\.before: 1"),
        (put(DOTS, "version", 1), "version: 1 is not the form of this version, 2"),
        (put(DOTS, "version", True), "version"),
        (put(DOTS, "version", "2"), "version"),
        (put(DOTS, "title", 5), "title: 5"),
        (put(DOTS, "title", {"zh": "x"}), "title: lacks en"),
        (put(DOTS, "title", {"zh": "x", "en": LONG}), "title.en: .* at most 2,000 characters"),
        (put(DOTS, "title", {"zh": "x", "en": "\x1b[2J"}), r"title\.en: holds U\+001B"),
        (put(DOTS, "subtitle", {"zh": "\ud800", "en": ""}), r"subtitle\.zh: holds U\+D800"),
        (put(DOTS, "notes", "words"), "notes"),
        (put(DOTS, "name", "../../x"), "name"),
        (put(DOTS, "name", 5), "name"),
        (put(DOTS, "highlight", [5]), "highlight"),
        (put(DOTS, "sort", "yes"), "sort"),
        (put(DOTS, "color", []), "color"),
        (put(DOTS, "extra\x00", 1), r"U\+0000"),
        (put(DOTS, "extra", 1), "knows no 'extra'"),
        (put(DOTS, "value", float("nan")), r"data\[0\]\.value: no sane number"),
        (put(DOTS, "value", float("inf")), r"data\[0\]\.value: no sane number"),
        (put(DOTS, "value", 10**400), r"data\[0\]\.value: no sane number"),
        (put(DOTS, "value", 10**5000), r"data\[0\]\.value: no sane number"),
        (put(DOTS, "value", 1e-320), r"data\[0\]\.value: no sane number"),
        (put(DOTS, "value", 1e16), r"data\[0\]\.value"),
        (put(DOTS, "value", "14"), r"data\[0\]\.value: '14'"),
        (put(DOTS, "value", True), r"data\[0\]\.value: True"),
        (put(DOTS, "value", None), r"data\[0\]\.value: None"),
        (put(DOTS, "unit_factor", 0), r"unit_factor: 0"),
        (put(DOTS, "unit_factor", -1), r"unit_factor"),
        (put(DOTS, "unit_factor", "words"), r"unit_factor"),
        (put(DOTS, "unit_factor", 1.5), r"unit_factor"),
        (put(DOTS, "unit", []), r"unit: \[…\]"),
        (put(DOTS, "unit", "\"&cmd|'/c calc'!A1&\""), r"unit"),
        (put(DOTS, "unit", ""), r"unit"),
        (put(DOTS, "period", ""), r"period: ''"),
        (put(DOTS, "period", "soon"), r"period"),
        (put(DOTS, "period", "2020\n"), r"period"),
        (put(DOTS, "period", "２０２０"), r"period"),
        (put(DOTS, "period", "2020/2016"), r"period: '2020/2016'"),
        (put(DOTS, "period", "2020/2020"), r"period"),
        (put(DOTS, "delivered", "2020-02-30"), r"delivered: '2020-02-30'"),
        (put(DOTS, "delivered", "20201229"), r"delivered"),
        (put(DOTS, "qualifier", "surely"), r"qualifier: 'surely' is not known; there are exact, at_least"),
        (put(DOTS, "status", "done"), r"status: 'done'.*achieved"),
        (put(DOTS, "measure", "mood"), r"measure: 'mood'.*average_growth"),
        (put(DOTS, "quote", None), r"quote: None"),
        (put(DOTS, "quote", 3), r"quote: 3"),
        (put(DOTS, "quote", ""), r"quote"),
        (put(DOTS, "quote", f"【{LONG}】"), r"quote"),
        (put(DOTS, "quote", "【" * 30), r"marks no quantity"),
        (put(DOTS, "quote", f"【{'九' * 1000}】"), r"marks no quantity"),
        (put(DOTS, "cautions", {}), r"cautions"),
        (put(DOTS, "sector_color", "red;background:url(x)"), r"sector_color"),
        (put(DOTS, "report", "../.."), r"report"),
        (put(DOTS, "recipe", "{0.__class__}"), r"recipe"),
        (put(DOTS, "recipe", {"operation": "eval", "figures": [], "note": "", "places": 1}), r"recipe"),
        (put(STAGES, "stage_order", "1"), r"stage_order"),
        (put(STAGES, "quote", []), r"quote"),
    ]
)
def test_what_is_no_stored_chart_is_refused_in_a_sentence_that_names_the_field(content, said):
    with refused(said, ChartError) as caught:
        from_json(content)
    for words in (caught.value.words.zh, caught.value.words.en):
        assert len(words) < 500 and "zreport run" in words
        assert not set(words) & set("\x00\x1b\ud800\n")


@each(
    [
        "",
        "{",
        "[" * 100_000,
        '{"a": 1, "a": 2}',
        '{"value": NaN}',
        '{"value": -Infinity}',
        '{"value": 1' + "0" * 5000 + "}",
        '{"value": 1e999}',
        "{'kind': 'dots'}",
        '"\\ud800"',
    ]
)
def test_json_is_read_strictly(words):
    with refused("a stored chart.*zreport run", ChartError):
        from_json(words)


def test_what_is_nested_without_end_is_refused():
    deep: list = []
    for _ in range(3000):
        deep = [deep]
    round_ = content_of(DOTS)
    round_["title"] = round_
    for content in (put(DOTS, "title", deep), round_):
        with refused("nested too deeply", ChartError):
            from_json(content)


def test_what_the_figures_share_is_given_to_none_that_it_brings_itself():
    recipe = {"operation": "gap", "figures": [{}], "note": {"zh": "", "en": ""}, "places": 1}
    content = content_of(DOTS)
    content["shared"]["recipe"] = recipe
    for row in content["data"]:
        row.pop("recipe", None)
    with refused(r"data\[0\]\.recipe\.figures\[0\]: lacks", ChartError):
        from_json(content)


# What a figure says


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_figure_that_its_own_quotation_does_not_state_is_refused(side):
    content = content_of(PAIRED)
    content["data"][0][side] |= {"value": 99.0, "value_base": 99.0}
    figure = getattr(PAIRED.data[0], side)
    with refused(rf"data\[0\]\.{side}: {figure.id}: value is 99, but its quotation says {figure.value:g}", ChartError):
        from_json(content)


@functools.cache
def stated() -> list[Datum]:
    """Every figure of the report."""
    return data(REPORT.observations)


@functools.cache
def ranged() -> Datum:
    """One that is a range."""
    return dataclasses.replace(
        next(figure for figure in stated() if figure.unit == "万亩" and figure.qualifier == "exact"),
        **{"value": 20.0, "value_high": 30.0, "value_base": 200000.0, "value_high_base": 300000.0},
        qualifier="range",
        quote="面积为【20至30万亩】",
    )


def test_every_figure_of_the_report_and_a_range_are_what_their_quotations_say():
    for figure in (*stated(), ranged()):
        refuse_unproven(figure)


@each(
    lambda: [
        (DOTS.data[0], {"unit": "‰"}, "unit is ‰, but its quotation says %"),
        (DOTS.data[0], {"quote": "年均增长3.7%"}, "marks no quantity"),
        (DOTS.data[0], {"quote": "【年均增长】3.7%"}, "marks no quantity"),
        (DOTS.data[0], {"quote": "年均增长【3.7%】以上"}, "qualifier is exact, but its quotation says at_least"),
        (
            DOTS.data[0],
            {"qualifier": "at_least", "quote": "年均增长【3.7%】,其中"},
            "qualifier is at_least.* says exact",
        ),
        (DOTS.data[0], {"status": "target"}, "id is .*achieved, but by its other fields it is .*target"),
        (DOTS.data[0], {"period": "2021"}, "id is "),
        (DOTS.data[0], {"report": "other"}, "id is "),
        (DOTS.data[0], {"status_name": zr.text("目标", "target")}, "status_name is target, but the vocabulary"),
        (DOTS.data[0], {"measure_name": zr.text("增速", "growth")}, "measure_name is growth"),
        (DOTS.data[0], {"value_base": 37.0}, "value_base is 37, but by its other fields it is 3.7"),
        (DOTS.data[0], {"unit_factor": 10000}, "unit_factor is 10000, but in the list of units it is 1"),
        (DOTS.data[0], {"unit_name": zr.text("元", "yuan")}, r"unit_name\.zh is 元, but by its other fields it is %"),
        (DOTS.data[0], {"base_unit": zr.text("元", "yuan")}, r"base_unit\.zh is 元, but in the list of units it is %"),
        (DOTS.data[0], {"value_high": 5.0, "value_high_base": 5.0}, "value_high is 5, but its quotation says nothing"),
        (DOTS.data[0], {"inputs": ("x",)}, "inputs is .*not derived"),
        (DOTS.data[0], {"calculation": zr.text("1", "1")}, "calculation is 1"),
        (ranged(), {"value_high": 40.0, "value_high_base": 400000.0}, "value_high is 40, but its quotation says 30"),
        (ranged(), {"qualifier": "exact"}, "qualifier is exact, but its quotation says range"),
        (ranged(), {"value_high": None, "value_high_base": None}, "value_high is nothing"),
    ]
)
def test_a_stated_figure_is_held_to_its_quotation_its_identifier_and_its_unit(figure, changes, said):
    with refused(said, ChartError) as caught:
        refuse_unproven(dataclasses.replace(figure, **changes))
    assert figure.id in caught.value.words.zh


def test_a_unit_that_only_one_report_has_is_read_from_its_figure():
    own = {"unit": "枚", "unit_name": zr.text("枚", "medals"), "base_unit": zr.text("枚", "medals")}
    figure = dataclasses.replace(stated()[0], **own, value=3.0, value_base=3.0, quote="获得奖牌【3枚】")
    refuse_unproven(figure)
    with refused("value is 4, but its quotation says 3", ChartError):
        refuse_unproven(dataclasses.replace(figure, value=4.0, value_base=4.0))


# Derived figures


@each(derived)
def test_a_derived_figure_is_what_follows_from_its_inputs_or_refused(name):
    (figure, *_) = data(derived()[name])
    assert figure.recipe.operation == name == figure.measure
    refuse_unproven(figure)
    base = {"value": 99.0, "value_base": 99.0 * figure.unit_factor}
    forged = dataclasses.replace(figure.recipe.figures[0], **base)
    others = figure.recipe.figures[1:]
    for changes in (
        base,
        {"calculation": zr.text("1 ÷ 1", "1 ÷ 1")},
        {"formula": zr.text("无", "none")},
        {"inputs": ()},
        {"qualifier": "range" if figure.qualifier != "range" else "exact"},
        {"unit_name": zr.text("万元", "ten thousand yuan")},
        {"status_name": zr.text("已实现", "achieved")},
        {"recipe": dataclasses.replace(figure.recipe, places=6)},
        {"recipe": dataclasses.replace(figure.recipe, note=zr.text("另", "other"))},
        {"recipe": dataclasses.replace(figure.recipe, figures=figure.recipe.figures * 3)},
        {"recipe": dataclasses.replace(figure.recipe, figures=(forged, *others))},
        {"recipe": None},
    ):
        with refused("", ChartError):
            refuse_unproven(dataclasses.replace(figure, **changes))
    if figure.cautions:
        with refused("cautions lack", ChartError):
            refuse_unproven(dataclasses.replace(figure, cautions=()))


def test_every_operation_is_tried_here_and_can_be_written_for_a_spreadsheet():
    assert set(derived()) == set(OPERATIONS)
    for name, rows in derived().items():
        (figure, *_) = data(rows)
        used = {one.id: one for one in figure.recipe.figures}
        chart = zr.Table([figure, *used.values()], title="推算")
        title = zr.text("题", "Title")
        plan = Plan(title, title, (Section(title, ((Finding("x", chart),),)),))
        # What ends with 9 brings a value into the unit as printed.
        found = re.findall(r"<f>(-?(?:INT\(ROUND|ROUND)\([^<]*)</f>", sheets_of(plan_workbook(plan, "en")))
        (formula,) = [one for one in found if one.count("'Observations'!$H$") == len(used) and one[-3:] != ",9)"]
        for at, one in enumerate(used.values(), start=3 - len(used)):
            formula = re.sub(rf"'Observations'!\$H\${at + len(used) - 1}(?![0-9])", f"({one.value_base!r})", formula)
        reckoned = eval(formula.replace("^", "**"), {"ROUND": round, "INT": math.floor})
        assert reckoned == pytest.approx(figure.value_base, rel=1e-12), name


def sheets_of(book: bytes) -> str:
    """The cells of a workbook."""
    with zipfile.ZipFile(io.BytesIO(book)) as file:
        return "".join(file.read(name).decode() for name in file.namelist() if "worksheets/sheet" in name)


def test_a_recipe_that_is_no_data_is_refused_wherever_it_comes_from():
    for recipe in ("{0.__class__}", "=cmd|' /C calc'!A0", "[]", '{"operation": "gap"}', "[" * 10_000):
        with refused("column recipe", ChartError):
            data(derived()["per_year"].assign(recipe=recipe))


def test_a_result_beyond_all_sense_is_refused():
    for period, value in (("1800/2199", 1e13), ("2016/2020", 1e12)):
        huge = dataclasses.replace(
            data(REPORT.select(indicator="gdp", measure="average_growth"))[0],
            **{"value": value, "value_base": value, "period": period},
        )
        with refused("beyond all sense", DeriveError):
            zr.derive.cumulative([huge])


def test_a_quotation_mark_in_a_unit_begins_no_formula():
    figure = dataclasses.replace(
        data(REPORT.select(indicator="above_scale_firms"))[0],
        unit='户"&1&"',
        base_unit=zr.text('户"&1&"', 'firms"&1&"'),
    )
    for lang in LANGUAGES:
        chart = zr.Bars([figure], title="题")
        found = re.findall("<f>(.*?)</f>", sheets_of(draw(chart, "xlsx", lang)))
        assert found and all(re.fullmatch('(?:"(?:[^"]|"")*"|[^"])*', html.unescape(one)) for one in found)
        assert any('""&1&""' in html.unescape(one) for one in found)


# What the data say today


def notebook(path: Path, *charts: dict, heading: str = "# 题 / Title") -> Path:
    """A notebook that has run, with a cell for each stored chart."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = nbformat.v4
    cells = [new.new_markdown_cell(heading)]
    for number, chart in enumerate(charts, start=1):
        output = new.new_output("execute_result", {MIME: chart}, execution_count=number)
        cells.append(new.new_code_cell(f"chart{number}", outputs=[output], execution_count=number))
    path.write_bytes(notebook_bytes(new.new_notebook(cells=cells)))
    return path


def at_another_day(chart: zr.Chart) -> dict:
    """A stored chart whose first figure and its quotation agree, but not with the data."""
    content = content_of(chart)
    content["data"][0] |= {"value": 4.9, "value_base": 4.9, "quote": "全县地区生产总值年均增长【4.9%】,"}
    return content


TARGETS = ("pptx", "xlsx", "pdf", "html", "folder", "into")


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            at_another_day(DOTS),
            r"gdp/average_growth/2016/2020/achieved: value is 4.9, but in the data it is 3.7; .*out of",
        ),
        (put(DOTS, "value", 99.0), r"data\[0\]: .*value is 99, but its quotation says 3.7"),
        ("{", "no sound JSON"),
    ],
    ids=["out of date", "forged", "broken"],
)
def test_export_refuses_what_is_not_so_by_notebook_cell_and_field_and_writes_nothing(tmp_path, target, content, said):
    path = notebook(tmp_path / "b.ipynb", content_of(SAMPLES["cards"]), content)
    out = tmp_path / "out"
    with refused(rf"b\.ipynb, code cell 2: .*{said}.*zreport run", NotebookError) as caught:
        if target == "into":
            renew([path], tmp_path / "none.pptx")
        else:
            export([path], out if target == "folder" else out / f"x.{target}", "zh")
    assert "b.ipynb，第2个代码单元：" in caught.value.words.zh
    assert sorted(one.name for one in tmp_path.iterdir()) == ["b.ipynb"]


def test_a_figure_that_is_gone_or_has_more_to_be_said_of_it_is_out_of_date(monkeypatch):
    chart = SAMPLES["cards"]
    first = chart.data[0]
    assert first.cautions
    for figure, said in (
        (dataclasses.replace(first, id="zhaoyuan-2020:gdp/growth/2020/target"), "the data have no such figure"),
        (dataclasses.replace(first, cautions=()), "cautions lack"),
        (dataclasses.replace(first, status_name=zr.text("已实现", "achieved")), "status_name is achieved"),
    ):
        with refused(rf"{said}.*out of date: run zreport run", ChartError):
            refuse_outdated(zr.Cards([figure], title="题"))
    other = zr.Cards([dataclasses.replace(first, report="elsewhere-2020", value=1.0)], title="题")
    refuse_outdated(other)  # of whose report there are no data here
    named = dataclasses.replace(first, indicator_name=zr.text("经济", "Output"))
    refuse_outdated(zr.Cards([named], title="题"))


def test_projects_and_counted_rows_are_held_to_the_data_too():
    projects, leaves = SAMPLES["stages"], SAMPLES["treemap"]
    for chart in (
        zr.Stages([dataclasses.replace(projects.data[0], stage="signed")], title="题"),
        zr.Treemap([*leaves.data, leaves.data[0]], title="题"),
    ):
        with refused("is not in the data.*out of date", ChartError):
            refuse_outdated(chart)


@pytest.mark.parametrize("name", ["dumbbell", "ratio"])
def test_both_of_a_pair_and_what_a_figure_was_derived_from_are_compared(name, monkeypatch):
    stale = data(REPORT.observations)
    now = {figure.id: dataclasses.replace(figure, value=figure.value + 1) for figure in stale}
    monkeypatch.setattr(stored, "_rows", lambda cls, report, stamp: {} if cls is Pair else now)
    with refused("value is .*, but in the data it is .*out of date", ChartError):
        refuse_outdated(charts()[name])


def test_what_must_be_said_of_a_pair_is_what_the_data_say_today():
    (pair, *_) = PAIRED.data
    for chart in (
        zr.Dumbbell([dataclasses.replace(pair, note=zr.text("可比", "Alike"))], title="题"),
        zr.Cards(zr.derive.gap([dataclasses.replace(pair, note=zr.text("可比", "Alike"))]), title="题"),
    ):
        with refused("what must be said of the pair changed.*out of date", ChartError):
            refuse_outdated(chart)
    turned = dataclasses.replace(pair, before=pair.after, after=PAIRED.data[1].after, note=zr.text("自配", "Own"))
    refuse_outdated(zr.Table([turned.before, turned.after], title="题"))
    refuse_outdated(zr.Dumbbell([turned], title="题"))  # which the data do not pair


# Two of one name


def renamed(name: str, key: str = "cards") -> dict:
    return content_of(dataclasses.replace(SAMPLES[key], name=name))


@pytest.mark.parametrize("target", TARGETS)
def test_two_charts_of_one_name_are_refused_with_both_cells_before_anything_is_written(tmp_path, target):
    one = notebook(tmp_path / "one/a.ipynb", renamed("x"), renamed("y"), renamed("X", "bars"))
    cases = {
        r"a\.ipynb, code cell 1; .*a\.ipynb, code cell 3: both are called a-x": [one],
        r"b\.ipynb, code cell 1; .*b\.ipynb, code cell 2: both are called b-2": [
            notebook(tmp_path / "b.ipynb", renamed("2"), renamed("", "bars"))
        ],
        r"one.c\.ipynb; .*two.c\.ipynb: both are called c": [
            notebook(tmp_path / "one/c.ipynb", renamed("x")),
            notebook(tmp_path / "two/c.ipynb", renamed("y")),
        ],
        r"d\.ipynb, code cell 1; .*d-e\.ipynb, code cell 1: both are called d-e-f": [
            notebook(tmp_path / "d.ipynb", renamed("e-f")),
            notebook(tmp_path / "d-e.ipynb", renamed("f")),
        ],
    }
    for said, paths in cases.items():
        with refused(said, NotebookError):
            if target == "into":
                renew(paths, tmp_path / "none.pptx")
            else:
                export(paths, tmp_path / ("out" if target == "folder" else f"out/x.{target}"), "zh")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("## S\n- a-x + a-x\n", "outline.md, line 2; .*outline.md, line 2: both are called a-x"),
        ("## S\n- a-x\n- a-y\n\n- a-y + a-x\n", "outline.md, line 3; .*outline.md, line 5: both are called a-y"),
    ],
)
def test_an_outline_that_names_a_chart_twice_is_refused_with_both_lines(tmp_path, lines, said):
    notebook(tmp_path / "a.ipynb", renamed("x"), renamed("y", "bars"))
    outline = tmp_path / "outline.md"
    outline.write_text(lines, "utf-8")
    with refused(said, NotebookError):
        export([outline], tmp_path / "out/x.pptx", "zh")
    assert not (tmp_path / "out").exists()


def test_notebooks_and_charts_of_their_own_names_are_taken(tmp_path):
    paths = [notebook(tmp_path / f"{name}.ipynb", renamed("x"), renamed("y", "bars")) for name in "ab"]
    assert [finding.name for finding in read_sources(paths)[2].findings] == ["a-x", "a-y", "b-x", "b-y"]
    assert story(paths[0]).places[1].en.endswith("a.ipynb, code cell 2")


# What constructors are given


@each(list(itertools.product(kinds().values(), [[1], 1, None, "x", [None], {"a": 1}, [{"before": 1}], [(1, 2)], [[]]])))
def test_what_are_no_rows_is_refused_in_a_sentence(kind, rows):
    with refused("report\\.|no rows", ChartError):
        kind(rows, title="题")


@each(
    [
        {"title": None},
        {"title": 5},
        {"title": {}},
        {"title": {"zh": 1, "en": 2}},
        {"title": "x\x1b[2J"},
        {"subtitle": 5},
        {"notes": 5},
        {"notes": [5]},
        {"name": 5},
        {"name": None},
        {"name": "a/b"},
        {"name": "a" * 101},
        {"highlight": 5},
        {"highlight": [5]},
        {"highlight": None},
        {"inset": 5},
        {"color": [1]},
    ]
)
def test_words_and_names_that_are_none_are_refused_in_a_sentence(given_):
    with refused("", ChartError):
        zr.Dots(REPORT.select(measure="growth"), **({"title": "题"} | given_))


# A fuzzer for the door

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.sampled_from([10**400, 5e-324, "", "{0.__class__}", "=1+1", "\x00", "\ud800", "【1%】", "2020", "长" * 3000]),
    st.text(max_size=20),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=3),
)


@functools.cache
def forms() -> list[dict]:
    """Stored charts of all kinds but one, which holds every figure."""
    return [content_of(chart) for name, chart in charts().items() if name != "treemap"]


def places(content: object, path: tuple = ()) -> list[tuple]:
    """Every place in a stored chart."""
    steps = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    return [found for step, one in steps for found in ((*path, step), *places(one, (*path, step)))]


@functools.cache
def alike() -> dict[object, list]:
    """What stands in each field somewhere, so that a mutant may be well-formed and wrong."""
    found: dict[object, list] = {}
    for content in forms():
        for path in places(content):
            at = content
            for step in path:
                at = at[step]
            if at not in found.setdefault(path[-1], []):
                found[path[-1]].append(at)
    return found


@st.composite
def mutated(draw) -> object:
    """A stored chart with a few things changed: what the field is elsewhere, another value or type, none, or more."""
    content = copy.deepcopy(draw(st.sampled_from(forms())))
    for _ in range(draw(st.integers(1, 3))):
        known = places(content)
        if not known:
            return draw(ODD)
        path = draw(st.sampled_from(known))
        at = content
        for step in path[:-1]:
            at = at[step]
        how = draw(st.sampled_from(["alike", "alike", "alike", "odd", "odd", "drop", "swap", "nest", "scale", "add"]))
        if how == "odd":
            at[path[-1]] = draw(ODD)
        elif how == "alike":
            at[path[-1]] = copy.deepcopy(draw(st.sampled_from(alike().get(path[-1], [0]))))
        elif how == "drop":
            del at[path[-1]]
        elif how == "swap":
            other = content
            for step in draw(st.sampled_from(known)):
                other = other[step]
            at[path[-1]] = copy.deepcopy(other)
        elif how == "nest":
            at[path[-1]] = [at[path[-1]]]
        elif how == "scale" and isinstance(at[path[-1]], float):
            at[path[-1]] *= draw(st.sampled_from([-1, 0, 10, 1e300, 1e-300]))
        elif isinstance(at, dict):
            at[draw(st.text(max_size=10))] = draw(ODD)
    return content


@settings(max_examples=int(os.environ.get("ZREPORT_FUZZ", "150")))
@given(content=mutated())
def test_the_door_lets_in_a_sound_chart_or_says_why_not(content):
    try:
        chart = from_json(content)
    except ChartError as error:
        assert len(error.words.en) < 3000 and error.words.zh
        return
    # Whatever comes through is as sound as if it had been made here: it says itself, and comes through again.
    assert from_json(chart.to_json()) == chart
    assert all(chart.alt[lang] and repr(chart) for lang in LANGUAGES)
    for figure in chart.figures:
        assert all(figure.label(lang) and figure.when(lang) for lang in LANGUAGES)
    with contextlib.suppress(ChartError, MissingGlyph):  # that has no room, or words that the font cannot write
        lay_out(chart, "zh")


@given(words=st.text(max_size=30) | mutated().map(json.dumps).flatmap(lambda one: st.sampled_from([one, one[:-9]])))
def test_any_words_are_a_sound_chart_or_refused(words):
    with contextlib.suppress(ChartError):
        assert from_json(words).to_json()


@settings(max_examples=max(3, int(os.environ.get("ZREPORT_FUZZ", "150")) // 50))
@given(content=mutated())
def test_no_file_is_left_of_a_notebook_that_is_refused(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("fuzzed")
    try:
        path = notebook(folder / "a.ipynb", content)
    except (ValueError, TypeError):  # what no notebook can hold
        return
    try:
        made = export([path], folder / "out/x.json", "zh")
    except zr.ReportError:
        assert not (folder / "out").exists()
    else:
        assert from_json(made[0].read_text("utf-8"))

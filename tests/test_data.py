"""The data: sound as they stand, typed, traced to the text; no change of them goes unnoticed."""

import csv
import io
import itertools
import json
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from each import each

import zreport as zr
from zreport.faults import SelectionError, catalogue, explain
from zreport.language import LANGUAGES, Text
from zreport.proof.check import prove
from zreport.reading.quote import Quote
from zreport.report.passage import Passage
from zreport.tables.describe import DESCRIPTION, describe
from zreport.tables.identifiers import observation_id
from zreport.tables.package import Package, data_folder

REPORT = "zhaoyuan-2020"
FOLDER = f"reports/{REPORT}"
OBSERVATIONS = f"{FOLDER}/observations.csv"
OTHER_NUMBERS = f"{FOLDER}/other_numbers.csv"
SECTIONS = f"{FOLDER}/sections.csv"
RELATIONS = f"{FOLDER}/relations.csv"
CAUTIONS = f"{FOLDER}/cautions.csv"
TEXT = f"{FOLDER}/report.txt"
ABOUT = f"{FOLDER}/report.json"
UNITS = "vocabulary/units.csv"


@pytest.fixture(scope="module")
def report():
    return zr.load()


@pytest.fixture
def folder(tmp_path):
    """A copy of the data, to be broken."""
    return shutil.copytree(data_folder(), tmp_path / "data")


def read(folder, file):
    """Return header and rows of a CSV file, cells as strings."""
    reader = csv.DictReader(io.StringIO((folder / file).read_text("utf-8-sig"), newline=""))
    return list(reader.fieldnames), list(reader)


def write(folder, file, header, rows):
    made = io.StringIO()
    writer = csv.DictWriter(made, header, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    (folder / file).write_text(made.getvalue(), "utf-8-sig", newline="")


def set_cells(folder, file, *changes):
    """Write cells: (row as a spreadsheet counts it, column, words)."""
    header, rows = read(folder, file)
    for line, column, words in changes:
        rows[line - 2][column] = words
    write(folder, file, header, rows)


def replace(folder, file, old, new):
    """Replace the first occurrence of some bytes or words in a file."""
    old, new = (words.encode() if isinstance(words, str) else words for words in (old, new))
    content = (folder / file).read_bytes()
    assert old in content
    (folder / file).write_bytes(content.replace(old, new, 1))


def places(faults):
    return [(fault.file, fault.row, fault.column) for fault in faults]


def named(faults, file, row):
    return any(fault.file == file and fault.row == row for fault in faults)


def line_of(file, **cells):
    """Return the row, as a spreadsheet counts it, that holds the cells."""
    _, rows = read(data_folder(), file)
    lines = [
        line for line, row in enumerate(rows, start=2) if all(row[column] == words for column, words in cells.items())
    ]
    assert len(lines) == 1, cells
    return lines[0]


class Proofs:
    """Proves the report again and again with one file changed, reading only that file anew."""

    def __init__(self, folder, file=OBSERVATIONS):
        self.folder, self.file = folder, file
        self.name = file.split("/")[-1].removesuffix(".csv")
        self.header, self.rows = read(folder, file)
        package = Package(folder)
        self.tables = dict(package.tables(REPORT))
        assert prove(package, REPORT, self.tables) == []

    def faults(self, *changes):
        """Return the faults after cells are changed: (row, column, words)."""
        rows = [dict(row) for row in self.rows]
        for line, column, words in changes:
            rows[line - 2][column] = words
        write(self.folder, self.file, self.header, rows)
        package = Package(self.folder)
        of = REPORT if self.file.startswith("reports/") else None
        return prove(package, REPORT, self.tables | {self.name: package.table(self.name, of)})

    def unnoticed(self, changes):
        """Return the changes whose row and column no fault names.

        Rows are proven one by one, so that one change in each of them is made at a time.
        """
        queues = {}
        for change in changes:
            queues.setdefault(change[0], []).append(change)
        missed = []
        for together in itertools.zip_longest(*queues.values()):
            made = [change for change in together if change]
            found = places(self.faults(*made))
            missed += [change for change in made if (self.file, *change[:2]) not in found]
        return missed

    def digits(self, *columns):
        """Return each change of one digit by one: (row, column, words)."""
        return [
            (line, column, words[:at] + str((int(digit) + 1) % 10) + words[at + 1 :])
            for line, row in enumerate(self.rows, start=2)
            for column, words in row.items()
            if column in (columns or self.header)
            for at, digit in enumerate(words)
            if digit in "0123456789"
        ]


# The data as they stand


def test_the_data_are_sound():
    assert zr.check() == []


def test_a_row_for_each_figure_has_every_column_in_its_type(report):
    table = report.observations
    numbers = {"value", "value_high", "value_base", "value_high_base"}
    dates = {"period_start", "period_end"}
    positions = {"start", "end", "unit_factor"}
    words = set(table.columns) - numbers - dates - positions
    assert len(table) == len(read(data_folder(), OBSERVATIONS)[1])
    assert words == {
        *("indicator", "name_zh", "name_en", "measure", "measure_zh", "measure_en", "better"),
        *("sector", "sector_zh", "sector_en", "period", "status", "status_zh", "status_en"),
        *("unit", "unit_en", "unit_base", "unit_base_en", "qualifier", "commitment", "scope", "scope_en"),
        *("section", "section_zh", "section_en", "chapter_zh", "chapter_en", "quote", "note"),
        *("caution_zh", "caution_en", "report", "place_zh", "place_en", "delivered", "source_zh", "source_en"),
        "sector_color",
    }
    assert all(pd.api.types.is_float_dtype(table[column]) for column in numbers)
    assert all(pd.api.types.is_datetime64_any_dtype(table[column]) for column in dates)
    assert all(pd.api.types.is_integer_dtype(table[column]) for column in positions)
    assert all(pd.api.types.is_string_dtype(table[column]) for column in words)
    assert table.drop(columns=["value_high", "value_high_base"]).notna().all(axis=None)
    assert table["value_high"].notna().equals(table["qualifier"] == "range")


def test_names_are_given_in_both_languages_wherever_they_are_needed(report):
    names = ["name", "sector", "measure", "status", "section", "chapter", "source"]
    columns = [f"{column}_{lang}" for column in names for lang in LANGUAGES]
    assert (report.observations[columns] != "").all(axis=None)
    assert (report.observations[["unit_base", "unit_base_en"]] != "").all(axis=None)


def test_english_words_of_the_data_are_in_the_quotation_marks_of_titles(report):
    tables = [*data_folder().glob("reports/*/*.csv"), *data_folder().glob("vocabulary/*.csv")]
    said = {(path.name, cell) for path in tables for row in csv.reader(path.open(encoding="utf-8-sig")) for cell in row}
    assert len(said) > 1000 and not [one for one in said if '"' in one[1]]


def test_each_figure_stands_where_the_report_says_it(report):
    for row in report.observations.itertuples():
        assert report.text[row.start : row.end] == Quote.parse(row.quote).marked
        first = row.start - row.quote.index("【")
        words = row.quote.replace("【", "").replace("】", "")
        assert report.text[first : first + len(words)] == words


def test_identifiers_are_unique_and_say_what_the_row_says(report):
    assert report.observations.index.is_unique
    assert report.observations.index.name == "id"
    assert list(report.observations.index) == [
        observation_id(row, REPORT) for row in report.observations.to_dict("records")
    ]


def test_values_in_base_units_are_exact(report):
    base = report.observations["value_base"].rename(lambda name: name.removeprefix(f"{REPORT}:"))
    assert base["fixed_asset_investment/total/2016/2020/achieved"] == 14980000000.0
    assert base["green_organic_base_area/level/2016/2020/achieved"] == 1076000.0
    assert base["local_fiscal_revenue/total/2021/target"] == 408000000.0
    assert base["new_employment/total/2016/2020/achieved"] == 79000.0
    factors = {row["unit"]: Decimal(row["factor"]) for row in read(data_folder(), UNITS)[1]}
    for row, value in zip(read(data_folder(), OBSERVATIONS)[1], base, strict=True):
        assert Decimal(repr(float(value))) == Decimal(row["value"]) * factors[row["unit"]]


def test_periods_have_a_first_and_a_last_day(report):
    table = report.observations
    days = table[["period", "period_start", "period_end"]].drop_duplicates().set_index("period")
    assert {period: tuple(map(str, row)) for period, *row in days.itertuples()} == {
        period: (f"{period[:4]}-01-01 00:00:00", f"{period[-4:]}-12-31 00:00:00") for period in table["period"]
    }
    assert str(days.loc["2016/2020", "period_end"]) == "2020-12-31 00:00:00"
    assert (table["period_start"] < table["period_end"]).all()


def test_the_report_says_what_it_is(report):
    zh, en = repr(report).split(" / ")
    assert zh.startswith("肇源县政府工作报告（2020-12-29）：") and f"{len(report.observations)} 个数字" in zh
    assert en.startswith("Zhaoyuan County Government Work Report (2020-12-29): ")
    assert f"{len(report.observations)} observations" in en
    assert report.delivered == pd.Timestamp(2020, 12, 29)


# Selecting


def test_select_keeps_the_rows_that_hold_every_value_asked_for(report):
    chosen = report.select(measure="average_growth", indicator=["gdp", "rural_income"])
    assert list(chosen.index) == [
        "zhaoyuan-2020:gdp/average_growth/2016/2020/achieved",
        "zhaoyuan-2020:rural_income/average_growth/2016/2020/achieved",
    ]
    assert list(chosen.columns) == list(report.observations.columns)
    assert report.select(value=3.7)["indicator"].tolist() == ["gdp"]
    assert report.select(period_start=pd.Timestamp(2019, 1, 1))["measure"].tolist() == ["rank"]
    pd.testing.assert_frame_equal(report.select(), report.observations)


@each(
    [
        ({"measur": "growth"}, ["measure", "indicator", "value_base"]),
        ({"indicator": "gpd"}, ["gdp", "rural_income"]),
        ({"indicator": ["gdp", "gpd"]}, ["gdp", "rural_income"]),
        ({"status": "Target"}, ["target", "achieved", "baseline"]),
        ({"value": 3.71}, ["3.7", "149.8"]),
    ]
)
def test_select_lists_the_choices_when_asked_for_what_is_not_there(asked, choices, *, report):
    with pytest.raises(SelectionError) as error:
        report.select(**asked)
    assert all(choice in str(error.value) for choice in choices)
    assert isinstance(error.value, zr.ReportError)


def test_select_never_answers_with_nothing_where_a_value_is_asked_for(report):
    assert len(report.select(period_end="2021-12-31"))


def test_pairs_put_what_was_achieved_before_its_target(report):
    pairs = report.pairs("target_for")
    assert pairs["side"].tolist() == ["before", "after"] * (len(pairs) // 2)
    for _, both in pairs.groupby("pair"):
        assert both["status"].tolist() == ["achieved", "target"]
        assert both["period_start"].is_monotonic_increasing
    assert set(report.pairs("target_for", grade="high")["grade"]) == {"high"}
    assert len(report.pairs("target_for", grade="high")) < len(pairs)


def test_pairs_put_the_start_before_the_end(report):
    for _, both in report.pairs("baseline_of").groupby("pair"):
        assert both["status"].tolist() == ["baseline", "achieved"]
        assert both["indicator"].nunique() == 1


def test_pairs_carry_what_must_be_said_of_the_comparison(report):
    pairs = report.pairs("target_for", grade="medium")
    assert (pairs[["pair_zh", "pair_en"]] != "").all(axis=None)
    assert set(report.observations.columns) < set(pairs.columns)


@each(
    [
        (("target_of",), ["target_for", "baseline_of", "never_add", "conflicts_with"]),
        (("target_for", "best"), ["high", "medium", "low"]),
    ]
)
def test_pairs_list_the_choices_when_asked_for_what_is_not_there(asked, choices, *, report):
    with pytest.raises(SelectionError) as error:
        report.pairs(*asked)
    assert all(choice in str(error.value) for choice in choices)


def test_a_report_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(SelectionError, match=REPORT):
        zr.load("zhaoyuan-1999")


# Tracing


def test_the_source_of_each_figure_is_its_sentence_with_the_figure_marked(report):
    for name, row in report.observations.iterrows():
        passage = report.source(name)
        assert passage == report.source(row)
        assert passage.plain().replace("【", "").replace("】", "") in report.text
        assert f"【{Quote.parse(row['quote']).marked}】" in passage.plain()
        assert row["section_zh"] == passage.section.zh


def test_the_source_shows_as_much_of_the_sentence_as_is_asked_for(report):
    passage = report.source("gdp/growth/2021/target")
    assert passage.plain(context=4) == "…目标是:地区生产总值增长【5%】,地方财…"
    assert passage.plain(context=10**6) == passage.plain()


def test_the_source_shows_no_context_if_none_is_asked_for(report):
    assert report.source("gdp/growth/2021/target").plain(context=0) == "…【5%】…"


def test_the_source_names_the_report_and_the_section(report, monkeypatch):
    passage = report.source("gdp/growth/2021/target")
    monkeypatch.setenv("ZREPORT_LANG", "en")
    assert "Zhaoyuan County Government Work Report (2020-12-29): Main" in repr(passage)
    monkeypatch.setenv("ZREPORT_LANG", "zh")
    for shown in (repr(passage), passage._repr_html_()):
        for words in ("《肇源县政府工作报告》", "2020-12-29", "主要预期目标"):
            assert words in shown
    assert ">5%</mark>" in passage._repr_html_()


def test_a_figure_that_is_not_there_has_no_source(report):
    with pytest.raises(SelectionError, match="gdp/growth/2021/target"):
        report.source("gdp/growth/2020/target")


def test_hostile_text_is_shown_and_not_run():
    text = "上文。<script>alert('甲')</script>增长<b>3.7%</b>&amp;“乙”。下文"
    start = text.index("3.7%")
    words = Text("<i>源</i>", '"><img src=x onerror=alert(1)>')
    passage = Passage(text, start, start + 4, words, words)
    shown = passage._repr_html_()
    for lang in LANGUAGES:
        assert words[lang] not in shown
    assert "<script" not in shown and "<b>" not in shown and "<i>" not in shown
    assert "&lt;script&gt;alert(&#x27;甲&#x27;)&lt;/script&gt;" in shown
    assert "&amp;amp;" in shown
    assert passage.plain() == "<script>alert('甲')</script>增长<b>【3.7%】</b>&amp;“乙”。"


# Changes of cells; tests/mutants.py makes the rest


@pytest.mark.parametrize(
    "names",
    [
        ("gdp/average_growth/2016/2020/achieved", "retail_sales/average_growth/2016/2020/achieved"),
        ("urban_income/growth/2021/target", "rural_income/growth/2021/target"),
        ("local_fiscal_revenue/total/2021/target", "general_public_budget_revenue/total/2021/target"),
    ],
)
def test_two_indicators_of_one_sentence_cannot_trade_their_figures(folder, names):
    proofs = Proofs(folder)
    lines = [[observation_id(row) for row in proofs.rows].index(name) + 2 for name in names]
    indicators = [name.split("/")[0] for name in names]
    assert proofs.faults(*((line, "indicator", name) for line, name in zip(lines, indicators[::-1], strict=True)))


@pytest.mark.parametrize(
    ("quote", "value", "unit", "qualifier"),
    [
        ("年均精文减会4【5%以上】", "5", "%", "at_least"),
        ("固定资产投资累计完成149.【8亿元】", "8", "亿元", "exact"),
        ("新增城乡就业【7.9万人】次", "7.9", "万人", "exact"),
        ("新增城乡就业【7.9万人】", "7.9", "万人", "exact"),
        ("年均精文减会【45%】", "45", "%", "exact"),
        ("失业率保持在【4%】", "4", "%", "exact"),
    ],
)
def test_a_mark_cannot_leave_out_a_part_of_the_figure_its_unit_or_its_bound(folder, quote, value, unit, qualifier):
    proofs = Proofs(folder)
    plain = quote.replace("【", "").replace("】", "")
    line = next(
        line
        for line, row in enumerate(proofs.rows, start=2)
        if plain in row["quote"].replace("【", "").replace("】", "")
    )
    cells = {"quote": quote, "value": value, "unit": unit, "qualifier": qualifier}
    faults = proofs.faults(*((line, column, words) for column, words in cells.items()))
    assert named(faults, OBSERVATIONS, line)


@pytest.mark.parametrize(("file", "columns"), [(RELATIONS, ("a", "b")), (CAUTIONS, ("observation",))])
def test_every_digit_of_a_reference_is_proven(folder, file, columns):
    proofs = Proofs(folder, file)
    changes = proofs.digits(*columns)
    assert len(changes) > len(proofs.rows)
    assert proofs.unnoticed(changes) == []


@pytest.mark.parametrize("column", ["caution_zh", "caution_en"])
def test_a_caution_states_no_figure_that_the_report_has_not(folder, column):
    proofs = Proofs(folder, CAUTIONS)
    changes = [(line, column, row[column] + " 77.7%") for line, row in enumerate(proofs.rows, start=2)]
    assert proofs.unnoticed(changes) == []


def test_the_factor_of_a_unit_is_proven_from_its_name(folder):
    proofs = Proofs(folder, UNITS)
    lines = list(enumerate(proofs.rows, start=2))
    tens = proofs.faults(*((line, "factor", row["factor"] + "0") for line, row in lines))
    others = proofs.faults(*((line, "base_unit", "米" if row["base_unit"] != "米" else "吨") for line, row in lines))
    for found, column in ((tens, "factor"), (others, "base_unit")):
        assert {fault.row for fault in found if (fault.file, fault.column) == (UNITS, column)} == {
            at for at, _ in lines
        }


@pytest.mark.parametrize(("relation", "number"), [("target_for", 0), ("baseline_of", 0)])
def test_a_relation_with_its_sides_exchanged_is_found(folder, relation, number):
    proofs = Proofs(folder, RELATIONS)
    lines = [line for line, row in enumerate(proofs.rows, start=2) if row["relation"] == relation]
    line = lines[number]
    row = proofs.rows[line - 2]
    assert named(proofs.faults((line, "a", row["b"]), (line, "b", row["a"])), RELATIONS, line)


# Mutations: the whole check


def at_gdp(column, words):
    def change(folder):
        line = line_of(OBSERVATIONS, indicator="gdp", measure="average_growth")
        set_cells(folder, OBSERVATIONS, (line, column, words))

    return change


GDP = line_of(OBSERVATIONS, indicator="gdp", measure="average_growth")
RANKING = line_of(OBSERVATIONS, indicator="county_ranking", status="baseline")
LAST = len(read(data_folder(), OBSERVATIONS)[1]) + 1


def drop_row(folder):
    header, rows = read(folder, OBSERVATIONS)
    del rows[GDP - 2]
    write(folder, OBSERVATIONS, header, rows)


def repeat_row(folder):
    header, rows = read(folder, OBSERVATIONS)
    write(folder, OBSERVATIONS, header, [*rows, rows[GDP - 2]])


def drop_column(file, column):
    def change(folder):
        header, rows = read(folder, file)
        header.remove(column)
        write(folder, file, header, rows)

    return change


def edit_about(change):
    def edit(folder):
        file = folder / ABOUT
        content = json.loads(file.read_text("utf-8"))
        change(content)
        file.write_text(json.dumps(content, ensure_ascii=False), "utf-8")

    return edit


BROKEN = {
    "a digit of a period": (at_gdp("period", "2016/2021"), OBSERVATIONS, GDP),
    "a digit of a value": (at_gdp("value", "3.8"), OBSERVATIONS, GDP),
    "a digit of a quote": (at_gdp("quote", "全县地区生产总值年均增长【3.8%】"), OBSERVATIONS, GDP),
    "a digit of another row": (
        lambda folder: set_cells(folder, OBSERVATIONS, (RANKING, "value", "61")),
        OBSERVATIONS,
        RANKING,
    ),
    "a digit of the last row": (
        lambda folder: set_cells(folder, OBSERVATIONS, (LAST, "period", "2022")),
        OBSERVATIONS,
        LAST,
    ),
    "a qualifier": (at_gdp("qualifier", "at_least"), OBSERVATIONS, GDP),
    "a status": (at_gdp("status", "target"), OBSERVATIONS, GDP),
    "an unknown indicator": (at_gdp("indicator", "gpd"), OBSERVATIONS, GDP),
    "a value that is no number": (at_gdp("value", "abc"), OBSERVATIONS, GDP),
    "a value that is not a number by name": (at_gdp("value", "NaN"), OBSERVATIONS, GDP),
    "an empty value": (at_gdp("value", ""), OBSERVATIONS, GDP),
    "a row dropped that relations refer to": (
        drop_row,
        RELATIONS,
        line_of(RELATIONS, b="gdp/average_growth/2016/2020/achieved"),
    ),
    "a row repeated": (repeat_row, OBSERVATIONS, LAST + 1),
    "the last column missing": (drop_column(OBSERVATIONS, "note"), OBSERVATIONS, 1),
    "a column of the vocabulary missing": (
        drop_column("vocabulary/commitments.csv", "words"),
        "vocabulary/commitments.csv",
        1,
    ),
    "an empty file": (lambda folder: (folder / OBSERVATIONS).write_bytes(b""), OBSERVATIONS, None),
    "a missing file": (lambda folder: (folder / OBSERVATIONS).unlink(), OBSERVATIONS, None),
    "a missing vocabulary": (lambda folder: (folder / UNITS).unlink(), UNITS, None),
    "a missing text": (lambda folder: (folder / TEXT).unlink(), TEXT, None),
    "a folder in place of a file": (
        lambda folder: [(folder / SECTIONS).unlink(), (folder / SECTIONS).mkdir()],
        SECTIONS,
        None,
    ),
    "a broken report.json": (lambda folder: replace(folder, ABOUT, '"title_zh"', '"title_zh'), ABOUT, 2),
    "a report.json of something else": (lambda folder: (folder / ABOUT).write_bytes(b"[]"), ABOUT, None),
    "a missing report.json": (lambda folder: (folder / ABOUT).unlink(), ABOUT, None),
    "a broken schema": (
        lambda folder: replace(folder, "schemas/units.json", '"integer"', '"complex"'),
        "schemas/units.json",
        None,
    ),
    "a row with too many cells": (lambda folder: replace(folder, OBSERVATIONS, "3.7,,%", "3.7,,,%"), OBSERVATIONS, GDP),
    "an open quotation mark": (
        lambda folder: replace(folder, OBSERVATIONS, '【14%】"', "【14%】"),
        OBSERVATIONS,
        line_of(OBSERVATIONS, indicator="ecommerce_sales", measure="average_growth"),
    ),
    "bytes that are not UTF-8": (
        lambda folder: replace(folder, OBSERVATIONS, "全县".encode(), "全县".encode("gbk")),
        OBSERVATIONS,
        None,
    ),
    "a digit of the text": (lambda folder: replace(folder, TEXT, "增长3.7%", "增长3.8%"), OBSERVATIONS, GDP),
    "an empty folder": (lambda folder: [shutil.rmtree(folder), folder.mkdir()], "schemas", None),
    "no folder": (shutil.rmtree, "schemas", None),
    "a text of another hash": (edit_about(lambda content: content.update(sha256="0" * 64)), TEXT, None),
}


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """Broken folders, their faults, and the place that one of them must name."""
    made = {}
    for name, (change, *place) in BROKEN.items():
        folder = shutil.copytree(data_folder(), tmp_path_factory.mktemp("broken") / "data")
        change(folder)
        made[name] = folder, zr.check(folder), tuple(place)
    return made


@each(BROKEN)
def test_what_is_broken_is_found_with_its_file_and_row(name, *, broken):
    _, faults, (file, row) = broken[name]
    assert named(faults, file, row), [fault.sentence("en") for fault in faults]


@each(BROKEN)
def test_what_is_broken_is_not_loaded_and_the_error_names_the_same_places(name, *, broken):
    folder, faults, _ = broken[name]
    with pytest.raises(zr.DataError) as error:
        zr.load(folder=folder)
    assert places(error.value.faults) == places(faults)
    assert all(fault.sentence() in str(error.value) for fault in faults)


@each(BROKEN)
def test_what_is_broken_is_said_in_one_line_in_both_languages(name, *, broken):
    _, faults, _ = broken[name]
    for fault in faults:
        assert fault.sentence("zh") != fault.sentence("en")
        for lang in LANGUAGES:
            sentence = fault.sentence(lang)
            assert sentence.splitlines() == [sentence]
            assert sentence.startswith(fault.place(lang))
            for part in (fault.file, fault.row, fault.column):
                assert part is None or str(part) in fault.place(lang)
            assert fault.problem[lang].strip() and fault.mend[lang].strip()


def test_a_table_saved_by_another_program_is_read_the_same(folder, report):
    content = (folder / OBSERVATIONS).read_bytes()
    (folder / OBSERVATIONS).write_bytes(content.removeprefix(b"\xef\xbb\xbf").replace(b"\n", b"\r\n"))
    assert zr.check(folder) == []
    pd.testing.assert_frame_equal(zr.load(folder=folder).observations, report.observations)


def has_chinese(words):
    return any("\u4e00" <= sign <= "\u9fff" for sign in words)


def test_an_empty_file_is_said_in_chinese_too(folder):
    (folder / OBSERVATIONS).write_bytes(b"")
    assert all(has_chinese(fault.problem.zh) for fault in zr.check(folder))


@pytest.mark.parametrize(("file", "column"), [(OBSERVATIONS, "value"), (UNITS, "unit")])
def test_a_missing_column_is_named_and_nothing_else_is(folder, file, column):
    drop_column(file, column)(folder)
    faults = [fault for fault in zr.check(folder) if fault.file == file]
    assert places(faults) == [(file, 1, column)]


@pytest.mark.parametrize("file", [UNITS, SECTIONS])
def test_a_missing_table_is_the_only_fault(folder, file):
    (folder / file).unlink()
    assert places(zr.check(folder)) == [(file, None, None)]


@pytest.mark.parametrize("words", [" 3.7", "３.7", "3.7_0"])
def test_a_number_is_written_as_other_tools_read_it(folder, words):
    at_gdp("value", words)(folder)
    assert named(zr.check(folder), OBSERVATIONS, GDP)


def test_a_signalling_nan_is_a_fault_like_any_other(folder):
    at_gdp("value", "sNaN")(folder)
    assert named(zr.check(folder), OBSERVATIONS, GDP)


@pytest.mark.parametrize(
    ("file", "column", "words"), [(RELATIONS, "grade", "hgih"), ("vocabulary/indicators.csv", "better", "upp")]
)
def test_what_the_check_finds_is_not_loaded(folder, file, column, words):
    set_cells(folder, file, (2, column, words))
    assert (file, 2, column) in places(zr.check(folder))
    with pytest.raises(zr.DataError):
        zr.load(folder=folder)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.pop("title_zh"),
        lambda content: content.update(place_en=None),
        lambda content: content.update(place_zh=""),
        lambda content: content.pop("sha256"),
        lambda content: content.pop("delivered"),
        lambda content: content.update(delivered="2020-13-29"),
    ],
    ids=["title", "null", "empty", "sha256", "no day", "day"],
)
def test_a_report_that_lacks_something_is_a_fault_and_not_an_exception(folder, change):
    edit_about(change)(folder)
    assert ABOUT in [fault.file for fault in zr.check(folder)]
    with pytest.raises(zr.DataError):
        zr.load(folder=folder)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (
            lambda file: file.write_text(file.read_text("utf-8").replace("observations.csv", "rows.csv"), "utf-8"),
            "package-stale",
        ),
        (lambda file: file.write_bytes(file.read_bytes()[:-3]), "json-broken"),
    ],
    ids=["stale", "broken"],
)
def test_a_description_that_other_tools_would_misread_is_a_fault_and_can_be_written_anew(folder, change, code):
    file = folder / DESCRIPTION
    change(file)
    assert [(fault.code, fault.file) for fault in zr.check(folder)] == [(code, DESCRIPTION)]
    if code == "package-stale":
        file.write_bytes(describe(folder))
        assert zr.check(folder) == []


def test_a_folder_without_reports_is_said_to_have_none(folder):
    shutil.rmtree(folder / "reports")
    assert [fault.code for fault in zr.check(folder)] == ["report-none"]


def test_each_code_of_the_catalogue_is_told_in_both_languages_with_words_that_the_code_fills_in():
    for code, kind in catalogue().items():
        holes = [set(re.findall(r"\{(\w+)\}", kind[part][lang])) for part in ("problem", "mend") for lang in LANGUAGES]
        assert holes[0] == holes[1] and holes[2] == holes[3], code
        assert all(kind[part][lang] for part in ("problem", "mend", "why") for lang in LANGUAGES), code
        assert explain(code, "zh") != explain(code, "en")
        assert all(line.strip() for line in explain(code, "zh").splitlines())
    with pytest.raises(zr.ReportError, match="text-changed"):
        explain("txt-changed")


def test_no_code_of_the_catalogue_is_unused_and_none_is_missing():
    library = Path(zr.__file__).parent
    code = "".join(path.read_text("utf-8") for path in library.rglob("*.py"))
    assert {key for key in catalogue() if f'"{key}"' not in code} == set()


def test_a_section_that_lies_in_itself_is_a_fault(folder):
    line = line_of(SECTIONS, section="review-law")
    set_cells(folder, SECTIONS, (line, "parent", "review-law"))
    assert named(zr.check(folder), SECTIONS, line)


def test_columns_in_another_order_are_judged_alike_by_check_and_load(folder):
    header, rows = read(folder, OBSERVATIONS)
    write(folder, OBSERVATIONS, [header[1], header[0], *header[2:]], rows)
    if faults := zr.check(folder):
        assert all(fault.problem.en.strip() for fault in faults)
        with pytest.raises(zr.DataError):
            zr.load(folder=folder)
    else:
        zr.load(folder=folder)


def test_a_figure_is_not_related_to_itself(folder):
    proofs = Proofs(folder, RELATIONS)
    line = line_of(RELATIONS, relation="never_add", a="local_fiscal_revenue/total/2021/target")
    assert named(proofs.faults((line, "b", proofs.rows[line - 2]["a"])), RELATIONS, line)


def test_a_grade_asked_of_a_relation_that_has_none_is_refused_in_so_many_words(report):
    with pytest.raises(SelectionError) as error:
        report.pairs("baseline_of", grade="high")
    assert not str(error.value).rstrip().endswith(":")


def test_a_net_change_is_no_part_of_a_level(folder):
    header, rows = read(folder, RELATIONS)
    firms = {"a": "above_scale_firms/net_increase/2016/2020/achieved", "relation": "part_of"}
    rows.append(firms | {"b": "above_scale_firms/level/2016/2020/achieved", "note_zh": "净增", "note_en": "net"})
    write(folder, RELATIONS, header, rows)
    assert [(fault.code, fault.row) for fault in zr.check(folder)] == [("part-change", len(rows) + 1)]


@pytest.mark.parametrize(
    ("project", "stage", "file", "code"),
    [
        ("宁升电力100兆瓦平价光伏发电", "signed", OBSERVATIONS, "size-open"),
        ("亿盟华世1.8万吨大豆深加工", "in_production", OTHER_NUMBERS, "size-promised"),
    ],
)
def test_the_size_in_a_name_is_promised_where_the_project_is_to_be_finished(folder, project, stage, file, code):
    line = line_of(f"{FOLDER}/projects.csv", project_zh=project)
    set_cells(folder, f"{FOLDER}/projects.csv", (line, "stage", stage))
    assert (code, file) in [(fault.code, fault.file) for fault in zr.check(folder)]

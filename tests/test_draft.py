"""Rows proposed for a text: how well they are read, that none is dropped, and what they are doubted for."""

import csv
import datetime
import io
import re
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zreport.cli import main
from zreport.draft.doubts import _learnt
from zreport.draft.rows import ROW_COLUMNS, Proposal, propose
from zreport.tables.package import Package, data_folder, shared_vocabulary

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))
import reading  # noqa: E402

beside = pytest.mark.skipif(reading.scoring() is None, reason=f"no texts to score in {reading.REPORTS}")
TEXT = Package(data_folder()).text("zhaoyuan-2020")


@cache
def drafted() -> Proposal:
    return propose(TEXT, datetime.date(2020, 12, 29), shared_vocabulary())


@cache
def scores() -> list[reading.Scored]:
    return list(reading.every())


def mean(uses: tuple[str, ...], key: str) -> float:
    return reading.mean([one for one in scores() if one.use in uses], key)


@beside
@pytest.mark.parametrize(("score", "least"), [("row_f1", 0.985), ("core_f1", 0.95), ("full_f1", 0.85)])
def test_texts_of_which_there_is_a_truth_are_read_as_well_as_is_asked(score, least):
    assert mean(("given", "tuned"), score) >= least


@beside
def test_the_text_kept_aside_is_read_well_though_no_rule_was_made_with_it():
    assert mean(("aside",), "row_f1") >= 0.97 and mean(("aside",), "core_f1") >= 0.93


@beside
def test_a_fifth_of_the_rows_is_doubted_and_most_of_the_wrong_ones_are():
    known = [one for one in scores() if one.use != "aside"]
    assert sum(one.doubtful for one in known) / len(known) < 0.2
    assert sum(one.warned for one in known) / len(known) > 0.6


def test_each_run_of_digits_is_in_a_row_or_a_number_with_its_reason():
    rows = [(row.start, row.end) for row in drafted().rows]
    for match in re.finditer("[0-90-9]+", TEXT):
        assert any(start <= match.start() and match.end() <= end for start, end in rows), match
    assert all(TEXT[row.start : row.end] == row.surface for row in drafted().rows)
    assert all(row.reason or (row.value is not None and row.indicator and row.period) for row in drafted().rows)


def test_rows_have_the_columns_of_the_truths_and_the_doubt_in_the_language_asked_for():
    written = {lang: list(csv.DictReader(io.StringIO(drafted().csv(lang)))) for lang in ("zh", "en")}
    assert tuple(written["zh"][0]) == ROW_COLUMNS
    doubts = [(zh["doubt"], en["doubt"]) for zh, en in zip(written["zh"], written["en"], strict=True) if zh["doubt"]]
    assert len(doubts) > 5
    assert all(re.search("[\u4e00-\u9fff]", zh) and re.search("[a-z]{3}", en) for zh, en in doubts)
    assert all(row["unsure"] == str(int(bool(row["doubt"]))) for row in written["zh"])


def test_what_is_one_indicator_has_one_name_in_a_draft():
    names: dict[str, set[str]] = {}
    for row in drafted().rows:
        if not row.reason:
            names.setdefault(row.indicator, set()).add(row.indicator_zh)
    assert max(map(len, names.values())) == 1 and len(names) > 100


def test_rows_that_are_alike_in_all_else_have_each_a_scope():
    rows = [row for row in drafted().rows if not row.reason]
    keys = [(row.indicator, row.measure, row.period, row.status, row.scope) for row in rows]
    assert len(set(keys)) == len(keys)


def test_each_sign_of_doubt_that_can_be_looked_at_has_words_in_both_languages():
    weights, said = _learnt()
    assert {"bias", "least"} < weights.keys()
    assert all(text.zh and text.en for text in said.values())
    assert {"glossary", "size", "words", "expected"} <= said.keys()


@settings(max_examples=40, deadline=None)
@given(
    st.text(
        "0123456789%．.，。、；：\n一、二三年月增长达到城乡居民人均收入分别亿元万个第前全省5％和“”（）", max_size=120
    )
)
def test_any_text_is_drafted_and_no_digit_of_it_is_dropped(text):
    rows = [(row.start, row.end) for row in propose(text, datetime.date(2022, 1, 26), shared_vocabulary()).rows]
    for match in re.finditer("[0-9]+", text):
        assert any(start < match.end() and match.start() < end for start, end in rows)


def test_years_and_quantities_in_chinese_numerals_are_read():
    text = "一、一九五六年工作情况\n一九五六年粮食总产量一亿二千万斤，比一九五五年增长百分之十五点六。"
    rows = propose(text, datetime.date(1956, 12, 5), shared_vocabulary()).rows
    read = [(str(row.value), row.unit, row.period, row.status) for row in rows if not row.reason]
    assert read == [("120000000", "斤", "1956", "achieved"), ("15.6", "%", "1956", "achieved")]


def test_places_are_those_in_the_file_though_its_tail_is_no_part_of_the_report(tmp_path, capsys):
    text = "政府工作报告\n各位代表：\n一、2021年工作回顾\n全年地区生产总值完成122.4亿元，增长7%。\n责任编辑：张三  浏览次数：1234\n"
    (tmp_path / "report.txt").write_bytes(text.replace("\n", "\r\n").encode("gb18030"))
    main_exits(["draft", str(tmp_path / "report.txt"), "--date", "2022-01-27", "-o", str(tmp_path / "rows.csv")])
    rows = list(csv.DictReader((tmp_path / "rows.csv").open(encoding="utf-8")))
    assert all(text[int(row["start"]) : int(row["end"])] == row["surface"] for row in rows)
    assert [row["reason"] for row in rows if row["surface"] == "1234"] == ["furniture"]
    assert [row["surface"] for row in rows if row["is_indicator"] == "1"] == ["122.4亿元", "7%"]
    assert "2 个指标数字" in capsys.readouterr().out


def main_exits(words: list[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(words)
    assert exit_.value.code == 0

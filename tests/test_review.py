"""The review of a draft: steps that are proven and written at once, that touch only their rows, and can be undone."""

import csv
import io
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import zreport as zr
from zreport.draft import review_save
from zreport.draft.new import new_report
from zreport.draft.review import Review
from zreport.draft.review_items import find_string
from zreport.faults import DataError, ReportError, SelectionError
from zreport.files import WriteError
from zreport.proof.check import check, examine
from zreport.tables.describe import DESCRIPTION, describe
from zreport.tables.package import data_folder, shared_vocabulary

SHARED = Path(__file__).resolve().parent.parent.parent / "shared/reports"
needs_reports = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared reports are not here")
NAME, REAL = "anguo-2021", "boye-2021"
TEXT = """政府工作报告
——2021年1月20日在安国市第八届人民代表大会第一次会议上
各位代表：
一、2020年工作回顾
全市地区生产总值增长4.2%，社会消费品零售总额增长3%，药材仓储面积达到40万平方米。改造老旧小区3个、农村公路12条，新建蜂蜜车间2座，治理河道5000—6000米。引进4G基站12座，年均接待游客20万人次。
预计农民人均可支配收入完成1.5万元以上。
二、2021年工作安排
地区生产总值增长6%，社会消费品零售总额增长8%，药材仓储面积达到45万平方米，新建蜂蜜车间3座。做好“三农”工作，抓好第一件大事。
"""
KNOWN = ("gdp", "retail_sales", "old_estates_renovated", "rural_income", "tourist_visits")
ENGLISH = {
    "yao_cai_cang_chu_mian_ji": "Storage for medicinal herbs",
    "nong_cun_gong_lu_gai_zao": "Rural roads rebuilt",
    "xin_jian_feng_mi_che_jian": "New honey workshops",
    "zhi_li_he_dao": "Rivers regulated",
    "yin_jin_4_g_ji_zhan": "4G base stations",
    "nian_jun_jie_dai_you_ke": "Visitors a year",
}


def project(home: Path, name: str, text: Path, place: str, few: tuple[str, ...] = ()) -> Path:
    """A data folder with one report, in draft."""
    for part in ("schemas", "vocabulary"):
        shutil.copytree(data_folder() / part, home / "data" / part)
    # What a small text can need of the indicators, so that a proof reads few.
    shared = home / "data/vocabulary/indicators.csv"
    lines = shared.read_text("utf-8").splitlines(True)
    shared.write_text(
        "".join([*lines[:1], *(one for one in lines[1:] if not few or one.split(",")[0] in few)]), "utf-8"
    )
    (home / "data/reports").mkdir()
    new_report(name, text, place, "", home / "data")
    return home / "data"


@pytest.fixture(scope="module")
def drafted(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("small")
    (home / "a.txt").write_text(TEXT, "utf-8")
    return project(home, NAME, home / "a.txt", "河北省保定市安国市", KNOWN)


@pytest.fixture(scope="module")
def real(tmp_path_factory) -> Path:
    return project(tmp_path_factory.mktemp("real"), REAL, SHARED / "county_boye_2021.txt", "河北省保定市博野县")


@pytest.fixture
def folder(drafted, tmp_path) -> Path:
    return shutil.copytree(drafted, tmp_path / "data")


def path_of(folder: Path, table: str, name: str = NAME) -> Path:
    return folder / "reports" / name / f"{table}.csv"


def rows(folder: Path, table: str, name: str = NAME) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path_of(folder, table, name).read_text("utf-8-sig"), newline="")))


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def key_of(made: Review, mark: str, table: str = "observations") -> str:
    (key,) = [one["key"] for one in made.state()["items"] if one["table"] == table and one["mark"] == mark]
    return key


def row_of(made: Review, mark: str, table: str = "observations") -> dict[str, str]:
    (row,) = [one["row"] for one in made.state()["items"] if one["table"] == table and one["mark"] == mark]
    return row


def changed_lines(before: bytes, after: bytes) -> tuple[list[bytes], list[bytes]]:
    """The lines of a file that are no more, and those that are new."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return [line for line in old if line not in new], [line for line in new if line not in old]


def finish(made: Review) -> dict:
    """Look at all rows, with the English that a finished report has."""
    for indicator, words in ENGLISH.items():
        made.do({"do": "name", "indicator": indicator, "cells": {"name_en": words}})
    made.do({"do": "about", "cells": {"title_en": "Report", "place_en": "Anguo"}})
    items = made.state()["items"]
    for one in items:
        if one["table"] == "sections":
            made.do({"do": "set", "key": one["key"], "cells": {"title_en": "Part"}})
    answer = made.do({"do": "accept", "keys": [one["key"] for one in items]})
    assert answer["done"] and answer["finished"]
    return answer


# What is shown


def test_rows_stand_beside_their_sentences_in_the_order_of_the_text(folder):
    state = Review(NAME, folder).state()
    places = [one["at"] for one in state["items"]]
    assert places == sorted(places) and len(places) == state["total"] == state["open"]
    for one in state["items"]:
        assert TEXT[one["at"] :].startswith(one["mark"])
        assert f"{one['before']}{one['mark']}{one['after']}" in TEXT
    assert json.loads(json.dumps(state)) == state
    gdp = next(one for one in state["items"] if one["mark"] == "4.2%")
    assert gdp["indicator"][0] == "地区生产总值" and gdp["section"][0] == "一、2020年工作回顾" and gdp["open"]


def test_an_indicator_is_sought_by_names_key_and_initials():
    found = find_string(shared_vocabulary()["indicators"]["gdp"] | {"name_en": "Gross product"})
    assert all(one in found.split() for one in ("地区生产总值", "gdp", "dqsczz", "生产总值", "gross"))
    assert (
        find_string({"indicator": "x", "name_zh": "重庆银行长度", "name_en": "", "aliases": ""}).split()[-1] == "cqyhcd"
    )


# Steps


def test_a_step_changes_the_bytes_of_its_row_alone_as_the_file_is_written(folder):
    path = path_of(folder, "observations")
    words = path.read_text("utf-8").replace("\n", "\r\n").replace("gdp,growth,2021", '"gdp","growth",2021')
    path.write_bytes(b"\xef\xbb\xbf" + words.encode().rstrip())
    before, made = path.read_bytes(), Review(NAME, folder)
    assert made.do({"do": "accept", "key": key_of(made, "6%")})["done"]
    old, new = changed_lines(before, path.read_bytes())
    assert (
        new == [old[0].replace(b",?", b",")] and new[0].startswith(b'"gdp","growth",2021') and new[0].endswith(b"\r\n")
    )
    made.do({"do": "set", "key": key_of(made, "6%"), "cells": {"measure": "rate", "note": '说"明,'}})
    _, new = changed_lines(before, path.read_bytes())
    assert new[0].startswith(b'"gdp","rate",2021') and '"说""明,"' in new[0].decode()
    assert made.do({"do": "accept", "key": key_of(made, "3座")})["done"]
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") and path.read_bytes().endswith(b",")
    while made.do({"do": "undo"})["done"]:
        pass
    assert path.read_bytes() == before


def test_a_new_row_is_written_as_those_beside_it(folder):
    path = path_of(folder, "other_numbers")
    with path.open("w", encoding="utf-8", newline="") as file:
        others = [["quote", "reason", "note", "doubt"], ["【2021】年1", "date", "", "?"], ["【2020】", "date", "", "?"]]
        csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(others)
    made, before = Review(NAME, folder), path.read_bytes()
    assert made.do({"do": "add"})["done"]
    old, new = changed_lines(before, path.read_bytes())
    assert old == [] and len(new) == 6 and all(one.startswith(b'"') and one.endswith(b'"\r\n') for one in new)
    assert all(one.count(b'"') == 8 for one in new)


def test_a_wrong_row_is_said_in_both_languages_and_cannot_be_accepted(folder):
    made = Review(NAME, folder)
    key = key_of(made, "4.2%")
    answer = made.do({"do": "set", "key": key, "cells": {"value": "4.3"}})
    (item,) = answer["items"]
    assert answer["done"] and item["problems"][0] == [
        "value：原文为“4.2”；改为“4.2”",
        "value: the text says “4.2”; write “4.2”",
    ]
    before = tree(folder)
    answer = made.do({"do": "accept", "key": key})
    assert (
        not answer["done"] and "4.2" in answer["said"][0] and "4.2" in answer["said"][1] and answer["items"][0]["open"]
    )
    assert tree(folder) == before
    both = made.do({"do": "accept", "keys": [key, key_of(made, "3%")]})
    assert both["done"] and "4.2" in both["said"][1] and [one["open"] for one in both["items"]] == [False]


def test_a_row_that_was_looked_at_is_open_again_once_it_is_wrong(folder):
    made = Review(NAME, folder)
    key = key_of(made, "4.2%")
    made.do({"do": "accept", "key": key})
    answer = made.do({"do": "set", "key": key, "cells": {"period": "2019"}})
    assert answer["items"][0]["open"] and answer["items"][0]["problems"]
    assert check(folder) == []


@pytest.mark.parametrize(
    "cells", [{"value": "much"}, {"status": "done"}, {"note": "=1+1"}, {"doubt": ""}, {"value": ""}]
)
def test_what_is_no_cell_of_its_column_is_not_written(folder, cells):
    made, before = Review(NAME, folder), tree(folder)
    answer = made.do({"do": "set", "key": key_of(made, "4.2%"), "cells": cells})
    assert not answer["done"] and all(answer["said"]) and tree(folder) == before


def test_a_number_that_is_no_figure_moves_to_its_place_among_the_others(folder):
    made = Review(NAME, folder)
    answer = made.do({"do": "number", "key": key_of(made, "12座"), "reason": "set_phrase"})
    assert answer["done"] and len(answer["gone"]) == 1
    marks = [row["quote"] for row in rows(folder, "other_numbers")]
    assert marks[marks.index("【4】G基") + 1] == "站【12】座" or "【12】座" in marks[marks.index("【4】G基") + 1]
    (item,) = answer["items"]
    assert item["problems"] or not item["open"]
    assert "yin_jin_4_g_ji_zhan" not in path_of(folder, "vocabulary/indicators").read_text("utf-8")
    ranged = made.do({"do": "number", "key": key_of(made, "5000—6000米"), "reason": "threshold"})
    assert [one["mark"] for one in ranged["items"]] == ["5000", "6000"] and check(folder) == []
    while made.do({"do": "undo"})["done"]:
        pass
    assert row_of(made, "12座")["value"] == "12"


def test_a_figure_that_was_taken_for_a_number_gets_the_cells_that_the_text_says(folder):
    made = Review(NAME, folder)
    before = row_of(made, "4.2%")
    made.do({"do": "number", "key": key_of(made, "4.2%"), "reason": "set_phrase"})
    answer = made.do({"do": "figure", "key": key_of(made, "4.2", "other_numbers"), "cells": {}})
    (item,) = answer["items"]
    assert {**item["row"], "quote": ""} == {**before, "quote": ""} and not item["problems"] and item["open"]
    assert [row["value"] for row in rows(folder, "observations")][:2] == ["4.2", "3"]
    answer = made.do({"do": "figure", "key": key_of(made, "一件", "other_numbers"), "cells": {}})
    assert not answer["done"] and "indicator" in answer["said"][1]
    other = {"name_zh": "头等大事", "aliases": "大事", "measure": "rank"}
    answer = made.do({"do": "figure", "key": key_of(made, "一件", "other_numbers"), "cells": other})
    assert answer["done"] and answer["items"][0]["columns"] == ["indicator"], (
        "a new one that does not fit is written, open"
    )
    made.do({"do": "undo"})
    answer = made.do({"do": "figure", "key": key_of(made, "一件", "other_numbers"), "cells": {"name_zh": "大事"}})
    (item,) = answer["items"]
    assert answer["done"] and item["row"]["indicator"] == "da_shi" and item["row"]["unit"] == "件"


def test_a_figure_of_a_part_that_speaks_of_no_time_is_asked_for_it(folder):
    sections = path_of(folder, "sections")
    sections.write_text(sections.read_text("utf-8").replace(",2021,target,", ",,,"), "utf-8")
    made = Review(NAME, folder)
    step = {
        "do": "figure",
        "key": key_of(made, "一件", "other_numbers"),
        "cells": {"name_zh": "大事", "measure": "rate"},
    }
    answer = made.do(step)
    assert not answer["done"] and answer["asks"] == ["period", "status"]
    answer = made.do({**step, "cells": {**step["cells"], "period": "2021", "status": "target"}})
    (item,) = [one for one in answer["items"] if one["mark"] == "一件"]
    assert answer["done"] and item["open"] and "标题那一行" in item["problems"][0][0], (
        "it says where the time is to be given"
    )
    (heading,) = [one["key"] for one in answer["items"] + made.state()["items"] if one["mark"].startswith("二、2021")][
        -1:
    ]
    answer = made.do({"do": "set", "key": heading, "cells": {"period": "2021", "status": "target"}})
    (item,) = [one for one in made.state()["items"] if one["mark"] == "一件"]
    assert not {"period", "status"} & set(item["columns"])


def test_numbers_in_words_may_be_said_to_be_no_figures_several_at_once(folder):
    figures = path_of(folder, "observations")
    made = Review(NAME, folder)
    (two, three) = key_of(made, "2座"), key_of(made, "3座")
    answer = made.do({"do": "number", "keys": [two, three], "reason": "set_phrase"})
    assert (
        answer["done"] and sorted(answer["gone"]) == sorted([two, three]) and "车间【" not in figures.read_text("utf-8")
    )
    assert [one["open"] for one in answer["items"] if one["mark"] in "23"] == [True, True], (
        "digits need words that show it"
    )
    (answer,) = [made.do({"do": "number", "key": key_of(made, "一件", "other_numbers"), "reason": "general_word"})]
    assert [one["open"] for one in answer["items"]] == [False]


def test_a_row_that_an_open_row_made_doubtful_is_open_again(folder):
    made = Review(NAME, folder)
    eight = key_of(made, "8%")
    assert made.do({"do": "accept", "key": eight})["done"]
    (heading,) = [one["key"] for one in made.state()["items"] if one["mark"].startswith("二、2021")]
    answer = made.do({"do": "set", "key": heading, "cells": {"period": "2022"}})
    assert answer["done"] and "要再看" in answer["said"][0]
    assert [one["open"] for one in answer["items"] if one["key"] == eight] == [True] and examine(folder)[0] == []


def test_two_figures_of_one_mark_are_parted_and_two_marks_of_one_figure_joined(folder):
    made, before = Review(NAME, folder), tree(folder)
    key = key_of(made, "5000—6000米")
    for step in ({"do": "split", "at": 1}, {"do": "split", "at": 5}, {"do": "set", "widen": [0, -6]}):
        assert not made.do({**step, "key": key})["done"] and tree(folder) == before
    first, second = key_of(made, "3个"), key_of(made, "12条")
    for keys in ([first, second], [first, first], [first]):
        assert not made.do({"do": "merge", "keys": keys})["done"] and tree(folder) == before
    # As a person may have marked them in a spreadsheet.
    other, figures = path_of(folder, "other_numbers"), path_of(folder, "observations")
    words = other.read_text("utf-8").replace("【20】日在", "【20日】在安")
    other.write_text(words.replace("【1】月2,date,,?\n", "").replace("【2021】年1,", "【2021年1】月2,"), "utf-8")
    (item,) = [one for one in made.state()["items"] if one["mark"] == "2021年1"]
    assert item["problems"] and not made.do({"do": "accept", "key": item["key"]})["done"]
    answer = made.do({"do": "split", "key": item["key"], "at": 5})
    assert [(one["mark"], one["problems"]) for one in answer["items"]] == [("2021", []), ("1", [])]
    figures.write_text(figures.read_text("utf-8").replace("【5000—6000米】", "【5000】—6000米"), "utf-8")
    other.write_text(other.read_text("utf-8").replace("【4】G基", "—【6000】米,unread,,?\n【4】G基"), "utf-8")
    ends = key_of(made, "5000"), key_of(made, "6000", "other_numbers")
    answer = made.do({"do": "merge", "keys": list(ends)})
    assert answer["gone"] == [ends[1]] and [one["mark"] for one in answer["items"]] == ["5000—6000米"]
    assert answer["items"][0]["problems"] == [] and answer["items"][0]["row"]["value_high"] == "6000"


def test_a_figure_that_counts_for_two_indicators_has_two_rows(folder):
    made = Review(NAME, folder)
    key = key_of(made, "3%")
    answer = made.do({"do": "split", "key": key, "cells": {"indicator": "gdp"}})
    both = [one["row"]["indicator"] for one in made.state()["items"] if one["mark"] == "3%"]
    assert both == ["retail_sales", "gdp"] and any(one["problems"] for one in answer["items"])
    made.do({"do": "accept", "keys": [one["key"] for one in answer["items"]]})
    (second,) = [
        one["key"] for one in made.state()["items"] if one["mark"] == "3%" and one["row"]["indicator"] == "gdp"
    ]
    assert next(one["open"] for one in made.state()["items"] if one["key"] == second)
    assert made.do({"do": "drop", "key": second})["done"]
    refused = made.do({"do": "drop", "key": key})
    assert not refused["done"] and "each number needs a row" in refused["said"][1]


def test_numbers_that_lost_their_rows_get_them_again(folder):
    path = path_of(folder, "observations")
    path.write_text("".join(one for one in path.read_text("utf-8").splitlines(True) if "【2座】" not in one), "utf-8")
    made = Review(NAME, folder)
    assert "3座" in {one["mark"] for one in made.state()["items"]} and made.state()["problems"]
    answer = made.do({"do": "add"})
    assert [one["mark"] for one in answer["items"]] == ["2"] and len(answer["problems"]) == 1
    (item,) = made.do({"do": "figure", "key": answer["items"][0]["key"], "cells": {}})["items"]
    assert (item["mark"], item["row"]["indicator"], item["problems"]) == ("2座", "xin_jian_feng_mi_che_jian", [])
    assert made.state()["problems"] == []


def test_a_mark_takes_in_the_words_beside_it(folder):
    made = Review(NAME, folder)
    (item,) = made.do({"do": "set", "key": key_of(made, "1.5万元"), "widen": [0, 2]})["items"]
    assert item["mark"] == "1.5万元以上" and item["row"]["qualifier"] == "at_least" and not item["problems"]
    quote = "收入完成【1.5万元】以上"
    (item,) = made.do({"do": "set", "key": item["key"], "quote": quote})["items"]
    assert item["row"]["quote"] == quote and not item["problems"]
    for wrong in ("不在原文的【1.5万元】", "1.5万元", "【2021】年"):
        assert not made.do({"do": "set", "key": item["key"], "quote": wrong})["done"]
    assert not made.do({"do": "set", "key": item["key"], "widen": ["a", 1]})["done"]


def test_a_new_indicator_has_a_key_and_all_that_its_row_needs(folder):
    made = Review(NAME, folder)
    key = key_of(made, "20万人次")
    before = rows(folder, "vocabulary/indicators")
    answer = made.do({"do": "indicator", "key": key, "cells": {"name_zh": "接待游客"}})
    assert not answer["done"] and "tourist_visits" in answer["said"][1]
    cells = {"name_zh": "外来游客", "name_en": "Visitors from elsewhere", "aliases": "别处的词"}
    answer = made.do({"do": "indicator", "key": key, "cells": cells})
    assert not answer["done"] and "叫它什么" in answer["said"][0] and rows(folder, "vocabulary/indicators") == before
    answer = made.do({"do": "indicator", "key": key, "cells": cells | {"aliases": ""}})
    (item,) = answer["items"]
    assert answer["done"] and item["indicator"] == ["外来游客", "Visitors from elsewhere"] and not item["problems"]
    own = {row["indicator"]: row for row in rows(folder, "vocabulary/indicators")}
    row = own["wai_lai_you_ke"]
    assert (row["sector"], row["units"], row["measures"]) == ("services", "人次", "level")
    assert row["aliases"] == "年均接待游客"
    # What was proposed and is needed no more is gone, and the others are where they were.
    assert list(own) == [row["indicator"] for row in before[:-1]] + ["wai_lai_you_ke"]
    assert "taken out" in answer["said"][1]
    words = {"name_zh": "游客总数", "aliases": "接待游客", "indicator": "visits_here"}
    answer = made.do({"do": "indicator", "key": key, "cells": words})
    assert answer["done"] and answer["items"][0]["row"]["indicator"] == "visits_here"


def test_the_first_indicator_of_its_own_is_described_with_the_folder(folder):
    path_of(folder, "vocabulary/indicators").unlink()
    shutil.rmtree(folder / "reports" / NAME / "vocabulary")
    (folder / DESCRIPTION).write_bytes(describe(folder))
    before, made = tree(folder), Review(NAME, folder)
    answer = made.do({"do": "indicator", "key": key_of(made, "2座"), "cells": {"name_zh": "新建蜂蜜车间"}})
    assert answer["done"] and rows(folder, "vocabulary/indicators")[0]["indicator"] == "xin_jian_feng_mi_che_jian"
    assert (folder / DESCRIPTION).read_bytes() == describe(folder) != before[DESCRIPTION]
    assert made.do({"do": "undo"})["done"] and tree(folder) == before


def test_a_known_indicator_is_given_the_measure_and_unit_that_a_proven_row_has(folder):
    made = Review(NAME, folder)
    path = path_of(folder, "vocabulary/indicators")
    assert "old_estates" not in path.read_text("utf-8")
    key = key_of(made, "12条")
    answer = made.do({"do": "set", "key": key, "cells": {"indicator": "gdp"}})
    assert answer["items"][0]["problems"] and "gdp" not in path.read_text("utf-8")


def test_rows_that_become_alike_are_told_apart_and_one_that_is_left_alone_is_not(folder):
    made, before = Review(NAME, folder), tree(folder)
    key = key_of(made, "6%")
    answer = made.do({"do": "set", "key": key, "cells": {"period": "2020", "status": "achieved"}})
    told = {one["mark"]: one["row"]["scope"] for one in answer["items"]}
    assert all(told[mark] for mark in ("4.2%", "6%")) and told["4.2%"] != told["6%"]
    back = made.do({"do": "set", "key": key, "cells": {"period": "2021", "status": "target"}})
    assert {one["mark"]: one["row"]["scope"] for one in back["items"]} == {"4.2%": "", "6%": ""}
    made.do({"do": "undo"})
    made.do({"do": "undo"})
    assert tree(folder) == before


def test_relations_and_cautions_go_with_their_figure_or_are_dropped_and_said(folder):
    cautions = path_of(folder, "cautions")
    said = "gdp/growth/2020/achieved,口径未说明,The basis is not stated\n"
    cautions.write_text(cautions.read_text("utf-8") + said, "utf-8")
    made = Review(NAME, folder)
    made.do({"do": "set", "key": key_of(made, "4.2%"), "cells": {"measure": "cumulative_growth"}})
    assert rows(folder, "relations")[0]["b"] == "gdp/cumulative_growth/2020/achieved"
    assert rows(folder, "cautions")[0]["observation"] == "gdp/cumulative_growth/2020/achieved"
    answer = made.do({"do": "set", "key": key_of(made, "4.2%"), "cells": {"status": "baseline"}})
    assert len(rows(folder, "relations")) == 3 and "taken out: 1" in answer["said"][1]
    assert rows(folder, "cautions")[0]["observation"] == "gdp/cumulative_growth/2020/baseline"
    answer = made.do({"do": "number", "key": key_of(made, "4.2%"), "reason": "set_phrase"})
    assert not rows(folder, "cautions") and "taken out: 1" in answer["said"][1] and answer["problems"] == []


def test_no_step_makes_a_row_wrong_that_was_looked_at(folder):
    made = Review(NAME, folder)
    plan = next(one["key"] for one in made.state()["items"] if one["mark"] == "二、2021")
    made.do({"do": "set", "key": plan, "cells": {"period": "2022", "title_en": "Plan"}})
    figure = key_of(made, "6%")
    answer = made.do({"do": "accept", "key": figure})
    assert not answer["done"] or check(folder) == []
    assert zr.load(NAME, folder, draft=True) is not None


def test_the_last_row_finishes_the_report_once_nothing_is_lacking(folder):
    made = Review(NAME, folder)
    answer = made.do({"do": "accept", "keys": [one["key"] for one in made.state()["items"]]})
    assert answer["open"] == 0 and not answer["finished"] and len(answer["lacking"]) == 12
    for indicator, words in list(ENGLISH.items())[:-1]:
        assert made.do({"do": "name", "indicator": indicator, "cells": {"name_en": words}})["done"]
    last, words = list(ENGLISH.items())[-1]
    answer = made.do({"do": "name", "indicator": last, "cells": {"name_en": words}})
    assert answer["done"] and not answer["finished"] and len(answer["lacking"]) == 6
    faults = check(folder)
    assert faults and all(one.column.endswith("_en") for one in faults), "only English is missing, in whatever order"
    made = Review(NAME, folder)
    for one in made.state()["items"]:
        if one["table"] == "sections":
            made.do({"do": "set", "key": one["key"], "cells": {"title_en": "Part"}})
    answer = made.do({"do": "about", "cells": {"title_en": "Report", "place_en": "Anguo"}})
    assert answer["finished"] and not answer["lacking"] and made.state()["finished"]
    assert examine(folder) == ([], []) and len(zr.load(NAME, folder).observations) == 14
    assert made.do({"do": "undo"})["done"] and not made.state()["finished"]


# Others at work


def test_what_others_change_between_two_steps_is_kept_and_shown(folder):
    made = Review(NAME, folder)
    keys = {mark: key_of(made, mark) for mark in ("4.2%", "3%", "6%", "8%")}
    path = path_of(folder, "observations")
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines[1] = lines[1].replace(",2020,", ",2019,")
    path.write_text("".join(line for line in lines if "【3%】" not in line), "utf-8")
    answer = made.do({"do": "accept", "key": keys["6%"]})
    assert answer["done"] and answer["gone"] == [keys["3%"]]
    assert {one["mark"]: one["row"]["period"] for one in answer["items"]} == {"4.2%": "2019", "6%": "2021"}
    assert ",2019," in path.read_text("utf-8") and "【3%】" not in path.read_text("utf-8")
    gone = made.do({"do": "accept", "key": keys["3%"]})
    assert not gone["done"] and "not there any more" in gone["said"][1]
    path.write_text(path.read_text("utf-8").replace("gdp,growth,2019", "gdp,growth,2018"), "utf-8")
    answer = made.do({"do": "set", "key": keys["4.2%"], "cells": {"period": "2020"}})
    assert not answer["done"] and "somebody else" in answer["said"][1] and answer["items"][0]["row"]["period"] == "2018"
    assert made.do({"do": "set", "key": keys["4.2%"], "cells": {"period": "2020"}})["done"]


def test_a_step_is_not_undone_over_what_others_wrote(folder):
    made = Review(NAME, folder)
    made.do({"do": "accept", "key": key_of(made, "6%")})
    path = path_of(folder, "observations")
    path.write_text(path.read_text("utf-8").replace("【8%】,,?", "【8%】,,"), "utf-8")
    before = tree(folder)
    answer = made.do({"do": "undo"})
    assert not answer["done"] and "observations.csv" in answer["said"][1] and tree(folder) == before


def test_keys_are_the_same_after_a_restart_and_name_no_other_row(folder):
    made = Review(NAME, folder)
    keys = {one["key"]: one["mark"] for one in made.state()["items"]}
    assert {one["key"]: one["mark"] for one in Review(NAME, folder).state()["items"]} == keys
    made.do({"do": "set", "key": key_of(made, "4.2%"), "cells": {"period": "2019"}})
    again = {one["key"]: one["mark"] for one in Review(NAME, folder).state()["items"]}
    assert all(keys.get(key, mark) == mark for key, mark in again.items()) and len(again.keys() - keys) == 1


@needs_reports
def test_two_people_who_review_alternate_blocks_merge_their_copies_by_git(real, tmp_path):
    def git(*words: str) -> str:
        who = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "merge.renames=false")
        ran = subprocess.run(["git", *who, *words], cwd=home, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    home = shutil.copytree(real, tmp_path / "data")
    git("init", "-q", "-b", "main")
    git("add", "."), git("commit", "-qm", "draft")
    count = {table: len(rows(home, table, REAL)) for table in ("observations", "other_numbers", "sections")}
    moved = 0
    for person in (0, 1):
        git("checkout", "-qb", f"person{person}", "main")
        made = Review(REAL, home)
        items = made.state()["items"]
        # Stretches of the text by turns; of each table the rows between two stretches are left to be looked at last.
        for stretch in [items[at : at + 66] for at in range(0, len(items), 66)][person::2]:
            of = {table: [one["key"] for one in stretch if one["table"] == table][1:-1] for table in count}
            made.do({"do": "accept", "keys": [key for keys in of.values() for key in keys]})
            first, *_, last = of["other_numbers"]
            inside = stretch[next(at for at, one in enumerate(stretch) if one["key"] == first) :]
            inside = inside[: next(at for at, one in enumerate(inside) if one["key"] == last)]
            inside = [one["key"] for one in inside if one["key"] in of["observations"]]
            if len(inside) > 2:
                moved += len(made.do({"do": "number", "key": inside[1], "reason": "set_phrase"})["gone"])
        git("add", "."), git("commit", "-qm", f"person {person}")
    git("merge", "-q", "person0", "-m", "both")
    merged = Review(REAL, home).state()
    assert check(home) == [] and merged["open"] < sum(count.values()) / 4 and moved > 3
    assert len(rows(home, "observations", REAL)) == count["observations"] - moved
    assert [one["at"] for one in merged["items"]] == sorted(one["at"] for one in merged["items"])


# Whole or not at all


KILLED = """
import os, sys
from pathlib import Path
from zreport.draft.review_save import write_together
folder, fails_at, replace = Path(sys.argv[1]), int(sys.argv[2]), Path.replace
moved = []
def killed(path, to):
    moved.append(to)
    return os._exit(9) if len(moved) == fails_at else replace(path, to)
Path.replace = killed
write_together(folder, {"a.csv": (b"1", b"2"), "b.csv": (b"3", b"4"), "c.csv": (b"5", None), "d.csv": (None, b"6")})
"""


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_a_step_whose_process_is_killed_while_it_moves_files_is_finished_by_the_next(tmp_path, monkeypatch, fails_at):
    monkeypatch.setattr(review_save, "_SECONDS", 0)
    for name, content in (("a", b"1"), ("b", b"3"), ("c", b"5")):
        (tmp_path / f"{name}.csv").write_bytes(content)
    assert subprocess.run([sys.executable, "-c", KILLED, tmp_path, str(fails_at)]).returncode == 9
    if fails_at == 1:
        (tmp_path / "b.csv").write_bytes(b"somebody else's")
    review_save.finish_step(tmp_path)
    held = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert held == {"a.csv": b"2", "b.csv": b"somebody else's" if fails_at == 1 else b"4", "d.csv": b"6"}
    review_save.finish_step(tmp_path)


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_a_step_on_several_files_is_written_whole_or_not_at_all(folder, monkeypatch, fails_at):
    made, before = Review(NAME, folder), tree(folder)
    step = {"do": "number", "key": key_of(made, "3座"), "reason": "set_phrase"}
    moved, move = [], Path.replace

    def failing(self, target):
        moved.append(Path(target).name)
        if len(moved) == fails_at:
            raise OSError(28, "No space left on device")
        return move(self, target)

    monkeypatch.setattr(review_save.Path, "replace", failing)
    with pytest.raises(WriteError) as error:
        made.do(step)
    monkeypatch.undo()
    assert "No space left" in error.value.words.en and "No space left" in error.value.words.zh
    assert tree(folder) == before and moved[0] == "other_numbers.csv"
    answer = made.do(step)
    assert answer["done"] and len(rows(folder, "relations")) == 3 and tree(folder) != before
    assert made.do({"do": "undo"})["done"] and tree(folder) == before


def test_what_cannot_be_written_is_said_and_nothing_is_half_written(folder, monkeypatch):
    made, before = Review(NAME, folder), tree(folder)

    def full(*_):
        raise OSError(28, "No space left on device")

    key = key_of(made, "6%")
    monkeypatch.setattr(review_save.os, "fsync", full)
    with pytest.raises(WriteError) as error:
        made.do({"do": "accept", "key": key})
    assert "observations.csv" in error.value.words.en and tree(folder) == before
    monkeypatch.undo()
    monkeypatch.setattr(review_save.os, "access", lambda *_: False)
    with pytest.raises(WriteError) as error:
        made.do({"do": "accept", "key": key})
    assert "Permission denied" in error.value.words.zh and tree(folder) == before
    monkeypatch.undo()
    assert made.do({"do": "accept", "key": key})["done"]


def test_a_file_that_is_written_at_the_same_moment_is_not_written_over(folder, monkeypatch):
    made, path = Review(NAME, folder), path_of(folder, "observations")
    key, put = key_of(made, "6%"), review_save.put_beside

    def meanwhile(beside, content, like):
        put(beside, content, like)
        path.write_text(path.read_text("utf-8").replace("【8%】,,?", "【8%】,,"), "utf-8")

    monkeypatch.setattr(review_save, "put_beside", meanwhile)
    with pytest.raises(ReportError) as error:
        made.do({"do": "accept", "key": key})
    monkeypatch.undo()
    assert "observations.csv" in error.value.words.en and "【8%】,,\n" in path.read_text("utf-8")
    assert made.do({"do": "accept", "key": key})["done"] and "【8%】,,\n" in path.read_text("utf-8")


def test_what_cannot_be_reviewed_is_said(folder):
    with pytest.raises(SelectionError) as error:
        Review("nowhere-2000", folder)
    assert NAME in error.value.words.en
    made = Review(NAME, folder)
    for step in (
        {"do": "fly"},
        {},
        None,
        {"do": "accept", "key": "observations-none"},
        {"do": "set", "key": 3},
        {"do": "set"},
    ):
        assert not made.do(step)["done"]
    key, before = key_of(made, "4.2%"), tree(folder)
    for cells in ({"note": "\ud800"}, {"note": "a\nb"}, {"note": 1}, {"note": "长" * 501}, ["note"], {3: "a"}):
        assert not made.do({"do": "set", "key": key, "cells": cells})["done"]
    for step in ({"do": "merge", "keys": [{}, []]}, {"do": "set", "key": key, "quote": 7}, {"do": ["set"], "key": key}):
        assert not made.do(step)["done"]
    assert tree(folder) == before
    path = path_of(folder, "observations")
    words = path.read_text("utf-8")
    path.write_text(words + 'a,"b', "utf-8")
    with pytest.raises(DataError):
        made.do({"do": "undo"})
    path.write_text(words, "utf-8")
    assert made.state()["open"]
    finish(made)
    assert Review(NAME, folder).state()["finished"], "a row of a finished report can still be mended"
    for table in ("observations", "other_numbers", "sections"):
        path = path_of(folder, table)
        lines = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([line[:-1] for line in lines])
    with pytest.raises(ReportError) as error:
        Review(NAME, folder)
    assert "was no draft" in error.value.words.en


# Any steps


@needs_reports
def test_a_step_on_a_whole_report_is_quick(real, tmp_path):
    made = Review(REAL, shutil.copytree(real, tmp_path / "data"))
    items = made.state()["items"]
    # An index has no unit: it is seen, and not read as a figure.
    assert {one["mark"]: (one["reasons"], one["problems"]) for one in items}["5.94"] == (["unread"], [])
    keys = [one["key"] for one in items][:10]
    begun = time.process_time()
    assert all(made.do({"do": "accept", "key": key})["done"] for key in keys)
    assert (time.process_time() - begun) / len(keys) < 0.3


CELLS = st.fixed_dictionaries(
    {},
    optional={
        "indicator": st.sampled_from(["gdp", "retail_sales", "zhi_li_he_dao"]),
        "measure": st.sampled_from(["growth", "total", "rank", "nothing"]),
        "period": st.sampled_from(["2020", "2021", "2016/2020", "x"]),
        "status": st.sampled_from(["achieved", "target", "baseline", "expected"]),
        "value": st.sampled_from(["1", "4.2", "x", ""]),
        "scope": st.sampled_from(["", "全市", "地区"]),
        "reason": st.sampled_from(["date", "set_phrase"]),
        "title_en": st.just('A, "part"'),
    },
)
NEW = st.sampled_from([{}, {"indicator": "gdp"}, {"name_zh": "游客", "name_en": "Guests"}, {"name_zh": "三农"}])
STEP = st.one_of(
    st.tuples(st.just("accept"), st.just({})),
    st.tuples(st.just("set"), st.builds(lambda cells: {"cells": cells}, CELLS)),
    st.tuples(st.just("set"), st.builds(lambda *two: {"widen": two}, st.integers(-3, 3), st.integers(-3, 3))),
    st.tuples(st.just("number"), st.sampled_from([{"reason": "date"}, {"reason": "set_phrase"}, {}])),
    st.tuples(st.sampled_from(["figure", "indicator"]), st.builds(lambda cells: {"cells": cells}, NEW)),
    st.tuples(st.just("split"), st.builds(lambda at: {"at": at}, st.integers(0, 6))),
    st.tuples(st.sampled_from(["merge", "drop", "undo"]), st.just({})),
    st.tuples(st.just("about"), st.just({"cells": {"title_en": "A “report”"}})),
)


@settings(max_examples=5, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(STEP, st.integers(0, 40)), min_size=4, max_size=10))
def test_any_steps_then_as_many_undone_leave_the_bytes_of_the_start(folder, steps):
    before, made = tree(folder), Review(NAME, folder)
    start = made.state()["items"]
    for (do, more), at in steps:
        items = made.state()["items"]
        key, following = items[at % len(items)]["key"], items[(at + 1) % len(items)]["key"]
        answer = made.do({"do": do, **({"keys": [key, following]} if do == "merge" else {"key": key}), **more})
        assert all(isinstance(words, str) for words in answer["said"])
    assert zr.load(NAME, folder, draft=True).name == NAME
    assert (folder / DESCRIPTION).read_bytes() == describe(folder)
    assert Review(NAME, folder).state()["open"] == made.state()["open"]
    while made.do({"do": "undo"})["done"]:
        pass
    assert tree(folder) == before and made.state()["items"] == start

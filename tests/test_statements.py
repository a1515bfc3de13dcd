"""What a report can be held to in words: proven from the text, complete for what is seen done or not, proposed by rule."""

import csv
import itertools
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from folders import NAME, folder_of
from hypothesis import given
from hypothesis import strategies as st

import zreport as zr
from zreport.draft.new import new_report
from zreport.draft.review import Review
from zreport.draft.statements import numbered, proposed_statements
from zreport.proof.check import check, examine
from zreport.reading.acts import act_of, clause_groups, has_seen_act, kind_of, sections_with_ends, whole_clauses
from zreport.reading.document import Document, OutlineSection
from zreport.reading.quote import Quote, sole_quote_of
from zreport.tables.package import Package, data_folder, shared_vocabulary

SHARED = Path(__file__).resolve().parent.parent.parent / "shared/reports"
REPORT = "zhaoyuan-2020"
ROWS = zr.load().statements
TEXT = """一、2020年工作回顾
完成热源厂锅炉安装，组建应急管理部门。
当前还存在一些问题。主要是：产业结构不优，成长不快；财政体量不大。
二、五年目标
加快产业升级，提升工业质效。
三、2021年工作安排
启动普法。建成厂房3处、打通断头路，方便群众出行；实施“建成即投用”改革，推进热源厂建设。
"""
SECTIONS = [
    "review,,回顾,Review,一、2020年工作回顾,2020,achieved",
    "problems,review,问题,Problems,当前还存在,2020,achieved",
    "plan,,目标,Aims,二、五年目标,2021/2025,target",
    "work,,安排,Work,三、2021年工作安排,2021,target",
]
ACTS = [
    "complete,完成,complete,完成|建成|投用,seen",
    "set_up,组建,set up,组建,seen",
    "start,启动,start,启动,seen",
    "carry_out,实施,carry out,实施,judged",
    "advance,推进,advance,推进|提升|加快,open",
]
STATEMENTS = [
    "boiler,A boiler was installed,complete,【完成热源厂锅炉安装】",
    'structure,,,"【产业结构不优，成长不快】"',
    "upgrade,,,【加快产业升级】,structure",
    "law,,start,【启动普法】",
    'halls,,complete,"【建成厂房3处、打通断头路，方便群众出行】",upgrade|boiler',
    "reform,,carry_out,【实施“建成即投用”改革】",
    "heat,,advance,【推进热源厂建设】,boiler",
]
OTHERS = ["一、【2020】年工作回顾,date", "三、【2021】年工作安排,date"]
HALLS = {
    "observations": ["halls_built,total,2021,target,3,,处,exact,,,,建成厂房【3处】"],
    "own": {"indicators": ["halls_built,建成厂房,Halls built,industry,up,total,处,halls,建成厂房"]},
}


@pytest.fixture
def folder(tmp_path):
    """A data folder of the short text, with acts of its own."""
    return made(tmp_path / "data")


def made(to: Path, *changed: str, dropped: int | None = None) -> Path:
    """The folder of the short text, with some statements changed: those of the same key."""
    keys = {row.partition(",")[0]: row for row in changed}
    rows = [keys.pop(row.partition(",")[0], row) for row in STATEMENTS] + list(keys.values())
    rows = [row for at, row in enumerate(rows) if at != dropped]
    tables = {"sections": SECTIONS, "other_numbers": OTHERS, "statements": rows, "observations": HALLS["observations"]}
    folder_of(to, TEXT, HALLS["own"], **tables)
    header = (to / "vocabulary/acts.csv").read_text("utf-8").splitlines()[0]
    (to / "vocabulary/acts.csv").write_text("\n".join([header, *ACTS, ""]), "utf-8")
    return to


def faults(*args, **kwargs):
    return [(one.code, one.row, one.column) for one in check(made(*args, **kwargs)) if "statements" in one.file]


# What a report says


def test_each_statement_stands_where_the_report_says_it():
    text = zr.load().text
    for row in ROWS.itertuples():
        assert text[row.start : row.end].replace("\n", "") == Quote.parse(row.quote).marked == row.words_zh
    assert ROWS.index.is_unique and ROWS.index.name == "id"
    assert list(ROWS.index) == [f"{REPORT}:{key}" for key in ROWS["statement"]]


def test_kind_follows_from_the_section_and_a_task_has_an_act():
    sections = zr.load().sections
    for row in ROWS.itertuples():
        section = sections.loc[row.section]
        assert row.kind == kind_of(OutlineSection(row.section, 0, section["period"], section["status"]))
    assert set(ROWS["kind"]) <= {"problem", "aim", "task", "done"}
    acting = ROWS["kind"].isin(["task", "done"])
    assert (ROWS.loc[acting, "act"] != "").all() and (ROWS.loc[~acting, "act"] == "").all()
    named = ["kind_zh", "kind_en", "words_zh", "words_en", "section_zh", "theme_en", "chapter_en", "source_en"]
    assert (ROWS[named] != "").all(axis=None)


def test_the_real_report_states_its_three_problems_its_aims_and_its_tasks():
    counts = ROWS["kind"].value_counts()
    assert counts["problem"] == 3
    assert counts["aim"] >= 10 and counts["task"] >= 100
    law = ROWS[ROWS["words_zh"].str.contains("“八五”普法")].iloc[0]
    assert (law["kind"], law["act_zh"] != "", law["checked"], law["period"]) == ("task", True, "seen", "2021")


def test_a_statement_with_figures_is_checked_by_them():
    figures = zr.load().observations
    for row in ROWS.itertuples():
        inside = ((figures["start"] >= row.start) & (figures["end"] <= row.end)).sum()
        assert row.figures == inside
    assert ((ROWS["checked"] == "figure") == (ROWS["figures"] > 0)).all()
    assert (ROWS["figures"] > 0).sum() > 10


def test_what_a_statement_follows_is_told_by_its_identifier_and_in_its_words():
    linked = ROWS[ROWS["follows"] != ""]
    assert len(linked) > 5
    for row in linked.itertuples():
        earlier = ROWS.loc[row.follows.split("|")]
        assert (earlier["start"] < row.start).all()
        assert row.earlier_zh == "；".join(earlier["words_zh"]) and row.earlier_en == "; ".join(earlier["words_en"])


def test_a_loaded_statement_has_the_words_of_both_languages_and_how_it_is_checked(folder):
    rows = zr.load(NAME, folder).statements
    halls, boiler = rows.loc[f"{NAME}:halls"], rows.loc[f"{NAME}:boiler"]
    told = ("kind", "act", "checked", "figures", "period")
    assert tuple(halls[list(told)]) == ("task", "complete", "figure", 1, "2021")
    assert halls["follows"] == f"{NAME}:upgrade|{NAME}:boiler"
    assert halls["earlier_en"] == "加快产业升级; A boiler was installed"
    assert boiler["words_en"] == "A boiler was installed" and halls["words_en"] == halls["words_zh"]
    assert list(rows["kind"]) == ["done", "problem", "aim", "task", "task", "task", "task"]
    assert rows.loc[f"{NAME}:reform", "checked_zh"] == "须凭判断"
    assert (rows.loc[f"{NAME}:structure", ["act", "act_en", "checked", "checked_en"]] == "").all()


def test_a_table_without_rows_loads_with_the_types_of_one_that_has_some(tmp_path):
    empty = zr.load(
        NAME, folder_of(tmp_path / "data", "一、2020年工作回顾\n好。", other_numbers=OTHERS[:1], sections=SECTIONS[:1])
    )
    assert list(empty.statements.columns) == list(ROWS.columns)
    assert (empty.statements.dtypes == ROWS.dtypes).all()


# What is proven


def test_the_short_report_is_sound(folder):
    assert check(folder) == []


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("law,,complete,【启动普法】", "cell-differs", "act"),
        ("law,,,【启动普法】", "cell-differs", "act"),
        ("law,,begin,【启动普法】", "not-in-table", "act"),
        ("law,,start,【启动普】法", "mark-clause", "quote"),
        ("law,,,启动【普法】", "act-unsaid", "act"),
        ("law,,start,【启动守法】", "words-absent", "quote"),
        ("law,,start,启动普法", "quote-unmarked", "quote"),
        ("law,,start,【启动普法】,aims", "statement-unknown", "follows"),
        ("law,,start,【启动普法】,boiler|boiler", "statement-unknown", "follows"),
        ("law,,start,【启动普法】,heat", "statement-order", "follows"),
        ("law,,start,【启动普法】,law", "statement-order", "follows"),
        ("heat,,advance,【推进热源厂建设】,law", "statement-follows", "follows"),
        ("upgrade,,,【加快产业升级】,boiler", "statement-follows", "follows"),
        ("upgrade,,advance,【加快产业升级】", "act-none", "act"),
        ('structure,,,"【产业结构不优，成长不快】",boiler', "statement-follows", "follows"),
        ('heat,,carry_out,"【实施“建成即投用”改革，推进热源厂建设】"', "statement-doubled", "quote"),
        ("Law 2,,start,【启动普法】", "cell-pattern", "statement"),
    ],
)
def test_a_row_that_the_text_does_not_bear_out_is_named_with_its_column(tmp_path, row, code, column):
    key = row.split(",")[0]
    line = next((at for at, one in enumerate(STATEMENTS, 2) if one.startswith(f"{key},")), len(STATEMENTS) + 2)
    found = faults(tmp_path / "data", row)
    assert (code, line, column) in found


def test_what_cannot_follow_is_told_in_words_of_both_languages(tmp_path):
    (one,) = check(made(tmp_path / "data", 'structure,,,"【产业结构不优，成长不快】",boiler'))
    assert one.message("en").startswith("'boiler': is “done”, from which “problem” cannot follow; ")
    assert one.message("zh").startswith("“boiler”，是“已做”，“问题”不能接它；")


def test_a_task_that_is_seen_done_or_not_is_missed_where_no_row_marks_it(tmp_path):
    assert ("statement-missing", 5, "quote") in faults(tmp_path / "law", dropped=3)
    (missing,) = [one for one in check(made(tmp_path / "halls", dropped=4)) if one.code == "statement-missing"]
    assert (missing.row, missing.value) == (6, "建成厂房3处、打通断头路")
    assert "6" in missing.mend.en
    # Words in quotation marks name a rule; what has no end, and the headings of sections, need no row.
    assert faults(tmp_path / "reform", dropped=5) == []
    assert faults(tmp_path / "heat", dropped=6) == []


def test_of_the_real_report_each_dropped_task_that_is_seen_is_missed(tmp_path):
    home = shutil.copytree(data_folder(), tmp_path / "data")
    file = home / f"reports/{REPORT}/statements.csv"
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    seen = [key for key, row in shared_vocabulary()["acts"].items() if row["checked"] == "seen"]
    kinds = dict(zip(ROWS["statement"], ROWS["kind"], strict=True))
    wanted = {row["statement"] for row in rows if row["act"] in seen and kinds[row["statement"]] == "task"}
    followed = {key for row in rows for key in row["follows"].split("|")}
    kept = [row for row in rows if row["statement"] not in wanted - followed]
    with file.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, list(rows[0]))
        table.writeheader()
        table.writerows(kept)
    missed = [one.value for one in check(home) if one.code == "statement-missing"]
    gone = [Quote.parse(row["quote"]).marked for row in rows if row["statement"] in wanted - followed]
    assert len(gone) > 20
    assert all(any(value in words for value in missed) for words in gone)


# What is read


def document(text: str, *sections: OutlineSection) -> Document:
    acts = [one.split(",") for one in ACTS]
    rows = {key: {"words": words, "checked": checked} for key, _, _, words, checked in acts}
    return Document(text, sections, vocabulary={"acts": rows})


def test_the_first_act_of_the_table_is_read_and_no_word_in_quotation_marks():
    text = "推进项目建成投用，实施“建成即启动”改革，出台《启动办法》"
    assert act_of(document(text), 0, 9) == "complete"
    assert act_of(document(text), 9, 21) == "carry_out"
    assert act_of(document(text), 21, len(text)) == ""
    rows = {"honoured": {"words": "被…确定为|获评", "checked": "seen"}}
    read = Document("被国家确定为试点，被看好，确定为目标", vocabulary={"acts": rows})
    assert [act_of(read, *span) for span in ((0, 8), (9, 18))] == ["honoured", ""]


def test_a_heading_and_a_comma_in_a_number_part_no_clause():
    text = "二、2021年工作\n完成投资1,500万元，启动普法；实施改革。"
    read = document(text, OutlineSection("work", 0, "2021", "target"))
    groups = [clause_groups(read, *one) for one in sections_with_ends(read)]
    told = [[text[slice(*span)] for span in group] for one in groups for group in one]
    assert told == [["完成投资1,500万元", "启动普法"], ["实施改革"]]


WORDS = st.sampled_from(
    [
        "启动",
        "建成",
        "推进",
        "实施",
        "我们",
        "加快",
        "厂房3处",
        "“启动即建成”",
        "，",
        "；",
        "。",
        "\n",
        "改革",
        ",",
        "1,500",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=30).map("".join))
def test_what_is_proposed_of_any_text_is_found_once_and_leaves_no_task_out(text):
    text = f"二、2021年工作\n{text}"
    read = document(text, OutlineSection("work", 0, "2021", "target"))
    rows = list(numbered(proposed_statements(read)))
    spans = [Quote.parse(row["quote"]).find(text) for _, row in rows]
    assert [start for start, _ in rows] == [start for start, _ in spans]
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    assert len({row["statement"] for _, row in rows}) == len(rows)
    clauses = (span for one in sections_with_ends(read) for group in clause_groups(read, *one) for span in group)
    seen = [span for span in clauses if has_seen_act(read, *span) and sole_quote_of(text, *span)]
    assert all(any(start <= first and last <= end for start, end in spans) for first, last in seen)
    assert all(whole_clauses(read, *span) == span for span in spans)
    assert all(row["act"] == act_of(read, *span) != "" for (_, row), span in zip(rows, spans, strict=True))


# What is proposed


def test_problems_aims_and_tasks_are_proposed_by_rule():
    opened = [one.split(",") for one in SECTIONS]
    read = document(TEXT, *(OutlineSection(one[0], TEXT.index(one[4]), *one[5:]) for one in opened))
    rows = [row for _, row in numbered(proposed_statements(replace(read, text=TEXT.replace("：", ":"))))]
    assert [(row["statement"], row["act"], row["quote"]) for row in rows] == [
        ("problem-1", "", "【产业结构不优，成长不快】"),
        ("problem-2", "", "【财政体量不大】"),
        ("aim-1", "", "【加快产业升级】"),
        ("aim-2", "", "【提升工业质效】"),
        ("task-1", "start", "【启动普法】"),
        ("task-2", "complete", "【建成厂房3处、打通断头路，方便群众出行】"),
        ("task-3", "carry_out", "【实施“建成即投用”改革】"),
        ("task-4", "advance", "【推进热源厂建设】"),
    ]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared reports are not here")
@pytest.mark.parametrize("name", ["county_anguo_2022", "prov_guizhou_2026"])
def test_a_real_text_becomes_statements_whose_quotes_are_all_found_once(tmp_path, name):
    home = tmp_path / "data"
    for part in ("schemas", "vocabulary"):
        shutil.copytree(data_folder() / part, home / part)
    (home / "reports").mkdir()
    new_report("new", SHARED / f"{name}.txt", folder=home)
    found, (draft,) = examine(home)
    assert found == []
    assert not any("statements" in one.file for one in [*draft.rows, *draft.faults])
    rows = zr.load("new", home, draft=True).statements
    assert (rows["kind"] == "task").sum() > 100 and (rows["kind"] == "problem").sum() > 3
    text = Package(home).text("new")
    assert all(Quote.parse(quote).find(text) for quote in rows["quote"])


def test_a_review_that_changes_the_time_of_a_part_lists_its_statements_anew(folder):
    home = folder / "reports" / NAME
    (home / "source.json").write_text("{}", "utf-8")
    for table in ("sections", "observations", "other_numbers"):
        lines = (home / f"{table}.csv").read_text("utf-8").splitlines()
        (home / f"{table}.csv").write_text(
            "\n".join([f"{lines[0]},doubt", *(f"{one},?" for one in lines[1:]), ""]), "utf-8"
        )
    made = Review(NAME, folder)
    key = next(one["key"] for one in made.state()["items"] if one["row"].get("section") == "plan")
    answer = made.do({"do": "set", "key": key, "cells": {"period": "2021"}})
    assert answer["done"] and "去掉 1 条，加入 2 条" in answer["said"][0]
    said = {row["statement"]: row for row in _rows(home)}
    assert "upgrade" not in said and said["halls"]["follows"] == "boiler"
    assert [(row["act"], row["quote"]) for key, row in said.items() if key.startswith("task")] == [
        ("advance", "【加快产业升级】"),
        ("advance", "【提升工业质效】"),
    ]
    assert made.do({"do": "undo"})["done"]
    assert "upgrade" in {row["statement"] for row in _rows(home)}


def _rows(home: Path) -> list[dict[str, str]]:
    with (home / "statements.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))

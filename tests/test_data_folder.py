"""Data folders from anywhere: whatever is in them, one sentence for each fault, and nothing read that lies outside."""

import contextlib
import csv
import hashlib
import io
import json
import os
import re
import shutil
import socket
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import native_parts
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import zreport as zr
from zreport.cli import main
from zreport.faults import Fault
from zreport.language import LANGUAGES
from zreport.office.tables_workbook import tables_workbook
from zreport.proof import reporters
from zreport.report import loading
from zreport.tables.csv_table import CELL, ROWS
from zreport.tables.describe import DESCRIPTION, describe
from zreport.tables.package import LARGEST, REPORT_TABLES, Package, data_folder
from zreport.tables.schemas import well_formed

REPORT = "zhaoyuan-2020"
OBSERVATIONS, ABOUT, TEXT = (f"reports/{REPORT}/{name}" for name in ("observations.csv", "report.json", "report.txt"))
SECTORS, UNITS, STAGES = (f"vocabulary/{name}.csv" for name in ("sectors", "units", "stages"))
SCHEMA = "schemas/observations.json"
WORDS = "一、“十三五”工作回顾\n过去五年，全县地区生产总值年均增长3.7%。\n"
ROWS_OF = {
    "sections": "review,,回顾,Review,一、“十三五”工作回顾,2016/2020,achieved\n",
    "observations": "gdp,average_growth,2016/2020,achieved,3.7,,%,exact,,,,地区生产总值年均增长【3.7%】,\n",
}


def small(folder):
    """Make a data folder of the whole vocabulary and a report of one sentence."""
    shutil.copytree(data_folder(), folder)
    report = folder / "reports" / REPORT
    (report / "report.txt").write_text(WORDS, "utf-8", newline="")
    edit(folder, ABOUT, lambda about: about.update(sha256=hashlib.sha256(WORDS.encode()).hexdigest()))
    for table in report.glob("*.csv"):
        table.write_text(table.read_text("utf-8").split("\n")[0] + "\n" + ROWS_OF.get(table.stem, ""), "utf-8")
    (folder / DESCRIPTION).write_bytes(describe(folder))
    assert zr.check(folder) == []
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return small(tmp_path_factory.mktemp("whole") / "data")


@pytest.fixture
def folder(whole, tmp_path):
    """A small data folder, to be broken."""
    return Path(shutil.copytree(whole, tmp_path / "data", copy_function=shutil.copyfile))


@pytest.fixture(autouse=True)
def unreached(monkeypatch):
    """Let nothing be fetched."""

    def refuse(*_):
        raise AssertionError("the check reached out")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def edit(folder, file, change):
    path = folder / file
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content), "utf-8")


def call(*words):
    """Call the command line and return its status."""
    with pytest.raises(SystemExit) as ended:
        main(words)
    return ended.value.code


def add_row(folder, file, *cells):
    line = io.StringIO()
    csv.writer(line, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow(cells)
    with (folder / file).open("a", encoding="utf-8", newline="") as table:
        table.write(line.getvalue())


def found(folder, full=False):
    """Return what is wrong, each said in a sentence; it is not loaded either, unless only described so."""
    faults = zr.check(folder, full=full)
    for fault in faults:
        assert all(len(fault.sentence(lang).splitlines()) == 1 for lang in LANGUAGES)
    with pytest.MonkeyPatch.context() as once:
        # To load what is wrong is to check it again.
        once.setattr(loading, "check", lambda _: faults)
        if [fault.file for fault in faults if fault.file != DESCRIPTION]:
            with pytest.raises((zr.DataError, zr.SelectionError)):
                zr.load(folder=folder)
        else:
            zr.load(folder=folder)
    return faults


def codes(folder):
    return {fault.code for fault in found(folder)}


@contextlib.contextmanager
def refused(*codes):
    """Ask a package for something that it must not give, for one fault of one of these codes."""
    with pytest.raises(zr.DataError) as error:
        yield
    assert len(error.value.faults) == 1 and error.value.faults[0].code in codes


# JSON of hostile form

DEEP, LONG = b"[" * 200_000, b'{"a": ' + b"9" * 5000 + b"}"


def test_json_that_cannot_be_read_is_one_fault(folder):
    for file in (DESCRIPTION, SCHEMA, ABOUT):
        for content in (LONG, b"{", b"\xff", DEEP):
            (folder / file).write_bytes(content)
            with refused("json-broken", "file-encoding"):
                Package(folder).json(file)
        if file == DESCRIPTION:
            assert [(fault.file, fault.code) for fault in found(folder)] == [(file, "json-broken")]
    assert {(fault.file, fault.code) for fault in found(folder)} >= {(ABOUT, "json-broken"), (SCHEMA, "json-broken")}


def test_json_of_something_else_is_a_fault_of_its_file(folder):
    before = (folder / ABOUT).read_bytes(), (folder / SCHEMA).read_bytes()
    for content in (b"[]", b"null", b"NaN", b'"x"', b"{}"):
        for file in (ABOUT, SCHEMA):
            (folder / file).write_bytes(content)
        with pytest.raises(zr.DataError) as error:
            Package(folder).about(REPORT)
        assert {fault.code for fault in error.value.faults} == {"report-entry"}
        with refused("schema-differs"):
            Package(folder).schema("observations")
    assert codes(folder) == {"report-entry", "schema-differs"}
    for file, sound in zip((ABOUT, SCHEMA), before, strict=True):
        (folder / file).write_bytes(sound)
    sound = describe(folder)
    for content in (b"[]", b"null", b"NaN", b'"x"', b"{}"):
        (folder / DESCRIPTION).write_bytes(content)
        assert json.loads(describe(folder))["resources"] == json.loads(sound)["resources"]
    assert codes(folder) == {"package-stale"}


def fields(**changes):
    return lambda schema: schema["fields"][0].update(changes)


def limits(**changes):
    return fields(constraints=changes)


SCHEMAS = {
    "fields that are words": lambda schema: schema.update(fields=["indicator"]),
    "fields in an object": lambda schema: schema.update(fields={"indicator": {}}),
    "a type that is a list": fields(type=["string"]),
    "an unknown type": fields(type="complex"),
    "a name that is a list": fields(name=[]),
    "no name": lambda schema: schema["fields"][0].pop("name"),
    "a column twice": lambda schema: schema["fields"].append(schema["fields"][0]),
    "limits that are words": fields(constraints="required"),
    "unknown limits": limits(maxLength=3),
    "choices that are a number": limits(enum=5),
    "choices of numbers": limits(enum=[5]),
    "a minimum in words": limits(minimum="one"),
    "a broken pattern": limits(pattern="["),
    "an exploding pattern": limits(pattern="(([a-z_]+)+)+0"),
    "a pattern that looks back": limits(pattern=r"(a*)\1"),
    "a pattern that is a list": limits(pattern=["a"]),
    "a key that is a word": lambda schema: schema.update(primaryKey="indicator"),
    "a key of no column": lambda schema: schema.update(primaryKey=["nowhere"]),
    "a key of lists": lambda schema: schema.update(primaryKey=[["indicator"]]),
    "references that are words": lambda schema: schema.update(foreignKeys="indicators"),
    "a reference without its table": lambda schema: schema.update(foreignKeys=[{"fields": "indicator"}]),
    "a reference of lists": lambda schema: schema["foreignKeys"][0].update(fields=["indicator"]),
    "a reference of no column": lambda schema: schema["foreignKeys"][0].update(fields="nowhere"),
}
WEAKER = {
    "a limit less": fields(constraints={}),
    "a column less": lambda schema: schema["fields"].pop(),
    "a column more": lambda schema: schema["fields"].append({"name": "more", "type": "string"}),
    "a reference less": lambda schema: schema["foreignKeys"].pop(),
    "another key": lambda schema: schema.update(primaryKey=["quote"]),
    "other missing values": lambda schema: schema.update(missingValues=["", "gdp"]),
    "a dialect": lambda schema: schema.update(dialect={"commentChar": "g"}),
}


def test_a_schema_that_asks_something_else_than_the_librarys_is_a_fault_and_is_never_followed(folder):
    before = (folder / SCHEMA).read_bytes()
    for change in (*SCHEMAS.values(), *WEAKER.values()):
        (folder / SCHEMA).write_bytes(before)
        edit(folder, SCHEMA, change)
        with refused("schema-differs"):
            Package(folder).schema("observations")
    for name in ("an exploding pattern", "references that are words", "fields that are words"):
        (folder / SCHEMA).write_bytes(before)
        edit(folder, SCHEMA, SCHEMAS[name])
        assert codes(folder) == {"schema-differs"}


@pytest.mark.parametrize("change", SCHEMAS.values(), ids=SCHEMAS)
def test_a_schema_of_the_library_must_be_well_formed(change):
    schema = json.loads((data_folder() / SCHEMA).read_text("utf-8"))
    assert well_formed(schema)
    change(schema)
    assert not well_formed(schema)


def test_a_table_that_rules_rely_on_cannot_be_left_out_nor_one_be_added(folder):
    schema = folder / "schemas/units.json"
    shutil.copy(schema, folder / "schemas/more.json")
    (folder / "vocabulary/more.csv").write_bytes((folder / UNITS).read_bytes())
    assert codes(folder) == {"schema-unknown"}
    (folder / "schemas/more.json").unlink()
    (folder / UNITS).unlink()
    schema.unlink()
    assert codes(folder) == {"file-unreadable"}


def test_what_a_report_says_of_itself_is_plain_words(folder):
    before = (folder / ABOUT).read_bytes()
    for entries in (
        {"session_zh": "\ud800"},
        {"title_zh": "\x1b[2J"},
        {"title_en": "x" * 501},
        {"area": [[1]]},
        {"x": 1e400},
        {"delivered": "20201229"},
        {"delivered": "0001-01-01"},
        {"delivered": "2020-W53-2"},
        {"a b\ud800": "x"},
    ):
        (folder / ABOUT).write_bytes(before)
        edit(folder, ABOUT, lambda about, entries=entries: about.update(entries))
        with refused("report-entry"):
            Package(folder).about(REPORT)
    assert codes(folder) == {"report-entry"}


# Other files than files, and files of elsewhere

FILES = [DESCRIPTION, OBSERVATIONS, UNITS, SCHEMA, ABOUT, TEXT]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes on Windows")
def test_a_pipe_or_a_folder_in_place_of_a_file_is_said_and_not_waited_for(folder):
    for file in FILES:
        (folder / file).unlink()
        (folder / file).mkdir()
        with refused("file-unreadable"):
            Package(folder).content(file)
        (folder / file).rmdir()
        os.mkfifo(folder / file)
        # The description is read where nothing else is at fault.
        if file == DESCRIPTION:
            assert codes(folder) == {"file-unreadable"}
    assert codes(folder) == {"file-unreadable"}


@pytest.mark.parametrize("files", [[DESCRIPTION], FILES, [f"reports/{REPORT}"], ["schemas"]], ids=str)
def test_nothing_outside_the_folder_is_read_be_it_good_or_endless(folder, tmp_path, files):
    for number, file in enumerate(files):
        outside = Path(shutil.move(folder / file, tmp_path / f"secret{number}"))
        try:
            (folder / file).symlink_to(outside)
        except OSError:
            pytest.skip("no links can be made here")
    assert codes(folder) == {"file-outside"}
    for file in files if files[0] in FILES and Path("/dev/zero").exists() else ():
        (folder / file).unlink()
        (folder / file).symlink_to("/dev/zero")
        with refused("file-outside"):
            Package(folder).content(file)


def test_a_link_to_itself_is_a_fault_and_one_within_the_folder_is_none(folder):
    try:
        (folder / "reports/elsewhere.csv").symlink_to(folder / UNITS)
    except OSError:
        pytest.skip("no links can be made here")
    (folder / "reports/elsewhere.csv").unlink()
    (folder / UNITS).rename(folder / "units.csv")
    (folder / UNITS).symlink_to("../units.csv")
    assert codes(folder) == set()
    (folder / UNITS).unlink()
    (folder / UNITS).symlink_to("units.csv")
    assert codes(folder) == {"file-unreadable"}


def test_a_reports_name_is_plain(folder):
    names = ["a b", "a:b", "-a", "甲\u202e乙", "a\x1b[2J", "a" * 101]
    try:
        for name in names:
            shutil.copytree(folder / "reports" / REPORT, folder / "reports" / name)
    except OSError:
        pytest.skip("no folder can have such a name here")
    faults = found(folder)
    assert [fault.code for fault in faults] == ["report-name"] * len(names)
    assert all(fault.value.isprintable() for fault in faults)


@pytest.mark.parametrize("name", ["../zhaoyuan-2020", "/etc", "..", "", "a\0b", "https://example.org/x"])
def test_a_report_is_loaded_by_its_name_alone(whole, name):
    with pytest.raises(zr.SelectionError):
        zr.load(name, whole)


# What the description says is never followed

ADDRESS = "http://127.0.0.1:9/x.json"
DESCRIBED = {
    **{f"{key} from an address": {key: ADDRESS} for key in ("profile", "dialect", "schema", "path")},
    "further paths": {"extrapaths": [ADDRESS, "../../secret.csv"]},
    "a path upwards": {"path": "../secret.csv"},
    "an absolute path": {"path": "/etc/passwd"},
    "a schema upwards": {"schema": "../secret.json"},
    "a path of nothing": {"path": "a\0b"},
    "a path of numbers": {"path": 3},
    "a dialect that hides rows": {"dialect": {"csv": {"commentChar": "g"}, "commentChar": "g"}},
    "rows inside": {"data": [["indicator"], ["secret"]]},
    "a broken pattern": {"schema": {"fields": [{"name": "a", "constraints": {"pattern": "["}}]}},
}


def test_a_description_that_leads_elsewhere_is_made_as_without(folder):
    sound = (folder / DESCRIPTION).read_bytes()
    for change in DESCRIBED.values():
        for inside in (lambda all: all, lambda all: all["resources"][1]):
            (folder / DESCRIPTION).write_bytes(sound)
            edit(folder, DESCRIPTION, lambda all, inside=inside, change=change: inside(all).update(change))
            assert describe(folder) == sound != (folder / DESCRIPTION).read_bytes()


def test_nothing_that_the_description_names_is_fetched_or_printed_and_frictionless_finds_what_schemas_forbid(folder):
    for path in (folder / "secret.csv", folder.parent / "secret.csv"):
        path.write_text("indicator\nsecret words\n", "utf-8")

    def lead_elsewhere(content):
        for one, change in zip(content["resources"], [*DESCRIBED.values()], strict=False):
            content.update(change)
            one.update(change)

    edit(folder, DESCRIPTION, lead_elsewhere)
    assert codes(folder) == {"package-stale"}
    add_row(folder, SECTORS, "Bad Key", "甲", "", "#123456", "")
    faults = found(folder, full=True)
    assert {(fault.file, fault.row) for fault in faults if fault.code == "schema-error"} == {
        (SECTORS, len((folder / SECTORS).read_text("utf-8").splitlines()))
    }
    assert not any("secret" in fault.sentence() for fault in faults)


def test_a_description_keeps_name_title_version_and_licences_and_nothing_else(folder):
    kept = {"name": "mine", "title": "Mine", "version": "2", "description": "…", "licenses": [{"name": "CC0-1.0"}]}
    edit(folder, DESCRIPTION, lambda all: all.update(kept, profile=ADDRESS, contributors=[{}]))
    made = json.loads(describe(folder))
    assert {key: made[key] for key in made if key not in ("reports", "resources")} == kept
    edit(folder, DESCRIPTION, lambda all: all.update(name=[1], title="\ud800", version={}, licenses=[{"path": [1]}]))
    made = json.loads(describe(folder))
    assert {key: made[key] for key in made if key not in ("reports", "resources")} == {
        "name": "reports",
        "description": "…",
    }


def test_a_folder_without_a_report_is_not_sound(folder):
    shutil.rmtree(folder / "reports" / REPORT)
    (folder / DESCRIPTION).unlink()
    (folder / DESCRIPTION).write_bytes(describe(folder))
    assert {fault.code for fault in zr.check(folder, full=True)} == {"report-none"}


# Cells

OPENINGS = ["=1", "+1", "-1", "@a", "＝1", "＋1", "－1", "＠a", "﹢1", "﹦1"]
UNSEEN = [
    "",
    " ",
    "\u00a0",
    "\u3000",
    "\u2009",
    "\u200b",
    "\ufeff",
    "\u2060",
    "\u00ad",
    "\n",
    "\u3164",
    "\u2800",
    " \u200d ",
]


def test_a_cell_that_a_spreadsheet_runs_is_a_fault_whatever_unseen_stands_before_it(folder):
    cells = [*(unseen + opening for unseen in UNSEEN for opening in OPENINGS), "\t甲", "\r甲"]
    for number, cell in enumerate(cells):
        add_row(folder, SECTORS, f"s{number}", cell, "Z", f"#{number:06x}", "")
    assert [(fault.code, fault.value) for fault in found(folder)] == [("cell-formula", cell) for cell in cells]


def test_signs_inside_a_cell_other_titles_and_what_a_file_manager_leaves_are_no_fault(folder):
    for number, plain in enumerate(("——甲", "甲=乙", "“=”", "·", "a-b", "（+）", "~1", "−1", "–1")):
        add_row(folder, SECTORS, f"s{number}", plain, "Z", f"#12345{number}", "")
    edit(folder, SCHEMA, lambda schema: schema.update(description="figures") or fields(description_zh="甲")(schema))
    (folder / "reports/.ipynb_checkpoints").mkdir()
    (folder / "reports/.DS_Store").touch()
    (folder / "schemas/._units.json").write_bytes(b"\0")
    assert codes(folder) == set()


def test_a_cell_that_nothing_else_can_hold_is_a_fault(folder):
    broken = [
        (SECTORS, "cell-control", "\x1b[2J甲", ("zz", "{}", "Z", "#123456", "")),
        (SECTORS, "cell-control", "甲\0", ("zy", "{}", "Z", "#123457", "")),
        (SECTORS, "cell-long", "甲" * (CELL + 1), ("zx", "{}", "Z", "#123458", "")),
        (STAGES, "number-long", "1" * 30, ("zz", "{}", "甲", "Z", "甲")),
        (STAGES, "not-a-number", "0x1", ("zy", "{}", "甲", "Z", "甲")),
        (STAGES, "not-a-number", "1.5", ("zx", "{}", "甲", "Z", "甲")),
        (UNITS, "number-long", "1" * 5000, ("甲", "甲", "{}", "a")),
    ]
    for file, _, cell, row in broken:
        add_row(folder, file, *(part.format(cell) for part in row))
    said = [(fault.file, fault.code, fault.value) for fault in found(folder) if fault.code != "cell-differs"]
    assert sorted(said) == sorted((file, code, cell[:200]) for file, code, cell, _ in broken)


# Sizes


def test_what_is_too_large_is_said(folder):
    for file in (OBSERVATIONS, TEXT, ABOUT):
        before = (folder / file).read_bytes()
        with (folder / file).open("ab") as stream:
            stream.truncate(LARGEST[Path(file).suffix] + 1)
        with refused("file-large"):
            Package(folder).content(file)
        if file == OBSERVATIONS:
            assert codes(folder) == {"file-large"}
        (folder / file).write_bytes(before)
    with (folder / UNITS).open("a", encoding="utf-8") as table:
        table.writelines(f"甲{number},甲,1,a\n" for number in range(ROWS))
    (long,) = found(folder)
    assert (long.code, long.file) == ("table-long", UNITS)
    assert f"{ROWS:,}" in long.sentence("en")


# How others read the CSVs

CSVS = sorted(path.relative_to(data_folder()).as_posix() for path in data_folder().rglob("*.csv"))


def test_tables_have_no_mark_and_plain_readers_take_them():
    package = Package(data_folder())
    for file in CSVS:
        assert not (data_folder() / file).read_bytes().startswith(b"\xef\xbb\xbf")
        table = package.table(Path(file).stem, REPORT if file.startswith("reports") else None)
        plain = pd.read_csv(data_folder() / file, dtype=str, keep_default_na=False)
        assert list(plain.columns) == list(table.columns)
        assert plain.to_dict("records") == table.rows


def test_a_table_that_excel_saved_with_a_mark_and_its_own_line_ends_is_read_the_same(folder):
    for file in folder.rglob("*.csv"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert zr.check(folder) == []
    assert zr.load(folder=folder).observations.index.tolist() == [f"{REPORT}:gdp/average_growth/2016/2020/achieved"]


def test_the_description_names_encodings_and_a_dialect_that_other_languages_know():
    resources = json.loads((data_folder() / DESCRIPTION).read_text("utf-8"))["resources"]
    assert {one["encoding"] for one in resources} == {"utf-8"}
    assert all(one["dialect"] == {"delimiter": ","} for one in resources if one["format"] == "csv")


NODE = """
const {Package} = require("datapackage");
(async () => {
  const found = {};
  for (const one of (await Package.load(process.argv[1])).resources)
    if (one.tabular) found[one.name] = await one.read({keyed: true});
  console.log(JSON.stringify(found));
})();
"""


@pytest.mark.skipif(not os.environ.get("ZREPORT_NODE"), reason="ZREPORT_NODE names no folder with npm's `datapackage`")
def test_the_data_package_reader_of_javascript_reads_every_table():
    modules = os.environ | {"NODE_PATH": str(Path(os.environ["ZREPORT_NODE"], "node_modules"))}
    words = ["node", "-e", NODE, str(data_folder() / DESCRIPTION)]
    found = json.loads(subprocess.run(words, env=modules, capture_output=True, check=True, timeout=60).stdout)
    package = Package(data_folder())
    assert len(found) == len(CSVS)
    for name, rows in found.items():
        table = name.removeprefix(f"{REPORT}-").replace("-", "_")
        theirs = package.table(table, REPORT if name.startswith(REPORT) else None).rows
        assert [list(row) for row in rows] == [list(row) for row in theirs]
        strings = [field["name"] for field in package.schema(table)["fields"] if field["type"] == "string"]
        assert [[row[key] or "" for key in strings] for row in rows] == [
            [row[key] for key in strings] for row in theirs
        ]


# The form for Excel


def own_reason(folder):
    """Give the report a reason of its own, and return the folder of its vocabulary."""
    own = folder / f"reports/{REPORT}/vocabulary"
    own.mkdir()
    head, *_ = (folder / "vocabulary/reasons.csv").read_text("utf-8").split("\n")
    (own / "reasons.csv").write_text(f"{head}\nmotto,口号,motto,,年均\n", "utf-8")
    return own


def test_a_workbook_holds_every_table_with_words_as_words_and_numbers_as_numbers(folder):
    add_row(folder, SECTORS, "zz", "甲\n乙", "Z", "#123456", "")
    own_reason(folder)
    package = Package(folder)
    content = tables_workbook(package)
    assert content == tables_workbook(package)
    book = native_parts.Package(content)
    names = re.findall(r'<sheet name="([^"]+)"', book.parts["xl/workbook.xml"].decode())
    assert set(names[1:]) == {Path(file).stem for file in CSVS} | {"reasons +"}
    for number, name in enumerate(names[1:], start=2):
        of = REPORT if name in (*REPORT_TABLES, "reasons +") else None
        table, cells = package.table(name.removesuffix(" +"), of), book.cells(number)
        assert not any(formula for formula, _ in cells.values())
        head = [*["report"] * bool(of), *table.columns]
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: len(head)]
        assert [cells[f"{letter}1"][1] for letter in letters] == head
        for line, row in enumerate(table.typed(), start=2):
            shown = [cells.get(f"{letter}{line}", ("", None))[1] for letter in letters]
            wanted = [
                *[REPORT] * bool(of),
                *(float(cell) if isinstance(cell, Decimal) else cell for cell in row.values()),
            ]
            assert shown == wanted
        assert f"A{len(table.rows) + 2}" not in cells
        assert b'state="frozen"' in book.parts[f"xl/worksheets/sheet{number}.xml"]
    told = {value for _, value in book.cells(1).values()}
    for words in ("原文数值，单位见 unit", "The figure as printed, in `unit`", "数字 number"):
        assert words in told


def test_what_a_report_adds_to_the_vocabulary_is_described_and_may_be_referred_to(folder):
    own = own_reason(folder)
    add_row(folder, f"reports/{REPORT}/other_numbers.csv", "地区生产总值年均增长【3.7%】", "motto", "")
    (folder / DESCRIPTION).write_bytes(describe(folder))
    assert f"reports/{REPORT}/vocabulary/reasons.csv" in (folder / DESCRIPTION).read_text("utf-8")
    assert not {"schema-error", "not-in-table"} & {fault.code for fault in zr.check(folder, full=True)}
    shared = folder / "vocabulary/reasons.csv"
    before = shared.read_text("utf-8")
    shared.write_text("".join([before, before.splitlines(keepends=True)[-1]]), "utf-8")
    assert "row-repeats" in codes(folder)
    shared.write_text(before, "utf-8")
    (own / "a\x1b[2J.csv").touch()
    found = {fault.code: fault.sentence() for fault in zr.check(folder)}
    assert "\\u001b[2J" in found["own-unknown"]


def test_the_command_writes_the_workbook_of_a_sound_folder_and_of_no_other(folder, capsys):
    to = folder.parent / "tables.xlsx"
    called = ["tables", str(folder), "-o", str(to)]
    assert call(*called) == 0
    before = to.read_bytes()
    assert zipfile.ZipFile(to).testzip() is None
    add_row(folder, SECTORS, "zz", "=1", "Z", "#123456", "")
    assert call(*called) == 1
    assert "sectors.csv" in capsys.readouterr().err
    assert to.read_bytes() == before
    to.write_bytes(b"theirs")
    assert call(*called) == 1
    assert to.read_bytes() == b"theirs"
    assert call("tables", str(folder), "-o", str(folder.parent / "tables.csv")) == 1
    assert not (folder.parent / "tables.csv").exists()


@pytest.mark.parametrize("file", [ABOUT, SCHEMA, DESCRIPTION, OBSERVATIONS])
def test_commands_say_what_is_broken_and_write_nothing(folder, capsys, file):
    (folder / file).write_bytes(DEEP)
    stands = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    to = folder.parent / "tables.xlsx"
    for words in (["check", str(folder), "--format", "lines"], ["tables", str(folder), "-o", str(to)]):
        assert call(*words) == 1
        assert file in capsys.readouterr().err
    assert call("describe", str(folder)) == int(file != OBSERVATIONS)
    assert not to.exists()
    assert stands.items() <= {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}.items()


def test_of_very_many_faults_a_table_shows_the_first_and_lines_show_all(folder, monkeypatch):
    monkeypatch.setattr(reporters, "_ROWS", 20)
    for number in range(30):
        add_row(folder, SECTORS, f"s{number}", "=1", "Z", f"#{number:06x}", "")
    faults = zr.check(folder)
    assert len(faults) == 30
    assert len(reporters.listing(faults, "lines", folder, lang="en").splitlines()) == 31
    shown = reporters.listing(faults, "table", folder, lang="en")
    assert shown.count("cell-formula") == 20
    assert "30 fault(s)\nThese are the first 20" in shown


# Whatever else may be in a folder

FUZZED = [*CSVS, TEXT, ABOUT, DESCRIPTION, *(f"schemas/{name}.json" for name in ("observations", "units", "sections"))]
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=()), max_size=8)
)
VALUES = st.recursive(
    LEAVES, lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=8), one, max_size=3)
)
PIECES = [
    b'"',
    b",",
    b"\n",
    b"\r\n",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"=1",
    b"-",
    b"|",
    b"9" * 30,
    b"2021",
    b"0.5",
    b"[a",
    b"(",
]
PIECES += [
    words.encode() for words in ("＝", "【", "】", "亿", "％", "十三", "力争", "以上", "\u200b", "\u2028", "——", "甲")
]


def places(content, path=()):
    """Every place in a piece of JSON, the whole first."""
    yield path
    for key, value in content.items() if isinstance(content, dict) else enumerate(content):
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))
        else:
            yield (*path, key)


def planted(data, content):
    """Return JSON with something else in one place."""
    whole = json.loads(content)
    path, value = data.draw(st.sampled_from(list(places(whole)))), data.draw(VALUES)
    if not path:
        return json.dumps(value).encode()
    inside = whole
    for key in path[:-1]:
        inside = inside[key]
    if data.draw(st.booleans()):
        inside[path[-1]] = value
    else:
        del inside[path[-1]]
    return json.dumps(whole).encode()


def mangled(data, content):
    """Return bytes with pieces of them cut out and others put in."""
    pieces = st.sampled_from(PIECES) | st.text(max_size=6).map(str.encode) | st.binary(max_size=3)
    for _ in range(data.draw(st.integers(1, 3))):
        at, cut = data.draw(st.integers(0, len(content))), data.draw(st.integers(0, 12))
        content = content[:at] + data.draw(pieces) + content[at + cut :]
    return content


@settings(max_examples=int(os.environ.get("ZREPORT_FUZZ", "8")), derandomize="ZREPORT_FUZZ" not in os.environ)
@given(st.data())
def test_whatever_stands_in_a_folder_is_sound_and_loaded_or_at_fault_and_not_loaded(whole, data):
    file = data.draw(st.sampled_from(FUZZED))
    path = whole / file
    before = path.read_bytes()
    change = planted if file.endswith(".json") and data.draw(st.booleans()) else mangled
    try:
        path.write_bytes(change(data, before))
        faults = zr.check(whole)
        assert all(isinstance(fault, Fault) and fault.sentence("zh") and fault.sentence("en") for fault in faults)
        if [fault for fault in faults if fault.file != DESCRIPTION]:
            with pytest.raises(zr.DataError):
                zr.load(folder=whole)
        else:
            zr.load(folder=whole)
        with contextlib.suppress(zr.DataError):
            describe(whole)
    finally:
        path.write_bytes(before)


def test_a_report_is_proven_again_as_soon_as_a_byte_of_it_is_another(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    first = zr.load(folder=folder)
    first.observations.loc[first.observations.index[0], "value"] = -1.0
    again = zr.load(folder=folder)
    # What someone does to a table stays with that one.
    assert again.observations["value"].iloc[0] != -1.0
    assert type(again.observations) is type(first.observations)
    table = folder / "reports/zhaoyuan-2020/observations.csv"
    times = table.stat()
    table.write_bytes(table.read_bytes().replace(b",48.1,", b",48.2,"))
    os.utime(table, ns=(times.st_atime_ns, times.st_mtime_ns))
    with pytest.raises(zr.DataError, match=r"48\.2"):
        zr.load(folder=folder)

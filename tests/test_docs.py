"""What the READMEs promise holds: their example runs and says what they print."""

import contextlib
import io
import re
import shutil
from pathlib import Path

import pytest

import zreport as zr
from zreport.package import Package

ROOT = Path(__file__).parent.parent
READMES = pytest.mark.parametrize(
    ("name", "lang"), [("README.md", "en"), ("README.zh-CN.md", "zh")]
)


def blocks(name: str, kind: str) -> list[str]:
    """The fenced blocks of a kind."""
    return re.findall(rf"```{kind}\n(.*?)```", (ROOT / name).read_text("utf-8"), flags=re.S)


@READMES
def test_the_example_runs_and_prints_what_stands_below_it(name, lang, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = io.StringIO()
    example = next(code for code in blocks(name, "python") if "zr.load()" in code)
    space: dict = {}
    with contextlib.redirect_stdout(said):
        exec(example, space)
    assert said.getvalue() in blocks(name, "text")
    assert (tmp_path / "targets.pptx").is_file()
    monkeypatch.setenv("ZREPORT_LANG", lang)
    assert f"{space['chart']}\n" in blocks(name, "text")


@READMES
def test_the_fault_that_is_shown_is_the_one_that_is_said(name, lang, tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    table = tmp_path / "data/reports/zhaoyuan-2020/observations.csv"
    table.write_bytes(table.read_bytes().replace(b",3.7,", b",3.8,"))
    (fault,) = zr.check(tmp_path / "data")
    assert any(fault.sentence(lang) in block for block in blocks(name, "text"))


@READMES
def test_the_codebook_names_every_column_of_every_table(name, lang):
    text = (ROOT / name).read_text("utf-8")
    package = Package(ROOT / "data")
    for report, table in package.resources:
        if table == "report.txt":
            continue
        start = text.index(f"`{table}.csv`**")
        columns = list(package.table(table, report).columns)
        rows = re.findall(r"^\| `(\w+)` \|", text[start:].split("\n**")[0], flags=re.M)
        assert rows[: len(columns)] == columns

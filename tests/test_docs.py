"""What the READMEs promise holds: their example runs and says what they print."""

import contextlib
import io
import re
import shutil
import sys
from pathlib import Path

import pytest

import zreport as zr
from zreport.proof.listing import listing
from zreport.tables.package import Package

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import codebook  # noqa: E402

READMES = pytest.mark.parametrize(("name", "lang"), [("README.md", "en"), ("README.zh-CN.md", "zh")])


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
def test_the_faults_that_are_shown_are_those_that_are_listed(name, lang, tmp_path, monkeypatch):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    table = tmp_path / "data/reports/zhaoyuan-2020/observations.csv"
    table.write_bytes(table.read_bytes().replace(b",3.7,", b",3.8,"))
    faults = zr.check(tmp_path / "data")
    monkeypatch.setenv("ZREPORT_LANG", lang)
    assert listing(faults, "table", tmp_path) + "\n" in blocks(name, "text")


@READMES
def test_the_codebook_is_that_of_the_schemas(name, lang):
    """`make codebook` writes it."""
    text = (ROOT / name).read_text("utf-8")
    assert codebook.written(text, lang) == text


@READMES
def test_the_rows_that_are_told_are_those_of_the_tables(name, lang):
    text = (ROOT / name).read_text("utf-8")
    package = Package(ROOT / "data")
    for table in ("observations", "other_numbers", "projects", "relations", "cautions"):
        (told,) = re.findall(rf"^\| `{table}\.csv` \| (\d+) \|", text, flags=re.M)
        assert int(told) == len(package.table(table, "zhaoyuan-2020").rows)
    statuses = zr.load().observations["status"].value_counts()
    told = "{achieved} achieved, {baseline} baselines, {expected} expected, {target} targets"
    if lang == "zh":
        told = "已实现{achieved}、起点{baseline}、预计{expected}、目标{target}"
    assert told.format(**statuses) in text

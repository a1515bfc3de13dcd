"""What the READMEs, the guides and the pages in docs/ promise holds: examples run, links lead somewhere."""

import contextlib
import glob
import io
import json
import pydoc
import re
import shutil
import sys
from itertools import chain
from pathlib import Path

import pytest
from pictures import difference
from PIL import Image
from test_layers import ROOMS
from test_pictures import SAME, TOLERANCE

import zreport as zr
from zreport.cli import COMMANDS, main
from zreport.faults import explain
from zreport.proof.reporters import listing
from zreport.tables.package import Package

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import codebook  # noqa: E402
import house  # noqa: E402
import readme_pictures  # noqa: E402

LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])
PAIRS = [("README.md", "README.zh-CN.md"), ("data/README.md", "data/README.zh-CN.md")]
PAIRS += [(f"docs/{name}.md", f"docs/{name}.zh-CN.md") for name in ("charts", "corpus", "proof", "slides")]
GUIDES = [*chain(*PAIRS), "CONTRIBUTING.md", "docs/house.md"]
GUIDE = pytest.mark.parametrize("name", GUIDES)


def page(name: str, lang: str) -> str:
    """A page in one of its languages."""
    return read(next(pair for pair in PAIRS if name in pair[0])[lang == "zh"])


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def blocks(text: str, *kinds: str) -> list[str]:
    """The fenced blocks of some kinds."""
    return re.findall(rf"```(?:{'|'.join(kinds)})\n(.*?)```", text, flags=re.S)


def code(text: str) -> list[str]:
    """The lines of fenced blocks for the shell, and what stands between single backticks."""
    outside = re.sub(r"```.*?```", "", text, flags=re.S)
    return [*"\n".join(blocks(text, "bash")).splitlines(), *re.findall(r"`([^`\n]+)`", outside)]


def cells(path: str) -> str:
    """The Markdown of a notebook."""
    return "\n\n".join("".join(c["source"]) for c in json.loads(read(path))["cells"] if c["cell_type"] == "markdown")


NOTEBOOKS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "notebooks").glob("*.ipynb"))


@LANGUAGES
def test_the_example_runs_and_prints_what_stands_below_it(lang, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = page("README", lang)
    said = io.StringIO()
    example = next(code for code in blocks(text, "python") if "zr.load()" in code)
    space: dict = {}
    with contextlib.redirect_stdout(said):
        exec(example, space)
    assert said.getvalue() in blocks(text, "text")
    assert (tmp_path / "targets.pptx").is_file()
    assert (tmp_path / "growth.svg").is_file()
    monkeypatch.setenv("ZREPORT_LANG", lang)
    assert f"{space['chart']}\n" in blocks(text, "text")


@LANGUAGES
def test_examples_of_charts_run_and_print_or_are_refused_as_told(lang, monkeypatch):
    monkeypatch.setenv("ZREPORT_LANG", lang)
    space: dict = {}
    told = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", page("charts", lang), flags=re.S)
    assert len(told) == 3
    for example, output in told:
        said = io.StringIO()
        try:
            with contextlib.redirect_stdout(said):
                exec(example, space)
        except zr.ChartError as error:
            print(error, file=said)
        assert said.getvalue() == output


@LANGUAGES
def test_the_faults_that_are_shown_are_those_that_are_listed(lang, tmp_path, monkeypatch):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    table = tmp_path / "data/reports/zhaoyuan-2020/observations.csv"
    table.write_bytes(table.read_bytes().replace(b",3.7,", b",3.8,"))
    faults = zr.check(tmp_path / "data")
    monkeypatch.setenv("ZREPORT_LANG", lang)
    shown = blocks(page("proof", lang), "text")
    assert listing(faults, "table", tmp_path) + "\n" in shown
    assert explain(faults[0].code) + "\n" in shown


def test_the_row_and_the_fault_that_the_guide_shows_are_those_of_the_data(tmp_path):
    text = read("CONTRIBUTING.md")
    row, indicator = (block.strip().encode() + b"\n" for block in blocks(text, "csv"))
    shutil.copytree(ROOT / "data", tmp_path / "data")
    table = tmp_path / "data/reports/zhaoyuan-2020/observations.csv"
    assert indicator in (tmp_path / "data/vocabulary/indicators.csv").read_bytes()
    assert table.read_bytes().count(row) == 1
    table.write_bytes(table.read_bytes().replace(row, b""))
    told = listing(zr.check(tmp_path / "data"), "lines", tmp_path, lang="en").splitlines()
    assert blocks(text, "text")[0].strip() in told


def test_the_functions_that_a_kind_and_a_renderer_need_are_named_as_they_are():
    text = read("CONTRIBUTING.md")
    (kind,) = re.findall(r"`(\w+)\(chart, scene, plot\)`", text)
    assert f"def {kind}(chart: Dots, scene: Scene, plot: Box)" in read("zreport/layout/dots.py")
    (renderer,) = blocks(text, "python")
    assert renderer in read("zreport/render/matplotlib.py")
    (table,) = re.findall(r"`(\w+)` of `zreport/charts/stored.py`", text)
    assert f"\n{table} = (" in read("zreport/charts/stored.py")


@LANGUAGES
def test_the_codebook_is_that_of_the_schemas(lang):
    """`make codebook` writes it."""
    text = page("data/README", lang)
    assert codebook.written(text, lang) == text


def test_the_rooms_and_modules_that_are_told_are_those_of_the_library():
    """`make codebook` writes them."""
    text = read("docs/house.md")
    assert house.ROOMS == ROOMS
    assert house.written(text) == text


@LANGUAGES
def test_the_rows_that_are_told_are_those_of_the_tables(lang):
    text = page("data/README", lang)
    package = Package(ROOT / "data")
    tables = (
        "observations",
        "other_numbers",
        "projects",
        "statements",
        "relations",
        "cautions",
        "sections",
        "glossary",
    )
    for table in tables:
        (told,) = re.findall(rf"^\| `{table}\.csv` \| (\d+) \|", text, flags=re.M)
        assert int(told) == len(package.table(table, "zhaoyuan-2020").rows)
    report = zr.load()
    told = "of {} indicators: {achieved} achieved, {baseline} baselines, {expected} expected, {target} targets"
    runs_told, others_told = "{} of the {} runs of digits", "the other {} runs of digits and {} set phrases"
    if lang == "zh":
        told = "涉及{}个指标：已实现{achieved}、起点{baseline}、预计{expected}、目标{target}"
        runs_told, others_told = "{1}处数字中的{0}处", "其余{}处数字和{}处固定提法"
    statuses = report.observations["status"].value_counts()
    assert told.format(report.observations["indicator"].nunique(), **statuses) in text
    runs = [found.start() for found in re.finditer(r"\d+(?:\.\d+)?", report.text)]
    marked = {spot for span in report.observations[["start", "end"]].to_numpy() for spot in range(*span)}
    own = len(marked.intersection(runs))
    assert runs_told.format(own, len(runs)) in text
    others = len(runs) - own
    assert others_told.format(others, len(report.other_numbers) - others) in text


@LANGUAGES
def test_a_readme_is_short(lang):
    assert len(page("README", lang).splitlines()) <= 150


@pytest.mark.parametrize("pair", PAIRS, ids=[pair[0] for pair in PAIRS])
def test_both_languages_have_the_same_parts(pair):
    """Headings, blocks of code and rows of tables, one after the other."""
    shapes = [re.findall(r"^(#+ |```|\|)", read(name), flags=re.M) for name in pair]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("name", [*GUIDES, "CHANGELOG.md", *NOTEBOOKS])
def test_links_and_pictures_lead_to_files_and_headings_that_exist(name):
    text = cells(name) if name.endswith(".ipynb") else read(name)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:", target):
            continue
        file, _, anchor = target.partition("#")
        path = (ROOT / name).parent / file if file else ROOT / name
        assert path.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), flags=re.M)
            assert anchor in {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}, target


@GUIDE
def test_files_modules_and_names_that_are_told_of_exist(name):
    for words in code(read(name)):
        for path in re.findall(r"(?<![\w./<])(?:zreport|data|docs|notebooks|tests|tools)/[^\s,]+", words):
            assert glob.glob(str(ROOT / re.sub(r"<.*?>", "*", path))), path
        for dotted in re.findall(r"^zreport(?:\.\w+)+", words):
            assert pydoc.locate(dotted), dotted
        for public in re.findall(r"\bzr\.(\w+)", words):
            assert public in dir(zr), public


@pytest.fixture(scope="module")
def helps() -> dict[str, str]:
    """What each command says of itself."""
    found = {}
    for command in COMMANDS:
        said = io.StringIO()
        with contextlib.redirect_stdout(said), pytest.raises(SystemExit):
            main([command, "--help"])
        found[command] = said.getvalue()
    return found


@GUIDE
def test_commands_options_and_targets_that_are_told_of_exist(name, helps):
    charts = {match for path in NOTEBOOKS for match in re.findall(r'name=\\"([\w-]+)', read(path))}
    known = charts | {Path(path).stem for path in NOTEBOOKS}
    targets = re.findall(r"^([a-z]+):", read("Makefile"), flags=re.M)
    for words in code(read(name)):
        line = words.partition("#")[0]
        for command, rest in re.findall(r"\bzreport ([a-z]+)\b(.*)", line):
            assert command in COMMANDS, words
            if command != "lab":
                assert all(option in helps[command] for option in re.findall(r"--[a-z]+", rest)), words
            for chosen in re.findall(r'--only "?([\w,-]+)', rest):
                assert all(any(part in one for one in known) for part in chosen.split(",")), words
        for target in re.findall(r"^make ([a-z]+)", line):
            assert target in targets, words


@pytest.mark.skipif(not SAME, reason="another matplotlib sets text a little differently")
@LANGUAGES
def test_the_chart_at_the_top_is_the_one_that_the_example_makes(lang, tmp_path, monkeypatch):
    """`make pictures` draws it."""
    monkeypatch.setenv("ZREPORT_LANG", lang)
    chart = readme_pictures.run(lang, tmp_path)[readme_pictures.CHARTS["chart"]]
    with Image.open(readme_pictures.kept("chart", lang)) as kept:
        assert difference(kept.convert("L"), readme_pictures.drawn(chart, lang).convert("L")) <= TOLERANCE


@LANGUAGES
def test_the_pictures_at_the_top_are_small_and_say_what_the_example_shows(lang, tmp_path, monkeypatch):
    monkeypatch.setenv("ZREPORT_LANG", lang)
    text, space = page("README", lang), readme_pictures.run(lang, tmp_path)
    for what, chart in readme_pictures.CHARTS.items():
        path = readme_pictures.kept(what, lang)
        assert f"({path.relative_to(ROOT).as_posix()})" in "\n".join(text.splitlines()[:15])
        assert path.stat().st_size < 150_000
        with Image.open(path) as kept:
            assert kept.info["Description"] == space[chart].alt[lang]
            assert kept.width > 1000
            assert kept.width / kept.height == pytest.approx(16 / 9, abs=0.01)

"""The house: rooms whose imports go downwards, modules one can read, names that mean one thing."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from each import each

import zreport as zr

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "zreport"
# From the top; a room knows only what stands below it.
ROOMS = (
    "cli",
    "export",
    "explore",
    "render",
    "office",
    "layout",
    "charts",
    "corpus",
    "draft",
    "page",
    "report",
    "proof",
    "figures",
    "reading",
    "tables",
    "files",
    "faults",
    "language",
)
GROUND = ("files", "faults", "language")
# These name what stands above them in strings, to be loaded when it is asked for.
TABLES = ("zreport.charts.backends", "zreport.export.forked")
# What many modules have in common: what draws a chart in a format, what places a kind of chart on a page, and
# what finds the faults of one sort.
INTERFACES = {"draw", "arrange", "faults"}
LONGEST_MODULE, LONGEST_FUNCTION = 350, 60


class Import(NamedTuple):
    """One module named in another."""

    importer: str
    imported: str
    line: int


def name_of(path: Path) -> str:
    """The dotted name of a module."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}
INNER = [name for name in MODULES if name not in ("zreport", "zreport.__main__")]
EACH = each(MODULES)


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text("utf-8"))


@cache
def nodes(name: str) -> tuple[ast.AST, ...]:
    """All of a module, walked through once."""
    return tuple(ast.walk(tree(name)))


@cache
def strings(name: str) -> frozenset[str]:
    return frozenset(
        node.value for node in nodes(name) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def room(name: str) -> str:
    return name.split(".")[1]


@cache
def docstrings(name: str) -> set[int]:
    """The nodes of a module that are docstrings."""
    kinds = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    bodies = (node.body for node in nodes(name) if isinstance(node, kinds) and node.body)
    return {id(body[0].value) for body in bodies if isinstance(body[0], ast.Expr)}


def imports(name: str) -> Iterator[Import]:
    """All imports of a module, also those inside functions or for types only, and modules named in strings."""
    words = docstrings(name)
    for node in nodes(name):
        named: list[str] = []
        if isinstance(node, ast.Import):
            named = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name}, line {node.lineno}: a relative import"
            own = [f"{node.module}.{alias.name}" for alias in node.names]
            named = [one if one in MODULES else node.module for one in own]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in words:
            named = re.findall(r"^zreport\.\w[\w.]*", node.value)
        for one in named:
            if one.split(".")[0] == "zreport":
                yield Import(name, one.rstrip("."), node.lineno)


@each(INNER)
def test_imports_go_downwards(name):
    upwards = [
        f"line {one.line}: {one.imported}"
        for one in imports(name)
        if name not in TABLES
        and (one.imported == "zreport" or ROOMS.index(room(one.imported)) < ROOMS.index(room(name)))
    ]
    assert upwards == []


def test_no_modules_import_each_other_in_a_circle():
    named = {name: {one.imported for one in imports(name) if one.imported in MODULES} for name in INNER}
    known = {name: named[name] - {name} for name in INNER if name not in TABLES}
    while free := {name for name, needed in known.items() if not needed & set(known)}:
        for name in free:
            del known[name]
    assert known == {}


def test_modules_are_named_in_strings_in_the_tables_alone():
    told = {one.importer for name in INNER for one in imports(name) if named_in_a_string(one)}
    assert told == set(TABLES)


def named_in_a_string(one: Import) -> bool:
    """Whether what an import names stands in a string of its own, as a whole."""
    return one.imported in MODULES and one.imported in strings(one.importer)


def test_the_face_names_modules_in_its_table_only():
    assert list(imports("zreport")) == []


# What there is


def test_at_the_top_there_are_the_face_the_command_line_the_ground_and_packages():
    files = {path.name for path in PACKAGE.iterdir() if path.is_file()}
    assert files == {"__init__.py", "__main__.py", "faults.toml", *(f"{name}.py" for name in GROUND)}
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == set(ROOMS) - set(GROUND)


@EACH
def test_a_module_says_in_a_sentence_what_it_is(name):
    said = ast.get_docstring(tree(name)) or ""
    first = said.split("\n\n")[0]
    assert re.fullmatch(r"[^.].*\.", first, flags=re.DOTALL), name
    if MODULES[name] == PACKAGE / name.split(".")[-1] / "__init__.py":
        assert said == first and "\n" not in said, "a room has one sentence"


@EACH
def test_a_module_can_be_read_in_one_sitting(name):
    lines = len(MODULES[name].read_text("utf-8").splitlines())
    assert lines <= LONGEST_MODULE


@EACH
def test_a_function_fits_on_a_screen(name):
    words = docstrings(name)
    long = {}
    for node in nodes(name):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            told = (
                first.end_lineno - first.lineno + 1 if isinstance(first, ast.Expr) and id(first.value) in words else 0
            )
            lines = node.end_lineno - node.lineno + 1 - told
            if lines > LONGEST_FUNCTION:
                long[node.name] = lines
    assert long == {}


def public(name: str) -> Iterator[str]:
    """The names that a module defines at its top for others."""
    for node in tree(name).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                yield from (inner.id for inner in ast.walk(target) if isinstance(inner, ast.Name))


def test_a_public_name_means_one_thing():
    places: dict[str, list[str]] = {}
    for name in MODULES:
        for one in dict.fromkeys(public(name)):
            if not one.startswith("_"):
                places.setdefault(one, []).append(name)
    double = {one: found for one, found in places.items() if len(found) > 1}
    assert set(double) == INTERFACES, {one: found for one, found in double.items() if one not in INTERFACES}


def test_the_formatter_lays_out_every_line():
    folders = ("zreport", "tests", "tools")
    told = [
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if "# fmt: " + "skip" in path.read_text("utf-8")
    ]
    assert told == []


# The face


def test_the_face_shows_what_it_names_and_nothing_else():
    assert sorted(dir(zr)) == sorted([*zr.__all__, "__version__"])
    assert [name for name in zr.__all__ if getattr(zr, name, None) is None] == []
    assert sorted(dir(zr)) == sorted([*zr.__all__, "__version__"]), "once everything is loaded"


def test_importing_the_library_loads_nothing_heavy():
    heavy = (
        "pandas numpy plotly matplotlib pptx xlsxwriter frictionless IPython ipywidgets nbclient nbformat "
        "lxml fontTools PIL rich typer"
    )
    code = f"import sys, zreport; print(*(m for m in {heavy.split()} if m in sys.modules))"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert ran.stdout.strip() == ""

"""How long all notebooks take, beside as many kernels that only import the libraries: the floor.

Run by ``make bench``; both are run side by side as ``zreport run`` does, in the same run.
"""

import shutil
from pathlib import Path

import nbformat
import pytest

from zreport.export import forked
from zreport.export.notebook import notebook_bytes
from zreport.export.run import run

ROOT = Path(__file__).parent.parent
IMPORTS = "import matplotlib.figure, pandas, zreport"
GROUP = pytest.mark.benchmark(group="all notebooks")
ROUNDS = {"rounds": 2, "iterations": 1}


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    """Copies of the notebooks, beside the data."""
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return sorted((tmp_path / "notebooks").glob("*.ipynb"))


@GROUP
def test_kernels_that_only_import(benchmark, paths, monkeypatch):
    # Each a program that is started, as the floor is meant; ours come from one that has imported.
    monkeypatch.setattr(forked, "FORKS", False)
    for path in paths:
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(IMPORTS)])
        path.write_bytes(notebook_bytes(book))
    benchmark.pedantic(run, args=(paths, "zh"), **ROUNDS)


@GROUP
def test_the_notebooks(benchmark, paths):
    benchmark.pedantic(run, args=(paths, "zh"), **ROUNDS)

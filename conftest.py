"""Settings for all tests: the language of charts, no deadlines, and what nbval compares."""

import copy
import functools
import gc
import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

# nbval reads notebooks by way of jsonschema, which reads a grammar of web addresses for a second in each process
# that runs tests, and does without it. So nbval is loaded from here, once that is left out, and not found by pytest.
sys.modules.setdefault("rfc3987_syntax", None)
pytest_plugins = ["nbval.plugin"]

# Nothing of what is read to collect the tests can be let go: not looked through, it is read in three quarters of the time.
gc.disable()
os.environ["ZREPORT_LANG"] = "zh"
# What is loaded when it is first used makes the first example of a property slow.
settings.register_profile("zreport", deadline=None)
settings.load_profile("zreport")


# Files whose tests mostly wait for a browser: one process runs them all, so that the others are never all waiting.
WAITING = ["hand_over", "lab", "browser", "reader", "review_page"]
# Files whose tests take longest: begun first, so that none is left at the end.
LONGEST = [
    *WAITING,
    "brief",
    "panel",
    "libreoffice",
    "cli",
    "notebooks",
    "scan_folder",
    "render",
    "new",
    "review",
    "templates",
    "office",
    "setup",
    "native",
    "derive",
    "pictures",
    "data",
    "mutants",
    "layout",
    "about",
    "running",
]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Run the tests of a file in one process, and all that wait for a browser in one too."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            path = super()._split_scope(nodeid)
            return "waiting" if Path(path).stem.removeprefix("test_") in WAITING else path

    return Scheduling(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run one more at a time than there are processors, since tests wait for browsers, kernels and LibreOffice."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files; the order inside a file stays."""
    places = {f"test_{name}": place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONGEST)))


def pytest_collection_finish() -> None:
    """Leave what all tests hold out of what Python looks through for garbage, and let it look less often."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Leave plotly JSON to the renderers' own tests, so that a newer plotly breaks no notebook."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += ("application/vnd.plotly.v1+json",)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Give the examples in docstrings, most of which begin with the report, a copy of one that was loaded once."""
    if not isinstance(item, pytest.DoctestItem) or item.name == "zreport.report.loading.load":
        return (yield)
    import zreport

    def load(*named: object, **more: object) -> object:
        return original(*named, **more) if named or more else copy.deepcopy(_loaded())

    original, zreport.load = zreport.load, load
    try:
        return (yield)
    finally:
        zreport.load = original


@functools.cache
def _loaded() -> object:
    from zreport.report.loading import load

    return load()


def pytest_configure() -> None:
    """Start a notebook's kernel again if it dies at once: two that start together may be given one port.

    All are forked off one process, where that can be. As in an open JupyterLab, none draws pictures beside
    its charts: nbval compares none, tests/test_notebooks.py does.
    """
    from nbval import kernel

    from zreport.export.forked import Nest

    start, manager, nest = kernel.start_new_kernel, kernel.KernelManager, Nest()
    live = os.environ | {"JPY_SESSION_NAME": "nbval"}

    def managed(**options: object) -> object:
        made = manager(**options)
        nest.hatch(made)
        return made

    def started(*arguments: object, **more: object) -> object:
        for _ in range(2):
            try:
                return start(*arguments, env=live, **more)
            except RuntimeError:
                continue
        return start(*arguments, env=live, **more)

    kernel.start_new_kernel, kernel.KernelManager = started, managed

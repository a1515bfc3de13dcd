"""What tests of several files look with."""

import contextlib
from collections.abc import Generator
from pathlib import Path

import pytest
from programs import CHROMIUM, FLAGS

# Chromium, as long as files that look with it follow one another; what closes it; and which files these are.
_OPEN: list = []
_CLOSING, _LOOKING = contextlib.ExitStack(), set()


@pytest.fixture(scope="module")
def browser():
    """Chromium without a window, started once for files that follow one another."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM:
        pytest.skip("Chromium is not installed")
    if not _OPEN:
        session = _CLOSING.enter_context(playwright.sync_playwright())
        _OPEN.append(session.chromium.launch(executable_path=CHROMIUM, args=FLAGS))
        _CLOSING.callback(lambda: _OPEN.pop().close())
    yield _OPEN[0]
    for context in _OPEN[0].contexts:
        context.close()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Note which files look with Chromium."""
    _LOOKING.update(item.path for item in session.items if "browser" in getattr(item, "fixturenames", ()))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Generator[None]:
    """Close it before what does not look with it: as long as it is open, no other event loop can run."""
    yield
    if nextitem is None or nextitem.path not in _LOOKING:
        _CLOSING.close()


# What was read of notebooks, by path and content, for all files whose tests run in this process.
_READ: dict[tuple[str, bytes], object] = {}


@pytest.fixture(scope="module")
def read_once():
    """Let exports of a file's tests read a notebook once, as long as it is the same file with the same content."""
    from zreport.export import export

    story, known = export.story, _READ

    def remembered(path: Path) -> object:
        if not path.is_file():
            return story(path)
        key = (str(path), path.read_bytes())
        if key not in known:
            known[key] = story(path)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(export, "story", remembered)
        yield known

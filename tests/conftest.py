"""What tests of several files look with."""

from pathlib import Path

import pytest
from programs import CHROMIUM, FLAGS


@pytest.fixture(scope="module")
def browser():
    """Chromium without a window."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as session:
        chromium = session.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


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

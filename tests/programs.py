"""The programs that tests and the gallery look with: a browser, and an office program."""

from __future__ import annotations

import atexit
import functools
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# Chromium makes ready what pops up below its address bar, which nobody sees, for half a second in each window.
# This takes the place of what Playwright leaves out, so that it stands here once more.
_LEFT_OUT = "WebUIOmniboxPopup,WebUIOmniboxAimPopup,AimEnabled,MediaRouter,OptimizationHints,PaintHolding,HttpsUpgrades"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
FLAGS += [f"--disable-features={_LEFT_OUT}"]
OFFICE, TO_PNG = shutil.which("soffice"), shutil.which("pdftoppm")


@functools.cache
def _profile() -> Path:
    """Settings of LibreOffice for this process alone, which its first start takes most of a second to make."""
    folder = Path(tempfile.mkdtemp(prefix="office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def converted(paths: Iterable[Path], to: Path, form: str = "pdf") -> Path:
    """Let LibreOffice open files and save them in another form in a folder."""
    profile = f"-env:UserInstallation={_profile().as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", form, "--outdir", to, *paths]
    subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=600)
    return to

"""The programs that tests and the gallery look with: a browser, and an office program."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
OFFICE, TO_PNG = shutil.which("soffice"), shutil.which("pdftoppm")


def converted(paths: Iterable[Path], to: Path, form: str = "pdf") -> Path:
    """Let LibreOffice open files and save them in another form in a folder, with a profile of its own."""
    profile = f"-env:UserInstallation={(to / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", form, "--outdir", to, *paths]
    subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=600)
    return to

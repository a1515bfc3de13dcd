"""Do everything: check the data, run the notebooks, export; or nothing, when nothing changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from zreport.files import write

STAMP = ".build.json"
_LIBRARIES = (
    "pandas",
    "matplotlib",
    "plotly",
    "python-pptx",
    "nbclient",
    "nbconvert",
    "XlsxWriter",
    "fonttools",
    "lxml",
    "jinja2",
)


def state(folders: Iterable[Path], lang: str) -> str:
    """Return a digest of everything that outputs are made from."""
    digest = hashlib.sha256(lang.encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & set(path.parts):
                digest.update(path.relative_to(folder).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def finished(out: Path, digest: str) -> list[Path]:
    """Return the files of the last build, if it had this state and all of them still stand."""
    try:
        stamp = json.loads((out / STAMP).read_text("utf-8"))
        whole = stamp["state"] == digest and all(_digest(out / name) == known for name, known in stamp["files"].items())
    except (OSError, ValueError, LookupError, AttributeError, TypeError):
        return []
    return [out / name for name in stamp["files"]] if whole else []


def finish(out: Path, digest: str, files: Iterable[Path]) -> None:
    """Remember what was made and from what, and remove what an earlier build made besides."""
    try:
        before = set(json.loads((out / STAMP).read_text("utf-8"))["files"])
    except (OSError, ValueError, LookupError, TypeError):
        before = set()
    made = {path.relative_to(out).as_posix(): _digest(path) for path in files}
    for name in before - set(made):
        (out / name).unlink(missing_ok=True)
    write(out / STAMP, json.dumps({"state": digest, "files": made}, indent=1).encode())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()

"""Write the rooms and modules into docs/house.md, each with the first line of its docstring.

python tools/house.py
"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
LIBRARY = ROOT / "zreport"
DOC = ROOT / "docs" / "house.md"
START, END = "<!-- rooms -->", "<!-- /rooms -->"
# From the top: a room imports from those below it alone.
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
)
ROOMS += ("figures", "reading", "tables", "files", "faults", "language")


def sentence(path: Path) -> str:
    """The first line of a module's docstring."""
    return (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n")[0]


def listed(room: str) -> str:
    """A room with its sentence, and its modules with theirs."""
    folder, single = LIBRARY / room, LIBRARY / f"{room}.py"
    if single.is_file():
        return f"### `zreport/{room}.py`\n\n{sentence(single)}"
    whole = folder / "__init__.py"
    names = {path: path.relative_to(folder).as_posix() for path in folder.rglob("*.py") if path != whole}
    lines = [f"- `{name.removesuffix('__init__.py')}`: {sentence(path)}" for path, name in sorted(names.items())]
    return "\n".join([f"### `zreport/{room}/`", "", sentence(whole), "", *lines])


def written(text: str) -> str:
    """Return the page with its list up to date."""
    before, rest = text.split(START)
    return "\n\n".join([f"{before}{START}", *map(listed, ROOMS), f"{END}{rest.split(END)[1]}"])


def main() -> None:
    """Write the page."""
    DOC.write_text(written(DOC.read_text("utf-8")), "utf-8", newline="\n")


if __name__ == "__main__":
    main()

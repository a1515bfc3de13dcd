"""Say how stored notebooks depart from normal form; exit 1 if any does.

Normal form: cells have ids of their own and were run once each, in order; outputs are stored, with
nothing on stderr; no kernel details, timings or paths of a machine. ``zreport run`` writes it.
"""

import json
import re
import sys
from pathlib import Path

from zreport.export.notebook import METADATA, notebook_bytes, read_notebook

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
MACHINE_PATH = re.compile(r"/(?:home|Users|root|tmp)/\w|[A-Z]:\\\\?Users|site-packages")


def departures(path: Path) -> list[str]:
    """Return how a stored notebook departs from normal form, one line each; empty when it does not."""
    book = read_notebook(path)
    found = []
    if book.metadata != METADATA:
        found.append("metadata hold more, or less, than the kernel's name")
    # From the file itself, since nbformat gives new ids where some are missing or double.
    ids = [cell.get("id") for cell in json.loads(path.read_bytes())["cells"]]
    if (book.nbformat, book.nbformat_minor) != (4, 5) or None in ids or len(set(ids)) < len(ids):
        found.append("not every cell has an id of its own (nbformat 4.5)")
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    if [cell.execution_count for cell in code] != list(range(1, len(code) + 1)):
        found.append("cells were not run once each, in order")
    if code and not any(cell.outputs for cell in code):
        found.append("there are no outputs")
    for number, cell in enumerate(book.cells, start=1):
        where = f"cell {number} ({cell.get('id')})"
        if cell.metadata:
            found.append(f"{where}: metadata: {', '.join(cell.metadata)}")
        for output in cell.get("outputs", []):
            if output.output_type == "error" or output.get("name") == "stderr":
                found.append(f"{where}: an error or something on stderr")
            elif MACHINE_PATH.search(json.dumps(output.get("data", output.get("text", "")))):
                found.append(f"{where}: a path of the machine in its output")
    if path.read_bytes() != notebook_bytes(book):
        found.append("the file is not written as zreport run writes it")
    mend = f"run: zreport run {path.as_posix()}"
    return [f"{path}: {fault}; {mend}" for fault in found]


def main(paths: list[str]) -> int:
    """Check the given notebooks, or all of the collection."""
    checked = sorted(map(Path, paths) if paths else NOTEBOOKS.glob("*.ipynb"))
    found = [departure for path in checked for departure in departures(path)]
    print("\n".join(found), end="\n" if found else "")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Say how stored notebooks depart from normal form; exit 1 if any does.

Normal form: cells have ids of their own and were run once each, in order; outputs are stored, with
nothing on stderr; no kernel details, timings or paths of a machine. ``zreport run`` writes it.
"""

import sys
from pathlib import Path

from zreport.export.notebook import departures

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"


def main(paths: list[str]) -> int:
    """Check the given notebooks, or all of the collection."""
    found = [
        departure
        for path in sorted(map(Path, paths) if paths else NOTEBOOKS.glob("*.ipynb"))
        for departure in departures(path)
    ]
    print("\n".join(found), end="\n" if found else "")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

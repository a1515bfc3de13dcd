"""The notebook of a folder of rows: what a panel of reports can be asked, with titles that its rows make."""

from __future__ import annotations

import os
from pathlib import Path

from zreport.corpus.findings import growth_section, kept_section, neighbours_section, subject_of, wording_section
from zreport.corpus.findings_words import contents, indicators_section, opening, phrases_section, unanswered
from zreport.corpus.panel import ReportPanel, panel
from zreport.draft.cells import as_notebook, quoted_code
from zreport.files import write

_NAME = "panel"
_HELD = '''panel.sql("""
    SELECT year, level, made, count(*) AS reports, sum(figures) AS figures, sum(characters) AS characters
    FROM reports GROUP BY ALL ORDER BY ALL
""")'''
_APART = 'panel.sql("SELECT reason, count(*) AS count FROM rejected GROUP BY ALL ORDER BY count DESC, reason")'


def notebook_of_rows(rows: str | Path, notebooks: str | Path | None = None, data: str | Path | None = None) -> Path:
    """Write the notebook of a folder of rows beside the folder, or in one that is named; never over another.

    Raises
    ------
    ReportError
        If the folder is not one that ``zreport scan`` wrote to its end.
    """
    folder = Path(rows)
    opened = panel(folder, data=data)
    target = Path(notebooks) if notebooks else folder.resolve().parent
    names = (f"{_NAME}{'' if at == 1 else f'-{at}'}.ipynb" for at in range(1, 10_000))
    path = next(target / name for name in names if not os.path.lexists(target / name))
    return write(path, _written(opened, _call(folder, data, path)))


def _call(folder: Path, data: str | Path | None, path: Path) -> str:
    """Open the rows from where the notebook stands."""

    def there(place: str | Path) -> str:
        try:
            near = os.path.relpath(Path(place).resolve(), path.parent.resolve())
        except ValueError:  # on another drive of Windows
            near = str(Path(place).resolve())
        return quoted_code(Path(near).as_posix())

    return f"zr.panel({there(folder)}{f', data={there(data)}' if data else ''})"


def _written(opened: ReportPanel, call: str) -> bytes:
    subject = subject_of(opened)
    sections = [growth_section, wording_section, kept_section, phrases_section, indicators_section, neighbours_section]
    made = [section(opened, subject) for section in sections]
    load = f"import pandas as pd\nimport zreport as zr\n\npanel = {call}\npanel"
    cells = [opening(opened, made), load, contents(opened), _HELD]
    if len(opened.rejected):
        cells.append(_APART)
    for section in made:
        cells += [section.words, *section.cells]
    cells.append(unanswered(opened))
    return as_notebook(filter(None, cells), "pa")

"""What draws charts: for each ending of a file a module, loaded when it is first used.

So a chart need not know what draws it: a module named here has a function ``draw(chart, lang, form,
size)``, which returns the bytes of a file.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from zreport.faults import ChartError
from zreport.language import Text
from zreport.page.size import Size

BACKENDS = {
    "png": "zreport.render.matplotlib",
    "svg": "zreport.render.matplotlib",
    "pdf": "zreport.render.matplotlib",
    "html": "zreport.render.html",
    "pptx": "zreport.office.slides.deck",
    "xlsx": "zreport.office.workbook",
    "json": "zreport.charts.stored",
}
# What a notebook shows, and what a user of plotly changes further.
DISPLAY = "zreport.render.display"
PLOTLY = "zreport.render.plotly"


def draw(chart: Any, form: str, lang: str, size: str | Size | None = None) -> bytes:
    """Draw a `Chart` in one of the formats of `BACKENDS`, on a page of one of `zreport.page.size.SIZES`."""
    if form not in BACKENDS:
        known = ", ".join(BACKENDS)
        raise ChartError(Text(f"没有格式{form!r}；可选：{known}", f"no such format: {form!r}; choose from {known}"))
    return import_module(BACKENDS[form]).draw(chart, lang, form, size)

"""Renderers: each draws every kind of chart in one family of formats, and knows no other."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zreport.datum import ChartError
from zreport.files import write
from zreport.language import language

if TYPE_CHECKING:
    from zreport.chart import Chart
    from zreport.size import Size

FORMATS = ("png", "svg", "pdf", "html", "pptx", "xlsx", "json")
NOTEBOOK_DPI, NOTEBOOK_COLOURS = 72, 256


def draw(chart: Chart, form: str, lang: str, size: str | Size | None = None) -> bytes:
    """Draw a chart in one of `FORMATS`, on a page of one of `zreport.size.SIZES`.

    Raises
    ------
    ChartError
        If there is no such format or size, or the page has no room for the chart.
    """
    if form in ("png", "svg", "pdf"):
        from zreport.render.matplotlib import picture

        return picture(chart, lang, form, size)
    if form == "html":
        from zreport.render.page import page

        return page(chart, lang, size).encode()
    if form == "pptx":
        from zreport.render.pptx import deck

        return deck([chart], lang, size=size)
    if form == "xlsx":
        from zreport.render.xlsx import book

        return book(chart, lang, size)
    if form == "json":
        return (json.dumps(chart.json(), ensure_ascii=False, indent=1) + "\n").encode()
    raise ChartError(
        f"no such format: {form!r}; choose from / 没有该格式，可选：{', '.join(FORMATS)}"
    )


def save(chart: Chart, path: Path, lang: str, size: str | Size | None = None) -> Path:
    """Write a chart to a file; the ending says the format."""
    return write(path, draw(chart, path.suffix.lower().removeprefix("."), lang, size))


def mimebundle(chart: Chart) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a chart's three forms for a notebook: plotly JSON, PNG and its own JSON, with words.

    Where both are there, plotly's extension for JupyterLab shows the picture and never draws the
    chart (plotly 7.1). So there is no picture in a live session, which a Jupyter server marks by
    JPY_SESSION_NAME; ``zreport run`` stores it, for code hosts and other readers.
    """
    from zreport.chart import MIME
    from zreport.render import matplotlib, plotly

    lang = language()
    bundle = {
        plotly.MIME: plotly.spec(chart, lang),
        MIME: chart.json(),
        "text/plain": repr(chart),
    }
    if "JPY_SESSION_NAME" in os.environ:
        return bundle, {}
    bundle["image/png"] = matplotlib.picture(
        chart, lang, "png", dpi=NOTEBOOK_DPI, colours=NOTEBOOK_COLOURS
    )
    return bundle, {"image/png": {"alt": chart.alt[lang]}}

"""What a notebook shows of a chart, and stores."""

import os
from typing import Any

from zreport.charts.chart import MIME, Chart
from zreport.language import language
from zreport.render import plotly


def mimebundle(chart: Chart) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a chart's three forms for a notebook: plotly JSON, PNG and its own JSON, with words.

    Where both are there, plotly's extension for JupyterLab shows the picture and never draws the
    chart (plotly 7.1). So there is no picture in a live session, which a Jupyter server marks by
    JPY_SESSION_NAME; ``zreport run`` stores it, for code hosts and other readers.
    """
    lang = language()
    bundle = {plotly.PLOTLY_MIME: plotly.spec(chart, lang), MIME: chart.to_json(), "text/plain": repr(chart)}
    if "JPY_SESSION_NAME" in os.environ:
        return bundle, {}
    from zreport.render import matplotlib

    bundle["image/png"] = matplotlib.picture(chart, lang, "png", dpi=72, colours=256)
    return bundle, {"image/png": {"alt": chart.alt[lang]}}

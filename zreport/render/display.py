"""What a notebook shows of a chart, and stores."""

from typing import Any

from zreport.charts.chart import MIME, Chart
from zreport.language import language
from zreport.render import plotly
from zreport.render.live import live, open_session


def mimebundle(chart: Chart) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a chart's three forms for a notebook: plotly JSON, PNG and its own JSON, with words.

    Where both are there, plotly's extension for JupyterLab shows the picture and never draws the
    chart (plotly 7.1). So there is no picture in an open session; ``zreport run`` stores it, for code
    hosts and other readers. Where somebody looks on, a bar below the chart hands it over.
    """
    lang = language()
    bundle = {plotly.PLOTLY_MIME: plotly.spec(chart, lang), MIME: chart.to_json(), "text/plain": repr(chart)}
    if live():
        from zreport.render.widget import session_bars

        # By this its bar, which is stored nowhere, is put below it.
        bundle[plotly.PLOTLY_MIME]["layout"]["meta"] = {"zreport": session_bars().under(chart)}
    if open_session():
        return bundle, {}
    from zreport.render import matplotlib

    bundle["image/png"] = matplotlib.picture(chart, lang, "png", dpi=72, colours=256)
    return bundle, {"image/png": {"alt": chart.alt[lang]}}

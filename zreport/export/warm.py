"""What a kernel about a report does first, done once before kernels are forked: read the data, draw a chart in all forms."""

import contextlib

from zreport.charts import bars, cards, register, stages  # noqa: F401
from zreport.charts.table import Table
from zreport.figures import counts, derive  # noqa: F401
from zreport.layout import dots, rows  # noqa: F401
from zreport.render.display import mimebundle
from zreport.report.loading import load

# Where the data are not sound, the notebook says so.
with contextlib.suppress(Exception):
    mimebundle(Table(load().select(measure="growth").head(2), title="-"))

"""What a kernel about a report does first, done once before kernels are forked: read the data, draw charts in all forms."""

import contextlib

from zreport.charts.bars import Bars
from zreport.charts.cards import Cards
from zreport.charts.dumbbell import Dumbbell
from zreport.charts.register import Register
from zreport.charts.slope import Slope
from zreport.charts.stages import Stages
from zreport.charts.table import Table
from zreport.figures import counts, derive  # noqa: F401
from zreport.render.display import mimebundle
from zreport.report.loading import load

# Where the data are not sound, the notebook says so.
with contextlib.suppress(Exception):
    report = load()
    pairs = report.pairs("target_for", grade="high").head(2)
    rows = report.select(measure="growth").head(2)
    for chart in (
        *(kind(rows, title="-") for kind in (Bars, Cards, Table)),
        *(kind(pairs, title="-") for kind in (Dumbbell, Slope)),
        Stages(report.projects.head(2), title="-"),
        Register(report.statements.head(2), title="-"),
    ):
        with contextlib.suppress(Exception):
            mimebundle(chart)

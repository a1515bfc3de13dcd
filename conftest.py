"""Settings for all tests: the language of charts, no deadlines, and what nbval compares."""

import os

import pytest
from hypothesis import settings

os.environ["ZREPORT_LANG"] = "zh"
# What is loaded when it is first used makes the first example of a property slow.
settings.register_profile("zreport", deadline=None)
settings.load_profile("zreport")


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Leave plotly JSON to the renderers' own tests, so that a newer plotly breaks no notebook."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += ("application/vnd.plotly.v1+json",)

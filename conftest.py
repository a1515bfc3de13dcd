"""Settings for all tests: the language of charts, and what nbval compares."""

import os

import pytest

os.environ["ZREPORT_LANG"] = "zh"


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Leave plotly JSON to the renderers' own tests, so that a newer plotly breaks no notebook."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += ("application/vnd.plotly.v1+json",)

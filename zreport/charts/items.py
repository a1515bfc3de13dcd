"""What charts of things other than figures share: projects, and the figures as they are counted."""

from __future__ import annotations

from dataclasses import dataclass

from zreport.charts.chart import Chart


@dataclass(frozen=True, repr=False)
class Items(Chart):
    """A chart of rows that are no figures."""

    @property
    def figures(self) -> tuple:
        """No figures."""
        return ()

    @property
    def origins(self) -> tuple:
        """The rows."""
        return self.data

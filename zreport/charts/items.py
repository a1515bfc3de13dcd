"""What charts of things other than figures share: projects, and the figures as they are counted."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar

import pandas as pd

from zreport.charts.chart import Chart
from zreport.faults import ChartError
from zreport.language import LANGUAGES, Text


@dataclass(frozen=True)
class Item:
    """A row that is no figure; each text is made of the columns ``…_zh`` and ``…_en``."""

    @classmethod
    def column(cls, name: str) -> tuple[str, ...]:
        """The columns of a frame that a field is made of."""
        kinds = {item.name: item.type for item in fields(cls)}
        if kinds[name] != "Text":
            return (name,)
        return tuple(f"{name.removesuffix('_name')}_{lang}" for lang in LANGUAGES)

    @classmethod
    def of(cls, row: Any) -> Item:
        """Make one from a row of a frame, or from its JSON form."""
        made = {}
        for item in fields(cls):
            if isinstance(row, dict):
                value = row[item.name]
                made[item.name] = Text.of(value) if item.type == "Text" else value
            else:
                cells = [row[column] for column in cls.column(item.name)]
                made[item.name] = Text(*cells) if item.type == "Text" else cells[0]
        return cls(**made)


@dataclass(frozen=True, repr=False)
class Items(Chart):
    """A chart of rows that are no figures."""

    item: ClassVar[type[Item]]
    table: ClassVar[str]

    def _items(self, rows: Any) -> tuple:
        if isinstance(rows, pd.DataFrame):
            needed = [column for item in fields(self.item) for column in self.item.column(item.name)]
            if missing := [column for column in needed if column not in rows.columns]:
                raise ChartError(
                    f"{self.kind}: the rows lack the columns {', '.join(missing)}; pass whole rows of "
                    f"report.{self.table} / 缺少这些列，请传入 report.{self.table} 的完整行"
                )
            return tuple(self.item.of(row) for _, row in rows.iterrows())
        return tuple(row if isinstance(row, self.item) else self.item.of(row) for row in rows)

    @property
    def figures(self) -> tuple:
        """No figures."""
        return ()

    @property
    def origins(self) -> tuple:
        """The rows."""
        return self.data

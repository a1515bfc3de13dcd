"""Cells of the worksheet behind charts: written column by column, referred to by charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from zreport.figures.datum import Datum
from zreport.office.chart_xml import SHEET, Cells


@dataclass
class Ledger:
    """Cells of a worksheet, column by column; tables stand one below the other.

    Attributes
    ----------
    sheet : str
        The name of the worksheet.
    rows : list
        What `zreport.office.worksheet.workbook` writes.
    heads : list of int
        Which rows are heads, counted from 0.
    refer : callable, optional
        Returns the cell that holds a figure in its base unit, or nothing: then its value is written.
    """

    sheet: str = SHEET
    rows: list[list] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    top: int = 0
    columns: int = 0
    refer: Callable[[Datum], str] | None = None

    def begin(self) -> None:
        """Begin a table below those that are there."""
        if self.rows:
            self.rows.append([])
        self.top, self.columns = len(self.rows), 0
        self.heads.append(self.top)
        self.rows.append([])

    def skip(self, count: int) -> None:
        """Leave rows empty."""
        self.rows.extend([] for _ in range(count))

    def cell(self, figure: Datum, value: float) -> float | tuple[str, float]:
        """Return what stands for a figure: its value, or a formula that takes it from another sheet.

        Parameters
        ----------
        value : float
            The figure in the unit of the chart.
        """
        if self.refer is None or not (place := self.refer(figure)):
            return value
        factor = _exact(figure.value_base) / _exact(value) if value else Decimal(1)
        if factor == 1:
            return f"={place}", value
        by = f"/{factor.normalize():f}" if factor > 1 else f"*{(1 / factor).normalize():f}"
        return f"=ROUND({place}{by},9)", value

    def line(self, index: int) -> int:
        """Return the number of a row of the table, the first below the head being 0."""
        return self.top + 2 + index

    def next(self) -> str:
        """Name the column that the next call of `column` will fill."""
        return letters(self.columns)

    def column(self, head: str, values: Sequence, first: int = 0) -> Cells:
        """Write a column of the table, and return its cells; a pair is (formula, result)."""
        at = self.columns
        self.columns += 1
        for row, value in enumerate([head, *(None,) * first, *values]):
            while len(self.rows) <= self.top + row:
                self.rows.append([])
            cells = self.rows[self.top + row]
            cells.extend([None] * (at - len(cells)))
            cells.append(value)
        plain = tuple(value[1] if isinstance(value, tuple) else value for value in values)
        letter = letters(at)
        start, end = self.line(first), self.line(first + len(values) - 1)
        return Cells(f"${letter}${start}:${letter}${end}", plain, self.sheet)

    def head(self, cells: Cells) -> Cells:
        """Return the cell at the head of a column."""
        letter = cells.range.split("$")[1]
        index = number(letter)
        return Cells(f"${letter}${self.top + 1}", (self.rows[self.top][index],), self.sheet)


def _exact(value: float) -> Decimal:
    return Decimal(repr(float(value)))


def part(cells: Cells, first: int, count: int) -> Cells:
    """Return some cells of a column."""
    letter, start = cells.range.split(":")[0].split("$")[1:]
    top = int(start) + first
    return Cells(f"${letter}${top}:${letter}${top + count - 1}", cells.values[first : first + count], cells.sheet)


def letters(index: int) -> str:
    """Name a column, counted from 0.

    Examples
    --------
    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    first, last = divmod(index, 26)
    return (letters(first - 1) if first else "") + chr(65 + last)


def number(letter: str) -> int:
    """Return the number of a column, counted from 0."""
    value = 0
    for character in letter:
        value = value * 26 + ord(character) - 64
    return value - 1

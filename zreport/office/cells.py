"""Cells of the worksheet behind charts: written column by column, referred to by charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from zreport.figures.datum import Datum
from zreport.figures.writing import exact
from zreport.language import Text

# The worksheet inside a slide's chart; its name is not shown.
EMBEDDED_SHEET = "Data"


@dataclass(frozen=True)
class CellRange:
    """Cells of a column of a worksheet, and what stands in them.

    Attributes
    ----------
    column : str
    first : int
        The number of the first row.
    values : tuple
    sheet : str
    head : str
        What stands above them.
    single : bool
        Whether this is a cell and no range.
    """

    column: str
    first: int
    values: tuple
    sheet: str = EMBEDDED_SHEET
    head: str = ""
    single: bool = False

    @property
    def range(self) -> str:
        """Where the cells are on their worksheet."""
        start = f"${self.column}${self.first}"
        return start if self.single else f"{start}:${self.column}${self.first + len(self.values) - 1}"

    @property
    def reference(self) -> str:
        """The same with the worksheet, as a chart writes it."""
        plain = self.sheet.isascii() and self.sheet.isalnum()
        sheet = self.sheet if plain else f"'{self.sheet}'"
        return f"{sheet}!{self.range}"

    @property
    def heading(self) -> CellRange:
        """The cell above."""
        return CellRange(self.column, self.first - 1, (self.head,), self.sheet, single=True)

    def address(self, index: int) -> str:
        """Return the address of one of the cells."""
        return f"{self.column}{self.first + index}"

    def part(self, start: int, count: int) -> CellRange:
        """Return some of the cells."""
        return replace(self, first=self.first + start, values=self.values[start : start + count])

    def padded(self, count: int, blank: str | None) -> CellRange:
        """Return the cells with empty ones below them, `count` in all."""
        return replace(self, values=self.values + (blank,) * (count - len(self.values)))


@dataclass
class CellWriter:
    """Writes the cells of a worksheet, column by column; tables stand one below the other.

    Attributes
    ----------
    lang : str
    sheet : str
        The name of the worksheet.
    refer : callable, optional
        Returns the cell that holds a figure in its base unit, or nothing: then its value is written.
    rows : list
        What `zreport.office.worksheet.write_rows` writes.
    heads : list of int
        Which rows are heads, counted from 0.
    """

    lang: str
    sheet: str = EMBEDDED_SHEET
    refer: Callable[[Datum], str | None] | None = None
    rows: list[list] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    columns: int = 0

    def begin(self) -> None:
        """Begin a table below those that are there."""
        if self.rows:
            self.rows.append([])
        self.columns = 0
        self.heads.append(len(self.rows))
        self.rows.append([])

    def skip(self, count: int) -> None:
        """Leave rows empty."""
        self.rows.extend([] for _ in range(count))

    def figure(self, figure: Datum, value: float) -> float | tuple[str, float]:
        """Return what stands for a figure: its value, or a formula that takes it from another sheet.

        Parameters
        ----------
        value : float
            The figure in the unit of the chart.
        """
        if self.refer is None or not (place := self.refer(figure)):
            return value
        factor = exact(figure.value_base) / exact(value) if value else Decimal(1)
        if factor == 1:
            return f"={place}", value
        by = f"/{factor.normalize():f}" if factor > 1 else f"*{(1 / factor).normalize():f}"
        return f"=ROUND({place}{by},9)", value

    def column(self, head: Text | str, values: Sequence) -> CellRange:
        """Write a column of the table, and return its cells; a pair is (formula, result)."""
        at, top = self.columns, self.heads[-1]
        self.columns += 1
        head = head[self.lang] if isinstance(head, Text) else head
        for row, value in enumerate([head, *values], start=top):
            if row == len(self.rows):
                self.rows.append([])
            cells = self.rows[row]
            cells.extend([None] * (at - len(cells)))
            cells.append(value)
        plain = tuple(value[1] if isinstance(value, tuple) else value for value in values)
        return CellRange(column_letters(at), top + 2, plain, self.sheet, head)


def column_letters(index: int) -> str:
    """Name a column, counted from 0.

    Examples
    --------
    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    first, last = divmod(index, 26)
    return (column_letters(first - 1) if first else "") + chr(65 + last)


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 0.

    Examples
    --------
    >>> column_number("A"), column_number("AB")
    (0, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1

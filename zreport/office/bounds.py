"""Lines of native charts that belong to no single figure, such as the arrows of bounds, and their cells."""

from __future__ import annotations

from collections.abc import Sequence

from zreport.office.cells import CellWriter
from zreport.office.chart_series import Series
from zreport.page import theme
from zreport.page.marks import Line, Mark, Panel


def axis_per_point(panel: Panel) -> float:
    """How much of the axis a point of the page is."""
    return (panel.x[1] - panel.x[0]) / panel.box.width


def row_position(mark: Mark) -> float:
    """Return the place of a mark down an XY chart, whose rows count from 1."""
    return round(mark.y + mark.shift / mark.on.pitch + 1, 6)


class LineWriter:
    """Writes bands, bars, links and arrows: columns x and y, and t for a label, each with a number."""

    def __init__(self, cells: CellWriter):
        self.cells = cells
        self.count = 0

    def line(
        self, xs: Sequence, ys: Sequence, colour: str, width: float, mark: Mark | None = None, size: float = theme.LABEL
    ) -> Series:
        """Write a line, and return it as a series; that of one point may bear the label of a mark."""
        self.count += 1
        x, y = self.cells.column(f"x{self.count}", xs), self.cells.column(f"y{self.count}", ys)
        labels = self.cells.column(f"t{self.count}", [mark.label]) if mark else None
        marks = [mark] if mark else ()
        return Series(x.heading, x, y, marks, labels, size=size, line=(colour, width))

    def joined(self, links: Sequence[Line], formulas: dict[tuple[float, float], str]) -> Series:
        """Write the lines between marks as one series, with empty cells between them.

        Parameters
        ----------
        formulas : dict
            The formula that gives the value of a mark, by its place.
        """
        xs: list = []
        ys: list = []
        for link in links:
            for x, y in zip(link.xs, link.ys, strict=True):
                formula = formulas.get((x, round(y + 1, 6)))
                xs.append((formula, x) if formula else x)
                ys.append(y + 1)
            xs.append(None)
            ys.append(None)
        return self.line(xs[:-1], ys[:-1], links[0].colour, links[0].width)

    def bound(self, mark: Mark, cell: str, size: float) -> list[Series]:
        """Write the bar across a row and, for a bound, the arrow with the label."""
        row, unit, pitch = row_position(mark), axis_per_point(mark.on), mark.on.pitch
        low, high = (round(row + way * mark.tall / 2 / pitch, 6) for way in (-1, 1))
        found = [self.line([(f"={cell}", mark.x)] * 2, [low, high], mark.colour, 3)]
        if mark.bound:
            # An arrow head of two strokes: LibreOffice and WPS draw no heads on lines of charts.
            sign, wing = {"up": 1, "down": -1}[mark.bound], 4.5 / pitch
            tip, back = sign * mark.reach * unit, sign * (mark.reach - min(7.0, mark.reach)) * unit
            steps = (0.0, tip, back, tip, back)
            xs = [(f"={cell}{step:+.6f}" if step else f"={cell}", round(mark.x + step, 6)) for step in steps]
            rows = [round(y, 6) for y in (row, row, row - wing, row, row + wing)]
            found.append(self.line(xs, rows, mark.colour, 1.8))
        # The label stands at the head of the arrow, or on the other side, or above or below.
        away = mark.away * unit
        x = (f"={cell}{away:+.6f}", round(mark.x + away, 6))
        y = {"t": low, "b": high}.get(mark.place, row)
        return [*found, self.line([x], [y], mark.colour, 0.1, mark, size)]

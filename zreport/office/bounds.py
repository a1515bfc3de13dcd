"""Lines of native charts that belong to no single figure, and the cells behind them."""

from __future__ import annotations

from collections.abc import Sequence

from zreport.office.cells import Ledger
from zreport.office.chart_xml import Series
from zreport.page import theme
from zreport.page.marks import Line, Mark, Panel


def unit_of(panel: Panel) -> float:
    """How much of the axis a point of the page is."""
    return (panel.x[1] - panel.x[0]) / panel.box.width


def row_of(mark: Mark) -> float:
    """Return the place of a mark down an XY chart, whose rows count from 1."""
    return round(mark.y + mark.shift / mark.on.pitch + 1, 6)


class Strokes:
    """Writes bands, bars, links and arrows: columns x and y, and t for a label, each with a number."""

    def __init__(self, ledger: Ledger):
        self.ledger = ledger
        self.used = 0

    def path(
        self,
        xs: Sequence,
        ys: Sequence,
        stroke: tuple[str, float],
        labels: Sequence[str] = (),
        places: Sequence[str] = (),
        ink: str = theme.INK,
        size: float = theme.LABEL,
    ) -> Series:
        """Write a line, and return it as a series."""
        self.used += 1
        a = self.ledger.column(f"x{self.used}", list(xs))
        b = self.ledger.column(f"y{self.used}", list(ys))
        said = self.ledger.column(f"t{self.used}", list(labels)) if labels else None
        return Series(
            self.ledger.head(a), a, b, labels=said, places=tuple(places), ink=(ink,) * len(xs), size=size, line=stroke
        )

    def joined(self, links: list[Line], held: dict[tuple, str]) -> Series:
        """Write the lines between two marks: one series, its rows apart by an empty cell."""
        xs: list = []
        ys: list = []
        for link in links:
            for x, y in zip(link.xs, link.ys, strict=True):
                formula = held.get((x, round(y + 1, 6)))
                xs.append((formula, x) if formula else x)
                ys.append(y + 1)
            xs.append(None)
            ys.append(None)
        return self.path(xs[:-1], ys[:-1], (links[0].colour, links[0].width))

    def bound(self, mark: Mark, cell: str, size: float) -> list[Series]:
        """Write the bar across a row and, for a bound, the arrow with the label."""
        row, unit = row_of(mark), unit_of(mark.on)
        low, high = (round(row + way * mark.tall / 2 / mark.on.pitch, 6) for way in (-1, 1))
        across = self.path([(cell, mark.x)] * 2, [low, high], (mark.colour, 3))
        sign = {"up": 1, "down": -1}.get(mark.bound, 0)
        found = [across]
        if sign:
            # An arrow head of two strokes: LibreOffice and WPS draw no heads on lines of charts.
            tip, back = sign * mark.reach * unit, sign * (mark.reach - min(7.0, mark.reach)) * unit
            wing = 4.5 / mark.on.pitch
            steps = (0.0, tip, back, tip, back)
            rows = (row, row, row - wing, row, row + wing)
            xs = [(f"{cell}{step:+.6f}" if step else cell, round(mark.x + step, 6)) for step in steps]
            found.append(self.path(xs, [round(y, 6) for y in rows], (mark.colour, 1.8)))
        # The label stands at the head of the arrow, or on the other side, or above or below.
        away = mark.away * unit
        x = (f"{cell}{away:+.6f}", round(mark.x + away, 6))
        y = {"t": low, "b": high}.get(mark.place, row)
        found.append(self.path([x], [y], (mark.colour, 0.1), [mark.label], [mark.place], mark.ink, size))
        return found

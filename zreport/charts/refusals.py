"""What may not share an axis."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from zreport.faults import ChartError
from zreport.figures.datum import Datum


def refuse_mixed(what: str, kind: str, figures: Iterable[Datum], key: Callable[[Datum], str]) -> None:
    """Raise `ChartError` if the figures differ in what one axis must share, naming them."""
    groups: dict[str, list[str]] = {}
    for figure in figures:
        groups.setdefault(key(figure), []).append(figure.id)
    if len(groups) > 1:
        told = "; ".join(f"{value}: {', '.join(ids)}" for value, ids in groups.items())
        raise ChartError(
            f"{kind}: one axis cannot hold more than one {what} ({told}); use Cards or Table, or "
            "select one of them / 同一坐标轴不能混用，请改用 Cards、Table，或只选其中一类"
        )


def refuse_undrawn(kind: str, figures: Iterable[Datum], bounds: bool = False) -> None:
    """Raise `ChartError` for ranges and negative values, and for bounds if these are `bounds`."""
    for what, test in (
        ("a range", lambda figure: figure.qualifier == "range"),
        ("a negative value", lambda figure: figure.value < 0),
        ("a bound", lambda figure: bounds and figure.bound),
    ):
        if found := [figure.id for figure in figures if test(figure)]:
            raise ChartError(
                f"{kind}: cannot show {what} honestly ({', '.join(found)}); use Cards or Table "
                "/ 这种图画不了区间、负数或上下限，请改用 Cards 或 Table"
            )


def whole(figures: Iterable[Datum]) -> float | None:
    """Return 100 for shares in per cent of which one is above half, else None: no common whole."""
    figures = tuple(figures)
    shares = all(figure.measure == "rate" and figure.unit == "%" for figure in figures)
    return 100.0 if shares and max(figure.value for figure in figures) > 50 else None

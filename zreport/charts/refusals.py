"""What may not share an axis."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from zreport.faults import ChartError
from zreport.figures.datum import Datum
from zreport.language import LANGUAGES, Text

UNIT, MEASURE, STATUS = Text("单位", "unit"), Text("度量", "measure"), Text("性质", "status")
PERIOD, INDICATOR = Text("时期", "period"), Text("指标", "indicator")
_RANGE, _NEGATIVE, _BOUND = Text("区间", "a range"), Text("负数", "a negative value"), Text("上下限", "a bound")


def refuse_mixed(what: Text, kind: str, figures: Iterable[Datum], key: Callable[[Datum], Text]) -> None:
    """Raise `ChartError` if the figures differ in what one axis must share, naming them."""
    groups: dict[str, list[Datum]] = {}
    for figure in figures:
        groups.setdefault(key(figure).zh, []).append(figure)
    if len(groups) > 1:
        zh, en = (
            "; ".join(f"{key(held[0])[lang]}: {', '.join(figure.id for figure in held)}" for held in groups.values())
            for lang in LANGUAGES
        )
        raise ChartError(
            Text(
                f"{kind}：同一坐标轴不能有不同的{what.zh}（{zh}）；请改用 Cards 或 Table，或只选其中一类",
                f"{kind}: one axis cannot hold more than one {what.en} ({en}); use Cards or Table, or select one of them",
            )
        )


def refuse_undrawn(kind: str, figures: Iterable[Datum], bounds: bool = False) -> None:
    """Raise `ChartError` for ranges and negative values, and for bounds if these are `bounds`."""
    for what, test in (
        (_RANGE, lambda figure: figure.qualifier == "range"),
        (_NEGATIVE, lambda figure: figure.value < 0),
        (_BOUND, lambda figure: bounds and figure.bound),
    ):
        if found := ", ".join(figure.id for figure in figures if test(figure)):
            raise ChartError(
                Text(
                    f"{kind}：这种图不能如实画出{what.zh}（{found}）；请改用 Cards 或 Table",
                    f"{kind}: cannot show {what.en} honestly ({found}); use Cards or Table",
                )
            )


def whole(figures: Iterable[Datum]) -> float | None:
    """Return 100 for shares in per cent of which one is above half, else None: no common whole."""
    figures = tuple(figures)
    shares = all(figure.measure == "rate" and figure.unit == "%" for figure in figures)
    return 100.0 if shares and max(figure.value for figure in figures) > 50 else None

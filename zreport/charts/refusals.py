"""What may not share an axis."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from zreport.faults import ChartError
from zreport.figures.datum import Datum
from zreport.language import LANGUAGES, Text


class Shared(NamedTuple):
    """What all figures on an axis must have in common: its name, and what it is of one figure."""

    name: Text
    of: Callable[[Datum], Text]


UNIT = Shared(Text("单位", "unit"), lambda figure: figure.base_unit)
# The base unit with what it counts: 户 are firms or households.
COUNTED = Shared(UNIT.name, lambda figure: Text.of(f"{figure.base_unit.zh} ({figure.base_unit.en})"))
MEASURE = Shared(Text("度量", "measure"), lambda figure: figure.measure_name)
STATUS = Shared(Text("性质", "status"), lambda figure: figure.status_name)
PERIOD = Shared(Text("时期", "period"), lambda figure: Text.of(figure.period))
LENGTH = Shared(Text("时期长度", "length of period"), lambda figure: Text(f"{figure.years}年", f"{figure.years} years"))
INDICATOR = Shared(Text("指标", "indicator"), lambda figure: Text.of(figure.indicator))


def refuse_mixed(kind: str, figures: Iterable[Datum], *shared: Shared) -> None:
    """Raise `ChartError` if the figures differ in what one axis must share, naming them."""
    figures = tuple(figures)
    for what in shared:
        groups: dict[str, list[Datum]] = {}
        for figure in figures:
            groups.setdefault(what.of(figure).zh, []).append(figure)
        if len(groups) == 1:
            continue
        zh, en = (
            "; ".join(f"{what.of(held[0])[lang]}: {', '.join(one.id for one in held)}" for held in groups.values())
            for lang in LANGUAGES
        )
        zh = f"{kind}：同一坐标轴不能有不同的{what.name.zh}（{zh}）；请改用 Cards 或 Table，或只选其中一类"
        en = f"{kind}: one axis cannot hold more than one {what.name.en} ({en}); use Cards or Table, or select one of them"
        raise ChartError(Text(zh, en))


def refuse_undrawn(kind: str, figures: Iterable[Datum], bounds: bool = False) -> None:
    """Raise `ChartError` for ranges and negative values, and for bounds if these are `bounds`."""
    for zh, en, test in (
        ("区间", "a range", lambda figure: figure.qualifier == "range"),
        ("负数", "a negative value", lambda figure: figure.value < 0),
        ("上下限", "a bound", lambda figure: bounds and figure.bound),
    ):
        if found := ", ".join(figure.id for figure in figures if test(figure)):
            zh = f"{kind}：这种图不能如实画出{zh}（{found}）；请改用 Cards 或 Table"
            raise ChartError(Text(zh, f"{kind}: cannot show {en} honestly ({found}); use Cards or Table"))

"""The foot of a chart: notes, cautions, each name once, formulas, and the source."""

from zreport.charts.chart import Chart
from zreport.language import Text

_NOTE, _IN_ORDER = Text("注：", "Note: "), Text("依次推算：", "Derived, in this order: ")


def foot(chart: Chart, lang: str) -> str:
    """Return what stands at the foot, the source in a line of its own."""
    stop = "。" if lang == "zh" else ". "
    said = _gathered(chart, lang)
    return "\n".join(([_NOTE[lang] + stop.join(said) + stop.strip()] if said else []) + [chart.source[lang]])


def _gathered(chart: Chart, lang: str) -> list[str]:
    """Return what must be said, what holds for the same names behind these together, and all formulas in one."""
    colon, joint = ("：", "；") if lang == "zh" else (": ", "; ")
    figures = {figure.id: figure for figure in chart.figures if figure.calculation[lang]}.values()
    derived = {
        f"{figure.name.zh}为推算：{figure.calculation.zh}"
        if lang == "zh"
        else f"{figure.name.en} is derived: {figure.calculation.en}": figure.calculation[lang]
        for figure in figures
    }
    names = {row.name[lang] for row in (*chart.data, *chart.figures) if hasattr(row, "name")}
    groups: dict[str, list[str]] = {}
    for remark in (one[lang].rstrip("。.") for one in chart.remarks):
        head, _, rest = remark.partition(colon)
        if remark in derived and len(derived) > 1:
            # Their names, mostly long, stand on the chart in the same order.
            groups.setdefault(_IN_ORDER[lang], []).append(derived[remark])
        elif rest and any(name in head for name in names):
            groups.setdefault(head + colon, []).append(rest)
        else:
            groups.setdefault(remark, []).append("")
    said = (head + joint.join(rest) for head, rest in groups.items())
    return [one[:1].upper() + one[1:] for one in said]

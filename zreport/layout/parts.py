"""Parts of a whole: bars of one length."""

from zreport.charts.parts import Parts
from zreport.figures.pair import Pair
from zreport.language import Text
from zreport.page import font, theme
from zreport.page.marks import Mark, Panel
from zreport.page.scene import Scene
from zreport.page.text import Box, Words, headed, stacked, wrap

_REST = Text("其余", "The rest")


def arrange(chart: Parts, scene: Scene, plot: Box) -> float:
    """Arrange a bar for each whole, its name above, the words of its parts below, and return where they end."""
    gap, more, count = 18.0, 0.0, len(chart.data)
    if scene.size.height:
        spare = plot.height - sum(_whole(chart, pair, scene, plot, 0.0, 0.0)[1] for pair in chart.data)
        # Of what is left the bars take a part, up to as much again and a half; the rest stands between them.
        more = max(0.0, min(spare / count * 0.7, scene.size.label * 8))
        gap = min(48.0, max(0.0, (spare - more * count) / max(count - 1, 1)))
    top = plot.top
    for pair in chart.data:
        items, height = _whole(chart, pair, scene, plot, top, more)
        scene.add(*items)
        top += height + gap
    return top - gap


def _whole(
    chart: Parts, pair: Pair, scene: Scene, plot: Box, top: float, more: float
) -> tuple[list[Words | Mark], float]:
    """Lay out one whole from a place on the page down, and return its height."""
    lang, label, tick = scene.lang, scene.size.label, scene.size.tick
    lead, thick, colon = label * 1.3, (label * 2 if scene.size.height else 24.0) + more, "：" if lang == "zh" else ": "
    quiet = chart.quiet(pair.before) and chart.quiet(pair.after)
    look = theme.look(pair.before.status, quiet)
    name = headed(f"{pair.after.name[lang]}{colon}{pair.after.label(lang)}", plot.width, label)
    y = top + len(name) * lead + 3
    bars = _bars(chart, pair, scene, Box(plot.left, y, plot.width, thick), look)
    y += thick + 4
    part, rest = chart.said(pair, lang)
    part, rest = f"{_part_name(pair, lang)}{colon}{part}", f"{_REST[lang]}{colon}{rest}"
    # What is left stands below its end of the bar, if both find room in one line.
    wide = font.advance(rest, tick) + 16
    beside = font.advance(part, label, True) + wide <= plot.width
    share = headed(part, plot.width - wide if beside else plot.width, label)
    height = (len(name) + len(share)) * lead + thick + 7
    items = [*stacked(name, plot.left, top, lead, label, bold=True), *bars]
    items += stacked(share, plot.left, y, lead, label, colour=look["ink"], bold=True)
    if beside:
        return [*items, Words(plot.right, y + 0.5 * lead, rest, tick, theme.MUTED, anchor="end")], height
    left = wrap(rest, plot.width, tick)
    items += stacked(left, plot.left, y + len(share) * lead, tick * 1.4, tick, colour=theme.MUTED)
    return items, height + len(left) * tick * 1.4


def _bars(chart: Parts, pair: Pair, scene: Scene, box: Box, look: dict) -> list[Mark]:
    lang, whole = scene.lang, pair.after.value
    on = Panel(box, (0.0, whole), (-0.5, 0.5), (), (pair.after.name[lang],), "parts", False, size=scene.size.label)
    part = pair.before.value * pair.before.unit_factor / pair.after.unit_factor
    bar = {"y": 0, "form": "bar", "label": "", "thick": box.height, **look}
    rest = {"hollow": True, "hatched": True, "start": part, "series": _REST[lang], "formula": chart.formula(pair)}
    bar["series"] = _part_name(pair, lang)
    return [Mark(on, pair.after, whole, **bar | rest), Mark(on, pair.before, part, **bar)]


def _part_name(pair: Pair, lang: str) -> str:
    """Name a part; where it bears the name of its whole, by its measure as well."""
    name, measure = pair.before.name[lang], pair.before.measure_name[lang]
    if pair.before.name == pair.after.name:
        name += f"（{measure}）" if lang == "zh" else f" ({measure})"
    return name

"""Parts of a whole: bars of one length."""

from __future__ import annotations

from zreport import theme
from zreport.kinds import Parts
from zreport.kinds.pairs import Pair
from zreport.marks import Mark, Panel
from zreport.scene import Scene
from zreport.typeset import wrap
from zreport.words import Box, Words


def parts(chart: Parts, sheet: Scene, plot: Box) -> float:
    """Lay out a bar for each whole: its name above, the words of its parts below."""
    lang, size = sheet.lang, sheet.size
    lead, thick, count = size.label * 1.3, 26.0 if not size.narrow else 22.0, len(chart.data)
    blocks = []
    for pair in chart.data:
        part, rest = chart.said(pair, lang)
        colon = "：" if lang == "zh" else ": "
        head = wrap(
            f"{pair.after.name[lang]}{colon}{pair.after.label(lang)}", plot.width, size.label, True
        )
        said = wrap(f"{part_name(pair, lang)}{colon}{part}", plot.width, size.label, True)
        left = wrap(f"{rest_name(lang)}{colon}{rest}", plot.width, size.tick)
        blocks.append((pair, head, said, left))
    tall = max(
        len(head) * lead + thick + 6 + len(said) * lead + len(left) * size.tick * 1.4
        for _, head, said, left in blocks
    )
    pitch = tall + 14
    if size.height:
        pitch = min(max(pitch, 120.0), plot.height / count)
    bar = Box(plot.left, plot.top, plot.width, 0)
    for row, (pair, head, said, left) in enumerate(blocks):
        top = plot.top + row * pitch
        for at, words in enumerate(head):
            sheet.add(Words(bar.left, top + (at + 0.5) * lead, words, size.label, bold=True))
        y = top + len(head) * lead + 3
        whole = pair.after.value
        on = Panel(
            Box(bar.left, y, bar.width, thick), (0.0, whole), (-0.5, 0.5),
            names=(pair.after.name[lang],), form="parts", beside=False, size=size.label,
        )  # fmt: skip
        factor = pair.before.unit_factor / pair.after.unit_factor
        part = pair.before.value * factor
        colour = (
            theme.QUIET
            if chart.quiet(pair.before) and chart.quiet(pair.after)
            else theme.colour(pair.before.status)
        )
        sheet.add(
            Mark(on, pair.after, whole, 0, "bar", "", colour=colour, hollow=True, hatched=True,
                 start=part, thick=thick, series=rest_name(lang), formula=chart.formula(pair)),
            Mark(on, pair.before, part, 0, "bar", "", colour=colour, thick=thick,
                 hollow=theme.hollow(pair.before.status), series=part_name(pair, lang)),
        )  # fmt: skip
        y += thick + 4
        for at, words in enumerate(said):
            ink = theme.MUTED if colour == theme.QUIET else colour
            sheet.add(Words(bar.left, y + (at + 0.5) * lead, words, size.label, ink, bold=True))
        y += len(said) * lead
        for at, words in enumerate(left):
            sheet.add(
                Words(bar.left, y + (at + 0.5) * size.tick * 1.4, words, size.tick, theme.MUTED)
            )
    return plot.top + pitch * (count - 1) + tall


def part_name(pair: Pair, lang: str) -> str:
    """Name a part; where it bears the name of its whole, by its measure as well."""
    name = pair.before.name[lang]
    if pair.before.name != pair.after.name:
        return name
    measure = pair.before.measure_name[lang]
    return f"{name}（{measure}）" if lang == "zh" else f"{name} ({measure})"


def rest_name(lang: str) -> str:
    """Name what is left of a whole."""
    return "其余" if lang == "zh" else "The rest"


LAYOUTS = {"parts": parts}

"""Parts of a whole: bars of one length."""

from __future__ import annotations

from zreport.charts.parts import Parts
from zreport.figures.pair import Pair
from zreport.page import font, theme
from zreport.page.line_breaking import wrap
from zreport.page.marks import Mark, Panel
from zreport.page.scene import Scene
from zreport.page.text import Box, Words


def parts(chart: Parts, sheet: Scene, plot: Box) -> float:
    """Lay out a bar for each whole: its name above, the words of its parts below."""
    lang, size = sheet.lang, sheet.size
    lead, thick, count = size.label * 1.3, 26.0 if not size.narrow else 22.0, len(chart.data)
    colon = "：" if lang == "zh" else ": "
    blocks = []
    for pair in chart.data:
        part, rest = chart.said(pair, lang)
        whole = f"{pair.after.name[lang]}{colon}{pair.after.label(lang)}"
        share, left = f"{part_name(pair, lang)}{colon}{part}", f"{rest_name(lang)}{colon}{rest}"
        # What is left stands below its end of the bar, if both find room in one line.
        both = font.advance(share, size.label, True) + 16 + font.advance(left, size.tick)
        room = plot.width if both > plot.width else plot.width - font.advance(left, size.tick) - 16
        blocks.append(
            (
                pair,
                wrap(whole, plot.width, size.label, True),
                wrap(share, room, size.label, True),
                wrap(left, plot.width, size.tick),
                both <= plot.width,
            )
        )

    def tall(block: tuple) -> float:
        _, head, share, left, beside = block
        below = 0 if beside else len(left) * size.tick * 1.4
        return (len(head) + len(share)) * lead + thick + 7 + below

    gap = 18.0
    if size.height:
        spare = plot.height - sum(map(tall, blocks))
        gap = min(48.0, max(0.0, spare / max(count - 1, 1)))
    top = plot.top
    for block in blocks:
        _block(chart, sheet, plot, top, block, thick)
        top += tall(block) + gap
    return top - gap


def _block(chart: Parts, sheet: Scene, plot: Box, top: float, block: tuple, thick: float) -> None:
    """Lay out one whole from a height down."""
    lang, size = sheet.lang, sheet.size
    lead = size.label * 1.3
    pair, head, share, left, beside = block
    for at, words in enumerate(head):
        sheet.add(Words(plot.left, top + (at + 0.5) * lead, words, size.label, bold=True))
    y = top + len(head) * lead + 3
    whole = pair.after.value
    on = Panel(
        Box(plot.left, y, plot.width, thick),
        (0.0, whole),
        (-0.5, 0.5),
        names=(pair.after.name[lang],),
        form="parts",
        beside=False,
        size=size.label,
    )
    part = pair.before.value * pair.before.unit_factor / pair.after.unit_factor
    quiet = chart.quiet(pair.before) and chart.quiet(pair.after)
    colour = theme.QUIET if quiet else theme.colour(pair.before.status)
    sheet.add(
        Mark(
            on,
            pair.after,
            whole,
            0,
            "bar",
            "",
            colour=colour,
            hollow=True,
            hatched=True,
            start=part,
            thick=thick,
            series=rest_name(lang),
            formula=chart.formula(pair),
        ),
        Mark(
            on,
            pair.before,
            part,
            0,
            "bar",
            "",
            colour=colour,
            thick=thick,
            hollow=theme.hollow(pair.before.status),
            series=part_name(pair, lang),
        ),
    )
    y += thick + 4
    for at, words in enumerate(share):
        ink = theme.MUTED if quiet else colour
        sheet.add(Words(plot.left, y + (at + 0.5) * lead, words, size.label, ink, bold=True))
    if beside:
        sheet.add(Words(plot.right, y + 0.5 * lead, left[0], size.tick, theme.MUTED, anchor="end"))
        return
    y += len(share) * lead
    for at, words in enumerate(left):
        sheet.add(Words(plot.left, y + (at + 0.5) * size.tick * 1.4, words, size.tick, theme.MUTED))


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

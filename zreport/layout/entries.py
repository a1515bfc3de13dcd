"""Tables on a phone: an entry for each row, its figure at the right of its name, and in small type below it the rest."""

from collections.abc import Callable, Sequence

from zreport.charts.table import Table
from zreport.figures.datum import Datum
from zreport.page import font, theme
from zreport.page.boxes import Paragraph, Tile
from zreport.page.marks import Line
from zreport.page.scene import Item, Scene
from zreport.page.text import Box, Words, barred, wrap

AIR = 8.0


def is_phone(scene: Scene) -> bool:
    """Whether a page is as narrow as a phone and as tall as it needs."""
    return scene.size.width < 450 and not scene.size.height


def entries(
    chart: Table,
    scene: Scene,
    plot: Box,
    look: Callable[[object, str], tuple[bool, str]],
    hovers: Sequence[Datum | tuple[str, ...]],
) -> tuple[list[Item], float]:
    """Lay rows out as entries from the top of a box down, and return them with where they end.

    A column to be filled in by hand is left out: nobody writes on a phone.
    """
    items: list[Item] = []
    rules: list[Item] = []
    top = plot.top
    for at, (row, hover) in enumerate(zip(chart.data, hovers, strict=True)):
        cells = dict(zip(chart.columns, chart.cells(at, scene.lang), strict=False))
        lead = chart.lead if chart.lead in cells else chart.columns[0]
        name, value = cells.pop(lead), cells.pop("value", "")
        bold, colour = look(row, "value")
        label, tick = scene.size.label, scene.size.tick
        figure = wrap(value, plot.width * 0.5, label, bold) if value else []
        taken = max((font.advance(line, label, bold) * 1.03 + 12 for line in figure), default=0.0)
        said = Paragraph(name, tuple(wrap(name, (plot.width - taken) / 1.03, label)), label, theme.INK)
        about = _about(chart, cells, scene, plot.width, look(row, "act")[0], tick)
        first = max(len(said.lines), len(figure)) * label * 1.3
        height = first + about.height + 2 * AIR
        box = Box(plot.left, top, plot.width, height)
        # Below a figure of more lines than its name has, the rest begins where the figure ends.
        body = [said] if not cells else [said, about]
        shift = first - said.height
        items.append(Tile(box, tuple(body), theme.PAPER, hover=hover, pad=0, radius=0, top=True, above=AIR + shift))
        items += [
            Words(plot.right, top + AIR + (line + 0.5) * label * 1.3, words, label, colour, bold, "end")
            for line, words in enumerate(figure)
        ]
        top += height
        rules.append(Line((plot.left, plot.right), (top, top), theme.GRID, 1.0))
    return [*items, *rules], top


def _about(chart: Table, cells: dict[str, str], scene: Scene, width: float, loud: bool, size: float) -> Paragraph:
    """Write what the other columns say of a row, with their heads where they say little without."""
    colon = "：" if scene.lang == "zh" else ": "
    heads = dict(zip(chart.columns, chart.heads(scene.lang), strict=False))
    parts = [
        f"{heads[column]}{colon}{cell}" if column in chart.headed else cell
        for column, cell in cells.items()
        if cell not in ("", "—")
    ]
    words, act = " | ".join(parts), cells.get("act", "") if loud else ""
    lines = tuple(barred(words, width / 1.03, size)) if words else ()
    starts = [line.find(act) if act else -1 for line in lines]
    strong = tuple((start, start + len(act)) if start >= 0 else (0, 0) for start in starts)
    return Paragraph(words, lines, size, theme.MUTED, lead=1.35, strong=strong)

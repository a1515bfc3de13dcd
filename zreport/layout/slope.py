"""从…到…: panels of two points."""

from zreport.charts.slope import Slope
from zreport.figures.pair import Pair
from zreport.language import Text
from zreport.page import font, theme
from zreport.page.marks import Line, Mark, Panel, ticks
from zreport.page.scene import Scene
from zreport.page.text import Box, Words, stacked, wrap

_FIRST = Text("第1名", "1st")


def arrange(chart: Slope, scene: Scene, plot: Box) -> float:
    """Arrange the panels side by side, two to a row on a narrow page, and return where they end."""
    size, count = scene.size, len(chart.data)
    lead = size.label * 1.3
    columns = min(count, 2) if size.narrow else count
    if not size.height and columns > 1 and _share(chart, scene, plot.width / columns - 18) < 0.8:
        columns = 1
    lines = -(-count // columns)
    gap, between = 28.0 if not size.narrow else 18.0, 14.0
    width = min(720.0, (plot.width - gap * (columns - 1)) / columns)
    height = width * (0.8 if columns > 1 else 0.42) + 110
    if size.height:
        height = (plot.height - between * (lines - 1)) / lines
    left = plot.left + (plot.width - columns * width - gap * (columns - 1)) / 2
    # One that would stand alone in its row has all of that.
    wide = [width] * count
    if columns > 1 and count % columns == 1:
        wide[-1] = plot.width
    heads = [
        wrap(pair.name[scene.lang], own, size.label, bold=True) for pair, own in zip(chart.data, wide, strict=True)
    ]
    for at, pair in enumerate(chart.data):
        line, column = divmod(at, columns)
        box = Box(left + column * (width + gap), plot.top + line * (height + between), wide[at], height)
        scene.add(*stacked(heads[at], box.left, box.top, lead, size.label, bold=True))
        tall = max(map(len, heads[line * columns : (line + 1) * columns])) * lead
        _panel(chart, pair, scene, Box(box.left, box.top + tall, wide[at], height - tall))
    return plot.top + lines * (height + between) - between


def _share(chart: Slope, scene: Scene, width: float) -> float:
    """Return the share of its size at which every label fits a panel: both clear each other."""
    widest = max(font.advance(figure.label(scene.lang), scene.size.label, bold=True) for figure in chart.figures)
    return min(1.0, (width * 0.5 - 6) / widest)


def _panel(chart: Slope, pair: Pair, scene: Scene, box: Box) -> None:
    size = scene.size
    label = size.label * _share(chart, scene, box.width)
    head, foot = box.top + label + 16, box.bottom - size.tick * 2
    if foot - head < 40 or label < size.label * 0.65:
        count = len(chart.data)
        raise size.overfull(Text(f"放不下{count}组", f"{count} pairs do not fit"), Text("减少组数", "take fewer"))
    highest = ticks(max(pair.before.value_base, pair.after.value_base), 4)[-1]
    inverted = chart.inverted(pair)
    names = chart.ends(pair, scene.lang)
    y = (1.0, highest * 1.25) if inverted else (highest, 0.0)
    ends = tuple((float(at), words) for at, words in enumerate(names))
    on = Panel(Box(box.left, head, box.width, foot - head), (-0.5, 1.5), y, ends, names, "slope", size=size.tick)
    # Zero is at the foot, which the subtitle says; of a ranking the first place is at the head.
    edge = on.y[0] if inverted else on.y[1]
    scene.add(Line((-0.5, 1.5), (edge, edge), theme.GRID, 1.2, on, "grid"))
    if inverted:
        scene.add(Words(box.left, head - size.tick * 0.8, _FIRST[scene.lang], size.tick, theme.MUTED))
    for at, words in on.ticks:
        scene.add(Words(on.px(at), foot + size.tick, words, size.tick, theme.MUTED, anchor="middle", role="tick"))
    _points(chart, pair, scene, on, label)


def _points(chart: Slope, pair: Pair, scene: Scene, on: Panel, size: float) -> None:
    both = (pair.before, pair.after)
    values = tuple(figure.value_base for figure in both)
    scene.add(Line((0, 1), values, theme.CONNECTOR, 4, on, "link"))
    rising = on.py(values[1]) <= on.py(values[0])
    for at, (figure, value) in enumerate(zip(both, values, strict=True)):
        y, end, place = on.py(value), value, "t"
        if rising == (at == 0):
            # The lower end's label stands below its point or, without room there, outside.
            room = on.px(0) - on.box.left
            if y < on.box.bottom - size * 1.75:
                place = "b"
                # The line ends below the label, so that it does not cross it.
                end = value + (size * 1.35 + 10) / on.box.height * (on.y[1] - on.y[0])
            elif font.advance(figure.label(scene.lang), size, bold=True) + 14 <= room:
                place = "lr"[at]
        scene.add(Line((at, at), (on.y[1], end), theme.GRID, 1.2, on, "grid"))
        look = theme.look(figure.status, chart.quiet(figure)) | {"series": figure.name[scene.lang], "size": size}
        scene.add(Mark(on, figure, float(at), value, "dot", figure.label(scene.lang), place, **look))

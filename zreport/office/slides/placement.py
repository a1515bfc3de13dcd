"""Where the pages of charts lie on slides."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from zreport.charts.chart import Chart
from zreport.faults import ChartError
from zreport.layout.scene import lay_out
from zreport.page import theme
from zreport.page.scene import Scene
from zreport.page.size import RATIOS, SIZES, Size
from zreport.page.text import Box

# By how much type may shrink where a chart has more to say than the slide has room for.
_SHRUNK = (1.0, 0.93, 0.87, 0.81, 0.75, 0.69, 0.63)


@dataclass(frozen=True)
class Frame:
    """Where the page of a chart lies on a slide.

    Attributes
    ----------
    base : str
        The size whose type it has: one of `SIZES`, or ``4:3``.
    x, y, width, height : float
        In points of the slide; a height of 0 is as much as the chart needs.
    scale : float
        Points of the slide to a point of the page.
    titled : bool
        Whether the title belongs to the page.
    """

    base: str
    x: float
    y: float
    width: float
    height: float
    scale: float = theme.SLIDE
    titled: bool = True

    def __str__(self) -> str:
        ends = [self.x, self.y, self.width, self.height]
        if self.scale != theme.SLIDE:
            ends.append(self.scale)
        listed = ",".join(repr(float(end)).removesuffix(".0") for end in ends)
        return f"{self.base.replace(':', 'x')}@{listed}{'' if self.titled else ',bare'}"

    @classmethod
    def read(cls, words: str) -> Frame | None:
        """Read what `str` wrote; None if it is not that.

        Examples
        --------
        >>> Frame.read("half@480,0,480,540").x
        480.0
        >>> str(Frame.read("4x3@0,0,720,540"))
        '4x3@0,0,720,540'
        """
        found = re.fullmatch(r"([a-z0-9x]+)@([\d.e+-]+(?:,[\d.e+-]+){3,4})(,bare)?", words)
        base = found[1].replace("4x3", "4:3") if found else ""
        if base not in (*SIZES, "4:3"):
            return None
        return cls(base, *map(float, found[2].split(",")), titled=not found[3])

    def page(self, shrunk: float = 1.0) -> Size:
        """Return the page: larger than the frame where its type is shrunk on the slide."""
        size = {**SIZES, "4:3": RATIOS["4:3"]}[self.base]
        by = self.scale * shrunk
        return replace(size, width=self.width / by, height=self.height / by)

    @classmethod
    def of(cls, size: Size) -> Frame:
        """Return the frame of a slide that is all page."""
        return cls(size.name, 0, 0, size.width * theme.SLIDE, size.height * theme.SLIDE)


def laid(chart: Chart, lang: str, frame: Frame) -> tuple[Scene, float]:
    """Lay a chart out in a frame, with smaller type if it must be; and return by how much smaller."""
    if not frame.height:
        return lay_out(chart, lang, frame.page(), frame.titled), 1.0
    for shrunk in _SHRUNK:
        try:
            return lay_out(chart, lang, frame.page(shrunk), frame.titled), shrunk
        except ChartError:
            if shrunk == _SHRUNK[-1]:
                raise
    raise AssertionError


def on_slide(box: Box, frame: Frame, shrunk: float) -> tuple[int, int, int, int]:
    """Return where a box of a chart's page is on the slide."""
    by = frame.scale * shrunk
    return (
        round((frame.x + box.left * by) * 12700),
        round((frame.y + box.top * by) * 12700),
        round(box.width * by * 12700),
        round(box.height * by * 12700),
    )


def places(sheet: Scene, frame: Frame, shrunk: float) -> dict[str, tuple[int, int, int, int]]:
    """Return where the words around a chart stand on the slide; a title only if the page has one."""
    title = replace(sheet.title.box, height=sheet.title.box.height + 4)
    found = {"title": title} if frame.titled else {}
    found |= {"subtitle": sheet.subtitle.box, "source": sheet.foot.box}
    return {role: on_slide(box, frame, shrunk) for role, box in found.items()}

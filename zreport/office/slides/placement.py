"""Shapes on slides: names by which a later export finds its own, and where they and the pages of charts stand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from zreport.charts.chart import Chart
from zreport.faults import ChartError
from zreport.layout.scene import lay_out
from zreport.office.drawingml import SLIDE_POINT, EmuBox, emu_box
from zreport.office.xml import NAMESPACES, clark
from zreport.page import theme
from zreport.page.scene import Scene
from zreport.page.size import RATIOS, SIZES, Size
from zreport.page.text import Box

_NAME = re.compile(r"zreport:(?P<chart>[^:]+):(?P<role>[a-z0-9]+)(?::(?P<rest>.*))?", re.DOTALL)
# What else has words that are named, and is no chart.
NO_CHARTS = ("cover", "agenda", "section", "questions", "appendix")
# A number of points as a frame has it, and the most that there can be: a slide is 56 inches at most.
_EDGE, _FAR = r"-?\d{1,5}(?:\.\d{1,20})?", 56 * 72
# By how much type may shrink where a chart has more to say than the slide has room for.
_SHRUNK = (1.0, 0.93, 0.87, 0.81, 0.75, 0.69, 0.63)


@dataclass(frozen=True)
class ShapeName:
    """What the name of a shape says: its chart, or ``appendix``, and its role there, ``title`` or ``table`` say.

    The rest is of words digests, which tell whether someone has changed or moved them; of a chart its `ChartMark`.
    """

    chart: str
    role: str
    rest: str = ""

    def __str__(self) -> str:
        return f"zreport:{self.chart}:{self.role}" + (f":{self.rest}" if self.rest else "")

    @property
    def digests(self) -> tuple[str, str]:
        """The digest of the words of a shape, and that of where it was put."""
        words, _, place = self.rest.partition(".")
        return words, place

    def signed(self, words: str, place: EmuBox | None = None) -> ShapeName:
        """Add the digest of words and, after a point, that of where they stand."""
        return replace(self, rest=digest(words) + (f".{digest(str(place))}" if place else ""))

    @classmethod
    def read(cls, name: str | None) -> ShapeName | None:
        """Read a name; None if it is no name of ours.

        >>> ShapeName.read("zreport:02_growth-rates:title:3f2a91c0").role
        'title'
        >>> ShapeName.read("Title 1")
        """
        found = _NAME.fullmatch(name or "")
        return cls(found["chart"], found["role"], found["rest"] or "") if found else None


def properties_of(shape: Any) -> Any:
    """Return the element that holds the name of a shape, its number and its alternative text."""
    return shape.find(".//p:cNvPr", NAMESPACES)


def name_of(shape: Any) -> ShapeName | None:
    """Return the name of a shape; None if it is no name of ours."""
    found = properties_of(shape)
    return None if found is None else ShapeName.read(found.get("name"))


def names_on(slide: Any) -> list[tuple[ShapeName, Any]]:
    """Return the names of ours on a slide, each with the shape that has it."""
    pairs = ((ShapeName.read(one.get("name")), one) for one in slide.shapes._spTree.iter(clark("p:cNvPr")))
    return [(name, one.getparent().getparent()) for name, one in pairs if name]


def plain_words(words: str) -> str:
    """Take out the breaks within lines that were chosen for a place, such as that of a title."""
    return words.replace("\v", "")


def digest(words: str) -> str:
    """Return a short digest of words, whatever their spaces, line ends and breaks, or of a place as text."""
    plain = "\n".join(line.strip() for line in plain_words(words).split("\n"))
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:8]


@dataclass(frozen=True)
class Frame:
    """Where the page of a chart lies on a slide, in points of the slide; a height of 0 is as much as it needs."""

    # The size whose type it has: one of `SIZES`, or ``4:3``.
    base: str
    x: float
    y: float
    width: float
    height: float
    # Points of the slide to a point of the page.
    scale: float = theme.SLIDE
    # Whether the title belongs to the page.
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

        >>> Frame.read("half@480,0,480,540").x
        480.0
        >>> str(Frame.read("4x3@0,0,720,540"))
        '4x3@0,0,720,540'
        """
        found = re.fullmatch(rf"([a-z0-9x]+)@({_EDGE}(?:,{_EDGE}){{3,4}})(,bare)?", words.partition(";")[0])
        base = found[1].replace("4x3", "4:3") if found else ""
        if base not in (*SIZES, "4:3"):
            return None
        made = cls(base, *map(float, found[2].split(",")), titled=not found[3])
        sound = 1 <= made.width <= _FAR and (made.height == 0 or 1 <= made.height <= _FAR)
        return made if sound and max(map(abs, (made.x, made.y))) <= _FAR and 0.05 <= made.scale <= 20 else None

    def page(self, shrunk: float = 1.0) -> Size:
        """Return the page: larger than the frame where its type is shrunk on the slide."""
        by, base = self.scale * shrunk, (SIZES | RATIOS)[self.base]
        # On a layout of others the margin is as wide as the frame goes beyond the room.
        margin = base.margin if self.titled else base.margin / shrunk
        return replace(base, width=self.width / by, height=self.height / by, margin=margin)

    def place(self, box: Box, shrunk: float = 1.0) -> EmuBox:
        """Return where a box of the page stands on the slide."""
        by = self.scale * shrunk
        return emu_box(Box(self.x + box.left * by, self.y + box.top * by, box.width * by, box.height * by), SLIDE_POINT)

    @classmethod
    def of(cls, size: Size) -> Frame:
        """Return the frame of a slide that is all page."""
        return cls(size.name, 0, 0, size.width * theme.SLIDE, size.height * theme.SLIDE)


@dataclass(frozen=True)
class ChartMark:
    """What the name of a chart's shapes says besides: its frame, its language, and digests of the words around it.

    Programs rename placeholders, and people retype titles in boxes of their own, but the name of a group
    stays; so by these digests words are found that have lost their names.
    """

    frame: Frame
    lang: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        listed = ",".join(f"{role}={mark}" for role, mark in self.words.items())
        return ";".join(filter(None, (str(self.frame), self.lang, listed)))

    @classmethod
    def of(cls, frame: Frame, lang: str, words: Mapping[str, str]) -> ChartMark:
        """Mark a chart in a frame, around which these words stand, by their roles."""
        return cls(frame, lang, {role: digest(said) for role, said in words.items() if said})

    @classmethod
    def read(cls, words: str) -> ChartMark | None:
        """Read what `str` wrote, or the frame alone; None if it is not that.

        >>> ChartMark.read("half@480,0,480,540;en;title=3f2a91c0").words["title"]
        '3f2a91c0'
        >>> ChartMark.read("half@480,0,inf,540")
        """
        frame = Frame.read(words)
        lang = re.search(r";(zh|en)(?:;|$)", words)
        digests = dict(re.findall(r"[;,]([a-z]+)=([0-9a-f]{8})", words))
        return frame and cls(frame, lang[1] if lang else "", digests)


def fit(chart: Chart, lang: str, frame: Frame) -> tuple[Scene, float]:
    """Lay a chart out in a frame, with smaller type if it must be; and return by how much smaller."""
    *larger, smallest = _SHRUNK if frame.height else _SHRUNK[:1]
    for shrunk in larger:
        with suppress(ChartError):
            return lay_out(chart, lang, frame.page(shrunk), frame.titled), shrunk
    return lay_out(chart, lang, frame.page(smallest), frame.titled), smallest


def word_places(scene: Scene, frame: Frame, shrunk: float) -> dict[str, EmuBox]:
    """Return where the words around a chart stand on the slide; a title only if the page has one."""
    boxes = {"subtitle": scene.subtitle.box, "source": scene.foot.box}
    if frame.titled:
        boxes["title"] = replace(scene.title.box, height=scene.title.box.height + 4)
    return {role: frame.place(box, shrunk) for role, box in boxes.items()}


def keep_place(shape: Any, old: Any, numbers: bool = True) -> None:
    """Put a group or a table where an older one was, as large as someone made it, and with its `numbers`."""
    # Animations name shapes by their numbers.
    known = [one.get("id") for one in old.iter(clark("p:cNvPr"))] if numbers else []
    for one, number in zip(shape.iter(clark("p:cNvPr")), known, strict=False):
        one.set("id", number)
    if shape.tag == clark("p:graphicFrame"):
        wide = old.cx / shape.cx or 1
        shape.x, shape.y, shape.cx = old.x, old.y, old.cx
        for column in shape.iter(clark("a:gridCol")):
            column.set("w", str(round(int(column.get("w")) * wide)))
    elif old.xfrm is not None:
        for axis, long in (("x", "cx"), ("y", "cy")):
            full = getattr(old.chExt, long)
            by = getattr(old, long) / full if full else 1.0
            moved = getattr(shape.chOff, axis) - getattr(old.chOff, axis)
            setattr(shape, axis, round(getattr(old, axis) + moved * by))
            setattr(shape, long, round(getattr(shape.chExt, long) * by))

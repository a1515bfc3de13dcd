"""A chart laid out on a page: marks, words and boxes in their places, for every renderer alike."""

from dataclasses import dataclass, field

from zreport.page.boxes import Area, Grid, Tile
from zreport.page.marks import Key, Line, Mark, Panel
from zreport.page.size import Size
from zreport.page.text import Lines, Words

_Item = Words | Mark | Line | Tile | Key | Grid


@dataclass
class Scene:
    """A page with everything in its place, items at the back first.

    Its areas are what the tiles show, for a renderer that can open one to see what it holds.
    """

    size: Size
    lang: str
    title: Lines
    subtitle: Lines
    foot: Lines
    height: float = 0.0
    items: list[_Item] = field(default_factory=list)
    areas: tuple[Area, ...] = ()

    def add(self, *items: _Item) -> None:
        """Put items on top of those that are there."""
        self.items.extend(items)

    def of(self, kind: type) -> list:
        """Return the items of a kind."""
        return [item for item in self.items if isinstance(item, kind)]

    @property
    def panels(self) -> list[Panel]:
        """The panels, in order."""
        return list(dict.fromkeys(item.on for item in self.items if getattr(item, "on", None)))

    @property
    def words(self) -> list[Words]:
        """Every line of text, in its place."""
        found = [*self.title.each, *self.subtitle.each, *self.foot.each]
        for item in self.items:
            match item:
                case Words():
                    found.append(item)
                case Mark():
                    found += [item.written] if item.label else []
                case Tile() | Grid():
                    found += item.each
                case Key():
                    found.append(item.written)
        return found

"""A chart laid out on a page: marks, words and boxes in their places, for every renderer alike."""

from dataclasses import dataclass, field

from zreport.page.boxes import Area, Grid, Tile
from zreport.page.marks import Key, Line, Mark, Panel
from zreport.page.size import Size
from zreport.page.text import TextBlock, Words

Item = Words | Mark | Line | Tile | Key | Grid


@dataclass
class Scene:
    """A page with all in its place, items at the back first; `areas` are what tiles show, for who can open them."""

    size: Size
    lang: str
    title: TextBlock
    subtitle: TextBlock
    foot: TextBlock
    height: float = 0.0
    items: list[Item] = field(default_factory=list)
    areas: tuple[Area, ...] = ()

    def add(self, *items: Item) -> None:
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
        return [words for item in self.each for words in lines_of(item)]

    @property
    def each(self) -> list[Item | TextBlock]:
        """All that is to be drawn, in order: running text, and the items."""
        return [self.title, self.subtitle, self.foot, *self.items]


def lines_of(item: Item | TextBlock) -> list[Words]:
    """Return the lines of text of an item, in their places."""
    match item:
        case Words():
            return [item]
        case Mark() | Key():
            return [item.written] if item.written.words else []
        case Line():
            return []
    return item.each

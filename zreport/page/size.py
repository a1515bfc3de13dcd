"""The pages that a chart may stand on, and the type that stays readable on each."""

from dataclasses import dataclass

from zreport.faults import ChartError
from zreport.language import NOTHING, Text


@dataclass(frozen=True)
class Size:
    """A page, in points, its sizes of type, and the pixels to 72 points in a PNG."""

    name: str
    width: float
    height: float  # 0: as much as the chart needs
    margin: float
    title: float
    subtitle: float
    label: float  # names and figures
    tick: float
    foot: float
    dpi: int

    @property
    def narrow(self) -> bool:
        """Whether names stand above their marks, for want of room beside them."""
        return self.width < 600

    @property
    def content(self) -> float:
        """Width between the margins."""
        return self.width - 2 * self.margin

    @property
    def grown(self) -> float:
        """How many times as large as usual marks are, where type is."""
        return max(1.0, self.label / 15)

    def overfull(self, what: Text, mend: Text = NOTHING) -> ChartError:
        """Return an error that says what finds no room, and what to do besides choosing another size."""
        other = Text("换尺寸", "choose another size")
        way = Text("，或", ", or ").join([mend, other]) if mend.zh else other
        zh = f"在尺寸为 {self.name!r} 的页面上，{what.zh}；请{way.zh}"
        return ChartError(Text(zh, f"{what.en} on a page of size {self.name!r}; {way.en}"))


_PAGES = (
    Size("slide", 880, 495, 36, 24, 14, 14.5, 12, 11.5, 144),
    Size("half", 440, 495, 22, 18, 12.5, 13, 11.5, 10.5, 144),
    Size("column", 482, 0, 16, 14.5, 10, 10.5, 9, 8.5, 300),
    Size("phone", 390, 0, 18, 20, 14, 15, 13, 12.5, 216),
)
SIZES = {size.name: size for size in _PAGES}

# The slides that there are, by their ratios.
RATIOS = {"16:9": SIZES["slide"], "4:3": Size("4:3", 660, 495, 30, 21, 13, 13.5, 11.5, 10.5, 144)}


def sized(size: str | Size | None = None) -> Size:
    """Return a page by its name, the slide if none is given, or raise `ChartError` that names all there are."""
    if isinstance(size, Size):
        return size
    if (size or "slide") not in SIZES:
        known = ", ".join(SIZES)
        raise ChartError(Text(f"没有 {size!r} 这一尺寸；可选：{known}", f"no such size: {size!r}; choose from {known}"))
    return SIZES[size or "slide"]

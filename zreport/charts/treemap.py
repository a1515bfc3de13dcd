"""What the report speaks of in figures."""

from __future__ import annotations

import functools
from collections import Counter
from dataclasses import dataclass, field

from zreport.charts.chart import Chart
from zreport.figures.row import Row, Sectored, made_of
from zreport.language import Text, language


@dataclass(frozen=True, kw_only=True)
class Leaf(Row, Sectored):
    """A figure, as it is counted: the sector, the section and the indicator that it belongs to."""

    table = "observations"

    indicator_name: Text = field(metadata=made_of("name_zh", "name_en"))

    @property
    def name(self) -> Text:
        """The indicator, with the place where a chart has several."""
        return self.called(self.indicator_name)

    @property
    def heading(self) -> Text:
        """The section, with the place where a chart has several."""
        return self.called(self.section)


class Treemap(Chart):
    """Sectors and the sections in them, as large as they hold figures.

    Takes rows of ``report.observations``; what is counted are rows, not what they state.

    Examples
    --------
    >>> import zreport as zr
    >>> chart = Treemap(zr.load().observations, title="数字最多的领域")
    >>> [(name.en, count) for _, name, count, _ in chart.sectors][:2]
    [('Town, country and infrastructure', 24), ('Ecology', 23)]
    """

    kind = "treemap"
    kind_name = Text("矩形树图", "Treemap")
    item = Leaf

    @functools.cached_property
    def sectors(self) -> list[tuple[str, Text, int, list[tuple[Text, list[tuple[Text, int]]]]]]:
        """Sectors by number of figures: key, name, number, and their sections with indicators."""
        found = []
        for key, count in Counter(leaf.sector for leaf in self.data).most_common():
            own = [leaf for leaf in self.data if leaf.sector == key]
            sections = [
                (title, list(Counter(leaf.name for leaf in own if leaf.heading == title).items()))
                for title, _ in Counter(leaf.heading for leaf in own).most_common()
            ]
            found.append((key, own[0].sector_name, count, sections))
        return found

    def lines(self, lang: str | None = None) -> list[str]:
        """Return each sector with its number of figures and those of its sections."""
        lang = language(lang)
        found = []
        for _, name, count, sections in self.sectors:
            parts = [f"{title[lang]} {sum(n for _, n in held)}" for title, held in sections]
            inside = ("、" if lang == "zh" else ", ").join(parts)
            found.append(f"{name[lang]} {figure_count(count, lang)} ({inside})")
        return found

    def _describe(self, lang: str) -> str:
        total = figure_count(len(self.data), lang)
        if lang == "zh":
            return f"面积为报告中数字的个数，共{total}；不是数值大小"
        return f"Area: how many figures the report gives, {total} in all; not how large they are"


def figure_count(count: int, lang: str) -> str:
    """Write a number of figures."""
    if lang == "zh":
        return f"{count}个数字"
    return f"{count} figure" + ("s" if count != 1 else "")

"""Projects by stage."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import ClassVar

from zreport.charts.chart import capital, listed
from zreport.charts.items import Item, Items
from zreport.faults import ChartError
from zreport.figures.datum import period
from zreport.language import Text, language

ORDER = (
    "planned",
    "reserve",
    "signed",
    "started",
    "under_construction",
    "implemented",
    "completed",
    "in_production",
    "grid_connected",
)
MOST = 24


@dataclass(frozen=True)
class Project(Item):
    """A project that the report names."""

    project: Text
    sector: str
    sector_name: Text
    stage: str
    stage_name: Text
    status: str
    status_name: Text
    period: str
    quote: str
    section: Text
    chapter: Text
    source: Text

    @property
    def words(self) -> str:
        """The quote without the marks."""
        return self.quote.replace("【", "").replace("】", "")


@dataclass(frozen=True, repr=False)
class Stages(Items):
    """Projects that the report names, in a column for each stage, in the order of a project's life.

    Takes rows of ``report.projects``. They are different projects: no share of those in one stage
    can be said to have reached the next, so this is no funnel. What is promised is hollow.

    Examples
    --------
    >>> import zreport as zr
    >>> projects = zr.load().projects
    >>> solar = projects[projects["stage"] == "grid_connected"]
    >>> [(name.en, len(held)) for name, held in Stages(solar, title="并网").columns]
    [('connected to the grid', 3)]
    """

    kind: ClassVar[str] = "stages"
    kind_name: ClassVar[Text] = Text("项目阶段", "Projects by stage")
    item: ClassVar[type[Item]] = Project
    table: ClassVar[str] = "projects"

    def _refuse(self) -> None:
        if len(self.data) > MOST:
            raise ChartError(
                f"{self.kind}: {len(self.data)} projects do not fit, {MOST} at most; select a sector, a "
                f"period or some stages / 最多{MOST}个项目，请按领域、时期或阶段筛选"
            )

    @functools.cached_property
    def columns(self) -> list[tuple[Text, list[Project]]]:
        """The stages that there are, in order, with their projects."""
        known = [*ORDER, *(project.stage for project in self.data)]
        found = []
        for stage in dict.fromkeys(known):
            held = [project for project in self.data if project.stage == stage]
            if held:
                found.append((held[0].stage_name, held))
        return found

    def lines(self, lang: str | None = None) -> list[str]:
        """Return each stage with its projects."""
        lang = language(lang)
        colon, comma = ("：", "、") if lang == "zh" else (": ", ", ")
        return [
            f"{name[lang]} {len(held)}{colon}{comma.join(one.project[lang] for one in held)}"
            for name, held in self.columns
        ]

    def _describe(self, lang: str) -> str:
        count = f"{len(self.data)}个项目" if lang == "zh" else f"{len(self.data)} projects"
        return capital(
            (
                count,
                listed(period(one.period, lang) for one in self.data),
                listed(one.status_name[lang] for one in self.data),
            )
        )

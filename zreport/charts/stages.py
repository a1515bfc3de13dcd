"""Projects by stage."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from zreport.charts.chart import Chart, capital, each_once
from zreport.figures.row import Row, Sectored
from zreport.figures.writing import written_period
from zreport.language import Text, language
from zreport.reading.quote import with_marks


@dataclass(frozen=True, kw_only=True)
class Project(Row, Sectored):
    """A project that the report names."""

    table = "projects"

    project_name: Text
    stage: str
    stage_name: Text
    stage_order: int
    status: str
    status_name: Text
    period: str
    quote: str

    @property
    def project(self) -> Text:
        """The name, with the place where a chart has several."""
        return self.called(self.project_name)

    @property
    def words(self) -> str:
        """The quote without the marks."""
        return with_marks(self.quote, "", "")


class Stages(Chart):
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

    kind = "stages"
    kind_name = Text("项目阶段", "Projects by stage")
    item = Project

    def _refuse(self) -> None:
        if (count := len(self.data)) > 24:
            en = f"{count} projects do not fit, 24 at most; select a sector, a period or some stages"
            raise self._error(f"{count}个项目放不下，最多24个；请按领域、时期或阶段筛选", en)

    @functools.cached_property
    def columns(self) -> list[tuple[Text, list[Project]]]:
        """The stages that there are, in order, with their projects."""
        found: dict[Text, list[Project]] = {}
        for project in sorted(self.data, key=lambda project: project.stage_order):
            found.setdefault(project.stage_name, []).append(project)
        return list(found.items())

    def lines(self, lang: str | None = None) -> list[str]:
        """Return each stage with its projects."""
        lang = language(lang)
        colon, comma = ("：", "、") if lang == "zh" else (": ", ", ")
        return [
            f"{name[lang]} {len(own)}{colon}{comma.join(p.project[lang] for p in own)}" for name, own in self.columns
        ]

    def _describe(self, lang: str) -> str:
        count = f"{len(self.data)}个项目" if lang == "zh" else f"{len(self.data)} projects"
        periods = each_once(written_period(one.period, lang) for one in self.data)
        return capital((count, periods, each_once(one.status_name[lang] for one in self.data)))

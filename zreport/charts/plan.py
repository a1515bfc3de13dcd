"""What a deck, a workbook or a printed brief holds: sections, and the findings in them, in order."""

from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from zreport.charts.chart import Chart
from zreport.charts.register import Register
from zreport.figures.datum import Datum
from zreport.figures.writing import counted
from zreport.language import LANGUAGES, Text

_NOUNS = ("problem", "aim", "task")


class Eyecatcher(NamedTuple):
    """What is written large: a figure, or how many statements a register holds; what it is, and of what kind and when."""

    key: str
    label: Text
    name: Text
    about: Text

    @classmethod
    def of(cls, figure: Datum) -> "Eyecatcher":
        """Make one of a figure."""
        label, when = (Text(*map(said, LANGUAGES)) for said in (figure.label, figure.when))
        return cls(figure.id, label, figure.name, Text(" | ", " | ").join([figure.measure_name, when]))

    @classmethod
    def counted(cls, chart: Register) -> "Eyecatcher":
        """Make one of the number of statements on a register."""
        number, when = len(chart.data), Text(*(chart.said_of_all("period", lang) for lang in LANGUAGES))
        kinds = Text(*(chart.said_of_all("kind", lang) for lang in LANGUAGES))
        # What was done is no noun, and of several kinds none stands for all.
        noun = f"{kinds.en}s" if kinds.en in _NOUNS else "statements"
        label = Text(f"{number}条{kinds.zh if noun != 'statements' else ''}", f"{number} {counted(number, noun)}")
        return cls(f"{kinds.en} {when.en}", label, Text("报告的话", "in the report's words"), when)


@dataclass(frozen=True)
class Finding:
    """A chart, and what it is called in files and on slides."""

    name: str
    chart: Chart


@dataclass(frozen=True)
class Section:
    """Findings under a heading; those of one slide stand side by side."""

    title: Text
    slides: tuple[tuple[Finding, ...], ...]
    # What the findings leave open, to be asked of those who wrote the report.
    questions: tuple[Text, ...] = ()

    @property
    def findings(self) -> list[Finding]:
        """The findings, one after the other."""
        return list(chain(*self.slides))

    def asked(self, lang: str) -> list[str]:
        """Return the questions, numbered."""
        return [f"{number}. {words[lang]}" for number, words in enumerate(self.questions, start=1)]

    @property
    def eyecatchers(self) -> list[Eyecatcher]:
        """A figure of each finding, those that titles speak of first; of several figures of one name the last."""
        loud: dict[str, Eyecatcher] = {}
        plain: dict[str, Eyecatcher] = {}
        for chart in (finding.chart for finding in self.findings):
            if isinstance(chart, Register):
                # Of registers of one kind and time the first alone: a second number would not say of what.
                made = Eyecatcher.counted(chart)
                plain.setdefault(made.key, made)
            spoken = [figure for figure in chart.figures if chart.highlight and not chart.quiet(figure)]
            fresh = [figure for figure in spoken or chart.figures if figure.id not in loud | plain]
            for figure in [one for one in fresh if one.name == fresh[0].name][-1:]:
                (loud if spoken else plain)[figure.id] = Eyecatcher.of(figure)
        return [*loud.values(), *plain.values()]


@dataclass(frozen=True)
class Plan:
    """A title, what stands below it, and the sections."""

    title: Text
    subtitle: Text
    sections: tuple[Section, ...]

    @property
    def findings(self) -> list[Finding]:
        """All findings, in order."""
        return [finding for section in self.sections for finding in section.findings]

    @property
    def eyecatchers(self) -> list[Eyecatcher]:
        """The figures that the sections' findings speak of."""
        return [figure for section in self.sections for figure in section.eyecatchers]


def each(plan: Plan) -> Plan:
    """Return the plan with every finding on a slide of its own."""
    sections = (replace(one, slides=tuple((finding,) for finding in one.findings)) for one in plan.sections)
    return replace(plan, sections=tuple(sections))

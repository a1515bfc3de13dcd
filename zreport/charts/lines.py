"""Lines over years: one figure of several places, indicators or statuses, year by year."""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from zreport.charts.chart import Chart, capital, each_once, said_of
from zreport.charts.refusals import COUNTED, INDICATOR, MEASURE, Shared, refuse_mixed
from zreport.figures.absent import STATES, Absent, said_absent
from zreport.figures.datum import Datum
from zreport.figures.writing import exact, written_period
from zreport.language import NOTHING, Text, language
from zreport.page import theme
from zreport.tables.vocabulary import vocabulary

_BY = ("place", "indicator", "status")
# What stands at the foot of the axis where there is no figure.
ABSENT_SIGNS = {"not_stated": "×", "no_report": "–", "no_row": "?"}
_MOST_LINES, _MOST_PANELS = 6, 12
# An axis of rates begins above zero if the least of them is more than such a share of the greatest.
_CUT = 0.4
_PLACE = Shared(Text("地方", "place"), lambda figure: figure.place)
_SCOPE = Shared(Text("口径", "scope"), lambda figure: figure.scope if figure.scope.zh else Text("全部", "all"))
_BASES = {
    Text("名义", "nominal"): re.compile("现价|名义|当年价"),
    Text("实际", "real"): re.compile("可比价|不变价|扣除价格"),
}
_PRICES = Shared(Text("价格口径（名义、实际）", "price basis"), lambda figure: _basis(figure) or NOTHING)
_WHOLLY, _PARTLY = Text("起草", "drafted"), Text("部分起草", "partly drafted")


def _basis(figure: Datum) -> Text | None:
    """Return whether a figure is nominal or real, where its words say one of the two."""
    said = [basis for basis, words in _BASES.items() if words.search(figure.scope.zh + figure.words)]
    return said[0] if len(said) == 1 else None


class Course(NamedTuple):
    """What one line joins: the figures of a place, an indicator or a status, by year; promises apart from facts."""

    key: str
    name: Text
    head: Text  # the name without the status
    made: Text  # how, if it is drafted and others are not
    promise: bool
    figures: tuple[Datum, ...]


@dataclass(frozen=True, repr=False)
class Lines(Chart):
    """Lines over years: one measure of several places, indicators or statuses on one axis.

    A line joins years that follow one another, and no target to what was achieved. A bound is drawn as
    a bound, a range as a bar between its ends; a year without a figure leaves a gap, and a sign at the foot of
    the axis says why: × the report does not state it, – there is no report, ? there is no row.
    The axis of amounts begins at zero; that of rates need not, and then the subtitle says so.

    Attributes
    ----------
    by : str
        What a line is of: ``place``, ``indicator`` or ``status``; unless given, the first of these of which
        there are several.
    panels : bool
        Whether each has a panel of its own, on the same axes, with the others in grey behind; for more than six lines.
    absent : tuple
        What is not there; from the rows whose column ``state`` is ``not_stated`` or ``no_report``.
    highlight : str or tuple of str
        Places as well as indicators and identifiers.

    Examples
    --------
    >>> import pandas as pd, zreport as zr
    >>> row = zr.load().select(indicator="gdp", status="target")
    >>> chart = Lines(row, title="目标")
    >>> [course.name.zh for course in chart.courses], chart.years
    (['目标'], (2021, 2021))
    """

    by: str = ""
    panels: bool = False
    absent: tuple[Absent, ...] = ()

    kind = "lines"
    kind_name = Text("折线图", "Line chart")

    def _prefixes(self) -> dict[str, Text]:
        places = {one.report: one.place for one in self.data}
        # The year of a figure stands beside it.
        return places if len({*places.values()}) > 1 else {}

    def _tell(self, absent: tuple[Absent, ...]) -> None:
        held = absent or tuple(one if isinstance(one, Absent) else Absent.stored(one) for one in self.absent)
        self._set("absent", held)
        self._set(
            "by", self.by or next((by for by in _BY if len({course_key(by, one) for one in self.data}) > 1), "status")
        )
        if self.by not in _BY:
            known = ", ".join(_BY)
            raise self._error(f"{self.by!r}，可选：{known}", f"{self.by!r}; choose from {known}", "by")

    def _choose(self, attribute: str) -> None:
        places = {one.place[lang] for one in self.data for lang in ("zh", "en")}
        names = self._names(attribute)
        self._set(attribute, tuple(name for name in names if name not in places))
        super()._choose(attribute)
        self._set(attribute, names)

    def quiet(self, figure: Datum) -> bool:
        """Whether a figure steps back, because the title speaks of others."""
        return super().quiet(figure) and not {*figure.place.both}.intersection(self.highlight)

    def _refuse(self) -> None:
        spans = [(one.id, one.period) for one in self.data if one.years != 1]
        if spans:
            named = ", ".join(name for name, _ in spans)
            en = f"a line stands over single years, these are of several or of none that is known ({named}); use Dots"
            raise self._error(f"折线只画单年的数，这几行是多年的或年份不明（{named}）；请改用 Dots 或 Table", en)
        own = {"place": (INDICATOR,), "indicator": (_PLACE,), "status": (_PLACE, INDICATOR)}[self.by]
        refuse_mixed(self.kind, self.data, COUNTED, MEASURE, *own)
        for course in self.courses:
            refuse_mixed(self.kind, course.figures, _SCOPE)
        refuse_mixed(self.kind, [one for one in self.data if _basis(one)] or self.data[:1], _PRICES)
        if ranks := ", ".join(one.id for one in self.data if one.measure == "rank"):
            en = f"a higher line would read as a better rank ({ranks}); use Slope or Table"
            raise self._error(f"较高的线会被看成更好的名次（{ranks}）；请用 Slope 或 Table", en)
        places = Counter((course_key(self.by, one), _promise(one), one.period) for one in self.data)
        if twice := [one.id for one in self.data if places[course_key(self.by, one), _promise(one), one.period] > 1]:
            named = ", ".join(twice)
            en = f"a line has one figure a year, these are two or more of one year ({named}); select one of them"
            raise self._error(f"一条线一年只有一个数，这几行同属一年（{named}）；请只选其中一个", en)
        keys = len({course.key for course in self.courses})
        if self.panels and keys > _MOST_PANELS:
            en = f"{keys} panels do not fit, {_MOST_PANELS} at most; select fewer, or use Table"
            raise self._error(f"{keys}个小图放不下，最多{_MOST_PANELS}个；请少选几个，或改用 Table", en)
        if not self.panels and (count := len(self.courses)) > _MOST_LINES:
            en = f"{count} lines cannot be told apart, {_MOST_LINES} at most; set panels=True, or select fewer"
            raise self._error(f"{count}条线分不清，最多{_MOST_LINES}条；请用 panels=True 分成小图，或少选几条", en)

    @functools.cached_property
    def courses(self) -> tuple[Course, ...]:
        """What the lines join, in the order of the rows; those that are drafted are named so, unless all are."""
        groups: dict[tuple, list[Datum]] = {}
        for figure in self.data:
            groups.setdefault((course_key(self.by, figure), _promise(figure)), []).append(figure)
        both = self.by != "status" and len({promise for _, promise in groups}) > 1
        marked, made = not all(figure.doubt for figure in self.data), []
        for (key, promise), own in groups.items():
            own.sort(key=lambda figure: figure.period)
            statuses = Text("、", ", ").join([*dict.fromkeys(figure.status_name for figure in own)])
            name = head = statuses if self.by == "status" else _name_of(self.by, own[0])
            if both:
                name = Text(" ", " ").join([head, statuses])
            how, count = NOTHING, sum(bool(figure.doubt) for figure in own)
            if marked and count:
                how = _WHOLLY if count == len(own) else _PARTLY
                name, head = (Text(f"{one.zh}（{how.zh}）", f"{one.en} ({how.en})") for one in (name, head))
            made.append(Course(key, name, head, how, promise, tuple(own)))
        return tuple(made)

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year, of the figures and of what is absent."""
        years = [*(int(one.period) for one in self.data), *(one.year for one in self.absent if one.year)]
        return min(years), max(years)

    def ends_of(self, figure: Datum) -> tuple[float, float]:
        """Return a figure in the unit of the axis: both ends of a range, or the same twice."""
        low = self.on_axis(figure)
        high = figure.value_high_base
        return low, low if high is None else float(exact(high) / self.figures[0].unit_factor)

    @property
    def span(self) -> tuple[float, float]:
        """The least and the greatest that the axis must show: zero as well, except where it is cut."""
        values = [value for figure in self.data for value in self.ends_of(figure)]
        return (min(values) if self.cut else min(0.0, *values)), self.whole or max(0.0, *values)

    @property
    def cut(self) -> bool:
        """Whether the axis begins above zero: that of rates that are all far from it."""
        kind = vocabulary("measures").get(self.data[0].measure, {}).get("kind")
        values = [value for figure in self.data for value in self.ends_of(figure)]
        return kind in ("percent", "points") and len(self.data) > 1 and min(values) > _CUT * max(values)

    @functools.cached_property
    def gaps(self) -> tuple[Absent, ...]:
        """What is absent, and the years within a line of which there is no row."""
        known = {(course_key(self.by, one), one.period) for one in self.absent}
        found = list(self.absent)
        for course in self.courses:
            first, years = course.figures[0], {int(figure.period) for figure in course.figures}
            for year in map(str, sorted({*range(min(years), max(years))} - years)):
                if (course.key, year) not in known:
                    found.append(Absent(first.place, first.indicator_name, first.status, year, "no_row"))
        return tuple(found)

    @property
    def remarks(self) -> tuple[Text, ...]:
        """All that stands at the foot above the source; first what the signs at the foot of the axis are."""
        return tuple(dict.fromkeys((*said_absent(self.gaps, ABSENT_SIGNS), *self._scopes(), *super().remarks)))

    def _scopes(self) -> tuple[Text, ...]:
        """Say which places count otherwise than others do."""
        scopes = {figure.scope for figure in self.data}
        if self.by == "indicator" or len(scopes) < 2:
            return ()
        said = {one: Text(f"口径为{one.zh}", f"scope: {one.en}") if one.zh else NOTHING for one in scopes}
        return said_of((figure.place, said[figure.scope]) for figure in self.data)

    def lines(self, lang: str | None = None) -> list[str]:
        """Return each line in words, year by year."""
        lang = language(lang)
        bracket, joint = ("{}（{}）：{}", "；") if lang == "zh" else ("{} ({}): {}", "; ")
        said = []
        for course in self.courses:
            figures = course.figures
            about = [each_once(figure.measure_name[lang] for figure in figures)]
            about += [each_once(figure.status_name[lang] for figure in figures), course.made[lang]]
            told = {int(figure.period): figure.label(lang) for figure in figures}
            for one in (one for one in self.gaps if one.year and course_key(self.by, one) == course.key):
                if not one.status or _promise(one) == course.promise:
                    told.setdefault(one.year, STATES[one.state][lang])
            own = (f"{written_period(span, lang)} {words}" for span, words in _by_span(told))
            names = ("，" if lang == "zh" else ", ").join(filter(None, about))
            said.append(bracket.format(figures[0].name[lang], names, joint.join(own)))
        return said

    def _describe(self, lang: str) -> str:
        first, (start, end) = self.data[0], self.years
        alike = len({figure.scope for figure in self.data}) == 1
        indicator = [] if self.by == "indicator" else [(first.name_alone if alike else first.indicator_name)[lang]]
        measure = ("" if lang == "zh" else ", ").join([*indicator, first.measure_name[lang]])
        unit = first.unit if lang == "zh" or first.unit == "%" else first.base_unit.en
        period = written_period(f"{start}/{end}" if start < end else f"{start}", lang)
        cut = Text("坐标不从零开始", "the axis does not begin at zero")[lang] if self.cut else ""
        return capital((measure, unit, self._statuses(lang), period, cut))

    def _statuses(self, lang: str) -> str:
        """Name the status of all figures, or say how those of each are drawn."""
        drawn = {}
        for figure in self.data:
            form = 2 if theme.hatched(figure.status) else int(theme.hollow(figure.status))
            drawn.setdefault(form, {})[figure.status_name[lang]] = None
        if len(drawn) == 1:
            return each_once(*drawn.values())
        zh, en = ("实心为", "空心为", "斜线为"), ("filled: ", "hollow: ", "crossed: ")
        parts = (f"{(zh if lang == 'zh' else en)[form]}{'/'.join(names)}" for form, names in sorted(drawn.items()))
        return ("，" if lang == "zh" else ", ").join(parts)


def _by_span(told: dict[int, str]) -> list[tuple[str, str]]:
    """Put together years that follow one another of which the same is absent."""
    absent = [words for state in STATES.values() for words in state.both]
    spans: list[tuple[int, int, str]] = []
    for year in sorted(told):
        first, last, words = spans[-1] if spans else (year, year - 2, "")
        if last + 1 == year and words == told[year] and words in absent:
            spans[-1] = (first, year, words)
        else:
            spans.append((year, year, told[year]))
    return [(f"{first}/{last}" if first < last else f"{first}", words) for first, last, words in spans]


def _promise(one: Datum | Absent) -> bool:
    """Whether a figure is a target, which no line joins to what was achieved or is expected."""
    return theme.hollow(one.status) and not theme.hatched(one.status)


def _name_of(by: str, figure: Datum) -> Text:
    return figure.place if by == "place" else figure.name_alone


def course_key(by: str, one: Datum | Absent) -> str:
    """Return what tells lines apart, of a figure or of what is absent."""
    if by == "place":
        return one.place.zh
    if by == "status":
        return "promise" if one.status and _promise(one) else "fact"
    return one.name_alone.zh if isinstance(one, Datum) else one.indicator.zh

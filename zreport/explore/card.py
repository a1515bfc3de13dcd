"""All that there is to say of a figure, as data: its card, which the reader and `zr.about` show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from zreport.charts.chart import Chart
from zreport.draft.review_items import initials
from zreport.explore.cite import Citation, cite_figure
from zreport.figures.datum import Datum, data
from zreport.language import LANGUAGES, NOTHING, Text
from zreport.report.report import Report
from zreport.tables.csv_table import SURE
from zreport.tables.vocabulary import vocabulary

LABELS = {
    "value": Text("数值", "Value"),
    "base": Text("折合", "In base units"),
    "measure": Text("度量", "Measure"),
    "period": Text("时期", "Period"),
    "status": Text("性质", "Status"),
    "commitment": Text("承诺用语", "Promise"),
    "scope": Text("范围", "Scope"),
    "sector": Text("领域", "Sector"),
    "section": Text("所在章节", "Section"),
    "note": Text("说明", "Note"),
    "doubt": Text("草稿，未核", "Draft, not yet looked at"),
}
_SURE = Text("规则没有疑问", "The rule has no doubt")
# What the other figure of a relation is to the one whose card this is: `b` to `a`, and `a` to `b`.
_RELATIONS = {
    "target_for": (Text("对照的实绩", "What the target follows on"), Text("它的目标", "Its target")),
    "baseline_of": (Text("由此变为", "Where it went from here"), Text("它的起点", "Its start")),
    "part_of": (Text("是其一部分", "Part of"), Text("其中", "Of which")),
    "same_object": (Text("同一对象", "The same thing"),) * 2,
    "never_add": (Text("不可相加", "Not to be added to"),) * 2,
    "conflicts_with": (Text("相互矛盾", "Contradicts"),) * 2,
    "not_comparable": (Text("不可比较", "Not to be compared with"),) * 2,
}


@dataclass(frozen=True)
class Use:
    """A chart that figures are on, and where it stands."""

    chart: Chart
    href: str = ""


@dataclass(frozen=True)
class Related:
    """Another figure, and what it is to the one whose card this is."""

    label: Text
    figure: Datum
    note: Text


@dataclass(frozen=True, repr=False)
class Card:
    """A figure with all that is known of it.

    Attributes
    ----------
    figure : Datum
    rows : dict
        What is said of it, by the keys of `LABELS`.
    sentence : tuple of str
        The sentence that states it: the words before the figure, the figure, and the words after it.
    links : tuple of Related
    cite : Citation
    derived : tuple of Datum
        What is derived from it in the charts that are known.
    uses : tuple of Use
        Those charts.
    """

    figure: Datum
    rows: Mapping[str, Text]
    sentence: tuple[str, str, str]
    links: tuple[Related, ...]
    cite: Citation
    derived: tuple[Datum, ...]
    uses: tuple[Use, ...]


def short_id(figure: Datum) -> str:
    """Return the identifier of a figure without its report."""
    return figure.id.partition(":")[2]


def cards(report: Report, uses: Iterable[Use] = (), rows: pd.DataFrame | None = None) -> list[Card]:
    """Return a card for each figure of a report, or for some rows of its observations, in the order of the text."""
    rows = report.observations if rows is None else rows
    rows = rows.sort_values(["start", "end"], kind="stable")
    known = dict(zip(report.observations.index, data(report.observations), strict=True))
    links, using, derived = _links(report, known), defaultdict(dict), defaultdict(dict)
    for use in uses:
        for figure in use.chart.figures:
            for name in (figure.id, *figure.inputs):
                using[name][id(use)] = use
            for name in figure.inputs:
                derived[name].setdefault(figure.id, figure)
    found = []
    for name, row in rows.iterrows():
        figure, passage = known[name], report.source(row)
        told, cite = _rows(figure, row), cite_figure(report, figure, passage)
        more = tuple(derived[name].values()), tuple(using[name].values())
        found.append(Card(figure, told, passage.sentence, tuple(links[name]), cite, *more))
    return found


def _links(report: Report, known: Mapping[str, Datum]) -> dict[str, list[Related]]:
    found: dict[str, list[Related]] = defaultdict(list)
    for row in report.relations.itertuples():
        note = Text(row.note_zh, row.note_en)
        # A data folder may have kinds of its own.
        labels = _RELATIONS.get(row.relation, (Text.of(row.relation),) * 2)
        for own, other, label in zip((row.a, row.b), (row.b, row.a), labels, strict=True):
            if own in known and other in known:
                found[own].append(Related(label, known[other], note))
    return found


def _rows(figure: Datum, row: Mapping[str, object]) -> dict[str, Text]:
    promise = vocabulary("commitments").get(figure.commitment)
    chapter, section = (Text(row[f"{part}_zh"], row[f"{part}_en"]) for part in ("chapter", "section"))
    rows = {
        "base": _base(figure),
        "measure": figure.measure_name,
        "period": Text(*map(figure.when, LANGUAGES)),
        "status": figure.status_name,
        "commitment": Text(promise["name_zh"], promise["name_en"]) if promise else NOTHING,
        "scope": figure.scope,
        "sector": Text(row["sector_zh"], row["sector_en"]),
        "section": section if section == chapter else Text(" · ", " · ").join([chapter, section]),
        "note": Text.of(str(row["note"] or "")),
        "doubt": _SURE if row.get("doubt") == SURE else Text.of(str(row.get("doubt") or "")),
    }
    return {key: words for key, words in rows.items() if words.zh}


def _base(figure: Datum) -> Text:
    """Write a value in base units where it is printed in others."""
    if figure.unit_factor == 1:
        return NOTHING
    values = [one for one in (figure.value_base, figure.value_high_base) if one is not None]
    number = "–".join(f"{round(one, 6):,.15g}" for one in values)
    return Text(f"{figure.symbol}{number}{figure.base_unit.zh}", f"{figure.symbol}{number} {figure.base_unit.en}")


def searchable(card: Card) -> str:
    """Return in lower case all that a figure can be found by: names, first letters of pinyin, numbers."""
    figure = card.figure
    label = [figure.label(lang) for lang in LANGUAGES]
    words = [figure.name.zh, initials(figure.name.zh), figure.name.en, figure.indicator.replace("_", " "), *label]
    return " ".join(dict.fromkeys([*words, *(one.replace(",", "") for one in label)])).casefold()

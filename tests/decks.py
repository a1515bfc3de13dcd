"""Decks to be worked on, and what stands on them."""

import functools
import io
from dataclasses import replace
from pathlib import Path

from pptx import Presentation

from zreport.charts.chart import Chart
from zreport.charts.plan import Plan
from zreport.export.export import read_sources
from zreport.figures.pair import Pair
from zreport.language import Text
from zreport.office.slides.placement import ShapeName

ROOT = Path(__file__).parent.parent
OUTLINE = ROOT / "notebooks/briefing.md"
NOTEBOOKS = [ROOT / f"notebooks/{name}.ipynb" for name in ("01_five_years", "02_growth")]
CARDS, GROWTH = "01_five_years-headlines", "02_growth-average-growth"


# Made when first asked for: each process that runs tests reads this file, and few need them.
@functools.cache
def plan() -> Plan:
    return read_sources(NOTEBOOKS)[2]


@functools.cache
def small() -> Plan:
    """Boxes and lines; points with labels."""
    sections = [replace(one, slides=one.slides[:most]) for one, most in zip(plan().sections, (2, 1), strict=True)]
    return replace(plan(), sections=tuple(sections))


@functools.cache
def old() -> dict[str, Chart]:
    return {finding.name: finding.chart for finding in small().findings}


def opened(deck: bytes):
    return Presentation(io.BytesIO(deck))


def saved(deck) -> bytes:
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def shape_of(slide, chart: str, role: str):
    """The shape that an export named so."""
    for shape in slide.shapes:
        name = ShapeName.read(shape.name)
        if name and (name.chart, name.role) == (chart, role):
            return shape
    return None


def with_value(chart, before: str, after: float):
    """The chart with another value for the figure whose label is `before`."""
    old = next(f for f in chart.figures if f.label("zh") == before)
    new = replace(old, value=after, value_base=after)
    sides = ("before", "after")
    rows = [
        replace(row, **{side: new for side in sides if getattr(row, side) == old}) if isinstance(row, Pair) else row
        for row in chart.data
    ]
    return replace(chart, data=[new if row == old else row for row in rows])


# What is as it was, and charts of another rate of growth, in their titles too.
_TITLES = {
    CARDS: Text("五年成绩单：经济年均增长4.1%", "Five years: output grew 4.1% a year"),
    GROWTH: Text("电商增速最快，经济4.1%", "E-commerce grew fastest, output 4.1%"),
}


@functools.cache
def new() -> dict[str, Chart]:
    changed = {name: replace(with_value(old()[name], "3.7%", 4.1), title=title) for name, title in _TITLES.items()}
    return old() | changed


def plan_with(charts) -> Plan:
    """The small plan with other charts."""
    sections = []
    for section in small().sections:
        slides = [tuple(replace(one, chart=charts[one.name]) for one in slide) for slide in section.slides]
        sections.append(replace(section, slides=tuple(slides)))
    return replace(small(), sections=tuple(sections))

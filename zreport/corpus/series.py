"""Figures of one indicator by place and year: what is stated, what a report does not state, where there is no report."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from zreport.corpus.asked import AskedIndicator, asked_indicator, asked_places, asked_years
from zreport.corpus.dressing import arranged, dressed, identified, turned
from zreport.corpus.queries import Relations
from zreport.draft.observed import MONTHS
from zreport.faults import SelectionError
from zreport.figures.falls import OPPOSITE
from zreport.figures.frames import Readable
from zreport.report.report import unknown
from zreport.tables.csv_table import SURE
from zreport.tables.vocabulary import vocabulary

STATED, NOT_STATED, NO_REPORT = "stated", "not_stated", "no_report"
# Measures of several years together; of all others a figure is of one year.
_OF_YEARS = ("average_", "cumulative_")
_WHOLE = "全[国省市州盟县区旗镇乡]"
_MONTHS = MONTHS[0].partition("（")[0]
_PLACE = ["within_zh", "place_zh", "place_en", "area", "level"]
_KEYS = ["place", "year"]
_FEW = 500  # reports that a query names one by one


class Side(NamedTuple):
    """One side of a promise: its statuses, and of how many years before its own a report states it."""

    statuses: tuple[str, ...]
    before: int

    @property
    def where(self) -> str:
        """The condition on rows of observations."""
        listed = ", ".join(f"'{one}'" for one in self.statuses)
        return f"status IN ({listed})"


PROMISED, REPORTED = Side(("target",), 0), Side(("achieved", "expected"), 1)


class Question(NamedTuple):
    """What is asked of an indicator."""

    indicator: str
    measure: str | None = None
    places: object = None
    years: object = None
    level: str | None = None


def series(relations: Relations, reports: pd.DataFrame, side: Side, asked: Question, every: bool = False) -> Readable:
    """Return a row for each place and year; with `every`, one for each figure that a report states."""
    indicator = asked_indicator(relations, asked.indicator)
    measure = asked_measure(relations, indicator, asked.measure)
    own = reports.assign(year=reports["year"] - side.before)
    names = asked_places(own, asked.places, asked.level)
    own = _named_apart(own[own["place"].isin(names)].sort_values([*_KEYS, "delivered", "report"]))
    years = list(asked_years(asked.years, own["year"]))
    about = own.drop_duplicates("place").set_index("place")[_PLACE]
    own = own[own["year"].isin(years)]
    found = _found(relations, indicator, side, measure, own)
    counts = found.groupby(_KEYS).size()
    kept = found[found["headline"]]
    grid = pd.MultiIndex.from_product([names, years], names=_KEYS)
    rest = grid.difference(pd.MultiIndex.from_frame(kept[_KEYS]), sort=False).to_frame(index=False)
    rest = rest.merge(own.drop_duplicates(_KEYS)[[*_KEYS, "report", "delivered", "title_zh", "made"]], "left", _KEYS)
    rest = rest.join(about, on="place")
    rest["state"] = rest["report"].notna().map({True: NOT_STATED, False: NO_REPORT})
    rest["others"] = [counts.get(key, 0) for key in rest[_KEYS].itertuples(index=False, name=None)]
    shown = found if every else kept
    parts = [identified(shown)] if len(shown) else []
    if len(rest):
        parts.append(_silent(rest, indicator, measure, side))
    made = arranged(turned(dressed(relations, indicator, pd.concat(parts)), measure) if parts else found)
    order = made["place"].map({name: at for at, name in enumerate(names)})
    made = made.assign(order=order).sort_values(
        ["order", "year", "headline"], ascending=[True, True, False], kind="stable"
    )
    return Readable(made.drop(columns="order"))


def _named_apart(own: pd.DataFrame) -> pd.DataFrame:
    """Name places that share a name, as 鼓楼区 of several cities, in full, so that no chart takes them for one."""
    shared = own.groupby("place_zh")["place"].transform("nunique") > 1
    english = own["place_en"] + " (" + own["within_zh"] + ")"
    return own.assign(
        place_zh=own["place_zh"].mask(shared, own["place"]), place_en=own["place_en"].mask(shared, english)
    )


def asked_measure(relations: Relations, asked: AskedIndicator, measure: str | None) -> str:
    """Return the measure asked for; if none is, that of most targets of single years, else of most that was achieved."""
    known = vocabulary("measures")
    if measure is not None:
        # By its name as well, which is what tables show.
        keys = {word: key for key, row in known.items() for word in (row["name_en"], row["name_zh"], key)}
        if not isinstance(measure, str) or measure not in keys:
            raise SelectionError(unknown("measure", measure, [*known, *(row["name_zh"] for row in known.values())]))
        return keys[measure]
    for side in (PROMISED, REPORTED):
        sql = f"""SELECT measure, count(*) AS n FROM observations WHERE {asked.where} AND {side.where}
            AND period = CAST(year - {side.before} AS VARCHAR) GROUP BY measure"""
        counts = relations.rows(sql, asked.values).set_index("measure")["n"].to_dict()
        if counts:
            # Growth and decline are one; where as many say two things, growth comes first.
            both = {one: count + counts.get(OPPOSITE.get(one, ""), 0) for one, count in counts.items()}
            return max(sorted(counts), key=lambda one: (both[one], one in OPPOSITE, counts[one], one == "growth"))
    return "growth"


def _found(relations: Relations, asked: AskedIndicator, side: Side, measure: str, own: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that reports state, and which of each place and year is its headline.

    That is what is sure before what is not, what is said of the whole place before what is told apart by a scope, and
    of these the first. A figure of some months is none of the year.
    """
    period = f"period = CAST(year - {side.before} AS VARCHAR)"
    if measure.startswith(_OF_YEARS):
        period = "length(period) > 4"
    sql = f"""SELECT * EXCLUDE (place_zh, place_en, area, level, delivered, file, hash, year, known, name_zh, made),
            made FROM observations
        WHERE {asked.where} AND {side.where} AND {period} AND measure IN (?, ?) AND year BETWEEN ? AND ?"""
    first, last = (int(end) + side.before for end in ((own["year"].min(), own["year"].max()) if len(own) else (0, -1)))
    values = [*asked.values, measure, OPPOSITE.get(measure, measure), first, last]
    if len(own) <= _FEW:
        sql, values = f"{sql} AND list_contains(?, report)", [*values, own["report"].tolist()]
    found = relations.rows(sql, values)
    found = found.merge(own[["report", *_KEYS, *_PLACE, "delivered", "title_zh"]], on="report")
    found["partial"] = found["doubt"].str.contains(_MONTHS, regex=False)
    found["unsure"] = ~found["doubt"].isin(["", SURE])
    found["told_apart"] = (found["scope"] != "") & ~found["scope"].str.contains(_WHOLE)
    order = [*_KEYS, "partial", "unsure", "told_apart", "report", "start", "indicator"]
    found = found.sort_values(order, kind="stable").reset_index(drop=True)
    groups = found.groupby(_KEYS)
    found["headline"] = (groups.cumcount() == 0) & ~found["partial"]
    found["others"] = groups["report"].transform("size") - 1
    return found.assign(state=STATED)


def _silent(rest: pd.DataFrame, asked: AskedIndicator, measure: str, side: Side) -> pd.DataFrame:
    """Return a row for each place and year of which nothing is stated: all but a figure."""
    words = (
        "unit",
        "unit_base",
        "qualifier",
        "commitment",
        "scope",
        "quote",
        "note",
        "section_zh",
        "chapter_zh",
        "doubt",
    )
    rest = rest.assign(**dict.fromkeys(words, ""), headline=True, status=side.statuses[0], measure=measure)
    rest = rest.fillna(dict.fromkeys(("report", "delivered", "title_zh", "made"), ""))
    rest = rest.assign(indicator=asked.row["indicator"], period=rest["year"].astype(str))
    named = rest["place"] + "-" + rest["period"] + ":" + asked.row["indicator"] + "/" + rest["state"]
    return rest.set_axis(pd.Index(named, name="id", dtype="str"))

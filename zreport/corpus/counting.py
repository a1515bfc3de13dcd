"""Which indicators reports state, year by year; and in which words their targets are set."""

from __future__ import annotations

import pandas as pd

from zreport.corpus.phrases import COUNTED_BY
from zreport.corpus.queries import Relations
from zreport.corpus.series import STATED
from zreport.faults import SelectionError
from zreport.figures.frames import Readable
from zreport.report.report import unknown

# Kinds of targets, by their bounds, and by how hard they are promised.
POINTS = {"point": ("exact",), "about": ("about",), "floor": ("at_least", "more_than")}
POINTS |= {"ceiling": ("at_most", "less_than"), "range": ("range",)}
HARDNESS = {"hard": ("ensure",), "soft": ("strive",), "plan": ("plan",), "plain": ("",)}


def indicator_table(relations: Relations, reports: pd.DataFrame, by: str) -> Readable:
    """Count the reports of each year, level or place that state an indicator; unknown ones by what texts call them."""
    if by not in COUNTED_BY:
        raise SelectionError(unknown("by", by, COUNTED_BY))
    place = by == "place"
    # What the vocabulary has not is told apart by its name: keys of such are made text by text.
    sql = f"""
        SELECT part, known, key, count(*) AS stating, min(year) AS first_year, max(year) AS last_year FROM (
            SELECT DISTINCT {"r.place" if place else f"o.{by}"} AS part, o.known, hash(report) AS report, o.year,
                CASE WHEN o.known THEN o.indicator ELSE o.name_zh END AS key
            FROM observations o {"JOIN reports r USING (report)" if place else ""}
        ) GROUP BY ALL ORDER BY known DESC, key, part"""
    found = relations.rows(sql)
    known, names = found["known"], relations.rows("SELECT indicator AS key, name_zh, name_en FROM indicators")
    made = found.join(names.set_index("key"), on="key")
    for column in ("name_zh", "name_en"):
        made[column] = made[column].where(known, made["key"]).astype("str")
    made["indicator"] = made["key"].where(known, "")
    made["reports"] = made["part"].map(reports.groupby(by).size()).astype("int64")
    made["share"] = (100 * made["stating"] / made["reports"]).round(1)
    both = made.groupby(["known", "key"])
    made["first_year"], made["last_year"] = both["first_year"].transform("min"), both["last_year"].transform("max")
    columns = ["indicator", "name_zh", "name_en", "known", by, "reports", "stating", "share", "first_year", "last_year"]
    return Readable(made.rename(columns={"part": by})[columns])


def wording_table(targets: pd.DataFrame) -> Readable:
    """Count the targets of each year and level: points, bounds and ranges; hard, soft, planned and plain; how far apart."""
    with_report = targets[targets["state"].isin((STATED, "not_stated"))]
    made = with_report.groupby(["year", "level"], as_index=False).agg(reports=("place", "size"))
    stated = targets[targets["state"] == STATED]
    marks = {"stated": pd.Series(True, stated.index)}
    marks |= {name: stated["qualifier"].isin(keys) for name, keys in POINTS.items()}
    marks |= {name: stated["commitment"].isin(keys) for name, keys in HARDNESS.items()}
    marks |= {made_by: stated["made"] == made_by for made_by in ("drafted", "curated")}
    counts = stated[["year", "level"]].assign(**marks).groupby(["year", "level"], as_index=False).sum()
    made = made.merge(counts, "left", ["year", "level"])
    # Bounds enter as they are printed, ranges by their middle.
    middle = stated["value_base"].where(
        stated["value_high_base"].isna(), stated[["value_base", "value_high_base"]].mean(axis=1)
    )
    spread = stated[["year", "level"]].assign(value=middle).groupby(["year", "level"])["value"]
    spread = spread.agg(lowest="min", median="median", highest="max").reset_index()
    made = made.merge(spread, "left", ["year", "level"])
    return Readable(made.fillna(dict.fromkeys(marks, 0)).astype(dict.fromkeys(marks, "int64")))

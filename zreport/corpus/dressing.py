"""Rows of the panel with all that charts say of a figure: names in both languages, units, sources, cautions."""

from __future__ import annotations

import functools

import pandas as pd

from zreport.corpus.asked import AskedIndicator
from zreport.corpus.queries import Relations
from zreport.figures.falls import OPPOSITE, TURNED
from zreport.language import LANGUAGES, Text
from zreport.report.joins import with_names, with_unit_names
from zreport.tables.identifiers import KEYS, observation_id
from zreport.tables.vocabulary import vocabulary

_SAID_FALL = Text("原文写的是降幅，此处记作负增速", "printed as a decline, and written here as growth below zero")
_SAID_RISE = Text("原文写的是增速，此处记作负降幅", "printed as growth, and written here as a decline below zero")
_NUMBERS = ("value", "value_high", "value_base", "value_high_base")
# In this order, whatever they are made of.
_COLUMNS = ("place", "place_zh", "place_en", "within_zh", "area", "level", "year", "state", "made")
_COLUMNS += ("indicator", "name_zh", "name_en", "sector", "sector_zh", "sector_en", "sector_color", "better")
_COLUMNS += ("measure", "measure_zh", "measure_en", "period", "status", "status_zh", "status_en", *_NUMBERS)
_COLUMNS += (
    "unit",
    "unit_en",
    "unit_factor",
    "unit_base",
    "unit_base_en",
    "qualifier",
    "commitment",
    "scope",
    "scope_en",
)
_COLUMNS += ("quote", "note", "start", "end", "section_zh", "section_en", "chapter_zh", "chapter_en")
_COLUMNS += ("caution_zh", "caution_en", "report", "delivered", "source_zh", "source_en", "doubt", "headline", "others")
_TYPES = dict.fromkeys(_NUMBERS, "float64") | dict.fromkeys(("year", "unit_factor", "others"), "int64")
_TYPES |= dict.fromkeys(("start", "end"), "float64") | {"headline": "bool"}
# What a row has of the panel, whoever made it.
_OF_PANEL = ("place", "within_zh", "area", "level", "year", "state", "made", "doubt", "headline", "others")


def dressed(relations: Relations, asked: AskedIndicator, rows: pd.DataFrame) -> pd.DataFrame:
    """Add what belongs to figures: to drafted ones from the vocabulary, to curated ones from their own report."""
    rows = _with_name_columns(asked, rows)
    figures = relations.curated.figures
    own = rows.index.isin(figures.index)
    if not own.any():
        return rows
    columns = [name for name in _COLUMNS if name in figures and name in rows and name not in _OF_PANEL]
    said = figures[columns].reindex(rows.index)
    return rows.assign(**{column: said[column].where(own, rows[column]) for column in columns})


def _with_name_columns(asked: AskedIndicator, rows: pd.DataFrame) -> pd.DataFrame:
    """Add names, units and sources, as `Report.observations` has them; also to rows that state no figure."""
    own = pd.DataFrame([asked.row | {"indicator": one} for one in rows["indicator"].unique()], dtype="str")
    tables = {name: _table(name) for name in ("measures", "statuses", "sectors", "units")} | {"indicators": own}
    joined = {column: asked.row[column] for column in ("name_zh", "name_en", "sector", "better")}
    rows = with_names(rows.assign(**joined), tables, measure="measures", status="statuses", sector="sectors")
    rows["sector_color"] = vocabulary("sectors")[asked.row["sector"]]["color"]
    factors = {unit: int(float(row["factor"])) for unit, row in vocabulary("units").items()}
    rows["unit_factor"] = rows["unit"].map(factors).fillna(1).astype("int64")
    rows = with_unit_names(rows, tables)
    # What has no English yet is said in Chinese.
    for column in ("unit", "unit_base"):
        rows[f"{column}_en"] = rows[f"{column}_en"].fillna(rows[column])
    rows["scope_en"] = rows["scope"]
    for part in ("section", "chapter"):
        rows[f"{part}_en"] = rows[f"{part}_zh"]
    rows["caution_zh"] = rows["caution_en"] = ""
    stated, draft = rows["delivered"] != "", rows["made"] == "drafted"
    titled = "《" + rows["title_zh"] + "》（" + rows["delivered"] + draft.map({True: "，草稿）", False: "）"})
    rows["source_zh"] = titled.where(stated, "")
    titled = "Government work report of " + rows["place_en"] + " (" + rows["delivered"]
    rows["source_en"] = (titled + draft.map({True: ", draft)", False: ")"})).where(stated, "")
    return rows


@functools.cache
def _table(name: str) -> pd.DataFrame:
    """A table of the vocabulary, made once for all questions."""
    return pd.DataFrame(vocabulary(name).values())


def turned(rows: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Write a fall as growth below zero where growth is asked, or the other way round; and say so."""
    other = rows["measure"] == OPPOSITE.get(measure)
    if not other.any():
        return rows
    rows = rows.copy()
    for low, high in (("value", "value_high"), ("value_base", "value_high_base")):
        ranged = other & rows[high].notna()
        before = rows[low].copy()
        rows[low] = rows[low].mask(other, -before).mask(ranged, -rows[high]) + 0.0
        rows[high] = rows[high].mask(ranged, -before)
    rows["qualifier"] = rows["qualifier"].mask(other, rows["qualifier"].replace(TURNED))
    said = _SAID_RISE if "decline" in measure else _SAID_FALL
    for lang in LANGUAGES:
        both = (rows[f"caution_{lang}"] + "\n" + said[lang]).str.strip("\n")
        rows[f"caution_{lang}"] = rows[f"caution_{lang}"].mask(other, both)
        rows[f"measure_{lang}"] = vocabulary("measures")[measure][f"name_{lang}"]
    rows["measure"] = measure
    return rows.set_axis(rows.index.where(~other, identified(rows).index))


def identified(rows: pd.DataFrame) -> pd.DataFrame:
    """Name rows as `Report.observations` does."""
    cells = zip(*(rows[name].tolist() for name in ("report", *KEYS)), strict=True)
    ids = [observation_id(dict(zip(KEYS, keys, strict=True)), report) for report, *keys in cells]
    return rows.set_axis(pd.Index(ids, name="id", dtype="str"))


def arranged(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows in `_COLUMNS`, each of its type, with nothing in them but words where there are none."""
    made = rows.reindex(columns=list(_COLUMNS))
    words = {column: made[column].fillna("").astype("str") for column in _COLUMNS if column not in _TYPES}
    return made.assign(**words, **{column: made[column].astype(kind) for column, kind in _TYPES.items()})

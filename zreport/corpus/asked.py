"""What a question names: an indicator, places, years and a level; each found in the panel, or refused with what there is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd

from zreport.corpus.queries import Relations
from zreport.draft.names import Names
from zreport.faults import SelectionError
from zreport.language import LANGUAGES, Text
from zreport.report.report import unknown
from zreport.tables.package import shared_vocabulary

_LEVELS = {"全国": "nation", "省": "province", "市": "city", "县": "county", "乡镇": "township"}
_ENDS = re.compile("(?<=..)(?:特别行政区|自治[区州县旗]|地区|林区|[省市州盟县区旗镇乡])$")
_YEARS = range(1900, 2101)
_MOST_CHOICES = 8


class AskedIndicator(NamedTuple):
    """An indicator that is asked for: its row of indicators.csv, and how its figures are found."""

    row: dict[str, str]
    where: str
    values: tuple[str, ...]


def asked_indicator(relations: Relations, name: str) -> AskedIndicator:
    """Find an indicator by its key or by one of its names; one that the vocabulary has not, by what texts call it."""
    shared, own = shared_vocabulary(), relations.curated.indicators
    known = shared["indicators"]
    if not isinstance(name, str) or not name.strip():
        raise SelectionError(unknown("indicator", name, known))
    name = name.strip()
    mine = {} if own.empty else own.drop_duplicates("indicator").set_index("indicator", drop=False).to_dict("index")
    names = {row[f"name_{lang}"].lower(): key for key, row in (mine | known).items() for lang in LANGUAGES}
    key = name if name in known or name in mine else names.get(name.lower(), "")
    if not key:
        met = Names(known, shared["sectors"]).indicator(name, "")
        key = met.key if met.known else ""
    if key:
        return AskedIndicator(known.get(key) or mine[key], "indicator = ?", (key,))
    where, values = "NOT known AND (indicator = ? OR name_zh = ?)", (name, name)
    sql = f"SELECT name_zh, indicator FROM observations WHERE {where} ORDER BY ALL LIMIT 1"
    found = relations.rows(sql, values)
    if found.empty:
        sql = "SELECT DISTINCT name_zh FROM observations ORDER BY levenshtein(name_zh, ?), name_zh LIMIT 8"
        near = [] if name.isascii() else relations.rows(sql, [name])["name_zh"]
        partly = [key for word, key in names.items() if name.lower() in word]
        raise SelectionError(unknown("indicator", name, [*partly, *near, *known]))
    zh = found["name_zh"].iloc[0]
    row = {"indicator": found["indicator"].iloc[0], "name_zh": zh, "name_en": zh, "counted_en": ""}
    met = Names(known, shared["sectors"]).new(zh)
    return AskedIndicator(row | {"sector": met.sector, "better": met.better}, "NOT known AND name_zh = ?", (zh,))


def asked_places(reports: pd.DataFrame, places: Any, level: str | None) -> list[str]:
    """Find places by full or short name, area code, or by a table of them; all of a level if none is named.

    They are given back by their full names, in the order asked.
    """
    known = reports if level is None else reports[reports["level"] == _level(level)]
    if places is None:
        return sorted(known["place"].unique())
    if isinstance(places, pd.DataFrame):
        places = places.get("place", places.index)
    wanted = [places] if isinstance(places, str) or not isinstance(places, Iterable) else places
    one_of_each = known.drop_duplicates("place")
    return list(dict.fromkeys(_place(one_of_each, str(one).strip()) for one in wanted))


def _level(level: object) -> str:
    """The key of a level, which tables show by its name."""
    if isinstance(level, str) and (level in _LEVELS or level in _LEVELS.values()):
        return _LEVELS.get(level, level)
    raise SelectionError(unknown("level", level, [*_LEVELS.values(), *_LEVELS]))


def _place(known: pd.DataFrame, name: str) -> str:
    """The full name of the only place that a name can mean: the nearest kind of likeness that any has decides."""
    stem = _ENDS.sub("", name)
    alike = (
        (known["place"] == name) | ((known["area"] == name) & (name != "")),
        (known["place_zh"] == name) | (known["place_en"].str.lower() == name.lower()),
        known["place"].str.endswith(name) if len(name) > 1 else pd.Series(False, known.index),
        known["place_zh"].str.replace(_ENDS, "", regex=True) == stem if stem == name else pd.Series(False, known.index),
    )
    found = next((known[one]["place"].tolist() for one in alike if one.any()), [])
    if len(found) == 1:
        return found[0]
    if found:
        listed = "、".join(sorted(found)[:_MOST_CHOICES]) + " …" * (len(found) > _MOST_CHOICES)
        zh = f"“{name}”可以是几个地方：{listed}；请写全名，或加 level"
        en = f"{name!r} may be several places: {listed}; write the full name, or give level"
        raise SelectionError(Text(zh, en))
    raise SelectionError(unknown("place", name, [*known["place"], *known["place_zh"], *known["place_en"]]))


def asked_years(years: Any, known: pd.Series) -> range | list[int]:
    """Return the years that are asked for; if none is named, all from the first to the last that there is."""
    if years is None:
        return range(int(known.min()), int(known.max()) + 1) if len(known) else []
    try:
        given = [years] if isinstance(years, str) or not isinstance(years, Iterable) else years
        return sorted({_year(one) for one in given})
    except (TypeError, ValueError, OverflowError):
        zh, en = f"years={years!r}：年份写作 2021、[2020, 2021] 或 range(2015, 2022)", f"years={years!r} is none"
        raise SelectionError(Text(zh, f"{en}; write 2021, [2020, 2021] or range(2015, 2022)")) from None


def _year(given: Any) -> int:
    """A year as a whole number, however it is written; refused is what would silently be none."""
    year = int(given)
    if isinstance(given, bool) or year not in _YEARS or (not isinstance(given, str) and year != given):
        raise ValueError(given)
    return year


def neighbours_of(reports: pd.DataFrame, place: str) -> pd.DataFrame:
    """Return the places of the level and the parent of a place, itself first, with how many reports there are of each."""
    if not isinstance(place, str):
        zh, en = f"place={place!r:.60}：写一个地方，如 安国市", f"place={place!r:.60}: name one place, as 安国市"
        raise SelectionError(Text(zh, en))
    name = asked_places(reports, place, None)[0]
    own = reports[reports["place"] == name].iloc[-1]
    near = reports[(reports["within_zh"] == own["within_zh"]) & (reports["level"] == own["level"])]
    made = near.groupby("place").agg(
        **{column: (column, "last") for column in ("place_zh", "place_en", "within_zh", "area", "level")},
        reports=("report", "size"),
        first_year=("year", "min"),
        last_year=("year", "max"),
    )
    return made.loc[[name, *made.index.drop(name)]]

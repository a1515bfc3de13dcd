"""Observations in the words of SDMX, the statistical agencies' standard for exchanging data.

The columns are those of SDMX-CSV 2.0 (https://github.com/sdmx-twg/sdmx-csv). What SDMX has no
concept for (a bound, the strength of a promise, the report's words) goes along as attributes.
"""

import re

import pandas as pd

from zreport.figures.frames import Readable
from zreport.tables.vocabulary import vocabulary

_MULT = {10**power: power for power in (0, 4, 8, 12)}
_NONE = "_Z"  # SDMX: not applicable


def to_sdmx(report) -> pd.DataFrame:
    """Return the observations of a `Report` as SDMX-CSV, which statistical agencies exchange.

    Returns
    -------
    DataFrame
        A row for each observation. ``REF_AREA``, ``INDICATOR``, ``TRANSFORMATION`` (the measure),
        ``TIME_PERIOD`` (a year, or ISO 8601 start and length), ``STATUS`` and ``SCOPE`` are the key.
        ``OBS_VALUE`` is in 10 ** ``UNIT_MULT`` times ``UNIT_MEASURE``; ``UNIT_PRINTED`` is the unit as printed.

    Examples
    --------
    >>> import zreport
    >>> rows = zreport.load().to_sdmx().query("INDICATOR == 'fixed_asset_investment' and TRANSFORMATION == 'total'")
    >>> rows[["TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "UNIT_MULT"]].to_numpy().tolist()
    [['2016-01-01/P5Y', 149.8, 'YUAN', 8]]
    """
    observations = report.observations
    # CL_OBS_STATUS: A normal value, F forecast. A target has no code of its own: STATUS tells it.
    normal = {key: "F" if row["tone"] == "promise" else "A" for key, row in vocabulary("statuses").items()}
    columns = {
        "STRUCTURE": "dataflow",
        "STRUCTURE_ID": "ZREPORT:WORK_REPORT(1.0)",
        "ACTION": "I",
        "REF_AREA": report.area,
        "INDICATOR": observations["indicator"],
        "TRANSFORMATION": observations["measure"],
        "TIME_PERIOD": observations["period"].map(_interval),
        "STATUS": observations["status"],
        "SCOPE": observations["scope"].replace("", _NONE),
        "OBS_VALUE": observations["value"],
        "OBS_VALUE_HIGH": observations["value_high"],
        "UNIT_MEASURE": observations["unit_base_en"].map(_code),
        "UNIT_MULT": observations["unit_factor"].map(_MULT),
        "UNIT_PRINTED": observations["unit"],
        "OBS_STATUS": observations["status"].map(normal),
        **{name.upper(): observations[name] for name in ("qualifier", "commitment", "scope_en", "quote", "note")},
    }
    return Readable(columns, index=observations.index).reset_index(drop=True)


def _interval(period: str) -> str:
    first, _, last = period.partition("/")
    return f"{first}-01-01/P{int(last) - int(first) + 1}Y" if last else first


def _code(words: str) -> str:
    return re.sub(r"[^A-Z0-9]+", "_", words.upper()).strip("_")

"""Observations in the words of SDMX, the statistical agencies' standard for exchanging data.

The columns are those of SDMX-CSV 2.0 (https://github.com/sdmx-twg/sdmx-csv). What SDMX has no
concept for (a bound, the strength of a promise, the report's words) goes along as attributes.
"""

import re

import pandas as pd

from zreport.tables.vocabulary import vocabulary

STRUCTURE = "ZREPORT:WORK_REPORT(1.0)"
# CL_OBS_STATUS: A normal value, F forecast. A target has no code of its own: STATUS tells it.
_FORECAST = {"promise": "F"}
_MULT = {10**power: power for power in (0, 4, 8, 12)}
_NONE = "_Z"  # SDMX: not applicable


def to_sdmx(observations: pd.DataFrame, area: str) -> pd.DataFrame:
    """Turn observations into SDMX-CSV.

    Parameters
    ----------
    observations : DataFrame
        Rows of `Report.observations`.
    area : str
        Code of the place in GB/T 2260.

    Returns
    -------
    DataFrame
        ``REF_AREA``, ``INDICATOR``, ``TRANSFORMATION`` (the measure), ``TIME_PERIOD`` (a year, or
        ISO 8601 start and length), ``STATUS`` and ``SCOPE`` are the key. ``OBS_VALUE`` is in
        10 ** ``UNIT_MULT`` times ``UNIT_MEASURE``; ``UNIT_PRINTED`` is the unit as printed.

    Examples
    --------
    >>> import zreport
    >>> rows = zreport.load().select(indicator="fixed_asset_investment", measure="total")
    >>> rows = to_sdmx(rows, "230622")
    >>> rows[["TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "UNIT_MULT"]].to_numpy().tolist()
    [['2016-01-01/P5Y', 149.8, 'YUAN', 8]]
    """
    tones = {key: row["tone"] for key, row in vocabulary("statuses").items()}
    columns = {
        "STRUCTURE": "dataflow",
        "STRUCTURE_ID": STRUCTURE,
        "ACTION": "I",
        "REF_AREA": area,
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
        "OBS_STATUS": observations["status"].map(lambda status: _FORECAST.get(tones[status], "A")),
        "QUALIFIER": observations["qualifier"],
        "COMMITMENT": observations["commitment"],
        "SCOPE_EN": observations["scope_en"],
        "QUOTE": observations["quote"],
        "NOTE": observations["note"],
    }
    return pd.DataFrame(columns, index=observations.index).reset_index(drop=True)


def _interval(period: str) -> str:
    first, _, last = period.partition("/")
    return f"{first}-01-01/P{int(last) - int(first) + 1}Y" if last else first


def _code(words: str) -> str:
    return re.sub(r"[^A-Z0-9]+", "_", words.upper()).strip("_")

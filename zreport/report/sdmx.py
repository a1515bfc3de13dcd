"""Observations in the words of SDMX, the statistical agencies' standard for exchanging data.

The columns are those of SDMX-CSV 2.0 (https://github.com/sdmx-twg/sdmx-csv). What SDMX has no
concept for (a bound, the strength of a promise, the report's words) goes along as attributes, so
that nothing is lost on the way back.
"""

from __future__ import annotations

import re

import pandas as pd

STRUCTURE = "ZREPORT:WORK_REPORT(1.0)"
# CL_OBS_STATUS: A normal value, F forecast. A target has no code of its own: STATUS tells it.
_OBS_STATUS = {"achieved": "A", "baseline": "A", "expected": "F", "target": "F"}
_MULT = {10**power: power for power in (0, 4, 8, 12)}
_NONE = "_Z"  # SDMX: not applicable
# The column of an observation that each concept holds as it stands.
_CONCEPTS = {
    "INDICATOR": "indicator",
    "TRANSFORMATION": "measure",
    "STATUS": "status",
    "SCOPE": "scope",
    "SCOPE_EN": "scope_en",
    "OBS_VALUE": "value",
    "OBS_VALUE_HIGH": "value_high",
    "UNIT_PRINTED": "unit",
    "QUALIFIER": "qualifier",
    "COMMITMENT": "commitment",
    "QUOTE": "quote",
    "NOTE": "note",
}
_ORDER = """
STRUCTURE STRUCTURE_ID ACTION REF_AREA INDICATOR TRANSFORMATION TIME_PERIOD STATUS SCOPE OBS_VALUE
OBS_VALUE_HIGH UNIT_MEASURE UNIT_MULT UNIT_PRINTED OBS_STATUS QUALIFIER COMMITMENT SCOPE_EN QUOTE NOTE
""".split()  # noqa: SIM905


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
    rows = pd.DataFrame({name: observations[column] for name, column in _CONCEPTS.items()})
    rows["SCOPE"] = rows["SCOPE"].replace("", _NONE)
    rows["TIME_PERIOD"] = observations["period"].map(_interval)
    rows["UNIT_MEASURE"] = observations["unit_base_en"].map(_code)
    rows["UNIT_MULT"] = observations["unit_factor"].map(_MULT)
    rows["OBS_STATUS"] = observations["status"].map(_OBS_STATUS)
    rows["REF_AREA"] = area
    rows["STRUCTURE"], rows["STRUCTURE_ID"], rows["ACTION"] = "dataflow", STRUCTURE, "I"
    return rows[_ORDER].reset_index(drop=True)


def _interval(period: str) -> str:
    first, _, last = period.partition("/")
    return f"{first}-01-01/P{int(last) - int(first) + 1}Y" if last else first


def _code(words: str) -> str:
    return re.sub(r"[^A-Z0-9]+", "_", words.upper()).strip("_")

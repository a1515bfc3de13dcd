"""Identifiers of observations: what a row states, and whose report it is."""

from collections.abc import Mapping

KEYS = ("indicator", "measure", "period", "status", "scope")
_JOINT = ":"


def observation_id(row: Mapping[str, str], report: str = "") -> str:
    """Return the identifier of an observation: [report:]indicator/measure/period/status[/scope].

    Within its own report, as in relations.csv, a figure is named without the report.

    Examples
    --------
    >>> row = {"indicator": "gdp", "measure": "growth", "period": "2021", "status": "target", "scope": ""}
    >>> observation_id(row), observation_id(row, "zhaoyuan-2020")
    ('gdp/growth/2021/target', 'zhaoyuan-2020:gdp/growth/2021/target')
    """
    return whole_id("/".join(row[key] for key in KEYS if row[key]), report)


def whole_id(short: str, report: str) -> str:
    """Return an identifier with its report, unless it has one."""
    return short if not report or _JOINT in short.partition("/")[0] else f"{report}{_JOINT}{short}"

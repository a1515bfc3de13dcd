"""Identifiers of observations."""

from __future__ import annotations


def observation_id(row: dict) -> str:
    """Return the identifier of an observation: indicator/measure/period/status[/scope].

    Examples
    --------
    >>> observation_id({"indicator": "gdp", "measure": "growth", "period": "2021",
    ...                 "status": "target", "scope": ""})
    'gdp/growth/2021/target'
    """
    keys = ("indicator", "measure", "period", "status", "scope")
    return "/".join(row[key] for key in keys if row[key])

"""What the vocabulary adds to rows: the names of keys, and what units are called."""

from collections.abc import Mapping

import pandas as pd


def with_names(found: pd.DataFrame, tables: Mapping[str, pd.DataFrame], **keys: str) -> pd.DataFrame:
    """Add the names of keys in both languages, each from the table that has it."""
    for key, table in keys.items():
        names = tables[table].set_index(key)[["name_zh", "name_en"]]
        found = found.join(names.rename(columns=lambda name, key=key: name.replace("name", key)), on=key)
    return found


def with_unit_names(found: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Add what units are called in English, to rows with ``unit``, ``unit_base`` and ``unit_factor``."""
    names = tables["units"].set_index("unit")["name_en"]
    # A Chinese counting word says little of what it counts: 户 are firms or households.
    counted = found["indicator"].map(tables["indicators"].set_index("indicator")["counted_en"])
    kinds = found["measure"].map(tables["measures"].set_index("measure")["kind"])
    named = counted.where(kinds == "amount", "").mask(kinds == "rank", "places")
    found["unit_base_en"] = named.where(named != "", found["unit_base"].map(names))
    found["unit_en"] = found["unit_base_en"].where(found["unit_factor"] == 1, found["unit"].map(names))
    return found

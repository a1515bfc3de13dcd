"""How many rows there are of each kind, as a table with names in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from zreport.faults import SelectionError
from zreport.figures.frames import Readable, head_of, named, shown
from zreport.figures.row import words_in
from zreport.language import Text

_TOTAL = "total"
_BLANK, _NONE = "none", Text("（无）", "(none)")
# What stands in the order of the text.
_IN_ORDER = ("section", "theme", "chapter")


def count(
    rows: pd.DataFrame, by: str, across: str = "", *, total: bool = True, share: str | bool = False, **sums: pd.Series
) -> Readable:
    """Count rows by one column, or by two, and say what each count is of in both languages.

    Parameters
    ----------
    rows : DataFrame
        Rows of any table of a report.
    by : str
        The column whose keys make the rows, such as ``sector``: the most frequent first, years and sections in order.
    across : str, optional
        The column whose keys make the columns, such as ``status``.
    total : bool
        Whether sums stand at the end.
    share : bool or str
        Whether to say of each row how much it is of all, in per cent to one place; the name of a column of the result
        (a key of `across`, or one of `sums`): how much of the row that is.
    **sums : Series
        What to add up besides, each by the rows of `rows`: numbers, or whether something holds.

    Returns
    -------
    DataFrame
        The index is the key; ``…_zh`` and ``…_en`` are its name; then ``count``, or the keys of `across` and ``total``;
        the `sums`; ``share``.

    Raises
    ------
    SelectionError
        If there is no such column, or if a sum is not of a number for each row, or has the name of another column.

    Examples
    --------
    >>> import zreport as zr
    >>> made = count(zr.load().projects, "status", "period", share="2021")
    >>> made.columns.tolist()
    ['status_zh', 'status_en', '2016/2020', '2021', 'total', 'share']
    """
    if not isinstance(rows, pd.DataFrame):
        raise SelectionError(Text("rows 须为表格（DataFrame）", "rows must be a DataFrame"))
    for column in (by, *[across] * bool(across)):
        _refuse_unknown(column, rows.columns)
    keys = _keys(rows[by])
    whole, found, heads = _TOTAL if across else "count", {}, {}
    if across:
        columns = _keys(rows[across])
        heads = _names(rows, across, columns)
        counts = pd.crosstab(keys.to_numpy(), columns.to_numpy())
        found = {key: counts[key] for key in _ordered(across, columns)}
    found[whole] = keys.groupby(keys).size()
    for name, each in sums.items():
        if name in {*found, _TOTAL, "count", "share", f"{by}_zh", f"{by}_en"}:
            raise SelectionError(
                Text(f"{name} 已是结果中的列名，请换一个", f"{name} is a column already; choose another name")
            )
        try:
            found[name] = pd.Series(each, rows.index).astype("float64").groupby(keys).sum()
        except (TypeError, ValueError):
            raise SelectionError(Text(f"{name} 须为每行一个数", f"{name} must be a number for each row")) from None
    made = pd.DataFrame(found).loc[_ordered(by, keys)]
    made = made.astype({name: "int64" for name in made if (made[name] % 1 == 0).all()})
    if total:
        made.loc[_TOTAL] = made.sum()
    if share:
        if isinstance(share, str):
            _refuse_unknown(share, made.columns)
        below = made[whole] if isinstance(share, str) else int(keys.size)
        made["share"] = (made[share if isinstance(share, str) else whole] / below * 100).round(1)
    if across and not total:
        made = made.drop(columns=_TOTAL)
    called = _names(rows, by, keys) | {_TOTAL: head_of(_TOTAL)}
    for at, lang in enumerate(("zh", "en")):
        made.insert(at, f"{by}_{lang}", [called[key][lang] for key in made.index])
    return shown(made.rename_axis(index=by), heads)


def _refuse_unknown(column: Any, known: Iterable[str]) -> None:
    if column not in (names := [*known]):
        listed = ", ".join(map(str, names))
        raise SelectionError(
            Text(f"没有列 {column}；可选：{listed}", f"there is no column {column}; choose from {listed}")
        )


def _keys(cells: pd.Series) -> pd.Series:
    return cells.fillna("").astype("str").replace("", _BLANK)


def _ordered(column: str, keys: pd.Series) -> list[str]:
    """Return keys in order: years as they follow, others by how many rows have them."""
    if column == "period":
        return sorted(keys.unique())
    if column in _IN_ORDER:
        return list(keys.unique())
    return list(keys.value_counts().sort_index().sort_values(ascending=False, kind="stable").index)


def _names(rows: pd.DataFrame, column: str, keys: pd.Series) -> dict[str, Text]:
    if {f"{column}_zh", f"{column}_en"} <= set(rows.columns):
        both = zip(keys, rows[f"{column}_zh"], rows[f"{column}_en"], strict=True)
        found = {key: Text(words_in(zh), words_in(en)) for key, zh, en in both}
    else:
        found = {key: named(column, key) for key in keys.unique()}
    return {key: _NONE if key == _BLANK else name for key, name in found.items()}

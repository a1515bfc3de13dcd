"""What was promised for a year, and what the next report says came of it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from zreport.corpus.series import STATED
from zreport.figures.datum import Datum
from zreport.figures.frames import Readable
from zreport.figures.operations import operate
from zreport.figures.spans import DeriveError, Span
from zreport.language import LANGUAGES, NOTHING, Text

MET, MISSED, UNTOLD = "met", "missed", "cannot_be_told"
# Words by which a report says on which accounts a growth is reckoned; another figure's may be others.
_ACCOUNTS = re.compile("同口径|同比口径|可比口径|可比增长|自然口径|剔除|扣除|还原")
_NO_FIGURE = {
    ("target", "not_stated"): Text("目标：报告未提供", "target: the report does not state it"),
    ("target", "no_report"): Text("目标：没有那年的报告", "target: there is no report of that year"),
    ("achieved", "not_stated"): Text("实现：下一份报告未提供", "achieved: the next report does not state it"),
    ("achieved", "no_report"): Text("实现：没有下一份报告", "achieved: there is no next report"),
}
_STRICT = ("more_than", "less_than")
# Printed without a direction, which the quote alone says.
_EITHER_WAY = ("change", "point_change")
_OPEN = Text("上下限使结果不能断定", "bounds leave it open")
_ABOUT = Text("“左右”差多少算到，报告未说明", "how far “about” reaches is not said")
_NO_BETTER = Text("升好还是降好，未定", "whether more is better is not known")
_SHARED = ["place", "place_zh", "place_en", "within_zh", "area", "level", "year", "indicator", "name_zh", "name_en"]
_SHARED += ["measure", "measure_zh", "measure_en", "better"]
_OF_SIDES = [
    "value",
    "value_high",
    "unit",
    "qualifier",
    "status",
    "state",
    "made",
    "doubt",
    "report",
    "quote",
    "others",
]


class Verdict(NamedTuple):
    """Whether a promise was kept, and why that cannot be told."""

    verdict: str
    why: Text = NOTHING


def kept_table(targets: pd.DataFrame, achieved: pd.DataFrame) -> Readable:
    """Put each target beside what was achieved, a row for each place and year, with gap and verdict."""
    made = targets[_SHARED].copy()
    sides = {"target": targets, "achieved": achieved}
    for side, rows in sides.items():
        for column in _OF_SIDES:
            made[f"{side}_{column}"] = rows[column].to_numpy()
        made[f"{side}_id"] = [
            name if state == STATED else "" for name, state in zip(rows.index, rows["state"], strict=True)
        ]
    # Thousands of places promise the same few figures: what is said of two is worked out once.
    keys = list(zip(_alike(targets), _alike(achieved), strict=True))
    told = {}
    for at, key in enumerate(keys):
        if key not in told:
            told[key] = _said(_figure(targets.iloc[at]), _figure(achieved.iloc[at]), targets["better"].iloc[at])
    silent = {"target": NOTHING, "achieved": NOTHING}
    said = pd.DataFrame([told[key] for key in keys], columns=list(_cells(silent, Verdict(UNTOLD))))
    said = said.astype({"gap": "float64", "gap_high": "float64"})
    return Readable(pd.concat([made.reset_index(drop=True), said], axis=1))


def paired(targets: pd.DataFrame, achieved: pd.DataFrame) -> pd.DataFrame:
    """Return targets and what was achieved of them two by two, as `Report.pairs` does; only where both are stated."""
    both = ((targets["state"] == STATED).to_numpy()) & ((achieved["state"] == STATED).to_numpy())
    notes = [_accounts(one, other) for one, other in zip(targets[both]["quote"], achieved[both]["quote"], strict=True)]
    words = {f"pair_{lang}": [note[lang] for note in notes] for lang in LANGUAGES}
    numbers = range(1, int(both.sum()) + 1)
    sides = [
        rows[both].assign(pair=numbers, side=side, grade="high", **words)
        for side, rows in (("before", targets), ("after", achieved))
    ]
    return pd.concat(sides).sort_values(["pair", "side"], ascending=[True, False], kind="stable")


def _alike(rows: pd.DataFrame) -> list[tuple]:
    """What is said of a figure depends on; alike for rows of which the same is said."""
    cells = rows[["state", "value", "value_high", "unit", "qualifier"]].astype("str")
    accounts = rows["quote"].map(_accounts_in)
    return list(cells.assign(accounts=accounts).itertuples(index=False, name=None))


def _figure(row: pd.Series) -> Datum | str:
    """The figure of a row, or why there is none."""
    return Datum.of(row.to_dict()) if row["state"] == STATED else row["state"]


def _said(target: Datum | str, achieved: Datum | str, better: str) -> dict[str, Any]:
    """Both figures in words, their gap with its formula, and the verdict."""
    sides = {"target": target, "achieved": achieved}
    labels = {side: _label(one) for side, one in sides.items()}
    silent = [_NO_FIGURE[side, one] for side, one in sides.items() if isinstance(one, str)]
    if silent:
        return _cells(labels, Verdict(UNTOLD, Text("；", "; ").join(silent)))
    note = _accounts(target.quote, achieved.quote)
    gap = None
    with contextlib.suppress(DeriveError):  # of bounds that leave it open, or of two units
        gap = operate("gap" if target.unit == achieved.unit == "%" else "change", target, achieved, note=note)
    return _cells(labels, verdict_of(target, achieved, better, note), gap, note)


def _label(one: Datum | str) -> Text:
    return NOTHING if isinstance(one, str) else Text(*map(one.label, LANGUAGES))


def _cells(
    labels: Mapping[str, Text], verdict: Verdict, gap: Datum | None = None, note: Text = NOTHING
) -> dict[str, Any]:
    said = {f"{side}_label": words for side, words in labels.items()}
    said |= {"gap_label": _label(gap) if gap else NOTHING, "why": verdict.why, "caution": note}
    said |= {"formula": gap.formula if gap else NOTHING, "calculation": gap.calculation if gap else NOTHING}
    cells = {f"{name}_{lang}": words[lang] for name, words in said.items() for lang in LANGUAGES}
    ends = {"gap": gap.value, "gap_high": gap.value_high, "gap_qualifier": gap.qualifier} if gap else {}
    empty = {"gap": None, "gap_high": None, "gap_qualifier": ""}
    return {"verdict": verdict.verdict, **(empty | ends), **cells}


def _accounts_in(quote: str) -> str:
    return "、".join(sorted(set(_ACCOUNTS.findall(quote)))) or "未写口径"


def _accounts(target: str, achieved: str) -> Text:
    """Say that two figures are reckoned on accounts that may differ; nothing if their quotes say the same of them."""
    before, after = _accounts_in(target), _accounts_in(achieved)
    if before == after:
        return NOTHING
    zh, en = f"（目标：{before}；实现：{after}）", f"(target: {before}; achieved: {after})"
    return Text(f"口径可能不同{zh}", f"the accounts may differ {en}")


def verdict_of(target: Datum, achieved: Datum, better: str, accounts: Text = NOTHING) -> Verdict:
    """Say whether a target was met; that cannot be told where a bound, 左右, or the accounts leave it open.

    A target without a bound is met by what is as good or better: by more where more is better, as of growth, and by
    less where less is, as of unemployment. Of a range its worse end is to be reached.
    """
    if accounts.zh:
        return Verdict(UNTOLD, accounts)
    if target.base_unit.zh != achieved.base_unit.zh:
        return Verdict(UNTOLD, Text("单位不同", "the units differ"))
    up = _more_is_better(target, better)
    if up is None:
        return Verdict(UNTOLD, _NO_BETTER)
    wanted, got = Span.of(target), Span.of(achieved)
    if not up:
        wanted, got = (Span(*(None if end is None else -end for end in (one.high, one.low))) for one in (wanted, got))
        # What is more than 7 % is more than the 7 % that are to be surpassed.
    strict = [one.qualifier in _STRICT for one in (target, achieved)]
    above = got.low is not None and (got.low > wanted.low or (got.low == wanted.low and (strict[1] or not strict[0])))
    below = got.high is not None and (got.high < wanted.low or (got.high == wanted.low and (strict[0] or strict[1])))
    if "about" in (target.qualifier, achieved.qualifier) and (below or achieved.qualifier == "about"):
        return Verdict(UNTOLD, _ABOUT)
    if above or below:
        return Verdict(MET if above else MISSED)
    return Verdict(UNTOLD, _OPEN)


def _more_is_better(target: Datum, better: str) -> bool | None:
    """Whether more of a figure is better, by its bound if it has one; None where that is not known."""
    if target.bound:
        return target.bound == "up"
    if target.measure == "rank":
        return False
    if better not in ("up", "down") or target.measure in _EITHER_WAY:
        return None
    return (better == "up") != target.measure.endswith(("decline", "reduction"))

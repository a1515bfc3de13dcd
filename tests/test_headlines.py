"""The headline figures of fifteen reports, read by hand: growth of the product, revenue, incomes, unemployment."""

import csv
import datetime
import sys
from functools import cache
from pathlib import Path

import pytest

from zreport.draft.learn import Earlier
from zreport.draft.rows import propose
from zreport.draft.tables import Tables
from zreport.tables.package import shared_vocabulary

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))
import reading  # noqa: E402

beside = pytest.mark.skipif(not reading.REPORTS.is_dir(), reason=f"no texts in {reading.REPORTS}")
# 完成 and 达到 of a year are one amount, whether a stock or a flow.
AMOUNTS, DONE = {"level", "total", "per_unit"}, {"achieved", "expected"}


def headlines() -> dict[str, set[tuple]]:
    """What was read by hand, by text."""
    found: dict[str, set[tuple]] = {}
    with (reading.TRUTHS / "headlines.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = (row["indicator"], row["measure"], row["period"], row["status"])
            found.setdefault(row["text"], set()).add((*key, float(row["value"]), row["unit"], row["qualifier"]))
    return found


@cache
def drafted(text: str) -> set[tuple]:
    """What is drafted of the same kind."""
    with (reading.TRUTHS / "texts.csv").open(encoding="utf-8") as file:
        days = {row["text"]: row["delivered"] for row in csv.DictReader(file)}
    words = (reading.REPORTS / f"{text}.txt").read_text(encoding="utf-8")
    proposal = propose(words, datetime.date.fromisoformat(days[text]), shared_vocabulary())
    found = set()
    for row in Tables(proposal, "zh", Earlier()).rows["observations"]:
        measure = "amount" if row["measure"] in AMOUNTS else row["measure"]
        key = (row["indicator"], measure, row["period"], "done" if row["status"] in DONE else row["status"])
        found.add((*key, float(row["value"]), row["unit"], row["qualifier"]))
    return found


@beside
@pytest.mark.parametrize("text", sorted(headlines()))
def test_headline_figures_are_drafted_as_a_person_reads_them_and_no_other_is_put_in_their_place(text):
    read = headlines()[text]
    assert read - drafted(text) == set()
    keys = {one[:4] for one in read if one[1] in ("growth", "rate")}
    assert {one for one in drafted(text) if one[:4] in keys} <= read

"""How long a draft takes, beside a single pattern that only finds digits with a unit, on the same text in the same run.

Run by ``make bench``; the figures in brackets are ratios to the fastest. Imports are done before, and nothing that
was read once is kept. ``extra_info`` holds megabytes of UTF-8 a second.
"""

import datetime
import re

import pytest

from zreport.draft.rows import propose
from zreport.reading.folding import fold
from zreport.tables.package import Package, data_folder, shared_vocabulary

TEXT = Package(data_folder()).text("zhaoyuan-2020")
DAY = datetime.date(2020, 12, 29)
DRAFT = pytest.mark.benchmark(group="draft one report", min_rounds=15, warmup=True)
FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?[万亿]*(?:元|%|个|家|人|户|亩|公里|平方米|处|项|件|座|所|吨)?")


def _speed(benchmark) -> None:
    benchmark.extra_info["MB/s"] = round(len(TEXT.encode()) / benchmark.stats["min"] / 1e6, 2)


@DRAFT
def test_a_pattern_alone(benchmark):
    assert len(benchmark(FIGURE.findall, TEXT)) > 200
    _speed(benchmark)


@DRAFT
def test_zreport_draft(benchmark):
    vocabulary = shared_vocabulary()

    def draft() -> int:
        fold.cache_clear()
        return len(propose(TEXT, DAY, vocabulary).rows)

    assert benchmark(draft) > 200
    _speed(benchmark)

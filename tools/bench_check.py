"""How long the check takes, beside Frictionless alone on the same folder in the same run.

Run by ``make bench``; the figures in brackets are ratios to the fastest. Imports are done before.
"""

import frictionless
import pytest

from zreport.proof.check import check
from zreport.report.loading import load
from zreport.tables.package import data_folder

CHECK = pytest.mark.benchmark(group="check one report", min_rounds=15, warmup=True)
LOAD = pytest.mark.benchmark(group="load one report", min_rounds=15, warmup=True)


@CHECK
def test_frictionless_validate_alone(benchmark):
    description = str(data_folder() / "datapackage.json")

    def validate() -> bool:
        with frictionless.system.use_context(trusted=True):
            return frictionless.Package(description).validate().valid

    assert benchmark(validate)


@CHECK
def test_zreport_check(benchmark):
    assert benchmark(check) == []


@LOAD
def test_zreport_load(benchmark):
    assert len(benchmark(load).observations)

"""How long it takes until something happens: the command line and the import, beside Python's own and pandas'.

Run by ``make bench``; each is a process of its own, in turn with what it is measured against. A bench
fails if the ratio of the medians is over its limit.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

PYTHON = sys.executable
ZREPORT = str(Path(PYTHON).parent / "zreport")
ROOT = Path(__file__).parent.parent
ROUNDS = 15
PASS, PANDAS = [PYTHON, "-c", "pass"], [PYTHON, "-c", "import pandas"]
# What is measured, what it is measured against, how many times as long it may take, and how many seconds more.
CASES = {
    "zreport --help": ([ZREPORT, "--help"], PASS, 3, 0),
    "zreport check": ([ZREPORT, "check"], PANDAS, 1.3, 0.5),
    "import zreport": ([PYTHON, "-c", "import zreport"], PANDAS, 1.1, 0),
}


def spent(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


@pytest.mark.benchmark(group="start-up")
@pytest.mark.parametrize("name", CASES)
def test_start_up(benchmark, request, name):
    ours, theirs, times, more = CASES[name]
    floor: list[float] = []

    def in_turn() -> tuple:
        floor.append(spent(theirs))
        return (ours,), {}

    benchmark.pedantic(spent, setup=in_turn, rounds=ROUNDS, warmup_rounds=1)
    took, base = benchmark.stats.stats.median, statistics.median(floor)
    said = f"{name}: {took * 1000:.0f} ms, {took / base:.2f} times `{' '.join(theirs[1:])}` ({base * 1000:.0f} ms)"
    with request.config.pluginmanager.get_plugin("capturemanager").global_and_fixture_disabled():
        print(f"\n{said}; at most {times} times + {more} s")
    assert took <= times * base + more, said

"""How fast a folder is drafted, beside a plain loop of the same drafter, and how much memory that takes.

Run by ``make bench``; the figures in brackets are ratios to the fastest. Texts are made by `resample`. Memory is measured
for 1,000 and 5,000 texts, and for 20,000 if ZREPORT_LARGE is set.
"""

import contextlib
import datetime
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from zreport.corpus.scan import scan
from zreport.draft.rows import propose
from zreport.tables.package import shared_vocabulary

psutil = pytest.importorskip("psutil")
resample = pytest.importorskip("resample")
COUNT, SAMPLE = 600, 2
SCAN = pytest.mark.benchmark(group=f"{COUNT} reports of 35 kB")
NUMBERS = pytest.mark.benchmark(group="numbers of a report")
COUNTS = [1000, 5000, *([20_000] if os.environ.get("ZREPORT_LARGE") else [])]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder of reports."""
    made = tmp_path_factory.mktemp("reports")
    resample.write(made, COUNT)
    return made


def _told(benchmark, folder: Path, count: int) -> None:
    size = sum(path.stat().st_size for path in folder.rglob("*.txt"))
    seconds = benchmark.stats["min"]
    benchmark.extra_info |= {"MB/s": round(size / seconds / 1e6, 2), "texts/s": round(count / seconds, 1)}


@SCAN
def test_a_plain_loop_that_keeps_nothing(benchmark, folder):
    texts, vocabulary = [path.read_text("utf-8") for path in sorted(folder.rglob("*.txt"))], shared_vocabulary()

    def loop() -> int:
        return sum(len(propose(text, datetime.date(2003, 1, 10), vocabulary).rows) for text in texts)

    assert benchmark.pedantic(loop, rounds=3, warmup_rounds=1) > 100 * COUNT
    _told(benchmark, folder, COUNT)


@SCAN
@pytest.mark.parametrize("workers", [0, 1, 2])
def test_a_scan(benchmark, folder, tmp_path, workers):
    rounds = iter(range(9))

    def scanned() -> int:
        return scan(folder, tmp_path / f"rows{next(rounds)}", workers=workers).rows

    assert benchmark.pedantic(scanned, rounds=2) > 50 * COUNT
    _told(benchmark, folder, COUNT)


@NUMBERS
def test_the_numbers_of_a_report_by_recognizers_text(benchmark):
    recognizers = pytest.importorskip("recognizers_number")
    texts = [text for _, text in resample.resampled(SAMPLE)]
    model = recognizers.NumberRecognizer(recognizers.Culture.Chinese).get_number_model()
    assert benchmark.pedantic(lambda: sum(len(model.parse(text)) for text in texts), rounds=1) > 100 * SAMPLE


@NUMBERS
def test_the_rows_of_a_report_by_zreport(benchmark):
    texts, vocabulary = [text for _, text in resample.resampled(SAMPLE)], shared_vocabulary()
    day = datetime.date(2003, 1, 10)
    rows = benchmark.pedantic(lambda: sum(len(propose(text, day, vocabulary).rows) for text in texts), rounds=5)
    assert rows > 100 * SAMPLE


# Neither has grown by more than a few MB from 2,000 texts to 20,000.
@pytest.mark.benchmark(group="memory")
@pytest.mark.parametrize("count", COUNTS)
def test_memory_is_flat_in_the_number_of_texts(benchmark, tmp_path, count):
    resample.write(tmp_path / "texts", count)
    command = ["scan", tmp_path / "texts", "-o", tmp_path / "rows", "--workers", "1"]
    client, worker = benchmark.pedantic(_peaks, args=([sys.executable, "-m", "zreport", *map(str, command)],), rounds=1)
    rate = count / benchmark.stats["min"]
    benchmark.extra_info |= {"client MB": client, "worker MB": worker, "texts/s": round(rate, 1)}
    print(f"\n{count} texts: {rate:.1f} a second, client {client} MB, worker {worker} MB")
    assert client < 450 and worker < 450


def _peaks(command: list[str]) -> tuple[int, int]:
    """Run a command; return the most memory that it, and the largest process that it started, ever held, in MB."""
    client = worker = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        while running.poll() is None:
            with contextlib.suppress(psutil.Error):
                own = psutil.Process(running.pid)
                client = max(client, own.memory_info().rss >> 20)
                worker = max([worker, *(one.memory_info().rss >> 20 for one in own.children(recursive=True))])
            time.sleep(0.2)
    assert running.returncode == 0
    return client, worker

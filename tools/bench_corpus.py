"""How fast a folder is drafted, beside a plain loop of the same drafter, and how much memory that takes.

Run by ``make bench``; the figures in brackets are ratios to the fastest. Texts are made by `resample`. Memory is measured
for 1,000 and 5,000 texts, and for 20,000 if ZREPORT_LARGE is set.
"""

import datetime
import os
import threading
import time
from pathlib import Path

import pytest

from zreport.corpus.scan import scan
from zreport.draft.rows import propose
from zreport.tables.package import shared_vocabulary

psutil = pytest.importorskip("psutil")
resample = pytest.importorskip("resample")
COUNT, SAMPLE = 200, 2
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

    assert benchmark.pedantic(scanned, rounds=2, warmup_rounds=1) > 50 * COUNT
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
    peaks = _Peaks()
    with peaks:
        seconds = benchmark.pedantic(lambda: scan(tmp_path / "texts", tmp_path / "rows", workers=1).seconds, rounds=1)
    benchmark.extra_info |= {
        "client MB": peaks.client,
        "workers MB": peaks.workers,
        "texts/s": round(count / seconds, 1),
    }
    print(f"\n{count} texts: {seconds:.0f} s, client {peaks.client} MB, largest worker {peaks.workers} MB")
    assert peaks.client < 450 and peaks.workers < 450


class _Peaks:
    """The most memory that this process and the largest one that it started ever held, in MB, looked at now and then."""

    def __enter__(self) -> "_Peaks":
        self.client = self.workers = 0
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look)
        self._looking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._looking.join()

    def _look(self) -> None:
        own = psutil.Process()
        while not self._over.is_set():
            self.client = max(self.client, own.memory_info().rss >> 20)
            for child in own.children(recursive=True):
                try:
                    self.workers = max(self.workers, child.memory_info().rss >> 20)
                except psutil.Error:
                    continue
            time.sleep(0.2)

"""A folder of texts becomes the same tables, whoever drafts it, however often it is broken off."""

import contextlib
import datetime
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from zreport.cli import main
from zreport.corpus import engine, scan, store
from zreport.corpus.drafting import Drafted, drafted
from zreport.corpus.schema import OBSERVATION_COLUMNS, REJECTED, REPORTS, TEXTS
from zreport.corpus.texts import FoundText, Label
from zreport.draft.learn import Earlier
from zreport.draft.rows import propose
from zreport.draft.tables import Tables
from zreport.faults import ReportError
from zreport.tables.package import Package, data_folder, shared_vocabulary

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("distributed")
ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))
import resample  # noqa: E402

COUNT, SIZE = 24, 9_000
DYING = Path(__file__).with_name("dying.py")


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    """Let a folder of few texts be many batches."""
    monkeypatch.setattr(scan, "_OFTEN", 3)


@pytest.fixture
def forked():
    """Workers are forked off a process that has read Dask, instead of reading it each by itself."""
    import dask

    with dask.config.set(
        {"distributed.worker.multiprocessing-method": "forkserver" if os.name == "posix" else "spawn"}
    ):
        yield


@pytest.fixture(scope="module")
def texts(tmp_path_factory) -> Path:
    """Reports of counties, with a broken file, a copy in other dress, and most of another one."""
    folder = tmp_path_factory.mktemp("texts")
    for number, (name, text) in enumerate(resample.resampled(COUNT, SIZE)):
        # Of several years.
        year = 2003 + number % 3
        path = folder / name.replace("2003", str(year))
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.replace("2003年", f"{year}年").replace("2002年", f"{year - 1}年").encode())
    first, second = sorted(folder.rglob("*.txt"))[:2]
    (folder / "broken.docx").write_bytes(b"PK\3\4 no archive")
    (folder / "copies").mkdir()
    dressed = first.read_text("utf-8").replace("\n", "\r\n").replace("。", "。 ")
    (folder / "copies/again.txt").write_bytes(dressed.encode("gb18030"))
    lines = second.read_text("utf-8").splitlines()
    (folder / "copies/most.txt").write_text("\n".join(lines[:-4] + lines[-1:]), "utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(texts, tmp_path_factory) -> Path:
    """What one process makes of them without a break."""
    output = tmp_path_factory.mktemp("whole") / "rows"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "_OFTEN", 3)
        scan.scan(texts, output, workers=0)
    return output


def bytes_of(folder: Path) -> dict[str, str]:
    """The sums of all files of a result."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".work" not in path.parts)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def table(folder: Path, name: str) -> list[dict]:
    """The rows of a table of a result, those of years one after another."""
    paths = sorted(folder.glob(f"{name}/*/*.parquet")) or [folder / f"{name}.parquet"]
    return [row for path in paths for row in parquet.ParquetFile(path).read().to_pylist()]


def test_each_text_is_a_report_or_is_set_apart_with_its_reason(texts, whole):
    reports, rejected = table(whole, "reports"), table(whole, "rejected")
    assert len(reports) + len(rejected) == sum(path.is_file() for path in texts.rglob("*")) == COUNT + 3
    assert {row["file"]: row["reason"] for row in rejected if row["reason"] != "duplicate"} == {
        "broken.docx": "unreadable"
    }
    assert all(row["words_zh"] and row["words_en"] for row in rejected)
    assert {row["year"] for row in reports} == {2003, 2004, 2005}
    assert sum(row["figures"] for row in reports) == len(table(whole, "observations")) > 500
    assert [row["report"] for row in table(whole, "texts")] == [
        row["report"] for year in (2003, 2004, 2005) for row in reports if row["year"] == year
    ]
    said = json.loads((whole / "scan.json").read_bytes())
    assert (said["texts"], said["reports"], said["rejected"]) == (COUNT + 3, COUNT, {"duplicate": 2, "unreadable": 1})


def test_a_copy_in_other_dress_and_one_that_is_cut_are_set_apart_for_the_longer_one(texts, whole):
    first, second = (path.relative_to(texts).as_posix() for path in sorted((texts / "2003").glob("*.txt"))[:2])
    apart = {row["file"]: row for row in table(whole, "rejected") if row["reason"] == "duplicate"}
    kept = {name: row["kept"] for name, row in apart.items()}
    assert kept == {"copies/again.txt": first, "copies/most.txt": second} or kept == {
        first: "copies/again.txt",
        "copies/most.txt": second,
    }
    assert "的句子相同" in apart["copies/most.txt"]["words_zh"]


def test_tables_have_the_columns_of_the_schema_and_no_doubt_is_empty(whole):
    for name, columns in {
        "observations": OBSERVATION_COLUMNS,
        "texts": TEXTS,
        "reports": REPORTS,
        "rejected": REJECTED,
    }.items():
        paths = sorted(whole.glob(f"{name}/*/*.parquet")) or [whole / f"{name}.parquet"]
        for path in paths:
            found = parquet.ParquetFile(path).schema_arrow
            assert found.names == [one.name for one in columns]
            assert [str(kind).replace("double", "float64") for kind in found.types] == [one.kind for one in columns]
    rows = table(whole, "observations")
    texts = {row["report"]: row["text"] for row in table(whole, "texts")}
    for row in rows:
        assert row["doubt"] and row["unit"] and row["report"] in texts
        marked = row["quote"].partition("【")[2].partition("】")[0]
        assert marked == texts[row["report"]][row["start"] : row["end"]].replace("％", "%")


def test_rows_of_a_scan_are_those_of_a_draft():
    package = Package(data_folder())
    text = package.text(package.reports[0])
    label = Label("黑龙江省大庆市肇源县" if "肇源" in text else "", "2020-12-29", "manifest")
    found = drafted(FoundText("a.txt", text.encode(), "", label))
    assert isinstance(found, Drafted), found
    proposal = propose(found.text, datetime.date.fromisoformat(found.origin.delivered), shared_vocabulary())
    tables = Tables(proposal, "zh", Earlier()).rows
    names = [one.name for one in OBSERVATION_COLUMNS][6:-2]
    rows = [dict(zip(names, row, strict=True)) for row in found.figures]
    same = ("indicator", "measure", "period", "status", "unit", "qualifier", "commitment", "scope", "doubt")
    assert [[row[name] for name in same] for row in rows] == [
        [row[name] for name in same] for row in tables["observations"]
    ]
    units = shared_vocabulary()["units"]
    for row, theirs in zip(rows, tables["observations"], strict=True):
        assert row["value"] == float(theirs["value"])
        assert row["value_high"] == (float(theirs["value_high"]) if theirs["value_high"] else None)
        assert row["unit_base"] == units.get(row["unit"], {"base_unit": row["unit"]})["base_unit"]
        assert found.text[row["start"] : row["end"]]
    titles = {row["title_zh"] for row in tables["sections"]}
    assert {row["section_zh"] for row in rows} | {row["chapter_zh"] for row in rows} <= titles | {""}
    assert sum(row["unit"] == "亿元" and row["value_base"] == row["value"] * 1e8 for row in rows) > 5


def test_a_single_processor_is_not_shared_with_another_process(monkeypatch, texts, whole, tmp_path):
    monkeypatch.setattr(scan, "processors", lambda: 1)
    monkeypatch.setattr(engine, "_client", lambda *_: pytest.fail("a process was started"))
    monkeypatch.setattr(scan, "_FEW", 0)
    scan.scan(texts, tmp_path / "rows")
    assert bytes_of(tmp_path / "rows") == bytes_of(whole)


def test_a_scheduler_keeps_none_of_the_texts_that_were_read(forked):
    batches = iter([engine.Batch("", [FoundText("a.txt", b"no report", "", Label())])] * 60)
    with engine._client("", 1) as client:
        assert len(list(engine._Stream(client, batches).run())) == 60
        assert 0 < len(client.cluster.scheduler.transition_log) <= engine._REMEMBERED


def test_three_processes_of_which_one_is_killed_and_a_text_that_kills_them_cost_that_text_only(texts, tmp_path, forked):
    import dask
    from distributed import Client, LocalCluster

    folder = shutil.copytree(texts, tmp_path / "texts")
    (folder / "2004/deadly.txt").write_text("政府工作报告", "utf-8")
    alone = scan.scan(folder, tmp_path / "alone", workers=0)
    own = {"threads_per_worker": 1, "dashboard_address": None, "worker_dashboard_address": None}
    # One death is enough for a batch to be tried text by text.
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(n_workers=3, host="127.0.0.1", preload=str(DYING), silence_logs=50, **own) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        killed = []

        def kill(known: scan.Pace) -> None:
            if not killed and known.done:
                killed.append(next(iter(client.run(os.getpid).values())))
                os.kill(killed[0], signal.SIGKILL)

        made = scan.scan(folder, tmp_path / "rows", scheduler=cluster.scheduler_address, progress=kill)
    assert killed and made.texts == alone.texts == COUNT + 4
    assert made.rejected == {"crashed": 1, "duplicate": 2, "unreadable": 1}
    ours, theirs = bytes_of(tmp_path / "rows"), bytes_of(tmp_path / "alone")
    assert {name for name in ours if ours[name] != theirs.get(name)} == {"rejected.parquet", "scan.json"}
    crashed = [row for row in table(tmp_path / "rows", "rejected") if row["reason"] == "crashed"]
    assert [row["file"] for row in crashed] == ["2004/deadly.txt"]


def test_a_scan_that_is_killed_goes_on_where_it_was(texts, whole, tmp_path):
    code = f"from zreport.corpus import scan; scan._OFTEN = 3; scan.scan({str(texts)!r}, 'rows', workers=0)"
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}
    ) as run:
        pieces = tmp_path / "rows/.work/pieces"
        while run.poll() is None and len(list(pieces.glob("*.arrow"))) < 3:
            time.sleep(0.005)
        run.kill()
    done = len(list(pieces.glob("*.arrow")))
    assert done and not (tmp_path / "rows/scan.json").exists()
    made = scan.scan(texts, tmp_path / "rows", workers=0)
    assert 0 < made.drafted < made.texts
    assert bytes_of(tmp_path / "rows") == bytes_of(whole)


def test_a_scan_that_dies_while_it_moves_files_leaves_the_old_result_or_the_new_one(
    texts, whole, tmp_path, monkeypatch
):
    folder, rows = shutil.copytree(texts, tmp_path / "texts"), tmp_path / "rows"
    scan.scan(folder, rows, workers=0)
    old = bytes_of(rows)
    shutil.rmtree(folder / "2005")
    monkeypatch.setattr(Path, "rename", stop := Stopped(Path.rename, 0))
    with pytest.raises(KeyboardInterrupt):
        scan.scan(folder, rows, workers=0)
    assert stop.calls == 1 and bytes_of(rows) == old
    monkeypatch.undo()
    monkeypatch.setattr(scan, "_OFTEN", 3)
    seen = set()
    for allowed in range(8):
        shutil.copytree(whole, tmp_path / f"rows{allowed}")
        with monkeypatch.context() as patch, contextlib.suppress(KeyboardInterrupt):
            patch.setattr(store, "_move", Stopped(store._move, allowed))
            scan.scan(folder, tmp_path / f"rows{allowed}", workers=0)
        store.finish_moves(tmp_path / f"rows{allowed}")
        seen.add(json.dumps(bytes_of(tmp_path / f"rows{allowed}"), sort_keys=True))
    assert len(seen) == 1 and not (tmp_path / "rows1/observations/year=2005").exists()


class Stopped:
    """A function that is broken off at a call."""

    def __init__(self, function, allowed: int):
        self.function, self.allowed, self.calls = function, allowed, 0

    def __get__(self, obj, kind=None):
        return lambda *args: self(obj, *args)

    def __call__(self, *args):
        self.calls += 1
        if self.calls > self.allowed:
            raise KeyboardInterrupt
        return self.function(*args)


def test_only_what_changed_is_read_again_and_years_that_are_gone_are_removed(texts, whole, tmp_path):
    folder, rows = shutil.copytree(texts, tmp_path / "texts"), tmp_path / "rows"
    shutil.copytree(whole, rows)
    before = bytes_of(rows)
    assert scan.scan(folder, rows, workers=0).drafted == 0 and bytes_of(rows) == before
    # What a disk or a hand has spoilt is made again, of a piece as of a file.
    min((rows / ".work/pieces").iterdir()).write_bytes(b"ARROW1")
    (rows / "texts/year=2004/part-0.parquet").write_bytes(b"PAR1")
    assert scan.scan(folder, rows, workers=0).drafted < COUNT and bytes_of(rows) == before
    name, text = list(resample.resampled(COUNT + 1, SIZE))[-1]
    (folder / name).write_text(text, "utf-8")
    made = scan.scan(folder, rows, workers=0)
    assert 0 < made.drafted < COUNT / 2 and made.accepted == COUNT + 1
    shutil.rmtree(folder / "2004")
    made = scan.scan(folder, rows, workers=0)
    assert made.years == (2003, 2005) and not (rows / "texts/year=2004").exists()
    scan.scan(folder, tmp_path / "anew", workers=0)
    assert bytes_of(rows) == bytes_of(tmp_path / "anew")
    assert {path.stem for path in (rows / ".work/pieces").iterdir()} == {
        path.stem for path in (tmp_path / "anew/.work/pieces").iterdir()
    }


@contextlib.contextmanager
def refused(words: str) -> Iterator[None]:
    """Expect a fault that says so."""
    with pytest.raises(ReportError) as error:
        yield
    assert words in error.value.words.en


def test_folders_that_cannot_be_scanned_or_written_to_are_refused_in_a_sentence(texts, whole, tmp_path, monkeypatch):
    with refused("no such folder"):
        scan.scan(tmp_path / "none", tmp_path / "rows")
    (tmp_path / "empty").mkdir()
    with refused("holds no texts"):
        scan.scan(tmp_path / "empty", tmp_path / "rows", workers=0)
    with refused("would be read as texts"):
        scan.scan(texts, texts / "rows")
    (tmp_path / "file").write_bytes(b"")
    with refused("is a file"):
        scan.scan(texts, tmp_path / "file")
    (tmp_path / "other").mkdir()
    (tmp_path / "other/notes.md").write_bytes(b"")
    with refused("holds other things (notes.md)"):
        scan.scan(texts, tmp_path / "other")
    shutil.copytree(whole, tmp_path / "mixed")
    (tmp_path / "mixed/observations/year=2003/mine.parquet").write_bytes(b"")
    with refused("not written by zreport scan"):
        scan.scan(texts, tmp_path / "mixed", workers=0)
    (tmp_path / "newer").mkdir()
    (tmp_path / "newer/scan.json").write_bytes(store.scan_json(schema=99))
    with refused("written by a newer zreport"):
        scan.scan(texts, tmp_path / "newer")
    mine = tmp_path / "mine.parquet"
    mine.write_bytes(b"mine")
    for name, spoilt in {
        "gone": None,
        "torn": b"{",
        "wrong": store.scan_json(files=5),
        "greedy": store.scan_json(**store.scan_said(whole) | {"files": ["../mine.parquet"]}),
    }.items():
        shutil.copytree(whole, tmp_path / name)
        (tmp_path / name / "scan.json").unlink()
        if spoilt:
            (tmp_path / name / "scan.json").write_bytes(spoilt)
        before = bytes_of(tmp_path / name)
        with refused("no whole scan.json"):
            scan.scan(texts, tmp_path / name, workers=0)
        assert bytes_of(tmp_path / name) == before and mine.exists()
    with refused("none.csv"):
        scan.scan(texts, tmp_path / "rows", manifest=tmp_path / "none.csv")
    monkeypatch.setattr(engine, "_REACHED", "200ms")
    with refused("cannot be reached"):
        scan.scan(texts, tmp_path / "far", scheduler="tcp://127.0.0.1:9")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "put_beside", full)
    with refused("cannot be written (No space left on device)"):
        scan.scan(texts, tmp_path / "full", workers=0)


def test_the_command_says_what_was_found_or_which_extra_is_missing(texts, whole, tmp_path, monkeypatch, capsys):
    shutil.copytree(whole, tmp_path / "rows")
    with pytest.raises(SystemExit) as ended:
        main(["scan", str(texts), "-o", str(tmp_path / "rows"), "--workers", "0", "--lang", "en"])
    told = capsys.readouterr().out
    assert ended.value.code == 0 and f"{COUNT} of {COUNT + 3} texts accepted" in told
    assert "3 set apart (duplicate 2, unreadable 1)" in told and "27 were known already" in told
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SystemExit) as ended:
        main(["scan", str(texts), "-o", str(tmp_path / "rows"), "--lang", "zh"])
    assert ended.value.code == 1 and 'pip install "zreport[corpus]"' in capsys.readouterr().err

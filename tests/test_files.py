"""Writing files: whole or not at all."""

import contextlib
import errno
import os
import stat

import pytest

from zreport.faults import ReportError
from zreport.files import WriteError, write

LONG_AGO = 1_000_000_000


@contextlib.contextmanager
def room_for(size):
    """Let no file of this process grow beyond `size` bytes, as on a disk that is full."""
    resource = pytest.importorskip("resource", reason="this system cannot limit the size of files")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("content", [b"", b"\x00\xff", "第60名".encode(), b"x" * 3_000_000])
def test_a_file_holds_exactly_what_was_written(tmp_path, content):
    path = tmp_path / "图.png"
    assert write(path, content) == path
    assert path.read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == ["图.png"]


def test_a_path_may_be_a_string(tmp_path):
    assert write(str(tmp_path / "a.svg"), b"a").read_bytes() == b"a"


def test_folders_that_are_missing_are_made(tmp_path):
    path = tmp_path / "out" / "2020" / "图" / "a.svg"
    write(path, b"a")
    assert path.read_bytes() == b"a"


def test_a_file_is_replaced(tmp_path):
    path = tmp_path / "a.svg"
    write(path, b"a longer content")
    write(path, b"b")
    assert path.read_bytes() == b"b"


def test_a_file_that_holds_the_content_already_is_not_touched(tmp_path):
    path = tmp_path / "a.svg"
    write(path, b"a")
    os.utime(path, (LONG_AGO, LONG_AGO))
    before = path.stat()
    write(path, b"a")
    assert (path.stat().st_mtime, path.stat().st_ino) == (LONG_AGO, before.st_ino)
    write(path, b"b")
    assert path.stat().st_mtime > LONG_AGO


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_permissions_are_kept_and_those_of_another_file_are_given_to_one_that_is_made(tmp_path):
    path, other = tmp_path / "a.svg", tmp_path / "b.svg"
    write(path, b"a")
    other.write_bytes(b"b")
    assert path.stat().st_mode == other.stat().st_mode
    path.chmod(0o640)
    write(path, b"b")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize("old", [None, b"what stood there before"])
def test_a_write_that_fails_leaves_what_was_there_and_nothing_beside_it(tmp_path, old):
    path = tmp_path / "a.pptx"
    if old is not None:
        path.write_bytes(old)
    with room_for(10_000), pytest.raises(WriteError) as error:
        write(path, b"x" * 100_000)
    assert str(path) in str(error.value)
    assert os.strerror(errno.EFBIG) in str(error.value)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == ([] if old is None else [old])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_folder_in_place_of_the_file_is_named_with_the_way_out(tmp_path, lang, monkeypatch):
    monkeypatch.setenv("ZREPORT_LANG", lang)
    path = tmp_path / "a.svg"
    path.mkdir()
    (path / "kept.txt").write_bytes(b"kept")
    with pytest.raises(WriteError) as error:
        write(path, b"a")
    message = str(error.value)
    assert message.startswith(str(path)) and message.splitlines() == [message]
    assert ("choose a folder" if lang == "en" else "换一个") in message
    assert isinstance(error.value, ReportError) and isinstance(error.value, OSError)
    assert [file.name for file in tmp_path.iterdir()] == ["a.svg"]
    assert [file.name for file in path.iterdir()] == ["kept.txt"]


def test_a_file_in_place_of_the_folder_is_left_alone(tmp_path):
    (tmp_path / "out").write_bytes(b"kept")
    with pytest.raises(WriteError, match="out"):
        write(tmp_path / "out" / "a.svg", b"a")
    assert (tmp_path / "out").read_bytes() == b"kept"


def test_a_name_that_is_too_long_is_refused(tmp_path):
    with pytest.raises(WriteError):
        write(tmp_path / ("长" * 200 + ".svg"), b"a")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="links are those of POSIX")
def test_what_a_link_leads_to_is_written_and_the_link_stays(tmp_path):
    (tmp_path / "real").mkdir()
    path, link = tmp_path / "real" / "a.svg", tmp_path / "a.svg"
    path.write_bytes(b"a")
    link.symlink_to("real/a.svg")
    assert write(link, b"b") == link
    assert link.is_symlink() and path.read_bytes() == b"b"
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["a.svg", "a.svg", "real"]
    link.unlink()
    link.symlink_to("a.svg")
    with pytest.raises(WriteError):
        write(link, b"c")
    assert link.is_symlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are those of POSIX")
def test_a_pipe_in_place_of_the_file_is_left_alone(tmp_path):
    os.mkfifo(tmp_path / "a.svg")
    with pytest.raises(WriteError, match=r"a\.svg"):
        write(tmp_path / "a.svg", b"a")
    assert stat.S_ISFIFO((tmp_path / "a.svg").stat().st_mode)


def test_only_what_a_killed_write_left_is_swept_away(tmp_path):
    ours = tmp_path / ".a.svg.4c3f9ab2.zreport"
    theirs = [
        ".a.svg.swp",
        ".a.svg.swo",
        ".a.svg.4c3f9ab2",
        ".a.svg.zreport",
        ".a.svg.notes.zreport",
        ".b.svg.4c3f9ab2.zreport",
    ]
    for file in (ours, *(tmp_path / name for name in theirs)):
        file.write_bytes(b"old")
        os.utime(file, (LONG_AGO, LONG_AGO))
    young = tmp_path / ".a.svg.4c3f9ab3.zreport"
    young.write_bytes(b"being written")
    write(tmp_path / "a.svg", b"a")
    assert {file.name for file in tmp_path.iterdir()} == {*theirs, young.name, "a.svg"}


def test_a_name_that_no_system_can_have_is_refused(tmp_path):
    with pytest.raises(WriteError):
        write(f"{tmp_path}/a\0b.svg", b"a")

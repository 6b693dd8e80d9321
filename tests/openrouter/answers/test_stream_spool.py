"""The spool's files: private, uniquely named, and removed in time."""

import os
from pathlib import Path

import pytest

from bot.errors import SpoolFailed
from bot.openrouter.answers.spool import Spool, SpoolFile


def test_files_have_names_of_their_own_and_are_readable_by_nobody_else(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "data" / "spool")
    files = [spool.new_file() for _ in range(10)]
    assert len({file.path for file in files}) == 10
    assert {file.path.stat().st_mode & 0o777 for file in files} == {0o600}
    assert {file.path.suffix for file in files} == {".part"}
    for file in files:
        file.close()


def test_what_is_written_is_in_the_file_at_once(tmp_path: Path) -> None:
    file = Spool(tmp_path).new_file()
    file.write(b"one")
    file.write(b" two")
    assert file.path.read_bytes() == b"one two"
    assert file.size_bytes == 7
    file.close()


def test_closing_and_discarding_may_be_repeated(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = Spool(tmp_path).new_file()
    file.close()
    file.close()
    assert file.path.exists()
    file.discard()
    file.discard()
    assert not file.path.exists()
    assert not caplog.records


def test_a_closed_file_takes_no_bytes(tmp_path: Path) -> None:
    file = Spool(tmp_path).new_file()
    file.close()
    with pytest.raises(ValueError, match="closed"):
        file.write(b"late")


def test_a_full_disk_is_a_spool_failure_that_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "file.part"
    path.touch()
    file = SpoolFile(os.open("/dev/full", os.O_WRONLY), path)
    with pytest.raises(SpoolFailed) as failure:
        file.write(b"a picture")
    assert isinstance(failure.value.__cause__, OSError)
    assert file.size_bytes == 0
    file.discard()
    assert not path.exists()


def test_a_disk_that_takes_bytes_piece_by_piece_gets_all_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write

    def two_bytes(descriptor: int, data: memoryview) -> int:
        return real(descriptor, data[:2])

    monkeypatch.setattr(os, "write", two_bytes)
    file = Spool(tmp_path).new_file()
    file.write(b"pictures")
    file.close()
    assert file.path.read_bytes() == b"pictures"


def test_a_folder_that_cannot_be_used_is_a_spool_failure(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SpoolFailed):
        Spool(tmp_path / "file" / "spool")
    spool = Spool(tmp_path / "spool")
    (tmp_path / "spool").rmdir()
    with pytest.raises(SpoolFailed):
        spool.new_file()


def test_a_disk_that_fails_only_on_closing_is_a_spool_failure(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path / "file", os.O_WRONLY | os.O_CREAT)
    os.close(descriptor)
    file = SpoolFile(descriptor, tmp_path / "file")
    with pytest.raises(SpoolFailed):
        file.close()


def test_a_file_that_cannot_be_removed_is_logged_and_hides_no_better_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = Spool(tmp_path).new_file()
    file.path.unlink()
    file.path.mkdir()
    file.discard()
    assert "cannot remove a spool file" in caplog.text

"""Other users of the machine cannot read members' data."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage.engine import file_modes
from bot.storage.engine.database import open_database
from bot.storage.jobs.processes import open_process_folder

FILES = ("imagine.db", "imagine.db-wal", "imagine.db-shm")


@pytest.fixture(autouse=True)
def _usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def _modes_while_open(data_dir: Path) -> list[int]:
    url = f"sqlite:///{data_dir / FILES[0]}"
    async with open_database(url) as database:
        await database.write(lambda it: it.execute(text("DELETE FROM notices")))
        return [_mode(data_dir / name) for name in FILES]


async def test_a_new_folder_and_its_database_are_private(tmp_path: Path) -> None:
    data_dir = tmp_path / "parent" / "data"
    with open_process_folder(data_dir):
        assert await _modes_while_open(data_dir) == [0o600] * 3
        assert (_mode(data_dir), _mode(data_dir / "processes")) == (0o700, 0o700)
    assert _mode(data_dir / FILES[0]) == 0o600


async def test_readable_files_of_an_earlier_version_become_private(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    data_dir.mkdir(mode=0o755)
    for name in FILES:
        (data_dir / name).touch(mode=0o644)
    (data_dir / "other").touch(mode=0o644)
    with open_process_folder(data_dir):
        assert await _modes_while_open(data_dir) == [0o600] * 3
    assert _mode(data_dir) == 0o700
    assert _mode(data_dir / "other") == 0o644, "what is not ours stays"


async def test_the_folder_of_a_database_elsewhere_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir(mode=0o755)
    assert await _modes_while_open(folder) == [0o600] * 3
    assert _mode(folder) == 0o755


def test_files_of_another_user_are_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    file = folder / FILES[0]
    file.touch(mode=0o644)
    monkeypatch.setattr(file_modes.os, "geteuid", lambda: os.getuid() + 1)
    file_modes.make_private_folder(folder)
    file_modes.make_private_database(file)
    assert (_mode(folder), _mode(file)) == (0o755, 0o644)


def test_a_folder_that_cannot_be_restricted_is_logged_and_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    file_modes.make_private_folder(folder)
    assert "may be read by other users" in caplog.text

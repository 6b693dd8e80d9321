"""Writing `.env`: at once or not at all, readable by its owner alone."""

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.exits import Exit
from bot.cli.setup.env_file import check_env_file, write_env_file
from bot.cli.setup.stopped import SetupStopped

NOW = datetime(2026, 11, 30, 18, 3, 1, tzinfo=UTC)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_a_new_file_is_private_under_any_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        written = write_env_file(tmp_path / ".env", {"KEY": "new"}, now=NOW)
    finally:
        os.umask(before)
    assert (written.changed, written.backup) == (("KEY",), None)
    assert _contents(tmp_path) == {".env": "KEY=new\n"}
    assert _mode(tmp_path / ".env") == 0o600


def test_an_old_file_is_copied_and_no_earlier_copy_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("KEY=1\n")
    path.chmod(0o644)
    backups = [write_env_file(path, {"KEY": f"{n}"}, now=NOW).backup for n in (2, 3, 4)]
    assert _contents(tmp_path) == {
        ".env": "KEY=4\n",
        ".env.backup-20261130-180301": "KEY=1\n",
        ".env.backup-20261130-180301-2": "KEY=2\n",
        ".env.backup-20261130-180301-3": "KEY=3\n",
    }
    assert {_mode(path), *(_mode(backup) for backup in backups if backup)} == {0o600}


def test_a_file_that_has_the_values_only_becomes_private(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("KEY=1\n")
    path.chmod(0o644)
    assert write_env_file(path, {"KEY": "1"}, now=NOW).changed == ()
    assert _contents(tmp_path) == {".env": "KEY=1\n"}
    assert _mode(path) == 0o600


@pytest.mark.parametrize("failing", ["fsync", "replace", "open"])
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_whatever_ends_the_writing_leaves_the_folder_as_it_was(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failing: str,
    error: BaseException | type[BaseException],
) -> None:
    path = tmp_path / ".env"
    path.write_text("KEY=1\n")

    def fail(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(os, failing, fail)
        with pytest.raises((KeyboardInterrupt, SetupStopped)):
            write_env_file(path, {"KEY": "2"}, now=NOW)
    assert _contents(tmp_path) == {".env": "KEY=1\n"}


def test_ctrl_c_right_after_the_change_keeps_the_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / ".env"
    path.write_text("KEY=1\n")
    replace = os.replace

    def replace_and_fail(source: str, target: str) -> None:
        replace(source, target)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace_and_fail)
        with pytest.raises(KeyboardInterrupt):
            write_env_file(path, {"KEY": "2"}, now=NOW)
    assert _contents(tmp_path) == {".env": "KEY=2\n", ".env.backup-20261130-180301": "KEY=1\n"}


def test_what_a_killed_process_left_is_replaced(tmp_path: Path) -> None:
    (tmp_path / ".env.init-new").write_text("half")
    write_env_file(tmp_path / ".env", {"KEY": "1"}, now=NOW)
    assert _contents(tmp_path) == {".env": "KEY=1\n"}


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "shared").write_text("KEY=1\n")
    (tmp_path / ".env").symlink_to("shared")
    with pytest.raises(SetupStopped, match="symbolic link to shared") as stopped:
        check_env_file(tmp_path / ".env")
    assert stopped.value.code is Exit.NO_OUTPUT
    # one may take the file's place during the dialogue
    with pytest.raises(SetupStopped, match="symbolic link to shared"):
        write_env_file(tmp_path / ".env", {"KEY": "2"}, now=NOW)
    assert _contents(tmp_path) == {"shared": "KEY=1\n", ".env": "KEY=1\n"}


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    with pytest.raises(SetupStopped, match="isn't a file"):
        check_env_file(tmp_path / ".env")


def test_a_folder_that_cannot_be_written_to_is_refused_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", fail)
        with pytest.raises(SetupStopped, match="Permission denied"):
            check_env_file(tmp_path / ".env")


def test_checking_leaves_nothing(tmp_path: Path) -> None:
    check_env_file(tmp_path / ".env")
    assert _contents(tmp_path) == {}

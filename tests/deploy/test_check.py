"""`deploy/check` runs every check, says what became of it, and fails if one failed."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PASSED = "#!/bin/sh\necho fine\n"
FAILED = "#!/bin/sh\necho broken\nexit 3\n"
LEFT_OUT = "#!/bin/sh\necho looking\necho there is no docker\nexit 77\n"


def _run(folder: Path, *arguments: str) -> tuple[int, list[str]]:
    """Return the exit code, and the lines of the summary without times."""
    done = subprocess.run(  # noqa: S603 - a copy of this repository's script
        [folder / "deploy" / "check", *arguments],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    summary = done.stdout.partition("== Summary\n")[2]
    return done.returncode, re.sub(r" \(\d+ s\)", "", summary).splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with `deploy/check` alone."""
    (tmp_path / "deploy" / "checks").mkdir(parents=True)
    shutil.copy(ROOT / "deploy" / "check", tmp_path / "deploy" / "check")
    return tmp_path


def _add(folder: Path, name: str, text: str, *, mode: int = 0o755) -> None:
    file = folder / "deploy" / "checks" / name
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)


def test_a_failed_check_does_not_stop_the_others_but_fails_the_whole(folder: Path) -> None:
    _add(folder, "10-first.sh", FAILED)
    _add(folder, "20-second.sh", PASSED)
    code, summary = _run(folder)
    assert code == 1
    assert summary == ["FAIL      10-first.sh: exit code 3", "PASS      20-second.sh"]


def test_a_check_that_is_left_out_says_why_and_is_no_failure(folder: Path) -> None:
    _add(folder, "10-first.sh", LEFT_OUT)
    assert _run(folder) == (0, ["LEFT OUT  10-first.sh: there is no docker"])


def test_only_executable_files_with_the_chosen_word_are_checks(folder: Path) -> None:
    _add(folder, "10-first.sh", PASSED)
    _add(folder, "20-second.sh", FAILED)
    _add(folder, "shared.sh", FAILED, mode=0o644)
    assert _run(folder, "first") == (0, ["PASS      10-first.sh"])


def test_a_word_that_no_check_has_is_a_failure(folder: Path) -> None:
    _add(folder, "10-first.sh", PASSED)
    assert _run(folder, "frist")[0] == 1


def test_every_check_can_be_started() -> None:
    checks = [path for path in (ROOT / "deploy" / "checks").iterdir() if path.name[0].isdigit()]
    assert checks
    for path in checks:
        assert path.stat().st_mode & 0o100, path.name
        assert path.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")

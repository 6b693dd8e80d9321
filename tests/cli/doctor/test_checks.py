"""The checks of doctor, one by one."""

import asyncio
import os
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.cli.checks.background import in_background
from bot.cli.checks.data_dir import check_data_dir
from bot.cli.checks.database_check import judge
from bot.cli.checks.discord_check import judge_clock
from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.sentences import Found, State
from bot.cli.checks.settings_check import check_settings
from bot.settings import Settings
from bot.settings.load import Reading
from bot.storage.engine.inspection import DatabaseFacts
from bot.storage.engine.schema import HEAD
from testkit.fakes import START


@pytest.mark.parametrize(("free_mb", "expected"), [(50, "data-dir-full"), (500, "data-dir-low")])
def test_little_room_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free_mb: int, expected: str
) -> None:
    tmp_path.chmod(0o700)

    def disk_usage(_: Path) -> SimpleNamespace:
        return SimpleNamespace(free=free_mb * 10**6)

    monkeypatch.setattr("bot.cli.checks.data_dir.shutil.disk_usage", disk_usage)
    (tmp_path / "references").mkdir()
    (tmp_path / "references" / "one").write_bytes(bytes(2 * 10**6))
    found = {each.id: each for each in check_data_dir(tmp_path, 0.001)}
    assert set(found) == {expected, "references-large"}
    assert found[expected].facts == {"free_mb": free_mb, "used_mb": 2}


@pytest.mark.parametrize(
    ("seconds", "expected"), [(4, "clock-fine"), (-4, "clock-fine"), (6, "clock-off")]
)
def test_the_clock_may_differ_by_five_seconds(seconds: int, expected: str) -> None:
    [finding] = judge_clock(START + timedelta(seconds=seconds), START)
    assert finding.id == expected
    assert judge_clock(None, START) == []


def test_names_from_outside_cannot_control_the_terminal() -> None:
    facts = {"name": "\x1b[2Jbot", "servers": 1}
    assert "\x1b" not in Finding(Check.DISCORD, Found.TOKEN_FINE, facts).sentence


async def test_work_that_hangs_is_left_behind() -> None:
    release = threading.Event()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await in_background(release.wait)
    assert any(thread.name == "doctor" and thread.daemon for thread in threading.enumerate())
    release.set()


def test_every_finding_that_is_not_good_says_what_to_do() -> None:
    for found in Found:
        if found is not Found.DATABASE_BROKEN:  # its problem includes what to do
            assert bool(found.value.advice) == (found.value.state is not State.OK), found


def test_a_database_is_judged_by_its_rights_and_room() -> None:
    facts = DatabaseFacts(HEAD, frozenset(), is_sqlite=True)
    assert [each.id for each in judge(facts)] == ["database-fine"]
    bad = replace(facts, is_writable=False, is_checked=False, free_bytes=99_999_999)
    assert {each.id for each in judge(bad)} == {
        "database-fine",
        "database-not-writable",
        "database-low",
        "database-unchecked",
    }


@pytest.mark.parametrize(("is_sqlite", "expected"), [(True, State.WARNING), (False, State.OK)])
def test_several_processes_need_a_server(*, is_sqlite: bool, expected: State) -> None:
    facts = DatabaseFacts(HEAD, frozenset({"one", "two"}), is_sqlite=is_sqlite)
    assert max(each.state for each in judge(facts)) is expected


def test_secrets_in_files_are_settings_that_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in tuple(os.environ):
        if name.endswith("_FILE"):
            monkeypatch.delenv(name)
    with_files = {"DISCORD_TOKEN_FILE": "/run/token", "DATABASE_URL_FILE": "/run/url"}
    reading = Reading(Settings.model_validate({}), (), with_files)
    assert [one.found for one in check_settings(reading)] == [Found.SETTINGS_FINE]

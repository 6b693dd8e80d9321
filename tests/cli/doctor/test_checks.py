"""The checks of doctor, one by one."""

import asyncio
import os
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from aiohttp import web

from bot.cli.checks.background import in_background
from bot.cli.checks.data_dir import check_data_dir
from bot.cli.checks.database_check import judge
from bot.cli.checks.discord.sentences import DiscordFound
from bot.cli.checks.discord_check import judge_clock
from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.machine.answered_elsewhere import judge_metrics
from bot.cli.checks.machine.env_file import check_env_file
from bot.cli.checks.machine.sentences import MachineFound
from bot.cli.checks.openrouter.image import cheapest
from bot.cli.checks.openrouter.sentences import OpenRouterFound
from bot.cli.checks.openrouter_check import judge_key
from bot.cli.checks.port_check import check_port
from bot.cli.checks.sentences import Found, Sentence, State
from bot.cli.checks.settings_check import check_settings
from bot.cli.repairs.sentences import Repaired
from bot.policy.images.model import Model
from bot.ports import KeyStatus
from bot.settings import Settings
from bot.settings.load import Reading
from bot.storage.engine.inspection import DatabaseFacts
from bot.storage.engine.schema import HEAD
from testkit.fakes import START
from testkit.http_server import serve

SENTENCES = (Found, DiscordFound, OpenRouterFound, MachineFound, Repaired)


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


@pytest.mark.parametrize("sentences", SENTENCES)
def test_every_finding_that_is_not_good_says_what_to_do(sentences: type[Sentence]) -> None:
    # the problems of these include what to do
    without = {Found.DATABASE_BROKEN, Found.SECRET_MALFORMED, OpenRouterFound.IMAGE_FAILED}
    for found in sentences:
        if found not in without:
            assert bool(found.value.advice) == (found.value.state is not State.OK), found


def test_each_finding_has_its_own_id() -> None:
    names = [found.name for sentences in SENTENCES for found in sentences]
    assert len(set(names)) == len(names)


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


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (KeyStatus(accepted=False), {"key-rejected"}),
        (KeyStatus(accepted=True, is_management=True), {"key-management"}),
        (KeyStatus(accepted=True), {"key-unlimited"}),
        (
            KeyStatus(accepted=True, remaining_micros=9_000_000),
            {"key-fine", "key-limited-above"},
        ),
        (
            KeyStatus(accepted=True, remaining_micros=9_000_000, limit_micros=20_000_000),
            {"key-fine"},
        ),
        (
            KeyStatus(accepted=True, remaining_micros=1, limit_micros=20_000_000),
            {"key-below-budget"},
        ),
        (
            KeyStatus(accepted=True, remaining_micros=0, limit_micros=0, data_regions=("eu",)),
            {"key-spent", "key-regions"},
        ),
    ],
)
def test_a_key_is_judged_by_what_it_is_for_and_what_limits_it(
    status: KeyStatus, expected: set[str]
) -> None:
    assert {one.id for one in judge_key(status, 5_000_000)} == expected


def test_the_cheapest_image_is_one_with_a_known_price() -> None:
    sizes = {"1K": 40_000, "512": 30_000}
    models = [
        Model("a/unknown", "A", sizes=("1K",)),
        Model("b/sizes", "B", sizes=("512", "1K"), prices=sizes),
        Model("c/flat", "C", prices={"": 35_000}),
    ]
    assert cheapest(models) == (models[1], "512")
    assert cheapest(models[:1]) == (models[0], "1K")
    assert cheapest([]) is None


@pytest.mark.parametrize("value", ["", "0.0", "x", "NaN", "-1"])
def test_without_answers_of_another_process_all_is_fine(value: str) -> None:
    name = "imagine_bot_discord_failures_total"
    lines = [f'{name}{{kind="upload_too_large"}} 7.0']
    if value:
        lines.append(f'{name}{{kind="answered_elsewhere"}} {value}')
    assert judge_metrics("\n".join(lines)).id == "answered-here"


def test_answers_of_another_process_are_counted() -> None:
    finding = judge_metrics(
        'x 1\nimagine_bot_discord_failures_total{kind="answered_elsewhere"} 3.0'
    )
    assert (finding.id, finding.state, finding.facts) == (
        "answered-elsewhere",
        State.WARNING,
        {"count": 3},
    )


def test_only_an_env_file_with_secrets_must_be_closed_to_others(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.touch(mode=0o600)
    secret = {"DISCORD_TOKEN": "x"}
    assert check_env_file(secret, file) == []
    file.chmod(0o640)
    assert [one.id for one in check_env_file(secret, file)] == ["env-file-readable"]
    assert check_env_file({"DISCORD_TOKEN": "", "MODELS": "x"}, file) == []
    assert check_env_file(secret, tmp_path / "none") == []


async def test_metrics_of_many_models_are_read_to_their_end() -> None:
    counter = 'imagine_bot_discord_failures_total{kind="answered_elsewhere"} 3\n'

    async def answer(_: web.Request) -> web.Response:
        text = "imagine_bot_jobs_running 1\n" * 20_000 + counter
        return web.Response(text=text, headers={"Server": "imagine-bot"})

    async with serve(answer) as url:
        parts = urlsplit(url)
        found = await check_port(parts.hostname or "", parts.port or 0)
    assert [one.id for one in found] == ["port-ours", "answered-elsewhere"]

"""Common defects of similar bots, each as a rule that this bot follows."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import discord
from pydantic import SecretStr

from bot.client import ImagineBot
from bot.health.vitals import Heartbeat
from testkit.fakes import START
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness, OpenBot
from tests.system.interactions import restart

ROOT = Path(__file__).parents[2]


async def _wait_of(harness: BotHarness) -> str:
    """Return the end of the cooldown that a refusal names."""
    refused = await harness.mia.slash(harness.art, "imagine", prompt="a red fox")
    assert refused.ephemeral
    found = re.search(r"<t:\d+:R>", answer_of(refused).content)
    assert found, answer_of(refused).content
    return found[0]


async def test_who_asks_too_soon_is_answered_alone_and_told_when(harness: BotHarness) -> None:
    await harness.mia.slash(harness.art, "imagine", prompt="a red fox")
    ends = int((START + timedelta(seconds=60)).timestamp())
    assert await _wait_of(harness) == f"<t:{ends}:R>"


async def test_a_refused_request_does_not_make_the_wait_longer(harness: BotHarness) -> None:
    await harness.mia.slash(harness.art, "imagine", prompt="a red fox")
    harness.clock.advance(seconds=50)
    first = await _wait_of(harness)
    harness.clock.advance(seconds=9)
    assert await _wait_of(harness) == first
    harness.clock.advance(seconds=1)
    passed = await harness.mia.slash(harness.art, "imagine", prompt="a red fox")
    assert answer_of(passed).attachments


async def test_a_button_takes_from_the_same_allowance_as_the_command(harness: BotHarness) -> None:
    card = await harness.mia.slash(harness.art, "imagine", prompt="a red fox")
    pressed = await harness.mia.click(answer_of(card), label="Again")
    assert "Cooldown: your next image is possible" in answer_of(pressed).content
    assert len(harness.painter.requests) == 1


async def test_not_everybody_may_change_somebody_elses_image(harness: BotHarness) -> None:
    card = await harness.mia.slash(harness.art, "imagine", prompt="a red fox")
    pressed = await harness.ben.click(answer_of(card), label="Edit prompt")
    assert pressed.modal is None
    assert "Only the member who requested this image" in answer_of(pressed).content


async def test_a_button_works_after_a_year_and_a_restart(harness: BotHarness) -> None:
    card = await harness.mia.slash(harness.art, "imagine", prompt="a red fox")
    await restart(harness)
    harness.clock.advance(days=365)
    pressed = await harness.mia.click(answer_of(card), label="Again")
    assert answer_of(pressed).attachments


def test_the_bot_decodes_no_image_and_waits_for_no_network_in_its_own_process() -> None:
    look = (
        "import sys, bot.app, cogs.imagine, cogs.my, cogs.limits, cogs.styles, cogs.notices;"
        "print(sorted({'PIL', 'requests', 'urllib3'} & set(sys.modules)))"
    )
    done = subprocess.run(  # noqa: S603 - a program of this environment, with fixed arguments
        [sys.executable, "-c", look],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "[]"


async def test_commands_are_registered_once_and_not_at_every_connect(harness: BotHarness) -> None:
    before = len(harness.requests("PUT", "/commands"))
    harness.bot.dispatch("ready")
    await restart(harness)
    assert len(harness.requests("PUT", "/commands")) == before


async def test_an_error_of_a_button_is_told_like_that_of_a_command(harness: BotHarness) -> None:
    card = await harness.mia.slash(harness.art, "imagine", prompt="a red fox")
    with closing(sqlite3.connect(harness.data_dir / "imagine.db")) as database, database:
        database.execute("UPDATE jobs SET draft = '{'")
    database.close()
    for label in ("Again", "Edit prompt", "Remix"):
        pressed = await harness.mia.click(answer_of(card), label=label)
        assert pressed.ephemeral
        assert "database" in answer_of(pressed).content


async def test_a_token_without_a_connection_is_not_health(open_harness: OpenBot) -> None:
    async with (
        open_harness(discord_token=SecretStr("x" * 60)) as harness,
        ImagineBot(harness.services, ()) as unconnected,
    ):
        assert unconnected.heartbeat_age_s() is None
        heartbeat = Heartbeat(unconnected.heartbeat_age_s)
        assert heartbeat.age_s() < heartbeat.age_s(), "silence counts while there is no connection"


def test_no_privileged_intent_is_used_nor_asked_for() -> None:
    assert discord.Intents(guilds=True).value == 1
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        claims = re.findall(r"(?i)[^.]*message content[^.]*", page.read_text(encoding="utf-8"))
        assert not claims, page.name


async def test_what_is_asked_of_discord_is_what_the_bot_uses(harness: BotHarness) -> None:
    assert harness.bot.intents == discord.Intents(guilds=True)

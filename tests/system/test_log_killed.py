"""Bots that are killed around an entry of the log: the next one sends it, once."""

import asyncio
import signal
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from bot.policy.limits.rulebook import Rulebook
from bot.policy.moderation.log import LogSettings, ModerationSettings
from bot.sandbox.painter import Painter, ScriptedAnswer
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.storage.engine.database import default_url, open_database
from bot.storage.stores import open_stores
from bot.studio import SystemClock
from testkit.discord_loopback.discord import TOKEN, LoopbackDiscord
from testkit.discord_loopback.guild import text_channel
from testkit.discord_loopback.messages import Message
from testkit.discord_loopback.payloads import GUILD_ID
from testkit.fork_server import ForkServer, KillAt, open_fork_server

pytestmark = pytest.mark.takes_long

_LOG = "1100000000000000555"
_MEMBER = "1100000000000000100"

#: Seconds for one bot to finish.
_LIFE_S = 40

#: The points around the end of a job and the message of its entry, and how many of the last passes
#: of each kill a bot.
_LAST_PASSES = 3
_POINTS = ("before commit", "after commit", "before message", "after message")


class _World:
    """One database and one Discord, for bots that run one after another."""

    def __init__(self, folder: Path, discord: LoopbackDiscord, painter: Painter) -> None:
        self._folder = folder
        self._painter = painter
        self.discord = discord

    @property
    def entries(self) -> list[Message]:
        """The messages in the log."""
        return [one for one in self.discord.messages.all if one.channel_id == _LOG]

    async def set_log(self) -> None:
        data_dir = self._folder / "data"
        data_dir.mkdir(parents=True)
        settings = ModerationSettings(LogSettings(int(_LOG)))

        def change(book: Rulebook) -> Rulebook:
            return replace(book, moderation=settings)

        async with open_database(default_url(data_dir)) as database:
            stores = open_stores(database, process_id="test", secret=TOKEN)
            editor = RulebookEditor(stores, defaults={}, caps={}, clock=SystemClock())
            await editor.edit(int(GUILD_ID), 1, change)

    async def live(self, fork_server: ForkServer, kill_at: KillAt | None) -> Mapping[str, int]:
        """Run a bot until it is killed, or has sent what waits; return the points it passed."""
        session = self.discord.sessions + 1
        bot = await fork_server.start(self._environment(), self._folder, kill_at)
        work = asyncio.create_task(self._use(session), name="member")
        end = asyncio.create_task(bot.ended(), name="end")
        await asyncio.wait({work, end}, timeout=_LIFE_S, return_when=asyncio.FIRST_COMPLETED)
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work
        bot.stop()
        return bot.points() if await end != -signal.SIGKILL else {}

    def let_time_pass(self) -> None:
        """Let the time of the killed bot's claims pass, which others leave alone for minutes."""
        with closing(sqlite3.connect(self._folder / "data" / "imagine.db")) as database, database:
            database.execute("UPDATE log_entries SET taken_until = NULL, ready_at = at")

    def _rows(self, query: str) -> int:
        with closing(sqlite3.connect(self._folder / "data" / "imagine.db")) as database, database:
            return database.execute(query).fetchone()[0]

    async def _use(self, session: int) -> None:
        await self.discord.wait_for_bot(session=session)
        if not self.discord.messages.all:
            await self.discord.slash("imagine", user_id=_MEMBER, prompt="a fox")
        while not self.is_over:
            await asyncio.sleep(0.02)

    @property
    def is_done(self) -> bool:
        """Whether the member got the image."""
        return bool(self._rows("SELECT count(*) FROM jobs WHERE state = 'done'"))

    @property
    def is_over(self) -> bool:
        """Whether the job has ended, and no entry waits."""
        has_ended = self._rows("SELECT count(*) FROM jobs WHERE ended_at IS NOT NULL")
        return bool(has_ended) and not self._rows("SELECT count(*) FROM log_entries")

    def _environment(self) -> Mapping[str, str]:
        return {
            "DISCORD_TOKEN": TOKEN,
            "OPENROUTER_API_KEY": self._painter.key,
            "OPENROUTER_BASE_URL": self._painter.base_url,
            "DATA_DIR": str(self._folder / "data"),
            "LOOPBACK_DISCORD": self.discord.base_url,
            "SHUTDOWN_GRACE_SECONDS": "5",
        }


async def _lives(
    fork_server: ForkServer, folder: Path, kill_at: KillAt | None
) -> tuple[Mapping[str, int], _World]:
    async with LoopbackDiscord() as discord, Painter() as painter:
        discord.server.add(text_channel(_LOG, "log"))
        painter.default = ScriptedAnswer(sketch=True)
        world = _World(folder, discord, painter)
        await world.set_log()
        points = await world.live(fork_server, kill_at)
        if kill_at is not None:
            world.let_time_pass()
            points = await world.live(fork_server, None)
        return points, world


@pytest.mark.timeout(300)  # runs about twenty bots
async def test_every_image_is_logged_once_whenever_the_bot_was_killed(tmp_path: Path) -> None:
    async with open_fork_server() as fork_server:
        passed, whole = await _lives(fork_server, tmp_path / "whole", None)
        assert len(whole.entries) == 1
        problems: list[str] = []
        for point in _POINTS:
            times = passed[point]
            for nth in range(max(times + 1 - _LAST_PASSES, 1), times + 1):
                where = KillAt(point, nth)
                _, world = await _lives(fork_server, tmp_path / f"{point}{nth}", where)
                if world.is_done and (len(world.entries) != 1 or not world.is_over):
                    problems.append(f"{where}: {len(world.entries)} entries, {world.is_over=}")
        assert problems == []
